/**
 * The same codes and totals in tables of one or of nested scope (一般公共 ≤ 财政拨款 ≤ 全部), and the bounds of “三公”.
 */
import type { Measure } from '../../../schemas/table.js';
import { atMost, equal, judge, judgeParts, type Figure, type Identity } from '../identity.js';
import { digitsOf } from '../localise/likeness.js';
import { type Collector, isCarried, link, nameOf, offBy, settle } from './links.js';
import { codesOf, figureAt, hasFigures, isListing, wholeRow } from './quantities.js';
import { isFilled, type FiguredTable, type Row } from './rows.js';
import { measureName } from './words.js';

/** Measures that mean the same in every table of expenditure. */
const SPENT: readonly Measure[] = ['total', 'basic', 'project'];

/** A table, one of its measures, and what scope of expenditure it is. */
interface Scope {
  readonly table: FiguredTable;
  readonly measure: Measure;
  /** 0 general public, 1 all of 财政拨款, 2 everything. */
  readonly funds: 0 | 1 | 2;
  readonly cut: Measure;
  readonly family: 'functional' | 'economic';
}

const SCOPES: Readonly<Record<string, readonly [funds: 0 | 1 | 2, family: 'functional' | 'economic', cut?: Measure]>> = {
  general_public_expenditure: [0, 'functional'], fiscal_appropriation_expenditure: [1, 'functional'], expenditure_summary: [2, 'functional'],
  general_public_economic: [0, 'economic'], basic_expenditure_economic: [0, 'economic', 'basic'], fiscal_basic_economic: [1, 'economic', 'basic'],
};

/**
 * The same codes in tables of nested scope (一般公共 ≤ 财政拨款 ≤ 全部). Where the totals are equal, so is every code;
 * else the narrower is at most the wider.
 */
export function nested(out: Collector, set: readonly FiguredTable[]): void {
  const scopes = set.flatMap((table): Scope[] => {
    const known = SCOPES[table.table.kind];
    if (known === undefined || !hasFigures(table)) return [];
    const [fundsOf, family, cut] = known;
    if (cut !== undefined) return [{ table, measure: 'total', funds: fundsOf, cut, family }];
    return SPENT.map((measure) => ({ table, measure, funds: fundsOf, cut: measure, family }));
  });
  for (const [i, a] of scopes.entries()) {
    for (const b of scopes.slice(i + 1)) if (a.table !== b.table && a.family === b.family && a.cut === b.cut) compare(out, a.funds <= b.funds ? a : b, a.funds <= b.funds ? b : a);
  }
  equalTotals(out, set, scopes);
}

function compare(out: Collector, narrow: Scope, wide: Scope): void {
  const [x, y] = [narrow, wide].map((s) => wholeRow(s.table)?.figures.get(s.measure));
  const [left, right] = [codesOf(narrow.table.lists), codesOf(wide.table.lists)];
  const [a, b] = [nameOf(narrow.table), nameOf(wide.table)];
  const suffix = narrow.cut === 'total' ? '' : `（${measureName(narrow.cut)}）`;
  const wider = narrow.funds < wide.funds;
  // Totals that are wrong in both tables say nothing where they agree.
  const wrong = [x, y].every((total) => total !== undefined && out.own.wrongTotals.has(total));
  const alike = x?.state === 'amount' && y?.state === 'amount' && !wrong && ['holds', 'rounding'].includes(judgeParts(x, [y]));
  const same = alike || haveSameClasses(left, narrow.measure, right, wide.measure);
  if (x?.state === 'amount' && y?.state === 'amount' && wider && !alike) out.identities.push(atMost('cross/bound', [x], y, () => ({ zh: `${a}合计${suffix} ≤ ${b}合计`, en: `total of ${a} ≤ total of ${b}` })));
  if (isListing(left) || isListing(right)) return;
  for (const [code, rows] of left) {
    // A line printed twice running says the same twice: the first speaks for both.
    const [p, q] = [rows[0]?.figures.get(narrow.measure), right.get(code)?.[0]?.figures.get(wide.measure)];
    if (p === undefined || q === undefined || (p.fen === 0n && q.fen === 0n)) continue;
    if ([p, q].some((f) => f.state !== 'amount' && !out.own.nothings.has(f))) out.uncheckable.push({ rule: same ? 'cross/code' : 'cross/bound', reason: 'cell blank' });
    else if (same) out.identities.push(equal('cross/code', p, [q], () => ({ zh: `${a}${code}${suffix} = ${b}${code}${suffix}`, en: `${code} of ${a} = ${code} of ${b} (${narrow.cut})` })));
    else if (wider && p.fen !== 0n) out.identities.push(atMost('cross/bound', [p], q, () => ({ zh: `${a}${code}${suffix} ≤ ${b}${code}${suffix}`, en: `${code} of ${a} ≤ ${code} of ${b} (${narrow.cut})` })));
  }
}

