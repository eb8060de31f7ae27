/** Text layers whose digits are not those that the page shows. */
import { describe, expect, it } from 'vitest';
import { drawsOthers } from '../../../../extractors/read/pdf/digit-shapes.js';
import { readPdf } from '../../../../extractors/read/pdf/pdf.js';
import { at, tinyPdf } from '../tiny-pdf.js';

const TEXT = [60, 90, 120].map((y) => at(40, y, 'Roads 1,234.56 and schools 7,890.12')).join('\n');
/** A character map that gives each digit as another one. */
const map = (digit: (d: number) => number): string => [
  '/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def 1 begincodespacerange <00> <FF> endcodespacerange 10 beginbfchar',
  ...Array.from({ length: 10 }, (_, d) => `<3${d}> <003${digit(d)}>`), 'endbfchar endcmap end end',
].join('\n');
const rules = async (digit: (d: number) => number): Promise<string[]> => (await readPdf(tinyPdf(TEXT, { toUnicode: map(digit) }), { ocr: 'never' })).notes.map(({ rule, params }) => `${rule} ${params?.['reason'] ?? ''}`);

describe('digits that the font draws otherwise', () => {
  it('are not taken from the text layer', async () => expect(await rules((d) => (d + 3) % 10)).toEqual(['page/needs-ocr digits drawn otherwise than the text layer says']));
  it('are told from those that are right', async () => expect(await rules((d) => d)).toEqual([]));
});

describe('closed curves', () => {
  const curves = (...pairs: (readonly [number, number])[]): boolean => drawsOthers(new Map(pairs));
  it('of plain digits fit, with a closed or an open 4', () => {
    expect(curves([0, 2], [1, 1], [2, 1], [3, 1], [4, 2], [5, 1], [6, 2], [7, 1], [8, 3], [9, 2])).toBe(false);
    expect(curves([0, 2], [1, 1], [4, 1], [8, 3], [9, 2])).toBe(false);
  });
  it('of shifted digits do not', () => expect(curves([0, 1], [7, 3], [8, 2], [5, 2])).toBe(true));
  it('of fonts drawn in strokes tell nothing', () => expect(curves([0, 6], [1, 8], [2, 3], [3, 5], [4, 6])).toBe(false));
  it('of a dotted nought, or of few digits, are not enough', () => {
    expect(curves([0, 3], [1, 1], [2, 1], [3, 1], [6, 2])).toBe(false);
    expect(curves([0, 1], [8, 1], [9, 1])).toBe(false);
  });
});
