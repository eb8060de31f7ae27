/** Which structural operations the identities bear out: those that satisfy several at once, and break none. */
import type { Operation as Kind } from '../../../schemas/finding.js';
import { addTo } from '../../../schemas/groups.js';
import { judge, residual, slack, type Figure, type Identity } from '../identity.js';
import { abs } from '../intervals.js';
import { offerCandidates, type Candidate, type Work } from './candidates.js';
import { isBorneOutBySums } from './restored.js';

export interface Applied {
  readonly kind: Kind;
  readonly values: ReadonlyMap<Figure, bigint>;
  /** Failing identities that it satisfies. */
  readonly identities: readonly Identity[];
  /** No other operation does as well, and no other error touches it; never where the values are what others leave, or print: they may be the wrong ones. */
  readonly certain: boolean;
}

/** Identities that a single operation must satisfy: one may by chance. */
const LEAST = 2;
const SURE = 3;
/** Failing identities beyond which a document is not put right by operations. */
const CAP = 160;
/** Figures and terms of identities that are looked at, beyond which a document is not put right by operations. */
const WORK = 12_000_000;

/**
 * @param explained groups of failing identities that one figure explains: no operation is needed for those
 * @param answered failing identities that slips of figures answer for certain: no operation is looked for there
 */
export function operationsOf(identities: readonly Identity[], explained: readonly ReadonlySet<Identity>[], answered: ReadonlySet<Identity> = new Set()): Applied[] {
  const equalities = identities.filter((i) => i.relation === '=' && !['empty', 'unreadable'].includes(judge(i)));
  const failing = equalities.filter((i) => judge(i) === 'fails' && !answered.has(i));
  if (failing.length < LEAST || failing.length > CAP) return [];
  const open = new Set(failing);
  const suspect = new Set(failing.flatMap((i) => i.terms.map((t) => t.figure)));
  // A row without amounts in some columns says something once an amount is moved there.
  const empty = identities.filter((i) => i.relation === '=' && judge(i) === 'empty' && i.terms.some((t) => suspect.has(t.figure)));
  const occurrences = occurrencesOf([...equalities, ...empty]);
  const weighed: { readonly candidate: Candidate; readonly fixed: readonly Identity[] }[] = [];
  const work: Work = { left: WORK };
  offerCandidates(equalities, failing, suspect, work, (candidate) => {
    const fixed = satisfied(candidate, occurrences, open, answered, work);
    if (fixed !== undefined && !explained.some((e) => candidate.kind !== 'amount' && fixed.every((i) => e.has(i)))) weighed.push({ candidate, fixed });
  });
  // What was not looked at may do as well.
  if (work.left <= 0) return [];
  weighed.sort((a, b) => b.fixed.length - a.fixed.length || a.candidate.values.size - b.candidate.values.size);
  const applied: Applied[] = [];
  const done = new Set<string>();
  for (const { candidate, fixed } of weighed) {
    const refs = [...candidate.values.keys()].map((f) => f.ref);
    if (fixed.some((i) => !open.has(i)) || refs.some((ref) => done.has(ref))) continue;
    const rivals = weighed.filter((w) => w.candidate !== candidate && w.fixed.length === fixed.length && w.fixed.some((i) => fixed.includes(i)) && !same(w.candidate, candidate));
    for (const identity of fixed) open.delete(identity);
    for (const ref of refs) done.add(ref);
    const settled = !refs.some((ref) => (occurrences.get(ref) ?? []).some((o) => open.has(o.identity)));
    applied.push({ kind: candidate.kind, values: candidate.values, identities: fixed, certain: candidate.kind !== 'amount' && candidate.copied !== true && !isOneWord(candidate, fixed) && !isInAnyOrder(candidate, occurrences) && rivals.length === 0 && settled && !fillsEmptyRow(candidate) && fixed.length >= SURE && fixed.length > refs.length && isBorneOut(candidate, fixed) });
  }
  return applied;
}

/** Other tables that must tell rows to have changed places, where sums of the table bear it out, and where these, of siblings, say nothing. */
const TOLD = 2, TOLD_ALONE = 3;

/**
 * Whether rows change places by the word of one other table, or of two against which no sum speaks, as one may be copied
 * from the other: in which of them they are in order, sums of siblings don't say. Nor do sums alone say which of two
 * siblings changes places with a row of another parent.
 */
const isOneWord = ({ kind, values }: Candidate, fixed: readonly Identity[]): boolean => {
  const own = new Set([...values.keys()].map((f) => f.table));
  const others = new Set(fixed.flatMap((i) => i.terms.map((t) => t.figure.table)).filter((t) => !own.has(t))).size;
  const hasSums = fixed.some(({ rule, terms }) => rule.startsWith('sum/') && terms.every((t) => own.has(t.figure.table)));
  return (kind === 'swap' && others < (hasSums ? TOLD : TOLD_ALONE)) || (kind === 'shift_rows' && others === 1);
};

