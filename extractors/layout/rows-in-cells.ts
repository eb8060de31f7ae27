/**
 * Rows that no rule parts: the cells of a ruled row that hold complete figures below each other hold several rows. Where
 * these end is told as in tables without rules, with the columns that the rules give.
 */
import type { Slot } from './lattice.js';
import type { LayoutSettings } from './settings.js';
import { middleOf } from './staggered.js';
import type { Piece, StreamLine } from './stream-lines.js';
import type { Band } from './stream.js';
import { rowsByAlignment } from './stream-rows.js';
import { lineOf } from './words.js';

/** A cell with its lines, and those at its end that are one complete figure each. */
export interface CrowdedCell { readonly slot: Slot; readonly lines: readonly StreamLine[]; readonly stack: readonly StreamLine[] }

/** How far (em) figures of one row may be out of line, and the least distance of two rows. */
const IN_LINE = 0.4;
const APART = 0.8;

/** Heights of the rows that figures below each other show: at least two cells agree on two of them, and none stands between them. */
export function rowsOfFigures(cells: readonly CrowdedCell[]): { readonly y0: number; readonly y1: number }[] {
  const stacks = cells.map(c => c.stack).filter(lines => lines.length >= 2);
  const lines = stacks.flat().sort((a, b) => middleOf(a) - middleOf(b));
  const rows: StreamLine[][] = [];
  for (const line of lines) {
    const open = rows.at(-1);
    if (open && middleOf(line) - middleOf(open[0] as StreamLine) <= IN_LINE * line.line.size) open.push(line);
    else rows.push([line]);
  }
  const apart = rows.every((row, i) => i === 0 || middleOf(row[0] as StreamLine) - middleOf(rows[i - 1]?.[0] as StreamLine) >= APART * (row[0] as StreamLine).line.size);
  if (!apart || rows.filter(row => row.length >= 2).length < 2) return [];
  return rows.map(row => ({ y0: Math.min(...row.map(l => l.line.y0)), y1: Math.max(...row.map(l => l.line.y1)) }));
}

/** Where the rows of crowded cells end, but for the last: points from the top of the page. */
export function endsOfRows(cells: readonly CrowdedCell[], settings: LayoutSettings): number[] {
  const columnOf = new Map<Piece, Slot>(cells.flatMap(({ slot, lines }) => lines.flatMap(l => l.pieces.map((piece): [Piece, Slot] => [piece, slot]))));
  const lines = sideBySide([...columnOf.keys()]);
  const columns: Band[] = [];
  for (const [{ x0, x1 }, { column, columnSpan }] of columnOf) {
    for (let c = column; c < column + columnSpan; c++) columns[c] = { from: Math.min(columns[c]?.from ?? Infinity, x0), to: Math.max(columns[c]?.to ?? -Infinity, x1) };
  }
  const all = Array.from(columns, band => band ?? { from: 0, to: 0 });
  const rows = rowsByAlignment(lines, lines.map(() => 0), all, piece => {
    const { column, columnSpan } = columnOf.get(piece) as Slot;
    return [column, column + columnSpan - 1];
  }, settings);
  return lines.slice(1).flatMap(({ line }, i) => {
    if (rows[i + 1] === rows[i]) return [];
    const above = Math.max(...lines.filter((_, k) => rows[k] === rows[i]).map(l => l.line.y1));
    return [(above + line.y0) / 2];
  });
}

/** Pieces of several cells as lines across them. */
function sideBySide(pieces: readonly Piece[]): StreamLine[] {
  const groups: Piece[][] = [];
  for (const piece of [...pieces].sort((a, b) => a.y0 + a.y1 - b.y0 - b.y1)) {
    const [first] = groups.at(-1) ?? [];
    if (first && (piece.y0 + piece.y1 - first.y0 - first.y1) / 2 <= IN_LINE * piece.size) groups.at(-1)?.push(piece);
    else groups.push([piece]);
  }
  return groups.map(group => ({ line: lineOf(group.flatMap(p => p.chars)), pieces: group.sort((a, b) => a.x0 - b.x0), atEdge: false }));
}
