/**
 * Watermarks (水印): words that a program lays across pages, at an angle, in large type or in pale paint over the text.
 * They are no part of tables and would stand among the words of their cells.
 */
import type { Box } from '../../../schemas/block.js';
import { type Glyph, type Rule, withoutBlanks } from '../../read/pdf/pdf-source.js';

/** Degrees off the page's directions from which text is set at an angle. */
const AT_ANGLE = 8;
/** Share of text at an angle from which it is the page's own. */
const ALL = 0.95;
/** How many times larger than what it lies over the type of a watermark is. */
const LARGER = 1.4;
/** How much larger than the middle one the type of ordinary text is at most: titles may lie over a watermark. */
const USUAL = 1.2;
/** Share of a run's characters that lie over others. */
const OVER = 0.5;
/** Characters of pale words that lie over others or over rules, from which the words are a watermark: text never does. */
const SOME = 2;
/** Larger type (points), longer runs, and runs beyond that many of a page, are no watermarks. */
const MOST = { size: 300, length: 60, runs: 500 } as const;
/** Blank (em) behind which another run begins. */
const APART = 2;

/** The glyphs without watermarks, and the words of these. A page with hardly any text but that at an angle has none. */
export function withoutWatermarks(glyphs: readonly Glyph[], rules: readonly Rule[] = []): { glyphs: readonly Glyph[]; words: string[] } {
  const runs = runsOf(glyphs);
  const turned = runs.filter((run) => run.glyphs.some((g) => (g.slant ?? 0) >= AT_ANGLE));
  const count = (some: readonly Run[]): number => some.reduce((sum, run) => sum + run.glyphs.length, 0);
  const atAngle = count(turned) < ALL * glyphs.length ? new Set(turned) : new Set<Run>();
  const upright = runs.filter((run) => !atAngle.has(run));
  const over = new Set([...overOthers(upright), ...paleOverOthers(upright, rules)].map(key));
  if (atAngle.size + over.size === 0) return { glyphs, words: [] };
  const marks = runs.filter((run) => atAngle.has(run) || over.has(key(run)));
  const left = new Set(marks.flatMap((run) => run.glyphs));
  return { glyphs: glyphs.filter((g) => !left.has(g)), words: [...new Set(marks.map(textOf))].filter((text) => text !== '') };
}

/** Characters that follow each other in one line, type and size. */
interface Run {
  readonly glyphs: Glyph[];
  readonly size: number;
  readonly pale: boolean;
}

const textOf = (run: Run): string => run.glyphs.map((g) => g.text).join('').trim();

/** The same words in the same size and paint are the same mark. */
const key = (run: Run): string => `${textOf(run)} ${Math.round(run.size)} ${run.pale}`;

function runsOf(glyphs: readonly Glyph[]): Run[] {
  const runs: Glyph[][] = [];
  for (const glyph of glyphs) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    if (run && last && goesOn(last, glyph)) run.push(glyph);
    else runs.push([glyph]);
  }
  return runs.map((run) => ({ glyphs: run, size: run[0]?.size ?? 0, pale: run[0]?.pale === true }));
}

function goesOn(last: Glyph, next: Glyph): boolean {
  if (last.turn !== next.turn || last.pale !== next.pale || last.fontName !== next.fontName || Math.abs(last.size - next.size) > 0.1 * last.size || (last.slant ?? 0) !== (next.slant ?? 0)) return false;
  const apart = Math.max(next.x0 - last.x1, last.x0 - next.x1, next.y0 - last.y1, last.y0 - next.y1);
  return apart <= APART * last.size && ((last.slant ?? 0) >= AT_ANGLE || Math.abs(middle(last)[last.turn % 2 === 0 ? 1 : 0] - middle(next)[last.turn % 2 === 0 ? 1 : 0]) < 0.5 * last.size);
}

const middle = (b: Box): readonly [number, number] => [(b.x0 + b.x1) / 2, (b.y0 + b.y1) / 2];

