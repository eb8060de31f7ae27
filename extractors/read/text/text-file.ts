/** Reads a file of text: HTML, Markdown or plain. */
import { ReadError, type ReadNote, type ReadResult } from '../../../schemas/block.js';
import { decodeText } from './encoding.js';
import { delimitedBlocks } from './delimited.js';
import { firstBytes } from '../formats.js';
import { declaredCharset, declaredDate, looksLikeHtml } from './html-head.js';
import { htmlBlocks } from './html.js';
import { readOfficeXml } from '../office/office-xml.js';
import { textBlocks } from './text.js';

/** Texts beyond this are refused before they are decoded. Bytes. */
const LARGEST = 64 * 1024 * 1024;

/** No document has a longer paragraph; a table of a million columns ends as one. Characters. */
const LONGEST_PARAGRAPH = 200_000;

/**
 * Blocks of a file's bytes. `name` serves messages only.
 * @throws ReadError with one line: what is wrong and what to do.
 */
export function readTextFile(bytes: Uint8Array, name: string): ReadResult {
  if (bytes.length > LARGEST) {
    throw new ReadError(`${name}: Expected a text of at most ${megabytes(LARGEST)} MB, got ${megabytes(bytes.length)} MB — split the file`);
  }
  const { text, notes } = decodeText(bytes, declaredCharset(bytes));
  refuseNonsense(text, bytes, name);
  return textResult(text, notes, name);
}

/**
 * Blocks of a text, HTML or not.
 * @param notes what was noticed when it was decoded
 * @throws ReadError with one line: what is wrong and what to do.
 */
export function textResult(text: string, notes: readonly ReadNote[], name: string): ReadResult {
  if (text.trim() === '') throw new ReadError(`${name}: Expected a document, got only blanks — download or export it again`);
  const html = looksLikeHtml(text);
  if (!html && /^[\s\ufeff]*<\?xml\b/u.test(text)) return readOfficeXml(text.trimStart().replace(/^\ufeff/u, ''), name);
  if (html) refuseFrames(text, name);
  const list = html ? undefined : delimitedBlocks(text);
  const read = html ? htmlBlocks(text, { preformatted: (lines) => textBlocks(lines).blocks }) : list === undefined ? textBlocks(text) : { blocks: list, notes: [] };
  const declared = html ? declaredDate(text) : '';
  const longest = read.blocks.reduce((most, block) => (block.type === 'paragraph' ? Math.max(most, block.text.length) : most), 0);
  if (longest > LONGEST_PARAGRAPH) throw new ReadError(`${name}: Expected paragraphs of at most ${LONGEST_PARAGRAPH} characters, got one of ${longest}: the file is damaged — export it again`);
  return {
    mediaType: html ? 'text/html' : list !== undefined ? 'text/csv' : read.blocks.some((block) => block.type === 'grid') || /^#{1,6} /m.test(text.slice(0, 100_000)) ? 'text/markdown' : 'text/plain',
    ...('pages' in read && typeof read.pages === 'number' ? { pages: read.pages } : {}),
    extraction: 'text',
    blocks: read.blocks,
    notes: [...notes, ...read.notes],
    ...(declared === '' ? {} : { declaredDate: declared }),
  };
}

/** A page of frames holds nothing itself: what it shows stands in files of their own. */
function refuseFrames(text: string, name: string): void {
  if (!/<frameset[\s>]/iu.test(text) || /<table[\s>]/iu.test(text)) return;
  const frames = [...text.matchAll(/<frame\b[^>]{0,500}?\bsrc\s*=\s*["']?([^"'\s>]{1,200})/giu)].map(([, file = '']) => file);
  throw new ReadError(`${name}: a page of frames, whose tables are in other files (${frames.slice(0, 3).join(', ') || 'none named'}) — give those, or save the workbook as .xlsx or as one page`);
}

/** Bytes that decode, but to nothing that anyone wrote. */
function refuseNonsense(text: string, bytes: Uint8Array, name: string): void {
  const sample = text.slice(0, 65_536);
  // oxlint-disable-next-line no-control-regex
  const strange = sample.match(/[\u0000-\u0008\u000b\u000e-\u001a\u001c-\u001f\ufffd\ue000-\uf8ff]/g)?.length ?? 0;
  if (strange > 8 && strange > sample.length / 20) {
    throw new ReadError(`${name}: Expected text, got binary data (${firstBytes(bytes)}) — give a PDF, Excel, Word, HTML or text file`);
  }
}

const megabytes = (count: number): string => String(Math.round((count / 1024 / 1024) * 10) / 10);
