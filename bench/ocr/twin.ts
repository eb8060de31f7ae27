/**
 * Holds the datasets of scans against those of the PDFs that they were made of, cell by cell, by place on the page.
 *
 *   npx tsx bench/ocr/twin.ts SCANS_DATASET TWINS_DATASET scans.json [-v]
 *
 * Prints for each kind of scan: cells of grids exact, amounts of line items right, wrong with and without a finding
 * (silent), not found, added; errors that the twin has not; tables called missing.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

interface Place { readonly page: number | null; readonly x0: number | null; readonly y0: number | null; readonly x1: number | null; readonly y1: number | null }
interface Item extends Place { readonly table_id: string; readonly row: number; readonly table_kind: string; readonly code: string; readonly measure: string; readonly amount_yuan: string; readonly amount_published: string; readonly amount_reconciled: string; readonly status: string; readonly finding_ids: string; readonly confidence: number }
interface GridCell extends Place { readonly text: string }
interface Doc {
  readonly document: { readonly source_file: string };
  readonly grids: readonly { readonly kind: string; readonly cells: readonly GridCell[] }[];
  readonly line_items: readonly Item[];
  readonly findings: readonly { readonly finding_id: string; readonly rule: string; readonly severity: string; readonly message_zh: string }[];
}
interface Entry { readonly source: string; readonly kind: string; readonly pages: readonly number[]; readonly angles: readonly number[] }

const [scansDir, twinsDir, indexFile, ...flags] = process.argv.slice(2);
if (!scansDir || !twinsDir || !indexFile) {
  console.error('usage: tsx bench/ocr/twin.ts SCANS_DATASET TWINS_DATASET scans.json [-v]');
  process.exit(2);
}
const verbose = flags.includes('-v');
const read = (dir: string): Doc[] => readdirSync(join(dir, 'documents')).filter((f) => f.endsWith('.json')).map((f) => JSON.parse(readFileSync(join(dir, 'documents', f), 'utf8')) as Doc);
const index = JSON.parse(readFileSync(indexFile, 'utf8')) as Record<string, Entry>;
const twins = new Map(read(twinsDir).map((d) => [basename(d.document.source_file), d]));

const clean = (text: string): string => text.normalize('NFKC').replace(/\s/g, '');
const SIZE = { w: 595.3, h: 841.9 };

/** Centre and half size; of a twin turned as the scan lies. */
function spot(p: Place, angle: number, size: { w: number; h: number }): { x: number; y: number; w: number; h: number } {
  const [x, y] = [((p.x0 ?? 0) + (p.x1 ?? 0)) / 2 - size.w / 2, ((p.y0 ?? 0) + (p.y1 ?? 0)) / 2 - size.h / 2];
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return { x: x * cos - y * sin + size.w / 2, y: x * sin + y * cos + size.h / 2, w: (p.x1 ?? 0) - (p.x0 ?? 0), h: (p.y1 ?? 0) - (p.y0 ?? 0) };
}

/** The nearest of `cells` to a cell of the twin, if it lies within half a cell. */
function nearest<T extends Place>(of: Place, cells: readonly T[], angle: number, size: { w: number; h: number }): T | undefined {
  const at = spot(of, angle, size);
  let best: T | undefined;
  let least = Infinity;
  for (const cell of cells) {
    const other = spot(cell, 0, size);
    const [dx, dy] = [Math.abs(other.x - at.x), Math.abs(other.y - at.y)];
    if (dx > Math.max(at.w, other.w) * 0.5 + 2 || dy > Math.max(6, Math.min(at.h, other.h) * 0.6 + 2)) continue;
    const distance = dx / 4 + dy;
    if (distance < least) { least = distance; best = cell; }
  }
  return best;
}

interface Tally { pages: number; cells: number; exact: number; amounts: number; right: number; settled: number; flagged: number; silent: number; moved: number; lost: number; added: number; addedSilent: number; doubted: number; errors: number; missing: number; unknown: number }
const zero = (): Tally => ({ pages: 0, cells: 0, exact: 0, amounts: 0, right: 0, settled: 0, flagged: 0, silent: 0, moved: 0, lost: 0, added: 0, addedSilent: 0, doubted: 0, errors: 0, missing: 0, unknown: 0 });
const totals = new Map<string, Tally>();

