/**
 * The configuration file (`--config mingxi.yaml`): the same options as on the command line, which go before it.
 */
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { loadAll, YAMLException } from 'js-yaml';
import { z } from 'zod';
import { ENGINES } from '../extractors/ocr/engine.js';

/** What the user asked for can't be done as asked: a wrong option, a wrong file. Exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

const Config = z.strictObject({
  /** Output folder, relative to the configuration file, like every path in it. */
  out: z.string().min(1).optional(),
  /** Folders with table kinds. */
  tables: z.union([z.string().min(1).transform((folder) => [folder]), z.array(z.string().min(1))]).optional(),
  /** Password of encrypted PDFs. */
  password: z.string().optional(),
  /** Which pages go to character recognition. */
  ocr: z.enum(['auto', 'always', 'never']).optional(),
  /** Engine to recognise with. */
  'ocr-engine': z.enum(ENGINES).optional(),
  /** Decisions of a reviewer. */
  review: z.string().min(1).optional(),
  workers: z.int().min(1).max(64).optional(),
  'fail-on': z.enum(['error', 'warning']).optional(),
});
export type Config = z.infer<typeof Config>;

/**
 * Reads a configuration file.
 * @throws UsageError with file and line
 */
export function readConfig(path: string): Config {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new UsageError(`${path}: Expected a configuration file, got ${code} — check the path of --config`);
  }
  const result = Config.safeParse(optionsOf(text, path));
  if (!result.success) {
    const [issue] = result.error.issues;
    throw new UsageError(`${path}:${lineOf(text, issue)}: ${issue === undefined ? '' : wordsOf(issue)}`);
  }
  return absolute(result.data, dirname(resolve(path)));
}

/** @throws UsageError with file and line where it is not one document of YAML */
function optionsOf(text: string, path: string): unknown {
  try {
    const documents = loadAll(text);
    if (documents.length > 1) throw new UsageError(`${path}: Expected one YAML document, got ${documents.length}`);
    return documents[0] ?? {};
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    throw new UsageError(`${path}:${(error.mark?.line ?? 0) + 1}: Expected YAML, got ${error.reason}`);
  }
}

function absolute({ out, tables, review, ...rest }: Config, folder: string): Config {
  return { ...rest, ...(out === undefined ? {} : { out: resolve(folder, out) }), ...(review === undefined ? {} : { review: resolve(folder, review) }), ...(tables === undefined ? {} : { tables: tables.map((t) => resolve(folder, t)) }) };
}

const OPTIONS = Object.keys(Config.shape).join(', ');

function wordsOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') return `Expected one of ${OPTIONS}, got ${issue.keys.join(', ')}`;
  const path = issue.path.join('.');
  if (path === '') return `Expected options (${OPTIONS}), got something else`;
  if (path === 'tables') return 'tables: Expected a folder or a list of folders';
  return `${path}: ${issue.message}`;
}

/** Line of the option that an issue speaks of; the first one where it speaks of none. */
function lineOf(text: string, issue: z.core.$ZodIssue | undefined): number {
  const option = String((issue?.code === 'unrecognized_keys' ? issue.keys[0] : issue?.path[0]) ?? '');
  const at = text.split('\n').findIndex((line) => option !== '' && line.replace(/^["']/u, '').startsWith(option));
  return Math.max(at, 0) + 1;
}
