/** What is said of text that can't be seen on its page: figures among it may have been replaced or be cut off in print. */
import type { ReadNote } from '../../../schemas/block.js';
import { runsOf } from '../../../schemas/groups.js';
import { APART, isBehind } from './glyph-words.js';
import type { Glyph, SeenText } from './pdf-source.js';

/** Texts and figures that are listed, and characters of the texts. */
const LISTED = 12;
const WORDS = 60;
const FIGURE = /^-?[\d,.]*\d[\d,.]*$/u;

/** Notes of one page: `page/unseen-figures` and `page/cut-figures` with the figures, `page/unseen-text` with other words. */
export function unseenNotes({ glyphs, unseen, cut }: SeenText, page: number): ReadNote[] {
  if (unseen.size === 0 && cut.length === 0) return [];
  const words = wordsOf(glyphs.filter((g) => unseen.has(g)));
  const figures = words.filter((word) => FIGURE.test(word));
  const others = words.filter((word) => !FIGURE.test(word));
  return [
    ...listed('page/unseen-figures', page, figures),
    ...listed('page/cut-figures', page, cut.filter(({ text }) => FIGURE.test(text)).map(({ text, seen }) => `${seen}（${text}）`)),
    ...(others.length === 0 ? [] : [{ rule: 'page/unseen-text', page, params: { page: String(page), reason: others.join(' ').slice(0, WORDS) } }]),
  ];
}

const listed = (rule: string, page: number, figures: readonly string[]): ReadNote[] =>
  figures.length === 0 ? [] : [{ rule, page, params: { page: String(page), count: String(figures.length), figures: figures.slice(0, LISTED).join('、') + (figures.length > LISTED ? '…' : '') } }];

/** Characters that follow each other, by words. */
const wordsOf = (glyphs: readonly Glyph[]): string[] => runsOf(glyphs, (before, glyph) => isBehind(before, glyph, APART)).map((word) => word.map(({ text }) => text).join(''));
