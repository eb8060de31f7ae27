/**
 * Reads a PDF: pages → layout → blocks. A page without usable text is reported (`page/needs-ocr`), a page that
 * can't be read is reported (`page/unreadable`), and the rest goes on.
 */
import { type Block, ReadError, type ReadNote, type ReadResult } from '../../schemas/block.js';
import { type EngineName, ocrEngine, type OcrMode } from '../ocr/engine.js';
import { scanNotes } from '../ocr/notes.js';
import { readScan } from '../ocr/page.js';
import { joinPageBreaks } from '../layout/page-breaks.js';
import type { OpenTable } from '../layout/open-table.js';
import { layoutPage } from '../layout/page.js';
import { dropRunningTitles } from '../layout/running-titles.js';
import { DEFAULT_SETTINGS, type LayoutSettings } from '../layout/settings.js';
import { garbageShare, pagesInBrokenFonts, type Tally, tallyFonts } from './garbage.js';
import { pdfiumSource } from './pdf-pdfium.js';
import { pdfjsSource } from './pdf-pdfjs.js';
import { LibraryError } from './pdf-library.js';
import { scanOfPage } from './pdf-scan.js';
import { PageError, type PdfDocument, type PdfSource, type SourcePage } from './pdf-source.js';
import type { Watch } from './watch.js';

export interface PdfOptions {
  readonly password?: string;
  /** Pages to read at most; the rest is reported. Default 5,000. */
  readonly maxPages?: number;
  readonly settings?: LayoutSettings;
  /** Library to read with. Default PDFium. */
  readonly source?: PdfSource;
  /** Which pages go to character recognition. Default `auto`: those without a usable text layer. */
  readonly ocr?: OcrMode;
  /** Engine to recognise with. Default: the first that is installed. */
  readonly ocrEngine?: EngineName;
  /** Told which step begins; names pages to leave out. */
  readonly watch?: Watch;
}

const MAX_PAGES = 5_000;

interface LaidOut {
  readonly n: number;
  readonly height: number;
  readonly blocks: readonly Block[];
  readonly fonts: ReadonlyMap<string, Tally>;
  readonly openTable?: OpenTable | undefined;
  readonly needsOcr?: string;
  /** Characters over a picture of the page that are too few to be its text: a stamp's number, a page number. */
  readonly sparse?: number;
}

/** Reads a PDF's bytes. Throws ReadError (one line) for files that are no PDF, encrypted or damaged beyond reading. */
export async function readPdf(bytes: Uint8Array, options: PdfOptions = {}): Promise<ReadResult> {
  checkMagic(bytes);
  const settings = options.settings ?? DEFAULT_SETTINGS;
  const readers = new Readers(bytes, options);
  try {
    options.watch?.begin('open', 0);
    const pageCount = await readers.open();
    if (pageCount === 0) throw new ReadError('PDF has no pages.');
    const last = Math.min(pageCount, options.maxPages ?? MAX_PAGES);
    const { ocr = 'auto' } = options;
    const pages: LaidOut[] = [];
    const notes: ReadNote[] = [];
    for (let n = 1; n <= last; n++) {
      options.watch?.begin('page', n);
      const page = await readers.page(n, notes);
      const before = pages.at(-1)?.n === n - 1 ? pages.at(-1)?.openTable : undefined;
      if (page) pages.push(layOut(page, n, settings, notes, before));
    }
    options.watch?.begin('rest', 0);
    const broken = pagesInBrokenFonts(pages.map(p => p.fonts), settings.garbage);
    const usable: LaidOut[] = [];
    let recognised = 0;
    for (const [i, laid] of pages.entries()) {
      const reason = laid.needsOcr ?? (broken.has(i) ? UNUSABLE : undefined);
      const asked = ocr !== 'never' && (reason !== undefined || ocr === 'always' || laid.sparse !== undefined);
      const scan = asked ? await recognise(bytes, laid, options, notes, reason === undefined && ocr === 'auto' ? MORE * (laid.sparse ?? 0) : 0) : undefined;
      if (scan !== undefined) recognised++;
      else if (reason !== undefined) notes.push({ rule: 'page/needs-ocr', page: laid.n, params: { page: String(laid.n), reason } });
      const page = scan ?? (reason === undefined ? laid : undefined);
      if (page !== undefined) usable.push(page);
    }
    if (last < pageCount) notes.push({ rule: 'document/truncated', params: { pages: String(pageCount), read: String(last) } });
    return {
      mediaType: 'application/pdf', pages: pageCount,
      extraction: usable.every(p => p.blocks.length === 0) ? 'none' : recognised === 0 ? 'text' : recognised === usable.length ? 'ocr' : 'mixed',
      blocks: joinPageBreaks(dropRunningTitles(usable)), notes: notes.sort((a, b) => (a.page ?? 0) - (b.page ?? 0)),
    };
  } finally {
    await readers.close();
  }
}

