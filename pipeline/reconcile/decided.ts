/**
 * What a reviewer has settled, as facts about cells: a figure that is known, a figure that it is not. The identities are
 * solved with the known figures in place of the printed ones; what is known no repair may change.
 */
import { formatYuan } from '../../schemas/amount-parse.js';
import type { CellRef, Finding, Operation, Proposal } from '../../schemas/finding.js';
import { judge, type Figure, type Identity } from './identity.js';
import { specificFirst, type Cause } from './tables/causes.js';
import { findingsOf } from './tables/findings.js';

/** What is known of one cell. */
export interface CellFact {
  /** The true figure in fen, with the repair that it makes (`amount` where no proposal was accepted). */
  readonly value?: { readonly fen: bigint; readonly operation: Operation; readonly review: Readonly<Record<string, string>> };
  /** Figures in fen that a reviewer rejected. */
  readonly not: readonly bigint[];
}
export type CellFacts = ReadonlyMap<CellRef, CellFact>;

export interface Decided {
  /** The identities with the known figures. */
  readonly identities: readonly Identity[];
  /** Printed figures that are wrong by decision: one each, with the identities that fail as printed and hold so. */
  readonly findings: readonly Finding[];
  readonly proposals: readonly Proposal[];
}

/**
 * Puts the known figures into the identities.
 * @param all figures of the document, those that no identity covers included
 */
export function decide(identities: readonly Identity[], facts: CellFacts, all: readonly Figure[]): Decided {
  const figures = new Map<CellRef, { readonly printed: Figure; readonly known: Figure }>();
  for (const figure of all) {
    const fact = facts.get(figure.ref);
    if (fact !== undefined && !figures.has(figure.ref)) figures.set(figure.ref, { printed: figure, known: withFact(figure, fact) });
  }
  if (figures.size === 0) return { identities, findings: [], proposals: [] };
  const original = new Map(identities.map((identity) => [replaced(identity, figures), identity]));
  const open = new Map([...original].filter(([solved, printed]) => printed.relation === '=' && judge(printed) === 'fails' && judge(solved) !== 'fails'));
  const causes: Cause[] = [];
  const proposals: Proposal[] = [];
  for (const { printed, known } of figures.values()) {
    const value = facts.get(printed.ref)?.value;
    if (value === undefined || (printed.state === 'amount' && known.fen === printed.fen)) continue;
    const own = [...open].filter(([, identity]) => identity.terms.some((t) => t.figure.ref === printed.ref));
    for (const [solved] of own) open.delete(solved);
    const failing = own.map(([, identity]) => identity);
    if (failing.length > 0) causes.push({ identities: specificFirst(failing), figure: printed, change: known.fen - printed.fen });
    proposals.push(proposalOf(printed, value, failing));
  }
  return { identities: [...original.keys()], findings: findingsOf(causes.flatMap((c) => c.identities), causes), proposals };
}

/** A figure as the reviewer knows it: exact to the fen. */
function withFact(figure: Figure, { value, not }: CellFact): Figure {
  const known = { fixed: value !== undefined, not };
  if (value === undefined || (figure.state === 'amount' && value.fen === figure.fen)) return { ...figure, known };
  return { ...figure, known, state: 'amount', fen: value.fen, step: value.fen === 0n ? 0n : figure.step };
}

function replaced(identity: Identity, figures: ReadonlyMap<CellRef, { readonly known: Figure }>): Identity {
  if (!identity.terms.some((t) => figures.has(t.figure.ref))) return identity;
  return identity.of(identity.terms.map((t) => ({ ...t, figure: figures.get(t.figure.ref)?.known ?? t.figure })));
}

function proposalOf(figure: Figure, { fen, operation, review }: NonNullable<CellFact['value']>, failing: readonly Identity[]): Proposal {
  return {
    tableId: figure.table.tableId, row: figure.line.entry.row, field: figure.measure, published: figure.state === 'amount' ? formatYuan(figure.fen) : '', proposed: formatYuan(fen),
    operation, certainty: 'certain', cost: 1, alternatives: [],
    proof: { violated: failing.map((i) => i.zh), satisfied: failing.map((i) => i.zh), review },
    cells: [figure.ref],
  };
}
