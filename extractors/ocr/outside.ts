/** Text outside ruled tables: the engine's detector finds its lines band by band, so that blank paper costs nothing. */
import type { LineReading, OcrEngine, TextBox } from './engine.js';
import { blobsIn, hull, rowsOf } from './ink.js';
import { crop, type Grey } from './pixels.js';

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
  /** Pixels of the page for a place along the line (0..1). */
  onPage(at: number): number;
}

/** Lines of text in an image, with their readings. */
export async function outsideText(image: Grey, dpi: number, engine: OcrEngine): Promise<OutsideLine[]> {
  const boxes: TextBox[] = [];
  for (const band of bandsOf(image, dpi)) {
    const part = crop(image, band.x0, band.y0, band.x1, band.y1);
    for (const b of await engine.detect(part, LONGEST)) {
      boxes.push({ x0: b.x0 + band.x0, y0: b.y0 + band.y0, x1: b.x1 + band.x0, y1: b.y1 + band.y0 });
    }
  }
  const lines = boxes.filter(b => b.y1 - b.y0 >= SMALLEST * dpi);
  const readings = await engine.recognise(lines.map(b => crop(image, Math.floor(b.x0), Math.floor(b.y0), Math.ceil(b.x1), Math.ceil(b.y1))));
  return lines.map((box, i) => {
    const runs = blobsIn(image, box, dpi);
    // the detector's boxes are generous
    return { box: runs.length === 0 ? box : hull(runs), runs, line: readings[i] as LineReading, onPage: (at: number) => box.x0 + at * (box.x1 - box.x0) };
  }).filter(({ line }) => isText(line));
}

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
const isText = (line: LineReading): boolean => line.chars.length > 0 && line.chars.reduce((sum, c) => sum + c.confidence, 0) / line.chars.length >= LEAST;
