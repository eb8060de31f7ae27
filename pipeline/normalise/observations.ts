/**
 * Observations on codes, and how they become findings: one cause, one finding, whatever the number of rows and tables.
 */
import type { Box } from '../../schemas/block.js';
import { listed, type Cause, type CheckCount, type Evidence, type Finding, type Severity } from '../../schemas/finding.js';
import { addTo, groupBy } from '../../schemas/groups.js';
import type { Entry, Table } from '../../schemas/table.js';

/** One row that shows something. Observations of the same rule and group become one finding. */
export interface Observation {
  readonly rule: string;
  readonly group: string;
  readonly table: Table;
  readonly entry: Entry;
  readonly field: 'code' | 'name';
  readonly severity?: Severity;
  readonly cause?: Cause;
  readonly code: string;
  readonly published: string;
  readonly expected: string;
  /** For people: `205 06 10 社区矫正应为2040610`. */
  readonly statement: string;
  readonly params?: Readonly<Record<string, string>>;
}

/** Cell reference of a row's code or name. */
export const cellOf = (o: Pick<Observation, 'table' | 'entry' | 'field'>): string => `${o.table.tableId}:${o.entry.row}:${o.field}`;

/** Above this many findings of one rule in a document they are one finding with the list. */
const MANY = 3;
/** Rules whose findings have one cause where they are many (an edition, a numbering of the house, a layout). */
const COMMON_CAUSE = new Set(['code/unknown', 'code/name-older', 'code/name-belongs', 'code/name-unlisted', 'code/name-spelling', 'code/order', 'code/missing-parent', 'code/outdated', 'code/missing', 'code/parts', 'code/name-differs', 'code/duplicate']);
const SHOWN = 12;

/** Findings of observations, in order of their first rows. */
export function toFindings(observations: readonly Observation[]): Finding[] {
  const groups = groupBy(observations, (o) => `${o.rule}\u0000${o.group}`);
  const perRule = new Map<string, number>();
  for (const [o] of groups.values()) if (o !== undefined) perRule.set(o.rule, (perRule.get(o.rule) ?? 0) + 1);
  const merged = new Map<string, Observation[]>();
  for (const [key, list] of groups) {
    const rule = list[0]?.rule ?? '';
    const target = COMMON_CAUSE.has(rule) && (perRule.get(rule) ?? 0) > MANY ? `${rule}\u0000\u0000${list[0]?.severity ?? ''}` : key;
    addTo(merged, target, ...list);
  }
  return [...merged.values()].map(toFinding);
}

function toFinding(list: readonly Observation[]): Finding {
  const first = list[0] as Observation;
  const statements = [...new Set(list.map((o) => o.statement))];
  const codes = new Set(list.map((o) => o.code));
  const tables = new Set(list.map((o) => o.table.tableId));
  const severity = list.map((o) => o.severity).find((s) => s !== undefined);
  const shown = listed(statements, SHOWN);
  const evidence: Evidence[] = statements.map((statement) => {
    const of = list.filter((o) => o.statement === statement);
    const one = of[0] as Observation;
    return { statement, cells: of.map(cellOf), ...(one.published === '' ? {} : { published: one.published }), ...(one.expected === '' ? {} : { expected: one.expected }) };
  });
  const box: Box | undefined = first.entry.box;
  return {
    rule: first.rule,
    ...(severity === undefined ? {} : { severity }),
    ...(tables.size === 1 ? { tableId: first.table.tableId, tableKind: first.table.kind } : {}),
    ...(codes.size === 1 && first.code !== '' ? { code: first.code } : {}),
    ...(first.entry.page === undefined ? {} : { page: first.entry.page }),
    ...(box === undefined || list.length > 1 ? {} : { box }),
    ...(statements.length === 1 && first.published !== '' ? { published: first.published } : {}),
    ...(statements.length === 1 && first.expected !== '' ? { expected: first.expected } : {}),
    cause: first.cause ?? 'published',
    params: { ...first.params, list: shown, count: String(statements.length), tables: String(tables.size) },
    cells: list.map(cellOf),
    evidence,
  };
}

/** Counting instances per rule, for checks.csv. */
export class Counter {
  readonly #rows = new Map<string, { applicable: number; failed: number; reasons: Map<string, number> }>();

  #row(rule: string): { applicable: number; failed: number; reasons: Map<string, number> } {
    const row = this.#rows.get(rule) ?? { applicable: 0, failed: 0, reasons: new Map<string, number>() };
    this.#rows.set(rule, row);
    return row;
  }

  /** `count` instances that the rule applies to, all of them checked. */
  applies(rule: string, count = 1): void {
    this.#row(rule).applicable += count;
  }

  fails(rule: string, count = 1): void {
    this.#row(rule).failed += count;
  }

  /** `count` instances that the rule applies to but that can't be checked. */
  cannot(rule: string, reason: string, count = 1): void {
    const row = this.#row(rule);
    row.applicable += count;
    row.reasons.set(reason, (row.reasons.get(reason) ?? 0) + count);
  }

  counts(): CheckCount[] {
    return [...this.#rows].map(([rule, { applicable, failed, reasons }]) => {
      const notCheckable = [...reasons.values()].reduce((a, b) => a + b, 0);
      return { rule, applicable, passed: applicable - failed - notCheckable, failed, notCheckable, reason: [...reasons].map(([r, n]) => `${r}×${n}`).join('; ') };
    });
  }
}
