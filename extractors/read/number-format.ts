/**
 * What a spreadsheet shows of a number: `#,##0.00_ `, brackets and red for negatives, a dash for nothing, a share in
 * percent, and the 万元 that a format makes of yuan (`0!.0000`). Dates are shown as days.
 */

/** Formats that a workbook names by number only. */
const BUILT_IN: Readonly<Record<number, string>> = {
  0: 'General', 1: '0', 2: '0.00', 3: '#,##0', 4: '#,##0.00', 5: '¥#,##0;¥-#,##0', 6: '¥#,##0;¥-#,##0', 7: '¥#,##0.00;¥-#,##0.00', 8: '¥#,##0.00;¥-#,##0.00', 9: '0%', 10: '0.00%', 11: '0.00E+00',
  37: '#,##0;-#,##0', 38: '#,##0;-#,##0', 39: '#,##0.00;-#,##0.00', 40: '#,##0.00;-#,##0.00', 41: '#,##0;-#,##0;"-"', 42: '¥#,##0;¥-#,##0;¥"-"', 43: '#,##0.00;-#,##0.00;"-"', 44: '¥#,##0.00;¥-#,##0.00;¥"-"', 48: '##0.0E+0', 49: '@',
};
const isDateNumber = (id: number): boolean => (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);

/** The format of a number that a workbook does not define itself. */
export const builtInFormat = (id: number): string => (isDateNumber(id) ? 'yyyy"年"m"月"d"日"' : (BUILT_IN[id] ?? 'General'));

type Piece = { readonly literal: string } | { readonly digit: '0' | '#' | '?' } | { readonly mark: '.' | ',' | '%' | 'E' | '@' | 'date' };

