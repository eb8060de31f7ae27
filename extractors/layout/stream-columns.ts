/**
 * Columns of tables without rules that were taken apart by alignment: a heading centred over figures at the right or
 * words at the left of its column may stand clear of them. Neighbours that never stand in one line are one column where
 * one is the heading of the other, or both are words with one heading at most. Figures stand at the right of their column, so
 * their heading is rather to the left of them; words stand at the left, so theirs is rather to the right.
 */
import { isSerialRow } from './header-rows.js';
import type { Band } from './stream.js';
import type { Piece, StreamLine } from './stream-lines.js';

/** Codes stand at the left like words. */
const CODE = /^\d{3}(?:\d{2}){0,2}$/;

/** Letter-spaced characters (合 计) are no texts of their own. */
const SPACED = /^\p{Script=Han}$/u;

interface Content { readonly band: Band; readonly lines: ReadonlySet<number>; readonly head: boolean; readonly body: boolean; readonly words: boolean }

/** Joins columns with those that hold their headings. `reach` gives the first and last column of a piece. */
export function joinHeadings(columns: readonly Band[], lines: readonly StreamLine[], reach: (piece: Piece, columns: readonly Band[]) => readonly [number, number]): Band[] {
  const depth = lines.findIndex(line => line.pieces.some(piece => piece.figure) && !isSerialRow(line.pieces.map(piece => piece.text)));
  if (depth <= 0) return [...columns];
  let contents = columns.map((band): Content => ({ band, ...contentOf(columns.indexOf(band), columns, lines, depth, reach) }));
  for (;;) {
    let best: { at: number; usual: boolean; gap: number } | undefined;
    contents.slice(1).forEach((right, i) => {
      const left = contents[i] as Content;
      const gap = right.band.from - left.band.to;
      const usual = left.body ? left.words : !right.words;
      if (belongTogether(left, right) && (!best || (usual === best.usual ? gap < best.gap : usual))) best = { at: i, usual, gap };
    });
    if (!best) return contents.map(({ band }) => band);
    const { at } = best;
    const [left, right] = [contents[at] as Content, contents[at + 1] as Content];
    contents = contents.toSpliced(at, 2, {
      band: { from: left.band.from, to: right.band.to }, lines: new Set([...left.lines, ...right.lines]),
      head: left.head || right.head, body: left.body || right.body, words: left.words && right.words,
    });
  }
}

function contentOf(column: number, columns: readonly Band[], lines: readonly StreamLine[], depth: number, reach: (piece: Piece, columns: readonly Band[]) => readonly [number, number]): Omit<Content, 'band'> {
  const own = lines.map(line => line.pieces.filter(piece => {
    const [first, last] = reach(piece, columns);
    return first === column && last === column && !SPACED.test(piece.text);
  }));
  const body = own.slice(depth).flat();
  return {
    lines: new Set(own.flatMap((pieces, i) => (pieces.length > 0 ? [i] : []))),
    head: own.slice(0, depth).some(pieces => pieces.length > 0), body: body.length > 0, words: body.every(piece => !piece.figure || CODE.test(piece.text)),
  };
}

function belongTogether(left: Content, right: Content): boolean {
  if (left.head === right.head && left.head) return false;
  for (const line of left.lines) if (right.lines.has(line)) return false;
  const heading = left.head && !left.body && !right.head || right.head && !right.body && !left.head;
  return heading || left.words && right.words && left.body && right.body;
}
