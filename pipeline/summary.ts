/**
 * The summary of a run, as data: what was read and what is wrong with it, for `--json` and for the text.
 */
import type { DocumentRow } from '../schemas/dataset.js';
import type { HeldList } from './publishers/hold.js';
import type { Digest } from './write/artefacts.js';

/** One document of a run: its row as written, and what the summary says of it. */
export interface DocumentSummary {
  readonly row: DocumentRow;
  readonly digest: Digest;
}

export interface RunSummary {
  readonly out: string;
  readonly documents: readonly DocumentSummary[];
  /** Files left out of folders, by ending. */
  readonly skipped: ReadonlyMap<string, number>;
  /** The list of publishers, where one was given. */
  readonly held?: HeldList;
}

const sum = (documents: readonly DocumentSummary[], of: (document: DocumentSummary) => number): number => documents.reduce((total, document) => total + of(document), 0);

/** Documents whose records stand in the dataset: failed ones and duplicates don't. */
export const own = (run: RunSummary): readonly DocumentSummary[] => run.documents.filter(({ row }) => row.duplicate_of === '' && row.status !== 'failed');

/** Totals over a run. */
export function totals(run: RunSummary) {
  const documents = own(run);
  const withList = run.held === undefined ? documents : [...documents, run.held.list];
  return {
    documents: run.documents.length,
    ok: run.documents.filter(({ row }) => row.status === 'ok').length,
    partial: run.documents.filter(({ row }) => row.status === 'partial').length,
    failed: run.documents.filter(({ row }) => row.status === 'failed').length,
    duplicates: run.documents.filter(({ row }) => row.duplicate_of !== '').length,
    tables: sum(documents, ({ row }) => row.tables),
    line_items: sum(documents, ({ row }) => row.line_items),
    projects: sum(documents, ({ digest }) => digest.projects),
    performance_targets: sum(documents, ({ digest }) => digest.targets),
    facts: sum(documents, ({ digest }) => digest.facts),
    findings: {
      error: sum(withList, ({ row }) => row.findings_error),
      warning: sum(withList, ({ row }) => row.findings_warning),
      info: sum(withList, ({ row }) => row.findings_info),
    },
    proposals: sum(documents, ({ digest }) => digest.proposals),
    checks: { applicable: sum(documents, ({ digest }) => digest.checks.applicable), not_checkable: sum(documents, ({ digest }) => digest.checks.notCheckable) },
  };
}

/** The machine's summary (`--json`). */
export function summaryJson(run: RunSummary): string {
  const files = run.documents.map(({ row }) => ({
    source_file: row.source_file, document_id: row.document_id, status: row.status, error: row.error, duplicate_of: row.duplicate_of, kind: row.kind,
    fiscal_year: row.fiscal_year, stage: row.stage, organisation: row.organisation, tables: row.tables, line_items: row.line_items,
    findings_error: row.findings_error, findings_warning: row.findings_warning, findings_info: row.findings_info,
  }));
  const publishers = run.held === undefined ? {} : { publishers: { source_file: run.held.list.row.source_file, publications: run.held.publications, missing: run.held.missing, unclear: run.held.unclear } };
  return `${JSON.stringify({ out: run.out, ...totals(run), skipped: Object.fromEntries(run.skipped), ...publishers, files }, undefined, 2)}\n`;
}
