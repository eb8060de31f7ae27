/** Names whose last line alone stands beside the figures, as spreadsheets set them to the bottom of their cells. */
import { describe, expect, it } from 'vitest';
import { withWholeNames } from '../../../../extractors/layout/parts/cut-names.js';
import { gridOf } from '../../tables/grids.js';
import { rowsOf } from '../pages.js';

const of = (...rows: readonly string[]) => rowsOf(withWholeNames({ ...gridOf(['科目 | 合计', ...rows].join('\n')), method: 'stream' })).slice(1);

describe('a line without figures above one with figures', () => {
  it.each([
    ['the name of an official code', ['[2080208]基层政权建设和 | ', '社区治理 | 5.00'], ['[2080208]基层政权建设和社区治理', '5.00']],
    ['支出 behind what is a name by itself', ['二、文化旅游体育与传媒 | ', '支出 | 5.00'], ['二、文化旅游体育与传媒支出', '5.00']],
    ['a single character', ['2024年预算 | ', '数 | 5.00'], ['2024年预算数', '5.00']],
  ])('is one with it: %s', (_, rows, joined) => {
    expect(of(...rows)).toEqual([[], joined]);
  });
  it('takes its code along', () => {
    const grid = gridOf('编码 | 科目 | 合计\n2080208 | 基层政权建设和 | \n | 社区治理 | 5.00');
    expect(rowsOf(withWholeNames({ ...grid, method: 'stream' })).slice(1)).toEqual([[], ['2080208', '基层政权建设和社区治理', '5.00']]);
  });
  it.each([
    ['both are names', ['教育支出 | ', '行政运行 | 5.00']],
    ['nobody knows them together', ['其中 | ', '维修改造 | 5.00']],
    ['it has figures', ['基层政权建设和 | 3.00', '社区治理 | 5.00']],
  ])('is a row of its own where %s', (_, rows) => {
    expect(of(...rows)).toEqual(rows.map((row) => row.split(' | ').filter((cell) => cell !== '')));
  });
  it('is as it stands where rules part the rows', () => {
    const grid = gridOf('科目 | 合计\n基层政权建设和 | \n社区治理 | 5.00');
    expect(withWholeNames({ ...grid, method: 'lattice' })).toEqual({ ...grid, method: 'lattice' });
  });
});
