/**
 * Ruling lines in a grey image. Of the ridges in it those are rulings that meet others at their ends or cross them;
 * strokes of characters don't.
 */
import { clipped, darkAlong, darkestRow, distanceTo, edgesOf, GOES_ON, isOfText, MEETS, runsAlongDigits, shareOf, STROKES, strokesBeside } from './along.js';
import { type Dashes, dashesOf, drawnThrough, isDashed, isOfDashes } from './dashes.js';
import type { TextBox } from '../engines/engine.js';
import { erase, faded } from './erase-lines.js';
import { isStamped } from './ink.js';
import { aroundMerged } from './merged.js';
import { type Grey, transpose } from './pixels.js';
import { isThinDouble, type PixelLine, type Ridge, ridges, SHORTEST } from './ridges.js';

export type { PixelLine } from './ridges.js';

export interface PixelLines {
  readonly horizontal: readonly PixelLine[];
  readonly vertical: readonly PixelLine[];
}

/** Lengths in inches. Lines of this length are rulings; shorter ones only where both ends meet rulings. */
const LONG = 0.75;
const TOUCHES = 0.014;
/** What a line sticks out over its last crossing, at most. */
const OVERSHOOT = 0.3;
/** A long line that meets nothing at all. */
const ALONE = 1.6;
/** A shorter one between two such lines that parts headings, and how far from it they are. */
const HEADING = 0.5;
const HEADER = 1.5;
/** Share of a line's length that is dark where its ends meet no others, and of a short one: columns of like characters are dark on two thirds. */
const SOLID_ALONE = 0.8;

/** The rulings of a straightened, levelled page, and the page without them. `faint` is the page with what lies faint under stamps, where there are any. */
export function findLines(image: Grey, dpi: number, faint?: Grey): { lines: PixelLines; erased: Grey } {
  const flipped = transpose(image);
  const [folds, horizontal] = parted(ridges(image, dpi, SHORTEST.horizontal * dpi), ridge => isFold(ridge, image, dpi));
  const vertical = ridges(flipped, dpi, SHORTEST.vertical * dpi).filter(ridge => !isFold(ridge, flipped, dpi));
  const dashes = dashesOf(horizontal);
  const through = (found: readonly Ridge[]): readonly Ridge[] => (dashes === undefined ? found : found.map(ridge => drawnThrough(ridge, dashes)));
  const { shades, ...met } = meeting({ horizontal: through(horizontal), vertical: through(vertical) }, { image, flipped, dashes }, dpi);
  const all = aroundMerged(carriedOn(met, { image, flipped, dashes }, dpi), image, flipped, dashes, dpi);
  const lines = faint === undefined ? all : withoutRemains(all, image, faint, dpi);
  const without = erase(faded(image, [...folds, ...shades], dpi), lines.horizontal, dpi);
  if (lines.vertical.length === 0) return { lines, erased: without };
  const standing = carried(image, without, flipped);
  return { lines, erased: carried(standing, erase(standing, lines.vertical, dpi), without) };
}

/** Pixels (inches) beside a line in which a stamp shows. */
const BESIDE = 0.03;

/** Lines without what is left of a stamp: short ones on its ground that cross none, and that no other line continues elsewhere. */
function withoutRemains(lines: { readonly horizontal: readonly Ridge[]; readonly vertical: readonly Ridge[] }, image: Grey, faint: Grey, dpi: number): { horizontal: Ridge[]; vertical: Ridge[] } {
  const [near, beside] = [MEETS * dpi, BESIDE * dpi];
  const own = (all: readonly Ridge[], crossing: readonly Ridge[], boxOf: (line: Ridge) => TextBox): Ridge[] => all.filter(line => line.to - line.from >= LONG * dpi
    || all.some(o => o !== line && Math.abs(o.at - line.at) <= near) || crossing.some(o => o.at > line.from + near && o.at < line.to - near && o.from <= line.at && o.to >= line.at) || !isStamped(image, faint, boxOf(line)));
  return {
    horizontal: own(lines.horizontal, lines.vertical, ({ at, from, to }) => ({ x0: from, x1: to, y0: at - beside, y1: at + beside })),
    vertical: own(lines.vertical, lines.horizontal, ({ at, from, to }) => ({ x0: at - beside, x1: at + beside, y0: from, y1: to })),
  };
}

