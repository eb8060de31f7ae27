/** One page: characters and rules → paragraphs and grids in reading order. */
import type { Block, Box, Cell, Grid } from '../../schemas/block.js';
import { isFigure } from '../../schemas/printed-figure.js';
import { round, roundedBox } from '../read/pdf/matrix.js';
import type { PageContent } from '../read/pdf/pdf-source.js';
import { cellText, fillCells } from './ruled/cell-text.js';
import { isChart } from './aligned/charts.js';
import { withColumnTops } from './ruled/column-tops.js';
import { impliedGroups } from './aligned/implied-rules.js';
import { type Frame, frameOf } from './frame.js';
import { fullLines } from './ruled/full-lines.js';
import { isTableTitle, isTotal } from './header-rows.js';
import { latticeOf, type Lattice } from './ruled/lattice.js';
import { paragraphsOf, toParagraph } from './lines/paragraphs.js';
import { inReadingOrder } from './lines/reading-order.js';
import { fillRefined } from './ruled/refine.js';
import { areOfRows, holdsRows } from './ruled/rows-in-cells.js';
import { groupCrossing, joinDashes, mergeRules, type RulingGroup } from './ruled/rulings.js';
import type { LayoutSettings } from './settings.js';
import { isSetProse } from './aligned/set-prose.js';
import { type StreamGrid, streamTables } from './aligned/stream.js';
import { headerDepth, type OpenCell, spanHeadings } from './aligned/stream-headings.js';
import { type OpenTable, openLattice, openTableOf, topsOf } from './aligned/open-table.js';
import { ruledHeader } from './aligned/stream-header.js';
import { streamLine } from './aligned/stream-lines.js';
import { beginsApart, tabular } from './aligned/table-runs.js';
import { type Char, cleanGlyphs, type Line, linesOf } from './lines/words.js';

export interface PageLayout {
  readonly blocks: readonly Block[];
  /** Visible characters used. */
  readonly characters: number;
  /** Characters left out because they lie off the page. */
  readonly offPage: number;
  /** Words of watermarks, which are left out. */
  readonly watermarks: readonly string[];
  /** The drawing had too many crossing rules to be a table. */
  readonly tooManyRules: boolean;
  /** The table told by alignment with which the page ends: it may go on over the page end. */
  readonly openTable?: OpenTable;
}

/** Share of a page's height from which its last line is its foot. */
const FOOT = 0.94;

/**
 * Lays out one page. Boxes of the blocks are in page coordinates, rounded to 0.01 pt.
 * @param before `openTable` of the page before, where it is known
 */
export function layoutPage(source: PageContent, page: number, settings: LayoutSettings, before?: OpenTable): PageLayout {
  const frame = frameOf(source);
  const { chars, offPage, watermarks } = cleanGlyphs(frame, settings);
  const crossing = groupCrossing(mergeRules(frame.rules, settings), settings);
  const implied = impliedGroups(crossing.loose, joinDashes(frame.rules, settings), chars, settings, before);
  const groups = [...crossing.groups.map(group => withColumnTops(group, chars, settings)), ...implied.groups];
  const { grids, frames, rest } = latticeGrids(groups, new Set(implied.groups), chars, settings);

  const { begin, end, endOfText } = extentOf(chars, FOOT * frame.height);
  const ruled = grids.find(g => g.open && g.lattice.y1 >= endOfText - 1);
  let openTable = ruled && openLattice(ruled.perCell.flat(), ruled.lattice, page, topsOf(linesOf(chars, settings)), settings);
  const placed: { box: Box; block: Block }[] = grids.map(g => ({ box: g.lattice, block: toGrid(g, page, frame, settings) }));
  const lines = linesOf(rest, settings);
  for (const stretch of stretches(lines, [...grids.map(g => g.lattice), ...frames])) {
    const { grids: found, rest: loose } = streamTables(stretch, implied.loose, settings, stretch.some(l => l.y1 >= end) && end < FOOT * frame.height, stretch.some(l => l.y0 <= begin) ? before : undefined);
    const isTableGrid = (g: StreamGrid): boolean => !isSetProse(g) && !isChart(g);
    const aligned = found.filter(isTableGrid);
    const set = found.filter(g => !isTableGrid(g)).flatMap(g => linesOf(g.cells.flatMap(c => c.chars), settings));
    const prose = set.length === 0 ? loose : [...loose, ...set].sort((a, b) => a.y0 - b.y0 || a.x0 - b.x0);
    const last = aligned.find(g => g.y1 >= endOfText);
    if (last) openTable = openTableOf(last, last.goesOn ? before?.page ?? page : page, topsOf(lines));
    for (const g of aligned) placed.push({ box: g, block: alignedGrid(g, page, frame, settings, before) });
    for (const p of stretches(prose, aligned).flatMap(part => paragraphsOf(part, settings))) {
      placed.push({ box: p, block: toParagraph(p, page, roundedBox(frame.toPage(p))) });
    }
  }
  return { blocks: inReadingOrder(placed, TELLS), characters: chars.length, offPage, watermarks, tooManyRules: crossing.tooMany, ...(openTable ? { openTable } : {}) };
}

