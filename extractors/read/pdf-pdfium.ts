/**
 * PDFium (WebAssembly) behind the PDF seam. Documents are freed on close, pages as soon as they are read.
 */
import type { WrappedPdfiumModule } from '@embedpdf/pdfium';
import { type Box, ReadError } from '../../schemas/block.js';
import { direct, type DirectCalls, guarded, heap, LibraryError, type OpenHandle, openHandle, pageBox, pdfium, releaseMemory } from './pdf-library.js';
import { DigitShapes } from './digit-shapes.js';
import { TextSight } from './pdf-unseen.js';
import {
  CORNERS, directionOf, type Glyph, glyphBox, OBJECT, type OpenOptions, PAGE_LIMITS, PageError, pageTransform, type PdfDocument, type PdfSource,
  RuleCollector, type SourcePage,
} from './pdf-source.js';

type Matrix = readonly [number, number, number, number, number, number];
type Point = (x: number, y: number) => readonly [number, number];

const SEGMENT = { line: 0, bezier: 1, move: 2 } as const;
const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];

const multiply = (m: Matrix, n: Matrix): Matrix => [
  m[0] * n[0] + m[1] * n[2], m[0] * n[1] + m[1] * n[3],
  m[2] * n[0] + m[3] * n[2], m[2] * n[1] + m[3] * n[3],
  m[4] * n[0] + m[5] * n[2] + n[4], m[4] * n[1] + m[5] * n[3] + n[5],
];

/** After this many breakdowns in one document the library is not tried again. */
const BREAKDOWNS = 3;

