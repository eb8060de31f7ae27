/**
 * Identities down the rows of a table: totals, parents and children, named lines, the two sides. The structure of each
 * list is the one that its figures satisfy best; where none fits, nothing is called wrong.
 */
import { nameKey } from '../../../schemas/codes.js';
import type { Measure } from '../../../schemas/table.js';
import { looksLikeOrganisation } from '../../normalise/code-reading.js';
import { numberOf } from '../../../schemas/numbering.js';
import { atMost, equal, type Figure, type Identities, type Identity, type Sentence, type Uncheckable } from '../identity.js';
import { emptyListing, emptyTotal, isOfYear } from './empty-sums.js';
import { budgetOfDocument, byNesting, type Budget, type Nesting } from './nesting.js';
import { isDepartmentAbove, numberingLevel } from './ranks.js';
import { failByOne, isNotBrokenDown, Relation, score, type Score, type Terms } from './relations.js';
import { hasAmount, isFilled, isLike, isPrintedAgain, isWhole, type FiguredTable, type List, type Row } from './rows.js';
import { byCodes, bySequence, choose, flat, isElsewhere, unitSums, type Structure } from './structures.js';
import { CURRENT, summaries } from './summary.js';
import { sectionsOf, threePublic } from './three-public.js';
import { isMoney, lineName, measureName, namesMoney } from './words.js';

/** Share of satisfied instances from which a structure is taken for the list's own. */
const SHARE = 0.9;
/** The same for a tree of codes, which means what it says, and for lists of so few instances that a share says little. */
const CODED_SHARE = 0.4;
const FEW = 5;
/** Sums of a column that say little of its nature. */
const LITTLE = 2;
/** Failing parents from which a table is taken to print only some of the children, if they are a third of all. */
const SEVERAL = 4;
/** Sums of units that must hold before others of the list are called wrong. */
const LEAST_UNITS = 2;
/** Printed parts of one sum that holds, from which a list of named lines means what it says, whatever most of its sums say. */
const SURE = 4;
const SUBTOTAL = '小计';
/** Share of lines with codes that may be printed twice without making the list a listing. */
const TWICE = 0.1;
/** Parts shown in a sentence. */
const SHOWN = 12;

/**
 * Identities down the rows of one table.
 * @param budget what listings without codes may cost, over all tables of a document
 * @param nothings blanks and dashes that are nothing, and not merely not printed
 */
export function rowsIdentities(table: FiguredTable, budget: Budget = budgetOfDocument(), nothings: ReadonlySet<Figure> = new Set()): Identities {
  const lists = table.table.kind === 'three_public' ? table.lists.flatMap(sectionsOf) : table.lists;
  const results = lists.map((list) => listIdentities(table, list, budget, nothings));
  const sides = sideIdentities(table);
  const empty = table.lists.flatMap((list) => emptyListing(table, list) ?? []).map((listing): Uncheckable => ({ rule: 'sum/lines', reason: 'parts not printed', listing }));
  return { identities: [...results.flatMap((r) => r.identities), ...sides.identities], uncheckable: [...results.flatMap((r) => r.uncheckable), ...sides.uncheckable, ...empty] };
}

