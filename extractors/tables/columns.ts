/**
 * The columns of a table: code, name, amount with its measure, label; and the blocks side by side that they form.
 */
import { parseUnit } from '../../schemas/amount-parse.js';
import type { Grid } from '../../schemas/block.js';
import type { TableKindSpec } from '../../schemas/table-kind.js';
import type { Classification, Side, TableColumn } from '../../schemas/table.js';
import { isSerialRow, rowsOf } from '../layout/header-rows.js';
import { ancestorOf, columnNamed, currents, FUND, FUNDS, measureOf, NATURE, stageOf, subtotals, withoutUnit, yearIn, yearSuffixes } from './column-measures.js';
import { blocksOf, classificationOf, CODE, NAME, PARTS, type Role, rolesOf, sharedHeaders } from './column-roles.js';
import { bare, flat, vocabulary } from './vocabulary.js';

/** A column with what its header and its cells say. */
export interface Column extends TableColumn {
  readonly path: readonly string[];
  readonly classification: Classification;
  readonly side: Side;
}

/** Header texts over each column, top to bottom, each merged cell once. */
export function headerPaths(grid: Grid, headerRows: number, captionRows: number): string[][] {
  const paths: string[][] = Array.from({ length: grid.columns }, () => []);
  const rows = rowsOf(grid);
  for (let r = captionRows; r < headerRows; r += 1) {
    const row = rows[r] ?? [];
    // 类 款 项 beside the numbers of a 栏次 row name the columns of codes; its numbers name nothing.
    const isSerial = r > captionRows && isSerialRow(row.map((cell) => cell.text));
    for (const cell of isSerial ? row.filter(({ text }) => PARTS[flat(text)] !== undefined) : row) {
      // A bracket that a narrow neighbour wraps (因公出国（境 / ）费) can stand before the words of this cell.
      const text = flat(cell.text).replace(/^\)+(?=[^()]*$)/u, '');
      if (text === '') continue;
      for (let c = cell.column; c < Math.min(cell.column + cell.columnSpan, grid.columns); c += 1) if (paths[c]?.at(-1) !== text) paths[c]?.push(text);
    }
  }
  return withTotalsApart(withBasicApart(paths));
}

/** 一般公共预算 over 总计 and 小计: the total is that of all funds, and stands beside the heading, not below it. */
function withTotalsApart(paths: readonly string[][]): string[][] {
  const isUnderHeading = (c: number): boolean => /^[总合]计$/u.test(paths[c]?.at(-1) ?? '') && paths[c + 1]?.at(-1) === '小计' && paths[c]?.at(-2) !== undefined && paths[c]?.at(-2) === paths[c + 1]?.at(-2);
  return paths.map((path, c) => (isUnderHeading(c) ? path.toSpliced(-2, 1) : path));
}

/**
 * 基本支出 does not stand over 项目支出: where heights tell no rows, a heading over 小计, 人员经费 and 公用经费 stands in the middle
 * of 合计 and 项目支出 to both sides of them, too. It is taken to begin at 小计 and to end before 项目支出.
 */
function withBasicApart(paths: readonly string[][]): string[][] {
  const isOver = (c: number): boolean => paths[c]?.slice(0, -1).some((text) => BASIC.test(text)) === true;
  const wrong = paths.findIndex((path, c) => isOver(c) && PROJECT.test(path.at(-1) ?? ''));
  if (wrong < 0) return [...paths];
  const first = paths.findIndex((path, c) => isOver(c) && path.at(-1) === '小计');
  return paths.map((path, c) => (isOver(c) && (c >= wrong || c < first) ? path.filter((text) => !BASIC.test(text)) : path));
}
const BASIC = /^基本(?:支出|经费)$/u, PROJECT = /^项目(?:支出|经费)/u;

type Words = Pick<TableKindSpec, 'columns' | 'labels'>;

