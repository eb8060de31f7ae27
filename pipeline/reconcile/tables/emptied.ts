/**
 * Tables without any amount whose money other tables print: 一般公共预算支出经济分类表 beside 一般公共预算支出表. They were left
 * empty, lost their amounts, or were not read. No sum shows it, as there is nothing to hold against another figure.
 */
import type { CheckCount, Finding } from '../../../schemas/finding.js';
import { groupBy } from '../../../schemas/groups.js';
import type { Measure, TableKindId } from '../../../schemas/table.js';
import { Counter } from '../../normalise/observations.js';
import type { Figure } from '../identity.js';
import { isWhole, type FiguredTable } from './rows.js';
import { setsOf } from './sets.js';
import { shown } from './words.js';

const RULE = 'table/emptied';
/** Lines that a table of names alone has at least. */
const LEAST = 2;

/** Kinds, and where other tables print what they are made of. */
const ELSEWHERE: Partial<Readonly<Record<TableKindId, readonly (readonly [kind: TableKindId, measure: Measure])[]>>> = {
  revenue_expenditure_summary: [['revenue_summary', 'total'], ['expenditure_summary', 'total']],
  revenue_summary: [['expenditure_summary', 'total']],
  expenditure_summary: [['revenue_summary', 'total']],
  fiscal_appropriation_summary: [['general_public_expenditure', 'total'], ['fiscal_appropriation_expenditure', 'total']],
  general_public_expenditure: [['general_public_economic', 'total'], ['basic_expenditure_economic', 'total']],
  general_public_economic: [['general_public_expenditure', 'total']],
  basic_expenditure_economic: [['general_public_expenditure', 'basic']],
};

/** A warning for each kind of which a set of tables has empty ones alone. */
export function checkEmptied(tables: readonly FiguredTable[]): { readonly findings: readonly Finding[]; readonly checks: readonly CheckCount[] } {
  const counter = new Counter();
  counter.applies(RULE, 0);
  const findings = setsOf(tables).flatMap((set) => [...groupBy(set, ({ table }) => table.kind)].flatMap(([kind, own]): Finding[] => {
    const places = ELSEWHERE[kind] ?? [];
    if (places.length === 0) return [];
    counter.applies(RULE);
    const figures = own.flatMap(figuresOf);
    const [first] = own;
    const other = places.flatMap(([of, measure]) => wholeOf(set, of, measure) ?? [])[0];
    if (first === undefined || other === undefined || own.some(({ table, lines }) => table.unread.length > 0 || lines.length < LEAST) || !figures.every(({ state }) => state === 'blank')) return [];
    counter.fails(RULE);
    const cells = [...figures.map(({ ref }) => ref), other.ref];
    const params = { title: first.table.title || first.table.tableId, other: other.table.title || other.table.tableId, total: shown(other.fen, other) };
    return [{ rule: RULE, tableId: first.table.tableId, tableKind: kind, cause: 'undecided', params, cells, evidence: [{ statement: `“${params.other}” ${params.total}`, cells, expected: params.total }] }];
  }));
  return { findings, checks: counter.counts() };
}

const figuresOf = ({ lists }: FiguredTable): Figure[] => lists.flatMap((list) => list.rows.flatMap((row) => [...row.figures.values()]));

/** The total of a table, in one of its columns, that is not zero. */
const wholeOf = (set: readonly FiguredTable[], kind: TableKindId, measure: Measure): Figure | undefined =>
  set.filter(({ table }) => table.kind === kind).flatMap(({ lists }) => lists.flatMap((list) => list.rows.filter(({ line }) => isWhole(line)))).flatMap(({ figures }) => figures.get(measure) ?? []).find(({ state, fen }) => state === 'amount' && fen !== 0n);
