/**
 * Tables of plain text whose columns are set with blanks (pdftotext -layout and the like).
 */
import type { Grid } from '../../../schemas/block.js';
import { endsWithUnit, namesMaker } from '../../../schemas/caption-line.js';
import { isFigure } from '../../../schemas/printed-figure.js';
import { isHeaderWord, isLoneHeader } from '../../layout/header-rows.js';
import { columnsOf, place, type Column } from './aligned-cells.js';
import { isAmount, segmentsOf, type HanWidth, type Segment } from './aligned-pieces.js';

/** Longer lines are prose; longer runs are cut, which bounds the time; blank lines in a gap of a table, and such gaps. */
const limits = { line: 1_000, rows: 5_000, blanks: 6, gaps: 6 };

/**
 * The run of aligned lines that starts at line `start` (0-based): three lines of two pieces, or two of three,
 * that agree on their columns. A piece over several columns becomes a spanning cell. Blank lines part a run only where
 * what stands below them is no row of the same columns. Without a grid, the lines up to `end` (the line after the run)
 * are prose.
 * @param han columns that a Chinese character takes
 * @param above the table that may go on here, from the page before
 */
export function alignedRun(lines: readonly string[], start: number, han: HanWidth, above?: AlignedTable): AlignedRun {
  // Columns that are counted by characters stand elsewhere on each page.
  const goesOn = han === 1 ? undefined : above;
  const run = longestRun(blocksFrom(lines, start, han, goesOn), goesOn);
  return han === 1 && run.grid !== undefined ? { ...run, grid: { ...run.grid, counted: true } } : run;
}

/** The lines from `start` on, and those behind blank lines that may be rows of the same table. */
function blocksFrom(lines: readonly string[], start: number, han: HanWidth, above: AlignedTable | undefined): LineBlock[] {
  const first = blockOf(lines, start, han, above);
  const blocks = [first];
  if (!first.rows.some((row) => row.length > 1)) return blocks;
  for (let next = below(lines, first.end); next !== undefined && blocks.length <= limits.gaps;) {
    const block = blockOf(lines, next, han);
    if (!isTableRow(block.rows[0])) break;
    blocks.push(block);
    next = below(lines, block.end);
  }
  return blocks;
}

/** The run of as many of the blocks as agree on their columns, from the first one on. */
function longestRun(blocks: readonly LineBlock[], above: AlignedTable | undefined): AlignedRun {
  for (let count = blocks.length; count > 1; count -= 1) {
    const run = runOf(blocks.slice(0, count), above);
    if (run.grid !== undefined) return run;
  }
  return runOf(blocks.slice(0, 1), above);
}

interface AlignedRun { readonly grid?: Grid; readonly table?: AlignedTable; readonly end: number }
/** Lines with nothing blank between them, up to line `end` (0-based). */
interface LineBlock { readonly start: number; readonly rows: readonly (readonly Segment[])[]; readonly end: number }

function blockOf(lines: readonly string[], start: number, han: HanWidth, above?: AlignedTable): LineBlock {
  const rows: Segment[][] = [];
  let end = start;
  for (; end < lines.length && rows.length < limits.rows; end++) {
    const line = lines[end] ?? '';
    if (line.length > limits.line || line.includes('\t') || /\.{4}|…{2}|·{4}|<table|^\s*[|#]/i.test(line) || (end > start && line.includes('\f'))) break;
    const segments = segmentsOf(line, han);
    if (segments.some(({ text }) => namesMaker(text) || endsWithUnit(text))) break;
    const isRow = rows.length > 0 || above?.columns.some((column, c) => c > 0 && column.start === segments[0]?.start) === true;
    if (segments.length < 2 && !(isRow && isLonelyCell(line, segments))) break;
    rows.push(segments);
  }
  return { start, rows, end };
}

/** The line below blank ones, of the same page; undefined where none follow. */
function below(lines: readonly string[], end: number): number | undefined {
  let next = end;
  while (next < end + limits.blanks && lines[next]?.trim() === '' && !lines[next]?.includes('\f')) next++;
  return next === end || (lines[next] ?? '').trim() === '' || lines[next]?.includes('\f') ? undefined : next;
}

/** Three pieces, or one of two that is an amount. */
const isTableRow = (row: readonly Segment[] | undefined): boolean => row !== undefined && (row.length > 2 || (row.length === 2 && row.some(({ text }) => isAmount(text))));

function runOf(blocks: readonly LineBlock[], above: AlignedTable | undefined): AlignedRun {
  const start = blocks[0]?.start ?? 0;
  const rows = blocks.flatMap((block) => block.rows);
  let end = blocks.at(-1)?.end ?? start;
  for (; isLooseEnd(rows); end--) rows.pop();
  const head = headOf(rows);
  if (above !== undefined && (head === above.head || rows.find((row) => row.length > 1)?.some((segment) => isFigure(segment.text)) === true)) {
    const cells = place(rows, above.columns);
    if (cells !== undefined) return { grid: gridOf(above.columns.length, cells), table: above, end };
  }
  const wide = rows.filter((row) => row.length >= 3).length;
  const paired = rows.filter((row) => row.length >= 2).length;
  const figures = rows.some((row) => row.some(({ text }) => isFigure(text)));
  if (!isEmptyTable(rows) && (paired < 2 || (paired < 3 ? wide < 2 : wide === 0 && !figures))) return { end: Math.max(end, start + 1) };
  const columns = columnsOf(rows);
  const cells = columns === undefined ? undefined : place(rows, columns);
  if (columns === undefined || cells === undefined) return { end };
  return { grid: gridOf(columns.length, cells), table: { columns, head }, end };
}

/** Columns of a table and the first line of its header, which a later page may repeat. */
export interface AlignedTable { readonly columns: readonly Column[]; readonly head: string }

const headOf = (rows: readonly (readonly Segment[])[]): string => (rows[0] ?? []).map((segment) => `${segment.start} ${segment.text}`).join('\n');

/** The header of a table without lines (空表), with 合计 below it at most. */
function isEmptyTable(rows: readonly (readonly Segment[])[]): boolean {
  const [head = [], ...more] = rows;
  return isLoneHeader(head.map(({ text }) => text)) && more.every((row) => row.every(({ text }) => isHeaderWord(text)));
}

function gridOf(columns: number, cells: Grid['cells']): Grid {
  return { type: 'grid', rows: Math.max(...cells.map((cell) => cell.row)) + 1, columns, cells, source: 'text', method: 'stream' };
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
