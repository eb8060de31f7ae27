/**
 * Spans of flattened headers: text tables write a spanned header cell once, at its left slot, and leave the rest empty.
 */
import type { Cell } from '../../../schemas/block.js';

/** A printed figure, a code or a date: a row with one of these is no header. */
const figure = /^[-−(（]?[\d０-９][\d０-９,，.．\s/-]*[)）]?%?$/;
/** 二十三、其他支出: a line of a list. */
const numbered = /^[（(]?[一二三四五六七八九十]{1,3}[）)、]/;
const total = /^[（(]?(?:合\s*计|总\s*计|共\s*计)[）)]?$/;

/** Rows at the top that refine each other: 1 where the first row spans nothing. At most four. */
export function headerDepth(rows: readonly (readonly string[])[], width: number): number {
  let depth = 1;
  while (depth < Math.min(rows.length, 4) && !isBody(rows[depth] ?? []) && refines(rows[depth - 1] ?? [], rows[depth] ?? [], width)) depth++;
  return isBody(rows[0] ?? []) ? 0 : depth;
}

function isBody(row: readonly string[]): boolean {
  const first = row.find((text) => text !== '') ?? '';
  return row.some((text) => figure.test(text) || numbered.test(text)) || (total.test(first) && row.every((text) => text === first || /^[-—–]*$/.test(text)));
}

/** Whether some cell of `upper` that has empty slots to its right stands over two or more cells of `lower`. */
function refines(upper: readonly string[], lower: readonly string[], width: number): boolean {
  for (let start = 0; start < width; start++) {
    if ((upper[start] ?? '') === '') continue;
    let end = start + 1;
    while (end < width && (upper[end] ?? '') === '') end++;
    let below = 0;
    for (let column = start; column < end; column++) if ((lower[column] ?? '') !== '') below++;
    if (end - start > 1 && below > 1) return true;
  }
  return false;
}

/**
 * Cells of a text table. In a header of several rows an empty slot belongs to the cell at its left inside the same
 * parent, or, under a cell of one column, to the cell above. Every other slot stays a cell of its own.
 */
export function cellsOfRows(source: readonly (readonly string[])[], width: number, fill: boolean): Cell[] {
  const rows = withoutRepeats(source, width);
  const depth = headerDepth(rows, width);
  const cells: Cell[] = [];
  if (depth > 1) cells.push(...headerCells(rows.slice(0, depth), width));
  rows.forEach((texts, row) => {
    if (depth > 1 && row < depth) return;
    const end = fill ? width : texts.length;
    for (let column = 0; column < end; column++) cells.push({ row, column, rowSpan: 1, columnSpan: 1, text: texts[column] ?? '', confidence: 1 });
  });
  return cells;
}

/**
 * Some converters repeat a merged cell's text in every slot. Where a header shows it (the same words beside each other,
 * told apart by the row below), its repeats are emptied, to the right and below the same words;
 * so are those of a total (合计) beside figures, which no table prints twice.
 */
function withoutRepeats(rows: readonly (readonly string[])[], width: number): readonly (readonly string[])[] {
  const header = headerWithoutRepeats(rows, width);
  const body = rows.slice(header.length);
  return [...header, ...body.map((texts) => (isBody(texts) ? texts.map((text, column) => (/合\s*计$/.test(text) && isSameRight(texts, column) ? '' : text)) : texts))];
}

const isWord = (text: string): boolean => text !== '' && text.length <= 30 && !/[\d０-９。；]/.test(text.replace(/[2２][0０][\d０-９]{2}\s*年/, ''));

const isSameRight = (texts: readonly string[], column: number): boolean => column > 0 && isWord(texts[column] ?? '') && texts[column] === texts[column - 1];

/** The rows of a header that shows repeats, without them; none where no header does. */
function headerWithoutRepeats(rows: readonly (readonly string[])[], width: number): string[][] {
  let depth = 0;
  while (depth < Math.min(rows.length, 5) && !isBody(rows[depth] ?? [])) depth++;
  if (depth < 2 || depth > 4 || depth === rows.length) return [];
  const at = (row: number, column: number): string => rows[row]?.[column] ?? '';
  const isRepeat = (row: number, column: number): boolean => {
    let start = column;
    let end = column + 1;
    while (isSameRight(rows[row] ?? [], start)) start--;
    while (end < width && isSameRight(rows[row] ?? [], end)) end++;
    return column > start && row + 1 < depth && new Set(Array.from({ length: end - start }, (_, i) => at(row + 1, start + i))).size > 1;
  };
  const repeats = rows.slice(0, depth).map((texts, row) => texts.map((_, column) => isRepeat(row, column)));
  if (!repeats.flat().includes(true)) return [];
  return rows.slice(0, depth).map((texts, row) => texts.map((text, column) => (repeats[row]?.[column] === true || (row > 0 && isWord(text) && text === at(row - 1, column)) ? '' : text)));
}

interface Open { row: number; column: number; rowSpan: number; columnSpan: number; text: string }

function headerCells(rows: readonly (readonly string[])[], width: number): Cell[] {
  const cells: Open[] = [];
  let above: (Open | undefined)[] = [];
  rows.forEach((texts, row) => {
    const slots: (Open | undefined)[] = [];
    const isLast = row === rows.length - 1;
    for (let column = 0; column < width; column++) {
      const text = texts[column] ?? '';
      const left = slots[column - 1];
      const parent = above[column];
      if (text === '' && parent !== undefined && parent.text !== '' && parent.columnSpan === 1) {
        parent.rowSpan = row - parent.row + 1;
        slots.push(parent);
      } else if (text === '' && !isLast && left !== undefined && left.text !== '' && left.row === row && parent === above[column - 1]) {
        left.columnSpan++;
        slots.push(left);
      } else {
        const cell: Open = { row, column, rowSpan: 1, columnSpan: 1, text };
        cells.push(cell);
        slots.push(cell);
      }
    }
    above = slots;
  });
  return cells.map((cell) => ({ ...cell, confidence: 1 }));
}
