import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { plainCharacter } from '../../../../extractors/layout/lines/radicals.js';
import { pdfiumSource } from '../../../../extractors/read/pdf/pdf-pdfium.js';
import { pdfjsSource } from '../../../../extractors/read/pdf/pdf-pdfjs.js';
import type { PdfSource, SourcePage } from '../../../../extractors/read/pdf/pdf-source.js';
import { at, fill, line, picture, tinyPdf } from '../tiny-pdf.js';

async function first(source: PdfSource, bytes: Uint8Array): Promise<SourcePage> {
  const document = await source.open(bytes);
  try {
    return await document.page(1);
  } finally {
    await document.close();
  }
}

describe.each([pdfiumSource, pdfjsSource])('$name behind the seam', source => {
  it('gives glyphs in points from the top left, from pen position to advance', async () => {
    const page = await first(source, tinyPdf(at(100, 200, '12')));
    expect([page.width, page.height]).toEqual([400, 300]);
    const [one, two] = page.glyphs;
    expect(one?.text).toBe('1');
    expect(one?.x0).toBeCloseTo(100, 1);
    expect(one?.x1).toBeCloseTo(105.56, 1);
    expect(two?.x0).toBeCloseTo(105.56, 1);
    // baseline at 100 from the top: 0.12 em below it
    expect(one?.y1).toBeCloseTo(101.2, 1);
    expect(one?.size).toBeCloseTo(10, 2);
  });

  it('places text with an ActualText within a turned form where the text around it stands', async () => {
    const content = 'BT /F 10 Tf 100 50 Td (1) Tj ET /Span << /ActualText (2) >> BDC BT /F 10 Tf 105.56 50 Td (2) Tj ET EMC';
    const page = await first(source, tinyPdf('/X Do', { form: { content, matrix: '0 1 -1 0 200 0' } }));
    const [one, two] = page.glyphs;
    expect([one?.turn, two?.turn]).toEqual([one?.turn, one?.turn]);
    expect(two?.x0).toBeCloseTo(one?.x0 ?? 0, 1);
    expect(two?.y1).toBeCloseTo(one?.y0 ?? 0, 1);
  });

  it('takes strokes and thin fills as rules, thick fills as background', async () => {
    const page = await first(source, tinyPdf([line(50, 100, 250, 100), fill(50, 80, 200, 0.5), fill(50, 50, 200, 20)].join('\n')));
    expect(page.rules.map(r => [r.horizontal, Math.round(r.y0), Math.round(r.x0), Math.round(r.x1)])).toEqual([[true, 200, 50, 250], [true, 220, 50, 250]]);
  });

  it('takes the straight parts of characters drawn as outlines for no rules: bold text of some printers', async () => {
    // 口 and 一 beside a curve, stroked in one path; a line of the table beside a curve stays one
    const bold = '50 100 m 60 110 70 110 80 100 c 90 100 m 100 100 l 100 110 l 90 110 l h 110 105 m 125 105 l S';
    const boxed = '50 50 m 50 60 60 70 70 70 c 70 70 m 250 70 l S';
    const page = await first(source, tinyPdf([bold, boxed].join('\n')));
    expect(page.rules.map(r => [r.horizontal, Math.round(r.y0), Math.round(r.x0), Math.round(r.x1)])).toEqual([[true, 230, 70, 250]]);
  });

  it('takes thin pictures as rules: some printers draw them as pictures of one pixel', async () => {
    const page = await first(source, tinyPdf([picture(50, 100, 200, 0.5), picture(50, 50, 200, 20)].join('\n')));
    expect(page.rules.map(r => [r.horizontal, Math.round(r.y0), Math.round(r.x0), Math.round(r.x1)])).toEqual([[true, 200, 50, 250]]);
    expect(page.images.map(({ y0, y1 }) => [y0, y1])).toEqual([[230, 250]]);
  });

  it('counts embedded files', async () => {
    const counted = async (bytes: Uint8Array): Promise<number> => {
      const document = await source.open(bytes);
      await document.close();
      return document.attachments;
    };
    expect([await counted(tinyPdf(at(20, 20, 'A'))), await counted(tinyPdf(at(20, 20, 'A'), { attachment: '1,234.56' }))]).toEqual([0, 1]);
  });

  it('sees no rule in white ink', async () => {
    const page = await first(source, tinyPdf(`1 1 1 RG 1 1 1 rg ${line(50, 100, 250, 100)} ${fill(50, 80, 200, 0.5)}`));
    expect(page.rules).toEqual([]);
  });

  it('turns coordinates with /Rotate', async () => {
    const page = await first(source, tinyPdf(`0 1 -1 0 100 50 cm ${at(0, 0, 'A')}`, { rotate: 90 }));
    expect([page.width, page.height, page.rotation]).toEqual([300, 400, 90]);
    expect(page.glyphs[0]?.turn).toBe(0);
    expect(page.glyphs[0]?.x0).toBeCloseTo(50, 1);
    expect(page.glyphs[0]?.y1).toBeCloseTo(101.2, 1);
  });

  it('shifts a media box that does not begin at zero', async () => {
    const page = await first(source, tinyPdf(at(100, 200, 'A'), { mediaBox: '[20 30 420 330]' }));
    expect(page.glyphs[0]?.x0).toBeCloseTo(80, 1);
    expect(page.glyphs[0]?.y1).toBeCloseTo(131.2, 1);
  });
});