/** Those of which something holds, and the others. */
function parted<T>(all: readonly T[], holds: (one: T) => boolean): [T[], T[]] {
  const own = all.filter(holds);
  return [own, all.filter(one => !own.includes(one))];
}

/** `transposed` with what changed from `before` to `after`, which lie the other way: little of a page changes. */
function carried(before: Grey, after: Grey, transposed: Grey): Grey {
  const { width, height } = before;
  const data = Uint8Array.from(transposed.data);
  for (let y = 0; y < height; y++) {
    const [was, is] = [before.data, after.data].map(all => all.subarray(y * width, (y + 1) * width)) as [Uint8Array, Uint8Array];
    if (Buffer.compare(was, is) === 0) continue;
    for (let x = 0; x < width; x++) if (was[x] !== is[x]) data[x * height + y] = is[x] as number;
  }
  return { ...transposed, data };
}

/**
 * Long lines, and the short ones that lead from one accepted line to another. A long line that meets none is kept if it
 * is longer still: tables with horizontal rules only. `shades` are those that are too pale for rulings of the page.
 */
function meeting(found: { horizontal: readonly Ridge[]; vertical: readonly Ridge[] }, { image, flipped, dashes }: Drawn, dpi: number): { horizontal: Ridge[]; vertical: Ridge[]; shades: Ridge[] } {
  const near = MEETS * dpi;
  const length = (line: PixelLine): number => line.to - line.from;
  const meets = <T extends PixelLine>(line: PixelLine, others: readonly T[]): T[] =>
    others.filter(o => o.from <= line.at + near && o.to >= line.at - near && o.at >= line.from - near && o.at <= line.to + near);
  // a line may go on into a stroke of a character beyond the last line that it meets
  const bridges = (line: Ridge, others: readonly Ridge[], accepted: readonly Ridge[], open: readonly number[] = []): boolean => {
    const met = meets(line, others).map(o => o.at);
    const touching = met.length === 0 ? [] : [...met, ...open.filter(end => Math.min(Math.abs(end - line.from), Math.abs(line.to - end)) <= near)];
    const [first, last] = [Math.min(...touching), Math.max(...touching)];
    const most = (sure(line) || goesOn(line, accepted) || passesThrough(line, meets(line, others), dpi)) && last - first >= (line.to - line.from) / 2 ? OVERSHOOT * dpi : near;
    return touching.length > 0 && Math.abs(first - line.from) <= most && Math.abs(line.to - last) <= most && (most === near || last - first > near);
  };
  // a stroke of a character may almost fill its row: a short ruling touches what it meets, or goes on elsewhere; so may a row of digits that fills its cell
  const isStroke = (line: Ridge, others: readonly Ridge[], accepted: readonly Ridge[], image: Grey): boolean => {
    if (long(line)) return false;
    const touching = meets(line, others);
    const ats = touching.map(o => o.at);
    const touches = [line.from, line.to].every(end => touching.some(o => distanceTo(o, line.at, end) <= TOUCHES * dpi)) || Math.min(...ats) > line.from || Math.max(...ats) < line.to;
    return (!touches || runsAlongDigits(line, image, dpi)) && !goesOn(line, accepted);
  };
  const goesOn = (line: Ridge, accepted: readonly Ridge[]): boolean => accepted.some(o => o !== line && Math.abs(o.at - line.at) <= near / 2);
  const long = (line: PixelLine): boolean => length(line) >= LONG * dpi;
  const sure = (line: Ridge): boolean => line.share >= SOLID_ALONE;
  const isDrawn = (line: Ridge, others: readonly Ridge[]): boolean => long(line) && !standsClear(line, meets(line, others), dpi);
  const even = (lines: readonly Ridge[]): Ridge[] => withoutRagged(lines.filter(line => line.whole), lines.filter(line => long(line) && sure(line)));
  let candidates = { horizontal: even(found.horizontal), vertical: even(found.vertical) };
  let withPieces = false;
  const strong = candidates.horizontal.filter(line => long(line) && sure(line));
  let horizontal = strong;
  let vertical = candidates.vertical.filter(line => long(line) && sure(line));
  horizontal = horizontal.filter(line => length(line) >= ALONE * dpi || meets(line, vertical).length > 0);
  vertical = vertical.filter(line => meets(line, horizontal).length > 0);
  // those that neither lead from ruling to ruling nor begin and end where another does may be rows of strokes, or shades of a fold
  // and so do the strokes of one name that stands in several rows
  const runsThrough = (line: Ridge): boolean => strokesBeside(line, image, dpi).some(share => share >= STROKES.most);
  const framed = horizontal.filter(line => bridges(line, vertical, horizontal) || !runsThrough(line) && horizontal.some(o => o !== line && Math.abs(o.from - line.from) <= near && Math.abs(o.to - line.to) <= near));
  const usual = middleOf(framed.map(line => darkness(line, image, dpi)));
  const shades = strong.filter(line => !framed.includes(line) && darkness(line, image, dpi) < SHADE * usual);
  horizontal = horizontal.filter(line => framed.includes(line) || !shades.includes(line) && !runsThrough(line));
  // a short ruling may lead from one of them to the open side of the table
  const open = { horizontal: openSides(horizontal, dpi), vertical: openSides(vertical, dpi) };
  for (let before = -1; before !== horizontal.length + vertical.length;) {
    before = horizontal.length + vertical.length;
    horizontal = candidates.horizontal.filter(line => horizontal.includes(line) || ((isDrawn(line, vertical) || sure(line) || goesOn(line, horizontal)) && bridges(line, vertical, horizontal, open.horizontal) && !isStroke(line, vertical, horizontal, image)));
    vertical = candidates.vertical.filter(line => vertical.includes(line) || ((isDrawn(line, horizontal) || sure(line) || goesOn(line, vertical)) && bridges(line, horizontal, vertical, open.vertical) && !isStroke(line, horizontal, vertical, flipped)));
    if (before !== horizontal.length + vertical.length || withPieces) continue;
    withPieces = true;
    // what goes on into a stroke is a ruling as far as the lines that it joins
    const pieces = {
      horizontal: piecesOf(found.horizontal, horizontal, vertical, dashes, dpi).filter(line => goesOn(line, horizontal) || !runsAlongDigits(line, image, dpi)),
      vertical: piecesOf(found.vertical, vertical, horizontal, dashes, dpi),
    };
    horizontal = [...horizontal, ...pieces.horizontal];
    vertical = [...vertical, ...pieces.vertical];
    candidates = { horizontal: [...candidates.horizontal, ...pieces.horizontal], vertical: [...candidates.vertical, ...pieces.vertical] };
  }
  horizontal = candidates.horizontal.filter(line => horizontal.includes(line) || (line.share >= SOLID_PIECE && !isOfText(line, image, dpi) && partsHeadings(line, horizontal.filter(other => meets(other, vertical).length === 0), dpi)));
  const ends = openSides(horizontal, dpi);
  const across = horizontal.map(line => withoutFold(line, meets(line, vertical), ends, image, dpi));
  const sides = { across: openSides(across, dpi), down: openSides(vertical, dpi) };
  return { horizontal: across.map(line => trimmed(line, meets(line, vertical), sides.across, dpi)), vertical: vertical.map(line => trimmed(line, meets(line, across), sides.down, dpi)), shades };
}

