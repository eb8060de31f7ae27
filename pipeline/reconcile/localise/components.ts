/**
 * Failing equations that share a figure, or copies of one, are explained together. Equations that hold and touch the
 * figures of two components are left out of both: a repair is only called certain if it stands without them.
 */
import type { System } from './system.js';

export interface Component {
  readonly violated: readonly number[];
  /** Equations that count for this component: its own failing ones and all that hold, boundaries left out. */
  readonly equations: ReadonlySet<number>;
}

/** What a cell counts as: its class, or itself. */
export const rootOf = (system: System, cell: number): number => ((system.classOf[cell] as number) >= 0 ? system.cells.length + (system.classOf[cell] as number) : cell);

export function componentsOf(system: System): Component[] {
  const groups: { readonly violated: number[]; readonly roots: Set<number> }[] = [];
  for (const e of system.violated) {
    const roots = new Set([...(system.equations[e]?.coefs.keys() ?? [])].map((c) => rootOf(system, c)));
    const touching = groups.filter((g) => [...roots].some((r) => g.roots.has(r)));
    for (const g of touching) groups.splice(groups.indexOf(g), 1);
    groups.push({ violated: [...touching.flatMap((g) => g.violated), e].toSorted((a, b) => a - b), roots: new Set([...roots, ...touching.flatMap((g) => [...g.roots])]) });
  }
  const owner = new Map<number, number>();
  groups.forEach((g, i) => {
    for (const r of g.roots) owner.set(r, i);
  });
  const failing = new Set(system.violated);
  const holding = system.equations.flatMap((equation, e) => {
    if (failing.has(e)) return [];
    let first: number | undefined;
    for (const cell of equation.coefs.keys()) {
      const own = owner.get(rootOf(system, cell));
      first ??= own;
      if (own !== undefined && own !== first) return [];
    }
    return [e];
  });
  return groups.map((g) => ({ violated: g.violated, equations: new Set([...holding, ...g.violated]) }));
}
