import { describe, expect, it } from 'vitest';
import { readPdf } from '../../../extractors/read/pdf.js';
import { at, line, tinyPdf } from './tiny-pdf.js';

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
