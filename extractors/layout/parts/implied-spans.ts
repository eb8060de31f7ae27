/**
 * Merged cells of tables that are drawn with horizontal rules alone, made of segments of single columns, or with none:
 * nothing shows that a cell reaches over several columns. Where its text is too short to run over the next column,
 * the rest of the table tells: a column under a merged heading in which nothing begins is none there; the label of a
 * total stands over all columns of names and codes, and one among figures over the columns up to its own; in a form, no empty cell stands between a label and its value, nor
 * behind the last value of a row.
 */
import type { Box, Cell, Grid } from '../../../schemas/block.js';
import { isFigure } from '../../../schemas/printed-figure.js';
import { fundOf, isFundPart } from '../../tables/forms/funds.js';
import { isFormGrid } from '../../tables/forms/index.js';
import { goalLabel, headLabel } from '../../tables/forms/labels.js';
import { headerRows, isTotal, rowsOf } from '../header-rows.js';
import { sideLabels } from './side-labels.js';

/** A grid whose columns nobody drew, with the spans that its texts tell; other grids as they are. */
export function withImpliedSpans(grid: Grid): Grid {
  if (grid.impliedColumns !== true && grid.method !== 'stream') return grid;
  return isFormGrid(grid) ? [besideLabels, inHead, toTheEnd, goals, levelHeadings, underHeadings, sideLabels].reduce((g, rule) => rule(g), grid) : overFigures(overNames(grid));
}

const isEmpty = (cell: Cell): boolean => cell.text.trim() === '';
const end = (cell: Cell): number => cell.column + cell.columnSpan;

/** The grid with each of the cells (keys) reaching over empty ones beside it. */
function absorb(grid: Grid, taken: ReadonlyMap<Cell, readonly Cell[]>): Grid {
  if (taken.size === 0) return grid;
  const gone = new Set([...taken.values()].flat());
  return {
    ...grid,
    cells: grid.cells.filter((cell) => !gone.has(cell)).map((cell) => reachingOver(cell, taken.get(cell) ?? [])).sort((a, b) => a.row - b.row || a.column - b.column),
  };
}

function reachingOver(cell: Cell, more: readonly Cell[]): Cell {
  const all = [cell, ...more];
  const column = Math.min(...all.map((c) => c.column));
  const boxes = all.flatMap((c) => c.box ?? []);
  const box: Box | undefined = cell.box && { ...cell.box, x0: Math.min(...boxes.map((b) => b.x0)), x1: Math.max(...boxes.map((b) => b.x1)) };
  return { ...cell, column, columnSpan: Math.max(...all.map(end)) - column, ...(box ? { box } : {}) };
}

/** The empty cells of a row that stand right behind a cell, up to a column. */
function emptyBehind(row: readonly Cell[], cell: Cell, to: number): Cell[] {
  const behind = row.filter((c) => c.column >= end(cell) && c.column < to);
  return behind.every((c) => isEmpty(c) && c.rowSpan === cell.rowSpan && end(c) <= to) ? behind : [];
}

/**
 * The headings of the indicators (三级指标, 指标值): one reaches over columns behind it in which nothing stands below, and
 * one over nothing stands in truth over the next column that has values and no heading.
 */
function levelHeadings(grid: Grid): Grid {
  const rows = rowsOf(grid);
  const at = rows.findIndex((row) => row.filter((cell) => /^[一二三]级指标$/u.test(cell.text.replaceAll(/\s+/gu, ''))).length > 1);
  const isBlankBelow = (column: number): boolean => rows.slice(at + 1).every((row) => row.every((cell) => cell.column !== column || isEmpty(cell)));
  const heads = at < 0 ? [] : rows[at] ?? [];
  const moved = new Map<Cell, Cell>();
  for (const [i, heading] of heads.entries()) {
    const next = heads[i + 1];
    if (next === undefined || isEmpty(heading) || !isEmpty(next) || heading.columnSpan + next.columnSpan > 2 || !isBlankBelow(heading.column) || isBlankBelow(next.column)) continue;
    moved.set(heading, { ...next, column: heading.column }).set(next, { ...heading, column: next.column });
  }
  const row = heads.map((cell) => moved.get(cell) ?? cell).sort((a, b) => a.column - b.column);
  const taken = new Map<Cell, readonly Cell[]>();
  for (const heading of row.filter((cell) => !isEmpty(cell))) {
    let to = end(heading);
    while (to < grid.columns && isBlankBelow(to)) to++;
    const empty = emptyBehind(row, heading, to);
    if (empty.length > 0) taken.set(heading, empty);
  }
  return absorb({ ...grid, cells: grid.cells.map((cell) => moved.get(cell) ?? cell) }, taken);
}

/** Cells at the left of a merged heading's columns reach as far as it, where nothing begins in its other columns. */
function underHeadings(grid: Grid): Grid {
  const taken = new Map<Cell, readonly Cell[]>();
  const rows = rowsOf(grid);
  // Values in the head of a form are no headings.
  const isValue = (cell: Cell): boolean => headLabel(rows[cell.row]?.[0]?.text ?? '') !== undefined;
  for (const heading of grid.cells.filter((cell) => cell.columnSpan > 1 && !isEmpty(cell) && !isValue(cell))) {
    const below = rows.slice(heading.row + heading.rowSpan);
    const stop = below.findIndex((row) => row.some((cell) => !isEmpty(cell) && end(cell) > heading.column && cell.column < end(heading) && (cell.column !== heading.column || end(cell) > end(heading))));
    for (const row of stop < 0 ? below : below.slice(0, stop)) {
      const first = row.find((cell) => cell.column === heading.column && !isEmpty(cell));
      const empty = first ? emptyBehind(row, first, end(heading)) : [];
      if (first && empty.length > 0) taken.set(first, empty);
    }
  }
  return absorb(grid, taken);
}

