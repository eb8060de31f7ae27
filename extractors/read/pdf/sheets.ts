/**
 * Sheets on which several pages are printed: two beside each other, or four. They are read page by page, so that a table
 * goes on from the left one to the right one; figures keep their places on the sheet.
 */
import type { Block, Box, Place } from '../../../schemas/block.js';
import { roundedBox } from './matrix.js';
import { isPageNumber } from '../page-marks.js';
import { type Glyph, type SourcePage, withoutBlanks } from './pdf-source.js';
import { turnedContent, turnedOnto, turnOf } from './upright.js';

/** A sheet turned upright; `upright` tells how it was. */
export function uprightSheet(sheet: SourcePage): { readonly page: SourcePage } & Pick<Place, 'upright'> {
  const turn = turnOf(sheet);
  if (turn === 0) return { page: sheet };
  const page = turnedContent(sheet, turn);
  return { page, upright: { turn, width: page.width, height: page.height } };
}

/** How many pages stand beside and below each other. */
export interface Fold {
  readonly columns: 1 | 2;
  readonly rows: 1 | 2;
}
const UNFOLDED: Fold = { columns: 1, rows: 1 };
const FOUR: Fold = { columns: 2, rows: 2 };
/** Parts of a sheet of four pages that have text, at least: a cover has little, the last sheet fewer pages. */
const QUARTERS = 3;

/** How much wider than high a sheet of two pages is at least. */
const WIDE = 1.15;
/** White (share of the sheet) to both sides of a fold. */
const GUTTER = 0.0005;
/** Characters from which a part of a sheet is a page. */
const LEAST = 30;
/** Part of a page's height where its number stands. */
const FOOT = 0.12;
/** Sheets without page numbers from which a file is printed so, if no sheet speaks against it: one page of two tables beside each other looks alike. */
const SHEETS = 3;
/** White (share of the sheet) to both sides of both folds by which one sheet, or two, are four pages each though nothing numbers them. */
const WIDE_GUTTER = [Infinity, 0.012, 0.005] as const;
/** Sheets of four pages to each one over whose folds something runs. */
const TO_EACH_CROSSED = 10;

/** Learns from the sheets of a file whether several pages stand on each. */
export class Folds {
  private clean = 0;
  private crossed = 0;
  private readonly numbered = { two: 0, four: 0 };
  private readonly quarters = { clean: 0, crossed: 0, gutter: 0 };

  see(page: SourcePage): void {
    const printed = withoutBlanks(page.glyphs);
    if (printed.length < 2 * LEAST) return;
    this.seeQuarters(page, printed);
    if (!isClean(page, printed, 'x')) {
      this.crossed++;
      return;
    }
    if (partsOf(page, printed, { columns: 2, rows: 1 }).some((part) => part.length < LEAST)) return;
    if (page.width > WIDE * page.height) this.clean++;
    if (isNumbered(page, printed, FOUR) && isClean(page, printed, 'y')) this.numbered.four++;
    else if (page.width > WIDE * page.height && isNumbered(page, printed, { columns: 2, rows: 1 })) this.numbered.two++;
  }

  /** A page alone has a title, a rule or a row in the middle of its height or its width; a white cross over full sheets is rare. */
  private seeQuarters(page: SourcePage, printed: readonly Glyph[]): void {
    const gutter = Math.min(gutterOf(page, printed, 'x'), gutterOf(page, printed, 'y'));
    if (gutter < GUTTER) this.quarters.crossed++;
    else if (partsOf(page, printed, FOUR).filter((part) => part.length >= LEAST).length >= QUARTERS) {
      this.quarters.clean++;
      this.quarters.gutter = Math.max(this.quarters.gutter, gutter);
    }
  }

  /** Whether white crosses show four pages a sheet. */
  private get areQuarters(): boolean {
    const { clean, crossed, gutter } = this.quarters;
    return clean >= TO_EACH_CROSSED * crossed && gutter >= (WIDE_GUTTER[clean] ?? 0);
  }

  /** How the file's sheets are folded. */
  get fold(): Fold {
    const { two, four } = this.numbered;
    if (four > two && this.crossed <= four || two === 0 && this.areQuarters) return FOUR;
    return two > 0 ? (this.crossed <= this.clean ? { columns: 2, rows: 1 } : UNFOLDED) : this.clean >= SHEETS && this.crossed === 0 ? { columns: 2, rows: 1 } : UNFOLDED;
  }
}

/** The pages of a sheet, with their top left corners; the sheet itself where something runs over its folds. `sheet` has no text that can't be seen. */
export function pagesOf(sheet: SourcePage, fold: Fold): readonly (Pick<Place, 'x' | 'y'> & { readonly page: SourcePage })[] {
  const printed = withoutBlanks(sheet.glyphs);
  const folds = (fold.columns === 1 || isClean(sheet, printed, 'x')) && (fold.rows === 1 || isClean(sheet, printed, 'y'));
  if (fold.columns * fold.rows === 1 || !folds) return [{ page: sheet, x: 0, y: 0 }];
  const boxes = boxesOf(sheet, fold);
  return boxes.map((box) => ({ page: partOf(sheet, box), x: box.x0, y: box.y0 })).filter(({ page }) => page.glyphs.length > 0 || page.images.length > 0);
}

