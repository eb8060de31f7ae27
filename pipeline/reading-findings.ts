/**
 * What reading left open, as findings: notes of the readers, tables of no known kind and those that are plainly a part of one,
 * rows and columns that nobody took. Nothing that was not read gets lost.
 */
import { kindOfTitle, type TableKindSpec } from '../extractors/tables/kinds.js';
import { hasWords, itemOf } from '../extractors/tables/vocabulary.js';
import type { ReadNote } from '../schemas/block.js';
import { codesByName, lookupCode } from '../schemas/codes.js';
import type { NormalisedDocument } from '../schemas/document.js';
import { columnRef, type Finding, listed } from '../schemas/finding.js';
import { groupBy } from '../schemas/groups.js';
import { isAmount } from '../schemas/printed-figure.js';
import { isAligned } from './reconcile/tables/aligned.js';
import type { Table, TableColumn } from '../schemas/table.js';

/** What the readers noticed, as findings. Pages with the same trouble are one finding. */
export function readingFindings(notes: readonly ReadNote[]): Finding[] {
  const groups = groupBy(notes, (note) => `${note.rule} ${note.page === undefined ? `line ${note.line ?? ''}` : (note.params.reason ?? '')}`);
  return [...groups.values()].map((group) => {
    const first = group[0] as ReadNote;
    const pages = group.flatMap((note) => note.page ?? []);
    const count = group.reduce((sum, note) => sum + Number(note.params.count ?? 0), 0);
    return {
      rule: first.rule,
      ...(pages[0] === undefined ? {} : { page: pages[0] }),
      params: { ...first.params, ...(pages.length > 0 ? { page: ranges(pages) } : {}), ...(first.line === undefined ? {} : { line: String(first.line) }), ...(count > 0 ? { count: String(count) } : {}), ...figuresOf(group) },
      cells: [], evidence: [],
    };
  });
}

/** Pages whose figures are shown, rows and columns that are named. */
const SHOWN = 12;

/** The figures that pages list, each with its page where there are several. */
function figuresOf(group: readonly ReadNote[]): { figures?: string; figuresEn?: string } {
  const noted = group.flatMap(({ page, params: { figures } }) => (figures === undefined ? [] : [{ page, figures }]));
  const [first, ...more] = noted;
  if (first === undefined) return {};
  if (more.length === 0) return { figures: first.figures, figuresEn: first.figures.replaceAll('、', ', ') };
  const shown = noted.slice(0, SHOWN);
  const rest = noted.length > shown.length ? '…' : '';
  return { figures: shown.map(({ page, figures }) => `第${page}页${figures}`).join('；') + rest, figuresEn: shown.map(({ page, figures }) => `page ${page}: ${figures.replaceAll('、', ', ')}`).join('; ') + rest };
}

/** 1, 2, 3, 7 → `1–3、7`. */
function ranges(numbers: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const n of [...new Set(numbers)].toSorted((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last !== undefined && n === last[1] + 1) last[1] = n;
    else runs.push([n, n]);
  }
  return runs.map(([a, b]) => (a === b ? String(a) : `${a}–${b}`)).join('、');
}

/** Tables of no known kind, and rows and columns that were not told. */
export function tableFindings(document: NormalisedDocument, kinds: readonly TableKindSpec[]): Finding[] {
  const findings: Finding[] = [];
  const tables = document.tables.map((one) => one.table);
  for (const [i, table] of tables.entries()) {
    const place = { tableId: table.tableId, tableKind: table.kind, ...(table.grid.pages ? { page: table.grid.pages[0] } : {}) };
    if (table.kind === 'other') {
      const part = isPartOfTable(table);
      findings.push({ rule: 'table/unknown-kind', ...(part || isOfKnownTitle(tables, i, document.paragraphs, kinds) ? { severity: 'warning' as const } : {}), ...place, params: { title: table.title || table.tableId }, cells: [], evidence: [] });
      const cut = part ? undefined : restOf(tables, i, document.paragraphs);
      if (cut !== undefined) findings.push(cut);
    }
    if (table.unread.length > 0) {
      const list = listed(table.unread.map((row) => `第${row.gridRow + 1}行：${row.reason}`), SHOWN, '行');
      findings.push({ rule: 'table/unread-row', ...place, params: { title: table.title || table.tableId, list, count: String(table.unread.length) }, cells: [], evidence: [] });
    }
  }
  return [...findings, ...unknownColumns(document)];
}

