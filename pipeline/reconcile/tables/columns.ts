/**
 * Identities along a row: 合计 = 基本支出 + 项目支出, 小计 = the columns under the same header. Candidates come from the
 * measures and from the tree of headers; a candidate is a hypothesis about the whole table, and its rows decide.
 */
import type { Measure, TableColumn } from '../../../schemas/table.js';
import { atMost, equal, Identity, judge, judgeParts, type Figure, type Identities, type Sentence, type Uncheckable } from '../identity.js';
import { isFilled, isWhole, type FiguredTable, type List, type Row } from './rows.js';
import { isMoney, lineName, measureName } from './words.js';

interface Candidate {
  readonly total: Measure;
  readonly parts: readonly Measure[];
  readonly relation: '=' | '≤';
  /** Follows from what the measures mean, whatever the table looks like. */
  readonly declared: boolean;
  /** Nearly all rows print their total and parts, and they add up: one that prints only either lacks the other. */
  readonly complete?: boolean;
}

interface Declared {
  readonly total: Measure;
  readonly parts: readonly Measure[];
  /** Parts of which at least these many must be columns. */
  readonly least: number;
}

const EXPENDITURE = ['basic', 'project', 'operating_expenditure', 'remittance_to_superior', 'subsidy_to_subordinate', 'contingency'] as const;
const FUNDS = ['general_public', 'government_fund', 'state_capital'] as const;
const REVENUE = ['special_account', 'business_income', 'operating_income', 'superior_subsidy', 'subordinate_remittance', 'other_income', 'unit_funds'] as const;
/** 上年结转 over 基本支出 and 项目支出, beside those of the year. */
const CARRIED = ['basic_carryover', 'personnel_carryover', 'public_operating_carryover', 'project_carryover'] as const;
const VEHICLES = ['vehicle_purchase', 'vehicle_operation'] as const;
const THREE = ['overseas', 'vehicle_subtotal', 'reception'] as const;

/** What the measures mean. The first whose parts the table has goes first; the figures choose. */
const DECLARED: readonly Declared[] = [
  { total: 'total', parts: EXPENDITURE, least: 2 },
  { total: 'total', parts: [...EXPENDITURE, 'closing_carryover'], least: 3 },
  { total: 'total', parts: ['personnel', 'public_operating', ...EXPENDITURE.slice(1)], least: 2 },
  { total: 'total', parts: [...EXPENDITURE, ...CARRIED], least: 3 },
  { total: 'total', parts: ['personnel', 'public_operating', ...EXPENDITURE.slice(1), ...CARRIED], least: 4 },
  { total: 'expenditure', parts: EXPENDITURE, least: 2 },
  { total: 'basic', parts: ['personnel', 'public_operating'], least: 2 },
  { total: 'total', parts: ['personnel', 'public_operating'], least: 2 },
  { total: 'fiscal_appropriation', parts: FUNDS, least: 2 },
  { total: 'total', parts: FUNDS, least: 2 },
  { total: 'total', parts: [...FUNDS, ...REVENUE], least: 2 },
  { total: 'total', parts: [...FUNDS, ...REVENUE, 'opening_carryover', 'non_fiscal_surplus'], least: 2 },
  { total: 'total', parts: ['fiscal_appropriation', ...REVENUE], least: 2 },
  { total: 'total', parts: ['fiscal_appropriation', ...REVENUE, 'opening_carryover', 'non_fiscal_surplus'], least: 2 },
  { total: 'total', parts: ['income', 'opening_carryover', 'non_fiscal_surplus'], least: 2 },
  { total: 'income', parts: [...FUNDS, ...REVENUE], least: 2 },
  { total: 'income', parts: ['fiscal_appropriation', ...REVENUE], least: 2 },
  { total: 'vehicle_subtotal', parts: VEHICLES, least: 2 },
  { total: 'three_public', parts: THREE, least: 2 },
  { total: 'total', parts: THREE, least: 3 },
  { total: 'total', parts: [...THREE, 'meeting', 'training'], least: 4 },
  { total: 'total', parts: ['three_public', 'meeting', 'training'], least: 2 },
];
const SUFFIXES = ['', '_budget', '_final', '_previous', '_carryover', '_change', '_adjusted'];
const ofSuffix = (suffix: string): Declared[] => DECLARED.map(({ total, parts, least }) => ({ total: `${total}${suffix}`, parts: parts.map((p) => `${p}${suffix}`), least }));
const WITH_SUFFIXES = SUFFIXES.flatMap(ofSuffix);
const TOTAL = /^(?:小计|合计|总计|共计|.{0,6}(?:合计|总计|小计))$/u;
const MEMO = /^其中[:：;]?/u;
/** Share of rows that must satisfy a candidate. */
const SHARE = 0.7;
const DECLARED_SHARE = 0.6;
const FEW = 3;
/** Failing rows for each that holds, up to which a cut that is all of its total by definition is held against every row. */
const WRONG = 4;
/** Rows that must add up before the only one without a total lacks it. */
const MANY = 5;

