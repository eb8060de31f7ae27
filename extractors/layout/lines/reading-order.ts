/** Reading order by recursive cuts: bands from top to bottom, and within a band columns from left to right. */
import type { Box } from '../../../schemas/block.js';

interface Placed<T> { readonly box: Box; readonly block: T }

/** What blocks are, where that bears on their order. */
interface Tells<T> {
  readonly isTable: (block: T) => boolean;
  readonly isTitle: (block: T) => boolean;
}

const NOTHING: Tells<unknown> = { isTable: () => false, isTitle: () => false };

/** Orders placed things; boxes may overlap a little. Tables side by side with a title each come with what stands over them. */
export function inReadingOrder<T>(placed: readonly Placed<T>[], tells: Tells<T> = NOTHING): T[] {
  return order([...placed], 0, tells).map(p => p.block);
}

/** Overlaps up to this many points do not tie two boxes together. */
const SLACK = 3;

function order<T>(items: Placed<T>[], depth: number, tells: Tells<T>): Placed<T>[] {
  if (items.length < 2) return items;
  const bands = cut(items, p => p.box.y0, p => p.box.y1);
  if (bands.length > 1) return sideBySide(bands, tells).flatMap(b => order(b, depth + 1, tells));
  const columns = depth < 50 ? columnsOf(items) : [items];
  if (columns.length > 1) return columns.flatMap(c => order(c, depth + 1, tells));
  return items.sort((a, b) => a.box.y0 - b.box.y0 || a.box.x0 - b.box.x0);
}

const columnsOf = <T>(items: readonly Placed<T>[]): Placed<T>[][] => cut(items, p => p.box.x0, p => p.box.x1);

/** Bands from top to bottom; those over a band of tables side by side go with these, where each table has its own lines there and a title among them. */
function sideBySide<T>(bands: readonly Placed<T>[][], tells: Tells<T>): Placed<T>[][] {
  const out: Placed<T>[][] = [];
  let open: Placed<T>[][] = [];
  for (const band of bands) {
    const tables = columnsOf(band);
    const beside = tables.length > 1 && tables.every(column => column.some(p => tells.isTable(p.block)));
    if (!beside) { open.push(band); continue; }
    const ranges = tables.map(column => ({ x0: Math.min(...column.map(p => p.box.x0)), x1: Math.max(...column.map(p => p.box.x1)) }));
    const places = (items: readonly Placed<T>[]): number[] => items.map(p => placeIn(p.box, ranges));
    const from = open.findLastIndex(items => { const at = places(items); return at.includes(-1) || ranges.some((_, k) => !at.includes(k)); }) + 1;
    const over = open.slice(from).flat();
    const columns = tables.map((column, k) => [...over.filter(p => placeIn(p.box, ranges) === k), ...column]);
    if (columns.every(column => column.some(p => tells.isTitle(p.block)))) out.push(...open.slice(0, from), ...columns);
    else out.push(...open, band);
    open = [];
  }
  return [...out, ...open];
}

/** The one range that a box lies over; -1 where it is none or more. */
function placeIn(box: Box, ranges: readonly { readonly x0: number; readonly x1: number }[]): number {
  const over = ranges.flatMap((range, k) => (box.x0 < range.x1 - SLACK && box.x1 > range.x0 + SLACK ? [k] : []));
  return over.length === 1 ? over[0] as number : -1;
}

/** Groups of items whose intervals overlap, in order. */
function cut<P>(items: readonly P[], from: (p: P) => number, to: (p: P) => number): P[][] {
  const sorted = [...items].sort((a, b) => from(a) - from(b));
  const out: P[][] = [];
  let end = -Infinity;
  for (const p of sorted) {
    if (out.length && from(p) < end - SLACK) (out.at(-1) as P[]).push(p);
    else out.push([p]);
    end = Math.max(end, to(p));
  }
  return out;
}
