/** Side labels of performance forms without rules. */
import { describe, expect, it } from 'vitest';
import { sideLabels } from '../../../../extractors/layout/parts/side-labels.js';
import type { Cell, Grid } from '../../../../schemas/block.js';

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
    const between = rows.cells.map((cell) => (cell.text === '数量指标' && cell.box ? { ...cell, rowSpan: 2, box: { ...cell.box, y1: cell.box.y1 + 20 } } : cell)).filter((cell) => !(cell.row === 2 && cell.column === 2));
    expect(spans({ ...rows, cells: between })).toEqual(['绩效指标 0-4', '数量指标 1-2']);
  });
  it('of the first level take whole shares of the second', () => {
    // both shares of 质量指标, rows 2 to 4 and rows 1 to 5, are in its middle
    expect(spans(form([HEAD, indicator('成本指标', '经济成本指标'), indicator('', ''), indicator('', '质量指标'), indicator('产出指标', ''), indicator('', '时效指标'), indicator('', '')])))
      .toEqual(['绩效指标 0-6', '产出指标 2-6', '质量指标 2-4', '时效指标 5-6']);
  });
  it('go on over a page end where blank rows follow', () => {
    expect(spans(form([HEAD, indicator('产出指标', '数量指标'), indicator('', ''), indicator('', ''), indicator('效益指标', '社会效益指标')], 2)))
      .toEqual(['绩效指标 0-4', '产出指标 1-3', '数量指标 1-3']);
  });
  it('stand at the tops of cells that a page end cuts', () => {
    // the third row ends the page; the label stands at the top of the second
    const rows = form([HEAD, indicator('产出指标', '数量指标'), indicator('效益指标', '社会效益指标'), indicator('', ''), indicator('', ''), indicator('满意度指标', '满意度指标')], 4);
    expect(spans(rows)).toEqual(['绩效指标 0-5', '效益指标 2-4', '社会效益指标 2-4']);
  });
  it('reach from the rows in which they stand to the next ones where all stand at the tops of theirs', () => {
    // 质量指标 stands in the first line of a row of two, which is the middle of this row and the one above
    const rows = form([HEAD, indicator('产出指标', '数量指标'), indicator('', ''), indicator('', '质量指标'), indicator('', '时效指标'), indicator('效益指标', '社会效益指标')]);
    const cells = rows.cells.map((cell) => (cell.box ? { ...cell, box: { ...cell.box, y0: cell.box.y0 + (cell.row > 3 ? 20 : 0), y1: cell.box.y1 + (cell.row >= 3 ? 20 : 0) } } : cell));
    const printed = cells.map((cell) => (cell.text === '' || !cell.box ? cell : { ...cell, printed: [cell.box.y0 + 5, cell.box.y0 + 15] as const }));
    expect(spans({ ...rows, cells: printed })).toEqual(['绩效指标 0-5', '产出指标 1-4', '数量指标 1-2']);
  });
  it('are whole where a page end leaves their lines at two rows', () => {
    const goals = [['项目绩效', '项目总目标', '', '年度总体目标', ''], ['目标', '', '', '提高服务质量。', '']];
    expect(spans(form([...goals, HEAD, indicator('产出指标', '数量指标')]))).toEqual(['项目绩效目标 0-1', '绩效指标 2-3']);
  });
  it('are left alone in tables without headings of levels', () => {
    expect(spans(form([['项目', '合计', '', '', ''], ['', '', '', '1.00', '']]))).toEqual([]);
  });
});
