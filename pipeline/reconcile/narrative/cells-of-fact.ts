/**
 * The cells of tables that an amount of prose may mean: by its topic, by its item, or by the project that it names.
 */
import { nameKey } from '../../../schemas/codes.js';
import type { Fact } from '../../../schemas/fact.js';
import { looksLikeOrganisation } from '../../normalise/code-reading.js';
import { abs, meet, rangeOf } from '../intervals.js';
import { summed, type TableCell, type TableCells } from './cells.js';
import { fits, NATURES, severalUnits, sumOf, type CellsOfFact, type Deviation } from './fits.js';
import { itemCells } from './items.js';
import { cellsFor, hasPlaces, kindsFor } from './places.js';
import { inStepsOf, isSlip } from './slips.js';

/**
 * The cells that a fact may mean: why they are not known where its tables should hold them, and undefined where it need
 * not stand in any.
 */
export function cellsOfFact(fact: Fact, cells: TableCells): CellsOfFact | string | undefined {
  if (fact.topic === 'item') return itemPlace(fact, cells);
  const evaluated = evaluatedPlace(fact, cells);
  if (evaluated !== undefined) return evaluated;
  return isOfProject(fact) ? projectPlace(fact, cells) : topicPlace(fact, cells);
}

function topicPlace(fact: Fact, cells: TableCells): CellsOfFact | string | undefined {
  if (!hasPlaces(fact.topic) || (fact.topic.startsWith('carryover_') && (SPECIAL_FUNDS.has(fact.fund) || !CARRYOVER.test(fact.subject)))) return undefined;
  const found = cellsFor(fact, cells);
  const figures = found.filter((cell) => cell.state === 'amount');
  if (figures.length > 0) {
    const meant = meantByFund(fact, figures);
    const isPrinted = figures.some((cell) => fits(fact, cell)) || severalUnits(fact, figures, true);
    const isSum = !isPrinted && severalUnits(fact, figures);
    // Of several units the whole is their sum, or what a summary prints: one that fits none of them may be any of the document's.
    const wholes = meant.filter((cell) => !cell.unit);
    if (isPrinted) return { all: figures, meant };
    // Units that are each rounded say less of their sum than a total does.
    if (!isPrinted && !isSaidTwice(OTHER_SIDE[fact.topic] === undefined ? figures : [...figures, ...cellsFor({ ...fact, topic: 'revenue_expenditure_total' }, cells)]) && Object.values(insteadOf(found, cells)).flat().some((cell) => fits(fact, cell))) return { all: [], meant: [] };
    if (isSum) return balanceOf(fact, found, cells) ?? { all: figures, meant };
    if (wholes.length > 0 && (wholes.length === meant.length || isWholeOf(fact))) return { all: figures, meant: wholes };
    return balanceOf(fact, found, cells) ?? 'label not found';
  }
  // 决算 tables hold no budget figures but in the “三公” table; a place may publish no table of procurement, meetings …
  if (fact.measure.endsWith('_budget')) return undefined;
  if (found.length > 0 && found.every((cell) => cell.state === 'empty') && fact.amount?.fen !== 0n) return found.some((cell) => standsBeside(fact, cell)) ? 'label not found' : { all: [], meant: found };
  const tabled = [...kindsFor(fact.topic)].some((kind) => cells.kinds.has(kind));
  if (fact.amount?.fen === 0n && tabled) return found.some((cell) => cell.state === 'unreadable') ? 'cell unreadable' : { all: [], meant: [] };
  if (OPTIONAL.has(fact.topic)) return undefined;
  return tabled ? (found.some((cell) => cell.state === 'unreadable') ? 'cell unreadable' : 'label not found') : 'table missing';
}

/** Whether several tables print one total, of either side where they balance: it is not what is wrong there. */
function isSaidTwice(figures: readonly TableCell[]): boolean {
  const totals = figures.filter(({ whole, unit }) => whole && !unit);
  return totals.some((cell) => totals.some((other) => cell.amount !== undefined && other.table !== cell.table && other.amount?.fen === cell.amount.fen));
}

