/**
 * Stream: tables whose columns are told by alignment. Rows come from horizontal rules where there are enough,
 * else from the white between lines; columns from the pieces of the fullest lines.
 */
import type { Box } from '../../schemas/block.js';
import type { Ruling } from './rulings.js';
import type { LayoutSettings } from './settings.js';
import { splitAtEdges } from './split-pieces.js';
import { type Piece, type StreamLine, edgeTests, isSerialLine, type KnownColumns, linesAboveFigures, linesGoingOn, linesOfHeadings, streamLine } from './stream-lines.js';
import { beginsApart, type Run, tableRuns, tabular } from './table-runs.js';
import { columnsOf, joinHeadings, reach } from './stream-columns.js';
import { withBlankCells } from './blank-cells.js';
import { acrossOf } from './heading-lines.js';
import { isBound } from './line-breaks.js';
import { impliedColumns, isHeader } from './implied-columns.js';
import { headingsAtTop, openHeader, type OpenHeader } from './stream-header.js';
import { type OpenCell, spanHeadings } from './stream-headings.js';
import { rowsFromBottom } from './rows-from-bottom.js';
import { rowsFromTop, type TopTable } from './rows-from-top.js';
import { pitchOfCells, type Placed, placedOf, rowsByAlignment } from './stream-rows.js';
import { headerAgain, headerOver, headerRest, linesAgain, type OpenTable, partedAtBounds, rowsGoingOn } from './open-table.js';
import { type Tiling, tilingOf } from './tiling.js';
import { wrappedDigits, wrappedNumber } from './wrapped-figures.js';
import type { Char, Line } from './words.js';

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

/** What `cellsOfGrid` and `tiledGrid` find. */
type Cells = Omit<StreamGrid, 'head' | 'headerOnly' | 'bounded' | 'starts' | 'goesOn'>;

/** Doubtful columns that are tried with and without, at most. */
const DOUBTFUL = 3;

export interface Band { from: number; to: number }

/**
 * Finds tables among the lines of one stretch; gives the lines that are in none of them back. Where the stretch ends at
 * the end of the page's text, the first row of a table may stand there alone.
 * @param before the table that ends the page before, where the stretch begins the page
 */