/** Share of the rulings' usual share that is dark below which a line is none of them, and how many rulings tell what is usual. */
const RAGGED = 0.75;
const USUAL = 3;

/** Lines without those that are dark on far less of their length than the `rulings` of their direction, and not in even dashes: strokes of like digits, or of first characters, in rows below each other lead from ruling to ruling, too. */
function withoutRagged(lines: readonly Ridge[], rulings: readonly Ridge[]): Ridge[] {
  if (rulings.length < USUAL) return [...lines];
  const usual = middleOf(rulings.map(({ share }) => share));
  return lines.filter(line => line.share >= RAGGED * usual || isOfDashes(line));
}

/** White (inches) before and behind the lines that it crosses by which a column of like signs stands clear of them, or on one side, where signs that fill their rows stand on the other; and crossings that tell. */
const CLEAR = { from: 0.008, to: 0.022, oneSide: 0.035 } as const;
const CROSSINGS = 4;

/** Whether a line is white where it meets most of those that cross it: brackets below each other ([201], [20101]) in cells of their own, and no ruling. */
function standsClear({ dark, from, at }: Ridge, crossing: readonly Ridge[], dpi: number): boolean {
  // a page with two skews has lines that lean: where they are crossed they are not where they are on average
  const inner = crossing.map(line => edgesOf(line, Math.round(at))).filter(([first, last]) => first - from > CLEAR.to * dpi && last - from < dark.length - CLEAR.to * dpi);
  const isWhite = (row: number, side: -1 | 1, reach: number): boolean => {
    const [a, b] = [row + side * CLEAR.from * dpi, row + side * reach * dpi].map(Math.round).toSorted((x, y) => x - y) as [number, number];
    return dark.subarray(a - from, b - from + 1).every(one => one === 0);
  };
  const most = (holds: (first: number, last: number) => boolean): boolean => inner.filter(([first, last]) => holds(first, last)).length * 2 > inner.length;
  return inner.length >= CROSSINGS && (most((first, last) => isWhite(first, -1, CLEAR.to) && isWhite(last, 1, CLEAR.to))
    || most(first => isWhite(first, -1, CLEAR.oneSide)) || most((_, last) => isWhite(last, 1, CLEAR.oneSide)));
}

