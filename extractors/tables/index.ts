/**
 * From blocks to tables: captions, kind, columns, entries; forms where the kind is one. Every grid becomes a table; one
 * of no known kind is `other` and keeps its grid.
 */
import type { Unit } from '../../schemas/amount.js';
import type { Block, Grid, Paragraph } from '../../schemas/block.js';
import { listOfCode, lookupCode } from '../../schemas/codes.js';
import type { TableKindSpec } from '../../schemas/table-kind.js';
import type { Classification, Entry, FormTotal, Table } from '../../schemas/table.js';
import { headerRows } from '../layout/header-rows.js';
import { captionsOf, orFileTitle, type Captions } from './captions.js';
import { withoutHeadsOfYears } from '../facts/plain.js';
import { withCodesApart } from './codes-in-names.js';
import { headerPaths, readColumns } from './columns.js';
import { readEntries } from './entries.js';
import { isFormGrid, readForms } from './forms/index.js';
import { kindOfHeaders, kindOfLines } from './kinds.js';
import { provenUnit, statedAmounts } from './proven-units.js';
import { withTotalApart } from './total-in-header.js';
import { flat, isTotal } from './vocabulary.js';

export { loadTableKinds, type TableKindSpec } from './kinds.js';

export interface Recognised {
  readonly tables: readonly Table[];
  /** Every paragraph outside the grids, in reading order. */
  readonly paragraphs: readonly Paragraph[];
}

/**
 * Recognises every grid of a document.
 * @param fileTitle what the file's name says: the title of its only grid, where nothing above that is one
 */
export function recogniseTables(blocks: readonly Block[], kinds: readonly TableKindSpec[], fileTitle = ''): Recognised {
  const isLone = blocks.filter((block) => block.type === 'grid').length === 1;
  const drafts: { readonly table: Table; readonly readIn: (unit: Unit) => Table }[] = [];
  let before: Paragraph[] = [];
  let unit: Unit | undefined;
  const year = yearOf(blocks);
  let paragraphsBefore = 0;
  for (const [at, block] of blocks.entries()) {
    if (block.type === 'paragraph') {
      before.push(block);
      paragraphsBefore += 1;
      continue;
    }
    const printed = captionsOf(before, block, following(blocks, at), kinds);
    const titled = isLone ? orFileTitle(printed, fileTitle, kinds) : printed;
    const captions = titled.unit === undefined ? withUnitBehind(titled, block, blocks, at, kinds) : titled;
    const tableId = `t${drafts.length + 1}`;
    const above = { unit, year, paragraphsBefore };
    const readIn = (other: Unit | undefined): Table => readTable(tableId, block, captions, { ...above, unit: other }, kinds);
    drafts.push({ table: readIn(unit), readIn });
    unit = captions.unit ?? unit;
    before = [];
  }
  const paragraphs = blocks.filter((block) => block.type === 'paragraph');
  const stated = statedAmounts(drafts.map(({ table }) => table), paragraphs);
  const tables = drafts.map(({ table, readIn }): Table => {
    const proven = provenUnit(table, stated);
    return proven === undefined ? table : { ...readIn(proven), provenUnit: proven };
  });
  return { tables, paragraphs };
}

/** The unit over the next part of the same table: a spreadsheet that is wider than its paper has it over its last columns, a page further on. */
function withUnitBehind(captions: Captions, grid: Grid, blocks: readonly Block[], at: number, kinds: readonly TableKindSpec[]): Captions {
  const next = blocks.findIndex((block, i) => i > at && block.type === 'grid');
  const part = blocks[next];
  if (part?.type !== 'grid' || captions.title === '' || part.pages === undefined || part.pages[0] !== (grid.pages?.[1] ?? 0) + 1) return captions;
  const { title, unit } = captionsOf(blocks.slice(at + 1, next).filter((block) => block.type === 'paragraph'), part, [], kinds);
  return unit !== undefined && title === captions.title ? { ...captions, unit } : captions;
}

/** Year that the document speaks of first: 2024年部门预算; 0 where it names none. */
function yearOf(blocks: readonly Block[]): number {
  for (const text of withoutHeadsOfYears(blocks.flatMap((block) => (block.type === 'paragraph' ? [block.text] : [])))) {
    const year = /(20\d\d)\s*年(?:度)?[^。，,]{0,30}[预决]算/u.exec(text)?.[1];
    if (year !== undefined) return Number(year);
  }
  return 0;
}

