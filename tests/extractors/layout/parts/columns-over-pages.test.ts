/** Tables wider than their paper, of which a spreadsheet prints the last columns on later pages. */
import { describe, expect, it } from 'vitest';
import { stitch } from '../../../../extractors/layout/parts/stitch.js';
import type { Block, Grid } from '../../../../schemas/block.js';
import { blocksOf, rowsOf, segments, text, vertical } from '../pages.js';

/** A page with a ruled table whose columns begin at 50, 110, …; rows of 20 points from 100 on. */
const page = (number: number, rows: readonly (readonly string[])[], ...above: readonly string[]): readonly Block[] => {
  const xs = Array.from({ length: (rows[0]?.length ?? 0) + 1 }, (_, c) => 50 + 110 * c);
  const ys = Array.from({ length: rows.length + 1 }, (_, r) => 100 + 20 * r);
  const glyphs = [...above.flatMap((line, i) => text(50, 50 + 20 * i, line)), ...rows.flatMap((row, r) => row.flatMap((content, c) => text(55 + 110 * c, 115 + 20 * r, content)))];
  return blocksOf(glyphs, number, [...ys.flatMap((y) => segments(y, ...xs)), ...xs.map((x) => vertical(x, 100, 100 + 20 * rows.length))]);
};
const tables = (blocks: readonly Block[]): Grid[] => stitch(blocks).filter((block) => block.type === 'grid');

const HEAD = ['科目编码', '科目名称', '合计'];
const first = page(1, [HEAD, ['205', '教育支出', '30.00'], ['20502', '普通教育', '30.00'], ['2050202', '小学教育', '30.00']], '2025年支出总表');
const second = page(2, [['208', '社会保障', '12.00'], ['20805', '养老支出', '12.00'], ['2080505', '养老保险', '12.00'], ['221', '住房保障', '8.00']]);
const right = (n: number) => page(n, [['基本支出', '项目支出'], ['20.00', '10.00'], ['20.00', '10.00'], ['20.00', '10.00']], '单位：万元');
const rightOfSecond = page(4, [['12.00', ''], ['12.00', ''], ['12.00', ''], ['8.00', '']]);
const WHOLE = [[...HEAD, '基本支出', '项目支出'], ['205', '教育支出', '30.00', '20.00', '10.00'], ['20502', '普通教育', '30.00', '20.00', '10.00'], ['2050202', '小学教育', '30.00', '20.00', '10.00']];

