/**
 * How identities between tables are made: what is collected, and what funds that are carried over from last year or into
 * the next, which tables may leave out, excuse.
 */
import { equal, Identity, judge, residual, subject, type Figure, type Uncheckable } from '../identity.js';
import { abs } from '../intervals.js';
import { isTelling } from '../localise/likeness.js';
import type { FiguredTable } from './rows.js';

/** Items and measures of what is carried over from last year or into the next. */
const CARRIED = /carryover|surplus/u;

/** What the tables' own sums say of their figures. */
export interface OwnSums {
  /** Totals that are not the sums of their own tables. */
  readonly wrongTotals: ReadonlySet<Figure>;
  /** Figures of lines that don't add up from column to column. */
  readonly wrongLines: ReadonlySet<Figure>;
  /** Totals that the other side of their table agrees with. */
  readonly balanced: ReadonlySet<Figure>;
  /** Blanks and dashes of lines that add up without them: nothing, and not merely not printed. */
  readonly nothings: ReadonlySet<Figure>;
}

/** Where identities between tables are put, with what can't be checked. */
export interface Collector {
  readonly own: OwnSums;
  readonly identities: Identity[];
  readonly uncheckable: Uncheckable[];
}

/** A table's kind, or what it is called. */
export const nameOf = (table: FiguredTable): string => table.spec?.name ?? (table.table.title || table.table.tableId);

/**
 * Amounts that tables carry over from last year or into the next, as lines or as columns: other tables may leave them out.
 * What stands there beside the total (合计) in a line that doesn't add up may have slipped or moved there, and excuses nothing.
 */
export function carriedOver(tables: readonly FiguredTable[], own: OwnSums): Set<bigint> {
  const out = new Set<bigint>();
  for (const { rows, measures } of tables.flatMap((t) => t.lists)) {
    const columns = measures.filter((m) => CARRIED.test(m));
    for (const { figures, line } of rows) {
      const isCarriedLine = CARRIED.test(line.entry.item);
      for (const measure of isCarriedLine ? measures : columns) {
        const figure = figures.get(measure);
        if (figure !== undefined && figure.fen !== 0n && ((isCarriedLine && measure === 'total') || !own.wrongLines.has(figure))) out.add(figure.fen);
      }
    }
  }
  return out;
}

/** Whether an identity is off by just what is carried over. */
export function isCarried(identity: Identity, carried: ReadonlySet<bigint>): boolean {
  return carried.has(distance(identity));
}

/**
 * Adds the first of the candidates that holds, as two tables may cut off carried-over funds differently; else the nearest of
 * those that their own table contradicts (of which one that the other side bears out goes behind others, and a slip of a digit before them),
 * or of all, unless one is off by just such funds. A total of the year that prints by what 总计 is more has moved, and 总计 is right.
 */
export function link(out: Collector, rule: string, candidates: readonly (Figure | undefined)[], parts: readonly Figure[], zh: string, en: string, carried: ReadonlySet<bigint> = new Set()): boolean {
  const present = candidates.filter((c) => c !== undefined);
  if (present.length === 0 || parts.length === 0) {
    out.uncheckable.push({ rule, reason: 'label not found' });
    return false;
  }
  const several = new Set(present.map((c) => c.fen)).size > 1;
  // Of several totals that differ, none agrees: which of them should, is not sure.
  const made = [...new Set(present)].map((c) => equal(rule, c, parts, () => ({ zh, en }), !several));
  const agreed = made.find((i) => ['holds', 'rounding'].includes(judge(i)));
  if (agreed !== undefined) out.identities.push(new Identity(rule, '=', agreed.terms, () => ({ zh, en })));
  else if (made.some((i) => isCarried(i, carried))) out.uncheckable.push({ rule, reason: 'carried-over funds' });
  else {
    const doubted = made.filter((i) => out.own.wrongTotals.has(subject(i)) || out.own.wrongLines.has(subject(i)));
    const alone = doubted.filter((i) => !out.own.balanced.has(subject(i)));
    const contradicted = alone.length > 0 ? alone : doubted;
    const expected = (i: Identity): bigint => subject(i).fen - residual(i);
    const moved = made.find((i) => made.some((o) => subject(o).fen - subject(i).fen === expected(i)));
    const slipped = contradicted.filter((i) => isTelling(subject(i).fen, expected(i)));
    out.identities.push(moved ?? (slipped.length > 0 ? slipped : contradicted.length > 0 ? contradicted : made).reduce((a, b) => (distance(b) < distance(a) ? b : a)));
  }
  return agreed !== undefined;
}

const distance = (identity: Identity): bigint => abs(residual(identity));

/** By what carried-over funds one of the totals differs from the other table's; 0 where it is not by these. */
export function offBy(candidates: readonly (Figure | undefined)[], wholes: readonly (Figure | undefined)[], carried: ReadonlySet<bigint>): bigint {
  for (const candidate of candidates) {
    const by = candidate === undefined ? 0n : wholes.reduce((rest, whole) => rest - (whole?.fen ?? 0n), candidate.fen);
    if (carried.has(abs(by))) return by;
  }
  return 0n;
}

/** Adds an identity, unless carried-over funds (`off`, of all classes together) may be what it lacks. */
export function settle(out: Collector, off: bigint, identity: Identity): void {
  const by = residual(identity);
  const within = off !== 0n && by < 0n === off < 0n && (off < 0n ? by >= off : by <= off);
  if (within && judge(identity) === 'fails') out.uncheckable.push({ rule: identity.rule, reason: 'carried-over funds' });
  else out.identities.push(identity);
}
