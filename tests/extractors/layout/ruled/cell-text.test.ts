import { describe, expect, it } from 'vitest';
import { joinCode, splitFigures } from '../../../../extractors/layout/ruled/cell-text.js';
import { gridsOf, rowsOf, segments, text, vertical } from '../pages.js';

/** Text with `|` where the rules run, to the parts that the cells get. */
function parts(ruled: string): string[] {
  const owners: number[] = [];
  let cell = 0;
  for (const c of ruled) {
    if (c === '|') cell += 1;
    else owners.push(cell);
  }
  const text = ruled.replaceAll('|', '');
  const out: string[] = [];
  for (const [i, owner] of splitFigures(text, owners).entries()) out[owner] = (out[owner] ?? '') + text.charAt(i);
  return out;
}

describe('figures that abut at a rule', () => {
  it('are cut where each is a whole figure of the same decimals, not where the rule runs', () => {
    expect(parts('174,900.641|01,833.844|1,534.73')).toEqual(['174,900.64', '101,833.84', '41,534.73']);
  });
  it('stay as they are where the rule already cuts whole figures', () => {
    expect(parts('174,900.64|101,833.84')).toEqual(['174,900.64', '101,833.84']);
  });
  it('stay with their centres where no cut makes whole figures', () => {
    expect(parts('1,23.4|5,6')).toEqual(['1,23.4', '5,6']);
  });
  it('stay with their centres where two cuts are equally near', () => {
    expect(parts('12|34')).toEqual(['12', '34']);
  });
});

describe('codes that a narrow cell breaks', () => {
  it('are made whole where they are official codes', () => {
    expect(joinCode(['20', '1'])).toEqual(['201']);
    expect(joinCode(['2', '0', '1'])).toEqual(['201']);
    expect(joinCode(['20805', '01'])).toEqual(['2080501']);
    expect(joinCode(['[20805', '05]机关事业单位', '基本养老保险缴费支出'])).toEqual(['[2080505]机关事业单位', '基本养老保险缴费支出']);
    expect(joinCode(['20805', '01', '行政单位离退休'])).toEqual(['2080501', '行政单位离退休']);
  });
  it('leaves figures, other digits and names alone', () => {
    expect(joinCode(['999', '99'])).toEqual(['999', '99']);
    expect(joinCode(['201', '20805'])).toEqual(['201', '20805']);
    expect(joinCode(['行政', '运行'])).toEqual(['行政', '运行']);
    expect(joinCode(['2080501', '行政单位离退休'])).toEqual(['2080501', '行政单位离退休']);
  });
});

describe('lines that a row has no room for', () => {
  /** Rows 16 high, with the baseline of the first line 12 below their top and the next one 11 below it. */
  const table = (...rows: readonly (readonly [string, string, string])[]): string[][] => {
    const ys = Array.from({ length: rows.length + 1 }, (_, i) => 100 + 16 * i);
    const glyphs = rows.flatMap(([name, rest, amount], i) => [...text(52, 112 + 16 * i, name), ...text(52, 123 + 16 * i, rest), ...text(260, 112 + 16 * i, amount)]);
    return rowsOf(gridsOf(glyphs, 1, [...ys.flatMap((y) => segments(y, 50, 250, 350)), ...[50, 250, 350].map((x) => vertical(x, 100, ys.at(-1) as number))])[0]);
  };
  it('are of the cell in which their text begins, though they are printed over that of the cell below', () => {
    expect(table(['2080506-机关事业单位职业年金', '缴费支出', '462.60'], ['2080599-其他行政事业单位养老', '支出', '3.78'], ['2101101-行政单位医疗', '', '699.72']))
      .toEqual([['2080506-机关事业单位职业年金缴费支出', '462.60'], ['2080599-其他行政事业单位养老支出', '3.78'], ['2101101-行政单位医疗', '699.72']]);
  });
  it('are told from lines of the cell below, which nothing is printed over', () => {
    expect(table(['2080506-机关事业单位职业年金', '', '462.60'], ['2101101-行政单位医疗', '', '699.72'])).toEqual([['2080506-机关事业单位职业年金', '462.60'], ['2101101-行政单位医疗', '699.72']]);
  });
});