/** What a table says in the place of totals that are wrong: the sum of its classes, and lines with codes that print more than a total. */
export function insteadOf(figures: readonly TableCell[], { byCode }: TableCells): { readonly sums: readonly TableCell[]; readonly above: readonly TableCell[] } {
  const totals = figures.filter(({ whole, unit }) => whole && !unit);
  const coded = totals.length === 0 ? [] : [...byCode.values()].flat();
  const columns = totals.map((total) => ({ total, lines: coded.filter((cell) => cell.amount !== undefined && cell.table === total.table && cell.side === total.side && cell.measure === total.measure && cell.suffix === total.suffix) }));
  return {
    sums: columns.flatMap(({ total, lines }) => {
      const classes = lines.filter(({ line }) => line.classification === 'functional' && line.level === 'class').flatMap(({ amount }) => amount ?? []);
      return classes.length === 0 ? [] : [{ ...total, state: 'amount' as const, amount: summed(classes) }];
    }),
    above: columns.flatMap(({ total, lines }) => lines.filter(({ amount }) => (amount?.fen ?? 0n) > (total.amount?.fen ?? 0n))),
  };
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

/** Of a whole that the summary leaves empty on its own side: the total of the other side, which is the same (收入总计 = 支出总计), where a slip of a digit lies between. */
function balanceOf(fact: Fact, found: readonly TableCell[], cells: TableCells): CellsOfFact | undefined {
  const topic = OTHER_SIDE[fact.topic];
  const { amount } = fact;
  if (topic === undefined || amount === undefined || !found.some((cell) => cell.whole && cell.state === 'empty' && cell.table.kind === 'revenue_expenditure_summary')) return undefined;
  const meant = cellsFor({ ...fact, topic }, cells).filter((cell) => cell.whole && !cell.unit && isSlipOf(fact, cell));
  return meant.length === 0 ? undefined : { all: meant, meant };
}

/** Totals of both sides that print one amount, from which the only other one is misprinted if a slip of a digit lies between. */
const AGREEING = 2;

/** A total (收入预算, 支出预算) that fits one cell only, while the totals of both sides agree in another amount, a digit away, and nothing prints the difference: it repeats a misprint. */
export function besideMisprint(fact: Fact, { all }: CellsOfFact, cells: TableCells): Deviation | undefined {
  const { amount } = fact;
  if (amount === undefined || OTHER_SIDE[fact.topic] === undefined) return undefined;
  const totals = cellsFor({ ...fact, topic: 'revenue_expenditure_total' }, cells).filter((cell) => cell.whole && !cell.unit && cell.amount !== undefined);
  const fitting = totals.filter((cell) => fits(fact, cell));
  // 本年收入 as a column beside 合计 is another total.
  const others = totals.filter((cell) => !fits(fact, cell) && cell.measure === fitting[0]?.measure);
  const alike = (cell: TableCell): number => others.filter((other) => other.amount?.fen === cell.amount?.fen).length;
  // One of them may be misprinted as well.
  const [first] = others.toSorted((a, b) => alike(b) - alike(a));
  if (fitting.length !== 1 || first?.amount === undefined || !all.includes(fitting[0] as TableCell) || alike(first) < AGREEING || alike(first) * 2 <= others.length) return undefined;
  const between = first.amount.fen - (fitting[0]?.amount?.fen ?? 0n);
  const isPrinted = cells.heads.some((cell) => cell.amount !== undefined && abs(between) === cell.amount.fen);
  return isPrinted || !isSlip(amount.fen, inStepsOf(amount, first.amount.fen)) ? undefined : { fact, cell: others.find((cell) => all.includes(cell) && cell.amount?.fen === first.amount?.fen) ?? first, within: false };
}

const OTHER_SIDE: Partial<Record<Fact['topic'], Fact['topic']>> = { expenditure_total: 'revenue_total', revenue_total: 'expenditure_total' };

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

function itemPlace(fact: Fact, cells: TableCells): CellsOfFact | string | undefined {
  if (fact.measure.endsWith('_budget')) return undefined;
  const { all, meant, tabled } = itemCells(fact, cells);
  const figures = all.filter((cell) => cell.state === 'amount');
  if (meant.length > 0 || figures.some((cell) => fits(fact, cell))) return { all: figures, meant };
  if (fact.amount?.fen === 0n && tabled) return { all: [], meant: [] };
  if (figures.length === 0 && tabled) return 'label not found';
  const slips = tabled ? figures.filter((cell) => isSlipOf(fact, cell) && abs((fact.amount?.fen ?? 0n) - (cell.amount?.fen ?? 0n)) > (fact.amount?.step ?? 0n)) : [];
  if (slips.length > 0) return { all: figures, meant: slips };
  // The item's tables are not in the document, or hold it under another fund only.
  return undefined;
}

/** Whether a slip of a digit lies between an amount and a cell. */
const isSlipOf = ({ amount }: Fact, cell: TableCell): boolean => amount !== undefined && cell.amount !== undefined && isSlip(amount.fen, inStepsOf(amount, cell.amount.fen));

/** Whether the words may name a project: no subject of a budget's own. */
export const isOfProject = ({ topic }: Fact): boolean => topic === 'project_part' || topic === 'other';

/** Characters from which a name says what it names. */
const TELLING_NAME = 4;

/** 拟对统计周期性调查1个项目开展重点绩效评价，涉及预算资金…，其中财政拨款…: the one project whose goals or results a sentence speaks of. */
const EVALUATED = /对([^，。；]+?)(?:项目)?(?:等)?(?:1|一)个(?:一级|部门)?(?:预算)?项目[^，。；]*绩效[^，。；]*，涉及(?:预算|财政|项目)*资金/;

/** The lines of the one project that a sentence on evaluation names: all of its funds, and those of them that are 财政拨款. */
function evaluatedPlace(fact: Fact, cells: TableCells): CellsOfFact | undefined {
  const name = EVALUATED.exec(fact.sentence)?.[1];
  const measure = fact.topic === 'performance_funds' ? 'total' : /^(?:其中)?财政拨款(?:资金)?$/.test(fact.subject) ? 'fiscal_appropriation' : undefined;
  const lines = name === undefined || measure === undefined ? [] : (cells.byName.get(nameKey(name)) ?? []).filter((cell) => cell.table.kind === 'project_expenditure' && cell.measure === measure && cell.state === 'amount');
  // The same name in several lines: one of them, or all of them, which nothing prints.
  return lines.length === 1 ? { all: lines, meant: lines } : undefined;
}

/** The project (项目支出表) that prose names word for word: of several units' lines of this name, one of them or all together. */
function projectPlace(fact: Fact, cells: TableCells): CellsOfFact | undefined {
  const key = nameKey(fact.subject);
  const named = key.length < TELLING_NAME ? [] : (cells.byName.get(key) ?? []);
  const all = named.filter((cell) => cell.table.kind === 'project_expenditure' && cell.state === 'amount' && cell.suffix === '' && cell.line.code === '' && !looksLikeOrganisation(cell.line.entry.name));
  const meant = all.filter((cell) => cell.measure === 'total');
  if (fact.amount === undefined || meant.length === 0) return undefined;
  const together = meant.length > 1 && meet(rangeOf(fact.amount), sumOf(meant));
  return together ? { all: [], meant: [] } : { all, meant };
}
