/**
 * The sums that the funds of a performance form (绩效目标表) must satisfy, as its labels tell them, and what each shows.
 */
import { interval, formatYuan } from '../../../schemas/amount-parse.js';
import type { Amount } from '../../../schemas/amount.js';
import type { Evidence } from '../../../schemas/finding.js';
import { groupBy } from '../../../schemas/groups.js';
import type { FormAmount } from '../../../schemas/table.js';
import { fundOf, isFundPart } from '../../../extractors/tables/forms/funds.js';
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

/** The sums that a form's funds must satisfy: 总额 = 财政资金 + 其他资金, 财政资金 = 当年财政拨款 + 上年结转, and its own break-downs. */
export function sumsOf({ id, form }: IdentifiedForm): readonly Sum[] {
  const named = (key: Key, amount: FormAmount | undefined = form.funds[key]): Named | undefined => amount && { label: LABELS[key], amount: amount.amount, cell: `${id}:${FUND_CELLS[key]}` };
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
