/**
 * Displaced rows (错行): the amounts of a table, or of a run of its rows, stand some lines too high or too low against their
 * codes and names. Another table that prints the same codes shows by how many; the table's own sums, which fail as
 * printed and hold with the amounts put back, bear it out. One error, whatever the number of identities that it breaks.
 */
import { formatYuan } from '../../../schemas/amount-parse.js';
import { listed, type CellRef, type Finding, type Proposal } from '../../../schemas/finding.js';
import { addTo, groupBy } from '../../../schemas/groups.js';
import type { Measure } from '../../../schemas/table.js';
import { judge, judgeParts, residual, slack, subject, type Figure, type Identity } from '../identity.js';
import { abs } from '../intervals.js';
import { digitsOf } from '../localise/likeness.js';
import { evidenceOf, located } from './findings.js';
import { nameOf } from './links.js';
import { isListing, codesOf } from './quantities.js';
import { amountsOf, isWhole, type FiguredTable, type List, type Row } from './rows.js';
import { lineTitle, measureName } from './words.js';

/** Lines by which amounts may be displaced. */
const FARTHEST = 6;
/** Rows that only the displacement makes agree with the other table, with so many different amounts. */
const ROWS = 3;
/** Significant digits from which an amount is no chance. */
const DIGITS = 2;
/** Sums of a table that fail, and hold with the amounts put back. */
const SUMS = 2;
/** The same, where the displacement is proven. */
const PROVEN = 3;
/** Rows that only the displacement makes agree, from which other errors of the table may stand beside it; and failing sums of the table for each identity that they leave failing: fewer, the more rows tell. */
const MANY = 8, FEWER = 4;
/** Rows that tell a displacement for each between them that speaks against it, as the other table may be wrong there. */
const AGAINST = 3;
/** Ways to put a table's amounts back that are tried. */
const TRIED = 6;
/** The same, of all tables of a document: each makes all identities anew. */
const TRIED_IN_ALL = 12;

/** Amounts of some rows put back. */
export interface Displaced {
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
  /** Failing identities that hold with the amounts put back. */
  readonly identities: readonly Identity[];
  /** Whether all identities of the amounts hold with them put back: else other errors stand beside the displacement. */
  readonly isAll: boolean;
}

type Candidate = Omit<Displaced, 'identities' | 'isAll'>;

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
 * Displaced rows of the tables, and the tables with the amounts put back.
 * @param equalities those of all tables as printed
 * @param remade all identities of other tables
 * @param isSettled whether a reviewer has settled anything of a table
 */
export function putBack(tables: readonly FiguredTable[], equalities: readonly Identity[], remade: (tables: readonly FiguredTable[]) => readonly Identity[], isSettled: (tableId: string) => boolean): { readonly tables: readonly FiguredTable[]; readonly displaced: readonly Displaced[] } {
  let current = tables;
  let left = TRIED_IN_ALL;
  const failing = equalities.filter((i) => judge(i) === 'fails');
  const holding = equalities.filter((i) => judge(i) === 'holds');
  const doubted = new Set(failing.filter((i) => i.rule === 'sum/row' || tables.some((t) => isOwnSum(i, t))).flatMap((i) => i.terms.map((t) => t.figure)));
  const displaced: Displaced[] = [];
  for (const table of tables) {
    const own = failing.filter((i) => isOwnSum(i, table));
    if (own.length < SUMS || isSettled(table.table.tableId)) continue;
    const asked = (candidate: Candidate): Identity[] => unsatisfied(candidate, remade(current.map((t) => (t === table ? withFigures(t, candidate.values) : t))));
    let best: Told | undefined;
    for (const candidate of candidatesOf(table, new Set(own.map((i) => subject(i).measure)), tables.filter((t) => t !== table), doubted).slice(0, Math.min(TRIED, left))) {
      left -= 1;
      const told = toldBy(candidate, asked, failing, holding);
      if (told !== undefined && (best === undefined || told.open < best.open)) best = told;
      if (best?.open === 0) break;
    }
    if (best === undefined) continue;
    const { displaced: one } = best;
    current = current.map((t) => (t === table ? withFigures(t, one.values) : t));
    displaced.push(one);
  }
  return { tables: current, displaced };
}

/** A way to put amounts back that the sums of the table bear out, and how many identities it leaves failing or breaks. */
interface Told { readonly displaced: Displaced; readonly open: number }

/**
 * @param asked identities that fail with the amounts of a candidate put back
 * @param holding equalities that hold as printed: one that the amounts put back break speaks against them, whether or not it is made anew
 */
