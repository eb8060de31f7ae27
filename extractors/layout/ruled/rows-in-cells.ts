/**
 * Rows that no rule parts: the cells of a ruled row that hold complete figures below each other hold several rows. Where
 * these end is told as in tables without rules, with the columns that the rules give.
 */
import { heightOf } from '../aligned/heading-lines.js';
import type { Slot } from './lattice.js';
import type { LayoutSettings } from '../settings.js';
import { wordWidth } from '../aligned/line-breaks.js';
import type { Piece, StreamLine } from '../aligned/stream-lines.js';
import type { Band } from '../aligned/stream.js';
import { rowsByAlignment } from '../aligned/stream-rows.js';
import { type Char, isCjk, type Line, lineOf } from '../lines/words.js';

/** A cell with its lines, and those at its end that are one complete figure each. */
export interface CrowdedCell { readonly slot: Slot; readonly lines: readonly StreamLine[]; readonly stack: readonly StreamLine[] }

/** How far (em) figures of one row may be out of line, and the least distance of two rows. */
const IN_LINE = 0.4;
const APART = 0.8;

/** Amounts of a single column that show rows where each has a label in line with it, at least. */
const LABELLED = 3;

/** The cells of labels and of amounts of a table of these two columns (“三公”经费 by kinds), in which each amount has a label in line with it. */
function labelled(cells: readonly CrowdedCell[]): { labels: CrowdedCell; amounts: CrowdedCell } | undefined {
  const amounts = cells.find(({ stack }) => stack.length >= LABELLED && stack.every(({ pieces: [only] }) => /\.\d+$/u.test(only?.text ?? '')));
  const labels = cells.find((cell) => cell !== amounts);
  if (cells.length !== 2 || amounts === undefined || labels === undefined || labels.stack.length > 0) return undefined;
  return amounts.stack.every(({ line }) => labels.lines.some((label) => areInLine(label.line, line))) ? { labels, amounts } : undefined;
}

const areInLine = (a: Line, b: Line): boolean => Math.abs(heightOf(a) - heightOf(b)) <= IN_LINE * b.size;

/** Where rows of labels and amounts end: behind a label that leaves room for what the next line begins with, and between two with amounts. */
function endsOfLabels({ labels: { slot, lines }, amounts }: { labels: CrowdedCell; amounts: CrowdedCell }): number[] {
  const hasAmount = ({ line }: StreamLine): boolean => amounts.stack.some((amount) => areInLine(line, amount.line));
  return lines.slice(1).flatMap((below, i) => {
    const above = lines[i] as StreamLine;
    const isContinued = above.line.x1 + 2 * above.line.size >= slot.x1 && !(hasAmount(above) && hasAmount(below));
    return isContinued ? [] : [(above.line.y1 + below.line.y0) / 2];
  });
}

/** Tops of the rows that figures below each other show: at least two cells agree on two of them, and none stands between them. */
export function rowsOfFigures(cells: readonly CrowdedCell[]): number[] {
  const table = labelled(cells);
  if (table !== undefined) return table.amounts.stack.map(({ line }) => line.y0);
  const rows = inLine(cells.map(c => c.stack).filter(lines => lines.length >= 2).flat().map(({ line }) => line));
  const firsts = rows.map(([line]) => line as Line);
  const apart = firsts.every((line, i) => i === 0 || heightOf(line) - heightOf(firsts[i - 1] as Line) >= APART * line.size);
  return apart && rows.filter(row => row.length >= 2).length >= 2 ? rows.map(row => Math.min(...row.map(line => line.y0))) : [];
}

/** A cell with its lines of text. */
interface Lined { readonly slot: Slot; readonly lines: readonly Line[] }

/** White between lines of a cell is not so many times that between the closest ones, and an em. */
const SPREAD = 2;
/** Margins (em) of a cell with what is rounded in print. */
const MARGINS = 2;

/**
 * Whether a cell holds lines of several rows: a line that leaves room for what the next one begins with, a character of
 * CJK text and a word of another, is not continued below, nor one with much white below it.
 * @param whites distances between the lines of all cells beside it; points
 */
