/**
 * The year in prose: a sentence that states the document's own plan under another year (2023年度…安排预算资金 in a 2024 budget).
 */
import type { NormalisedDocument } from '../../../schemas/document.js';
import { headingsOf, type Fact } from '../../../schemas/fact.js';
import { Counter } from '../../normalise/observations.js';
import { printed, quoted, subjectOf, type Outcome } from './outcome.js';

const YEAR = 'narrative/year';
/** Words of a plan; words of what has been, of where money comes from, of periods longer than a year. */
const PLAN = /预算|安排/;
const PAST = /执行|决算|完成|上年|去年|上一年|结转|结余|比|较|与|同|追加|下达|截至|截止|累计|实际|期间|以来|至|调整|历年|规划|清算|余额/;
/** Sentences that speak of the document's year, below which its year is not taken for certain. */
const ENOUGH = 3;

/** Checks the amounts that a budget document states as a plan. */
export function checkYears({ identity, facts, paragraphs }: NormalisedDocument, counter: Counter): Outcome[] {
  const { fiscalYear, stage } = identity;
  if (stage !== 'budget' || fiscalYear === 0) return [];
  const own = new RegExp(`${fiscalYear}\\s*年`);
  if (new Set(facts.filter((fact) => own.test(fact.sentence)).map((fact) => fact.sentence)).size < ENOUGH) return [];
  const outcomes: Outcome[] = [];
  for (const fact of facts) {
    const year = statedYear(fact);
    if (year === 0) continue;
    counter.applies(YEAR);
    if (year !== fiscalYear - 1 || own.test(paragraphs[fact.paragraph]?.text.replace(/\s/g, '') ?? '') || own.test(fact.sentence) || !standsAlone(fact, facts)) continue;
    counter.fails(YEAR);
    outcomes.push(finding(fact, year, fiscalYear));
  }
  return outcomes;
}

/** The year that the words right before the figure give to a plan: 2023年度财政资金安排预算资金. 0 where they state no plan. */
function statedYear(fact: Fact): number {
  if (fact.claim !== 'amount' || fact.partOf !== undefined || fact.measure.endsWith('_previous')) return 0;
  const words = fact.subject.replace(/\s/g, '');
  const match = /^(20\d\d)年(?:度)?(?!\d{1,2}月)(.*)$/.exec(words);
  return match && PLAN.test(match[2] ?? '') && !PAST.test(match[2] ?? '') ? Number(match[1]) : 0;
}

/** No comparison refers to the figure, it is no base of one, and its section has no figure of the year after. */
function standsAlone(fact: Fact, facts: readonly Fact[]): boolean {
  return !facts.some((other) =>
    other.base === fact.factId
    || (other.of === fact.factId && other.claim !== 'share')
    || (other.section === fact.section && other.year === fact.year + 1 && other.claim === 'amount' && other.partOf === undefined));
}

function finding(fact: Fact, year: number, fiscalYear: number): Outcome {
  return {
    suspects: [],
    finding: {
      rule: YEAR,
      ...(fact.page === undefined ? {} : { page: fact.page }),
      published: String(year),
      expected: String(fiscalYear),
      cause: 'published',
      params: { year: String(year), fiscal_year: String(fiscalYear), subject: subjectOf(fact), section: headingsOf(fact).at(-1) ?? '', sentence: quoted(fact.sentence) },
      cells: [fact.factId],
      evidence: [{ statement: `${headingsOf(fact).at(-1) ?? ''}：${quoted(fact.sentence)}（${printed(fact)}）`, cells: [fact.factId], published: String(year), expected: String(fiscalYear) }],
    },
  };
}
