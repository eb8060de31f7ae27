/**
 * One file of a batch: read, processed, turned into artefacts. Whatever goes wrong with it becomes a failed document
 * with one line that says what is wrong and what to do.
 */
import { readFile, stat } from 'node:fs/promises';
import { relative } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { ReadError } from '../../schemas/block.js';
import type { PageImage } from '../../extractors/read/image.js';
import type { Watch } from '../../extractors/read/watch.js';
import { computeWith, type EngineName, type OcrMode } from '../../extractors/ocr/engines/engine.js';
import type { Decision } from '../../schemas/review.js';
import { processDocument } from '../document.js';
import { ledgerOf } from '../reconcile/documents/ledger.js';
import type { Source } from '../source.js';
import { artefactsOf, type Artefacts } from '../write/artefacts.js';
import { recordsOf } from '../write/records.js';
import { utf8 } from '../write/utf8.js';
import { failed } from './failed.js';
import type { InputFile } from './inputs.js';

export interface FileOptions {
  readonly password?: string;
  /** Which pages go to character recognition. Default `auto`: those without a usable text layer. */
  readonly ocr?: OcrMode;
  /** Engine to recognise with. Default: the first that is installed. */
  readonly ocrEngine?: EngineName;
  /** Threads with which the recognition of one document computes. Default 1. */
  readonly ocrThreads?: number;
  /** Folders with a user's own table kinds. */
  readonly tables?: readonly string[];
  /** Told which step of reading begins; names pages to leave out. */
  readonly watch?: Watch;
  /** Decisions of a reviewer. */
  readonly review?: readonly Decision[];
}

const MEGABYTE = 1024 * 1024;
/** Larger files are refused before they are read into memory. */
const LARGEST_FILE = 512 * MEGABYTE;

/** Artefacts of one file; never rejects for what is wrong with the file. */
export async function processFile(input: InputFile, options: FileOptions): Promise<Artefacts> {
  let source: Source | undefined;
  try {
    source = await (input.images === undefined ? bytesOf(input.path) : imagesOf(input.images, input));
    computeWith({ threads: options.ocrThreads ?? 1 });
    const processed = await processDocument(source, input.sourceFile, options);
    // WebAssembly memory that nobody uses any more is given back only between two turns of the event loop
    await setImmediate();
    const ledger = ledgerOf(processed);
    return { ...artefactsOf(recordsOf(processed), processed.unapplied), ...(ledger === undefined ? {} : { ledger: { identity: ledger.identity, json: utf8([JSON.stringify(ledger)]) } }) };
  } catch (error) {
    return failed(input, errorLine(error, input.sourceFile), source);
  }
}

/** The images of a folder, each named as in the folder. @throws ReadError where one can't be opened, or all are too large */
async function imagesOf(paths: readonly string[], { path: folder }: InputFile): Promise<PageImage[]> {
  const images: PageImage[] = [];
  let left = LARGEST_FILE;
  for (const path of paths) {
    const name = relative(folder, path);
    const bytes = await bytesOf(path).catch((error: unknown) => { throw new ReadError(`${name}: ${error instanceof Error ? error.message : String(error)}`); });
    left -= bytes.length;
    if (left < 0) throw new ReadError(`Expected images of at most ${LARGEST_FILE / MEGABYTE} MB together, got more — make several folders of them`);
    images.push({ name, bytes });
  }
  return images;
}

/** @throws ReadError with one line where the file can't be opened */
async function bytesOf(path: string): Promise<Uint8Array> {
  try {
    const found = await stat(path);
    if (found.isDirectory()) throw new ReadError('Expected a folder that can be searched, got no permission — change its permissions');
    if (!found.isFile()) throw new ReadError('Expected a file, got a device or socket — give a PDF, Excel, Word, HTML or text file');
    if (found.size > LARGEST_FILE) throw new ReadError(`Expected a file of at most ${LARGEST_FILE / MEGABYTE} MB, got ${Math.ceil(found.size / MEGABYTE)} MB — split the file`);
    return await readFile(path);
  } catch (error) {
    if (error instanceof ReadError) throw error;
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new ReadError(SYSTEM_ERRORS[code] ?? `Expected a readable file, got ${code} — check the file`);
  }
}

const SYSTEM_ERRORS: Readonly<Record<string, string>> = {
  ENOENT: 'Expected a file, found none — check the path',
  ENOTDIR: 'Expected a file, found none — check the path',
  EACCES: 'Expected a readable file, got no permission — change its permissions',
  EPERM: 'Expected a readable file, got no permission — change its permissions',
  ELOOP: 'Expected a file, got links that lead in a circle — give the file itself',
  ENAMETOOLONG: 'Expected a file, got a name that is too long — rename it',
};

/** One line for an error, without the file's name at its head. */
function errorLine(error: unknown, sourceFile: string): string {
  const message = error instanceof Error ? error.message : String(error);
  const line = message.replaceAll(/\s*\n\s*/gu, ' ').trim();
  if (error instanceof ReadError) return line.startsWith(`${sourceFile}: `) ? line.slice(sourceFile.length + 2) : line;
  return `internal error: ${line.slice(0, 300)} — please report it with the file`;
}
