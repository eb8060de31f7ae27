/**
 * Clauses: the words before a figure, and what they say of it: a change, a share, a rate, last year's figure, a reason.
 */
import type { Fact } from '../../schemas/fact.js';

export type Direction = NonNullable<Fact['direction']>;

const UP = '增加|增长|上升|上涨|提高|提升|调增|净增|新增|追加|增幅|增';
const DOWN = '减少|下降|降低|压减|压缩|调减|核减|净减|缩减|削减|降幅|下调|减';
const CHANGE = new RegExp(`(?:(${UP})|(${DOWN})|增减|(?:多|少))(?:（(?:${UP}|${DOWN})）)?(?:了|额|金额|额度|比例|幅度|率)?(?:为|约|达)?$`);
const RESULT = /(?:增加|减少|增长|下降|上升|降低|压减|压缩|调整|提高)(?:至|到|为)$/;
const COMPARISON = /(?:比|较|与|同|和|对比)(?:上一?年|去年|前年|上年度|20\d\d年|年初|预算|调整|当年|年度)[^，。；：]{0,22}/;
const BASE = /(?:比|较|与|同|从|由)(?:上一?年|去年|上年度|20\d\d年)[^，。；：]{0,20}$/;
/** 上年预算数为, in brackets or after a comma: a base figure without a comparison. */
const PREVIOUS = /^(?:上年|去年|上年度)(?:年初|全年)?(?:预算|执行|决算)数?(?:为)?$/;
const SHARE = /占([^占，。；：]{0,36}?)(?:的)?(?:比重|比例|比)?(?:为|约|达)?$/;
const RATE = /(?:完成|达到|执行|支出)[^，。；：]{0,18}(?:预算|计划|指标|目标)[^，。；：]{0,6}$|(?:完成率|执行率|进度)[^，。；：]{0,6}$/;
const FLAT = /(?:与|较|同|和|比)[^，。；：（）]{0,26}?(基本|大体|大致)?(?:持平|相同|一致|无增减(?:变化)?|无变化|没有变化|未变)/g;
const ABOVE = '大于|高于|超过|多于';
const BELOW = '小于|低于|少于';
const ACCOUNT = '决算(?:数|支出)?';
const BUDGET = '(?:年初|全年|当年)?预算';
/** Which side of its budget an account is on: 决算数大于年初预算数. */
const SIDES = new RegExp(`${ACCOUNT}(?:(${ABOVE})|(${BELOW})|等于)${BUDGET}`, 'g');
/** The same right before the figure of the difference: 支出决算数大于预算数55.93万元. */
const BEYOND = new RegExp(`^(?:支出)?${ACCOUNT}(?:(${ABOVE})|(${BELOW}))${BUDGET}(?:数)?$`);
/** 用于 in words that say what 基本支出 and 项目支出 are, before their figure: 用于保障X正常运转的日常支出, 用于专项业务工作的经费支出. */
const DEFINING = '保障[^，。；]{0,60}(?:正常运转的日常支出|为完成特定的)|专项业务工作的经费支出';
export const REASON = new RegExp(`主要(?:是(?!：?\\d)|用于(?!以下|如下|：)|系|因|由于|为(?!：))|原因|用于(?!以下|如下|：|${DEFINING})|由于|因为`);
export const ENUMERATION = /其中|包括|包含|分别(?:为|是)|具体(?:为|是|如下|包括|安排)|由以下|构成(?:情况)?(?:为|如下)|以下方面|如下|(?<=元（)含|(?<=(?:支出|收入|拨款|经费)(?:预算|决算)?)中(?=，)/;
export const COMPLETE = /包括|包含|分别|具体|以下|如下|构成/;
/** A way to divide a whole (按资金类型划分，一般公共预算拨款…); a comma or colon follows it. */
export const DIVISION = '按[^，。；：]{2,16}(?:分类|科目|划分|类型)(?:科目|划分|分)?';

/** Where the clause that ends the text begins: after the last comma or stop outside brackets, or an open bracket. */
export function clauseStart(text: string): number {
  let depth = 0;
  for (let at = text.length - 1; at >= 0; at -= 1) {
    const char = text[at] ?? '';
    if (char === '）') depth += 1;
    else if (char === '（') {
      if (depth === 0) return at + 1;
      depth -= 1;
    } else if (depth === 0 && /[，。；：！？]/.test(char)) return at + 1;
  }
  return 0;
}

/** The clause without list marks, numbering and opening words. */
export function bareClause(clause: string): string {
  return clause
    .replace(/^[、，；：。）]+/, '')
    .replace(/^(?:以及|及|和|与(?!上|20|年|预))(?=.{2})/, '')
    .replace(/^(?:[①-⑳]|（\d{1,2}）|\d{1,2}(?:[．、）]|\.(?!\d))|（[一二三四五六七八九十]{1,2}）|[一二三四五六七八九十]、|[一二三四五六]是)/, '')
    .replace(/^(?:其中|主要包括|包括|包含|分别为|分别是|具体为|含)[：，]?/, '')
    .replace(/^经(?:比较|对比|汇总|统计)(?=20\d\d年)/, '');
}

