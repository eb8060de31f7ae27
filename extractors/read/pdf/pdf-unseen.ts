/**
 * Text that nobody sees: painted invisibly (rendering mode 3), white on white, in a layer that is switched off, under a
 * patch or a picture, or outside of its clipping path. Programs that recognise a scan lay what they read so over its
 * picture; others leave the figure there that a correction covers. What objects say of themselves raises the doubt;
 * drawing the page with and without those in doubt decides, whatever the way in which they are hidden.
 */
import type { WrappedPdfiumModule } from '@embedpdf/pdfium';
import { type Box, hull, ReadError } from '../../../schemas/block.js';
import { clippedGlyphs, cutWords, intoCells, within } from './cut-words.js';
import type { ToPage } from './matrix.js';
import { direct, type DirectCalls, heap } from './pdf-library.js';
import { drawPage, type PagePart } from './pdf-render.js';
import { type Glyph, isPale, type SeenText } from './pdf-source.js';

/** Dots per inch at which a page is drawn to see what changes, and where nothing is in doubt but whether something lies over the text. */
const DPI = 144;
const DPI_COVERED = 96;
/** A pixel changes if a colour does by more than this of 255: drawing again may round otherwise. */
const CHANGES = 8;
/** Text in paint lighter than this (of 255), or less opaque, may be invisible. */
const WHITE = 250;
const FAINT = 16;
/** Smaller text (share of the page's usual size) can't be read. */
const SMALL = 0.15;
/** Share of white from which the ground of a character is white, what is printed below it left aside. */
const ON_WHITE = 0.2;
/** Rendering modes that paint nothing: invisible, and a clipping path only. */
const UNPAINTED: ReadonlySet<number> = new Set([3, 7]);
/** Pixels of a box that are looked at one by one. */
const LARGE = 10_000;
/** Smaller fills (points) cover no character. */
const COVERS = 3;
/** Fills and pictures of a page that are looked at, paths and segments of a clip. */
const MOST = { covers: 2_000, paths: 8, segments: 12 } as const;

interface TextObject {
  readonly order: number;
  /** Paints nothing at all. */
  readonly unpainted: boolean;
  readonly paint: 'full' | 'pale' | 'faint';
  /** In a layer that may be switched off. */
  readonly layered: boolean;
  /** What its clipping path leaves of it at most; undefined where it has none. */
  readonly clip: Box | undefined;
}

/** A fill or picture that lies over text painted before it. */
interface Cover { readonly box: Box; readonly order: number }

/** Collects what tells whether the text of one loaded page can be seen. Objects come in the order in which they are painted. */
export class TextSight {
  private readonly call: DirectCalls;
  private readonly texts = new Map<number, TextObject>();
  private readonly covers: Cover[] = [];
  private order = 0;

  /** @param scratch room for 64 bytes */
  constructor(private readonly m: WrappedPdfiumModule, private readonly page: number, private readonly scratch: number) {
    this.call = direct(m);
  }

  /** A text object. */
  text(object: number, at: ToPage): void {
    const unpainted = UNPAINTED.has(this.call.FPDFTextObj_GetTextRenderMode(object));
    const clip = this.clipOf(object, at);
    this.texts.set(object, { order: ++this.order, unpainted, paint: this.paintOf(object), layered: this.isInLayer(object), clip });
  }

  /** Whether there is text so far that something may cover. */
  get hasText(): boolean {
    return this.texts.size > 0;
  }

  /** Whether a text object is in light paint. */
  isPale(object: number): boolean {
    return (this.texts.get(object)?.paint ?? 'full') !== 'full';
  }

  /** A fill or picture, which lies over what was painted before. */
  cover(box: Box): void {
    const over = this.hasText && this.covers.length < MOST.covers && Math.min(box.x1 - box.x0, box.y1 - box.y0) > COVERS;
    if (over) this.covers.push({ box, order: ++this.order });
  }

  /**
   * The glyphs of the page and what can't be seen of them. `objects` are the text objects of the glyphs, `width` and
   * `height` the page's. Words that are cut off in part are set into what is seen of them: they stand in one cell.
   */
  look(glyphs: readonly Glyph[], objects: readonly number[], width: number, height: number): SeenText {
    const pageBox = { x0: 0, y0: 0, x1: width, y1: height };
    const clips = new Map<number, Box>();
    const clipOf = (object: number): Box => {
      let clip = clips.get(object);
      if (clip === undefined) clips.set(object, clip = within(this.texts.get(object)?.clip, pageBox));
      return clip;
    };
    const cuts = cutWords(glyphs, objects, clipOf);
    const unseen = this.hidden(glyphs, objects);
    const cellOf = (object: number): Box | undefined => this.cellOf(object, width, height);
    // what lies off the page is told by itself
    for (const glyph of cuts.lost) if (holds(pageBox, glyph)) unseen.add(glyph);
    return { glyphs, unseen, cut: cuts.words, set: intoCells(glyphs, objects, clippedGlyphs(glyphs, objects, cuts.set, cellOf), cellOf) };
  }

