/**
 * Holding a batch against the list of publishers: the list stands in the dataset as a document of its own, of kind
 * `other`, with the findings of what is missing; what is late or there twice becomes a finding of its document.
 */
import { createHash } from 'node:crypto';
import type { DocumentRow } from '../../schemas/dataset.js';
import type { ProcessedDocument } from '../../schemas/document.js';
import { amendDocument, type Links, type Written } from '../batch/across.js';
import { artefactsOf } from '../write/artefacts.js';
import type { DatasetWriter } from '../write/dataset.js';
import { recordsOf } from '../write/records.js';
import type { PublisherList } from './list.js';
import { matchPublishers } from './match.js';
import { documentFindings, listFindings, type Told } from './outcomes.js';

/** What a summary says of the list. */
export interface HeldList {
  readonly list: Written;
  readonly publications: number;
  readonly missing: number;
  readonly unclear: number;
}

export interface Batch {
  readonly dataset: DatasetWriter;
  readonly links: Links;
  /** Rows of documents.csv, as they stand. */
  readonly documents: readonly DocumentRow[];
  /** Source files that were left out of folders. */
  readonly leftOut: readonly string[];
}

/** Endings of files that may hold a publication. */
const MAY_PUBLISH = /\.(?:docx?|wps|xlsx?|et|rtf|ofd|pptx?|pdf|png|jpe?g|tiff?|webp|bmp|gif|zip|rar|7z)$/i;

/**
 * Adds the list and its findings to the dataset, and those of documents.
 * @returns what a summary says of it, and the documents that were written anew
 */
export async function holdAgainst(list: PublisherList, { dataset, links, documents, leftOut }: Batch): Promise<{ readonly held: HeldList; readonly written: ReadonlyMap<string, Written> }> {
  const matched = matchPublishers(list.entries, documents, leftOut.filter((file) => MAY_PUBLISH.test(file)));
  const written = new Map<string, Written>();
  for (const outcome of matched.outcomes.filter(({ state }) => state === 'published')) {
    const ledgers = outcome.documents.length < 2 ? [] : await links.ledgersOf(outcome.documents.map((row) => row.document_id));
    for (const [documentId, told] of documentFindings(outcome, ledgers)) {
      if (told.checks.length > 0) written.set(documentId, await amendDocument(dataset, documentId, told));
    }
  }
  const artefacts = artefactsOf(recordsOf(listDocument(list, listFindings(matched))));
  const row = await dataset.add(artefacts);
  const count = (state: string): number => matched.outcomes.filter((outcome) => outcome.state === state).length;
  return { held: { list: { row, digest: artefacts.digest }, publications: matched.outcomes.length, missing: count('missing'), unclear: count('unclear') }, written };
}

/** The list as a document: read, without tables of its own. */
function listDocument({ name, bytes }: PublisherList, { findings, checks }: Told): ProcessedDocument {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return {
    documentId: sha256.slice(0, 16), sha256, bytes: bytes.length, sourceFile: name, mediaType: 'text/csv',
    document: { identity: { title: name, fiscalYear: 0, stage: '', scope: '', region: '', regionCode: '', organisation: '', kind: 'other' }, paragraphs: [], tables: [], facts: [], notes: [], extraction: 'text' },
    findings, checks, proposals: [], cover: new Map(), status: 'ok', error: '',
  };
}
