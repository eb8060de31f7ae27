/**
 * Writing the dataset: documents are added in input order as they are ready; nothing shows in the output folder until all are.
 */
import { createHash, type Hash } from 'node:crypto';
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DocumentRow } from '../../schemas/dataset.js';
import { RESOURCES, type Resource, type ResourceName } from '../../schemas/dataset-files.js';
import type { Artefacts, ChangedArtefacts } from './artefacts.js';
import { csvHeader, csvLines } from './csv.js';
import { dataPackage, type FileMark } from './data-package.js';
import { outputError, stage, type Staging } from './folder.js';
import { Spool, type Mark } from './spool.js';
import { utf8, type Utf8 } from './utf8.js';

/**
 * A file that grows, with its size and hash. Lines of a document that are written anew go to the end; the file is put in
 * order when it is closed.
 */
class GrowingFile {
  #hash: Hash = createHash('sha256');
  #bytes = 0;
  #inOrder = true;
  readonly #blocks: Mark[] = [];

  private constructor(readonly resource: Resource, private readonly path: string, private readonly spool: Spool) {}

  static async create(folder: string, resource: Resource): Promise<GrowingFile> {
    const path = join(folder, `${resource.name}.csv`);
    const file = new GrowingFile(resource, path, await Spool.create(path));
    await file.append(utf8([csvHeader(resource)]));
    return file;
  }

  /** @returns number of the block */
  async append(lines: Utf8): Promise<number> {
    lines.forEach((piece) => this.#count(piece));
    return this.#blocks.push(await this.spool.add(lines)) - 1;
  }

  /** Other lines in the place of a block. */
  async replace(block: number, lines: Utf8): Promise<void> {
    if (Buffer.concat(lines).equals(await this.spool.read(this.#blocks[block] as Mark))) return;
    this.#blocks[block] = await this.spool.add(lines);
    this.#inOrder = false;
  }

  async close(): Promise<FileMark> {
    if (!this.#inOrder) await this.#putInOrder();
    await this.spool.close();
    return { bytes: this.#bytes, sha256: this.#hash.digest('hex') };
  }

  #count(bytes: Uint8Array): void {
    this.#hash.update(bytes);
    this.#bytes += bytes.length;
  }

  async #putInOrder(): Promise<void> {
    const ordered = await Spool.create(`${this.path}.ordered`);
    this.#hash = createHash('sha256');
    this.#bytes = 0;
    for (const block of this.#blocks) {
      const bytes = await this.spool.read(block);
      this.#count(bytes);
      await ordered.add([bytes]);
    }
    await ordered.close();
    await rename(`${this.path}.ordered`, this.path);
  }
}

/** A dataset being written into `out`. Call `add` one after another, then `finish` or `discard`. */
export class DatasetWriter {
  /** Source file of each document whose records stand in the dataset, and its block in every file. */
  readonly #first = new Map<string, { readonly sourceFile: string; readonly blocks: ReadonlyMap<ResourceName, number> }>();

  private constructor(private readonly out: string, private readonly staging: Staging, private readonly files: ReadonlyMap<ResourceName, GrowingFile>) {}

  /** @throws OutputError if the folder can't take a dataset */
  static async create(out: string): Promise<DatasetWriter> {
    const staging = await stage(out);
    const files = await Promise.all(RESOURCES.map(async (resource) => [resource.name, await GrowingFile.create(staging.folder, resource)] as const));
    return new DatasetWriter(out, staging, new Map(files));
  }

  /** Where the dataset is built, until it is finished. */
  get folder(): string {
    return this.staging.folder;
  }

  /**
   * Adds one document. The bytes of an earlier one add only a row of documents.csv that points to it: its records stand once.
   * @returns the row as it was written
   */
  async add(artefacts: Artefacts): Promise<DocumentRow> {
    try {
      const first = this.#first.get(artefacts.document.document_id);
      const row = first === undefined ? artefacts.document : duplicateRow(artefacts.document, first.sourceFile);
      const blocks = new Map<ResourceName, number>();
      for (const [name, file] of this.files) {
        if (name === 'documents') blocks.set(name, await file.append(utf8(csvLines(file.resource, [row]))));
        else if (first === undefined) blocks.set(name, await file.append(artefacts.csv[name]));
      }
      if (first === undefined) {
        this.#first.set(row.document_id, { sourceFile: row.source_file, blocks });
        await this.#writeDocument(artefacts);
      }
      return row;
    } catch (error) {
      throw outputError(this.out, error);
    }
  }

  /** Puts other records in the place of those of a document that was added; the order of documents stays. */
  async replace(artefacts: ChangedArtefacts): Promise<DocumentRow> {
    const { document: row } = artefacts;
    const known = this.#first.get(row.document_id);
    if (known === undefined) throw new Error(`Expected a document of the dataset, got ${row.document_id}`);
    try {
      for (const [name, file] of this.files) {
        const lines = name === 'documents' ? utf8(csvLines(file.resource, [row])) : artefacts.csv[name];
        if (lines !== undefined) await file.replace(known.blocks.get(name) as number, lines);
      }
      await this.#writeDocument(artefacts);
      return row;
    } catch (error) {
      throw outputError(this.out, error);
    }
  }

  async #writeDocument({ document, json }: Pick<Artefacts, 'document' | 'json'>): Promise<void> {
    await writeFile(join(this.staging.folder, 'documents', `${document.document_id}.json`), json);
  }

  /** Writes the descriptor and puts the dataset in its place. */
  async finish(): Promise<void> {
    try {
      const marks = await Promise.all([...this.files].map(async ([name, file]) => [name, await file.close()] as const));
      await writeFile(join(this.staging.folder, 'datapackage.json'), dataPackage(Object.fromEntries(marks) as Record<ResourceName, FileMark>));
      await this.staging.commit();
    } catch (error) {
      throw outputError(this.out, error);
    }
  }

  /** Leaves everything as it was before. */
  async discard(): Promise<void> {
    await Promise.allSettled([...this.files.values()].map((file) => file.close()));
    await this.staging.discard();
  }
}

const NO_COUNTS = { tables: 0, line_items: 0, findings_error: 0, findings_warning: 0, findings_info: 0, not_checkable: 0 } as const;

function duplicateRow(row: DocumentRow, first: string): DocumentRow {
  return { ...row, ...NO_COUNTS, duplicate_of: first };
}
