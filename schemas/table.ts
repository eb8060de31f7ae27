/**
 * Tables: grids whose meaning is known. A table of no known kind has kind `other` and no entries.
 */
import type { Amount, AmountReading, Unit } from './amount.js';
import type { Box, Cell, Grid, Paragraph } from './block.js';

export const TABLE_KINDS = [
  'revenue_expenditure_summary', 'revenue_summary', 'expenditure_summary', 'fiscal_appropriation_summary',
  'fiscal_appropriation_expenditure', 'fiscal_basic_economic', 'general_public_expenditure', 'general_public_economic',
  'government_fund_expenditure', 'state_capital_expenditure', 'basic_expenditure_economic', 'basic_expenditure_functional',
  'project_expenditure', 'three_public', 'agency_operation', 'government_procurement', 'purchased_services',
  'carryover_expenditure', 'project_performance', 'overall_performance', 'other',
] as const;
/** A built-in kind, or the identifier of a user's own kind (`--tables DIR`). */
export type TableKindId = (typeof TABLE_KINDS)[number] | (string & {});

/** A column's meaning; see DATASET.md. A user's kind may bring its own. `_budget`/`_final`/`_previous`/`_change`/`_adjusted` may be suffixed. */
export type Measure = string;

export type Side = 'revenue' | 'expenditure' | '';
export type Classification = 'functional' | 'economic' | 'government_economic' | 'organisation' | 'revenue' | '';
export type Level = 'class' | 'section' | 'item' | 'total' | 'line';
/** Which part of a code a column holds: 类, 款, 项, or the whole code in one column. */
export type CodePart = 'class' | 'section' | 'item' | 'whole';

/** One printed amount cell of an entry. */
export interface EntryCell {
  readonly measure: Measure;
  /** Slot in the grid. */
  readonly gridRow: number;
  readonly gridColumn: number;
  readonly reading: AmountReading;
  readonly page?: number;
  readonly box?: Box;
  readonly confidence: number;
  /** Readings of a scanned cell, likeliest first, the printed text among them. */
  readonly alternatives?: Cell['alternatives'];
}

/**
 * One line of one block of a table: a grid row, or its left or right part where two tables stand side by side.
 */
export interface Entry {
  /** 1-based order within the table: `row` of the dataset. Left block first for the same grid row only if the table is one list; see reader. */
  readonly row: number;
  readonly gridRow: number;
  /** 0-based block of side-by-side tables. */
  readonly block: number;
  readonly side: Side;
  readonly classification: Classification;
  /** Code parts as printed, left to right, empty ones left out, with the column part each stood in. */
  readonly code: readonly { readonly part: CodePart; readonly text: string }[];
  /** Name as printed, blanks between CJK characters removed; '' where none. */
  readonly name: string;
  /** Indentation of the name in points or leading blanks, 0 where unknown. */
  readonly indent: number;
  /** What an uncoded line's own words say, in the vocabulary of measures (`schemas/tables/_vocabulary.yaml`): `fiscal_appropriation`, `opening_carryover`, `income` (本年收入合计), `grand_total` (收入总计) …; '' where they say none. */
  readonly item: string;
  /** What kind of line it is before codes are normalised. `coded` has a printed code; `total` is 合计/总计 …; `line` anything else with amounts or a label. */
  readonly role: 'coded' | 'total' | 'line';
  /** Other labelled text cells of the line: project name, unit name, procurement item … by column role. */
  readonly labels: Readonly<Record<string, string>>;
  readonly cells: readonly EntryCell[];
  readonly page?: number;
  readonly box?: Box;
}

/** A recognised column of the grid. */
export interface TableColumn {
  readonly gridColumn: number;
  readonly block: number;
  readonly role: 'code' | 'name' | 'amount' | 'line_number' | 'label' | 'ignored';
  readonly part?: CodePart;
  readonly measure?: Measure;
  /** Key into Entry.labels. */
  readonly label?: string;
  /** Header path, top to bottom, joined by ` / `. */
  readonly header: string;
  readonly unit?: Unit;
}

