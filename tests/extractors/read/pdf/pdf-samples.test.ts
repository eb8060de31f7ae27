/** The sample files of ../shared/pdfs end as they should: read whole, refused in one line, or left to recognition. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { stitch } from '../../../../extractors/layout/parts/stitch.js';
import { missingCells, type TrueBlock } from '../../../../bench/sample-cells.js';
import { type PdfOptions, readPdf } from '../../../../extractors/read/pdf/pdf.js';

const folder = new URL('../../../../../shared/pdfs/', import.meta.url);
const found = existsSync(folder);
if (!found) console.log('skipped: ../shared/pdfs is missing');
const read = (name: string, options: PdfOptions = {}): ReturnType<typeof readPdf> => readPdf(readFileSync(new URL(`${name}.pdf`, folder)), { ocr: 'never', ...options });

/** Non-empty cells of the truth that are not among those read, with text and spans, each as often as printed. */
async function missing(name: string, options: PdfOptions = {}, spans = true): Promise<string[]> {
  const truth = JSON.parse(readFileSync(new URL('truth.json', folder), 'utf8')) as readonly TrueBlock[];
  return missingCells(stitch((await read(name, options)).blocks), truth, spans).map(({ key }) => key);
}

/** The spreadsheet prints these with two decimals. */
const PRINTED_OTHERWISE = ['21.5 1×1', '17.5 1×1', '17.5 1×1'];

describe.skipIf(!found)('samples of ../shared/pdfs (skipped where it is missing)', () => {
  it.each(['lo-xlsx', 'lo-xlsx-rot', 'lo-xlsx-contentrot', 'lo-xlsx-shift', 'lo-xlsx-split', 'objstm', 'bad-headergarbage', 'bad-noxref', 'enc-owner-aes128', 'enc-owner-rc4'])('%s: every cell with its spans', async (name) => {
    expect(await missing(name)).toEqual(PRINTED_OTHERWISE);
  }, 60_000);

  it('chrome-doc: every cell with its spans, stitched over pages', async () => {
    expect(await missing('chrome-doc')).toEqual([]);
  }, 60_000);

  it('chrome-doc-partial, which has horizontal rules alone: every cell with its spans', async () => {
    expect(await missing('chrome-doc-partial')).toEqual([]);
  }, 60_000);

  it('lo-docx, which has no rules: 97 of 100 cells by their texts', async () => {
    expect((await missing('lo-docx', {}, false)).length).toBeLessThanOrEqual(64);
  }, 60_000);

  it('enc-user-aes256: asks for a password, refuses a wrong one, opens with the right one', async () => {
    await expect(read('enc-user-aes256')).rejects.toThrow(/password is needed/u);
    await expect(read('enc-user-aes256', { password: 'no' })).rejects.toThrow(/password is wrong/u);
    expect(await missing('enc-user-aes256', { password: 'secret' })).toEqual(PRINTED_OTHERWISE);
  }, 60_000);

  it.each(['cmap-gb-euc-h', 'cmap-gbk-euc-h', 'cmap-gbkp-euc-h', 'cmap-gbk2k-h', 'cmap-unigb-ucs2-h', 'cmap-unigb-utf16-h'])('%s: text, though its fonts are not embedded', async (name) => {
    expect(JSON.stringify((await read(name)).blocks)).toContain('闵行区');
  });

  it.each([['bad-empty', /empty/u], ['bad-html', /web page/u], ['bad-zip', /ZIP/u], ['bad-trunc60', /damaged/u]])('%s: refused in one line', async (name, reason) => {
    const error = await read(name).catch((e: unknown) => e);
    expect(String(error)).toMatch(reason);
    expect(String(error)).not.toContain('\n');
  });

  it('bad-flip2000: read as far as it goes, what is not read is said', async () => {
    const { pages, notes } = await read('bad-flip2000');
    expect(pages).toBe(41);
    expect(new Set(notes.map(({ rule }) => rule))).toEqual(new Set(['page/needs-ocr', 'page/off-page', 'page/unreadable']));
  });

  it.each([['nouni-lo-xlsx', 42], ['scan-g4-300', 20], ['scan-jbig2-300', 8], ['scan-jpeg200-sideways', 6], ['scan-jpx200', 5], ['scan-png200', 5]])('%s: every page is left to recognition', async (name, count) => {
    const { notes, blocks, extraction } = await read(name);
    expect([notes.filter(({ rule }) => rule === 'page/needs-ocr').length, blocks, extraction]).toEqual([count, [], 'none']);
  });
});
