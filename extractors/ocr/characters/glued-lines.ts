/**
 * Lines that the detector found as one though they are texts of two columns: an amount and the item beside it, two
 * amounts, a code and its name. Each is read better alone, and a figure only then as one.
 */
import { hull } from '../../../schemas/block.js';
import type { LineReading, TextBox } from '../engines/engine.js';
import { FIGURE_GAP, separatorBetween, stretchesOf } from './glyphs.js';

/** White (in heights of the line) that parts a figure from words, and from another figure that ends without a mark. */
const FROM_WORDS = 0.45;
const FROM_FIGURE = 0.6;
/** The same where the white is that between two columns; how far (heights of the line) the white of two lines may differ, and lines that make it. */
const AT_BOUND = 0.12;
const SAME = 0.15;
const FEWEST = 3;
/** A figure; a nought alone is read as the Chinese one, or a letter, where words follow; a dash stands for nothing. */
const FIGURE = /^[^\p{L}\p{N}]*\d[\d.,，．:;-]*[^\p{L}\p{N}]*$|^[〇Oo—–-]\s*$/u;

/** A line with its ink, as found and read. */
export interface InkLine {
  readonly box: TextBox;
  readonly runs: readonly TextBox[];
  readonly line: LineReading;
  onPage(at: number): number;
}

/** White between two pieces of ink of a line: where the left one ends and the right one begins. */
export interface White { readonly left: number; readonly right: number; readonly height: number }

/** White in a line that may be that between two columns. */
export function whitesOf({ box: { y0, y1 }, runs }: Pick<InkLine, 'box' | 'runs'>): White[] {
  const height = y1 - y0;
  const out: White[] = [];
  let left = Infinity;
  for (const { x0, x1 } of runs.toSorted((a, b) => a.x0 - b.x0)) {
    if (x0 - left > AT_BOUND * height) out.push({ left, right: x0, height });
    left = left === Infinity ? x1 : Math.max(left, x1);
  }
  return out;
}

const isLike = (a: White, b: White): boolean => Math.abs(a.left - b.left) <= SAME * b.height && Math.abs(a.right - b.right) <= SAME * b.height;

/** White in the lines of a page, and where they begin: what tells of its columns. */
export interface Bounds { readonly whites: readonly (readonly White[])[]; readonly starts: readonly number[] }

/** Whether other lines begin where a white ends. */
const isBeforeColumn = ({ right, height }: White, { starts }: Bounds): boolean => starts.filter(x0 => Math.abs(x0 - right) <= SAME * height).length >= FEWEST;

/** The white of a line that lies behind a figure of several digits, before words, where other lines have it, too, or begin behind it. */
function behindFigures({ box, runs }: Pick<InkLine, 'box' | 'runs'>, chars: readonly { readonly text: string; readonly at: number }[], bounds: Bounds): White[] {
  const text = chars.map(c => (c.text.length === 1 ? c.text : ' ')).join('');
  // a code and its name with a dash between them (20106-财政事务) are one text
  const figures = [...text.matchAll(BEHIND)].filter(({ index }) => index > 0 || !CODE_AND_NAME.test(text));
  if (figures.length === 0) return [];
  const whites = whitesOf({ box, runs });
  const off = ({ left, right }: White, at: number): number => Math.abs((left + right) / 2 - at);
  return figures.flatMap(({ 0: figure, index }) => {
    const end = index + figure.length;
    const at = ((chars[end - 1]?.at ?? NaN) + (chars[end]?.at ?? NaN)) / 2;
    const near = whites.filter(white => off(white, at) <= NEAR * white.height).toSorted((a, b) => off(a, at) - off(b, at));
    return near.filter(white => isBeforeColumn(white, bounds) || bounds.whites.filter(own => own.some(other => isLike(other, white))).length >= FEWEST).slice(0, 1);
  });
}

/** A figure of several digits before words, and how far (heights of the line) from where its last character was read it may end. */
const BEHIND = /\d[\d.,，．]*\d(?=[\p{Script=Han}—–-])/gu;
const NEAR = 0.6;
const CODE_AND_NAME = /^(?:\d{7}|\d{5}|\d{3})[—–-]\p{Script=Han}/u;

/** The white of a line behind a dash before words, where other lines begin as these do: the dash is of the column before. */
function behindDash(line: Pick<InkLine, 'box' | 'runs'>, chars: readonly { readonly text: string }[], bounds: Bounds): White[] {
  if (!DASH_BEFORE.test(chars.map(c => c.text).join(''))) return [];
  const [first] = whitesOf(line);
  const [dash] = line.runs.toSorted((a, b) => a.x0 - b.x0);
  return first !== undefined && first.left === dash?.x1 && isBeforeColumn(first, bounds) ? [first] : [];
}

const DASH_BEFORE = /^[—–-]\s*\p{Script=Han}/u;

/**
 * The texts of a line in which figures stand beside others, with their ink; none where it is one text.
 * @param bounds of the page: a figure is parted from what stands close beside it at the bound of a column
 */
export function partsOf({ box, runs, line, onPage }: InkLine, bounds: Bounds = { whites: [], starts: [] }): { readonly runs: readonly TextBox[]; readonly ink: TextBox }[] {
  const height = box.y1 - box.y0;
  const chars = line.chars.map(c => ({ ...c, at: onPage(c.at) }));
  const cuts = [...behindFigures({ box, runs }, chars, bounds), ...behindDash({ box, runs }, chars, bounds)];
  const atBound = (left: number, right: number): boolean => cuts.some(cut => cut.left === left && cut.right === right);
  const isApart = (left: number, right: number): boolean => right - left > FROM_WORDS * height || atBound(left, right);
  const parts = stretchesOf(runs, chars, isApart, height);
  const texts = parts.map(part => part.chars.map(c => c.text).join(''));
  const groups: number[][] = [];
  for (const [i, part] of parts.entries()) {
    const before = parts[i - 1];
    const gap = before === undefined ? Infinity : part.stretch.x0 - before.stretch.x1;
    const isOne = before !== undefined && separatorBetween(before, part, chars) !== undefined;
    const [left, right] = [FIGURE.test(texts[i - 1] ?? ''), FIGURE.test(texts[i] as string)];
    const isCut = left && right ? gap >= FIGURE_GAP * height || (gap >= FROM_FIGURE * height && !isOne) : left !== right;
    if (before === undefined || isCut || atBound(before.stretch.x1, part.stretch.x0)) groups.push([i]);
    else (groups.at(-1) as number[]).push(i);
  }
  if (groups.length < 2) return [];
  return groups.map(group => {
    const [x0, x1] = [parts[group[0] as number]?.stretch.x0 as number, parts[group.at(-1) as number]?.stretch.x1 as number];
    const own = runs.filter(run => run.x0 >= x0 && run.x1 <= x1);
    return { runs: own, ink: hull(own) };
  });
}
