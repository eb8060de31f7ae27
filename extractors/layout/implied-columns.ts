/** What the texts of a table without vertical rules tell of its columns: the bodies below its header, and the headings in it. */
import { type Body, columnBounds, type ColumnBounds, type Extent, type Head } from './column-bounds.js';
import { acrossOf, heightOf, wrappedHeadings } from './heading-lines.js';
import { isHeaderWord } from './header-rows.js';
import { columnsOf, reach } from './stream-columns.js';
import type { Band } from './stream.js';
import { isSerialLine, linesAboveFigures, linesOfHeadings, type Piece, type StreamLine } from './stream-lines.js';

/** Edges, and middles, closer (points) than this are one. */
const SAME = 1;
/** Share of a column's texts that stand at its edge, at least. */
const AT_EDGE = 0.5;
/** Share of words of headers among the headings; the labels and values of a form are none. */
const HEADINGS = 0.55;
/** Room (em) for another character. */
const ROOM = 1.1;
/** Lines of a heading are no farther apart (em) than this. */
const PITCH = 1.9;

/**
 * Bounds of the columns of a table by its lines from top to bottom; undefined where it has no header above its first
 * figures, or they don't fit. `parted` tells whether a rule parts two texts, one above the other; `edges` are the table's outer edges.
 */
export function impliedColumns(lines: readonly StreamLine[], edges?: Extent, parted: (above: Piece, below: Piece) => boolean = () => false): ColumnBounds | undefined {
  const depth = linesAboveFigures(lines);
  if (depth < 1) return undefined;
  const header = lines.slice(0, depth).flatMap(line => (isSerialLine(line) ? line.pieces.filter(piece => piece.figure) : line.pieces));
  const headings = headingsOf(header, parted);
  const words = headings.map(group => group.map(piece => piece.text).join(''));
  if (words.filter(isHeading).length < HEADINGS * words.length) return undefined;
  return columnBounds(bodiesOf(lines.slice(depth)), headsOf(headings), edges);
}

/**
 * Headings above the first figures or serial numbers of a table whose columns are known, each with its lines, and how many
 * lines they take up. Text breaks where its cell is full, so a line that leaves room is a heading of its own.
 */
export function headingsOver(lines: readonly StreamLine[], columns: readonly Band[]): { headings: Piece[][]; lines: number } {
  const depth = Math.max(0, linesOfHeadings(lines));
  const widthAt = (piece: Piece): number => {
    const [first, last] = reach(piece, columns);
    return (columns[last] as Band).to - (columns[first] as Band).from;
  };
  const ends = (above: Piece): boolean => above.x1 - above.x0 + ROOM * above.size < widthAt(above);
  return { headings: headingsOf(lines.slice(0, depth).flatMap(line => line.pieces), ends), lines: depth };
}

/** Whether a text can be a heading: a word of headers, the level of a code, a serial number. */
const isHeading = (text: string): boolean => isHeaderWord(text) || /^(?:[类款项目]|\d{1,2})$/u.test(text);

/** Columns of the body from left to right. */
function bodiesOf(lines: readonly StreamLine[]): Body[] {
  const columns = columnsOf(lines);
  const own: Piece[][] = columns.map(() => []);
  for (const piece of lines.flatMap(line => line.pieces)) {
    const [first, last] = reach(piece, columns);
    if (first === last) own[first]?.push(piece);
  }
  return own.filter(pieces => pieces.length > 0).map(pieces => {
    const x0 = Math.min(...pieces.map(p => p.x0));
    const x1 = Math.max(...pieces.map(p => p.x1));
    return { x0, x1, stands: standsOf(pieces, x0, x1) };
  });
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
