/**
 * Tables whose rows and columns nobody drew (无框线表格): where they were told by the places of texts, a wrong division
 * leaves its traces. A figure cut over two rows is none by itself (`1,200,` above `000.00`), a heading taken for a row
 * puts words among the amounts, a name cut off leaves a row without one, and names cut at the wrong lines are those of
 * their neighbours in part. Then no figure of the table is sure.
 */
import type { Grid } from '../../../schemas/block.js';
import { listed, type CheckCount, type Finding } from '../../../schemas/finding.js';
import { Counter } from '../../normalise/observations.js';
import type { Figure } from '../identity.js';
import { underDoubtfulHeads } from './aligned-heads.js';
import { printed, unreadableOf } from './amounts.js';
import { amountsOf, isBare, isNamed, type FiguredTable, type Row } from './rows.js';
import { lineTitle, measureName } from './words.js';

const RULE = 'table/rows-unsure';
/** Parts of figures: a mark or leading zeros before, or a mark behind; thousands that are no three digits. */
const PART = /^[-−]?[,，.]|^[-−]?0\d|[,，.]$|[,，]\d{1,2}(?![\d])|[,，]\d{4,}/u;
/** Decimals of figures that are long enough to be broken over two lines. */
const LONG = 3;
/** Figures of a row that have as many decimals with what stands below them, at least, to be parts with it. */
const EVEN = 3;
/** A figure with what stands beside it in the next column. */
const GLUED = /^\d[\d,.，]*\d\s*\p{Script=Han}/u;
/** Share of rows with a name from which each should have one, and rows at least. */
const NAMED = 0.5, ROWS = 3;
const SHOWN = 8;

/** A warning for each table told by alignment in which figures, or names, are in parts. */
export function checkAligned(tables: readonly FiguredTable[]): { readonly findings: readonly Finding[]; readonly checks: readonly CheckCount[] } {
  const counter = new Counter();
  counter.applies(RULE, 0);
  const findings = tables.flatMap((table) => {
    const { grid } = table.table;
    if (!isAligned(grid)) return [];
    const figures = table.lists.flatMap((l) => l.rows.flatMap((r) => [...r.figures.values()])).filter((f) => f.state === 'amount' || f.state === 'unreadable');
    if (figures.length === 0) return [];
    counter.applies(RULE);
    // a sign that a scan hides is a matter of its cell alone
    const words = grid.source === 'ocr' ? unreadableOf(figures).filter((f) => GLUED.test(printed(f))) : unreadableOf(figures);
    const traces = new Set([...figures.filter((f) => f.state === 'amount' && PART.test(printed(f).trim())), ...words, ...brokenDecimals(table), ...withoutName(table), ...namedInParts(table), ...underOtherNames(table), ...besideHalfNames(table), ...apartFromNames(table), ...underDoubtfulHeads(table)]);
    if (traces.size === 0) return [];
    counter.fails(RULE);
    return [finding(table, [...traces])];
  });
  return { findings, checks: counter.counts() };
}

/** Whether a grid's rows or columns were told by the places of texts. */
export const isAligned = (grid: Grid): boolean => (grid.source === 'text' || grid.source === 'ocr') && (grid.method === 'stream' || grid.impliedColumns === true);

/**
 * Figures whose decimals go on in the row below: `418.95216` above `1` where others have six, 151,664.2 above 5 where both
 * rows have one name, or all of a row that have as many decimals with what stands below them (30,775.6485 above 45, 5.00000 above 0).
 */
