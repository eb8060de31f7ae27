/**
 * 机关运行经费 is the 公用经费 of the administrative units: never more than the document's, and the same where all of the
 * organisation is administrative. It stands in prose, in a column of the “三公” table, or in both.
 */
import type { NormalisedDocument } from '../../../schemas/document.js';
import type { Fact } from '../../../schemas/fact.js';
import { Counter } from '../../normalise/observations.js';
import type { TableCell, TableCells } from './cells.js';
import { meet, rangeOf } from '../intervals.js';
import { cellPlace, cellText, printed, quoted, yuan, type Outcome } from './outcome.js';
import { cellsFor } from './places.js';

const AGENCY = 'narrative/agency-operation';
/** Tables by function that tell what 基本支出 is for. */
const BY_FUNCTION: readonly string[] = ['general_public_expenditure', 'fiscal_appropriation_expenditure', 'expenditure_summary'];
/** Classes that every organisation has whatever its kind: pensions, health insurance, housing. */
const OF_ALL = /^(?:208|210|221)/;
/** 行政运行, the item of its section from which an administrative organisation is paid. */
const OFFICE = /^\d{5}01$/;

/** What states 机关运行经费: a sentence, or a cell that no sentence repeats. */
interface Statement {
  readonly amount: NonNullable<Fact['amount']>;
  readonly reference: string;
  readonly published: string;
  readonly sentence: string;
  readonly page?: number;
}

/** Checks the first statement; an info, as which units count and whether 项目支出 is in it is a matter of scope. */
export function checkAgency(document: NormalisedDocument, table: TableCells, settled: ReadonlySet<string>, counter: Counter): Outcome[] {
  const statement = statementOf(document, table, settled);
  if (statement === undefined) return [];
  const { amount } = statement;
  const cells = cellsFor({ topic: 'public_operating', measure: 'public_operating', fund: statement.fund, subject: statement.sentence }, table).filter((cell) => cell.amount !== undefined);
  if (cells.length === 0) return [];
  const administrative = isAdministrative(document);
  const mayBeLess = document.identity.scope !== 'unit' ? administrative !== true : administrative === false && amount.fen === 0n;
  counter.applies(AGENCY);
  const fitting = cells.filter((cell) => cell.amount !== undefined && (meet(rangeOf(cell.amount), rangeOf(amount)) || (mayBeLess && cell.amount.fen > amount.fen)));
  const cell = cells[0];
  if (fitting.length > 0 || cell === undefined) return [];
  counter.fails(AGENCY);
  return [outcome(statement, cell)];
}

/** The sentence that no table settles; else the column of a table. */
function statementOf({ facts, identity }: NormalisedDocument, table: TableCells, settled: ReadonlySet<string>): (Statement & { readonly fund: Fact['fund'] }) | undefined {
  const stated = facts.find((one) => one.topic === 'agency_operation' && one.claim === 'amount' && one.amount !== undefined && (one.year === identity.fiscalYear || one.year === 0) && !settled.has(one.factId));
  if (stated?.amount !== undefined) {
    if (stated.measure.endsWith('_budget') || stated.measure.endsWith('_previous')) return undefined;
    return { amount: stated.amount, reference: stated.factId, published: printed(stated), sentence: quoted(stated.sentence), fund: stated.fund, ...(stated.page === undefined ? {} : { page: stated.page }) };
  }
  const cell = cellsFor({ topic: 'agency_operation', measure: 'agency_operation', fund: '', subject: '' }, table).find((one) => one.amount !== undefined && (one.suffix === '' || one.suffix === '_final'));
  if (cell?.amount === undefined) return undefined;
  const { page } = cell.line.entry;
  return { amount: cell.amount, reference: cell.ref, published: cellText(cell), sentence: cellPlace(cell), fund: '', ...(page === undefined ? {} : { page }) };
}

/**
 * Whether all of the organisation is administrative: of its 基本支出 nothing but 行政运行, beside what every organisation has.
 * undefined where no table says what 基本支出 is for.
 */
export function isAdministrative({ tables }: Pick<NormalisedDocument, 'tables'>): boolean | undefined {
  for (const kind of BY_FUNCTION) {
    const lines = tables.filter(({ table }) => table.kind === kind).flatMap((t) => t.lines).filter(({ code }) => /^2\d{6}$/.test(code) && !OF_ALL.test(code));
    const basic = lines.filter(({ entry }) => entry.cells.some((c) => c.measure === 'basic' && c.reading.state === 'amount' && c.reading.amount.fen > 0n));
    if (basic.length > 0) return basic.every(({ code }) => OFFICE.test(code));
  }
  return undefined;
}

function outcome({ amount, reference, published, sentence, page }: Statement, cell: TableCell): Outcome {
  const difference = yuan(amount.fen - (cell.amount?.fen ?? 0n));
  const references = [reference, cell.ref];
  return {
    suspects: [],
    finding: {
      rule: AGENCY,
      tableId: cell.table.tableId,
      tableKind: cell.table.kind,
      measure: 'agency_operation',
      ...(page === undefined ? {} : { page }),
      published,
      expected: cellText(cell),
      difference,
      params: { place: cellPlace(cell), sentence },
      cells: references,
      evidence: [{ statement: `机关运行经费 ${published}；${cellPlace(cell)} 公用经费 ${cellText(cell)}`, cells: references, published, expected: cellText(cell), difference }],
    },
  };
}
