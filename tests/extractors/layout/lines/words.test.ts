import { describe, expect, it } from 'vitest';
import { plainCharacter } from '../../../../extractors/layout/lines/radicals.js';
import { inReadingOrder } from '../../../../extractors/layout/lines/reading-order.js';
import { DEFAULT_SETTINGS } from '../../../../extractors/layout/settings.js';
import { cleanGlyphs, joinLines, lineOf, textOf } from '../../../../extractors/layout/lines/words.js';

const glyph = (text: string, x0: number, width = 10) => ({ text, x0, x1: x0 + width, y0: 0, y1: 10, size: 10, fontName: 'F', turn: 0 as const });

describe('text of a line', () => {
  const text = (...glyphs: ReturnType<typeof glyph>[]): string => {
    const { chars } = cleanGlyphs({ glyphs, rules: [], width: 500, height: 500 }, DEFAULT_SETTINGS);
    return textOf(lineOf(chars).chars, DEFAULT_SETTINGS);
  };
  it('joins letter-spaced Chinese', () => expect(text(glyph('合', 0), glyph('　', 10), glyph('计', 40))).toBe('合计'));
  it('keeps a blank between words', () => expect(text(glyph('a', 0, 5), glyph('b', 9, 5))).toBe('a b'));
  it('sets no blank between a figure and Chinese at the usual distance', () => expect(text(glyph('2', 0, 5), glyph('年', 8))).toBe('2年'));
  it('mends radicals', () => expect(['⾏', '⺠', '⻋', '民'].map(plainCharacter)).toEqual(['行', '民', '车', '民']));
  it('leaves characters off the page out and counts them', () => expect(cleanGlyphs({ glyphs: [glyph('a', 600), glyph('b', 10)], rules: [], width: 500, height: 500 }, DEFAULT_SETTINGS)).toMatchObject({ offPage: 1, chars: [{ text: 'b' }] }));
});

describe('joining lines', () => {
  it.each([
    [['社会保障和就', '业支出'], '社会保障和就业支出'],
    [['1,234,5', '67.89'], '1,234,567.89'],
    [['1264602.', '1'], '1264602.1'],
    [['12', '13'], '12 13'],
    [['10', '0.', '00'], '100.00'],
    [['-60', '7,7', '89.', '00'], '-607,789.00'],
    [['1,234', '5,678', '9'], '1,234 5,678 9'],
    [['general', 'public'], 'general public'],
    [['edu-', 'cation'], 'education'],
    [['202', '5年'], '2025年'],
    [['部分', '1', '5年'], '部分1 5年'],
  ])('%j → %s', (lines, joined) => expect(joinLines(lines)).toBe(joined));
});

describe('reading order', () => {
  it('reads bands from top to bottom and columns from left to right', () => {
    const box = (x0: number, y0: number, x1: number, y1: number) => ({ x0, y0, x1, y1 });
    expect(inReadingOrder([
      { box: box(300, 50, 500, 200), block: 'right' }, { box: box(0, 210, 500, 220), block: 'below' },
      { box: box(0, 100, 200, 200), block: 'left, second' }, { box: box(0, 50, 200, 90), block: 'left, first' }, { box: box(0, 0, 500, 20), block: 'title' },
    ])).toEqual(['title', 'left, first', 'left, second', 'right', 'below']);
  });

  describe('of tables side by side', () => {
    const tells = { isTable: (block: string) => block.endsWith('grid'), isTitle: (block: string) => block.endsWith('表') };
    const at = (x0: number, y0: number, x1: number, y1: number, block: string) => ({ box: { x0, y0, x1, y1 }, block });
    const grids = [at(0, 60, 200, 300, 'left grid'), at(250, 60, 500, 280, 'right grid'), at(200, 400, 300, 410, '- 1 -')];

    it('puts titles and units over their own table', () => {
      expect(inReadingOrder([at(0, 0, 500, 10, '公开'), at(50, 20, 150, 30, '支出表'), at(300, 20, 400, 30, '基本支出表'), at(150, 40, 200, 50, '单位：元'), at(450, 40, 500, 50, '单位：万元'), ...grids], tells))
        .toEqual(['公开', '支出表', '单位：元', 'left grid', '基本支出表', '单位：万元', 'right grid', '- 1 -']);
    });

    it('leaves one title over both where it is', () => {
      expect(inReadingOrder([at(150, 20, 350, 30, '收支总表'), at(0, 40, 100, 50, '某局'), at(450, 40, 500, 50, '单位：元'), ...grids], tells))
        .toEqual(['收支总表', '某局', '单位：元', 'left grid', 'right grid', '- 1 -']);
    });
  });
});
