/**
 * Which cuts of columns hold: the rows of the table decide. A cut is accepted where most rows satisfy it, or where it is
 * all of its total by definition.
 */
import type { Measure } from '../../../schemas/table.js';
import { judgeParts, type Figure, type Uncheckable } from '../identity.js';
import type { Cut } from './column-cuts.js';
import { isFilled, isLike, isWhole, type Row } from './rows.js';
import { isMoney } from './words.js';

/** Share of rows that must satisfy a cut. */
const SHARE = 0.7;
const DECLARED_SHARE = 0.6;
const FEW = 3;
/** Failing rows for each that holds, up to which a cut that is all of its total by definition is held against every row. */
const WRONG = 4;
/** Rows that must add up before the only one without a total lacks it. */
const MANY = 5;

/** Columns beside those of the year. */
const OF_ANOTHER_YEAR = /_(?:previous|change)$/u;

/** Rows that show other columns to be parts of a total: these make it up alone, or print in other rows what a row lacks. */
const SHOWN = 2;

/** A row's total and parts as a cut names them. */
export interface Instance {
  readonly whole: Figure;
  readonly parts: readonly Figure[];
}

interface Scored {
  readonly cut: Cut;
  /** Rows that are broken down so. */
  readonly instances: readonly Instance[];
  /** How many of them satisfy the cut, and how many don't. */
  readonly holds: number;
  readonly fails: number;
}

const share = ({ holds, fails }: Scored): number => holds / (holds + fails);

/** The cuts that the rows accept, with what they say of each row; for each total the one that most rows satisfy, the longer one on a tie. */
export function accepted(cuts: readonly Cut[], rows: readonly Row[]): { readonly cuts: readonly Pick<Scored, 'cut' | 'instances'>[]; readonly uncheckable: readonly Uncheckable[] } {
  const unique = [...new Map(cuts.map((c) => [`${c.relation} ${c.total} ${[...c.parts].sort().join(' ')}`, c] as const).toReversed()).values()].toReversed();
  const scored = unique.map((cut) => scoredOf(cut, rows)).filter((s) => s.holds + s.fails > 0);
  // What headers alone make a subtotal, and most rows contradict, is none.
  const known = unique.filter((cut) => cut.declared || !scored.some((s) => s.cut === cut && s.fails > s.holds));
  const out: Pick<Scored, 'cut' | 'instances'>[] = [];
  const uncheckable: Uncheckable[] = [];
  for (const total of new Set(scored.map((s) => s.cut.total))) {
    const all = scored.filter((s) => s.cut.total === total);
    const withThree = all.filter((s) => s.cut.relation === '=' && isWithThree(s.cut.parts));
    const of = withThree.length > 0 ? withThree : all;
    const equals = of.filter((s) => s.cut.relation === '=').toSorted((a, b) => share(b) - share(a) || b.cut.parts.length - a.cut.parts.length);
    const whole = equals.filter((s) => share(s) >= SHARE && (s.holds > 1 || s.cut.declared || s.fails === 0) && !isPartial(s, equals, known, rows));
    out.push(...independent(whole.map((s) => (s.fails * MANY <= s.holds && isLeftOut(s.cut, unique, rows, s.holds) ? scoredOf({ ...s.cut, complete: true }, rows) : s))));
    if (whole.length === 0 && equals.length > 0) {
      const { best, defined } = bestOf(equals, unique, rows);
      if (best !== undefined) out.push(best);
      else uncheckable.push({ rule: 'sum/row', reason: 'columns unclear', ...unmade(equals.map((s) => s.cut), defined, rows) });
    }
    out.push(...of.filter((s) => s.cut.relation === '≤' && share(s) >= SHARE));
  }
  const empty = emptyTotal(unique, rows);
  if (empty !== undefined) uncheckable.push({ rule: 'sum/row', reason: 'total not printed', row: empty });
  return { cuts: out, uncheckable };
}

/**
 * Whether a cut is none of its own, as more columns complete it: more rows say so, or some rows break it, and the sums of
 * the table (合计) show the others, or it leaves 项目支出 out, or every row that prints something in these columns, or
 * these alone make up the total of some rows, or what the rows lack stands in these columns in other rows.
 */
const isPartial = ({ cut, holds, fails }: Scored, equals: readonly Scored[], cuts: readonly Cut[], rows: readonly Row[]): boolean => equals.some((o) => {
  const [own, parts] = [inParts(cut, cuts), inParts(o.cut, cuts)];
  return parts.length > own.length && own.every((p) => parts.includes(p)) && (o.holds - o.fails > holds - fails || o.holds > holds || (fails > 0 && o.holds > 0 && isNeeded({ ...o.cut, parts }, { ...cut, parts: own }, rows)));
});

