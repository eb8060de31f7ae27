import { describe, expect, it } from 'vitest';
import { dashesOf } from '../../../../extractors/ocr/image/dashes.js';
import type { Ridge } from '../../../../extractors/ocr/image/ridges.js';

/** A line of dashes with white between them. */
function line(length: number, dash: number, white: number): Ridge {
  const dark = Uint8Array.from({ length }, (_, x) => (x % (dash + white) < dash ? 1 : 0));
  return { at: 0, from: 0, to: length - 1, share: 1, whole: true, dark, runs: [] };
}

const drawn = (length: number): Ridge => ({ ...line(length, length, 0), dark: new Uint8Array(length).fill(1) });

describe('the dashes of a page', () => {
  it('are those of its rulings', () => {
    expect(dashesOf([...Array.from({ length: 6 }, () => line(1000, 14, 6)), drawn(1000), drawn(300)])).toEqual({ dash: 14, white: 6, grain: 2 });
  });

  it('are not the strokes of a few words among many lines as long', () => {
    const names = [line(112, 6, 5), line(119, 6, 5)];
    expect(dashesOf([...names, ...Array.from({ length: 27 }, () => drawn(110))])).toBeUndefined();
    expect(dashesOf(names)).toEqual({ dash: 6, white: 5, grain: 2 });
  });
});
