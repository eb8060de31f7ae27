/**
 * Rows to entries (行): codes, names, labels and amounts of every line of every block.
 */
import { parseAmount } from '../../schemas/amount-parse.js';
import { codesByName } from '../../schemas/codes.js';
import type { Unit } from '../../schemas/amount.js';
import type { Cell, Grid, Paragraph } from '../../schemas/block.js';
import { isFigure, isPlainAmount } from '../../schemas/printed-figure.js';
import type { TableKindSpec } from '../../schemas/table-kind.js';
import type { Classification, Entry, EntryCell, Side } from '../../schemas/table.js';
import { isSerialRow, rowsOf } from '../layout/header-rows.js';
import { codeGroups, groupOfLine, isOrganisation, mainGroup, type CodeGroup } from './code-groups.js';
import { yearSuffixes } from './column-measures.js';
import type { Column } from './columns.js';
import { lineWords, rowView, type RowView } from './line-words.js';
import { bare, flat, isTotal, itemOf, vocabulary } from './vocabulary.js';

export interface ReadRows {
  readonly entries: readonly Entry[];
  readonly unread: readonly { readonly gridRow: number; readonly reason: string }[];
  /** Notes that stand in rows of the grid. */
  readonly notes: readonly Paragraph[];
}

/** Lines of “三公” tables that count groups, persons, vehicles: 国内公务接待批次（个）. */
const COUNT = /\((?:个|人|辆|台|次|批|批次|人次|人数|平方米|台[、,/]?套)\)$|(?:团组数|人次数?|批次数?|保有量|保有数|购置数|车辆数)$|(?:领导干部|主要负责人|机要通信|应急保障|执法执勤|特种专业技术|离退休干部(?:服务)?|其他)用车$/u;

/** A code with points between its parts: 205.02. */
const POINTED_CODE = /^\d{3}(?:\.\d{2}){1,2}$/u;

