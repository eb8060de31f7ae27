/**
 * Textual and structural checks (文字与结构检查): what an auditor sees without adding anything up.
 */
import type { CheckResult, NormalisedDocument } from '../../../schemas/document.js';
import type { TableKindSpec } from '../../../schemas/table-kind.js';
import { Counter } from '../../normalise/observations.js';
import { checkReasons } from './reasons.js';
import { checkRequiredItems } from './required-items.js';
import { checkSections } from './sections.js';
import { checkSelfReference } from './self-reference.js';
import { checkTableList } from './table-list.js';
import { checkTableNotes } from './table-notes.js';
import { viewOf } from './view.js';
import { checkWording } from './wording.js';

/**
 * Findings of the groups `structure`, `table` and `text`. A document of another kind (notice, report) and one without
 * any text are not held against these rules.
 * @param kinds the table kinds in use: they tell what a title in the contents or the body means
 */
export function checkText(document: NormalisedDocument, kinds: readonly TableKindSpec[]): CheckResult {
  if (document.identity.kind === 'other' || document.extraction === 'none') return { findings: [], checks: [] };
  const view = viewOf(document, kinds);
  const counter = new Counter();
  const findings = [checkSelfReference, checkTableList, checkTableNotes, checkSections, checkRequiredItems, checkReasons, checkWording].flatMap((check) => check(view, counter));
  return { findings, checks: counter.counts() };
}
