/**
 * Ruling lines in a grey image: thin dark ridges, smoothed along their direction so that noise goes and gaps close.
 * A line of a table meets others at its ends or crosses them; strokes of characters don't.
 */
import { erase } from './erase-lines.js';
import type { Grey } from './pixels.js';

/** A ruling in pixels. Horizontal: at = y, from/to = x. Vertical: at = x, from/to = y. */
export interface PixelLine {
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

export interface PixelLines {
  readonly horizontal: readonly PixelLine[];
  readonly vertical: readonly PixelLine[];
}

/** Lengths in inches. */
const SMOOTH = 0.07;
/** Half of the thickest ruling, and what must be brighter beside it; on one side only farther off, where the other line of a double ruling lies between. */
const BESIDE = 0.022;
const BEYOND = 0.044;
const GAP = 0.06;
const SHORTEST = { horizontal: 0.2, vertical: 0.13 } as const;
/** Lines of this length are rulings; shorter ones only where both ends meet rulings this closely. */
const LONG = 0.75;
const MEETS = 0.028;
const TOUCHES = 0.014;
/** What a line sticks out over its last crossing, at most. */
const OVERSHOOT = 0.3;
/** A long line that meets nothing at all. */
const ALONE = 1.6;
/** A shorter one between two such lines that parts headings, and how far from it they are. */
const HEADING = 0.5;
const HEADER = 1.5;
/** A ridge is darker than its surroundings by this. */
const CONTRAST = 26;
/** Share of a line's length on which the unsmoothed image must be dark, too; of a short one. */
const SOLID = 0.55;
/** The same where a line's ends meet no others, and for short lines: columns of like characters are dark on two thirds. */
const SOLID_ALONE = 0.8;

/** The rulings of a straightened, levelled page, and the page without them. */
export function findLines(image: Grey, dpi: number): { lines: PixelLines; erased: Grey } {
  const flipped = transpose(image);
  const horizontal = ridges(image, dpi, SHORTEST.horizontal * dpi);
  const vertical = ridges(flipped, dpi, SHORTEST.vertical * dpi);
  const lines = meeting({ horizontal, vertical }, dpi);
  const without = erase(image, lines.horizontal, dpi);
  if (lines.vertical.length === 0) return { lines, erased: without };
  const standing = carried(image, without, flipped);
  return { lines, erased: carried(standing, erase(standing, lines.vertical, dpi), without) };
}

/** `transposed` with what changed from `before` to `after`, which lie the other way: little of a page changes. */
function carried(before: Grey, after: Grey, transposed: Grey): Grey {
  const { width, height } = before;
  const data = Uint8Array.from(transposed.data);
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) if (before.data[i] !== after.data[i]) data[x * height + y] = after.data[i] as number;
  }
  return { ...transposed, data };
}

/** A ruling as found in the image. */
export interface Ridge extends PixelLine {
  /** Share of its length that is dark in the unsmoothed image, and where it is dark, from its beginning on. */
  readonly share: number;
  readonly dark: Uint8Array;
  /** Pixel runs that it is made of: row, first and last column. */
  readonly runs: readonly (readonly [row: number, from: number, to: number])[];
}

function transpose({ width, height, data }: Grey): Grey {
  const out = new Uint8Array(data.length);
  const block = 32;
  for (let y0 = 0; y0 < height; y0 += block) {
    for (let x0 = 0; x0 < width; x0 += block) {
      const [bottom, right] = [Math.min(height, y0 + block), Math.min(width, x0 + block)];
      for (let x = x0; x < right; x++) {
        for (let y = y0, from = y0 * width + x, to = x * height + y0; y < bottom; y++, from += width, to++) out[to] = data[from] as number;
      }
    }
  }
  return { width: height, height: width, data: out };
}

/** Means over a window along the rows. */
function smoothed({ width, height, data }: Grey, radius: number): Uint8Array {
  const out = new Uint8Array(data.length);
  for (let y = 0; y < height; y++) {
    const row = y * width;
    let sum = 0;
    let n = 0;
    for (let x = 0; x < Math.min(radius, width); x++) { sum += data[row + x] as number; n++; }
    for (let x = 0; x < width; x++) {
      if (x + radius < width) { sum += data[row + x + radius] as number; n++; }
      if (x - radius - 1 >= 0) { sum -= data[row + x - radius - 1] as number; n--; }
      out[row + x] = sum / n;
    }
  }
  return out;
}

