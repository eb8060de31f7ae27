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

function outcome(closing: Fact, [opening, revenue, expenditure]: readonly [Fact, Fact, Fact], fen: bigint): Outcome {
  const cells = [opening, revenue, expenditure, closing].map((fact) => fact.factId);
  const values = { published: printed(closing), expected: amountIn(fen, closing.amount?.unit ?? '元'), difference: yuan((closing.amount?.fen ?? 0n) - fen) };
  const statement = `${[opening, revenue].map((fact) => `${subjectOf(fact)} ${printed(fact)}`).join(' + ')} − ${subjectOf(expenditure)} ${printed(expenditure)} = ${values.expected}`;
  return {
    suspects: cells,
    finding: {
      rule: CARRYOVER, measure: closing.measure, ...(closing.page === undefined ? {} : { page: closing.page }), ...values, cause: 'published',
      params: { subject: subjectOf(closing), statement, sentence: quoted(closing.sentence) }, cells, evidence: [{ statement, cells, ...values }],
    },
  };
}