function brokenDecimals({ lists }: FiguredTable): Figure[] {
  const decimals = (f: Figure): number => /\.(\d+)$/u.exec(printed(f).trim())?.[1]?.length ?? 0;
  const most = Math.max(0, ...lists.flatMap((l) => l.rows.flatMap((r) => [...r.figures.values()].map(decimals))));
  const isSame = (above: Row, below: Row): boolean => above.line.entry.role === below.line.entry.role && above.line.entry.name === below.line.entry.name;
  return lists.flatMap(({ rows }) => rows.slice(1).flatMap((below, i) => {
    const above = rows[i] as Row;
    const pairs = [...below.figures].flatMap(([measure, rest]) => {
      const head = above.figures.get(measure);
      const digits = printed(rest).trim();
      return head !== undefined && decimals(head) > 0 && /^\d+$/u.test(digits) ? [{ head, rest, digits, whole: decimals(head) + digits.length }] : [];
    });
    if (pairs.length >= EVEN && new Set(pairs.map(({ whole }) => whole)).size === 1 && new Set(pairs.map(({ digits }) => digits.length)).size > 1) return pairs.flatMap(({ head, rest }) => [head, rest]);
    return most < LONG && !isSame(above, below) ? [] : pairs.flatMap(({ head, rest, digits, whole }) => (whole === most && /[1-9]/u.test(digits) ? [head, rest] : []));
  }));
}

/** The first figure of each row with neither name nor code, in a table whose rows have them or that has them in rows of their own, and of rows with a code where none has a name, or one code stands in several without. */
function withoutName({ lists, spec }: FiguredTable): Figure[] {
  if (spec?.shape === 'sides') return [];
  const all = lists.flatMap((l) => l.rows);
  const rows = all.filter((row) => amountsOf(row).length > 0);
  const coded = rows.filter(({ line }) => line.entry.role === 'coded');
  const bare = rows.filter(isBare);
  const unnamed = coded.filter(({ line }) => line.entry.name === '');
  const repeated = unnamed.length >= ROWS && new Set(unnamed.map(({ line }) => line.code)).size < unnamed.length;
  const nameless = repeated ? unnamed : coded.length >= ROWS && !coded.some(isNamed) ? coded : [];
  // names in rows of their own, beside those with the amounts
  const apart = all.length - rows.length;
  const lost = rows.length >= ROWS && (rows.length - bare.length >= NAMED * rows.length || bare.length >= ROWS && apart >= NAMED * bare.length) ? bare : [];
  return [...nameless, ...lost].flatMap((row) => amountsOf(row).slice(0, 1));
}

/** What is left of a name in the row below, or of one whose code nobody could tell from it; a code for a name. */
const REST = /^\p{Script=Han}$|^\d{3}(?:\d{2}){0,2}$|^(?:\d{3}|\d{5}|\d{7})\p{Script=Han}/u;
/** Names of two rows: （二）政府性基金预算（三）国有, 1.因公出国费2.公务接待费. */
const TWO = /^[(（][一二三四五六七八九十]+[)）].*\p{Script=Han}[(（][一二三四五六七八九十]+[)）]|^\d{1,2}[.．、].*[\p{Script=Han})）]\d{1,2}[.．、]\p{Script=Han}/u;

/** Names of two classifications: 办公经费 30201-办公费. */
const TWO_CODES = /\p{Script=Han}\s*\d{5}[-—]\p{Script=Han}/u;

/** A code printed over the longer one of the next row, which begins as it does: 2200880055行05政机. */
const OVERPRINTED = /^(?:(\d)\1){3,}\d*\p{Script=Han}/u;

/** The first figure of each row whose name is a part of one, or parts of two. */
const namedInParts = ({ lists }: FiguredTable): Figure[] => lists.flatMap(({ rows }) => rows)
  .filter(({ line: { entry } }) => TWO_CODES.test(entry.name) || OVERPRINTED.test(flat(entry.name)) || entry.role !== 'coded' && (REST.test(entry.name) || TWO.test(entry.name)))
  .flatMap((row) => amountsOf(row).slice(0, 1));

/** The label of a total with the beginning of another name, or a code, behind it. */
const MORE_THAN_TOTAL = /^(?:合计|总计|小计)(?:\p{Script=Han}{3}|\d{3})/u;
/** Rows at least that show names cut at the wrong lines. */
const CUT = 2;
/** Characters of the next name at the end of one that show it. */
const BEGUN = 2;

/**
 * The first figure of each row whose name is that of a total with more behind it; and of those whose names, which other
 * lines have cut, end with the beginning of the next one (住房公积金提租 above 补贴).
 */
