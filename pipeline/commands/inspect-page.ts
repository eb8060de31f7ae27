/**
 * A page as the reader sees it: its notes, paragraphs and tables as text; words, rules, cells and kinds of tables as
 * marks on a picture of it. Tables are those of the whole document: stitched over pages, with kind and columns.
 */
import { readFile, rename, writeFile } from 'node:fs/promises';
import { materialOf } from '../../extractors/layout/page-words.js';
import { stitch } from '../../extractors/layout/parts/stitch.js';
import { pdfiumSource } from '../../extractors/read/pdf/pdf-pdfium.js';
import { readPdf } from '../../extractors/read/pdf/pdf.js';
import { type Colour, type Mark, renderPage } from '../../extractors/read/pdf/pdf-render.js';
import { recogniseTables } from '../../extractors/tables/index.js';
import { type Block, type Box, type Cell, type Grid, hull, type Paragraph, ReadError } from '../../schemas/block.js';
import { groupBy } from '../../schemas/groups.js';
import type { Table, TableColumn } from '../../schemas/table.js';
import { tableKinds } from '../document.js';
import { encodePng } from '../write/png.js';
import type { InspectOptions } from './inspect.js';

const WORD: Colour = [30, 110, 220, 130];
const RULE: Colour = [230, 60, 30, 200];
const IMAGE: Colour = [150, 150, 150, 255];
const CELL: Colour = [0, 140, 60, 255];
const MERGED: Colour = [0, 140, 60, 36];
const HEADER: Colour = [150, 0, 170, 20];
const TABLE: Colour = [150, 0, 170, 255];
const PARAGRAPH: Colour = [240, 150, 0, 255];

/** Prints page `page` of a file, and writes its picture where `out` names one. Throws ReadError for a file or page that can't be read. */
export async function inspect(file: string, { page, out, dpi, password, ocr }: InspectOptions): Promise<void> {
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => { throw new ReadError(`${file}: Expected a PDF, got ${error.code === 'EISDIR' ? 'a folder' : (error.code ?? error.message)} — check the path`); });
  const access = password === undefined ? {} : { password };
  const { blocks, places, notes, pages = 0 } = await readPdf(bytes, { ...access, ocr });
  if (page > pages) throw new ReadError(`${file}: PDF has ${pages} pages, there is no page ${page}.`);
  const kinds = tableKinds([]);
  const stitched = stitch(blocks, places);
  const tables = recogniseTables(stitched, kinds).tables;
  const nameOf = (table: Table): string => kinds.find((kind) => kind.kind === table.kind)?.name ?? '其他';
  const here = stitched.filter((block) => onPage(block, page));
  const tableOf = (grid: Grid): Table | undefined => tables.find((table) => table.grid === grid);

  // The picture first: whoever reads what is printed may stop reading, which ends the program.
  if (out !== undefined) {
    const material = await materialMarks(bytes, page, access);
    const words = material.filter(({ colour }) => colour === WORD).map(({ box }) => box);
    const marks = [
      ...material,
      ...here.flatMap((block) => (block.type === 'paragraph' ? paragraphMarks(block) : tableMarks(block, tableOf(block), page, nameOf, words))),
    ];
    const { width, height, pixels } = await renderPage(bytes, page, { ...access, dpi, marks });
    await writeFile(`${out}.part`, encodePng(width, height, pixels));
    await rename(`${out}.part`, out);
  }
  for (const note of notes) if (note.page === page) process.stdout.write(`note ${note.rule} ${JSON.stringify(note.params)}\n`);
  for (const block of here) {
    if (block.type === 'paragraph') process.stdout.write(`paragraph ${block.text}\n\n`);
    else process.stdout.write(`${tableText(tableOf(block), nameOf)}${gridText(block, page)}\n`);
  }
}

const onPage = (block: Block, page: number): boolean =>
  block.type === 'paragraph' ? block.page === page : block.cells.some((cell) => cell.page === page);

