/**
 * Names that wrap in tables without rules where figures stand at the bottom of their cells, as spreadsheets set them: the
 * first line of the name stands alone, the last one beside the figures. Both are one where together they are the name
 * of an official code or item, or where a single character is left for the last line.
 */
import type { Cell, Grid } from '../../../schemas/block.js';
import { codesByName } from '../../../schemas/codes.js';
import { isFigure } from '../../../schemas/printed-figure.js';
import { rowsOf } from '../header-rows.js';

/** A code or a number before a name: [2010302], 20805, 一、, （二）. */
const LEAD = /^(?:[[（(]?\d{3,7}[\]）)]?|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)])/u;

/** A grid whose rows nobody drew, with names in one cell of which a line stands in the row above; other grids as they are. */
export function withWholeNames(grid: Grid): Grid {
  if (grid.impliedColumns !== true && grid.method !== 'stream') return grid;
  const rows = rowsOf(grid);
  const changed = new Map<Cell, Cell>();
  for (const [r, row] of rows.entries()) {
    for (const head of row.filter((cell) => isName(cell) && !changed.has(cell))) {
      const rest = rows[r + 1]?.find((cell) => cell.column === head.column && cell.columnSpan === head.columnSpan);
      if (rest === undefined || !isName(rest) || hasFigure(row, head) || !hasFigure(rows[r + 1] ?? [], rest) || !areOne(head.text, rest.text)) continue;
      const code = codeBefore(row, head);
      const below = rows[r + 1]?.find((cell) => code !== undefined && cell.column === code.column);
      if (code !== undefined && (below === undefined || below.text.trim() !== '')) continue;
      changed.set(rest, { ...rest, text: head.text.trim() + rest.text.trim(), lines: [...(head.lines ?? [head.text]), ...(rest.lines ?? [rest.text])], ...over(head, rest) });
      changed.set(head, emptied(head));
      if (code !== undefined && below !== undefined) {
        changed.set(below, { ...below, text: code.text, ...over(code, below) });
        changed.set(code, emptied(code));
      }
    }
  }
  return changed.size === 0 ? grid : { ...grid, cells: grid.cells.map((cell) => changed.get(cell) ?? cell) };
}

const isName = (cell: Cell): boolean => cell.rowSpan === 1 && /\p{Script=Han}/u.test(cell.text) && !isFigure(cell.text);

/** Whether what stands next behind a cell in its row is a figure. */
function hasFigure(row: readonly Cell[], cell: Cell): boolean {
  const next = row.find((other) => other.column > cell.column && other.text.trim() !== '');
  return next !== undefined && isFigure(next.text);
}

/** The code right before a name. */
const codeBefore = (row: readonly Cell[], name: Cell): Cell | undefined => row.find((cell) => cell.column + cell.columnSpan === name.column && /^\d{3,7}$/u.test(cell.text.trim()));

/** Whether two lines are those of one name. */
function areOne(above: string, below: string): boolean {
  const [head, rest] = [above.replaceAll(/\s+/gu, '').replace(LEAD, ''), below.replaceAll(/\s+/gu, '')];
  // 卫生健康 is a name, too, but no line without figures.
  if (LEAD.test(rest) || rest !== '支出' && codesByName(head).length > 0) return false;
  return codesByName(head + rest).length > 0 || /^\p{Script=Han}$/u.test(rest) && !/^[类款项目]$/u.test(rest);
}

/** Whether a text is no official name, and one with what stands below it or on the next page (机关事业单位基本养老保 / 险缴费支出). */
export const completesName = (open: string, rest: string): boolean => open !== '' && codesByName(open).length === 0 && codesByName(open + rest).length > 0;

function emptied({ lines: _lines, indent: _indent, ...cell }: Cell): Cell {
  return { ...cell, text: '' };
}

function over(above: Cell, below: Cell): Pick<Cell, 'box' | 'indent'> {
  const box = above.box && below.box ? { x0: Math.min(above.box.x0, below.box.x0), y0: Math.min(above.box.y0, below.box.y0), x1: Math.max(above.box.x1, below.box.x1), y1: Math.max(above.box.y1, below.box.y1) } : below.box;
  return { ...(box === undefined ? {} : { box }), ...(above.indent === undefined ? {} : { indent: above.indent }) };
}
