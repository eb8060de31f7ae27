/** What charts print beside their axes is no table. */
import { describe, expect, it } from 'vitest';
import type { Glyph } from '../../../../extractors/read/pdf/pdf-source.js';
import { gridsOf, rowsOf, text } from '../pages.js';

const axis = (values: readonly number[]): Glyph[] => values.flatMap((value, i) => text(50, 100 + 20 * i, String(value)));

describe('charts', () => {
  it('an axis with a few labels beside it gives no grid', () => {
    expect(gridsOf([...axis([450, 400, 350, 300, 250, 200, 150, 100, 50]), ...text(200, 100, '预算'), ...text(300, 140, '支出'), ...text(200, 180, '本年')])).toEqual([]);
  });

  it('a list with numbered rows and few amounts is a table', () => {
    const [grid] = gridsOf([...axis([1, 2, 3, 4, 5, 6, 7, 8]), ...['外交支出', '国防支出', '教育支出', '科学支出', '其他支出', '债务支出', '住房支出'].flatMap((name, i) => text(80, 100 + 20 * i, name)), ...text(200, 240, '1,234.00'), ...text(300, 240, '1,234.00'), ...text(400, 100, '拨款')]);
    expect(rowsOf(grid)).toHaveLength(8);
  });

  it('years in a column with amounts beside them are a table', () => {
    const [grid] = gridsOf([...axis([2019, 2020, 2021, 2022, 2023, 2024]), ...[0, 1, 2, 3, 4, 5].flatMap(i => [...text(200, 100 + 20 * i, `${i + 1},234.00`), ...text(300, 100 + 20 * i, `${i + 2},345.00`)])]);
    expect(rowsOf(grid)).toHaveLength(6);
  });
});