function listIdentities(table: FiguredTable, list: List, budget: Budget, nothings: ReadonlySet<Figure>): Identities {
  const none = { identities: [], uncheckable: [] };
  const rows = list.rows;
  const measures = list.measures.filter((m) => rows.some((r) => r.figures.get(m)?.state === 'amount'));
  if (measures.length === 0 || rows.filter(isFilled).length < 2) return none;
  let found: Nesting | undefined;
  const nesting = (): Nesting => (found ??= ofOwnLevels(byNesting(rows, measures, budget), rows, isNamed(table, rows)));
  const chosen: (NonNullable<ReturnType<typeof choose>> & { readonly accepted: boolean })[] = [];
  for (const group of structuresOf(table, rows, nesting)) {
    const one = choose(group(), measures);
    if (one === undefined) continue;
    const accepted = isAccepted(one.structure, one.score, measures, isTree(table, rows)) && !one.structure.relations.some(contradictsCodes);
    chosen.push({ ...one, accepted });
    if (accepted && one.score.holds >= one.score.fails) break;
  }
  const accepted = chosen.filter((c) => c.accepted);
  // A later structure that all figures satisfy beats an earlier one that most contradict, if it holds as many of them.
  const best = accepted.find((c) => c.score.holds >= c.score.fails || !accepted.some((o) => o.score.fails === 0 && o.score.holds > 1 && o.score.holds >= c.score.holds + c.score.fails)) ?? chosen[0];
  if (best === undefined) return none;
  const { structure, score: total } = best;
  if (!best.accepted) return { identities: shownTotals(chosen, measures), uncheckable: [{ rule: structure.relations[0]?.rule ?? 'sum/total', reason: 'structure unclear', ...unlisted(rows, structure.relations, measures, nesting) }] };
  const uncheckable: Uncheckable[] = [...unexplained(table, rows, structure, nesting)];
  const identities: Identity[] = [];
  const trusted = isTrusted(structure, total);
  const partial = isPartial(structure, measures);
  // What a kind names among its own columns is money, whoever wrote the kind.
  const isKnown = (m: string): boolean => isMoney(m) || table.spec?.columns.some((column) => column.measure === m) === true;
  const like = new Set(measures.filter((m) => !isKnown(m) && isLike(rows, m, measures.filter(isKnown))));
  const unknown = new Set(measures.filter((m) => !isKnown(m) && isForeign(score(structure.relations, [m]), m) && !failByOne(structure.relations, m) && !like.has(m)));
  if (unknown.size > 0) uncheckable.push({ rule: 'sum/total', reason: 'column not additive', count: unknown.size });
  const additive = measures.filter((m) => !unknown.has(m));
  for (const relation of structure.relations) {
    const own = score([relation], additive);
    if (own.fails > own.holds && !isShown(relation, additive) && !isSlipped(relation, additive) && ((!trusted && !isOfCodes(relation)) || (structure.name === 'sequence' && relation.rule === 'sum/total'))) {
      uncheckable.push({ rule: relation.rule, reason: 'structure unclear', ...unlisted(rows, [relation], additive, nesting) });
      continue;
    }
    for (const measure of additive) {
      const terms = relation.termsOf(measure);
      if (terms === undefined) continue;
      const fails = terms.vote === 'fails';
      const open = isNotBrokenDown(terms) && !terms.parts.every((f) => nothings.has(f)) && !lacksFirst(relation);
      const below = open ? partsBelow(relation, structure.relations, measure) : undefined;
      if (below !== undefined) identities.push(identityOf(below.relation, below.terms, measure, isKnown(measure)));
      else if (open) uncheckable.push({ rule: relation.rule, reason: 'parts not printed' });
      else if (fails && relation.doubtful && relation.relation === '=' && !isShown(relation, additive) && !isOneOfUnits(relation, structure.relations, additive)) uncheckable.push({ rule: relation.rule, reason: 'line not recognised', ...(nesting() === 'none' ? { listing: listingOf(relation.whole, relation.parts, [measure]) } : {}) });
      else if (fails && partial && relation.rule === 'sum/children') uncheckable.push({ rule: relation.rule, reason: 'parts not all printed', short: identityOf(relation, terms, measure, isKnown(measure)) });
      else if (fails && list.table.unread.length > 0) uncheckable.push({ rule: relation.rule, reason: 'row not read' });
      else if (fails && !isKnown(measure) && !like.has(measure) && terms.whole.fen === 0n) uncheckable.push({ rule: relation.rule, reason: 'column not additive' });
      else identities.push(identityOf(relation, terms, measure, isKnown(measure)));
    }
  }
  if (structure.name !== 'summary') identities.push(...shownTotals(chosen, additive, structure));
  return { identities: [...identities, ...unitIdentities(list, rows, additive)], uncheckable };
}

