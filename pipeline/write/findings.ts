/**
 * Findings and proposals as rows, and which findings a cell takes part in.
 */
import type { FindingRow, ProposalRow } from '../../schemas/dataset.js';
import type { DocumentFile } from '../../schemas/dataset-files.js';
import type { ProcessedDocument } from '../../schemas/document.js';
import type { CellRef, Evidence, Finding } from '../../schemas/finding.js';
import { addTo } from '../../schemas/groups.js';
import { severityOf, wordingOf } from '../../schemas/rules.js';
import { changedCell, placeColumns, proposalIds, stableId, type Place } from './places.js';

type FindingRecord = DocumentFile['findings'][number];

/** Rows of findings.csv with their evidence, in the order of the findings. Ids depend on what is found, not on the wording. */
export function findingRows(processed: Pick<ProcessedDocument, 'documentId' | 'sourceFile' | 'findings' | 'document'>, places: ReadonlyMap<CellRef, Place>): FindingRecord[] {
  const taken = new Set<string>();
  return processed.findings.map((finding) => {
    const tableId = finding.tableId ?? onlyTable(finding.cells);
    const row: FindingRow = {
      finding_id: stableId('F', [processed.documentId, finding.rule, tableId, finding.code ?? '', finding.measure ?? '', String(finding.page ?? ''), ...finding.cells], taken),
      document_id: processed.documentId,
      source_file: processed.sourceFile,
      rule: finding.rule,
      severity: severityOf(finding),
      table_kind: finding.tableKind ?? processed.document?.tables.find(({ table }) => table.tableId === tableId)?.table.kind ?? '',
      code: finding.code ?? '',
      measure: finding.measure ?? '',
      ...placeColumns(placeOf(finding, places)),
      published: finding.published ?? '',
      expected: finding.expected ?? '',
      difference: finding.difference ?? '',
      cause: finding.cause ?? 'published',
      message_zh: wordingOf(finding, 'zh'),
      message_en: wordingOf(finding, 'en'),
      cells: finding.cells.join(';'),
      table_id: tableId,
    };
    return { ...row, evidence: finding.evidence.map(plainEvidence) };
  });
}

const plainEvidence = ({ statement, cells, published, expected, difference }: Evidence): FindingRecord['evidence'][number] => ({
  statement,
  cells: [...cells],
  ...(published === undefined ? {} : { published }),
  ...(expected === undefined ? {} : { expected }),
  ...(difference === undefined ? {} : { difference }),
});

/** The table that all cells of a finding belong to; '' if there is none or several. */
function onlyTable(cells: readonly CellRef[]): string {
  const tables = new Set(cells.map((cell) => /^(t\d+)(?::|$)/u.exec(cell)?.[1] ?? ''));
  return tables.size === 1 ? ([...tables][0] ?? '') : '';
}

/** A finding's own place; else that of the first of its cells that has one, else of its table. */
function placeOf(finding: Finding, places: ReadonlyMap<CellRef, Place>): Place {
  if (finding.box !== undefined) return finding;
  const known = [...finding.cells, finding.tableId ?? ''].map((cell) => places.get(cell)).filter((place) => place?.page !== undefined && (finding.page === undefined || place.page === finding.page));
  return known[0] ?? { page: finding.page };
}

/** Ids of the findings by cell, in the order of the findings. */
export function findingsByCell(findings: readonly FindingRow[]): ReadonlyMap<CellRef, readonly FindingRow[]> {
  const byCell = new Map<CellRef, FindingRow[]>();
  for (const finding of findings) {
    for (const cell of new Set(finding.cells === '' ? [] : finding.cells.split(';'))) addTo(byCell, cell, finding);
  }
  return byCell;
}

/** Rows of proposals.csv, each linked to the findings that share one of its cells. */
export function proposalRows(processed: ProcessedDocument, byCell: ReadonlyMap<CellRef, readonly FindingRow[]>): ProposalRow[] {
  return [...proposalIds(processed.documentId, processed.proposals)].map(([proposal_id, proposal]) => {
    const findings = [changedCell(proposal), ...proposal.cells].flatMap((cell) => byCell.get(cell) ?? []);
    return {
      proposal_id,
      document_id: processed.documentId,
      finding_ids: joinIds(findings),
      table_id: proposal.tableId,
      row: proposal.row,
      measure_or_field: proposal.field,
      published: proposal.published,
      proposed: proposal.proposed,
      operation: proposal.operation,
      certainty: proposal.certainty,
      cost: proposal.cost,
      alternatives: proposal.alternatives.join(';'),
      proof: JSON.stringify(proposal.proof, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value)),
    };
  });
}

/** Ids joined by `;`, each once. */
export const joinIds = (findings: readonly FindingRow[]): string => [...new Set(findings.map((f) => f.finding_id))].join(';');
