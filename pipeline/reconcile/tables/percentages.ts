/**
 * Columns of percentages (增减%, 完成率, 占比) against the amounts of their rows. Which amounts a column speaks of is a
 * hypothesis about the whole column, and its rows decide; where none is borne out, nothing is called wrong.
 */
import type { CellCover, CheckResult, Line } from '../../../schemas/document.js';
import { listed, type CellRef, type Finding } from '../../../schemas/finding.js';
import type { Measure, TableColumn } from '../../../schemas/table.js';
import { Counter } from '../../normalise/observations.js';
import type { Figure } from '../identity.js';
import { meet, minus, percentRange, percentText, ratio, roundedRange, type Range } from '../intervals.js';
import { isWhole, type FiguredTable, type List, type Row } from './rows.js';
import { lineTitle, measureName, shown } from './words.js';

const RULE = 'sum/percent';
const PERCENTAGE = /^[-+]?\d{1,6}(?:\.\d{1,6})?%?$/u;
/** Share of the rows that a hypothesis must satisfy, and how many of them with a percentage that is no chance. */
const SHARE = 0.7;
const LEAST = 3;
const SHOWN = 8;

/** What a header says of the kind of percentage. A bare 百分比 may be any. */
const KINDS = [['change', /增|减|幅|变动|变化/u], ['share', /占|比重|比例|构成/u], ['rate', /率|完成|执行|进度/u]] as const;
type Kind = (typeof KINDS)[number][0];
const HEADER = /%|％|率|占比|比重|比例|百分比|幅/u;

/** `part` as a percentage of `base`; of a change, what it is more; of a share, the base is what the whole list prints. */
interface Hypothesis {
  readonly kind: Kind;
  readonly part: Measure;
  readonly base: Measure;
}

/** One row with a percentage and the amounts that it speaks of under a hypothesis. */
interface Instance {
  readonly kind: Kind;
  readonly line: Line;
  readonly published: string;
  readonly part: Figure;
  readonly base: Figure;
  readonly holds: boolean;
}

/** @param cover which cells stand in failing sums: a percentage of those says nothing new */
export function checkPercentages(tables: readonly FiguredTable[], cover: ReadonlyMap<CellRef, CellCover>): CheckResult {
  const counter = new Counter();
  counter.applies(RULE, 0);
  const findings = tables.flatMap((table) => table.lists.flatMap((list) => columnsOf(table, list).flatMap((column) => ofColumn(table, list, column, cover, counter))));
  return { findings, checks: counter.counts() };
}

/** Columns of percentages of a list; two that share a label can't be told apart. */
function columnsOf({ table }: FiguredTable, { block }: List): TableColumn[] {
  const labelled = table.columns.filter((c) => c.role === 'label' && c.label !== undefined);
  return labelled.filter((c) => c.block === block && HEADER.test(c.header) && labelled.every((o) => o === c || o.label !== c.label));
}

function ofColumn(table: FiguredTable, list: List, column: TableColumn, cover: ReadonlyMap<CellRef, CellCover>, counter: Counter): Finding[] {
  const label = column.label as string;
  const rows = list.rows.filter((row) => PERCENTAGE.test(textOf(row, label)));
  if (rows.length < LEAST) return [];
  const instances = borneOut(hypotheses(column.header, list.measures), list, rows, label);
  if (instances === undefined) {
    counter.cannot(RULE, 'amounts not found', rows.length);
    return [];
  }
  const inDoubt = (i: Instance): boolean => [i.part, i.base].some((f) => cover.get(f.ref)?.violated === true);
  const failing = instances.filter((i) => !i.holds);
  const wrong = failing.filter((i) => !inDoubt(i));
  counter.applies(RULE, instances.length - (failing.length - wrong.length));
  if (failing.length > wrong.length) counter.cannot(RULE, 'amount in doubt', failing.length - wrong.length);
  counter.fails(RULE, wrong.length);
  return wrong.length === 0 ? [] : [finding(table, column, wrong)];
}

const textOf = ({ line }: Row, label: string): string => (line.entry.labels[label] ?? '').replaceAll(/[\s,]/gu, '').replace('％', '%');

