/**
 * The header of a table whose columns' bounds are known and whose cells' texts begin at their tops, as word processors
 * set them, so that heights tell no rows: a heading stands in the middle of its columns. One with others below it reaches
 * as far as they do and no other heading stands at its height; one without is that of its column.
 */
import { withBlankCells } from './blank-cells.js';
import type { OpenHeader } from './stream-header.js';
import type { OpenCell } from './stream-headings.js';
import type { Band } from './stream.js';
import type { Piece } from './stream-lines.js';

/** How far (em) a heading may be off the middle of its columns. */
const OFF_CENTRE = 0.4;
/** Headings closer (em) than this are at one height. */
const BESIDE = 0.5;

interface Over { readonly pieces: readonly Piece[]; readonly first: number; readonly last: number }

const size = ({ pieces }: Over): number => (pieces[0] as Piece).size;
const top = ({ pieces }: Over): number => (pieces[0] as Piece).y0;
const centre = ({ pieces }: Over): number => (Math.min(...pieces.map(p => p.x0)) + Math.max(...pieces.map(p => p.x1))) / 2;

/** The header of headings, each given by its lines, over columns; `lines` is how many lines of the table they take up. Undefined where texts don't begin at the tops of their cells. */
export function centredHeader(headings: readonly (readonly Piece[])[], columns: readonly Band[], reach: (piece: Piece) => readonly [number, number], lines: number): OpenHeader | undefined {
  const placed = headings.map((pieces): Over => {
    const reaches = pieces.map(reach);
    return { pieces, first: Math.min(...reaches.map(r => r[0])), last: Math.max(...reaches.map(r => r[1])) };
  }).sort((a, b) => top(b) - top(a));
  const done: Over[] = [];
  for (const heading of placed) done.push(widened(heading, placed, done, columns));
  const clash = done.some((a, i) => done.slice(i + 1).some(b => sameHeight(a, b) && a.first <= b.last && b.first <= a.last));
  const heads = done.filter(heading => !done.some(o => above(o, heading)));
  if (!heads.every(heading => sameHeight(heading, heads[0] as Over))) return undefined;
  return clash || done.length === 0 ? undefined : gridOf(done, columns.length, lines);
}

/** Whether one heading stands over another in one of its columns. */
const above = (a: Over, b: Over): boolean => a !== b && a.first <= b.last && a.last >= b.first && top(a) < top(b) - BESIDE * size(b);

const sameHeight = (a: Over, b: Over): boolean => Math.abs(top(a) - top(b)) < BESIDE * size(a);

/** A heading over all the columns in whose middle it stands, where all have headings below it. The lower ones are `done`. */
function widened(heading: Over, all: readonly Over[], done: readonly Over[], columns: readonly Band[]): Over {
  const beside = all.filter(other => other !== heading && sameHeight(other, heading));
  const below = (c: number): boolean => done.some(o => o.first <= c && o.last >= c && !sameHeight(o, heading)) && !beside.some(o => o.first <= c && o.last >= c);
  const within = Array.from({ length: heading.last - heading.first + 1 }, (_, i) => heading.first + i);
  if (!within.every(below)) return heading;
  let best = heading;
  for (let first = heading.first; first >= 0 && below(first); first--) {
    for (let last = heading.last; last < columns.length && below(last); last++) {
      const off = Math.abs(((columns[first] as Band).from + (columns[last] as Band).to) / 2 - centre(heading));
      if (off <= OFF_CENTRE * size(heading) && last - first > best.last - best.first) best = { ...heading, first, last };
    }
  }
  return best;
}

/** Rows by the headings above each other; the lowest of a column reach down to the body. */
function gridOf(placed: readonly Over[], columns: number, lines: number): OpenHeader {
  const rowOf = new Map<Over, number>();
  for (const heading of [...placed].sort((a, b) => top(a) - top(b))) rowOf.set(heading, Math.max(0, ...placed.filter(o => above(o, heading)).map(o => (rowOf.get(o) ?? 0) + 1)));
  const rows = Math.max(...rowOf.values()) + 1;
  const cells = placed.map((heading): OpenCell => {
    const row = rowOf.get(heading) ?? 0;
    const next = placed.filter(o => above(heading, o)).map(o => rowOf.get(o) ?? rows);
    return { row, rowSpan: Math.min(rows, ...next) - row, column: heading.first, columnSpan: heading.last - heading.first + 1, chars: heading.pieces.flatMap(p => p.chars) };
  });
  return { cells: withBlankCells(cells, rows, columns), rows, lines };
}
