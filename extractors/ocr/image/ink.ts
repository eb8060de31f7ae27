/** Ink in a cell: is there any, and where are its lines of text. */
import { hull } from '../../../schemas/block.js';
import type { TextBox } from '../engines/engine.js';
import type { Grey } from './pixels.js';
import { INK } from './prepare.js';

/** Ink of thin and faint strokes: a blob has this at its edge and true ink at its core. */
const FAINT = 195;

/** A connected area of ink. */
export interface Blob extends TextBox {
  readonly area: number;
}

/** Smaller areas are specks, in square inches. */
const SPECK = 5 / (200 * 200);
/** The core of a bar so thin that softening has taken its darkest ink. */
const PALE = 185;
/** Pale bars of one length in a table, at least; what else is pale has no length of its own. Lengths and heights in heights of a character. */
const BARS = { few: 4, height: 0.3, shortest: 0.16, longest: 0.7, like: 0.45, wider: 1.5 } as const;
/** Bars in line with one that is too short to look like it, at least, and how far (heights of a character) from it their ends and middles lie at most. */
const IN_LINE = { few: 4, off: 0.25 } as const;

/**
 * The bars (dashes that stand for nothing) in blank cells of a table, by index: too pale for ink, but alike, or in line with others.
 * @param em height of a character
 * @param marks the ink of the other cells
 */
export function paleBars(image: Grey, blank: ReadonlyMap<number, TextBox>, marks: readonly { readonly cell: TextBox; readonly ink: TextBox }[], em: number, dpi: number): Map<number, Blob> {
  const isLow = ({ x0, y0, x1, y1 }: TextBox): boolean => y1 - y0 <= BARS.height * em && x1 - x0 >= BARS.shortest * em && x1 - x0 <= BARS.longest * em && x1 - x0 > y1 - y0;
  const pale = [...blank].flatMap(([i, cell]) => {
    const [ink, other] = blobsIn(image, cell, dpi, PALE);
    return ink !== undefined && other === undefined && isLow(ink) ? [{ i, cell, ink }] : [];
  });
  const widthOf = ({ x0, x1 }: TextBox): number => x1 - x0;
  const bars = pale.filter(({ ink }) => widthOf(ink) >= BARS.wider * (ink.y1 - ink.y0));
  const usual = bars.map(({ ink }) => widthOf(ink)).toSorted((a, b) => a - b)[bars.length >> 1] ?? 0;
  const alike = bars.filter(({ ink }) => Math.abs(widthOf(ink) - usual) <= BARS.like * usual);
  const low = [...pale, ...marks.filter(({ ink }) => isLow(ink))];
  const middle = ({ y0, y1 }: TextBox): number => (y0 + y1) / 2;
  const place = ({ cell, ink }: { readonly cell: TextBox; readonly ink: TextBox }): number[] => [ink.x0, ink.x1, middle(ink) - middle(cell)];
  const isInLine = (bar: { readonly cell: TextBox; readonly ink: TextBox }): boolean =>
    low.filter(other => place(other).every((at, k) => Math.abs(at - (place(bar)[k] as number)) <= IN_LINE.off * em)).length > IN_LINE.few;
  return new Map([...(alike.length >= BARS.few ? alike : []), ...pale.filter(isInLine)].map(({ i, ink }) => [i, ink]));
}

/** Remains of rulings along a cell's edges are at most this thick, in inches. */
const REMAINS = 0.022;
/** Within this distance (inches) of the edge there is no room for a character. */
const EDGE = 0.016;

