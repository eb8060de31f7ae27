/** Codes that ran into the text before them, where nothing parts two columns: 检察办案业务费2040410 | | 检察监督. */
import { codesByName, lookupCode } from '../../schemas/codes.js';
import type { Cell, Grid } from '../../schemas/block.js';
import type { Column } from './columns.js';
import { bare, flat } from './vocabulary.js';

/** A text, and the digits of a code at its end. */
const GLUED = /^(.*[^\d\s.,-])(\d{3}|\d{5}|\d{7})$/u;

/**
 * The grid with such codes in their own column: it is empty in that line, and the name behind it is what the lists call the code.
 * @param from first row of the body
 */
export function withCodesApart(grid: Grid, columns: readonly Column[], from: number): Grid {
  const codes = columns.filter((column) => column.role === 'code' && column.gridColumn > 0 && (column.part ?? 'whole') === 'whole');
  const parted = new Map(codes.flatMap((column) => gluedCells(grid, columns, column.gridColumn, from)));
  if (parted.size === 0) return grid;
  return { ...grid, cells: grid.cells.flatMap((cell) => parted.get(cell) ?? (isEmptied(cell, parted) ? [] : [cell])) };
}

/** Cells before a column of codes that end with one, each with the two cells that it is. */
function gluedCells(grid: Grid, columns: readonly Column[], at: number, from: number): [Cell, readonly [Cell, Cell]][] {
  const isName = (cell: Cell): boolean => columns.some((column) => column.role === 'name' && column.gridColumn === cell.column);
  return grid.cells.flatMap((cell): [Cell, readonly [Cell, Cell]][] => {
    const [, text = '', code = ''] = GLUED.exec(flat(cell.text)) ?? [];
    if (cell.row < from || cell.column >= at || cell.column + cell.columnSpan < at || lookupCode(code) === undefined) return [];
    const behind = grid.cells.filter((other) => other.row === cell.row && other.column >= at && flat(other.text) !== '').toSorted((a, b) => a.column - b.column)[0];
    if (behind === undefined || !isName(behind) || !codesByName(bare(behind.text)).some((entry) => entry.code === code)) return [];
    return [[cell, [{ ...cell, text, columnSpan: at - cell.column }, { ...cell, text: code, column: at, columnSpan: 1 }]]];
  });
}

/** Whether a cell is the empty one in the place of which a code stands now. */
const isEmptied = (cell: Cell, parted: ReadonlyMap<Cell, readonly [Cell, Cell]>): boolean => flat(cell.text) === '' && [...parted.values()].some(([, code]) => cell.row === code.row && cell.column === code.column);
