/** Pieces of lines cut where columns abut: texts of neighbouring cells that are set without white between them. */
import { CODE_LENGTHS } from '../../../schemas/codes.js';
import { isHeaderWord } from '../header-rows.js';
import type { LayoutSettings } from '../settings.js';
import type { Band } from './stream.js';
import { columnsOf, reach } from './stream-columns.js';
import { hasCjk, type InCell, isSigned, namesInCells, type Piece, pieceOf, type StreamLine, wordsOf } from './stream-lines.js';
import { type Char, isCjk } from '../lines/words.js';

/**
 * Cuts pieces at well supported left edges of words: columns that abut without a gap (名称2,896,503), and codes set
 * close to each other (208 05 01). Only where the kind of character changes or a figure begins after a gap.
 */
export function splitAtEdges(lines: readonly StreamLine[], settings: LayoutSettings): StreamLine[] {
  const inCell = namesInCells(lines, settings);
  // Words that begin lines say nothing of the names behind codes: indented codes begin at any place.
  const [starts, behind] = [new Map<number, number>(), new Map<number, number>()];
  for (const { line } of lines) {
    const words = wordsOf(line, settings);
    words.forEach((word, i) => {
      const x = Math.round((word[0] as Char).x0);
      for (const places of i === 0 ? [starts] : [starts, behind]) if (!inCell(words[i - 1] ?? [], word)) places.set(x, (places.get(x) ?? 0) + 1);
    });
  }
  const support = (x: number, places: ReadonlyMap<number, number>): number => [-1, 0, 1].reduce((n, d) => n + (places.get(Math.round(x) + d) ?? 0), 0);
  const needed = Math.max(3, settings.edgeSupport * lines.length);
  const isEdge = ({ x0 }: Char, behindCode: ReturnType<InCell>): boolean => behindCode !== 'surely' && support(x0, behindCode ? behind : starts) >= needed;
  const depth = lines.findIndex(l => l.pieces.some(p => p.figure));
  // without figures the first line alone is known to be one of headings
  const heads = depth < 0 ? 1 : depth;
  const columns = heads > 0 ? columnsOf(lines.slice(heads)) : [];
  return lines.map((line, row) => ({
    line: line.line, atEdge: line.atEdge,
    pieces: line.pieces.flatMap(piece => (row < heads ? headingsOf(piece, columns, settings) : [piece])).flatMap(piece => {
      const parts: Char[][] = [[]];
      const begins = new Set(wordsOf(piece, settings, settings.edgeGap).map(([first]) => first));
      piece.chars.forEach((c, i) => {
        const last = piece.chars[i - 1];
        if (last && ((row < depth || depth < 0) && besideHeading(piece, i, depth < 0) || beginsItem(piece.chars, i))) parts.push([]);
        else if (last && !isSigned(last.text, c, 0) && isEdge(c, inCell((parts.at(-1) as Char[]), piece.chars.slice(i, i + 1)))) {
          const changes = kindOf(last.text) !== kindOf(c.text);
          const gap = begins.has(c) && c.x0 - last.x1 > settings.edgeGap * c.size && (kindOf(c.text) === 'figure' || kindOf(last.text) === 'figure');
          if ((changes || gap) && !(kindOf(last.text) === 'figure' && COUNTED.test(c.text)) && !isInProse(piece.chars, i) && !isBehindMark(piece.chars, i)) parts.push([]);
        }
        (parts.at(-1) as Char[]).push(c);
      });
      return parts.length === 1 ? [piece] : parts.map(p => pieceOf(p, settings));
    }),
  }));
}

/** Gap (em) between words of other scripts than CJK, from which they may be two headings. */
const APART = 0.6;

/** The parts of a text between visible gaps, which are those of columns where each stands over its own. */
export function partsAtGaps(piece: Piece, settings: LayoutSettings): Piece[] {
  const parts: Char[][] = [];
  for (const word of wordsOf(piece, settings)) {
    const last = parts.at(-1)?.at(-1);
    if (last && (word[0] as Char).x0 - last.x1 <= APART * piece.size) parts.at(-1)?.push(...word);
    else parts.push([...word]);
  }
  return parts.map(part => pieceOf(part, settings));
}

