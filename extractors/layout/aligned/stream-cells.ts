/** Cells of tables told by alignment, once their columns and the rows of their lines are known. */
import type { Box } from '../../../schemas/block.js';
import { withBlankCells } from './blank-cells.js';
import { acrossOf } from './heading-lines.js';
import { isBound } from './line-breaks.js';
import type { Band, StreamGrid } from './stream.js';
import { reach } from './stream-columns.js';
import type { OpenHeader } from './stream-header.js';
import { type OpenCell, spanHeadings } from './stream-headings.js';
import type { StreamLine } from './stream-lines.js';
import { type Placed, placedOf } from './stream-rows.js';
import type { Tiling } from './tiling.js';
import type { Char } from '../lines/words.js';

/** A grid but for what is known of its header and of the page before. */
type Cells = Omit<StreamGrid, 'head' | 'headerOnly' | 'bounded' | 'starts' | 'goesOn'>;

/** The grid of a tiled body below its header. */
export function tiledGrid({ bounds, cells }: Tiling, columns: readonly Band[], header: OpenHeader | undefined, box: Box): Cells | undefined {
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

/** The grid of lines below their header; `bandOf` is the row of each line. */
export function cellsOfGrid(lines: readonly StreamLine[], columns: readonly Band[], bandOf: readonly number[], header: OpenHeader | undefined, box: Box): Cells | undefined {
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
