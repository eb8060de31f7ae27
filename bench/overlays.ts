/**
 * PDFs anew, with what hides or stands for their text: `npx tsx bench/overlays.ts FOLDER OUT [--pages 8] [--kinds …]`
 *
 *   watermark   words at an angle, nine times on each page
 *   pale        the same upright, in the size of the text and in light grey, 24 times
 *   invisible   figures that are not painted, upon and between those of the page
 *   pairs       two pages beside each other on one sheet
 *   covered     the page's picture over its text, as searchable scans have it
 *   pictures    the page as a picture below a line of text, its own text gone
 *
 * Writes OUT/<kind>/<name>.pdf and, for the truth, OUT/plain/<name>.pdf with the same pages. Datasets of them are held
 * against that of `plain` by bench/reprint/compare.ts.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import type { WrappedPdfiumModule } from '@embedpdf/pdfium';
import { globSync } from 'tinyglobby';
import { heap, openHandle, pageBox, pdfium } from '../extractors/read/pdf/pdf-library.js';
import { drawPage, setText, toUserSpace } from '../extractors/read/pdf/pdf-render.js';

const KINDS = ['watermark', 'pale', 'invisible', 'pairs', 'covered', 'pictures'] as const;
const { positionals: [folder, out], values: flags } = parseArgs({ allowPositionals: true, options: { pages: { type: 'string', default: '8' }, kinds: { type: 'string', default: KINDS.join(',') } } });
if (!folder || !out) {
  console.error(`usage: tsx bench/overlays.ts FOLDER OUT [--pages 8] [--kinds ${KINDS.join(',')}]`);
  process.exit(2);
}
const DPI = 200;

type Matrix = readonly [number, number, number, number, number, number];
interface Sheet { readonly m: WrappedPdfiumModule; readonly document: number; readonly page: number; readonly width: number; readonly height: number; readonly toUser: Matrix }

/** Ways of painting text: filled, not at all. */
const [FILLED, INVISIBLE] = [0, 3];

/** Places an object that is given in points from the top left. */
function place({ m, page, toUser }: Sheet, object: number): void {
  m.FPDFPageObj_Transform(object, ...toUser);
  m.FPDFPage_InsertObject(page, object);
}

function words(sheet: Sheet, text: string, size: number, x: number, y: number, degrees = 0, grey = 0, mode: number = FILLED): void {
  const { m, document } = sheet;
  const object = m.FPDFPageObj_NewTextObj(document, 'Helvetica', size);
  setText(m, object, text);
  m.FPDFPageObj_SetFillColor(object, grey, grey, grey, 255);
  m.FPDFTextObj_SetTextRenderMode(object, mode);
  const [cos, sin] = [Math.cos(degrees * Math.PI / 180), Math.sin(degrees * Math.PI / 180)];
  m.FPDFPageObj_Transform(object, cos, -sin, -sin, -cos, x, y);
  place(sheet, object);
}

/** Places the page's picture, as it is now, into a box. */
function pictured(sheet: Sheet, x: number, y: number, scale: number, before: () => void): void {
  const { m, document, page, width, height } = sheet;
  const image = drawPage(m, page, DPI);
  const bitmap = m.FPDFBitmap_CreateEx(image.width, image.height, 4, 0, 0);
  const [start, stride] = [m.FPDFBitmap_GetBuffer(bitmap), m.FPDFBitmap_GetStride(bitmap)];
  for (let row = 0; row < image.height; row++) {
    for (let column = 0; column < image.width; column++) {
      const [from, to] = [(row * image.width + column) * 4, start + row * stride + column * 4];
      heap(m).HEAPU8.set([image.pixels[from + 2] as number, image.pixels[from + 1] as number, image.pixels[from] as number, 255], to);
    }
  }
  before();
  const object = m.FPDFPageObj_NewImageObj(document);
  m.FPDFImageObj_SetBitmap(0, 0, object, bitmap);
  m.FPDFBitmap_Destroy(bitmap);
  m.FPDFPageObj_Transform(object, width * scale, 0, 0, -height * scale, x, y + height * scale);
  place(sheet, object);
}