export function streamTables(lines: readonly Line[], rules: readonly Ruling[], settings: LayoutSettings, pageEnd = false, before?: OpenTable): { grids: StreamGrid[]; rest: Line[] } {
  const { split, known } = splitBelow(lines, before, settings);
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
function splitBelow(lines: readonly Line[], before: OpenTable | undefined, settings: LayoutSettings): { split: StreamLine[]; known?: KnownColumns } {
  const columns = before?.bands.map(band => band.from) ?? [];
  const known = columns.length > 0 ? { edges: columns, lines: linesGoingOn(lines, columns, settings) } : undefined;
  const edges = edgeTests(lines, settings, known);
  return { split: lines.map((l, i) => streamLine(l, settings, edges[i])), ...(known ? { known } : {}) };
}

/** Whether the lines at the top of a page go on the table of the page before. */
export function goesOn(lines: readonly Line[], before: OpenTable, settings: LayoutSettings): boolean {
  const { split, known } = splitBelow(lines, before, settings);
  return runGoingOn(split, linesAgain(lines, before), tableRuns(split, settings, known), before, settings) !== undefined;
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
  const found = gridOf([...over.lines, ...own], rules, settings, { header: above.length, ...(before.bounded ? { bounds: before.bands } : {}) });
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

/** The last line of a page is a run of its own where it has as many pieces as a table, and so are the last lines where they are a header. */
function withLastLine(runs: readonly Run[], lines: readonly StreamLine[], settings: LayoutSettings): readonly Run[] {
  const last = lines.at(-1);
  if (last === undefined || runs.at(-1)?.to === lines.length) return runs;
  const begin = Math.max(runs.at(-1)?.to ?? 0, lines.length - LAST_HEADER, lines.findLastIndex((_, i) => beginsApart(lines, i, settings)));
  const froms = Array.from({ length: Math.max(0, lines.length - 1 - begin) }, (_, i) => begin + i);
  const header = froms.find(from => tabular(lines[from] as StreamLine) && isHeader(lines.slice(from)));
  const from = header ?? (last.pieces.length >= LONE && tabular(last) ? lines.length - 1 : undefined);
  return from === undefined ? runs : [...runs, { from, to: lines.length }];
}

/** What is known of a table beforehand: the lines of its header (those between it and the first figures are the body's), and the bounds of its columns. */
interface KnownTable { readonly header: number; readonly bounds?: readonly Band[] }

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
  const implied = table?.bounds ? [table.bounds] : impliedBands(withoutRest(split), box);
  const above = known ?? Math.max(0, linesAboveFigures(split));
  const all = implied[0] ? [...split.slice(0, above), ...partedAtBounds(split.slice(above), implied[0], settings)] : split;
  const aligned = withoutRest(all);
  const readings = [...implied, ...(table?.bounds ? [] : columnReadings(joinHeadings(columnsOf(aligned), aligned), aligned))].filter(columns => columns.length >= 2).map(columns => {
    const { bandOf, stand } = rowsOf(aligned, inside, columns, settings, implied.includes(columns));
    return { columns, bandOf, stand, header: openHeader(aligned, bandOf, columns, piece => reach(piece, columns), settings) };
  });
  const bounded = readings.find(({ columns }) => implied.includes(columns));
  const solved = readings.find(({ header }) => header !== undefined);
  const found = (bounded?.stand === 'top' ? impliedHeader(bounded, aligned) : undefined) ?? solved ?? impliedHeader(bounded, aligned) ?? readings[0];
  if (!found) return undefined;
  const reading = figures === 0 ? found : { ...found, ...rowsOf(all, inside, found.columns, settings, implied.includes(found.columns), known) };
  const body = all.slice(reading.header?.lines ?? 0);
  const placed = (part: readonly StreamLine[]): Placed[] => placedOf(part, piece => reach(piece, reading.columns)).flat();
  const serial = new Set(body.flatMap((line, i) => (isSerialLine(line) ? [i] : [])));
  const headings = linesOfHeadings(all);
  const ruled = inside.some(r => r.at > box.y0 && r.at < box.y1);
  const tiling = reading.stand !== undefined || ruled ? undefined : tilingOf(placed(body), reading.columns.length, serial, placed(all.slice(0, headings < 0 ? 1 : headings)));
  const cells = tiling ? tiledGrid(tiling, reading.columns, reading.header, box) : cellsOfGrid(all, reading.columns, reading.bandOf, reading.header, box);
  const depth = linesAboveFigures(all);
  const head = reading.header?.lines ?? (depth < 0 ? all.length : Math.max(0, reading.bandOf.indexOf(reading.bandOf[depth] as number)));
  const end = all.findIndex((line, i) => i >= head && !isSerialLine(line));
  return cells && { ...cells, head: all.slice(0, end < 0 ? all.length : end), headerOnly: depth < 0, bounded: implied.includes(reading.columns), starts: all.slice(head).flatMap(({ pieces }) => pieces.map(piece => piece.x0)) };
}

/** A reading with known bounds of its columns, and the header that they tell. */
function impliedHeader<T extends { readonly columns: readonly Band[] }>(reading: T | undefined, lines: readonly StreamLine[]): (T & { header: OpenHeader }) | undefined {
  if (!reading) return undefined;
  const depth = linesOfHeadings(lines);
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

/** The grid of a tiled body below its header. */
function tiledGrid({ bounds, cells }: Tiling, columns: readonly Band[], header: OpenHeader | undefined, box: Box): Cells | undefined {
  const above = header?.rows ?? 0;
  const found = cells.map(({ pieces, row, rowSpan, column, columnSpan }): OpenCell => ({ row: above + row, rowSpan, column, columnSpan, chars: pieces.flatMap(({ piece }) => piece.chars) }));
  const rowBands = [...headerBands(header), ...bounds.slice(1).map((to, i): Band => ({ from: bounds[i] as number, to }))];
  const all = [...header?.cells ?? [], ...found];
  const rows = rowBands.length;
  return { ...box, rows, columns: columns.length, rowBands, columnBands: columns, cells: withBlankCells(all, rows, columns.length) };
}

/** Extent of each row of a header. */
function headerBands(header: OpenHeader | undefined): Band[] {
  const bands = Array.from({ length: header?.rows ?? 0 }, (): Band => ({ from: Infinity, to: -Infinity }));
  for (const { row, rowSpan, chars } of header?.cells ?? []) {
    for (const char of chars) {
      for (const band of [bands[row], bands[row + rowSpan - 1]]) {
        if (band) { band.from = Math.min(band.from, char.y0); band.to = Math.max(band.to, char.y1); }
      }
    }
  }
  return bands;
}

/** The columns, and the same without those that have nothing but one heading: it may stand over the gap between two others. */
function columnReadings(columns: readonly Band[], lines: readonly StreamLine[]): (readonly Band[])[] {
  const pieces = columns.map((_, c) => lines.flatMap(l => l.pieces).filter(piece => reach(piece, columns).every(i => i === c)));
  const doubtful = columns.filter((_, c) => pieces[c]?.length === 1 && !(pieces[c][0] as Piece).figure).slice(0, DOUBTFUL);
  const subsets = doubtful.reduce<(readonly Band[])[]>((all, column) => [...all, ...all.map(set => [...set, column])], [[]]);
  return subsets.sort((a, b) => a.length - b.length).map(set => columns.filter(column => !set.includes(column)));
}

function cellsOfGrid(lines: readonly StreamLine[], columns: readonly Band[], bandOf: readonly number[], header: OpenHeader | undefined, box: Box): Cells | undefined {
  const depth = header?.lines ?? 0;
  const { rows: bodyRows, rowOf, found } = cellsOf(lines.slice(depth), bandOf.slice(depth), columns);
  const above = header?.rows ?? 0;
  const rows = above + bodyRows;
  const rowBands = [...headerBands(header), ...Array.from({ length: bodyRows }, (): Band => ({ from: Infinity, to: -Infinity }))];
  lines.slice(depth).forEach(({ line }, i) => {
    const band = rowBands[above + (rowOf[i] as number)] as Band;
    band.from = Math.min(band.from, line.y0);
    band.to = Math.max(band.to, line.y1);
  });
  const body = fillGaps(found, bodyRows, columns.length).map(cell => ({ ...cell, row: cell.row + above }));
  return { ...box, rows, columns: columns.length, rowBands, columnBands: columns, cells: header ? [...header.cells, ...body] : spanHeadings(body, rows) };
}

interface Found { row: number; rows: number; column: number; span: number; chars: Char[] }

/** Cells of the bands; a band whose headings stand over several narrower ones has two rows. */
function cellsOf(lines: readonly StreamLine[], bandOf: readonly number[], columns: readonly Band[]): { rows: number; rowOf: number[]; found: Found[] } {
  const found: Found[] = [];
  const rowOf: number[] = [];
  let row = 0;
  for (let start = 0; start < lines.length;) {
    let end = start + 1;
    while (end < lines.length && bandOf[end] === bandOf[start]) end++;
    const placed = overColumns(placedOf(lines.slice(start, end), piece => reach(piece, columns)).flat());
    const parents = placed.filter(p => p.last > p.first && placed.some(c => c.line > p.line && c.first >= p.first && c.last <= p.last && c.last - c.first < p.last - p.first));
    const inside = (c: { first: number }): boolean => parents.some(p => c.first >= p.first && c.first <= p.last);
    const under = parents.length === 0 ? undefined : Math.min(...placed.filter(c => parents.some(p => c.line > p.line && c.first >= p.first && c.last <= p.last)).map(c => c.line));
    const cells = new Map<string, Found>();
    for (const { piece, line, first, last } of placed) {
      const below = under !== undefined && line >= under && inside({ first });
      const key = `${below},${first}`;
      const cell = cells.get(key);
      if (cell) {
        cell.chars.push(...piece.chars);
        cell.span = Math.max(cell.span, last - first + 1);
      } else cells.set(key, { row: below ? row + 1 : row, rows: under !== undefined && !inside({ first }) ? 2 : 1, column: first, span: last - first + 1, chars: [...piece.chars] });
    }
    found.push(...cells.values());
    for (let i = start; i < end; i++) rowOf.push(under !== undefined && i - start >= under ? row + 1 : row);
    row += under === undefined ? 1 : 2;
    start = end;
  }
  return { rows: row, rowOf, found };
}

/** Headings that stand over one column but in the middle of several that have texts of their own below, and none beside them; not the first line of 因公出国（ / 境）费. */
function overColumns(placed: readonly Placed[]): Placed[] {
  const centre = ({ piece }: Placed): number => acrossOf(piece);
  return placed.map(heading => {
    const own = placed.filter(p => p.line > heading.line && p.first === heading.first && p.last === heading.first);
    const line = Math.min(...own.map(p => p.line));
    if (heading.piece.figure || heading.first !== heading.last || own.length === 0 || own.some(p => isBound(heading.piece.text, p.piece.text))) return heading;
    const below = placed.filter(p => p.line === line && p.first === p.last && !p.piece.figure && !placed.some(q => q !== p && q.line < line && q !== heading && q.first <= p.first && q.last >= p.first));
    const at = (column: number): Placed | undefined => below.find(p => p.first === column);
    let best = { off: 0.6 * heading.piece.size, first: heading.first, last: heading.last };
    for (let first = heading.first; at(first); first--) {
      for (let last = heading.last; at(last); last++) {
        const off = Math.abs(centre(heading) - (centre(at(first) as Placed) + centre(at(last) as Placed)) / 2);
        if (last > first && (off < best.off - 1 || off < best.off + 1 && last - first > best.last - best.first)) best = { off, first, last };
      }
    }
    return { ...heading, first: best.first, last: best.last };
  });
}

/** Sorted cells; a span ends before the next cell of its row, and empty slots become empty cells. */
function fillGaps(found: readonly Found[], rows: number, columns: number): OpenCell[] {
  const byRow: Found[][] = Array.from({ length: rows }, () => []);
  for (const cell of found) byRow[cell.row]?.push(cell);
  return withBlankCells(byRow.flatMap((list, row) => list.sort((a, b) => a.column - b.column).map((cell, i): OpenCell => {
    const columnSpan = Math.max(1, Math.min(cell.span, (list[i + 1]?.column ?? columns) - cell.column));
    return { row, column: cell.column, rowSpan: cell.rows, columnSpan, chars: cell.chars };
  })), rows, columns);
}

/**
 * Row index of each line, and where in their cells the texts of the body show that they stand.
 * @param known lines of the header, where they are known
 */
function rowsOf(lines: readonly StreamLine[], rules: readonly Ruling[], columns: readonly Band[], settings: LayoutSettings, bounded: boolean, known?: number): { bandOf: number[]; stand?: 'top' | 'bottom' } {
  const top = Math.min(...lines.map(l => l.line.y0));
  const bottom = Math.max(...lines.map(l => l.line.y1));
  const inner = rules.filter(r => r.at > top && r.at < bottom).map(r => r.at).sort((a, b) => a - b);
  const bandOf = (l: StreamLine): number => inner.filter(at => at < (l.line.y0 + l.line.y1) / 2).length;
  const bands = lines.map(bandOf);
  const ruled = new Set(bands).size;
  if (inner.length >= 2 && (ruled >= 0.5 * lines.length ? sameRowFits(lines, bands, columns) : known !== undefined && inner.length >= RULED && sameRowFits(lines, bands, columns, (a, b) => wrappedNumber(a, b) || wrappedDigits(a, b)))) return { bandOf: dense(bands) };
  // The numbers of the columns are a row of their own.
  const serial = lines.map(isSerialLine);
  const fixed = bands.map((band, i) => band + serial.slice(1, i + 1).filter((own, k) => own !== serial[k]).length + (known !== undefined && i >= known ? 1 : 0));
  const bandOfLine = rowsByAlignment(lines, fixed, columns, piece => reach(piece, columns), settings);
  const depth = known ?? linesAboveFigures(lines);
  const body = lines.slice(Math.max(0, depth));
  const table: TopTable = {
    placed: placedOf(body, piece => reach(piece, columns)), columns, parted: body.map((_, i) => i > 0 && fixed[depth + i] !== fixed[depth + i - 1]),
    pitch: pitchOfCells(lines, columns, piece => reach(piece, columns), settings), bounded,
  };
  const head = bandOfLine.slice(0, depth);
  const below = (rows: readonly number[]): number[] => [...head, ...rows.map(row => row + (head.at(-1) ?? -1) + 1)];
  const [fromTop, fromBottom] = depth < 0 ? [] : [rowsFromTop(table), rowsFromBottom(table)];
  if (fromTop) return { bandOf: below(fromTop), stand: 'top' };
  return fromBottom ? { bandOf: below(fromBottom), stand: 'bottom' } : { bandOf: bandOfLine };
}

/** Inner rules from which they part the rows of a table that goes on, whatever the lines between them. */
const RULED = 4;

/** No row may hold two figures in one column: those are two rows, unless one goes on the other. */
function sameRowFits(lines: readonly StreamLine[], rowOf: readonly number[], columns: readonly Band[], goesOn: (above: string, below: string) => boolean = () => false): boolean {
  const seen = new Map<string, string>();
  return lines.every((line, i) => line.pieces.every(piece => {
    if (!piece.figure) return true;
    const key = `${rowOf[i]},${reach(piece, columns)[0]}`;
    const above = seen.get(key);
    seen.set(key, (above ?? '') + piece.text);
    return above === undefined || goesOn(above, piece.text);
  }));
}

function dense(rows: readonly number[]): number[] {
  const rank = new Map([...new Set(rows)].sort((a, b) => a - b).map((r, i) => [r, i]));
  return rows.map(r => rank.get(r) as number);
}
