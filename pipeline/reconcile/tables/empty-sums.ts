/**
 * Sums of which one side prints nothing: totals whose lines are all empty, and totals that are empty above filled lines. No
 * identity can be made of them; that the amounts are lost or have moved is told of the listing.
 */
import { equal, type Identity } from '../identity.js';
import { hasAmount, isFilled, isWhole, type FiguredTable, type List, type Row } from './rows.js';
import { CARRIED, CURRENT } from './summary.js';
import { lineName } from './words.js';

/** Lines of which none prints an amount while their total does. */
const LINES = 3;

/** What a list prints a total of, and no line. */
export const emptyListing = (table: FiguredTable, list: List): Identity | undefined => emptyLines(table, list) ?? emptyUnits(list) ?? emptyVehicles(list);

/** The total of “三公”, or of the year's lines on one side of a summary, of which no line prints an amount. */
function emptyLines({ spec }: FiguredTable, { rows }: List): Identity | undefined {
  if (spec?.kind !== 'three_public' && spec?.shape !== 'sides') return undefined;
  const wholes = rows.filter((row) => hasAmount(row) && (isWhole(row.line) || isOfYear(row)));
  const whole = wholes.find(isOfYear) ?? wholes[0];
  const figure = [...(whole?.figures.values() ?? [])].find(({ fen }) => fen !== 0n);
  const lines = rows.filter((row) => !isWhole(row.line) && !isOfYear(row) && !(whole !== undefined && isOfYear(whole) && CARRIED.has(row.line.entry.item)));
  const parts = lines.flatMap((row) => row.figures.get(figure?.measure ?? '') ?? []);
  return figure === undefined || parts.length < LINES || lines.some(hasAmount) ? undefined : equal('sum/listing', figure, parts, () => ({ zh: `${lineName(figure.line)}各行为空`, en: `the lines of ${lineName(figure.line)} are empty` }));
}

/** The total above units with codes that print nothing, where the first line below them, which is no unit, has all of it and is not the last: its amounts stand too low. */
function emptyUnits({ rows, measures }: List): Identity | undefined {
  const at = rows.findIndex((row) => isWhole(row.line) && isFilled(row));
  const isUnit = ({ line }: Row): boolean => line.code !== '' && line.classification === 'organisation';
  const below = rows.slice(at + 1);
  const first = below.findIndex((row) => isFilled(row) || !isUnit(row));
  const lines = below.slice(Math.max(first, 0)).filter(isFilled);
  const measure = measures[0] ?? '';
  const [whole, part] = [rows[at]?.figures.get(measure), lines[0]?.figures.get(measure)];
  if (at < 0 || first < 1 || lines.length < LINES || isUnit(lines[0] as Row) || whole === undefined || whole.fen === 0n || part?.fen !== whole.fen) return undefined;
  const units = below.slice(0, first);
  return equal('sum/listing', whole, units.flatMap((row) => row.figures.get(measure) ?? []), () => ({ zh: `${units.map(({ line }) => lineName(line)).join('、')}为空`, en: `${units.map(({ line }) => lineName(line)).join(', ')} are empty` }));
}

/** 公务用车购置及运行费 above a dash for each of its two kinds, which are all that it may be. */
function emptyVehicles({ rows }: List): Identity | undefined {
  const [whole, ...kinds] = ['vehicle_subtotal', 'vehicle_purchase', 'vehicle_operation'].map((item) => rows.filter(({ line }) => line.entry.item === item));
  const figure = whole?.length === 1 ? [...(whole[0]?.figures.values() ?? [])].find(({ fen }) => fen !== 0n) : undefined;
  const parts = kinds.flatMap((kind) => (kind.length === 1 ? kind[0]?.figures.get(figure?.measure ?? '') ?? [] : []));
  return figure === undefined || parts.length < kinds.length || parts.some(({ state }) => state !== 'dash') ? undefined : equal('sum/listing', figure, parts, () => ({ zh: `${lineName(figure.line)}各行为空`, en: `the lines of ${lineName(figure.line)} are empty` }));
}

export const isOfYear = ({ line }: Row): boolean => CURRENT.has(line.entry.item);

/** A side whose total is empty while its lines are filled, as the sum of all of them: amounts that moved against their names leave it so. */
export function emptyTotal([list, more]: readonly List[]): Identity | undefined {
  const measure = list?.measures.includes('total') === true ? 'total' : list?.measures[0] ?? '';
  const whole = more === undefined ? list?.rows.findLast((r) => isWhole(r.line))?.figures.get(measure) : undefined;
  const lines = (list?.rows ?? []).flatMap((r) => r.figures.get(measure) ?? []).filter((f) => f.fen !== 0n);
  return whole === undefined || whole.state === 'unreadable' || lines.length === 0 ? undefined : equal('sum/listing', whole, lines, () => ({ zh: `${lineName(whole.line)}为空`, en: `${lineName(whole.line)} is empty` }));
}
