/** Columns of figures outside ruled cells: figures of one column end at one edge, and are read as those of ruled columns are. */
import { charsOf, type PagePictures } from '../cells.js';
import type { LineReading, OcrEngine, TextBox } from '../engines/engine.js';
import { type FigureReading, figureCells, isUsual, neverSure, perhapsNegative, readFigure, type Style } from './figures.js';
import { faintMinusBefore } from '../image/ink.js';
import { type FigureView, settleFigures, squeezed, stretched } from './figure-views.js';
import { crop, type Grey } from '../image/pixels.js';

/** How far (heights of a character) the right edges of a column's figures lie apart. */
const SAME_EDGE = 0.4;
/** Margin around a figure as it is shown, in heights of the line. */
const MARGIN = 0.3;
/** Fewer figures make no column. */
const FEWEST = 3;

/** An amount with one character that was read as a letter; codes may have letters of their own. */
const LETTERED = /^(?=.*\d{3})[\d.,，．-]*[A-Za-z][\d.,，．-]*[.．]\d{1,6}$/;

/** A line of text with its ink. */
export interface OpenLine {
  readonly ink: TextBox;
  readonly line: LineReading;
}

/** The figures among lines that stand below each other in columns, by index. `em` is the height of a character. */
export async function readOpenFigures(lines: readonly OpenLine[], pictures: PagePictures, em: number, engine: OcrEngine): Promise<Map<number, FigureReading>> {
  const readings = lines.map(({ line }) => line);
  const texts = readings.map(line => charsOf(line).map(c => c.text).join(''));
  const members = columnsOf(lines, texts, em);
  const styles = new Map([...figureCells(members.map(({ line, column }) => ({ column, text: texts[line] as string })))].map(([i, style]) => [(members[i] as { line: number }).line, style]));
  const figures = new Map<number, FigureReading | undefined>([...styles].map(([i, style]) => [i, readFigure(readings[i] as LineReading, style)]));
  await settleFigures({ lines: lines.map(({ ink }) => ({ table: '', width: ink.x1 - ink.x0 })), readings, styles, figures }, viewsOf(pictures, i => (lines[i] as OpenLine).ink), engine);
  return new Map([...figures].flatMap(([i, figure]) => {
    const { codes } = styles.get(i) as Style;
    if (figure === undefined || !isWhole(figure.text, texts[i] as string, styles.get(i) as Style)) return [];
    if (LETTERED.test(texts[i] as string)) return codes ? [] : [[i, neverSure(figure)]];
    return [[i, !codes && faintMinusBefore(pictures.image, (lines[i] as OpenLine).ink) ? perhapsNegative(figure, false) : figure]];
  }));
}

/** Whether a line is a whole figure as its column has them: what begins or ends one that is broken over lines stays as it was read. */
function isWhole(figure: string, read: string, style: Style): boolean {
  if (style.codes || figure === '0') return true;
  return isUsual(figure, style) && (figure.includes('.') || !/[.,，．]$/u.test(read));
}

/** Lines of digits whose right edges are in line, with a name for their column. */
function columnsOf(lines: readonly OpenLine[], texts: readonly string[], em: number): { line: number; column: string }[] {
  const isClean = (i: number): boolean => /\d/u.test(texts[i] as string) && !/\p{L}/u.test(texts[i] as string);
  const order = lines.flatMap((_, i) => (isClean(i) || LETTERED.test(texts[i] as string) ? [i] : [])).toSorted((a, b) => edgeOf(lines, a) - edgeOf(lines, b));
  const columns: number[][] = [];
  for (const i of order) {
    const column = columns.at(-1);
    if (column !== undefined && edgeOf(lines, i) - edgeOf(lines, column.at(-1) as number) < SAME_EDGE * em) column.push(i);
    else columns.push([i]);
  }
  return columns.filter(column => column.filter(isClean).length >= FEWEST).flatMap((column, c) => column.toSorted((a, b) => topOf(lines, a) - topOf(lines, b)).map(line => ({ line, column: String(c) })));
}

const edgeOf = (lines: readonly OpenLine[], i: number): number => (lines[i] as OpenLine).ink.x1;
const topOf = (lines: readonly OpenLine[], i: number): number => (lines[i] as OpenLine).ink.y0;

/** Other pictures of a figure; what lies beside it is close, so that little of the white is shown. */
function viewsOf({ image, faint, closed }: PagePictures, inkOf: (line: number) => TextBox): FigureView[] {
  const view = (picture: Grey, margin: number, change: (line: Grey) => Grey = line => line, counts = false): FigureView => ({ picture: line => change(cut(picture, inkOf(line), margin)), counts, broken: closed !== undefined });
  if (closed) return [view(closed, MARGIN / 4, undefined, true), view(closed, MARGIN / 2, squeezed)];
  return [...faint ? [view(faint, MARGIN / 2, undefined, true)] : [], view(image, MARGIN / 2), view(image, MARGIN, stretched)];
}

function cut(picture: Grey, { x0, y0, x1, y1 }: TextBox, margin: number): Grey {
  const by = margin * (y1 - y0);
  return crop(picture, Math.floor(x0 - by), Math.floor(y0 - by), Math.ceil(x1 + by), Math.ceil(y1 + by));
}
