/**
 * Open tables drawn cell by cell: only horizontal rules, but each made of segments that end where cells end.
 * From the segments' ends come the vertical boundaries that nobody drew. Text that runs across a boundary is a
 * merged cell, so there is none in that row.
 */
import { isPageNumber } from '../../read/page-marks.js';
import type { Rule } from '../../read/pdf/pdf-source.js';
import type { Ruling, RulingGroup } from '../ruled/rulings.js';
import type { LayoutSettings } from '../settings.js';
import { acrossOf, heightOf } from './heading-lines.js';
import { isHeaderWord } from '../header-rows.js';
import { impliedColumns } from './implied-columns.js';
import { innerBounds, type OpenTable } from './open-table.js';
import { goesOn } from './stream.js';
import { statesUnit } from './table-runs.js';
import { edgeTests, hasCjk, isSetApart, type Piece, SPACED_OUT, streamLine } from './stream-lines.js';
import { type Char, isCjk, type Line, linesOf } from '../lines/words.js';

interface Table { left: number; right: number; top: number; bottom: number; lines: Ruling[] }

/**
 * Groups of loose horizontals whose segments tell the columns, as lattice groups; the other loose rulings remain.
 * @param before the table with which the page before ends: where it goes on in other columns than its own, the rulings remain
 */
export function impliedGroups(loose: readonly Ruling[], rules: readonly Rule[], chars: readonly Char[], settings: LayoutSettings, before?: OpenTable): { groups: RulingGroup[]; loose: Ruling[] } {
  const ends = segmentEnds(rules);
  const groups: RulingGroup[] = [];
  const used = new Set<Ruling>();
  for (const table of openTables(loose, chars, settings).flatMap(t => apartAtTitles(t, chars, settings)).map(t => withHeadings(t, loose, chars, settings))) {
    const heights = distinct(table.lines.map(l => l.at), settings.sameGridLine);
    const breaks = heights.map(y => ends.filter(e => Math.abs(e.y - y) <= settings.sameRule && e.x > table.left + settings.touch && e.x < table.right - settings.touch).map(e => e.x));
    const columns = distinct(breaks.flat(), settings.sameGridLine).filter(x => breaks.filter(b => b.some(e => Math.abs(e - x) <= settings.sameGridLine)).length >= 2);
    const told = columns.length >= (heights.length < 3 ? LONE_BREAKS : 1) && (heights.length >= 3 || endsPage(table, chars));
    const drawn = told ? verticalsOf(table, heights, i => columns.filter(x => endsBelow(x, i + 1, heights, breaks, rules, settings)), chars, settings) : undefined;
    // rules that end at few of the columns, as those between headings of a scan do, do not tell the others
    const aligned = drawn ? [] : alignedColumns(table, heights, breaks.flat(), chars, settings);
    const own = drawn ?? (aligned.length > 0 ? verticalsOf(table, heights, () => aligned, chars, settings) : undefined);
    if (own === undefined) continue;
    const open = before !== undefined && beginsPage(table, chars) && goesOn(linesOf(chars.filter(c => (c.y0 + c.y1) / 2 < table.bottom), settings), before, settings) ? before : undefined;
    const vertical = open === undefined ? own : goingOn(own, table, heights, open, chars, settings);
    if (vertical === undefined) continue;
    groups.push({ horizontal: [...table.lines, ...goneOn(table, heights, vertical, chars, settings)], vertical });
    table.lines.forEach(l => used.add(l));
  }
  return { groups, loose: loose.filter(l => !used.has(l)) };
}

/** Rulings of a table that goes on the one of the page before: in as many columns as there, or else in the same ones; a header alone has none that are known. */
function goingOn(own: readonly Ruling[], table: Table, heights: readonly number[], open: OpenTable, chars: readonly Char[], settings: LayoutSettings): readonly Ruling[] | undefined {
  if (open.headerOnly) return undefined;
  const columns = distinct(own.map(v => v.at), settings.sameGridLine).length - 1;
  if (columns === open.bands.length) return own;
  return open.bounded ? verticalsOf(table, heights, () => innerBounds(open), chars, settings) : own;
}

/** Whether nothing stands above a table on its page. */
const beginsPage = ({ top }: Table, chars: readonly Char[]): boolean => !chars.some(c => (c.y0 + c.y1) / 2 < top);

