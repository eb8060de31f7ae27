/**
 * Reading and printing amounts (金额). Exact: text → bigint fen → text, never through a floating number.
 * Whatever had to be guessed is named in `mended`; what can't be decided is `unreadable`, with its text.
 */
import { UNITS, type Amount, type AmountReading, type Unit } from './amount.js';

const UNIT_NAMES = '亿元|百万元|万元|千元|百元|元|亿|万';
const SIGNED = /^(?:[-−–—‐‑﹣▲△]|负)/u;
const LETTERS: Readonly<Record<string, string>> = { O: '0', o: '0', l: '1', I: '1', '|': '1', S: '5', B: '8' };

/** Marks of notes behind a figure: 123.45①, 123.45*; and before it: *123.45. */
const NOTE_MARK = /(?<=[\d)%])\s*[*※†‡①-⑳\u00B9\u00B2\u00B3\u2070-\u2079]{1,2}$|^[*＊※]\s*(?=[-−(（]?\d)/u;

const WIDE = /[\uFF01-\uFF5E\u3000\u00A0\u2000-\u200A\u202F]/u;

/** Full-width forms (U+FF01–FF5E) and ideographic blank to their ASCII twins. */
export function halfWidth(text: string): string {
  if (!WIDE.test(text)) return text;
  return text.replaceAll(/[\uFF01-\uFF5E]/gu, (c) => String.fromCodePoint((c.codePointAt(0) ?? 0) - 0xfee0)).replaceAll(/[\u3000\u00A0\u2000-\u200A\u202F]/gu, ' ');
}

/** Told what had to be guessed or put right. */
type Mend = (what: string) => void;

interface Number {
  readonly integer: string;
  readonly decimals: string;
}

/**
 * Integer and decimal digits of a text of digits, `,` and `.`; undefined where the grammar leaves it open.
 * The last separator is the decimal point unless it can only be a thousands separator.
 */
function separate(body: string, mend: Mend): Number | undefined {
  if (!/^[\d.,]+$/u.test(body) || !/\d/u.test(body) || /[.,]{2}/u.test(body) || body.startsWith(',') || body.endsWith(',')) return undefined;
  const groups = body.split(/[.,]/u);
  const marks = [...body.replaceAll(/\d/gu, '')];
  const first = groups[0] ?? '';
  const last = groups.at(-1) ?? '';
  const mark = marks.at(-1);
  if (mark === undefined) return { integer: body, decimals: '' };
  const points = marks.filter((m) => m === '.').length;
  const regular = (list: readonly string[]): boolean => /^\d{1,3}$/u.test(list[0] ?? '') && list.slice(1).every((g) => g.length === 3);
  const leading = groups.slice(0, -1);
  // The usual case: one full stop, last of all.
  if (mark === '.' && points === 1) {
    if (marks.length > 1 && !regular(leading)) {
      if (leading.some((g) => g === '')) return undefined;
      mend('odd-groups');
    }
    // `.38` is how some print 0.38; a full stop at the end is odd.
    if (last === '') mend('bare-point');
    return { integer: leading.join('') || '0', decimals: last };
  }
  if (groups.includes('')) return undefined;
  if (points === 0) {
    if (regular(groups) && first !== '0') return { integer: groups.join(''), decimals: '' };
    if (marks.length === 1 && (first === '0' || last.length < 3)) {
      mend('decimal-comma');
      return { integer: first, decimals: last };
    }
    mend('odd-groups');
    return { integer: groups.join(''), decimals: '' };
  }
  // Full stops among the thousands separators: 1.234.567 · 1,234.567,00 · 1.234,56
  if (regular(groups) && first !== '0' && !(mark === '.' && points < marks.length)) {
    mend('separator');
    return { integer: groups.join(''), decimals: '' };
  }
  if (last.length < 3 && regular(leading) && first !== '0') {
    // Full stops alone may be those of two figures that touch: 43.87 and 0.00 as 43.870.00.
    mend(points === marks.length ? 'odd-groups' : 'separator');
    return { integer: leading.join(''), decimals: last };
  }
  return undefined;
}

/**
 * Removes blanks inside a number where what remains shows that it is one number:
 * blanks beside separators, single digits set apart, groups of three, or thousands groups that close up.
 * Two figures in one cell (`8,856 1,205`) are left open: undefined.
 */
function closeUp(text: string, mend: Mend): string | undefined {
  if (!/\s/u.test(text)) return text;
  mend('inner-space');
  const tight = text.replaceAll(/\s*([.,])\s*/gu, '$1');
  const pieces = tight.split(/\s+/u);
  if (pieces.length === 1) return tight;
  const joined = pieces.join('');
  if (pieces.every((p) => /^[\d.,]$/u.test(p.replaceAll(/[.,]/gu, '') || p))) return joined;
  if (/^\d{1,3}( \d{3})+(\.\d*)?$/u.test(pieces.join(' '))) return joined;
  if (/,/u.test(joined) && /^\d{1,3}(,\d{3})+(\.\d{0,6})?$/u.test(joined) && !pieces.every((p) => /^\d{1,3}(,\d{3})*(\.\d+)?$/u.test(p))) return joined;
  if (/^\d[\d,]*\.\d \d$/u.test(pieces.join(' '))) return joined;
  return undefined;
}

/** Amount of exact digits: value = integer.decimals × 10^exponent units. Below a fen it is rounded half away from zero and says so. */
function makeAmount(number: Number, negative: boolean, unit: Unit, published: string, mended: readonly string[], exponent = 0): Amount {
  const digits = BigInt(number.integer + number.decimals);
  const scale = 10n ** BigInt(Math.max(0, number.decimals.length - exponent));
  const lift = 10n ** BigInt(Math.max(0, exponent - number.decimals.length));
  const numerator = digits * UNITS[unit] * lift;
  const remainder = numerator % scale;
  let fen = numerator / scale;
  const all = [...mended];
  if (remainder !== 0n) {
    all.push('below-fen');
    if (remainder * 2n >= scale) fen += 1n;
  }
  const step = (UNITS[unit] * lift) / scale;
  return { fen: negative ? -fen : fen, unit, step: step > 0n ? step : 1n, published, mended: all };
}

/** Words for nothing to print: 单位不需填列, 不适用. */
const NOTHING = /^(?:单位)?(?:不需|无需|不)填[列报]?$|^不适用$/u;

/**
 * Reads one amount cell.
 * @param text cell text; a unit at its end (`380.10万元`) goes before `unit`
 * @param unit the table's or column's unit
 * @returns blank, dash (nothing, printed as a dash), an amount in fen with what was mended, or unreadable (percentages, words, two figures)
 */
export function parseAmount(text: string, unit: Unit): AmountReading {
  const published = text.trim();
  const wide = halfWidth(text).trim();
  if (wide === '') return { state: 'blank' };
  if (/^(?:[-−–—‐‑﹣―─ー]\s*)+$|^[/\\]$/u.test(wide) || NOTHING.test(wide)) return { state: 'dash', published };
  const unreadable: AmountReading = { state: 'unreadable', published };
  const mended: string[] = [];
  const mend = (what: string): void => {
    if (!mended.includes(what)) mended.push(what);
  };
  if (/[\uFF10-\uFF19\uFF0C\uFF0E]/u.test(text)) mend('full-width');
  const { body, unit: worth } = unitBehind(withoutMarks(wide, mend), unit);
  const { digits, negative } = signOf(body, mend);
  const power = /^(\d+(?:\.\d+)?)[Ee]\+?(\d{1,2})$/u.exec(digits);
  if (power !== null) {
    const number = separate(power[1] ?? '', mend);
    // 1.09E+07 has lost the digits behind 10,9
    mend((number?.decimals.length ?? 0) < Number(power[2]) ? 'shortened' : 'exponent');
    return number === undefined ? unreadable : { state: 'amount', amount: makeAmount(number, negative, worth, published, mended, Number(power[2])) };
  }
  const plain = withDigits(withSeparators(digits, mend), mend);
  const tight = plain === undefined ? undefined : closeUp(plain, mend);
  const number = tight === undefined ? undefined : separate(tight, mend);
  if (number === undefined) return unreadable;
  if (/^0\d/u.test(number.integer)) mend('leading-zero');
  return { state: 'amount', amount: makeAmount(number, negative, worth, published, mended) };
}

/** A text without marks of notes, LaTeX and the sign of its currency. */
function withoutMarks(text: string, mend: Mend): string {
  if (NOTE_MARK.test(text)) mend('note-mark');
  let body = text.replace(NOTE_MARK, '');
  if (/^\$.*\$$/u.test(body) || /\\[,;! ]/u.test(body)) {
    mend('latex');
    body = body.replaceAll('$', '').replaceAll(/\\[,;! ]|\{,\}/gu, ',').replaceAll(/[{}]/gu, '').trim();
  }
  return body.replace(/^(?:人民币|RMB|¥|￥|\u00A5)\s*/u, '');
}

const UNIT_BEHIND = new RegExp(`^(.*?)\\s*(?:(${UNIT_NAMES})整?|\\((${UNIT_NAMES})\\))$`, 'u');

/** What stands before a unit at the end of a text, and that unit; `unit` where there is none. */
function unitBehind(text: string, unit: Unit): { readonly body: string; readonly unit: Unit } {
  const suffix = UNIT_BEHIND.exec(text);
  if (suffix === null) return { body: text, unit };
  const word = suffix[2] ?? suffix[3] ?? '';
  return { body: suffix[1] ?? '', unit: (word === '万' || word === '亿' ? `${word}元` : word) as Unit };
}

/** A figure without its sign or brackets. (-12) is one negative, written twice; no sum of a budget prints a double negation. */
function signOf(text: string, mend: Mend): { readonly digits: string; readonly negative: boolean } {
  const brackets = /^\((.*)\)$|^\[(.*)\]$|^〔(.*)〕$/u.exec(text);
  if (brackets !== null) mend('brackets');
  const body = brackets === null ? text : (brackets[1] ?? brackets[2] ?? brackets[3] ?? '').trim();
  if (SIGNED.test(body)) {
    if (!body.startsWith('-')) mend('sign');
    return { digits: body.replace(SIGNED, '').trim(), negative: true };
  }
  if (/\d\s*[-−]$/u.test(body)) {
    mend('sign');
    return { digits: body.replace(/\s*[-−]$/u, ''), negative: true };
  }
  return { digits: body.replace(/^\+\s*/u, ''), negative: brackets !== null };
}

/** Separators of other kinds as `,` and `.`. */
function withSeparators(text: string, mend: Mend): string {
  let body = text;
  if (/['’‘`´′]/u.test(body) && /^[\d\s.,'’‘`´′]+$/u.test(body)) {
    mend('separator');
    body = body.replaceAll(/['’‘`´′]/gu, ',');
  }
  if (/\d[。·、﹒﹐]\d/u.test(body)) {
    mend('separator');
    body = body.replaceAll(/[。·﹒]/gu, '.').replaceAll(/[、﹐]/gu, ',');
  }
  return body;
}

