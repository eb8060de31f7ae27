/** The changes of a component's likeliest repair of least cost, and what speaks for each. */
import type { Figure, Identity } from '../identity.js';
import type { Claim } from './certainty.js';
import type { Component } from './components.js';
import { witnessesOf } from './evidence.js';
import { digitsOf, isTelling, slipOf, type Attestation, type Slip } from './likeness.js';
import type { Found, Repair } from './search.js';
import type { System } from './system.js';
import { verify } from './verify.js';

/** A change before it is known how sure its neighbours are. */
export interface Draft {
  readonly figure: Figure;
  readonly values: ReadonlyMap<Figure, bigint>;
  readonly identities: readonly Identity[];
  readonly settled: boolean;
  /** Worth proposing even if it is not certain. */
  readonly telling: boolean;
  readonly alternatives: readonly { readonly figure: Figure; readonly value: bigint }[];
  readonly claim: Claim;
}

/** Slips that rarely fit another figure. */
const RARE: ReadonlySet<Slip> = new Set<Slip>(['dropped', 'added', 'scale', 'transposed', 'sign']);

export interface Context { readonly system: System; readonly component: Component; readonly attestation: Attestation; readonly bounds: readonly Identity[] }

/** Repairs that break no bound that holds; all where each does. */
function withinBounds(system: System, bounds: readonly Identity[], repairs: readonly Repair[]): readonly Repair[] {
  const kept = repairs.filter((repair) => verify(bounds, byRef(system, repair)).broken.length === 0);
  return kept.length > 0 ? kept : repairs;
}

const byRef = (system: System, repair: Repair): Map<string, bigint> => new Map([...repair.values].flatMap(([cell, value]) => (system.cells[cell]?.figure === undefined ? [] : [[(system.cells[cell] as { figure: Figure }).figure.ref, value] as const])));

export function draftsOf(context: Context, found: Found): Draft[] {
  if (found.repairs.length === 0) return [];
  const repairs = withinBounds(context.system, context.bounds, found.repairs);
  // The bound by failing identities that share no figure is near enough that nothing far-fetched is needed.
  const proven = found.cost <= 2 * found.disjoint.length;
  const { system, attestation } = context;
  const weight = (cells: readonly number[], repair: Repair): number => {
    const named = cells.flatMap((c) => system.cells[c]?.figure ?? []);
    if (named.length === 0) return 3;
    return Math.min(...cells.map((c) => (system.cells[c]?.figure === undefined ? 3 : attestation.weight((system.cells[c] as { figure: Figure }).figure, repair.values.get(c) as bigint)))) + (named.length - 1) / 100;
  };
  const scored = repairs.map((repair) => ({ repair, weight: repair.changes.reduce((sum, cells) => sum + weight(cells, repair), 0) })).toSorted((a, b) => a.weight - b.weight);
  const best = scored[0] as (typeof scored)[number];
  const likely = scored.filter((s) => s.weight < best.weight + 1).map((s) => s.repair);
  const { repair } = best;
  const witnesses = witnessesOf(system, context.component, repair);
  return repair.changes.flatMap((cells, at): Draft[] => {
    const values = new Map(cells.flatMap((c) => (system.cells[c]?.figure === undefined ? [] : [[(system.cells[c] as { figure: Figure }).figure, repair.values.get(c) as bigint] as const])));
    if (values.size === 0) return [];
    // A figure that only follows from another change has no failing identity of its own.
    const direct = context.component.violated.filter((e) => cells.some((c) => system.equations[e]?.coefs.has(c)));
    const own = direct.length > 0 ? direct : context.component.violated;
    const identities = own.map((e) => system.identities[e] as Identity);
    const figure = [...values.keys()].reduce((a, b) => (countOf(identities, b) > countOf(identities, a) ? b : a));
    const shared = (list: readonly Repair[]): boolean => list.every((r) => cells.every((c) => r.values.get(c) === repair.values.get(c)));
    // Each of the figures, by a failing identity of its own: those beside a figure may belong to another row.
    const attested = [...values].every(([f, v]) => attestation.proves(f, v) && countOf(identities, f) > 0);
    // A figure where nothing is printed, or nothing where one is: as likely a row that is missing, or one too many.
    const vanishes = [...values].some(([f, v]) => f.fen === 0n || v === 0n);
    const inAll = shared(repairs);
    // Several columns of one row short by the same: the row, or one that is missing beside it.
    const rowAlone = values.size > 1 && new Set([...values.keys()].map((f) => f.line)).size === 1 && ![...values].some(([f, v]) => attestation.attests(f, v));
    const settled = !rowAlone && (inAll || shared(likely));
    const value = values.get(figure) as bigint;
    const slip = slipFor(figure.fen, value);
    const claim: Claim = {
      cells, reach: own.flatMap((e) => [...(system.equations[e]?.coefs.keys() ?? [])]), at, witnesses,
      necessary: proven && inAll && shared(found.voiding), plain: values.size === 1 && !vanishes && !(slip === 'none' && isBesideSlip(figure, value)), slip,
      attested: found.cost === 1 && attested && !vanishes && repairs.every((r) => r === repair || !isAttested(context, r)) && likely.length === 1,
    };
    const telling = settled && proven && values.size === 1 && (inAll ? own.length > 1 : RARE.has(slipOf(figure.fen, value)));
    return [{ figure, values, identities, settled, telling, alternatives: alternativesTo(context, cells, repair, repairs, own), claim }];
  });
}

