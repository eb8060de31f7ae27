/**
 * Lines without codes that name a classification entry: 一、公共安全支出 in a summary table, and below it 司法, 行政运行 in the
 * tables of places that print no codes (杭州, 深圳).
 */
import { codesByName, lookupCode, namesFit, officialName, nameKey, type CodeList } from '../../schemas/codes.js';
import { codeLists } from '../../schemas/code-lists.js';
import type { Reading } from './code-reading.js';

const LISTS: readonly CodeList[] = ['functional', 'economic', 'government_economic'];

/** Class that a name stands for in a list, in the year's names or older ones; '' where none or several. */
function classOfName(name: string, list: CodeList, year: number): string {
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

/** Sections or items of a class that a name may stand for: the items right below the section, else sections, else items of others. */
export function codesBelow(name: string, classCode: string, section: string): readonly string[] {
  const list = lookupCode(classCode)?.list as CodeList | undefined;
  if (name === '' || list === undefined) return [];
  const codes = codesByName(name, list).map((c) => c.code).filter((c) => c.length > 3 && c.startsWith(classCode));
  const right = codes.filter((code) => code.length === 7 && section !== '' && code.startsWith(section));
  const sections = codes.filter((code) => code.length === 5);
  return right.length > 0 ? right : sections.length > 0 ? sections : codes;
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
  const classes = (byList[best] ?? []).map((code) => (code !== '' && lookupCode(code) !== undefined ? code : ''));
  return readings.some(({ code, entry }) => code !== '' || entry.side === 'revenue') ? classes : withLevelsBelow(lines, classes);
}

/**
 * Codes of sections and items too, in a table of spending alone whose lines have no codes: each where its class and section
 * leave one that no line above has. Below a name that the list doesn't know (超长期特别国债安排的支出) that of a section may be its item's.
 */
function withLevelsBelow(lines: readonly string[], classes: readonly string[]): readonly string[] {
  let [classCode, section, isLost] = ['', '', false];
  const taken = new Set<string>();
  return lines.map((name, i) => {
    const own = classes[i] ?? '';
    if (own !== '') [classCode, section, isLost] = [own, '', false];
    if (own !== '' || classCode === '' || isLost) return own;
    const [code = '', ...others] = codesBelow(name, classCode, section);
    if (code === '' || others.length > 0 || taken.has(code)) {
      isLost ||= code === '' && name !== '';
      return '';
    }
    taken.add(code);
    if (code.length === 5) section = code;
    return code;
  });
}