/** Whether the lines of a sum are numbered on one level, and not from the first on: （二） and （三） of two or more, without （一）. */
function lacksFirst({ parts }: Relation): boolean {
  const numbers = parts.map(({ line }) => numberOf(line.entry.name.slice(0, 6)));
  return parts.length > 1 && numbers.every((number, i) => number === i + 2) && new Set(parts.map(({ line }) => numberingLevel(line))).size === 1 && parts.every(({ line }) => numberingLevel(line) >= 0);
}

/** A whole whose parts all print nothing, while parts of these do: the sum of what stands on the first level below that prints something, and of parts without any. */
function partsBelow(relation: Relation, relations: readonly Relation[], measure: Measure): { readonly relation: Relation; readonly terms: Terms } | undefined {
  const parts = relation.parts.flatMap((part) => relations.find((r) => r.whole === part && r.relation === '=')?.parts ?? [part]);
  if (parts.every((part) => relation.parts.includes(part))) return undefined;
  const below = relation.of(parts);
  const terms = below.termsOf(measure);
  return terms !== undefined && !isNotBrokenDown(terms) ? { relation: below, terms } : partsBelow(below, relations, measure);
}

/**
 * Totals by their words of a structure that most figures contradict: where the sum of their lines holds in some column, they
 * are the list's own; and a total of the year (本年支出合计) that the list's structure leaves out means what it says.
 */
function shownTotals(chosen: readonly { readonly structure: Structure }[], measures: readonly Measure[], but?: Structure): Identity[] {
  const relations = chosen.find((c) => c.structure.name === 'summary')?.structure.relations ?? [];
  const isTold = (row: Row): boolean => but?.relations.some(({ whole, parts }) => whole === row || parts.includes(row)) === true;
  const isLeftOut = (row: Row): boolean => but !== undefined && isOfYear(row) && hasAmount(row) && !isTold(row);
  const shown = relations.filter((r) => !r.doubtful && ((isShown(r, measures) && but?.relations.some((b) => b.whole === r.whole) !== true) || [r.whole, ...r.parts].some(isLeftOut)));
  return shown.flatMap((relation) => measures.flatMap((measure): Identity[] => {
    const terms = relation.termsOf(measure);
    return terms === undefined || isNotBrokenDown(terms) ? [] : [identityOf(relation, terms, measure)];
  }));
}

/** The sums of units that stand as headings in a list that adds up by codes or as a whole, where the figures bear most of them out. */
function unitIdentities(list: List, rows: readonly Row[], measures: readonly Measure[]): Identity[] {
  const relations = unitSums(rows);
  const { holds, fails } = score(relations, measures);
  if (holds < LEAST_UNITS || holds < fails) return [];
  return relations.flatMap((relation) => measures.flatMap((measure): Identity[] => {
    const terms = relation.termsOf(measure);
    if (terms === undefined || isNotBrokenDown(terms) || (terms.vote === 'fails' && list.table.unread.length > 0)) return [];
    return [identityOf(relation, terms, measure)];
  }));
}

/** The total of a listing whose lines add up to it in no nesting, or of which a line is more than the total: something is wrong, though not where. */
function unlisted(rows: readonly Row[], relations: readonly Relation[], measures: readonly Measure[], nesting: () => Nesting): Pick<Uncheckable, 'listing'> {
  const unit = relations.find((relation) => isUnitOverAll(relation, rows));
  if (unit !== undefined) return { listing: listingOf(unit.whole, unit.parts, measures) };
  const [whole, more] = rows.filter((r) => isWhole(r.line) && isFilled(r));
  if (whole === undefined || (nesting() !== 'none' && (more !== undefined || !rows.some((r) => exceeds(r, whole))))) return {};
  const figure = [...whole.figures.values()].find((f) => f.state === 'amount' && f.fen !== 0n);
  return figure === undefined ? {} : { listing: listingOf(whole, rows.filter((r) => !isWhole(r.line)), [figure.measure]) };
}

