/**
 * One document, from its bytes to checked records: the stages in order, nothing flows back.
 *
 *   file ─read→ Block[] ─stitch→ Block[] ─recognise→ Table[] + Fact[] ─normalise→ lines ─check→ findings
 */
import { basename } from 'node:path';
import { readFacts } from '../extractors/facts/facts.js';
import { evidenceOf, identify, titleOfFile } from '../extractors/facts/identity.js';
import { publicationDate } from '../extractors/facts/publication-date.js';
import type { EngineName, OcrMode } from '../extractors/ocr/engines/engine.js';
import { stitch } from '../extractors/layout/parts/stitch.js';
import { readFile, readImageFolder } from '../extractors/read/index.js';
import type { Watch } from '../extractors/read/watch.js';
import { loadTableKinds, recogniseTables, type TableKindSpec } from '../extractors/tables/index.js';
import { assetPath } from '../schemas/assets.js';
import { findItemByName } from '../schemas/codes.js';
import type { NormalisedDocument, ProcessedDocument } from '../schemas/document.js';
import type { Decision } from '../schemas/review.js';
import { severityOf, UNREAD_PAGES } from '../schemas/rules.js';
import { normaliseDocument } from './normalise/codes.js';
import { codeProposals } from './normalise/proposals.js';
import { check } from './reconcile/check.js';
import { asReadingsAllow, settleReadings } from './reconcile/readings/index.js';
import { readingFindings, tableFindings } from './reading-findings.js';
import { review, withCodes, type Review } from './review/apply.js';
import { fingerprint, type Source } from './source.js';

export interface DocumentOptions {
  /** Opens an encrypted PDF. */
  readonly password?: string;
  /** Which pages go to character recognition. Default `auto`: those without a usable text layer. */
  readonly ocr?: OcrMode;
  /** Engine to recognise with. Default: the first that is installed. */
  readonly ocrEngine?: EngineName;
  /** Folders with a user's own table kinds; they extend or replace the built-in ones. */
  readonly tables?: readonly string[];
  /** Told which step of reading begins; names pages to leave out. */
  readonly watch?: Watch;
  /** Decisions of a reviewer, those of other documents included. */
  readonly review?: readonly Decision[];
}

const kindsByFolders = new Map<string, readonly TableKindSpec[]>();

/**
 * The built-in table kinds and those of the user's folders, read once per process.
 * @throws ReadError when a file of them is no table kind
 */
export function tableKinds(folders: readonly string[]): readonly TableKindSpec[] {
  const key = folders.join('\0');
  let kinds = kindsByFolders.get(key);
  if (!kinds) kindsByFolders.set(key, (kinds = loadTableKinds([assetPath('schemas/tables'), ...folders])));
  return kinds;
}

/**
 * Extracts, normalises and checks one document. A notice or work report (kind `other`) is read and counted; the rules
 * for disclosures are not applied to it.
 * @param source the whole file, or the images of a folder that is one document
 * @param sourceFile its path relative to the input root, `/` as separator
 * @throws ReadError when the file can't be read, with a one-line message
 */
export async function processDocument(source: Source, sourceFile: string, options: DocumentOptions = {}): Promise<ProcessedDocument> {
  const { sha256, bytes } = fingerprint(source);
  const kinds = tableKinds(options.tables ?? []);

  const reading = { ...(options.password === undefined ? {} : { password: options.password }), ...(options.ocr === undefined ? {} : { ocr: options.ocr }), ...(options.ocrEngine === undefined ? {} : { ocrEngine: options.ocrEngine }), ...(options.watch === undefined ? {} : { watch: options.watch }) };
  const read = await (source instanceof Uint8Array ? readFile(source, sourceFile, reading) : readImageFolder(source, sourceFile, reading));
  options.watch?.begin('rest', 0);
  const { tables, paragraphs } = recogniseTables(stitch(read.blocks, read.places), kinds, titleOfFile(sourceFile));
  const identity = identify(evidenceOf(paragraphs, tables), basename(sourceFile));
  const year = identity.fiscalYear;
  const disclosure = identity.kind === 'disclosure';
  const facts = disclosure
    ? readFacts(paragraphs, { year, stage: identity.stage, organisation: identity.organisation, itemByName: (name) => findItemByName(name, { year }) })
    : [];
  const normalised = normaliseDocument(tables, year);
  const publishedOn = publicationDate(paragraphs, read.declaredDate);
  const printed: NormalisedDocument = {
    identity, paragraphs, facts, tables: normalised.tables, notes: read.notes, extraction: read.extraction,
    ...(read.pages === undefined ? {} : { pages: read.pages }),
    ...(publishedOn === '' ? {} : { publishedOn }),
  };
  const { document, findings: readings, unsure } = settleReadings(printed, kinds);
  const documentId = sha256.slice(0, 16);
  const solve = ({ known, codes }: Review) => {
    const solved = withCodes(document, codes);
    const checked = disclosure ? check(solved, kinds, known) : { findings: [], checks: [], cover: new Map<string, never>(), proposals: [] };
    const findings = [...readingFindings(read.notes), ...readings, ...asReadingsAllow([...(disclosure ? [...tableFindings(solved, kinds), ...normalised.findings] : []), ...checked.findings], unsure, severityOf)];
    return { document: solved, findings, checks: disclosure ? [...normalised.checks, ...checked.checks] : [], cover: checked.cover, proposals: [...codeProposals(findings, solved.tables), ...checked.proposals] };
  };
  const { solved, confirmed, unapplied } = review(documentId, document, (options.review ?? []).filter((d) => d.document_id === documentId), solve);
  const unread = read.notes.some((note) => UNREAD_PAGES.includes(note.rule));
  return { documentId, sha256, bytes, sourceFile, mediaType: read.mediaType, ...solved, confirmed, unapplied, status: unread ? 'partial' : 'ok', error: '' };
}
