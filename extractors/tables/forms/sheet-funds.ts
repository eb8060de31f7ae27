/**
 * Funds of a single-project form: figures behind their labels, in one or two columns, or in a small table with its
 * own header (执行数 beside 预算数, 基本支出 beside 项目支出, tasks of an overall form).
 */
import type { Cell } from '../../../schemas/block.js';
import type { Unit } from '../../../schemas/amount.js';
import type { Draft } from './draft.js';
import { amountIn, fundLabel, fundOf, isBudgetHeading, isFigure, isFundPart, isFundSection, type FundKey } from './funds.js';
import { isFrame } from './framework.js';
import { detailLabel } from './labels.js';
import { covers, filled, label, wording, type GridRow } from './slots.js';

export interface FundsState {
  unit: Unit | '';
  /** Row where the block of funds begins. */
  section: number | undefined;
  /** Column of the second label in a row of two: the year's funds beside the project's. */
  right: number | undefined;
  /** First row of figures below a header of their own. */
  headerEnd: number | undefined;
  /** Headers over figures in a row: 年初预算数, 全年预算数, 全年执行数, 分值. */
  columns: Map<number, string>;
}

/** Columns of a final account's funds; only the year's budget is the form's own figure. */
const COLUMN = /^(?:年初|全年|年度|调整后?)?(?:预算|执行|支出|到位)(?:执行)?(?:数|金额|率|资金)?(?:\([A-Z]\))?$|^分值$|^权重$|^得分$|^执行率.*$/u;

const isTotalRow = (text: string): boolean => /^(?:金额)?(?:合计|总计)$/u.test(label(text));

/**
 * Reads a row of funds into the draft.
 * @returns false where the row has nothing of funds
 */
export function readFunds(state: FundsState, draft: Draft, rows: readonly GridRow[], row: GridRow, unread: { gridRow: number; reason: string }[]): boolean {
  const cells = filled(row.own).filter((cell) => !isFundSection(cell.text) || fundOf(cell.text) !== undefined);
  const columns = cells.filter((cell) => COLUMN.test(label(cell.text)));
  if (columns.length > 1 && columns.some((cell) => !isFundPart(cell.text))) {
    for (const cell of columns) state.columns.set(cell.column, label(cell.text));
    return true;
  }
  const labels = cells.filter((cell) => isLabel(cell, state));
  const figures = cells.filter((cell) => isFigure(cell.text));
  if (labels.length === 0 && (figures.length === 0 || state.section === undefined && state.headerEnd === undefined && !headed(rows, row))) return state.section !== undefined && cells.length === 0;
  if (labels.length === 2 && labels.every((cell) => fundOf(cell.text) !== undefined)) state.right ??= labels[1]?.column;
  if (labels.length > 0 && !isTableRow(state, rows, row, labels, figures)) readLabelled(state, draft, cells, labels, unread);
  else readTable(state, draft, rows, row, cells, unread);
  return true;
}

const isLabel = (cell: Cell, state: FundsState): boolean => fundOf(cell.text) !== undefined || isFundPart(cell.text) && state.headerEnd === undefined;

/** A row named by a kind of spending or 合计, with its figures below labels of funds: one of a table, not a label and its figure. */
function isTableRow(state: FundsState, rows: readonly GridRow[], row: GridRow, labels: readonly Cell[], figures: readonly Cell[]): boolean {
  if (!labels.every((cell) => isTotalRow(cell.text) || fundOf(cell.text) === undefined)) return false;
  if (state.headerEnd !== undefined) return true;
  const above = rows.slice(state.section ?? Math.max(0, row.index - 3), row.index).map((r) => filled(r.own));
  return above.every((cells) => !cells.some((cell) => isFigure(cell.text))) && figures.some((figure) => above.flat().some((cell) => covers(cell, figure.column) && fundOf(cell.text) !== undefined));
}

/** Whether words above a row name its figures. */
const headed = (rows: readonly GridRow[], row: GridRow): boolean => rows.slice(Math.max(0, row.index - 3), row.index).some((above) => filled(above.own).some((cell) => /金额|预算|资金/u.test(cell.text) && cell.text.length < 20));

/** Label, figure, label, figure. */
function readLabelled(state: FundsState, draft: Draft, cells: readonly Cell[], labels: readonly Cell[], unread: { gridRow: number; reason: string }[]): void {
  let pending: Cell | undefined;
  for (const cell of cells) {
    if (labels.includes(cell)) {
      pending = cell;
      continue;
    }
    const header = [...state.columns].find(([column]) => covers(cell, column))?.[1];
    if (pending && isFigure(cell.text) && (header === undefined || !/分值|权重|得分|率/u.test(header))) {
      const own = header === undefined || isBudgetHeading(header) || ![...state.columns.values()].some(isBudgetHeading) && /预算/u.test(header);
      add(state, draft, cell, { key: own ? fundOf(pending.text) : undefined, side: state.right !== undefined && pending.column >= state.right ? 1 : 0, label: fundLabel(pending.text) + (header === undefined ? '' : `/${header}`) }, unread);
    } else if (!isFrame(cell.text)) draft.details.push(detailLabel(cell.text) ? { label: label(cell.text), text: '' } : { label: [pending ? fundLabel(pending.text) : '', header ?? ''].filter((part) => part !== '').join('/'), text: wording(cell.text) });
  }
}

/** Figures below a header: each is named by the words above its column and, in a list of tasks, by its row. */
function readTable(state: FundsState, draft: Draft, rows: readonly GridRow[], row: GridRow, cells: readonly Cell[], unread: { gridRow: number; reason: string }[]): void {
  state.headerEnd ??= row.index;
  const words = cells.filter((cell) => !isFigure(cell.text));
  const name = words[0] ? wording(words[0].text) : '';
  const task = name !== '' && !isTotalRow(name);
  for (const cell of cells.filter((c) => isFigure(c.text))) {
    const path = rows.slice(state.section ?? Math.max(0, state.headerEnd - 3), state.headerEnd).flatMap((above) => filled(above.own)).filter((above) => covers(above, cell.column) && (!isFundSection(above.text) || fundOf(above.text) !== undefined) && !isFrame(above.text)).map((above) => fundLabel(above.text));
    const leaf = path.at(-1) ?? '';
    const parent = path.at(-2) ?? '';
    const sum = /^(?:合计|小计|总计)$/u.test(leaf);
    const key: FundKey | undefined = task ? undefined : sum && fundOf(parent) !== undefined ? fundOf(parent) : parent !== '' && fundOf(parent) !== undefined && fundOf(parent) !== 'total' ? undefined : fundOf(leaf);
    add(state, draft, cell, { key, side: 0, label: [task ? name : '', ...path].filter((part) => part !== '').join('/') }, unread);
  }
  if (task) draft.details.push({ label: name, text: words.slice(1).map((cell) => wording(cell.text)).join(' ') });
}

function add(state: FundsState, draft: Draft, cell: Cell, entry: { readonly key: FundKey | undefined; readonly side: 0 | 1; readonly label: string }, unread: { gridRow: number; reason: string }[]): void {
  const amount = state.unit === '' ? undefined : amountIn(cell, state.unit);
  if (amount) draft.funds.push({ ...entry, amount });
  else unread.push({ gridRow: cell.row, reason: `金额“${wording(cell.text)}”的单位未知` });
}
