/**
 * Words that the edge of a cell or of the page cuts off: spreadsheets print of a text what its column has room for, the
 * text layer has all of it. What is cut off would stand among the words of the next column.
 */
import type { Box } from '../../../schemas/block.js';
import { runsOf } from '../../../schemas/groups.js';
import { isFigure } from '../../../schemas/printed-figure.js';
import { APART, isBehind } from './glyph-words.js';
import type { CutWord, Glyph } from './pdf-source.js';

/** How far (points) the middle of a character lies outside where it is cut off. */
const OUTSIDE = 1;
/** Blank (em) behind which another word begins between two text objects. */
const ABUTS = 0.1;
/** The same within the text of one cell. */
const TOUCHES = 0.02;
/** Room (em) for each character of a cut word: with less, what is cut off is left out. */
const ROOM = 0.2;
/** The same for a figure, which is set smaller then: a part of one is another figure. */
const ROOM_OF_FIGURE = 0.02;

/** How much (em) of a line another text must overlap to stand in it. */
const IN_LINE = 0.3;
/** How far (em) below its cell a line stands at most that is the next one behind those seen. */
const NEXT = 0.5;
/** Height (points) of a line of which nothing is seen, at the edge of its cell. */
const EDGE = 1;

/** What two boxes have in common. */
export function within(a: Box | undefined, b: Box): Box {
  return a === undefined ? b : { x0: Math.max(a.x0, b.x0), y0: Math.max(a.y0, b.y0), x1: Math.min(a.x1, b.x1), y1: Math.min(a.y1, b.y1) };
}

/**
 * Sets words that are cut off in part into what is seen of them.
 * @param objects the text objects of the glyphs
 * @param clipOf what is seen of a text object at most
 * @returns the glyphs that are set elsewhere, those of which nothing is seen (`lost`), and the words
 */
export function cutWords(glyphs: readonly Glyph[], objects: readonly number[], clipOf: (object: number) => Box): { set: ReadonlyMap<Glyph, Glyph>; lost: readonly Glyph[]; words: readonly CutWord[] } {
  const outside = glyphs.map((glyph, i) => glyph.text.trim() !== '' && isBeside(glyph, clipOf(objects[i] ?? 0)));
  if (!outside.includes(true)) return { set: new Map(), lost: [], words: [] };
  const out = new Map<Glyph, Glyph>();
  const lost: Glyph[] = [];
  const words: CutWord[] = [];
  for (const places of wordsOf(glyphs, objects, clipOf)) {
    const cut = places.filter((i) => outside[i]);
    if (cut.length === 0) continue;
    const seen = places.filter((i) => !outside[i]);
    const moved = seen.length === 0 ? undefined : setInto(places.map((i) => glyphs[i] as Glyph), seen.map((i) => glyphs[i] as Glyph), clipOf(objects[places[0] ?? 0] ?? 0));
    if (moved === undefined) lost.push(...cut.map((i) => glyphs[i] as Glyph));
    else for (const [k, i] of places.entries()) out.set(glyphs[i] as Glyph, moved[k] as Glyph);
    if (seen.length > 0) words.push({ text: textOf(places, glyphs), seen: textOf(seen, glyphs) });
  }
  return { set: out, lost, words };
}

/**
 * Glyphs of texts in cells from which a text sticks out, each as far as it is seen and with the number of its cell: they
 * touch or overlap the text of the next one.
 * @param set glyphs that are set elsewhere
 * @param cellOf what the clipping path of a text object leaves of it, where it is less than the page
 */
export function clippedGlyphs(glyphs: readonly Glyph[], objects: readonly number[], set: ReadonlyMap<Glyph, Glyph>, cellOf: (object: number) => Box | undefined): Map<Glyph, Glyph> {
  const cells = new Map<string, Cell>();
  const cellAt = glyphs.map((glyph, i): Cell | undefined => {
    const box = cellOf(objects[i] ?? 0);
    if (box === undefined || glyph.text.trim() === '') return undefined;
    const key = [box.x0, box.x1, box.y0, box.y1].join();
    const cell = cells.get(key) ?? { box, overfull: false };
    cell.overfull ||= sticksOut(glyph, box);
    cells.set(key, cell);
    return cell;
  });
  const overfull = [...cells.values()].filter((cell) => cell.overfull);
  if (overfull.length === 0) return new Map(set);
  for (let i = 1; i < glyphs.length; i++) cellAt[i] ??= goesOnCell(cellAt[i - 1], glyphs[i - 1] as Glyph, glyphs[i] as Glyph);
  for (let i = glyphs.length - 2; i >= 0; i--) cellAt[i] ??= goesOnCell(cellAt[i + 1], glyphs[i + 1] as Glyph, glyphs[i] as Glyph);
  const out = new Map(set);
  for (const [i, glyph] of glyphs.entries()) {
    const cell = cellAt[i];
    if (cell?.overfull) out.set(glyph, { ...seenIn(set.get(glyph) ?? glyph, cell.box), clip: overfull.indexOf(cell) });
  }
  return out;
}

/**
 * Glyphs with those of lines for which a row is too low set into what it shows of them, be it nothing but its edge: they
 * would stand among the texts of the row below. A line over or below its cell where nothing stands is that of a merged
 * cell which a page end cuts.
 * @param set glyphs that are set elsewhere
 * @param cellOf what the clipping path of a text object leaves of it, where it is less than the page
 */
