/** Tables that touch, each below a row with its title. */
import { describe, expect, it } from 'vitest';
import { stitch } from '../../../../extractors/layout/parts/stitch.js';
import type { Cell, Grid } from '../../../../schemas/block.js';

/** A lattice of rows of texts, the last cell of each over what is left of the columns. */
function lattice(columns: number, rows: readonly (readonly string[])[]): Grid {
  const cells = rows.flatMap((texts, row) => texts.map((text, column): Cell => {
    const columnSpan = column === texts.length - 1 ? columns - column : 1;
    return { row, column, rowSpan: 1, columnSpan, text, page: 1, box: { x0: 50 + 50 * column, x1: 50 + 50 * (column + columnSpan), y0: 100 + 20 * row, y1: 120 + 20 * row }, confidence: 1 };
  }));
  return { type: 'grid', rows: rows.length, columns, method: 'lattice', source: 'text', pages: [1, 1], box: { x0: 50, x1: 50 + 50 * columns, y0: 100, y1: 100 + 20 * rows.length }, cells };
}
const read = (grid: Grid) => stitch([grid]).flatMap((block) => (block.type === 'grid' ? [Array.from({ length: block.rows }, (_, r) => block.cells.filter((cell) => cell.row === r).map((cell) => cell.text))] : []));

const SPENDING = [['支出总表'], ['单位：万元'], ['科目编码', '科目名称', '合计', '基本支出'], ['205', '教育支出', '30.00', '20.00']];
const THREE = [['“三公”经费支出表'], ['单位：万元'], ['合计', '公务接待费'], ['5.00', '5.00']];

describe('tables that touch', () => {
  it('are tables of their own, on their own columns', () => {
    expect(read(lattice(4, [...SPENDING, ...THREE]))).toEqual([SPENDING, THREE]);
    const [, three] = stitch([lattice(4, [...SPENDING, ...THREE])]);
    expect(three).toMatchObject({ columns: 2, rows: 4, box: { y0: 180, y1: 260 } });
  });
  it('are one where the row over all columns is no title, or nothing follows it', () => {
    for (const text of ['一、教育支出', '注：本表反映全年支出，详见附表']) expect(read(lattice(4, [...SPENDING, [text], ...SPENDING.slice(2)]))).toHaveLength(1);
    expect(read(lattice(4, [...SPENDING, ['附：项目支出表']]))).toHaveLength(1);
  });
});
