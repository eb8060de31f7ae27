/**
 * What can be seen of an injected error at all: the identities of the consistent document, evaluated on its figures as they
 * are with every error in place. Nothing that looks for errors has a part in it.
 */
import { residual, slack, type Identity } from '../../pipeline/reconcile/identity.js';
import type { CellRef } from '../../schemas/finding.js';
import type { Base } from './documents.js';
import { isOfCodes, type Injection } from './corrupt.js';

/**
 * `broken`: an identity that the error breaks by itself fails with all errors in place. `undone`: each of these holds, as
 * other errors make up for it. `rounding`: the error is within the rounding of every identity that it touches. `none`: it
 * changes no sum (rows exchanged within one, the only part of a whole gone).
 */
export type Sight = 'broken' | 'undone' | 'rounding' | 'none';

export interface Seen {
  readonly sight: Sight;
  /** The identities that it breaks. */
  readonly identities: readonly Identity[];
}

/** What the identities say of each error of figures and rows of a document. */
export function sightsOf(base: Base, injections: readonly Injection[]): Seen[] {
  const shifts = new Map(injections.flatMap((j) => [...j.shifts]));
  const gone = new Set(injections.filter((j) => j.kind === 'dropped-row').flatMap((j) => [...j.shifts.keys()]));
  const equalities = base.identities.filter((i) => i.relation === '=');
  return injections.map((injection): Seen => {
    // Codes and prose stand in no sum.
    if (injection.fact !== undefined) return { sight: injection.fact.beyondRounding ? 'broken' : 'rounding', identities: [] };
    if (isOfCodes(injection.kind)) return { sight: 'broken', identities: [] };
    const touched = equalities.filter((i) => !isOfRow(i, injection) && !isWithoutParts(i, gone) && shift(i, injection.shifts) !== 0n);
    const alone = touched.filter((i) => fails(i, injection.shifts));
    const broken = alone.filter((i) => fails(i, shifts));
    const sight = broken.length > 0 ? 'broken' : alone.length > 0 ? 'undone' : touched.length > 0 ? 'rounding' : 'none';
    return { sight, identities: broken };
  });
}

const shift = ({ terms }: Identity, shifts: ReadonlyMap<CellRef, bigint>): bigint => terms.reduce((sum, { figure, sign }) => sum + sign * (shifts.get(figure.ref) ?? 0n), 0n);

function fails(identity: Identity, shifts: ReadonlyMap<CellRef, bigint>): boolean {
  const after = residual(identity) + shift(identity, shifts);
  return (after < 0n ? -after : after) * 2n > slack(identity);
}

/** A row that is gone or printed twice is as true by itself as before. */
const isOfRow = ({ terms }: Identity, { kind }: Injection): boolean => (kind === 'doubled-row' || kind === 'dropped-row') && new Set(terms.map((t) => t.figure.line)).size === 1;

/** A whole whose parts are all gone is no sum. */
const isWithoutParts = ({ terms }: Identity, gone: ReadonlySet<CellRef>): boolean => terms.some((t) => gone.has(t.figure.ref)) && terms.filter(({ figure }) => figure.fen !== 0n && !gone.has(figure.ref)).length < 2;
