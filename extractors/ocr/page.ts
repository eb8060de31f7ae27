/**
 * A page image → characters and rulings of a page, as a reader of text layers gives them, so that the layout engine
 * makes the same grids and paragraphs of both. Tables are cut along their ruling lines and read cell by cell; the
 * engine's detector finds the text outside.
 */
import type { Block, Box, Cell } from '../../schemas/block.js';
import { latticeOf } from '../layout/lattice.js';
import { layoutPage } from '../layout/page.js';
import { groupCrossing, mergeRules } from '../layout/rulings.js';
import type { LayoutSettings } from '../layout/settings.js';
import type { Glyph, Rule, SourcePage } from '../read/pdf-source.js';
import type { LineReading, OcrEngine, ReadChar, Reading, TextBox } from './engine.js';
import { betterOf, figureCells, isSettled, onlyFigure, readFigure, type Style } from './figures.js';
import { type Blob, blobsIn, emOf, hull, rowsOf, textLines } from './ink.js';
import { findLines, type PixelLines } from './lines.js';
import { outsideText } from './outside.js';
import { straightPage } from './orientation.js';
import { crop, type Grey, type Raster, WHITE } from './pixels.js';

/** A scanned page: its picture and its size in points. */
export interface ScanPage {
  readonly raster: Raster;
  readonly width: number;
  readonly height: number;
}

/** What was read of it. */
export interface ScanReading {
  readonly blocks: readonly Block[];
  /** Characters read. */
  readonly characters: number;
}

/** Margin above and below a line of text, in heights of the line. */
const MARGIN = 0.3;

/** One line as read, with its place on the straightened page in pixels. */
interface Placed {
  readonly box: TextBox;
  readonly chars: readonly { readonly text: string; readonly confidence: number }[];
  readonly alternatives: readonly Reading[];
}

/** Reads one scanned page. `page` is its number; boxes are points of the page as it lies in the file. */
export async function readScan(scan: ScanPage, page: number, engine: OcrEngine, settings: LayoutSettings): Promise<ScanReading> {
  const dpi = scan.raster.width / scan.width * 72;
  const straight = await straightPage(scan.raster, dpi, engine);
  const image = straight.image;
  const points = 72 / dpi;
  const { lines, erased } = findLines(image, dpi);
  const rules = rulesOf(lines, points);
  const cells = tableCells(rules, settings).map(cell => ({ ...cell, ...scaled(cell, 1 / points) }));
  const inside = await readCells(erased, cells, dpi, engine);
  const outside = await outsideText(blanked(erased, cells), dpi, engine);
  const read = [...inside.lines, ...outside.map(({ box, line }) => ({ box, chars: charsOf(line), alternatives: [] }))];
  const source: SourcePage = {
    width: image.width * points, height: image.height * points, rotation: 0,
    glyphs: read.flatMap(r => glyphsOf(r, points)), rules, images: [], truncated: false,
  };
  const { blocks } = layoutPage(source, page, settings);
  const placed = read.map(r => ({ ...r, box: scaled(r.box, points) }));
  return { blocks: blocks.map(block => ocrBlock(block, placed, box => straight.toPage(box, points))), characters: source.glyphs.length };
}

const scaled = (b: Box, by: number): Box => ({ x0: b.x0 * by, y0: b.y0 * by, x1: b.x1 * by, y1: b.y1 * by });

function rulesOf(lines: PixelLines, points: number): Rule[] {
  return [
    ...lines.horizontal.map(l => ({ horizontal: true, x0: l.from * points, x1: l.to * points, y0: l.at * points, y1: l.at * points, thickness: 1 })),
    ...lines.vertical.map(l => ({ horizontal: false, x0: l.at * points, x1: l.at * points, y0: l.from * points, y1: l.to * points, thickness: 1 })),
  ];
}

interface TableCell extends Box {
  readonly table: number;
  readonly row: number;
  readonly column: number;
  readonly columnSpan: number;
}

/** Cells of all tables with ruling lines, in points. */
function tableCells(rules: readonly Rule[], settings: LayoutSettings): TableCell[] {
  const { groups } = groupCrossing(mergeRules(rules, settings), settings);
  return groups.flatMap((group, table) => {
    const lattice = latticeOf(group, settings);
    return lattice === undefined || lattice.cells.length < 2 ? [] : lattice.cells.map(cell => ({ ...cell, table }));
  });
}

