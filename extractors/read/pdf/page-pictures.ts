/**
 * What a page shows that is no text: pictures and characters drawn as outlines. Scanners, office programs and printer
 * drivers put whole pages, single tables or all characters of a font there, and a text layer says nothing of them.
 */
import type { Box } from '../../../schemas/block.js';
import type { SourcePage } from './pdf-source.js';

export interface Pictures {
  /** A picture covers most of the page. */
  readonly covered: boolean;
  /** Smaller ones that are large enough to hold a table, without text upon them, the largest first. */
  readonly inset: readonly Box[];
}

const MOST_OF_PAGE = 0.7;
/** Smaller pictures are logos, seals and ornaments: share of the page's area and width, height in points. */
const LEAST = { area: 0.05, width: 0.25, height: 40 } as const;
/** With more characters upon it a picture is a background. */
const UPON = 12;
const MOST_PICTURES = 8;

/** The pictures of a page; strips and tiles that scanners and print drivers cut them into are put together. */
export function picturesOf({ width, height, images, glyphs }: Pick<SourcePage, 'width' | 'height' | 'images' | 'glyphs'>): Pictures {
  const page = width * height;
  const whole = joined(images.flatMap((box) => clipped(box, width, height)));
  const most = (b: Box): boolean => area(b) >= MOST_OF_PAGE * page;
  const large = whole.filter((b) => !most(b) && area(b) >= LEAST.area * page && b.x1 - b.x0 >= LEAST.width * width && b.y1 - b.y0 >= LEAST.height);
  return {
    covered: whole.some(most),
    inset: large.sort((a, b) => area(b) - area(a)).slice(0, MOST_PICTURES).filter((b) => glyphs.filter((g) => g.text.trim() !== '' && holds(b, g)).length < UPON),
  };
}

const area = (b: Box): number => (b.x1 - b.x0) * (b.y1 - b.y0);

const holds = (b: Box, g: Box): boolean => {
  const [x, y] = [(g.x0 + g.x1) / 2, (g.y0 + g.y1) / 2];
  return x > b.x0 && x < b.x1 && y > b.y0 && y < b.y1;
};

function clipped(b: Box, width: number, height: number): Box[] {
  const box = { x0: Math.max(0, b.x0), y0: Math.max(0, b.y0), x1: Math.min(width, b.x1), y1: Math.min(height, b.y1) };
  return box.x1 > box.x0 && box.y1 > box.y0 ? [box] : [];
}

/** How far (points) strips of one picture may lie apart, and their edges from each other. */
const APART = 2;
/** Pages are cut into hundreds of strips at most; more are drawings of their own. */
const MOST_STRIPS = 2_000;

/** Pictures that touch each other along a whole side are one. */
function joined(boxes: readonly Box[]): Box[] {
  if (boxes.length > MOST_STRIPS) return [...boxes];
  const down = stacked([...boxes].sort((a, b) => a.x0 - b.x0 || a.y0 - b.y0), 'x0', 'x1', 'y0', 'y1');
  return stacked(down.sort((a, b) => a.y0 - b.y0 || a.x0 - b.x0), 'y0', 'y1', 'x0', 'x1');
}

type Edge = keyof Box;

/** Puts boxes together that have both edges `a0`, `a1` in common and follow each other from `b0` to `b1`; boxes come in that order. */
function stacked(boxes: readonly Box[], a0: Edge, a1: Edge, b0: Edge, b1: Edge): Box[] {
  const near = (p: number, q: number): boolean => Math.abs(p - q) <= APART;
  const out: Box[] = [];
  for (const box of boxes) {
    const i = out.findLastIndex((o) => near(o[a0], box[a0]) && near(o[a1], box[a1]) && box[b0] - o[b1] <= APART);
    const above = out[i];
    if (above === undefined) out.push(box);
    else out[i] = { ...above, [b0]: Math.min(above[b0], box[b0]), [b1]: Math.max(above[b1], box[b1]) };
  }
  return out;
}

/** Fewer characters over a picture of most of the page, or beside outlines, are not its text, if so many times as many are recognised. */
export const FEW = 40;
const MORE = 3;
/** Text of fewer characters over a picture may stand beside what the picture shows, if so many times as many are recognised. */
const HALF_A_PAGE = { characters: 400, more: 1.5 } as const;
/** Outlines on a page from which they may be its characters, alone and beside text. */
const OUTLINED = { alone: 20, beside: 100 } as const;
/** Share of Chinese characters below which a text layer may hold the figures alone, and how many times as many are recognised then. */
const FIGURES_ALONE = { chinese: 0.1, more: 1.3 } as const;

/** Why a page without text was not read, where it shows something nevertheless. */
export function shownWithoutText({ images, outlines }: Pick<SourcePage, 'images' | 'outlines'>): string | undefined {
  if (images.length > 0) return 'image without text layer';
  return outlines >= OUTLINED.alone ? 'characters drawn as outlines' : undefined;
}

/** How many characters must be recognised on a page for its text layer not to be its text; undefined where nothing speaks for it. */
export function leastOf({ glyphs, outlines }: SourcePage, characters: number, covered: boolean): number | undefined {
  if (characters < FEW) return covered || outlines >= OUTLINED.beside ? MORE * Math.max(10, characters) : undefined;
  if (covered && characters < HALF_A_PAGE.characters) return HALF_A_PAGE.more * characters;
  const chinese = glyphs.filter(g => /\p{Script=Han}/u.test(g.text)).length;
  return outlines >= OUTLINED.beside && chinese < FIGURES_ALONE.chinese * characters ? FIGURES_ALONE.more * characters : undefined;
}
