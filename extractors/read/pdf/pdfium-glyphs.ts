/** The characters of a page that PDFium has loaded. */
import type { WrappedPdfiumModule } from '@embedpdf/pdfium';
import type { DigitShapes } from './digit-shapes.js';
import type { Point, ToPage } from './matrix.js';
import { direct, type DirectCalls, heap } from './pdf-library.js';
import { directionOf, type Glyph, glyphBox, PAGE_LIMITS } from './pdf-source.js';

export interface PageGlyphs {
  readonly glyphs: readonly Glyph[];
  /** The text objects that they belong to. */
  readonly objects: readonly number[];
  /** The page has more characters than the limit. */
  readonly truncated: boolean;
}

/** What the characters of one text object have in common. */
interface Written extends Pick<Glyph, 'size' | 'fontName' | 'turn'> {
  readonly slant: number | undefined;
  readonly pale: boolean;
  readonly digits: ReturnType<DigitShapes['of']>;
  /** Where its characters begin, where PDFium gives that without the matrix of the form they stand in. */
  readonly origin?: Point;
}

/** Places farther apart (points) than this are two. */
const MOVED = 0.1;

/** Code points that PDFium gives for line ends and characters without one. */
const isNone = (code: number): boolean => code === 0 || code === 10 || code === 13;
const isHighHalf = (text: string): boolean => text.length === 1 && text >= '\ud800' && text <= '\udbff';
const isLowHalf = (code: number): boolean => code >= 0xdc00 && code <= 0xdfff;
/** What PDFium may give for a hyphen at a line's end. */
const maybeHyphen = (code: number): boolean => code === 2 || code === 0xfffe;

/**
 * Reads the characters of a loaded page.
 * @param scratch room for 256 bytes in the library's memory
 * @param isPale whether a text object is in light paint
 */
export function readGlyphs(m: WrappedPdfiumModule, page: number, scratch: number, point: ToPage, shapes: DigitShapes, isPale: (object: number) => boolean): PageGlyphs {
  const call = direct(m);
  const text = call.FPDFText_LoadPage(page);
  if (!text) return { glyphs: [], objects: [], truncated: false };
  try {
    return new GlyphReader(m, call, text, scratch, point, shapes, isPale).read();
  } finally {
    call.FPDFText_ClosePage(text);
  }
}

class GlyphReader {
  /** Names of the fonts of this page, and how they draw digits. */
  private readonly fonts = new Map<number, { readonly name: string; readonly digits: Written['digits'] }>();

  constructor(
    private readonly m: WrappedPdfiumModule, private readonly call: DirectCalls, private readonly text: number, private readonly scratch: number,
    private readonly point: ToPage, private readonly shapes: DigitShapes, private readonly isPale: (object: number) => boolean,
  ) {}

  read(): PageGlyphs {
    const { call, text } = this;
    const glyphs: Glyph[] = [];
    const objects: number[] = [];
    const count = Math.min(call.FPDFText_CountChars(text), PAGE_LIMITS.characters);
    let last = -1;
    let written: Written | undefined;
    for (let i = 0; i < count; i++) {
      if (call.FPDFText_IsGenerated(text, i) === 1) continue;
      const code = call.FPDFText_GetUnicode(text, i);
      if (isNone(code)) continue;
      const object = call.FPDFText_GetTextObject(text, i);
      if (object !== last || written === undefined) written = this.written(object, i);
      last = object;
      const glyph = this.glyph(i, code, written);
      if (glyph === undefined) continue;
      const before = isLowHalf(code) ? glyphs.at(-1) : undefined;
      // characters beyond the BMP come as two halves in some versions
      if (before !== undefined && isHighHalf(before.text)) glyphs[glyphs.length - 1] = { ...before, text: before.text + glyph.text };
      else {
        glyphs.push(glyph);
        objects.push(object);
      }
    }
    return { glyphs, objects, truncated: count === PAGE_LIMITS.characters };
  }