/** Blobs of ink in a part of the page, without specks and remains of rulings. Each is darker than `core` somewhere. */
export function blobsIn(image: Grey, cell: TextBox, dpi: number, core = INK): Blob[] {
  const x0 = Math.max(0, Math.round(cell.x0));
  const y0 = Math.max(0, Math.round(cell.y0));
  const width = Math.min(image.width, Math.round(cell.x1)) - x0;
  const height = Math.min(image.height, Math.round(cell.y1)) - y0;
  if (width < 3 || height < 3) return [];
  // with a border of paper, so that every pixel has neighbours
  const stride = width + 2;
  const ink = new Uint8Array(stride * (height + 2));
  for (let y = 0; y < height; y++) {
    const row = (y0 + y) * image.width + x0;
    const to = (y + 1) * stride + 1;
    for (let x = 0; x < width; x++) if ((image.data[row + x] as number) < FAINT) ink[to + x] = 1;
  }
  const neighbours = [-stride - 1, -stride, -stride + 1, -1, 1, stride - 1, stride, stride + 1];
  const out: Blob[] = [];
  const stack: number[] = [];
  for (let start = ink.indexOf(1); start >= 0; start = ink.indexOf(1, start + 1)) {
    let [left, right, top, bottom, area] = [width, 0, height, 0, 0];
    let darkest = 255;
    ink[start] = 2;
    stack.push(start);
    while (stack.length > 0) {
      const i = stack.pop() as number;
      const x = i % stride - 1;
      const y = (i - x - 1) / stride - 1;
      area++;
      const value = image.data[(y0 + y) * image.width + x0 + x] as number;
      if (value < darkest) darkest = value;
      if (x < left) left = x;
      if (x > right) right = x;
      if (y < top) top = y;
      if (y > bottom) bottom = y;
      for (const step of neighbours) {
        if (ink[i + step] !== 1) continue;
        ink[i + step] = 2;
        stack.push(i + step);
      }
    }
    const blob = { x0: x0 + left, y0: y0 + top, x1: x0 + right + 1, y1: y0 + bottom + 1, area };
    if (darkest < core && area >= SPECK * dpi * dpi && !isRemains(left, top, right + 1, bottom + 1, width, height, dpi)) out.push(blob);
  }
  return out;
}

/** How much brighter what is left of a stamp is where red light counts, too, and the share of an area that must be so: ink of text is as dark there. */
const REDDISH = 4;
const WHOLLY = 0.9;

/** Whether ink is what is left of a stamp: paler in `faint`, the picture of the page in which the light that red ink reflects counts. */
export function isOfStamp({ width, data }: Grey, faint: Grey, { x0, y0, x1, y1 }: TextBox): boolean {
  let [paler, all] = [0, 0];
  for (let y = y0; y < y1; y++) {
    for (let i = y * width + x0; i < y * width + x1; i++) {
      if ((data[i] as number) >= FAINT) continue;
      all++;
      if ((faint.data[i] as number) - (data[i] as number) > REDDISH) paler++;
    }
  }
  return paler >= WHOLLY * all;
}

/** How much the two pictures of a stamped page differ where the stamp was, and the share of a place that must differ so. */
const STAMPED = { difference: 12, share: 0.03 } as const;

/** Whether a stamp was taken out of a place of the page: the picture in which red light counts shows its rims. */
export function isStamped({ width, height, data }: Grey, faint: Grey, { x0, y0, x1, y1 }: TextBox): boolean {
  const [left, right] = [Math.max(0, Math.floor(x0)), Math.min(width, Math.ceil(x1))];
  let [differing, all] = [0, 0];
  for (let y = Math.max(0, Math.floor(y0)); y < Math.min(height, Math.ceil(y1)); y++) {
    for (let i = y * width + left; i < y * width + right; i++, all++) if (Math.abs((faint.data[i] as number) - (data[i] as number)) > STAMPED.difference) differing++;
  }
  return differing > STAMPED.share * all;
}

/** Size (heights of a character) of the specks that the rims of a stamp leave, and how far they stand from the text of their cell: points and marks stand closer. */
const RIM = { size: 0.35, far: 1.2 } as const;

