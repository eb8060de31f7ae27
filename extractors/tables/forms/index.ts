/**
 * Performance forms (绩效目标表, 绩效自评表): recognising them, knowing what goes on over a page, reading them.
 */
import type { Cell, Grid } from '../../../schemas/block.js';
import type { Unit } from '../../../schemas/amount.js';
import type { FormTotal, PerformanceForm } from '../../../schemas/table.js';
import { isFrame, levelLabel, splitLevels } from './framework.js';
import { fundOf, isFigure, isFundPart, isFundSection } from './funds.js';
import { indicatorHeader } from './header.js';
import { beginsForm, detailLabel, goalLabel, headLabel, isFooter, isTitle } from './labels.js';
import { headerAt, listHeader } from './list-header.js';
import { readList } from './list.js';
import { filled, gridRows, isBlank, type GridRow } from './slots.js';
import { readSheets, type Unread } from './sheet.js';

/** What a table of forms holds. Every cell with a figure lands in a form, a total, or `unread`. */
export interface FormsReading {
  readonly forms: readonly PerformanceForm[];
  /** Printed totals over the forms of a table. */
  readonly totals: readonly FormTotal[];
  readonly unread: readonly Unread[];
}

/** Rows of a form's head that are looked at. */
const HEAD_ROWS = 12;

/** Rows that a page end may cut off a form's head before its goal or its units, at most. */
const OPENING = 2;

/** Whether a grid is a performance form, a table of them, or the part of one that holds its head. */
export function isFormGrid(grid: Grid): boolean {
  let known = formGrids.get(grid);
  if (known === undefined) formGrids.set(grid, (known = hasFormHead(gridRows(grid))));
  return known;
}
/** Answers by grid: stitching asks for those of a table that grows page by page. */
const formGrids = new WeakMap<Grid, boolean>();

function hasFormHead(rows: readonly GridRow[]): boolean {
  return listHeader(rows) !== undefined || isSheetHead(rows) || rows.some((row) => indicatorHeader(row) !== undefined);
}

/** Whether a grid is the first rows of a form, cut off by a page end: its project, named beside the label. */
export function opensForm(grid: Grid): boolean {
  const rows = gridRows(grid).map((row) => filled(row.own));
  return rows.length <= OPENING && rows[0] !== undefined && rows[0].length > 1 && isNamed(rows[0]) && rows.every((cells) => headLabel(cells[0]?.text ?? '') !== undefined);
}

/** The head of a single-project form: its project, named beside it, with a unit, an overview, a goal; or funds and a goal. */
function isSheetHead(rows: readonly GridRow[]): boolean {
  const head = rows.slice(0, HEAD_ROWS).map((row) => filled(row.own));
  const texts = head.flatMap((cells) => cells.map((cell) => cell.text));
  const goal = texts.some((text) => goalLabel(text) !== undefined);
  const title = head.some((cells) => cells.length === 1 && isTitle(cells[0]?.text ?? ''));
  if (head.some((cells) => isNamed(cells))) return goal || title || texts.some((text) => detailLabel(text) || ['supervisor', 'implementer'].includes(headLabel(text) ?? ''));
  const funds = head.some((cells) => isFundSection(cells[0]?.text ?? '')) && texts.some((text) => fundOf(text) !== undefined);
  return goal && (funds || title) && head.every((cells) => cells.filter((cell) => isFigure(cell.text)).length < 3);
}

/** 项目名称 first in its row with a value behind it: where it heads a column, headers of other columns stand there. */
function isNamed(row: readonly Cell[]): boolean {
  const cells = row.filter((cell) => !isFrame(cell.text));
  const [first, second] = cells;
  if (first === undefined || headLabel(first.text) !== 'project' || cells.length > 6) return false;
  return second === undefined || cells.length === 2 || !cells.slice(1).some((cell) => fundOf(cell.text) !== undefined || isFundPart(cell.text) || /^(?:科目|功能|经济|预算|合计|采购|金额|数量)/u.test(cell.text.trim()));
}

