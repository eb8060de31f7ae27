/** Formats by their first bytes. */
import { ReadError } from '../../schemas/block.js';

/** Bytes at the start of a file that tell its format, a character each. A TextDecoder of “latin1” is one of windows-1252, by the standard and from Node 22 on. */
export const startOf = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 4096)).toString('latin1');

/** First bytes of formats that are no text, in Latin-1. */
const signatures: readonly (readonly [string, 'container' | 'compound' | 'image' | 'archive' | 'binary', string])[] = [
  ['PK\x03\x04', 'container', 'ZIP'],
  ['PK\x05\x06', 'archive', 'empty ZIP'],
  ['\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'compound', 'OLE'],
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

/** The format, of a family or of any, whose first bytes a file has. Text may begin with BM as well: a bitmap has a nought soon after. */
const signatureOf = (start: string, family?: 'image'): (typeof signatures)[number] | undefined =>
  signatures.find(([magic, own]) => (family === undefined || own === family) && start.startsWith(magic) && (magic !== 'BM' || start.slice(0, 64).includes('\0')));

/** Formats of page images that are read. */
export function imageFormat(start: string): 'PNG' | 'JPEG' | 'TIFF' | 'WebP' | 'BMP' | undefined {
  if (start.startsWith('RIFF') && start.slice(8, 12) === 'WEBP') return 'WebP';
  const [, , format] = signatureOf(start, 'image') ?? [];
  return format === 'PNG' || format === 'JPEG' || format === 'TIFF' || format === 'BMP' ? format : undefined;
}

/** @throws ReadError for a file that is known to be no text, or has bytes that none has. */
export function refuseOtherFormats(bytes: Uint8Array, start: string, name: string): void {
  const [, family, format] = signatureOf(start) ?? [];
  if (family === 'image') throw new ReadError(`${name}: an image (${format}): not read; save it as PNG, JPEG or TIFF`);
  if (family === 'archive') throw new ReadError(`${name}: an archive (${format}): unpack it and give the files inside`);
  if (family === 'binary') throw new ReadError(`${name}: Expected text, got binary data (${format}) — give a PDF, Excel, Word, HTML or text file`);
  const isUtf16 = start.startsWith('\xff\xfe') || start.startsWith('\xfe\xff');
  if (!isUtf16 && bytes.subarray(0, 65_536).includes(0)) {
    throw new ReadError(`${name}: Expected text, got binary data (${firstBytes(bytes)}) — give a PDF, Excel, Word, HTML or text file`);
  }
}

/** Whether a file is a container of an office program: ZIP, as .xlsx and .docx are, or a compound file, as .xls is. */
export const containerOf = (start: string): 'container' | 'compound' | undefined => {
  const family = signatureOf(start)?.[1];
  return family === 'container' || family === 'compound' ? family : undefined;
};

/** Whether a file is a page with its pictures in one (MHTML, .mht), as Word and Excel save them: a message of several parts. */
export const isWebArchive = (start: string): boolean => /^(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,20}?Content-Type:\s*multipart\/related/iu.test(start.trimStart()) && /^MIME-Version:/imu.test(start);

/** The first bytes of a file, for messages: `starts with 89 50 4e 47`. */
export function firstBytes(bytes: Uint8Array): string {
  return `starts with ${[...bytes.subarray(0, 8)].map((byte) => byte.toString(16).padStart(2, '0')).join(' ')}`;
}
