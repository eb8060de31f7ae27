/**
 * Rows to entries (行): codes, names, labels and amounts of every line of every block.
 */
import { parseAmount } from '../../schemas/amount-parse.js';
import type { Unit } from '../../schemas/amount.js';
import type { Cell, Grid, Paragraph } from '../../schemas/block.js';
import type { TableKindSpec } from '../../schemas/table-kind.js';
import type { Classification, Entry, EntryCell } from '../../schemas/table.js';
import { isFigure, isSerialRow, rowsOf } from '../layout/header-rows.js';
import { codeGroups, isOrganisation, mainGroup, type CodeGroup } from './code-groups.js';
import type { Column } from './columns.js';
import { flat, isTotal, itemOf, vocabulary } from './vocabulary.js';

export interface ReadRows {
  readonly entries: readonly Entry[];
  readonly unread: readonly { readonly gridRow: number; readonly reason: string }[];
  /** Notes that stand in rows of the grid. */
  readonly notes: readonly Paragraph[];
}

/** A figure that is plainly an amount: with thousands separators or decimals. */
const AMOUNT = /^[-−–(]?(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d{2,})\)?$/u;

/** Reads the body of a grid. `unit` is the table's own; a column's goes before it. */
export function readEntries(grid: Grid, columns: readonly Column[], from: number, unit: Unit, spec: Pick<TableKindSpec, 'classification' | 'side'>): ReadRows {
  const slots = slotsOf(grid);
  const rows = rowsOf(grid);
  const heads = headerTexts(columns);
  const notes: Paragraph[] = [];
  const unread: { gridRow: number; reason: string }[] = [];
  const body: number[] = [];
  for (let r = from; r < grid.rows; r += 1) {
    const filled = (rows[r] ?? []).filter((cell) => cell.text.trim() !== '');
    const texts = filled.map((cell) => cell.text);
    if (filled.length === 0 || isSerialRow(texts) || repeatsHeader(texts, heads)) continue;
    const [only] = filled;
    if (only !== undefined && filled.length === 1 && /^[(（]?(?:备?注|说明)\d?[:：.、]/u.test(flat(only.text))) {
      notes.push({ type: 'paragraph', text: only.text, ...(only.page === undefined ? {} : { page: only.page }), source: grid.source });
      continue;
    }
    body.push(r);
  }
  const entries: Entry[] = [];
  for (const block of new Set(columns.map((column) => column.block))) {
    entries.push(...blockEntries(grid, columns.filter((column) => column.block === block), body, slots, unit, spec, from, entries.length));
  }
  const read = new Set(entries.map((entry) => entry.gridRow));
  for (const r of body) {
    const stray = columns.filter((c) => c.role !== 'amount' && c.role !== 'line_number' && !vocabulary().quantities.test(c.label ?? '')).map((c) => slots[r]?.[c.gridColumn]).find((cell) => cell?.row === r && AMOUNT.test(flat(cell.text)));
    if (stray) unread.push({ gridRow: r, reason: `“${stray.text}”不在金额栏` });
    else if (!read.has(r)) unread.push({ gridRow: r, reason: '没有可识别的栏目' });
  }
  return { entries, unread, notes };
}

/** The cell that covers each slot. */
function slotsOf(grid: Grid): (Cell | undefined)[][] {
  const slots: (Cell | undefined)[][] = Array.from({ length: grid.rows }, () => []);
  for (const cell of grid.cells) {
    for (let r = cell.row; r < Math.min(cell.row + cell.rowSpan, grid.rows); r += 1) {
      for (let c = cell.column; c < cell.column + cell.columnSpan; c += 1) (slots[r] as (Cell | undefined)[])[c] = cell;
    }
  }
  return slots;
}

const headerTexts = (columns: readonly Column[]): Set<string> => new Set(columns.flatMap((column) => column.path));

function repeatsHeader(texts: readonly string[], heads: ReadonlySet<string>): boolean {
  return texts.length > 1 && !texts.some(isFigure) && texts.every((text) => heads.has(flat(text))) && !texts.every((text) => isTotal(text));
}

function blockEntries(
  grid: Grid, columns: readonly Column[], body: readonly number[], slots: readonly (readonly (Cell | undefined)[])[], unit: Unit,
  spec: Pick<TableKindSpec, 'classification' | 'side'>, from: number, before: number,
): Entry[] {
  const groups = codeGroups(columns, grid, from);
  const main = mainGroup(groups, spec.classification);
  const organisations = groups.find((group) => group !== main && isOrganisation(group));
  const amounts = columns.filter((column) => column.role === 'amount');
  if (amounts.length === 0) return [];
  const entries: Entry[] = [];
  let organisation = '';
  const years = yearsOfRows(columns, body, slots);
  for (const r of body) {
    const at = (column: Column | undefined): Cell | undefined => (column ? slots[r]?.[column.gridColumn] : undefined);
    const own = (column: Column | undefined): string => {
      const cell = at(column);
      return cell && cell.row === r ? cell.text.trim() : '';
    };
    const cells = amounts.flatMap((column): EntryCell[] => {
      const cell = at(column);
      if (cell === undefined || cell.row !== r || cell.column !== column.gridColumn) return [];
      return [{ measure: `${column.measure ?? 'total'}${years.get(r) ?? ''}`, gridRow: r, gridColumn: column.gridColumn, reading: parseAmount(cell.text, column.unit ?? unit), confidence: cell.confidence, ...place(cell) }];
    });
    const line = lineOf(main, groups, columns, at, own);
    if (line.name === '' && line.code.length === 0 && !line.others.some(isTotal) && cells.every((cell) => cell.reading.state === 'blank')) continue;
    const unit0 = organisations ? own(organisations.name) : '';
    if (unit0 !== '' && !isTotal(unit0)) organisation = unit0;
    const alone = line.name === '' && line.code.length === 0;
    const codeOfUnit = own(columns.find((column) => column.label === 'organisation_code'));
    const byOrganisation = (alone && unit0 !== '') || (main !== undefined && isOrganisation(main)) || (/\d/u.test(codeOfUnit) && line.code.length === 0);
    const name = alone && unit0 !== '' ? unit0 : line.name;
    const total = line.code.every((part) => !/\d/u.test(part.text)) && (isTotal(name) || line.others.some(isTotal) || (groups.length === 0 && name === ''));
    const code = total ? [] : line.code;
    const classification: Classification = byOrganisation && !total ? 'organisation' : (main?.classification || spec.classification);
    const nameCell = at(main?.name) ?? at(columns[0]);
    entries.push({
      row: before + entries.length + 1, gridRow: r, block: columns[0]?.block ?? 0,
      side: columns.map((column) => column.side).find((side) => side !== '') ?? spec.side,
      classification: classification === 'organisation' && !byOrganisation ? spec.classification : classification,
      code: byOrganisation && /\d/u.test(codeOfUnit) && !total ? [{ part: 'whole', text: codeOfUnit }] : code,
      name: total && name === '' ? (line.others.find(isTotal) ?? '') : name,
      indent: nameCell?.indent ?? 0,
      item: code.length > 0 ? '' : itemOf(/^(?:小计|合计)$/u.test(flat(name)) && line.labels.group !== undefined ? line.labels.group : name),
      role: total ? 'total' : code.length > 0 || (byOrganisation && /\d/u.test(codeOfUnit)) ? 'coded' : 'line',
      labels: { ...line.labels, ...(organisation !== '' && !byOrganisation ? { organisation } : {}) },
      cells, ...placeOf(nameCell, cells),
    });
  }
  return entries;
}

/** Suffix of the measures of rows that a 年度 column gives to an earlier year. */
function yearsOfRows(columns: readonly Column[], body: readonly number[], slots: readonly (readonly (Cell | undefined)[])[]): Map<number, string> {
  const column = columns.find((c) => c.role === 'label' && /^年度$|^年份$/u.test(c.label ?? ''));
  if (!column) return new Map();
  const texts = body.map((r) => flat(slots[r]?.[column.gridColumn]?.text ?? ''));
  const years = texts.flatMap((text) => /^(20\d\d)年?/u.exec(text)?.[1] ?? []).map(Number);
  return new Map(body.map((r, i) => {
    const text = texts[i] ?? '';
    const year = Number(/^(20\d\d)年?/u.exec(text)?.[1] ?? 0);
    return [r, /增减|变化/u.test(text) ? '_change' : text.startsWith('上年') || (year > 0 && year < Math.max(...years)) ? '_previous' : ''];
  }));
}

const place = (cell: Cell): Pick<EntryCell, 'page' | 'box'> => ({ ...(cell.page === undefined ? {} : { page: cell.page }), ...(cell.box === undefined ? {} : { box: cell.box }) });

function placeOf(cell: Cell | undefined, cells: readonly EntryCell[]): Pick<Entry, 'page' | 'box'> {
  if (cell && (cell.page !== undefined || cell.box !== undefined)) return place(cell);
  const first = cells[0];
  return first ? { ...(first.page === undefined ? {} : { page: first.page }), ...(first.box === undefined ? {} : { box: first.box }) } : {};
}

interface LineWords {
  readonly code: Entry['code'];
  readonly name: string;
  readonly labels: Record<string, string>;
  /** Every other text of the line's code, name and label columns. */
  readonly others: readonly string[];
}

/** Names and labels: blanks between Chinese characters are layout. */
const tidy = (text: string): string => text.trim().replaceAll(/(?<=[\p{Script=Han}）”])\s+(?=[\p{Script=Han}（“])/gu, '');

function lineOf(main: CodeGroup | undefined, groups: readonly CodeGroup[], columns: readonly Column[], at: (c: Column | undefined) => Cell | undefined, own: (c: Column | undefined) => string): LineWords {
  const labels: Record<string, string> = {};
  const put = (key: string, text: string): void => {
    if (text !== '') labels[key in labels ? `${key}_${Object.keys(labels).length}` : key] = text;
  };
  const others: string[] = [];
  const code: { part: NonNullable<Column['part']>; text: string }[] = [];
  let name = tidy(main !== undefined && isOrganisation(main) ? (at(main.name)?.text ?? '') : own(main?.name));
  for (const column of main?.codes ?? []) {
    const cell = at(column);
    const text = own(column);
    if (text === '' || /^[类款项]$/u.test(flat(text)) || cell?.column !== column.gridColumn) continue;
    if (/\d/u.test(flat(text))) code.push({ part: column.part ?? 'whole', text });
    else others.push(tidy(text));
  }
  // Names can stand in the code column of a line without a code, or in a merged cell over both: 合计.
  if (name === '') name = others.find((text) => /\p{L}/u.test(text)) ?? '';
  for (const group of groups) {
    if (group === main) continue;
    // Groups of lines (一般公共预算资金 over 小计, 专项收入) stand in merged cells beside them.
    const outer = tidy(at(group.name)?.text ?? '');
    if (isOrganisation(group)) {
      if (isTotal(outer)) others.push(outer);
      continue;
    }
    const kind = group.name?.label ?? (group.classification === '' ? 'group' : group.classification);
    put(`${kind}_code`, group.codes.map(own).filter((text) => text !== '').join(' '));
    if (name === '' && own(group.name) !== '' && group.codes.length === 0) name = outer;
    else put(group.classification === '' ? kind : `${kind}_name`, outer);
    if (isTotal(outer)) others.push(outer);
  }
  for (const column of columns) {
    if (column.role !== 'label') continue;
    const text = tidy(at(column)?.text ?? '');
    if (isTotal(text)) others.push(text);
    put(column.label ?? (column.header || `column_${column.gridColumn}`), text);
  }
  return { code, name, labels, others };
}
