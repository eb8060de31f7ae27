/**
 * Fonts whose character map names other digits than they draw: the text layer says 1,234 where the page shows 4,567.
 * How many closed curves a digit has tells most of them apart: 8 has three, 0, 6 and 9 have two, 4 two or one where it is
 * open, the others one.
 */
import type { DirectCalls } from './pdf-library.js';

/** Closed curves of each digit. */
const CURVES: readonly (readonly number[])[] = [[2], [1], [1], [1], [1, 2], [1], [2], [1], [3], [2]];
/** How many of the ten digits have so many curves, at most: fonts drawn in overlapping strokes have others, and tell nothing. */
const MOST: ReadonlyMap<number, number> = new Map([[1, 6], [2, 4], [3, 1]]);
/** Digits that must be known of a font, and how many of them must not fit. */
const LEAST = { known: 4, false: 2 } as const;
/** Outlines with more segments are no plain digits. */
const MOST_SEGMENTS = 400;
const SIZE = 1_000;
const MOVE = 2;

/** Whether the digits of a font can't be those that it draws. `curves` are the closed curves of each digit that is known. */
export function drawsOthers(curves: ReadonlyMap<number, number>): boolean {
  if (curves.size < LEAST.known) return false;
  const counts = [...curves.values()];
  const plain = counts.every((n) => counts.filter((other) => other === n).length <= (MOST.get(n) ?? 0));
  return plain && [...curves].filter(([digit, n]) => CURVES[digit]?.includes(n) === false).length >= LEAST.false;
}

/** The digits of a document's fonts as they are drawn. */
export class DigitShapes {
  private readonly fonts = new Map<string, FontDigits>();

  /** The digits of a font. */
  of(font: number, name: string): FontDigits {
    const key = `${font} ${name}`;
    let known = this.fonts.get(key);
    if (!known) this.fonts.set(key, known = new FontDigits(font, name));
    return known;
  }

  /** Names of the fonts that draw other digits than the text layer says, as far as pages were read. */
  get false(): ReadonlySet<string> {
    return new Set([...this.fonts.values()].filter(({ curves }) => drawsOthers(curves)).map(({ name }) => name));
  }
}

class FontDigits {
  /** Closed curves of the digits that have an outline. */
  readonly curves = new Map<number, number>();
  private readonly seen = new Set<number>();

  constructor(private readonly font: number, readonly name: string) {}

  /** A character of the font, by its code point. */
  see(call: DirectCalls, code: number): void {
    if (code < ZERO || code > NINE || this.seen.has(code)) return;
    this.seen.add(code);
    const path = call.FPDFFont_GetGlyphPath(this.font, code, SIZE);
    const segments = path ? call.FPDFGlyphPath_CountGlyphSegments(path) : 0;
    if (segments > MOST_SEGMENTS) return;
    let count = 0;
    for (let i = 0; i < segments; i++) if (call.FPDFPathSegment_GetType(call.FPDFGlyphPath_GetGlyphPathSegment(path, i)) === MOVE) count++;
    if (count > 0) this.curves.set(code - ZERO, count);
  }
}

const [ZERO, NINE] = [48, 57];
