/**
 * Structures: ways in which the rows of a list can add up. Each is a hypothesis about the whole list, and the figures
 * themselves choose among them (`choose`).
 */
import type { Measure } from '../../../schemas/table.js';
import { judgeParts, type Figure } from '../identity.js';
import { isFilled, isWhole, type Row } from './rows.js';
import { rank, type Ranked } from './ranks.js';

export interface Relation {
  readonly rule: string;
  readonly whole: Row;
  readonly parts: readonly Row[];
  /** `≤`: the parts are not all of the whole. */
  readonly relation: '=' | '≤';
  /** Not every line that counts is known by numbering, code or words. */
  readonly doubtful?: boolean;
}

export interface Structure {
  /** `units` is a sequence of organisations with their codes; `nested` is what the figures alone say. */
  readonly name: 'codes' | 'units' | 'sequence' | 'flat' | 'summary' | 'nested';
  readonly relations: readonly Relation[];
}

export interface Score {
  readonly holds: number;
  readonly fails: number;
}

/** Figures of a relation in one measure; undefined where the whole is not printed or nothing of the parts is. */
export function termsOf({ whole, parts }: Relation, measure: Measure): { readonly whole: Figure; readonly parts: readonly Figure[] } | undefined {
  const figure = whole.figures.get(measure);
  if (figure === undefined) return undefined;
  const figures: Figure[] = [];
  for (const part of parts) {
    const own = part.figures.get(measure);
    if (own !== undefined) figures.push(own);
  }
  if (figures.length === 0) return undefined;
  if (figure.state !== 'amount' && figure.state !== 'unreadable' && figures.every((f) => f.state === 'blank' || f.state === 'dash')) return undefined;
  return { whole: figure, parts: figures };
}

/** Whether the whole is printed and none of its parts: nothing is broken down. */
export const isNotBrokenDown = (terms: { readonly whole: Figure; readonly parts: readonly Figure[] }): boolean =>
  terms.whole.fen !== 0n && terms.parts.every((f) => f.state === 'blank' || f.state === 'dash');

type Vote = 'holds' | 'fails' | 'none';
const votes = new WeakMap<Relation, Map<Measure, Vote>>();

/** What the figures of one measure say of a relation, judged once; all zeros and not broken down are no evidence. */
export function voteOf(relation: Relation, measure: Measure): Vote {
  const known = votes.get(relation) ?? new Map<Measure, Vote>();
  const vote = known.get(measure);
  if (vote !== undefined) return vote;
  const made = judgeIn(relation, measure);
  votes.set(relation, known.set(measure, made));
  return made;
}

function judgeIn(relation: Relation, measure: Measure): Vote {
  const terms = termsOf(relation, measure);
  if (terms === undefined || isNotBrokenDown(terms) || (isZero(terms.whole) && terms.parts.every(isZero))) return 'none';
  const verdict = judgeParts(terms.whole, terms.parts, relation.relation);
  if (verdict === 'holds' || verdict === 'rounding') return 'holds';
  return verdict === 'fails' ? 'fails' : 'none';
}

const isZero = (figure: Figure): boolean => figure.fen === 0n && figure.state !== 'unreadable';

/** How many instances of relations the figures satisfy. */
export function score(relations: readonly Relation[], measures: readonly Measure[]): Score {
  let holds = 0;
  let fails = 0;
  for (const relation of relations) {
    for (const measure of measures) {
      const vote = voteOf(relation, measure);
      if (vote === 'holds') holds += 1;
      if (vote === 'fails') fails += 1;
    }
  }
  return { holds, fails };
}

/** The structure that the figures satisfy best, the earlier one on a tie. */
export function choose(structures: readonly Structure[], measures: readonly Measure[]): { readonly structure: Structure; readonly score: Score } | undefined {
  const scored = structures.map((structure) => ({ structure, score: score(structure.relations, measures) })).filter(({ score: s }) => s.holds + s.fails > 0);
  return scored.reduce<(typeof scored)[number] | undefined>((best, next) => (best === undefined || next.score.holds - next.score.fails > best.score.holds - best.score.fails ? next : best), undefined);
}

/** Items of lines that sum up in classes of their own, by the first three digits of economic codes. */
const PERSONNEL = new Set(['301', '303']);

