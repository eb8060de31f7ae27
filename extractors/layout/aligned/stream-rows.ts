/**
 * Rows of tables without rules. Lines with clearly less white between them are one row. Where the white tells nothing,
 * a row is a band of lines in which wrapped cells stand beside shorter ones, all centred, or all from the top, or all
 * to the bottom; and a line only wraps where the next word would not have fitted. The best cut into bands is found by
 * dynamic programming.
 */
import { isAmountOrPercentage } from '../../../schemas/printed-figure.js';
import { isListedCode, isNameBelowCode, isNextItem, isSplitTotal, isSplitYear, wordWidth } from './line-breaks.js';
import { atPitch, linePitch, pairsBelow, type Pitch } from './line-pitch.js';
import type { LayoutSettings } from '../settings.js';
import type { Band } from './stream.js';
import { type Piece, type StreamLine } from './stream-lines.js';
import { wrappedNumber } from '../lines/wrapped-figures.js';

/** First and last column of a piece. */
export type Reach = (piece: Piece) => readonly [number, number];

type Mode = 'centre' | 'top' | 'bottom';
const MODES: readonly Mode[] = ['centre', 'top', 'bottom'];

/** Lines of one band at most. */
const LONGEST = 16;
/** What every band costs, against the square of its filled columns: bands of one wrapped word do not pay. */
const BAND_COST = 8;
/** Cutting through lines that the white holds together. */
const TORN = 10_000;
/** What a band costs more that is in line in another way than the table's. */
const OTHER_MODE = 2;
/** What a band costs whose cells are out of line: it pays only to keep a cell whole. */
const NOT_IN_LINE = 400;
/** How far (em) cells of one row may be out of line. */
const OUT_OF_LINE = 0.3;

/** Lines that overlap by more than this (em) stand beside each other: the white between them tells nothing. */
const OVERLAP = 0.15;
/** A piece with its line and the columns that it reaches over. */
export interface Placed {
  readonly piece: Piece;
  readonly line: number;
  readonly y: number;
  readonly first: number;
  readonly last: number;
}

/** Row index of each line, from 0 without gaps. `fixed` holds bands that rules part: no row reaches over one. */
export function rowsByAlignment(lines: readonly StreamLine[], fixed: readonly number[], columns: readonly Band[], reach: Reach, settings: LayoutSettings): number[] {
  const white = whiteOf(lines, settings);
  const placed = placedOf(lines, reach);
  const bare: Context = { lines, placed, columns, white, fixed, settings };
  const context = { ...bare, ...linksOf(bare), broken: brokenFigures(bare) };
  const cuts = MODES.map(mode => bestCut(context, mode));
  const best = cuts.reduce((a, b) => (b.score > a.score + 0.5 ? b : a));
  return best.rows;
}

interface Context {
  readonly lines: readonly StreamLine[];
  readonly placed: readonly (readonly Placed[])[];
  readonly columns: readonly Band[];
  readonly white: readonly (boolean | undefined)[];
  readonly fixed: readonly number[];
  readonly settings: LayoutSettings;
  /** Pieces that go on the cell of the piece above them, or don't, where the table shows the pitch of a cell's lines. */
  readonly linked?: ReadonlyMap<Placed, boolean>;
  /** For each line, how many cells have lines both above it and from it on. */
  readonly cut?: readonly number[];
  /** For each line, how many figures go on from above it that cannot end there. */
  readonly broken?: readonly number[];
}

/** A figure that ends with a mark, or within a group of three digits behind another (12,5 has decimals in some countries). */
const UNFINISHED = /\d[.,]$|,\d{3},\d{1,2}$/;

function brokenFigures({ lines, placed, fixed }: Context): number[] {
  const pairs = pairsBelow(placed).filter(({ above, below }) => fixed[above.line] === fixed[below.line] && UNFINISHED.test(above.piece.text) && wrappedNumber(above.piece.text, below.piece.text));
  return lines.map((_, i) => pairs.filter(({ above, below }) => above.line < i && below.line >= i).length);
}

/** Whether two texts belong to one cell whatever room there is: a total set apart, a year and its 年, or a code and its name. */
const isOneText = (above: Placed, below: Placed): boolean => isSplitTotal(above.piece.text, below.piece.text) || isSplitYear(above.piece.text, below.piece.text) || isNameBelowCode(above.piece.text, below.piece.text);

/** What the line pitch of the table tells: which pieces go on a cell. */
function linksOf(context: Context): Pick<Context, 'linked' | 'cut'> {
  const pairs = pairsBelow(context.placed);
  const pitch = pitchOf(context);
  if (pitch.cjk === undefined && pitch.plain === undefined) return {};
  const linked = new Map<Placed, boolean>();
  for (const { above, below, distance } of pairs) {
    const twoFigures = isAmountOrPercentage(above.piece.text) && isAmountOrPercentage(below.piece.text) && !isWrapped(context, above, below);
    const known = twoFigures || isNextItem(above.piece.text, below.piece.text) || context.fixed[above.line] !== context.fixed[below.line] ? false : isOneText(above, below) || atPitch(above.piece, below.piece, distance, pitch);
    if (known !== undefined) linked.set(below, known);
  }
  const links = pairs.filter(({ below }) => linked.get(below) === true);
  return { linked, cut: context.lines.map((_, i) => links.filter(({ above, below }) => above.line < i && below.line >= i).length) };
}

