/**
 * Localising wrong figures (定位): all repairs of least cost of each component of failing identities, what they share,
 * and what else speaks for one of them.
 */
import { judge, mayBe, type Figure, type Identity } from '../identity.js';
import { certainOf } from './certainty.js';
import { draftsOf, type Draft } from './changes.js';
import { componentsOf } from './components.js';
import { Attestation } from './likeness.js';
import { search, type Limits } from './search.js';
import { systemOf, type System } from './system.js';

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
  readonly work: number;
}

export const LIMITS: Limits = { cost: 16, nodes: 2500, work: 2_000_000, solutions: 400 };
/** Nodes and work over all components of a document. */
const ALL = { nodes: 6000, work: 4_000_000 };
/** Figures that may be below zero: changes, and balances carried over. */
const SIGNED = /_change|carryover|surplus|增减|变动|变化|增长|结余|结转|差/u;

/**
 * Components of the failing equalities among `identities`; one whose search met a cap has no changes.
 * @param doubted references of figures that are no printed ones, and may be wrong: they bear nothing out
 */
export function locate(identities: readonly Identity[], limits: Limits = LIMITS, doubted: ReadonlySet<string> = new Set()): Located[] {
  const system = systemOf(identities);
  if (system.violated.length === 0) return [];
  const attestation = new Attestation(system.cells.flatMap((c) => c.figure ?? []));
  const allowed = allowedIn(system);
  const bounds = identities.filter((i) => i.relation === '≤' && judge(i) !== 'unreadable');
  const left = { ...ALL };
  const solved = componentsOf(system).map((component) => {
    const found = search(system, component.equations, component.violated, { ...limits, nodes: Math.max(0, Math.min(limits.nodes, left.nodes)), work: Math.max(0, Math.min(limits.work, left.work)) }, allowed);
    left.nodes -= found.nodes;
    left.work -= found.work;
    return { component, found, drafts: draftsOf({ system, component, attestation, bounds }, found) };
  });
  const unexplained = solved.flatMap(({ component, drafts }) => (drafts.length > 0 ? [] : component.violated.flatMap((e) => [...(system.equations[e]?.coefs.keys() ?? [])])));
  const given = system.cells.flatMap((cell, c) => (cell.figure !== undefined && doubted.has(cell.figure.ref) ? [c] : []));
  const certain = certainOf(solved.flatMap((s) => s.drafts.map((d) => d.claim)), [...unexplained, ...given]);
  return solved.map(({ component, found, drafts }) => ({
    changes: drafts.map((d) => changeOf(d, certain.has(d.claim))),
    identities: component.violated.map((e) => system.identities[e] as Identity), cost: found.cost,
    disjoint: found.disjoint.map((e) => system.identities[e] as Identity), nodes: found.nodes, work: found.work,
  }));
}

const changeOf = ({ figure, values, identities, settled, telling, alternatives }: Draft, certain: boolean): Change => ({ figure, values, identities, certain, settled, founded: certain || telling, alternatives });

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