/** Identities along the rows of one table. */
export function columnsIdentities(table: FiguredTable): Identities {
  const identities: Identity[] = [];
  const uncheckable: Uncheckable[] = [];
  for (const block of new Set(table.lists.flatMap((l) => l.rows.map((r) => r.line.entry.block)))) {
    const rows = table.lists.flatMap((l) => l.rows.filter((r) => r.line.entry.block === block));
    const measures = new Set(table.lists.flatMap((l) => l.measures));
    const columns = table.table.columns.filter((c) => c.block === block && c.role === 'amount' && c.measure !== undefined);
    const chosen = accepted([...specified(table, measures), ...declared(measures), ...headed(columns)], rows);
    const changed = accepted(changes(measures, rows), rows);
    uncheckable.push(...chosen.uncheckable);
    for (const candidate of [...chosen.candidates, ...changed.candidates]) {
      for (const row of rows) {
        const made = instance(candidate, row);
        if (made !== undefined) identities.push(made);
      }
    }
  }
  return { identities, uncheckable };
}

/** Row identities that the kind itself declares. */
const specified = (table: FiguredTable, measures: ReadonlySet<Measure>): Candidate[] =>
  (table.spec?.rows ?? []).filter((r) => measures.has(r.total)).map((r) => ({ total: r.total, parts: r.parts.filter((p) => measures.has(p)), relation: r.complete ? '=' as const : '≤' as const, declared: true })).filter((c) => c.parts.length > 0);

function declared(measures: ReadonlySet<Measure>): Candidate[] {
  const byFund = [...new Set([...measures].flatMap((m) => /^(?:overseas|reception|vehicle_subtotal)(_.+)$/u.exec(m)?.[1] ?? []))].filter((suffix) => !SUFFIXES.includes(suffix));
  // “三公” by fund: 总计 / 一般公共预算 over 因公出国 / 一般公共预算.
  const three = byFund.flatMap((suffix) => [...ofSuffix(suffix), { total: suffix.slice(1), parts: THREE.map((p) => `${p}${suffix}`), least: 3 }]);
  return [...WITH_SUFFIXES, ...three].filter(({ total }) => measures.has(total)).flatMap(({ total, parts, least }): Candidate[] => {
    const columns = parts.filter((p) => measures.has(p));
    return columns.length >= least ? [{ total, parts: columns, relation: '=', declared: true }] : [];
  });
}

