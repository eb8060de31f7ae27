/**
 * Real PDFs written anew by another program, as printers and converters do: every amount must come out under the same
 * kind, code and measure, and no error more.
 *   npx tsx bench/rewritten.ts FOLDER [--by cairo|ghostscript] [-v]     needs pdftocairo (poppler-utils) or gs (ghostscript)
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { processDocument } from '../pipeline/document.js';
import { formatYuan } from '../schemas/amount-parse.js';
import type { ProcessedDocument } from '../schemas/document.js';

const { positionals: [folder], values: { by, verbose } } = parseArgs({ allowPositionals: true, options: { by: { type: 'string', default: 'cairo' }, verbose: { type: 'boolean', short: 'v', default: false } } });
if (!folder || !['cairo', 'ghostscript'].includes(by)) throw new Error('Expected FOLDER and --by cairo or ghostscript');

function itemsOf({ document }: ProcessedDocument): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { table, lines } of document?.tables ?? []) for (const line of lines) for (const { reading, measure } of line.entry.cells) {
    if (reading.state !== 'amount') continue;
    const key = `${table.kind} ${line.code || line.entry.name} ${measure} ${formatYuan(reading.amount.fen)}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

/** What is in `a` and not in `b`. */
const without = (a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): string[] => [...a].flatMap(([key, n]) => Array<string>(Math.max(0, n - (b.get(key) ?? 0))).fill(key));
const errorsOf = ({ findings }: ProcessedDocument): number => findings.filter(f => f.severity === 'error').length;

const work = mkdtempSync(path.join(tmpdir(), 'rewritten-'));
const copy = path.join(work, 'copy.pdf');
const total = { files: 0, items: 0, lost: 0, added: 0, errors: 0, unread: 0 };
for (const name of (readdirSync(folder, { recursive: true }) as string[]).filter(f => /\.pdf$/iu.test(f)).sort()) {
  const file = path.join(folder, name);
  const before = await processDocument(readFileSync(file), name, { ocr: 'never' });
  if (before.document === undefined || before.document.tables.length === 0) continue;
  if (by === 'cairo') execFileSync('pdftocairo', ['-pdf', file, copy], { stdio: 'ignore' });
  else execFileSync('gs', ['-q', '-dNOPAUSE', '-dBATCH', '-sDEVICE=pdfwrite', '-o', copy, file], { stdio: 'ignore' });
  const after = await processDocument(readFileSync(copy), name, { ocr: 'never' });
  const [a, b] = [itemsOf(before), itemsOf(after)];
  const [lost, added] = [without(a, b), without(b, a)];
  const unread = after.findings.some(f => f.rule === 'page/needs-ocr' || f.rule === 'page/garbled');
  total.files += 1;
  total.items += [...a.values()].reduce((sum, n) => sum + n, 0);
  // What recognition is asked for is told, not lost.
  if (unread) total.unread += 1;
  else {
    total.lost += lost.length;
    total.added += added.length;
    total.errors += Math.max(0, errorsOf(after) - errorsOf(before));
  }
  if (lost.length + added.length > 0) console.log(`${name}: ${lost.length} lost, ${added.length} added${unread ? ', text garbled or gone and told so' : ''}`);
  if (verbose && !unread) for (const key of [...lost.map(k => `- ${k}`), ...added.map(k => `+ ${k}`)].slice(0, 20)) console.log(`   ${key}`);
}
rmSync(work, { recursive: true });
console.log(`${total.files} files, ${total.items} amounts: in those with whole text ${total.lost} lost, ${total.added} added, ${total.errors} errors more; ${total.unread} files garbled and told so`);
