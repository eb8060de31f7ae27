/** What is drawn on a page that PDFium has loaded: rules, pictures, outlines, and what tells whether text can be seen. */
import type { WrappedPdfiumModule } from '@embedpdf/pdfium';
import type { Box } from '../../../schemas/block.js';
import { apply, boxAround, IDENTITY, type Matrix, multiply, type Point, scaleOf, type ToPage } from './matrix.js';
import { direct, type DirectCalls, heap } from './pdf-library.js';
import { OBJECT, PAGE_LIMITS, type Rule, RuleCollector, type Subpath } from './pdf-source.js';
import type { TextSight } from './pdf-unseen.js';

export interface PageShapes {
  readonly rules: readonly Rule[];
  readonly images: readonly Box[];
  /** Filled shapes with curves or many corners. */
  readonly outlines: number;
  /** The page has more objects than the limit. */
  readonly truncated: boolean;
}

const SEGMENT = { line: 0, bezier: 1, move: 2 } as const;
/** Lightness (of 255) from which paint is no rule on paper. */
const WHITE = 250;

/**
 * Walks over the objects of a loaded page in the order in which they are painted.
 * @param scratch room for 64 bytes in the library's memory
 * @param sight told of text objects and of what may cover them
 */
export function readShapes(m: WrappedPdfiumModule, page: number, scratch: number, point: ToPage, sight: TextSight): PageShapes {
  return new ShapeReader(m, scratch, point, sight).read(page);
}

class ShapeReader {
  private readonly call: DirectCalls;
  private readonly rules = new RuleCollector();
  private truncated = false;
  private objects = 0;
  private segments = 0;

  constructor(private readonly m: WrappedPdfiumModule, private readonly scratch: number, private readonly point: ToPage, private readonly sight: TextSight) {
    this.call = direct(m);
  }

  read(page: number): PageShapes {
    this.walk(IDENTITY, this.call.FPDFPage_CountObjects(page), i => this.call.FPDFPage_GetObject(page, i), 0);
    return { rules: this.rules.rules, images: this.rules.images, outlines: this.rules.outlines, truncated: this.truncated };
  }

  private walk(parent: Matrix, count: number, at: (i: number) => number, depth: number): void {
    if (count < 0 || depth > PAGE_LIMITS.depth) return;
    const toPage: ToPage = (x, y) => apply(this.point, parent, x, y);
    for (let i = 0; i < count; i++) {
      if (++this.objects > PAGE_LIMITS.objects || this.segments > PAGE_LIMITS.segments) {
        this.truncated = true;
        return;
      }
      const object = at(i);
      if (!object) continue;
      const type = this.call.FPDFPageObj_GetType(object);
      if (type === OBJECT.text) this.sight.text(object, toPage);
      else if (type === OBJECT.path) this.path(object, parent, toPage);
      else if (type === OBJECT.image) this.image(object, parent);
      else if (type === OBJECT.form) {
        this.walk(multiply(this.matrix(object), parent), this.call.FPDFFormObj_CountObjects(object), k => this.call.FPDFFormObj_GetObject(object, k), depth + 1);
      }
    }
  }

  private matrix(object: number): Matrix {
    return this.call.FPDFPageObj_GetMatrix(object, this.scratch) ? [this.float(0), this.float(1), this.float(2), this.float(3), this.float(4), this.float(5)] : IDENTITY;
  }

  /** Number `i` of those that the last call has put into the scratch memory. */
  private float(i: number): number {
    return heap(this.m).HEAPF32[(this.scratch >> 2) + i] ?? 0;
  }

  private image(object: number, parent: Matrix): void {
    const t = multiply(this.matrix(object), parent);
    const box = boxAround([apply(this.point, t, 0, 0), apply(this.point, t, 1, 0), apply(this.point, t, 0, 1), apply(this.point, t, 1, 1)]);
    this.rules.picture(box);
    this.sight.cover(box);
  }

  private path(object: number, parent: Matrix, toPage: ToPage): void {
    const { m, call, scratch } = this;
    const count = call.FPDFPath_CountSegments(object);
    if (count < 2) return;
    this.segments += count;
    call.FPDFPath_GetDrawMode(object, scratch, scratch + 4);
    const [filled, stroked] = [heap(m).HEAP32[scratch >> 2] !== 0, heap(m).HEAP32[(scratch >> 2) + 1] !== 0];
    if (filled && this.sight.hasText) this.cover(object, toPage);
    const fills = filled && this.isVisible(call.FPDFPageObj_GetFillColor(object, scratch, scratch + 4, scratch + 8, scratch + 12));
    const strokes = stroked && this.isVisible(call.FPDFPageObj_GetStrokeColor(object, scratch, scratch + 4, scratch + 8, scratch + 12));
    if (!fills && !strokes) return;
    const t = multiply(this.matrix(object), parent);
    const thickness = strokes && call.FPDFPageObj_GetStrokeWidth(object, scratch) ? this.float(0) * scaleOf(t) : 0;
    this.rules.path(this.subpaths(object, count, t), { fills, strokes, thickness });
  }

  /** The box of a fill, whatever its colour, lies over the text before it. */
  private cover(object: number, toPage: ToPage): void {
    const { call, scratch } = this;
    if (!call.FPDFPageObj_GetBounds(object, scratch, scratch + 4, scratch + 8, scratch + 12)) return;
    const [left, bottom, right, top] = [this.float(0), this.float(1), this.float(2), this.float(3)];
    this.sight.cover(boxAround([toPage(left, bottom), toPage(right, bottom), toPage(left, top), toPage(right, top)]));
  }

  /** White or transparent paint is invisible on paper and no rule. @param known whether the scratch memory has a colour */
  private isVisible(known: number): boolean {
    if (!known) return true;
    const { HEAPU32 } = heap(this.m);
    const at = this.scratch >> 2;
    return (HEAPU32[at + 3] ?? 255) > 0 && Math.min(HEAPU32[at] ?? 0, HEAPU32[at + 1] ?? 0, HEAPU32[at + 2] ?? 0) < WHITE;
  }

  private subpaths(object: number, count: number, t: Matrix): Subpath[] {
    const { m, call, scratch } = this;
    const subpaths: Subpath[] = [];
    let points: Point[] = [];
    let curved = false;
    for (let i = 0; i < count; i++) {
      const segment = call.FPDFPath_GetPathSegment(object, i);
      const type = call.FPDFPathSegment_GetType(segment);
      if (type === SEGMENT.move) {
        subpaths.push({ points, curved });
        points = [];
        curved = false;
      }
      if (type === SEGMENT.bezier) curved = true;
      if (!call.FPDFPathSegment_GetPoint(segment, scratch, scratch + 4)) continue;
      const { HEAPF32 } = heap(m);
      points.push(apply(this.point, t, HEAPF32[scratch >> 2] ?? 0, HEAPF32[(scratch >> 2) + 1] ?? 0));
      if (call.FPDFPathSegment_GetClose(segment) && points[0]) points.push(points[0]);
    }
    subpaths.push({ points, curved });
    return subpaths;
  }
}
