/**
 * Reads one file into blocks, whatever its format. The bytes say what it is; the name is not asked.
 */
import { ReadError, type ReadResult } from '../../schemas/block.js';
import { decodeText } from './encoding.js';
import { declaredCharset, declaredDate, htmlBlocks, looksLikeHtml } from './html.js';
import type { EngineName, OcrMode } from '../ocr/engine.js';
import { textBlocks } from './text.js';
import type { Watch } from './watch.js';

/** Texts beyond this are refused before they are decoded. */
const textLimit = 64 * 1024 * 1024;

/** Reading a PDF of more pages leaves memory behind that the stages after it need. */
const manyPages = 300;

/** No document has a longer paragraph; a table of a million columns ends as one. */
const paragraphLimit = 200_000;

/** First bytes of formats that are no text, in Latin-1. */
const signatures: readonly (readonly [string, 'office' | 'image' | 'archive' | 'binary', string])[] = [
  ['PK\x03\x04', 'office', 'ZIP container'],
  ['PK\x05\x06', 'office', 'empty ZIP container'],
  ['\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'office', 'OLE container'],
  ['{\\rtf', 'office', 'RTF'],
  ['\x89PNG', 'image', 'PNG'],
  ['\xff\xd8\xff', 'image', 'JPEG'],
  ['GIF8', 'image', 'GIF'],
  ['BM', 'image', 'BMP'],
  ['II*\x00', 'image', 'TIFF'],
  ['MM\x00*', 'image', 'TIFF'],
  ['\x00\x00\x00\x0cjP', 'image', 'JPEG 2000'],
  ['\x1f\x8b', 'archive', 'gzip'],
  ['Rar!', 'archive', 'RAR'],
  ['7z\xbc\xaf\x27\x1c', 'archive', '7-Zip'],
  ['\x7fELF', 'binary', 'an ELF program'],
  ['MZ\x90', 'binary', 'a Windows program'],
];

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
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 4096));
  if (start.startsWith('%PDF-') || (start.slice(0, 1024).includes('%PDF-') && !looksLikeHtml(start))) {
    const [{ readPdf }, { collectGarbage }] = await Promise.all([import('./pdf.js'), import('./pdf-library.js')]);
    const read = await readPdf(bytes, options);
    if ((read.pages ?? 0) > manyPages) await collectGarbage();
    return read;
  }
  const image = imageFormat(start);
  if (image !== undefined) {
    const { readImage } = await import('./image.js');
    return readImage(bytes, image, name, options);
  }
  refuseOtherFormats(bytes, start, name);
  if (bytes.length > textLimit) {
    throw new ReadError(`${name}: Expected a text of at most ${megabytes(textLimit)} MB, got ${megabytes(bytes.length)} MB — split the file`);
  }
  const { text, notes } = decodeText(bytes, declaredCharset(bytes));
  refuseNonsense(text, name, start);
  if (text.trim() === '') throw new ReadError(`${name}: Expected a document, got only blanks — download or export it again`);
  const html = looksLikeHtml(text);
  const read = html ? htmlBlocks(text) : textBlocks(text);
  const declared = html ? declaredDate(text) : '';
  const longest = read.blocks.reduce((most, block) => (block.type === 'paragraph' ? Math.max(most, block.text.length) : most), 0);
  if (longest > paragraphLimit) throw new ReadError(`${name}: Expected paragraphs of at most ${paragraphLimit} characters, got one of ${longest}: the file is damaged — export it again`);
  return {
    mediaType: html ? 'text/html' : read.blocks.some((block) => block.type === 'grid') || /^#{1,6} /m.test(text.slice(0, 100_000)) ? 'text/markdown' : 'text/plain',
    ...('pages' in read && typeof read.pages === 'number' ? { pages: read.pages } : {}),
    extraction: 'text',
    blocks: read.blocks,
    notes: [...notes, ...read.notes],
    ...(declared === '' ? {} : { declaredDate: declared }),
  };
}

/** Formats of page images that are read. */
function imageFormat(start: string): 'PNG' | 'JPEG' | 'TIFF' | 'WebP' | 'BMP' | undefined {
  if (start.startsWith('RIFF') && start.slice(8, 12) === 'WEBP') return 'WebP';
  const [, , format] = signatures.find(([magic, family]) => family === 'image' && start.startsWith(magic) && (magic !== 'BM' || start.slice(0, 64).includes('\0'))) ?? [];
  return format === 'PNG' || format === 'JPEG' || format === 'TIFF' || format === 'BMP' ? format : undefined;
}

function refuseOtherFormats(bytes: Uint8Array, start: string, name: string): void {
  const [, family, format] = signatures.find(([magic]) => start.startsWith(magic) && (magic !== 'BM' || start.slice(0, 64).includes('\0'))) ?? [];
  if (family === 'office') throw new ReadError(`${name}: an Excel/Word file (${format}): not read yet; export it as PDF or HTML`);
  if (family === 'image') throw new ReadError(`${name}: an image (${format}): not read; save it as PNG, JPEG or TIFF`);
  if (family === 'archive') throw new ReadError(`${name}: an archive (${format}): unpack it and give the files inside`);
  if (family === 'binary') throw new ReadError(`${name}: Expected text, got binary data (${format}) — give a PDF, HTML, Markdown or text file`);
  const isUtf16 = start.startsWith('\xff\xfe') || start.startsWith('\xfe\xff');
  if (!isUtf16 && bytes.subarray(0, 65_536).includes(0)) {
    throw new ReadError(`${name}: Expected text, got binary data (${hex(bytes)}) — give a PDF, HTML, Markdown or text file`);
  }
}

/** Bytes that decode, but to nothing that anyone wrote. */
function refuseNonsense(text: string, name: string, start: string): void {
  const sample = text.slice(0, 65_536);
  // oxlint-disable-next-line no-control-regex
  const strange = sample.match(/[\u0000-\u0008\u000b\u000e-\u001a\u001c-\u001f\ufffd\ue000-\uf8ff]/g)?.length ?? 0;
  if (strange > 8 && strange > sample.length / 20) {
    throw new ReadError(`${name}: Expected text, got binary data (${hex(new TextEncoder().encode(start.slice(0, 8)))}) — give a PDF, HTML, Markdown or text file`);
  }
}

function hex(bytes: Uint8Array): string {
  return `starts with ${[...bytes.subarray(0, 8)].map((byte) => byte.toString(16).padStart(2, '0')).join(' ')}`;
}

function megabytes(count: number): string {
  return String(Math.round((count / 1024 / 1024) * 10) / 10);
}
