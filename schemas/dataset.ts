/**
 * The records of the dataset: one Zod schema per CSV file, its keys in column order. Codes and amounts are strings;
 * an empty string or null is "not printed" and an empty cell of the CSV.
 */
import { z } from 'zod';
import { OPERATIONS } from './finding.js';

const text = (description: string) => z.string().describe(description);
/** Exact decimal in yuan: no separators, no exponent, at most two decimals. */
const amount = (description: string) => z.string().regex(/^(?:-?\d+(?:\.\d{1,2})?)?$/u).meta({ description, format: 'decimal' });
const count = (description: string) => z.int().nonnegative().describe(description);
const ordinal = (description: string) => z.int().positive().nullable().describe(description);
const points = (description: string) => z.number().nullable().describe(description);
const oneOf = <const T extends readonly [string, ...string[]]>(values: T, description: string) => z.enum(values).describe(description);

const documentId = z.string().regex(/^[0-9a-f]{16}$/u).describe('First 16 hex digits of the SHA-256 of the file');
const sourceFile = text('Path relative to the input root, with / as separator').min(1);
const page = ordinal('Page, from 1; empty where the source has no pages; of a picture in a Word document its number in the text');
const box = {
  x0: points('Left edge in PDF points from the left of the page'),
  y0: points('Top edge in PDF points from the top of the page'),
  x1: points('Right edge in PDF points'),
  y1: points('Bottom edge in PDF points'),
};
const place = { page, ...box };
const identity = {
  fiscal_year: ordinal('Budget year (预算年度)'),
  stage: oneOf(['budget', 'final', ''], 'budget (预算) or final (决算)'),
  scope: oneOf(['department', 'unit', ''], 'department (部门) or unit (单位)'),
  region: text('Region that publishes (行政区划)'),
  region_code: z.string().regex(/^(?:\d{6})?$/u).describe('GB/T 2260 code of the region'),
  organisation: text('Organisation that publishes'),
};

export const DocumentRow = z.strictObject({
  document_id: documentId,
  source_file: sourceFile,
  sha256: z.string().regex(/^(?:[0-9a-f]{64})?$/u).describe('SHA-256 of the file, or of the digests of the images of a folder, in the order of pages; empty where it could not be opened'),
  media_type: text('Format, told by the bytes; inode/directory for a folder of page images'),
  bytes: count('Size of the file, or of the images of a folder'),
  pages: ordinal('Number of pages'),
  title: text('Title as printed'),
  ...identity,
  extraction: oneOf(['text', 'ocr', 'mixed', 'none', ''], 'Where the characters come from; none: scanned pages that were not read'),
  tables: count('Tables found, of any kind'),
  line_items: count('Rows in line_items.csv'),
  findings_error: count('Findings of severity error'),
  findings_warning: count('Findings of severity warning'),
  findings_info: count('Findings of severity info'),
  not_checkable: count('Check instances that could not be made; see checks.csv'),
  kind: oneOf(['disclosure', 'other', ''], 'disclosure, or other for notices and reports'),
  status: oneOf(['ok', 'partial', 'failed'], 'partial: some pages could not be read'),
  error: text('What is wrong and what to do, for failed files'),
  duplicate_of: text('Source file with the same bytes whose records stand for this one as well; empty otherwise'),
  published_on: z.string().regex(/^(?:\d{4}-\d\d-\d\d)?$/u).describe('Day of publication as the document prints it (发布日期), or its web page declares it, ISO'),
});
export type DocumentRow = z.infer<typeof DocumentRow>;