const pitchOf = (context: Context): Pitch => linePitch(pairsBelow(context.placed), (above, below) => wraps(context, above, below), context.settings.jitter);

/** Distance of the lines of a cell, as far as the table shows it. */
export function pitchOfCells(lines: readonly StreamLine[], columns: readonly Band[], reach: Reach, settings: LayoutSettings): Pitch {
  return pitchOf({ lines, placed: placedOf(lines, reach), columns, white: [], fixed: [], settings });
}

/** Pieces with their columns, line by line. */
export const placedOf = (lines: readonly StreamLine[], reach: Reach): Placed[][] => lines.map(({ line, pieces }, i) => pieces.map((piece): Placed => {
  const [first, last] = reach(piece);
  return { piece, line: i, y: (line.y0 + line.y1) / 2, first, last };
}));

/** For each line but the first: true where little white joins it to the line above, false where much parts them, undefined where white tells nothing. */
function whiteOf(lines: readonly StreamLine[], settings: LayoutSettings): (boolean | undefined)[] {
  const gaps = lines.slice(1).map((l, i) => (l.line.y0 - (lines[i] as StreamLine).line.y1) / l.line.size);
  const sorted = gaps.filter(gap => gap > -OVERLAP).sort((a, b) => a - b);
  const wide = sorted[Math.floor(sorted.length * 0.75)] ?? 0;
  const tight = sorted[0] ?? 0;
  const clear = wide - tight >= settings.rowWhite;
  return gaps.map(gap => (clear && gap > -OVERLAP ? gap < (wide + tight) / 2 : undefined));
}

/** The cut into bands with the highest score. */
function bestCut(context: Context, mode: Mode): { score: number; rows: number[] } {
  const count = context.lines.length;
  const best: number[] = [0];
  const from: number[] = [0];
  for (let end = 1; end <= count; end++) {
    best[end] = -Infinity;
    for (let start = end - 1; start >= Math.max(0, end - LONGEST); start--) {
      if (start < end - 1 && context.fixed[start] !== context.fixed[end - 1]) break;
      const score = bandScore(context, start, end, mode);
      if (score === undefined) continue;
      const torn = TORN * cutsAt(context, start);
      const total = (best[start] as number) + score - torn;
      if (total > (best[end] as number)) {
        best[end] = total;
        from[end] = start;
      }
    }
  }
  const rows: number[] = [];
  const bounds: number[] = [];
  for (let end = count; end > 0; end = from[end] as number) bounds.unshift(from[end] as number);
  bounds.forEach((start, row) => {
    for (let i = start; i < (bounds[row + 1] ?? count); i++) rows.push(row);
  });
  return { score: best[count] as number, rows };
}

/** Cells that a row's beginning at line `i` would cut. */
function cutsAt({ cut, white, fixed, broken }: Context, i: number): number {
  return (broken?.[i] ?? 0) + (cut ? cut[i] as number : i > 0 && white[i - 1] === true && fixed[i] === fixed[i - 1] ? 1 : 0);
}

/** Score of lines `start` to `end` (exclusive) as one row; undefined where they cannot be one. */
function bandScore(context: Context, start: number, end: number, mode: Mode): number | undefined {
  const pieces = context.placed.slice(start, end).flat();
  const filled = new Set(pieces.map(p => p.first)).size;
  const score = filled * filled - BAND_COST;
  if (end - start === 1) return score;
  const stacks = context.columns.map((_, c) => pieces.filter(p => p.first <= c && p.last >= c)).filter(s => s.length > 0);
  if (context.linked) return linkedScore(context, context.linked, stacks, score, mode);
  if (stacks.some(stack => clashes(context, stack))) return undefined;
  let joined = true;
  for (let i = start; i < end - 1; i++) joined &&= context.white[i] === true;
  if (joined) return score;
  if (!wrapped(context, stacks)) return undefined;
  if (filled === 1) return end - start >= 3 ? score : undefined;
  const holds = (m: Mode): boolean => inLine(stacks, end - start, m) && (m === 'centre' || !pieces.some(p => p.piece.figure) || stacks.every(s => oftenFull(context, s)));
  if (holds(mode)) return score;
  return MODES.some(holds) ? score - OTHER_MODE : undefined;
}

