/**
 * Structural operations (Scholtus 2016: edit operations beyond single cells) as candidates: rows exchanged or shifted,
 * amounts in another column, a row printed twice, in another unit, or with its parent's figures. Each says what would
 * stand in its cells if it were undone; whether it is true, the identities decide.
 */
import type { Operation as Kind } from '../../../schemas/finding.js';
import { mayBe, residual, type Figure, type Identity } from '../identity.js';
import { restoredBlocks } from './restored.js';

export interface Candidate {
  readonly kind: Kind;
  /** New values in fen, of the figures that change. */
  readonly values: ReadonlyMap<Figure, bigint>;
  /** Values that other tables print: only sums of its own table bear them out. */
  readonly copied?: boolean;
}

/** The figures of one printed line, in column order. */
interface Row {
  readonly figures: readonly Figure[];
  readonly byMeasure: ReadonlyMap<string, Figure>;
  /** Whether any of them takes part in a failing identity, and in which columns. */
  readonly suspect: boolean;
  readonly columns: ReadonlySet<string>;
}

/** Rows of a shifted block, and how far. */
const BLOCK = 12;
const BY = [1, -1, 2, -2];
const POWERS = [10n, 100n, 1000n, 10_000n];

/** @param suspect references of figures that take part in failing identities */
export function candidatesOf(identities: readonly Identity[], failing: readonly Identity[], suspect: ReadonlySet<string>): Candidate[] {
  const lists = listsOf(identities, suspect);
  const changed: Changed = (kind, pairs) => {
    const values = new Map<Figure, bigint>();
    for (const [figure, value] of pairs) {
      if (figure.fen === value) continue;
      if (!suspect.has(figure.ref) || !mayBe(figure, value)) return [];
      values.set(figure, value);
    }
    return values.size === 0 ? [] : [{ kind, values }];
  };
  const rowwise = lists.flatMap((rows) => [...rows.flatMap((r) => slips(r, changed)), ...swaps(rows, changed), ...shifts(rows, changed), ...doubled(rows, changed), ...rows.filter((r) => r.suspect).flatMap((r) => scaled(r.figures, changed))]);
  const restored = restoredBlocks(identities, failing).flatMap((values) => changed('swap', values).map((c) => ({ ...c, copied: true })));
  return [...rowwise, ...restored, ...tables(lists, changed), ...repeated(failing, changed)];
}

/** Rows of each list of each table, in printed order. */
function listsOf(identities: readonly Identity[], suspect: ReadonlySet<string>): Row[][] {
  const figures = new Map<string, Figure>();
  for (const { figure } of identities.flatMap((i) => i.terms)) figures.set(figure.ref, figure);
  const lists = new Map<string, Map<number, Figure[]>>();
  for (const figure of figures.values()) {
    const { entry } = figure.line;
    const key = `${figure.table.tableId} ${entry.block} ${entry.side}`;
    const rows = lists.get(key) ?? new Map<number, Figure[]>();
    lists.set(key, rows.set(entry.row, [...(rows.get(entry.row) ?? []), figure]));
  }
  return [...lists.values()].map((rows) => [...rows].toSorted((a, b) => a[0] - b[0]).map(([, of]) => ({ figures: of.toSorted((a, b) => a.cell.gridColumn - b.cell.gridColumn), byMeasure: new Map(of.toReversed().map((f) => [f.measure, f])), suspect: of.some((f) => suspect.has(f.ref)), columns: new Set(of.filter((f) => suspect.has(f.ref)).map((f) => f.measure)) })));
}

/** The figures with other values, those that stay as they are left out; none where one of them is in no failing identity. */
type Changed = (kind: Kind, pairs: Iterable<readonly [Figure, bigint]>) => Candidate[];

/** Amounts of a row in other columns: moved along, or two exchanged. */
function slips({ figures, suspect }: Row, changed: Changed): Candidate[] {
  if (!suspect || figures.length < 2) return [];
  const moved = figures.slice(1).flatMap((_, by) => changed('slip_column', figures.map((f, i) => [f, (figures[(i + by + 1) % figures.length] as Figure).fen])));
  const exchanged = figures.flatMap((a, i) => figures.slice(i + 1).flatMap((b) => changed('slip_column', [[a, b.fen], [b, a.fen]])));
  return [...moved, ...exchanged];
}

