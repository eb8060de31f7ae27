/**
 * Localising wrong figures (定位): all repairs of least cost of each component of failing identities, what they share,
 * and what else speaks for one of them.
 */
import { judge, mayBe, type Figure, type Identity } from '../identity.js';
import { componentsOf, type Component } from './components.js';
import { supportOf } from './evidence.js';
import { Attestation, slipOf, type Slip } from './likeness.js';
import { search, type Found, type Limits, type Repair } from './search.js';
import { systemOf, type System } from './system.js';
import { verify } from './verify.js';

/** One change: a figure, or all copies of it, and the failing identities that it is needed for. */
export interface Change {
  /** The figure that the change is named after: the one in most of the failing identities. */
  readonly figure: Figure;
  /** New values in fen, of all copies that change. */
  readonly values: ReadonlyMap<Figure, bigint>;
  readonly identities: readonly Identity[];
  /** In every repair of least cost, or in the only one that another table attests; and the runner-up costs more. */
  readonly certain: boolean;
  /** The only one in repairs of least cost, or likelier than the alternatives. */
  readonly settled: boolean;
  /** Worth proposing: of one figure or attested elsewhere, and two identities or a telling slip speak for it. */
  readonly founded: boolean;
  /** Other single changes in repairs of the same cost. */
  readonly alternatives: readonly { readonly figure: Figure; readonly value: bigint }[];
}

export interface Located {
  readonly changes: readonly Change[];
  /** Failing identities of the component. */
  readonly identities: readonly Identity[];
  readonly cost: number;
  /** Failing identities that share no figure: so many figures are wrong at least. */
  readonly disjoint: readonly Identity[];
  readonly nodes: number;
}

export const LIMITS: Limits = { cost: 16, nodes: 4000, solutions: 400 };
/** Nodes over all components of a document. */
const NODES = 12_000;
/** Slips that rarely fit another figure. */
const TELLING: ReadonlySet<Slip> = new Set<Slip>(['dropped', 'added', 'scale', 'transposed', 'sign']);
/** Figures that may be below zero: changes, and balances carried over. */
const SIGNED = /_change|carryover|surplus|增减|变动|变化|增长|结余|结转|差/u;

/** Components of the failing equalities among `identities`; one whose search met a cap has no changes. */
export function locate(identities: readonly Identity[], limits: Limits = LIMITS): Located[] {
  const system = systemOf(identities);
  if (system.violated.length === 0) return [];
  const attestation = new Attestation(system.cells.flatMap((c) => c.figure ?? []));
  const allowed = allowedIn(system);
  const bounds = identities.filter((i) => i.relation === '≤' && judge(i) !== 'unreadable');
  let left = NODES;
  return componentsOf(system).map((component) => {
    const found = search(system, component.equations, component.violated, { ...limits, nodes: Math.max(0, Math.min(limits.nodes, left)) }, allowed);
    left -= found.nodes;
    const context: Context = { system, component, attestation };
    return {
      changes: found.repairs.length === 0 ? [] : changesOf(context, withinBounds(system, bounds, found.repairs), found),
      identities: component.violated.map((e) => system.identities[e] as Identity), cost: found.cost,
      disjoint: found.disjoint.map((e) => system.identities[e] as Identity), nodes: found.nodes,
    };
  });
}

/** Values that a cell can take: in the printed precision of its table, and not below zero where nothing is. */
function allowedIn(system: System): (cell: number, value: bigint) => boolean {
  const steps = new Map<string, bigint>();
  for (const { figure, step } of system.cells) {
    const known = figure === undefined ? undefined : steps.get(figure.table.tableId);
    if (figure !== undefined && step > 0n && (known === undefined || step < known)) steps.set(figure.table.tableId, step);
  }
  return (cell, value) => {
    const figure = system.cells[cell]?.figure;
    if (figure === undefined) return true;
    if (!mayBe(figure, value)) return false;
    if (value < 0n && figure.fen >= 0n && ![figure.measure, figure.line.entry.item, figure.line.entry.name].some((w) => SIGNED.test(w))) return false;
    return value % (steps.get(figure.table.tableId) ?? 1n) === 0n;
  };
}

