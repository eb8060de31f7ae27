/** Codes that ran into the text before them. */
import { describe, expect, it } from 'vitest';
import { withCodesApart } from '../../../extractors/tables/codes-in-names.js';
import { readColumns } from '../../../extractors/tables/columns.js';
import { gridOf } from './grids.js';

const HEAD = '项目名称 | 科目编码 | 科目名称 | 合计\n系统运维 | 2040402 | 一般行政管理事务 | 3.00\n';
/** Texts of the last row, by column. */
function lastRow(row: string): string[] {
  const grid = gridOf(HEAD + row);
  const apart = withCodesApart(grid, readColumns(grid, 1, 0, { columns: [], labels: [], measure: 'total', side: '', shape: 'lines' }), 1);
  return apart.cells.filter((cell) => cell.row === 2).toSorted((a, b) => a.column - b.column).map(({ text }) => text);
}

describe('a code at the end of the text before its column', () => {
  it('is put into its column, where the name behind it is the code\'s', () => {
    expect(lastRow('检察办案业务费2040410 |  | 检察监督 | 4.00')).toEqual(['检察办案业务费', '2040410', '检察监督', '4.00']);
    expect(lastRow('检察办案业务费2040410 | < | 检察监督 | 4.00')).toEqual(['检察办案业务费', '2040410', '检察监督', '4.00']);
  });
  it('stays where the name is another\'s, or the column has a code', () => {
    expect(lastRow('检察办案业务费2040410 |  | 行政运行 | 4.00')).toEqual(['检察办案业务费2040410', '', '行政运行', '4.00']);
    expect(lastRow('检察办案业务费2040410 | 2040410 | 检察监督 | 4.00')).toEqual(['检察办案业务费2040410', '2040410', '检察监督', '4.00']);
  });
});
