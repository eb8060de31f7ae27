/** Side labels of performance forms without rules. */
import { describe, expect, it } from 'vitest';
import { sideLabels } from '../../../extractors/layout/side-labels.js';
import type { Cell, Grid } from '../../../schemas/block.js';

const HEAD = ['绩效指标', '一级指标', '二级指标', '三级指标', '指标值'];

/** A form of rows of equal height, `joint` being the first row of the second page. */
function form(rows: readonly (readonly string[])[], joint?: number): Grid {
  const cells = rows.flatMap((texts, row) => texts.map((text, column): Cell => {
    const [page, at] = joint === undefined || row < joint ? [1, row] : [2, row - joint];
    return { row, column, rowSpan: 1, columnSpan: 1, text, confidence: 1, page, box: { x0: 80 * column, x1: 80 * column + 70, y0: 20 * at, y1: 20 * at + 20 } };
  }));
  return { type: 'grid', rows: rows.length, columns: 5, cells, source: 'text', method: 'stream', ...(joint === undefined ? {} : { joints: [joint] }) };
}
/** Labels with the rows that they reach over: `产出指标 1-5`. */
const spans = (grid: Grid): string[] => sideLabels(grid).cells.filter(({ column, rowSpan, text }) => column < 3 && rowSpan > 1 && text !== '').map(({ text, row, rowSpan }) => `${text} ${row}-${row + rowSpan - 1}`);
const indicator = (first: string, second: string): string[] => ['', first, second, '培训次数', '≥2次'];

describe('labels at the side of a form', () => {
  it('stand in the middle of the rows that they label', () => {
    expect(spans(form([HEAD, indicator('', ''), indicator('产出指标', '数量指标'), indicator('', ''), indicator('效益指标', '社会效益指标')])))
      .toEqual(['绩效指标 0-4', '产出指标 1-3', '数量指标 1-3']);
  });
  it('reach over even numbers of rows where they stand between two of them', () => {
    const rows = form([HEAD, indicator('产出指标', '数量指标'), indicator('', ''), indicator('', '质量指标'), indicator('效益指标', '社会效益指标')]);
    const between = rows.cells.map((cell) => (cell.text === '数量指标' ? { ...cell, rowSpan: 2 } : cell)).filter((cell) => !(cell.row === 2 && cell.column === 2));
    expect(spans({ ...rows, cells: between })).toEqual(['绩效指标 0-4', '数量指标 1-2']);
  });
  it('go on over a page end where blank rows follow', () => {
    expect(spans(form([HEAD, indicator('产出指标', '数量指标'), indicator('', ''), indicator('', ''), indicator('效益指标', '社会效益指标')], 2)))
      .toEqual(['绩效指标 0-4', '产出指标 1-3', '数量指标 1-3']);
  });
  it('are left alone in tables without headings of levels', () => {
    expect(spans(form([['项目', '合计', '', '', ''], ['', '', '', '1.00', '']]))).toEqual([]);
  });
});
