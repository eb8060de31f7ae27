/**
 * Which changes are certain. A change is only as sure as the figures that bear it out: those beside another change that
 * is doubtful (of no known slip, of several figures, or with alternatives) may be wrong because a row or a column is, and
 * are no witnesses. What is left without enough of them is doubtful too, until nothing changes any more.
 */
import { supportOf, type Witness } from './evidence.js';

/** A change of the chosen repair of a component. */
export interface Claim {
  /** Its cells, and those of the failing identities that it stands in. */
  readonly cells: readonly number[];
  readonly reach: readonly number[];
  /** Index of the change in its repair, whose witnesses these are. */
  readonly at: number;
  readonly witnesses: readonly Witness[];
  /** In every repair of least cost, and the cost is near its proven bound. */
  readonly necessary: boolean;
  /** One figure, neither from nothing nor to nothing. */
  readonly plain: boolean;
  /** A slip explains it, of figures of so many digits that it is no chance: one that rarely fits, or one digit for another. */
  readonly slip: 'rare' | 'digit' | 'none';
  /** The only one that another table attests, in a repair of one change. */
  readonly attested: boolean;
}

/** Changes beyond which it is no rarity in a document that two wrong digits in one place undo each other, or that the table which attests a row is wrong itself. */
const MANY = 6;

/** @param unexplained cells of failing identities that have no repair */
export function certainOf(claims: readonly Claim[], unexplained: Iterable<number>): Set<Claim> {
  const certain = new Set(claims.filter((c) => (c.necessary && c.plain) || c.attested));
  const base = new Set(unexplained);
  for (let more = true; more; ) {
    const doubtful = claims.filter((c) => !certain.has(c));
    more = false;
    for (const claim of certain) {
      if (isBorneOut(claim, new Set([...base, ...doubtful.flatMap((c) => [...c.cells, ...c.reach])]), claims, certain)) continue;
      certain.delete(claim);
      more = true;
    }
  }
  return certain;
}

function isBorneOut(claim: Claim, doubtful: ReadonlySet<number>, claims: readonly Claim[], certain: ReadonlySet<Claim>): boolean {
  const shaky = new Set(claims.filter((c) => c.witnesses === claim.witnesses && !certain.has(c)).map((c) => c.at));
  const { ways, alone } = supportOf(claim.at, claim.witnesses.filter((w) => !w.others.some((c) => doubtful.has(c)) && !w.changes.some((c) => shaky.has(c))));
  // Two sums can agree by chance on what no slip explains: two errors of the same size, as 9 × 10^k of transposed digits.
  return (claim.necessary && claim.plain && ways === 2 && (claim.slip === 'rare' || (claim.slip === 'digit' && claims.length <= MANY) || alone > 2)) || (claim.attested && ways >= 1 && claims.length <= MANY);
}
