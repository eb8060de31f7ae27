/**
 * Performance forms (绩效目标表) and their indicators as rows.
 */
import { formatYuan } from '../../schemas/amount-parse.js';
import type { PerformanceTargetRow, ProjectRow } from '../../schemas/dataset.js';
import type { NormalisedDocument, ProcessedDocument } from '../../schemas/document.js';
import { groupBy } from '../../schemas/groups.js';
import type { FormAmount } from '../../schemas/table.js';
import { formsOf } from '../reconcile/forms/identified.js';

const yuan = (funds: FormAmount | undefined): string => (funds === undefined ? '' : formatYuan(funds.amount.fen));

const printed = (funds: FormAmount | undefined): string => funds?.amount.published ?? '';

/** Pairs of label and text as a JSON object; a label that repeats keeps all its texts. */
function json(pairs: readonly (readonly [string, string])[]): string {
  const all = groupBy(pairs, ([label]) => label);
  return all.size === 0 ? '' : JSON.stringify(Object.fromEntries([...all].map(([label, own]) => [label, own.length === 1 ? own[0]?.[1] : own.map(([, text]) => text)])));
}

export function projectRows(processed: ProcessedDocument, document: NormalisedDocument): ProjectRow[] {
  return formsOf(document).map(({ id, form, table }) => ({
    document_id: processed.documentId,
    source_file: processed.sourceFile,
    project_id: id,
    project: form.project,
    nature: form.nature,
    category: form.category,
    supervisor: form.supervisor,
    implementer: form.implementer,
    start: form.start,
    end: form.end,
    funds_total: yuan(form.funds.total),
    funds_fiscal: yuan(form.funds.fiscal),
    funds_fiscal_current: yuan(form.funds.fiscalCurrent),
    funds_fiscal_carryover: yuan(form.funds.fiscalCarryover),
    funds_other: yuan(form.funds.other),
    goal_total: form.goalTotal,
    goal_annual: form.goalAnnual,
    page: form.page ?? null,
    table_id: table.tableId,
    table_kind: table.kind,
    funds_total_published: printed(form.funds.total),
    funds_fiscal_published: printed(form.funds.fiscal),
    funds_fiscal_current_published: printed(form.funds.fiscalCurrent),
    funds_fiscal_carryover_published: printed(form.funds.fiscalCarryover),
    funds_other_published: printed(form.funds.other),
    funds_more: json((form.moreFunds ?? []).map(({ label, amount }) => [label, amount.amount.published])),
    details: json((form.details ?? []).map(({ label, text }) => [label, text])),
  }));
}

export function performanceTargetRows(processed: ProcessedDocument, document: NormalisedDocument): PerformanceTargetRow[] {
  return formsOf(document).flatMap(({ id, form }) =>
    form.indicators.map((indicator) => ({
      document_id: processed.documentId,
      project_id: id,
      row: indicator.row,
      level1: indicator.level1,
      level2: indicator.level2,
      level3: indicator.level3,
      operator: indicator.operator,
      value: indicator.value,
      unit: indicator.unit,
      text_published: indicator.published,
      page: indicator.page ?? form.page ?? null,
      level_published: indicator.levelPublished ?? '',
      details: json(Object.entries(indicator.details ?? {})),
    })),
  );
}
