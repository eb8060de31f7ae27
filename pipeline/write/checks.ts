/**
 * Checks as rows: every rule that applies to the document's stage and kind, zeros included.
 */
import type { CheckRow, FindingRow } from '../../schemas/dataset.js';
import type { NormalisedDocument, ProcessedDocument } from '../../schemas/document.js';
import { rules, type Rule } from '../../schemas/rules.js';

/** Groups that hold for any document; the others speak of the tables and the narrative of a disclosure. */
const GENERAL = new Set(['page', 'text', 'document']);

function appliesTo(rule: Rule, document: NormalisedDocument): boolean {
  const { kind, stage } = document.identity;
  if (kind === 'other' && !GENERAL.has(rule.id.split('/')[0] ?? '')) return false;
  return rule.stage === undefined || stage === '' || rule.stage === stage;
}

/**
 * Rows of checks.csv in the order of rules.yaml, then rules that only the checks know.
 * Observations of the readers are not counted by a check: a rule about pages applies to each page, any other to what was found.
 */
export function checkRows(processed: ProcessedDocument, document: NormalisedDocument, findings: readonly FindingRow[]): CheckRow[] {
  const counted = new Map(processed.checks.map((check) => [check.rule, check]));
  const found = new Map<string, number>();
  for (const { rule } of findings) found.set(rule, (found.get(rule) ?? 0) + 1);
  const applicable = [...rules().values()].filter((rule) => appliesTo(rule, document)).map((rule) => rule.id);
  const order = new Set([...applicable, ...counted.keys(), ...found.keys()]);
  return [...order].map((rule) => {
    const check = counted.get(rule);
    const key = { document_id: processed.documentId, source_file: processed.sourceFile, rule };
    if (check !== undefined) return { ...key, applicable: check.applicable, passed: check.passed, failed: check.failed, not_checkable: check.notCheckable, reason: check.reason };
    const failed = found.get(rule) ?? 0;
    const instances = Math.max(failed, rules().get(rule)?.applies === 'page' ? (document.pages ?? 0) : 0);
    return { ...key, applicable: instances, passed: instances - failed, failed, not_checkable: 0, reason: '' };
  });
}
