/** Text that can't be seen on a page, words that an edge cuts off, pages that stand twice or out of order. */
import { describe, expect, it } from 'vitest';
import { layoutPage } from '../../../extractors/layout/page.js';
import { DEFAULT_SETTINGS } from '../../../extractors/layout/settings.js';
import { clippedGlyphs, cutWords, intoCells } from '../../../extractors/read/pdf/cut-words.js';
import { orderNotes, Twins } from '../../../extractors/read/pdf/page-order.js';
import { pdfiumSource } from '../../../extractors/read/pdf/pdf-pdfium.js';
import { readPdf } from '../../../extractors/read/pdf/pdf.js';
import type { Glyph } from '../../../extractors/read/pdf/pdf-source.js';
import type { ReadNote } from '../../../schemas/block.js';
import { tableContent } from '../ocr/made-scan.js';
import { at, fill, tinyPdf } from './tiny-pdf.js';

const ROWS = [['Item', 'Amount'], ['Roads', '1,234.56'], ['Schools', '7,890.12'], ['Total', '9,124.68']];
const TABLE = tableContent(ROWS);
const PROSE = [60, 44, 28].map((y) => at(40, y, 'The amounts of this table are those of the budget')).join('\n');

interface Read { readonly cells: readonly string[]; readonly notes: readonly [string, string][] }
const said = (notes: readonly ReadNote[]): [string, string][] => notes.map(({ rule, params }) => [rule, params?.['figures'] ?? params?.['reason'] ?? '']);
async function read(content: string, options?: Parameters<typeof tinyPdf>[1]): Promise<Read> {
  const { blocks, notes } = await readPdf(tinyPdf(content, options), { ocr: 'never' });
  return { cells: blocks.flatMap((b) => (b.type === 'grid' ? b.cells.map((c) => c.text) : [])), notes: said(notes) };
}

/** Where the made table has its second amount, in points from the bottom left. */
async function place(text: string): Promise<{ x: number; y: number }> {
  const document = await pdfiumSource.open(tinyPdf(TABLE));
  try {
    const { glyphs, height } = await document.page(1);
    const all = glyphs.map((g) => g.text).join('');
    const first = glyphs[all.indexOf(text)] as Glyph;
    return { x: first.x0, y: height - (first.y0 + 0.88 * first.size) };
  } finally {
    await document.close();
  }
}

describe('text that can not be seen is left out, and said', () => {
  const FOUND: Read = { cells: ROWS.flat(), notes: [['page/unseen-figures', '9,999.99']] };
  const white = (text: string): string => `1 1 1 rg ${text} 0 0 0 rg`;

  it.each([
    ['painted invisibly', (x: number, y: number) => `${TABLE}\n${at(x + 3, y + 2, '9,999.99').replace('BT', 'BT 3 Tr').replace('ET', '0 Tr ET')}`],
    ['white, over what is printed', (x: number, y: number) => `${TABLE}\n${white(at(x + 3, y + 2, '9,999.99'))}`],
    ['under a patch with the figure that is printed', (x: number, y: number) => `${at(x, y, '9,999.99')}\n${white(fill(x - 2, y - 3, 60, 12))}\n${TABLE}`],
    ['hardly a point large', (x: number, y: number) => `${TABLE}\n${at(x + 3, y + 2, '9,999.99').replace('/F 10 Tf', '/F 0.5 Tf')}`],
  ])('%s', async (_, content) => {
    const { x, y } = await place('7,890.12');
    expect(await read(content(x, y))).toEqual(FOUND);
  });

  it('words are named apart', async () => {
    expect((await read(`${TABLE}\n${white(at(200, 280, 'Draft'))}`)).notes).toEqual([['page/unseen-text', 'Draft']]);
  });

  it('white text upon a dark ground is seen, as is text beside a patch or upon a ground that was painted before', async () => {
    const dark = `${fill(30, 270, 200, 20)}\n${white(at(40, 276, 'Budget 2026'))}`;
    const grounds = `0.8 1 0.8 rg ${fill(30, 100, 300, 60)} 0 0 0 rg`;
    expect((await read(`${dark}\n${grounds}\n${TABLE}\n${white(fill(350, 10, 30, 30))}`)).notes).toEqual([]);
  });

  it('a typed patch over a figure is what is printed', async () => {
    const { x, y } = await place('7,890.12');
    const { cells } = await read(`${TABLE}\n${PROSE}`, { annotations: [{ subtype: 'FreeText', x: x - 2, y: y - 6, text: '' }] });
    expect(cells).toEqual(ROWS.flat());
  });
});

