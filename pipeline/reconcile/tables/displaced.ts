/**
 * Displaced rows (错行): the amounts of a table, or of a run of its rows, stand some lines too high or too low against their
 * codes and names. Another table that prints the same codes shows by how many; the table's own sums, which fail as
 * printed and hold with the amounts put back, bear it out. One error, whatever the number of identities that it breaks.
 */
import { judge, residual, slack, subject, type Figure, type Identity } from '../identity.js';
import { abs } from '../intervals.js';
import { MANY, candidatesOf, type Candidate } from './displaced-candidates.js';
import { withFigures, type FiguredTable } from './rows.js';

/** Sums of a table that fail, and hold with the amounts put back. */
const SUMS = 2;
/** Where other errors of the table stand beside a displacement that many rows tell: failing sums of the table for each identity that they leave failing, fewer, the more rows tell. */
const FEWER = 4;
/** Ways to put a table's amounts back that are tried. */
const TRIED = 6;
/** The same, of all tables of a document: each makes all identities anew. */
const TRIED_IN_ALL = 12;

/** Amounts put back that the sums of their table bear out. */
export interface Displaced extends Candidate {
  /** Failing identities that hold with the amounts put back. */
  readonly identities: readonly Identity[];
  /** Whether all identities of the amounts hold with them put back: else other errors stand beside the displacement. */
  readonly isAll: boolean;
}

/**
 * Displaced rows of the tables, and the tables with the amounts put back.
 * @param equalities those of all tables as printed
 * @param remade all identities of other tables
 * @param isSettled whether a reviewer has settled anything of a table
 */
export function putBack(tables: readonly FiguredTable[], equalities: readonly Identity[], remade: (tables: readonly FiguredTable[]) => readonly Identity[], isSettled: (tableId: string) => boolean): { readonly tables: readonly FiguredTable[]; readonly displaced: readonly Displaced[] } {
  let current = tables;
  let left = TRIED_IN_ALL;
  const failing = equalities.filter((i) => judge(i) === 'fails');
  const holding = equalities.filter((i) => judge(i) === 'holds');
  const doubted = new Set(failing.filter((i) => i.rule === 'sum/row' || tables.some((t) => isOwnSum(i, t))).flatMap((i) => i.terms.map((t) => t.figure)));
  const displaced: Displaced[] = [];
  for (const table of tables) {
    const own = failing.filter((i) => isOwnSum(i, table));
    if (own.length < SUMS || isSettled(table.table.tableId)) continue;
    const asked = (candidate: Candidate): Identity[] => unsatisfied(candidate, remade(current.map((t) => (t === table ? withFigures(t, candidate.values) : t))));
    let best: Told | undefined;
    for (const candidate of candidatesOf(table, new Set(own.map((i) => subject(i).measure)), tables.filter((t) => t !== table), doubted).slice(0, Math.min(TRIED, left))) {
      left -= 1;
      const told = toldBy(candidate, asked, failing, holding);
      if (told !== undefined && (best === undefined || told.open < best.open)) best = told;
      if (best?.open === 0) break;
    }
    if (best === undefined) continue;
    const { displaced: one } = best;
    current = current.map((t) => (t === table ? withFigures(t, one.values) : t));
    displaced.push(one);
  }
  return { tables: current, displaced };
}

/** A way to put amounts back that the sums of the table bear out, and how many identities it leaves failing or breaks. */
interface Told { readonly displaced: Displaced; readonly open: number }

/**
 * @param asked identities that fail with the amounts of a candidate put back
 * @param holding equalities that hold as printed: one that the amounts put back break speaks against them, whether or not it is made anew
 */
function toldBy(given: Candidate, asked: (candidate: Candidate) => readonly Identity[], failing: readonly Identity[], holding: readonly Identity[]): Told | undefined {
  const candidate = withoutBreaking(given, holding);
  const first = asked(candidate);
  const filled = first.length === 0 ? candidate : completed(candidate, first) ?? withoutContradicted(candidate, first);
  const open = filled === candidate ? first : asked(filled);
  const whole = withoutDenied(filled, open);
  const remaining = new Set(open.map(keyOf));
  const left = open.length + brokenBy(whole, holding).filter((i) => !remaining.has(keyOf(i))).length;
  const identities = failing.filter((i) => holdsOf(i, whole) && !remaining.has(keyOf(i)));
  const sums = identities.filter((i) => bearsOut(i, whole)).length;
  const isTold = left === 0 ? sums >= SUMS : whole.telling >= MANY && left * FEWER * MANY <= sums * whole.telling;
  return isTold ? { displaced: { ...whole, identities, isAll: left === 0 }, open: left } : undefined;
}

