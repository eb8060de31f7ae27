/** Which line of a column begins another item, whatever the room in the line above it. */
import { describe, expect, it } from 'vitest';
import { breakBetween, isNextItem } from '../../../../extractors/layout/aligned/line-breaks.js';
import type { Placed } from '../../../../extractors/layout/aligned/stream-rows.js';
import { gridsOf, rowsOf, text } from '../pages.js';

describe('the next item of a list', () => {
  it.each([
    ['七、其他收入', '八、上年结转'], ['本年收入合计', '上年结转'], ['四、单位资金', '本 年 收 入 合 计'], ['3.公务用车购置及运行费', '（1）公务用车购置费'], ['群众满意度', '≥95%'], ['公务用车购置及运行费', '其中：公务用车购置费'], ['（五）国有资本经营预算支出', '二、年终结转结余'], ['一、本年收入', '（一）一般公共预算拨款'], ['[201]一般公共服务支出', '[20103]政府办公厅（室）'], ['201 一般公共服务支出', '20103 政府办公厅（室）'], ['2200504-气象事业机构', '2200509-气象服务'], ['=100.00(%)', '提升'], ['项目名称', '主管部门'],
  ])('%s | %s', (above, below) => expect(isNextItem(above, below)).toBe(true));
  it.each([
    ['机关事业单位基本养老', '保险缴费支出'], ['因公出国', '（境）费'], ['七、其他', '九、收入'], ['其中：', '（1）公务用车购置费'], ['本年收入', '合计'], ['安排资金100万元，', '其中：设备50万元'], ['（五）支出，含', '二、三类项目'], ['项目编号：', '99999 号项目'], ['≥300.00', '(本)'], ['计划完成', '日期'],
  ])('%s | %s is not', (above, below) => expect(isNextItem(above, below)).toBe(false));
});

describe('a code that its column breaks', () => {
  const placed = (line: number, print: string): Placed => ({ line, first: 0, last: 0, y: 12 * line, piece: { text: print, figure: true, size: 10, x0: 50, x1: 50 + 5 * print.length, y0: 12 * line, y1: 12 * line + 10, chars: [...print].map((c, i) => ({ text: c, size: 10, x0: 50 + 5 * i, x1: 55 + 5 * i, y0: 12 * line, y1: 12 * line + 10 })) } as unknown as Placed['piece'] });
  const possible = (...prints: readonly [string, string, string]): boolean => {
    const column = prints.map((print, i) => placed(i, print));
    return breakBetween(column[1] as Placed, column[2] as Placed, column).possible;
  };
  it('goes on below with its last digits, where a shorter code begins as it does', () => {
    expect(possible('135', '13500', '1')).toBe(true);
    expect(possible('245', '2450', '01')).toBe(true);
  });
  it('goes on below where both are one of the lists', () => {
    expect(possible('210', '22401', '08')).toBe(true);
    expect(possible('210', '22401', '00')).toBe(false);
    const row = (y: number, code: string, name: string, amount: string) => [...text(40, y, code), ...text(90, y, name), ...text(300 - 5 * amount.length, y, amount)];
    const grid = gridsOf([...text(40, 80, '编码'), ...text(90, 80, '科目名称'), ...text(270, 80, '合计'), ...row(98, '', '应急救援', '100.00'), ...text(40, 92, '22401'), ...text(40, 104, '08')], 1)[0];
    expect(rowsOf(grid).at(-1)).toEqual(['2240108', '应急救援', '100.00']);
  });
  it('does not with another code, or with an amount', () => {
    expect(possible('303', '30399', '307')).toBe(false);
    expect(possible('520', '1350', '12')).toBe(false);
  });
});

describe('figures with a sign that touch the figure before them', () => {
  it('are figures of their own', () => {
    const rows = ['甲项目经费', '乙项目经费', '丙项目经费', '丁项目经费'].flatMap((name, i) => [...text(44, 90 + 16 * i, name), ...text(300, 90 + 16 * i, '4.00'), ...text(400, 90 + 16 * i, '-3.0000'), ...text(436.5, 90 + 16 * i, '-25.0%')]);
    expect(rowsOf(gridsOf([...text(60, 74, '项目'), ...text(300, 74, '合计'), ...text(395, 74, '增减额'), ...text(440, 74, '增减%'), ...rows])[0]).at(-1)).toEqual(['丁项目经费', '4.00', '-3.0000', '-25.0%']);
  });
});
