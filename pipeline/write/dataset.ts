/**
 * Writing the dataset: documents are added in input order as they are ready; nothing shows in the output folder until all are.
 */
import { createHash, type Hash } from 'node:crypto';
import { open, writeFile, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { DocumentRow } from '../../schemas/dataset.js';
import { RESOURCES, type Resource, type ResourceName } from '../../schemas/dataset-files.js';
import { csvHeader, csvLines, type Artefacts } from './artefacts.js';
import { dataPackage, type FileMark } from './data-package.js';
import { outputError, stage, type Staging } from './folder.js';

/** A file that grows, with its size and hash. */
class GrowingFile {
  readonly #hash: Hash = createHash('sha256');
  #bytes = 0;

  private constructor(readonly resource: Resource, private readonly handle: FileHandle) {}

  static async create(folder: string, resource: Resource): Promise<GrowingFile> {
    const file = new GrowingFile(resource, await open(join(folder, `${resource.name}.csv`), 'w'));
    await file.append(csvHeader(resource));
    return file;
  }

  async append(text: string): Promise<void> {
    if (text === '') return;
    const bytes = Buffer.from(text, 'utf8');
    this.#hash.update(bytes);
    this.#bytes += bytes.length;
    await this.handle.appendFile(bytes);
  }

  async close(): Promise<FileMark> {
    await this.handle.close();
    return { bytes: this.#bytes, sha256: this.#hash.digest('hex') };
  }
}

/** A dataset being written into `out`. Call `add` one after another, then `finish` or `discard`. */
export class DatasetWriter {
  readonly #first = new Map<string, string>();

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
      const row = first === undefined ? artefacts.document : duplicateRow(artefacts.document, first);
      for (const [name, file] of this.files) {
        if (name === 'documents') await file.append(csvLines(file.resource, [row]));
        else if (first === undefined) await file.append(artefacts.csv[name]);
      }
      if (first === undefined) {
        this.#first.set(row.document_id, row.source_file);
        await writeFile(join(this.staging.folder, 'documents', `${row.document_id}.json`), artefacts.json);
      }
      return row;
    } catch (error) {
      throw outputError(this.out, error);
    }
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
