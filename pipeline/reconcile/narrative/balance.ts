/**
 * Totals of both sides in prose: 收入总计 and 支出总计 of a year, with what is carried over, are one figure (部门收支总表), and so are
 * their changes.
 */
import type { NormalisedDocument } from '../../../schemas/document.js';
import type { Fact } from '../../../schemas/fact.js';
import { groupBy } from '../../../schemas/groups.js';
import { Counter } from '../../normalise/observations.js';
import { meet, rangeOf } from '../intervals.js';
import { upright } from './changes.js';
import { amountIn, isApproximate, printed, quoted, subjectOf, yuan, type Outcome } from './outcome.js';

const BALANCE = 'narrative/balance';
/** Words of a total that holds what is carried over: 总计, 总收入, 支出总预算; 本年收入合计 holds none of it. */
const TOTAL = /总(?:计|额|收入|支出|预算|决算)|(?:收入|支出)总|^(?:收入|支出)预算[:：]/;
/** Words that some use for what came in and went out in the year: 总收入, 总支出. */
const LOOSE = /总(?:收入|支出)/;
/** Headings of the two sides, below the heading of both: （一）收入预算：2024年年初预算数…. （二）支出预算：…. */
const SIDE = / > (?:收入|支出)预算$/;

/** Checks the two totals of each section, and the changes that it states of both. Pairs that tables settle are left to them. */
export function checkBalance({ facts }: Pick<NormalisedDocument, 'facts'>, settled: ReadonlySet<string>, counter: Counter): Outcome[] {
  const totals = facts.filter((fact) => (fact.topic === 'revenue_total' || fact.topic === 'expenditure_total') && fact.amount !== undefined && /^total(?:_|$)/.test(fact.measure) && fact.year !== 0);
  const pairs = [...groupBy(totals.filter((fact) => fact.claim === 'amount' && TOTAL.test(fact.subject)), ({ section, year, measure }) => `${section.replace(SIDE, '')} ${year} ${measure}`).values()].flatMap((group) => {
    const [revenue = [], expenditure = []] = (['revenue_total', 'expenditure_total'] as const).map((topic) => group.filter((fact) => fact.topic === topic));
    return pairOf(revenue, expenditure);
  });
  const changes = pairs.flatMap((pair) => {
    const [revenue = [], expenditure = []] = pair.map((fact) => totals.filter((other) => other.claim === 'change' && other.of === fact.factId).map(upright));
    return pairOf(revenue, expenditure);
  });
  return [...pairs.filter((pair) => !pair.every((fact) => settled.has(fact.factId))), ...changes].flatMap(([revenue, expenditure]) => {
    counter.applies(BALANCE);
    if (isEqual(revenue, expenditure)) return [];
    counter.fails(BALANCE);
    return [finding(revenue, expenditure)];
  });
}

/** The figures of both sides, where each has one alone. */
function pairOf([revenue, ...more]: readonly Fact[], [expenditure, ...others]: readonly Fact[]): (readonly [Fact, Fact])[] {
  return revenue === undefined || expenditure === undefined || more.length + others.length > 0 ? [] : [[revenue, expenditure]];
}

function isEqual(revenue: Fact, expenditure: Fact): boolean {
  if (revenue.amount === undefined || expenditure.amount === undefined || [revenue, expenditure].some(({ sentence }) => isApproximate(sentence))) return true;
  return meet(rangeOf(revenue.amount), rangeOf(expenditure.amount)) && (revenue.amount.fen === 0n || revenue.direction === expenditure.direction);
}

function finding(revenue: Fact, expenditure: Fact): Outcome {
  const [from, to] = [revenue.amount?.fen ?? 0n, expenditure.amount?.fen ?? 0n];
  const cells = [revenue.factId, expenditure.factId];
  return {
    suspects: cells,
    finding: {
      rule: BALANCE, ...([revenue, expenditure].some(({ subject }) => LOOSE.test(subject)) ? { severity: 'info' as const } : {}), measure: revenue.measure, ...(revenue.page === undefined ? {} : { page: revenue.page }),
      published: printed(revenue), expected: amountIn(to, revenue.amount?.unit ?? '元'), difference: yuan(from - to), cause: 'published',
      params: { revenue: stated(revenue), expenditure: stated(expenditure), sentence: quoted(revenue.sentence) },
      cells,
      evidence: [revenue, expenditure].map((fact) => ({ statement: quoted(fact.sentence), cells: [fact.factId], published: printed(fact) })),
    },
  };
}

/** 收入总计100万元, 收入总计增加5万元. */
const stated = (fact: Fact): string => `${subjectOf(fact)}${fact.claim !== 'change' ? '' : fact.direction === 'decrease' ? '减少' : '增加'}${printed(fact)}`;
