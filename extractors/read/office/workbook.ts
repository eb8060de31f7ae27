/**
 * Workbooks, whatever the format: sheets of cells in their order become captions, tables and notes. What a sheet hides is
 * left out and told with its place.
 */
import type { Block, Cell, Grid, Paragraph, ReadNote, ReadResult } from '../../../schemas/block.js';
import { listed } from '../../../schemas/finding.js';
import { groupBy } from '../../../schemas/groups.js';
import { isFigure } from '../../../schemas/printed-figure.js';
import { cleanText, joinLines } from '../residue.js';
import { greatest, sheetBlocks, trimmed, withoutColumns, withoutRows } from '../sheet-parts.js';

/** A sheet as its file holds it. */
export interface Sheet {
  readonly name: string;
  /** Not shown by the workbook. */
  readonly hidden: boolean;
  /** Cells with a text, and merged ones, in any order. */
  readonly cells: readonly Cell[];
  readonly hiddenRows: ReadonlySet<number>;
  readonly isHiddenColumn: (column: number) => boolean;
  /** Texts of boxes that lie over the sheet. */
  readonly texts: readonly string[];
  readonly pictures: number;
}

/** Beyond this many slots, blank cells are not written. */
const SLOTS = 4_000_000;
/** A name that a program gave. */
const DEFAULT_NAME = /^(?:sheet|工作表|表)\s*\d*(?:\s*\(\d+\))?$/iu;
/** Hidden places that are named. */
const SHOWN = 8;
/** A sheet of scattered words (封面) has rows of at most so many cells. */
const SCATTERED = 2;

/** What a workbook of these sheets shows. */
export function workbookOf(sheets: readonly Sheet[], mediaType: string): ReadResult {
  const shown = sheets.filter(({ hidden }) => !hidden);
  const read = shown.map((sheet) => ({ ...blocksOf(sheet), sheet }));
  const hidden = sheets.flatMap((sheet) => (sheet.hidden ? [`工作表“${sheet.name}”`] : (read.find((one) => one.sheet === sheet)?.hidden ?? []).map((place) => `“${sheet.name}”${place}`)));
  const blocks = read.flatMap(({ sheet, blocks: own }) => namedBlocks(sheet.name, [...sheet.texts.map(cleanText).filter((text) => text !== '').map((text): Paragraph => ({ type: 'paragraph', text, source: 'text' })), ...own]));
  return { mediaType, extraction: 'text', blocks, notes: notesOf(hidden, shown.reduce((sum, { pictures }) => sum + pictures, 0)) };
}

/** A cell's text on one line, and its lines where it has several. */
export function cellText(raw: string): Pick<Cell, 'text' | 'lines'> {
  const lines = raw.split(/\r?\n/u).map(cleanText).filter((line) => line !== '');
  return { text: joinLines(lines), ...(lines.length > 1 ? { lines } : {}) };
}

function notesOf(hidden: readonly string[], pictures: number): ReadNote[] {
  return [
    ...(hidden.length === 0 ? [] : [{ rule: 'document/hidden', params: { count: String(hidden.length), list: listed(hidden, SHOWN) } }]),
    ...(pictures === 0 ? [] : [{ rule: 'document/picture-unread', params: { count: String(pictures) } }]),
  ];
}

/** A sheet's name before its blocks, where it is no default and nothing in the sheet stands over the first table as its title. */
function namedBlocks(name: string, blocks: readonly Block[]): Block[] {
  const first = blocks.findIndex((block) => block.type === 'grid');
  const titled = blocks.slice(0, Math.max(0, first)).some((block) => block.type === 'paragraph' && /表(?:[(（].*[)）])?$/u.test(block.text.trim()));
  if (first < 0 || titled || DEFAULT_NAME.test(name.trim())) return [...blocks];
  return [{ type: 'paragraph', text: name, source: 'text' }, ...blocks];
}

