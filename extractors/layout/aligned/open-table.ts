/**
 * Tables told by alignment that a page end leaves open (跨页表格). What follows on the next page often has no header, few
 * rows and empty columns, so that its own texts tell little: it is read below the header of the page before, which is
 * laid above it, or which is printed there again.
 */
import { isHeaderWord } from '../header-rows.js';
import { isHeader } from './implied-columns.js';
import type { Lattice } from '../ruled/lattice.js';
import { edgeTests, isSerialLine, linesAboveFigures, linesOfHeadings, type Piece, pieceOf, SAME_ON_PAGE, type StreamLine, streamLine, wordsOf } from './stream-lines.js';
import { beginsApart, tabular } from './table-runs.js';
import type { LayoutSettings } from '../settings.js';
import type { Band, StreamGrid } from './stream.js';
import { type Char, type Line, linesOf } from '../lines/words.js';

/** A table with which a page ends. */
export interface OpenTable {
  readonly page: number;
  /** Extent of each column: of its texts, or of its cells where these are known. */
  readonly bands: readonly Band[];
  readonly bounded: boolean;
  /** Left edges of the texts of its body. */
  readonly starts: readonly number[];
  /** Lines of its header, where they are printed. */
  readonly header: readonly StreamLine[];
  /** Whether the page end leaves nothing of it but the header. */
  readonly headerOnly: boolean;
  /** Texts of the first lines of its page: what is printed there again is a running title. */
  readonly tops: readonly string[];
}

/** Lines at the top of a page that may be running titles. */
const TOPS = 2;

const textOf = ({ chars }: Line): string => chars.map(c => c.text).join('');

/** Texts of the first lines of a page. */
export const topsOf = (lines: readonly Line[]): string[] => lines.slice(0, TOPS).map(textOf);

/** Number of lines at the top of a page that are those of the page before, and none of a header that is printed again. */
export function linesAgain(lines: readonly Line[], { tops, header }: OpenTable): number {
  const headings = header.map(({ line }) => textOf(line));
  const end = topsOf(lines).findIndex((text, i) => text !== tops[i] || headings.includes(text));
  return end < 0 ? Math.min(TOPS, lines.length) : end;
}

/** Lines above a header that is printed again. */
const CAPTIONS = 6;
/** How far (em) the body of a table may stand out on either side of its headings. */
const OUT = 6;
/** White (em) at the bound of a column that parts two texts. */
const GAP = 0.15;
/** White (em) between a header and the body laid below it. */
const WHITE = 0.8;

/** White (em) as high as blank rows, below which rows of several texts go on. */
const BLANK_ROWS = 7;

/** Lines of a header that a page end cuts, at most, where they are no words of headers by themselves. */
const CUT = 3;

/** A grid as the table that goes on; `page` is the one on which its header stands. */
export function openTableOf({ columnBands, bounded, starts, head, headerOnly }: Pick<StreamGrid, 'columnBands' | 'bounded' | 'starts' | 'head' | 'headerOnly'>, page: number, tops: readonly string[]): OpenTable {
  return { page, tops, bands: columnBands, bounded, starts, header: headerOnly && head.length <= CUT || isHeader(head) ? head : [], headerOnly };
}

/** Bounds between the columns of the open table. */
export const innerBounds = ({ bands }: Pick<OpenTable, 'bands'>): number[] => bands.slice(1).map((band, i) => ((bands[i] as Band).to + band.from) / 2);

/** The same for a table of horizontal rules: `chars` are those in it, `xs` and `ys` the bounds of its columns and rows. */
export function openLattice(chars: readonly Char[], { xs, ys }: Pick<Lattice, 'xs' | 'ys'>, page: number, tops: readonly string[], settings: LayoutSettings): OpenTable {
  const found = linesOf(chars, settings);
  const edges = edgeTests(found, settings);
  const lines = found.map((line, i) => streamLine(line, settings, edges[i]));
  const columnBands = xs.slice(1).map((to, i): Band => ({ from: xs[i] as number, to }));
  const depth = linesAboveFigures(lines);
  const top = depth < 0 ? Infinity : ys.findLast(y => y <= (lines[depth] as StreamLine).line.y0 + 1) ?? 0;
  const head = lines.filter(({ line }) => line.y1 <= top + 1);
  return openTableOf({ columnBands, bounded: true, starts: lines.slice(head.length).flatMap(({ pieces }) => pieces.map(piece => piece.x0)), head, headerOnly: depth < 0 }, page, tops);
}

/**
 * Number of lines from the top that begin at columns of the open table (`edges`, left to right), before it is known which
 * words of a line stand in which column. `rowsGoingOn` tells whether its rows go on there.
 */
