import { describe, expect, it } from 'vitest';
import { gridsOf, rowsOf, segments, text, vertical } from '../pages.js';

const XS = [50, 150, 250, 350];
const FIGURES = [...text(100, 185, '300.00'), ...text(200, 185, '100.00'), ...text(300, 185, '200.00')];
const NEXT = [...text(100, 205, '30.00'), ...text(200, 205, '10.00'), ...text(300, 205, '20.00')];
/** A table with sides between its columns; below its header a rule from `from` on. The side in the middle of 单位资金 begins below it. */
const rules = (from: number, top = 132) => [...segments(100, 50, 350), ...segments(170, from, 350), ...segments(215, 50, 350), ...[50, 150, 350].map((x) => vertical(x, 100, 215)), vertical(250, top, 215)];

describe('a side that begins within the header', () => {
  const heads = [...text(90, 140, '总计'), ...text(230, 120, '单位资金'), ...text(180, 155, '事业收入'), ...text(280, 155, '其他收入')];
  it('is the end of the heading over the columns beside it', () => {
    expect(rowsOf(gridsOf([...heads, ...FIGURES, ...NEXT], 1, rules(50))[0])).toEqual([['总计 2×1', '单位资金 1×2'], ['事业收入', '其他收入'], ['300.00', '100.00', '200.00'], ['30.00', '10.00', '20.00']]);
  });
  it('ends no row twice where the rule below the header is drawn under the lowest headings alone', () => {
    expect(rowsOf(gridsOf([...heads, ...FIGURES, ...NEXT], 1, rules(150))[0])).toEqual([['总计 2×1', '单位资金 1×2'], ['事业收入', '其他收入'], ['300.00', '100.00', '200.00'], ['30.00', '10.00', '20.00']]);
  });
  it('ends none where the text above is not over the columns', () => {
    const left = [...text(90, 140, '总计'), ...text(155, 120, '单位资金'), ...text(155, 155, '事业收入'), ...text(280, 155, '其他收入')];
    expect(rowsOf(gridsOf([...left, ...FIGURES, ...NEXT], 1, rules(50))[0])?.[0]).not.toContainEqual('单位资金 1×2');
  });
  it('ends none where it is broken', () => {
    const broken = [...rules(50), vertical(250, 100, 128)];
    expect(rowsOf(gridsOf([...heads, ...FIGURES, ...NEXT], 1, broken)[0])?.[0]).not.toContainEqual('单位资金 1×2');
  });
});

describe('a header of one row between rules whose headings all wrap', () => {
  it('is one row', () => {
    const wrapped = XS.slice(0, 3).flatMap((x, i) => [...text(x + 20, 115, ['本年收入合', '财政拨款收', '上级补助收'][i] ?? ''), ...text(x + 40, 128, i === 0 ? '计' : '入')]);
    const body = [0, 1, 2].flatMap((r) => XS.slice(0, 3).flatMap((x) => text(x + 60, 160 + 20 * r, `1${r}.00`)));
    const three = [...segments(100, 50, 350), ...segments(140, 50, 350), ...segments(215, 50, 350)];
    expect(rowsOf(gridsOf([...wrapped, ...body], 1, three)[0])[0]).toEqual(['本年收入合\n计', '财政拨款收\n入', '上级补助收\n入'].map((t) => t.replace('\n', '')));
  });
});

describe('a rule that is drawn under the lowest headings alone', () => {
  const sides = [...segments(100, 50, 350), ...segments(130, 150, 350), ...segments(160, 150, 350), ...segments(190, 50, 350), ...[50, 150, 350].map((x) => vertical(x, 100, 190)), vertical(250, 130, 190)];
  const heads = [...text(90, 133, '合计'), ...text(220, 118, '公务用车'), ...text(180, 148, '购置费'), ...text(280, 148, '运行费')];
  it('parts the heading beside them from its figure', () => {
    expect(rowsOf(gridsOf([...heads, ...text(90, 178, '19.25'), ...text(190, 178, '5.00'), ...text(290, 178, '14.25')], 1, sides)[0])).toEqual([['合计 2×1', '公务用车 1×2'], ['购置费', '运行费'], ['19.25', '5.00', '14.25']]);
  });
  it('leaves a label with its value where no heading stands above figures', () => {
    const label = [...text(80, 133, '张三：'), ...text(220, 118, '公务用车'), ...text(180, 148, '购置费'), ...text(280, 148, '运行费')];
    expect(rowsOf(gridsOf([...label, ...text(90, 178, '19.25'), ...text(190, 178, '5.00'), ...text(290, 178, '14.25')], 1, sides)[0])[0]?.[0]).toContain('3×1');
  });
});

describe('sides that meet no rule at all, below headings over several columns', () => {
  const heads = [...text(155, 120, '收入'), ...text(405, 120, '支出'), ...text(110, 140, '项目'), ...text(230, 140, '金额'), ...text(360, 140, '项目'), ...text(480, 140, '金额')];
  const line = (y: number, a: string, b: string, c: string, d: string) => [...text(55, y, a), ...text(245, y, b), ...text(305, y, c), ...text(495, y, d)];
  const body = [...line(160, '一般公共预算财政拨款', '300.00', '公共安全支出', '200.00'), ...line(180, '其他收入', '10.00', '卫生健康支出', '110.00'), ...line(200, '收入总计', '310.00', '支出总计', '310.00')];
  it('belong to the table that ends with them', () => {
    const open = [...segments(100, 50, 550), ...[50, 300, 550].map((x) => vertical(x, 100, 210)), ...[200, 450].map((x) => vertical(x, 126, 210))];
    expect(rowsOf(gridsOf([...heads, ...body], 1, open)[0])).toEqual([['收入 1×2', '支出 1×2'], ['项目', '金额', '项目', '金额'], ['一般公共预算财政拨款', '300.00', '公共安全支出', '200.00'], ['其他收入', '10.00', '卫生健康支出', '110.00'], ['收入总计', '310.00', '支出总计', '310.00']]);
  });
});
