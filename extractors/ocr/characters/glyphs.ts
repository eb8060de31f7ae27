/**
 * Lines as read → characters as a reader of text layers gives them. Where they stand is measured by their ink: columns
 * without rulings are told by the places of words. Recognisers say roughly where a character is; the white between
 * words tells it exactly.
 */
import type { Box } from '../../../schemas/block.js';
import type { Glyph } from '../../read/pdf/pdf-source.js';

/** One character of a line; `at` is its centre, in pixels of the page, where the recogniser told it. */
export interface PlacedChar {
  readonly text: string;
  readonly confidence: number;
  readonly at?: number;
}

/** A line as read. */
export interface ReadLine {
  /** Its ink. */
  readonly box: Box;
  readonly chars: readonly PlacedChar[];
  /** Stretches of ink from left to right, where they were looked at. */
  readonly runs?: readonly Pick<Box, 'x0' | 'x1'>[];
}

const WIDE = /[\u1100-\u11ff\u2014\u2018-\u201d\u2026\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]/u;
const HAN = /\p{Script=Han}/u;
const FIGURE = /^[-\d.,%]+$/;
/** Beside the numbers of columns: low, and set half-width without white between them. */
const STARS = /^[*＊]{2,}$/u;

/** White (in heights of the line) that parts words; recognisers set a blank there, or none. */
const WORD_GAP = 0.45;
/** Height of a digit, and white beside the ink of a text, in ems. */
const DIGIT = 0.72;
const BEARING = 0.1;
/** Ink of Chinese words is as high (ems); where they are wider than is fit for it (share), a mark among them was not read. */
const HAN_HEIGHT = 0.93;
const LOW = 0.88;
/** Sizes that differ by less (share) are one: the same text is measured a little differently each time. */
const SAME_SIZE = 0.07;
/** Lines whose middles differ by less (em) stand in one row. */
const SAME_ROW = 0.25;

/** Characters that stand together, with white around them. */
interface Word extends Box {
  readonly chars: readonly PlacedChar[];
  /** Ems that they take up. */
  readonly units: number;
}

/** A word with its type size and the height of its middle. */
interface Set extends Word {
  readonly size: number;
  readonly middle: number;
}

const unitsOf = (chars: readonly PlacedChar[]): number => chars.reduce((sum, c) => sum + (WIDE.test(c.text) ? 1 : 0.5), 0);
const textOf = ({ chars }: Word): string => chars.map(c => c.text).join('');

/** Characters of lines, in points; `points` is the size of a pixel. */
export function glyphsOf(lines: readonly ReadLine[], points: number): Glyph[] {
  return inRows(ofSize(lines.flatMap(wordsOf))).flatMap(word => spread(word, points));
}

/** A line cut at the white in it. */
function wordsOf({ box, chars, runs = [] }: ReadLine): Word[] {
  const whole = (own: readonly PlacedChar[], place: Box): Word => ({ ...place, chars: own, units: unitsOf(own) });
  const height = box.y1 - box.y0;
  const isApart = (left: number, right: number): boolean => right - left > WORD_GAP * height;
  if (joined(runs, isApart).length < 2 || chars.some(c => c.at === undefined)) return [whole(chars, box)];
  const places = chars as readonly (PlacedChar & { at: number })[];
  const words: { stretch: { x0: number; x1: number }; chars: (PlacedChar & { at: number })[] }[] = [];
  const goesOn = followsBy(places, height);
  for (const part of stretchesOf(runs, places, isApart, height)) {
    const last = words.at(-1);
    const inkless = last === undefined || part.stretch.x0 - last.stretch.x1 >= FIGURE_GAP * height ? undefined : separatorBetween(last, part, places);
    if (last && inkless) {
      if (!last.chars.includes(inkless) && !part.chars.includes(inkless)) last.chars.push(inkless);
      last.chars.push(...part.chars);
      last.stretch = { x0: last.stretch.x0, x1: part.stretch.x1 };
    } else if (last && (part.stretch.x0 - last.stretch.x1 < WORD_GAP * height + whiteBetween(last.chars.at(-1)?.text ?? '', part.chars[0]?.text ?? '') * height || goesOn(last.chars.at(-1), part.chars[0]))) {
      last.chars.push(...part.chars);
      last.stretch = { x0: last.stretch.x0, x1: part.stretch.x1 };
    } else words.push({ ...part });
  }
  return words.map(({ stretch, chars: own }) => whole(own, { ...box, ...stretch }));
}

