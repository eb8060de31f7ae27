/** Pieces of a header as headings: the lines into which a heading wraps stand below each other, their middles in line. */
import { isBound, wordWidth } from './line-breaks.js';
import type { Piece } from './stream-lines.js';

/** Lines of a heading have their middles as close (em) as this. */
const CENTRED = 0.3;

/** Where the middle of a piece lies across and down the page, in points. */
export const acrossOf = (piece: Piece): number => (piece.x0 + piece.x1) / 2;
export const heightOf = (piece: Pick<Piece, 'y0' | 'y1'>): number => (piece.y0 + piece.y1) / 2;

export const areCentred = (a: Piece, b: Piece): boolean => Math.abs(acrossOf(a) - acrossOf(b)) <= CENTRED * b.size;

/** Whether the last line of a heading leaves room for the first word of the one below: a cell is as wide as its widest line. */
function hasRoom(lines: readonly Piece[], below: Piece): boolean {
  const widthOf = ({ x0, x1 }: Piece): number => x1 - x0;
  return widthOf(lines.at(-1) as Piece) + wordWidth(below) <= Math.max(...lines.map(widthOf));
}

/** Heads of the columns of a code, one for each level. */
export const LEVEL = /^[类款项]$/u;

/** Levels of a code (类, 款, 项) are headings of their own, also where one stands in the middle of the heading over them. */
export const isLevel = (piece: Piece, pieces: readonly Piece[]): boolean => LEVEL.test(piece.text) && pieces.some(other => other !== piece && LEVEL.test(other.text) && other.text !== piece.text && Math.abs(other.y0 - piece.y0) < CENTRED * piece.size);

/** Parts of 基本支出, each of which heads a column of its own. */
const PART = /^(?:小计|(?:人员|公用|日常公用)(?:经费|支出))$/u;

/** Whether a line is a part of the spending above it, beside another part: 人员经费 in the middle below 基本支出, between 小计 and 公用经费. */
const isPartBelow = (above: Piece, piece: Piece, pieces: readonly Piece[]): boolean => PART.test(piece.text) && above.text.endsWith('支出') && pieces.some(other => other !== piece && PART.test(other.text) && other.text !== piece.text && Math.abs(other.y0 - piece.y0) < CENTRED * piece.size);

/** 功能分类科目 + 编码: the word for codes (编码, 代码) ends the heading over their levels, however far below it stands. */
const endsCode = (above: Piece, below: Piece): boolean => /科目(?:编码|代码)$/u.test(above.text + below.text) && /^(?:[编代]?码)$/u.test(below.text);

/** Headings, each with its lines; `goesOn` tells whether the lower of two lines in line goes on the upper one, as the rest of a bracket does. */
export function wrappedHeadings(pieces: readonly Piece[], goesOn: (above: Piece, below: Piece) => boolean): Piece[][] {
  const groups: Piece[][] = [];
  for (const piece of pieces) {
    const open = groups.find(group => {
      const last = group.at(-1) as Piece;
      return areCentred(last, piece) && (goesOn(last, piece) || endsCode(last, piece) || isBound(last.text, piece.text)) && !hasRoom(group, piece) && !isLevel(piece, pieces) && !isPartBelow(last, piece, pieces);
    });
    if (open) open.push(piece);
    else groups.push([piece]);
  }
  return groups;
}
