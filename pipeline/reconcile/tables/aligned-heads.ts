/**
 * Headings of tables whose columns nobody drew: which columns they stand over, and whether each is the whole of one, was
 * told by their places. What shows that it was told wrongly.
 */
import { CODE, NAME } from '../../../extractors/tables/column-roles.js';
import { bare, hasWords } from '../../../extractors/tables/vocabulary.js';
import type { Cell } from '../../../schemas/block.js';
import type { TableColumn } from '../../../schemas/table.js';
import type { Figure } from '../identity.js';
import type { FiguredTable } from './rows.js';

/** The first amounts of a table whose headings are not, or not surely, those of its columns. */
export const underDoubtfulHeads = (table: FiguredTable): Figure[] => [...underHalfHeads(table), ...underOtherHeads(table), ...underUnsureHeads(table), ...underWideHeads(table)];

/** Headings of two columns in one cell: 会议费 beside 培训费, 基本支出 over 人员经费, 合计 beside 因公出国（境）费, 调整后预算数 beside 增减（%）. */
const TWO_HEADS = /(?:合计|小计|总计|费)(?:因公出国|公务接待费|公务用车|会议费|培训费)|^[^比较]*[数额](?:比上年)?(?:增减|调整)|增减[额率%].*增减|基本支出(?:日常)?(?:人员|公用)经费|因公出国[^、，,；和及与]*公务(?:用车|接待)|\p{Script=Han}其中[:：]\p{Script=Han}/u;
/** The same of columns of names: 预算单位科目编码. */
const TWO_LABELS = /(?:单位|编码|名称)科目(?:编码|名称)/u;
/** The name of a fund mixed with another heading, or cut off: 一般公支共预算出财政拨款, 国有资. */
const MIXED_FUND = /一般公(?!共)|政府性(?!基金|的)|国有资(?!本|产|源)/u;
/** A change under the amounts of one year: what these are compared with is cut off. */
const CHANGE = /^(20\d\d年(?:度)?[预决]算数)\/增减/u;
/** Texts printed over each other: 公公务务用用车车. */
const OVERPRINTED = /(\p{Script=Han})\1(\p{Script=Han})\2/u;
/** The end of the name of a fund whose beginning its cell cuts off: 算财政拨款. */
const CUT_FUND = /^(?:政|(?:共预算|预算|算|营预算|经营预算)财政)拨款$/u;

/** The end of a heading whose beginning stands elsewhere: 年初结转和结 / 余, 国有资 / 本经营预算. */
const REST = /^(?:余|费|出|入|算|注|码|称|拨款|维护费|本?经营预算)$/u;

/** The beginning of a heading whose end stands elsewhere: 2024年预算数比, 2024年执. */
const BEGUN = /[比备]$|20\d\d年[预决执]$/u;

/** Whether the heading over a column is not one: of two columns, or printed over another. */
const isHalf = ({ header }: TableColumn): boolean => header.split(' / ').some((text) => TWO_HEADS.test(text)) || OVERPRINTED.test(flat(header)) || MIXED_FUND.test(flat(header));

const flat = (header: string): string => header.replaceAll(/\s/gu, '');

/** Whether a change stands under the heading of one year's amounts, which stand in another place. */
const hasCutComparison = (columns: readonly TableColumn[]): boolean => columns.some(({ header }) => {
  const year = CHANGE.exec(flat(header))?.[1];
  return year !== undefined && columns.some((other) => flat(other.header) === year);
});

/** 小计 at the end of another heading (上年结转小计), where it stands below one elsewhere. */
function hasSubtotalInHead(columns: readonly TableColumn[]): boolean {
  const leaves = columns.filter(({ role }) => role === 'amount').map(({ header }) => header.replaceAll(/\s/gu, '').split('/'));
  return leaves.some((path) => path.length > 1 && path.at(-1) === '小计') && leaves.some((path) => /\p{Script=Han}{2}小计$/u.test(path.at(-1) ?? ''));
}

const lowest = ({ header }: Pick<TableColumn, 'header'>): string => header.split(' / ').at(-1) ?? '';

