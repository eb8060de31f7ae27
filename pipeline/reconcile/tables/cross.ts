/**
 * Identities between the tables of a set: totals, classes, funds, the economic break-down of 基本支出, the same code in
 * tables of nested scope, and the bounds of “三公”.
 */
import type { Measure } from '../../../schemas/table.js';
import { equal, judge, judgeParts, residual, type Figure, type Identities, type Identity } from '../identity.js';
import { abs } from '../intervals.js';
import { carriedOver, type Collector, link, nameOf, offBy, type OwnSums, settle } from './links.js';
import { atCode, codesOf, figureAt, hasFigures, isComplete, itemRow, wholeRow } from './quantities.js';
import type { FiguredTable, Row } from './rows.js';
import { bounds, byCustom, nested } from './scopes.js';
import { measureName } from './words.js';

const FUNDS: readonly (readonly [Measure, string])[] = [['general_public', 'general_public_expenditure'], ['government_fund', 'government_fund_expenditure'], ['state_capital', 'state_capital_expenditure']];
const REVENUE_ITEMS: readonly Measure[] = ['fiscal_appropriation', 'general_public', 'government_fund', 'state_capital', 'special_account', 'business_income', 'operating_income', 'other_income', 'superior_subsidy', 'subordinate_remittance', 'unit_funds'];
/**
 * Identities between the tables of one set.
 * @param reason why a table that isn't there can't be called missing
 * @param own what the tables' own sums say
 */
export function crossIdentities(set: readonly FiguredTable[], reason: string, own: OwnSums): Identities {
  const out: Collector = { identities: [], uncheckable: [], own };
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
  const parts = partsOfBasic(set);
  if (general && parts.length > 0) partsAgainst(out, general, parts);
  else if (general && basicEconomic) basicAgainst(out, general, basicEconomic);
  else if (general && hasFigures(general)) out.uncheckable.push({ rule: 'cross/basic', reason });
  if (fiscalSpent && first('fiscal_basic_economic')) basicAgainst(out, fiscalSpent, first('fiscal_basic_economic') as FiguredTable);
  nested(out, set);
  const carried = carriedOver([summary, fiscal, revenue, expenditure].filter((table) => table !== undefined), out.own);
  if (revenue && expenditure) byCustom(out, { table: revenue, measure: 'total' }, { table: expenditure, measure: 'total' }, { carried });
  // classes of which another fund bears a part are more in the table of all funds
  const apart = ['government_fund_expenditure', 'state_capital_expenditure'].flatMap((kind) => first(kind) ?? []);
  if (revenue && general) byCustom(out, { table: revenue, measure: 'fiscal_appropriation' }, { table: general, measure: 'total' }, { apart, carried });
  bounds(out, set, basicEconomic);
  return out;
}

/** 收支总表 (or 财政拨款收支总表) against a table of one side: total and classes. */
function sideAgainst(out: Collector, rule: string, summary: FiguredTable, detail: FiguredTable, side: 'revenue' | 'expenditure'): void {
  const [a, b] = [nameOf(summary), nameOf(detail)];
  const whole = figureAt(wholeRow(detail), 'total');
  if (!hasFigures(detail)) return;
  const candidates = [itemRow(summary, side, side === 'revenue' ? 'income' : 'expenditure'), wholeRow(summary, side)].map((r) => figureAt(r, 'total'));
  const carried = carriedOver([summary, detail], out.own);
  const lost = whole === undefined || candidates.some((c) => c !== undefined && judgeParts(c, [whole]) !== 'fails') ? undefined : lostTotal(summary, side);
  const agreed = link(out, rule, lost === undefined ? candidates : [lost], whole === undefined ? [] : [whole], `${a}${side === 'revenue' ? '收入' : '支出'}合计 = ${b}合计`, `total of ${a} = total of ${b}`, carried);
  if (side === 'expenditure') classes(out, summary, detail, 'total', agreed ? 0n : offBy(candidates, [whole], carried));
}

