/**
 * Sets of tables (一套表): one file may hold the tables of a department and, behind them, those of its units. Tables are
 * compared within their set only.
 */
import type { FiguredTable } from './rows.js';

/** Kinds that open a set, in the order of the Ministry's forms. */
const OPENERS = ['revenue_expenditure_summary', 'revenue_summary', 'expenditure_summary', 'fiscal_appropriation_summary', 'general_public_expenditure'];
/** Tables of other kinds that must stand between two openers: fewer, and the second goes on with the first. */
const BETWEEN = 2;

/** Kinds of which a set has one table. */
const SINGLE = new Set([...OPENERS, 'fiscal_appropriation_expenditure', 'basic_expenditure_economic', 'government_fund_expenditure', 'state_capital_expenditure', 'three_public']);
/** So many kinds twice in one set are two sets whose openers were not told. */
const DOUBLED = 3;

/** The tables of a document in sets, in order. */
export function setsOf(tables: readonly FiguredTable[]): FiguredTable[][] {
  return byOpener(tables).flatMap((set) => {
    const kinds = set.map((t) => t.table.kind).filter((k) => SINGLE.has(k));
    return new Set(kinds.filter((k, i) => kinds.indexOf(k) !== i)).size < DOUBLED ? [set] : byRepetition(set);
  });
}

function byOpener(tables: readonly FiguredTable[]): FiguredTable[][] {
  const opener = OPENERS.find((kind) => tables.some((t) => t.table.kind === kind));
  if (opener === undefined) return tables.length === 0 ? [] : [[...tables]];
  const sets: FiguredTable[][] = [[]];
  for (const table of tables) {
    const current = sets.at(-1) as FiguredTable[];
    const kinds = new Set(current.map((t) => t.table.kind).filter((k) => k !== 'other' && k !== opener));
    if (table.table.kind === opener && current.some((t) => t.table.kind === opener) && kinds.size >= BETWEEN) sets.push([table]);
    else current.push(table);
  }
  return sets;
}

/** A new set wherever a kind comes again. */
function byRepetition(tables: readonly FiguredTable[]): FiguredTable[][] {
  const sets: FiguredTable[][] = [[]];
  for (const table of tables) {
    const current = sets.at(-1) as FiguredTable[];
    if (SINGLE.has(table.table.kind) && current.some((t) => t.table.kind === table.table.kind)) sets.push([table]);
    else current.push(table);
  }
  return sets;
}
