/**
 * Dashes outside ruled tables that stand in no column: what stamps and folds leave looks like them. A dash says nothing,
 * so that it is not worth a column that there is not.
 */
import type { TextBox } from '../engines/engine.js';

/** Figures, and dashes of its size, above or below it that a dash needs. */
const FEWEST = 2;
/** How much (share, and pixels) dashes of one table differ in their size. */
const LIKE = { share: 0.35, pixels: 1 } as const;
const FIGURE = /^-?\d[\d.,]*$/u;
const DASH = /^-+$/u;

/** A line of text with its ink. */
interface Line {
  readonly ink: TextBox;
  readonly text: string;
}

/** Of lines of text those that are dashes without a column. */
export function strayDashes<T extends Line>(lines: readonly T[]): Set<T> {
  const figures = lines.filter(({ text }) => FIGURE.test(text));
  const dashes = lines.filter(({ text }) => DASH.test(text));
  return new Set(dashes.filter(dash => {
    const column = [...figures, ...dashes.filter(other => other !== dash && isAlike(other.ink, dash.ink))].filter(({ ink }) => isBelow(ink, dash.ink));
    return column.length < FEWEST;
  }));
}

/** Whether two lines stand in one column. */
const isBelow = (a: TextBox, b: TextBox): boolean => Math.min(a.x1, b.x1) > Math.max(a.x0, b.x0) && (a.y1 <= b.y0 || a.y0 >= b.y1);

const isAlike = (a: TextBox, b: TextBox): boolean =>
  ([b.x1 - b.x0, b.y1 - b.y0] as const).every((size, i) => Math.abs((i === 0 ? a.x1 - a.x0 : a.y1 - a.y0) - size) <= Math.max(LIKE.pixels, LIKE.share * size));
