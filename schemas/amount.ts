/**
 * Amounts (金额): exact integers of fen (分, 1/100 yuan) with the printed unit and precision.
 */

/** Printed units and their worth in fen. */
export const UNITS = { 元: 100n, 百元: 10_000n, 千元: 100_000n, 万元: 1_000_000n, 百万元: 100_000_000n, 亿元: 10_000_000_000n } as const;
export type Unit = keyof typeof UNITS;

/** One printed amount. */
export interface Amount {
  /** Value in fen. */
  readonly fen: bigint;
  readonly unit: Unit;
  /** Worth in fen of one unit of the last printed digit: `12.3` 万元 has 100_000n. At least 1n. */
  readonly step: bigint;
  /** As printed, trimmed. */
  readonly published: string;
  /** What had to be mended to read it (`full-width`, `inner-space`, `letter-o`, `separator`, `brackets`, `below-fen` …); empty for a clean figure. */
  readonly mended: readonly string[];
}

/** What stands in an amount cell: nothing, a dash for nothing, a figure, or something that is no figure. */
export type AmountReading =
  | { readonly state: 'blank' }
  | { readonly state: 'dash'; readonly published: string }
  | { readonly state: 'amount'; readonly amount: Amount }
  | { readonly state: 'unreadable'; readonly published: string };
