/** Preparing page images: what is taken off before reading. */
import { describe, expect, it } from 'vitest';
import type { Grey } from '../../../../extractors/ocr/image/pixels.js';
import { withoutSpecks } from '../../../../extractors/ocr/image/prepare.js';

const [WIDTH, HEIGHT, DPI] = [100, 60, 200];

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
    expect(inkOf(withoutSpecks(page(...SPECKS, ...stroke), DPI))).toEqual(inkOf(page(...stroke)));
  });
  it('keeps those close to ink, of which thin strokes are made', () => {
    const stroke = [[20, 20], [20, 21], [20, 22], [22, 21], [24, 24]] as const;
    expect(inkOf(withoutSpecks(page(...SPECKS, ...stroke), DPI))).toEqual(inkOf(page(...stroke)));
  });
  it('loses the dots of a grey area, and no strokes in it, nor as many dots that are spread', () => {
    const dots = Array.from({ length: 20 }, (_, i) => [[10 + i % 5 * 4, 10 + Math.floor(i / 5) * 4], [11 + i % 5 * 4, 11 + Math.floor(i / 5) * 4]] as const).flat();
    const [dash, spread] = [Array.from({ length: 8 }, (_, i) => [11 + i, 30] as const), dots.map(([x, y]) => [x < 20 ? x : x + 60, y] as const)];
    expect(inkOf(withoutSpecks(page(...dots, ...dash), DPI))).toEqual(inkOf(page(...dash)));
    expect(inkOf(withoutSpecks(page(...spread), DPI))).toEqual(inkOf(page(...spread)));
  });
  it('keeps a lone pixel where there are no others: in small type it is a point', () => {
    const point = [[20, 20], [20, 21], [22, 22], [24, 20], [24, 21]] as const;
    expect(inkOf(withoutSpecks(page(...point), DPI))).toEqual(inkOf(page(...point)));
  });
});