/** A number as the format shows it. @param value as stored, in decimal or with an exponent */
export function shown(value: string, format: string, since1904 = false): string {
  const number = Number(value);
  if (!Number.isFinite(number)) return value;
  const sections = format.split(/;(?=(?:[^"]*"[^"]*")*[^"]*$)/u);
  if (sections.some((section) => /\[[<>=]/u.test(section)) || /General|G\/通用格式/iu.test(format)) return plain(number);
  const section = (number < 0 ? sections[1] : number === 0 ? sections[2] : undefined) ?? sections[0] ?? 'General';
  const pieces = piecesOf(section);
  if (pieces.some((piece) => 'mark' in piece && piece.mark === 'date')) return dateOf(number, since1904);
  if (pieces.some((piece) => 'mark' in piece && (piece.mark === 'E' || piece.mark === '@'))) return plain(number);
  const sign = number < 0 && sections[1] === undefined ? '-' : '';
  const text = filled(pieces, Math.abs(number)).trim();
  return sign !== '' && /[1-9]/u.test(text) ? sign + text : text;
}

/** All digits that a stored number has: fifteen that count, what binary fractions add left out. */
function plain(number: number): string {
  return digitsOf(number, 12).replace(/\.?0+$/u, '');
}

/** A number of at most fifteen digits that count, rounded half up to `decimals`. */
function digitsOf(number: number, decimals: number): string {
  const [mantissa = '0', exponent = '0'] = Math.abs(number).toExponential(14).split('e');
  const digits = mantissa.replace('.', '');
  const point = 1 + Number(exponent);
  const whole = BigInt(point <= 0 ? '0' : digits.slice(0, point).padEnd(point, '0'));
  const fraction = (point < 0 ? '0'.repeat(-point) : '') + digits.slice(Math.max(0, point));
  const scaled = whole * 10n ** BigInt(decimals) + BigInt(fraction.slice(0, decimals).padEnd(decimals, '0') || '0') + (Number(fraction[decimals] ?? '0') >= 5 ? 1n : 0n);
  const text = scaled.toString().padStart(decimals + 1, '0');
  return (number < 0 ? '-' : '') + (decimals === 0 ? text : `${text.slice(0, -decimals)}.${text.slice(-decimals)}`);
}

function piecesOf(section: string): Piece[] {
  const pieces: Piece[] = [];
  for (const [, quoted, escaped, skipped, bracket, character = ''] of section.matchAll(/"([^"]*)"|[\\!](.)|([_*].)|\[([^\]]*)\]|([^])/gu)) {
    if (quoted !== undefined || escaped !== undefined) pieces.push({ literal: quoted ?? escaped ?? '' });
    else if (skipped !== undefined) continue;
    else if (bracket !== undefined) pieces.push(/^[hms]+$/iu.test(bracket) ? { mark: 'date' } : { literal: /^\$([^-]*)/u.exec(bracket)?.[1] ?? '' });
    else if (character === '0' || character === '#' || character === '?') pieces.push({ digit: character });
    else if (character === '.' || character === ',' || character === '%' || character === '@') pieces.push({ mark: character });
    else if (character === 'E' || character === 'e') pieces.push({ mark: 'E' });
    else pieces.push(/[ymdhs年月日]/iu.test(character) ? { mark: 'date' } : { literal: character });
  }
  return pieces;
}

/** The pieces of a section with the digits of a number that is not negative. */
function filled(pieces: readonly Piece[], number: number): string {
  const isDigit = (piece: Piece): boolean => 'digit' in piece;
  const isMark = (piece: Piece | undefined, mark: string): boolean => piece !== undefined && 'mark' in piece && piece.mark === mark;
  const last = pieces.findLastIndex(isDigit);
  if (last < 0) return pieces.map((piece) => ('literal' in piece ? piece.literal : '')).join('');
  const point = pieces.findIndex((piece) => isMark(piece, '.'));
  const wholeEnd = point < 0 ? pieces.length : point;
  const decimals = point < 0 ? 0 : pieces.slice(point).filter(isDigit).length;
  // Commas behind the last digit divide by a thousand each; a comma between digits parts thousands.
  const lastWhole = pieces.slice(0, wholeEnd).findLastIndex(isDigit);
  let thousands = 0;
  for (let i = (point < 0 ? last : lastWhole) + 1; isMark(pieces[i], ','); i += 1) thousands += 1;
  const grouped = pieces.slice(0, lastWhole).some((piece) => isMark(piece, ','));
  const percent = pieces.filter((piece) => isMark(piece, '%')).length;
  const [whole = '0', fraction = ''] = digitsOf(number * 100 ** percent / 1000 ** thousands, decimals).split('.');
  return wholePart(pieces.slice(0, wholeEnd), whole, grouped) + fractionPart(pieces.slice(wholeEnd), fraction);
}

/** Digits from the right into their places, literals between them where they stand; what is left over goes to the first place. */
function wholePart(pieces: readonly Piece[], whole: string, grouped: boolean): string {
  const places = pieces.filter((piece) => 'digit' in piece).length;
  const padded = (whole === '0' ? '' : whole).padStart(places, ' ');
  let taken = padded.length - places;
  let isFirst = true;
  let text = '';
  for (const piece of pieces) {
    if ('literal' in piece) text += piece.literal;
    else if ('mark' in piece) text += piece.mark === '%' ? '%' : '';
    else {
      const end = taken + 1;
      const digits = padded.slice(isFirst ? 0 : taken, end).trim();
      const isZero = digits === '' && (piece.digit === '0' || /\d/u.test(text));
      text += isZero ? '0' : digits;
      [taken, isFirst] = [end, false];
    }
  }
  return grouped ? text.replaceAll(/\d(?=(?:\d{3})+(?!\d))/gu, '$&,') : text;
}

function fractionPart(pieces: readonly Piece[], fraction: string): string {
  let at = 0;
  const kept = fraction.replace(new RegExp(`0{0,${pieces.filter((piece) => 'digit' in piece && piece.digit !== '0').length}}$`, 'u'), '').length;
  return pieces.map((piece) => {
    if ('literal' in piece) return piece.literal;
    if ('mark' in piece) return piece.mark === '.' ? '.' : piece.mark === '%' ? '%' : '';
    at += 1;
    return at <= kept || piece.digit === '0' ? (fraction[at - 1] ?? '') : '';
  }).join('').replace(/^\.(?!\d)/u, '');
}

/** Days since the end of 1899, whose year 1900 has a 29 February in spreadsheets. */
function dateOf(number: number, since1904: boolean): string {
  const days = Math.floor(number) + (since1904 ? 1_462 : 0);
  const date = new Date(Date.UTC(1899, 11, days < 60 ? 31 : 30) + days * 86_400_000);
  return Number.isNaN(date.getTime()) ? String(number) : `${date.getUTCFullYear()}年${date.getUTCMonth() + 1}月${date.getUTCDate()}日`;
}