/** Headings that are set closer to each other than the texts of the columns below them. */
function headingsOf(piece: Piece, columns: readonly Band[], settings: LayoutSettings): Piece[] {
  const [first, last] = columns.length > 0 ? reach(piece, columns) : [0, 0];
  const half = piece.chars.length / 2;
  if (isTwice(piece)) return [piece.chars.slice(0, half), piece.chars.slice(half)].map(part => pieceOf(part, settings));
  if (first === last) return [piece];
  const parts = hasCjk(piece) ? partsAtYears(piece, settings) : partsAtGaps(piece, settings);
  const reaches = parts.map(part => reach(part, columns));
  return reaches.every(([from], i) => i === 0 || from > (reaches[i - 1] as [number, number])[1]) ? parts : [piece];
}

/** Whether a text is one heading and the same again beside it: 其中：2026 其中：2026. */
function isTwice({ chars, size }: Piece): boolean {
  const half = chars.length / 2;
  const [last, next] = [chars[half - 1], chars[half]];
  return half > 2 && last !== undefined && next !== undefined && next.x0 - last.x1 > BESIDE * size && chars.slice(0, half).every((c, i) => c.text === chars[half + i]?.text);
}

/** Gap (em) before a heading with a year: more than the quarter of an em that word processors set between CJK and other characters. */
const BEFORE_YEAR = 0.35;

/** The parts of a text that begin with a year each, as headings of amounts of several years do: 2025年预算 2024年预算. */
function partsAtYears(piece: Piece, settings: LayoutSettings): Piece[] {
  const { chars, size } = piece;
  const isYear = (i: number): boolean => /^20\d\d年/u.test(chars.slice(i, i + 5).map(c => c.text).join(''));
  const starts = chars.flatMap((c, i) => (isYear(i) && (i === 0 || c.x0 - (chars[i - 1] as Char).x1 > BEFORE_YEAR * size) ? [i] : []));
  return starts.length < 2 || starts[0] !== 0 ? [piece] : starts.map((start, k) => pieceOf(chars.slice(start, starts[k + 1] ?? chars.length), settings));
}

/** Whether an item of a list begins at character `i`, right behind an amount: 123.45二、结转下年. */
function beginsItem(chars: readonly Char[], i: number): boolean {
  if (!/\d/.test(chars[i - 1]?.text ?? '') || !/[（一二三四五六七八九十]/u.test(chars[i]?.text ?? '')) return false;
  const text = (part: readonly Char[]): string => part.map(c => c.text).join('');
  return /^[-\d,]*\d\.\d+$/.test(text(chars.slice(0, i))) && /^(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）)/u.test(text(chars.slice(i)));
}

/** Gap (em) between two headings that fill their columns. */
const BESIDE = 0.2;

/** Whether a heading ends before character `i` of a piece: gaps part it into texts of several CJK characters, each of which is a word of headers where it must be. */
function besideHeading({ chars, size }: Piece, i: number, words: boolean): boolean {
  if (!chars.every(c => isCjk(c.text))) return false;
  const ends = chars.flatMap((c, k) => {
    const last = chars[k - 1];
    return last && c.x0 - Math.max(last.x1, last.x0 + last.size) > BESIDE * size ? [k] : [];
  });
  if (!ends.includes(i)) return false;
  const parts = [...ends, chars.length].map((end, k) => chars.slice(ends[k - 1] ?? 0, end).map(c => c.text).join(''));
  return parts.every(text => text.length > 1 && (!words || isHeaderWord(text)));
}

/** Whether the kind of character changes at `i` within running text: behind a comma, or before a number that counts what follows it (配备60部). */
function isInProse(chars: readonly Char[], i: number): boolean {
  if (/[,，、]/u.test(chars[i - 1]?.text ?? '')) return true;
  let end = i;
  while (/\d/.test(chars[end]?.text ?? '')) end++;
  const [last, next] = [chars[end - 1], chars[end]];
  return end > i && !CODE_LENGTHS.has(end - i) && last !== undefined && next !== undefined && isCjk(next.text) && !next.spaced && next.x0 - last.x1 < 0.2 * next.size;
}

/** Whether a name begins at `i` behind the number of its item or its code and a hyphen, or a code behind its bracket: 1. 一般公共预算资金, 30110-职工基本医疗保险缴费, [20111]纪检监察事务. */
const isBehindMark = (chars: readonly Char[], i: number): boolean => /^(?:\d{1,2}[.．]|\d{3,7}[-–—])$/u.test(chars.slice(0, i).map(c => c.text).join('')) && isCjk(chars[i]?.text ?? '') || /[[［【]/u.test(chars[i - 1]?.text ?? '');

/** What stands behind a number as part of it: 2025年. */
const COUNTED = /^[年月日号个%]$/u;

/** Digits, their signs, and everything else: a column never begins inside a figure. */
const kindOf = (text: string): string => (/[\d.,%-]/.test(text) ? 'figure' : 'text');
