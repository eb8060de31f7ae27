/** The runs of lines that look like a table. */
import { endsWithUnit, namesMaker } from '../../../schemas/caption-line.js';
import { isAmountOrPercentage } from '../../../schemas/printed-figure.js';
import { isHeaderWord } from '../header-rows.js';
import { isSplitTotal } from './line-breaks.js';
import type { LayoutSettings } from '../settings.js';
import { partsAtGaps } from './split-pieces.js';
import { areStaggered, inOneColumn, middleOf } from './staggered.js';
import { hasCjk, isLatin, type KnownColumns, NEARBY, type Piece, type StreamLine } from './stream-lines.js';
import type { Line } from '../lines/words.js';

/** A note on a table: 注：本表…. */
const NOTE_LINE = /^注[：:]/u;
/** Words that end titles. */
const TITLE_WORDS = /表$|^附[件表注]|(?<!^其中)[:：]/u;
/** Lines of a header below its first heading that are looked at. */
const HEADER = 6;
/** Size of a title against the line above. */
const TITLE = 1.1;
const LEADERS = /\.{4}|…{2}|·{4}|(?:\. ){4}|_{4}/;
/** Share of a line's width from which it is prose with an odd gap. */
const DENSE = 0.92;

/** A stretch of consecutive lines that may be one table. */
export interface Run { readonly from: number; readonly to: number }

/** Two lines of several pieces are a table if more lines than this have them, or stand in one of their columns. */
const REST = 5;

/** Runs of lines of several pieces; single pieces in one of their columns, and a few short ones, belong to the run. `to` is exclusive. */
export function tableRuns(lines: readonly StreamLine[], settings: LayoutSettings, known?: KnownColumns): Run[] {
  const out: Run[] = [];
  // Labels of charts stand at odd heights, too.
  const cjk = lines.map(({ line }) => hasCjk(line));
  const staggered = lines.map((_, k) => (cjk[k] || cjk[k + 1] || false) && areStaggered(lines, k) || (cjk[k - 1] || cjk[k] || false) && areStaggered(lines, k - 1));
  const inColumn = columnarLines(lines).map((own, k) => own || staggered[k] === true || goesOnColumn(lines[k] as StreamLine, k, known) || isRestOfTotal(lines, k));
  const centred = centredLines(lines);
  const inMiddle = inColumn.map((own, k) => own || centred[k] === true);
  let i = 0;
  while (i < lines.length) {
    // A title stands beside what is above it at no height of theirs: it begins no run, nor does one reach up over it.
    if (!tabular(lines[i] as StreamLine) && (!staggered[i] || opensTable(lines, i)) || isCaption(lines[i] as StreamLine)) { i++; continue; }
    const last = endOfRun(lines, i, inMiddle, settings);
    let first = i;
    while (first > (out.at(-1)?.to ?? 0) && (inColumn[first - 1] || isRestAbove(lines[first - 1] as StreamLine, lines.slice(first, first + HEADER)) || isTopHeading(lines[first - 1] as StreamLine, lines.slice(first, first + HEADER)) || isHeadingLine(lines[first - 1] as StreamLine, lines[first] as StreamLine, settings)) && !isCaption(lines[first - 1] as StreamLine) && !apart(lines, first, settings.runGap)) first--;
    const rows = lines.slice(first, last + 1);
    const pairs = rows.filter((r, k) => r.pieces.length >= 2 || staggered[first + k]).length;
    const triples = rows.filter(r => r.pieces.length >= 3).length;
    const loose = rows.filter((r, k) => r.pieces.length < 2 && !inMiddle[first + k]).length;
    const few = pairs === 2 && triples === 1 && loose === 0 && rows.length > REST;
    if ((pairs >= 3 || triples >= 2 || few) && pairs >= 0.4 * (pairs + loose) && !isContents(rows)) out.push({ from: first, to: last + 1 });
    i = last + 1;
  }
  return out;
}

