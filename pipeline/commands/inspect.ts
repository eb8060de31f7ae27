/**
 * `mingxi inspect FILE --page N`: what the reader sees on a page. Prints the page's blocks, and draws words, rules and
 * cells on a picture of it. Whoever debugs a layout works with this.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { InvalidArgumentError, type Command } from 'commander';
import { materialOf } from '../../extractors/layout/page-words.js';
import { pdfiumSource } from '../../extractors/read/pdf-pdfium.js';
import { readPdf } from '../../extractors/read/pdf.js';
import { type Colour, type Mark, renderPage } from '../../extractors/read/pdf-render.js';
import type { Block, Cell, Grid } from '../../schemas/block.js';
import { encodePng } from '../write/png.js';

interface InspectOptions {
  readonly page: number;
  readonly out?: string;
  readonly dpi: number;
  readonly password?: string;
}

const WORD: Colour = [30, 110, 220, 130];
const RULE: Colour = [230, 60, 30, 200];
const IMAGE: Colour = [150, 150, 150, 255];
const CELL: Colour = [0, 140, 60, 255];
const MERGED: Colour = [0, 140, 60, 36];
const GRID: Colour = [150, 0, 170, 255];
const PARAGRAPH: Colour = [240, 150, 0, 255];

export function register(program: Command): void {
  program
    .command('inspect')
    .description('print what the reader sees on a page of a PDF, and draw words, rules and cells on a picture of it')
    .argument('<file>', 'a PDF')
    .requiredOption('--page <n>', 'page, from 1', wholeNumber)
    .option('--out <png>', 'picture to write')
    .option('--dpi <n>', 'resolution of the picture', wholeNumber, 144)
    .option('--password <password>', 'opens an encrypted PDF')
    .action((file: string, options: InspectOptions) => inspect(file, options));
}

function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,4}$/u.test(text)) throw new InvalidArgumentError('Expected a whole number from 1 to 99999.');
  return Number(text);
}

async function inspect(file: string, { page, out, dpi, password }: InspectOptions): Promise<void> {
  const bytes = await readFile(file);
  const access = password === undefined ? {} : { password };
  const { blocks, notes } = await readPdf(bytes, access);
  const here = blocks.filter((block) => onPage(block, page));
  for (const note of notes) if (note.page === page) process.stdout.write(`note ${note.rule} ${JSON.stringify(note.params)}\n`);
  for (const block of here) process.stdout.write(block.type === 'grid' ? gridText(block) : `paragraph ${block.text}\n\n`);
  if (out === undefined) return;
  const { width, height, pixels } = await renderPage(bytes, page, { ...access, dpi, marks: await marksOf(bytes, page, here, access) });
  await writeFile(out, encodePng(width, height, pixels));
}

const onPage = (block: Block, page: number): boolean =>
  block.type === 'paragraph' ? block.page === page : block.cells.some((cell) => cell.page === page);

/** A grid row by row: cells parted by ` | `, merged ones with their span, line breaks as they were printed. */
export function gridText(grid: Grid): string {
  const rows = Array.from({ length: grid.rows }, (_, r) => grid.cells.filter((cell) => cell.row === r).sort((a, b) => a.column - b.column));
  const lines = rows.map((cells, r) => `${String(r).padStart(4)}  ${cells.map(cellText).join(' | ')}`);
  return `grid ${grid.rows} × ${grid.columns}, ${grid.method}\n${lines.join('\n')}\n\n`;
}

function cellText({ rowSpan, columnSpan, text, lines }: Cell): string {
  const span = rowSpan > 1 || columnSpan > 1 ? `[${rowSpan}×${columnSpan}]` : '';
  return `${span}${lines ? lines.join('⏎') : text}`;
}

async function marksOf(bytes: Uint8Array, page: number, blocks: readonly Block[], access: { password?: string }): Promise<Mark[]> {
  const document = await pdfiumSource.open(bytes, access);
  try {
    const { words, rules, images } = materialOf(await document.page(page));
    return [
      ...images.map((box): Mark => ({ box, colour: IMAGE, label: 'image' })),
      ...words.map(({ box }): Mark => ({ box, colour: WORD, width: 0.3 })),
      ...rules.map((box): Mark => ({ box, colour: RULE, width: 0.8 })),
      ...blocks.flatMap((block) => blockMarks(block, page)),
    ];
  } finally {
    await document.close();
  }
}

function blockMarks(block: Block, page: number): Mark[] {
  if (block.type === 'paragraph') return block.box ? [{ box: block.box, colour: PARAGRAPH }] : [];
  const cells = block.cells.filter((cell) => cell.page === page && cell.box);
  const marks = cells.flatMap(({ box, rowSpan, columnSpan }): Mark[] => {
    if (!box) return [];
    const inner = { x0: box.x0 + 0.8, y0: box.y0 + 0.8, x1: box.x1 - 0.8, y1: box.y1 - 0.8 };
    return [{ box: inner, colour: CELL, width: 0.5 }, ...(rowSpan > 1 || columnSpan > 1 ? [{ box: inner, colour: MERGED, fill: true }] : [])];
  });
  const boxes = cells.map(({ box }) => box).filter((box) => box !== undefined);
  const around = {
    x0: Math.min(...boxes.map((b) => b.x0)), y0: Math.min(...boxes.map((b) => b.y0)),
    x1: Math.max(...boxes.map((b) => b.x1)), y1: Math.max(...boxes.map((b) => b.y1)),
  };
  return [...marks, { box: around, colour: GRID, width: 1, label: `${block.rows} x ${block.columns} ${block.method}` }];
}