/** Vertical rulings of a table at the bounds that `columnsOf` gives for each of its rows; undefined where they leave cells with several texts. */
function verticalsOf(table: Table, heights: readonly number[], columnsOf: (row: number) => readonly number[], chars: readonly Char[], settings: LayoutSettings): Ruling[] | undefined {
  const vertical: Ruling[] = [];
  const leftEdges = wordEdges(chars.filter(c => c.y0 > table.top && c.y1 < table.bottom && c.x0 > table.left - 2 && c.x1 < table.right + 2), settings);
  for (let i = 0; i + 1 < heights.length; i++) {
    const [top, bottom] = [heights[i] as number, heights[i + 1] as number];
    const inside = chars.filter(c => c.y1 > top && c.y0 < bottom && (c.y0 + c.y1) / 2 > top && (c.y0 + c.y1) / 2 < bottom);
    const bounds = columnsOf(i).filter(x => !straddled(x, inside));
    for (const x of withoutCentred([table.left, ...bounds, table.right], inside, x => support(leftEdges, x) >= 3)) vertical.push({ at: x, from: top, to: bottom });
  }
  vertical.push({ at: table.left, from: heights[0] as number, to: heights.at(-1) as number }, { at: table.right, from: heights[0] as number, to: heights.at(-1) as number });
  return crowded(vertical, chars, settings) ? undefined : vertical;
}

/**
 * Inner rules where they end before a column in which words stand above them, and right below a figure, or the body of
 * which others show the first figures: no cell holds both. A rule below the headings is often drawn under the lowest ones alone.
 */
function goneOn(table: Table, heights: readonly number[], vertical: readonly Ruling[], chars: readonly Char[], settings: LayoutSettings): Ruling[] {
  const bounds = distinct(vertical.map(v => v.at), settings.sameGridLine);
  const isOver = (rule: Ruling, { from, to }: { from: number; to: number }): boolean => rule.from < (from + to) / 2 && rule.to > (from + to) / 2;
  const isFigures = (line: Line | undefined): boolean => line !== undefined && streamLine(line, settings).pieces.every(p => p.figure);
  return heights.slice(1, -1).flatMap((at, i) => {
    const [top, bottom] = [heights[i] as number, heights[i + 2] as number];
    const rules = table.lines.filter(l => Math.abs(l.at - at) <= settings.sameGridLine);
    const columns = bounds.slice(1).map((to, c) => {
      const from = bounds[c] as number;
      const inside = linesOf(chars.filter(({ x0, x1, y0, y1 }) => x0 > from - 2 && x1 < to + 2 && (y0 + y1) / 2 > top && (y0 + y1) / 2 < bottom), settings);
      const crosses = inside.some(line => line.y1 >= at + 1 && line.y0 <= at - 1);
      return { from, to, crosses, ruled: rules.some(rule => isOver(rule, { from, to })), above: inside.filter(line => line.y1 < at + 1), below: inside.find(line => line.y0 > at - 1) };
    });
    const beginsBody = i === 0 && !columns.some(({ above }) => above.some(isFigures)) && columns.some(({ ruled, below }) => ruled && isFigures(below));
    return columns.filter(({ ruled, crosses, above, below }) => !ruled && !crosses && above.length > 0 && hasCjk(above.at(-1) as Line) && below !== undefined && (beginsBody || isFigures(below)))
      .map(({ from, to }): Ruling => ({ at, from, to }));
  });
}

/** Fewest rules of a table whose columns are told by its texts. */
const RULED = 4;

/** Columns of a table of whole rules, by how its texts stand; where a rule ends close to one of them, it ends there. */
function alignedColumns(table: Table, heights: readonly number[], ends: readonly number[], chars: readonly Char[], settings: LayoutSettings): number[] {
  if (heights.length < RULED) return [];
  const inside = chars.filter(c => c.x0 > table.left - 2 && c.x1 < table.right + 2 && (c.y0 + c.y1) / 2 > table.top && (c.y0 + c.y1) / 2 < table.bottom);
  const lines = linesOf(inside, settings);
  const edges = edgeTests(lines, settings);
  const parted = (above: Piece, below: Piece): boolean => table.lines.some(l => l.at > heightOf(above) && l.at < heightOf(below) && l.from < acrossOf(below) && l.to > acrossOf(below));
  const bounds = impliedColumns(lines.map((l, i) => streamLine(l, settings, edges[i])), { x0: table.left, x1: table.right }, parted);
  return (bounds?.inner ?? []).map(x => ends.find(end => Math.abs(end - x) <= settings.sameGridLine) ?? x);
}

