/**
 * Documents of word processors, whatever the format: paragraphs and tables in their order become blocks. Tables in cells
 * come after the table around them, or in its place where it only lays them out.
 */
import { parseUnit } from '../../../schemas/amount-parse.js';
import type { Block, Cell, Grid, Paragraph, ReadNote } from '../../../schemas/block.js';
import { type Flow, isBlock, type Picture } from '../pictures.js';
import { cleanText, joinLines } from '../residue.js';
import { sheetBlocks } from '../sheet-parts.js';

export interface WordParagraph {
  readonly lines: readonly string[];
  /** What text boxes of the paragraph hold. */
  readonly boxes: readonly WordItem[];
  /** Parts of the file with the pictures of the paragraph, where they can be had. */
  readonly pictures?: readonly string[];
}

export interface WordCell {
  /** Columns that it covers. */
  readonly span: number;
  /** `first` of cells that are merged downward, or one that goes `on` with the cell above. */
  readonly merge?: 'first' | 'on';
  readonly items: readonly WordItem[];
}

export interface WordRow {
  /** Columns left out before the first cell. */
  readonly before: number;
  readonly cells: readonly WordCell[];
}

export interface WordTable { readonly rows: readonly WordRow[] }

export type WordItem = WordParagraph | WordTable;

/** Paragraphs above a table that may state its unit. */
const NEAR = 4;

/** Paragraphs, tables and pictures in order. Those in cells of tables are no part of it. */
export const wordFlow = (items: readonly WordItem[]): Flow => items.flatMap((item) => ('rows' in item ? tableFlow(item) : paragraphFlow(item)));

/** Paragraphs and tables in order. */
export const wordBlocks = (items: readonly WordItem[]): Block[] => wordFlow(items).filter(isBlock);

/** Paragraphs alone, as of texts that stand apart. */
export const wordParagraphs = (items: readonly WordItem[]): Block[] => wordBlocks(items).filter((block) => block.type === 'paragraph');

/** Blocks with the unit of a page header before each table over which no unit is stated. */
export function underHeads<T extends Block | Picture>(blocks: readonly T[], heads: readonly Block[]): (T | Paragraph)[] {
  const unit = heads.find((head): head is Paragraph => head.type === 'paragraph' && parseUnit(head.text) !== undefined);
  if (unit === undefined) return [...blocks];
  return blocks.flatMap((block, i) => {
    const above = blocks.slice(Math.max(0, i - NEAR), i);
    const isStated = above.slice(above.findLastIndex((other) => other.type === 'grid') + 1).some((other) => other.type === 'paragraph' && parseUnit(other.text) !== undefined);
    return block.type !== 'grid' || isStated || blocks[i - 1]?.type === 'grid' ? [block] : [unit, block];
  });
}

/** What a document has that is not in its blocks: places with hidden text, pictures. */
export const unreadNotes = (hidden: number, pictures: number): ReadNote[] => [
  ...(hidden === 0 ? [] : [{ rule: 'document/hidden', params: { count: String(hidden), list: '隐藏文字' } }]),
  ...(pictures === 0 ? [] : [{ rule: 'document/picture-unread', params: { count: String(pictures) } }]),
];

function paragraphFlow({ lines, boxes, pictures = [] }: WordParagraph): Flow {
  const text = cleanText(lines.join(' '));
  return [...(text === '' ? [] : [{ type: 'paragraph', text, source: 'text' } as const]), ...pictures.map((part): Picture => ({ type: 'picture', part })), ...wordFlow(boxes)];
}

function tableFlow(table: WordTable): Flow {
  const { grid, nested } = gridOf(table);
  const filled = grid.cells.filter((cell) => cell.text !== '');
  // A table that only lays out others.
  if (nested.length > 0 && new Set(filled.map((cell) => cell.row)).size === filled.length) return table.rows.flatMap(({ cells }) => cells.flatMap(({ items }) => wordFlow(items)));
  return [...(filled.length > 0 || grid.rows > 1 ? sheetBlocks(grid) : []), ...nested.flatMap(tableFlow)];
}

/** The grid of a table, and the tables in its cells. */
function gridOf({ rows }: WordTable): { grid: Grid; nested: WordTable[] } {
  const cells: Cell[] = [];
  const nested: WordTable[] = [];
  /** Per column: the cell that a vertical merge goes on. */
  const open = new Map<number, number>();
  let columns = 0;
  for (const [row, { before, cells: own }] of rows.entries()) {
    let column = before;
    for (const { span, merge, items } of own) {
      const above = merge === 'on' ? open.get(column) : undefined;
      const head = above === undefined ? undefined : cells[above];
      if (head !== undefined && above !== undefined) cells[above] = { ...head, rowSpan: row - head.row + 1 };
      else {
        const lines = cellLines(items, nested);
        if (merge === undefined) open.delete(column);
        else open.set(column, cells.length);
        cells.push({ row, column, rowSpan: 1, columnSpan: span, text: cleanText(joinLines(lines)), ...(lines.length > 1 ? { lines } : {}), confidence: 1 });
      }
      column += span;
    }
    columns = Math.max(columns, column);
  }
  return { grid: { type: 'grid', rows: rows.length, columns, cells, source: 'text', method: 'markup' }, nested };
}

/** Lines of a cell, those of its boxes last; tables in it are added to `nested`. */
function cellLines(items: readonly WordItem[], nested: WordTable[]): string[] {
  const boxes: WordItem[] = [];
  const lines: string[] = [];
  for (const item of items) {
    if ('rows' in item) nested.push(item);
    else {
      lines.push(...item.lines);
      boxes.push(...item.boxes);
    }
  }
  return [...lines.map(cleanText).filter((line) => line !== ''), ...(boxes.length === 0 ? [] : cellLines(boxes, nested))];
}
