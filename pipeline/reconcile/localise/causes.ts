/** What the search finds, as causes for findings and as proposals. Where it meets a cap, causes come from the greedy cover. */
import { formatYuan } from '../../../schemas/amount-parse.js';
import type { Proposal } from '../../../schemas/finding.js';
import { judge, residual, type Figure, type Identity } from '../identity.js';
import { causesOf, sameDifference, specificFirst, type Cause } from '../tables/causes.js';
import { locate, type Change, type Located } from './index.js';
import { slipOf } from './likeness.js';
import { verify } from './verify.js';

export interface Explained {
  readonly causes: readonly Cause[];
  readonly proposals: readonly Proposal[];
}

/** Causes of the failing equalities, the clearest first, and repairs of figures. */
export function explain(identities: readonly Identity[]): Explained {
  const located = locate(identities);
  const unsolved = new Set(located.filter((l) => l.changes.length === 0).flatMap((l) => l.identities));
  const greedy = unsolved.size === 0 ? [] : causesOf(identities.filter((i) => unsolved.has(i) || judge(i) !== 'fails'));
  const changes = located.flatMap((l) => l.changes).toSorted((a, b) => Number(b.founded) - Number(a.founded) || b.identities.length - a.identities.length);
  const causes = changes.map(causeOf);
  // One difference is one cause: what the cover has joined takes in what the search found of it.
  const joined = sameDifference([...greedy, ...causes]);
  const exact = new Set(causes);
  return { causes: joined.toSorted((a, b) => Number(exact.has(b)) - Number(exact.has(a))), proposals: proposalsOf(identities, located) };
}

/** A settled change is a cause with its figure; of others only the identities are clear. */
function causeOf({ figure, values, identities, settled }: Change): Cause {
  const ordered = specificFirst(identities);
  if (!settled) return { identities: ordered, figure: undefined, change: -residual(ordered[0] as Identity) };
  return { identities: ordered, figure, change: (values.get(figure) as bigint) - figure.fen };
}

function proposalsOf(identities: readonly Identity[], located: readonly Located[]): Proposal[] {
  const all = new Map(located.flatMap((l) => l.changes.flatMap((c) => [...c.values].map(([f, v]) => [f.ref, v] as const))));
  const { satisfied, broken, left } = verify(identities, all);
  const doubtful = new Set([...broken, ...left].filter((i) => i.relation === '=' && i.hard).flatMap((i) => i.terms.map((t) => t.figure)));
  return located.flatMap((l) =>
    l.changes.flatMap((change): Proposal[] => {
      const sure = change.certain && ![...change.values.keys()].some((f) => doubtful.has(f));
      if (!change.founded || !change.identities.some((i) => i.hard)) return [];
      const certainty = sure ? 'certain' as const : change.alternatives.length === 0 ? 'possible' as const : 'ambiguous' as const;
      return [...change.values].map(([figure, value]) => proposal(figure, value, certainty, change, l, satisfied));
    }),
  );
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
