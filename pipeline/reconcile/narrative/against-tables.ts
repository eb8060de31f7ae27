/**
 * Prose against tables: each amount of the narrative against the cells that say the same. It is wrong only where it fits none of them.
 */
import type { NormalisedDocument } from '../../../schemas/document.js';
import type { Fact } from '../../../schemas/fact.js';
import { Counter } from '../../normalise/observations.js';
import { besideMisprint, cellsOfFact } from './cells-of-fact.js';
import type { TableCells } from './cells.js';
import { AMOUNT, contradictions, ROUNDING, roundings } from './contradictions.js';
import { compare, isBesideCarryover, type Deviation } from './fits.js';
import { unnamedSlips } from './names.js';
import { namedSlips } from './named-lines.js';
import type { Outcome } from './outcome.js';
import { speaksOfUnit } from './scope.js';

export interface AgainstTables {
  readonly outcomes: readonly Outcome[];
  /** Facts that were held against a table. */
  readonly settled: ReadonlySet<string>;
}

/** Checks every amount of the document's own year that the tables can hold. Documents without tables have nothing to check against. */
export function checkAgainstTables(document: NormalisedDocument, cells: TableCells, counter: Counter): AgainstTables {
  const settled = new Set<string>();
  if (cells.kinds.size === 0) return { outcomes: [], settled };
  const { fiscalYear } = document.identity;
  const facts = document.facts.map((fact) => asTotal(fact, document.identity)).filter((fact) => fact.claim === 'amount' && fact.amount !== undefined && !fact.measure.endsWith('_previous') && (fact.year === fiscalYear || fact.year === 0 || fiscalYear === 0 || isBesideItself(fact, fiscalYear)));
  const byId = new Map(facts.map((fact) => [fact.factId, fact]));
  const wrong: Deviation[] = [];
  const rounded: Deviation[] = [];
  for (const fact of facts) {
    const place = cellsOfFact(fact, cells);
    if (place === undefined) continue;
    if (typeof place === 'string') {
      counter.cannot(AMOUNT, place);
      continue;
    }
    const first = isBesideCarryover(fact, facts, place.all) ? 'fits' : compare(fact, place);
    const verdict = first === 'fits' ? besideMisprint(fact, place, cells) ?? first : first;
    if (verdict !== 'fits' && speaksOfUnit(fact, byId, document.identity)) continue;
    counter.applies(AMOUNT);
    counter.applies(ROUNDING);
    if (place.all.length > 0) settled.add(fact.factId);
    if (verdict === 'fits') continue;
    if (verdict.within) rounded.push(verdict);
    else {
      counter.fails(AMOUNT);
      wrong.push(verdict);
    }
  }
  for (const slip of [...unnamedSlips(facts, cells), ...namedSlips(facts, cells)]) {
    if (wrong.some(({ fact }) => fact === slip.fact) || speaksOfUnit(slip.fact, byId, document.identity)) continue;
    counter.applies(AMOUNT);
    counter.fails(AMOUNT);
    wrong.push(slip);
  }
  counter.fails(ROUNDING, rounded.length);
  return { outcomes: [...contradictions(wrong, byId), ...roundings(rounded)], settled };
}

/** 某市司法局（本级）预算21,796.12万元，包括…: the publisher's budget is all that it spends. */
function asTotal(fact: Fact, { organisation }: NormalisedDocument['identity']): Fact {
  const own = organisation.replace(/（[^）]*）$/u, '');
  const isTotal = fact.topic === 'other' && own !== '' && fact.subject.startsWith(own) && /^(?:（本级）|本级|机关)?(?:20\d\d年(?:度)?)?(?:部门|单位)?预算$/u.test(fact.subject.slice(own.length));
  return isTotal ? { ...fact, topic: 'expenditure_total', measure: 'total' } : fact;
}

/** 2025年预算13.85万元，比2025年减少…: of two years that are one, the first is the document's. */
const isBesideItself = ({ year, sentence }: Fact, fiscalYear: number): boolean => year === fiscalYear - 1 && new RegExp(`^${year}年[^，。；]*，比${year}年`, 'u').test(sentence);
