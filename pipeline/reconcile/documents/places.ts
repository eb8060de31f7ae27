/**
 * Where another document says what a figure of this one says: the same place in the same kind of table, the same item
 * under the code that it had in that year.
 */
import { nameKey, namesFit } from '../../../schemas/codes.js';
import type { CellIndex } from '../narrative/cells.js';
import { meet, rangeOf, type Range } from '../intervals.js';
import { itemCells } from '../narrative/items.js';
import { cellsFor, hasPlaces } from '../narrative/places.js';
import type { Claim } from './claims.js';
import { codeOf, type KnownCell } from './ledger.js';

export type Index = CellIndex<KnownCell> & { readonly all: readonly KnownCell[] };

/** Cells of the other document for a figure: those of which any may fit, and those that are the same place. */
export interface Counterpart {
  readonly all: readonly KnownCell[];
  readonly same: readonly KnownCell[];
}

/** A place within a kind of table, whatever the year; of coded lines the code is compared apart. */
const placeOf = (cell: KnownCell): string => [cell.table.kind, cell.side, cell.measure, cell.fund, cell.line.entry.item !== '' ? cell.line.entry.item : cell.whole ? 'whole' : 'line'].join('|');

export const fits = (range: Range, cell: KnownCell): boolean => meet(range, rangeOf(cell.amount));

/** Where the other document has what a claim is about; undefined where this document's own tables do not bear the claim out. */
export function counterpartOf(claim: Claim, own: Index, other: Index, years: Years): Counterpart | undefined {
  if (claim.topic === 'item') return itemCounterpart(claim, own, other, years);
  if (!hasPlaces(claim.topic)) return undefined;
  const found = cellsFor(claim, other).filter((cell) => !cell.unit);
  if (claim.now === null) return { all: found, same: found };
  const now = nowOf(claim.now);
  const places = new Set(cellsFor(claim, own).filter((cell) => !cell.unit && fits(now, cell)).map(placeOf));
  return places.size === 0 ? undefined : { all: found, same: found.filter((cell) => places.has(placeOf(cell))) };
}

const nowOf = (now: NonNullable<Claim['now']>): Range => rangeOf({ fen: BigInt(now.fen), step: BigInt(now.step) });

/** Fiscal years of this document and the other one. */
export interface Years {
  readonly own: number;
  readonly other: number;
}

function itemCounterpart(claim: Claim, own: Index, other: Index, years: Years): Counterpart | undefined {
  const { now } = claim;
  if (now === null) {
    const { meant } = itemCells(claim, other);
    return { all: meant, same: meant };
  }
  const range = nowOf(now);
  const mine = itemCells(claim, own).all.filter((cell) => cell.suffix === '' && fits(range, cell));
  if (mine.length === 0) return undefined;
  const same = mine.flatMap((cell) => sameItem(cell, other, years));
  return { all: same, same };
}

/** The cells of the other document in the place of a coded line: by its code, or by its name where the code was another one. */
function sameItem(cell: KnownCell, other: Index, years: Years): KnownCell[] {
  const code = codeOf(cell);
  const inPlace = (list: readonly KnownCell[]): KnownCell[] => list.filter((o) => o.suffix === '' && !o.unit && placeOf(o) === placeOf(cell));
  const byCode = inPlace(other.byCode.get(code) ?? []);
  if (byCode.length > 0) return byCode.filter((o) => sameName(cell, o, code, years));
  // A code that moved: the name under another code of the same class, where only one line bears it.
  const named = inPlace(other.byName.get(nameKey(cell.line.entry.name)) ?? []).filter((o) => codeOf(o).slice(0, 3) === code.slice(0, 3) && codeOf(o).length === code.length);
  return new Set(named.map(codeOf)).size === 1 ? named : [];
}

/** Whether one code means the same in both years: the same name, or names of the code in the editions. */
function sameName(a: KnownCell, b: KnownCell, code: string, years: Years): boolean {
  if (nameKey(a.line.entry.name) === nameKey(b.line.entry.name)) return true;
  const known = (name: string, year: number): boolean => !['other', 'moved'].includes(namesFit(name, code, year));
  return known(a.line.entry.name, years.own) && known(b.line.entry.name, years.other);
}

/** The cells of the other document in the place of a column of last year or of the budget. */
export function columnCounterpart(cell: KnownCell, other: Index, years: Years): KnownCell[] {
  const bare: KnownCell = { ...cell, suffix: '' };
  if (codeOf(cell) !== '' && !cell.whole && cell.line.entry.item === '') return sameItem(bare, other, years);
  return other.heads.filter((o) => !o.unit && o.suffix === '' && placeOf(o) === placeOf(bare));
}
