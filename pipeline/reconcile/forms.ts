/**
 * Checks of performance forms (绩效目标表): funds that must add up, totals over forms, goals copied between projects,
 * dates, indicators that lack a name or a target, labels of levels, percentages.
 */
import { interval, formatYuan } from '../../schemas/amount-parse.js';
import type { Amount } from '../../schemas/amount.js';
import type { CheckResult, NormalisedDocument } from '../../schemas/document.js';
import { listed, type Evidence, type Finding, type Severity } from '../../schemas/finding.js';
import { addTo, groupBy } from '../../schemas/groups.js';
import type { FormAmount, PerformanceForm, Table } from '../../schemas/table.js';
import { belongTogether, isFirstLevel } from '../../extractors/tables/forms/framework.js';
import { fundOf, isFundPart } from '../../extractors/tables/forms/funds.js';
import { Counter } from '../normalise/observations.js';

/** A form with its id of the dataset: `p1`, `p2` … over all tables in document order. */
export interface IdentifiedForm {
  readonly id: string;
  readonly form: PerformanceForm;
  readonly table: Table;
}

export function formsOf(document: Pick<NormalisedDocument, 'tables'>): readonly IdentifiedForm[] {
  return document.tables.flatMap(({ table }) => table.forms.map((form) => ({ form, table }))).map((item, i) => ({ id: `p${i + 1}`, ...item }));
}

/** Number of project forms of a document and their funds in fen; forms of a whole department are no projects. */
export function formTotals(document: Pick<NormalisedDocument, 'tables'>): { readonly forms: number; readonly total: bigint; readonly fiscalCurrent: bigint } {
  const projects = formsOf(document).filter(({ table }) => table.kind !== 'overall_performance').map(({ form }) => form);
  const sum = (key: 'total' | 'fiscalCurrent'): bigint => projects.reduce((total, form) => total + (form.funds[key]?.amount.fen ?? 0n), 0n);
  return { forms: projects.length, total: sum('total'), fiscalCurrent: sum('fiscalCurrent') };
}

/** Shown in one finding; the rest is counted. */
const SHOWN = 12;

const nameOf = ({ id, form }: IdentifiedForm): string => form.project || form.implementer || id;

function finding(rule: string, of: readonly IdentifiedForm[], evidence: readonly Evidence[], more: Partial<Finding> = {}): Finding {
  const first = of[0];
  const tables = new Set(of.map(({ table }) => table.tableId));
  return {
    rule, ...(first && tables.size === 1 ? { tableId: first.table.tableId, tableKind: first.table.kind } : {}), ...(first?.form.page === undefined ? {} : { page: first.form.page }),
    cause: first?.table.grid.source === 'ocr' || first?.table.grid.method === 'markup' ? 'undecided' : 'published',
    params: { project: first ? nameOf(first) : '', list: listed(evidence.map((e) => e.statement), SHOWN), count: String(evidence.length) },
    cells: [...new Set(evidence.flatMap((e) => e.cells))], evidence, ...more,
  };
}

/** One sum over printed amounts. */
interface Sum {
  readonly whole: Named;
  readonly parts: readonly Named[];
  /** Not every part is printed: the parts are at most the whole. */
  readonly bound: boolean;
}

interface Named {
  readonly label: string;
  readonly amount: Amount;
  readonly cell: string;
}

const LABELS = { total: '资金总额', fiscal: '财政资金', fiscalCurrent: '当年财政拨款', fiscalCarryover: '上年结转', other: '其他资金' } as const;
const CELLS = { total: 'funds_total', fiscal: 'funds_fiscal', fiscalCurrent: 'funds_fiscal_current', fiscalCarryover: 'funds_fiscal_carryover', other: 'funds_other' } as const;
type Key = keyof typeof LABELS;

/** The sums that a form's funds must satisfy: 总额 = 财政资金 + 其他资金, 财政资金 = 当年财政拨款 + 上年结转, and its own break-downs. */
function sumsOf({ id, form }: IdentifiedForm): readonly Sum[] {
  const named = (key: Key, amount: FormAmount | undefined = form.funds[key]): Named | undefined => amount && { label: LABELS[key], amount: amount.amount, cell: `${id}:${CELLS[key]}` };
  const more = (form.moreFunds ?? []).map(({ label, amount }): Named => ({ label, amount: amount.amount, cell: id }));
  const total = named('total');
  const fiscal = named('fiscal');
  const current = named('fiscalCurrent');
  const carried = named('fiscalCarryover');
  const other = named('other');
  const whole = more.find(({ label }) => /^(?:项目|实施期)?(?:资金|预算)?总(?:额|计)$|^项目资金总额$|^实施期资金总额$/u.test(label));
  const sameScope = whole === undefined || total === undefined || whole.amount.fen === total.amount.fen;
  const sums: Sum[] = [];
  const add = (of: Named | undefined, parts: readonly (Named | undefined)[]): void => {
    const printed = parts.filter((part) => part !== undefined);
    if (of && printed.length > 0) sums.push({ whole: of, parts: printed, bound: printed.length < parts.length });
  };
  if (sameScope && fiscal) {
    add(total, [fiscal, other]);
    if (current) add(fiscal, [current, carried]);
  } else if (current) add(total, [current, carried, other]);
  else add(total, [fiscal, other]);
  if (!sameScope) add(whole, [fiscal, more.find(({ label }) => label === LABELS.other)]);
  return [...sums, ...breakdowns(named, more)];
}

