/**
 * Whether an amount of prose fits cells of tables: one of them, or several together, which nothing prints as one.
 */
import type { Amount } from '../../../schemas/amount.js';
import type { Fact } from '../../../schemas/fact.js';
import { abs, meet, rangeOf, total, type Range } from '../intervals.js';
import { isTelling } from '../localise/likeness.js';
import { summed, type TableCell } from './cells.js';

/** The cells against which an amount of prose is held. */
export interface CellsOfFact {
  /** Cells of which one must fit. */
  readonly all: readonly TableCell[];
  /** Cells that the words mean; the first is shown where none fits. */
  readonly meant: readonly TableCell[];
}

/** An amount of prose that fits none of its cells, and the cell that is shown against it. */
export interface Deviation {
  readonly fact: Fact;
  readonly cell: TableCell;
  /** The figures differ only within rounding. */
  readonly within: boolean;
  /** Where a total is shown: those of the same table that the words may mean as well (本年支出合计 beside 支出总计), none of which fits. */
  readonly beside?: readonly TableCell[];
}

/** Topics that divide spending by its nature: what they say is printed fund by fund. */
export const NATURES: ReadonlySet<Fact['topic']> = new Set(['basic', 'project', 'personnel', 'public_operating']);

/** Whether an amount is that of a cell, as precisely as both are printed. */
export function fits(fact: Fact, cell: TableCell): boolean {
  if (fact.amount === undefined || cell.amount === undefined || !meet(rangeOf(fact.amount), rangeOf(cell.amount))) return false;
  return fact.amount.step !== cell.amount.step || fact.amount.fen === cell.amount.fen || precise(fact.amount);
}

/** The sum of the amounts of cells. */
export const sumOf = (cells: readonly TableCell[]): Range => total(cells.flatMap(({ amount }) => (amount === undefined ? [] : [rangeOf(amount)])));

/** Three digits and more: a difference of one in the last is rounding; of 5万元 and 4万元 it is not. */
function precise({ fen, step }: Amount): boolean {
  return abs(fen) >= 100n * step;
}

/** Whether a figure fits its cells: exactly or by a coarser print (`fits`), within rounding, or not at all. */
export function compare(fact: Fact, { all, meant }: CellsOfFact): 'fits' | Deviation {
  const { amount } = fact;
  if (amount === undefined || (all.length === 0 && meant.length === 0)) return 'fits';
  const fitting = all.filter((cell) => fits(fact, cell));
  if (fitting.some((cell) => cell.amount !== undefined && (cell.amount.fen === amount.fen || cell.amount.step !== amount.step))) return 'fits';
  // A figure that all but fits another column, and is a slip away from the one that is meant, is no rounded one.
  const slipped = meant.some((cell) => cell.amount !== undefined && isTelling(amount.fen, cell.amount.fen));
  const close = fitting.find((cell) => meant.includes(cell)) ?? (slipped ? undefined : fitting[0]);
  if (close !== undefined) return { fact, cell: close, within: true };
  if (sumsOfThree(fact, all) || severalUnits(fact, all) || severalFunds(fact, all)) return 'fits';
  const ofUnits = sumsOfUnits(fact, meant);
  if (ofUnits.some((cell) => fits(fact, cell))) return 'fits';
  const own = meant.filter(({ line }) => fact.code !== '' && (line.code || line.impliedCode) === fact.code);
  const cell = ofUnits[0] ?? nearest(amount.fen, own) ?? nearest(amount.fen, meant) ?? nearest(amount.fen, all);
  if (cell === undefined) return 'fits';
  const far = amount.fen - (cell.amount?.fen ?? 0n);
  const beside = ofUnits.length > 0 ? [] : meant.filter((other) => cell.whole && other.line !== cell.line && other.table === cell.table && other.amount !== undefined && other.amount.fen !== cell.amount?.fen);
  return { fact, cell, within: cell.amount !== undefined && precise(amount) && abs(far) < amount.step, beside };
}

