/** Damaged files are read as far as they go, or refused in one line. bench/fuzz.ts does the same with thousands. */
import { describe, expect, it } from 'vitest';
import { mutate } from '../../../../bench/mutate.js';
import { readPdf } from '../../../../extractors/read/pdf/pdf.js';
import { ReadError } from '../../../../schemas/block.js';
import { at, line, tinyPdf } from '../tiny-pdf.js';

const whole = tinyPdf([
  ...[50, 150, 250].map(x => line(x, 100, x, 200)), ...[100, 150, 200].map(y => line(50, y, 250, y)),
  at(60, 170, 'name'), at(160, 170, '1,234.00'), at(60, 120, 'total'), at(160, 120, '1,234.00'),
].join('\n'));

describe('damaged PDFs', () => {
  it('reads or refuses sixty damaged copies of a file, and then reads the whole one', async () => {
    for (let seed = 1; seed <= 60; seed++) {
      const error = await readPdf(mutate(whole, seed)).then(() => undefined, (e: unknown) => e);
      if (error === undefined) continue;
      expect(error, `seed ${seed}`).toBeInstanceOf(ReadError);
      expect((error as Error).message).not.toContain('\n');
    }
    const { blocks } = await readPdf(whole);
    expect(blocks.filter(b => b.type === 'grid')).toHaveLength(1);
  }, 60_000);
});
