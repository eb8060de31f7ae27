/**
 * Line pitch: within a cell, lines stand at one distance, the font's; from row to row they stand farther apart, by the
 * padding of the cells at least. Where a table shows both distances, they tell what is one cell and what are two, whatever
 * the words say.
 */
import type { Placed } from './stream-rows.js';
import { hasCjk, type Piece } from './stream-lines.js';
import { wrappedNumber } from '../lines/wrapped-figures.js';

/** How much (em) rows stand farther apart than the lines of a cell, at least, to tell them apart. */
const CLEAR = 0.035;
/** How far (em) a distance may be off the pitch. */
const NEAR = 0.025;
/** Lines closer than this (em) overlap: they are no two lines of a cell. */
const CLOSEST = 0.85;
/** Share of the most frequent distance up to which one is rare. */
const RARE = 0.2;
/** Share of the distances between rows that may be less than the distance of rows. */
const FEW = 0.1;

/** Two pieces one below the other over the same columns, with nothing between them. */
export interface Pair { readonly above: Placed; readonly below: Placed; readonly distance: number }

/** Every piece with the next one below over the same columns. Distances are in points. */
export function pairsBelow(placed: readonly (readonly Placed[])[]): Pair[] {
  const last = new Map<number, Placed>();
  const out: Pair[] = [];
  for (const pieces of placed) {
    for (const below of pieces) {
      const above = last.get(below.first);
      if (above && above.line !== below.line && above.last === below.last && last.get(below.last) === above) out.push({ above, below, distance: middleOf(below.piece) - middleOf(above.piece) });
    }
    for (const piece of pieces) for (let c = piece.first; c <= piece.last; c++) last.set(c, piece);
  }
  return out;
}

/** Distance (points) of the lines of a cell: of lines with CJK characters, and of lines without, in the smaller type of another font; and how far (points) lines may be off where they were set. */
export interface Pitch { readonly cjk?: number; readonly plain?: number; readonly jitter?: number }

/**
 * Pitch of the cells of a table; nothing where the table does not show it. Two complete figures one below the other are two rows, and so are two texts of which the upper leaves room for more. `fills` says whether a word would not have fitted behind the piece above it.
 */
export function linePitch(pairs: readonly Pair[], fills: (above: Placed, below: Placed) => boolean, jitter = 0): Pitch {
  const em = pairs[0]?.above.piece.size ?? 0;
  const even = pairs.filter(p => Math.abs(p.above.piece.size - em) < 0.1 * em && p.below.piece.size === p.above.piece.size && p.distance > CLOSEST * em);
  const figures = even.filter(p => areRows(p, fills));
  const words = even.filter(p => hasCjk(p.above.piece) && hasCjk(p.below.piece));
  const names = words.filter(p => !fills(p.above, p.below));
  const cjk = tightest(words, names.length > 1 ? names : figures, em, jitter);
  const plain = tightest(even.filter(p => !hasCjk(p.above.piece) && !hasCjk(p.below.piece)), figures, em, jitter);
  return { ...(cjk === undefined ? {} : { cjk }), ...(plain === undefined ? {} : { plain }), ...(jitter === 0 ? {} : { jitter }) };
}

/** The least distance of `pairs` that is not rare, if it is less than that of `rows` and stands clear of all others. */
function tightest(pairs: readonly Pair[], rows: readonly Pair[], em: number, jitter: number): number | undefined {
  const [near, clear] = [NEAR * em + jitter, CLEAR * em + jitter];
  if (rows.length < 2) return undefined;
  const row = rows.map(p => p.distance).sort((a, b) => a - b)[Math.floor(FEW * rows.length)] as number;
  const all = pairs.map(p => p.distance).sort((a, b) => a - b);
  const often = (distance: number): number => all.filter(d => Math.abs(d - distance) <= near).length;
  const less = all.filter(d => d <= row - clear);
  const most = Math.max(...less.map(often));
  const tight = less.find(d => often(d) > RARE * most);
  if (tight === undefined) return undefined;
  const next = all.find(d => d > tight + near);
  return next === undefined || next > tight + clear ? tight : undefined;
}

/** Whether two lines at a distance (points) stand at the pitch of a cell's lines; undefined where their pitch is not known. */
export function atPitch(above: Piece, below: Piece, distance: number, pitch: Pitch): boolean | undefined {
  const near = NEAR * above.size + (pitch.jitter ?? 0);
  const own = [hasCjk(above), hasCjk(below)].map(cjk => (cjk ? pitch.cjk : pitch.plain)).filter(p => p !== undefined);
  return own.length < 2 ? undefined : distance >= Math.min(...own) - near && distance <= Math.max(...own) + near;
}

/** Two figures of which the lower is no rest of the upper. */
function areRows({ above, below }: Pair, fills: (above: Placed, below: Placed) => boolean): boolean {
  if (!above.piece.figure || !below.piece.figure) return false;
  return !fills(above, below) || !wrappedNumber(above.piece.text, below.piece.text) && /\.\d+$/.test(above.piece.text) && /\.\d+$/.test(below.piece.text);
}

const middleOf = (piece: Piece): number => (piece.y0 + piece.y1) / 2;
