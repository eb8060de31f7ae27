/** Reading the cells of tables: cut along the rulings, line by line, columns of figures with the characters of figures only. */
import { type Box, hull } from '../../schemas/block.js';
import { rebracketed } from './characters/brackets.js';
import { corrected } from './characters/correct.js';
import type { LineReading, OcrEngine, ReadChar, Reading, TextBox } from './engines/engine.js';
import { groupedBy, settleFigures, squeezed, stretched } from './characters/figure-views.js';
import { decimalsOfWrapped, type FigureReading, figureCells, isNought, neverSure, onlyFigure, perhapsNegative, readFigure, type Style, wrappedFigure } from './characters/figures.js';
import { type Blob, blobsIn, emOf, faintBeside, faintMinusBefore, isStamped, paleBars, rowsOf, textLines, withoutRims } from './image/ink.js';
import { isLoneDigit, readByShape, readLoneDigits } from './characters/lone-signs.js';
import { marked } from './characters/marks.js';
import { renumbered } from './characters/numbering.js';
import { crop, type Grey, WHITE } from './image/pixels.js';

export interface TableCell extends Box {
  readonly table: number;
  readonly row: number;
  readonly column: number;
  readonly columnSpan: number;
}

/** Margin above and below a line of text, in heights of the line. */
const MARGIN = 0.3;
/** The same left and right of a figure of which a stamp may hide an end. */
const BESIDE = 0.75;

/** One line as read, with its place on the straightened page in pixels. */
export interface Placed {
  readonly box: TextBox;
  readonly chars: readonly { readonly text: string; readonly confidence: number }[];
  readonly alternatives: readonly Reading[];
}

/** The characters of a figure as read, each as sure as the figure. */
export const figureChars = ({ text, confidence, alternatives }: FigureReading): Pick<Placed, 'chars' | 'alternatives'> => ({ chars: [...text].map(c => ({ text: c, confidence })), alternatives });

