/**
 * A line that a list without codes lacks (收支总表, lists of projects): its total is larger than its lines together. Which
 * line it is, a table that lists the same names may say; else the amount alone is known. Never certain: a figure of the list
 * may as well be too small.
 */
import { nameKey } from '../../../schemas/codes.js';
import type { Line } from '../../../schemas/document.js';
import { addTo, groupBy } from '../../../schemas/groups.js';
import { judge, residual, subject, type Figure, type Identity } from '../identity.js';
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
