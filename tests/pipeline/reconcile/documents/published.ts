/** Documents of several years and publishers, made by hand, as ledgers. */
import { ledgerOf, type Ledger } from '../../../../pipeline/reconcile/documents/ledger.js';
import type { Across } from '../../../../pipeline/reconcile/documents/years.js';
import { wordingOf } from '../../../../schemas/rules.js';
import type { LinedTable, ProcessedDocument } from '../../../../schemas/document.js';
import type { Finding } from '../../../../schemas/finding.js';
import { documentOf, type Made } from '../narrative/documents.js';

export interface Published extends Made {
  readonly organisation?: string;
  readonly region?: string;
  readonly regionCode?: string;
  readonly findings?: readonly Finding[];
}

export function published(sourceFile: string, texts: readonly string[], tables: readonly LinedTable[], { organisation = '某市司法局', region = '某市', regionCode = '999900', findings = [], ...made }: Published = {}): Ledger {
  const document = documentOf(texts, tables, made);
  const processed: ProcessedDocument = {
    documentId: sourceFile, sha256: '', bytes: 0, sourceFile, mediaType: '', document: { ...document, identity: { ...document.identity, organisation, region, regionCode } },
    findings, checks: [], proposals: [], cover: new Map(), status: 'ok', error: '',
  };
  const ledger = ledgerOf(processed);
  if (ledger === undefined) throw new Error('Expected a document that can be linked');
  // As it comes back from disk.
  return JSON.parse(JSON.stringify(ledger)) as Ledger;
}

/** The table with headers over its columns. */
export const headed = (lined: LinedTable, headers: readonly string[]): LinedTable => ({
  ...lined, table: { ...lined.table, columns: headers.map((header, gridColumn) => ({ gridColumn, block: 0, role: 'amount' as const, header })) },
});

/** Findings of all documents as `rule published→expected`. */
export const told = (across: Across): string[] => [...across.values()].flatMap(({ findings }) => findings.map((f) => `${f.rule} ${f.published}→${f.expected}`));

/** `applicable passed failed notCheckable` of a rule over all documents. */
export function counted(across: Across, rule: string): string {
  const rows = [...across.values()].flatMap(({ checks }) => checks.filter((c) => c.rule === rule));
  return ['applicable', 'passed', 'failed', 'notCheckable'].map((key) => rows.reduce((sum, row) => sum + row[key as 'applicable'], 0)).join(' ');
}

export const messages = (across: Across): string[] => [...across.values()].flatMap(({ findings }) => findings.map((f) => wordingOf(f, 'zh')));
