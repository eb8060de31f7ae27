/**
 * Merged cells that a spreadsheet's page end cuts: the text stands in the middle of the whole cell and is printed on
 * both pages. On one of them it may stand outside of the table, below or above the column: there it is a paragraph that
 * says the same as the cell's part on the other page. Or it stands over the table's last rule and over the first one of
 * the next page.
 */
import type { Box, Cell, Grid, Paragraph } from '../../../schemas/block.js';

const squeeze = (text: string): string => text.replaceAll(/\s+/gu, '');

/** Joins such cells over the joint at row `joint`; gives the paragraphs back that are no second print of a cell. */
export function joinPrintedTwice(grid: Grid, joint: number, between: readonly Paragraph[]): { grid: Grid; rest: Paragraph[] } {
  const joined = new Map<Cell, Cell>(pairsAt(grid, joint).filter(({ head, tail }) => head.cut === 'below' && tail.cut === 'above' && squeeze(head.text) === squeeze(tail.text)).map(({ head, tail }) => [head, tail]));
  const rest = between.filter((paragraph) => {
    const found = cutCell(grid, joint, paragraph);
    if (found) joined.set(found.head, found.tail);
    return found === undefined;
  });
  if (joined.size === 0) return { grid, rest };
  const tails = new Set(joined.values());
  const cells = grid.cells.filter((cell) => !tails.has(cell)).map((cell): Cell => {
    const tail = joined.get(cell);
    if (!tail) return cell;
    const words = cell.text === '' ? tail : cell;
    return { ...cell, text: words.text, rowSpan: cell.rowSpan + tail.rowSpan, ...(words.lines ? { lines: words.lines } : {}), ...(words.indent === undefined ? {} : { indent: words.indent }) };
  });
  return { grid: { ...grid, cells }, rest };
}

/** The two parts of the cell that a paragraph below (above) the column repeats: one is empty on the paragraph's page, the other says the same. */
function cutCell(grid: Grid, joint: number, { box, page, text }: Paragraph): Parts | undefined {
  if (!box) return undefined;
  return pairsAt(grid, joint).find(({ head, tail }) => {
    if (!head.box || !tail.box) return false;
    const below = page === head.page && head.text === '' && squeeze(tail.text) === squeeze(text) && box.y1 > head.box.y1;
    const above = page === tail.page && tail.text === '' && squeeze(head.text) === squeeze(text) && box.y0 < tail.box.y0;
    return (below || above) && isInside(box, below ? head.box : tail.box);
  });
}

interface Parts { readonly head: Cell; readonly tail: Cell }

/** Cells that end at a joint with those that begin there in the same columns. */
function pairsAt(grid: Grid, joint: number): Parts[] {
  const ends = grid.cells.filter((cell) => cell.row + cell.rowSpan === joint);
  return grid.cells.filter((cell) => cell.row === joint).flatMap((tail) => {
    const head = ends.find((cell) => cell.column === tail.column && cell.columnSpan === tail.columnSpan);
    return head ? [{ head, tail }] : [];
  });
}

/** Whether a text stands within the column of a cell. */
const isInside = (text: Box, cell: Box): boolean => (text.x0 + text.x1) / 2 > cell.x0 && (text.x0 + text.x1) / 2 < cell.x1;