/** Runs in large type of which most characters lie over text of the usual size. */
function overOthers(runs: readonly Run[]): Run[] {
  const sizes = Float64Array.from(runs.flatMap((run) => withoutBlanks(run.glyphs).map((g) => g.size))).sort();
  const usual = sizes[Math.floor(sizes.length / 2)] ?? 0;
  const large = runs.filter((run) => run.size >= LARGER * usual && run.size <= MOST.size && run.glyphs.length <= MOST.length && textOf(run).length > 1);
  if (large.length === 0 || large.length > MOST.runs) return [];
  const text = new Places(withoutBlanks(runs.filter((run) => run.size <= USUAL * usual).flatMap((run) => run.glyphs)));
  return large.filter((run) => withoutBlanks(run.glyphs).filter((g) => text.any(g, g.size / LARGER)).length >= OVER * textOf(run).length);
}

/** Runs of pale words, in type of any size, that lie over darker text or rules with some of their characters, in one place or in several. */
function paleOverOthers(runs: readonly Run[], rules: readonly Rule[]): Run[] {
  const pale = runs.filter((run) => run.pale && run.glyphs.length <= MOST.length && run.size <= MOST.size && /\p{L}{2}/u.test(textOf(run)));
  if (pale.length === 0 || pale.length > MOST.runs) return [];
  const dark = new Places(withoutBlanks(runs.filter((run) => !run.pale).flatMap((run) => run.glyphs)));
  const covered = new Map<string, number>();
  for (const run of pale) covered.set(key(run), (covered.get(key(run)) ?? 0) + withoutBlanks(run.glyphs).filter((g) => dark.any(g, MOST.size) || rules.some((rule) => crosses(rule, g))).length);
  return pale.filter((run) => (covered.get(key(run)) ?? 0) >= SOME);
}

/** Part of a character (share of its box) that rules of its own cell may touch. */
const EDGE = 0.2;

/** Whether a rule runs through the middle of a character. */
function crosses({ horizontal, x0, y0, x1, y1 }: Rule, glyph: Glyph): boolean {
  const [x, y] = middle(glyph);
  const room = (0.5 - EDGE) * glyph.size;
  return horizontal ? Math.abs(y0 - y) < room && x0 < x && x1 > x : Math.abs(x0 - x) < room && y0 < y && y1 > y;
}

/** No page is larger (points). */
const FARTHEST = 20_000;

/** Glyphs by squares of the page. */
class Places {
  private static readonly SIDE = 16;
  private readonly squares = new Map<number, Glyph[]>();

  constructor(glyphs: readonly Glyph[]) {
    for (const glyph of glyphs) {
      const [x, y] = middle(glyph);
      const key = Places.key(Math.floor(x / Places.SIDE), Math.floor(y / Places.SIDE));
      const square = this.squares.get(key);
      if (square) square.push(glyph);
      else this.squares.set(key, [glyph]);
    }
  }

  private static key(column: number, row: number): number {
    return column * 0x1_0000 + row;
  }

  /** Whether a glyph of at most that size has its middle in a box. */
  any({ x0, y0, x1, y1 }: Box, size: number): boolean {
    // boxes of damaged files may be endless, or so far off that counting stands still
    if (![x0, y0, x1, y1].every((at) => Math.abs(at) <= FARTHEST) || Math.max(x1 - x0, y1 - y0) > 2 * MOST.size) return false;
    for (let x = Math.floor(x0 / Places.SIDE); x <= Math.floor(x1 / Places.SIDE); x++) {
      for (let y = Math.floor(y0 / Places.SIDE); y <= Math.floor(y1 / Places.SIDE); y++) {
        for (const glyph of this.squares.get(Places.key(x, y)) ?? []) {
          const [cx, cy] = middle(glyph);
          if (glyph.size <= size && cx > x0 && cx < x1 && cy > y0 && cy < y1) return true;
        }
      }
    }
    return false;
  }
}
