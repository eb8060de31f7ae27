/**
 * What can be seen of an injected error at all: the identities of the consistent document, evaluated on its figures as they
 * are with every error in place. Nothing that looks for errors has a part in it.
 */
import { residual, slack, type Identity } from '../../pipeline/reconcile/identity.js';
import { abs, meet, negated, rangeOf, roundedRange, total, truncatedRange } from '../../pipeline/reconcile/intervals.js';
import type { Amount } from '../../schemas/amount.js';
import { codesByName } from '../../schemas/codes.js';
import type { Fact } from '../../schemas/fact.js';
import type { CellRef } from '../../schemas/finding.js';
import type { Base } from './documents.js';
import { isOfCodes, type Injection } from './corrupt.js';

/**
 * `broken`: an identity that the error breaks by itself fails with all errors in place. `undone`: each of these holds, as
 * other errors make up for it. `rounding`: the error is within the rounding of every identity that it touches, or of its
 * own sentence. `none`: it changes no sum (rows exchanged within one, the only part of a whole gone), it is a code that
 * neither its form, its name nor another line contradicts, or an amount of a sentence that stands nowhere else.
 */
export type Sight = 'broken' | 'undone' | 'rounding' | 'none';

export interface Seen {
  readonly sight: Sight;
  /** The identities that it breaks. */
  readonly identities: readonly Identity[];
  /** All that hold one of its figures, but for the sums of a row that is gone or printed twice. */
  readonly touched: readonly Identity[];
}

/** What the identities say of each error of figures and rows of a document. */
export function sightsOf(base: Base, injections: readonly Injection[]): Seen[] {
  const shifts = new Map(injections.flatMap((j) => [...j.shifts]));
  const gone = new Set(injections.filter((j) => j.kind === 'dropped-row').flatMap((j) => [...j.shifts.keys()]));
  const equalities = base.identities.filter((i) => i.relation === '=');
  return injections.map((injection): Seen => {
    if (injection.fact !== undefined) return { sight: sightOfFact(base, injection, injections), identities: [], touched: [] };
    if (isOfCodes(injection.kind)) return { sight: isKnownPair(base, injection) ? 'broken' : 'none', identities: [], touched: [] };
    const touched = equalities.filter((i) => !isOfRow(i, injection) && shift(i, injection.shifts) !== 0n);
    const sums = touched.filter((i) => !isWithoutParts(i, gone) && !isWithoutWhole(i, gone));
    const alone = sums.filter((i) => fails(i, injection.shifts));
    const broken = alone.filter((i) => fails(i, shifts));
    const sight = broken.length > 0 ? 'broken' : alone.length > 0 ? 'undone' : sums.length > 0 ? 'rounding' : 'none';
    return { sight, identities: broken, touched };
  });
}

/**
 * Whether the code of a line could be told to be wrong: by its form (a classification's code without its zeros), by a list
 * that has the name under the code, by another line with both, or by a heading whose code it begins with.
 */
function isKnownPair(base: Base, { kind, tableId, origins }: Injection): boolean {
  const tables = base.document.tables;
  const own = tables.find((t) => t.table.tableId === tableId);
  return (own?.lines ?? []).filter((l) => origins.has(l.entry.row)).some((line) => {
    const { code, classification, entry } = line;
    if (kind === 'lost-zeros' && classification !== 'organisation') return true;
    return codesByName(entry.name).some((o) => o.code === code) || tables.some((t) => t.lines.some((l) => l !== line && ((l.code === code && l.entry.name === entry.name && t !== own) || (t === own && l.code !== code && l.code.length >= 3 && code.startsWith(l.code)))));
  });
}

/** Significant digits from which a figure stands elsewhere by no chance. */
const TELLING = 3;

/** Others of the document that an amount of a sentence is, or is the sum or the difference of, within rounding. */
interface Tie {
  /** The others, with their signs; facts by their ids, as other errors may have changed them. */
  readonly terms: readonly { readonly amount: Amount; readonly id?: string; readonly sign: 1n | -1n }[];
}

/**
 * What the rest of the document says of the amount of a sentence: where the amount that was there stands anywhere else, in a
 * table or in prose, or is the sum or the difference of two others of its paragraph or of a run of them, that is broken
 * where the amount that is there now is none of it, however the figures are rounded.
 */