describe('columns on pages of their own', () => {
  it('stand beside the names whose rows they have, what stands over them before the table', () => {
    expect(tables([...first, ...right(2)]).map(rowsOf)).toEqual([WHOLE]);
    expect(stitch([...first, ...right(2)]).map((block) => (block.type === 'grid' ? 'table' : block.text))).toEqual(['2025年支出总表', '单位：万元', 'table']);
  });

  it('are none where most of the headings are those of the page before, whatever a merged cell has left in one of them', () => {
    const again = page(2, [['科目编码', '科目名称', '某局合计'], ['208', '社会保障', '12.00'], ['20805', '养老支出', '12.00'], ['2080505', '养老保险', '12.00']], '2025年支出总表');
    expect(tables([...first, ...again]).flatMap(rowsOf).every((row) => row.length === 3)).toBe(true);
  });

  it('keep their page', () => {
    const [table] = tables([...first, ...right(2)]);
    expect(table?.cells.filter(({ row }) => row === 1).map((cell) => cell.page)).toEqual([1, 1, 1, 2, 2]);
  });

  it('come behind all pages with names, in their order', () => {
    const [table, ...more] = tables([...first, ...second, ...right(3), ...rightOfSecond]);
    expect(more).toEqual([]);
    expect(rowsOf(table)).toEqual([...WHOLE, ['208', '社会保障', '12.00', '12.00'], ['20805', '养老支出', '12.00', '12.00'], ['2080505', '养老保险', '12.00', '12.00'], ['221', '住房保障', '8.00', '8.00']]);
  });

  it('may have the total alone on their last page', () => {
    const last = [['合计', '', ''], ['42.00', '12.00']].map((row, i) => page(2 + 2 * i, [row]));
    const rows = rowsOf(tables([...first, ...last[0] as Block[], ...right(3), ...last[1] as Block[]])[0]);
    expect(rows).toEqual([...WHOLE, ['合计', '42.00', '12.00']]);
  });

  it('may take more than one page beside each with names', () => {
    const more = page(3, [['结转下年'], ['1.00'], ['1.00'], ['1.00']]);
    expect(rowsOf(tables([...first, ...right(2), ...more])[0])[1]).toEqual(['205', '教育支出', '30.00', '20.00', '10.00', '1.00']);
  });

  it('may each come right behind its page with names', () => {
    const below = page(3, [HEAD, ['208', '社会保障', '12.00'], ['20805', '养老支出', '12.00'], ['2080505', '养老保险', '12.00']]);
    const beside = page(4, [['基本支出', '项目支出'], ['12.00', ''], ['12.00', ''], ['12.00', '']]);
    const [table, ...more] = tables([...first, ...right(2), ...below, ...beside]);
    expect(more).toEqual([]);
    expect(rowsOf(table).slice(4)).toEqual([['208', '社会保障', '12.00', '12.00'], ['20805', '养老支出', '12.00', '12.00'], ['2080505', '养老保险', '12.00', '12.00']]);
  });

  it('may be those of two lines', () => {
    const two = page(1, [HEAD, ['205', '教育支出', '30.00'], ['20502', '普通教育', '30.00']], '2025年支出总表');
    expect(tables([...two, ...page(2, [['基本支出', '项目支出'], ['20.00', '10.00'], ['20.00', '10.00']])]).map(rowsOf)).toEqual([WHOLE.slice(0, 3)]);
  });

  it('may be one column with figures in a few rows', () => {
    const more = page(3, [['结转下年'], [''], ['1.00'], ['']]);
    expect(rowsOf(tables([...first, ...right(2), ...more])[0])[2]).toEqual(['20502', '普通教育', '30.00', '20.00', '10.00', '1.00']);
    const empty = page(3, [['结转下年'], [''], [''], ['']]);
    expect(rowsOf(tables([...first, ...right(2), ...empty])[0])[0]).toEqual([...HEAD, '基本支出', '项目支出', '结转下年']);
  });

  it('may stand higher on their page: below no title', () => {
    const ys = [60, 80, 100, 120, 140];
    const higher = blocksOf([['基本支出', '项目支出'], ['20.00', '10.00'], ['20.00', '10.00'], ['20.00', '10.00']].flatMap((row, r) => row.flatMap((content, c) => text(55 + 110 * c, 75 + 20 * r, content))), 2, [...ys.flatMap((y) => segments(y, 50, 160, 270)), ...[50, 160, 270].map((x) => vertical(x, 60, 140))]);
    expect(tables([...first, ...higher]).map(rowsOf)).toEqual([WHOLE]);
  });

  it('may have a header with fewer or more rows', () => {
    const ruled = (n: number, ys: readonly number[], rows: readonly (readonly string[])[], ...above: readonly string[]): readonly Block[] =>
      blocksOf([...above.flatMap((line, i) => text(50, 50 + 20 * i, line)), ...rows.flatMap((row, r) => row.flatMap((content, c) => text(55 + 110 * c, (ys[r] ?? 0) + 15, content)))], n, [...ys.flatMap((y) => segments(y, 50, 160, 270)), ...[50, 160, 270].map((x) => vertical(x, ys[0] ?? 0, ys.at(-1) ?? 0))]);
    const names = ruled(1, [100, 140, 160, 180, 200], [['编码', '名称'], ['205', '教育支出'], ['20502', '普通教育'], ['2050202', '小学教育']], '2025年支出总表');
    const amounts = ruled(2, [100, 120, 140, 160, 180, 200], [['财政拨款', '其他'], ['当年', '结转'], ['20.00', '10.00'], ['20.00', '10.00'], ['20.00', '10.00']]);
    const [table, ...rest] = tables([...names, ...amounts]);
    expect(rest).toEqual([]);
    expect(table?.cells.filter(({ row }) => row <= 2).map(({ text, row, rowSpan, column }) => [text, row, rowSpan, column])).toEqual([['编码', 0, 2, 0], ['名称', 0, 2, 1], ['财政拨款', 0, 1, 2], ['其他', 0, 1, 3], ['当年', 1, 1, 2], ['结转', 1, 1, 3], ['205', 2, 1, 0], ['教育支出', 2, 1, 1], ['20.00', 2, 1, 2], ['10.00', 2, 1, 3]]);
  });

  it('may share a heading with those of the page before', () => {
    const ruled = (n: number, xs: readonly number[], wide: number, rows: readonly (readonly string[])[]): readonly Block[] => {
      const ys = [100, 120, 140, 160, 180, 200];
      return blocksOf(rows.flatMap((row, r) => row.flatMap((content, c) => text((xs[c] ?? 0) + 5, (ys[r] ?? 0) + 15, content))), n, [...ys.flatMap((y) => segments(y, ...xs)), ...xs.map((x) => vertical(x, x === wide ? 120 : 100, 200))]);
    };
    const names = ruled(1, [50, 160, 270, 380], 270, [['科目名称', ''], ['', '小计', '人员经费'], ['教育支出', '30.00', '20.00'], ['普通教育', '30.00', '20.00'], ['小学教育', '30.00', '20.00']]);
    const amounts = ruled(2, [50, 160, 270], 0, [['基本支出', '项目支出'], ['公用经费', ''], ['10.00', '5.00'], ['10.00', '5.00'], ['10.00', '5.00']]);
    const [table, ...rest] = tables([...names, ...amounts]);
    expect(rest).toEqual([]);
    expect(table?.cells.find((cell) => cell.text === '基本支出')).toMatchObject({ row: 0, column: 1, columnSpan: 3 });
  });

  it('may have the title, where the names have none', () => {
    const names = page(1, [HEAD, ['205', '教育支出', '30.00'], ['20502', '普通教育', '30.00'], ['2050202', '小学教育', '30.00']], '编制部门：某局');
    const titled = page(2, [['基本支出', '项目支出'], ['20.00', '10.00'], ['20.00', '10.00'], ['20.00', '10.00']], '2025年支出总表');
    expect(tables([...names, ...titled]).map(rowsOf)).toEqual([WHOLE]);
  });

  it('have the number of the table over them, which is no title', () => {
    const numbered = page(2, [['基本支出', '项目支出'], ['20.00', '10.00'], ['20.00', '10.00'], ['20.00', '10.00']], '公开03表', '单位：万元');
    expect(tables([...first, ...numbered]).map(rowsOf)).toEqual([WHOLE]);
  });

  it('stand below the title with a mark that the table goes on, beside the codes and names printed again', () => {
    const again = page(2, [['科目编码', '科目名称', '基本支出', '项目支出'], ['205', '教育支出', '20.00', '10.00'], ['20502', '普通教育', '20.00', '10.00'], ['2050202', '小学教育', '20.00', '10.00']], '2025年支出总表（续）');
    expect(tables([...first, ...again]).map(rowsOf)).toEqual([WHOLE]);
  });

  it('may be the other side of a table, with names of their own', () => {
    const revenue = page(1, [['收入项目', '预算数'], ['一、财政拨款收入', '30.00'], ['二、其他收入', '5.00'], ['收入总计', '35.00']], '收支总表');
    const expenditure = page(2, [['支出项目', '预算数'], ['一、教育支出', '30.00'], ['二、住房保障支出', '5.00'], ['支出总计', '35.00']], '收支总表', '单位：万元');
    expect(tables([...revenue, ...expenditure]).map(rowsOf)).toEqual([[['收入项目', '预算数', '支出项目', '预算数'], ['一、财政拨款收入', '30.00', '一、教育支出', '30.00'], ['二、其他收入', '5.00', '二、住房保障支出', '5.00'], ['收入总计', '35.00', '支出总计', '35.00']]]);
  });

  it('may have no names on either page, and what a note below has no room for', () => {
    const [left] = [page(1, [['预算数', '决算数'], ['合计', '合计'], ['1', '2'], ['5.00', '4.00']], '“三公”经费支出决算表')];
    const more = [...page(2, [['决算数', '决算数'], ['购置费', '接待费'], ['3', '4'], ['1.00', '3.00']], '公开07表', '单位：万元'), { type: 'paragraph' as const, text: '际支出。', page: 2, box: { x0: 50, y0: 190, x1: 100, y1: 200 }, source: 'text' as const }];
    expect(tables([...left, ...more]).map((grid) => rowsOf(grid)[3])).toEqual([['5.00', '4.00', '1.00', '3.00']]);
    expect(stitch([...left, ...more]).map((block) => (block.type === 'grid' ? 'table' : block.text))).toEqual(['“三公”经费支出决算表', '公开07表', '单位：万元', 'table', '际支出。']);
  });
});

