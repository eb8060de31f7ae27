/**
 * Tables of plain text whose columns are set with blanks (pdftotext -layout and the like).
 */
import type { Cell, Grid } from '../../schemas/block.js';
import { cleanText } from './residue.js';

/** A piece of a line between wide gaps, in display columns (a Chinese character counts two). */
interface Segment { readonly start: number; end: number; text: string }
interface Column { start: number; end: number }

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
    if (segments.length < 2) break;
    rows.push(segments);
  }
  const wide = rows.filter((row) => row.length >= 3).length;
  if (rows.length < 2 || (rows.length < 3 && wide < 2)) return { end };
  const columns = columnsOf(rows);
  const cells = columns === undefined ? undefined : place(rows, columns);
  if (columns === undefined || cells === undefined) return { end };
  return { grid: { type: 'grid', rows: rows.length, columns: columns.length, cells, source: 'text', method: 'stream' }, end };
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
    } else words.push(segment);
  }
  return words;
}

/** Columns from the lines with most pieces first; a piece over two columns tells nothing new. */
function columnsOf(rows: readonly (readonly Segment[])[]): Column[] | undefined {
  const columns: Column[] = [];
  const ordered = [...rows].sort((a, b) => b.length - a.length);
  for (const row of ordered) {
    for (const segment of row) {
      const touched = columns.filter((column) => column.start < segment.end && segment.start < column.end);
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
  const most = ordered[0]?.length ?? 0;
  return columns.length >= 2 && columns.length <= most * 2 ? columns : undefined;
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
      const first = columns.findIndex((column) => column.start < segment.end && segment.start < column.end);
      const last = columns.findLastIndex((column) => column.start < segment.end && segment.start < column.end);
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
