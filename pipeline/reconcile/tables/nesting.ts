/**
 * Listings (采购明细, 项目清单) that print headings above their items without saying so: what is a heading of what follows
 * from the figures alone. Lines are a tree in preorder, and every heading is the sum of the lines right below it.
 */
import type { Measure } from '../../../schemas/table.js';
import type { Figure } from '../identity.js';
import { abs } from '../intervals.js';
import { isFilled, isWhole, type Row } from './rows.js';
import type { Relation, Structure } from './structures.js';

/** Steps after which a listing is given up. */
const LONGEST_SEARCH = 200_000;

interface Item { readonly row: Row; readonly fen: bigint; readonly slack: bigint }

/** A heading whose lines are being placed. */
interface Open {
  readonly head: number;
  readonly left: bigint;
  readonly slack: bigint;
  /** Whether a line with a code stands below it. */
  readonly coded: boolean;
}

/** What follows a coded line without a code of its own belongs to that line: it is no sibling of it. */
const mayStand = (item: Item, coded: boolean): boolean => item.row.line.code !== '' || !coded;

/** A line printed twice: the same code and name, and nothing else below the first. */
const isTwin = (head: Item, child: Item): boolean =>
  head.row.line.code !== '' && head.row.line.code === child.row.line.code && head.row.line.classification === child.row.line.classification && head.row.line.entry.name === child.row.line.entry.name;

/** What the search found: the tree as a structure, that there is none, or that it gave up. */
export type Nesting = Structure | 'none' | 'unknown';

/**
 * The nesting that makes the total (合计, first or last) the sum of its top lines and every heading the sum of its own, in
 * the measure that most lines print. A line without figures stands in no sum.
 */
export function byNesting(rows: readonly Row[], measures: readonly Measure[]): Nesting {
  const wholes = rows.filter((r) => isWhole(r.line) && isFilled(r));
  const [whole] = wholes;
  const others = rows.filter((r) => !isWhole(r.line) && isFilled(r));
  const filled = (m: Measure): number => others.filter((r) => amountOf(r.figures.get(m)) !== undefined).length;
  const measure = measures.filter((m) => amountOf(whole?.figures.get(m)) !== undefined).toSorted((a, b) => filled(b) - filled(a))[0];
  if (whole === undefined || wholes.length > 1 || others.length === 0 || measure === undefined || (rows[0] !== whole && rows.filter(isFilled).at(-1) !== whole)) return 'unknown';
  if (others.some((r) => r.figures.get(measure)?.state === 'unreadable')) return 'unknown';
  const items = [whole, ...others.filter((r) => (r.figures.get(measure)?.fen ?? 0n) !== 0n)].map((row): Item => {
    const figure = row.figures.get(measure) as Figure;
    return { row, fen: figure.fen, slack: figure.step };
  });
  if (items.length < 2 || items.some((item) => item.fen < 0n)) return 'unknown';
  const found = search(items);
  // a line behind others that prints the total once more (小计 above 收入总计) is no part of it
  const again = items.findLastIndex((item, i) => i > 1 && item.fen === (items[0] as Item).fen);
  return found === 'none' && again > 0 ? search(items.toSpliced(again, 1)) : found;
}

const amountOf = (figure: Figure | undefined): Figure | undefined => (figure?.state === 'amount' && figure.fen !== 0n ? figure : undefined);

/** Depth first with a memo of what cannot be: the children of an open heading from a line on, with so much of its sum left. */
function search(items: readonly Item[]): Nesting {
  const dead = new Set<string>();
  const children = new Map<number, number[]>();
  let steps = 0;
  const isDoubled = (head: number): boolean => {
    const [child, more] = children.get(head) ?? [];
    return child !== undefined && more === undefined && (children.get(child)?.length ?? 0) === 0 && isTwin(items[head] as Item, items[child] as Item);
  };
  /** Whether the lines from `at` on can be placed, with headings open as in `stack` (innermost last). */
  const place = (at: number, stack: readonly Open[]): boolean => {
    steps += 1;
    if (steps > LONGEST_SEARCH) return false;
    const top = stack.at(-1);
    // A heading is full: close it, before another line is asked.
    if (top !== undefined && abs(top.left) <= top.slack && (at >= items.length || (children.get(top.head)?.length ?? 0) > 0) && !isDoubled(top.head) && place(at, stack.slice(0, -1))) return true;
    if (at >= items.length) return stack.length === 0;
    if (top === undefined || top.left <= 0n) return false;
    const key = `${at} ${stack.map((s) => `${s.head}:${s.left}${s.coded ? 'c' : ''}`).join(' ')}`;
    if (dead.has(key)) return false;
    const item = items[at] as Item;
    if (item.fen <= top.left + top.slack && mayStand(item, top.coded)) {
      const list = children.get(top.head) ?? [];
      children.set(top.head, [...list, at]);
      const rest = [...stack.slice(0, -1), { head: top.head, left: top.left - item.fen, slack: top.slack + item.slack / 2n, coded: top.coded || item.row.line.code !== '' }];
      // As a heading of what follows, then as a line of its own.
      if (at + 1 < items.length && place(at + 1, [...rest, { head: at, left: item.fen, slack: item.slack / 2n, coded: false }])) return true;
      children.delete(at);
      if (place(at + 1, rest)) return true;
      children.set(top.head, list);
    }
    if (steps <= LONGEST_SEARCH) dead.add(key);
    return false;
  };
  const whole = items[0] as Item;
  if (!place(1, [{ head: 0, left: whole.fen, slack: whole.slack / 2n, coded: false }])) return steps > LONGEST_SEARCH ? 'unknown' : 'none';
  const relations = [...children].filter(([, parts]) => parts.length > 0).toSorted(([a], [b]) => a - b).map(([head, parts]): Relation => (
    { rule: head === 0 ? 'sum/total' : 'sum/children', whole: (items[head] as Item).row, parts: parts.map((p) => (items[p] as Item).row), relation: '=' }));
  return { name: 'nested', relations };
}

