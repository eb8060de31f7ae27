/** Rows of the lines of a table told by alignment: by horizontal rules where there are enough, else by how texts stand. */
import type { Ruling } from '../ruled/rulings.js';
import { rowsFromBottom } from './rows-from-bottom.js';
import { rowsFromTop, type TopTable } from './rows-from-top.js';
import type { LayoutSettings } from '../settings.js';
import type { Band } from './stream.js';
import { reach } from './stream-columns.js';
import { isSerialLine, linesAboveRows, type StreamLine } from './stream-lines.js';
import { pitchOfCells, placedOf, rowsByAlignment } from './stream-rows.js';
import { wrappedDigits, wrappedNumber } from '../lines/wrapped-figures.js';

/**
 * Row index of each line, and where in their cells the texts of the body show that they stand.
 * @param known lines of the header, where they are known
 */
export function bandsOf(lines: readonly StreamLine[], rules: readonly Ruling[], columns: readonly Band[], settings: LayoutSettings, bounded: boolean, known?: number): { bandOf: number[]; stand?: 'top' | 'bottom' } {
  const top = Math.min(...lines.map(l => l.line.y0));
  const bottom = Math.max(...lines.map(l => l.line.y1));
  const inner = rules.filter(r => r.at > top && r.at < bottom).map(r => r.at).sort((a, b) => a - b);
  const bandOf = (l: StreamLine): number => inner.filter(at => at < (l.line.y0 + l.line.y1) / 2).length;
  const bands = lines.map(bandOf);
  const ruled = new Set(bands).size;
  if (inner.length >= 2 && (ruled >= 0.5 * lines.length ? sameRowFits(lines, bands, columns) : known !== undefined && inner.length >= RULED && sameRowFits(lines, bands, columns, (a, b) => wrappedNumber(a, b) || wrappedDigits(a, b)))) return { bandOf: dense(bands) };
  // The numbers of the columns are a row of their own.
  const serial = lines.map(isSerialLine);
  const fixed = bands.map((band, i) => band + serial.slice(1, i + 1).filter((own, k) => own !== serial[k]).length + (known !== undefined && i >= known ? 1 : 0));
  const bandOfLine = rowsByAlignment(lines, fixed, columns, piece => reach(piece, columns), settings);
  const depth = known ?? linesAboveRows(lines);
  const body = lines.slice(Math.max(0, depth));
  const table: TopTable = {
    placed: placedOf(body, piece => reach(piece, columns)), columns, parted: body.map((_, i) => i > 0 && fixed[depth + i] !== fixed[depth + i - 1]),
    pitch: pitchOfCells(lines, columns, piece => reach(piece, columns), settings), bounded,
  };
  const head = bandOfLine.slice(0, depth);
  const below = (rows: readonly number[]): number[] => [...head, ...rows.map(row => row + (head.at(-1) ?? -1) + 1)];
  const [fromTop, fromBottom] = depth < 0 ? [] : [rowsFromTop(table), rowsFromBottom(table)];
  if (fromTop) return { bandOf: below(fromTop), stand: 'top' };
  return fromBottom ? { bandOf: below(fromBottom), stand: 'bottom' } : { bandOf: bandOfLine };
}

/** Inner rules from which they part the rows of a table that goes on, whatever the lines between them. */
const RULED = 4;

/** No row may hold two figures in one column: those are two rows, unless one goes on the other. */
function sameRowFits(lines: readonly StreamLine[], rowOf: readonly number[], columns: readonly Band[], goesOn: (above: string, below: string) => boolean = () => false): boolean {
  const seen = new Map<string, string>();
  return lines.every((line, i) => line.pieces.every(piece => {
    if (!piece.figure) return true;
    const key = `${rowOf[i]},${reach(piece, columns)[0]}`;
    const above = seen.get(key);
    seen.set(key, (above ?? '') + piece.text);
    return above === undefined || goesOn(above, piece.text);
  }));
}

function dense(rows: readonly number[]): number[] {
  const rank = new Map([...new Set(rows)].sort((a, b) => a - b).map((r, i) => [r, i]));
  return rows.map(r => rank.get(r) as number);
}