function following(blocks: readonly Block[], at: number): Paragraph[] {
  const after: Paragraph[] = [];
  for (const block of blocks.slice(at + 1, at + 8)) {
    if (block.type !== 'paragraph') break;
    after.push(block);
  }
  return after;
}

const FORMS = { project_performance: true, overall_performance: true } as const;
const isFormKind = (kind: string): kind is keyof typeof FORMS => kind in FORMS;

/** What a document says above a table: the unit of the tables before, the year, the number of paragraphs. */
interface Above { readonly unit: Unit | undefined; readonly year: number; readonly paragraphsBefore: number }

function readTable(tableId: string, printed: Grid, captions: Captions, above: Above, kinds: readonly TableKindSpec[]): Table {
  const header = Math.max(headerRows(printed), headerRowsBelow(printed, captions.captionRows));
  const grid = withTotalApart(printed, header);
  const from = header + grid.rows - printed.rows;
  const titled = captions.kind;
  // A list of projects with their funds and goals is what its title says: 项目支出表 with a column 绩效目标 has amounts.
  const form = isFormGrid(grid) && (titled === undefined || isFormKind(titled.kind) || !readColumns(grid, from, captions.captionRows, titled).some((column) => column.role === 'amount' && column.path.length > 0));
  const spec = form ? formSpec(titled, captions, kinds) : titled && !isFormKind(titled.kind) ? titled : (kindOfHeaders(headerPaths(grid, from, captions.captionRows).flat(), kinds) ?? (hasCodes(grid, from) ? undefined : kindOfLines(firstNames(grid, from), kinds)));
  const base = {
    tableId, stage: /决算/u.test(captions.title) ? 'final' as const : /预算/u.test(captions.title) ? 'budget' as const : '' as const,
    title: captions.title, ...(captions.year === undefined ? {} : { year: captions.year }), unit: captions.unit ?? '' as const,
    grid, paragraphsBefore: above.paragraphsBefore, headerRows: from, notes: captions.notes, entries: [], unread: [], columns: [], forms: [],
  };
  if (!spec) return { ...base, kind: 'other' };
  if (isFormKind(spec.kind)) {
    const { forms, totals, unread } = readForms(grid, spec.kind, captions.unit ?? above.unit ?? '', captions.title);
    return { ...base, kind: spec.kind, forms, unread, ...(totals.length === 0 ? {} : { formTotals: totals, entries: totalEntries(totals) }) };
  }
  return readLines(base, grid, from, captions, above, spec, kinds);
}

/** Rows with official codes from which a table is one of codes, whatever its names are. */
const CODES = 3;

/** Whether rows below the header begin with official codes: 会议费 and 培训费 among them are no lines of “三公”. */
const hasCodes = (grid: Grid, from: number): boolean => grid.cells.filter((cell) => cell.row >= from && cell.column === 0 && lookupCode(cell.text.trim()) !== undefined).length >= CODES;

/** The first texts of the lines below the header: names, without codes and amounts. */
function firstNames(grid: Grid, from: number): string[] {
  const texts = grid.cells.filter((cell) => cell.row >= from && /\p{Script=Han}/u.test(cell.text)).toSorted((a, b) => a.row - b.row || a.column - b.column);
  return texts.filter((cell, i) => texts[i - 1]?.row !== cell.row).map((cell) => cell.text);
}

/** Measures of the funds of a form. */
const FUNDS = { total: 'total', fiscal: 'fiscal_appropriation', fiscalCurrent: 'fiscal_current', fiscalCarryover: 'opening_carryover', other: 'other_funds' } as const;

