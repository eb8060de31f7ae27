/**
 * Findings: what is wrong or odd, as data. Wording is made from them at the end (schemas/rules.yaml).
 */
import type { Box } from './block.js';

export type Severity = 'error' | 'warning' | 'info';
export type Cause = 'published' | 'reading' | 'undecided';

/**
 * A cell that takes part: `t3:12:total`; for facts `f7`; for forms `p3:funds_total`. A finding about all amounts of a
 * column names it as `t3:*:total`, one about all amounts of a table as `t3`.
 */
export type CellRef = string;

/** All amounts of a measure in a table. */
export const columnRef = (tableId: string, measure: string): CellRef => `${tableId}:*:${measure}`;

/** One violated identity or observation that supports a finding. */
export interface Evidence {
  /** The identity or observation, for people, in Chinese: `20805 = 2080501 + 2080505 + 2080506`. */
  readonly statement: string;
  readonly cells: readonly CellRef[];
  readonly published?: string;
  readonly expected?: string;
  readonly difference?: string;
}

export interface Finding {
  /** `group/name`, an id of rules.yaml. */
  readonly rule: string;
  /** Overrides the severity of rules.yaml, e.g. where the evidence of a code list is weak. */
  readonly severity?: Severity;
  readonly tableId?: string;
  readonly tableKind?: string;
  readonly code?: string;
  readonly measure?: string;
  readonly page?: number;
  readonly box?: Box;
  readonly published?: string;
  readonly expected?: string;
  /** published − expected in yuan, exact decimal. */
  readonly difference?: string;
  readonly cause?: Cause;
  /** Values for the wording, by placeholder name. */
  readonly params: Readonly<Record<string, string>>;
  readonly cells: readonly CellRef[];
  readonly evidence: readonly Evidence[];
}

/** How often a rule applied to a document, and what came of it: a row of checks.csv. */
export interface CheckCount {
  readonly rule: string;
  readonly applicable: number;
  readonly passed: number;
  readonly failed: number;
  readonly notCheckable: number;
  /** Reasons why instances could not be checked, with counts: `table missing×2; label not found×1`. */
  readonly reason: string;
}

export const OPERATIONS = ['amount', 'code', 'shift_rows', 'slip_column', 'scale', 'sign', 'swap', 'missing_row', 'name'] as const;
export type Operation = (typeof OPERATIONS)[number];

/** A proposed repair: never made silently, always a record of its own. */
export interface Proposal {
  readonly tableId: string;
  readonly row: number;
  /** A measure, or `code`, `name`. */
  readonly field: string;
  readonly published: string;
  readonly proposed: string;
  readonly operation: Operation;
  readonly certainty: 'certain' | 'possible' | 'ambiguous';
  readonly cost: number;
  readonly alternatives: readonly string[];
  readonly proof: Readonly<Record<string, unknown>>;
  /** Cells of the findings that it answers: findings that share one of them are linked. */
  readonly cells: readonly CellRef[];
}

/**
 * Statements of a finding in one line: the first `most`, and how many there are.
 * @param of what is counted
 */
export function listed(statements: readonly string[], most: number, of: '项' | '处' | '行' | '栏' = '项', count = statements.length): string {
  return statements.slice(0, most).join('；') + (statements.length > most ? `；等${count}${of}` : '');
}