/** Where (inches) before and behind the lines that it crosses a line is looked at, and the share that is dark there of one that passes through them. */
const PASSING = { from: 0.015, to: 0.065, share: 0.5 } as const;

/** Whether a long line is dark before and behind those that it crosses: a dashed ruling is, and strokes in rows below each other keep clear of the rulings between. */
function passesThrough({ dark, from, to }: Ridge, crossing: readonly PixelLine[], dpi: number): boolean {
  const [near, far] = [Math.round(PASSING.from * dpi), Math.round(PASSING.to * dpi)];
  const inner = crossing.map(({ at }) => Math.round(at) - from).filter(at => at > far && at < dark.length - far);
  const around = inner.flatMap(at => [...dark.subarray(at - far, at - near), ...dark.subarray(at + near + 1, at + far + 1)]);
  return inner.length >= CROSSINGS && to - from >= LONG * dpi && shareOf(Uint8Array.from(around)) >= PASSING.share;
}

/** How close (inches) to the page's edge a fold ends, and the share of its length up to which it is as dark as ink. */
const FOLD = { edge: 0.1, dark: 0.5 } as const;

/** Whether a line is the shade of a fold: pale, and out to the page's edge. */
function isFold(line: PixelLine, image: Grey, dpi: number): boolean {
  const edge = FOLD.edge * dpi;
  return (line.from <= edge || line.to >= image.width - edge) && darkness(line, image, dpi) < FOLD.dark;
}

/**
 * A ruling without the shade of a fold that leads out to the page's edge from its last crossing, or from the open side of its table.
 * @param open ends of open sides
 */
