/** Lines → pieces that may stand in different columns. */
import { CODE_LENGTHS } from '../../../schemas/codes.js';
import { isAmountOrPercentage, isFigure } from '../../../schemas/printed-figure.js';
import { isHeaderWord, isSerialRow } from '../header-rows.js';
import { isSplitTotal } from './line-breaks.js';
import type { LayoutSettings } from '../settings.js';
import { type Char, isCjk, type Line, lineOf, textOf } from '../lines/words.js';

/** A piece of a line. */
export interface Piece extends Line {
  readonly text: string;
  /** An amount or another plain figure. */
  readonly figure: boolean;
}

export interface StreamLine {
  readonly line: Line;
  readonly pieces: readonly Piece[];
  /** A narrow gap at the edge of a column parts two of the pieces. */
  readonly atEdge: boolean;
}

/** An amount with its decimals: a number behind it is one of the next column. */
export const COMPLETE_AMOUNT = /^[-−–▲△(（]?[\d,]*\d\.\d+$/;
/** Thousands: digits apart from them are of the next column, too. */
const GROUPED = /^[-−–▲△(（]?\d{1,3}(?:,\d{3})+$/;
/** A line of an amount that its cell breaks: `22,71`, `8,278.` */
const PART = /^[\d,.]*[,.][\d,.]*$/;
/** A number that another must reach stands in a column of its own: ≥95%. */
const COMPARED = /^[=＝≥≤≧≦<>＜＞]\d/;
const COMPARES = /^[=＝≥≤≧≦<>＜＞]$/;
/** The last level of a code in a column of its own, and the code of a unit in the next one: 01 154001. */
const LEVEL = /^\d{2}$/, WHOLE_CODE = /^\d{5,}$/;
/** What stands for nothing in a column beside another; the sign of an amount stands close to it. */
const DASH = /^[-−–—]{1,2}$/;
/** Widest gap (em) within a word set apart. */
export const SPACED_OUT = 4;
/** Places and edges closer (points) than this are one on two pages. */
export const SAME_ON_PAGE = 2;
/** Lines up and down in which other words at an edge count. */
export const NEARBY = 12;

/** Characters of a line or piece as words: blanks and visible gaps end them. */
export function wordsOf(line: { readonly chars: readonly Char[] }, settings: LayoutSettings, blankGap = settings.blankGap): Char[][] {
  const out: Char[][] = [];
  let last: Char | undefined;
  for (const c of line.chars) {
    const em = last ? Math.max(c.size, last.size) : 1;
    const gap = last ? c.x0 - penAfter(last) : Infinity;
    const classes = last && isCjk(last.text) !== isCjk(c.text);
    if (!last || last.clip !== c.clip || gap > blankGap * em || (c.spaced && gap > 0.08 * em) || (classes && gap > 0.15 * em)) out.push([c]);
    else (out.at(-1) as Char[]).push(c);
    last = c;
  }
  return withWholeNumbers(out);
}

/** Blanks (em) that part the thousands of a number, at most; columns stand wider apart. */
const THOUSANDS_GAP = 0.36;

/** Words with the thousands of an amount put together that a blank parts: 60 922 987.67. */
function withWholeNumbers(words: Char[][]): Char[][] {
  const out: Char[][] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as Char[];
    const end = endOfNumber(words, at);
    out.push(end > at ? words.slice(at, end + 1).flat() : word);
    at = end;
  }
  return out;
}

/** Index of the word with the decimals of the number that begins here in thousands; the word itself where there is none. */
function endOfNumber(words: readonly Char[][], at: number): number {
  if (!/^[-−–]?\d{1,3}$/u.test(printOf(words[at] as Char[]))) return at;
  for (let i = at + 1; i < words.length; i++) {
    const [last, first] = [words[i - 1]?.at(-1), words[i]?.[0]];
    if (!last || !first?.spaced || last.clip !== first.clip || first.x0 - last.x1 > THOUSANDS_GAP * first.size) return at;
    const text = printOf(words[i] as Char[]);
    if (/^\d{3}\.\d{1,6}$/u.test(text)) return i;
    if (!/^\d{3}$/u.test(text)) return at;
  }
  return at;
}

/** Where the pen stands after a character: CJK characters are an em wide, though some libraries give the ink of narrow ones (目). */
const penAfter = (c: Char): number => (isCjk(c.text) ? Math.max(c.x1, c.x0 + c.size) : c.x1);

/** Marks behind which a sentence goes on in the same column. */
const RUNS_ON = /[,，、；;]$/u;

/** More (em) than the quarter of an em that word processors set between CJK and other characters. */
const QUARTER = 0.26;

/** Whether a column may begin at this word, told by the lines around. */
export type EdgeTest = (word: readonly Char[], gap: number, before: readonly Char[]) => boolean;

/** Pieces of a line: words joined unless the gap is wide, or narrow but beside an amount or at the edge of a column. */
export function streamLine(line: Line, settings: LayoutSettings, edge: EdgeTest = () => false): StreamLine {
  const words = wordsOf(line, settings, hasCjk(line) || hasFiguresOnly(line) ? Math.min(settings.blankGap, settings.edgeGap) : settings.blankGap).flatMap(cutAtGap).flatMap(cutBetweenFigures);
  const [only] = words;
  // most cells of a table hold one word a line
  if (words.length === 1 && only !== undefined) return { line, pieces: [pieceOf(only, settings)], atEdge: false };
  const groups: Char[][] = [];
  let lastAmount = false;
  let atEdge = false;
  let previousWord: readonly Char[] = [];
  let before = '';
  for (const word of words) {
    const text = printOf(word);
    const amount = isAmountOrPercentage(text);
    const open = groups.at(-1);
    const previous = open?.at(-1);
    const first = word[0] as Char;
    if (open && previous) {
      const em = Math.min(first.size, previous.size);
      const gap = first.x0 - penAfter(previous);
      const parts = PART.test(before) && PART.test(text);
      const limit = amount && lastAmount ? settings.edgeGap : amount || lastAmount || parts ? settings.figureGap : settings.pieceGap;
      const value = gap > QUARTER * em && isCjk(previous.text) && COMPARED.test(text);
      const parted = previous.clip !== first.clip || !isCounted(before, first, gap / em) && !isSigned(before, first, gap / em) && (amount && DASH.test(before) || lastAmount && DASH.test(text) || value || (COMPLETE_AMOUNT.test(before) || GROUPED.test(before) && gap > settings.blankGap * em) && /^[-−]?\d/.test(text) || !(groups.length === 1 && isMark(open)) && !RUNS_ON.test(before) && edge(word, gap / em, previousWord) || gap > settings.cjkGap * em && (isPhrase(previousWord) && isPhrase(word) || LEVEL.test(before) && WHOLE_CODE.test(text)) || isLevels(previousWord, word));
      const spaced = isSpacedWord(open, word) && !(word[0]?.text === '目' && groups.at(-2)?.at(-1)?.text === '款');
      if (gap <= limit * em && !parted || gap <= SPACED_OUT * em && spaced && previous.clip === first.clip) open.push(...word);
      else groups.push([...word]);
      atEdge ||= parted;
    } else groups.push([...word]);
    lastAmount = amount;
    previousWord = word;
    before = text;
  }
  return { line, pieces: groups.map(g => pieceOf(g, settings)), atEdge };
}

/** What characters say, without blanks between them. */
const printOf = (chars: readonly Char[]): string => chars.map(c => c.text).join('');

/** Gaps (em) between CJK characters that abut, at most; and one that is seen among them, at least. */
const ABUTS = 0.04;
const SEEN = 0.1;

/** A word cut at its one gap between CJK characters, or before a value (≥), where all others abut: a column may begin there. */
function cutAtGap(word: Char[]): Char[][] {
  let cut = 0;
  for (let i = 1; i < word.length; i++) {
    const [last, c] = [word[i - 1] as Char, word[i] as Char];
    if (!isCjk(last.text) || !isCjk(c.text) && !COMPARES.test(c.text)) continue;
    const gap = (c.x0 - penAfter(last)) / c.size;
    if (gap <= ABUTS) continue;
    if (gap < SEEN || cut > 0) return [word];
    cut = i;
  }
  return cut > 0 ? [word.slice(0, cut), word.slice(cut)] : [word];
}

/** Figures with two decimals that touch, those of narrow columns: 43.870.00. */
const TOUCHING = /^(?:\d{1,3}(?:,\d{3})+|\d+)\.\d\d(?:(?:[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d*|0)\.\d\d)+$/;

/** A word of several figures that touch, cut behind the two decimals of each, or at the one gap behind decimals where all other characters abut. */
function cutBetweenFigures(word: Char[]): Char[][] {
  const text = word.map(c => c.text).join('');
  if (text.length !== word.length) return [word];
  if (!TOUCHING.test(text)) return cutBehindDecimals(word, text);
  const ends = [...text.matchAll(/\./g)].map(({ index }) => index + 3);
  return ends.map((end, i) => word.slice(ends[i - 1] ?? 0, end));
}

function cutBehindDecimals(word: Char[], text: string): Char[][] {
  const gaps = word.flatMap((c, i) => (i > 0 && (c.x0 - (word[i - 1] as Char).x1) / c.size > ABUTS ? [i] : []));
  const [at, ...more] = gaps;
  const gap = at === undefined ? 0 : ((word[at] as Char).x0 - (word[at - 1] as Char).x1) / (word[at] as Char).size;
  return at !== undefined && more.length === 0 && gap > SEEN && COMPLETE_AMOUNT.test(text.slice(0, at)) && (/^[-−]?\d/.test(text.slice(at)) || DASH.test(text.slice(at))) ? [word.slice(0, at), word.slice(at)] : [word];
}

/** The word behind a number that says what it counts: 2025 年. */
const isCounted = (before: string, { text }: Char, gap: number): boolean => gap < COUNTED_GAP && /\d$/.test(before) && /^[年月日]$/u.test(text);
/** Widest gap (em) between them. */
const COUNTED_GAP = 0.5;

/** A figure whose sign is a word: 负12.50. */
export const isSigned = (before: string, { text }: Char, gap: number): boolean => gap < COUNTED_GAP && before === '负' && /\d/.test(text);

/** Mark of a list or heading, set with a gap before its text: 4.1.2 · a) · （一） · 3. */
const isMark = (chars: readonly Char[]): boolean => /^(?:\d+(?:\.\d+)+\.?|[(（]?(?:\d{1,2}|[a-z]|[一二三四五六七八九十]{1,3})[)）.．、])+$/.test(printOf(chars));

/** Latin prose has gaps everywhere. */
export const isLatin = (line: Line): boolean => line.chars.filter(c => /\p{Script=Latin}/u.test(c.text)).length * 2 > line.chars.length;

/** The rest of wrapped amounts, or amounts without a name. */
const hasFiguresOnly = (line: Line): boolean => line.chars.every(c => /[\d.,%-]/.test(c.text));

export const hasCjk = (line: Pick<Line, 'chars'>): boolean => line.chars.some(c => isCjk(c.text));

/** Heads of the columns of a code: 类 款 项. */
const isLevels = (left: readonly Char[], right: readonly Char[]): boolean => left.length === 1 && right.length === 1 && /^(?:类款|款项)$/u.test((left[0]?.text ?? '') + (right[0]?.text ?? ''));

/** A word whose two characters are set apart: 合 计, 收 入, 项 目. Levels of a code (款, 项, 目) are heads of columns of their own. */
const isSpacedWord = (left: readonly Char[], right: readonly Char[]): boolean => left.length === 1 && right.length === 1 && isSetApart((left[0] as Char).text, (right[0] as Char).text);

/** Two characters that are set apart to fill their cell: a total, a side of a table, or a heading. */
export const isSetApart = (left: string, right: string): boolean => isSplitTotal(left, right) || /^(?:收入|支出|项目|栏次|行次|金额|备注|编码|代码|名称|科目|序号)$/u.test(left + right);

/** Several CJK characters, also with brackets: 因公出国(境)费; a single one may be letter-spaced. */
const isPhrase = (word: readonly Char[]): boolean => word.length > 1 && (isCjk(word[0]?.text ?? '') && word.every(c => isCjk(c.text) || /[()]/.test(c.text)) || YEARS_FIGURE.test(printOf(word)));

/** A heading of the figures of a year: 2025年预算数. */
const YEARS_FIGURE = /^20\d\d年(?:预算|决算|执行)数$/u;

/** Whether a name stands behind its code in one cell: surely where codes of several lengths show it. */
export type InCell = (code: readonly Char[], name: readonly Char[]) => false | 'perhaps' | 'surely';

/** Widest gap (em) of a blank between a code and its name. */
const BLANK = 0.6;

/**
 * Tells names that stand behind their codes in one cell: word processors set a quarter of an em between digits and CJK
 * characters, so that the names of codes of one length begin at one place. In a column of its own a name begins where
 * those of longer and shorter codes do.
 */
export function namesInCells(lines: readonly { readonly line: Line }[], settings: LayoutSettings): InCell {
  const isBehind = (code: readonly Char[], name: readonly Char[], gap: number): boolean => {
    const [last, first] = [code.at(-1), name[0]];
    return last !== undefined && first !== undefined && CODE_LENGTHS.has(code.length) && code.every(c => /\d/.test(c.text)) && isCjk(first.text) && first.x0 - last.x1 < gap * first.size;
  };
  const xOf = (name: readonly Char[]): number => Math.round(name[0]?.x0 ?? 0);
  /** Lengths of the codes before names, by where these begin. */
  const lengthsWithin = (gap: number): Map<number, Set<number>> => {
    const lengths = new Map<number, Set<number>>();
    for (const { line } of lines) {
      const words = wordsOf(line, settings);
      words.forEach((word, i) => {
        const code = words[i - 1] ?? [];
        if (isBehind(code, word, gap)) lengths.set(xOf(word), (lengths.get(xOf(word)) ?? new Set()).add(code.length));
      });
    }
    return lengths;
  };
  const near = (lengths: ReadonlyMap<number, ReadonlySet<number>>, x: number): Set<number> => new Set([-1, 0, 1].flatMap(d => [...lengths.get(x + d) ?? []]));
  const [close, wide] = [lengthsWithin(QUARTER), lengthsWithin(BLANK)];
  const sure = new Set([...wide.values()].flatMap(set => [...set])).size > 1 && [...wide.keys()].every(x => near(wide, x).size < 2);
  return (code, name) => {
    if (sure) return isBehind(code, name, BLANK) && 'surely';
    return isBehind(code, name, QUARTER) && near(close, xOf(name)).size < 2 && 'perhaps';
  };
}

/** Columns that are known from the page before, for the first lines of a page. */
export interface KnownColumns { readonly edges: readonly number[]; readonly lines: number }

/** What a column of the page before counts among the lines nearby. */
const KNOWN = 2;

/** Left edges at which words of several lines nearby begin after a gap. Lines are in order from top to bottom. */
export function edgeTests(lines: readonly Line[], settings: LayoutSettings, known?: KnownColumns): EdgeTest[] {
  const inCell = namesInCells(lines.map(line => ({ line })), settings);
  // Words that begin lines say nothing of the names behind codes: indented codes begin at any place.
  const [starts, behind] = [new Map<number, Set<number>>(), new Map<number, Set<number>>()];
  lines.forEach((line, i) => {
    let right = -Infinity;
    let before = '';
    for (const word of wordsOf(line, settings, settings.edgeGap)) {
      const first = word[0] as Char;
      const least = isCjk(before) && isCjk(first.text) ? settings.edgeGap : settings.blankGap;
      if (first.x0 - right > least * first.size && !RUNS_ON.test(before)) {
        const x = Math.round(first.x0);
        for (const places of right === -Infinity ? [starts] : [starts, behind]) places.set(x, (places.get(x) ?? new Set()).add(i));
      }
      right = (word.at(-1) as Char).x1;
      before = word.at(-1)?.text ?? '';
    }
  });
  const runsThrough = (line: Line | undefined, { x0, size }: Char): boolean => line !== undefined && wordsOf(line, settings).some(word => (word[0] as Char).x0 < x0 - size && (word.at(-1) as Char).x1 > x0 + size);
  const beginsAt = ({ x0 }: Char, i: number): boolean => [-1, 0, 1].some(dx => starts.get(Math.round(x0) + dx)?.has(i) === true);
  // the last lines of two cells beside each other: both begin where words of the line above do; one of other cells may lie between
  const isRest = (previous: readonly Char[], word: readonly Char[], i: number): boolean => [i - 1, i - 2].some(above => [previous, word].every(([first]) => first !== undefined && beginsAt(first, above)));
  return lines.map((line, i) => (word, gap, previous) => {
    const first = word[0] as Char;
    // Running text above and below: the word begins at the edge of a column by chance.
    if (runsThrough(lines[i - 1], first) && runsThrough(lines[i + 1], first)) return false;
    const narrow = gap < settings.edgeGap && isCjk(previous.at(-1)?.text ?? '');
    if (isLatin(line) || isMonospacedBlank(previous, word, gap) || !narrow && gap < (hasCjk(line) ? settings.edgeGap : settings.figureGap)) return false;
    const isName = inCell(previous, word);
    if (isName === 'surely') return false;
    const near = new Set<number>();
    for (const dx of [-1, 0, 1]) {
      for (const k of (isName ? behind : starts).get(Math.round(first.x0) + dx) ?? []) if (Math.abs(k - i) <= NEARBY) near.add(k);
    }
    const clear = !narrow && isPhrase(previous) && (isPhrase(word) || COMPLETE_AMOUNT.test(printOf(word)) || gap >= settings.cjkGap && isRest(previous, word, i));
    const before = known !== undefined && i < known.lines && known.edges.some(x => Math.abs(x - first.x0) <= SAME_ON_PAGE) ? KNOWN : 0;
    return near.size + before >= settings.edgeLines - (clear ? 1 : 0);
  });
}

/** How far (share) widths of monospaced characters may differ, and how much wider than one the gap between two words is at most. */
const SAME_WIDTH = 0.02;
const ONE_BLANK = 1.2;

/** Whether the gap (em) between two words of letters is one blank of a monospaced type, in which words stand below each other by chance. */
function isMonospacedBlank(before: readonly Char[], word: readonly Char[], gap: number): boolean {
  const chars = [...before, ...word];
  const widths = chars.map(c => (c.x1 - c.x0) / c.size);
  const [least, most] = [Math.min(...widths), Math.max(...widths)];
  const isWord = (part: readonly Char[]): boolean => part.some(c => /\p{Script=Latin}/u.test(c.text));
  return isWord(before) && isWord(word) && most - least < SAME_WIDTH * most && gap < ONE_BLANK * most;
}

/** Whether a line holds the numbers of the columns (栏次), which are no figures of the body. */
export const isSerialLine = ({ pieces }: StreamLine): boolean => isSerialRow(pieces.map(p => p.text));

const hasFigure = ({ pieces }: StreamLine): boolean => pieces.some(p => p.figure);

/** Number of lines above the first with figures of the body; -1 where there is none. */
export const linesAboveFigures = (lines: readonly StreamLine[]): number => lines.findIndex(l => hasFigure(l) && !isSerialLine(l));

/** Lines closer (em) than this to the figures of a row stand beside these: a name of two lines in the middle of its cell. */
const HALF = 0.8;
/** How far (em) lines above and below the figures may be off the same distance, and the lines of a name off one edge or middle. */
const EVEN = 0.15;

/**
 * Number of lines above the first row of the body, which begins above its figures where a name wraps in the middle of its
 * cell: each of its lines above them has one as far below, at the same edge or middle and no wider; -1 where there are no figures.
 */
export function linesAboveRows(lines: readonly StreamLine[]): number {
  const at = linesAboveFigures(lines);
  let first = at;
  while (first > 0 && beginsRow(lines, at, first - 1)) first--;
  return first;
}

function beginsRow(lines: readonly StreamLine[], at: number, i: number): boolean {
  const [above, row] = [lines[i] as StreamLine, lines[at] as StreamLine];
  const { size } = row.line;
  const middle = ({ line: { y0, y1 } }: StreamLine): number => (y0 + y1) / 2;
  const distance = middle(row) - middle(above);
  const below = lines.slice(at + 1).find(other => Math.abs(middle(other) - middle(row) - distance) <= EVEN * size);
  if (!below || hasFigure(below) || isSerialLine(above) || above.pieces.some(piece => isHeaderWord(piece.text))) return false;
  const isLineOf = (piece: Piece, other: Piece): boolean => Math.abs(piece.x0 - other.x0) <= EVEN * size || Math.abs(piece.x0 + piece.x1 - other.x0 - other.x1) <= EVEN * size;
  const goesOn = (piece: Piece, last: Piece): boolean => isLineOf(piece, last) && last.x1 - last.x0 <= piece.x1 - piece.x0 + size && (distance < HALF * size || i < at - 1 || row.pieces.some(other => isLineOf(piece, other) && Math.abs(other.x1 - other.x0 - piece.x1 + piece.x0) <= size));
  return above.pieces.every(piece => below.pieces.some(last => goesOn(piece, last))) && below.pieces.every(last => above.pieces.some(piece => goesOn(piece, last)));
}

/** Number of lines of headings: above the first with figures or the numbers of the columns; -1 where there is none. */
export const linesOfHeadings = (lines: readonly StreamLine[]): number => lines.findIndex(l => hasFigure(l) || isSerialLine(l));

export function pieceOf(chars: readonly Char[], settings: LayoutSettings): Piece {
  const line = lineOf([...chars]);
  const text = textOf(line.chars, settings);
  return { ...line, text, figure: isFigure(text) || DASH.test(text) };
}
