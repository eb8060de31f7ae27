/**
 * The figures of a table by list, row and measure. A list is what adds up together: a whole table, or one of the blocks
 * of a table whose sides stand beside each other.
 */
import type { LinedTable, Line } from '../../../schemas/document.js';
import { addTo } from '../../../schemas/groups.js';
import type { TableKindSpec } from '../../../schemas/table-kind.js';
import type { EntryCell, Measure, Side, Table } from '../../../schemas/table.js';
import type { Figure } from '../identity.js';

export interface Row {
  readonly line: Line;
  readonly figures: ReadonlyMap<Measure, Figure>;
}

/** The figures of a row that are amounts. */
export const amountsOf = (row: Row): Figure[] => [...row.figures.values()].filter((figure) => figure.state === 'amount');

/** Whether a row prints an amount that is not zero. */
export const hasAmount = (row: Row): boolean => amountsOf(row).some(({ fen }) => fen !== 0n);

/** Whether a row has a name, or a label of its own. */
export const isNamed = ({ line: { entry } }: Row): boolean => entry.name !== '' || Object.values(entry.labels).some((label) => label !== '');

/** Whether a row has neither code nor name: what its amounts are of, it does not say. */
export const isBare = (row: Row): boolean => row.line.code === '' && row.line.impliedCode === '' && row.line.entry.code.length === 0 && !isNamed(row);

export interface List {
  readonly table: Table;
  readonly block: number;
  readonly side: Side;
  readonly rows: readonly Row[];
  /** Measures in column order. */
  readonly measures: readonly Measure[];
}

export interface FiguredTable {
  readonly table: Table;
  readonly lines: readonly Line[];
  readonly lists: readonly List[];
  readonly spec: TableKindSpec | undefined;
}

/** Share of figures with one number of decimals above which a table prints them in a fixed format. */
const FIXED = 0.8;

/** Figures of all amount cells of a table. */
export function figuresOf(lined: LinedTable, specs: readonly TableKindSpec[]): FiguredTable {
  const { table, lines } = lined;
  const spec = specs.find((s) => s.kind === table.kind);
  const finest = finestStep(table);
  const blocks = new Map<string, Row[]>();
  const sides = spec?.shape === 'sides' || new Set(table.entries.map((e) => e.side)).size > 1;
  const ordered = sides ? lines : lines.toSorted((a, b) => a.entry.block - b.entry.block || a.entry.row - b.entry.row);
  for (const line of ordered) {
    const key = sides ? `${line.entry.block} ${line.entry.side}` : '';
    const figures = new Map<Measure, Figure>();
    for (const cell of line.entry.cells) if (!figures.has(cell.measure)) figures.set(cell.measure, figureOf(table, line, cell, finest));
    addTo(blocks, key, { line, figures });
  }
  const lists = [...blocks.values()].map((rows): List => {
    const columns = new Map<Measure, number>();
    for (const { line } of rows) for (const cell of line.entry.cells) columns.set(cell.measure, Math.min(columns.get(cell.measure) ?? cell.gridColumn, cell.gridColumn));
    const first = (rows[0] as Row).line.entry;
    return { table, block: first.block, side: first.side, rows, measures: [...columns].toSorted((a, b) => a[1] - b[1]).map(([measure]) => measure) };
  });
  return { table, lines, lists, spec };
}

function figureOf(table: Table, line: Line, cell: EntryCell, finest: bigint | undefined): Figure {
  const { reading, measure } = cell;
  const ref = `${table.tableId}:${line.entry.row}:${measure}`;
  if (reading.state !== 'amount') return { ref, state: reading.state, fen: 0n, step: 0n, measure, cell, line, table };
  const { fen, step, published } = reading.amount;
  return { ref, state: 'amount', fen, step: fen === 0n ? 0n : finest !== undefined && finest < step && !isShortened(published) ? finest : step, measure, cell, line, table };
}

/** As long as a cell of Excel's format General gets: eleven characters, the decimals that no longer fit rounded off (480544221.6). */
const isShortened = (published: string): boolean => /^\d{8,9}\.\d{1,2}$/u.test(published) && published.length === 11;

/** How many figures of a table have each step; zeros have none. */
export function stepCounts(table: Table): Map<bigint, number> {
  const counts = new Map<bigint, number>();
  for (const { cells } of table.entries) {
    for (const { reading } of cells) if (reading.state === 'amount' && reading.amount.fen !== 0n) counts.set(reading.amount.step, (counts.get(reading.amount.step) ?? 0) + 1);
  }
  return counts;
}

/**
 * The finest step of a table that drops trailing zeros (`180` beside `21.53`): there every figure is as fine as the finest.
 * undefined where one format rules, and each figure keeps its own precision.
 */
function finestStep(table: Table): bigint | undefined {
  const counts = stepCounts(table);
  const figures = [...counts.values()].reduce((sum, n) => sum + n, 0);
  if (figures === 0 || Math.max(...counts.values()) >= figures * FIXED) return undefined;
  return [...counts.keys()].reduce((a, b) => (a < b ? a : b));
}

/** Whether a row stands for the whole list: 合计, 总计, 收入总计. */
export const isWhole = (line: Line): boolean => line.code === '' && (line.entry.role === 'total' || line.level === 'total' || line.entry.item === 'grand_total');

/** Whether any cell of a row holds something. */
export function isFilled({ figures }: Row): boolean {
  for (const { state } of figures.values()) if (state === 'amount' || state === 'unreadable') return true;
  return false;
}

/** Rows of amounts that a column must have before others show what it is. */
const SHOWN = 3;

/** Whether a column prints in half of its rows and more what one of other columns prints: 其中：经费拨款 beside 财政拨款. */
export function isLike(rows: readonly Row[], measure: Measure, others: readonly Measure[]): boolean {
  const own = rows.filter(({ figures }) => (figures.get(measure)?.fen ?? 0n) !== 0n);
  return own.length >= SHOWN && others.some((m) => own.filter(({ figures }) => figures.get(m)?.fen === figures.get(measure)?.fen).length * 2 >= own.length);
}

/** Whether a line says what the line right above it says, code, name and figures: printed twice, it is a part too many and no other tree's. */
export function isPrintedAgain({ line, figures }: Row, above: Row | undefined): boolean {
  return above !== undefined && line.entry.row === above.line.entry.row + 1 && line.code === above.line.code && line.entry.name === above.line.entry.name && [...figures].every(([measure, { fen }]) => above.figures.get(measure)?.fen === fen);
}

/** The table with the amounts of other figures in some of its cells. */
export function withFigures(table: FiguredTable, values: ReadonlyMap<Figure, Figure>): FiguredTable {
  const lists = table.lists.map((list) => ({
    ...list, rows: list.rows.map((row) => ({ ...row, figures: new Map([...row.figures].map(([measure, figure]) => {
      const source = values.get(figure);
      return [measure, source === undefined ? figure : { ...figure, state: source.state, fen: source.fen, step: source.step }] as const;
    })) })),
  }));
  return { ...table, lists };
}
