/** What the reader of a scan must say of it: that it was read, figures of its running text that are not sure, that there was nothing to read. */
import type { ReadNote } from '../../schemas/block.js';
import type { ScanReading } from './page.js';

/** Figures read with less than this (the least sure of their characters) are to be held against the page. */
export const SURE = 0.99;
const LISTED = 12;

/** Notes of one page. Figures of its tables are judged with their tables. */
export function scanNotes({ characters, doubtful }: Pick<ScanReading, 'characters' | 'doubtful'>, page: number): ReadNote[] {
  const params = { page: String(page) };
  if (characters === 0) return [{ rule: 'page/ocr-empty', page, params }];
  const read: ReadNote = { rule: 'page/ocr-read', page, params };
  if (doubtful.length === 0) return [read];
  const list = doubtful.slice(0, LISTED).join('、') + (doubtful.length > LISTED ? '…' : '');
  return [read, { rule: 'page/ocr-doubtful', page, params: { ...params, count: String(doubtful.length), figures: list } }];
}

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
