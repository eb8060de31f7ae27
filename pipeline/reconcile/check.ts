/** All checks of one document (核对): figures of tables, narrative, forms, wording. */
import type { CellCover, CheckResult, NormalisedDocument } from '../../schemas/document.js';
import type { CellRef, Proposal } from '../../schemas/finding.js';
import type { TableKindSpec } from '../../schemas/table-kind.js';
import type { CellFacts } from './decided.js';
import { checkForms } from './forms/index.js';
import { checkNarrative } from './narrative/index.js';
import { checkTables } from './tables/index.js';
import { checkUnread } from './tables/unread.js';
import { checkText } from './text/index.js';

export interface Checked extends CheckResult {
  readonly cover: ReadonlyMap<CellRef, CellCover>;
  readonly proposals: readonly Proposal[];
}

/**
 * Findings, counts per rule, how well identities cover each printed amount, and repairs of amounts.
 * @param known what a reviewer has settled
 */
export function check(document: NormalisedDocument, kinds: readonly TableKindSpec[], known?: CellFacts): Checked {
  const tables = checkTables(document, kinds, known);
  const results: readonly CheckResult[] = [tables, checkUnread(document, kinds), checkForms(document), checkNarrative(document), checkText(document, kinds)];
  return { findings: results.flatMap((r) => r.findings), checks: results.flatMap((r) => r.checks), cover: tables.cover, proposals: tables.proposals };
}
