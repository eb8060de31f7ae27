/**
 * What a sentence says of one fund from the beginning of the year to its end: 年初结转和结余 + 本年收入 − 本年支出 = 年末结转和结余
 * (政府性基金预算财政拨款年初结转和结余…万元，本年收入…万元，本年支出…万元，年末结转和结余…万元).
 */
import type { NormalisedDocument } from '../../../schemas/document.js';
import type { Fact } from '../../../schemas/fact.js';
import { groupBy } from '../../../schemas/groups.js';
import { Counter } from '../../normalise/observations.js';
import { meet, minus, plus, rangesOf, type Range } from '../intervals.js';
import { amountIn, printed, quoted, sentenceKey, subjectOf, yuan, type Outcome } from './outcome.js';

const CARRYOVER = 'narrative/carryover';
const PLACES = [/^carryover_opening$/, /^(?:revenue_total|(?:fiscal|government_fund|state_capital|general_public)_revenue)$/, /^(?:expenditure_total|(?:fiscal|government_fund|state_capital|general_public)_expenditure)$/, /^carryover_closing$/] as const;
/** Parts of what was spent. */
const WITHIN: ReadonlySet<Fact['topic']> = new Set(['basic', 'project', 'personnel', 'public_operating', 'item']);

/** Checks the sentences that give all four and nothing else that was there, came or went. */
export function checkCarryover({ facts }: Pick<NormalisedDocument, 'facts'>, counter: Counter): Outcome[] {
  const amounts = facts.filter((fact) => fact.claim === 'amount' && fact.amount !== undefined && !WITHIN.has(fact.topic));
  return [...groupBy(amounts, sentenceKey).values()].flatMap((stated): Outcome[] => {
    const all = stated.find(isTotal);
    if (all !== undefined) return ofTotal(all, stated, counter);
    const four = PLACES.map((topic) => stated.find((fact) => topic.test(fact.topic)));
    const [opening, revenue, expenditure, closing] = four;
    // 收入总计 holds what was there at the beginning.
    if (stated.length !== PLACES.length || opening === undefined || revenue === undefined || expenditure === undefined || closing === undefined || /总[计额]/.test(`${revenue.subject}${expenditure.subject}`)) return [];
    counter.applies(CARRYOVER);
    const [was, came, went, left] = rangesOf([opening, revenue, expenditure, closing]) as [Range, Range, Range, Range];
    if (meet(minus(plus(was, came), went), left)) return [];
    counter.fails(CARRYOVER);
    const fen = [opening, revenue].reduce((sum, { amount }) => sum + (amount?.fen ?? 0n), 0n) - (expenditure.amount?.fen ?? 0n);
    return [outcome(closing, [opening, revenue, expenditure], fen)];
  });
}

/** 收入总计, which holds what was there at the beginning of the year. */
const isTotal = ({ topic, subject, partOf }: Fact): boolean => topic === 'revenue_total' && partOf === undefined && /总计/.test(subject);

/** 收入总计…万元，其中年初结转和结余…万元；本年收入合计…万元, and nothing else: the total is what was there and what came. */
function ofTotal(all: Fact, stated: readonly Fact[], counter: Counter): Outcome[] {
  const opening = stated.find(({ topic }) => topic === 'carryover_opening');
  const revenue = stated.find(({ topic, measure }) => topic === 'revenue_total' && /^income(?:_|$)/.test(measure));
  if (stated.length !== 3 || opening === undefined || revenue === undefined) return [];
  counter.applies(CARRYOVER);
  const [whole, was, came] = rangesOf([all, opening, revenue]) as [Range, Range, Range];
  if (meet(plus(was, came), whole)) return [];
  counter.fails(CARRYOVER);
  return [outcome(all, [opening, revenue], (opening.amount?.fen ?? 0n) + (revenue.amount?.fen ?? 0n))];
}

function outcome(closing: Fact, [opening, revenue, expenditure]: readonly [Fact, Fact, Fact?], fen: bigint): Outcome {
  const cells = [opening, revenue, expenditure, closing].flatMap((fact) => fact?.factId ?? []);
  const values = { published: printed(closing), expected: amountIn(fen, closing.amount?.unit ?? '元'), difference: yuan((closing.amount?.fen ?? 0n) - fen) };
  const statement = `${[opening, revenue].map((fact) => `${subjectOf(fact)} ${printed(fact)}`).join(' + ')}${expenditure === undefined ? '' : ` − ${subjectOf(expenditure)} ${printed(expenditure)}`} = ${values.expected}`;
  return {
    suspects: cells,
    finding: {
      rule: CARRYOVER, measure: closing.measure, ...(closing.page === undefined ? {} : { page: closing.page }), ...values, cause: 'published',
      params: { subject: subjectOf(closing), statement, sentence: quoted(closing.sentence) }, cells, evidence: [{ statement, cells, ...values }],
    },
  };
}
