/** Pictures of scanned PDF pages, drawn at the resolution of the image that covers them, so that pixels stay as scanned. */
import type { WrappedPdfiumModule } from '@embedpdf/pdfium';
import type { ScanPage } from '../../ocr/page.js';
import { heap, onPage } from './pdf-library.js';
import { renderPage } from './pdf-render.js';
import { OBJECT } from './pdf-source.js';
import { jpegFault } from '../sharp.js';

/** Resolutions looked at: coarser scans are doubled, finer ones are drawn at the upper limit. */
const DPI = { least: 140, most: 300, unknown: 200 } as const;
/** Images and JPEG data (bytes) of a page that are looked at, at most. */
const MOST = { images: 1_000, data: 64 * 1024 * 1024 } as const;

/** The picture of a page. */
export interface DrawnScan extends ScanPage {
  /** What is wrong with an image on it: the library draws of it what it can, and no more. */
  readonly fault?: string;
}

/** Draws page `n` for recognition. Throws ReadError for a page that can't be drawn, LibraryError if PDFium breaks down. */
export async function scanOfPage(bytes: Uint8Array, n: number, password: string | undefined): Promise<DrawnScan> {
  const images = await imagesOf(bytes, n, password);
  const own = images.reduce((best, image) => (image.area > best.area ? image : best), { area: 0, dpi: 0 }).dpi;
  const dpi = own === 0 ? DPI.unknown : own < DPI.least ? Math.min(DPI.most, 2 * own) : Math.min(DPI.most, own);
  const { width, height, pixels } = await renderPage(bytes, n, { dpi, ...(password === undefined ? {} : { password }) });
  const faults = await Promise.all(images.flatMap(({ jpeg }) => (jpeg === undefined ? [] : [jpegFault(jpeg)])));
  const fault = faults.find((f) => f !== undefined);
  return { raster: { width, height, channels: 4, data: pixels }, width: width / dpi * 72, height: height / dpi * 72, ...(fault === undefined ? {} : { fault }) };
}

interface PageImage {
  /** In square points. */
  readonly area: number;
  readonly dpi: number;
  /** Its data where they are a JPEG. */
  readonly jpeg?: Uint8Array;
}

/** The images of a page. */
function imagesOf(bytes: Uint8Array, n: number, password: string | undefined): Promise<PageImage[]> {
  return onPage(bytes, n, password, (m, page) => {
    const scratch = m.pdfium.wasmExports.malloc(64);
    try {
      const out: PageImage[] = [];
      let data = 0;
      const objects = Math.min(m.FPDFPage_CountObjects(page), MOST.images);
      for (let i = 0; i < objects; i++) {
        const object = m.FPDFPage_GetObject(page, i);
        if (m.FPDFPageObj_GetType(object) !== OBJECT.image || !m.FPDFPageObj_GetMatrix(object, scratch)) continue;
        const [a, b, c, d] = heap(m).HEAPF32.subarray(scratch >> 2, (scratch >> 2) + 4) as unknown as [number, number, number, number];
        const [w, h] = [Math.hypot(a, b), Math.hypot(c, d)];
        if (!m.FPDFImageObj_GetImagePixelSize(object, scratch, scratch + 4)) continue;
        const across = heap(m).HEAPU32[scratch >> 2] ?? 0;
        const jpeg = jpegOf(m, object, scratch, MOST.data - data);
        data += jpeg?.length ?? 0;
        out.push({ area: w * h, dpi: Math.round(across / w * 72), ...(jpeg === undefined ? {} : { jpeg }) });
      }
      return out;
    } finally {
      m.pdfium.wasmExports.free(scratch);
    }
  });
}

/** The data of an image that is stored as a JPEG, other filters undone; undefined for others and for more than `most` bytes. `scratch` has room for 64 bytes. */
function jpegOf(m: WrappedPdfiumModule, image: number, scratch: number, most: number): Uint8Array | undefined {
  const last = m.FPDFImageObj_GetImageFilterCount(image) - 1;
  if (last < 0 || m.FPDFImageObj_GetImageFilter(image, last, scratch, 64) > 64) return undefined;
  const name = Buffer.from(heap(m).HEAPU8.subarray(scratch, scratch + 10)).toString('latin1');
  if (!/^DCT(?:Decode)?\0/u.test(name)) return undefined;
  const size = m.FPDFImageObj_GetImageDataDecoded(image, 0, 0);
  if (size === 0 || size > most) return undefined;
  const at = m.pdfium.wasmExports.malloc(size);
  try {
    m.FPDFImageObj_GetImageDataDecoded(image, at, size);
    return heap(m).HEAPU8.slice(at, at + size);
  } finally {
    m.pdfium.wasmExports.free(at);
  }
}
