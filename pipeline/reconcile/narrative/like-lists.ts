/**
 * Lists under heads of one name (项目总预算1,720万元，其中：…) in a document that names all of the head every time, or sums it up
 * behind the list (合计): the one that a slip of a digit keeps from being its head is wrong.
 */
import type { NormalisedDocument } from '../../../schemas/document.js';
import type { Fact } from '../../../schemas/fact.js';
import { groupBy } from '../../../schemas/groups.js';
import { meet, rangeOf, rangesOf, total, type Range } from '../intervals.js';
import { isTelling } from '../localise/likeness.js';
import { TOGETHER } from './aside-lists.js';
import type { List } from './part-lists.js';
import { missesBySlip, TELLING_IN_SUMS } from './slips.js';

/** Lists that must be all of their head for each that isn't. */
const HABIT = 3;

/** The lists that are not all of their heads. */
export function unlikeLists(lists: readonly List[], { facts }: Pick<NormalisedDocument, 'facts'>): List[] {
  const groups = groupBy(lists.filter(({ head }) => head.topic === 'other' && head.amount !== undefined), ({ head }) => head.subject.replaceAll(/\d+年度?/g, ''));
  return [...groups.values()].flatMap((group) => {
    if (group.length <= HABIT) return [];
    const odd = group.filter((list) => !isWhole(list, facts));
    return group.length - odd.length >= HABIT * odd.length && odd.every(slips) ? odd : [];
  });
}

/** Totals behind a list (合计) that a slip of a digit keeps from being its head. */
export function summedOtherwise(lists: readonly List[], { facts }: Pick<NormalisedDocument, 'facts'>): List[] {
  return lists.flatMap(({ head, parts, stated }) => {
    const sum = sumBehind({ head, parts, stated }, facts);
    const isOther = sum?.amount !== undefined && head.amount !== undefined && !meet(rangeOf(sum.amount), rangeOf(head.amount)) && isTelling(sum.amount.fen, head.amount.fen);
    return isOther ? [{ head, parts: [sum], stated: [sum] }] : [];
  });
}

/** The total that a sentence gives behind a list of its own. */
const sumBehind = ({ head, stated }: List, facts: readonly Fact[]): Fact | undefined =>
  facts.find((fact) => fact.claim === 'amount' && TOGETHER.test(fact.subject) && fact.paragraph === head.paragraph && fact.sentence === head.sentence && fact.start > (stated.at(-1)?.start ?? head.start));

function isWhole(list: List, facts: readonly Fact[]): boolean {
  const [whole, ...ranges] = rangesOf([list.head, ...list.parts]) as [Range, ...Range[]];
  const sum = sumBehind(list, facts)?.amount;
  return meet(total(ranges), whole) || (sum !== undefined && meet(rangeOf(sum), whole));
}

const slips = ({ head, parts }: List): boolean => {
  const [whole, ...terms] = [head, ...parts].map((fact) => ({ fact, fen: fact.amount?.fen ?? 0n }));
  return whole !== undefined && missesBySlip(whole, terms, true, TELLING_IN_SUMS);
};
