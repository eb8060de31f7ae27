/**
 * Decisions as facts: the document is solved, what a reviewer said of its cells and proposals becomes a fact about cells,
 * and the document is solved again, until no decision is left or none of the rest names anything in it.
 */
import { levelOfCode, officialName } from '../../schemas/codes.js';
import type { NormalisedDocument } from '../../schemas/document.js';
import type { CellRef, Proposal } from '../../schemas/finding.js';
import { fenOf, type Decision } from '../../schemas/review.js';
import type { CellFact, CellFacts } from '../reconcile/decided.js';
import { changedCell, proposalIds } from '../write/places.js';

/** What the decisions say of one document. */
export interface Review {
  readonly known: CellFacts;
  /** Codes that a reviewer settled, by the cell of the code. */
  readonly codes: ReadonlyMap<CellRef, string>;
  /** Cells whose printed figure a reviewer has found right. */
  readonly confirmed: ReadonlySet<CellRef>;
  /** Proposals that stand no more, by id. */
  readonly rejected: ReadonlySet<string>;
}

/** A decision that could not be applied. */
export interface Unapplied {
  /** File and line. */
  readonly at: string;
  readonly message: string;
}

/** The document as solved with the decisions. */
export interface Reviewed<T> {
  readonly solved: T;
  readonly confirmed: ReadonlySet<CellRef>;
  readonly unapplied: readonly Unapplied[];
}

const NOTHING: Review = { known: new Map(), codes: new Map(), confirmed: new Set(), rejected: new Set() };

/**
 * @param decisions those of this document
 * @param solve checks the document with what is known; called once more for every round of decisions
 */
export function review<T extends { readonly proposals: readonly Proposal[] }>(documentId: string, document: NormalisedDocument, decisions: readonly Decision[], solve: (review: Review) => T): Reviewed<T> {
  let state = NOTHING;
  let solved = solve(state);
  let open = decisions;
  const faults: Unapplied[] = [];
  const proposals = new Map<string, Proposal>();
  const cells = amountCells(document);
  while (open.length > 0) {
    for (const [id, proposal] of proposalIds(documentId, solved.proposals)) if (!proposals.has(id)) proposals.set(id, proposal);
    const ready = open.filter((d) => d.decision === 'value' ? cells.has(d.cell) : proposals.has(d.proposal_id));
    if (ready.length === 0) break;
    for (const decision of ready) {
      const next = applied(state, decision, proposals, cells);
      if (typeof next === 'string') faults.push({ at: decision.at, message: next });
      else state = next;
    }
    open = open.filter((d) => !ready.includes(d));
    solved = solve(state);
  }
  const nothing = open.map((d) => ({ at: d.at, message: d.decision === 'value' ? `Expected an amount cell of document ${documentId}, found none — ${d.cell}` : `Expected a proposal of document ${documentId}, found none — ${d.proposal_id}` }));
  const ids = proposalIds(documentId, solved.proposals);
  const kept = [...ids].filter(([id]) => !state.rejected.has(id)).map(([, proposal]) => proposal);
  return { solved: { ...solved, proposals: kept }, confirmed: state.confirmed, unapplied: [...faults, ...nothing] };
}

/** What is known with one more decision, or why it can't be applied. */
function applied(state: Review, decision: Decision, proposals: ReadonlyMap<string, Proposal>, cells: ReadonlyMap<CellRef, bigint | undefined>): Review | string {
  const review = Object.fromEntries(Object.entries({ decision: decision.decision, reviewer: decision.reviewer, note: decision.note, at: decision.at }).flatMap(([k, v]) => (v === undefined ? [] : [[k, v]])));
  if (decision.decision === 'value') return withValue(state, decision.cell, fenOf(decision.amount_yuan), 'amount', review, cells);
  const proposal = proposals.get(decision.proposal_id) as Proposal;
  const cell = changedCell(proposal);
  if (decision.decision === 'reject') {
    const rejected = new Set([...state.rejected, decision.proposal_id]);
    // What is printed is right, then.
    if (proposal.operation === 'code') return { ...state, rejected, codes: new Map([...state.codes, [cell, proposal.published.replaceAll(/\D/gu, '')]]) };
    if (!cells.has(cell) && !isLine(proposal)) return { ...state, rejected };
    const fact = state.known.get(cell) ?? { not: [] };
    return { ...state, rejected, known: new Map([...state.known, [cell, { ...fact, not: [...fact.not, proposedFen(proposal)] }]]) };
  }
  if (proposal.operation === 'code') return { ...state, codes: new Map([...state.codes, [cell, proposal.proposed]]) };
  if (!cells.has(cell) && !isLine(proposal)) return `Expected a proposal for a figure, a code or a missing line, got one for ${proposal.operation} — ${decision.proposal_id}; give the values of the cells`;
  return withValue(state, cell, proposedFen(proposal), proposal.operation, review, cells);
}

/** Whether a proposal is a line that is not there (`2040604 基层司法业务 5290000`). */
const isLine = (proposal: Proposal): boolean => proposal.operation === 'missing_row' && proposal.field === 'row';

const proposedFen = (proposal: Proposal): bigint => fenOf(isLine(proposal) ? (proposal.proposed.split(' ').at(-1) as string) : proposal.proposed);

function withValue(state: Review, cell: CellRef, fen: bigint, operation: Proposal['operation'], review: Readonly<Record<string, string>>, cells: ReadonlyMap<CellRef, bigint | undefined>): Review | string {
  const fact: CellFact = state.known.get(cell) ?? { not: [] };
  if (fact.value !== undefined && fact.value.fen !== fen) return `Expected what ${fact.value.review['at'] ?? 'an earlier line'} says of ${cell}, got another figure — keep one of them`;
  const confirmed = cells.get(cell) === fen ? new Set([...state.confirmed, cell]) : state.confirmed;
  return { ...state, confirmed, known: new Map([...state.known, [cell, { ...fact, value: fact.value ?? { fen, operation, review } }]]) };
}

/** Amount cells of the tables, with the printed figure in fen where there is one. */
function amountCells({ tables }: NormalisedDocument): Map<CellRef, bigint | undefined> {
  return new Map(tables.flatMap(({ table, lines }) => lines.flatMap(({ entry }) => entry.cells.map((cell) => [`${table.tableId}:${entry.row}:${cell.measure}`, cell.reading.state === 'amount' ? cell.reading.amount.fen : undefined] as const))));
}

/** The document with the codes that a reviewer settled. */
export function withCodes(document: NormalisedDocument, codes: Review['codes']): NormalisedDocument {
  if (codes.size === 0) return document;
  const tables = document.tables.map(({ table, lines }) => ({
    table,
    lines: lines.map((line) => {
      const code = codes.get(`${table.tableId}:${line.entry.row}:code`);
      return code === undefined ? line : { ...line, code, level: levelOfCode(code), officialName: officialName(code, document.identity.fiscalYear) };
    }),
  }));
  return { ...document, tables };
}
