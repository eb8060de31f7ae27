/** The reading frame: the page turned so that most of its text stands upright. */
import type { Box } from '../../schemas/block.js';
import type { Glyph, PageContent, Rule, Turn } from '../read/pdf-source.js';

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
  const turn = dominantTurn(onPage(page));
  const { width, height } = page;
  if (turn === 0) return { width, height, glyphs: page.glyphs, rules: page.rules, images: page.images, toPage: box => box };
  const map = (b: Box): Box => turned(b, turn, width, height);
  const sideways = turn % 2 === 1;
  return {
    width: sideways ? height : width,
    height: sideways ? width : height,
    glyphs: page.glyphs.map(g => ({ ...g, ...map(g), turn: ((g.turn - turn + 4) % 4) as Turn })),
    rules: page.rules.map(r => ({ ...r, ...map(r), horizontal: sideways ? !r.horizontal : r.horizontal })),
    images: page.images.map(map),
    toPage: b => turned(b, ((4 - turn) % 4) as Turn, sideways ? height : width, sideways ? width : height),
  };
}

/** Turns a box back by `turn` quarter turns: text that ran down the page (1) runs to the right afterwards. */
function turned(b: Box, turn: Turn, width: number, height: number): Box {
  switch (turn) {
    case 1: return { x0: b.y0, x1: b.y1, y0: width - b.x1, y1: width - b.x0 };
    case 2: return { x0: width - b.x1, x1: width - b.x0, y0: height - b.y1, y1: height - b.y0 };
    case 3: return { x0: height - b.y1, x1: height - b.y0, y0: b.x0, y1: b.x1 };
    default: return b;
  }
}

function dominantTurn(glyphs: readonly Glyph[]): Turn {
  const counts = [0, 0, 0, 0];
  for (const g of glyphs) counts[g.turn] = (counts[g.turn] ?? 0) + 1;
  const best = counts.indexOf(Math.max(...counts));
  return (counts[best] ?? 0) > 0.6 * glyphs.length ? best as Turn : 0;
}