export const LineItemRow = z.strictObject({
  document_id: documentId,
  source_file: sourceFile,
  ...identity,
  table_kind: text('What the table says, whatever it is called'),
  table_id: text('Table in document order: t1, t2 …'),
  row: z.int().positive().describe('Order of the line in its table, from 1'),
  classification: oneOf(['functional', 'economic', 'government_economic', 'organisation', 'revenue', ''], 'List that the code belongs to'),
  code: text('Canonical code without separators; empty for totals and uncoded lines'),
  code_published: text('Code as printed, parts joined by a blank'),
  level: oneOf(['class', 'section', 'item', 'total', 'line'], '类, 款, 项, 合计, or an uncoded line'),
  name: text('Official name of the code in the edition of the year'),
  name_published: text('Name as printed'),
  side: oneOf(['revenue', 'expenditure', ''], 'Side of a table of revenue and expenditure'),
  measure: text('What the column says'),
  amount_yuan: amount('The printed amount in yuan; empty where the cell could not be read as an amount'),
  amount_published: text('The cell as printed'),
  unit: text('Printed unit: 元, 万元 …'),
  amount_reconciled: amount('Amount that the only certain proposal gives'),
  status: oneOf(['ok', 'unchecked', 'suspect', 'disputed'], 'ok: checked and consistent; unchecked: no identity covers it; suspect: in an unresolved violation; disputed: a proposal changes it'),
  checked_by: count('Independent identities that cover the cell'),
  confidence: z.number().min(0).max(1).describe('1 for text layers, the engine\'s for OCR'),
  ...place,
  finding_ids: text('Findings that the line takes part in, joined by ;'),
  grid_row: count('Row of the cell in the grid of documents/<document_id>.json, from 0'),
  grid_column: count('Column of the cell in that grid, from 0'),
  labels: text('Other labelled cells of the line (project, unit …) as JSON; empty where none'),
});
export type LineItemRow = z.infer<typeof LineItemRow>;

export const ProjectRow = z.strictObject({
  document_id: documentId,
  source_file: sourceFile,
  project_id: text('Form in document order: p1, p2 …'),
  project: text('Project name (项目名称)'),
  nature: text('Project nature (项目性质)'),
  category: text('Project category (项目类别)'),
  supervisor: text('Supervising department (主管部门)'),
  implementer: text('Implementing unit (实施单位)'),
  start: text('First day, ISO where it can be read'),
  end: text('Last day, ISO where it can be read'),
  funds_total: amount('资金总额, yuan'),
  funds_fiscal: amount('财政资金, yuan'),
  funds_fiscal_current: amount('当年财政拨款, yuan'),
  funds_fiscal_carryover: amount('上年结转, yuan'),
  funds_other: amount('其他资金, yuan'),
  goal_total: text('Goal over all years (总目标)'),
  goal_annual: text('Goal of the year (年度目标)'),
  page,
  table_id: text('Table that the form stands in'),
  table_kind: text('project_performance, or overall_performance for the whole organisation'),
  funds_total_published: text('资金总额 as printed'),
  funds_fiscal_published: text('财政资金 as printed'),
  funds_fiscal_current_published: text('当年财政拨款 as printed'),
  funds_fiscal_carryover_published: text('上年结转 as printed'),
  funds_other_published: text('其他资金 as printed'),
  funds_more: text('Other amounts of the form as printed, as JSON by label: 项目资金总额, 市级支出, tasks of an overall form'),
  details: text('What else the form says, as JSON by label: 项目概况, 实施期限 …'),
});
export type ProjectRow = z.infer<typeof ProjectRow>;

export const PerformanceTargetRow = z.strictObject({
  document_id: documentId,
  project_id: text('Form that the indicator belongs to'),
  row: z.int().positive().describe('Order within the form, from 1'),
  level1: text('一级指标'),
  level2: text('二级指标'),
  level3: text('三级指标'),
  operator: oneOf(['=', '≥', '≤', '>', '<', 'text'], 'Comparison, or text for a target in words'),
  value: text('Decimal without separators, or the wording'),
  unit: text('Unit of the value'),
  text_published: text('Target as printed'),
  page,
  level_published: text('A label of a level as printed, where it was read as another'),
  details: text('Other columns of the row, as JSON by header: 实际完成值, 分值, 得分 …'),
});
export type PerformanceTargetRow = z.infer<typeof PerformanceTargetRow>;

