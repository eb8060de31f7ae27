/** What is said of displaced rows, and the proposals that put their amounts back. */
import { formatYuan } from '../../../schemas/amount-parse.js';
import { listed, type CellRef, type Finding, type Proposal } from '../../../schemas/finding.js';
import { addTo } from '../../../schemas/groups.js';
import { judgeParts, type Figure } from '../identity.js';
import { bearsOut, isOwnSum, type Displaced } from './displaced.js';
import { evidenceOf, located } from './findings.js';
import { nameOf } from './links.js';
import { amountsOf, type FiguredTable, type Row } from './rows.js';
import { lineTitle, measureName } from './words.js';

/** Sums that prove a displacement. */
const PROVEN = 3;
/** Identities that a finding names. */
const SHOWN = 8;

/** One error for each run of displaced rows. */
export const displacedFindings = (displaced: readonly Displaced[]): Finding[] => displaced.map(({ table, other, by, rows, measures, values, identities }) => {
  const [figure, source] = [...values].find(([f, s]) => f.fen !== s.fen) as [Figure, Figure];
  const evidence = identities.map(evidenceOf);
  const lines = Math.abs(by);
  return {
    rule: 'sum/displaced', ...located(figure), published: formatYuan(figure.fen), expected: formatYuan(source.fen), difference: formatYuan(figure.fen - source.fen),
    cause: figure.table.grid.source === 'ocr' ? 'undecided' : 'published',
    params: {
      title: table.table.title || table.table.tableId, other: other.table.title || nameOf(other), measure: measures.map(measureName).join('、'), count: String(rows.length), by: String(lines),
      first: lineTitle((rows[0] as Row).line), last: lineTitle((rows.at(-1) as Row).line), direction: by < 0 ? '高' : '低', directionEn: by < 0 ? 'high' : 'low', list: listed(evidence.map((e) => e.statement), SHOWN),
    },
    // Amounts that are lost are taken from the other table, which may be wrong there itself.
    cells: [...new Set([...[...values].flatMap(([f, s]) => [f.ref, ...(s.table === f.table ? [] : [s.ref])]), ...identities.flatMap((i) => i.terms.map((t) => t.figure.ref))])], evidence,
  };
});

/**
 * The amounts put back: certain among the rows that the other table tells, where enough sums bear the displacement out, the
 * amount stands in one of them, no other error stands beside it, and no table prints another amount under the same code and
 * measure; nor of a row that has its place in the same sums as one of which that is not known. An amount that is lost is known from the other table alone.
 */
export const displacedProposals = (displaced: readonly Displaced[], tables: readonly FiguredTable[]): Proposal[] => displaced.flatMap((one) => {
  const { table, values, copied, untold, identities, isAll } = one;
  const isContradicted = contradictedBy(tables.filter((other) => other.table.tableId !== table.table.tableId));
  const cells: CellRef[] = [...values.keys()].map((f) => f.ref);
  const sums = identities.filter((i) => bearsOut(i, one)).length;
  const statements = identities.map((i) => i.zh);
  const own = identities.filter((i) => isOwnSum(i, table)).map((i) => new Map(i.terms.map((t) => [t.figure, t.sign])));
  const doubted = new Set(own.flatMap((figures) => [...figures.keys()]));
  const doubtful = [...values].filter(([figure, source]) => figure.fen !== source.fen && (copied.has(figure) || untold.has(figure) || isContradicted(figure, source))).map(([figure]) => figure);
  // Parts of the same sums may stand in each other's places.
  const isBeside = (figure: Figure): boolean => doubtful.some((c) => own.every((figures) => !figures.has(figure) || figures.get(c) === figures.get(figure)));
  return [...values].flatMap(([figure, source]): Proposal[] => (figure.fen === source.fen ? [] : [{
    tableId: figure.table.tableId, row: figure.line.entry.row, field: figure.measure, published: figure.state === 'blank' ? '' : formatYuan(figure.fen), proposed: formatYuan(source.fen),
    operation: 'shift_rows', certainty: isAll && sums >= PROVEN && doubted.has(figure) && !doubtful.includes(figure) && !isBeside(figure) ? 'certain' : 'possible', cost: 1, alternatives: [],
    proof: { violated: statements, satisfied: statements, runner_up: 2 }, cells,
  }]));
});

/** Whether one of the tables prints another amount under a figure's code and measure than the one that is put there. */
function contradictedBy(tables: readonly FiguredTable[]): (figure: Figure, source: Figure) => boolean {
  const keyOf = ({ line, measure }: Figure): string => `${line.classification} ${line.code} ${measure}`;
  const printed = new Map<string, Figure[]>();
  for (const figure of tables.flatMap(({ lists }) => lists.flatMap(({ rows }) => rows.flatMap(amountsOf)))) if (figure.line.code !== '') addTo(printed, keyOf(figure), figure);
  return (figure, source) => (printed.get(keyOf(figure)) ?? []).some((other) => judgeParts(other, [source]) === 'fails');
}