/** The total of a listing in which a structure leaves units out that print amounts, and no nesting has a place for them. */
function unexplained({ spec }: FiguredTable, rows: readonly Row[], { relations }: Structure, nesting: () => Nesting): Uncheckable[] {
  const isTold = (row: Row): boolean => relations.some(({ whole, parts }) => whole === row || parts.includes(row));
  const [whole] = rows.filter((row) => isWhole(row.line) && hasAmount(row));
  const left = rows.filter((row) => row !== whole && row.line.classification === 'organisation' && looksLikeOrganisation(row.line.entry.name) && hasAmount(row) && !isTold(row));
  if (spec?.tree !== false || whole === undefined || left.length === 0 || nesting() !== 'none') return [];
  const figure = [...whole.figures.values()].find((f) => f.fen !== 0n);
  return figure === undefined ? [] : [{ rule: 'sum/listing', reason: 'structure unclear', listing: listingOf(whole, left, [figure.measure]) }];
}

/** A whole and the lines of its listing, in the first column in which they don't make it up. */
function listingOf(whole: Row, parts: readonly Row[], measures: readonly Measure[]): Identity {
  const relation = new Relation('sum/listing', whole, parts);
  const measure = measures.find((m) => relation.termsOf(m)?.vote === 'fails') ?? (measures[0] as Measure);
  const { whole: figure, parts: figures } = relation.termsOf(measure) ?? { whole: whole.figures.get(measure) as Figure, parts: [] };
  return equal('sum/listing', figure, figures, () => sentenceOf(relation, measure));
}

/** Whether an organisation stands above all other lines of a list that has no total: it is the total. */
const isUnitOverAll = ({ whole, parts }: Relation, rows: readonly Row[]): boolean =>
  rows.find(isFilled) === whole && looksLikeOrganisation(whole.line.entry.name) && parts.length > 1 && parts.length === rows.filter(isFilled).length - 1;

/** Whether a line prints more of some money than the total does. */
const exceeds = (row: Row, whole: Row): boolean =>
  [...row.figures.values()].some((f) => isMoney(f.measure) && f.fen > 0n && whole.figures.has(f.measure) && f.fen - (whole.figures.get(f.measure)?.fen ?? 0n) > f.step);

/** A column of another nature (a count, a share): nothing of it adds up, and where that says little, its header doesn't speak of money. */
const isForeign = ({ holds, fails }: Score, measure: Measure): boolean => holds * 4 < fails && (fails > LITTLE || !namesMoney(measure));

/** Structures that can be a list's, in groups: a later group is made and asked where the figures bear out none of the earlier ones. */
function structuresOf(table: FiguredTable, rows: readonly Row[], nesting: () => Nesting): (() => Structure[])[] {
  const three = threePublic(rows);
  if (three.length > 0) return [() => three];
  const nested = (): Structure[] => [nesting()].filter((n) => typeof n !== 'string').filter((n) => !n.relations.some((relation) => contradictsUnits(relation, rows)));
  const tree = isTree(table, rows);
  const coded = rows.some((r) => r.line.code !== '' && r.line.classification !== 'organisation');
  const trees = coded ? byCodes(rows) : [];
  if (isNamed(table, rows)) return [() => summaries(rows), () => [...trees, bySequence(rows, tree), ...nested()]];
  if (!tree) return [() => [...flat(rows), ...trees, bySequence(rows, false), ...nested()]];
  const uncoded = (): Structure[] => [bySequence(rows, true), ...(lacksUnit(rows) ? [] : [...flat(rows), ...nested()])];
  return repeats(rows) ? [() => [...trees, ...uncoded()]] : [() => trees, uncoded];
}

/** Whether the lines of a list say by their names what they are: of 收支总表 and its like, and of tables without codes that name classes or totals of the year. */
const isNamed = (table: FiguredTable, rows: readonly Row[]): boolean =>
  table.spec?.shape === 'sides' || (table.spec?.tree !== false && !rows.some((r) => r.line.code !== '' && r.line.classification !== 'organisation') && rows.some((r) => r.line.impliedCode !== '' || CURRENT.has(r.line.entry.item)));