/** Tables, and lines that may be their titles. */
const TELLS = { isTable: (block: Block): boolean => block.type === 'grid', isTitle: (block: Block): boolean => block.type === 'paragraph' && isTableTitle(block.text) };

/** Where the characters of a page begin and end, and where those above its foot end; infinite where there are none. */
function extentOf(chars: readonly Char[], foot: number): { begin: number; end: number; endOfText: number } {
  let [begin, end, endOfText] = [Infinity, -Infinity, -Infinity];
  for (const { y0, y1 } of chars) {
    begin = Math.min(begin, y0);
    end = Math.max(end, y1);
    if (y0 < foot) endOfText = Math.max(endOfText, y1);
  }
  return { begin, end, endOfText };
}

interface Filled {
  readonly lattice: Lattice;
  readonly perCell: readonly (readonly Char[])[];
  /** Columns told by alignment: the table has horizontal rules alone. */
  readonly open: boolean;
}

/** Grids of all groups that hold a table, and the frames of tables without inner rules; text of the others goes on as prose. */
function latticeGrids(groups: readonly RulingGroup[], open: ReadonlySet<RulingGroup>, chars: readonly Char[], settings: LayoutSettings): { grids: Filled[]; frames: Box[]; rest: Char[] } {
  const lattices = groups.map(group => ({ group, lattice: latticeOf(group, settings) }))
    .filter((l): l is { group: RulingGroup; lattice: Lattice } => l.lattice !== undefined && l.lattice.cells.length > 1)
    .sort((a, b) => area(a.lattice) - area(b.lattice));
  const grids: Filled[] = [];
  const frames: Box[] = [];
  let rest: readonly Char[] = chars;
  for (const { group, lattice } of lattices) {
    if (isFrame(lattice, rest, settings)) { frames.push(lattice); continue; }
    const filled = fillRefined(group, lattice, rest, settings);
    if (!isTable(filled.lattice, filled.perCell) || open.has(group) && (isThreeLine(lattice, filled, settings) || goesOnUnruled(filled, settings))) continue;
    grids.push({ ...filled, open: open.has(group) });
    rest = filled.outside;
  }
  return { grids, frames, rest: [...rest] };
}

/** Lines to a row of a lattice from which it is the frame of a table without inner rules. */
const FRAMED = 3;

/** Whether a lattice of one column is but the frame of a table, around lines of several texts. */
function isFrame(lattice: Lattice, chars: readonly Char[], settings: LayoutSettings): boolean {
  if (lattice.xs.length > 2) return false;
  const lines = linesOf(fillCells(lattice, chars, settings).perCell.flat(), settings).map(line => streamLine(line, settings));
  const several = lines.filter(tabular).length;
  return lines.length >= FRAMED * (lattice.ys.length - 1) && several >= FRAMED && several >= lines.length / 2;
}

/** Columns up to which all of a row's cells must hold lines of several rows. */
const FEW_COLUMNS = 3;

/** Whether a table of horizontal rules alone is a three-line table: no rule parts its rows, which the white between the lines, or figures one below the other in a cell with room for both, tell better. `open` is its lattice before rows were told by figures. */
function isThreeLine(open: Lattice, { lattice, perCell }: Pick<Filled, 'lattice' | 'perCell'>, settings: LayoutSettings): boolean {
  const depth = Math.max(0, headerDepth(lattice.cells.map((slot, i) => ({ ...slot, chars: perCell[i] ?? [] })), lattice.ys.length - 1));
  const filled = lattice.cells.flatMap((slot, i) => ((perCell[i] ?? []).length > 0 && slot.row >= depth ? [{ slot, lines: linesOf(perCell[i] ?? [], settings) }] : []));
  // where figures below each other have shown rows, one cell that holds lines of several is enough
  if (lattice.ys.length > open.ys.length) return filled.some(cell => holdsRows(cell, []));
  if (filled.some(cell => cell.lines.length > 1 && cell.lines.every(line => /^[-−–—]+$/u.test(textOf(line.chars)) || isFigure(textOf(line.chars))) && holdsRows(cell, []))) return true;
  return [...new Set(filled.map(({ slot }) => slot.row))].some(row => areOfRows(filled.filter(({ slot }) => slot.row === row), Math.min(FEW_COLUMNS, lattice.xs.length - 1)));
}

const textOf = (chars: readonly Char[]): string => chars.map(c => c.text).join('');