const UNUSABLE = 'text layer without usable characters';

/** Fewer characters over a picture of most of the page are not its text, if the picture shows so many times as many. */
const FEW = 40;
const MORE = 3;
const MOST_OF_PAGE = 0.7;

/** Reads a page's picture; undefined where there is no engine, the page can't be drawn, or it shows no more than `least` characters. */
async function recognise(bytes: Uint8Array, page: LaidOut, options: PdfOptions, notes: ReadNote[], least: number): Promise<LaidOut | undefined> {
  const engine = await ocrEngine(options.ocrEngine);
  if (engine === undefined) return undefined;
  options.watch?.begin('recognise', page.n);
  try {
    const scan = await scanOfPage(bytes, page.n, options.password);
    const read = await readScan(scan, page.n, engine, options.settings ?? DEFAULT_SETTINGS);
    if (least > 0 && read.characters <= least) return undefined;
    if (scan.fault !== undefined) notes.push({ rule: 'page/damaged', page: page.n, params: { page: String(page.n), reason: scan.fault } });
    notes.push(...scanNotes(read, page.n));
    return { n: page.n, height: page.height, fonts: page.fonts, blocks: read.blocks };
  } catch (error) {
    if (error instanceof ReadError || error instanceof LibraryError) return undefined;
    throw error;
  }
}

/** The reader in use, and pdfjs as fallback for files and pages that the default cannot read. */
class Readers {
  private main: PdfDocument | undefined;
  private fallback: PdfDocument | undefined;

  constructor(private readonly bytes: Uint8Array, private readonly options: PdfOptions) {}

  private openWith(source: PdfSource): Promise<PdfDocument> {
    return source.open(this.bytes, this.options.password === undefined ? {} : { password: this.options.password });
  }

  async open(): Promise<number> {
    const source = this.options.source ?? pdfiumSource;
    try {
      this.main = await this.openWith(source);
    } catch (error) {
      if (!(error instanceof ReadError) || this.options.source || /encrypted/.test(error.message)) throw error;
      this.main = await this.openWith(pdfjsSource);
    }
    return this.main.pageCount;
  }

  async page(n: number, notes: ReadNote[]): Promise<SourcePage | undefined> {
    const skipped = this.options.watch?.skip.get(n);
    if (skipped !== undefined) {
      notes.push({ rule: 'page/unreadable', page: n, params: { page: String(n), reason: skipped } });
      return undefined;
    }
    try {
      return await (this.main as PdfDocument).page(n);
    } catch (error) {
      if (!(error instanceof PageError)) throw error;
      const page = this.options.source || error.tooMuch ? undefined : await this.retry(n);
      if (!page) notes.push({ rule: 'page/unreadable', page: n, params: { page: String(n), reason: error.message } });
      return page;
    }
  }

  private async retry(n: number): Promise<SourcePage | undefined> {
    try {
      this.fallback ??= await this.openWith(pdfjsSource);
      return await this.fallback.page(n);
    } catch (error) {
      if (error instanceof PageError || error instanceof ReadError) return undefined;
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.main?.close();
    await this.fallback?.close();
  }
}

function layOut(page: SourcePage, n: number, settings: LayoutSettings, notes: ReadNote[], before?: OpenTable): LaidOut {
  const params = { page: String(n) };
  const fonts = tallyFonts(page.glyphs);
  const base = { n, height: page.height, fonts };
  if (garbageShare(fonts) >= settings.garbage) return { ...base, blocks: [], needsOcr: UNUSABLE };
  const layout = layoutPage(page, n, settings, before);
  if (layout.characters === 0 && page.images.length > 0) return { ...base, blocks: [], needsOcr: 'image without text layer' };
  if (layout.offPage > 0) notes.push({ rule: 'page/off-page', page: n, params: { ...params, count: String(layout.offPage) } });
  if (page.truncated || layout.tooManyRules) notes.push({ rule: 'page/truncated', page: n, params });
  const covered = page.images.some(b => (b.x1 - b.x0) * (b.y1 - b.y0) >= MOST_OF_PAGE * page.width * page.height);
  return { ...base, blocks: layout.blocks, openTable: layout.openTable, ...(covered && layout.characters < FEW ? { sparse: Math.max(10, layout.characters) } : {}) };
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
