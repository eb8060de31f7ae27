/** A grid told by alignment that is none: the lines over a ruled table, set left, right and in the middle. */
import type { Block, Grid, Paragraph } from '../../../schemas/block.js';
import { isFigure } from '../../../schemas/printed-figure.js';
import { rowsOf } from '../header-rows.js';
import { squeeze } from './printed-again.js';

/** Lines over a table at most. */
const CAPTION_LINES = 5;

/** Whether a grid told by alignment is what stands over the ruled table behind it: its number, title, publisher and unit, set left, right and in the middle. */
export function standsOver(grid: Grid, below: readonly Block[]): boolean {
  const next = below.findIndex((block) => block.type === 'grid');
  const table = below[next];
  if (grid.method !== 'stream' || grid.rows > CAPTION_LINES || table?.type !== 'grid' || table.method !== 'lattice' || next > 2) return false;
  const texts = grid.cells.map((cell) => squeeze(cell.text));
  return !texts.some(isFigure) && texts.some((text) => /表(?:\d{1,2})?$|^附[件表]\d/u.test(text));
}

/** The lines of such a grid, top to bottom. */
export function captionLines(grid: Grid): Paragraph[] {
  return rowsOf(grid).flatMap((row): Paragraph[] => {
    const lines = row.map((cell) => cell.text.split('\n'));
    return Array.from({ length: Math.max(0, ...lines.map((own) => own.length)) }, (_, i) => lines.map((own) => own.at(i - Math.max(...lines.map((other) => other.length))) ?? '').filter((text) => text.trim() !== '').join(' '))
      .filter((text) => text !== '').map((text) => ({ type: 'paragraph', text, source: grid.source, ...(grid.pages ? { page: grid.pages[0] } : {}), ...(grid.box ? { box: grid.box } : {}) }));
  });
}
