/** Pages made of texts without rules, for specifications of the layout. */
import type { Block, Grid } from '../../../schemas/block.js';
import type { OpenTable } from '../../../extractors/layout/aligned/open-table.js';
import { layoutPage, type PageLayout } from '../../../extractors/layout/page.js';
import { DEFAULT_SETTINGS } from '../../../extractors/layout/settings.js';
import { type Glyph, glyphBox, type Rule } from '../../../extractors/read/pdf/pdf-source.js';

const SIZE = 10;
const advance = (c: string): number => (/[\d,.%()=≥-]/.test(c) ? SIZE / 2 : SIZE);

/** A text in 10 pt with its baseline at y: figures half an em wide, everything else one em. */
export function text(x: number, y: number, content: string): Glyph[] {
  let pen = x;
  return [...content].map(c => {
    const glyph: Glyph = { text: c, size: SIZE, fontName: 'Song', turn: 0, ...glyphBox(pen, y, advance(c), SIZE, 0) };
    pen += advance(c);
    return glyph;
  });
}

/** Width of such a text. */
export const widthOf = (content: string): number => [...content].reduce((sum, c) => sum + advance(c), 0);

/** A cell of several lines, 20 points apart, with their middle at y. */
export const cell = (x: number, y: number, ...lines: readonly string[]): Glyph[] => lines.flatMap((line, i) => text(x, y + 20 * (i - (lines.length - 1) / 2), line));

/** Blocks of a page of these glyphs and rules. */
export const blocksOf = (glyphs: readonly Glyph[], page = 1, rules: readonly Rule[] = []): readonly Block[] => laidOut(glyphs, page, rules).blocks;

/** The layout of a page of these glyphs and rules; `before` is the table with which the page before ends. */
export const laidOut = (glyphs: readonly Glyph[], page = 1, rules: readonly Rule[] = [], before?: OpenTable): PageLayout =>
  layoutPage({ width: 600, height: 800, rotation: 0, glyphs, rules, images: [], truncated: false }, page, DEFAULT_SETTINGS, before);

/** Grids of a page of these glyphs and rules. */
export const gridsOf = (glyphs: readonly Glyph[], page = 1, rules: readonly Rule[] = []): Grid[] => blocksOf(glyphs, page, rules).filter(b => b.type === 'grid');

/** Horizontal rule at y, drawn in segments from each x to the next. */
export const segments = (y: number, ...xs: readonly number[]): Rule[] => xs.slice(1).map((x1, i) => ({ x0: xs[i] as number, x1, y0: y, y1: y, horizontal: true, thickness: 0.75 }));

/** Vertical rule at x. */
export const vertical = (x: number, y0: number, y1: number): Rule => ({ x0: x, x1: x, y0, y1, horizontal: false, thickness: 0.75 });

/** Non-empty cells of each row, with their spans where they have any: `数量指标 2×1`. */
export const rowsOf = (grid: Grid | undefined): string[][] => Array.from({ length: grid?.rows ?? 0 }, (_, r) => (grid?.cells ?? []).filter(c => c.row === r && c.text !== '')
  .sort((a, b) => a.column - b.column).map(c => (c.rowSpan * c.columnSpan > 1 ? `${c.text} ${c.rowSpan}×${c.columnSpan}` : c.text)));
