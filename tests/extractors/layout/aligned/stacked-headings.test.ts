/** Headings whose characters stand one below the other in narrow columns. */
import { describe, expect, it } from 'vitest';
import { blocksOf, gridsOf, rowsOf, segments, text, vertical } from '../pages.js';

/** A heading with its characters 13 points apart, its middle at y. */
const stack = (x: number, y: number, word: string) => [...word].flatMap((c, i) => text(x, y + 13 * (i - (word.length - 1) / 2), c));
const amounts = (y: number, ...texts: readonly string[]) => texts.flatMap((amount, i) => text(280 + 60 * i - 5 * amount.length, y, amount));
const body = [['201', '一般公共服务支出', '9.00', '6.00', '3.00'], ['20106', '财政事务', '9.00', '6.00', '3.00'], ['2010601', '行政运行', '6.00', '6.00', '0.00']].flatMap(([code = '', name = '', ...sums], i) => [...text(50, 160 + 15 * i, code), ...text(110, 160 + 15 * i, name), ...amounts(160 + 15 * i, ...sums)]);

describe('stacked headings without rules', () => {
  it('are one text each, in one row with whole ones', () => {
    const [grid] = gridsOf([...text(50, 120, '科目编码'), ...text(130, 120, '科目名称'), ...stack(265, 120, '合计'), ...stack(325, 120, '基本支出'), ...stack(385, 120, '项目支出'), ...body]);
    expect(rowsOf(grid).slice(0, 2)).toEqual([['科目编码', '科目名称', '合计', '基本支出', '项目支出'], ['201', '一般公共服务支出', '9.00', '6.00', '3.00']]);
  });
  it('stand beside headings of two levels', () => {
    const [grid] = gridsOf([...text(50, 112, '科目编码'), ...text(130, 112, '科目名称'), ...stack(265, 112, '合计'), ...text(335, 90, '本年支出'), ...stack(325, 122, '基本支出'), ...stack(385, 122, '项目支出'), ...body]);
    expect(rowsOf(grid).slice(0, 2)).toEqual([['科目编码 2×1', '科目名称 2×1', '合计 2×1', '本年支出 1×2'], ['基本支出', '项目支出']]);
  });
  it('are no headings where they say nothing of a table', () => {
    expect(blocksOf([...text(50, 100, '甲'), ...text(50, 113, '乙'), ...text(50, 126, '丙')]).map((block) => block.type)).not.toContain('grid');
  });
});

describe('stacked headings above the first rule of a frame with columns', () => {
  it('are one row', () => {
    const rules = [80, 150, 200].flatMap((y) => segments(y, 40, 420)).concat([40, 105, 240, 300, 360, 420].map((x) => vertical(x, 80, 200)));
    const [grid] = gridsOf([...stack(65, 115, '科目编码'), ...stack(165, 115, '科目名称'), ...stack(265, 115, '合计'), ...stack(325, 115, '基本支出'), ...stack(385, 115, '项目支出'), ...body], 1, rules);
    expect(rowsOf(grid)[0]).toEqual(['科目编码', '科目名称', '合计', '基本支出', '项目支出']);
  });
});
