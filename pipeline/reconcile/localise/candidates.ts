/**
 * Structural operations (Scholtus 2016: edit operations beyond single cells) as candidates: rows exchanged or shifted,
 * amounts in another column, a row printed twice, in another unit, or with its parent's figures. Each says what would
 * stand in its cells if it were undone; whether it is true, the identities decide.
 */
import type { Operation as Kind } from '../../../schemas/finding.js';
import { addTo, groupBy } from '../../../schemas/groups.js';
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

/** Takes a candidate up. */
type Offer = (candidate: Candidate) => void;
/** What may still be spent: figures and terms of identities that are looked at. Nothing more is offered where nothing is left. */
export interface Work { left: number }

/**
 * Offers every candidate, one after the other: there may be tens of thousands.
 * @param suspect figures that take part in failing identities: only those change
 */
export function offerCandidates(identities: readonly Identity[], failing: readonly Identity[], suspect: ReadonlySet<Figure>, work: Work, offer: Offer): void {
  const lists = listsOf(identities, suspect);
  const changed = changedIn(suspect, work, offer);
  for (const rows of lists) {
    for (const row of rows) slips(row, changed);
    swaps(rows, changed);
    shifts(rows, changed);
    doubled(rows, changed);
    for (const row of rows) if (row.suspect) scaled(row.figures, changed);
  }
  const copied = changedIn(suspect, work, (candidate) => { offer({ ...candidate, copied: true }); });
  for (const values of restoredBlocks(identities, failing)) copied('swap', (set) => [...values].every(([figure, value]) => set(figure, value)));
  tables(lists, changed);
  repeated(failing, changed);
}

/** Gives a figure another value; false where it is in no failing identity. */
type Put = (figure: Figure, value: bigint) => boolean;
/** Offers the figures with the values that `fill` sets, those that stay as they are left out; none where one of them cannot change. */
type Changed = (kind: Kind, fill: (set: Put) => boolean) => void;

const changedIn = (suspect: ReadonlySet<Figure>, work: Work, offer: Offer): Changed => (kind, fill) => {
  if (work.left <= 0) return;
  const values = new Map<Figure, bigint>();
  const isPossible = fill((figure, value) => {
    work.left -= 1;
    if (figure.fen === value) return true;
    if (!suspect.has(figure) || !mayBe(figure, value)) return false;
    values.set(figure, value);
    return true;
  });
  if (isPossible && values.size > 0) offer({ kind, values });
};

/** Rows of each list of each table, in printed order. */
function listsOf(identities: readonly Identity[], suspect: ReadonlySet<Figure>): Row[][] {
  const figures = new Map<string, Figure>();
  for (const { figure } of identities.flatMap((i) => i.terms)) figures.set(figure.ref, figure);
  const lists = new Map<string, Map<number, Figure[]>>();
  for (const figure of figures.values()) {
    const { entry } = figure.line;
    const key = `${figure.table.tableId} ${entry.block} ${entry.side}`;
    const rows = lists.get(key) ?? new Map<number, Figure[]>();
    lists.set(key, rows);
    addTo(rows, entry.row, figure);
  }
  return [...lists.values()].map((rows) => [...rows].toSorted((a, b) => a[0] - b[0]).map(([, of]) => ({ figures: of.toSorted((a, b) => a.cell.gridColumn - b.cell.gridColumn), byMeasure: new Map(of.toReversed().map((f) => [f.measure, f])), suspect: of.some((f) => suspect.has(f)), columns: new Set(of.filter((f) => suspect.has(f)).map((f) => f.measure)) })));
}

/** Amounts of a row in other columns: moved along, or two exchanged. */
function slips({ figures, suspect }: Row, changed: Changed): void {
  if (!suspect || figures.length < 2) return;
  for (let by = 1; by < figures.length; by += 1) changed('slip_column', (set) => figures.every((f, i) => set(f, (figures[(i + by) % figures.length] as Figure).fen)));
  for (const [i, a] of figures.entries()) for (const b of figures.slice(i + 1)) changed('slip_column', (set) => set(a, b.fen) && set(b, a.fen));
}