/** Distances of Chinese characters that are neighbours, at least, to tell how far apart those of a line are; and how far (heights of the line) at most. */
const NEIGHBOURS = 3;
const WIDEST_PITCH = 1.35;
/** How far (pitches of the line) a character is from the one that it follows in a word, and from a full-width mark, at most. */
const FOLLOWS = { character: 1.3, mark: 1.6 } as const;

/** Tells characters that follow each other in a word by where they were read: noise takes thin strokes, and with them the ink of half a character. */
function followsBy(chars: readonly (PlacedChar & { at: number })[], height: number): (before: { text: string; at: number } | undefined, after: { text: string; at: number } | undefined) => boolean {
  const distances = chars.slice(1).flatMap((c, i) => (HAN.test(c.text) && HAN.test(chars[i]?.text ?? '') ? [c.at - (chars[i]?.at ?? c.at)] : [])).toSorted((a, b) => a - b);
  const pitch = distances[distances.length >> 1] ?? 0;
  if (distances.length < NEIGHBOURS || pitch > WIDEST_PITCH * height) return () => false;
  return (before, after) => {
    if (before === undefined || after === undefined || !HAN.test(after.text)) return false;
    const most = HAN.test(before.text) ? FOLLOWS.character : WIDE_CLOSES.test(before.text) ? FOLLOWS.mark : 0;
    return after.at - before.at < most * pitch;
  };
}

/** White (in heights of the line) in a figure one of whose separators left no ink, at most. */
export const FIGURE_GAP = 0.9;
const SEPARATOR = /^[.,，．:：;·]$/u;
type Stretch<T> = { readonly stretch: { readonly x0: number; readonly x1: number }; readonly chars: readonly T[] };

/** The separator of a figure that was read in the white between two stretches of digits. */
export function separatorBetween<T extends Pick<PlacedChar, 'text'> & { readonly at: number }>(left: Stretch<Pick<PlacedChar, 'text'>>, right: Stretch<Pick<PlacedChar, 'text'>>, chars: readonly T[]): T | undefined {
  const digits = (own: readonly Pick<PlacedChar, 'text'>[]): boolean => /^\d+$/u.test(own.map(c => c.text).join('').replaceAll(/[.,，．:：;·]/gu, ''));
  if (!digits(left.chars) || !digits(right.chars)) return undefined;
  const [last, first] = [left.chars.findLast(c => /\d/u.test(c.text)), right.chars.find(c => /\d/u.test(c.text))] as [T, T];
  return chars.slice(chars.indexOf(last) + 1, chars.indexOf(first)).find(c => SEPARATOR.test(c.text));
}

/** Whether the white between two edges parts what ends at the left one from what begins at the right one. */
type Parts = (left: number, right: number) => boolean;

/** Stretches of ink that white parts, with the characters read there; those without any are left out. */
export function stretchesOf<T extends Pick<PlacedChar, 'text'> & { readonly at: number }>(runs: readonly Pick<Box, 'x0' | 'x1'>[], chars: readonly T[], isApart: Parts, height: number): { stretch: { x0: number; x1: number }; chars: T[] }[] {
  const parts = joined(runs, isApart).map(stretch => ({ stretch, chars: [] as T[] }));
  const off = ({ x0, x1 }: Pick<Box, 'x0' | 'x1'>, at: number): number => Math.max(x0 - at, at - x1, 0);
  for (const c of parts.length === 0 ? [] : chars) {
    if (c.text.trim() === '') continue;
    const nearest = parts.reduce((best, part) => (off(part.stretch, c.at) < off(best.stretch, c.at) ? part : best));
    // a mark read into the white between words is none
    if (!MARK.test(c.text) || off(nearest.stretch, c.at) < MARK_OFF * height) nearest.chars.push(c);
  }
  return parts.filter(part => part.chars.length > 0);
}

/** Full-width marks have white of their own (in heights of the line), before them or behind; and what they hold is no farther away. */
const MARK_GAP = 0.6;
const MARK_HOLDS = 1.2;
/** How far (in heights of the line) a mark may be from ink. */
const MARK_OFF = 0.2;
const MARK = /^[^\p{L}\p{N}]$/u;
const CLOSES = /[、，。：；）”’》]/u;
const OPENS = /[（“‘《]/u;

/** White (in heights of the line) that full-width marks have between two characters: what an opening one begins, or a closing one ends, is not parted from it. */
function whiteBetween(before: string, after: string): number {
  if (OPENS.test(before) || CLOSES.test(after)) return MARK_HOLDS;
  return CLOSES.test(before) || OPENS.test(after) ? MARK_GAP : 0;
}