/** Whether as many rows with figures stand right below a table of horizontal rules as in it, or any with which its page ends: its rules are those of the header and of the total above its other rows. */
function goesOnUnruled({ lattice, perCell, outside }: Pick<Filled, 'lattice' | 'perCell'> & { readonly outside: readonly Char[] }, settings: LayoutSettings): boolean {
  const below = linesOf(outside.filter(c => c.y0 > lattice.y1 - 1), settings).map(line => streamLine(line, settings));
  const end = below.findIndex(({ line }, i) => line.x0 < lattice.x0 - 1 || line.x1 > lattice.x1 + 1 || beginsApart(below, i, settings));
  const rows = end < 0 ? below : below.slice(0, end);
  const ruled = new Set(lattice.cells.filter((_, i) => isFigure(textOf(perCell[i] ?? []))).map(({ row }) => row)).size;
  const first = rows.find(tabular);
  return first !== undefined && first.line.y0 - lattice.y1 < settings.runGap * first.line.size && rows.filter(l => tabular(l) && l.pieces.some(p => p.figure)).length >= (end < 0 ? 1 : Math.max(ruled, 1));
}

const area = (b: Box): number => (b.x1 - b.x0) * (b.y1 - b.y0);

/** Rows of a column that is told to be one of a table by its figures alone, at least. */
const COLUMN_ROWS = 4;

/** A table has text in at least two cells; a frame around prose or a chart's axes have not. The last column of a table wider than its paper may be a page of its own: a heading over figures, of which many or all are left out. */
function isTable(lattice: Lattice, perCell: readonly (readonly Char[])[]): boolean {
  const filled = perCell.filter(c => c.length > 0);
  if (lattice.xs.length > 2 || filled.length * 2 >= lattice.cells.length) return filled.length >= 2 || isTotalAlone(lattice, filled);
  const heading = perCell.findIndex(c => c.length > 0);
  return lattice.cells.length >= COLUMN_ROWS && heading >= 0 && heading < COLUMN_ROWS / 2 && filled.slice(1).every(chars => isFigure(textOf(chars)));
}

/** Columns of a row that a page end parts from its table, at least. */
const ROW_COLUMNS = 3;

/** Whether the only text of a row of several cells is the label of a total, whose amounts are blank or stand on another page. */
const isTotalAlone = (lattice: Lattice, filled: readonly (readonly Char[])[]): boolean => lattice.ys.length === 2 && lattice.xs.length > ROW_COLUMNS && filled.length === 1 && isTotal(textOf(filled[0] ?? []));

function toGrid(filled: Filled, page: number, frame: Frame, settings: LayoutSettings): Grid {
  const { lattice, perCell } = filled;
  const slots = lattice.cells.map((slot, i) => ({ ...slot, chars: perCell[i] ?? [] }));
  const rows = lattice.ys.length - 1;
  const solved = filled.open || isHeaderBare(filled, slots, settings) ? ruledHeader(slots, rows, lattice.xs, settings) : undefined;
  const shift = solved ? solved.rows - solved.depth : 0;
  const header = solved?.header.map(cell => ({ ...cell, ...boxOf(cell.chars, lattice) })) ?? [];
  const body = solved ? slots.filter(slot => slot.row >= solved.depth).map(slot => ({ ...slot, row: slot.row + shift })) : filled.open ? spanHeadings(slots, rows, true) : slots;
  const fills = fullLines(lattice, perCell, settings);
  const cells: Cell[] = [...header, ...body].map(found => {
    const { text, lines, indent } = cellText(found.chars, settings, (line, below) => fills(line, below, found));
    const cut = cutSide(found.chars, lattice);
    const box = { x0: lattice.xs[found.column] ?? found.x0, x1: lattice.xs[found.column + found.columnSpan] ?? found.x1, y0: found.y0, y1: found.y1 };
    return {
      row: found.row, column: found.column, rowSpan: found.rowSpan, columnSpan: found.columnSpan, text,
      ...(lines.length > 1 ? { lines } : {}),
      page, box: roundedBox(frame.toPage(box)),
      ...(indent !== undefined ? { indent: round(indent) } : {}), ...(cut ? { cut } : {}),
      confidence: 1,
    };
  });
  return {
    type: 'grid', rows: rows + shift, columns: lattice.xs.length - 1, cells,
    pages: [page, page], box: roundedBox(frame.toPage(lattice)), source: 'text', method: 'lattice',
    ...(filled.open ? { impliedColumns: true } : {}),
  };
}

/** Columns of a table whose headings can stand in one cell. */
const BARE_COLUMNS = 3;

