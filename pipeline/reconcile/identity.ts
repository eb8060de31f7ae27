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

export interface Identity {
  /** Stable within a document: rule and the cell of the whole, `sum/children t3:12:total`. */
  readonly id: string;
  /** Rule of schemas/rules.yaml that counts it. */
  readonly rule: string;
  readonly relation: '=' | '≤';
  /** Soft identities hold by custom, not by definition: alone they make a warning, never an error. */
  readonly hard: boolean;
  /** The whole (or the first of two equal figures) with +1 first, then the parts with −1; of `≤` the part with +1, the whole with −1. */
  readonly terms: readonly Term[];
  /** The identity in words, without amounts: `20805 = 2080501 + 2080505`. */
  readonly zh: string;
  readonly en: string;
}

/** An identity that should exist but can't be made, with its reason (`table missing`, `label not found`, …). */
export interface Uncheckable {
  readonly rule: string;
  readonly reason: string;
  readonly count?: number;
  /** Total of a listing that its lines can't make up. */
  readonly listing?: Figure;
  /** Figures of a row whose total (the first) no cut of the other columns makes up. */
  readonly row?: readonly Figure[];
}

/** What a builder of identities gives. */
export interface Identities {
  readonly identities: readonly Identity[];
  readonly uncheckable: readonly Uncheckable[];
}

/** `empty`: every term is blank, no instance. `rounding`: not exact, but the intervals meet. */
export type Verdict = 'holds' | 'rounding' | 'fails' | 'empty' | 'unreadable';

/** Σ ±fen: what the whole has too much. */
export function residual(identity: Pick<Identity, 'terms'>): bigint {
  return identity.terms.reduce((sum, { figure, sign }) => sum + sign * figure.fen, 0n);
}

/** Twice the half-width of the sum's interval, in fen. */
export function slack(identity: Pick<Identity, 'terms'>): bigint {
  return identity.terms.reduce((sum, { figure }) => sum + figure.step, 0n);
}

const verdicts = new WeakMap<Pick<Identity, 'terms' | 'relation'>, Verdict>();

/** Judged once: identities don't change. */
export function judge(identity: Pick<Identity, 'terms' | 'relation'>): Verdict {
  const known = verdicts.get(identity);
  if (known !== undefined) return known;
  const verdict = verdictOf(identity);
  verdicts.set(identity, verdict);
  return verdict;
}

function verdictOf(identity: Pick<Identity, 'terms' | 'relation'>): Verdict {
  if (identity.terms.some((t) => t.figure.state === 'unreadable')) return 'unreadable';
  if (identity.terms.every((t) => t.figure.state === 'blank' || t.figure.state === 'dash')) return 'empty';
  const r = residual(identity);
  if (r === 0n || (identity.relation === '≤' && r < 0n)) return 'holds';
  return (r < 0n ? -r : r) * 2n <= slack(identity) ? 'rounding' : 'fails';
}

/** `=` of a whole and its parts. */
export function equal(rule: string, whole: Figure, parts: readonly Figure[], words: { readonly zh: string; readonly en: string }, hard = true): Identity {
  return { id: `${rule} ${whole.ref} ${parts.map((p) => p.ref).join('+')}`, rule, relation: '=', hard, terms: [{ figure: whole, sign: 1n }, ...parts.map((figure) => ({ figure, sign: -1n as const }))], ...words };
}

/** Parts at most their whole. */
export function atMost(rule: string, parts: readonly Figure[], whole: Figure, words: { readonly zh: string; readonly en: string }, hard = true): Identity {
  return { id: `${rule} ${parts.map((p) => p.ref).join('+')} ${whole.ref}`, rule, relation: '≤', hard, terms: [...parts.map((figure) => ({ figure, sign: 1n as const })), { figure: whole, sign: -1n }], ...words };
}

/** The figure that the identity is about: the whole of `=`, the (first) part of `≤`. */
export const subject = (identity: Identity): Figure => (identity.terms[0] as Term).figure;