/** A nesting is none where its subtotals contradict it, and of lines that say what they are, where numbering or totals do. */
function ofOwnLevels(nesting: Nesting, rows: readonly Row[], named: boolean): Nesting {
  if (typeof nesting === 'string') return nesting;
  const { relations } = nesting;
  return (named && relations.some((r) => contradictsNumbering(r) || contradictsTotals(r))) || contradictsSubtotals(relations, rows) ? 'none' : nesting;
}

/** Whether a unit without amounts stands below its department (180006 below 180): the department's may be what is lost, and what the others add up to says nothing. */
function lacksUnit(rows: readonly Row[]): boolean {
  const units = rows.filter(({ line }) => line.classification === 'organisation' && line.code !== '');
  return units.some((unit) => !isFilled(unit) && units.some((o) => o.line.code.length < unit.line.code.length && unit.line.code.startsWith(o.line.code)));
}

/** Whether classes or sections stand in more than one line, a line printed twice running aside: several trees in one list. */
function repeats(rows: readonly Row[]): boolean {
  const codes = rows.filter((r, i) => !isPrintedAgain(r, rows[i - 1]) && !isOfLineAbove(r, rows[i - 1])).map((r) => r.line.code).filter((c) => c.length === 3 || c.length === 5);
  return new Set(codes).size < codes.length;
}

/** Whether a line goes on with the item of the line right above it (30101 for two classes of the government's budget): no other tree. */
const isOfLineAbove = ({ line }: Row, above: Row | undefined): boolean => above !== undefined && line.code !== '' && line.code === above.line.code && line.entry.name === above.line.entry.name && line.entry.row === above.line.entry.row + 1;

/** Whether the figures bear a structure out at all. Codes and words mean what they say; other structures must be shown. */
function isAccepted(structure: Structure, { holds, fails }: Score, measures: readonly Measure[], tree: boolean): boolean {
  const all = holds + fails;
  if (structure.name === 'codes' && tree && hasDistinctCodes(structure)) return true;
  if (structure.name === 'codes' && (tree || hasDistinctCodes(structure))) return holds >= all * CODED_SHARE || all <= FEW;
  if (structure.name === 'units' && structure.relations.every((r) => r.rule !== 'sum/children' || isOfCodes(r) || isOfUnits(r))) return true;
  if (structure.name === 'summary' || structure.name === 'units') return holds >= all * CODED_SHARE || all <= FEW || structure.official === true || structure.relations.some((r) => !r.doubtful && isShown(r, measures, SURE));
  return holds > 0;
}

/** Whether a sum that holds in no column may be called wrong: not where the structure is a guess from the order of lines. */
function isTrusted(structure: Structure, { holds, fails }: Score): boolean {
  return structure.name === 'codes' || structure.name === 'summary' || structure.name === 'units' || holds >= (holds + fails) * SHARE;
}

/** Whether codes and the order of lines make a tree: not those of projects, which name the item that each is of. */
const isTree = ({ spec }: FiguredTable, rows: readonly Row[]): boolean => spec?.tree !== false || isClassified(rows);

/** Whether all lines of a list of projects but its totals are classes and items of one classification, by code and name, each once: a tree. */
const isClassified = (rows: readonly Row[]): boolean => {
  const lines = rows.filter((row) => isFilled(row) && !isWhole(row.line)).map(({ line }) => line);
  return lines.length > 0 && new Set(lines.map(({ code }) => code)).size === lines.length && lines.every(({ code, classification, officialName, entry }) => code !== '' && classification === lines[0]?.classification && nameKey(officialName) === nameKey(entry.name));
};

/** Whether the codes of the lines make the sum, whatever the order of lines says: 161 over 161001 and 161002. */
function isOfCodes({ whole, parts }: Relation): boolean {
  const { code, classification } = whole.line;
  return code !== '' && parts.every(({ line }) => line.classification === classification && line.code.length > code.length && line.code.startsWith(code));
}

