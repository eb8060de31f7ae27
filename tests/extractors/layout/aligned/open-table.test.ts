/** Tables without rules whose rows go on over a page end, under the header of the page before. */
import { describe, expect, it } from 'vitest';
import type { Grid } from '../../../../schemas/block.js';
import { stitch } from '../../../../extractors/layout/parts/stitch.js';
import type { Glyph, Rule } from '../../../../extractors/read/pdf/pdf-source.js';
import { laidOut, rowsOf, segments, text } from '../pages.js';

/** A figure that ends at x. */
const figure = (x: number, y: number, content: string): Glyph[] => text(x - 5 * content.length, y, content);
/** Code and lines of the name at the left of their cells, amounts at the right. */
const row = (y: number, code: string, name: readonly string[], ...amounts: readonly string[]): Glyph[] => [
  ...text(50, y, code), ...name.flatMap((line, i) => text(110, y + 14 * i, line)), ...amounts.flatMap((amount, i) => figure(220 + 70 * i, y, amount)),
];
const header = (y: number): Glyph[] => [...text(55, y, '科目编码'), ...text(110, y, '科目名称'), ...text(175, y, '合计'), ...text(235, y, '基本支出'), ...text(305, y, '项目支出')];
const first = [
  ...header(600), ...row(620, '', [], '2,215.60', '1,215.60', '1,000.00'), ...text(110, 620, '合计'), ...row(640, '201', ['一般公共', '服务支出'], '2,000.00', '1,000.00', '1,000.00'),
  ...row(676, '20103', ['政府办公', '厅及机构'], '2,000.00', '1,000.00', '1,000.00'), ...row(712, '213', ['农林水支'], '215.60', '215.60', ''),
];
const next = [...text(110, 60, '出'), ...row(80, '21301', ['农业农村'], '215.60', '215.60', '')];

/** Rows of the tables on pages that follow each other. */
const rowsOver = (...pages: readonly (readonly Glyph[])[]): string[][] => gridsOver(...pages).flatMap(rowsOf);

const gridsOver = (...pages: readonly (readonly Glyph[])[]): Grid[] => gridsOfRuled(...pages.map((glyphs) => ({ glyphs, rules: [] })));

function gridsOfRuled(...pages: readonly { readonly glyphs: readonly Glyph[]; readonly rules: readonly Rule[] }[]): Grid[] {
  let before: ReturnType<typeof laidOut> | undefined;
  const blocks = pages.flatMap(({ glyphs, rules }, i) => (before = laidOut(glyphs, i + 1, rules, before?.openTable)).blocks);
  return stitch(blocks).flatMap((block) => (block.type === 'grid' ? [block] : []));
}

