/** Tables told by alignment that go on over a page end. */
import type { OpenTable } from '../../../../extractors/layout/aligned/open-table.js';
import { describe, expect, it } from 'vitest';
import type { Block, Grid } from '../../../../schemas/block.js';
import { joinOverPage } from '../../../../extractors/layout/parts/page-cuts.js';
import { stitch } from '../../../../extractors/layout/parts/stitch.js';
import { cell, gridsOf, laidOut, rowsOf, text } from '../pages.js';

const head = [
  cell(50, 120, '项目名称'), cell(100, 120, '矫正工作业', '务经费'), cell(160, 120, '项目性质'), cell(210, 120, '经常性项目'),
  cell(50, 160, '计划开始', '日期'), cell(100, 160, '2024-01-01'), cell(160, 160, '计划完成', '日期'), cell(210, 160, '2024-12-31'),
].flat();
const first = [...head, ...cell(50, 190, '主管部门'), ...cell(100, 190, '上海市闵行'), ...cell(160, 190, '实施单位'), ...cell(210, 190, '公证处')];
const tables = (blocks: readonly Block[]): Grid[] => stitch(blocks).filter(block => block.type === 'grid');

describe('tables without rules over a page end', () => {
  it('a row is cut where every text below goes on one above that has no room for it', () => {
    const next = [
      cell(100, 80, '区司法局'), cell(50, 100, '资金总额'), cell(100, 100, '上年结转'), cell(160, 100, '本年拨款'), cell(210, 100, '其他资金'),
      cell(50, 130, '年度目标'), cell(100, 130, '帮扶对象的', '满意度'), cell(160, 130, '服务对象'), cell(210, 130, '提升'),
    ].flat();
    const [table, ...others] = tables([...gridsOf(first), ...gridsOf(next, 2)]);
    expect(others).toEqual([]);
    expect(rowsOf(table).slice(2, 4)).toEqual([['主管部门', '上海市闵行区司法局', '实施单位', '公证处'], ['资金总额', '上年结转', '本年拨款', '其他资金']]);
  });

  it('a name that the page end cuts is whole, and the next part goes on its table', () => {
    const part = (page: number, ...rows: readonly (readonly string[])[]): Grid => ({
      type: 'grid', rows: rows.length + 1, columns: 2, source: 'text', method: 'stream', pages: [page, page],
      cells: [['功能分类科目', '合计'], ...rows].flatMap((texts, row) => texts.map((content, column) => ({ row, column, rowSpan: 1, columnSpan: 1, text: content, page, confidence: 1, box: { x0: 50 + 80 * column, x1: 110 + 80 * column, y0: 20 * row, y1: 20 * row + 20 } }))),
    });
    const rest = (words: string): Block => ({ type: 'paragraph', text: words, source: 'text', page: 1, box: { x0: 50, x1: 80, y0: 100, y1: 110 } });
    const both = (words: string): (string | undefined)[][] => tables([part(1, ['210 卫生健康支出', '7.82'], ['21011 行政事业单', '7.82']), rest(words), part(2, ['2101101 行政单位医疗', '7.11'])]).map((grid) => rowsOf(grid).map(([name]) => name));
    expect(both('位医疗')).toEqual([['功能分类科目', '210 卫生健康支出', '21011 行政事业单位医疗', '2101101 行政单位医疗']]);
    expect(both('注：无')).toHaveLength(2);
  });

  it('no goal goes on its label, however full that is', () => {
    const grid = (page: number, ...rows: readonly (readonly string[])[]): Grid => ({
      type: 'grid', rows: rows.length, columns: 2, source: 'text', method: 'stream', pages: [page, page],
      cells: rows.flatMap((texts, row) => texts.map((content, column) => ({ row, column, rowSpan: 1, columnSpan: 1, text: content, page, confidence: 1, box: { x0: 50 + 80 * column, x1: 110 + 80 * column, y0: 20 * row, y1: 20 * row + 20 } }))),
    });
    expect(rowsOf(joinOverPage(grid(1, ['项目绩效', '年度总体目标']), grid(2, ['目标', '提高效率。'], ['绩效指标', '三级指标']), 'part'))).toEqual([['项目绩效', '年度总体目标'], ['目标', '提高效率。'], ['绩效指标', '三级指标']]);
  });

  it('two rows stay two where a text above has room for the word below', () => {
    const next = [
      cell(50, 80, '资金总额'), cell(100, 80, '上年结转'), cell(160, 80, '本年拨款'), cell(210, 80, '其他资金'),
      cell(50, 110, '年度目标'), cell(100, 110, '帮扶对象的', '满意度'), cell(160, 110, '服务对象'), cell(210, 110, '提升'),
    ].flat();
    expect(tables([...gridsOf(first), ...gridsOf(next, 2)]).flatMap(rowsOf).filter(row => row.includes('公证处'))).toEqual([['主管部门', '上海市闵行', '实施单位', '公证处']]);
  });

  it('a single row at the end of a page that nothing goes on is a line of text', () => {
    const [grid] = gridsOf([cell(50, 120, '编制'), cell(150, 120, '审核'), cell(250, 120, '负责人'), cell(350, 120, '日期')].flat());
    expect(grid?.rows).toBe(1);
    expect(stitch([grid as Grid])).toEqual([expect.objectContaining({ type: 'paragraph', text: '编制 审核 负责人 日期' })]);
  });
});

describe('the columns of a table at the end of a page', () => {
  const { openTable } = laidOut(first);
  const rest = [...cell(102, 80, '1年内拨款额'), ...text(159.5, 84, '8.00'), ...cell(102, 110, '1年内结转额'), ...text(159.5, 114, '0.00'), ...text(159.5, 144, '0.00'), ...cell(102, 170, '1年内其他额'), ...text(159.5, 174, '0.00')];
  it('are known', () => {
    expect(openTable?.bands.map(({ from }) => from)).toEqual([50, 100, 160, 210]);
    expect(laidOut([...first, ...text(50, 260, '注：本表反映项目支出。')]).openTable).toBeUndefined();
  });
  it('tell those of the next page, where texts fill them', () => {
    const columns = (before?: OpenTable): string[][] => laidOut(rest, 2, [], before).blocks.flatMap((block) => (block.type === 'grid' ? rowsOf(block) : []));
    expect(columns(openTable)).toEqual([['1年内拨款额', '8.00'], ['1年内结转额', '0.00'], ['0.00'], ['1年内其他额', '0.00']]);
    expect(columns()).toEqual([]);
  });
});

describe('the head of a form at the end of a page', () => {
  const opening = [...cell(50, 700, '项目名称'), ...cell(130, 700, '雇员经费'), ...cell(200, 700, '项目性质'), ...cell(280, 700, '经常性')];
  const next = [[80, '主管部门', '区司法局', '实施单位', '公证处'], [110, '开始日期', '2024-01', '完成日期', '2024-12'], [140, '资金总额', '10.00', '财政拨款', '10.00']] as const;
  it('belongs to the rows of the next page', () => {
    const below = gridsOf(next.flatMap(([y, ...texts]) => texts.flatMap((content, i) => cell([50, 130, 200, 280][i] as number, y, content))), 2);
    expect(tables([...gridsOf(opening), ...below]).map((grid) => rowsOf(grid).slice(0, 2))).toEqual([[['项目名称', '雇员经费', '项目性质', '经常性'], ['主管部门', '区司法局', '实施单位', '公证处']]]);
  });
});
