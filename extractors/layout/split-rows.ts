/**
 * Rows cut by a page end (跨页断行): a word processor goes on with a row's lines on the next page. The two parts are one
 * row where some column's texts plainly belong together and no column's speak against it.
 */
import type { Cell, Grid } from '../../schemas/block.js';
import { codesByName, lookupCode } from '../../schemas/codes.js';
import { headerRows, isFigure } from './header-rows.js';
import { joinLines, wrappedNumber } from './words.js';

/** Running text of this many characters that no stop ends goes on. */
const RUNNING = 20;

/**
 * The cells of `above` with those of the first row below it put into its last row; undefined where these are two rows.
 * @param moved cells of the part below, their rows and columns those of the whole table
 */
export function joinSplitRow(above: Grid, moved: readonly Cell[]): Cell[] | undefined {
  const tail = moved.filter((cell) => cell.row === above.rows && cell.text.trim() !== '');
  const last = above.cells.filter((cell) => cell.row === above.rows - 1);
  if (tail.length === 0 || tail.some((cell) => cell.rowSpan > 1)) return undefined;
  const headOf = (cell: Cell): string => last.find((other) => other.column === cell.column)?.text.trim() ?? '';
  const figures = last.some((cell) => isFigure(cell.text));
  if (headerRows(above) >= above.rows && isRestOfHeader(tail, headOf)) return put(above, last, tail);
  const bonds = tail.map((cell) => bond(headOf(cell), cell.text.trim(), figures && !tail.some((other) => isFigure(other.text))));
  if (bonds.includes('parts') || !bonds.includes('joins')) return undefined;
  return put(above, last, tail);
}

/** A header's last row is cut where the words below stand under words, not under all of them, and not under the first. */
const isRestOfHeader = (tail: readonly Cell[], headOf: (cell: Cell) => string): boolean =>
  tail.every((cell) => cell.column > 0 && !isFigure(cell.text) && headOf(cell) !== '');

/** The cells of `above`, with the tail's texts behind those of its last row, or in cells that this row lacks. */
function put(above: Grid, last: readonly Cell[], tail: readonly Cell[]): Cell[] {
  return [
    ...above.cells.map((cell) => {
      const more = cell.row === above.rows - 1 ? tail.find((other) => other.column === cell.column) : undefined;
      return more ? joined(cell, more) : cell;
    }),
    ...tail.filter((cell) => !last.some((other) => other.column === cell.column)).map((cell) => ({ ...cell, row: above.rows - 1 })),
  ];
}

function joined(cell: Cell, more: Cell): Cell {
  if (cell.text.trim() === '') return { ...more, row: cell.row, rowSpan: cell.rowSpan };
  const lines = [...(cell.lines ?? [cell.text]), ...(more.lines ?? [more.text])];
  const digits = /^\d+$/.test(cell.text) && /^\d+$/.test(more.text);
  return { ...cell, text: digits ? cell.text + more.text : joinLines([cell.text, more.text]), lines };
}

/** What two texts of one column say: one text (`joins`), two (`parts`), or nothing. `words` tells that only the words of a row are cut. */
function bond(head: string, rest: string, words: boolean): 'joins' | 'parts' | undefined {
  if (head === '') return undefined;
  if (/^\d+$/.test(head) && /^\d+$/.test(rest) && lookupCode(head) === undefined && lookupCode(head + rest) !== undefined) return 'joins';
  if (isFigure(head) && isFigure(rest)) return continues(head, rest) ? 'joins' : /^\d{1,3}$/.test(head) && /^\d{1,2}$/.test(rest) ? undefined : 'parts';
  if (isFigure(head) || isFigure(rest)) return 'parts';
  const known = codesByName(rest).length > 0;
  if (codesByName(head).length === 0 && codesByName(head + rest).length > 0) return 'joins';
  if (codesByName(head).length > 0 || known || /[。；]$/u.test(head)) return 'parts';
  return words ? head.length >= RUNNING ? 'joins' : 'parts' : undefined;
}

/** A figure and its rest, of which one is none by itself: `100.` + `00`, `1,234,` + `567.00`. */
function continues(head: string, rest: string): boolean {
  const whole = /^-?(?:\d{1,3}(?:,\d{3})+|\d+)\.\d+$/;
  return wrappedNumber(head, rest) && !(whole.test(head) || whole.test(rest) && !/[.,]$/.test(head) && rest.length > 3);
}
