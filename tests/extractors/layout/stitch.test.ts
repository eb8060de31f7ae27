/** Tables that page ends, blank lines and repeated captions cut into parts. */
import { describe, expect, it } from 'vitest';
import { stitch } from '../../../extractors/layout/stitch.js';
import { textBlocks } from '../../../extractors/read/text.js';
import type { Grid } from '../../../schemas/block.js';

const HEADER = '科目编码\t科目名称\t合计';
const FIRST = '208\t社会保障和就业支出\t96.30\n20805\t行政事业单位养老支出\t96.30';
const SECOND = '210\t卫生健康支出\t41.15\n合计\t\t137.45';
const grids = (text: string): Grid[] => stitch(textBlocks(text).blocks).filter((block) => block.type === 'grid');
const paragraphs = (text: string): string[] => stitch(textBlocks(text).blocks).flatMap((block) => (block.type === 'paragraph' ? [block.text] : []));

describe('become one', () => {
  it.each([
    ['over a blank line', ''],
    ['over a page number', '\n- 3 -\n\n'],
    ['over 第3页 共12页', '\n第3页 共12页\n\n'],
    ['over a page mark', '\n<!-- page 3 -->\n\n'],
    ['with the header repeated', `\n${HEADER}\n`],
    ['with page number and header', `\n12\n\n${HEADER}\n`],
    ['with title, unit and header repeated', `\n支出总表\n单位：万元\n\n${HEADER}\n`],
    ['with the title marked as going on', `\n支出总表（续）\n单位：万元\n\n${HEADER}\n`],
    ['with 续表 alone', `\n续表\n\n${HEADER}\n`],
  ])('%s', (_, between) => {
    const [grid, ...more] = grids(`支出总表\n单位：万元\n\n${HEADER}\n${FIRST}\n${between === '' ? '\n' : between}${SECOND}\n`);
    expect(more).toEqual([]);
    expect(grid?.rows).toBe(5);
    expect(grid?.cells.filter((cell) => cell.column === 2).map((cell) => cell.text)).toEqual(['合计', '96.30', '96.30', '41.15', '137.45']);
    expect(grid?.joints).toEqual([3]);
  });

  it('and repeated captions are said once', () => {
    expect(paragraphs(`支出总表\n单位：万元\n\n${HEADER}\n${FIRST}\n\n支出总表\n单位：万元\n\n${HEADER}\n${SECOND}\n`)).toEqual(['支出总表', '单位：万元']);
  });

  it('a name cut by the page end is whole again', () => {
    const [grid] = grids(`支出总表\n\n${HEADER}\n208\t社会保障和就业支出\t96.30\n2080505\t机关事业单位基本养老保\t96.30\n\n\t险缴费支出\t\n210\t卫生健康支出\t41.15\n`);
    expect(grid?.cells.find((cell) => cell.row === 2 && cell.column === 1)?.text).toBe('机关事业单位基本养老保险缴费支出');
  });
});

describe('a row cut by a page end', () => {
  const WIDE = '类\t款\t项\t科目名称\t合计\t基本支出';
  const cut = (upper: string, lower: string): string[][] => {
    const grid = grids(`支出总表\n\n${WIDE}\n208\t\t\t社会保障和就业支出\t96.30\t96.30\n${upper}\n\n${lower}\n210\t\t\t卫生健康支出\t41.15\t41.15\n`)[0];
    return Array.from({ length: (grid?.rows ?? 0) - 3 }, (_, r) => (grid?.cells ?? []).filter((cell) => cell.row === r + 2).map((cell) => cell.text));
  };
  it('is whole again: figures, codes and words', () => {
    expect(cut('208\t05\t0\t机关事业单位基本养老保险\t1,096.\t', '\t\t5\t缴费支出\t30\t')).toEqual([['208', '05', '05', '机关事业单位基本养老保险缴费支出', '1,096.30', '']]);
  });
  it('is whole again where the figures stand in the lower part alone', () => {
    expect(cut('208\t05\t05\t机关事业单位基本养老保险\t\t', '\t\t\t缴费支出\t96.30\t96.30')).toEqual([['208', '05', '05', '机关事业单位基本养老保险缴费支出', '96.30', '96.30']]);
  });
  it('is two rows where both have a name or an amount of their own', () => {
    expect(cut('208\t05\t\t行政事业单位养老支出\t96.30\t96.30', '208\t05\t05\t机关事业单位基本养老保险缴费支出\t96.30\t96.30')).toHaveLength(2);
    expect(cut('208\t05\t05\t机关事业单位基本养老保险\t1,096.30\t', '\t\t\t缴费支出\t30.00\t')).toHaveLength(2);
  });
});

describe('stay apart', () => {
  it('where another title stands between them', () => {
    expect(grids(`收入总表\n\n${HEADER}\n${FIRST}\n\n支出总表\n\n${HEADER}\n${SECOND}\n`)).toHaveLength(2);
  });
  it('where a note ends the first', () => {
    expect(grids(`收入总表\n\n${HEADER}\n${FIRST}\n\n注：本表反映收入情况。\n\n${HEADER}\n${SECOND}\n`)).toHaveLength(2);
  });
  it('where the second has another header', () => {
    expect(grids(`收入总表\n\n${HEADER}\n${FIRST}\n\n项目\t预算数\t备注\n因公出国（境）费\t0\t无\n`)).toHaveLength(2);
  });
});
