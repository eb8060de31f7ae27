/**
 * The order of the lines of one block: parents present, siblings ascending, no code twice, one classification.
 */
import { listOfCode, lookupCode } from '../../schemas/codes.js';
import type { Table } from '../../schemas/table.js';
import { agrees, type Reading } from './code-reading.js';
import type { Counter, Observation } from './observations.js';

/** Above this share of repeated codes a table is a listing by unit or project: no code is a duplicate. */
const LISTING_SHARE = 0.15;
/** Below this share of present parents a table doesn't show its parents. */
const PARENT_SHARE = 0.6;
/** Digits of a class: what is shorter is the last part of a code whose heading is not there. */
const SHORTEST = 3;
/** Tables that list projects, purchases or the like, each with its code. */
export const LISTING_KINDS: ReadonlySet<string> = new Set(['project_expenditure', 'government_procurement', 'purchased_services', 'carryover_expenditure', 'project_performance', 'overall_performance', 'agency_operation']);

export function checkStructure(table: Table, readings: readonly Reading[], counter: Counter): Observation[] {
  const coded = readings.filter((r) => r.code !== '' && r.classification !== 'organisation');
  if (coded.length < 2) return doubledLines(table, readings, 0);
  const repeated = coded.length - new Set(coded.map(lineKey)).size;
  const units = new Set(coded.flatMap((r) => r.entry.labels['organisation_code'] ?? []));
  const listing = LISTING_KINDS.has(table.kind) || repeated / coded.length > LISTING_SHARE && repeated > 2 || units.size > 1 || readings.some((r) => r.classification === 'organisation' && r.code !== '');
  const strange = mixed(table, coded, counter);
  const proper = coded.filter((r) => !strange.some((o) => o.entry === r.entry));
  return [...doubledLines(table, readings, listing ? repeated : 0), ...(listing ? [] : [...duplicates(table, proper, counter), ...order(table, proper, counter), ...parents(table, proper, counter)]), ...strange];
}

/** What makes a line of its own: the code and the labels beside it. */
const lineKey = (r: Reading): string => [r.code, ...Object.values(r.entry.labels)].join('\u0000');

function duplicates(table: Table, coded: readonly Reading[], counter: Counter): Observation[] {
  const seen = new Map<string, Reading>();
  const out: Observation[] = [];
  let functional = '';
  for (const r of coded) {
    if (r.code.length < SHORTEST) continue;
    if (r.classification === 'functional') functional = r.code;
    const key = `${r.classification === 'functional' ? '' : functional} ${lineKey(r)}`;
    const first = seen.get(key);
    counter.applies('code/duplicate');
    if (first === undefined) seen.set(key, r);
    else if (!sameAmounts(first, r) || first.name === r.name) {
      out.push({ rule: 'code/duplicate', group: `${table.tableId} ${r.code}`, table, entry: r.entry, field: 'code', code: r.code, published: r.printed.published, expected: '', statement: `${r.code} ${r.name}在第${first.entry.row}行已出现`, params: { title: table.title } });
    }
  }
  return out;
}

/** Organisations printed twice, one line below the other, and in a listing the one item of which that is so (`repeated`: lines whose code stands above). */
function doubledLines(table: Table, readings: readonly Reading[], repeated: number): Observation[] {
  return readings.slice(1).flatMap((r, i): Observation[] => {
    const above = readings[i] as Reading;
    const isLine = r.classification === 'organisation' || (repeated === 1 && agrees(r.fit));
    const isTwice = isLine && lineKey(r) === lineKey(above) && r.code !== '' && r.name === above.name && sameAmounts(above, r) && r.entry.cells.some((c) => c.reading.state === 'amount');
    return isTwice ? [{ rule: 'code/duplicate', group: `${table.tableId} ${r.code}`, table, entry: r.entry, field: 'code', code: r.code, published: r.printed.published, expected: '', statement: `${r.code} ${r.name}在第${above.entry.row}行已出现`, params: { title: table.title } }] : [];
  });
}

const sameAmounts = (a: Reading, b: Reading): boolean => {
  const text = (r: Reading): string => r.entry.cells.map((c) => (c.reading.state === 'amount' ? c.reading.amount.fen.toString() : c.reading.state)).join(' ');
  return text(a) === text(b);
};