describe('what was typed onto a page', () => {
  const textOf = async (annotations: Parameters<typeof tinyPdf>[1]): Promise<string> => (await first(pdfiumSource, tinyPdf(at(20, 250, 'Printed'), annotations))).glyphs.map(g => g.text).join('');

  it('is read as printed: free text and filled fields, in their places', async () => {
    const page = await first(pdfiumSource, tinyPdf(at(20, 250, 'Printed'), { annotations: [{ subtype: 'FreeText', x: 100, y: 200, text: '12.34' }, { subtype: 'Widget', x: 100, y: 100, text: '567' }] }));
    expect(page.glyphs.map(g => g.text).join('')).toBe('Printed12.34567');
    const [one] = page.glyphs.filter(g => g.text === '1');
    expect([one?.x0, one?.y1].map(v => Math.round(v ?? 0))).toEqual([102, 95]);
  });

  it('is not read where it is not shown; seals, notes and links are no text of the page', async () => {
    expect(await textOf({ annotations: [{ subtype: 'FreeText', flags: 2, x: 100, y: 200, text: '12.34' }] })).toBe('Printed');
    expect(await textOf({ annotations: [{ subtype: 'Stamp', x: 100, y: 200, text: 'Seal' }, { subtype: 'FreeText', x: 100, y: 100, text: '5' }] })).toBe('Printed5');
  });
});

const folder = new URL('../../../../../shared/pdfs/', import.meta.url);
const found = existsSync(folder);
if (!found) console.log('skipped: ../shared/pdfs is missing');

describe.skipIf(!found)('PDFium and pdfjs agree', () => {
  it.each(['lo-xlsx', 'lo-xlsx-rot', 'lo-xlsx-contentrot', 'lo-xlsx-shift', 'chrome-doc', 'lo-docx', 'cmap-gbk-euc-h', 'objstm'])('on %s: glyphs, places and rules', async name => {
    const bytes = readFileSync(new URL(`${name}.pdf`, folder));
    const [a, b] = [await pdfiumSource.open(bytes), await pdfjsSource.open(bytes)];
    try {
      expect(a.pageCount).toBe(b.pageCount);
      for (const n of [1, Math.ceil(a.pageCount / 4), Math.ceil(a.pageCount / 2)]) {
        const [p, q] = [await a.page(n), await b.page(n)];
        const [x, y] = [p, q].map(visible) as [string[], string[]];
        expect(x.filter(g => !y.includes(g))).toEqual([]);
        expect(x).toHaveLength(y.length);
        expect(p.rules).toHaveLength(q.rules.length);
      }
    } finally {
      await a.close();
      await b.close();
    }
  });
});

/** Characters with their place to two points; radicals are mended, because pdfjs ignores /ActualText. */
function visible(page: SourcePage): string[] {
  return page.glyphs.filter(g => g.text.trim() !== '')
    .map(g => `${plainCharacter(g.text)} ${Math.round((g.x0 + 0.37) / 2)} ${Math.round((g.y1 + 0.37) / 2)}`).sort();
}
