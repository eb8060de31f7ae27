/**
 * Looking up classification codes (科目编码): by code, by name, in a year; and what a printed name says about a code.
 */
import { halfWidth } from './amount-parse.js';
import { codeLists, listOfCode, type CodeEntry, type CodeEvidence, type CodeList, type Move, type Rename } from './code-lists.js';

export { levelOfCode, listOfCode, type CodeEntry, type CodeEvidence, type CodeList, type Move, type Rename } from './code-lists.js';

/** Digits of the codes of classes (类), sections (款) and items (项): a code of the lists has no other length. */
export const CODE_LENGTHS: ReadonlySet<number> = new Set([3, 5, 7]);

/** How far a row of the lists may go: `strong` may contradict a document, `fair` may warn, `weak` may only inform. */
export type Strength = 'strong' | 'fair' | 'weak';
export function strengthOf(evidence: CodeEvidence): Strength {
  if (evidence === 'official' || evidence === 'document') return 'strong';
  return evidence === 'edition-2009' || evidence === 'form-order' ? 'fair' : 'weak';
}

/** A name reduced to what is compared: no blanks, brackets or punctuation, no leading numbering or code. */
export function nameKey(name: string): string {
  let key = keys.get(name);
  if (key === undefined) {
    if (keys.size >= MOST_KEYS) keys.clear();
    keys.set(name, (key = keyOf(name)));
  }
  return key;
}

/** Names come again and again, those of the lists above all. */
const keys = new Map<string, string>();
const MOST_KEYS = 50_000;

