/**
 * Lists of named lines (收支总表 and its like): 本年收入合计 and 总计, numbered lines and the lines below them.
 */
import { addTo } from '../../../schemas/groups.js';
import { flat } from '../../../extractors/tables/vocabulary.js';
import { looksLikeOrganisation } from '../../normalise/code-reading.js';
import type { Row } from './rows.js';
import { isWhole } from './rows.js';
import { numberingLevel, rank, type Ranked } from './ranks.js';
import { Relation } from './relations.js';
import type { Structure } from './structures.js';

/** What is carried over, beside the lines of the year. */
export const CARRIED = new Set(['opening_carryover', 'closing_carryover', 'non_fiscal_surplus', 'surplus_distribution']);
/** All that comes in or is spent in the year. */
export const CURRENT = new Set(['income', 'expenditure']);
/** Lines that cut the same expenditure another way (基本支出, 项目支出 below the classes). */
const OTHER_CUT = new Set(['basic', 'project', 'personnel', 'public_operating']);

/** The sum of such a cut (基本支出合计) behind its lines. */
const SUM = /(?:合计|小计|总计)$/u;

interface Options {
  /** Lines below an unnumbered 年初结转和结余 are its parts. */
  readonly carriedHasParts: boolean;
  /** Unnumbered lines of unknown meaning are left out of the totals. */
  readonly knownOnly: boolean;
  /** Every line is one of the total's. */
  readonly flat: boolean;
}

/** All readings of a list of named lines, the plainest first; an option is asked where the list has lines that it speaks of. */
export function summaries(rows: readonly Row[]): Structure[] {
  const ranked = rank(rows);
  const isPlain = ({ key }: Ranked): boolean => key.startsWith('plain');
  // Numbers of several levels (一、 and （一）) are no lines of one total.
  const numbered = new Set(ranked.map(({ row }) => numberingLevel(row.line)).filter((level) => level >= 0));
  const flats = new Set(ranked.map((r) => r.key)).size > 1 && numbered.size < 2 ? [false, true] : [false];
  const known = ranked.some((r) => isPlain(r) && r.row.line.entry.item === '') ? [false, true] : [false];
  const carried = ranked.some((r) => isPlain(r) && CARRIED.has(r.row.line.entry.item)) ? [true, false] : [true];
  return flats.flatMap((isFlat) => known.flatMap((knownOnly) => carried.map((carriedHasParts) => ({ ...summary(ranked, { flat: isFlat, knownOnly, carriedHasParts }), official: isOfficial(ranked) }))));
}

/** Whether every line is told by an official name of its own, but for totals and a unit above all of them. */
function isOfficial(ranked: readonly Ranked[]): boolean {
  const lines = ranked.filter(({ row }, i) => !isWhole(row.line) && !(i === 0 && looksLikeOrganisation(row.line.entry.name)));
  return lines.length > 0 && lines.every(({ code }) => code !== '') && new Set(lines.map(({ code }) => code)).size === lines.length;
}

