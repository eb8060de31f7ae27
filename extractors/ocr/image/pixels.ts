/** Grey images as typed arrays: cutting, scaling, turning. Nothing here knows about text. */

/** 8-bit grey, row by row; 0 is black. */
export interface Grey {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** An image as decoded: grey (1), RGB (3) or RGBA (4), row by row. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3 | 4;
  readonly data: Uint8Array;
}

export const WHITE = 255;

/** A part of an image as decoded, as far as it lies in it. */
export function cut({ width, height, channels, data }: Raster, x0: number, y0: number, x1: number, y1: number): Raster {
  const [from, to, top, end] = [Math.max(0, x0), Math.min(width, x1), Math.max(0, y0), Math.min(height, y1)];
  const row = (to - from) * channels;
  const part = new Uint8Array(row * (end - top));
  for (let y = top; y < end; y++) part.set(data.subarray((y * width + from) * channels, (y * width + to) * channels), (y - top) * row);
  return { width: to - from, height: end - top, channels, data: part };
}

/** A part of an image; what lies outside is white. */
export function crop(image: Grey, x0: number, y0: number, x1: number, y1: number): Grey {
  const width = Math.max(1, x1 - x0);
  const height = Math.max(1, y1 - y0);
  const data = new Uint8Array(width * height).fill(WHITE);
  const from = Math.max(0, x0);
  const to = Math.min(image.width, x1);
  if (to <= from) return { width, height, data };
  for (let y = Math.max(0, y0); y < Math.min(image.height, y1); y++) {
    data.set(image.data.subarray(y * image.width + from, y * image.width + to), (y - y0) * width + from - x0);
  }
  return { width, height, data };
}

/** Source pixels of every target pixel, `count` each, with their weights: linear interpolation, averaging where the image shrinks. */
function taps(from: number, to: number): { at: Int32Array; count: number; weights: Float32Array } {
  const scale = from / to;
  const radius = Math.max(1, scale);
  // at the ends of this stretch the weight is none
  const count = Math.ceil(radius * 2);
  const at = new Int32Array(to * count);
  const weights = new Float32Array(to * count);
  for (let i = 0; i < to; i++) {
    const centre = (i + 0.5) * scale - 0.5;
    const first = Math.ceil(centre - radius);
    let sum = 0;
    for (let k = 0; k < count; k++) {
      at[i * count + k] = Math.max(0, Math.min(from - 1, first + k));
      sum += weights[i * count + k] = Math.max(0, 1 - Math.abs(first + k - centre) / radius);
    }
    for (let k = 0; k < count; k++) weights[i * count + k] = (weights[i * count + k] as number) / sum;
  }
  return { at, count, weights };
}

/** Scales an image to the given size. */
export function resize(image: Grey, width: number, height: number): Grey {
  if (width === image.width && height === image.height) return image;
  const across = taps(image.width, width);
  const down = taps(image.height, height);
  const between = new Float32Array(width * image.height);
  for (let y = 0; y < image.height; y++) {
    const row = image.data.subarray(y * image.width, (y + 1) * image.width);
    for (let x = 0, tap = 0; x < width; x++) {
      let sum = 0;
      for (let k = 0; k < across.count; k++, tap++) sum += (across.weights[tap] as number) * (row[across.at[tap] as number] as number);
      between[y * width + x] = sum;
    }
  }
  const data = new Uint8Array(width * height);
  const line = new Float32Array(width);
  for (let y = 0; y < height; y++) {
    line.fill(0);
    for (let tap = y * down.count; tap < (y + 1) * down.count; tap++) {
      const w = down.weights[tap] as number;
      if (w === 0) continue;
      const row = (down.at[tap] as number) * width;
      for (let x = 0; x < width; x++) line[x] = (line[x] as number) + w * (between[row + x] as number);
    }
    for (let x = 0; x < width; x++) data[y * width + x] = (line[x] as number) + 0.5;
  }
  return { width, height, data };
}

