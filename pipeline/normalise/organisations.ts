/**
 * Codes of organisations (单位编码), which no list holds: an organisation that the tables of a document know under different codes.
 */
import { nameKey } from '../../schemas/codes.js';
import type { Line } from '../../schemas/document.js';
import { addTo } from '../../schemas/groups.js';
import type { Table } from '../../schemas/table.js';
import type { Counter, Observation } from './observations.js';

const RULE = 'code/organisation-differs';

interface Printed { readonly table: Table; readonly line: Line }

/**
 * Organisations with one code in some tables and another one of the same length in others. A department and its own office
 * (本级) may share a name: a code that the other table prints as well is no slip.
 */
export function differingOrganisations(read: readonly { readonly table: Table; readonly lines: readonly Line[] }[], counter: Counter): Observation[] {
  const codes = new Map(read.map(({ table, lines }) => [table, new Set(lines.filter(isCoded).map((l) => l.code))]));
  const byName = new Map<string, Printed[]>();
  for (const { table, lines } of read) {
    const own = lines.filter(isCoded);
    for (const line of own) {
      const key = nameKey(line.entry.name);
      if (new Set(own.filter((o) => nameKey(o.entry.name) === key).map((o) => o.code)).size > 1) continue;
      addTo(byName, key, { table, line });
    }
  }
  const repeated = [...byName.values()].filter((rows) => new Set(rows.map((r) => r.table)).size > 1);
  counter.applies(RULE, repeated.length);
  return repeated.flatMap((rows) => {
    const usual = mostFrequent(rows.map((r) => r.line.code));
    const others = rows.filter(({ table, line }) => line.code !== usual && line.code.length === usual.length && !codes.get(table)?.has(usual) && rows.every((r) => r.line.code !== usual || !codes.get(r.table)?.has(line.code)));
    const tables = [...new Set(rows.filter((r) => r.line.code === usual).map((r) => r.table.tableId))].join('、');
    return others.map(({ table, line }): Observation => ({
      rule: RULE, group: nameKey(line.entry.name), table, entry: line.entry, field: 'code', code: line.code, published: line.codePublished, expected: '',
      statement: `“${line.entry.name}”在${table.tableId}为${line.code}，在${tables}为${usual}`,
    }));
  });
}

const isCoded = ({ classification, code, entry }: Line): boolean => classification === 'organisation' && code !== '' && nameKey(entry.name) !== '';

/** The value that stands most often, the first of several. */
function mostFrequent(values: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].reduce((a, b) => (b[1] > a[1] ? b : a))[0];
}
