/**
 * Identities between the tables of a set: totals, classes, funds, the economic break-down of 基本支出, the same code in
 * tables of nested scope, and the bounds of “三公”.
 */
import type { Measure } from '../../../schemas/table.js';
import { atMost, equal, judge, judgeParts, type Figure, type Identities, type Identity, type Uncheckable } from '../identity.js';
import { atCode, codesOf, figureAt, hasFigures, isComplete, isListing, itemRow, wholeRow } from './quantities.js';
import { isFilled, type FiguredTable, type Row } from './rows.js';
import { measureName } from './words.js';

const FUNDS: readonly (readonly [Measure, string])[] = [['general_public', 'general_public_expenditure'], ['government_fund', 'government_fund_expenditure'], ['state_capital', 'state_capital_expenditure']];
const REVENUE_ITEMS: readonly Measure[] = ['fiscal_appropriation', 'general_public', 'government_fund', 'state_capital', 'special_account', 'business_income', 'operating_income', 'other_income', 'superior_subsidy', 'subordinate_remittance', 'unit_funds'];
/** Measures that mean the same in every table of expenditure. */
const SPENT: readonly Measure[] = ['total', 'basic', 'project'];

interface Collector {
  readonly identities: Identity[];
  readonly uncheckable: Uncheckable[];
}

/** Identities between the tables of one set. `reason` says why a table that isn't there can't be called missing. */
export function crossIdentities(set: readonly FiguredTable[], reason: string): Identities {
  const out: Collector = { identities: [], uncheckable: [] };
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
  if (revenue && general) byCustom(out, { table: revenue, measure: 'fiscal_appropriation' }, { table: general, measure: 'total' });
  bounds(out, set, basicEconomic);
  return out;
}

const nameOf = (table: FiguredTable): string => table.spec?.name ?? (table.table.title || table.table.tableId);

/** Whether the revenue side of a summary brings funds over from last year: other tables may leave them out. */
function bringsOver(summary: FiguredTable): boolean {
  return summary.lists.filter((l) => l.side === 'revenue').some((l) => l.rows.some((r) => /carryover|surplus/u.test(r.line.entry.item) && [...r.figures.values()].some((f) => f.fen !== 0n)));
}

/** Adds the first of the candidates that holds, else the first of all: two tables may cut off carried-over funds differently. */
function link(out: Collector, rule: string, candidates: readonly (Figure | undefined)[], parts: readonly Figure[], zh: string, en: string, carried = false): boolean {
  const present = candidates.filter((c) => c !== undefined);
  if (present.length === 0 || parts.length === 0) {
    out.uncheckable.push({ rule, reason: 'label not found' });
    return false;
  }
  const made = [...new Set(present)].map((c) => equal(rule, c, parts, () => ({ zh, en })));
  const agreed = made.find((i) => ['holds', 'rounding'].includes(judge(i)));
  const plain = made[0] as Identity;
  // Several totals that differ from each other, and none agrees: carried-over funds stand between the tables.
  if (agreed === undefined && (carried || new Set(present.map((c) => c.fen)).size > 1)) out.uncheckable.push({ rule, reason: 'carried-over funds' });
  else out.identities.push(agreed ?? plain);
  return agreed !== undefined;
}

/** 收支总表 (or 财政拨款收支总表) against a table of one side: total and classes. */
function sideAgainst(out: Collector, rule: string, summary: FiguredTable, detail: FiguredTable, side: 'revenue' | 'expenditure'): void {
  const [a, b] = [nameOf(summary), nameOf(detail)];
  const whole = figureAt(wholeRow(detail), 'total');
  if (!hasFigures(detail)) return;
  const candidates = [itemRow(summary, side, side === 'revenue' ? 'income' : 'expenditure'), wholeRow(summary, side)].map((r) => figureAt(r, 'total'));
  const carried = bringsOver(summary);
  const agreed = link(out, rule, candidates, whole === undefined ? [] : [whole], `${a}${side === 'revenue' ? '收入' : '支出'}合计 = ${b}合计`, `total of ${a} = total of ${b}`, carried);
  if (side === 'expenditure') classes(out, summary, detail, 'total', carried && !agreed);
}

/** Every class that both tables print. `doubtful`: the totals differ by what one of them brings over from last year. */
function classes(out: Collector, summary: FiguredTable, detail: FiguredTable, measure: Measure, doubtful: boolean): void {
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
      settle(out, doubtful, equal('cross/class', figure, parts, () => ({ zh: `${nameOf(summary)}${code}${measure === 'total' ? '' : `（${measureName(measure)}）`} = ${nameOf(detail)}${code}`, en: `${code} of ${nameOf(summary)} (${measure}) = ${code} of ${nameOf(detail)}` })));
    }
  }
}

/** Adds an identity; in doubt only where it holds. */
function settle(out: Collector, doubtful: boolean, identity: Identity): void {
  if (doubtful && judge(identity) === 'fails') out.uncheckable.push({ rule: identity.rule, reason: 'carried-over funds' });
  else out.identities.push(identity);
}

