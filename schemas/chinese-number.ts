/**
 * Chinese numerals (中文数字) as prose and formal amounts write them: 一百二十, 叁佰, 两千, 二〇二四.
 */
import { UNITS, type AmountReading, type Unit } from './amount.js';

const DIGITS = new Map([...'零一二三四五六七八九'].map((c, i) => [c, BigInt(i)]));
for (const [i, forms] of ['〇○', '壹', '贰两弍', '叁参', '肆', '伍', '陆', '柒', '捌', '玖'].entries()) for (const c of forms) DIGITS.set(c, BigInt(i));
const SMALL: Readonly<Record<string, bigint>> = { 十: 10n, 拾: 10n, 百: 100n, 佰: 100n, 千: 1000n, 仟: 1000n };
const LARGE: Readonly<Record<string, bigint>> = { 万: 10_000n, 萬: 10_000n, 亿: 100_000_000n };

/**
 * Value of a Chinese numeral (integers only); undefined where the text is none.
 * Strings of bare digits are read by place: 二〇二四 → 2024n. A short last digit counts tens of its place: 一万五 → 15000n.
 */
export function parseChineseNumber(text: string): bigint | undefined {
  const chars = [...text.trim()];
  if (chars.length === 0 || !chars.every((c) => DIGITS.has(c) || c in SMALL || c in LARGE)) return undefined;
  if (chars.every((c) => DIGITS.has(c))) return BigInt(chars.map((c) => DIGITS.get(c)).join(''));
  let total = 0n;
  let section = 0n;
  let digit: bigint | undefined;
  let zero = false;
  let place = 1n;
  for (const c of chars) {
    const value = DIGITS.get(c);
    const small = SMALL[c];
    const large = LARGE[c];
    if (value !== undefined) {
      if (digit !== undefined && !zero) return undefined;
      zero = value === 0n;
      digit = value;
    } else if (small !== undefined) {
      if (digit === 0n && !(zero && small === 10n)) return undefined;
      section += (digit === undefined || digit === 0n ? 1n : digit) * small;
      digit = undefined;
      zero = false;
      place = small;
    } else if (large !== undefined) {
      if (section === 0n && digit === undefined && total === 0n) return undefined;
      const part = section + (digit ?? 0n);
      total = part === 0n || (total > 0n && large > total) ? (total + part) * large : total + part * large;
      section = 0n;
      digit = undefined;
      zero = false;
      place = large;
    }
  }
  const before = chars.at(-2) ?? '';
  const short = digit !== undefined && (before in SMALL || before in LARGE) && place >= 100n;
  return total + section + (digit ?? 0n) * (short ? place / 10n : 1n);
}

/** Amount in Chinese numerals with its unit: 一百二十万元, 叁佰元整. Its precision is one yuan: words are not rounded. */
export function parseChineseAmount(text: string): AmountReading {
  const published = text.trim();
  if (published === '') return { state: 'blank' };
  const match = /^(?:人民币)?(.+?)元整?$/u.exec(published);
  const value = match === null ? undefined : parseChineseNumber(match[1] ?? '');
  if (value === undefined) return { state: 'unreadable', published };
  const numeral = match?.[1] ?? '';
  const unit: Unit = numeral.endsWith('亿') ? '亿元' : /[万萬]$/u.test(numeral) ? '万元' : '元';
  return { state: 'amount', amount: { fen: value * UNITS.元, unit, step: UNITS[unit], published, mended: ['numerals'] } };
}
