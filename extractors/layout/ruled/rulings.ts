/** Rules as drawn → rulings as seen: doubled, dashed and segmented lines become one each. */
import type { Rule } from '../../read/pdf/pdf-source.js';
import type { LayoutSettings } from '../settings.js';

/** A ruling: position across, and extent along. Horizontal: at = y, from/to = x. Vertical: at = x, from/to = y. */
export interface Ruling {
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

export interface Rulings {
  readonly horizontal: readonly Ruling[];
  readonly vertical: readonly Ruling[];
}

/** Merges the rules of a page. */
export function mergeRules(rules: readonly Rule[], settings: LayoutSettings): Rulings {
  const horizontal: Ruling[] = [];
  const vertical: Ruling[] = [];
  for (const r of rules) {
    if (r.horizontal) horizontal.push({ at: r.y0, from: r.x0, to: r.x1 });
    else vertical.push({ at: r.x0, from: r.y0, to: r.y1 });
  }
  return { horizontal: mergeParallel(horizontal, settings), vertical: mergeParallel(vertical, settings) };
}

/** Length (points) of a dash, at most: no cell is as narrow. */
const DASH = 9;
/** White (points) between two dashes, at least; segments of cells touch. */
const BETWEEN = 0.3;

/** Rules with the dashes of dashed lines as one rule each, which ends where two dashes touch or none follows. */
export function joinDashes(rules: readonly Rule[], settings: LayoutSettings): Rule[] {
  const isDash = (r: Rule): boolean => r.horizontal && r.x1 - r.x0 <= DASH;
  const dashes = rules.filter(isDash).sort((a, b) => a.y0 - b.y0 || a.x0 - b.x0);
  const joined: Rule[] = [];
  for (const dash of dashes) {
    const open = joined.at(-1);
    const gap = open === undefined ? 0 : dash.x0 - open.x1;
    if (open !== undefined && Math.abs(open.y0 - dash.y0) < BETWEEN && gap >= BETWEEN && gap <= settings.ruleGap) joined[joined.length - 1] = { ...open, x1: dash.x1 };
    else joined.push(dash);
  }
  return [...rules.filter(r => !isDash(r)), ...joined];
}

/** Bundles rulings of nearly the same position, then joins what overlaps or nearly touches within a bundle. */
function mergeParallel(rulings: Ruling[], settings: LayoutSettings): Ruling[] {
  const sorted = rulings.sort((a, b) => a.at - b.at || a.from - b.from || a.to - b.to);
  const out: Ruling[] = [];
  let start = 0;
  while (start < sorted.length) {
    const first = sorted[start] as Ruling;
    let end = start + 1;
    while (end < sorted.length && (sorted[end] as Ruling).at - first.at <= settings.sameRule) end++;
    out.push(...joinCollinear(sorted.slice(start, end), settings));
    start = end;
  }
  return out.filter(r => r.to - r.from >= settings.shortestRule);
}

function joinCollinear(bundle: Ruling[], settings: LayoutSettings): Ruling[] {
  bundle.sort((a, b) => a.from - b.from || a.to - b.to);
  const out: Ruling[] = [];
  let current: { at: number; weight: number; from: number; to: number } | undefined;
  for (const r of bundle) {
    const length = Math.max(r.to - r.from, 0.01);
    if (current && r.from <= current.to + settings.ruleGap) {
      current.to = Math.max(current.to, r.to);
      current.at = (current.at * current.weight + r.at * length) / (current.weight + length);
      current.weight += length;
    } else {
      if (current) out.push({ at: current.at, from: current.from, to: current.to });
      current = { at: r.at, weight: length, from: r.from, to: r.to };
    }
  }
  if (current) out.push({ at: current.at, from: current.from, to: current.to });
  return out;
}

/** One connected drawing of crossing rulings. */
export interface RulingGroup {
  readonly horizontal: readonly Ruling[];
  readonly vertical: readonly Ruling[];
}

/** Rulings that touch or cross each other, as groups; rulings that cross nothing are left over. */
export function groupCrossing(rulings: Rulings, settings: LayoutSettings): { groups: RulingGroup[]; loose: Ruling[]; tooMany: boolean } {
  const { horizontal, vertical } = rulings;
  const parent = Array.from({ length: horizontal.length + vertical.length }, (_, i) => i);
  const find = (i: number): number => {
    let root = i;
    while (parent[root] !== root) root = parent[root] as number;
    while (parent[i] !== root) { const next = parent[i] as number; parent[i] = root; i = next; }
    return root;
  };
  let tests = 0;
  let tooMany = false;
  for (let v = 0; v < vertical.length && !tooMany; v++) {
    const line = vertical[v] as Ruling;
    for (let h = lowerBound(horizontal, line.from - settings.touch); h < horizontal.length; h++) {
      const other = horizontal[h] as Ruling;
      if (other.at > line.to + settings.touch + settings.sameRule) break;
      if (++tests > settings.crossings) { tooMany = true; break; }
      if (other.at <= line.to + settings.touch && other.from <= line.at + settings.touch && other.to >= line.at - settings.touch) {
        parent[find(h)] = find(horizontal.length + v);
      }
    }
  }
  const members = new Map<number, { horizontal: Ruling[]; vertical: Ruling[] }>();
  const slot = (root: number): { horizontal: Ruling[]; vertical: Ruling[] } => {
    let g = members.get(root);
    if (!g) members.set(root, g = { horizontal: [], vertical: [] });
    return g;
  };
  horizontal.forEach((r, i) => slot(find(i)).horizontal.push(r));
  vertical.forEach((r, i) => slot(find(horizontal.length + i)).vertical.push(r));
  const groups: { horizontal: Ruling[]; vertical: Ruling[] }[] = [];
  const loose: Ruling[] = [];
  const lone: Ruling[] = [];
  for (const g of members.values()) {
    if (g.horizontal.length && g.vertical.length) groups.push(g);
    else if (g.horizontal.length) loose.push(...g.horizontal);
    else lone.push(...g.vertical);
  }
  adoptVerticals(groups, lone, settings);
  return { groups: tooMany ? [] : groups, loose, tooMany };
}

/**
 * A page break inside a tall row leaves verticals that meet no horizontal: they belong to the group that begins and
 * ends where they do. So do those of a table with verticals alone below a heading over several columns, which begin
 * between the outer ones and end with them or another one.
 */
function adoptVerticals(groups: readonly { horizontal: Ruling[]; vertical: Ruling[] }[], lone: readonly Ruling[], settings: LayoutSettings): void {
  if (!lone.length) return;
  const extents = groups.map(g => ({ from: Math.min(...g.vertical.map(r => r.from)), to: Math.max(...g.vertical.map(r => r.to)), left: Math.min(...g.vertical.map(r => r.at)), right: Math.max(...g.vertical.map(r => r.at)), ends: g.vertical.map(r => r.to) }));
  for (const r of lone) {
    const i = extents.findIndex(e => e.from < r.from && r.at > e.left && r.at < e.right && e.ends.some(to => Math.abs(to - r.to) <= settings.touch) || Math.abs(e.from - r.from) <= settings.touch && Math.abs(e.to - r.to) <= settings.touch);
    if (i >= 0) groups[i]?.vertical.push(r);
  }
}

/** First index whose position, allowing for merged bundles being slightly out of order, may reach `at`. */
function lowerBound(sorted: readonly Ruling[], at: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const mid = (low + high) >> 1;
    if ((sorted[mid] as Ruling).at < at - 6) low = mid + 1;
    else high = mid;
  }
  return low;
}