/** The first amount of a table with such a heading: the columns may not be those of the original. */
function underHalfHeads({ table, lists }: FiguredTable): Figure[] {
  return hasSubtotalInHead(table.columns) || hasCutComparison(table.columns) || table.columns.some((column) => ((column.role === 'amount' || column.role === 'label') && isHalf(column) || CUT_FUND.test(lowest(column)) || REST.test(lowest(column)) || column.role === 'amount' && column.header.split(' / ').some((text) => BEGUN.test(text)) || column.role !== 'amount' && TWO_LABELS.test(column.header.replaceAll(/\s/gu, '')))) ? amountsOf(lists).slice(0, 1) : [];
}

/** Items of one list of which none is a part of another: 公务接待费 under 公务用车购置及运行费. */
const VEHICLES = /用车/u, OTHER_ITEMS = /因公出国|公务接待|会议费|培训费/u;

/**
 * The first amount of a table whose columns stand under the headings of their neighbours: amounts under that of names or
 * codes, or under none beside others that have one; the two digits of 款 under 类; one item under another.
 */
function underOtherHeads({ table: { grid, columns, headerRows }, lists }: FiguredTable): Figure[] {
  const amounts = columns.filter(({ role }) => role === 'amount');
  const isOfNames = ({ header, measure, gridColumn }: TableColumn): boolean => {
    const leaf = bare(lowest({ header }));
    return measure === leaf && (CODE.test(leaf) || NAME.test(leaf)) && amountsOf(lists).some((f) => f.cell.gridColumn === gridColumn);
  };
  const isBare = ({ header, gridColumn }: TableColumn): boolean => !hasWords(header) && amounts.some((other) => hasWords(other.header)) && amountsOf(lists).some((f) => f.cell.gridColumn === gridColumn);
  const isUnderOther = ({ header }: TableColumn): boolean => OTHER_ITEMS.test(lowest({ header })) && header.split(' / ').slice(0, -1).some((text) => VEHICLES.test(text) && !OTHER_ITEMS.test(text));
  const sections = columns.filter(({ role, part }) => role === 'code' && part === 'class').some(({ gridColumn }) => {
    const codes = grid.cells.filter((cell) => cell.row >= headerRows && cell.column === gridColumn && /^\d+$/u.test(cell.text.trim()));
    return codes.length > 0 && codes.every(({ text }) => text.trim().length === SECTION);
  });
  return sections || amounts.some((column) => isOfNames(column) || isBare(column) || isUnderOther(column)) ? amountsOf(lists).slice(0, 1) : [];
}

/** Digits of a 款 or 项 in a column of its own. */
const SECTION = 2;

/**
 * The first amount under each heading whose reach is not sure: the lowest one over a column, which stands over a second
 * column of amounts, too; and one beside a lower heading with nothing above it, which may belong to it.
 */
function underUnsureHeads({ table: { grid, columns, headerRows }, lists }: FiguredTable): Figure[] {
  const head = grid.cells.filter((cell) => cell.row < headerRows);
  const at = (row: number, column: number): Cell | undefined => head.find((cell) => cell.row <= row && cell.row + cell.rowSpan > row && cell.column <= column && cell.column + cell.columnSpan > column);
  const isAmount = (column: number): boolean => columns.some((own) => own.gridColumn === column && own.role === 'amount');
  const isUnsure = (cell: Cell): boolean => {
    const [end, below] = [cell.column + cell.columnSpan, cell.row + cell.rowSpan];
    const own = Array.from({ length: cell.columnSpan }, (_, i) => cell.column + i).filter(isAmount);
    if (own.length === 0 || cell.text.trim() === '') return false;
    const hasBelow = (column: number): boolean => head.some((lower) => lower.row >= below && lower.column <= column && lower.column + lower.columnSpan > column && isHeading(lower));
    if (!own.some(hasBelow)) return own.length > 1;
    return [cell.column - 1, end].some((column) => isAmount(column) && at(cell.row, column)?.text.trim() === '' && hasBelow(column));
  };
  const unsure = new Set(head.filter(isUnsure).flatMap((cell) => Array.from({ length: cell.columnSpan }, (_, i) => cell.column + i)));
  return unsure.size === 0 ? [] : amountsOf(lists).filter((f) => unsure.has(f.cell.gridColumn)).slice(0, 1);
}

