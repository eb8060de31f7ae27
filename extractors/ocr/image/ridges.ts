/** Ridges in a grey image: thin dark lines, smoothed along their direction so that noise goes and gaps close. */
import { type Grey, WHITE } from './pixels.js';

/** A ruling in pixels. Horizontal: at = y, from/to = x. Vertical: at = x, from/to = y. */
export interface PixelLine {
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

/** A ruling as found in the image. */
export interface Ridge extends PixelLine {
  /** Share of its length that is dark in the unsmoothed image, and where it is dark, from its beginning on. */
  readonly share: number;
  readonly dark: Uint8Array;
  /** Whether it may be a ruling as it is; else only pieces of it may be. */
  readonly whole: boolean;
  /** Pixel runs that it is made of: row, first and last column. */
  readonly runs: readonly (readonly [row: number, from: number, to: number])[];
}

/** Lengths in inches; shorter ridges are no rulings. */
export const SHORTEST = { horizontal: 0.2, vertical: 0.13 } as const;
const SMOOTH = 0.07;
/** Half of the thickest ruling, and what must be brighter beside it; on one side only farther off, where the other line of a double ruling lies between. */
const BESIDE = 0.022;
const BEYOND = 0.044;
const GAP = 0.06;
/** A ridge is darker than its surroundings by this. */
const CONTRAST = 26;
/** Share of a line's length on which the unsmoothed image must be dark, too; of a short one. */
const SOLID = 0.55;
/** The same of a double ruling: characters have strokes beside each other, too. */
const SOLID_DOUBLE = 0.85;
/** Rows (inches) that both its lines take up, and share of its length by which it leans: a line of text, or a fold, takes up more. */
const THICK_DOUBLE = 0.045;
const LEAN_DOUBLE = 0.004;

/** Means over a window along the rows, cut down to whole numbers. */
function smoothed({ width, height, data }: Grey, radius: number): Uint8Array {
  const out = new Uint8Array(data.length);
  const full = 2 * radius + 1;
  // the whole part of sum / full: exact up to 128 pixels
  const share = Math.ceil(2 ** SHIFT / full);
  for (let y = 0; y < height; y++) {
    const row = y * width;
    let sum = 0;
    let n = 0;
    for (let x = 0; x < Math.min(radius, width); x++) { sum += data[row + x] as number; n++; }
    for (let x = 0, i = row; x < width; x++, i++) {
      if (x > radius && x + radius < width) {
        sum += (data[i + radius] as number) - (data[i - radius - 1] as number);
        out[i] = (sum * share) >>> SHIFT;
        continue;
      }
      if (x + radius < width) { sum += data[i + radius] as number; n++; }
      if (x - radius - 1 >= 0) { sum -= data[i - radius - 1] as number; n--; }
      out[i] = n === full ? (sum * share) >>> SHIFT : sum / n;
    }
  }
  return out;
}

/** Bits by which a quotient is shifted: 255 of so many bits stay below 2 ** 31. */
const SHIFT = 22;

/** Horizontal ridges at least `shortest` pixels long: those of single lines, and of double ones where no single one was found. */
export function ridges(image: Grey, dpi: number, shortest: number): Ridge[] {
  const { width, height, data } = image;
  const mean = smoothed(image, Math.max(2, Math.round(SMOOTH * dpi / 2)));
  const gap = Math.round(GAP * dpi);
  const single: Piece[] = [];
  const double: Piece[] = [];
  const open = { single: pieceMaker(single, gap, shortest * 0.5), double: pieceMaker(double, gap, shortest * 0.5) };
  for (let y = 0; y < height; y++) {
    const row = mean.subarray(y * width, (y + 1) * width);
    const beside = besideOf(mean, width, height, y, dpi);
    for (let x = 0; x < width; x++) {
      const least = (row[x] as number) + CONTRAST;
      if (least >= WHITE) continue;
      const brighter = (least < (beside.above[x] as number) ? 1 : 0) + (least < (beside.below[x] as number) ? 2 : 0);
      if (brighter === 3) open.single.add(y, x);
      if (brighter === 3 || (brighter === 1 && least < (beside.farBelow[x] as number)) || (brighter === 2 && least < (beside.farAbove[x] as number))) open.double.add(y, x);
    }
    open.single.close();
    open.double.close();
  }
  const whole = (pieces: readonly Piece[], isDouble: boolean): Ridge[] => joined(pieces, gap).filter(r => r.to - r.from >= shortest && thin(r, dpi))
    .flatMap(r => solid(r, data, width, height, dpi, isDouble)).filter(r => r.to - r.from >= shortest);
  const found = whole(single, false);
  const isFound = (ridge: Ridge): boolean => found.some(f => Math.abs(f.at - ridge.at) <= BEYOND * dpi && Math.min(f.to, ridge.to) - Math.max(f.from, ridge.from) > 0.5 * (ridge.to - ridge.from));
  return [...found, ...whole(double, true).filter(ridge => !isFound(ridge))];
}

/** A run of pixels of one row that is darker than what is above and below. */
interface Piece { readonly row: number; readonly from: number; readonly to: number }

/** Puts the pixels of a row together that are no farther apart than `gap`; shorter ones are left out. */
function pieceMaker(pieces: Piece[], gap: number, shortest: number): { add(row: number, x: number): void; close(): void } {
  let [row, from, to] = [0, -1, -1];
  const close = (): void => {
    if (from >= 0 && to - from >= shortest) pieces.push({ row, from, to });
    from = -1;
  };
  return {
    add: (y, x) => {
      if (from < 0 || x - to > gap + 1) {
        close();
        [row, from] = [y, x];
      }
      to = x;
    },
    close,
  };
}

/** Rows above and below a row of an image: near, and beyond the other line of a double ruling. */
interface Beside { readonly farAbove: Uint8Array; readonly above: Uint8Array; readonly below: Uint8Array; readonly farBelow: Uint8Array }

function besideOf(data: Uint8Array, width: number, height: number, y: number, dpi: number): Beside {
  const [near, far] = [Math.max(2, Math.round(BESIDE * dpi)), Math.max(4, Math.round(BEYOND * dpi))];
  const at = (by: number): Uint8Array => data.subarray(Math.max(0, Math.min(height - 1, y + by)) * width);
  return { farAbove: at(-far), above: at(-near), below: at(near), farBelow: at(far) };
}

/** Pieces of neighbouring rows that lie over each other, or follow each other, are one line. */
function joined(pieces: readonly Piece[], gap: number): Ridge[] {
  const parent = pieces.map((_, i) => i);
  const find = (i: number): number => {
    while (parent[i] !== i) i = parent[i] = parent[parent[i] as number] as number;
    return i;
  };
  let first = 0;
  pieces.forEach((piece, i) => {
    while ((pieces[first] as Piece).row < piece.row - 2) first++;
    for (let k = first; k < i; k++) {
      const other = pieces[k] as Piece;
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
      from: runs.reduce((m, r) => Math.min(m, r[1]), Infinity), to: runs.reduce((m, r) => Math.max(m, r[2]), 0), runs, share: 1, whole: true, dark: new Uint8Array(),
    };
  });
}

/** The ridge drawn in to where the image itself is dark, if it is so on most of its length: strokes of characters are on less. */
function solid(ridge: Ridge, data: Uint8Array, width: number, height: number, dpi: number, isDouble: boolean): Ridge[] {
  const dark = new Uint8Array(ridge.to - ridge.from + 1);
  for (const [row, from, to] of ridge.runs) {
    const { farAbove, above, below, farBelow } = besideOf(data, width, height, row, dpi);
    for (let x = from; x <= to; x++) {
      const least = (data[row * width + x] as number) + CONTRAST;
      const [up, down] = [least < (above[x] as number), least < (below[x] as number)];
      if (up && down || isDouble && (up && least < (farBelow[x] as number) || down && least < (farAbove[x] as number))) dark[x - ridge.from] = 1;
    }
  }
  const first = dark.indexOf(1);
  const last = dark.lastIndexOf(1);
  const share = dark.reduce((a, b) => a + b, 0) / (last - first + 1);
  return first < 0 || share < SOLID ? [] : [{ ...ridge, from: ridge.from + first, to: ridge.from + last, share, whole: !isDouble || share >= SOLID_DOUBLE && isThinDouble(ridge, dpi), dark: dark.subarray(first, last + 1) }];
}

/** A line may lean a little; an area of many rows is no line. */
function thin(ridge: Ridge, dpi: number): boolean {
  return spread(ridge) <= 0.06 * dpi + 0.012 * (ridge.to - ridge.from);
}

/** Whether a ridge takes up no more rows than the lines of a double ruling do. */
export const isThinDouble = (ridge: Ridge, dpi: number): boolean => spread(ridge) <= THICK_DOUBLE * dpi + LEAN_DOUBLE * (ridge.to - ridge.from);

/** Rows from the first to the last run of a ridge. */
function spread({ runs }: Ridge): number {
  const rows = runs.map(([row]) => row);
  return Math.max(...rows) - Math.min(...rows);
}
