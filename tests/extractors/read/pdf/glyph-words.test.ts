import { describe, expect, it } from 'vitest';
import { APART, isBehind } from '../../../../extractors/read/pdf/glyph-words.js';
import type { Glyph } from '../../../../extractors/read/pdf/pdf-source.js';

const glyph = (x0: number, y0: number, more: Partial<Glyph> = {}): Glyph => ({ text: '1', x0, x1: x0 + 10, y0, y1: y0 + 10, size: 10, turn: 0, ...more } as Glyph);

describe('glyphs of one word', () => {
  it('stand close to each other in one line, in whichever order they are drawn', () => {
    expect(isBehind(glyph(0, 0), glyph(12, 0), APART)).toBe(true);
    expect(isBehind(glyph(12, 0), glyph(0, 0), APART)).toBe(true);
    expect(isBehind(glyph(0, 0), glyph(16, 0), APART)).toBe(false);
  });

  it('are of one size and direction', () => {
    expect(isBehind(glyph(0, 0), glyph(10, 0, { size: 12 }), APART)).toBe(false);
    expect(isBehind(glyph(0, 0), glyph(10, 0, { turn: 1 }), APART)).toBe(false);
  });

  it('stand in one line, which runs down the page where it is turned', () => {
    expect(isBehind(glyph(0, 0), glyph(10, 3), APART)).toBe(false);
    expect(isBehind(glyph(0, 0, { turn: 1 }), glyph(0, 12, { turn: 1 }), APART)).toBe(true);
  });
});
