/** Execution rates (执行率) of self-evaluations (自评表) against the budget and the execution of their lines. */
import { parseAmount } from '../../../schemas/amount-parse.js';
import type { Amount } from '../../../schemas/amount.js';
import type { Cell, Grid } from '../../../schemas/block.js';
import type { Evidence, Finding } from '../../../schemas/finding.js';
import type { Counter } from '../../normalise/observations.js';
import { meet, percentRange, percentText, rangeOf, ratio, type Range } from '../intervals.js';
import { finding, nameOf, type IdentifiedForm } from './identified.js';

const RATE = 'performance/rate';
const OF_RATE = /^(?:预算)?执行率/u;
const OF_BUDGET = /^(?:年初|全年|年度|调整后?)?预算(?:数|金额|资金)?(?:[(（]A[)）])?$/u;
const OF_EXECUTION = /^(?:全年|年度|预算|实际)*(?:执行|支出)(?:数|金额|资金)?(?:[(（]B[)）])?$/u;
const PERCENTAGE = /^\d{1,4}(?:\.\d{1,4})?[%％]$/u;
/** Lines of funds below their header. */
const LINES = 8;

/** A line of funds: what it prints as its rate, the budgets that it may be of, and what was spent. */
interface Line {
  readonly row: number;
  readonly label: string;
  readonly published: string;
  readonly budgets: readonly Amount[];
  readonly spent: Amount;
}

/** Rates that are those of none of the budgets of their line: a finding a form. */
export function checkRates(forms: readonly IdentifiedForm[], counter: Counter): Finding[] {
  return forms.flatMap((item, i) => {
    const next = forms[i + 1];
    const end = next?.table === item.table ? next.form.gridRow : item.table.grid.rows;
    const lines = linesOf(item.table.grid).filter(({ row, budgets }) => row >= item.form.gridRow && row < end && budgets.some(({ fen }) => fen !== 0n));
    counter.applies(RATE, lines.length);
    const wrong = lines.filter((line) => !holds(line));
    counter.fails(RATE, wrong.length);
    return wrong.length === 0 ? [] : [finding(RATE, [item], wrong.map((line) => evidenceOf(line, item)), { published: wrong[0]?.published ?? '', expected: expected(wrong[0] as Line) })];
  });
}

function holds({ published, budgets, spent }: Line): boolean {
  const claimed = percentRange(published.replace(/[%％]/u, ''));
  const of = (budget: Amount): Range | undefined => ratio(rangeOf(spent), rangeOf(budget));
  return budgets.some((budget) => { const range = of(budget); return range !== undefined && meet(range, claimed); });
}

/** The rate of the last budget of a line: the adjusted one stands behind the initial one. */
const expected = ({ budgets, spent }: Line): string => percentText(spent.fen, budgets.findLast(({ fen }) => fen !== 0n)?.fen ?? 0n);

const evidenceOf = (line: Line, item: IdentifiedForm): Evidence =>
  ({ statement: `${nameOf(item)}${line.label === '' ? '' : `（${line.label}）`}：${line.spent.published} ÷ ${line.budgets.map(({ published }) => published).join('、')} ≠ ${line.published}`, cells: [item.id], published: line.published, expected: expected(line) });

/** The lines below each header that names budget, execution and rate. */
function linesOf(grid: Grid): Line[] {
  const rows = new Map<number, Cell[]>();
  for (const cell of grid.cells) rows.set(cell.row, [...(rows.get(cell.row) ?? []), cell]);
  return [...rows].flatMap(([at, header]) => {
    const column = (words: RegExp): Cell[] => header.filter(({ text }) => words.test(text.replace(/\s/gu, '')));
    const [[rate, more], budgets, [spent]] = [column(OF_RATE), column(OF_BUDGET), column(OF_EXECUTION)];
    if (rate === undefined || more !== undefined || budgets.length === 0 || spent === undefined) return [];
    const lines: Line[] = [];
    for (let row = at + 1; row <= at + LINES; row += 1) {
      const line = lineOf(rows.get(row) ?? [], { row, rate, budgets, spent });
      if (line !== undefined) lines.push(line);
    }
    return lines;
  });
}

function lineOf(cells: readonly Cell[], { row, rate, budgets, spent }: { readonly row: number; readonly rate: Cell; readonly budgets: readonly Cell[]; readonly spent: Cell }): Line | undefined {
  const below = (header: Cell): string => cells.find(({ column, columnSpan }) => column === header.column && columnSpan === header.columnSpan)?.text.trim() ?? '';
  const amountOf = (header: Cell): Amount[] => { const reading = parseAmount(below(header), '万元'); return reading.state === 'amount' ? [reading.amount] : []; };
  const [done] = amountOf(spent);
  const published = below(rate);
  if (done === undefined || !PERCENTAGE.test(published)) return undefined;
  const first = Math.min(...budgets.map(({ column }) => column));
  return { row, label: cells.findLast(({ column, text }) => column < first && text !== '')?.text ?? '', published, budgets: budgets.flatMap(amountOf), spent: done };
}
