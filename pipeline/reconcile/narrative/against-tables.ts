/**
 * Prose against tables: each amount of the narrative against the cells that say the same. It is wrong only where it fits none of them.
 */
import type { Amount } from '../../../schemas/amount.js';
import { nameKey } from '../../../schemas/codes.js';
import type { NormalisedDocument } from '../../../schemas/document.js';
import type { Finding } from '../../../schemas/finding.js';
import type { Fact } from '../../../schemas/fact.js';
import { looksLikeOrganisation } from '../../normalise/code-reading.js';
import { Counter } from '../../normalise/observations.js';
import type { TableCell, TableCells } from './cells.js';
import { abs, meet, rangeOf, total } from '../intervals.js';
import { itemCells } from './items.js';
import { amountText, cellPlace, cellText, printed, quoted, subjectOf, yuan, type Outcome } from './outcome.js';
import { cellsFor, hasPlaces, kindsFor } from './places.js';
import { speaksOfUnit } from './scope.js';

const AMOUNT = 'narrative/amount';
const ROUNDING = 'narrative/rounding';

export interface AgainstTables {
  readonly outcomes: readonly Outcome[];
  /** Facts that were held against a table. */
  readonly settled: ReadonlySet<string>;
}

/** Checks every amount of the document's own year that the tables can hold. Documents without tables have nothing to check against. */
export function checkAgainstTables(document: NormalisedDocument, cells: TableCells, counter: Counter): AgainstTables {
  const settled = new Set<string>();
  if (cells.kinds.size === 0) return { outcomes: [], settled };
  const { fiscalYear } = document.identity;
  const facts = document.facts.filter((fact) => fact.claim === 'amount' && fact.amount !== undefined && !fact.measure.endsWith('_previous') && (fact.year === fiscalYear || fact.year === 0 || fiscalYear === 0));
  const byId = new Map(facts.map((fact) => [fact.factId, fact]));
  const wrong: Outcome[] = [];
  const rounded: Deviation[] = [];
  for (const fact of facts) {
    const place = fact.topic === 'item' ? itemPlace(fact, cells) : isOfProject(fact) ? projectPlace(fact, cells) : topicPlace(fact, cells);
    if (place === undefined) continue;
    if (typeof place === 'string') {
      counter.cannot(AMOUNT, place);
      continue;
    }
    const verdict = isBesideCarryover(fact, facts, place.all) ? 'fits' : compare(fact, place);
    if (verdict !== 'fits' && speaksOfUnit(fact, byId, document.identity)) continue;
    counter.applies(AMOUNT);
    counter.applies(ROUNDING);
    if (place.all.length > 0) settled.add(fact.factId);
    if (verdict === 'fits') continue;
    if (verdict.within) rounded.push(verdict);
    else {
      counter.fails(AMOUNT);
      wrong.push(contradiction(verdict));
    }
  }
  counter.fails(ROUNDING, rounded.length);
  return { outcomes: [...pattern(oneCause(wrong), byId), ...roundings(rounded)], settled };
}

interface CellsOfFact {
  /** Cells of which one must fit. */
  readonly all: readonly TableCell[];
  /** Cells that the words mean; the first is shown where none fits. */
  readonly meant: readonly TableCell[];
}

interface Deviation {
  readonly fact: Fact;
  readonly cell: TableCell;
  /** The figures differ only within rounding. */
  readonly within: boolean;
}

function topicPlace(fact: Fact, cells: TableCells): CellsOfFact | string | undefined {
  if (!hasPlaces(fact.topic) || (fact.topic.startsWith('carryover_') && (SPECIAL_FUNDS.has(fact.fund) || !CARRYOVER.test(fact.subject)))) return undefined;
  const found = cellsFor(fact, cells);
  const figures = found.filter((cell) => cell.state === 'amount');
  if (figures.length > 0) {
    const meant = meantByFund(fact, figures);
    const fitting = figures.some((cell) => fits(fact, cell)) || severalUnits(fact, figures);
    // Of several units the whole is their sum, or what a summary prints: one that fits none of them may be any of the document's.
    const wholes = meant.filter((cell) => !cell.unit);
    if (fitting) return { all: figures, meant };
    return wholes.length > 0 && (wholes.length === meant.length || isWholeOf(fact)) ? { all: figures, meant: wholes } : 'label not found';
  }
  // 决算 tables hold no budget figures but in the “三公” table; a place may publish no table of procurement, meetings …
  if (fact.measure.endsWith('_budget')) return undefined;
  if (found.length > 0 && found.every((cell) => cell.state === 'empty') && fact.amount?.fen !== 0n) return found.some((cell) => standsBeside(fact, cell)) ? 'label not found' : { all: [], meant: found };
  const tabled = [...kindsFor(fact.topic)].some((kind) => cells.kinds.has(kind));
  if (fact.amount?.fen === 0n && tabled) return found.some((cell) => cell.state === 'unreadable') ? 'cell unreadable' : { all: [], meant: [] };
  if (OPTIONAL.has(fact.topic)) return undefined;
  return tabled ? (found.some((cell) => cell.state === 'unreadable') ? 'cell unreadable' : 'label not found') : 'table missing';
}

