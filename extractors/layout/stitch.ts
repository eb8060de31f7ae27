/**
 * Stitching (拼接): grids that are one table over several pages or blank lines become one grid again. A part goes on
 * the grid above when nothing but its own repeated captions stands between them, and its header is that of the grid
 * above, or it has none and its columns fit.
 */
import type { Block, Box, Cell, Grid, Paragraph, ReadResult } from '../../schemas/block.js';
import { codesByName } from '../../schemas/codes.js';
import { isFigure } from '../../schemas/printed-figure.js';
import { isPageNumber } from '../read/page-marks.js';
import { onSheets } from '../read/sheets.js';
import { continuesForm, isFormGrid, opensForm } from '../tables/forms/index.js';
import { withColumnsOfOtherPages } from './columns-over-pages.js';
import { withWholeNames } from './cut-names.js';
import { headerRows, isSerialRow, rowsOf } from './header-rows.js';
import { withImpliedSpans } from './implied-spans.js';
import { joinCutCells, onCommonColumns } from './join-columns.js';
import { joinOverPage, joinRunningText } from './page-cuts.js';
import { joinPrintedTwice } from './printed-twice.js';
import { joinCutHeads, joinSplitRow } from './split-rows.js';

/** Column edges closer than this are the same column on two pages. Points. */
const SAME_EDGE = 8;
/** Rules closer than this are one rule on two pages. Points. */
const SAME_RULE = 2;
/** Paragraphs above a grid that can be its captions. */
const CAPTIONS = 6;

const squeeze = (text: string): string => text.replaceAll(/\s+/gu, '').replaceAll(/[（(]?(?:续上?表?|接上[页表])\d*[)）]?/gu, '');

/** Joins the parts of tables, and puts all blocks where they stand on the file's sheets if these are not its pages. Captions repeated above a continuation are left out. */
export function stitch(blocks: readonly Block[], places?: ReadResult['places']): Block[] {
  const joined = joinParts(withColumnsOfOtherPages(blocks));
  return places === undefined ? joined : onSheets(joined, places);
}

function joinParts(blocks: readonly Block[]): Block[] {
  const out: Block[] = [];
  let at = -1;
  let captions: string[] = [];
  let between: Paragraph[] = [];
  for (const block of blocks) {
    const above = at < 0 ? undefined : out[at];
    if (block.type === 'paragraph') {
      const joined = above?.type === 'grid' && between.every(isPageMark) ? joinRunningText(above, block) : undefined;
      if (joined) out[at] = joined;
      else between.push(block);
      continue;
    }
    const joined = above?.type === 'grid' ? joinGrids(above, block, between, captions) : undefined;
    if (joined && above?.type === 'grid') {
      const { grid, rest } = joinPrintedTwice(joined, above.rows, between);
      out[at] = grid;
      out.push(...rest.filter((p) => !captions.includes(squeeze(p.text))));
    } else {
      out.push(...between, printedPart(block));
      at = out.length - 1;
      captions = between.slice(-CAPTIONS).map((p) => squeeze(p.text));
    }
    between = [];
  }
  out.push(...between);
  return out.flatMap((block, i): Block[] => {
    if (block.type !== 'grid') return [block];
    if (block.method === 'stream' && block.rows === 1) return [asParagraph(block)];
    return standsOver(block, out.slice(i + 1)) ? captionLines(block) : [withImpliedSpans(withWholeNames(block))];
  });
}

/** Lines over a table at most. */
const CAPTION_LINES = 5;

/** Whether a grid told by alignment is what stands over the ruled table behind it: its number, title, publisher and unit, set left, right and in the middle. */
function standsOver(grid: Grid, below: readonly Block[]): boolean {
  const next = below.findIndex((block) => block.type === 'grid');
  const table = below[next];
  if (grid.method !== 'stream' || grid.rows > CAPTION_LINES || table?.type !== 'grid' || table.method !== 'lattice' || next > 2) return false;
  const texts = grid.cells.map((cell) => squeeze(cell.text));
  return !texts.some(isFigure) && texts.some((text) => /表(?:\d{1,2})?$|^附[件表]\d/u.test(text));
}

