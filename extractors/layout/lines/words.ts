/** Glyphs → clean characters → lines of text. */
import type { Box } from '../../../schemas/block.js';
import type { PageContent } from '../../read/pdf/pdf-source.js';
import { plainCharacter } from './radicals.js';
import type { LayoutSettings } from '../settings.js';
import { withoutWatermarks } from './watermarks.js';
import { brokenFigure, goesOnFigure, wrappedDigits, wrappedNumber, wrappedYear } from './wrapped-figures.js';

/** A visible character in the reading frame (upright, y downwards). */
export interface Char extends Box {
  readonly text: string;
  readonly size: number;
  readonly fontName: string;
  /** A blank was printed directly before it. */
  readonly spaced: boolean;
  /** Place in the content stream. */
  readonly order: number;
  readonly turn: number;
  /** Number of the cell whose edge cuts its text off; undefined where none does. */
  readonly clip?: number | undefined;
}

export interface Line extends Box {
  readonly chars: readonly Char[];
  /** Median font size. */
  readonly size: number;
}

const BLANK = /^[\s\u00a0\u3000\u200b\ufeff\u00ad]*$/u;
const CJK_CHARACTER = /[\u2e80-\u303f\u3040-\u30ff\u3100-\u312f\u3200-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\u{20000}-\u{3ffff}]|[“”‘’…—·]/u;

/** True for characters set without blanks between them. */
export function isCjk(text: string): boolean {
  if (text.length !== 1) return CJK_CHARACTER.test(text);
  const code = text.charCodeAt(0);
  return (cjk[code] ||= CJK_CHARACTER.test(text) ? CJK : OTHER) === CJK;
}
/** Answers by code unit, 0 where none was asked for: they are asked for millions of times. */
const cjk = new Uint8Array(0x1_0000);
const [OTHER, CJK] = [1, 2];

/** Drops blanks, doubles, watermarks (their words are given back) and characters off the page; mends radicals. */
export function cleanGlyphs({ glyphs: printed, rules, width, height }: Pick<PageContent, 'glyphs' | 'rules' | 'width' | 'height'>, settings: LayoutSettings): { chars: Char[]; offPage: number; watermarks: readonly string[] } {
  const { glyphs, words: watermarks } = withoutWatermarks(printed, rules);
  const chars: Char[] = [];
  const seen = new Squares();
  let spaced = false;
  let offPage = 0;
  let order = 0;
  for (const g of glyphs) {
    order++;
    if (BLANK.test(g.text)) { spaced = true; continue; }
    const cx = (g.x0 + g.x1) / 2;
    const cy = (g.y0 + g.y1) / 2;
    if (!(cx >= -settings.offPage && cx <= width + settings.offPage && cy >= -settings.offPage && cy <= height + settings.offPage)) {
      offPage++;
      continue;
    }
    const text = plainCharacter(g.text);
    const limit = Math.max(settings.doubleStrike * g.size, 0.3);
    if (seen.hasDouble(text, g, limit)) continue;
    const char: Char = { text, x0: g.x0, y0: g.y0, x1: g.x1, y1: g.y1, size: g.size, fontName: g.fontName, spaced, order, turn: g.turn, clip: g.clip };
    seen.add(char);
    chars.push(char);
    spaced = false;
  }
  return { chars: withinAdvance(chars), offPage, watermarks };
}

/**
 * Half-width digits of some fonts are reported a whole em wide and lie over their neighbours: a character ends where the
 * next one of its line begins.
 */
function withinAdvance(chars: readonly Char[]): Char[] {
  return chars.map((char, i) => {
    const next = chars[i + 1];
    const covers = next !== undefined && next.turn === char.turn && !next.spaced && Math.abs(next.y1 - char.y1) < 0.2 * char.size && next.x0 > char.x0 + 0.2 * char.size && next.x0 < char.x1 - 0.15 * char.size;
    return covers ? { ...char, x1: next.x0 } : char;
  });
}

/** Characters by squares of the page, for those that are printed twice. */
class Squares {
  private static readonly SIDE = 8;
  private readonly squares = new Map<number, Char[]>();

  private static at(place: number): number {
    return Math.round(place / Squares.SIDE);
  }

  /** Squares are told by one number; characters lie on the page, or a little beside it. */
  private static key(column: number, row: number): number {
    return column * 0x1_0000 + row;
  }

  add(char: Char): void {
    const key = Squares.key(Squares.at(char.x0), Squares.at(char.y0));
    const square = this.squares.get(key);
    if (square) square.push(char);
    else this.squares.set(key, [char]);
  }

  /** Whether the same character begins within `limit` points of a glyph. A limit beyond a square's side is that of no honest type size. */
  hasDouble(text: string, { x0, y0 }: Box, limit: number): boolean {
    const reach = Math.min(limit, Squares.SIDE);
    const [left, right, top, bottom] = [Squares.at(x0 - reach), Squares.at(x0 + reach), Squares.at(y0 - reach), Squares.at(y0 + reach)];
    for (let column = left; column <= right; column++) {
      for (let row = top; row <= bottom; row++) {
        for (const other of this.squares.get(Squares.key(column, row)) ?? []) {
          if (other.text === text && Math.abs(other.x0 - x0) <= limit && Math.abs(other.y0 - y0) <= limit) return true;
        }
      }
    }
    return false;
  }
}

