/**
 * Tokens: the numbers of a passage with their units. Thresholds (100万元以上), unit prices (元/人), dates and bare ordinals are none.
 */
import type { Amount, Unit } from '../../schemas/amount.js';
import { parseAmount } from '../../schemas/amount-parse.js';
import { parseChineseAmount } from '../../schemas/chinese-number.js';

export interface Token {
  readonly kind: 'money' | 'percent' | 'count';
  /** Place in the passage's text, end exclusive; with the unit. */
  readonly start: number;
  readonly end: number;
  /** Plain decimal in the printed unit. */
  readonly value: string;
  readonly unit: string;
  readonly amount?: Amount;
}

const NUMBER = '[-−－]?(?:\\d{1,3}(?:[,，] ?\\d{3})+|\\d{1,3}(?: \\d{3})+|\\d(?: \\d)+|\\d+)(?:\\. ?\\d+(?: \\d+)*)?';
const MONEY = new RegExp(`(?<![\\d.A-Za-z])(${NUMBER})(亿元|百万元|万元|千元|百元|元)`, 'g');
/** 决算数合计为1000.86万，: the 元 is left out behind words that speak of money. */
const SHORT_MONEY = new RegExp(`(?<![\\d.A-Za-z])(${NUMBER})([万亿])(?=[，。；、）]|$)`, 'g');
const MONEY_WORDS = /(?:费|支出|收入|预算|决算|资金|拨款|增加|减少)[^，。；、\d]{0,8}$/;
/** Words of what is counted by 万 and is no money. */
const OF_NO_MONEY = /(?:人[员口数次]?|群众|学生|游客|企业|[户家次件]数?|面积|[流数]?量)(?:达到?|超过?|[约近为共])*$/;
/** 收支较上年减少484.05，降低11.1%: the unit is left out, and is that of the amount before. */
const BARE_CHANGE = new RegExp(`(?<=增加|减少)(${NUMBER})(?=，(?:增长|上升|下降|降低|减少)了?\\d[\\d.]*%)`, 'g');
const CHINESE_MONEY = /([零一二三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟两]{2,}|[一二三四五六七八九两])(亿|万)?元(?![素件旦宵宇老首月年化])/g;
const PERCENT = new RegExp(`(?<![\\d.A-Za-z])(${NUMBER})(%|个百分点)`, 'g');
const COUNT = /(?<![\d.,A-Za-z年第])(\d+)(台（套）|台（件、套）|台\/套|台套|批次|人次|个团组|个团|辆次|辆|台|套|名|人|批|个|项|家)(?!以上|以下|以内|（含）以上)/g;
/** What makes an amount a threshold or a unit price rather than a claim. */
const THRESHOLD_AFTER = /^(?:（含[^）]{0,8}）|（不含）|及|\(含\))?(?:及?以[上下内]|[/／]|每|的?标准|左右以上|起)/;
const THRESHOLD_BEFORE = /(?:单价|单位价值|单台|单件|(?<!债务)限额|[≤≥<>＜＞=])[^，。；]{0,4}$/;

function decimal(text: string): string {
  return text.replace(/[,， ]/g, '').replace(/[−－]/g, '-');
}

/** Amounts without 元: behind words that speak of money, and in a list of the same sentence (其中：…) that goes on behind one of these. */
function shortMoney(text: string): RegExpExecArray[] {
  let last: RegExpExecArray | undefined;
  return [...text.matchAll(SHORT_MONEY)].filter((match) => {
    const before = text.slice(0, match.index);
    const isListed = last !== undefined && last[2] === match[2] && last.index > before.lastIndexOf('。') && before.lastIndexOf('其中') > before.lastIndexOf('。') && !OF_NO_MONEY.test(before);
    if (!MONEY_WORDS.test(before) && !isListed) return false;
    last = match;
    return true;
  });
}

/** All numbers of `text` that can be claims, in order. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  const short = shortMoney(text);
  for (const match of [...text.matchAll(MONEY), ...short]) {
    const start = match.index;
    const end = start + match[0].length;
    if (THRESHOLD_AFTER.test(text.slice(end)) || THRESHOLD_BEFORE.test(text.slice(0, start))) continue;
    const unit = (match[2]?.endsWith('元') === true ? match[2] : `${match[2]}元`) as Unit;
    const reading = parseAmount(match[1] ?? '', unit);
    if (reading.state !== 'amount') continue;
    tokens.push({ kind: 'money', start, end, value: decimal(match[1] ?? ''), unit, amount: reading.amount });
  }
  for (const match of text.matchAll(BARE_CHANGE)) {
    const unit = tokens.filter((token) => token.end <= match.index).toSorted((a, b) => a.end - b.end).at(-1)?.unit as Unit | undefined;
    const reading = unit === undefined ? undefined : parseAmount(match[1] ?? '', unit);
    if (reading?.state === 'amount') tokens.push({ kind: 'money', start: match.index, end: match.index + match[0].length, value: decimal(match[1] ?? ''), unit: unit ?? '', amount: reading.amount });
  }
  for (const match of text.matchAll(CHINESE_MONEY)) {
    const start = match.index;
    const end = start + match[0].length;
    if (THRESHOLD_AFTER.test(text.slice(end)) || THRESHOLD_BEFORE.test(text.slice(0, start)) || /[多单公纪状一二三]$/.test(text.slice(0, start))) continue;
    const reading = parseChineseAmount(match[0]);
    if (reading.state !== 'amount') continue;
    tokens.push({ kind: 'money', start, end, value: (reading.amount.fen / 100n).toString(), unit: '元', amount: { ...reading.amount, published: match[0] } });
  }
  for (const match of text.matchAll(PERCENT)) {
    if (THRESHOLD_BEFORE.test(text.slice(0, match.index)) || THRESHOLD_AFTER.test(text.slice(match.index + match[0].length))) continue;
    tokens.push({ kind: 'percent', start: match.index, end: match.index + match[0].length, value: decimal(match[1] ?? ''), unit: match[2] ?? '%' });
  }
  for (const match of text.matchAll(COUNT)) {
    tokens.push({ kind: 'count', start: match.index, end: match.index + match[0].length, value: match[1] ?? '', unit: match[2] ?? '' });
  }
  tokens.sort((a, b) => a.start - b.start);
  return tokens.filter((token, i) => i === 0 || token.start >= (tokens[i - 1]?.end ?? 0));
}
