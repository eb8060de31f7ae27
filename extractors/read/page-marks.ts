/**
 * Marks that text files carry at page breaks: `<!-- page 3 -->`, `--- 第3页 ---`, `[Page 3]`, `{2}--------`; and printed
 * page numbers.
 */

import { halfWidth } from '../../schemas/amount-parse.js';

const number = '(?:第\\s*(\\d{1,5})\\s*页|page[\\s:=#_]*(\\d{1,5}))(?:\\s*(?:/|of|共|,|，)\\s*(?:共\\s*)?\\d{1,5}\\s*页?)?';
const shapes = [`^<!--\\s*${number}\\s*-->$`, `^(?:[-=—*_]{2,}|#{1,6} )\\s*${number}\\s*(?:[-=—*_]{2,}|#*)$`, `^\\[${number}\\]$`].map((shape) => new RegExp(shape, 'i'));

/** The page that begins after this line, 1-based; undefined where the line is no page mark. */
export function pageMark(line: string): number | undefined {
  if (line.length > 120) return undefined;
  const text = line.trim();
  const zeroBased = /^\{(\d{1,5})\}-{10,}$/.exec(text)?.[1];
  if (zeroBased !== undefined) return Number(zeroBased) + 1;
  if (!/\d/.test(text) || !/^[<[#=—*_-]/.test(text)) return undefined;
  let found: RegExpExecArray | null = null;
  for (const shape of shapes) found ??= shape.exec(text);
  const page = found?.[1] ?? found?.[2];
  return page === undefined ? undefined : Number(page);
}

/** The page of the first line: 1 where the first mark says that page 2 begins, unknown otherwise. */
export function firstPage(lines: readonly string[]): number | undefined {
  for (const line of lines) {
    const page = pageMark(line);
    if (page !== undefined) return page === 2 ? 1 : undefined;
  }
  return undefined;
}

/** Whether a line is nothing but a printed page number: 12, - 12 -, 第12页, 第12页 共30页, 12/30, Page 12 of 30. */
export function isPageNumber(line: string): boolean {
  const text = halfWidth(line).replaceAll(/\s+/gu, '');
  return text.length < 24 && /^[-—–―·•~]{0,4}(?:\d{1,4}|第(?:\d{1,4}|[一二三四五六七八九十百]{1,4})页|page\d{1,4}|p\.?\d{1,4})(?:(?:\/|of|[,，]?共)\d{1,4}页?)?[-—–―·•~]{0,4}$/iu.test(text);
}
