/**
 * Which tables a document has: those of the Ministry's rules, those that its contents list, their order, none twice.
 */
import { kindOfTitle } from '../../../extractors/tables/kinds.js';
import { flat } from '../../../extractors/tables/vocabulary.js';
import type { Finding } from '../../../schemas/finding.js';
import type { Counter } from '../../normalise/observations.js';
import { findingOf, type Slip } from './slips.js';
import { placeOf, titleKey, type Line, type TableGroup, type TextView } from './view.js';

/**
 * The tables of 地方预决算公开操作规程 §14 (财预〔2016〕143号), with kinds that may stand for them; state capital
 * (国有资本经营) since the budgets of 2022 and the final accounts of 2021.
 */
const REQUIRED: readonly { readonly name: string; readonly kinds: readonly string[]; readonly since?: number }[] = [
  { name: '收支总表', kinds: ['revenue_expenditure_summary'] },
  { name: '收入总表', kinds: ['revenue_summary'] },
  { name: '支出总表', kinds: ['expenditure_summary'] },
  { name: '财政拨款收支总表', kinds: ['fiscal_appropriation_summary'] },
  { name: '一般公共预算支出表', kinds: ['general_public_expenditure', 'fiscal_appropriation_expenditure', 'general_public_economic'] },
  { name: '一般公共预算基本支出表', kinds: ['basic_expenditure_economic', 'basic_expenditure_functional', 'fiscal_basic_economic'] },
  { name: '“三公”经费支出表', kinds: ['three_public'] },
  { name: '政府性基金预算支出表', kinds: ['government_fund_expenditure'] },
  { name: '国有资本经营预算支出表', kinds: ['state_capital_expenditure'], since: 2022 },
];
/** Required tables that must be found before one that is not found may be called missing. */
const ENOUGH = 6;
/** Demanded by the Ministry's yearly notices, not by the rules themselves: some places have no such table. */
const BY_NOTICE = new Set(['state_capital_expenditure']);

export function checkTableList(view: TextView, counter: Counter): Finding[] {
  return [...required(view, counter), ...listed(view, counter), ...doubled(view, counter)];
}

/** Kinds of tables that the document has, or at least names outside its contents. */
function kindsPresent(view: TextView): ReadonlySet<string> {
  const titled = [...view.headings, ...view.captions].flatMap((line) => (/表(?:[(（].*[)）])?$/u.test(line.flat) ? (kindOfTitle(line.text, view.kinds)?.kind ?? []) : []));
  const inside = view.document.tables.flatMap(({ table }) => (table.kind === 'other' ? (kindOfTitle(table.title, view.kinds)?.kind ?? []) : table.kind));
  return new Set([...titled, ...inside]);
}

function required(view: TextView, counter: Counter): Finding[] {
  const rule = 'table/missing';
  const { fiscalYear, stage } = view.document.identity;
  const tables = REQUIRED.filter((one) => one.since === undefined || fiscalYear >= one.since - (stage === 'final' ? 1 : 0));
  if (fiscalYear > 0 && fiscalYear < 2017) return [];
  const present = kindsPresent(view);
  const missing = tables.filter((one) => !one.kinds.some((kind) => present.has(kind)));
  const found = tables.length - missing.length;
  counter.applies(rule, found);
  if (missing.length === 0) return [];
  if (!view.complete) counter.cannot(rule, 'needs ocr', missing.length);
  else if (!view.hasTables || found < ENOUGH) counter.cannot(rule, 'no set of tables in this file', missing.length);
  else {
    counter.applies(rule, missing.length);
    counter.fails(rule, missing.length);
    const info = missing.every((one) => one.kinds.every((kind) => BY_NOTICE.has(kind)));
    return findingOf(rule, missing.map((one) => ({ statement: one.name, expected: one.name })), info ? { severity: 'info' } : {});
  }
  return [];
}

/** Entries of the contents that name a table, with the group that answers each. */
function listed(view: TextView, counter: Counter): Finding[] {
  const { organisation } = view.document.identity;
  const entries = view.contents.filter((line) => isTableEntry(line));
  if (entries.length === 0) return [];
  const pairs = entries.map((line) => ({ line, group: groupOf(line, entries, view) }));
  const body = bodyTitles(view);
  const forms = new Set(view.document.tables.flatMap(({ table }) => (table.kind.endsWith('_performance') ? table.kind : [])));
  const stands = (line: Line): boolean => {
    const key = titleKey(line.text, organisation);
    return forms.has(kindOfTitle(line.text, view.kinds)?.kind ?? '') || body.some((text) => text.includes(key));
  };
  const absent = pairs.filter(({ line, group }) => group < 0 && !stands(line));
  // Performance forms are often files of their own.
  const missing = absent.filter(({ line }) => !/绩效/u.test(line.flat));
  const rule = 'table/not-found';
  const found = entries.length - absent.length;
  counter.applies(rule, found);
  if (absent.length > missing.length) counter.cannot(rule, 'may be a file of its own', absent.length - missing.length);
  const slips: Slip[] = [];
  if (missing.length > 0) {
    if (!view.complete) counter.cannot(rule, 'needs ocr', missing.length);
    else if (!view.hasTables || found * 2 < entries.length) counter.cannot(rule, 'no set of tables in this file', missing.length);
    else {
      counter.applies(rule, missing.length);
      counter.fails(rule, missing.length);
      slips.push(...missing.map(({ line }) => ({ statement: `${placeOf(line.paragraph)}“${line.text}”`, ...(line.paragraph.page === undefined ? {} : { page: line.paragraph.page }) })));
    }
  }
  return [...findingOf(rule, slips), ...order(pairs, view, counter)];
}