describe('words that an edge cuts off', () => {
  const clipped = (content: string, x: number, w: number): string => `q ${x} 0 ${w} 300 re W n\n${content}\nQ`;

  it('stay in their cell, and figures among them are said', async () => {
    const narrow = [at(40, 200, 'Roads'), clipped(at(100, 200, '1,234,567.89'), 95, 45), at(150, 200, '5.00'), at(40, 180, 'Schools'), at(100, 180, '2.00'), at(150, 180, '6.00')];
    const rules = [[35, 95, 145, 190].map((x) => `${x} 170 m ${x} 215 l S`), [170, 193, 215].map((y) => `35 ${y} m 190 ${y} l S`)].flat();
    const { cells, notes } = await read([...narrow, ...rules].join('\n'));
    expect(cells).toEqual(['Roads', '1,234,567.89', '5.00', 'Schools', '2.00', '6.00']);
    expect(notes).toEqual([['page/cut-figures', expect.stringMatching(/^1,234,5\d*（1,234,567\.89）$/u) as string]]);
  });

  it('at the edge of the page too', async () => {
    expect((await read(`${PROSE}\n${at(370, 200, '1,234,567.89')}`)).notes).toEqual([['page/cut-figures', expect.stringContaining('（1,234,567.89）') as string]]);
  });

  it('a figure stays whole where it has hardly any room', async () => {
    const rows = [at(300, 200, 'Roads'), at(383, 200, '1,100,000.00'), at(300, 180, 'Schools'), at(383, 180, '2.00')];
    const rules = [[290, 378, 399].map((x) => `${x} 170 m ${x} 215 l S`), [170, 193, 215].map((y) => `290 ${y} m 399 ${y} l S`)].flat();
    expect((await read([PROSE, ...rows, ...rules].join('\n'))).cells).toEqual(['Roads', '1,100,000.00', 'Schools', '2.00']);
  });

  const word = (text: string, x: number): Glyph[] => [...text].map((c, i) => ({ text: c, x0: x + 5 * i, x1: x + 5 * i + 5, y0: 0, y1: 10, size: 10, fontName: 'F', turn: 0 }));

  it('those of which nothing is seen are lost, words with hardly any room keep what is seen, figures stay whole: a part of one is another figure', () => {
    const cut = (x: number, text: string): [number, string[]] => {
      const { lost, words } = cutWords(word(text, x), [...text].map(() => 1), () => ({ x0: 0, y0: 0, x1: 100, y1: 100 }));
      return [lost.length, words.map((w) => w.seen)];
    };
    expect(cut(120, '12.00')).toEqual([5, []]);
    expect(cut(90, '12.00')).toEqual([0, ['12']]);
    expect(cut(95, 'expenditure')).toEqual([10, ['e']]);
    expect(cut(95, '1234567.00')).toEqual([0, ['1']]);
    expect(cut(20, '12.00')).toEqual([0, []]);
  });

  it('are kept apart from the text of the next cell, all parts of a text together', () => {
    // the first cell is cut off at 50; the part of its text in another font is seen whole and has no clipping path
    const glyphs = [...word('2025', 18), ...word('预算', 38), ...word('比', 48), ...word('执行', 51)];
    const objects = [1, 1, 1, 1, 2, 2, 3, 4, 4];
    const box = (x0: number, x1: number) => ({ x0, x1, y0: 0, y1: 100 });
    const clips = new Map([[1, box(20, 50)], [3, box(20, 50)], [4, box(50, 90)]]);
    const seen = clippedGlyphs(glyphs, objects, new Map(), (object) => clips.get(object));
    expect(glyphs.map((glyph) => seen.get(glyph)?.clip)).toEqual([0, 0, 0, 0, 0, 0, 0, undefined, undefined]);
    expect(seen.get(glyphs[0] as Glyph)?.x0).toBe(20);
    expect(seen.get(glyphs[6] as Glyph)?.x1).toBe(50);
    expect(clippedGlyphs(glyphs, objects, new Map(), () => undefined).size).toBe(0);
  });
});