/** Break-downs among the other amounts: 基本支出 + 项目支出, tasks of an overall form, 市级支出 + 补助区县. */
function breakdowns(named: (key: Key) => Named | undefined, more: readonly Named[]): readonly Sum[] {
  const sums: Sum[] = [];
  const wholeOf = (text: string): Named | undefined => {
    const key = fundOf(text);
    return key === undefined ? (text.includes('支出性质') ? named('total') : undefined) : named(key);
  };
  for (const basic of more.filter(({ label }) => label.endsWith('/基本支出'))) {
    const parent = basic.label.slice(0, -'/基本支出'.length);
    const project = more.find(({ label }) => label === `${parent}/项目支出`);
    const of = wholeOf(parent.split('/').at(-1) ?? '');
    if (project && of) sums.push({ whole: of, parts: [basic, project], bound: false });
  }
  const groups = groupBy(more.filter(({ label }) => label.includes('/') && !/\/(?:基本|项目)支出$/u.test(label)), ({ label }) => label.slice(label.indexOf('/') + 1));
  for (const [path, parts] of groups) {
    const of = wholeOf(path.split('/').at(-1) ?? '');
    if (of && parts.length > 1 && !parts.some(isOfFund)) sums.push({ whole: of, parts, bound: false });
  }
  const own = more.find(({ label }) => /^(?:市|省|区|县|本)级支出$/u.test(label));
  const down = more.find(({ label }) => /^补助(?:区县|县区|市县|下级)$/u.test(label));
  const total = named('total');
  if (own && down && total) sums.push({ whole: total, parts: [own, down], bound: false });
  return sums;
}

/** Whether an amount is one fund's share of the money, which other parts spend. */
function isOfFund({ label }: Named): boolean {
  const [first = ''] = label.split('/');
  return fundOf(first) !== undefined || isFundPart(first);
}

/** What a sum shows: exact, within rounding, or a violation. */
function judge({ whole, parts, bound }: Sum): 'holds' | 'rounding' | 'fails' {
  const sum = parts.reduce((total, { amount }) => total + amount.fen, 0n);
  const low = parts.reduce((total, { amount }) => total + interval(amount).low, 0n);
  const high = parts.reduce((total, { amount }) => total + interval(amount).high, 0n);
  const of = interval(whole.amount);
  if (bound ? sum <= whole.amount.fen : sum === whole.amount.fen) return 'holds';
  return low <= of.high && (bound || high >= of.low) ? 'rounding' : 'fails';
}

const statement = ({ whole, parts, bound }: Sum): string => `${whole.label} ${whole.amount.published} ${bound ? '＜' : '≠'} ${parts.map(({ label, amount }) => `${label} ${amount.published}`).join(' + ')}`;

function evidenceOf(sum: Sum): Evidence {
  const total = sum.parts.reduce((all, { amount }) => all + amount.fen, 0n);
  return { statement: statement(sum), cells: [...new Set([sum.whole, ...sum.parts].map(({ cell }) => cell))], published: sum.whole.amount.published, expected: formatYuan(total), difference: formatYuan(sum.whole.amount.fen - total) };
}

function checkFunds(forms: readonly IdentifiedForm[], counter: Counter): Finding[] {
  const rule = 'performance/funds';
  const findings: Finding[] = [];
  const rounded: { readonly of: IdentifiedForm; readonly evidence: Evidence }[] = [];
  for (const item of forms) {
    const keys = Object.keys(item.form.funds);
    const sums = sumsOf(item);
    // A form that prints one amount has nothing to add up; one with parts and no total can't be checked.
    if (sums.length === 0 && keys.length > 1) counter.cannot(rule, 'label not found');
    counter.applies(rule, sums.length);
    const failed = sums.filter((sum) => judge(sum) === 'fails');
    counter.fails(rule, failed.length);
    rounded.push(...sums.filter((sum) => judge(sum) === 'rounding').map((sum) => ({ of: item, evidence: { ...evidenceOf(sum), statement: `${nameOf(item)}：${statement(sum)}` } })));
    const worst = failed[0];
    if (worst) {
      const evidence = failed.map(evidenceOf);
      findings.push(finding(rule, [item], evidence, { published: worst.whole.amount.published, expected: evidence[0]?.expected ?? '', difference: evidence[0]?.difference ?? '' }));
    }
  }
  if (rounded.length > 0) findings.push(finding('performance/rounding', rounded.map(({ of }) => of), rounded.map(({ evidence }) => evidence)));
  return findings;
}

