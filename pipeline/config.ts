/**
 * The configuration file (`--config mingxi.yaml`): the same options as on the command line, which go before it.
 */
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Document, LineCounter } from 'yaml';
import { z } from 'zod';
import { ENGINES } from '../extractors/ocr/engines/engine.js';
import { yaml } from '../schemas/yaml.js';
import { UsageError } from './errors.js';

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
  /** Whether the page images of a folder are one document. */
  'image-folders': z.boolean().optional(),
  /** Decisions of a reviewer. */
  review: z.string().min(1).optional(),
  /** List of who must publish what. */
  publishers: z.string().min(1).optional(),
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
  const { LineCounter, parseDocument } = yaml();
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [fault] = document.errors;
  if (fault !== undefined) throw new UsageError(`${path}:${lines.linePos(fault.pos[0]).line}: Expected YAML, got ${fault.message.split('\n')[0]}`);
  const result = Config.safeParse(document.toJS() ?? {});
  if (!result.success) {
    const [issue] = result.error.issues;
    throw new UsageError(`${path}:${lineOf(document, issue, lines)}: ${issue === undefined ? '' : wordsOf(issue)}`);
  }
  return absolute(result.data, dirname(resolve(path)));
}

function absolute({ out, tables, review, publishers, ...rest }: Config, folder: string): Config {
  const path = <K extends string>(key: K, value: string | undefined): Partial<Record<K, string>> => (value === undefined ? {} : ({ [key]: resolve(folder, value) } as Record<K, string>));
  return { ...rest, ...path('out', out), ...path('review', review), ...path('publishers', publishers), ...(tables === undefined ? {} : { tables: tables.map((t) => resolve(folder, t)) }) };
}

const OPTIONS = Object.keys(Config.shape).join(', ');

function wordsOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') return `Expected one of ${OPTIONS}, got ${issue.keys.join(', ')}`;
  const path = issue.path.join('.');
  if (path === '') return `Expected options (${OPTIONS}), got something else`;
  if (path === 'tables') return 'tables: Expected a folder or a list of folders';
  return `${path}: ${issue.message}`;
}

/** Line of the node that an issue speaks of; of the unknown key for unknown options. */
function lineOf(document: Document, issue: z.core.$ZodIssue | undefined, lines: LineCounter): number {
  const path = issue === undefined ? [] : issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0] ?? ''] : issue.path;
  const node: unknown = path.length === 0 ? document.contents : document.getIn(path, true);
  const range = typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range) ? Number(node.range[0]) : 0;
  return lines.linePos(range).line;
}
