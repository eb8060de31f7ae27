/** Cells found by alignment cover only the slots in which something stands; the others are empty cells. */
import type { OpenCell } from './stream-headings.js';

/** Cells in order, with an empty cell in each slot of `rows` × `columns` that none of them covers. */
export function withBlankCells(cells: readonly OpenCell[], rows: number, columns: number): OpenCell[] {
  const taken = new Set(cells.flatMap(({ row, rowSpan, column, columnSpan }) => Array.from({ length: rowSpan * columnSpan }, (_, i) => (row + Math.floor(i / columnSpan)) * columns + column + i % columnSpan)));
  const blank = Array.from({ length: rows * columns }, (_, slot) => slot).filter(slot => !taken.has(slot))
    .map((slot): OpenCell => ({ row: Math.floor(slot / columns), column: slot % columns, rowSpan: 1, columnSpan: 1, chars: [] }));
  return inOrder([...cells, ...blank]);
}

/** Cells of a header in order, with an empty cell over the whole of each column that has none. */
export function withBlankColumns(cells: readonly OpenCell[], rows: number, columns: number): OpenCell[] {
  const blank = Array.from({ length: columns }, (_, column) => column).filter(column => !cells.some(cell => cell.column <= column && cell.column + cell.columnSpan > column))
    .map((column): OpenCell => ({ row: 0, column, rowSpan: rows, columnSpan: 1, chars: [] }));
  return inOrder([...cells, ...blank]);
}

const inOrder = (cells: OpenCell[]): OpenCell[] => cells.sort((a, b) => a.row - b.row || a.column - b.column);
