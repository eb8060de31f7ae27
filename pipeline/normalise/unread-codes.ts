/**
 * Codes that a table prints and nobody read: its header names them (科目编码, 类 款 项), its lines name entries of the
 * classification, but stand without a code, or have its digits among the characters of the name, over which it was printed.
 * Their figures are under no code, or would be found under a wrong one.
 */
import { codesByName, listOfCode, type CodeList } from '../../schemas/codes.js';
import type { Line, LinedTable } from '../../schemas/document.js';
import { listed, type Finding } from '../../schemas/finding.js';
import type { Table } from '../../schemas/table.js';
import { looksLikeOrganisation } from './code-reading.js';
import type { Counter } from './observations.js';

const RULE = 'code/column-unread';
/** Headings of codes of a classification, also where the parts of the code stand in the same cell: 科目编码, 支出功能分类科目编码/类/款/项. */
const OF_CODES = /(?:科目|分类|功能|经济).{0,6}(?:编码|代码)|^(?:编码|代码)$/u;
const OF_OTHERS = /单位|部门|项目(?:编码|代码)|采购|资产|目录|品目/u;
const LISTS: ReadonlySet<CodeList | undefined> = new Set<CodeList>(['functional', 'economic', 'government_economic']);
/** Lines that bear an official name without its code, at least. */
const LINES = 2;
const SHOWN = 8;

/** A warning for each table whose header names codes that lines lack; it is about the amounts of these lines. */
export function unreadCodes(tables: readonly LinedTable[], counter: Counter): Finding[] {
  return tables.flatMap(({ table, lines }) => {
    const coded = blocksWithCodes(table);
    const mixed = lines.filter((line) => isBare(line) && isMixed(line));
    if (coded.size === 0 && mixed.length === 0) return [];
    counter.applies(RULE);
    const bare = lines.filter((line, at) => (coded.has(line.entry.block) && isBare(line) && !isHeadOf(line, lines[at + 1])) || mixed.includes(line));
    const least = lines.some(isFragment) ? 1 : LINES;
    if (mixed.length === 0 && bare.filter(isOfficial).length < least) return [];
    counter.fails(RULE);
    return [finding(table, bare)];
  });
}

/** Blocks of columns of which a heading speaks of codes, and those whose names stand right behind such a heading: codes that were taken for amounts part them. */
function blocksWithCodes({ columns }: Table): Set<number> {
  const speaks = (header: string): boolean => header.split(' / ').some((text) => OF_CODES.test(text) && !OF_OTHERS.test(text));
  const named = (at: number): number | undefined => columns.slice(at).find((column) => column.role === 'name')?.block;
  return new Set(columns.flatMap((column, at) => (speaks(column.header) ? [column.block, named(at) ?? column.block] : [])));
}

/** A line with amounts that is no total, no unit and has no code at all. */
function isBare({ entry, code, classification }: Line): boolean {
  return code === '' && classification !== 'organisation' && entry.role !== 'total' && entry.side !== 'revenue' && entry.item === ''
    && entry.cells.some((cell) => cell.reading.state === 'amount') && !looksLikeOrganisation(entry.name);
}

/** Whether a line is the heading of those below it, which print its code: an item over its projects. */
const isHeadOf = ({ entry }: Line, below: Line | undefined): boolean => below !== undefined && below.code !== '' && codesByName(entry.name).some(({ code }) => code === below.code);

const isOfficial = ({ entry }: Line): boolean => codesByName(entry.name).some(({ code }) => LISTS.has(listOfCode(code)));

/** A line of a code or a part of one and nothing else: of a row whose code wraps in its cell. */
const isFragment = ({ entry }: Line): boolean => entry.code.length > 0 && entry.name === '' && entry.cells.every(({ reading }) => reading.state === 'blank');

/** Digits of a code at least. */
const CODE_DIGITS = 3;

/** Whether a line's name is one of the lists with digits among its characters: 行201政01运行. */
function isMixed({ entry }: Line): boolean {
  const name = entry.name.replaceAll(/\d/gu, '');
  return /\p{Script=Han}\d+\p{Script=Han}/u.test(entry.name) && entry.name.length - name.length >= CODE_DIGITS && codesByName(name).some(({ code }) => LISTS.has(listOfCode(code)));
}

function finding(table: Table, bare: readonly Line[]): Finding {
  const cells = bare.flatMap(({ entry }) => entry.cells.filter((cell) => cell.reading.state === 'amount').map((cell) => `${table.tableId}:${entry.row}:${cell.measure}`));
  const page = bare[0]?.entry.page;
  return {
    rule: RULE, tableId: table.tableId, tableKind: table.kind, ...(page === undefined ? {} : { page }), cause: 'undecided',
    params: { title: table.title || table.tableId, count: String(bare.length), list: listed(bare.map(({ entry }) => entry.name || `第${entry.row}行`), SHOWN) },
    cells, evidence: [],
  };
}