/** Whether a figure stands in the line of an empty cell, under a heading that says nothing: headings that were read are not over their figures. */
function standsBeside(fact: Fact, cell: TableCell): boolean {
  const unnamed = new Set(cell.table.columns.filter(({ role, header }) => role === 'amount' && !/\p{Script=Han}{3}/u.test(header.split(' / ').at(-1) ?? '')).map(({ gridColumn }) => gridColumn));
  return cell.line.entry.cells.some(({ gridColumn, reading }) => unnamed.has(gridColumn) && reading.state === 'amount' && fits(fact, { ...cell, amount: reading.amount }));
}

/** Funds whose 结转 the summaries hold together with that of all others. */
const SPECIAL_FUNDS: ReadonlySet<Fact['fund']> = new Set(['government_fund', 'state_capital']);

/** Whether the words speak of all income or spending of the publisher: 支出预算, 收入预算. */
const isWholeOf = ({ topic }: Fact): boolean => topic === 'expenditure_total' || topic === 'revenue_total' || topic === 'revenue_expenditure_total';

/** 上年结转 as such: of one fund, of 实户资金 it is a part that no line need have. */
const CARRYOVER = /^(?:20\d\d年(?:度)?)?(?:上年|年初|年末|年终)(?:度)?(?:结转|结余|和|及|、|资金|收入)+(?:预算)?(?:为)?$|^结转下年(?:支出)?(?:为)?$/;

/** Topics whose tables or columns not every place publishes. */
const OPTIONAL: ReadonlySet<Fact['topic']> = new Set(['procurement', 'purchased_services', 'meeting', 'training', 'agency_operation', 'special_account', 'unit_funds', 'personnel', 'public_operating', 'superior_subsidy', 'subordinate_remittance', 'operating_income', 'business_income', 'other_income', 'state_capital_revenue', 'government_fund_revenue', 'general_public_revenue', 'operating_expenditure', 'remittance_to_superior', 'subsidy_to_subordinate', 'carryover_opening', 'carryover_closing']);

/** Of 基本支出 and its like, the cells of the fund that the words name. */
function meantByFund(fact: Fact, cells: readonly TableCell[]): readonly TableCell[] {
  if (!NATURES.has(fact.topic)) return cells;
  const all: readonly string[] = ['expenditure_summary', 'revenue_expenditure_summary'];
  const special: readonly string[] = ['government_fund_expenditure', 'state_capital_expenditure'];
  if (fact.fund === 'government_fund' || fact.fund === 'state_capital') return cells.filter((cell) => cell.table.kind === `${fact.fund}_expenditure`);
  return cells.filter((cell) => !special.includes(cell.table.kind) && all.includes(cell.table.kind) === (fact.fund === '' || fact.fund === 'all'));
}
const NATURES: ReadonlySet<Fact['topic']> = new Set(['basic', 'project', 'personnel', 'public_operating']);

function itemPlace(fact: Fact, cells: TableCells): CellsOfFact | string | undefined {
  if (fact.measure.endsWith('_budget')) return undefined;
  const { all, meant, tabled } = itemCells(fact, cells);
  const figures = all.filter((cell) => cell.state === 'amount');
  if (meant.length > 0 || figures.some((cell) => fits(fact, cell))) return { all: figures, meant };
  if (fact.amount?.fen === 0n && tabled) return { all: [], meant: [] };
  if (figures.length === 0 && tabled) return 'label not found';
  // The item's tables are not in the document, or hold it under another fund only.
  return undefined;
}

/** Whether the words may name a project: no subject of a budget's own. */
const isOfProject = ({ topic }: Fact): boolean => topic === 'project_part' || topic === 'other';

/** Characters from which a name says what it names. */
const TELLING_NAME = 4;

