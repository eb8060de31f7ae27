/**
 * Lattice: a group of crossing rulings → cells with spans. Slots between neighbouring grid lines are merged where
 * their shared side is not ruled, provided that the union is a rectangle; open outer sides count as ruled.
 */
import type { Box } from '../../../schemas/block.js';
import type { Ruling, RulingGroup } from './rulings.js';
import type { LayoutSettings } from '../settings.js';

/** A cell of a lattice: slots and box, before text. */
export interface Slot extends Box {
  readonly row: number;
  readonly column: number;
  readonly rowSpan: number;
  readonly columnSpan: number;
}

/** A side between columns that is drawn in one row and missing in another. */
export interface HalfDrawn {
  readonly side: Ruling;
  /** Index into `cells` of the rectangles that its slots were cut into. */
  readonly cells: readonly number[];
}

export interface Lattice extends Box {
  /** Grid lines, from left to right and top to bottom. */
  readonly xs: readonly number[];
  readonly ys: readonly number[];
  readonly cells: readonly Slot[];
  /** Index into `cells` of each slot: row × columns + column. */
  readonly owner: readonly number[];
  /** Sides without which slots make no rectangle. */
  readonly halfDrawn: readonly HalfDrawn[];
}

/** Grid lines, and which sides of the slots between them are ruled. */
interface RuledSlots extends Pick<Lattice, 'xs' | 'ys'> {
  readonly columns: number;
  readonly rows: number;
  /** Whether the side above a slot is ruled, by grid line × columns + column. */
  readonly above: readonly boolean[];
  /** Whether the side before a slot is ruled, by grid line × rows + row. */
  readonly before: readonly boolean[];
}

/** Builds the lattice of one group; undefined where it has no area. */
export function latticeOf(group: RulingGroup, settings: LayoutSettings): Lattice | undefined {
  const box = boundsOf(group);
  const xs = gridLines([...group.vertical.map(r => ({ at: r.at, weight: r.to - r.from })), { at: box.x0, weight: 0 }, { at: box.x1, weight: 0 }], settings);
  const ys = gridLines([...group.horizontal.map(r => ({ at: r.at, weight: r.to - r.from })), { at: box.y0, weight: 0 }, { at: box.y1, weight: 0 }], settings);
  const [columns, rows] = [xs.length - 1, ys.length - 1];
  if (columns < 1 || rows < 1) return undefined;
  const slots = { xs, ys, columns, rows, above: coverage(group.horizontal, ys, xs, settings), before: coverage(group.vertical, xs, ys, settings) };
  return { ...box, xs, ys, ...inReadingOrder(cellsOf(slots)) };
}

function boundsOf({ horizontal, vertical }: RulingGroup): Box {
  return {
    x0: Math.min(...horizontal.map(r => r.from), ...vertical.map(r => r.at)), x1: Math.max(...horizontal.map(r => r.to), ...vertical.map(r => r.at)),
    y0: Math.min(...vertical.map(r => r.from), ...horizontal.map(r => r.at)), y1: Math.max(...vertical.map(r => r.to), ...horizontal.map(r => r.at)),
  };
}

/** Slots that no side parts, as lists of row × columns + column. */
function regionsOf({ columns, rows, above, before }: RuledSlots): Iterable<readonly number[]> {
  const parent = Array.from({ length: rows * columns }, (_, i) => i);
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) {
      if (c > 0 && !before[c * rows + r]) parent[rootOf(parent, r * columns + c)] = rootOf(parent, r * columns + c - 1);
      if (r > 0 && !above[r * columns + c]) parent[rootOf(parent, r * columns + c)] = rootOf(parent, (r - 1) * columns + c);
    }
  }
  const regions = new Map<number, number[]>();
  for (let i = 0; i < rows * columns; i++) {
    const root = rootOf(parent, i);
    const list = regions.get(root);
    if (list) list.push(i);
    else regions.set(root, [i]);
  }
  return regions.values();
}

/** The root of an element in a forest of disjoint sets; what was passed on the way hangs on it afterwards. */
function rootOf(parent: number[], i: number): number {
  let root = i;
  while (parent[root] !== root) root = parent[root] as number;
  for (let at = i; parent[at] !== root;) {
    const next = parent[at] as number;
    parent[at] = root;
    at = next;
  }
  return root;
}

type Cells = Pick<Lattice, 'cells' | 'owner' | 'halfDrawn'>;

/** The cells of all regions: one where it is a rectangle, else the rectangles that it is cut into. */
function cellsOf(slots: RuledSlots): Cells {
  const { xs, ys, columns, rows, above, before } = slots;
  const cells: Slot[] = [];
  const halfDrawn: HalfDrawn[] = [];
  const owner = Array.from({ length: rows * columns }, () => -1);
  const add = (row: number, column: number, rowSpan: number, columnSpan: number): void => {
    for (let r = row; r < row + rowSpan; r++) for (let c = column; c < column + columnSpan; c++) owner[r * columns + c] = cells.length;
    cells.push({
      row, column, rowSpan, columnSpan,
      x0: xs[column] as number, y0: ys[row] as number, x1: xs[column + columnSpan] as number, y1: ys[row + rowSpan] as number,
    });
  };
  const isRuled = (slot: number, line: 'above' | 'before'): boolean => (line === 'above' ? above[slot] : before[(slot % columns) * rows + Math.floor(slot / columns)]) === true;
  for (const region of regionsOf(slots)) {
    const rs = region.map(i => Math.floor(i / columns));
    const cs = region.map(i => i % columns);
    const [r0, r1, c0, c1] = [least(rs), most(rs), least(cs), most(cs)];
    if (region.length === (r1 - r0 + 1) * (c1 - c0 + 1)) {
      add(r0, c0, r1 - r0 + 1, c1 - c0 + 1);
      continue;
    }
    const runs = runsOf(region, columns, isRuled);
    const first = cells.length;
    for (const [r, c, h, w] of rectangles(runs, columns, isRuled)) add(r, c, h, w);
    const parts = Array.from({ length: cells.length - first }, (_, i) => first + i);
    const ends = [...new Set(runs.flatMap(run => [run.from, run.to + 1]))];
    for (const { row, from, to } of runs) {
      for (const line of ends.filter(end => end > from && end <= to)) halfDrawn.push({ side: { at: xs[line] as number, from: ys[row] as number, to: ys[row + 1] as number }, cells: parts });
    }
  }
  return { cells, owner, halfDrawn };
}

