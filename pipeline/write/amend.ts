/**
 * A document's records with what became known only after it was written: findings and counts of checks across documents.
 */
import type { FindingRow, LineItemRow } from '../../schemas/dataset.js';
import type { DocumentFile } from '../../schemas/dataset-files.js';
import type { CellRef, CheckCount, Finding } from '../../schemas/finding.js';
import { findingRows, findingsByCell, joinIds } from './findings.js';
import type { Place } from './places.js';

/** The records with more findings and with counts in the place of those of the same rules. */
export function amended(file: DocumentFile, findings: readonly Finding[], checks: readonly CheckCount[]): DocumentFile {
  const { document_id: documentId, source_file: sourceFile } = file.document;
  const rows = findingRows({ documentId, sourceFile, findings }, placesIn(file));
  const byCell = findingsByCell(rows);
  const counts = new Map(checks.map((check) => [check.rule, check]));
  const allFindings = [...file.findings, ...rows];
  const allChecks = file.checks.map((row) => {
    const count = counts.get(row.rule);
    return count === undefined ? row : { ...row, applicable: count.applicable, passed: count.passed, failed: count.failed, not_checkable: count.notCheckable, reason: count.reason };
  });
  const severities = (severity: string): number => allFindings.filter((f) => f.severity === severity).length;
  return {
    ...file,
    document: {
      ...file.document, findings_error: severities('error'), findings_warning: severities('warning'), findings_info: severities('info'),
      not_checkable: allChecks.reduce((sum, check) => sum + check.not_checkable, 0),
    },
    line_items: file.line_items.map((item) => amendedItem(item, byCell.get(`${item.table_id}:${item.row}:${item.measure}`) ?? [])),
    findings: allFindings,
    checks: allChecks,
  };
}

function amendedItem(item: LineItemRow, findings: readonly FindingRow[]): LineItemRow {
  if (findings.length === 0) return item;
  const serious = findings.some((f) => f.severity !== 'info');
  return { ...item, status: serious && (item.status === 'ok' || item.status === 'unchecked') ? 'suspect' : item.status, finding_ids: [item.finding_ids, joinIds(findings)].filter((ids) => ids !== '').join(';') };
}

/** Places of the cells and facts, as they were written. */
function placesIn({ line_items, facts }: DocumentFile): ReadonlyMap<CellRef, Place> {
  return new Map<CellRef, Place>([
    ...line_items.map(({ table_id, row, measure, page, x0, y0, x1, y1 }) => [`${table_id}:${row}:${measure}`, { ...(page === null ? {} : { page }), ...(x0 === null || y0 === null || x1 === null || y1 === null ? {} : { box: { x0, y0, x1, y1 } }) }] as const),
    ...facts.map(({ fact_id, page }) => [fact_id, page === null ? {} : { page }] as const),
  ]);
}
