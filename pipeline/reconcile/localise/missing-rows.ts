/** A row that another table prints and this one lacks: the whole is larger than its parts by just that row. */
import { formatYuan } from '../../../schemas/amount-parse.js';
import type { Proposal } from '../../../schemas/finding.js';
import { nameKey } from '../../../schemas/codes.js';
import { addTo } from '../../../schemas/groups.js';
import type { Entry, Table } from '../../../schemas/table.js';
import { slipOf } from './likeness.js';
import { residual, subject, type Figure, type Identity } from '../identity.js';

export interface MissingRow {
  /** The whole that the row belongs to, in the column of the largest difference. */
  readonly whole: Figure;
  /** Code and name of the row, as another table has them; both empty where none does. */
  readonly code: string;
  readonly name: string;
  readonly amount: bigint;
  /** Failing identities that it satisfies: one per column. */
  readonly identities: readonly Identity[];
  /** `certain`: by its code, and no other code fits; `ambiguous`: others fit as well, or the other table prints other amounts at codes beside it; `possible`: in the one column that lacks it, a figure may have slipped by as much. */
  readonly certainty: Proposal['certainty'];
}

/** `2040604 基层司法业务 5290000`: of a line that no table names, its amount. */
export const rowText = ({ code, name, amount }: MissingRow): string => [code, name, formatYuan(amount)].filter((part) => part !== '').join(' ');

/** Columns in which a row must fit, unless it has but one. */
const LEAST = 2;

/** Rows with codes, by the sum of the code that they lie in. */
export function missingRowsOf(identities: readonly Identity[], failing: readonly Identity[]): MissingRow[] {
  const groups = new Map<string, Identity[]>();
  for (const identity of failing) {
    const whole = identity.terms[0]?.figure;
    if (identity.rule !== 'sum/children' || whole === undefined || whole.line.code === '') continue;
    const key = `${whole.table.tableId} ${whole.line.entry.row}`;
    addTo(groups, key, identity);
  }
  const short = [...groups.values()].map((group) => group.map((identity) => ({ identity, whole: subject(identity), by: residual(identity) }))).filter((group) => group.every((s) => s.by > 0n));
  if (short.length === 0) return [];
  const figures = new Map<string, Figure>();
  for (const { terms } of identities) for (const { figure } of terms) figures.set(figure.ref, figure);
  /** Figures by table and code. */
  const rows = new Map<string, Figure[]>();
  for (const figure of figures.values()) {
    const key = `${figure.table.tableId} ${figure.line.code}`;
    if (figure.line.code === '') continue;
    const row = rows.get(key);
    if (row === undefined) rows.set(key, [figure]);
    else row.push(figure);
  }
  /** Whether another table prints other amounts at codes below a whole than the whole's own table: its rows there may have moved. */
  const differsBelow = (other: Table, { table, line, measure }: Figure): boolean => [...rows].some(([key, row]) => {
    const own = key.startsWith(`${table.tableId} ${line.code}`) ? row.find((f) => f.line !== line && f.measure === measure) : undefined;
    return own !== undefined && rows.get(`${other.tableId} ${own.line.code}`)?.some((f) => f.measure === measure && f.fen !== own.fen) === true;
  });
  return short.flatMap((group): MissingRow[] => {
    const top = group.reduce((a, b) => (b.by > a.by ? b : a));
    const { table, line } = top.whole;
    const printed = table.entries.map(codeOf);
    const blank = new Set(table.entries.filter((e) => e.code.length === 0 && e.cells.every(({ reading }) => reading.state !== 'amount')).map((e) => nameKey(e.name)));
    /** Whether the table prints a row, or one that it lies below, by its name and without amounts. */
    const isBlank = ({ table: other, line: own }: Figure): boolean => [...rows.values()].some(([f]) => f?.table === other && f.line.code.length > line.code.length && own.code.startsWith(f.line.code) && blank.has(nameKey(f.line.entry.name)));
    const fitting = [...rows.values()].flatMap((row) => {
      const [first] = row as [Figure];
      const { code } = first.line;
      // a row that is printed without amounts, or lies below one, is not missing
      const isThere = (other: string): boolean => other.length > line.code.length && code.startsWith(other);
      if (first.table === table || !code.startsWith(line.code) || code === line.code || rows.has(`${table.tableId} ${code}`) || printed.some(isThere) || isBlank(first)) return [];
      return group.every((s) => row.some((f) => f.fen === s.by)) ? [first] : [];
    });
    const row = fitting[0]?.line;
    const columns = new Set([...figures.values()].filter((f) => f.line === line && f.fen !== 0n).map((f) => f.measure)).size;
    if (row === undefined || group.length < Math.min(LEAST, columns)) return [];
    // the row may be there under a wrong code
    const elsewhere = [...figures.values()].some((f) => f.table === table && f.fen === top.by && !f.line.code.startsWith(line.code) && f.line.entry.name === row.entry.name);
    const isUnsure = elsewhere || new Set(fitting.map((f) => f.line.code)).size > 1 || fitting.every((f) => differsBelow(f.table, top.whole));
    return [{ whole: top.whole, code: row.code, name: row.entry.name, amount: top.by, identities: group.map((s) => s.identity), certainty: isUnsure ? 'ambiguous' : group.length < LEAST && isSlip(top.identity, top.by) ? 'possible' : 'certain' }];
  });
}

/** The digits of an entry's code as printed: all of its parts, or the longest, which begins with the others. */
function codeOf({ code }: Entry): string {
  const parts = code.map(({ text }) => text.replaceAll(/\D/gu, ''));
  const last = parts.at(-1) ?? '';
  return parts.every((part) => last.startsWith(part)) ? last : parts.join('');
}

/** Whether one figure of the sum is a slip of what it would be with all that is lacking: it may as well be that figure that is wrong. */
function isSlip({ terms }: Identity, by: bigint): boolean {
  return terms.some(({ figure, sign }) => !['free', 'blank'].includes(slipOf(figure.fen, figure.fen - sign * by)));
}