/**
 * Whether a grid without a title of its own goes on the form above: rows of indicators, goals or funds that the form
 * still lacks, a goal that runs on, further rows of a table of forms.
 */
export function continuesForm(form: Grid, next: Grid): boolean {
  const rows = gridRows(next);
  const first = rows.find((row) => filled(row.own).length > 0);
  if (first === undefined) return false;
  const above = gridRows(form);
  const list = listHeader(above);
  const own = listHeader(rows);
  if (own) return list?.key === own.key;
  if (list) return goesOnList(next, rows, list.columns.length, list.indicators.some((column) => column.role === 'name'), form);
  if (isTitle(filled(first.own)[0]?.text ?? '')) return false;
  if (rows.some((row) => filled(row.own).slice(0, 2).some((cell) => beginsForm(cell.text)))) return false;
  const body = rows.some((row) => filled(row.own).some((cell) => levelLabel(cell.text) !== undefined || splitLevels(cell.text).level2 !== '') || indicatorHeader(row) !== undefined);
  const head = filled(first.own).some((cell) => isFundSection(cell.text) || goalLabel(cell.text) !== undefined || headLabel(cell.text) !== undefined);
  const funds = isOfFunds(above.at(-1)) && isOfFunds(first);
  return body || head || funds || runsOn(above, rows);
}

/** Whether a row names a fund: 项目资金总额, 其中：财政资金. */
const isOfFunds = (row: GridRow | undefined): boolean => filled(row?.own ?? []).some((cell) => fundOf(cell.text) !== undefined || isFundPart(cell.text));

/** Words without labels of their own, in a grid as narrow as a form: a goal or a name cut by the page end, or a footer. */
function runsOn(above: readonly GridRow[], rows: readonly GridRow[]): boolean {
  const open = filled(above.at(-1)?.own ?? []).length > 0;
  const short = rows.length <= 3 || rows.slice(0, 1).every((row) => isBlank(row.cover[0] ?? row.own[0] ?? blank));
  return open && short && rows.every((row) => filled(row.own).length <= 4 && filled(row.own).every((cell) => !isFigure(cell.text) || isFrame(cell.text))) || rows.every((row) => filled(row.own).every((cell) => isFooter(cell.text)));
}

const blank = { row: 0, column: 0, rowSpan: 1, columnSpan: 1, text: '', confidence: 1 } as const;

/** Further rows of a table of forms: as wide as the table, with levels where it has indicators, with words where it has goals. */
function goesOnList(next: Grid, rows: readonly GridRow[], width: number, indicators: boolean, form: Grid): boolean {
  if (Math.abs(next.columns - form.columns) > 1 || next.columns < Math.min(3, width)) return false;
  const texts = rows.flatMap((row) => filled(row.own)).map((cell) => cell.text);
  if (indicators) return texts.some((text) => levelLabel(text) !== undefined || /^(?:[≥≤=＝<>＜＞]|定性)$/u.test(text.trim()));
  if (rows.some((row) => headerAt(rows, row.index) !== undefined)) return false;
  return texts.some((text) => text.trim().length > 8) && rows.every((row) => filled(row.own).filter((cell) => isFigure(cell.text)).length <= 4) && next.columns === form.columns;
}

/**
 * Reads the forms of a grid.
 * @param kind `overall_performance` for a form of the whole department
 * @param unit unit of the table's amounts; '' where it isn't said. A unit in a label (`项目资金（万元）`) goes before it
 * @param title title of the table: names the project where the form doesn't (`女子看守所保障经费项目绩效目标表`)
 */
export function readForms(grid: Grid, kind: 'project_performance' | 'overall_performance', unit: Unit | '', title = ''): FormsReading {
  const header = listHeader(gridRows(grid));
  if (header) return readList(grid, header, unit);
  const { forms, unread } = readSheets(grid, unit, kind === 'overall_performance' ? '' : title);
  return { forms, totals: [], unread };
}