/** Whether no rule parts the headings of a table from each other, as where its verticals begin below them: the rows above its first figures are one cell each, one of them with several texts in a line. */
function isHeaderBare({ lattice, perCell }: Filled, slots: readonly OpenCell[], settings: LayoutSettings): boolean {
  const columns = lattice.xs.length - 1;
  const bare = lattice.cells.findIndex(({ columnSpan }) => columnSpan < columns);
  if (columns < BARE_COLUMNS || bare < 1 || lattice.cells[bare]?.row !== headerDepth(slots, lattice.ys.length - 1)) return false;
  return perCell.slice(0, bare).some(chars => linesOf(chars, settings).some(line => streamLine(line, settings).pieces.length >= BARE_COLUMNS));
}

/** How far (em) a text must stand out over the upper or lower rule of its table to be that of a cell which goes on. */
const STANDS_OUT = 0.3;

/** The side on which a text stands out over its table. */
function cutSide(chars: readonly Char[], { y0, y1 }: Box): Cell['cut'] {
  if (chars.some(c => c.y1 > y1 + STANDS_OUT * c.size)) return 'below';
  return chars.some(c => c.y0 < y0 - STANDS_OUT * c.size) ? 'above' : undefined;
}

/** Height of a header cell by its text; the header's top where it has none. */
const boxOf = (chars: readonly Char[], { x0, y0, x1 }: Lattice): Box => ({ x0, x1, y0: Math.min(...chars.map(c => c.y0), chars.length > 0 ? Infinity : y0), y1: Math.max(...chars.map(c => c.y1), y0) });

/** Lines cut into stretches by the grids that lie between them; text beside a grid is a stretch of its own. */
function stretches(lines: readonly Line[], grids: readonly Box[]): Line[][] {
  const out = new Map<string, Line[]>();
  for (const line of lines) {
    const y = (line.y0 + line.y1) / 2;
    const x = (line.x0 + line.x1) / 2;
    const key = grids.map(g => y < g.y0 ? 'a' : y > g.y1 ? 'b' : x < g.x0 ? 'l' : x > g.x1 ? 'r' : 'i').join('');
    const list = out.get(key);
    if (list) list.push(line);
    else out.set(key, [line]);
  }
  return [...out.values()];
}

/** Room (em) that counts as none in columns as wide as their texts. */
const NO_ROOM = 0.25;

/** Whether a line of a cell told by alignment has no room for the first character of the line below it. */
function fillsColumn(line: Line, below: Line, { columnBands }: StreamGrid, { column, columnSpan }: OpenCell): boolean {
  const [next] = below.chars;
  const width = (columnBands[column + columnSpan - 1]?.to ?? 0) - (columnBands[column]?.from ?? 0);
  return next !== undefined && line.x1 - line.x0 + next.x1 - next.x0 > width - NO_ROOM * line.size;
}

/** Top and bottom of the text of a cell on its page. */
function printedAt(chars: readonly Char[], box: Box, above: number, frame: Frame): [number, number] {
  const { y0, y1 } = frame.toPage({ ...box, y0: Math.min(...chars.map(c => c.y0)) - above, y1: Math.max(...chars.map(c => c.y1)) - above });
  return [round(y0), round(y1)];
}

function alignedGrid(found: StreamGrid, page: number, frame: Frame, settings: LayoutSettings, before: OpenTable | undefined): Grid {
  // A header that is not printed here stands where the page before has it.
  const { headerRows, down } = { headerRows: 0, ...found.goesOn };
  const cells: Cell[] = found.cells.map(c => {
    const { text, lines, indent } = cellText(c.chars, settings, (line, below) => fillsColumn(line, below, found, c));
    const above = down !== undefined && c.row < headerRows ? down : 0;
    const box = {
      x0: found.columnBands[c.column]?.from ?? found.x0, x1: found.columnBands[c.column + c.columnSpan - 1]?.to ?? found.x1,
      y0: (found.rowBands[c.row]?.from ?? found.y0) - above, y1: (found.rowBands[c.row + c.rowSpan - 1]?.to ?? found.y1) - above,
    };
    return {
      row: c.row, column: c.column, rowSpan: c.rowSpan, columnSpan: c.columnSpan, text,
      ...(lines.length > 1 ? { lines } : {}), page: down !== undefined && c.row < headerRows ? before?.page ?? page : page, box: roundedBox(frame.toPage(box)),
      ...(c.chars.length > 0 ? { printed: printedAt(c.chars, box, above, frame) } : {}),
      ...(indent !== undefined ? { indent: round(indent) } : {}), confidence: 1,
    };
  });
  return {
    type: 'grid', rows: found.rows, columns: found.columns, cells,
    pages: [page, page], box: roundedBox(frame.toPage(found)), source: 'text', method: 'stream',
    ...(found.goesOn ? { goesOn: { headerRows, printed: down === undefined, headerOnly: before?.headerOnly === true } } : {}),
  };
}