describe('a table without rules over a page end', () => {
  it('goes on with a single row, behind the rest of a name that the page end cuts', () => {
    expect(rowsOver(first, next).slice(-2)).toEqual([['213', '农林水支出', '215.60', '215.60'], ['21301', '农业农村', '215.60', '215.60']]);
  });

  it('goes on below a running title', () => {
    const title = text(200, 30, '某局部门预算');
    expect(rowsOver([...title, ...first], [...title, ...next])).toEqual(rowsOver(first, next));
  });

  it('goes on below a header that is printed again', () => {
    expect(rowsOver(first, [...header(40), ...next])).toEqual(rowsOver(first, next));
  });

  it('goes on where all pages begin with its header', () => {
    const atTop = first.map((glyph) => ({ ...glyph, y0: glyph.y0 - 560, y1: glyph.y1 - 560 }));
    expect(rowsOver(atTop, [...header(40), ...next])).toEqual(rowsOver(first, next));
  });

  it('has nothing but its header on the page before', () => {
    const rows = rowsOver(header(700), [...row(60, '213', ['农林水支', '出'], '215.60', '215.60', ''), ...row(96, '21301', ['农业农村'], '215.60', '215.60', ''), ...row(116, '229', ['其他支出'], '20.00', '', '20.00')]);
    expect(rows).toEqual([['科目编码', '科目名称', '合计', '基本支出', '项目支出'], ['213', '农林水支出', '215.60', '215.60'], ['21301', '农业农村', '215.60', '215.60'], ['229', '其他支出', '20.00', '20.00']]);
  });

  it('has nothing but two lines of its header on the page before', () => {
    const head = [...text(55, 700, '科目编码'), ...text(115, 700, '科目名称'), ...text(195, 700, '合计'), ...text(290, 700, '其中：'), ...text(240, 720, '基本支出'), ...text(320, 720, '项目支出')];
    const body = ['201', '20103', '2010301', '213'].flatMap((code, i) => row(60 + 20 * i, code, ['行政支出'], `${i + 3}0.00`, `${i + 2}0.00`, '10.00'));
    const [grid, ...more] = gridsOver([...text(50, 640, '上年没有使用的资金，按规定收回。'), ...head], body);
    expect([more, grid?.pages, rowsOf(grid).slice(-4)]).toEqual([[], [1, 2], ['201', '20103', '2010301', '213'].map((code, i) => [code, '行政支出', `${i + 3}0.00`, `${i + 2}0.00`, '10.00'])]);
  });

  it('has its header and its total alone on the page before', () => {
    const head = [...text(55, 700, '科目编码'), ...text(110, 700, '科目名称'), ...text(195, 700, '金额'), ...text(110, 720, '合计'), ...figure(220, 720, '30.00')];
    const rows = ['20101', '20102', '20103'].flatMap((code, i) => row(60 + 20 * i, code, ['行政运行'], '10.00'));
    expect(rowsOver(head, rows)).toEqual([['科目编码', '科目名称', '金额'], ['合计', '30.00'], ['20101', '行政运行', '10.00'], ['20102', '行政运行', '10.00'], ['20103', '行政运行', '10.00']]);
  });
  it('goes on below its header with names in the middle of one column, and has no more columns there', () => {
    const middle = (x: number, y: number, content: string): Glyph[] => text(x - 5 * content.length, y, content);
    const heads = (y: number): Glyph[] => [...middle(160, y, '收入'), ...middle(440, y, '支出'), ...[[80, '项目'], [240, '预算数'], [360, '项目'], [520, '预算数']].flatMap(([x, content]) => middle(x as number, y + 20, content as string))];
    const lines = (y: number, ...names: readonly string[]): Glyph[] => names.flatMap((name, i) => middle(360, y + 20 * i, name));
    const total = (y: number): Glyph[] => [...middle(80, y, '收入总计'), ...figure(255, y, '800.00'), ...middle(360, y, '支出总计'), ...figure(535, y, '800.00')];
    const own = ['一般公共预算', '政府性基金收入', '事业收入', '其他'].flatMap((name, i) => [...middle(80, 640 + 20 * i, name), ...figure(255, 640 + 20 * i, '200.00')]);
    const page = [...heads(600), ...own, ...lines(640, '一、外交支出', '二、国防', '三、公共安全支出', '四、教育支出')];
    const grids = gridsOver(page, [...heads(60), ...lines(100, '五、卫生健康支出', '六、其他'), ...total(140)]);
    expect(grids.map((grid) => rowsOf(grid).slice(-3))).toEqual([[['五、卫生健康支出'], ['六、其他'], ['收入总计', '800.00', '支出总计', '800.00']]]);
  });
  it('ends with totals whose words are those of a header', () => {
    const sides = (y: number, ...[a, one, b, two, c, three]: readonly string[]): Glyph[] => [[50, a], [170, b], [290, c]].flatMap(([x, name]) => text(x as number, y, (name as string) ?? '')).concat([[150, one], [270, two], [390, three]].flatMap(([x, amount]) => figure(x as number, y, (amount as string) ?? '')));
    const page = [...text(80, 580, '收入'), ...text(200, 580, '支出'), ...text(320, 580, '用途'), ...['项目', '预算数'].flatMap((word, k) => [0, 1, 2].flatMap((side) => text(50 + 120 * side + 70 * k, 600, word))),
      ...sides(620, '一、财政拨款', '420.00', '一、教育支出', '380.00', '一、基本支出', '360.00'), ...sides(640, '二、专户资金', '12.00', '二、卫生支出', '52.00', '二、项目支出', '72.00'), ...sides(660, '本年收入合计', '432.00', '本年支出合计', '432.00', '本年支出合计', '432.00')];
    const [grid, ...more] = gridsOver(page, [...sides(60, '上年结转', '', '年终结转', '', '', ''), ...sides(80, '收入总计', '432.00', '支出总计', '432.00', '支出总计', '432.00')]);
    expect([more, rowsOf(grid).at(-1)]).toEqual([[], ['收入总计', '432.00', '支出总计', '432.00', '支出总计', '432.00']]);
  });

  it('has a header that the page end cuts within its headings', () => {
    const cut = [...text(75, 700, '功能分类科目'), ...text(182, 700, '合计'), ...text(240, 700, '基本支出'), ...text(310, 700, '上缴上级'), ...text(380, 700, '对附属单')];
    const rest = [...text(50, 60, '科目编码'), ...text(110, 60, '科目名称'), ...text(320, 60, '支出'), ...text(380, 60, '位补助支'), ...text(395, 74, '出')];
    const body = [...row(96, '213', ['农林水支', '出'], '215.60', '115.60', '60.00', '40.00'), ...row(132, '21301', ['农业农村'], '215.60', '115.60', '60.00', '40.00'), ...row(154, '229', ['其他支出'], '20.00', '', '20.00', '')];
    const [grid, ...more] = gridsOver(cut, [...rest, ...body]);
    expect(more).toEqual([]);
    const first = grid?.cells.find((cell) => cell.text === '213')?.row ?? 0;
    const headings = Array.from({ length: 6 }, (_, c) => grid?.cells.filter((cell) => cell.row < first && cell.column <= c && cell.column + cell.columnSpan > c && cell.text !== '').map((cell) => cell.text).join(''));
    expect(headings).toEqual(['功能分类科目科目编码', '功能分类科目科目名称', '合计', '基本支出', '上缴上级支出', '对附属单位补助支出']);
    expect(rowsOf(grid).at(-1)).toEqual(['229', '其他支出', '20.00', '20.00']);
  });

  it('does not go on where a title stands above the next rows', () => {
    const other = [...text(200, 40, '政府性基金预算支出表'), ...text(320, 60, '单位：万元'), ...header(80), ...row(100, '229', ['其他支出'], '20.00', '', '20.00'), ...row(120, '22960', ['彩票公益', '金'], '20.00', '', '20.00')];
    const { openTable, blocks } = laidOut(first);
    expect(stitch([...blocks, ...laidOut(other, 2, [], openTable).blocks]).map((block) => (block.type === 'grid' ? block.rows : block.text))).toEqual([5, '政府性基金预算支出表', '单位：万元', 3]);
  });
});