function endOfRun(lines: readonly StreamLine[], start: number, inColumn: readonly boolean[], settings: LayoutSettings): number {
  let last = start;
  let [left, right] = [(lines[start] as StreamLine).line.x0, (lines[start] as StreamLine).line.x1];
  for (let end = start + 1; end < lines.length && (!apart(lines, end, settings.runGap) || goesOnBelowBlank(lines.slice(start, end), lines.slice(end))); end++) {
    const { line, pieces } = lines[end] as StreamLine;
    if (opensTable(lines, end)) break;
    if (tabular(lines[end] as StreamLine)) {
      last = end;
      left = Math.min(left, line.x0);
      right = Math.max(right, line.x1);
    } else if (inColumn[end]) last = end;
    else {
      const isName = isFirstCell(lines[end] as StreamLine, [...lines.slice(start, last + 1), ...rowsBelow(lines, end, settings)]);
      if (end - last > (isName ? FIRST_CELLS : LOOSE) || LEADERS.test(pieces[0]?.text ?? '') || !isName && line.x1 - line.x0 > 0.6 * (right - left)) break;
    }
  }
  while (isRest(lines, last + 1, settings)) last++;
  return last;
}

/** Lines of no several pieces within a run: of any kind, and of names alone, which narrow columns wrap. */
const LOOSE = 3;
const FIRST_CELLS = 8;

/** Lines of names and amounts right below a line. */
function rowsBelow(lines: readonly StreamLine[], i: number, settings: LayoutSettings): readonly StreamLine[] {
  const end = lines.findIndex((line, k) => k > i && (apart(lines, k, settings.runGap) || !isNameAndAmount(line)));
  return lines.slice(i + 1, end < 0 ? lines.length : end);
}

/** Whether a line is one Chinese piece that begins where the rows about it do and ends before their second texts. */
function isFirstCell({ line: own, pieces: [only, ...more] }: StreamLine, about: readonly StreamLine[]): boolean {
  const rows = about.filter(tabular);
  return only !== undefined && more.length === 0 && hasCjk(own) && rows.filter(({ line }) => Math.abs(line.x0 - only.x0) <= ON_EDGE).length >= EDGES && rows.every(({ pieces }) => only.x1 < (pieces[1]?.x0 ?? 0));
}

/** Greatest distance (em) of two lines of a cell. */
const CELL_PITCH = 1.6;

/** The end of a table's last row: one short piece right below another, in line with it. */
function isRest(lines: readonly StreamLine[], i: number, settings: LayoutSettings): boolean {
  const [below, above] = [lines[i], lines.slice(Math.max(0, i - 2), i).flatMap(l => l.pieces)];
  const [only] = below?.pieces ?? [];
  if (!below || !only || below.pieces.length > 1 || apart(lines, i, settings.runGap) || opensTable(lines, i) || /^(?:备?注|说明|附)|[。；：:]|^第.*页/u.test(only.text)) return false;
  const rows = lines.slice(Math.max(0, i - NEARBY), i);
  const atPitch = (distance: number): boolean => distance < CELL_PITCH * only.size || rows.some((l, k) => k > 0 && Math.abs(middleOf(l) - middleOf(rows[k - 1] as StreamLine) - distance) < 0.1 * only.size && l.pieces.some(a => rows[k - 1]?.pieces.some(b => inOneColumn(a, b))));
  return above.some(p => p.y0 < only.y0 && atPitch(only.y0 - p.y0) && only.x1 - only.x0 <= p.x1 - p.x0 + only.size && p.size === only.size && (Math.abs(p.x0 - only.x0) <= ON_EDGE || isCentred(p, only)));
}

/** Lines between a title and the unit of its table, and the title itself. */
const TITLE_LINES = 4;

/** The heading of a part of the document (第三部分), before whose name there is white. */
const SECTION = /^第[一二三四五六七八九十]{1,3}(?:部分|章)/u;

/** The number of a table (表三), before whose title there is white. */
const TABLE_NUMBER = /^(?:公开|预算|附)?表(?:[一二三四五六七八九十]{1,3}|\d{1,2})$|^(?:公开|预算)\d{1,2}表$/u;

