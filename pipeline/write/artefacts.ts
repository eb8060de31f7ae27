/**
 * What one source file adds to the dataset, as text: its lines of every CSV and its JSON file. Plain data, so that it
 * passes between threads, and small, so that a large batch need not be held in memory.
 */
import type { DocumentRow, FindingRow } from '../../schemas/dataset.js';
import type { Identity, ProcessedDocument } from '../../schemas/document.js';
import { RESOURCES, type DocumentFile, type Resource, type ResourceName } from '../../schemas/dataset-files.js';
import { csvLines } from './csv.js';
import { utf8, type Utf8 } from './utf8.js';

/** What a summary needs to know of a document. */
export interface Digest {
  readonly tables: readonly { readonly tableId: string; readonly kind: string; readonly title: string; readonly amounts: number }[];
  readonly projects: number;
  readonly targets: number;
  readonly facts: number;
  readonly findings: readonly FindingRow[];
  readonly proposals: number;
  readonly checks: { readonly applicable: number; readonly notCheckable: number };
  /** Decisions of a reviewer that name nothing in the document. */
  readonly unapplied: NonNullable<ProcessedDocument['unapplied']>;
}

export interface Artefacts {
  readonly document: DocumentRow;
  /** Lines of each CSV without header; documents.csv excepted, whose row is `document`. */
  readonly csv: Readonly<Record<Exclude<ResourceName, 'documents'>, Utf8>>;
  /** Text of documents/<document_id>.json. */
  readonly json: Utf8;
  readonly digest: Digest;
  /** What other documents of the batch need to know of it, as JSON (reconcile/documents/ledger.ts); none for what can't be linked. */
  readonly ledger?: { readonly identity: Identity; readonly json: Utf8 };
}

export function artefactsOf(file: DocumentFile, unapplied: Digest['unapplied'] = []): Artefacts {
  const lines = RESOURCES.filter(({ name }) => name !== 'documents').map((resource) => [resource.name, linesOf(file, resource)] as const);
  return { document: file.document, csv: Object.fromEntries(lines) as Artefacts['csv'], json: utf8(jsonParts(file)), digest: digestOf(file, unapplied) };
}

/** Memory that goes over to another thread with the artefacts. */
export const buffersOf = ({ csv, json, ledger }: Artefacts): ArrayBuffer[] => [...Object.values(csv), json, ledger?.json ?? []].flat().map(({ buffer }) => buffer as ArrayBuffer);

/** Artefacts of which only some CSV files changed. */
export interface ChangedArtefacts extends Omit<Artefacts, 'csv' | 'ledger'> {
  readonly csv: Partial<Artefacts['csv']>;
}

/** What is written anew where only the records under `names` changed, beside the document's own row. */
export function changedArtefactsOf(file: DocumentFile, names: readonly (keyof Artefacts['csv'])[]): ChangedArtefacts {
  const lines = RESOURCES.flatMap((resource) => names.filter((name) => name === resource.name).map((name) => [name, linesOf(file, resource)] as const));
  return { document: file.document, csv: Object.fromEntries(lines), json: utf8(jsonParts(file)), digest: digestOf(file, []) };
}

function digestOf(file: DocumentFile, unapplied: Digest['unapplied']): Digest {
  const amounts = new Map<string, number>();
  for (const { table_id } of file.line_items) amounts.set(table_id, (amounts.get(table_id) ?? 0) + 1);
  return {
    tables: file.grids.map(({ table_id, kind, title }) => ({ tableId: table_id, kind, title, amounts: amounts.get(table_id) ?? 0 })),
    projects: file.projects.length,
    targets: file.performance_targets.length,
    facts: file.facts.length,
    findings: file.findings,
    proposals: file.proposals.length,
    checks: { applicable: file.checks.reduce((n, c) => n + c.applicable, 0), notCheckable: file.document.not_checkable },
    unapplied,
  };
}

/** JSON with one record a line: readable, and small beside an indented one. */
function* jsonParts(file: DocumentFile): Generator<string> {
  let before = '{\n';
  for (const [name, value] of Object.entries(file)) {
    yield `${before}${JSON.stringify(name)}: `;
    if (Array.isArray(value) && value.length > 0) {
      yield '[\n';
      for (const [i, record] of value.entries()) yield (i === 0 ? '' : ',\n') + JSON.stringify(record);
      yield '\n]';
    } else yield JSON.stringify(value);
    before = ',\n';
  }
  yield '\n}\n';
}

const linesOf = (file: DocumentFile, resource: Resource): Utf8 => utf8(csvLines(resource, resource.name === 'documents' ? [file.document] : file[resource.name]));
