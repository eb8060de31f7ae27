/**
 * Identities between the tables of a set: totals, classes, funds, the economic break-down of 基本支出, the same code in
 * tables of nested scope, and the bounds of “三公”.
 */
import type { Measure } from '../../../schemas/table.js';
import { atMost, equal, Identity, judge, judgeParts, residual, subject, type Figure, type Identities, type Uncheckable } from '../identity.js';
import { atCode, codesOf, figureAt, hasFigures, isComplete, isListing, itemRow, wholeRow } from './quantities.js';
import { isFilled, type FiguredTable, type Row } from './rows.js';
import { measureName } from './words.js';

const FUNDS: readonly (readonly [Measure, string])[] = [['general_public', 'general_public_expenditure'], ['government_fund', 'government_fund_expenditure'], ['state_capital', 'state_capital_expenditure']];
const REVENUE_ITEMS: readonly Measure[] = ['fiscal_appropriation', 'general_public', 'government_fund', 'state_capital', 'special_account', 'business_income', 'operating_income', 'other_income', 'superior_subsidy', 'subordinate_remittance', 'unit_funds'];
/** Items and measures of what is carried over from last year or into the next. */
const CARRIED = /carryover|surplus/u;
/** Measures that mean the same in every table of expenditure. */
const SPENT: readonly Measure[] = ['total', 'basic', 'project'];

interface Collector {
  readonly suspect: ReadonlySet<Figure>;
  readonly identities: Identity[];
  readonly uncheckable: Uncheckable[];
}

/**
 * Identities between the tables of one set.
 * @param reason why a table that isn't there can't be called missing
 * @param suspect totals that are not the sums of their own tables
 */
export function crossIdentities(set: readonly FiguredTable[], reason: string, suspect: ReadonlySet<Figure>): Identities {
  const out: Collector = { identities: [], uncheckable: [], suspect };
  const first = (kind: string): FiguredTable | undefined => {
    const of = set.filter((t) => t.table.kind === kind);
    return of.find((t) => hasFigures(t) && codesOf(t.lists).size > 0) ?? of.find(hasFigures) ?? of[0];
  };
  const summary = first('revenue_expenditure_summary');
  const revenue = first('revenue_summary');
  const expenditure = first('expenditure_summary');
  const fiscal = first('fiscal_appropriation_summary');
  const fiscalSpent = first('fiscal_appropriation_expenditure');
  const general = first('general_public_expenditure');
  const basicEconomic = first('basic_expenditure_economic');
  if (summary) {
    if (expenditure) sideAgainst(out, 'cross/total', summary, expenditure, 'expenditure');
    else out.uncheckable.push({ rule: 'cross/total', reason });
    if (revenue) {
      sideAgainst(out, 'cross/total', summary, revenue, 'revenue');
      revenueItems(out, summary, revenue);
    } else out.uncheckable.push({ rule: 'cross/total', reason });
  }
  if (fiscal && revenue) revenueItems(out, fiscal, revenue);
  if (fiscal) funds(out, fiscal, first, reason);
  if (fiscal && fiscalSpent) sideAgainst(out, 'cross/total', fiscal, fiscalSpent, 'expenditure');
  if (general && basicEconomic) basicAgainst(out, general, basicEconomic);
  else if (general && hasFigures(general)) out.uncheckable.push({ rule: 'cross/basic', reason });
  if (fiscalSpent && first('fiscal_basic_economic')) basicAgainst(out, fiscalSpent, first('fiscal_basic_economic') as FiguredTable);
  nested(out, set);
  if (revenue && expenditure) byCustom(out, { table: revenue, measure: 'total' }, { table: expenditure, measure: 'total' });
  // classes of which another fund bears a part are more in the table of all funds
  const otherFunds = new Set(['government_fund_expenditure', 'state_capital_expenditure'].flatMap((kind) => [...codesOf(first(kind)?.lists ?? []).keys()]));
  if (revenue && general) byCustom(out, { table: revenue, measure: 'fiscal_appropriation' }, { table: general, measure: 'total' }, otherFunds);
  bounds(out, set, basicEconomic);
  return out;
}

const nameOf = (table: FiguredTable): string => table.spec?.name ?? (table.table.title || table.table.tableId);

/** Amounts that tables carry over from last year or into the next, as lines or as columns: other tables may leave them out. */
function carriedOver(tables: readonly FiguredTable[]): Set<bigint> {
  const out = new Set<bigint>();
  for (const { figures, line } of tables.flatMap((t) => t.lists.flatMap((l) => l.rows))) {
    for (const { measure, fen } of figures.values()) if (fen !== 0n && (CARRIED.test(line.entry.item) || CARRIED.test(measure))) out.add(fen);
  }
  return out;
}

