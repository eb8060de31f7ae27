/**
 * From violated identities to their causes: one wrong figure breaks its sum, its row and what other tables say; the
 * figure that explains most of them and disturbs none is the best place to look. After Fellegi and Holt (1976), by a
 * greedy cover; exact search comes with its own module.
 */
import { nameKey } from '../../../schemas/codes.js';
import { addTo } from '../../../schemas/groups.js';
import { judge, residual, slack, subject, type Figure, type Identity } from '../identity.js';
import { abs } from '../intervals.js';

export interface Cause {
  readonly identities: readonly Identity[];
  /** The one figure whose change satisfies all of the identities; undefined where several do or none does. */
  readonly figure: Figure | undefined;
  /** All figures that are wrong with it: copies, a row. */
  readonly changed?: readonly Figure[];
  /** What to add to the figure (or to the subject of the first identity), in fen. */
  readonly change: bigint;
  /** The line that is missing, or may be: code, name and amount, as far as they are known. */
  readonly missing?: string;
}

/** So many causes in neighbouring rows of a table are one: shifted or scrambled rows. */
const MANY = 4;
/** Rows that are neighbours. */
const NEAR = 2;
/** Differences of at least so many times the rounding of their sums are the same only by one cause. */
const TELLING = 30n;
/** Violated equalities beyond which a document is not explained figure by figure. */
const CAP = 400;


/** Causes of the violated equalities among `identities`, the clearest first. */
export function causesOf(identities: readonly Identity[]): Cause[] {
  const equalities = identities.filter((i) => i.relation === '=');
  let left = equalities.filter((i) => judge(i) === 'fails');
  if (left.length > CAP) return knots(left.map((i) => ({ identities: [i], figure: undefined, change: -residual(i) })));
  const holding = new Map<Figure, Identity[]>();
  const twins = new Map<Figure, Figure[]>();
  for (const identity of equalities) {
    const verdict = judge(identity);
    if (verdict !== 'holds' && verdict !== 'rounding') continue;
    for (const { figure } of identity.terms) addTo(holding, figure, identity);
    const filled = identity.terms.filter((t) => t.figure.fen !== 0n).map((t) => t.figure);
    if (identity.rule === 'sum/row' && filled.length === 2) {
      const joined = [...new Set(filled.flatMap((f) => twins.get(f) ?? [f]))];
      for (const f of joined) twins.set(f, joined);
    }
  }
  const variables = new Set(left.flatMap((i) => i.terms.map((t) => t.figure)).map((f) => twins.get(f) ?? [f]));
  const seen = new Set<Figure>();
  const unknowns = [...variables].flatMap((figures): Variable[] => {
    if (figures.some((f) => seen.has(f))) return [];
    for (const f of figures) seen.add(f);
    return [{ figures, holding: [...new Set(figures.flatMap((f) => holding.get(f) ?? []))] }];
  });
  const named = amountsByName(identities);
  const violatedBy = violatedByFigure(left);
  const explanations = new Map(unknowns.map((variable) => [variable, explain(variable, violatedBy)] as const));
  const variableOf = new Map(unknowns.flatMap((variable) => variable.figures.map((f) => [f, variable] as const)));
  const causes: Cause[] = [];
  while (left.length > 0) {
    const cause = best(left, [...explanations.values()].flat(), named);
    causes.push(cause);
    const done = new Set(cause.identities);
    left = left.filter((i) => !done.has(i));
    // Only what could explain those explains something else now.
    const touched = new Set(cause.identities.flatMap((i) => i.terms.map((t) => t.figure)));
    for (const figure of touched) violatedBy.set(figure, (violatedBy.get(figure) ?? []).filter((i) => !done.has(i)));
    for (const variable of new Set([...touched].flatMap((f) => variableOf.get(f) ?? []))) explanations.set(variable, explain(variable, violatedBy));
  }
  return knots(sameDifference(causes));
}