export function intoCells(glyphs: readonly Glyph[], objects: readonly number[], set: ReadonlyMap<Glyph, Glyph>, cellOf: (object: number) => Box | undefined): ReadonlyMap<Glyph, Glyph> {
  const cut = [...glyphs.entries()].flatMap(([i, glyph]) => {
    const cell = glyph.text.trim() === '' ? undefined : cellOf(objects[i] ?? 0);
    return cell !== undefined && isBelowMiddle(glyph, cell) ? [{ glyph, cell }] : [];
  });
  if (cut.length === 0) return set;
  const known = new Set(cut.map(({ glyph }) => glyph));
  const others = glyphs.filter((glyph) => glyph.text.trim() !== '' && !known.has(glyph));
  const out = new Map(set);
  for (const { glyph, cell } of cut) if (others.some((other) => standsIn(other, glyph, cell))) out.set(glyph, onEdge(set.get(glyph) ?? glyph, cell));
  return out;
}

/** Whether the middle of an upright line lies below its cell, and the line no further than the next one would. */
const isBelowMiddle = ({ turn, size, y0, y1 }: Glyph, cell: Box): boolean => turn === 0 && (y0 + y1) / 2 > cell.y1 && y0 < cell.y1 + NEXT * size;

/** Whether a glyph of another text stands in the line of one, within the columns of its cell. */
const standsIn = (other: Glyph, glyph: Glyph, cell: Box): boolean =>
  Math.min(other.y1, glyph.y1) - Math.max(other.y0, glyph.y0) > IN_LINE * glyph.size && Math.min(other.x1, cell.x1) > Math.max(other.x0, cell.x0);

/** A glyph with what its cell shows of its height, at least the edge. */
const onEdge = (glyph: Glyph, { y1 }: Box): Glyph => ({ ...glyph, y0: Math.min(glyph.y0, y1 - EDGE), y1 });

/** What the edges of a cell leave of its text. */
interface Cell { readonly box: Box; overfull: boolean }

/** The cell of a character if another one belongs to it: parts of a text in other fonts that are seen whole have no clipping path. */
const goesOnCell = (cell: Cell | undefined, known: Glyph, other: Glyph): Cell | undefined =>
  (cell?.overfull === true && other.text.trim() !== '' && isBehind(known, other, TOUCHES) && !isBeside(other, cell.box) ? cell : undefined);

const sticksOut = ({ turn, x0, x1, y0, y1 }: Glyph, cell: Box): boolean => (turn % 2 === 0 ? x0 < cell.x0 || x1 > cell.x1 : y0 < cell.y0 || y1 > cell.y1);

/** A glyph as far as it is seen along its line; as it is where its middle is not. */
function seenIn(glyph: Glyph, cell: Box): Glyph {
  if (isBeside(glyph, cell)) return glyph;
  return glyph.turn % 2 === 0 ? { ...glyph, x0: Math.max(glyph.x0, cell.x0), x1: Math.min(glyph.x1, cell.x1) } : { ...glyph, y0: Math.max(glyph.y0, cell.y0), y1: Math.min(glyph.y1, cell.y1) };
}

const textOf = (places: readonly number[], glyphs: readonly Glyph[]): string => places.map((i) => glyphs[i]?.text ?? '').join('');

/** Whether a character stands beside its clip. Text above or below may be that of a merged cell which a page end cuts: the next page goes on with it. */
function isBeside(glyph: Glyph, clip: Box): boolean {
  const across = glyph.turn % 2 === 0;
  const middle = across ? (glyph.x0 + glyph.x1) / 2 : (glyph.y0 + glyph.y1) / 2;
  return across ? middle < clip.x0 - OUTSIDE || middle > clip.x1 + OUTSIDE : middle < clip.y0 - OUTSIDE || middle > clip.y1 + OUTSIDE;
}

/** The places of characters that follow each other in one line without a blank. */
function wordsOf(glyphs: readonly Glyph[], objects: readonly number[], clipOf: (object: number) => Box): number[][] {
  const printed = [...glyphs.keys()].filter((i) => glyphs[i]?.text.trim() !== '');
  return runsOf(printed, (before, i) => {
    const [own, other] = [objects[i] ?? 0, objects[before] ?? 0];
    return isBehind(glyphs[before] as Glyph, glyphs[i] as Glyph, own === other ? APART : ABUTS) && (own === other || isSame(clipOf(own), clipOf(other)));
  });
}

const isSame = (a: Box, b: Box): boolean => a.x0 === b.x0 && a.x1 === b.x1 && a.y0 === b.y0 && a.y1 === b.y1;

/** Characters at equal distances within what is seen of some of them; undefined where there is no room. */
function setInto(word: readonly Glyph[], seen: readonly Glyph[], clip: Box): Glyph[] | undefined {
  const [first] = word;
  if (first === undefined) return undefined;
  const across = first.turn % 2 === 0;
  const from = Math.max(across ? clip.x0 : clip.y0, Math.min(...seen.map((g) => (across ? g.x0 : g.y0))));
  const to = Math.min(across ? clip.x1 : clip.y1, Math.max(...seen.map((g) => (across ? g.x1 : g.y1))));
  const step = (to - from) / word.length;
  const room = isFigure(word.map(({ text }) => text).join('')) ? ROOM_OF_FIGURE : ROOM;
  if (step < room * first.size) return undefined;
  const size = Math.min(first.size, step / ROOM);
  const forward = first.turn === 0 || first.turn === 1;
  return word.map((glyph, i) => {
    const at = forward ? from + i * step : to - (i + 1) * step;
    return across ? { ...glyph, size, x0: at, x1: at + step } : { ...glyph, size, y0: at, y1: at + step };
  });
}