/** The title of a table alone in its line, or what is left of it before a bracket. */
const TITLE = /表(?:[（(][^（）()]*[）)])?$/u;

/**
 * Whether a table of no known kind has a title that is one of a known kind, and amounts: its columns were not told. The title
 * may be farther above, where headings were left out of the table; the amounts in the grids without a title behind it,
 * where a header was parted from its rows.
 */
function isOfKnownTitle(tables: readonly Table[], at: number, paragraphs: NormalisedDocument['paragraphs'], kinds: readonly TableKindSpec[]): boolean {
  const table = tables[at] as Table;
  const above = tables[at - 1]?.paragraphsBefore ?? 0;
  const titles = TITLE.test(table.title.trim()) ? [table.title] : table.title === '' ? [] : paragraphs.slice(above, table.paragraphsBefore).map(({ text }) => text).slice(-TITLE_PARAGRAPHS);
  if (!titles.some((title) => TITLE.test(title.trim()) && kindOfTitle(title, kinds) !== undefined)) return false;
  return withBehind(tables, at, isUntitled).some(({ grid }) => grid.cells.some((cell) => cell.column > 0 && (isAmount(cell.text) || SEVERAL_AMOUNTS.test(cell.text))));
}

/** Amounts below each other in one cell, as where nothing shows where rows end: 13.58 5.68. */
const SEVERAL_AMOUNTS = /\d\.\d{1,6}\s+-?[\d,]*\d\.\d{1,6}(?:\s|$)/u;

/** Whether a grid is of no known kind and has no title. */
const isUntitled = ({ kind, title }: Table): boolean => kind === 'other' && title === '';

/** The table at `at` with those right behind it that go with it. */
function withBehind(tables: readonly Table[], at: number, goesWith: (table: Table, before: Table) => boolean): Table[] {
  const end = tables.findIndex((table, i) => i > at && !goesWith(table, tables[i - 1] as Table));
  return tables.slice(at, end < 0 ? tables.length : end);
}

/** Paragraphs from a title to its table, at most: maker, unit, a note, lines of headings. */
const TITLE_PARAGRAPHS = 6;

/** Rows of a part of a table, at least: what a page end leaves without its title and header is longer than a chart's data. */
const PART_ROWS = 3;

/** Whether a grid of no known kind is plainly a part of one: without the title of a table, its rows begin with official codes or items (一般公共预算拨款收入) and have amounts. */
function isPartOfTable({ title, grid }: Table): boolean {
  if (TITLE.test(title.trim())) return false;
  // the unit may stand before its codes
  const begin = new Set(grid.cells.filter((cell) => cell.column <= 1 && lookupCode(codeOf(cell.text)) !== undefined || cell.column === 0 && itemOf(cell.text) !== '').map((cell) => cell.row));
  const filled = new Set(grid.cells.filter((cell) => cell.column > 0 && /^-?[\d,]+\.\d{1,6}$/u.test(cell.text.trim())).map((cell) => cell.row));
  return [...begin].filter((row) => filled.has(row)).length >= PART_ROWS;
}

