/**
 * Exact error localisation: every set of changes of least cost after which all equations hold. After Fellegi and Holt
 * (1976) and de Waal (2003): the failing equation with the fewest candidates holds at least one wrong figure; branch on
 * each, eliminate its column (an integer Gaussian step), so that what follows from two identities is an identity too.
 * Iterative deepening on cost; the lower bound is a set of failing equations that share no candidate, which is also the
 * proof that fewer changes can't do. A change is of one cell, or of all copies of a figure at once: one witness, cost 1.
 */
import { abs } from '../intervals.js';
import { fails, slackOf, type Equation, type System } from './system.js';

/** Where the search gives up. `work` binds its time, whatever the size of the equations: terms of equations that it visits. */
export interface Limits {
  readonly cost: number;
  readonly nodes: number;
  readonly work: number;
  readonly solutions: number;
}

/** New values in fen by cell, and which of them changed as copies of one figure. */
export interface Repair {
  readonly values: ReadonlyMap<number, bigint>;
  /** Groups of cells: each group is one change. */
  readonly changes: readonly (readonly number[])[];
}

export interface Found {
  readonly cost: number;
  /** All repairs of that cost; empty at a cap. */
  readonly repairs: readonly Repair[];
  /** Repairs of at most that cost that set all copies of a figure to nothing: a row too many, or nothing. */
  readonly voiding: readonly Repair[];
  /** Failing equations that share no candidate: at least so many figures are wrong. */
  readonly disjoint: readonly number[];
  readonly nodes: number;
  readonly work: number;
}

/** A cell, or a class of copies (numbered after the cells). */
type Column = number;
/** An equation with what is asked of it again and again: its columns, and the width of its interval. */
interface Row extends Equation { columns?: readonly Column[]; slack?: bigint }
interface Step { readonly column: Column; readonly pivot: Row }
interface State { readonly changed: ReadonlyMap<number, Row | undefined>; readonly violated: readonly number[]; readonly steps: readonly Step[] }

/** A failing equation with the columns that are open to change. */
interface Option { readonly e: number; readonly columns: readonly Column[] }
interface Bound {
  /** Failing equations that share no candidate. */
  readonly bound: readonly number[];
  /** Candidates of the equation with the fewest, and the equation. */
  readonly narrowest: readonly Column[];
  readonly row: number;
  /** All failing equations, those with the fewest candidates first. */
  readonly options: readonly Option[];
}

/** A repair of more than so many times its proven bound says nothing. */
const FAR = 2;

class Capped extends Error {}

/**
 * @param equations those that count: the failing ones and those that bound their cells
 * @param violated the failing ones to be explained
 * @param allowed whether a cell may take a value (in fen)
 */