/** Horizontal ridges at least `shortest` pixels long. */
function ridges(image: Grey, dpi: number, shortest: number): Ridge[] {
  const { width, height, data } = image;
  const mean = smoothed(image, Math.max(2, Math.round(SMOOTH * dpi / 2)));
  const beside = besideOf(dpi);
  const gap = Math.round(GAP * dpi);
  const pieces: { row: number; from: number; to: number }[] = [];
  const rowAt = (y: number): Uint8Array => mean.subarray(y * width, (y + 1) * width);
  for (let y = 0; y < height; y++) {
    const row = rowAt(y);
    const [farAbove, above, below, farBelow] = besideRows(y, height, beside).map(rowAt) as [Uint8Array, Uint8Array, Uint8Array, Uint8Array];
    let from = -1;
    let to = -1;
    const close = (): void => { if (from >= 0 && to - from >= shortest * 0.5) pieces.push({ row: y, from, to }); };
    for (let x = 0; x < width; x++) {
      if (!isDarker((row[x] as number) + CONTRAST, x, farAbove, above, below, farBelow)) continue;
      if (from < 0 || x - to > gap + 1) {
        close();
        from = x;
      }
      to = x;
    }
    close();
  }
  return joined(pieces, gap).filter(r => r.to - r.from >= shortest && thin(r, dpi))
    .flatMap(r => solid(r, data, width, height, beside)).filter(r => r.to - r.from >= shortest);
}

/** Distances (pixels) from a line at which it is brighter. */
interface Beside { readonly near: number; readonly far: number }

function besideOf(dpi: number): Beside {
  return { near: Math.max(2, Math.round(BESIDE * dpi)), far: Math.max(4, Math.round(BEYOND * dpi)) };
}

/** Rows above and below a line: far, near, near, far. */
const besideRows = (y: number, height: number, { near, far }: Beside): number[] => [-far, -near, near, far].map(by => Math.max(0, Math.min(height - 1, y + by)));

/** Whether a value is less than what is beside it on both sides; on one of them the near row may be that of another line. */
function isDarker(value: number, x: number, farAbove: Uint8Array, above: Uint8Array, below: Uint8Array, farBelow: Uint8Array): boolean {
  if (value < (above[x] as number)) return value < (below[x] as number) || value < (farBelow[x] as number);
  return value < (farAbove[x] as number) && value < (below[x] as number);
}

/** Pieces of neighbouring rows that lie over each other, or follow each other, are one line. */
function joined(pieces: readonly { row: number; from: number; to: number }[], gap: number): Ridge[] {
  const parent = pieces.map((_, i) => i);
  const find = (i: number): number => {
    while (parent[i] !== i) i = parent[i] = parent[parent[i] as number] as number;
    return i;
  };
  let first = 0;
  pieces.forEach((piece, i) => {
    while ((pieces[first] as { row: number }).row < piece.row - 2) first++;
    for (let k = first; k < i; k++) {
      const other = pieces[k] as { row: number; from: number; to: number };
      if (other.from <= piece.to + gap && other.to >= piece.from - gap) parent[find(i)] = find(k);
    }
  });
  const groups = new Map<number, (readonly [number, number, number])[]>();
  pieces.forEach((piece, i) => {
    const root = find(i);
    const run = [piece.row, piece.from, piece.to] as const;
    const list = groups.get(root);
    if (list) list.push(run);
    else groups.set(root, [run]);
  });
  return [...groups.values()].map(runs => {
    const weight = runs.reduce((sum, [, a, b]) => sum + b - a + 1, 0);
    return {
      at: runs.reduce((sum, [row, a, b]) => sum + row * (b - a + 1), 0) / weight,
      from: runs.reduce((m, r) => Math.min(m, r[1]), Infinity), to: runs.reduce((m, r) => Math.max(m, r[2]), 0), runs, share: 1, dark: new Uint8Array(),
    };
  });
}

