/** Bounds of columns that nobody drew: bodies at an edge of their cells, headings in the middle, each cell where the last ends. */
import { describe, expect, it } from 'vitest';
import { type Body, columnBounds, type Head } from '../../../../extractors/layout/aligned/column-bounds.js';

const MARGIN = 5;

/** Cells between bounds with what stands in them: a body at its edge, and a heading in the middle. */
function table(bounds: readonly number[], cells: readonly { body?: readonly ['left' | 'right' | 'centre', number]; head?: number }[]): { bodies: Body[]; heads: Head[] } {
  const bodies: Body[] = [];
  const heads: Head[] = [];
  cells.forEach(({ body, head }, i) => {
    const [from, to] = [(bounds[i] as number) + MARGIN, (bounds[i + 1] as number) - MARGIN];
    const middle = (from + to) / 2;
    if (head !== undefined) heads.push({ x0: middle - head / 2, x1: middle + head / 2, upper: false });
    if (body === undefined) return;
    const [stands, width] = body;
    const x0 = stands === 'left' ? from : stands === 'right' ? to - width : middle - width / 2;
    bodies.push({ x0, x1: x0 + width, stands: [stands] });
  });
  return { bodies, heads };
}

/** Within the white between two texts. */
const near = (bounds: readonly number[]) => bounds.map((x) => expect.closeTo(x, -1));

describe('bounds of columns', () => {
  it('follow from a heading in the middle and a body at one edge, though neither stands over the other', () => {
    const bounds = [0, 90, 180, 270, 360];
    const { bodies, heads } = table(bounds, [{ body: ['left', 18], head: 10 }, { body: ['left', 12], head: 10 }, { body: ['left', 12], head: 10 }, { body: ['right', 35], head: 20 }]);
    expect(columnBounds(bodies, heads)?.inner).toEqual(near([90, 180, 270]));
  });
  it('of an empty column follow from the cells beside it', () => {
    const { bodies, heads } = table([0, 100, 160, 220, 300], [{ body: ['left', 60], head: 20 }, { body: ['right', 30], head: 30 }, { head: 30 }, { body: ['right', 40], head: 30 }]);
    expect(columnBounds(bodies, heads)?.inner).toEqual(near([100, 160, 220]));
  });
  it('are no bounds of a heading over several columns, which fits over none of them', () => {
    const { bodies, heads } = table([0, 90, 180, 270], [{ body: ['left', 18], head: 10 }, { body: ['left', 12], head: 10 }, { body: ['left', 40], head: 20 }]);
    const over: Head = { x0: 80, x1: 100, upper: true };
    expect(columnBounds(bodies, [...heads, over].sort((a, b) => a.x0 + a.x1 - b.x0 - b.x1))?.inner).toEqual(near([90, 180]));
  });
  it('hold to the outer edges of the table', () => {
    const { bodies, heads } = table([0, 100, 200, 300], [{ head: 20 }, { head: 20 }, { head: 20 }]);
    expect(columnBounds(bodies, heads, { x0: 0, x1: 300 })?.inner).toEqual(near([100, 200]));
  });
  it('are unknown where headings and bodies do not fit each other', () => {
    expect(columnBounds([{ x0: 0, x1: 60, stands: ['left'] }, { x0: 70, x1: 130, stands: ['left'] }], [{ x0: 50, x1: 82, upper: false }, { x0: 84, x1: 90, upper: false }])).toBeUndefined();
  });
});
