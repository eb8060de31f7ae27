/** Tables wider than their paper, printed with their first columns again beside the further ones. */
import { describe, expect, it } from 'vitest';
import { withColumnsBehind } from '../../../../extractors/layout/parts/columns-behind.js';
import { stitch } from '../../../../extractors/layout/parts/stitch.js';
import type { Block, Box, Cell, Grid, Paragraph } from '../../../../schemas/block.js';
import { rowsOf } from '../pages.js';
import { gridOf } from '../../tables/forms/grids.js';

const NAMES = ['科目编码|科目名称', '201|一般公共服务支出', '20105|统计信息事务', '2010501|行政运行'];
const part = (page: number, columns: readonly string[], names = NAMES): Grid => ({ ...gridOf(names.map((row, i) => `${row}|${columns[i] ?? ''}`)), pages: [page, page] });
const line = (text: string): Paragraph => ({ type: 'paragraph', text, source: 'text' });
const first = part(1, ['合计|财政拨款收入', '9.00|7.00', '9.00|7.00', '9.00|7.00']);
const further = part(2, ['经营收入|其他收入', '|2.00', '|2.00', '|2.00']);
const tables = (blocks: readonly Block[]): string[][][] => withColumnsBehind(blocks).filter((block) => block.type === 'grid').map(rowsOf);
const WHOLE = [['科目编码', '科目名称', '合计', '财政拨款收入', '经营收入', '其他收入'], ...NAMES.slice(1).map((row) => [...row.split('|'), '9.00', '7.00', '2.00'])];

describe('a table whose columns go on behind it', () => {
  it('is one, with the names once, be there only page numbers, notes or its captions between its parts', () => {
    for (const between of [[], ['- 2 -'], ['注：本表反映收入情况。'], ['公开02表', '收入决算表', '单位：万元'], ['公开02表', '收入决', '单位：万元']]) {
      expect(tables([line('收入决算表'), first, ...between.map(line), further]), between.join()).toEqual([WHOLE]);
    }
    expect(stitch([line('收入决算表'), first, further]).filter((block) => block.type === 'grid')).toHaveLength(1);
  });
  it('has the unit that a later part states above it, and the notes below', () => {
    expect(withColumnsBehind([line('收入决算表'), first, line('注：无。'), line('单位：万元'), further]).map((block) => (block.type === 'grid' ? 'table' : block.text))).toEqual(['收入决算表', '单位：万元', 'table', '注：无。']);
  });
  it('may be of two sides, whose first columns name few rows, where these stand in the same places', () => {
    const rows = ['项目|预算数', '一、财政拨款收入|9.00', '|', '|', '|', '|', '|', '收入总计|9.00'];
    const placed = (grid: Grid, page: number): Grid => ({ ...grid, pages: [page, page], cells: grid.cells.map((cell) => ({ ...cell, page, box: { x0: 90 * cell.column, x1: 90 * cell.column + 90, y0: 20 * cell.row, y1: 20 * cell.row + 20 } })) });
    const of = (page: number, more: readonly string[]): Grid => placed(gridOf(rows.map((row, i) => `${row}|${more[i] ?? ''}`)), page);
    const [names, amounts] = [of(1, ['支出项目', '一、教育支出', '二、科学支出', '三、文化支出', '四、社会保障支出', '五、卫生支出', '六、住房支出', '支出总计']), of(2, ['支出预算数', '4.00', '', '', '3.00', '1.00', '1.00', '9.00'])];
    expect(tables([names, amounts])[0]?.[4]).toEqual(['四、社会保障支出', '3.00']);
    expect(tables([names, { ...amounts, cells: amounts.cells.map((cell) => ({ ...cell, box: { ...cell.box as Box, x1: 70 } })) }])).toHaveLength(2);
  });
  it('has a heading whole that both parts share, of which the second one has an empty rest', () => {
    const at = (row: number, column: number, text: string, columnSpan = 1): Cell => ({ row, column, rowSpan: 1, columnSpan, text, confidence: 1 });
    const body = (columns: number): Cell[] => ['201 一般公共服务支出', '204 公共安全支出', '205 教育支出'].flatMap((name, r) => [at(r + 2, 0, name), ...Array.from({ length: columns }, (_, c) => at(r + 2, c + 1, `${r + c + 1}.00`))]);
    const grid = (columns: number, ...header: readonly Cell[]): Grid => ({ ...gridOf(['']), rows: 5, columns: columns + 1, cells: [...header, ...body(columns)] });
    const whole = withColumnsBehind([grid(2, { ...at(0, 0, '科目名称'), rowSpan: 2 }, at(0, 1, '当年预算', 2), at(1, 1, '小计'), at(1, 2, '基本支出')), grid(1, { ...at(0, 0, '科目名称'), rowSpan: 2 }, at(0, 1, ''), at(1, 1, '项目支出'))])[0] as Grid;
    expect(whole.cells.find((cell) => cell.text === '当年预算')).toMatchObject({ column: 1, columnSpan: 3 });
  });
  it('keeps amounts that each part prints once', () => {
    expect(tables([first, part(2, ['合计|其他收入', '9.00|2.00', '9.00|2.00', '9.00|2.00'])])[0]?.[1]).toEqual(['201', '一般公共服务支出', '9.00', '7.00', '2.00']);
    expect(tables([part(1, ['合计', '9.00', '9.00', '9.00']), part(2, ['合计|其他收入', '9.00|2.00', '9.00|2.00', '9.00|2.00'])])[0]?.[1]).toEqual(['201', '一般公共服务支出', '9.00', '2.00']);
  });
});

describe('two tables', () => {
  it('stay two with a title between them, other rows, or the same headings', () => {
    expect(tables([line('收入决算表'), first, line('支出决算表'), further])).toHaveLength(2);
    expect(tables([line('收入决算表'), first, line('支出决算表 单位：万元'), further])).toHaveLength(2);
    expect(tables([first, part(2, ['其他收入', '2.00', '2.00', '2.00'], [...NAMES.slice(0, 3), '2010505|专项统计业务'])])).toHaveLength(2);
    expect(tables([first, part(2, ['合计|财政拨款收入', '8.00|6.00', '8.00|6.00', '8.00|6.00'])])).toHaveLength(2);
  });
});
