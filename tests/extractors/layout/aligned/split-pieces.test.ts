/** Headings set closer to each other than the texts of the columns below them. */
import { describe, expect, it } from 'vitest';
import { gridsOf, rowsOf, text } from '../pages.js';

const row = (y: number, name: string, ...amounts: readonly string[]) => [...text(60, y, name), ...amounts.flatMap((amount, i) => text(305 + 62 * i - 5 * amount.length, y, amount))];

describe('thousands parted by blanks', () => {
  /** A figure whose thousands a narrow blank parts. */
  const parted = (right: number, y: number, ...groups: readonly string[]) => {
    const width = groups.reduce((sum, group) => sum + 5 * group.length, 0) + 2.5 * (groups.length - 1);
    let pen = right - width;
    return groups.flatMap((group, i) => {
      const blank = i === 0 ? [] : [{ ...(text(pen, y, '1')[0] as ReturnType<typeof text>[number]), text: ' ', x1: pen + 2.5 }];
      pen += i === 0 ? 0 : 2.5;
      const glyphs = [...blank, ...text(pen, y, group)];
      pen += 5 * group.length;
      return glyphs;
    });
  };
  it('are one number, also where another line has none before its last three digits', () => {
    const lines = [['教育支出', ['5', '627', '082.18']], ['普通教育', ['258', '582.55']], ['学前教育', ['21', '115.66']], ['小学教育', ['627', '244.80']], ['科技支出', ['1', '192', '810.56']]] as const;
    const [table] = gridsOf([...text(60, 100, '项目'), ...text(240, 100, '合计'), ...text(340, 100, '基本'), ...lines.flatMap(([name, groups], i) => [...text(60, 120 + 20 * i, name), ...parted(280, 120 + 20 * i, ...groups), ...parted(380, 120 + 20 * i, ...groups)])]);
    expect(rowsOf(table).slice(1)).toEqual(lines.map(([name, groups]) => [name, groups.join(' '), groups.join(' ')]));
  });
});

describe('headings of amounts of several years', () => {
  it('part where the next year begins behind a gap', () => {
    const head = [...text(60, 100, '项目'), ...text(240, 100, '2025年预算'), ...text(304, 100, '2024年预算'), ...text(382, 100, '增减变化')];
    const [table] = gridsOf([...head, ...row(120, '“三公”经费小计', '51.71', '54.71', '-3.00'), ...row(140, '公务用车购置及运行费', '19.14', '24.14', '-5.00'), ...row(160, '公务接待费', '32.57', '30.57', '2.00')]);
    expect(rowsOf(table)[0]).toEqual(['项目', '2025年预算', '2024年预算', '增减变化']);
  });
});

describe('headings that are alike', () => {
  it('part where one stands beside the same again, though nothing else shows its column', () => {
    const head = [...text(60, 100, '项目'), ...text(240, 100, '其中：2026'), ...text(304, 100, '其中：2026'), ...text(240, 114, '年预算数'), ...text(304, 114, '年采购数')];
    const [table] = gridsOf([...head, ...row(134, '公共安全支出', '51.71', '54.71'), ...row(154, '司法', '19.14', '24.14'), ...row(174, '行政运行', '32.57', '30.57')]);
    expect(rowsOf(table)[0]).toEqual(['项目', '其中：2026年预算数', '其中：2026年采购数']);
  });
});

describe('texts of two columns close to each other', () => {
  const lines = (cells: (i: number) => ReturnType<typeof text>) => [...text(60, 100, '项目'), ...text(200, 100, '合计'), ...text(260, 100, '财政'), ...[0, 1, 2].flatMap((i) => [...text(60, 120 + 20 * i, ['教育支出', '普通教育', '科技支出'][i] as string), ...cells(i)])];
  it('are two figures behind thousands, as digits are behind decimals', () => {
    const [table] = gridsOf(lines((i) => [...text(190, 120 + 20 * i, `${i + 1},700`), ...text(219, 120 + 20 * i, '0'), ...text(260, 120 + 20 * i, '12.00')]));
    expect(rowsOf(table).slice(1).map((cells) => cells.slice(1))).toEqual([['1,700', '0', '12.00'], ['2,700', '0', '12.00'], ['3,700', '0', '12.00']]);
  });
  it('are the last level of a code and the code of a unit', () => {
    const [table] = gridsOf(lines((i) => [...text(200, 120 + 20 * i, '01'), ...text(217 + 3 * i, 120 + 20 * i, `15400${i}`), ...text(300, 120 + 20 * i, '12.00')]));
    expect(rowsOf(table).at(-1)?.slice(1)).toEqual(['01', '154002', '12.00']);
  });
});

describe('the number of an item', () => {
  it('is of its name, though names begin there in other lines', () => {
    const names = ['1.', '2.', '3.', '4.'].flatMap((mark, i) => [...text(60, 130 + 20 * i, mark), ...text(72, 130 + 20 * i, ['一般公共预算', '政府性基金', '国有资本经营', '事业收入'][i] as string)]);
    const [table] = gridsOf([...text(80, 100, '项目'), ...text(240, 100, '预算数'), ...names, ...[0, 1, 2, 3].flatMap((i) => text(240, 130 + 20 * i, '12.00'))]);
    expect(rowsOf(table).slice(1)).toEqual([['1.一般公共预算', '12.00'], ['2.政府性基金', '12.00'], ['3.国有资本经营', '12.00'], ['4.事业收入', '12.00']]);
  });
});

describe('codes and names in the middle of their cells', () => {
  it.each([['3011', '-', 60], ['[3011', ']', 80]])('are one text where one begins at an edge of others by chance: %s0%s', (before, after, left) => {
    const names = ['职工基本医疗保险缴费', '基本工资', '津贴补贴', '绩效工资', '住房公积', '伙食补助'].map((name, i) => `${before}${i}${after}${name}`);
    const lines = names.flatMap((name, i) => [...text(i === 0 ? left : 90, 130 + 20 * i, name), ...text(300, 130 + 20 * i, '12.00'), ...text(400, 130 + 20 * i, '12.00')]);
    const grid = gridsOf([...text(100, 100, '科目名称'), ...text(300, 100, '合计'), ...text(400, 100, '基本支出'), ...lines])[0];
    expect(rowsOf(grid).slice(1).map(([first]) => first)).toEqual(names);
  });
});