/** What a table is: id, kind, title, unit, pages and the meaning of its columns. */
function tableText(table: Table | undefined, nameOf: (table: Table) => string): string {
  if (table === undefined) return '';
  const [from, to] = table.grid.pages ?? [0, 0];
  const facts = [table.title === '' ? 'no title' : `“${table.title}”`, table.unit === '' ? 'no unit' : table.unit, from === to ? `page ${from}` : `pages ${from}–${to}`, `${table.headerRows} header rows`, `${table.entries.length} lines`];
  const columns = table.columns.map((column) => `  column ${column.gridColumn} ${meaning(column)} ← ${column.header}`);
  return [`table ${table.tableId} ${table.kind} ${nameOf(table)}: ${facts.join(', ')}`, ...columns, ''].join('\n');
}

const meaning = ({ role, part, measure, label }: TableColumn): string => [role, part ?? measure ?? label].filter((word) => word !== undefined).join(' ');

/** The rows of a grid that stand on a page, row by row: cells parted by ` | `, merged ones with their span, line breaks as they were printed. */
function gridText(grid: Grid, page?: number): string {
  const rows = groupBy(grid.cells.filter((cell) => page === undefined || cell.page === page), (cell) => cell.row);
  const lines = [...rows].sort(([a], [b]) => a - b).map(([row, cells]) => `${String(row).padStart(4)}  ${cells.sort((a, b) => a.column - b.column).map(cellText).join(' | ')}`);
  return `grid ${grid.rows} × ${grid.columns}, ${grid.method}\n${lines.join('\n')}\n`;
}

function cellText({ rowSpan, columnSpan, text, lines }: Cell): string {
  const span = rowSpan > 1 || columnSpan > 1 ? `[${rowSpan}×${columnSpan}]` : '';
  return `${span}${lines ? lines.join('⏎') : text}`;
}

/** Words, rules and images, as they come from the file. */
async function materialMarks(bytes: Uint8Array, page: number, access: { password?: string }): Promise<Mark[]> {
  const document = await pdfiumSource.open(bytes, access);
  try {
    const { words, rules, images } = materialOf(await document.page(page));
    return [
      ...images.map((box): Mark => ({ box, colour: IMAGE, label: 'image' })),
      ...words.map(({ box }): Mark => ({ box, colour: WORD, width: 0.3 })),
      ...rules.map((box): Mark => ({ box, colour: RULE, width: 0.8 })),
    ];
  } finally {
    await document.close();
  }
}

const paragraphMarks = ({ box }: Paragraph): Mark[] => (box ? [{ box, colour: PARAGRAPH }] : []);

function tableMarks(grid: Grid, table: Table | undefined, page: number, nameOf: (table: Table) => string, words: readonly Box[]): Mark[] {
  const cells = grid.cells.filter((cell) => cell.page === page);
  const marks = cells.flatMap(({ box, row, rowSpan, columnSpan }): Mark[] => {
    if (!box) return [];
    const inner = { x0: box.x0 + 0.8, y0: box.y0 + 0.8, x1: box.x1 - 0.8, y1: box.y1 - 0.8 };
    return [
      { box: inner, colour: CELL, width: 0.5 },
      ...(rowSpan > 1 || columnSpan > 1 ? [{ box: inner, colour: MERGED, fill: true }] : []),
      ...(row < (table?.headerRows ?? 0) ? [{ box: inner, colour: HEADER, fill: true }] : []),
    ];
  });
  const boxes = cells.flatMap(({ box }) => box ?? []);
  if (boxes.length === 0) return marks;
  const size = `${grid.rows} × ${grid.columns} ${grid.method}`;
  const label = table === undefined ? size : `${table.tableId} ${table.kind} ${nameOf(table)} ${size}`;
  const box = hull(boxes);
  const covered = (y0: number): boolean => words.some((word) => word.x0 < box.x0 + LABEL_WIDTH && word.x1 > box.x0 && word.y0 < y0 + LABEL_HEIGHT && word.y1 > y0);
  return [...marks, { box, colour: TABLE, width: 1, label, below: covered(box.y0 - LABEL_HEIGHT) && !covered(box.y1) }];
}

/** Room that a label takes, in points. */
const LABEL_WIDTH = 240;
const LABEL_HEIGHT = 8.5;
