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
