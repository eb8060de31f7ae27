import { describe, expect, it } from 'vitest';
import type { LineReading, OcrEngine, Reading } from '../../../../extractors/ocr/engines/engine.js';
import { isLoneDigit, readByShape, readLoneDigits } from '../../../../extractors/ocr/characters/lone-signs.js';
import type { Grey } from '../../../../extractors/ocr/image/pixels.js';

const read = (text: string, confidence = 0.4): LineReading => ({ chars: [...text].map(c => ({ text: c, confidence, at: 0.5 })), figures: () => [], likelihood: () => 0 });
const textOf = (line: LineReading | undefined): string => line?.chars.map(c => c.text).join('') ?? '';
const image: Grey = { width: 12, height: 24, data: new Uint8Array(12 * 24).fill(255) };

/** An engine that reads every line as `text`, and notes how wide the lines were. */
function engineOf(text: string): { engine: OcrEngine; widths: number[] } {
  const widths: number[] = [];
  const engine: OcrEngine = {
    name: 'made', detect: () => Promise.resolve([]), forPage: () => Promise.reject(new Error('no pages')),
    recognise: lines => { widths.push(...lines.map(l => l.width)); return Promise.resolve(lines.map(() => read(text, 0.95))); },
  };
  return { engine, widths };
}

describe('signs that stand alone', () => {
  it('are read as a line of copies where they are not sure', async () => {
    const readings = [read('。'), read('7', 0.99)];
    const { engine, widths } = engineOf('000');
    await readLoneDigits(new Map([[0, () => image], [1, () => image]]), readings, engine);
    expect(readings.map(textOf)).toEqual(['0', '7']);
    expect(readings[0]?.figures(1)).toEqual([{ text: '0', confidence: 0.95 }]);
    expect(widths).toEqual([40]);
  });

  it('are pairs of digits, too, such as the parts of a code', async () => {
    const readings = [read('品'), read('合计', 0.99)];
    const { engine, widths } = engineOf('080808');
    await readLoneDigits(new Map([[0, () => image], [1, () => image]]), readings, engine);
    expect(readings.map(textOf)).toEqual(['08', '合计']);
    expect(widths).toHaveLength(1);
  });

  it.each(['00', '0C0', '目目目', '080806'])('stay as they are where the copies are read as %s', async (text) => {
    const readings = [read('C')];
    await readLoneDigits(new Map([[0, () => image]]), readings, engineOf(text).engine);
    expect(textOf(readings[0])).toBe('C');
  });

  it('are characters, too, where no letter or digit was read; what they are as figures stays as it was', async () => {
    const figure = { text: '8', confidence: 0.3 };
    const readings: LineReading[] = [{ ...read('>'), figures: (): Reading[] => [figure] }];
    await readLoneDigits(new Map([[0, () => image]]), readings, engineOf('入入入').engine);
    expect(textOf(readings[0])).toBe('入');
    expect(readings[0]?.figures(1)).toEqual([figure]);
  });

  it('are digits by their shape only where they are no wider than two', () => {
    expect([[0, 0, 12, 20], [0, 0, 40, 20], [0, 0, 8, 6]].map(([x0 = 0, y0 = 0, x1 = 0, y1 = 0]) => isLoneDigit({ x0, y0, x1, y1 }, 24))).toEqual([true, false, false]);
  });

  it('are dashes where most low signs are bars, though one of few pixels is as high as it is wide', () => {
    const lowSigns = (...sizes: readonly (readonly [w: number, h: number])[]): string[] => {
      const lines = sizes.map(([w, h], index) => ({ index, row: String(index), box: { x0: 0, y0: 30 * index, x1: w, y1: 30 * index + h } }));
      const readings = lines.map((_, i) => read('·', i === 0 ? 0.99 : undefined));
      readByShape(lines, readings, 17);
      return readings.map(textOf);
    };
    expect(lowSigns([5, 3], [5, 4], [6, 4], [4, 4], [5, 3])).toEqual(['-', '-', '-', '-', '-']);
    expect(lowSigns([4, 4], [3, 3], [5, 4], [4, 4], [4, 3])).toEqual(['·', '·', '·', '·', '·']);
  });

  it('are dashes and asterisks by shape and place', () => {
    const box = (x0: number, y0: number, w: number, h: number) => ({ x0, y0, x1: x0 + w, y1: y0 + h });
    const lines = [
      { index: 0, row: 'a', box: box(0, 0, 14, 10) }, { index: 1, row: 'a', box: box(50, 0, 9, 18) }, { index: 2, row: 'a', box: box(100, 0, 9, 18) },
      { index: 3, row: 'b', box: box(0, 40, 9, 3) }, { index: 4, row: 'c', box: box(0, 80, 14, 10) }, { index: 5, row: 'c', box: box(50, 80, 50, 18) }, { index: 6, row: 'd', box: box(0, 120, 9, 3) },
    ];
    const readings = ['六', '1', '2', '.', '六', '12.5', '1'].map((text, i) => read(text, i === 6 ? 0.99 : undefined));
    readByShape(lines, readings, 24);
    expect(readings.map(textOf)).toEqual(['**', '1', '2', '-', '六', '12.5', '-']);
  });
});
