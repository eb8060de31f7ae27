/**
 * The sums that the funds of a performance form (绩效目标表) must satisfy, as its labels tell them, and what each shows.
 */
import { interval, formatYuan } from '../../../schemas/amount-parse.js';
import type { Amount } from '../../../schemas/amount.js';
import type { Evidence } from '../../../schemas/finding.js';
import { groupBy } from '../../../schemas/groups.js';
import type { FormAmount } from '../../../schemas/table.js';
import { fundOf, isBudgetHeading, isFundPart } from '../../../extractors/tables/forms/funds.js';
import { FUND_CELLS, type IdentifiedForm } from './identified.js';

/** One sum over printed amounts. */
export interface Sum {
  readonly whole: Named;
  readonly parts: readonly Named[];
  /** Not every part is printed: the parts are at most the whole. */
  readonly bound: boolean;
}

export interface Named {
  readonly label: string;
  readonly amount: Amount;
  readonly cell: string;
}

const LABELS = { total: '资金总额', fiscal: '财政资金', fiscalCurrent: '当年财政拨款', fiscalCarryover: '上年结转', other: '其他资金' } as const;
type Key = keyof typeof LABELS;

/** What the sums of one column of a form are made of: the five figures that are known, and other sources beside 财政资金. */
interface Column {
  readonly named: (key: Key) => Named | undefined;
  readonly beside: readonly Named[];
}

/** Sources of money beside 财政资金 that a form gives lines of their own. */
const BESIDE = /^(?:财政专户(?:管理)?资金|(?:单位)?自有资金|单位资金)$/u;

/** The sums that a form's funds must satisfy: 总额 = 财政资金 + 其他资金, 财政资金 = 当年财政拨款 + 上年结转, in each of its columns, and its own break-downs. */
export function sumsOf({ id, form }: IdentifiedForm): readonly Sum[] {
  const named = (key: Key, amount: FormAmount | undefined = form.funds[key]): Named | undefined => amount && { label: LABELS[key], amount: amount.amount, cell: `${id}:${FUND_CELLS[key]}` };
  const more = (form.moreFunds ?? []).map(({ label, amount }): Named => ({ label, amount: amount.amount, cell: id }));
  const column = { named, beside: more.filter((one) => { const { fund, heading } = inColumn(one); return BESIDE.test(fund) && (heading === '' || isBudgetHeading(heading)); }) };
  const whole = more.find(({ label }) => /^(?:项目|实施期)?(?:资金|预算)?总(?:额|计)$|^项目资金总额$|^实施期资金总额$/u.test(label));
  const total = named('total');
  const sameScope = whole === undefined || total === undefined || whole.amount.fen === total.amount.fen;
  const sums = columnSums(column, sameScope);
  if (!sameScope) sums.push(...sumOf(whole, [named('fiscal'), more.find(({ label }) => label === LABELS.other)]));
  return [...sums, ...otherColumns(more).flatMap((other) => columnSums(other, true)), ...breakdowns(named, more)];
}

/** The fund of an amount and the heading over its column: 财政资金/年初预算数. */
function inColumn({ label }: Named): { readonly fund: string; readonly heading: string } {
  const [fund = '', ...headings] = label.split('/');
  return { fund, heading: headings.join('/') };
}

function sumOf(of: Named | undefined, parts: readonly (Named | undefined)[]): Sum[] {
  const printed = parts.filter((part) => part !== undefined);
  return of && printed.length > 0 ? [{ whole: of, parts: printed, bound: printed.length < parts.length }] : [];
}

/** `sameScope`: the total is of the same years as 财政资金. */
function columnSums({ named, beside }: Column, sameScope: boolean): Sum[] {
  const [total, fiscal, current, carried] = [named('total'), named('fiscal'), named('fiscalCurrent'), named('fiscalCarryover')];
  // A form with lines for further sources has left 其他资金 blank where there are none.
  const rest = beside.length > 0 && named('other') === undefined ? beside : [...beside, named('other')];
  if (sameScope && fiscal) return [...sumOf(total, [fiscal, ...rest]), ...(current ? sumOf(fiscal, [current, carried]) : [])];
  return current ? sumOf(total, [current, carried, ...rest]) : sumOf(total, [fiscal, ...rest]);
}

/** The columns beside the year's budget (年初预算数, 全年执行数), by the headings over their figures. */
function otherColumns(more: readonly Named[]): Column[] {
  const figures = more.flatMap((one) => {
    const { fund, heading } = inColumn(one);
    const [key, beside] = [fundOf(fund), BESIDE.test(fund)];
    return /^[^/]*(?:预算|执行|支出|到位)[^/]*$/u.test(heading) && (key !== undefined || beside) ? [{ heading, key, beside, one }] : [];
  });
  return [...groupBy(figures, ({ heading }) => heading).values()].map((column) => ({
    named: (key) => column.find((figure) => figure.key === key)?.one,
    beside: column.filter((figure) => figure.beside).map(({ one }) => one),
  }));
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
export function judge({ whole, parts, bound }: Sum): 'holds' | 'rounding' | 'fails' {
  const sum = parts.reduce((total, { amount }) => total + amount.fen, 0n);
  const low = parts.reduce((total, { amount }) => total + interval(amount).low, 0n);
  const high = parts.reduce((total, { amount }) => total + interval(amount).high, 0n);
  const of = interval(whole.amount);
  if (bound ? sum <= whole.amount.fen : sum === whole.amount.fen) return 'holds';
  return low <= of.high && (bound || high >= of.low) ? 'rounding' : 'fails';
}

/** A sum that does not hold, in words. */
export const statement = ({ whole, parts, bound }: Sum): string => `${whole.label} ${whole.amount.published} ${bound ? '＜' : '≠'} ${parts.map(({ label, amount }) => `${label} ${amount.published}`).join(' + ')}`;

export function evidenceOf(sum: Sum): Evidence {
  const total = sum.parts.reduce((all, { amount }) => all + amount.fen, 0n);
  return { statement: statement(sum), cells: [...new Set([sum.whole, ...sum.parts].map(({ cell }) => cell))], published: sum.whole.amount.published, expected: formatYuan(total), difference: formatYuan(sum.whole.amount.fen - total) };
}
