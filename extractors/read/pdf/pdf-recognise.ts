/**
 * What character recognition adds to the pages of a PDF: pages without a usable text layer, pages whose text layer is
 * another program's recognition of a picture or wrong in part, and pictures of tables on pages of text.
 */
import { type Block, type Box, type Cell, ReadError, type ReadNote } from '../../../schemas/block.js';
import { ocrEngine, type OcrEngine } from '../../ocr/engines/engine.js';
import { scanNotes } from '../../ocr/notes.js';
import { cut } from '../../ocr/image/pixels.js';
import type { OpenTable } from '../../layout/aligned/open-table.js';
import { DEFAULT_SETTINGS } from '../../layout/settings.js';
import type { LaidOut, PdfOptions } from './pdf.js';
import { LibraryError } from './pdf-library.js';
import { type DrawnScan, scanOfPage } from './pdf-scan.js';
import { isReadable, isTable } from '../picture-tables.js';
import { onSheet } from './sheets.js';

export const UNUSABLE = 'text layer without usable characters';
/** How sure the characters of another program's recognition, or of a text layer that is wrong in part, are. */
const SOMEBODYS = 0.5;

/** A drawn page and what reads it. */
interface Look {
  readonly engine: OcrEngine;
  readonly readScan: typeof import('../../ocr/page.js').readScan;
  readonly scan: DrawnScan;
}

export class Recogniser {
  /** Pages that were recognised as a whole. */
  pages = 0;
  /** Pages of text with tables that were recognised. */
  pictures = 0;

  constructor(private readonly bytes: Uint8Array, private readonly options: PdfOptions, private readonly notes: ReadNote[]) {}

  /**
   * The page with what is recognised of it; undefined where there is nothing that can be used.
   * Of a sheet of several pages nothing is recognised.
   * @param unusable why the text layer can't be used
   * @param before the table that the page before leaves open
   */
  async complete(laid: LaidOut, unusable: string | undefined, before: OpenTable | undefined): Promise<LaidOut | undefined> {
    const whole = unusable !== undefined || laid.hidden || laid.garbled.length > 0 || this.options.ocr === 'always';
    const look = !laid.part && (whole || laid.least !== undefined || laid.inset.length > 0) ? await this.look(laid) : undefined;
    const read = look && (whole || laid.least !== undefined) ? await this.page(laid, look, whole ? 0 : laid.least ?? 0, before) : undefined;
    if (read !== undefined) return read;
    if (unusable !== undefined) {
      this.note(laid, 'page/needs-ocr', { reason: unusable });
      return undefined;
    }
    if (laid.hidden || laid.garbled.length > 0) {
      if (laid.hidden) this.note(laid, 'page/text-recognised');
      else this.note(laid, 'page/garbled', { count: String(laid.garbled.length), list: [...new Set(laid.garbled)].slice(0, 5).map((word) => `“${word}”`).join('、') });
      return { ...laid, blocks: laid.blocks.map((block) => doubted(block, laid.hidden)) };
    }
    if (look !== undefined) return this.withPictures(laid, look);
    const pictures = laid.inset.length + (laid.least === undefined ? 0 : 1);
    if (pictures > 0) this.note(laid, 'page/picture-unread', { count: String(pictures) });
    return laid;
  }

  private note(laid: LaidOut, rule: string, params: Readonly<Record<string, string>> = {}): void {
    this.notes.push({ rule, page: laid.place.sheet, params: { page: String(laid.place.sheet), ...params } });
  }

  /** Draws a page; undefined where that fails, recognition is off or there is no engine. */
  private async look(laid: LaidOut): Promise<Look | undefined> {
    const engine = this.options.ocr === 'never' ? undefined : await ocrEngine(this.options.ocrEngine);
    if (engine === undefined) return undefined;
    this.options.watch?.begin('recognise', laid.place.sheet);
    try {
      // most documents have no page to recognise
      const { readScan } = await import('../../ocr/page.js');
      return { engine, readScan, scan: await scanOfPage(this.bytes, laid.place.sheet, this.options.password) };
    } catch (error) {
      if (error instanceof ReadError || error instanceof LibraryError) return undefined;
      throw error;
    }
  }

