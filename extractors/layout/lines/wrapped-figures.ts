/** Figures that narrow cells break over several lines: what begins one, what is complete, what is a part of one. */

/** Decimals of amounts, at least. */
const DECIMALS = 2;

/** Whether a text is the beginning of a well-formed figure: `1,234,5`, `12345.6`. */
export const beginsFigure = (text: string): boolean => /^-?(?:[1-9]\d{0,2}(?:,\d{3})*(?:,\d{0,2}|\.\d*)?|\d+(?:\.\d*)?|-)$/.test(text) && !/^-?0\d/.test(text);

/** Whether a figure has all its decimals, or is a whole number. */
export function isCompleteFigure(text: string, decimals: number): boolean {
  const fraction = /^-?(?:\d{1,3}(?:,\d{3})*|\d+)(\.\d+)?$/.exec(text)?.[1];
  return fraction !== undefined && fraction.length > decimals;
}

/** Decimals of the amounts of a table: the most that several of its figures, or of the lines in which these end, have. */
export function usualDecimals(texts: readonly string[]): number {
  const counts = new Map<number, number>();
  for (const text of texts) {
    const decimals = /^-?[\d,]+\.(\d+)$/.exec(text)?.[1]?.length;
    if (decimals !== undefined) counts.set(decimals, (counts.get(decimals) ?? 0) + 1);
  }
  return Math.max(...[...counts].filter(([, count]) => count > 1).map(([decimals]) => decimals), DECIMALS);
}

/** Whether a line of digits goes on a figure that the lines above it have not ended: `13,1` + `45,6` + `78.9`. */
export function goesOnFigure(above: string, line: string): boolean {
  const head = /(?:^|\s)(-?[\d,]+\.?\d*)$/.exec(above)?.[1];
  return head !== undefined && /^[\d.,]+$/.test(line) && /[.,]/.test(head + line) && !isCompleteFigure(head, DECIMALS) && beginsFigure(head + line);
}

/** The figure that all lines make together: `-60` + `7,7` + `89.` + `00`. */
export function brokenFigure(lines: readonly string[]): string | undefined {
  const joined = lines.join('');
  return lines.length > 2 && lines.every(line => /^-?[\d,.]*%?$/.test(line)) && /^-?\d{1,3}(,\d{3})+(\.\d+)?%?$/.test(joined) ? joined : undefined;
}

/** True if whole digits were broken over two lines, the first of which is full: `154000` + `00`, `1540` + `0000`. */
export const wrappedDigits = (head: string, tail: string): boolean => /^-?\d+$/.test(head) && /^\d+$/.test(tail) && tail.length <= head.length + 1;

/** True if a figure was broken over two lines: `1,234,5` + `67.00`, `12345.` + `67`, `98,` + `765`. */
export function wrappedNumber(head: string, tail: string): boolean {
  const left = /(?:^|\s|[^\d.,\s])(-?[\d,]+\.?\d*|-)$/.exec(head)?.[1];
  const right = /^[\d,.]+%?$/.exec(tail)?.[0];
  if (left === undefined || right === undefined) return false;
  const joined = left + right;
  return /^-?\d{1,3}(,\d{3})*(\.\d+)?%?$/.test(joined) && (joined.includes(',') || joined.includes('.'))
    || /^-?\d+\.\d{1,6}%?$/.test(joined);
}

/** True if a year was broken over two lines: `202` + `5年`. */
export function wrappedYear(head: string, tail: string): boolean {
  const [left, right] = [/(?:^|\D)(\d{1,3})$/.exec(head)?.[1], /^(\d{1,3})年/.exec(tail)?.[1]];
  return left !== undefined && right !== undefined && /^20\d\d$/.test(left + right);
}

/** Two lines of running text of which the first ends, and the second begins, inside an amount or a percentage: 公务接待费1 + 4.94万元. */
export function wrappedAmount(head: string, tail: string): boolean {
  const left = /(?:^|[^\d.,\s])(\d[\d,]*\.?\d*)$/u.exec(head)?.[1];
  const right = /^(\.?\d[\d,]*\.?\d*)[百千万亿]*[元%％]/u.exec(tail)?.[1];
  return left !== undefined && right !== undefined && /^(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?$/u.test(left + right);
}
