import { describe, expect, it } from 'vitest';
import { readPdf } from '../../../../extractors/read/pdf/pdf.js';
import { deepArrays, deepDictionaries, circularPages, endlessCharacterMap, hugeImage, manyOperators, manyPages, nestedForms, packedTwice } from '../hostile-pdf.js';
import { at, line, tinyPdf } from '../tiny-pdf.js';

const rulesOf = async (content: string, options: Parameters<typeof readPdf>[1] = {}): Promise<string[]> => (await readPdf(tinyPdf(content), options)).notes.map((note) => note.rule);

describe('what a reader leaves out, it says', () => {
  const text = [at(50, 250, 'A line of text that is long enough to be a text layer'), at(50, 230, 'and another one below it, on the page')].join('\n');

  it('characters off the page: page/off-page', async () => {
    expect(await rulesOf(`${text}\n${at(450, 200, 'cut off in print')}`)).toContain('page/off-page');
    expect(await rulesOf(text)).not.toContain('page/off-page');
  });

  it('pages beyond the limit: document/truncated', async () => {
    expect(await rulesOf(text, { maxPages: 0 })).toContain('document/truncated');
    expect(await rulesOf(text)).not.toContain('document/truncated');
  });

  it('a page with more rules than the limit, a raster of 4,600 by 4,600: page/truncated', async () => {
    const raster = Array.from({ length: 4_600 }, (_, i) => `${line(0, 3 * i, 13_800, 3 * i)}\n${line(3 * i, 0, 3 * i, 13_800)}`).join('\n');
    const { notes } = await readPdf(tinyPdf(`${text}\n${raster}`, { mediaBox: '[0 0 14000 14000]' }));
    expect(notes.map((note) => note.rule)).toContain('page/truncated');
    expect(await rulesOf(text)).not.toContain('page/truncated');
  });
});

describe('a page that asks for too much costs itself, the pages around it are read', () => {
  it.each([
    ['forms that draw each other ten times, thirty deep', () => nestedForms(30), /PDFium (?:needs too much memory|took too long) on page 2/u],
    ['a stream of 256 MB of operators in 3 KB', () => packedTwice(256, 'q '), /PDFium (?:needs too much memory|took too long) on page 2/u],
  ])('%s', async (_, make, reason) => {
    const { notes, blocks, pages } = await readPdf(make());
    expect(pages).toBe(3);
    expect(notes.map((note) => [note.rule, note.page])).toEqual([['page/unreadable', 2]]);
    expect(notes[0]?.params['reason']).toMatch(reason);
    expect(blocks).not.toEqual([]);
  }, 120_000);

  it.each([
    ['an image of 60,000 by 60,000 points', hugeImage, ['page/needs-ocr']],
    ['arrays 200,000 deep', () => deepArrays(200_000), []],
    ['dictionaries 200,000 deep', () => deepDictionaries(200_000), []],
    ['200,000 operators', () => manyOperators(200_000), []],
    ['a character map of all codes', endlessCharacterMap, []],
  ])('%s', async (_, make, expected) => {
    const { notes, blocks } = await readPdf(make(), { ocr: 'never' });
    expect(notes.map((note) => note.rule)).toEqual(expected);
    expect(blocks).not.toEqual([]);
  }, 60_000);

  it('a page tree that is its own kid', async () => {
    const { notes, extraction } = await readPdf(circularPages());
    expect([notes.map((note) => note.rule), extraction]).toEqual([['page/unreadable'], 'none']);
  });
});

describe('numbers of pages', () => {
  it('none: refused', async () => {
    await expect(readPdf(manyPages(0))).rejects.toThrow(/no pages/u);
  });

  it('5,000: all read; 5,001: the last one is said to be left out', async () => {
    expect((await readPdf(manyPages(5_000))).notes).toEqual([]);
    expect((await readPdf(manyPages(5_001))).notes).toEqual([{ rule: 'document/truncated', params: { pages: '5001', read: '5000' } }]);
  }, 120_000);
});

describe('a watch', () => {
  it('is told the steps, and its pages are left out with the reason', async () => {
    const steps: string[] = [];
    const watch = { skip: new Map([[2, 'no end within 30 seconds']]), begin: (step: string, page: number) => steps.push(`${step} ${page}`) };
    const { notes } = await readPdf(manyPages(3), { watch });
    expect(steps).toEqual(['open 0', 'page 1', 'page 2', 'page 3', 'rest 0']);
    expect(notes).toEqual([{ rule: 'page/unreadable', page: 2, params: { page: '2', reason: 'no end within 30 seconds' } }]);
  });
});
