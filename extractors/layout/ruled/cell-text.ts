/** Puts characters into the cells of a lattice. A figure is never torn apart by a rule that it sticks out over. */
import { lookupCode } from '../../../schemas/codes.js';
import { isFigure } from '../../../schemas/printed-figure.js';
import { type Char, joinLines, type Line, linesOf, textOf } from '../lines/words.js';
import { intervalOf, type Lattice } from './lattice.js';
import type { LayoutSettings } from '../settings.js';

/** Text of one cell as printed. */
export interface CellText {
  readonly text: string;
  readonly lines: readonly string[];
  /** Left edge of the first line's first character. */
  readonly indent?: number;
}

/** Within a text the pen moves on by less than this (em); texts of neighbouring cells leave more. */
export const RUN_GAP = 0.12;

/** One figure, not several set solid, which have several points. */
const isOneFigure = (text: string): boolean => isFigure(text) && text.split('.').length <= 2;

/** Several figures set solid: `174,900.64101,833.84`. */
const FIGURES = /^[-−–▲△]?\d[\d,.−–▲△-]*$/;
const WELL_FORMED = /^[-−–▲△]?(?:0|[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d*)(?:\.(\d+))?$/;
/** Characters that a figure set against its cell's edge sticks out over the rule, at most. */
const REACH = 3;

/**
 * Owners of the characters of figures that abut: a figure too wide for its cell sticks out over the rule, and the next
 * one begins with no gap. The boundaries are those near the rules at which every part is a well-formed figure of the
 * same number of decimals; where there are none, or two equally near, each character stays where its centre lies.
 */
export function splitFigures(text: string, owners: readonly number[]): readonly number[] {
  const bounds = owners.flatMap((o, i) => (i > 0 && o !== owners[i - 1] ? [i] : []));
  if (bounds.length === 0 || bounds.length > 4 || text.length !== owners.length) return owners;
  let best: { moved: number; cuts: readonly number[]; only: boolean } | undefined;
  const visit = (at: number, cuts: readonly number[]): void => {
    if (at === bounds.length) {
      const edges = [0, ...cuts, text.length];
      const decimals = new Set<number>();
      for (let i = 1; i < edges.length; i++) {
        const match = WELL_FORMED.exec(text.slice(edges[i - 1], edges[i]));
        if (!match) return;
        decimals.add(match[1]?.length ?? 0);
      }
      if (decimals.size > 1) return;
      const moved = cuts.reduce((sum, cut, i) => sum + Math.abs(cut - (bounds[i] as number)), 0);
      if (!best || moved < best.moved) best = { moved, cuts, only: true };
      else if (moved === best.moved) best = { ...best, only: false };
      return;
    }
    for (let shift = -REACH; shift <= REACH; shift++) {
      const cut = (bounds[at] as number) + shift;
      if (cut > (cuts.at(-1) ?? 0) && cut < text.length) visit(at + 1, [...cuts, cut]);
    }
  };
  visit(0, []);
  const found = best as { cuts: readonly number[]; only: boolean } | undefined;
  if (!found?.only) return owners;
  const sequence = [owners[0] as number, ...bounds.map(b => owners[b] as number)];
  return owners.map((_, i) => sequence[found.cuts.filter(cut => cut <= i).length] as number);
}

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
  const placed: PlacedRun[] = [];
  for (const run of runsOf(chars)) {
    const within = run.filter(inside);
    if (within.length === 0 || (within.length * 2 < run.length)) { outside.push(...run); continue; }
    const y = run.reduce((s, c) => s + (c.y0 + c.y1) / 2, 0) / run.length;
    placed.push({ run, y, owners: ownersOf(run, run.map(c => cellAt((c.x0 + c.x1) / 2, y))) });
  }
  for (const { run, owners } of withOverflow(placed, lattice)) run.forEach((c, i) => perCell[owners[i] as number]?.push(c));
  return { perCell, outside };
}

/** The cells of a run's characters, in which they stand: the cell of most of them where they are one figure. */
function ownersOf(run: readonly Char[], owners: readonly number[]): readonly number[] {
  const text = run.map(c => c.text).join('');
  if (owners.every(o => o === owners[0]) || !isOneFigure(text)) return FIGURES.test(text) ? splitFigures(text, owners) : owners;
  const counts = new Map<number, number>();
  for (const o of owners) counts.set(o, (counts.get(o) ?? 0) + 1);
  const best = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0]?.[0] as number;
  return owners.map(() => best);
}

