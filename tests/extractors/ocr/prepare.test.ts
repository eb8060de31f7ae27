/** Preparing page images: what is taken off before reading. */
import { describe, expect, it } from 'vitest';
import type { Grey } from '../../../extractors/ocr/pixels.js';
import { withoutSpecks } from '../../../extractors/ocr/prepare.js';

const [WIDTH, HEIGHT] = [100, 60];

/** A white page with black pixels. */
function page(...ink: readonly (readonly [x: number, y: number])[]): Grey {
  const data = new Uint8Array(WIDTH * HEIGHT).fill(255);
  for (const [x, y] of ink) data[y * WIDTH + x] = 0;
  return { width: WIDTH, height: HEIGHT, data };
}
const inkOf = ({ data }: Grey): [number, number][] => [...data].flatMap((value, i): [number, number][] => (value === 0 ? [[i % WIDTH, Math.floor(i / WIDTH)]] : []));

const SPECKS = [[10, 10], [40, 12], [80, 50], [60, 30]] as const;

describe('a page of black and white', () => {
  it('loses lone pixels where it has many; what is larger stays', () => {
    const stroke = [[20, 20], [20, 21], [20, 22], [50, 40], [51, 41]] as const;
    expect(inkOf(withoutSpecks(page(...SPECKS, ...stroke)))).toEqual(inkOf(page(...stroke)));
  });
  it('keeps those close to ink, of which thin strokes are made', () => {
    const stroke = [[20, 20], [20, 21], [20, 22], [22, 21], [24, 24]] as const;
    expect(inkOf(withoutSpecks(page(...SPECKS, ...stroke)))).toEqual(inkOf(page(...stroke)));
  });
  it('keeps a lone pixel where there are no others: in small type it is a point', () => {
    const point = [[20, 20], [20, 21], [22, 22], [24, 20], [24, 21]] as const;
    expect(inkOf(withoutSpecks(page(...point)))).toEqual(inkOf(page(...point)));
  });
});
