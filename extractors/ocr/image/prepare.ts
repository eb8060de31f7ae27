/**
 * A page image made ready for reading: red stamps taken out, the paper white and the ink black, straightened. Grey
 * levels stay: the recogniser reads them better than black and white.
 */
import { type Grey, type Raster, rotate, WHITE } from './pixels.js';

/** How much redder than its other colours a pixel of a stamp is: from which it counts, and from which it tells how dark the stamp is. */
const RED = { from: 10, full: 60 } as const;
/** Share of a stamp's own redness from which a pixel is wholly under it: colour is smeared, so that thin strokes of a stamp and its rims are paler. */
const COVERED = 0.35;
/** A pixel under stamps and nothing else, though it be darker than most of them, where two lie over each other or the ink is thick: its redness, in that of the stamp, and the share of red light that it lets through; such areas are as wide as this (inches, and pixels: pale strokes are thinner). */
const TWICE = { over: 0.85, red: 0.6, side: 0.02, pixels: 4 } as const;
/** A stamp is never taken for darker than this. */
const DARKEST_STAMP = 60;
/** Tiles (inches) in which the paper's level is measured. */
const TILE = 0.3;
/** The paper is never taken for darker than this. */
const DARKEST_PAPER = 110;
/** Angles looked at, in degrees. */
const WIDEST_SKEW = 5;
/** Smaller angles are left as they are, in degrees. */
const LEAST_SKEW = 0.04;
/** Darker than this is ink, on a levelled page. */
export const INK = 150;

/** A page in grey, its stamps taken out in two ways. */
export interface Unstamped {
  /** By brightness: the stamp leaves nothing, but eats faint strokes at its rims. */
  readonly image: Grey;
  /** By brightness and red light: the stamp leaves its rims, and strokes under it stay; undefined where there is no stamp. */
  readonly faint: Grey | undefined;
}

/**
 * Grey without red: ink of red stamps becomes paper, black text below it and beside it stays. A pixel's redness says how
 * far the stamp covers it, and so how bright it would be without other ink. Scanners and JPEG smear colour over its
 * neighbours and keep brightness sharp, so that no one measure tells stamp and strokes apart at the stamp's rims.
 */
export function greyOf(image: Raster, dpi: number): Unstamped {
  const { width, height, channels, data: source } = image;
  if (channels === 1) return { image: { width, height, data: source }, faint: undefined };
  const data = new Uint8Array(width * height);
  const redness = new Uint8Array(width * height);
  let reddest = 0;
  for (let i = 0, at = 0; i < data.length; i++, at += channels) {
    const r = source[at] as number;
    const g = source[at + 1] as number;
    const b = source[at + 2] as number;
    data[i] = 0.299 * r + 0.587 * g + 0.114 * b;
    const red = r - (g > b ? g : b);
    if (red <= 0) continue;
    redness[i] = red;
    if (red > reddest) reddest = red;
  }
  const stamp = reddest < RED.full ? undefined : stampOf(data, redness, i => source[i * channels] as number);
  if (stamp === undefined) return { image: { width, height, data }, faint: undefined };
  const faint = Uint8Array.from(data);
  const isStamp = new Uint8Array(data.length);
  const { paper } = stamp;
  for (let i = 0; i < data.length; i++) {
    const over = ((redness[i] as number) - RED.from) / (stamp.redness - RED.from);
    if (over <= 0) continue;
    const inRed = Math.min(1, (source[i * channels] as number) / (paper + Math.min(1, over) * (stamp.red - paper)));
    const bright = Math.min(1, (data[i] as number) / (paper + Math.min(1, over / COVERED) * (stamp.grey - paper)));
    if (over >= TWICE.over && inRed >= TWICE.red) isStamp[i] = 1;
    data[i] = paper * bright;
    faint[i] = paper * Math.sqrt(bright * inRed);
  }
  // strokes of text that let as much red light through are thinner
  for (const i of squaresOf(isStamp, width, Math.max(TWICE.pixels, Math.round(TWICE.side * dpi)))) data[i] = faint[i] = paper;
  return { image: { width, height, data }, faint: { width, height, data: faint } };
}

/** Places of a picture of ones and zeros that lie in squares of ones. */
function squaresOf(ones: Uint8Array, width: number, side: number): Set<number> {
  const found = new Set<number>();
  // side of the largest square of which a place is the last
  const squares = new Uint8Array(ones.length);
  for (let i = width + 1; i < ones.length; i++) {
    if (ones[i] === 0) continue;
    squares[i] = Math.min(side, 1 + Math.min(squares[i - 1] as number, squares[i - width] as number, squares[i - width - 1] as number));
    if (squares[i] === side) for (let y = 0; y < side; y++) for (let x = 0; x < side; x++) found.add(i - y * width - x);
  }
  return found;
}

