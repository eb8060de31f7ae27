import { describe, expect, it } from 'vitest';
import { fitOf, type Measured } from '../../../../extractors/ocr/characters/widths.js';

/** Ink of a figure in type with digits of 10 pixels and separators of 5; side bearings and noise take or add a little. */
const measured = (text: string, noise = 0): Measured => ({ text, width: [...text].reduce((sum, c) => sum + (/\d/.test(c) ? 10 : 5), -2) + noise });
const TEXTS = ['83,267,555', '68,197,714', '5,087,286', '2,333,840', '7,648,716', '470,036', '60,000', '655', '1,170,000', '29,875,837'];
const sample = TEXTS.map((text, i) => measured(text, (i % 3) - 1));

describe('the width of figures', () => {
  const fit = fitOf(sample);
  it('tells where digits were left out or added', () => {
    const { width } = measured('1,225,560');
    expect(fit?.('1,225,560', width)).toBe(true);
    expect(fit?.('1,225,50', width)).toBe(false);
    expect(fit?.('1,225', width)).toBe(false);
    expect(fit?.('11,225,560', width)).toBe(false);
  });
  it('does not depend on single figures that were read wrongly', () => {
    expect(fitOf([...sample, { text: '11', width: 90 }])?.('1,225', measured('1,225,560').width)).toBe(false);
  });
  it('knows codes, which have no separators', () => {
    const codes = fitOf(['20406', '2040601', '208', '20805', '2080505', '210', '21011', '2101101'].map(text => measured(text)));
    expect(codes?.('20406', measured('20406').width)).toBe(true);
    expect(codes?.('2046', measured('20406').width)).toBe(false);
  });
  it('does not tell from few figures, or from figures of several sizes', () => {
    expect(fitOf(sample.slice(0, 5))).toBeUndefined();
    expect(fitOf(sample.map((m, i) => ({ ...m, width: m.width * (i % 2 ? 1 : 1.6) })))).toBeUndefined();
  });
  it('leaves a minus the room that it takes', () => {
    const { width } = measured('60,000');
    expect(fit?.('-60,000', width + 7)).toBe(true);
    expect(fit?.('-60,000', width - 12)).toBe(false);
  });
});
