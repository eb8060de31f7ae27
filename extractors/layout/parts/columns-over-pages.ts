/**
 * Tables that are wider than their paper: a spreadsheet prints the columns that have no room on pages of their own,
 * behind those of the first ones. Their rows stand at the same heights but have no names there: these columns are put
 * beside those with the names again.
 */
import { parseUnit } from '../../../schemas/amount-parse.js';
import type { Block, Cell, Grid, Paragraph } from '../../../schemas/block.js';
import { isFigure } from '../../../schemas/printed-figure.js';
import { isPageNumber } from '../../read/page-marks.js';
import { isFormGrid } from '../../tables/forms/index.js';
import { beginsWithTitle, bodyOf, cellsFrom, headingsOf, withCutHeadings } from './columns-behind.js';
import { headerRows, isTableTitle } from '../header-rows.js';
import { boundsOf } from './join-columns.js';

/** Rows at heights closer (points), and columns at edges closer (points), than this are one. */
const SAME = 1.5;
/** Rows on the first page of a table that is told so, at least; its last one may hold the total alone. */
const ROWS = 3;
/** What stands for nothing. */
const NO_WORD = /^[-−–—]*$/u;

/** A page with one table. */
interface Sheet {
  readonly page: number;
  readonly grid: Grid;
  readonly paragraphs: readonly Paragraph[];
  /** Last row with a word; -1 where there is none. */
  readonly lastWord: number;
}

/** Blocks with the columns of later pages beside those with the names; what stands over them there goes before the table. */
export function withColumnsOfOtherPages(blocks: readonly Block[]): readonly Block[] {
  const sheets = sheetsOf(blocks);
  const beside = new Map<Sheet, Sheet[]>();
  for (let at = 0; at < sheets.length; at++) {
    const named = namedBefore(sheets, at);
    const left = named.length > 0 ? named : namedBeside(sheets, at);
    const isBeside = named.length > 0 ? goesBeside : hasFurtherNames;
    if ((left[0]?.grid.rows ?? 0) < ROWS) continue;
    for (;;) {
      const right = sheets.slice(at, at + left.length);
      if (right.length < left.length || !left.every((sheet, i) => isBeside(sheet, right[i] as Sheet, right[0] as Sheet, left[0] as Sheet))) break;
      left.forEach((sheet, i) => beside.set(sheet, [...beside.get(sheet) ?? [], right[i] as Sheet]));
      at += left.length;
    }
  }
  return beside.size === 0 ? blocks : blocks.flatMap(put(beside));
}

const pageOf = (block: Block): number | undefined => (block.type === 'grid' ? block.pages?.[0] : block.page);

function sheetsOf(blocks: readonly Block[]): Sheet[] {
  const pages = new Map<number, Block[]>();
  for (const block of blocks) {
    const page = pageOf(block);
    if (page !== undefined) pages.set(page, [...pages.get(page) ?? [], block]);
  }
  return [...pages].flatMap(([page, own]): Sheet[] => {
    const grids = own.filter((block) => block.type === 'grid');
    const [grid] = grids;
    if (grids.length !== 1 || grid === undefined || grid.method !== 'lattice' || grid.source !== 'text') return [];
    return [{ page, grid, paragraphs: own.filter((block) => block.type === 'paragraph'), lastWord: Math.max(-1, ...grid.cells.filter(({ text }) => !isFigure(text) && !NO_WORD.test(text.trim())).map(({ row }) => row)) }];
  });
}

/** Whether words stand below the header of a page's table, so that its rows have names. */
const isNamed = ({ grid, lastWord }: Sheet): boolean => lastWord >= headerRows(grid);

const areSame = (a: readonly number[] | undefined, b: readonly number[] | undefined): boolean => a !== undefined && b !== undefined && a.length === b.length && a.every((x, i) => Math.abs(x - (b[i] as number)) <= SAME);

/** Whether a page is a table without lines: its headings say what lines would be called, and it has a title. */
const isEmptyTable = ({ grid, paragraphs }: Sheet): boolean => paragraphs.some(isTitle) && grid.cells.some((cell) => cell.row < headerRows(grid) && /(?:编码|代码|名称)$/u.test(cell.text.replaceAll(/\s/gu, '')));

/** The pages right before one without names over which one table with names goes. */
function namedBefore(sheets: readonly Sheet[], at: number): readonly Sheet[] {
  const [own, last] = [sheets[at], sheets[at - 1]];
  // a name in the last row: no page of figures
  if (!own || !last || own.page !== last.page + 1 || own.lastWord >= own.grid.rows - 1 || isEmptyTable(own)) return [];
  const edges = boundsOf(last.grid, 'columns');
  const from = sheets.slice(0, at).findLastIndex((sheet, i) => sheet.page !== own.page - (at - i) || !isNamed(sheet) || !areSame(boundsOf(sheet.grid, 'columns'), edges)) + 1;
  const left = sheets.slice(from, at);
  return left[0] && wordsOverBodyOf(left[0], own) ? left : [];
}

