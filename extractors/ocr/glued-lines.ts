/**
 * Lines that the detector found as one though they are texts of two columns: an amount and the item beside it, two
 * amounts, a code and its name. Each is read better alone, and a figure only then as one.
 */
import type { LineReading, TextBox } from './engine.js';
import { hull } from './ink.js';
import { FIGURE_GAP, separatorBetween, stretchesOf } from './glyphs.js';

/** White (in heights of the line) that parts a figure from words, and from another figure that ends without a mark. */
const FROM_WORDS = 0.45;
const FROM_FIGURE = 0.6;
/** The same where the white is that between two columns; how far (heights of the line) the white of two lines may differ, and lines that make it. */
const AT_BOUND = 0.12;
const SAME = 0.15;
const FEWEST = 3;
const FIGURE = /^[^\p{L}\p{N}]*\d[\d.,，．:;-]*[^\p{L}\p{N}]*$/u;

/** Digits of a figure that is parted from what stands close beside it: a number before a title has one. */
const SEVERAL = /\d.*\d/u;

/** A line with its ink, as found and read. */
export interface InkLine {
  readonly box: TextBox;
  readonly runs: readonly TextBox[];
  readonly line: LineReading;
  onPage(at: number): number;
}

/** White between two pieces of ink of a line: where the left one ends and the right one begins. */
interface White { readonly left: number; readonly right: number; readonly height: number }

/** White between columns: lines below each other have it at the same place. */
export function boundsOf(lines: readonly InkLine[]): White[] {
  const whites = lines.map(({ box: { y0, y1 }, runs }) => {
    const sorted = runs.toSorted((a, b) => a.x0 - b.x0);
    let left = -Infinity;
    return sorted.flatMap(({ x0, x1 }): White[] => {
      const white = { left, right: x0, height: y1 - y0 };
      left = Math.max(left, x1);
      return white.left > -Infinity && isWhite(white) ? [white] : [];
    });
  });
  return whites.flat().filter(white => whites.filter(own => own.some(other => isLike(other, white))).length >= FEWEST);
}

const isWhite = ({ left, right, height }: White): boolean => right - left > AT_BOUND * height;
const isLike = (a: White, b: White): boolean => Math.abs(a.left - b.left) <= SAME * b.height && Math.abs(a.right - b.right) <= SAME * b.height;

/**
 * The texts of a line in which figures stand beside others, with their ink; none where it is one text.
 * @param bounds white between columns: there a figure is parted from what stands close beside it
 */
export function partsOf({ box, runs, line, onPage }: InkLine, bounds: readonly White[] = []): { readonly runs: readonly TextBox[]; readonly ink: TextBox }[] {
  const height = box.y1 - box.y0;
  const chars = line.chars.map(c => ({ ...c, at: onPage(c.at) }));
  const isBound = (white: White): boolean => isWhite(white) && bounds.some(bound => isLike(bound, white));
  const isApart = (left: number, right: number): boolean => right - left > FROM_WORDS * height || isBound({ left, right, height });
  const parts = stretchesOf(runs, chars, isApart, height);
  const texts = parts.map(part => part.chars.map(c => c.text).join(''));
  const groups: number[][] = [];
  for (const [i, part] of parts.entries()) {
    const before = parts[i - 1];
    const gap = before === undefined ? Infinity : part.stretch.x0 - before.stretch.x1;
    const isOne = before !== undefined && separatorBetween(before, part, chars) !== undefined;
    const [left, right] = [FIGURE.test(texts[i - 1] ?? ''), FIGURE.test(texts[i] as string)];
    const close = gap <= FROM_WORDS * height && !(left && SEVERAL.test(texts[i - 1] as string));
    const isCut = close ? false : left && right ? gap >= FIGURE_GAP * height || (gap >= FROM_FIGURE * height && !isOne) : left !== right;
    if (before === undefined || isCut) groups.push([i]);
    else (groups.at(-1) as number[]).push(i);
  }
  if (groups.length < 2) return [];
  return groups.map(group => {
    const [x0, x1] = [parts[group[0] as number]?.stretch.x0 as number, parts[group.at(-1) as number]?.stretch.x1 as number];
    const own = runs.filter(run => run.x0 >= x0 && run.x1 <= x1);
    return { runs: own, ink: hull(own) };
  });
}
