/**
 * Page images as documents: PNG, JPEG, WebP, BMP (one page) and TIFF (one or more), alone or several of a folder. They are
 * decoded by sharp, an optional package, and read by the recognition engine; without either they are refused with what to
 * install.
 */
import { type Block, ReadError, type ReadNote, type ReadResult } from '../../schemas/block.js';
import { type EngineName, ocrEngine, type OcrMode } from '../ocr/engines/engine.js';
import { scanNotes } from '../ocr/notes.js';
import type { OpenTable } from '../layout/aligned/open-table.js';
import { readScan, type ScanPage } from '../ocr/page.js';
import type { Raster } from '../ocr/image/pixels.js';
import { joinPageBreaks } from '../layout/lines/page-breaks.js';
import { dropRunningTitles } from '../layout/lines/running-titles.js';
import { DEFAULT_SETTINGS } from '../layout/settings.js';
import { decodeBmp } from './bmp.js';
import { imageFormat, startOf } from './formats.js';
import { firstLine, OPEN_OPTIONS, sharp, type Sharp } from './sharp.js';
import type { Watch } from './watch.js';

export type ImageFormat = 'PNG' | 'JPEG' | 'TIFF' | 'WebP' | 'BMP';

const MEDIA_TYPES: Readonly<Record<ImageFormat, string>> = { PNG: 'image/png', JPEG: 'image/jpeg', TIFF: 'image/tiff', WebP: 'image/webp', BMP: 'image/bmp' };

/** A longer side is scaled down: A4 at 400 dpi has 4,677. */
const LONGEST_SIDE = 5_000;
const MOST_PAGES = 500;
/** Longer side of a page whose resolution is not said: A4, in points. */
const A4 = 842;

export interface ImageOptions {
  /** Default `auto`. */
  readonly ocr?: OcrMode;
  /** Engine to recognise with. Default: the first that is installed. */
  readonly ocrEngine?: EngineName;
  /** Told which page begins; names pages to leave out. */
  readonly watch?: Watch;
}

/**
 * Reads an image file. A page of several that cannot be decoded is reported (`page/unreadable`), and the rest goes on.
 * @throws ReadError where nothing can decode or read it
 */
export async function readImage(bytes: Uint8Array, format: ImageFormat, name: string, options: ImageOptions = {}): Promise<ReadResult> {
  return { ...(await readPages(() => openedImage(bytes, format, name), `${name}: an image (${format})`, options)), mediaType: MEDIA_TYPES[format] };
}

