/**
 * Spreadsheets put everything into one grid: titles and units above a table, notes below it, the next table further down
 * or beside it. Such a grid, of a sheet or of a web page or text made from one, is cut into captions, tables and notes.
 */
import { halfWidth } from '../../schemas/amount-parse.js';
import type { Block, Cell, Grid, Paragraph } from '../../schemas/block.js';
import { isUnit, namesMaker } from '../../schemas/caption-line.js';
import { isFigure } from '../../schemas/printed-figure.js';
import { isHeaderWord, rowsOf } from '../layout/header-rows.js';

/** Longest caption; anything longer is a sentence. Characters. */
const LONGEST = 60;
/** Cells of a row of captions at most: publisher, date, unit, page. */
const CAPTION_CELLS = 4;

const flat = (text: string): string => halfWidth(text).replaceAll(/\s+/gu, '');
const NUMBER = /^(?:附[表件]?|公开|预算(?:公开)?|部门(?:公开)?)?(?:表(?:\d{1,2}|[一二三四五六七八九十]{1,3})|\d{1,2}表|附[件表]\d{0,2})(?:-\d{1,2})?[:.、]?$/u;
const TITLE = /表(?:[(（].*[)）])?$/u;
const BESIDE = /^(?:20\d\d[-年./]?(?:\d{1,2}[-月./]?(?:\d{1,2}日?)?|度)?|第\d+页(?:[,，]?共\d+页)?|(?:编制|填报|报送)?日期[:：]?.{0,14})$/u;
const NOTE = /^[(（]?(?:备?注|说明)\d?[:：.、]|^(?:本|此)(?:部门|单位|表).{0,40}(?:无|没有|空表)|^(?:制表人|填表人|单位负责人|财务负责人|审核人?)[:：]/u;

const isTitle = (text: string): boolean => TITLE.test(flat(text)) && flat(text).length <= LONGEST && !/[。；]/u.test(text);
const isMark = (text: string): boolean => isUnit(text) || NUMBER.test(flat(text)) || namesMaker(flat(text));

/** Words that are no heading of a column: whose table it is, beside its unit. */
const isWords = (text: string): boolean => /\p{Script=Han}{2}/u.test(text) && flat(text).length <= LONGEST && !isFigure(text) && !isHeaderWord(text);

type Row = readonly Cell[];

/** A row of captions: a title alone, or number, publisher and unit beside each other. */
function isCaption(filled: Row): boolean {
  const [first, ...more] = filled;
  if (first === undefined || filled.length > CAPTION_CELLS || filled.some((cell) => cell.rowSpan > 1)) return false;
  if (more.length === 0 && isTitle(first.text)) return true;
  const isBesideUnit = filled.some((cell) => isUnit(cell.text));
  return filled.some((cell) => isMark(cell.text)) && filled.every(({ text }) => isMark(text) || BESIDE.test(flat(text)) || isTitle(text) || (isBesideUnit && isWords(text)));
}

/** A row between tables: blank, or words in one cell. */
const isLoose = (filled: Row): boolean => filled.length === 0 || (filled.length === 1 && !isFigure(filled[0]?.text ?? '') && filled.every((cell) => cell.rowSpan === 1));

/** Captions, tables and notes of a grid in reading order: those of each part beside the others, left to right. A grid that is one table stays as it is. */
export function sheetBlocks(grid: Grid): Block[] {
  const blocks = besideEachOther(trimmed(grid)).flatMap(belowEachOther);
  return blocks.length === 1 && blocks[0]?.type === 'grid' ? [withoutVoidColumns(grid)] : blocks;
}

/** Parts that blank columns set apart, each with captions of its own; a part without any belongs to the one at its left. */
function besideEachOther(grid: Grid): Grid[] {
  const used = new Uint8Array(grid.columns);
  for (const cell of grid.cells) if (cell.text !== '') used.fill(1, cell.column, cell.column + cell.columnSpan);
  const starts = [...used.keys()].filter((column) => column === 0 || (used[column] === 1 && used[column - 1] === 0));
  const opening = starts.filter((start, i) => opensWithCaption(trimmed(columnsOf(grid, start, starts[i + 1] ?? grid.columns))));
  if (opening.length < 2 || opening[0] !== 0) return [grid];
  return opening.map((start, i) => trimmed(columnsOf(grid, start, opening[i + 1] ?? grid.columns)));
}

function opensWithCaption(grid: Grid): boolean {
  const rows = filledRows(grid);
  const first = rows.find((row) => row.length > 0) ?? [];
  return grid.columns > 1 && rows.length > 2 && isCaption(first) && rows.some((row) => row.some((cell) => isFigure(cell.text)) || row.filter((cell) => isHeaderWord(cell.text)).length > 1);
}

const filledRows = (grid: Grid): Cell[][] => rowsOf(grid).map((row) => row.filter((cell) => cell.text.trim() !== ''));

function belowEachOther(grid: Grid): Block[] {
  const rows = filledRows(grid);
  const isOpen = openRows(grid);
  const loose = rows.map((row, r) => isOpen[r] === true && (isLoose(row) || isCaption(row)));
  const blocks: Block[] = [];
  let from = 0;
  for (let r = 0; r < rows.length; r += 1) {
    if (loose[r] !== true) continue;
    let end = r + 1;
    while (end < rows.length && loose[end] === true) end += 1;
    const start = captionsFrom(rows, r, end) ?? (rows[r]?.length === 0 && isWholeHeader(rows[end]) && rows.slice(from, r).flat().some((cell) => isFigure(cell.text)) ? r : undefined);
    if (start !== undefined && isHeading(rows[end], rows[start]?.length === 0)) {
      blocks.push(...tableAndNotes(grid, rows, from, start), ...paragraphs(rows.slice(start, end), grid));
      from = end;
    }
    r = end;
  }
  return [...blocks, ...tableAndNotes(grid, rows, from, rows.length)];
}

/** Whether a row can be the first of a table: two cells and more, behind captions alone none of them a figure, or one that spans rows. */
function isHeading(row: Row | undefined, isBehindBlank: boolean): boolean {
  if (row === undefined) return true;
  if (row.length < 2) return false;
  const hasFigure = row.some((cell) => isFigure(cell.text) && !/^20\d\d$/u.test(flat(cell.text)));
  return isBehindBlank || row.some((cell) => cell.rowSpan > 1) || (!hasFigure && row.some((cell) => isHeaderWord(cell.text) || cell.columnSpan > 1));
}

/** Whether a row is plainly the header of a table though no caption stands over it. */
const isWholeHeader = (row: Row | undefined): boolean => row !== undefined && row.length > 2 && row.every((cell) => isHeaderWord(cell.text.replace(/[（(][^（()）]*[)）]$/u, '')));

/** The first row of the captions among the loose rows `start` to `end`: all of them at the top of the grid or behind a blank row, else from the first that is plainly one. */
function captionsFrom(rows: readonly Row[], start: number, end: number): number | undefined {
  const first = rows.findIndex((row, r) => r >= start && r < end && isCaption(row));
  if (first < 0) return undefined;
  if (start === 0) return 0;
  const blank = rows.findLastIndex((row, r) => r >= start && r < first && row.length === 0);
  return blank < 0 ? first : start + rows.slice(start, first).findIndex((row) => row.length === 0);
}

/** Rows into which no merged cell of a row above reaches. */
function openRows(grid: Grid): boolean[] {
  const open = Array.from({ length: grid.rows }, () => true);
  for (const cell of grid.cells) if (cell.text !== '') for (let r = cell.row + 1; r < cell.row + cell.rowSpan; r += 1) open[r] = false;
  return open;
}

/** The rows `from` to `end` as a table, with the notes at its end as paragraphs: from the first row that is one and has only words below it. */
function tableAndNotes(grid: Grid, rows: readonly Row[], from: number, end: number): Block[] {
  const note = rows.findIndex((row, r) => r > from && r < end && isNote(row) && rows.slice(r, end).every((below) => isNote(below) || isLoose(below)));
  let last = note < 0 ? end : note;
  while (last > from && rows[last - 1]?.length === 0) last -= 1;
  const notes = paragraphs(rows.slice(last, end), grid);
  return last === from ? notes : [trimmed(rowsBetween(grid, from, last)), ...notes];
}

const isNote = (row: Row): boolean => row.length > 0 && row.length <= CAPTION_CELLS && NOTE.test(flat(row[0]?.text ?? '')) && row.every((cell) => !isFigure(cell.text));

function paragraphs(rows: readonly Row[], { line, pages, source }: Grid): Paragraph[] {
  const place = { ...(line === undefined ? {} : { line }), ...(pages === undefined ? {} : { page: pages[0] }) };
  return rows.filter((row) => row.length > 0).map((row) => ({ type: 'paragraph', text: row.map((cell) => cell.text).join('　'), ...place, source }));
}

/** The rows of a grid from `from` up to `end`; cells that reach further are cut. */
export function rowsBetween(grid: Grid, from: number, end: number): Grid {
  const cells = grid.cells.filter((cell) => cell.row >= from && cell.row < end);
  return { ...grid, rows: end - from, cells: cells.map((cell) => ({ ...cell, row: cell.row - from, rowSpan: Math.min(cell.rowSpan, end - cell.row) })) };
}

function columnsOf(grid: Grid, from: number, end: number): Grid {
  const cells = grid.cells.filter((cell) => cell.column >= from && cell.column < end);
  return { ...grid, columns: end - from, cells: cells.map((cell) => ({ ...cell, column: cell.column - from, columnSpan: Math.min(cell.columnSpan, end - cell.column) })) };
}

/** The greatest of numbers, however many. */
export const greatest = (numbers: readonly number[]): number => numbers.reduce((most, one) => Math.max(most, one), -Infinity);

/** Where each of `count` rows or columns, and the end of them, stands once those that are dropped are out. */
function places(count: number, isKept: (at: number) => boolean): (at: number) => number {
  const place = new Uint32Array(count + 1);
  for (let at = 0; at < count; at += 1) place[at + 1] = (place[at] ?? 0) + (isKept(at) ? 1 : 0);
  return (at) => place[Math.min(at, count)] ?? 0;
}

/** A grid without some rows, which its spans count. */
export function withoutRows(grid: Grid, rows: ReadonlySet<number>): Grid {
  if (rows.size === 0) return grid;
  const at = places(grid.rows, (row) => !rows.has(row));
  const seen = grid.cells.map((cell) => ({ ...cell, row: at(cell.row), rowSpan: at(cell.row + cell.rowSpan) - at(cell.row) }));
  return { ...grid, rows: at(grid.rows), cells: seen.filter((cell) => cell.rowSpan > 0) };
}

/** A grid without some columns, which its spans count. */
export function withoutColumns(grid: Grid, columns: ReadonlySet<number>): Grid {
  if (columns.size === 0) return grid;
  const at = places(grid.columns, (column) => !columns.has(column));
  const seen = grid.cells.map((cell) => ({ ...cell, column: at(cell.column), columnSpan: at(cell.column + cell.columnSpan) - at(cell.column) }));
  return { ...grid, columns: at(grid.columns), cells: seen.filter((cell) => cell.columnSpan > 0) };
}

/** A grid without blank columns at its sides, blank rows above, and columns in which no cell begins. */
export function trimmed(grid: Grid): Grid {
  const filled = grid.cells.filter((cell) => cell.text.trim() !== '');
  if (filled.length === 0) return grid;
  const left = -greatest(filled.map((cell) => -cell.column));
  const right = greatest(filled.map((cell) => cell.column + cell.columnSpan));
  const top = -greatest(filled.map((cell) => -cell.row));
  const narrow = left === 0 && right >= grid.columns ? grid : columnsOf(grid, left, right);
  return withoutVoidColumns(top === 0 ? narrow : rowsBetween(narrow, top, narrow.rows));
}

/** Word processors count a column for each edge of any row: where no cell begins at an edge any more, it parts nothing. */
function withoutVoidColumns(grid: Grid): Grid {
  const begins = new Uint8Array(grid.columns + 1);
  for (const cell of grid.cells) begins[cell.column] = 1;
  if (!begins.subarray(0, grid.columns).includes(0)) return grid;
  const at = places(grid.columns, (column) => begins[column + 1] === 1 || column + 1 === grid.columns);
  return { ...grid, columns: at(grid.columns), cells: grid.cells.map((cell) => ({ ...cell, column: at(cell.column), columnSpan: Math.max(1, at(cell.column + cell.columnSpan) - at(cell.column)) })) };
}