function toldBy(given: Candidate, asked: (candidate: Candidate) => readonly Identity[], failing: readonly Identity[], holding: readonly Identity[]): Told | undefined {
  const candidate = withoutBreaking(given, holding);
  const first = asked(candidate);
  const whole = first.length === 0 ? candidate : completed(candidate, first) ?? candidate;
  const open = whole === candidate ? first : asked(whole);
  const remaining = new Set(open.map(keyOf));
  const left = open.length + brokenBy(whole, holding).filter((i) => !remaining.has(keyOf(i))).length;
  const identities = failing.filter((i) => holdsOf(i, whole) && !remaining.has(keyOf(i)));
  const sums = identities.filter((i) => bearsOut(i, whole)).length;
  const isTold = left === 0 ? sums >= SUMS : whole.telling >= MANY && left * FEWER * MANY <= sums * whole.telling;
  return isTold ? { displaced: { ...whole, identities, isAll: left === 0 }, open: left } : undefined;
}

/** The identities that hold as printed and don't with the amounts put back. */
function brokenBy({ values }: Pick<Candidate, 'values'>, holding: readonly Identity[]): Identity[] {
  const put = new Map([...values].map(([figure, source]) => [figure.ref, source.fen - figure.fen] as const));
  return holding.filter((identity) => {
    const by = identity.terms.reduce((sum, { figure, sign }) => sum + sign * (put.get(figure.ref) ?? 0n), 0n);
    return by !== 0n && abs(residual(identity) + by) * 2n > slack(identity);
  });
}

/** Without the rows beyond those that the other table tells, and the amounts that only it prints and that change a sum alone, where they break an identity. */
function withoutBreaking(candidate: Candidate, holding: readonly Identity[]): Candidate {
  const { values, untold, copied } = candidate;
  const put = new Map([...values.keys()].map((figure) => [figure.ref, figure] as const));
  const dropped = new Set(brokenBy(candidate, holding).flatMap(({ terms }) => {
    const changed = terms.flatMap((t) => put.get(t.figure.ref) ?? []);
    return changed.filter((figure) => untold.has(figure) || (changed.length === 1 && copied.has(figure)));
  }));
  const lines = new Set([...dropped].filter((figure) => untold.has(figure)).map(({ line }) => line));
  return dropped.size === 0 ? candidate : { ...candidate, values: new Map([...values].filter(([figure]) => !dropped.has(figure) && !(untold.has(figure) && lines.has(figure.line)))) };
}

/** An identity made anew of other figures is known by its words. */
const keyOf = (identity: Identity): string => `${identity.rule} ${identity.zh}`;

/** Whether an identity adds up several lines of the table. */
const isOwnSum = (identity: Identity, { table }: FiguredTable): boolean => /^sum\/(?:children|total|lines)$/u.test(identity.rule) && subject(identity).table === table;

/** Whether a sum of the table holds by the amounts that are put back, and not by one that it asks for. */
const bearsOut = (identity: Identity, { table, asked }: Pick<Candidate, 'table' | 'asked'>): boolean => isOwnSum(identity, table) && !identity.terms.some(({ figure }) => asked.has(figure));

/** Whether an identity holds a figure that changes, or whose amount is lost. */
const holdsOf = (identity: Identity, { values, lost }: Candidate): boolean => identity.terms.some(({ figure }) => [...values.keys(), ...lost].some((f) => f.ref === figure.ref));

/** Identities that fail with the amounts put back. */
const unsatisfied = (candidate: Candidate, now: readonly Identity[]): Identity[] => now.filter((i) => judge(i) === 'fails' && holdsOf(i, candidate));

/** With what the sums ask of each lost amount, where they ask for one only: the other table may have another total. */
function completed(candidate: Candidate, open: readonly Identity[]): Candidate | undefined {
  const lost = new Map(candidate.lost.map((f) => [f.ref, f]));
  const asked = new Map<Figure, bigint>();
  for (const identity of open) {
    const [term, more] = identity.terms.filter((t) => lost.has(t.figure.ref));
    if (term === undefined || more !== undefined || identity.relation !== '=') continue;
    const figure = lost.get(term.figure.ref) as Figure;
    const fen = term.figure.fen - term.sign * residual(identity);
    if (fen < 0n || (asked.get(figure) ?? fen) !== fen) return undefined;
    asked.set(figure, fen);
  }
  if (asked.size === 0) return undefined;
  const values = [...asked].map(([figure, fen]) => [figure, { ...figure, state: 'amount' as const, fen }] as const);
  return { ...candidate, values: new Map([...candidate.values, ...values]), copied: new Set([...candidate.copied, ...asked.keys()]), asked: new Set(asked.keys()) };
}