/** 本年支出合计 (or 本年收入合计) of a summary that leaves it empty, where the other side prints its own: the total (总计) may hold more than it. */
function lostTotal(summary: FiguredTable, side: 'revenue' | 'expenditure'): Figure | undefined {
  const [own, other] = side === 'revenue' ? ['income', 'expenditure'] : ['expenditure', 'income'];
  const printed = itemRow(summary, side === 'revenue' ? 'expenditure' : 'revenue', other as string);
  const rows = summary.lists.filter((l) => l.side === side).flatMap((l) => l.rows.filter((r) => r.line.entry.item === own));
  const figure = rows.length === 1 ? rows[0]?.figures.get('total') : undefined;
  return printed !== undefined && figure?.state === 'blank' ? figure : undefined;
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
    } else if ((figure.state !== 'amount' && !isMoved(parts, left, right, measure, isComplete(detail))) || parts.every((p) => p.state === 'blank' || p.state === 'dash')) {
      if (figure.fen !== 0n || parts.some((p) => p.fen !== 0n)) out.uncheckable.push({ rule: 'cross/class', reason: 'cell blank' });
    } else {
      settle(out, off, equal('cross/class', figure, parts, () => ({ zh: `${nameOf(summary)}${code}${measure === 'total' ? '' : `（${measureName(measure)}）`} = ${nameOf(detail)}${code}`, en: `${code} of ${nameOf(summary)} (${measure}) = ${code} of ${nameOf(detail)}` })));
    }
  }
}

/**
 * Whether what another table prints at a class that is blank here stands here at one that it lacks: it has moved, and is not
 * merely not printed. Where all lines of the other table are known (`isKnown`), its own amount may be another, as it may be wrong.
 */
const isMoved = (parts: readonly Figure[], own: ReadonlyMap<string, readonly Row[]>, other: ReadonlyMap<string, readonly Row[]>, measure: Measure, isKnown = false): boolean => {
  const fen = parts.reduce((sum, p) => sum + p.fen, 0n);
  const isHere = (printed: bigint): boolean => (isKnown ? printed !== 0n : printed === fen);
  return fen !== 0n && [...own].some(([code, rows]) => code.startsWith('2') && rows.some((r) => isHere(r.figures.get(measure)?.fen ?? 0n)) && atCode(other, code, 'total').every((p) => p.fen === 0n));
};

/**
 * Sources of revenue: lines of 收支总表 or of 财政拨款收支总表 against columns of 收入总表. A source that stands among the funds
 * of last year, too, is both lines together, where the column holds both, and where one of the two is empty and the other is not it.
 */
function revenueItems(out: Collector, summary: FiguredTable, revenue: FiguredTable): void {
  const total = wholeRow(revenue);
  if (total === undefined) return;
  const carried = carriedOver([summary, revenue], out.own);
  const rows = summary.lists.filter((l) => l.side === 'revenue').flatMap((l) => l.rows);
  const rowsOf = (item: Measure): Row[] => rows.filter((r) => r.line.entry.item === item);
  const made = REVENUE_ITEMS.flatMap((item): Identity[] => {
    const filled = rowsOf(item).flatMap((r) => figureAt(r, 'total') ?? []);
    const column = total.figures.get(item);
    const lines = filled.length === 0 && column !== undefined ? movedFrom(item, column) : filled;
    const [line, last] = lines;
    // Below what is brought over stand its parts: of this year's source the line is not known.
    if (line !== undefined && last === undefined && isPartOf(line, itemRow(summary, 'revenue', 'opening_carryover'))) return [];
    // A dash beside sources that make up the total without it is nothing.
    if (line === undefined || column === undefined || (column.state !== 'amount' && !out.own.nothings.has(column)) || (line.fen === 0n && column.fen === 0n)) return [];
    const sentence = () => ({ zh: `${nameOf(summary)}${measureName(item)} = ${nameOf(revenue)}${measureName(item)}`, en: `${item} of ${nameOf(summary)} = ${item} of ${nameOf(revenue)}` });
    const plain = equal('cross/revenue', line, [column], sentence);
    const second = last ?? rowsOf(item).flatMap((r) => r.figures.get('total') ?? []).find((f) => f !== line && f.state === 'blank');
    const isBoth = second !== undefined && (second.state === 'blank' || second.fen !== 0n) && judge(plain) === 'fails';
    return [isBoth ? equal('cross/revenue', column, last === undefined ? [line, second] : lines, sentence) : plain];
  });
  /** The empty line of a source whose column prints what stands at another source here, of which the column is empty or not there; or where that other source is said to be all revenue. */
  function movedFrom(item: Measure, column: Figure): Figure[] {
    const [own, more] = rowsOf(item);
    const blank = own?.figures.get('total');
    const isAt = (other: Measure): boolean => other !== item && (total?.figures.get(other)?.fen ?? 0n) === 0n && rowsOf(other).some((r) => [column.fen, total?.figures.get('total')?.fen].includes(figureAt(r, 'total')?.fen));
    return blank === undefined || more !== undefined || column.fen === 0n || !REVENUE_ITEMS.some(isAt) ? [] : [blank];
  }
  const failing = made.filter((i) => judge(i) === 'fails');
  const off = failing.reduce((sum, i) => sum + residual(i), 0n);
  // Together they lack what is carried over, whichever sources that is of.
  const isLeftOut = carried.has(abs(off));
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
  const carried = carriedOver([fiscal, ...present], out.own);
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
  const classesOf = codesOf(fiscal.lists.filter((l) => l.side === 'expenditure'));
  const together = codesOf(tables.flatMap((t) => t.lists));
  for (const [code, rows] of classesOf) {
    const figure = rows.length === 1 && code.startsWith('2') ? (rows[0] as Row).figures.get('total') : undefined;
    const parts = codes.flatMap((c) => atCode(c, code, 'total'));
    const isTold = figure?.state === 'amount' || (figure !== undefined && isMoved(parts, classesOf, together, 'total', tables.every(isComplete)));
    if (isTold && parts.some((p) => p.state === 'amount') && tables.every((t, i) => codes[i]?.get(code)?.length === 1 || isComplete(t))) settle(out, off, equal('cross/class', figure, parts, () => ({ zh: `${nameOf(fiscal)}${code} = ${tables.map((t) => `${nameOf(t)}${code}`).join(' + ')}`, en: `${code} of ${nameOf(fiscal)} = ${code} of ${tables.map(nameOf).join(' + ')}` })));
  }
}