export function search(system: System, equations: ReadonlySet<number>, violated: readonly number[], limits: Limits, allowed: (cell: number, value: bigint) => boolean): Found {
  const { cells, classes, classOf, occurrences } = system;
  let nodes = 0;
  let work = 0;
  let repairs = new Map<string, Repair>();
  const voiding = new Map<string, Repair>();
  const membersOf = (column: Column): readonly number[] => (column < cells.length ? [column] : (classes[column - cells.length] as readonly number[]));
  const rows: Row[] = [];
  const printed = (e: number): Row => (rows[e] ??= { ...(system.equations[e] as Equation) });
  /** Columns of an equation: its cells, and classes of copies that don't cancel out. */
  const columnsOf = (row: Row): readonly Column[] => (row.columns ??= columnsIn(row));
  const columnsIn = ({ coefs }: Row): Column[] => {
    const columns: Column[] = [];
    const seen = new Set<number>();
    for (const cell of coefs.keys()) {
      columns.push(cell);
      const group = classOf[cell] as number;
      if (group < 0 || seen.has(group)) continue;
      seen.add(group);
      if (sumOf(coefs, cells.length + group) !== 0) columns.push(cells.length + group);
    }
    return columns;
  };
  const sumOf = (coefs: ReadonlyMap<number, number>, column: Column): number => {
    let sum = 0;
    for (const member of membersOf(column)) sum += coefs.get(member) ?? 0;
    return sum;
  };
  const coefOf = ({ coefs }: Row, column: Column): number => (column < cells.length ? coefs.get(column) ?? 0 : sumOf(coefs, column));
  const slackIn = (row: Row): bigint => (row.slack ??= slackOf(row, cells));
  const occurrencesByColumn: (readonly number[])[] = [];
  /** The equations that count and print a figure of the column. */
  const occurrencesOf = (column: Column): readonly number[] => (occurrencesByColumn[column] ??= [...new Set(membersOf(column).flatMap((cell) => occurrences[cell] as readonly number[]))].filter((e) => equations.has(e)));
  const at = (state: State, e: number): Row | undefined => (state.changed.has(e) ? state.changed.get(e) : printed(e));
  /** Columns that earlier branches have tried: how many of the open ones forbid them. */
  const forbidden = new Uint16Array(cells.length + classes.length);
  const marks = new Uint32Array(cells.length + classes.length);
  let mark = 0;

  /** Failing equations that share no candidate, those with the fewest first, up to one more than the budget; undefined where one has none. */
  const disjoint = (state: State, budget: number): Bound | undefined => {
    const options: Option[] = [];
    for (const e of state.violated) {
      const all = columnsOf(at(state, e) as Row);
      const columns = all.filter((c) => forbidden[c] === 0);
      work += all.length;
      if (columns.length === 0) return undefined;
      options.push({ e, columns });
    }
    options.sort((a, b) => a.columns.length - b.columns.length || a.e - b.e);
    mark += 1;
    const bound: number[] = [];
    for (const { e, columns } of options) {
      if (bound.length > budget) break;
      if (columns.some((c) => marks[c] === mark)) continue;
      bound.push(e);
      for (const c of columns) marks[c] = mark;
    }
    const [first] = options as [(typeof options)[number]];
    return { bound, narrowest: first.columns, row: first.e, options };
  };

  /** Whether the failing equations that a change of the column leaves as they are need more than the budget already. */
  const isTooMuch = (state: State, options: readonly Option[], column: Column, budget: number): boolean => {
    mark += 1;
    let count = 0;
    for (const { e, columns } of options) {
      if (coefOf(at(state, e) as Row, column) !== 0) continue;
      let isOpen = false;
      let isApart = true;
      for (const c of columns) {
        if (forbidden[c] !== 0) continue;
        isOpen = true;
        if (marks[c] === mark) isApart = false;
      }
      if (!isOpen) return true;
      if (!isApart) continue;
      count += 1;
      if (count > budget) return true;
      for (const c of columns) marks[c] = mark;
    }
    return false;
  };

  /** Whether one change of the column may satisfy every failing equation: they ask for the same, up to rounding. */
  const answersAll = (state: State, column: Column): boolean => {
    const [first, ...rows] = state.violated.map((e) => at(state, e) as Row);
    const own = first === undefined ? 0 : coefOf(first, column);
    return first !== undefined && own !== 0 && rows.every((row) => {
      const coef = coefOf(row, column);
      return coef !== 0 && abs(row.residual * BigInt(own) - first.residual * BigInt(coef)) * 2n <= BigInt(Math.abs(own)) * slackIn(row) + BigInt(Math.abs(coef)) * slackIn(first);
    });
  };

  const eliminate = (state: State, row: number, column: Column): State => {
    const pivot = at(state, row) as Row;
    const own = coefOf(pivot, column);
    const changed = new Map(state.changed);
    changed.set(row, undefined);
    const still = new Set(state.violated);
    still.delete(row);
    const take = (e: number, other: Row | undefined): void => {
      const coef = other === undefined || e === row ? 0 : coefOf(other, column);
      if (other === undefined || coef === 0) return;
      const next = combine(other, own, pivot, -coef);
      work += next.coefs.size;
      changed.set(e, next);
      if (fails(next, slackIn)) still.add(e);
      else still.delete(e);
    };
    for (const e of occurrencesOf(column)) take(e, at(state, e));
    for (const [e, other] of state.changed) if (changed.get(e) === other) take(e, other);
    return { changed, violated: [...still], steps: [...state.steps, { column, pivot }] };
  };

  const record = (steps: readonly Step[]): void => {
    const repair = solve(steps, coefOf, membersOf, (cell) => (cells[cell] as { fen: bigint }).fen);
    if (repair === undefined || [...repair.values].some(([cell, value]) => !allowed(cell, value))) return;
    // A figure printed in several places stands for something: it is not nothing.
    const isVoiding = repair.changes.some((change) => change.length > 1 && change.some((cell) => repair.values.get(cell) === 0n));
    const key = [...repair.values].map(([cell, value]) => `${cell}=${value}`).toSorted().join(' ');
    const into = isVoiding ? voiding : repairs;
    if (!into.has(key)) into.set(key, repair);
    if (into.size > limits.solutions) throw new Capped();
  };

  const descend = (state: State, budget: number): void => {
    nodes += 1;
    if (nodes > limits.nodes || work > limits.work) throw new Capped();
    if (state.violated.length === 0) {
      record(state.steps);
      return;
    }
    const bound = disjoint(state, budget);
    if (bound === undefined || bound.bound.length > budget) return;
    if (budget === 1) {
      for (const column of bound.narrowest) if (answersAll(state, column)) descend(eliminate(state, bound.row, column), 0);
      return;
    }
    for (const column of bound.narrowest) {
      if (isTooMuch(state, bound.options, column, budget - 1)) nodes += 1;
      else descend(eliminate(state, bound.row, column), budget - 1);
      forbidden[column] = (forbidden[column] as number) + 1;
    }
    for (const column of bound.narrowest) forbidden[column] = (forbidden[column] as number) - 1;
  };

  const start: State = { changed: new Map(), violated, steps: [] };
  const proof = disjoint(start, Infinity)?.bound ?? [];
  const most = Math.min(limits.cost, FAR * proof.length + 1);
  for (let cost = proof.length; cost <= most; cost += 1) {
    repairs = new Map();
    try {
      descend(start, cost);
    } catch (error) {
      if (error instanceof Capped) return { cost, repairs: [], voiding: [], disjoint: proof, nodes, work };
      throw error;
    }
    if (repairs.size > 0) return { cost, repairs: [...repairs.values()], voiding: [...voiding.values()], disjoint: proof, nodes, work };
  }
  return { cost: most + 1, repairs: [], voiding: [], disjoint: proof, nodes, work };
}