/** Whether the classes that tables print make up the same total: the one that is printed may be wrong. */
function haveSameClasses(left: ReadonlyMap<string, readonly Row[]>, a: Measure, right: ReadonlyMap<string, readonly Row[]>, b: Measure): boolean {
  const sum = (codes: ReadonlyMap<string, readonly Row[]>, measure: Measure): bigint => [...codes].filter(([code]) => code.length === 3).flatMap(([, rows]) => rows).reduce((n, row) => n + (row.figures.get(measure)?.fen ?? 0n), 0n);
  const [x, y] = [sum(left, a), sum(right, b)];
  return x !== 0n && x === y;
}

/** Share of equal codes from which two tables are taken to print the same figures, where their totals agree; and where nothing says that they do, with so many codes. */
const CUSTOM = 0.5, ALIKE = 0.9, MANY = 10;
/** Significant digits from which an amount stands at two codes by no chance. */
const DIGITS = 3;

/**
 * 收入总表 by code beside 支出总表: a budget prints the same figures in both, though nothing says that it must. Where totals
 * and most codes agree, or nearly all codes, the others are expected to, and in any case amounts that have changed places are
 * told, but for those of the tables `apart`, which bear a part of the first
 * table's, and what the totals differ by as funds `carried` over.
 */
export function byCustom(out: Collector, a: { readonly table: FiguredTable; readonly measure: Measure }, b: { readonly table: FiguredTable; readonly measure: Measure }, { apart = [], carried }: { readonly apart?: readonly FiguredTable[]; readonly carried: ReadonlySet<bigint> }): void {
  const [x, y] = [a, b].map((s) => wholeRow(s.table)?.figures.get(s.measure));
  const [left, right] = [codesOf(a.table.lists), codesOf(b.table.lists)];
  if (isListing(left) || isListing(right)) return;
  const others = new Set(apart.flatMap((table) => [...codesOf(table.lists).keys()]));
  const rest = apart.reduce((sum, table) => sum + (figureAt(wholeRow(table), 'total')?.fen ?? 0n), 0n);
  const agreed = (x?.state === 'amount' && y?.state === 'amount' && [y.fen, y.fen + rest].includes(x.fen)) || haveSameClasses(left, a.measure, right, b.measure);
  const made = [...left].flatMap(([code, rows]): Identity[] => {
    const [p, q] = [rows[0]?.figures.get(a.measure), right.get(code)?.[0]?.figures.get(b.measure)];
    return !others.has(code) && p?.state === 'amount' && q?.state === 'amount' ? [equal('cross/code', p, [q], () => ({ zh: `${nameOf(a.table)}${code} = ${nameOf(b.table)}${code}`, en: `${code} of ${nameOf(a.table)} = ${code} of ${nameOf(b.table)}` }), false)] : [];
  });
  const equals = made.filter((i) => judge(i) === 'holds' || judge(i) === 'rounding').length;
  if (equals < made.length * CUSTOM || (!agreed && made.length < MANY)) return;
  const off = offBy([x], [y], carried);
  for (const identity of agreed || equals >= made.length * ALIKE ? made : exchanged(made)) {
    if (isCarried(identity, carried)) out.uncheckable.push({ rule: identity.rule, reason: 'carried-over funds' });
    else settle(out, off, identity);
  }
}

/** Of equal amounts at codes, those that fail because the one table prints at some codes what the other prints at others of them. */
function exchanged(made: readonly Identity[]): Identity[] {
  const failing = made.filter((i) => judge(i) === 'fails').map((identity) => ({ identity, amounts: identity.terms.map((t) => t.figure.fen) }));
  const isAt = (side: number, fen: bigint | undefined): boolean => fen !== undefined && digitsOf(fen) >= DIGITS && failing.some(({ amounts }) => amounts[side] === fen);
  return failing.filter(({ amounts: [left, right] }) => isAt(1, left) && isAt(0, right)).map(({ identity }) => identity);
}

