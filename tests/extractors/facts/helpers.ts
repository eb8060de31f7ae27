/** Facts of made paragraphs, with the official names of the items. */
import { readFacts } from '../../../extractors/facts/facts.js';
import type { Paragraph } from '../../../schemas/block.js';
import { findItemByName } from '../../../schemas/codes.js';
import type { Fact } from '../../../schemas/fact.js';

export const paragraphsOf = (texts: readonly string[]): Paragraph[] => texts.map((text) => ({ type: 'paragraph', text, source: 'text' }));

export function factsOf(texts: string | readonly string[], more: { readonly year?: number; readonly stage?: string; readonly organisation?: string } = {}): Fact[] {
  const { year = 2024, stage = 'budget', organisation = '某市司法局' } = more;
  return readFacts(paragraphsOf(typeof texts === 'string' ? [texts] : texts), { year, stage, organisation, itemByName: (name) => findItemByName(name, { year }) });
}

/** A fact as one line: `amount 3,264万元 business_income <f1`. Links are given by the printed figure that they point to. */
export function linesOf(facts: readonly Fact[]): string[] {
  const figure = (id: string): string => { const fact = facts.find((one) => one.factId === id); return fact === undefined ? '?' : `${fact.value}${fact.unit}`; };
  return facts.map((fact) => [
    fact.claim, `${fact.value}${fact.unit}`, fact.topic, fact.code,
    fact.direction ?? '', fact.of === undefined ? '' : `of ${figure(fact.of)}`, fact.partOf === undefined ? '' : `< ${figure(fact.partOf)}`,
    fact.base === undefined ? '' : `base ${figure(fact.base)}`, fact.parts ?? '',
  ].filter((word) => word !== '').join(' '));
}
