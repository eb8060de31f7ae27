/** Dashed rulings: equal dashes with equal white between them. Strokes of characters in a row are not that even. */
import type { Ridge } from './ridges.js';

/** Lengths of the dashes and of the white between them, in pixels. */
export interface Dashes {
  readonly dash: number;
  readonly white: number;
  /** Shorter white is grain in a dash. */
  readonly grain: number;
}

/** Fewer stretches of white tell no pattern. */
const FEWEST = 8;
/** Pixels by which equal stretches differ, and the share of them that must be equal. */
const EVEN = 2;
const SHARE = 0.8;
/** The same of other lines of the page: each cell may begin its dashes anew. */
const SHARE_ANEW = 0.6;
/** Mean length of such a line's dashes, in dashes of the page: those of two cells may run into each other; strokes of digits are shorter. */
const LENGTH = { least: 0.7, most: 2 } as const;
/** Shorter white is grain in a dash: of coarse dashes, and of those that are drawn in few pixels, which differ by one at most. */
const GRAIN = { coarse: 2, fine: 0 } as const;
/** Lines that must agree before the page's rulings are dashed. */
const AGREE = 2;

/** The dashes that a page's rulings are drawn in, told by the lines of one direction; undefined where they are not dashed. */
export function dashesOf(ridges: readonly Ridge[]): Dashes | undefined {
  const patterns = ridges.flatMap(ridge => { const p = patternOf(ridge.dark); return p === undefined ? [] : [{ p, length: ridge.dark.length }]; });
  const [best] = patterns.map(({ p }) => ({ p, like: patterns.filter(o => o.p.grain === p.grain && isLike(o.p.dash, p.dash) && isLike(o.p.white, p.white)) })).toSorted((a, b) => b.like.length - a.like.length);
  if (best === undefined || best.like.length < AGREE) return undefined;
  return areRulings(best.like.map(({ length }) => length), ridges, best.p.grain === GRAIN.coarse ? OF_ALL.coarse : OF_ALL.fine) ? best.p : undefined;
}

/** Share of the lines as long as rulings of their page that are of its dashes, at least: grain and strokes make a few that are short. */
const OF_ALL = { coarse: 0.2, fine: 0.5 } as const;

/** Whether lines of like dashes are so large a share of those as long as rulings of their page. */
function areRulings(lengths: readonly number[], ridges: readonly Ridge[], share: number): boolean {
  const least = Math.max(...lengths) / 2;
  return lengths.filter(length => length >= least).length > share * ridges.filter(({ dark }) => dark.length >= least).length;
}

/** A line of the page's dashes as one that is drawn through; any other line as it is. */
export function drawnThrough(ridge: Ridge, { dash, white, grain }: Dashes): Ridge {
  const gaps = whiteOf(ridge.dark, grain);
  const isGap = ({ length }: Stretch): boolean => length <= white + EVEN;
  const even = gaps.filter(({ length }) => isLike(length, white));
  const length = (ridge.dark.length - sum(gaps)) / (gaps.length + 1);
  if (even.length === 0 || even.length < SHARE_ANEW * gaps.length || length < LENGTH.least * dash || length > LENGTH.most * dash) return ridge;
  const dark = Uint8Array.from(ridge.dark);
  for (const gap of gaps) if (isGap(gap)) dark.fill(1, gap.from, gap.from + gap.length);
  return { ...ridge, dark, share: dark.reduce((a, b) => a + b, 0) / dark.length };
}

/** Share of a stretch that is dark at least, where it is of dashes. */
const DARK = 0.45;

/** Whether a stretch of a line is of such dashes: none is longer, one is whole. */
export function isDashed(dark: Uint8Array, { dash, grain }: Dashes): boolean {
  const gaps = whiteOf(dark, grain);
  const runs = [...gaps, { from: dark.length, length: 0 }].map(({ from }, i) => from - (i === 0 ? 0 : (gaps[i - 1] as Stretch).from + (gaps[i - 1] as Stretch).length));
  return dark.length - sum(gaps) >= DARK * dark.length && runs.some(run => isLike(run, dash)) && runs.every(run => run <= dash + EVEN);
}

/** Whether a line is of even dashes of its own. */
export const isOfDashes = ({ dark }: Ridge): boolean => patternOf(dark) !== undefined;

/** The dashes of one line; undefined where it is none of dashes. */
const patternOf = (dark: Uint8Array): Dashes | undefined => evenIn(dark, GRAIN.coarse, EVEN) ?? evenIn(dark, GRAIN.fine, 1);

/** The dashes of a line in which shorter white than `grain` is none, and equal stretches differ by `even` pixels at most. */
function evenIn(dark: Uint8Array, grain: number, even: number): Dashes | undefined {
  const gaps = whiteOf(dark, grain);
  if (gaps.length < FEWEST) return undefined;
  const dashes = gaps.slice(1).map(({ from }, i) => from - (gaps[i] as Stretch).from - (gaps[i] as Stretch).length);
  const [dash, white] = [median(dashes), median(gaps.map(g => g.length))];
  const near = (lengths: readonly number[], usual: number): boolean => lengths.filter(length => Math.abs(length - usual) <= even).length >= SHARE * lengths.length;
  return near(dashes, dash) && near(gaps.map(g => g.length), white) ? { dash, white, grain } : undefined;
}

interface Stretch {
  readonly from: number;
  readonly length: number;
}

/** Stretches of white in a line, without grain. */
function whiteOf(dark: Uint8Array, grain: number): Stretch[] {
  const out: Stretch[] = [];
  for (let from = dark.indexOf(0); from >= 0;) {
    const to = dark.indexOf(1, from);
    const length = (to < 0 ? dark.length : to) - from;
    if (length > grain) out.push({ from, length });
    from = to < 0 ? -1 : dark.indexOf(0, to);
  }
  return out;
}

const isLike = (a: number, b: number): boolean => Math.abs(a - b) <= EVEN;
const sum = (gaps: readonly Stretch[]): number => gaps.reduce((total, { length }) => total + length, 0);
const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] as number;