/** The identities that hold as printed and don't with the amounts put back. */
function brokenBy({ values }: Pick<Candidate, 'values'>, holding: readonly Identity[]): Identity[] {
  const put = new Map([...values].map(([figure, source]) => [figure.ref, source.fen - figure.fen] as const));
  return holding.filter((identity) => {
    const by = identity.terms.reduce((sum, { figure, sign }) => sum + sign * (put.get(figure.ref) ?? 0n), 0n);
    return by !== 0n && abs(residual(identity) + by) * 2n > slack(identity);
  });
}

/** Without the rows beyond those that the other table tells, and the amounts that only it prints and that change a sum alone, where they break an identity. */
function withoutBreaking(candidate: Candidate, holding: readonly Identity[]): Candidate {
  const { values, untold, copied } = candidate;
  const put = new Map([...values.keys()].map((figure) => [figure.ref, figure] as const));
  const dropped = new Set(brokenBy(candidate, holding).flatMap(({ terms }) => {
    const changed = terms.flatMap((t) => put.get(t.figure.ref) ?? []);
    return changed.filter((figure) => untold.has(figure) || (changed.length === 1 && copied.has(figure)));
  }));
  const lines = new Set([...dropped].filter((figure) => untold.has(figure)).map(({ line }) => line));
  return dropped.size === 0 ? candidate : { ...candidate, values: new Map([...values].filter(([figure]) => !dropped.has(figure) && !(untold.has(figure) && lines.has(figure.line)))) };
}

/** Without the lost amounts that only the other table prints and that neither the sums of the table nor a third one bear out. */
function withoutContradicted(candidate: Candidate, open: readonly Identity[]): Candidate {
  const { table, values, copied } = candidate;
  const contradicted = new Set([...copied].filter((figure) => {
    const own = open.filter((i) => i.terms.some((t) => t.figure.ref === figure.ref));
    return own.some((i) => isOwnSum(i, table)) && own.some((i) => i.terms.some((t) => t.figure.table !== figure.table));
  }));
  return contradicted.size === 0 ? candidate : { ...candidate, values: new Map([...values].filter(([figure]) => !contradicted.has(figure))), copied: new Set([...copied].filter((figure) => !contradicted.has(figure))) };
}

/** Without the lost amounts that one sum asks for and another sum of the table denies: what asks for them is wrong itself. */
function withoutDenied(candidate: Candidate, open: readonly Identity[]): Candidate {
  const { table, values, copied, asked } = candidate;
  const denied = new Set([...asked].filter((figure) => open.some((i) => isOwnSum(i, table) && i.terms.some((t) => t.figure.ref === figure.ref))));
  const isLeft = (figure: Figure): boolean => !denied.has(figure);
  return denied.size === 0 ? candidate : { ...candidate, values: new Map([...values].filter(([figure]) => isLeft(figure))), copied: new Set([...copied].filter(isLeft)), asked: new Set([...asked].filter(isLeft)) };
}

/** An identity made anew of other figures is known by its words. */
const keyOf = (identity: Identity): string => `${identity.rule} ${identity.zh}`;

/** Whether an identity adds up several lines of the table. */
export const isOwnSum = (identity: Identity, { table }: FiguredTable): boolean => /^sum\/(?:children|total|lines)$/u.test(identity.rule) && subject(identity).table === table;

/** Whether a sum of the table holds by the amounts that are put back, and not by one that it asks for. */
export const bearsOut = (identity: Identity, { table, asked }: Pick<Candidate, 'table' | 'asked'>): boolean => isOwnSum(identity, table) && !identity.terms.some(({ figure }) => asked.has(figure));

/** Whether an identity holds a figure that changes, or whose amount is lost. */
const holdsOf = (identity: Identity, { values, lost }: Candidate): boolean => identity.terms.some(({ figure }) => [...values.keys(), ...lost].some((f) => f.ref === figure.ref));

/** Identities that fail with the amounts put back. */
const unsatisfied = (candidate: Candidate, now: readonly Identity[]): Identity[] => now.filter((i) => judge(i) === 'fails' && holdsOf(i, candidate));

/** With what the sums ask of each lost amount, where they ask for one only: the other table may have another total. */
function completed(candidate: Candidate, open: readonly Identity[]): Candidate | undefined {
  const lost = new Map(candidate.lost.map((f) => [f.ref, f]));
  const asked = new Map<Figure, bigint>();
  for (const identity of open) {
    const [term, more] = identity.terms.filter((t) => lost.has(t.figure.ref));
    if (term === undefined || more !== undefined || identity.relation !== '=') continue;
    const figure = lost.get(term.figure.ref) as Figure;
    const fen = term.figure.fen - term.sign * residual(identity);
    if (fen < 0n || (asked.get(figure) ?? fen) !== fen) return undefined;
    asked.set(figure, fen);
  }
  if (asked.size === 0) return undefined;
  const values = [...asked].map(([figure, fen]) => [figure, { ...figure, state: 'amount' as const, fen }] as const);
  return { ...candidate, values: new Map([...candidate.values, ...values]), copied: new Set([...candidate.copied, ...asked.keys()]), asked: new Set(asked.keys()) };
}
