/**
 * Partly ruled tables: where a lattice's cells hold several columns or rows of figures, the missing boundaries are
 * taken from the alignment of the text. Wrapped amounts stay one amount, prose stays prose.
 */
import { fillCells, RUN_GAP } from './cell-text.js';
import { type Fills, fullLines } from './full-lines.js';
import { isHeaderWord, isSerialRow } from '../header-rows.js';
import { latticeOf, type Lattice, type Slot } from './lattice.js';
import type { Ruling, RulingGroup } from './rulings.js';
import type { LayoutSettings } from '../settings.js';
import { areOfRows, type CrowdedCell, endsOfRows, rowsOfFigures } from './rows-in-cells.js';
import { middleOf } from '../aligned/staggered.js';
import { columnsOf } from '../aligned/stream-columns.js';
import { type StreamLine, streamLine } from '../aligned/stream-lines.js';
import { tabular } from '../aligned/table-runs.js';
import { type Char, linesOf } from '../lines/words.js';
import { wrappedDigits, wrappedNumber } from '../lines/wrapped-figures.js';

export interface Refined {
  readonly lattice: Lattice;
  readonly perCell: readonly (readonly Char[])[];
  readonly outside: readonly Char[];
}

/** Fills a lattice and splits crowded cells. */
export function fillRefined(group: RulingGroup, lattice: Lattice, chars: readonly Char[], settings: LayoutSettings): Refined {
  let current: Refined = { lattice, ...fillCells(lattice, chars, settings) };
  let { horizontal, vertical } = group;
  const rebuild = (): void => {
    const next = latticeOf({ horizontal, vertical }, settings);
    if (next) current = { lattice: next, ...fillCells(next, chars, settings) };
  };
  const columns = [...halfDrawnSides(current, settings), ...missingColumns(current, settings)];
  if (columns.length) {
    vertical = [...vertical, ...columns];
    rebuild();
  }
  const heads = figuresBelowHeadings(current, settings);
  if (heads.length) {
    horizontal = [...horizontal, ...heads];
    rebuild();
  }
  const rows = [...missingRows(current, settings), ...serialRows(current, settings)].map(row => ({ ...row, at: drawnAt(row.at, current, horizontal) }));
  if (rows.length) {
    horizontal = [...horizontal, ...rows];
    rebuild();
  }
  return current;
}

/** How far a rule that is drawn for a part of the columns may be from where a row ends; points. */
const DRAWN = 12;

/** The end of a row, at the rule that other columns have for it: no text stands between the two. */
function drawnAt(at: number, { lattice, perCell }: Refined, horizontal: readonly Ruling[]): number {
  const between = (y: number): boolean => perCell.some(cell => cell.some(c => (c.y0 + c.y1) / 2 > Math.min(at, y) && (c.y0 + c.y1) / 2 < Math.max(at, y)));
  const near = horizontal.map(rule => rule.at).filter(y => y > lattice.y0 && y < lattice.y1 && Math.abs(y - at) < DRAWN && !between(y));
  return near.reduce((best, y) => Math.abs(y - at) < Math.abs(best - at) ? y : best, near[0] ?? at);
}

/** Lines of a cell; columns and rows are both looked for in them. */
function linesIn(chars: readonly Char[], settings: LayoutSettings): readonly StreamLine[] {
  let lines = linesOfCells.get(chars);
  if (!lines) linesOfCells.set(chars, (lines = linesOf(chars, settings).map(l => streamLine(l, settings))));
  return lines;
}
const linesOfCells = new WeakMap<readonly Char[], readonly StreamLine[]>();

/** Sides that go on though they are drawn in one row only: texts stand on both sides of them, and none across. */
function halfDrawnSides({ lattice, perCell }: Refined, settings: LayoutSettings): Ruling[] {
  const middle = (c: Char): number => (c.x0 + c.x1) / 2;
  return lattice.halfDrawn.filter(({ side, cells }) => {
    const chars = cells.flatMap(i => perCell[i] as readonly Char[]);
    const crosses = cells.flatMap(i => linesOf(perCell[i] as readonly Char[], settings)).some(({ chars: line, y0, y1 }) => (y0 + y1) / 2 > side.from && (y0 + y1) / 2 < side.to && line.some((c, i) => {
      const next = line[i + 1];
      return c.x0 < side.at - 1 && c.x1 > side.at + 1 || next !== undefined && middle(c) < side.at && middle(next) > side.at && next.x0 - c.x1 < RUN_GAP * c.size;
    }));
    return !crosses && chars.some(c => middle(c) < side.at) && chars.some(c => middle(c) > side.at);
  }).map(({ side }) => side);
}

