/**
 * Lists that their rounding alone keeps whole: off by two and more of the last digit, where one other digit in one figure
 * would make them add up exactly, and tables print that figure and not the printed one, beside others of the list or in the
 * column of its whole.
 */
import type { NormalisedDocument } from '../../../schemas/document.js';
import { addTo } from '../../../schemas/groups.js';
import { meet, rangesOf, total, type Range } from '../intervals.js';
import { digitsOf } from '../localise/likeness.js';
import type { List } from './part-lists.js';
import { finestStep, isApproximate } from './outcome.js';
import { isSlip, TELLING_IN_SUMS } from './slips.js';

/** Parts from which rounding adds up to more than one of the last digit. */
const LEAST = 3;
/** Other figures of a list that tables print. */
const PRINTED = 2;

/** The lists that add up but for the last digit of a figure that tables print otherwise. */
export function nearLists(lists: readonly List[], { tables }: Pick<NormalisedDocument, 'tables'>): List[] {
  const near = lists.filter((list) => gapOf(list) !== undefined);
  if (near.length === 0) return [];
  const columnsOf = new Map<bigint, string[]>();
  for (const { table, lines } of tables) {
    for (const { measure, reading } of lines.flatMap(({ entry }) => entry.cells)) if (reading.state === 'amount') addTo(columnsOf, reading.amount.fen, `${table.tableId} ${measure}`);
  }
  const isPrinted = (fen: bigint): boolean => columnsOf.has(fen) && digitsOf(fen) >= TELLING_IN_SUMS;
  const areBeside = (fen: bigint, whole: bigint): boolean => columnsOf.get(fen)?.some((column) => columnsOf.get(whole)?.includes(column)) === true;
  return near.filter((list) => {
    const { head, parts } = list;
    const gap = gapOf(list) ?? 0n;
    const figures = [head, ...parts].map((fact, i) => ({ fen: fact.amount?.fen ?? 0n, by: i === 0 ? -gap : gap }));
    // The whole stands in one column with its parts.
    const isWithOthers = (fen: bigint, i: number): boolean => (i > 0 ? figures.slice(0, 1) : figures.slice(1)).some((other) => isPrinted(other.fen) && areBeside(fen, other.fen));
    return figures.some(({ fen, by }, i) => !columnsOf.has(fen) && isPrinted(fen + by) && isSlip(fen, fen + by, TELLING_IN_SUMS) && (isWithOthers(fen + by, i) || figures.filter((other) => other.fen !== fen && isPrinted(other.fen)).length >= PRINTED));
  });
}

/** What a list lacks within its rounding; undefined where it adds up, or doesn't, or lacks no more than one of the last digit. */
function gapOf({ head, parts }: List): bigint | undefined {
  const step = finestStep([head, ...parts]);
  const ranges = rangesOf([head, ...parts]);
  const [whole, ...others] = ranges as [Range, ...Range[]];
  if (step === undefined || parts.length < LEAST || ranges.length <= parts.length || isApproximate(head.sentence)) return undefined;
  const gap = (head.amount?.fen ?? 0n) - parts.reduce((sum, { amount }) => sum + (amount?.fen ?? 0n), 0n);
  return (gap > step || gap < -step) && meet(total(others), whole) ? gap : undefined;
}
