/**
 * Tables of forms: one project a row (杭州, 深圳) or a block of rows (北京, 重庆, 长沙), with funds, goal and indicators
 * in columns. A block goes on over a page with its first cells blank, or with all of them printed again.
 */
import type { Cell, Grid } from '../../../schemas/block.js';
import { UNITS, type Unit } from '../../../schemas/amount.js';
import type { FormAmount, FormTotal, PerformanceForm } from '../../../schemas/table.js';
import { addText, finished, isTemplate, newDraft, type Draft } from './draft.js';
import { amountIn, isFigure } from './funds.js';
import { keyOf, type ListColumn, type ListHeader } from './list-header.js';
import type { ListRole } from './header.js';
import { covers, filled, goOn, gridRows, isBlank, label, overlap, wording, type GridRow } from './slots.js';

interface Row {
  readonly row: GridRow;
  readonly cells: ReadonlyMap<ListRole, Cell>;
  /** Text of a role's cell if it begins in this row. */
  readonly own: (role: ListRole) => string;
  readonly amounts: readonly { readonly column: ListColumn; readonly amount: FormAmount }[];
  /** Digits of the amount cells, read or not: a line cut by the page end may have lost its point. */
  readonly digits: string;
  /** Codes of unit or project by their header (单位编码). */
  readonly codes: ReadonlyMap<string, string>;
  readonly indicator: boolean;
  readonly foreign: ReadonlySet<Cell>;
}

export interface ListReading {
  readonly forms: PerformanceForm[];
  readonly totals: FormTotal[];
  readonly unread: { gridRow: number; reason: string }[];
}

/**
 * Reads a table of forms below its header. Where no unit is said, an indicator that repeats the amount of its form
 * with a unit (`预算控制数 ≤ 417.41 万元`) says it.
 */
export function readList(grid: Grid, header: ListHeader, unit: Unit | ''): ListReading {
  const first = readWith(grid, header, unit);
  const stated = unit === '' && first.unread.length > 0 ? unitOfIndicators(grid, header, first.forms) : undefined;
  return stated === undefined ? first : readWith(grid, header, stated);
}

function unitOfIndicators(grid: Grid, header: ListHeader, forms: readonly PerformanceForm[]): Unit | undefined {
  const printed = new Set(grid.cells.filter((cell) => header.columns.some((column) => column.role === 'amount' && covers(cell, column.column))).map((cell) => cell.text.replaceAll(',', '').trim()).filter((text) => Number(text) > 0));
  const units = new Set(forms.flatMap((form) => form.indicators).filter((indicator) => indicator.unit in UNITS && [...printed].some((text) => Number(text) === Number(indicator.value))).map((indicator) => indicator.unit as Unit));
  return units.size === 1 ? [...units][0] : undefined;
}

function readWith(grid: Grid, header: ListHeader, unit: Unit | ''): ListReading {
  const rows = gridRows(grid);
  const joints = new Set(grid.joints);
  const drafts: Draft[] = [];
  const totals: FormTotal[] = [];
  const unread: { gridRow: number; reason: string }[] = [];
  const repeated = new Set(rows.slice(header.first, header.first + header.rows).map((row) => keyOf([row])));
  let organisation = '';
  let digits = '';
  const overall = !header.columns.some((column) => column.role === 'project');
  const both = header.columns.some((column) => column.role === 'project' && /单位|部门/u.test(column.header));
  for (let at = header.first + header.rows; at < rows.length; at += 1) {
    const gridRow = rows[at];
    if (!gridRow || filled(gridRow.own).length === 0) continue;
    if (repeated.has(keyOf([gridRow]))) continue;
    if (filled(gridRow.own).every((cell) => /^[*＊]+$/u.test(cell.text.trim()))) continue;
    const row = readRow(gridRow, header, unit, unread);
    const name = overall ? row.own('organisation') : row.own('project');
    const unitName = overall ? '' : row.own('organisation');
    const joint = joints.has(at);
    const current = drafts.at(-1);
    const firstCell = filled(gridRow.own)[0];
    if (firstCell && /^(?:备?注|说明)[:：]/u.test(firstCell.text.trim()) && row.amounts.length === 0) {
      current?.details.push({ label: '注', text: wording(firstCell.text) });
      continue;
    }
    if (isTotal(row, name, header)) {
      for (const { column, amount } of row.amounts) if (column.key) totals.push({ label: totalLabel(gridRow), key: column.key, amount });
      if (row.amounts.length === 0 && filled(gridRow.own).some((cell) => isFigure(cell.text))) unread.push({ gridRow: at, reason: '合计行的金额未能读取' });
      if (unitName !== '') organisation = unitName;
      continue;
    }
    if (both && isHeading(row, name, filled(gridRow.own))) {
      organisation = name;
      continue;
    }
    const step = stepOf({ row, name, unitName, joint, current, digits, overall, ruled: grid.method === 'lattice' });
    const halves = step === 'split' && row.digits === digits ? unread.filter((u) => u.gridRow === current?.gridRow).length : 0;
    if (halves > 0) unread.splice(-halves);
    if (row.digits !== '') digits = row.digits;
    const draft = step === 'new' || !current ? newDraft(at, firstCell?.page) : current;
    if (unitName !== '' && draft === current) draft.texts.implementer = goOn(draft.texts.implementer ?? '', unitName);
    if (unitName !== '') organisation = draft === current ? (draft.texts.implementer ?? '') : unitName;
    if (draft !== current) {
      drafts.push(draft);
      if (name !== '') draft.texts[overall ? 'implementer' : 'project'] = name;
      if (!overall && organisation !== '') draft.texts.implementer = organisation;
    } else if (name !== '' && (step === 'split' || draft.texts[overall ? 'implementer' : 'project'] === undefined)) addText(draft, overall ? 'implementer' : 'project', name);
    for (const { column, amount } of row.amounts) if (!draft.funds.some((entry) => entry.label === column.header && entry.amount.amount.fen === amount.amount.fen)) draft.funds.push({ key: column.key, side: 0, label: column.header, amount });
    fill(draft, row);
    if (row.indicator) draft.rows.push({ row: gridRow, columns: header.indicators, joint, foreign: row.foreign });
  }
  return { forms: drafts.map((draft) => finished(draft, grid.method === 'lattice')).filter((form) => !isTemplate(form)), totals, unread };
}

