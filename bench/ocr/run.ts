/**
 * Recognition of page images against their truth, with what it costs.
 *
 *   npx tsx bench/ocr/run.ts FOLDER [-v]
 *
 * FOLDER holds <page>.<variant>.<ending> and truth.json ({page: {cells: [{t, r, c, type, text}]}}). Every table of the
 * truth is held against the grid that fits it best, so that a page with two tables is not read as one. With tesseract
 * (Debian) installed the same pages are read by it, too, for the time.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Grid } from '../../schemas/block.js';
import { readFile } from '../../extractors/read/index.js';

interface TruthCell { readonly t: number; readonly r: number; readonly c: number; readonly type: string; readonly text: string }
const [folder, ...flags] = process.argv.slice(2);
if (!folder) {
  console.error('usage: tsx bench/ocr/run.ts FOLDER [-v]');
  process.exit(2);
}
const truth = JSON.parse(readFileSync(join(folder, 'truth.json'), 'utf8')) as Record<string, { readonly cells: readonly TruthCell[] }>;
const clean = (text: string | undefined): string => (text ?? '').normalize('NFKC').replace(/\s/g, '');
const value = (text: string | undefined): string => clean(text).replace(/,/g, '').replace(/^(-?\d+)\.0+$/, '$1');

/** The grid and row offset at which most cells of a table of the truth are right. */
function fitted(want: readonly TruthCell[], grids: readonly Grid[]): (cell: TruthCell) => string | undefined {
  let best: { hits: number; at: (cell: TruthCell) => string | undefined } = { hits: -1, at: () => undefined };
  for (const grid of grids) {
    const texts = new Map(grid.cells.map((c) => [`${c.row},${c.column}`, c.text]));
    for (let d = -3; d <= 3; d++) {
      const at = (cell: TruthCell): string | undefined => texts.get(`${cell.r + d},${cell.c}`);
      const hits = want.filter((c) => clean(at(c)) === clean(c.text)).length;
      if (hits > best.hits) best = { hits, at };
    }
  }
  return best.at;
}

interface Tally { cells: number; exact: number; amounts: number; right: number }
const tallies = new Map<string, Tally>();
let [pages, cpu, wall] = [0, 0, 0];
const files = readdirSync(folder).filter((f) => /\.(?:png|jpe?g|tiff?|webp)$/.test(f)).toSorted();
for (const file of files) {
  const [page = '', variant = ''] = file.split('.');
  const cells = truth[page]?.cells.filter((c) => clean(c.text) !== '');
  if (!cells) continue;
  const [started, used] = [performance.now(), process.cpuUsage()];
  const read = await readFile(new Uint8Array(readFileSync(join(folder, file))), file, { ocr: 'always' });
  const spent = process.cpuUsage(used);
  pages++;
  cpu += (spent.user + spent.system) / 1e6;
  wall += (performance.now() - started) / 1e3;
  const grids = read.blocks.filter((b): b is Grid => b.type === 'grid');
  const tally = tallies.get(variant) ?? { cells: 0, exact: 0, amounts: 0, right: 0 };
  tallies.set(variant, tally);
  for (const t of new Set(cells.map((c) => c.t))) {
    const own = cells.filter((c) => c.t === t);
    const at = fitted(own, grids);
    for (const cell of own) {
      const exact = clean(at(cell)) === clean(cell.text);
      tally.cells++;
      tally.exact += Number(exact);
      if (cell.type === 'amount') { tally.amounts++; tally.right += Number(value(at(cell)) === value(cell.text)); }
      if (!exact && flags.includes('-v')) console.log(`${file} t${t} r${cell.r} c${cell.c} ${cell.type}: ${cell.text} read as ${at(cell) ?? '(no cell)'}`);
    }
  }
}
const pct = (a: number, b: number): string => `${(100 * a / Math.max(1, b)).toFixed(2)}%`;
const sum = [...tallies.values()].reduce((a, b) => ({ cells: a.cells + b.cells, exact: a.exact + b.exact, amounts: a.amounts + b.amounts, right: a.right + b.right }), { cells: 0, exact: 0, amounts: 0, right: 0 });
for (const [variant, t] of [...[...tallies].toSorted(), ['all', sum] as const]) console.log(`${variant.padEnd(10)} cells ${pct(t.exact, t.cells)} of ${t.cells}  amounts by value ${pct(t.right, t.amounts)} of ${t.amounts}`);
console.log(`${pages} pages  CPU ${(cpu / pages).toFixed(2)} s/page  wall ${(wall / pages).toFixed(2)} s/page  peak memory ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`);

const before = process.resourceUsage();
const started = performance.now();
let done = 0;
for (const file of files.slice(0, 8)) {
  const { error, status } = spawnSync('tesseract', [join(folder, file), '-', '-l', 'chi_sim', '--psm', '6'], { stdio: 'ignore', env: { ...process.env, OMP_THREAD_LIMIT: '1' } });
  if (error || status !== 0) break;
  done++;
}
if (done === 0) console.log('tesseract (Debian: tesseract-ocr tesseract-ocr-chi-sim) is not installed: no comparison');
else {
  const after = process.resourceUsage();
  console.log(`tesseract  ${done} pages  wall ${((performance.now() - started) / 1e3 / done).toFixed(2)} s/page (own CPU ${((after.userCPUTime - before.userCPUTime) / 1e6).toFixed(2)} s)`);
}
