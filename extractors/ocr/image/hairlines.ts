/**
 * Hairlines of pages in black and white: of grey rulings the threshold leaves rows of dots, with more white between them
 * than ink. The dots stand apart from other ink, and go on evenly. Drawn through they are rulings as any other.
 */
import { type Grey, transpose, WHITE } from './pixels.js';

/** Ink of a softened page: a lone pixel counts. */
const DOT = 195;
/** Lengths in inches: the stretch of a row that is looked at, the white between two dots, that at the ends, the shortest line, and the longest piece of it beside which there is other ink. */
const STRETCH = 0.6;
const GAP = 0.5;
const END = { across: 0.3, down: 0.2 } as const;
const SHORTEST = { across: 2.5, down: 0.9 } as const;
const PIECE = 4;
/** Rows (inches) on both sides of its middle that the dots of a line take up, and those, farther off, in which there is no other ink. */
const ROWS = 0.006;
/** Height (inches) of a dot at most: what is higher is a piece of a character. */
const HIGHEST = 0.035;
const BESIDE = { from: 0.02, to: 0.03 } as const;
/** Share of a stretch that is dotted at least, that of pieces between such stretches, and of what is drawn through already; share beside which there may be other ink. */
const DOTTED = { across: 0.2, down: 0.15 } as const;
const BETWEEN = 0.06;
const DRAWN = 0.9;
const OTHER = { across: 0.12, down: 0.2 } as const;
/** Dots an inch, at least: strokes of characters in rows below each other are fewer. */
const DOTS = 7;

/** Lines that one of a table crosses at least. */
const CROSSINGS = 2;
/** Where (inches from the lines that it crosses) a line has dots and texts have no ink, and the share that is dotted there: of lines without other ink beside them, and of any. */
const CLEAR = { from: 0.015, to: 0.06, share: 0.08 } as const;
const CLOSE = { from: 0.015, to: 0.035, share: 0.1 } as const;

type Way = keyof typeof SHORTEST;

/** A line: its middle row, first and last column. */
interface Line { readonly row: number; readonly from: number; readonly to: number }

/** A page and what is no higher on it than dots. */
interface Side { readonly page: Grey; readonly dots: Grey }

/** A page with areas of ink that are no higher than `most` alone. */
function flat({ width, height, data }: Grey, most: number): Grey {
  const out = new Uint8Array(data.length).fill(WHITE);
  const seen = data.map(value => (value < DOT ? 0 : 1));
  const area: number[] = [];
  for (let start = seen.indexOf(0); start >= 0; start = seen.indexOf(0, start + 1)) {
    let [top, bottom] = [height, 0];
    area.length = 0;
    area.push(start);
    seen[start] = 1;
    for (let n = 0; n < area.length; n++) {
      const at = area[n] as number;
      const [x, y] = [at % width, Math.floor(at / width)];
      if (y < top) top = y;
      if (y > bottom) bottom = y;
      for (let dy = y > 0 ? -1 : 0; dy <= (y < height - 1 ? 1 : 0); dy++) {
        for (let dx = x > 0 ? -1 : 0; dx <= (x < width - 1 ? 1 : 0); dx++) {
          const near = at + dy * width + dx;
          if (seen[near] === 1) continue;
          seen[near] = 1;
          area.push(near);
        }
      }
    }
    if (bottom - top < most) for (const at of area) out[at] = data[at] as number;
  }
  return { width, height, data: out };
}

/** A straight page of black and white on which the dotted hairlines of tables are drawn through; the page itself where it has none. */
export function withHairlines(image: Grey, dpi: number): Grey {
  const [level, upright] = [image, transpose(image)].map(page => ({ page, dots: flat(page, HIGHEST * dpi) })) as [Side, Side];
  const clear = hairlines(upright, dpi, 'down', 2);
  if (clear.length < CROSSINGS) return image;
  const across = hairlines(level, dpi, 'across', 2).filter(line => crosses(line, clear, CLEAR, level.dots, dpi));
  if (across.length < CROSSINGS) return image;
  // figures end close before the rulings behind them
  const down = hairlines(upright, dpi, 'down', 1).filter(line => crosses(line, across, CLOSE, upright.dots, dpi));
  const drawn = draw(image, across.map(line => met(line, down, 'across', dpi)), dpi);
  return transpose(draw(transpose(drawn), down.map(line => met(line, across, 'down', dpi)), dpi));
}

/** Whether a line has dots on both sides of those that it crosses: strokes of texts in rows below each other keep clear of the rulings between, and dots that lead to a page number cross none. */
function crosses({ row, from, to }: Line, others: readonly Line[], place: typeof CLEAR | typeof CLOSE, dotted: Grey, dpi: number): boolean {
  const rows = Math.max(1, Math.round(ROWS * dpi));
  const dots = inkOf(dotted, row - rows, row + rows);
  const crossing = others.filter(other => other.row > from && other.row < to && other.from - GAP * dpi <= row && other.to + GAP * dpi >= row);
  const [near, far] = [Math.round(place.from * dpi), Math.round(place.to * dpi)];
  const zones = crossing.map(({ row: at }) => [...dots.subarray(Math.max(0, at - far), Math.max(0, at - near)), ...dots.subarray(at + near, at + far)]).flat();
  return crossing.length >= CROSSINGS && sum(zones) >= place.share * zones.length;
}

