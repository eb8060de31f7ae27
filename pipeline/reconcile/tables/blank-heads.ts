/**
 * Totals and headings that print nothing above lines that have amounts: the figure is missing, or the amounts of the list
 * stand a line too low. No sum shows it, as there is nothing to hold against its parts.
 */
import type { Line } from '../../../schemas/document.js';
import { runsOf } from '../../../schemas/groups.js';
import { listed, type CheckCount, type Finding } from '../../../schemas/finding.js';
import { looksLikeOrganisation } from '../../normalise/code-reading.js';
import { Counter } from '../../normalise/observations.js';
import { FUNDS, isDepartmentAbove } from './ranks.js';
import { amountsOf, hasAmount, isWhole, type FiguredTable, type List, type Row } from './rows.js';
import { lineTitle } from './words.js';

const RULE = 'sum/blank-head';
/** Lines with amounts that a total has at least; of “三公”, whose kinds are never the whole table, one. */
const LEAST = 2, OF_THREE = 1;
const THREE: ReadonlySet<string> = new Set(['overseas', 'reception', 'vehicle_subtotal']);

/** A warning for each list with such rows. Of summaries of two sides, which leave some totals out, only where the other side prints its own. */
export function checkBlankHeads(tables: readonly FiguredTable[]): { readonly findings: readonly Finding[]; readonly checks: readonly CheckCount[] } {
  const counter = new Counter();
  counter.applies(RULE, 0);
  const findings = tables.flatMap(({ table, lists, spec }) => lists.flatMap((list) => {
    const { heads, odd, below } = spec?.shape === 'lines' ? oddHeads(list) : spec?.shape === 'sides' ? oddFundHeads(list, lists) : NONE;
    counter.applies(RULE, heads.length);
    const [first] = odd;
    if (first === undefined) return [];
    counter.fails(RULE, odd.length);
    const evidence = odd.map((row) => ({ statement: lineTitle(row.line), cells: [...row.figures.values(), ...below(row).flatMap(amountsOf)].map(({ ref }) => ref) }));
    return [{
      rule: RULE, tableId: table.tableId, tableKind: table.kind, ...(first.line.code === '' ? {} : { code: first.line.code }), cause: 'undecided' as const,
      params: { title: table.title || table.tableId, list: listed(odd.map(({ line }) => lineTitle(line)), LEAST * 4) }, cells: evidence.flatMap(({ cells }) => cells), evidence,
    }];
  }));
  return { findings, checks: counter.counts() };
}

interface Heads { readonly heads: readonly Row[]; readonly odd: readonly Row[]; readonly below: (row: Row) => readonly Row[] }

const NONE: Heads = { heads: [], odd: [], below: () => [] };

function oddHeads(list: List): Heads {
  const heads = headsOf(list);
  const blank = heads.filter(isBlank);
  // A table that leaves the headings of its codes blank as a habit says nothing of any of them.
  const odd = blank.filter((row) => isWhole(row.line) ? heads.filter(({ line }) => isWhole(line)).every(isBlank) : 2 * blank.length <= heads.length);
  const units = unitsOf(list);
  const blankUnits = [...units.keys()].filter(isBlank);
  const oddUnits = blankUnits.length < units.size - blankUnits.length ? blankUnits : [];
  const department = list.rows.filter((row, i) => row.figures.size > 0 && isDepartmentAbove(row.line, list.rows[i + 1]?.line) && list.rows.slice(i + 1).some(hasAmount));
  const all = [...new Set([...odd, ...oddUnits, ...department.filter(isBlank)])];
  return { heads: [...new Set([...heads, ...units.keys(), ...department])], odd: all, below: (row) => units.get(row) ?? list.rows.filter((other) => isBelow(other.line, row.line)) };
}

/** Units that lines with amounts follow, and those lines up to the next unit: 工资福利支出, 商品和服务支出 of each. */
function unitsOf({ rows }: List): ReadonlyMap<Row, readonly Row[]> {
  const lines = runsOf(rows.filter(({ line }) => !isWhole(line)), (_, row) => !isUnit(row));
  return new Map(lines.flatMap(([unit, ...below]): [Row, Row[]][] => (unit !== undefined && isUnit(unit) && unit.figures.size > 0 && below.some(hasAmount) ? [[unit, below]] : [])));
}

const isUnit = ({ line }: Row): boolean => line.code === '' && looksLikeOrganisation(line.entry.name);

/** 本年收入 and 上年结转 without figures above funds that have them, where the other side prints 本年支出. */
function oddFundHeads(list: List, lists: readonly List[]): Heads {
  const heads = list.side === 'revenue' ? list.rows.filter(({ line }) => line.entry.item === 'income' || line.entry.item === 'opening_carryover') : [];
  const funds = list.rows.filter((row) => FUNDS.has(row.line.entry.item) && hasAmount(row));
  const printed = lists.some(({ side, rows }) => side === 'expenditure' && rows.some((row) => row.line.entry.item === 'expenditure' && hasAmount(row)));
  if (funds.length === 0 || !printed || !heads.some(({ line }) => line.entry.item === 'income')) return NONE;
  return { heads, odd: heads.every(isBlank) ? heads : [], below: () => funds };
}

/** The totals of a list and the lines of codes that have lines of theirs below them, where those have amounts. */
function headsOf({ rows }: List): Row[] {
  const filled = rows.filter(hasAmount).map(({ line }) => line);
  const lines = filled.filter((line) => !isWhole(line));
  const least = lines.some(({ entry }) => THREE.has(entry.item)) ? OF_THREE : LEAST;
  return rows.filter(({ line, figures }) => figures.size > 0 && (isWhole(line) ? lines.length >= least : lines.some((other) => isBelow(other, line))));
}

/** Whether a line is of an item of another one. */
export const isBelow = (line: Line, head: Line): boolean => head.code !== '' && BY_ITEM.has(head.classification) && line.classification === head.classification && line.code.length > head.code.length && line.code.startsWith(head.code);

const BY_ITEM: ReadonlySet<string> = new Set(['functional', 'economic', 'government_economic']);

const isBlank = (row: Row): boolean => [...row.figures.values()].every(({ state }) => state === 'blank');
