/** Which glyphs make one word: they follow each other in one line. */
import type { Glyph } from './pdf-source.js';

/** How far (em) glyphs of one line are off each other, and share by which their sizes differ. */
const ALIKE = 0.1;

/** Whether a glyph follows another, before or behind it in its line, with at most `apart` (em) between them. */
export function isBehind(before: Glyph, glyph: Glyph, apart: number): boolean {
  if (before.turn !== glyph.turn || Math.abs(before.size - glyph.size) > ALIKE * glyph.size) return false;
  const [gap, off] = glyph.turn % 2 === 0 ? [Math.max(glyph.x0 - before.x1, before.x0 - glyph.x1), glyph.y0 - before.y0] : [Math.max(glyph.y0 - before.y1, before.y0 - glyph.y1), glyph.x0 - before.x0];
  return gap <= apart * glyph.size && Math.abs(off) <= ALIKE * glyph.size;
}

/** Blank (em) behind which another word begins. */
export const APART = 0.5;
