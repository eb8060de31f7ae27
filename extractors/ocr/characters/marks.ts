/** Marks of a text that its surroundings decide: a recogniser reads commas as full stops and full stops as colons, the more so the coarser the scan. */
import type { ReadChar } from '../engines/engine.js';

/** Digits in groups of three, with decimals or without. */
const GROUPED = /(?<![\d.,，．])\d{1,3}(?:[.,，．]\d{3})+(?:[.．]\d{1,2})?(?![\d.,，．]?\d)/gu;

/** Separators of the amounts in a text, by position: commas between groups, a full stop before decimals. One full stop before three digits may part decimals and stays. */
export function amountMarks(text: string): Map<number, string> {
  const out = new Map<number, string>();
  for (const { 0: figure, index } of text.matchAll(GROUPED)) {
    const marks = [...figure.matchAll(/[.,，．]/gu)];
    if (marks.length === 1 && /[.．]/u.test(figure)) continue;
    const decimals = /[.．]\d{1,2}$/u.test(figure);
    marks.forEach((mark, i) => out.set(index + mark.index, decimals && i === marks.length - 1 ? '.' : ','));
  }
  return out;
}

/** A full stop between Chinese characters (they have one of their own, 。), but not that of a numbering, 一.二.三. */
const COMMA = /(?<=\p{Script=Han})(?<!(?:^|[、，。；：])[一二三四五六七八九十]{1,3})[.．](?=\p{Script=Han})/gu;
/** A colon between digits of a percentage. */
const DECIMAL = /(?<=\d)[:：](?=\d{1,2}[(（]?[%％])/gu;

/** 一般 behind a code, and 一次性 (not recurring): their first character is read as a dash. */
const DASHED = /[—–―-](?=般|次性)/gu;

/** All marks of a text that are known better than read, by position. */
export function textMarks(text: string): Map<number, string> {
  const out = amountMarks(text);
  for (const { index } of text.matchAll(COMMA)) out.set(index, '，');
  for (const { index } of text.matchAll(DECIMAL)) out.set(index, '.');
  for (const { index } of text.matchAll(DASHED)) out.set(index, '一');
  return out;
}

/** The characters of a line with those marks. */
export function marked<T extends Pick<ReadChar, 'text' | 'confidence'>>(chars: readonly T[]): readonly T[] {
  const marks = textMarks(chars.map(c => c.text).join(''));
  return marks.size === 0 || chars.some(c => c.text.length !== 1) ? chars : chars.map((c, i) => ({ ...c, text: marks.get(i) ?? c.text }));
}