/** Printed totals over forms as lines of their table: they are printed amounts like any other. */
function totalEntries(totals: readonly FormTotal[]): Entry[] {
  return [...new Set(totals.map((total) => total.amount.gridRow))].map((gridRow, i): Entry => {
    const own = totals.filter((total) => total.amount.gridRow === gridRow);
    const label = own[0]?.label ?? '';
    return {
      row: i + 1, gridRow, block: 0, side: '', classification: '', code: [], name: label, indent: 0, item: '', role: isTotal(label) ? 'total' : 'line', labels: {},
      cells: own.map(({ key, amount: { amount, gridColumn, page, box } }) => ({
        measure: FUNDS[key], gridRow, gridColumn, reading: { state: 'amount', amount }, confidence: 1,
        ...(page === undefined ? {} : { page }), ...(box === undefined ? {} : { box }),
      })),
    };
  });
}

/** Header rows of a grid whose first rows are its title. */
function headerRowsBelow(grid: Grid, captionRows: number): number {
  if (captionRows === 0) return 0;
  const cells = grid.cells.filter((cell) => cell.row >= captionRows).map((cell) => ({ ...cell, row: cell.row - captionRows }));
  return captionRows + headerRows({ ...grid, rows: grid.rows - captionRows, cells });
}

function formSpec(titled: TableKindSpec | undefined, captions: Captions, kinds: readonly TableKindSpec[]): TableKindSpec | undefined {
  if (titled && isFormKind(titled.kind)) return titled;
  const overall = /整体/u.test(captions.title);
  return kinds.find((kind) => kind.kind === (overall ? 'overall_performance' : 'project_performance'));
}

function readLines(base: Omit<Table, 'kind'>, whole: Grid, from: number, captions: Captions, above: Above, spec: TableKindSpec, kinds: readonly TableKindSpec[]): Table {
  const columns = readColumns(whole, from, captions.captionRows, spec, captions.year ?? above.year);
  if (!columns.some((column) => column.role === 'amount')) return { ...base, kind: 'other', columns };
  const grid = withCodesApart(whole, columns, from);
  const unit = captions.unit ?? above.unit ?? '元';
  const rows = readEntries(grid, columns, from, unit, spec);
  const printed = majority(rows.entries);
  const other = printed === '' ? undefined : spec.instead[printed];
  const kind = other === undefined ? spec : (kinds.find((k) => k.kind === other) ?? spec);
  const read = kind === spec ? rows : readEntries(grid, columns, from, unit, kind);
  const stated = captions.unit ?? columns.find((column) => column.unit !== undefined)?.unit ?? '';
  return { ...base, grid, kind: kind.kind, unit: stated, columns, entries: read.entries, unread: [...figuresInHeader(grid, from, captions.captionRows), ...read.unread], notes: [...base.notes, ...read.notes] };
}

/** A heading with an amount behind it: 合计 over 19.25 in one cell. */
const WITH_AMOUNT = /\p{Script=Han}\)?-?(?:\d{1,3}(?:,\d{3})+|\d+)\.\d{2,6}$/u;

/** Several amounts in one cell, as where nothing shows where rows end. */
const SEVERAL_AMOUNTS = /(?:^|\s)-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d{1,6})?\s+-?(?:\d{1,3}(?:,\d{3})+|\d+)\.\d{1,6}(?:\s|$)/u;
/** Characters of a header cell that are shown. */
const SHOWN = 30;

/** Header cells that hold amounts, which no row has then. */
function figuresInHeader(grid: Grid, headerRows: number, captionRows: number): Table['unread'] {
  const cells = grid.cells.filter((cell) => cell.row >= captionRows && cell.row < headerRows && (WITH_AMOUNT.test(flat(cell.text)) || SEVERAL_AMOUNTS.test(cell.text)));
  return cells.map((cell) => ({ gridRow: cell.row, reason: `表头“${shortened(cell.text)}”中有金额` }));
}

const shortened = (text: string): string => (text.length > SHOWN ? `${text.slice(0, SHOWN).trim()}…` : flat(text));

/** Classification of most of the printed codes; '' where there are none. */
function majority(entries: Table['entries']): Classification {
  const counts = new Map<string, number>();
  for (const entry of entries) {
    const digits = /\d{3}/u.exec(entry.code[0]?.text ?? entry.name)?.[0];
    const list = digits === undefined || entry.classification === 'organisation' ? undefined : listOfCode(digits);
    if (list !== undefined) counts.set(list, (counts.get(list) ?? 0) + 1);
  }
  const [most] = [...counts].toSorted((a, b) => b[1] - a[1]);
  return (most?.[0] ?? '') as Classification;
}
