import { describe, expect, it } from 'vitest';
import { withHairlines } from '../../../../extractors/ocr/image/hairlines.js';
import { findLines } from '../../../../extractors/ocr/image/lines.js';
import type { Grey } from '../../../../extractors/ocr/image/pixels.js';
import { softened } from '../../../../extractors/ocr/image/prepare.js';

const DPI = 200;
const [ROWS, COLUMNS] = [[100, 150, 200, 250, 300, 350, 400, 450], [100, 400, 700, 1000]] as const;

const paper = (): Grey => ({ width: 1200, height: 600, data: new Uint8Array(1200 * 600).fill(255) });
const dot = ({ width, data }: Grey, x: number, y: number): void => { data[y * width + x] = 0; };

/** Paints the rulings of a table: all along, or dashes of uneven length with uneven white between them. */
function ruled(dotted: boolean): Grey {
  const image = paper();
  let state = 1;
  const random = (from: number, to: number): number => from + (state = state * 75 % 65_537) % (to - from + 1);
  const along = (from: number, to: number, paint: (at: number) => void): void => {
    for (let at = from; at <= to;) {
      for (let end = dotted ? Math.min(to + 1, at + random(3, 8)) : to + 1; at < end; at++) paint(at);
      at += dotted ? random(8, 24) : 1;
    }
  };
  for (const y of ROWS) along(100, 1000, x => dot(image, x, y));
  for (const x of COLUMNS) along(100, 450, y => dot(image, x, y));
  return image;
}

/** The same strokes of a name in each row, 20 pixels high. */
function named(image: Grey): Grey {
  for (const top of ROWS.slice(0, -1)) for (let x = 110; x < 360; x += 12) for (let y = top + 15; y < top + 35; y++) if ((x / 2 + y) % 4 < 3) { dot(image, x, y); dot(image, x + 1, y); }
  return image;
}

const linesOf = (image: Grey): { rows: number[]; columns: number[] } => {
  const { lines } = findLines(withHairlines(image, DPI), DPI);
  const places = (found: readonly { readonly at: number }[]): number[] => found.map(l => Math.round(l.at / 10) * 10).toSorted((a, b) => a - b);
  return { rows: places(lines.horizontal), columns: places(lines.vertical) };
};

describe('hairlines in black and white', () => {
  it('are rulings, though the threshold leaves no more of them than dots', () => {
    const plain = findLines(ruled(true), DPI).lines;
    expect(plain.horizontal.length + plain.vertical.length).toBe(0);
    expect(linesOf(ruled(true))).toEqual({ rows: [...ROWS], columns: [...COLUMNS] });
  });

  it('are drawn in the middle of thick dots, of which nothing stays beside them, though specks stand below', () => {
    const image = ruled(true);
    const { data, width } = image;
    for (const y of ROWS) {
      for (const by of [-1, 1]) data.copyWithin((y + by) * width, y * width, (y + 1) * width);
      for (let x = 103; x < 1000; x += 90) dot(image, x, y + 2);
    }
    const drawn = withHairlines(softened(image), DPI);
    const beside = ROWS.flatMap(y => [-2, -1, 2].flatMap(by => [...drawn.data.subarray((y + by) * width + 110, (y + by) * width + 390)]));
    expect(beside.filter(value => value < 150)).toEqual([]);
  });

  it('are no strokes of names below each other, which keep clear of the rulings between', () => {
    const image = named(ruled(true));
    expect(linesOf(image)).toEqual({ rows: [...ROWS], columns: [...COLUMNS] });
    expect(withHairlines(image, DPI).data[125 * 1200 + 110]).toBe(image.data[125 * 1200 + 110]);
  });

  it('are none where nothing crosses them: the dots that lead to page numbers', () => {
    const contents = paper();
    for (const y of ROWS) for (let x = 300; x <= 1000; x += 8) dot(contents, x, y);
    expect(withHairlines(contents, DPI) === contents).toBe(true);
  });

  it('are no strokes of figures below each other, which stand out from the rows of dots', () => {
    const image = ruled(false);
    for (const top of ROWS.slice(0, -1)) for (let x = 410; x < 990; x += 12) {
      for (let y = top + 6; y < top + 45; y++) dot(image, x, y);
      for (let bar = x; bar < x + 6; bar++) dot(image, bar, top + 25);
    }
    expect(withHairlines(image, DPI) === image).toBe(true);
  });

  it('leave rulings that are drawn through as they are', () => {
    const image = ruled(false);
    expect(withHairlines(image, DPI) === image).toBe(true);
  });
});
