/** Text outside ruled tables: the engine's detector finds its lines band by band, so that blank paper costs nothing. */
import { hull } from '../../schemas/block.js';
import type { PagePictures } from './cells.js';
import type { LineReading, OcrEngine, TextBox } from './engines/engine.js';
import type { FigureReading } from './characters/figures.js';
import { type InkLine, partsOf, whitesOf } from './characters/glued-lines.js';
import { blobsIn, emOf, isOfStamp, isStamped, rowsOf } from './image/ink.js';
import { isLoneDigit, readByShape, readLoneDigits } from './characters/lone-signs.js';
import { readOpenFigures } from './characters/open-figures.js';
import { crop, type Grey } from './image/pixels.js';
import { strayDashes } from './characters/stray-dashes.js';

/** White (inches) between bands that are looked at apart. */
const APART = 0.5;
const BORDER = 0.12;
/** Longer side of what the detector sees. */
const LONGEST = 1_280;
/** Lower boxes (inches) are no lines of text. */
const SMALLEST = 0.045;

/** A line of text outside tables. */
export interface OutsideLine {
  /** Its ink, and the stretches of it. */
  readonly box: TextBox;
  readonly runs: readonly TextBox[];
  readonly line: LineReading;
  /** What it is as a figure of a column of figures. */
  readonly figure: FigureReading | undefined;
  /** Pixels of the page for a place along the line (0..1). */
  onPage(at: number): number;
}

/** A line as found: the box that is shown, the ink in it, and whether the detector saw it. */
interface Found {
  readonly box: TextBox;
  readonly runs: readonly TextBox[];
  readonly ink: TextBox;
  readonly seen: boolean;
}

/** Lines of text in a page's pictures, with their readings. */
export async function outsideText(pictures: PagePictures, dpi: number, engine: OcrEngine): Promise<OutsideLine[]> {
  const { image } = pictures;
  const boxes: TextBox[] = [];
  for (const band of bandsOf(image, dpi)) {
    const part = crop(image, band.x0, band.y0, band.x1, band.y1);
    for (const b of await engine.detect(part, LONGEST)) {
      boxes.push({ x0: b.x0 + band.x0, y0: b.y0 + band.y0, x1: b.x1 + band.x0, y1: b.y1 + band.y0 });
    }
  }
  const lines = apart(image, boxes.filter(b => b.y1 - b.y0 >= SMALLEST * dpi), dpi);
  const inks = lines.map(box => blobsIn(image, box, dpi));
  const em = emOf(inks.filter(runs => runs.length > 0).map(hull), dpi);
  // the detector's boxes are generous
  const seen = lines.map((box, i) => ({ box, runs: inks[i] as readonly TextBox[], ink: inks[i]?.length ? hull(inks[i] as readonly TextBox[]) : box, seen: true }));
  const signs = unseenSigns(image, lines, em, dpi).filter(sign => pictures.faint === undefined || !isOfStamp(image, pictures.faint, sign));
  const unseen = signs.map(sign => ({ box: grown(sign, MARGIN * em), runs: [sign], ink: sign, seen: false }));
  const { found, readings } = await apartFromFigures([...seen, ...unseen], image, engine);
  await readLoneDigits(new Map(found.flatMap(({ ink }, i) => (isLoneDigit(ink, em) ? [[i, () => cut(image, grown(ink, MARGIN * em / 3))] as const] : []))), readings, engine);
  readByShape(found.map(({ ink }, index) => ({ index, box: ink, row: String(rowAt(ink, found.map(line => line.ink), em)) })), readings, em);
  const isRemains = (line: LineReading, ink: TextBox): boolean => pictures.faint !== undefined && line.chars.every(c => c.text === '-') && isStamped(image, pictures.faint, grown(ink, em / 2));
  const legible = found.map((line, i) => ({ ...line, line: readings[i] as LineReading, text: textOf(readings[i] as LineReading) })).filter(({ seen: own, line, ink }) => (own ? isText(line) : isSign(line) && !isRemains(line, ink)));
  const stray = strayDashes(legible);
  const texts = legible.filter(line => !stray.has(line));
  const figures = await readOpenFigures(texts, pictures, em, engine);
  return texts.map(({ box, runs, ink, line }, i) => ({ box: ink, runs, line, figure: figures.get(i), onPage: along(box) }));
}

