/** Which structural operations the identities bear out: those that satisfy several at once, and break none. */
import type { Operation as Kind } from '../../../schemas/finding.js';
import { judge, slack, type Figure, type Identity } from '../identity.js';
import { candidatesOf, type Candidate } from './candidates.js';

export interface Applied {
  readonly kind: Kind;
  readonly values: ReadonlyMap<Figure, bigint>;
  /** Failing identities that it satisfies. */
  readonly identities: readonly Identity[];
  /** No other operation does as well, and no other error touches it; never where the values are what others leave. */
  readonly certain: boolean;
}

/** Identities that a single operation must satisfy: one may by chance. */
const LEAST = 2;
const SURE = 3;
/** Failing identities beyond which a document is not put right by operations. */
const CAP = 160;

/** @param explained groups of failing identities that one figure explains: no operation is needed for those */
export function operationsOf(identities: readonly Identity[], explained: readonly ReadonlySet<Identity>[]): Applied[] {
  const equalities = identities.filter((i) => i.relation === '=' && !['empty', 'unreadable'].includes(judge(i)));
  const of = new Map<string, Identity[]>();
  for (const identity of equalities) for (const { figure } of identity.terms) of.set(figure.ref, [...(of.get(figure.ref) ?? []), identity]);
  const failing = equalities.filter((i) => judge(i) === 'fails');
  if (failing.length < LEAST || failing.length > CAP) return [];
  const open = new Set(failing);
  const suspect = new Set(failing.flatMap((i) => i.terms.map((t) => t.figure.ref)));
  const weighed = candidatesOf(equalities, failing, suspect).flatMap((candidate) => {
    const fixed = satisfied(candidate, of, open);
    return fixed === undefined || explained.some((e) => candidate.kind !== 'amount' && fixed.every((i) => e.has(i))) ? [] : [{ candidate, fixed }];
  });
  weighed.sort((a, b) => b.fixed.length - a.fixed.length || a.candidate.values.size - b.candidate.values.size);
  const applied: Applied[] = [];
  const done = new Set<string>();
  for (const { candidate, fixed } of weighed) {
    const refs = [...candidate.values.keys()].map((f) => f.ref);
    if (fixed.some((i) => !open.has(i)) || refs.some((ref) => done.has(ref))) continue;
    const rivals = weighed.filter((w) => w.candidate !== candidate && w.fixed.length === fixed.length && w.fixed.some((i) => fixed.includes(i)) && !same(w.candidate, candidate));
    for (const identity of fixed) open.delete(identity);
    for (const ref of refs) done.add(ref);
    const settled = !refs.some((ref) => (of.get(ref) ?? []).some((i) => open.has(i)));
    applied.push({ kind: candidate.kind, values: candidate.values, identities: fixed, certain: candidate.kind !== 'amount' && rivals.length === 0 && settled && fixed.length >= SURE && fixed.length > refs.length });
  }
  return applied;
}

/** The failing identities that a candidate satisfies to the fen; undefined where it breaks one, or they are too few. */
function satisfied({ kind, values }: Candidate, of: ReadonlyMap<string, readonly Identity[]>, open: ReadonlySet<Identity>): Identity[] | undefined {
  const over = new Map([...values].map(([f, v]) => [f.ref, v]));
  const touched = new Set([...over.keys()].flatMap((ref) => of.get(ref) ?? []));
  const least = kind === 'amount' ? 1 : LEAST;
  let failing = 0;
  for (const identity of touched) if (open.has(identity)) failing += 1;
  if (failing < least) return undefined;
  const fixed: Identity[] = [];
  for (const identity of touched) {
    const sum = identity.terms.reduce((s, { figure, sign }) => s + sign * (over.get(figure.ref) ?? figure.fen), 0n);
    if (open.has(identity)) {
      if (sum === 0n) fixed.push(identity);
    } else if (!within(sum, identity)) return undefined;
  }
  // Each figure that changes is borne out by an identity of its own.
  return fixed.length >= least && [...over.keys()].every((ref) => fixed.some((i) => i.terms.some((t) => t.figure.ref === ref))) ? fixed : undefined;
}

const within = (r: bigint, identity: Identity): boolean => (r < 0n ? -r : r) * 2n <= slack(identity);

const same = (a: Candidate, b: Candidate): boolean => a.values.size === b.values.size && [...a.values].every(([f, v]) => b.values.get(f) === v);

/** The identities with the figures as the operations leave them, by the identity that they stand for. */
export function patched(identities: readonly Identity[], applied: readonly Applied[]): ReadonlyMap<Identity, Identity> {
  const values = new Map(applied.flatMap((a) => [...a.values].map(([f, v]) => [f.ref, v] as const)));
  const figures = new Map<Figure, Figure>();
  const of = (figure: Figure): Figure => {
    const value = values.get(figure.ref);
    if (value === undefined) return figure;
    const known = figures.get(figure) ?? { ...figure, fen: value, state: 'amount' as const };
    figures.set(figure, known);
    return known;
  };
  return new Map(identities.map((i) => [i.terms.some((t) => values.has(t.figure.ref)) ? { ...i, terms: i.terms.map((t) => ({ ...t, figure: of(t.figure) })) } : i, i]));
}

/** The figure that an operation is named after: of those that it changes, the one in most of the identities. */
export function namedAfter({ values, identities }: Applied): Figure {
  const count = (f: Figure): number => identities.filter((i) => i.terms.some((t) => t.figure === f)).length;
  return [...values.keys()].reduce((a, b) => (count(b) > count(a) ? b : a));
}
