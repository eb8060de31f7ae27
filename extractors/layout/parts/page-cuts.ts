/**
 * Tables told by alignment that go on over a page end. A word processor cuts a row anywhere between its lines, and no
 * rule shows it: the first row below is the rest of the last one above where every text in it goes on a text above
 * whose line has no room for its first word. The parts have only those columns in which they have texts.
 */
import type { Cell, Grid, Paragraph } from '../../../schemas/block.js';
import { isFigure } from '../../../schemas/printed-figure.js';
import { goalLabel, headLabel } from '../../tables/forms/labels.js';
import { completesName } from './cut-names.js';
import { isBound, isNextItem } from '../aligned/line-breaks.js';
import { isCjk, joinLines } from '../lines/words.js';
import { wrappedNumber } from '../lines/wrapped-figures.js';

/** Edges of columns closer (points) than this are one. */
const SAME_EDGE = 4;
/** How much (em) a line with characters of other widths may be off its reckoned width. */
const UNSURE = 0.3;
/** Lines of running text, at least; and how much (em) earlier than the widest they may end: marks begin no line. */
const RUNNING_LINES = 3;
const RAGGED = 1;

/** What ends so at the top of a page is the title of the next table. */
const TITLE = /表(?:[（(].*[）)])?$/u;

interface Band { readonly x0: number; readonly x1: number }

/**
 * Both parts as one; undefined where their columns don't fit, or where nothing (no cut row, no `known` belonging) ties them.
 * @param known `part` where both are known to be parts of one table, `columns` where they have the same columns besides
 */
export function joinOverPage(above: Grid, below: Grid, known?: 'part' | 'columns'): Grid | undefined {
  if (above.method !== 'stream' || below.method !== 'stream') return undefined;
  const common = known === 'columns' ? { above, below } : onCommonBands(above, below);
  if (!common) return undefined;
  const { above: upper, below: lower } = common;
  const cut = isCutRow(upper, lower);
  if (!cut && !known) return undefined;
  const shift = upper.rows - (cut ? 1 : 0);
  const rests = new Map<Cell, Cell>();
  for (const rest of lower.cells.filter(cell => cell.row === 0).sort((a, b) => Number(a.text !== '') - Number(b.text !== ''))) {
    const head = headOf(upper, rest);
    const merged = head !== undefined && head.rowSpan + rest.rowSpan > 2 && (head.rowSpan > 1 || rest.text === '');
    if (head && (cut ? rest.text !== '' || rest.rowSpan > 1 || head.text !== '' || head.columnSpan > 1 : merged && rest.text !== '' && goesOn(head, rest, upper, lower))) rests.set(head, rest);
  }
  const dropped = new Set(rests.values());
  const heads = upper.cells.map((cell): Cell => {
    const rest = rests.get(cell);
    return rest ? joinedCell(cell, rest, cell.rowSpan + rest.rowSpan - (cut ? 1 : 0)) : cell;
  });
  const moved = lower.cells.filter(cell => !dropped.has(cell) && !(cut && cell.row === 0 && covered(upper, cell))).map((cell): Cell => ({ ...cell, row: cell.row + shift }));
  const pages = above.pages && below.pages ? { pages: [above.pages[0], below.pages[1]] as const } : {};
  return {
    ...upper, ...pages, rows: shift + lower.rows,
    cells: [...heads, ...moved].sort((a, b) => a.row - b.row || a.column - b.column),
    joints: [...(above.joints ?? []), shift, ...(below.joints ?? []).map(joint => joint + shift)],
  };
}

/** A table whose last cell goes on as a paragraph, on a page where nothing stands beside it; undefined where it doesn't. */
export function joinRunningText(above: Grid, paragraph: Paragraph): Grid | undefined {
  const { box, page } = paragraph;
  const last = above.pages?.[1];
  if (above.method !== 'stream' || !box || page === undefined || last === undefined || page < last || page > last + 1) return undefined;
  const open = lastRow(above).find(cell => cell.column > 0 && cell.box && (cell.lines ?? []).length > 1 && Math.abs((cell.indent ?? cell.box.x0) - box.x0) <= SAME_EDGE);
  if (!open || /[。；]$/u.test(open.text) || TITLE.test(paragraph.text)) return undefined;
  return {
    ...above, pages: [above.pages?.[0] ?? page, page],
    cells: cellsWith(above, open, paragraph),
  };
}