/** Verticals between pieces that cells of one strip (same columns) hold side by side. */
function missingColumns({ lattice, perCell }: Refined, settings: LayoutSettings): Ruling[] {
  const strips = new Map<string, { slot: Slot; lines: readonly StreamLine[] }[]>();
  lattice.cells.forEach((slot, i) => {
    const chars = perCell[i] as readonly Char[];
    if (chars.length < 2) return;
    const key = `${slot.column},${slot.columnSpan}`;
    const lines = linesIn(chars, settings);
    const strip = strips.get(key);
    if (strip) strip.push({ slot, lines });
    else strips.set(key, [{ slot, lines }]);
  });
  const out: Ruling[] = [];
  for (const strip of strips.values()) {
    const paired = strip.flatMap(s => s.lines).filter(tabular);
    const pieces = paired.flatMap(l => l.pieces);
    const all = strip.reduce((n, s) => n + s.lines.length, 0);
    if (paired.length < 2 || paired.length < settings.crowdedLines * all || pieces.filter(p => p.figure).length < settings.crowdedFigures * pieces.length) continue;
    const columns = columnsOf(paired);
    const bounds = columns.slice(1).map((c, i) => {
      const from = columns[i]?.to ?? c.from;
      return lattice.xs.find(x => x > from - 1 && x < c.from + 1) ?? (from + c.from) / 2;
    });
    for (const { slot, lines } of strip) {
      for (const at of bounds) {
        if (!lines.some(l => l.pieces.some(p => p.x0 < at - 1 && p.x1 > at + 1))) out.push({ at, from: slot.y0, to: slot.y1 });
      }
    }
  }
  return out;
}

/** Rows of a lattice that may be those of a header and a body alone, at most. */
const FEW_ROWS = 3;

/** Cells side by side that must hold lines of several rows: the texts of two are those of a form. */
const TEXTS = 3;

/** Horizontals between the rows of cells that hold several complete figures below each other, or lines of several rows below a header. */
function missingRows({ lattice, perCell }: Refined, settings: LayoutSettings): Ruling[] {
  const fills = fullLines(lattice, perCell, settings);
  const bands = new Map<number, CrowdedCell[]>();
  lattice.cells.forEach((slot, i) => {
    const lines = linesIn(perCell[i] as readonly Char[], settings);
    const end = slot.row + slot.rowSpan;
    if (lines.length > 0) bands.set(end, [...bands.get(end) ?? [], { slot, lines, stack: stackOf(lines, slot, fills) }]);
  });
  const all = [...bands.values()].flat();
  return [...bands.values()].flatMap(own => {
    const rows = rowsOfFigures(own);
    // labels of the first rows may end above those of the others (栏次 and 合计 over both columns of code and name)
    const deep = rows.length === 0 ? [] : own.filter(({ slot, stack }) => slot.rowSpan > 1 && stack.length > 1).map(({ slot }) => slot);
    const isLabelOf = (label: Slot, slot: Slot): boolean => label.row >= slot.row && label.row + label.rowSpan < slot.row + slot.rowSpan && label.column + label.columnSpan <= slot.column;
    const firsts = all.filter(({ slot }) => deep.length > 0 && deep.every(other => isLabelOf(slot, other)));
    const band = [...own, ...firsts];
    const top = rows[0] ?? Infinity;
    // labels may wrap, but there must be at least as many label lines as rows, and not all of one label
    const labels = band.map(({ slot, lines }) => ({ slot, lines: lines.filter(l => middleOf(l) > top) })).filter(b => !b.lines.every(l => l.pieces.every(p => p.figure)));
    const several = rows.length > 0
      ? labels.length === 0 || labels.some(b => b.lines.length >= rows.length && !isWrapped(b.lines, b.slot, fills)) || areLabelled(rows, labels, firsts, fills)
      : lattice.ys.length - 1 <= FEW_ROWS && areOfRows(band.map(({ slot, lines }) => ({ slot, lines: lines.map(l => l.line) })), TEXTS);
    return several ? endsOfRows(band, settings).map(at => ({ at, from: lattice.x0, to: lattice.x1 })) : [];
  });
}

type Labels = Pick<CrowdedCell, 'slot' | 'lines'>;

/** Whether every row of figures has a label beside it, in one column or another, as where a cell goes over the columns of code and name (a unit's name). */
function areLabelled(rows: readonly number[], labels: readonly Labels[], firsts: readonly Labels[], fills: Fills): boolean {
  const several = labels.filter(b => b.lines.length > 1 && !isWrapped(b.lines, b.slot, fills) || firsts.some(({ slot }) => slot === b.slot));
  return several.length > 1 && rows.every(top => several.some(b => b.lines.some(({ line }) => line.y0 <= top + line.size / 2 && line.y1 > top)));
}

