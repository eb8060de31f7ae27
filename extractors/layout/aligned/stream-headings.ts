/**
 * Headings of tables without rules that stand centred over several columns: 基本支出 over 小计, 人员经费, 公用经费. A text
 * over the middle column alone is the heading of all columns beside it that have headings of their own below and none
 * at its height.
 */
import { isFigure } from '../../../schemas/printed-figure.js';
import { isSerialRow } from '../header-rows.js';
import type { Char } from '../lines/words.js';

/** Header cells this close (em) to the middle of the header's height reach over all of it: they are under no heading. */
const AT_MIDDLE = 0.3;

/** A cell with its characters, of a grid found by alignment or by horizontal rules alone. */
export interface OpenCell {
  readonly row: number;
  readonly column: number;
  readonly rowSpan: number;
  readonly columnSpan: number;
  readonly chars: readonly Char[];
}

interface Heading<T> { readonly cell: T; readonly first: number; readonly last: number }

const textOf = (cell: OpenCell): string => cell.chars.map(c => c.text).join('');
const centre = (cell: OpenCell): number => (Math.min(...cell.chars.map(c => c.x0)) + Math.max(...cell.chars.map(c => c.x1))) / 2;
const middle = (cell: OpenCell): number => (Math.min(...cell.chars.map(c => c.y0)) + Math.max(...cell.chars.map(c => c.y1))) / 2;

/** Number of rows above the first with figures or serial numbers; -1 where there is none. */
export function headerDepth(cells: readonly OpenCell[], rows: number): number {
  const isBody = (row: readonly OpenCell[]): boolean => {
    const texts = row.map(textOf).filter(text => text !== '');
    return isSerialRow(texts) || texts.some(isFigure);
  };
  return Array.from({ length: rows }, (_, row) => cells.filter(cell => cell.row === row)).findIndex(isBody);
}

/** Widens the headings of the rows above the first figures over their columns. Where rules tell the rows, no cell but those with no rule in them reaches over several. */
export function spanHeadings<T extends OpenCell>(cells: readonly T[], rows: number, ruled = false): T[] {
  const depth = headerDepth(cells, rows);
  if (depth < 2) return [...cells];
  const head = cells.filter(cell => cell.row < depth && cell.chars.length > 0);
  const size = head[0]?.chars[0]?.size ?? 10;
  const height = (Math.min(...head.flatMap(cell => cell.chars.map(c => c.y0))) + Math.max(...head.flatMap(cell => cell.chars.map(c => c.y1)))) / 2;
  const below = (cell: OpenCell, column: number): OpenCell | undefined => head.find(other => other.row > cell.row && other.column === column);
  const isWhole = (cell: OpenCell): boolean => !ruled && Math.abs(middle(cell) - height) < AT_MIDDLE * size && below(cell, cell.column) === undefined;
  let out = [...cells];
  for (let row = depth - 2; row >= 0; row--) {
    const own = out.filter(cell => cell.row === row);
    const blank = new Set(own.filter(cell => cell.chars.length === 0).map(cell => cell.column));
    const child = (column: number): OpenCell | undefined => {
      const found = head.find(cell => cell.row > row && cell.column === column);
      return found && !isWhole(found) ? found : undefined;
    };
    const headings = own.filter(cell => cell.chars.length > 0 && cell.rowSpan === 1 && child(cell.column) !== undefined);
    for (const stretch of stretchesOf(headings, column => blank.has(column) && child(column) !== undefined)) {
      for (const { cell, first, last } of shareOut(stretch, child)) {
        if (last === first || (first === cell.column && last === cell.column + cell.columnSpan - 1)) continue;
        out = out.filter(other => other === cell || other.row !== row || other.column < first || other.column > last)
          .map(other => (other === cell ? { ...cell, column: first, columnSpan: last - first + 1 } : other));
      }
    }
  }
  return out.sort((a, b) => a.row - b.row || a.column - b.column);
}

interface Stretch<T> { readonly from: number; readonly to: number; readonly headings: readonly T[] }

/** Headings with the free columns beside them; those that touch share a stretch. */
function stretchesOf<T extends OpenCell>(headings: readonly T[], free: (column: number) => boolean): Stretch<T>[] {
  const out: Stretch<T>[] = [];
  for (const cell of headings) {
    let from = cell.column;
    let to = cell.column + cell.columnSpan - 1;
    while (free(from - 1)) from--;
    while (free(to + 1)) to++;
    const last = out.at(-1);
    if (last && from <= last.to + 1) out[out.length - 1] = { from: last.from, to: Math.max(to, last.to), headings: [...last.headings, cell] };
    else out.push({ from, to, headings: [cell] });
  }
  return out;
}

/** Cuts a stretch among its headings so that each stands over the middle of its columns. */
function shareOut<T extends OpenCell>({ from, to, headings }: Stretch<T>, child: (column: number) => OpenCell | undefined): Heading<T>[] {
  let best: { off: number; found: Heading<T>[] } | undefined;
  const visit = (i: number, first: number, off: number, found: Heading<T>[]): void => {
    const cell = headings[i];
    if (cell === undefined) {
      if (first === to + 1 && (!best || off < best.off)) best = { off, found };
      return;
    }
    const end = (headings[i + 1]?.column ?? to + 1) - 1;
    for (let last = cell.column + cell.columnSpan - 1; last <= end; last++) {
      const at = (centre(child(first) ?? cell) + centre(child(last) ?? cell)) / 2;
      visit(i + 1, last + 1, off + Math.abs(centre(cell) - at), [...found, { cell, first, last }]);
    }
  };
  if (headings.length <= 6) visit(0, from, 0, []);
  return best?.found ?? [];
}
