/**
 * Which rows the labels at the side of a form take. A label stands in the middle of its merged cell, which may go on over a
 * page end: then its text stands at the top of the cell, or in the middle of the part on its page. Where labels stand in
 * two columns, those of the left one take whole cells of the right one.
 */

/** Where a row stands on the page on which it begins, or the text of a label; points. */
export interface Place { readonly page: number; readonly y0: number; readonly y1: number }

/** First row of each label of both columns, and how far (share of a row, sum over all labels) they are off their places. */
export interface Shares { readonly cost: number; readonly outer: readonly number[]; readonly inner: readonly number[] }

/** How far (share of a row) a label may be off its place. */
const FAR = 0.35;
/** What it costs (share of a row) that a cell goes on over a page end, or that a page end cuts it within its last row. */
const GOES_ON = 0.1;

interface Chain { readonly cost: number; readonly outer: Link | undefined; readonly inner: Link }
interface Link { readonly start: number; readonly next: Link | undefined }

/**
 * The cheapest shares of all rows; undefined where labels are at the places of none. `outer` may be empty.
 * @param lead from the top of a row to the text that fills it, on each page
 */
export function sharesOf(rows: readonly Place[], outer: readonly Place[], inner: readonly Place[], lead: (page: number) => number): Shares | undefined {
  const heights = rows.map(({ y0, y1 }) => y1 - y0).sort((a, b) => a - b);
  const row = heights[Math.floor(heights.length / 2)] ?? 0;
  if (row <= 0 || inner.length < Math.max(1, outer.length) || inner.length > rows.length) return undefined;
  /** How far (share of a row) a label is off the place that it would have over these rows. */
  const misfit = (label: Place | undefined, start: number, end: number): number => {
    if (label === undefined) return 0;
    const { page, y0 } = rows[start] as Place;
    if (page !== label.page) return Infinity;
    let last = end - 1;
    while (rows[last]?.page !== page) last--;
    const bottom = (rows[last] as Place).y1;
    const goesOn = last < end - 1;
    const off = Math.abs((label.y0 + label.y1) / 2 - (y0 + bottom) / 2) / row + (goesOn ? GOES_ON : 0);
    const cut = rows[last + 1]?.page === page ? Infinity : Math.abs(label.y0 - y0 - lead(page)) / row + GOES_ON;
    const cost = Math.min(off, cut);
    return cost > FAR ? Infinity : cost;
  };
  const known = new Map<string, Chain | undefined>();
  /** The best way to share out the rows from `start` on among the inner labels from `j` on, where outer label `i` has begun at `begun`. */
  const best = (i: number, j: number, start: number, begun: number): Chain | undefined => {
    const key = `${i} ${j} ${start} ${begun}`;
    if (known.has(key)) return known.get(key);
    let found: Chain | undefined;
    const offer = (cost: number, rest: Chain | undefined, next: boolean): void => {
      const all = cost + (rest?.cost ?? 0);
      if (all === Infinity || found && all >= found.cost) return;
      const own = { start: begun, next: next ? rest?.outer : rest?.outer?.next };
      found = { cost: all, outer: own, inner: { start, next: rest?.inner } };
    };
    const isLast = j === inner.length - 1;
    const ends = isLast ? [rows.length] : Array.from({ length: rows.length - start - 1 }, (_, k) => start + 1 + k);
    for (const end of ends) {
      const own = misfit(inner[j], start, end);
      if (own === Infinity) continue;
      const closed = own + misfit(outer[i], begun, end);
      if (isLast) { if (i >= outer.length - 1) offer(closed, undefined, true); continue; }
      const on = best(i, j + 1, end, begun);
      if (on) offer(own, on, false);
      const other = closed === Infinity || i >= outer.length - 1 ? undefined : best(i + 1, j + 1, end, end);
      if (other) offer(closed, other, true);
    }
    known.set(key, found);
    return found;
  };
  const chain = best(0, 0, 0, 0);
  return chain && { cost: chain.cost, outer: outer.length > 0 ? startsOf(chain.outer) : [], inner: startsOf(chain.inner) };
}

function startsOf(link: Link | undefined): number[] {
  const out: number[] = [];
  for (let at = link; at; at = at.next) out.push(at.start);
  return out;
}