const isAttested = ({ system, attestation }: Context, repair: Repair): boolean => [...repair.values].some(([c, v]) => system.cells[c]?.figure !== undefined && attestation.attests((system.cells[c] as { figure: Figure }).figure, v));

const countOf = (identities: readonly Identity[], figure: Figure): number => identities.filter((i) => i.terms.some((t) => t.figure === figure)).length;

/** Changes of other repairs, which `chosen` has not, that answer the same identities. */
function alternativesTo({ system }: Context, cells: readonly number[], chosen: Repair, repairs: readonly Repair[], own: readonly number[]): Draft['alternatives'] {
  const out = new Map<string, { readonly figure: Figure; readonly value: bigint }>();
  for (const repair of repairs) {
    if (cells.every((c) => repair.values.get(c) === chosen.values.get(c))) continue;
    for (const change of repair.changes) {
      const [first] = change;
      const figure = first === undefined ? undefined : system.cells[first]?.figure;
      if (figure === undefined || cells.includes(first as number) || chosen.values.get(first as number) === repair.values.get(first as number) || !own.some((e) => change.some((c) => system.equations[e]?.coefs.has(c)))) continue;
      const value = repair.values.get(first as number) as bigint;
      out.set(`${figure.ref} ${value}`, { figure, value });
    }
  }
  return [...out.values()];
}

/** Significant digits of both figures from which a digit too few or too many is no chance, though as much lies between them as two transposed digits make. */
const LONG = 3;

/** How well a slip explains the printed figure: 0.16 for 1.06 may as well be two other figures with 12 for 21 each. */
function slipFor(printed: bigint, value: bigint): Claim['slip'] {
  if (!isTelling(printed, value)) return 'none';
  const slip = slipOf(printed, value);
  if (slip === 'digit' || slip === 'transposed') return 'digit';
  const isShort = [printed, value].some((fen) => digitsOf(fen) < LONG);
  return isShort && /^-?90*$/u.test(String(printed - value)) ? 'none' : 'rare';
}

/** Steps of the last digit within which sums of rounded figures may be off. */
const ROUNDED = 3n;

/** Whether one digit of the printed figure gives a value that rounding can't tell from the one that the sums ask for: 2600.68 for 2200.68, where they ask for 2200.67. */
function isBesideSlip({ fen, step }: Figure, value: bigint): boolean {
  for (let far = 1n; far <= ROUNDED; far += 1n) for (const near of [value - far * step, value + far * step]) if (isTelling(fen, near)) return true;
  return false;
}
