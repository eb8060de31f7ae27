/**
 * Headings at the left of their cells, as word processors set cells that nobody aligned: a heading begins where its first
 * column does, goes on below where its cell is full, and nothing across the page tells how far it reaches.
 */
import { heightOf, isLevel } from './heading-lines.js';
import { wordWidth } from './line-breaks.js';
import type { Heading } from './open-header.js';
import type { Band } from './stream.js';
import { hasCjk, type Piece } from './stream-lines.js';
import type { Reach } from './stream-rows.js';

/** Edges closer (points) than this are one. */
const SAME_EDGE = 1;
/** How much (em) shorter than the texts below it a heading is that shows on which side headings stand. */
const SHORTER = 1;
/** Columns with texts at whose edges all headings begin, at least. */
const COLUMNS = 3;
/** White (em) between the texts of two cells, at least and at most. */
const LEAST_GAP = 0.3, MOST_GAP = 1;
/** Texts closer (em) than this are beside each other. */
const BESIDE = 0.5;
/** How far (em) lines of a heading may be off their distance. */
const UNEVEN = 0.1;

/**
 * Headings, each with its lines, of pieces from top to bottom over columns with the pieces of their bodies: one reading for
 * each distance that the lines of a cell may have, the widest last. None where they don't stand at the left of their cells.
 */
export function leftHeadings(pieces: readonly Piece[], columns: readonly Band[], body: readonly Piece[], reach: Reach): Heading[][] {
  const of = (all: readonly Piece[]): Piece[][] => columns.map((_, c) => all.filter(piece => reach(piece).every(i => i === c)));
  const [own, heads] = [of(body), of(pieces)];
  if (own.filter(all => all.length > 0).length < COLUMNS) return [];
  const byBody = own.map((all, c) => (all.length > 0 ? Math.min(...all.map(p => p.x0)) : (columns[c] as Band).from));
  const isShorter = ({ columnAt }: LeftCells) => (piece: Piece): boolean => piece.x1 < Math.max(...(own[columnAt(piece.x0)] ?? []).map(p => p.x1)) - SHORTER * piece.size;
  const found = readingsOf(pieces, body, byBody, isShorter);
  if (found.length > 0) return found;
  // figures stand at the right of their cells: there the lowest headings tell where cells begin
  const byHeads = heads.map((all, c) => all.at(-1)?.x0 ?? (byBody[c] as number));
  const standsOver = () => (piece: Piece): boolean => pieces.some(lower => heightOf(lower) > heightOf(piece) + BESIDE * piece.size && Math.abs(lower.x0 - piece.x0) <= SAME_EDGE && Math.abs(lower.x1 - piece.x1) > SHORTER * piece.size);
  return readingsOf(pieces, body, byHeads, standsOver);
}

/** The same by the left edges of the columns; one heading at least must show that headings stand at the left. */
function readingsOf(pieces: readonly Piece[], body: readonly Piece[], lefts: readonly number[], showsSide: (cells: LeftCells) => (piece: Piece) => boolean): Heading[][] {
  const cells = cellsOf(pieces, body, lefts);
  const { columnAt } = cells;
  if (pieces.some(piece => columnAt(piece.x0) < 0) || !pieces.some(showsSide(cells))) return [];
  const below = pieces.flatMap(piece => pieces.filter(other => goesOn(piece, other, pieces, cells)).map(other => heightOf(other) - heightOf(piece)));
  const distances = [0, ...below].sort((a, b) => a - b).filter((d, i, all) => i === 0 || d - (all[i - 1] as number) > UNEVEN * (pieces[0] as Piece).size);
  return distances.map(most => groupsOf(pieces, (above, piece) => heightOf(piece) - heightOf(above) <= most + UNEVEN * piece.size && goesOn(above, piece, pieces, cells), cells)
    .map(group => headingOf(group, cells)));
}

/** Columns that texts at the left of their cells tell. */
interface LeftCells {
  readonly columnAt: (x: number) => number;
  /** Last column into which a text runs. */
  readonly lastOf: (piece: Piece) => number;
  /** Whether the first word of the lower of two lines would not have fitted behind the upper one. */
  readonly isFull: (above: Piece, below: Piece) => boolean;
}

function cellsOf(heads: readonly Piece[], body: readonly Piece[], lefts: readonly number[]): LeftCells {
  const all = [...heads, ...body];
  // the cells at the right end where their longest text does
  const end = Math.max(...all.map(piece => piece.x1));
  const nextLeft = (x: number): number | undefined => lefts.find(left => left > x - SAME_EDGE);
  const whites = body.filter(piece => hasCjk(piece)).map(piece => ((nextLeft(piece.x1) ?? Infinity) - piece.x1) / piece.size);
  const gap = Math.min(Math.max(Math.min(...whites), LEAST_GAP), MOST_GAP);
  return {
    columnAt: x => lefts.findIndex(left => Math.abs(left - x) <= SAME_EDGE),
    lastOf: piece => lefts.findLastIndex(left => left < piece.x1 - SAME_EDGE),
    isFull: (above, below) => above.x1 + wordWidth(below) > (nextLeft(Math.max(above.x1, below.x1)) ?? end) - gap * above.size,
  };
}

/** Whether a text may go on another above it, and is no heading of one of its columns. */
function goesOn(above: Piece, below: Piece, all: readonly Piece[], { columnAt, lastOf, isFull }: LeftCells): boolean {
  const column = columnAt(below.x0);
  const beside = (other: Piece): boolean => other !== below && Math.abs(heightOf(other) - heightOf(below)) < BESIDE * below.size && columnAt(other.x0) > column && columnAt(other.x0) <= lastOf(above);
  return above !== below && heightOf(below) > heightOf(above) + BESIDE * below.size && Math.abs(above.x0 - below.x0) <= SAME_EDGE && isFull(above, below) && !isLevel(below, all) && !all.some(beside);
}

function groupsOf(pieces: readonly Piece[], joins: (above: Piece, below: Piece) => boolean, { columnAt, lastOf }: LeftCells): Piece[][] {
  const groups: Piece[][] = [];
  for (const piece of pieces) {
    const column = columnAt(piece.x0);
    const above = groups.findLast(group => columnAt((group[0] as Piece).x0) <= column && Math.max(...group.map(lastOf)) >= column);
    if (above && joins(above.at(-1) as Piece, piece)) above.push(piece);
    else groups.push([piece]);
  }
  return groups;
}

const headingOf = (group: readonly Piece[], { columnAt, lastOf }: LeftCells): Heading => ({
  chars: group.flatMap(piece => piece.chars),
  x0: Math.min(...group.map(p => p.x0)), x1: Math.max(...group.map(p => p.x1)),
  y: (heightOf(group[0] as Piece) + heightOf(group.at(-1) as Piece)) / 2, bottom: heightOf(group.at(-1) as Piece),
  first: columnAt((group[0] as Piece).x0), last: Math.max(...group.map(lastOf)),
});
