/**
 * Lines of text by their ink, for engines without a detector: blobs as high as characters, gathered in rows, parted at
 * wide gaps. Which way the lines run shows in how the ink gathers: across the lines it comes and goes.
 */
import { hull } from '../../../schemas/block.js';
import type { TextBox } from '../engines/engine.js';
import { type Blob, blobsIn, emOf, rowsOf, textLines } from './ink.js';
import { type Grey, quarterTurns } from './pixels.js';
import { INK } from './prepare.js';

/** Resolution that sizes in inches are taken for; scans of 150 to 300 dpi are near enough. */
const DPI = 200;
/** White (in heights of a character) that parts two lines in a row. */
const GAP = 1.6;
/** Higher or longer ink (inches) is no character: stamps, pictures, rules. */
const HIGHEST = 0.6;
/** White around a line, in heights of a character: engines cut off less than they see too much. */
const MARGIN = 0.2;

/** Boxes of text lines; those of text that stands on its side are higher than wide. */
export function linesByInk(image: Grey): TextBox[] {
  if (sharpness(image) >= sharpness(quarterTurns(image, 1))) return lying(image);
  return lying(quarterTurns(image, 1)).map(b => ({ x0: b.y0, x1: b.y1, y0: image.height - b.x1, y1: image.height - b.x0 }));
}

function lying(image: Grey): TextBox[] {
  const most = HIGHEST * DPI;
  const blobs = blobsIn(image, { x0: 0, y0: 0, x1: image.width, y1: image.height }, DPI).filter(b => b.y1 - b.y0 <= most && b.x1 - b.x0 <= most);
  const em = emOf(rowsOf(blobs).map(hull), DPI);
  return textLines(image, blobs, em).flatMap(row => parted(blobs.filter(b => middle(b) >= row.y0 && middle(b) < row.y1), GAP * em))
    .map(hull).filter(b => b.y1 - b.y0 >= em / 3)
    .map(b => ({ x0: Math.max(0, b.x0 - MARGIN * em), y0: Math.max(0, b.y0 - MARGIN * em), x1: Math.min(image.width, b.x1 + MARGIN * em), y1: Math.min(image.height, b.y1 + MARGIN * em) }));
}

const middle = (b: Blob): number => (b.y0 + b.y1) / 2;

/** Blobs of a row, from left to right, parted at gaps of at least that width. */
function parted(blobs: readonly Blob[], gap: number): Blob[][] {
  const out: Blob[][] = [];
  let end = -Infinity;
  for (const blob of blobs.toSorted((a, b) => a.x0 - b.x0)) {
    if (blob.x0 - end >= gap) out.push([]);
    (out.at(-1) as Blob[]).push(blob);
    end = Math.max(end, blob.x1);
  }
  return out;
}

/** How unevenly the ink lies over the rows: rows of text and the white between them differ most. */
function sharpness({ width, height, data }: Grey): number {
  let [squares, all, before] = [0, 0, 0];
  for (let y = 0; y < height; y++) {
    let ink = 0;
    for (let x = 0; x < width; x += 2) if ((data[y * width + x] as number) < INK) ink++;
    squares += (ink - before) ** 2;
    all += ink ** 2;
    before = ink;
  }
  return all === 0 ? 0 : squares / all;
}
