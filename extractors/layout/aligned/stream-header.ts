/** The header of a table told by alignment: its lines, and their pieces as headings over columns. */
import { atPitch, type Pitch } from './line-pitch.js';
import { marginsOf } from '../ruled/full-lines.js';
import { acrossOf, areCentred, heightOf, wrappedHeadings } from './heading-lines.js';
import { withBlankCells } from './blank-cells.js';
import { centredHeader } from './centred-header.js';
import { isHeaderWord } from '../header-rows.js';
import { areHeadsOfAmounts, headingsOver } from './implied-columns.js';
import { type Edges, type Header, headerCells, headerFromBottomLeft, type Heading } from './open-header.js';
import { leftHeadings } from './left-headings.js';
import type { LayoutSettings } from '../settings.js';
import type { Band } from './stream.js';
import { headerDepth, type OpenCell } from './stream-headings.js';
import { type EdgeTest, isSerialLine, linesOfHeadings, type Piece, type StreamLine, streamLine } from './stream-lines.js';
import { pitchOfCells, type Reach } from './stream-rows.js';
import { linesOf } from '../lines/words.js';

/** Share of words of headers among the texts of a header; the labels and values of a form are no header. */
const HEADER_WORDS = 0.6;
/** Lines of a heading are no farther apart (em) than this. */
const WIDEST = 1.75;

export interface OpenHeader {
  readonly cells: readonly OpenCell[];
  readonly rows: number;
  /** Number of lines that it takes up. */
  readonly lines: number;
}

/** Header of several levels above the first row with figures or serial numbers; undefined where its reach can't be told. */
export function openHeader(lines: readonly StreamLine[], bandOf: readonly number[], columns: readonly Band[], reach: Reach, settings: LayoutSettings): OpenHeader | undefined {
  const at = linesOfHeadings(lines);
  const first = lines[at];
  if (!first) return undefined;
  const depth = isSerialLine(first) ? at : bandOf.findIndex(band => band === bandOf[at]);
  // last lines of headings over columns in which the first row has nothing look like a part of it
  const beside = lines.slice(depth, at).flatMap(({ pieces }) => pieces);
  const isTail = beside.length > 0 && beside.every(piece => !first.pieces.some(other => reach(other)[0] <= reach(piece)[1] && reach(other)[1] >= reach(piece)[0]));
  const whole = isTail ? headerOf(lines, at, columns, reach, settings) : undefined;
  return whole && areHeadsOfAmounts(whole.cells.filter(({ chars }) => chars.length > 0).map(({ chars }) => chars.map(c => c.text).join(''))) ? whole : headerOf(lines, depth, columns, reach, settings);
}

/** The header of the first `depth` lines. */
function headerOf(lines: readonly StreamLine[], depth: number, columns: readonly Band[], reach: Reach, settings: LayoutSettings): OpenHeader | undefined {
  if (depth < 2) return undefined;
  const body = lines.slice(depth);
  const pieces = body.filter(line => !isSerialLine(line)).flatMap(line => line.pieces);
  const only = (all: readonly Piece[], c: number): Piece[] => all.filter(piece => reach(piece).every(i => i === c));
  const heads = lines.slice(0, depth).flatMap(line => line.pieces);
  const edges = columns.map((_, c) => edgesOf(only(pieces, c), only(heads, c).at(-1)));
  const best = atLeft(heads, columns, pieces, reach, edges) ?? solve(lines.slice(0, depth), pitchOfCells(lines, columns, reach, settings), reach, edges);
  return best && { cells: best.cells, rows: best.rows, lines: depth };
}

/** The header of headings at the left of their cells; of the readings that fit, the one with most lines in a heading: few headings stand over one other alone. */
function atLeft(heads: readonly Piece[], columns: readonly Band[], body: readonly Piece[], reach: Reach, edges: readonly Edges[]): Omit<Header, 'cost'> | undefined {
  const size = heads[0]?.size ?? 10;
  const readings = leftHeadings(heads, columns, body, reach);
  return readings.map(headings => headerCells(headings, edges, size, 'left')).findLast(found => found !== undefined)
    ?? readings.map(headings => headerFromBottomLeft(headings, columns.length, size)).findLast(found => found !== undefined);
}

/** Edges closer (points) than this are one. */
const SAME_EDGE = 0.6;

/** The edge at which most texts of a column stand, or else the one farther from the heading over their middle. */
function edgesOf(own: readonly Piece[], heading: Piece | undefined): Edges {
  if (own.length === 0) return {};
  const often = (edges: readonly number[]): number => Math.max(...edges.map(x => edges.filter(other => Math.abs(other - x) <= SAME_EDGE).length));
  const [lefts, rights] = [own.map(p => p.x0), own.map(p => p.x1)];
  const [left, right] = [Math.min(...lefts), Math.max(...rights)];
  if (often(lefts) !== often(rights)) return often(rights) > often(lefts) ? { right } : { left };
  const aside = heading === undefined ? 0 : (left + right) / 2 - acrossOf(heading);
  return aside > 1 ? { right } : aside < -1 ? { left } : {};
}

/** The header by the pitch that fits best; the one of more wrapped headings where two fit as well. Where all lines may be those of one row, that row if its headings say so, else none. */
function solve(head: readonly StreamLine[], known: Pitch, reach: Reach, edges: readonly Edges[]): Header | undefined {
  const size = head[0]?.line.size ?? 10;
  const readings = pitches(head, known).map(pitch => headingsOf(head, reach, pitch));
  const row = readings.find(headings => isOneRow(headings, edges.length, size));
  if (row) return row.length > 1 && row.every(isAlone) && areHeaderWords(row) ? oneRow(row, edges.length) : undefined;
  const best = (stand: 'centre' | 'bottom'): Header | undefined => readings.map(headings => headerCells(headings, edges, size, stand))
    .reduce((a, b) => (a && (!b || b.cost >= a.cost - size) ? a : b), undefined);
  return best('centre') ?? best('bottom');
}

