/** Which line of a column begins another item, whatever the room in the line above it. */
import { describe, expect, it } from 'vitest';
import { isNextItem } from '../../../extractors/layout/line-breaks.js';

describe('the next item of a list', () => {
  it.each([
    ['七、其他收入', '八、上年结转'], ['本年收入合计', '上年结转'], ['四、单位资金', '本 年 收 入 合 计'], ['3.公务用车购置及运行费', '（1）公务用车购置费'], ['群众满意度', '≥95%'], ['公务用车购置及运行费', '其中：公务用车购置费'], ['（五）国有资本经营预算支出', '二、年终结转结余'], ['一、本年收入', '（一）一般公共预算拨款'], ['[201]一般公共服务支出', '[20103]政府办公厅（室）'], ['201 一般公共服务支出', '20103 政府办公厅（室）'], ['=100.00(%)', '提升'], ['项目名称', '主管部门'],
  ])('%s | %s', (above, below) => expect(isNextItem(above, below)).toBe(true));
  it.each([
    ['机关事业单位基本养老', '保险缴费支出'], ['因公出国', '（境）费'], ['七、其他', '九、收入'], ['其中：', '（1）公务用车购置费'], ['本年收入', '合计'], ['安排资金100万元，', '其中：设备50万元'], ['（五）支出，含', '二、三类项目'], ['项目编号：', '99999 号项目'], ['≥300.00', '(本)'], ['计划完成', '日期'],
  ])('%s | %s is not', (above, below) => expect(isNextItem(above, below)).toBe(false));
});
