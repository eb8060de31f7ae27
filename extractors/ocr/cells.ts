/** Reading the cells of tables: cut along the rulings, line by line, columns of figures with the characters of figures only. */
import type { Box } from '../../schemas/block.js';
import { corrected } from './correct.js';
import type { LineReading, OcrEngine, ReadChar, Reading, TextBox } from './engine.js';
import { amountMarks, betterOf, figureCells, isNought, isSettled, onlyFigure, readFigure, type Style } from './figures.js';
import { type Blob, blobsIn, emOf, hull, rowsOf, textLines } from './ink.js';
import { crop, type Grey, resize, WHITE } from './pixels.js';

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

/** Marks that specks are taken for. */
const MARK = /^[\s“”"'`’‘·.．,，:：;；、*•°^_|!！~-]$/u;
/** A mark at either end, or a character in the margin, is a speck where the engine is less sure than this. */
const SPECK = 0.7;

/** Characters of a line without what was read into its margins. */
export function charsOf(line: LineReading): readonly ReadChar[] {
  const chars = line.chars.filter(c => c.at >= 0 && c.at <= 1);
  const isSpeck = (c: ReadChar | undefined): boolean => c !== undefined && chars.length > 1 && c.confidence < SPECK && MARK.test(c.text);
  while (isSpeck(chars[0])) chars.shift();
  while (isSpeck(chars.at(-1))) chars.pop();
  return chars;
}

/**
 * Reads the cells of the tables; empty ones are skipped.
 * @param faint the page with what lies faint under stamps, where there are any: a second look at what is not sure
 */
export async function readCells(image: Grey, faint: Grey | undefined, cells: readonly TableCell[], dpi: number, engine: OcrEngine): Promise<Placed[]> {
  const blobs = cells.map(cell => blobsIn(image, cell, dpi));
  const em = emOf(blobs.flatMap(b => rowsOf(b).map(hull)), dpi);
  const parts = blobs.flatMap((found: readonly Blob[], cell) => {
    const lines = found.length === 0 ? [] : textLines(image, found, em);
    return lines.map((box, n) => ({ cell, box, alone: lines.length === 1, above: lines[n - 1], below: lines[n + 1] }));
  });
  const cut = ({ cell, box, above, below }: (typeof parts)[number], margin: number, page = image, beside = margin): Grey => {
    const frame = cells[cell] as TableCell;
    const height = Math.max(box.y1 - box.y0, 0.75 * em);
    const middle = (box.y0 + box.y1) / 2;
    const top = Math.max(frame.y0 - margin * em, above ? (above.y1 + box.y0) / 2 : -Infinity, middle - (0.5 + margin) * height);
    const bottom = Math.min(frame.y1 + margin * em, below ? (box.y1 + below.y0) / 2 : Infinity, middle + (0.5 + margin) * height);
    return within(page, frame, box.x0 - beside * height, top, box.x1 + beside * height, bottom);
  };
  const readings = await engine.recognise(parts.map(part => cut(part, MARGIN)));
  // single figures are sometimes not seen at all: they are shown again, larger
  const unseen = parts.flatMap((_, i) => (readings[i]?.chars.length === 0 ? [i] : []));
  for (const [n, reading] of (await engine.recognise(unseen.map(i => cut(parts[i] as (typeof parts)[number], MARGIN / 3)))).entries()) readings[unseen[n] as number] = reading;
  const single = parts.flatMap((part, i) => {
    const { table, column, columnSpan } = cells[part.cell] as TableCell;
    return part.alone && columnSpan === 1 ? [{ part: i, column: `${table} ${column}`, text: charsOf(readings[i] as LineReading).map(c => c.text).join('') }] : [];
  });
  const styles = new Map([...figureCells(single)].map(([i, style]) => [(single[i] as { part: number }).part, style]));
  const figures = new Map([...styles].map(([i, style]) => [i, readFigure(readings[i] as LineReading, style)]));
  // what is not sure, or not written like its column, is read again: with what lies under stamps and beside the ink that is left of it, on a larger scale, then with its digits further apart
  const views = [
    ...(faint ? [(part: (typeof parts)[number]): Grey => cut(part, MARGIN / 2, faint), (part: (typeof parts)[number]): Grey => cut(part, MARGIN / 2, faint, BESIDE)] : []),
    (part: (typeof parts)[number]): Grey => cut(part, MARGIN / 2),
    (part: (typeof parts)[number]): Grey => stretched(cut(part, MARGIN)),
  ];
  for (const view of views) {
    const again = [...styles].filter(([i, style]) => !isSettled(figures.get(i), style));
    for (const [n, reading] of (await engine.recognise(again.map(([i]) => view(parts[i] as (typeof parts)[number])))).entries()) {
      const [i, style] = again[n] as [number, Style];
      figures.set(i, betterOf(figures.get(i), readFigure(reading, style), style));
    }
  }
  for (const { part } of single) if (!figures.has(part) && isNought(readings[part] as LineReading)) figures.set(part, { text: '0', confidence: Math.min(...(readings[part] as LineReading).chars.map(c => c.confidence)), alternatives: [] });
  const byColumn = new Map(single.flatMap(({ part, column }) => { const style = styles.get(part); return style ? [[column, style] as const] : []; }));
  const remains = new Set<number>();
  for (const members of groupedBy(parts.map((_, i) => i).filter(i => !parts[i]?.alone), i => (parts[i] as (typeof parts)[number]).cell)) {
    const { table, column, columnSpan } = cells[(parts[members[0] as number] as (typeof parts)[number]).cell] as TableCell;
    const style = columnSpan === 1 ? byColumn.get(`${table} ${column}`) : undefined;
    const only = style && onlyFigure(members.map(i => readings[i] as LineReading), style);
    if (only === undefined) continue;
    members.forEach((i, k) => (k === only.index ? figures.set(i, only.reading) : remains.add(i)));
  }
  const words = wordsOf(parts.map(({ cell }, i) => ({ cell, reading: remains.has(i) || figures.get(i) !== undefined ? undefined : readings[i] as LineReading })));
  return parts.flatMap(({ box }, i): Placed[] => {
    if (remains.has(i)) return [];
    const figure = figures.get(i);
    if (figure === undefined) return [{ box, chars: words.get(i) ?? [], alternatives: [] }];
    return [{ box, chars: [...figure.text].map(text => ({ text, confidence: figure.confidence })), alternatives: figure.alternatives }];
  });
}

/** Digits of narrow type lie closer than the recogniser can tell apart. */
const STRETCH = 1.4;
const stretched = (line: Grey): Grey => resize(line, Math.round(line.width * STRETCH), line.height);

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
  const chars = readings.map(charsOf);
  const texts = chars.map(line => line.map(c => c.text).join(''));
  return corrected(texts, readings).map((text, k) => (text === texts[k] ? chars[k] as readonly ReadChar[] : [...text].map(c => ({ text: c, confidence: PHRASE }))));
}

/** Characters of a line of its own; its amounts with the separators that the grammar of amounts gives. */
export function correctedLine(line: LineReading): Placed['chars'] {
  const chars = phraseOf([line])[0] as Placed['chars'];
  const marks = amountMarks(chars.map(c => c.text).join(''));
  return marks.size === 0 || chars.some(c => c.text.length !== 1) ? chars : chars.map((c, i) => ({ ...c, text: marks.get(i) ?? c.text }));
}

function groupedBy(items: readonly number[], key: (item: number) => number): number[][] {
  const groups = new Map<number, number[]>();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return [...groups.values()];
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

