/**
 * Forms in which the line of the total stands in the last row of the header: 合计 | 0 | 2002.80 | 合计 | 基本支出 | 项目支出, the
 * last three of them headings under 本年支出 (政府性基金预算财政拨款收入支出决算表 of Shanghai).
 */
import type { Cell, Grid } from '../../schemas/block.js';
import { isHeaderWord, isTotal, rowsOf } from '../layout/header-rows.js';

/**
 * The grid with such a row parted in two: its headings, then the total with its figures. Any other grid as it is.
 * @param headerRows rows above that are header
 */
export function withTotalApart(grid: Grid, headerRows: number): Grid {
  const row = (rowsOf(grid)[headerRows] ?? []).filter((cell) => cell.text.trim() !== '');
  const [label, ...others] = row;
  if (label === undefined || !isTotal(label.text)) return grid;
  const filled = grid.cells.filter((cell) => cell.text.trim() !== '' && cell.row < headerRows && cell.column > label.column);
  const isLowest = (group: Cell): boolean => !filled.some((cell) => cell.row >= group.row + group.rowSpan && cell.column < group.column + group.columnSpan && cell.column + cell.columnSpan > group.column);
  const groups = filled.filter((cell) => cell.columnSpan > 1 && cell.row + cell.rowSpan <= headerRows && isLowest(cell));
  const headings = new Set(groups.flatMap((group) => headingsUnder(group, others)));
  if (headings.size === 0) return grid;
  const moved = (cell: Cell): Cell => (cell.row > headerRows || (cell.row === headerRows && !headings.has(cell)) ? { ...cell, row: cell.row + 1 } : cell);
  return { ...grid, rows: grid.rows + 1, cells: grid.cells.map(moved), ...(grid.joints === undefined ? {} : { joints: grid.joints.map((at) => (at > headerRows ? at + 1 : at)) }) };
}

/** The cells under a merged heading if each of its columns has one, and all are headings. */
function headingsUnder(group: Cell, cells: readonly Cell[]): Cell[] {
  const under = cells.filter((cell) => cell.column >= group.column && cell.column < group.column + group.columnSpan);
  return under.length === group.columnSpan && under.every((cell) => isHeaderWord(cell.text)) ? under : [];
}
