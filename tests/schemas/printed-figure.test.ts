import { describe, expect, it } from 'vitest';
import { isAmount, isAmountOrPercentage, isFigure, isPlainAmount } from '../../schemas/printed-figure.js';

describe('printed figures', () => {
  it('bear signs, brackets, currencies, percent signs and marks of notes, in either width', () => {
    for (const text of ['5', '-5', '−5', '△5', '▲1,234.50', '负5', '(5)', '（5）', '￥5.00', '12.5%', '（12.5%）', '2080505', '123.45①', '１２３', ' 5 ', '1 234.5', '1234元', '13947.72万元']) expect(isFigure(text), text).toBe(true);
    for (const text of ['', '-', '—', '5人', '第5页', '五', 'a5', '1.公务接待费', '≥95%', '5-6']) expect(isFigure(text), text).toBe(false);
  });

  it('are amounts where they have separators or decimals', () => {
    for (const text of ['1,234', '1.5', '-1,234.50', '负12.00', '(3.20)', '8.50*', '１，２３４']) expect(isAmount(text), text).toBe(true);
    for (const text of ['13947.72万元', '1,234元', '（3.20）']) expect(isAmount(text), text).toBe(true);
    for (const text of ['1,234年', '5.5元/人', '1234元', '1234', '20805', '12.5%', '1,23', '1.2.3', '']) expect(isAmount(text), text).toBe(false);
    expect([isAmountOrPercentage('12.5%'), isAmountOrPercentage('12%'), isAmountOrPercentage('1,234')]).toEqual([true, false, true]);
  });

  it('are plainly amounts where they can be no number of a chapter', () => {
    expect(['1.5', '1.50', '1,500', '（1.50）', '1.50%', '2.1.3'].map(isPlainAmount)).toEqual([false, true, true, true, false, false]);
  });
});
