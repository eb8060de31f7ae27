/** Pages that stand twice in a file, and pages out of order, as those who put files together leave them. */
import type { ReadNote } from '../../../schemas/block.js';
import { isPageNumber } from '../page-marks.js';
import type { LaidOut } from './pdf.js';
import { type SourcePage, withoutBlanks } from './pdf-source.js';
import { heightsOf } from './sheets.js';

/** Fewer characters may stand alike on two pages, and those without an amount: the codes and names of two tables, whose amounts stand on other pages, or zeros. */
const LEAST = 20;
const AMOUNT = /\d,\d{3}|[1-9]\d*\.\d|\.\d*[1-9]|(?<!\d)(?:\d{4}(?!年)|\d{6}|\d{8,})(?!\d)/u;

/** Tells pages that say the same at the same places as one before. */
export class Twins {
  private readonly seen = new Map<string, number>();

  /** The page before (1-based) that page `n` repeats; undefined where there is none. */
  of({ glyphs }: Pick<SourcePage, 'glyphs'>, n: number): number | undefined {
    const printed = withoutBlanks(glyphs);
    if (printed.length < LEAST || !AMOUNT.test(printed.map((g) => g.text).join(''))) return undefined;
    const key = printOf(printed);
    const twin = this.seen.get(key);
    if (twin === undefined) this.seen.set(key, n);
    return twin;
  }
}

/** What tells characters and their places, to the point, from others: two sums of 32 bits that depend on their order (FNV-1a). */
function printOf(glyphs: SourcePage['glyphs']): string {
  let [a, b] = [0x811c9dc5, 0x01000193];
  for (const { text, x0, y0 } of glyphs) {
    for (const part of [text.codePointAt(0) ?? 0, Math.round(x0), Math.round(y0)]) {
      a = Math.imul(a ^ part, 0x01000193);
      b = Math.imul(b + part, 0x9e3779b1);
      b ^= b >>> 15;
    }
  }
  return `${glyphs.length},${a},${b}`;
}

/** Share of the page's height at top and bottom where page numbers stand. */
const MARGIN = 0.12;

/** A note `page/order` for each page whose printed number goes back, but for parts that begin anew. */
export function orderNotes(pages: readonly Pick<LaidOut, 'n' | 'place' | 'height' | 'blocks'>[]): ReadNote[] {
  const numbered = pages.flatMap((page) => {
    const number = printedNumber(page);
    return number === undefined ? [] : [{ n: page.n, sheet: page.place.sheet, number }];
  });
  return numbered.flatMap(({ n, sheet, number }, i) => {
    const before = numbered[i - 1];
    // a part that begins behind that page has no higher number than pages since
    const back = before !== undefined && number < before.number && number > n - before.n;
    return back ? [{ rule: 'page/order', page: sheet, params: { page: String(sheet), number: String(number), before: String(before.number) } }] : [];
  });
}

/** The number that a page bears at its head or foot. */
function printedNumber(page: Pick<LaidOut, 'height' | 'blocks' | 'place'>): number | undefined {
  const marks = page.blocks.flatMap((block) => {
    if (block.type !== 'paragraph' || block.box === undefined || !isPageNumber(block.text)) return [];
    const number = /\d{1,4}/u.exec(block.text)?.[0];
    return number !== undefined && heightsOf(block.box, page).some(({ y, height }) => y < MARGIN * height || y > (1 - MARGIN) * height) ? [Number(number)] : [];
  });
  return marks.length === 1 ? marks[0] : undefined;
}