/** Code before a name in one cell. */
const CODE = /^\[?\d[\d-]*\]?[\s-]*/u;

/** A table at whose end a page cuts a name, the rest of which stands by itself, below it or above the next part (21011 行政事业单 / 位医疗); undefined where both together are no official name. */
export function joinNameRest(above: Grid, paragraph: Paragraph): Grid | undefined {
  const last = above.pages?.[1];
  if (!paragraph.box || paragraph.page === undefined || last === undefined || paragraph.page < last || paragraph.page > last + 1) return undefined;
  const { x0, x1 } = paragraph.box;
  const open = lastRow(above).find(({ box, text }) =>
    box !== undefined && box.x0 < x1 && x0 < box.x1 && completesName(text.replace(CODE, '').replaceAll(/\s/gu, ''), paragraph.text.replaceAll(/\s/gu, '')));
  return open && { ...above, cells: cellsWith(above, open, paragraph) };
}

/** The cells of a grid, one of them with a paragraph at its end. */
const cellsWith = ({ cells }: Grid, open: Cell, { text }: Paragraph): Cell[] => cells.map((cell) => (cell === open ? { ...cell, text: joinLines([cell.text, text]), lines: [...(cell.lines ?? [cell.text]), text] } : cell));

const lastRow = (grid: Grid): Cell[] => grid.cells.filter(cell => cell.row + cell.rowSpan === grid.rows);

/** The cell of the last row that begins in the same column, or reaches over it. */
const headOf = (above: Grid, rest: Cell): Cell | undefined => lastRow(above).find(cell => cell.column <= rest.column && cell.column + cell.columnSpan > rest.column);

/** Whether an empty slot below is a part of the row that is cut. */
const covered = (above: Grid, cell: Cell): boolean => cell.text === '' && cell.rowSpan === 1 && headOf(above, cell) !== undefined;

function isCutRow(above: Grid, below: Grid): boolean {
  const rests = below.cells.filter(cell => cell.row === 0 && cell.text !== '');
  return rests.length > 0 && rests.every(rest => {
    const head = headOf(above, rest);
    return head !== undefined && head.text !== '' && goesOn(head, rest, above, below);
  });
}

/** Whether the text of `rest` goes on that of `head`, whose last line has no room for its first word. */
function goesOn(head: Cell, rest: Cell, above: Grid, below: Grid): boolean {
  const upper = (head.lines ?? [head.text]).at(-1) ?? '';
  const lower = (rest.lines ?? [rest.text])[0] ?? '';
  if (goalLabel(head.text) !== undefined && goalLabel(head.text + rest.text) === undefined) return false;
  if (isNextItem(upper, lower) || headLabel(rest.text) !== undefined && headLabel(head.text + rest.text) === undefined) return false;
  if (isBound(upper, lower)) return true;
  if (isFigure(upper) !== isFigure(lower) || isFigure(upper) && !wrappedNumber(upper, lower)) return false;
  const lines = [...above.cells, ...below.cells].filter(cell => cell.column === head.column && cell.columnSpan === head.columnSpan).flatMap(cell => cell.lines ?? [cell.text]).filter(line => isFigure(line) === isFigure(upper));
  const room = Math.max(...lines.map(width));
  const running = (head.lines ?? []).length >= RUNNING_LINES && !/[。；]$/u.test(upper);
  const plain = [...upper, ...lower].every(isCjk);
  return width(upper) + width(firstWord(lower)) > room + (running ? -RAGGED : plain ? 0.01 : -UNSURE);
}

/** Width (em) of a text: CJK characters are an em wide, others about half of it. */
const width = (text: string): number => [...text].reduce((sum, c) => sum + (isCjk(c) ? 1 : 0.5), 0);

