/** Puts characters into the cells of a lattice. A figure is never torn apart by a rule that it sticks out over. */
import { type Char, joinLines, linesOf, textOf } from './words.js';
import { intervalOf, type Lattice } from './lattice.js';
import type { LayoutSettings } from './settings.js';

/** Text of one cell as printed. */
export interface CellText {
  readonly text: string;
  readonly lines: readonly string[];
  /** Left edge of the first line's first character. */
  readonly indent?: number;
}

/** Within a figure the pen moves on by less than this (em); cells that abut leave more. */
const RUN_GAP = 0.12;
const FIGURE = /^[-−–(（]?\d[\d,]*(\.\d+)?[%)）]?$/;

/** Distributes characters over the cells; those outside the lattice are given back. */
export function fillCells(lattice: Lattice, chars: readonly Char[], settings: LayoutSettings): { perCell: Char[][]; outside: Char[] } {
  const perCell: Char[][] = lattice.cells.map(() => []);
  const outside: Char[] = [];
  const columns = lattice.xs.length - 1;
  const cellAt = (x: number, y: number): number => lattice.owner[intervalOf(lattice.ys, y) * columns + intervalOf(lattice.xs, x)] as number;
  const inside = (c: Char): boolean => {
    const x = (c.x0 + c.x1) / 2;
    const y = (c.y0 + c.y1) / 2;
    return x > lattice.x0 - settings.overhang && x < lattice.x1 + settings.overhang && y > lattice.y0 - settings.overhang && y < lattice.y1 + settings.overhang;
  };
  for (const run of runsOf(chars)) {
    const within = run.filter(inside);
    if (within.length === 0 || (within.length * 2 < run.length)) { outside.push(...run); continue; }
    const y = run.reduce((s, c) => s + (c.y0 + c.y1) / 2, 0) / run.length;
    const owners = run.map(c => cellAt((c.x0 + c.x1) / 2, y));
    const whole = owners.every(o => o === owners[0]) || !FIGURE.test(run.map(c => c.text).join(''));
    if (whole) run.forEach((c, i) => perCell[owners[i] as number]?.push(c));
    else {
      const counts = new Map<number, number>();
      for (const o of owners) counts.set(o, (counts.get(o) ?? 0) + 1);
      const best = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0]?.[0] as number;
      perCell[best]?.push(...run);
    }
  }
  return { perCell, outside };
}

/** Runs: characters printed one after the other on one baseline without a gap. */
function runsOf(chars: readonly Char[]): Char[][] {
  const out: Char[][] = [];
  let last: Char | undefined;
  for (const c of chars) {
    const em = c.size;
    const next = last && !c.spaced && Math.abs(c.y1 - last.y1) < 0.2 * em && c.x0 - last.x1 < RUN_GAP * em && c.x0 - last.x1 > -0.3 * em && c.x0 > last.x0;
    if (next) (out.at(-1) as Char[]).push(c);
    else out.push([c]);
    last = c;
  }
  return out;
}

/** Lines, text and indentation of a cell's characters. */
export function cellText(chars: readonly Char[], settings: LayoutSettings): CellText {
  if (!chars.length) return { text: '', lines: [] };
  const lines = linesOf(chars, settings);
  const texts = lines.map(l => textOf(l.chars, settings));
  return { text: joinLines(texts), lines: texts, indent: lines[0]?.x0 ?? 0 };
}
