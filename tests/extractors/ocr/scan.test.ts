import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { ocrInstalled } from '../../../extractors/ocr/engines/engine.js';
import { doubtfulFigures, scanNotes } from '../../../extractors/ocr/notes.js';
import { decodeBmp } from '../../../extractors/read/bmp.js';
import { readFile } from '../../../extractors/read/index.js';

const shared = fileURLToPath(new URL('../../../../shared', import.meta.url));
const images = `${shared}/ocr-images`;
const scans = `${shared}/pdfs/scan-jpeg200-sideways.pdf`;
const possible = ocrInstalled() && existsSync(images);
const why = possible ? '' : ' (skipped: the optional recognition packages or ../shared/ocr-images are not here)';

describe('notes of a scan', () => {
  it('says that a page was recognised, and lists figures of its text that are not certain', () => {
    const chars = [...'共12.5万元，34人'].map((text, i) => ({ text, confidence: i === 3 ? 0.8 : 0.999 }));
    const notes = scanNotes({ characters: 20, doubtful: doubtfulFigures(chars), watermarks: [] }, 3);
    expect(notes.map(n => n.rule)).toEqual(['page/ocr-read', 'page/ocr-doubtful']);
    expect(notes[1]?.params).toMatchObject({ count: '1', figures: '12.5' });
  });
  it('says that a picture holds no text', () => {
    expect(scanNotes({ characters: 0, doubtful: [], watermarks: [] }, 1).map(n => n.rule)).toEqual(['page/ocr-empty']);
  });
});

describe('bitmaps', () => {
  it('decodes rows from the bottom, and refuses what is cut off', () => {
    const bytes = Buffer.alloc(54 + 8);
    bytes.write('BM');
    bytes.writeUInt32LE(54, 10);
    bytes.writeUInt32LE(40, 14);
    bytes.writeInt32LE(1, 18);
    bytes.writeInt32LE(2, 22);
    bytes.writeUInt16LE(24, 28);
    bytes.set([1, 2, 3], 54);
    bytes.set([4, 5, 6], 58);
    expect([...decodeBmp(bytes, 'x.bmp').raster.data]).toEqual([6, 5, 4, 3, 2, 1]);
    expect(() => decodeBmp(bytes.subarray(0, 57), 'x.bmp')).toThrow(/x\.bmp: an image \(BMP\) that is cut off/);
  });
});

describe('page images without recognition', () => {
  it('are refused in one line', async () => {
    await expect(readFile(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), 'x.png', { ocr: 'never' })).rejects.toThrow(/x\.png: an image \(PNG\): .*--ocr never/);
  });
});

describe.skipIf(!possible)(`reading scans${why}`, () => {
  interface Truth { readonly t: number; readonly r: number; readonly c: number; readonly type: string; readonly text: string }
  const truth = (page: string): Truth[] => (JSON.parse(readFileSync(`${images}/truth.json`, 'utf8')) as Record<string, { cells: Truth[] }>)[page]?.cells ?? [];

  it.each(['p1.c200.jpg', 'p1.skew200.jpg'])('reads every amount of %s', async (name) => {
    const { blocks, extraction, notes } = await readFile(readFileSync(`${images}/${name}`), name);
    const [grid] = blocks.filter(b => b.type === 'grid');
    const at = new Map(grid?.cells.map(c => [`${c.row},${c.column}`, c]));
    const amounts = truth('p1').filter(c => c.type === 'amount' && c.text !== '');
    expect(amounts.map(c => at.get(`${c.r},${c.c}`)?.text)).toEqual(amounts.map(c => c.text));
    expect(amounts.map(c => at.get(`${c.r},${c.c}`)?.alternatives?.[0]?.text)).toEqual(amounts.map(c => c.text));
    expect([grid?.source, extraction, notes[0]?.rule]).toEqual(['ocr', 'ocr', 'page/ocr-read']);
  });

  it.skipIf(!existsSync(scans))('gives the needs-ocr line for a scanned PDF where recognition is switched off', async () => {
    const { notes, extraction } = await readFile(readFileSync(scans), 'scan.pdf', { ocr: 'never' });
    expect([new Set(notes.map(n => n.rule)), extraction]).toEqual([new Set(['page/needs-ocr']), 'none']);
  });
});
