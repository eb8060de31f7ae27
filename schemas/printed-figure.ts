/**
 * Printed figures (数字) told from words by their shape alone, wherever cells and lines are put together. What a figure
 * says, amount-parse.ts reads. All take full-width forms and blanks around.
 */
import { halfWidth } from './amount-parse.js';

/** The mark of a note, signs and brackets before a figure: *5, -5, △5, 负5, (5). */
const SIGN = String.raw`(?:[*※]\s?)?(?:[-−–+▲△(]|负)?`;
/** Marks of notes behind it: 5①, 5*. */
const NOTE = '[*※†‡①-⑳]{0,2}';
/** The unit of an amount, printed in its cell: 13947.72万元. */
const UNIT = '(?:[千万亿]?元)?';
const GROUPED = String.raw`\d{1,3}(?:,\d{3})+(?:[.·]\d+)?`;

/** What a spreadsheet makes of a figure that its column is too narrow for: 1.47E+08, or ### where there is no room at all. */
const POWER = String.raw`\d(?:\.\d+)?E\+?\d{1,2}`;
const NO_ROOM = '#{2,}';

const FIGURE = new RegExp(String.raw`^(?:${SIGN}(?:${POWER}|[¥￥$€£]?\d[\d,.·\s]*)(?:\)?%?\)?|${UNIT})${NOTE}|${NO_ROOM})$`, 'u');
const AMOUNT = new RegExp(String.raw`^${SIGN}(?:${POWER}|${GROUPED}|\d+[.·]\d+)(?:\)|${UNIT})?${NOTE}$`, 'u');
const AMOUNT_OR_PERCENTAGE = new RegExp(String.raw`^${SIGN}(?:${GROUPED}|\d+[.·]\d+)(?:\)|%)?${NOTE}$`, 'u');
const PLAIN_AMOUNT = new RegExp(String.raw`^${SIGN}(?:${GROUPED}|\d+\.\d{2,})\)?$`, 'u');

const plain = (text: string): string => halfWidth(text).trim();

/** Whether a text is a figure of any kind: an amount, a code, a count, a percentage; one that could not be printed (###), too. */
export const isFigure = (text: string): boolean => FIGURE.test(plain(text));

/** Whether a text is an amount with separators or decimals. */
export const isAmount = (text: string): boolean => AMOUNT.test(plain(text));

/** The same, or a percentage with decimals. */
export const isAmountOrPercentage = (text: string): boolean => AMOUNT_OR_PERCENTAGE.test(plain(text));

/** Whether a text is plainly an amount, and no number of a chapter or a share: with separators, or two decimals and more. */
export const isPlainAmount = (text: string): boolean => PLAIN_AMOUNT.test(plain(text));
