/**
 * The cells of a document's tables that prose can speak of, flat, with what each means.
 */
import { numberingLevel } from '../tables/ranks.js';
import { looksLikeOrganisation } from '../../normalise/code-reading.js';
import type { Amount } from '../../../schemas/amount.js';
import type { Line, NormalisedDocument } from '../../../schemas/document.js';
import type { CellRef } from '../../../schemas/finding.js';
import { nameKey } from '../../../schemas/codes.js';
import { addTo } from '../../../schemas/groups.js';
import type { EntryCell, Side, Table, TableKindId } from '../../../schemas/table.js';
import { amountIn } from './outcome.js';

/** What it takes to find a cell by the words of prose: of a table in memory, or of one that was read before. */
export interface PlacedCell {
  readonly ref: CellRef;
  readonly table: Pick<Table, 'kind'>;
  readonly line: Pick<Line, 'code' | 'impliedCode' | 'classification'> & { readonly entry: Pick<Line['entry'], 'item' | 'name'> };
  /** Measure without its suffix, and the suffix (`_budget`, `_final`, `_previous` …) or ''. */
  readonly measure: string;
  readonly suffix: string;
  /** Fund that a column of another measure (公务接待费 of 政府性基金), or a government's table of income, is for, or ''. */
  readonly fund: string;
  readonly side: Side;
  /** Whether the line stands for the whole table: 合计, or the only line (“三公”: one row). */
  readonly whole: boolean;
  /** Whether it stands for one unit of several: the whole is their sum. */
  readonly unit: boolean;
  readonly state: 'amount' | 'empty' | 'unreadable';
  readonly amount?: Amount;
}

export interface TableCell extends PlacedCell {
  readonly table: Table;
  readonly line: Line;
  /** The unit (单位) whose figure it is, by a column of its line or by the last line above that names one; '' where none does. */
  readonly organisation: string;
  /** Of a heading that prints nothing, the cells below it whose sum it stands for. */
  readonly parts?: readonly CellRef[];
}

/** The cells that prose can name: lines that say what they are, and coded lines by their code and by their name. */
export interface CellIndex<C extends PlacedCell> {
  /** Totals (合计), items (本年收入, 公务接待费 …) and the line of tables that have only one. */
  readonly heads: readonly C[];
  readonly byCode: ReadonlyMap<string, readonly C[]>;
  readonly byName: ReadonlyMap<string, readonly C[]>;
  /** Kinds of the tables that the document has. */
  readonly kinds: ReadonlySet<TableKindId>;
}
export type TableCells = CellIndex<TableCell>;

const SUFFIX = /_(?:budget|final|previous|carryover|change|adjusted)$/;
const FUND = /.+_(general_public|government_fund|state_capital)$/;
const SIDES: Readonly<Record<string, Side>> = { revenue_summary: 'revenue', expenditure_summary: 'expenditure' };

/** The cells of the tables that speak of the document's year. Tables of no known kind have none. */
export function cellsOf(document: NormalisedDocument): TableCells {
  const year = document.identity.fiscalYear;
  const heads: TableCell[] = [];
  const byCode = new Map<string, TableCell[]>();
  const byName = new Map<string, TableCell[]>();
  const tables = document.tables.filter(({ table }) => table.kind !== 'other' && (table.year === undefined || year === 0 || table.year === year));
  for (const { table, lines } of tables) {
    const units = unitLines(lines);
    let above = '';
    for (const [at, line] of lines.entries()) {
      if (line.classification === 'organisation' || (line.code === '' && looksLikeOrganisation(line.entry.name))) above = line.code || line.entry.name;
      const organisation = line.entry.labels['organisation_code'] ?? line.entry.labels['organisation'] ?? above;
      const parts = partsOfHeading(lines, at);
      const cells = line.entry.cells.map((cell) => withSum({ ...placed(table, line, cell, units), organisation }, parts));
      if (line.entry.item !== '' || cells[0]?.whole === true) heads.push(...cells);
      const code = line.code === '' ? line.impliedCode : line.code;
      if (code !== '') addTo(byCode, code, ...cells);
      const name = nameKey(line.entry.name);
      if (name !== '' && line.entry.item === '') addTo(byName, name, ...cells);
    }
  }
  return { heads, byCode, byName, kinds: new Set(tables.map(({ table }) => table.kind)) };
}