/** Cells row by row, from left to right. */
function inReadingOrder({ cells, owner, halfDrawn }: Cells): Cells {
  const order = cells.map((_, i) => i).sort((a, b) => (cells[a] as Slot).row - (cells[b] as Slot).row || (cells[a] as Slot).column - (cells[b] as Slot).column);
  const rank = new Map(order.map((old, i) => [old, i]));
  return {
    cells: order.map(i => cells[i] as Slot),
    owner: owner.map(i => rank.get(i) as number),
    halfDrawn: halfDrawn.map(h => ({ ...h, cells: h.cells.map(old => rank.get(old) as number) })),
  };
}

const least = (list: readonly number[]): number => list.reduce((a, b) => Math.min(a, b), Infinity);
const most = (list: readonly number[]): number => list.reduce((a, b) => Math.max(a, b), -Infinity);

/** Positions of rulings bundled into grid lines; the longest rulings of a bundle decide its place. */
function gridLines(positions: { at: number; weight: number }[], settings: LayoutSettings): number[] {
  const sorted = positions.sort((a, b) => a.at - b.at);
  const out: number[] = [];
  let start = 0;
  while (start < sorted.length) {
    const first = sorted[start] as { at: number };
    let end = start;
    let sum = 0;
    let weight = 0;
    while (end < sorted.length && (sorted[end] as { at: number }).at - first.at <= settings.sameGridLine) {
      const p = sorted[end] as { at: number; weight: number };
      sum += p.at * (p.weight + 0.001);
      weight += p.weight + 0.001;
      end++;
    }
    out.push(sum / weight);
    start = end;
  }
  return out;
}

/** For every grid line and every interval of the other axis: is it ruled there? */
function coverage(rulings: readonly Ruling[], lines: readonly number[], across: readonly number[], settings: LayoutSettings): boolean[] {
  const intervals = across.length - 1;
  const covered = new Float64Array(lines.length * intervals);
  for (const r of rulings) {
    const line = nearest(lines, r.at);
    for (let i = Math.max(0, position(across, r.from) - 1); i < intervals; i++) {
      const a = across[i] as number;
      const b = across[i + 1] as number;
      if (a > r.to) break;
      covered[line * intervals + i] = (covered[line * intervals + i] ?? 0) + Math.max(0, Math.min(b, r.to) - Math.max(a, r.from));
    }
  }
  return Array.from(covered, (length, i) => {
    const interval = i % intervals;
    const line = Math.floor(i / intervals);
    if (line === 0 || line === lines.length - 1) return true;
    const whole = (across[interval + 1] as number) - (across[interval] as number);
    return length >= settings.sideCovered * whole;
  });
}

/** Index of the first element greater than `value`. */
function position(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const mid = (low + high) >> 1;
    if ((sorted[mid] as number) <= value) low = mid + 1;
    else high = mid;
  }
  return low;
}

function nearest(sorted: readonly number[], value: number): number {
  const i = position(sorted, value);
  if (i === 0) return 0;
  if (i === sorted.length) return sorted.length - 1;
  return value - (sorted[i - 1] as number) <= (sorted[i] as number) - value ? i - 1 : i;
}

/** The interval of grid lines that holds `value`, clamped to the ends. */
export function intervalOf(lines: readonly number[], value: number): number {
  return Math.min(Math.max(position(lines, value) - 1, 0), lines.length - 2);
}

/** Slots of one row without a side between them. */
interface Run {
  readonly row: number;
  readonly from: number;
  to: number;
}

/** A region that is no rectangle as runs within its rows. */
function runsOf(slots: readonly number[], columns: number, ruled: (slot: number, line: 'above' | 'before') => boolean): Run[] {
  const inside = new Set(slots);
  const runs: Run[] = [];
  for (const slot of [...slots].sort((a, b) => a - b)) {
    const last = runs.at(-1);
    const row = Math.floor(slot / columns);
    const column = slot % columns;
    if (last && last.row === row && last.to === column - 1 && inside.has(slot - 1) && !ruled(slot, 'before')) last.to = column;
    else runs.push({ row, from: column, to: column });
  }
  return runs;
}

/** Equal runs below each other as rectangles: row, column, height, width. */
function rectangles(runs: readonly Run[], columns: number, ruled: (slot: number, line: 'above' | 'before') => boolean): [number, number, number, number][] {
  const out: [number, number, number, number][] = [];
  const open = new Map<string, number>();
  for (const run of runs) {
    const key = `${run.from},${run.to}`;
    const above = open.get(key);
    const box = above === undefined ? undefined : out[above];
    const joined = box && box[0] + box[2] === run.row
      && Array.from({ length: run.to - run.from + 1 }, (_, k) => run.row * columns + run.from + k).every(s => !ruled(s, 'above'));
    if (joined && box) box[2]++;
    else {
      open.set(key, out.length);
      out.push([run.row, run.from, 1, run.to - run.from + 1]);
    }
  }
  return out;
}
