/**
 * Lists of prose: a whole and what the text makes its parts (其中：基本支出…；项目支出…).
 */
import type { NormalisedDocument } from '../../../schemas/document.js';
import { BOTH_SIDES, type Fact } from '../../../schemas/fact.js';
import { addTo, groupBy } from '../../../schemas/groups.js';
import { numberingOf } from '../../../schemas/numbering.js';
import { DIVISION } from '../../../extractors/facts/clauses.js';

/** The words that begin the list of one side: 收入包括：…；支出主要包括：…. */
const SIDE = /(?:^|[。；，])\s*(收入|支出)(?:主要|具体)?(?=包括|包含|构成|由)/g;
/** The words that begin a list by one way to divide: 按经济分类科目，…. */
const DIVIDED = new RegExp(`(?:^|[。；：])\\s*(${DIVISION})[，：]`, 'g');

export interface List {
  readonly head: Fact;
  /** One fact a part: what a text says twice counts once. */
  readonly parts: readonly Fact[];
  /** All facts that the text makes parts of the head. */
  readonly stated: readonly Fact[];
}

/** The lists of a document, heads in document order. */
export function listsOf({ facts, paragraphs }: Pick<NormalisedDocument, 'facts' | 'paragraphs'>): List[] {
  /** Open brackets before a figure: what stands in the brackets of a part is a part of that part. */
  const depth = (fact: Fact): number => [...(paragraphs[fact.paragraph]?.text.slice(0, fact.start) ?? '')].reduce((open, char) => (/[（(]/.test(char) ? open + 1 : /[）)]/.test(char) ? Math.max(open - 1, 0) : open), 0);
  const byHead = new Map<string, Fact[]>();
  for (const fact of facts) if (fact.partOf !== undefined) addTo(byHead, fact.partOf, fact);
  return facts.flatMap((head) => {
    const all = (byHead.get(head.factId) ?? []).filter((part) => part.claim === head.claim);
    const divisions = [...groupBy(all, (part) => divisionOf(head, part, paragraphs)).values()];
    return divisions.map((parts) => ({ head, parts: distinct(withoutDetails(parts, paragraphs), depth), stated: parts }));
  });
}

/**
 * What tells the lists of one head apart: the way to divide it that the words before a part name last (按经济分类科目，…), or the
 * side of a total of both (收支总预算…。收入包括：…；支出包括：…).
 */
function divisionOf(head: Fact, part: Fact, paragraphs: NormalisedDocument['paragraphs']): string {
  const before = paragraphs[part.paragraph]?.text.slice(0, part.start) ?? '';
  return [...before.matchAll(BOTH_SIDES.has(head.topic) ? SIDE : DIVIDED)].at(-1)?.[1] ?? '';
}

/** Parts without those of a lower level than the first one: 1.本年收入合计…。（1）一般公共预算拨款收入…。2.上年结转…. */
function withoutDetails(parts: readonly Fact[], paragraphs: NormalisedDocument['paragraphs']): readonly Fact[] {
  const levelOf = (fact: Fact): number => {
    const before = paragraphs[fact.paragraph]?.text.slice(0, fact.start) ?? '';
    const item = before.slice(Math.max(...['。', '；', '：'].map((mark) => before.lastIndexOf(mark))) + 1).trimStart();
    return numberingOf(item)?.level ?? -1;
  };
  const first = parts[0] === undefined ? -1 : levelOf(parts[0]);
  return first < 0 ? parts : parts.filter((part) => levelOf(part) <= first);
}

/** Topics that lie within another: not parts beside it. */
const WITHIN: Partial<Record<Fact['topic'], readonly Fact['topic'][]>> = {
  basic: ['personnel', 'public_operating'],
  vehicle_subtotal: ['vehicle_purchase', 'vehicle_operation'],
  fiscal_revenue: ['general_public_revenue', 'government_fund_revenue', 'state_capital_revenue'],
  fiscal_expenditure: ['general_public_expenditure', 'government_fund_expenditure', 'state_capital_expenditure'],
};

function distinct(all: readonly Fact[], depth: (fact: Fact) => number): Fact[] {
  const seen = new Set<string>();
  const outer = Math.min(...all.map(depth));
  const parts = all.filter((part) =>
    depth(part) === outer
    && !all.some((other) => WITHIN[other.topic]?.includes(part.topic) === true || (other.code !== '' && part.code.length > other.code.length && part.code.startsWith(other.code))));
  return parts.filter((part) => {
    const key = part.topic === 'other' || part.topic === 'project_part' || part.claim === 'count' ? part.factId : `${part.topic} ${part.measure} ${part.name ?? ''} ${part.code} ${part.fund}`;
    return seen.has(key) ? false : seen.add(key) !== undefined;
  });
}