export function linesAtColumns(lines: readonly Line[], edges: readonly number[], settings: LayoutSettings): number {
  const [first = 0, second = Infinity] = edges;
  const end = lines.findIndex(line => {
    const at = edges.find(x => Math.abs(x - line.x0) <= SAME_ON_PAGE);
    return at === undefined || at === first && wordsOf(line, settings).some(([start, ...rest]) => start !== undefined && start.x0 < second - line.size && (rest.at(-1)?.x1 ?? 0) > second + line.size);
  });
  return end < 0 ? lines.length : end;
}

/** Where the header of the open table is printed again: its first line and the one behind its last; undefined where it is not. */
export function headerAgain(lines: readonly StreamLine[], { header }: OpenTable): { from: number; to: number } | undefined {
  if (header.length === 0) return undefined;
  for (let from = 0; from < Math.min(CAPTIONS, lines.length); from++) {
    const to = endOfHeader(lines, from, header);
    if (to !== undefined) return { from, to };
  }
  return undefined;
}

/**
 * The line behind the header that begins at `from`: the same characters in the same places across the page; lines may be
 * cut otherwise. At the top of the page it may be the greater part alone, without a row of words that begins the body.
 */
function endOfHeader(lines: readonly StreamLine[], from: number, header: readonly StreamLine[]): number | undefined {
  const left = new Set(header.flatMap(({ line }) => line.chars));
  const all = left.size;
  for (let i = from; i < lines.length; i++) {
    const own = (lines[i] as StreamLine).line.chars;
    const same = placesOf(own, left);
    if (!same) return from === 0 && i > 1 && left.size <= all / 2 && areLastLines(left, header) ? i : undefined;
    for (const c of same) left.delete(c);
    if (left.size === 0) return i + 1;
  }
  return undefined;
}

/** The characters among `left` that are those of a line; undefined where one of them is not. */
function placesOf(own: readonly Char[], left: ReadonlySet<Char>): Char[] | undefined {
  const found = new Set<Char>();
  for (const c of own) {
    const same = [...left].find(other => !found.has(other) && other.text === c.text && Math.abs(other.x0 - c.x0) <= SAME_ON_PAGE);
    if (!same) return undefined;
    found.add(same);
  }
  return [...found];
}

/** Whether characters are those of the last lines of a header. */
const areLastLines = (left: ReadonlySet<Char>, header: readonly StreamLine[]): boolean => header.slice(header.findIndex(({ line }) => line.chars.some(c => left.has(c)))).every(({ line }) => line.chars.every(c => left.has(c)));

/**
 * Number of lines from the top that stand in the columns of the open table, if its rows may go on there: some figures and
 * no header of their own, or, below a header that is printed again, the rest of names that the page end cuts.
 * @param again whether the header is printed again above them
 */
export function rowsGoingOn(lines: readonly StreamLine[], open: OpenTable, settings: LayoutSettings, again: boolean): number {
  const end = lines.findIndex((line, i) => !standsIn(line, open) || beginsApart(lines, i, settings, tabular(line) ? BLANK_ROWS : settings.runGap));
  const own = end < 0 ? lines : lines.slice(0, end);
  const depth = linesAboveFigures(own);
  const second = open.bands[1]?.from ?? Infinity;
  if (depth < 0) return again && open.bounded && (end < 0 || beginsApart(lines, end, settings)) && own.every(({ pieces }) => pieces.every(piece => piece.x0 > second - SAME_ON_PAGE && startsIn(piece, open))) ? own.length : 0;
  return headerRest(own, open) === 0 && (!again && areMostlyHeadings(own.slice(0, depth)) || open.headerOnly && !isHeader(open.header)) ? 0 : own.length;
}

/** Whether most texts of lines, and more than one, are words of headers. */
function areMostlyHeadings(lines: readonly StreamLine[]): boolean {
  const head = lines.filter(line => !isSerialLine(line)).flatMap(({ pieces }) => pieces);
  return head.filter(({ text }) => isHeaderWord(text)).length > Math.max(1, head.length / 2);
}

/**
 * Number of lines from the top that are the rest of a header which the page end cuts: headings below the open table's, of
 * which none is printed again, and no title; or the ends of headings, which are no words of headers but together.
 */