const textOf = ({ chars }: LineReading): string => chars.map(c => c.text).join('');
const cut = (image: Grey, b: TextBox): Grey => crop(image, Math.floor(b.x0), Math.floor(b.y0), Math.ceil(b.x1), Math.ceil(b.y1));
const along = (box: TextBox) => (at: number): number => box.x0 + at * (box.x1 - box.x0);

/** Lines with their readings, figures and what stands beside them apart. */
async function apartFromFigures(lines: readonly Found[], image: Grey, engine: OcrEngine): Promise<{ found: Found[]; readings: LineReading[] }> {
  const read = (found: readonly Found[]): Promise<LineReading[]> => engine.recognise(found.map(({ box }) => cut(image, box)));
  const first = await read(lines);
  const inked = lines.map(({ box, runs, ink }, i) => ({ box: ink, runs, line: first[i] as LineReading, onPage: along(box) }));
  const bounds = { whites: inked.map(whitesOf), starts: inked.map(({ box }) => box.x0) };
  const parts = lines.map(({ seen }, i): Found[] => (seen ? partsOf(inked[i] as InkLine, bounds) : [])
    .map(part => ({ box: grown(part.ink, BESIDE * (part.ink.y1 - part.ink.y0)), ...part, seen })));
  const again = await read(parts.flat());
  const found = lines.flatMap((line, i) => (parts[i]?.length ? parts[i] as Found[] : [line]));
  const readings = lines.flatMap((_, i) => (parts[i]?.length ? again.splice(0, (parts[i] as Found[]).length) : [first[i] as LineReading]));
  return { found, readings };
}

/** White (in heights of the line) around a part of a line as it is shown: others are close. */
const BESIDE = 0.22;

/** Boxes of which two reach into each other: each ends at the widest white there, so that no character is read twice. One that has no ink of its own is left out. */
function apart(image: Grey, boxes: readonly TextBox[], dpi: number): TextBox[] {
  const out: (TextBox | undefined)[] = boxes.toSorted((a, b) => a.x0 - b.x0);
  for (const [i, left] of out.entries()) {
    if (left === undefined) continue;
    const k = out.findIndex((b, n) => n > i && b !== undefined && reachInto(left, b));
    const right = out[k];
    if (right === undefined) continue;
    const blobs = blobsIn(image, hull([left, right]), dpi).toSorted((a, b) => a.x0 - b.x0);
    const [from, to] = [right.x0 - heightOf(left) / 2, left.x1 + heightOf(left) / 2];
    let best = { from: 0, to: 0 };
    let end = -Infinity;
    for (const { x0, x1 } of blobs) {
      if (x0 - end > best.to - best.from && x0 >= from && end <= to && end > -Infinity) best = { from: end, to: x0 };
      end = Math.max(end, x1);
    }
    if (!blobs.some(b => (b.x0 + b.x1) / 2 < right.x0)) out[i] = undefined;
    else if (best.to > 0) [out[i], out[k]] = [{ ...left, x1: best.from + 1 }, { ...right, x0: best.to - 1 }];
  }
  return out.filter(b => b !== undefined);
}

const heightOf = ({ y0, y1 }: TextBox): number => y1 - y0;

/** Whether the right one of two boxes of a row begins in the left one and goes on beyond it. */
const reachInto = (left: TextBox, right: TextBox): boolean =>
  right.x0 < left.x1 && right.x0 > left.x0 + heightOf(left) / 2 && right.x1 > left.x1 && Math.min(left.y1, right.y1) - Math.max(left.y0, right.y0) > heightOf(left) / 2;

/** White around a sign as it is shown, in heights of a character. */
const MARGIN = 0.3;
const grown = (b: TextBox, by: number): TextBox => ({ x0: b.x0 - by, y0: b.y0 - by, x1: b.x1 + by, y1: b.y1 + by });

