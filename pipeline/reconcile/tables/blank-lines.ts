/**
 * Lines that have a name and no amount, while all others have one: a few of a list of projects and purchases (项目, 采购,
 * 购买服务), or all below one item (科目) of a table that breaks its other items down. They are left out, or the amounts stand
 * at other lines. No sum need show it, as amounts that moved may nest as well as before.
 */
import { listed, type CheckCount, type Finding } from '../../../schemas/finding.js';
import { looksLikeOrganisation } from '../../normalise/code-reading.js';
import { Counter } from '../../normalise/observations.js';
import { isBelow } from './blank-heads.js';
import { amountsOf, hasAmount, isWhole, type FiguredTable, type List, type Row } from './rows.js';
import { lineTitle } from './words.js';

const RULE = 'sum/blank-line';
/** Lines with amounts that a list has at least. */
const LEAST = 4;
/** Items that a table breaks down for each that it leaves without. */
const BROKEN_DOWN = 4;
const SHOWN = 8;

/** A warning for each list with such lines. */
export function checkBlankLines(tables: readonly FiguredTable[]): { readonly findings: readonly Finding[]; readonly checks: readonly CheckCount[] } {
  const counter = new Counter();
  counter.applies(RULE, 0);
  const findings = tables.flatMap(({ table, lists, spec }) => lists.flatMap((list) => {
    const lines = linesOf(list);
    if (!lines.some(hasAmount)) return [];
    counter.applies(RULE);
    // Of tables by items the codes tell what is a heading, of others nothing does.
    const { heads, blank } = spec?.tree === false ? { heads: [], blank: onlyRun(lines) } : belowItems(lines);
    if (blank.length === 0) return [];
    counter.fails(RULE);
    const evidence = [...blank, ...heads].map((row) => ({ statement: lineTitle(row.line), cells: [...row.figures.values()].map(({ ref }) => ref) }));
    return [{
      rule: RULE, tableId: table.tableId, tableKind: table.kind, cause: 'undecided' as const,
      params: { title: table.title || table.tableId, list: listed(blank.map(({ line }) => lineTitle(line)), SHOWN) }, cells: evidence.flatMap(({ cells }) => cells), evidence,
    }];
  }));
  return { findings, checks: counter.counts() };
}

/** The lines of a list that are no totals and no units. */
const linesOf = ({ rows }: List): readonly Row[] =>
  rows.filter(({ line }) => !isWhole(line) && (line.code === '' || line.classification !== 'organisation') && line.entry.name !== '' && !looksLikeOrganisation(line.entry.name));

/** The lines that print nothing, where they stand together and are no more than half as many as the others: apart from each other, or one alone above all lines, they are headings. */
function onlyRun(lines: readonly Row[]): readonly Row[] {
  const blank = lines.filter(isBlank);
  const first = lines.findIndex(isBlank);
  const isRun = blank.every((row, i) => lines[first + i] === row) && (first > 0 || blank.length > 1);
  const filled = lines.filter(hasAmount).length;
  return isRun && filled >= LEAST && blank.length * 2 <= filled ? blank : [];
}

/** Items that have an amount and of which no line has one, with these lines, where the table breaks down most of its items. */
function belowItems(lines: readonly Row[]): { readonly heads: readonly Row[]; readonly blank: readonly Row[] } {
  const items = lines.filter(hasAmount).map((item) => ({ item, below: lines.filter((row) => isBelow(row.line, item.line)) })).filter(({ below }) => below.length > 0);
  const without = items.filter(({ below }) => below.every(isBlank));
  return without.length * (BROKEN_DOWN + 1) > items.length ? { heads: [], blank: [] } : { heads: without.map(({ item }) => item), blank: [...new Set(without.flatMap(({ below }) => below))] };
}

const isBlank = (row: Row): boolean => row.figures.size > 0 && amountsOf(row).length === 0 && [...row.figures.values()].every(({ state }) => state === 'blank');