export interface Table {
  /** 1-based order in the document, as `t1`, `t2` … */
  readonly tableId: string;
  readonly kind: TableKindId;
  /** Budget (预算) or final account (决算), as the table itself says; '' if it doesn't. */
  readonly stage: 'budget' | 'final' | '';
  readonly title: string;
  /** Year in the title, if any. */
  readonly year?: number;
  readonly unit: Unit | '';
  /** The unit of a table that states none, where its figures prove it: in it they are those of other tables and of the text. */
  readonly provenUnit?: Unit;
  readonly grid: Grid;
  /** Paragraphs of the document that stand before the grid. */
  readonly paragraphsBefore: number;
  /** Number of header rows of the grid. */
  readonly headerRows: number;
  readonly columns: readonly TableColumn[];
  readonly entries: readonly Entry[];
  /** Notes under the table (注：…) and the lines between title and grid (编制部门：…). */
  readonly notes: readonly Paragraph[];
  /** Grid rows that were left unread, with the reason: each becomes a finding. */
  readonly unread: readonly { readonly gridRow: number; readonly reason: string }[];
  /** Performance forms read from this table (绩效目标表); empty for others. */
  readonly forms: readonly PerformanceForm[];
  /** Totals over the forms, where the table prints them. */
  readonly formTotals?: readonly FormTotal[];
}

/** One indicator (绩效指标) of a performance form. */
export interface Indicator {
  /** 1-based within the form. */
  readonly row: number;
  readonly gridRow: number;
  readonly level1: string;
  readonly level2: string;
  readonly level3: string;
  readonly operator: '=' | '≥' | '≤' | '>' | '<' | 'text';
  /** Decimal string without separators, or the wording where `operator` is `text`. */
  readonly value: string;
  readonly unit: string;
  /** The target cell as printed. */
  readonly published: string;
  /** A label of a level as printed, where it was read as another: `双星指标`, read as 效益指标 for what stands below it. */
  readonly levelPublished?: string;
  /** Other columns of the row by their header: 实际完成值, 分值, 得分, 指标解释, 评分标准 … */
  readonly details?: Readonly<Record<string, string>>;
  readonly page?: number;
  readonly box?: Box;
}

/** One project performance form (绩效目标申报表), or one project of a table of many, or an overall (整体支出) form. */
export interface PerformanceForm {
  readonly project: string;
  readonly nature: string;
  readonly category: string;
  readonly supervisor: string;
  readonly implementer: string;
  /** Dates as ISO `2024-01-01` where they can be read, else as printed. */
  readonly start: string;
  readonly end: string;
  /** Funds (资金); absent where not printed. */
  readonly funds: Readonly<Partial<Record<'total' | 'fiscal' | 'fiscalCurrent' | 'fiscalCarryover' | 'other', FormAmount>>>;
  /** Other amounts printed among the funds, with their label: 项目资金总额 beside 年度资金申请总额, 市级支出, 基本支出, tasks of an overall form. */
  readonly moreFunds?: readonly { readonly label: string; readonly amount: FormAmount }[];
  readonly goalTotal: string;
  readonly goalAnnual: string;
  readonly indicators: readonly Indicator[];
  /** What else the form says, by label: 项目概况, 实施期限, 备注 … */
  readonly details?: readonly { readonly label: string; readonly text: string }[];
  readonly gridRow: number;
  readonly page?: number;
}

/** A printed total over several forms of one table (合计, or a unit's line above its projects). */
export interface FormTotal {
  readonly label: string;
  readonly key: keyof PerformanceForm['funds'];
  readonly amount: FormAmount;
}

export interface FormAmount {
  readonly amount: Amount;
  readonly gridRow: number;
  readonly gridColumn: number;
  readonly page?: number;
  readonly box?: Box;
}