interface Context { readonly system: System; readonly component: Component; readonly attestation: Attestation }

/** Repairs that break no bound that holds; all where each does. */
function withinBounds(system: System, bounds: readonly Identity[], repairs: readonly Repair[]): readonly Repair[] {
  const kept = repairs.filter((repair) => verify(bounds, byRef(system, repair)).broken.length === 0);
  return kept.length > 0 ? kept : repairs;
}

const byRef = (system: System, repair: Repair): Map<string, bigint> => new Map([...repair.values].flatMap(([cell, value]) => (system.cells[cell]?.figure === undefined ? [] : [[(system.cells[cell] as { figure: Figure }).figure.ref, value] as const])));

function changesOf(context: Context, repairs: readonly Repair[], found: Pick<Found, 'cost' | 'disjoint'>): Change[] {
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
  const support = supportOf(system, context.component, repair);
  return repair.changes.flatMap((cells, at): Change[] => {
    const values = new Map(cells.flatMap((c) => (system.cells[c]?.figure === undefined ? [] : [[(system.cells[c] as { figure: Figure }).figure, repair.values.get(c) as bigint] as const])));
    if (values.size === 0) return [];
    // A figure that only follows from another change has no failing identity of its own.
    const direct = context.component.violated.filter((e) => cells.some((c) => system.equations[e]?.coefs.has(c)));
    const own = direct.length > 0 ? direct : context.component.violated;
    const identities = own.map((e) => system.identities[e] as Identity);
    const figure = [...values.keys()].reduce((a, b) => (countOf(identities, b) > countOf(identities, a) ? b : a));
    const shared = (list: readonly Repair[]): boolean => list.every((r) => cells.every((c) => r.values.get(c) === repair.values.get(c)));
    const attested = [...values].some(([f, v]) => attestation.proves(f, v));
    // A figure where nothing is printed, or nothing where one is: as likely a row that is missing, or one too many.
    const vanishes = [...values].some(([f, v]) => f.fen === 0n || v === 0n);
    const inAll = shared(repairs);
    const { ways, alone } = support[at] as (typeof support)[number];
    // Two sums can agree by chance on what no slip explains: two errors of the same size, as 9 × 10^k of transposed digits.
    const enough = ways === 2 && (alone > 2 || slipOf(figure.fen, values.get(figure) as bigint) !== 'free');
    const certain = (proven && inAll && enough && values.size === 1 && !vanishes) || (found.cost === 1 && attested && !vanishes && ways >= 1 && repairs.every((r) => r === repair || !isAttested(context, r)) && likely.length === 1);
    // Several columns of one row short by the same: the row, or one that is missing beside it.
    const rowAlone = values.size > 1 && new Set([...values.keys()].map((f) => f.line)).size === 1 && ![...values].some(([f, v]) => attestation.attests(f, v));
    const settled = !rowAlone && (inAll || shared(likely));
    const founded = certain || (settled && proven && values.size === 1 && (inAll ? own.length > 1 : TELLING.has(slipOf(figure.fen, values.get(figure) as bigint))));
    return [{ figure, values, identities, certain, settled, founded, alternatives: alternativesTo(context, cells, repair, repairs, own) }];
  });
}

const isAttested = ({ system, attestation }: Context, repair: Repair): boolean => [...repair.values].some(([c, v]) => system.cells[c]?.figure !== undefined && attestation.attests((system.cells[c] as { figure: Figure }).figure, v));

const countOf = (identities: readonly Identity[], figure: Figure): number => identities.filter((i) => i.terms.some((t) => t.figure === figure)).length;

/** Changes of other repairs, which `chosen` has not, that answer the same identities. */
function alternativesTo({ system }: Context, cells: readonly number[], chosen: Repair, repairs: readonly Repair[], own: readonly number[]): Change['alternatives'] {
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
