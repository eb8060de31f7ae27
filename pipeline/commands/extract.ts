/**
 * `mingxi extract PATH…`: reads disclosures and writes the dataset.
 */
import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { type EngineName, ENGINES, ocrInstalled, type OcrMode } from '../../extractors/ocr/engine.js';
import type { Decision } from '../../schemas/review.js';
import { Links, type Written } from '../batch/across.js';
import { expandInputs, EXTENSIONS, IMAGE_EXTENSIONS, type InputFile } from '../batch/inputs.js';
import { runBatch } from '../batch/run.js';
import { readConfig, UsageError } from '../config.js';
import type { HeldList } from '../publishers/hold.js';
import type { Unapplied } from '../review/apply.js';
import { readDecisions } from '../review/read.js';
import { summaryText } from '../summary-text.js';
import { summaryJson, totals, type DocumentSummary, type RunSummary } from '../summary.js';
import { DatasetWriter } from '../write/dataset.js';
import { outputError } from '../write/folder.js';

interface ExtractOptions {
  readonly out?: string;
  readonly workers?: number;
  readonly password?: string;
  readonly config?: string;
  readonly ocr?: OcrMode;
  readonly ocrEngine?: EngineName;
  readonly tables?: readonly string[];
  readonly review?: string;
  readonly publishers?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly failOn?: 'error' | 'warning';
}

function workerCount(text: string): number {
  if (!/^\d{1,2}$/u.test(text) || Number(text) < 1 || Number(text) > 64) throw new InvalidArgumentError('Expected a number from 1 to 64.');
  return Number(text);
}

export function register(program: Command): void {
  program
    .command('extract')
    .description('read disclosures (files, folders, globs) and write the checked dataset')
    .argument('<path...>', 'PDF, HTML, Markdown and text files, page images; folders are searched through')
    .option('--out <dir>', 'output folder (default: output)')
    .option('--workers <n>', 'documents at once (default: the number of cores)', workerCount)
    .option('--password <password>', 'opens encrypted PDFs')
    .addOption(new Option('--ocr <when>', 'character recognition of scans (default: auto, pages without usable text and page images)').choices(['auto', 'always', 'never']))
    .addOption(new Option('--ocr-engine <name>', 'what recognises (default: the first that is installed)').choices(ENGINES))
    .option('--config <file>', 'configuration file, see docs/configuration.md')
    .option('--tables <dir>', 'folder with table kinds of your own; may be repeated', (folder: string, before: readonly string[] = []) => [...before, folder])
    .option('--review <file>', 'decisions of a reviewer, one JSON object a line, see docs/review.md')
    .option('--publishers <file>', 'list (CSV) of who must publish what: what is missing, late or there twice, see docs/publishers.md')
    .option('--json', 'print a summary for machines on stdout')
    .option('--quiet', 'no progress and no summary')
    .addOption(new Option('--fail-on <severity>', 'exit with 3 if there are findings of this severity or worse').choices(['error', 'warning']))
    .action(async (paths: readonly string[], options: ExtractOptions) => {
      process.exitCode = await extract(paths, options);
    });
}

/** Runs the command; returns the exit code. */
async function extract(paths: readonly string[], given: ExtractOptions): Promise<number> {
  const config = given.config === undefined ? {} : readConfig(given.config);
  const out = given.out ?? config.out ?? 'output';
  const tables = given.tables ?? config.tables ?? [];
  const password = given.password ?? config.password;
  const ocr = given.ocr ?? config.ocr ?? 'auto';
  const ocrEngine = given.ocrEngine ?? config['ocr-engine'];
  if (ocr !== 'never' && ocrEngine !== undefined && !ocrInstalled(ocrEngine)) throw new UsageError(`--ocr-engine ${ocrEngine}: Expected an engine that is installed, found none of its packages — run npm install with its optional packages`);
  const workers = given.workers ?? config.workers;
  const reviewFile = given.review ?? config.review;
  const review = reviewFile === undefined ? [] : readDecisions(reviewFile);
  const listFile = given.publishers ?? config.publishers;
  const publishers = listFile === undefined ? undefined : (await import('../publishers/list.js')).readPublishers(listFile);
  // A wrong table kind is a fault of the command, not of every document. The stages are the worker threads' to load.
  if (tables.length > 0) (await import('../document.js')).tableKinds(tables);
  const { files, skipped, leftOut } = await expandInputs(paths, out, ocr !== 'never' && ocrInstalled(ocrEngine) ? [...EXTENSIONS, ...IMAGE_EXTENSIONS] : EXTENSIONS);
  if (files.length === 0) throw new UsageError(`${paths.join(' ')}: Expected PDF, HTML, Markdown or text files, found none — check the paths`);

  if (publishers !== undefined && files.some(({ path }) => path === resolve(publishers.path))) throw new UsageError(`${publishers.path}: Expected a list of publishers or a document, got one file as both`);

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
  const progress = new Progress(files.length, given.quiet === true);
  try {
    const dataset = (writer = await DatasetWriter.create(out));
    const linked = (links = await Links.create(dataset.folder));
    progress.show('', 0);
    const options = { tables, ocr, ...(ocrEngine === undefined ? {} : { ocrEngine }), ...(review.length === 0 ? {} : { review }), ...(password === undefined ? {} : { password }), ...(workers === undefined ? {} : { workers }), onDone: (done: number, input: InputFile) => progress.show(input.sourceFile, done), onScan: (input: InputFile, page: number) => progress.show(`${input.sourceFile} p. ${page}`) };
    await runBatch(files, options, async (artefacts, input) => {
      const row = await dataset.add(artefacts);
      if (row.duplicate_of === '') await linked.add(artefacts);
      documents.push({ row, digest: artefacts.digest });
      if (row.status === 'failed') progress.say(`${input.sourceFile}: ${row.error}`);
    });
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
  if (given.quiet !== true) process.stderr.write(summaryText(run));
  if (given.json === true) process.stdout.write(summaryJson(run));
  return unapplied.length > 0 ? 1 : exitCode(run, given.failOn ?? config['fail-on']);
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
