/**
 * The detector's map of text probabilities → boxes of lines: connected areas, grown again by what the training shrank
 * them (differentiable binarisation, Liao et al. 2020). Boxes are upright: the page has been straightened.
 */
import type { TextBox } from './engine.js';

const TEXT = 0.3;
/** Mean probability of an area that is text. */
const SURE = 0.5;
/** Growth: area × ratio / perimeter. */
const UNCLIP = 1.6;
const SMALLEST = 3;

/** Boxes in pixels of the map, from top to bottom. */
export function boxesOf(map: Float32Array, width: number, height: number): TextBox[] {
  const seen = new Uint8Array(width * height);
  const stack: number[] = [];
  const out: TextBox[] = [];
  for (let start = 0; start < seen.length; start++) {
    if (seen[start] || (map[start] as number) < TEXT) continue;
    let [x0, x1, y0, y1, sum, area] = [width, 0, height, 0, 0, 0];
    seen[start] = 1;
    stack.push(start);
    while (stack.length > 0) {
      const i = stack.pop() as number;
      const x = i % width;
      const y = (i - x) / width;
      sum += map[i] as number;
      area++;
      if (x < x0) x0 = x;
      if (x > x1) x1 = x;
      if (y < y0) y0 = y;
      if (y > y1) y1 = y;
      for (const [near, inside] of [[i - 1, x > 0], [i + 1, x < width - 1], [i - width, y > 0], [i + width, y < height - 1]] as const) {
        if (!inside || seen[near] || (map[near] as number) < TEXT) continue;
        seen[near] = 1;
        stack.push(near);
      }
    }
    const w = x1 - x0 + 1;
    const h = y1 - y0 + 1;
    if (Math.min(w, h) < SMALLEST || sum / area < SURE) continue;
    const grow = w * h * UNCLIP / (2 * (w + h));
    out.push({ x0: x0 - grow, y0: y0 - grow, x1: x1 + 1 + grow, y1: y1 + 1 + grow });
  }
  return out;
}