/** What a fund brings in this year, beside 上年结转 in one sentence: the tables of its spending hold both. */
export function isBesideCarryover(fact: Fact, facts: readonly Fact[], cells: readonly TableCell[]): boolean {
  const { amount } = fact;
  if (amount === undefined || !/^(?:general_public|government_fund|state_capital|fiscal)_/.test(fact.topic)) return false;
  const carried = facts.find((other) => other.topic === 'carryover_opening' && other.sentence === fact.sentence && other.paragraph === fact.paragraph && other.amount !== undefined && other.amount.fen > 0n)?.amount;
  return carried !== undefined && cells.some((cell) => cell.side !== 'revenue' && cell.amount !== undefined && meet(total([rangeOf(amount), rangeOf(carried)]), rangeOf(cell.amount)));
}

/** Of the cells that are meant, the one that is shown against the figure: the first table's, whichever column is nearest. */
function nearest(fen: bigint, cells: readonly TableCell[]): TableCell | undefined {
  const first = cells[0]?.table;
  const own = cells.filter((cell) => cell.table === first);
  const ends = own.filter((cell) => cell.line.entry.item === 'grand_total');
  return (ends.length > 0 ? ends : own).reduce<TableCell | undefined>((best, cell) => {
    const far = (other: TableCell): bigint => ((other.amount?.fen ?? 0n) > fen ? (other.amount?.fen ?? 0n) - fen : fen - (other.amount?.fen ?? 0n));
    return best === undefined || far(cell) < far(best) ? cell : best;
  }, undefined);
}

/** “三公” tables whose 合计 holds 会议费 and 培训费 as well: the three kinds alone may be what prose means, to its last digit. */
function sumsOfThree(fact: Fact, cells: readonly TableCell[]): boolean {
  if (fact.topic !== 'three_public' || fact.amount === undefined) return false;
  const amount = fact.amount;
  return cells.some((cell) => {
    const parts = ['overseas', 'vehicle_subtotal', 'reception'].map((measure) => cell.line.entry.cells.find((other) => other.measure.replace(/_(?:budget|final)$/, '') === measure)?.reading);
    const figures = parts.flatMap((reading) => (reading?.state === 'amount' ? [{ lo: 2n * reading.amount.fen, hi: 2n * reading.amount.fen }] : []));
    const { step } = amount;
    return figures.length > 0 && meet({ lo: 2n * (amount.fen - step), hi: 2n * (amount.fen + step) }, total(figures));
  });
}

/** A table by unit without a total line: its lines add up to the figure, each as roughly as it is printed (`exactly`: as it stands). */
export function severalUnits(fact: Fact, cells: readonly TableCell[], exactly = false): boolean {
  const first = cells[0];
  if (fact.amount === undefined || first === undefined) return false;
  const lines = cells.filter((cell) => cell.unit && cell.table === first.table && cell.measure === first.measure && cell.suffix === first.suffix);
  const fen = lines.reduce((sum, { amount }) => sum + (amount?.fen ?? 0n), 0n);
  return lines.length > 1 && meet(rangeOf(fact.amount), exactly ? { lo: 2n * fen, hi: 2n * fen } : sumOf(lines));
}

/** An item that its table prints for each unit: its lines together, one cell a table. */
function sumsOfUnits(fact: Fact, cells: readonly TableCell[]): readonly TableCell[] {
  const first = cells[0];
  if (fact.topic !== 'item' || first === undefined) return [];
  return [...new Set(cells.map(({ table }) => table))].flatMap((table) => {
    const lines = cells.filter((cell) => cell.table === table && cell.measure === first.measure && cell.line.code === first.line.code && cell.line.code !== '');
    const units = new Set(lines.map(({ organisation }) => organisation));
    const amounts = lines.flatMap((cell) => cell.amount ?? []);
    return units.size < 2 || units.has('') || amounts.length < 2 ? [] : [{ ...(lines[0] as TableCell), amount: summed(amounts) }];
  });
}

/** 基本支出 or 项目支出 of 财政拨款, which is printed by fund only: the tables of the funds add up to it. */
function severalFunds(fact: Fact, cells: readonly TableCell[]): boolean {
  if (fact.amount === undefined || fact.fund !== 'fiscal' || !NATURES.has(fact.topic)) return false;
  const own = FUND_TABLES.flatMap((kind) => cells.find((cell) => cell.table.kind === kind && cell.amount !== undefined) ?? []);
  return own.length > 1 && meet(rangeOf(fact.amount), sumOf(own));
}
const FUND_TABLES = ['general_public_expenditure', 'government_fund_expenditure', 'state_capital_expenditure'];
