/** The reading frame: the page turned so that most of its text stands upright. */
import type { Box } from '../../schemas/block.js';
import type { Glyph, PageContent, Rule } from '../read/pdf/pdf-source.js';
import { turnedContent, turnedOnto, turnOf } from '../read/pdf/upright.js';

export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly glyphs: readonly Glyph[];
  readonly rules: readonly Rule[];
  readonly images: readonly Box[];
  /** Back from the frame to the page. */
  toPage(box: Box): Box;
}

/** Turns a page's content so that its dominant text direction runs from left to right, and enlarges it where its type is small: tolerances are those of type in which tables are read without a glass. */
export function frameOf(content: PageContent): Frame {
  const scale = enlargement(onPage(content));
  const page = scale === 1 ? content : enlarged(content, scale);
  const frame = turnedFrame(page);
  return scale === 1 ? frame : { ...frame, toPage: box => scaled(frame.toPage(box), 1 / scale) };
}

/** The glyphs that stand on the page: what lies beside it says nothing of it. */
const onPage = ({ glyphs, width, height }: PageContent): readonly Glyph[] => glyphs.filter(g => g.x1 > 0 && g.x0 < width && g.y1 > 0 && g.y0 < height);

/** Type size (points) below which a page is enlarged, and how much at most. */
const SMALL = 4;
const MOST = 64;

/** A power of two, the same for all pages of a document in about one size: a table goes on from page to page. */
function enlargement(glyphs: readonly Glyph[]): number {
  if (glyphs.filter(g => g.size < SMALL).length * 2 < glyphs.length) return 1;
  const sizes = glyphs.map(g => g.size).sort((a, b) => a - b);
  const usual = sizes[sizes.length >> 1] ?? SMALL;
  let scale = 1;
  while (usual * scale < SMALL && scale < MOST) scale *= 2;
  return scale;
}

const scaled = (b: Box, by: number): Box => ({ x0: b.x0 * by, y0: b.y0 * by, x1: b.x1 * by, y1: b.y1 * by });

const enlarged = (page: PageContent, by: number): PageContent => ({
  ...page, width: page.width * by, height: page.height * by,
  glyphs: page.glyphs.map(g => ({ ...g, ...scaled(g, by), size: g.size * by })),
  rules: page.rules.map(r => ({ ...r, ...scaled(r, by), thickness: r.thickness * by })),
  images: page.images.map(image => scaled(image, by)),
});

function turnedFrame(page: PageContent): Frame {
  const turn = turnOf(page);
  const { width, height, glyphs, rules, images } = turnedContent(page, turn);
  return { width, height, glyphs, rules, images, toPage: box => turnedOnto(box, turn, width, height) };
}
