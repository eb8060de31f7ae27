/**
 * Tables of documents that are kept as a run of paragraphs (.doc, RTF): marks end cells and rows, and each row says in
 * twips (a twentieth of a point) where its cells begin and end.
 */
import { ReadError } from '../../../schemas/block.js';
import type { WordCell, WordItem, WordRow, WordTable } from './word-blocks.js';

/** Edges of columns that are nearer than this are one: no cell is narrower. Twips. */
const SAME_EDGE = 60;
/** Tables in tables beyond this are no document. */
const DEEPEST = 30;

/** How a cell goes on with the one before it, and with those above and below. */
export interface Merge {
  readonly withLast: boolean;
  readonly down?: 'first' | 'on';
}

/** What a row says of its cells. */
export interface RowDefinition {
  /** Left edges of its cells and the right edge of the last one, in twips; empty where the file doesn't tell. */
  readonly edges: readonly number[];
  readonly merges: readonly Merge[];
}

/** A row of a table whose columns are not known yet. */
interface RawRow extends RowDefinition { readonly cells: readonly (readonly WordItem[])[] }

/** A table, or the text outside of all, that is being read. */
interface Level {
  readonly rows: RawRow[];
  cells: WordItem[][];
  items: WordItem[];
}

const newLevel = (): Level => ({ rows: [], cells: [], items: [] });

/** Paragraphs and tables, put together as their marks come. */
export class WordStory {
  readonly #levels: Level[] = [newLevel()];

  /** Adds a paragraph in so many tables. */
  paragraph(item: WordItem, level: number): void {
    this.#at(level).items.push(item);
  }

  /** Ends a cell of the table at a level. */
  endCell(level: number): void {
    endCell(this.#at(level));
  }

  /** Ends a row of the table at a level. */
  endRow(level: number, definition: RowDefinition): void {
    const table = this.#at(level);
    if (table.items.length > 0) endCell(table);
    // a mark too many makes no cell
    while (table.cells.length > definition.merges.length && definition.merges.length > 0 && table.cells.at(-1)?.every(isEmpty) === true) table.cells.pop();
    table.rows.push({ cells: table.cells, ...definition });
    table.cells = [];
  }

  /** All of it; tables that are still open end here. */
  items(): WordItem[] {
    return this.#at(0).items;
  }

  #at(level: number): Level {
    if (level > DEEPEST) throw new ReadError(`Expected tables nested at most ${DEEPEST} deep, got more: the file is damaged — export it again`);
    while (this.#levels.length - 1 > level) {
      const { rows, cells, items } = this.#levels.pop() as Level;
      const left = items.length > 0 ? [...cells, items] : cells;
      this.#levels.at(-1)?.items.push(tableOf(left.length > 0 ? [...rows, { cells: left, edges: [], merges: [] }] : rows));
    }
    while (this.#levels.length - 1 < level) this.#levels.push(newLevel());
    return this.#levels.at(-1) as Level;
  }
}

const isEmpty = (item: WordItem): boolean => !('rows' in item) && item.boxes.length === 0 && item.lines.every((line) => line.trim() === '');

function endCell(level: Level): void {
  level.cells.push(level.items);
  level.items = [];
}

/** A table on the columns that the edges of all its rows make. */
function tableOf(rows: readonly RawRow[]): WordTable {
  const columns: number[] = [];
  for (const edge of rows.flatMap(({ edges }) => edges).toSorted((a, b) => a - b)) if (edge - (columns.at(-1) ?? -Infinity) > SAME_EDGE) columns.push(edge);
  const columnOf = (edge: number): number => columns.findLastIndex((column) => column <= edge);
  return {
    rows: rows.map(({ cells, edges, merges }): WordRow => {
      const made: WordCell[] = [];
      for (const [i, items] of cells.entries()) {
        const [left, right] = [edges[i], edges[i + 1]];
        const span = left === undefined || right === undefined ? 1 : Math.max(1, columnOf(right) - columnOf(left));
        const last = made.at(-1);
        if (merges[i]?.withLast === true && last !== undefined) made[made.length - 1] = { ...last, span: last.span + span, items: [...last.items, ...items] };
        else made.push({ span, ...(merges[i]?.down === undefined ? {} : { merge: merges[i].down }), items });
      }
      return { before: Math.max(0, columnOf(edges[0] ?? -Infinity)), cells: made };
    }),
  };
}
