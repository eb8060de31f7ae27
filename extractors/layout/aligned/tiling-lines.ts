/**
 * What the lines of a table without rules say by their distances: how far lines of a cell stand from each other, which may
 * go on which, and the heights at which rows may begin and end.
 */
import { type Break, breakBetween, isSplitTotal } from './line-breaks.js';
import type { Placed } from './stream-rows.js';

/** How far (em) lines of a cell may be off their pitch. */
const UNEVEN = 0.12;
/** Lines of a cell are no closer (em) than this. */
const CLOSEST = 0.95;
/** Lines no farther (em) than this from the middle of a figure stand beside it. */
const BESIDE = 0.4;
/** Share of the distances between lines that show the pitch, at least. */
const FREQUENT = 0.1;
/** Height of the middle of a piece; points. */
export const middle = ({ piece }: Placed): number => (piece.y0 + piece.y1) / 2;

/** The pieces of a column from top to bottom. */
export const trackOf = (placed: readonly Placed[], column: number): Placed[] => placed.filter(p => p.first <= column && p.last >= column).sort((a, b) => middle(a) - middle(b));

/** Distances of pieces one below the other that begin in the same column, in order. */
function distances(placed: readonly Placed[], columns: number, size: number): number[] {
  const out: number[] = [];
  for (let c = 0; c < columns; c++) {
    const track = trackOf(placed, c).filter(p => p.first === c);
    track.forEach((p, i) => { if (i > 0) out.push(middle(p) - middle(track[i - 1] as Placed)); });
  }
  return out.filter(d => d > CLOSEST * size).sort((a, b) => a - b);
}

/** Distance of the lines of a cell: the least that is not rare. */
export function pitchOf(placed: readonly Placed[], columns: number, size: number): number | undefined {
  const all = distances(placed, columns, size);
  const near = (d: number): number[] => all.filter(other => Math.abs(other - d) <= UNEVEN * size);
  const found = all.find(d => near(d).length >= Math.max(2, FREQUENT * all.length));
  return found === undefined ? undefined : near(found).reduce((sum, d) => sum + d, 0) / near(found).length;
}

/** White between rows that may be in addition to that between lines. */
export function paddings(placed: readonly Placed[], columns: number, pitch: number, size: number): number[] {
  const more = distances(placed, columns, size).map(d => d - pitch).filter(d => d > UNEVEN * size && d < 1.2 * size);
  return [0, ...more.filter((d, i) => i === 0 || d - (more[i - 1] as number) > UNEVEN * size)].slice(0, 4);
}

/** Whether a line stands beside a figure, as names of one line do. */
export const isBesideFigure = (line: Placed, placed: readonly Placed[], size: number): boolean => placed.some(p => p.piece.figure && Math.abs(middle(p) - middle(line)) <= BESIDE * size);

/** The breaks between lines of a column that may be of one cell, each by its lower line. */
export function breaksOf(placed: readonly Placed[], tracks: readonly (readonly Placed[])[], widths: readonly number[], pitch: number, size: number, serial: ReadonlySet<number>): Map<Placed, Break> {
  // where few texts wrap, the pitch is that of rows, and lines of a cell may be closer: they stand above and below the figures of their row
  const isNextLine = (above: Placed, below: Placed): boolean => {
    const distance = middle(below) - middle(above);
    return Math.abs(distance - pitch) <= UNEVEN * size || distance >= CLOSEST * size && distance < pitch && ![above, below].some(line => isBesideFigure(line, placed, size));
  };
  const breaks = new Map<Placed, Break>();
  for (const track of tracks) {
    track.forEach((below, i) => {
      const above = track[i - 1];
      if (above && above.first === below.first && !serial.has(above.line) && !serial.has(below.line) && (isNextLine(above, below) || isSplitTotal(above.piece.text, below.piece.text))) {
        breaks.set(below, breakBetween(above, below, placed.filter(p => p.first === above.first && p.last === above.last), above.first === above.last ? widths[above.first] : 0));
      }
    });
  }
  return breaks;
}

/** Heights at which a line may end a row and another begin the next, and the ends of the table. */
export function boundsOf(ys: readonly number[], half: number, near: number): number[] {
  const sorted = [...ys].sort((a, b) => a - b);
  const top = (sorted[0] as number) - half;
  const bottom = (sorted.at(-1) as number) + half;
  const out = [top];
  for (const y of sorted) {
    const at = y + half;
    if (at > bottom - near) break;
    const begins = sorted.filter(other => Math.abs(other - half - at) <= near);
    if (begins.length === 0) continue;
    const exact = (at + begins.reduce((sum, other) => sum + other - half, 0) / begins.length) / 2;
    if (exact - (out.at(-1) as number) > near) out.push(exact);
  }
  return [...out, bottom];
}

/** The same where texts stand at the top: rows begin where texts do. */
export function topsOf(ys: readonly number[], half: number, near: number): number[] {
  const sorted = [...ys].sort((a, b) => a - b);
  const out: number[] = [];
  for (const y of sorted) if (out.length === 0 || y - half - (out.at(-1) as number) > near) out.push(y - half);
  return [...out, (sorted.at(-1) as number) + half];
}
