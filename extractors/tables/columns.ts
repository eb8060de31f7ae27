/**
 * The columns of a table: code, name, amount with its measure, label; and the blocks side by side that they form.
 */
import { parseUnit } from '../../schemas/amount-parse.js';
import type { Grid } from '../../schemas/block.js';
import type { TableKindSpec } from '../../schemas/table-kind.js';
import type { Classification, CodePart, Side, TableColumn } from '../../schemas/table.js';
import { isFigure, isSerialRow, rowsOf } from '../layout/header-rows.js';
import { bare, flat, vocabulary } from './vocabulary.js';

/** A column with what its header and its cells say. */
export interface Column extends TableColumn {
  readonly path: readonly string[];
  readonly classification: Classification;
  readonly side: Side;
}

const PARTS: Readonly<Record<string, CodePart>> = { 类: 'class', 款: 'section', 项: 'item', 目: 'item' };
/** Headings of codes, also with the headings of their parts in the same cell: 科目编码类款项. */
const CODE = /(?:编码|代码)(?:\(.*\)|\/?类\/?款(?:\/?项)?)?$/u;
const NAME = /^(?:项目|科目|支出项目|收入项目|.*(?:(?:科目|名称)(?:\(.*\))?|(?<!主体|方式|项目)类别.*|按大类\)|功能分类|经济分类|品目|目录|项目\(按.*\)|支出用途|内容)|.*分类科目.*|部门预算支出经济科目|采购类别|预算单位|单位|部门|用途|(?:单位|部门)(?:名称)?\(.*(?:科目|项目).*\))$/u;

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
  return withBasicApart(paths);
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

/** The column of a kind or of the vocabulary that a header's words name. */
function columnNamed(words: string, spec: Pick<TableKindSpec, 'columns'>): TableKindSpec['columns'][number] | undefined {
  return spec.columns.find((column) => column.words.test(words)) ?? vocabulary().columns.find((column) => column.words.test(words));
}

/**
 * Paths with the headings whole that wrap over several rows of the grid: 一般公共预算 / 拨款收入. A heading is continued
 * where only the two together name a measure and the upper one stands over this column alone.
 */
function wholeHeadings(paths: readonly (readonly string[])[], spec: Pick<TableKindSpec, 'columns' | 'labels'>): string[][] {
  const words = vocabulary();
  const named = (text: string): boolean => columnNamed(withoutUnit(bare(text)), spec) !== undefined;
  const known = (text: string): boolean => {
    const leaf = withoutUnit(bare(text));
    return named(text) || words.generic.test(leaf) || [...words.contexts, ...words.labels, ...spec.labels].some((word) => word.words.test(leaf)) || CODE.test(leaf) || NAME.test(leaf) || PARTS[leaf] !== undefined;
  };
  const alone = (column: number, level: number): boolean => [column - 1, column + 1].every((beside) => paths[beside]?.[level] !== paths[column]?.[level]);
  return paths.map((path, column) => {
    const leaf = path.at(-1);
    if (leaf === undefined || known(leaf)) return [...path];
    for (let level = path.length - 2; level >= 0 && alone(column, level); level -= 1) {
      const whole = path.slice(level).join('');
      if (named(whole)) return [...path.slice(0, level), whole];
    }
    return [...path];
  });
}

interface Content {
  readonly figures: number;
  readonly codes: number;
  readonly texts: number;
  /** Whether all of them are two digits: 01, 99. */
  readonly pairs: boolean;
  /** Whether its figures are 1, 2, 3 … or 29, 30, 31 …: 行次, whatever stands above them. */
  readonly counts: boolean;
}

