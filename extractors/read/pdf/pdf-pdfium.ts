/**
 * PDFium (WebAssembly) behind the PDF seam. Documents are freed on close, pages as soon as they are read.
 */
import type { WrappedPdfiumModule } from '@embedpdf/pdfium';
import { ReadError } from '../../../schemas/block.js';
import { DigitShapes } from './digit-shapes.js';
import { guarded, LibraryError, type OpenHandle, openHandle, pageBox, pdfium, releaseMemory } from './pdf-library.js';
import { OBJECT, type OpenOptions, PageError, pageTransform, type PdfDocument, type PdfSource, type SourcePage } from './pdf-source.js';
import { TextSight } from './pdf-unseen.js';
import { readGlyphs } from './pdfium-glyphs.js';
import { readShapes } from './pdfium-shapes.js';

/** After this many breakdowns in one document the library is not tried again. */
const BREAKDOWNS = 3;

export const pdfiumSource: PdfSource = {
  name: 'pdfium',
  async open(bytes: Uint8Array, options: OpenOptions = {}): Promise<PdfDocument> {
    let open: Open | undefined = await openDocument(bytes, options.password);
    const { pageCount, attachments } = open;
    const digits = new DigitShapes();
    let breakdowns = 0;
    return {
      pageCount, attachments,
      get falseDigits() { return digits.false; },
      async page(n) {
        if (breakdowns >= BREAKDOWNS) throw new PageError(`PDFium broke down before page ${n}.`);
        try {
          open ??= await openDocument(bytes, options.password);
          const { m, handle } = open;
          return guarded(m, () => readPage(m, handle, n, digits));
        } catch (error) {
          if (!(error instanceof LibraryError)) throw error;
          breakdowns++;
          open = undefined;
          throw new PageError(`${error.message} on page ${n}.`, error.tooMuch);
        }
      },
      async close() {
        const closing = open;
        open = undefined;
        try {
          if (closing) guarded(closing.m, closing.close);
          if (closing) await releaseMemory(closing.m);
        } catch (error) {
          if (!(error instanceof LibraryError)) throw error;
        }
      },
    };
  },
};

interface Open extends OpenHandle {
  readonly m: WrappedPdfiumModule;
  readonly pageCount: number;
  readonly attachments: number;
}

async function openDocument(bytes: Uint8Array, password: string | undefined): Promise<Open> {
  const m = await pdfium();
  try {
    return guarded(m, () => {
      const opened = openHandle(m, bytes, password);
      return { ...opened, m, pageCount: m.FPDF_GetPageCount(opened.handle), attachments: m.FPDFDoc_GetAttachmentCount(opened.handle) };
    });
  } catch (error) {
    throw error instanceof LibraryError ? new ReadError('PDF is damaged: the PDF library broke down on it.') : error;
  }
}

/** Reads page `n` (1-based) of an open document. */
function readPage(m: WrappedPdfiumModule, handle: number, n: number, digits: DigitShapes): SourcePage {
  const load = (): number => {
    const page = m.FPDF_LoadPage(handle, n - 1);
    if (!page) throw new PageError(`PDFium cannot load page ${n}.`);
    return page;
  };
  let page = load();
  if (printTyped(m, page)) {
    m.FPDF_ClosePage(page);
    page = load();
  }
  try {
    return contentOf(m, page, digits);
  } finally {
    m.FPDF_ClosePage(page);
  }
}

/** Room in the library's memory for what its calls give. Bytes. */
const SCRATCH = 256;

/** What a loaded page holds. */
function contentOf(m: WrappedPdfiumModule, page: number, digits: DigitShapes): SourcePage {
  const scratch = m.pdfium.wasmExports.malloc(SCRATCH);
  try {
    const rotation = m.FPDFPage_GetRotation(page) * 90;
    const box = pageBox(m, page, scratch);
    const point = pageTransform(box, rotation);
    const [across, down] = [box.right - box.left, box.top - box.bottom];
    const [width, height] = rotation % 180 === 0 ? [across, down] : [down, across];
    const sight = new TextSight(m, page, scratch);
    const shapes = readShapes(m, page, scratch, point, sight);
    const { glyphs, objects, truncated } = readGlyphs(m, page, scratch, point, digits, object => sight.isPale(object));
    return { width, height, rotation, ...shapes, truncated: shapes.truncated || truncated, ...sight.look(glyphs, objects, width, height) };
  } finally {
    m.pdfium.wasmExports.free(scratch);
  }
}

const ANNOTATION = { freeText: 3, widget: 20 } as const;
/** Flags of annotations that are not shown: hidden, no view. */
const NOT_SHOWN = 2 | 32;
const MOST_ANNOTATIONS = 10_000;

/**
 * Makes text that was typed onto a page (free text, filled fields of forms) part of its content, which shows once the
 * page is loaded again; the file is not changed. Other annotations (links, notes, seals) are taken off. False where
 * there is none.
 */
function printTyped(m: WrappedPdfiumModule, page: number): boolean {
  const typed = Array.from({ length: Math.min(m.FPDFPage_GetAnnotCount(page), MOST_ANNOTATIONS) }, (_, i) => {
    const annotation = m.FPDFPage_GetAnnot(page, i);
    try {
      const type = m.FPDFAnnot_GetSubtype(annotation);
      if (type !== ANNOTATION.freeText && type !== ANNOTATION.widget || (m.FPDFAnnot_GetFlags(annotation) & NOT_SHOWN) !== 0) return false;
      return Array.from({ length: m.FPDFAnnot_GetObjectCount(annotation) }, (_, k) => m.FPDFPageObj_GetType(m.FPDFAnnot_GetObject(annotation, k))).includes(OBJECT.text);
    } finally {
      m.FPDFPage_CloseAnnot(annotation);
    }
  });
  if (!typed.includes(true)) return false;
  for (let i = typed.length - 1; i >= 0; i--) if (!typed[i]) m.FPDFPage_RemoveAnnot(page, i);
  return m.FPDFPage_Flatten(page, 0) === FLATTENED;
}

const FLATTENED = 1;
