/**
 * Parts that a text singles out right behind their whole (预算资金14,175万元，其中财政拨款13,175万元): none is more than it, whatever
 * the two are called.
 */
import type { NormalisedDocument } from '../../../schemas/document.js';
import { basisSuffix, type Fact } from '../../../schemas/fact.js';
import type { List } from './part-lists.js';

/** The words between two figures that make the second a part of the first. */
const SINGLED_OUT = /^[\d,，.]+\s*(?:亿|万)?元[，,（(]\s*其中[：:]?[^\d，,。；;：:（）()]{0,20}$/u;

/** Each figure with the one that is singled out right behind it, where nothing makes a list of them. */
export function singledOut({ facts, paragraphs }: Pick<NormalisedDocument, 'facts' | 'paragraphs'>): List[] {
  const amounts = facts.filter((fact) => fact.claim === 'amount' && fact.amount !== undefined);
  return amounts.flatMap((part, i): List[] => {
    const head = amounts[i - 1];
    if (head === undefined || part.partOf !== undefined || !isBeside(head, part)) return [];
    return SINGLED_OUT.test(paragraphs[part.paragraph]?.text.slice(head.start, part.start) ?? '') ? [{ head, parts: [part], stated: [part] }] : [];
  });
}

const isBeside = (head: Fact, part: Fact): boolean => head.paragraph === part.paragraph && head.start < part.start && head.year === part.year && basisSuffix(head) === basisSuffix(part);