/**
 * Whether rows that move could as well change places with each other, or with one that stays: where two stand in the same
 * sums and no other table tells them apart, nothing says in which order their amounts belong.
 */
function isInAnyOrder({ kind, values }: Candidate, occurrences: ReadonlyMap<string, readonly Occurrence[]>): boolean {
  if (kind !== 'shift_rows') return false;
  const sumsOf = ({ ref, line }: Figure): ReadonlySet<Identity> => new Set((occurrences.get(ref) ?? []).map((o) => o.identity).filter(({ terms }) => terms.some((t) => t.figure.line !== line)));
  return [...values].some(([figure, value]) => {
    const sums = sumsOf(figure);
    const [first] = sums;
    const sign = first?.terms.find((t) => t.figure === figure)?.sign;
    return first !== undefined && first.terms.some((t) => {
      if (t.figure === figure || t.sign !== sign || (values.get(t.figure) ?? t.figure.fen) === value) return false;
      const others = sumsOf(t.figure);
      return others.size === sums.size && [...others].every((i) => sums.has(i));
    });
  });
}

/** Whether a row that prints nothing gets amounts, as it would not where two others have changed places. */
const fillsEmptyRow = ({ kind, values }: Candidate): boolean =>
  kind === 'shift_rows' && [...values.keys()].some(({ line }) => line.entry.cells.every(({ reading }) => reading.state !== 'amount' || reading.amount.fen === 0n));

/** Whether each figure that changes has the word of a printed figure of another row: of a table of one item whose total has slipped as well, nothing says where it was. */
const isBorneOut = ({ values }: Candidate, fixed: readonly Identity[]): boolean => [...values.keys()].every((figure) =>
  fixed.some(({ terms }) => terms.some((t) => t.figure === figure) && terms.some((t) => t.figure.line !== figure.line && t.figure.fen !== 0n && !values.has(t.figure))));

/** An identity that holds a figure, with what it says as printed. */
interface Occurrence { readonly identity: Identity; readonly residual: bigint; readonly slack: bigint }

/** By reference of the figure. */
function occurrencesOf(equalities: readonly Identity[]): Map<string, Occurrence[]> {
  const out = new Map<string, Occurrence[]>();
  for (const identity of equalities) {
    const printed = { residual: residual(identity), slack: slack(identity) };
    for (const { figure } of identity.terms) addTo(out, figure.ref, { identity, ...printed });
  }
  return out;
}

/** The failing identities that a candidate satisfies to the fen; undefined where it breaks one, or they are too few. */
function satisfied({ kind, values, copied }: Candidate, occurrences: ReadonlyMap<string, readonly Occurrence[]>, open: ReadonlySet<Identity>, answered: ReadonlySet<Identity>, work: Work): Identity[] | undefined {
  const fixed = new Set<Identity>();
  const seen = new Set<Identity>();
  for (const figure of values.keys()) {
    let isBorneOut = false;
    for (const { identity, residual: printed, slack: width } of occurrences.get(figure.ref) ?? []) {
      if (seen.has(identity)) {
        isBorneOut ||= fixed.has(identity);
        continue;
      }
      seen.add(identity);
      work.left -= identity.terms.length;
      const sum = printed + shift(identity, values);
      if (open.has(identity)) {
        if (sum === 0n) fixed.add(identity);
        isBorneOut ||= sum === 0n;
      } else if (!answered.has(identity) && abs(sum) * 2n > width) return undefined;
    }
    // Each figure that changes is borne out by an identity of its own.
    if (!isBorneOut) return undefined;
  }
  return fixed.size >= (kind === 'amount' ? 1 : LEAST) && (copied !== true || isBorneOutBySums([...fixed])) ? [...fixed] : undefined;
}

/** What new values add to the residual of an identity. */
function shift({ terms }: Identity, values: ReadonlyMap<Figure, bigint>): bigint {
  let sum = 0n;
  for (const { figure, sign } of terms) {
    const value = values.get(figure);
    if (value !== undefined) sum += sign * (value - figure.fen);
  }
  return sum;
}

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
  return new Map(identities.map((i) => [i.terms.some((t) => values.has(t.figure.ref)) ? i.of(i.terms.map((t) => ({ ...t, figure: of(t.figure) }))) : i, i]));
}

/** The figure that an operation is named after: of those that it changes, the one in most of the identities. */
export function namedAfter({ values, identities }: Applied): Figure {
  const count = (f: Figure): number => identities.filter((i) => i.terms.some((t) => t.figure === f)).length;
  return [...values.keys()].reduce((a, b) => (count(b) > count(a) ? b : a));
}
