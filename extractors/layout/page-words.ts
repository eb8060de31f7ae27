/** What stands on a page before anything is made of it: words and rules, in page coordinates. For diagnosis. */
import type { Box } from '../../schemas/block.js';
import { type Rule, type SourcePage, seenGlyphs } from '../read/pdf/pdf-source.js';
import { frameOf } from './frame.js';
import { type LayoutSettings, DEFAULT_SETTINGS } from './settings.js';
import { wordsOf } from './aligned/stream-lines.js';
import { cleanGlyphs, linesOf } from './lines/words.js';

export interface PageWord {
  readonly text: string;
  readonly box: Box;
}

export interface PageMaterial {
  readonly words: readonly PageWord[];
  readonly rules: readonly Rule[];
  readonly images: readonly Box[];
}

/** Words from left to right and top to bottom of the upright page. */
export function materialOf(page: SourcePage, settings: LayoutSettings = DEFAULT_SETTINGS): PageMaterial {
  const frame = frameOf({ ...page, glyphs: seenGlyphs(page) });
  const { chars } = cleanGlyphs(frame, settings);
  const words = linesOf(chars, settings).flatMap(line => wordsOf(line, settings)).map(word => ({
    text: word.map(c => c.text).join(''),
    box: frame.toPage({
      x0: Math.min(...word.map(c => c.x0)), y0: Math.min(...word.map(c => c.y0)),
      x1: Math.max(...word.map(c => c.x1)), y1: Math.max(...word.map(c => c.y1)),
    }),
  }));
  return { words, rules: page.rules, images: page.images };
}