/** Marks that specks are taken for. */
const MARK = /^[\s“”"'`’‘·.．,，:：;；、*•°^_|!！~-]$/u;
/** A mark at either end, or a character in the margin, is a speck where the engine is less sure than this. */
const SPECK = 0.7;

/** Dots, and marks among them, that grain before a word is taken for: no label begins with as many. */
const GRAIN = /^[\s·.．…,，、:：;；。?？—–-]{3,}(?=\p{Script=Han})/u;
const DOT = /[·.．…]/u;
/** A line of a label that is nothing else. */
const ONLY_GRAIN = /^(?=.*[·.．…])[\s·.．…,，、:：;；。?？—–-]{3,}$/u;

/** Characters of a line that are but grain before its words. */
function grainBefore(chars: readonly ReadChar[]): number {
  const grain = GRAIN.exec(chars.map(c => [...c.text][0] ?? ' ').join(''))?.[0] ?? '';
  return DOT.test(grain) ? grain.length : 0;
}

/** Characters of a line without what was read into its margins. */
export function charsOf(line: LineReading): readonly ReadChar[] {
  const chars = line.chars.filter(c => c.at >= 0 && c.at <= 1);
  const isSpeck = (c: ReadChar | undefined): boolean => c !== undefined && chars.length > 1 && c.confidence < SPECK && MARK.test(c.text);
  chars.splice(0, grainBefore(chars));
  while (isSpeck(chars[0])) chars.shift();
  while (isSpeck(chars.at(-1))) chars.pop();
  return chars;
}

/** Pictures of one page without its rulings; `faint` and `closed` are second looks at what is not sure. */
export interface PagePictures {
  readonly image: Grey;
  /** With what lies faint under stamps, where there are any. */
  readonly faint: Grey | undefined;
  /** With the gaps of broken strokes closed, of a page of black and white. */
  readonly closed: Grey | undefined;
}

/** A line of text in a cell. */
interface Part {
  readonly cell: number;
  readonly box: TextBox;
  /** The only one of its cell. */
  readonly alone: boolean;
  readonly above: TextBox | undefined;
  readonly below: TextBox | undefined;
}

/** Cuts a line out of a picture, with margins in heights of the line above and below, left and right. */
type Cut = (part: Part, picture: Grey, margin: number, beside?: number) => Grey;
type View = (part: Part) => Grey;

/** Reads the cells of the tables; empty ones are skipped. */
export async function readCells(pictures: PagePictures, cells: readonly TableCell[], dpi: number, engine: OcrEngine): Promise<Placed[]> {
  const { image } = pictures;
  const { parts, em } = linesOf(pictures, cells, dpi);
  const cut = cutter(cells, em);
  const partAt = (i: number): Part => parts[i] as Part;
  const shown = parts.map(part => cut(part, image, MARGIN));
  const readings = await engine.recognise(shown);
  // single figures are sometimes not seen at all: they are shown again, larger
  const unseen = parts.flatMap((_, i) => (readings[i]?.chars.length === 0 ? [i] : []));
  for (const [n, reading] of (await engine.recognise(unseen.map(i => cut(partAt(i), image, MARGIN / 3)))).entries()) readings[unseen[n] as number] = reading;
  await readLoneDigits(new Map(parts.flatMap((part, i) => (isLoneDigit(part.box, em) ? [[i, () => cut(part, image, MARGIN / 3, 0)] as const] : []))), readings, engine);
  readByShape(parts.flatMap(({ alone, box, cell }, index) => (alone ? [{ index, box, row: rowOf(cells[cell] as TableCell) }] : [])), readings, em);
  const single = parts.flatMap((part, i) => {
    const column = columnOf(part, cells);
    return part.alone && column !== undefined ? [{ part: i, column, text: charsOf(readings[i] as LineReading).map(c => c.text).join('') }] : [];
  });
  const styles = new Map([...figureCells(single)].map(([i, style]) => [(single[i] as { part: number }).part, style]));
  const figures = new Map([...styles].map(([i, style]) => [i, readFigure(readings[i] as LineReading, style)]));
  const byColumn = new Map(single.flatMap(({ part, column }) => { const style = styles.get(part); return style ? [[column, style] as const] : []; }));
  const views = viewsOf(pictures, cut);
  const { found, remains, whole } = await amongRemains(parts, cells, byColumn, readings, async members => (pictures.faint ? engine.recognise(members.map(i => (views[0] as View)(partAt(i)))) : undefined));
  for (const [i, { reading, style }] of found) { figures.set(i, reading); styles.set(i, style); }
  const lines = parts.map(({ cell, box }, i) => ({ table: String(cells[cell]?.table), width: box.x1 - box.x0, shown: unseen.includes(i) ? undefined : shown[i]?.width }));
  // the second picture shows what the first lost, so that its reading counts
  await settleFigures({ lines, readings, styles, figures }, views.map((view, k) => ({ picture: i => view(partAt(i)), counts: k === 0 && (pictures.faint ?? pictures.closed) !== undefined, broken: pictures.closed !== undefined })), engine);
  for (const i of found.keys()) figures.set(i, neverSure(figures.get(i) as FigureReading));
  for (const { part } of single) if (!figures.has(part) && isNought(readings[part] as LineReading)) figures.set(part, { text: '0', confidence: Math.min(...(readings[part] as LineReading).chars.map(c => c.confidence)), alternatives: [] });
  const withFaintInk = (read: FigureReading, style: Style | undefined, box: TextBox, cell: TableCell): FigureReading => {
    if (faintBeside(image, cell, box, dpi)) return neverSure(read);
    return style?.codes === false && faintMinusBefore(image, box) ? perhapsNegative(read, false) : read;
  };
  const words = wordsOf(parts.map(({ cell }, i) => ({ cell, reading: remains.has(i) || whole.has(i) || figures.get(i) !== undefined ? undefined : readings[i] as LineReading })));
  renumber(words, parts, cells);
  return parts.flatMap(({ box, cell }, i): Placed[] => {
    if (remains.has(i)) return [];
    const wrapped = whole.get(i);
    const read = wrapped?.reading ?? figures.get(i);
    const figure = read && withFaintInk(read, styles.get(i), box, cells[cell] as TableCell);
    const place = clearOfSides(wrapped?.box ?? box, cells[cell] as TableCell, em);
    return [figure === undefined ? { box: withoutRemains(place, box, readings[i] as LineReading, pictures), chars: words.get(i) ?? [], alternatives: [] } : { box: place, ...figureChars(figure) }];
  });
}

/** White (in heights of a character) between a text and the sides of its cell: figures of two cells that touch the ruling between them are not one. */
const SIDE = 0.08;

/** A line's box without what touches the left or right side of its cell. */
function clearOfSides(box: TextBox, cell: TableCell, em: number): TextBox {
  const [x0, x1] = [Math.max(box.x0, cell.x0 + SIDE * em), Math.min(box.x1, cell.x1 - SIDE * em)];
  return x0 < x1 ? { ...box, x0, x1 } : box;
}

/** Chinese characters of a line that tell how far apart its characters are, at least; and how many such distances the ink before the middle of the first one may be wide, at most. */
const PITCH = { characters: 4, before: 1.1 } as const;

/** A line of words without the ink before its first character that is left of a stamp: it would tell of another indentation. `ink` is the line as it was cut. */
function withoutRemains(place: TextBox, ink: TextBox, line: LineReading, { image, faint }: PagePictures): TextBox {
  const chars = faint === undefined ? [] : charsOf(line);
  const isHan = (c: ReadChar | undefined): boolean => c !== undefined && /\p{Script=Han}/u.test(c.text);
  if (faint === undefined || !isHan(chars[0]) || chars.filter(isHan).length < PITCH.characters) return place;
  const margin = MARGIN * (ink.y1 - ink.y0);
  const width = ink.x1 - ink.x0 + 2 * margin;
  const distances = chars.slice(1).map((c, i) => (c.at - (chars[i] as ReadChar).at) * width).toSorted((a, b) => a - b);
  const pitch = distances[distances.length >> 1] as number;
  const middle = ink.x0 - margin + (chars[0] as ReadChar).at * width;
  const x0 = middle - pitch / 2;
  return middle - place.x0 > PITCH.before * pitch && isStamped(image, faint, { ...ink, x1: x0 }) ? { ...place, x0 } : place;
}

/** Lines of text of all cells, and the height of a character in pixels. */
function linesOf({ image, faint }: PagePictures, cells: readonly TableCell[], dpi: number): { parts: Part[]; em: number } {
  const ink = cells.map(cell => blobsIn(image, cell, dpi));
  const em = emOf(ink.flatMap(b => rowsOf(b).map(hull)), dpi);
  const blobs = faint === undefined ? ink : ink.map(own => withoutRims(image, faint, own, em));
  const blank = cells.flatMap((_, i) => (blobs[i]?.length === 0 ? [i] : []));
  for (const own of groupedBy(blank, i => String(cells[i]?.table))) {
    const marks = cells.flatMap((cell, i) => (cell.table === cells[own[0] as number]?.table && blobs[i]?.length === 1 ? [{ cell, ink: blobs[i][0] as Blob }] : []));
    for (const [i, bar] of paleBars(image, new Map(own.map(k => [k, cells[k] as TableCell])), marks, em, dpi)) blobs[i] = [bar];
  }
  const parts = blobs.flatMap((found: readonly Blob[], cell) => {
    const lines = found.length === 0 ? [] : textLines(image, found, em);
    const pieces = lines.map(line => (isMerged(cells[cell] as TableCell) ? piecesOf(line, found, em) : [line]));
    return pieces.flatMap((own, n) => own.map(box => ({ cell, box, alone: lines.length === 1 && own.length === 1, above: lines[n - 1], below: lines[n + 1] })));
  });
  return { parts, em };
}

/** White (in heights of a character) between two texts of a line in a cell merged over columns, such as the publisher at its left end and the unit at its right one. */
const TEXTS_APART = 4;
const isMerged = ({ columnSpan }: TableCell): boolean => columnSpan > 1;

/** The texts of a line: one as wide as the page is squeezed too much to be read. */
function piecesOf(line: TextBox, blobs: readonly Blob[], em: number): TextBox[] {
  const own = blobs.filter(({ y0, y1 }) => (y0 + y1) / 2 > line.y0 && (y0 + y1) / 2 < line.y1).toSorted((a, b) => a.x0 - b.x0);
  const pieces: { x0: number; x1: number }[] = [];
  for (const { x0, x1 } of own) {
    const last = pieces.at(-1);
    if (last && x0 - last.x1 < TEXTS_APART * em) last.x1 = Math.max(last.x1, x1);
    else pieces.push({ x0, x1 });
  }
  return pieces.length < 2 ? [line] : pieces.map(piece => ({ ...line, ...piece }));
}

const cutter = (cells: readonly TableCell[], em: number): Cut => ({ cell, box, above, below }, picture, margin, beside = margin) => {
  const frame = cells[cell] as TableCell;
  const height = Math.max(box.y1 - box.y0, 0.75 * em);
  const middle = (box.y0 + box.y1) / 2;
  const top = Math.max(frame.y0 - margin * em, above ? (above.y1 + box.y0) / 2 : -Infinity, middle - (0.5 + margin) * height);
  const bottom = Math.min(frame.y1 + margin * em, below ? (box.y1 + below.y0) / 2 : Infinity, middle + (0.5 + margin) * height);
  return within(picture, frame, box.x0 - beside * height, top, box.x1 + beside * height, bottom);
};

/** How a figure that is not sure, or not written like its column, is shown again, one way after the other until it is. */
function viewsOf({ image, faint, closed }: PagePictures, cut: Cut): View[] {
  // with its gaps closed, then with its digits closer
  if (closed) return [part => cut(part, closed, MARGIN / 4), part => squeezed(cut(part, closed, MARGIN / 2))];
  // on a larger scale, then with its digits further apart
  const plain: View[] = [part => cut(part, image, MARGIN / 2), part => stretched(cut(part, image, MARGIN))];
  // with what lies under stamps, and beside the ink that is left of it
  return faint ? [part => cut(part, faint, MARGIN / 2), part => cut(part, faint, MARGIN / 2, BESIDE), ...plain] : plain;
}

/** A name for the row of a cell. */
const rowOf = ({ table, row }: TableCell): string => `${table} ${row}`;

/** A name for the column of a cell that belongs to one. */
function columnOf({ cell }: Part, cells: readonly TableCell[]): string | undefined {
  const { table, column, columnSpan } = cells[cell] as TableCell;
  return columnSpan === 1 ? `${table} ${column}` : undefined;
}

/**
 * Cells of columns of figures in which several lines seem to stand: an amount that is wrapped, or the figure among remains of a stamp.
 * @param look a second reading of lines, where there is one
 */
async function amongRemains(parts: readonly Part[], cells: readonly TableCell[], byColumn: ReadonlyMap<string, Style>, readings: readonly LineReading[], look: (members: readonly number[]) => Promise<LineReading[] | undefined>): Promise<{ found: Map<number, { reading: FigureReading; style: Style }>; remains: Set<number>; whole: Map<number, { reading: FigureReading; box: TextBox }> }> {
  const whole = new Map<number, { reading: FigureReading; box: TextBox }>();
  const found = new Map<number, { reading: FigureReading; style: Style }>();
  const remains = new Set<number>();
  const lines = parts.flatMap((part, i) => (part.alone ? [] : [i]));
  const groups = groupedBy(lines, i => (parts[i] as Part).cell);
  const styleOf = ([first]: readonly number[]): Style | undefined => byColumn.get(columnOf(parts[first as number] as Part, cells) ?? '');
  const linesOf = (members: readonly number[]): LineReading[] => members.map(i => readings[i] as LineReading);
  const tableOf = ([first]: readonly number[]): number => cells[(parts[first as number] as Part).cell]?.table ?? -1;
  const long = new Map([...new Set(groups.map(tableOf))].map(table => [table, decimalsOfWrapped(groups.filter(g => tableOf(g) === table && styleOf(g)?.codes === false).map(linesOf))]));
  for (const members of groups) {
    const style = styleOf(members);
    if (style === undefined) continue;
    const decimals = long.get(tableOf(members));
    const wrapped = (decimals === undefined || style.codes ? undefined : wrappedFigure(linesOf(members), { ...style, decimals })) ?? wrappedFigure(linesOf(members), style);
    if (wrapped !== undefined) { whole.set(members[0] as number, { reading: wrapped, box: hull(members.map(i => (parts[i] as Part).box)) }); members.slice(1).forEach(i => remains.add(i)); continue; }
    const only = onlyFigure(linesOf(members), style) ?? onlyFigure(await look(members) ?? [], style);
    if (only === undefined) continue;
    members.forEach((i, k) => (k === only.index ? found.set(i, { reading: only.reading, style }) : remains.add(i)));
  }
  return { found, remains, whole };
}

/** A letter that was put right is as sure as the phrase. */
const PHRASE = 0.98;

/** Characters of lines that are no figures, those of each cell read as one phrase. */
function wordsOf(lines: readonly { readonly cell: number; readonly reading: LineReading | undefined }[]): Map<number, Placed['chars']> {
  const out = new Map<number, Placed['chars']>();
  const own = lines.flatMap(({ reading }, i) => (reading === undefined ? [] : [i]));
  for (const members of groupedBy(own, i => (lines[i] as { cell: number }).cell)) {
    const readings = members.map(i => lines[i]?.reading as LineReading);
    phraseOf(readings).forEach((chars, k) => out.set(members[k] as number, chars));
  }
  return out;
}

function phraseOf(readings: readonly LineReading[]): Placed['chars'][] {
  const read = readings.map(charsOf);
  const hasWords = read.some(line => line.some(c => /\p{Script=Han}/u.test(c.text)));
  const chars = hasWords ? read.map(line => (ONLY_GRAIN.test(line.map(c => c.text).join('')) ? [] : line)) : read;
  const texts = chars.map(line => line.map(c => c.text).join(''));
  return corrected(texts, readings).map((text, k) => marked(text === texts[k] ? chars[k] as readonly ReadChar[] : [...text].map(c => ({ text: c, confidence: PHRASE }))));
}

/** Characters of a line of its own. */
export function correctedLine(line: LineReading): Placed['chars'] {
  const [chars] = phraseOf([line]) as [Placed['chars']];
  return renamed(chars, renumbered([textOf(chars)])[0] as string);
}

const textOf = (chars: Placed['chars']): string => chars.map(c => c.text).join('');

/** Characters of a line as they are, or of another text in their place. */
const renamed = (chars: Placed['chars'], text: string): Placed['chars'] => (text === textOf(chars) ? chars : [...text].map(c => ({ text: c, confidence: PHRASE })));

/** Puts the numerals of labels right that follow each other in a column, and the brackets of their codes. */
function renumber(words: Map<number, Placed['chars']>, parts: readonly Part[], cells: readonly TableCell[]): void {
  const first = [...words.keys()].filter(i => parts[i]?.above === undefined && columnOf(parts[i] as Part, cells) !== undefined);
  const rowOfPart = (i: number): number => cells[(parts[i] as Part).cell]?.row ?? 0;
  for (const column of groupedBy(first, i => columnOf(parts[i] as Part, cells))) {
    const own = column.toSorted((a, b) => rowOfPart(a) - rowOfPart(b));
    rebracketed(renumbered(own.map(i => textOf(words.get(i) as Placed['chars'])))).forEach((text, k) => words.set(own[k] as number, renamed(words.get(own[k] as number) as Placed['chars'], text)));
  }
  for (const [i, chars] of words) if (textOf(chars).startsWith('、')) words.set(i, renamed(chars, renumbered([textOf(chars)])[0] as string));
}

/** A part of the image; what lies outside the frame is white. */
function within(image: Grey, frame: Box, x0: number, y0: number, x1: number, y1: number): Grey {
  const [left, top, right, bottom] = [Math.floor(x0), Math.floor(y0), Math.ceil(x1), Math.ceil(y1)];
  const out = crop(image, left, top, right, bottom);
  const [fx0, fx1, fy0, fy1] = [Math.round(frame.x0) - left, Math.round(frame.x1) - left, Math.round(frame.y0) - top, Math.round(frame.y1) - top];
  for (let y = 0; y < out.height; y++) {
    const row = y * out.width;
    if (y < fy0 || y >= fy1) { out.data.fill(WHITE, row, row + out.width); continue; }
    if (fx0 > 0) out.data.fill(WHITE, row, row + Math.min(fx0, out.width));
    if (fx1 < out.width) out.data.fill(WHITE, row + Math.max(0, fx1), row + out.width);
  }
  return out;
}