function withoutFold(line: Ridge, crossing: readonly PixelLine[], open: readonly number[], image: Grey, dpi: number): Ridge {
  if (crossing.length < 2) return line;
  const [first, last] = [Math.min(...crossing.map(o => o.at)), Math.max(...crossing.map(o => o.at))].map(Math.round) as [number, number];
  const isShade = (from: number, to: number): boolean => to > from && isFold({ at: line.at, from, to }, image, dpi);
  const from = [...open.filter(end => end > line.from && end < first), first].find(end => isShade(line.from, end));
  const to = [...open.filter(end => end < line.to && end > last), last].find(end => isShade(end, line.to));
  return clipped(line, from ?? line.from, to ?? line.to);
}

/** Share of a line's length that is as dark as ink. */
const darkness = (line: PixelLine, image: Grey, dpi: number): number => shareOf(darkAlong(image, Math.round(line.at), Math.round(GOES_ON.rows * dpi), line.from, line.to));

/** Share of the rulings' usual darkness below which a line that meets none at its ends is a shade. */
const SHADE = 0.5;

const middleOf = (values: readonly number[]): number => values.toSorted((x, y) => x - y)[values.length >> 1] ?? 0;

/** A page as it is and flipped, and the dashes of its rulings. */
interface Drawn { readonly image: Grey; readonly flipped: Grey; readonly dashes: Dashes | undefined }

/** Lines that end before they meet another, drawn on to it where the image is dark all the way, or dashed: noise and shades hide what they stand out from, and one dash alone is short. */
function carriedOn(found: { horizontal: readonly Ridge[]; vertical: readonly Ridge[] }, { image, flipped, dashes }: Drawn, dpi: number): { horizontal: Ridge[]; vertical: Ridge[] } {
  let { horizontal, vertical } = found;
  for (let round = 0; round < 2; round++) {
    horizontal = horizontal.map(line => longer(line, vertical, image, dashes, dpi));
    vertical = vertical.map(line => longer(line, horizontal, flipped, dashes, dpi));
  }
  return { horizontal: [...horizontal], vertical: [...vertical] };
}

/** A line with what leads from its ends to the next lines that cross its way. */
function longer(line: Ridge, crossing: readonly Ridge[], image: Grey, dashes: Dashes | undefined, dpi: number): Ridge {
  const near = MEETS * dpi;
  const across = crossing.filter(o => o.from <= line.at + near && o.to >= line.at - near).map(o => Math.round(o.at));
  const behind = goneOn(line, line.to, across.filter(at => at > line.to + near).toSorted((a, b) => a - b), { image, dashes, dpi });
  const before = goneOn(line, line.from, across.filter(at => at < line.from - near).toSorted((a, b) => b - a), { image, dashes, dpi });
  if (behind.length + before.length === 0) return line;
  return { ...line, from: before.at(-1)?.[1] ?? line.from, to: behind.at(-1)?.[2] ?? line.to, runs: [...line.runs, ...before, ...behind] };
}

/** What leads from an end of a line to crossings beyond, the nearest first, each piece in the row to which the line has leaned by then. */
function goneOn(line: Ridge, from: number, stops: readonly number[], { image, dashes, dpi }: Pick<Drawn, 'image' | 'dashes'> & { readonly dpi: number }): [row: number, from: number, to: number][] {
  const [first, last] = edgesOf(line, from);
  const rows = Math.round(GOES_ON.rows * dpi);
  const pieces: [number, number, number][] = [];
  let [row, end] = [Math.round((first + last) / 2), from];
  for (const stop of stops) {
    const [left, right] = [Math.min(end, stop), Math.max(end, stop)];
    if (right - left > GOES_ON.reach * dpi) break;
    const dark = darkAlong(image, row, rows, left, right);
    if (shareOf(dark) < GOES_ON.share && (dashes === undefined || !isDashed(dark, dashes))) continue;
    pieces.push([row, stop > end ? left + 1 : left, stop > end ? right : right - 1]);
    [row, end] = [darkestRow(image, row, rows, left, right), stop];
  }
  return pieces;
}

