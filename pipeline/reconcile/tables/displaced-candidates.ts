/**
 * Ways to put displaced amounts back: runs of rows whose amounts another table prints at the same codes, all by the same
 * number of lines further up or down.
 */
import { groupBy } from '../../../schemas/groups.js';
import type { Measure } from '../../../schemas/table.js';
import type { Figure } from '../identity.js';
import { digitsOf } from '../localise/likeness.js';
import { isListing, codesOf } from './quantities.js';
import { isWhole, type FiguredTable, type List, type Row } from './rows.js';

/** Lines by which amounts may be displaced. */
const FARTHEST = 6;
/** Rows that only the displacement makes agree with the other table, with so many different amounts. */
const ROWS = 3;
/** Significant digits from which an amount is no chance. */
const DIGITS = 2;
/** Rows that only the displacement makes agree, from which something may speak against it. */
export const MANY = 8;
/** Rows that tell a displacement for each between them that speaks against it, as the other table may be wrong there. */
const AGAINST = 3;

/** Amounts of some rows put back. */
export interface Candidate {
  readonly table: FiguredTable;
  /** The table that prints the same codes. */
  readonly other: FiguredTable;
  /** How many lines below its own row an amount stands; negative: above. */
  readonly by: number;
  readonly rows: readonly Row[];
  readonly measures: readonly Measure[];
  /** What belongs in each cell: the figure that is printed in another row. */
  readonly values: ReadonlyMap<Figure, Figure>;
  /** Cells whose own amount is lost, because another stands in its place, or it was pushed out. */
  readonly lost: readonly Figure[];
  /** Of these, the ones with what the other table prints, or what sums ask for. */
  readonly copied: ReadonlySet<Figure>;
  /** Cells of these whose amount is what a sum leaves: that sum holds whatever else is put back. */
  readonly asked: ReadonlySet<Figure>;
  /** Cells beyond the rows that the other table tells, or of which it prints another amount. */
  readonly untold: ReadonlySet<Figure>;
  /** Rows that only the displacement makes agree with the other table. */
  readonly telling: number;
}

/** Rows of a list by their places, both included. */
type Range = readonly [from: number, to: number];

/** A column of a list against one of another table. */
interface Run {
  readonly measure: Measure;
  readonly other: FiguredTable;
  readonly by: number;
  /** Whether rows between speak against it: the other table, too, may be wrong. */
  readonly bridged: boolean;
  /** First and last row that only the displacement makes agree, by their places in the list; and as far as nothing speaks against it. */
  readonly core: Range;
  readonly reach: Range;
  /** Rows that only the displacement makes agree. */
  readonly telling: number;
  /** What the other table prints at the codes of the rows. */
  readonly wanted: readonly (Figure | undefined)[];
}

/**
 * Ways to put amounts back, those that most rows tell first.
 * @param failing columns in which sums fail
 * @param doubted figures that sums of their own tables contradict: they tell nothing of another table
 */
export function candidatesOf(table: FiguredTable, failing: ReadonlySet<Measure>, others: readonly FiguredTable[], doubted: ReadonlySet<Figure>): Candidate[] {
  const comparable = others.filter((other) => !isListing(codesOf(other.lists)));
  return table.lists.flatMap((list) => {
    const pairs = comparable.map((other) => ({ other, rows: rowsAt(list, other) })).filter(({ rows }) => rows.filter((r) => r !== undefined).length >= ROWS);
    const runs = list.measures.filter((m) => failing.has(m)).flatMap((measure) => bestRuns(list, measure, pairs, doubted));
    const sets = [...groupBy(runs, groupOf).values()].flatMap((together) => {
      return [together, ...(together.length > 1 ? together.map((run) => [run]) : [])];
    });
    return sets.toSorted((a, b) => tellingOf(b) - tellingOf(a)).flatMap((set) => {
      const own = set.map((r) => r.measure);
      const [reach, core] = [joined(set.map((r) => r.reach)), joined(set.map((r) => r.core))];
      const ranges = reach.join() === core.join() ? [reach] : [reach, core];
      const columns = own.length < list.measures.length ? [own, [...own, ...list.measures.filter((m) => !own.includes(m))]] : [own];
      return ranges.flatMap((range) => columns.map((measures) => undone(table, list, set, measures, range)));
    }).filter(({ values }) => values.size > 0);
  });
}

/** Runs that may be one: of one distance, of columns beside each other. */
const groupOf = ({ by, bridged }: Pick<Run, 'by' | 'bridged'>): string => `${by} ${bridged}`;

const tellingOf = (runs: readonly Run[]): number => runs.reduce((sum, r) => sum + r.telling, 0);

/** By each number of lines, the runs of a column that most rows tell. */
function bestRuns(list: List, measure: Measure, pairs: readonly { readonly other: FiguredTable; readonly rows: readonly (Row | undefined)[] }[], doubted: ReadonlySet<Figure>): Run[] {
  const best = new Map<string, Run>();
  const own = list.rows.map((row) => row.figures.get(measure));
  const columns = pairs.flatMap(({ other, rows }) => [measure, ...new Set(other.lists.flatMap((l) => l.measures).filter((m) => m !== measure))].map((of) => ({
    other, wanted: rows.map((row) => row?.figures.get(of)).map((figure) => (figure !== undefined && doubted.has(figure) ? undefined : figure)),
  })));
  for (const { other, wanted } of columns) {
    const isAsPrinted = (i: number): boolean => columns.some((c) => c.wanted !== wanted && c.wanted[i] !== undefined && c.wanted[i].fen === own[i]?.fen);
    for (const run of runsOf(own, wanted, isAsPrinted)) {
      if (run.telling > (best.get(groupOf(run))?.telling ?? 0)) best.set(groupOf(run), { ...run, measure, other, wanted });
    }
  }
  return [...best.values()];
}