function summary(ranked: readonly Ranked[], options: Options): Structure {
  const relations: Relation[] = [];
  const levels = new Map<string, number>();
  const subtotal = onlySubtotal(ranked);
  const isCurrent = (row: Row, key: string): boolean => row === subtotal || (CURRENT.has(row.line.entry.item) && key.startsWith('plain'));
  for (const { row, key } of ranked) if (row !== subtotal && !isBoundary(row, key) && !levels.has(key)) levels.set(key, options.flat ? 0 : levels.size);
  const children = new Map<Row, Row[]>();
  const stack: { readonly row: Row; readonly level: number }[] = [];
  /** Top lines since the last total; the current year's total where it has been passed. */
  let tops: Row[] = [];
  let memoKey = '';
  let before: Row | undefined;
  const pending: Row[] = [];
  const codes = new Map<Row | undefined, string>([[undefined, ''], ...ranked.map(({ row, code }): [Row, string] => [row, code])]);
  const close = (whole: Row): void => {
    if (tops.length > 0) relations.push(new Relation('sum/lines', whole, tops));
    else pending.push(whole);
    stack.length = 0;
  };
  const start = new Map<Row, number>();
  /** Unknown lines, and the lines that they may be parts of. */
  const doubtful = new Set<Row>();
  const all: Row[] = [];
  for (const { row, key, memo } of ranked) {
    const { line } = row;
    if (isWhole(line)) {
      if (tops.length === 0) start.set(row, all.length);
      close(row);
      tops = [];
      continue;
    }
    if (isCurrent(row, key)) {
      close(row);
      tops = [row];
      all.length = 0;
      all.push(row);
      continue;
    }
    if (memo || (memoKey !== '' && key === memoKey)) {
      const level = levels.get(key) ?? 0;
      const parent = memo ? (stack.findLast((s) => s.level < level || s.row === before)?.row ?? before) : undefined;
      if (memo && parent !== undefined) relations.push(new Relation('sum/part', parent, [row], '≤'));
      memoKey = key.startsWith('plain') ? '' : key;
      continue;
    }
    memoKey = '';
    if (key.startsWith('plain') && OTHER_CUT.has(line.entry.item) && SUM.test(flat(line.entry.name)) && codes.get(before) !== '') {
      // behind classes of 经济分类 it is their sum; behind those of 功能分类, of no line above it
      if (tops.length > 0 && tops.every((top) => codes.get(top)?.startsWith('3') === true)) {
        close(row);
        tops = [];
      }
      before = row;
      continue;
    }
    if (isUnknown({ row, key, memo, code: '' })) for (const r of [row, ...stack.map((s) => s.row)]) doubtful.add(r);
    const carried = CARRIED.has(line.entry.item) && key.startsWith('plain');
    const level = carried ? -1 : (levels.get(key) ?? 0);
    while (stack.length > 0 && (stack.at(-1) as { level: number }).level >= level) stack.pop();
    const parent = stack.at(-1)?.row;
    if (parent === undefined) {
      const unknown = key.startsWith('plain') && line.entry.item === '';
      const otherCut = OTHER_CUT.has(line.entry.item) && ranked.some((r) => r.code.startsWith('2'));
      if (!(options.knownOnly && unknown) && !otherCut) {
        tops.push(row);
        all.push(row);
      }
    } else addTo(children, parent, row);
    if (!carried || options.carriedHasParts) stack.push({ row, level });
    before = row;
  }
  // A total above its lines.
  for (const whole of pending) {
    const parts = all.slice(start.get(whole) ?? 0).filter((r) => r !== whole);
    if (parts.length > 0) relations.push(new Relation('sum/lines', whole, parts));
  }
  for (const [whole, parts] of children) relations.push(new Relation('sum/lines', whole, parts));
  return { name: 'summary', relations: relations.map((r) => (doubtful.has(r.whole) || r.parts.some((p) => doubtful.has(p)) ? new Relation(r.rule, r.whole, r.parts, r.relation, true) : r)) };
}

/** The one 小计 of a list, as some places call 本年收入合计 and 本年支出合计; undefined where several groups have one each, or a total of another name stands there. */
function onlySubtotal(ranked: readonly Ranked[]): Row | undefined {
  const [first, more] = ranked.filter(({ row, key }) => key.startsWith('plain') && flat(row.line.entry.name) === '小计');
  return more === undefined && !ranked.some(({ row }) => CURRENT.has(row.line.entry.item)) ? first?.row : undefined;
}

/** A line with figures whose numbering, code and words say nothing. */
const isUnknown = ({ row, key }: Ranked): boolean => key.startsWith('plain') && row.line.entry.item === '' && [...row.figures.values()].some((f) => f.fen !== 0n);

const isBoundary = (row: Row, key: string): boolean => isWhole(row.line) || (key.startsWith('plain') && (CURRENT.has(row.line.entry.item) || CARRIED.has(row.line.entry.item)));
