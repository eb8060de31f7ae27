/**
 * Reads a PDF: pages → layout → blocks. A page without usable text is reported (`page/needs-ocr`), a page that
 * can't be read is reported (`page/unreadable`), and the rest goes on.
 */
import { type Block, type Box, type Place, ReadError, type ReadNote, type ReadResult } from '../../../schemas/block.js';
import type { EngineName, OcrMode } from '../../ocr/engines/engine.js';
import { watermarkNotes } from '../../ocr/notes.js';
import { joinPageBreaks } from '../../layout/lines/page-breaks.js';
import type { OpenTable } from '../../layout/aligned/open-table.js';
import { layoutPage } from '../../layout/page.js';
import { dropRunningTitles } from '../../layout/lines/running-titles.js';
import { DEFAULT_SETTINGS, type LayoutSettings } from '../../layout/settings.js';
import { FEW, leastOf, picturesOf, shownWithoutText } from './page-pictures.js';
import { orderNotes, Twins } from './page-order.js';
import { garbageShare, garbledIn, hasDigitsIn, pagesInBrokenFonts, type Tally, tallyFonts } from './garbage.js';
import { unseenNotes } from './unseen-notes.js';
import { pdfiumSource } from './pdf-pdfium.js';
import { pdfjsSource } from './pdf-pdfjs.js';
import { Recogniser, UNUSABLE } from './pdf-recognise.js';
import { PageError, type PdfDocument, type PdfSource, seenGlyphs, type SourcePage, withoutBlanks } from './pdf-source.js';
import { type Fold, Folds, pagesOf, uprightSheet } from './sheets.js';
import type { Watch } from '../watch.js';

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
const FALSE_DIGITS = 'digits drawn otherwise than the text layer says';

/** A page as its text layer gives it, with what shows that the layer is not all of it. */
export interface LaidOut {
  /** Its number among the pages that are read, 1-based; of a sheet of two pages each counts. */
  readonly n: number;
  /** Where it stands on its sheet. */
  readonly place: Place;
  /** It is one of several on its sheet. */
  readonly part: boolean;
  readonly height: number;
  readonly blocks: readonly Block[];
  readonly fonts: ReadonlyMap<string, Tally>;
  readonly openTable?: OpenTable | undefined;
  /** Why the text layer can't be used. */
  readonly needsOcr?: string;
  /** Most of the text can't be seen: it is somebody's recognition of the picture that covers the page. */
  readonly hidden: boolean;
  /** Characters within Chinese words that are none, with their neighbours: the text layer is wrong in part. */
  readonly garbled: readonly string[];
  /** The page as drawn is to be taken if more characters are recognised on it. */
  readonly least?: number;
  /** Pictures that may show tables. */
  readonly inset: readonly Box[];
}

/** Reads a PDF's bytes. Throws ReadError (one line) for files that are no PDF, encrypted or damaged beyond reading. */
export async function readPdf(bytes: Uint8Array, options: PdfOptions = {}): Promise<ReadResult> {
  checkMagic(bytes);
  const settings = options.settings ?? DEFAULT_SETTINGS;
  const readers = new Readers(bytes, options);
  try {
    options.watch?.begin('open', 0);
    const { pageCount, attachments } = await readers.open();
    if (pageCount === 0) throw new ReadError('PDF has no pages.');
    const last = Math.min(pageCount, options.maxPages ?? MAX_PAGES);
    const once = await layOutAll(readers, last, options, ONE_PAGE);
    const { pages, notes } = once.fold.columns === 1 ? once : await layOutAll(readers, last, options, once.fold);
    options.watch?.begin('rest', 0);
    const broken = pagesInBrokenFonts(pages.map(p => p.fonts), settings.garbage);
    const { falseDigits } = readers;
    const recogniser = new Recogniser(bytes, options, notes);
    const usable: LaidOut[] = [];
    for (const [i, laid] of pages.entries()) {
      const page = await recogniser.complete(laid, laid.needsOcr ?? (broken.has(i) ? UNUSABLE : hasDigitsIn(laid.fonts, falseDigits) ? FALSE_DIGITS : undefined), openBefore(usable, laid.n));
      if (page !== undefined) usable.push(page);
    }
    notes.push(...orderNotes(usable));
    if (attachments > 0) notes.push({ rule: 'document/attachments', params: { count: String(attachments) } });
    if (last < pageCount) notes.push({ rule: 'document/truncated', params: { pages: String(pageCount), read: String(last) } });
    return {
      mediaType: 'application/pdf', pages: pageCount,
      extraction: usable.every(p => p.blocks.length === 0) ? 'none' : recogniser.pages + recogniser.pictures === 0 ? 'text' : recogniser.pages === usable.length ? 'ocr' : 'mixed',
      blocks: joinPageBreaks(dropRunningTitles(usable)), ...(usable.every(isSheet) ? {} : { places: new Map(usable.map(({ n, place }) => [n, place])) }), notes: notes.sort((a, b) => (a.page ?? 0) - (b.page ?? 0)),
    };
  } finally {
    await readers.close();
  }
}

/** Whether a page is its sheet as it stands. */
const isSheet = ({ n, part, place }: LaidOut): boolean => place.sheet === n && !part && place.upright === undefined;