/** An image of a folder of them. */
export interface PageImage {
  /** Path of the file, for messages. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Media type of a folder in the shared MIME database. */
const FOLDER = 'inode/directory';

/**
 * Reads images as the pages of one document, in the order given. One that cannot be read is reported (`page/unreadable`).
 * @param name the folder's, for messages
 * @throws ReadError where none can be read
 */
export async function readImages(images: readonly PageImage[], name: string, options: ImageOptions = {}): Promise<ReadResult> {
  return { ...(await readPages(() => openedFolder(images), `${name}: a folder of images`, options)), mediaType: FOLDER };
}

async function openedFolder(images: readonly PageImage[]): Promise<ImageFile> {
  const files = await Promise.all(images.map(async (image): Promise<ImageFile> => {
    const opened = await openedPage(image).catch(readErrorOf);
    return opened instanceof ReadError ? { pages: 1, page: async () => { throw opened; } } : opened;
  }));
  const pages = files.flatMap((file) => Array.from({ length: file.pages }, (_, i) => () => file.page(i + 1)));
  return { pages: pages.length, page: async (n) => (pages[n - 1] as () => Promise<DecodedPage>)() };
}

/** @param what the document in messages: name and format */
async function readPages(open: () => Promise<ImageFile>, what: string, { ocr = 'auto', watch, ocrEngine: asked }: ImageOptions): Promise<Omit<ReadResult, 'mediaType'>> {
  const engine = ocr === 'never' ? undefined : await ocrEngine(asked);
  if (engine === undefined) throw new ReadError(`${what}: ${ocr === 'never' ? 'character recognition is off (--ocr never); leave the option out' : 'character recognition is not installed; run npm install with its optional packages'}`);
  const file = await open();
  const last = Math.min(file.pages, MOST_PAGES);
  const laid: { n: number; height: number; blocks: readonly Block[]; openTable: OpenTable | undefined }[] = [];
  const notes: ReadNote[] = [];
  const failures: ReadError[] = [];
  for (let n = 1; n <= last; n++) {
    watch?.begin('recognise', n);
    const skipped = watch?.skip.get(n);
    const page = skipped === undefined ? await file.page(n).catch(readErrorOf) : new ReadError(skipped);
    if (page instanceof ReadError) {
      failures.push(page);
      notes.push({ rule: 'page/unreadable', page: n, params: { page: String(n), reason: page.message } });
      continue;
    }
    const scan = scanOf(page);
    const read = await readScan(scan, n, engine, DEFAULT_SETTINGS, laid.at(-1)?.n === n - 1 ? laid.at(-1)?.openTable : undefined);
    notes.push(...scanNotes(read, n));
    laid.push({ n, height: scan.height, blocks: read.blocks, openTable: read.openTable });
  }
  if (laid.length === 0 && failures[0] !== undefined) throw failures[0];
  if (last < file.pages) notes.push({ rule: 'document/truncated', params: { pages: String(file.pages), read: String(last) } });
  return { pages: file.pages, extraction: 'ocr', blocks: joinPageBreaks(dropRunningTitles(laid)), notes };
}

/** A decoded page in points: by the resolution that its file says, or as A4. */
export function scanOf({ raster, density }: DecodedPage): ScanPage {
  const dpi = density >= 90 && density <= 1_300 ? density : Math.max(raster.width, raster.height) / A4 * 72;
  return { raster, width: raster.width / dpi * 72, height: raster.height / dpi * 72 };
}

/**
 * The first page of an image.
 * @throws ReadError where it is none, or nothing can decode it
 */
export const decodedImage = async (image: PageImage): Promise<DecodedPage> => (await openedPage(image)).page(1);

async function openedPage({ name, bytes }: PageImage): Promise<ImageFile> {
  const format = imageFormat(startOf(bytes));
  if (format === undefined) throw new ReadError(`${name}: Expected an image, got something else — export the page again`);
  return openedImage(bytes, format, name);
}

export interface DecodedPage {
  readonly raster: Raster;
  /** Dots per inch as the file says; 0 where it does not. */
  readonly density: number;
}

/** An image file with its pages, which are decoded one by one. */
interface ImageFile {
  readonly pages: number;
  /** Decodes page `n`, from 1. Rejects with ReadError. */
  page(n: number): Promise<DecodedPage>;
}

/** Gives back a ReadError; throws anything else. */
function readErrorOf(error: unknown): ReadError {
  if (error instanceof ReadError) return error;
  throw error;
}

const openedImage = async (bytes: Uint8Array, format: ImageFormat, name: string): Promise<ImageFile> => (format === 'BMP' ? { pages: 1, page: async () => decodeBmp(bytes, name) } : openBySharp(bytes, format, name));

async function openBySharp(bytes: Uint8Array, format: ImageFormat, name: string): Promise<ImageFile> {
  const open = await sharp();
  if (open === undefined) throw new ReadError(`${name}: an image (${format}): nothing installed can decode it; run npm install with the optional packages`);
  const decoded = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw new ReadError(`${name}: an image (${format}) that cannot be decoded (${firstLine(error)}) — scan or export it again`);
    }
  };
  const { pages = 1 } = await decoded(() => open(bytes, OPEN_OPTIONS).metadata());
  return { pages: format === 'TIFF' ? pages : 1, page: n => decoded(() => decodedPage(open(bytes, { ...OPEN_OPTIONS, page: n - 1 }))) };
}

async function decodedPage(image: Sharp): Promise<DecodedPage> {
  const { density = 0, width = 1, height = 1 } = await image.metadata();
  const { data, info } = await image.rotate().flatten({ background: '#ffffff' }).toColourspace('srgb')
    .resize({ width: LONGEST_SIDE, height: LONGEST_SIDE, fit: 'inside', withoutEnlargement: true }).raw().toBuffer({ resolveWithObject: true });
  const scale = Math.max(info.width, info.height) / Math.max(width, height);
  return { raster: { width: info.width, height: info.height, channels: info.channels === 1 ? 1 : 3, data }, density: density * scale };
}