/** 本年 = 上年 + 增减, where the column of changes holds no percentages; 调整后 = 年初预算 + 调整数. */
function changes(measures: ReadonlySet<Measure>, rows: readonly Row[]): Candidate[] {
  return [...measures].flatMap((total): Candidate[] => {
    const initial = total.replace(/_adjusted$/u, '');
    if (initial !== total) return measures.has(initial) && measures.has(`${initial}_change`) ? [{ total, parts: [initial, `${initial}_change`], relation: '=', declared: true }] : [];
    const [previous, change] = [`${total}_previous`, `${total}_change`];
    if (!measures.has(previous) || !measures.has(change) || rows.some((r) => isPercentage(r, total, previous, change))) return [];
    return [{ total, parts: [previous, change], relation: '=', declared: true }];
  });
}

/** Whether what stands in the column of changes is the change in per cent of last year's figure. */
function isPercentage(row: Row, total: Measure, previous: Measure, change: Measure): boolean {
  const [now, before, by] = [row.figures.get(total), row.figures.get(previous), row.figures.get(change)];
  if (now?.state !== 'amount' || before?.state !== 'amount' || by?.state !== 'amount' || before.fen <= 0n || now.fen === before.fen) return false;
  const value = Number.parseFloat(by.cell.reading.state === 'amount' ? by.cell.reading.amount.published.replaceAll(',', '') : '');
  return Math.abs(value - Number(((now.fen - before.fen) * 1_000_000n) / before.fen) / 10_000) < 0.06;
}

interface Node { readonly label: string; readonly column?: TableColumn; readonly children: Node[] }

/** Candidates of the header tree: a subtotal and what stands beside it under the same header. */
function headed(columns: readonly TableColumn[]): Candidate[] {
  const root: Node = { label: '', children: [] };
  for (const column of columns) {
    let node = root;
    const path = column.header.split(' / ');
    for (const label of path.slice(0, -1)) {
      const last = node.children.at(-1);
      const next: Node = last !== undefined && last.label === label && last.column === undefined ? last : { label, children: [] };
      if (next !== last) node.children.push(next);
      node = next;
    }
    node.children.push({ label: path.at(-1) ?? '', column, children: [] });
  }
  return fromNode(root);
}

function fromNode(node: Node): Candidate[] {
  const below = node.children.flatMap((c) => (c.column === undefined ? fromNode(c) : []));
  const total = node.children.find((c) => c.column !== undefined && (TOTAL.test(c.label) || c.column.measure === 'total')) ?? undefined;
  if (total?.column?.measure === undefined) return below;
  const others = node.children.filter((c) => c !== total);
  const plain = others.filter((c) => !MEMO.test(c.label));
  const at = total.column.measure;
  const make = (nodes: readonly Node[], relation: '=' | '≤' = '='): Candidate[] => {
    const parts = nodes.flatMap((n) => measuresOf(n)).filter((m) => m !== at);
    return parts.length > 0 ? [{ total: at, parts, relation, declared: false }] : [];
  };
  const current = others.filter((c) => !/_previous|_change|_adjusted/u.test(c.column?.measure ?? ''));
  const memos = others.filter((c) => MEMO.test(c.label));
  // A single 其中：政府性基金 is a part of its total, in some rows all of it.
  const whole = others.length === 1 && memos.length === 1 && memos[0]?.column !== undefined ? [] : make(others);
  return [...below, ...whole, ...(plain.length < others.length ? make(plain) : []), ...(current.length < others.length ? make(current) : []), ...memos.flatMap((m) => make([m], '≤'))];
}

/** Columns that a header stands for: its subtotal, else all of its leaves. */
function measuresOf(node: Node): Measure[] {
  if (node.column !== undefined) return node.column.measure === undefined ? [] : [node.column.measure];
  const total = node.children.find((c) => c.column !== undefined && TOTAL.test(c.label));
  if (total?.column?.measure !== undefined) return [total.column.measure];
  return node.children.flatMap((c) => measuresOf(c));
}

