/** Reading order by recursive cuts: bands from top to bottom, and within a band columns from left to right. */
import type { Box } from '../../schemas/block.js';

/** Orders placed things; boxes may overlap a little. */
export function inReadingOrder<T>(placed: readonly { readonly box: Box; readonly block: T }[]): T[] {
  return order([...placed], 0).map(p => p.block);
}

/** Overlaps up to this many points do not tie two boxes together. */
const SLACK = 3;

function order<P extends { readonly box: Box }>(items: P[], depth: number): P[] {
  if (items.length < 2) return items;
  const bands = cut(items, p => p.box.y0, p => p.box.y1);
  if (bands.length > 1) return bands.flatMap(b => order(b, depth + 1));
  const columns = depth < 50 ? cut(items, p => p.box.x0, p => p.box.x1) : [items];
  if (columns.length > 1) return columns.flatMap(c => order(c, depth + 1));
  return items.sort((a, b) => a.box.y0 - b.box.y0 || a.box.x0 - b.box.x0);
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
