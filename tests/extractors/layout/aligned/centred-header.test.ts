/** Headers of tables without rules whose cells' texts begin at their tops, as word processors set them. */
import { describe, expect, it } from 'vitest';
import { gridsOf, text } from '../pages.js';

const SIZE = 10;
const BOUNDS = [50, 110, 170, 230, 360, 430, 500, 560];
const width = (content: string) => [...content].reduce((sum, c) => sum + (/[\d.,]/u.test(c) ? 0.5 : 1) * SIZE, 0);
const put = (y: number, first: number, content: string, at: 'left' | 'middle' | 'right' = 'middle', last = first) => {
  const [from, to] = [(BOUNDS[first] as number) + 5, (BOUNDS[last + 1] as number) - 5];
  return text(at === 'left' ? from : at === 'right' ? to - width(content) : (from + to - width(content)) / 2, y, content);
};

describe('a header whose texts begin at the tops of their cells', () => {
  const header = [
    ...put(100, 0, '科目编码', 'middle', 2), ...put(100, 3, '科目名称'), ...put(100, 4, '合计'), ...put(100, 5, '基本支出', 'middle', 6),
    ...put(116, 0, '类'), ...put(116, 1, '款'), ...put(116, 2, '项'), ...put(116, 5, '人员经费'), ...put(116, 6, '公用经费'),
  ];
  const body = [['208', '', '', '社会保障和就业支出', '120.00', '100.00', '20.00'], ['208', '05', '', '行政事业单位养老支出', '120.00', '100.00', '20.00'], ['208', '05', '05', '基本养老保险缴费', '100.00', '100.00', ''], ['208', '05', '99', '其他养老支出', '20.00', '', '20.00']]
    .flatMap((row, r) => row.flatMap((content, c) => (content ? put(140 + 24 * r, c, content, c < 4 ? 'left' : 'right') : [])));
  const [grid] = gridsOf([...header, ...body]);

  it('has headings over the columns in whose middle they stand', () => {
    expect(grid?.columns).toBe(7);
    const spans = grid?.cells.filter((cell) => cell.row < 2 && cell.text !== '').map((cell) => [cell.text, cell.row, cell.column, cell.rowSpan, cell.columnSpan]);
    expect(spans).toEqual([
      ['科目编码', 0, 0, 1, 3], ['科目名称', 0, 3, 2, 1], ['合计', 0, 4, 2, 1], ['基本支出', 0, 5, 1, 2],
      ['类', 1, 0, 1, 1], ['款', 1, 1, 1, 1], ['项', 1, 2, 1, 1], ['人员经费', 1, 5, 1, 1], ['公用经费', 1, 6, 1, 1],
    ]);
  });
  it('stands over the body of all columns', () => {
    expect(grid?.cells.filter((cell) => cell.row === 4 && cell.text !== '').map((cell) => [cell.column, cell.text])).toEqual([[0, '208'], [1, '05'], [2, '05'], [3, '基本养老保险缴费'], [4, '100.00'], [5, '100.00']]);
  });
});
