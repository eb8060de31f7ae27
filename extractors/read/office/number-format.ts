/**
 * What a spreadsheet shows of a number: `#,##0.00_ `, brackets and red for negatives, a dash for nothing, a share in
 * percent, and the 万元 that a format makes of yuan (`0!.0000`). Dates are shown as days.
 */
import { format, getFormatFromId, isDateFormat, isValidFormat } from 'numfmt';

const LOCALE = { locale: 'zh-CN' } as const;
const DAY = 'yyyy"年"m"月"d"日"';
/** The last format that has a number only. */
const LAST_BUILT_IN = 58;
/** Sections that leave digits of a number out (General, texts, exponents, fractions): it is taken as it is. */
const UNSHOWN = /^(?:[^;]*;){0,2}[^;]*(?:General|@|E[+-]|\/)/iu;
/** Characters that a format shows as they are, or as room. */
const LITERAL = /"[^"]*"|[\\_*]./gu;

/** The format of a number that a workbook does not define itself. */
export function builtInFormat(id: number): string {
  const pattern = id <= LAST_BUILT_IN ? getFormatFromId(id, LOCALE.locale) : 'General';
  return isDateFormat(pattern) ? DAY : pattern;
}

/** A number as the format shows it. @param value as stored, in decimal or with an exponent */
export function shown(value: string, numberFormat: string, since1904 = false): string {
  const number = Number(value);
  if (!Number.isFinite(number)) return value;
  // `!` escapes in formats of Chinese programs; a place for a digit that only leaves room shows nothing.
  const pattern = numberFormat.replaceAll(/("[^"]*"|[\\_*].)|!(.)|\?/gu, (_, kept?: string, escaped?: string) => kept ?? (escaped === undefined ? '#' : `\\${escaped}`));
  if (!isValidFormat(pattern)) return plain(number);
  if (isDateFormat(pattern)) return format(DAY, number + (since1904 ? 1_462 : 0), LOCALE);
  return UNSHOWN.test(pattern.replaceAll(LITERAL, '')) ? plain(number) : trimmed(format(pattern, number, LOCALE));
}

/** All digits that a stored number has: fifteen that count, what binary fractions add left out. */
const plain = (number: number): string => trimmed(format('0.############', number));

/** Without the room that a format leaves around a number, and without a point that no decimals follow. */
const trimmed = (text: string): string => text.trim().replace(/(^|\d)\.(?!\d)/u, '$1');