/** Gives a row the figures of another: all measures that both print, or one. */
function take(to: Row, from: Row, measure: string | undefined, set: Put): boolean {
  if (measure === undefined) {
    return to.figures.every((figure) => {
      const other = from.byMeasure.get(figure.measure);
      return other === undefined || set(figure, other.fen);
    });
  }
  const [figure, other] = [to.byMeasure.get(measure), from.byMeasure.get(measure)];
  return figure === undefined || other === undefined || set(figure, other.fen);
}

/** Gives each row of a block the figures of the one `by` rows further, around its end. */
const move = (block: readonly Row[], by: number, measure: string | undefined, set: Put): boolean => block.every((row, i) => take(row, block[(i + by + block.length) % block.length] as Row, measure, set));

/** All columns together, and each in which all rows but at most half are suspect. */
const measuresOf = (rows: readonly Row[]): (string | undefined)[] => [undefined, ...[...new Set(rows.flatMap((r) => [...r.columns]))].filter((m) => rows.filter((r) => r.columns.has(m)).length * 2 >= rows.length)];

function swaps(rows: readonly Row[], changed: Changed): void {
  const suspects = rows.filter((r) => r.suspect);
  for (const [i, a] of suspects.entries()) {
    for (const b of suspects.slice(i + 1)) for (const m of measuresOf([a, b])) changed('swap', (set) => take(a, b, m, set) && take(b, a, m, set));
  }
}

/** A block of rows whose amounts stand some rows too high or too low; what falls out at one end stands at the other. */
function shifts(rows: readonly Row[], changed: Changed): void {
  for (let from = 0; from < rows.length; from += 1) {
    if (!rows[from]?.suspect) continue;
    for (let size = 3; size <= BLOCK && from + size <= rows.length; size += 1) {
      if (!rows[from + size - 1]?.suspect) continue;
      const block = rows.slice(from, from + size);
      if (block.filter((r) => r.suspect).length * 2 < size) continue;
      const measures = measuresOf(block);
      for (const by of BY) {
        if (Math.abs(by) * 2 > size) continue;
        for (const m of measures) changed('shift_rows', (set) => move(block, by, m, set));
      }
    }
  }
}

const codeOf = (row: Row): string => row.figures[0]?.line.code ?? '';

/** A line printed twice. */
function doubled(rows: readonly Row[], changed: Changed): void {
  for (const [i, row] of rows.slice(1).entries()) {
    const above = rows[i] as Row;
    const same = codeOf(row) !== '' && codeOf(row) === codeOf(above) && row.figures.every((f) => above.figures.some((o) => o.measure === f.measure && o.fen === f.fen));
    if (same) changed('missing_row', (set) => row.figures.every((f) => set(f, 0n)));
  }
}

/** Figures in a wrong unit. */
function scaled(figures: readonly Figure[], changed: Changed): void {
  const filled = figures.filter((f) => f.fen !== 0n);
  if (filled.length < 2) return;
  for (const p of POWERS) {
    if (filled.every((f) => f.fen % p === 0n)) changed('scale', (set) => filled.every((f) => set(f, f.fen / p)));
    changed('scale', (set) => filled.every((f) => set(f, f.fen * p)));
  }
}

function tables(lists: readonly (readonly Row[])[], changed: Changed): void {
  const byTable = groupBy(lists.flat().flatMap((r) => r.figures), (figure) => figure.table.tableId);
  for (const figures of byTable.values()) scaled(figures, changed);
}

/** Rows that print the figures of the whole that they are a part of, beside other parts: what the others leave. */
function repeated(failing: readonly Identity[], changed: Changed): void {
  const rows = new Map<string, (readonly [Figure, bigint])[]>();
  for (const identity of failing) {
    const [whole, ...parts] = identity.terms;
    if (whole === undefined || identity.relation !== '=' || !/^sum\/(?:children|lines|total)$/u.test(identity.rule)) continue;
    const filled = parts.filter((p) => p.figure.fen !== 0n);
    for (const { figure } of filled.filter((p) => filled.length > 1 && p.figure.fen === whole.figure.fen)) {
      const key = `${whole.figure.table.tableId} ${whole.figure.line.entry.row} ${figure.line.entry.row}`;
      addTo(rows, key, [figure, figure.fen + residual(identity)]);
    }
  }
  for (const pairs of rows.values()) if (pairs.every(([, value]) => value >= 0n)) changed('amount', (set) => pairs.every(([figure, value]) => set(figure, value)));
}
