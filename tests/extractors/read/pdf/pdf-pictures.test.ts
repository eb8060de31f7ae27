/** What a page shows beside its text layer: pictures of tables, characters drawn as outlines, somebody else's recognition of a scan. */
import { describe, expect, it } from 'vitest';
import { ocrInstalled } from '../../../../extractors/ocr/engines/engine.js';
import { picturesOf } from '../../../../extractors/read/pdf/page-pictures.js';
import { pdfiumSource } from '../../../../extractors/read/pdf/pdf-pdfium.js';
import { pdfjsSource } from '../../../../extractors/read/pdf/pdf-pdfjs.js';
import type { SourcePage } from '../../../../extractors/read/pdf/pdf-source.js';
import { readPdf } from '../../../../extractors/read/pdf/pdf.js';
import { AMOUNTS, greyOf, tableContent } from '../../ocr/made-scan.js';
import { at, fill, outline, picture, tinyPdf } from '../tiny-pdf.js';

const possible = ocrInstalled();
const why = possible ? '' : ' (skipped: the optional packages are not here)';

const page = (content: string): Promise<SourcePage> => pageOf(tinyPdf(content));
async function pageOf(bytes: Uint8Array, source = pdfiumSource): Promise<SourcePage> {
  const document = await source.open(bytes);
  try {
    return await document.page(1);
  } finally {
    await document.close();
  }
}

const LINES = Array.from({ length: 8 }, (_, i) => at(40, 40 + 28 * i, `Line ${i} of the text`));
const TEXT = LINES.join('\n');
/** Text that is not painted (rendering mode 3), as recognition lays it over a scan. */
const INVISIBLE = LINES.map((l) => l.replace('BT', 'BT 3 Tr').replace('ET', '0 Tr ET')).join('\n');

describe('pictures of a page', () => {
  it('cover it where they take most of it, in one piece or in strips', async () => {
    expect(picturesOf(await page(picture(0, 0, 400, 300)))).toMatchObject({ covered: true });
    expect(picturesOf(await page([0, 100, 200].map((y) => picture(0, y, 400, 100)).join('\n'))).covered).toBe(true);
    expect(picturesOf(await page([0, 100].map((x) => picture(x, 0, 100, 300)).join('\n'))).covered).toBe(false);
  });

  it('may hold a table where they are large and no text stands upon them', async () => {
    const boxes = async (content: string): Promise<number[][]> => picturesOf(await page(content)).inset.map((b) => [b.x0, b.y0, b.x1, b.y1].map(Math.round));
    expect(await boxes(`${at(40, 280, 'A page of text')}\n${picture(50, 50, 300, 150)}`)).toEqual([[50, 100, 350, 250]]);
    expect(await boxes(picture(50, 250, 60, 40))).toEqual([]);
    expect(await boxes(`${picture(20, 20, 360, 260)}\n${TEXT}`)).toEqual([]);
  });
});

describe('text that is not seen', () => {
  const share = async (content: string): Promise<number> => {
    const { glyphs, unseen } = await page(content);
    return unseen.size / glyphs.filter((g) => g.text !== ' ').length;
  };
  it.each([
    ['printed', TEXT, 0],
    ['printed upon a picture', `${picture(0, 0, 400, 300)}\n${TEXT}`, 0],
    ['painted invisibly', `${picture(0, 0, 400, 300)}\n${INVISIBLE}`, 1],
    ['painted over', `${TEXT}\n${picture(0, 0, 400, 300)}`, 1],
    ['white on white', `1 1 1 rg\n${TEXT}`, 1],
  ])('%s: %#', async (_, content, expected) => {
    expect(await share(content)).toBe(expected);
  });

  it('is told character by character', async () => {
    const content = [...LINES.slice(0, 4), fill(0, 0, 400, 1), picture(0, 0, 400, 160), ...LINES.slice(4)].join('\n');
    expect(await share(content)).toBeCloseTo(0.5, 5);
  });
});

describe.each([pdfiumSource, pdfjsSource])('outlines behind $name', (source) => {
  it('are filled shapes with curves or many corners; rectangles are none', async () => {
    const star = `10 10 m ${Array.from({ length: 11 }, (_, i) => `${20 + i * 3} ${i % 2 ? 10 : 30} l`).join(' ')} f`;
    expect((await pageOf(tinyPdf([outline(50, 50), outline(70, 50), star, fill(100, 100, 50, 20)].join('\n')), source)).outlines).toBe(3);
  });
});

