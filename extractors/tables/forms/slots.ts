/**
 * A grid as rows of cells, with the cells that reach down from above; and the words of labels.
 */
import { halfWidth } from '../../../schemas/amount-parse.js';
import type { Cell, Grid } from '../../../schemas/block.js';

/** Cells that begin in a row, and those that cover it; both left to right. */
export interface GridRow {
  readonly index: number;
  /** Cells whose first row this is. */
  readonly own: readonly Cell[];
  /** All cells that cover the row, those from rows above included. */
  readonly cover: readonly Cell[];
}

/** Rows of a grid, each with its cells from left to right. */
export function gridRows(grid: Grid): readonly GridRow[] {
  const own: Cell[][] = Array.from({ length: grid.rows }, () => []);
  const cover: Cell[][] = Array.from({ length: grid.rows }, () => []);
  for (const cell of grid.cells) {
    own[cell.row]?.push(cell);
    for (let r = cell.row; r < Math.min(cell.row + cell.rowSpan, grid.rows); r += 1) cover[r]?.push(cell);
  }
  const sorted = (cells: Cell[] | undefined): Cell[] => (cells ?? []).toSorted((a, b) => a.column - b.column);
  return own.map((cells, index) => ({ index, own: sorted(cells), cover: sorted(cover[index]) }));
}

/** Text of a label: half-width, without blanks, colons at its end and a leading 其中. */
export function label(text: string): string {
  return halfWidth(text).replaceAll(/\s+/gu, '').replace(/^其中[:：]?/u, '').replace(/[:：]+$/u, '');
}

/** Text of a value: blanks and breaks between Chinese characters taken out, the rest as printed. */
export function wording(text: string): string {
  return text.trim().replaceAll(/\s+/gu, ' ').replaceAll(/(?<=[\p{Script=Han}，。、；：（）“”]) (?=[\p{Script=Han}，。、；：（）“”])/gu, '');
}

export const isBlank = (cell: Cell): boolean => cell.text.trim() === '';

/** Cells with text among those given. */
export const filled = (cells: readonly Cell[]): readonly Cell[] => cells.filter((cell) => !isBlank(cell));

/** Whether a cell stands over a column. */
export const covers = (cell: Cell, column: number): boolean => cell.column <= column && column < cell.column + cell.columnSpan;

/** Number of columns that a run of rows uses: parts of a form can be narrower than its head. */
export function widthOf(rows: readonly GridRow[]): number {
  return Math.max(0, ...rows.flatMap((row) => row.own.map((cell) => cell.column + cell.columnSpan)));
}

/** Words without blanks and punctuation, with the place of each in the text. */
function letters(text: string): { readonly bare: string; readonly places: readonly number[] } {
  const places = [...text.matchAll(/[\p{L}\p{N}]/gu)].map((match) => match.index);
  return { bare: places.map((place) => text[place]).join(''), places };
}

/** How many letters at the end of one text are those at the beginning of another: a line that two pages print. */
export function overlap(above: string, below: string): number {
  const a = letters(above).bare;
  const b = letters(below).bare;
  for (let n = Math.min(a.length, b.length); n > 0; n -= 1) if (a.endsWith(b.slice(0, n))) return n;
  return 0;
}

/** Fewer letters than these meet by chance. */
const SAME_LINE = 4;

/** Words joined over a page break; a line that is printed on both pages stands once. */
export function goOn(above: string, below: string): string {
  const a = above.trim();
  const b = below.trim();
  if (a === '' || b === '') return a + b;
  if (a === b || a.endsWith(b)) return a;
  const same = overlap(a, b);
  if (same >= SAME_LINE) {
    const { places } = letters(a);
    return a.slice(0, places.at(-same)) + b;
  }
  return /[A-Za-z0-9]$/u.test(a) && /^[A-Za-z]/u.test(b) ? `${a} ${b}` : a + b;
}