/** Reads the body of a grid. `unit` is the table's own; a column's goes before it. */
export function readEntries(grid: Grid, columns: readonly Column[], from: number, unit: Unit, spec: Pick<TableKindSpec, 'classification' | 'side'>): ReadRows {
  const slots = slotsOf(grid);
  const rows = rowsOf(grid);
  const heads = headerTexts(columns);
  const above = new Set(rows.slice(0, from).map((row) => lineOf(row)));
  const notes: Paragraph[] = [];
  const unread: { gridRow: number; reason: string }[] = [];
  const body: number[] = [];
  const numbered = new Set(columns.filter((column) => column.role === 'line_number').map((column) => column.gridColumn));
  for (let r = from; r < grid.rows; r += 1) {
    const filled = (rows[r] ?? []).filter((cell) => cell.text.trim() !== '');
    const texts = filled.map((cell) => cell.text);
    // A row with nothing but its 行次 or 序号 says nothing.
    if (filled.every((cell) => numbered.has(cell.column)) || isSerialRow(texts) || repeatsHeader(texts, heads) || !texts.some(isFigure) && above.has(lineOf(filled))) continue;
    if (texts.some((text) => flat(text).startsWith('栏次'))) {
      // what ran together with the numbers of the columns is no amount: 栏次合计, 2 / 5,000.00
      if (!texts.every((text) => /^(?:栏次)?\d{0,2}$/u.test(flat(text)))) unread.push({ gridRow: r, reason: '与栏次连在一起' });
      continue;
    }
    const [only] = filled;
    if (only !== undefined && filled.length === 1 && /^[(（]?(?:备?注|说明)\d?[:：.、]/u.test(flat(only.text))) {
      notes.push({ type: 'paragraph', text: only.text, ...(only.page === undefined ? {} : { page: only.page }), source: grid.source });
      continue;
    }
    body.push(r);
  }
  const sides = sidesOfRows(body, rows, columns);
  const entries: Entry[] = [];
  const read = new Set<number>();
  for (const block of new Set(columns.map((column) => column.block))) {
    const more = blockEntries(grid, columns.filter((column) => column.block === block), body, slots, unit, spec, from, entries.length, sides);
    for (const entry of more) read.add(entry.gridRow);
    entries.push(...takeTotals(entries, withWholeNames(more)));
  }
  for (const r of body) {
    const stray = columns.filter((c) => c.role !== 'amount' && c.role !== 'line_number' && !vocabulary().quantities.test(c.label ?? '')).find((c) => {
      const cell = slots[r]?.[c.gridColumn];
      return cell?.row === r && isPlainAmount(flat(cell.text)) && !(c.role === 'code' && POINTED_CODE.test(flat(cell.text)));
    });
    if (stray) unread.push({ gridRow: r, reason: `“${slots[r]?.[stray.gridColumn]?.text ?? ''}”不在金额栏` });
    else if (!read.has(r)) unread.push({ gridRow: r, reason: '没有可识别的栏目' });
  }
  return { entries, unread, notes };
}

/** Names of lines that sum up the lines above them: 支出合计, 当年支出小计. */
const TOTAL = /[合小总]\s*计$/u;

/** A total whose words and amount stand in two blocks, as a merged cell over both leaves it: the words take the amounts. Gives the block's other entries. */
function takeTotals(above: Entry[], block: readonly Entry[]): Entry[] {
  const left = block.filter((entry) => {
    if (entry.name !== '' || entry.code.length > 0) return true;
    const at = above.findLastIndex((other) => other.gridRow === entry.gridRow);
    const words = above[at];
    const isOpen = words !== undefined && words.block === entry.block - 1 && TOTAL.test(words.name) && words.cells.every((cell) => cell.reading.state === 'blank');
    if (isOpen) above[at] = { ...words, cells: entry.cells };
    return !isOpen;
  });
  return left.map((entry, i) => ({ ...entry, row: above.length + i + 1 }));
}

/** Lines over which a name goes on, at most. */
const NAME_LINES = 3;

/**
 * Names that go on in lines without code and amounts, as where nothing shows that two lines are one row: 社会保障和就业支 / 出.
 * The official lists and the vocabulary tell: all parts together are a name of theirs, the first or the rest alone is none.
 */
function withWholeNames(block: readonly Entry[]): Entry[] {
  const whole: Entry[] = [];
  for (let at = 0; at < block.length; at += 1) {
    const entry = block[at] as Entry;
    const parts = entry.name === '' || entry.cells.every(({ reading }) => reading.state === 'blank') ? 1 : partsOfName(block.slice(at, at + NAME_LINES));
    whole.push(parts === 1 ? entry : renamed(entry, nameOf(block.slice(at, at + parts))));
    at += parts - 1;
  }
  return whole;
}

/** The line under another name, and what that says of it. */
const renamed = (entry: Entry, name: string): Entry => ({ ...entry, name, ...(entry.code.length > 0 ? {} : { item: itemOf(name), role: isTotal(name) ? 'total' as const : entry.role }) });

const nameOf = (parts: readonly Entry[]): string => parts.map((part) => part.name).join('');

/** Of how many lines, from the first on, the names are one. */
function partsOfName([first, ...below]: readonly Entry[]): number {
  const end = below.findIndex((entry) => !isNameOnly(entry));
  const rests = end < 0 ? below : below.slice(0, end);
  const sizes = rests.map((_, i) => i + 1).filter((n) => {
    const [head, rest] = [first?.name ?? '', nameOf(rests.slice(0, n))];
    return isOfficial(head + rest) ? !isOfficial(head) || !isKnown(rest) : isKnown(head + rest) && !isKnown(head) && !isKnown(rest);
  });
  return 1 + (sizes.at(-1) ?? 0);
}

const isNameOnly = (entry: Entry): boolean => entry.name !== '' && entry.code.length === 0 && entry.role === 'line' && entry.cells.every((cell) => cell.reading.state === 'blank');
const isOfficial = (name: string): boolean => codesByName(bare(name)).length > 0;
const isKnown = (name: string): boolean => isOfficial(name) || isTotal(name) || itemOf(name) !== '';

type Slots = readonly (readonly (Cell | undefined)[])[];

/** The cell that covers each slot. */
function slotsOf(grid: Grid): Slots {
  const slots: (Cell | undefined)[][] = Array.from({ length: grid.rows }, () => []);
  for (const cell of grid.cells) {
    for (let r = cell.row; r < Math.min(cell.row + cell.rowSpan, grid.rows); r += 1) {
      for (let c = cell.column; c < cell.column + cell.columnSpan; c += 1) (slots[r] as (Cell | undefined)[])[c] = cell;
    }
  }
  return slots;
}

const headerTexts = (columns: readonly Column[]): Set<string> => new Set(columns.flatMap((column) => column.path));

/** Two headings that differ in one letter of this many at least are the same: one of them was misread. */
const LONG_HEADING = 4;
const isNearly = (a: string, b: string): boolean => a.length === b.length && a.length >= LONG_HEADING && [...a].filter((letter, i) => letter !== b[i]).length === 1;

/** A row's words, to tell one that is printed again: the organisation and the unit above the headings, at the head of each page. */
const lineOf = (row: readonly Cell[]): string => row.map((cell) => flat(cell.text)).filter((text) => text !== '').join('|');

/** A row of the header's words, some of which may be cut where a page repeats it (单位上年结余（不) or misread in a scan. */
function repeatsHeader(texts: readonly string[], heads: ReadonlySet<string>): boolean {
  const words = texts.map(flat);
  const isWhole = (text: string): boolean => heads.has(text);
  const misread = (text: string): boolean => [...heads].some((head) => isNearly(text, head));
  const cut = (text: string): boolean => text.length > 3 && [...heads].some((head) => head.startsWith(text));
  const whole = words.filter((text) => isWhole(text) || misread(text)).length;
  return texts.length > 1 && !texts.some(isFigure) && words.some(isWhole) && whole * 2 > words.length && words.every((text) => isWhole(text) || misread(text) || cut(text)) && !texts.every((text) => isTotal(text));
}

/** What the lines of a block have in common. */
interface Block {
  readonly columns: readonly Column[];
  readonly amounts: readonly Column[];
  readonly groups: readonly CodeGroup[];
  readonly main: CodeGroup | undefined;
  /** Units in a column of their own beside the lines (预算单位). */
  readonly organisations: CodeGroup | undefined;
  readonly unitCodes: Column | undefined;
  readonly side: Side;
  readonly classification: Classification;
  readonly unit: Unit;
  /** Suffix of the measures, by row. */
  readonly years: ReadonlyMap<number, string>;
  /** Sides of rows that a heading within the body gives. */
  readonly sides: ReadonlyMap<number, Side>;
}

/** A heading over all columns within the body: the other side of a table whose sides stand one below the other. */
const SIDE = /^(?:[一二][、.])?(?:本年)?(收入|支出)(?:部分|项目|预算)?$/u;

/** Sides of the rows below such headings, where both are printed: 收入 over the first lines, 支出 over the others. */
function sidesOfRows(body: readonly number[], rows: readonly (readonly Cell[])[], columns: readonly Column[]): Map<number, Side> {
  const sides = new Map<number, Side>();
  const isHeaded = (words: string): boolean => columns.every((column) => column.path[0] === words);
  let side: Side = '';
  for (const r of body) {
    const [only, ...more] = (rows[r] ?? []).filter((cell) => cell.text.trim() !== '');
    const said = only !== undefined && more.length === 0 && only.columnSpan > 1 ? SIDE.exec(flat(only.text))?.[1] : undefined;
    if (said !== undefined && (side !== '' || isHeaded(said === '支出' ? '收入' : '支出'))) side = said === '收入' ? 'revenue' : 'expenditure';
    if (side !== '') sides.set(r, side);
  }
  return sides;
}

function blockEntries(grid: Grid, columns: readonly Column[], body: readonly number[], slots: Slots, unit: Unit, spec: Pick<TableKindSpec, 'classification' | 'side'>, from: number, before: number, sides: ReadonlyMap<number, Side>): Entry[] {
  const amounts = columns.filter((column) => column.role === 'amount');
  if (amounts.length === 0) return [];
  // Units with their revenue and expenditure beside each other: a line is on both sides.
  const isOfBoth = spec.side === '' && (['revenue', 'expenditure'] as const).every((side) => amounts.some((column) => column.side === side));
  const groups = codeGroups(columns, grid, from);
  const main = mainGroup(groups, spec.classification, amounts[0]?.gridColumn);
  const block: Block = {
    columns, amounts, groups, main, unit,
    organisations: groups.find((group) => group !== main && isOrganisation(group)),
    unitCodes: columns.find((column) => column.label === 'organisation_code'),
    side: isOfBoth ? '' : columns.map((column) => column.side).find((side) => side !== '') ?? spec.side,
    classification: spec.classification, years: yearsOfRows(columns, body, slots), sides,
  };
  const entries: Entry[] = [];
  let organisation = '';
  for (const r of body) {
    const view = rowView(slots, r);
    const entry = entryOf(block, r, view, before + entries.length + 1);
    if (!entry) continue;
    if (entry.owner !== '' && !isTotal(entry.owner)) organisation = entry.owner;
    entries.push(organisation === '' || entry.byOrganisation ? entry.entry : { ...entry.entry, labels: { ...entry.entry.labels, organisation } });
  }
  return entries;
}

/** The line of a row, and the unit (`owner`) printed in it; undefined where the block has neither words nor amounts in it. */
function entryOf(block: Block, r: number, view: RowView, row: number): { entry: Entry; owner: string; byOrganisation: boolean } | undefined {
  const { columns, groups } = block;
  const main = groupOfLine(block.main, groups, view.own);
  const line = lineWords(main, groups, columns, view);
  const owner = block.organisations && line.slipped !== block.organisations.name ? view.own(block.organisations.name) : '';
  const isRemark = REMARK.test(flat(line.name)) && block.amounts.every((column) => !/\d/u.test(view.own(column)));
  const counts = line.code.length === 0 && (isRemark || [COUNT, RATE].some((words) => words.test(flat(line.name))));
  const cells = counts ? [] : amountCells(block, r, view);
  if (counts) for (const column of block.amounts) if (view.own(column) !== '') line.labels[column.header] = view.own(column);
  const wordless = line.name === '' && line.code.length === 0;
  if (wordless && !line.others.some(isTotal) && cells.every((cell) => cell.reading.state === 'blank')) return undefined;
  const codeOfUnit = view.own(block.unitCodes);
  const ofUnit = /\d/u.test(flat(codeOfUnit));
  const byOrganisation = (wordless && owner !== '') || (main !== undefined && isOrganisation(main)) || (ofUnit && line.code.length === 0);
  const name = wordless && owner !== '' ? owner : line.name;
  const total = line.code.every((part) => !/\d/u.test(flat(part.text))) && (isTotal(name) || line.others.some(isTotal) || (groups.length === 0 && name === ''));
  const code = total ? [] : byOrganisation && ofUnit ? [{ part: 'whole' as const, text: codeOfUnit }] : line.code;
  const ownClassification = main?.classification || block.classification;
  const nameCell = view.at(main?.name) ?? view.at(columns[0]);
  return {
    byOrganisation, owner,
    entry: {
      row, gridRow: r, block: columns[0]?.block ?? 0, side: block.sides.get(r) ?? block.side,
      classification: byOrganisation ? (total ? ownClassification : 'organisation') : ownClassification === 'organisation' ? block.classification : ownClassification,
      code, name: total && name === '' ? (line.others.find(isTotal) ?? '') : name,
      indent: nameCell?.indent ?? 0,
      item: code.length > 0 && !byOrganisation ? '' : itemOf(/^(?:小计|合计)$/u.test(flat(name)) && line.labels.group !== undefined ? line.labels.group : name),
      role: total ? 'total' : code.length > 0 ? 'coded' : 'line',
      labels: line.labels, cells, ...placeOf(nameCell, cells),
    },
  };
}

/** Amount cells that begin in the row: a cell merged over rows or columns stands once, where it begins. */
function amountCells(block: Block, r: number, view: RowView): EntryCell[] {
  return block.amounts.flatMap((column): EntryCell[] => {
    const cell = view.at(column);
    if (cell === undefined || cell.row !== r || cell.column !== column.gridColumn) return [];
    return [{ measure: `${column.measure ?? 'total'}${block.years.get(r) ?? ''}`, gridRow: r, gridColumn: column.gridColumn, reading: parseAmount(cell.text, column.unit ?? block.unit), confidence: cell.confidence, ...(cell.alternatives === undefined ? {} : { alternatives: cell.alternatives }), ...place(cell) }];
  });
}

/** Lines of words under lines of amounts: 三、“三公”经费增减变化原因等说明. */
const REMARK = /(?:原因|说明|备注)(?:等?(?:情况|说明))?$/u;

/** Lines of rates (增减率（%）, of which a narrow cell may cut the last bracket, 完成预算的百分比) under lines of amounts: their figures are no amounts. */
const RATE = /^(?:(?:本年)?(?:比|较)(?:上年|去年|预算)|同比)?(?:增减|增长|下降|变化|变动|完成)(?:年初|全年)?(?:预算)?(?:数)?(?:的)?(?:率|幅度?|比例|百分比|%|\(%\)?)+$/u;
/** Names of lines that are the same items of another time: 预算数, 2024年预算数, 上年决算数. */
const PERIOD = /^(?:(20\d\d)年?(?:度)?|(上年|去年)(?:度)?|(?:本年|当年)(?:度)?)?(?:年初|全年|调整)?(?:(预算|决算)(?:统计)?|执行|完成)?数?(?:合计|总计)?$/u;
const CHANGE = /^(?:(?:本年)?(?:比|较)(?:上年|去年|预算)|同比)?(?:增减|变化|变动)(?:变化|变动)?(?:额|数|金额|情况)?$/u;

/** Suffix of the measures of rows that a 年度 column or their names give to a time: an earlier year, 预算数 and 决算数 of the same items, 增减额. */
function yearsOfRows(columns: readonly Column[], body: readonly number[], slots: Slots): Map<number, string> {
  const textsOf = (column: Column | undefined): string[] => (column === undefined ? [] : body.map((r) => flat(slots[r]?.[column.gridColumn]?.text ?? '')));
  const areTimes = (texts: readonly string[]): boolean => {
    const times = texts.filter((text) => PERIOD.test(text));
    return times.length > 1 && new Set(times).size === times.length && texts.every((text) => text !== '' && [PERIOD, CHANGE, RATE].some((words) => words.test(text)));
  };
  const texts = columns.filter((c) => c.role !== 'amount').map(textsOf).find(areTimes) ?? textsOf(columns.find((c) => c.role !== 'amount' && /^年度$|^年份$/u.test(c.label ?? '')));
  if (texts.length === 0) return new Map();
  const yearOf = (text: string): number => Number(/^(20\d\d)年?/u.exec(text)?.[1] ?? 0);
  const years = [...new Set(texts.map(yearOf).filter((year) => year > 0))];
  const suffixes = yearSuffixes(years, Math.max(...years));
  const stages = texts.map((text) => PERIOD.exec(text)?.[3]);
  const isStaged = years.length < 2 && stages.includes('预算') && stages.includes('决算');
  return new Map(body.map((r, i) => {
    const text = texts[i] ?? '';
    if (/增减|变化|变动/u.test(text)) return [r, '_change'];
    if (/^(?:上年|去年)/u.test(text)) return [r, '_previous'];
    return [r, isStaged ? (stages[i] === '预算' ? '_budget' : '_final') : (suffixes.get(yearOf(text)) ?? '')];
  }));
}

const place = (cell: Cell): Pick<EntryCell, 'page' | 'box'> => ({ ...(cell.page === undefined ? {} : { page: cell.page }), ...(cell.box === undefined ? {} : { box: cell.box }) });

function placeOf(cell: Cell | undefined, cells: readonly EntryCell[]): Pick<Entry, 'page' | 'box'> {
  if (cell && (cell.page !== undefined || cell.box !== undefined)) return place(cell);
  const first = cells[0];
  return first ? { ...(first.page === undefined ? {} : { page: first.page }), ...(first.box === undefined ? {} : { box: first.box }) } : {};
}