/** Totals by function and by economic class of one scope; 基本支出表 by function and 项目支出表 against the table that they break down. */
function equalTotals(out: Collector, set: readonly FiguredTable[], scopes: readonly Scope[]): void {
  const whole = (s: Scope): Figure | undefined => wholeRow(s.table)?.figures.get(s.measure);
  const economic = set.find((t) => t.table.kind === 'general_public_economic' && hasFigures(t));
  if (economic !== undefined) {
    const own = wholeRow(economic);
    for (const s of scopes.filter((o) => o.funds === 0 && o.family === 'functional')) {
      // A title may leave out that a table is of 基本支出 alone: its total tells.
      const basic = wholeRow(s.table)?.figures.get('basic');
      const isBasic = s.measure === 'total' && own?.figures.get('basic') === undefined && basic?.state === 'amount' && own?.figures.get('total')?.fen === basic.fen && whole(s)?.fen !== basic.fen;
      const [x, y, measure] = [isBasic ? basic : whole(s), own?.figures.get(s.measure), isBasic ? 'basic' : s.measure] as const;
      if (x?.state === 'amount' && y?.state === 'amount') link(out, 'cross/total', [x], [y], `${nameOf(s.table)}${measureName(measure)} = ${nameOf(economic)}${measureName(s.measure)}`, `${measure} of ${nameOf(s.table)} = ${s.measure} of ${nameOf(economic)}`);
    }
  }
  for (const [kind, cut, rule] of [['basic_expenditure_functional', 'basic', 'cross/basic'], ['project_expenditure', 'project', 'cross/project']] as const) {
    for (const table of set.filter((t) => t.table.kind === kind && hasFigures(t))) {
      const total = figureAt(wholeRow(table), 'total');
      const against = scopes.filter((s) => s.cut === cut && s.family === 'functional').flatMap((s) => whole(s) ?? []);
      if (total === undefined || against.length === 0) continue;
      const agreed = against.filter((f) => ['holds', 'rounding'].includes(judgeParts(f, [total])));
      if (agreed.length === 0) out.uncheckable.push({ rule, reason: 'scope unclear' });
      for (const f of agreed) out.identities.push(equal(rule, f, [total], () => ({ zh: `${f.table.title || f.table.tableId}${measureName(cut)}合计 = ${nameOf(table)}合计`, en: `${cut} of ${f.table.tableId} = total of ${nameOf(table)}` }), false));
      const scope = scopes.find((s) => s.cut === cut && agreed.includes(whole(s) as Figure));
      if (scope !== undefined && kind === 'basic_expenditure_functional') compare(out, { table, measure: 'total', funds: scope.funds, cut, family: 'functional' }, scope);
    }
  }
}

/** 30212, 30217, 30231 of 基本支出 are at most the “三公” figures of the same scope, which hold 项目支出 as well. */
export function bounds(out: Collector, set: readonly FiguredTable[], economic: FiguredTable | undefined): void {
  const three = set.find((t) => t.table.kind === 'three_public' && hasFigures(t));
  if (three === undefined || economic === undefined) return;
  const codes = codesOf(economic.lists);
  for (const [code, measure] of [['30212', 'overseas'], ['30217', 'reception'], ['30231', 'vehicle_operation']] as const) {
    const part = codes.get(code)?.length === 1 ? codes.get(code)?.[0]?.figures.get('total') : undefined;
    if (part?.state !== 'amount' || part.fen === 0n) continue;
    const whole = threeFigure(three, measure, out.own.nothings);
    if (whole === undefined) out.uncheckable.push({ rule: 'cross/bound', reason: 'label not found' });
    else out.identities.push(atMost('cross/bound', [part], whole, () => ({ zh: `${nameOf(economic)}${code} ≤ ${nameOf(three)}${measureName(measure)}`, en: `${code} of ${nameOf(economic)} ≤ ${measure} of ${nameOf(three)}` })));
  }
}

/** A “三公” figure: a column of the total row, or a line. A blank that its line adds up without is zero. */
function threeFigure(three: FiguredTable, measure: Measure, nothings: ReadonlySet<Figure>): Figure | undefined {
  const row = wholeRow(three);
  for (const m of [`${measure}_final`, measure, `${measure}_budget`]) {
    const figure = row?.figures.get(m);
    if (figure?.state === 'amount' || (figure !== undefined && nothings.has(figure))) return figure;
  }
  const lines = three.lists.flatMap((l) => l.rows).filter((r) => r.line.entry.item === measure && isFilled(r));
  return lines.length === 1 ? figureAt(lines[0], 'total') : undefined;
}
