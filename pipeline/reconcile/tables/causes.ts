/**
 * From violated identities to their causes: one wrong figure breaks its sum, its row and what other tables say; the
 * figure that explains most of them and disturbs none is the best place to look. After Fellegi and Holt (1976), by a
 * greedy cover; exact search comes with its own module.
 */
import { judge, residual, slack, subject, type Figure, type Identity } from '../identity.js';

export interface Cause {
  readonly identities: readonly Identity[];
  /** The one figure whose change satisfies all of the identities; undefined where several do or none does. */
  readonly figure: Figure | undefined;
  /** What to add to the figure (or to the subject of the first identity), in fen. */
  readonly change: bigint;
}

/** More causes than this in one knot of identities are one: shifted or scrambled rows. */
const MANY = 4;
/** Differences of at least so many printed steps are the same only by one cause. */
const TELLING = 100n;
/** Violated equalities beyond which a document is not explained figure by figure. */
const CAP = 400;

const abs = (x: bigint): bigint => (x < 0n ? -x : x);

/** Causes of the violated equalities among `identities`, the clearest first. */
export function causesOf(identities: readonly Identity[]): Cause[] {
  const equalities = identities.filter((i) => i.relation === '=');
  let left = equalities.filter((i) => judge(i) === 'fails');
  if (left.length > CAP) return knots(left.map((i) => ({ identities: [i], figure: undefined, change: -residual(i) })), 0);
  const holding = new Map<Figure, Identity[]>();
  for (const identity of equalities) {
    const verdict = judge(identity);
    if (verdict === 'holds' || verdict === 'rounding') for (const { figure } of identity.terms) holding.set(figure, [...(holding.get(figure) ?? []), identity]);
  }
  const causes: Cause[] = [];
  while (left.length > 0) {
    const cause = best(left, holding);
    causes.push(cause);
    left = left.filter((i) => !cause.identities.includes(i));
  }
  return sameDifference(knots(causes, MANY));
}

interface Candidate {
  readonly figure: Figure;
  readonly fixed: readonly Identity[];
  readonly change: bigint;
  readonly net: number;
}

function best(violated: readonly Identity[], holding: ReadonlyMap<Figure, readonly Identity[]>): Cause {
  const candidates = [...new Set(violated.flatMap((i) => i.terms.map((t) => t.figure)))].flatMap((figure) => explain(figure, violated, holding));
  candidates.sort((a, b) => b.net - a.net || b.fixed.length - a.fixed.length);
  const [first, second] = candidates;
  if (first === undefined) throw new RangeError('Expected a violated identity to have terms');
  const unique = second === undefined || second.net < first.net || second.fixed.length < first.fixed.length;
  if (first.net > 0 && unique) return { identities: first.fixed, figure: first.figure, change: first.change };
  const tied = candidates.filter((c) => c.net === first.net && c.fixed.length === first.fixed.length);
  // Figures that explain the same identities: the place is open, the identities are not.
  const identities = specificFirst(first.net > 0 && tied.every((c) => c.fixed.every((i) => first.fixed.includes(i))) ? first.fixed : [specificFirst(violated)[0] as Identity]);
  return { identities, figure: undefined, change: -residual(identities[0] as Identity) };
}

/** The change of a figure that satisfies most violated identities, and how many that hold it would break. */
function explain(figure: Figure, violated: readonly Identity[], holding: ReadonlyMap<Figure, readonly Identity[]>): Candidate[] {
  const mine = violated.filter((i) => i.terms.some((t) => t.figure === figure));
  const needed = mine.map((identity) => ({ identity, change: needs(identity, figure) }));
  const options = needed.map(({ change }) => needed.filter((n) => abs(n.change - change) * 2n <= slack(n.identity)).map((n) => n.identity));
  const fixed = options.reduce((a, b) => (b.length > a.length ? b : a), [] as Identity[]);
  const change = needed[options.indexOf(fixed)]?.change ?? 0n;
  const broken = (holding.get(figure) ?? []).filter((i) => abs(needs(i, figure) - change) * 2n > slack(i)).length;
  return [{ figure, fixed: specificFirst(fixed), change, net: fixed.length - broken }];
}

/** What must be added to a figure for an identity to hold exactly. */
function needs(identity: Identity, figure: Figure): bigint {
  const sign = identity.terms.find((t) => t.figure === figure)?.sign ?? 1n;
  return -sign * residual(identity);
}

const SPECIFIC = ['sum/children', 'sum/lines', 'sum/row', 'sum/total', 'sum/balance', 'sum/side', 'cross/class', 'cross/code', 'cross/fund', 'cross/basic', 'cross/revenue', 'cross/total', 'cross/project'];
const rankOf = (identity: Identity): number => (SPECIFIC.includes(identity.rule) ? SPECIFIC.indexOf(identity.rule) : SPECIFIC.length);

/** Identities in the order in which they say most: sums before rows before other tables, longer codes first. */
export function specificFirst(identities: readonly Identity[]): Identity[] {
  return identities.toSorted((a, b) => rankOf(a) - rankOf(b) || subject(b).line.code.length - subject(a).line.code.length);
}

/** Joins the causes of a table that share figures, where they are more than `many`. */
function knots(causes: readonly Cause[], many: number): Cause[] {
  const groups: Cause[][] = [];
  const figures = (c: Cause): Set<Figure> => new Set(c.identities.flatMap((i) => i.terms.map((t) => t.figure)));
  for (const cause of causes) {
    const mine = figures(cause);
    const touching = groups.filter((g) => g.some((c) => [...figures(c)].some((f) => mine.has(f))));
    const joined = [...touching.flat(), cause];
    for (const g of touching) groups.splice(groups.indexOf(g), 1);
    groups.push(joined);
  }
  return groups.flatMap((g) => (g.length > many && g.length > 1 ? [{ identities: g.flatMap((c) => c.identities), figure: g[0]?.figure, change: g[0]?.change ?? 0n }] : g));
}

/** Causes with one and the same telling difference are one: an item that is missing from several sums, a figure copied. */
function sameDifference(causes: readonly Cause[]): Cause[] {
  const out: Cause[] = [];
  for (const cause of causes) {
    const step = cause.identities.flatMap((i) => i.terms.map((t) => t.figure.step)).reduce((a, b) => (a > b ? a : b), 1n);
    const twin = abs(cause.change) >= TELLING * step ? out.findIndex((o) => abs(o.change) === abs(cause.change)) : -1;
    const other = out[twin];
    if (other === undefined) out.push(cause);
    else out[twin] = { ...other, identities: [...other.identities, ...cause.identities] };
  }
  return out;
}
