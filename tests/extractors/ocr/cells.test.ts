/** Cells of ruled tables: what of a cell is read as one line. */
import { describe, expect, it } from 'vitest';
import { readCells, type TableCell } from '../../../extractors/ocr/cells.js';
import type { LineReading, OcrEngine } from '../../../extractors/ocr/engines/engine.js';
import type { Grey } from '../../../extractors/ocr/image/pixels.js';

const [WIDTH, HEIGHT] = [900, 60];
const CELL: TableCell = { x0: 4, y0: 4, x1: 896, y1: 56, table: 0, row: 0, column: 0, columnSpan: 4 };

/** A page whose characters are blocks of ink, 20 pixels high. */
function page(...ink: readonly (readonly [x0: number, x1: number])[]): Grey {
  const image = { width: WIDTH, height: HEIGHT, data: new Uint8Array(WIDTH * HEIGHT).fill(255) };
  for (const [x0, x1] of ink) for (let y = 20; y < 40; y++) image.data.fill(0, y * WIDTH + x0, y * WIDTH + x1);
  return image;
}

/** Reads every picture as one word. */
const engine: OcrEngine = {
  name: 'made', forPage: () => Promise.reject(new Error('no pages')), detect: () => Promise.resolve([]),
  recognise: lines => Promise.resolve(lines.map((): LineReading => ({ chars: [{ text: '表', confidence: 0.99, at: 0.5 }], figures: () => [], likelihood: () => 0 }))),
};
const placesOf = async (image: Grey, cell: TableCell): Promise<number[][]> => (await readCells({ image, faint: undefined, closed: undefined }, [cell], 200, engine)).map(({ box }) => [box.x0, box.x1]);

describe('the texts of a cell', () => {
  const ends = page([40, 60], [64, 84], [800, 820], [824, 844]);
  it('are read apart where a cell merged over columns has one at each end', async () => {
    expect(await placesOf(ends, CELL)).toEqual([[40, 84], [800, 844]]);
  });
  it('are one line where they stand closer, or the cell is of one column', async () => {
    expect(await placesOf(page([40, 60], [64, 84], [120, 140]), CELL)).toEqual([[40, 140]]);
    expect(await placesOf(ends, { ...CELL, columnSpan: 1 })).toEqual([[40, 844]]);
  });
  it('begin with their first character: what is left of a stamp before it is no indentation', async () => {
    const image = page([40, 44], [80, 100], [104, 124], [128, 148], [152, 172]);
    const [from, width] = [40 - 6, 172 - 40 + 12];
    const reads = (text: string, starts: readonly number[]): OcrEngine => ({
      ...engine, recognise: lines => Promise.resolve(lines.map((): LineReading => ({ chars: [...text].map((c, i) => ({ text: c, confidence: 0.99, at: ((starts[i] as number) + 10 - from) / width })), figures: () => [], likelihood: () => 0 }))),
    });
    const leftOf = async (read: OcrEngine, faint?: Grey): Promise<number | undefined> => (await readCells({ image, faint, closed: undefined }, [{ ...CELL, columnSpan: 1 }], 200, read))[0]?.box.x0;
    const read = reads('行政运行', [80, 104, 128, 152]);
    expect(await leftOf(read, page([40, 60], [80, 100], [104, 124], [128, 148], [152, 172]))).toBeCloseTo(78);
    // without a stamp there, it is a character that was not read
    expect(await leftOf(read, image)).toBe(40);
    expect(await leftOf(read)).toBe(40);
  });
});