describe('further columns with names', () => {
  it('may go on over as many pages as the first ones', () => {
    const names = [...page(1, [['编码', '名称'], ['301', '工资福利支出'], ['30101', '基本工资'], ['30102', '津贴补贴']], '基本支出明细表'), ...page(2, [['编码', '名称'], ['303', '对个人的补助'], ['30302', '退休费'], ['30305', '生活补助']])];
    const others = [...page(3, [['其他名称', '金额'], ['商品和服务支出', '9.00'], ['办公费', '5.00'], ['差旅费', '4.00']], '公开06表', '单位：元'), ...page(4, [['其他名称', '金额'], ['资本性支出', '2.00'], ['办公设备购置', '2.00'], ['公用经费合计', '11.00']])];
    expect(tables([...names, ...others]).flatMap(rowsOf).map((row) => row.length)).toEqual(Array.from({ length: 7 }, () => 4));
  });

  it('may stand beside all of the first ones printed again', () => {
    const sides = [['收入项目', '预算数', '支出项目'], ['一、财政拨款收入', '30.00', '一、教育支出'], ['二、其他收入', '5.00', '二、住房支出'], ['收入总计', '35.00', '支出总计']];
    const again = sides.map((row, r) => [...row, ['支出数', '30.00', '5.00', '35.00'][r] ?? '']);
    expect(tables([...page(1, sides, '收支总表'), ...page(2, again, '收支总表', '单位：万元')]).map(rowsOf)).toEqual([again]);
  });

  it('may have the rests alone of a header that the page end cuts', () => {
    const [xs, ys, rows] = [[50, 160, 270, 380], [100, 120, 140, 160, 180], [['预算数', '', '决算数'], ['合计', '小计', '合计'], ['1', '2', '3'], ['5.00', '5.00', '4.00']]];
    const left = blocksOf([...text(50, 50, '“三公”经费支出决算表'), ...rows.flatMap((row, r) => row.flatMap((content, c) => text(55 + 110 * c, 115 + 20 * r, content)))], 1, [...ys.flatMap((y) => segments(y, ...xs)), ...xs.map((x) => vertical(x, x === 160 ? 120 : 100, 180))]);
    const right = page(2, [['', ''], ['维护费', '接待费'], ['4', '5'], ['1.00', '3.00']], '单位：元');
    expect(tables([...left, ...right]).map((grid) => rowsOf(grid)[3])).toEqual([['5.00', '5.00', '4.00', '1.00', '3.00']]);
  });
});