/** Inner ends that two rules must share to be a row at the end of a page: the next rule stands on the next page. */
const LONE_BREAKS = 2;

/** Whether nothing but a page number stands below a table. Elsewhere two rules are those of a header over rows without rules. */
function endsPage({ bottom }: Table, chars: readonly Char[]): boolean {
  const below = chars.filter(c => (c.y0 + c.y1) / 2 > bottom).map(c => c.text).join('');
  return below === '' || isPageNumber(below);
}

/** Size of a title against the text of the tables above and below it, and its letters at least: a scan has some that are measured too large, as are figures that a stamp touches. */
const TITLE = 1.15;
const TITLED = 4;
const LETTER = /\p{L}/u;

/** Tables below each other whose rules are as wide: a strip with larger text than the rest, or with a line that states a unit, is what stands between them. */
function apartAtTitles(table: Table, chars: readonly Char[], settings: LayoutSettings): Table[] {
  const heights = distinct(table.lines.map(l => l.at), settings.sameGridLine);
  const inside = chars.filter(c => c.x0 > table.left - 2 && c.x1 < table.right + 2 && c.y0 > table.top - 2 && c.y1 < table.bottom + 2);
  const sizes = inside.map(c => c.size).sort((a, b) => a - b);
  const usual = sizes[sizes.length >> 1] ?? 0;
  const out: Table[] = [];
  let top = table.top - settings.sameRule;
  const close = (bottom: number): void => {
    const lines = table.lines.filter(l => l.at >= top && l.at <= bottom);
    if (lines.length >= 2) out.push({ ...table, top: (lines[0] as Ruling).at, bottom: (lines.at(-1) as Ruling).at, lines });
  };
  for (let i = 0; i + 1 < heights.length; i++) {
    const [from, to] = [heights[i] as number, heights[i + 1] as number];
    const strip = inside.filter(c => (c.y0 + c.y1) / 2 > from && (c.y0 + c.y1) / 2 < to);
    if (strip.filter(c => c.size > TITLE * usual && LETTER.test(c.text)).length < TITLED && !linesOf(strip, settings).some(statesUnit)) continue;
    close(from + settings.sameRule);
    top = to - settings.sameRule;
  }
  close(table.bottom + settings.sameRule);
  return out;
}

/** How far (em) headings stand at most from the rule below them, and from each other. */
const HEADING_GAP = 1;

/** A table whose rows have rules below them, its headings too, as far as there is none above them: with one there, and the rules between headings of some columns. */
function withHeadings(table: Table, loose: readonly Ruling[], chars: readonly Char[], settings: LayoutSettings): Table {
  if (table.lines.length < RULED) return table;
  const size = chars.find(c => (c.y0 + c.y1) / 2 > table.top)?.size ?? 0;
  const above = linesOf(chars.filter(c => (c.y0 + c.y1) / 2 < table.top && c.x0 > table.left - 2 && c.x1 < table.right + 2), settings).reverse().map(line => streamLine(line, settings));
  let [end, top] = [table.top, table.top];
  for (const { line, pieces } of above) {
    if (end - line.y1 > HEADING_GAP * size || line.size > TITLE * size || statesUnit(line) || pieces.some(p => p.figure)) break;
    // a heading over some of the columns stands higher than those over one, beside which it begins
    const beside = line.y1 > end && top < table.top;
    end = line.y0;
    // the last line of a wrapped heading may stand alone
    if (beside || pieces.length > 1 && pieces.filter(p => isHeaderWord(p.text)).length >= pieces.length / 2) top = line.y0;
  }
  const own = table.lines[0];
  if (top === table.top || own === undefined) return table;
  const between = loose.filter(l => l.at > top && l.at < own.at && l.from >= table.left - settings.touch && l.to <= table.right + settings.touch);
  return { ...table, top: top - 1, lines: [{ ...own, at: top - 1, from: table.left, to: table.right }, ...between, ...table.lines] };
}

/** Does a segment end at x on the next line below that is drawn there? A line that is absent there is a row span. */
function endsBelow(x: number, from: number, heights: readonly number[], breaks: readonly (readonly number[])[], rules: readonly Rule[], settings: LayoutSettings): boolean {
  for (let j = from; j < heights.length; j++) {
    if ((breaks[j] as readonly number[]).some(e => Math.abs(e - x) <= settings.sameGridLine)) return true;
    const y = heights[j] as number;
    if (rules.some(r => r.horizontal && Math.abs(r.y0 - y) <= settings.sameRule && r.x0 < x && r.x1 > x)) return false;
  }
  return true;
}

