import { describe, expect, it } from 'vitest';
import type { LineReading, OcrEngine, TextBox } from '../../../extractors/ocr/engines/engine.js';
import { outsideText } from '../../../extractors/ocr/outside.js';
import type { Grey } from '../../../extractors/ocr/image/pixels.js';

const DPI = 200;
const [LEFT, TOP] = [100, 40];

/** A page whose characters are blocks of ink, 20 pixels high. */
function page(...ink: readonly (readonly [x0: number, x1: number])[]): Grey {
  const image = { width: 600, height: 120, data: new Uint8Array(600 * 120).fill(255) };
  for (const [x0, x1] of ink) for (let y = TOP; y < TOP + 20; y++) image.data.fill(0, y * 600 + x0, y * 600 + x1);
  return image;
}

/** An engine that finds boxes at the given places, and reads of each picture as many characters as it shows blocks. */
function engineOf(...found: readonly (readonly [x0: number, x1: number])[]): OcrEngine {
  const read = (line: Grey): LineReading => {
    const dark = Array.from({ length: line.width }, (_, x) => (line.data[(line.height >> 1) * line.width + x] as number) < 128);
    const starts = dark.flatMap((d, x) => (d && dark[x - 1] !== true ? [x] : []));
    return { chars: starts.map(x => ({ text: '1', confidence: 0.99, at: x / line.width })), figures: () => [], likelihood: () => 0 };
  };
  return {
    name: 'made', forPage: () => Promise.reject(new Error('no pages')), recognise: lines => Promise.resolve(lines.map(read)),
    // the part of the page that is looked at begins 24 pixels (0.12 in) before its first ink
    detect: () => Promise.resolve(found.map(([x0, x1]): TextBox => ({ x0: x0 - LEFT + 24, x1: x1 - LEFT + 24, y0: 22, y1: 46 }))),
  };
}

const placesOf = async (image: Grey, engine: OcrEngine): Promise<number[][]> =>
  (await outsideText({ image, faint: undefined, closed: undefined }, DPI, engine)).map(({ box, line }) => [box.x0, box.x1, line.chars.length]).toSorted((a, b) => (a[0] as number) - (b[0] as number));

describe('text outside tables', () => {
  it('is read once where boxes of the detector reach into each other', async () => {
    const image = page([LEFT, 110], [116, 126], [140, 160], [164, 184]);
    expect(await placesOf(image, engineOf([98, 146], [132, 188]))).toEqual([[100, 126, 2], [140, 184, 2]]);
  });

  it('is none where a box has no ink but that of its neighbour', async () => {
    const image = page([LEFT, 110], [140, 160], [164, 184]);
    expect(await placesOf(image, engineOf([96, 114], [116, 142], [138, 188]))).toEqual([[100, 110, 1], [140, 184, 2]]);
  });

  it('is a digit between lines that the detector passed over', async () => {
    const image = page([LEFT, 120], [124, 144], [300, 310], [400, 420], [424, 444]);
    expect(await placesOf(image, engineOf([98, 148], [398, 448]))).toEqual([[100, 144, 2], [300, 310, 1], [400, 444, 2]]);
  });

  describe('dashes that the detector passed over', () => {
    const ROWS = [TOP, TOP + 50, TOP + 100, TOP + 150];
    type Mark = readonly [x0: number, x1: number, y0: number, y1: number, value?: number];
    const mark = (picture: Grey, marks: readonly Mark[]): Grey => {
      const data = Uint8Array.from(picture.data);
      for (const [x0, x1, y0, y1, value = 0] of marks) for (let y = y0; y < y1; y++) data.fill(value, y * picture.width + x0, y * picture.width + x1);
      return { ...picture, data };
    };
    const empty: Grey = { width: 600, height: 260, data: new Uint8Array(600 * 260).fill(255) };
    /** Rows of two words each. */
    const words = mark(empty, ROWS.flatMap(top => [[LEFT, 120], [124, 144], [400, 420], [424, 444]].map(([x0 = 0, x1 = 0]) => [x0, x1, top, top + 20] as const)));
    const dash = (x0: number, row: number, off = 8): Mark => [x0, x0 + 10, (ROWS[row] as number) + off, (ROWS[row] as number) + off + 4];
    /** Where dashes were read: column by its left edge, and height. */
    async function dashesIn(image: Grey, faint?: Grey, detected = ROWS): Promise<string[]> {
      const engine: OcrEngine = { ...engineOf(), detect: () => Promise.resolve(detected.flatMap(top => [[98, 148], [398, 448]].map(([x0 = 0, x1 = 0]) => ({ x0: x0 - LEFT + 24, x1: x1 - LEFT + 24, y0: top - TOP + 22, y1: top - TOP + 46 })))) };
      const lines = await outsideText({ image, faint, closed: undefined }, DPI, engine);
      return lines.filter(({ line }) => line.chars.some(c => c.text === '-')).map(({ box }) => `${box.x0} ${box.y0}`).toSorted();
    }

    it('are read where several of one size stand below each other', async () => {
      expect(await dashesIn(mark(words, [dash(300, 0), dash(300, 1), dash(301, 2)]))).toEqual(['300 48', '300 98', '301 148']);
    });

    it('are none where they stand in no column, or differ in their size', async () => {
      expect(await dashesIn(mark(words, [dash(200, 0), dash(250, 1), dash(300, 2)]))).toEqual([]);
      expect(await dashesIn(mark(words, [dash(300, 0), [300, 313, 96, 102], [300, 307, 148, 152]]))).toEqual([]);
    });

    it('are none where a stamp was taken out', async () => {
      const dashed = mark(words, [dash(300, 0), dash(300, 1), dash(300, 2), dash(300, 3)]);
      expect(await dashesIn(dashed, mark(dashed, [[304, 316, TOP + 2, TOP + 6, 200]]))).toEqual(['300 148', '300 198', '300 98']);
    });

    it('are read between the two lines of a name beside them, too', async () => {
      const twoLines = mark(words, [dash(300, 0), dash(300, 1), dash(300, 2), dash(300, 3), [LEFT, 144, ROWS[2] as number, (ROWS[2] as number) + 20, 255], [400, 444, ROWS[2] as number, (ROWS[2] as number) + 20, 255]]);
      expect(await dashesIn(twoLines, undefined, ROWS.filter(top => top !== ROWS[2]))).toEqual(['300 148', '300 198', '300 48', '300 98']);
    });
  });

  it('is none where a line holds nothing but a speck', async () => {
    const engine = engineOf([98, 148], [298, 312], [398, 448]);
    const speckled: OcrEngine = { ...engine, recognise: async lines => (await engine.recognise(lines)).map(line => (line.chars.length === 2 ? line : { ...line, chars: line.chars.map(c => ({ ...c, text: '.' })) })) };
    expect(await placesOf(page([LEFT, 120], [124, 144], [300, 310], [400, 420], [424, 444]), speckled)).toEqual([[100, 144, 2], [400, 444, 2]]);
  });
});
