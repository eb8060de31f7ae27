/**
 * A department (部门) against its units (单位): each unit's line in the department's tables against the unit's own document,
 * and the fiscal appropriation of all units together against the department's, where every unit is there.
 */
import { Counter } from '../../normalise/observations.js';
import { rangeOf, total } from '../intervals.js';
import { cellsFor } from '../narrative/places.js';
import { indexOf, type KnownCell, type Ledger } from './ledger.js';
import { cellText, findingsOf, placeText, type Comparison } from './outcomes.js';
import { fits, type Index } from './places.js';
import { nameOf } from './publisher.js';
import type { Across } from './years.js';

const UNIT = 'across/unit';
const UNITS = 'across/units';
/** What adds up over units: money from the budget; other income may pass from one unit to another. */
const TOPICS = ['fiscal_expenditure', 'general_public_expenditure', 'government_fund_expenditure'] as const;

/** Names of units under which a department may speak of a document's publisher. */
const unitNameOf = ({ identity }: Ledger): string => nameOf(identity.organisation, identity.region);

/** Whether a department speaks of a unit of this name: as a line of its tables, or in its list. */
export function speaksOf(department: Ledger, unit: string): boolean {
  const { region } = department.identity;
  return department.unitLines.some((line) => nameOf(line.name, region) === unit) || isListed(department, unit);
}

/** Whether the list has the name, alone on its line or between marks, with whatever number before it. */
function isListed({ listed, identity }: Ledger, unit: string): boolean {
  const names = listed?.text.split(/[\n、，；。：:]/).map((part) => nameOf(part.replace(/^[（(]?(?:\d+|[一二三四五六七八九十]+)[）).．]?/, ''), identity.region));
  return names?.includes(unit) === true;
}

/**
 * @param department the files of the department's publication
 * @param units the files of each unit's publication, of the same year and stage
 */
export function compareUnits(department: readonly Ledger[], units: readonly (readonly Ledger[])[]): Across {
  const indexes = new Map(units.map((files) => [unitNameOf(files[0] as Ledger), indexOf(files)] as const));
  return new Map(department.map((ledger) => {
    const counter = new Counter();
    const failed = [...lineComparisons(ledger, indexes, counter), ...sumComparisons(ledger, indexOf(department), indexes, counter)];
    return [ledger.documentId, { findings: findingsOf(failed), checks: counter.counts() }];
  }));
}

function lineComparisons(ledger: Ledger, units: ReadonlyMap<string, Index>, counter: Counter): Comparison[] {
  return ledger.unitLines.flatMap((line): Comparison[] => {
    const unit = units.get(nameOf(line.name, ledger.identity.region));
    if (unit === undefined) return [];
    const there = wholes(unit, line.kind === 'revenue_summary' ? 'revenue_total' : 'expenditure_total');
    const [first] = there;
    if (first === undefined) {
      counter.cannot(UNIT, 'label not found');
      return [];
    }
    counter.applies(UNIT);
    const fen = BigInt(line.fen);
    const range = rangeOf({ fen, step: BigInt(line.step) });
    if (there.some((cell) => fits(range, cell))) return [];
    counter.fails(UNIT);
    return [{ rule: UNIT, ledger, cells: [line.ref], place: `“${line.title}”${line.name}`, code: '', measure: 'total', page: null, tableKind: line.kind, fen, says: line.shown, other: first }];
  });
}

const wholes = (index: Index, topic: 'revenue_total' | 'expenditure_total' | (typeof TOPICS)[number]): KnownCell[] => cellsFor({ topic, measure: '', fund: '', subject: '' }, index).filter((cell) => !cell.unit && cell.suffix === '');

/** The department's appropriation against the sum of all its units. A unit that gives several figures gives none. */
function sumComparisons(ledger: Ledger, own: Index, units: ReadonlyMap<string, Index>, counter: Counter): Comparison[] {
  const listed = [...units].filter(([name]) => isListed(ledger, name));
  if (ledger.listed === null || listed.length !== ledger.listed.count) return [];
  return TOPICS.flatMap((topic): Comparison[] => {
    const here = wholes(own, topic);
    const parts = listed.map(([, index]) => wholes(index, topic));
    const figures = parts.map((cells) => (new Set(cells.map((cell) => cell.amount.fen)).size === 1 ? cells[0] : undefined));
    const [first] = here;
    if (first === undefined || figures.some((cell) => cell === undefined)) return [];
    const known = figures as KnownCell[];
    counter.applies(UNITS);
    const sum = total(known.map((cell) => rangeOf(cell.amount)));
    if (here.some((cell) => fits(sum, cell))) return [];
    counter.fails(UNITS);
    const fen = known.reduce((s, cell) => s + cell.amount.fen, 0n);
    const largest = known.reduce((a, b) => (b.amount.fen > a.amount.fen ? b : a));
    // Named after the largest unit; the sum stands for the other side.
    const other: KnownCell = { ...largest, amount: { ...largest.amount, fen, published: `${fen / 100n}.${(fen % 100n).toString().padStart(2, '0')}`, unit: '元' }, title: `${known.length}个单位合计` };
    return [{ rule: UNITS, ledger, cells: first.ledger === ledger ? [first.ref] : [], place: placeText(first), code: '', measure: first.measure, page: null, tableKind: first.table.kind, fen: first.amount.fen, says: cellText(first), other }];
  });
}
