/**
 * Tables of plain text whose columns are set with blanks (pdftotext -layout and the like).
 */
import type { Cell, Grid } from '../../schemas/block.js';
import { displayWidth } from './prose.js';
import { cleanText } from './residue.js';

/** A piece of a line between wide gaps, in display columns (a Chinese character counts two). */
interface Segment { readonly start: number; end: number; text: string }
interface Column { start: number; end: number }

/** With decimals or thousands separators, so that no number in a name is taken for one. */
const amount = /^[-−]?(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d{2,})$/;

/** Longer lines are prose; longer runs are cut, which bounds the time. */
const limits = { line: 1_000, rows: 5_000 };

/**
 * The run of aligned lines that starts at line `start` (0-based): three lines of two pieces, or two of three,
 * that agree on their columns. A piece over several columns becomes a spanning cell. Without a grid, the lines
 * up to `end` (the line after the run) are prose.
 */
export function alignedRun(lines: readonly string[], start: number): { readonly grid?: Grid; readonly end: number } {
  const rows: Segment[][] = [];
  let end = start;
  for (; end < lines.length && rows.length < limits.rows; end++) {
    const line = lines[end] ?? '';
    if (line.length > limits.line || line.includes('\t') || /\.{4}|…{2}|·{4}|<table|^\s*[|#]/i.test(line) || (end > start && line.includes('\f'))) break;
    const segments = segmentsOf(line);
    if (segments.length < 2 && !(rows.length > 0 && isLonelyCell(line, segments))) break;
    rows.push(segments);
  }
  for (; (rows.at(-1)?.length ?? 2) < 2; end--) rows.pop();
  const wide = rows.filter((row) => row.length >= 3).length;
  const paired = rows.filter((row) => row.length >= 2).length;
  if (paired < 2 || (paired < 3 && wide < 2)) return { end: Math.max(end, start + 1) };
  const columns = columnsOf(rows);
  const cells = columns === undefined ? undefined : place(rows, columns);
  if (columns === undefined || cells === undefined) return { end };
  return { grid: { type: 'grid', rows: rows.length, columns: columns.length, cells, source: 'text', method: 'stream' }, end };
}

/** A line with one short piece between aligned lines: a row without figures, or the second line of a name. */
function isLonelyCell(line: string, segments: readonly Segment[]): boolean {
  const [segment] = segments;
  return segment !== undefined && segment.end - segment.start <= 40 && !/[表。；：:]\s*$|单位\s*[:：]/.test(line);
}

/** Pieces between gaps of two or more blanks; single characters set apart (合  计) are one word, save 类  款  项. */
function segmentsOf(line: string): Segment[] {
  const segments: Segment[] = [];
  let column = 0;
  let blanks = 2;
  for (const character of line.replaceAll('\f', '')) {
    const width = (character.codePointAt(0) ?? 0) >= 0x1100 ? 2 : 1;
    const last = segments.at(-1);
    if (character === ' ' || character === '\u3000' || character === '\u00a0') blanks += width;
    else {
      if (last === undefined || blanks >= 2) segments.push({ start: column, end: column + width, text: character });
      else {
        last.text += (blanks > 0 ? ' ' : '') + character;
        last.end = column + width;
      }
      blanks = 0;
    }
    column += width;
  }
  const words: Segment[] = [];
  for (const segment of segments) {
    const last = words.at(-1);
    const isSplitWord = last !== undefined && /^[\u4e00-\u9fff](?: [\u4e00-\u9fff])*$/.test(last.text) && /^[\u4e00-\u9fff]$/.test(segment.text) && segment.start - last.end <= 8
      && !/[类款] ?$/.test(last.text);
    if (last !== undefined && isSplitWord) {
      last.text += ` ${segment.text}`;
      last.end = segment.end;
    } else words.push(...apartFromAmounts(segment));
  }
  return words;
}

/** An amount fills its column: one blank beside it is a gap between columns already. */
function apartFromAmounts(segment: Segment): Segment[] {
  const tokens = segment.text.split(' ');
  if (tokens.length < 2 || !tokens.some((token) => amount.test(token))) return [segment];
  const pieces: Segment[] = [];
  let column = segment.start;
  let previous = '';
  for (const token of tokens) {
    const end = column + displayWidth(token);
    const last = pieces.at(-1);
    if (last === undefined || amount.test(token) || amount.test(previous)) pieces.push({ start: column, end, text: token });
    else {
      last.text += ` ${token}`;
      last.end = end;
    }
    previous = token;
    column = end + 1;
  }
  return pieces;
}

/** Columns from the lines with most pieces first; a piece over two columns tells nothing new. */
function columnsOf(rows: readonly (readonly Segment[])[]): Column[] | undefined {
  const columns: Column[] = [];
  const ordered = [...rows].sort((a, b) => b.length - a.length);
  for (const row of ordered) {
    for (const segment of row) {
      const touched = columns.filter((column) => touches(column, segment));
      const [only] = touched;
      if (touched.length === 0) {
        columns.push({ start: segment.start, end: segment.end });
        columns.sort((a, b) => a.start - b.start);
      } else if (touched.length === 1 && only !== undefined) {
        only.start = Math.min(only.start, segment.start);
        only.end = Math.max(only.end, segment.end);
      }
    }
  }
  const merged = mergeHalves(columns, rows);
  const most = ordered[0]?.length ?? 0;
  return merged.length >= 2 && merged.length <= most * 2 ? merged : undefined;
}

/** Neighbours that some piece bridges and that no line fills both are one column: short amounts right, a label left. */
function mergeHalves(columns: readonly Column[], rows: readonly (readonly Segment[])[]): Column[] {
  const bridged = new Set<number>();
  const separate = new Set<number>();
  for (const row of rows) {
    const filled = new Set<number>();
    for (const segment of row) {
      const first = columns.findIndex((column) => touches(column, segment));
      const last = columns.findLastIndex((column) => touches(column, segment));
      if (first === last) filled.add(first);
      for (let index = first; index < last; index++) bridged.add(index);
    }
    for (const index of filled) if (filled.has(index + 1)) separate.add(index);
  }
  const merged: Column[] = [];
  columns.forEach((column, index) => {
    const last = merged.at(-1);
    if (last !== undefined && bridged.has(index - 1) && !separate.has(index - 1)) last.end = Math.max(last.end, column.end);
    else merged.push({ ...column });
  });
  return merged;
}

function touches(column: Column, segment: Segment): boolean {
  return column.start < segment.end && segment.start < column.end;
}

/**
 * Cells in their columns; undefined where two pieces of one line fall into one column, or a figure
 * into two: then the columns are not what they seem, and prose is safer than a figure in the wrong place.
 */
function place(rows: readonly (readonly Segment[])[], columns: readonly Column[]): Cell[] | undefined {
  const cells: Cell[] = [];
  for (const [row, segments] of rows.entries()) {
    let next = 0;
    for (const segment of segments) {
      const first = columns.findIndex((column) => touches(column, segment));
      const last = columns.findLastIndex((column) => touches(column, segment));
      if (first < next || (last > first && /^[-−(（]?[\d０-９][\d０-９,，.．]*[)）]?%?$/.test(segment.text))) return undefined;
      for (; next < first; next++) cells.push(cell(row, next, 1, ''));
      cells.push(cell(row, first, last - first + 1, cleanText(segment.text)));
      next = last + 1;
    }
    for (; next < columns.length; next++) cells.push(cell(row, next, 1, ''));
  }
  return cells;
}

function cell(row: number, column: number, columnSpan: number, text: string): Cell {
  return { row, column, rowSpan: 1, columnSpan, text, confidence: 1 };
}
