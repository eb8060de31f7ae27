/**
 * Headers of tables without rules. Nothing shows how far a heading reaches, but its cell's text stands in the middle of
 * it, in both directions: the headings of a column, one below the other, must fill the height of the header, and a
 * heading stands over the middle of its columns. With the middles y1 < y2 < … of a column's headings, the middle of the
 * header is y1 (− y2 + y3), and half its height is y2 − y1 (+ y4 − y3): the reach of the headings is the one by which
 * all columns agree. Spreadsheets set texts at the bottoms of their cells: the last lines of all the lowest headings are at
 * one height there.
 */
import { withBlankColumns } from './blank-cells.js';
import { withBlankCells } from './blank-cells.js';
import type { OpenCell } from './stream-headings.js';
import type { Char } from '../lines/words.js';

/** A heading with its text; columns that it stands over at least. */
export interface Heading {
  readonly chars: readonly Char[];
  readonly x0: number;
  readonly x1: number;
  /** Middle, and middle of the last line, in points. */
  readonly y: number;
  readonly bottom: number;
  readonly first: number;
  readonly last: number;
}

/** Edges of a column as far as its body tells them. */
export interface Edges { readonly left?: number; readonly right?: number }

/** How far (em) the columns may disagree about the middle and the height of the header. */
const AGREE = 0.16;
/** Half the height (em) of the ink of a line. */
const INK = 0.35;
/** Bounds of headings closer (em) than this are one. */
const SAME_BOUND = 0.3;
/** How far (em) a heading may be off the middle of its columns, and at the bottom of its cell, where heights tell less. */
const OFF_CENTRE = 2, OFF_CENTRE_AT_BOTTOM = 0.75;
/** Headings closer (em) than this are beside each other. */
const BESIDE = 0.5;
/** More headings over others than this are no header. */
const MOST = 14;
const TRIES = 20_000;

interface Reach { readonly heading: Heading; readonly first: number; readonly last: number }

/** A header's cells, and how badly (points) they fit. */
export interface Header { readonly cells: readonly OpenCell[]; readonly rows: number; readonly cost: number }

/** Where in their cells headings stand: in the middle, at the left, or in the middle across the page and at the bottom. */
type Stand = 'centre' | 'left' | 'bottom';

/** Cells of a header over columns of which the body tells edges; undefined where no reach of the headings fits their places. */
export function headerCells(headings: readonly Heading[], edges: readonly Edges[], size: number, stand: Stand = 'centre'): Header | undefined {
  const stacks = edges.map((_, c) => headings.filter(h => h.first <= c && h.last >= c).sort((a, b) => a.y - b.y));
  const leaves = new Set(stacks.map(s => s.at(-1)).filter(h => h !== undefined));
  if ([...leaves].some(h => stacks.slice(h.first, h.last + 1).some(s => s.at(-1) !== h))) return undefined;
  const upper = headings.filter(h => !leaves.has(h)).sort((a, b) => b.y - a.y);
  if (upper.length === 0 && stand !== 'left' || upper.length > MOST) return undefined;
  const centre = centresOf([...leaves], edges);
  const start: Reach[] = [...leaves].map(heading => ({ heading, first: heading.first, last: heading.last }));
  let best: { cost: number; found: readonly Reach[] } | undefined;
  let tries = 0;
  const visit = (i: number, found: readonly Reach[], off: number): void => {
    if (tries++ > TRIES || best && off >= best.cost) return;
    const heading = upper[i];
    if (!heading) {
      const out = stand === 'bottom' ? spreadOf([...leaves].map(h => h.bottom)) : disagreement(found, edges.length, size);
      if (out <= AGREE * size && (!best || off + 4 * out < best.cost)) best = { cost: off + 4 * out, found };
      return;
    }
    for (const { first, last, by } of reaches(heading, found, stand === 'left' ? undefined : centre, edges.length, size)) if (stand !== 'bottom' || by <= OFF_CENTRE_AT_BOTTOM * size) visit(i + 1, [...found, { heading, first, last }], off + by);
  };
  visit(0, start, 0);
  if (!best) return undefined;
  const grid = (stand === 'bottom' ? gridFromBottom : gridOfHeader)(best.found, edges.length, size);
  return overlap(grid.cells) ? undefined : { ...grid, cost: best.cost };
}

