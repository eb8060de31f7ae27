/**
 * The list of who must publish what (`--publishers FILE`, 应公开清单): a CSV, one publication a row, its columns named in
 * Chinese or English. docs/publishers.md describes it.
 */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { decodeText } from '../../extractors/read/text/encoding.js';
import { findDivision } from '../../extractors/facts/divisions.js';
import { csvRows, type CsvRow } from '../../schemas/csv-read.js';
import { isoDate } from '../../schemas/date.js';
import { UsageError } from '../errors.js';
import { publisherName } from './names.js';

/** A publication that must be there. */
export interface Expected {
  /** Line of the list, from 1. */
  readonly line: number;
  /** Full name (北京市海淀区) where the region's or the organisation's name settles it, else as the list gives it; '' where it doesn't. */
  readonly region: string;
  /** GB/T 2260 code, given or known by the name; '' where neither settles one. */
  readonly regionCode: string;
  readonly organisation: string;
  readonly scope: 'department' | 'unit' | '';
  readonly stage: 'budget' | 'final';
  readonly fiscalYear: number;
  /** Last day on which it may be published, ISO; '' where none is given. */
  readonly due: string;
  /** Day on which it was published, where whoever keeps the list knows it, ISO. */
  readonly publishedOn: string;
}

export interface PublisherList {
  readonly path: string;
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly entries: readonly Expected[];
}

/** Names of the columns, the one to write first. */
const COLUMNS = {
  region: ['行政区划', '区划', '地区', 'region'],
  regionCode: ['行政区划代码', '区划代码', 'region_code'],
  organisation: ['单位名称', '部门名称', '名称', 'organisation'],
  scope: ['范围', '部门或单位', 'scope'],
  stage: ['预决算', '文件类型', '类型', 'stage'],
  fiscalYear: ['年度', '预算年度', 'fiscal_year', 'year'],
  due: ['公开时限', '应公开日期', '截止日期', 'due'],
  publishedOn: ['公开日期', '实际公开日期', 'published_on'],
} as const;
type Column = keyof typeof COLUMNS;
const REQUIRED: readonly Column[] = ['organisation', 'stage', 'fiscalYear'];

const STAGES: Readonly<Record<string, Expected['stage']>> = { 预算: 'budget', 部门预算: 'budget', 单位预算: 'budget', budget: 'budget', 决算: 'final', 部门决算: 'final', 单位决算: 'final', final: 'final' };
const SCOPES: Readonly<Record<string, Expected['scope']>> = { '': '', 部门: 'department', department: 'department', 单位: 'unit', unit: 'unit' };

/**
 * Reads the list; UTF-8 or GB18030.
 * @throws UsageError with file and line where it can't be read, lacks a column, or a row says nothing or says it twice
 */
export function readPublishers(path: string): PublisherList {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new UsageError(`${path}: Expected a list of publishers, got ${code} — check the path of --publishers`);
  }
  const [header, ...rows] = csvRows(decodeText(bytes).text);
  if (header === undefined || rows.length === 0) throw new UsageError(`${path}: Expected a header and a row for each publication, got ${header === undefined ? 'an empty file' : 'a header alone'}`);
  const columns = columnsOf(header, path);
  const entries = rows.filter(({ fields }) => fields.some((field) => field.trim() !== '')).map((row) => entryOf(row, columns, path));
  refuseRepeated(entries, path);
  return { path, name: basename(path), bytes, entries };
}

/** Where each column stands. Columns of other names are the user's own. */
function columnsOf({ fields, line }: CsvRow, path: string): ReadonlyMap<Column, number> {
  const columns = new Map<Column, number>();
  for (const [i, field] of fields.entries()) {
    const name = field.normalize('NFKC').trim().toLowerCase();
    const found = (Object.keys(COLUMNS) as Column[]).find((column) => (COLUMNS[column] as readonly string[]).includes(name));
    if (found === undefined) continue;
    if (columns.has(found)) throw new UsageError(`${path}:${line}: Expected one column ${COLUMNS[found][0]}, got two (${fields[columns.get(found) ?? 0]}, ${field})`);
    columns.set(found, i);
  }
  const missing = REQUIRED.filter((column) => !columns.has(column));
  if (missing.length > 0) throw new UsageError(`${path}:${line}: Expected the columns ${missing.map((column) => `${COLUMNS[column][0]} (${COLUMNS[column].at(-1)})`).join(', ')}, got ${fields.join(', ').slice(0, 80)}`);
  return columns;
}

function entryOf({ fields, line }: CsvRow, columns: ReadonlyMap<Column, number>, path: string): Expected {
  const at = (column: Column): string => (fields[columns.get(column) ?? -1] ?? '').normalize('NFKC').trim();
  const fault = (column: Column, expected: string): UsageError => new UsageError(`${path}:${line}: ${COLUMNS[column][0]}: Expected ${expected}, got ${at(column) === '' ? 'nothing' : at(column).slice(0, 40)}`);
  const [organisation, region, code] = [at('organisation'), at('region'), at('regionCode')];
  if (organisation === '') throw fault('organisation', 'the name of the organisation');
  const stage = STAGES[at('stage').toLowerCase()];
  if (stage === undefined) throw fault('stage', '预算 or 决算');
  const scope = SCOPES[at('scope').toLowerCase()];
  if (scope === undefined) throw fault('scope', '部门, 单位 or nothing');
  const fiscalYear = Number(/^(20\d\d)(?:年度?)?$/.exec(at('fiscalYear'))?.[1]);
  if (Number.isNaN(fiscalYear)) throw fault('fiscalYear', 'a year like 2024');
  if (!/^(?:\d{6})?$/.test(code)) throw fault('regionCode', 'a code of six digits (GB/T 2260)');
  const dates = (['due', 'publishedOn'] as const).map((column) => {
    const date = isoDate(at(column));
    if (date === undefined) throw fault(column, 'a date like 2024-02-20');
    return date;
  });
  const division = findDivision(region, organisation, fiscalYear) ?? findDivision(organisation, region, fiscalYear);
  return { line, region: division?.region ?? region, regionCode: code || (division?.regionCode ?? ''), organisation, scope, stage, fiscalYear, due: dates[0] ?? '', publishedOn: dates[1] ?? '' };
}

function refuseRepeated(entries: readonly Expected[], path: string): void {
  const seen = new Map<string, number>();
  for (const { line, region, regionCode, organisation, scope, stage, fiscalYear } of entries) {
    const { name, own } = publisherName(organisation, region);
    const key = [regionCode || region, name, own, scope, stage, fiscalYear].join('|');
    const before = seen.get(key);
    if (before !== undefined) throw new UsageError(`${path}:${line}: Expected each publication once, got that of line ${before} again — ${organisation}`);
    seen.set(key, line);
  }
}