/** How far (points) a centred text may lie from the middle of its cell, and how far off it must be in its own slot. */
const CENTRED = { within: 1.6, off: 4 } as const;

/** Inner bounds of a row, without those that a text centred over several slots spans. */
function withoutCentred(bounds: readonly number[], chars: readonly Char[], aligned: (x: number) => boolean): number[] {
  const slots = bounds.slice(1).map((to, i) => {
    const from = bounds[i] as number;
    const inside = chars.filter(c => (c.x0 + c.x1) / 2 > from && (c.x0 + c.x1) / 2 < to);
    return { from, to, left: Math.min(...inside.map(c => c.x0)), right: Math.max(...inside.map(c => c.x1)), text: inside.map(c => c.text).join('') };
  });
  const dropped = new Set<number>();
  slots.forEach((slot, i) => {
    if (!slot.text || /^[-\d.,%]+$/.test(slot.text)) return;
    const middle = (slot.left + slot.right) / 2;
    const off = (from: number, to: number): number => Math.abs((from + to) / 2 - middle);
    if (off(slot.from, slot.to) <= CENTRED.off || aligned(slot.left)) return;
    let first = i;
    let last = i;
    while (first > 0 && !slots[first - 1]?.text) first--;
    while (last + 1 < slots.length && !slots[last + 1]?.text) last++;
    let best: [number, number] | undefined;
    for (let a = first; a <= i; a++) {
      for (let b = i; b <= last; b++) {
        const distance = off((slots[a] as { from: number }).from, (slots[b] as { to: number }).to);
        if (distance <= CENTRED.within && (!best || b - a > best[1] - best[0])) best = [a, b];
      }
    }
    if (best) for (let k = best[0]; k < best[1]; k++) dropped.add(k + 1);
  });
  return bounds.slice(1, -1).filter((_, i) => !dropped.has(i + 1));
}

/** How many pieces of text begin at each whole point. */
function wordEdges(chars: readonly Char[], settings: LayoutSettings): Map<number, number> {
  const edges = new Map<number, number>();
  for (const line of linesOf(chars, settings)) {
    for (const p of streamLine(line, settings).pieces) edges.set(Math.round(p.x0), (edges.get(Math.round(p.x0)) ?? 0) + 1);
  }
  return edges;
}

const support = (edges: ReadonlyMap<number, number>, x: number): number => [-1, 0, 1].reduce((n, d) => n + (edges.get(Math.round(x) + d) ?? 0), 0);

/** True where cells would hold several pieces of a line: the segments do not tell all columns. */
function crowded(vertical: readonly Ruling[], chars: readonly Char[], settings: LayoutSettings): boolean {
  const top = Math.min(...vertical.map(v => v.from));
  const bottom = Math.max(...vertical.map(v => v.to));
  const left = Math.min(...vertical.map(v => v.at));
  const right = Math.max(...vertical.map(v => v.at));
  const inside = chars.filter(c => c.y0 > top - 1 && c.y1 < bottom + 1 && c.x0 > left - 2 && c.x1 < right + 2);
  let pieces = 0;
  let shared = 0;
  for (const line of linesOf(inside, settings)) {
    const y = (line.y0 + line.y1) / 2;
    const bounds = vertical.filter(v => v.from < y && v.to > y).map(v => v.at).sort((a, b) => a - b);
    const slots = streamLine(line, settings).pieces.map(p => bounds.filter(x => x < (p.x0 + p.x1) / 2).length);
    pieces += slots.length;
    shared += slots.length - new Set(slots).size;
  }
  return shared > 0.1 * pieces;
}

/** Distance (em) up to which two characters at a boundary are one word, up to which a digit and a character of CJK text are, but for 2025 年, and up to which two digits are. */
const WORD = 0.35, WITH_DIGIT = 0.12, DIGITS = 0.2;

function wordGap(a: Char, b: Char): number {
  if (isSetApart(a.text, b.text)) return SPACED_OUT;
  if (b.spaced) return 0;
  const mixed = isDigit(a) && isCjk(b.text) && !/[年月日]/u.test(b.text) || isCjk(a.text) && isDigit(b);
  return mixed ? WITH_DIGIT : isDigit(a) && isDigit(b) ? DIGITS : WORD;
}

const isDigit = ({ text }: Char): boolean => /[\d,.]/.test(text);

