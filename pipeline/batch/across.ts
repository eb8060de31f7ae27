/**
 * What documents of a batch say of each other. While the batch runs, each document leaves its ledger on disk and a line in
 * memory; when all are there, publications are linked and compared two at a time, in input order. So the result depends on
 * which documents there are, not on when each was done.
 */
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { DocumentRow } from '../../schemas/dataset.js';
import type { DocumentFile } from '../../schemas/dataset-files.js';
import type { CheckCount, Finding } from '../../schemas/finding.js';
import { groupBy } from '../../schemas/groups.js';
import { nameOf, publicationOf } from '../reconcile/documents/publisher.js';
import type { Ledger } from '../reconcile/documents/ledger.js';
import { compareRepublished } from '../reconcile/documents/republished.js';
import { compareUnits, speaksOf } from '../reconcile/documents/units.js';
import { compareYears } from '../reconcile/documents/years.js';
import { amended } from '../write/amend.js';
import { changedArtefactsOf, type Artefacts } from '../write/artefacts.js';
import type { DatasetWriter } from '../write/dataset.js';
import { Spool, type Mark } from '../write/spool.js';

/** The files of one publication: 说明 and 表 may be apart. */
interface Publication {
  readonly key: string;
  readonly identity: Ledger['identity'];
  readonly files: Mark[];
}

/** A document's row and digest as they were written anew. */
export interface Written { readonly row: DocumentRow; readonly digest: Artefacts['digest'] }

/** Adds findings and counts to a document whose records stand in the dataset. */
export async function amendDocument(dataset: DatasetWriter, documentId: string, { findings, checks }: { readonly findings: readonly Finding[]; readonly checks: readonly CheckCount[] }): Promise<Written> {
  const file = JSON.parse(await readFile(join(dataset.folder, 'documents', `${documentId}.json`), 'utf8')) as DocumentFile;
  const artefacts = changedArtefactsOf(amended(file, findings, checks), findings.length === 0 ? ['checks'] : ['checks', 'findings', 'line_items']);
  return { row: await dataset.replace(artefacts), digest: artefacts.digest };
}

/** Files of one publication at most; more are no publication but a name that many share. */
const MOST_FILES = 12;

export class Links {
  readonly #publications = new Map<string, Publication>();
  readonly #byDocument = new Map<string, Mark>();

  private constructor(private readonly path: string, private readonly spool: Spool) {}

  /** @param folder where the ledgers stand until all documents are there */
  static async create(folder: string): Promise<Links> {
    const path = join(folder, '.ledgers');
    return new Links(path, await Spool.create(path));
  }

  /** Takes in a document whose records stand in the dataset. */
  async add({ document, ledger }: Artefacts): Promise<void> {
    if (ledger === undefined) return;
    const { identity } = ledger;
    const key = publicationOf(identity);
    const publication = this.#publications.get(key) ?? { key, identity, files: [] };
    this.#publications.set(key, publication);
    const mark = await this.spool.add(ledger.json);
    publication.files.push(mark);
    this.#byDocument.set(document.document_id, mark);
  }

  /** Ledgers of the documents that have one; none of more than a publication has. */
  async ledgersOf(documentIds: readonly string[]): Promise<Ledger[]> {
    if (documentIds.length > MOST_FILES) return [];
    return this.#read(documentIds.flatMap((id) => this.#byDocument.get(id) ?? []));
  }

  /**
   * Compares what belongs together and amends the documents in the dataset.
   * @returns what was written anew, by document
   */
  async compare(dataset: DatasetWriter): Promise<ReadonlyMap<string, Written>> {
    const written = new Map<string, Written>();
    const units = this.#unitsByPlace();
    for (const publication of this.#publications.values()) {
      const results = await this.#compared(publication, units);
      for (const [documentId, { findings, checks }] of results) {
        if (findings.length === 0 && checks.length === 0) continue;
        written.set(documentId, await amendDocument(dataset, documentId, { findings, checks }));
      }
    }
    return written;
  }

  /** Ends it; nothing of it is left. */
  async close(): Promise<void> {
    await this.spool.close();
    await rm(this.path, { force: true });
  }

  async #compared(publication: Publication, units: ReadonlyMap<string, readonly Publication[]>): Promise<Map<string, { findings: Finding[]; checks: CheckCount[] }>> {
    const { identity } = publication;
    const previous = this.#publications.get(publicationOf({ ...identity, fiscalYear: identity.fiscalYear - 1 }));
    const budget = identity.stage === 'final' ? this.#publications.get(publicationOf({ ...identity, stage: 'budget' })) : undefined;
    const possible = identity.scope === 'department' ? (units.get(placeOf(identity)) ?? []) : [];
    const results = new Map<string, { findings: Finding[]; checks: CheckCount[] }>();
    if (previous === undefined && budget === undefined && possible.length === 0 && publication.files.length < 2) return results;
    const own = await this.#ledgers(publication);
    const ownUnits = possible.filter((unit) => own.some((ledger) => speaksOf(ledger, nameOf(unit.identity.organisation, unit.identity.region))));
    const compared = [
      compareRepublished(own),
      ...(previous === undefined ? [] : [compareYears(own, await this.#ledgers(previous), 'previous')]),
      ...(budget === undefined ? [] : [compareYears(own, await this.#ledgers(budget), 'budget')]),
      ...(ownUnits.length === 0 ? [] : [compareUnits(own, await Promise.all(ownUnits.map((unit) => this.#ledgers(unit))))]),
    ];
    for (const [documentId, result] of compared.flatMap((c) => [...c])) {
      const known = results.get(documentId) ?? { findings: [], checks: [] };
      known.findings.push(...result.findings);
      known.checks.push(...result.checks);
      results.set(documentId, known);
    }
    return results;
  }

  /** Publications of units by region, year and stage. */
  #unitsByPlace(): ReadonlyMap<string, readonly Publication[]> {
    return groupBy([...this.#publications.values()].filter(({ identity }) => identity.scope === 'unit'), ({ identity }) => placeOf(identity));
  }

  async #ledgers({ files }: Publication): Promise<Ledger[]> {
    return files.length > MOST_FILES ? [] : this.#read(files);
  }

  async #read(files: readonly Mark[]): Promise<Ledger[]> {
    return Promise.all(files.map(async (mark) => JSON.parse((await this.spool.read(mark)).toString('utf8')) as Ledger));
  }
}

const placeOf = ({ regionCode, fiscalYear, stage }: Ledger['identity']): string => `${regionCode}|${fiscalYear}|${stage}`;
