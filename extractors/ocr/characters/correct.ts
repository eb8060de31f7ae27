/**
 * Reading with the words of the field in mind: a text that is nearly a known label, title or name is that phrase where
 * the recogniser's own probabilities allow it. A misspelt name that is clearly printed so stays as it is: it is a
 * finding about the document, and not about its reading.
 */
import type { LineReading } from '../engines/engine.js';
import { cutLike, lexicon, nearPhrases } from './lexicon.js';

/** What a letter read as another may cost in log likelihood, and one that is added or left out: the recogniser must have thought of it. */
const COST = 8.5;
const COST_OF_LENGTH = 5;
/** A phrase must be so much likelier than the next. */
const LEAD = 2;

/** Numbering, codes and marks before a phrase, and marks behind it. */
const FRAME = /^((?:[一二三四五六七八九十]{1,3}[、.．，,]|[（(][一二三四五六七八九十\d]{1,2}[）)]|\d{1,2}[、.．]|其中[：:]|20\d\d年度?|\*{1,2}|[[【]?(?:\d{7}|\d{5}|\d{3})(?:[\]】][-—–]?|[-—–])|附?表[一二三四五六七八九十\d]+[：:、]?)*)(.*?)([：:。.，,、]*)$/u;
const NUMERAL = /^([一二三四五六七八九十]{1,3})[,.，．:：;；·'‘’]?(\p{Script=Han}.*)$/u;
/** A number of the next text within a text. */
const NUMBERED = /.[一二三四五六七八九十]、/u;
const HAN = /\p{Script=Han}/u;
/** 一般公共 (general public) without its first stroke, which is taken for a dash, a speck or remains of a ruling, or for two; no other word goes on so. */
const GENERAL = /(?:(?<!一)[-—–―·.．“”"]{0,2}|一[-—–―]{1,2})般公共/gu;
/** Its numeral without the mark behind it: two first strokes are none. */
const NUMBERED_GENERAL = /^一(?=一般公共)/u;
/** A code in brackets without the first, which stands close to the ruling. */
const OPENING_LOST = /^(?:\d{7}|\d{5}|\d{3})([\]】])(?=\p{Script=Han})/u;
/** The mark behind a numeral of which nothing, or specks were read. */
const NUMERAL_LOST = /^[-—–·“”"'‘’]{0,2}[、.．，,](\p{Script=Han}.*)$/u;

/** The texts of a cell's lines with their readings; those that change, changed. */
export function corrected(asRead: readonly string[], readings: readonly LineReading[]): readonly string[] {
  if (!HAN.test(asRead.join(''))) return asRead;
  const [first = '', ...rest] = asRead;
  const opened = [first.replace(OPENING_LOST, (all, closing: string) => (closing === ']' ? '[' : '【') + all), ...rest];
  const texts = opened.map((text, i) => (opened[i - 1]?.endsWith('一') ? text : text.replaceAll(GENERAL, '一般公共').replace(NUMBERED_GENERAL, '一、')));
  return numbered(texts, readings) ?? behindCode(texts) ?? asPhrase(texts, readings) ?? withoutSpeck(texts);
}

/** A code, the mark behind it, and what specks there were taken for. */
const BEHIND_CODE = /^((?:\d{7}|\d{5}|\d{3})\s*[-—–])([^\p{Script=Han}\d(（“]{1,2})(\p{Script=Han}.*)$/u;

/** 20406-i司法 → 20406-司法: a name of the lists with a speck before it; 2010602-·般行政管理事务 → 2010602-一般行政管理事务: its first stroke may be taken for one. */
function behindCode([first = '', ...rest]: readonly string[]): string[] | undefined {
  const [, code = '', , read = ''] = BEHIND_CODE.exec(first) ?? [];
  const isName = (text: string): boolean => lexicon().known.has([text, ...rest].join('').replaceAll('(', '（').replaceAll(')', '）'));
  const name = read === '' ? undefined : [read, `一${read}`].find(isName);
  return name === undefined ? undefined : [code + name, ...rest];
}

/** 三卫生健康支出 → 三、卫生健康支出: the mark after the numeral is easily lost. */
function numbered(texts: readonly string[], readings: readonly LineReading[]): string[] | undefined {
  const [first = '', ...rest] = texts;
  const [, numeral, body] = NUMERAL.exec(first) ?? [];
  // which one it was the others of its column tell: no line begins with the mark alone
  const lost = NUMERAL_LOST.exec(first)?.[1];
  if (lost !== undefined && lexicon().known.has([lost, ...rest].join(''))) return [`、${lost}`, ...rest];
  if (numeral === undefined || body === undefined || lexicon().known.has([first, ...rest].join(''))) return undefined;
  if (!lexicon().known.has([body, ...rest].join('').replaceAll('(', '（').replaceAll(')', '）'))) return undefined;
  const text = `${numeral}、${body}`;
  return cost(readings[0], first, text) <= COST ? [text, ...rest] : undefined;
}

/** What specks before a phrase are read as, and behind it. */
const BEFORE = /^[a-zA-Z:;.,、'‘’′`"|!·]{1,2}(?=\p{Script=Han}|[（(][一二三四五六七八九十])/u;
const BEHIND = /([.．。,，、"'’′`·—–-]+)$/u;

/** A letter or mark before a phrase of a cell is a speck, as is a mark behind it. */
function withoutSpeck(texts: readonly string[]): readonly string[] {
  const isKnown = (lines: readonly string[]): boolean => { const text = lines.join(''); return [text, FRAME.exec(text)?.[2] ?? ''].some(phrase => lexicon().known.has(phrase)); };
  const [first = '', ...rest] = texts;
  const bare = [first.replace(BEFORE, ''), ...rest];
  const open = bare[0] !== first && isKnown(bare) ? bare : texts;
  const [, mark] = BEHIND.exec(open.at(-1) ?? '') ?? [];
  const last = mark === undefined ? '' : (open.at(-1) as string).slice(0, -mark.length);
  return last !== '' && isKnown([...open.slice(0, -1), last]) ? [...open.slice(0, -1), last] : open;
}

function asPhrase(texts: readonly string[], readings: readonly LineReading[]): string[] | undefined {
  const [, before = '', body = '', after = ''] = FRAME.exec(texts.join('')) ?? [];
  // 0 三、卫生健康支出 are two texts
  if (NUMBERED.test(body)) return undefined;
  const near = nearPhrases(body).map(({ phrase, distance }) => {
    const lines = cutLike(before + phrase + after, texts);
    const total = lines.reduce((sum, line, i) => sum + (line === texts[i] ? 0 : cost(readings[i], texts[i] as string, line)), 0);
    return { lines, total, limit: distance * COST - Math.abs(phrase.length - body.length) * (COST - COST_OF_LENGTH) };
  }).toSorted((a, b) => a.total - b.total);
  const [best, next] = near;
  if (best === undefined || best.total > best.limit || (next !== undefined && next.total - best.total < LEAD)) return undefined;
  return best.lines;
}

/** How much less likely a line is as `text` than as read. Brackets of either width are the same. */
function cost(reading: LineReading | undefined, read: string, text: string): number {
  if (reading === undefined) return Infinity;
  const narrow = text.replaceAll('（', '(').replaceAll('）', ')');
  return reading.likelihood(read) - Math.max(reading.likelihood(text), reading.likelihood(narrow));
}