function order(table: Table, coded: readonly Reading[], counter: Counter): Observation[] {
  const last = new Map<string, Reading>();
  const out: Observation[] = [];
  let pairs = 0;
  for (const r of coded) {
    // Blocks side by side are lists of their own: 人员经费 (301, 303) beside 公用经费 (302, 310).
    const parent = `${r.entry.block} ${r.code.length > 3 ? r.code.slice(0, -2) : ''}`;
    const before = last.get(parent);
    if (before !== undefined) {
      pairs += 1;
      if (r.code < before.code && !isStaffFirst(before.code, r.code)) {
        out.push({ rule: 'code/order', group: `${before.code} ${r.code}`, table, entry: r.entry, field: 'code', severity: 'info', code: r.code, published: r.printed.published, expected: '', statement: `${r.code} ${r.name}排在${before.code} ${before.name}之后` });
        continue;
      }
    }
    last.set(parent, r);
  }
  if (out.length > 2 && out.length > pairs * 0.2) {
    counter.cannot('code/order', 'table not in code order', pairs);
    return [];
  }
  counter.applies('code/order', pairs);
  return out;
}

/** 人员经费 (301, 303) before 公用经费 (302 …): a custom of its own. */
const isStaffFirst = (before: string, code: string): boolean => before === '303' && code === '302';

function parents(table: Table, coded: readonly Reading[], counter: Counter): Observation[] {
  const present = new Set(coded.map((r) => r.code));
  const out: Observation[] = [];
  for (const length of [5, 7]) {
    const children = coded.filter((r) => r.code.length === length);
    const needed = [...new Set(children.map((r) => r.code.slice(0, -2)))];
    const missing = needed.filter((p) => !present.has(p));
    if (needed.length === 0 || missing.length === needed.length) continue;
    if (needed.length - missing.length < needed.length * PARENT_SHARE) {
      counter.cannot('code/missing-parent', 'parents not shown throughout', needed.length);
      continue;
    }
    const firstParent = coded.findIndex((r) => r.code.length === length - 2);
    for (const parent of missing) {
      const at = coded.findIndex((r) => r.code.length === length && r.code.startsWith(parent));
      if (at < firstParent) {
        counter.cannot('code/missing-parent', 'table may continue another');
        continue;
      }
      const r = coded[at] as Reading;
      counter.applies('code/missing-parent');
      out.push({ rule: 'code/missing-parent', group: `${table.tableId} ${parent}`, table, entry: r.entry, field: 'code', code: parent, published: '', expected: parent, statement: `${r.code} ${r.name}之上没有${parent} ${lookupCode(parent)?.name ?? ''}`.trim(), params: { title: table.title } });
    }
    counter.applies('code/missing-parent', needed.length - missing.length);
  }
  return out;
}

/** A few codes of another classification among many: 30101 in a functional table. Tables that pair both are left alone. */
function mixed(table: Table, coded: readonly Reading[], counter: Counter): Observation[] {
  const counts = new Map<string, number>();
  for (const r of coded) {
    const list = listOfCode(r.code);
    if (list !== undefined) counts.set(list, (counts.get(list) ?? 0) + 1);
  }
  const [main] = [...counts].toSorted((a, b) => b[1] - a[1]);
  if (main === undefined || coded.length < 5) return [];
  counter.applies('code/classification', coded.length);
  const strange = coded.filter((r) => listOfCode(r.code) !== main[0] && agrees(r.fit) && lookupCode(r.code) !== undefined);
  if (strange.length === 0 || strange.length > 2 || strange.length > coded.length * 0.2) return [];
  return strange.map((r) => ({ rule: 'code/classification', group: table.tableId, table, entry: r.entry, field: 'code', code: r.code, published: r.printed.published, expected: '', statement: `${r.code} ${r.name}不属于该表的${LIST_NAMES[main[0]] ?? main[0]}`, params: { title: table.title } }));
}

const LIST_NAMES: Readonly<Record<string, string>> = { functional: '支出功能分类', economic: '部门预算经济分类', government_economic: '政府预算经济分类', revenue: '收入分类' };
