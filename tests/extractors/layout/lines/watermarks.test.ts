/** Words laid across a page are no part of its tables. */
import { describe, expect, it } from 'vitest';
import { withoutWatermarks } from '../../../../extractors/layout/lines/watermarks.js';
import { glyphBox, directionOf, type Glyph } from '../../../../extractors/read/pdf/pdf-source.js';

const set = (text: string, x: number, y: number, size = 10, slant?: number): Glyph[] => [...text].map((character, i) => ({
  text: character, size, fontName: 'F', turn: 0, ...glyphBox(x + i * size, y + (slant ?? 0) * i * 0.2, size, size, 0), ...(slant === undefined ? {} : { slant }),
}));
const pale = (...words: Parameters<typeof set>): Glyph[] => set(...words).map((g) => ({ ...g, pale: true }));
const TABLE = ['社会保障和就业支出', '行政事业单位养老支出', '卫生健康支出'].flatMap((name, r) => [...set(name, 50, 100 + 20 * r), ...set(`${r + 1},234.56`, 300, 100 + 20 * r)]);
const left = (glyphs: readonly Glyph[]): [number, string[]] => {
  const { glyphs: rest, words } = withoutWatermarks(glyphs);
  return [rest.length, words];
};

describe('are left out, with their words', () => {
  it('text at an angle', () => expect(left([...TABLE, ...set('部门预算公开', 60, 90, 40, 45)])).toEqual([TABLE.length, ['部门预算公开']]));
  it('many times the same words', () => expect(left([...set('财政局', 60, 90, 12, 30), ...TABLE, ...set('财政局', 200, 90, 12, 30)])).toEqual([TABLE.length, ['财政局']]));
  it('more of it than there is text', () => expect(left([...set('合计', 50, 100), ...set('财政局财政局', 60, 90, 12, 30)])).toEqual([2, ['财政局财政局']]));
  it('pale words in the size of the text, those beside it too', () => expect(left([...TABLE, ...pale('某市财政局', 57, 103), ...pale('某市财政局', 400, 400)])).toEqual([TABLE.length, ['某市财政局']]));
  it('large words over the text, and the same words beside it', () => expect(left([...TABLE, ...set('仅供公开', 60, 120, 30), ...set('仅供公开', 60, 400, 30)])).toEqual([TABLE.length, ['仅供公开']]));
});

describe('stay', () => {
  it('a title in large type above the text', () => expect(left([...set('支出总表', 60, 60, 22), ...TABLE])[1]).toEqual([]));
  it('a title that a watermark lies under', () => expect(left([...set('支出总表', 60, 60, 26), ...set('财政局', 60, 58, 14, 30), ...TABLE])[1]).toEqual(['财政局']));
  it('the text of a page that is all at an angle', () => expect(left(TABLE.map((g) => ({ ...g, slant: 12 })))).toEqual([TABLE.length, []]));
  it('pale words beside the text, and dark ones over it', () => {
    expect(left([...TABLE, ...pale('单位：万元', 300, 60)])[1]).toEqual([]);
    expect(left([...TABLE, ...set('某市财政局', 57, 103)])[1]).toEqual([]);
  });
  it('a line that is a little askew', () => expect(left([...TABLE, ...set('合计', 50, 200, 10, 2)])[1]).toEqual([]));
});

describe('boxes of damaged files', () => {
  it.each([[0, Infinity], [1e17, 1e17 + 500], [-1e9, 1e9], [NaN, 10]])('from %d to %d are no watermark', (x0, x1) => {
    expect(left([...TABLE, ...set('仅供公开', 60, 120, 30).map((g) => ({ ...g, x0, x1 }))])[1]).toEqual([]);
  });
});

describe('the direction of writing', () => {
  it.each([[1, 0, 0, undefined], [0, 1, 1, undefined], [-1, 0, 2, undefined], [0, -1, 3, undefined], [1, -1, 0, 45], [10, 1, 0, 6], [-1, 10, 1, 6]] as const)('(%d, %d): turn %d, slant %s', (dx, dy, turn, slant) => {
    expect(directionOf(dx, dy)).toEqual(slant === undefined ? { turn } : { turn, slant });
  });
});
