/** Tables without rules whose cells nobody aligned: headings, codes, names and figures all begin at the left of their cells. */
import { describe, expect, it } from 'vitest';
import { stitch } from '../../../../extractors/layout/parts/stitch.js';
import type { Glyph } from '../../../../extractors/read/pdf/pdf-source.js';
import { cell, gridsOf, laidOut, rowsOf, text } from '../pages.js';

const XS = [50, 82, 105, 128, 220, 300, 380];
const row = (y: number, ...texts: readonly (string | readonly string[])[]): Glyph[] => texts.flatMap((content, c) => (content === '' ? [] : cell(XS[c] as number, y, ...[content].flat())));
/** Three rows of 20 points; texts in the middle of the height of their cells. */
const header = (y: number): Glyph[] => [
  ...text(50, y, '项目'), ...text(220, y, '支出预算'),
  ...text(50, y + 20, '功能分类编码'), ...text(128, y + 30, '科目名称'), ...text(220, y + 30, '合计'), ...text(300, y + 30, '基本支出'), ...text(380, y + 30, '项目支出'),
  ...row(y + 40, '类', '款', '项'),
];
const HEADER = [['项目 1×4', '支出预算 1×3'], ['功能分类编码 1×3', '科目名称 2×1', '合计 2×1', '基本支出 2×1', '项目支出 2×1'], ['类', '款', '项']];
const body = [...row(80, '204', '', '', '公共安全支出', '98,073,551', '53,923,563', '44,149,988'), ...row(100, '204', '06', '', '司法', '98,073,551', '53,923,563', '44,149,988'), ...row(120, '204', '06', '01', '行政运行', '30,599,585', '30,599,585')];

describe('a header at the left of its cells', () => {
  it('reaches as far as the heights of its headings tell', () => {
    expect(rowsOf(gridsOf([...header(20), ...body])[0]).slice(0, 4)).toEqual([...HEADER, ['204', '公共安全支出', '98,073,551', '53,923,563', '44,149,988']]);
  });

  it('is one row of cells whose texts wrap where they are full', () => {
    const wrapped = [...cell(50, 30, '功能分类科目编', '码'), ...text(128, 30, '科目名称'), ...text(220, 30, '合计'), ...cell(300, 30, '一般公共预算基', '本支出'), ...text(380, 30, '项目支出')];
    const codes = ['201', '20103', '2010301'].flatMap((code, i) => [...text(50, 65 + 20 * i, code), ...row(65 + 20 * i, '', '', '', '政府办公厅及机构', '98,073,551', '53,923,563', '44,149,988')]);
    expect(rowsOf(gridsOf([...wrapped, ...codes])[0]).slice(0, 2)).toEqual([
      ['功能分类科目编码', '科目名称', '合计', '一般公共预算基本支出', '项目支出'], ['201', '政府办公厅及机构', '98,073,551', '53,923,563', '44,149,988'],
    ]);
  });
});

describe('a header at the left of cells whose figures stand at the right', () => {
  it('reaches as far as the heights of its headings tell', () => {
    const right = (x: number, y: number, amount: string): Glyph[] => text(x - 5 * amount.length, y, amount);
    const heads = [...text(50, 30, '科目编码'), ...text(120, 30, '科目名称'), ...text(220, 30, '总计'), ...text(300, 20, '财政拨款收入'), ...text(300, 40, '小计'), ...text(380, 40, '一般公共'), ...text(460, 30, '其他收入')];
    const rows = ['201', '20103', '2010301'].flatMap((code, i) => [...text(50, 70 + 20 * i, code), ...text(120, 70 + 20 * i, '一般公共服务'), ...[290, 370, 450, 530].flatMap((x) => right(x, 70 + 20 * i, '1,234.56'))]);
    expect(rowsOf(gridsOf([...heads, ...rows])[0]).slice(0, 2)).toEqual([
      ['科目编码 2×1', '科目名称 2×1', '总计 2×1', '财政拨款收入 1×2', '其他收入 2×1'], ['小计', '一般公共'],
    ]);
  });
});

describe('a header at the left and at the bottoms of its cells', () => {
  it('stands over its first columns alone, for nothing tells how far it reaches', () => {
    const heads = [...text(50, 40, '科目编码'), ...text(120, 40, '科目名称'), ...text(220, 40, '年初预算'), ...text(300, 20, '调整数'), ...text(300, 40, '小计'), ...text(380, 40, '上级追加'), ...text(460, 40, '调整后预算')];
    const rows = ['201', '20103', '2010301'].flatMap((code, i) => [...text(50, 70 + 20 * i, code), ...text(120, 70 + 20 * i, '一般公共服务'), ...[220, 300, 380, 460].flatMap((x) => text(x, 70 + 20 * i, '1,234.56'))]);
    expect(gridsOf([...heads, ...rows])[0]?.cells.filter(({ text: words }) => words === '调整数').map(({ row: r, column, columnSpan }) => [r, column, columnSpan])).toEqual([[0, 3, 1]]);
  });
});

describe('over a page end', () => {
  const pages = (...glyphs: readonly (readonly Glyph[])[]): string[][] => {
    let before: ReturnType<typeof laidOut> | undefined;
    const blocks = glyphs.flatMap((own, i) => (before = laidOut(own, i + 1, [], before?.openTable)).blocks);
    return stitch(blocks).flatMap((block) => (block.type === 'grid' ? rowsOf(block) : []));
  };
  const down = (glyphs: readonly Glyph[], by: number): Glyph[] => glyphs.map((glyph) => ({ ...glyph, y0: glyph.y0 + by, y1: glyph.y1 + by }));
  const first = down([...header(20), ...body], 640);

  it('codes that stand closer than words are those of the columns above', () => {
    const close = [...row(80, '204', '', '', '普法宣传', '1,204,620', '', '1,204,620'), ...text(50, 100, '2040605').map((glyph, i) => ({ ...glyph, x0: glyph.x0 + (i > 4 ? 30 : i > 2 ? 17 : 0), x1: glyph.x1 + (i > 4 ? 30 : i > 2 ? 17 : 0) })), ...row(100, '', '', '', '律师管理', '7,069,800', '', '7,069,800')];
    expect(pages(first, [...header(20), ...close]).slice(-2)).toEqual([['204', '普法宣传', '1,204,620', '1,204,620'], ['204', '06', '05', '律师管理', '7,069,800', '7,069,800']]);
  });

  it('words that begin the page below the header printed again are the rest of a name, though they head columns elsewhere', () => {
    const rest = [...text(128, 80, '业务支出'), ...row(100, '205', '', '', '教育支出', '204,620', '', '204,620')];
    expect(pages(first, [...header(20), ...rest]).at(-1)).toEqual(['205', '教育支出', '204,620', '204,620']);
    expect(pages(first, [...header(20), ...rest]).filter(([text]) => text === HEADER[0]?.[0])).toHaveLength(1);
  });

  it('the header is printed again without the row of words with which the body begins', () => {
    const words = row(700, '科目', '', '', '名称', '合计数', '基本数', '项目数');
    const rows = pages([...down(header(20), 620), ...words], [...header(20), ...body]);
    expect(rows.slice(0, 3)).toEqual(HEADER);
    expect(rows.at(-1)).toEqual(['204', '06', '01', '行政运行', '30,599,585', '30,599,585']);
    expect(rows.filter(([text]) => text === HEADER[0]?.[0])).toHaveLength(1);
  });
});
