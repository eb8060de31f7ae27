/**
 * Bounds of columns that nobody drew, from how text stands in cells: words and codes of a body at the left of their
 * cells, figures at the right, headings in the middle, and each cell ends where the next begins. So the middle of a
 * heading and the edge at which its column's body stands give the other edge of the cell, and with it the place where
 * the next cell must begin. Headings and bodies are matched in order so that the cells fit each other best; a heading that
 * fits over no column, and has others lower than itself, stands over several.
 */

/** Extent of a text, or of all texts of a column, in points. */
export interface Extent { readonly x0: number; readonly x1: number }

/** What the body of a column tells: its extent, and the edges at which its texts may stand. */
export interface Body extends Extent { readonly stands: readonly ('left' | 'right' | 'centre')[] }

/** A heading: its lines as one extent, and whether it may stand over several columns because others are lower. */
export interface Head extends Extent { readonly upper: boolean }

/** Text of a body may stick out of its cell by this (points). */
const STICKS_OUT = 1;
/** How far (points) the white between cells may be off that of the others. */
const OFF = 2;
/** White (points) between the texts of two cells that touch: twice the margin of a cell. */
const GAPS = [1, 4, 7, 11, 15] as const;
/** A heading and a body that both begin, or end, at one edge (points). */
const SAME_EDGE = 1;
/** Misfits (points) closer than this are the same. */
const AS_GOOD = 0.01;
/** Greatest mean misfit (points) of a cell. */
const FITS = 1;
/** Cost (points) of a column without heading, of a heading over several columns, and of an empty column. */
const HEADLESS = 4, OVER = 0.5, EMPTY = 0.3;
/** Matchings kept for each number of bodies and headings. */
const KEPT = 12;

/** A column with what is known of its cells' text bounds. */
interface Column extends Extent { readonly left?: number; readonly right?: number; readonly centre?: number }

interface Matching { readonly cost: number; readonly columns: readonly Column[] }

/**
 * Inner bounds of columns from left to right, one less than there are columns, the extent of the texts in the outer ones
 * if they filled their cells, the white at a bound between texts that do, and how badly the columns fit. Points.
 */
export interface ColumnBounds { readonly inner: readonly number[]; readonly outer: Extent; readonly gap: number; readonly misfit: number }

/**
 * The bounds of the columns; undefined where no matching of headings and bodies fits. `edges` are the outer edges of the
 * table where its rules tell them.
 */
export function columnBounds(bodies: readonly Body[], heads: readonly Head[], edges?: Extent): ColumnBounds | undefined {
  let best: { gap: number; found: Matching } | undefined;
  for (const gap of GAPS) {
    const found = matched(bodies, heads, gap, edges);
    // Wider margins say more than narrow ones, which fit wherever the others do.
    if (found && (!best || found.cost <= best.found.cost + AS_GOOD)) best = { gap, found };
  }
  if (!best || best.found.columns.length < 2 || best.found.cost > FITS * best.found.columns.length) return undefined;
  const { gap, found: { columns, cost } } = best;
  const [first, last] = [columns[0] as Column, columns.at(-1) as Column];
  const outer = { x0: Math.min(first.left ?? first.x0, first.x0), x1: Math.max(last.right ?? last.x1, last.x1) };
  return { misfit: cost, outer, inner: columns.slice(1).map((right, i) => between(columns[i] as Column, right, gap)), gap };
}

function between(a: Column, b: Column, gap: number): number {
  const bounds = [...a.right === undefined ? [] : [a.right + gap / 2], ...b.left === undefined ? [] : [b.left - gap / 2]];
  const at = bounds.length > 0 ? bounds.reduce((sum, x) => sum + x, 0) / bounds.length : (a.x1 + b.x0) / 2;
  return Math.min(Math.max(at, a.x1), Math.max(b.x0, a.x1));
}