describe('a table of its own', () => {
  it('may begin with its title in a cell over all columns, behind one with the same rows that does so, too', () => {
    const titled = (n: number, title: string, of: string): readonly Block[] => {
      const [xs, ys, rows] = [[50, 160, 270, 380], [100, 120, 140, 160, 180, 200], [['科目编码', '科目名称', of], ['205', '教育支出', '30.00'], ['20502', '普通教育', '30.00'], ['2050202', '小学教育', '30.00']]];
      return blocksOf([...text(180, 115, title), ...rows.flatMap((row, r) => row.flatMap((content, c) => text(55 + 110 * c, 135 + 20 * r, content)))], n, [...ys.flatMap((y) => segments(y, ...xs)), ...xs.map((x) => vertical(x, x === 50 || x === 380 ? 100 : 120, 200))]);
    };
    expect(tables([...titled(1, '收入决算表', '本年收入'), ...titled(2, '支出决算表', '本年支出')])).toHaveLength(2);
  });

  it('may be empty, behind a page whose title is on the page before', () => {
    const untitled = page(1, [HEAD, ['212', '城乡社区支出', '30.00'], ['21208', '土地收入支出', '30.00'], ['2120801', '征地补偿', '30.00']], '单位：元');
    const empty = page(2, [['科目编码', '科目名称', '合计'], ['', '', ''], ['', '', ''], ['', '', '']], '国有资本经营预算支出表', '单位：元');
    expect(tables([...untitled, ...empty]).map((grid) => grid.columns)).toEqual([3, 3]);
  });

  it.each([
    ['has names', page(2, [HEAD, ['301', '工资福利', '9.00'], ['30101', '基本工资', '9.00'], ['30102', '津贴补贴', '9.00']])],
    ['has a title', page(2, [['基本支出', '项目支出'], ['20.00', '10.00'], ['20.00', '10.00'], ['20.00', '10.00']], '2025年基本支出表')],
    ['has other rows', page(2, [['基本支出', '项目支出'], ['20.00', '10.00'], ['20.00', '10.00']])],
    ['stands on another page', right(3)],
    ['has names and a title', page(2, [['支出项目', '预算数'], ['一、教育支出', '30.00'], ['二、住房保障支出', '5.00'], ['支出总计', '35.00']], '2025年基本支出表')],
    ['has names and a line that is not over the other', page(2, [['支出项目', '预算数'], ['一、教育支出', '30.00'], ['二、住房保障支出', '5.00'], ['支出总计', '35.00']], '附属单位支出情况')],
  ])('%s', (_, blocks) => {
    expect(rowsOf(tables([...first, ...blocks])[0])[0]).toEqual(HEAD);
  });
});