/** What is wrong at once: a figure, or a row's total with the one column that holds all of it. */
interface Variable {
  readonly figures: readonly Figure[];
  /** Identities that the figures satisfy. */
  readonly holding: readonly Identity[];
}

interface Candidate {
  readonly figure: Figure;
  readonly fixed: readonly Identity[];
  readonly change: bigint;
  readonly net: number;
}

/** The violated identities that hold a figure, in their order. */
function violatedByFigure(violated: readonly Identity[]): Map<Figure, readonly Identity[]> {
  const out = new Map<Figure, Identity[]>();
  for (const identity of violated) {
    for (const { figure } of identity.terms) {
      const known = out.get(figure);
      if (known === undefined) out.set(figure, [identity]);
      else if (known.at(-1) !== identity) known.push(identity);
    }
  }
  return out;
}

function best(violated: readonly Identity[], candidates: readonly Candidate[], named: ReadonlyMap<string, ReadonlySet<bigint>>): Cause {
  const [any] = candidates;
  if (any === undefined) throw new RangeError('Expected a violated identity to have terms');
  const first = candidates.reduce((a, b) => (b.net > a.net || (b.net === a.net && b.fixed.length > a.fixed.length) ? b : a));
  if (first.net <= 0) {
    const identities = [specificFirst(violated)[0] as Identity];
    return { identities, figure: undefined, change: -residual(identities[0] as Identity) };
  }
  // Figures that explain the same identities equally well: the identities are clear, the place is not, unless a figure of
  // the same name printed elsewhere settles it.
  const tied = candidates.filter((c) => c.net === first.net && c.fixed.length === first.fixed.length && c.fixed.every((i) => first.fixed.includes(i)));
  const settled = tied.length === 1 ? first : settle(tied, named);
  const identities = specificFirst(first.fixed);
  return settled === undefined ? { identities, figure: undefined, change: -residual(identities[0] as Identity) } : { identities, figure: settled.figure, change: settled.change };
}

/** The one candidate whose corrected amount stands under its name elsewhere (住房公积金 as 30113 and as 2210201). */
function settle(tied: readonly Candidate[], named: ReadonlyMap<string, ReadonlySet<bigint>>): Candidate | undefined {
  const attested = tied.filter((c) => c.figure.line.code !== '' && named.get(nameKey(c.figure.line.entry.name))?.has(c.figure.fen + c.change));
  return attested.length === 1 ? attested[0] : undefined;
}

/** Amounts by the name of their line. */
function amountsByName(identities: readonly Identity[]): Map<string, Set<bigint>> {
  const out = new Map<string, Set<bigint>>();
  for (const { figure } of identities.flatMap((i) => i.terms)) {
    const key = nameKey(figure.line.entry.name);
    if (figure.fen !== 0n && key !== '') out.set(key, (out.get(key) ?? new Set()).add(figure.fen));
  }
  return out;
}

/** The change of a variable that satisfies most violated identities, and how many that hold it would break. */
function explain({ figures, holding }: Variable, violatedBy: ReadonlyMap<Figure, readonly Identity[]>): Candidate[] {
  const needed = [...new Set(figures.flatMap((f) => violatedBy.get(f) ?? []))].flatMap((identity) => {
    const sign = signOf(identity, figures);
    return sign === 0n ? [] : [{ identity, change: -sign * residual(identity) }];
  });
  if (needed.length === 0) return [];
  const options = needed.map(({ change }) => needed.filter((n) => abs(n.change - change) * 2n <= slack(n.identity)).map((n) => n.identity));
  // Of changes that satisfy as many identities, the one that another table attests.
  const attested = (list: readonly Identity[]): boolean => list.some((i) => i.rule.startsWith('cross/'));
  const fixed = options.reduce((a, b) => (b.length > a.length || (b.length === a.length && attested(b) && !attested(a)) ? b : a));
  const change = needed[options.indexOf(fixed)]?.change ?? 0n;
  const broken = holding.filter((i) => {
    const sign = signOf(i, figures);
    return sign !== 0n && abs(residual(i) + sign * change) * 2n > slack(i);
  }).length;
  const figure = figures.find((f) => fixed.some((i) => i.terms.some((t) => t.figure === f))) as Figure;
  return [{ figure, fixed: specificFirst(fixed), change, net: fixed.length - broken }];
}

