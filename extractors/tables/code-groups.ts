/**
 * Code and name columns of a block that belong together: 类 款 项 and their name, one code column and its name, or a
 * name column that holds both. A block can have several (功能, 政府经济, 部门经济 side by side): one is the line's own.
 */
import { listOfCode } from '../../schemas/codes.js';
import type { Grid } from '../../schemas/block.js';
import type { Classification } from '../../schemas/table.js';
import type { Column } from './columns.js';
import { flat } from './vocabulary.js';

export interface CodeGroup {
  readonly codes: readonly Column[];
  readonly name: Column | undefined;
  /** What the headers say, else what the codes themselves are; '' where neither tells. */
  readonly classification: Classification;
}

/** A group whose classification is not told yet. */
interface OpenGroup {
  readonly codes: Column[];
  name: Column | undefined;
}

/** Headings of names that codes stand for: 科目名称, 功能分类, 经济分类科目. */
const OF_CODES = /(?:科目|分类)(?:名称)?$/u;

/** Groups of a block's columns, left to right. Columns of organisations (预算单位) form groups of their own. */
export function codeGroups(columns: readonly Column[], grid: Grid, from: number): CodeGroup[] {
  const groups: OpenGroup[] = [];
  for (const [at, column] of columns.entries()) {
    const open = groups.at(-1);
    if (column.role === 'code') {
      const first = column.part === 'class' || column.part === 'whole';
      if (open === undefined || open.name !== undefined || (first && open.codes.length > 0)) groups.push({ codes: [column], name: undefined });
      else open.codes.push(column);
    } else if (column.role === 'name') {
      const waits = open !== undefined && open.name === undefined && open.codes.length > 0;
      // 类 款 项 | 单位名称 | 科目名称: the unit stands between the codes and their names
      if (waits && column.classification === 'organisation' && columns[at + 1]?.role === 'name' && columns[at + 1]?.classification !== 'organisation') groups.splice(-1, 0, { codes: [], name: column });
      else if (waits) open.name = column;
      else groups.push({ codes: [], name: column });
    }
  }
  return withNamesBefore(groups).map((group) => ({ ...group, classification: classificationOf(group, grid, from) }));
}

/** Names of a classification right before codes that have none are theirs: 科目名称 | 科目编码. */
function withNamesBefore(groups: readonly OpenGroup[]): OpenGroup[] {
  const isNameOf = (at: number): boolean => {
    const [names, codes] = [groups[at], groups[at + 1]];
    return names?.codes.length === 0 && names.name !== undefined && OF_CODES.test(names.name.path.at(-1) ?? '') && codes !== undefined && codes.name === undefined && codes.codes[0]?.gridColumn === names.name.gridColumn + 1;
  };
  return groups.flatMap((group, at) => (isNameOf(at) ? [] : isNameOf(at - 1) ? [{ ...group, name: groups[at - 1]?.name }] : [group]));
}

function classificationOf(group: Omit<CodeGroup, 'classification'>, grid: Grid, from: number): Classification {
  const said = [...group.codes, ...(group.name ? [group.name] : [])].map((column) => column.classification).find((c) => c !== '');
  const first = group.codes[0] ?? group.name;
  const counts = new Map<Classification, number>();
  for (const cell of grid.cells) {
    if (cell.row < from || cell.column !== first?.gridColumn) continue;
    const digits = /^[[(【]?(\d{3}(?:\d{2}){0,2})(?!\d)/u.exec(flat(cell.text))?.[1];
    const list = digits === undefined ? undefined : listOfCode(digits.slice(0, 3));
    if (list !== undefined) counts.set(list, (counts.get(list) ?? 0) + 1);
  }
  const [most] = [...counts].toSorted((a, b) => b[1] - a[1]);
  if (most !== undefined && said !== 'organisation') return most[0];
  return said ?? '';
}

/**
 * The group that the lines are about: of the wanted classification, else with codes, else the names next to the amounts.
 * @param amounts grid column of the first amount: what stands behind it (项目内容) explains a line and names it only where nothing else does
 */
export function mainGroup(groups: readonly CodeGroup[], wanted: Classification, amounts = Infinity): CodeGroup | undefined {
  const own = groups.filter((g) => wanted !== '' && g.classification === wanted && !isOrganisation(g));
  // 类 款 项 before 科目编码 and 科目名称 say the same code twice: the group with the name is the line's.
  return own.find((g) => g.name !== undefined && g.codes.length > 0) ?? own[0]
    ?? groups.find((g) => g.codes.length > 0 && !isOrganisation(g))
    ?? groups.findLast((g) => !isOrganisation(g) && (g.name?.gridColumn ?? 0) < amounts)
    ?? groups.findLast((g) => !isOrganisation(g))
    ?? groups[0];
}

/**
 * The group that one line is about: the block's, but where its cells are blank and those of another list say a code and
 * a name, as sums by 政府经济分类 over lines of 部门经济分类.
 * @param own text of the cell of a column that begins in the line
 */
export function groupOfLine(main: CodeGroup | undefined, groups: readonly CodeGroup[], own: (column: Column | undefined) => string): CodeGroup | undefined {
  if (main === undefined || main.codes.length === 0 || [...main.codes, main.name].some((column) => own(column) !== '')) return main;
  const others = groups.filter((group) => group !== main && !isOrganisation(group) && ECONOMIC.has(group.classification) && /^\d{3}(?:\d{2})?$/u.test(flat(group.codes.map(own).join(''))) && own(group.name) !== '');
  return others.length === 1 ? others[0] : main;
}
const ECONOMIC: ReadonlySet<Classification> = new Set(['economic', 'government_economic']);

export function isOrganisation(group: CodeGroup): boolean {
  return group.classification === 'organisation' || group.name?.label === 'organisation';
}
