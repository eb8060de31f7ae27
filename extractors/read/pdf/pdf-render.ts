/**
 * Pictures of pages, drawn by PDFium: for eyes (`mingxi inspect`) and for character recognition. Marks are drawn on
 * the page by the same library, so that they have its coordinates and fonts.
 */
import { readFileSync } from 'node:fs';
import type { WrappedPdfiumModule } from '@embedpdf/pdfium';
import { type Box, ReadError } from '../../../schemas/block.js';
import { heap, onPage, pageBox } from './pdf-library.js';
import { chineseFont } from './system-font.js';

/** RGBA, row by row. */
export interface PageImage {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

export type Colour = readonly [red: number, green: number, blue: number, alpha: number];

/** A frame, a line (a box without width or height) or a filled area, in points from the page's top left. */
export interface Mark {
  readonly box: Box;
  readonly colour: Colour;
  readonly fill?: boolean;
  /** Stroke width in points. Default 0.6. */
  readonly width?: number;
  /** Text, drawn above the box's top left corner. Chinese characters need a font of the system and are left out where there is none. */
  readonly label?: string;
  /** Whether the label stands below the box instead. */
  readonly below?: boolean;
}

export interface RenderOptions {
  readonly password?: string;
  /** Dots per inch. Default 144. */
  readonly dpi?: number;
  readonly marks?: readonly Mark[];
}

const BGRA = 4;
const DRAW_ANNOTATIONS = 1;
/** No side of a picture is longer than this, whatever the page. */
const LONGEST_SIDE = 8_000;

/** Draws page `n` (1-based). Throws ReadError for a file or page that can't be drawn, LibraryError if PDFium breaks down. */
export async function renderPage(bytes: Uint8Array, n: number, options: RenderOptions = {}): Promise<PageImage> {
  return onPage(bytes, n, options.password, (m, page, document) => {
    if (options.marks?.length) drawMarks(m, document, page, options.marks);
    return drawPage(m, page, options.dpi ?? 144);
  });
}

/** A picture of part of a page: where it begins (`x`, `y`) in pixels of the whole, and how many pixels a point has. */
export interface PagePart extends PageImage { readonly x: number; readonly y: number; readonly scale: number }

/** Draws a loaded page, or the part of it in a box. Throws ReadError where the picture does not fit into memory. */
export function drawPage(m: WrappedPdfiumModule, page: number, dpi: number, part?: Box): PagePart {
  const [w, h] = [m.FPDF_GetPageWidthF(page), m.FPDF_GetPageHeightF(page)];
  const scale = Math.min(dpi / 72, LONGEST_SIDE / Math.max(w, h, 1));
  const [wide, high] = [Math.max(1, Math.round(w * scale)), Math.max(1, Math.round(h * scale))];
  const [x, y] = part ? [within(Math.floor(part.x0 * scale), wide - 1), within(Math.floor(part.y0 * scale), high - 1)] : [0, 0];
  const [width, height] = part ? [Math.max(1, within(Math.ceil(part.x1 * scale), wide) - x), Math.max(1, within(Math.ceil(part.y1 * scale), high) - y)] : [wide, high];
  const bitmap = m.FPDFBitmap_CreateEx(width, height, BGRA, 0, 0);
  if (!bitmap) throw new ReadError(`A picture of ${width} × ${height} does not fit into memory.`);
  try {
    m.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xffffffff);
    m.FPDF_RenderPageBitmap(bitmap, page, -x, -y, wide, high, 0, DRAW_ANNOTATIONS);
    const stride = m.FPDFBitmap_GetStride(bitmap);
    const start = m.FPDFBitmap_GetBuffer(bitmap);
    const source = heap(m).HEAPU8;
    const pixels = new Uint8Array(width * height * 4);
    for (let row = 0, to = 0; row < height; row++) {
      for (let from = start + row * stride, end = to + 4 * width; to < end; from += 4, to += 4) {
        pixels[to] = source[from + 2] as number;
        pixels[to + 1] = source[from + 1] as number;
        pixels[to + 2] = source[from] as number;
        pixels[to + 3] = 255;
      }
    }
    return { width, height, pixels, x, y, scale };
  } finally {
    m.FPDFBitmap_Destroy(bitmap);
  }
}

const within = (at: number, most: number): number => Math.min(Math.max(at, 0), most);

