/** Pictures that are no scans of a table, or damaged, or much too large: each costs a line, and the rest goes on. */
import { crc32, deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { Random } from '../../../bench/corpus/random.js';
import { scanPdf } from '../../../bench/corpus/scan-pdf.js';
import { ocrInstalled } from '../../../extractors/ocr/engines/engine.js';
import { readFile } from '../../../extractors/read/index.js';
import { jpegFault, sharp } from '../../../extractors/read/sharp.js';
import type { ReadResult } from '../../../schemas/block.js';
import { AMOUNTS, pngOf, tableContent } from './made-scan.js';

const possible = ocrInstalled() && (await sharp()) !== undefined;
const why = possible ? '' : ' (skipped: the optional packages are not here)';
const read = (bytes: Uint8Array, name = 'x'): Promise<ReadResult> => readFile(bytes, name);
const rulesOf = ({ notes }: ReadResult): string[] => notes.map((note) => note.rule);
const cellsOf = ({ blocks }: ReadResult): string[][] => blocks.flatMap((block) => (block.type === 'grid' ? [block.cells.map((cell) => cell.text)] : []));

const [width, height] = [620, 877];
/** Spots of colour that run into each other, fewer of them the larger. */
const photograph = async (random: Random, w = 24, h = 34): Promise<Buffer> => (await import('sharp')).default(Uint8Array.from({ length: w * h * 3 }, () => random.integer(0, 255)), { raw: { width: w, height: h, channels: 3 } }).resize(width, height, { kernel: 'cubic' }).jpeg().toBuffer();
const drawn = async (shapes: string): Promise<Buffer> => (await import('sharp')).default(Buffer.from(`<svg width="${width}" height="${height}" xmlns="http://www.w3.org/2000/svg"><rect width="100%" height="100%" fill="white"/>${shapes}</svg>`)).jpeg().toBuffer();
const jpegOf = async (content: string): Promise<Buffer> => (await import('sharp')).default(await pngOf(content)).flatten({ background: '#fff' }).jpeg().toBuffer();

/** Lines of strokes that run on, as a pen makes them. */
function handwriting(random: Random): string {
  const stroke = (): string => Array.from({ length: 12 }, () => `q ${random.integer(0, 20)} ${random.integer(-15, 15)} ${random.integer(10, 30)} ${random.integer(-8, 8)}`).join(' ');
  return Array.from({ length: 30 }, (_, k) => `<path fill="none" stroke="#223" stroke-width="2" d="M${random.integer(50, 150)} ${60 + k * 26} ${stroke()}"/>`).join('');
}

/** The header of a PNG of that size, with the data of few rows. */
function hollowPng(w: number, h: number): Buffer {
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const frame = Buffer.alloc(8 + body.length);
    frame.writeUInt32BE(data.length, 0);
    body.copy(frame, 4);
    frame.writeUInt32BE(crc32(body), 4 + body.length);
    return frame;
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(w, 0);
  header.writeUInt32BE(h, 4);
  header.set([1, 0], 8);
  return Buffer.concat([Buffer.from('\u0089PNG\r\n\u001a\n', 'latin1'), chunk('IHDR', header), chunk('IDAT', deflateSync(Buffer.alloc(64))), chunk('IEND', Buffer.alloc(0))]);
}

/** A TIFF of uncompressed grey pages (baseline TIFF 6.0); the data of pages in `lost` lie beyond the end of the file. */
async function tiffOf(contents: readonly string[], lost: readonly number[] = []): Promise<Buffer> {
  const pages = await Promise.all(contents.map(async (content) => (await import('sharp')).default(await pngOf(content)).flatten({ background: '#fff' }).greyscale().raw().toBuffer({ resolveWithObject: true })));
  const parts: Buffer[] = [Buffer.from('II*\0\x08\0\0\0', 'latin1')];
  let at = 8;
  pages.forEach(({ data, info }, i) => {
    const tags = [[256, info.width], [257, info.height], [258, 8], [259, 1], [262, 1], [273, lost.includes(i) ? 0x7fffff00 : at + 2 + 9 * 12 + 4], [277, 1], [278, info.height], [279, data.length]] as const;
    const directory = Buffer.alloc(2 + tags.length * 12 + 4);
    directory.writeUInt16LE(tags.length, 0);
    tags.forEach(([tag, value], k) => {
      directory.writeUInt16LE(tag, 2 + k * 12);
      directory.writeUInt16LE(4, 4 + k * 12);
      directory.writeUInt32LE(1, 6 + k * 12);
      directory.writeUInt32LE(value, 10 + k * 12);
    });
    at += directory.length + data.length;
    directory.writeUInt32LE(i === pages.length - 1 ? 0 : at, directory.length - 4);
    parts.push(directory, data);
  });
  return Buffer.concat(parts);
}

describe.skipIf(!possible)(`pictures that hold no text${why}`, () => {
  it.each<readonly [string, () => Promise<Buffer>]>([
    ['a blank page', () => drawn('')],
    ['black', () => drawn('<rect width="100%" height="100%"/>')],
    ['one pixel', async () => (await import('sharp')).default({ create: { width: 1, height: 1, channels: 3, background: '#888' } }).png().toBuffer()],
    ['a strip of 20,000 pixels', async () => (await import('sharp')).default({ create: { width: 60, height: 20_000, channels: 3, background: '#fff' } }).png().toBuffer()],
  ])('%s: page/ocr-empty', async (_, make) => {
    const result = await read(await make());
    expect([rulesOf(result), result.blocks]).toEqual([['page/ocr-empty'], []]);
  }, 60_000);

  it.each<readonly [string, () => Promise<Buffer>]>([
    ['a photograph', () => photograph(new Random(7))],
    ['handwriting', () => drawn(handwriting(new Random(7)))],
    ['noise', () => photograph(new Random(7), width, height)],
  ])('%s: no table is made of it, and what is taken for figures is named as doubtful', async (_, make) => {
    const result = await read(await make());
    const text = result.blocks.map((block) => (block.type === 'paragraph' ? block.text : '')).join('');
    expect(text.length).toBeLessThan(60);
    expect(rulesOf(result)).toEqual(text === '' ? ['page/ocr-empty'] : /\d/u.test(text) ? ['page/ocr-read', 'page/ocr-doubtful'] : ['page/ocr-read']);
    expect(cellsOf(result)).toEqual([]);
  }, 60_000);
});

describe.skipIf(!possible)(`image files that cannot be read${why}`, () => {
  it.each<readonly [string, () => Promise<Uint8Array>, RegExp]>([
    ['20,000 by 20,000 pixels', async () => hollowPng(20_000, 20_000), /x: an image \(PNG\) that cannot be decoded \(Input image exceeds pixel limit\) — scan or export it again/u],
    ['a file that only begins like one', async () => Buffer.from('\u0089PNG\r\n\u001a\nnothing of the kind', 'latin1'), /x: an image \(PNG\) that cannot be decoded \(.+\)/u],
    ['a JPEG of which half is there', async () => { const whole = await jpegOf(tableContent(AMOUNTS)); return whole.subarray(0, whole.length / 2); }, /x: an image \(JPEG\) that cannot be decoded \(.+\)/u],
    ['a TIFF whose data are not there', () => tiffOf([tableContent(AMOUNTS)], [0]), /x: an image \(TIFF\) that cannot be decoded \(.+\)/u],
  ])('%s: one line', async (_, make, line) => {
    await expect(read(await make())).rejects.toThrow(line);
  }, 60_000);
});

describe.skipIf(!possible)(`files of several pages${why}`, () => {
  const [first, second] = [AMOUNTS, AMOUNTS.toReversed()];
  it('a TIFF is read page by page', async () => {
    const result = await read(await tiffOf([tableContent(first), tableContent(second)]));
    expect([result.pages, rulesOf(result), cellsOf(result)]).toEqual([2, ['page/ocr-read', 'page/ocr-read'], [first.flat(), second.flat()]]);
  }, 60_000);
  it('a page of a TIFF that cannot be decoded is reported, and the others are read', async () => {
    const result = await read(await tiffOf([tableContent(first), tableContent(first), tableContent(second)], [1]));
    expect([result.pages, result.notes.map((note) => [note.rule, note.page]), cellsOf(result)]).toEqual([3, [['page/ocr-read', 1], ['page/unreadable', 2], ['page/ocr-read', 3]], [first.flat(), second.flat()]]);
  }, 60_000);
  it('a page that a watch leaves out is reported, and the others are read', async () => {
    const steps: string[] = [];
    const watch = { skip: new Map([[1, 'no end within 180 seconds']]), begin: (step: string, page: number) => steps.push(`${step} ${page}`) };
    const result = await readFile(await tiffOf([tableContent(first), tableContent(second)]), 'x', { watch });
    expect([steps, result.notes.map((note) => [note.rule, note.page]), cellsOf(result)]).toEqual([['recognise 1', 'recognise 2'], [['page/unreadable', 1], ['page/ocr-read', 2]], [second.flat()]]);
  }, 60_000);

  const scanned = (image: Buffer): Parameters<typeof scanPdf>[0][number] => ({ kind: 'c150', width: 833, height: 625, dpi: 150, angle: 0, image, format: 'jpeg' });
  it.each<readonly [string, (jpeg: Buffer) => Buffer]>([
    ['ends in the middle', (jpeg) => jpeg.subarray(0, jpeg.length / 2)],
    ['is overwritten in the middle', (jpeg) => Buffer.concat([jpeg.subarray(0, jpeg.length / 2), Buffer.alloc(jpeg.length / 2, 0x55)])],
    ['is none', () => Buffer.from('no JPEG at all')],
  ])('a page of a PDF whose JPEG %s is reported as damaged, and the others are read', async (_, damage) => {
    const jpeg = await jpegOf(tableContent(first));
    const result = await read(scanPdf([scanned(damage(jpeg)), scanned(jpeg)]));
    expect(result.notes.filter((note) => note.rule === 'page/damaged').map((note) => note.page)).toEqual([1]);
    expect(cellsOf(result)).toContainEqual(first.flat());
  }, 60_000);
  it('a JPEG that is whole is not damaged', async () => {
    expect(await jpegFault(await jpegOf(tableContent(first)))).toBeUndefined();
  });
});