/** The title of a table, in larger type than the line above or with the line below it that names maker or unit, or that line; the heading of a part of the document. */
function opensTable(lines: readonly StreamLine[], i: number): boolean {
  const below = lines[i];
  if (!below || isCaption(below)) return below !== undefined;
  const above = lines.slice(Math.max(0, i - TITLE_LINES), i).findLast(({ pieces }) => pieces.some(p => /[\p{L}\d]/u.test(p.text)));
  const [only, ...more] = below.pieces;
  if (only && SECTION.test(only.text) && !below.pieces.some(p => p.figure)) return true;
  if (only && more.length === 1 && TABLE_NUMBER.test(only.text) && more[0]?.text.endsWith('表') && lines.slice(i + 1, i + TITLE_LINES).some(isCaption)) return true;
  const isLarger = above !== undefined && below.line.size > TITLE * above.line.size;
  // White about the figures of a title (某局 2024 年…表) parts it.
  if (!only || more.length > 0) return isLarger && (more.at(-1)?.text.endsWith('表') ?? false) && !below.pieces.some(p => isAmountOrPercentage(p.text));
  return isLarger || only.text.endsWith('表') && lines.slice(i + 1, i + TITLE_LINES).some(isCaption);
}

/** Whether a line is none of the table above it: a title, a caption, or too far (`gap`, em) below it. */
export function beginsApart(lines: readonly StreamLine[], i: number, settings: LayoutSettings, gap = settings.runGap): boolean {
  return opensTable(lines, i) || i > 0 && apart(lines, i, gap);
}

/** A heading above a table's first line of several: 2025年预算数 over 小计, 基本支出, 项目支出; 功能分类科目 over its code and name. */
function isTopHeading({ pieces, line }: StreamLine, below: readonly StreamLine[]): boolean {
  const [next] = below;
  const left = Math.min(...below.map(l => l.line.x0));
  const right = Math.max(...below.map(l => l.line.x1));
  const isHeading = (p: Piece): boolean => !TITLE_WORDS.test(p.text) && (isHeaderWord(p.text) || below.slice(0, 2).some(l => l.pieces.some(q => isCentred(p, q) && isHeaderWord(p.text + q.text))));
  return next !== undefined && pieces.every(isHeading) && Math.abs(line.size - next.line.size) < 0.05 * line.size
    && line.x0 > left - line.size && line.x1 < right + line.size && below.some(l => l.pieces.length > 2);
}

/** Headings that fill their columns, so that their line is all ink: gaps part it into as many texts as the line below has, each nearest to another one of these. */
function isHeadingLine({ pieces, line }: StreamLine, below: StreamLine, settings: LayoutSettings): boolean {
  const parts = pieces.flatMap(piece => partsAtGaps(piece, settings));
  if (parts.length < 3 || parts.length < below.pieces.length - 1 || Math.abs(line.size - below.line.size) > 0.05 * line.size || parts.some(p => p.figure)) return false;
  const distance = (a: Piece, b: Piece): number => Math.max(a.x0 - b.x1, b.x0 - a.x1);
  const nearest = parts.map(part => below.pieces.reduce((best, p, i) => (distance(part, p) < distance(part, below.pieces[best] as Piece) ? i : best), 0));
  return nearest.every((at, i) => i === 0 || at > (nearest[i - 1] as number));
}

const isCentred = (a: Piece, b: Piece): boolean => Math.abs(a.x0 + a.x1 - b.x0 - b.x1) < 0.6 * a.size;

/** The rest of a cell that a page end cuts, above the first line of several pieces: one piece at the edge of a column that is not the first. */
function isRestAbove({ pieces, line }: StreamLine, below: readonly StreamLine[]): boolean {
  const [only] = pieces;
  return only !== undefined && pieces.length === 1 && hasCjk(line) && Math.abs(line.size - (below[0]?.line.size ?? 0)) < 0.05 * line.size
    && only.x0 > Math.min(...below.map(l => l.line.x0)) + line.size && below.some(l => l.pieces.length > 1 && l.pieces.some(p => Math.abs(p.x0 - only.x0) <= ON_EDGE));
}