/** A CJK character or a run of others, with its brackets. */
const firstWord = (text: string): string => /^[(（]?(?:\p{Script=Han}|[^\p{Script=Han}\s(（]+)[)）。，、；：]*/u.exec(text)?.[0] ?? text;

function joinedCell(head: Cell, rest: Cell, rowSpan: number): Cell {
  if (rest.text === '') return { ...head, rowSpan };
  if (head.text === '') return { ...head, text: rest.text, rowSpan, ...(rest.lines ? { lines: rest.lines } : {}) };
  return { ...head, rowSpan, text: joinLines([head.text, rest.text]), lines: [...(head.lines ?? [head.text]), ...(rest.lines ?? [rest.text])] };
}

/** Both parts on the columns that either has; undefined where these are not in the same order. */
function onCommonBands(above: Grid, below: Grid): { above: Grid; below: Grid } | undefined {
  const [a, b] = [bandsOf(above), bandsOf(below)];
  if (a.includes(undefined) || b.includes(undefined)) return undefined;
  const union = (a as Band[]).map((band, i) => ({ ...band, above: i, below: -1 }));
  for (const [i, band] of (b as Band[]).entries()) {
    const known = union.filter(u => u.below < 0 && u.above >= 0 && isSame(u, band)).sort((x, y) => Math.abs(x.x0 - band.x0) - Math.abs(y.x0 - band.x0))[0];
    if (known) known.below = i;
    else union.push({ ...band, above: -1, below: i });
  }
  union.sort((x, y) => x.x0 - y.x0);
  const places = (key: 'above' | 'below'): number[] => union.flatMap((u, at) => (u[key] >= 0 ? [at] : []));
  const inOrder = (key: 'above' | 'below'): boolean => union.filter(u => u[key] >= 0).every((u, i) => u[key] === i);
  if (!inOrder('above') || !inOrder('below') || !union.some(u => u.above >= 0 && u.below >= 0)) return undefined;
  return { above: regrid(above, places('above'), union.length), below: regrid(below, places('below'), union.length) };
}

/** One column on two pages: the same edge, or the one within the other. */
function isSame(a: Band, b: Band): boolean {
  if (Math.abs(a.x0 - b.x0) <= SAME_EDGE) return true;
  const overlap = Math.min(a.x1, b.x1) - Math.max(a.x0, b.x0);
  return overlap > 0.6 * Math.min(a.x1 - a.x0, b.x1 - b.x0);
}

/** Extent of each column: from cells of one column, or else from the column's first cell. */
function bandsOf(grid: Grid): (Band | undefined)[] {
  return Array.from({ length: grid.columns }, (_, column) => {
    const own = grid.cells.filter(cell => cell.column === column && cell.columnSpan === 1).flatMap(cell => cell.box ?? []);
    const boxes = own.length > 0 ? own : grid.cells.filter(cell => cell.column === column).flatMap(cell => cell.box ?? []);
    return boxes.length > 0 ? { x0: Math.min(...boxes.map(box => box.x0)), x1: Math.max(...boxes.map(box => box.x1)) } : undefined;
  });
}

/** A grid with its columns at `places` of more columns; what lies between two columns that a cell reaches over is the cell's. */
function regrid(grid: Grid, places: readonly number[], columns: number): Grid {
  if (places.length === columns) return grid;
  const cells = grid.cells.map((cell): Cell => {
    const column = places[cell.column] as number;
    return { ...cell, column, columnSpan: (places[cell.column + cell.columnSpan - 1] as number) - column + 1 };
  });
  const taken = new Set(cells.flatMap(cell => Array.from({ length: cell.rowSpan * cell.columnSpan }, (_, i) => `${cell.row + Math.floor(i / cell.columnSpan)},${cell.column + i % cell.columnSpan}`)));
  const blank = Array.from({ length: grid.rows * columns }, (_, i) => ({ row: Math.floor(i / columns), column: i % columns })).filter(({ row, column }) => !taken.has(`${row},${column}`))
    .map((slot): Cell => ({ ...slot, rowSpan: 1, columnSpan: 1, text: '', confidence: 1 }));
  return { ...grid, columns, cells: [...cells, ...blank].sort((x, y) => x.row - y.row || x.column - y.column) };
}
