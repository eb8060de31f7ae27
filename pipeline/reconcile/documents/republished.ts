/**
 * Documents of one publisher, year and stage that print the same tables: one document under two names, or a corrected one
 * beside the first. 说明 and 表 that are published apart share few figures and are no such pair.
 */
import { formatYuan } from '../../../schemas/amount-parse.js';
import { nameKey } from '../../../schemas/codes.js';
import { listed, type CellRef, type Evidence, type Finding } from '../../../schemas/finding.js';
import { groupBy } from '../../../schemas/groups.js';
import { Counter } from '../../normalise/observations.js';
import { meet, rangeOf } from '../intervals.js';
import { measureName } from '../tables/words.js';
import type { Ledger, LedgerCell, Told } from './ledger.js';
import type { Across } from './years.js';

const RULE = 'across/republished';
/** Figures in the same places from which two documents print the same tables, and their share of the smaller document's. */
const LEAST = 10;
const SHARE = 0.6;
const SHOWN = 8;

/** A place that both documents fill. */
interface Pair { readonly own: LedgerCell; readonly other: LedgerCell }

/**
 * Each document against the first one before it that prints the same tables: `info` where all figures agree, `warning` with
 * the cells where some don't.
 * @param files those of one publication, in input order
 */
export function compareRepublished(files: readonly Ledger[]): Across {
  const places = files.map(placesOf);
  return new Map(files.map((ledger, i) => {
    const counter = new Counter();
    const before = files.slice(0, i).flatMap((other, k) => {
      const pairs = pairsOf(places[i] ?? new Map(), places[k] ?? new Map());
      return pairs === undefined ? [] : [{ other, pairs }];
    })[0];
    if (before === undefined) return [ledger.documentId, { findings: [], checks: [] }];
    const differing = before.pairs.filter(({ own, other }) => !meet(rangeOf(amountOf(own)), rangeOf(amountOf(other))));
    counter.applies(RULE);
    counter.fails(RULE);
    return [ledger.documentId, { findings: [finding(ledger, before.other, before.pairs.length - differing.length, differing)], checks: counter.counts() }];
  }));
}

/** A total of one table that another document gives otherwise. */
export interface Contradiction { readonly statement: string; readonly cell: CellRef; readonly there: CellRef }

/**
 * Where two documents can't be parts of one publication: totals of tables of one kind that disagree. None where they print
 * the same tables, corrected or not: that is a second printing, which `across/republished` tells.
 */
export function contradictions(own: Ledger, other: Ledger): readonly Contradiction[] {
  const [here, there] = [placesOf(own), placesOf(other)];
  if (pairsOf(here, there) !== undefined) return [];
  return inBoth(here, there).filter(({ own: cell, other: match }) => cell.whole && !cell.unit && !meet(rangeOf(amountOf(cell)), rangeOf(amountOf(match))))
    .map((pair): Contradiction => ({ statement: statementOf(pair), cell: pair.own.ref, there: pair.other.ref }));
}

const statementOf = ({ own, other }: Pair): string => `${placeText(own)}：${own.published}${own.printed}，彼处${other.published}${other.printed}`;

const amountOf = ({ fen, step }: LedgerCell): { readonly fen: bigint; readonly step: bigint } => ({ fen: BigInt(fen), step: BigInt(step) });

type Places = ReadonlyMap<string, readonly LedgerCell[]>;

/** The figures of a document by their places: several where lines of a table, or the tables of two units in one file, say the same. */
const placesOf = ({ cells }: Ledger): Places =>
  groupBy(cells, (cell) => [cell.kind, cell.side, `${cell.measure}${cell.suffix}`, cell.fund, cell.classification, cell.code || cell.implied, cell.item || nameKey(cell.name)].join('|'));

/** The places that both fill with as many figures; of other numbers of figures in one place, which belong together is not known. */
const inBoth = (own: Places, other: Places): readonly Pair[] => [...own].flatMap(([place, cells]): readonly Pair[] => {
  const there = other.get(place) ?? [];
  return there.length === cells.length ? cells.map((cell, i) => ({ own: cell, other: there[i] as LedgerCell })) : [];
});

/** The same; undefined where they are too few for two printings of the same tables. */
function pairsOf(own: Places, other: Places): readonly Pair[] | undefined {
  const pairs = inBoth(own, other);
  const size = (places: Places): number => [...places.values()].flat().length;
  return pairs.length >= LEAST && pairs.length >= Math.min(size(own), size(other)) * SHARE ? pairs : undefined;
}

function finding(own: Ledger, other: Ledger, same: number, differing: readonly Pair[]): Finding {
  const statements = differing.map(statementOf);
  const fates = fatesOf(own.told, other.told);
  const list = listed(statements, SHOWN, '处');
  return {
    rule: RULE, ...(differing.length === 0 ? {} : { severity: 'warning' as const }), cause: 'published',
    params: { other: other.sourceFile, same: String(same), count: String(differing.length), list: list === '' ? '' : `：${list}`, ...toldIn(fates) },
    cells: differing.map(({ own: here }) => here.ref),
    evidence: differing.flatMap(({ own: here, other: there }, i): Evidence[] => [
      { statement: statements[i] ?? '', cells: [here.ref], published: formatYuan(BigInt(here.fen)), expected: formatYuan(BigInt(there.fen)), difference: formatYuan(BigInt(here.fen) - BigInt(there.fen)) },
      { statement: `${other.sourceFile}：${placeText(there)}${there.published}${there.printed}`, cells: [`${other.documentId}/${there.ref}`], published: formatYuan(BigInt(there.fen)) },
    ]).concat(fates.map(({ fate, told }) => ({ statement: `${FATES[fate].zh}：${told.rule} ${told.text}`, cells: [] }))),
  };
}

type Fate = 'gone' | 'remains' | 'new';
const FATES: Readonly<Record<Fate, { readonly zh: string; readonly en: string }>> = { gone: { zh: '已消除', en: 'gone' }, remains: { zh: '仍存在', en: 'still there' }, new: { zh: '新出现', en: 'new' } };

/** What became of the findings of the first printing in the later one, and which are new. */
function fatesOf(own: readonly Told[], other: readonly Told[]): { readonly fate: Fate; readonly told: Told }[] {
  const [here, there] = [own, other].map((list) => new Set(list.map((t) => t.key)));
  return [
    ...other.map((told) => ({ fate: here?.has(told.key) === true ? 'remains' as const : 'gone' as const, told })),
    ...own.filter((told) => there?.has(told.key) !== true).map((told) => ({ fate: 'new' as const, told })),
  ];
}

/** Their numbers, in words; nothing where neither printing has findings. */
function toldIn(fates: readonly { readonly fate: Fate }[]): { readonly told: string; readonly toldEn: string } {
  if (fates.length === 0) return { told: '', toldEn: '' };
  const counts = (Object.keys(FATES) as Fate[]).map((fate) => [FATES[fate], fates.filter((f) => f.fate === fate).length] as const);
  return { told: `；错误和警示${counts.map(([words, n]) => `${words.zh}${n}项`).join('、')}`, toldEn: `; errors and warnings: ${counts.map(([words, n]) => `${n} ${words.en}`).join(', ')}` };
}

const placeText = ({ title, code, implied, name, measure, suffix }: LedgerCell): string => `“${title}”${code || implied}${code || implied ? ' ' : ''}${name}${measure === 'total' && suffix === '' ? '' : `（${measureName(`${measure}${suffix}`)}）`}`;
