/** What the texts of a table without vertical rules tell of its columns: the bodies below its header, and the headings in it. */
import { type Body, columnBounds, type ColumnBounds, type Extent, type Head } from './column-bounds.js';
import { acrossOf, areCentred, heightOf, LEVEL, wrappedHeadings } from './heading-lines.js';
import { isHeaderWord } from '../header-rows.js';
import { wordWidth } from './line-breaks.js';
import { columnsOf, reach } from './stream-columns.js';
import type { Band } from './stream.js';
import { isSerialLine, linesAboveRows, type Piece, type StreamLine } from './stream-lines.js';

/** Edges, and middles, closer (points) than this are one. */
const SAME = 1;
/** Share of a column's texts that stand at its edge, at least. */
const AT_EDGE = 0.5;
/** Share of words of headers among the headings; the labels and values of a form are none. */
const HEADINGS = 0.55;
/** Room (em) that counts as none. */
const ROOM = 0.1;
/** How much (em) lower a text is that is not beside another; and how far a heading may be off the middle of its columns. */
const BELOW = 0.5, OFF_CENTRE = 0.4;
/** Lines of a heading are no farther apart (em) than this. */
const PITCH = 1.9;

/**
 * Bounds of the columns of a table by its lines from top to bottom; undefined where it has no header above its first
 * figures, or they don't fit. `parted` tells whether a rule parts two texts, one above the other; `edges` are the table's outer edges.
 */
export function impliedColumns(lines: readonly StreamLine[], edges?: Extent, parted: (above: Piece, below: Piece) => boolean = () => false): ColumnBounds | undefined {
  const depth = linesAboveRows(lines);
  if (depth < 1) return undefined;
  const header = lines.slice(0, depth).flatMap(line => (isSerialLine(line) ? line.pieces.filter(piece => piece.figure || LEVEL.test(piece.text)) : line.pieces));
  const bodies = bodiesOf(lines.slice(depth));
  return pitchesOf(header).map(pitch => {
    const headings = headingsOf(header, (above, below) => parted(above, below) || heightOf(below) - heightOf(above) > pitch);
    const words = headings.map(group => group.map(piece => piece.text).join(''));
    return words.filter(isHeading).length < HEADINGS * words.length ? undefined : columnBounds(bodies, headsOf(headings), edges);
  }).reduce((a, b) => (b && (!a || b.misfit < a.misfit) ? b : a), undefined);
}

/**
 * What the distance (points) of a heading's lines may be at most, the widest first: a heading over the middle of several
 * others stands in line with one of them, too, but the lines of a cell are closer.
 */
function pitchesOf(header: readonly Piece[]): number[] {
  const distances = header.flatMap(below => header.filter(above => areCentred(above, below)).map(above => heightOf(below) - heightOf(above)).filter(d => d > SAME && d <= PITCH * below.size));
  const sorted = [0, ...distances].sort((a, b) => b - a);
  return sorted.filter((d, i) => i === 0 || (sorted[i - 1] as number) - d > SAME).map(d => d + SAME);
}

/**
 * Headings of a table whose columns are known, each with its lines: text breaks where its cell is full, so a line that
 * leaves room is a heading of its own. A line over the middle of columns that have nothing at its height fills its cell,
 * or it is a heading over all of them: two readings, the likelier first, where it ends and where it may go on below.
 */
export function headingsOver(lines: readonly StreamLine[], columns: readonly Band[]): Piece[][][] {
  const pieces = lines.flatMap(line => line.pieces);
  const extent = (piece: Piece): readonly [Band, Band] => {
    const [first, last] = reach(piece, columns);
    return [columns[first] as Band, columns[last] as Band];
  };
  // A text wider than the columns that it stands in reaches over more of them.
  const ends = (above: Piece, below: Piece): boolean => {
    const [first, last] = extent(above);
    const [own, cell] = [above.x1 - above.x0, last.to - first.from];
    return own + wordWidth(below) + ROOM * above.size < cell || own > cell + above.size;
  };
  const free = (c: number, piece: Piece): boolean => {
    const over = pieces.filter(p => p !== piece && overColumn(p, columns[c]));
    const lower = (p: Piece): number => (heightOf(p) - heightOf(piece)) / piece.size;
    return over.some(p => lower(p) > BELOW) && !over.some(p => Math.abs(lower(p)) <= BELOW);
  };
  const standsOver = (piece: Piece): boolean => {
    const [left, right] = reach(piece, columns);
    let [first, last] = [left, right];
    while (free(first - 1, piece)) first--;
    while (free(last + 1, piece)) last++;
    return Array.from({ length: left - first + 1 }, (_, i) => first + i).some(from => Array.from({ length: last - right + 1 }, (_, i) => right + i)
      .some(to => to - from > right - left && Math.abs(((columns[from] as Band).from + (columns[to] as Band).to) / 2 - acrossOf(piece)) < OFF_CENTRE * piece.size));
  };
  return [headingsOf(pieces, (above, below) => ends(above, below) || standsOver(above)), headingsOf(pieces, ends)];
}

