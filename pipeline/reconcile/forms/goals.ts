/** Goals (绩效目标) that were copied from one project to another. */
import type { Finding } from '../../../schemas/finding.js';
import { groupBy } from '../../../schemas/groups.js';
import type { Counter } from '../../normalise/observations.js';
import { finding, nameOf, type IdentifiedForm } from './identified.js';

/** Goals shorter than this are alike by chance. */
const LONG_GOAL = 24;
const letters = (text: string): string => [...text.matchAll(/[\p{L}\p{N}]/gu)].join('');

/** Share of a project's own words that its goal uses; words that every project has don't count. */
function fit(project: string, goal: string): number {
  const own = letters(project).replaceAll(/经费|项目|业务|工作|管理|专项|资金|费用|补助|服务|年度|\d+|[A-Z]+/gu, '');
  const pairs = [...own].slice(0, -1).map((letter, i) => letter + ([...own][i + 1] ?? ''));
  return pairs.length === 0 ? 1 : pairs.filter((pair) => goal.includes(pair)).length / pairs.length;
}

/** The same goal under projects of different names: copied where it speaks of one of them and not of the other. */
export function checkGoals(forms: readonly IdentifiedForm[], counter: Counter): Finding[] {
  const rule = 'performance/goal-copied';
  const withGoal = forms.filter(({ form, table }) => table.kind !== 'overall_performance' && letters(form.goalAnnual || form.goalTotal).length >= LONG_GOAL && !/保密|涉密/u.test(form.goalAnnual + form.goalTotal));
  counter.applies(rule, withGoal.length);
  const groups = groupBy(withGoal, ({ form }) => letters(form.goalAnnual || form.goalTotal));
  return [...groups.values()].flatMap((group) => {
    const names = new Set(group.map(({ form }) => letters(form.project)));
    if (names.size < 2) return [];
    counter.fails(rule, group.length - 1);
    const ranked = group.map((item) => ({ item, score: fit(item.form.project, item.form.goalAnnual || item.form.goalTotal) })).toSorted((a, b) => b.score - a.score);
    const source = ranked[0];
    const copies = ranked.filter(({ score }) => score === 0);
    const plain = source !== undefined && source.score > 0 && copies.length > 0;
    const order = plain ? [...copies.map(({ item }) => item), source.item] : group;
    const said = plain ? `“${copies.map(({ item }) => nameOf(item)).join('”“')}”的目标与“${nameOf(source.item)}”相同` : group.map((item) => `“${nameOf(item)}”`).join('与') + '的目标文字相同';
    const goal = group[0]?.form.goalAnnual || group[0]?.form.goalTotal || '';
    return [finding(rule, order, [{ statement: said, cells: group.map(({ id }) => id), published: goal }], { severity: plain ? 'warning' : 'info', cells: order.map(({ id }) => id) })];
  });
}