/** The rows of another table at the codes of a list's rows, and at its total; none where either has several. */
function rowsAt(list: List, other: FiguredTable): (Row | undefined)[] {
  const [own, codes] = [codesOf([list]), codesOf(other.lists)];
  const wholes = other.lists.flatMap((l) => l.rows).filter((r) => isWhole(r.line));
  return list.rows.map((row) => {
    const code = row.line.code || row.line.impliedCode;
    const rows = code === '' ? (isWhole(row.line) ? wholes : []) : own.get(code)?.length === 1 ? codes.get(code) ?? [] : [];
    return rows.length === 1 ? rows[0] : undefined;
  });
}

/**
 * The run with most telling rows at each distance, and all of them where little speaks against it: their wanted amounts are
 * printed so many rows further.
 * @param isAsPrinted whether another column prints at a row's code what the row prints: where half of a run's rows are as another says, the wanted ones have moved
 */
function runsOf(own: readonly (Figure | undefined)[], wanted: readonly (Figure | undefined)[], isAsPrinted: (i: number) => boolean): Pick<Run, 'by' | 'bridged' | 'core' | 'reach' | 'telling'>[] {
  const differing = wanted.filter((want, i) => want !== undefined && want.fen !== own[i]?.fen).length;
  if (differing < ROWS) return [];
  return Array.from({ length: 2 * FARTHEST }, (_, i) => (i < FARTHEST ? i + 1 : FARTHEST - i - 1)).flatMap((by) => {
    const isPossible = (i: number): boolean => own[i] !== undefined && own[i + by] !== undefined && (wanted[i] === undefined || wanted[i].fen === own[i + by]?.fen);
    const tells = (i: number): boolean => isPossible(i) && wanted[i] !== undefined && wanted[i].fen !== own[i]?.fen && digitsOf(wanted[i].fen) >= DIGITS;
    const stretches: number[][] = [[]];
    for (const i of wanted.keys()) {
      if (isPossible(i)) stretches.at(-1)?.push(i);
      else stretches.push([]);
    }
    const runs = stretches.map((stretch) => ({ stretch, rows: stretch.filter(tells) })).filter(({ rows }) => new Set(rows.map((i) => wanted[i]?.fen)).size >= ROWS && rows.filter(isAsPrinted).length * 2 < rows.length);
    const told = runs.toSorted((a, b) => b.rows.length - a.rows.length).slice(0, 1).map(({ stretch, rows }) => ({ by, bridged: false, core: endsOf(rows), reach: endsOf(stretch), telling: rows.length }));
    const all = [...wanted.keys()].filter(tells);
    const [first, last] = endsOf(all);
    const against = wanted.filter((want, i) => i > first && i < last && want !== undefined && !isPossible(i)).length;
    if (told.length === 0 || against === 0 || all.length < MANY || against * AGAINST > all.length) return told;
    const reach = joined(stretches.filter((s) => s.includes(first) || s.includes(last)).map(endsOf));
    return [...told, { by, bridged: true, core: [first, last] as const, reach, telling: all.length }];
  });
}

const endsOf = (rows: readonly number[]): Range => [rows[0] ?? 0, rows.at(-1) ?? 0];
const joined = (ranges: readonly Range[]): Range => [Math.min(...ranges.map(([from]) => from)), Math.max(...ranges.map(([, to]) => to))];

/** What belongs in the cells of displaced columns: of those of the runs, or of others, too, that are displaced with them. */
function undone(table: FiguredTable, list: List, runs: readonly Run[], measures: readonly Measure[], [from, to]: Range): Candidate {
  const { by, other } = runs.reduce((a, b) => (b.telling > a.telling ? b : a));
  const values = new Map<Figure, Figure>();
  const copied = new Set<Figure>();
  const untold = new Set<Figure>();
  const [first, last] = joined(runs.map((r) => r.core));
  const lost: Figure[] = [];
  for (const measure of measures) {
    const wanted = runs.find((r) => r.measure === measure)?.wanted ?? [];
    const at = (i: number): Figure | undefined => list.rows[i]?.figures.get(measure);
    const put = (i: number, source: Figure | undefined): boolean => {
      const figure = at(i);
      if (figure === undefined || source === undefined || (figure.fen === source.fen && figure.state === source.state)) return false;
      values.set(figure, source);
      return figure.fen !== source.fen;
    };
    for (let i = from; i <= to; i += 1) {
      const figure = at(i);
      put(i, at(i + by));
      if (figure !== undefined && (i < first || i > last || (wanted[i]?.fen ?? at(i + by)?.fen) !== at(i + by)?.fen)) untold.add(figure);
    }
    for (let i = from + by; i <= to + by; i += 1) {
      const figure = i < from || i > to ? at(i) : undefined;
      if (figure !== undefined) lost.push(figure);
      if (figure !== undefined && put(i, wanted[i])) copied.add(figure);
    }
  }
  const moved = new Set([...values.keys()].map((f) => f.line));
  return { table, other, by, measures, values, lost, copied, asked: new Set(), untold, telling: Math.max(...runs.map((r) => r.telling)), rows: list.rows.filter((r) => moved.has(r.line)) };
}
