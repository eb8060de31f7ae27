/**
 * Codes and names (科目编码与名称): canonical codes for every line of every table, and what was odd about them.
 * Amount cells are never touched here.
 */
import { levelOfCode, listOfCode, lookupCode, nameKey, namesFit, officialName } from '../../schemas/codes.js';
import type { Line, LinedTable } from '../../schemas/document.js';
import type { CheckCount, Finding } from '../../schemas/finding.js';
import { addTo, groupBy } from '../../schemas/groups.js';
import type { Entry, Level, Table } from '../../schemas/table.js';
import { brokenHeads, fillFromNames, readBlock, type Reading } from './code-reading.js';
import { findWrongParents } from './code-runs.js';
import { impliedCodes } from './implied-codes.js';
import { missingItems } from './missing-items.js';
import { checkName, hasForeignNames } from './name-checks.js';
import { cellOf, Counter, toFindings, type Observation } from './observations.js';
import { differingOrganisations } from './organisations.js';
import { checkStructure } from './structure-checks.js';
import { unreadCodes } from './unread-codes.js';

/**
 * Lines of all tables, findings joined over tables, and a count for every rule on codes.
 * @param year fiscal year of the document; 0 where unknown
 */
export function normaliseDocument(tables: readonly Table[], year: number): { readonly tables: readonly LinedTable[]; readonly findings: readonly Finding[]; readonly checks: readonly CheckCount[] } {
  const counter = new Counter();
  for (const rule of CODE_RULES) counter.applies(rule, 0);
  const read = withZeros(tables.map((table) => ({ table, ...codesOfTable(table, year, counter) })));
  const differing = differingNames(read, year, counter);
  const covered = new Set(differing.map((o) => o.code));
  const observations = read.flatMap((r) => r.observations).filter((o) => !(covered.has(o.code) && COVERED_BY_DIFFERS.has(o.rule)));
  const all = [...observations, ...differing, ...differingOrganisations(read, counter), ...missingItems(read, counter)];
  for (const key of new Set(all.map((o) => `${o.rule} ${o.rule === 'code/name-differs' ? o.group : cellOf(o)}`))) counter.fails(key.split(' ')[0] ?? '');
  const lined = read.map(({ table, lines }) => ({ table, lines }));
  return {
    tables: lined,
    findings: [...toFindings(all), ...unreadCodes(lined, counter)],
    checks: counter.counts(),
  };
}

const CODE_RULES = ['code/unknown', 'code/outdated', 'code/lost-zero', 'code/drag-filled', 'code/wrong-parent', 'code/parts', 'code/confused-digits', 'code/unreadable', 'code/missing', 'code/column-unread', 'code/name-belongs', 'code/name-unlisted', 'code/name-older', 'code/name-spelling', 'code/name-differs', 'code/organisation-differs', 'code/moved', 'code/duplicate', 'code/missing-parent', 'code/missing-item', 'code/order', 'code/classification'];
const COVERED_BY_DIFFERS = new Set(['code/name-older', 'code/name-unlisted', 'code/name-spelling']);

/** Codes of organisations that lost zeros at their head: another table prints them with these, beside the same name (75001 and 075001). */
function withZeros(read: readonly ReadTable[]): ReadTable[] {
  const byName = new Map<string, Set<string>>();
  for (const line of read.flatMap((r) => r.lines)) {
    if (line.classification === 'organisation' && line.code !== '' && line.entry.name !== '') byName.set(nameKey(line.entry.name), (byName.get(nameKey(line.entry.name)) ?? new Set()).add(line.code));
  }
  return read.map(({ table, lines, observations }) => {
    const lost: Observation[] = [];
    const restored = lines.map((line): Line => {
      const whole = line.classification !== 'organisation' || line.code === '' ? undefined : [...(byName.get(nameKey(line.entry.name)) ?? [])].find((code) => code.length > line.code.length && code.replace(/^0+/u, '') === line.code);
      if (whole === undefined) return line;
      lost.push({ rule: 'code/lost-zero', group: table.tableId, table, entry: line.entry, field: 'code', code: whole, published: line.codePublished, expected: whole, statement: `${line.codePublished} ${line.entry.name}，应为${whole}`, params: { title: table.title } });
      return { ...line, code: whole };
    });
    return lost.length === 0 ? { table, lines, observations } : { table, lines: restored, observations: [...observations, ...lost] };
  });
}

