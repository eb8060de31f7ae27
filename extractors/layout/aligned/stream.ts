/**
 * Stream: tables whose columns are told by alignment. Rows come from horizontal rules where there are enough,
 * else from the white between lines; columns from the pieces of the fullest lines.
 */
import type { Box } from '../../../schemas/block.js';
import { headLabel } from '../../tables/forms/labels.js';
import { bandsOf } from './line-bands.js';
import { isHeaderWord, isTotal } from '../header-rows.js';
import type { Ruling } from '../ruled/rulings.js';
import type { LayoutSettings } from '../settings.js';
import { splitAtEdges } from './split-pieces.js';
import { type Piece, type StreamLine, edgeTests, isSerialLine, type KnownColumns, linesAboveFigures, linesAboveRows, linesOfHeadings, pieceOf, streamLine } from './stream-lines.js';
import { beginsApart, type Run, tableRuns, tabular } from './table-runs.js';
import { cellsOfGrid, tiledGrid } from './stream-cells.js';
import { columnsOf, joinHeadings, reach } from './stream-columns.js';
import { impliedColumns, isHeader } from './implied-columns.js';
import { headingsAtTop, openHeader, type OpenHeader } from './stream-header.js';
import type { OpenCell } from './stream-headings.js';
import { type Placed, placedOf } from './stream-rows.js';
import { headerAgain, headerOver, headerRest, linesAgain, linesAtColumns, type OpenTable, partedAtBounds, rowsGoingOn } from './open-table.js';
import { withWholeStacks } from './stacked-headings.js';
import { tilingOf } from './tiling.js';
import type { Line } from '../lines/words.js';

export interface StreamGrid extends Box {
  readonly rows: number;
  readonly columns: number;
  readonly cells: readonly OpenCell[];
  /** Box of each row and column. */
  readonly rowBands: readonly { readonly from: number; readonly to: number }[];
  readonly columnBands: readonly { readonly from: number; readonly to: number }[];
  /** Lines of its header. */
  readonly head: readonly StreamLine[];
  /** Whether nothing stands below the header. */
  readonly headerOnly: boolean;
  /** Whether the columns are those of the cells; else they are as wide as their texts. */
  readonly bounded: boolean;
  /** Left edges of the texts below the header. */
  readonly starts: readonly number[];
  /** Set where it goes on the table of the page before: rows of its header, and how far (points) this was moved down if it is not printed here. */
  readonly goesOn?: { readonly headerRows: number; readonly down?: number };
}

/** Doubtful columns that are tried with and without, at most. */
const DOUBTFUL = 3;

export interface Band { from: number; to: number }

/**
 * Finds tables among the lines of one stretch; gives the lines that are in none of them back. Where the stretch ends at
 * the end of the page's text, the first row of a table may stand there alone.
 * @param before the table that ends the page before, where the stretch begins the page
 */
export function streamTables(printed: readonly Line[], rules: readonly Ruling[], settings: LayoutSettings, pageEnd = false, before?: OpenTable): { grids: StreamGrid[]; rest: Line[] } {
  const { split, known } = splitBelow(printed, before, settings);
  const lines = split.map(({ line }) => line);
  const grids: StreamGrid[] = [];
  const rest: Line[] = [];
  let next = 0;
  const put = (grid: StreamGrid | undefined, run: Run): void => {
    for (; next < run.from; next++) rest.push(lines[next] as Line);
    if (!grid) return;
    grids.push(grid);
    next = run.to;
  };
  const runs = tableRuns(split, settings, known);
  const more = before && runGoingOn(split, linesAgain(lines, before), runs, before, settings);
  if (more && before) put(gridGoingOn(split, more, before, rules, settings), more);
  for (const run of pageEnd ? withLastLine(runs, split, settings) : runs) {
    if (run.from < next) continue;
    const found = gridOf(split.slice(run.from, run.to), rules, settings);
    put(found && (found.rows > 1 || pageEnd && run.to === split.length && found.columns >= LONE) ? found : undefined, run);
  }
  for (; next < lines.length; next++) rest.push(lines[next] as Line);
  return { grids, rest };
}

