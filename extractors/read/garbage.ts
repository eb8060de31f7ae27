/** Text layers without a usable character map: glyph codes come out as controls, Latin-1 or private-use characters. */
import type { Glyph } from './pdf-source.js';

const MIN_CHARACTERS = 20;

/** Share of junk among a page's visible characters; 0 on pages with very little text that is plain. */
export function garbageShare(glyphs: readonly Glyph[]): number {
  let visible = 0;
  let junk = 0;
  for (const { text } of glyphs) {
    const code = text.codePointAt(0) ?? 0;
    if (code <= 32 || code === 0xa0 || code === 0x3000) continue;
    visible++;
    if (isJunk(code)) junk++;
  }
  return visible >= MIN_CHARACTERS ? junk / visible : junk * 2 > visible ? 1 : 0;
}

function isJunk(code: number): boolean {
  if (code >= 0x7f && code < 0xa0) return true;
  if (code > 0xa0 && code < 0x250) return !LATIN_IN_CHINESE.has(code);
  return (code >= 0xe000 && code <= 0xf8ff) || code === 0xfffd || code >= 0xf0000;
}

/** Latin-1 signs that Chinese texts use: § ° ± · × ÷ « » £ ¥ and pinyin vowels. */
const LATIN_IN_CHINESE = new Set([...'§°±·×÷«»£¥àáèéìíòóùúüāēīōūǎěǐǒǔ'].map(c => c.codePointAt(0) ?? 0));