const isFundLabel = (text: string): boolean => fundOf(text) !== undefined || isFundPart(text);

/** A figure reaches from the label of its fund. */
function besideLabels(grid: Grid): Grid {
  const taken = new Map<Cell, readonly Cell[]>();
  for (const row of rowsOf(grid)) {
    for (const figure of row.filter((cell) => isFigure(cell.text))) {
      const label = row.findLast((cell) => cell.column < figure.column && !isEmpty(cell));
      if (!label || !isFundLabel(label.text)) continue;
      const empty = emptyBehind(row, label, figure.column);
      if (empty.length > 0 && empty.every((cell) => cell.rowSpan === figure.rowSpan)) taken.set(figure, empty);
    }
  }
  return absorb(grid, taken);
}

/** In the head of a form no empty cell stands between a label and its value, nor between a value and the next label. */
function inHead(grid: Grid): Grid {
  const taken = new Map<Cell, readonly Cell[]>();
  for (const row of rowsOf(grid)) {
    const texts = row.filter((cell) => !isEmpty(cell));
    if (headLabel(texts[0]?.text ?? '') === undefined) continue;
    texts.slice(1).forEach((next, i) => {
      const cell = texts[i] as Cell;
      const empty = (headLabel(cell.text) === undefined) === (headLabel(next.text) === undefined) ? [] : emptyBehind(row, cell, next.column);
      if (empty.length > 0) taken.set(cell, empty);
    });
  }
  return absorb(grid, taken);
}

/** The last value of a row of the head reaches to the end of the row, and so does a figure behind the label of its fund. */
function toTheEnd(grid: Grid): Grid {
  const taken = new Map<Cell, readonly Cell[]>();
  for (const row of rowsOf(grid)) {
    const texts = row.filter((cell) => !isEmpty(cell));
    const [last, before] = [texts.at(-1), texts.at(-2)];
    if (!last || !before) continue;
    const isValue = headLabel(texts[0]?.text ?? '') !== undefined && headLabel(last.text) === undefined && headLabel(before.text) !== undefined;
    if (!isValue && !(isFigure(last.text) && isFundLabel(before.text))) continue;
    const empty = emptyBehind(row, last, grid.columns);
    if (empty.length > 0) taken.set(last, empty);
  }
  return absorb(grid, taken);
}

/** The labels of goals (项目总目标, 年度总体目标) that stand beside each other share the width of the form. */
function goals(grid: Grid): Grid {
  const taken = new Map<Cell, readonly Cell[]>();
  for (const row of rowsOf(grid)) {
    const labels = row.filter((cell) => cell.column > 0 && goalLabel(cell.text) !== undefined);
    if (labels.length < 2) continue;
    labels.forEach((cell, i) => {
      const empty = emptyBehind(row, cell, labels[i + 1]?.column ?? grid.columns);
      if (empty.length > 0) taken.set(cell, empty);
    });
  }
  return absorb(grid, taken);
}

/** Headings of columns that name and number the lines. */
const NAMES = /(?:编码|代码|名称|科目)$|^(?:项目|类|款|项)$/u;

/** The label of a total reaches over the columns of names and codes, which are empty beside it. */
function overNames(grid: Grid): Grid {
  const depth = headerRows(grid);
  const heads = grid.cells.filter((cell) => cell.row < depth && !isEmpty(cell));
  const isName = (column: number): boolean => heads.some((head) => head.column <= column && end(head) > column && head.columnSpan < grid.columns && NAMES.test(head.text.replaceAll(/\s+/gu, '')));
  let names = 0;
  while (names < grid.columns && isName(names)) names++;
  const taken = new Map<Cell, readonly Cell[]>();
  for (const row of rowsOf(grid).slice(depth)) {
    const total = row.find((cell) => cell.column === 0 && isTotal(cell.text));
    const empty = total ? emptyBehind(row, total, names) : [];
    if (total && empty.length > 0) taken.set(total, empty);
  }
  return absorb(grid, taken);
}

const A_TOTAL = /\p{Script=Han}(?:合计|总计)$/u;

/**
 * The label of a total that stands in a column of figures is the middle of a merged cell: it reaches over the empty cells
 * on both sides, up to its figure: 人员经费合计 | 1,234.56 | 公用经费合计, over five columns, | 567.89.
 */
function overFigures(grid: Grid): Grid {
  const rows = rowsOf(grid).slice(headerRows(grid));
  const holdsFigures = (column: number): boolean => rows.filter((row) => row.some((cell) => cell.column === column && isFigure(cell.text))).length > 1;
  const taken = new Map<Cell, readonly Cell[]>();
  for (const row of rows) {
    const label = row.find((cell) => cell.column > 0 && A_TOTAL.test(cell.text.replaceAll(/\s+/gu, '')) && holdsFigures(cell.column));
    const figure = label && row.find((cell) => cell.column >= end(label) && !isEmpty(cell));
    if (!label || !figure || !isFigure(figure.text)) continue;
    const before = row.findLast((cell) => cell.column < label.column && !isEmpty(cell));
    const empty = row.filter((cell) => isEmpty(cell) && cell.rowSpan === label.rowSpan && cell.column >= (before ? end(before) : 0) && cell.column < figure.column);
    if (empty.length > 0) taken.set(label, empty);
  }
  return absorb(grid, taken);
}