describe('a table of horizontal rules over a page end', () => {
  const rules = (...ys: readonly number[]) => ys.flatMap((y) => segments(y, 48, 362));
  const body = (y: number) => [...row(y, '213', ['农林水支', '出'], '215.60', '215.60', ''), ...row(y + 36, '21301', ['农业农村'], '215.60', '215.60', ''), ...row(y + 58, '229', ['其他支出'], '20.00', '', '20.00'), ...row(y + 80, '22960', ['彩票公益', '金安排的', '支出'], '20.00', '', '20.00')];
  const bodyRows = [['213', '农林水支出', '215.60', '215.60'], ['21301', '农业农村', '215.60', '215.60'], ['229', '其他支出', '20.00', '20.00'], ['22960', '彩票公益金安排的支出', '20.00', '20.00']];
  const headings = ['科目编码', '科目名称', '合计', '基本支出', '项目支出'];
  const onNext = rules(48, 82, 104, 126, 172);

  it('has its columns from the header that ends the page before', () => {
    expect(gridsOfRuled({ glyphs: header(700), rules: rules(688, 706) }, { glyphs: body(60), rules: onNext }).flatMap(rowsOf)).toEqual([headings, ...bodyRows]);
  });

  it('goes on in the columns of the page before', () => {
    const above = { glyphs: [...header(600), ...body(620)], rules: rules(588, 608, 642, 664, 686, 732) };
    expect(gridsOfRuled(above, { glyphs: body(60), rules: onNext }).flatMap(rowsOf)).toEqual([headings, ...bodyRows, ...bodyRows]);
  });
});