interface ReadTable extends TableCodes { readonly table: Table }

interface TableCodes {
  readonly lines: readonly Line[];
  readonly observations: readonly Observation[];
}

function codesOfTable(table: Table, year: number, counter: Counter): TableCodes {
  const blocks = groupBy(table.entries, (entry) => `${entry.block} ${entry.side}`);
  const byEntry = new Map<Entry, Line>();
  const observations: Observation[] = [];
  // Blocks side by side are one list that goes on in the next column: parents and order are a matter of all of them.
  const sides = new Map<string, Reading[]>();
  for (const entries of [...blocks.values()].toSorted((a, b) => (a[0]?.block ?? 0) - (b[0]?.block ?? 0))) {
    const side = entries[0]?.side ?? '';
    const above = sides.get(side) ?? [];
    const { lines, readings, observations: more } = codesOfBlock(table, entries, above.findLast((r) => r.code !== '' && r.classification !== 'organisation')?.code ?? '', year, counter);
    for (const line of lines) byEntry.set(line.key, line.line);
    observations.push(...more);
    sides.set(side, [...above, ...readings]);
  }
  for (const readings of sides.values()) observations.push(...checkStructure(table, readings, counter));
  const rank = new Map(table.entries.map((e, i) => [e, i]));
  observations.sort((a, b) => (rank.get(a.entry) ?? 0) - (rank.get(b.entry) ?? 0));
  return { lines: table.entries.map((e) => byEntry.get(e) as Line), observations };
}

/** @param previous last code of the block to the left, which staggered codes continue */
function codesOfBlock(table: Table, entries: readonly Entry[], previous: string, year: number, counter: Counter): { lines: { key: Entry; line: Line }[]; readings: readonly Reading[]; observations: Observation[] } {
  const observations: Observation[] = [];
  let readings = readBlock(entries, previous, year);
  for (const [k, run] of findWrongParents(readings, year).entries()) {
    for (const { index, code, printed } of run.members) {
      const before = readings[index] as Reading;
      const after: Reading = { ...before, code, printedAs: printed, classification: listOfCode(code) ?? before.classification, fit: namesFit(before.name, code, year) };
      readings[index] = after;
      const rule = run.dragged ? 'code/drag-filled' : 'code/wrong-parent';
      observations.push(seen(table, after, rule, run.dragged ? `${table.tableId} ${k}` : `${printed} ${code}`, code, `${before.printed.published} ${before.name}，应为${code}`, { severity: 'error' }));
    }
  }
  readings = fillFromNames(brokenHeads(readings));
  const foreign = hasForeignNames(readings);
  const wholes = readings.filter((r) => r.printed.style === 'whole').length;
  const split = readings.filter((r) => r.printed.style === 'parts').length;
  for (const r of readings) {
    if (r.printed.unreadable && r.code === '') observations.push(seen(table, r, 'code/unreadable', table.tableId, '', `“${r.printed.published}”不是编码`));
    if (r.code === '' || (r.classification === 'organisation' && !r.mends.includes('lost-zero'))) continue;
    for (const rule of ['code/lost-zero', 'code/drag-filled', 'code/wrong-parent', 'code/parts', 'code/confused-digits', 'code/unreadable', 'code/missing']) counter.applies(rule);
    if (r.mends.includes('lost-zero')) {
      observations.push(seen(table, r, 'code/lost-zero', table.tableId, r.code, `${r.printed.published} ${r.name}，应为${r.code}`));
    }
    if (r.classification === 'organisation') continue;
    if (r.mends.includes('confused')) {
      observations.push(seen(table, r, 'code/confused-digits', table.tableId, r.code, `${r.printed.published} ${r.name}，读作${r.code}`, table.grid.source === 'ocr' ? { cause: 'reading' } : {}));
    }
    const odd = (r.printed.style === 'whole' && wholes * 4 < split && r.printed.parts.length > 0) || (r.printed.style === 'parts' && r.printed.parts.length > 1 && split * 4 < wholes);
    if (odd) {
      observations.push(seen(table, r, 'code/parts', table.tableId, r.code, `${r.printed.published}，即${r.code}`));
    }
    if (r.fromName === true) {
      observations.push(seen(table, r, 'code/missing', `${table.tableId} ${r.code}`, r.code, `“${r.printed.unreadable ? r.entry.name : r.name}”未列编码，按名称和位置为${r.code}`));
    }
    observations.push(...checkName(table, r, year, counter, foreign));
  }
  const implied = impliedCodes(readings, year);
  const lengths = [...new Set(readings.filter((r) => r.classification === 'organisation' && r.code !== '').map((r) => r.code.length))].toSorted((a, b) => a - b);
  return { observations, readings, lines: readings.map((r, i) => ({ key: r.entry, line: lineOf(r, implied[i] ?? '', lengths, year) })) };
}