/** The lines of such a grid, top to bottom. */
function captionLines(grid: Grid): Paragraph[] {
  return rowsOf(grid).flatMap((row): Paragraph[] => {
    const lines = row.map((cell) => cell.text.split('\n'));
    return Array.from({ length: Math.max(0, ...lines.map((own) => own.length)) }, (_, i) => lines.map((own) => own.at(i - Math.max(...lines.map((other) => other.length))) ?? '').filter((text) => text.trim() !== '').join(' '))
      .filter((text) => text !== '').map((text) => ({ type: 'paragraph', text, source: grid.source, ...(grid.pages ? { page: grid.pages[0] } : {}), ...(grid.box ? { box: grid.box } : {}) }));
  });
}

/** A row told by alignment that is no part of a table is a line of text. */
function asParagraph({ cells, pages, box, source }: Grid): Paragraph {
  return { type: 'paragraph', text: cells.map((cell) => cell.text).filter((text) => text !== '').join(' '), source, ...(pages ? { page: pages[0] } : {}), ...(box ? { box } : {}) };
}

const isPageMark = ({ text }: Paragraph): boolean => isPageNumber(text) || squeeze(text) === '';

/** A grid without the header that was laid above it and is not printed on its page. */
function printedPart({ goesOn, ...grid }: Grid): Grid {
  return goesOn === undefined || goesOn.printed ? grid : withoutRows(grid, goesOn.headerRows);
}

function withoutRows(grid: Grid, count: number): Grid {
  return { ...grid, rows: grid.rows - count, cells: grid.cells.filter((cell) => cell.row >= count).map((cell) => ({ ...cell, row: cell.row - count })) };
}

/** Both parts of a table that is known to go on; where the page before has no more of it than the header, the whole part below. */
function joinGoingOn(above: Grid, { goesOn, ...below }: Grid): Grid | undefined {
  if (goesOn === undefined || isFormGrid(above) || !above.pages || !below.pages) return undefined;
  const body = withoutRows(below, goesOn.headerRows);
  if (goesOn.headerOnly) return { ...below, pages: [above.pages[0], below.pages[1]] };
  return joinOverPage(above, body, above.columns === body.columns ? 'columns' : 'part') ?? append(above, body, 0);
}

function joinGrids(above: Grid, part: Grid, between: readonly Paragraph[], captions: readonly string[]): Grid | undefined {
  const below = printedPart(part);
  const last = above.pages?.[1];
  const first = below.pages?.[0];
  if (last !== undefined && first !== undefined && (first < last || first - last > 1)) return undefined;
  const isCaption = ({ text, source }: Paragraph): boolean => isPageNumber(text) || squeeze(text) === '' || captions.some((caption) => isSameCaption(caption, squeeze(text), source === 'ocr'));
  const repeated = between.every(isCaption);
  const whole = repeated && last !== undefined && first === last + 1 ? joinGoingOn(above, part) : undefined;
  if (whole) return whole;
  const stray = !repeated && between.every((p) => isCaption(p) || isStray(p));
  // Words of a goal that a page end cuts off their cell stand between the parts of a form.
  const overPage = last !== undefined && first === last + 1 && between.every((p) => isCaption(p) || isCutText(p)) && isFormGrid(above) && continuesForm(above, below);
  if (!repeated && !stray && !overPage) return undefined;
  const depth = beginsInsideName(above, below) ? 0 : headerRows(below);
  if (first !== undefined && first - 1 === last && between.every(isPageMark) && sameHeader(above, below, depth) === 0) {
    const cut = joinOverPage(above, below, (isFormGrid(above) || opensForm(above)) && continuesForm(above, below) ? 'part' : undefined);
    if (cut) return cut;
  }
  if (overPage) return joinForms(above, below, true);
  if (isFormGrid(above) && (depth === 0 || isFormGrid(below) || continuesForm(above, below))) return joinForms(above, below, repeated);
  if (depth > 0) {
    const same = sameHeader(above, below, depth);
    if (same > 0 && repeated) return append(above, below, same);
    const next = last !== undefined && first === last + 1 && between.every(isPageMark);
    return next && isRest(above, below) ? append(above, below, 0) : undefined;
  }
  return append(above, below, 0);
}

