/**
 * `mingxi extract PATH…`: reads disclosures and writes the dataset.
 */
import { resolve } from 'node:path';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { type EngineName, ENGINES, ocrInstalled, type OcrMode } from '../../extractors/ocr/engines/engine.js';
import type { Decision } from '../../schemas/review.js';
import { expandInputs, EXTENSIONS, IMAGE_EXTENSIONS, type Inputs } from '../batch/inputs.js';
import { startWorkers } from '../batch/run.js';
import { UsageError } from '../errors.js';
import type { PublisherList } from '../publishers/list.js';

interface ExtractOptions {
  readonly out?: string;
  readonly workers?: number;
  readonly password?: string;
  readonly config?: string;
  readonly ocr?: OcrMode;
  readonly ocrEngine?: EngineName;
  readonly imageFolders?: boolean;
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
    .argument('<path...>', 'PDF, Excel (.xlsx, .xls, .et), Word (.docx, .doc, .wps, .rtf), OpenDocument (.ods, .odt), HTML (.mht too), CSV, Markdown and text files, page images; folders are searched through')
    .option('--out <dir>', 'output folder (default: output)')
    .option('--workers <n>', 'documents at once (default: the number of cores)', workerCount)
    .option('--password <password>', 'opens encrypted PDFs')
    .addOption(new Option('--ocr <when>', 'character recognition of scans (default: auto, pages without usable text and page images)').choices(['auto', 'always', 'never']))
    .addOption(new Option('--ocr-engine <name>', 'what recognises (default: the first that is installed)').choices(ENGINES))
    .option('--image-folders', 'the page images of a folder are one document, in the order of their names (default: each is one)')
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

/** What is to be done, by the command line and the configuration file. */
export interface ExtractSettings {
  readonly out: string;
  readonly tables: readonly string[];
  readonly ocr: OcrMode;
  readonly ocrEngine?: EngineName;
  /** Whether the page images of a folder are one document. */
  readonly imageFolders: boolean;
  readonly password?: string;
  readonly workers?: number;
  /** Decisions of a reviewer. */
  readonly review: readonly Decision[];
  /** Who must publish what. */
  readonly publishers?: PublisherList;
  readonly failOn?: 'error' | 'warning';
  /** A summary for machines on stdout. */
  readonly json: boolean;
  /** No progress and no summary. */
  readonly quiet: boolean;
}

/** Runs the command; returns the exit code. */
async function extract(paths: readonly string[], given: ExtractOptions): Promise<number> {
  const settings = await settingsOf(given);
  const { out, tables, ocr, ocrEngine, imageFolders, review, password, workers, publishers } = settings;
  const inputs = await expandInputs(paths, { exclude: out, endings: ocr !== 'never' && ocrInstalled(ocrEngine) ? [...EXTENSIONS, ...IMAGE_EXTENSIONS] : EXTENSIONS, imageFolders });
  if (inputs.files.length === 0) throw new UsageError(nothingFound(paths, out, inputs));
  if (publishers !== undefined && inputs.files.some(({ path }) => path === resolve(publishers.path))) throw new UsageError(`${publishers.path}: Expected a list of publishers or a document, got one file as both`);

  // The threads load the stages of a document while this one loads what writes the dataset.
  const batch = startWorkers(inputs.files.length, {
    tables, ocr, ...(ocrEngine === undefined ? {} : { ocrEngine }), ...(review.length === 0 ? {} : { review }),
    ...(password === undefined ? {} : { password }), ...(workers === undefined ? {} : { workers }),
  });
  try {
    const { extractFiles } = await import('./extract-files.js');
    return await extractFiles(inputs, batch, settings);
  } finally {
    await batch.pool.close();
  }
}

/** Why there is nothing to do. */
function nothingFound(paths: readonly string[], out: string, { skipped }: Inputs): string {
  if (paths.some((path) => resolve(path) === resolve(out))) return `${out}: Expected another folder than the input for the dataset — choose another --out`;
  const others = [...skipped].map(([ending, count]) => `${count} ${ending || 'without ending'}`).join(', ');
  return `${paths.join(' ')}: Expected PDF, Excel, Word, OpenDocument, HTML, CSV, Markdown or text files, found ${others === '' ? 'none' : `only others (${others})`} — check the paths`;
}

/** The settings; what is named on the command line goes before the configuration file. @throws UsageError for what can't be done so */
async function settingsOf(given: ExtractOptions): Promise<ExtractSettings> {
  const config = given.config === undefined ? {} : (await import('../config.js')).readConfig(given.config);
  const tables = given.tables ?? config.tables ?? [];
  const ocr = given.ocr ?? config.ocr ?? 'auto';
  const ocrEngine = given.ocrEngine ?? config['ocr-engine'];
  if (ocr !== 'never' && ocrEngine !== undefined && !ocrInstalled(ocrEngine)) throw new UsageError(`--ocr-engine ${ocrEngine}: Expected an engine that is installed, found none of its packages — run npm install with its optional packages`);
  const password = given.password ?? config.password;
  const workers = given.workers ?? config.workers;
  const failOn = given.failOn ?? config['fail-on'];
  const reviewFile = given.review ?? config.review;
  const review = reviewFile === undefined ? [] : (await import('../review/read.js')).readDecisions(reviewFile);
  const listFile = given.publishers ?? config.publishers;
  const publishers = listFile === undefined ? undefined : (await import('../publishers/list.js')).readPublishers(listFile);
  // A wrong table kind is a fault of the command, not of every document.
  if (tables.length > 0) (await import('../document.js')).tableKinds(tables);
  return {
    out: given.out ?? config.out ?? 'output', tables, ocr, imageFolders: given.imageFolders ?? config['image-folders'] ?? false, review, json: given.json === true, quiet: given.quiet === true,
    ...(ocrEngine === undefined ? {} : { ocrEngine }), ...(password === undefined ? {} : { password }), ...(workers === undefined ? {} : { workers }),
    ...(publishers === undefined ? {} : { publishers }), ...(failOn === undefined ? {} : { failOn }),
  };
}
