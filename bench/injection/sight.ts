/**
 * What can be seen of an injected error at all: the identities of the consistent document, evaluated on its figures as they
 * are with every error in place. Nothing that looks for errors has a part in it.
 */
import { residual, slack, type Identity } from '../../pipeline/reconcile/identity.js';
import { abs, meet, rangeOf } from '../../pipeline/reconcile/intervals.js';
import type { Amount } from '../../schemas/amount.js';
import { codesByName } from '../../schemas/codes.js';
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
    if (injection.fact !== undefined) return { sight: !injection.fact.beyondRounding ? 'rounding' : isStatedTwice(base, injection.fact.id) ? 'broken' : 'none', identities: [], touched: [] };
    if (isOfCodes(injection.kind)) return { sight: isKnownPair(base, injection) ? 'broken' : 'none', identities: [], touched: [] };
    const touched = equalities.filter((i) => !isOfRow(i, injection) && shift(i, injection.shifts) !== 0n);
    const sums = touched.filter((i) => !isWithoutParts(i, gone));
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

/**
 * Whether the amount of a sentence stands anywhere else in the document, in a table or in prose, or is the sum or the
 * difference of two others of its paragraph or of a run of them.
 */
function isStatedTwice(base: Base, id: string): boolean {
  const fact = base.document.facts.find((f) => f.factId === id);
  if (fact?.amount === undefined || String(fact.amount.fen).replace(/^-|0+$/gu, '').length < TELLING) return false;
  const range = rangeOf(fact.amount);
  const isIt = (amount: Amount | undefined): boolean => amount !== undefined && amount.fen !== 0n && meet(rangeOf(amount), range);
  const others = base.document.facts.filter((f) => f !== fact);
  if (others.some((f) => isIt(f.amount)) || base.document.tables.some((t) => t.lines.some((l) => l.entry.cells.some((c) => c.reading.state === 'amount' && isIt(c.reading.amount))))) return true;
  const near = others.filter((f) => f.paragraph === fact.paragraph).flatMap((f) => f.amount ?? []);
  const sums = near.flatMap((a, i) => near.slice(i + 1).flatMap((b, j) => [a.fen - b.fen, b.fen - a.fen, near.slice(i, i + j + 2).reduce((sum, x) => sum + x.fen, 0n)]));
  return sums.some((fen) => fen !== 0n && isIt({ ...fact.amount as Amount, fen }));
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