/**
 * Rules below headings that are drawn under the lowest ones alone, in the columns of the others as well: a heading (合计) that reaches
 * over the first row with figures holds that row's figure as its last line.
 */
function figuresBelowHeadings({ lattice, perCell }: Refined, settings: LayoutSettings): Ruling[] {
  const cells = lattice.cells.map((slot, i) => ({ slot, lines: linesIn(perCell[i] as readonly Char[], settings) }));
  const isFigures = (lines: readonly StreamLine[]): boolean => lines.length === 1 && (lines[0] as StreamLine).pieces.every(p => p.figure);
  const first = Math.min(...cells.filter(({ lines }) => isFigures(lines)).map(({ slot }) => slot.row));
  const at = lattice.ys[first];
  if (at === undefined || first === 0 || cells.some(({ slot, lines }) => slot.row + slot.rowSpan <= first && lines.some(l => l.pieces.some(p => p.figure)))) return [];
  return cells.filter(({ slot }) => slot.row < first && slot.row + slot.rowSpan > first).flatMap(({ slot, lines }) => {
    const [above, below] = [lines.filter(l => middleOf(l) < at), lines.filter(l => middleOf(l) > at)];
    const isHeading = above.length > 0 && isHeaderWord(above.flatMap(l => l.pieces.map(p => p.text)).join(''));
    return isHeading && isFigures(below) && above.every(l => l.line.y1 < at + 1) ? [{ at, from: slot.x0, to: slot.x1 }] : [];
  });
}

/** Cells of a row whose last lines must be the numbers of the columns, at least. */
const NUMBERED = 3;

/** Horizontals above numbers of columns (栏次: ** 1 2 3) that stand in one row with the headings, as the last lines of their cells. */
function serialRows({ lattice, perCell }: Refined, settings: LayoutSettings): Ruling[] {
  const bands = new Map<number, (readonly StreamLine[])[]>();
  lattice.cells.forEach(({ row, rowSpan }, i) => {
    const lines = linesIn(perCell[i] as readonly Char[], settings);
    if (lines.length > 0) bands.set(row + rowSpan, [...bands.get(row + rowSpan) ?? [], lines]);
  });
  return [...bands.values()].flatMap(cells => {
    const last = cells.map(lines => lines.at(-1) as StreamLine);
    const above = cells.flatMap(lines => lines.slice(0, -1));
    const numbers = last.map(l => l.pieces.map(p => p.text).join(''));
    if (cells.length < NUMBERED || cells.some(lines => lines.length < 2) || above.some(l => l.pieces.some(p => p.figure)) || !isSerialRow(numbers)) return [];
    const [from, to] = [Math.max(...above.map(l => l.line.y1)), Math.min(...last.map(l => l.line.y0))];
    return from < to ? [{ at: (from + to) / 2, from: lattice.x0, to: lattice.x1 }] : [];
  });
}

/** Lines that are one text: none but the last has room for what stands below it. */
const isWrapped = (lines: readonly StreamLine[], slot: Slot, fills: Fills): boolean =>
  lines.every((l, i) => i === 0 || fills((lines[i - 1] as StreamLine).line, l.line, slot));

/** Share of its cell's width that a line must fill to be continued below. */
const WRAPS = 0.6;

/** What stands in a column of figures where there is none: (X), (NA), *, … */
const NO_FIGURE = /^[(（]?(?:[A-Z]{1,2}|\*{1,2}|…{1,2}|\.{2,3}|\/)[)）]?$/;

/** The lines at the end of a cell that are one complete figure each, none the continuation of the one above. */
function stackOf(lines: readonly StreamLine[], slot: Slot, fills: Fills): readonly StreamLine[] {
  const stands = (l: StreamLine, i: number): boolean => {
    const [only, ...more] = l.pieces;
    if (more.length > 0 || only === undefined || !only.figure && !NO_FIGURE.test(only.text)) return false;
    const above = lines[i - 1];
    const before = above?.pieces[0];
    if (above === undefined || before === undefined) return true;
    // only a line that fills its cell has a reason to wrap
    const full = fills(above.line, l.line, slot);
    if (full && wrappedDigits(before.text, only.text)) return false;
    return !full && before.x1 - before.x0 < WRAPS * (slot.x1 - slot.x0) || !wrappedNumber(before.text, only.text);
  };
  return lines.slice(lines.findLastIndex((l, i) => !stands(l, i)) + 1);
}
