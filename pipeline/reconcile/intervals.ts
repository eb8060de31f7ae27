/**
 * Intervals: what a printed figure may stand for. Prose is often truncated (42,526,068元 as 4,252万元), so a figure reaches
 * half a step down and a whole step up from its magnitude. All bounds are exact integers and inclusive.
 */
import type { Amount } from '../../schemas/amount.js';

/** Bounds in half fen (分 × 2), so that half a step is exact. */
export interface Range {
  readonly lo: bigint;
  readonly hi: bigint;
}

/** The amounts that a printed one may stand for, rounded or truncated to its last digit. */
export function rangeOf({ fen, step }: Pick<Amount, 'fen' | 'step'>): Range {
  const value = 2n * fen;
  const beyond = 2n * step - 1n;
  return fen < 0n ? { lo: value - beyond, hi: value + step } : { lo: value - step, hi: value + beyond };
}

/** What each figure of a list may stand for; nothing where it has no amount (持平). A bare 0 among figures with decimals is no rounded one. */
export function rangesOf(figures: readonly { readonly amount?: Pick<Amount, 'fen' | 'step'> }[]): Range[] {
  const steps = figures.flatMap(({ amount }) => amount?.step ?? []);
  const finest = steps.reduce((least, step) => (step < least ? step : least), steps[0] ?? 0n);
  return figures.map(({ amount }) => (amount === undefined || (amount.fen === 0n && amount.step > finest) ? { lo: 0n, hi: 0n } : rangeOf(amount)));
}

/** The amounts that round to the printed one. */
export function roundedRange({ fen, step }: Pick<Amount, 'fen' | 'step'>): Range {
  return { lo: 2n * fen - step, hi: 2n * fen + step };
}

/** The amounts that are cut off to the printed one. */
export function truncatedRange({ fen, step }: Pick<Amount, 'fen' | 'step'>): Range {
  const beyond = 2n * (step - 1n);
  return fen < 0n ? { lo: 2n * fen - beyond, hi: 2n * fen } : { lo: 2n * fen, hi: 2n * fen + beyond };
}

export const abs = (n: bigint): bigint => (n < 0n ? -n : n);

export const meet = (a: Range, b: Range): boolean => a.lo <= b.hi && b.lo <= a.hi;

export const plus = (a: Range, b: Range): Range => ({ lo: a.lo + b.lo, hi: a.hi + b.hi });
export const minus = (a: Range, b: Range): Range => ({ lo: a.lo - b.hi, hi: a.hi - b.lo });
export const negated = (a: Range): Range => ({ lo: -a.hi, hi: -a.lo });
export const total = (ranges: readonly Range[]): Range => ranges.reduce(plus, { lo: 0n, hi: 0n });

/** 100% in hundred-millionths, the scale of ratios; 1% is 1,000,000 of them. */
export const WHOLE = 100_000_000n;

/** The percentages that a printed one (a plain decimal) may stand for, in hundred-millionths. */
export function percentRange(value: string): Range {
  const step = 10n ** BigInt(6 - (DECIMAL.exec(value)?.[3] ?? '').length);
  const exact = percentValue(value);
  return exact < 0n || value.startsWith('-') ? { lo: exact - step + 1n, hi: exact + step / 2n } : { lo: exact - step / 2n, hi: exact + step - 1n };
}

const DECIMAL = /^(-?)(\d+)(?:\.(\d{1,6}))?/;

/** A printed percentage in hundred-millionths. */
export function percentValue(value: string): bigint {
  const [, sign, whole = '0', digits = ''] = DECIMAL.exec(value) ?? [];
  const magnitude = BigInt(`${whole}${digits.padEnd(6, '0')}`);
  return sign === '-' ? -magnitude : magnitude;
}

/** Ratios of two ranges in hundred-millionths; undefined where the whole may be zero or negative. */
export function ratio(part: Range, whole: Range): Range | undefined {
  if (whole.lo <= 0n) return undefined;
  const bounds = [part.lo, part.hi].flatMap((n) => [whole.lo, whole.hi].map((d) => ({ floor: floorDivide(n * WHOLE, d), ceil: -floorDivide(-n * WHOLE, d) })));
  return { lo: bounds.map((b) => b.floor).reduce((a, b) => (a < b ? a : b)), hi: bounds.map((b) => b.ceil).reduce((a, b) => (a > b ? a : b)) };
}

function floorDivide(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  return a % b !== 0n && a < 0n !== b < 0n ? quotient - 1n : quotient;
}

/** A quotient of fen as a percentage with two decimals, for people. */
export function percentText(part: bigint, whole: bigint): string {
  const hundredths = whole === 0n ? 0n : (part * 100_000n / whole + (part < 0n ? -5n : 5n)) / 10n;
  const magnitude = abs(hundredths);
  return `${hundredths < 0n ? '-' : ''}${magnitude / 100n}.${(magnitude % 100n).toString().padStart(2, '0')}%`;
}
