/**
 * Tables that touch: a grid of several tables one below the other, each below a row with its title over all columns, as
 * a word processor makes of tables without a line between them.
 */
import { type Block, type Cell, type Grid, hull } from '../../../schemas/block.js';
import { isFigure } from '../../../schemas/printed-figure.js';
import { rowsBetween } from '../../read/sheet-parts.js';
import { isFormGrid } from '../../tables/forms/index.js';
import { headerRows, isTableTitle } from '../header-rows.js';

/** Longest title; anything longer is a sentence. */
const LONGEST = 50;

/** Blocks with each of the tables that touch a grid of its own. */
export const apart = (blocks: readonly Block[]): Block[] => blocks.flatMap((block): Block[] => (block.type === 'grid' ? partsOf(block) : [block]));

function partsOf(grid: Grid): Grid[] {
  const tops = grid.method === 'lattice' && grid.goesOn === undefined && !isFormGrid(grid) ? titles(grid) : [];
  const parts = [0, ...tops].map((from, i) => part(grid, from, tops[i] ?? grid.rows));
  return tops.length === 0 || !parts.every(isTable) ? [grid] : parts;
}

/** Rows below the first that hold nothing but a title, over all columns. */
function titles(grid: Grid): number[] {
  const isTitle = (cell: Cell): boolean => cell.row > 0 && cell.rowSpan === 1 && cell.columnSpan === grid.columns && grid.columns > 1 && cell.text.length <= LONGEST && isTableTitle(cell.text) && !/[，。；]/u.test(cell.text);
  return grid.cells.filter(isTitle).map(({ row }) => row).toSorted((a, b) => a - b);
}

/** Whether a part has columns with headings, or goes on with figures. */
const isTable = (grid: Grid): boolean => {
  const body = grid.cells.filter((cell) => cell.columnSpan < grid.columns);
  const first = Math.min(...body.map((cell) => cell.row));
  return body.length > 0 && (headerRows({ ...grid, rows: grid.rows - first, cells: body.map((cell) => ({ ...cell, row: cell.row - first })) }) > 0 || body.some((cell) => isFigure(cell.text)));
};

/** The rows of a grid from one up to another, over the columns that they have. */
function part(grid: Grid, from: number, to: number): Grid {
  const { cells, ...rest } = rowsBetween(grid, from, to);
  const own = cells.filter((cell) => cell.columnSpan < grid.columns);
  const edges = [...new Set([0, grid.columns, ...own.flatMap((cell) => [cell.column, cell.column + cell.columnSpan])])].toSorted((a, b) => a - b);
  const at = (edge: number): number => edges.indexOf(edge);
  const boxes = cells.flatMap((cell) => cell.box ?? []);
  const pages = cells.flatMap((cell) => cell.page ?? []);
  return {
    ...rest, columns: edges.length - 1,
    ...(boxes.length === 0 ? {} : { box: hull(boxes) }),
    ...(pages.length === 0 ? {} : { pages: [Math.min(...pages), Math.max(...pages)] as const }),
    cells: cells.map((cell) => ({ ...cell, column: at(cell.column), columnSpan: at(cell.column + cell.columnSpan) - at(cell.column) })),
  };
}
