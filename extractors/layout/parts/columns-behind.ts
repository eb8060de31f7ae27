/**
 * Tables whose columns go on behind them: a table wider than its paper is printed with its first columns (编码, 名称)
 * again beside the further ones, on the next pages or below. The further columns are put beside those of the first part.
 */
import type { Block, Box, Cell, Grid, Paragraph } from '../../../schemas/block.js';
import { endsWithUnit, isUnit, withoutUnit } from '../../../schemas/caption-line.js';
import { isPageNumber } from '../../read/page-marks.js';
import { isFormGrid } from '../../tables/forms/index.js';
import { headerRows, isSerialRow, isTableTitle, rowsOf } from '../header-rows.js';
import { squeeze } from './printed-again.js';

/** Rows of a table of which the parts must have the same names, at least, and of these that differ. */
const ROWS = 3;
/** Edges closer than this (points) are one. */
const SAME = 1.5;
const EDGES = ['x0', 'x1', 'y0', 'y1'] as const;
/** Paragraphs above a table that can be its captions. */
const CAPTIONS = 6;
/** 公开02表, 表1-2. */
const NUMBER = /^[(（]?(?:公开|预算|决算|附|表)*[\d-]+表?[)）]?$/u;

/** 注：… */
const NOTE = /^[(（]?(?:备?注|说明)\d?[:：]/u;

/** Blocks with the columns of later parts of a table beside those of its first one; a unit that only a later part states goes before the table. */
export function withColumnsBehind(blocks: readonly Block[]): Block[] {
  const out: Block[] = [];
  let at = -1;
  let captions: string[] = [];
  let between: Paragraph[] = [];
  for (const block of blocks) {
    if (block.type === 'paragraph') { between.push(block); continue; }
    const above = out[at];
    const joined = above?.type === 'grid' && between.every((p) => isAgain(p, captions)) ? beside(above, block) : undefined;
    if (joined === undefined) {
      out.push(...between, block);
      captions = between.slice(-CAPTIONS).map((p) => squeeze(p.text));
      between = [];
    } else {
      out.splice(at, 1, ...between.filter((p) => endsWithUnit(p.text) && !captions.includes(squeeze(p.text))), joined);
      between = between.filter((p) => NOTE.test(p.text.trim()));
    }
    at = out.length - 1;
  }
  return [...out, ...between];
}

/** Whether a line above a part says nothing of its own: a page number, a table's number or unit, a note, or what stands above the first part, be it what the paper has room for. */
const isAgain = ({ text }: Paragraph, captions: readonly string[]): boolean => isPageNumber(text) || squeeze(text) === '' || NUMBER.test(squeeze(text)) || isUnit(text) || captions.some((caption) => caption.includes(squeeze(text))) || captions.includes(squeeze(withoutUnit(text))) || NOTE.test(text.trim());

/** `above` with the columns of `below` that it has not; undefined where the rows of both are not the same, or nothing is new. */
function beside(above: Grid, below: Grid): Grid | undefined {
  const [head, depth] = [headerRows(above), headerRows(below)];
  if (above.source !== below.source || isFormGrid(above) || isFormGrid(below) || beginsWithTitle(below, above) || depth === 0 || depth > head || above.rows - head !== below.rows - depth) return undefined;
  const numbered = isNumbered(above, head) && isNumbered(below, depth) ? 1 : 0;
  const part = deepened(below, depth - numbered, head - numbered);
  const again = commonColumns(above, part, head);
  if (again === 0 || again === part.columns || !(areNamed(part, again, head) || isPrintedAlike(above, part, again, head))) return undefined;
  const known = new Set(headingsOf(above, head).map((words) => words.join('/')));
  if (headingsOf(part, head).slice(again).some((words) => known.has(words.join('/')))) return undefined;
  const further = cellsFrom(part.cells, again).map((cell): Cell => ({ ...cell, column: cell.column + above.columns }));
  const pages = above.pages && part.pages ? { pages: [above.pages[0], part.pages[1]] as const } : {};
  return { ...above, ...pages, columns: above.columns + part.columns - again, cells: withCutHeadings([...above.cells, ...further].toSorted((a, b) => a.row - b.row || a.column - b.column), above.columns, head) };
}

/** What cells have of the columns from `first` on, which is 0 then. */
export const cellsFrom = (cells: readonly Cell[], first: number): Cell[] => cells.filter((cell) => cell.column + cell.columnSpan > first)
  .map((cell) => ({ ...cell, column: Math.max(cell.column - first, 0), columnSpan: Math.min(cell.columnSpan, cell.column + cell.columnSpan - first) }));

/** Whether a table begins with its title, in a cell over all of its columns, and not with that of another: a table of its own. */
export function beginsWithTitle(grid: Grid, other: Grid): boolean {
  const title = grid.cells.find((cell) => cell.row === 0 && cell.columnSpan === grid.columns);
  return title !== undefined && isTableTitle(title.text) && !other.cells.some((cell) => cell.row === 0 && cell.text === title.text);
}

/** Whether the last row of a header numbers the columns (栏次). */
const isNumbered = (grid: Grid, head: number): boolean => isSerialRow((rowsOf(grid)[head - 1] ?? []).map((cell) => cell.text).filter((text) => text.trim() !== ''));

/** A table whose header is as deep as another's: the headings that end it reach down over the rows more. */
function deepened(grid: Grid, depth: number, head: number): Grid {
  const more = head - depth;
  if (more === 0) return grid;
  return { ...grid, rows: grid.rows + more, cells: grid.cells.map((cell) => (cell.row >= depth ? { ...cell, row: cell.row + more } : cell.row + cell.rowSpan === depth ? { ...cell, rowSpan: cell.rowSpan + more } : cell)) };
}

/** The headings over each column, the highest first, without numbers of columns (栏次). */
export function headingsOf(grid: Grid, head: number): string[][] {
  const rows = rowsOf(grid).slice(0, head).map((row) => row.filter((cell) => cell.text.trim() !== '')).filter((row) => !isSerialRow(row.map((cell) => cell.text)));
  return Array.from({ length: grid.columns }, (_, column) => rows.flatMap((row) => row.filter((cell) => cell.column <= column && cell.column + cell.columnSpan > column).map((cell) => squeeze(cell.text))));
}

/** What a column has in its rows below the header. */
export const bodyOf = (grid: Grid, column: number, head: number): string => grid.cells.filter((cell) => cell.column === column && cell.row >= head && cell.text.trim() !== '').toSorted((a, b) => a.row - b.row).map((cell) => `${cell.row} ${squeeze(cell.text)}`).join('|');

/** How many columns both tables begin with that have the same lowest heading and the same in each row. */
function commonColumns(above: Grid, below: Grid, head: number): number {
  const body = (grid: Grid, column: number): string => bodyOf(grid, column, head);
  const [a, b] = [headingsOf(above, head), headingsOf(below, head)];
  let same = 0;
  while (same < Math.min(above.columns, below.columns) && a[same]?.at(-1) === b[same]?.at(-1) && body(above, same) === body(below, same)) same++;
  return same;
}

/** Whether the first columns of a table name its rows, each as no other. */
function areNamed(grid: Grid, columns: number, head: number): boolean {
  const rows = new Map<number, string>();
  for (const cell of grid.cells) if (cell.row >= head && cell.column < columns && cell.text.trim() !== '') rows.set(cell.row, `${rows.get(cell.row) ?? ''}|${squeeze(cell.text)}`);
  return rows.size >= ROWS && rows.size >= (grid.rows - head) / 2 && new Set(rows.values()).size >= ROWS && [...rows.values()].some((row) => /\p{Script=Han}/u.test(row));
}

/** Headings over columns of two parts put together (`joint` is the first of the second), of which one has the text and the other an empty rest, are one. */
export function withCutHeadings(cells: readonly Cell[], joint: number, header: number): Cell[] {
  const rests = new Map<Cell, Cell>();
  for (const before of cells) {
    if (before.column + before.columnSpan !== joint || before.row >= header) continue;
    const after = cells.find((cell) => cell.column === joint && cell.row === before.row && cell.rowSpan === before.rowSpan);
    if (after !== undefined && (before.text === '') !== (after.text === '') && before.columnSpan + after.columnSpan > 2) rests.set(before, after);
  }
  const dropped = new Set(rests.values());
  return cells.filter((cell) => !dropped.has(cell)).map((cell) => {
    const rest = rests.get(cell);
    return rest === undefined ? cell : { ...(cell.text === '' ? rest : cell), column: cell.column, columnSpan: cell.columnSpan + rest.columnSpan };
  });
}

/** Whether the first columns of two parts stand in the same places of their pages, cell for cell: those of one spreadsheet, printed with its first columns on each page. */
function isPrintedAlike(above: Grid, below: Grid, columns: number, head: number): boolean {
  const first = (grid: Grid): Cell[] => grid.cells.filter((cell) => cell.row >= head && cell.column < columns).toSorted((a, b) => a.row - b.row || a.column - b.column);
  const [a, b] = [first(above), first(below)];
  const isThere = (cell: Cell, other: Cell | undefined): boolean => cell.box !== undefined && other?.box !== undefined && EDGES.every((edge) => Math.abs((cell.box as Box)[edge] - (other.box as Box)[edge]) <= SAME);
  return a.length === b.length && a.filter((cell) => cell.text.trim() !== '').length >= ROWS && a.every((cell, i) => isThere(cell, b[i]));
}
