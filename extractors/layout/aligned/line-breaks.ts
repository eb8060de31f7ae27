/**
 * Line breaks within cells: a line wraps only where the next word would not have fitted behind it, and some words never
 * begin a cell.
 */
import { lookupCode } from '../../../schemas/codes.js';
import { fundOf } from '../../tables/forms/funds.js';
import { headLabel } from '../../tables/forms/labels.js';
import type { Placed } from './stream-rows.js';
import type { Piece } from './stream-lines.js';
import { isCjk } from '../lines/words.js';
import { wrappedNumber } from '../lines/wrapped-figures.js';

/** What speaks for two lines of a column, one below the other, being lines of one cell. */
export interface Break {
  /** The lower one may go on the cell of the upper one. */
  readonly possible: boolean;
  /** Lines of the column end at this edge again and again, or they are of a sentence: the cell's edge, not that of its longest text. */
  readonly often: boolean;
  /** The lower one does not stand alone: it ends a bracket, or begins with a mark that no line begins with. */
  readonly bound: boolean;
}

/** How far (em) lines that fill a column may end before its edge: marks that begin no line take a character along. */
const RAGGED = 1;
/** How far (em) a word may stick out over the edge and still be said to fit. */
const SLACK = 0.02;

/** Width (em) of a blank, which is not printed where a line wraps. */
const BLANK = 0.25;

/** A number with a sign of comparison before it: the value of another indicator. */
const QUANTITY = /^[=＝≥≤≧≦<>＜＞]\s*\d/;
/** A number with a sign of comparison and its unit: nothing of it is left for another line. */
const QUANTITY_WITH_UNIT = /^[=＝≥≤≧≦<>＜＞]\s*[\d,.]+\s*[(（][^()（）]+[)）]$/;
/** The label of a line of totals: no line goes on with it, and it goes on with none. */
const TOTALS = /^(?:本年|当年)?(?:收入|支出|收支)(?:总计|合计)$/u;
/** A code before its name. */
const CODED = /^[[【]?(\d{3}|\d{5}|\d{7})[\]】\s\-—]?\s*\p{Script=Han}{2}/u;
/** Number of an item: 七、 and （七）. */
const ORDINAL = /^（?([一二三四五六七八九十]{1,3})[、）]/u;
/** 3.公务用车购置及运行费 and （1）公务用车购置费 below it. */
const ITEM = /^\d{1,2}[.．、]\D/u, PART = /^[(（]\d{1,2}[)）]/u;
/** 其中：公务用车购置费 below a name; in a sentence it goes on behind a mark. */
const MEMO = /^其中[：:]/u, MARKS = /[，,；;。]|、(?<!^.{1,4})/u;
/** Numbers of two levels of a list: （五）… and 二、… below it, or the other way. */
const LEVELS: readonly (readonly [RegExp, RegExp])[] = [[/^（[一二三四五六七八九十]{1,3}）/u, /^[一二三四五六七八九十]{1,3}、/u], [/^[一二三四五六七八九十]{1,3}、/u, /^（[一二三四五六七八九十]{1,3}）/u]];
/** The head of a column of indicators. */
const LEVEL_HEAD = /^[一二三]级指标$/u;
/** Two parts of a sentence, or its end. */
const CLAUSES = /\p{Script=Han}{2}(?:[，；。]\p{Script=Han}|。$)/u;
const DIGITS = '〇一二三四五六七八九';
const CLOSING = /^[)）\]】》〉」』”’%％、，。；：？！,;:?!]/u;
const OPENING = /^[(（[【《〈「『“‘]/u;

const NOT_POSSIBLE: Break = { possible: false, often: false, bound: false };

/** Two lines of a column: `column` holds all pieces of its kind, by which its edge is told; it is `width` wide at least. */
export function breakBetween(above: Placed, below: Placed, column: readonly Placed[], width = 0): Break {
  const [upper, lower] = [above.piece, below.piece];
  if (Math.abs(upper.size - lower.size) > 0.05 * upper.size) return NOT_POSSIBLE;
  if (isNextItem(upper.text, lower.text)) return NOT_POSSIBLE;
  if (isSplitTotal(upper.text, lower.text) || isSplitYear(upper.text, lower.text)) return { possible: true, often: true, bound: true };
  const bound = isBound(upper.text, lower.text) || isNameBelowCode(upper.text, lower.text) || isBrokenFund(upper.text, lower.text);
  if (upper.figure !== lower.figure && !bound) return NOT_POSSIBLE;
  if (upper.figure && lower.figure && !wrappedNumber(upper.text, lower.text) && !isBrokenCode(upper.text, lower.text, column) && !isListedCode(upper.text, lower.text)) return NOT_POSSIBLE;
  const left = Math.abs(upper.x0 - lower.x0) < 0.2 * upper.size;
  const end = (p: Piece): number => (left ? p.x1 : p.x1 - p.x0);
  // a lower line that reaches over more columns is of the same cell, which is as wide
  const own = [...column.map(p => p.piece), lower].filter(p => !left || Math.abs(p.x0 - upper.x0) < 0.2 * p.size);
  const edge = Math.max(...own.map(end));
  const blank = isCjk(upper.chars.at(-1)?.text ?? '') || isCjk(lower.chars[0]?.text ?? '') ? 0 : BLANK * upper.size;
  const fits = end(upper) + blank + wordWidth(lower) <= edge + SLACK * upper.size || upper.x1 - upper.x0 + blank + wordWidth(lower) <= width;
  if (fits && !bound) return NOT_POSSIBLE;
  return { possible: true, bound, often: CLAUSES.test(upper.text + lower.text) || own.filter(p => end(p) > edge - RAGGED * p.size).length > 1 };
}

/** Digits of a code that its column breaks, and of what is left of it. */
const LONG_CODE = /^\d{4,}$/, REST_OF_CODE = /^\d{1,2}$/;

/** Whether two lines are a code that its column breaks, 13500 and 1: a shorter code of the column begins as it does. */
const isBrokenCode = (upper: string, lower: string, column: readonly Placed[]): boolean => LONG_CODE.test(upper) && REST_OF_CODE.test(lower)
  && column.some(({ piece: { text } }) => /^\d{3,}$/.test(text) && text.length < upper.length && upper.startsWith(text));

/** Whether two lines make a code of the lists that its column breaks: 22401 and 08. */
export const isListedCode = (upper: string, lower: string): boolean => LONG_CODE.test(upper) && REST_OF_CODE.test(lower) && lookupCode(upper + lower) !== undefined;

/** A total's label whose characters are set apart and stand below each other in a narrow column. */
export const isSplitTotal = (above: string, below: string): boolean => /^[合总共小]计$/u.test(above + below) && above.length === 1;

/** A year whose 年 stands below it in a narrow cell. */
export const isSplitYear = (above: string, below: string): boolean => /^20\d\d$/u.test(above) && below.startsWith('年');

/** Width of the first word of a line as line breaking sees it: a CJK character or a run of others, with its brackets and marks. */
export function wordWidth({ chars }: Pick<Piece, 'chars'>): number {
  let at = 0;
  while (at < chars.length - 1 && OPENING.test(chars[at]?.text ?? '')) at++;
  // a bracket begins a word before CJK characters only
  const begins = (i: number): boolean => OPENING.test(chars[i]?.text ?? '') && (chars[i + 1] === undefined || isCjk(chars[i + 1]?.text ?? ''));
  const isRun = (i: number): boolean => i < chars.length && !isCjk(chars[i]?.text ?? '') && chars[i]?.spaced !== true && !begins(i);
  if (isRun(at)) while (isRun(at + 1)) at++;
  while (CLOSING.test(chars[at + 1]?.text ?? '')) at++;
  return (chars[at]?.x1 ?? 0) - (chars[0]?.x0 ?? 0);
}

/** Whether a bracket of the upper line ends in the lower one, the lower one begins with a mark that begins no line, or both are a row of dashes. */
export function isBound(upper: string, lower: string): boolean {
  if (/^[)）\]】》〉、，。；：%％]/u.test(lower) || /^-{3,}$/.test(upper) && /^-+$/.test(lower)) return true;
  const open = (text: string): number => text.replace(/[^(（]/gu, '').length - text.replace(/[^)）]/gu, '').length;
  return open(upper) > 0 && open(lower) < 0;
}

