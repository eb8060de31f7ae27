/** Pieces of a header as headings: the lines into which a heading wraps stand below each other, their middles in line. */
import type { Piece } from './stream-lines.js';

/** Lines of a heading have their middles as close (em) as this. */
const CENTRED = 0.3;

/** Where the middle of a piece lies across and down the page, in points. */
export const acrossOf = (piece: Piece): number => (piece.x0 + piece.x1) / 2;
export const heightOf = (piece: Piece): number => (piece.y0 + piece.y1) / 2;

export const areCentred = (a: Piece, b: Piece): boolean => Math.abs(acrossOf(a) - acrossOf(b)) <= CENTRED * b.size;

/** Headings, each with its lines; `goesOn` tells whether the lower of two lines in line goes on the upper one. */
export function wrappedHeadings(pieces: readonly Piece[], goesOn: (above: Piece, below: Piece) => boolean): Piece[][] {
  const groups: Piece[][] = [];
  for (const piece of pieces) {
    const open = groups.find(group => {
      const last = group.at(-1) as Piece;
      return areCentred(last, piece) && goesOn(last, piece);
    });
    if (open) open.push(piece);
    else groups.push([piece]);
  }
  return groups;
}