function seen(table: Table, r: Reading, rule: string, group: string, code: string, statement: string, more: Pick<Observation, 'severity' | 'cause'> = {}): Observation {
  return { rule, group, table, entry: r.entry, field: 'code', code, published: r.printed.published, expected: code, statement, params: { title: table.title }, ...more };
}

function lineOf(r: Reading, impliedCode: string, organisationLengths: readonly number[], year: number): Line {
  const organisation = r.classification === 'organisation';
  const level: Level =
    r.code === '' ? (r.entry.role === 'total' ? 'total' : 'line')
    : organisation ? ((['class', 'section', 'item'] as const)[Math.min(organisationLengths.indexOf(r.code.length), 2)] ?? 'line')
    : levelOfCode(r.code);
  return {
    entry: r.name === r.entry.name ? r.entry : { ...r.entry, name: r.name },
    classification: r.classification,
    code: r.code,
    codePublished: r.printed.published,
    level,
    officialName: r.code === '' || organisation || lookupCode(r.code) === undefined ? '' : officialName(r.code, year),
    impliedCode: r.code === '' ? impliedCode : '',
  };
}

/** One code under two names in one document: 2040606 律师管理 in one table, 律师公证管理 in the others. */
function differingNames(read: readonly { table: Table; lines: readonly Line[] }[], year: number, counter: Counter): Observation[] {
  const names = new Map<string, Map<string, { table: Table; line: Line }[]>>();
  for (const { table, lines } of read) {
    for (const line of lines) {
      // What is shorter than a class is the last part of a code only.
      if (line.code.length < 3 || line.classification === 'organisation' || line.entry.name === '') continue;
      const fit = namesFit(line.entry.name, line.code, year);
      // Unknown names of known codes are projects, slips or other codes' names; name checks speak of them.
      if (fit === 'other' && lookupCode(line.code) !== undefined) continue;
      const key = fit === 'same' || fit === 'variant' || fit === 'spelling' ? '' : nameKey(line.entry.name);
      const of = names.get(line.code) ?? new Map<string, { table: Table; line: Line }[]>();
      addTo(of, key, { table, line });
      names.set(line.code, of);
    }
  }
  const out: Observation[] = [];
  counter.applies('code/name-differs', names.size);
  for (const [code, of] of names) {
    if (of.size < 2) continue;
    const statement = [...of.values()].map((rows) => `${[...new Set(rows.map((r) => r.table.tableId))].join('、')}为“${rows[0]?.line.entry.name ?? ''}”`).join('，');
    for (const { table, line } of [...of.values()].flat()) {
      out.push({ rule: 'code/name-differs', group: code, table, entry: line.entry, field: 'name', code, published: '', expected: officialName(code, year), statement: `${code}：${statement}` });
    }
  }
  return out;
}