/** What a title says a part of 基本支出 to be, the closest word first: 一般公共预算基本支出表—人员经费（工资福利支出）. */
const PARTS_OF_BASIC: readonly (readonly [RegExp, 'personnel' | 'public_operating'])[] = [[/工资福利/u, 'personnel'], [/对个人和家庭/u, 'personnel'], [/商品和服务/u, 'public_operating'], [/人员经费/u, 'personnel'], [/公用经费/u, 'public_operating']];

interface PartOfBasic {
  readonly table: FiguredTable;
  readonly word: number;
  readonly measure: 'personnel' | 'public_operating';
}

/** Tables of 基本支出 that are each of one part of it, the first of each part: some places print 人员经费 and 公用经费 apart, by both economic classifications. */
function partsOfBasic(set: readonly FiguredTable[]): readonly PartOfBasic[] {
  const titled = set.filter((t) => t.table.kind === 'basic_expenditure_economic' && hasFigures(t)).map((table): PartOfBasic | undefined => {
    const words = PARTS_OF_BASIC.flatMap(([pattern, measure], word) => (pattern.test(table.table.title) ? [{ table, word, measure }] : []));
    return words[0] !== undefined && words.every(({ measure }) => measure === words[0]?.measure) ? words[0] : undefined;
  });
  if (titled.includes(undefined)) return [];
  const parts = titled.filter((part) => part !== undefined);
  return parts.filter(({ word }, i) => parts.findIndex((other) => other.word === word) === i);
}

/** 基本支出, 人员经费, 公用经费 of a table by function against the tables of their parts together. */
function partsAgainst(out: Collector, functional: FiguredTable, parts: readonly PartOfBasic[]): void {
  const row = wholeRow(functional);
  const a = nameOf(functional);
  for (const measure of ['basic', 'personnel', 'public_operating'] as const) {
    const own = measure === 'basic' ? parts : parts.filter((part) => part.measure === measure);
    const totals = own.map(({ table }) => figureAt(wholeRow(table), 'total') ?? figureAt(wholeRow(table), measure));
    const figure = row?.figures.get(measure);
    const isWhole = measure !== 'basic' || new Set(own.map((part) => part.measure)).size > 1;
    if (!isWhole || totals.includes(undefined)) out.uncheckable.push({ rule: 'cross/basic', reason: 'label not found' });
    else if (figure?.state === 'amount') link(out, 'cross/basic', [figure], totals.filter((total) => total !== undefined), `${a}${measureName(measure)}合计 = ${own.map(({ table }) => `“${table.table.title}”合计`).join(' + ')}`, `${measure} of ${a} = total of ${own.map(({ table }) => table.table.title).join(' + ')}`);
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