/** The parts of a cut, each subtotal as its own, those of these likewise. */
function inParts({ total, parts }: Cut, cuts: readonly Cut[], above: readonly Measure[] = []): readonly Measure[] {
  const known = [...above, total];
  return parts.flatMap((part) => {
    const own = cuts.find((c) => c.relation === '=' && c.total === part && c.parts.every((p) => !parts.includes(p) && !known.includes(p)));
    return own === undefined ? [part] : inParts(own, cuts, known);
  });
}

/** Whether what some rows break needs the columns that a longer cut has beside it. */
function isNeeded(longer: Cut, cut: Cut, rows: readonly Row[]): boolean {
  if (isByPurpose(longer) && !isByPurpose(cut)) return true;
  const beside = longer.parts.filter((p) => !cut.parts.includes(p));
  const both = rows.filter((row) => beside.some((p) => (row.figures.get(p)?.fen ?? 0n) !== 0n) && termsOf(cut, row) !== undefined);
  if (both.length > 0 && both.every((row) => breaks(cut, row))) return true;
  const made = rows.filter((row) => termsOf(cut, row) === undefined && beside.some((p) => (row.figures.get(p)?.fen ?? 0n) !== 0n) && termsOf(longer, row) !== undefined && !breaks(longer, row));
  if (made.length >= SHOWN) return true;
  const broken = rows.filter((row) => breaks(cut, row));
  if (broken.some((row) => isWhole(row.line) && isShownBySum(longer, [row]))) return true;
  const elsewhere = new Set(rows.flatMap(({ figures }) => beside.map((p) => figures.get(p)?.fen ?? 0n)));
  const displaced = broken.filter(({ figures }) => elsewhere.has(cut.parts.reduce((rest, p) => rest - (figures.get(p)?.fen ?? 0n), figures.get(cut.total)?.fen ?? 0n)));
  return displaced.length >= SHOWN && displaced.length * 2 >= broken.length;
}

/** Whether a total is cut into 项目支出 and 基本支出, or what this is cut into. */
const isByPurpose = ({ total, parts }: Cut): boolean => /^(?:total|expenditure)/u.test(total) && parts.some((p) => p.startsWith('project')) && (parts.some((p) => p.startsWith('basic')) || (parts.some((p) => p.startsWith('personnel')) && parts.some((p) => p.startsWith('public_operating'))));

/**
 * Of cuts that too few rows satisfy, the one to hold the rows against all the same: what the measures mean goes on being
 * true where rows break it. `defined` is a cut that is all of its total by definition, whether or not it is taken.
 */
function bestOf(equals: readonly Scored[], cuts: readonly Cut[], rows: readonly Row[]): { readonly best: Scored | undefined; readonly defined: Cut | undefined } {
  const own = equals.filter((s) => !isPartial(s, equals, cuts, rows));
  const declared = own.filter((s) => s.cut.declared);
  const isAll = ({ cut, holds }: Scored): boolean => certain(cut) || (holds > 0 && coversAll(cut, cuts, rows));
  const best = declared.find((s) => share(s) >= DECLARED_SHARE || isShownBySum(s.cut, rows) || isOfAnotherUnit(s) || (isAll(s) && (s.holds + s.fails <= FEW || s.holds * WRONG >= s.fails)))
    ?? own.find((s) => s.holds > 1 && s.holds >= s.fails && isShownBySum(s.cut, rows));
  return { best, defined: declared.find(isAll)?.cut };
}

/** Whether no row adds up, and each by one power of ten: the total stands in another unit (元 beside 万元). */
function isOfAnotherUnit({ instances, holds }: Scored): boolean {
  const sums = instances.map(({ whole, parts }) => [whole.fen, parts.reduce((sum, { fen }) => sum + fen, 0n)] as const).filter(([whole, sum]) => whole !== 0n || sum !== 0n);
  return holds === 0 && sums.length >= SHOWN && [10n, 100n, 1000n, 10_000n].some((by) => sums.every(([whole, sum]) => whole === sum * by) || sums.every(([whole, sum]) => sum === whole * by));
}

/** The first row of a table whose column of totals (合计) is empty in every row while its parts are filled: amounts that stand in the columns beside their own leave it so. */
function emptyTotal(cuts: readonly Cut[], rows: readonly Row[]): readonly Figure[] | undefined {
  const filled = rows.filter(isFilled);
  if (!cuts.some((c) => c.total === 'total' && c.declared) || filled.some(({ figures }) => figures.get('total')?.state !== 'blank')) return undefined;
  const figures = [...(filled[0]?.figures.values() ?? [])];
  const [whole, others] = [figures.filter((f) => f.measure === 'total'), figures.filter((f) => f.measure !== 'total' && f.state === 'amount' && f.fen !== 0n)];
  return others.length === 0 || figures.some((f) => !isMoney(f.measure)) ? undefined : [...whole, ...others];
}

