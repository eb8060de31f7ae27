/** Tables without rules whose rows go on over a page end, under the header of the page before. */
import { describe, expect, it } from 'vitest';
import { stitch } from '../../../extractors/layout/stitch.js';
import type { Glyph } from '../../../extractors/read/pdf-source.js';
import { laidOut, rowsOf, text } from './pages.js';

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
function rowsOver(...pages: readonly (readonly Glyph[])[]): string[][] {
  let before: ReturnType<typeof laidOut> | undefined;
  const blocks = pages.flatMap((glyphs, i) => (before = laidOut(glyphs, i + 1, [], before?.openTable)).blocks);
  return stitch(blocks).flatMap((block) => (block.type === 'grid' ? rowsOf(block) : []));
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

  it('does not go on where a title stands above the next rows', () => {
    const other = [...text(200, 40, '政府性基金预算支出表'), ...text(320, 60, '单位：万元'), ...header(80), ...row(100, '229', ['其他支出'], '20.00', '', '20.00'), ...row(120, '22960', ['彩票公益', '金'], '20.00', '', '20.00')];
    const { openTable, blocks } = laidOut(first);
    expect(stitch([...blocks, ...laidOut(other, 2, [], openTable).blocks]).map((block) => (block.type === 'grid' ? block.rows : block.text))).toEqual([5, '政府性基金预算支出表', '单位：万元', 3]);
  });
});
