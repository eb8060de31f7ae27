/** What the search finds, as causes for findings and as proposals. Where it meets a cap, causes come from the greedy cover. */
import { formatYuan } from '../../../schemas/amount-parse.js';
import type { CellRef, Proposal } from '../../../schemas/finding.js';
import type { CellFact, CellFacts } from '../decided.js';
import { judge, residual, subject, type Figure, type Identity } from '../identity.js';
import { causesOf, sameDifference, specificFirst, type Cause } from '../tables/causes.js';
import { LIMITS, locate, type Change, type Located } from './index.js';
import { isTelling, slipOf } from './likeness.js';
import { missingClassesOf, namedLinesOf, namelessLinesOf } from './missing-lines.js';
import { missingRowsOf, rowText, type MissingRow } from './missing-rows.js';
import { namedAfter, operationsOf, patched, type Applied } from './operations.js';
import { verify } from './verify.js';

export interface Explained {
  readonly causes: readonly Cause[];
  readonly proposals: readonly Proposal[];
}

/**
 * Causes of the failing equalities, the clearest first, and repairs of figures.
 * @param known what a reviewer says of lines that are not there, by the `row` of their whole
 */
export function explain(identities: readonly Identity[], known: CellFacts = new Map()): Explained {
  const failing = identities.filter((i) => i.relation === '=' && judge(i) === 'fails');
  const lines = [...missingRowsOf(identities, failing), ...namedLinesOf(identities, failing)].filter((m) => isOpenLine(m, known));
  const told = new Set(lines.flatMap((m) => m.identities));
  const missing = [...lines, ...missingClassesOf(identities, failing.filter((i) => !told.has(i))).filter((m) => isOpenLine(m, known))];
  const filled = new Set(missing.flatMap((m) => m.identities));
  const rest = identities.filter((i) => !filled.has(i));
  const twice = printedTwice(failing);
  const asPrinted = locate(rest, LIMITS, twice);
  const alone = asPrinted.flatMap((l) => l.changes.filter((c) => c.values.size === 1 && c.settled).map((c) => new Set(c.identities)));
  const answered = new Set(asPrinted.flatMap((l) => l.changes.filter((c) => c.certain && isTelling(c.figure.fen, c.values.get(c.figure) as bigint)).flatMap((c) => c.identities)));
  const applied = operationsOf(rest, alone, answered);
  const original = patched(rest, applied);
  const located = applied.length === 0 ? asPrinted : locate([...original.keys()], LIMITS, new Set([...twice, ...applied.filter((a) => !a.certain).flatMap((a) => [...a.values.keys()].map((f) => f.ref))]));
  const back = (list: readonly Identity[]): Identity[] => list.map((i) => original.get(i) ?? i);
  const unsolved = new Set(located.filter((l) => l.changes.length === 0).flatMap((l) => l.identities));
  const greedy = unsolved.size === 0 ? [] : causesOf([...original.keys()].filter((i) => unsolved.has(i) || judge(i) !== 'fails'));
  const errors = errorsByTable(located, applied);
  const changes = located.flatMap((l) => l.changes).toSorted((a, b) => Number(b.founded) - Number(a.founded) || b.identities.length - a.identities.length);
  const causes = changes.map(causeOf);
  // One difference is one cause: what the cover has joined takes in what the search found of it.
  const joined = sameDifference([...greedy, ...causes]).map((c): Cause => ({ ...c, identities: back(c.identities), figure: c.figure === undefined ? undefined : printed(c.figure, original) }));
  const proposed = new Set([...applied.flatMap((a) => a.identities), ...changes.filter((c) => c.founded).flatMap((c) => c.identities)].map((i) => original.get(i) ?? i));
  const nameless = namelessLinesOf(rest, rest.filter((i) => judge(i) === 'fails' && !proposed.has(i))).filter((m) => isOpenLine(m, known));
  const exact = new Set(causes.flatMap((c) => c.identities.map((i) => original.get(i) ?? i)));
  const isExact = (c: Cause): boolean => c.identities.length > 0 && c.identities.every((i) => exact.has(i));
  const found = [...missing.map((m): Cause => ({ identities: specificFirst(m.identities), figure: m.whole, change: withoutLine(m), missing: rowText(m) })), ...applied.map(operationCause), ...joined.toSorted((a, b) => Number(isExact(b)) - Number(isExact(a))).map((c) => withLine(c, nameless))];
  return {
    causes: withAll(found, failing),
    proposals: [...rowProposals([...missing, ...nameless], known), ...applied.flatMap((a) => operationProposals(a, errors)), ...proposalsOf([...original.keys()], located, errors)],
  };
}