/** Whether the upper line is a code and the lower one its name, or the beginning of it. */
export const isNameBelowCode = (upper: string, lower: string): boolean => lower.length > 1 && lookupCode(upper.trim())?.name.startsWith(lower.trim()) === true;

/** Whether two lines are the label of a fund (年度资金总 / 额) that neither is alone. */
const isBrokenFund = (upper: string, lower: string): boolean => fundOf(upper + lower) !== undefined && [upper, lower].every(text => fundOf(text) === undefined);

/** Whether the lower line is the next item of a list: 七、… and 八、…, 本年收入合计 and 上年结转, 其中：… of a name, a name behind its code ([20103]政府办公厅, 20103-政府办公厅), a label of a form (主管部门), or the value of another indicator: ≥95%. */
export function isNextItem(above: string, below: string): boolean {
  if (QUANTITY.test(below) || QUANTITY_WITH_UNIT.test(above) || [above, below].some(text => TOTALS.test(text.replaceAll(/\s/gu, '')))) return true;
  if (headLabel(below) !== undefined && headLabel(above + below) === undefined || LEVEL_HEAD.test(above)) return true;
  if (lookupCode(CODED.exec(below)?.[1] ?? '') !== undefined) return true;
  if (ITEM.test(above) && PART.test(below) || MEMO.test(below) && !MARKS.test(above)) return true;
  if (LEVELS.some(([one, two]) => one.test(above) && two.test(below)) && !MARKS.test(above)) return true;
  const [one, two] = [above, below].map(text => ordinalOf(ORDINAL.exec(text)?.[1] ?? ''));
  return one !== undefined && two !== undefined && one > 0 && two === one + 1;
}

/** 1 to 99 in Chinese numerals; 0 where there is none. */
function ordinalOf(numeral: string): number {
  const [, tens, units] = /^([一二三四五六七八九]?十)?([一二三四五六七八九])?$/u.exec(numeral) ?? [];
  return (tens === undefined ? 0 : 10 * Math.max(1, DIGITS.indexOf(tens[0] ?? ''))) + Math.max(0, DIGITS.indexOf(units ?? '〇'));
}