export const pdfiumSource: PdfSource = {
  name: 'pdfium',
  async open(bytes: Uint8Array, options: OpenOptions = {}): Promise<PdfDocument> {
    let open: Open | undefined = await openDocument(bytes, options.password);
    const { pageCount, attachments } = open;
    const shapes = new DigitShapes();
    let breakdowns = 0;
    return {
      pageCount, attachments,
      get falseDigits() { return shapes.false; },
      async page(n) {
        if (breakdowns >= BREAKDOWNS) throw new PageError(`PDFium broke down before page ${n}.`);
        try {
          open ??= await openDocument(bytes, options.password);
          const { m, handle } = open;
          return guarded(m, () => readPage(m, handle, n, shapes));
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

function readPage(m: WrappedPdfiumModule, handle: number, n: number, shapes: DigitShapes): SourcePage {
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
    return new PageReader(m, page, shapes).read();
  } finally {
    m.FPDF_ClosePage(page);
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

const HIGH_HALF = /^[\ud800-\udbff]$/u;
const LOW_HALF = /^[\udc00-\udfff]$/u;

/** Reads one loaded page. */
class PageReader {
  private readonly scratch: number;
  private readonly call: DirectCalls;
  private readonly rules = new RuleCollector();
  private readonly images: Box[] = [];
  private readonly sight: TextSight;
  private truncated = false;
  private outlines = 0;
  private objects = 0;
  private segments = 0;

  constructor(private readonly m: WrappedPdfiumModule, private readonly page: number, private readonly shapes: DigitShapes) {
    this.scratch = m.pdfium.wasmExports.malloc(256);
    this.call = direct(m);
    this.sight = new TextSight(m, page, this.scratch);
  }

  read(): SourcePage {
    try {
      const rotation = this.call.FPDFPage_GetRotation(this.page) * 90;
      const box = pageBox(this.m, this.page, this.scratch);
      const point = pageTransform(box, rotation);
      const turned = rotation % 180 !== 0;
      this.collect(point, IDENTITY, this.call.FPDFPage_CountObjects(this.page), i => this.call.FPDFPage_GetObject(this.page, i), 0);
      const { glyphs, objects } = this.glyphs(point);
      const [across, down] = [box.right - box.left, box.top - box.bottom];
      const [width, height] = turned ? [down, across] : [across, down];
      return {
        width, height, rotation, rules: this.rules.rules, images: this.images, outlines: this.outlines, truncated: this.truncated,
        ...this.sight.look(glyphs, objects, width, height),
      };
    } finally {
      this.m.pdfium.wasmExports.free(this.scratch);
    }
  }

  private floats(count: number): number[] {
    const { HEAPF32 } = heap(this.m);
    const at = this.scratch >> 2;
    const out: number[] = [];
    for (let i = 0; i < count; i++) out.push(HEAPF32[at + i] ?? 0);
    return out;
  }

  /** The characters with the text objects that they belong to. */
  private glyphs(point: Point): { glyphs: Glyph[]; objects: number[] } {
    const { m, call, scratch } = this;
    const text = call.FPDFText_LoadPage(this.page);
    const glyphs: Glyph[] = [];
    const objects: number[] = [];
    if (!text) return { glyphs, objects };
    try {
      const count = Math.min(call.FPDFText_CountChars(text), PAGE_LIMITS.characters);
      if (count === PAGE_LIMITS.characters) this.truncated = true;
      const fonts = new Map<number, string>();
      let last = -1;
      let size = 0;
      let fontName = '';
      let digits: ReturnType<DigitShapes['of']> | undefined;
      let written: Pick<Glyph, 'turn' | 'slant' | 'pale'> = { turn: 0 };
      for (let i = 0; i < count; i++) {
        if (call.FPDFText_IsGenerated(text, i) === 1) continue;
        const code = call.FPDFText_GetUnicode(text, i);
        if (code === 0 || code === 10 || code === 13) continue;
        const object = call.FPDFText_GetTextObject(text, i);
        if (object !== last) {
          last = object;
          call.FPDFText_GetMatrix(text, i, scratch);
          const [a, b, c, d] = this.floats(4) as [number, number, number, number];
          const nominal = call.FPDFText_GetFontSize(text, i);
          size = nominal * Math.hypot(c, d);
          written = { ...direction(point, a, b), ...(this.sight.isPale(object) ? { pale: true } : {}) };
          const font = call.FPDFTextObj_GetFont(object);
          let known = fonts.get(font);
          if (known === undefined) {
            const length = call.FPDFFont_GetBaseFontName(font, scratch, 200);
            known = length > 1 && length <= 200 ? (m.pdfium.UTF8ToString as (at: number) => string)(scratch) : '';
            fonts.set(font, known);
          }
          fontName = known;
          digits = this.shapes.of(font, known);
        }
        if (!call.FPDFText_GetLooseCharBox(text, i, scratch) || !call.FPDFText_GetCharOrigin(text, i, scratch + 16, scratch + 24)) continue;
        const { HEAPF32, HEAPF64 } = heap(m);
        const [at, origin] = [scratch >> 2, (scratch + 16) >> 3];
        const { turn } = written;
        const [ax, ay] = point(HEAPF32[at] ?? 0, HEAPF32[at + 1] ?? 0); // left, top
        const [bx, by] = point(HEAPF32[at + 2] ?? 0, HEAPF32[at + 3] ?? 0); // right, bottom
        const [x, y] = point(HEAPF64[origin] ?? 0, HEAPF64[origin + 1] ?? 0);
        const advance = turn % 2 === 0 ? Math.abs(bx - ax) : Math.abs(by - ay);
        digits?.see(call, code);
        const hyphen = (code === 2 || code === 0xfffe) && call.FPDFText_IsHyphen(text, i) === 1;
        const character = hyphen ? '-' : String.fromCodePoint(code);
        const before = glyphs.at(-1);
        // characters beyond the BMP come as two halves in some versions
        if (before !== undefined && LOW_HALF.test(character) && HIGH_HALF.test(before.text)) glyphs[glyphs.length - 1] = { ...before, text: before.text + character };
        else {
          glyphs.push({ text: character, size, fontName, ...written, ...glyphBox(x, y, advance, size, turn) });
          objects.push(object);
        }
      }
    } finally {
      call.FPDFText_ClosePage(text);
    }
    return { glyphs, objects };
  }

  private matrix(object: number): Matrix {
    return this.call.FPDFPageObj_GetMatrix(object, this.scratch) ? (this.floats(6) as unknown as Matrix) : IDENTITY;
  }

  private collect(point: Point, parent: Matrix, count: number, at: (i: number) => number, depth: number): void {
    if (count < 0 || depth > PAGE_LIMITS.depth) return;
    for (let i = 0; i < count; i++) {
      if (++this.objects > PAGE_LIMITS.objects || this.segments > PAGE_LIMITS.segments) {
        this.truncated = true;
        return;
      }
      const object = at(i);
      if (!object) continue;
      const type = this.call.FPDFPageObj_GetType(object);
      if (type === OBJECT.text) this.sight.text(object, (x, y) => apply(point, parent, x, y));
      else if (type === OBJECT.path) this.path(object, point, parent);
      else if (type === OBJECT.image) this.image(object, point, parent);
      else if (type === OBJECT.form) {
        const inner = multiply(this.matrix(object), parent);
        this.collect(point, inner, this.call.FPDFFormObj_CountObjects(object), k => this.call.FPDFFormObj_GetObject(object, k), depth + 1);
      }
    }
  }

  private image(object: number, point: Point, parent: Matrix): void {
    const t = multiply(this.matrix(object), parent);
    const corners = [[0, 0], [1, 0], [0, 1], [1, 1]].map(([x, y]) => apply(point, t, x ?? 0, y ?? 0));
    const box = around(corners);
    this.images.push(box);
    this.sight.cover(box);
  }

  /** White or transparent paint is invisible on paper and no rule. */
  private visible(object: number, stroke: boolean): boolean {
    const { m, call, scratch } = this;
    const known = stroke
      ? call.FPDFPageObj_GetStrokeColor(object, scratch, scratch + 4, scratch + 8, scratch + 12)
      : call.FPDFPageObj_GetFillColor(object, scratch, scratch + 4, scratch + 8, scratch + 12);
    if (!known) return true;
    const [r, g, b, a] = heap(m).HEAPU32.subarray(scratch >> 2, (scratch >> 2) + 4);
    return (a ?? 255) > 0 && Math.min(r ?? 0, g ?? 0, b ?? 0) < 250;
  }

  /** The box of a fill, whatever its colour. */
  private covered(object: number, point: Point, parent: Matrix): void {
    const { call, scratch } = this;
    if (!call.FPDFPageObj_GetBounds(object, scratch, scratch + 4, scratch + 8, scratch + 12)) return;
    const [left, bottom, right, top] = this.floats(4) as [number, number, number, number];
    this.sight.cover(around([apply(point, parent, left, bottom), apply(point, parent, right, bottom), apply(point, parent, left, top), apply(point, parent, right, top)]));
  }

  private path(object: number, point: Point, parent: Matrix): void {
    const { m, call, scratch } = this;
    const count = call.FPDFPath_CountSegments(object);
    if (count < 2) return;
    this.segments += count;
    call.FPDFPath_GetDrawMode(object, scratch, scratch + 4);
    const filled = (heap(m).HEAP32[scratch >> 2] ?? 0) !== 0;
    if (filled) this.covered(object, point, parent);
    const fills = filled && this.visible(object, false);
    call.FPDFPath_GetDrawMode(object, scratch, scratch + 4);
    const strokes = (heap(m).HEAP32[(scratch >> 2) + 1] ?? 0) !== 0 && this.visible(object, true);
    if (!fills && !strokes) return;
    const t = multiply(this.matrix(object), parent);
    let thickness = 0;
    if (strokes && call.FPDFPageObj_GetStrokeWidth(object, scratch)) {
      thickness = (heap(m).HEAPF32[scratch >> 2] ?? 0) * Math.sqrt(Math.abs(t[0] * t[3] - t[1] * t[2]));
    }
    let points: (readonly [number, number])[] = [];
    let curved = false;
    const flush = (): void => {
      if (points.length > 1) this.subpath(points, curved, fills, strokes, thickness);
      points = [];
      curved = false;
    };
    for (let i = 0; i < count; i++) {
      const segment = call.FPDFPath_GetPathSegment(object, i);
      const type = call.FPDFPathSegment_GetType(segment);
      if (type === SEGMENT.move) flush();
      if (type === SEGMENT.bezier) curved = true;
      if (!call.FPDFPathSegment_GetPoint(segment, scratch, scratch + 4)) continue;
      const at = scratch >> 2;
      points.push(apply(point, t, heap(m).HEAPF32[at] ?? 0, heap(m).HEAPF32[at + 1] ?? 0));
      if (call.FPDFPathSegment_GetClose(segment) && points[0]) points.push(points[0]);
    }
    flush();
  }

  private subpath(points: readonly (readonly [number, number])[], curved: boolean, fills: boolean, strokes: boolean, thickness: number): void {
    if (fills && (curved || points.length > CORNERS)) this.outlines++;
    else if (fills) {
      let [x0, y0, x1, y1] = [Infinity, Infinity, -Infinity, -Infinity];
      for (const [x, y] of points) {
        x0 = Math.min(x0, x); x1 = Math.max(x1, x);
        y0 = Math.min(y0, y); y1 = Math.max(y1, y);
      }
      this.rules.fill(x0, y0, x1, y1);
    }
    if (strokes && !curved) {
      for (let i = 1; i < points.length; i++) {
        const [ax, ay] = points[i - 1] as readonly [number, number];
        const [bx, by] = points[i] as readonly [number, number];
        this.rules.stroke(ax, ay, bx, by, thickness);
      }
    }
  }
}

function around(points: readonly (readonly [number, number])[]): Box {
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  return { x0: Math.min(...xs), y0: Math.min(...ys), x1: Math.max(...xs), y1: Math.max(...ys) };
}

function apply(point: Point, t: Matrix, x: number, y: number): readonly [number, number] {
  return point(x * t[0] + y * t[2] + t[4], x * t[1] + y * t[3] + t[5]);
}

/** The direction of writing given in user space. */
function direction(point: Point, a: number, b: number): ReturnType<typeof directionOf> {
  const [ox, oy] = point(0, 0);
  const [px, py] = point(a, b);
  return directionOf(px - ox, py - oy);
}
