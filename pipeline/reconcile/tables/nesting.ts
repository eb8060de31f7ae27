/**
 * Listings (采购明细, 项目清单) that print headings above their items without saying so: what is a heading of what follows
 * from the figures alone. Lines are a tree in preorder, and every heading is the sum of the lines right below it.
 */
import { groupBy } from '../../../schemas/groups.js';
import type { Measure } from '../../../schemas/table.js';
import { looksLikeOrganisation } from '../../normalise/code-reading.js';
import type { Figure } from '../identity.js';
import { abs } from '../intervals.js';
import { isFilled, isWhole, type Row } from './rows.js';
import { Relation } from './relations.js';
import { isElsewhere, type Structure } from './structures.js';
import { isMoney } from './words.js';

/** Steps after which a listing is given up, and over all listings of a document. */
const LONGEST_SEARCH = 100_000;
const ALL_SEARCHES = 200_000;

/** What the listings of a document may still cost, in steps. */
export interface Budget { steps: number }
export const budgetOfDocument = (): Budget => ({ steps: ALL_SEARCHES });

interface Item { readonly row: Row; readonly fen: bigint; readonly slack: bigint }

/** A heading whose lines are being placed. */
interface Open {
  readonly head: number;
  readonly left: bigint;
  readonly slack: bigint;
  /** Whether a line with a code stands below it. */
  readonly coded: boolean;
  /** What is left of it and of all headings above it: no more than the lines that follow. */
  readonly due: bigint;
  /** The heading that it stands below. */
  readonly above: Open | undefined;
  /** What is open, from the outermost heading to this one: equal where nothing that follows can tell two of them apart. */
  readonly key: string;
}

const opened = (head: number, left: bigint, slack: bigint, coded: boolean, above: Open | undefined): Open => ({ head, left, slack, coded, due: left + (above?.due ?? 0n), above, key: `${above?.key ?? ''} ${head}:${left}${coded ? 'c' : ''}` });

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
 * @param budget what the search may cost; it takes its steps off
 */
export function byNesting(rows: readonly Row[], measures: readonly Measure[], budget: Budget = budgetOfDocument()): Nesting {
  const wholes = rows.filter((r) => isWhole(r.line) && isFilled(r));
  const [whole] = wholes;
  const others = rows.filter((r) => !isWhole(r.line) && isFilled(r));
  const filled = (m: Measure): number => others.filter((r) => amountOf(r.figures.get(m)) !== undefined).length;
  const measure = measures.filter((m) => amountOf(whole?.figures.get(m)) !== undefined).toSorted((a, b) => filled(b) - filled(a))[0];
  if (whole === undefined || wholes.length > 1 || others.length === 0 || measure === undefined || (rows[0] !== whole && rows.filter(isFilled).at(-1) !== whole)) return 'unknown';
  if (others.some((r) => r.figures.get(measure)?.state === 'unreadable')) return 'unknown';
  // What stands in other columns alone may have slipped there.
  if (others.some((r) => (r.figures.get(measure)?.fen ?? 0n) === 0n && [...r.figures.values()].some((f) => isMoney(f.measure) && f.fen !== 0n))) return 'unknown';
  const items = [whole, ...others.filter((r) => (r.figures.get(measure)?.fen ?? 0n) !== 0n)].map((row): Item => {
    const figure = row.figures.get(measure) as Figure;
    return { row, fen: figure.fen, slack: figure.step };
  });
  if (items.length < 2 || items.some((item) => item.fen < 0n)) return 'unknown';
  const found = search(items, budget);
  // a line behind others that prints the total once more (小计 above 收入总计) is no part of it
  const again = items.findLastIndex((item, i) => i > 1 && item.row.line.code === '' && SUBTOTAL.test(item.row.line.entry.name) && item.fen === (items[0] as Item).fen);
  const nesting = found === 'none' && again > 0 ? search(items.toSpliced(again, 1), budget) : found;
  const allowed = typeof nesting === 'string' ? undefined : ofKinds(nesting.relations);
  return allowed === undefined ? nesting : search(items, budget, allowed);
}

/** Names of lines that may be sums of those above them. */
const SUBTOTAL = /^$|计$/u;

/** Whether a line may stand right below another. */
type Allowed = (head: Row, part: Row) => boolean;

const nameOf = ({ line }: Row): string => line.entry.name;
const isUnit = ({ line }: Row): boolean => (line.classification === 'organisation' && line.code !== '') || looksLikeOrganisation(line.entry.name);
/** The two kinds of a unit's projects. */
const KINDS_OF_UNIT = /^(?:通用|专用)项目$/u;
/** Units right below which a heading of some name must stand before it can stand nowhere else; lines below those of their code. */
const UNITS = 2;

/**
 * What lines are, where a nesting goes by it in one place and against it in another: a project (购置经费) that stands below a
 * unit stands above none, and so does no other; 通用项目 and 专用项目 stand right below units; a heading (专用项目) that stands right below several units stands below
 * nothing else; goods (印刷品, 会议服务) that stand above nothing in several places do so in all; where lines stand below lines of their code, none stands below one of another, and what code and name put
 * elsewhere never does. undefined where nothing contradicts.
 */
