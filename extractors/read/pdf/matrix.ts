/** Matrices of PDF pages, and points under them. */
import type { Box } from '../../../schemas/block.js';

/** a b c d e f: maps x, y to ax + cy + e, bx + dy + f. */
export type Matrix = readonly [number, number, number, number, number, number];
export type Point = readonly [x: number, y: number];
/** Maps a point of user space, or of an object's own, to the page. */
export type ToPage = (x: number, y: number) => Point;

export const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];

/** The matrix that does what `m` does, and then `n`. */
export const multiply = (m: Matrix, n: Matrix): Matrix => [
  m[0] * n[0] + m[1] * n[2], m[0] * n[1] + m[1] * n[3],
  m[2] * n[0] + m[3] * n[2], m[2] * n[1] + m[3] * n[3],
  m[4] * n[0] + m[5] * n[2] + n[4], m[4] * n[1] + m[5] * n[3] + n[5],
];

/** A point under a matrix, on the page. */
export const apply = (point: ToPage, m: Matrix, x: number, y: number): Point => point(x * m[0] + y * m[2] + m[4], x * m[1] + y * m[3] + m[5]);

/** The least box that holds points. */
export function boxAround(points: readonly Point[]): Box {
  let [x0, y0, x1, y1] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of points) {
    x0 = Math.min(x0, x); x1 = Math.max(x1, x);
    y0 = Math.min(y0, y); y1 = Math.max(y1, y);
  }
  return { x0, y0, x1, y1 };
}

/** Two decimals are enough for points, and keep the output readable. */
export const round = (value: number): number => Math.round(value * 100) / 100;

/** A box, its edges rounded to a hundredth of a point. */
export const roundedBox = ({ x0, x1, y0, y1 }: Box): Box => ({ x0: round(x0), x1: round(x1), y0: round(y0), y1: round(y1) });

/** How many times as long as in its own space a line is drawn under a matrix, on average of its directions. */
export const scaleOf = (m: Matrix): number => Math.sqrt(Math.abs(m[0] * m[3] - m[1] * m[2]));
