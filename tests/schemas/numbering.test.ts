import { describe, expect, it } from 'vitest';
import { BRACKETED_DIGITS, BRACKETED_NUMERAL, CIRCLED, DIGITS, HALF_BRACKETED, lineLevel, NUMERAL, numberingOf, numberOf, PART } from '../../schemas/numbering.js';

describe('numbering of prose', () => {
  it.each([
    ['第二部分 2025年部门预算表', PART, '第二部分'],
    ['一、部门收支总体情况', NUMERAL, '一、'],
    ['（十二）商品和服务支出', BRACKETED_NUMERAL, '（十二）'],
    ['3.公务接待费', DIGITS, '3.'],
    ['11“.灾害防治及应急管理支出”', DIGITS, '11“.'],
    ['（1）公务用车购置费', BRACKETED_DIGITS, '（1）'],
    ['②基本支出', CIRCLED, '②'],
    ['2）项目支出', HALF_BRACKETED, '2）'],
  ])('%s', (text, level, mark) => expect(numberingOf(text)).toEqual({ level, mark }));

  it('takes no amount, code or year for a number of an item', () => {
    for (const text of ['3.5万元', '2025年预算', '205教育支出', '基本支出']) expect(numberingOf(text)).toBeUndefined();
  });

  it('nests levels from the outermost to the innermost', () => {
    const levels = ['第一部分', '一、', '（一）', '1.', '（1）', '①', '1）'].map((mark) => numberingOf(`${mark}支出`)?.level ?? -1);
    expect(levels).toEqual(levels.toSorted((a, b) => a - b));
    expect(new Set(levels).size).toBe(7);
  });
});

describe('numbering of lines in tables', () => {
  it.each([
    ['一:基本支出', NUMERAL],
    ['7(一)行政单位', BRACKETED_NUMERAL],
    ['1基本支出', DIGITS],
    ['(2)公务用车运行费', BRACKETED_DIGITS],
    ['①专项', CIRCLED],
    ['3.5', -1],
    ['教育支出', -1],
  ])('%s', (name, level) => expect(lineLevel(name)).toBe(level));
});

it('reads the number of a mark', () => {
  expect(['（三）', '3.', '③', '十、', '十二、', '二十、', '第二部分', '⑴', ''].map(numberOf)).toEqual([3, 3, 3, 10, 12, 20, 2, 0, 0]);
});
