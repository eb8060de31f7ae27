import { describe, expect, it } from 'vitest';
import { isSetProse } from '../../../../extractors/layout/aligned/set-prose.js';
import type { Char } from '../../../../extractors/layout/lines/words.js';

function grid(rows: readonly (readonly string[])[]): Parameters<typeof isSetProse>[0] {
  const chars = (text: string): Char[] => [...text].map((c, i) => ({ text: c, x0: i, x1: i + 1, y0: 0, y1: 1, size: 1, fontName: '', spaced: false, order: i, turn: 0 }));
  return {
    rows: rows.length, columns: rows[0]?.length ?? 0,
    cells: rows.flatMap((row, r) => row.map((text, column) => ({ row: r, column, rowSpan: 1, columnSpan: 1, chars: chars(text) }))),
  };
}

describe('aligned text that is prose', () => {
  it('is a numbered list with a hanging indent', () => {
    expect(isSetProse(grid([['1.', '上海市某局本部，为全额拨款行政单位'], ['2.', '上海市某中心，为全额拨款事业单位']]))).toBe(true);
    expect(isSetProse(grid([['第一部分', '部门概况'], ['第二部分', '部门预算收支总体情况']]))).toBe(true);
  });
  it('is a list of terms and definitions', () => {
    expect(isSetProse(grid([['六、基本支出:', '指为保障机构正常运转、完成日常工作任务而发生的支出。'], ['七、项目支出:', '指在基本支出之外发生的支出。']]))).toBe(true);
  });
  it('is a paragraph torn apart by its figures', () => {
    expect(isSetProse(grid([['本部门财政拨款收入', '203091.65', '万元，其中一般公共预算', '拨款'], ['较上年增加；', '203091.65', '万元，主要原因', '是']]))).toBe(true);
  });
});

describe('aligned text that is a table', () => {
  it('has figures in columns of their own', () => {
    expect(isSetProse(grid([['1.', '办公费', '12.50'], ['2.', '印刷费', '3.00'], ['3.', '水费，电费', '1.20']]))).toBe(false);
  });
  it('has many short columns, whatever its words', () => {
    expect(isSetProse(grid([['一级指标', '二级指标', '三级指标', '指标值'], ['产出指标', '数量指标', '完成培训场次', '≥3次'], ['', '质量指标', '培训合格率', '≥90%']]))).toBe(false);
  });
});
