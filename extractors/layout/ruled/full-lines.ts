/**
 * Lines that fill their cells: in a ruled table the text of a cell has the cell's width less the margins, and a line that
 * has room for the next character is not continued below. The margins are those of the table's own texts, which stand
 * against the left or right one somewhere.
 */
import type { Lattice, Slot } from './lattice.js';
import type { LayoutSettings } from '../settings.js';
import { type Char, type Line, linesOf } from '../lines/words.js';

/** Whether a line of a cell had no room for the first character of the line below it. */
export type Fills = (line: Line, below: Line, slot: Slot) => boolean;

/** Share of the texts that may stand out over a margin. */
const OUTLIERS = 0.05;
/** Room (em) that counts as none: widths are rounded in print. */
const ROUNDED = 0.08;

/** Tells full lines in the cells of one lattice. */
export function fullLines({ cells }: Pick<Lattice, 'cells'>, perCell: readonly (readonly Char[])[], settings: LayoutSettings): Fills {
  let margins: number | undefined;
  return (line, below, slot) => {
    const next = below.chars[0];
    margins ??= marginsOf(cells, perCell, settings);
    return next !== undefined && line.x1 - line.x0 + (next.x1 - next.x0) > slot.x1 - slot.x0 - margins - ROUNDED * line.size;
  };
}

/** Left and right margin (points, together) of the texts in their cells. */
export function marginsOf(cells: readonly Pick<Slot, 'x0' | 'x1'>[], perCell: readonly (readonly Char[])[], settings: LayoutSettings): number {
  const lefts: number[] = [];
  const rights: number[] = [];
  cells.forEach((slot, i) => {
    for (const line of linesOf(perCell[i] ?? [], settings)) {
      lefts.push(line.x0 - slot.x0);
      rights.push(slot.x1 - line.x1);
    }
  });
  return marginOf(lefts) + marginOf(rights);
}

/** The least distance to the rule, but for outliers. */
function marginOf(distances: readonly number[]): number {
  const sorted = [...distances].sort((a, b) => a - b);
  return Math.max(0, sorted[Math.floor(OUTLIERS * sorted.length)] ?? 0);
}
