/**
 * Which kind a table is: by its title, held against the kinds of schemas/tables and of a user's folder.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { YAMLParseError } from 'yaml';
import { ReadError } from '../../schemas/block.js';
import { TableKindSpec } from '../../schemas/table-kind.js';
import { readYaml } from '../../schemas/yaml.js';
import { flat, vocabulary } from './vocabulary.js';

export type { TableKindSpec } from '../../schemas/table-kind.js';

/**
 * Kinds of the folders in order. A later folder's kind replaces an earlier one of the same identifier; a user's new
 * kinds are tried before the built-in ones.
 * @throws ReadError with file and place when a file is no table kind
 */
export function loadTableKinds(folders: readonly string[]): readonly TableKindSpec[] {
  let kinds: TableKindSpec[] = [];
  for (const folder of folders) {
    const own = kindFiles(folder).map((file) => readKind(join(folder, file)));
    kinds = [...own, ...kinds.filter((kind) => !own.some((other) => other.kind === kind.kind))];
  }
  return kinds;
}

function kindFiles(folder: string): string[] {
  try {
    return readdirSync(folder).filter((file) => /\.ya?ml$/u.test(file) && !file.startsWith('_')).toSorted();
  } catch {
    throw new ReadError(`${folder}: Expected a folder of table kinds (*.yaml), found none`);
  }
}

function readKind(path: string): TableKindSpec {
  let data: unknown;
  try {
    data = readYaml(path);
  } catch (error) {
    const line = error instanceof Error && error.name === 'YAMLParseError' ? `:${(error as YAMLParseError).linePos?.[0].line ?? 1}` : '';
    throw new ReadError(`${path}${line}: Expected YAML, got ${error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)}`);
  }
  const result = TableKindSpec.safeParse(data);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const place = issue === undefined || issue.path.length === 0 ? '' : `${issue.path.join('.')}: `;
  throw new ReadError(`${path}: ${place}${issue?.message ?? 'no table kind'} — see docs/table-kinds.md`);
}

/** A title as kinds see it: without blanks, year, its number (表1, 预算01表, 附件2), numbering of headings, and （续）. */
export function titleWords(title: string): string {
  return flat(title)
    .replaceAll(/[((]?20\d\d(?:年度?|-20\d\d年?)?[))]?/gu, '')
    .replace(/^(?:[(（]?[一二三四五六七八九十]+[)）、.]|\d{1,2}[.、])+/u, '')
    .replace(/^(?:附[表件]?|公开|预算)?(?:表(?:\d{1,2}|(?:[一二三四五六七八九十](?!般)){1,3})|\d{1,2}表?)(?:-\d{1,2})?[:.、]?/u, '')
    .replace(/\(续(?:表)?\d*\)|续表/gu, '');
}

/** The kind of a title: the longest match of its patterns; the first one where they are equally long. None for tables of a whole government (政府预算). */
export function kindOfTitle(title: string, kinds: readonly TableKindSpec[]): TableKindSpec | undefined {
  const words = titleWords(title);
  if (vocabulary().governments.test(words)) return undefined;
  let best: TableKindSpec | undefined;
  let length = 0;
  for (const kind of kinds) {
    if (kind.not.some((not) => not.test(words))) continue;
    const longest = Math.max(0, ...kind.titles.map((pattern) => pattern.exec(words)?.[0].length ?? 0));
    if (longest > length) {
      best = kind;
      length = longest;
    }
  }
  return best;
}

/** Whether a line without the word 表 is a title and nothing else: 机关运行经费. */
export function isWholeTitle(line: string, kinds: readonly TableKindSpec[]): boolean {
  const words = titleWords(line);
  return words === flat(line).replaceAll(/20\d\d年(?:度)?/gu, '') && kinds.some((kind) => !kind.not.some((not) => not.test(words)) && kind.titles.some((pattern) => pattern.exec(words)?.[0] === words));
}

/** The kind whose `headers` all stand among a grid's header cells, and none of whose `without` does. */
export const kindOfHeaders = (headers: readonly string[], kinds: readonly TableKindSpec[]): TableKindSpec | undefined => kindOfWords(headers, kinds, 'headers');

/** The kind whose `lines` all stand among the first names of a grid's lines, and none of whose `without` does. */
export const kindOfLines = (names: readonly string[], kinds: readonly TableKindSpec[]): TableKindSpec | undefined => kindOfWords(names, kinds, 'lines');

function kindOfWords(texts: readonly string[], kinds: readonly TableKindSpec[], of: 'headers' | 'lines'): TableKindSpec | undefined {
  const words = texts.map(flat);
  const has = (pattern: RegExp): boolean => words.some((word) => pattern.test(word));
  return kinds.find((kind) => kind[of].length > 0 && kind[of].every(has) && !kind.without.some(has));
}