/** Amounts of lines that stand in a failing sum twice running, by code, name and amount: one line may be too many, and what the sum asks of another figure is not sure. */
function printedTwice(failing: readonly Identity[]): Set<CellRef> {
  const isAgain = (a: Figure, b: Figure | undefined): boolean => a.fen !== 0n && a.fen === b?.fen && a.measure === b.measure && a.line.code === b.line.code && a.line.entry.name === b.line.entry.name && b.line.entry.row === a.line.entry.row + 1;
  return new Set(failing.flatMap(({ terms }) => terms.flatMap(({ figure }, i) => {
    const next = terms[i + 1]?.figure;
    return next !== undefined && isAgain(figure, next) ? [figure.ref, next.ref] : [];
  })));
}

/** The causes with every failing identity: what several of them answer only together belongs to the first that changes a figure of it. */
function withAll(causes: readonly Cause[], failing: readonly Identity[]): Cause[] {
  const told = new Set(causes.flatMap((c) => c.identities));
  const out = [...causes];
  for (const identity of failing) {
    if (told.has(identity)) continue;
    const refs = new Set(identity.terms.map((t) => t.figure.ref));
    const at = out.findIndex((c) => [...(c.figure === undefined ? [] : [c.figure]), ...(c.changed ?? [])].some((f) => refs.has(f.ref)));
    const cause = out[at];
    if (cause === undefined) out.push({ identities: [identity], figure: undefined, change: -residual(identity) });
    else out[at] = { ...cause, identities: [...cause.identities, identity] };
  }
  return out;
}

/** The figure as it is printed. */
function printed(figure: Figure, original: ReadonlyMap<Identity, Identity>): Figure {
  for (const identity of original.values()) for (const term of identity.terms) if (term.figure.ref === figure.ref) return term.figure;
  return figure;
}

function operationCause(applied: Applied): Cause {
  const figure = namedAfter(applied);
  return { identities: specificFirst(applied.identities), figure, changed: [...applied.values.keys()], change: (applied.values.get(figure) as bigint) - figure.fen };
}

/** What the whole of a line that is not there would change by, for the sums to hold as they are printed: it may hold the line, or lack it as well. */
function withoutLine({ whole, amount, identities }: MissingRow): bigint {
  const lacksIt = !identities.some((i) => subject(i).ref === whole.ref && residual(i) === amount);
  return lacksIt ? amount : -amount;
}

/** Where a line that is not there is proposed. */
const lineRef = ({ whole }: MissingRow): CellRef => `${whole.table.tableId}:${whole.line.entry.row}:row`;

/** A cause with the line that may be missing, where it holds the failing sum of one. */
function withLine(cause: Cause, lines: readonly MissingRow[]): Cause {
  const line = lines.find((m) => m.identities.some((i) => cause.identities.includes(i)));
  return line === undefined ? cause : { ...cause, missing: rowText(line) };
}

/** Whether no reviewer has said that the line is not missing. */
export const isOpenLine = (missing: MissingRow, known: CellFacts): boolean => known.get(lineRef(missing))?.not.includes(missing.amount) !== true;

/** @param known what a reviewer says of lines that are not there, by the `row` of their whole */
export const rowProposals = (missing: readonly MissingRow[], known: CellFacts): Proposal[] => missing.map((m) => rowProposal(m, known.get(lineRef(m))?.value));

/** The line that is not there, at the line of its whole; certain where a reviewer has found it missing. */
function rowProposal(missing: MissingRow, found: CellFact['value']): Proposal {
  const { whole, amount, identities, certainty } = missing;
  const accepted = found?.fen === amount ? { review: found.review } : {};
  return {
    tableId: whole.table.tableId, row: whole.line.entry.row, field: 'row', published: '', proposed: rowText(missing),
    operation: 'missing_row', certainty: found?.fen === amount ? 'certain' : certainty, cost: 1, alternatives: [],
    proof: { violated: identities.map((i) => i.zh), satisfied: identities.map((i) => i.zh), runner_up: 2, ...accepted }, cells: [whole.ref],
  };
}

