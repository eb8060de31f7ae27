/** What the reader of a scan must say of it: that it was read, figures of its running text that are not sure, that there was nothing to read. */
import type { ReadNote } from '../../schemas/block.js';
import type { ScanReading } from './page.js';

/** Figures read with less than this (the least sure of their characters) are to be held against the page. */
export const SURE = 0.99;
const LISTED = 12;

/** Notes of one page. Figures of its tables are judged with their tables. */
export function scanNotes({ characters, doubtful, watermarks }: Pick<ScanReading, 'characters' | 'doubtful' | 'watermarks'>, page: number): ReadNote[] {
  const params = { page: String(page) };
  if (characters === 0) return [{ rule: 'page/ocr-empty', page, params }];
  const notes: ReadNote[] = [{ rule: 'page/ocr-read', page, params }, ...watermarkNotes(watermarks, page)];
  if (doubtful.length === 0) return notes;
  const list = doubtful.slice(0, LISTED).join('、') + (doubtful.length > LISTED ? '…' : '');
  return [...notes, { rule: 'page/ocr-doubtful', page, params: { ...params, count: String(doubtful.length), figures: list, all: doubtful.join('、') } }];
}

/** Characters of watermarks that are listed. */
const WORDS = 60;

/** What is said of the words of watermarks that a page's layout leaves out. */
export const watermarkNotes = (words: readonly string[], page: number): ReadNote[] =>
  words.length === 0 ? [] : [{ rule: 'page/watermark', page, params: { page: String(page), reason: words.join(' ').slice(0, WORDS) } }];

/** Figures of a line of running text of which a digit or mark is not sure. */
export function doubtfulFigures(chars: readonly { readonly text: string; readonly confidence: number }[]): string[] {
  const out: string[] = [];
  let text = '';
  let least = 1;
  for (const c of [...chars, { text: ' ', confidence: 1 }]) {
    if (/[\d.,，．]/u.test(c.text)) {
      text += c.text;
      least = Math.min(least, c.confidence);
      continue;
    }
    if (/\d/u.test(text) && least < SURE) out.push(text);
    text = '';
    least = 1;
  }
  return out;
}
