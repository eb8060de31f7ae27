/** What the reader of a scan must say of it: that it was read, how sure its figures are, that there was nothing to read. */
import type { Block, Cell, ReadNote } from '../../schemas/block.js';

/** Figures read with less than this (the least sure of their characters) are to be held against the page. */
export const SURE = 0.99;
const LISTED = 12;

const FIGURE = /^[-−–—]?[\d.,，]+$/;

/** Notes of one page. */
export function scanNotes(blocks: readonly Block[], characters: number, page: number): ReadNote[] {
  const params = { page: String(page) };
  if (characters === 0) return [{ rule: 'page/ocr-empty', page, params }];
  const doubtful = blocks.flatMap(b => (b.type === 'grid' ? b.cells : [])).filter(isDoubtful);
  const read: ReadNote = { rule: 'page/ocr-read', page, params };
  if (doubtful.length === 0) return [read];
  const list = doubtful.slice(0, LISTED).map(c => c.text || '（有墨迹而未读出）').join('、') + (doubtful.length > LISTED ? '…' : '');
  return [read, { rule: 'page/ocr-doubtful', page, params: { ...params, count: String(doubtful.length), reason: list } }];
}

/** A figure that the engine is not sure of, or ink that it could not read. */
const isDoubtful = (cell: Cell): boolean => cell.confidence < SURE && (cell.text === '' || (FIGURE.test(cell.text) && /\d/.test(cell.text)));