/** Turns an image clockwise by quarter turns. */
export function quarterTurns(image: Grey, turns: number): Grey {
  const { width: w, height: h, data } = image;
  const turn = ((turns % 4) + 4) % 4;
  if (turn === 0) return image;
  const out = new Uint8Array(w * h);
  const width = turn === 2 ? w : h;
  for (let y = 0, i = 0; y < h; y++) {
    for (let x = 0; x < w; x++, i++) {
      const to = turn === 1 ? x * width + (h - 1 - y) : turn === 2 ? (h - 1 - y) * width + (w - 1 - x) : (w - 1 - x) * width + y;
      out[to] = data[i] as number;
    }
  }
  return { width, height: turn === 2 ? h : w, data: out };
}

/** Turns an image about its centre by a small angle (radians, clockwise), cubic interpolation, white outside. */
export function rotate(image: Grey, angle: number): Grey {
  const { width: w, height: h, data } = image;
  const out = new Uint8Array(w * h).fill(WHITE);
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const [cx, cy] = [(w - 1) / 2, (h - 1) / 2];
  // cubic weights of 64 positions between two pixels (Catmull-Rom)
  const steps = 64;
  const table = new Float32Array((steps + 1) * 4);
  for (let i = 0; i <= steps; i++) {
    const t = i / steps;
    table.set([((2 - t) * t - 1) * t / 2, (t * t * (3 * t - 5) + 2) / 2, ((4 - 3 * t) * t + 1) * t / 2, (t - 1) * t * t / 2], i * 4);
  }
  const bare = bareBlocks(image);
  const along = Float64Array.from({ length: w }, (_, x) => cx + (x - cx) * cos);
  const across = Float64Array.from({ length: w }, (_, x) => cy - (x - cx) * sin);
  for (let y = 0; y < h; y++) {
    const [dx, dy] = [(y - cy) * sin, (y - cy) * cos];
    for (let x = 0; x < w; x++) {
      const sx = (along[x] as number) + dx;
      const sy = (across[x] as number) + dy;
      const ix = Math.floor(sx);
      const iy = Math.floor(sy);
      if (ix < 1 || iy < 1 || ix >= w - 2 || iy >= h - 2 || bare.flags[(iy >> BLOCK) * bare.columns + (ix >> BLOCK)] === 1) continue;
      const tx = Math.round((sx - ix) * steps) * 4;
      const ty = Math.round((sy - iy) * steps) * 4;
      let sum = 0;
      for (let k = 0; k < 4; k++) {
        const at = (iy + k - 1) * w + ix - 1;
        sum += (table[ty + k] as number) * ((table[tx] as number) * (data[at] as number) + (table[tx + 1] as number) * (data[at + 1] as number)
          + (table[tx + 2] as number) * (data[at + 2] as number) + (table[tx + 3] as number) * (data[at + 3] as number));
      }
      out[y * w + x] = sum < 0 ? 0 : sum > 255 ? 255 : Math.round(sum);
    }
  }
  return { width: w, height: h, data: out };
}

/** Bits of the side of a block of pixels. */
const BLOCK = 4;

/** Blocks of an image that are white, as are two pixels around them. */
function bareBlocks({ width, height, data }: Grey): { readonly columns: number; readonly flags: Uint8Array } {
  const columns = (width >> BLOCK) + 1;
  const flags = new Uint8Array(columns * ((height >> BLOCK) + 1)).fill(1);
  for (let y = 0, i = 0; y < height; y++) {
    const [above, below] = [Math.max(0, y - 2) >> BLOCK, Math.min(height - 1, y + 2) >> BLOCK];
    for (let x = 0; x < width; x++, i++) {
      if (data[i] === WHITE) continue;
      const [left, right] = [Math.max(0, x - 2) >> BLOCK, Math.min(width - 1, x + 2) >> BLOCK];
      flags[above * columns + left] = flags[above * columns + right] = flags[below * columns + left] = flags[below * columns + right] = 0;
    }
  }
  return { columns, flags };
}

/** Rows as columns, and columns as rows. */
export function transpose({ width, height, data }: Grey): Grey {
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
