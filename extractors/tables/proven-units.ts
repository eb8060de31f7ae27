/**
 * The unit of a table that states none (its paper cut the line away, or nobody wrote it): the one in which its figures
 * are those of the tables that state theirs, and of the text.
 */
import { parseAmount } from '../../schemas/amount-parse.js';
import { UNITS, type Amount, type Unit } from '../../schemas/amount.js';
import type { Paragraph } from '../../schemas/block.js';
import type { Table } from '../../schemas/table.js';

/** Figures that must be found again. */
const PROOF = 3;
/** Digits of a figure, zeros at its ends apart, before finding it again is no chance. */
const DIGITS = 4;
const IN_TEXT = /(\d[\d,]*(?:\.\d+)?)\s*(亿元|万元|元)/gu;

/** Amounts of which the unit is printed, by worth, and the units. */
export interface StatedAmounts { readonly worth: ReadonlySet<bigint>; readonly units: ReadonlySet<Unit> }

const amountsOf = (table: Table): Amount[] => table.entries.flatMap((entry) => entry.cells.flatMap(({ reading }) => (reading.state === 'amount' ? [reading.amount] : [])));

/** Whether the unit of a table's amounts stands with it. */
const statesUnit = (table: Table): boolean => table.unit !== '' || table.columns.some((column) => column.unit !== undefined);

/** What a document states with its unit, in tables and in sentences. */
export function statedAmounts(tables: readonly Table[], paragraphs: readonly Paragraph[]): StatedAmounts {
  const inText = paragraphs.flatMap(({ text }) => [...text.matchAll(IN_TEXT)].flatMap(([, figure = '', unit]) => {
    const reading = parseAmount(figure, unit as Unit);
    return reading.state === 'amount' ? [reading.amount] : [];
  }));
  const amounts = [...tables.filter(statesUnit).flatMap(amountsOf), ...inText];
  return { worth: new Set(amounts.map(({ fen }) => fen)), units: new Set(amounts.map(({ unit }) => unit)) };
}

/** The unit that the figures of a table without one prove, where they were read in another; undefined where nothing is proven. */
export function provenUnit(table: Table, stated: StatedAmounts): Unit | undefined {
  if (statesUnit(table)) return undefined;
  const telling = [...new Map(amountsOf(table).map((amount) => [amount.published, amount])).values()].filter(({ published }) => published.replaceAll(/\D|^[\D0]+|[\D0]+$/gu, '').length >= DIGITS);
  const found = (unit: Unit): number => telling.filter((amount) => stated.worth.has((amount.fen * UNITS[unit]) / UNITS[amount.unit])).length;
  if (telling.some((amount) => stated.worth.has(amount.fen))) return undefined;
  const proven = [...stated.units].filter((unit) => found(unit) >= PROOF);
  return proven.length === 1 ? proven[0] : undefined;
}
