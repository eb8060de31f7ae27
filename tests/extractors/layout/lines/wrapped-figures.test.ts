/** Figures that lines break. */
import { describe, expect, it } from 'vitest';
import { wrappedAmount } from '../../../../extractors/layout/lines/wrapped-figures.js';
import { blocksOf, text } from '../pages.js';

describe('an amount of running text over two lines', () => {
  it.each([['公务接待费1', '4.94万元，'], ['收入15', '67.96万元'], ['总计1,2', '34.5元'], ['占9', '8.15%'], ['拨款15.', '94万元']])('%s + %s', (head, tail) => expect(wrappedAmount(head, tail)).toBe(true));
  it.each([['第1', '5年'], ['表1', '2024年'], ['12.3', '4.5万元'], ['共', '5万元'], ['1,23', '4.5.6万元']])('but not %s + %s', (head, tail) => expect(wrappedAmount(head, tail)).toBe(false));
  it('is read as one', () => {
    const lines = [...text(50, 50, '某局收入预算为一千元整其中公务接待费1'), ...text(50, 66, '4.94万元。')];
    expect(blocksOf(lines).map((block) => (block.type === 'paragraph' ? block.text : ''))).toEqual(['某局收入预算为一千元整其中公务接待费14.94万元。']);
  });
});
