/**
 * Stitching (拼接): grids that are one table over several pages or blank lines become one grid again. A part goes on
 * the grid above when nothing but its own repeated captions stands between them, and its header is that of the grid
 * above, or it has none and its columns fit.
 */
import type { Block, Grid, Paragraph, ReadResult } from '../../../schemas/block.js';
import { isUnit } from '../../../schemas/caption-line.js';
import { isFigure } from '../../../schemas/printed-figure.js';
import { isPageNumber } from '../../read/page-marks.js';
import { onSheets } from '../../read/pdf/sheets.js';
import { continuesForm, isFormGrid, opensForm } from '../../tables/forms/index.js';
import { append } from './append-part.js';
import { captionLines, standsOver } from './caption-lines.js';
import { withColumnsBehind } from './columns-behind.js';
import { withColumnsOfOtherPages } from './columns-over-pages.js';
import { completesName, withWholeNames } from './cut-names.js';
import { headerRows, isLoneHeader, isTableTitle, rowsOf } from '../header-rows.js';
import { withImpliedSpans } from './implied-spans.js';
import { joinNameRest, joinOverPage, joinRunningText } from './page-cuts.js';
import { isSameCaption, sameHeader, squeeze } from './printed-again.js';
import { joinPrintedTwice } from './printed-twice.js';
import { columnEdges } from './same-columns.js';
import { apart } from './titled-parts.js';

/** Rules closer than this are one rule on two pages. Points. */
const SAME_RULE = 2;
/** Paragraphs above a grid that can be its captions. */
const CAPTIONS = 6;

/** Joins the parts of tables, and puts all blocks where they stand on the file's sheets if these are not its pages. Captions repeated above a continuation are left out. */
export function stitch(blocks: readonly Block[], places?: ReadResult['places']): Block[] {
  const joined = withColumnsBehind(joinParts(withColumnsOfOtherPages(apart(blocks))));
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
      const joined = above?.type === 'grid' && between.every(isPageMark) ? joinRunningText(above, block) ?? joinNameRest(above, block) : undefined;
      if (joined) out[at] = joined;
      else between.push(block);
      continue;
    }
    const beside = above?.type === 'grid' && between.every(isPageMark) ? partBeside(out, at, block) : -1;
    const rest = beside < 0 ? undefined : joinGrids(out[beside] as Grid, block, [], []);
    if (rest) {
      out[beside] = rest;
      between = [];
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
    if (block.method === 'stream' && block.rows === 1 && !isLoneHeader(block.cells.map((cell) => cell.text))) return [asParagraph(block)];
    return standsOver(block, out.slice(i + 1)) ? captionLines(block) : [withImpliedSpans(withWholeNames(block))];
  });
}

/** Where in `out` the table of the page before is that stands beside its last one (`at`) and has the edges of a part; -1 where none is. */
function partBeside(out: readonly Block[], at: number, part: Grid): number {
  const last = out[at] as Grid;
  const isBeside = (other: Grid): boolean => !!other.box && !!last.box && other.pages?.[1] === last.pages?.[1] && other.box.y0 < last.box.y1 && last.box.y0 < other.box.y1 && (other.box.x1 < last.box.x0 || last.box.x1 < other.box.x0);
  const hasEdges = ({ box }: Grid): boolean => !!box && !!part.box && Math.abs(box.x0 - part.box.x0) <= SAME_RULE && Math.abs(box.x1 - part.box.x1) <= SAME_RULE;
  if (part.pages?.[0] !== (last.pages?.[1] ?? 0) + 1) return -1;
  return out.findLastIndex((block) => block.type === 'grid' && isBeside(block) && hasEdges(block));
}

/** A row told by alignment that is no part of a table, nor the header of an empty one, is a line of text. */
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
  if (isTitledAnew(above, below)) return undefined;
  // the unit may stand at the head of each page, and above the table only where that begins a page
  const isUnitAgain = (text: string): boolean => last !== undefined && first === last + 1 && isUnit(text) && headerRows(below) > 0 && !isFormGrid(above);
  const isCaption = ({ text, source }: Paragraph): boolean => isUnitAgain(text) || isPageNumber(text) || squeeze(text) === '' || captions.some((caption) => isSameCaption(caption, squeeze(text), source === 'ocr')) || isCutCell(above, below, squeeze(text));
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
 * Whether a text is that of a merged cell which the page end cuts: a spreadsheet prints it on both pages, in the middle of
 * the whole cell, here behind the header or, on the first page, below the cell's part.
 */
function isCutCell(above: Grid, below: Grid, text: string): boolean {
  const last = above.cells.filter((cell) => cell.row + cell.rowSpan === above.rows);
  if (last.some((cell) => cell.rowSpan > 1 && squeeze(cell.text) === text)) return true;
  const first = headerRows(below);
  return last.some((cell) => cell.text === '' && below.cells.some((rest) => rest.row === first && rest.rowSpan > 1 && rest.column === cell.column && squeeze(rest.text) === text));
}

/** Whether a grid has a title of its own in its first row, over all columns, that the one above has not: another table, whatever its columns. */
function isTitledAnew(above: Grid, below: Grid): boolean {
  const [title, ...more] = (rowsOf(below)[0] ?? []).filter((cell) => cell.text.trim() !== '');
  if (title === undefined || more.length > 0 || title.columnSpan < below.columns || below.columns < 2 || !isTableTitle(title.text) || /续/u.test(title.text)) return false;
  return !above.cells.some((cell) => isSameCaption(squeeze(cell.text), squeeze(title.text), above.source === 'ocr'));
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

/** Whether a part begins with the rest of a name that the last row above leaves open: …基本养老保 / 险缴费支出. */
function beginsInsideName(above: Grid, below: Grid): boolean {
  const [rest, more] = (rowsOf(below)[0] ?? []).filter((cell) => cell.text.trim() !== '');
  if (rest === undefined || more !== undefined || above.columns !== below.columns) return false;
  const open = above.cells.find((cell) => cell.row === above.rows - 1 && cell.column === rest.column)?.text ?? '';
  return completesName(open, rest.text);
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
