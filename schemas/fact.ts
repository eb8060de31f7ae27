/**
 * Facts: numbers that the narrative (编制说明, 其他相关情况说明) claims.
 */
import type { Amount } from './amount.js';
import type { Classification, Measure } from './table.js';

/** What a fact speaks of. `item` is a functional or economic line named in the text; `other` anything else, kept by its words. */
export const FACT_TOPICS = [
  'revenue_total', 'expenditure_total', 'revenue_expenditure_total', 'fiscal_revenue', 'fiscal_expenditure', 'fiscal_total',
  'general_public_revenue', 'general_public_expenditure', 'government_fund_revenue', 'government_fund_expenditure',
  'state_capital_revenue', 'state_capital_expenditure', 'business_income', 'operating_income', 'other_income',
  'superior_subsidy', 'subordinate_remittance', 'special_account', 'unit_funds', 'operating_expenditure', 'remittance_to_superior', 'subsidy_to_subordinate', 'carryover_opening', 'carryover_closing',
  'basic', 'project', 'personnel', 'public_operating', 'item',
  'three_public', 'overseas', 'reception', 'vehicle_subtotal', 'vehicle_purchase', 'vehicle_operation', 'meeting', 'training',
  'agency_operation', 'procurement', 'procurement_goods', 'procurement_works', 'procurement_services', 'procurement_sme', 'procurement_micro', 'purchased_services',
  'performance_projects', 'performance_funds', 'project_part', 'vehicles', 'equipment', 'staff', 'other',
] as const;
export type FactTopic = (typeof FACT_TOPICS)[number];

/** Totals of both sides: revenue and expenditure are no parts that add up to them. */
export const BOTH_SIDES: ReadonlySet<FactTopic> = new Set(['revenue_expenditure_total', 'fiscal_total']);

export interface Fact {
  /** `f1`, `f2` … in document order. */
  readonly factId: string;
  readonly topic: FactTopic;
  /** The words that name the subject, as printed: `“行政运行”科目`, `公务接待费`. */
  readonly subject: string;
  readonly measure: Measure | '';
  /** For items: the bare name (行政运行), and the names of class and section above it as printed, outermost first, the name itself last. */
  readonly name?: string;
  readonly path?: readonly string[];
  /** On the head of an enumeration: `complete` where the words say that the parts are all of it (包括, 分别为, 由…组成), `partial` for 其中. */
  readonly parts?: 'complete' | 'partial';
  /** Canonical code where the text names a code or an official name settles it; else ''. */
  readonly code: string;
  readonly classification: Classification;
  /** Fund that the amount belongs to, as the section or the sentence says. */
  readonly fund: 'general_public' | 'government_fund' | 'state_capital' | 'fiscal' | 'all' | '';
  /** Fiscal year that the figure belongs to; 0 if unknown. */
  readonly year: number;
  readonly claim: 'amount' | 'change' | 'percent' | 'share' | 'rate' | 'count';
  /** For change and percent: which way the words say. `flat` is 持平. */
  readonly direction?: 'increase' | 'decrease' | 'flat';
  /** Money claims only; a decrease is held as a positive amount with direction `decrease`. */
  readonly amount?: Amount;
  /** Plain decimal of the printed number in its printed unit; '' for 持平 without a number. */
  readonly value: string;
  /** `元`, `万元`, `%`, `辆`, `人`, `个` … */
  readonly unit: string;
  /** The fact that this one refines: a change or percentage its amount, a share its part. */
  readonly of?: string;
  /** The fact that this one is a part of (其中：); the head of its enumeration. */
  readonly partOf?: string;
  /** The fact that is the base: last year's figure, the whole of a share, the budget of a completion rate; of 决算数大于预算数 without the budget, the completion rate. */
  readonly base?: string;
  /** Heading path that the sentence stands under. */
  readonly section: string;
  readonly sentence: string;
  /** Index of the paragraph in the document. */
  readonly paragraph: number;
  /** Character offset of the number within the paragraph. */
  readonly start: number;
  readonly page?: number;
}

/** The headings that a fact stands under, outermost first; the label of its own line last, where it has one. */
export const headingsOf = ({ section }: Pick<Fact, 'section'>): string[] => section.split(' > ');

/** The heading that a sentence, or the numbered list that it is a line of, stands under. */
export const headingAbove = (fact: Pick<Fact, 'section'>): string => headingsOf(fact).slice(0, -1).join(' > ');

/** Which set of figures a fact belongs to, by the suffix of its measure: `_budget`, `_final`, `_previous`; '' for none. */
export const basisSuffix = ({ measure }: Pick<Fact, 'measure'>): string => /_(?:budget|final|previous)$/.exec(measure)?.[0] ?? '';
