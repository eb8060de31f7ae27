/**
 * Lists of projects and purchases (项目, 采购, 购买服务) in which a few lines have a name and no amount, while all others have
 * one: left out, or the amounts stand at other lines. No sum need show it, as amounts that moved may nest as well as before.
 */
import { listed, type CheckCount, type Finding } from '../../../schemas/finding.js';
import { looksLikeOrganisation } from '../../normalise/code-reading.js';
import { Counter } from '../../normalise/observations.js';
import { amountsOf, hasAmount, isWhole, type FiguredTable, type List, type Row } from './rows.js';
import { lineTitle } from './words.js';

const RULE = 'sum/blank-line';
/** Lines with amounts that a list has at least. */
const LEAST = 4;
const SHOWN = 8;

/** A warning for each list with such lines. Of tables by items (科目) the codes tell what is a heading, of others nothing does. */
export function checkBlankLines(tables: readonly FiguredTable[]): { readonly findings: readonly Finding[]; readonly checks: readonly CheckCount[] } {
  const counter = new Counter();
  counter.applies(RULE, 0);
  const findings = tables.flatMap(({ table, lists, spec }) => (spec?.tree === false ? lists : []).flatMap((list) => {
    const lines = linesOf(list);
    if (!lines.some(hasAmount)) return [];
    counter.applies(RULE);
    const blank = onlyRun(lines);
    if (blank.length === 0) return [];
    counter.fails(RULE);
    const evidence = blank.map((row) => ({ statement: lineTitle(row.line), cells: [...row.figures.values()].map(({ ref }) => ref) }));
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

const isBlank = (row: Row): boolean => row.figures.size > 0 && amountsOf(row).length === 0 && [...row.figures.values()].every(({ state }) => state === 'blank');
