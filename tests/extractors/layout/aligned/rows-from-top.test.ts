/** Tables without rules whose texts begin at the tops of their cells, as word processors print them. */
import { describe, expect, it } from 'vitest';
import { gridsOf, rowsOf, text } from '../pages.js';

const PITCH = 16;
const width = (content: string): number => [...content].reduce((sum, c) => sum + (/[\d,.()%-]/u.test(c) ? 5 : 10), 0);
type Place = 'left' | 'right' | 'middle';

/** Cells of one row at y, with text from `bounds[column]` to the next bound less a margin of five points on both sides; each is broken into the given lines. */
const row = (bounds: readonly number[], y: number, ...cells: readonly (readonly [column: number, at: Place, ...lines: string[]])[]) => cells.flatMap(([column, at, ...lines]) => lines.flatMap((line, i) => {
  const [from, to] = [(bounds[column] as number) + 5, (bounds[column + 1] as number) - 5];
  return text(at === 'left' ? from : at === 'right' ? to - width(line) : (from + to - width(line)) / 2, y + i * PITCH, line);
}));
/** A heading over the columns from `first` to `last`. */
const over = (bounds: readonly number[], y: number, first: number, last: number, ...lines: readonly string[]) => row([bounds[first] as number, bounds[last + 1] as number], y, [0, 'middle', ...lines]);

describe('rows of a table whose texts begin at the tops of their cells', () => {
  const bounds = [50, 90, 130, 170, 210];
  const header = row(bounds, 100, [0, 'middle', '科目编', '码'], [1, 'middle', '科目名', '称'], [2, 'middle', '合计'], [3, 'middle', '基本支', '出']);

  it('are told by where texts begin, though all lines stand equally far apart and figures are broken', () => {
    const [grid] = gridsOf([
      ...header,
      ...row(bounds, 132, [1, 'left', '合计'], [2, 'right', '1,250.', '36'], [3, 'right', '1,250.', '36']),
      ...row(bounds, 164, [0, 'left', '20805'], [1, 'left', '行政事', '业单位', '养老支', '出'], [2, 'right', '450.36'], [3, 'right', '450.36']),
      ...row(bounds, 228, [0, 'left', '208050', '5'], [1, 'left', '基本养', '老保险', '缴费支', '出'], [2, 'right', '450.36'], [3, 'right', '450.36']),
      ...row(bounds, 292, [0, 'left', '21303'], [1, 'left', '水利'], [2, 'right', '800.00'], [3, 'right', '800.00']),
      ...row(bounds, 308, [0, 'left', '213031', '4'], [1, 'left', '防汛'], [2, 'right', '800.00'], [3, 'right', '800.00']),
    ]);
    expect(rowsOf(grid)).toEqual([
      ['科目编码', '科目名称', '合计', '基本支出'],
      ['合计', '1,250.36', '1,250.36'],
      ['20805', '行政事业单位养老支出', '450.36', '450.36'],
      ['2080505', '基本养老保险缴费支出', '450.36', '450.36'],
      ['21303', '水利', '800.00', '800.00'],
      ['2130314', '防汛', '800.00', '800.00'],
    ]);
  });

  it('hold codes that their column breaks, those of no list among them, and the rests of a code and an amount in one line', () => {
    const [grid] = gridsOf([
      ...header,
      ...row(bounds, 132, [1, 'left', '合计'], [2, 'right', '1,250.', '36'], [3, 'right', '1,250.', '36']),
      ...row(bounds, 164, [0, 'left', '21369'], [1, 'left', '三峡后', '续'], [2, 'right', '650.00'], [3, 'right', '650.00']),
      ...row(bounds, 196, [0, 'left', '21369', '02'], [1, 'left', '三峡'], [2, 'right', '650.00'], [3, 'right', '650.00']),
      ...row(bounds, 228, [0, 'left', '21303', '01'], [1, 'left', '运行'], [2, 'right', '1,600.', '2'], [3, 'right', '600.26']),
      ...row(bounds, 260, [0, 'left', '21303', '04'], [1, 'left', '管理'], [2, 'right', '800.00'], [3, 'right', '800.00']),
    ]);
    expect(rowsOf(grid).slice(2).map(([code, , total]) => [code, total])).toEqual([['21369', '650.00'], ['2136902', '650.00'], ['2130301', '1,600.2'], ['2130304', '800.00']]);
  });

  it('hold years whose 年 stands below them', () => {
    const year = (y: number, name: string, ...amounts: readonly string[]) => [...row(bounds, y, [0, 'left', '审计局', '本级'], [1, 'left', name, '年'], [2, 'right', '1,250.', '36'], [3, 'right', ...amounts])];
    const [grid] = gridsOf([...header, ...year(132, '2024', '1,250.', '36'), ...year(164, '2025', '250.36'), ...year(196, '2026', '450.36')]);
    expect(rowsOf(grid).slice(1).map((cells) => cells[1])).toEqual(['2024年', '2025年', '2026年']);
  });

  it('hold figures that are broken at their separators and within their digits', () => {
    const [grid] = gridsOf([
      ...header,
      ...row(bounds, 132, [1, 'left', '合计'], [2, 'right', '13,145', ',678.9', '0'], [3, 'right', '500,00', '0.00']),
      ...row(bounds, 180, [0, 'left', '208'], [1, 'left', '社会保', '障'], [2, 'right', '12,645', ',678.9', '0']),
      ...row(bounds, 228, [0, 'left', '213'], [1, 'left', '农林水', '支出'], [2, 'right', '500,00', '0.00'], [3, 'right', '500,00', '0.00']),
    ]);
    expect(rowsOf(grid).slice(1)).toEqual([['合计', '13,145,678.90', '500,000.00'], ['208', '社会保障', '12,645,678.90'], ['213', '农林水支出', '500,000.00', '500,000.00']]);
  });

  it('are not those of a table whose texts stand in the middle of their cells', () => {
    const [grid] = gridsOf([
      ...row(bounds, 104, [0, 'middle', '编码'], [1, 'middle', '名称'], [2, 'middle', '合计'], [3, 'middle', '小计']),
      ...[0, 1, 2].flatMap(i => [...row(bounds, 132 + 48 * i, [1, 'left', '行政事', '业单位', '支出']), ...row(bounds, 148 + 48 * i, [0, 'left', '20805'], [2, 'right', `${i}50.36`], [3, 'right', `${i}50.36`])]),
    ]);
    expect(rowsOf(grid).slice(-2).map(cells => cells[1])).toEqual(['行政事业单位支出', '行政事业单位支出']);
  });
});