export const FactRow = z.strictObject({
  document_id: documentId,
  source_file: sourceFile,
  fact_id: text('Claim in document order: f1, f2 …'),
  subject: text('Words that name the subject, as printed'),
  measure: text('What is measured, in the vocabulary of line_items.measure'),
  code: text('Canonical code where the text settles one'),
  period: ordinal('Year that the figure belongs to'),
  value_yuan: amount('Amounts in yuan; a decrease is positive, see direction'),
  value: text('The printed number in its unit'),
  unit: text('元, 万元, %, 人 …'),
  claim: oneOf(['amount', 'change', 'percent', 'share', 'rate', 'count'], 'Kind of claim'),
  sentence: text('Sentence that claims it'),
  page,
  topic: text('What the claim speaks of, in a fixed vocabulary'),
  direction: oneOf(['increase', 'decrease', 'flat', ''], 'Of changes and percentages; flat is 持平'),
  fund: oneOf(['general_public', 'government_fund', 'state_capital', 'fiscal', 'all', ''], 'Fund that the amount belongs to'),
  of_fact: text('Fact that this one refines'),
  part_of: text('Fact that this one is a part of'),
  base_fact: text('Fact that is the base: last year, the whole, the budget (or the completion rate, where it alone says which side of the budget)'),
  section: text('Headings above the sentence'),
});
export type FactRow = z.infer<typeof FactRow>;

export const FindingRow = z.strictObject({
  finding_id: text('Stable over runs'),
  document_id: documentId,
  source_file: sourceFile,
  rule: z.string().regex(/^[a-z-]+\/[a-z0-9-]+$/u).describe('group/name; `mingxi rules` lists them'),
  severity: oneOf(['error', 'warning', 'info'], 'error: a figure or code is wrong; warning: needs a look; info: rounding, older name …'),
  table_kind: text('Kind of the table, if one'),
  code: text('Canonical code, if one'),
  measure: text('Column, if one'),
  ...place,
  published: text('What is printed'),
  expected: text('What the other figures or the lists say'),
  difference: amount('published less expected, yuan'),
  cause: oneOf(['published', 'reading', 'undecided'], 'The document itself, OCR, or not known'),
  message_zh: text('The finding in Chinese'),
  message_en: text('The finding in English'),
  cells: text('Cells that take part: table_id:row:measure (row * for a whole column, table_id alone for a whole table), fact or project_id:field, joined by ;'),
  table_id: text('Table, if one'),
});
export type FindingRow = z.infer<typeof FindingRow>;

export const ProposalRow = z.strictObject({
  proposal_id: text('Stable over runs'),
  document_id: documentId,
  finding_ids: text('Findings that it answers, joined by ;'),
  table_id: text('Table of the cell'),
  row: count('Row of the cell'),
  measure_or_field: text('A measure, or code, name'),
  published: text('What is printed'),
  proposed: text('What should stand there'),
  operation: oneOf(OPERATIONS, 'Kind of repair'),
  certainty: oneOf(['certain', 'possible', 'ambiguous'], 'certain: in every minimal repair'),
  cost: z.number().nonnegative().describe('Cost of the repair'),
  alternatives: text('Other values that would do, joined by ;'),
  proof: text('JSON: identities violated before and satisfied after, evidence'),
});
export type ProposalRow = z.infer<typeof ProposalRow>;

export const CheckRow = z.strictObject({
  document_id: documentId,
  source_file: sourceFile,
  rule: text('Rule'),
  applicable: count('Instances that the rule applies to'),
  passed: count('Instances that hold'),
  failed: count('Instances that fail'),
  not_checkable: count('Instances that could not be checked'),
  reason: text('Why, with counts'),
});
export type CheckRow = z.infer<typeof CheckRow>;