interface Stamp {
  /** Redness of its ink: a quarter of its pixels is redder. */
  readonly redness: number;
  /** Brightness of its ink on paper (a quarter of its pixels is darker), and in red light (the median). */
  readonly grey: number;
  readonly red: number;
  /** Brightness of the paper. */
  readonly paper: number;
}

/** The page's stamp; undefined where there is none. */
function stampOf(grey: Uint8Array, redness: Uint8Array, redAt: (pixel: number) => number): Stamp | undefined {
  const [ofGrey, ofRed, ofRedness, ofPaper] = [new Uint32Array(256), new Uint32Array(256), new Uint32Array(256), new Uint32Array(256)];
  for (let i = 0; i < grey.length; i += 3) {
    const value = redness[i] as number;
    if (value < RED.full) { ofPaper[grey[i] as number]! += 1; continue; }
    ofGrey[grey[i] as number]! += 1;
    ofRed[redAt(i)]! += 1;
    ofRedness[value]! += 1;
  }
  if (ofRedness.every(n => n === 0)) return undefined;
  return { redness: quantile(ofRedness, 0.75), grey: Math.max(DARKEST_STAMP, quantile(ofGrey, 0.25)), red: quantile(ofRed, 0.5), paper: quantile(ofPaper, 0.75) };
}

/** The value that the given share of the counted ones does not exceed. */
function quantile(counts: Uint32Array, share: number): number {
  const all = counts.reduce((a, b) => a + b, 0);
  let sum = 0;
  return counts.findIndex(n => (sum += n) > all * share);
}

/** True for a page of black and white only. */
export function isBilevel({ data }: Grey): boolean {
  let between = 0;
  for (let i = 0; i < data.length; i += 7) if ((data[i] as number) > 20 && (data[i] as number) < 235) between++;
  return between * 7 < data.length * 0.002;
}

/** Each pixel as the weighted mean of its neighbours (1 2 1): edges of black and white become grey, as the recogniser knows them. */
export function softened(image: Grey, rounds = 1): Grey {
  return rounds === 0 ? image : softened(softenedOnce(image), rounds - 1);
}

function softenedOnce({ width, height, data }: Grey): Grey {
  const out = Uint8Array.from(data);
  // along the columns first, then along the row
  const down = new Uint16Array(width);
  for (let y = 1; y < height - 1; y++) {
    const row = y * width;
    for (let x = 0, i = row; x < width; x++, i++) down[x] = (data[i - width] as number) + 2 * (data[i] as number) + (data[i + width] as number);
    for (let x = 1; x < width - 1; x++) out[row + x] = ((down[x - 1] as number) + 2 * (down[x] as number) + (down[x + 1] as number)) >> 4;
  }
  return { width, height, data: out };
}

/** Share of the pixels of a page of black and white that are specks from which it is cleaned: in small type a point is one pixel, too. */
const SPECKLED = 0.0002;
/** White (pixels) around a speck: what stands closer to ink may be a piece of a thin stroke, without which a 4 is a 1. */
const FAR = 3;

/** A page of black and white without the dots of grey areas, and without lone black pixels, where it has many: beside figures and in names they are read as marks. */
export const withoutSpecks = (image: Grey, dpi: number): Grey => withoutLone(withoutTint(image, dpi));

/** Black pixels of most dots of a grey area, and of those that are two; side (inches) of the squares in which dots are counted, and how many a square and those around it hold of a grey area: pieces of broken strokes and points are fewer. */
const TINT = { pixels: 3, most: 6, side: 0.08, dots: 14 } as const;

/** A page of black and white without the dots that are left of grey areas, such as shaded heads of tables: rows of them are taken for rulings. */
function withoutTint(image: Grey, dpi: number): Grey {
  const { width, height, data } = image;
  const dots = dotsOf(image);
  if (dots.length < TINT.dots) return image;
  const side = Math.max(4, Math.round(TINT.side * dpi));
  const columns = Math.ceil(width / side) + 2;
  const squareOf = ([at]: readonly number[]): number => (Math.floor((at as number) / width / side) + 1) * columns + Math.floor((at as number) % width / side) + 1;
  const counts = new Uint32Array(columns * (Math.ceil(height / side) + 2));
  for (const dot of dots) if (dot.length <= TINT.pixels) counts[squareOf(dot)]! += 1;
  const around = (square: number): number => [-columns, 0, columns].reduce((sum, by) => sum + (counts[square + by - 1] as number) + (counts[square + by] as number) + (counts[square + by + 1] as number), 0);
  const out = Uint8Array.from(data);
  for (const dot of dots) if (around(squareOf(dot)) >= TINT.dots) for (const at of dot) out[at] = WHITE;
  return { width, height, data: out };
}

