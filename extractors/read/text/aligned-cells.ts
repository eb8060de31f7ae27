/**
 * Columns of aligned lines and the cells in them. Headers stand centred over the columns that they speak of, which they
 * need not touch; a figure stands in one column.
 */
import type { Cell } from '../../../schemas/block.js';
import { isFigure } from '../../../schemas/printed-figure.js';
import { isAmount, type Segment } from './aligned-pieces.js';
import { cleanText } from '../residue.js';

export interface Column { readonly start: number; readonly end: number }

type Row = readonly Segment[];

/** A group of one column more may be this much off its centre: the edges of columns are known by their words only. */
const WIDER = 1.5;
/** A group of names and the first of several amounts may be this much nearer to its centre than one without. */
const MIXED = 12;
/** Wider tables keep their headers where they stand: a bound on time. */
const MOST_SPREAD = 60;

/** Rows above the first one with a figure, at most five. */
function headDepth(rows: readonly Row[]): number {
  const first = rows.findIndex((row) => row.some((segment) => isFigure(segment.text)));
  return first < 0 || first > 5 ? 0 : first;
}

/** Columns: what pieces that stand over no two pieces of another line take up together. */
export function columnsOf(rows: readonly Row[]): Column[] | undefined {
  const isOver = overTwo(rows);
  // Upper headers can bridge two columns that no line fills close together: from the lowest up, each widens the one column that it touches, or tells of one that nothing else fills.
  const upper = Math.max(0, headDepth(rows) - 1);
  let columns = union(rows.slice(upper).flat().filter((segment) => !isOver(segment)));
  for (const row of rows.slice(0, upper).toReversed()) {
    for (const segment of row) {
      const touched = columns.filter((column) => touches(column, segment)).length;
      if (touched < 2 && !isOver(segment)) columns = union([...columns, segment]);
    }
  }
  const merged = withCentred(withHeaders(withoutGroups(mergeHalves(columns, rows), rows), rows), rows);
  const most = Math.max(...rows.map((row) => row.length));
  return merged.length >= 2 && merged.length <= most * 3 ? merged : undefined;
}

/** Tells the pieces that touch two neighbours of some line: one that ends behind the piece's start, the next before its end. */
function overTwo(rows: readonly Row[]): (segment: Segment) => boolean {
  /** By the end of a piece: the smallest start of a piece that follows one that ends there or later. */
  const nextStart: number[] = [];
  for (const row of rows) row.forEach((segment, i) => {
    const next = row[i + 1];
    if (next !== undefined) nextStart[segment.end] = Math.min(nextStart[segment.end] ?? Infinity, next.start);
  });
  for (let end = nextStart.length - 1; end >= 0; end -= 1) nextStart[end] = Math.min(nextStart[end] ?? Infinity, nextStart[end + 1] ?? Infinity);
  return (segment) => (nextStart[segment.start + 1] ?? Infinity) < segment.end;
}

function union(segments: readonly Column[]): Column[] {
  const columns: { start: number; end: number }[] = [];
  for (const { start, end } of segments.toSorted((a, b) => a.start - b.start)) {
    const last = columns.at(-1);
    if (last !== undefined && start < last.end) last.end = Math.max(last.end, end);
    else columns.push({ start, end });
  }
  return columns;
}

/** Rows that fill each column. */
function rowsByColumn(columns: readonly Column[], rows: readonly Row[]): number[][] {
  const filled = columns.map((): number[] => []);
  rows.forEach((row, r) => {
    for (const segment of row) {
      const [first, last] = span(columns, segment);
      for (let c = first; c <= last; c += 1) filled[c]?.push(r);
    }
  });
  return filled;
}

/** Columns without words of the upper header that stand between two columns that the lower header names: they speak of both and are none. */
function withoutGroups(columns: readonly Column[], rows: readonly Row[]): Column[] {
  const depth = headDepth(rows);
  if (depth < 2) return [...columns];
  const filled = rowsByColumn(columns, rows);
  return columns.filter((_, c) => {
    const [only = depth, second] = filled[c] ?? [];
    const isNamed = (other: readonly number[] | undefined): boolean => other !== undefined && other.some((r) => r > only && r < depth);
    return second !== undefined || only + 1 >= depth || !isNamed(filled[c - 1]) || !isNamed(filled[c + 1]);
  });
}

