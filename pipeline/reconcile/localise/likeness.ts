/**
 * How a figure may have become another: what typists and OCR engines slip (Damerau 1964: one digit wrong, dropped,
 * added, or two changed places), a wrong power of ten, a sign; and figures of the same name printed elsewhere. Evidence
 * beside the sums: it orders repairs of equal cost, and never makes one.
 */
import { nameKey } from '../../../schemas/codes.js';
import { addTo } from '../../../schemas/groups.js';
import type { Figure } from '../identity.js';

export type Slip = 'digit' | 'dropped' | 'added' | 'transposed' | 'scale' | 'sign' | 'blank' | 'free';

/** What turns the true value into the printed one, both in fen. */
export function slipOf(printed: bigint, value: bigint): Slip {
  if (printed === 0n || value === 0n) return 'blank';
  if (printed === -value) return 'sign';
  if (printed < 0n !== value < 0n) return 'free';
  const [a, b] = [printed, value].map((x) => String(x < 0n ? -x : x)) as [string, string];
  const [longer, shorter] = a.length >= b.length ? [a, b] : [b, a];
  if (longer.replace(/0+$/u, '') === shorter.replace(/0+$/u, '')) return 'scale';
  const [x, y] = [a.replace(/0+$/u, ''), b.replace(/0+$/u, '')];
  const zeros = Math.min(a.length - x.length, b.length - y.length);
  const [p, q] = [a.slice(0, a.length - zeros), b.slice(0, b.length - zeros)];
  if (p.length === q.length) {
    const differing = [...p].flatMap((c, i) => (c === q[i] ? [] : [i]));
    if (differing.length === 1) return 'digit';
    const [i = 0, j = 0] = differing;
    return differing.length === 2 && j === i + 1 && p[i] === q[j] && p[j] === q[i] ? 'transposed' : 'free';
  }
  if (p.length === q.length + 1 && isWithout(p, q)) return 'added';
  if (q.length === p.length + 1 && isWithout(q, p)) return 'dropped';
  return 'free';
}

/** Whether `short` is `long` without one of its digits. */
function isWithout(long: string, short: string): boolean {
  let i = 0;
  while (i < short.length && long[i] === short[i]) i += 1;
  return long.slice(i + 1) === short.slice(i);
}

/** One digit of many is wrong as easily in a sibling; a digit too few, or two that changed places, rarely fits another figure. */
const WEIGHTS: Readonly<Record<Slip, number>> = { dropped: 1, added: 1, scale: 1, transposed: 1.5, sign: 1, digit: 2.2, blank: 2.6, free: 3 };
const ATTESTED = -3;
/** Significant digits from which two figures are not equal by chance. */
const TELLING = 4;

/** Significant digits of an amount in fen. */
export const digitsOf = (value: bigint): number => String(value).replace(/^-|0+$/gu, '').length;

/** Figures of few digits are alike by chance. */
function weightOf(printed: bigint, value: bigint): number {
  const weight = WEIGHTS[slipOf(printed, value)];
  return Math.max(digitsOf(printed), digitsOf(value)) < TELLING ? Math.max(weight, WEIGHTS.digit) : weight;
}

/** Significant digits from which a slip is no chance, where two identities agree on it. */
const SLIPPED = 3;

/** Whether a slip explains the printed figure, of enough digits. */
export const isTelling = (printed: bigint, value: bigint): boolean => !['free', 'blank'].includes(slipOf(printed, value)) && Math.max(digitsOf(printed), digitsOf(value)) >= SLIPPED;

/** Figures by name and by code. */
export class Attestation {
  readonly #figures: readonly Figure[];
  #made: ReadonlyMap<string, readonly Figure[]> | undefined;
  constructor(figures: readonly Figure[]) {
    this.#figures = figures;
  }
  /** Figures by key, made when it is first asked for. */
  get #byKey(): ReadonlyMap<string, readonly Figure[]> {
    if (this.#made !== undefined) return this.#made;
    const figures = new Map<string, Figure[]>();
    for (const figure of this.#figures) {
      for (const key of keysOf(figure)) addTo(figures, key, figure);
    }
    this.#made = figures;
    return figures;
  }
  /** Whether another table prints the value at the figure's name or code, and none the printed one. */
  attests(figure: Figure, value: bigint): boolean {
    const others = keysOf(figure).flatMap((key) => (this.#byKey.get(key) ?? []).filter((f) => f.table.tableId !== figure.table.tableId));
    return others.some((f) => f.fen === value) && !others.some((f) => f.fen === figure.fen);
  }
  /** The same, of a figure of so many digits that it is no chance. */
  proves(figure: Figure, value: bigint): boolean {
    return digitsOf(value) >= TELLING && this.attests(figure, value);
  }
  weight(figure: Figure, value: bigint): number {
    return this.attests(figure, value) ? ATTESTED : weightOf(figure.fen, value);
  }
}

/** Keys under which a line's amounts can be found again: its name (住房公积金 is 30113 and 2210201), and its code. */
function keysOf({ line, fen }: Figure): string[] {
  if (line.code === '' || fen === 0n) return line.code === '' ? [] : [line.code, nameKey(line.entry.name)];
  return [line.code, nameKey(line.entry.name)].filter((key) => key !== '');
}