/** Share of a piece between two lines that is dark; strokes leave white before the lines. */
const SOLID_PIECE = 0.9;

/** Of ridges that were not accepted the pieces that lead from one accepted line to the next, dark all the way, or in the dashes of the page. */
function piecesOf(ridges: readonly Ridge[], accepted: readonly Ridge[], crossing: readonly Ridge[], dashes: Dashes | undefined, dpi: number): Ridge[] {
  return ridges.filter(ridge => !accepted.includes(ridge)).flatMap(ridge => {
    const touches = TOUCHES * dpi;
    const met = crossing.filter(o => o.from <= ridge.at + touches && o.to >= ridge.at - touches && o.at >= ridge.from - touches && o.at <= ridge.to + touches).toSorted((a, b) => a.at - b.at);
    return met.slice(1).flatMap((end, i) => {
      const begin = met[i] as Ridge;
      const [from, to] = [Math.max(ridge.from, Math.round(begin.at)), Math.min(ridge.to, Math.round(end.at))];
      // where two lines cross there is no telling
      const [first, last] = [Math.max(from, edgesOf(begin, ridge.at)[1]), Math.min(to, edgesOf(end, ridge.at)[0])];
      const dark = ridge.dark.subarray(first - ridge.from, last - ridge.from + 1);
      const drawn = { ...ridge, dark, share: shareOf(dark) };
      const { share } = dashes === undefined ? drawn : drawnThrough(drawn, dashes);
      const piece = { ...clipped(ridge, from, to), share };
      return to - from >= SHORTEST.vertical * dpi && share >= SOLID_PIECE && (ridge.whole || isThinDouble(piece, dpi)) ? [piece] : [];
    });
  });
}

/** Whether a line that meets no other stands between two longer rulings that reach over it: in a table of horizontal rulings it parts a heading from those below it. */
function partsHeadings(line: PixelLine, rulings: readonly PixelLine[], dpi: number): boolean {
  const over = rulings.filter(o => o.from <= line.from && o.to >= line.to && o.to - o.from > ALONE * dpi);
  const within = (distance: number): boolean => distance > MEETS * dpi && distance < HEADER * dpi;
  return line.to - line.from >= HEADING * dpi && over.some(o => within(line.at - o.at)) && over.some(o => within(o.at - line.at));
}

/**
 * A line ends where it meets its last crossing: what sticks out a little is a stroke of a character.
 * @param open ends of a table's open sides, to which lines stick out
 */
function trimmed(line: Ridge, crossing: readonly PixelLine[], open: readonly number[], dpi: number): Ridge {
  if (crossing.length < 2) return line;
  const first = Math.min(...crossing.map(o => o.at));
  const last = Math.max(...crossing.map(o => o.at));
  const most = OVERSHOOT * dpi;
  const isOpen = (end: number): boolean => open.some(o => Math.abs(o - end) <= MEETS * dpi);
  const from = first > line.from && first - line.from < most && !isOpen(line.from) ? Math.round(first) : line.from;
  const to = last < line.to && line.to - last < most && !isOpen(line.to) ? Math.round(last) : line.to;
  return clipped(line, from, to);
}

/** Lines that end at the open side of a table, at least. */
const OPEN_ENDS = 3;

/** Where a table is open at its sides: most lines that end thereabouts end there, whether or not they meet another. */
function openSides(lines: readonly PixelLine[], dpi: number): number[] {
  const isShared = (end: number, ends: readonly number[]): boolean => {
    const shared = ends.filter(o => Math.abs(o - end) <= MEETS * dpi).length;
    return shared >= OPEN_ENDS && shared * 2 > ends.filter(o => Math.abs(o - end) < OVERSHOOT * dpi).length;
  };
  return [lines.map(line => line.from), lines.map(line => line.to)].flatMap(ends => [...new Set(ends)].filter(end => isShared(end, ends)));
}
