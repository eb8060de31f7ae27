/**
 * Columns of indicators (绩效指标) and of tables of forms: what each says, from the words of its header.
 */
import type { Cell } from '../../../schemas/block.js';
import { filled, label, type GridRow } from './slots.js';

/** What a column of indicators holds. Columns beyond level, name and target are kept as details under their header. */
export type IndicatorRole = 'level1' | 'level2' | 'name' | 'operator' | 'value' | 'unit' | 'detail';
/** What a column of a table of forms holds besides. */
export type ListRole = IndicatorRole | 'organisation' | 'project' | 'amount' | 'goal' | 'nature' | 'category' | 'supervisor' | 'serial';

export interface Column<R> {
  readonly role: R;
  readonly header: string;
  /** First column of the header cell, and how many it spans. */
  readonly column: number;
  readonly span: number;
}

const INDICATOR: readonly (readonly [IndicatorRole, RegExp])[] = [
  ['level1', /^(?:绩效)?(?:一级|1级)指标(?:名称)?$|^指标类型$/u],
  ['level2', /^(?:绩效)?(?:二级|2级)指标(?:名称)?$/u],
  ['name', /^(?:绩效)?(?:三级|3级)指标(?:名称)?$|^指标名称$|^绩效指标名称$|^(?:指标)?内容$/u],
  ['operator', /^(?:绩效)?指标(?:值)?(?:性质|方向|类型|符号)$|^(?:运算|计算|比较|关系)(?:符号?|关系)$|^运算符$/u],
  ['unit', /^(?:绩效)?(?:度量|计量|指标值?|计算)单位$|^单位$/u],
  ['detail', /实际|完成|得分|分值|权重|评分|扣分|标准|解释|说明|备注|偏差|原因|是否|指标值内容|上年|历史|活动|任务|来源|佐证|措施|核心|依据|描述|确定/u],
  ['value', /(?:指标|目标)值|^(?:年度|本年|全年|项目)?(?:目标|指标)$|预期值|^(?:年度|全年)(?:计划|目标)值?$/u],
];

const HAN = /\p{Script=Han}/u;

/** Role of a column of indicators by its header; undefined for anything else. */
function indicatorRole(header: string): IndicatorRole | undefined {
  if (!HAN.test(header)) return undefined;
  const bare = label(header).replaceAll(/\(.*?\)/gu, (found) => (/项目/u.test(found) ? '' : found)).replace(/\((?:%|分|\d+分)\)$/u, '');
  return INDICATOR.find(([, words]) => words.test(bare))?.[0];
}

/** Longest text of a header's cell. */
const LONGEST = 16;

/**
 * Columns that a header row of indicators names; undefined if the row is none: it has a name and a target, or two levels.
 * The cell 绩效指标 down the left edge may cover the row; where no cell has 三级指标, a cell 绩效指标 inside is the name.
 */
export function indicatorHeader(row: GridRow): readonly Column<IndicatorRole>[] | undefined {
  const cells = filled(row.own);
  if (cells.length < 2 || cells.some((cell) => cell.text.trim().length > LONGEST)) return undefined;
  const known = cells.flatMap((cell): Column<IndicatorRole>[] => {
    const role = indicatorRole(cell.text);
    return role === undefined ? [] : [column(role, cell)];
  });
  // 指标内容 beside 三级指标 explains it.
  const third = known.find((c) => c.role === 'name' && /三级|3级/u.test(c.header));
  const found = known.map((c): Column<IndicatorRole> => (third && c !== third && c.role === 'name' ? { ...c, role: 'detail' } : c));
  const has = (role: IndicatorRole): boolean => found.some((c) => c.role === role);
  if (!has('value') && !(has('level1') && has('level2'))) return undefined;
  const named = has('name') ? found : [...found, ...cells.filter((cell) => /^(?:绩效)指标$/u.test(label(cell.text)) && cell.column > 0).slice(0, 1).map((cell) => column('name' as const, cell))];
  const full = (has('level1') && has('level2')) || (named.some((c) => c.role === 'name') && has('value') && (has('level1') || has('level2') || has('operator') || has('unit')));
  if (!full) return undefined;
  const start = Math.min(...named.map((c) => c.column));
  const others = cells.filter((cell) => cell.column > start && !named.some((c) => c.column === cell.column)).map((cell) => column('detail' as const, cell));
  return [...named, ...others].toSorted((a, b) => a.column - b.column);
}

/**
 * Columns after a second header row that divides the target (指标值) into operator, value and unit; undefined where the
 * row is none.
 */
export function dividedTarget(columns: readonly Column<IndicatorRole>[], row: GridRow): readonly Column<IndicatorRole>[] | undefined {
  const target = columns.find((c) => c.role === 'value');
  const cells = filled(row.own);
  if (target === undefined || target.span < 2 || cells.length === 0) return undefined;
  const inside = cells.map((cell): Column<IndicatorRole> | undefined => {
    const role = indicatorRole(cell.text);
    const within = cell.column >= target.column && cell.column < target.column + target.span;
    return within && role !== undefined ? column(role === 'name' ? 'value' : role, cell) : undefined;
  });
  if (inside.some((c) => c === undefined)) return undefined;
  return [...columns.filter((c) => c !== target), ...inside.filter((c) => c !== undefined)].toSorted((a, b) => a.column - b.column);
}

const column = <R>(role: R, cell: Cell): Column<R> => ({ role, header: label(cell.text), column: cell.column, span: cell.columnSpan });

const LIST: readonly (readonly [ListRole, RegExp])[] = [
  ['serial', /^序号$|^编号$|^(?:单位|项目|部门)(?:编码|代码)$/u],
  ['project', /^(?:一级|二级|三级|预算|支出|单位|部门|专项|重点|[(（])*项目(?:名称|内容|支出名称)?$|^单位\(项目\)名称$|^单位名称[、/]项目名称$|^(?:专项资金|政策|转移支付|项目\(政策\))名称$/u],
  ['organisation', /^(?:一级|二级|三级|基层)?(?:预算|实施|申报|资金使用|用款|项目)?(?:单位|部门)(?:名称)?$/u],
  ['supervisor', /^主管(?:部门|单位)(?:名称)?$/u],
  ['nature', /^项目(?:性质|属性)$/u],
  ['category', /^项目(?:类别|类型|分类)$/u],
  ['goal', /^(?:项目)?(?:总体|年度|当年|整体|实施期|本年)*(?:绩效)?(?:总体)?(?:绩效)?目标(?:内容|描述)?$/u],
];

/** Role of a column of a table of forms by its header; `amount` is decided by the caller. */
export function listRole(header: string): ListRole | undefined {
  const bare = label(header).replace(/\((?:[万亿千百]?元|单位.*)\)$/u, '');
  return LIST.find(([, words]) => words.test(bare))?.[0] ?? indicatorRole(header);
}
