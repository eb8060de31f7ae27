/**
 * Parts of one table on columns in common: a part whose cells are merged throughout lacks the column lines that
 * another part has. And merged cells that a page break cut in two.
 */
import type { Cell, Grid } from '../../../schemas/block.js';

/** Column edges closer than this are the same edge on two pages. Points. */
const SAME_EDGE = 4;
/** Share of the inner edges of the part with fewer that both parts must have. */
const SHARED = 0.6;

/** Both parts over the union of their column edges; undefined where they are not the same table by their edges. */
export function onCommonColumns(above: Grid, below: Grid): { above: Grid; below: Grid } | undefined {
  if (above.method !== 'lattice' || below.method !== 'lattice') return undefined;
  const a = edgesOf(above);
  const b = edgesOf(below);
  if (!a || !b || !same(a[0], b[0]) || !same(a.at(-1), b.at(-1))) return undefined;
  const shared = b.filter(edge => a.some(other => same(edge, other))).length - 2;
  if (shared < SHARED * (Math.min(a.length, b.length) - 2)) return undefined;
  const union = [...a, ...b.filter(edge => !a.some(other => same(edge, other)))].sort((x, y) => x - y);
  return { above: regrid(above, a, union), below: regrid(below, b, union) };
}

const same = (a: number | undefined, b: number | undefined): boolean => Math.abs((a ?? Infinity) - (b ?? -Infinity)) <= SAME_EDGE;

/** Edges of the columns from left to right, one more than there are columns; undefined where boxes don't tell them. */
function edgesOf(grid: Grid): number[] | undefined {
  const sums = Array.from({ length: grid.columns + 1 }, () => ({ sum: 0, count: 0 }));
  const add = (at: number, x: number): void => {
    const slot = sums[at];
    if (slot) { slot.sum += x; slot.count++; }
  };
  const last = grid.pages?.[1];
  for (const { box, page, column, columnSpan } of grid.cells) {
    if (!box || page !== last) continue;
    add(column, box.x0);
    add(column + columnSpan, box.x1);
  }
  if (sums.some(s => s.count === 0)) return edgesOfAll(grid);
  return increasing(sums.map(s => s.sum / s.count));
}

/** The same from all pages: an edge that the last page lacks. */
function edgesOfAll(grid: Grid): number[] | undefined {
  const edges = boundsOf(grid, 'columns');
  return edges && increasing(edges);
}

/** Edges of the columns, or heights of the rows, as the first cells of each tell them, one more than there are; undefined where boxes don't tell one. Points. */
export function boundsOf(grid: Grid, of: 'columns' | 'rows'): number[] | undefined {
  const bounds: (number | undefined)[] = Array.from({ length: grid[of] + 1 });
  for (const { box, row, rowSpan, column, columnSpan } of grid.cells) {
    if (!box) continue;
    const [at, span, from, to] = of === 'columns' ? [column, columnSpan, box.x0, box.x1] : [row, rowSpan, box.y0, box.y1];
    bounds[at] ??= from;
    bounds[at + span] ??= to;
  }
  return bounds.every(bound => bound !== undefined) ? bounds : undefined;
}

const increasing = (edges: number[]): number[] | undefined => (edges.every((edge, i) => i === 0 || edge > (edges[i - 1] ?? 0)) ? edges : undefined);

function regrid(grid: Grid, edges: readonly number[], union: readonly number[]): Grid {
  if (edges.length === union.length) return grid;
  const place = edges.map(edge => union.findIndex(other => same(edge, other)));
  return {
    ...grid, columns: union.length - 1,
    cells: grid.cells.map(cell => {
      const column = place[cell.column] ?? cell.column;
      return { ...cell, column, columnSpan: (place[cell.column + cell.columnSpan] ?? column + cell.columnSpan) - column };
    }),
  };
}

/**
 * Joins merged cells over the joint at row `joint`: a cell that reaches the joint, and the empty rest of it that begins
 * there. One of the two spans several rows: a single empty cell below a single cell is a blank, not a rest.
 */
export function joinCutCells(cells: readonly Cell[], joint: number): Cell[] {
  const ends = new Map(cells.filter(c => c.row + c.rowSpan === joint).map(c => [`${c.column},${c.columnSpan}`, c]));
  const rests = new Map<Cell, Cell>();
  for (const rest of cells) {
    if (rest.row !== joint || rest.text !== '') continue;
    const head = ends.get(`${rest.column},${rest.columnSpan}`);
    const beside = cells.some(c => c.row === joint && c.text !== '' && c.rowSpan < rest.rowSpan + (head?.rowSpan ?? 0));
    if (head && head.text !== '' && head.rowSpan + rest.rowSpan > 2 && beside) rests.set(head, rest);
  }
  const dropped = new Set(rests.values());
  return cells.filter(c => !dropped.has(c)).map(c => {
    const rest = rests.get(c);
    return rest ? { ...c, rowSpan: c.rowSpan + rest.rowSpan } : c;
  });
}
