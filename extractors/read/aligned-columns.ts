/**
 * Tables of plain text whose columns are set with blanks (pdftotext -layout and the like).
 */
import { halfWidth } from '../../schemas/amount-parse.js';
import type { Grid } from '../../schemas/block.js';
import { isFigure } from '../../schemas/printed-figure.js';
import { isHeaderWord, isLoneHeader } from '../layout/header-rows.js';
import { columnsOf, place, type Column, type Segment } from './aligned-cells.js';
import { displayWidth } from './prose.js';

/** With decimals or thousands separators, so that no number in a name is taken for one. */
const amount = /^[-−]?(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d{2,})$/;
const isAmount = (text: string): boolean => amount.test(halfWidth(text));

/** A line above a table: 编制部门：…, 单位：万元. */
const caption = /^[（(]?(?:金额)?(?:编制|填报|预算|公开)?(?:部门|单位)(?:名称)?\s*[:：]/;

/** Longer lines are prose; longer runs are cut, which bounds the time. */
const limits = { line: 1_000, rows: 5_000 };

/**
 * The run of aligned lines that starts at line `start` (0-based): three lines of two pieces, or two of three,
 * that agree on their columns. A piece over several columns becomes a spanning cell. Without a grid, the lines
 * up to `end` (the line after the run) are prose.
 * @param above the table that may go on here, from the page before
 */
export function alignedRun(lines: readonly string[], start: number, above?: AlignedTable): { readonly grid?: Grid; readonly table?: AlignedTable; readonly end: number } {
  const rows: Segment[][] = [];
  let end = start;
  for (; end < lines.length && rows.length < limits.rows; end++) {
    const line = lines[end] ?? '';
    if (line.length > limits.line || line.includes('\t') || /\.{4}|…{2}|·{4}|<table|^\s*[|#]/i.test(line) || (end > start && line.includes('\f'))) break;
    const segments = segmentsOf(line);
    if (segments.some(({ text }) => caption.test(text))) break;
    const isRow = rows.length > 0 || above?.columns.some((column, c) => c > 0 && column.start === segments[0]?.start) === true;
    if (segments.length < 2 && !(isRow && isLonelyCell(line, segments))) break;
    rows.push(segments);
  }
  if (!totalsFollow(lines, end)) for (; isLooseEnd(rows); end--) rows.pop();
  const head = headOf(rows);
  if (above !== undefined && (head === above.head || rows.find((row) => row.length > 1)?.some((segment) => isFigure(segment.text)) === true)) {
    const cells = place(rows, above.columns);
    if (cells !== undefined) return { grid: gridOf(rows.length, above.columns.length, cells), table: above, end };
  }
  const wide = rows.filter((row) => row.length >= 3).length;
  const paired = rows.filter((row) => row.length >= 2).length;
  const figures = rows.some((row) => row.some(({ text }) => isFigure(text)));
  if (!isEmptyTable(rows) && (paired < 2 || (paired < 3 ? wide < 2 : wide === 0 && !figures))) return { end: Math.max(end, start + 1) };
  const columns = columnsOf(rows);
  const cells = columns === undefined ? undefined : place(rows, columns);
  if (columns === undefined || cells === undefined) return { end };
  return { grid: gridOf(rows.length, columns.length, cells), table: { columns, head }, end };
}

/** Columns of a table and the first line of its header, which a later page may repeat. */
export interface AlignedTable { readonly columns: readonly Column[]; readonly head: string }

const headOf = (rows: readonly (readonly Segment[])[]): string => (rows[0] ?? []).map((segment) => `${segment.start} ${segment.text}`).join('\n');

/** The header of a table without lines (空表), with 合计 below it at most. */
function isEmptyTable(rows: readonly (readonly Segment[])[]): boolean {
  const [head = [], ...more] = rows;
  return isLoneHeader(head.map(({ text }) => text)) && more.every((row) => row.every(({ text }) => isHeaderWord(text)));
}

function gridOf(rows: number, columns: number, cells: Grid['cells']): Grid {
  return { type: 'grid', rows, columns, cells, source: 'text', method: 'stream' };
}

/** Whether, behind a blank line or two, a line of totals follows: the table goes on, and what stands above the blank is part of it. */
function totalsFollow(lines: readonly string[], end: number): boolean {
  let next = end;
  while (next < end + 3 && lines[next]?.trim() === '') next++;
  const line = lines[next] ?? '';
  if (next === end || line.length > limits.line || !/^\s*[\u4e00-\u9fff\s]{0,12}[合总]\s*计\s/.test(line)) return false;
  const segments = segmentsOf(line);
  return segments.length > 1 && segments.slice(1).some(({ text }) => isAmount(text));
}

/** A last line of one piece that doesn't stand where others of the table do: a note, not a row without figures. */
function isLooseEnd(rows: readonly (readonly Segment[])[]): boolean {
  const [segment, second] = rows.at(-1) ?? [];
  if (segment === undefined || second !== undefined) return false;
  return segment.start < 8 || !rows.slice(-60, -1).some((row) => row.length > 1 && row.some((other) => other.start === segment.start));
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
    const isSplitWord = last !== undefined && /^[\u4e00-\u9fff](?: [\u4e00-\u9fff])*$/.test(last.text) && /^[\u4e00-\u9fff](?:[（(][^（(]{1,6}[)）])?$/.test(segment.text) && segment.start - last.end <= 8
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
  if (tokens.length < 2 || !tokens.some((token) => isAmount(token))) return [segment];
  const pieces: Segment[] = [];
  let column = segment.start;
  let previous = '';
  for (const token of tokens) {
    const end = column + displayWidth(token);
    const last = pieces.at(-1);
    if (last === undefined || isAmount(token) || isAmount(previous)) pieces.push({ start: column, end, text: token });
    else {
      last.text += ` ${token}`;
      last.end = end;
    }
    previous = token;
    column = end + 1;
  }
  return pieces;
}
