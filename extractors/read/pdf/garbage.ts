/**
 * Text layers without a usable character map: glyph codes come out as controls, Latin-1 or private-use characters.
 * A page is judged by itself and by its fonts: a font that gives junk on one page gives wrong letters on another.
 */
import type { Glyph } from './pdf-source.js';

const MIN_CHARACTERS = 20;

/** Visible characters, junk and digits among them; and which are junk. */
export interface Tally { visible: number; junk: number; digits: number; codes: Set<number> }

/** Counts of a page by font. */
export function tallyFonts(glyphs: readonly Glyph[]): Map<string, Tally> {
  const fonts = new Map<string, Tally>();
  for (const { text, fontName } of glyphs) {
    const code = text.codePointAt(0) ?? 0;
    if (BLANK.has(code)) continue;
    let tally = fonts.get(fontName);
    if (!tally) fonts.set(fontName, tally = { visible: 0, junk: 0, digits: 0, codes: new Set() });
    tally.visible++;
    if (isJunk(code)) {
      tally.junk++;
      tally.codes.add(code);
    }
    if (code >= 48 && code <= 57) tally.digits++;
  }
  return fonts;
}

/** Share of junk among a page's visible characters; pages of few characters count only if most are junk. */
export function garbageShare(page: ReadonlyMap<string, Tally>): number {
  const { visible, junk } = total(page.values());
  return visible >= MIN_CHARACTERS ? junk / visible : junk * 2 > visible ? 1 : 0;
}

/** Different characters of junk from which they are figures or words; bullets of a symbol font are of a few kinds. */
const LETTERS = 8;

/** Indexes of pages whose text is mostly in fonts that give junk over the whole document (share at least `limit`), or whose figures may be: names in good characters among amounts without any. */
export function pagesInBrokenFonts(pages: readonly ReadonlyMap<string, Tally>[], limit: number): Set<number> {
  const document = new Map<string, Pick<Tally, 'visible' | 'junk'>>();
  for (const page of pages) {
    for (const [font, t] of page) {
      const sum = document.get(font) ?? { visible: 0, junk: 0 };
      document.set(font, { visible: sum.visible + t.visible, junk: sum.junk + t.junk });
    }
  }
  const broken = new Set([...document].filter(([, t]) => t.visible >= MIN_CHARACTERS && t.junk >= limit * t.visible).map(([font]) => font));
  const out = new Set<number>();
  pages.forEach((page, i) => {
    const all = total(page.values()).visible;
    const inBroken = [...page].filter(([font]) => broken.has(font)).map(([, t]) => t);
    const bad = total(inBroken).visible;
    if (bad > 0 && bad * 2 >= all || bad >= MIN_CHARACTERS && inBroken.some(({ codes }) => codes.size >= LETTERS)) out.add(i);
  });
  return out;
}

/** Digits in fonts that draw others, from which a page's figures can't be taken from its text layer. */
const FALSE_DIGITS = 3;

/** Whether figures of a page stand in one of these fonts. */
export const hasDigitsIn = (page: ReadonlyMap<string, Tally>, fonts: ReadonlySet<string>): boolean =>
  [...page].filter(([font]) => fonts.has(font)).reduce((sum, [, { digits }]) => sum + digits, 0) >= FALSE_DIGITS;

function total(tallies: Iterable<Tally>): Pick<Tally, 'visible' | 'junk'> {
  const sum = { visible: 0, junk: 0 };
  for (const t of tallies) { sum.visible += t.visible; sum.junk += t.junk; }
  return sum;
}

const BLANK = new Set([9, 10, 13, 32, 0xa0, 0xad, 0x200b, 0x3000, 0xfeff]);

function isJunk(code: number): boolean {
  if (isControl(code)) return true;
  if (code > 0xa0 && code < 0x300) return !LATIN_IN_CHINESE.has(code);
  return code === 0xfffd || isPrivate(code);
}

/** Latin-1 signs that Chinese texts use: § ° ± · × ÷ « » £ ¥ and pinyin vowels. */
const LATIN_IN_CHINESE = new Set([...'§°±·×÷«»£¥àáèéìíòóùúüāēīōūǎěǐǒǔ'].map(c => c.codePointAt(0) ?? 0));

/** Others that stand in Chinese texts here and there: of a page of nothing but them there is nothing to read. */
const RARER = new Set([...'©®¹²³µº¼½¾ØøÅåÄäÖöß'].map(c => c.codePointAt(0) ?? 0));

const isControl = (code: number): boolean => code < 32 || (code >= 0x7f && code < 0xa0);
const isPrivate = (code: number): boolean => (code >= 0xe000 && code <= 0xf8ff) || code >= 0xf0000;
const CHINESE = /\p{Script=Han}/u;

/** Garbled characters from which a page is told to have such: one may be a foreign name or sign. */
const GARBLED = { least: 2, share: 0.005 } as const;

/**
 * Characters within Chinese words that are none (机关Ï业单位), each with its neighbours, where there are so many that the
 * font's map of characters must be wrong in part. Bullets and boxes of symbol fonts are no such, nor are control characters,
 * with which some printers set blanks.
 */
export function garbledIn(glyphs: readonly Pick<Glyph, 'text'>[]): string[] {
  const printed = glyphs.map(({ text }) => ({ text, code: text.codePointAt(0) ?? 0 })).filter(({ code }) => !BLANK.has(code));
  const garbled = printed.flatMap(({ code }, i) => {
    const beside = isJunk(code) && !isControl(code) && !isPrivate(code) && !RARER.has(code) ? printed.slice(Math.max(0, i - 2), i + 3).map(({ text }) => text).join('') : '';
    return CHINESE.test(beside) ? [beside] : [];
  });
  return garbled.length >= Math.max(GARBLED.least, GARBLED.share * printed.length) ? garbled : [];
}