describe('first columns that are printed again on each page', () => {
  /** A page whose last row has a total in a cell over the first two columns. */
  const withTotal = (number: number, rows: readonly (readonly string[])[], ...above: readonly string[]): readonly Block[] => {
    const xs = Array.from({ length: (rows[0]?.length ?? 0) + 1 }, (_, c) => 50 + 110 * c);
    const [ys, end] = [Array.from({ length: rows.length + 1 }, (_, r) => 100 + 20 * r), 100 + 20 * rows.length];
    const glyphs = [...above.flatMap((line, i) => text(50, 50 + 20 * i, line)), ...rows.flatMap((row, r) => row.flatMap((content, c) => text(55 + 110 * c, 115 + 20 * r, content)))];
    return blocksOf(glyphs, number, [...ys.flatMap((y) => segments(y, ...xs)), ...xs.map((x, c) => vertical(x, 100, c === 1 ? end - 20 : end))]);
  };
  it('are left out, though the text of a merged cell stands on one of the pages alone', () => {
    const left = withTotal(1, [['序号', '项目名称', '项目单位'], ['1', '设备购置', '某局'], ['2', '系统维护', '某局'], ['合计', '', '']], '2025年项目支出表');
    const right = withTotal(2, [['序号', '项目名称', '预算金额', '一般公共', '其他'], ['1', '设备购置', '5.00', '4.00', '1.00'], ['2', '系统维护', '6.00', '6.00', ''], ['', '', '11.00', '10.00', '1.00']]);
    expect(tables([...left, ...right]).map(rowsOf)).toEqual([[['序号', '项目名称', '项目单位', '预算金额', '一般公共', '其他'], ['1', '设备购置', '某局', '5.00', '4.00', '1.00'], ['2', '系统维护', '某局', '6.00', '6.00'], ['合计 1×2', '11.00', '10.00', '1.00']]]);
  });
});
