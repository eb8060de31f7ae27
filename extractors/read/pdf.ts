/**
 * Reads a PDF: pages → layout → blocks. A page without usable text is reported (`page/needs-ocr`), a page that
 * can't be read is reported (`page/unreadable`), and the rest goes on.
 */
import { type Block, ReadError, type ReadNote, type ReadResult } from '../../schemas/block.js';
import { layoutPage } from '../layout/page.js';
import { dropRunningTitles } from '../layout/running-titles.js';
import { DEFAULT_SETTINGS, type LayoutSettings } from '../layout/settings.js';
import { garbageShare } from './garbage.js';
import { pdfiumSource } from './pdf-pdfium.js';
import { PageError, type PdfSource, type SourcePage } from './pdf-source.js';

export interface PdfOptions {
  readonly password?: string;
  /** Pages to read at most; the rest is reported. Default 5,000. */
  readonly maxPages?: number;
  readonly settings?: LayoutSettings;
  /** Library to read with. Default PDFium. */
  readonly source?: PdfSource;
}

const MAX_PAGES = 5_000;

/** Reads a PDF's bytes. Throws ReadError (one line) for files that are no PDF, encrypted or damaged beyond reading. */
export async function readPdf(bytes: Uint8Array, options: PdfOptions = {}): Promise<ReadResult> {
  checkMagic(bytes);
  const settings = options.settings ?? DEFAULT_SETTINGS;
  const document = await (options.source ?? pdfiumSource).open(bytes, options.password === undefined ? {} : { password: options.password });
  try {
    if (document.pageCount === 0) throw new ReadError('PDF has no pages.');
    const last = Math.min(document.pageCount, options.maxPages ?? MAX_PAGES);
    const pages: { height: number; blocks: readonly Block[] }[] = [];
    const notes: ReadNote[] = [];
    let text = 0;
    for (let n = 1; n <= last; n++) {
      const page = await readPage(document, n, notes);
      if (!page) continue;
      const { blocks, note } = layOut(page, n, settings, notes);
      if (note) notes.push(note);
      else if (blocks.length) text++;
      pages.push({ height: page.height, blocks });
    }
    if (last < document.pageCount) {
      notes.push({ rule: 'document/truncated', params: { pages: String(document.pageCount), read: String(last) } });
    }
    return { mediaType: 'application/pdf', pages: document.pageCount, extraction: text ? 'text' : 'none', blocks: dropRunningTitles(pages), notes };
  } finally {
    await document.close();
  }
}

async function readPage(document: { page(n: number): Promise<SourcePage> }, n: number, notes: ReadNote[]): Promise<SourcePage | undefined> {
  try {
    return await document.page(n);
  } catch (error) {
    if (!(error instanceof PageError)) throw error;
    notes.push({ rule: 'page/unreadable', page: n, params: { page: String(n), reason: error.message } });
    return undefined;
  }
}

function layOut(page: SourcePage, n: number, settings: LayoutSettings, notes: ReadNote[]): { blocks: readonly Block[]; note?: ReadNote } {
  const params = { page: String(n) };
  const share = garbageShare(page.glyphs);
  if (share >= settings.garbage) {
    return { blocks: [], note: { rule: 'page/needs-ocr', page: n, params: { ...params, reason: 'text layer without usable characters' } } };
  }
  const layout = layoutPage(page, n, settings);
  if (layout.characters === 0 && page.images.length > 0) {
    return { blocks: [], note: { rule: 'page/needs-ocr', page: n, params: { ...params, reason: 'image without text layer' } } };
  }
  if (layout.offPage > 0) notes.push({ rule: 'page/off-page', page: n, params: { ...params, count: String(layout.offPage) } });
  if (page.truncated || layout.tooManyRules) notes.push({ rule: 'page/truncated', page: n, params });
  return { blocks: layout.blocks };
}

/** Files named .pdf are often something else; say what. */
function checkMagic(bytes: Uint8Array): void {
  const head = Buffer.from(bytes.subarray(0, 1024)).toString('latin1');
  if (bytes.length === 0) throw new ReadError('File is empty.');
  if (head.includes('%PDF-')) return;
  if (head.startsWith('PK\u0003\u0004')) throw new ReadError('Not a PDF but a ZIP container (perhaps .docx or .xlsx): rename or convert it.');
  if (/^\s*(<!doctype|<html|<\?xml)/i.test(head.replace(/^\u00ef\u00bb\u00bf/, ''))) throw new ReadError('Not a PDF but a web page: the download probably failed.');
  throw new ReadError('Not a PDF: the file does not start with %PDF.');
}
