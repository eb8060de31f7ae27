import { describe, expect, it } from 'vitest';
import { Random } from '../../bench/corpus/random.js';
import { stampOver, turned, type Picture } from '../../bench/corpus/scan-effects.js';
import { scanPdf } from '../../bench/corpus/scan-pdf.js';
import { readPdf } from '../../extractors/read/pdf/pdf.js';

/** White paper with a black bar. */
function page(): Picture {
  const [width, height] = [120, 160];
  const data = new Uint8Array(width * height * 3).fill(255);
  for (let y = 70; y < 80; y++) data.fill(0, (y * width + 60) * 3, (y * width + 110) * 3);
  return { width, height, data };
}
const red = ({ data }: Picture): number => data.filter((v, i) => i % 3 === 0 && v - (data[i + 1] as number) > 80).length;

describe('made scans', () => {
  it('are the same for the same seed, and others for another', () => {
    expect(stampOver(page(), new Random(1), 1)).toEqual(stampOver(page(), new Random(1), 1));
    expect(stampOver(page(), new Random(1), 1)).not.toEqual(stampOver(page(), new Random(2), 1));
  });
  it('have red stamps that let black show through', () => {
    const stamped = stampOver(page(), new Random(1), 1);
    expect(red(stamped)).toBeGreaterThan(20);
    expect(stamped.data.filter((v, i) => i % 3 === 0 && v < 60).length).toBeGreaterThan(400);
  });
  it('turn about the centre', () => {
    expect(turned(page(), 0).data[(75 * 120 + 80) * 3]).toBe(0);
    expect(turned(page(), Math.PI).data[(84 * 120 + 40) * 3]).toBe(0);
  });
  it('are pages of images without text', async () => {
    const { width, height, data } = page();
    const bits = Uint8Array.from({ length: width * height }, (_, i) => data[i * 3] as number);
    const pdf = scanPdf([{ kind: 'bw200', width, height, dpi: 72, angle: 0, image: Buffer.alloc(0), format: 'png', bits }]);
    const read = await readPdf(new Uint8Array(pdf), { ocr: 'never' });
    expect([read.pages, read.extraction, read.notes.map(n => n.rule)]).toEqual([1, 'none', ['page/needs-ocr']]);
  });
});
