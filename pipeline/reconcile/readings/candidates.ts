/**
 * What a scanned figure may say instead: the engine's other readings, and figures that differ from the reading as
 * readings slip (one character taken for another, lost or added). Each has a cost: the less likely, the more.
 */
import { editDistance } from '../../../extractors/ocr/characters/lexicon.js';
import type { Amount } from '../../../schemas/amount.js';
import { parseAmount } from '../../../schemas/amount-parse.js';
import type { Figure } from '../identity.js';
import { stepCounts } from '../tables/rows.js';

/** Figures read with less than this (the least sure of their characters) are not sure. */
export const SURE = 0.99;

export const isUnsure = ({ cell, table }: Figure): boolean => table.grid.source === 'ocr' && cell.confidence < SURE;

/**
 * What the last digit of most figures of a table is worth (fen). A reading with fewer decimals has lost some: it would
 * fit into sums that its figure, rounded so far, does not break.
 */
function usualStep(table: Figure['table']): bigint {
  const known = usualSteps.get(table);
  if (known !== undefined) return known;
  const [usual] = [...stepCounts(table)].toSorted(([a, n], [b, m]) => m - n || Number(a - b))[0] ?? [0n];
  usualSteps.set(table, usual);
  return usual;
}
const usualSteps = new WeakMap<object, bigint>();

/** Whether a figure was read with fewer decimals than the others of its table. */
export const isCoarse = ({ cell, table }: Figure): boolean => cell.reading.state === 'amount' && cell.reading.amount.step > usualStep(table);

/** Costs: −ln of the odds against the reading for alternatives, flat for what the engine did not offer. */
const COST = { most: 8, slip: 9, surely: 4 } as const;

export interface Candidate {
  readonly amount: Amount;
  readonly cost: number;
  /** Among the engine's readings. */
  readonly offered: boolean;
}

/** The engine's other readings of a figure as amounts. */
export function offeredFor({ cell, table, fen, state }: Figure): Candidate[] {
  const [first] = cell.alternatives ?? [];
  const top = Math.max(first?.confidence ?? 0, 1e-3);
  const unit = cell.reading.state === 'amount' ? cell.reading.amount.unit : table.columns.find((c) => c.gridColumn === cell.gridColumn)?.unit ?? (table.unit || '元');
  return (cell.alternatives ?? []).flatMap(({ text, confidence }): Candidate[] => {
    const reading = parseAmount(text, unit);
    if (reading.state !== 'amount' || (state === 'amount' && reading.amount.fen === fen) || reading.amount.step > usualStep(table)) return [];
    const cost = Math.min(COST.most, Math.max(0, Math.log(top / Math.max(confidence, 1e-6))));
    return [{ amount: reading.amount, cost: cell.confidence < SURE ? cost : cost + COST.surely, offered: true }];
  });
}

/** The reading changed to `fen`, if a slip of one digit explains it. */
export function slippedTo(figure: Figure, fen: bigint): Candidate[] {
  if (figure.cell.reading.state !== 'amount' || fen === 0n || figure.fen === 0n) return [];
  const { amount } = figure.cell.reading;
  if (fen % amount.step !== 0n || editDistance(String(amount.fen / amount.step), String(fen / amount.step)) > 1) return [];
  return [{ amount: { ...amount, fen, mended: [] }, cost: COST.slip + (figure.cell.confidence < SURE ? 0 : COST.surely), offered: false }];
}
