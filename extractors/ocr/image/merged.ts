/** Rulings around merged cells. */
import { clipped, darkAlong, darkestRow, edgesOf, GOES_ON, MEETS, runsAlongDigits, shareOf } from './along.js';
import { type Dashes, isDashed } from './dashes.js';
import type { Grey } from './pixels.js';
import { type Ridge, SHORTEST } from './ridges.js';

/** White (inches) behind a line that crosses and before the next one, by which what stands between them is no ruling. */
const CLEAR = { from: 0.008, to: 0.022 } as const;
/** Share of a ruling that is dark outside merged cells, and that up to which strokes are in line with one of dashes, both of what is dark of a ruling drawn as those of the page are. */
const DRAWN = 0.95;
const TEXT_IN_LINE = 0.75;

/** Lines as they are drawn around merged cells: strokes of the text in such a cell may stand in line with a ruling above and below it, and what is left of a ruling beyond it may be as short as a row is low. */
export function aroundMerged({ horizontal, vertical }: { readonly horizontal: readonly Ridge[]; readonly vertical: readonly Ridge[] }, image: Grey, flipped: Grey, dashes: Dashes | undefined, dpi: number): { horizontal: Ridge[]; vertical: Ridge[] } {
  const own = (lines: readonly Ridge[], crossing: readonly Ridge[], picture: Grey, shortest: number): Ridge[] => {
    const pieces = lines.flatMap(line => withoutMerged(line, crossing, picture, dashes, dpi));
    return [...pieces, ...beyondMerged(pieces, crossing, picture, shortest * dpi, dpi)];
  };
  return { horizontal: own(horizontal, vertical, image, SHORTEST.horizontal), vertical: own(vertical, horizontal, flipped, SHORTEST.vertical) };
}

/** A ruling without what stands clear of both lines between which it lies, or is not of the page's dashes, where the ruling is drawn between most others. */
function withoutMerged(line: Ridge, crossing: readonly Ridge[], image: Grey, dashes: Dashes | undefined, dpi: number): Ridge[] {
  const ats = stopsOf(line, crossing, dpi).filter(({ at }) => at >= line.from && at <= line.to);
  const [from, to] = [Math.round(CLEAR.from * dpi), Math.round(CLEAR.to * dpi)];
  // strokes beside the line may be taken for a part of it
  const dark = (a: number, b: number): Uint8Array => { const [first, last] = edgesOf(line, a); return darkAlong(image, Math.round((first + last) / 2), Math.ceil((last - first) / 2) + 1, a, b); };
  const isWhite = (a: number, b: number): boolean => dark(a, b).every(one => one === 0);
  const rows = ats.slice(1).map((end, i) => ({ from: ats[i] as Stop, to: end })).filter(row => row.to.at - row.from.at > MEETS * dpi);
  const usual = dashes === undefined ? 1 : dashes.dash / (dashes.dash + dashes.white);
  const isMerged = ({ from: { last }, to: { first } }: { readonly from: Stop; readonly to: Stop }): boolean => {
    if (dashes === undefined) return isWhite(last + from, last + to) && isWhite(first - to, first - from);
    const inner = dark(last + 1, first - 1);
    return !isDashed(inner, dashes) && shareOf(inner) < TEXT_IN_LINE * usual;
  };
  const clear = rows.filter(isMerged);
  if (clear.length === 0 || clear.length * 2 >= rows.length) return [line];
  const drawn = rows.filter(row => !clear.includes(row)).flatMap(row => [...dark(row.from.at, row.to.at)]);
  if (shareOf(Uint8Array.from(drawn)) < DRAWN * usual) return [line];
  const ends = [line.from, ...clear.flatMap(row => [row.from.at, row.to.at]), line.to];
  return ends.flatMap((end, i) => (i % 2 === 0 && (ends[i + 1] as number) - end > MEETS * dpi ? [clipped(line, end, ends[i + 1] as number)] : []));
}

/** Of rulings what stands in line with them between two neighbouring lines beyond their ends, too short to be found. */
function beyondMerged(lines: readonly Ridge[], crossing: readonly Ridge[], image: Grey, shortest: number, dpi: number): Ridge[] {
  const [near, rows] = [MEETS * dpi, Math.round(GOES_ON.rows * dpi)];
  const found: Ridge[] = [];
  for (const line of lines) {
    const stops = stopsOf(line, crossing, dpi);
    const row = Math.round(line.at);
    for (const [i, { at: to }] of stops.slice(1).entries()) {
      const { at: from } = stops[i] as Stop;
      if (to - from <= near || to - from > shortest + near) continue;
      const isThere = [...lines, ...found].some(o => Math.abs(o.at - line.at) <= near && o.from < to - near && o.to > from + near);
      if (isThere || shareOf(darkAlong(image, row, rows, from, to)) < GOES_ON.share) continue;
      const piece = { ...clipped(line, from, to), runs: [[darkestRow(image, row, rows, from, to), from, to] as const] };
      if (!runsAlongDigits(piece, image, dpi)) found.push(piece);
    }
  }
  return found;
}

/** Where another line crosses the way of one: its middle, its first and its last pixel. */
interface Stop { readonly at: number; readonly first: number; readonly last: number }

const stopsOf = (line: Ridge, crossing: readonly Ridge[], dpi: number): Stop[] => crossing.filter(o => o.from <= line.at + MEETS * dpi && o.to >= line.at - MEETS * dpi)
  .map(o => { const [first, last] = edgesOf(o, Math.round(line.at)); return { at: Math.round(o.at), first, last }; }).toSorted((a, b) => a.at - b.at);