const ONE_PAGE: Fold = { columns: 1, rows: 1 };

interface LaidOutFile {
  readonly pages: LaidOut[];
  readonly notes: ReadNote[];
  /** How the sheets seem to be folded. */
  readonly fold: Fold;
}

/** Lays out the pages of the first `last` sheets, taking several from each where they are folded. */
async function layOutAll(readers: Readers, last: number, options: PdfOptions, fold: Fold): Promise<LaidOutFile> {
  const pages: LaidOut[] = [];
  const notes: ReadNote[] = [];
  const twins = new Twins();
  const folds = new Folds();
  let n = 0;
  for (let sheet = 1; sheet <= last; sheet++) {
    options.watch?.begin('page', sheet);
    const source = await readers.page(sheet, notes);
    const twin = source && twins.of(source, sheet);
    if (twin !== undefined) {
      notes.push({ rule: 'page/twice', page: sheet, params: { page: String(sheet), of: String(twin) } });
      continue;
    }
    n++;
    if (source === undefined) continue;
    const { hidden, page: seen } = seenOf(source, sheet, notes);
    const { page: upright, ...turned } = uprightSheet(seen);
    folds.see(upright);
    for (const [i, { page, x, y }] of pagesOf(upright, hidden ? ONE_PAGE : fold).entries()) {
      if (i > 0) n++;
      pages.push(layOut(page, { n, place: { sheet, x, y, ...turned }, hidden, part: page !== upright }, options, notes, openBefore(pages, n)));
    }
  }
  return { pages, notes, fold: folds.fold };
}

/** The table that the page before page `n` leaves open. */
const openBefore = (pages: readonly LaidOut[], n: number): OpenTable | undefined => (pages.at(-1)?.n === n - 1 ? pages.at(-1)?.openTable : undefined);

/** The reader in use, and pdfjs as fallback for files and pages that the default cannot read. */
class Readers {
  private main: PdfDocument | undefined;
  private fallback: PdfDocument | undefined;

  constructor(private readonly bytes: Uint8Array, private readonly options: PdfOptions) {}

  private openWith(source: PdfSource): Promise<PdfDocument> {
    return source.open(this.bytes, this.options.password === undefined ? {} : { password: this.options.password });
  }

  async open(): Promise<PdfDocument> {
    const source = this.options.source ?? pdfiumSource;
    try {
      this.main = await this.openWith(source);
    } catch (error) {
      if (!(error instanceof ReadError) || this.options.source || /encrypted/.test(error.message)) throw error;
      this.main = await this.openWith(pdfjsSource);
    }
    return this.main;
  }

  /** Names of fonts that draw other digits than the text layer says. */
  get falseDigits(): ReadonlySet<string> {
    return this.main?.falseDigits ?? new Set();
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

/** Share of characters that can't be seen from which a text layer over a picture is no print. */
const HIDDEN = 0.5;

function layOut(page: SourcePage, at: Pick<LaidOut, 'n' | 'place' | 'part' | 'hidden'>, options: PdfOptions, notes: ReadNote[], before?: OpenTable): LaidOut {
  const settings = options.settings ?? DEFAULT_SETTINGS;
  const { n, place: { sheet }, hidden } = at;
  const fonts = tallyFonts(page.glyphs);
  const base = { ...at, height: page.height, fonts, inset: [], garbled: garbledIn(page.glyphs) };
  if (garbageShare(fonts) >= settings.garbage) return { ...base, hidden: false, blocks: [], needsOcr: UNUSABLE };
  const layout = layoutPage(page, n, settings, before);
  const shown = layout.characters === 0 ? shownWithoutText(page) : undefined;
  if (shown !== undefined) return { ...base, hidden: false, blocks: [], needsOcr: shown };
  const params = { page: String(sheet) };
  if (layout.offPage > 0) notes.push({ rule: 'page/off-page', page: sheet, params: { ...params, count: String(layout.offPage) } });
  notes.push(...watermarkNotes(layout.watermarks, sheet));
  if (page.truncated || layout.tooManyRules) notes.push({ rule: 'page/truncated', page: sheet, params });
  const { covered, inset } = picturesOf(page);
  const least = leastOf(page, layout.characters, covered);
  return { ...base, blocks: layout.blocks, openTable: layout.openTable, inset: hidden ? [] : inset, ...(least === undefined ? {} : { least }) };
}

/**
 * A page with what can be seen of its text, and notes of the rest. The whole text layer where most of it is hidden by or
 * upon a picture of the page, as recognition of a scan is, or where a few words that can't be seen are all there is.
 */
function seenOf(page: SourcePage, sheet: number, notes: ReadNote[]): { hidden: boolean; page: SourcePage } {
  const { glyphs, unseen } = page;
  const printed = withoutBlanks(glyphs).length;
  if (unseen.size > 0 && printed < FEW && unseen.size >= printed) return { hidden: false, page };
  if (printed >= FEW && unseen.size >= HIDDEN * printed && picturesOf(page).covered) return { hidden: true, page };
  notes.push(...unseenNotes(page, sheet));
  return { hidden: false, page: { ...page, glyphs: seenGlyphs(page), unseen: new Set(), set: new Map() } };
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
