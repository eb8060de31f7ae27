/**
 * Recognition of page images against their truth, with what it costs.
 *
 *   npx tsx bench/ocr/run.ts FOLDER [--peers PYTHON] [--threads N] [-v]
 *
 * FOLDER holds <page>.<variant>.<ending> and truth.json ({page: {cells: [{t, r, c, type, text}]}}). Every table of the
 * truth is held against the grid that fits it best, so that a page with two tables is not read as one.
 *
 * With --peers the same pages are read in the same run by RapidOCR and by tesseract (bench/peers/ocr_pages.py). They
 * give lines and no cells: a cell counts as right for them where words that follow each other in any line of the page
 * make up its text, wherever they stand, which is more than the table can be rebuilt from.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Grid } from '../../schemas/block.js';
import { readFile } from '../../extractors/read/index.js';

interface TruthCell { readonly t: number; readonly r: number; readonly c: number; readonly type: string; readonly text: string }
interface Peer { readonly cpu: number; readonly wall: number; readonly peak: number; readonly lines: Readonly<Record<string, readonly string[]>> }
const { positionals: [folder], values: flags } = parseArgs({ allowPositionals: true, options: { peers: { type: 'string' }, threads: { type: 'string', default: '1' }, verbose: { type: 'boolean', short: 'v', default: false } } });
if (!folder) {
  console.error('usage: tsx bench/ocr/run.ts FOLDER [--peers PYTHON] [--threads N] [-v]');
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
const none: Tally = { cells: 0, exact: 0, amounts: 0, right: 0 };
const cellsOf = (file: string): readonly TruthCell[] => truth[file.split('.')[0] ?? '']?.cells.filter((c) => clean(c.text) !== '') ?? [];
const tallies = new Map<string, Tally>();
let [cpu, wall] = [0, 0];
const files = readdirSync(folder).filter((f) => /\.(?:png|jpe?g|tiff?|webp)$/.test(f) && cellsOf(f).length > 0).toSorted();
const pages = files.length;
for (const file of files) {
  const [, variant = ''] = file.split('.');
  const cells = cellsOf(file);
  const [started, used] = [performance.now(), process.cpuUsage()];
  const read = await readFile(new Uint8Array(readFileSync(join(folder, file))), file, { ocr: 'always' });
  const spent = process.cpuUsage(used);
  cpu += (spent.user + spent.system) / 1e6;
  wall += (performance.now() - started) / 1e3;
  const grids = read.blocks.filter((b): b is Grid => b.type === 'grid');
  const tally = tallies.get(variant) ?? { ...none };
  tallies.set(variant, tally);
  for (const t of new Set(cells.map((c) => c.t))) {
    const own = cells.filter((c) => c.t === t);
    const at = fitted(own, grids);
    for (const cell of own) {
      const exact = clean(at(cell)) === clean(cell.text);
      tally.cells++;
      tally.exact += Number(exact);
      if (cell.type === 'amount') { tally.amounts++; tally.right += Number(value(at(cell)) === value(cell.text)); }
      if (!exact && flags.verbose) console.log(`${file} t${t} r${cell.r} c${cell.c} ${cell.type}: ${cell.text} read as ${at(cell) ?? '(no cell)'}`);
    }
  }
}
const pct = (a: number, b: number): string => `${(100 * a / Math.max(1, b)).toFixed(2)}%`;
const told = (name: string, t: Tally): string => `${name.padEnd(10)} cells ${pct(t.exact, t.cells)} of ${t.cells}  amounts by value ${pct(t.right, t.amounts)} of ${t.amounts}`;
const costs = (name: string, cost: { cpu: number; wall: number; peak: number }): string => `${name.padEnd(10)} ${pages} pages  CPU ${(cost.cpu / pages).toFixed(2)} s/page  wall ${(cost.wall / pages).toFixed(2)} s/page  peak memory ${cost.peak} MB`;
const sum = [...tallies.values()].reduce((a, b) => ({ cells: a.cells + b.cells, exact: a.exact + b.exact, amounts: a.amounts + b.amounts, right: a.right + b.right }), none);
for (const [variant, t] of [...tallies].toSorted()) console.log(told(variant, t));
console.log(told('mingxi', sum));
console.log(costs('mingxi', { cpu, wall, peak: Math.round(process.resourceUsage().maxRSS / 1024) }));

/** Whether words that follow each other in one of the lines make up a text, both in one form; rulings may be read as bars. */
function printedIn(lines: readonly string[], text: string, form: (text: string) => string): boolean {
  return lines.some((line) => {
    const words = line.split(/[\s|]+/).filter((word) => word !== '');
    return words.some((_, from) => words.slice(from).some((__, n) => form(words.slice(from, from + n + 1).join('')) === form(text)));
  });
}

for (const peer of flags.peers ? ['rapidocr', 'tesseract'] : []) {
  const script = join(import.meta.dirname, '../peers/ocr_pages.py');
  const { status, stdout, stderr } = spawnSync(flags.peers as string, [script, peer, flags.threads, ...files.map((f) => join(folder, f))], { encoding: 'utf8', maxBuffer: 1 << 28 });
  if (status !== 0) {
    console.log(`${peer}: not compared (${stderr?.trim().split('\n').at(-1) || 'it did not start'})`);
    continue;
  }
  const read = JSON.parse(stdout) as Peer;
  const tally = { ...none };
  for (const file of files) {
    for (const cell of cellsOf(file)) {
      const lines = read.lines[join(folder, file)] ?? [];
      tally.cells++;
      tally.exact += Number(printedIn(lines, cell.text, clean));
      if (cell.type === 'amount') { tally.amounts++; tally.right += Number(printedIn(lines, cell.text, value)); }
    }
  }
  console.log(told(peer, tally));
  console.log(costs(peer, read));
}