function joined(runs: readonly Pick<Box, 'x0' | 'x1'>[], isApart: Parts): { x0: number; x1: number }[] {
  const out: { x0: number; x1: number }[] = [];
  for (const { x0, x1 } of runs.toSorted((a, b) => a.x0 - b.x0)) {
    const last = out.at(-1);
    if (last && !isApart(last.x1, x0)) last.x1 = Math.max(last.x1, x1);
    else out.push({ x0, x1 });
  }
  return out;
}

/** White (ems) of full-width marks at the ends of a word, which its ink does not show. */
function whiteOfMarks({ chars }: Word): readonly [before: number, behind: number] {
  return [WIDE_OPENS.test(chars[0]?.text ?? '') ? MARK_WHITE : 0, WIDE_CLOSES.test(chars.at(-1)?.text ?? '') ? MARK_WHITE : 0];
}
const MARK_WHITE = 0.6;
const WIDE_OPENS = /[（《]/u;
const WIDE_CLOSES = /[、，。：；）》]/u;

/** Words with their type sizes: those of Chinese words are as wide as their characters, figures are as large as what stands beside them. */
function ofSize(words: readonly Word[]): Set[] {
  const own = words.map(word => {
    const han = word.chars.filter(c => HAN.test(c.text)).length;
    if (han < 2 && !/^\p{Script=Han}、$/u.test(textOf(word))) return undefined;
    const [before, behind] = whiteOfMarks(word);
    const [wide, high] = [(word.x1 - word.x0) / (word.units - BEARING - before - behind), (word.y1 - word.y0) / HAN_HEIGHT];
    return han >= 2 && high < LOW * wide ? high : wide;
  });
  const known = own.filter(size => size !== undefined).toSorted((a, b) => a - b);
  const usual = (size: number, within: number): number | undefined => {
    const near = known.filter(other => Math.abs(other - size) <= within * size);
    return near[near.length >> 1];
  };
  return words.map((word, i) => {
    const advance = (word.x1 - word.x0) / word.units;
    const height = word.y1 - word.y0;
    const isFigure = FIGURE.test(textOf(word));
    // strokes alone are low; digits are not, and what makes their ink wider may be what is left of a stamp
    const least = isFigure && /\d/u.test(textOf(word)) ? 0 : (STARS.test(textOf(word)) ? 1.2 : 0.8) * advance;
    const widest = isFigure ? (word.x1 - word.x0) / (word.units - 2 * BEARING) : advance;
    const size = own[i] ?? Math.max(Math.min(height / (isFigure ? DIGIT : 1), 1.25 * widest), least);
    const common = usual(size, own[i] === undefined ? 3 * SAME_SIZE : SAME_SIZE) ?? size;
    // figures hang no lower than their digits: commas do
    const middle = isFigure && word.chars.length > 1 ? word.y0 + DIGIT / 2 * common : (word.y0 + word.y1) / 2;
    const [before, behind] = own[i] === undefined ? [0, 0] : whiteOfMarks(word);
    return { ...word, x0: word.x0 - before * common, x1: word.x1 + behind * common, size: common, middle };
  });
}

/** Words of one row at one height. */
function inRows(words: readonly Set[]): Set[] {
  const out: Set[] = [];
  let row: Set[] = [];
  const close = (): void => {
    const middles = row.map(w => w.middle).toSorted((a, b) => a - b);
    const middle = middles[middles.length >> 1] as number;
    out.push(...row.map(w => ({ ...w, middle })));
  };
  for (const word of words.toSorted((a, b) => a.middle - b.middle)) {
    if (row.length > 0 && word.middle - (row[0] as Set).middle > SAME_ROW * word.size) {
      close();
      row = [];
    }
    row.push(word);
  }
  if (row.length > 0) close();
  return out;
}

/** Characters side by side over the ink of their word, full-width ones twice as wide as the others. */
function spread({ chars, units, size, middle, x0, x1 }: Set, points: number): Glyph[] {
  const advance = (x1 - x0) / units;
  const em = Math.max(4, size * points);
  let x = x0 * points;
  return chars.map(c => {
    const from = x;
    x += (WIDE.test(c.text) ? 1 : 0.5) * advance * points;
    return { text: c.text, size: em, fontName: 'ocr', turn: 0, x0: from, x1: x, y0: middle * points - em / 2, y1: middle * points + em / 2 };
  });
}
