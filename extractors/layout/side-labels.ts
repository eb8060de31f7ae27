/**
 * Labels at the side of performance forms (绩效目标表) that nothing is drawn around: 绩效指标 beside all indicators,
 * 产出指标 and 数量指标 beside several. A label stands in the middle of its merged cell, so blank slots above and below it
 * are shared out so that each label is in the middle of its own. A page end cuts merged cells: blank slots at the top of a
 * page may go on the label with which the page before ends.
 */
import type { Cell, Grid } from '../../schemas/block.js';
import { headLabel } from '../tables/forms/labels.js';
import { rowsOf } from './header-rows.js';

/** How far (share of a row) a label may be off the middle of its cell, on an average of the labels of a page. */
const OFF_MIDDLE = 0.3;
/** What it costs (share of a row) that blank slots at the top of a page go on the label before. */
const GOES_ON = 0.25;
/** Levels whose headings (一级指标, 二级指标) stand over labels. */
const LEVEL_HEADING = /^[一二]级指标$/u;

/** Characters of a label at most; names of indicators and goals may be as short, but not one like the other. */
const LONGEST = 12;

/** Cells of one column between two rows, each blank slot by itself. */
type Column = readonly Cell[];

/** Where a cell begins and ends on its page, in points. */
interface Extent { readonly y0: number; readonly y1: number }

/** The slot with which the share of each label begins, the end of the last behind them, and what they cost. */
interface Cuts { readonly cost: number; readonly cuts: readonly number[] }

/** A form with its side labels over the rows that they label; other grids as they are. */
export function sideLabels(grid: Grid): Grid {
  const rows = rowsOf(grid);
  const header = rows.findIndex((row) => row.filter((cell) => LEVEL_HEADING.test(plain(cell))).length > 1);
  if (header < 0) return grid;
  const taken = new Map<Cell, readonly Cell[]>(besideFirstColumn(grid, header));
  const levels = (rows[header] ?? []).filter((cell) => LEVEL_HEADING.test(plain(cell))).map((cell) => cell.column);
  const last = endOfIndicators(rows, header);
  for (const column of levels.length === 2 ? levels : []) for (const [label, own] of sharedOut(grid, column, header + 1, last)) taken.set(label, own);
  return reaching(grid, taken);
}

const plain = ({ text }: Cell): string => text.replaceAll(/\s/gu, '');
const isBlank = (cell: Cell): boolean => plain(cell) === '' && cell.rowSpan === 1 && cell.columnSpan === 1;
const end = ({ row, rowSpan }: Cell): number => row + rowSpan;

/** The row behind the indicators: another form's head, or the end. */
function endOfIndicators(rows: readonly (readonly Cell[])[], header: number): number {
  const next = rows.findIndex((row, r) => r > header && headLabel(row[0]?.text ?? '') !== undefined);
  return next < 0 ? rows.length : next;
}

const columnOf = (grid: Grid, column: number, from: number, to: number): Column => grid.cells.filter((cell) => cell.column === column && cell.columnSpan === 1 && cell.row >= from && cell.row < to).sort((a, b) => a.row - b.row);

/** Labels of the first column, each with the blank slots below it, and 绩效指标 with those up to the headings of its columns. */
function besideFirstColumn(grid: Grid, header: number): [Cell, Cell[]][] {
  const all = columnOf(grid, 0, 0, grid.rows);
  return all.flatMap((label, i): [Cell, Cell[]][] => {
    if (plain(label) === '' || headLabel(label.text) !== undefined) return [];
    const below = blanksFrom(all.slice(i + 1), end(label));
    const above = label.row > header && all.filter((cell) => cell.row >= header && cell.row < label.row).every(isBlank) ? all.filter((cell) => cell.row >= header && cell.row < label.row) : [];
    return [[label, [...above, ...below]]];
  });
}

/** The blank slots with which a column begins, without a gap from a row on. */
function blanksFrom(cells: Column, from: number): Cell[] {
  const stop = cells.findIndex((cell, i) => !isBlank(cell) || cell.row !== from + i);
  return cells.slice(0, stop < 0 ? cells.length : stop);
}

/** Labels of a level, each with its share of the blank slots around it. */
function sharedOut(grid: Grid, column: number, from: number, to: number): [Cell, Cell[]][] {
  const all = columnOf(grid, column, from, to);
  const bounds = [from, ...(grid.joints ?? []).filter((joint) => joint > from && joint < to), to];
  const taken = new Map<Cell, Cell[]>();
  let before: Cell | undefined;
  for (const [i, top] of bounds.slice(0, -1).entries()) {
    const own = all.filter((cell) => cell.row >= top && cell.row < (bounds[i + 1] as number));
    const shares = sharesOf(grid, own, before);
    for (const [label, blanks] of shares ?? []) taken.set(label, [...taken.get(label) ?? [], ...blanks]);
    before = own.findLast((cell) => plain(cell) !== '') ?? before;
  }
  return [...taken];
}

