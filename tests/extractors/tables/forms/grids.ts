/** Grids made by hand, for specifications of performance forms. */
import type { Cell, Grid } from '../../../../schemas/block.js';

/**
 * A grid from lines of cells separated by `|`. Ruled grids mark cells that a cell above or to the left covers:
 * `^` goes on the cell above, `<` the cell to the left. Lines of `---` are page ends.
 */
export function gridOf(lines: readonly string[], method: Grid['method'] = 'lattice'): Grid {
  const joints: number[] = [];
  const rows: string[][] = [];
  for (const line of lines) {
    if (line === '---') joints.push(rows.length);
    else rows.push(line.split('|').map((cell) => cell.trim()));
  }
  const at = (r: number, c: number): string => rows[r]?.[c] ?? '';
  const cells: Cell[] = [];
  for (const [row, texts] of rows.entries()) {
    for (const [column, text] of texts.entries()) {
      if (text === '^' || text === '<') continue;
      let columnSpan = 1;
      while (at(row, column + columnSpan) === '<') columnSpan += 1;
      let rowSpan = 1;
      while (at(row + rowSpan, column) === '^') rowSpan += 1;
      cells.push({ row, column, rowSpan, columnSpan, text, confidence: 1 });
    }
  }
  return { type: 'grid', rows: rows.length, columns: Math.max(...rows.map((r) => r.length)), cells, source: 'text', method, joints };
}

/** Grids of one form appended as they stand, with a page end before each but the first. */
export function joined(parts: readonly Grid[]): Grid {
  const [first, ...rest] = parts;
  if (first === undefined) throw new Error('Expected at least one grid');
  return rest.reduce((above, below) => ({
    ...above, rows: above.rows + below.rows, columns: Math.max(above.columns, below.columns),
    cells: [...above.cells, ...below.cells.map((cell) => ({ ...cell, row: cell.row + above.rows }))],
    joints: [...(above.joints ?? []), above.rows],
  }), first);
}