/** What is known of the words of a heading: whether they name a measure, could stand for any (预算数), or mean anything at all. */
function meaningsFor(spec: Words): Readonly<Record<'named' | 'generic' | 'known', (text: string) => boolean>> {
  const words = vocabulary();
  const generic = (text: string): boolean => words.generic.test(withoutUnit(bare(text)));
  const named = (text: string): boolean => columnNamed(withoutUnit(bare(text)), spec) !== undefined || yearIn(text) > 0 && generic(text);
  const known = (text: string): boolean => {
    const leaf = withoutUnit(bare(text));
    return named(text) || generic(text) || [...words.contexts, ...words.labels, ...spec.labels].some((word) => word.words.test(leaf)) || CODE.test(leaf) || NAME.test(leaf) || PARTS[leaf] !== undefined;
  };
  return { named, generic, known };
}

/** Paths with headings apart that ran together: 预算数基本支出 is the one above several columns and that of the first of these. */
function headingsApart(paths: readonly (readonly string[])[], spec: Words): string[][] {
  const { named, generic, known } = meaningsFor(spec);
  const apart = (text: string): string[] => {
    const at = known(text) ? -1 : [...text].findIndex((_, i) => i > 1 && generic(text.slice(0, i)) && !generic(text.slice(i)) && named(text.slice(i)));
    return at < 0 ? [text] : [text.slice(0, at), text.slice(at)];
  };
  return paths.map((path) => path.flatMap(apart));
}

/**
 * Paths with the headings whole that wrap over several rows of the grid: 一般公共预算 / 拨款收入. A heading is continued
 * where only the two together name a measure and the upper one stands over this column alone. A last line that could stand
 * for itself (一般公共 / 预算) continues one of no known meaning; where the two name nothing either, they are no other name of
 * what stands above several columns (财政拨款收入 / 某项 / 预算 is not 财政拨款收入).
 */
function wholeHeadings(paths: readonly (readonly string[])[], spec: Words): string[][] {
  const { named, generic, known } = meaningsFor(spec);
  const alone = (column: number, level: number): boolean => [column - 1, column + 1].every((beside) => paths[beside]?.[level] !== paths[column]?.[level]);
  return paths.map((path, column) => {
    const leaf = path.at(-1), above = path.at(-2);
    if (leaf === undefined) return [];
    if (known(leaf)) {
      const level = path.length - 2;
      if (above === undefined || named(leaf) || !generic(leaf) || known(above) || !alone(column, level)) return [...path];
      const isPart = path.some((text, i) => i < level && named(text) && !alone(column, i));
      return named(above + leaf) || isPart ? [...path.slice(0, level), above + leaf] : [...path];
    }
    for (let level = path.length - 2; level >= 0 && alone(column, level); level -= 1) {
      const whole = path.slice(level).join('');
      if (named(whole)) return [...path.slice(0, level), whole];
    }
    return [...path];
  });
}

/**
 * Columns of a grid with their roles and blocks. `classification` of a code column is '' where its header doesn't say.
 * @param year of the table or its document, 0 where unknown
 */
export function readColumns(grid: Grid, headerRows: number, captionRows: number, spec: Pick<TableKindSpec, 'columns' | 'labels' | 'measure' | 'side' | 'shape'>, year = 0): Column[] {
  const paths = wholeHeadings(headingsApart(headerPaths(grid, headerRows, captionRows), spec), spec);
  const roles = rolesOf(grid, headerRows, paths, spec);
  const blocks = blocksOf(roles);
  return finish(paths, roles, blocks, spec, year);
}