/** Marks that specks are taken for. */
const MARK = /^[\s“”"'`’‘·.．,，:：;；、*•°^_|!！~-]$/u;
/** A mark at either end, or a character in the margin, is a speck where the engine is less sure than this. */
const SPECK = 0.7;

/** Characters of a line without what was read into its margins. */
function charsOf(line: LineReading): readonly ReadChar[] {
  const chars = line.chars.filter(c => c.at >= 0 && c.at <= 1);
  const isSpeck = (c: ReadChar | undefined): boolean => c !== undefined && chars.length > 1 && c.confidence < SPECK && MARK.test(c.text);
  while (isSpeck(chars[0])) chars.shift();
  while (isSpeck(chars.at(-1))) chars.pop();
  return chars;
}

/** Reads the cells of the tables; empty ones are skipped. */
async function readCells(image: Grey, cells: readonly TableCell[], dpi: number, engine: OcrEngine): Promise<{ lines: Placed[] }> {
  const blobs = cells.map(cell => blobsIn(image, cell, dpi));
  const em = emOf(blobs.flatMap(b => rowsOf(b).map(hull)), dpi);
  const parts = blobs.flatMap((found: readonly Blob[], cell) => {
    const lines = found.length === 0 ? [] : textLines(image, found, em);
    return lines.map((box, n) => ({ cell, box, alone: lines.length === 1, above: lines[n - 1], below: lines[n + 1] }));
  });
  const cut = ({ cell, box, above, below }: (typeof parts)[number], margin: number): Grey => {
    const frame = cells[cell] as TableCell;
    const height = Math.max(box.y1 - box.y0, 0.75 * em);
    const middle = (box.y0 + box.y1) / 2;
    const top = Math.max(frame.y0 - margin * em, above ? (above.y1 + box.y0) / 2 : -Infinity, middle - (0.5 + margin) * height);
    const bottom = Math.min(frame.y1 + margin * em, below ? (box.y1 + below.y0) / 2 : Infinity, middle + (0.5 + margin) * height);
    return within(image, frame, box.x0 - margin * height, top, box.x1 + margin * height, bottom);
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
  // what is not sure, or not written like its column, is read again on a larger scale
  const again = [...styles].filter(([i, style]) => !isSettled(figures.get(i), style));
  for (const [n, reading] of (await engine.recognise(again.map(([i]) => cut(parts[i] as (typeof parts)[number], MARGIN / 2)))).entries()) {
    const [i, style] = again[n] as [number, Style];
    figures.set(i, betterOf(figures.get(i), readFigure(reading, style), style));
  }
  const byColumn = new Map(single.flatMap(({ part, column }) => { const style = styles.get(part); return style ? [[column, style] as const] : []; }));
  const remains = new Set<number>();
  for (const members of groupedBy(parts.map((_, i) => i).filter(i => !parts[i]?.alone), i => (parts[i] as (typeof parts)[number]).cell)) {
    const { table, column, columnSpan } = cells[(parts[members[0] as number] as (typeof parts)[number]).cell] as TableCell;
    const style = columnSpan === 1 ? byColumn.get(`${table} ${column}`) : undefined;
    const only = style && onlyFigure(members.map(i => readings[i] as LineReading), style);
    if (only === undefined) continue;
    members.forEach((i, k) => (k === only.index ? figures.set(i, only.reading) : remains.add(i)));
  }
  return {
    lines: parts.flatMap(({ box }, i): Placed[] => {
      if (remains.has(i)) return [];
      const figure = figures.get(i);
      if (figure === undefined) return [{ box, chars: charsOf(readings[i] as LineReading), alternatives: [] }];
      return [{ box, chars: [...figure.text].map(text => ({ text, confidence: figure.confidence })), alternatives: figure.alternatives }];
    }),
  };
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

/** The page without its tables. */
function blanked(image: Grey, cells: readonly Box[]): Grey {
  const data = Uint8Array.from(image.data);
  for (const cell of cells) {
    for (let y = Math.max(0, Math.floor(cell.y0)); y < Math.min(image.height, Math.ceil(cell.y1) + 1); y++) {
      data.fill(WHITE, y * image.width + Math.max(0, Math.floor(cell.x0)), y * image.width + Math.min(image.width, Math.ceil(cell.x1) + 1));
    }
  }
  return { ...image, data };
}

const WIDE = /[\u1100-\u11ff\u2014\u2018-\u201d\u2026\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]/;

/** Characters of a line side by side over its ink, full-width ones twice as wide as the others. Points. */
function glyphsOf({ box, chars }: Placed, points: number): Glyph[] {
  const units = chars.map(c => (WIDE.test(c.text) ? 1 : 0.5));
  const total = units.reduce((a, b) => a + b, 0);
  const advance = (box.x1 - box.x0) * points / total;
  const size = Math.max(4, Math.min(1.15 * (box.y1 - box.y0) * points, 1.25 * advance), 0.8 * advance);
  const middle = (box.y0 + box.y1) / 2 * points;
  let x = box.x0 * points;
  return chars.map((c, i) => {
    const x0 = x;
    x += (units[i] as number) * advance;
    return { text: c.text, size, fontName: 'ocr', turn: 0, x0, x1: x, y0: middle - size / 2, y1: middle + size / 2 };
  });
}

/** A block of the layout as a block of a scan: its source, how sure its cells are, and its place on the page as filed. */
function ocrBlock(block: Block, lines: readonly Placed[], toPage: (box: Box) => Box): Block {
  const box = block.box === undefined ? {} : { box: toPage(block.box) };
  if (block.type === 'paragraph') return { ...block, ...box, source: 'ocr' };
  return { ...block, ...box, source: 'ocr', cells: block.cells.map(cell => ocrCell(cell, lines, toPage)) };
}

function ocrCell(cell: Cell, lines: readonly Placed[], toPage: (box: Box) => Box): Cell {
  const frame = cell.box as Box;
  const own = lines.filter(({ box }) => overlaps(box, frame));
  const only = own.length === 1 ? own[0] : undefined;
  const alternatives = only && only.alternatives.length > 0 && only.alternatives[0]?.text === cell.text ? { alternatives: only.alternatives } : {};
  return { ...cell, box: toPage(frame), confidence: rounded(Math.min(1, ...own.flatMap(l => (l.chars.length === 0 ? [0] : l.chars.map(c => c.confidence))))), ...alternatives };
}

const overlaps = (line: Box, frame: Box): boolean => {
  const y = (line.y0 + line.y1) / 2;
  return y > frame.y0 && y < frame.y1 && Math.min(line.x1, frame.x1) - Math.max(line.x0, frame.x0) > 0.2 * (line.x1 - line.x0);
};

/** Probabilities in four decimals, cut off and not rounded up. */
const rounded = (p: number): number => Math.floor(p * 10_000) / 10_000;
