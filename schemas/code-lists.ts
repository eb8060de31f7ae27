/**
 * The packaged classification lists (政府收支分类科目), read once. See schemas/codes/README.md for where they come from
 * and how far each row is to be trusted.
 */
import { readFileSync } from 'node:fs';
import { assetPath } from './assets.js';
import { readCsv } from './csv-read.js';

/** Classifications that have a list. */
export type CodeList = 'functional' | 'economic' | 'government_economic' | 'revenue';
export type CodeLevel = 'class' | 'section' | 'item';
/** From strong to weak; `past-edition` are codes of the 2009 edition that no newer list has. */
const EVIDENCE = ['official', 'document', 'edition-2009', 'form-order', 'code-only', 'unverified', 'past-edition'] as const;
export type CodeEvidence = (typeof EVIDENCE)[number];

/** One code of a list with its newest known name. */
export interface CodeEntry {
  readonly list: CodeList;
  readonly code: string;
  readonly level: CodeLevel;
  readonly name: string;
  /** Code of the parent; '' for classes. */
  readonly parent: string;
  /** `general`, `fund`, `soe`, `social`; '' where the list has no budgets. */
  readonly budget: string;
  readonly evidence: CodeEvidence;
  /** Years of the documents in which the pair was printed. */
  readonly seenYears: readonly number[];
  readonly documents: number;
  readonly validFrom?: number;
  readonly validTo?: number;
}

/** The same code under an older name (旧名称). */
export interface Rename {
  readonly code: string;
  readonly oldName: string;
  readonly newName: string;
  /** First year of the new name, where known. */
  readonly since?: number;
  readonly evidence: string;
}

/** A code that meant something else up to a year. */
export interface Move {
  readonly code: string;
  readonly name: string;
  readonly validTo: number;
  readonly movedTo: readonly string[];
  readonly evidence: string;
}

export interface CodeLists {
  readonly entries: ReadonlyMap<string, CodeEntry>;
  readonly children: ReadonlyMap<string, readonly string[]>;
  readonly renames: ReadonlyMap<string, readonly Rename[]>;
  readonly moves: ReadonlyMap<string, readonly Move[]>;
}

const list = (name: string): Readonly<Record<string, string>>[] => readCsv(readFileSync(assetPath(`schemas/codes/${name}`), 'utf8'));
const year = (text: string | undefined): number | undefined => (text !== undefined && /^\d{4}$/u.test(text) ? Number(text) : undefined);

/** Level by length: 3 digits 类, 5 digits 款, more 项. */
export function levelOfCode(code: string): CodeLevel {
  return code.length <= 3 ? 'class' : code.length <= 5 ? 'section' : 'item';
}

/** Which list a code belongs to by its first digits: 1xx 收入, 2xx 功能, 301–399 部门经济, 501–599 政府经济; undefined otherwise. */
export function listOfCode(code: string): CodeList | undefined {
  if (!/^\d{3}(?:\d{2})*$/u.test(code)) return undefined;
  return ({ 1: 'revenue', 2: 'functional', 3: 'economic', 5: 'government_economic' } as const)[code[0] as '1' | '2' | '3' | '5'];
}

function load(): CodeLists {
  const entries = new Map<string, CodeEntry>();
  const renames = new Map<string, Rename[]>();
  const moves = new Map<string, Move[]>();
  const add = <T>(map: Map<string, T[]>, key: string, value: T): void => void (map.get(key)?.push(value) ?? map.set(key, [value]));
  for (const name of ['functional', 'economic', 'government_economic', 'revenue'] as const) {
    for (const row of list(`${name}.csv`)) {
      const code = row.code ?? '';
      const validFrom = year(row.valid_from);
      const validTo = year(row.valid_to);
      entries.set(code, {
        list: name, code, level: levelOfCode(code), name: row.name ?? '', parent: row.parent ?? '', budget: row.budget ?? '',
        evidence: EVIDENCE.find((e) => e === row.evidence) ?? 'unverified',
        seenYears: (row.seen_years ?? '').split(';').flatMap((y) => year(y) ?? []),
        documents: Number(row.documents ?? '') || 0,
        ...(validFrom === undefined ? {} : { validFrom }),
        ...(validTo === undefined ? {} : { validTo }),
      });
    }
  }
  for (const row of list('functional_2009.csv')) {
    const code = row.code ?? '';
    if (entries.has(code)) continue;
    entries.set(code, { list: 'functional', code, level: levelOfCode(code), name: row.name ?? '', parent: row.parent ?? '', budget: '', evidence: 'past-edition', seenYears: [], documents: 0 });
  }
  for (const row of list('renames.csv')) {
    const since = year(row.new_since);
    const code = row.code ?? '';
    add(renames, code, { code, oldName: row.old_name ?? '', newName: row.new_name ?? '', evidence: row.evidence ?? '', ...(since === undefined ? {} : { since }) });
  }
  for (const row of list('moves.csv')) {
    const code = row.code ?? '';
    add(moves, code, { code, name: row.name ?? '', validTo: year(row.valid_to) ?? 0, movedTo: (row.moved_to ?? '').split(';').filter((c) => c !== ''), evidence: row.evidence ?? '' });
  }
  const children = new Map<string, string[]>();
  for (const code of [...entries.keys()].sort()) {
    const parent = entries.get(code)?.parent ?? '';
    if (parent !== '') add(children, parent, code);
  }
  return { entries, children, renames, moves };
}

let loaded: CodeLists | undefined;
/** The lists, read from the package on first use. */
export function codeLists(): CodeLists {
  loaded ??= load();
  return loaded;
}