/** 第二部分 2024年度部门预算表 names a part, not one table. */
function isTableEntry(line: Line): boolean {
  return /表》?(?:[(（].*[)）])?$/u.test(line.flat) && !/^第[一二三四五六七八九十]+部分/u.test(line.flat) && !/(?:(?:部门|单位)(?:综合)?[预决]算|公开)(?:公开)?(?:报|附)?表$|报表$/u.test(line.flat);
}

function groupOf(line: Line, entries: readonly Line[], view: TextView): number {
  const { organisation } = view.document.identity;
  const key = titleKey(line.text, organisation);
  const byTitle = view.groups.findIndex((group) => titleKey(group.title, organisation) === key);
  if (byTitle >= 0) return byTitle;
  const kind = kindOfTitle(line.text, view.kinds)?.kind;
  if (kind === undefined) return -1;
  const rivals = entries.filter((other) => kindOfTitle(other.text, view.kinds)?.kind === kind);
  const groups = view.groups.flatMap((group, i) => (group.kind === kind ? [i] : []));
  return rivals.length === 1 && groups.length === 1 ? (groups[0] ?? -1) : -1;
}

/** Keys of whatever may be a table's title in the body: lines, titles, cells at the top of grids. */
function bodyTitles(view: TextView): string[] {
  const { organisation } = view.document.identity;
  const lines = [...view.headings, ...view.captions].map((line) => line.text);
  const grids = view.document.tables.flatMap(({ table }) => [table.title, ...table.grid.cells.filter((cell) => cell.row < 3 && /表/u.test(cell.text)).map((cell) => cell.text)]);
  const joined = view.headings.slice(1).map((line, i) => `${view.headings[i]?.text ?? ''}${line.text}`);
  return [...lines, ...grids, ...joined].map((text) => titleKey(text, organisation)).filter((text) => text.length >= 3);
}

/** Tables that stand elsewhere than the contents say: those off the longest run in order. */
function order(pairs: readonly { readonly line: Line; readonly group: number }[], view: TextView, counter: Counter): Finding[] {
  const found = pairs.filter((pair) => pair.group >= 0);
  if (found.length < 3) return [];
  const rule = 'table/order';
  const run = longestRun(found.map((pair) => pair.group));
  const off = found.filter((_, i) => !run.has(i));
  counter.applies(rule);
  if (off.length > 0) counter.fails(rule);
  return findingOf(rule, off.map(({ line, group }) => ({ statement: `“${line.text}”${placeOfGroup(view.groups[group])}` })));
}

function placeOfGroup(group: TableGroup | undefined): string {
  const page = group?.tables[0]?.table.grid.pages?.[0];
  return page === undefined ? '' : `在第${page}页`;
}

/** Indexes of a longest increasing run; equal values count as in order. */
export function longestRun(values: readonly number[]): ReadonlySet<number> {
  const best: number[][] = [];
  for (const [i, value] of values.entries()) {
    const before = best.filter((run) => (values[run.at(-1) ?? 0] ?? 0) <= value).toSorted((a, b) => b.length - a.length)[0] ?? [];
    best.push([...before, i]);
  }
  return new Set(best.toSorted((a, b) => b.length - a.length)[0] ?? []);
}

/** Rows with amounts from which equal contents are no chance. */
const ROWS = 4;

/** Tables of one title with the same lines, columns and amounts, set twice. */
function doubled(view: TextView, counter: Counter): Finding[] {
  const rule = 'table/doubled';
  const { organisation } = view.document.identity;
  const seen = new Map<string, string>();
  const slips: Slip[] = [];
  for (const group of view.groups) {
    for (const { table } of group.tables) {
      counter.applies(rule);
      const rows = table.entries.filter((entry) => entry.cells.some((cell) => cell.reading.state === 'amount' && cell.reading.amount.fen !== 0n));
      if (rows.length < ROWS) continue;
      const content = rows.map((entry) => `${flat(entry.name)}:${entry.cells.map((cell) => (cell.reading.state === 'amount' ? `${cell.measure} ${cell.reading.amount.fen}` : '')).join(',')}`).join('|');
      const key = `${view.volumes.findIndex(({ tables }) => tables.some((lined) => lined.table === table))} ${group.kind} ${titleKey(group.title, organisation)} ${content}`;
      const before = seen.get(key);
      if (before === undefined) seen.set(key, table.tableId);
      else {
        counter.fails(rule);
        const page = table.grid.pages?.[0];
        slips.push({ statement: `“${table.title}”（${before}、${table.tableId}）`, tableId: table.tableId, tableKind: table.kind, ...(page === undefined ? {} : { page }) });
      }
    }
  }
  return findingOf(rule, slips);
}