/** The candidates that the rows accept; for each total the one that most rows satisfy, the longer one on a tie. */
function accepted(candidates: readonly Candidate[], rows: readonly Row[]): { readonly candidates: readonly Candidate[]; readonly uncheckable: readonly Uncheckable[] } {
  const unique = new Map(candidates.map((c) => [`${c.relation} ${c.total} ${[...c.parts].sort().join(' ')}`, c] as const).toReversed());
  const scored = [...unique.values()].toReversed().map((candidate) => ({ candidate, ...votes(candidate, rows) })).filter((s) => s.holds + s.fails > 0);
  const out: Candidate[] = [];
  const uncheckable: Uncheckable[] = [];
  for (const total of new Set(scored.map((s) => s.candidate.total))) {
    const all = scored.filter((s) => s.candidate.total === total);
    const withThree = all.filter((s) => s.candidate.relation === '=' && isWithThree(s.candidate.parts));
    const of = withThree.length > 0 ? withThree : all;
    const equals = of.filter((s) => s.candidate.relation === '=').toSorted((a, b) => b.holds / (b.holds + b.fails) - a.holds / (a.holds + a.fails) || b.candidate.parts.length - a.candidate.parts.length);
    const share = (s: { readonly holds: number; readonly fails: number }): number => s.holds / (s.holds + s.fails);
    // A cut that more columns complete is not a cut of its own.
    const partial = (s: (typeof equals)[number]): boolean => equals.some((o) => o.candidate.parts.length > s.candidate.parts.length && s.candidate.parts.every((p) => o.candidate.parts.includes(p)) && (o.holds - o.fails > s.holds - s.fails || o.holds > s.holds));
    const whole = equals.filter((s) => share(s) >= SHARE && (s.holds > 1 || s.candidate.declared || s.fails === 0) && !partial(s));
    out.push(...independent(whole.map((s) => (s.fails === 0 && s.holds >= MANY && isLeftOut(s.candidate, rows, s.holds) ? { ...s.candidate, complete: true } : s.candidate))));
    if (whole.length === 0 && equals.length > 0) {
      const defined = equals.filter((s) => s.candidate.declared && !partial(s));
      const isAll = ({ candidate, holds }: (typeof equals)[number]): boolean => certain(candidate) || (holds > 0 && coversAll(candidate, unique, rows));
      const best = defined.find((s) => share(s) >= DECLARED_SHARE || isShownBySum(s.candidate, rows) || (isAll(s) && (s.holds + s.fails <= FEW || s.holds * WRONG >= s.fails)))
        ?? equals.find((s) => !partial(s) && s.holds > 1 && s.holds >= s.fails && isShownBySum(s.candidate, rows));
      if (best !== undefined) out.push(best.candidate);
      else uncheckable.push({ rule: 'sum/row', reason: 'columns unclear', ...unmade(equals.map((s) => s.candidate), defined.find(isAll)?.candidate, rows) });
    }
    out.push(...of.filter((s) => s.candidate.relation === '≤' && share(s) >= SHARE).map((s) => s.candidate));
  }
  const empty = emptyTotal([...unique.values()], rows);
  if (empty !== undefined) uncheckable.push({ rule: 'sum/row', reason: 'total not printed', row: empty });
  return { candidates: out, uncheckable };
}

/** The first row of a table whose column of totals (合计) is empty in every row while its parts are filled: amounts that stand in the columns beside their own leave it so. */
function emptyTotal(candidates: readonly Candidate[], rows: readonly Row[]): readonly Figure[] | undefined {
  const filled = rows.filter(isFilled);
  if (!candidates.some((c) => c.total === 'total' && c.declared) || filled.some(({ figures }) => figures.get('total')?.state !== 'blank')) return undefined;
  const figures = [...(filled[0]?.figures.values() ?? [])];
  const [whole, others] = [figures.filter((f) => f.measure === 'total'), figures.filter((f) => f.measure !== 'total' && f.state === 'amount' && f.fen !== 0n)];
  return others.length === 0 || figures.some((f) => !isMoney(f.measure)) ? undefined : [...whole, ...others];
}