function blocksOf({ cells, hiddenRows, isHiddenColumn }: Sheet): { blocks: Block[]; hidden: string[] } {
  const filled = cells.filter((cell) => cell.text !== '');
  if (filled.length === 0) return { blocks: [], hidden: [] };
  const end = { row: greatest(filled.map((cell) => cell.row)) + 1, column: greatest(filled.map((cell) => cell.column)) + 1 };
  const within = cells.filter((cell) => cell.row < end.row && cell.column < end.column).map((cell) => ({ ...cell, rowSpan: Math.min(cell.rowSpan, end.row - cell.row), columnSpan: Math.min(cell.columnSpan, end.column - cell.column) }));
  const unseen = new Set(Array.from({ length: end.column }, (_, column) => column).filter(isHiddenColumn));
  const isUnseen = (cell: Cell): boolean => hiddenRows.has(cell.row) || unseen.has(cell.column);
  const whole: Grid = { type: 'grid', rows: end.row, columns: end.column, cells: within, source: 'text', method: 'markup' };
  const far = { rows: farBlanks(filled.map(({ row, rowSpan }) => [row, row + rowSpan])), columns: farBlanks(filled.map(({ column, columnSpan }) => [column, column + columnSpan])) };
  const seen = withoutColumns(withoutRows(whole, new Set([...hiddenRows, ...far.rows])), new Set([...unseen, ...far.columns]));
  const grid = trimmed({ ...seen, cells: withBlanks(seen.cells, seen.rows, seen.columns) });
  const hidden = [...new Set(filled.filter(isUnseen).toSorted((a, b) => a.row - b.row || a.column - b.column).map((cell) => (hiddenRows.has(cell.row) ? `第${cell.row + 1}行` : `${letters(cell.column)}列`)))];
  return { blocks: isScattered(grid) ? wordsOf(grid) : sheetBlocks(grid), hidden };
}

/** The rows (or columns) that no text stands in, of stretches of more than so many, but for the first of each. A word that somebody left far away makes no table of a million blanks. */
function farBlanks(filled: readonly (readonly [from: number, end: number])[]): number[] {
  let reached = 0;
  return filled.toSorted(([a], [b]) => a - b).flatMap(([from, end]) => {
    const blanks = from - reached > FAR ? Array.from({ length: from - reached - 1 }, (_, i) => reached + 1 + i) : [];
    reached = Math.max(reached, end);
    return blanks;
  });
}
/** Blank rows, or columns, between texts that may still be a layout. */
const FAR = 50;

/** Cells with blank ones in the slots that none covers, in reading order. */
function withBlanks(cells: readonly Cell[], rows: number, columns: number): Cell[] {
  const sorted = (list: readonly Cell[]): Cell[] => list.toSorted((a, b) => a.row - b.row || a.column - b.column);
  if (rows * columns > SLOTS) return sorted(cells);
  const taken = new Uint8Array(rows * columns);
  for (const cell of cells) for (let row = cell.row; row < cell.row + cell.rowSpan; row += 1) taken.fill(1, row * columns + cell.column, row * columns + Math.min(columns, cell.column + cell.columnSpan));
  const blanks = [...taken.keys()].filter((slot) => taken[slot] === 0).map((slot): Cell => ({ row: Math.floor(slot / columns), column: slot % columns, rowSpan: 1, columnSpan: 1, text: '', confidence: 1 }));
  return sorted([...cells, ...blanks]);
}

const isScattered = (grid: Grid): boolean => {
  const counts = new Map<number, number>();
  for (const cell of grid.cells) if (cell.text !== '') counts.set(cell.row, (counts.get(cell.row) ?? 0) + 1);
  return [...counts.values()].every((count) => count <= SCATTERED) && !grid.cells.some((cell) => isFigure(cell.text));
};

function wordsOf(grid: Grid): Paragraph[] {
  const rows = groupBy(grid.cells.filter((cell) => cell.text !== ''), (cell) => cell.row);
  return [...rows.values()].map((row) => ({ type: 'paragraph', text: row.map((cell) => cell.text).join(''), source: 'text' }));
}

/** Column 27 → AB. */
const letters = (column: number): string => (column < 26 ? '' : letters(Math.floor(column / 26) - 1)) + String.fromCharCode(65 + (column % 26));
