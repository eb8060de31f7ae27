/**
 * Parts that make their whole only as each figure may be rounded or truncated by itself. A text does one or the other
 * throughout, and figures with fewer decimals than their whole have lost noughts: 204.2万元 beside 1949.24万元.
 */
import type { Fact } from '../../../schemas/fact.js';
import { meet, roundedRange, total, truncatedRange, type Range } from '../intervals.js';
import type { List } from './part-lists.js';
import { finestStep, isApproximate } from './outcome.js';

interface Figure { readonly fen: bigint; readonly step: bigint }

/** Whether a list that holds as its figures are printed does not where all of them are rounded, or all of them truncated, as finely as most are. */
export function holdsLooselyOnly({ head, parts }: List): boolean {
  const figures = asFine(head, parts);
  if (isApproximate(head.sentence)) return false;
  return !MODES.some((mode) => {
    const [whole, ...ranges] = figures.map(mode) as [Range, ...Range[]];
    return meet(total(ranges), whole);
  });
}

/** Nought is nothing. A sum of rounded figures is off by less than all of their halves. */
const exactly = (mode: (figure: Figure) => Range) => (figure: Figure): Range => (figure.fen === 0n ? { lo: 0n, hi: 0n } : mode(figure));
const halfOpen = (figure: Figure): Range => ({ ...roundedRange(figure), hi: roundedRange(figure).hi - 1n });
const MODES = [exactly(halfOpen), exactly(truncatedRange)];

/** The figures of a list, those of the head's unit with as many decimals as most of them have, or as the head and half of them have. */
function asFine(head: Fact, parts: readonly Fact[]): Figure[] {
  const amounts = [head, ...parts].flatMap(({ amount }) => amount ?? []);
  const like = [head, ...parts].filter(({ amount }) => amount !== undefined && amount.fen !== 0n && amount.unit === head.amount?.unit);
  const [finest, own] = [finestStep(like), head.amount?.step];
  const asFineAs = (step: bigint): number => like.filter(({ amount }) => amount !== undefined && amount.step <= step).length;
  const fine = finest !== undefined && asFineAs(finest) * 2 > like.length ? finest : own !== undefined && asFineAs(own) * 2 >= like.length ? own : undefined;
  return amounts.map(({ fen, step, unit }) => ({ fen, step: fine !== undefined && unit === head.amount?.unit && fine < step ? fine : step }));
}