/** The ridge drawn in to where the image itself is dark, if it is so on most of its length: strokes of characters are on less. */
function solid(ridge: Ridge, data: Uint8Array, width: number, height: number, beside: Beside): Ridge[] {
  const dark = new Uint8Array(ridge.to - ridge.from + 1);
  for (const [row, from, to] of ridge.runs) {
    const [farAbove, above, below, farBelow] = besideRows(row, height, beside).map(y => data.subarray(y * width)) as [Uint8Array, Uint8Array, Uint8Array, Uint8Array];
    for (let x = from; x <= to; x++) {
      if (isDarker((data[row * width + x] as number) + CONTRAST, x, farAbove, above, below, farBelow)) dark[x - ridge.from] = 1;
    }
  }
  const first = dark.indexOf(1);
  const last = dark.lastIndexOf(1);
  const share = dark.reduce((a, b) => a + b, 0) / (last - first + 1);
  return first < 0 || share < SOLID ? [] : [{ ...ridge, from: ridge.from + first, to: ridge.from + last, share, dark: dark.subarray(first, last + 1) }];
}

/** A line may lean a little; an area of many rows is no line. */
function thin(ridge: Ridge, dpi: number): boolean {
  const rows = ridge.runs.map(r => r[0]);
  return Math.max(...rows) - Math.min(...rows) <= 0.06 * dpi + 0.012 * (ridge.to - ridge.from);
}

/**
 * Long lines, and the short ones that lead from one accepted line to another. A long line that meets none is kept if it
 * is longer still: tables with horizontal rules only.
 */
function meeting(found: { horizontal: readonly Ridge[]; vertical: readonly Ridge[] }, dpi: number): { horizontal: Ridge[]; vertical: Ridge[] } {
  const near = MEETS * dpi;
  const length = (line: PixelLine): number => line.to - line.from;
  const meets = <T extends PixelLine>(line: PixelLine, others: readonly T[]): T[] =>
    others.filter(o => o.from <= line.at + near && o.to >= line.at - near && o.at >= line.from - near && o.at <= line.to + near);
  // a line may go on into a stroke of a character beyond the last line that it meets
  const bridges = (line: Ridge, others: readonly Ridge[], accepted: readonly Ridge[]): boolean => {
    const touching = meets(line, others).map(o => o.at);
    const [first, last] = [Math.min(...touching), Math.max(...touching)];
    const most = (sure(line) || goesOn(line, accepted)) && last - first >= (line.to - line.from) / 2 ? OVERSHOOT * dpi : near;
    return touching.length > 0 && Math.abs(first - line.from) <= most && Math.abs(line.to - last) <= most && (most === near || last - first > near);
  };
  // a stroke of a character may almost fill its row: a short ruling touches what it meets, or goes on elsewhere
  const isStroke = (line: Ridge, others: readonly Ridge[], accepted: readonly Ridge[]): boolean => {
    if (long(line)) return false;
    const touching = meets(line, others);
    const ats = touching.map(o => o.at);
    const touches = [line.from, line.to].every(end => touching.some(o => distanceTo(o, line.at, end) <= TOUCHES * dpi)) || Math.min(...ats) > line.from || Math.max(...ats) < line.to;
    return !touches && !goesOn(line, accepted);
  };
  const goesOn = (line: Ridge, accepted: readonly Ridge[]): boolean => accepted.some(o => o !== line && Math.abs(o.at - line.at) <= near / 2);
  const long = (line: PixelLine): boolean => length(line) >= LONG * dpi;
  const sure = (line: Ridge): boolean => line.share >= SOLID_ALONE;
  let candidates = found;
  let horizontal = found.horizontal.filter(line => long(line) && sure(line));
  let vertical = found.vertical.filter(line => long(line) && sure(line));
  horizontal = horizontal.filter(line => length(line) >= ALONE * dpi || meets(line, vertical).length > 0);
  vertical = vertical.filter(line => meets(line, horizontal).length > 0);
  for (let before = -1; before !== horizontal.length + vertical.length;) {
    before = horizontal.length + vertical.length;
    horizontal = candidates.horizontal.filter(line => horizontal.includes(line) || ((long(line) || sure(line) || goesOn(line, horizontal)) && bridges(line, vertical, horizontal) && !isStroke(line, vertical, horizontal)));
    vertical = candidates.vertical.filter(line => vertical.includes(line) || ((long(line) || sure(line) || goesOn(line, vertical)) && bridges(line, horizontal, vertical) && !isStroke(line, horizontal, vertical)));
    if (before !== horizontal.length + vertical.length || candidates !== found) continue;
    // what goes on into a stroke is a ruling as far as the lines that it joins
    const pieces = { horizontal: piecesOf(found.horizontal, horizontal, vertical, dpi), vertical: piecesOf(found.vertical, vertical, horizontal, dpi) };
    horizontal = [...horizontal, ...pieces.horizontal];
    vertical = [...vertical, ...pieces.vertical];
    candidates = { horizontal: [...found.horizontal, ...pieces.horizontal], vertical: [...found.vertical, ...pieces.vertical] };
  }
  horizontal = candidates.horizontal.filter(line => horizontal.includes(line) || (line.share >= SOLID_PIECE && partsHeadings(line, horizontal.filter(other => meets(other, vertical).length === 0), dpi)));
  return { horizontal: horizontal.map(line => trimmed(line, meets(line, vertical), dpi)), vertical: vertical.map(line => trimmed(line, meets(line, horizontal), dpi)) };
}