/** Areas of ink of so few pixels, each by its pixels; none at the page's edge. */
function dotsOf({ width, height, data }: Grey): number[][] {
  const around = [-width - 1, -width, -width + 1, -1, 1, width - 1, width, width + 1];
  const seen = new Uint8Array(data.length);
  const dots: number[][] = [];
  for (let y = TINT.most; y < height - TINT.most; y++) {
    for (let start = y * width + TINT.most; start < (y + 1) * width - TINT.most; start++) {
      if ((data[start] as number) >= INK || seen[start] === 1) continue;
      const area = [start];
      for (let n = 0; n < area.length && area.length <= TINT.most; n++) {
        for (const by of around) {
          const at = (area[n] as number) + by;
          if ((data[at] as number) < INK && !area.includes(at)) area.push(at);
        }
      }
      for (const at of area) seen[at] = 1;
      if (area.length <= TINT.most) dots.push(area);
    }
  }
  return dots;
}

function withoutLone({ width, height, data }: Grey): Grey {
  const isInk = (at: number): boolean => (data[at] as number) < INK;
  const isLone = (at: number): boolean => {
    for (let dy = -FAR; dy <= FAR; dy++) {
      for (let dx = -FAR; dx <= FAR; dx++) if ((dx !== 0 || dy !== 0) && isInk(at + dy * width + dx)) return false;
    }
    return true;
  };
  const lone: number[] = [];
  for (let y = FAR; y < height - FAR; y++) {
    for (let at = y * width + FAR; at < (y + 1) * width - FAR; at++) if (isInk(at) && isLone(at)) lone.push(at);
  }
  if (lone.length < SPECKLED * width * height) return { width, height, data };
  const out = Uint8Array.from(data);
  for (const at of lone) out[at] = WHITE;
  return { width, height, data: out };
}

/** Grain (mean difference from the softened page, on its paper) from which a page is softened: clean scans have up to 3. */
const GRAINY = 3.5;
/** Brighter than this in the softened page is paper far from ink, whose edges are no grain. */
const BARE = 225;
/** What is left of grain in the softened page goes so many times its size below the paper: all brighter than that is white, but nothing that is darker than `INKED`, where thin strokes are. */
const REST = 5;
/** The same of the picture that is read: thin strokes, which go with the grain, tell a recogniser more than grain disturbs it. */
export const READ_REST = 2.5;
const INKED = 200;

/** A levelled page without its grain, where it has much: noise breaks rulings, is taken for ink between them, and makes the recogniser unsure. */
export function withoutGrain(image: Grey, rest = REST): Grey {
  const soft = softened(image);
  const bare = new Uint32Array(256);
  let [sum, count] = [0, 0];
  for (let i = 0; i < soft.data.length; i += 3) {
    const value = soft.data[i] as number;
    if (value <= BARE) continue;
    sum += Math.abs((image.data[i] as number) - value);
    bare[value]! += 1;
    count++;
  }
  if (sum <= GRAINY * count) return image;
  const counts = new Uint32Array(256);
  for (const value of soft.data) counts[value]! += 1;
  const black = inkLevel(counts);
  const white = Math.max(INKED, quantile(bare, 0.5) - rest * sum / count);
  exchange(soft.data, value => (value - black) * WHITE / (white - black));
  return soft;
}