/** Letters that stand for digits (O for 0) as these; undefined where they don't, or are more than the digits. */
function withDigits(text: string, mend: Mend): string | undefined {
  const letters = text.match(/[A-Za-z|]/gu) ?? [];
  if (letters.length === 0) return text;
  if ((text.match(/\d/gu)?.length ?? 0) < letters.length || letters.some((letter) => LETTERS[letter] === undefined)) return undefined;
  for (const letter of letters) mend(LETTERS[letter] === '0' ? 'letter-o' : `letter-${letter === '|' ? 'bar' : letter.toLowerCase()}`);
  return text.replaceAll(/[A-Za-z|]/gu, (c) => LETTERS[c] ?? c);
}

/**
 * The unit that a caption or header states: `单位：万元`, `金额单位:人民币万元`, `金额：万元`, `（元）`, `预算数(万元)`, or the bare unit.
 * `编制单位：…局` and `单位：个` state none.
 */
export function parseUnit(text: string): Unit | undefined {
  const flat = halfWidth(text).replaceAll(/\s+/gu, '');
  const names = '(亿元|百万元|万元|千元|百元|元)';
  const match =
    new RegExp(`(?:单位(?:为|[:;.])?|金额[:;.])\\(?(?:人民币|RMB|¥)?[:,]?${names}(?![/整])`, 'u').exec(flat) ??
    new RegExp(`[([](?:单位:?)?(?:人民币)?${names}[)\\]]`, 'u').exec(flat) ??
    new RegExp(`^(?:人民币)?${names}$`, 'u').exec(flat);
  return match === null ? undefined : (match[1] as Unit);
}

/** Exact decimal in yuan without trailing zeros: 3586955450n → `35869554.5`, 0n → `0`. */
export function formatYuan(fen: bigint): string {
  const sign = fen < 0n ? '-' : '';
  const digits = (fen < 0n ? -fen : fen).toString().padStart(3, '0');
  const decimals = digits.slice(-2).replace(/0+$/u, '');
  return `${sign}${digits.slice(0, -2)}${decimals === '' ? '' : `.${decimals}`}`;
}

/** The values in fen that round to the printed figure: half a printed step to both sides; a figure printed to the fen is exact. */
export function interval(amount: Pick<Amount, 'fen' | 'step'>): { readonly low: bigint; readonly high: bigint } {
  const half = amount.step / 2n;
  return { low: amount.fen - half, high: amount.fen + half };
}
