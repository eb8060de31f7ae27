/**
 * Structures: ways in which the rows of a list can add up. Each is a hypothesis about the whole list, and the figures
 * themselves choose among them (`choose`).
 */
import { nameKey } from '../../../schemas/codes.js';
import { addTo, groupBy } from '../../../schemas/groups.js';
import type { Measure } from '../../../schemas/table.js';
import { isDepartmentAbove, rank, type Ranked } from './ranks.js';
import { Relation, score, type Score } from './relations.js';
import { isFilled, isPrintedAgain, isWhole, type Row } from './rows.js';
import { CARRIED } from './summary.js';

export interface Structure {
  /** `units` is a sequence of organisations with their codes, or below their department; `nested` is what the figures alone say. */
  readonly name: 'codes' | 'units' | 'sequence' | 'flat' | 'summary' | 'nested';
  readonly relations: readonly Relation[];
  /** The name of every line is one of the official lists, but for totals and the unit above them: they mean what they say, as codes do. */
  readonly official?: boolean;
}

/**
 * Whether a structure is borne out better than an earlier one. A nesting that some column shows to the last digit is no
 * chance: it goes before a guess from the order of lines that holds in fewer sums, however many of its own a heading with
 * wrong figures breaks (it stands in two of them, in a flat list in one).
 */
function isBetter(next: Scored, best: Scored, measures: readonly Measure[]): boolean {
  if (next.structure.name === 'nested' && next.score.holds > best.score.holds) return true;
  const by = next.score.holds - next.score.fails - (best.score.holds - best.score.fails);
  return by === 0 && next.structure.name === 'codes' && best.structure.name === 'codes' ? borneOut(next.structure, best.structure, measures) > borneOut(best.structure, next.structure, measures) : by > 0;
}

interface Scored { readonly structure: Structure; readonly score: Score }

/** How many amounts of lines that only one of two ways to take the lines of a tree has bear it out: of the sums that hold so, and not otherwise. */
const borneOut = ({ relations }: Structure, other: Structure, measures: readonly Measure[]): number => relations.reduce((sum, relation) => {
  const otherwise = other.relations.find(({ whole }) => whole === relation.whole);
  const apart = otherwise === undefined ? [] : [...relation.parts.filter((p) => !otherwise.parts.includes(p)), ...otherwise.parts.filter((p) => !relation.parts.includes(p))];
  const shown = apart.length === 0 ? [] : measures.filter((m) => relation.termsOf(m)?.vote === 'holds' && otherwise?.termsOf(m)?.vote === 'fails');
  return sum + shown.reduce((n, m) => n + apart.filter(({ figures }) => (figures.get(m)?.fen ?? 0n) !== 0n).length, 0);
}, 0);

/** The structure that the figures satisfy best, the earlier one on a tie. */
export function choose(structures: readonly Structure[], measures: readonly Measure[]): { readonly structure: Structure; readonly score: Score } | undefined {
  const scored = structures.map((structure) => ({ structure, score: score(structure.relations, measures) })).filter(({ score: s }) => s.holds + s.fails > 0);
  return scored.reduce<(typeof scored)[number] | undefined>((best, next) => (best === undefined || isBetter(next, best, measures) ? next : best), undefined);
}

/** Items of lines that sum up in classes of their own, by the first three digits of economic codes. */
const PERSONNEL = new Set(['301', '303']);

/**
 * Parents by codes, wherever the lines stand: with lines without code left out, and where there are such, with them as parts
 * of the total. None where a parent is printed twice: there are several trees in one list.
 */
