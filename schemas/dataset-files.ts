/**
 * The files of the dataset: which CSV holds which records, their keys, and the JSON file of one document.
 */
import { z } from 'zod';
import { CheckRow, DocumentRow, FactRow, FindingRow, LineItemRow, PerformanceTargetRow, ProjectRow, ProposalRow } from './dataset.js';

const RESOURCE_NAMES = ['documents', 'line_items', 'projects', 'performance_targets', 'facts', 'findings', 'proposals', 'checks'] as const;
export type ResourceName = (typeof RESOURCE_NAMES)[number];

export interface ForeignKey {
  readonly fields: readonly string[];
  readonly reference: { readonly resource: ResourceName; readonly fields: readonly string[] };
}

/** One CSV file of the dataset. */
export interface Resource {
  readonly name: ResourceName;
  readonly title: string;
  readonly row: z.ZodObject;
  readonly primaryKey: readonly string[];
  readonly foreignKeys: readonly ForeignKey[];
}

const key = (resource: ResourceName, ...fields: string[]): ForeignKey => ({ fields, reference: { resource, fields } });
const ofDocument = key('documents', 'document_id', 'source_file');

export const RESOURCES: readonly Resource[] = [
  { name: 'documents', title: 'Source files (源文件)', row: DocumentRow, primaryKey: ['document_id', 'source_file'], foreignKeys: [] },
  { name: 'line_items', title: 'Printed amounts (金额)', row: LineItemRow, primaryKey: ['document_id', 'table_id', 'grid_row', 'grid_column'], foreignKeys: [ofDocument] },
  { name: 'projects', title: 'Performance forms (绩效目标表)', row: ProjectRow, primaryKey: ['document_id', 'project_id'], foreignKeys: [ofDocument] },
  { name: 'performance_targets', title: 'Performance indicators (绩效指标)', row: PerformanceTargetRow, primaryKey: ['document_id', 'project_id', 'row'], foreignKeys: [key('projects', 'document_id', 'project_id')] },
  { name: 'facts', title: 'Claims of the narrative (文字说明中的数据)', row: FactRow, primaryKey: ['document_id', 'fact_id'], foreignKeys: [ofDocument] },
  { name: 'findings', title: 'Findings (发现的问题)', row: FindingRow, primaryKey: ['finding_id'], foreignKeys: [ofDocument] },
  { name: 'proposals', title: 'Proposed repairs (修正建议)', row: ProposalRow, primaryKey: ['proposal_id'], foreignKeys: [key('documents', 'document_id')] },
  { name: 'checks', title: 'Checks made (检查情况)', row: CheckRow, primaryKey: ['document_id', 'rule'], foreignKeys: [ofDocument] },
];

const page = z.int().positive().nullable();
const points = z.number().nullable();

/** A cell of a grid, merged cells once, rows and columns from 0 over the whole stitched table. */
export const GridCell = z.strictObject({
  row: z.int().nonnegative(),
  column: z.int().nonnegative(),
  row_span: z.int().positive(),
  column_span: z.int().positive(),
  text: z.string(),
  page,
  x0: points, y0: points, x1: points, y1: points,
});
export type GridCell = z.infer<typeof GridCell>;

export const GridRecord = z.strictObject({
  table_id: z.string(),
  kind: z.string(),
  title: z.string(),
  unit: z.string(),
  pages: z.tuple([z.int().positive(), z.int().positive()]).nullable(),
  /** Lines between title and grid, and notes below. */
  notes: z.array(z.string()),
  /** Number of header rows. */
  header_rows: z.int().nonnegative(),
  cells: z.array(GridCell),
  /** Rows that were left unread, with the reason. */
  unread: z.array(z.strictObject({ row: z.int().nonnegative(), reason: z.string() })),
});
export type GridRecord = z.infer<typeof GridRecord>;

/** `documents/<document_id>.json`: the whole document. */
export const DocumentFile = z.strictObject({
  document: DocumentRow,
  grids: z.array(GridRecord),
  paragraphs: z.array(z.strictObject({ text: z.string(), page, line: z.int().positive().nullable() })),
  line_items: z.array(LineItemRow),
  projects: z.array(ProjectRow),
  performance_targets: z.array(PerformanceTargetRow),
  facts: z.array(FactRow),
  /** The rows of findings.csv, with the evidence behind each. */
  findings: z.array(FindingRow.extend({
    evidence: z.array(z.strictObject({ statement: z.string(), cells: z.array(z.string()), published: z.string().optional(), expected: z.string().optional(), difference: z.string().optional() })),
  })),
  proposals: z.array(ProposalRow),
  checks: z.array(CheckRow),
});
export type DocumentFile = z.infer<typeof DocumentFile>;

/** JSON Schemas (draft 2020-12) of every record and of the document file, by name. */
export function jsonSchemas(): Readonly<Record<string, z.core.JSONSchema.BaseSchema>> {
  const rows = RESOURCES.map(({ name, title, row }) => [name, { title, ...z.toJSONSchema(row) }] as const);
  return Object.fromEntries([...rows, ['document', { title: 'documents/<document_id>.json', ...z.toJSONSchema(DocumentFile) }]]);
}
