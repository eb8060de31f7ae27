/**
 * Rows of tables without rules whose texts stand at the bottoms of their cells, as spreadsheets set them: figures stand
 * beside the last line of a name, so a line without figures goes on in the one below it. The lines of the next row may
 * be nearer to those of the row above than these are to each other.
 */
import { isNextItem } from './line-breaks.js';
import { heightOf } from './heading-lines.js';
import { isFull, type TopTable } from './rows-from-top.js';
import { hasCjk } from './stream-lines.js';
import type { Placed } from './stream-rows.js';

/** How far (em) the lines of cells may be off their distance. */
const UNEVEN = 0.1;
/** Lines that cannot go on the row above them, at least: they show that texts stand at the bottom. */
const SHOWN = 1, SHOWN_UNBOUNDED = 2;

/** Row of each line, from 0 without gaps; undefined where the texts don't show that they stand at the bottoms of their cells. */
export function rowsFromBottom({ placed, parted, ...table }: TopTable): number[] | undefined {
  // The nearest lines are those of two rows: they are no pitch.
  const context = { ...table, placed, pitch: {} };
  const isPart = (line: readonly Placed[]): boolean => line.length > 0 && line.every(({ piece }) => !piece.figure && hasCjk(piece));
  const goesOn = (line: readonly Placed[], below: readonly Placed[]): boolean => line.every(upper => {
    const lower = below.find(({ first, last }) => first === upper.first && last === upper.last);
    return lower !== undefined && !lower.piece.figure && !isNextItem(upper.piece.text, lower.piece.text) && isFull(upper, lower, context);
  });
  const parts = placed.flatMap((line, i) => (isPart(line) ? [i] : []));
  const lineAt = (i: number): readonly Placed[] => placed[i] ?? [];
  if (!parts.every(i => !parted[i + 1] && goesOn(lineAt(i), lineAt(i + 1)) && lineAt(i + 1).length >= lineAt(i).length)) return undefined;
  const shown = parts.filter(i => i > 0 && !isPart(lineAt(i - 1)) && !goesOn(lineAt(i - 1).filter(({ first }) => lineAt(i).some(own => own.first === first)), lineAt(i)));
  if (shown.length < (table.bounded ? SHOWN : SHOWN_UNBOUNDED) || !areEven(parts.map(i => [lineAt(i), lineAt(i + 1)]))) return undefined;
  let row = -1;
  return placed.map((_, i) => (parts.includes(i - 1) ? row : ++row));
}

/** Whether lines of cells all stand at one distance. */
function areEven(pairs: readonly (readonly [readonly Placed[], readonly Placed[]])[]): boolean {
  const distances = pairs.flatMap(([upper, lower]) => upper.flatMap(({ piece, first }) => lower.filter(other => other.first === first).map(other => (heightOf(other.piece) - heightOf(piece)) / piece.size)));
  return Math.max(...distances) - Math.min(...distances) <= UNEVEN;
}