function finish(paths: readonly (readonly string[])[], roles: readonly Role[], blocks: readonly number[], spec: Pick<TableKindSpec, 'columns' | 'measure' | 'side'>, year: number): Column[] {
  const years = [...new Set(paths.flat().map(yearIn).filter((one) => one > 0))];
  const sharedBy = sharedHeaders(paths, roles, blocks);
  const measures = (current: number): string[] => {
    const suffixes = yearSuffixes(years, current);
    return roles.map((role, c) => (role.role === 'amount' ? measureOf(paths[c] ?? [], spec, suffixes, sharedBy.get(blocks[c] ?? 0) ?? new Set()) : ''));
  };
  // 2025年预算 beside the plans of 2026年 and 2027年: the document says which year is its own.
  const alone = measures(years.length > 1 ? (years.includes(year) ? year : Math.max(...years)) : 0);
  const collides = alone.some((measure, c) => measure !== '' && alone.some((other, d) => d > c && other === measure && blocks[d] === blocks[c]));
  // 2023年预算数 beside 合计: the document says which year is its own.
  const said = years.length === 1 && (years[0] ?? 0) < year && collides ? measures(year) : alone;
  // Last year's account beside this year's budget is no budget and account of one year.
  const stages = said.map((measure, c) => (measure === '' || /_(?:previous|change|20\d\d)$/u.test(measure) ? '' : stageOf(paths[c] ?? [])));
  const bothStages = stages.includes('_budget') && stages.includes('_final');
  const staged = subtotals(currents(said, paths, blocks).map((measure, c) => measure + (bothStages ? stageOf(paths[c] ?? []) : '')), paths, blocks);
  const plain = staged.map((measure, c) => (measure === '' ? '' : `${blocks[c]} ${measure}`));
  const repeated = new Set(plain.filter((key, c) => key !== '' && plain.some((other, d) => d !== c && other === key)));
  const taken = new Set<string>();
  const lists = new Set(blocks.filter((b) => roles.some((role, c) => blocks[c] === b && role.role === 'name') && roles.filter((role, c) => blocks[c] === b && role.role === 'amount').length === 1));
  return roles.map((role, c): Column => {
    const path = paths[c] ?? [];
    const block = blocks[c] ?? 0;
    const base = { gridColumn: c, block, header: path.join(' / '), path, classification: role.role === 'amount' ? '' as const : classificationOf(path), side: sideOf(path, spec.side) };
    if (role.role !== 'amount') return { ...base, ...role };
    const unit = path.map((text) => parseUnit(text) ?? parseUnit(`单位:${/\(?((?:万|亿)?元)\)?$/u.exec(text)?.[1] ?? ''}`)).findLast((u) => u !== undefined);
    let measure = staged[c] ?? '';
    // several columns without any heading (none was told): nothing says that the first is the total
    if (path.length === 0 && roles.some((other, d) => d !== c && other.role === 'amount' && blocks[d] === block && paths[d]?.length === 0)) measure = `${measure}_${c}`;
    // 一般公共预算 / 其中：财政拨款 is a part of the fund, not the sum of all funds.
    if (measure === 'fiscal_appropriation' && path.length > 1 && FUND.test(ancestorOf(path, spec, measure))) measure = ancestorOf(path, spec, measure);
    // 项目支出 / 一般公共预算 is a part of the project expenditure.
    if (FUNDS.test(measure) && NATURE.test(ancestorOf(path, spec, measure))) measure = ancestorOf(path, spec, measure);
    // 本年收入 / 项目支出 is what came in for projects, whatever stands beside it.
    if (/^(?:basic|project)$/u.test(measure) && ancestorOf(path, spec, measure).startsWith('income_')) measure = ancestorOf(path, spec, measure);
    // “三公”经费预算数 over a list of items: the lines say which.
    if (measure === 'three_public' && lists.has(block)) measure = spec.measure;
    // 基本支出 beside that of 本年收入 is what was spent.
    if (repeated.has(`${block} ${measure}`)) measure = ancestorOf(path, spec, measure).replace(/^expenditure_(?!.*_)/u, '');
    if (taken.has(`${block} ${measure}`)) measure = path.slice(-2).join('/') || `${measure}_${c}`;
    if (taken.has(`${block} ${measure}`)) measure = `${path.join('/') || measure}#${c}`;
    taken.add(`${block} ${measure}`);
    return { ...base, role: 'amount', measure, ...(unit === undefined ? {} : { unit }) };
  });
}

function sideOf(path: readonly string[], fallback: Side): Side {
  const top = path[0] ?? '';
  const revenue = /收入/u.test(top);
  const expenditure = /支出/u.test(top);
  return revenue === expenditure ? fallback : revenue ? 'revenue' : 'expenditure';
}