/** Whether the sums of the table (合计) are cut so, into several amounts: what holds for all of its rows together holds for each. */
const isShownBySum = (candidate: Candidate, rows: readonly Row[]): boolean => rows.some((row) => {
  const terms = isWhole(row.line) ? termsOf(candidate, row) : undefined;
  return terms !== undefined && terms.parts.filter((f) => f.fen !== 0n).length > 1 && judgeParts(terms.whole, terms.parts) === 'holds';
});

/** Whether a few rows print parts and no total, or a total and no part, where all others print both. */
function isLeftOut({ total, parts }: Candidate, rows: readonly Row[], holds: number): boolean {
  const isAmount = (figure: Figure | undefined): boolean => (figure?.fen ?? 0n) !== 0n;
  const printed = rows.map(({ figures }) => ({ whole: figures.get(total), some: parts.some((p) => isAmount(figures.get(p))) }));
  const [noTotal, noParts] = [printed.filter(({ whole, some }) => whole?.state === 'blank' && some).length, printed.filter(({ whole, some }) => isAmount(whole) && !some).length];
  return noTotal + noParts > 0 && ((noTotal === 1 && noParts === 0) || (noTotal + noParts) * MANY <= holds);
}

/** Whether a cut takes in every column of money that is no total of a cut itself. */
function coversAll({ total, parts }: Candidate, cuts: ReadonlyMap<string, Candidate>, rows: readonly Row[]): boolean {
  const totals = new Set([total, ...[...cuts.values()].filter((c) => c.declared).map((c) => c.total)]);
  return rows.every(({ figures }) => [...figures].every(([measure, { fen }]) => fen === 0n || parts.includes(measure) || totals.has(measure)));
}

/**
 * Rows whose total (the first figure) no cut of known columns makes up: something is wrong, though not which figure. Of
 * several rows only where a cut is all of the total by definition.
 */
function unmade(cuts: readonly Candidate[], defined: Candidate | undefined, rows: readonly Row[]): Pick<Uncheckable, 'row'> {
  const filled = rows.filter(isFilled);
  if (filled.length !== 1 && defined === undefined) return {};
  const total = defined?.total ?? cuts[0]?.total ?? '';
  const figures = filled.flatMap((row): Figure[] => {
    if (filled.length > 1 && !breaks(defined as Candidate, row)) return [];
    const whole = row.figures.get(total);
    const others = [...row.figures.values()].filter((f) => f !== whole && f.state === 'amount' && f.fen !== 0n);
    return whole === undefined || others.length === 0 || [...row.figures.keys()].some((m) => !isMoney(m)) ? [] : [whole, ...others];
  });
  return figures.length === 0 ? {} : { row: figures };
}

function breaks(candidate: Candidate, row: Row): boolean {
  const terms = termsOf(candidate, row);
  return terms !== undefined && judgeParts(terms.whole, terms.parts, candidate.relation) === 'fails';
}

/** Identities whose parts are all of it by definition, whatever stands beside them. */
const certain = ({ total, parts }: Candidate): boolean =>
  /^(?:vehicle_subtotal|three_public|basic)/u.test(total) || (/^(?:total|expenditure)/u.test(total) && parts.some((p) => p.startsWith('basic')) && parts.some((p) => p.startsWith('project'))) || isWithThree(parts) || parts.some((p) => p.startsWith('overseas') || p.endsWith('_change'));

/** “三公” as a column of its own, beside 会议费 and 培训费, stands for its kinds. */
const isWithThree = (parts: readonly Measure[]): boolean => parts.length > 1 && parts.some((p) => p.startsWith('three_public'));

/** Of accepted candidates of one total, those that say something new: two cuts of a total (by fund, by purpose), not a cut and its coarser twin. */
function independent(candidates: readonly Candidate[]): Candidate[] {
  const out: Candidate[] = [];
  for (const candidate of candidates) if (!out.some((o) => o.parts.some((p) => candidate.parts.includes(p)))) out.push(candidate);
  return out;
}