/** A header centred over a wide column may touch none of its short words: a column without header takes the nearest header without column. */
function withHeaders(columns: readonly Column[], rows: readonly Row[]): Column[] {
  const depth = headDepth(rows);
  if (depth === 0) return [...columns];
  const filled = rowsByColumn(columns, rows);
  const isHeader = (c: number): boolean => filled[c]?.every((r) => r < depth) ?? false;
  const gap = (left: number): number => (columns[left + 1]?.start ?? Infinity) - (columns[left]?.end ?? -Infinity);
  const out: { start: number; end: number }[] = [];
  let taken = -1;
  for (const [c, column] of columns.entries()) {
    const bare = filled[c]?.every((r) => r >= depth) ?? false;
    const left = bare && c - 1 > taken && isHeader(c - 1) ? gap(c - 1) : Infinity;
    const right = bare && isHeader(c + 1) ? gap(c) : Infinity;
    const last = out.at(-1);
    if (taken === c && last) last.end = column.end;
    else if (left < right && last) last.end = column.end;
    else out.push({ ...column });
    if (right <= left && right < Infinity) taken = c + 1;
  }
  return out;
}

/** Neighbours of words below the header that no line fills both are one column: names at the left, their heading and their total in the middle. */
function withCentred(columns: readonly Column[], rows: readonly Row[]): Column[] {
  const filled = rowsByColumn(columns, rows);
  const depth = headDepth(rows);
  const holdsWords = columns.map((column, c) => filled[c]?.some((row) => row >= depth) === true && !rows.some((row) => row.some((segment) => isFigure(segment.text) && touches(column, segment))));
  const merged: { start: number; end: number }[] = [];
  let lines = new Set<number>();
  columns.forEach((column, c) => {
    const last = merged.at(-1);
    const own = filled[c] ?? [];
    if (last !== undefined && holdsWords[c] === true && holdsWords[c - 1] === true && own.every((row) => !lines.has(row))) {
      last.end = column.end;
      own.forEach((row) => lines.add(row));
    } else {
      merged.push({ ...column });
      lines = new Set(own);
    }
  });
  return merged;
}

/** Neighbours that some piece bridges and that no line fills both are one column: short amounts right, a label left. */
function mergeHalves(columns: readonly Column[], rows: readonly Row[]): Column[] {
  const bridged = new Set<number>();
  const separate = new Set<number>();
  for (const row of rows) {
    const filled = new Set<number>();
    for (const segment of row) {
      const [first, last] = span(columns, segment);
      if (first === last) filled.add(first);
      for (let index = first; index < last; index += 1) bridged.add(index);
    }
    for (const index of filled) if (filled.has(index + 1)) separate.add(index);
  }
  const merged: { start: number; end: number }[] = [];
  columns.forEach((column, index) => {
    const last = merged.at(-1);
    if (last !== undefined && bridged.has(index - 1) && !separate.has(index - 1)) last.end = Math.max(last.end, column.end);
    else merged.push({ ...column });
  });
  return merged;
}

function touches(column: Column, segment: Column): boolean {
  return column.start < segment.end && segment.start < column.end;
}