/** Blocks of pages at their places on the sheets. */
export function onSheets(blocks: readonly Block[], places: ReadonlyMap<number, Place>): Block[] {
  return blocks.map((block): Block => {
    if (block.type === 'paragraph') return { ...block, ...placed(block, places) };
    const [first, last] = block.pages ?? [0, 0];
    const pages = block.pages === undefined ? {} : { pages: [places.get(first)?.sheet ?? first, places.get(last)?.sheet ?? last] as const };
    return { ...block, ...placed({ page: first, box: block.box }, places, false), ...pages, cells: block.cells.map((cell) => ({ ...cell, ...placed(cell, places) })) };
  });
}

function placed({ page, box }: { readonly page?: number | undefined; readonly box?: Box | undefined }, places: ReadonlyMap<number, Place>, withPage = true): { page?: number; box?: Box } {
  const place = page === undefined ? undefined : places.get(page);
  if (place === undefined) return {};
  return { ...(withPage ? { page: place.sheet } : {}), ...(box === undefined ? {} : { box: onSheet(box, place) }) };
}

/** Where a box of a page stands on its sheet. */
export function onSheet(box: Box, { x, y, upright }: Place): Box {
  const moved = { x0: box.x0 + x, x1: box.x1 + x, y0: box.y0 + y, y1: box.y1 + y };
  if (upright === undefined) return moved;
  return roundedBox(turnedOnto(moved, upright.turn, upright.width, upright.height));
}

/** What tells how far a box stands from the head and the foot of its page. */
export interface Standing {
  readonly height: number;
  readonly place?: Place;
}

/**
 * The heights at which a box stands on its page, with the page's height: of the page turned upright, and of a turned
 * sheet as it lies among the others, whose numbers and running titles are often printed along its own edges.
 */
export function heightsOf(box: Box, { height, place }: Standing): readonly { readonly y: number; readonly height: number }[] {
  const middle = (b: Box): number => (b.y0 + b.y1) / 2;
  const upright = { y: middle(box), height };
  if (place?.upright === undefined) return [upright];
  const { turn, width, height: along } = place.upright;
  return [upright, { y: middle(onSheet(box, place)), height: turn % 2 === 1 ? width : along }];
}

/** White to both sides of the middle of a sheet, from side to side (`x`) or from top to bottom (`y`): share of its size; 0 where something runs over the middle. */
function gutterOf({ width, height, rules }: SourcePage, printed: readonly Glyph[], axis: 'x' | 'y'): number {
  const size = axis === 'x' ? width : height;
  let white = size / 2;
  for (const box of [...printed, ...rules]) {
    const [from, to] = axis === 'x' ? [box.x0, box.x1] : [box.y0, box.y1];
    white = Math.min(white, Math.max(from - size / 2, size / 2 - to, 0));
  }
  return white / size;
}

/** Whether nothing runs over the middle of a sheet. */
const isClean = (sheet: SourcePage, printed: readonly Glyph[], axis: 'x' | 'y'): boolean => gutterOf(sheet, printed, axis) >= GUTTER;

/** The parts of a sheet, in reading order. */
function boxesOf({ width, height }: SourcePage, { columns, rows }: Fold): Box[] {
  const [w, h] = [width / columns, height / rows];
  return Array.from({ length: rows * columns }, (_, i) => {
    const [x, y] = [i % columns, Math.floor(i / columns)];
    return { x0: x * w, x1: (x + 1) * w, y0: y * h, y1: (y + 1) * h };
  });
}

const holds = (box: Box, { x0, x1, y0, y1 }: Box): boolean => {
  const [x, y] = [(x0 + x1) / 2, (y0 + y1) / 2];
  return x >= box.x0 && x < box.x1 && y >= box.y0 && y < box.y1;
};

const partsOf = (sheet: SourcePage, printed: readonly Glyph[], fold: Fold): Glyph[][] => boxesOf(sheet, fold).map((box) => printed.filter((g) => holds(box, g)));

/** Whether the parts of a sheet bear numbers that follow each other. */
function isNumbered(sheet: SourcePage, printed: readonly Glyph[], fold: Fold): boolean {
  const bottoms = boxesOf(sheet, fold).map(({ y1 }) => y1);
  const numbers = partsOf(sheet, printed, fold).map((part, i) => numberOf(part, bottoms[i] ?? 0, sheet.height / fold.rows));
  return numbers.every((number, i) => number !== undefined && (i === 0 || number === (numbers[i - 1] ?? 0) + 1));
}

/** The number below the text of a page. */
function numberOf(part: readonly Glyph[], bottom: number, height: number): number | undefined {
  const lowest = part.reduce<Glyph | undefined>((low, g) => (low === undefined || g.y1 > low.y1 ? g : low), undefined);
  if (lowest === undefined || lowest.y0 < bottom - FOOT * height) return undefined;
  const line = part.filter((g) => g.y1 > lowest.y1 - lowest.size / 2).toSorted((a, b) => a.x0 - b.x0).map((g) => g.text).join('');
  return isPageNumber(line) ? Number(/\d{1,4}/u.exec(line)?.[0] ?? Number.NaN) : undefined;
}

/** What stands in a part of a sheet, as a page of its own. */
function partOf(sheet: SourcePage, box: Box): SourcePage {
  const moved = <T extends Box>(b: T): T => ({ ...b, x0: b.x0 - box.x0, x1: b.x1 - box.x0, y0: b.y0 - box.y0, y1: b.y1 - box.y0 });
  return {
    ...sheet, width: box.x1 - box.x0, height: box.y1 - box.y0, glyphs: sheet.glyphs.filter((g) => holds(box, g)).map(moved),
    rules: sheet.rules.filter((r) => holds(box, r)).map(moved), images: sheet.images.filter((i) => holds(box, i)).map(moved),
  };
}
