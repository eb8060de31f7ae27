/**
 * A line that a list without codes lacks (收支总表, lists of projects): its total is larger than its lines together. Which
 * line it is, a table that lists the same names may say; else the amount alone is known. Never certain: a figure of the list
 * may as well be too small.
 */
import { nameKey } from '../../../schemas/codes.js';
import type { Line } from '../../../schemas/document.js';
import { addTo, groupBy } from '../../../schemas/groups.js';
import { judge, residual, subject, type Figure, type Identity } from '../identity.js';
import { abs } from '../intervals.js';
import type { MissingRow } from './missing-rows.js';

/** Lines that two tables must have in common for one to say what the other lacks. */
const COMMON = 2;
const NUMBERING = /^(?:[（(]?[一二三四五六七八九十\d]+[)）]?[、.．，,:：]?)?/u;

/** Lines that other tables name: of the amount that is lacking, in every column that lacks one. */
export function namedLinesOf(identities: readonly Identity[], failing: readonly Identity[]): MissingRow[] {
  const groups = byTotal(failing);
  if (groups.length === 0) return [];
  const tables = linesByTable(identities);
  return groups.flatMap((group): MissingRow[] => {
    const top = mostLacking(group);
    const whole = subject(top);
    const own = tables.get(whole.table.tableId);
    const lines = [...tables].filter(([id, of]) => id !== whole.table.tableId && [...of.keys()].filter((key) => own?.has(key)).length >= COMMON).flatMap(([, of]) => [...of].filter(([key]) => own?.has(key) !== true).map(([, figures]) => figures));
    const fitting = lines.filter((figures) => group.every((identity) => figures.some((f) => f.fen === residual(identity)))).map((figures) => (figures[0] as Figure).line);
    const [line] = fitting;
    if (line === undefined) return [];
    return [{ whole, code: line.code || line.impliedCode, name: line.entry.name.replace(NUMBERING, ''), amount: residual(top), identities: group, certainty: new Set(fitting.map(keyOf)).size === 1 ? 'possible' : 'ambiguous' }];
  });
}

/** Identities of the totals of two tables, or sides. */
const OF_TOTALS = new Set(['cross/total', 'cross/fund', 'sum/side']);

/**
 * Classes (类) that another table prints and that a table lacks, where the table's total is less than the other table's by
 * just that class, or is more by it than the classes that it prints: one error, whether the total was added up with the
 * class or without it.
 */
export function missingClassesOf(identities: readonly Identity[], failing: readonly Identity[]): MissingRow[] {
  const lacking = failing.flatMap(totalsThatLack);
  if (lacking.length === 0) return [];
  const tables = linesByTable(identities);
  const out = new Map<Figure, MissingRow>();
  for (const { whole, by } of lacking) {
    const classes = [...tables].filter(([id]) => id !== whole.table.tableId).flatMap(([, of]) => [...of]).filter(([key, figures]) => CLASS.test(key) && !hasClass(whole.table, tables, key, figures[0] as Figure) && figures.some((f) => f.fen === by));
    const [found] = classes;
    if (found === undefined || new Set(classes.map(([key]) => key)).size > 1 || commonOf(tables, whole, found[1][0] as Figure) < COMMON) continue;
    const [code, [figure]] = found as [string, [Figure]];
    const answered = failing.filter((i) => i.terms.some((t) => t.figure.line === whole.line) && (i.rule === 'sum/total' || abs(residual(i)) === by));
    out.set(whole, { whole, code, name: figure.line.entry.name.replace(NUMBERING, ''), amount: by, identities: answered, certainty: 'possible' });
  }
  return [...out.values()];
}

const CLASS = /^2\d\d$/u;