function operationProposals(applied: Applied, errors: ReadonlyMap<string, number>): Proposal[] {
  const alone = [...applied.values.keys()].every((f) => errors.get(f.table.tableId) === 1);
  const cells = [...applied.values.keys()].map((f) => f.ref);
  return [...applied.values].map(([figure, value]) => ({
    tableId: figure.table.tableId, row: figure.line.entry.row, field: figure.measure, published: formatYuan(figure.fen), proposed: formatYuan(value),
    operation: applied.kind, certainty: applied.certain && alone ? 'certain' as const : 'possible' as const, cost: 1, alternatives: [],
    proof: { violated: applied.identities.map((i) => i.zh), satisfied: applied.identities.map((i) => i.zh), runner_up: 2 },
    cells,
  }));
}

/** A settled change is a cause with its figure; of others only the identities are clear. */
function causeOf({ figure, values, identities, settled }: Change): Cause {
  const ordered = specificFirst(identities);
  if (!settled) return { identities: ordered, figure: undefined, change: -residual(ordered[0] as Identity) };
  return { identities: ordered, figure, changed: [...values.keys()], change: (values.get(figure) as bigint) - figure.fen };
}

/** @param errors how many each table has */
function proposalsOf(identities: readonly Identity[], located: readonly Located[], errors: ReadonlyMap<string, number>): Proposal[] {
  const all = new Map(located.flatMap((l) => l.changes.flatMap((c) => [...c.values].map(([f, v]) => [f.ref, v] as const))));
  const { satisfied, broken, left } = verify(identities, all);
  const doubtful = new Set([...broken, ...left].filter((i) => i.relation === '=' && i.hard).flatMap((i) => i.terms.map((t) => t.figure)));
  return located.flatMap((l) =>
    l.changes.flatMap((change): Proposal[] => {
      // Beside other errors of its table, a figure that no slip explains may be wrong because a row is.
      const free = slipOf(change.figure.fen, change.values.get(change.figure) as bigint) === 'free';
      const sure = change.certain && !(free && (errors.get(change.figure.table.tableId) ?? 0) > 1) && ![...change.values.keys()].some((f) => doubtful.has(f)) && isExact(change, all);
      if (!change.founded || !change.identities.some((i) => i.hard)) return [];
      const certainty = sure ? 'certain' as const : change.alternatives.length === 0 ? 'possible' as const : 'ambiguous' as const;
      return [...change.values].map(([figure, value]) => proposal(figure, value, certainty, change, l, satisfied));
    }),
  );
}

/**
 * Whether the identities that a change answers ask for it to the last digit: where one holds by rounding only (326.71, where
 * the others say 326.72), that digit is not sure. Figures printed more coarsely say nothing of it.
 */
const isExact = ({ figure, identities }: Change, values: ReadonlyMap<CellRef, bigint>): boolean => identities.every(({ terms }) =>
  terms.some((t) => t.figure.step > figure.step) || terms.reduce((sum, t) => sum + t.sign * (values.get(t.figure.ref) ?? t.figure.fen), 0n) === 0n);

/** How many errors each table has; of those not localised, one for each set of failing identities. */
function errorsByTable(located: readonly Located[], applied: readonly Applied[]): Map<string, number> {
  const groups = [...applied.map((a) => [...a.values.keys()]), ...located.flatMap((l) => (l.changes.length > 0 ? l.changes.map((c) => [...c.values.keys()]) : [l.identities.flatMap((i) => i.terms.map((t) => t.figure))]))];
  const counts = new Map<string, number>();
  for (const id of groups.flatMap((g) => [...new Set(g.map((f) => f.table.tableId))])) counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
}

function proposal(figure: Figure, value: bigint, certainty: Proposal['certainty'], change: Change, located: Located, satisfied: readonly Identity[]): Proposal {
  const slip = slipOf(figure.fen, value);
  return {
    tableId: figure.table.tableId, row: figure.line.entry.row, field: figure.measure, published: formatYuan(figure.fen), proposed: formatYuan(value),
    operation: slip === 'scale' || slip === 'sign' ? slip : 'amount', certainty, cost: located.cost,
    alternatives: change.alternatives.map((a) => `${a.figure.ref}=${formatYuan(a.value)}`),
    proof: {
      violated: change.identities.map((i) => i.zh), satisfied: change.identities.filter((i) => satisfied.includes(i)).map((i) => i.zh),
      disjoint: located.disjoint.map((i) => i.zh), runner_up: located.cost + (certainty === 'ambiguous' ? 0 : 1), slip,
    },
    cells: [figure.ref],
  };
}
