/**
 * What a scanned figure may say instead: the engine's other readings, and figures that differ from the reading as
 * readings slip (one character taken for another, lost or added). Each has a cost: the less likely, the more.
 */
import type { Amount } from '../../../schemas/amount.js';
import { parseAmount } from '../../../schemas/amount-parse.js';
import type { Figure } from '../identity.js';

/** Figures read with less than this (the least sure of their characters) are not sure. */
export const SURE = 0.99;

export const isUnsure = ({ cell, table }: Figure): boolean => table.grid.source === 'ocr' && cell.confidence < SURE;

/** Costs: −ln of the odds against the reading for alternatives, flat for what the engine did not offer. */
const COST = { most: 8, slip: 7, twoSlips: 11, surely: 4 } as const;

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
    if (reading.state !== 'amount' || (state === 'amount' && reading.amount.fen === fen)) return [];
    const cost = Math.min(COST.most, Math.max(0, Math.log(top / Math.max(confidence, 1e-6))));
    return [{ amount: reading.amount, cost: cell.confidence < SURE ? cost : cost + COST.surely, offered: true }];
  });
}

/** The reading changed to `fen`, if the engine offers it or a slip explains it; undefined where neither does. */
export function candidateFor(figure: Figure, fen: bigint): Candidate | undefined {
  const offered = offeredFor(figure).filter((c) => c.amount.fen === fen).toSorted((a, b) => a.cost - b.cost)[0];
  if (offered !== undefined) return offered;
  if (figure.cell.reading.state !== 'amount' || fen === 0n || figure.fen === 0n) return undefined;
  const { amount } = figure.cell.reading;
  if (fen % amount.step !== 0n) return undefined;
  const slips = distance(String(amount.fen / amount.step), String(fen / amount.step), 2);
  if (slips > 2 || (slips === 2 && String(fen / amount.step).length < 5)) return undefined;
  const cost = (slips === 1 ? COST.slip : COST.twoSlips) + (figure.cell.confidence < SURE ? 0 : COST.surely);
  return { amount: { ...amount, fen, mended: [] }, cost, offered: false };
}

/** Levenshtein distance, up to `most`. */
function distance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) next.push(Math.min((next[j - 1] as number) + 1, (row[j] as number) + 1, (row[j - 1] as number) + Number(a[i - 1] !== b[j - 1])));
    row = next;
  }
  return row[b.length] as number;
}
