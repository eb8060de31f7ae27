/**
 * Rows that stand beside the wrong names, in whatever order: where several neighbouring rows of a table differ from what
 * other tables print at the same codes, what those print, and what then is left of a row for its remaining column.
 */
import { addTo } from '../../../schemas/groups.js';
import { judge, residual, subject, type Figure, type Identity } from '../identity.js';

/** Rows that must differ, and how far apart they may stand. */
const ROWS = 3;
const NEAR = 3;

/** New values of the figures of each block of such rows. */
export function restoredBlocks(equalities: readonly Identity[], failing: readonly Identity[]): Map<Figure, bigint>[] {
  const wanted = new Map<Figure, Set<bigint>>();
  for (const { rule, terms } of failing) {
    const [a, b, more] = terms;
    if (rule !== 'cross/code' || a === undefined || b === undefined || more !== undefined || a.figure.table === b.figure.table) continue;
    for (const [own, other] of [[a.figure, b.figure], [b.figure, a.figure]] as const) wanted.set(own, (wanted.get(own) ?? new Set()).add(other.fen));
  }
  const tables = new Map<string, Figure[]>();
  for (const [figure, values] of wanted) if (values.size === 1) addTo(tables, figure.table.tableId, figure);
  return [...tables.values()].flatMap((figures) => blocksOf(figures)).map((block) => completed(new Map(block.map((f) => [f, [...(wanted.get(f) as Set<bigint>)][0] as bigint])), equalities));
}

function blocksOf(figures: readonly Figure[]): Figure[][] {
  const blocks: Figure[][] = [];
  for (const figure of figures.toSorted((a, b) => a.line.entry.row - b.line.entry.row)) {
    const last = blocks.at(-1);
    if (last !== undefined && figure.line.entry.row - (last.at(-1) as Figure).line.entry.row <= NEAR) last.push(figure);
    else blocks.push([figure]);
  }
  return blocks.filter((block) => new Set(block.map((f) => f.line)).size >= ROWS);
}

/** With the figures of its rows that no other table prints: what the row leaves for one of them, where a sum needs just that too. */
function completed(values: ReadonlyMap<Figure, bigint>, equalities: readonly Identity[]): Map<Figure, bigint> {
  const out = new Map(values);
  const lines = new Set([...values.keys()].map((f) => f.line));
  const left = (identity: Identity): bigint => identity.terms.reduce((sum, { figure, sign }) => sum + sign * (out.get(figure) ?? figure.fen), 0n);
  for (const row of equalities.filter((i) => i.rule === 'sum/row' && lines.has(subject(i).line))) {
    const by = left(row);
    if (by === 0n) continue;
    const fitting = row.terms.filter(({ figure, sign }) => !out.has(figure) && sign === -1n && figure.fen + by >= 0n && equalities.some((i) => i !== row && judge(i) === 'fails' && i.terms.some((t) => t.figure === figure && left(i) === t.sign * -by)));
    const [only, more] = fitting;
    if (only !== undefined && more === undefined) out.set(only.figure, only.figure.fen + by);
  }
  return out;
}

/** Whether sums of the table itself, which failed, bear the block out: tables that only differ may both be right. */
export const isBorneOutBySums = (fixed: readonly Identity[]): boolean => fixed.filter((i) => i.rule.startsWith('sum/') && residual(i) !== 0n).length >= 2;
