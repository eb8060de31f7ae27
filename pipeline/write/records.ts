/**
 * All records of one source file, validated: what its JSON file holds and what its rows of the CSV files are.
 */
import { z } from 'zod';
import type { DocumentRow } from '../../schemas/dataset.js';
import { DocumentFile, type GridRecord } from '../../schemas/dataset-files.js';
import type { NormalisedDocument, ProcessedDocument } from '../../schemas/document.js';
import type { LinedTable } from '../../schemas/document.js';
import { checkRows } from './checks.js';
import { factRows } from './facts.js';
import { findingRows, findingsByCell, proposalRows } from './findings.js';
import { identityColumns, lineItemRows } from './line-items.js';
import { performanceTargetRows, projectRows } from './performance.js';
import { placeColumns, placesOf } from './places.js';

/**
 * Records of a processed document. A failed one has its row in documents.csv and nothing else.
 * @throws an error that names the first record that breaks its schema
 */
export function recordsOf(processed: ProcessedDocument): DocumentFile {
  const { document } = processed;
  if (document === undefined) return validated({ ...EMPTY, document: failedRow(processed) });
  const places = placesOf(document);
  const findings = findingRows(processed, places);
  const byCell = findingsByCell(findings);
  const lineItems = lineItemRows(processed, document, byCell);
  const checks = checkRows(processed, document, findings);
  const severities = (severity: string): number => findings.filter((f) => f.severity === severity).length;
  const row: DocumentRow = {
    ...failedRow(processed),
    pages: document.pages ?? null,
    title: document.identity.title,
    ...identityColumns(document.identity),
    extraction: document.extraction,
    tables: document.tables.length,
    line_items: lineItems.length,
    findings_error: severities('error'),
    findings_warning: severities('warning'),
    findings_info: severities('info'),
    not_checkable: checks.reduce((sum, check) => sum + check.not_checkable, 0),
    kind: document.identity.kind,
    published_on: document.publishedOn ?? '',
  };
  return validated({
    document: row,
    grids: document.tables.map(gridRecord),
    paragraphs: document.paragraphs.map(({ text, page, line }) => ({ text, page: page ?? null, line: line ?? null })),
    line_items: lineItems,
    projects: projectRows(processed, document),
    performance_targets: performanceTargetRows(processed, document),
    facts: factRows(processed, document),
    findings,
    proposals: proposalRows(processed, byCell),
    checks,
  });
}

const EMPTY: Omit<DocumentFile, 'document'> = { grids: [], paragraphs: [], line_items: [], projects: [], performance_targets: [], facts: [], findings: [], proposals: [], checks: [] };
const UNKNOWN: NormalisedDocument['identity'] = { title: '', fiscalYear: 0, stage: '', scope: '', region: '', regionCode: '', organisation: '', kind: 'other' };

function failedRow(processed: ProcessedDocument): DocumentRow {
  return {
    document_id: processed.documentId,
    source_file: processed.sourceFile,
    sha256: processed.sha256,
    media_type: processed.mediaType,
    bytes: processed.bytes,
    pages: null,
    title: '',
    ...identityColumns(UNKNOWN),
    extraction: '',
    tables: 0,
    line_items: 0,
    findings_error: 0,
    findings_warning: 0,
    findings_info: 0,
    not_checkable: 0,
    kind: '',
    status: processed.status,
    error: processed.error,
    duplicate_of: '',
    published_on: '',
  };
}

function gridRecord({ table }: LinedTable): GridRecord {
  const { grid } = table;
  return {
    table_id: table.tableId,
    kind: table.kind,
    title: table.title,
    unit: table.unit,
    pages: grid.pages === undefined ? null : [grid.pages[0], grid.pages[1]],
    notes: table.notes.map((note) => note.text),
    header_rows: table.headerRows,
    cells: grid.cells.map((cell) => ({
      row: cell.row, column: cell.column, row_span: cell.rowSpan, column_span: cell.columnSpan, text: cell.text,
      ...placeColumns({ page: cell.page ?? grid.pages?.[0], box: cell.box }),
    })),
    unread: table.unread.map(({ gridRow, reason }) => ({ row: gridRow, reason })),
  };
}

function validated(file: DocumentFile): DocumentFile {
  const result = DocumentFile.safeParse(file);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const at = issue?.path.join('.') ?? '';
  throw new Error(`Expected records that fit their schema, got ${at}: ${issue?.message ?? z.prettifyError(result.error)}`);
}
