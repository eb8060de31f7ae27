/** Headings set closer to each other than the texts of the columns below them. */
import { describe, expect, it } from 'vitest';
import { gridsOf, rowsOf, text } from './pages.js';

const row = (y: number, name: string, ...amounts: readonly string[]) => [...text(60, y, name), ...amounts.flatMap((amount, i) => text(305 + 62 * i - 5 * amount.length, y, amount))];

describe('headings of amounts of several years', () => {
  it('part where the next year begins behind a gap', () => {
    const head = [...text(60, 100, '项目'), ...text(240, 100, '2025年预算'), ...text(304, 100, '2024年预算'), ...text(382, 100, '增减变化')];
    const [table] = gridsOf([...head, ...row(120, '“三公”经费小计', '51.71', '54.71', '-3.00'), ...row(140, '公务用车购置及运行费', '19.14', '24.14', '-5.00'), ...row(160, '公务接待费', '32.57', '30.57', '2.00')]);
    expect(rowsOf(table)[0]).toEqual(['项目', '2025年预算', '2024年预算', '增减变化']);
  });
});
