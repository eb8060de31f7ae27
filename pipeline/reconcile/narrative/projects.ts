/**
 * Number and funds of the projects with goals (绩效目标), as prose states them, against the forms (绩效目标表) that the document holds.
 */
import type { NormalisedDocument } from '../../../schemas/document.js';
import type { Fact } from '../../../schemas/fact.js';
import type { PerformanceForm } from '../../../schemas/table.js';
import { Counter } from '../../normalise/observations.js';
import type { TableCells } from './cells.js';
import { meet, minus, rangeOf, total, type Range } from '../intervals.js';
import { amountIn, printed, quoted, yuan, type Outcome } from './outcome.js';
import { cellsFor } from './places.js';

const PROJECTS = 'narrative/projects';
/** Subsets of the projects: evaluated, followed up, of one kind. */
const SUBSET = /评价|自评|跟踪|监控|重点|其中|评估|抽|部分|复评|试点/;

/** The document says that it shows the goals of its key projects. */
const KEY_ONLY = /重点(?:预算|支出)?项目.{0,4}绩效目标/;

interface Statement {
  readonly count: Fact;
  readonly funds: Fact | undefined;
}

/**
 * Number and sum both agree: passed. The number agrees and the sum doesn't: a warning. A number that differs may count
 * first-level projects (一级项目) or more than the forms that are published: an info.
 */
export function checkProjects({ facts, tables, identity, paragraphs }: NormalisedDocument, cells: TableCells, counter: Counter): Outcome[] {
  const forms = tables.flatMap(({ table }) => (table.kind === 'project_performance' ? table.forms : []));
  if (forms.length === 0 || identity.stage !== 'budget') return [];
  return statements(facts).flatMap((statement) => {
    const counted = [forms.length, new Set(forms.map((form) => `${form.implementer} ${form.project}`)).size, new Set(forms.map((form) => form.project)).size];
    const sameCount = counted.includes(Number(statement.count.value));
    const sameFunds = statement.funds === undefined ? undefined : fundsAgree(statement.funds, forms, nonFiscal(cells));
    // 本单位重点项目绩效目标情况如下: the forms are of some projects only.
    if (!sameCount && Number(statement.count.value) > forms.length && paragraphs.some(({ text }) => KEY_ONLY.test(text))) {
      counter.cannot(PROJECTS, 'forms of key projects only');
      return [];
    }
    counter.applies(PROJECTS);
    if (sameCount && sameFunds !== false) return [];
    counter.fails(PROJECTS);
    return [finding(statement, forms, sameCount)];
  });
}

/** Statements on all projects of the document: 编报绩效目标的项目24个，涉及项目预算资金4,252万元. */
function statements(facts: readonly Fact[]): Statement[] {
  const counts = facts.filter((fact) => fact.topic === 'performance_projects' && fact.claim === 'count' && fact.partOf === undefined && !SUBSET.test(fact.subject));
  return counts.slice(0, 1).map((count) => ({
    count,
    funds: facts.find((fact) => fact.topic === 'performance_funds' && fact.claim === 'amount' && fact.sentence === count.sentence && fact.start > count.start),
  }));
}

const COLUMNS = ['total', 'fiscal', 'fiscalCurrent'] as const;

function sumOf(forms: readonly PerformanceForm[], column: (typeof COLUMNS)[number]): { readonly fen: bigint; readonly range: ReturnType<typeof total> } {
  const amounts = forms.flatMap((form) => form.funds[column]?.amount ?? []);
  return { fen: amounts.reduce((a, amount) => a + amount.fen, 0n), range: total(amounts.map(rangeOf)) };
}

/** The stated funds are those of one column of the forms, or all funds without those that are not 财政拨款. */
function fundsAgree({ amount }: Fact, forms: readonly PerformanceForm[], others: readonly Range[]): boolean {
  if (amount === undefined) return false;
  const all = sumOf(forms, 'total').range;
  if (others.some((other) => meet(rangeOf(amount), minus(all, other)))) return true;
  return COLUMNS.some((column) => meet(rangeOf(amount), sumOf(forms, column).range));
}

/** What the document has beside 财政拨款, by each of its tables of income: one of them may print a wrong total. */
function nonFiscal(cells: TableCells): Range[] {
  const [all = [], fiscal = []] = (['revenue_total', 'fiscal_revenue'] as const).map((topic) => cellsFor({ topic, measure: 'total', fund: 'all', subject: '' }, cells).flatMap((cell) => cell.amount ?? []));
  return all.flatMap((whole) => fiscal.map((part) => minus(rangeOf(whole), rangeOf(part))));
}

function finding({ count, funds }: Statement, forms: readonly PerformanceForm[], sameCount: boolean): Outcome {
  const { fen } = sumOf(forms, 'total');
  const wrong = sameCount && funds !== undefined ? funds : count;
  const expected = wrong === funds ? amountIn(fen, funds.amount?.unit ?? '元') : `${forms.length}${count.unit}`;
  const cells = [count.factId, ...(funds === undefined ? [] : [funds.factId])];
  const stated = `${printed(count)}${funds === undefined ? '' : `、${printed(funds)}`}`;
  const held = `${forms.length}${count.unit}、${amountIn(fen, funds?.amount?.unit ?? '万元')}`;
  return {
    suspects: [],
    finding: {
      rule: PROJECTS,
      ...(sameCount ? {} : { severity: 'info' }),
      tableKind: 'project_performance',
      ...(count.page === undefined ? {} : { page: count.page }),
      published: printed(wrong),
      expected,
      ...(wrong === funds ? { difference: yuan((funds.amount?.fen ?? 0n) - fen) } : {}),
      params: { stated, held, sentence: quoted(count.sentence) },
      cells,
      evidence: [{ statement: `说明：${stated}；绩效目标表：${held}`, cells, published: stated, expected: held }],
    },
  };
}