/**
 * The header of headings at the left and at the bottoms of their cells. How far an upper one reaches can't be told: it stands
 * over its first column alone, beside empty cells. Undefined where the lowest headings don't end at one height.
 */
export function headerFromBottomLeft(headings: readonly Heading[], columns: number, size: number): Omit<Header, 'cost'> | undefined {
  const stacks = Array.from({ length: columns }, (_, c) => headings.filter(h => h.first <= c && h.last >= c).sort((a, b) => a.y - b.y));
  const leaves = new Set(stacks.map(s => s.at(-1)).filter(h => h !== undefined));
  if (leaves.size === headings.length || spreadOf([...leaves].map(h => h.bottom)) > AGREE * size) return undefined;
  const grid = gridFromBottom(headings.map(heading => ({ heading, first: heading.first, last: leaves.has(heading) ? heading.last : heading.first })), columns, size);
  return overlap(grid.cells) ? undefined : { ...grid, cells: withBlankCells(grid.cells, grid.rows, columns) };
}

/** Whether two cells have a slot in common: their heights don't tell which is the upper one. */
const overlap = (cells: readonly OpenCell[]): boolean => cells.some((a, i) => cells.slice(i + 1).some(b =>
  a.row < b.row + b.rowSpan && b.row < a.row + a.rowSpan && a.column < b.column + b.columnSpan && b.column < a.column + a.columnSpan));

/** How far (points) numbers are apart. */
const spreadOf = (list: readonly number[]): number => (list.length > 1 ? Math.max(...list) - Math.min(...list) : 0);

/** Middle of the columns from `first` to `last`. */
type Centre = (first: number, last: number) => number;

/** A lowest heading is in the middle of its column, so one edge of the column gives the other. */
function centresOf(leaves: readonly Heading[], edges: readonly Edges[]): Centre {
  const middle = (h: Heading): number => (h.x0 + h.x1) / 2;
  const leafOf = (c: number): Heading | undefined => leaves.find(h => h.first <= c && h.last >= c);
  const side = (c: number, key: 'left' | 'right'): number | undefined => {
    const other = key === 'left' ? 'right' : 'left';
    const leaf = leafOf(c);
    if (edges[c]?.[key] !== undefined) return edges[c][key];
    const far = leaf && edges[key === 'left' ? leaf.last : leaf.first]?.[other];
    if (leaf && far !== undefined) return 2 * middle(leaf) - far;
    const beside = edges[c + (key === 'left' ? -1 : 1)]?.[other];
    if (beside !== undefined || !leaf) return beside;
    // Without edges a column is about as wide as the distance of its heading from the next.
    const inner = leafOf(key === 'left' ? leaf.last + 1 : leaf.first - 1);
    return inner ? middle(leaf) - (middle(inner) - middle(leaf)) / 2 : middle(leaf);
  };
  return (first, last) => ((side(first, 'left') ?? 0) + (side(last, 'right') ?? 0)) / 2;
}

/** Where a heading may reach: over whole headings below it, itself in the middle of them, or at their left. Best first. */
function reaches(heading: Heading, found: readonly Reach[], centre: Centre | undefined, columns: number, size: number): { first: number; last: number; by: number }[] {
  const tops = Array.from({ length: columns }, (_, c) => found.filter(r => r.first <= c && r.last >= c).reduce<Reach | undefined>((a, b) => (a && a.heading.y < b.heading.y ? a : b), undefined));
  const below = (c: number): boolean => tops[c] !== undefined && tops[c].heading.y > heading.y + BESIDE * size;
  const at = (heading.x0 + heading.x1) / 2;
  const out: { first: number; last: number; by: number }[] = [];
  for (let first = heading.first; first >= (centre ? 0 : heading.first) && below(first); first--) {
    if (tops[first]?.first !== first) continue;
    for (let last = heading.first; last < columns && below(last); last++) {
      if (last < heading.last || tops[last]?.last !== last) continue;
      const by = centre ? Math.abs(at - centre(first, last)) : 0;
      if (by <= OFF_CENTRE * size) out.push({ first, last, by });
    }
  }
  return out.sort((a, b) => a.by - b.by);
}