/** Groups characters into lines by their baselines; each line is sorted from left to right. */
export function linesOf(chars: readonly Char[], settings: LayoutSettings): Line[] {
  const middle = (c: Char): number => (c.y0 + c.y1) / 2;
  const sorted = [...chars].sort((a, b) => middle(a) - middle(b) || a.x0 - b.x0);
  const lines: Line[] = [];
  let current: Char[] = [];
  let anchor = 0;
  let size = 0;
  const flush = (): void => { if (current.length) lines.push(lineOf(current)); current = []; };
  for (const c of sorted) {
    const y = middle(c);
    if (current.length && y - anchor > settings.sameLine * Math.min(size, Math.max(c.size, size * 0.5))) flush();
    if (!current.length) { anchor = y; size = c.size; }
    else {
      // follow the line's bigger characters, so that a superscript does not split it
      if (c.size > size) { size = c.size; }
      anchor = (anchor * current.length + y) / (current.length + 1);
    }
    current.push(c);
  }
  flush();
  return lines;
}

/** A line of characters, sorted from left to right. */
export function lineOf(chars: Char[]): Line {
  let [x0, y0, x1, y1] = [Infinity, Infinity, -Infinity, -Infinity];
  let inOrder = true;
  let oneSize = true;
  let last: Char | undefined;
  for (const c of chars) {
    x0 = Math.min(x0, c.x0); y0 = Math.min(y0, c.y0);
    x1 = Math.max(x1, c.x1); y1 = Math.max(y1, c.y1);
    if (last !== undefined) {
      inOrder &&= last.x0 < c.x0;
      oneSize &&= last.size === c.size;
    }
    last = c;
  }
  // most lines are in order and of one size
  if (!inOrder) chars.sort((a, b) => a.x0 - b.x0 || a.order - b.order);
  return { chars, x0, y0, x1, y1, size: oneSize ? last?.size ?? 0 : medianSize(chars) };
}

function medianSize(chars: readonly Char[]): number {
  const sizes = chars.map(c => c.size).sort((a, b) => a - b);
  return sizes[sizes.length >> 1] ?? 0;
}

/** Splits a line where the gap is wider than `gap` em. */
export function segmentsOf(line: Line, gap: number): Line[] {
  const out: Line[] = [];
  let current: Char[] = [];
  let right = -Infinity;
  for (const c of line.chars) {
    if (current.length && c.x0 - right > gap * Math.max(c.size, (current.at(-1) as Char).size) * 0.999) {
      out.push(lineOf(current));
      current = [];
    }
    current.push(c);
    right = Math.max(current.length === 1 ? -Infinity : right, c.x1);
  }
  if (current.length) out.push(lineOf(current));
  return out;
}

/** The text of a line: blanks only where they were printed or seen, never between CJK characters. */
export function textOf(chars: readonly Char[], settings: LayoutSettings): string {
  let out = '';
  let last: Char | undefined;
  for (const c of chars) {
    if (last) {
      const gap = c.x0 - last.x1;
      const em = Math.max(c.size, last.size);
      const [before, after] = [isCjk(last.text), isCjk(c.text)];
      const oneCjk = before || after;
      const blank = !(before && after) && ((c.spaced && gap > 0.05 * em) || gap > (oneCjk ? 2 : figures(last.text, c.text) ? 1 : 0.6) * settings.blankGap * em);
      if (blank) out += ' ';
    }
    out += c.text;
    last = c;
  }
  return out;
}

/** Figures may be set wide; letters are not. */
const figures = (a: string, b: string): boolean => /[\d.,]/.test(a) && /[\d.,]/.test(b);

/**
 * Joins the lines of a cell or paragraph: no blank between CJK characters and inside a wrapped number. `full(i)` tells
 * that line `i` had no room for what stands below it, where that is known.
 */
export function joinLines(lines: readonly string[], full: (line: number) => boolean = () => false): string {
  const whole = brokenFigure(lines);
  if (whole !== undefined) return whole;
  let out = '';
  for (const [i, line] of lines.entries()) {
    if (!out) { out = line; continue; }
    const a = out.at(-1) ?? '';
    const b = line[0] ?? '';
    // A line that ends at its point goes on below: 10 + 0. + 00.
    const figure = /[.,]$/.test(line) ? line + (lines[i + 1] ?? '') : line;
    if (isCjk(a) || isCjk(b) || wrappedNumber(out, figure) || wrappedYear(out, line) || full(i - 1) && (wrappedDigits(lines[i - 1] ?? '', line) || goesOnFigure(out, line))) out += line;
    else if (/[a-z]-$/.test(out) && /^[a-z]/.test(line)) out = out.slice(0, -1) + line;
    else out += ` ${line}`;
  }
  return out;
}