/** First and last row of a line at a place along it: those of both lines of a double ruling. */
function edgesOf(line: Ridge, along: number): readonly [number, number] {
  const rows = line.runs.filter(([, from, to]) => from <= along && to >= along).map(([row]) => row);
  return rows.length === 0 ? [Math.round(line.at), Math.round(line.at)] : [Math.min(...rows), Math.max(...rows)];
}

/** How far a row is from a line at a place along it. */
function distanceTo(line: Ridge, along: number, row: number): number {
  const [first, last] = edgesOf(line, along);
  return Math.max(0, first - row, row - last);
}

/** Share of a piece between two lines that is dark; strokes leave white before the lines. */
const SOLID_PIECE = 0.9;

/** Of ridges that were not accepted the pieces that lead from one accepted line to the next, dark all the way. */
function piecesOf(ridges: readonly Ridge[], accepted: readonly Ridge[], crossing: readonly Ridge[], dpi: number): Ridge[] {
  return ridges.filter(ridge => !accepted.includes(ridge)).flatMap(ridge => {
    const touches = TOUCHES * dpi;
    const met = crossing.filter(o => o.from <= ridge.at + touches && o.to >= ridge.at - touches && o.at >= ridge.from - touches && o.at <= ridge.to + touches).toSorted((a, b) => a.at - b.at);
    return met.slice(1).flatMap((end, i) => {
      const begin = met[i] as Ridge;
      const [from, to] = [Math.max(ridge.from, Math.round(begin.at)), Math.min(ridge.to, Math.round(end.at))];
      // where two lines cross there is no telling
      const [first, last] = [Math.max(from, edgesOf(begin, ridge.at)[1]), Math.min(to, edgesOf(end, ridge.at)[0])];
      const share = ridge.dark.subarray(first - ridge.from, last - ridge.from + 1).reduce((a, b) => a + b, 0) / (last - first + 1);
      return to - from >= SHORTEST.vertical * dpi && share >= SOLID_PIECE ? [{ ...clipped(ridge, from, to), share }] : [];
    });
  });
}

const clipped = (line: Ridge, from: number, to: number): Ridge =>
  ({ ...line, from, to, runs: line.runs.flatMap(([row, a, b]) => (b < from || a > to ? [] : [[row, Math.max(a, from), Math.min(b, to)] as const])) });

/** Whether a line that meets no other stands between two longer rulings that reach over it: in a table of horizontal rulings it parts a heading from those below it. */
function partsHeadings(line: PixelLine, rulings: readonly PixelLine[], dpi: number): boolean {
  const over = rulings.filter(o => o.from <= line.from && o.to >= line.to && o.to - o.from > ALONE * dpi);
  const within = (distance: number): boolean => distance > MEETS * dpi && distance < HEADER * dpi;
  return line.to - line.from >= HEADING * dpi && over.some(o => within(line.at - o.at)) && over.some(o => within(o.at - line.at));
}

/** A line ends where it meets its last crossing: what sticks out a little is a stroke of a character. */
function trimmed(line: Ridge, crossing: readonly PixelLine[], dpi: number): Ridge {
  if (crossing.length < 2) return line;
  const first = Math.min(...crossing.map(o => o.at));
  const last = Math.max(...crossing.map(o => o.at));
  const most = OVERSHOOT * dpi;
  const from = first > line.from && first - line.from < most ? Math.round(first) : line.from;
  const to = last < line.to && line.to - last < most ? Math.round(last) : line.to;
  return clipped(line, from, to);
}