/** Appends marks to a loaded page; the file is not changed. */
function drawMarks(m: WrappedPdfiumModule, document: number, page: number, marks: readonly Mark[]): void {
  const scratch = m.pdfium.wasmExports.malloc(512);
  try {
    const box = pageBox(m, page, scratch);
    const rotation = m.FPDFPage_GetRotation(page) * 90;
    const [a, b, c, d, e, f] = toUserSpace(box, rotation);
    const labels = new Labels(m, document, marks.some(({ label }) => label !== undefined && !LATIN.test(label)));
    for (const mark of marks) {
      const { x0, y0, x1, y1 } = mark.box;
      const [r, g, blue, alpha] = mark.colour;
      const shape = m.FPDFPageObj_CreateNewRect(x0, y0, x1 - x0, y1 - y0);
      m.FPDFPageObj_Transform(shape, a, b, c, d, e, f);
      m.FPDFPageObj_SetStrokeColor(shape, r, g, blue, alpha);
      m.FPDFPageObj_SetFillColor(shape, r, g, blue, alpha);
      m.FPDFPageObj_SetStrokeWidth(shape, mark.width ?? 0.6);
      m.FPDFPath_SetDrawMode(shape, mark.fill ? 1 : 0, !mark.fill);
      m.FPDFPage_InsertObject(page, shape);
      if (mark.label === undefined) continue;
      const text = labels.text(mark.label);
      const [width, height] = labels.size(text, scratch);
      const top = mark.below ? y1 + 1 : Math.max(0, y0 - height - 1.5);
      const ground = m.FPDFPageObj_CreateNewRect(x0, top, width + 2, height + 1.5);
      m.FPDFPageObj_Transform(ground, a, b, c, d, e, f);
      m.FPDFPageObj_SetFillColor(ground, 255, 255, 255, 225);
      m.FPDFPath_SetDrawMode(ground, 1, false);
      m.FPDFPage_InsertObject(page, ground);
      m.FPDFPageObj_SetFillColor(text, r, g, blue, 255);
      // text stands upright in user space, so its own y axis is turned first
      m.FPDFPageObj_Transform(text, 1, 0, 0, -1, x0 + 1, top + height);
      m.FPDFPageObj_Transform(text, a, b, c, d, e, f);
      m.FPDFPage_InsertObject(page, text);
    }
    m.FPDFPage_GenerateContent(page);
  } finally {
    m.pdfium.wasmExports.free(scratch);
  }
}

const LATIN = /^[\u0020-\u007e×]*$/u;
const LABEL_SIZE = 7;
const TRUETYPE = 2;

/** Sets the words of a text object. */
export function setText(m: WrappedPdfiumModule, object: number, text: string): void {
  const wide = Buffer.from(`${text}\0`, 'utf16le');
  const at = m.pdfium.wasmExports.malloc(wide.length);
  heap(m).HEAPU8.set(wide, at);
  m.FPDFText_SetText(object, at);
  m.pdfium.wasmExports.free(at);
}

/** Text objects for labels, in a font of the system that has Chinese characters if need be, else in Helvetica. */
class Labels {
  private readonly font: number;

  constructor(private readonly m: WrappedPdfiumModule, private readonly document: number, chinese: boolean) {
    const path = chinese ? chineseFont() : undefined;
    this.font = path === undefined ? 0 : this.load(readFileSync(path));
  }

  private load(file: Uint8Array): number {
    const at = this.m.pdfium.wasmExports.malloc(file.length);
    heap(this.m).HEAPU8.set(file, at);
    const font = this.m.FPDFText_LoadFont(this.document, at, file.length, TRUETYPE, true);
    this.m.pdfium.wasmExports.free(at);
    return font;
  }

  text(label: string): number {
    const { m, font } = this;
    const text = font === 0 ? m.FPDFPageObj_NewTextObj(this.document, 'Helvetica-Bold', LABEL_SIZE) : m.FPDFPageObj_CreateTextObj(this.document, font, LABEL_SIZE);
    const printable = (font === 0 ? label.replaceAll('×', 'x').replaceAll(/[^\u0020-\u007e]+ ?/gu, '') : label).slice(0, 200);
    setText(m, text, printable);
    return text;
  }

  /** Width and height of a text object before it is placed. `scratch` has room for four floats. */
  size(text: number, scratch: number): readonly [number, number] {
    if (!this.m.FPDFPageObj_GetBounds(text, scratch, scratch + 4, scratch + 8, scratch + 12)) return [0, LABEL_SIZE];
    const [left, , right] = heap(this.m).HEAPF32.subarray(scratch >> 2, (scratch >> 2) + 4) as unknown as [number, number, number];
    return [right - left, LABEL_SIZE];
  }
}

/** The matrix from the page's top left corner back to user space: the inverse of `pageTransform`. */
export function toUserSpace(box: { left: number; bottom: number; right: number; top: number }, rotation: number): [number, number, number, number, number, number] {
  switch (rotation) {
    case 90: return [0, 1, 1, 0, box.left, box.bottom];
    case 180: return [-1, 0, 0, 1, box.right, box.bottom];
    case 270: return [0, -1, -1, 0, box.right, box.top];
    default: return [1, 0, 0, -1, box.left, box.top];
  }
}
