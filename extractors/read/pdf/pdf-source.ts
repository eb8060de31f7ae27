/**
 * The seam between PDF libraries and the layout engine: `open → page → glyphs, rules, images`.
 * All coordinates are PDF points from the page's top left corner, y downwards, after the page's /Rotate.
 */
import type { Box } from '../../../schemas/block.js';
import { boxAround, type Point, type ToPage } from './matrix.js';

/** Quarter turns, clockwise, of a glyph's upright direction against the page's: 0 is ordinary text. */
export type Turn = 0 | 1 | 2 | 3;

/**
 * One printed character. The box runs from pen position to pen position plus advance, and from 0.88 em above
 * the baseline to 0.12 em below it: libraries disagree about ascents, not about baselines.
 */
export interface Glyph extends Box {
  readonly text: string;
  /** Font size in points as it appears on the page. */
  readonly size: number;
  readonly fontName: string;
  readonly turn: Turn;
  /** Degrees (0..45) by which its direction is off that turn; undefined for none. */
  readonly slant?: number | undefined;
  /** In light or translucent paint. */
  readonly pale?: boolean;
  /** Number of the cell whose edge cuts its text off, alike for all of the text; undefined where all of it is seen. */
  readonly clip?: number | undefined;
}

/** The glyphs that are no blanks. */
export const withoutBlanks = (glyphs: readonly Glyph[]): readonly Glyph[] => glyphs.filter((g) => g.text.trim() !== '');

/** A thin axis-parallel segment (a stroke, or a filled rectangle thinner than the limit). */
export interface Rule extends Box {
  /** Horizontal if y0 = y1, vertical if x0 = x1. */
  readonly horizontal: boolean;
  readonly thickness: number;
}

/** What the layout engine makes paragraphs and grids of. */
export interface PageContent {
  readonly width: number;
  readonly height: number;
  /** /Rotate of the page in degrees: 0, 90, 180 or 270. Coordinates are after it. */
  readonly rotation: number;
  readonly glyphs: readonly Glyph[];
  readonly rules: readonly Rule[];
  readonly images: readonly Box[];
  /** True where the page had more objects than the limit and reading stopped. */
  readonly truncated: boolean;
}

export interface SourcePage extends PageContent, SeenText {
  /** Filled shapes with curves or many corners: characters drawn as outlines are such. */
  readonly outlines: number;
}

/** The text of a page by what can be seen of it, where the library can tell. */
export interface SeenText {
  readonly glyphs: readonly Glyph[];
  /** Those of the glyphs that can't be seen on the page. */
  readonly unseen: ReadonlySet<Glyph>;
  /** Words of which a part is cut off by the edge of a cell or of the page. */
  readonly cut: readonly CutWord[];
  /** The glyphs of these words and of texts that stick out of their cells, set into what is seen of them. */
  readonly set: ReadonlyMap<Glyph, Glyph>;
}

/** What can be seen of a page's text. */
export const seenGlyphs = ({ glyphs, unseen, set }: SeenText): readonly Glyph[] => (unseen.size + set.size === 0 ? glyphs : glyphs.flatMap((g) => (unseen.has(g) ? [] : [set.get(g) ?? g])));

/** A word of which a part is cut off. */
export interface CutWord {
  readonly text: string;
  /** What is seen of it. */
  readonly seen: string;
}

export interface PdfDocument {
  readonly pageCount: number;
  /** Files that are embedded in the document. */
  readonly attachments: number;
  /** Names of fonts that draw other digits than the text layer says, as far as pages were read. */
  readonly falseDigits: ReadonlySet<string>;
  /** Reads page `n` (1-based) and frees it in the library before returning. Throws `PageError` on a damaged page. */
  page(n: number): Promise<SourcePage>;
  close(): Promise<void>;
}

export interface OpenOptions {
  readonly password?: string;
}

/** A library behind the seam. `open` throws ReadError with one line for people. */
export interface PdfSource {
  readonly name: string;
  open(bytes: Uint8Array, options?: OpenOptions): Promise<PdfDocument>;
}

/** One page that the library can't read; the document goes on. */
export class PageError extends Error {
  override readonly name = 'PageError';

  /** @param tooMuch the page asked for more time or memory than any honest one: another library must not try it */
  constructor(message: string, readonly tooMuch = false) {
    super(message);
  }
}

/** Bounds on one page, so that no page can use up time or memory. */
export const PAGE_LIMITS = { characters: 400_000, objects: 400_000, segments: 2_000_000, depth: 12 } as const;

/** PDFium's kinds of page objects. */
export const OBJECT = { text: 1, path: 2, image: 3, form: 5 } as const;

/** Corners of a filled shape up to which it may be a rule or a background. */
const CORNERS = 8;

/** A fill whose shorter side is at most this many points is a line; larger fills are backgrounds. */
const THIN_FILL = 2.5;

/** The largest type of documents (初号), in points. */
const LARGEST_TYPE = 42;

/** How far a segment may lean (points across its length) and still count as axis-parallel. */
const LEAN = 0.7;

/** Maps user space to the page's top left after rotation. */
export function pageTransform(box: { left: number; bottom: number; right: number; top: number }, rotation: number): ToPage {
  const { left, bottom, right, top } = box;
  switch (rotation) {
    case 90: return (x, y) => [y - bottom, x - left];
    case 180: return (x, y) => [right - x, y - bottom];
    case 270: return (x, y) => [top - y, right - x];
    default: return (x, y) => [x - left, top - y];
  }
}

