/** Made forms (绩效目标表) for tests. */
import { readForms } from '../../../../extractors/tables/forms/index.js';
import { checkForms } from '../../../../pipeline/reconcile/forms/index.js';
import type { NormalisedDocument } from '../../../../schemas/document.js';
import type { Finding } from '../../../../schemas/finding.js';
import type { Grid } from '../../../../schemas/block.js';
import { gridOf } from '../../../extractors/tables/forms/grids.js';

/** A document of the forms in grids. */
export function documentOf(grids: readonly Grid[], kind: 'project_performance' | 'overall_performance' = 'project_performance'): NormalisedDocument {
  const tables = grids.map((grid, i) => {
    const { forms, totals, unread } = readForms(grid, kind, '元');
    return { table: { tableId: `t${i + 1}`, kind, stage: 'budget' as const, title: '', unit: '元' as const, grid, paragraphsBefore: 0, headerRows: 1, columns: [], entries: [], notes: [], unread, forms, formTotals: totals }, lines: [] };
  });
  const identity = { title: '', fiscalYear: 2024, stage: 'budget' as const, scope: 'unit' as const, region: '', regionCode: '', organisation: '', kind: 'disclosure' as const };
  return { identity, paragraphs: [], tables, facts: [], notes: [], extraction: 'text' };
}

interface Funds { readonly total: string; readonly fiscal?: string; readonly current?: string; readonly carried?: string; readonly other?: string }

/** The grid of one form, filled in. */
export const form = (name: string, funds: Funds, more: { goal?: string; dates?: readonly [string, string]; indicators?: readonly string[] } = {}): Grid =>
  gridOf([
    `项目名称|${name}|主管部门|某局|`, `计划开始日期|${more.dates?.[0] ?? '2024-01-01'}|计划完成日期|${more.dates?.[1] ?? '2024-12-31'}|`,
    `项目资金（元）|年度资金总额|${funds.total}||`, `|财政资金|${funds.fiscal ?? ''}||`, `|当年财政拨款|${funds.current ?? ''}||`, `|上年结转资金|${funds.carried ?? ''}||`, `|其他资金|${funds.other ?? ''}||`,
    `年度总体目标|${more.goal ?? ''}|||`, '|一级指标|二级指标|三级指标|指标值', ...(more.indicators ?? ['|产出指标|数量指标|次数|≥1次']),
  ]);

/** What the checks say of forms: rules of the findings in order, a rule’s finding, and its counts (applicable, passed, failed, not checkable). */
export const check = (grids: readonly Grid[]): { rules: string[]; of: (rule: string) => Finding | undefined; counts: (rule: string) => number[] } => {
  const { findings, checks } = checkForms(documentOf(grids));
  const count = (rule: string): number[] => checks.filter((c) => c.rule === rule).flatMap((c) => [c.applicable, c.passed, c.failed, c.notCheckable]);
  return { rules: findings.map((f) => f.rule), of: (rule) => findings.find((f) => f.rule === rule), counts: count };
};