/** One page of a level's column: blank slots by the labels whose middles they make, or by the label `before` that goes on. Undefined where labels are in the middle of nothing. */
function sharesOf(grid: Grid, cells: Column, before: Cell | undefined): [Cell, Cell[]][] | undefined {
  const labels = cells.filter((cell) => plain(cell) !== '');
  if (!cells.some(isBlank) || !cells.every((cell) => isBlank(cell) || plain(cell).length <= LONGEST)) return undefined;
  if (labels.length === 0) return before === undefined ? undefined : [[before, [...cells]]];
  const extents = new Map(cells.map((cell) => [cell, extentOf(grid, cell)]));
  const pitch = Math.max(...[...extents.values()].map(({ y0, y1 }) => y1 - y0));
  const costs = new Map<string, Cuts>();
  /** The best cuts of the slots from one on, for the labels from one on. */
  const bestFrom = (i: number, start: number): Cuts => {
    const label = labels[i];
    if (label === undefined) return { cost: 0, cuts: [start] };
    const key = `${i} ${start}`;
    let best = costs.get(key);
    if (best) return best;
    const [first, stop] = [cells.indexOf(label), cells.indexOf(labels[i + 1] ?? label)];
    const ends = labels[i + 1] === undefined ? [cells.length] : Array.from({ length: stop - first }, (_, k) => first + 1 + k);
    for (const end of ends) {
      const rest = bestFrom(i + 1, end);
      const cost = offMiddle(label, cells.slice(start, end), extents) / pitch + rest.cost;
      if (!best || cost < best.cost) best = { cost, cuts: [start, ...rest.cuts] };
    }
    costs.set(key, best as Cuts);
    return best as Cuts;
  };
  let best: Cuts | undefined;
  for (let begun = cells.indexOf(labels[0] as Cell); begun >= 0; begun--) {
    if (begun > 0 && before === undefined) continue;
    const { cost, cuts } = bestFrom(0, begun);
    const all = cost + (begun === 0 ? 0 : GOES_ON);
    if (!best || all < best.cost) best = { cost: all, cuts };
  }
  if (!best || best.cost > OFF_MIDDLE * labels.length + GOES_ON) return undefined;
  const { cuts } = best;
  const shares = labels.map((label, i): [Cell, Cell[]] => [label, cells.slice(cuts[i], cuts[i + 1]).filter(isBlank)]);
  return before === undefined ? shares : [[before, cells.slice(0, cuts[0]).filter(isBlank)], ...shares];
}

/** Extent of a cell's rows on its page, in points. */
function extentOf(grid: Grid, { row, rowSpan, page }: Cell): Extent {
  const boxes = grid.cells.flatMap((cell) => (cell.rowSpan === 1 && cell.row >= row && cell.row < row + rowSpan && cell.page === page && cell.box ? [cell.box] : []));
  return { y0: Math.min(...boxes.map((box) => box.y0)), y1: Math.max(...boxes.map((box) => box.y1)) };
}

/** How far (points) a label is off the middle of cells. */
function offMiddle(label: Cell, cells: Column, extents: ReadonlyMap<Cell, Extent>): number {
  const own = extents.get(label) as Extent;
  const all = cells.map((cell) => extents.get(cell) as Extent);
  return Math.abs((own.y0 + own.y1) / 2 - (Math.min(...all.map((e) => e.y0)) + Math.max(...all.map((e) => e.y1))) / 2);
}

/** The grid with labels over the slots that they take. */
function reaching(grid: Grid, taken: ReadonlyMap<Cell, readonly Cell[]>): Grid {
  const gone = new Set([...taken.values()].flat());
  if (gone.size === 0) return grid;
  return { ...grid, cells: grid.cells.filter((cell) => !gone.has(cell)).map((cell) => over(cell, taken.get(cell) ?? [])).sort((a, b) => a.row - b.row || a.column - b.column) };
}

function over(label: Cell, slots: readonly Cell[]): Cell {
  if (slots.length === 0) return label;
  const all = [label, ...slots];
  const boxes = all.flatMap(({ box, page }) => (box && page === label.page ? [box] : []));
  const row = Math.min(...all.map((cell) => cell.row));
  const box = label.box && { ...label.box, y0: Math.min(...boxes.map((b) => b.y0)), y1: Math.max(...boxes.map((b) => b.y1)) };
  return { ...label, row, rowSpan: Math.max(...all.map(end)) - row, ...(box ? { box } : {}) };
}