/** Lines as pieces, with what is known of columns from the page before. */
function splitBelow(lines: readonly Line[], before: OpenTable | undefined, settings: LayoutSettings): { split: readonly StreamLine[]; known?: KnownColumns } {
  const columns = before?.bands.map(band => band.from) ?? [];
  const known = columns.length > 0 ? { edges: columns, lines: linesAtColumns(lines, columns, settings) } : undefined;
  const edges = edgeTests(lines, settings, known);
  return { split: withWholeStacks(lines.map((l, i) => streamLine(l, settings, edges[i]))), ...(known ? { known } : {}) };
}

/** Whether the lines at the top of a page go on the table of the page before. */
export function goesOn(lines: readonly Line[], before: OpenTable, settings: LayoutSettings): boolean {
  const { split, known } = splitBelow(lines, before, settings);
  return runGoingOn(split, linesAgain(split.map(({ line }) => line), before), tableRuns(split, settings, known), before, settings) !== undefined;
}

/** The lines with which the table of the page before goes on, below `tops` running titles: `from` the header that is printed again, or the first line, where `body` begins. */
function runGoingOn(split: readonly StreamLine[], tops: number, runs: readonly Run[], before: OpenTable, settings: LayoutSettings): Run & { readonly body: number } | undefined {
  const lines = partedAtBounds(split, before.bands, settings).slice(tops);
  const again = headerAgain(lines, before);
  const body = again?.to ?? 0;
  const count = rowsGoingOn(lines.slice(body), before, settings, again !== undefined);
  if (count === 0 || before.header.length === 0) return undefined;
  const run = runs.find(({ from, to }) => from <= tops + body + count && to > tops + body);
  return { from: tops + (again?.from ?? 0), body: tops + body, to: Math.max(tops + body + count, run?.to ?? 0) };
}

/** The grid of these lines below the header of the page before. */
function gridGoingOn(lines: readonly StreamLine[], { from, to, body }: Run & { readonly body: number }, before: OpenTable, rules: readonly Ruling[], settings: LayoutSettings): StreamGrid | undefined {
  const own = partedAtBounds(lines.slice(body, to), before.bands, settings);
  const rest = body > from ? 0 : headerRest(own, before);
  const over = body > from ? { lines: lines.slice(from, body) } : headerOver(own, before, rest);
  const above = [...over.lines, ...own.slice(0, rest)];
  const found = gridOf([...over.lines, ...own], rules, settings, { header: above.length, bands: before.bands, bounded: before.bounded });
  if (!found) return undefined;
  const header = new Set(above.flatMap(({ line }) => line.chars));
  const headerRows = Math.max(0, ...found.cells.filter(cell => cell.chars.some(c => header.has(c))).map(cell => cell.row + cell.rowSpan));
  if (headerRows >= found.rows || found.cells.some(cell => cell.row < headerRows && cell.chars.some(c => !header.has(c)))) return undefined;
  const y0 = Math.min(...(body > from ? lines.slice(from, to) : own).map(({ line }) => line.y0));
  return { ...found, y0, starts: [...before.starts, ...found.starts], head: before.header, goesOn: { headerRows, ...('down' in over ? { down: over.down } : {}) } };
}

/** Columns of a row that stands alone at the end of a page, at least. */
const LONE = 4;

/** Lines of a header that ends a page, at most. */
const LAST_HEADER = 3;

/** The last line of a page is a run of its own where it has as many pieces as a table, and so are the last lines where they are a header, alone or above the total of a table. */
function withLastLine(runs: readonly Run[], lines: readonly StreamLine[], settings: LayoutSettings): readonly Run[] {
  const last = lines.at(-1);
  if (last === undefined || runs.at(-1)?.to === lines.length) return runs;
  const begin = Math.max(runs.at(-1)?.to ?? 0, lines.length - LAST_HEADER, lines.findLastIndex((_, i) => beginsApart(lines, i, settings)));
  const froms = Array.from({ length: Math.max(0, lines.length - 1 - begin) }, (_, i) => begin + i);
  const depth = linesAboveFigures(lines.slice(begin));
  const isBegun = (from: number): boolean => tabular(lines[from] as StreamLine) && (depth < 0 ? isHeader(lines.slice(from)) : isAboveTotal(lines.slice(from), begin + depth - from));
  const header = froms.find(isBegun);
  const from = header ?? (last.pieces.length >= LONE && tabular(last) ? lines.length - 1 : undefined);
  return from === undefined ? runs : [...runs, { from, to: lines.length }];
}

/** Whether `depth` lines are words of headers alone, and those below them begin with the label of a total. */
const isAboveTotal = (lines: readonly StreamLine[], depth: number): boolean => depth > 0 && lines.every(({ pieces }, i) => (i < depth ? pieces.every(({ text }) => isHeaderWord(text)) : isTotal(pieces[0]?.text ?? '')));

