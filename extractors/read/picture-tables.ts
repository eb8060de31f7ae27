/** What recognition makes of a picture in a document: a table, or fragments of a chart or a photograph. */
import type { Block } from '../../schemas/block.js';
import { isPlainAmount } from '../../schemas/printed-figure.js';

/**
 * Rows with a word or figure in two cells, without rulings with a name and an amount, from which a picture shows a
 * table, and the share of filled cells that must hold such: a chart's lines, too, are rulings, between which nothing is
 * read but fragments.
 */
const ROWS = 3;
const READABLE = 0.7;
const WORD = /\p{Script=Han}{2}|\p{L}{3}|\d{2}/u;

/** Whether a block is more than fragments. */
export function isReadable(block: Block): boolean {
  if (block.type !== 'grid') return true;
  const filled = block.cells.filter((c) => c.text !== '');
  return filled.filter((c) => WORD.test(c.text)).length >= READABLE * filled.length;
}

/** Whether a block of a picture is a table. */
export function isTable(block: Block): boolean {
  if (block.type !== 'grid' || !isReadable(block)) return false;
  const filled = block.cells.filter((c) => c.text !== '');
  const rows = [...new Set(filled.map((c) => c.row))].map((r) => filled.filter((c) => c.row === r && WORD.test(c.text))).filter((row) => row.length > 1);
  const named = rows.filter((row) => row.some((c) => isPlainAmount(c.text)) && row.some((c) => /\p{Script=Han}{2}/u.test(c.text)));
  // of a ruled table the picture may show the last row alone, or one row of amounts below its header
  if (block.method === 'lattice') return named.length > 0 || filled.length * 3 >= block.cells.length && (rows.length >= ROWS || rows.some((row) => row.filter((c) => isPlainAmount(c.text)).length > 1));
  return named.length >= ROWS;
}