/** Ink of a cell without specks of a stamp's rims that stand apart from its text: they would be read with it. */
export function withoutRims(image: Grey, faint: Grey, blobs: readonly Blob[], em: number): Blob[] {
  const text = blobs.filter(({ x0, y0, x1, y1 }) => Math.max(x1 - x0, y1 - y0) > RIM.size * em);
  if (text.length === 0) return [...blobs];
  const isFar = (speck: Blob): boolean => text.every(({ x0, x1 }) => Math.max(x0 - speck.x1, speck.x0 - x1) > RIM.far * em);
  const around = ({ x0, y0, x1, y1 }: Blob): TextBox => ({ x0: x0 - em / 2, y0: y0 - em / 2, x1: x1 + em / 2, y1: y1 + em / 2 });
  return blobs.filter(blob => text.includes(blob) || !isFar(blob) || !isStamped(image, faint, around(blob)));
}

/** Ink of strokes that are all but lost. */
const FAINTEST = 225;
/** How far (heights of a line) beside it faint ink is looked for, and the share of its height that such ink must take up. */
const FAINT_BESIDE = { reach: 0.8, height: 0.5 } as const;

/** Whether ink too faint to count stands beside a line of a cell: a character of it that the scan has all but lost. */
export function faintBeside(image: Grey, cell: TextBox, line: TextBox, dpi: number): boolean {
  const height = line.y1 - line.y0;
  const [reach, edge] = [FAINT_BESIDE.reach * height, EDGE * dpi];
  const rows = (from: number, to: number): number => {
    let count = 0;
    for (let y = Math.max(0, Math.floor(line.y0)); y < Math.min(image.height, line.y1); y++) {
      if (hasFaintInk(image, y, Math.max(0, Math.ceil(from)), Math.min(image.width, Math.floor(to)))) count++;
    }
    return count;
  };
  return rows(Math.max(cell.x0 + edge, line.x0 - reach), line.x0 - 1) >= FAINT_BESIDE.height * height || rows(line.x1 + 1, Math.min(cell.x1 - edge, line.x1 + reach)) >= FAINT_BESIDE.height * height;
}

/** Where a minus before a figure would stand, in heights of the figure: how far left of it, between which heights, and how high its ink is at most. */
const MINUS = { reach: 0.65, from: 0.3, to: 0.8, height: 0.35 } as const;

/** Whether a bar too faint to count stands right before a figure: its minus, which the scan has all but lost. */
export function faintMinusBefore(image: Grey, figure: TextBox): boolean {
  const height = figure.y1 - figure.y0;
  const [from, to] = [Math.max(0, Math.ceil(figure.x0 - MINUS.reach * height)), figure.x0 - 1];
  const rows: number[] = [];
  for (let y = Math.max(0, Math.floor(figure.y0)); y < Math.min(image.height, figure.y1); y++) if (hasFaintInk(image, y, from, to)) rows.push((y + 0.5 - figure.y0) / height);
  return rows.length > 0 && rows.length <= Math.ceil(MINUS.height * height) && rows.every(at => at > MINUS.from && at < MINUS.to);
}

/** Pixels of a stroke along which ink is looked for: grain is nowhere faint ink all along. */
const ALONG = 5;

/** Whether a row of pixels holds faint ink that goes on along the row or across it. */
function hasFaintInk({ width, height, data }: Grey, y: number, from: number, to: number): boolean {
  const reach = ALONG >> 1;
  for (let x = from; x < to; x++) {
    if ((data[y * width + x] as number) >= FAINTEST) continue;
    let [along, across] = [0, 0];
    for (let d = -reach; d <= reach; d++) {
      along += data[y * width + Math.max(from, Math.min(to - 1, x + d))] as number;
      across += data[Math.max(0, Math.min(height - 1, y + d)) * width + x] as number;
    }
    if (Math.min(along, across) < ALONG * FAINTEST) return true;
  }
  return false;
}