const overColumn = (piece: Piece, column: Band | undefined): boolean => column !== undefined && Math.min(piece.x1, column.to) - Math.max(piece.x0, column.from) > SAME;

/** What heads a column of amounts; the labels of a form, which are words of headers, too, do not. */
const AMOUNTS = /^(?:[合总小]计|金额)|[预决]算数|收入|支出/u;
/** Columns of amounts that a header has, at least. */
const COLUMNS = 2;

/** Whether lines are those of a header over amounts: most of their texts, each with the lines into which it wraps, can be headings. */
export function isHeader(lines: readonly StreamLine[]): boolean {
  const headings = headingsOf(lines.filter(line => !isSerialLine(line)).flatMap(({ pieces }) => pieces), () => false).map(group => group.map(({ text }) => text).join(''));
  return areHeadsOfAmounts(headings);
}

/** Whether most texts can be headings, and several are those of amounts. */
export const areHeadsOfAmounts = (headings: readonly string[]): boolean => headings.filter(isHeading).length >= HEADINGS * headings.length && headings.filter(text => AMOUNTS.test(text)).length >= COLUMNS;

/** Whether a text can be a heading: a word of headers, the level of a code, a serial number. */
const isHeading = (text: string): boolean => isHeaderWord(text) || /^(?:[类款项目]|\d{1,2})$/u.test(text);

/** The label of a total, also of a part: 人员经费合计. */
const TOTAL = /[合总共小]\s?计$/u;

/** Columns of the body from left to right. The label of a total stands in the middle of several, so it makes none. */
function bodiesOf(all: readonly StreamLine[]): Body[] {
  const lines = all.map(line => ({ ...line, pieces: line.pieces.filter(piece => !TOTAL.test(piece.text)) }));
  const columns = columnsOf(lines);
  const own: Piece[][] = columns.map(() => []);
  for (const piece of lines.flatMap(line => line.pieces)) {
    const [first, last] = reach(piece, columns);
    if (first === last) own[first]?.push(piece);
  }
  return own.filter(pieces => pieces.length > 0).flatMap(levelsOf).map(pieces => {
    const x0 = Math.min(...pieces.map(p => p.x0));
    const x1 = Math.max(...pieces.map(p => p.x1));
    return { x0, x1, stands: standsOf(pieces, x0, x1) };
  });
}

/** Pieces of a code, which narrow cells break (20 / 8). */
const CODE_PART = /^\d{1,3}$/;

/** Levels of codes in cells of their own, of which the upper one stands beside nothing in its line: it is broken over two lines, beside texts of one. */
function levelsOf(pieces: Piece[]): Piece[][] {
  const sorted = [...pieces].sort((a, b) => a.x0 - b.x0);
  const at = sorted.findIndex((piece, i) => i > 0 && sorted.slice(0, i).every(left => left.x1 < piece.x0 - SAME));
  const parts = at < 0 ? [pieces] : [sorted.slice(0, at), sorted.slice(at)];
  return parts.every(part => part.length > 1 && part.every(piece => CODE_PART.test(piece.text))) ? parts : [pieces];
}

function standsOf(pieces: readonly Piece[], x0: number, x1: number): Body['stands'] {
  const share = (at: (piece: Piece) => boolean): number => pieces.filter(at).length / pieces.length;
  const stands: Body['stands'][number][] = [];
  if (share(p => p.x0 - x0 <= SAME) >= AT_EDGE) stands.push('left');
  if (share(p => x1 - p.x1 <= SAME) >= AT_EDGE) stands.push('right');
  if (share(p => Math.abs(acrossOf(p) - (x0 + x1) / 2) <= SAME) >= AT_EDGE) stands.push('centre');
  return stands.length > 0 ? stands : share(p => p.figure) > AT_EDGE ? ['right'] : ['left'];
}

/** Headings, each with the lines into which it wraps. */
const headingsOf = (pieces: readonly Piece[], parted: (above: Piece, below: Piece) => boolean): Piece[][] =>
  wrappedHeadings([...pieces].sort((a, b) => heightOf(a) - heightOf(b)), (above, below) => heightOf(below) - heightOf(above) <= PITCH * below.size && !parted(above, below));

/** The headings from left to right, without those that have another one below them. */
function headsOf(headings: readonly (readonly Piece[])[]): Head[] {
  const heads = headings.map(group => ({
    x0: Math.min(...group.map(p => p.x0)), x1: Math.max(...group.map(p => p.x1)),
    y: (heightOf(group[0] as Piece) + heightOf(group.at(-1) as Piece)) / 2, size: (group[0] as Piece).size,
  }));
  const lower = (a: typeof heads[number], b: typeof heads[number]): boolean => b.y > a.y + 0.5 * a.size;
  return heads.filter(a => !heads.some(b => lower(a, b) && Math.min(a.x1, b.x1) - Math.max(a.x0, b.x0) > SAME))
    .map(a => ({ x0: a.x0, x1: a.x1, upper: heads.some(b => lower(a, b)) }))
    .sort((a, b) => a.x0 + a.x1 - b.x0 - b.x1);
}