function gcd(a: number, b: number): number {
  let [x, y] = [Math.abs(a), Math.abs(b)];
  while (y !== 0) [x, y] = [y, x % y];
  return x;
}

/** p·a + q·b, in lowest terms. */
function combine(a: Row, p: number, b: Row, q: number): Row {
  const coefs = new Map<number, number>();
  for (const [cell, coef] of a.coefs) coefs.set(cell, coef * p);
  for (const [cell, coef] of b.coefs) {
    const sum = (coefs.get(cell) ?? 0) + coef * q;
    if (sum === 0) coefs.delete(cell);
    else coefs.set(cell, sum);
  }
  const residual = a.residual * BigInt(p) + b.residual * BigInt(q);
  let divisor = 0;
  for (const coef of coefs.values()) {
    divisor = gcd(divisor, coef);
    if (divisor === 1) break;
  }
  if (divisor > 1 && residual % BigInt(divisor) === 0n) {
    for (const [cell, coef] of coefs) coefs.set(cell, coef / divisor);
    return { coefs, residual: residual / BigInt(divisor) };
  }
  return { coefs, residual };
}

/** Back substitution: what each eliminated column must change by; undefined where that is no whole number, or nothing. */
function solve(steps: readonly Step[], coefOf: (row: Row, column: Column) => number, membersOf: (column: Column) => readonly number[], printed: (cell: number) => bigint): Repair | undefined {
  const deltas = new Map<Column, bigint>();
  for (const { column, pivot } of steps.toReversed()) {
    let residual = pivot.residual;
    for (const [other, delta] of deltas) residual += BigInt(coefOf(pivot, other)) * delta;
    const coef = BigInt(coefOf(pivot, column));
    if (residual % coef !== 0n || residual === 0n) return undefined;
    deltas.set(column, -residual / coef);
  }
  const values = new Map<number, bigint>();
  for (const [column, delta] of deltas) for (const cell of membersOf(column)) values.set(cell, (values.get(cell) ?? printed(cell)) + delta);
  return { values, changes: steps.map(({ column }) => membersOf(column)) };
}
