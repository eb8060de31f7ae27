/**
 * 机关运行经费 is the 公用经费 of the administrative units: never more than the document's, and the same where all of the
 * organisation is administrative. It stands in prose, in a column of the “三公” table, or in both; so may 公用经费.
 */
import type { NormalisedDocument } from '../../../schemas/document.js';
import type { Amount } from '../../../schemas/amount.js';
import type { Fact } from '../../../schemas/fact.js';
import { Counter } from '../../normalise/observations.js';
import type { TableCell, TableCells } from './cells.js';
import { meet, rangeOf } from '../intervals.js';
import { cellPlace, cellText, printed, quoted, yuan, type Outcome } from './outcome.js';
import { cellsFor } from './places.js';
import { inStepsOf, isSlip, TELLING_IN_LISTS, TELLING_IN_SUMS } from './slips.js';

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

/**
 * Checks the first statement; an info, as which units count and whether 项目支出 is in it is a matter of scope. A warning
 * where the two figures differ by a slip of a digit: no scope explains that.
 */
export function checkAgency(document: NormalisedDocument, table: TableCells, settled: ReadonlySet<string>, counter: Counter): Outcome[] {
  const statement = statementOf(document, table, settled);
  if (statement === undefined) return [];
  const { amount } = statement;
  const cells = cellsFor({ topic: 'public_operating', measure: 'public_operating', fund: statement.fund, subject: statement.sentence }, table).filter((cell) => cell.amount !== undefined);
  if (cells.length === 0) return againstProse(statement, document, counter);
  const administrative = isAdministrative(document);
  const mayBeLess = document.identity.scope !== 'unit' ? administrative !== true : administrative === false && amount.fen === 0n;
  counter.applies(AGENCY);
  const is = (cell: TableCell): boolean => cell.amount !== undefined && meet(rangeOf(cell.amount), rangeOf(amount));
  const slips = (cell: TableCell): boolean => cell.amount !== undefined && isSlip(amount.fen, inStepsOf(amount, cell.amount.fen));
  const ofOffices = officeCells(table);
  const ofUnits = cellsOfUnits(table);
  if ([...cells, ...ofOffices].some(is) || ofUnits.some((one) => isOfUnit(one, table, amount))) return [];
  const ofUnit = ofUnits.find((one) => one.amount !== undefined && isSlip(amount.fen, inStepsOf(amount, one.amount.fen), TELLING_IN_SUMS));
  const slipped = [...cells, ...ofOffices].find(slips) ?? ofUnit;
  const cell = slipped ?? cells[0];
  if (cell?.amount === undefined || (slipped === undefined && mayBeLess && cells.some((one) => (one.amount?.fen ?? 0n) > amount.fen))) return [];
  counter.fails(AGENCY);
  return [outcome(statement, { amount: cell.amount, published: cellText(cell), place: cellPlace(cell), reference: cell.ref, table: cell.table }, slipped !== undefined)];
}

/** 公用经费 of 行政运行: where other units are no offices, all that is 机关运行经费. */
const officeCells = ({ byCode }: TableCells): TableCell[] =>
  [...byCode].flatMap(([code, found]) => (OFFICE.test(code) ? found.filter((cell) => cell.measure === 'public_operating' && cell.suffix === '' && cell.amount !== undefined) : []));

/** 商品和服务支出 where a table of 基本支出 has several trees, one for each kind of unit: 机关运行经费 is that of one of them. */
function cellsOfUnits({ byCode }: TableCells): TableCell[] {
  const goods = (byCode.get('302') ?? []).filter(({ table, measure, suffix, amount }) => table.kind.startsWith('basic_expenditure') && ['total', 'public_operating'].includes(measure) && suffix === '' && amount !== undefined);
  return goods.filter(({ table, line }) => goods.some((other) => other.table === table && other.line !== line));
}

/** Whether an amount is that of a unit's 商品和服务支出, with or without a 资本性支出 of the table. */
function isOfUnit({ amount: own, table }: TableCell, { byCode }: TableCells, amount: Amount): boolean {
  const capital = (byCode.get('310') ?? []).flatMap((cell) => (cell.table === table && cell.measure === 'total' && cell.suffix === '' ? cell.amount ?? [] : []));
  return own !== undefined && [0n, ...capital.map(({ fen }) => fen), capital.reduce((sum, { fen }) => sum + fen, 0n)].some((more) => meet(rangeOf({ ...own, fen: own.fen + more }), rangeOf(amount)));
}

/** Where no table has 公用经费: against what prose says of it, and only where a slip of a digit lies between the two. */
function againstProse(statement: Statement, { facts, identity }: NormalisedDocument, counter: Counter): Outcome[] {
  const stated = facts.flatMap((fact) => (fact.topic === 'public_operating' && fact.claim === 'amount' && fact.amount !== undefined && fact.year === identity.fiscalYear && !/_(?:budget|previous)$/.test(fact.measure) ? [{ ...fact, amount: fact.amount }] : []));
  if (stated.some(({ amount }) => meet(rangeOf(amount), rangeOf(statement.amount)))) {
    counter.applies(AGENCY);
    return [];
  }
  const near = stated.find(({ amount }) => isSlip(statement.amount.fen, amount.fen, TELLING_IN_LISTS));
  if (near === undefined) return [];
  counter.applies(AGENCY);
  counter.fails(AGENCY);
  return [outcome(statement, { amount: near.amount, published: printed(near), place: '说明', reference: near.factId }, true)];
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
function isAdministrative({ tables }: Pick<NormalisedDocument, 'tables'>): boolean | undefined {
  for (const kind of BY_FUNCTION) {
    const lines = tables.filter(({ table }) => table.kind === kind).flatMap((t) => t.lines).filter(({ code }) => /^2\d{6}$/.test(code) && !OF_ALL.test(code));
    const basic = lines.filter(({ entry }) => entry.cells.some((c) => c.measure === 'basic' && c.reading.state === 'amount' && c.reading.amount.fen > 0n));
    if (basic.length > 0) return basic.every(({ code }) => OFFICE.test(code));
  }
  return undefined;
}

/** What 公用经费 is elsewhere: a cell of a table, or a sentence. */
interface Counterpart {
  readonly amount: Amount;
  readonly published: string;
  readonly place: string;
  readonly reference: string;
  readonly table?: TableCell['table'];
}

function outcome(statement: Statement, { amount: other, published: expected, place, reference, table }: Counterpart, isSlipped: boolean): Outcome {
  const { amount, published, sentence, page } = statement;
  const difference = yuan(amount.fen - other.fen);
  const references = [statement.reference, reference];
  return {
    suspects: [],
    finding: {
      rule: AGENCY,
      ...(isSlipped ? { severity: 'warning' as const } : {}),
      ...(table === undefined ? {} : { tableId: table.tableId, tableKind: table.kind }),
      measure: 'agency_operation',
      ...(page === undefined ? {} : { page }),
      published,
      expected,
      difference,
      params: { place, sentence },
      cells: references,
      evidence: [{ statement: `机关运行经费 ${published}；${place} 公用经费 ${expected}`, cells: references, published, expected, difference }],
    },
  };
}