/** What a change of 1 of all figures of a variable does to an identity. */
const signOf = (identity: Identity, figures: readonly Figure[]): bigint => identity.terms.reduce((sum, t) => (figures.includes(t.figure) ? sum + t.sign : sum), 0n);

const SPECIFIC = ['sum/children', 'sum/lines', 'sum/row', 'sum/total', 'sum/balance', 'sum/side', 'cross/class', 'cross/code', 'cross/fund', 'cross/basic', 'cross/revenue', 'cross/total', 'cross/project'];
const rankOf = (identity: Identity): number => (SPECIFIC.includes(identity.rule) ? SPECIFIC.indexOf(identity.rule) : SPECIFIC.length);

/** Identities in the order in which they say most: sums before rows before other tables, longer codes first. */
export function specificFirst(identities: readonly Identity[]): Identity[] {
  return identities.toSorted((a, b) => rankOf(a) - rankOf(b) || subject(b).line.code.length - subject(a).line.code.length);
}

/** Joins the causes of one table in neighbouring rows, where they are many. */
function knots(causes: readonly Cause[]): Cause[] {
  const groups: Cause[][] = [];
  for (const cause of causes) {
    const touching = groups.filter((g) => g.some((c) => adjoin(c, cause)));
    for (const g of touching) groups.splice(groups.indexOf(g), 1);
    groups.push([...touching.flat(), cause]);
  }
  return groups.flatMap((g) => {
    if (g.length < MANY) return g;
    const inOrder = causes.filter((c) => g.includes(c));
    const main = inOrder.find((c) => c.figure !== undefined) ?? (inOrder[0] as Cause);
    return [{ ...main, identities: [...main.identities, ...g.filter((c) => c !== main).flatMap((c) => c.identities)] }];
  });
}

function adjoin(a: Cause, b: Cause): boolean {
  const [x, y] = [a, b].map((c) => (c.figure === undefined ? (c.identities[0] as Identity).terms.map((t) => t.figure) : [c.figure]));
  return (x ?? []).some((f) => (y ?? []).some((g) => f.table === g.table && Math.abs(f.line.entry.row - g.line.entry.row) <= NEAR));
}

/** Causes with one and the same telling difference are one: an item that is missing from several sums, a figure copied, a row. */
export function sameDifference(causes: readonly Cause[]): Cause[] {
  const out: Cause[] = [];
  const slackOf = (c: Cause): bigint => c.identities.map(slack).reduce((a, b) => (a > b ? a : b), 0n);
  for (const cause of causes) {
    const telling = abs(cause.change) >= TELLING * slackOf(cause);
    const rowOf = (c: Cause): unknown => (c.figure ?? subject(c.identities[0] as Identity)).line;
    const twins = out.filter((o) => rowOf(o) === rowOf(cause) || abs(abs(o.change) - abs(cause.change)) * 2n <= slackOf(o) + slackOf(cause) && (telling || sharesValues(o, cause)));
    const [first] = twins;
    if (first === undefined) out.push(cause);
    else {
      // What this cause joins was one all along.
      out[out.indexOf(first)] = { ...first, identities: [...twins.flatMap((t) => t.identities), ...cause.identities] };
      for (const t of twins.slice(1)) out.splice(out.indexOf(t), 1);
    }
  }
  return out;
}

/** Whether two causes break sums of the same amounts: a row whose figures are all of one column, a table copied. */
function sharesValues(a: Cause, b: Cause): boolean {
  const amounts = new Set(a.identities.map((i) => subject(i).fen));
  return b.identities.some((i) => i.terms.some((t) => t.figure.fen !== 0n && amounts.has(t.figure.fen)));
}
