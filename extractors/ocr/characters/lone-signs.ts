/**
 * Signs that stand alone in their cells: a recogniser that is made for lines knows them badly. A digit is shown again as
 * a line of its copies; a bar is told by its shape, and so are the asterisks beside the numbers of columns (栏次).
 */
import type { LineReading, OcrEngine, TextBox } from '../engines/engine.js';
import { crop, type Grey } from '../image/pixels.js';

const SURE = 0.9;
const COPIES = 3;
const SHAPED = 0.98;

/** Whether a line may be a lone digit, or two: as high as one, and no wider than two. */
export const isLoneDigit = ({ x0, y0, x1, y1 }: TextBox, em: number): boolean => y1 - y0 >= 0.5 * em && x1 - x0 <= 1.8 * (y1 - y0);

/** What stands for nothing is a bar no longer than a digit is high: it is taken for a full stop as well. Lengths in heights of a character. */
const DASH = { height: 0.3, shortest: 0.16, longest: 0.7 } as const;
/** How much wider than high a bar is; of bars of few pixels, which all look alike, their median; and how many tell it. */
const BAR = 1.5;
const BARS = { usual: 1.25, few: 4 } as const;
/** Share of their usual width by which such bars differ. */
const LIKE = 0.45;

const widthOf = ({ x0, x1 }: TextBox): number => x1 - x0;
const heightOf = ({ y0, y1 }: TextBox): number => y1 - y0;

/** Of lone lines those that are dashes: bars, and where most low signs are such, those of their width. */
function dashesOf(lines: readonly LoneLine[], em: number): LoneLine[] {
  const low = lines.filter(({ box }) => heightOf(box) <= DASH.height * em && widthOf(box) >= DASH.shortest * em && widthOf(box) <= DASH.longest * em);
  const middle = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
  const [usual, shape] = [middle(low.map(({ box }) => widthOf(box))), middle(low.map(({ box }) => widthOf(box) / heightOf(box)))];
  const areBars = low.length >= BARS.few && shape >= BARS.usual;
  return low.filter(({ box }) => widthOf(box) >= BAR * heightOf(box) || areBars && Math.abs(widthOf(box) - usual) <= LIKE * usual);
}

/** Asterisks are half as high as characters. */
const isLow = ({ y0, y1 }: TextBox, em: number): boolean => y1 - y0 <= 0.6 * em;

const textOf = ({ chars }: LineReading): string => chars.map(c => c.text).join('');

/** Whether a line is of a kind, surely. */
const isSureOf = (line: LineReading, kind: RegExp): boolean => kind.test(textOf(line)) && line.chars.every(c => c.confidence >= SURE);

/** A reading of signs that are known as a whole. */
function readingOf(text: string, confidence: number): LineReading {
  return {
    chars: [...text].map((sign, i) => ({ text: sign, confidence, at: (i + 0.5) / text.length })),
    figures: () => (/^(?:\d+|-)$/u.test(text) ? [{ text, confidence }] : []),
    likelihood: other => Math.log(other === text ? confidence : Math.max(1e-9, 1 - confidence)),
  };
}

/**
 * Reads lone digits, pairs of them, and lone characters (the last one of a wrapped name) again where they are not sure.
 * Shown as a line of their copies, they are read as often as they stand there or not believed.
 * @param views pictures of the lines that may be lone digits, by index
 */
export async function readLoneDigits(views: ReadonlyMap<number, () => Grey>, readings: LineReading[], engine: OcrEngine): Promise<void> {
  const again = [...views].filter(([i]) => !isSureOf(readings[i] as LineReading, /^(?:\d|\d\d|\p{Script=Han}+)$/u));
  const lines = await engine.recognise(again.map(([, view]) => repeated(view())));
  for (const [n, line] of lines.entries()) {
    const [i] = again[n] as [number, unknown];
    const first = readings[i] as LineReading;
    const signs = textOf(line).slice(0, line.chars.length / COPIES);
    if (textOf(line) !== signs.repeat(COPIES)) continue;
    const reading = readingOf(signs, Math.min(...line.chars.map(c => c.confidence)));
    if (/^\d{1,2}$/u.test(signs)) readings[i] = reading;
    else if (/^\p{Script=Han}$/u.test(signs) && !/[\p{L}\p{N}]/u.test(textOf(first))) readings[i] = { ...reading, figures: count => first.figures(count) };
  }
}

/** Copies of a picture side by side. */
function repeated(image: Grey): Grey {
  const step = image.width + Math.round(image.height / 10);
  const out = crop(image, 0, 0, (COPIES - 1) * step + image.width, image.height);
  for (let y = 0; y < image.height; y++) {
    const row = image.data.subarray(y * image.width, (y + 1) * image.width);
    for (let k = 1; k < COPIES; k++) out.data.set(row, y * out.width + k * step);
  }
  return out;
}

/** A line that is alone in its cell; lines of one row of a table have the same `row`. */
export interface LoneLine {
  readonly index: number;
  readonly row: string;
  readonly box: TextBox;
}

/** Puts dashes and the asterisks of a row of column numbers (** ** 1 2 3) in for readings that are not sure. `em` is the height of a character. */
export function readByShape(lines: readonly LoneLine[], readings: LineReading[], em: number): void {
  for (const { index } of dashesOf(lines, em)) {
    // no digit and no mark alone in its cell is a bar, however sure
    if (!isSureOf(readings[index] as LineReading, /^(?:\p{L}|-)$/u)) readings[index] = readingOf('-', SHAPED);
  }
  const textAt = ({ index }: LoneLine): string => textOf(readings[index] as LineReading);
  const rows = new Map<string, LoneLine[]>();
  for (const line of lines) rows.set(line.row, [...rows.get(line.row) ?? [], line]);
  for (const row of rows.values()) {
    const sorted = row.toSorted((a, b) => a.box.x0 - b.box.x0);
    const first = sorted.findIndex(line => /^\d{1,2}$/u.test(textAt(line)));
    const numbers = sorted.slice(first).map(line => Number(textAt(line)));
    if (first < 1 || numbers.length < 2 || numbers.some((n, i) => n !== (numbers[0] as number) + i) || (numbers[0] as number) > 3) continue;
    for (const { index, box } of sorted.slice(0, first)) {
      if (isLow(box, em)) readings[index] = readingOf('**', SHAPED);
    }
  }
}