/** Whether a heading stands over one column alone. */
const isAlone = ({ first, last }: Heading): boolean => first === last;

/** A header of one row. */
function oneRow(headings: readonly Heading[], columns: number): Header {
  const cells = headings.map(({ first, chars }): OpenCell => ({ row: 0, rowSpan: 1, column: first, columnSpan: 1, chars }));
  return { cells: withBlankCells(cells, 1, columns), rows: 1, cost: 0 };
}

/** How far (em) the headings of one row may be out of line. */
const IN_LINE = 0.3;

/** Whether no heading stands over another, and their tops, middles or bottoms are in line. */
function isOneRow(headings: readonly Heading[], columns: number, size: number): boolean {
  if (Array.from({ length: columns }, (_, c) => headings.filter(h => h.first <= c && h.last >= c).length).some(count => count > 1)) return false;
  const heights: ((h: Heading) => number)[] = [h => h.y, h => h.bottom, h => 2 * h.y - h.bottom];
  return heights.some(of => Math.max(...headings.map(of)) - Math.min(...headings.map(of)) <= IN_LINE * size);
}

/** Pitches that may be that of the header: the table's, or else the distances of centred lines, the tightest first, or none. */
function pitches(lines: readonly StreamLine[], known: Pitch): Pitch[] {
  if (known.cjk !== undefined) return [known];
  const pieces = lines.flatMap(l => l.pieces);
  const distances = pieces.flatMap(a => pieces.filter(b => areCentred(b, a)).map(b => heightOf(b) - heightOf(a)).filter(d => d > 0.9 * a.size && d < WIDEST * a.size));
  const distinct = distances.sort((a, b) => a - b).filter((d, i) => i === 0 || d - (distances[i - 1] as number) > 0.1);
  return [...distinct.map(cjk => ({ ...known, cjk })), known];
}

/** Pieces as headings; those that wrap are one. */
function headingsOf(lines: readonly StreamLine[], reach: Reach, pitch: Pitch): Heading[] {
  const groups = wrappedHeadings(lines.flatMap(({ pieces }) => pieces), (above, below) => atPitch(above, below, heightOf(below) - heightOf(above), pitch) === true);
  return groups.map(group => {
    const reaches = group.map(reach);
    return {
      chars: group.flatMap(piece => piece.chars),
      x0: Math.min(...group.map(p => p.x0)), x1: Math.max(...group.map(p => p.x1)),
      y: (heightOf(group[0] as Piece) + heightOf(group.at(-1) as Piece)) / 2, bottom: heightOf(group.at(-1) as Piece),
      first: Math.min(...reaches.map(r => r[0])), last: Math.max(...reaches.map(r => r[1])),
    };
  });
}

/** Whether headings say what headers do. */
function areHeaderWords(headings: readonly Heading[]): boolean {
  const words = headings.map(({ chars }) => chars.map(c => c.text).join(''));
  return words.filter(isHeaderWord).length >= HEADER_WORDS * words.length;
}

/** The header that headings at the tops of their cells tell over columns with known bounds. */
export function headingsAtTop(head: readonly StreamLine[], columns: readonly Band[], reach: Reach): OpenHeader | undefined {
  return headingsOver(head, columns).map(headings => centredHeader(headings, columns, reach, head.length)).find(found => found !== undefined);
}

/**
 * The same for a table with horizontal rules alone: its cells, with those of its header as its headings reach, and how
 * many rows the body moves down. `bounds` are the edges of its columns; undefined where the reach can't be told.
 */
export function ruledHeader(cells: readonly OpenCell[], rows: number, bounds: readonly number[], settings: LayoutSettings): { header: readonly OpenCell[]; depth: number; rows: number } | undefined {
  const depth = headerDepth(cells, rows);
  if (depth < 1) return undefined;
  const atBound: EdgeTest = (word, _gap, before) => bounds.some(x => (before.at(-1)?.x1 ?? 0) <= x + 1 && (word[0]?.x0 ?? 0) >= x - 1);
  const head = cells.filter(cell => cell.row < depth).flatMap(cell => linesOf(cell.chars, settings)).map(line => streamLine(line, settings, atBound)).sort((a, b) => a.line.y0 - b.line.y0);
  const columnAt = (x: number): number => Math.min(Math.max(bounds.findLastIndex(bound => bound <= x), 0), bounds.length - 2);
  const reach: Reach = piece => [columnAt(piece.x0 + 1), columnAt(piece.x1 - 1)];
  const edges = bounds.slice(1).map((right, c): Edges => ({ left: bounds[c] as number, right }));
  if (!pitches(head, {}).some(pitch => areHeaderWords(headingsOf(head, reach, pitch)))) return undefined;
  const found = solve(head, {}, reach, edges) ?? (depth === 1 ? headingsAtTop(head, insideOf(cells, bounds, settings), reach) : undefined);
  return found && { header: found.cells, depth, rows: found.rows };
}

/** What texts may take up of columns with these bounds. */
function insideOf(cells: readonly OpenCell[], bounds: readonly number[], settings: LayoutSettings): Band[] {
  const own = cells.filter(({ columnSpan, chars }) => columnSpan === 1 && chars.length > 0);
  const margins = marginsOf(own.map(({ column }) => ({ x0: bounds[column] as number, x1: bounds[column + 1] as number })), own.map(({ chars }) => chars), settings);
  return bounds.slice(1).map((to, c): Band => ({ from: (bounds[c] as number) + margins / 2, to: to - margins / 2 }));
}
