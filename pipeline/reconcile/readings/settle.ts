/**
 * Arithmetic settles readings (after Fazzinga, Flesca, Furfaro, Parisi 2006: OCR'd balance sheets under aggregate
 * constraints): where an identity fails, one scanned figure in it may be another reading with which it holds. Taken is
 * what breaks nothing that holds and is likelier than all else; the rest stays as read.
 */
import type { Amount } from '../../../schemas/amount.js';
import type { CellRef } from '../../../schemas/finding.js';
import { addTo } from '../../../schemas/groups.js';
import { judge, residual, type Figure, type Identity, type Verdict } from '../identity.js';
import { isUnsure, offeredFor, slippedTo, type Candidate } from './candidates.js';

/** A figure that is settled, and the identities that failed with the reading and hold now. */
export interface Settlement {
  readonly figure: Figure;
  readonly amount: Amount;
  readonly identities: readonly Identity[];
  /** The engine offered it, and two sums of other figures agree on it. */
  readonly firm: boolean;
}

/** What another identity that is mended is worth in costs, and by how much the best must lead. */
const WORTH = 4;
const LEAD = 2;
const ROUNDS = 200;

/** The state of a search: identities with the figures as settled so far. */
export class Readings {
  private readonly values = new Map<CellRef, Amount>();
  private readonly byFigure = new Map<CellRef, Identity[]>();

  constructor(readonly identities: readonly Identity[]) {
    for (const identity of identities) for (const { figure } of identity.terms) addTo(this.byFigure, figure.ref, identity);
  }

  of(figure: Figure): readonly Identity[] {
    return this.byFigure.get(figure.ref) ?? [];
  }

  /** An identity with the settled figures in it. */
  seen(identity: Identity, also?: { readonly ref: CellRef; readonly amount: Amount }): Identity {
    const terms = identity.terms.map((t) => {
      const amount = t.figure.ref === also?.ref ? also.amount : this.values.get(t.figure.ref);
      return amount === undefined ? t : { ...t, figure: { ...t.figure, state: 'amount' as const, fen: amount.fen, step: amount.fen === 0n ? 0n : amount.step } };
    });
    return identity.of(terms);
  }

  verdict(identity: Identity): Verdict {
    return judge(this.seen(identity));
  }

  take(ref: CellRef, amount: Amount): void {
    this.values.set(ref, amount);
  }

  isTaken(ref: CellRef): boolean {
    return this.values.has(ref);
  }
}

interface Move {
  readonly figure: Figure;
  readonly candidate: Candidate;
  readonly mended: readonly Identity[];
  readonly firm: boolean;
  readonly score: number;
}

const isFine = (verdict: Verdict): boolean => verdict === 'holds' || verdict === 'rounding';

/** Settles what can be settled, the clearest first. Identities seen through the result have the settled figures. */
export function settle(identities: readonly Identity[]): { readonly readings: Readings; readonly settlements: readonly Settlement[] } {
  const readings = new Readings(identities);
  const settlements: Settlement[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const open = identities.filter((i) => i.relation === '=' && ['fails', 'unreadable'].includes(readings.verdict(i)));
    const moves = open.flatMap((identity) => clearest(movesFor(readings, identity)) ?? []);
    const [best] = moves.toSorted((a, b) => a.score - b.score || (a.figure.ref < b.figure.ref ? -1 : 1));
    if (best === undefined) break;
    readings.take(best.figure.ref, best.candidate.amount);
    settlements.push({ figure: best.figure, amount: best.candidate.amount, identities: best.mended, firm: best.firm });
  }
  return { readings, settlements };
}

/** The move that is clearly likelier than those of other figures or to other amounts. */
function clearest(moves: readonly Move[]): Move | undefined {
  const [best, next] = moves.toSorted((a, b) => a.score - b.score);
  return best !== undefined && (next === undefined || next.score - best.score >= LEAD) ? best : undefined;
}

function movesFor(readings: Readings, identity: Identity): Move[] {
  const seen = readings.seen(identity);
  const unread = seen.terms.filter((t) => t.figure.state === 'unreadable');
  if (unread.length > 1) return [];
  const off = residual(seen);
  return (unread.length > 0 ? unread : seen.terms).flatMap(({ figure, sign }) => {
    if (figure.table.grid.source !== 'ocr' || readings.isTaken(figure.ref)) return [];
    const required = figure.fen - sign * off;
    const offered = offeredFor(figure).filter(({ amount }) => isFine(judge(readings.seen(identity, { ref: figure.ref, amount }))));
    const slipped = figure.state === 'amount' && (required >= 0n || figure.fen < 0n) && !offered.some((c) => c.amount.fen === required) ? slippedTo(figure, required) : [];
    return [...offered, ...slipped].flatMap((candidate) => judged(readings, figure, candidate) ?? []);
  });
}

/** A change of a figure, if it breaks nothing and enough speaks for it. */
function judged(readings: Readings, figure: Figure, candidate: Candidate): Move | undefined {
  const mended: Identity[] = [];
  for (const identity of readings.of(figure)) {
    const before = readings.verdict(identity);
    const after = judge(readings.seen(identity, { ref: figure.ref, amount: candidate.amount }));
    if (after === 'fails' && before !== 'fails') return undefined;
    if (identity.relation === '=' && !isFine(before) && isFine(after)) mended.push(identity);
  }
  const witnesses = mended.filter((i) => isWitness(i, figure) && tells(readings, i, figure, candidate.amount));
  const ways = new Set(witnesses.map((i) => othersOf(i, figure).map((f) => f.ref).toSorted().join(' '))).size;
  const alone = witnesses.some((i) => !othersOf(i, figure).some(isUnsure));
  if (ways === 0 || (ways < 2 && (!isUnsure(figure) || (!candidate.offered && !alone)))) return undefined;
  return { figure, candidate, mended, firm: candidate.offered && ways > 1, score: candidate.cost - WORTH * (ways - 1) };
}

/** Whether an identity needs the figure to be `amount`: one that holds with nothing in its place, too, as one within its rounding, does not. */
function tells(readings: Readings, identity: Identity, { ref }: Figure, amount: Amount): boolean {
  return amount.fen === 0n || !isFine(judge(readings.seen(identity, { ref, amount: { ...amount, fen: 0n } })));
}

/** The other figures of an identity that count. */
const othersOf = (identity: Identity, figure: Figure): Figure[] => identity.terms.map((t) => t.figure).filter((f) => f.ref !== figure.ref && f.fen !== 0n);

/** Of two equal figures the other must be sure: a sum of several figures holds by chance much less easily. */
function isWitness(identity: Identity, figure: Figure): boolean {
  const [only, more] = othersOf(identity, figure);
  return only !== undefined && (more !== undefined || !isUnsure(only));
}
