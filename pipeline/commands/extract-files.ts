/**
 * What `mingxi extract` does once it knows its files: processes them in threads and writes the dataset.
 */
import { rmSync } from 'node:fs';
import type { Decision } from '../../schemas/review.js';
import { Links, type Written } from '../batch/across.js';
import type { InputFile, Inputs } from '../batch/inputs.js';
import { runBatch, type Workers } from '../batch/run.js';
import type { HeldList } from '../publishers/hold.js';
import type { Unapplied } from '../review/apply.js';
import { summaryText } from '../summary-text.js';
import { summaryJson, totals, type DocumentSummary, type RunSummary } from '../summary.js';
import { DatasetWriter } from '../write/dataset.js';
import { outputError } from '../write/folder.js';
import type { ExtractSettings } from './extract.js';

/** Extracts the files; returns the exit code. @throws OutputError where the dataset can't be written */
export async function extractFiles({ files, skipped, leftOut }: Inputs, workers: Workers, { out, review, publishers, quiet, json, failOn }: ExtractSettings): Promise<number> {
  const documents: DocumentSummary[] = [];
  let held: HeldList | undefined;
  let writer: DatasetWriter | undefined;
  let links: Links | undefined;
  let finishing = false;
  const interrupt = (): void => {
    // The swap takes milliseconds; half of it would be worse than the wait.
    if (finishing) return;
    try {
      // A write that is under way may put a file into the folder while it is emptied.
      if (writer !== undefined) rmSync(writer.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 });
    } catch {
      // What is left the next run clears.
    }
    process.exit(130);
  };
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt);
  const progress = new Progress(files.length, quiet);
  try {
    const dataset = (writer = await DatasetWriter.create(out));
    const linked = (links = await Links.create(dataset.folder));
    progress.show('', 0);
    const watcher = { onDone: (done: number, input: InputFile) => progress.show(input.sourceFile, done), onScan: (input: InputFile, page: number) => progress.show(`${input.sourceFile} p. ${page}`) };
    await runBatch(files, workers, async (artefacts, input) => {
      const row = await dataset.add(artefacts);
      if (row.duplicate_of === '') await linked.add(artefacts);
      documents.push({ row, digest: artefacts.digest });
      if (row.status === 'failed') progress.say(`${input.sourceFile}: ${row.error}`);
    }, watcher);
    renew(documents, await linked.compare(dataset));
    if (publishers !== undefined) {
      const { holdAgainst } = await import('../publishers/hold.js');
      const result = await holdAgainst(publishers, { dataset, links: linked, documents: documents.map(({ row }) => row), leftOut });
      renew(documents, result.written);
      held = result.held;
    }
    await linked.close();
    finishing = true;
    await dataset.finish();
  } catch (error) {
    await links?.close().catch(() => undefined);
    await writer?.discard();
    throw outputError(out, error);
  } finally {
    progress.clear();
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  }
  const unapplied = unappliedDecisions(review, documents);
  for (const { at, message } of unapplied) process.stderr.write(`${at}: ${message}\n`);
  const run: RunSummary = { out, documents, skipped, ...(held === undefined ? {} : { held }) };
  if (!quiet) process.stderr.write(summaryText(run));
  if (json) process.stdout.write(summaryJson(run));
  return unapplied.length > 0 ? 1 : exitCode(run, failOn);
}

/** Puts documents that were written anew in the place of what is known of them. */
function renew(documents: DocumentSummary[], written: ReadonlyMap<string, Written>): void {
  for (const [i, { row, digest }] of documents.entries()) {
    const now = row.duplicate_of === '' ? written.get(row.document_id) : undefined;
    if (now !== undefined) documents[i] = { row: now.row, digest: { ...now.digest, unapplied: digest.unapplied } };
  }
}

/** Decisions that came to nothing, in the order of the file. */
function unappliedDecisions(review: readonly Decision[], documents: readonly DocumentSummary[]): Unapplied[] {
  const read = new Set(documents.filter(({ row }) => row.status !== 'failed').map(({ row }) => row.document_id));
  const told = new Map(documents.flatMap(({ digest }) => digest.unapplied.map((u) => [u.at, u] as const)));
  return review.flatMap(({ at, document_id }) => (read.has(document_id) ? (told.get(at) ?? []) : { at, message: `Expected a document of this run, found none — ${document_id}` }));
}

function exitCode(run: RunSummary, failOn: 'error' | 'warning' | undefined): number {
  const { failed, findings } = totals(run);
  if (failed > 0) return 1;
  const bad = failOn === undefined ? 0 : findings.error + (failOn === 'warning' ? findings.warning : 0);
  return bad > 0 ? 3 : 0;
}

/** One line on a terminal that is written over; nothing elsewhere. */
class Progress {
  readonly #live: boolean;
  #done = 0;

  constructor(private readonly total: number, quiet: boolean) {
    this.#live = !quiet && process.stderr.isTTY;
  }

  show(name: string, done = this.#done): void {
    this.#done = done;
    if (this.#live) process.stderr.write(`\r\u001B[2K[${done}/${this.total}] ${name.slice(-Math.max(10, Math.floor((process.stderr.columns - 16) / 2)))}`);
  }

  clear(): void {
    if (this.#live) process.stderr.write('\r\u001B[2K');
  }

  say(line: string): void {
    this.clear();
    process.stderr.write(`${line}\n`);
  }
}