function isRemains(x0: number, y0: number, x1: number, y1: number, width: number, height: number, dpi: number): boolean {
  const thick = REMAINS * dpi;
  const edge = EDGE * dpi;
  if (x1 <= edge || y1 <= edge || x0 >= width - edge || y0 >= height - edge) return true;
  const [w, h] = [x1 - x0, y1 - y0];
  const [inX, inY] = [x0 <= 1 || x1 >= width - 1, y0 <= 1 || y1 >= height - 1];
  // where double rulings cross, a speck of them is left in the corner
  if (w <= thick && h <= thick && (inX && (y1 <= 2 * thick || y0 >= height - 2 * thick) || inY && (x1 <= 2 * thick || x0 >= width - 2 * thick))) return true;
  return (h <= thick && w > 3 * h && inY) || (w <= thick && h > 3 * w && inX);
}

/** Rows of ink: blobs whose heights overlap, from top to bottom. */
export function rowsOf(blobs: readonly Blob[]): Blob[][] {
  const rows: { y1: number; blobs: Blob[] }[] = [];
  for (const blob of [...blobs].sort((a, b) => a.y0 - b.y0 || a.x0 - b.x0)) {
    const row = rows.at(-1);
    if (row && blob.y0 < row.y1) {
      row.blobs.push(blob);
      row.y1 = Math.max(row.y1, blob.y1);
    } else rows.push({ y1: blob.y1, blobs: [blob] });
  }
  return rows.map(r => r.blobs);
}

/** Height of a character in heights of the page's usual ones, which may be digits: those are lower by a fifth or a quarter. */
const WHOLE = 1.3;

/**
 * Lines of text of a cell. Strokes with white between them (二, 三, a full stop) are put together as long as the whole is
 * no higher than a character; rows that touch are cut apart where the ink is thinnest.
 * @param em height of a character in pixels
 */
export function textLines(image: Grey, blobs: readonly Blob[], em: number): TextBox[] {
  const out: Blob[][] = [];
  for (const row of rowsOf(blobs)) {
    const last = out.at(-1);
    if (last && hull([...last, ...row]).y1 - hull(last).y0 <= WHOLE * em) last.push(...row);
    else out.push([...row]);
  }
  return out.flatMap(row => cutRows(image, hull(row), em));
}

/** Ink between two lines that touch, against the mean of their rows. */
const VALLEY = 0.3;

function cutRows(image: Grey, box: TextBox, em: number): TextBox[] {
  const height = box.y1 - box.y0;
  const count = Math.round(height / (1.25 * em));
  if (height < 1.75 * em || count < 2) return [box];
  const ink = Array.from({ length: height }, (_, y) => {
    let n = 0;
    for (let x = box.x0; x < box.x1; x++) if ((image.data[(box.y0 + y) * image.width + x] as number) < INK) n++;
    return n;
  });
  const usual = ink.reduce((a, b) => a + b, 0) / height;
  const cuts: number[] = [0];
  for (let k = 1; k < count; k++) {
    const middle = Math.round(k * height / count);
    let best = middle;
    for (let d = -Math.round(0.4 * em); d <= Math.round(0.4 * em); d++) {
      const at = middle + d;
      if (at > (cuts.at(-1) as number) + 2 && at < height - 2 && (ink[at] as number) < (ink[best] as number)) best = at;
    }
    // one line in larger type has no valley
    if ((ink[best] as number) > VALLEY * usual) return [box];
    cuts.push(best);
  }
  cuts.push(height);
  return cuts.slice(1).map((end, k) => ({ ...box, y0: box.y0 + (cuts[k] as number), y1: box.y0 + end }));
}

/** Height of a character: the median height of rows of ink, of those that are no mere strokes. */
export function emOf(rows: readonly TextBox[], dpi: number): number {
  const heights = rows.map(r => r.y1 - r.y0).filter(h => h > 0.06 * dpi && h < 0.4 * dpi).sort((a, b) => a - b);
  return heights[Math.floor(heights.length * 0.6)] ?? 0.14 * dpi;
}