  /** What the clipping path of a text object leaves of it, where it is less than the page. */
  private cellOf(object: number, width: number, height: number): Box | undefined {
    const clip = this.texts.get(object)?.clip;
    return clip === undefined || clip.x0 <= 0 && clip.x1 >= width || clip.y0 <= 0 && clip.y1 >= height ? undefined : clip;
  }

  private hidden(glyphs: readonly Glyph[], objects: readonly number[]): Set<Glyph> {
    const out = new Set<Glyph>();
    const least = leastOf(glyphs.map((g) => g.size));
    const doubted: { glyph: Glyph; object: number; text: TextObject }[] = [];
    for (const [i, glyph] of glyphs.entries()) {
      const object = objects[i] ?? 0;
      const text = this.texts.get(object);
      if (text === undefined || glyph.text.trim() === '') continue;
      if (glyph.size < least) out.add(glyph);
      else if (this.isDoubted(glyph, text)) doubted.push({ glyph, object, text });
    }
    if (doubted.length === 0) return out;
    const drawn = this.withAndWithout(new Set(doubted.map(({ object }) => object)), hull(doubted.map(({ glyph }) => glyph)), doubted.every(({ text }) => isPlain(text)) ? DPI_COVERED : DPI);
    for (const { glyph, object, text } of doubted) {
      const known = drawn !== undefined && this.isDrawable(object, glyph);
      const seen = known ? drawn.changes(glyph) && !(text.paint === 'faint' && drawn.isOnWhite(glyph)) : !text.unpainted;
      if (!seen) out.add(glyph);
    }
    return out;
  }

  private isDoubted(glyph: Glyph, text: TextObject): boolean {
    if (!isPlain(text)) return true;
    // covers are in order: those painted later stand at the end
    for (let i = this.covers.length - 1; i >= 0; i--) {
      const { box, order } = this.covers[i] as Cover;
      if (order < text.order) return false;
      if (holds(box, glyph)) return true;
    }
    return false;
  }

  /** PDFium draws nothing for Chinese characters of fonts that are not embedded: there the drawing tells nothing. */
  private isDrawable(object: number, { text }: Glyph): boolean {
    return !/[^\u0020-\u00ff]/u.test(text) || this.call.FPDFFont_GetIsEmbedded(this.call.FPDFTextObj_GetFont(object)) === 1;
  }

  private paintOf(object: number): TextObject['paint'] {
    const { call, m, scratch } = this;
    if (!call.FPDFPageObj_GetFillColor(object, scratch, scratch + 4, scratch + 8, scratch + 12)) return 'full';
    const { HEAPU32 } = heap(m);
    const at = scratch >> 2;
    const [r, g, b, alpha] = [HEAPU32[at] ?? 0, HEAPU32[at + 1] ?? 0, HEAPU32[at + 2] ?? 0, HEAPU32[at + 3] ?? 255];
    if (alpha < FAINT || Math.min(r, g, b) >= WHITE) return 'faint';
    return isPale(r, g, b, alpha) ? 'pale' : 'full';
  }

  /** Whether an object is marked as content of a layer (optional content). */
  private isInLayer(object: number): boolean {
    const { call, m, scratch } = this;
    const marks = call.FPDFPageObj_CountMarks(object);
    for (let i = 0; i < marks; i++) {
      if (!call.FPDFPageObjMark_GetName(call.FPDFPageObj_GetMark(object, i), scratch, 8, scratch + 8)) continue;
      if (heap(m).HEAPU32[(scratch + 8) >> 2] === 6 && Buffer.from(heap(m).HEAPU8.subarray(scratch, scratch + 4)).toString('utf16le') === 'OC') return true;
    }
    return false;
  }

  /** The box that the clipping paths of an object leave; undefined where there is none. */
  private clipOf(object: number, at: ToPage): Box | undefined {
    const { call, m, scratch } = this;
    const clip = call.FPDFPageObj_GetClipPath(object);
    const paths = clip ? call.FPDFClipPath_CountPaths(clip) : 0;
    if (paths <= 0 || paths > MOST.paths) return undefined;
    let left: Box | undefined;
    for (let i = 0; i < paths; i++) {
      const segments = call.FPDFClipPath_CountPathSegments(clip, i);
      if (segments < 1 || segments > MOST.segments) continue;
      const box = { x0: Infinity, y0: Infinity, x1: -Infinity, y1: -Infinity };
      for (let k = 0; k < segments; k++) {
        if (!call.FPDFPathSegment_GetPoint(call.FPDFClipPath_GetPathSegment(clip, i, k), scratch, scratch + 4)) continue;
        const { HEAPF32 } = heap(m);
        const [x, y] = at(HEAPF32[scratch >> 2] ?? 0, HEAPF32[(scratch >> 2) + 1] ?? 0);
        box.x0 = Math.min(box.x0, x); box.x1 = Math.max(box.x1, x);
        box.y0 = Math.min(box.y0, y); box.y1 = Math.max(box.y1, y);
      }
      left = within(left, box);
    }
    return left;
  }