/** Whether all words of a page stand no lower in its table than the header of another one does. */
function wordsOverBodyOf({ grid }: Sheet, other: Sheet): boolean {
  const [own, rows] = [boundsOf(grid, 'rows'), boundsOf(other.grid, 'rows')];
  if (other.lastWord < 0 || own === undefined || rows === undefined) return other.lastWord < 0;
  return heightAt(rows, other.lastWord + 1) <= heightAt(own, headerRows(grid)) + SAME;
}

const heightAt = (rows: readonly number[], at: number): number => (rows[at] ?? 0) - (rows[0] ?? 0);

/** Whether a page holds further columns of another's rows, as many pages behind it as the first of both (`first`, `firstLeft`), and no title of its own; one in the middle of all columns may stand over these alone. */
function goesBeside(left: Sheet, right: Sheet, first: Sheet, firstLeft: Sheet): boolean {
  const isOwnTitle = (paragraph: Paragraph): boolean => isTitle(paragraph) && firstLeft.paragraphs.some(isTitle) && !left.paragraphs.some((other) => other.text.includes(withoutMark(paragraph.text)));
  return !beginsWithTitle(right.grid, left.grid) && wordsOverBodyOf(firstLeft, right) && right.page - left.page === first.page - firstLeft.page && onCommonRows(left.grid, right.grid) !== undefined && !right.paragraphs.some(isOwnTitle);
}

/** A line that may be the title of a table; its number alone (公开02表) is none. */
const isTitle = ({ text }: Paragraph): boolean => isTableTitle(withoutMark(text)) && !isNumber(text);

const isNumber = (text: string): boolean => /^[(（]?(?:公开|预算|决算|附|表)*\s*[\d-]+\s*表?[)）]?$/u.test(text.trim());

/** The page before one with names of its own, or the pages over which one table goes, or both without any names, where these may be further columns: the other side of a table, or a part of it, whose rows stand at the same heights. */
function namedBeside(sheets: readonly Sheet[], at: number): readonly Sheet[] {
  const [own, last] = [sheets[at], sheets[at - 1]];
  if (!own || !last || own.page !== last.page + 1) return [];
  if (hasFurtherNames(last, own, own, last)) return [last];
  const edges = boundsOf(last.grid, 'columns');
  const left = sheets.slice(sheets.slice(0, at).findLastIndex((sheet, i) => sheet.page !== own.page - (at - i) || !areSame(boundsOf(sheet.grid, 'columns'), edges)) + 1, at);
  const [first] = left;
  return first !== undefined && left.length > 1 && left.every((sheet, i) => sheets[at + i] !== undefined && hasFurtherNames(sheet, sheets[at + i] as Sheet, own, first)) ? left : [];
}

/** A title without the mark that its table goes on: 支出决算表（续）. */
const withoutMark = (text: string): string => text.trim().replace(/[(（]续表?\d*[)）]$|续表?$/u, '');

const isOverAny = (text: string): boolean => isPageNumber(text) || isNumber(text) || parseUnit(text) !== undefined;

const isBelow = ({ box }: Paragraph, grid: Grid): boolean => box !== undefined && grid.box !== undefined && box.y0 >= grid.box.y1 - SAME;

/** Whether a page's table has the rows of another, all at the same heights, headings that the other has not in their places, and nothing over it but what stands over that and the unit and number: no table of its own, and no rows further down. Forms of two projects are alike. */
function hasFurtherNames(left: Sheet, right: Sheet, first: Sheet, firstLeft: Sheet): boolean {
  if (right.page - left.page !== first.page - firstLeft.page || onCommonRows(left.grid, right.grid) === undefined || beginsWithTitle(right.grid, left.grid)) return false;
  const isCommon = (paragraph: Paragraph): boolean => isOverAny(paragraph.text) || left.paragraphs.some((other) => other.text.includes(withoutMark(paragraph.text))) || isBelow(paragraph, right.grid) && !isTitle(paragraph);
  // A header of which a page has the rests alone (维|护费) is as deep as that beside it.
  const isHeaded = headerRows(right.grid) > 0 || right.lastWord < headerRows(left.grid);
  const heads = (grid: Grid): string => grid.cells.filter((cell) => cell.row < headerRows(grid)).map((cell) => cell.text).join('|');
  return ![left, right].some(({ grid }) => isFormGrid(grid)) && firstLeft.paragraphs.some(isTitle) && right.paragraphs.every(isCommon) && isHeaded && heads(left.grid) !== heads(right.grid) && !hasFurtherRows(left.grid, right.grid);
}

/** Whether most columns of a page have the headings of those of another and other texts: rows further down, whatever a cell that the page end cuts has left in the header. */
function hasFurtherRows(left: Grid, right: Grid): boolean {
  const [a, b] = [left, right].map((grid) => headingsOf(grid, headerRows(grid)).map((words) => words.join('/'))) as [string[], string[]];
  const again = b.flatMap((words, column) => (words !== '' && words === a[column] ? [column] : []));
  return again.length > right.columns / 2 && again.some((column) => bodyOf(left, column, headerRows(left)) !== bodyOf(right, column, headerRows(right)));
}

