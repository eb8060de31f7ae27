/**
 * The identities of a document as a system of linear equations over its cells, A·x = 0 with coefficients ±1, for the
 * search. Figures that are equal by an identity that holds are copies: one witness, which may be wrong as one.
 */
import { judge, type Figure, type Identity } from '../identity.js';
import { abs } from '../intervals.js';

/** One unknown: a printed cell, or the leave of a soft identity not to hold. */
export interface Cell {
  readonly figure: Figure | undefined;
  readonly fen: bigint;
  /** Width of the printed figure's interval in fen. */
  readonly step: bigint;
}

/** `Σ coef·x = 0`, over indices of cells. */
export interface Equation {
  readonly coefs: ReadonlyMap<number, number>;
  /** Σ coef·printed, in fen. */
  readonly residual: bigint;
}

export interface System {
  readonly cells: readonly Cell[];
  readonly equations: readonly Equation[];
  /** Identity of each equation. */
  readonly identities: readonly Identity[];
  /** Copies: groups of two or more cells. */
  readonly classes: readonly (readonly number[])[];
  /** Index of a cell's class, or −1. */
  readonly classOf: readonly number[];
  /** Equations that fail. */
  readonly violated: readonly number[];
  /** Equations of each cell. */
  readonly occurrences: readonly (readonly number[])[];
}

/** Twice the half-width of an equation's interval, in fen. */
export function slackOf({ coefs }: Equation, cells: readonly Cell[]): bigint {
  let slack = 0n;
  for (const [cell, coef] of coefs) {
    const { step } = cells[cell] as Cell;
    slack += coef === 1 || coef === -1 ? step : BigInt(Math.abs(coef)) * step;
  }
  return slack;
}

/** Whether an equation fails beyond the precision of its figures, which is asked only where it is off at all. */
export const fails = (equation: Equation, slack: (equation: Equation) => bigint): boolean => equation.residual !== 0n && abs(equation.residual) * 2n > slack(equation);

/** The equalities among `identities` that can be judged, as one system. */
export function systemOf(identities: readonly Identity[]): System {
  const used = identities.filter((i) => i.relation === '=' && !['empty', 'unreadable'].includes(judge(i)));
  const cells: Cell[] = [];
  const index = new Map<string, number>();
  const at = (figure: Figure): number => {
    const known = index.get(figure.ref);
    if (known !== undefined) return known;
    index.set(figure.ref, cells.length);
    cells.push({ figure, fen: figure.fen, step: figure.step });
    return cells.length - 1;
  };
  const equations = used.map((identity): Equation => {
    const coefs = new Map<number, number>();
    for (const { figure, sign } of identity.terms) {
      const cell = at(figure);
      const coef = (coefs.get(cell) ?? 0) + Number(sign);
      if (coef === 0) coefs.delete(cell);
      else coefs.set(cell, coef);
    }
    if (!identity.hard) {
      coefs.set(cells.length, 1);
      cells.push({ figure: undefined, fen: 0n, step: 0n });
    }
    let residual = 0n;
    for (const { figure, sign } of identity.terms) residual += sign === 1n ? figure.fen : -figure.fen;
    return { coefs, residual };
  });
  const occurrences: number[][] = cells.map(() => []);
  equations.forEach((equation, e) => {
    for (const cell of equation.coefs.keys()) occurrences[cell]?.push(e);
  });
  const slack = (own: Equation): bigint => slackOf(own, cells);
  const violated = [...equations.keys()].filter((e) => fails(equations[e] as Equation, slack));
  return { cells, equations, identities: used, ...copies(cells, equations), violated, occurrences };
}

/** Groups of figures that identities of two printed figures hold equal, exactly. */
function copies(cells: readonly Cell[], equations: readonly Equation[]): Pick<System, 'classes' | 'classOf'> {
  const parent = cells.map((_, i) => i);
  const root = (i: number): number => {
    let r = i;
    while (parent[r] !== r) r = parent[r] as number;
    parent[i] = r;
    return r;
  };
  const joined = new Set<number>();
  for (const { coefs, residual } of equations) {
    if (residual !== 0n) continue;
    const [a, b, more] = [...coefs.keys()].filter((c) => (cells[c] as Cell).fen !== 0n);
    if (a === undefined || b === undefined || more !== undefined) continue;
    parent[root(a)] = root(b);
    joined.add(a).add(b);
  }
  const groups = new Map<number, number[]>();
  for (const i of joined) {
    const group = groups.get(root(i));
    if (group === undefined) groups.set(root(i), [i]);
    else group.push(i);
  }
  const classes = [...groups.values()].map((g) => g.toSorted((a, b) => a - b)).toSorted(([a], [b]) => (a as number) - (b as number));
  const classOf = cells.map(() => -1);
  classes.forEach((group, k) => {
    for (const cell of group) classOf[cell] = k;
  });
  return { classes, classOf };
}
