/** Quantities of a table as other tables speak of them: its total, and what stands at a code. */
import { addTo } from '../../../schemas/groups.js';
import type { Measure } from '../../../schemas/table.js';
import type { Figure } from '../identity.js';
import { isFilled, isPrintedAgain, isWhole, type FiguredTable, type List, type Row } from './rows.js';
import { isMemo } from './ranks.js';

/** What `codesOf` gives, by the lists of a table: several identities ask for it. */
const codesByLists = new WeakMap<readonly List[], ReadonlyMap<string, readonly Row[]>>();

/** Rows of a table (or of one of its lists) by the code that they print, or the class that they name. */
export function codesOf(lists: readonly List[]): ReadonlyMap<string, readonly Row[]> {
  const known = codesByLists.get(lists);
  if (known !== undefined) return known;
  const out = new Map<string, Row[]>();
  for (const { rows } of lists) {
    for (const row of rows) {
      const code = row.line.code || row.line.impliedCode;
      if (code === '' || row.line.classification === 'organisation' || isMemo(row.line)) continue;
      addTo(out, code, row);
    }
  }
  codesByLists.set(lists, out);
  return out;
}

/**
 * Figures that make up a code in a measure: its rows, or where it has none, the rows of the next longer codes below it.
 * Empty where the table says nothing of the code.
 */
export function atCode(codes: ReadonlyMap<string, readonly Row[]>, code: string, measure: Measure): Figure[] {
  const exact = codes.get(code);
  if (exact !== undefined) return exact.flatMap((r) => r.figures.get(measure) ?? []);
  const below = [...codes.keys()].filter((c) => c.startsWith(code)).toSorted();
  const tops = below.filter((c) => !below.some((o) => o !== c && c.startsWith(o)));
  return tops.flatMap((c) => (codes.get(c) as readonly Row[]).flatMap((r) => r.figures.get(measure) ?? []));
}

/**
 * Whether sums by code can be told of a table: a listing (codes repeat, or classes are not printed) with lines whose code
 * is not known tells none, but for the unit that stands above them all.
 */
export function isComplete(table: FiguredTable): boolean {
  const whole = wholeRow(table);
  return table.lists.every((l) => l.rows.every((r) => !isFilled(r) || r === whole || isWhole(r.line) || r.line.code !== '' || r.line.impliedCode !== '')) && table.table.unread.length === 0;
}

/** Whether codes stand in more than one line of a table, other than as a line printed twice. */
export const isListing = (codes: ReadonlyMap<string, readonly Row[]>): boolean => [...codes.values()].some((rows) => rows.some((row, i) => i > 0 && !isPrintedAgain(row, rows[i - 1])));

/** The row that stands for the whole table: its last total, its only line, or the only line without code above its codes. */
export function wholeRow(table: FiguredTable, side: '' | 'revenue' | 'expenditure' = ''): Row | undefined {
  const lists = side === '' ? table.lists : table.lists.filter((l) => l.side === side);
  for (const list of lists) {
    const rows = list.rows.filter(isFilled);
    const whole = rows.findLast((r) => isWhole(r.line));
    if (whole !== undefined) return whole;
    if (rows.length === 1 && !list.rows.some((r) => isWhole(r.line))) return rows[0];
    const uncoded = rows.filter((r) => r.line.code === '' || r.line.classification === 'organisation');
    if (uncoded.length === 1 && rows[0] === uncoded[0] && rows.length > 1 && rows.slice(1).every((r) => r.line.code !== '')) return uncoded[0];
  }
  return undefined;
}

/** First line that says an item, on a side or ('') on any. */
export function itemRow(table: FiguredTable, side: '' | 'revenue' | 'expenditure', item: string): Row | undefined {
  for (const list of table.lists) {
    const row = side === '' || list.side === side ? list.rows.find((r) => r.line.entry.item === item && isFilled(r)) : undefined;
    if (row !== undefined) return row;
  }
  return undefined;
}

/** Figure of a row in the table's first measure (预算数), or in the one named. */
export function figureAt(row: Row | undefined, measure: Measure): Figure | undefined {
  if (row === undefined) return undefined;
  const figure = row.figures.get(measure);
  if (figure !== undefined) return figure.state === 'blank' || figure.state === 'dash' ? undefined : figure;
  const only = measure === 'total' && row.figures.size === 1 ? [...row.figures.values()][0] : undefined;
  return only?.state === 'amount' ? only : undefined;
}

/** Whether a table holds any figure but zero. */
export const hasFigures = (table: FiguredTable): boolean => table.lists.some((l) => l.rows.some(({ figures }) => {
  for (const { fen } of figures.values()) if (fen !== 0n) return true;
  return false;
}));
