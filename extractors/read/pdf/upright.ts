/** Pages whose text runs up, down or upside down, turned so that most of it stands upright. */
import type { Box } from '../../../schemas/block.js';
import type { Glyph, PageContent, Turn } from './pdf-source.js';

/** Share of characters by which one direction is that of the page. */
const MOST = 0.6;

/** The quarter turn of most of a page's text: 1 where it runs down the page. What lies beside the page says nothing of it. */
export function turnOf({ glyphs, width, height }: Pick<PageContent, 'glyphs' | 'width' | 'height'>): Turn {
  const counts = [0, 0, 0, 0];
  const within = glyphs.filter(g => g.x1 > 0 && g.x0 < width && g.y1 > 0 && g.y0 < height);
  for (const g of within) counts[g.turn] = (counts[g.turn] ?? 0) + 1;
  const best = counts.indexOf(Math.max(...counts));
  return (counts[best] ?? 0) > MOST * within.length ? best as Turn : 0;
}

/** A page's content turned back by `turn` quarter turns. */
export function turnedContent<T extends PageContent>(page: T, turn: Turn): T {
  if (turn === 0) return page;
  const { width, height } = page;
  const sideways = turn % 2 === 1;
  const map = (b: Box): Box => turnedBox(b, turn, width, height);
  return {
    ...page, width: sideways ? height : width, height: sideways ? width : height,
    glyphs: page.glyphs.map((g): Glyph => ({ ...g, ...map(g), turn: ((g.turn - turn + 4) % 4) as Turn })),
    rules: page.rules.map(r => ({ ...r, ...map(r), horizontal: sideways ? !r.horizontal : r.horizontal })),
    images: page.images.map(map),
  };
}

/** Turns a box of a page of `width` by `height` back by `turn` quarter turns: text that ran down the page (1) runs to the right afterwards. */
export function turnedBox(b: Box, turn: Turn, width: number, height: number): Box {
  switch (turn) {
    case 1: return { x0: b.y0, x1: b.y1, y0: width - b.x1, y1: width - b.x0 };
    case 2: return { x0: width - b.x1, x1: width - b.x0, y0: height - b.y1, y1: height - b.y0 };
    case 3: return { x0: height - b.y1, x1: height - b.y0, y0: b.x0, y1: b.x1 };
    default: return b;
  }
}

/** Turns a box of an upright page of `width` by `height` to where it stands on the page as printed, whose text has the given turn. */
export const turnedOnto = (b: Box, turn: Turn, width: number, height: number): Box => turnedBox(b, ((4 - turn) % 4) as Turn, width, height);
