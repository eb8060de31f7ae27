/** What a made document must come out as: every printed amount, in document order. */
import { readFileSync } from 'node:fs';
import { formatYuan } from '../../schemas/amount-parse.js';
import type { ProcessedDocument } from '../../schemas/document.js';

/** `kind side code|level name measure yuan`. The name is that of the line as printed. */
export function printedCells(processed: ProcessedDocument): string[] {
  return (processed.document?.tables ?? []).flatMap(({ table, lines }) => lines.flatMap((line) => line.entry.cells.flatMap((cell) =>
    cell.reading.state === 'amount'
      ? [[table.kind, line.entry.side || '-', line.code || line.level, line.entry.name || '-', cell.measure, formatYuan(cell.reading.amount.fen), cell.reading.amount.unit].join('\t')]
      : [])));
}

/** Truth beside a made document: the same cells, one a line, written by hand. */
export const truthOf = (file: string): string[] => readFileSync(new URL(file, import.meta.url), 'utf8').trimEnd().split('\n').filter((line) => line !== '' && !line.startsWith('#'));

export const madeDocument = (file: string): Uint8Array => readFileSync(new URL(file, import.meta.url));
