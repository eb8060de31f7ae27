/** Amounts of a processed document held against the truth of a printed one, cell by cell as a multiset. */
import { formatYuan } from '../../schemas/amount-parse.js';
import type { ProcessedDocument } from '../../schemas/document.js';
import type { TruthCell } from './layouts.js';

export interface Comparison {
  readonly truth: number;
  readonly hit: number;
  /** `kind|code|measure yuan` of cells that were not read, or were read as another figure. */
  readonly missing: readonly string[];
  /** Cells that were read and are not there. */
  readonly extra: readonly string[];
}

/** Zeros and uncoded lines that are no totals are left out, as are measures of a kind that the truth doesn't speak of. */
export function compareCells(processed: ProcessedDocument, truth: readonly TruthCell[]): Comparison {
  const measures = new Set(truth.map(([kind, , measure]) => `${kind}|${measure}`));
  const left = new Map<string, number>();
  for (const { table, lines } of processed.document?.tables ?? []) {
    for (const line of lines) {
      for (const cell of line.entry.cells) {
        if (cell.reading.state !== 'amount' || cell.reading.amount.fen === 0n || !measures.has(`${table.kind}|${cell.measure}`) || (line.code === '' && line.level !== 'total')) continue;
        const key = `${table.kind}|${line.code}|${cell.measure} ${formatYuan(cell.reading.amount.fen)}`;
        left.set(key, (left.get(key) ?? 0) + 1);
      }
    }
  }
  const missing: string[] = [];
  for (const [kind, code, measure, yuan] of truth) {
    const key = `${kind}|${code}|${measure} ${yuan}`;
    const count = left.get(key) ?? 0;
    if (count === 0) missing.push(key);
    else if (count === 1) left.delete(key);
    else left.set(key, count - 1);
  }
  return { truth: truth.length, hit: truth.length - missing.length, missing, extra: [...left].flatMap(([key, count]) => Array.from({ length: count }, () => key)) };
}