/** Goal and the other words of the head that begin in a row. */
function fill(draft: Draft, row: Row): void {
  const goal = row.own('goal');
  if (goal !== '') draft.texts.goalAnnual = goOn(draft.texts.goalAnnual ?? '', goal);
  for (const key of ['nature', 'category', 'supervisor'] as const) if (row.own(key) !== '') draft.texts[key] = row.own(key);
  for (const [column, text] of row.codes) if (!draft.details.some((detail) => detail.label === column && detail.text === text)) draft.details.push({ label: column, text });
}

/** How a row goes on: a new form, more of the form above, or more of its name (cut by a page end). */
function stepOf(at: { row: Row; name: string; unitName: string; joint: boolean; current: Draft | undefined; digits: string; overall: boolean; ruled: boolean }): 'new' | 'same' | 'split' {
  const { row, name, joint, current } = at;
  if (!current) return 'new';
  const known = current.texts[at.overall ? 'implementer' : 'project'] ?? '';
  const sameFunds = row.amounts.every(({ column, amount }) => current.funds.some((entry) => entry.label === column.header && entry.amount.amount.fen === amount.amount.fen));
  const cell = row.cells.get(at.overall ? 'organisation' : 'project');
  if (name === '') {
    if (joint || !row.indicator) return row.amounts.length > 0 && !sameFunds ? 'new' : 'same';
    // A block of its own whose name is printed on the next page, in the middle of the block.
    const opens = at.ruled && cell !== undefined && cell.row === row.row.index && row.own('goal') !== '';
    return row.amounts.length > 0 || opens ? 'new' : 'same';
  }
  if (joint && known === '') return 'same';
  if (name === known && (at.unitName === '' || at.unitName === (current.texts.implementer ?? '')) && sameFunds && (joint || row.indicator)) return 'same';
  if (joint && row.digits !== '' && row.digits === at.digits && overlap(known, name) > 1) return 'split';
  const cutOff = joint && row.amounts.length === 0 && current.funds.length > 0 && row.own('goal').length + name.length > 0 && at.unitName === '' && !startsBlock(row);
  return cutOff ? 'split' : 'new';
}

/** A row with an indicator of its own first level and a goal begins a block even where it prints no funds. */
const startsBlock = (row: Row): boolean => row.own('level1') !== '' && row.own('goal') !== '' && row.amounts.length > 0;

/** Lines that sum up others: 合计, or a unit's own line without goal and indicators. */
function isTotal(row: Row, name: string, header: ListHeader): boolean {
  const words = filled(row.row.own).map((cell) => label(cell.text));
  if (words.some((word) => /^(?:合计|总计|小计)$/u.test(word))) return true;
  if (/^;*$/u.test(row.digits) || row.indicator || row.own('goal') !== '') return false;
  const goals = header.columns.some((column) => column.role === 'goal') && header.columns.some((column) => column.role === 'name');
  return goals || name === '';
}

/** A unit above its projects, in a column of both (单位名称、项目名称): nothing but its name in the row. */
const isHeading = (row: Row, name: string, cells: readonly Cell[]): boolean => name !== '' && cells.length === 1 && row.amounts.length === 0 && !row.indicator && row.own('goal') === '';

const totalLabel = (row: GridRow): string => filled(row.own).filter((cell) => !isFigure(cell.text)).map((cell) => label(cell.text)).join(' ') || '合计';

function readRow(row: GridRow, header: ListHeader, unit: Unit | '', unread: { gridRow: number; reason: string }[]): Row {
  const cells = new Map<ListRole, Cell>();
  const amounts: { column: ListColumn; amount: FormAmount }[] = [];
  const foreign = new Set<Cell>();
  const codes = new Map<string, string>();
  let digits = '';
  for (const cell of row.cover) {
    const column = header.columns.find((c) => covers(cell, c.column)) ?? header.columns.find((c) => c.column <= cell.column && cell.column < c.column + c.span);
    if (column === undefined) continue;
    const ofIndicator = header.indicators.some((c) => c.column === column.column);
    if (!ofIndicator) foreign.add(cell);
    if (!cells.has(column.role)) cells.set(column.role, cell);
    if (column.role === 'serial' && /编码|代码/u.test(column.header) && cell.row === row.index && !isBlank(cell)) codes.set(column.header, wording(cell.text));
    if (column.role !== 'amount' || cell.row !== row.index || isBlank(cell)) continue;
    digits += `${cell.text.replaceAll(/\D/gu, '')};`;
    const worth = column.unit ?? unit;
    const amount = worth === '' ? undefined : amountIn(cell, worth);
    if (amount) amounts.push({ column, amount });
    else if (/\d/u.test(cell.text)) unread.push({ gridRow: row.index, reason: worth === '' ? `金额“${wording(cell.text)}”的单位未知` : `金额“${wording(cell.text)}”未能读取` });
  }
  const own = (role: ListRole): string => {
    const cell = cells.get(role);
    return cell && cell.row === row.index ? wording(cell.text) : '';
  };
  const indicator = header.indicators.length > 0 && filled(row.own).some((cell) => !foreign.has(cell));
  return { row, cells, own, amounts, digits, codes, indicator, foreign };
}
