/** Parts of a table that a page break cut. */
import { describe, expect, it } from 'vitest';
import { joinCutCells, onCommonColumns } from '../../../../extractors/layout/parts/join-columns.js';
import type { Cell, Grid } from '../../../../schemas/block.js';

const cell = (row: number, column: number, rowSpan: number, columnSpan: number, text: string, xs: readonly number[], page: number): Cell =>
  ({ row, column, rowSpan, columnSpan, text, page, confidence: 1, box: { x0: xs[column] ?? 0, x1: xs[column + columnSpan] ?? 0, y0: row * 20, y1: (row + rowSpan) * 20 } });
const grid = (rows: number, xs: readonly number[], page: number, cells: readonly Cell[]): Grid =>
  ({ type: 'grid', rows, columns: xs.length - 1, cells, pages: [page, page], source: 'text', method: 'lattice' });

describe('parts on columns in common', () => {
  it('gives a cell that is merged throughout one part the span that the other part tells', () => {
    const wide = [0, 100, 300];
    const fine = [0, 100, 180, 300];
    const above = grid(1, wide, 1, [cell(0, 0, 1, 1, '指标', wide, 1), cell(0, 1, 1, 1, '合理', wide, 1)]);
    const below = grid(1, fine, 2, [cell(0, 0, 1, 1, '资金', fine, 2), cell(0, 1, 1, 1, '总额', fine, 2), cell(0, 2, 1, 1, '12.00', fine, 2)]);
    const common = onCommonColumns(above, below);
    expect(common?.above.columns).toBe(3);
    expect(common?.above.cells.map(c => [c.column, c.columnSpan])).toEqual([[0, 1], [1, 2]]);
    expect(common?.below).toBe(below);
  });

  it('refuses parts of other width or with other columns', () => {
    const one = [0, 100, 200, 300];
    const row = (xs: readonly number[], page: number): Grid => grid(1, xs, page, [0, 1, 2].map(c => cell(0, c, 1, 1, 'x', xs, page)));
    expect(onCommonColumns(row(one, 1), row([0, 100, 200, 350], 2))).toBeUndefined();
    expect(onCommonColumns(row(one, 1), row([0, 40, 260, 300], 2))).toBeUndefined();
  });
});

describe('merged cells cut by a page', () => {
  const xs = [0, 50, 100];
  it('go on in the empty rest below', () => {
    const cells = [cell(0, 0, 2, 1, '产出指标', xs, 1), cell(0, 1, 1, 1, 'a', xs, 1), cell(1, 1, 1, 1, 'b', xs, 1), cell(2, 0, 2, 1, '', xs, 2), cell(2, 1, 1, 1, 'c', xs, 2), cell(3, 1, 1, 1, 'd', xs, 2)];
    expect(joinCutCells(cells, 2).filter(c => c.column === 0)).toMatchObject([{ row: 0, rowSpan: 4, text: '产出指标' }]);
  });

  it('a single blank below a single cell stays a blank', () => {
    const cells = [cell(0, 0, 1, 1, '20805', xs, 1), cell(0, 1, 1, 1, '1.00', xs, 1), cell(1, 0, 1, 1, '', xs, 2), cell(1, 1, 1, 1, '2.00', xs, 2)];
    expect(joinCutCells(cells, 1)).toEqual(cells);
  });
});
