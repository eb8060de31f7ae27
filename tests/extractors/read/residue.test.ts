import { describe, expect, it } from 'vitest';
import { cleanText, joinLines } from '../../../extractors/read/residue.js';

describe('cleanText', () => {
  it.each([
    ['$\\geq 90.00\\%$', '≥90.00%'],
    ['$\\leq 30.00(\\text{天})$', '≤30.00(天)'],
    ['$= 100.00\\%$', '=100.00%'],
    ['$3 \\times 10^{2}$ \\mathrm{km}', '3×10² km'],
    ['占 $\\frac{1}{3}$', '占 1/3'],
    ['5\\%', '5%'],
    ['约$100和$200两档', '约$100和$200两档'],
    ['<p>合计</p>', '合计'],
    ['<b>A</b>&nbsp;&amp;&#20803;', 'A &元'],
    ['<2.00 (%)', '<2.00 (%)'],
    ['甲<!-- x -->乙', '甲乙'],
    ['**合计**', '合计'],
    ['a\\_b \\* c', 'a_b * c'],
    ['⼀般⺠生', '一般民生'],
    ['１２，３４５．００', '１２，３４５．００'],
    ['（\u200b1,234）', '（1,234）'],
  ])('%s → %s', (raw, clean) => expect(cleanText(raw)).toBe(clean));
});

describe('joinLines', () => {
  it('puts nothing between Chinese characters or inside figures, a space between words', () => {
    expect(joinLines(['机关事业单位', '养老保险'])).toBe('机关事业单位养老保险');
    expect(joinLines(['1,234,', '567.00'])).toBe('1,234,567.00');
    expect(joinLines(['budget', 'lines'])).toBe('budget lines');
  });
});
