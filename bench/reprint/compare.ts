/**
 * Holds the amounts of one dataset against those of another whose files have the same names but for their endings.
 *
 *   npx tsx bench/reprint/compare.ts TRUTH_DATASET DATASET [-v]
 *
 * Prints for each frame (what stands before the number in a file's name): amounts of the truth, those that came out under
 * the same kind, code, name and measure, missing ones that no error or warning of their kind (or of no kind) tells, others
 * that came out, how many of these are silent (status `ok`, no finding), and errors and warnings that the truth has not.
 * Zeros don't count.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { DocumentFile } from '../../schemas/dataset-files.js';

const [truthDir, dir, ...flags] = process.argv.slice(2);
if (!truthDir || !dir) {
  console.error('usage: tsx bench/reprint/compare.ts TRUTH_DATASET DATASET [-v]');
  process.exit(2);
}
const read = (folder: string): Map<string, DocumentFile> => new Map(readdirSync(join(folder, 'documents')).map((file) => DocumentFile.parse(JSON.parse(readFileSync(join(folder, 'documents', file), 'utf8')))).map((file) => [basename(file.document.source_file, extname(file.document.source_file)), file]));
type Item = DocumentFile['line_items'][number];
const keyOf = (item: Item): string => [item.table_kind, item.code, item.name.replaceAll(/\s/gu, ''), item.measure, item.amount_yuan].join('|');
const printed = (file: DocumentFile | undefined): Item[] => (file?.line_items ?? []).filter(({ amount_yuan }) => amount_yuan !== '' && amount_yuan !== '0');

interface Tally { amounts: number; right: number; untold: number; others: number; silent: number; findings: number }
const tallies = new Map<string, Tally>();
const got = read(dir);
for (const [name, truth] of [...read(truthDir)].toSorted(([a], [b]) => a.localeCompare(b))) {
  const frame = name.replace(/-\d+$/u, '');
  const tally = tallies.get(frame) ?? { amounts: 0, right: 0, untold: 0, others: 0, silent: 0, findings: 0 };
  tallies.set(frame, tally);
  const left = new Map<string, number>();
  for (const item of printed(truth)) left.set(keyOf(item), (left.get(keyOf(item)) ?? 0) + 1);
  const others = printed(got.get(name)).filter((item) => {
    const count = left.get(keyOf(item)) ?? 0;
    if (count > 0) left.set(keyOf(item), count - 1);
    return count === 0;
  });
  const silent = others.filter(({ status, finding_ids }) => status === 'ok' && finding_ids === '');
  const doubts = (file: DocumentFile | undefined): DocumentFile['findings'] => (file?.findings ?? []).filter(({ severity }) => severity !== 'info');
  const known = doubts(truth).map(({ rule }) => rule);
  const findings = doubts(got.get(name)).filter(({ rule }) => {
    const at = known.indexOf(rule);
    if (at >= 0) known.splice(at, 1);
    return at < 0;
  });
  const told = new Set<string>(findings.map(({ table_kind }) => table_kind));
  const untold = told.has('') || told.has('other') ? [] : [...left].filter(([key]) => !told.has(key.split('|')[0] ?? ''));
  const amounts = printed(truth).length, missing = [...left.values()].reduce((a, b) => a + b, 0);
  tally.amounts += amounts; tally.right += amounts - missing; tally.others += others.length; tally.silent += silent.length; tally.findings += findings.length;
  tally.untold += untold.reduce((sum, [, n]) => sum + n, 0);
  if (flags.includes('-v') && missing + others.length + findings.length > 0) {
    console.log(`${name}: ${amounts - missing} of ${amounts}, ${others.length} others, ${silent.length} silent; ${findings.map(({ rule }) => rule).join(' ')}`);
    for (const [key, count] of untold.filter(([, n]) => n > 0).slice(0, 8)) console.log(`  untold ${key} ×${count}`);
    for (const [key, count] of [...left].filter(([, n]) => n > 0).slice(0, 8)) console.log(`  - ${key} ×${count}`);
    for (const item of others.slice(0, 8)) console.log(`  + ${keyOf(item)} ${item.status}${silent.includes(item) ? ' silent' : ''} page ${item.page}`);
  }
}
for (const [frame, t] of tallies) console.log(`${frame.padEnd(10)} amounts ${t.amounts}  right ${t.right} = ${(100 * t.right / t.amounts).toFixed(2)}%  untold ${t.untold}  others ${t.others}  silent ${t.silent}  more errors and warnings ${t.findings}`);
