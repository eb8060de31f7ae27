/**
 * The second opinion on a repair: adds every identity again with the proposed figures. It knows nothing of how a repair
 * was found and shares no code with the search.
 */
import type { Identity } from '../identity.js';

export interface Verified {
  /** Identities that failed with the printed figures and hold with the proposed ones. */
  readonly satisfied: readonly Identity[];
  /** Identities that held, and don't with the proposed figures. */
  readonly broken: readonly Identity[];
  /** Identities that fail either way. */
  readonly left: readonly Identity[];
}

/** @param proposed new value in fen by cell reference */
export function verify(identities: readonly Identity[], proposed: ReadonlyMap<string, bigint>): Verified {
  const holds = (identity: Identity, valueOf: (ref: string, printed: bigint) => bigint): boolean => {
    let sum = 0n;
    let width = 0n;
    for (const { figure, sign } of identity.terms) {
      const value = valueOf(figure.ref, figure.fen);
      sum = sign === 1n ? sum + value : sum - value;
      width = width + figure.step;
    }
    if (identity.relation === '≤' && sum <= 0n) return true;
    return (sum < 0n ? -sum : sum) * 2n <= width;
  };
  const judged = identities
    .filter((i) => i.terms.every((t) => t.figure.state !== 'unreadable'))
    .map((identity) => ({ identity, before: holds(identity, (_, printed) => printed), after: holds(identity, (ref, printed) => proposed.get(ref) ?? printed) }));
  const of = (before: boolean, after: boolean): Identity[] => judged.filter((j) => j.before === before && j.after === after).map((j) => j.identity);
  return { satisfied: of(false, true), broken: of(true, false), left: of(false, false) };
}