/** What is known of a table beforehand: the lines of its header (those between it and the first figures are the body's), and its columns. */
interface KnownTable extends Pick<OpenTable, 'bands' | 'bounded'> { readonly header: number }

function gridOf(lines: readonly StreamLine[], rules: readonly Ruling[], settings: LayoutSettings, table?: KnownTable): StreamGrid | undefined {
  const known = table?.header;
  const split = splitAtEdges(lines, settings);
  const figures = known === undefined ? 0 : Math.max(0, linesAboveFigures(split.slice(known)));
  const withoutRest = (own: readonly StreamLine[]): readonly StreamLine[] => (known === undefined ? own : own.toSpliced(known, figures));
  const box = {
    x0: Math.min(...lines.map(l => l.line.x0)), x1: Math.max(...lines.map(l => l.line.x1)),
    y0: Math.min(...lines.map(l => l.line.y0)), y1: Math.max(...lines.map(l => l.line.y1)),
  };
  const inside = rules.filter(r => r.from < box.x1 && r.to > box.x0);
  const implied = table?.bounded ? [table.bands] : impliedBands(withoutRest(split), box).filter(columns => !table || columns.length === table.bands.length);
  const above = known ?? Math.max(0, linesAboveRows(split));
  const all = implied[0] ? [...split.slice(0, above), ...partedAtBounds(split.slice(above), implied[0], settings)] : split;
  const aligned = withoutRest(all);
  const told = [...implied, ...(table?.bounded ? [] : columnReadings(joinHeadings(columnsOf(aligned), aligned), aligned))].filter(columns => columns.length >= 2);
  const asBefore = told.filter(columns => columns.length === table?.bands.length);
  const readings = (asBefore.length > 0 ? asBefore : told).map(columns => {
    const { bandOf, stand } = bandsOf(aligned, inside, columns, settings, implied.includes(columns));
    return { columns, bandOf, stand, header: beginsWithLabels(aligned, columns) ? undefined : openHeader(aligned, bandOf, columns, piece => reach(piece, columns), settings) };
  });
  const bounded = readings.find(({ columns }) => implied.includes(columns));
  const solved = readings.find(({ header }) => header !== undefined);
  const found = (bounded?.stand === 'top' ? impliedHeader(bounded, aligned) : undefined) ?? solved ?? impliedHeader(bounded, aligned) ?? readings.find(({ columns }) => !numbersApart(columns, aligned)) ?? readings[0];
  if (!found) return undefined;
  const bands = figures === 0 ? found : { ...found, ...bandsOf(all, inside, found.columns, settings, implied.includes(found.columns), known) };
  const reading = known === undefined || bands.header ? bands : { ...bands, header: headerOfLines(all.slice(0, known), bands.bandOf, bands.columns, box) };
  const body = all.slice(reading.header?.lines ?? 0);
  const placed = (part: readonly StreamLine[]): Placed[] => placedOf(part, piece => reach(piece, reading.columns)).flatMap(line => joinedInColumns(line, settings));
  const serial = new Set(body.flatMap((line, i) => (isSerialLine(line) ? [i] : [])));
  const headings = linesOfHeadings(all);
  const below = (headings < 0 ? body[0] : all[Math.max(headings, reading.header?.lines ?? 0)])?.line.y0 ?? box.y0;
  const ruled = inside.some(r => r.at > below && r.at < box.y1);
  const tiling = reading.stand !== undefined || ruled ? undefined : tilingOf(placed(body), reading.columns.length, serial, placed(all.slice(0, headings < 0 ? 1 : headings)));
  const cells = tiling ? tiledGrid(tiling, reading.columns, reading.header, box) : cellsOfGrid(all, reading.columns, reading.bandOf, reading.header, box);
  const depth = linesAboveFigures(all);
  const head = reading.header?.lines ?? (depth < 0 ? all.length : Math.max(0, reading.bandOf.indexOf(reading.bandOf[depth] as number)));
  const end = all.findIndex((line, i) => i >= head && !isSerialLine(line));
  return cells && { ...cells, head: all.slice(0, end < 0 ? all.length : end), headerOnly: depth < 0, bounded: implied.includes(reading.columns), starts: all.slice(head).flatMap(({ pieces }) => pieces.map(piece => piece.x0)) };
}

