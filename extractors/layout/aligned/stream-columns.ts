/**
 * Columns of tables without rules that were taken apart by alignment: a heading centred over figures at the right or
 * words at the left of its column may stand clear of them. Neighbours that never stand in one line are one column where
 * one is the heading of the other, or both are words with one heading at most. Figures stand at the right of their column, so
 * their heading is rather to the left of them; words stand at the left, so theirs is rather to the right.
 */
import type { Box } from '../../../schemas/block.js';
import { isAmountOrPercentage } from '../../../schemas/printed-figure.js';
import { isTotal } from '../header-rows.js';
import type { Band } from './stream.js';
import { areStaggered } from './staggered.js';
import { COMPLETE_AMOUNT, isSerialLine, linesAboveRows, type Piece, type StreamLine } from './stream-lines.js';

/** Codes stand at the left like words. */
const CODE = /^\d{3}(?:\d{2}){0,2}$/;

/** Letter-spaced characters (合 计) are no texts of their own; 类, 款 and 项 in one line are headings. */
const SPACED = /^\p{Script=Han}$/u;
const namesCodeParts = ({ pieces }: StreamLine): boolean => pieces.some(({ text }) => text === '类') && pieces.some(({ text }) => text === '款');

interface Content { readonly band: Band; readonly lines: ReadonlySet<number>; readonly head: boolean; readonly body: boolean; readonly words: boolean }

/** Joins columns with those that hold their headings. */
export function joinHeadings(all: readonly Band[], lines: readonly StreamLine[]): Band[] {
  const columns = withNothings(all, lines);
  const depth = linesAboveRows(lines);
  if (depth <= 0) return withTotals(columns, lines);
  const contents = columns.map((band): Content => ({ band, ...contentOf(columns.indexOf(band), columns, lines, depth) }));
  const [right, left] = [joined(contents, false), joined(contents, true)];
  return (headless(left) < headless(right) ? left : right).map(({ band }) => band);
}

/** Columns of figures under no heading. */
const headless = (contents: readonly Content[]): number => contents.filter(({ head, body, words }) => body && !words && !head).length;

/** Columns joined with those of their headings; `atLeft` where figures stand at the left of their columns, as words do. */
function joined(columns: readonly Content[], atLeft: boolean): readonly Content[] {
  let contents = columns;
  for (;;) {
    let best: { at: number; usual: boolean; gap: number } | undefined;
    contents.slice(1).forEach((right, i) => {
      const left = contents[i] as Content;
      const gap = right.band.from - left.band.to;
      const usual = left.body ? left.words || atLeft : !(right.words || atLeft);
      if (belongTogether(left, right) && (!best || (usual === best.usual ? gap < best.gap : usual))) best = { at: i, usual, gap };
    });
    if (!best) return contents;
    const { at } = best;
    const [left, right] = [contents[at] as Content, contents[at + 1] as Content];
    contents = contents.toSpliced(at, 2, {
      band: { from: left.band.from, to: right.band.to }, lines: new Set([...left.lines, ...right.lines]),
      head: left.head || right.head, body: left.body || right.body, words: left.words && right.words,
    });
  }
}

/** What stands for nothing in a column of amounts: a dash, a nought. */
const NOTHING = /^(?:[-−–—]{1,2}|0(?:\.0+)?)$/u;

/**
 * The columns, with those of nothing but dashes and noughts, which stand at the left as texts do, joined to the amounts at
 * their right where the two never share a line and have one heading at most.
 */
function withNothings(columns: readonly Band[], lines: readonly StreamLine[]): Band[] {
  const depth = Math.max(0, linesAboveRows(lines));
  const own = columns.map((_, c) => lines.flatMap((line, i) => line.pieces.filter(piece => reach(piece, columns).every(at => at === c)).map(piece => ({ piece, line: i }))));
  const inBody = (c: number): Piece[] => own[c]?.flatMap(({ piece, line }) => (line >= depth ? [piece] : [])) ?? [];
  const hasHead = (c: number): boolean => own[c]?.some(({ line }) => line < depth) === true;
  const at = columns.findIndex((_, c) => {
    const [left, right] = [inBody(c), inBody(c + 1)];
    return left.length > 0 && left.every(({ text }) => NOTHING.test(text)) && right.some(({ text }) => isAmountOrPercentage(text)) && right.every(({ figure }) => figure)
      && !(hasHead(c) && hasHead(c + 1)) && !own[c]?.some(({ line }) => line >= depth && own[c + 1]?.some(other => other.line === line));
  });
  return at < 0 ? [...columns] : withNothings([...columns.slice(0, at), { from: (columns[at] as Band).from, to: (columns[at + 1] as Band).to }, ...columns.slice(at + 2)], lines);
}

/**
 * The columns of a part without a header: a column of nothing but a total's label is that of the names beside it, and
 * columns of codes that another code bridges are one in which codes are indented.
 */
