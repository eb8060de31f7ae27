/** Funds of performance forms (绩效目标表) that must add up, within a form and over the forms of a table. */
import { formatYuan } from '../../../schemas/amount-parse.js';
import type { Amount } from '../../../schemas/amount.js';
import type { Evidence, Finding, Severity } from '../../../schemas/finding.js';
import type { Table } from '../../../schemas/table.js';
import type { Counter } from '../../normalise/observations.js';
import { finding, FUND_CELLS, nameOf, type IdentifiedForm } from './identified.js';
import { evidenceOf, judge, statement, sumsOf, type Sum } from './sums.js';

/** The sums within each form: a finding a form, and one of all that differ within rounding. */
export function checkFunds(forms: readonly IdentifiedForm[], counter: Counter): Finding[] {
  const rule = 'performance/funds';
  const findings: Finding[] = [];
  const rounded: { readonly of: IdentifiedForm; readonly evidence: Evidence }[] = [];
  for (const item of forms) {
    const keys = Object.keys(item.form.funds);
    const sums = sumsOf(item);
    // A form that prints one amount has nothing to add up; one with parts and no total can't be checked.
    if (sums.length === 0 && keys.length > 1) counter.cannot(rule, 'label not found');
    counter.applies(rule, sums.length);
    const failed = sums.filter((sum) => judge(sum) === 'fails');
    counter.fails(rule, failed.length);
    rounded.push(...sums.filter((sum) => judge(sum) === 'rounding').map((sum) => ({ of: item, evidence: { ...evidenceOf(sum), statement: `${nameOf(item)}：${statement(sum)}` } })));
    const worst = failed[0];
    if (worst) {
      const evidence = failed.map(evidenceOf);
      findings.push(finding(rule, [item], evidence, { published: worst.whole.amount.published, expected: evidence[0]?.expected ?? '', difference: evidence[0]?.difference ?? '' }));
    }
  }
  if (rounded.length > 0) findings.push(finding('performance/rounding', rounded.map(({ of }) => of), rounded.map(({ evidence }) => evidence)));
  return findings;
}

/** Whether a note says that projects are left out: 注：已剔除涉密部分. */
const isRedacted = (table: Table): boolean => [...table.notes, ...table.grid.cells].some(({ text }) => /^\s*[(（]?(?:备?注|说明)[:：]/u.test(text) && /涉密|保密/u.test(text));

/** Printed 合计 of a table of forms against the sum of its forms. */
export function checkTotals(forms: readonly IdentifiedForm[], tables: readonly Table[], counter: Counter): Finding[] {
  const rule = 'performance/total';
  return tables.flatMap((table) => {
    const total = table.formTotals?.find(({ label }) => /合计|总计/u.test(label));
    const own = forms.filter((item) => item.table === table);
    if (!total) return [];
    const parts = own.flatMap(({ id, form }) => (form.funds[total.key] ? [{ label: form.project, amount: form.funds[total.key]?.amount as Amount, cell: `${id}:${FUND_CELLS[total.key]}` }] : []));
    if (parts.length < own.length || table.unread.length > 0) {
      counter.cannot(rule, 'cell unreadable');
      return [];
    }
    if (isRedacted(table)) {
      counter.cannot(rule, 'a note says that projects are left out');
      return [];
    }
    counter.applies(rule);
    const sum: Sum = { whole: { label: total.label, amount: total.amount.amount, cell: own[0]?.id ?? '' }, parts, bound: false };
    if (judge(sum) !== 'fails') return [];
    counter.fails(rule);
    const evidence = evidenceOf(sum);
    // Projects that are not published (涉密) make the printed total larger; nothing makes it smaller.
    const severity: Severity = evidence.difference?.startsWith('-') === true ? 'warning' : 'info';
    return [finding(rule, own, [{ ...evidence, statement: `${total.label}${formatYuan(total.amount.amount.fen)}元，所列${parts.length}个项目之和${evidence.expected}元` }], { severity, published: total.amount.amount.published, expected: evidence.expected ?? '', difference: evidence.difference ?? '' })];
  });
}