/**
 * Whether a ruled grid at the top of a page is the rest of the one at the end of the page before, though it begins with
 * words: both have the same columns, or the page end cuts the header, whose columns are then among those below.
 */
function isRest(above: Grid, below: Grid): boolean {
  if (above.method !== 'lattice' || below.method !== 'lattice' || !above.box || !below.box) return false;
  if (Math.abs(above.box.x0 - below.box.x0) > SAME_RULE || Math.abs(above.box.x1 - below.box.x1) > SAME_RULE) return false;
  const [a, b] = [columnEdges(above), columnEdges(below)];
  if (!a || !b || !a.every((edge) => b.some((other) => Math.abs(edge - other) <= SAME_RULE))) return false;
  return a.length === b.length || !above.cells.some((cell) => isFigure(cell.text));
}

/** Characters from which a caption is told with one of them misread. */
const TOLD = 6;
/** Characters that are all that tells one table from another, where each has one of them. */
const TELLING = /[上本下前预决收支出入一二三四五六七八九十\d]/u;

/** A text without its marks, letters and digits of either width alike: 表６ and 表6. */
const unpointed = (text: string): string => text.normalize('NFKC').replaceAll(/[\p{P}\p{S}]/gu, '');

/** Whether a line repeats a caption; recognised lines may be cut off (单 of 单位：万元), have a character misread, in another width, or lack a mark. */
function isSameCaption(caption: string, line: string, recognised: boolean): boolean {
  if (caption === line || !recognised) return caption === line;
  if (caption.startsWith(line) || unpointed(caption) === unpointed(line)) return true;
  return line.length >= TOLD && isMisread(caption, line);
}

/** Whether two texts differ in one character, which does not tell one table from another. */
function isMisread(printed: string, read: string): boolean {
  const others = [...read].flatMap((character, i) => (character === printed[i] ? [] : [character + (printed[i] ?? '')]));
  return printed.length === read.length && others.length === 1 && ![...others[0] ?? ''].every((character) => TELLING.test(character));
}

/** Whether a part begins with the rest of a name that the last row above leaves open: …基本养老保 / 险缴费支出. */
function beginsInsideName(above: Grid, below: Grid): boolean {
  const [rest, more] = (rowsOf(below)[0] ?? []).filter((cell) => cell.text.trim() !== '');
  if (rest === undefined || more !== undefined || above.columns !== below.columns) return false;
  const open = above.cells.find((cell) => cell.row === above.rows - 1 && cell.column === rest.column)?.text ?? '';
  return open !== '' && codesByName(open).length === 0 && codesByName(open + rest.text).length > 0;
}

/** A part of a form: repeated heads of a table of forms are left out; a form with a head of its own is another form. */
function joinForms(above: Grid, below: Grid, repeated: boolean): Grid | undefined {
  const depth = headerRows(below);
  const same = depth > 0 && repeated ? sameHeader(above, below, depth) : 0;
  if (same > 0 && same === depth && above.columns === below.columns && depth <= 3 && continuesForm(above, below)) return append(above, below, same);
  return continuesForm(above, below) ? append(above, below, 0, true) : undefined;
}

/** Text that a reader cut off from a cell at a page end: short, no title, no note, no sentence. */
function isStray(paragraph: Paragraph): boolean {
  const text = squeeze(paragraph.text);
  return text.length <= 12 && !/[表。：:]|^[（(]?[一二三四五六七八九十]+[、）)]|^注|附件|部分/u.test(text);
}