/** How far (points) the columns disagree about the header's middle, and about half its height. */
function disagreement(found: readonly Reach[], columns: number, size: number): number {
  const middles: number[] = [];
  const halves: number[] = [];
  for (let c = 0; c < columns; c++) {
    const ys = found.filter(r => r.first <= c && r.last >= c).map(r => r.heading.y).sort((a, b) => b - a);
    if (ys.length === 0) continue;
    (ys.length % 2 === 1 ? middles : halves).push(ys.reduce((sum, y, i) => sum + (i % 2 === 0 ? y : -y), 0));
  }
  // All text must stand between the header's top and bottom.
  const [middle, half] = [middles[0], halves[0]];
  const out = middle === undefined || half === undefined ? 0 : Math.max(...found.map(r => Math.abs(r.heading.y - middle) + INK * size - half), 0);
  return Math.max(spreadOf(middles), spreadOf(halves), out);
}

/** Rows of the header from the bounds between headings of a column; bounds of several columns at one height are one. */
function gridOfHeader(found: readonly Reach[], columns: number, size: number): { cells: OpenCell[]; rows: number } {
  const stackOf = (c: number): Reach[] => found.filter(r => r.first <= c && r.last >= c).sort((a, b) => a.heading.y - b.heading.y);
  const even = Array.from({ length: columns }, (_, c) => stackOf(c)).find(s => s.length > 0 && s.length % 2 === 0);
  const odd = Array.from({ length: columns }, (_, c) => stackOf(c)).find(s => s.length % 2 === 1);
  const sum = (stack: readonly Reach[]): number => [...stack].reverse().reduce((total, r, i) => total + (i % 2 === 0 ? r.heading.y : -r.heading.y), 0);
  const chars = found.flatMap(r => r.heading.chars);
  const top = even && odd ? sum(odd) - sum(even) : Math.min(...chars.map(c => c.y0)) - 0.2 * size;
  const bounds: number[] = [];
  const lower = new Map<Reach, number>();
  const upper = new Map<Reach, number>();
  for (let c = 0; c < columns; c++) {
    let bound = top;
    const stack = stackOf(c);
    stack.forEach((reach, i) => {
      if (!upper.has(reach)) upper.set(reach, bound);
      bound = 2 * reach.heading.y - bound;
      if (!lower.has(reach)) lower.set(reach, i === stack.length - 1 ? Infinity : bound);
      if (i < stack.length - 1) bounds.push(bound);
    });
  }
  const lines = bounds.sort((a, b) => a - b).filter((b, i) => i === 0 || b - (bounds[i - 1] as number) > SAME_BOUND * size);
  const rowAt = (y: number): number => lines.filter(line => line < y + SAME_BOUND * size).length;
  const cells = found.map(({ heading, first, last }, i): OpenCell => {
    const reach = found[i] as Reach;
    const row = upper.get(reach) === top ? 0 : rowAt(upper.get(reach) as number);
    const end = lower.get(reach) === Infinity ? lines.length + 1 : rowAt(lower.get(reach) as number);
    return { row, column: first, rowSpan: Math.max(1, end - row), columnSpan: last - first + 1, chars: heading.chars };
  });
  const rows = lines.length + 1;
  return { cells: withBlankColumns(cells, rows, columns), rows };
}

/** Rows of a header whose texts stand at the bottoms of their cells: a row ends with each height at which a heading ends. */
function gridFromBottom(found: readonly Reach[], columns: number, size: number): { cells: OpenCell[]; rows: number } {
  const bottoms = found.map(({ heading }) => heading.bottom).sort((a, b) => a - b).filter((b, i, all) => i === 0 || b - (all[i - 1] as number) > SAME_BOUND * size);
  const lastRow = ({ heading }: Reach): number => bottoms.findLastIndex(b => b <= heading.bottom + AGREE * size);
  const cells = found.map((reach): OpenCell => {
    const above = found.filter(other => other !== reach && other.first <= reach.first && other.last >= reach.last && lastRow(other) < lastRow(reach));
    const row = Math.max(-1, ...above.map(lastRow)) + 1;
    return { row, column: reach.first, rowSpan: lastRow(reach) - row + 1, columnSpan: reach.last - reach.first + 1, chars: reach.heading.chars };
  });
  return { cells: withBlankColumns(cells, bottoms.length, columns), rows: bottoms.length };
}