function termsOf(candidate: Candidate, row: Row): { readonly whole: Figure; readonly parts: readonly Figure[] } | undefined {
  const whole = row.figures.get(candidate.total);
  if (whole === undefined) return undefined;
  const parts: Figure[] = [];
  for (const measure of candidate.parts) {
    const part = row.figures.get(measure);
    if (part !== undefined) parts.push(part);
  }
  if (parts.length === 0) return undefined;
  // A row that prints its total alone, or its parts alone, is not broken down: a part of what is the sum of its parts by definition needs its sum, and “三公” has to be published by its kinds.
  const isWholeAlone = whole.fen !== 0n && parts.every((p) => p.state === 'blank' || p.state === 'dash') && candidate.complete !== true && !/^(?:vehicle_subtotal|three_public)/u.test(candidate.total);
  if ((whole.state === 'blank' && candidate.complete !== true && !certain(candidate)) || isWholeAlone) return undefined;
  return { whole, parts };
}

function votes(candidate: Candidate, rows: readonly Row[]): { readonly holds: number; readonly fails: number } {
  let holds = 0;
  let fails = 0;
  for (const row of rows) {
    const terms = termsOf(candidate, row);
    if (terms === undefined || (terms.whole.fen === 0n && terms.parts.every((f) => f.fen === 0n))) continue;
    const verdict = judgeParts(terms.whole, terms.parts, candidate.relation);
    if (verdict === 'holds' || verdict === 'rounding') holds += 1;
    if (verdict === 'fails') fails += 1;
  }
  return { holds, fails };
}

function instance(candidate: Candidate, row: Row): Identity | undefined {
  const terms = termsOf(candidate, row);
  if (terms === undefined) return undefined;
  const { whole, parts } = terms;
  if (candidate.relation === '≤') return atMost('sum/part', parts, whole, () => sentenceOf(candidate, whole, parts));
  return equal('sum/row', whole, parts, () => sentenceOf(candidate, whole, parts));
}

function sentenceOf({ relation }: Candidate, whole: Figure, parts: readonly Figure[]): Sentence {
  const name = lineName(whole.line);
  const shown = parts.filter((p) => p.state === 'amount');
  const list = (words: (m: Measure) => string): string => shown.map((p) => words(p.measure)).join(' + ') || '0';
  const own = (m: Measure): string => m;
  if (relation === '≤') return { zh: `${name}：${list(measureName)} ≤ ${measureName(whole.measure)}`, en: `${name}: ${list(own)} ≤ ${whole.measure}` };
  return { zh: `${name}：${measureName(whole.measure)} = ${list(measureName)}`, en: `${name}: ${whole.measure} = ${list(own)}` };
}

/** Balance of a fund's table in final accounts: 年初结转 + 本年收入 = 本年支出 + 年末结转. */
export function balanceIdentities(lists: readonly List[]): Identity[] {
  return lists.flatMap((list) => {
    const rows = list.rows.flatMap((row) => {
      const { figures } = row;
      const [opening, income, closing] = [figures.get('opening_carryover'), figures.get('income'), figures.get('closing_carryover')];
      const spent = figures.get('expenditure') ?? figures.get('total');
      if (!opening || !income || !closing || !spent) return [];
      const terms = [{ figure: spent, sign: 1n as const }, { figure: closing, sign: 1n as const }, { figure: opening, sign: -1n as const }, { figure: income, sign: -1n as const }];
      const name = lineName(row.line);
      return [new Identity('sum/balance', '=', terms, () => ({ zh: `${name}：年初结转结余 + 本年收入 = 本年支出 + 年末结转结余`, en: `${name}: opening + income = expenditure + closing` }))];
    });
    const failing = rows.filter((i) => judge(i) === 'fails').length;
    return failing * 2 > rows.length && rows.length > FEW ? [] : rows;
  });
}
