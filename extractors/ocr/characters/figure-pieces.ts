/** The unsure digits of a figure, shown alone with their neighbours: a third of what a look at the whole figure costs. */
import type { LineReading, ReadChar } from '../engines/engine.js';
import type { FigureReading } from './figures.js';
import { SURE } from '../notes.js';
import { crop, type Grey } from '../image/pixels.js';
import { INK } from '../image/prepare.js';

/** A part of a figure that is shown again. */
export interface Piece {
  readonly picture: Grey;
  /** The digits in it, as read first. */
  readonly digits: string;
  /** How sure the least sure of the other digits is. */
  readonly rest: number;
}

/** Larger parts (in characters of the figure) are shown as a whole. */
const LARGEST = 0.6;
/** White left and right of a part, in heights of the picture. */
const BESIDE = 0.12;

/** The digits of a text, one after the other. */
export const digitsOf = (text: string): string => text.normalize('NFKC').replaceAll(/\D/g, '');
const isDigit = ({ text }: ReadChar): boolean => digitsOf(text) !== '';
const textOf = (chars: readonly ReadChar[]): string => digitsOf(chars.map(c => c.text).join(''));
const least = (chars: readonly ReadChar[]): number => Math.min(1, ...chars.filter(isDigit).map(c => c.confidence));

/**
 * The part of a figure from the digit before its first unsure one to the digit behind its last; undefined where it is not
 * one of a few digits, or strokes touch at its ends.
 * @param picture another picture of the figure, with the same middle as the first, which was `shown` pixels wide
 */
export function unsurePiece({ chars }: LineReading, figure: FigureReading, picture: Grey, shown: number): Piece | undefined {
  const digits = chars.flatMap((c, i) => (isDigit(c) ? [i] : []));
  const unsure = digits.flatMap((i, n) => ((chars[i] as ReadChar).confidence < SURE ? [n] : []));
  if (unsure.length === 0 || textOf(chars) !== digitsOf(figure.text)) return undefined;
  const from = digits[Math.max(0, (unsure[0] as number) - 1)] as number;
  const to = digits[Math.min(digits.length - 1, (unsure.at(-1) as number) + 1)] as number;
  if (to - from + 1 > LARGEST * chars.length) return undefined;
  const middle = (i: number): number => picture.width / 2 + ((chars[i] as ReadChar).at - 0.5) * shown;
  const x0 = from === 0 ? 0 : whiteBetween(picture, middle(from - 1), middle(from));
  const x1 = to === chars.length - 1 ? picture.width : whiteBetween(picture, middle(to), middle(to + 1));
  if (x0 === undefined || x1 === undefined) return undefined;
  const part = crop(picture, x0, 0, x1, picture.height);
  const beside = Math.round(BESIDE * picture.height);
  return { picture: crop(part, -beside, 0, part.width + beside, part.height), digits: textOf(chars.slice(from, to + 1)), rest: least([...chars.slice(0, from), ...chars.slice(to + 1)]) };
}

/** The lightest column of pixels between the middles of two characters; undefined where there is ink in it. */
function whiteBetween({ width, height, data }: Grey, left: number, right: number): number | undefined {
  let best: { readonly x: number; readonly darkest: number } = { x: 0, darkest: INK };
  for (let x = Math.max(0, Math.ceil(left)); x <= Math.min(width - 1, right); x++) {
    let darkest = 255;
    for (let y = 0; y < height; y++) darkest = Math.min(darkest, data[y * width + x] as number);
    if (darkest > best.darkest) best = { x, darkest };
  }
  return best.darkest > INK ? best.x : undefined;
}

/** How sure the digits of a piece are in its own picture; none where others are read there. */
export function surenessOf(line: LineReading, { digits }: Piece): number {
  const same = line.figures(12).filter(r => digitsOf(r.text) === digits).reduce((sum, r) => sum + r.confidence, 0);
  return textOf(line.chars) === digits ? Math.min(1, same, least(line.chars)) : 0;
}