/** Whether the sums of the table (合计) are cut so, into several amounts: what holds for all of its rows together holds for each. */
const isShownBySum = (cut: Cut, rows: readonly Row[]): boolean => rows.some((row) => {
  const terms = isWhole(row.line) ? termsOf(cut, row) : undefined;
  return terms !== undefined && terms.parts.filter((f) => f.fen !== 0n).length > 1 && judgeParts(terms.whole, terms.parts) === 'holds';
});

/**
 * Whether a few rows print parts and no total, or a total and no part, where all others print both: or several of the one and
 * of the other, of the same amounts together; or lines print totals alone where a part is printed by the sum of the table alone.
 */
function isLeftOut({ total, parts }: Cut, cuts: readonly Cut[], rows: readonly Row[], holds: number): boolean {
  const fenOf = ({ figures }: Row, measure: Measure): bigint => figures.get(measure)?.fen ?? 0n;
  const sum = (rows: readonly Row[], measures: readonly Measure[]): bigint => rows.reduce((n, row) => n + measures.reduce((m, p) => m + fenOf(row, p), 0n), 0n);
  const isSome = (row: Row): boolean => parts.some((p) => fenOf(row, p) !== 0n);
  const [noTotal, noParts] = [rows.filter((r) => r.figures.get(total)?.state === 'blank' && isSome(r)), rows.filter((r) => fenOf(r, total) !== 0n && !isSome(r))];
  const left = noTotal.length + noParts.length;
  // What prints other columns, but for those that the total is a part of, or of another year, is cut otherwise.
  const above = new Set(cuts.filter((cut) => cut.declared && cut.parts.includes(total)).map((cut) => cut.total));
  if (left === 0 || noParts.some(({ figures }) => [...figures].some(([m, f]) => m !== total && !above.has(m) && !OF_ANOTHER_YEAR.test(m) && f.fen !== 0n))) return false;
  const isMoved = noTotal.length > 0 && sum(noTotal, parts) === sum(noParts, [total]);
  if (holds < MANY) return isMoved && noTotal.length > 1 && holds > 1;
  const lost = rows.filter(({ line }) => isWhole(line)).flatMap((whole) => parts.flatMap((p) => (rows.some((r) => r !== whole && fenOf(r, p) !== 0n) ? [] : [fenOf(whole, p)])));
  const isLost = noTotal.length === 0 && noParts.every((row) => lost.some((fen) => fenOf(row, total) <= fen));
  return (noTotal.length === 1 && noParts.length === 0) || left * MANY <= holds || isMoved || isLost;
}

/** Whether a cut takes in every column of money that is no total of a cut itself, nor within a part (其中), nor what another total is cut into (上年结转 by fund). */
function coversAll({ total, parts }: Cut, cuts: readonly Cut[], rows: readonly Row[]): boolean {
  const isWithin = (c: Cut): boolean => (c.relation === '≤' || c.declared) && parts.includes(c.total);
  const isBeside = (c: Cut): boolean => c.declared && c.total !== total && ![total, ...parts].some((p) => c.parts.includes(p));
  const within = cuts.filter((c) => isWithin(c) || isBeside(c)).flatMap((c) => c.parts);
  const totals = new Set([total, ...within, ...cuts.filter((c) => c.declared).map((c) => c.total)]);
  const isOther = (measure: Measure): boolean => !parts.includes(measure) && !totals.has(measure) && !isLike(rows, measure, [total, ...parts]);
  const others = new Set([...new Set(rows.flatMap(({ figures }) => [...figures.keys()]))].filter(isOther));
  return rows.every(({ figures }) => [...figures].every(([measure, { fen }]) => fen === 0n || !others.has(measure)));
}

/**
 * Rows whose total (the first figure) no cut of known columns makes up: something is wrong, though not which figure. Of
 * several rows only where a cut is all of the total by definition.
 */