const OVERLAYS: Readonly<Record<string, (sheet: Sheet) => void>> = {
  plain: () => undefined,
  watermark: (sheet) => {
    for (const across of [1, 3, 5]) for (const down of [1, 3, 5]) words(sheet, 'Finance 2026', 20, sheet.width * across / 6 - 50, sheet.height * down / 6 + 20, 30, 200);
  },
  pale: (sheet) => {
    for (const across of [0, 1, 2]) for (let down = 0; down < 8; down++) words(sheet, 'Finance 2026', 10.5, sheet.width * (across + 0.3) / 3, sheet.height * (down + 0.5) / 8, 0, 190);
  },
  invisible: (sheet) => {
    for (let across = 0; across < 5; across++) for (let down = 0; down < 20; down++) words(sheet, `${across + 1},${100 + down}.${10 + down}`, 9, sheet.width * (across + 0.3) / 5, sheet.height * (down + 0.5) / 20, 0, 0, INVISIBLE);
  },
  covered: (sheet) => pictured(sheet, 0, 0, 1, () => undefined),
  pictures: (sheet) => {
    const { m, page, width, height } = sheet;
    pictured(sheet, 0.1 * width, 0.12 * height, 0.8, () => {
      for (let i = m.FPDFPage_CountObjects(page) - 1; i >= 0; i--) {
        const object = m.FPDFPage_GetObject(page, i);
        if (m.FPDFPage_RemoveObject(page, object)) m.FPDFPageObj_Destroy(object);
      }
    });
    words(sheet, 'The table of this page is given as a picture and is part of this publication', 10, 0.1 * width, 0.08 * height);
  },
};

function saved(m: WrappedPdfiumModule, document: number): Uint8Array {
  const writer = m.PDFiumExt_OpenFileWriter();
  try {
    m.PDFiumExt_SaveAsCopy(document, writer);
    const size = m.PDFiumExt_GetFileWriterSize(writer);
    const at = m.pdfium.wasmExports.malloc(size);
    m.PDFiumExt_GetFileWriterData(writer, at, size);
    const bytes = heap(m).HEAPU8.slice(at, at + size);
    m.pdfium.wasmExports.free(at);
    return bytes;
  } finally {
    m.PDFiumExt_CloseFileWriter(writer);
  }
}

/** A document with two pages of another beside each other on each sheet, all as large as the largest. */
function paired(m: WrappedPdfiumModule, document: number): number {
  const pages = Array.from({ length: m.FPDF_GetPageCount(document) }, (_, n) => {
    const page = m.FPDF_LoadPage(document, n);
    const size = [m.FPDF_GetPageWidthF(page), m.FPDF_GetPageHeightF(page)] as const;
    m.FPDF_ClosePage(page);
    return size;
  });
  return m.FPDF_ImportNPagesToOne(document, 2 * Math.max(...pages.map(([w]) => w)), Math.max(...pages.map(([, h]) => h)), 2, 1);
}

function overlaid(m: WrappedPdfiumModule, document: number, n: number, overlay: (sheet: Sheet) => void): void {
  const page = m.FPDF_LoadPage(document, n);
  const scratch = m.pdfium.wasmExports.malloc(256);
  const toUser = toUserSpace(pageBox(m, page, scratch), m.FPDFPage_GetRotation(page) * 90);
  m.pdfium.wasmExports.free(scratch);
  overlay({ m, document, page, width: m.FPDF_GetPageWidthF(page), height: m.FPDF_GetPageHeightF(page), toUser });
  m.FPDFPage_GenerateContent(page);
  m.FPDF_ClosePage(page);
}

for (const file of globSync('**/*.pdf', { cwd: folder }).toSorted()) {
  const bytes = new Uint8Array(readFileSync(join(folder, file)));
  for (const kind of ['plain', ...flags.kinds.split(',')]) {
    const overlay = kind === 'pairs' ? OVERLAYS['plain'] : OVERLAYS[kind];
    if (!overlay) throw new Error(`Unknown kind ${kind}: give ${KINDS.join(', ')}`);
    const m = await pdfium();
    const opened = openHandle(m, bytes, undefined);
    try {
      for (let n = m.FPDF_GetPageCount(opened.handle) - 1; n >= Number(flags.pages); n--) m.FPDFPage_Delete(opened.handle, n);
      for (let n = 0; n < m.FPDF_GetPageCount(opened.handle); n++) overlaid(m, opened.handle, n, overlay);
      mkdirSync(join(out, kind), { recursive: true });
      const printed = kind === 'pairs' ? paired(m, opened.handle) : opened.handle;
      writeFileSync(join(out, kind, basename(file)), saved(m, printed));
      if (printed !== opened.handle) m.FPDF_CloseDocument(printed);
    } finally {
      opened.close();
    }
  }
}