/** Whether an identity is off by just what is carried over. */
function isCarried(identity: Identity, carried: ReadonlySet<bigint>): boolean {
  const by = residual(identity);
  return carried.has(by < 0n ? -by : by);
}

/**
 * Adds the first of the candidates that holds, as two tables may cut off carried-over funds differently; else one that its
 * own table contradicts, or the nearest, unless one is off by just such funds.
 */
function link(out: Collector, rule: string, candidates: readonly (Figure | undefined)[], parts: readonly Figure[], zh: string, en: string, carried: ReadonlySet<bigint> = new Set()): boolean {
  const present = candidates.filter((c) => c !== undefined);
  if (present.length === 0 || parts.length === 0) {
    out.uncheckable.push({ rule, reason: 'label not found' });
    return false;
  }
  const several = new Set(present.map((c) => c.fen)).size > 1;
  // Of several totals that differ, none agrees: which of them should, is not sure.
  const made = [...new Set(present)].map((c) => equal(rule, c, parts, () => ({ zh, en }), !several));
  const agreed = made.find((i) => ['holds', 'rounding'].includes(judge(i)));
  if (agreed !== undefined) out.identities.push(new Identity(rule, '=', agreed.terms, () => ({ zh, en })));
  else if (made.some((i) => isCarried(i, carried))) out.uncheckable.push({ rule, reason: 'carried-over funds' });
  else out.identities.push(made.find((i) => out.suspect.has(subject(i))) ?? made.reduce((a, b) => (distance(b) < distance(a) ? b : a)));
  return agreed !== undefined;
}

const distance = (identity: Identity): bigint => {
  const by = residual(identity);
  return by < 0n ? -by : by;
};

/** 收支总表 (or 财政拨款收支总表) against a table of one side: total and classes. */
function sideAgainst(out: Collector, rule: string, summary: FiguredTable, detail: FiguredTable, side: 'revenue' | 'expenditure'): void {
  const [a, b] = [nameOf(summary), nameOf(detail)];
  const whole = figureAt(wholeRow(detail), 'total');
  if (!hasFigures(detail)) return;
  const candidates = [itemRow(summary, side, side === 'revenue' ? 'income' : 'expenditure'), wholeRow(summary, side)].map((r) => figureAt(r, 'total'));
  const carried = carriedOver([summary, detail]);
  const agreed = link(out, rule, candidates, whole === undefined ? [] : [whole], `${a}${side === 'revenue' ? '收入' : '支出'}合计 = ${b}合计`, `total of ${a} = total of ${b}`, carried);
  if (side === 'expenditure') classes(out, summary, detail, 'total', agreed ? 0n : offBy(candidates, [whole], carried));
}

/** By what carried-over funds one of the totals differs from the other table's; 0 where it is not by these. */
function offBy(candidates: readonly (Figure | undefined)[], wholes: readonly (Figure | undefined)[], carried: ReadonlySet<bigint>): bigint {
  for (const candidate of candidates) {
    const by = candidate === undefined ? 0n : wholes.reduce((rest, whole) => rest - (whole?.fen ?? 0n), candidate.fen);
    if (carried.has(by < 0n ? -by : by)) return by;
  }
  return 0n;
}

/** Every class that both tables print. `off`: the totals differ by so much that one of them brings over from last year. */
function classes(out: Collector, summary: FiguredTable, detail: FiguredTable, measure: Measure, off: bigint): void {
  const [left, right] = [codesOf(summary.lists.filter((l) => l.side === 'expenditure')), codesOf(detail.lists)];
  // A table by organisation, or of totals alone, speaks of no class.
  if (![...right.keys()].some((code) => code.startsWith('2'))) return;
  const told = (code: string): boolean => right.get(code)?.length === 1 || isComplete(detail);
  for (const [code, rows] of left) {
    if (rows.length !== 1 || code.startsWith('3') || code.startsWith('5')) continue;
    const figure = (rows[0] as Row).figures.get(measure);
    const parts = atCode(right, code, 'total');
    if (figure === undefined || (figure.state !== 'amount' && parts.length === 0)) continue;
    if (parts.length === 0 || !told(code)) {
      if (figure.fen !== 0n) out.uncheckable.push({ rule: 'cross/class', reason: 'label not found' });
    } else if (figure.state !== 'amount' || parts.every((p) => p.state === 'blank' || p.state === 'dash')) {
      if (figure.fen !== 0n || parts.some((p) => p.fen !== 0n)) out.uncheckable.push({ rule: 'cross/class', reason: 'cell blank' });
    } else {
      settle(out, off, equal('cross/class', figure, parts, () => ({ zh: `${nameOf(summary)}${code}${measure === 'total' ? '' : `（${measureName(measure)}）`} = ${nameOf(detail)}${code}`, en: `${code} of ${nameOf(summary)} (${measure}) = ${code} of ${nameOf(detail)}` })));
    }
  }
}