export function byCodes(rows: readonly Row[]): Structure[] {
  const tree = treeOf(rows.filter((r) => r.line.code !== '' && r.line.classification !== 'organisation'));
  if (tree === undefined) return [];
  const { tops } = tree;
  const children = [...tree.children].map(([whole, parts]) => new Relation('sum/children', whole, parts));
  const others = rows.filter((r) => r.line.code === '' && !isSum(r) && isFilled(r));
  const totals = (item: string, parts: readonly Row[]): Relation[] => rows.filter((r) => r.line.entry.item === item).map((whole) => new Relation('sum/total', whole, parts));
  const halves = [
    ...totals('personnel_total', tops.filter((t) => PERSONNEL.has(t.line.code.slice(0, 3)))),
    ...totals('public_operating_total', tops.filter((t) => !PERSONNEL.has(t.line.code.slice(0, 3)))),
  ];
  // An item whose class is not printed stands beside the classes, or its code is wrong: the figures tell.
  const highest = Math.min(...tops.map((t) => t.line.code.length));
  const known = tops.filter((t) => t.line.code.length === highest);
  return [tops, ...(others.length === 0 ? [] : [[...tops, ...others]]), ...(known.length === tops.length ? [] : [known])].map((parts): Structure => {
    const wholes = rows.filter((r) => isWhole(r.line) || ['income', 'expenditure'].includes(r.line.entry.item)).map((whole) => new Relation('sum/total', whole, ofOwnCodes(whole, parts)));
    return { name: 'codes', relations: [...children, ...wholes, ...halves].filter((r) => r.parts.length > 0 && r.parts.every((p) => p !== r.whole)) };
  });
}

/** Of 部门预算经济分类 beside 政府预算经济分类, which say the same money twice: the parts with codes of the list beside which the total stands. */
function ofOwnCodes(whole: Row, parts: readonly Row[]): readonly Row[] {
  const lists = (rows: readonly Row[]): Set<string> => new Set(rows.filter(({ line }) => line.code !== '').map(({ line }) => line.classification));
  const beside = lists(parts.filter(({ line }) => line.entry.block === whole.line.entry.block));
  const isBoth = ['economic', 'government_economic'].every((list) => lists(parts).has(list));
  return isBoth && beside.size === 1 ? parts.filter(({ line }) => beside.has(line.classification)) : parts;
}

/** Lines by the line whose code is the longest that theirs begins with. */
function treeOf(coded: readonly Row[]): { readonly tops: readonly Row[]; readonly children: ReadonlyMap<Row, readonly Row[]> } | undefined {
  const known = new Map<string, Row>();
  const twice = new Set<Row>();
  for (const [i, row] of coded.entries()) {
    const key = `${row.line.classification} ${row.line.code}`;
    const first = known.get(key);
    if (first === undefined) known.set(key, row);
    else if (!isPrintedAgain(row, coded[i - 1])) twice.add(first);
  }
  const children = new Map<Row, Row[]>();
  const tops: Row[] = [];
  for (const row of coded) {
    const parent = parentOf(row, known);
    const siblings = parent === undefined ? tops : children.get(parent);
    if (siblings !== undefined) siblings.push(row);
    else if (parent !== undefined) children.set(parent, [row]);
    if (parent !== undefined && twice.has(parent)) return undefined;
  }
  return { tops, children };
}

function parentOf({ line }: Row, known: ReadonlyMap<string, Row>): Row | undefined {
  for (let n = line.code.length - 1; n >= 3; n -= 1) {
    const parent = known.get(`${line.classification} ${line.code.slice(0, n)}`);
    if (parent !== undefined) return parent;
  }
  return undefined;
}

const isSum = (row: Row): boolean => isWhole(row.line) || ['income', 'expenditure', 'personnel_total', 'public_operating_total'].includes(row.line.entry.item);

/** Whether code and name of a line are one on the lists. */
const isSure = ({ line }: Row): boolean => line.code !== '' && line.classification !== 'organisation' && line.officialName !== '' && nameKey(line.officialName) === nameKey(line.entry.name);

/** Whether a line of which code and name are one on the lists does not belong below another such line, as its code says: 20805 below 201, where 208 prints nothing. */
export const isElsewhere = (row: Row, above: Row): boolean => isSure(row) && isSure(above) && !row.line.code.startsWith(above.line.code);

