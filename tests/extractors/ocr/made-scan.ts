/** Scans made of PDFs that are written down in a few lines, so that no test of recognition needs files from elsewhere. */
import type { ScanKind } from '../../../bench/corpus/scan-kinds.js';
import { scanPdf } from '../../../bench/corpus/scan-pdf.js';
import { renderPage } from '../../../extractors/read/pdf/pdf-render.js';
import { encodePng } from '../../../pipeline/write/png.js';
import { at, line, tinyPdf } from '../read/tiny-pdf.js';

const DPI = 150;

/** Rows of a ruled table on a page of 400 by 300 points. */
export function tableContent(rows: readonly (readonly string[])[]): string {
  const [left, top, width, height] = [40, 260, 100, 24];
  const right = left + width * (rows[0]?.length ?? 0);
  const bottom = top - height * rows.length;
  return [
    ...Array.from({ length: rows.length + 1 }, (_, r) => line(left, top - r * height, right, top - r * height)),
    ...Array.from({ length: (rows[0]?.length ?? 0) + 1 }, (_, c) => line(left + c * width, top, left + c * width, bottom)),
    ...rows.flatMap((cells, r) => cells.map((text, c) => at(left + c * width + 8, top - r * height - 16, text))),
  ].join('\n');
}

/** A PNG of a page. */
export async function pngOf(content: string): Promise<Buffer> {
  const { width, height, pixels } = await renderPage(tinyPdf(content), 1, { dpi: DPI });
  return encodePng(width, height, pixels);
}

/** A grey picture of a page. */
export async function greyOf(content: string): Promise<{ width: number; height: number; data: Uint8Array }> {
  const { width, height, pixels } = await renderPage(tinyPdf(content), 1, { dpi: DPI });
  return { width, height, data: Uint8Array.from({ length: width * height }, (_, i) => pixels[4 * i] as number) };
}

/** A PDF of scanned pages, black and white. */
export async function scanOf(...contents: readonly string[]): Promise<Buffer> {
  const kind: ScanKind = 'bw200';
  return scanPdf(await Promise.all(contents.map(async (content) => {
    const { width, height, pixels } = await renderPage(tinyPdf(content), 1, { dpi: DPI });
    const bits = Uint8Array.from({ length: width * height }, (_, i) => ((pixels[4 * i] as number) < 150 ? 0 : 255));
    return { kind, width, height, dpi: DPI, angle: 0, image: Buffer.alloc(0), format: 'png' as const, bits };
  })));
}

export const AMOUNTS = [['2080505', '1,234.56', '78.90'], ['2080506', '345.67', '12,345.00'], ['2101101', '90.12', '3,456.78']] as const;
