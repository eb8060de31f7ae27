/**
 * Relations: how one row of a list is said to be the sum of others, or to bound them, in every column. What the figures of
 * each column say of it is a vote.
 */
import type { Measure } from '../../../schemas/table.js';
import { judgeParts, type Figure } from '../identity.js';
import type { Row } from './rows.js';

/** Figures of a relation in one measure, and what they say of it: all zeros and not broken down are no evidence. */
export interface Terms {
  readonly whole: Figure;
  readonly parts: readonly Figure[];
  readonly vote: 'holds' | 'fails' | 'none';
}

/** A row and those that make it up. Several structures are asked with the same relations: each column is judged once. */
export class Relation {
  readonly #terms = new Map<Measure, Terms | undefined>();

  /**
   * @param rule rule of schemas/rules.yaml that counts it
   * @param relation `≤`: the parts are not all of the whole
   * @param doubtful not every line that counts is known by numbering, code or words
   */
  constructor(readonly rule: string, readonly whole: Row, readonly parts: readonly Row[], readonly relation: '=' | '≤' = '=', readonly doubtful = false) {}

  /** The terms in one measure; undefined where the whole is not printed or nothing of the parts is. */
  termsOf(measure: Measure): Terms | undefined {
    if (!this.#terms.has(measure)) this.#terms.set(measure, termsIn(this, measure));
    return this.#terms.get(measure);
  }

  /** The same row and other parts. */
  of(parts: readonly Row[]): Relation {
    return new Relation(this.rule, this.whole, parts, this.relation, this.doubtful);
  }
}

function termsIn({ whole, parts, relation }: Relation, measure: Measure): Terms | undefined {
  const figure = whole.figures.get(measure);
  if (figure === undefined) return undefined;
  const figures: Figure[] = [];
  for (const part of parts) {
    const own = part.figures.get(measure);
    if (own !== undefined) figures.push(own);
  }
  if (figures.length === 0) return undefined;
  if (figure.state !== 'amount' && figure.state !== 'unreadable' && figures.every((f) => f.state === 'blank' || f.state === 'dash')) return undefined;
  return { whole: figure, parts: figures, vote: voteOf(figure, figures, relation) };
}

function voteOf(whole: Figure, parts: readonly Figure[], relation: Relation['relation']): Terms['vote'] {
  if (isNotBrokenDown({ whole, parts }) || (isZero(whole) && parts.every(isZero))) return 'none';
  const verdict = judgeParts(whole, parts, relation);
  if (verdict === 'holds' || verdict === 'rounding') return 'holds';
  return verdict === 'fails' ? 'fails' : 'none';
}

/** Whether the whole is printed and none of its parts: nothing is broken down. */
export const isNotBrokenDown = (terms: { readonly whole: Figure; readonly parts: readonly Figure[] }): boolean =>
  terms.whole.fen !== 0n && terms.parts.every((f) => f.state === 'blank' || f.state === 'dash');

const isZero = (figure: Figure): boolean => figure.fen === 0n && figure.state !== 'unreadable';

/** How many columns of relations the figures satisfy, and how many they contradict. */
export interface Score {
  readonly holds: number;
  readonly fails: number;
}

/** Whether all sums of a column that fail would hold with one other figure in one cell, several of them and one of several parts: 201 = 20104, and 20104 = its items. */
export function failByOne(relations: readonly Relation[], measure: Measure): boolean {
  const failing = relations.flatMap((relation) => {
    const terms = relation.relation === '=' ? relation.termsOf(measure) : undefined;
    return terms?.vote === 'fails' ? [terms] : [];
  });
  const [first, ...others] = failing;
  if (first === undefined || others.length === 0 || !failing.some(({ parts }) => parts.filter((f) => f.fen !== 0n).length > 1)) return false;
  const lacks = ({ whole, parts }: Terms, figure: Figure): bigint | undefined => {
    const short = whole.fen - parts.reduce((sum, f) => sum + f.fen, 0n);
    return figure === whole ? -short : parts.includes(figure) ? short : undefined;
  };
  return [first.whole, ...first.parts].some((figure) => others.every((terms) => lacks(terms, figure) === lacks(first, figure)));
}

/** How many instances of relations the figures satisfy. */
export function score(relations: readonly Relation[], measures: readonly Measure[]): Score {
  let holds = 0;
  let fails = 0;
  for (const relation of relations) {
    for (const measure of measures) {
      const vote = relation.termsOf(measure)?.vote;
      if (vote === 'holds') holds += 1;
      if (vote === 'fails') fails += 1;
    }
  }
  return { holds, fails };
}
