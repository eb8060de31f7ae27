/**
 * Reads one file into blocks, whatever its format. The bytes say what it is; the name is not asked. Each format's reader
 * is loaded where a file needs it.
 */
import { ReadError, type ReadResult } from '../../schemas/block.js';
import type { EngineName, OcrMode } from '../ocr/engines/engine.js';
import { containerOf, imageFormat, isWebArchive, refuseOtherFormats, startOf } from './formats.js';
import { looksLikeHtml } from './text/html-head.js';
import type { PageImage } from './image.js';
import type { Watch } from './watch.js';

/** Reading a PDF of more pages leaves memory behind that the stages after it need. */
const manyPages = 300;

export interface ReadOptions {
  /** Opens an encrypted PDF. */
  readonly password?: string;
  /** Which pages go to character recognition. Default `auto`: those without a usable text layer. */
  readonly ocr?: OcrMode;
  /** Engine to recognise with. Default: the first that is installed. */
  readonly ocrEngine?: EngineName;
  /** Told which step begins; names pages to leave out. */
  readonly watch?: Watch;
}

/**
 * Reads a file given as bytes. `name` serves messages only.
 * @throws ReadError with one line: what is wrong and what to do.
 */
export async function readFile(bytes: Uint8Array, name: string, options: ReadOptions = {}): Promise<ReadResult> {
  if (bytes.length === 0) throw new ReadError(`${name}: Expected a document, got an empty file — download or export it again`);
  const start = startOf(bytes);
  if (start.startsWith('%PDF-') || (start.slice(0, 1024).includes('%PDF-') && !looksLikeHtml(start))) {
    const [{ readPdf }, { collectGarbage }] = await Promise.all([import('./pdf/pdf.js'), import('./pdf/pdf-library.js')]);
    const read = await readPdf(bytes, options);
    if ((read.pages ?? 0) > manyPages) await collectGarbage();
    return read;
  }
  const image = imageFormat(start);
  if (image !== undefined) {
    const { readImage } = await import('./image.js');
    return readImage(bytes, image, name, options);
  }
  const container = containerOf(start);
  if (container !== undefined) {
    const { readOfficeFile, readOldOfficeFile } = await import('./office/office.js');
    return container === 'container' ? readOfficeFile(bytes, name, options) : readOldOfficeFile(bytes, name, options);
  }
  if (start.startsWith('{\\rtf')) {
    const { readRichText } = await import('./office/rtf.js');
    return readRichText(bytes, name, options);
  }
  refuseOtherFormats(bytes, start, name);
  if (isWebArchive(start)) {
    const { readWebArchive } = await import('./text/web-archive.js');
    return readWebArchive(bytes, name);
  }
  const { readTextFile } = await import('./text/text-file.js');
  return readTextFile(bytes, name);
}

/**
 * Reads images as the pages of one document, in the order given.
 * @throws ReadError with one line
 */
export async function readImageFolder(images: readonly PageImage[], name: string, options: ReadOptions = {}): Promise<ReadResult> {
  const { readImages } = await import('./image.js');
  return readImages(images, name, options);
}