function unmade(cuts: readonly Cut[], defined: Cut | undefined, rows: readonly Row[]): Pick<Uncheckable, 'row'> {
  const filled = rows.filter(isFilled);
  if (filled.length !== 1 && defined === undefined) return {};
  const total = defined?.total ?? cuts[0]?.total ?? '';
  const moved = new Set(defined !== undefined && isMovedChange(defined, filled) ? defined.parts : []);
  const figures = filled.flatMap((row): Figure[] => {
    if (filled.length > 1 && !breaks(defined as Cut, row)) return [];
    const whole = row.figures.get(total);
    const others = [...row.figures.values()].filter((f) => f !== whole && f.state === 'amount');
    return whole === undefined || others.every((f) => f.fen === 0n) || [...row.figures.keys()].some((m) => !isMoney(m) && !moved.has(m)) ? [] : [whole, ...others];
  });
  return figures.length === 0 ? {} : { row: figures };
}

/** Whether a column of changes (增减) holds money, though not beside what it is the change of: what the rows ask of it stands at others. */
function isMovedChange({ total, parts }: Cut, rows: readonly Row[]): boolean {
  const change = parts.find((p) => p.endsWith('_change'));
  if (change === undefined) return false;
  const fenOf = ({ figures }: Row, measure: Measure): bigint => figures.get(measure)?.fen ?? 0n;
  const printed = new Set(rows.map((row) => fenOf(row, change)));
  const asked = new Set(rows.map((row) => parts.reduce((rest, p) => (p === change ? rest : rest - fenOf(row, p)), fenOf(row, total))).filter((fen) => fen !== 0n));
  const found = [...asked].filter((fen) => printed.has(fen)).length;
  return found >= FEW && found * 2 >= asked.size;
}

function breaks(cut: Cut, row: Row): boolean {
  const terms = termsOf(cut, row);
  return terms !== undefined && judgeParts(terms.whole, terms.parts, cut.relation) === 'fails';
}

/** Identities whose parts are all of it by definition, whatever stands beside them. */
const certain = ({ total, parts }: Cut): boolean =>
  /^(?:vehicle_subtotal|three_public|basic)/u.test(total) || isOfCarriedFunds(total, parts) || (/^(?:total|expenditure)/u.test(total) && parts.some((p) => p.startsWith('basic')) && parts.some((p) => p.startsWith('project'))) || isWithThree(parts) || parts.some((p) => p.startsWith('overseas') || p.endsWith('_change'));

/** 年初结转结余 over what is carried over of each of the three funds. */
const isOfCarriedFunds = (total: Measure, parts: readonly Measure[]): boolean => total === 'opening_carryover' && CARRIED_FUNDS.every((fund) => parts.includes(fund));
const CARRIED_FUNDS: readonly Measure[] = ['general_public_carryover', 'government_fund_carryover', 'state_capital_carryover'];

/** “三公” as a column of its own, beside 会议费 and 培训费, stands for its kinds. */
const isWithThree = (parts: readonly Measure[]): boolean => parts.length > 1 && parts.some((p) => p.startsWith('three_public'));

/** Of accepted cuts of one total, those that say something new: two cuts of a total (by fund, by purpose), not a cut and its coarser twin. */
function independent(cuts: readonly Scored[]): Scored[] {
  const out: Scored[] = [];
  for (const scored of cuts) if (!out.some((o) => o.cut.parts.some((p) => scored.cut.parts.includes(p)))) out.push(scored);
  return out;
}

/** What a cut says of a row; undefined where the row is not broken down so. */
function termsOf(cut: Cut, row: Row): Instance | undefined {
  const whole = row.figures.get(cut.total);
  if (whole === undefined) return undefined;
  const parts: Figure[] = [];
  for (const measure of cut.parts) {
    const part = row.figures.get(measure);
    if (part !== undefined) parts.push(part);
  }
  if (parts.length === 0) return undefined;
  // A row that prints its total alone, or its parts alone, is not broken down: a part of what is the sum of its parts by definition needs its sum, and “三公” has to be published by its kinds.
  const isWholeAlone = whole.fen !== 0n && parts.every((p) => p.state === 'blank' || p.state === 'dash') && cut.complete !== true && !/^(?:vehicle_subtotal|three_public)/u.test(cut.total);
  if ((whole.state === 'blank' && cut.complete !== true && !certain(cut)) || isWholeAlone) return undefined;
  return { whole, parts };
}

function scoredOf(cut: Cut, rows: readonly Row[]): Scored {
  const instances = rows.flatMap((row) => termsOf(cut, row) ?? []);
  let holds = 0;
  let fails = 0;
  for (const terms of instances) {
    if (terms.whole.fen === 0n && terms.parts.every((f) => f.fen === 0n)) continue;
    const verdict = judgeParts(terms.whole, terms.parts, cut.relation);
    if (verdict === 'holds' || verdict === 'rounding') holds += 1;
    if (verdict === 'fails') fails += 1;
  }
  return { cut, instances, holds, fails };
}
