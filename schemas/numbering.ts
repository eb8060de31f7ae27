/**
 * Numbering (序号) at the head of headings, items and lines of tables: which marks there are, how they nest, and the
 * number that each stands for.
 */
import { parseChineseNumber } from './chinese-number.js';

/** Levels of numbering as they usually nest, from the outermost to the innermost. */
export const PART = 0, NUMERAL = 1, BRACKETED_NUMERAL = 2, DIGITS = 3, BRACKETED_DIGITS = 4, CIRCLED = 5, HALF_BRACKETED = 6;

/** The mark at the head of a text. */
export interface Numbering {
  /** Its level: 0 第一部分, 1 一、, 2 （一）, 3 1., 4 （1）, 5 ①, 6 1）. */
  readonly level: number;
  /** The mark as printed, with the punctuation behind it. */
  readonly mark: string;
}

/** How each level is printed in prose, by level. */
const IN_PROSE: readonly RegExp[] = [
  /^第[一二三四五六七八九十]{1,3}(?:部分|章|节)[：、．]?/u,
  /^[一二三四五六七八九十]{1,3}[、．.]/u,
  /^[（(][一二三四五六七八九十]{1,3}[）)][、．.]?/u,
  // A quote may have slipped in before the mark: 11“.灾害防治及应急管理支出”.
  /^\d{1,2}[“"]?(?:[、．]|\.(?!\d))/u,
  /^[（(]\d{1,2}[）)][、．.]?/u,
  /^[①-⑳⑴-⒇][、．.]?/u,
  /^\d{1,2}[）)]/u,
];

/** How levels are printed before the names of lines in tables: other marks serve (一：), a row's own number may stand before (1（一）), and a number may have no mark (1基本支出). */
const IN_LINES: readonly (readonly [number, RegExp])[] = [
  [NUMERAL, /^[一二三四五六七八九十]+[、．.,:：]/u],
  [BRACKETED_NUMERAL, /^\d{0,2}[(][一二三四五六七八九十]+[)]/u],
  [DIGITS, /^\d{1,2}(?:[、．.](?!\d)|(?=\p{Script=Han}))/u],
  [BRACKETED_DIGITS, /^[(]\d{1,2}[)]/u],
  [CIRCLED, /^[①-⑳]/u],
];

/** The numbering at the head of a text of prose; undefined where there is none. */
export function numberingOf(text: string): Numbering | undefined {
  for (const [level, pattern] of IN_PROSE.entries()) {
    const mark = pattern.exec(text)?.[0];
    if (mark !== undefined) return { level, mark };
  }
  return undefined;
}

/** The level of numbering at the head of a line's name (half-width, without blanks); -1 where there is none. */
export function lineLevel(name: string): number {
  return IN_LINES.find(([, pattern]) => pattern.test(name))?.[0] ?? -1;
}

/** The number of a mark: 3 of （三）, 3. and ③; 0 where it has none. */
export function numberOf(mark: string): number {
  const digits = /\d+/.exec(mark)?.[0];
  if (digits !== undefined) return Number(digits);
  const circled = /[①-⑳]/u.exec(mark)?.[0];
  if (circled !== undefined) return circled.charCodeAt(0) - '①'.charCodeAt(0) + 1;
  return Number(parseChineseNumber(/[一二三四五六七八九十]+/u.exec(mark)?.[0] ?? '') ?? 0n);
}