interface PlacedRun {
  readonly run: readonly Char[];
  /** Its middle. */
  readonly y: number;
  readonly owners: readonly number[];
}

/** Distances (em) of lines that are set below each other, and of two texts that are printed over each other. */
const PITCH = { least: 0.9, most: 1.8 } as const;
const OVER = { least: 0.15, most: 0.8 } as const;
/** Width (em) that both cover. */
const WIDE = 0.8;

/**
 * Lines that their cell has no room for, and that a program prints into the cell below, over its text: printed right
 * after a line of the cell above and set below it, they are that cell's.
 */
function withOverflow(placed: readonly PlacedRun[], { cells }: Lattice): readonly PlacedRun[] {
  const one = (p: PlacedRun): number | undefined => (p.owners.every(o => o === p.owners[0]) ? p.owners[0] : undefined);
  const inCell = new Map<number, PlacedRun[]>();
  for (const p of placed) {
    const owner = one(p);
    if (owner !== undefined) inCell.set(owner, [...inCell.get(owner) ?? [], p]);
  }
  const isOver = (p: PlacedRun, o: PlacedRun): boolean => {
    const [em, off] = [p.run[0]?.size ?? 0, Math.abs(p.y - o.y)];
    const shared = Math.min(p.run.at(-1)?.x1 ?? 0, o.run.at(-1)?.x1 ?? 0) - Math.max(p.run[0]?.x0 ?? 0, o.run[0]?.x0 ?? 0);
    return off > OVER.least * em && off < OVER.most * em && shared > WIDE * em;
  };
  let before: { readonly p: PlacedRun; readonly owner: number } | undefined;
  return placed.map(p => {
    const owner = one(p);
    const [cell, above] = [cells[owner ?? -1], cells[before?.owner ?? -1]];
    const [em, below] = [p.run[0]?.size ?? 0, p.y - (before?.p.y ?? 0)];
    const goesOn = before !== undefined && cell !== undefined && above !== undefined && cell.column === above.column && cell.row === above.row + above.rowSpan
      && below > PITCH.least * em && below < PITCH.most * em && Math.abs((p.run[0]?.x0 ?? 0) - (before.p.run[0]?.x0 ?? 0)) < OVER.least * em
      && (inCell.get(owner as number) ?? []).some(o => o !== p && isOver(p, o));
    const own = goesOn ? before?.owner : owner;
    before = own === undefined ? undefined : { p, owner: own };
    return goesOn ? { ...p, owners: p.owners.map(() => own as number) } : p;
  });
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

/** Lines, text and indentation of a cell's characters; `full` tells that a line had no room for the one below it. */
export function cellText(chars: readonly Char[], settings: LayoutSettings, full: (line: Line, below: Line) => boolean = () => false): CellText {
  if (!chars.length) return { text: '', lines: [] };
  const lines = linesOf(chars, settings);
  const texts = lines.map(l => textOf(l.chars, settings));
  const whole = joinCode(texts);
  const offset = texts.length - whole.length;
  const text = joinLines(whole, i => full(lines[i + offset] as Line, lines[i + offset + 1] as Line));
  return { text, lines: texts, indent: lines[0]?.x0 ?? 0 };
}

/** Lines of a cell with the official code at its head made whole, where a narrow cell breaks it: `20805` + `01`, `[2080` + `505]职业年金`. */
export function joinCode(lines: readonly string[]): readonly string[] {
  const broken = lines.findIndex(line => !/^\[?\d+$/.test(line));
  const head = lines.slice(0, broken < 0 ? lines.length : broken + 1).join('');
  const code = /^\[?(\d{3}(?:\d{2}){0,2})(?!\d)/.exec(head)?.[1];
  if (code === undefined || !/^\[?\d+$/.test(lines[0] ?? '') || lookupCode(code) === undefined) return lines;
  const count = lines.findIndex((_, i) => lines.slice(0, i + 1).join('').replace('[', '').length >= code.length) + 1;
  return count > 1 ? [lines.slice(0, count).join(''), ...lines.slice(count)] : lines;
}
