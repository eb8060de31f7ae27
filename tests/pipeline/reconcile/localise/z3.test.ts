/**
 * The exact search beside a solver that knows nothing of it (differential oracle): on small random systems z3 finds the
 * same least cost and the same repairs of that cost, all of them.
 */
import type { Arith, Bool, Context, Z3HighLevel, Z3LowLevel } from 'z3-solver';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { search } from '../../../../pipeline/reconcile/localise/search.js';
import type { System } from '../../../../pipeline/reconcile/localise/system.js';

type Z3 = Z3HighLevel & Z3LowLevel & { readonly killThreads: (em: Z3LowLevel['em']) => void };

async function load(): Promise<Z3 | string> {
  try {
    const { init, killThreads } = await import('z3-solver');
    return { ...(await init()), killThreads };
  } catch (error) {
    return error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
  }
}
const z3 = await load();

/** Seeded numbers: mulberry32. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4_294_967_296) * below);
  };
}

/**
 * A system of sums over exact figures, a few of them then misprinted: cells are wholes of up to four parts, parts are
 * shared between sums. With `copies`, one figure is printed twice and wrong in both places or in one.
 */
function made(seed: number, copies: boolean): System {
  const below = random(seed);
  const values: bigint[] = Array.from({ length: 4 + below(3) }, () => BigInt(1 + below(900)));
  const sums: Map<number, number>[] = [];
  for (let i = 0; i < 3 + below(3); i += 1) {
    const parts = [...new Set(Array.from({ length: 2 + below(3) }, () => below(values.length)))];
    if (parts.length < 2) continue;
    sums.push(new Map([[values.length, 1], ...parts.map((p) => [p, -1] as const)]));
    values.push(parts.reduce((sum, p) => sum + (values[p] as bigint), 0n));
  }
  const classes: number[][] = [];
  if (copies) {
    const of = below(values.length);
    classes.push([of, values.length]);
    values.push(values[of] as bigint);
    sums.push(new Map([[values.length, 1], [values.length - 1, -1], [(of + 1) % (values.length - 1), -1]]));
    values.push((values.at(-1) as bigint) + (values[(of + 1) % (values.length - 1)] as bigint));
  }
  const misprint = (cell: number, by: bigint): void => {
    values[cell] = (values[cell] as bigint) + by;
  };
  for (let i = 0; i < 1 + below(3); i += 1) misprint(below(values.length), BigInt(1 + below(400)));
  if (copies && below(2) === 0) for (const cell of classes[0] ?? []) misprint(cell, 37n);
  // Copies that differ are no copies.
  const same = classes.filter(([a, b]) => values[a as number] === values[b as number]);
  const cells = values.map((fen) => ({ figure: undefined, fen, step: 0n }));
  const equations = sums.map((coefs) => ({ coefs, residual: [...coefs].reduce((sum, [cell, coef]) => sum + BigInt(coef) * (values[cell] as bigint), 0n) }));
  return {
    cells, equations, identities: [], classes: same, classOf: cells.map((_, c) => same.findIndex((group) => group.includes(c))),
    violated: equations.flatMap(({ residual }, e) => (residual === 0n ? [] : [e])),
    occurrences: cells.map((_, c) => equations.flatMap(({ coefs }, e) => (coefs.has(c) ? [e] : []))),
  };
}

const keyOf = (values: ReadonlyMap<number, bigint>): string => [...values].filter(([, value]) => value >= 0n).map(([cell, value]) => `${cell}=${value}`).toSorted().join(' ');

/** All repairs of least cost that z3 finds: changes of single cells and of copies at once, none below zero. */
async function oracle(context: Context<'oracle'>, system: System): Promise<{ readonly cost: number; readonly repairs: readonly string[] }> {
  const { Int, Solver, Sum, If, Not, And, Or } = context;
  const solver = new Solver();
  const own = system.cells.map((_, c) => Int.const(`d${c}`));
  const shared = system.classes.map((_, k) => Int.const(`s${k}`));
  const changeOf = (cell: number): Arith<'oracle'> => (system.classOf[cell] === -1 ? (own[cell] as Arith<'oracle'>) : (own[cell] as Arith<'oracle'>).add(shared[system.classOf[cell] as number] as Arith<'oracle'>));
  for (const { coefs, residual } of system.equations) solver.add(Sum(Int.val(residual), ...[...coefs].map(([cell, coef]) => changeOf(cell).mul(coef))).eq(0));
  for (const [c, { fen }] of system.cells.entries()) solver.add(changeOf(c).ge(-fen));
  // What is printed in several places is not nothing: the search keeps such repairs apart.
  for (const [k, group] of system.classes.entries()) solver.add(Or((shared[k] as Arith<'oracle'>).eq(0), And(...group.map((c) => changeOf(c).neq(-(system.cells[c] as { fen: bigint }).fen)))));
  const columns = [...own, ...shared];
  const changed = columns.map((column): Bool<'oracle'> => Not(column.eq(0)));
  const cost = Sum(Int.val(0), ...changed.map((one) => If(one, Int.val(1), Int.val(0))));
  let least = 0;
  for (; (await solver.check(cost.le(least))) !== 'sat'; least += 1) if (least > system.cells.length) throw new Error('Expected a repair, found none');
  solver.add(cost.le(least));
  const repairs = new Set<string>();
  while ((await solver.check()) === 'sat') {
    const model = solver.model();
    const valueOf = (column: Arith<'oracle'>): bigint => BigInt(String(model.eval(column, true)).replaceAll(/[() ]/gu, ''));
    const values = new Map<number, bigint>();
    for (const [c, { fen }] of system.cells.entries()) {
      const group = system.classOf[c] as number;
      if (valueOf(own[c] as Arith<'oracle'>) !== 0n || (group >= 0 && valueOf(shared[group] as Arith<'oracle'>) !== 0n)) values.set(c, fen + valueOf(changeOf(c)));
    }
    repairs.add(keyOf(values));
    solver.add(Or(...columns.map((column) => column.neq(valueOf(column)))));
  }
  return { cost: least, repairs: [...repairs].toSorted() };
}

describe.skipIf(typeof z3 === 'string')(`exact search and z3${typeof z3 === 'string' ? ` (skipped: z3-solver can't be loaded: ${z3})` : ''}`, () => {
  let context: Context<'oracle'>;
  beforeAll(() => {
    context = (z3 as Z3).Context('oracle');
  });
  afterAll(() => (z3 as Z3).killThreads((z3 as Z3).em));

  it.each([['single figures', false], ['figures printed twice', true]] as const)('find the same repairs of least cost: %s', async (_, copies) => {
    let compared = 0;
    for (let seed = 1; seed <= 30; seed += 1) {
      const system = made(seed, copies);
      if (system.violated.length === 0) continue;
      const found = search(system, new Set(system.equations.keys()), system.violated, { cost: 16, nodes: 100_000, work: 100_000_000, solutions: 400 }, (_cell, value) => value >= 0n);
      const expected = await oracle(context, system);
      expect({ seed, cost: found.cost, repairs: [...new Set(found.repairs.map((r) => keyOf(r.values)))].toSorted() }).toEqual({ seed, ...expected });
      compared += 1;
    }
    expect(compared).toBeGreaterThan(20);
  }, 60_000);
});