function sightOfFact(base: Base, { fact: injected }: Injection, injections: readonly Injection[]): Sight {
  const fact = base.document.facts.find((f) => f.factId === injected?.id);
  if (injected === undefined || fact?.amount === undefined || String(fact.amount.fen).replace(/^-|0+$/gu, '').length < TELLING) return 'none';
  const by = injected.amount.fen - fact.amount.fen;
  if (abs(by) <= injected.amount.step) return 'rounding';
  const now = new Map(injections.flatMap((j) => (j.fact === undefined ? [] : [[j.fact.id, j.fact.amount] as const])));
  const ties = tiesOf(base, fact, fact.amount);
  const alone = ties.filter((tie) => !holds(tie, injected.amount));
  if (alone.some((tie) => !holds({ terms: tie.terms.map((term) => ({ ...term, amount: now.get(term.id ?? '') ?? term.amount })) }, injected.amount))) return 'broken';
  return alone.length > 0 ? 'undone' : ties.length > 0 ? 'rounding' : 'none';
}

/** Purchases from firms of one size, reserved or made: any share of all purchases, and no other figure but of the same words. */
const OF_SOME = /中小企业|小微企业/;

export function tiesOf(base: Base, fact: Fact, amount: Amount): Tie[] {
  const others = base.document.facts.filter((f) => f !== fact && f.amount !== undefined && f.amount.fen !== 0n).map((f) => ({ amount: f.amount as Amount, id: f.factId, sign: 1n as const, paragraph: f.paragraph }));
  const cells = base.document.tables.flatMap((t) => t.lines.flatMap((l) => l.entry.cells.flatMap((c) => (c.reading.state === 'amount' && c.reading.amount.fen !== 0n ? [{ amount: c.reading.amount, sign: 1n as const }] : []))));
  if (OF_SOME.test(clauseOf(base, fact))) return others.filter(({ id }) => base.document.facts.some((f) => f.factId === id && f.subject === fact.subject && OF_SOME.test(clauseOf(base, f)))).map((one): Tie => ({ terms: [one] })).filter((tie) => holds(tie, amount));
  const near = others.filter((f) => f.paragraph === fact.paragraph);
  const minus = { sign: -1n as const };
  const sums = near.flatMap((a, i) => near.slice(i + 1).flatMap((b, j) => [[a, { ...b, ...minus }], [b, { ...a, ...minus }], near.slice(i, i + j + 2)]));
  const exact = ({ terms }: Tie): boolean => meet(rangeOf(amount), rangeOf({ ...amount, fen: terms.reduce((sum, t) => sum + t.sign * t.amount.fen, 0n) }));
  return [...[...others, ...cells].map((one): Tie => ({ terms: [one] })).filter((tie) => holds(tie, amount)), ...sums.map((terms): Tie => ({ terms })).filter(exact)];
}

/** The words in front of an amount, from the last comma but one. */
const clauseOf = ({ document }: Base, { paragraph, start }: Fact): string => (document.paragraphs[paragraph]?.text.slice(0, start) ?? '').split(/[。；，]/u).slice(-2).join('，');

/** Whether an amount is another one as both are printed, or the sum of others where all are rounded, or all truncated. */
function holds({ terms: [first, ...more] }: Tie, amount: Amount): boolean {
  if (first === undefined) return false;
  if (more.length === 0) return meet(rangeOf(first.amount), rangeOf(amount));
  return [roundedRange, truncatedRange].some((mode) => meet(total([first, ...more].map(({ amount: one, sign }) => (sign < 0n ? negated(mode(one)) : mode(one)))), mode(amount)));
}

const shift = ({ terms }: Identity, shifts: ReadonlyMap<CellRef, bigint>): bigint => terms.reduce((sum, { figure, sign }) => sum + sign * (shifts.get(figure.ref) ?? 0n), 0n);

function fails(identity: Identity, shifts: ReadonlyMap<CellRef, bigint>): boolean {
  const after = residual(identity) + shift(identity, shifts);
  return abs(after) * 2n > slack(identity);
}

/** A row that is gone or printed twice is as true by itself as before. */
const isOfRow = ({ terms }: Identity, { kind }: Injection): boolean => (kind === 'doubled-row' || kind === 'dropped-row') && new Set(terms.map((t) => t.figure.line)).size === 1;

/** A whole whose parts are all gone is no sum. */
const isWithoutParts = ({ terms }: Identity, gone: ReadonlySet<CellRef>): boolean => terms.some((t) => gone.has(t.figure.ref)) && terms.filter(({ figure }) => figure.fen !== 0n && !gone.has(figure.ref)).length < 2;

/** A sum whose whole is gone is none: what it was of is a part of the line above, or of nothing. */
const isWithoutWhole = ({ rule, terms: [whole] }: Identity, gone: ReadonlySet<CellRef>): boolean => rule.startsWith('sum/') && whole !== undefined && gone.has(whole.figure.ref);
