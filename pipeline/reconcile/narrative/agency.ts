/**
 * 机关运行经费 in prose where no table has a column for it: it is the 公用经费 of the administrative units, so never more than the document's.
 */
import type { NormalisedDocument } from '../../../schemas/document.js';
import { Counter } from '../../normalise/observations.js';
import type { TableCells } from './cells.js';
import { meet, rangeOf } from '../intervals.js';
import { cellPlace, cellText, printed, quoted, yuan, type Outcome } from './outcome.js';
import { cellsFor } from './places.js';

const AGENCY = 'narrative/agency-operation';

/** Checks the first statement; an info, as which units count and whether 项目支出 is in it is a matter of scope. */
export function checkAgency({ facts, identity }: NormalisedDocument, table: TableCells, settled: ReadonlySet<string>, counter: Counter): Outcome[] {
  const fact = facts.find((one) => one.topic === 'agency_operation' && one.claim === 'amount' && one.amount !== undefined && (one.year === identity.fiscalYear || one.year === 0) && !settled.has(one.factId));
  if (fact?.amount === undefined || fact.measure.endsWith('_budget') || fact.measure.endsWith('_previous')) return [];
  const amount = fact.amount;
  const cells = cellsFor({ ...fact, topic: 'public_operating', measure: 'public_operating' }, table).filter((cell) => cell.amount !== undefined);
  if (cells.length === 0) return [];
  counter.applies(AGENCY);
  const fitting = cells.filter((cell) => cell.amount !== undefined && (meet(rangeOf(cell.amount), rangeOf(amount)) || (cell.amount.fen > amount.fen && identity.scope !== 'unit')));
  const cell = cells[0];
  if (fitting.length > 0 || cell === undefined) return [];
  counter.fails(AGENCY);
  const difference = yuan(amount.fen - (cell.amount?.fen ?? 0n));
  const references = [fact.factId, cell.ref];
  return [{
    suspects: [],
    finding: {
      rule: AGENCY,
      tableId: cell.table.tableId,
      tableKind: cell.table.kind,
      measure: 'agency_operation',
      ...(fact.page === undefined ? {} : { page: fact.page }),
      published: printed(fact),
      expected: cellText(cell),
      difference,
      params: { place: cellPlace(cell), sentence: quoted(fact.sentence) },
      cells: references,
      evidence: [{ statement: `机关运行经费 ${printed(fact)}；${cellPlace(cell)} 公用经费 ${cellText(cell)}`, cells: references, published: printed(fact), expected: cellText(cell), difference }],
    },
  }];
}