/** The code with which a cell begins, alone or before a name: 2101101 行政单位医疗, 201-03-01. */
const codeOf = (text: string): string => /^[[（(]?(\d[\d-]*)/u.exec(text.trim())?.[1]?.replaceAll('-', '') ?? '';

/** The name of a line of a table, which stands alone above the others on its page: 二十一、其他支出. */
const LINE_NAME = /^[一二三四五六七八九十]+、[^，。；]*(?:支出|收入|结转|结余)$/u;
/** The same cut by its cell, and what is left of one: 十六、自然资源海 above 洋气象等支出. */
const ORDINAL = /^[一二三四五六七八九十]+、/u, WORDS = /^[^，。；：:]{1,20}$/u;

/** Whether lines above a table that nobody drew are names and headings of the table above it, the last of them a name. */
function areLines(texts: readonly string[], { grid, title }: Table): boolean {
  return isAligned(grid) && (ORDINAL.test(title.trim()) || itemOf(title) !== '') && texts.every((text) => WORDS.test(text.trim()) && !TITLE.test(text.trim()));
}

/**
 * That tables of no known kind without a title, of which that at `at` is the first with amounts, begin right behind another,
 * on its last page or on the next one: their amounts may be that one's. Undefined where they don't.
 */
function restOf(tables: readonly Table[], at: number, paragraphs: NormalisedDocument['paragraphs']): Finding | undefined {
  const table = tables[at] as Table;
  const hasAmounts = ({ grid }: Table): boolean => grid.cells.some((cell) => isAmount(cell.text));
  const isRightBehind = (own: Table, before: Table | undefined): boolean => isUntitled(own) && own.paragraphsBefore === before?.paragraphsBefore;
  let first = at;
  while (isRightBehind(tables[first] as Table, tables[first - 1]) && tables[first - 1]?.kind === 'other' && !hasAmounts(tables[first - 1] as Table)) first -= 1;
  const [above, top] = [tables[first - 1], tables[first] as Table];
  const [page, end] = [top.grid.pages?.[0], above?.grid.pages?.[1]];
  if (!hasAmounts(table) || above === undefined || page === undefined || end === undefined || end < page - 1 || above.kind === 'other') return undefined;
  const between = top.paragraphsBefore - above.paragraphsBefore;
  const isRest = top.title === '' ? between === 0 : between <= 1 && top.headerRows === 0 && LINE_NAME.test(top.title.trim()) || areLines(paragraphs.slice(above.paragraphsBefore, top.paragraphsBefore).map(({ text }) => text), top);
  if (!isRest) return undefined;
  const rests = withBehind(tables, at, isRightBehind).filter(hasAmounts);
  const rows = rests.reduce((sum, { grid }) => sum + new Set(grid.cells.filter((cell) => isAmount(cell.text)).map((cell) => cell.row)).size, 0);
  return { rule: 'table/unread-row', tableId: above.tableId, tableKind: above.kind, page, params: { title: above.title || above.tableId, list: `第${page}页${end < page ? '开头' : ''}的表格${rests.map(({ tableId }) => `“${tableId}”`).join('、')}没有标题，可能是续表`, count: String(rows) }, cells: [], evidence: [] };
}

/**
 * Amount columns whose headers name neither a measure nor an item (工资福利支出), or that have no header beside others:
 * nothing is lost, but nobody else knows them by that name. One finding for all.
 */
function unknownColumns({ tables }: NormalisedDocument): Finding[] {
  const unknown = tables.flatMap(({ table }) => {
    const filled = new Set(table.entries.flatMap((entry) => entry.cells.filter((cell) => cell.reading.state !== 'blank').map((cell) => cell.gridColumn)));
    const amounts = table.columns.filter((column) => column.role === 'amount' && filled.has(column.gridColumn));
    const unnamed = (column: TableColumn): boolean => !hasWords(column.header) && amounts.some((other) => other !== column && other.block === column.block);
    return amounts.filter((column) => unnamed(column) || /\p{Script=Han}/u.test(column.measure ?? '') && codesByName(column.measure ?? '').length === 0).map((column) => ({ table, column }));
  });
  const [first] = unknown;
  if (first === undefined) return [];
  const list = listed(unknown.map(({ table, column }) => `“${table.title || table.tableId}”的${!hasWords(column.header) ? `第${column.gridColumn + 1}栏` : `“${column.header}”`}`), SHOWN, '栏');
  return [{ rule: 'table/unknown-column', tableId: first.table.tableId, tableKind: first.table.kind, ...(first.table.grid.pages ? { page: first.table.grid.pages[0] } : {}), params: { list, count: String(unknown.length) }, cells: unknown.map(({ table, column }) => columnRef(table.tableId, column.measure ?? '')), evidence: [] }];
}