/** Sources of revenue: lines of 收支总表 or of 财政拨款收支总表 against columns of 收入总表. */
function revenueItems(out: Collector, summary: FiguredTable, revenue: FiguredTable): void {
  const total = wholeRow(revenue);
  if (total === undefined) return;
  const carried = [...total.figures.values()].some((f) => f.measure.includes('carryover') && f.fen !== 0n) || (itemRow(summary, 'revenue', 'opening_carryover')?.figures.get('total')?.fen ?? 0n) !== 0n;
  for (const item of REVENUE_ITEMS) {
    const line = figureAt(itemRow(summary, 'revenue', item), 'total');
    const column = total.figures.get(item);
    if (line === undefined || column?.state !== 'amount' || (line.fen === 0n && column.fen === 0n)) continue;
    const made = equal('cross/revenue', line, [column], () => ({ zh: `${nameOf(summary)}${measureName(item)} = ${nameOf(revenue)}${measureName(item)}`, en: `${item} of ${nameOf(summary)} = ${item} of ${nameOf(revenue)}` }));
    settle(out, carried, made);
  }
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
  const carried = bringsOver(fiscal);
  let agreed = false;
  if (absent.length > 0) out.uncheckable.push({ rule: 'cross/fund', reason });
  else if (wholes.every((w) => w !== undefined)) agreed = link(out, 'cross/fund', rows.map((r) => figureAt(r, 'total')), wholes, `${name}支出合计 = ${present.map((t) => `${nameOf(t)}合计`).join(' + ')}`, `total of ${name} = ${present.map(nameOf).join(' + ')}`, carried);
  else out.uncheckable.push({ rule: 'cross/fund', reason: 'label not found' });
  for (const { measure, table } of tables) {
    if (table === undefined || !columns.has(measure) || !hasFigures(table)) continue;
    const whole = figureAt(wholeRow(table), 'total');
    const same = whole !== undefined && link(out, 'cross/fund', rows.map((r) => r?.figures.get(measure)).filter((f) => f?.state === 'amount'), [whole], `${name}${measureName(measure)} = ${nameOf(table)}合计`, `${measure} of ${name} = total of ${nameOf(table)}`, carried);
    classes(out, fiscal, table, measure, carried && !same);
  }
  if (!columns.has('general_public') && absent.length === 0) classesOfAll(out, fiscal, present, carried && !agreed);
}

/** Classes of 财政拨款收支总表 without columns by fund against all tables of funds together. */
function classesOfAll(out: Collector, fiscal: FiguredTable, tables: readonly FiguredTable[], doubtful: boolean): void {
  const codes = tables.map((t) => codesOf(t.lists));
  for (const [code, rows] of codesOf(fiscal.lists.filter((l) => l.side === 'expenditure'))) {
    const figure = rows.length === 1 && code.startsWith('2') ? (rows[0] as Row).figures.get('total') : undefined;
    const parts = codes.flatMap((c) => atCode(c, code, 'total'));
    if (figure?.state === 'amount' && parts.some((p) => p.state === 'amount') && tables.every((t, i) => codes[i]?.get(code)?.length === 1 || isComplete(t))) settle(out, doubtful, equal('cross/class', figure, parts, () => ({ zh: `${nameOf(fiscal)}${code} = ${tables.map((t) => `${nameOf(t)}${code}`).join(' + ')}`, en: `${code} of ${nameOf(fiscal)} = ${code} of ${tables.map(nameOf).join(' + ')}` })));
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
  const same = x?.state === 'amount' && y?.state === 'amount' && ['holds', 'rounding'].includes(judgeParts(x, [y]));
  const wider = narrow.funds < wide.funds;
  if (x?.state === 'amount' && y?.state === 'amount' && wider && !same) out.identities.push(atMost('cross/bound', [x], y, () => ({ zh: `${a}合计${suffix} ≤ ${b}合计`, en: `total of ${a} ≤ total of ${b}` })));
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

/** Share of equal codes from which two tables are taken to print the same figures. */
const CUSTOM = 0.8;

/**
 * 收入总表 by code beside 支出总表: a budget prints the same figures in both, though nothing says that it must. Where totals
 * and most codes agree, the others are expected to.
 */
function byCustom(out: Collector, a: { readonly table: FiguredTable; readonly measure: Measure }, b: { readonly table: FiguredTable; readonly measure: Measure }): void {
  const [x, y] = [a, b].map((s) => wholeRow(s.table)?.figures.get(s.measure));
  const [left, right] = [codesOf(a.table.lists), codesOf(b.table.lists)];
  if (x?.state !== 'amount' || y?.state !== 'amount' || x.fen !== y.fen || isListing(left) || isListing(right)) return;
  const made = [...left].flatMap(([code, rows]): Identity[] => {
    const [p, q] = [rows[0]?.figures.get(a.measure), right.get(code)?.[0]?.figures.get(b.measure)];
    return p?.state === 'amount' && q?.state === 'amount' ? [equal('cross/code', p, [q], () => ({ zh: `${nameOf(a.table)}${code} = ${nameOf(b.table)}${code}`, en: `${code} of ${nameOf(a.table)} = ${code} of ${nameOf(b.table)}` }), false)] : [];
  });
  if (made.length > 0 && made.filter((i) => judge(i) === 'holds' || judge(i) === 'rounding').length >= made.length * CUSTOM) out.identities.push(...made);
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
