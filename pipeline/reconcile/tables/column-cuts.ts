/**
 * How a column may be cut into others (合计 = 基本支出 + 项目支出), as their measures mean it. A cut is a hypothesis about the
 * whole table, and its rows decide (accepted-cuts.ts).
 */
import type { Measure, TableColumn } from '../../../schemas/table.js';
import { judgeParts, type Figure } from '../identity.js';
import type { FiguredTable, Row } from './rows.js';

/** A column and those into which it is cut. */
export interface Cut {
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
  { total: 'opening_carryover', parts: [...FUNDS, 'special_account', 'unit_funds'].map((fund) => `${fund}_carryover`), least: 4 },
  { total: 'vehicle_subtotal', parts: VEHICLES, least: 2 },
  { total: 'three_public', parts: THREE, least: 2 },
  { total: 'total', parts: THREE, least: 3 },
  { total: 'total', parts: [...THREE, 'meeting', 'training'], least: 4 },
  { total: 'total', parts: ['three_public', 'meeting', 'training'], least: 2 },
];
const SUFFIXES = ['', '_budget', '_final', '_previous', '_carryover', '_change', '_adjusted'];
const ofSuffix = (suffix: string): Declared[] => DECLARED.map(({ total, parts, least }) => ({ total: `${total}${suffix}`, parts: parts.map((p) => `${p}${suffix}`), least }));
const WITH_SUFFIXES = SUFFIXES.flatMap(ofSuffix);

/** Cuts that the kind of the table declares. */
export const specified = (table: FiguredTable, measures: ReadonlySet<Measure>): Cut[] =>
  (table.spec?.rows ?? []).filter((r) => measures.has(r.total)).map((r) => ({ total: r.total, parts: r.parts.filter((p) => measures.has(p)), relation: r.complete ? '=' as const : '≤' as const, declared: true })).filter((c) => c.parts.length > 0);

/** Cuts that the measures of the columns mean, in every table. */
export function declared(measures: ReadonlySet<Measure>): Cut[] {
  const byFund = [...new Set([...measures].flatMap((m) => /^(?:overseas|reception|vehicle_subtotal)(_.+)$/u.exec(m)?.[1] ?? []))].filter((suffix) => !SUFFIXES.includes(suffix));
  // “三公” by fund: 总计 / 一般公共预算 over 因公出国 / 一般公共预算.
  const three = byFund.flatMap((suffix) => [...ofSuffix(suffix), { total: suffix.slice(1), parts: THREE.map((p) => `${p}${suffix}`), least: 3 }]);
  const cuts: Cut[] = [];
  for (const { total, parts, least } of three.length === 0 ? WITH_SUFFIXES : [...WITH_SUFFIXES, ...three]) {
    if (!measures.has(total)) continue;
    const columns = parts.filter((p) => measures.has(p));
    if (columns.length >= least && !lacksFiscal(parts, measures)) cuts.push({ total, parts: columns, relation: '=', declared: true });
  }
  return cuts;
}

const MEETINGS: readonly Measure[] = ['meeting', 'training'];
/** Rows that show a total called “三公” to hold 会议费 and 培训费 all the same. */
const SHOWN = 2;

/** Whether a cut puts 会议费 and 培训费 into a total that its heading calls that of “三公” alone (“三公”经费合计): one row may add up so by chance. */
export function isBeyondHeading({ total, parts }: Cut, columns: readonly TableColumn[], rows: readonly Row[]): boolean {
  const meetings = parts.filter((p) => MEETINGS.some((m) => p.startsWith(m)));
  const heading = columns.find((c) => c.measure === total)?.header.split(' / ').at(-1) ?? '';
  if (meetings.length === 0 || !/三公/u.test(heading) || /会议|培训/u.test(heading)) return false;
  const borneOut = rows.filter(({ figures }) => {
    const whole = figures.get(total);
    return whole !== undefined && meetings.some((m) => (figures.get(m)?.fen ?? 0n) !== 0n) && judgeParts(whole, parts.flatMap((p): Figure[] => { const part = figures.get(p); return part === undefined ? [] : [part]; })) === 'holds';
  });
  return borneOut.length < SHOWN;
}

/** Whether sources of revenue are named by fund where the table has 财政拨款 for all of these: the others alone are not the total. */
function lacksFiscal(parts: readonly Measure[], measures: ReadonlySet<Measure>): boolean {
  const suffix = parts.find((p) => p.startsWith('general_public'))?.slice('general_public'.length);
  return suffix !== undefined && measures.has(`fiscal_appropriation${suffix}`) && !FUNDS.some((fund) => measures.has(`${fund}${suffix}`));
}

/** 本年 = 上年 + 增减, where the column of changes holds no percentages; 调整后 = 年初预算 + 调整数. */
export function changes(measures: ReadonlySet<Measure>, rows: readonly Row[]): Cut[] {
  return [...measures].flatMap((total): Cut[] => {
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