/**
 * Ways to put amounts back, those that most rows tell first.
 * @param failing columns in which sums fail
 * @param doubted figures that sums of their own tables contradict: they tell nothing of another table
 */
function candidatesOf(table: FiguredTable, failing: ReadonlySet<Measure>, others: readonly FiguredTable[], doubted: ReadonlySet<Figure>): Candidate[] {
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

/** The table with the amounts of other figures in some of its cells. */
export function withFigures(table: FiguredTable, values: ReadonlyMap<Figure, Figure>): FiguredTable {
  const lists = table.lists.map((list) => ({
    ...list, rows: list.rows.map((row) => ({ ...row, figures: new Map([...row.figures].map(([measure, figure]) => {
      const source = values.get(figure);
      return [measure, source === undefined ? figure : { ...figure, state: source.state, fen: source.fen, step: source.step }] as const;
    })) })),
  }));
  return { ...table, lists };
}

const SHOWN = 8;

/** One error for each run of displaced rows. */
export const displacedFindings = (displaced: readonly Displaced[]): Finding[] => displaced.map(({ table, other, by, rows, measures, values, identities }) => {
  const [figure, source] = [...values].find(([f, s]) => f.fen !== s.fen) as [Figure, Figure];
  const evidence = identities.map(evidenceOf);
  const lines = Math.abs(by);
  return {
    rule: 'sum/displaced', ...located(figure), published: formatYuan(figure.fen), expected: formatYuan(source.fen), difference: formatYuan(figure.fen - source.fen),
    cause: figure.table.grid.source === 'ocr' ? 'undecided' : 'published',
    params: {
      title: table.table.title || table.table.tableId, other: other.table.title || nameOf(other), measure: measures.map(measureName).join('、'), count: String(rows.length), by: String(lines),
      first: lineTitle((rows[0] as Row).line), last: lineTitle((rows.at(-1) as Row).line), direction: by < 0 ? '高' : '低', directionEn: by < 0 ? 'high' : 'low', list: listed(evidence.map((e) => e.statement), SHOWN),
    },
    cells: [...new Set([...[...values.keys()].map((f) => f.ref), ...identities.flatMap((i) => i.terms.map((t) => t.figure.ref))])], evidence,
  };
});

/**
 * The amounts put back: certain among the rows that the other table tells, where enough sums bear the displacement out, the
 * amount stands in one of them, no other error stands beside it, and no table prints another amount under the same code and
 * measure. An amount that is lost is known from the other table alone.
 */
export const displacedProposals = (displaced: readonly Displaced[], tables: readonly FiguredTable[]): Proposal[] => displaced.flatMap((one) => {
  const { table, values, copied, untold, identities, isAll } = one;
  const isContradicted = contradictedBy(tables.filter((other) => other.table.tableId !== table.table.tableId));
  const cells: CellRef[] = [...values.keys()].map((f) => f.ref);
  const sums = identities.filter((i) => bearsOut(i, one)).length;
  const statements = identities.map((i) => i.zh);
  const doubted = new Set(identities.filter((i) => isOwnSum(i, table)).flatMap((i) => i.terms.map((t) => t.figure)));
  return [...values].flatMap(([figure, source]): Proposal[] => (figure.fen === source.fen ? [] : [{
    tableId: figure.table.tableId, row: figure.line.entry.row, field: figure.measure, published: figure.state === 'blank' ? '' : formatYuan(figure.fen), proposed: formatYuan(source.fen),
    operation: 'shift_rows', certainty: isAll && sums >= PROVEN && doubted.has(figure) && !copied.has(figure) && !untold.has(figure) && !isContradicted(figure, source) ? 'certain' : 'possible', cost: 1, alternatives: [],
    proof: { violated: statements, satisfied: statements, runner_up: 2 }, cells,
  }]));
});

/** Whether one of the tables prints another amount under a figure's code and measure than the one that is put there. */
function contradictedBy(tables: readonly FiguredTable[]): (figure: Figure, source: Figure) => boolean {
  const keyOf = ({ line, measure }: Figure): string => `${line.classification} ${line.code} ${measure}`;
  const printed = new Map<string, Figure[]>();
  for (const figure of tables.flatMap(({ lists }) => lists.flatMap(({ rows }) => rows.flatMap(amountsOf)))) if (figure.line.code !== '') addTo(printed, keyOf(figure), figure);
  return (figure, source) => (printed.get(keyOf(figure)) ?? []).some((other) => judgeParts(other, [source]) === 'fails');
}
