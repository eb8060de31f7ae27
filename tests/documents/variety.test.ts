import { describe, expect, it } from 'vitest';
import { compareCells } from '../../bench/corpus/compare.js';
import { grainOf, LAYOUTS, printModel } from '../../bench/corpus/layouts.js';
import { makeModel } from '../../bench/corpus/model.js';
import { Random } from '../../bench/corpus/random.js';
import { CLEAN, drawHabits, FORMATS, toText } from '../../bench/corpus/text.js';
import { processDocument } from '../../pipeline/document.js';

/** `bench/text-variety.ts` does the same for as many seeds as one likes. */
describe('layouts in every way of writing them down come out exactly', () => {
  for (const [f, format] of FORMATS.entries()) {
    it.each(LAYOUTS.filter((_, i) => (i + f) % 2 === 0).map((layout) => [layout.id, layout] as const))(`${format}: %s`, async (id, layout) => {
      for (const [seed, habits] of [[7, CLEAN], [8, drawHabits(new Random(800 + f), format)]] as const) {
        const printed = printModel(makeModel(seed, layout.stage, grainOf(layout)), layout);
        const processed = await processDocument(new TextEncoder().encode(toText(printed, layout, format, habits, seed)), `${id}.md`);
        const { missing, extra } = compareCells(processed, printed.truth);
        expect({ habits, missing, extra }).toEqual({ habits, missing: [], extra: [] });
      }
    }, 20_000);
  }
});
