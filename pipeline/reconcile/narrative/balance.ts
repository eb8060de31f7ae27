/**
 * Totals of both sides in prose: 收入总计 and 支出总计 of a year, with what is carried over, are one figure (部门收支总表); where
 * both sides print one figure, of all or of a fund, it has changed by the same.
 */
import type { NormalisedDocument } from '../../../schemas/document.js';
import { basisSuffix, headingAbove, type Fact, type FactTopic } from '../../../schemas/fact.js';
import { groupBy } from '../../../schemas/groups.js';
import { Counter } from '../../normalise/observations.js';
import { meet, rangeOf } from '../intervals.js';
import { upright } from './changes.js';
import { comparison } from './part-changes.js';
import { isPlainSlip, isSlip } from './slips.js';
import { speaksOfUnit } from './scope.js';
import { amountIn, isApproximate, printed, quoted, subjectOf, yuan, type Outcome } from './outcome.js';

const BALANCE = 'narrative/balance';
const RESTATED = 'narrative/restated';
/** Words of a total that holds what is carried over: 总计, 总收入, 支出总预算; 本年收入合计 holds none of it. */
const TOTAL = /总(?:计|额|收入|支出|预算|决算)|(?:收入|支出)总|^(?:收入|支出)预算[:：]/;
/** Words that some use for what came in and went out in the year: 总收入, 总支出. */
const LOOSE = /总(?:收入|支出)/;
/** Headings of the two sides, below the heading of both: （一）收入预算：2024年年初预算数…. （二）支出预算：…. */
const SIDE = / > (?:收入|支出)预算$/;

/** What comes in and what is spent of the same: all of it, or a fund. */
const BOTH: readonly (readonly [FactTopic, FactTopic])[] = [
  ['revenue_total', 'expenditure_total'], ['fiscal_revenue', 'fiscal_expenditure'],
  ['general_public_revenue', 'general_public_expenditure'], ['government_fund_revenue', 'government_fund_expenditure'], ['state_capital_revenue', 'state_capital_expenditure'],
];

/** Checks the two totals of each section, and the changes of figures that are the same. Pairs that tables settle are left to them. */
export function checkBalance({ facts, identity }: Pick<NormalisedDocument, 'facts' | 'identity'>, settled: ReadonlySet<string>, counter: Counter): Outcome[] {
  const byId = new Map(facts.map((fact) => [fact.factId, fact]));
  const stated = facts.filter((fact) => fact.claim === 'amount' && fact.amount !== undefined && fact.year !== 0);
  const pairs = BOTH.slice(0, 2).flatMap(([came, went], i) => {
    // 财政拨款收入 alone holds nothing that is carried over: only 总计 does.
    const totals = stated.filter((fact) => (fact.topic === came || fact.topic === went) && (i === 0 ? /^total(?:_|$)/.test(fact.measure) && TOTAL.test(fact.subject) : /总计/.test(fact.subject)));
    return [...groupBy(totals, ({ section, year, measure }) => `${section.replace(SIDE, '')} ${year} ${measure}`).values()].flatMap((group) =>
      pairOf(group.filter(({ topic }) => topic === came), group.filter(({ topic }) => topic === went)));
  });
  const unsettled = facts.filter((fact) => !settled.has(fact.factId) && !speaksOfUnit(fact, byId, identity));
  return [...pairs.filter((pair) => !pair.every((fact) => settled.has(fact.factId))), ...slipsOfTheSame(unsettled), ...changesOfTheSame(facts)].flatMap(([revenue, expenditure]) => {
    const rule = areSides(revenue, expenditure) ? BALANCE : RESTATED;
    counter.applies(rule);
    if (isEqual(revenue, expenditure)) return [];
    counter.fails(rule);
    return [finding(rule, revenue, expenditure)];
  });
}

/**
 * A figure stated again, or for the other side of its section, with another digit. What is stated again where the rest of the
 * text says the same may differ by a round sum, too: of two single figures one may hold something that the other does not.
 */
function slipsOfTheSame(facts: readonly Fact[]): (readonly [Fact, Fact])[] {
  const stated = facts.filter((fact) => fact.claim === 'amount' && fact.amount !== undefined && fact.year !== 0 && side(fact) >= 0);
  return [...groupBy(stated, (fact) => `${side(fact)} ${fact.year} ${basisSuffix(fact)}`).values()].flatMap((group) => {
    const again = (fact: Fact): boolean => group.some((other) => other !== fact && other.amount?.fen === fact.amount?.fen);
    const pairs = group.flatMap((fact, i) => group.slice(i + 1).map((other) => [fact, other] as const));
    return pairs.filter(([a, b]) => {
      const near = a.topic === b.topic || a.section.replace(SIDE, '') === b.section.replace(SIDE, '');
      const slips = a.topic === b.topic && again(a) !== again(b) ? isSlip : isPlainSlip;
      return near && slips(a.amount?.fen ?? 0n, b.amount?.fen ?? 0n);
    });
  });
}