  /** Reads a page's picture; undefined where it shows no more than `least` characters. */
  private async page(laid: LaidOut, { engine, readScan, scan }: Look, least: number, before: OpenTable | undefined): Promise<LaidOut | undefined> {
    const read = await readScan(scan, laid.n, engine, this.options.settings ?? DEFAULT_SETTINGS, before);
    if (least > 0 && read.characters <= least) return undefined;
    if (scan.fault !== undefined) this.note(laid, 'page/damaged', { reason: scan.fault });
    this.notes.push(...scanNotes(read, laid.place.sheet));
    this.pages++;
    return { ...laid, place: { sheet: laid.place.sheet, x: 0, y: 0 }, height: scan.height, blocks: read.blocks, openTable: read.openTable };
  }

  /** The page with the tables that its pictures show, as it stands on its sheet. */
  private async withPictures(laid: LaidOut, { engine, readScan, scan }: Look): Promise<LaidOut> {
    const { place, inset } = laid;
    let blocks: readonly Block[] = laid.blocks.map((block) => moved(block, (box) => onSheet(box, place)));
    let tables = 0;
    for (const box of inset.map((picture) => onSheet(picture, place))) {
      const read = await readScan(partOf(scan, box), laid.n, engine, this.options.settings ?? DEFAULT_SETTINGS);
      const found = read.blocks.filter(isTable).length;
      if (found === 0) continue;
      tables += found;
      blocks = placed(blocks, read.blocks.filter(isReadable).map((block) => moved(block, (b) => ({ x0: b.x0 + box.x0, x1: b.x1 + box.x0, y0: b.y0 + box.y0, y1: b.y1 + box.y0 }))), box);
    }
    if (tables === 0) return laid;
    this.pictures++;
    this.note(laid, 'page/picture-read', { count: String(tables) });
    return { ...laid, place: { sheet: place.sheet, x: 0, y: 0 }, height: scan.height, blocks };
  }
}

/** A part of a drawn page, in points, as a page of its own. */
function partOf(scan: DrawnScan, box: Box): DrawnScan {
  const scale = scan.raster.width / scan.width;
  const raster = cut(scan.raster, Math.floor(box.x0 * scale), Math.floor(box.y0 * scale), Math.ceil(box.x1 * scale), Math.ceil(box.y1 * scale));
  return { raster, width: raster.width / scale, height: raster.height / scale };
}

/** Blocks of a picture among those of its page: before the first that stands lower than the picture's top. */
function placed(blocks: readonly Block[], added: readonly Block[], { y0 }: Box): readonly Block[] {
  const at = blocks.findIndex((b) => b.box !== undefined && b.box.y0 >= y0);
  return at < 0 ? [...blocks, ...added] : [...blocks.slice(0, at), ...added, ...blocks.slice(at)];
}

function moved(block: Block, to: (box: Box) => Box): Block {
  const boxOf = ({ box }: { readonly box?: Box | undefined }): { box?: Box } => (box === undefined ? {} : { box: to(box) });
  if (block.type === 'paragraph') return { ...block, ...boxOf(block) };
  return { ...block, ...boxOf(block), cells: block.cells.map((cell): Cell => ({ ...cell, ...boxOf(cell) })) };
}

/** A block of another program's recognition, which may have left out what stands in `blank` cells, or of a text layer that is wrong in part. */
function doubted(block: Block, blank: boolean): Block {
  if (block.type === 'paragraph') return { ...block, source: 'ocr' };
  return { ...block, source: 'ocr', cells: block.cells.map((cell) => (cell.text === '' && !blank ? cell : { ...cell, confidence: Math.min(cell.confidence, SOMEBODYS) })) };
}