function ofKinds(relations: readonly Relation[]): Allowed | undefined {
  const isOver = ({ line }: Row): boolean => isWhole(line);
  const heads = new Set(relations.map((r) => r.whole));
  const pairs = relations.flatMap(({ whole, parts }) => parts.map((part) => ({ whole, part })));
  const inUnits = new Set(pairs.filter(({ whole, part }) => isUnit(whole) && !isUnit(part)).map(({ part }) => nameOf(part)));
  const unitsAbove = pairs.some(({ whole, part }) => isUnit(part) && !isUnit(whole) && nameOf(whole) !== '' && inUnits.has(nameOf(whole)));
  const below = groupBy(pairs.filter(({ part }) => heads.has(part) && !isUnit(part)), ({ part }) => nameOf(part));
  const pinned = new Set([...below].flatMap(([name, of]) => {
    const units = of.filter(({ whole }) => isUnit(whole)).length;
    return units >= UNITS && units < of.length && units * 2 > of.length ? [name] : [];
  }));
  const isMisplaced = (head: Row, part: Row): boolean => KINDS_OF_UNIT.test(nameOf(part)) && !isUnit(head);
  const goods = goodsOf(pairs.map(({ part }) => part), heads);
  const isByCode = pairs.filter(({ whole, part }) => whole.line.code !== '' && whole.line.code === part.line.code).length >= UNITS;
  const isOfAnother = (head: Row, part: Row): boolean => isByCode && head.line.code !== '' && part.line.code !== '' && !part.line.code.startsWith(head.line.code);
  const isAllowed: Allowed = (head, part) => isOver(head) || (!goods.has(nameOf(head)) && !isMisplaced(head, part) && !isElsewhere(part, head) && !isOfAnother(head, part) && (isUnit(head) || !((unitsAbove && isUnit(part)) || pinned.has(nameOf(part)))));
  return pairs.every(({ whole, part }) => isAllowed(whole, part)) ? undefined : isAllowed;
}

/** Places in which goods stand above nothing, and goods of one listing that stand above lines elsewhere. */
const GOODS = 2;

/** Names without codes that stand above nothing in several places and above lines in no more, where several of them do so. */
function goodsOf(parts: readonly Row[], heads: ReadonlySet<Row>): ReadonlySet<string> {
  const named = groupBy(parts.filter((row) => row.line.code === '' && !isUnit(row)), nameOf);
  const names = [...named].filter(([name, rows]) => {
    const above = rows.filter((row) => heads.has(row)).length;
    return name !== '' && above > 0 && rows.length - above >= Math.max(above, GOODS);
  }).map(([name]) => name);
  return new Set(names.length >= GOODS ? names : []);
}

const amountOf = (figure: Figure | undefined): Figure | undefined => (figure?.state === 'amount' && figure.fen !== 0n ? figure : undefined);

/** Depth first with a memo of what cannot be: the children of an open heading from a line on, with so much of its sum left. */
function search(items: readonly Item[], budget: Budget, isAllowed: Allowed = () => true): Nesting {
  const dead = new Set<string>();
  const children = new Map<number, number[]>();
  let steps = 0;
  const longest = Math.min(LONGEST_SEARCH, budget.steps);
  const isDoubled = (head: number): boolean => {
    const [child, more] = children.get(head) ?? [];
    return child !== undefined && more === undefined && (children.get(child)?.length ?? 0) === 0 && isTwin(items[head] as Item, items[child] as Item);
  };
  /** Sums of the lines from each on, and what rounding may add to them. */
  const following = items.map(() => 0n);
  for (let i = items.length - 1, sum = 0n; i >= 0; i -= 1) following[i] = sum += (items[i] as Item).fen;
  const rounding = items.reduce((sum, item) => sum + item.slack, 0n);
  /** Whether the lines from `at` on can be placed, with `top` as the innermost open heading. */
  const place = (at: number, top: Open | undefined): boolean => {
    steps += 1;
    if (steps > longest) return false;
    // A heading is full: close it, before another line is asked.
    if (top !== undefined && abs(top.left) <= top.slack && (at >= items.length || (children.get(top.head)?.length ?? 0) > 0) && !isDoubled(top.head) && place(at, top.above)) return true;
    if (at >= items.length) return top === undefined;
    if (top === undefined || top.left <= 0n || top.due > (following[at] as bigint) + rounding) return false;
    const key = `${at}${top.key}`;
    if (dead.has(key)) return false;
    const item = items[at] as Item;
    if (item.fen <= top.left + top.slack && mayStand(item, top.coded) && isAllowed((items[top.head] as Item).row, item.row)) {
      const list = children.get(top.head) ?? [];
      children.set(top.head, [...list, at]);
      const rest = opened(top.head, top.left - item.fen, top.slack + item.slack / 2n, top.coded || item.row.line.code !== '', top.above);
      // As a heading of what follows, then as a line of its own.
      if (at + 1 < items.length && place(at + 1, opened(at, item.fen, item.slack / 2n, false, rest))) return true;
      children.delete(at);
      if (place(at + 1, rest)) return true;
      children.set(top.head, list);
    }
    if (steps <= longest) dead.add(key);
    return false;
  };
  const whole = items[0] as Item;
  const isPlaced = place(1, opened(0, whole.fen, whole.slack / 2n, false, undefined));
  budget.steps = Math.max(0, budget.steps - steps);
  if (!isPlaced) return steps > longest ? 'unknown' : 'none';
  const relations = [...children].filter(([, parts]) => parts.length > 0).toSorted(([a], [b]) => a - b).map(([head, parts]) =>
    new Relation(head === 0 ? 'sum/total' : 'sum/children', (items[head] as Item).row, parts.map((p) => (items[p] as Item).row)));
  return { name: 'nested', relations };
}

