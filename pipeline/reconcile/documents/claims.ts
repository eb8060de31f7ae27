/**
 * What the narrative says of figures that stand in another document: last year's figure itself, this year's with its
 * change (比上年预算增加N万元), the budget that a final account was measured by (年初预算为N万元).
 */
import type { NormalisedDocument } from '../../../schemas/document.js';
import type { Fact } from '../../../schemas/fact.js';
import { minus, plus, rangeOf, type Range } from '../intervals.js';
import { printed, quoted, subjectOf } from '../narrative/outcome.js';
import { wordsBasis, type Basis } from './basis.js';

export interface Claim extends Pick<Fact, 'topic' | 'code' | 'name' | 'classification' | 'fund' | 'section'> {
  readonly fact: string;
  /** All facts that it is made of. */
  readonly facts: readonly string[];
  /** The document that holds the figure: of last year, or the budget of the same year. */
  readonly of: 'previous' | 'budget';
  readonly subject: string;
  readonly title: string;
  readonly measure: string;
  /** The figure in half fen: what it may be, and at its middle in fen. */
  readonly lo: string;
  readonly hi: string;
  readonly fen: string;
  /** This year's figure, by which the place in the tables is known; null where the other year's is stated itself. */
  readonly now: { readonly fen: string; readonly step: string } | null;
  readonly basis: Exclude<Basis, 'other'>;
  /** 15621.11万元，减少876.75万元. */
  readonly says: string;
  readonly sentence: string;
  readonly page: number | null;
  /** Another finding speaks of one of the facts. */
  readonly doubtful: boolean;
}

/** The claims of a document, in the order of the text. */
export function claimsOf(document: NormalisedDocument): Claim[] {
  const byId = new Map(document.facts.map((fact) => [fact.factId, fact]));
  return document.facts.flatMap((fact): Claim[] => {
    if (fact.claim === 'change' && fact.of !== undefined) return changeClaim(document, fact, byId.get(fact.of));
    if (fact.claim === 'amount' && fact.amount !== undefined) return amountClaim(document, fact);
    return [];
  });
}

/** This year's figure and its change make last year's. */
function changeClaim(document: NormalisedDocument, change: Fact, now: Fact | undefined): Claim[] {
  const { fiscalYear } = document.identity;
  if (now?.amount === undefined || now.claim !== 'amount' || now.year !== fiscalYear || /_(?:budget|previous)$/.test(now.measure) || change.base !== undefined) return [];
  const basis = wordsBasis(between(document, now, change), document.identity);
  if (basis === 'other') return [];
  const moved = change.amount;
  if (moved === undefined && change.direction !== 'flat') return [];
  const before: Range = moved === undefined || change.direction === 'flat' ? rangeOf(now.amount) : change.direction === 'decrease' ? plus(rangeOf(now.amount), rangeOf(moved)) : minus(rangeOf(now.amount), rangeOf(moved));
  const by = moved === undefined || change.direction === 'flat' ? 0n : change.direction === 'decrease' ? moved.fen : -moved.fen;
  const says = `${printed(now)}，${change.direction === 'flat' ? '持平' : `${change.direction === 'decrease' ? '减少' : '增加'}${printed(change)}`}`;
  return [{ ...subject(now), fact: change.factId, facts: [now.factId, change.factId], of: 'previous', lo: before.lo.toString(), hi: before.hi.toString(), fen: (now.amount.fen + by).toString(), now: { fen: now.amount.fen.toString(), step: now.amount.step.toString() }, basis, says, sentence: quoted(change.sentence), page: change.page ?? now.page ?? null, doubtful: false }];
}

/** Last year's figure, or the budget of the year, in so many words. */
function amountClaim(document: NormalisedDocument, fact: Fact): Claim[] {
  if (fact.amount === undefined) return [];
  const { fiscalYear, stage } = document.identity;
  const words = clauseBefore(document, fact);
  const range = rangeOf(fact.amount);
  const claim = (of: Claim['of'], basis: Claim['basis']): Claim[] => [{ ...subject(fact), fact: fact.factId, facts: [fact.factId], of, lo: range.lo.toString(), hi: range.hi.toString(), fen: fact.amount?.fen.toString() ?? '0', now: null, basis, says: printed(fact), sentence: quoted(fact.sentence), page: fact.page ?? null, doubtful: false }];
  if (stage === 'final' && fact.measure.endsWith('_budget') && fact.year === fiscalYear) return /年初预算/.test(words) && !/调整|全年|上年|去年/.test(words) ? claim('budget', 'stated') : [];
  if (!fact.measure.endsWith('_previous') || fact.year !== fiscalYear - 1) return [];
  const basis = wordsBasis(words, document.identity);
  return basis === 'stated' ? claim('previous', basis) : [];
}

const subject = (fact: Fact): Pick<Claim, 'topic' | 'code' | 'name' | 'classification' | 'fund' | 'section' | 'subject' | 'title' | 'measure'> => ({
  topic: fact.topic, code: fact.code, ...(fact.name === undefined ? {} : { name: fact.name }), classification: fact.classification, fund: fact.fund, section: fact.section,
  subject: fact.subject, title: subjectOf(fact), measure: fact.measure.replace(/_(?:budget|previous)$/, ''),
});

/** The words that compare: from this year's figure to its change, or where none stand there, from the beginning of the sentence. */
function between({ paragraphs }: NormalisedDocument, now: Fact, change: Fact): string {
  const text = paragraphs[change.paragraph]?.text ?? '';
  const end = change.direction === 'flat' && change.value === '' ? clauseEnd(text, Math.max(change.start, now.paragraph === change.paragraph ? now.start : 0)) : change.start;
  const own = now.paragraph === change.paragraph && now.start < end ? text.slice(now.start, end) : '';
  if (/[比较与同]/.test(own)) return own;
  const start = Math.max(text.lastIndexOf('。', Math.min(end, change.start) - 1), text.lastIndexOf('；', Math.min(end, change.start) - 1)) + 1;
  return text.slice(start, end);
}

const clauseEnd = (text: string, from: number): number => {
  const end = text.slice(from).search(/[，。；]/);
  return end < 0 ? text.length : from + end;
};

/** The words right before a figure, back to the last comma. */
function clauseBefore({ paragraphs }: NormalisedDocument, fact: Fact): string {
  const before = (paragraphs[fact.paragraph]?.text ?? '').slice(0, fact.start);
  return before.slice(Math.max(...['。', '；', '，'].map((mark) => before.lastIndexOf(mark))) + 1);
}
