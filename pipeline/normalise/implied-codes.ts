/**
 * Lines without codes that name a classification entry: 一、公共安全支出 in a summary table.
 */
import { codesByName, lookupCode, namesFit, officialName, nameKey, type CodeList } from '../../schemas/codes.js';
import { codeLists } from '../../schemas/code-lists.js';
import type { Reading } from './code-reading.js';

const LISTS: readonly CodeList[] = ['functional', 'economic', 'government_economic'];

/** Class that a name stands for in a list, in the year's names or older ones; '' where none or several. */
export function classOfName(name: string, list: CodeList, year: number): string {
  const question = `${list} ${year} ${name}`;
  let known = answers.get(question);
  if (known === undefined) {
    if (answers.size >= MOST_ANSWERS) answers.clear();
    answers.set(question, (known = findClass(name, list, year)));
  }
  return known;
}

/** Classes by question: tables of a document, and documents of a batch, name the same ones. */
const answers = new Map<string, string>();
const MOST_ANSWERS = 20_000;

function findClass(name: string, list: CodeList, year: number): string {
  const clean = name.replace(/[（(]类[）)]\s*$/u, '');
  const direct = codesByName(clean, list).filter((x) => x.code.length === 3).map((x) => x.code);
  const now = direct.filter((c) => nameKey(officialName(c, year)) === nameKey(clean));
  if (now.length === 1) return now[0] ?? '';
  if (direct.length === 1) return direct[0] ?? '';
  if (direct.length > 1) return '';
  const fits = classes(list).filter((c) => !['other', 'spelling'].includes(namesFit(clean, c, year)));
  return fits.length === 1 ? (fits[0] ?? '') : '';
}

const classesByList = new Map<CodeList, readonly string[]>();
function classes(list: CodeList): readonly string[] {
  let known = classesByList.get(list);
  if (known === undefined) {
    known = [...codeLists().entries.values()].filter((e) => e.list === list && e.level === 'class').map((e) => e.code);
    classesByList.set(list, known);
  }
  return known;
}

/**
 * Implied codes of a block's uncoded lines, '' where none. All lines of a block are of one classification: the one that
 * names the most of them (其他支出 is 229 among functional classes and 399 among economic ones).
 */
export function impliedCodes(readings: readonly Reading[], year: number): readonly string[] {
  const lines = readings.map((r) => (r.code === '' && r.entry.role === 'line' && r.entry.side !== 'revenue' && r.name !== '' ? r.name : ''));
  const byList = LISTS.map((list) => lines.map((name) => (name === '' ? '' : classOfName(name, list, year))));
  const counts = byList.map((codes) => codes.filter((c) => c !== '').length);
  const best = counts.indexOf(Math.max(...counts));
  return (byList[best] ?? []).map((code) => (code !== '' && lookupCode(code) !== undefined ? code : ''));
}
