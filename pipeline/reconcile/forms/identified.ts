/**
 * Performance forms (绩效目标表) with the ids that the dataset knows them by, and findings about them.
 */
import type { NormalisedDocument } from '../../../schemas/document.js';
import { listed, type Evidence, type Finding } from '../../../schemas/finding.js';
import type { PerformanceForm, Table } from '../../../schemas/table.js';

/** A form with its id of the dataset: `p1`, `p2` … over all tables in document order. */
export interface IdentifiedForm {
  readonly id: string;
  readonly form: PerformanceForm;
  readonly table: Table;
}

/** The forms of a document, in document order. */
export function formsOf(document: Pick<NormalisedDocument, 'tables'>): readonly IdentifiedForm[] {
  return document.tables.flatMap(({ table }) => table.forms.map((form) => ({ form, table }))).map((item, i) => ({ id: `p${i + 1}`, ...item }));
}

/** Names of a form's funds as cells of the dataset: `p1:funds_total`. */
export const FUND_CELLS = { total: 'funds_total', fiscal: 'funds_fiscal', fiscalCurrent: 'funds_fiscal_current', fiscalCarryover: 'funds_fiscal_carryover', other: 'funds_other' } as const;

/** Shown in one finding; the rest is counted. */
const SHOWN = 12;

/** What a form is called: its project, else who carries it out. */
export const nameOf = ({ id, form }: IdentifiedForm): string => form.project || form.implementer || id;

/** One finding about forms; the first one tells where. */
export function finding(rule: string, of: readonly IdentifiedForm[], evidence: readonly Evidence[], more: Partial<Finding> = {}): Finding {
  const first = of[0];
  const tables = new Set(of.map(({ table }) => table.tableId));
  return {
    rule, ...(first && tables.size === 1 ? { tableId: first.table.tableId, tableKind: first.table.kind } : {}), ...(first?.form.page === undefined ? {} : { page: first.form.page }),
    cause: first?.table.grid.source === 'ocr' || first?.table.grid.method === 'markup' ? 'undecided' : 'published',
    params: { project: first ? nameOf(first) : '', list: listed(evidence.map((e) => e.statement), SHOWN), count: String(evidence.length) },
    cells: [...new Set(evidence.flatMap((e) => e.cells))], evidence, ...more,
  };
}