/** True if a character, or two that belong to one word, stand on both sides of x. */
function straddled(x: number, chars: readonly Char[]): boolean {
  const near = chars.filter(c => c.x1 > x - SPACED_OUT * c.size && c.x0 < x + SPACED_OUT * c.size);
  if (near.some(c => c.x0 < x - 0.15 * c.size && c.x1 > x + 0.15 * c.size)) return true;
  const beside = (a: Char, b: Char): boolean => Math.abs(a.y1 - b.y1) < 0.3 * a.size;
  const isWord = (a: Char, b: Char): boolean => b.x0 - a.x1 < wordGap(a, b) * a.size && !near.some(c => beside(a, c) && c.x0 > a.x0 && c.x0 < b.x0);
  return near.some(a => a.x1 <= x + 0.15 * a.size && near.some(b => b.x0 >= x - 0.15 * b.size && beside(a, b) && isWord(a, b)));
}

/** Loose rulings within the extent of a widest one, not too far below each other, the first and the last at one of its edges; two at least. */
function openTables(loose: readonly Ruling[], chars: readonly Char[], settings: LayoutSettings): Table[] {
  const byWidth = [...loose].sort((a, b) => (b.to - b.from) - (a.to - a.from) || a.at - b.at);
  const taken = new Set<Ruling>();
  const out: Table[] = [];
  for (const widest of byWidth) {
    if (taken.has(widest)) continue;
    const members = loose.filter(l => !taken.has(l) && l.from >= widest.from - settings.touch && l.to <= widest.to + settings.touch).sort((a, b) => a.at - b.at);
    const near = contiguous(members, widest, (above, below) => below.at - above.at <= settings.openRow || areOfOneTable(above, below, widest, chars, settings));
    const onEdge = (l: Ruling): boolean => l.from <= widest.from + settings.touch || l.to >= widest.to - settings.touch;
    const around = near.slice(near.findIndex(onEdge), near.findLastIndex(onEdge) + 1);
    around.forEach(l => taken.add(l));
    if (around.length >= 2) out.push({ left: widest.from, right: widest.to, top: (around[0] as Ruling).at, bottom: (around.at(-1) as Ruling).at, lines: around });
  }
  return out;
}

/** Whether rules far below each other are the head and the end of one table: both as wide as it, and rows with figures stand closely between them. */
function areOfOneTable(above: Ruling, below: Ruling, widest: Ruling, chars: readonly Char[], settings: LayoutSettings): boolean {
  if ([above, below].some(l => l.from > widest.from + settings.touch || l.to < widest.to - settings.touch)) return false;
  const lines = linesOf(chars.filter(c => (c.y0 + c.y1) / 2 > above.at && (c.y0 + c.y1) / 2 < below.at), settings);
  const close = (top: number, bottom: number, size: number): boolean => bottom - top < settings.runGap * size;
  return lines.every((line, i) => line.x0 > widest.from - settings.touch && line.x1 < widest.to + settings.touch && close(lines[i - 1]?.y1 ?? above.at, line.y0, line.size))
    && close(lines.at(-1)?.y1 ?? above.at, below.at, lines.at(-1)?.size ?? 0)
    && lines.filter(line => streamLine(line, settings).pieces.some(p => p.figure)).length >= lines.length / 2;
}

/** The part of sorted rulings around `seed` in which each belongs to the next. */
function contiguous(sorted: readonly Ruling[], seed: Ruling, together: (above: Ruling, below: Ruling) => boolean): Ruling[] {
  const at = sorted.indexOf(seed);
  let from = at;
  let to = at;
  while (from > 0 && together(sorted[from - 1] as Ruling, sorted[from] as Ruling)) from--;
  while (to + 1 < sorted.length && together(sorted[to] as Ruling, sorted[to + 1] as Ruling)) to++;
  return sorted.slice(from, to + 1);
}

function segmentEnds(rules: readonly Rule[]): { x: number; y: number }[] {
  return rules.filter(r => r.horizontal && r.x1 - r.x0 > 2).flatMap(r => [{ x: r.x0, y: r.y0 }, { x: r.x1, y: r.y0 }]);
}

/** Sorted values without near repetitions. */
function distinct(values: readonly number[], within: number): number[] {
  const out: number[] = [];
  for (const v of [...values].sort((a, b) => a - b)) if (out.length === 0 || v - (out.at(-1) as number) > within) out.push(v);
  return out;
}