for (const scan of read(scansDir)) {
  const name = basename(scan.document.source_file);
  const entry = index[name];
  const twin = entry && twins.get(basename(entry.source));
  if (!entry || !twin) continue;
  const tally = totals.get(entry.kind) ?? zero();
  totals.set(entry.kind, tally);
  tally.pages += entry.pages.length;
  const say = (line: string): void => { if (verbose) console.log(`${name} ${line}`); };
  const severity = new Map(scan.findings.map((f) => [f.finding_id, f.severity]));
  const isFlagged = (item: Item): boolean => !['ok', 'unchecked'].includes(item.status) || item.finding_ids.split(';').some((id) => ['warning', 'error'].includes(severity.get(id) ?? ''));
  entry.pages.forEach((number, i) => {
    const on = <T extends Place>(list: readonly T[], page: number): T[] => list.filter((p) => p.page === page);
    const ofScan = on(scan.line_items, i + 1);
    const ofTwin = on(twin.line_items, number);
    const cellsTwin = on(twin.grids.flatMap((g) => g.cells), number);
    const cellsScan = on(scan.grids.flatMap((g) => g.cells), i + 1);
    const widest = Math.max(SIZE.w, ...cellsTwin.map((c) => c.x1 ?? 0));
    const size = widest > SIZE.w + 1 ? { w: SIZE.h, h: SIZE.w } : SIZE;
    const angle = entry.angles[i] ?? 0;
    for (const cell of cellsTwin.filter((c) => clean(c.text) !== '')) {
      tally.cells++;
      const got = nearest(cell, cellsScan, angle, size);
      if (got && clean(got.text) === clean(cell.text)) tally.exact++;
      else say(`p${i + 1} cell “${cell.text}” read as ${got ? `“${got.text}”` : '(none)'}`);
    }
    const used = new Set<Item>();
    for (const item of ofTwin) {
      tally.amounts++;
      const got = nearest(item, ofScan.filter((o) => !used.has(o)), angle, size);
      const words = `p${i + 1} ${item.table_kind} ${item.code} ${item.measure} ${item.amount_published}`;
      if (!got) {
        tally.lost++;
        say(`${words} LOST`);
        continue;
      }
      used.add(got);
      if (got.amount_yuan === item.amount_yuan) {
        tally.right++;
        if (clean(got.amount_published) !== clean(item.amount_published)) tally.settled++;
        if (isFlagged(got) && !['suspect', 'disputed'].includes(item.status)) tally.doubted++;
        if (got.table_kind !== item.table_kind || got.measure !== item.measure || got.code !== item.code) {
          tally.moved++;
          say(`${words} MOVED to ${got.table_kind} ${got.code} ${got.measure}${isFlagged(got) ? '' : ' silently'}`);
        }
      } else {
        tally[isFlagged(got) ? 'flagged' : 'silent']++;
        say(`${words} ${isFlagged(got) ? 'flagged' : 'SILENT'}: read as ${got.amount_published} (${got.confidence}) = ${got.amount_yuan} ${got.status}`);
      }
    }
    for (const item of ofScan.filter((o) => !used.has(o))) {
      tally.added++;
      if (!isFlagged(item)) tally.addedSilent++;
      say(`p${i + 1} ${item.table_kind} ${item.code} ${item.measure} ${item.amount_published} ADDED ${item.status}`);
    }
  });
  const has = new Map<string, number>();
  for (const f of twin.findings) has.set(f.rule, (has.get(f.rule) ?? 0) + 1);
  // a finding that both have is none more, whatever its severity; errors are held first, for there may be more of a rule
  for (const f of scan.findings.toSorted((a, b) => Number(b.severity === 'error') - Number(a.severity === 'error'))) {
    const known = has.get(f.rule) ?? 0;
    if (known > 0) { has.set(f.rule, known - 1); continue; }
    if (f.severity === 'error') {
      tally.errors++;
      say(`ERROR ${f.rule}: ${f.message_zh}`);
    }
    if (f.rule === 'table/missing') { tally.missing++; say(`MISSING ${f.rule}: ${f.message_zh}`); }
    if (f.rule === 'table/unknown-kind') { tally.unknown++; say(`UNKNOWN ${f.message_zh}`); }
  }
}
const pct = (a: number, b: number): string => (b === 0 ? '-' : (100 * a / b).toFixed(2));
const all = zero();
for (const t of totals.values()) for (const key of Object.keys(all) as (keyof Tally)[]) all[key] += t[key];
for (const [kind, t] of [...[...totals].toSorted(), ['all', all] as const]) {
  console.log(`${kind.padEnd(9)} ${t.pages} pages  cells ${pct(t.exact, t.cells)}% of ${t.cells}  amounts ${pct(t.right, t.amounts)}% of ${t.amounts} (settled ${t.settled})  wrong with finding ${t.flagged}  SILENT ${t.silent}  lost ${t.lost}  added ${t.added} (unflagged ${t.addedSilent})  moved ${t.moved}  right but doubted ${t.doubted}  more errors ${t.errors}  called missing ${t.missing}  unknown kinds ${t.unknown}`);
}
