/**
 * Which way up a page is, and its skew. The direction of the detector's boxes tells lying from standing text; between a
 * page and its upside-down twin the recogniser is surer of the right one.
 */
import type { Box } from '../../../schemas/block.js';
import { roundedBox } from '../../read/pdf/matrix.js';
import type { Turn } from '../../read/pdf/pdf-source.js';
import { turnedBox, turnedOnto } from '../../read/pdf/upright.js';
import type { OcrEngine, TextBox } from '../engines/engine.js';
import { withHairlines } from './hairlines.js';
import { crop, type Grey, quarterTurns, type Raster } from './pixels.js';
import { greyOf, isBilevel, level, READ_REST, skewOf, softened, straighten, withoutGrain, withoutSpecks } from './prepare.js';

export interface StraightPage {
  /** Levelled, upright and straight. */
  readonly image: Grey;
  /** The same with its thin strokes, of a page from which grain was taken: for reading, not for rulings. */
  readonly thin: Grey | undefined;
  /** The same with what lies faint under red stamps, and with the stamps' rims; undefined where there are none. */
  readonly faint: Grey | undefined;
  /** The same more softened, so that gaps of broken strokes close; only of a page of black and white. */
  readonly closed: Grey | undefined;
  /** Quarter turns (clockwise) that made it upright. */
  readonly turns: number;
  /** A box of the straight page, in units of 1/`unit` pixels, on the page as filed. */
  toPage(box: Box, unit: number): Box;
}

/** Longer side of what the detector sees for this. */
const GLANCE = 736;
const SAMPLES = 4;
/** Heights of a line that are looked at of it. */
const BEGINNING = 6;
/** Rounds of softening that close the gaps of broken strokes at 200 dpi and leave neighbouring strokes apart. */
const CLOSING = 2;
/** Skew (radians) with which the recogniser reads as well. */
const BORNE = 0.02;
/** Mean probability from which a page is taken for upright without looking further. */
const UPRIGHT = 0.88;

/** Prepares a page image for reading. */
export async function straightPage(raster: Raster, dpi: number, engine: OcrEngine): Promise<StraightPage> {
  const { image: grey, faint } = greyOf(raster, dpi);
  const bilevel = isBilevel(grey);
  const flat = bilevel ? softened(withoutSpecks(grey, dpi)) : level(grey, dpi);
  const levelled = bilevel ? flat : withoutGrain(flat);
  const { turns, upright, skew, straight } = await uprightPage(levelled, dpi, engine);
  const image = bilevel ? withHairlines(straight, dpi) : straight;
  return {
    image, turns, thin: levelled === flat ? undefined : straighten(quarterTurns(withoutGrain(flat, READ_REST), turns), skew),
    faint: faint && straighten(quarterTurns(withoutGrain(level(faint, dpi)), turns), skew),
    closed: bilevel ? straighten(quarterTurns(softened(levelled, CLOSING), turns), skew) : undefined,
    toPage: (box, unit) => turnedBack(skewed(box, skew, upright.width * unit / 2, upright.height * unit / 2), turns, raster.width * unit, raster.height * unit),
  };
}

/** A page turned by quarter turns, its skew, and the page without it. */
interface Turned { readonly turns: number; readonly upright: Grey; readonly skew: number; readonly straight: Grey }

function turnedPage(image: Grey, turns: number, dpi: number): Turned {
  const upright = quarterTurns(image, turns);
  const skew = skewOf(upright, dpi);
  return { turns, upright, skew, straight: straighten(upright, skew) };
}

/** The page upright and straight. */
async function uprightPage(image: Grey, dpi: number, engine: OcrEngine): Promise<Turned> {
  const standing = samples(await engine.detect(image, GLANCE));
  if (standing.boxes.length === 0) return turnedPage(image, 0, dpi);
  let best: Turned | undefined;
  let most = -1;
  for (const turns of standing.lying ? [0, 2] : [3, 1]) {
    const page = turnedPage(image, turns, dpi);
    // quarter turns leave the skew as it is, and the recogniser bears little of it
    const boxes = Math.abs(page.skew) > BORNE ? samples(await engine.detect(page.straight, GLANCE)).boxes : standing.boxes.map(b => turnedOnto(b, turns as Turn, image.width, image.height));
    const sure = await certainty(boxes.map(b => beginningOf(Math.abs(page.skew) > BORNE ? page.straight : page.upright, b)), engine);
    if (sure > most) { most = sure; best = page; }
    if (sure >= UPRIGHT) break;
  }
  return best as Turned;
}

const beginningOf = (image: Grey, { x0, y0, x1, y1 }: TextBox): Grey =>
  crop(image, Math.floor(x0), Math.floor(y0), Math.ceil(Math.min(x1, x0 + BEGINNING * (y1 - y0))), Math.ceil(y1));

/** The widest boxes, and whether most of the text lies. */
function samples(boxes: readonly TextBox[]): { boxes: TextBox[]; lying: boolean } {
  const long = boxes.filter(b => Math.max(b.x1 - b.x0, b.y1 - b.y0) >= 2 * Math.min(b.x1 - b.x0, b.y1 - b.y0));
  const lying = long.filter(b => b.x1 - b.x0 > b.y1 - b.y0);
  const isLying = lying.length * 2 >= long.length;
  const length = (b: TextBox): number => (isLying ? b.x1 - b.x0 : b.y1 - b.y0);
  return { boxes: (isLying ? lying : long.filter(b => !lying.includes(b))).sort((a, b) => length(b) - length(a)).slice(0, SAMPLES), lying: isLying };
}

async function certainty(parts: readonly Grey[], engine: OcrEngine): Promise<number> {
  const chars = (await engine.recognise(parts)).flatMap(line => line.chars);
  return chars.length === 0 ? 0 : chars.reduce((sum, c) => sum + c.confidence, 0) / chars.length;
}

/** Back from a page turned by `turns` to the page of the given size. */
function turnedBack(b: Box, turns: number, width: number, height: number): Box {
  const sideways = turns % 2 === 1;
  return turnedBox(b, turns as Turn, sideways ? height : width, sideways ? width : height);
}

/** The upright box around a box turned by the skew about the page's centre. */
function skewed(b: Box, skew: number, cx: number, cy: number): Box {
  const [cos, sin] = [Math.cos(skew), Math.sin(skew)];
  // the box keeps its size: only its centre moves, so that neighbours do not overlap
  const [x, y] = [(b.x0 + b.x1) / 2 - cx, (b.y0 + b.y1) / 2 - cy];
  const [dx, dy] = [x * cos - y * sin - x, x * sin + y * cos - y];
  return roundedBox({ x0: b.x0 + dx, x1: b.x1 + dx, y0: b.y0 + dy, y1: b.y1 + dy });
}