/** What a row gets of another: all measures that both print, or one. */
function* taken(to: Row, from: Row, measure?: string): Generator<readonly [Figure, bigint]> {
  for (const figure of to.figures) {
    const other = measure === undefined || figure.measure === measure ? from.byMeasure.get(figure.measure) : undefined;
    if (other !== undefined) yield [figure, other.fen];
  }
}

function* moved(block: readonly Row[], by: number, measure?: string): Generator<readonly [Figure, bigint]> {
  for (const [i, row] of block.entries()) yield* taken(row, block[(i + by + block.length) % block.length] as Row, measure);
}

/** All columns together, and each in which all rows but at most half are suspect. */
const measuresOf = (rows: readonly Row[]): (string | undefined)[] => [undefined, ...[...new Set(rows.flatMap((r) => [...r.columns]))].filter((m) => rows.filter((r) => r.columns.has(m)).length * 2 >= rows.length)];

function swaps(rows: readonly Row[], changed: Changed): Candidate[] {
  const suspects = rows.filter((r) => r.suspect);
  return suspects.flatMap((a, i) => suspects.slice(i + 1).flatMap((b) => measuresOf([a, b]).flatMap((m) => changed('swap', moved([a, b], 1, m)))));
}

/** A block of rows whose amounts stand some rows too high or too low; what falls out at one end stands at the other. */
function shifts(rows: readonly Row[], changed: Changed): Candidate[] {
  const out: Candidate[] = [];
  for (let from = 0; from < rows.length; from += 1) {
    if (!rows[from]?.suspect) continue;
    for (let size = 3; size <= BLOCK && from + size <= rows.length; size += 1) {
      const block = rows.slice(from, from + size);
      if (!block.at(-1)?.suspect || block.filter((r) => r.suspect).length * 2 < size) continue;
      const measures = measuresOf(block);
      for (const by of BY) {
        if (Math.abs(by) * 2 > size) continue;
        for (const m of measures) out.push(...changed('shift_rows', moved(block, by, m)));
      }
    }
  }
  return out;
}

const codeOf = (row: Row): string => row.figures[0]?.line.code ?? '';

/** A line printed twice. */
function doubled(rows: readonly Row[], changed: Changed): Candidate[] {
  return rows.slice(1).flatMap((row, i) => {
    const above = rows[i] as Row;
    const same = codeOf(row) !== '' && codeOf(row) === codeOf(above) && row.figures.every((f) => above.figures.some((o) => o.measure === f.measure && o.fen === f.fen));
    return same ? changed('missing_row', row.figures.map((f) => [f, 0n])) : [];
  });
}

/** Figures in a wrong unit. */
function scaled(figures: readonly Figure[], changed: Changed): Candidate[] {
  const filled = figures.filter((f) => f.fen !== 0n);
  if (filled.length < 2) return [];
  return POWERS.flatMap((p) => [...(filled.every((f) => f.fen % p === 0n) ? changed('scale', filled.map((f) => [f, f.fen / p])) : []), ...changed('scale', filled.map((f) => [f, f.fen * p]))]);
}

const tables = (lists: readonly (readonly Row[])[], changed: Changed): Candidate[] => {
  const byTable = new Map<string, Figure[]>();
  for (const figure of lists.flat().flatMap((r) => r.figures)) byTable.set(figure.table.tableId, [...(byTable.get(figure.table.tableId) ?? []), figure]);
  return [...byTable.values()].flatMap((figures) => scaled(figures, changed));
};

/** Rows that print the figures of the whole that they are a part of, beside other parts: what the others leave. */
function repeated(failing: readonly Identity[], changed: Changed): Candidate[] {
  const rows = new Map<string, (readonly [Figure, bigint])[]>();
  for (const identity of failing) {
    const [whole, ...parts] = identity.terms;
    if (whole === undefined || identity.relation !== '=' || !/^sum\/(?:children|lines|total)$/u.test(identity.rule)) continue;
    const filled = parts.filter((p) => p.figure.fen !== 0n);
    for (const { figure } of filled.filter((p) => filled.length > 1 && p.figure.fen === whole.figure.fen)) {
      const key = `${whole.figure.table.tableId} ${whole.figure.line.entry.row} ${figure.line.entry.row}`;
      rows.set(key, [...(rows.get(key) ?? []), [figure, figure.fen + residual(identity)]]);
    }
  }
  return [...rows.values()].filter((pairs) => pairs.every(([, value]) => value >= 0n)).flatMap((pairs) => changed('amount', pairs));
}