  /** Type and direction of a text object, asked of its character `i`. */
  private written(object: number, i: number): Written {
    const { call, m, scratch, text } = this;
    call.FPDFText_GetMatrix(text, i, scratch);
    const at = scratch >> 2;
    const { HEAPF32 } = heap(m);
    const [a, b, c, d, e, f] = [HEAPF32[at] ?? 0, HEAPF32[at + 1] ?? 0, HEAPF32[at + 2] ?? 0, HEAPF32[at + 3] ?? 0, HEAPF32[at + 4] ?? 0, HEAPF32[at + 5] ?? 0];
    const size = call.FPDFText_GetFontSize(text, i) * Math.hypot(c, d);
    const { name, digits } = this.font(call.FPDFTextObj_GetFont(object));
    const { turn, slant } = this.direction(a, b);
    const origin = this.misplaced(object, i, e, f);
    return { size, fontName: name, digits, turn, slant, pale: this.isPale(object), ...(origin && { origin }) };
  }

  /**
   * The true origin (in user space `x`, `y`) of text with an ActualText in a form XObject, as printed pages have that another
   * program has turned or put on a sheet; undefined where PDFium's is true.
   */
  private misplaced(object: number, i: number, x: number, y: number): Point | undefined {
    const { call, m, scratch, text } = this;
    if (!call.FPDFText_GetCharOrigin(text, i, scratch, scratch + 8)) return undefined;
    const [ox, oy] = [heap(m).HEAPF64[scratch >> 3] ?? 0, heap(m).HEAPF64[(scratch + 8) >> 3] ?? 0];
    if (Math.hypot(ox - x, oy - y) < MOVED || !call.FPDFPageObj_GetMatrix(object, scratch)) return undefined;
    const at = scratch >> 2;
    const isOwn = Math.hypot(ox - (heap(m).HEAPF32[at + 4] ?? 0), oy - (heap(m).HEAPF32[at + 5] ?? 0)) < MOVED;
    return isOwn ? this.point(x, y) : undefined;
  }

  private font(font: number): { readonly name: string; readonly digits: Written['digits'] } {
    let known = this.fonts.get(font);
    if (known === undefined) {
      const { call, m, scratch } = this;
      const length = call.FPDFFont_GetBaseFontName(font, scratch, 200);
      const name = length > 1 && length <= 200 ? (m.pdfium.UTF8ToString as (at: number) => string)(scratch) : '';
      this.fonts.set(font, known = { name, digits: this.shapes.of(font, name) });
    }
    return known;
  }

  /** The direction of writing given in user space. */
  private direction(a: number, b: number): ReturnType<typeof directionOf> {
    const [ox, oy] = this.point(0, 0);
    const [px, py] = this.point(a, b);
    return directionOf(px - ox, py - oy);
  }

  /** Character `i`; undefined where PDFium knows no place of it. */
  private glyph(i: number, code: number, { size, fontName, turn, slant, pale, digits, origin: known }: Written): Glyph | undefined {
    const { call, scratch, text } = this;
    if (!call.FPDFText_GetLooseCharBox(text, i, scratch) || !call.FPDFText_GetCharOrigin(text, i, scratch + 16, scratch + 24)) return undefined;
    const { HEAPF32, HEAPF64 } = heap(this.m);
    const [at, origin] = [scratch >> 2, (scratch + 16) >> 3];
    // left, top, right, bottom
    const [ax, ay] = this.point(HEAPF32[at] ?? 0, HEAPF32[at + 1] ?? 0);
    const [bx, by] = this.point(HEAPF32[at + 2] ?? 0, HEAPF32[at + 3] ?? 0);
    const [x, y]: Point = known ?? this.point(HEAPF64[origin] ?? 0, HEAPF64[origin + 1] ?? 0);
    const advance = known !== undefined ? size : turn % 2 === 0 ? Math.abs(bx - ax) : Math.abs(by - ay);
    digits.see(call, code);
    const hyphen = maybeHyphen(code) && call.FPDFText_IsHyphen(text, i) === 1;
    const { x0, y0, x1, y1 } = glyphBox(x, y, advance, size, turn);
    // objects of one form, whatever is known of them, are those that engines work with fastest
    return { text: hyphen ? '-' : String.fromCodePoint(code), size, fontName, turn, slant, pale, x0, y0, x1, y1 };
  }
}
