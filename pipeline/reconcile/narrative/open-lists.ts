/**
 * Lists that 主要 leaves open (1.统计管理352万元，主要包括：…) in a document that names all of it every time: the one that does not
 * add up is wrong.
 */
import type { NormalisedDocument } from '../../../schemas/document.js';
import type { Fact } from '../../../schemas/fact.js';
import { meet, rangesOf, total, type Range } from '../intervals.js';
import type { List } from './part-lists.js';
import { missesBySlip } from './slips.js';

/** Lists that must be all of their head, for each that isn't, before these are called wrong. */
const HABIT = 3;
/** Parts of a list that make its head by no chance: where a slip of a digit lies between, one such list shows the habit. */
const LONG = 3;
const NUMBERED = /(?:^|[：；，。])\s*(\d{1,2})[.．、](?!\d)/g;

/** The lists that are not all of their heads, and how many were looked at. */
export function oddOnesOut(lists: readonly List[], document: Pick<NormalisedDocument, 'facts' | 'paragraphs'>): { readonly looked: number; readonly odd: readonly List[] } {
  const read = lists.flatMap((list) => readWhole(list, document) ?? readOn(list, document) ?? []);
  const odd = read.filter((list) => !addsUp(list));
  const holding = read.filter((list) => !odd.includes(list));
  const habit = holding.length >= HABIT * Math.max(odd.length, 1) || (odd.length === 1 && holding.some(({ parts }) => parts.length >= LONG) && odd.every(slips));
  return habit && (odd.length <= 1 || odd.every(slips)) ? { looked: read.length, odd } : { looked: 0, odd: [] };
}

function addsUp({ head, parts }: List): boolean {
  const [whole, ...ranges] = rangesOf([head, ...parts]) as [Range, ...Range[]];
  return meet(total(ranges), whole);
}

const slips = ({ head, parts }: List): boolean => {
  const [whole, ...terms] = [head, ...parts].map((fact) => ({ fact, fen: fact.amount?.fen ?? 0n }));
  return whole !== undefined && missesBySlip(whole, terms, true);
};

const amountsBehind = ({ head }: List, facts: readonly Fact[]): Fact[] => facts.filter((fact) => fact.paragraph === head.paragraph && fact.start > head.start && fact.claim === 'amount');

/** The list where no other amount stands behind its head in the paragraph, and no numbered part that may go on in the next one. */
function readWhole(list: List, { facts, paragraphs }: Pick<NormalisedDocument, 'facts' | 'paragraphs'>): List | undefined {
  const { head, parts, stated } = list;
  const behind = amountsBehind(list, facts);
  if (behind.length === 0 || !behind.every((fact) => stated.includes(fact))) return undefined;
  const last = Math.max(...stated.map(({ paragraph }) => paragraph));
  const text = [paragraphs[head.paragraph]?.text.slice(head.start), ...paragraphs.slice(head.paragraph + 1, last + 1).map((one) => one.text)].join('；');
  const numbers = [...text.matchAll(NUMBERED)].map((match) => Number(match[1]));
  const next = /^\s*(\d{1,2})[.．、](?!\d)/.exec(paragraphs[last + 1]?.text ?? '')?.[1];
  const all = numbers.length === parts.length && numbers.every((number, i) => number === i + 1) && Number(next) !== numbers.length + 1;
  return numbers.length === 0 || all ? list : undefined;
}

/** A list that goes on behind its first sentence, with the amounts of the rest of its paragraph: it shows a habit, or a slip. */
function readOn(list: List, { facts }: Pick<NormalisedDocument, 'facts'>): List | undefined {
  const behind = amountsBehind(list, facts);
  if (behind.some(({ partOf, topic }) => (partOf !== undefined && partOf !== list.head.factId) || topic !== 'other')) return undefined;
  const all = { ...list, parts: behind, stated: behind };
  return behind.length > list.parts.length && (addsUp(all) || slips(all)) ? all : undefined;
}