/** A piece of running text: no title, heading, note or unit. */
function isCutText(paragraph: Paragraph): boolean {
  const text = squeeze(paragraph.text);
  return text.length <= 200 && !/表$|^表\d|^\d|单位[:：]|年度|部门|^[（(]?[一二三四五六七八九十]+[、）)]|^(?:备?注|附件)|部分$/u.test(text);
}

const headerText = (grid: Grid, depth: number): string[] => rowsOf(grid).slice(0, depth).map((row) => row.map((cell) => squeeze(cell.text)).filter((text) => text !== '').join('|'));

/** Number of rows at the top of `below` that repeat the header of `above`; 0 where the headers differ. */
function sameHeader(above: Grid, below: Grid, depth: number): number {
  const a = headerText(above, Math.max(depth, headerRows(above)));
  const b = headerText(below, depth);
  if (b.every((row, i) => row === a[i] || below.source === 'ocr' && areSameHeadings(a[i] ?? '', row))) return depth;
  // Headers cut differently into rows by the page break: the same words in the same order.
  if (b.join('|') !== '' && b.join('|') === headerText(above, headerRows(above)).join('|')) return depth;
  // A heading that runs over the row below it (对附属单位补助支 / 出8), or whose lines are two rows on one page: the same words down each column.
  const whole = headerRows(above);
  return depth <= whole && below.rows > whole && above.columns === below.columns && columnTexts(above, whole).join('|') === columnTexts(below, whole).join('|') ? whole : 0;
}

/** Headings of a row from which a short one of them may have a character misread. */
const ENOUGH_HEADINGS = 4;

/** Whether headings as recognised are those of a row above, each but for what recognition leaves of a caption, and one of several but for a character (项日). */
function areSameHeadings(above: string, row: string): boolean {
  const [printed, read] = [above.split('|'), row.split('|')];
  if (printed.length !== read.length) return false;
  const others = read.flatMap((text, i) => (isSameCaption(printed[i] ?? '', text, true) ? [] : [isMisread(printed[i] ?? '', text)]));
  return others.length === 0 || (others.length === 1 && others[0] === true && read.length >= ENOUGH_HEADINGS);
}

/** Words of the first rows, column by column. */
const columnTexts = (grid: Grid, depth: number): string[] => Array.from({ length: grid.columns }, (_, c) => rowsOf(grid).slice(0, depth).map((row) => squeeze(row.find((cell) => cell.column === c)?.text ?? '')).join(''));

/** Appends `below` without its first `skip` rows; undefined where the columns don't fit. */
function append(above: Grid, below: Grid, skip: number, form = false): Grid | undefined {
  const common = form || above.columns !== below.columns ? onCommonColumns(above, below) : undefined;
  if (common && (common.above !== above || common.below !== below)) return append(common.above, common.below, skip, form);
  const columns = mapColumns(above, below, form);
  if (!columns) return undefined;
  const rows = rowsOf(below);
  const skipped = skip + (isSerialRow((rows[skip] ?? []).map((cell) => cell.text).filter((text) => text.trim() !== '')) && skip > 0 ? 1 : 0);
  const wide = Math.max(above.columns, ...columns.map((c) => c + 1));
  const narrow = !form && above.method === 'stream' && below.method === 'stream';
  const moved = below.cells.filter((cell) => cell.row >= skipped).map((cell): Cell => {
    const column = columns[cell.column] ?? cell.column;
    // A ruled column below may be several above: it ends where the next one begins. One told by alignment is as wide as its texts.
    if (narrow) return { ...cell, row: above.rows + cell.row - skipped, column, columnSpan: (columns[cell.column + cell.columnSpan - 1] ?? column) - column + 1 };
    const next = columns[cell.column + cell.columnSpan] ?? (below.columns < above.columns && columns.at(-1) !== below.columns - 1 ? above.columns : column + cell.columnSpan);
    const end = next - 1;
    return { ...cell, row: above.rows + cell.row - skipped, column, columnSpan: Math.max(1, end - column + 1) };
  });
  const split = !form && skipped === skip ? joinSplitRow(above, moved) : undefined;
  const shift = split ? 1 : 0;
  const body = split ? moved.filter((cell) => cell.row > above.rows).map((cell) => ({ ...cell, row: cell.row - 1 })) : moved;
  const pages = above.pages && below.pages ? { pages: [above.pages[0], Math.max(above.pages[1], below.pages[1])] as const } : {};
  return {
    ...above, ...pages,
    rows: above.rows + below.rows - skipped - shift, columns: wide,
    cells: joinCutCells((!form && skipped === 0 && !split ? joinCutHeads(above, body) : undefined) ?? [...(split ?? above.cells), ...body], above.rows),
    joints: [...(above.joints ?? []), above.rows],
  };
}

