/**
 * What is printed again above the parts of a table on later pages: captions and headers. Recognised pages (OCR) may have
 * characters of them misread or cut off.
 */
import type { Cell, Grid } from '../../../schemas/block.js';
import { headerRows, rowsOf } from '../header-rows.js';

/** A text without blanks and marks of continuation (续表). */
export const squeeze = (text: string): string => text.replaceAll(/\s+/gu, '').replaceAll(/[（(]?(?:续上?表?|接上[页表])\d*[)）]?/gu, '');

/** Characters from which a caption is told with one of them misread. */
const TOLD = 6;
/** Characters that are all that tells one table from another, where each has one of them. */
const TELLING = /[上本下前预决收支出入一二三四五六七八九十\d]/u;

/** A text without its marks, letters and digits of either width alike: 表６ and 表6. */
const unpointed = (text: string): string => text.normalize('NFKC').replaceAll(/[\p{P}\p{S}]/gu, '');

/** Whether a line repeats a caption; recognised lines may be cut off (单 of 单位：万元), have a character misread, in another width, or lack a mark. */
export function isSameCaption(caption: string, line: string, recognised: boolean): boolean {
  if (caption === line || !recognised) return caption === line;
  if (caption.startsWith(line) || unpointed(caption) === unpointed(line)) return true;
  return line.length >= TOLD && isMisread(caption, line);
}

/** Whether two texts differ in one character, which does not tell one table from another. */
function isMisread(printed: string, read: string): boolean {
  const others = [...read].flatMap((character, i) => (character === printed[i] ? [] : [character + (printed[i] ?? '')]));
  return printed.length === read.length && others.length === 1 && ![...others[0] ?? ''].every((character) => TELLING.test(character));
}

/** Texts of the first rows. Asterisks stand where a column has no number, and may be one cell on a page and several on the next (** ** **). */
const headerText = (grid: Grid, depth: number): string[] => rowsOf(grid).slice(0, depth).map((row) => row.map((cell) => squeeze(cell.text)).filter((text) => !/^\**$/u.test(text)).join('|'));

/** Number of rows at the top of `below` that repeat the header of `above`; 0 where the headers differ. */
export function sameHeader(above: Grid, below: Grid, depth: number): number {
  const a = headerText(above, Math.max(depth, headerRows(above)));
  const b = headerText(below, depth);
  if (b.every((row, i) => row === a[i] || below.source === 'ocr' && areSameHeadings(a[i] ?? '', row))) return depth;
  if (isOverCutCell(above, below, depth)) return depth;
  // Headers cut differently into rows by the page break: the same words in the same order.
  if (b.join('|') !== '' && b.join('|') === headerText(above, headerRows(above)).join('|')) return depth;
  // A heading that runs over the row below it (对附属单位补助支 / 出8), or whose lines are two rows on one page: the same words down each column.
  const whole = headerRows(above);
  if (depth > whole || above.columns !== below.columns) return 0;
  const words = columnTexts(above, whole).join('|');
  return [whole, depth].find((rows) => below.rows > rows && columnTexts(below, rows).join('|') === words) ?? 0;
}

/** Whether the characters of a heading, all but one at most, stand among those of a longer text in their order. */
function isAmong(heading: string, text: string): boolean {
  let [at, found] = [0, 0];
  for (const character of heading) {
    const next = text.indexOf(character, at);
    if (next >= 0) { at = next + 1; found++; }
  }
  return text.length > heading.length && found > 1 && found >= heading.length - 1;
}

/** Whether headers differ in one cell alone, over which a spreadsheet prints the text of the merged cell below it that the page end cuts (某县教单育位局名). */
function isOverCutCell(above: Grid, below: Grid, depth: number): boolean {
  const cells = (grid: Grid): Cell[] => rowsOf(grid).slice(0, depth).flat();
  const [printed, read] = [cells(above), cells(below)];
  if (above.columns !== below.columns || printed.length !== read.length) return false;
  const others = read.flatMap((cell, i) => (squeeze(cell.text) !== squeeze(printed[i]?.text ?? '') || cell.column !== printed[i]?.column ? [{ cell, heading: squeeze(printed[i]?.text ?? '') }] : []));
  const [only, ...more] = others.filter(({ cell, heading }) => isAmong(heading, squeeze(cell.text))).map(({ cell }) => cell);
  return only !== undefined && more.length === 0 && others.length === 1 && read.length >= ENOUGH_HEADINGS && above.cells.some((cell) => cell.column === only.column && cell.rowSpan > 1 && cell.row + cell.rowSpan === above.rows);
}

/** Headings of a row from which a short one of them may have a character misread. */
const ENOUGH_HEADINGS = 4;

/** Whether headings as recognised are those of a row above, each but for what recognition leaves of a caption, and one of several but for a character (项日). */
function areSameHeadings(above: string, row: string): boolean {
  const [printed, read] = [above.split('|'), row.split('|')];
  if (printed.length !== read.length) return false;
  const others = read.flatMap((text, i) => (isSameCaption(printed[i] ?? '', text, true) ? [] : [isMisread(printed[i] ?? '', text)]));
  return others.length === 0 || (others.length === 1 && others[0] === true && read.length >= ENOUGH_HEADINGS);
}

/** Words of the first rows, column by column. */
const columnTexts = (grid: Grid, depth: number): string[] => Array.from({ length: grid.columns }, (_, c) => rowsOf(grid).slice(0, depth).map((row) => squeeze(row.find((cell) => cell.column === c)?.text ?? '')).join(''));