/** Whether lines of which code and name are one on the lists are put under one that their codes do not begin with: 22960 under 2290808. */
const contradictsCodes = ({ whole, parts }: Relation): boolean => parts.some((part) => isElsewhere(part, whole));

/** Whether a numbered line is put under one of its own level or of a lower one (二、 or （二） under （一）), or beside one of another. */
const contradictsNumbering = ({ whole, parts }: Relation): boolean => {
  const levels = new Set(parts.map(({ line }) => numberingLevel(line)).filter((level) => level >= 0));
  return levels.size > 1 || [...levels].some((level) => level <= numberingLevel(whole.line));
};

/** Whether a total of the year (本年收入合计) is put under a line that is no total. */
const contradictsTotals = ({ whole, parts }: Relation): boolean => !isWhole(whole.line) && parts.some(({ line }) => CURRENT.has(line.entry.item));

/** Whether a subtotal (小计) of a list that prints these above their lines is the sum of none, or of another subtotal, or is empty above lines with amounts. */
function contradictsSubtotals(relations: readonly Relation[], rows: readonly Row[]): boolean {
  const lines = rows.filter((row) => !isWhole(row.line));
  const isSubtotal = (row: Row | undefined): boolean => row?.line.entry.name === SUBTOTAL;
  const isEmptied = (row: Row, i: number): boolean => isSubtotal(row) && !hasAmount(row) && lines.slice(i + 1, lines.findIndex((o, k) => k > i && isSubtotal(o)) >>> 0).some(hasAmount);
  const heads = lines.filter((row, i) => isSubtotal(row) && hasAmount(row) && lines[i + 1] !== undefined && !isSubtotal(lines[i + 1]));
  return isSubtotal(lines[0]) && (lines.some(isEmptied) || heads.some((head) => !relations.some(({ whole, parts }) => whole === head && !parts.some(isSubtotal))));
}

/** Whether a department stands beside its own office (本级), which is a part of it, or beside what follows its own office, which prints nothing. */
const contradictsUnits = ({ parts }: Relation, rows: readonly Row[]): boolean => parts.some((part, i) => {
  const next = rows[rows.indexOf(part) + 1];
  return parts.length > 1 && isDepartmentAbove(part.line, (next === undefined || isFilled(next) ? parts[i + 1] : next)?.line);
});

/** Whether a sum is that of a unit among units without codes, of which several have sums that hold, and more than have sums that fail. */
function isOneOfUnits(relation: Relation, relations: readonly Relation[], measures: readonly Measure[]): boolean {
  if (!looksLikeOrganisation(relation.whole.line.entry.name)) return false;
  const ofUnits = relations.filter(({ whole, parts }) => looksLikeOrganisation(whole.line.entry.name) && !parts.some(({ line }) => looksLikeOrganisation(line.entry.name)));
  const shown = ofUnits.filter((one) => isShown(one, measures)).length;
  return ofUnits.includes(relation) && shown >= LEAST_UNITS && shown * 2 > ofUnits.length;
}

/** Whether the words of the lines make the sum: a department over its own office and its other units. */
const isOfUnits = ({ whole, parts }: Relation): boolean => isDepartmentAbove(whole.line, parts[0]?.line);

/** Whether a sum of several printed parts (of `least`) holds in some column: it is the list's own, whatever the others say. */
const isShown = (relation: Relation, measures: readonly Measure[], least = 2): boolean => measures.some((measure) => {
  const terms = relation.termsOf(measure);
  return terms?.vote === 'holds' && terms.parts.filter((f) => f.fen !== 0n).length >= least;
});

/** Whether a sum holds in total, and its other columns together: what some of them have too much others lack, so that amounts have slipped between them. */
function isSlipped(relation: Relation, measures: readonly Measure[]): boolean {
  const total = relation.termsOf('total');
  if (total?.vote !== 'holds') return false;
  const off = measures.flatMap((measure): bigint[] => {
    const terms = relation.termsOf(measure);
    return terms?.vote === 'fails' ? [terms.parts.reduce((rest, f) => rest - f.fen, terms.whole.fen)] : [];
  });
  return off.length > 1 && off.reduce((sum, by) => sum + by, 0n) === 0n;
}

