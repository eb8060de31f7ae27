import { describe, expect, it } from 'vitest';
import { spanHeadings, type OpenCell } from '../../../../extractors/layout/aligned/stream-headings.js';
import type { Char } from '../../../../extractors/layout/lines/words.js';

/** A cell in a column of 60 pt; its text of 10 pt a character stands centred over columns `from` to `to`, at height `y`. */
function cell(row: number, column: number, text: string, y: number, from = column, to = column): OpenCell {
  const middle = 30 * (from + to + 1);
  const chars = [...text].map((c, i) => ({ text: c, x0: middle - 5 * text.length + 10 * i, x1: middle - 5 * text.length + 10 * (i + 1), y0: y - 5, y1: y + 5, size: 10 }) as unknown as Char);
  return { row, column, rowSpan: 1, columnSpan: 1, chars };
}

const spans = (cells: readonly OpenCell[], rows: number): string[] =>
  spanHeadings(cells, rows).filter(c => c.chars.length > 0 && c.columnSpan > 1).map(c => `${c.chars.map(x => x.text).join('')} ${c.column}-${c.column + c.columnSpan - 1}`);

describe('headings over the middle of several columns', () => {
  it('span the columns beside them that have headings of their own below', () => {
    expect(spans([
      cell(0, 0, '', 10), cell(0, 1, '', 10), cell(0, 2, '基本支出', 10), cell(0, 3, '', 10), cell(0, 4, '', 10),
      cell(1, 0, '科目', 20), cell(1, 1, '小计', 30), cell(1, 2, '人员', 30), cell(1, 3, '公用', 30), cell(1, 4, '项目', 20),
      cell(2, 0, '合计', 50), cell(2, 1, '3.00', 50), cell(2, 2, '2.00', 50), cell(2, 3, '1.00', 50), cell(2, 4, '5.00', 50),
    ], 3)).toEqual(['基本支出 1-3']);
  });
  it('share the columns between them so that each is in the middle of its own', () => {
    expect(spans([
      cell(0, 0, '', 10), cell(0, 1, '上年', 10, 1, 2), cell(0, 2, '', 10), cell(0, 3, '', 10), cell(0, 4, '本年', 10, 3, 5), cell(0, 5, '', 10),
      cell(1, 0, '科目', 20), cell(1, 1, '收入', 30), cell(1, 2, '支出', 30), cell(1, 3, '合计', 30), cell(1, 4, '收入', 30), cell(1, 5, '支出', 30),
      ...[0, 1, 2, 3, 4, 5].map(c => cell(2, c, '1.00', 50)),
    ], 3)).toEqual(['上年 1-2', '本年 3-5']);
  });
  it('leaves a header of one row alone', () => {
    expect(spans([cell(0, 0, '项目', 10), cell(0, 1, '', 10), cell(1, 0, '合计', 30), cell(1, 1, '1.00', 30)], 2)).toEqual([]);
  });
});
