/**
 * Prose that looks aligned: numbered lists with a hanging indent, terms beside their definitions, lines torn apart by
 * wide blanks. Alignment alone makes a table of them; their words say that they are none.
 */
import { isFigure } from '../../../schemas/printed-figure.js';
import type { StreamGrid } from './stream.js';

/** Marks and headings of lists: 1. · 4.1.2 · a) · （一） · 第一部分 · 基本支出： */
const MARK = /^(?:(?:[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,3}|[a-z])[)）.、．]?)+|\d+(?:\.\d+)+|第[一二三四五六七八九十]+(?:部分|章|节|条)|[^，。]{1,24}[:：])$/u;
const CLAUSE = /[，。；]/u;

/** Whether an aligned grid is running text. Figures in a column of their own make it a table. */
export function isSetProse(grid: Pick<StreamGrid, 'rows' | 'columns' | 'cells'>): boolean {
  const columns = Array.from({ length: grid.columns }, () => [] as string[]);
  for (const cell of grid.cells) {
    const text = cell.chars.map((c) => c.text).join('');
    if (text !== '') columns[cell.column]?.push(text);
  }
  const clauses = columns.filter((texts) => texts.some((text) => CLAUSE.test(text))).length;
  const short = columns.some((texts) => texts.length > 2 && texts.every((text) => text.length <= 4 && !MARK.test(text)));
  if (grid.rows <= 4 && clauses > 1 && !short) return true;
  const figures = columns.map((texts) => texts.filter((text) => isFigure(text) && !/^\d{1,2}\.?$/u.test(text)).length);
  if (figures.some((count) => count > 1)) return false;
  const last = columns.at(-1) ?? [];
  const marked = columns.slice(0, -1).every((texts) => texts.length > 0 && texts.every((text) => MARK.test(text)));
  if (marked && last.length > 0 && last.reduce((sum, text) => sum + text.length, 0) >= last.length * 4) return true;
  return grid.columns <= 3 && clauses > 0 && columns.some((texts) => texts.some((text) => MARK.test(text)));
}
