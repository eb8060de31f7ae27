/**
 * Rows of tables without rules whose texts begin at the tops of their cells, as word processors set them. All cells of
 * a row that hold text begin in its first line, so a line goes on the row above it only where each of its texts goes on
 * the one right above in its column: that one is full, and both make a text or a figure. A text where the line above has
 * none, or below a complete figure, begins a row.
 */
import { lookupCode } from '../../../schemas/codes.js';
import { isTotal } from '../header-rows.js';
import { isNextItem, isSplitTotal, isSplitYear, wordWidth } from './line-breaks.js';
import type { Pitch } from './line-pitch.js';
import type { Band } from './stream.js';
import type { Piece } from './stream-lines.js';
import type { Placed } from './stream-rows.js';
import { beginsFigure, isCompleteFigure, usualDecimals } from '../lines/wrapped-figures.js';

/** What the rows are told by. */
export interface TopTable {
  /** Pieces of each line from the first row with figures on. */
  readonly placed: readonly (readonly Placed[])[];
  readonly columns: readonly Band[];
  /** For each line, whether a rule parts it from the line above. */
  readonly parted: readonly boolean[];
  /** Distance of the lines of a cell, where the table shows it. */
  readonly pitch: Pitch;
  /** Whether the columns are those of the cells; else they are as wide as their texts. */
  readonly bounded: boolean;
}

/** Lines of a cell are no farther apart (em) than this. */
const WIDEST = 1.85;
/** How much (em) they may be farther apart than their usual distance. */
const UNEVEN = 0.1;
/** How far (em) a line may end before the edge of its cell and still be full: widths are those of the ink. */
const INK = 0.25;
/** Lengths (em) of lines closer than this are the same. */
const SAME = 0.1;
/** Texts that must end at the edge of a column that is as wide as its texts: the widest one ends there anyway. */
const OFTEN = 2;
/** Rows that show that texts begin at the tops: at least, where columns are as wide as their texts, and for one that speaks against it. */
const SHOWN = 1, SHOWN_UNBOUNDED = 2, SHOWN_EACH = 3;

/** Row of each line, from 0 without gaps; undefined where the texts don't show that they begin at the tops of their cells. */
export function rowsFromTop(table: TopTable): number[] | undefined {
  const context: Context = { ...table, decimals: usualDecimals(table.placed.flat().map(({ piece }) => piece.text)), amounts: amountColumns(table.placed.flat()) };
  const rows: number[] = [];
  let open: Row = new Map();
  let row = -1;
  table.placed.forEach((line, i) => {
    const goesOn = row >= 0 && !table.parted[i] && continues(line, open, context);
    if (!goesOn) { open = new Map(); row++; }
    for (const placed of line) open.set(placed.first, [...open.get(placed.first) ?? [], placed]);
    rows.push(row);
  });
  return isShown(table.placed, rows, context) ? rows : undefined;
}

/** Pieces of a row by their first columns. */
type Row = Map<number, readonly Placed[]>;

interface Context extends TopTable { readonly decimals: number; readonly amounts: ReadonlySet<number> }

/** Whether a text goes on the one above: it must, it may, or it does not. */
type Bond = 'must' | 'may' | 'no';

/** Whether all texts of a line go on those of the row above it. */
function continues(line: readonly Placed[], row: Row, context: Context): boolean {
  const bonds = line.map(placed => bondOf(row.get(placed.first) ?? [], placed, context));
  if (bonds.length === 0 || bonds.includes('no')) return false;
  return bonds.includes('must') || row.size > line.length || line.length === 1 || !line.some(({ piece }) => piece.figure);
}

function bondOf(cell: readonly Placed[], below: Placed, context: Context): Bond {
  const above = cell.at(-1);
  if (!above || above.last !== below.last || !isFull(above, below, context)) return 'no';
  const text = cell.map(({ piece }) => piece.text).join('');
  if (isNextItem(above.piece.text, below.piece.text)) return 'no';
  if (isSplitTotal(above.piece.text, below.piece.text) || isSplitYear(text, below.piece.text)) return 'must';
  if (/^[\d.,-]+$/.test(text) !== /^[\d.,-]+$/.test(below.piece.text)) return 'no';
  if (!/^[\d.,-]+$/.test(text)) return 'may';
  return context.amounts.has(below.first) ? amountBond(text, below.piece.text, context.decimals) : codeBond(text, below.piece.text);
}

