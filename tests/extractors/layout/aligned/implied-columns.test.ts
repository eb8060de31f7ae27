/** Tables with whole horizontal rules and no vertical ones, as word processors print them. */
import { describe, expect, it } from 'vitest';
import type { Rule } from '../../../../extractors/read/pdf/pdf-source.js';
import { gridsOf, rowsOf, text } from '../pages.js';

const SIZE = 10;
const MARGIN = 5;
const BOUNDS = [50, 110, 170, 230, 360, 450, 540];

const rule = (y: number, x0 = 50, x1 = 540): Rule => ({ horizontal: true, x0, x1, y0: y, y1: y, thickness: 0.75 });
const width = (content: string) => [...content].reduce((sum, c) => sum + (/[\d.,]/u.test(c) ? 0.5 : 1) * SIZE, 0);
/** A text at an edge, or in the middle, of the cells from column `first` to `last`. */
const put = (y: number, first: number, content: string, at: 'left' | 'middle' | 'right' = 'middle', last = first) => {
  const [from, to] = [(BOUNDS[first] as number) + MARGIN, (BOUNDS[last + 1] as number) - MARGIN];
  const x = at === 'left' ? from : at === 'right' ? to - width(content) : (from + to - width(content)) / 2;
  return text(x, y, content);
};
const line = (y: number, codes: readonly string[], name: string, ...amounts: readonly string[]) => [
  ...codes.flatMap((code, i) => put(y, i, code, 'left')), ...put(y, 3, name, 'left'), ...amounts.flatMap((amount, i) => (amount ? put(y, 4 + i, amount, 'right') : [])),
];

describe('a table of whole rules', () => {
  const header = [...put(118, 0, '科目编码', 'middle', 2), ...put(128, 3, '科目名称'), ...put(118, 4, '本年预算数', 'middle', 5), ...put(138, 0, '类'), ...put(138, 1, '款'), ...put(138, 2, '项'), ...put(138, 4, '合计'), ...put(138, 5, '项目支出')];
  const body = [...line(158, ['208'], '社会保障和就业支出', '120.00', '20.00'), ...line(178, ['208', '05'], '行政事业单位养老支出', '120.00', '20.00'), ...line(198, ['208', '05', '05'], '基本养老保险缴费', '100.00'), ...line(218, ['208', '05', '99'], '其他养老支出', '20.00', '20.00')];
  const rules = [rule(105), rule(125, 50, 230), rule(125, 360, 540), rule(145), rule(165), rule(185), rule(205), rule(225)];
  const [grid] = gridsOf([...header, ...body], 1, rules);

  it('has the columns that headings in the middle and texts at the edges of their cells tell', () => {
    expect(grid?.columns).toBe(6);
    expect(rowsOf(grid).slice(2)).toEqual([
      ['208', '社会保障和就业支出', '120.00', '20.00'],
      ['208', '05', '行政事业单位养老支出', '120.00', '20.00'],
      ['208', '05', '05', '基本养老保险缴费', '100.00'],
      ['208', '05', '99', '其他养老支出', '20.00', '20.00'],
    ]);
  });
  it('has them where the cells of a row are empty', () => {
    expect(grid?.cells.filter((cell) => cell.row === 4 && cell.text !== '').map((cell) => cell.column)).toEqual([0, 1, 2, 3, 4]);
  });
  it('has headings over the columns that their rules and middles tell', () => {
    const spans = grid?.cells.filter((cell) => cell.row < 2 && cell.text !== '').map(({ text: content, row, column, rowSpan, columnSpan }) => [content, row, column, rowSpan, columnSpan]);
    expect(spans).toEqual(expect.arrayContaining([['科目编码', 0, 0, 1, 3], ['科目名称', 0, 3, 2, 1], ['本年预算数', 0, 4, 1, 2], ['类', 1, 0, 1, 1], ['项', 1, 2, 1, 1], ['合计', 1, 4, 1, 1]]));
  });
});

describe('a table of whole rules whose class codes are broken over two lines', () => {
  const header = [...put(118, 0, '科目编码', 'middle', 2), ...put(128, 3, '科目名称'), ...put(118, 4, '本年预算数', 'middle', 5), ...put(138, 0, '类'), ...put(138, 1, '款'), ...put(138, 2, '项'), ...put(138, 4, '合计'), ...put(138, 5, '项目支出')];
  const sections = ['01', '03', '05', '06'].flatMap((section, i) => [
    ...put(188 + 40 * i, 1, section), ...line(188 + 40 * i, [], '行政运行事务', '30.00', '5.00'), ...put(208 + 40 * i, 2, '01'), ...line(208 + 40 * i, [], '行政运行', '30.00', '5.00'),
  ]);
  const body = [...put(156, 0, '20'), ...put(166, 0, '1'), ...line(161, [], '一般公共服务支出', '120.00', '20.00'), ...sections];
  const rules = [rule(105), rule(125, 50, 230), rule(125, 360, 540), rule(145), ...Array.from({ length: 9 }, (_, i) => rule(175 + 20 * i))];

  it('has a column for them', () => {
    const [grid] = gridsOf([...header, ...body], 1, rules);
    expect(grid?.cells.filter((cell) => cell.row > 1 && cell.row < 5 && cell.text !== '').map(({ row, column, text: content }) => [row, column, content]).filter(([, column]) => (column as number) < 3))
      .toEqual([[2, 0, '201'], [3, 1, '01'], [4, 2, '01']]);
  });

  it('is one table where a scan has a character too large', () => {
    const large = text(365, 188, '30').map((glyph) => ({ ...glyph, size: 13 }));
    expect(gridsOf([...header, ...body.filter((glyph) => glyph.x0 < 360 || glyph.y1 < 178 || glyph.y1 > 195), ...large], 1, rules)).toHaveLength(1);
  });
});
