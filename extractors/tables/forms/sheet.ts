/**
 * Forms of one project each (项目绩效目标申报表, 整体支出绩效目标表, 自评表): labels with their values beside or below,
 * funds, goals, then rows of indicators. A grid may hold several of them.
 */
import type { Cell, Grid } from '../../../schemas/block.js';
import type { Unit } from '../../../schemas/amount.js';
import type { PerformanceForm } from '../../../schemas/table.js';
import { addText, finished, isEmpty, isTemplate, newDraft, period, type Draft, type TextKey } from './draft.js';
import { isFrame } from './framework.js';
import { amountIn, fundLabel, isFigure, isFundSection, unitIn } from './funds.js';
import { readFunds, type FundsState } from './sheet-funds.js';
import { dividedTarget, indicatorHeader, type Column, type IndicatorRole } from './header.js';
import { beginsForm, detailLabel, goalLabel, headLabel, isFooter, isResultLabel, isTitle, projectOfTitle } from './labels.js';
import { covers, filled, gridRows, label, widthOf, wording, type GridRow } from './slots.js';

export interface Unread {
  readonly gridRow: number;
  readonly reason: string;
}

interface State {
  draft: Draft;
  columns: readonly Column<IndicatorRole>[];
  header: GridRow | undefined;
  /** Labels of goals whose words stand below; `result` is what a final account says of them (实际完成情况). */
  goals: { readonly key: 'goalTotal' | 'goalAnnual' | 'result'; readonly cell: Cell }[];
  funds: FundsState;
  last: TextKey | undefined;
}

const NONE: ReadonlySet<Cell> = new Set();

/**
 * Reads a grid of single-project forms.
 * @param unit unit of the table, '' where unknown: a label's own unit goes before it
 * @param title title of the table; names the project where the form itself does not
 */
export function readSheets(grid: Grid, unit: Unit | '', title: string): { forms: PerformanceForm[]; unread: Unread[] } {
  const rows = gridRows(grid);
  const ruled = grid.method === 'lattice';
  const joints = new Set(grid.joints);
  const unread: Unread[] = [];
  const drafts: Draft[] = [];
  let state = begin(0, rows[0]?.cover[0]?.page, unit);
  const close = (row: GridRow): void => {
    if (!isEmpty(state.draft)) drafts.push(state.draft);
    state = begin(row.index, filled(row.own)[0]?.page, unit);
  };
  for (const row of rows) {
    const own = filled(row.own);
    const first = own.find((cell) => !isFrame(cell.text)) ?? own[0];
    if (first === undefined) continue;
    if (own.length === 1 && isTitle(first.text)) {
      if (!isEmpty(state.draft)) close(row);
      title = wording(first.text);
      continue;
    }
    if (own.length === 1 && /^\(?\d{4}年度?\)?$/u.test(label(first.text))) continue;
    const named = own.slice(0, 4).some((cell) => headLabel(cell.text) === 'project');
    const started = (named || beginsForm(first.text)) && (state.draft.rows.length > 0 || (named ? state.draft.texts.project !== undefined : state.draft.texts.implementer !== undefined));
    if (started) close(row);
    const header = indicatorHeader(row) ?? (state.header?.index === row.index - 1 ? dividedTarget(state.columns, row) : undefined);
    if (header) {
      state.columns = header;
      state.header = indicatorHeader(row) ? row : state.header;
      continue;
    }
    const head = headLabel(first.text) !== undefined || goalLabel(own[0]?.text ?? '') !== undefined && own[0]?.rowSpan === 1 || isFundSection(first.text);
    if (state.header && !head) {
      const nameColumn = state.columns.find((column) => column.role === 'name')?.column ?? 0;
      if (isFooter(first.text) && !isFrame(first.text) && (!ruled || first.column < nameColumn || own.length === 1)) addDetail(state.draft, own);
      else if (own.some((cell) => !isFrame(cell.text))) state.draft.rows.push({ row, columns: columnsAt(state, rows, row.index, joints), joint: joints.has(row.index), foreign: NONE });
      continue;
    }
    if (state.header) {
      // A second head below the indicators: the next form, whose title and project, the same as those above, were taken for a repeated header.
      const again = state.draft.rows.length > 0 && own.some((cell) => ['supervisor', 'implementer'].includes(headLabel(cell.text) ?? '') || isFundSection(cell.text) && state.draft.funds.length > 0);
      const project = state.draft.texts.project;
      if (again) close(row);
      if (again && project !== undefined) state.draft.texts.project = project;
      state.header = undefined;
    }
    readHead(state, rows, row, unread);
  }
  if (!isEmpty(state.draft)) drafts.push(state.draft);
  const named = drafts.map((draft) => {
    if (draft.texts.project === undefined && drafts.length === 1 && projectOfTitle(title) !== '') addText(draft, 'project', projectOfTitle(title));
    return finished(draft, ruled);
  });
  return { forms: named.filter((form) => !isTemplate(form)), unread };
}

function begin(gridRow: number, page: number | undefined, unit: Unit | ''): State {
  return { draft: newDraft(gridRow, page), columns: [], header: undefined, goals: [], funds: { unit, section: undefined, right: undefined, headerEnd: undefined, columns: new Map() }, last: undefined };
}