/** The same where links tell the cells: texts of a column that are not linked are two rows, unless one is the heading of several columns. */
function linkedScore(context: Context, linked: ReadonlyMap<Placed, boolean>, stacks: readonly (readonly Placed[])[], score: number, mode: Mode): number | undefined {
  for (const stack of stacks) {
    for (let i = 1; i < stack.length; i++) {
      const [above, below] = [stack[i - 1] as Placed, stack[i] as Placed];
      const known = linked.get(below);
      if (above.line === below.line || known === true || known === undefined && !clashes(context, [above, below]) && wraps(context, above, below)) continue;
      if (above.piece.figure || below.piece.figure || above.first === below.first && above.last === below.last) return undefined;
    }
  }
  const out = (m: Mode): number => spread(stacks, m) / (stacks[0]?.[0]?.piece.size ?? 1);
  if (out(mode) <= OUT_OF_LINE) return score;
  return score - (MODES.some(m => out(m) <= OUT_OF_LINE) ? OTHER_MODE : NOT_IN_LINE);
}

/** Lines one below the other at one distance, each but the last full. */
function wrapped(context: Context, stacks: readonly (readonly Placed[])[]): boolean {
  const em = stacks[0]?.[0]?.piece.size ?? 0;
  const pitches = stacks.flatMap(s => [...new Set(s.map(p => p.y))].map((y, i, all) => (i === 0 ? undefined : y - (all[i - 1] as number))).filter(p => p !== undefined));
  if (Math.max(...pitches) - Math.min(...pitches) > OUT_OF_LINE * em) return false;
  return stacks.every(s => s.every((p, i) => i === 0 || wraps(context, s[i - 1] as Placed, p)));
}

/** Dashes alone in their cells from which they stand for nothing in a table, and are no sign of a figure that goes on below. */
const DASHES = 2;

/** Whether a figure goes on in the line below it. */
function isWrapped({ placed }: Context, above: Placed, below: Placed): boolean {
  return wrappedNumber(above.piece.text, below.piece.text) && (above.piece.text !== '-' || placed.flat().filter(({ piece }) => piece.text === '-').length < DASHES);
}

/** Two figures below each other, or a figure and words, are two rows; a wrapped figure is one. */
function clashes(context: Context, stack: readonly Placed[]): boolean {
  for (let i = 1; i < stack.length; i++) {
    const [above, below] = [stack[i - 1] as Placed, stack[i] as Placed];
    if (above.line === below.line || isOneText(above, below)) continue;
    if (above.piece.figure !== below.piece.figure && above.first === above.last) return true;
    if (above.piece.figure && below.piece.figure && !((isWrapped(context, above, below) || isListedCode(above.piece.text, below.piece.text)) && wraps(context, above, below))) return true;
    if (isNextItem(above.piece.text, below.piece.text)) return true;
  }
  return false;
}

/** Cells of different height in line with each other; of the same height only if a single character is left for a line. */
function inLine(stacks: readonly (readonly Placed[])[], height: number, mode: Mode): boolean {
  const sizes = stacks.map(s => new Set(s.map(p => p.line)).size);
  const tallest = Math.max(...sizes);
  if (sizes.every(n => n === tallest)) return stacks.some(s => /^\p{Script=Han}$/u.test(s.at(-1)?.piece.text ?? ''));
  if (mode !== 'centre' && tallest < height) return false;
  return spread(stacks, mode) <= OUT_OF_LINE * (stacks[0]?.[0]?.piece.size ?? 0);
}

/** How far (points) the cells' centres, tops or bottoms are apart. */
function spread(stacks: readonly (readonly Placed[])[], mode: Mode): number {
  const places = stacks.map(s => {
    const [top, bottom] = [(s[0] as Placed).y, (s.at(-1) as Placed).y];
    return mode === 'centre' ? (top + bottom) / 2 : mode === 'top' ? top : bottom;
  });
  return Math.max(...places) - Math.min(...places);
}

/** A number that must go on below: a group of less than three digits, or less than two decimals. */
const INCOMPLETE = /,\d{0,2}$|\.\d?$/;

/** Whether several lines fill the column of a wrapped cell: the one widest name of a table fills it, too, and does not wrap. */
function oftenFull({ placed, columns }: Context, stack: readonly Placed[]): boolean {
  const [top] = stack;
  if (stack.length < 2 || !top || top.piece.figure && INCOMPLETE.test(top.piece.text)) return true;
  const right = (columns[top.last] as Band).to - top.piece.size;
  return placed.flat().filter(p => p.first === top.first && !p.piece.figure && p.piece.x1 > right).length > 1;
}

/** Whether the first word of `below` would not have fitted behind `above`. */
function wraps({ columns }: Context, above: Placed, below: Placed): boolean {
  if (above.line === below.line || above.first !== below.first || above.last !== below.last || isOneText(above, below)) return true;
  const right = (columns[above.last] as Band).to;
  return above.piece.x1 + wordWidth(below.piece) > right - 0.1 * above.piece.size;
}
