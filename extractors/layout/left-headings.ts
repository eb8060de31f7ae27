/**
 * Headings at the left of their cells, as word processors set cells that nobody aligned: a heading begins where its first
 * column does, goes on below where its cell is full, and nothing across the page tells how far it reaches.
 */
import { heightOf, isLevel } from './heading-lines.js';
import { wordWidth } from './line-breaks.js';
import type { Heading } from './open-header.js';
import type { Band } from './stream.js';
import type { Piece } from './stream-lines.js';
import type { Reach } from './stream-rows.js';

/** Edges closer (points) than this are one. */
const SAME_EDGE = 1;
/** How much (em) shorter than the texts below it a heading is that shows on which side headings stand. */
const SHORTER = 1;
/** Headings that show it, at least. */
const SHOWN = 2;
/** White (em) between the texts of two cells, at least. */
const GAP = 0.3;
/** Texts closer (em) than this are beside each other. */
const BESIDE = 0.5;

/**
 * Headings, each with its lines, of pieces from top to bottom over columns with the pieces of their bodies; undefined
 * where they don't stand at the left of their cells.
 */
export function leftHeadings(pieces: readonly Piece[], columns: readonly Band[], body: readonly Piece[], reach: Reach): Heading[] | undefined {
  const own = columns.map((_, c) => body.filter(piece => reach(piece).every(i => i === c)));
  const lefts = own.map((all, c) => (all.length > 0 ? Math.min(...all.map(p => p.x0)) : (columns[c] as Band).from));
  const columnAt = (x: number): number => lefts.findIndex(left => Math.abs(left - x) <= SAME_EDGE);
  if (pieces.some(piece => columnAt(piece.x0) < 0)) return undefined;
  const shows = pieces.filter(piece => piece.x1 < Math.max(...(own[columnAt(piece.x0)] ?? []).map(p => p.x1)) - SHORTER * piece.size);
  if (shows.length < SHOWN) return undefined;
  const lastOf = (piece: Piece): number => lefts.findLastIndex(left => left < piece.x1 - SAME_EDGE);
  // the cells at the right end where their longest text does
  const end = Math.max(...[...pieces, ...body].map(piece => piece.x1));
  // both lines are those of one cell
  const isFull = (line: Piece, below: Piece): boolean => line.x1 + wordWidth(below) > (lefts.find(left => left > Math.max(line.x1, below.x1) - SAME_EDGE) ?? end) - GAP * line.size;
  const headsOther = (line: Piece, below: Piece): boolean => isLevel(below, pieces)
    || pieces.some(other => other !== below && Math.abs(heightOf(other) - heightOf(below)) < BESIDE * below.size && columnAt(other.x0) > columnAt(below.x0) && columnAt(other.x0) <= lastOf(line));
  const groups: Piece[][] = [];
  for (const piece of pieces) {
    const above = groups.findLast(group => columnAt((group[0] as Piece).x0) <= columnAt(piece.x0) && Math.max(...group.map(lastOf)) >= columnAt(piece.x0));
    const last = above?.at(-1);
    if (above && last && Math.abs(last.x0 - piece.x0) <= SAME_EDGE && isFull(last, piece) && !headsOther(last, piece)) above.push(piece);
    else groups.push([piece]);
  }
  return groups.map((group): Heading => ({
    chars: group.flatMap(piece => piece.chars),
    x0: Math.min(...group.map(p => p.x0)), x1: Math.max(...group.map(p => p.x1)),
    y: (heightOf(group[0] as Piece) + heightOf(group.at(-1) as Piece)) / 2,
    first: columnAt((group[0] as Piece).x0), last: Math.max(...group.map(lastOf)),
  }));
}