describe('without recognition', () => {
  const notes = async (content: string): Promise<[string, string | undefined][]> => (await readPdf(tinyPdf(content), { ocr: 'never' })).notes.map((n) => [n.rule, n.params?.['reason'] ?? n.params?.['count']]);

  it('characters drawn as outlines are a page that was not read, a few ornaments are not', async () => {
    const drawn = (n: number): string => Array.from({ length: n }, (_, i) => outline(20 + 12 * (i % 30), 20 + 12 * Math.floor(i / 30))).join('\n');
    expect(await notes(drawn(60))).toEqual([['page/needs-ocr', 'characters drawn as outlines']]);
    expect(await notes(drawn(5))).toEqual([]);
  });

  it('a picture on a page of text is said not to be read', async () => {
    expect(await notes(`${at(40, 280, 'A page of text')}\n${picture(50, 50, 300, 150)}`)).toEqual([['page/picture-unread', '1']]);
  });

  it('a picture of the whole page with a few words upon it is said not to be read', async () => {
    expect(await notes(`${picture(0, 0, 400, 300)}\n${at(40, 20, '- 3 -')}`)).toEqual([['page/picture-unread', '1']]);
    expect(await notes(`${picture(0, 0, 400, 300)}\n${at(40, 20, 'Published by the office of the city on 1 March 2026, annex 3')}`)).toEqual([['page/picture-unread', '1']]);
  });

  it('embedded files are said not to be read', async () => {
    const { notes: said } = await readPdf(tinyPdf(at(20, 20, 'See the file'), { attachment: '1,234.56' }), { ocr: 'never' });
    expect(said).toEqual([{ rule: 'document/attachments', params: { count: '1' } }]);
  });

  it('words across the page are a watermark: left out, and said so', async () => {
    const { blocks, notes: said } = await readPdf(tinyPdf(`${TEXT}\nBT /F 40 Tf 0.7 0.7 -0.7 0.7 120 60 Tm (Secret) Tj ET`), { ocr: 'never' });
    expect(said).toEqual([{ rule: 'page/watermark', page: 1, params: { page: '1', reason: 'Secret' } }]);
    expect(blocks.map((b) => (b.type === 'paragraph' ? b.text : '')).join(' ')).not.toContain('S');
  });

  it("another program's reading of a scan is taken, unsure, and said to be one", async () => {
    const content = `${picture(0, 0, 400, 300)}\n${tableContent(AMOUNTS).replaceAll('BT', 'BT 3 Tr')}`;
    const { blocks, notes: said } = await readPdf(tinyPdf(content), { ocr: 'never' });
    expect(said.map((n) => n.rule)).toEqual(['page/text-recognised']);
    const cells = blocks.flatMap((b) => (b.type === 'grid' ? b.cells : []));
    expect([cells.map((c) => c.text), new Set(cells.map((c) => c.confidence))]).toEqual([AMOUNTS.flat(), new Set([0.5])]);
    expect(new Set(blocks.map((b) => b.source))).toEqual(new Set(['ocr']));
  });
});

describe.skipIf(!possible)(`with recognition${why}`, () => {
  const wrong = tableContent(AMOUNTS.map(([code, ...amounts]) => [code, ...amounts.map((a) => a.replace('3', '8'))])).replaceAll('BT', 'BT 3 Tr').replaceAll(/^.* S$/gmu, '');

  it('a scan is read from its picture, whatever its text layer says', async () => {
    const { blocks, notes, extraction } = await readPdf(tinyPdf(`${picture(0, 0, 400, 300, await greyOf(tableContent(AMOUNTS)))}\n${wrong}`));
    expect([notes.map((n) => n.rule), extraction]).toEqual([['page/ocr-read'], 'ocr']);
    expect(blocks.flatMap((b) => (b.type === 'grid' ? b.cells.map((c) => c.text) : []))).toEqual(AMOUNTS.flat());
  });

  it('a scan with a line of text upon it is read whole', async () => {
    const said = 'Published by the office of the city on 1 March 2026, annex 3';
    const { blocks, notes } = await readPdf(tinyPdf(`${picture(0, 0, 400, 300, await greyOf(tableContent(AMOUNTS)))}\n${at(40, 20, said)}`));
    expect(notes.map((n) => n.rule)).toContain('page/ocr-read');
    expect(blocks.flatMap((b) => (b.type === 'grid' ? b.cells.map((c) => c.text) : []))).toEqual(AMOUNTS.flat());
  });

  it('a picture of a table is read into its place on the page, a picture of none is left alone', async () => {
    const content = [at(40, 285, 'Above'), picture(80, 60, 280, 210, await greyOf(tableContent(AMOUNTS))), at(40, 30, 'Below')].join('\n');
    const { blocks, notes, extraction } = await readPdf(tinyPdf(content));
    expect([notes.map((n) => n.rule), extraction]).toEqual([['page/picture-read'], 'mixed']);
    expect(blocks.map((b) => (b.type === 'grid' ? [b.source, ...b.cells.map((c) => c.text)] : [b.source, b.text]))).toEqual([['text', 'Above'], ['ocr', ...AMOUNTS.flat()], ['text', 'Below']]);
    const [grid] = blocks.filter((b) => b.type === 'grid');
    // the table's corner lies at (40, 40) of the picture's 400 by 300 points, which are drawn at seven tenths
    expect(grid?.box?.x0).toBeCloseTo(80 + 0.7 * 40, -0.5);
    expect(grid?.box?.y0).toBeCloseTo(30 + 0.7 * 40, -0.5);
    expect((await readPdf(tinyPdf([at(40, 285, 'Above'), picture(80, 60, 280, 210)].join('\n')))).notes).toEqual([]);
  });
});
