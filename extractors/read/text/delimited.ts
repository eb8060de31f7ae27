/**
 * Rows of texts to blocks, and files that are nothing else: CSV as spreadsheets export it, with commas, semicolons or
 * tabs, quotes, and the captions of a table in rows of their own.
 */
import { CsvError, parse } from 'csv-parse/sync';
import type { Block, Grid } from '../../../schemas/block.js';
import { cellsOfRows } from './header-spans.js';
import { cleanText, joinLines } from '../residue.js';
import { sheetBlocks } from '../sheet-parts.js';

/** Beyond this many slots, missing cells of short rows are not written as empty ones. */
const SLOTS = 4_000_000;
/** A file with fewer rows is no list. */
const LEAST_ROWS = 3;
/** Characters at the head of a file in which most lines have the separator. */
const SAMPLE = 20_000;
/** Share of the rows that have as many cells as the row above. */
const EVEN = 0.85;

/** Captions, tables and notes of rows of texts in which a merged cell stands once, at its left slot. */
export function gridBlocks(rows: readonly (readonly string[])[], place: Pick<Grid, 'line' | 'pages'>): Block[] {
  const width = rows.reduce((widest, row) => Math.max(widest, row.length), 0);
  const fill = rows.length * width <= SLOTS;
  const cells = rows.flatMap((texts, row) => Array.from({ length: fill ? width : texts.length }, (_, column) => ({ row, column, rowSpan: 1, columnSpan: 1, text: texts[column] ?? '', confidence: 1 })));
  const sheet: Grid = { type: 'grid', rows: rows.length, columns: width, cells, ...place, source: 'text', method: 'markup' };
  return sheetBlocks(sheet).map((block) => (block.type === 'grid' ? { ...block, cells: cellsOfRows(textsOf(block), block.columns, fill) } : block));
}

function textsOf(grid: Grid): string[][] {
  const rows: string[][] = Array.from({ length: grid.rows }, () => []);
  for (const cell of grid.cells) (rows[cell.row] as string[])[cell.column] = cell.text;
  return rows.map((texts) => Array.from(texts, (text) => text ?? ''));
}

/** Blocks of a text that is one list of separated values throughout; undefined for any other text. */
export function delimitedBlocks(text: string): Block[] | undefined {
  if (/<table[\s>]|^[ \t]*\|.*\|[ \t]*$|^#{1,6} /mu.test(text)) return undefined;
  const first = text.slice(0, SAMPLE).split('\n').filter((line) => line.trim() !== '');
  for (const separator of [',', ';', '\t'] as const) {
    if (first.length === 0 || first.filter((line) => line.includes(separator)).length * 2 < first.length) continue;
    const rows = valuesOf(text, separator);
    if (rows !== undefined && isList(rows, separator)) return gridBlocks(rows.map((row) => row.map(plainValue)), { line: 1 });
  }
  return undefined;
}

/** Rows of values; undefined where a quote is never closed. Quotes within a value are kept as they stand. */
function valuesOf(text: string, separator: string): string[][] | undefined {
  try {
    return parse(text, { delimiter: separator, recordDelimiter: ['\r\n', '\n', '\r'], relaxColumnCount: true, relaxQuotes: true, ltrim: true });
  } catch (error) {
    if (error instanceof CsvError) return undefined;
    throw error;
  }
}

/** Whether rows have cells beside each other throughout, and as many as their neighbours. Separators of thousands make no columns. */
function isList(rows: readonly (readonly string[])[], separator: string): boolean {
  const filled = rows.filter((row) => row.some((value) => value.trim() !== ''));
  if (filled.length < LEAST_ROWS || filled.some((row) => row.length < 2)) return false;
  const even = filled.filter((row, i) => i === 0 || row.length === filled[i - 1]?.length).length;
  const thousands = separator === ',' ? filled.filter((row) => row.some((value, i) => /\d$/u.test(value) && /^\d{3}(?:\.\d+)?(?!\d)/u.test(row[i + 1] ?? '') && !/^\d{3,}$/u.test(value.trim()))).length : 0;
  return even >= filled.length * EVEN && thousands * 2 < filled.length && filled.some((row) => row.some((value) => /\p{Script=Han}/u.test(value)));
}

/** A value without what keeps a spreadsheet from taking a code for a number ('2080505, ="2080505"), on one line. */
function plainValue(value: string): string {
  const text = value.replace(/^=?"([^"]*)"\s*$|^'(?=\d)/u, '$1');
  return text.includes('\n') ? joinLines(text.split(/\r?\n/u).map(cleanText)) : cleanText(text);
}
