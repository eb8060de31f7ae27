/**
 * Figures of performance funds for as many projects as another sentence counts, and the same words around two figures (2026年因公出国费按批复额度89.60万元在二上时已纳入部门预算, in two sections): a reason that is copied
 * says one amount, and a slip of a digit between the two is no other reason.
 */
import type { NormalisedDocument } from '../../../schemas/document.js';
import { basisSuffix, type Fact } from '../../../schemas/fact.js';
import { groupBy } from '../../../schemas/groups.js';
import type { Counter } from '../../normalise/observations.js';
import { isTelling } from '../localise/likeness.js';
import { printed, quoted, sentenceKey, subjectOf, yuan, type Outcome } from './outcome.js';

const RESTATED = 'narrative/restated';
/** Characters in front of a figure, and with those behind it, from which words are copied. */
const IN_FRONT = 8;
const TOGETHER = 14;

/** One finding for each two figures of the same words that differ by a slip, where they are of nothing that has a rule of its own. */
export function checkRestatedWords({ facts, paragraphs }: Pick<NormalisedDocument, 'facts' | 'paragraphs'>, settled: ReadonlySet<string>, counter: Counter): Outcome[] {
  const stated = facts.filter((fact) => WORDED.has(fact.topic) && fact.claim === 'amount' && fact.amount !== undefined && !settled.has(fact.factId));
  const wordsOf = (fact: Fact): string => {
    if (fact.topic === 'performance_funds') return projectsOf(fact, facts);
    if (fact.topic === 'carryover_opening') return /实户/.test(fact.subject) ? `${fact.subject} ${fact.year} ${basisSuffix(fact)}` : '';
    const text = paragraphs[fact.paragraph]?.text.slice(fact.start) ?? '';
    const behind = /^[\d,，.]+\s*(?:亿|万)?元([^\d，。；：（）()]*)/u.exec(text)?.[1] ?? '';
    const count = (words: string): number => words.match(/\p{Script=Han}/gu)?.length ?? 0;
    return behind === '' || count(fact.subject) < IN_FRONT || count(fact.subject + behind) < TOGETHER ? '' : `${fact.subject} ${behind} ${fact.year} ${basisSuffix(fact)}`;
  };
  return [...groupBy(stated.filter((fact) => wordsOf(fact) !== ''), wordsOf).values()].flatMap(([first, ...again]) =>
    again.flatMap((other): Outcome[] => {
      if (first?.amount === undefined || other.amount === undefined || (first.topic === 'other' && sentenceKey(first) === sentenceKey(other))) return [];
      counter.applies(RESTATED);
      if (first.amount.fen === other.amount.fen || !isTelling(other.amount.fen, first.amount.fen)) return [];
      counter.fails(RESTATED);
      return [outcome(first, other)];
    }));
}

/** What is compared: reasons and the like, 上年实户资金余额, which no line need have, and the funds of as many projects. */
const WORDED: ReadonlySet<Fact['topic']> = new Set(['other', 'carryover_opening', 'performance_funds']);

/** 编报绩效目标的项目4个，涉及预算金额…；绩效自评的项目4个，涉及预算金额…: of one paragraph and one number of projects, more than one, the funds are the same. */
function projectsOf({ paragraph, start, year }: Fact, facts: readonly Fact[]): string {
  const count = facts.filter((fact) => fact.paragraph === paragraph && fact.start < start).at(-1);
  return count?.topic === 'performance_projects' && count.claim === 'count' && Number(count.value) > 1 ? `${paragraph} ${count.value} ${year}` : '';
}

function outcome(first: Fact, again: Fact): Outcome {
  const cells = [first.factId, again.factId];
  return {
    suspects: cells,
    finding: {
      rule: RESTATED, ...(again.page === undefined ? {} : { page: again.page }), published: printed(again), expected: printed(first), difference: yuan((again.amount?.fen ?? 0n) - (first.amount?.fen ?? 0n)), cause: 'published',
      params: { subject: subjectOf(first), first: quoted(first.sentence), second: quoted(again.sentence) }, cells,
      evidence: [first, again].map((fact) => ({ statement: quoted(fact.sentence), cells: [fact.factId], published: printed(fact) })),
    },
  };
}
