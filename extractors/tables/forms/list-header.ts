/**
 * Header of a table of forms: which columns hold unit, project, funds, goal and indicators.
 */
import type { Unit } from '../../../schemas/amount.js';
import { fundLabel, fundOf, isFigure, isFundPart, unitIn, type FundKey } from './funds.js';
import { listRole, type Column, type IndicatorRole, type ListRole } from './header.js';
import { covers, filled, label, widthOf, type GridRow } from './slots.js';

export interface ListColumn extends Column<ListRole> {
  /** For amounts: the figure of the form, undefined for a part of the funds; and the unit that the header states. */
  readonly key?: FundKey;
  readonly unit?: Unit;
}

export interface ListHeader {
  readonly first: number;
  readonly rows: number;
  readonly columns: readonly ListColumn[];
  readonly indicators: readonly Column<IndicatorRole>[];
  /** Texts of the header, to know it again where it is repeated. */
  readonly key: string;
}

/** Rows from the top among which a header is looked for. */
const TOP = 5;
const DEEPEST = 4;

/** The header of a table of forms; undefined if the grid is none. */
export function listHeader(rows: readonly GridRow[]): ListHeader | undefined {
  for (const row of rows.slice(0, TOP)) {
    const header = headerAt(rows, row.index);
    if (header) return header;
  }
  return undefined;
}

/** The header that begins at a row, if one does. */
export function headerAt(rows: readonly GridRow[], first: number): ListHeader | undefined {
  const top = filled(rows[first]?.own ?? []);
  if (top.length < 3 || top.some((cell) => cell.text.trim().length > 30 || isFigure(cell.text))) return undefined;
  if (!top.some((cell) => ['project', 'organisation'].includes(listRole(cell.text) ?? ''))) return undefined;
  const deep = Math.min(DEEPEST, Math.max(...top.map((cell) => cell.rowSpan)));
  const block = rows.slice(first, first + deep);
  const columns: ListColumn[] = [];
  for (let at = 0; at < widthOf(block); at += 1) {
    const cells = block.flatMap((row) => filled(row.own)).filter((cell) => covers(cell, at));
    const leaf = cells.at(-1);
    if (leaf === undefined || leaf.column < at && leaf.columnSpan > 1) continue;
    const path = cells.map((cell) => fundLabel(cell.text)).filter((part) => part !== '');
    // 单位 behind a target is its unit of measurement, not an organisation.
    const measured = label(leaf.text) === '单位' && columns.some((column) => column.role === 'name' || column.role === 'value');
    const stated = measured ? 'unit' : listRole(leaf.text);
    const role = stated === 'name' && columns.some((column) => column.role === 'name') ? 'detail' : stated;
    const money = fundOf(leaf.text) !== undefined || isFundPart(leaf.text);
    const chosen: ListRole | undefined = role !== undefined && role !== 'detail' && !(role === 'unit' && money) ? role : money ? 'amount' : 'detail';
    const unit = cells.map((cell) => unitIn(cell.text)).find((found) => found !== undefined);
    columns.push({
      role: chosen, header: chosen === 'amount' ? path.join('/') : label(leaf.text), column: leaf.column, span: leaf.columnSpan,
      ...(chosen === 'amount' ? amountKey(path) : {}), ...(unit === undefined ? {} : { unit }),
    });
  }
  const has = (role: ListRole): boolean => columns.some((column) => column.role === role);
  const indicators = columns.filter((column): column is ListColumn & Column<IndicatorRole> => INDICATORS.has(column.role));
  const targets = has('name') && has('value');
  if (!(has('project') || has('organisation')) || !(has('goal') || targets)) return undefined;
  // Funds by source and account beside a remark on the goal: a table of expenditure, not of forms.
  if (!targets && (!has('project') || columns.filter((column) => column.role === 'amount').length > 4)) return undefined;
  return { first, rows: deep, columns, indicators, key: keyOf(block) };
}

const INDICATORS: ReadonlySet<ListRole> = new Set(['level1', 'level2', 'name', 'operator', 'value', 'unit', 'detail']);

/** Words of a block of rows, to compare headers. */
export const keyOf = (rows: readonly GridRow[]): string => rows.flatMap((row) => filled(row.own)).map((cell) => label(cell.text)).join('|');

function amountKey(path: readonly string[]): { key?: FundKey } {
  const leaf = path.at(-1) ?? '';
  const parent = path.at(-2) ?? '';
  const key = /^(?:合计|小计)$/u.test(leaf) && fundOf(parent) !== undefined ? fundOf(parent) : fundOf(leaf);
  return key === undefined || isFundPart(leaf) && fundOf(leaf) === undefined ? {} : { key };
}
