/** Appends a part of a table to the grid above it. */
import type { Cell, Grid } from '../../../schemas/block.js';
import { isSerialRow, rowsOf } from '../header-rows.js';
import { joinCutCells, onCommonColumns } from './join-columns.js';
import { mapColumns } from './same-columns.js';
import { joinCutHeads, joinSplitRow } from './split-rows.js';

/** `below` without its first `skip` rows under `above`; undefined where the columns don't fit. */
export function append(above: Grid, below: Grid, skip: number, form = false): Grid | undefined {
  const common = form || above.columns !== below.columns ? onCommonColumns(above, below) : undefined;
  if (common && (common.above !== above || common.below !== below)) return append(common.above, common.below, skip, form);
  const columns = mapColumns(above, below, form);
  if (!columns) return undefined;
  const skipped = skip > 0 && isSerialRow((rowsOf(below)[skip] ?? []).map((cell) => cell.text).filter((text) => text.trim() !== '')) ? skip + 1 : skip;
  const moved = movedUnder(above, below, skipped, columns, form);
  const split = !form && skipped === skip ? joinSplitRow(above, moved) : undefined;
  const shift = split ? 1 : 0;
  const body = split ? moved.filter((cell) => cell.row > above.rows).map((cell) => ({ ...cell, row: cell.row - 1 })) : moved;
  const pages = above.pages && below.pages ? { pages: [above.pages[0], Math.max(above.pages[1], below.pages[1])] as const } : {};
  return {
    ...above, ...pages,
    rows: above.rows + below.rows - skipped - shift, columns: Math.max(above.columns, ...columns.map((c) => c + 1)),
    cells: joinCutCells((!form && skipped === 0 && !split ? joinCutHeads(above, body) : undefined) ?? [...(split ?? above.cells), ...body], above.rows),
    joints: [...(above.joints ?? []), above.rows],
  };
}

/** The cells of `below` from row `skipped` on in the rows behind `above`, each in the column that `columns` has for its own. */
function movedUnder(above: Grid, below: Grid, skipped: number, columns: readonly number[], form: boolean): Cell[] {
  const narrow = !form && above.method === 'stream' && below.method === 'stream';
  return below.cells.filter((cell) => cell.row >= skipped).map((cell): Cell => {
    const row = above.rows + cell.row - skipped;
    const column = columns[cell.column] ?? cell.column;
    // A ruled column below may be several above: it ends where the next one begins. One told by alignment is as wide as its texts.
    if (narrow) return { ...cell, row, column, columnSpan: (columns[cell.column + cell.columnSpan - 1] ?? column) - column + 1 };
    const next = columns[cell.column + cell.columnSpan] ?? (below.columns < above.columns && columns.at(-1) !== below.columns - 1 ? above.columns : column + cell.columnSpan);
    return { ...cell, row, column, columnSpan: Math.max(1, next - column) };
  });
}