describe('lines for which a row is too low', () => {
  const line = (text: string, x: number, y: number): Glyph[] => [...text].map((c, i) => ({ text: c, x0: x + 10 * i, x1: x + 10 * i + 10, y0: y, y1: y + 10, size: 10, fontName: 'F', turn: 0 }));
  const cell = { x0: 0, x1: 60, y0: 0, y1: 24 };
  const set = (...glyphs: Glyph[]): (readonly number[])[] => {
    const seen = intoCells(glyphs, glyphs.map((_, i) => (i < 2 ? 1 : 2)), new Map(), (object) => (object === 1 ? cell : undefined));
    return glyphs.slice(0, 2).map((glyph) => [(seen.get(glyph) ?? glyph).y0, (seen.get(glyph) ?? glyph).y1]);
  };

  it('stay in their cell, as far as they are seen or on its edge', () => {
    expect(set(...line('资金', 10, 20), ...line('9.00', 10, 26))).toEqual([[20, 24], [20, 24]]);
    expect(set(...line('结余', 10, 26), ...line('9.00', 10, 27))).toEqual([[23, 24], [23, 24]]);
  });

  it('are those of a merged cell that a page end cuts where nothing else stands', () => {
    expect(set(...line('结余', 10, 26), ...line('9.00', 10, 50))).toEqual([[26, 36], [26, 36]]);
  });
});

describe('pages', () => {
  it('that say the same at the same places are told: page/twice', () => {
    const glyphs = (text: string): { glyphs: Glyph[] } => ({ glyphs: [...text].map((c, i) => ({ text: c, x0: 5 * i, x1: 5 * i + 5, y0: 0, y1: 10, size: 10, fontName: 'F', turn: 0 })) });
    const twins = new Twins();
    const pages = ['The first page holds a table with the amounts of the departments: 1,234.56', 'The other page holds a table with the amounts of the departments: 1,234.57', 'The first page holds a table with the amounts of the departments: 1,234.56', '- 3 -', '- 3 -'];
    expect(pages.map((text, i) => twins.of(glyphs(text), i + 1))).toEqual([undefined, undefined, 1, undefined, undefined]);
    // the codes of two tables, whose amounts stand on pages of their own
    for (const text of ['201一般公共服务支出20103政府办公厅及相关机构事务2010301行政运行', '0.000.000.000.000.000.000.00']) expect([1, 2].map((n) => twins.of(glyphs(text), n))).toEqual([undefined, undefined]);
  });

  const numbered = (...numbers: (number | undefined)[]): ReadNote[] => orderNotes(numbers.map((number, i) => ({
    n: i + 1, place: { sheet: i + 1, x: 0, y: 0 }, height: 800, blocks: number === undefined ? [] : [{ type: 'paragraph', text: `- ${number} -`, source: 'text', page: i + 1, box: { x0: 290, x1: 310, y0: 780, y1: 790 } }],
  })));
  it('whose numbers go back are out of order: page/order', () => {
    expect(numbered(undefined, 1, 3, 2, 4).map(({ page, params }) => [page, params?.['number'], params?.['before']])).toEqual([[4, '2', '3']]);
    expect(numbered(4, 3, 2, 1)).toHaveLength(2);
  });
  it('of parts that begin anew are in order', () => expect([...numbered(1, 2, 3, 1, 2), ...numbered(1, 2, undefined, 2, 3), ...numbered(5, 6, 7)]).toEqual([]));
});

it('a page in small type is read as one in large type', () => {
  const page = (scale: number): Parameters<typeof layoutPage>[0] => {
    const set = (text: string, x: number, y: number): Glyph[] => [...text].map((c, i) => ({ text: c, x0: (x + 5 * i) * scale, x1: (x + 5 * i + 5) * scale, y0: y * scale, y1: (y + 10) * scale, size: 10 * scale, fontName: 'F', turn: 0 }));
    const rule = (x0: number, y0: number, x1: number, y1: number): { x0: number; y0: number; x1: number; y1: number; horizontal: boolean; thickness: number } => ({ x0: x0 * scale, y0: y0 * scale, x1: x1 * scale, y1: y1 * scale, horizontal: y0 === y1, thickness: scale });
    return {
      width: 400 * scale, height: 300 * scale, rotation: 0, images: [], truncated: false,
      glyphs: ROWS.flatMap(([name, amount], r) => [...set(name ?? '', 50, 100 + 14 * r), ...set(amount ?? '', 150, 100 + 14 * r)]),
      rules: [...[98, 112, 126, 140, 154].map((y) => rule(45, y, 200, y)), ...[45, 145, 200].map((x) => rule(x, 98, x, 154))],
    };
  };
  const cells = (scale: number): unknown[] => layoutPage(page(scale), 1, DEFAULT_SETTINGS).blocks.flatMap((b) => (b.type === 'grid' ? b.cells.map((c) => [c.text, Math.round((c.box?.x0 ?? 0) / scale)]) : []));
  expect(cells(0.2)).toEqual(cells(1));
  expect(cells(1)).toHaveLength(8);
});