/** Words that say that a reason follows (主要原因是人员经费增加…): no part of the name behind them. */
export const REASON_LEAD = /^[^，。；]*?(?:主要原因|原因|主要)(?:是|为|系|有)?(?:由于|因为|因)?(?:：)?(?:[一二三四五六]是)?(?=.{2})/;

export interface Change {
  readonly direction?: Direction;
  /** Words before the comparison: the subject that the clause itself names; '' for none. */
  readonly subject: string;
}

/** Reads `…比上年增加`, `增长`, `减少`; undefined where the words before the figure say no change. */
export function changeOf(clause: string): Change | undefined {
  if (RESULT.test(clause)) return undefined;
  const match = CHANGE.exec(clause);
  if (!match || /(?:至少|不少|最多|多少)$/.test(clause)) return undefined;
  if (/^(?:多|少)/.test(match[0]) && !COMPARISON.test(clause)) return undefined;
  const template = match[0].includes('（');
  const direction: Direction | undefined = template ? undefined : match[1] || match[0].startsWith('多') ? 'increase' : match[2] || match[0].startsWith('少') ? 'decrease' : undefined;
  const before = clause.slice(0, match.index).replace(COMPARISON, '').replace(/(?:相比|比较|对比|同比|环比|均|各|分别|预计|将|共|总计各|(?:按|在)?(?:同|可比)口径(?:下)?)+$/, '').replace(/^(?:同比|相比)$/, '');
  return { ...(direction ? { direction } : {}), subject: before };
}

/** Reads a base figure (比2025年年初预算数4,001万元…): the year that it names, 0 for 上年; undefined where the clause gives none. */
export function baseOf(clause: string): { readonly year: number; readonly subject: string } | undefined {
  const match = BASE.exec(clause);
  if (PREVIOUS.test(clause)) return { year: 0, subject: '' };
  if (!match || CHANGE.test(clause)) return undefined;
  const year = /20\d\d/.exec(match[0]);
  return { year: year ? Number(year[0]) : 0, subject: clause.slice(0, match.index) };
}

/** 决算数大于预算数, right before the figure of the difference; undefined for other words. */
export function beyondBudget(clause: string): Direction | undefined {
  const match = BEYOND.exec(clause);
  return match ? (match[1] === undefined ? 'decrease' : 'increase') : undefined;
}

/** The whole that a share is of, as printed ('' for 占比); undefined where the clause says no share. */
export function shareOf(clause: string): string | undefined {
  const match = SHARE.exec(clause);
  return match ? (match[1] ?? '') : undefined;
}

export function isRate(clause: string): boolean {
  return RATE.test(clause);
}

/** Statements 与上年持平 in a stretch of text: their places; 基本持平 claims nothing exact and is left out. */
export function flatsIn(text: string): { readonly at: number; readonly length: number; readonly againstBudget: boolean }[] {
  return [...text.matchAll(FLAT)]
    .filter((match) => match[1] === undefined && /年|预算|去|上/.test(match[0]) && !/基本|大体|略/.test(match[0]))
    .map((match) => ({ at: match.index, length: match[0].length, againstBudget: /预算数?(?:基本)?(?:持平|相同|一致)/.test(match[0]) && /决算/.test(text.slice(0, match.index + match[0].length)) && !/上年|20\d\d/.test(match[0]) }));
}

/** Statements 决算数大于（小于、等于）预算数 in a stretch of text. */
export function sidesIn(text: string): { readonly at: number; readonly length: number; readonly direction: Direction }[] {
  return [...text.matchAll(SIDES)].map((match) => ({ at: match.index, length: match[0].length, direction: match[1] !== undefined ? 'increase' : match[2] !== undefined ? 'decrease' : 'flat' }));
}

/** Whether the words speak of last year's own figure (上年“三公”经费预算), not of a comparison with it or of money left from it. */
export function speaksOfLastYear(words: string): boolean {
  return /(?<![比较与同和])(?:上年|去年|上一年)度?(?!.{0,8}(?:结转|结余|余额|实户))/.test(words.replace(COMPARISON, ''));
}

/** The year that the words give to their figure; a year of comparison or inside brackets and quotes is none. 0 if none. */
export function yearIn(words: string): number {
  const plain = words.replace(/《[^》]*》|“[^”]*”|（[^（）]*）/g, '').replace(COMPARISON, '');
  const match = /(?<!\d)(20\d\d)年(?!\d{1,2}月|[初底末]|以)/.exec(plain);
  return match ? Number(match[1]) : 0;
}