  /** The page in a box as it is and without some text objects; undefined where it can't be drawn. */
  private withAndWithout(objects: ReadonlySet<number>, box: Box, dpi: number): Drawn | undefined {
    const { call, m, page } = this;
    try {
      const whole = drawPage(m, page, dpi, box);
      for (const object of objects) call.FPDFPageObj_SetIsActive(object, 0);
      return new Drawn(whole, drawPage(m, page, dpi, box));
    } catch (error) {
      if (error instanceof ReadError) return undefined;
      throw error;
    } finally {
      for (const object of objects) call.FPDFPageObj_SetIsActive(object, 1);
    }
  }
}

/** Size (points) from which characters of these sizes can be read beside each other. */
function leastOf(sizes: readonly number[]): number {
  const [smallest, largest] = [sizes.reduce((a, b) => Math.min(a, b), Infinity), sizes.reduce((a, b) => Math.max(a, b), 0)];
  return smallest >= SMALL * largest ? 0 : SMALL * (sizes.toSorted((a, b) => a - b)[sizes.length >> 1] ?? 0);
}

/** Whether a text object itself says nothing against its being seen. */
const isPlain = ({ unpainted, paint, layered }: TextObject): boolean => !unpainted && paint !== 'faint' && !layered;

const middle = (b: Box): readonly [number, number] => [(b.x0 + b.x1) / 2, (b.y0 + b.y1) / 2];

function holds(box: Box, glyph: Box): boolean {
  const [x, y] = middle(glyph);
  return x > box.x0 && x < box.x1 && y > box.y0 && y < box.y1;
}

/** Part of a page as it is, and without the texts in doubt: which pixels differ, and which are white without them. */
class Drawn {
  private readonly changed: Pixels;
  private readonly white: Pixels;

  constructor(whole: PagePart, without: PagePart) {
    this.changed = new Pixels(whole, (i) => [0, 1, 2].some((k) => Math.abs((whole.pixels[i + k] as number) - (without.pixels[i + k] as number)) > CHANGES));
    this.white = new Pixels(without, (i) => Math.min(...without.pixels.subarray(i, i + 3)) >= WHITE);
  }

  /** Whether pixels inside of a box differ. */
  changes(box: Box): boolean {
    return this.changed.shareIn(box) > 0;
  }

  /** Whether the ground of a page is white inside of a box. */
  isOnWhite(box: Box): boolean {
    return this.white.shareIn(box) > ON_WHITE;
  }
}

/** Pixels of a page of which something is true, told by the place of their first colour. */
export class Pixels {
  /** How many there are left of and above each pixel, made for the first box that is large: hundreds of such boxes may lie over each other. */
  private sums: Uint32Array | undefined;

  constructor(private readonly part: Omit<PagePart, 'pixels'>, private readonly test: (i: number) => boolean) {}

  /** Their share in a box, but for those at its sides: the edge of a patch lets something through. */
  shareIn(box: Box): number {
    const { width, height, x, y, scale } = this.part;
    const [x0, x1] = innerPixels(box.x0 * scale - x, box.x1 * scale - x, width);
    const [y0, y1] = innerPixels(box.y0 * scale - y, box.y1 * scale - y, height);
    if (x1 <= x0 || y1 <= y0) return 0;
    const area = (x1 - x0) * (y1 - y0);
    return (area > LARGE ? this.countInLarge(x0, y0, x1, y1) : this.countIn(x0, y0, x1, y1)) / area;
  }

  private countIn(x0: number, y0: number, x1: number, y1: number): number {
    let count = 0;
    for (let row = y0; row < y1; row++) for (let at = x0; at < x1; at++) if (this.test((row * this.part.width + at) * 4)) count++;
    return count;
  }

  private countInLarge(x0: number, y0: number, x1: number, y1: number): number {
    const sums = (this.sums ??= this.summed());
    const at = (x: number, y: number): number => sums[y * (this.part.width + 1) + x] as number;
    return at(x1, y1) - at(x0, y1) - at(x1, y0) + at(x0, y0);
  }

  private summed(): Uint32Array {
    const { width, height } = this.part;
    const sums = new Uint32Array((width + 1) * (height + 1));
    for (let row = 0; row < height; row++) {
      let count = 0;
      for (let at = 0; at < width; at++) {
        if (this.test((row * width + at) * 4)) count++;
        sums[(row + 1) * (width + 1) + at + 1] = (sums[row * (width + 1) + at + 1] as number) + count;
      }
    }
    return sums;
  }
}

/** The pixels (first, and one behind the last) between two places, without one at each end where there are some. */
function innerPixels(from: number, to: number, size: number): readonly [number, number] {
  const [first, end] = [Math.max(0, Math.round(from)), Math.min(size, Math.round(to))];
  return end - first >= 4 ? [first + 1, end - 1] : [first, end];
}