/** Adds an identity, unless carried-over funds (`off`, of all classes together) may be what it lacks. */
function settle(out: Collector, off: bigint, identity: Identity): void {
  const by = residual(identity);
  const within = off !== 0n && by < 0n === off < 0n && (off < 0n ? by >= off : by <= off);
  if (within && judge(identity) === 'fails') out.uncheckable.push({ rule: identity.rule, reason: 'carried-over funds' });
  else out.identities.push(identity);
}

/**
 * Sources of revenue: lines of 收支总表 or of 财政拨款收支总表 against columns of 收入总表. A source that stands among the funds
 * of last year, too, is both lines together, where the column holds both.
 */
function revenueItems(out: Collector, summary: FiguredTable, revenue: FiguredTable): void {
  const total = wholeRow(revenue);
  if (total === undefined) return;
  const carried = carriedOver([summary, revenue]);
  const made = REVENUE_ITEMS.flatMap((item): Identity[] => {
    const lines = summary.lists.filter((l) => l.side === 'revenue').flatMap((l) => l.rows.filter((r) => r.line.entry.item === item && isFilled(r))).flatMap((r) => figureAt(r, 'total') ?? []);
    const [line, last] = lines;
    const column = total.figures.get(item);
    // Below what is brought over stand its parts: of this year's source the line is not known.
    if (line !== undefined && last === undefined && isPartOf(line, itemRow(summary, 'revenue', 'opening_carryover'))) return [];
    if (line === undefined || column?.state !== 'amount' || (line.fen === 0n && column.fen === 0n)) return [];
    const sentence = () => ({ zh: `${nameOf(summary)}${measureName(item)} = ${nameOf(revenue)}${measureName(item)}`, en: `${item} of ${nameOf(summary)} = ${item} of ${nameOf(revenue)}` });
    const plain = equal('cross/revenue', line, [column], sentence);
    const both = last === undefined ? undefined : equal('cross/revenue', column, lines, sentence);
    return [both !== undefined && last?.fen !== 0n && judge(plain) === 'fails' ? both : plain];
  });
  const failing = made.filter((i) => judge(i) === 'fails');
  const off = failing.reduce((sum, i) => sum + residual(i), 0n);
  // Together they lack what is carried over, whichever sources that is of.
  const isLeftOut = carried.has(off < 0n ? -off : off);
  for (const identity of made) {
    if (isLeftOut && failing.includes(identity)) out.uncheckable.push({ rule: 'cross/revenue', reason: 'carried-over funds' });
    else out.identities.push(identity);
  }
}

/** Whether a figure stands below a row and is no more than it. */
function isPartOf(figure: Figure, row: Row | undefined): boolean {
  const whole = figureAt(row, 'total');
  return row !== undefined && whole !== undefined && row.line.entry.row < figure.line.entry.row && figure.fen <= whole.fen;
}

/** 财政拨款收支总表 = 一般公共预算 + 政府性基金 + 国有资本经营, in total, by class, and each fund's column against its table. */
function funds(out: Collector, fiscal: FiguredTable, first: (kind: string) => FiguredTable | undefined, reason: string): void {
  const tables = FUNDS.map(([measure, kind]) => ({ measure, table: first(kind) }));
  const general = tables[0]?.table;
  if (general === undefined) {
    out.uncheckable.push({ rule: 'cross/fund', reason });
    return;
  }
  const name = nameOf(fiscal);
  const rows = [itemRow(fiscal, 'expenditure', 'expenditure'), wholeRow(fiscal, 'expenditure')];
  const present = tables.filter((t) => t.table !== undefined && hasFigures(t.table)).map((t) => t.table as FiguredTable);
  const wholes = present.map((t) => figureAt(wholeRow(t), 'total'));
  const columns = new Set(fiscal.lists.filter((l) => l.side === 'expenditure').flatMap((l) => l.measures));
  const absent = tables.filter((t) => t.table === undefined && rows.some((r) => (r?.figures.get(t.measure)?.fen ?? 0n) !== 0n));
  const carried = carriedOver([fiscal, ...present]);
  let agreed = false;
  if (absent.length > 0) out.uncheckable.push({ rule: 'cross/fund', reason });
  else if (wholes.every((w) => w !== undefined)) agreed = link(out, 'cross/fund', rows.map((r) => figureAt(r, 'total')), wholes, `${name}支出合计 = ${present.map((t) => `${nameOf(t)}合计`).join(' + ')}`, `total of ${name} = ${present.map(nameOf).join(' + ')}`, carried);
  else out.uncheckable.push({ rule: 'cross/fund', reason: 'label not found' });
  for (const { measure, table } of tables) {
    if (table === undefined || !columns.has(measure) || !hasFigures(table)) continue;
    const whole = figureAt(wholeRow(table), 'total');
    const own = rows.map((r) => r?.figures.get(measure)).filter((f) => f?.state === 'amount');
    const same = whole !== undefined && link(out, 'cross/fund', own, [whole], `${name}${measureName(measure)} = ${nameOf(table)}合计`, `${measure} of ${name} = total of ${nameOf(table)}`, carried);
    classes(out, fiscal, table, measure, same ? 0n : offBy(own, [whole], carried));
  }
  if (!columns.has('general_public') && absent.length === 0) classesOfAll(out, fiscal, present, agreed ? 0n : offBy(rows.map((r) => figureAt(r, 'total')), wholes, carried));
}