const isCoded = ({ line }: Row): boolean => line.code !== '' && line.classification !== 'organisation';

/** Parents before children in the order of the lines: units with their codes below them, headings with their projects. */
export function bySequence(rows: readonly Row[], byName: boolean): Structure {
  // A department's own office makes the line above it the department, whether or not it prints anything.
  const isOwnOffice = (row: Row, i: number): boolean => rows[i - 1] !== undefined && isDepartmentAbove((rows[i - 1] as Row).line, row.line);
  const ranked = rank(rows.filter((r, i) => !isSum(r) && (isFilled(r) || isCoded(r) || isOwnOffice(r, i))), byName);
  const levels = levelsOf(ranked);
  const stack: Ranked[] = [];
  const tops: Row[] = [];
  const children = new Map<Row, Row[]>();
  for (const one of ranked) {
    // What is carried over stands beside the lines of the year, and below none.
    const level = one.key.startsWith('plain') && CARRIED.has(one.row.line.entry.item) ? -1 : levels.get(one.key) as number;
    while (stack.length > 0 && ((levels.get((stack.at(-1) as Ranked).key) as number) >= level || isElsewhere(one.row, (stack.at(-1) as Ranked).row))) stack.pop();
    const parent = stack.at(-1);
    if (parent === undefined) tops.push(one.row);
    else addTo(children, parent.row, one.row);
    // A line with a code and no amounts is a part without an amount, and no heading.
    if (isFilled(one.row)) stack.push(one);
  }
  const relations = [...children].map(([whole, parts]) => new Relation('sum/children', whole, parts));
  for (const whole of rows.filter((r) => isWhole(r.line))) if (tops.length > 0) relations.push(new Relation('sum/total', whole, tops));
  const isUnit = ({ key, row }: Ranked): boolean => key === 'department' || (row.line.code !== '' && row.line.classification === 'organisation') || (isDepartment && key.startsWith('plain'));
  const isDepartment = ranked.some((r) => r.key === 'department');
  return { name: ranked.every(isUnit) ? 'units' : 'sequence', relations };
}

/**
 * Units as headings of the lines with codes that follow them, whatever else the list adds up: each is the sum of its units,
 * or of its lines. Lines without codes may be headings themselves.
 */
export function unitSums(rows: readonly Row[]): readonly Relation[] {
  const isUnit = ({ line }: Row): boolean => line.classification === 'organisation' && line.code !== '' && !isWhole(line);
  return rows.some(isUnit) ? bySequence(rows, false).relations.filter((r) => isUnit(r.whole) && r.parts.every((p) => p.line.code !== '')) : [];
}

/** Level of each kind of row: by first appearance, and shorter codes of a classification before longer ones. */
function levelsOf(ranked: readonly Ranked[]): Map<string, number> {
  const keys = [...new Set(ranked.map((r) => r.key))];
  const family = (key: string): string => (key.includes(':') ? (key.split(':')[0] as string) : key);
  const depth = (key: string): number => Number(key.split(':')[1] ?? 0);
  const placed = groupBy(keys, family);
  for (const list of placed.values()) list.sort((a, b) => depth(a) - depth(b));
  const order = keys.map((key) => (placed.get(family(key)) as string[]).shift() as string);
  return new Map(order.map((key, i) => [key, i]));
}

/** A listing: the total is the sum of all lines; none where a department stands above its units. */
export function flat(rows: readonly Row[]): Structure[] {
  if (rows.some((row, i) => isDepartmentAbove(row.line, rows[i + 1]?.line))) return [];
  const parts = rows.filter((r) => !isSum(r) && isFilled(r));
  return [{ name: 'flat', relations: rows.filter((r) => isWhole(r.line)).map((whole) => new Relation('sum/total', whole, parts)).filter((r) => r.parts.length > 0) }];
}