/** The project (项目支出表) that prose names word for word: of several units' lines of this name, one of them or all together. */
function projectPlace(fact: Fact, cells: TableCells): CellsOfFact | undefined {
  const key = nameKey(fact.subject);
  const named = key.length < TELLING_NAME ? [] : (cells.byName.get(key) ?? []);
  const all = named.filter((cell) => cell.table.kind === 'project_expenditure' && cell.state === 'amount' && cell.suffix === '' && cell.line.code === '' && !looksLikeOrganisation(cell.line.entry.name));
  const meant = all.filter((cell) => cell.measure === 'total');
  if (fact.amount === undefined || meant.length === 0) return undefined;
  const together = meant.length > 1 && meet(rangeOf(fact.amount), total(meant.flatMap((cell) => (cell.amount === undefined ? [] : [rangeOf(cell.amount)]))));
  return together ? { all: [], meant: [] } : { all, meant };
}

function fits(fact: Fact, cell: TableCell): boolean {
  if (fact.amount === undefined || cell.amount === undefined || !meet(rangeOf(fact.amount), rangeOf(cell.amount))) return false;
  return fact.amount.step !== cell.amount.step || fact.amount.fen === cell.amount.fen || precise(fact.amount);
}

/** Three digits and more: a difference of one in the last is rounding; of 5万元 and 4万元 it is not. */
function precise({ fen, step }: Amount): boolean {
  return abs(fen) >= 100n * step;
}

/** Whether a figure fits its cells: exactly or by a coarser print (`fits`), within rounding, or not at all. */
function compare(fact: Fact, { all, meant }: CellsOfFact): 'fits' | Deviation {
  const { amount } = fact;
  if (amount === undefined || (all.length === 0 && meant.length === 0)) return 'fits';
  const fitting = all.filter((cell) => fits(fact, cell));
  if (fitting.some((cell) => cell.amount !== undefined && (cell.amount.fen === amount.fen || cell.amount.step !== amount.step))) return 'fits';
  const close = fitting[0];
  if (close !== undefined) return { fact, cell: close, within: true };
  if (sumsOfThree(fact, all) || severalUnits(fact, all) || severalFunds(fact, all)) return 'fits';
  const cell = nearest(amount.fen, meant) ?? nearest(amount.fen, all);
  if (cell === undefined) return 'fits';
  const far = amount.fen - (cell.amount?.fen ?? 0n);
  return { fact, cell, within: cell.amount !== undefined && precise(amount) && abs(far) < amount.step };
}

