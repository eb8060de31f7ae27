/**
 * Figures of prose that a slip of one digit keeps from agreeing. What the words of a list leave open (其中, 主要包括, 主要是)
 * explains many a difference, but hardly one that is a single digit wrong, dropped, added, or two that changed places.
 */
import type { Amount } from '../../../schemas/amount.js';
import type { Fact } from '../../../schemas/fact.js';
import { abs } from '../intervals.js';
import { digitsOf, slipOf, type Slip } from '../localise/likeness.js';
import { finestStep } from './outcome.js';

const OF_A_DIGIT: ReadonlySet<Slip> = new Set(['digit', 'dropped', 'added', 'transposed']);
/** Significant digits from which two figures that differ by a slip are no chance. */
const TELLING = 5;
/** The same of a list, where the others of it bear them out, and of two figures that one text states. */
export const TELLING_IN_LISTS = 4;
/** The same where the words leave no doubt that parts are all of it. */
export const TELLING_IN_SUMS = 3;
/** 1,000元: the least of the round sums that something unnamed may be. */
const ROUND = 100_000n;

/** Whether a slip of a digit lies between two amounts in fen. */
export const isSlip = (printed: bigint, value: bigint, digits = TELLING): boolean => OF_A_DIGIT.has(slipOf(printed, value)) && digitsOf(value) >= digits;

/** A value rounded as an amount is printed. */
export const inStepsOf = ({ step }: Pick<Amount, 'step'>, fen: bigint): bigint => ((fen + step / 2n) / step) * step;

/** Whether a difference is a round sum, which something unnamed may be. */
const isRound = (difference: bigint): boolean => digitsOf(abs(difference)) === 1 && abs(difference) >= ROUND;

/** The same, and no round sum lies between them. */
export const isPlainSlip = (printed: bigint, value: bigint): boolean => isSlip(printed, value) && !isRound(printed - value);

/** Whether parts are of one division, each with a name that is known. */
export const isNamed = (parts: readonly Fact[]): boolean =>
  parts.length > 1 && parts.every(({ topic, code }) => topic !== 'other' && topic !== 'project_part' && (topic !== 'item' || code !== '')) && new Set(parts.map(({ topic, code }) => `${topic} ${code}`)).size === parts.length;

/** A figure of a sum: what it counts for, below zero for a decrease. */
export interface Term {
  readonly fact: Fact;
  readonly fen: bigint;
}

/**
 * Whether parts miss their whole, and would make it, but for rounding, if one digit of one figure were another.
 * @param named whether the parts are of one division with names of their own: what is left out is no round sum then
 * @param digits significant digits that the right figure must have
 */
export function missesBySlip(whole: Term, parts: readonly Term[], named: boolean, digits = TELLING_IN_LISTS): boolean {
  const step = finestStep([whole.fact, ...parts.map(({ fact }) => fact)]);
  if (step === undefined) return false;
  const gap = whole.fen - parts.reduce((sum, { fen }) => sum + fen, 0n);
  const rounding = BigInt(Math.min(Math.floor((parts.length + 1) / 2), 3)) * step;
  if (abs(gap) <= rounding) return false;
  const offs = Array.from({ length: Number((2n * rounding) / step) + 1 }, (_, i) => gap - rounding + BigInt(i) * step).filter((off) => named || !isRound(off));
  return [{ ...whole, sign: -1n }, ...parts.map((part) => ({ ...part, sign: 1n }))].some(({ fen, sign }) =>
    offs.map((off) => fen + sign * off).some((value) => value * fen > 0n && isSlip(abs(fen), abs(value), digits)));
}