function keyOf(name: string): string {
  return halfWidth(name).replace(/^\s*(?:其中[:;]?)?\s*(?:\[\d+\]\s*[-_]?|[\d.]+\s*[-_.、]?|\([一二三四五六七八九十\d]+\)|[一二三四五六七八九十]+\s*[、.])\s*(?=[\p{L}“"])/u, '')
    .replace(/^\s*其中[:;]?/u, '').replaceAll(/[^\p{L}\p{N}]/gu, '');
}

/** The entry of a code, whatever its validity; undefined where no list knows it. */
export function lookupCode(code: string): CodeEntry | undefined {
  return codeLists().entries.get(code);
}

/** Whether the code stood in the edition of that year, as far as known. */
export function validIn(entry: CodeEntry, year: number): boolean {
  if (year === 0) return true;
  if (entry.evidence === 'past-edition') return year <= 2018;
  return (entry.validFrom === undefined || year >= entry.validFrom) && (entry.validTo === undefined || year <= entry.validTo);
}

/** Official name of a code in a year's edition: the old name before a dated renaming; '' for an unknown code. Year 0 gives the newest. */
export function officialName(code: string, year: number): string {
  const entry = lookupCode(code);
  if (entry === undefined) return '';
  const dated = oldNames(code).filter((r) => r.since !== undefined && year > 0 && year < r.since).sort((a, b) => (a.since ?? 0) - (b.since ?? 0));
  return dated[0]?.oldName ?? entry.name;
}

/** Known children, in code order. */
export function childrenOf(code: string): readonly string[] {
  return codeLists().children.get(code) ?? [];
}

/** Older names of a code. */
export function oldNames(code: string): readonly Rename[] {
  return codeLists().renames.get(code) ?? [];
}

/** What a code meant before it moved. */
export function movesOf(code: string): readonly Move[] {
  return codeLists().moves.get(code) ?? [];
}

let index: ReadonlyMap<string, readonly { readonly code: string; readonly old: boolean }[]> | undefined;
function nameIndex(): ReadonlyMap<string, readonly { readonly code: string; readonly old: boolean }[]> {
  if (index !== undefined) return index;
  const built = new Map<string, { code: string; old: boolean }[]>();
  const add = (name: string, code: string, old: boolean): void => {
    const key = nameKey(name);
    const at = built.get(key) ?? [];
    if (key !== '' && !at.some((x) => x.code === code)) built.set(key, [...at, { code, old }]);
  };
  const lists = codeLists();
  for (const entry of lists.entries.values()) add(entry.name, entry.code, entry.evidence === 'past-edition');
  for (const [code, renames] of lists.renames) for (const rename of renames) add(rename.oldName, code, true);
  index = built;
  return built;
}

/** A name without the numeral of its line, behind which the mark is lost: 五教育支出, 二十一住房保障支出. One in its own right begins so, too (一般公共服务支出): the name as it is goes first. */
export const withoutNumeral = (name: string): string => name.trim().replace(/^(?:[二三]?十[一二三四五六七八九]?|[一二三四五六七八九])(?=\p{Script=Han}{3})/u, '');

/** Codes that bear this name, current names before older ones, in code order. */
export function codesByName(name: string, list?: CodeList): readonly { readonly code: string; readonly old: boolean }[] {
  const named = nameIndex().get(nameKey(name)) ?? nameIndex().get(nameKey(withoutNumeral(name))) ?? [];
  return named.filter((x) => list === undefined || listOfCode(x.code) === list)
    .toSorted((a, b) => Number(a.old) - Number(b.old) || (a.code < b.code ? -1 : 1));
}

/**
 * The only code of the name that differs from `code` in its class alone (住房公积金 of 2220201: 2210201); undefined where
 * there is none, or several.
 */
export function namedBeside(name: string, code: string): string | undefined {
  const [only, more] = new Set(codesByName(name, listOfCode(code)).map((own) => own.code).filter((own) => own !== code && own.length === code.length && own.length > CLASS && own.slice(CLASS) === code.slice(CLASS)));
  return more === undefined ? only : undefined;
}
const CLASS = 3;

/**
 * Codes that a name in prose can mean (“行政运行”科目): those of the document where given, else all of the lists.
 * More than one where the name alone doesn't settle it; items before sections before classes only by their own order.
 */
export function findItemByName(name: string, options: { readonly year?: number; readonly among?: Iterable<string>; readonly list?: CodeList } = {}): string[] {
  const among = options.among === undefined ? undefined : new Set(options.among);
  const hits = codesByName(name, options.list).filter((x) => (among === undefined ? !x.old || namedSoIn(x.code, name, options.year ?? 0) : among.has(x.code)));
  if (hits.length > 0) return hits.map((x) => x.code);
  if (among !== undefined) return [...among].filter((code) => namesFit(name, code, options.year ?? 0) !== 'other');
  return codesByName(name, options.list).map((x) => x.code);
}

/** Whether an older name was the code's official one in the year. */
function namedSoIn(code: string, name: string, year: number): boolean {
  const entry = lookupCode(code);
  return year > 0 && entry !== undefined && validIn(entry, year) && officialKeyIn(code, year) === nameKey(name);
}

const officialKeyIn = (code: string, year: number): string => nameKey(officialName(code, year));

/** How a printed name agrees with a code: `same`, `variant` (truncated, without 支出, with a qualifier in brackets …), `spelling` (a slip of a character), `older`, `moved` (what the code meant before), `other`. */
export type NameFit = 'same' | 'variant' | 'spelling' | 'older' | 'moved' | 'other';

/** Compares a printed name with the names of a known code; `other` also for codes that no list knows. */
export function namesFit(printed: string, code: string, year: number): NameFit {
  const entry = lookupCode(code);
  const full = nameKey(printed);
  if (full === '') return 'other';
  const tail = nameKey(printed.split(/[-—–_/\\>]/u).at(-1) ?? '');
  for (const move of movesOf(code)) if (nameKey(move.name) === full) return year > 0 && year <= move.validTo ? 'same' : 'moved';
  if (entry === undefined) return 'other';
  const official = officialKeyIn(code, year);
  const newest = nameKey(entry.name);
  for (const key of [full, tail]) if (key === official || key === newest) return 'same';
  for (const key of [official, newest]) if (isVariant(full, key, entry.list)) return 'variant';
  if (codesByName(printed, entry.list).length === 0 && [official, newest].includes(nameKey(halfWidth(printed).replace(/\([^()]*\)\s*$/u, '')))) return 'variant';
  for (const rename of oldNames(code)) {
    const old = nameKey(rename.oldName);
    if (full === old || tail === old || isVariant(full, old, entry.list)) return rename.since !== undefined && year > 0 && year < rename.since ? 'same' : 'older';
  }
  if (codesByName(printed, entry.list).length > 0) return 'other';
  return nearly(full, official) || nearly(full, newest) ? 'spelling' : 'other';
}

/** The same name but for a dropped or added ending, or cut off (or wrapped away) at its end. */
function isVariant(printed: string, official: string, list: CodeList): boolean {
  const bare = (key: string): string => key.replace(/(?:支出|科目)$/u, '').replace(/费用$/u, '费');
  if (bare(printed) === bare(official)) return true;
  return printed.length >= 4 && printed.length * 2 >= official.length && official.startsWith(printed) && codesByName(printed, list).length === 0;
}

/** One slip of a character in names of four and more: edit distance 1. */
function nearly(a: string, b: string): boolean {
  const allowed = Math.min(a.length, b.length) >= 4 ? 1 : 0;
  if (Math.abs(a.length - b.length) > allowed) return false;
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i += 1) {
    const current = [i];
    for (let j = 1; j <= b.length; j += 1) current.push(Math.min((previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1, (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)));
    previous = current;
  }
  return (previous[b.length] ?? 0) <= allowed;
}
