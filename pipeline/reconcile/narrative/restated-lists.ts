/**
 * Lists that a text gives twice: 包括在职人员经费…、公用经费…、对个人和家庭的补助支出…, and again in numbered paragraphs. Where
 * all figures but one agree, word for word and amount for amount, that one is told otherwise the second time; or all but
 * two and more, where slips of digits keep these from agreeing.
 */
import type { NormalisedDocument } from '../../../schemas/document.js';
import { basisSuffix, type Fact } from '../../../schemas/fact.js';
import { groupBy } from '../../../schemas/groups.js';
import type { Counter } from '../../normalise/observations.js';
import { meet, rangeOf } from '../intervals.js';
import { isTelling } from '../localise/likeness.js';
import { printed, quoted, sentenceKey, subjectOf, yuan, type Outcome } from './outcome.js';

const RESTATED = 'narrative/restated';
/** Figures that must agree before the one that does not is called wrong. */
const AGREEING = 2;
/** Lists that are compared, at most: a text of many thousand figures is no narrative. */
const MOST_LISTS = 400;

interface Amounted extends Fact { readonly amount: NonNullable<Fact['amount']> }
/** The figures of a list by their words, those of words that it has twice left out. */
type List = ReadonlyMap<string, Amounted>;

/** Checks every two lists of the document; two figures that tables settled are left to them. */
export function checkRestatedLists({ facts, paragraphs }: Pick<NormalisedDocument, 'facts' | 'paragraphs'>, settled: ReadonlySet<string>, counter: Counter): Outcome[] {
  const amounts = facts.filter((fact): fact is Amounted => fact.claim === 'amount' && fact.amount !== undefined);
  const lists = [...listsBy(amounts, ({ partOf }) => partOf ?? ''), ...listsBy(amounts.filter(({ partOf }) => partOf === undefined), sentenceKey), ...listsBy(amounts, numberedRuns(amounts, paragraphs))].slice(0, MOST_LISTS);
  const heads = new Map(facts.map((fact) => [fact.factId, fact]));
  return lists.flatMap((first, i) => lists.slice(i + 1).flatMap((second) => compared(first, second, heads, settled, counter)));
}

/** Groups of at least three figures with words of their own. */
function listsBy(facts: readonly Amounted[], keyOf: (fact: Amounted) => string): List[] {
  const groups = groupBy(facts.filter((fact) => keyOf(fact) !== ''), keyOf);
  return [...groups.values()].map(byWords).filter((list) => list.size > AGREEING);
}

function byWords(facts: readonly Amounted[]): List {
  return new Map([...groupBy(facts.filter((fact) => wordsOf(fact) !== ''), wordsOf)].flatMap(([key, [only, ...more]]) => (only === undefined || more.length > 0 ? [] : [[key, only] as const])));
}

/** The words of a figure without what texts put in or leave out; '' where too little is left. */
function wordsOf(fact: Fact): string {
  const { subject, year, fund } = fact;
  const words = subject.replaceAll(/[\s的“”"（）()]/g, '').replace(/^(?:20\d\d年度?)?(?:本部门|本单位)?/, '').replace(/(?:预算数|预算|支出|金额|安排|共计|为)+$/, '');
  return words.length < 3 ? '' : `${words} ${year} ${basisSuffix(fact)} ${fund}`;
}

const NUMBERING = /^(?:[（(]([一二三四五六七八九十\d]+)[）)]|([一二三四五六七八九十]+)、|(\d{1,2})[.．、](?!\d))/;

/** Runs of numbered paragraphs that begin with a figure: （一）在职人员经费5,500万元。 （二）公用经费806万元。 */
function numberedRuns(facts: readonly Amounted[], paragraphs: NormalisedDocument['paragraphs']): (fact: Amounted) => string {
  const runs = new Map<string, string>();
  let [run, style] = [0, ''];
  let last = -1;
  for (const fact of facts) {
    if (fact.paragraph === last) continue;
    last = fact.paragraph;
    const text = paragraphs[fact.paragraph]?.text ?? '';
    const match = NUMBERING.exec(text);
    if (match === null || /[。；]/.test(text.slice(0, fact.start))) continue;
    const own = ['brackets', 'words', 'digits'].find((_, k) => match[k + 1] !== undefined) ?? '';
    if (own !== style || /^[一1]$/.test(match[1] ?? match[2] ?? match[3] ?? '')) run += 1;
    style = own;
    runs.set(fact.factId, `run ${run}`);
  }
  return ({ factId }) => runs.get(factId) ?? '';
}

function compared(first: List, second: List, heads: ReadonlyMap<string, Fact>, settled: ReadonlySet<string>, counter: Counter): Outcome[] {
  const both = [...first].flatMap(([words, fact]) => {
    const again = second.get(words);
    return again === undefined || again.factId === fact.factId || sentenceKey(again) === sentenceKey(fact) ? [] : [{ fact, again }];
  });
  const agrees = ({ fact, again }: (typeof both)[number]): boolean => meet(rangeOf(fact.amount), rangeOf(again.amount));
  const differing = both.filter((pair) => !agrees(pair));
  const telling = both.filter((pair) => agrees(pair) && pair.fact.amount.fen >= 100n * pair.fact.amount.step);
  // Of two figures and more a slip of a digit must lie between each and the other.
  const isAgain = ({ fact, again }: (typeof both)[number]): boolean => (differing.length > 1 ? isTelling(again.amount.fen, fact.amount.fen) : isOneFigure(fact, again, heads));
  if (telling.length < Math.max(AGREEING, differing.length) || !differing.every(isAgain)) return [];
  counter.applies(RESTATED, both.length);
  const wrong = differing.filter(({ fact, again }) => !settled.has(fact.factId) || !settled.has(again.factId));
  counter.fails(RESTATED, wrong.length);
  return wrong.map(({ fact, again }) => outcome(fact, again));
}

/**
 * Whether two figures of the same words must be one: words of their own, a part of wholes that agree, or a slip of a digit
 * between them. 项目支出 of one fund is not that of all.
 */
function isOneFigure(fact: Amounted, again: Amounted, heads: ReadonlyMap<string, Fact>): boolean {
  const [whole, other] = [fact, again].map(({ partOf }) => heads.get(partOf ?? '')?.amount);
  if (whole !== undefined && other !== undefined) return meet(rangeOf(whole), rangeOf(other));
  if (isTelling(again.amount.fen, fact.amount.fen)) return true;
  return (fact.topic === 'other' || fact.topic === 'project_part') && (again.topic === 'other' || again.topic === 'project_part');
}

function outcome(first: Amounted, again: Amounted): Outcome {
  const cells = [first.factId, again.factId];
  return {
    suspects: cells,
    finding: {
      rule: RESTATED, ...(again.measure === '' ? {} : { measure: again.measure }), ...(again.page === undefined ? {} : { page: again.page }),
      published: printed(again), expected: printed(first), difference: yuan(again.amount.fen - first.amount.fen), cause: 'published',
      params: { subject: subjectOf(first), first: quoted(first.sentence), second: quoted(again.sentence) },
      cells,
      evidence: [first, again].map((fact) => ({ statement: quoted(fact.sentence), cells: [fact.factId], published: printed(fact) })),
    },
  };
}