/** A figure that is not complete must go on; a complete one does not. */
function amountBond(above: string, below: string, decimals: number): Bond {
  if (!beginsFigure(above + below)) return 'no';
  if (isCompleteFigure(above, decimals) && !/^[,.]/.test(below)) return 'no';
  return /[.,]/.test(above) || /^[,.]|^0\d/.test(below) ? 'must' : 'may';
}

/** Digits that are no code by themselves make one with those above; a code that is one ends there, but for a 款 (section) above two digits, which are those of its 项 (item), in a list or not. */
function codeBond(above: string, below: string): Bond {
  if (!/^\d+$/.test(above + below)) return 'no';
  if (lookupCode(above + below) !== undefined && lookupCode(below) === undefined) return 'must';
  if (lookupCode(above) !== undefined) return above.length === 5 && below.length === 2 ? 'must' : 'no';
  return /^0\d/.test(below) && !above.startsWith('0') ? 'must' : 'may';
}

/**
 * Whether the line above has no room for the first word of the one below, which is as close as lines of a cell are: both
 * would be longer than the cell is wide, and words longer than every other line of the column (but a total's label, whose cell may be merged).
 */
export function isFull(upper: Placed, { piece: below }: Placed, { columns, pitch, bounded, placed }: Omit<TopTable, 'parted'>): boolean {
  const { piece: above, first, last } = upper;
  const distance = (below.y0 + below.y1 - above.y0 - above.y1) / 2;
  if (distance > Math.min(WIDEST * below.size, Math.max(pitch.cjk ?? 0, pitch.plain ?? 0) || Infinity) + UNEVEN * below.size) return false;
  const [from, to] = [(columns[first] as Band).from, (columns[last] as Band).to];
  const own = placed.flat().filter(p => p.first === first && p.last === last && p.piece.figure === above.figure && !isTotal(p.piece.text)).map(({ piece }) => piece);
  if (!bounded && !above.figure && own.filter(piece => piece.x1 > to - above.size).length < OFTEN) return false;
  // Digits break anywhere; they stand at the right of their cells, words at the left.
  const [next] = below.chars;
  const more = above.figure && next ? next.x1 - next.x0 : wordWidth(below);
  const end = (piece: Piece): number => (above.figure ? piece.x1 - piece.x0 : piece.x1);
  const longest = above.figure ? 0 : Math.max(...own.map(end)) + SAME * above.size;
  return end(above) + more > longest && end(above) + more > (above.figure ? to - from : to) - INK * above.size;
}

/** Columns with amounts: figures with a point or separators. */
function amountColumns(placed: readonly Placed[]): Set<number> {
  return new Set(placed.filter(({ piece }) => piece.figure && /^-?[\d,]*[.,][\d.,]*$/.test(piece.text)).map(({ first }) => first));
}

/**
 * Whether rows of cells of several heights show that all begin at the top. A row of words without figures, with a text
 * that may go on in the row below or go on that above, speaks against it: cells that are set in the middle look so.
 */
function isShown(placed: readonly (readonly Placed[])[], rows: readonly number[], context: Context): boolean {
  const bands = Array.from({ length: (rows.at(-1) ?? -1) + 1 }, (_, row) => placed.filter((_line, i) => rows[i] === row));
  const shown = bands.filter(([first = [], ...more]) => first.length > 1 && more.length > 0).length;
  const hasFigures = (band: readonly (readonly Placed[])[]): boolean => band.flat().some(({ piece }) => piece.figure);
  const joins = (above: readonly (readonly Placed[])[] | undefined, below: readonly (readonly Placed[])[] | undefined): boolean =>
    (above ?? []).flat().some(a => (below ?? []).flat().some(b => a.first === b.first && a.last === b.last && !a.piece.figure && !b.piece.figure && isFull(a, b, context)));
  const against = bands.filter((band, i) => !hasFigures(band) && (joins(band, bands[i + 1]) || joins(bands[i - 1], band) || joins(bands[i - 2], band))).length;
  const broken = bands.filter(band => [...context.amounts].some(column => {
    const text = band.flat().filter(({ first }) => first === column).map(({ piece }) => piece.text).join('');
    return /^[\d.,-]*\d[\d.,-]*$/.test(text) && (!beginsFigure(text) || /[.,]$/.test(text));
  })).length;
  return shown >= (context.bounded ? SHOWN : SHOWN_UNBOUNDED) && SHOWN_EACH * (against + broken) <= shown;
}