/** The horizontal ones: of rows beside each other the one in the middle of most ink. On so many `sides` of them there is no ink. */
function hairlines({ page, dots: dotted }: Side, dpi: number, way: Way, sides: 1 | 2): Line[] {
  const rows = Math.max(1, Math.round(ROWS * dpi));
  const found: (Line & { readonly dots: number; readonly ink: number })[] = [];
  const inkBetween = (first: number, last: number, from: number, to: number): number => sum(Array.from({ length: last - first + 1 }, (_, i) => sum(inkOf(dotted, first + i, first + i).subarray(from, to + 1))));
  for (let row = rows; row < page.height - rows; row++) {
    const dots = inkOf(dotted, row - rows, row + rows);
    if (sum(dots) < DOTTED[way] * SHORTEST[way] * dpi) continue;
    const [near, far] = [Math.round(BESIDE.from * dpi), Math.round(BESIDE.to * dpi)];
    const others = [inkOf(page, row - far, row - near), inkOf(page, row + near, row + far)].map(prefixSums);
    for (const [from, to] of stretches(dots, others, way, sides, dpi)) found.push({ row, from, to, dots: sum(dots.subarray(from, to + 1)), ink: inkBetween(row - rows, row + rows, from, to) });
  }
  const kept: typeof found = [];
  for (const line of found.toSorted((a, b) => b.ink - a.ink)) {
    if (!kept.some(other => Math.abs(other.row - line.row) <= BESIDE.to * dpi && other.from < line.to && other.to > line.from)) kept.push(line);
  }
  // what is drawn through needs no drawing, and has ragged edges
  return kept.filter(({ from, to, dots }) => dots < DRAWN * (to - from));
}

/** Which columns hold ink in the rows from one to another. */
function inkOf({ width, height, data }: Grey, first: number, last: number): Uint8Array {
  const out = new Uint8Array(width);
  for (let y = Math.max(0, first); y <= Math.min(height - 1, last); y++) {
    for (let x = 0, i = y * width; x < width; x++, i++) if ((data[i] as number) < DOT) out[x] = 1;
  }
  return out;
}

/**
 * Stretches of a row that are dotted evenly, long enough to be lines.
 * @param others sums of the ink above and below; on so many `sides` there is little
 */
function stretches(dots: Uint8Array, others: readonly Uint32Array[], way: Way, sides: 1 | 2, dpi: number): [number, number][] {
  const ofDots = prefixSums(dots);
  const [reach, gap, end] = [STRETCH / 2, GAP, END[way]].map(inches => Math.round(inches * dpi)) as [number, number, number];
  const share = (of: Uint32Array, from: number, to: number): number => ((of[to] as number) - (of[from] as number)) / (to - from);
  const isEven = (from: number, to: number): boolean => {
    for (let x = from, last = from; x <= to; x++) {
      if (dots[x] === 1) last = x;
      else if (x - last > gap) return false;
    }
    return share(ofDots, from, to + 1) >= BETWEEN;
  };
  const begun = prefixSums(dots.map((dot, x) => (dot === 1 && dots[x - 1] !== 1 ? 1 : 0)));
  const isDotted = (from: number, to: number): boolean =>
    share(ofDots, from, to) >= DOTTED[way] && others.filter(other => share(other, from, to) <= OTHER[way]).length >= sides && share(begun, from, to) * dpi >= DOTS;
  const pieces: [number, number][] = [];
  for (let x = dots.indexOf(1); x >= 0; x = dots.indexOf(1, x + 1)) {
    if (!isDotted(Math.max(0, x - reach), Math.min(dots.length, x + reach))) continue;
    const last = pieces.at(-1);
    if (last && x - last[1] <= PIECE * dpi && isEven(last[1], x)) last[1] = x;
    else pieces.push([x, x]);
  }
  return pieces.map(([from, to]): [number, number] => [onTo(dots, from, -1, end), onTo(dots, to, 1, end)])
    .filter(([from, to]) => to - from >= SHORTEST[way] * dpi);
}

/** The last dot from a place on, none of them farther from the one before than `gap`. */
function onTo(dots: Uint8Array, from: number, step: 1 | -1, gap: number): number {
  let last = from;
  for (let x = from; x >= 0 && x < dots.length && Math.abs(x - last) <= gap; x += step) if (dots[x] === 1) last = x;
  return last;
}

/** A line drawn on to those that it ends close before: its last dots may be white. */
function met(line: Line, crossing: readonly Line[], way: Way, dpi: number): Line {
  const end = END[way] * dpi;
  const near = crossing.filter(({ from, to }) => from - end <= line.row && to + end >= line.row).map(({ row }) => row);
  const [before, behind] = [near.filter(at => Math.abs(at - line.from) <= end), near.filter(at => Math.abs(at - line.to) <= end)];
  return { ...line, from: Math.min(...before, line.from), to: Math.max(...behind, line.to) };
}

/** Draws lines, two pixels thick, instead of their dots. */
function draw(image: Grey, lines: readonly Line[], dpi: number): Grey {
  const data = Uint8Array.from(image.data);
  const { width, height } = image;
  const thick = Math.round(BESIDE.from * dpi) - 1;
  for (const { row, from, to } of lines) {
    const other = [inkOf(image, row - thick - 1, row - thick), inkOf(image, row + thick, row + thick + 1)];
    for (let y = Math.max(0, row - thick + 1); y < Math.min(height, row + thick); y++) {
      for (let x = from; x <= to; x++) {
        if (y === row || y === row + 1) data[y * width + x] = 0;
        else if (other[y < row ? 0 : 1]?.[x] === 0) data[y * width + x] = WHITE;
      }
    }
  }
  return { width, height, data };
}

function prefixSums(values: Uint8Array): Uint32Array {
  const out = new Uint32Array(values.length + 1);
  for (let i = 0; i < values.length; i++) out[i + 1] = (out[i] as number) + (values[i] as number);
  return out;
}

function sum(values: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i] as number;
  return total;
}