/** Parents above the sum of their children, again and again and never below it: the table prints only some of the children. */
function isPartial(structure: Structure, measures: readonly Measure[]): boolean {
  const relations = structure.relations.filter((r) => r.rule === 'sum/children');
  const scores = relations.map((r) => score([r], measures));
  const failing = scores.filter((s) => s.fails > 0).length;
  const holding = scores.filter((s) => s.fails === 0 && s.holds > 0).length;
  return failing >= SEVERAL && failing * 2 > holding && score(relations.map((r) => new Relation(r.rule, r.whole, r.parts, '≤')), measures).fails === 0;
}

/** Whether no code stands in several lines, but for a few of them; lines printed twice running are no others. */
function hasDistinctCodes(structure: Structure): boolean {
  const rows = new Set<Row>();
  const codes = new Set<string>();
  for (const { whole, parts } of structure.relations) {
    for (const [i, row] of [whole, ...parts].entries()) {
      if (row.line.code === '' || isPrintedAgain(row, parts[i - 2]) || isOfLineAbove(row, parts[i - 2])) continue;
      rows.add(row);
      codes.add(row.line.code);
    }
  }
  return rows.size - codes.size <= Math.max(1, rows.size * TWICE);
}

/** @param hard whether the column is known to add up */
function identityOf(relation: Relation, terms: Terms, measure: Measure, hard = true): Identity {
  if (relation.relation === '≤') return atMost(relation.rule, terms.parts, terms.whole, () => sentenceOf(relation, measure), hard);
  return equal(relation.rule, terms.whole, terms.parts, () => sentenceOf(relation, measure), hard);
}

function sentenceOf(relation: Relation, measure: Measure): Sentence {
  const filled = relation.parts.filter((p) => p.figures.get(measure)?.state === 'amount');
  const names = (filled.length > 0 ? filled : relation.parts).map((p) => lineName(p.line));
  const list = (names.length > SHOWN ? [...names.slice(0, SHOWN - 1), '…', names.at(-1) as string] : names).join(' + ');
  const head = lineName(relation.whole.line);
  const suffix = measure === 'total' ? '' : `（${measureName(measure)}）`;
  if (relation.relation === '≤') return { zh: `${list} ≤ ${head}${suffix}`, en: `${list} ≤ ${head} (${measure})` };
  return { zh: `${head} = ${list}${suffix}`, en: `${head} = ${list} (${measure})` };
}

/** 收入总计 = 支出总计. */
function sideIdentities(table: FiguredTable): Identities {
  const revenue = table.lists.filter((l) => l.side === 'revenue');
  const expenditure = table.lists.filter((l) => l.side === 'expenditure');
  if (table.spec?.shape !== 'sides' || revenue.length === 0 || expenditure.length === 0) return { identities: [], uncheckable: [] };
  const left = wholeFigure(revenue[0] as List);
  const right = expenditure.map(wholeFigure).find((f) => f !== undefined);
  if (left === undefined || right === undefined) {
    const empty = (left === undefined ? emptyTotal(revenue) : undefined) ?? (right === undefined ? emptyTotal(expenditure) : undefined);
    return { identities: [], uncheckable: table.lists.some((l) => l.rows.some(isFilled)) ? [{ rule: 'sum/side', reason: 'label not found', ...(empty === undefined ? {} : { listing: empty }) }] : [] };
  }
  return { identities: [equal('sum/side', left, [right], () => ({ zh: `${lineName(left.line)} = ${lineName(right.line)}`, en: `${lineName(left.line)} = ${lineName(right.line)}` }))], uncheckable: [] };
}

/** The figure of a list's last total in its first measure. */
function wholeFigure(list: List): ReturnType<Row['figures']['get']> {
  const measure = list.measures.includes('total') ? 'total' : list.measures[0];
  return list.rows.findLast((r) => isWhole(r.line) && r.figures.get(measure ?? '')?.state === 'amount')?.figures.get(measure ?? '');
}
