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
/** The same beside the edge of a column of figures; how far (heights of the line) from the edge a figure may end, and figures that make one. */
const AT_EDGE = 0.12;
const SAME_EDGE = 0.15;
const FEWEST = 3;
const FIGURE = /^[^\p{L}\p{N}]*\d[\d.,，．:;-]*[^\p{L}\p{N}]*$/u;

/** A line with its ink, as found and read. */
export interface InkLine {
  readonly box: TextBox;
  readonly runs: readonly TextBox[];
  readonly line: LineReading;
  onPage(at: number): number;
}

/** Where columns of figures end: the right edges of lines that are nothing but a figure, as far as several agree. */
export function figureEdges(lines: readonly InkLine[]): number[] {
  const edges = lines.filter(({ line }) => FIGURE.test(line.chars.map(c => c.text).join(''))).map(({ box }) => ({ at: box.x1, within: SAME_EDGE * (box.y1 - box.y0) }));
  return edges.filter(({ at, within }) => edges.filter(other => Math.abs(other.at - at) <= within).length >= FEWEST).map(({ at }) => at);
}

/**
 * The texts of a line in which figures stand beside others, with their ink; none where it is one text.
 * @param edges where columns of figures end: there a figure is parted from what stands close beside it
 */
export function partsOf({ box, runs, line, onPage }: InkLine, edges: readonly number[] = []): { readonly runs: readonly TextBox[]; readonly ink: TextBox }[] {
  const height = box.y1 - box.y0;
  const chars = line.chars.map(c => ({ ...c, at: onPage(c.at) }));
  const isApart = (left: number, right: number): boolean => right - left > FROM_WORDS * height || (right - left > AT_EDGE * height && edges.some(edge => Math.abs(edge - left) <= SAME_EDGE * height));
  const parts = stretchesOf(runs, chars, isApart, height);
  const texts = parts.map(part => part.chars.map(c => c.text).join(''));
  const groups: number[][] = [];
  for (const [i, part] of parts.entries()) {
    const before = parts[i - 1];
    const gap = before === undefined ? Infinity : part.stretch.x0 - before.stretch.x1;
    const isOne = before !== undefined && separatorBetween(before, part, chars) !== undefined;
    const [left, right] = [FIGURE.test(texts[i - 1] ?? ''), FIGURE.test(texts[i] as string)];
    const isCut = left && right ? gap >= FIGURE_GAP * height || (gap >= FROM_FIGURE * height && !isOne) : left !== right;
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