function withTotals(columns: readonly Band[], lines: readonly StreamLine[]): Band[] {
  const own = columns.map((_, c) => lines.flatMap((line, i) => line.pieces.filter(piece => reach(piece, columns).every(at => at === c)).map(piece => ({ piece, line: i }))));
  const apart = (a: number, b: number): boolean => !own[a]?.some(({ line }) => own[b]?.some(other => other.line === line));
  const isNames = (c: number): boolean => own[c]?.some(({ piece }) => HAN.test(piece.text)) === true && own[c].every(({ piece }) => !piece.figure);
  const isOf = (c: number, kind: (text: string) => boolean): boolean => (own[c]?.length ?? 0) > 0 && own[c]?.every(({ piece }) => kind(piece.text)) === true;
  const bridged = ({ to }: Band, { from }: Band): boolean => lines.some(line => line.pieces.some(p => CODE.test(p.text) && p.x0 < to - 1 && p.x1 > from + 1));
  const at = columns.findIndex((band, c) => {
    const next = columns[c + 1];
    if (!next || !apart(c, c + 1)) return false;
    return isNames(c) && isOf(c + 1, isTotal) || isOf(c, isTotal) && isNames(c + 1) || isCodes(own[c]) && isCodes(own[c + 1]) && bridged(band, next);
  });
  return at < 0 ? [...columns] : withTotals([...columns.slice(0, at), { from: (columns[at] as Band).from, to: (columns[at + 1] as Band).to }, ...columns.slice(at + 2)], lines);
}

const isCodes = (pieces: readonly { readonly piece: Piece }[] | undefined): boolean => pieces !== undefined && pieces.length > 0 && pieces.every(({ piece }) => CODE.test(piece.text));

const HAN = /\p{Script=Han}/u;

function contentOf(column: number, columns: readonly Band[], lines: readonly StreamLine[], depth: number): Omit<Content, 'band'> {
  const own = lines.map(line => line.pieces.filter(piece => {
    const [first, last] = reach(piece, columns);
    return first === column && last === column && (!SPACED.test(piece.text) || namesCodeParts(line));
  }));
  const body = own.slice(depth).flat();
  return {
    lines: new Set(own.flatMap((pieces, i) => (pieces.length === 0 ? [] : [i, ...(areStaggered(lines, i) ? [i + 1] : []), ...(areStaggered(lines, i - 1) ? [i - 1] : [])]))),
    head: own.slice(0, depth).some(pieces => pieces.length > 0), body: body.length > 0, words: body.every(piece => !piece.figure || CODE.test(piece.text)),
  };
}

function belongTogether(left: Content, right: Content): boolean {
  if (left.head === right.head && left.head) return false;
  for (const line of left.lines) if (right.lines.has(line)) return false;
  const heading = left.head && !left.body && !right.head || right.head && !right.body && !left.head;
  return heading || left.words && right.words && left.body && right.body;
}

/** Columns as intervals: the fullest lines first; a piece widens the column that it meets, or opens one. */
export function columnsOf(lines: readonly StreamLine[]): Band[] {
  const depth = linesAboveRows(lines);
  // The body tells its columns best. Serial numbers stand in the middle of columns whose figures stand at the right; the
  // lowest headings stand over one column, those above them over several; a heading alone in its line may be the rest of one.
  const rank = new Map(lines.map((l, i) => [l, isSerialLine(l) ? 3 * lines.length : i < depth ? (l.pieces.length > 1 ? 1 : 2) * lines.length - i : 0]));
  const order = [...lines].sort((a, b) => (rank.get(a) as number) - (rank.get(b) as number) || b.pieces.length - a.pieces.length || a.line.y0 - b.line.y0).filter(l => l.pieces.length >= 2 || lines.indexOf(l) < depth);
  const columns: Band[] = [];
  const headings = lines.slice(0, Math.max(0, depth)).flatMap(l => l.pieces);
  const staggered = staggeredLines(lines);
  const edges = lines.flatMap(l => l.pieces.slice(1).map(p => p.x0));
  const widen = (piece: Pick<Piece, 'x0' | 'x1'>): void => {
    const met = columns.filter(c => overlap(c, piece) > 1);
    if (met.length === 0) {
      columns.push({ from: piece.x0, to: piece.x1 });
      columns.sort((a, b) => a.from - b.from);
    } else if (met.length === 1) {
      const column = met[0] as Band;
      const i = columns.indexOf(column);
      column.from = Math.max(Math.min(column.from, piece.x0), columns[i - 1]?.to ?? -Infinity);
      column.to = Math.min(Math.max(column.to, piece.x1), columns[i + 1]?.from ?? Infinity);
    }
  };
  for (const { pieces } of order) {
    for (const own of pieces) {
      if (order.some(l => coversTwo(own, l.pieces) || l.atEdge && runsOverEdge(own, l.pieces, edges)) || staggered.some(all => coversTwo(own, all) || runsOver(own, all))) continue;
      widen(headings.includes(own) ? wholeHeading(own, headings) : own);
    }
  }
  // Cells that never share a line with others, because they are centred beside rows of two lines.
  const alone = staggered.flat().filter(piece => columns.every(c => overlap(c, piece) <= 1));
  for (const piece of alone) if (alone.some(other => other.y0 !== piece.y0 && Math.abs(other.x0 - piece.x0) <= SAME_EDGE)) widen(piece);
  return columns;
}