/** Headings that stand once below another: a second one belongs to what stands beside it. */
const ONCE = /^(?:合计|小计|总计)$|(?:费用?|支出|经费|收入|拨款)$/u;

/** Headings that stand over the names and the amounts of a side. */
const SIDE = /收入|支出|来源|去向|运用|经费/u;
/** Those that say what the amounts below them are, whatever else stands over these. */
const CURRENT = /^(?:本年|当年)(?:收入|支出)/u;

/** The heading over a code and its name, and over all amounts of a side. */
const SUBJECTS = /分类科目$/u, SIDES = /^(?:收入|支出)$/u;

/** The first amount of a table in which a heading stands over two columns of one name, or a name over two, that of codes and names over the codes alone, that of a side over one of its amounts, over names and amounts of no whole side, or 小计 under no heading: how far headings reach was not told. */
function underWideHeads({ table: { grid, columns, headerRows }, lists }: FiguredTable): Figure[] {
  const head = grid.cells.filter((cell) => cell.row < headerRows && cell.text.trim() !== '');
  const isAmount = ({ column }: Cell): boolean => columns.some((own) => own.gridColumn === column && own.role === 'amount');
  const words = ({ text }: Cell): string => text.replaceAll(/\s/gu, '');
  const isUnder = (cell: Cell, { column, columnSpan, row, rowSpan }: Cell): boolean => cell.row >= row + rowSpan && cell.column >= column && cell.column + cell.columnSpan <= column + columnSpan;
  const isTwice = (upper: Cell): boolean => {
    const below = head.filter((cell) => isUnder(cell, upper));
    const own = below.filter((cell) => isAmount(cell) && ONCE.test(words(cell)) && !below.some((other) => isUnder(cell, other)));
    return new Set(own.map(words)).size < own.length;
  };
  const isBare = (cell: Cell): boolean => words(cell) === '小计' && isAmount(cell) && !head.some((upper) => isUnder(cell, upper));
  const roleAt = (column: number): string | undefined => columns.find(({ gridColumn }) => gridColumn === column)?.role;
  const isNarrow = (cell: Cell): boolean => {
    const [own, next] = [cell.column, cell.column + 1].map(roleAt);
    const isOne = SUBJECTS.test(words(cell)) && own === 'code' && next === 'name' || SIDES.test(words(cell)) && own === 'amount' && next === 'amount';
    return isOne && cell.columnSpan === 1 && head.some((lower) => isUnder(lower, cell)) && !head.some((upper) => upper !== cell && upper.row === cell.row && upper.rowSpan === cell.rowSpan && upper.column === cell.column + 1);
  };
  const isMixed = (cell: Cell): boolean => {
    const under = columns.filter(({ gridColumn }) => gridColumn >= cell.column && gridColumn < cell.column + cell.columnSpan);
    const [side] = under;
    const isSide = under.length === columns.filter(({ block }) => block === side?.block).length && under.every(({ block }) => block === side?.block);
    const isHalf = CURRENT.test(words(cell)) && new Set(under.map(({ block }) => block)).size > 1 && columns.some((column) => !under.includes(column) && under.some(({ block }) => block === column.block));
    return under.length < columns.length && under.some(({ role }) => role === 'code' || role === 'name') && under.some(({ role }) => role === 'amount') && !isSide && (isHalf || !SIDE.test(words(cell)));
  };
  const named = columns.filter((column) => column.role === 'amount' && ONCE.test(lowest(column))).map(({ block, header }) => `${block} ${header}`);
  const isDoubled = new Set(named).size < named.length;
  return headerRows > 1 && (isDoubled || head.some((cell) => isTwice(cell) || isBare(cell) || isNarrow(cell) || isMixed(cell))) ? amountsOf(lists).slice(0, 1) : [];
}

const amountsOf = (lists: FiguredTable['lists']): Figure[] => lists.flatMap((l) => l.rows.flatMap((r) => [...r.figures.values()])).filter((f) => f.state === 'amount');

const isHeading = ({ text }: Cell): boolean => /\p{L}/u.test(text);