/** Column of `above` for each column of `below`: by position where there are boxes, by order where there are none. */
function mapColumns(above: Grid, below: Grid, form: boolean): number[] | undefined {
  const identity = Array.from({ length: below.columns }, (_, c) => c);
  if (!form && above.method === 'stream' && below.method === 'stream') {
    const mapped = mapBands(above, below);
    if (mapped || above.columns !== below.columns) return mapped;
  }
  if (above.columns === below.columns) return identity;
  const a = columnEdges(above);
  const b = columnEdges(below);
  if (a && b) {
    const mapped = b.map((edge) => {
      const gaps = a.map((other) => Math.abs(other - edge));
      const best = gaps.indexOf(Math.min(...gaps));
      return (gaps[best] ?? Infinity) <= SAME_EDGE ? best : -1;
    });
    const fits = mapped.every((column, i) => column >= 0 && (i === 0 || column > (mapped[i - 1] ?? -1)));
    if (fits) return mapped;
    return form ? identity : undefined;
  }
  if (form) return identity;
  return above.method === 'markup' && Math.abs(above.columns - below.columns) <= 1 ? identity : undefined;
}

/**
 * The same for columns told by alignment, which are as wide as their texts: a column stands under the only one that it
 * overlaps, or whose left or right edge it shares. A part of a table has no text in some columns.
 */
function mapBands(above: Grid, below: Grid): number[] | undefined {
  const [a, b] = [columnBands(above), columnBands(below)];
  const mapped = b.map((band) => {
    if (band === undefined) return -1;
    const fits = a.flatMap((other, i) => (other && (Math.min(band.x1, other.x1) - Math.max(band.x0, other.x0) > 1 || Math.abs(band.x0 - other.x0) <= SAME_EDGE || Math.abs(band.x1 - other.x1) <= SAME_EDGE) ? [i] : []));
    const edges = fits.filter((i) => Math.abs(band.x0 - (a[i]?.x0 ?? 0)) <= 1 || Math.abs(band.x1 - (a[i]?.x1 ?? 0)) <= 1);
    return fits.length === 1 ? fits[0] as number : edges.length === 1 ? edges[0] as number : -1;
  });
  return mapped.every((column, i) => column >= 0 && column > (mapped[i - 1] ?? -1)) ? mapped : undefined;
}

/** Left and right edge of each column, from cells of one column. */
function columnBands(grid: Grid): ({ x0: number; x1: number } | undefined)[] {
  const bands: ({ x0: number; x1: number } | undefined)[] = Array.from({ length: grid.columns });
  for (const { box, column, columnSpan } of grid.cells) {
    if (box && columnSpan === 1) bands[column] = { x0: Math.min(box.x0, bands[column]?.x0 ?? Infinity), x1: Math.max(box.x1, bands[column]?.x1 ?? -Infinity) };
  }
  return bands;
}

/** Left edges of the columns, from cells of one column. */
function columnEdges(grid: Grid): number[] | undefined {
  const edges: (number | undefined)[] = Array.from({ length: grid.columns });
  for (const cell of grid.cells) {
    const box: Box | undefined = cell.box;
    if (box) edges[cell.column] = Math.min(edges[cell.column] ?? Infinity, box.x0);
  }
  return edges.every((edge) => edge !== undefined) ? (edges as number[]) : undefined;
}