/** Who made the table, its unit, and notes: above or below it, not in it. */
function isCaption({ pieces }: StreamLine): boolean {
  const text = pieces.map(p => p.text).join('');
  return namesMaker(text) || endsWithUnit(text) || NOTE_LINE.test(text);
}

/** Whether a line states the unit of the amounts below it. */
export const statesUnit = ({ chars }: Line): boolean => endsWithUnit(chars.map(c => c.text).join(''));

/** Lines beside a heading of stacked characters, which reaches farther down than they do. */
const BESIDE_STACK = 2;

/** Too much white above line `i` to be one table with the lines before. */
function apart(lines: readonly StreamLine[], i: number, gap: number): boolean {
  const [above, below] = [(lines[i - 1] as StreamLine).line, (lines[i] as StreamLine).line];
  const end = Math.max(...lines.slice(Math.max(0, i - 1 - BESIDE_STACK), i).map(({ line }) => line.y1));
  return below.y0 - end > gap * Math.max(above.size, below.size);
}

/** Distance of rows, in usual ones of the table, up to which blank rows may lie between them. */
const BLANK_ROWS = 3.3;
/** Names alone above the first row of several texts below blank rows, at most. */
const NAMES = 2;

/** Whether the rows of a table go on below white as high as blank rows: names begin where others do, and figures stand below figures or headings alone. */
function goesOnBelowBlank(above: readonly StreamLine[], below: readonly StreamLine[]): boolean {
  const pitches = above.slice(1).map((l, i) => middleOf(l) - middleOf(above[i] as StreamLine)).filter(distance => distance > 0).sort((a, b) => a - b);
  const [last, next] = [above.at(-1), below[0]];
  const usual = pitches[pitches.length >> 1];
  if (!last || !next || usual === undefined || middleOf(next) - middleOf(last) > BLANK_ROWS * usual) return false;
  const names = above.slice(above.findIndex(({ pieces }) => pieces.some(p => p.figure))).flatMap(({ pieces }) => pieces.filter(p => !p.figure));
  const isBelow = (piece: Piece, of: number): boolean => (piece.figure
    ? above.some(({ pieces }) => pieces.some(p => inOneColumn(p, piece))) && !names.some(p => hasCjk(p) && inOneColumn(p, piece))
    : names.filter(p => Math.abs(p.x0 - piece.x0) <= ON_EDGE).length >= (of > EDGES ? 1 : EDGES));
  const row = below.findIndex(tabular);
  return row >= 0 && row <= NAMES && below.slice(0, row + 1).every((l, i) => !opensTable(below, i) && l.pieces.every(piece => isBelow(piece, l.pieces.length)));
}

/** How close (points) a single piece must begin to an edge of a column, and how often the edge must be seen. */
const ON_EDGE = 1.2;
const EDGES = 2;

/** Lines of a single piece at the left edge of a column that is not the first: the rest of a wrapped cell, or a cell of several rows. */
function columnarLines(lines: readonly StreamLine[]): boolean[] {
  return lines.map(({ line, pieces }, i) => {
    const [only] = pieces;
    if (pieces.length !== 1 || !only || isLatin(line)) return false;
    const near = lines.slice(Math.max(0, i - 3 * NEARBY), i + 3 * NEARBY + 1).filter(tabular);
    // a title may begin at the edge of a column by chance
    if (near.every(l => line.size > TITLE * l.line.size)) return false;
    const left = Math.min(...near.map(l => l.line.x0));
    const starts = near.flatMap(l => l.pieces).filter(p => Math.abs(p.x0 - only.x0) <= ON_EDGE);
    return only.x0 > left + line.size && starts.length >= EDGES;
  });
}

/** Texts of different widths in the middle of a column, at least, to show that texts stand there. */
const CENTRED = 3;
/** How far (points) apart their middles, and by how much (em) their widths differ at least. */
const ON_MIDDLE = 1, WIDER = 0.5;

