/** Grids drawn as text, for specifications of what their cells mean. */
import type { Cell, Grid, Paragraph } from '../../../schemas/block.js';

/**
 * One row a line, cells between `|`. `<` belongs to the cell on its left, `^` to the cell above it, an empty one is blank:
 *
 *     科目编码 | 科目名称 | 基本支出 | <
 *     ^        | ^        | 人员经费 | 公用经费
 */
export function gridOf(drawing: string): Grid {
  const rows = drawing.trim().split('\n').map((line) => line.split('|').map((cell) => cell.trim()));
  const columns = Math.max(...rows.map((row) => row.length));
  const owners: (Cell | undefined)[][] = rows.map(() => []);
  const cells: { row: number; column: number; rowSpan: number; columnSpan: number; text: string; confidence: number }[] = [];
  for (const [r, row] of rows.entries()) {
    for (let c = 0; c < columns; c += 1) {
      const text = row[c] ?? '';
      const own = owners[r] as (Cell | undefined)[];
      const owner = text === '<' ? own[c - 1] : text === '^' ? owners[r - 1]?.[c] : undefined;
      const cell = cells.find((one) => one === owner);
      if (cell) {
        cell.rowSpan = Math.max(cell.rowSpan, r - cell.row + 1);
        cell.columnSpan = Math.max(cell.columnSpan, c - cell.column + 1);
        own[c] = cell;
      } else {
        const fresh = { row: r, column: c, rowSpan: 1, columnSpan: 1, text, confidence: 1 };
        cells.push(fresh);
        own[c] = fresh;
      }
    }
  }
  return { type: 'grid', rows: rows.length, columns, cells, source: 'text', method: 'markup' };
}

export const paragraphs = (...texts: readonly string[]): Paragraph[] => texts.map((text) => ({ type: 'paragraph', text, source: 'text' }));
