/**
 * Identities (勾稽关系): what the figures of a document must satisfy, `Σ ±figures = 0`, or `≤ 0` where a part is bounded by
 * its whole. Checking, localising and proving all speak of identities; none of them knows where a figure was read.
 *
 * A printed figure is the interval of its precision, after XBRL Calculations 1.1 (2023): an identity holds where the
 * intervals meet. A blank is no figure; as a term it adds nothing. A printed zero is exact.
 */
import type { CellRef } from '../../schemas/finding.js';
import type { EntryCell, Measure, Table } from '../../schemas/table.js';
import type { Line } from '../../schemas/document.js';
import { abs } from './intervals.js';

/** One amount cell as a term sees it. Unique per cell: terms share figures by reference. */
export interface Figure {
  readonly ref: CellRef;
  readonly state: 'amount' | 'blank' | 'dash' | 'unreadable';
  /** Value in fen; 0 where nothing is printed. */
  readonly fen: bigint;
  /** Width of the figure's interval in fen: worth of one unit of its last digit; 0 where nothing or zero is printed. */
  readonly step: bigint;
  readonly measure: Measure;
  readonly cell: EntryCell;
  readonly line: Line;
  readonly table: Table;
  /** What a reviewer says of the cell: it is as it stands, or it is none of these (in fen). */
  readonly known?: { readonly fixed: boolean; readonly not: readonly bigint[] };
}

/** Whether a reviewer leaves it open that the figure is `value`. */
export const mayBe = ({ known, fen }: Figure, value: bigint): boolean => known === undefined || (!(known.fixed && value !== fen) && !known.not.includes(value));

export interface Term {
  readonly figure: Figure;
  readonly sign: 1n | -1n;
}

/** An identity in words, without amounts: `20805 = 2080501 + 2080505`. */
export interface Sentence { readonly zh: string; readonly en: string }

/** `empty`: every term is blank, no instance. `rounding`: not exact, but the intervals meet. */
export type Verdict = 'holds' | 'rounding' | 'fails' | 'empty' | 'unreadable';

/** What a figure has to be, judged once and put into words when someone asks: of a document's thousands few are shown. */
export class Identity {
  readonly #sentence: () => Sentence;
  #verdict: Verdict | undefined;

  /**
   * @param rule rule of schemas/rules.yaml that counts it
   * @param terms the whole (or the first of two equal figures) with +1 first, then the parts with −1; of `≤` the part with +1, the whole with −1
   * @param hard soft identities hold by custom, not by definition: alone they make a warning, never an error
   */
  constructor(readonly rule: string, readonly relation: '=' | '≤', readonly terms: readonly Term[], sentence: () => Sentence, readonly hard = true) {
    this.#sentence = sentence;
  }

  get zh(): string {
    return this.#sentence().zh;
  }

  get en(): string {
    return this.#sentence().en;
  }

  get verdict(): Verdict {
    return (this.#verdict ??= verdictOf(this));
  }

  /** The same of other figures. */
  of(terms: readonly Term[]): Identity {
    return new Identity(this.rule, this.relation, terms, this.#sentence, this.hard);
  }
}

/** An identity that should exist but can't be made, with its reason (`table missing`, `label not found`, …). */
export interface Uncheckable {
  readonly rule: string;
  readonly reason: string;
  readonly count?: number;
  /** Total of a listing that its lines can't make up, as the sum of all of them. */
  readonly listing?: Identity;
  /** The failing sum of a heading in a table that prints, again and again, less than its headings hold. */
  readonly short?: Identity;
  /** Figures of rows whose total (the first) no cut of the other columns makes up. */
  readonly row?: readonly Figure[];
}

/** What a builder of identities gives. */
export interface Identities {
  readonly identities: readonly Identity[];
  readonly uncheckable: readonly Uncheckable[];
}

/** Σ ±fen: what the whole has too much. */
export function residual(identity: Pick<Identity, 'terms'>): bigint {
  let sum = 0n;
  for (const { figure, sign } of identity.terms) sum = sign === 1n ? sum + figure.fen : sum - figure.fen;
  return sum;
}

/** Twice the half-width of the sum's interval, in fen. */
export function slack(identity: Pick<Identity, 'terms'>): bigint {
  let sum = 0n;
  for (const { figure } of identity.terms) sum += figure.step;
  return sum;
}

/** What an identity says of the figures that are printed. */
export const judge = (identity: Identity): Verdict => identity.verdict;

function verdictOf({ terms, relation }: Identity): Verdict {
  let sum = 0n;
  let width = 0n;
  let nothing = true;
  for (const { figure, sign } of terms) {
    if (figure.state === 'unreadable') return 'unreadable';
    nothing &&= isNothing(figure);
    sum = sign === 1n ? sum + figure.fen : sum - figure.fen;
    width += figure.step;
  }
  return nothing ? 'empty' : weigh(sum, width, relation);
}

const isNothing = ({ state }: Figure): boolean => state === 'blank' || state === 'dash';

function weigh(excess: bigint, width: bigint, relation: '=' | '≤'): Verdict {
  if (excess === 0n || (relation === '≤' && excess < 0n)) return 'holds';
  return abs(excess) * 2n <= width ? 'rounding' : 'fails';
}

/** What an identity of these figures would say. */
export function judgeParts(whole: Figure, parts: readonly Figure[], relation: '=' | '≤' = '='): Verdict {
  let sum = 0n;
  let width = whole.step;
  let nothing = isNothing(whole);
  if (whole.state === 'unreadable') return 'unreadable';
  for (const part of parts) {
    if (part.state === 'unreadable') return 'unreadable';
    nothing &&= isNothing(part);
    sum += part.fen;
    width += part.step;
  }
  if (nothing) return 'empty';
  return weigh(relation === '=' ? whole.fen - sum : sum - whole.fen, width, relation);
}

/** `=` of a whole and its parts. */
export const equal = (rule: string, whole: Figure, parts: readonly Figure[], sentence: () => Sentence, hard = true): Identity =>
  new Identity(rule, '=', [{ figure: whole, sign: 1n }, ...parts.map((figure) => ({ figure, sign: -1n as const }))], sentence, hard);

/** Parts at most their whole. */
export const atMost = (rule: string, parts: readonly Figure[], whole: Figure, sentence: () => Sentence, hard = true): Identity =>
  new Identity(rule, '≤', [...parts.map((figure) => ({ figure, sign: 1n as const })), { figure: whole, sign: -1n }], sentence, hard);

/** The figure that the others make up, or that bounds them. */
export const wholeOf = ({ relation, terms }: Identity): Figure => (terms[relation === '=' ? 0 : terms.length - 1] as Term).figure;

/** The figure that the identity is about: the whole of `=`, the (first) part of `≤`. */
export const subject = (identity: Identity): Figure => (identity.terms[0] as Term).figure;
