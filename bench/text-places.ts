/**
 * Real documents as text: the tables of PDFs, written down as OCR services do and read again. Every amount must come out
 * under the same kind, code and measure as from the PDF.
 *
 *   npx tsx bench/text-places.ts PDF… [--format ID] [--seed 1] [--clean] [--out DIR]
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { headerRows } from '../extractors/layout/header-rows.js';
import { stitch } from '../extractors/layout/parts/stitch.js';
import { readFile } from '../extractors/read/index.js';
import { processDocument } from '../pipeline/document.js';
import { formatYuan } from '../schemas/amount-parse.js';
import type { Grid } from '../schemas/block.js';
import type { ProcessedDocument } from '../schemas/document.js';
import { isFigure } from '../schemas/printed-figure.js';
import type { SheetCell } from './corpus/layouts.js';
import { Random } from './corpus/random.js';
import { CLEAN, drawHabits, FORMATS, toText, type TextSheet } from './corpus/text.js';

const { positionals, values } = parseArgs({ allowPositionals: true, options: { format: { type: 'string' }, seed: { type: 'string', default: '1' }, clean: { type: 'boolean', default: false }, out: { type: 'string' } } });
if (values.out) mkdirSync(values.out, { recursive: true });

function sheetOf(grid: Grid, before: readonly string[]): TextSheet {
  const head = headerRows(grid);
  const taken = new Set(grid.cells.flatMap((cell) => Array.from({ length: cell.rowSpan * cell.columnSpan }, (_, i) => `${cell.row + Math.floor(i / cell.columnSpan)},${cell.column + (i % cell.columnSpan)}`)));
  const rows = Array.from({ length: grid.rows }, (_, r): SheetCell[] => {
    const own = grid.cells.filter((cell) => cell.row === r).map((cell) => ({ column: cell.column, text: cell.text, rows: cell.rowSpan, columns: cell.columnSpan, align: r < head ? 'center' as const : isFigure(cell.text) && !/^\d{2,7}$/.test(cell.text) ? 'right' as const : 'left' as const }));
    const holes = Array.from({ length: grid.columns }, (_, column) => column).filter((column) => !taken.has(`${r},${column}`)).map((column) => ({ column, text: '' }));
    return [...own, ...holes].toSorted((a, b) => a.column - b.column);
  });
  return { before, title: '', above: ['', ''], head: rows.slice(0, head), body: rows.slice(head), widths: Array.from({ length: grid.columns }, () => 1) };
}

function items(processed: ProcessedDocument): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { table, lines } of processed.document?.tables ?? []) for (const line of lines) for (const cell of line.entry.cells) {
    if (cell.reading.state !== 'amount') continue;
    const key = `${table.kind}|${line.classification}|${line.code}|${line.level}|${line.entry.side}|${cell.measure} ${formatYuan(cell.reading.amount.fen)}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

let all = 0, lost = 0, made = 0;
for (const file of positionals) {
  const bytes = readFileSync(file);
  const name = basename(file);
  const blocks = stitch((await readFile(bytes, name, { ocr: 'never' })).blocks);
  if (!blocks.some((block) => block.type === 'grid')) continue;
  const want = items(await processDocument(bytes, name, { ocr: 'never' }));
  const sheets: TextSheet[] = [];
  let before: string[] = [];
  for (const block of blocks) {
    if (block.type === 'paragraph') before.push(block.text);
    else {
      sheets.push(sheetOf(block, before));
      before = [];
    }
  }
  for (const [f, format] of FORMATS.entries()) {
    if (values.format && format !== values.format) continue;
    const habits = values.clean ? CLEAN : drawHabits(new Random(Number(values.seed) * 100 + f), format);
    const text = toText({ prose: [], sheets }, { unit: '元' }, format, { ...habits, zero: '' }, Number(values.seed)) + before.join('\n');
    if (values.out) writeFileSync(join(values.out, `${name}-${format}.md`), text);
    const got = items(await processDocument(new TextEncoder().encode(text), name));
    const missing: string[] = [], extra: string[] = [];
    let total = 0;
    for (const [key, count] of want) {
      total += count;
      for (let i = got.get(key) ?? 0; i < count; i += 1) missing.push(key);
    }
    for (const [key, count] of got) for (let i = want.get(key) ?? 0; i < count; i += 1) extra.push(key);
    all += total;
    lost += missing.length;
    made += extra.length;
    if (missing.length + extra.length === 0) continue;
    console.log(`${name} ${format}: ${missing.length} of ${total} missing, ${extra.length} extra`);
    for (const key of missing.slice(0, 4)) console.log(`    missing ${key}`);
    for (const key of extra.slice(0, 4)) console.log(`    extra ${key}`);
  }
}
console.log(`${all} amounts, ${lost} missing, ${made} extra`);
