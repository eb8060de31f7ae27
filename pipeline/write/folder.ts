/**
 * The output folder, replaced whole or not at all: the dataset is built in a folder beside it and swapped in by renaming.
 * What does not belong to a dataset (a .gitkeep, a reader's notes) is carried over, never deleted.
 */
import { cp, mkdir, readFile, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { RESOURCES } from '../../schemas/dataset-files.js';
import { OutputError } from '../errors.js';
import { PACKAGE_NAME } from './data-package.js';

const OWN_FILES = new Set(['datapackage.json', 'documents', ...RESOURCES.map(({ name }) => `${name}.csv`)]);
const OWN_DOCUMENT = /^[0-9a-f]{16}\.json$/u;

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '');

/** The earlier dataset while the new one takes its place; only a crash leaves it there. */
const asideOf = (out: string): string => join(dirname(out), `.${basename(out)}.mingxi-old`);

/** Names in a folder; none if it does not exist. */
async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  }
}

async function isDataset(folder: string): Promise<boolean> {
  try {
    const descriptor: unknown = JSON.parse(await readFile(join(folder, 'datapackage.json'), 'utf8'));
    return typeof descriptor === 'object' && descriptor !== null && 'name' in descriptor && descriptor.name === PACKAGE_NAME;
  } catch {
    return false;
  }
}

/** A dataset being built. */
export interface Staging {
  /** Folder to write into. */
  readonly folder: string;
  /** Puts the folder in the place of the output folder. */
  commit(): Promise<void>;
  /** Removes the folder; what stood in the output folder stays. */
  discard(): Promise<void>;
}

/**
 * Starts a dataset for the folder `out`, which must be new, empty (hidden files aside) or an earlier dataset.
 * @throws OutputError if it is neither, or can't be written
 */
export async function stage(out: string): Promise<Staging> {
  const target = resolve(out);
  try {
    await recover(target);
    const names = await namesIn(target);
    if (names.some((name) => !name.startsWith('.')) && !(await isDataset(target))) {
      throw new OutputError(`${out}: Expected a new or empty folder or an earlier dataset, got other files (${names.filter((n) => !n.startsWith('.')).slice(0, 3).join(', ')}) — choose another --out`);
    }
    await mkdir(dirname(target), { recursive: true });
    const folder = join(dirname(target), `.${basename(target)}.mingxi-new-${process.pid}`);
    await removeOrphans(target);
    await mkdir(join(folder, 'documents'), { recursive: true });
    return {
      folder,
      commit: () => commit(folder, target, out),
      discard: () => rm(folder, { recursive: true, force: true }),
    };
  } catch (error) {
    throw outputError(out, error);
  }
}

/** One line for what the file system refused. */
export function outputError(out: string, error: unknown): unknown {
  const code = codeOf(error);
  const words: Readonly<Record<string, string>> = {
    EACCES: 'no permission to write there', EPERM: 'no permission to write there', EROFS: 'the file system is read-only',
    ENOTDIR: 'a file stands where a folder is needed', EEXIST: 'a file stands where a folder is needed', ENOSPC: 'the disk is full',
    EBUSY: 'the folder itself is in use (a mount point?); give a folder inside it', EXDEV: 'the folder is a mount point; give a folder inside it',
  };
  return code in words ? new OutputError(`${out}: Expected a folder to write into, got ${code}: ${words[code] ?? code} — choose another --out or make room`) : error;
}

/** Removes what runs that were killed left beside the target. */
async function removeOrphans(target: string): Promise<void> {
  const prefix = `.${basename(target)}.mingxi-new-`;
  for (const name of (await namesIn(dirname(target))).filter((n) => n.startsWith(prefix))) {
    const pid = Number(name.slice(prefix.length));
    if (pid === process.pid || !isAlive(pid)) await rm(join(dirname(target), name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

/** Puts back what a crash in the middle of a swap left aside. */
async function recover(target: string): Promise<void> {
  const aside = asideOf(target);
  if ((await stat(aside).catch(() => undefined)) === undefined) return;
  if ((await stat(target).catch(() => undefined)) === undefined) await rename(aside, target);
  else await rm(aside, { recursive: true, force: true });
}

async function commit(folder: string, target: string, out: string): Promise<void> {
  try {
    await carryOver(target, folder);
    if ((await stat(target).catch(() => undefined)) === undefined) return await rename(folder, target);
    const aside = asideOf(target);
    await rename(target, aside);
    try {
      await rename(folder, target);
    } catch (error) {
      await rename(aside, target);
      throw error;
    }
    await rm(aside, { recursive: true, force: true });
  } catch (error) {
    throw outputError(out, error);
  }
}

async function carryOver(from: string, to: string): Promise<void> {
  const strangers = (await namesIn(from)).filter((name) => !OWN_FILES.has(name));
  const inDocuments = (await namesIn(join(from, 'documents'))).filter((name) => !OWN_DOCUMENT.test(name)).map((name) => join('documents', name));
  for (const name of [...strangers, ...inDocuments]) await cp(join(from, name), join(to, name), { recursive: true });
}
