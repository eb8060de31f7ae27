/**
 * The cells of a document's tables that prose can speak of, flat, with what each means.
 */
import type { Amount } from '../../../schemas/amount.js';
import type { Line, NormalisedDocument } from '../../../schemas/document.js';
import type { CellRef } from '../../../schemas/finding.js';
import { nameKey } from '../../../schemas/codes.js';
import type { EntryCell, Side, Table, TableKindId } from '../../../schemas/table.js';

export interface TableCell {
  readonly ref: CellRef;
  readonly table: Table;
  readonly line: Line;
  /** Measure without its suffix, and the suffix (`_budget`, `_final`, `_previous` …) or ''. */
  readonly measure: string;
  readonly suffix: string;
  readonly side: Side;
  /** Whether the line stands for the whole table: 合计, or the only line (“三公”: one row). */
  readonly whole: boolean;
  readonly state: 'amount' | 'empty' | 'unreadable';
  readonly amount?: Amount;
}

/** The cells that prose can name: lines that say what they are, and coded lines by their code and by their name. */
export interface TableCells {
  /** Totals (合计), items (本年收入, 公务接待费 …) and the line of tables that have only one. */
  readonly heads: readonly TableCell[];
  readonly byCode: ReadonlyMap<string, readonly TableCell[]>;
  readonly byName: ReadonlyMap<string, readonly TableCell[]>;
  /** Kinds of the tables that the document has. */
  readonly kinds: ReadonlySet<TableKindId>;
}

const SUFFIX = /_(?:budget|final|previous|carryover|change)$/;
const SIDES: Readonly<Record<string, Side>> = { revenue_summary: 'revenue', expenditure_summary: 'expenditure' };

/** The cells of the tables that speak of the document's year. Tables of no known kind have none. */
export function cellsOf(document: NormalisedDocument): TableCells {
  const year = document.identity.fiscalYear;
  const heads: TableCell[] = [];
  const byCode = new Map<string, TableCell[]>();
  const byName = new Map<string, TableCell[]>();
  const tables = document.tables.filter(({ table }) => table.kind !== 'other' && (table.year === undefined || year === 0 || table.year === year));
  for (const { table, lines } of tables) {
    const figured = lines.filter((line) => line.entry.cells.some((cell) => cell.reading.state === 'amount'));
    for (const line of lines) {
      const alone = figured.length === 1 && figured[0] === line && line.code === '' && line.entry.item === '';
      const cells = line.entry.cells.map((cell) => tableCell(table, line, cell, alone));
      if (alone || line.entry.item !== '' || cells[0]?.whole === true) heads.push(...cells);
      const code = line.code === '' ? line.impliedCode : line.code;
      if (code !== '') byCode.set(code, [...(byCode.get(code) ?? []), ...cells]);
      const name = nameKey(line.entry.name);
      if (code !== '' && name !== '') byName.set(name, [...(byName.get(name) ?? []), ...cells]);
    }
  }
  return { heads, byCode, byName, kinds: new Set(tables.map(({ table }) => table.kind)) };
}

function tableCell(table: Table, line: Line, cell: EntryCell, alone: boolean): TableCell {
  const suffix = SUFFIX.exec(cell.measure)?.[0] ?? '';
  return {
    ref: `${table.tableId}:${line.entry.row}:${cell.measure}`,
    table,
    line,
    measure: suffix === '' ? cell.measure : cell.measure.slice(0, -suffix.length),
    suffix,
    side: line.entry.side === '' ? (SIDES[table.kind] ?? '') : line.entry.side,
    whole: alone || line.level === 'total' || line.entry.role === 'total' || line.entry.item === 'grand_total',
    state: cell.reading.state === 'amount' ? 'amount' : cell.reading.state === 'unreadable' ? 'unreadable' : 'empty',
    ...(cell.reading.state === 'amount' ? { amount: cell.reading.amount } : {}),
  };
}
