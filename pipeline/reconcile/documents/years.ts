/**
 * A publication against that of another year, or a final account against its budget: what it says of the other one's
 * figures, in columns and in prose.
 *
 * That two documents can be compared is not taken for granted: only where figures agree that are no chance (and for words
 * that name the year but not the budget, several) are the others held against them. Where more disagree than agree, the
 * two speak of different things (another scope, a reform), and nothing is said.
 */
import type { CheckCount, Finding } from '../../../schemas/finding.js';
import { Counter } from '../../normalise/observations.js';
import { rangeOf, type Range } from '../intervals.js';
import type { Basis } from './basis.js';
import { codeOf, indexOf, type KnownCell, type Ledger } from './ledger.js';
import { cellText, findingsOf, placeText, type Comparison } from './outcomes.js';
import { columnCounterpart, counterpartOf, fits, type Index, type Years } from './places.js';

const CHANGE = 'across/change';
const PREVIOUS = 'across/previous';
const BUDGET = 'across/budget';

/** Findings and counts by document. */
export type Across = ReadonlyMap<string, { readonly findings: readonly Finding[]; readonly checks: readonly CheckCount[] }>;

/** What was tried of one figure. */
interface Trial {
  readonly ledger: Ledger;
  readonly rule: string;
  readonly basis: Basis;
  /** The figure that is claimed of the other document, in fen. */
  readonly fen: bigint;
  readonly verdict: 'agrees' | 'differs' | 'not found';
  /** The figures agree, and by no chance: not zero, three digits at least. */
  readonly telling: boolean;
  readonly comparison?: Comparison;
}

/** Distinct figures that must agree before words that only name the year are held against the other document. */
const BARE = 3;

/**
 * @param own the files of the publication
 * @param other those of last year, or of the budget that the final account had
 */
export function compareYears(own: readonly Ledger[], other: readonly Ledger[], of: 'previous' | 'budget'): Across {
  const [mine, theirs] = [indexOf(own), indexOf(other)];
  const years: Years = { own: own[0]?.identity.fiscalYear ?? 0, other: other[0]?.identity.fiscalYear ?? 0 };
  const trials = [...columnTrials(mine, theirs, years, of), ...own.flatMap((ledger) => claimTrials(ledger, mine, theirs, years, of))];
  const agreed = new Set(trials.filter((t) => t.telling).map((t) => t.fen)).size;
  const differing = (basis: Basis): number => new Set(trials.flatMap((t) => (t.verdict === 'differs' && t.basis === basis && t.comparison !== undefined ? [t.fen - t.comparison.other.amount.fen] : []))).size;
  const holds: Readonly<Record<Basis, boolean>> = { stated: agreed >= 1 && differing('stated') <= agreed, bare: agreed >= BARE && differing('bare') * 3 <= agreed, other: false };
  return new Map(own.map((ledger) => {
    const counted = trials.filter((t) => t.ledger === ledger && holds[t.basis]);
    const counter = new Counter();
    for (const { rule, verdict } of counted) {
      if (verdict === 'not found') {
        counter.cannot(rule, 'label not found');
        continue;
      }
      counter.applies(rule);
      if (verdict === 'differs') counter.fails(rule);
    }
    return [ledger.documentId, { findings: findingsOf(counted.flatMap((t) => t.comparison ?? [])), checks: counter.counts() }];
  }));
}

/** Columns of last year, or of the budget. */
function columnTrials(own: Index, other: Index, years: Years, of: 'previous' | 'budget'): Trial[] {
  const suffix = of === 'previous' ? '_previous' : '_budget';
  return own.all.flatMap((cell): Trial[] => {
    if (cell.suffix !== suffix || cell.basis === 'other' || cell.unit) return [];
    const there = columnCounterpart(cell, other, years);
    const trial = { ledger: cell.ledger, rule: of === 'previous' ? PREVIOUS : BUDGET, basis: cell.basis, fen: cell.amount.fen };
    const range = rangeOf(cell.amount);
    const [first] = there;
    if (there.some((o) => fits(range, o))) return [{ ...trial, verdict: 'agrees', telling: isTelling(cell) }];
    if (first === undefined) return cell.amount.fen === 0n ? [] : [{ ...trial, verdict: 'not found', telling: false }];
    const comparison: Comparison = {
      rule: trial.rule, ledger: cell.ledger, cells: [cell.ref], place: placeText(cell), code: codeOf(cell), measure: `${cell.measure}${cell.suffix}`, page: null, tableKind: cell.table.kind,
      fen: cell.amount.fen, says: cellText(cell), other: first,
    };
    return [{ ...trial, verdict: 'differs', telling: false, comparison }];
  });
}

function claimTrials(ledger: Ledger, own: Index, other: Index, years: Years, of: 'previous' | 'budget'): Trial[] {
  return ledger.claims.flatMap((claim): Trial[] => {
    if (claim.of !== of || claim.doubtful) return [];
    const there = counterpartOf(claim, own, other, years);
    if (there === undefined) return [];
    const fen = BigInt(claim.fen);
    const range: Range = { lo: BigInt(claim.lo), hi: BigInt(claim.hi) };
    const trial = { ledger, rule: of === 'budget' ? BUDGET : claim.now === null ? PREVIOUS : CHANGE, basis: claim.basis, fen };
    const fitting = there.all.find((cell) => fits(range, cell));
    if (fitting !== undefined) return [{ ...trial, verdict: 'agrees', telling: isTelling(fitting) }];
    const [first] = there.same;
    // Nothing last year, and no line for it.
    if (first === undefined) return range.lo <= 0n && range.hi >= 0n ? [] : [{ ...trial, verdict: 'not found', telling: false }];
    const comparison: Comparison = {
      rule: trial.rule, ledger, cells: claim.facts, place: claim.title, code: claim.code, measure: claim.measure, page: claim.page, tableKind: '',
      fen, says: claim.now === null ? claim.says : `${claim.says}，即上年${yuanText(fen)}`, other: first,
    };
    return [{ ...trial, verdict: 'differs', telling: false, comparison }];
  });
}

const isTelling = ({ amount }: KnownCell): boolean => amount.fen >= 100n * amount.step;

const yuanText = (fen: bigint): string => `${fen / 1_000_000n}.${(fen % 1_000_000n).toString().padStart(6, '0')}`.replace(/\.?0+$/, '').concat('万元');