/** How many columns, from the left, satisfy what none does behind the first that doesn't. */
function count(columns: readonly Column[], isBefore: (column: Column) => boolean): number {
  let low = 0;
  for (let high = columns.length; low < high; ) {
    const middle = (low + high) >> 1;
    if (isBefore(columns[middle] as Column)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** First and last column that a piece touches; the nearest one where it touches none. */
function span(columns: readonly Column[], segment: Segment): [number, number] {
  const first = count(columns, (column) => column.end <= segment.start);
  const last = count(columns, (column) => column.start < segment.end) - 1;
  if (first <= last) return [first, last];
  const left = columns[last];
  const right = columns[first];
  const nearest = right === undefined || (left !== undefined && segment.start - left.end <= right.start - segment.end) ? last : first;
  return [nearest, nearest];
}

interface Placed { first: number; last: number; text: string; readonly segment: Segment }

/**
 * Cells in their columns; undefined where a figure falls into two columns, or into one with another piece of its
 * line: then the columns are not what they seem, and prose is safer than a figure in the wrong place.
 */
export function place(rows: readonly Row[], columns: readonly Column[]): Cell[] | undefined {
  const placed: Placed[][] = [];
  for (const segments of rows) {
    const row: Placed[] = [];
    for (const segment of segments) {
      const before = row.at(-1);
      const [first, last] = apartFrom(before, span(columns, segment), segment, columns);
      const figure = isFigure(segment.text);
      if (figure && (last > first || !touches(columns[first] as Column, segment))) return undefined;
      if (before !== undefined && first <= before.last) {
        if (figure || isFigure(before.text)) return undefined;
        before.text += ` ${segment.text}`;
        before.last = Math.max(before.last, last);
      } else row.push({ first, last, text: segment.text, segment });
    }
    placed.push(row);
  }
  const depth = headDepth(rows);
  const head = levelsOf(placed.slice(0, depth));
  const body = placed.slice(depth);
  for (const row of body) row.forEach((_, i) => { widenTotal(row, i); });
  if (columns.length <= MOST_SPREAD) {
    const amounts = columns.map((_, c) => body.some((row) => row.some(({ first, text }) => first === c && isAmount(text))));
    head.forEach((row, r) => spreadGroups(row, head.slice(r + 1), head.slice(0, r), columns, amounts));
  }
  return [...head, ...body].flatMap((row, r) => cellsOf(row, r, columns.length));
}

/** Lines of a header that stand in different columns are one row: labels in the middle of cells of different heights. */
function levelsOf(lines: readonly Placed[][]): Placed[][] {
  const levels: Placed[][] = [];
  for (const line of lines) {
    const level = levels.at(-1);
    if (level !== undefined && line.every((piece) => level.every(({ first, last }) => piece.last < first || piece.first > last))) level.push(...line);
    else levels.push([...line]);
  }
  return levels.map((level) => level.toSorted((a, b) => a.first - b.first));
}

/**
 * First and last column of a piece beside the one before it in its line. A column that both touch (科目名称 and the end of
 * 经济分类科目编码 before it) is that of the piece that fills more of it, where the other has columns of its own.
 */
function apartFrom(before: Placed | undefined, [first, last]: [number, number], segment: Segment, columns: readonly Column[]): [number, number] {
  const shared = columns[first];
  if (before === undefined || shared === undefined || first !== before.last || isFigure(segment.text)) return [first, last];
  const fills = ({ start, end }: Segment): number => Math.min(end, shared.end) - Math.max(start, shared.start);
  if (before.first < before.last && (first === last || fills(before.segment) <= fills(segment))) before.last -= 1;
  else if (first < last) return [first + 1, last];
  return [first, last];
}

/**
 * Widens a header's pieces over the columns beside them that only the header below names, so that each stands centred
 * over its group, the wider of two. A piece with nothing below it is no group.
 */
function spreadGroups(row: Placed[], below: readonly (readonly Placed[])[], above: readonly (readonly Placed[])[], columns: readonly Column[], amounts: readonly boolean[]): void {
  const covers = (placed: readonly Placed[], column: number): boolean => placed.some(({ first, last }) => first <= column && column <= last);
  const isFree = (column: number): boolean => column >= 0 && column < columns.length && !covers(row, column)
    && below.some((other) => covers(other, column)) && !above.some((other) => other.some(({ first, last }) => first === last && first === column));
  for (const piece of row) {
    const under = Math.max(0, ...below.map((other) => other.filter(({ first, last }) => first <= piece.last && last >= piece.first).length));
    if (under === 0) continue;
    let best = { cost: Infinity, first: piece.first, last: piece.last };
    for (let first = piece.first; first === piece.first || isFree(first); first -= 1) {
      for (let last = piece.last; last === piece.last || isFree(last); last += 1) {
        const centre = ((columns[first] as Column).start + (columns[last] as Column).end) / 2;
        const isMixed = amounts[last + 1] === true && amounts[last] === true && amounts[first] === false;
        const cost = Math.abs(centre - (piece.segment.start + piece.segment.end) / 2) - WIDER * (last - first) + (isMixed ? MIXED : 0);
        if (cost <= best.cost) best = { cost, first, last };
      }
    }
    piece.first = best.first;
    piece.last = best.last;
  }
}

/** The label of a second total of a line is set over all columns between the figures: 人员经费合计 7.62 … 公用经费合计 … 1.27. */
function widenTotal(row: readonly Placed[], i: number): void {
  const [before, piece, next] = [row[i - 1], row[i], row[i + 1]];
  if (before === undefined || piece === undefined || next === undefined || !/[合总]\s*计$/u.test(piece.text) || !isFigure(before.text) || !isFigure(next.text)) return;
  piece.first = before.last + 1;
  piece.last = next.first - 1;
}

function cellsOf(row: readonly Placed[], r: number, width: number): Cell[] {
  const cells: Cell[] = [];
  let next = 0;
  for (const { first, last, text } of row) {
    for (; next < first; next += 1) cells.push(cell(r, next, 1, ''));
    cells.push(cell(r, first, last - first + 1, cleanText(text)));
    next = last + 1;
  }
  for (; next < width; next += 1) cells.push(cell(r, next, 1, ''));
  return cells;
}

function cell(row: number, column: number, columnSpan: number, text: string): Cell {
  return { row, column, rowSpan: 1, columnSpan, text, confidence: 1 };
}
