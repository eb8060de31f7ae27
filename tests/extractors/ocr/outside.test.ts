import { describe, expect, it } from 'vitest';
import type { LineReading, OcrEngine, TextBox } from '../../../extractors/ocr/engine.js';
import { outsideText } from '../../../extractors/ocr/outside.js';
import type { Grey } from '../../../extractors/ocr/pixels.js';

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

  it('is a dash that the detector passed over, and none where a stamp was taken out', async () => {
    const image = page([LEFT, 120], [124, 144], [400, 420], [424, 444]);
    const fill = (picture: Grey, [x0, x1]: readonly number[], [y0, y1]: readonly number[], value: number): Grey => {
      for (let y = y0 as number; y < (y1 as number); y++) picture.data.fill(value, y * picture.width + (x0 as number), y * picture.width + (x1 as number));
      return picture;
    };
    const dashed = fill(image, [300, 310], [TOP + 8, TOP + 12], 0);
    const faint = fill({ ...dashed, data: Uint8Array.from(dashed.data) }, [304, 316], [TOP + 2, TOP + 6], 200);
    const engine = engineOf([98, 148], [398, 448]);
    const signsOf = async (stamped: Grey): Promise<string[]> => (await outsideText({ image: dashed, faint: stamped, closed: undefined }, DPI, engine)).filter(({ line }) => line.chars.length === 1).flatMap(({ line }) => line.chars.map(c => c.text));
    expect([await signsOf(dashed), await signsOf(faint)]).toEqual([['-'], []]);
  });

  it('is none where a line holds nothing but a speck', async () => {
    const engine = engineOf([98, 148], [298, 312], [398, 448]);
    const speckled: OcrEngine = { ...engine, recognise: async lines => (await engine.recognise(lines)).map(line => (line.chars.length === 2 ? line : { ...line, chars: line.chars.map(c => ({ ...c, text: '.' })) })) };
    expect(await placesOf(page([LEFT, 120], [124, 144], [300, 310], [400, 420], [424, 444]), speckled)).toEqual([[100, 144, 2], [400, 444, 2]]);
  });
});
