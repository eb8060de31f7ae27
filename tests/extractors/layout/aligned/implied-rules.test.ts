/** Tables with horizontal rules alone, drawn cell by cell. */
import { describe, expect, it } from 'vitest';
import { stitch } from '../../../../extractors/layout/parts/stitch.js';
import { gridsOf, rowsOf, segments, text } from '../pages.js';

const XS = [50, 130, 250, 330, 450];
const rowAt = (y: number, ...texts: readonly string[]) => texts.flatMap((content, i) => text((XS[i] as number) + 5, y + 18, content));

describe('two rules drawn cell by cell', () => {
  const rules = [...segments(700, ...XS), ...segments(730, ...XS)];
  it('are a row of a table', () => {
    expect(gridsOf(rowAt(700, '项目名称', '雇员经费', '项目性质', '经常性'), 1, rules).map(rowsOf)).toEqual([[['项目名称', '雇员经费', '项目性质', '经常性']]]);
  });
  it('are the rules of a header where rows without rules stand below', () => {
    const rows = [500, 530, 560, 590].flatMap((y, i) => rowAt(y, `20${i}`, '行政运行', '3.00', '4.00'));
    const grids = gridsOf([...rowAt(470, '科目编码', '科目名称', '合计', '基本支出'), ...rows], 1, [...segments(470, ...XS), ...segments(500, ...XS)]);
    expect(grids.map((grid) => grid.rows)).toEqual([5]);
  });
  it('go on with the rows of the next page', () => {
    const above = gridsOf(rowAt(700, '项目名称', '雇员经费', '项目性质', '经常性'), 1, rules);
    const below = gridsOf([...rowAt(50, '主管部门', '司法局', '实施单位', '公证处'), ...rowAt(80, '开始日期', '2024-01', '完成日期', '2024-12')], 2, [50, 80, 110].flatMap((y) => segments(y, ...XS)));
    expect(stitch([...above, ...below]).flatMap((block) => (block.type === 'grid' ? rowsOf(block) : []))).toHaveLength(3);
  });
  it('without ends in common are none', () => {
    expect(gridsOf(rowAt(700, '项目名称', '雇员经费'), 1, [...segments(700, 50, 450), ...segments(730, 50, 450)])).toEqual([]);
  });
});

describe('the rows of a form over a page end', () => {
  it('stay rows where the first of the next page is divided more finely', () => {
    const wide = [50, 130, 250, 330, 390, 450];
    const row = (y: number, ...texts: readonly (readonly [number, string])[]) => texts.flatMap(([x, content]) => text(x, y + 18, content));
    const rules = (...ys: readonly number[]) => ys.flatMap((y) => segments(y, ...wide));
    const above = gridsOf([...row(670, [55, '项目名称'], [135, '援助经费'], [255, '项目性质'], [335, '经常性'], [395, '一次性']), ...row(700, [55, '主管部门'], [135, '区司法局'], [255, '实施单位'], [335, '区法律援助中心'])], 1, rules(670, 700, 730));
    const below = gridsOf([...row(50, [55, '开始日期'], [135, '2024-01'], [255, '完成日期'], [335, '2024-12']), ...row(80, [55, '资金总额'], [135, '10.00'], [255, '财政拨款'], [335, '10.00'])], 2, rules(50, 80, 110));
    const [grid, ...more] = stitch([...above, ...below]).filter((block) => block.type === 'grid');
    expect(more).toEqual([]);
    expect(rowsOf(grid).map((cells) => cells[0])).toEqual(['项目名称', '主管部门', '开始日期', '资金总额']);
  });
});

describe('dashed rules below the rows', () => {
  const EDGES = [50, 100, 200, 260, 340, 420, 500];
  /** Dashes from x to x, as borders of cells are drawn: they touch where cells do. */
  const dashed = (y: number, ...xs: readonly number[]) => xs.slice(1).flatMap((to, i) => {
    const from = xs[i] as number;
    const count = Math.round((to - from - 2) / 4);
    const step = (to - from - 2) / count;
    return Array.from({ length: count + 1 }, (_, k) => segments(y, from + k * step, from + k * step + 2)).flat();
  });
  const middle = (from: number, to: number, y: number, content: string) => text((from + to) / 2 - 5 * content.length, y, content);
  const cells = (y: number, ...texts: readonly string[]) => texts.flatMap((content, i) => text((EDGES[i] as number) + 2, y, content));
  const head = [...middle(50, 100, 107, '编码'), ...middle(100, 200, 107, '科目名称'), ...middle(200, 260, 107, '合计'), ...middle(260, 500, 100, '一般公共预算拨款'), ...middle(260, 340, 114, '小计'), ...middle(340, 420, 114, '经费拨款'), ...middle(420, 500, 114, '非税安排')];
  const rows = [['201', '一般公共服务', '9.00', '9.00', '8.00', '1.00'], ['205', '教育支出', '7.00', '7.00', '7.00', ''], ['206', '科学技术', '2.00', '2.00', '2.00', ''], ['208', '社会保障', '5.00', '5.00', '5.00', '']];
  const rules = [...dashed(104, 260, 340, 420, 500), ...[118, 138, 158, 178, 198].flatMap((y) => dashed(y, ...EDGES))];
  it('are those of cells, and a heading over some of them is one', () => {
    const [table, ...more] = gridsOf([...head, ...rows.flatMap((row, i) => cells(133 + 20 * i, ...row))], 1, rules);
    expect(more).toEqual([]);
    expect(table?.columns).toBe(6);
    expect(table?.cells.find((cell) => cell.text === '一般公共预算拨款')).toMatchObject({ row: 0, column: 3, columnSpan: 3 });
    expect(rowsOf(table).slice(2)).toEqual(rows.map((row) => row.filter((content) => content !== '')));
  });
});
