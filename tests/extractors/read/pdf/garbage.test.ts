/** Pages of which a font gives no usable characters. */
import { describe, expect, it } from 'vitest';
import { pagesInBrokenFonts, tallyFonts } from '../../../../extractors/read/pdf/garbage.js';
import type { Glyph } from '../../../../extractors/read/pdf/pdf-source.js';

const glyphs = (fontName: string, text: string): Glyph[] => [...text].map((c) => ({ text: c, size: 10, fontName, turn: 0, x0: 0, y0: 0, x1: 5, y1: 10 }));
const NAMES = '一般公共服务支出教育支出科学技术支出文化旅游体育与传媒支出社会保障和就业支出卫生健康支出节能环保支出';
/** Digits, a comma and a point by the numbers of their shapes. */
const FIGURES = '\u0013\u0014\u0015\u000f\u0016\u0017\u0018\u0011\u0019\u001a';

describe('a font without usable characters', () => {
  it('makes its figures unreadable, though most of the page are names in another', () => {
    expect([...pagesInBrokenFonts([tallyFonts([...glyphs('Song', NAMES), ...glyphs('Arial', FIGURES.repeat(2))]), tallyFonts(glyphs('Song', NAMES))], 0.3)]).toEqual([0]);
  });
  it('leaves pages alone on which it draws bullets', () => {
    expect([...pagesInBrokenFonts([tallyFonts([...glyphs('Song', NAMES), ...glyphs('Wingdings', '\uf0b7\uf0d8'.repeat(12))])], 0.3)]).toEqual([]);
  });
});