/**
 * Changes of the two sides where both print the same figure, and changes of one figure that is printed again: the same, where
 * they are of one comparison (with the budget, with the account). In other sections, of a fund that is all there is, or where
 * the text gives the changes alone (收入预算增加388.34万元。支出预算增加…), only a slip of a digit shows that they are meant to be.
 */
function changesOfTheSame(facts: readonly Fact[]): (readonly [Fact, Fact])[] {
  const changes = facts.filter((fact) => fact.claim === 'change' && fact.amount !== undefined && fact.direction !== undefined).map(upright);
  const single = [...groupBy(changes.filter(({ of }) => of !== undefined), ({ of }) => of ?? '').values()].flatMap((group) => (group.length === 1 ? group : []));
  const amounts = new Map(facts.filter((fact) => fact.claim === 'amount' && fact.amount !== undefined && fact.amount.fen !== 0n && fact.year !== 0 && side(fact) >= 0).map((fact) => [fact.factId, fact]));
  const alone = changes.filter(({ of, partOf, topic }) => of === undefined && partOf === undefined && BOTH[0]?.includes(topic) === true);
  const ofBoth = single.filter(({ topic }) => topic === 'revenue_expenditure_total');
  const keyed = [
    ...single.flatMap((change) => { const amount = amounts.get(change.of ?? ''); return amount === undefined ? [] : [{ change, key: `${amount.year} ${basisSuffix(amount)} ${amount.amount?.fen ?? ''}` }]; }),
    ...alone.map((change) => ({ change, key: headingAbove(change) })),
    ...ofBoth.map((change) => ({ change, key: change.section })),
  ];
  return [...groupBy(keyed, ({ key }) => key).values()].flatMap((group) =>
    group.flatMap(({ change }, i) => group.slice(i + 1).map((other) => [change, other.change] as const)).filter((pair) => meansTheSame(...pair)));
}

/** Which pair of both sides a figure is of; -1 for none. */
const side = ({ topic }: Fact): number => BOTH.findIndex((both) => both.includes(topic));

function meansTheSame(a: Fact, b: Fact): boolean {
  const near = a.of !== undefined && areSides(a, b) && a.section.replace(SIDE, '') === b.section.replace(SIDE, '') && comparison(a) === comparison(b);
  return near || isEqual(a, b) || isSlip(a.amount?.fen ?? 0n, b.amount?.fen ?? 0n);
}

/** The figures of both sides, where each has one alone. */
function pairOf([revenue, ...more]: readonly Fact[], [expenditure, ...others]: readonly Fact[]): (readonly [Fact, Fact])[] {
  return revenue === undefined || expenditure === undefined || more.length + others.length > 0 ? [] : [[revenue, expenditure]];
}

function isEqual(revenue: Fact, expenditure: Fact): boolean {
  if (revenue.amount === undefined || expenditure.amount === undefined || [revenue, expenditure].some(({ sentence }) => isApproximate(sentence))) return true;
  return meet(rangeOf(revenue.amount), rangeOf(expenditure.amount)) && (revenue.amount.fen === 0n || revenue.direction === expenditure.direction);
}

/** Whether one figure is of what comes in, the other of what is spent of the same. */
const areSides = (a: Fact, b: Fact): boolean => a.topic !== b.topic && side(a) === side(b);

/** Two figures that should be the same: of both sides, or of one thing. */
function finding(rule: string, revenue: Fact, expenditure: Fact): Outcome {
  const [from, to] = [revenue.amount?.fen ?? 0n, expenditure.amount?.fen ?? 0n];
  const cells = [revenue.factId, expenditure.factId];
  return {
    suspects: cells,
    finding: {
      rule, ...([revenue, expenditure].some(({ subject }) => LOOSE.test(subject)) ? { severity: 'info' as const } : {}), measure: revenue.measure, ...(revenue.page === undefined ? {} : { page: revenue.page }),
      published: printed(revenue), expected: amountIn(to, revenue.amount?.unit ?? '元'), difference: yuan(from - to), cause: 'published',
      params: rule === BALANCE ? { revenue: stated(revenue), expenditure: stated(expenditure), sentence: quoted(revenue.sentence) } : { subject: subjectOf(revenue), first: quoted(expenditure.sentence), second: quoted(revenue.sentence) },
      cells,
      evidence: [revenue, expenditure].map((fact) => ({ statement: quoted(fact.sentence), cells: [fact.factId], published: printed(fact) })),
    },
  };
}

/** 收入总计100万元, 收入总计增加5万元. */
const stated = (fact: Fact): string => `${subjectOf(fact)}${fact.claim !== 'change' ? '' : fact.direction === 'decrease' ? '减少' : '增加'}${printed(fact)}`;
