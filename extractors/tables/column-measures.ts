/**
 * Which measure a column of amounts is of: what its headers name, turned by the year and the stage that they say, and by
 * the headings above and the columns beside it.
 */
import type { TableKindSpec } from '../../schemas/table-kind.js';
import { bare, vocabulary } from './vocabulary.js';

/** Measures in which 本年收入合计 beside the total of a table is what came in this year, 本年支出合计 what was spent. */
export function currents(measures: readonly string[], paths: readonly (readonly string[])[], blocks: readonly number[]): string[] {
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
export function subtotals(measures: readonly string[], paths: readonly (readonly string[])[], blocks: readonly number[]): string[] {
  return measures.map((measure, c) => {
    if (measure === '' || paths[c]?.length !== 1 || paths[c]?.[0] !== '小计') return measure;
    const named = SUBTOTALS.find(({ parts }) => [c + 1, c + 2].every((next, i) => measures[next] === parts[i] && blocks[next] === blocks[c]));
    return named === undefined || measures.some((other, d) => other === named.measure && blocks[d] === blocks[c]) ? measure : named.measure;
  });
}

export const FUNDS = /^(?:general_public|government_fund|state_capital)$/u, NATURE = /^(?:basic|project)_/u;
export const FUND = /^(?:general_public|government_fund|state_capital)_/u;

/** A fund under each of several items (因公出国费 / 一般公共预算): overseas_general_public. */
export function ancestorOf(path: readonly string[], spec: Pick<TableKindSpec, 'columns'>, measure: string): string {
  const words = vocabulary();
  for (const text of path.slice(0, -1).toReversed()) {
    const leaf = withoutUnit(bare(text));
    if (words.generic.test(leaf)) continue;
    const named = columnNamed(leaf, spec);
    if (named && named.measure !== measure) return `${named.measure}_${measure}`;
  }
  return measure;
}

/** Year that a header names: 2023年, 2023预算数; 0 where it names none. */
export const yearIn = (text: string): number => Number(/(20\d\d)(?:年|(?=预|决|执))/u.exec(text)?.[1] ?? 0);

/** Suffixes of the measures of other years: `_previous` for the last one before `current`, `_2022` for those before it and those to come. */
export function yearSuffixes(years: readonly number[], current: number): ReadonlyMap<number, string> {
  const last = Math.max(...years.filter((year) => year < current));
  return new Map(years.filter((year) => current > 0 && year !== current).map((year) => [year, year === last ? '_previous' : `_${year}`]));
}

/** A header's words without the unit or the table's own year behind them: 预算数(万元), 预算数(本年). */
export const withoutUnit = (text: string): string => text.replace(/\((?:单位:)?(?:万|亿)?元\)$|\((?:本年|当年)(?:度)?\)$/u, '');

/** 预算数 or 决算数 of a column: the lowest header that says one. A fund's name (一般公共预算) says none. */
export function stageOf(path: readonly string[]): string {
  const words = path.map((text) => withoutUnit(bare(text)));
  const said = words.findLast((text, i) => !FUND_NAME.test(text) && (i === words.length - 1 ? LAST_STAGE : /^(?:20\d\d年(?:度)?)?(?:年初|全年|调整)?(?:预算|决算)数?$/u).test(text));
  return said === undefined ? '' : /预算(?:数|金?额)?$/u.test(said) ? '_budget' : '_final';
}

/** A column's own header that says its stage; 采购金额 beside 采购预算金额 is what was bought. */
const LAST_STAGE = /预算(?:数|金?额)?$|决算(?:统计)?(?:数|金?额)?$|^(?:实际)?采购金额$/u;

const FUND_NAME = /^(?:一般公共|公共财政|政府性?基金|国有资本经营)预算$/u;


/**
 * Measure of an amount column from its header path: the lowest header that names one, turned by what stands above it.
 * @param shared headers that stand over every amount column of the block: they name the table, not a column
 */
export function measureOf(path: readonly string[], spec: Pick<TableKindSpec, 'columns' | 'measure'>, suffixes: ReadonlyMap<number, string>, shared: ReadonlySet<string>): string {
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

/** The column of a kind or of the vocabulary that a header's words name. */
export function columnNamed(words: string, spec: Pick<TableKindSpec, 'columns'>): TableKindSpec['columns'][number] | undefined {
  return spec.columns.find((column) => column.words.test(words)) ?? vocabulary().columns.find((column) => column.words.test(words));
}