/** Lines of a single piece in the middle of a column that is not the first, in which others stand. */
function centredLines(lines: readonly StreamLine[]): boolean[] {
  const middle = ({ x0, x1 }: Piece): number => (x0 + x1) / 2;
  return lines.map(({ line, pieces }, i) => {
    const [only, ...more] = pieces;
    if (!only || more.length > 0 || isLatin(line)) return false;
    const near = lines.slice(0, i).filter(tabular).slice(-3 * NEARBY);
    if (near.every(l => line.size > TITLE * l.line.size)) return false;
    const own = near.flatMap(l => l.pieces.slice(1)).filter(p => Math.abs(middle(p) - middle(only)) <= ON_MIDDLE);
    const widths = own.map(({ x0, x1 }) => x1 - x0);
    return own.length >= CENTRED && Math.max(...widths) - Math.min(...widths) > WIDER * only.size && only.x1 - only.x0 <= Math.max(...widths) + 2 * only.size;
  });
}

/** Whether a line is the lower character of a total's label, the upper one of which stands over it. */
function isRestOfTotal(lines: readonly StreamLine[], i: number): boolean {
  const [only, ...more] = lines[i]?.pieces ?? [];
  return only !== undefined && more.length === 0 && lines.slice(Math.max(0, i - TOTAL_LINES), i).flatMap(l => l.pieces).some(p => isSplitTotal(p.text, only.text) && Math.abs(p.x0 - only.x0) < only.size);
}

/** Lines between the characters of a total's label, and the upper one. */
const TOTAL_LINES = 3;

/** Whether a line of a single piece stands in a column of the page before that is not the first. */
function goesOnColumn({ line, pieces }: StreamLine, i: number, known: KnownColumns | undefined): boolean {
  return known !== undefined && i < known.lines && pieces.length === 1 && line.x0 > (known.edges[0] ?? 0) + line.size;
}

/** A Chinese name and amounts behind it, apart. */
const isNameAndAmount = ({ pieces: [name, ...amounts] }: StreamLine): boolean =>
  name !== undefined && amounts.length > 0 && hasCjk(name) && !/[。；，,]/u.test(name.text) && amounts.every(({ text }) => isAmountOrPercentage(text));

/** Several pieces with white between them; a line of prose is all ink. */
export function tabular(own: StreamLine): boolean {
  const { line, pieces, atEdge } = own;
  if (pieces.length < 2 || pieces.some(p => LEADERS.test(p.text))) return false;
  if (atEdge || isNameAndAmount(own) || pieces.every(p => isAmountOrPercentage(p.text))) return true;
  if (pieces.filter(p => p.figure).length * 2 >= pieces.length && pieces.length >= 3) return true;
  const ink = pieces.reduce((sum, p) => sum + p.x1 - p.x0, 0);
  return ink < DENSE * (line.x1 - line.x0);
}

/** The number of a part or a table alone, before its name in the contents. */
const PART_NUMBER = /^第[一二三四五六七八九十]{1,3}(?:部分|章)$|^附[件表][\d一二三四五六七八九十\-—.]{1,6}$/u;
/** Share of lines of a table of contents that are its entries. */
const ENTRIES = 0.8;

/** A table of contents without page numbers: numbers of parts and tables (表三, 第二部分), each with white before its name. */
function isNumberedContents(rows: readonly StreamLine[]): boolean {
  const entries = rows.filter(({ pieces: [number, name, ...more] }) => number !== undefined && name !== undefined && more.length === 0 && (PART_NUMBER.test(number.text) || TABLE_NUMBER.test(number.text)) && !name.figure);
  return entries.length >= 3 && entries.length >= ENTRIES * rows.length;
}

/** A table of contents: texts with rising page numbers at the right, or behind numbers of parts and tables. */
function isContents(rows: readonly StreamLine[]): boolean {
  if (isNumberedContents(rows)) return true;
  const ends = rows.filter(r => r.pieces.length === 2).map(r => r.pieces[1]?.text ?? '');
  if (ends.length < 3 || ends.length < ENTRIES * rows.length || !ends.every(e => /^[-—]?\s*\d{1,3}\s*[-—]?$/.test(e))) return false;
  const numbers = ends.map(e => Number(e.replace(/\D/g, '')));
  return numbers.every((n, i) => i === 0 || n >= (numbers[i - 1] as number));
}
