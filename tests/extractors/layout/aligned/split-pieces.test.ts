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

describe('codes and names in the middle of their cells', () => {
  it.each([['3011', '-', 60], ['[3011', ']', 80]])('are one text where one begins at an edge of others by chance: %s0%s', (before, after, left) => {
    const names = ['职工基本医疗保险缴费', '基本工资', '津贴补贴', '绩效工资', '住房公积', '伙食补助'].map((name, i) => `${before}${i}${after}${name}`);
    const lines = names.flatMap((name, i) => [...text(i === 0 ? left : 90, 130 + 20 * i, name), ...text(300, 130 + 20 * i, '12.00'), ...text(400, 130 + 20 * i, '12.00')]);
    const grid = gridsOf([...text(100, 100, '科目名称'), ...text(300, 100, '合计'), ...text(400, 100, '基本支出'), ...lines])[0];
    expect(rowsOf(grid).slice(1).map(([first]) => first)).toEqual(names);
  });
});
