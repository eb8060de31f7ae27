/**
 * Labels at the side of performance forms (绩效目标表) that nothing is drawn around: 绩效指标 beside all indicators,
 * 产出指标 and 数量指标 beside several. A label stands in the middle of its merged cell, so blank slots above and below it
 * are shared out so that each label is in the middle of its own. A page end cuts merged cells: blank slots at the top of a
 * page may go on the label with which the page before ends.
 */
import type { Cell, Grid } from '../../../schemas/block.js';
import { goalLabel, headLabel } from '../../tables/forms/labels.js';
import { rowsOf } from '../header-rows.js';
import { type Place, type Shares, sharesOf } from './label-shares.js';

/** How far (share of a row) a label may be off its place, on an average of the labels. */
const OFF_PLACE = 0.25;
/** Levels whose headings (一级指标, 二级指标) stand over labels. */
const LEVEL_HEADING = /^[一二]级指标$/u;

/** How far (points) labels at the tops of their cells may be out of line with each other. */
const SAME_HEIGHT = 1;

/** Characters of a label at most; names of indicators and goals may be as short, but not one like the other. */
const LONGEST = 12;

/** Cells of one column between two rows, each blank slot by itself. */
type Column = readonly Cell[];

/** A form with its side labels over the rows that they label; other grids as they are. */
export function sideLabels(form: Grid): Grid {
  const grid = withWholeGoals(form);
  const rows = rowsOf(grid);
  const header = rows.findIndex((row) => row.filter((cell) => LEVEL_HEADING.test(plain(cell))).length > 1);
  if (header < 0) return grid;
  const taken = new Map<Cell, readonly Cell[]>(besideFirstColumn(grid, header));
  const levels = (rows[header] ?? []).filter((cell) => LEVEL_HEADING.test(plain(cell))).map((cell) => cell.column);
  const last = endOfIndicators(rows, header);
  const whole = reaching(grid, taken);
  const [outer, inner] = levels;
  return outer === undefined || inner === undefined || levels.length > 2 ? whole : withLevels(whole, outer, inner, header + 1, last);
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

/** The label of the goals, whose lines a page end leaves at the heights of two rows (项目绩效, 目标), in one cell. */
function withWholeGoals(grid: Grid): Grid {
  const first = grid.cells.filter((cell) => cell.column === 0 && cell.columnSpan === 1);
  const rest = first.find((cell) => plain(cell) === '目标');
  const head = rest && first.find((cell) => end(cell) === rest.row && goalLabel(plain(cell)) === undefined && goalLabel(plain(cell) + plain(rest)) !== undefined);
  if (!rest || !head) return grid;
  const whole: Cell = { ...head, text: plain(head) + plain(rest), lines: [...(head.lines ?? [head.text]), rest.text], rowSpan: head.rowSpan + rest.rowSpan };
  return { ...grid, cells: grid.cells.filter((cell) => cell !== rest).map((cell) => (cell === head ? whole : cell)) };
}

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

/** The grid with the labels of both levels over their rows; as it is where they don't stand in the middle of any. */
function withLevels(grid: Grid, outer: number, inner: number, from: number, to: number): Grid {
  const rows = Array.from({ length: Math.max(0, to - from) }, (_, i) => rowPlace(grid, from + i, inner));
  if (rows.length === 0 || !rows.every((row) => row !== undefined)) return grid;
  const columns = [outer, inner].map((column) => levelOf(grid, column, from, to));
  const leads = new Map<number, number>();
  for (const { page, printed, box } of grid.cells) if (page !== undefined && printed && box) leads.set(page, Math.min(leads.get(page) ?? Infinity, printed[0] - box.y0));
  const share = (upper: readonly Cell[], lower: readonly Cell[]): Shares | undefined => {
    const found = sharesOf(rows, upper.map(textPlace), lower.map(textPlace), (page) => leads.get(page) ?? 0);
    return found && found.cost <= OFF_PLACE * (upper.length + lower.length) ? found : undefined;
  };
  const [upper, lower] = columns;
  const nested = upper && lower && share(upper, lower);
  const alone = columns.map((labels) => labels && share([], labels)?.inner);
  const tops = alone.includes(undefined) ? startsAtTop(columns, rows, from) : undefined;
  const places = nested ? [nested.outer, nested.inner] : tops ?? alone;
  return columns.reduce<Grid>((all, labels, i) => {
    const starts = places[i];
    return labels && starts ? overRows(all, [outer, inner][i] as number, labels, starts.map((start) => start + from), to) : all;
  }, grid);
}

/** The rows in which the labels of both levels stand, where they all stand at the same height in theirs, the first of each in the first one: at the tops of their cells. */
function startsAtTop(columns: readonly (readonly Cell[] | undefined)[], rows: readonly (Place | undefined)[], from: number): number[][] | undefined {
  const labels = columns.flatMap((own) => own ?? []);
  const downs = labels.map(({ printed, row }) => (printed?.[0] ?? Infinity) - (rows[row - from]?.y0 ?? 0));
  const level = Math.max(...downs) - Math.min(...downs) <= SAME_HEIGHT;
  return level && columns.every((own) => own?.[0]?.row === from) ? columns.map((own) => own?.map(({ row }) => row - from) ?? []) : undefined;
}

/** Labels of a level from top to bottom; undefined where its column holds anything else. */
function levelOf(grid: Grid, column: number, from: number, to: number): Cell[] | undefined {
  const cells = grid.cells.filter((cell) => cell.column <= column && cell.column + cell.columnSpan > column && end(cell) > from && cell.row < to);
  const fits = cells.every((cell) => cell.column === column && cell.columnSpan === 1 && cell.row >= from && end(cell) <= to && plain(cell).length <= LONGEST && (plain(cell) === '' || cell.box !== undefined && cell.page !== undefined));
  return fits ? cells.filter((cell) => plain(cell) !== '').sort((a, b) => a.row - b.row) : undefined;
}

/** Where a row stands on the page on which it begins, as cells behind the labels show it. */
function rowPlace(grid: Grid, row: number, column: number): Place | undefined {
  const cells = grid.cells.filter((cell) => cell.row === row && cell.rowSpan === 1 && cell.column > column && cell.box && cell.page !== undefined);
  const page = Math.min(...cells.map((cell) => cell.page as number));
  const boxes = cells.flatMap((cell) => (cell.page === page && cell.box ? [cell.box] : []));
  return boxes.length === 0 ? undefined : { page, y0: Math.min(...boxes.map((box) => box.y0)), y1: Math.max(...boxes.map((box) => box.y1)) };
}

/** Where the text of a label stands; of one in a drawn cell, the cell. */
const textPlace = ({ page = 0, printed, box }: Cell): Place => ({ page, y0: printed?.[0] ?? box?.y0 ?? 0, y1: printed?.[1] ?? box?.y1 ?? 0 });

/** The grid with each label of a column from its row to that of the next. */
function overRows(grid: Grid, column: number, labels: readonly Cell[], starts: readonly number[], to: number): Grid {
  const from = starts[0] as number;
  const others = grid.cells.filter((cell) => cell.column !== column || cell.row < from || cell.row >= to);
  const own = labels.map((label, i): Cell => {
    const row = starts[i] as number;
    const stop = starts[i + 1] ?? to;
    const boxes = others.flatMap((cell) => (cell.page === label.page && cell.rowSpan === 1 && cell.row >= row && cell.row < stop && cell.box ? [cell.box] : []));
    return { ...label, row, rowSpan: stop - row, ...(label.box && boxes.length > 0 ? { box: { ...label.box, y0: Math.min(...boxes.map((b) => b.y0)), y1: Math.max(...boxes.map((b) => b.y1)) } } : {}) };
  });
  return { ...grid, cells: [...others, ...own].sort((a, b) => a.row - b.row || a.column - b.column) };
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
