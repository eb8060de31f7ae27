/**
 * Tables of a text whose columns were counted with one column for a Chinese character, as `pdftotext -layout` does: what
 * stands below each other in print need not do so there, and no sum shows that a heading stands over the column beside its own.
 */
import { listed, type CheckCount, type Finding } from '../../../schemas/finding.js';
import { Counter } from '../../normalise/observations.js';
import type { FiguredTable } from './rows.js';

const RULE = 'table/columns-unsure';
const SHOWN = 12;

/** One warning for all such tables of a document. */
export function checkCounted(tables: readonly FiguredTable[]): { readonly findings: readonly Finding[]; readonly checks: readonly CheckCount[] } {
  const counter = new Counter();
  const texts = tables.map(({ table }) => table).filter(({ grid }) => grid.source === 'text' && grid.method === 'stream');
  const counted = texts.filter(({ grid }) => grid.counted === true);
  counter.applies(RULE, texts.length);
  counter.fails(RULE, counted.length);
  if (counted.length === 0) return { findings: [], checks: counter.counts() };
  const titles = counted.map(({ title, tableId }) => title || tableId);
  return {
    findings: [{
      rule: RULE, cause: 'undecided', params: { count: String(counted.length), list: listed(titles, SHOWN) },
      cells: counted.map(({ tableId }) => tableId), evidence: counted.map(({ tableId }, i) => ({ statement: titles[i] as string, cells: [tableId] })),
    }],
    checks: counter.counts(),
  };
}
