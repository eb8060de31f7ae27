/** Cells of a truth in the form of `../shared/pdfs/truth.json` that a reading lacks. */
import type { Block } from '../schemas/block.js';

export interface TrueCell { readonly r: number; readonly c: number; readonly rs: number; readonly cs: number; readonly t: string }

/** A table of the truth; blocks of other types have no cells. */
export interface TrueBlock { readonly id?: string; readonly cells?: readonly TrueCell[] }

export interface MissingCell extends TrueCell { readonly table: string; readonly key: string }

const plain = (text: string): string => text.replace(/\s/gu, '');

const keyOf = (text: string, rows: number, columns: number, spans: boolean): string => (spans ? `${plain(text)} ${rows}×${columns}` : plain(text));

/** Number of cells of a truth that have a text. */
export const countCells = (truth: readonly TrueBlock[]): number => truth.flatMap(({ cells = [] }) => cells).filter(({ t }) => t !== '').length;

/** Non-empty cells of the truth that are not among those read, by text and (with `spans`) by spans, each as often as printed. */
export function missingCells(blocks: readonly Block[], truth: readonly TrueBlock[], spans: boolean): MissingCell[] {
  const left = new Map<string, number>();
  for (const block of blocks) {
    for (const cell of block.type === 'grid' ? block.cells : []) {
      const key = keyOf(cell.text, cell.rowSpan, cell.columnSpan, spans);
      left.set(key, (left.get(key) ?? 0) + 1);
    }
  }
  const all = truth.flatMap(({ id = '', cells = [] }) => cells.map((cell): MissingCell => ({ ...cell, table: id, key: keyOf(cell.t, cell.rs, cell.cs, spans) })));
  return all.filter(({ t }) => t !== '').filter(({ key }) => {
    const n = left.get(key) ?? 0;
    left.set(key, n - 1);
    return n <= 0;
  });
}