/** Left edges closer (points) than this are one. */
const SAME_EDGE = 1;

/** Pieces beside each other though their lines are not the same. */
function staggeredLines(lines: readonly StreamLine[]): Piece[][] {
  return lines.slice(1).flatMap((below, i) => (areStaggered(lines, i) ? [[...(lines[i] as StreamLine).pieces, ...below.pieces]] : []));
}

/** True for a text that begins at the left edge of another and runs over the one to the right of it. */
function runsOver(piece: Piece, others: readonly Piece[]): boolean {
  const first = others.find(p => p !== piece && p.text.length > 1 && Math.abs(p.x0 - piece.x0) <= SAME_EDGE && p.x1 < piece.x1);
  return first !== undefined && others.some(p => p.text.length > 1 && p.x0 > first.x1 + 0.3 * p.size && overlap({ from: piece.x0, to: piece.x1 }, p) > 0.15 * p.size);
}

/** Times that an edge behind another text must be seen to be that of a column; an amount stands in one of its own. */
const SEEN = 2, SEEN_OF_AMOUNT = 1;

/** The same where the text to the right begins at an edge of several lines, close to the other. */
function runsOverEdge(piece: Piece, others: readonly Piece[], edges: readonly number[]): boolean {
  const at = others.findIndex(p => p !== piece && p.text.length > 1 && Math.abs(p.x0 - piece.x0) <= SAME_EDGE && p.x1 < piece.x1);
  const next = others[at + 1];
  return at >= 0 && next !== undefined && next.text.length > 1 && piece.x1 > next.x0 + 0.15 * piece.size && edges.filter(x => Math.abs(x - next.x0) <= SAME_EDGE).length >= (COMPLETE_AMOUNT.test(next.text) ? SEEN_OF_AMOUNT : SEEN);
}

/** Greatest distance (em) of the lines of a heading. */
const HEADING_PITCH = 1.52;

/** The extent of a heading with the lines into which it wraps: the last may be a single character far from the edges of its column. */
function wholeHeading(piece: Piece, headings: readonly Piece[]): Pick<Piece, 'x0' | 'x1'> {
  const own = headings.filter(h => Math.abs(h.x0 + h.x1 - piece.x0 - piece.x1) < 0.6 * piece.size && Math.abs(h.y0 - piece.y0) < HEADING_PITCH * piece.size);
  return { x0: Math.min(...own.map(h => h.x0)), x1: Math.max(...own.map(h => h.x1)) };
}

/** True for a text over several columns: it covers two texts of another line. Letter-spaced characters are no texts. */
function coversTwo(piece: Piece, others: readonly Piece[]): boolean {
  return others.filter(p => p !== piece && p.text.length > 1 && p.x0 > piece.x0 - 1 && p.x1 < piece.x1 + 1).length > 1;
}

const overlap = (band: Band, piece: Pick<Box, 'x0' | 'x1'>): number => Math.min(band.to, piece.x1) - Math.max(band.from, piece.x0);

/** First and last column of a piece; a figure has one, unless it begins at the edge of one and runs well into the next. */
export function reach(piece: Piece, columns: readonly Band[]): [number, number] {
  const met = columns.map((c, i) => ({ i, by: overlap(c, piece) })).filter(m => m.by > 1);
  if (met.length === 0) {
    const middle = (piece.x0 + piece.x1) / 2;
    let best = 0;
    columns.forEach((c, i) => { if (distance(c, middle) < distance(columns[best] as Band, middle)) best = i; });
    return [best, best];
  }
  if (piece.figure) {
    const at = met.find(m => Math.abs((columns[m.i] as Band).from - piece.x0) <= SAME_EDGE);
    const next = met.find(m => at && m.i === at.i + 1 && m.by > piece.size);
    if (at && next && piece.x1 < (columns[next.i] as Band).to - piece.size) return [at.i, next.i];
    const best = met.reduce((a, b) => (b.by > a.by ? b : a));
    return [best.i, best.i];
  }
  return [(met[0] as { i: number }).i, (met.at(-1) as { i: number }).i];
}

const distance = (c: Band, x: number): number => Math.max(c.from - x, x - c.to, 0);