/** Columns of the indicators in the part of the grid that a row belongs to: narrower parts are aligned by order. */
function columnsAt(state: State, rows: readonly GridRow[], at: number, joints: ReadonlySet<number>): readonly Column<IndicatorRole>[] {
  const header = state.header;
  if (!header) return state.columns;
  const from = [...joints].filter((joint) => joint <= at).toSorted((a, b) => b - a)[0] ?? 0;
  if (from <= header.index) return state.columns;
  const to = [...joints].filter((joint) => joint > at).toSorted((a, b) => a - b)[0] ?? rows.length;
  const width = widthOf(rows.slice(from, to));
  const slots = header.cover;
  if (width >= widthOf([header])) return state.columns;
  const missing = slots.length - width;
  if (missing < 0 || missing > 1) return state.columns;
  return state.columns.map((column) => ({ ...column, column: slots.findIndex((cell) => covers(cell, column.column)) - missing, span: 1 }));
}

function addDetail(draft: Draft, cells: readonly Cell[]): void {
  const [first, ...rest] = cells;
  if (first) draft.details.push({ label: label(first.text).slice(0, 20), text: rest.length === 0 ? wording(first.text) : rest.map((cell) => wording(cell.text)).join(' ') });
}

/** A row of the head: labels and values in turn; funds; goals beside or below their labels; a lone cell goes on the words above. */
function readHead(state: State, rows: readonly GridRow[], row: GridRow, unread: Unread[]): void {
  const own = filled(row.own);
  const { draft } = state;
  for (const cell of own) {
    if (isFundSection(cell.text)) state.funds.section = row.index;
    const stated = isFundSection(cell.text) || fundLabel(cell.text) !== '' && /资金|预算|金额/u.test(cell.text) ? unitIn(cell.text) : undefined;
    if (stated) state.funds.unit = stated;
  }
  if (!own.some((cell) => headLabel(cell.text) !== undefined || goalLabel(cell.text) !== undefined) && readFunds(state.funds, draft, rows, row, unread)) {
    state.last = undefined;
    return;
  }
  let pending: { readonly key: TextKey | 'period' | 'detail'; readonly label: string; isFilled: boolean } | undefined;
  let labelled = false;
  if (own.some((cell) => goalLabel(cell.text) !== undefined)) state.goals = own.every((cell) => goalLabel(cell.text) !== undefined || isResultLabel(cell.text) || isFrame(cell.text)) ? state.goals : [];
  for (const cell of own) {
    const head = headLabel(cell.text);
    const result = isResultLabel(cell.text);
    const goal = goalLabel(cell.text);
    if (goal !== undefined || result) state.goals.push({ key: goal ?? 'result', cell });
    if (head !== undefined || goal !== undefined || result || (detailLabel(cell.text) && (pending === undefined || pending.key === 'detail' || pending.isFilled))) {
      pending = { key: head ?? goal ?? 'detail', label: label(cell.text), isFilled: false };
      labelled = true;
      if (head !== undefined) state.goals = [];
      continue;
    }
    if (isFrame(cell.text) && pending === undefined) {
      labelled = true;
      continue;
    }
    take(state, cell, pending, { alone: own.length === 1 && !labelled, unread });
    if (pending !== undefined) pending.isFilled = true;
  }
}

/** A figure with its label in one cell: 其中：基本支出：900.47. */
const LABELLED = /^(?:其中[:：])?([^:：\d]{2,20})[:：]\s*([-\d,.]+(?:万?元)?)$/u;

function take(state: State, cell: Cell, pending: { readonly key: TextKey | 'period' | 'detail'; readonly label: string } | undefined, at: { readonly alone: boolean; readonly unread: Unread[] }): void {
  const { draft } = state;
  if (pending?.key === 'detail') draft.details.push({ label: pending.label, text: wording(cell.text) });
  else if (pending?.key === 'period') {
    const range = period(cell.text);
    if (range) [draft.texts.start, draft.texts.end] = range;
    else draft.details.push({ label: pending.label, text: wording(cell.text) });
  } else if (pending !== undefined) {
    addText(draft, pending.key, cell.text);
    state.last = pending.key;
  } else if (state.goals.length > 0) {
    const key = (state.goals.findLast((goal) => covers(goal.cell, cell.column)) ?? state.goals.findLast((goal) => goal.cell.column <= cell.column) ?? state.goals.at(-1))?.key;
    if (key === 'result') draft.details.push({ label: '实际完成情况', text: wording(cell.text) });
    else if (key) {
      addText(draft, key, cell.text);
      state.last = key;
    }
  } else if (LABELLED.test(wording(cell.text))) {
    const [, name = '', text = ''] = LABELLED.exec(wording(cell.text)) ?? [];
    draft.details.push({ label: name, text });
  } else if (state.last !== undefined && at.alone && !isFigure(cell.text)) addText(draft, state.last, cell.text);
  else if (isFigure(cell.text) || /\d/u.test(cell.text)) {
    const amount = state.funds.unit === '' ? undefined : amountIn(cell, state.funds.unit);
    at.unread.push({ gridRow: cell.row, reason: amount ? `金额“${wording(cell.text)}”没有对应的标签` : `“${wording(cell.text).slice(0, 30)}”没有对应的标签` });
  } else draft.details.push({ label: '', text: wording(cell.text) });
}