/** The lines right below a heading without figures (二、机关运行经费) that are numbered on the next level: （一）行政单位, （二）参照公务员法管理事业单位. */
function partsOfHeading(lines: readonly Line[], at: number): readonly Line[] {
  const heading = lines[at] as Line;
  const level = numberingLevel(heading);
  if (level < 0 || heading.entry.cells.some(({ reading }) => reading.state !== 'blank' && reading.state !== 'dash')) return [];
  const end = lines.findIndex((line, i) => i > at && (line.entry.side !== heading.entry.side || (numberingLevel(line) >= 0 && numberingLevel(line) <= level)));
  const below = lines.slice(at + 1, end < 0 ? lines.length : end);
  const own = below[0] === undefined ? -1 : numberingLevel(below[0]);
  return own < 0 ? [] : below.filter((line) => numberingLevel(line) === own);
}

/** The cell of a heading that prints nothing, with what the lines below it add up to. */
function withSum(cell: TableCell, parts: readonly Line[]): TableCell {
  const { measure } = cell.line.entry.cells.find((own) => cell.ref.endsWith(`:${own.measure}`)) ?? {};
  const filled = parts.flatMap((line) => line.entry.cells.flatMap(({ measure: of, reading }) => (of === measure && reading.state === 'amount' ? [{ ref: `${cell.table.tableId}:${line.entry.row}:${of}`, amount: reading.amount }] : [])));
  return filled.length === 0 || cell.state !== 'empty' ? cell : { ...cell, state: 'amount', amount: summed(filled.map(({ amount }) => amount)), parts: filled.map(({ ref }) => ref) };
}

/** What some amounts, one at least, are together. */
export function summed([first, ...more]: readonly Amount[]): Amount {
  const sum = more.reduce((so, one) => ({ ...so, fen: so.fen + one.fen, step: one.step > so.step ? one.step : so.step }), first as Amount);
  return { ...sum, published: amountIn(sum.fen, sum.unit) };
}

/** Tables without a total line: the only line with figures of the year, those of 预算数 and 决算数, or the lines of the units (单位), stand for the whole. */
function unitLines(lines: readonly Line[]): ReadonlySet<Line> {
  if (lines.some((line) => isTotal(line))) return new Set();
  const free = lines.filter((line) => line.code === '' && line.impliedCode === '' && line.entry.item === '');
  const figured = free.filter((line) => line.entry.cells.some((cell) => cell.reading.state === 'amount' && !/_(?:previous|change)$/.test(cell.measure)));
  if (figured.length === 1 && lines.every((line) => line.code === '' || line.entry.labels['organisation'] !== undefined)) return new Set(figured);
  return new Set(figured.filter((line) => looksLikeOrganisation(line.entry.name) || line === lines[0] || isStage(line)));
}

/** A line of 预算数 or 决算数 alone, each item in a column: the other one stands in the line beside it. */
const isStage = ({ entry }: Line): boolean => ['_budget', '_final'].some((stage) => entry.cells.length > 0 && entry.cells.every(({ measure }) => measure.endsWith(stage)));

const isTotal = (line: Line): boolean => line.level === 'total' || line.entry.role === 'total' || line.entry.item === 'grand_total';

/** The fund whose income alone a government's table lists (一般公共预算收入决算表), or ''. */
function fundOfRevenue({ kind, title }: Table): string {
  if (kind !== 'revenue_summary') return '';
  return /一般公共预算收入/u.test(title) ? 'general_public' : /政府性基金(?:预算)?收入/u.test(title) ? 'government_fund' : '';
}

function placed(table: Table, line: Line, cell: EntryCell, units: ReadonlySet<Line>): Omit<TableCell, 'organisation'> {
  const suffix = SUFFIX.exec(cell.measure)?.[0] ?? '';
  const bare = suffix === '' ? cell.measure : cell.measure.slice(0, -suffix.length);
  const ofColumn = FUND.exec(bare)?.[1] ?? '';
  const fund = ofColumn === '' ? fundOfRevenue(table) : ofColumn;
  return {
    ref: `${table.tableId}:${line.entry.row}:${cell.measure}`,
    table,
    line,
    measure: ofColumn === '' ? bare : bare.slice(0, -ofColumn.length - 1),
    fund,
    suffix,
    side: line.entry.side === '' ? (SIDES[table.kind] ?? '') : line.entry.side,
    whole: units.has(line) || isTotal(line),
    unit: units.size > 1 && units.has(line) && !isStage(line),
    state: cell.reading.state === 'amount' ? 'amount' : cell.reading.state === 'unreadable' ? 'unreadable' : 'empty',
    ...(cell.reading.state === 'amount' ? { amount: cell.reading.amount } : {}),
  };
}