describe('headings that begin at the tops of their cells', () => {
  const bounds = [50, 110, 170, 230, 290, 350, 410];
  const body = [...row(bounds, 164, [0, 'left', '208'], [1, 'left', '社会保障和', '就业支出'], ...[2, 3, 4, 5].map(c => [c, 'right', `${c}00.00`] as const)), ...row(bounds, 196, [0, 'left', '210'], [1, 'left', '卫生健康支', '出'], ...[2, 3, 4, 5].map(c => [c, 'right', `${c}0.00`] as const))];

  it('are apart from the one below in whose middle they stand, where others at their height leave the columns beside free', () => {
    const [grid] = gridsOf([
      ...row(bounds, 116, [0, 'middle', '科目编码'], [1, 'middle', '科目名称'], [2, 'middle', '合计']), ...over(bounds, 116, 3, 5, '本年拨款'),
      ...row(bounds, 132, [3, 'middle', '一般公共预', '算'], [4, 'middle', '政府性基金', '预算'], [5, 'middle', '国有资本经', '营预算']), ...body,
    ]);
    expect(rowsOf(grid).slice(0, 3)).toEqual([['科目编码 2×1', '科目名称 2×1', '合计 2×1', '本年拨款 1×3'], ['一般公共预算', '政府性基金预算', '国有资本经营预算'], ['208', '社会保障和就业支出', '200.00', '300.00', '400.00', '500.00']]);
  });

  it('end where a line leaves room for the text below it', () => {
    const [grid] = gridsOf([
      ...row(bounds, 116, [0, 'middle', '科目编码'], [1, 'middle', '科目名称'], [2, 'middle', '合计']), ...over(bounds, 116, 3, 5, '2024年预算数比2023年预算数执行情', '况增减'),
      ...row(bounds, 148, [3, 'middle', '小计'], [4, 'middle', '基本支出'], [5, 'middle', '项目支出']), ...body,
    ]);
    expect(rowsOf(grid)[0]?.at(-1)).toBe('2024年预算数比2023年预算数执行情况增减 1×3');
    expect(rowsOf(grid)[1]).toEqual(['小计', '基本支出', '项目支出']);
  });
});

it('a heading over the middle of three is no line of the one below it, where other headings wrap at less distance', () => {
  const bounds = [48, 132, 215, 298, 381, 464, 548];
  const at = (y: number, column: number, content: string, place: Place = 'middle') => row(bounds, y, [column, place, content]);
  const [grid] = gridsOf([
    ...at(129, 1, '因公出国（境）'), ...at(143, 1, '费'), ...over(bounds, 127, 2, 4, '公务用车购置及运行费'), ...at(136, 0, '合计'), ...at(136, 5, '公务接待费'),
    ...at(144, 2, '小计'), ...at(144, 3, '公务用车购置费'), ...at(144, 4, '公务用车运行费'),
    ...[0, 2, 4, 5].flatMap(c => at(162, c, '0.51', 'right')),
  ]);
  expect(rowsOf(grid).at(-1)).toEqual(['0.51', '0.51', '0.51', '0.51']);
  expect(grid?.cells.filter(cell => cell.row === 2 && cell.text !== '').map(cell => cell.column)).toEqual([0, 2, 4, 5]);
});

it('the numbers of the columns of an empty form stand in the columns of its noughts', () => {
  const bounds = [40, 70, 100, 130, 250, 350, 450, 540];
  const [grid] = gridsOf([
    ...over(bounds, 78, 0, 3, '项目'), ...over(bounds, 96, 0, 2, '功能分类编码'), ...over(bounds, 102, 3, 3, '科目名称'),
    ...row(bounds, 96, [4, 'middle', '合计'], [5, 'middle', '基本支出'], [6, 'middle', '项目支出']),
    ...row(bounds, 114, [0, 'middle', '类'], [1, 'middle', '款'], [2, 'middle', '项']),
    ...over(bounds, 130, 0, 3, '栏次'), ...row(bounds, 130, [4, 'middle', '1'], [5, 'middle', '2'], [6, 'middle', '3']),
    ...over(bounds, 146, 0, 3, '合计'), ...row(bounds, 146, [4, 'right', '0.00'], [5, 'right', '0.00'], [6, 'right', '0.00']),
  ]);
  const columnsOf = (content: string): number[] => (grid?.cells ?? []).filter(cell => cell.text === content && cell.column > 3).map(cell => cell.column);
  expect(columnsOf('0.00')).toEqual([4, 5, 6]);
  expect(['1', '2', '3'].flatMap(columnsOf)).toEqual([4, 5, 6]);
});
