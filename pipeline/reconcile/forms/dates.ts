/** Dates of projects: in order, and within the document's year. */
import type { Evidence, Finding } from '../../../schemas/finding.js';
import type { Counter } from '../../normalise/observations.js';
import { finding, nameOf, type IdentifiedForm } from './identified.js';

const ISO = /^\d{4}-\d{2}-\d{2}$/u;

/** Projects that end before they begin, begin after the year or end before it: one finding for the document. */
export function checkDates(forms: readonly IdentifiedForm[], year: number, counter: Counter): Finding[] {
  const rule = 'performance/dates';
  const evidence: Evidence[] = [];
  const odd: IdentifiedForm[] = [];
  for (const item of forms) {
    const { start, end } = item.form;
    if (start === '' && end === '') continue;
    if (![start, end].every((date) => date === '' || ISO.test(date)) || year === 0) {
      counter.cannot(rule, year === 0 ? 'label not found' : 'cell unreadable');
      continue;
    }
    counter.applies(rule);
    const said = start !== '' && end !== '' && end < start ? `${nameOf(item)}：完成日期${end}早于开始日期${start}` : start !== '' && start.slice(0, 4) > String(year) ? `${nameOf(item)}：开始日期${start}晚于${year}年度` : end !== '' && end.slice(0, 4) < String(year) ? `${nameOf(item)}：完成日期${end}早于${year}年度` : '';
    if (said === '') continue;
    counter.fails(rule);
    odd.push(item);
    evidence.push({ statement: said, cells: [item.id], published: `${start}—${end}` });
  }
  return evidence.length === 0 ? [] : [finding(rule, odd, evidence)];
}
