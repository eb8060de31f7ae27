/** Pictures of scanned PDF pages, drawn at the resolution of the image that covers them, so that pixels stay as scanned. */
import type { ScanPage } from '../ocr/page.js';
import { guarded, heap, openHandle, pdfium } from './pdf-library.js';
import { renderPage } from './pdf-render.js';

const IMAGE = 3;
/** Resolutions looked at: coarser scans are doubled, finer ones are drawn at the upper limit. */
const DPI = { least: 140, most: 300, unknown: 200 } as const;

/** Draws page `n` for recognition. Throws ReadError for a page that can't be drawn, LibraryError if PDFium breaks down. */
export async function scanOfPage(bytes: Uint8Array, n: number, password: string | undefined): Promise<ScanPage> {
  const own = await resolutionOf(bytes, n, password);
  const dpi = own === 0 ? DPI.unknown : own < DPI.least ? Math.min(DPI.most, 2 * own) : Math.min(DPI.most, own);
  const { width, height, pixels } = await renderPage(bytes, n, { dpi, ...(password === undefined ? {} : { password }) });
  return { raster: { width, height, channels: 4, data: pixels }, width: width / dpi * 72, height: height / dpi * 72 };
}

/** Dots per inch of the page's largest image; 0 where there is none. */
async function resolutionOf(bytes: Uint8Array, n: number, password: string | undefined): Promise<number> {
  const m = await pdfium();
  return guarded(m, () => {
    const opened = openHandle(m, bytes, password);
    const scratch = m.pdfium.wasmExports.malloc(64);
    const page = m.FPDF_LoadPage(opened.handle, n - 1);
    try {
      let best = { area: 0, dpi: 0 };
      const objects = page ? Math.min(m.FPDFPage_CountObjects(page), 1_000) : 0;
      for (let i = 0; i < objects; i++) {
        const object = m.FPDFPage_GetObject(page, i);
        if (m.FPDFPageObj_GetType(object) !== IMAGE || !m.FPDFPageObj_GetMatrix(object, scratch)) continue;
        const [a, b, c, d] = heap(m).HEAPF32.subarray(scratch >> 2, (scratch >> 2) + 4) as unknown as [number, number, number, number];
        const [w, h] = [Math.hypot(a, b), Math.hypot(c, d)];
        if (w * h <= best.area || !m.FPDFImageObj_GetImagePixelSize(object, scratch, scratch + 4)) continue;
        const across = heap(m).HEAPU32[scratch >> 2] ?? 0;
        best = { area: w * h, dpi: Math.round(across / w * 72) };
      }
      return best.dpi;
    } finally {
      if (page) m.FPDF_ClosePage(page);
      m.pdfium.wasmExports.free(scratch);
      opened.close();
    }
  });
}