/** Makes the paper white where it is shaded, and the ink black where it is faint. */
export function level(image: Grey, dpi: number): Grey {
  const { width, height, data: source } = image;
  const side = Math.max(16, Math.round(TILE * dpi));
  const columns = Math.ceil(width / side);
  const rows = Math.ceil(height / side);
  const paper = new Float32Array(columns * rows);
  const counts = new Uint32Array(256);
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) {
      counts.fill(0);
      let n = 0;
      for (let y = r * side; y < Math.min(height, (r + 1) * side); y += 2) {
        for (let x = c * side; x < Math.min(width, (c + 1) * side); x += 2, n++) counts[source[y * width + x] as number]! += 1;
      }
      // the level that a quarter of the tile is brighter than
      let level = 255;
      for (let sum = 0; level > 0; level--) if ((sum += counts[level] as number) > n / 4) break;
      paper[r * columns + c] = Math.max(DARKEST_PAPER, level);
    }
  }
  const flat = new Uint8Array(width * height).fill(WHITE);
  const line = new Float32Array(columns);
  const total = new Uint32Array(256);
  const across = Array.from({ length: width }, (_, x) => between(x, side, columns));
  const [left, right] = [Int32Array.from(across, ([c0]) => c0), Int32Array.from(across, ([, c1]) => c1)];
  const weight = Float64Array.from(across, ([, , wx]) => wx);
  for (let y = 0, i = 0; y < height; y++) {
    const [r0, r1, wy] = between(y, side, rows);
    for (let c = 0; c < columns; c++) line[c] = (paper[r0 * columns + c] as number) * (1 - wy) + (paper[r1 * columns + c] as number) * wy;
    for (let x = 0; x < width; x++, i++) {
      const own = source[i] as number;
      if (own === WHITE) continue;
      const wx = weight[x] as number;
      const ground = (line[left[x] as number] as number) * (1 - wx) + (line[right[x] as number] as number) * wx;
      if (own >= ground) continue;
      const value = Math.round(own * WHITE / ground);
      flat[i] = value;
      total[value]! += 1;
    }
  }
  const black = inkLevel(total);
  exchange(flat, value => (value - black) * WHITE / (WHITE - black));
  return { width, height, data: flat };
}

/** Exchanges the levels of an image for those that a function gives, cut down to whole numbers; those below 0 become 0, above 255 255. */
function exchange(data: Uint8Array, to: (level: number) => number): void {
  const levels = Uint8Array.from({ length: 256 }, (_, level) => Math.max(0, Math.min(WHITE, to(level))));
  for (let i = 0; i < data.length; i++) data[i] = levels[data[i] as number] as number;
}

/** Neighbouring tile centres of a position and the weight of the second. */
function between(at: number, side: number, count: number): readonly [number, number, number] {
  const place = (at + 0.5) / side - 0.5;
  const first = Math.floor(place);
  return [Math.max(0, Math.min(count - 1, first)), Math.max(0, Math.min(count - 1, first + 1)), place - first];
}

/** Level of the darkest twentieth of what is no paper: of levels up to 200. */
function inkLevel(counts: Uint32Array): number {
  const ink = counts.subarray(0, 200).reduce((a, b) => a + b, 0);
  let sum = 0;
  for (let v = 0; v < 200; v++) {
    sum += counts[v] as number;
    if (sum > ink / 20) return Math.min(v, 150);
  }
  return 0;
}

/**
 * The angle (radians, clockwise positive) by which lines of text and rules fall to the right: the shear at which the
 * ink gathers most sharply in rows.
 */
export function skewOf(image: Grey, dpi: number): number {
  const { width, height, data } = image;
  const step = Math.max(1, Math.round(dpi / 100));
  const margin = Math.round(0.03 * Math.min(width, height));
  const xs: number[] = [];
  const ys: number[] = [];
  for (let y = margin; y < height - margin; y += step) {
    for (let x = margin; x < width - margin; x += step) {
      if ((data[y * width + x] as number) < INK) { xs.push(x - width / 2); ys.push(y); }
    }
  }
  const thin = Math.max(1, Math.floor(xs.length / 60_000));
  const bins = new Float64Array(Math.ceil((height + 2 * width) / step) + 2);
  const sharpness = (degrees: number): number => {
    const slope = Math.tan(degrees * Math.PI / 180);
    bins.fill(0);
    for (let i = 0; i < xs.length; i += thin) bins[Math.floor(((ys[i] as number) - (xs[i] as number) * slope + width) / step)]! += 1;
    return bins.reduce((sum, n) => sum + n * n, 0);
  };
  let best = 0;
  let most = sharpness(0);
  for (const [reach, by] of [[WIDEST_SKEW, 0.5], [0.4, 0.1], [0.08, 0.02]] as const) {
    const centre = best;
    for (let k = -Math.round(reach / by); k <= Math.round(reach / by); k++) {
      const angle = centre + k * by;
      const value = sharpness(angle);
      if (value > most) { most = value; best = angle; }
    }
  }
  return Math.abs(best) < LEAST_SKEW || Math.abs(best) > WIDEST_SKEW ? 0 : best * Math.PI / 180;
}

/** Turns the image back by its skew. */
export const straighten = (image: Grey, skew: number): Grey => (skew === 0 ? image : rotate(image, -skew));
