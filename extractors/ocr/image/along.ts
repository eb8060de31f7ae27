/** What a picture holds along a line in it, and beside it. */
import type { Grey } from './pixels.js';
import { INK } from './prepare.js';
import type { Ridge } from './ridges.js';

/** How close (inches) to another line a line meets it. */
export const MEETS = 0.028;
/** How far (inches) a line goes on at most; rows beside its middle in which it is looked for; share of its length that is dark there. */
export const GOES_ON = { reach: 3, rows: 0.012, share: 0.97 } as const;

/** First and last row of a line at a place along it: those of both lines of a double ruling. */
export function edgesOf(line: Ridge, along: number): readonly [number, number] {
  const rows = line.runs.filter(([, from, to]) => from <= along && to >= along).map(([row]) => row);
  return rows.length === 0 ? [Math.round(line.at), Math.round(line.at)] : [Math.min(...rows), Math.max(...rows)];
}

/** How far a row is from a line at a place along it. */
export function distanceTo(line: Ridge, along: number, row: number): number {
  const [first, last] = edgesOf(line, along);
  return Math.max(0, first - row, row - last);
}

/** Of the rows around `row` the one that is dark farthest along, the nearest of several. */
export function darkestRow(image: Grey, row: number, rows: number, from: number, to: number): number {
  const near = Array.from({ length: 2 * rows + 1 }, (_, i) => row + (i % 2 === 1 ? (i + 1) / 2 : -i / 2));
  const shares = near.map(y => shareOf(darkAlong(image, y, 0, from, to)));
  return near[shares.indexOf(Math.max(...shares))] as number;
}

/** Which columns from one place to another are dark in one of the rows around `row`. */
export function darkAlong({ width, height, data }: Grey, row: number, rows: number, from: number, to: number): Uint8Array {
  const [first, last] = [Math.max(0, from), Math.min(width - 1, to)];
  return Uint8Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => {
    for (let y = Math.max(0, row - rows); y <= Math.min(height - 1, row + rows); y++) if ((data[y * width + first + i] as number) < INK) return 1;
    return 0;
  });
}

export const shareOf = (dark: Uint8Array): number => dark.reduce((a, b) => a + b, 0) / Math.max(1, dark.length);

/** A line from one place to another. */
export const clipped = (line: Ridge, from: number, to: number): Ridge =>
  ({ ...line, from, to, whole: true, runs: line.runs.flatMap(([row, a, b]) => (b < from || a > to ? [] : [[row, Math.max(a, from), Math.min(b, to)] as const])) });

/** How far (inches) from a ruling the strokes of a row of figures go on, which its line of feet is no ruling of, the share of its length that is dark there, and that of one side from which it runs along a text. */
export const STROKES = { off: 0.02, share: 0.15, most: 0.25 } as const;

/** Whether a line is one of text: the feet of digits that stand close together are dark all along, as a ruling is. */
export const isOfText = (line: Ridge, image: Grey, dpi: number): boolean => strokesBeside(line, image, dpi).some(share => share >= STROKES.share);

/** Whether strokes go on above or below a line: it runs along the feet or the tops of digits that fill their cell. */
export function runsAlongDigits(line: Ridge, { width, height, data }: Grey, dpi: number): boolean {
  const off = Math.round(STROKES.off * dpi);
  const isDark = (x: number, y: number): number => (y >= 0 && y < height && (data[y * width + x] as number) < INK ? 1 : 0);
  let [above, below] = [0, 0];
  for (let x = line.from; x <= line.to; x++) {
    const [first, last] = edgesOf(line, x);
    above += isDark(x, first - off);
    below += isDark(x, last + off);
  }
  return Math.max(above, below) >= STROKES.most * (line.to - line.from + 1);
}

/** Shares of a line's length that are dark a little above and below it. */
export function strokesBeside({ runs }: Ridge, { width, height, data }: Grey, dpi: number): number[] {
  const off = Math.round(STROKES.off * dpi);
  return [-off, off].map(by => {
    let [dark, all] = [0, 0];
    for (const [row, from, to] of runs) {
      const y = Math.max(0, Math.min(height - 1, row + by)) * width;
      for (let x = from; x <= to; x++, all++) if ((data[y + x] as number) < INK) dark++;
    }
    return dark / Math.max(1, all);
  });
}