function contentOf(grid: Grid, from: number): Content[] {
  const content = Array.from({ length: grid.columns }, () => ({ figures: 0, codes: 0, texts: 0, pairs: false, counts: false }));
  const numbers: number[][] = content.map(() => []);
  for (const cell of grid.cells) {
    const slot = content[cell.column];
    const text = flat(cell.text);
    if (slot === undefined || cell.row < from || text === '' || cell.columnSpan > 1) continue;
    slot.pairs = /^\d{2}$/u.test(text) && (slot.pairs || slot.figures + slot.codes + slot.texts === 0);
    if (isFigure(text)) numbers[cell.column]?.push(/^\d{1,3}$/u.test(text) ? Number(text) : Number.NaN);
    if (/^\d{3}(?:\d{2}){0,2}$/u.test(text)) slot.codes += 1;
    else if (isFigure(text)) slot.figures += 1;
    else if (!/^[-—–/*]+$/u.test(text)) slot.texts += 1;
  }
  for (const [c, slot] of content.entries()) slot.counts = isCount(numbers[c] ?? []) && slot.texts < slot.figures;
  return content;
}

/** Whether numbers go up by one from row to row, over as many rows as no amounts do. */
const isCount = (numbers: readonly number[]): boolean => numbers.length >= 5 && numbers.every((n, i) => i === 0 || n === (numbers[i - 1] ?? 0) + 1);

/** Which classification a code or name header speaks of. */
function classificationOf(path: readonly string[]): Classification {
  // 单位名称（科目）, 单位名称（项目）: units in rows of their own, else names of codes.
  // 科目编码（单位名称）: the codes, whatever else may stand in their place.
  const words = path.filter((text) => !/^(?:单位|部门)(?:名称)?\(.*(?:科目|项目).*\)$/u.test(text)).map((text) => text.replace(/(?<=科目.*)\((?:单位|部门)(?:名称)?\)$/u, '')).join('/');
  if (/政府(?:预算)?(?:支出)?经济/u.test(words)) return 'government_economic';
  if (/经济/u.test(words)) return 'economic';
  if (/功能/u.test(words)) return 'functional';
  if (/(?:单位|部门)(?:编码|代码|名称)|预算单位|资金使用单位/u.test(words)) return 'organisation';
  return '';
}

/**
 * Columns of a grid with their roles and blocks. `classification` of a code column is '' where its header doesn't say.
 * @param year of the table or its document, 0 where unknown
 */
export function readColumns(grid: Grid, headerRows: number, captionRows: number, spec: Pick<TableKindSpec, 'columns' | 'labels' | 'measure' | 'side' | 'shape'>, year = 0): Column[] {
  const paths = wholeHeadings(headerPaths(grid, headerRows, captionRows), spec);
  const content = contentOf(grid, headerRows);
  const partRow = partLabels(grid, headerRows);
  const found = paths.map((path, c) => roleOf(path, content[c] as Content, partRow.get(c), spec));
  const roles = withNames(withParts(withCodesApart(spec.shape === 'sides' ? withSides(found, content) : found, paths, content), content));
  const blocks = blocksOf(roles);
  return finish(paths, roles, blocks, spec, year);
}

/** 类, 款, 项 that stand beside the first line of the body, as some final accounts print them. */
function partLabels(grid: Grid, headerRows: number): Map<number, CodePart> {
  const labels = grid.cells.filter((cell) => cell.row === headerRows && PARTS[flat(cell.text)] !== undefined);
  return new Map(labels.length > 1 ? labels.map((cell) => [cell.column, PARTS[flat(cell.text)] as CodePart]) : []);
}

type Role = Pick<TableColumn, 'role' | 'part' | 'label'>;

function roleOf(path: readonly string[], content: Content, partBelow: CodePart | undefined, spec: Pick<TableKindSpec, 'columns' | 'labels'>): Role {
  const words = vocabulary();
  const leaf = withoutUnit(bare(path.at(-1) ?? ''));
  const part = PARTS[leaf] ?? partBelow;
  if (part !== undefined && content.figures <= content.codes + content.texts + 200) return { role: 'code', part };
  const own = spec.labels.find((label) => label.words.test(leaf)) ?? words.labels.find((label) => label.words.test(leaf));
  if (own?.label === 'line_number' || content.counts) return { role: 'line_number' };
  if (CODE.test(leaf)) {
    if (/(?:单位|部门)/u.test(leaf) && !/经济|功能|科目|分类/u.test(leaf)) return { role: 'label', label: 'organisation_code' };
    if (/目录|品目|采购|资产/u.test(leaf)) return { role: 'label', label: 'catalogue_code' };
    // Numbers that a system gives to projects are no codes of a list; headers say 项目编码 of subjects too.
    return /项目/u.test(leaf) && content.codes === 0 && content.figures > 0 ? { role: 'label', label: 'project_code' } : { role: 'code', part: 'whole' };
  }
  const empty = content.figures + content.codes + content.texts === 0;
  if (empty && path.length > 1 && !NAME.test(leaf) && path.slice(0, -1).some((text) => words.contexts.some((c) => c.words.test(text)) || words.columns.some((c) => c.words.test(text)))) return { role: 'amount' };
  const measured = columnNamed(leaf, spec) !== undefined || words.generic.test(leaf);
  // A heading that is cut (部门预算支出经济科目代 / 码) over nothing but codes.
  if (!measured && content.codes > 2 && content.figures + content.texts === 0) return { role: 'code', part: 'whole' };
  if (words.quantities.test(leaf)) return { role: 'label', label: leaf };
  if (path.some((text) => words.percentages.test(text))) return { role: 'label', label: `${leaf}%` };
  if (own && content.figures <= content.texts) return own.label === 'organisation' || own.label === 'project' ? { role: 'name', label: own.label } : { role: 'label', label: own.label };
  if (measured && content.texts <= content.figures + content.codes) return { role: 'amount' };
  if (NAME.test(leaf) && content.figures <= content.texts + content.codes) return { role: 'name' };
  if (path.length === 0 && content.texts > 0 && content.texts >= content.figures) return { role: 'name' };
  if (path.length === 0 && content.figures + content.codes + content.texts === 0) return { role: 'ignored' };
  if (content.figures > content.texts) return { role: 'amount' };
  if (content.codes > 0 && content.codes >= content.texts && path.length === 0) return { role: 'code', part: 'whole' };
  return { role: 'label', label: leaf };
}

/** A table whose lines are told by label columns alone (一级, 二级, 三级): those before its amounts are names. */
function withNames(roles: readonly Role[]): Role[] {
  const first = roles.findIndex((role) => role.role === 'amount');
  if (first < 0 || roles.some((role) => role.role === 'name' || (role.role === 'code' && role.part !== undefined))) return [...roles];
  return roles.map((role, c) => (c < first && role.role === 'label' && role.label !== 'organisation_code' ? { role: 'name', label: role.label ?? '' } : role));
}

/** Codes that alignment has put into a column of their own, under the one heading of both (功能科目 over 2010104 and 人大会议) or beside it. */
function withCodesApart(roles: readonly Role[], paths: readonly (readonly string[])[], content: readonly Content[]): Role[] {
  const isName = (c: number): boolean => roles[c]?.role === 'name' && paths[c]?.length !== 0;
  return roles.map((role, c) => {
    const [own, next] = [content[c], content[c + 1]];
    const apart = role.role === 'name' && isName(c + 1) && (paths[c]?.length === 0 || paths[c]?.join('/') === paths[c + 1]?.join('/')) && own !== undefined && next !== undefined;
    return apart && own.codes > own.texts && own.figures === 0 && next.codes === 0 && next.texts >= own.codes ? { role: 'code', part: 'whole' } : role;
  });
}

/** Whole codes whose parts alignment has put into columns of their own, as blanks part them (301 01): 类, 款, 项 by their digits. */
function withParts(roles: readonly Role[], content: readonly Content[]): Role[] {
  const isWhole = (c: number): boolean => roles[c]?.role === 'code' && roles[c]?.part === 'whole';
  const parts = [...roles];
  for (const c of roles.keys()) {
    if (!isWhole(c) || content[c]?.codes === 0 || !isWhole(c + 1) || content[c + 1]?.pairs !== true) continue;
    parts[c] = { role: 'code', part: 'class' };
    parts[c + 1] = { role: 'code', part: 'section' };
    if (isWhole(c + 2) && content[c + 2]?.pairs === true) parts[c + 2] = { role: 'code', part: 'item' };
  }
  return parts;
}

/** Of a table with sides: words between two columns of amounts (支出结构) name the lines of a further side, whatever they are called. */
function withSides(roles: readonly Role[], content: readonly Content[]): Role[] {
  const words = vocabulary();
  return roles.map((role, c) => {
    const names = role.role === 'label' && roles[c - 1]?.role === 'amount' && roles[c + 1]?.role === 'amount' && (content[c]?.texts ?? 0) > 1 && content[c]?.figures === 0;
    return names && !words.labels.some(({ label }) => label === role.label) ? { role: 'name' } : role;
  });
}

/** A new block begins with a code or name column behind amounts, where amounts follow it. */
function blocksOf(roles: readonly Role[]): number[] {
  let block = 0;
  let amounts = false;
  return roles.map((role, c) => {
    if ((role.role === 'code' || role.role === 'name') && amounts && roles.slice(c).some((other) => other.role === 'amount')) {
      block += 1;
      amounts = false;
    }
    if (role.role === 'amount') amounts = true;
    return block;
  });
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
    // 一般公共预算 / 其中：财政拨款 is a part of the fund, not the sum of all funds.
    if (measure === 'fiscal_appropriation' && path.length > 1 && FUND.test(ancestorOf(path, spec, measure))) measure = ancestorOf(path, spec, measure);
    // 项目支出 / 一般公共预算 is a part of the project expenditure.
    if (FUNDS.test(measure) && NATURE.test(ancestorOf(path, spec, measure))) measure = ancestorOf(path, spec, measure);
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

/** Measures in which 本年收入合计 beside the total of a table is what came in this year, 本年支出合计 what was spent. */
function currents(measures: readonly string[], paths: readonly (readonly string[])[], blocks: readonly number[]): string[] {
  return measures.map((measure, c) => {
    if (measure !== 'total' || !measures.some((other, d) => d !== c && other === 'total' && blocks[d] === blocks[c])) return measure;
    const named = columnNamed(withoutUnit(bare(paths[c]?.at(-1) ?? '')), { columns: [] })?.measure;
    return named === 'income' || named === 'expenditure' ? named : measure;
  });
}

/** What a 小计 is that no heading stands over, by the two columns behind it. */
const SUBTOTALS: readonly { readonly measure: string; readonly parts: readonly [string, string] }[] = [
  { measure: 'basic', parts: ['personnel', 'public_operating'] },
  { measure: 'vehicle_subtotal', parts: ['vehicle_purchase', 'vehicle_operation'] },
];

/** Measures in which a bare 小计 has the name of what it sums: 小计 before 人员经费 and 公用经费 is 基本支出. */
function subtotals(measures: readonly string[], paths: readonly (readonly string[])[], blocks: readonly number[]): string[] {
  return measures.map((measure, c) => {
    if (measure === '' || paths[c]?.length !== 1 || paths[c]?.[0] !== '小计') return measure;
    const named = SUBTOTALS.find(({ parts }) => [c + 1, c + 2].every((next, i) => measures[next] === parts[i] && blocks[next] === blocks[c]));
    return named === undefined || measures.some((other, d) => other === named.measure && blocks[d] === blocks[c]) ? measure : named.measure;
  });
}

const FUNDS = /^(?:general_public|government_fund|state_capital)$/u, NATURE = /^(?:basic|project)_/u;
const FUND = /^(?:general_public|government_fund|state_capital)_/u;

/** A fund under each of several items (因公出国费 / 一般公共预算): overseas_general_public. */
function ancestorOf(path: readonly string[], spec: Pick<TableKindSpec, 'columns'>, measure: string): string {
  const words = vocabulary();
  for (const text of path.slice(0, -1).toReversed()) {
    const leaf = withoutUnit(bare(text));
    if (words.generic.test(leaf)) continue;
    const named = columnNamed(leaf, spec);
    if (named && named.measure !== measure) return `${named.measure}_${measure}`;
  }
  return measure;
}

/** Per block: header texts that stand over all of its amount columns, where there are several, or over its names as well. */
function sharedHeaders(paths: readonly (readonly string[])[], roles: readonly Role[], blocks: readonly number[]): Map<number, Set<string>> {
  const shared = new Map<number, Set<string>>();
  for (const block of new Set(blocks)) {
    const over = paths.filter((_, c) => blocks[c] === block && roles[c]?.role === 'amount');
    const names = paths.filter((_, c) => blocks[c] === block && (roles[c]?.role === 'name' || roles[c]?.role === 'code')).flat();
    shared.set(block, new Set((over[0] ?? []).filter((text) => over.every((path) => path.includes(text)) && (over.length > 1 || names.includes(text)))));
  }
  return shared;
}

/** Year that a header names: 2023年, 2023预算数; 0 where it names none. */
const yearIn = (text: string): number => Number(/(20\d\d)(?:年|(?=预|决|执))/u.exec(text)?.[1] ?? 0);

/** Suffixes of the measures of other years: `_previous` for the last one before `current`, `_2022` for those before it and those to come. */
export function yearSuffixes(years: readonly number[], current: number): ReadonlyMap<number, string> {
  const last = Math.max(...years.filter((year) => year < current));
  return new Map(years.filter((year) => current > 0 && year !== current).map((year) => [year, year === last ? '_previous' : `_${year}`]));
}

/** A header's words without the unit or the table's own year behind them: 预算数(万元), 预算数(本年). */
const withoutUnit = (text: string): string => text.replace(/\((?:单位:)?(?:万|亿)?元\)$|\((?:本年|当年)(?:度)?\)$/u, '');

/** 预算数 or 决算数 of a column: the lowest header that says one. A fund's name (一般公共预算) says none. */
function stageOf(path: readonly string[]): string {
  const words = path.map((text) => withoutUnit(bare(text)));
  const said = words.findLast((text, i) => !FUND_NAME.test(text) && (i === words.length - 1 ? LAST_STAGE : /^(?:20\d\d年(?:度)?)?(?:年初|全年|调整)?(?:预算|决算)数?$/u).test(text));
  return said === undefined ? '' : /预算(?:数|金?额)?$/u.test(said) ? '_budget' : '_final';
}

/** A column's own header that says its stage; 采购金额 beside 采购预算金额 is what was bought. */
const LAST_STAGE = /预算(?:数|金?额)?$|决算(?:统计)?(?:数|金?额)?$|^(?:实际)?采购金额$/u;

const FUND_NAME = /^(?:一般公共|公共财政|政府性?基金|国有资本经营)预算$/u;

function sideOf(path: readonly string[], fallback: Side): Side {
  const top = path[0] ?? '';
  const revenue = /收入/u.test(top);
  const expenditure = /支出/u.test(top);
  return revenue === expenditure ? fallback : revenue ? 'revenue' : 'expenditure';
}

/**
 * Measure of an amount column from its header path: the lowest header that names one, turned by what stands above it.
 * @param shared headers that stand over every amount column of the block: they name the table, not a column
 */
function measureOf(path: readonly string[], spec: Pick<TableKindSpec, 'columns' | 'measure'>, suffixes: ReadonlyMap<number, string>, shared: ReadonlySet<string>): string {
  const words = vocabulary();
  let suffix = path.map((text) => suffixes.get(yearIn(text)) ?? '').findLast((one) => one !== '') ?? '';
  let measure = '';
  for (const [i, text] of [...path.entries()].toReversed()) {
    const leaf = withoutUnit(bare(text).replace(/^20\d\d(?:年(?:度)?(?=.)|(?=预|决|执))/u, ''));
    const turned = words.contexts.find((c) => c.words.test(leaf));
    // 比上年增减, 上年预算数 turn the table's own measure where nothing stands below them.
    const context = i < path.length - 1 || turned?.suffix !== '_carryover' ? turned : undefined;
    if (context) {
      if (context.suffix !== '_carryover') suffix = suffix.startsWith(context.suffix) ? suffix : context.suffix + suffix;
      else if (measure === '') measure = 'opening_carryover';
      else if (!/carryover/u.test(measure)) suffix = context.suffix + suffix;
      if (context.suffix === '_carryover') break;
      continue;
    }
    if (measure !== '' || (i < path.length - 1 && shared.has(text))) continue;
    // 比上年增减 / （+、-）: signs name nothing.
    if (words.generic.test(leaf) || !/[\p{L}\p{N}]/u.test(leaf)) {
      if (/结转|结余/u.test(leaf)) measure = 'opening_carryover';
      continue;
    }
    const named = spec.columns.find((c) => c.words.test(leaf) && c.not?.test(leaf) !== true) ?? words.columns.find((c) => c.words.test(leaf));
    if (named) measure = named.measure;
    else if (i === path.length - 1) measure = leaf;
  }
  return (measure === '' ? spec.measure : measure) + suffix;
}