/** Classes of 财政拨款收支总表 without columns by fund against all tables of funds together. */
function classesOfAll(out: Collector, fiscal: FiguredTable, tables: readonly FiguredTable[], off: bigint): void {
  const codes = tables.map((t) => codesOf(t.lists));
  for (const [code, rows] of codesOf(fiscal.lists.filter((l) => l.side === 'expenditure'))) {
    const figure = rows.length === 1 && code.startsWith('2') ? (rows[0] as Row).figures.get('total') : undefined;
    const parts = codes.flatMap((c) => atCode(c, code, 'total'));
    if (figure?.state === 'amount' && parts.some((p) => p.state === 'amount') && tables.every((t, i) => codes[i]?.get(code)?.length === 1 || isComplete(t))) settle(out, off, equal('cross/class', figure, parts, () => ({ zh: `${nameOf(fiscal)}${code} = ${tables.map((t) => `${nameOf(t)}${code}`).join(' + ')}`, en: `${code} of ${nameOf(fiscal)} = ${code} of ${tables.map(nameOf).join(' + ')}` })));
  }
}

/** 基本支出 of a table by function = 合计 of its economic break-down; 人员 and 公用 where both print them. */
function basicAgainst(out: Collector, functional: FiguredTable, economic: FiguredTable): void {
  if (!hasFigures(economic)) return;
  const [row, total] = [wholeRow(functional), wholeRow(economic)];
  const [a, b] = [nameOf(functional), nameOf(economic)];
  const basic = row?.figures.get('basic');
  const whole = figureAt(total, 'total');
  if (row !== undefined && !row.figures.has('basic') && !row.figures.has('personnel')) return;
  // The Ministry's final accounts total 人员经费 and 公用经费 apart, without a sum of both.
  const halves = { personnel: itemRow(economic, '', 'personnel_total'), public_operating: itemRow(economic, '', 'public_operating_total') };
  const apart = halves.personnel && halves.public_operating ? Object.values(halves).flatMap((half) => figureAt(half, 'total') ?? []) : [];
  if (basic !== undefined) link(out, 'cross/basic', [basic], whole === undefined ? apart : [whole], `${a}基本支出合计 = ${b}合计`, `basic expenditure of ${a} = total of ${b}`);
  for (const measure of ['personnel', 'public_operating'] as const) {
    const [x, y] = [row?.figures.get(measure), total?.figures.get(measure) ?? figureAt(halves[measure], 'total')];
    if (x?.state === 'amount' && y?.state === 'amount') link(out, 'cross/basic', [x], [y], `${a}${measureName(measure)} = ${b}${measureName(measure)}`, `${measure} of ${a} = ${measure} of ${b}`);
  }
}

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
function nested(out: Collector, set: readonly FiguredTable[]): void {
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
  const alike = x?.state === 'amount' && y?.state === 'amount' && ['holds', 'rounding'].includes(judgeParts(x, [y]));
  const same = alike || haveSameClasses(left, narrow.measure, right, wide.measure);
  if (x?.state === 'amount' && y?.state === 'amount' && wider && !alike) out.identities.push(atMost('cross/bound', [x], y, () => ({ zh: `${a}合计${suffix} ≤ ${b}合计`, en: `total of ${a} ≤ total of ${b}` })));
  if (isListing(left) || isListing(right)) return;
  for (const [code, rows] of left) {
    const others = right.get(code) ?? [];
    if (rows.length !== 1 || others.length !== 1) continue;
    const [p, q] = [(rows[0] as Row).figures.get(narrow.measure), (others[0] as Row).figures.get(wide.measure)];
    if (p === undefined || q === undefined || (p.fen === 0n && q.fen === 0n)) continue;
    if (p.state !== 'amount' || q.state !== 'amount') out.uncheckable.push({ rule: same ? 'cross/code' : 'cross/bound', reason: 'cell blank' });
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

/**
 * 收入总表 by code beside 支出总表: a budget prints the same figures in both, though nothing says that it must. Where totals
 * and most codes agree, the others are expected to, but for those `apart`.
 */
function byCustom(out: Collector, a: { readonly table: FiguredTable; readonly measure: Measure }, b: { readonly table: FiguredTable; readonly measure: Measure }, apart: ReadonlySet<string> = new Set()): void {
  const [x, y] = [a, b].map((s) => wholeRow(s.table)?.figures.get(s.measure));
  const [left, right] = [codesOf(a.table.lists), codesOf(b.table.lists)];
  if (isListing(left) || isListing(right)) return;
  const agreed = (x?.state === 'amount' && y?.state === 'amount' && x.fen === y.fen) || haveSameClasses(left, a.measure, right, b.measure);
  const made = [...left].flatMap(([code, rows]): Identity[] => {
    const [p, q] = [rows[0]?.figures.get(a.measure), right.get(code)?.[0]?.figures.get(b.measure)];
    return !apart.has(code) && p?.state === 'amount' && q?.state === 'amount' ? [equal('cross/code', p, [q], () => ({ zh: `${nameOf(a.table)}${code} = ${nameOf(b.table)}${code}`, en: `${code} of ${nameOf(a.table)} = ${code} of ${nameOf(b.table)}` }), false)] : [];
  });
  const equals = made.filter((i) => judge(i) === 'holds' || judge(i) === 'rounding').length;
  if (agreed ? equals >= made.length * CUSTOM : made.length >= MANY && equals >= made.length * ALIKE) out.identities.push(...made);
}

/** Totals by function and by economic class of one scope; 基本支出表 by function and 项目支出表 against the table that they break down. */
function equalTotals(out: Collector, set: readonly FiguredTable[], scopes: readonly Scope[]): void {
  const whole = (s: Scope): Figure | undefined => wholeRow(s.table)?.figures.get(s.measure);
  const economic = set.find((t) => t.table.kind === 'general_public_economic' && hasFigures(t));
  if (economic !== undefined) {
    for (const s of scopes.filter((o) => o.funds === 0 && o.family === 'functional')) {
      const [x, y] = [whole(s), wholeRow(economic)?.figures.get(s.measure)];
      if (x?.state === 'amount' && y?.state === 'amount') link(out, 'cross/total', [x], [y], `${nameOf(s.table)}${measureName(s.measure)} = ${nameOf(economic)}${measureName(s.measure)}`, `${s.measure} of ${nameOf(s.table)} = ${s.measure} of ${nameOf(economic)}`);
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
function bounds(out: Collector, set: readonly FiguredTable[], economic: FiguredTable | undefined): void {
  const three = set.find((t) => t.table.kind === 'three_public' && hasFigures(t));
  if (three === undefined || economic === undefined) return;
  const codes = codesOf(economic.lists);
  for (const [code, measure] of [['30212', 'overseas'], ['30217', 'reception'], ['30231', 'vehicle_operation']] as const) {
    const part = codes.get(code)?.length === 1 ? codes.get(code)?.[0]?.figures.get('total') : undefined;
    if (part?.state !== 'amount' || part.fen === 0n) continue;
    const whole = threeFigure(three, measure);
    if (whole === undefined) out.uncheckable.push({ rule: 'cross/bound', reason: 'label not found' });
    else out.identities.push(atMost('cross/bound', [part], whole, () => ({ zh: `${nameOf(economic)}${code} ≤ ${nameOf(three)}${measureName(measure)}`, en: `${code} of ${nameOf(economic)} ≤ ${measure} of ${nameOf(three)}` })));
  }
}

/** A “三公” figure: a column of the total row, or a line. */
function threeFigure(three: FiguredTable, measure: Measure): Figure | undefined {
  const row = wholeRow(three);
  for (const m of [`${measure}_final`, measure, `${measure}_budget`]) {
    const figure = row?.figures.get(m);
    if (figure?.state === 'amount') return figure;
  }
  const lines = three.lists.flatMap((l) => l.rows).filter((r) => r.line.entry.item === measure && isFilled(r));
  return lines.length === 1 ? figureAt(lines[0], 'total') : undefined;
}