/** The cheapest matching of all bodies and headings, by the number of those matched so far. */
function matched(bodies: readonly Body[], heads: readonly Head[], gap: number, edges: Extent | undefined): Matching | undefined {
  const kept = new Map<string, Matching[]>();
  const put = (i: number, j: number, found: Matching | undefined): void => {
    if (!found) return;
    const key = `${i},${j}`;
    const list = kept.get(key) ?? [];
    list.push(found);
    list.sort((a, b) => a.cost - b.cost);
    kept.set(key, list.slice(0, KEPT));
  };
  const begin: Column[] = edges ? [{ x0: edges.x0 - gap, x1: edges.x0 - gap / 2, right: edges.x0 - gap / 2 }] : [];
  put(0, 0, { cost: 0, columns: begin });
  for (let i = 0; i <= bodies.length; i++) {
    for (let j = 0; j <= heads.length; j++) {
      const [body, head] = [bodies[i], heads[j]];
      for (const found of kept.get(`${i},${j}`) ?? []) {
        if (body && head) for (const column of overBody(body, head)) put(i + 1, j + 1, joined(found, column, gap, 0));
        if (body) for (const column of headless(body)) put(i + 1, j, joined(found, column, gap, HEADLESS));
        if (head) put(i, j + 1, joined(found, { x0: head.x0, x1: head.x1, centre: (head.x0 + head.x1) / 2 }, gap, EMPTY));
        if (head?.upper) put(i, j + 1, { ...found, cost: found.cost + OVER });
      }
    }
  }
  const last = (kept.get(`${bodies.length},${heads.length}`) ?? []).map(found => (edges ? joined(found, { x0: edges.x1 + gap / 2, x1: edges.x1 + gap, left: edges.x1 + gap / 2 }, gap, 0) : found))
    .filter(found => found !== undefined).reduce<Matching | undefined>((a, b) => (a && a.cost <= b.cost ? a : b), undefined);
  return last && edges ? { ...last, columns: last.columns.slice(1, -1) } : last;
}

/** The column of a body with a heading, for each way in which both may stand in its cells. */
function overBody(body: Body, head: Head): Column[] {
  const extent = { x0: Math.min(body.x0, head.x0), x1: Math.max(body.x1, head.x1) };
  const centre = (head.x0 + head.x1) / 2;
  const ways = body.stands.map((stands): Column => {
    if (stands === 'left') return { ...extent, left: body.x0, right: 2 * centre - body.x0 };
    if (stands === 'right') return { ...extent, left: 2 * centre - body.x1, right: body.x1 };
    return { ...extent, centre };
  }).filter(way => way.centre === undefined || Math.abs(way.centre - (body.x0 + body.x1) / 2) <= STICKS_OUT);
  if (body.stands.includes('left') && Math.abs(head.x0 - body.x0) <= SAME_EDGE) ways.push({ ...extent, left: body.x0 });
  if (body.stands.includes('right') && Math.abs(head.x1 - body.x1) <= SAME_EDGE) ways.push({ ...extent, right: body.x1 });
  return ways;
}

const headless = ({ x0, x1, stands }: Body): Column[] => stands.map(at => ({ x0, x1, ...(at === 'left' ? { left: x0 } : at === 'right' ? { right: x1 } : { centre: (x0 + x1) / 2 }) }));

/** The matching with one more column at the right; undefined where its text would stand left of the last. */
function joined({ cost, columns }: Matching, column: Column, gap: number, extra: number): Matching | undefined {
  const before = columns.at(-1);
  if (before && column.x0 < before.x1 - STICKS_OUT) return undefined;
  const known = settled(column, before?.right === undefined ? undefined : before.right + gap);
  let sum = cost + extra + sticksOut(known);
  if (before?.right !== undefined && column.left !== undefined) sum += Math.max(0, Math.abs(column.left - before.right - gap) - OFF);
  const all = [...columns, known];
  // What was not known of the columns before follows from where this one begins.
  for (let k = all.length - 2, right = known.left === undefined ? undefined : known.left - gap; k >= 0 && right !== undefined; k--) {
    const open = all[k] as Column;
    if (open.right !== undefined) {
      if (k < all.length - 2) sum += Math.max(0, Math.abs(open.right - right) - OFF);
      break;
    }
    const closed: Column = { ...open, right, ...(open.left === undefined && open.centre !== undefined ? { left: 2 * open.centre - right } : {}) };
    sum += sticksOut(closed);
    all[k] = closed;
    right = open.left === undefined && closed.left !== undefined ? closed.left - gap : undefined;
  }
  return { cost: sum, columns: all };
}

/** A column whose left bound follows from the one before. */
function settled(column: Column, left: number | undefined): Column {
  if (column.left !== undefined || left === undefined) return column;
  return { ...column, left, ...(column.centre !== undefined ? { right: 2 * column.centre - left } : {}) };
}

const sticksOut = ({ x0, x1, left, right }: Column): number => Math.max(0, (left ?? x0) - x0 - STICKS_OUT) + Math.max(0, x1 - (right ?? x1) - STICKS_OUT);
