/**
 * What speaks for a change beside its being the least: failing identities, each with other figures, that agree on it.
 * A figure that is printed in several places is one witness, unless a sum with further figures bears it out; and a sum
 * within rounding bears out an amount, but not its last digit.
 */
import { abs } from '../intervals.js';
import type { Component } from './components.js';
import { rootOf } from './components.js';
import type { Repair } from './search.js';
import type { System } from './system.js';

/** A failing identity as a witness: the changes that it speaks of, and whether to the last digit. */
export interface Witness {
  readonly changes: readonly number[];
  readonly exact: boolean;
  /** Its other figures, whose printed amounts it relies on. */
  readonly others: readonly number[];
  /** A figure of the same precision that should be the same differs from the proposed one in the last digit. */
  readonly differs?: boolean;
}

/** Independent identities that say what a change must be. */
export interface Support {
  /** 0: none to the last digit, 1: some, 2: whichever one of them is left out. */
  readonly ways: 0 | 1 | 2;
  /** Witnesses that speak of this change alone. */
  readonly alone: number;
}

/** A change of more than so many times the rounding of a sum is borne out by it. */
const BEYOND = 1n;


/** @param change index into the changes of the repair that the witnesses are of */
export function supportOf(change: number, witnesses: readonly Witness[]): Support {
  const alone = witnesses.filter((w) => w.changes.length === 1 && w.changes[0] === change).length;
  if (witnesses.some((w) => w.differs === true && w.changes[0] === change) || !follows(change, witnesses.filter((w) => w.exact))) return { ways: 0, alone };
  return { ways: witnesses.every((w) => follows(change, witnesses.filter((o) => o !== w))) ? 2 : 1, alone };
}

/** Whether a change follows from the witnesses, one after the other. */
function follows(change: number, witnesses: readonly Witness[]): boolean {
  const known = new Set<number>();
  for (let more = true; more && !known.has(change); ) {
    more = false;
    for (const { changes } of witnesses) {
      const open = changes.filter((c) => !known.has(c));
      if (open.length !== 1) continue;
      known.add(open[0] as number);
      more = true;
    }
  }
  return known.has(change);
}

/** What the failing identities of a component say of the changes of a repair. */
export function witnessesOf(system: System, component: Component, repair: Repair): Witness[] {
  const of = new Map(repair.changes.flatMap((cells, i) => cells.map((c) => [c, i] as const)));
  const rounded = roundedTables(system, component);
  const seen = new Map<string, Witness>();
  /** Equalities of two figures, by what they say: the lines that say it. */
  const equal = new Map<string, { readonly witness: Witness; readonly lines: Set<unknown>; readonly others: number[] }>();
  for (const e of component.violated) {
    const { coefs } = system.equations[e] as System['equations'][number];
    const shifts = new Map<number, number>();
    const others: [number, number][] = [];
    let sum = 0n;
    let slack = 0n;
    for (const [cell, coef] of coefs) {
      const { fen, step, figure } = system.cells[cell] as System['cells'][number];
      const change = of.get(cell);
      sum += BigInt(coef) * (repair.values.get(cell) ?? fen);
      slack += BigInt(Math.abs(coef)) * step;
      if (change !== undefined) shifts.set(change, (shifts.get(change) ?? 0) + coef);
      else if (fen !== 0n && figure !== undefined) others.push([cell, coef]);
    }
    const changes = [...shifts].flatMap(([change, coef]) => (coef === 0 ? [] : [change]));
    const [only, more] = others;
    const tells = changes.every((change) => {
      const cell = repair.changes[change]?.[0] as number;
      return sum === 0n && more === undefined || abs((repair.values.get(cell) as bigint) - (system.cells[cell] as { fen: bigint }).fen) > BEYOND * slack;
    });
    if (changes.length === 0 || !tells) continue;
    const [first] = changes;
    if (only !== undefined && more === undefined && changes.length === 1) {
      const { figure, fen } = system.cells[only[0]] as System['cells'][number];
      const key = `${first} = ${fen}`;
      const own = repair.changes[first as number]?.[0] as number;
      const differs = sum !== 0n && (system.cells[only[0]] as { step: bigint }).step <= (system.cells[own] as { step: bigint }).step;
      const known = equal.get(key) ?? { witness: { changes, exact: sum === 0n, others: [only[0]], differs }, lines: new Set(), others: [] };
      known.lines.add(figure?.line);
      known.others.push(only[0]);
      equal.set(key, known);
      continue;
    }
    const exact = sum === 0n && ![...coefs.keys()].some((c) => rounded.has(system.cells[c]?.figure?.table.tableId ?? ''));
    seen.set(`${changes.join(',')}: ${others.map(([c, coef]) => `${rootOf(system, c)}:${coef}`).toSorted().join(' ')}`, { changes, exact, others: others.map(([c]) => c) });
  }
  return [...seen.values(), ...[...equal.values()].flatMap(({ witness, lines, others }) => (lines.size > 1 && others.some((o) => isAnchored(system, component, of, repair, witness.changes[0] as number, o)) ? [witness, { ...witness }] : [witness]))];
}

/** Whether a sum that holds, with two further figures and more, would fail if the figure and its copies read as the changed cell does. */
function isAnchored(system: System, component: Component, of: ReadonlyMap<number, number>, repair: Repair, change: number, cell: number): boolean {
  const printed = repair.changes[change]?.[0] as number;
  const by = (system.cells[printed] as { fen: bigint }).fen - (repair.values.get(printed) as bigint);
  const root = rootOf(system, cell);
  const group = (system.classOf[cell] as number) >= 0 ? (system.classes[system.classOf[cell] as number] as readonly number[]) : [cell];
  const failing = new Set(component.violated);
  return group.some((member) => !of.has(member) && (system.occurrences[member] as readonly number[]).some((e) => {
    if (failing.has(e)) return false;
    const { coefs, residual } = system.equations[e] as System['equations'][number];
    let slack = 0n;
    let own = 0;
    let others = 0;
    for (const [c, coef] of coefs) {
      const { fen, step } = system.cells[c] as System['cells'][number];
      if (of.has(c)) return false;
      slack += BigInt(Math.abs(coef)) * step;
      if (rootOf(system, c) === root) own += coef;
      else if (fen !== 0n) others += 1;
    }
    return own !== 0 && others >= 2 && abs(residual + BigInt(own) * by) > BEYOND * slack;
  }));
}

/** Tables whose figures differ within rounding: a sum of them may be off by as much. */
function roundedTables(system: System, component: Component): Set<string> {
  const failing = new Set(component.violated);
  const out = new Set<string>();
  for (const e of component.equations) {
    const { coefs, residual } = system.equations[e] as System['equations'][number];
    if (residual === 0n || failing.has(e)) continue;
    for (const c of coefs.keys()) out.add(system.cells[c]?.figure?.table.tableId ?? '');
  }
  return out;
}