export function headerRest(lines: readonly StreamLine[], open: OpenTable): number {
  const { header, headerOnly } = open;
  const depth = linesOfHeadings(lines);
  const rest = lines.slice(0, Math.max(0, depth));
  const known = new Set(header.flatMap(({ pieces }) => pieces.map(({ text }) => text)));
  if (!headerOnly || rest.length === 0 || rest.some(({ pieces }) => pieces.some(({ text }) => known.has(text) || text.endsWith('表')))) return 0;
  return (isHeader(header) ? areMostlyHeadings(rest) : isHeader([...headerOver(lines, open, depth).lines, ...rest])) ? depth : 0;
}

/** Whether a text begins where others of the body do. */
const startsIn = (piece: Piece, { starts }: OpenTable): boolean => starts.some(x => Math.abs(x - piece.x0) <= SAME_ON_PAGE);

/** Left edges of the texts of a column, at least, that show that they stand in its middle. */
const CENTRED = 3;

/** Whether a text stands in the middle of a column that is not the first, whose texts begin at several places. */
const isCentredIn = (piece: Piece, { bands, starts }: OpenTable): boolean => bands.slice(1).some(band =>
  Math.abs(piece.x0 + piece.x1 - band.from - band.to) <= 2 * SAME_ON_PAGE && new Set(starts.filter(x => x > band.from - 1 && x < band.to).map(Math.round)).size >= CENTRED);

/** Whether each text of a line stands in one column, the first at an edge of it. Headings alone tell neither columns nor edges, but how wide the table is. */
function standsIn({ line, pieces }: StreamLine, open: OpenTable): boolean {
  const { bands, headerOnly } = open;
  if (headerOnly) return line.x0 > (bands[0]?.from ?? 0) - OUT * line.size && line.x1 < (bands.at(-1)?.to ?? 0) + OUT * line.size;
  const places = pieces.map(piece => bands.flatMap((band, i) => (Math.min(band.to, piece.x1) - Math.max(band.from, piece.x0) > 1 ? [i] : [])));
  const atEdge = (piece: Piece): boolean => startsIn(piece, open) || isCentredIn(piece, open) || bands.some(band => piece.figure && Math.abs(band.to - piece.x1) <= SAME_ON_PAGE || piece.x0 > band.from && piece.x1 < band.to && pieces.length > 1);
  return pieces.length > 0 && places.every((at, i) => at.length <= 1 && (i === 0 || at.length === 0 || (at[0] as number) > Math.max(-1, ...places.slice(0, i).flat()))) && atEdge(pieces[0] as Piece);
}

/** The lines of the open table's header laid above its body, and how far (points) they were moved down: as close as the closest lines where the first `rest` lines below them go on the header. */
export function headerOver(below: readonly StreamLine[], { header }: OpenTable, rest: number): { readonly lines: readonly StreamLine[]; readonly down: number } {
  const { line: first } = below[0] as StreamLine;
  const whites = below.slice(1).map(({ line }, i) => line.y0 - (below[i] as StreamLine).line.y1).filter(between => between > 0);
  const white = rest > 0 && whites.length > 0 ? Math.min(...whites) : WHITE * first.size;
  const down = first.y0 - white - Math.max(...header.map(({ line }) => line.y1));
  const moved = <T extends { readonly y0: number; readonly y1: number }>(box: T): T => ({ ...box, y0: box.y0 + down, y1: box.y1 + down });
  const chars = new Map<Char, Char>(header.flatMap(({ line }) => line.chars.map(c => [c, moved(c)])));
  const all = (own: readonly Char[]): Char[] => own.map(c => chars.get(c) as Char);
  return {
    down,
    lines: header.map(({ line, pieces, atEdge }): StreamLine => ({ atEdge, line: { ...moved(line), chars: all(line.chars) }, pieces: pieces.map(piece => ({ ...moved(piece), chars: all(piece.chars) })) })),
  };
}

/** Lines with their texts parted at the bounds of columns, where there is white beside a figure. Headings and the labels of totals, whose characters may be set apart, stand over several. */
export function partedAtBounds(lines: readonly StreamLine[], bands: readonly Band[], settings: LayoutSettings): StreamLine[] {
  const bounds = innerBounds({ bands });
  const parts = (piece: Piece): Piece[] => {
    const cuts = piece.chars.flatMap((c, i) => {
      const last = piece.chars[i - 1];
      return last && (/\d/.test(c.text) || /[\d,.]/.test(last.text)) && c.x0 - last.x1 > GAP * c.size && bounds.some(x => last.x1 <= x + 1 && c.x0 >= x - 1) ? [i] : [];
    });
    return cuts.length === 0 ? [piece] : [0, ...cuts].map((from, k) => pieceOf(piece.chars.slice(from, cuts[k]), settings));
  };
  return lines.map(line => ({ ...line, pieces: line.pieces.flatMap(parts) }));
}