/** Whether a note says that projects are left out: 注：已剔除涉密部分. */
const isRedacted = (table: Table): boolean => [...table.notes, ...table.grid.cells].some(({ text }) => /^\s*[(（]?(?:备?注|说明)[:：]/u.test(text) && /涉密|保密/u.test(text));

/** Printed 合计 of a table of forms against the sum of its forms. */
function checkTotals(forms: readonly IdentifiedForm[], tables: readonly Table[], counter: Counter): Finding[] {
  const rule = 'performance/total';
  return tables.flatMap((table) => {
    const total = table.formTotals?.find(({ label }) => /合计|总计/u.test(label));
    const own = forms.filter((item) => item.table === table);
    if (!total) return [];
    const parts = own.flatMap(({ id, form }) => (form.funds[total.key] ? [{ label: form.project, amount: form.funds[total.key]?.amount as Amount, cell: `${id}:${CELLS[total.key]}` }] : []));
    if (parts.length < own.length || table.unread.length > 0) {
      counter.cannot(rule, 'cell unreadable');
      return [];
    }
    if (isRedacted(table)) {
      counter.cannot(rule, 'a note says that projects are left out');
      return [];
    }
    counter.applies(rule);
    const sum: Sum = { whole: { label: total.label, amount: total.amount.amount, cell: own[0]?.id ?? '' }, parts, bound: false };
    if (judge(sum) !== 'fails') return [];
    counter.fails(rule);
    const evidence = evidenceOf(sum);
    // Projects that are not published (涉密) make the printed total larger; nothing makes it smaller.
    const severity: Severity = evidence.difference?.startsWith('-') === true ? 'warning' : 'info';
    return [finding(rule, own, [{ ...evidence, statement: `${total.label}${formatYuan(total.amount.amount.fen)}元，所列${parts.length}个项目之和${evidence.expected}元` }], { severity, published: total.amount.amount.published, expected: evidence.expected ?? '', difference: evidence.difference ?? '' })];
  });
}

/** Goals shorter than this are alike by chance. */
const LONG_GOAL = 24;
const letters = (text: string): string => [...text.matchAll(/[\p{L}\p{N}]/gu)].join('');

/** Share of a project's own words that its goal uses; words that every project has don't count. */
function fit(project: string, goal: string): number {
  const own = letters(project).replaceAll(/经费|项目|业务|工作|管理|专项|资金|费用|补助|服务|年度|\d+|[A-Z]+/gu, '');
  const pairs = [...own].slice(0, -1).map((letter, i) => letter + ([...own][i + 1] ?? ''));
  return pairs.length === 0 ? 1 : pairs.filter((pair) => goal.includes(pair)).length / pairs.length;
}

/** The same goal under projects of different names: copied where it speaks of one of them and not of the other. */
function checkGoals(forms: readonly IdentifiedForm[], counter: Counter): Finding[] {
  const rule = 'performance/goal-copied';
  const withGoal = forms.filter(({ form, table }) => table.kind !== 'overall_performance' && letters(form.goalAnnual || form.goalTotal).length >= LONG_GOAL && !/保密|涉密/u.test(form.goalAnnual + form.goalTotal));
  counter.applies(rule, withGoal.length);
  const groups = groupBy(withGoal, ({ form }) => letters(form.goalAnnual || form.goalTotal));
  return [...groups.values()].flatMap((group) => {
    const names = new Set(group.map(({ form }) => letters(form.project)));
    if (names.size < 2) return [];
    counter.fails(rule, group.length - 1);
    const ranked = group.map((item) => ({ item, score: fit(item.form.project, item.form.goalAnnual || item.form.goalTotal) })).toSorted((a, b) => b.score - a.score);
    const source = ranked[0];
    const copies = ranked.filter(({ score }) => score === 0);
    const plain = source !== undefined && source.score > 0 && copies.length > 0;
    const order = plain ? [...copies.map(({ item }) => item), source.item] : group;
    const said = plain ? `“${copies.map(({ item }) => nameOf(item)).join('”“')}”的目标与“${nameOf(source.item)}”相同` : group.map((item) => `“${nameOf(item)}”`).join('与') + '的目标文字相同';
    const goal = group[0]?.form.goalAnnual || group[0]?.form.goalTotal || '';
    return [finding(rule, order, [{ statement: said, cells: group.map(({ id }) => id), published: goal }], { severity: plain ? 'warning' : 'info', cells: order.map(({ id }) => id) })];
  });
}

const ISO = /^\d{4}-\d{2}-\d{2}$/u;

function checkDates(forms: readonly IdentifiedForm[], year: number, counter: Counter): Finding[] {
  const rule = 'performance/dates';
  const evidence: Evidence[] = [];
  const odd: IdentifiedForm[] = [];
  for (const item of forms) {
    const { start, end } = item.form;
    if (start === '' && end === '') continue;
    if (![start, end].every((date) => date === '' || ISO.test(date)) || year === 0) {
      counter.cannot(rule, year === 0 ? 'label not found' : 'cell unreadable');
      continue;
    }
    counter.applies(rule);
    const said = start !== '' && end !== '' && end < start ? `${nameOf(item)}：完成日期${end}早于开始日期${start}` : start !== '' && start.slice(0, 4) > String(year) ? `${nameOf(item)}：开始日期${start}晚于${year}年度` : end !== '' && end.slice(0, 4) < String(year) ? `${nameOf(item)}：完成日期${end}早于${year}年度` : '';
    if (said === '') continue;
    counter.fails(rule);
    odd.push(item);
    evidence.push({ statement: said, cells: [item.id], published: `${start}—${end}` });
  }
  return evidence.length === 0 ? [] : [finding(rule, odd, evidence)];
}

interface Odd {
  readonly of: IdentifiedForm;
  readonly statement: string;
  readonly published: string;
}

/** Indicators one by one: names and targets, labels of levels, percentages. One finding of each kind for the document. */
function checkIndicators(forms: readonly IdentifiedForm[], counter: Counter): Finding[] {
  const found = new Map<string, Odd[]>();
  const fail = (rule: string, odd: Odd): void => {
    counter.fails(rule);
    addTo(found, rule, odd);
  };
  for (const of of forms) {
    const { indicators } = of.form;
    // A table of indicators with scores alone (评价指标体系) has no targets to lack.
    const targeted = indicators.filter((i) => i.published !== '').length * 2 >= indicators.length;
    const large = indicators.filter((i) => i.unit === '%' && (i.operator === '≥' || i.operator === '=') && Number(i.value) >= 50).length;
    for (const i of indicators) {
      const name = i.level3 || i.level2 || i.level1;
      if (targeted) counter.applies('performance/indicator');
      if (targeted && (i.level3 === '' || i.published === '')) fail('performance/indicator', { of, statement: `${nameOf(of)}：${i.level3 === '' ? `${i.level2 || i.level1}缺指标名称（指标值“${i.published}”）` : `“${i.level3}”缺指标值`}`, published: i.published || i.level3 });
      if (i.level1 !== '' || i.level2 !== '') {
        counter.applies('performance/level');
        if (i.levelPublished !== undefined) fail('performance/level', { of, statement: `${nameOf(of)}：“${i.levelPublished}”按“${i.level1}”理解`, published: i.levelPublished });
        else if (isFirstLevel(i.level1) && !belongTogether(i.level1, i.level2)) fail('performance/level', { of, statement: `${nameOf(of)}：“${i.level2}”列在“${i.level1}”之下`, published: i.level2 });
      }
      if (i.unit === '%' && i.operator === '≥' && large > 1) {
        counter.applies('performance/percent');
        if (/^0?\.[5-9]\d*$/u.test(i.value)) fail('performance/percent', { of, statement: `${nameOf(of)}：“${name}”为${i.published}，同表其他比率为百分数`, published: i.published });
      }
    }
  }
  return [...found].map(([rule, list]) => {
    const read = list.every(({ of }) => of.table.grid.method === 'markup' || of.table.grid.source === 'ocr');
    const severity: Partial<Finding> = rule === 'performance/indicator' && read ? { severity: 'info' } : {};
    const statements = [...new Map(list.map((odd) => [odd.statement, odd])).values()];
    return finding(rule, list.map(({ of }) => of), statements.map(({ of, statement: said, published }) => ({ statement: said, cells: [of.id], published })), severity);
  });
}

/** Checks the forms of a document among themselves; what the narrative says of them is checked with the narrative. */
export function checkForms(document: NormalisedDocument): CheckResult {
  const counter = new Counter();
  const forms = formsOf(document);
  if (forms.length === 0) return { findings: [], checks: [] };
  const findings = [
    ...checkFunds(forms, counter),
    ...checkTotals(forms, document.tables.map(({ table }) => table), counter),
    ...checkGoals(forms, counter),
    ...checkDates(forms, document.identity.fiscalYear, counter),
    ...checkIndicators(forms, counter),
  ];
  return { findings, checks: counter.counts() };
}