/** The totals that a failing identity says to lack something, and how much. */
function totalsThatLack(identity: Identity): { readonly whole: Figure; readonly by: bigint }[] {
  const by = residual(identity);
  const [whole, other, more] = identity.terms.map((t) => t.figure);
  if (whole === undefined || other === undefined || by === 0n) return [];
  if (identity.rule === 'sum/total') return by > 0n && whole.line.code === '' && identity.terms.slice(1).every((t) => CLASS.test(t.figure.line.code)) ? [{ whole, by }] : [];
  if (!OF_TOTALS.has(identity.rule)) return [];
  return by < 0n ? [{ whole, by: -by }] : more === undefined ? [{ whole: other, by }] : [];
}

/** Whether a table prints a line of the class, be it empty. */
const hasClass = (table: Figure['table'], tables: ReadonlyMap<string, ReadonlyMap<string, unknown>>, code: string, { line }: Figure): boolean =>
  tables.get(table.tableId)?.has(code) === true || table.entries.some((e) => nameKey(e.name.replace(NUMBERING, '')) === nameKey(line.entry.name.replace(NUMBERING, '')));

/** Classes that the tables of two figures have in common. */
const commonOf = (tables: ReadonlyMap<string, ReadonlyMap<string, unknown>>, a: Figure, b: Figure): number =>
  [...(tables.get(a.table.tableId)?.keys() ?? [])].filter((key) => CLASS.test(key) && tables.get(b.table.tableId)?.has(key) === true).length;

/**
 * Lines of which the amount alone is known: where the total is borne out by another table or by the other side.
 * @param open failing identities of which no repair is worth proposing
 */
export function namelessLinesOf(identities: readonly Identity[], open: readonly Identity[]): MissingRow[] {
  return byTotal(open).flatMap((group): MissingRow[] => {
    const top = mostLacking(group);
    const whole = subject(top);
    const borneOut = identities.some((i) => i.relation === '=' && !isOfLines(i) && judge(i) === 'holds' && i.terms.some((t) => t.figure.ref === whole.ref));
    return borneOut ? [{ whole, code: '', name: '', amount: residual(top), identities: group, certainty: 'possible' }] : [];
  });
}

/** The sum of a total that lacks most: that of the line's largest column. */
const mostLacking = (group: readonly Identity[]): Identity => group.reduce((a, b) => (residual(b) > residual(a) ? b : a));

/** The sums that lack a line, those of one total together. */
const byTotal = (failing: readonly Identity[]): readonly (readonly Identity[])[] => [...groupBy(failing.filter(lacksLine), (identity) => subject(identity).line).values()];

/** Whether an identity adds up lines of a list. */
const isOfLines = ({ rule }: Identity): boolean => ['sum/lines', 'sum/total', 'sum/listing'].includes(rule);

/** Whether the total of lines without codes is larger than they are together, and printed lines take part. */
const lacksLine = (identity: Identity): boolean => isOfLines(identity) && identity.relation === '=' && residual(identity) > 0n && identity.terms.every((t) => t.figure.line.code === '') && identity.terms.some((t, i) => i > 0 && t.figure.fen !== 0n);

/** What a line says, in whatever table: a class, or its name; undefined of items and of totals. */
function keyOf({ code, impliedCode, level, entry }: Line): string | undefined {
  if (code.length > 3 || level === 'total' || entry.role === 'total') return undefined;
  return code || impliedCode || nameKey(entry.name.replace(NUMBERING, '')) || undefined;
}

/** Figures of the lines of each table by what the lines say. */
function linesByTable(identities: readonly Identity[]): Map<string, Map<string, Figure[]>> {
  const tables = new Map<string, Map<string, Figure[]>>();
  const seen = new Set<string>();
  for (const { figure } of identities.flatMap((i) => i.terms)) {
    const key = keyOf(figure.line);
    if (key === undefined || seen.has(figure.ref)) continue;
    seen.add(figure.ref);
    const lines = tables.get(figure.table.tableId) ?? new Map<string, Figure[]>();
    addTo(lines, key, figure);
    tables.set(figure.table.tableId, lines);
  }
  return tables;
}
