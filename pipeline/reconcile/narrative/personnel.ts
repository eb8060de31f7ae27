/**
 * 人员经费 of the narrative against classes 301 and 303 of the table of basic expenditure, where the table itself does not
 * say which part is 人员经费: no column and no line of that name. 公用经费 is the rest.
 */
import type { LinedTable, NormalisedDocument } from '../../../schemas/document.js';
import type { Fact } from '../../../schemas/fact.js';
import type { CellRef } from '../../../schemas/finding.js';
import type { Counter } from '../../normalise/observations.js';
import { meet, rangeOf, total, type Range } from '../intervals.js';
import { printed, quoted, yuan, type Outcome } from './outcome.js';

const RULE = 'narrative/personnel-classes';
/** Classes that are 人员经费: 工资福利支出, 对个人和家庭的补助. */
const PERSONNEL = new Set(['301', '303']);

/** The classes of a table of basic expenditure, added up by halves. */
interface Halves {
  readonly table: LinedTable['table'];
  readonly of: Readonly<Record<'personnel' | 'public_operating', { readonly range: Range; readonly fen: bigint; readonly classes: string; readonly cells: readonly CellRef[] }>>;
}

/** An info: places put parts of 302 into 人员经费, or of 303 into 公用经费, and say so nowhere. */
export function checkPersonnel({ facts, tables, identity }: NormalisedDocument, settled: ReadonlySet<string>, counter: Counter): Outcome[] {
  const halves = halvesOf(tables);
  if (halves === undefined) return [];
  const byId = new Map(facts.map((fact) => [fact.factId, fact]));
  const failed = facts.filter((fact) => {
    const half = fact.topic === 'personnel' || fact.topic === 'public_operating' ? halves.of[fact.topic] : undefined;
    if (half === undefined || fact.claim !== 'amount' || fact.amount === undefined || settled.has(fact.factId) || fact.year !== identity.fiscalYear || /_(?:budget|previous)$/.test(fact.measure)) return false;
    if (!isPartOf(fact, byId, halves)) return false;
    counter.applies(RULE);
    return !meet(rangeOf(fact.amount), half.range);
  });
  if (failed.length > 0) counter.fails(RULE, failed.length);
  const [first] = failed;
  return first === undefined ? [] : [outcome(first, failed, halves)];
}

/** The classes of the only table of basic expenditure that has neither columns nor lines for its halves. */
function halvesOf(tables: readonly LinedTable[]): Halves | undefined {
  const [only, ...more] = tables.filter(({ table }) => table.kind === 'basic_expenditure_economic');
  if (only === undefined || more.length > 0) return undefined;
  const { table, lines } = only;
  const says = lines.some(({ entry }) => /人员经费|公用经费/.test(entry.name) || entry.cells.some(({ measure }) => /personnel|public_operating/.test(measure)));
  const classes = lines.flatMap(({ entry, code, classification }) => {
    const [cell, ...others] = entry.cells.filter(({ reading }) => reading.state === 'amount');
    return classification === 'economic' && /^3\d\d$/.test(code) && cell?.reading.state === 'amount' && others.length === 0 ? [{ code, amount: cell.reading.amount, ref: `${table.tableId}:${entry.row}:${cell.measure}` }] : [];
  });
  if (says || new Set(classes.map(({ code }) => code)).size !== classes.length || !classes.some(({ code }) => code === '301')) return undefined;
  const half = (own: boolean): Halves['of']['personnel'] => {
    const parts = classes.filter(({ code }) => PERSONNEL.has(code) === own);
    return { range: total(parts.map(({ amount }) => rangeOf(amount))), fen: parts.reduce((sum, { amount }) => sum + amount.fen, 0n), classes: parts.map(({ code }) => code).join(' + '), cells: parts.map(({ ref }) => ref) };
  };
  return { table, of: { personnel: half(true), public_operating: half(false) } };
}

/** Whether a figure is a part of the 基本支出 that the table breaks down. */
function isPartOf(fact: Fact, byId: ReadonlyMap<string, Fact>, { of }: Halves): boolean {
  const whole = byId.get(fact.partOf ?? '')?.amount;
  return whole !== undefined && meet(rangeOf(whole), total([of.personnel.range, of.public_operating.range]));
}

function outcome(first: Fact, failed: readonly Fact[], { table, of }: Halves): Outcome {
  const half = of[first.topic as 'personnel' | 'public_operating'];
  const difference = yuan((first.amount?.fen ?? 0n) - half.fen);
  const cells = [...failed.map(({ factId }) => factId), ...half.cells];
  return {
    suspects: [],
    finding: {
      rule: RULE, tableId: table.tableId, tableKind: table.kind, measure: first.topic, ...(first.page === undefined ? {} : { page: first.page }),
      published: printed(first), expected: `${yuan(half.fen)}元`, difference, cause: 'published',
      params: { subject: first.topic === 'personnel' ? '人员经费' : '公用经费', title: table.title || table.tableId, classes: half.classes, sentence: quoted(first.sentence) },
      cells,
      evidence: failed.map((fact) => ({ statement: quoted(fact.sentence), cells: [fact.factId, ...of[fact.topic as 'personnel' | 'public_operating'].cells], published: printed(fact), expected: `${yuan(of[fact.topic as 'personnel' | 'public_operating'].fen)}元` })),
    },
  };
}