export function holdsRows({ slot, lines }: Lined, whites: readonly number[]): boolean {
  if (isStacked(lines)) return false;
  const widest = whites.length > 0 ? SPREAD * Math.max(Math.min(...whites), 0) : Infinity;
  return lines.slice(1).some((below, i) => {
    const [above, first] = [lines[i] as Line, below.chars[0] as Char];
    if (below.y0 - above.y1 > widest + first.size) return true;
    return isCjk(first.text) ? above.x1 + 2 * first.size < slot.x1 : above.x1 - above.x0 + wordWidth(below) + MARGINS * first.size < slot.x1 - slot.x0;
  });
}

/** How far (em) stacked characters may be off the middle of each other. */
const OFF_MIDDLE = 0.3;

/** Whether lines are a word whose characters stand one below the other. */
const isStacked = (lines: readonly Line[]): boolean => lines.length > 1 && lines.every(({ chars: [only, ...more] }, i) => only !== undefined && more.length === 0 && isCjk(only.text)
  && Math.abs(only.x0 + only.x1 - (lines[i - 1] ?? only).x0 - (lines[i - 1] ?? only).x1) < 2 * OFF_MIDDLE * only.size);

/** Share of the cells of a row that hold lines of several rows where no figures below each other show it. */
const HOLDING = 0.4;

/** Whether many cells of a row, and `least` of them, hold lines of several rows. */
export function areOfRows(cells: readonly Lined[], least: number): boolean {
  const whites = cells.flatMap(({ lines }) => lines.slice(1).map((line, i) => line.y0 - (lines[i] as Line).y1));
  return cells.filter(cell => holdsRows(cell, whites)).length >= Math.max(least, HOLDING * cells.length);
}

/** Where the rows of crowded cells end, but for the last: points from the top of the page. */
export function endsOfRows(cells: readonly CrowdedCell[], settings: LayoutSettings): number[] {
  const table = labelled(cells);
  if (table !== undefined) return endsOfLabels(table);
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
  const apart = withFiguresApart(rows, lines, cells);
  return lines.slice(1).flatMap(({ line }, i) => {
    if (apart[i + 1] === apart[i]) return [];
    const above = Math.max(...lines.filter((_, k) => apart[k] === apart[i]).map(l => l.line.y1));
    return [(above + line.y0) / 2];
  });
}

/** Whether figures number the lines (行次): each is the next one. */
const areLineNumbers = (stack: readonly StreamLine[]): boolean => stack.length > 1 && stack.every(({ pieces: [only] }, i) => /^\d+$/u.test(only?.text ?? '') && (i === 0 || Number(only?.text) === Number(stack[i - 1]?.pieces[0]?.text) + 1));

/** The rows of lines, each with one number of the column that numbers them: what stands beside two of them are no lines of one label. */
function withFiguresApart(rows: readonly number[], lines: readonly StreamLine[], cells: readonly CrowdedCell[]): number[] {
  const stackOf = new Map(cells.filter(({ stack }) => areLineNumbers(stack)).flatMap(cell => cell.stack.flatMap(({ pieces }) => pieces.map((piece): [Piece, CrowdedCell] => [piece, cell]))));
  let more = 0;
  let seen = new Set<CrowdedCell>();
  return lines.map(({ pieces }, i) => {
    const own = pieces.flatMap(piece => stackOf.get(piece) ?? []);
    const again = rows[i] === rows[i - 1] && own.some(cell => seen.has(cell));
    if (again) more += 1;
    if (again || rows[i] !== rows[i - 1]) seen = new Set();
    own.forEach(cell => seen.add(cell));
    return (rows[i] as number) + more;
  });
}

/** Texts of several cells by the height at which they stand, from top to bottom. */
function inLine<T extends Line>(texts: readonly T[]): T[][] {
  const groups: T[][] = [];
  for (const text of [...texts].sort((a, b) => heightOf(a) - heightOf(b))) {
    const [first] = groups.at(-1) ?? [];
    if (first && heightOf(text) - heightOf(first) <= IN_LINE * text.size) groups.at(-1)?.push(text);
    else groups.push([text]);
  }
  return groups;
}

/** Pieces of several cells as lines across them. */
function sideBySide(pieces: readonly Piece[]): StreamLine[] {
  return inLine(pieces).map(group => ({ line: lineOf(group.flatMap(p => p.chars)), pieces: group.sort((a, b) => a.x0 - b.x0), atEdge: false }));
}