/** How a path is painted. */
export interface Paint {
  readonly fills: boolean;
  readonly strokes: boolean;
  /** Line width in points of the page. */
  readonly thickness: number;
}

/** A part of a path between two moves, in page coordinates. */
export interface Subpath {
  readonly points: readonly Point[];
  readonly curved: boolean;
}

/** Collects what paths and pictures draw: rules, and pictures that are none. */
export class RuleCollector {
  readonly rules: Rule[] = [];
  readonly images: Box[] = [];
  /** Filled subpaths with curves or many corners: characters drawn as outlines are such. */
  outlines = 0;

  /**
   * A path as it is painted: its rules and outlines. Where parts of it are curved, straight ones of a character's size
   * (一, 口) are characters as well: some printers draw bold text as stroked outlines.
   */
  path(subpaths: readonly Subpath[], paint: Paint): void {
    const drawing = subpaths.some(subpath => subpath.curved);
    for (const { points, curved } of subpaths) {
      if (points.length && !(drawing && !curved && isCharacterSized(points))) this.subpath(points, curved, paint);
    }
  }

  private subpath(points: readonly Point[], curved: boolean, { fills, strokes, thickness }: Paint): void {
    if (fills && (curved || points.length > CORNERS)) this.outlines++;
    else if (fills && points.length > 1) {
      const { x0, y0, x1, y1 } = boxAround(points);
      this.fill(x0, y0, x1, y1);
    }
    if (!strokes || curved) return;
    for (let i = 1; i < points.length; i++) {
      const [ax, ay] = points[i - 1] as Point;
      const [bx, by] = points[i] as Point;
      this.stroke(ax, ay, bx, by, thickness);
    }
  }

  /** A stroked straight segment. */
  stroke(x0: number, y0: number, x1: number, y1: number, thickness: number): void {
    const dx = Math.abs(x1 - x0);
    const dy = Math.abs(y1 - y0);
    if (dy <= LEAN && dx >= dy) this.add(true, Math.min(x0, x1), (y0 + y1) / 2, Math.max(x0, x1), thickness);
    else if (dx <= LEAN) this.add(false, (x0 + x1) / 2, Math.min(y0, y1), Math.max(y0, y1), thickness);
  }

  /** A picture by its box: some printers draw rules as pictures of one pixel. */
  picture(box: Box): void {
    if (!this.fill(box.x0, box.y0, box.x1, box.y1)) this.images.push(box);
  }

  /** A filled subpath given by its bounding box. @returns whether it is a rule: thin, not a background */
  fill(x0: number, y0: number, x1: number, y1: number): boolean {
    const w = x1 - x0;
    const h = y1 - y0;
    if (Math.min(w, h) > THIN_FILL) return false;
    if (w >= h) this.add(true, x0, (y0 + y1) / 2, x1, h);
    else this.add(false, (x0 + x1) / 2, y0, y1, w);
    return true;
  }

  private add(horizontal: boolean, a: number, b: number, c: number, thickness: number): void {
    if (![a, b, c].every(Number.isFinite)) return;
    this.rules.push(horizontal
      ? { horizontal, x0: a, x1: c, y0: b, y1: b, thickness }
      : { horizontal, x0: a, x1: a, y0: b, y1: c, thickness });
  }
}

/** Whether points lie within the size of the largest type. */
function isCharacterSized(points: readonly Point[]): boolean {
  const { x0, y0, x1, y1 } = boxAround(points);
  return x1 - x0 <= LARGEST_TYPE && y1 - y0 <= LARGEST_TYPE;
}

/** Lightness (of 255, on white paper) from which paint is pale. */
const PALE = 128;

/** Whether paint of a colour and opacity (0..255 each) is pale on white paper. */
export const isPale = (r: number, g: number, b: number, alpha = 255): boolean => 255 - (255 - 0.3 * r - 0.59 * g - 0.11 * b) * alpha / 255 >= PALE;

/** The quarter turn nearest to a writing direction (y downwards), and how far it is off. */
export function directionOf(dx: number, dy: number): { turn: Turn; slant?: number } {
  const turn = Math.abs(dx) >= Math.abs(dy) ? (dx >= 0 ? 0 : 2) : dy > 0 ? 1 : 3;
  const slant = Math.round(Math.atan2(Math.min(Math.abs(dx), Math.abs(dy)), Math.max(Math.abs(dx), Math.abs(dy))) * 180 / Math.PI);
  return slant === 0 ? { turn } : { turn, slant };
}

/** The box of a glyph from its pen position, advance and size, turned with the text. */
export function glyphBox(x: number, y: number, advance: number, size: number, turn: Turn): Box {
  const up = 0.88 * size;
  const down = 0.12 * size;
  switch (turn) {
    case 1: return { x0: x - down, x1: x + up, y0: y, y1: y + advance };
    case 2: return { x0: x - advance, x1: x, y0: y - down, y1: y + up };
    case 3: return { x0: x - up, x1: x + down, y0: y - advance, y1: y };
    default: return { x0: x, x1: x + advance, y0: y - up, y1: y + down };
  }
}
