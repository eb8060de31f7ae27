/** Lines that stand beside each other, though not at one height. */
import type { Piece, StreamLine } from './stream-lines.js';

/** How far (share of it) a distance may be off half the distance of two lines of a cell. */
const HALF = 0.1;
/** White (em) between columns, at least. */
const COLUMN_GAP = 0.1;
/** Lines up and down in which the next piece of a cell is looked for. */
const AROUND = 4;

/**
 * Whether lines `i` and `i + 1` stand beside each other: cells of an even and an odd number of lines that are centred in
 * one row are half the distance of two lines of a cell apart.
 */
export function areStaggered(lines: readonly StreamLine[], i: number): boolean {
  const [above, below] = [lines[i], lines[i + 1]];
  if (!above || !below) return false;
  const distance = middleOf(below) - middleOf(above);
  const own = [...above.pieces, ...below.pieces];
  if (distance < 0.3 * below.line.size || above.pieces.some(a => below.pieces.some(b => inOneColumn(a, b, -COLUMN_GAP * a.size)))) return false;
  const near = lines.slice(Math.max(0, i - AROUND), i + 2 + AROUND).flatMap(l => l.pieces);
  const next = Math.min(...own.flatMap(a => near.filter(b => inOneColumn(a, b)).map(b => Math.abs(b.y0 + b.y1 - a.y0 - a.y1) / 2)).filter(d => d > 0.9 * below.line.size));
  return Math.abs(2 * distance - next) < HALF * next;
}

/** Middle of a line, points from the top. */
export const middleOf = ({ line }: StreamLine): number => (line.y0 + line.y1) / 2;
/** Whether pieces overlap by more than `by` points across. */
export const inOneColumn = (a: Piece, b: Piece, by = 1): boolean => Math.min(a.x1, b.x1) - Math.max(a.x0, b.x0) > by;