/** Two tables over the rows of both; undefined where these differ below the header of the left one: a header cell merged over all columns of a page hides rows of the other's header. The right one may stand higher or lower as a whole: below a title that the other has not. */
function onCommonRows(left: Grid, right: Grid): { left: Grid; right: Grid } | undefined {
  const [a, b] = [boundsOf(left, 'rows'), boundsOf(right, 'rows')];
  if (a === undefined || b === undefined) return undefined;
  const shift = (a.at(-1) ?? 0) - (b.at(-1) ?? 0);
  return onRowsOfBoth(left, a, right, b) ?? onRowsOfBoth(left, a, right, b.map((y) => y + shift));
}

function onRowsOfBoth(left: Grid, a: readonly number[], right: Grid, b: readonly number[]): { left: Grid; right: Grid } | undefined {
  const alone = [...a.filter((y) => !has(b, y)), ...b.filter((y) => !has(a, y))];
  const [top, body] = [a[0] ?? 0, a[headerRows(left)] ?? 0];
  if (alone.some((y) => y < top + SAME || y > body - SAME)) return undefined;
  const union = [...a, ...b.filter((y) => !has(a, y))].toSorted((x, y) => x - y);
  return { left: onRows(left, a, union), right: onRows(right, b, union) };
}

const has = (heights: readonly number[], y: number): boolean => heights.some((other) => Math.abs(other - y) <= SAME);

function onRows(grid: Grid, own: readonly number[], union: readonly number[]): Grid {
  if (own.length === union.length) return grid;
  const place = own.map((y) => union.findIndex((other) => Math.abs(other - y) <= SAME));
  const at = (row: number): number => place[row] ?? row;
  return { ...grid, rows: union.length - 1, cells: grid.cells.map((cell): Cell => ({ ...cell, row: at(cell.row), rowSpan: at(cell.row + cell.rowSpan) - at(cell.row) })) };
}

/** Puts each block where it belongs: the columns into their table, what stands over them before it, and nothing in their own place but page numbers. */
function put(beside: ReadonlyMap<Sheet, readonly Sheet[]>): (block: Block) => Block[] {
  const added = new Map([...beside].map(([{ grid }, more]) => [grid, more]));
  const moved = new Set([...beside.values()].flat().flatMap(({ grid, paragraphs }): Block[] => [grid, ...paragraphs.filter((paragraph) => !isPageNumber(paragraph.text) && !isBelow(paragraph, grid))]));
  return (block) => {
    if (moved.has(block)) return [];
    const more = block.type === 'grid' ? added.get(block) : undefined;
    return block.type !== 'grid' || more === undefined ? [block] : [...more.flatMap(({ paragraphs }) => paragraphs.filter((p) => moved.has(p))), widened(block, more.map(({ grid }) => grid))];
  };
}

function widened(grid: Grid, more: readonly Grid[]): Grid {
  const header = headerRows(grid);
  return more.reduce((wide, grid) => {
    const { left, right: whole } = onCommonRows(wide, grid) ?? { left: wide, right: grid };
    const right = withoutColumnsOf(left, whole);
    const cells = [...left.cells, ...right.cells.map((cell) => ({ ...cell, column: left.columns + cell.column }))].toSorted((a, b) => a.row - b.row || a.column - b.column);
    const pages = wide.pages && right.pages?.[0] === wide.pages[1] + 1 ? { pages: [wide.pages[0], right.pages[1]] as const } : {};
    return { ...left, ...pages, columns: left.columns + right.columns, cells: withCutHeadings(cells, left.columns, Math.max(header, left.rows - wide.rows + header)) };
  }, grid);
}

/** A page without the first columns that the page before has as well: codes and names, printed again beside further figures. A heading over these and further columns stays over the further ones. */
function withoutColumnsOf(left: Grid, right: Grid): Grid {
  const head = headerRows(left);
  const [a, b] = [headingsOf(left, head), headingsOf(right, head)];
  const isRest = (cell: Cell): boolean => left.cells.some((other) => other.row === cell.row && other.column === cell.column && (other.text === cell.text || other.text === ''));
  const reaches = (cell: Cell): boolean => cell.column < again && cell.column + cell.columnSpan > again;
  let again = 0;
  while (again < Math.min(left.columns, right.columns - 1) && a[again]?.at(-1) === b[again]?.at(-1) && hasBodyOf(left, right, again, head)) again++;
  while (right.cells.some((cell) => reaches(cell) && !(isRest(cell) && cell.row < head))) again--;
  return again <= 0 ? right : { ...right, columns: right.columns - again, cells: cellsFrom(right.cells, again) };
}

/** Whether a column has the texts of another's. One of a merged cell (合计) stands in the middle of all its columns, and so on one page alone. */
function hasBodyOf(left: Grid, right: Grid, column: number, head: number): boolean {
  if (bodyOf(left, column, head) === bodyOf(right, column, head)) return true;
  const alone = left.cells.filter((cell) => cell.column === column && cell.columnSpan > 1 && cell.row >= head && !right.cells.some((other) => other.row === cell.row && other.column === column && other.text !== ''));
  return alone.length > 0 && bodyOf({ ...left, cells: left.cells.filter((cell) => !alone.includes(cell)) }, column, head) === bodyOf(right, column, head);
}
