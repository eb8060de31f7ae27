/**
 * What each column of a table holds: codes, names, amounts or labels, by its header and by what its cells look like; and
 * the blocks side by side that the columns form.
 */
import type { Grid } from '../../schemas/block.js';
import { codesByName } from '../../schemas/codes.js';
import { isFigure } from '../../schemas/printed-figure.js';
import type { TableKindSpec } from '../../schemas/table-kind.js';
import type { Classification, CodePart, TableColumn } from '../../schemas/table.js';
import { columnNamed, withoutUnit } from './column-measures.js';
import { bare, flat, vocabulary } from './vocabulary.js';

export const PARTS: Readonly<Record<string, CodePart>> = { 类: 'class', 款: 'section', 项: 'item', 目: 'item' };
/** Headings of codes, also with the headings of their parts in the same cell, or these alone: 科目编码类款项. */
export const CODE = /(?:(?:编码|代码)(?:\(.*\)|\/?类\/?款(?:\/?项)?)?|^类\/?款(?:\/?项)?)$/u;
export const NAME = /^(?:项目|科目|支出项目|收入项目|.*(?:(?:科目|名称)(?:\(.*\))?|(?<!主体|方式|项目)类别.*|按大类\)|功能分类|经济分类|品目|目录|项目\(按.*\)|支出用途|内容)|.*分类科目.*|部门预算支出经济科目|采购类别|预算单位|单位|部门|用途|(?:单位|部门)(?:名称)?\(.*(?:科目|项目).*\))$/u;


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
export function classificationOf(path: readonly string[]): Classification {
  // 单位名称（科目）, 单位名称（项目）: units in rows of their own, else names of codes.
  // 科目编码（单位名称）: the codes, whatever else may stand in their place.
  const words = path.filter((text) => !/^(?:单位|部门)(?:名称)?\(.*(?:科目|项目).*\)$/u.test(text)).map((text) => text.replace(/(?<=科目.*)\((?:单位|部门)(?:名称)?\)$/u, '')).join('/');
  if (/政府(?:预算)?(?:支出)?经济/u.test(words)) return 'government_economic';
  if (/经济/u.test(words)) return 'economic';
  if (/功能/u.test(words)) return 'functional';
  if (/(?:单位|部门)(?:编码|代码|名称)|预算单位|资金使用单位/u.test(words)) return 'organisation';
  return '';
}


/** Roles of the columns with these header paths. */
export function rolesOf(grid: Grid, headerRows: number, paths: readonly (readonly string[])[], spec: Pick<TableKindSpec, 'columns' | 'labels' | 'shape'>): Role[] {
  const content = contentOf(grid, headerRows);
  const partRow = partLabels(grid, headerRows);
  const found = paths.map((path, c) => roleOf(path, content[c] as Content, partRow.get(c), spec));
  return withNames(withParts(withCodesByNames(grid, headerRows, withCodesApart(spec.shape === 'sides' ? withSides(found, content) : found, paths, content)), content));
}

/** Rows whose codes and names bear each other out, at least, to be those of a column whatever its heading says. */
const BORNE_OUT = 3;

/** Codes under a heading that does not say so, as where characters of two headings are mixed: most of a column are the official codes of the names beside them. */
function withCodesByNames(grid: Grid, headerRows: number, roles: readonly Role[]): readonly Role[] {
  if (roles.some((role) => role.role === 'code')) return roles;
  const texts = (column: number): Map<number, string> => new Map(grid.cells.filter((cell) => cell.column === column && cell.row >= headerRows && cell.text.trim() !== '').map((cell) => [cell.row, flat(cell.text)]));
  const names = roles.flatMap((role, c) => (role.role === 'name' ? [texts(c)] : []));
  return roles.map((role, c) => {
    if (role.role !== 'label' && role.role !== 'amount') return role;
    const own = texts(c);
    const borneOut = [...own].filter(([row, text]) => /^\d{3}(?:\d{2}){0,2}$/u.test(text) && names.some((other) => codesByName(bare(other.get(row) ?? '')).some(({ code }) => code === text))).length;
    return borneOut >= BORNE_OUT && borneOut * 2 > own.size ? { role: 'code', part: 'whole' } : role;
  });
}

/** 类, 款, 项 that stand beside the first line of the body, as some final accounts print them. */
function partLabels(grid: Grid, headerRows: number): Map<number, CodePart> {
  const labels = grid.cells.filter((cell) => cell.row === headerRows && PARTS[flat(cell.text)] !== undefined);
  return new Map(labels.length > 1 ? labels.map((cell) => [cell.column, PARTS[flat(cell.text)] as CodePart]) : []);
}

export type Role = Pick<TableColumn, 'role' | 'part' | 'label'>;

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
export function blocksOf(roles: readonly Role[]): number[] {
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

/** Per block: header texts that stand over all of its amount columns, where there are several, or over its names as well. */
export function sharedHeaders(paths: readonly (readonly string[])[], roles: readonly Role[], blocks: readonly number[]): Map<number, Set<string>> {
  const shared = new Map<number, Set<string>>();
  for (const block of new Set(blocks)) {
    const over = paths.filter((_, c) => blocks[c] === block && roles[c]?.role === 'amount');
    const names = paths.filter((_, c) => blocks[c] === block && (roles[c]?.role === 'name' || roles[c]?.role === 'code')).flat();
    shared.set(block, new Set((over[0] ?? []).filter((text) => over.every((path) => path.includes(text)) && (over.length > 1 || names.includes(text)))));
  }
  return shared;
}