function hypotheses(header: string, measures: readonly Measure[]): Hypothesis[] {
  const kind = kindOf(header.split(' / ').at(-1) ?? '') ?? kindOf(header);
  const kinds: readonly Kind[] = kind === undefined ? ['change', 'share', 'rate'] : [kind];
  return kinds.flatMap((kind) => measures.flatMap((part) => measures.filter((base) => (kind === 'share' ? base === part : base !== part)).map((base) => ({ kind, part, base }))));
}

/** The kind that the words tell: of 增长率 the first. */
const kindOf = (words: string): Kind | undefined => KINDS.find(([, pattern]) => pattern.test(words))?.[0];

/** The rows under the hypothesis that most of them satisfy, the first on a tie; undefined where too few do. */
function borneOut(all: readonly Hypothesis[], list: List, rows: readonly Row[], label: string): Instance[] | undefined {
  let best: { readonly instances: Instance[]; readonly holds: number } | undefined;
  for (const hypothesis of all) {
    const instances = rows.flatMap((row) => instanceOf(hypothesis, list, row, textOf(row, label)));
    const holding = instances.filter((i) => i.holds);
    const telling = holding.filter((i) => !/^[-+]?(?:0|100)(?:\.0+)?%?$/u.test(i.published));
    if (telling.length < LEAST || holding.length < instances.length * SHARE || (best !== undefined && holding.length <= best.holds)) continue;
    best = { instances, holds: holding.length };
  }
  return best?.instances;
}

function instanceOf({ kind, part: partOf, base: baseOf }: Hypothesis, list: List, row: Row, published: string): Instance[] {
  const part = row.figures.get(partOf);
  const base = kind === 'share' ? list.rows.findLast((r) => isWhole(r.line) && r.figures.get(baseOf)?.state === 'amount')?.figures.get(baseOf) : row.figures.get(baseOf);
  if (part?.state !== 'amount' || base?.state !== 'amount') return [];
  const [own, whole] = [roundedRange(part), roundedRange(base)];
  const possible = ratio(kind === 'change' ? minus(own, whole) : own, whole);
  if (possible === undefined) return [];
  return [{ kind, line: row.line, published, part, base, holds: meet(possible, printedRange(published)) }];
}

/** What a printed percentage may stand for. */
const printedRange = (published: string): Range => percentRange(published.replace(/^\+/u, '').replace('%', ''));

function finding({ table }: FiguredTable, column: TableColumn, wrong: readonly Instance[]): Finding {
  const [first] = wrong as [Instance];
  const statements = wrong.map(statementOf);
  const code = first.line.code || first.line.impliedCode;
  return {
    rule: RULE, tableId: table.tableId, tableKind: table.kind, ...(code === '' ? {} : { code }), ...(first.line.entry.page === undefined ? {} : { page: first.line.entry.page }),
    ...(wrong.length === 1 ? { published: first.published, expected: expectedOf(first) } : {}),
    cause: table.grid.source === 'ocr' ? 'undecided' : 'published',
    params: { title: table.title || table.tableId, column: column.header.replaceAll(' / ', '·'), count: String(wrong.length), list: listed(statements, SHOWN) },
    cells: wrong.flatMap((i) => [...new Set([i.part.ref, i.base.ref])]),
    evidence: wrong.map((i, k) => ({ statement: statements[k] as string, cells: [...new Set([i.part.ref, i.base.ref])], published: i.published, expected: expectedOf(i) })),
  };
}

const expectedOf = ({ kind, part, base }: Instance): string => percentText(kind === 'change' ? part.fen - base.fen : part.fen, base.fen);

/** `2080501：合计120对合计上年数100，表列30%，按金额为20.00%`. */
function statementOf(instance: Instance): string {
  const { line, part, base, published } = instance;
  const of = (f: Figure): string => `${f.line === line ? '' : lineTitle(f.line)}${measureName(f.measure)}${shown(f.fen, f)}`;
  return `${lineTitle(line)}：${of(part)}对${of(base)}，表列${published.replace(/%?$/u, '%')}，按金额为${expectedOf(instance)}`;
}