function underOtherNames({ lists }: FiguredTable): Figure[] {
  const rows = lists.flatMap((l) => l.rows).filter((r) => r.figures.size > 0);
  const totals = rows.filter(({ line }) => MORE_THAN_TOTAL.test(flat(line.entry.name)));
  const cut = rows.filter((row, i) => endsInNext(row, rows[i + 1]));
  return [...totals, ...(cut.length >= CUT ? cut : [])].flatMap((row) => [...row.figures.values()].slice(0, 1));
}

/**
 * The first figure of each row of which a part stands in the row below: the last character of its name beside its code,
 * as wide names in the middle of their cells stand over the codes beside them, or the last digits of its code (13500 above 1).
 */
function besideHalfNames({ lists, table }: FiguredTable): Figure[] {
  const oneColumn = table.columns.filter(({ role, label }) => role === 'code' || label === 'organisation_code').length === 1;
  return lists.flatMap(({ rows }) => rows.flatMap((row, i) => {
    const [above, { entry }] = [rows[i - 1], row.line];
    if (above === undefined || entry.role !== 'coded') return [];
    const isRest = oneColumn && REST_OF_CODE.test(row.line.code) && LONG_CODE.test(above.line.code);
    return isRest || amountsOf(row).length === 0 && /^\p{Script=Han}$/u.test(entry.name) ? [...amountsOf(above), ...amountsOf(row)].slice(0, 1) : [];
  }));
}

/**
 * The first figure of each row apart from its name or code: one without either below a row that has them and no amounts, one
 * with a name beside a row of nothing but a code, or one beside rows of nothing but parts of a code (07 and 01 around 50).
 */
function apartFromNames({ lists, spec, table }: FiguredTable): Figure[] {
  if (spec?.shape === 'sides') return [];
  const oneColumn = table.columns.filter(({ role, label }) => role === 'code' || label === 'organisation_code').length === 1;
  const isPart = ({ line }: Row): boolean => oneColumn && REST_OF_CODE.test(line.code);
  return lists.flatMap(({ rows }) => rows.flatMap((row, i) => {
    const above = rows[i - 1];
    const { code, impliedCode, entry } = row.line;
    const codes = [above, rows[i + 1]].filter((other) => other !== undefined && amountsOf(other).length === 0 && other.line.code !== '' && other.line.entry.name === '');
    const isBelow = code === '' && impliedCode === '' && entry.name === '' && entry.code.length === 0 && above !== undefined && amountsOf(above).length === 0 && (above.line.code !== '' || isNamed(above));
    const isBeside = entry.role === 'line' && entry.code.length === 0 && entry.name !== '' && codes.length > 0;
    return isBelow || isBeside || isPart(row) && codes.some((other) => isPart(other as Row)) ? amountsOf(row).slice(0, 1) : [];
  }));
}

/** Digits that are no code by themselves below one from which they may come. */
const REST_OF_CODE = /^\d{1,2}$/u, LONG_CODE = /^\d{4,}$/u;

/** Whether a row's name ends with the beginning of the official name of the next row, and its own official name does not. */
function endsInNext({ line }: Row, next: Row | undefined): boolean {
  const [name, own, other] = [line.entry.name, line.officialName, next?.line.officialName ?? ''].map(flat) as [string, string, string];
  return own !== '' && Array.from({ length: Math.max(0, other.length - BEGUN + 1) }, (_, i) => other.slice(0, BEGUN + i)).some((begun) => name.endsWith(begun) && !own.endsWith(begun) && !own.startsWith(name));
}

const flat = (name: string): string => name.replaceAll(/[^\p{L}\p{N}]/gu, '');

function finding({ table }: FiguredTable, traces: readonly Figure[]): Finding {
  const [first] = traces;
  const statements = traces.map((f) => `${lineTitle(f.line)}（${measureName(f.measure)}）：“${printed(f)}”`);
  return {
    rule: RULE, tableId: table.tableId, tableKind: table.kind, ...(first?.cell.page === undefined ? {} : { page: first.cell.page }), cause: 'undecided',
    params: { title: table.title || table.tableId, list: listed(statements, SHOWN), count: String(traces.length) },
    cells: [table.tableId], evidence: traces.map((f, i) => ({ statement: statements[i] as string, cells: [f.ref], published: printed(f) })),
  };
}