/** Height of the row of a line: that of the highest line which stands beside it. */
function rowAt(ink: TextBox, all: readonly TextBox[], em: number): number {
  const middle = (b: TextBox): number => (b.y0 + b.y1) / 2;
  return Math.min(...all.map(middle).filter(y => Math.abs(y - middle(ink)) < em / 2));
}

/** Ink of single signs beside lines of text that the detector passed over: it is made for lines, and easily overlooks a digit or a dash. */
function unseenSigns(image: Grey, lines: readonly TextBox[], em: number, dpi: number): TextBox[] {
  if (lines.length === 0) return [];
  const inside = (b: TextBox): boolean => lines.some(l => (b.x0 + b.x1) / 2 > l.x0 && (b.x0 + b.x1) / 2 < l.x1 && (b.y0 + b.y1) / 2 > l.y0 && (b.y0 + b.y1) / 2 < l.y1);
  const beside = (b: TextBox): boolean => lines.some(l => (b.y0 + b.y1) / 2 > l.y0 && (b.y0 + b.y1) / 2 < l.y1);
  const left = blobsIn(image, hull(lines), dpi).filter(b => !inside(b));
  const signs = signsOf(left.filter(beside), em);
  // beside a name of two lines they stand between these
  return [...signs, ...signsOf(left.filter(b => !beside(b)), em).filter(b => signs.filter(s => isBelow(s, b, em)).length >= COLUMN)];
}

/** Signs in the same place of other rows, at least, that tell of one which stands beside no line that it is of their column. */
const COLUMN = 3;
const isBelow = (a: TextBox, b: TextBox, em: number): boolean => Math.abs(a.x0 - b.x0) <= em / 4 && Math.abs(a.x1 - b.x1) <= em / 4;

/** Single signs of blobs of ink. */
function signsOf(blobs: readonly TextBox[], em: number): TextBox[] {
  const signs: TextBox[] = [];
  for (const blob of blobs.toSorted((a, b) => a.x0 - b.x0)) {
    const k = signs.findIndex(s => blob.x0 - s.x1 < em / 3 && blob.y0 < s.y1 && blob.y1 > s.y0);
    if (k < 0) signs.push(blob);
    else signs[k] = hull([signs[k] as TextBox, blob]);
  }
  return signs.filter(s => s.x1 - s.x0 <= 2 * em && s.y1 - s.y0 <= 1.2 * em && s.x1 - s.x0 >= em / 6);
}

/** Of what the detector passed over only digits, dashes and asterisks are believed, if they are sure. */
const isSign = ({ chars }: LineReading): boolean => /^(?:\d{1,3}|-|\*\*)$/u.test(chars.map(c => c.text).join('')) && chars.every(c => c.confidence >= SURE);
const SURE = 0.9;

/** Bands of the page that hold ink. */
function bandsOf(image: Grey, dpi: number): TextBox[] {
  const blobs = blobsIn(image, { x0: 0, y0: 0, x1: image.width, y1: image.height }, dpi).filter(b => b.y1 - b.y0 > 0.03 * dpi || b.x1 - b.x0 > 0.03 * dpi);
  const bands: TextBox[] = [];
  for (const row of rowsOf(blobs).map(hull)) {
    const last = bands.at(-1);
    if (last && row.y0 - last.y1 < APART * dpi) bands[bands.length - 1] = hull([last, row]);
    else bands.push(row);
  }
  const border = BORDER * dpi;
  return bands.map(b => ({
    x0: Math.max(0, Math.floor(b.x0 - border)), y0: Math.max(0, Math.floor(b.y0 - border)),
    x1: Math.min(image.width, Math.ceil(b.x1 + border)), y1: Math.min(image.height, Math.ceil(b.y1 + border)),
  }));
}

/** Mean probability below which marks are no text. */
const LEAST = 0.5;
/** Marks that specks alone in their line are taken for. */
const SPECKS = /^[\s.,，．·:：;；'"`’‘、。_|]*$/u;
const isText = (line: LineReading): boolean => !SPECKS.test(line.chars.map(c => c.text).join('')) && line.chars.reduce((sum, c) => sum + c.confidence, 0) / line.chars.length >= LEAST;
