/** Pixels of a drawn page within boxes: those of large boxes are counted once for all of them, and are the same. */
import { expect, it } from 'vitest';
import { Pixels } from '../../../../extractors/read/pdf/pdf-unseen.js';

it('gives large boxes the share that their pixels have', () => {
  const [width, height] = [300, 200];
  const test = (i: number): boolean => ((i / 4) * 7919) % 11 < 3;
  const pixels = new Pixels({ width, height, x: 0, y: 0, scale: 1 }, test);
  for (const [x0, y0, x1, y1] of [[0, 0, 300, 200], [5, 7, 205, 150], [-40, -40, 400, 120], [10, 10, 20, 20]] as const) {
    const [left, right] = [Math.max(0, x0) + 1, Math.min(width, x1) - 1];
    const [top, bottom] = [Math.max(0, y0) + 1, Math.min(height, y1) - 1];
    let count = 0;
    for (let y = top; y < bottom; y += 1) for (let x = left; x < right; x += 1) if (test((y * width + x) * 4)) count += 1;
    expect(pixels.shareIn({ x0, y0, x1, y1 })).toBe(count / ((right - left) * (bottom - top)));
  }
});
