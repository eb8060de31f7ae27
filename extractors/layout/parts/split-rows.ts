/**
 * Rows cut by a page end (跨页断行): a word processor goes on with a row's lines on the next page. The two parts are one
 * row where some column's texts plainly belong together and no column's speak against it.
 */
import type { Cell, Grid } from '../../../schemas/block.js';
import { codesByName, lookupCode } from '../../../schemas/codes.js';
import { isFigure } from '../../../schemas/printed-figure.js';
import { headerRows } from '../header-rows.js';
import { joinLines } from '../lines/words.js';
import { wrappedNumber } from '../lines/wrapped-figures.js';

/** Running text of this many characters that no stop ends goes on. */
const RUNNING = 20;
/** The number of an item, whose name goes on below it: 一、 and （一）. */
const NUMBER_ALONE = /^(?:[（(][一二三四五六七八九十]{1,3}[）)]|[一二三四五六七八九十]{1,3}、)$/u;

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
  const decimals = usualDecimals(above);
  const bonds = tail.map((cell) => bond(headOf(cell), cell.text.trim(), figures && !tail.some((other) => isFigure(other.text)), decimals));
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

/** Decimals with the point before them, or groups of digits with their comma: the rest of a figure. */
const DECIMALS = /^[.,]\d[\d,.]*$/u;

/** What two texts of one column say: one text (`joins`), two (`parts`), or nothing. `words` tells that only the words of a row are cut. */
function bond(head: string, rest: string, words: boolean, decimals: number): 'joins' | 'parts' | undefined {
  if (head === '') return undefined;
  if (/^\d+$/.test(head) && /^\d+$/.test(rest) && lookupCode(head) === undefined && lookupCode(head + rest) !== undefined) return 'joins';
  if (isBroken(head, rest, decimals)) return 'joins';
  if (isFigure(head) && (isFigure(rest) || DECIMALS.test(rest))) return continues(head, rest, decimals) ? 'joins' : /^\d{1,3}$/.test(head) && /^\d{1,2}$/.test(rest) ? undefined : 'parts';
  if (isFigure(head) || isFigure(rest)) return 'parts';
  if (NUMBER_ALONE.test(head) && /^\p{Script=Han}{2}/u.test(rest)) return 'joins';
  const known = codesByName(rest).length > 0;
  const whole = codesByName(head + rest).length > 0;
  if (whole && codesByName(head).length === 0) return 'joins';
  // 卫生健康 / 支出: the head alone is a name, too; the figures beside it tell.
  if (whole && !known) return words ? 'joins' : undefined;
  if (codesByName(head).length > 0 || known || /[。；]$/u.test(head)) return 'parts';
  return words ? head.length >= RUNNING ? 'joins' : 'parts' : undefined;
}

/** Digits, commas and points that are no figure of the table's decimals: `7,271,4`, `16,698.`; with the rest they are one. */
function isBroken(head: string, rest: string, decimals: number): boolean {
  const printed = (text: string): boolean => /^-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?$/u.test(text) && (/\.(\d+)$/u.exec(text)?.[1]?.length ?? 0) === decimals;
  return /^-?\d[\d,]*\.?\d*$/u.test(head) && /^[\d,.]+$/u.test(rest) && !/^-?\d+$/u.test(head) && !printed(head) && printed(head + rest);
}

/** A figure and its rest, of which one is none by itself, or has fewer decimals than the table prints: `100.` + `00`, `1,234,` + `567.00`, `41,000.0` + `0`. */
function continues(head: string, rest: string, decimals: number): boolean {
  const whole = /^-?(?:\d{1,3}(?:,\d{3})+|\d+)\.(\d+)$/;
  const printed = whole.exec(head)?.[1]?.length;
  if (!wrappedNumber(head, rest)) return false;
  if (printed !== undefined) return /^\d+$/.test(rest) && printed + rest.length === decimals;
  return !(whole.test(rest) && !/[.,]$/.test(head) && rest.length > 3);
}

/** The decimals that most figures of a table have; 0 where it has none. */
function usualDecimals({ cells }: Grid): number {
  const counts = new Map<number, number>();
  for (const { text } of cells) {
    const decimals = isFigure(text) ? /\.(\d+)$/.exec(text.trim())?.[1]?.length : undefined;
    if (decimals !== undefined) counts.set(decimals, (counts.get(decimals) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 0;
}

/**
 * A header that a page end cuts within a row of cells of several heights: what stands under a head of the same columns is
 * its rest, what stands under a part of one is the row below it. Gives back all cells; undefined where nothing is cut so.
 */
export function joinCutHeads(above: Grid, moved: readonly Cell[]): Cell[] | undefined {
  const heads = above.cells.filter((cell) => cell.row + cell.rowSpan === above.rows && cell.text.trim() !== '');
  const row = moved.filter((cell) => cell.row === above.rows);
  const rests = new Map(row.flatMap((cell) => {
    const head = heads.find((other) => other.column === cell.column && other.columnSpan === cell.columnSpan);
    return head && cell.text.trim() !== '' ? [[head, cell] as const] : [];
  }));
  const divided = heads.some((head) => row.filter((cell) => cell.column >= head.column && cell.column < head.column + head.columnSpan).length > 1);
  if (rests.size === 0 || !divided || [...above.cells, ...row].some((cell) => isFigure(cell.text))) return undefined;
  const gone = new Set(rests.values());
  return [...above.cells, ...moved].filter((cell) => !gone.has(cell)).map((cell) => {
    const rest = rests.get(cell);
    return rest ? { ...joined(cell, rest), rowSpan: cell.rowSpan + rest.rowSpan } : cell;
  });
}