/** Parents by codes, wherever the lines stand. Without lines of a code the next shorter one is the parent. */
export function byCodes(rows: readonly Row[], extra: boolean): Structure | undefined {
  const coded = rows.filter((r) => r.line.code !== '' && r.line.classification !== 'organisation');
  const key = (row: Row, code: string): string => `${row.line.classification} ${code}`;
  const known = new Map<string, Row>();
  for (const row of coded) if (!known.has(key(row, row.line.code))) known.set(key(row, row.line.code), row);
  const children = new Map<Row, Row[]>();
  const tops: Row[] = [];
  for (const row of coded) {
    let parent: Row | undefined;
    for (let n = row.line.code.length - 1; n >= 3 && parent === undefined; n -= 1) parent = known.get(key(row, row.line.code.slice(0, n)));
    if (parent === undefined) tops.push(row);
    else children.set(parent, [...(children.get(parent) ?? []), row]);
  }
  // A parent printed twice means several trees in one list.
  for (const [parent] of children) if (coded.some((r) => r !== parent && r.line.code === parent.line.code && r.line.classification === parent.line.classification)) return undefined;
  const relations: Relation[] = [...children].map(([whole, parts]) => ({ rule: 'sum/children', whole, parts, relation: '=' }));
  const others = extra ? rows.filter((r) => r.line.code === '' && !isSum(r) && isFilled(r)) : [];
  for (const whole of rows.filter((r) => isWhole(r.line) || ['income', 'expenditure'].includes(r.line.entry.item))) relations.push({ rule: 'sum/total', whole, parts: [...tops, ...others], relation: '=' });
  for (const whole of rows.filter((r) => r.line.entry.item === 'personnel_total')) relations.push({ rule: 'sum/total', whole, parts: tops.filter((t) => PERSONNEL.has(t.line.code.slice(0, 3))), relation: '=' });
  for (const whole of rows.filter((r) => r.line.entry.item === 'public_operating_total')) relations.push({ rule: 'sum/total', whole, parts: tops.filter((t) => !PERSONNEL.has(t.line.code.slice(0, 3))), relation: '=' });
  return { name: 'codes', relations: relations.filter((r) => r.parts.length > 0 && r.parts.every((p) => p !== r.whole)) };
}

const isSum = (row: Row): boolean => isWhole(row.line) || ['income', 'expenditure', 'personnel_total', 'public_operating_total'].includes(row.line.entry.item);

/** Parents before children in the order of the lines: units with their codes below them, headings with their projects. */
export function bySequence(rows: readonly Row[], byName: boolean): Structure {
  const ranked = rank(rows.filter((r) => !isSum(r) && isFilled(r)), byName);
  const levels = levelsOf(ranked);
  const stack: Ranked[] = [];
  const tops: Row[] = [];
  const children = new Map<Row, Row[]>();
  for (const one of ranked) {
    const level = levels.get(one.key) as number;
    while (stack.length > 0 && (levels.get((stack.at(-1) as Ranked).key) as number) >= level) stack.pop();
    const parent = stack.at(-1);
    if (parent === undefined) tops.push(one.row);
    else children.set(parent.row, [...(children.get(parent.row) ?? []), one.row]);
    stack.push(one);
  }
  const relations: Relation[] = [...children].map(([whole, parts]) => ({ rule: 'sum/children', whole, parts, relation: '=' }));
  for (const whole of rows.filter((r) => isWhole(r.line))) if (tops.length > 0) relations.push({ rule: 'sum/total', whole, parts: tops, relation: '=' });
  return { name: ranked.every((r) => r.row.line.code !== '' && r.row.line.classification === 'organisation') ? 'units' : 'sequence', relations };
}

/** Level of each kind of row: by first appearance, and shorter codes of a classification before longer ones. */
function levelsOf(ranked: readonly Ranked[]): Map<string, number> {
  const keys = [...new Set(ranked.map((r) => r.key))];
  const family = (key: string): string => (key.includes(':') ? (key.split(':')[0] as string) : key);
  const depth = (key: string): number => Number(key.split(':')[1] ?? 0);
  const placed = new Map<string, string[]>();
  for (const key of keys) placed.set(family(key), [...(placed.get(family(key)) ?? []), key]);
  for (const list of placed.values()) list.sort((a, b) => depth(a) - depth(b));
  const order = keys.map((key) => (placed.get(family(key)) as string[]).shift() as string);
  return new Map(order.map((key, i) => [key, i]));
}

/** A listing: the total is the sum of all lines. */
export function flat(rows: readonly Row[]): Structure {
  const parts = rows.filter((r) => !isSum(r) && isFilled(r));
  return { name: 'flat', relations: rows.filter((r) => isWhole(r.line)).map((whole) => ({ rule: 'sum/total', whole, parts, relation: '=' as const })).filter((r) => r.parts.length > 0) };
}
