/**
 * Funds (项目资金) of forms: which of the five figures of a form a label means.
 */
import { parseAmount, parseUnit } from '../../../schemas/amount-parse.js';
import type { Unit } from '../../../schemas/amount.js';
import type { Cell } from '../../../schemas/block.js';
import type { FormAmount, PerformanceForm } from '../../../schemas/table.js';
import { label } from './slots.js';

export type FundKey = keyof PerformanceForm['funds'];

const FUNDS: readonly (readonly [FundKey, RegExp])[] = [
  ['fiscalCarryover', /^(?:财政)?(?:上年|以前年度|历年)(?:财政)?(?:拨款)?(?:结转|结余)+(?:和结余)?(?:资金)?$|^结转资金$/u],
  ['fiscalCurrent', /^(?:当年|本年|年度|本年度)财政(?:拨款|资金)(?:预算)?(?:金额|数)?$/u],
  ['fiscal', /^(?:本级|市级|区级|县级)?财政(?:性)?(?:资金|拨款)(?:总额|小计|合计)?$/u],
  ['other', /^其[他它](?:资金|来源|来源资金)$/u],
  ['total', /^(?:项目|年度|当年|本年|实施期|中期|长期|规划期|部门|专项|全年|政策|整体|单位|预算|支出|资金|申请|安排|金额|总)*(?:总额|总计|合计|小计|金额|预算数|预算|总金额)$/u],
];
/** The label of the whole block of funds; its words don't name a figure. */
const SECTION = /^(?:项目|专项|政策|总体|整体|年度|支出)*(?:资金|预算)(?:金额|情况|来源|安排|构成)*$|^(?:部门|单位)(?:整体|支出)*预算(?:金额|情况|安排|构成)*$/u;

/** Label of a fund without its unit: `年度资金申请总额`, `其中：财政拨款` → `财政拨款`. */
export const fundLabel = (text: string): string => label(text).replaceAll(/[(（][^()（）]*[)）]/gu, '').replace(/^(?:\d+|[一二三四五六七八九十]+)[、.]/u, '').replace(/^资金(?:来源|结构)[:：](?=.)/u, '').replace(/[:：]+$/u, '');

/** The figure that a label names; undefined if it names none. */
export function fundOf(text: string): FundKey | undefined {
  const bare = fundLabel(text);
  return SECTION.test(bare) && !/^(?:当年|年度)预算$/u.test(bare) ? undefined : FUNDS.find(([, words]) => words.test(bare))?.[0];
}

/** Whether a heading over figures is that of the year's budget, the form's own figure, not of the first one (年初) or of what was spent. */
export const isBudgetHeading = (text: string): boolean => /^(?:全年|年度|调整后?)?预算(?!执行)/u.test(text);

export const isFundSection = (text: string): boolean => SECTION.test(fundLabel(text)) && /资金|预算/u.test(text);

/** Other labels of money in a form: parts of the funds by source, level of government or kind of spending. */
export const isFundPart = (text: string): boolean =>
  /^(?:(?:中央|省级|市级|区级|县级|本级|上级|地方|区县)?(?:财政)?(?:资金|支出|补助|拨款|配套)|(?:市级|省级|本级)支出|补助(?:区县|县区|市县|下级)|一般公共预算(?:财政)?(?:拨款|资金)?|政府性基金(?:预算)?(?:财政)?(?:拨款|资金)?|国有资本经营(?:预算)?(?:财政)?(?:拨款|资金)?|财政专户(?:管理)?资金|(?:单位)?自有资金|单位资金|政府预算资金|事业收入|基本支出|项目支出|(?:中央|省级|市级|区级|县级|地方|自筹|社会|银行贷款).*资金)$/u.test(fundLabel(text));

/** Unit that a label states in brackets; undefined if none. */
export const unitIn = (text: string): Unit | undefined => parseUnit(text);

/** An amount of a form; undefined where the cell is blank, a dash or no figure. */
export function amountIn(cell: Cell, unit: Unit): FormAmount | undefined {
  const reading = parseAmount(cell.text, unit);
  if (reading.state !== 'amount') return undefined;
  return { amount: reading.amount, gridRow: cell.row, gridColumn: cell.column, ...(cell.page === undefined ? {} : { page: cell.page }), ...(cell.box === undefined ? {} : { box: cell.box }) };
}

/** Whether a text is a figure as funds print it, whatever its unit. */
export const isFigure = (text: string): boolean => /\d/u.test(text) && parseAmount(text, '元').state === 'amount';
