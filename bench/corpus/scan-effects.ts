/** What happens to paper and pictures of it, on RGB typed arrays; all chance comes from the seeded generator. */
import type { Random } from './random.js';

/** RGB, row by row. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

const copy = (p: Picture): { width: number; height: number; data: Uint8Array } => ({ ...p, data: Uint8Array.from(p.data) });
const byte = (value: number): number => (value < 0 ? 0 : value > 255 ? 255 : Math.round(value));

/** Grey noise of a standard deviation (sum of three uniform variables). */
export function noise(page: Picture, random: Random, deviation: number): Picture {
  const out = copy(page);
  for (let i = 0; i < out.data.length; i += 3) {
    const n = 2 * deviation * (random.next() + random.next() + random.next() - 1.5);
    for (let c = 0; c < 3; c++) out.data[i + c] = byte((out.data[i + c] as number) + n);
  }
  return out;
}

/** Paper that is darker on one side, with faint ink. */
export function shade(page: Picture, random: Random, darkest: number): Picture {
  const out = copy(page);
  const [ax, ay] = [random.next() - 0.5, random.next() - 0.5];
  const ink = random.integer(20, 60);
  for (let y = 0; y < page.height; y++) {
    for (let x = 0; x < page.width; x++) {
      const light = 0.5 + ax * (x / page.width - 0.5) + ay * (y / page.height - 0.5);
      const paper = darkest + (0.97 - darkest) * Math.min(1, Math.max(0, 2 * light - 0.5));
      const at = (y * page.width + x) * 3;
      for (let c = 0; c < 3; c++) out.data[at + c] = byte((ink + (out.data[at + c] as number) * (255 - ink) / 255) * paper);
    }
  }
  return out;
}

/** The picture resampled: `source` gives, for a point of the result, where it lies in the page. White outside. */
function mapped(page: Picture, source: (x: number, y: number) => readonly [number, number]): Picture {
  const { width, height, data } = page;
  const out = new Uint8Array(data.length).fill(255);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [sx, sy] = source(x, y);
      const [ix, iy] = [Math.floor(sx), Math.floor(sy)];
      if (ix < 0 || iy < 0 || ix >= width - 1 || iy >= height - 1) continue;
      const [fx, fy] = [sx - ix, sy - iy];
      const a = (iy * width + ix) * 3;
      const b = a + width * 3;
      for (let c = 0; c < 3; c++) {
        out[(y * width + x) * 3 + c] = (data[a + c] as number) * (1 - fx) * (1 - fy) + (data[a + 3 + c] as number) * fx * (1 - fy) + (data[b + c] as number) * (1 - fx) * fy + (data[b + 3 + c] as number) * fx * fy;
      }
    }
  }
  return { width, height, data: out };
}

/** The page turned about its centre, clockwise. */
export function turned(page: Picture, angle: number): Picture {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const [cx, cy] = [(page.width - 1) / 2, (page.height - 1) / 2];
  return mapped(page, (x, y) => [cx + (x - cx) * cos + (y - cy) * sin, cy - (x - cx) * sin + (y - cy) * cos]);
}

/** A fold across the page: a line of shadow, below it another skew. */
export function foldAndBend(page: Picture, random: Random): Picture {
  const fold = page.height * (0.35 + 0.3 * random.next());
  const slope = (random.chance(0.5) ? 1 : -1) * (0.003 + 0.004 * random.next());
  const bent = mapped(page, (x, y) => [x, y > fold ? y + slope * (x - page.width / 2) * Math.min(1, (y - fold) / 60) : y]);
  for (let y = Math.max(0, Math.floor(fold - 6)); y < Math.min(page.height, fold + 6); y++) {
    const dark = 1 - 0.22 * (1 - Math.abs(y - fold) / 6);
    for (let i = y * page.width * 3; i < (y + 1) * page.width * 3; i++) bent.data[i] = byte((bent.data[i] as number) * dark);
  }
  return bent;
}

/** Thin white streaks along and across, where rulings break and strokes thin out. */
export function streaks(page: Picture, random: Random): Picture {
  const out = copy(page);
  const { width, height } = page;
  for (let k = 0; k < 60; k++) {
    const along = random.chance(0.5);
    const [x0, y0] = [random.integer(0, width - 1), random.integer(0, height - 1)];
    const length = random.integer(12, 90);
    for (let d = 0; d < length; d++) {
      const [x, y] = along ? [x0 + d, y0] : [x0, y0 + d];
      if (x >= width || y >= height) break;
      const at = (y * width + x) * 3;
      for (let c = 0; c < 3; c++) out.data[at + c] = byte(255 - (255 - (out.data[at + c] as number)) * 0.35);
    }
  }
  return out;
}

/** Round red stamps with a star and a ring of strokes in place of characters, over what is printed: over figures where there are any. */
export function stampOver(page: Picture, random: Random, count: number): Picture {
  const out = copy(page);
  const { width, height } = page;
  const radius = width / 12;
  for (let k = 0; k < count; k++) {
    const [cx, cy] = inkedPlace(page, random, radius);
    const [red, green, blue] = [random.integer(190, 225), random.integer(30, 70), random.integer(40, 80)];
    const turn = random.next() * Math.PI;
    for (let y = Math.max(0, Math.floor(cy - radius)); y < Math.min(height, cy + radius); y++) {
      for (let x = Math.max(0, Math.floor(cx - radius)); x < Math.min(width, cx + radius); x++) {
        if (!isStamped((x - cx) / radius, (y - cy) / radius, turn)) continue;
        const at = (y * width + x) * 3;
        const cover = 0.72 + 0.2 * random.next();
        [red, green, blue].forEach((value, c) => { out.data[at + c] = byte((out.data[at + c] as number) * (1 - cover + cover * value / 255)); });
      }
    }
  }
  return out;
}

/** A place with ink around, right of the middle where it can be: there stand the figures. */
function inkedPlace(page: Picture, random: Random, radius: number): [number, number] {
  let best: [number, number] = [page.width * 0.7, page.height * 0.4];
  let most = -1;
  for (let attempt = 0; attempt < 12; attempt++) {
    const cx = random.integer(Math.floor(page.width * 0.4), Math.floor(page.width * 0.9));
    const cy = random.integer(Math.floor(page.height * 0.15), Math.floor(page.height * 0.85));
    let ink = 0;
    for (let y = Math.floor(cy - radius); y < cy + radius; y += 2) {
      for (let x = Math.floor(cx - radius); x < cx + radius; x += 2) {
        if (y >= 0 && y < page.height && x >= 0 && x < page.width && (page.data[(y * page.width + x) * 3] as number) < 128) ink++;
      }
    }
    if (ink > most) { most = ink; best = [cx, cy]; }
  }
  return best;
}

/** Ring, star, and strokes between them, in units of the radius. */
function isStamped(x: number, y: number, turn: number): boolean {
  const r = Math.hypot(x, y);
  if (r > 1) return false;
  if (r > 0.93) return true;
  const angle = Math.atan2(y, x) + turn;
  if (r > 0.58 && r < 0.82) return Math.sin(angle * 17) > 0.1 && Math.sin(angle * 53 + r * 25) > -0.2 && Math.sin(r * 55 + angle * 9) > -0.3;
  // a star of five points
  const fifth = 2 * Math.PI / 5;
  const part = Math.abs(((angle + Math.PI / 2) % fifth + fifth) % fifth - fifth / 2);
  return r < 0.11 / Math.max(0.3, 0.35 + part);
}
