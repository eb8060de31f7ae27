/**
 * A page image → characters and rulings of a page, as a reader of text layers gives them, so that the layout engine
 * makes the same grids and paragraphs of both. Tables are cut along their ruling lines and read cell by cell; the
 * engine's detector finds the text outside.
 */
import type { Block, Box, Cell } from '../../schemas/block.js';
import { latticeOf } from '../layout/ruled/lattice.js';
import { layoutPage } from '../layout/page.js';
import { groupCrossing, mergeRules } from '../layout/ruled/rulings.js';
import type { OpenTable } from '../layout/aligned/open-table.js';
import type { LayoutSettings } from '../layout/settings.js';
import type { PageContent, Rule } from '../read/pdf/pdf-source.js';
import { correctedLine, figureChars, type Placed, readCells, type TableCell } from './cells.js';
import type { OcrEngine } from './engines/engine.js';
import { glyphsOf } from './characters/glyphs.js';
import { doubtfulFigures } from './notes.js';
import { findLines, type PixelLines } from './image/lines.js';
import { outsideText } from './outside.js';
import { straightPage } from './image/orientation.js';
import { type Grey, type Raster, WHITE } from './image/pixels.js';
import { withDoubt } from './characters/unit-line.js';

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
  /** Figures outside tables that were not read with certainty. */
  readonly doubtful: readonly string[];
  /** Words of watermarks, which are left out. */
  readonly watermarks: readonly string[];
  /** The table told by alignment with which the page ends. */
  readonly openTable?: OpenTable | undefined;
}

/**
 * Reads one scanned page. `page` is its number; boxes are points of the page as it lies in the file.
 * @param before `openTable` of the page before, where it is known
 */
export async function readScan(scan: ScanPage, page: number, installed: OcrEngine, settings: LayoutSettings, before?: OpenTable): Promise<ScanReading> {
  const engine = await installed.forPage(scan.raster);
  const dpi = scan.raster.width / scan.width * 72;
  const straight = await straightPage(scan.raster, dpi, engine);
  const image = straight.image;
  const points = 72 / dpi;
  const { lines, erased } = findLines(image, dpi, straight.faint);
  const rules = rulesOf(lines, points);
  const cells = tableCells(rules, settings).map(cell => ({ ...cell, ...scaled(cell, 1 / points) }));
  const unruled = (other: Grey | undefined): Grey | undefined => other && erasedLike(other, image, erased);
  const pictures = { image: unruled(straight.thin) ?? erased, faint: unruled(straight.faint), closed: unruled(straight.closed) };
  const inside = await readCells(pictures, cells, dpi, engine);
  const outside = await outsideText({ ...pictures, image: blanked(pictures.image, cells) }, dpi, engine);
  const running = outside.map(({ box, runs, line, figure, onPage }) => {
    if (figure !== undefined) return { box, runs: [], ...figureChars(figure) };
    const chars = correctedLine(line).map(c => ('at' in c ? { ...c, at: onPage(c.at as number) } : c));
    return { box, runs, chars: withDoubt({ box, runs, chars }), alternatives: [] };
  });
  const read = [...inside, ...running];
  const source: PageContent = {
    width: image.width * points, height: image.height * points, rotation: 0,
    glyphs: [...inside.flatMap(line => glyphsOf([line], points)), ...glyphsOf(running, points)], rules, images: [], truncated: false,
  };
  const { blocks, openTable, watermarks } = layoutPage(source, page, { ...settings, jitter: points }, before);
  const placed = read.map(r => ({ ...r, box: scaled(r.box, points) }));
  await engine.save();
  return { blocks: blocks.map(block => ocrBlock(block, page, placed, box => straight.toPage(box, points))), characters: source.glyphs.length, openTable, doubtful: running.flatMap(r => doubtfulFigures(r.chars)), watermarks };
}

const scaled = (b: Box, by: number): Box => ({ x0: b.x0 * by, y0: b.y0 * by, x1: b.x1 * by, y1: b.y1 * by });

function rulesOf(lines: PixelLines, points: number): Rule[] {
  return [
    ...lines.horizontal.map(l => ({ horizontal: true, x0: l.from * points, x1: l.to * points, y0: l.at * points, y1: l.at * points, thickness: 1 })),
    ...lines.vertical.map(l => ({ horizontal: false, x0: l.at * points, x1: l.at * points, y0: l.from * points, y1: l.to * points, thickness: 1 })),
  ];
}

/** Cells of all tables with ruling lines, in points. */
function tableCells(rules: readonly Rule[], settings: LayoutSettings): TableCell[] {
  const { groups } = groupCrossing(mergeRules(rules, settings), settings);
  return groups.flatMap((group, table) => {
    const lattice = latticeOf(group, settings);
    return lattice === undefined || lattice.cells.length < 2 ? [] : lattice.cells.map(cell => ({ ...cell, table }));
  });
}

/** Another picture of a page without what was erased from the first. */
function erasedLike(other: Grey, image: Grey, erased: Grey): Grey {
  const data = Uint8Array.from(other.data);
  for (let i = 0; i < data.length; i++) if (erased.data[i] !== image.data[i]) data[i] = WHITE;
  return { ...other, data };
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

/** A block of the layout as a block of a scan: its source, how sure its cells are, and its place on the page as filed. */
function ocrBlock(block: Block, page: number, lines: readonly Placed[], toPage: (box: Box) => Box): Block {
  const box = block.box === undefined ? {} : { box: toPage(block.box) };
  if (block.type === 'paragraph') return { ...block, ...box, source: 'ocr' };
  return { ...block, ...box, source: 'ocr', cells: block.cells.map(cell => ocrCell(cell, cell.page === page ? lines : [], toPage)) };
}

function ocrCell(cell: Cell, lines: readonly Placed[], toPage: (box: Box) => Box): Cell {
  const frame = cell.box as Box;
  const own = lines.filter(({ box }) => overlaps(box, frame));
  const only = own.length === 1 ? own[0] : undefined;
  const alternatives = only && only.alternatives.length > 0 && only.alternatives[0]?.text === cell.text ? { alternatives: only.alternatives } : {};
  // figures of several lines may be one that is wrapped, or two of rows that a faint ruling parts
  const most = own.length > 1 && FIGURE.test(cell.text) ? WRAPPED : 1;
  return { ...cell, box: toPage(frame), confidence: rounded(Math.min(most, ...own.flatMap(l => (l.chars.length === 0 ? [0] : l.chars.map(c => c.confidence))))), ...alternatives };
}

const FIGURE = /^[-\d.,，]+$/;
const WRAPPED = 0.5;

const overlaps = (line: Box, frame: Box): boolean => {
  const y = (line.y0 + line.y1) / 2;
  return y > frame.y0 && y < frame.y1 && Math.min(line.x1, frame.x1) - Math.max(line.x0, frame.x0) > 0.2 * (line.x1 - line.x0);
};

/** Probabilities in four decimals, cut off and not rounded up. */
const rounded = (p: number): number => Math.floor(p * 10_000) / 10_000;