/** What a fund brings in this year, beside 上年结转 in one sentence: the tables of its spending hold both. */
function isBesideCarryover(fact: Fact, facts: readonly Fact[], cells: readonly TableCell[]): boolean {
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

/** “三公” tables whose 合计 holds 会议费 and 培训费 as well: the three kinds alone may be what prose means. */
function sumsOfThree(fact: Fact, cells: readonly TableCell[]): boolean {
  if (fact.topic !== 'three_public' || fact.amount === undefined) return false;
  const amount = fact.amount;
  return cells.some((cell) => {
    const parts = ['overseas', 'vehicle_subtotal', 'reception'].map((measure) => cell.line.entry.cells.find((other) => other.measure.replace(/_(?:budget|final)$/, '') === measure)?.reading);
    const figures = parts.flatMap((reading) => (reading?.state === 'amount' ? [rangeOf(reading.amount)] : []));
    return figures.length > 0 && meet(rangeOf(amount), total(figures));
  });
}

/** A table by unit without a total line: its lines add up to the figure. */
function severalUnits(fact: Fact, cells: readonly TableCell[]): boolean {
  const first = cells[0];
  if (fact.amount === undefined || first === undefined) return false;
  const lines = cells.filter((cell) => cell.unit && cell.table === first.table && cell.measure === first.measure && cell.suffix === first.suffix);
  return lines.length > 1 && meet(rangeOf(fact.amount), total(lines.flatMap((cell) => (cell.amount === undefined ? [] : [rangeOf(cell.amount)]))));
}

/** 基本支出 or 项目支出 of 财政拨款, which is printed by fund only: the tables of the funds add up to it. */
function severalFunds(fact: Fact, cells: readonly TableCell[]): boolean {
  if (fact.amount === undefined || fact.fund !== 'fiscal' || !NATURES.has(fact.topic)) return false;
  const own = FUND_TABLES.flatMap((kind) => cells.find((cell) => cell.table.kind === kind && cell.amount !== undefined) ?? []);
  return own.length > 1 && meet(rangeOf(fact.amount), total(own.flatMap((cell) => (cell.amount === undefined ? [] : [rangeOf(cell.amount)]))));
}
const FUND_TABLES = ['general_public_expenditure', 'government_fund_expenditure', 'state_capital_expenditure'];

function contradiction({ fact, cell }: Deviation): Outcome {
  const difference = yuan((fact.amount?.fen ?? 0n) - (cell.amount?.fen ?? 0n));
  const code = fact.topic !== 'item' ? '' : [cell.line.code, cell.line.impliedCode, fact.code].find((one) => one !== '') ?? '';
  return {
    suspects: [fact.factId],
    finding: {
      rule: AMOUNT,
      // A blank is no zero: that the table leaves out what prose states needs a look. A project's words may mean a part of it.
      ...(cell.amount === undefined || isOfProject(fact) ? { severity: 'warning' } : {}),
      tableId: cell.table.tableId,
      tableKind: cell.table.kind,
      ...(code === '' ? {} : { code }),
      measure: cell.measure + cell.suffix,
      ...(fact.page === undefined ? {} : { page: fact.page }),
      published: printed(fact),
      ...(cell.amount === undefined ? {} : { expected: cellText(cell) }),
      difference,
      cause: 'published',
      params: { ...(cell.amount === undefined ? { expected: cellText(cell) } : {}), subject: subjectOf(fact), place: cellPlace(cell), sentence: quoted(fact.sentence) },
      cells: [fact.factId, cell.ref],
      evidence: [{ statement: `${subjectOf(fact)} ${printed(fact)} ≠ ${cellPlace(cell)} ${cellText(cell)}`, cells: [fact.factId, cell.ref], published: printed(fact), expected: cellText(cell), difference }],
    },
  };
}

/** The same wrong figure said several times of the same cell, or a class and its total that are off by the same amount, are one finding. */
function oneCause(outcomes: readonly Outcome[]): Outcome[] {
  const merged: Outcome[] = [];
  for (const outcome of outcomes) {
    const { finding, suspects } = outcome;
    const at = merged.findIndex(({ finding: first }) => (first.published === finding.published && first.cells[1] === finding.cells[1]) || (first.difference === finding.difference && first.tableId === finding.tableId && nested(first, finding)));
    const first = merged[at];
    if (first === undefined) merged.push(outcome);
    else {
      merged[at] = {
        suspects: [...first.suspects, ...suspects],
        finding: { ...first.finding, cells: [...new Set([...first.finding.cells, ...finding.cells])], evidence: [...first.finding.evidence, ...finding.evidence] },
      };
    }
  }
  return merged;
}

/** Whether one code lies within the other; no code is the whole. */
function nested({ code: a = '' }: Finding, { code: b = '' }: Finding): boolean {
  return a.startsWith(b) || b.startsWith(a);
}

/** Differing items of one list that are off by much the same ratio: said with each of them, as it points to one draft. */
function pattern(outcomes: readonly Outcome[], facts: ReadonlyMap<string, Fact>): Outcome[] {
  const items = outcomes.filter(({ finding }) => finding.code !== undefined && finding.expected !== undefined);
  const ratioOf = ({ finding, suspects }: Outcome): bigint => {
    const fen = facts.get(suspects[0] ?? '')?.amount?.fen ?? 0n;
    const expected = fen - parseFen(finding.difference ?? '0');
    return expected === 0n ? 0n : (fen * 1000n) / expected;
  };
  return outcomes.map((outcome) => {
    const like = items.filter((other) => { const gap = ratioOf(other) - ratioOf(outcome); return gap <= 20n && gap >= -20n; });
    if (!items.includes(outcome) || like.length < 3) return outcome;
    const cells = like.flatMap((other) => other.finding.cells);
    const statement = `${like.length}个科目与表的比例相近（约${ratioOf(outcome) / 10n}%）：${like.map((other) => other.finding.code ?? '').join('、')}，疑出自同一旧稿`;
    return { ...outcome, finding: { ...outcome.finding, evidence: [...outcome.finding.evidence, { statement, cells }] } };
  });
}

/** Fen of an exact decimal of yuan. */
function parseFen(text: string): bigint {
  const [whole = '0', decimals = ''] = text.replace('-', '').split('.');
  const fen = BigInt(whole) * 100n + BigInt(decimals.padEnd(2, '0'));
  return text.startsWith('-') ? -fen : fen;
}

function roundings(deviations: readonly Deviation[]): Outcome[] {
  const first = deviations[0];
  if (first === undefined) return [];
  const statements = deviations.map(({ fact, cell }) => `${subjectOf(fact)} ${printed(fact)}（${cellPlace(cell)} ${cell.amount === undefined ? '' : amountText(cell.amount)}）`);
  return [{
    suspects: [],
    finding: {
      rule: ROUNDING,
      ...(first.fact.page === undefined ? {} : { page: first.fact.page }),
      params: { count: String(deviations.length), list: statements.slice(0, 12).join('；') },
      cells: deviations.flatMap(({ fact, cell }) => [fact.factId, cell.ref]),
      evidence: deviations.map(({ fact, cell }, i) => ({ statement: statements[i] ?? '', cells: [fact.factId, cell.ref], published: printed(fact), expected: cellText(cell) })),
    },
  }];
}
