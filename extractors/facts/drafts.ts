/**
 * Drafts: facts while their passage is being read, and what holds between them.
 */
import type { Fact, FactTopic } from '../../schemas/fact.js';
import type { Subject } from './subject.js';
import { parentsOf } from './vocabulary.js';

/** A fact while its passage is being read; the rest of `Fact` is filled in at the end. */
export type Draft = { -readonly [K in keyof Fact]: Fact[K] } & {
  /** Which of the document's two sets of figures an amount belongs to. */
  basis: 'budget' | 'final' | 'previous' | '';
  /** In a sentence of reasons: no figure that others go on from. */
  reason: boolean;
  /** Mark before it in its list: 、 ， ； or ''. */
  mark: string;
  /** Place of the passage's text. */
  at: number;
  /** Words of the whole that a share names (本年支出合计), where the passage states no such figure. */
  whole?: string;
};

/** Facts of the passage before, as far as this passage may go on from it. */
export interface Opening {
  readonly head: Draft;
  /** Head of the changes that a list of changes belongs to. */
  readonly change: Draft | undefined;
  /** First part of a list whose lines have no numbers: a line that begins with another thing is none of it. */
  readonly beside?: Draft;
}

const FINAL_FAMILY: ReadonlySet<string> = new Set(['three_public', 'overseas', 'reception', 'vehicle_subtotal', 'vehicle_purchase', 'vehicle_operation', 'meeting', 'training']);

/** Whether a line of an unnumbered list may stand beside its first part: another part of the same cut, or another thing without a topic of its own. */
export function standsBeside(fact: Draft, first: Draft): boolean {
  if (siblings(fact, first) || (FINAL_FAMILY.has(fact.topic) && FINAL_FAMILY.has(first.topic) && fact.topic !== first.topic)) return true;
  const plain = (draft: Draft): boolean => draft.topic === 'other' || draft.topic === 'project_part';
  return plain(fact) && plain(first) ? fact.subject !== first.subject : fact.topic === 'item' && first.topic === 'item' && fact.name !== first.name;
}

/** Makes `part` a part of `head`; it takes the fund over where it has none. */
export function join(part: Draft, head: Draft): void {
  part.partOf = head.factId;
  if (part.fund === '') part.fund = head.fund;
}

/** Words and figures that show a list to be all of its head. */
export function isWhole(head: Draft, parts: readonly Draft[]): boolean {
  const has = (...topics: readonly FactTopic[]): boolean => topics.every((topic) => parts.some((part) => part.topic === topic));
  if (head.topic === 'procurement') return has('procurement_goods', 'procurement_works', 'procurement_services');
  if (head.topic === 'vehicle_subtotal') return has('vehicle_purchase', 'vehicle_operation');
  if (head.topic === 'three_public') return has('overseas', 'reception') && (has('vehicle_subtotal') || has('vehicle_purchase', 'vehicle_operation'));
  return head.topic === 'vehicles' && /其他/.test(parts.at(-1)?.subject ?? '');
}

/** The subject of a fact, for another that goes on from it. */
export function subjectLike(fact: Draft): Subject {
  const item = fact.name === undefined ? undefined : { name: fact.name, path: fact.path ?? [fact.name], code: fact.code, classification: fact.classification };
  return { topic: fact.topic, measure: fact.measure, fund: fact.fund, words: fact.subject, own: false, ...(item ? { item } : {}) };
}

/** The measure with `_budget` for a budget figure of a final account, `_final` for the “三公” family's other figures. */
export function suffixed(fact: Draft, stage: string): string {
  if (stage !== 'final' || fact.measure === '') return fact.measure;
  if (fact.basis === 'budget') return `${fact.measure}_budget`;
  return fact.basis === 'final' && FINAL_FAMILY.has(fact.topic) ? `${fact.measure}_final` : fact.measure;
}

/** Cuts of spending: 基本支出 | 项目支出 …, 人员经费 | 公用经费. Their whole may be any. */
const CUTS: readonly ReadonlySet<FactTopic>[] = [
  new Set(['basic', 'project', 'operating_expenditure', 'remittance_to_superior', 'subsidy_to_subordinate']),
  new Set(['personnel', 'public_operating']),
];

/** Different parts of one thing by nature (因公出国 and 公务接待 of “三公”经费). */
export function siblings(a: Pick<Fact, 'topic'>, b: Pick<Fact, 'topic'>): boolean {
  if (a.topic !== b.topic && CUTS.some((cut) => cut.has(a.topic) && cut.has(b.topic))) return true;
  return a.topic !== b.topic && parentsOf(a.topic).some((parent) => parentsOf(b.topic).includes(parent));
}
