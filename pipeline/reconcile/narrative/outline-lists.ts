/**
 * Lists that headings make: a figure under a heading, and the figures of the numbered headings below it
 * (二、收入预算情况说明。2026年度收入预算…万元 ⏎（一）本年财政拨款收入…万元 ⏎（二）本年其他资金收入…万元).
 */
import type { NormalisedDocument } from '../../../schemas/document.js';
import { basisSuffix, headingAbove, type Fact } from '../../../schemas/fact.js';
import { groupBy } from '../../../schemas/groups.js';
import { topicSide } from '../../../extractors/facts/subject.js';
import type { List } from './part-lists.js';

/** Lists of one side, in the order of their heads. Whether they are all of it nothing says. */
export function outlineLists({ facts }: Pick<NormalisedDocument, 'facts'>): List[] {
  const firsts = [...groupBy(facts.filter((fact) => fact.claim === 'amount' && fact.amount !== undefined && !fact.measure.endsWith('_previous')), (fact) => `${fact.section} ${basisSuffix(fact)}`).values()].flatMap(([first]) => first ?? []);
  const below = groupBy(firsts, headingAbove);
  return firsts.flatMap((head) => {
    const parts = (below.get(head.section) ?? []).filter((part) => basisSuffix(part) === basisSuffix(head) && part.partOf !== head.factId && part.paragraph > head.paragraph);
    const like = parts.filter((part) => sideOf(part) === sideOf(head) && part.year === head.year);
    return sideOf(head) === '' || like.length < 2 || like.length < parts.length ? [] : [{ head, parts, stated: parts }];
  });
}

const THREE_PUBLIC: ReadonlySet<string> = new Set(['three_public', 'overseas', 'reception', 'vehicle_subtotal', 'vehicle_purchase', 'vehicle_operation']);

/** What a figure may be a part of: revenue, spending, or “三公”经费. */
const sideOf = ({ topic }: Fact): string => (THREE_PUBLIC.has(topic) ? 'three_public' : topic === 'carryover_opening' || topic === 'special_account' ? 'revenue' : topic === 'carryover_closing' || topic === 'operating_expenditure' ? 'expenditure' : topicSide(topic));