/** A header that is known to be these lines, as they stand, where nothing tells how far its headings reach. */
function headerOfLines(lines: readonly StreamLine[], bandOf: readonly number[], columns: readonly Band[], box: Box): OpenHeader | undefined {
  const found = cellsOfGrid(lines, columns, bandOf, undefined, box);
  return found && { cells: found.cells, rows: found.rows, lines: lines.length };
}

/** Labels of the head of a form, one below the other, that are no header of a table. */
const LABELS = 2;

/** Whether a form begins with these lines: its labels stand below each other in the first column, whole or broken over lines. */
function beginsWithLabels(lines: readonly StreamLine[], columns: readonly Band[]): boolean {
  const texts = lines.slice(0, Math.max(0, linesOfHeadings(lines))).flatMap(({ pieces }) => pieces.filter(piece => reach(piece, columns).every(c => c === 0)).map(({ text }) => text));
  return texts.filter((text, i) => headLabel(text) !== undefined || headLabel(text + (texts[i + 1] ?? '')) !== undefined).length >= LABELS;
}

/** The pieces of a line, words of one column as one. */
function joinedInColumns(line: readonly Placed[], settings: LayoutSettings): Placed[] {
  const out: Placed[] = [];
  for (const placed of line) {
    const last = out.at(-1);
    const isOneCell = last?.first === last?.last && placed.first === placed.last && last?.first === placed.first;
    if (last && isOneCell && !last.piece.figure && !placed.piece.figure) out[out.length - 1] = { ...last, piece: pieceOf([...last.piece.chars, ...placed.piece.chars], settings) };
    else out.push(placed);
  }
  return out;
}

/** Whether the number of a column (栏次) stands in a column of its own beside one without a number: its heading is at the left, its figures at the right. */
function numbersApart(columns: readonly Band[], lines: readonly StreamLine[]): boolean {
  const own = columns.map((_, c) => lines.map(line => line.pieces.filter(piece => reach(piece, columns).every(i => i === c))));
  const numbers = columns.map((_, c) => lines.some((line, i) => isSerialLine(line) && own[c]?.[i]?.some(piece => piece.figure)));
  const others = columns.map((_, c) => lines.some((line, i) => !isSerialLine(line) && (own[c]?.[i] ?? []).length > 0));
  return columns.some((_, c) => numbers[c] === true && others[c] === false && [c - 1, c + 1].some(beside => numbers[beside] === false && others[beside] === true && own[beside]?.some(pieces => pieces.some(piece => piece.figure)) === true));
}

/** A reading with known bounds of its columns, and the header that they tell. */
function impliedHeader<T extends { readonly columns: readonly Band[] }>(reading: T | undefined, lines: readonly StreamLine[]): (T & { header: OpenHeader }) | undefined {
  if (!reading) return undefined;
  const depth = Math.min(linesOfHeadings(lines), linesAboveRows(lines));
  if (depth < 2) return undefined;
  const header = headingsAtTop(lines.slice(0, depth), reading.columns, piece => reach(piece, reading.columns));
  return header && { ...reading, header };
}

/** The columns by how bodies and headings stand in their cells, where that is certain. */
function impliedBands(lines: readonly StreamLine[], box: Box): (readonly Band[])[] {
  const found = impliedColumns(lines);
  if (!found) return [];
  const { inner, outer, gap } = found;
  const [left, right] = [Math.min(outer.x0, box.x0), Math.max(outer.x1, box.x1)];
  return [[...inner, right + gap / 2].map((to, i): Band => ({ from: (inner[i - 1] ?? left - gap / 2) + gap / 2, to: to - gap / 2 }))];
}

/** The columns, and the same without those that have nothing but one heading: it may stand over the gap between two others. */
function columnReadings(columns: readonly Band[], lines: readonly StreamLine[]): (readonly Band[])[] {
  const pieces = columns.map((_, c) => lines.flatMap(l => l.pieces).filter(piece => reach(piece, columns).every(i => i === c)));
  const doubtful = columns.filter((_, c) => pieces[c]?.length === 1 && !(pieces[c][0] as Piece).figure).slice(0, DOUBTFUL);
  const subsets = doubtful.reduce<(readonly Band[])[]>((all, column) => [...all, ...all.map(set => [...set, column])], [[]]);
  return subsets.sort((a, b) => a.length - b.length).map(set => columns.filter(column => !set.includes(column)));
}
