/**
 * Prints the tables of a dataset anew, in other frames, types and widths: real headers, names and amounts in layouts that
 * their offices did not choose.
 *
 *   npx tsx bench/reprint/make.ts DATASET OUT_DIR [--seed 1] [--frames grid,open,…]
 *
 * Writes OUT_DIR/html/<frame>-<number>.html and the PDF that chromium makes of it, OUT_DIR/pdf/<frame>-<number>.pdf, one for
 * each disclosure of the dataset that was read from a PDF's text. The dataset of the HTML is the truth of that of the PDF
 * (compare.ts). The same dataset and seed give the same pages.
 */
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { DocumentFile, type GridRecord } from '../../schemas/dataset-files.js';
import { Random } from '../corpus/random.js';
import { printHtml, type PrintJob } from '../corpus/print.js';
import { escape } from '../corpus/render.js';

/** Borders by frame. `half` leaves out the sides beside merged cells. */
const FRAMES: Readonly<Record<string, string>> = {
  'grid': 'td,th{border:1px solid #000}',
  'open': 'table{border-style:hidden} td,th{border:1px solid #000}',
  'half': 'td,th{border-top:1px solid #000;border-bottom:1px solid #000} td+td,th+th{border-left:1px solid #000}',
  'horizontal': 'td,th{border-top:1px solid #000;border-bottom:1px solid #000}',
  'three-line': 'table{border-top:2px solid #000;border-bottom:2px solid #000} thead tr:last-child>*{border-bottom:1px solid #000}',
  'none': '',
  // cells as word processors set them where nobody aligned anything
  'left': 'td,th,td.amount{text-align:left;vertical-align:middle}',
  // no rules: rows close together, and far apart; columns in the middle of their cells
  'dense': 'td,th,h2,p{padding:0 2px;line-height:1.15}',
  'loose': 'td,th{padding:7px 4px}',
  'centred': 'td,th,td.amount{text-align:center}',
  // rules around the header and the totals alone
  'totals': 'thead,tr.total{border-top:1px solid #000;border-bottom:1px solid #000}',
  'zebra': 'tbody tr:nth-child(even){background:#e4ecf7} thead{background:#b8cce4}',
  // headings set upright, one character below the other
  'stacked': 'th[colspan="1"]{writing-mode:vertical-rl;text-orientation:upright;white-space:nowrap}',
  'stacked-grid': 'td,th{border:1px solid #000} th[colspan="1"]{writing-mode:vertical-rl;text-orientation:upright;white-space:nowrap}',
  // columns that go on over the next page, as spreadsheets print them
  'halves': 'td,th{border:1px solid #000}',
};
const isHalved = (frame: string): boolean => frame === 'halves';
/** Forms of text and lists of projects are no tables of amounts. */
const LEFT_OUT = new Set(['other', 'project_performance', 'overall_performance', 'project_expenditure']);
const MOST_CELLS = 2500;
/** A document with fewer amounts is not worth its pages. */
const FEWEST_ITEMS = 100;

const isCjkText = (text: string): boolean => /\p{Script=Han}/u.test(text);
const isAmount = (text: string): boolean => /^-?[\d,]*\.?\d+%?$/u.test(text) && /[.,]/u.test(text);

type Cells = GridRecord['cells'];

function tableHtml(grid: GridRecord, random: Random): string {
  const columns = Math.max(...grid.cells.map((cell) => cell.column + cell.column_span));
  const rows = Math.max(...grid.cells.map((cell) => cell.row + cell.row_span));
  const widths = Array.from({ length: columns }, () => 3);
  for (const { text, column, column_span } of grid.cells) {
    if (column_span > 1) continue;
    const need = text.length * (isCjkText(text) ? 1 : 0.62) + 1.2;
    widths[column] = Math.max(widths[column] ?? 0, isAmount(text) ? need : Math.min(need, random.pick([7, 9, 14])));
  }
  const total = widths.reduce((a, b) => a + b, 0);
  const lines = rowsHtml(grid.cells, rows, grid.header_rows);
  return `${captionHtml(grid)}
<table><colgroup>${widths.map((width) => `<col style="width:${(100 * width / total).toFixed(2)}%">`).join('')}</colgroup><thead>${lines.slice(0, grid.header_rows).join('\n')}</thead><tbody>${lines.slice(grid.header_rows).join('\n')}</tbody></table>`;
}

const captionHtml = ({ title, notes }: GridRecord): string => `<h2>${escape(title)}</h2>${notes.filter((note) => note.length < 40).map((note) => `<p>${escape(note)}</p>`).join('')}`;

function rowsHtml(cells: Cells, rows: number, header: number): string[] {
  return Array.from({ length: rows }, (_, r) => {
    const own = cells.filter(({ row }) => row === r).toSorted((a, b) => a.column - b.column);
    const tag = r < header ? 'th' : 'td';
    const isTotal = own.slice(0, 4).some(({ text }) => /^[合总]\s*计$/u.test(text.trim()));
    return `<tr${isTotal ? ' class=total' : ''}>${own.map(({ text, row_span, column_span }) => `<${tag} rowspan=${row_span} colspan=${column_span}${isAmount(text) ? ' class=amount' : ''}>${escape(text)}</${tag}>`).join('')}</tr>`;
  });
}

/** Rows of a page of a table whose columns go on over the next page. */
const PAGE_ROWS = 22;

/** An empty cell that keeps a row as high as it is on the other pages, where a half has no cell that begins in it. */
const STRUT = '<td class=strut></td></tr>';

/** Widths (em) of columns that hold their texts in one line. */
function wholeWidths(cells: Cells, columns: number): number[] {
  const widths = Array.from({ length: columns }, () => 2);
  for (const { text, column, column_span } of cells.toSorted((a, b) => a.column_span - b.column_span)) {
    const need = [...text].reduce((sum, c) => sum + (isCjkText(c) || /[（），。；：“”]/u.test(c) ? 1 : 0.62), 2);
    const own = widths.slice(column, column + column_span).reduce((a, b) => a + b, 0);
    const last = column + column_span - 1;
    widths[last] = (widths[last] ?? 0) + Math.max(0, need - own);
  }
  return widths;
}

/** A table as a spreadsheet prints it that is wider than its paper: all its rows with the left columns, then all with the right ones. */
function halvesHtml(grid: GridRecord): string {
  const columns = Math.max(...grid.cells.map((cell) => cell.column + cell.column_span));
  const rows = Math.max(...grid.cells.map((cell) => cell.row + cell.row_span));
  // what a page holds that has no names of its own
  const isCut = (at: number): boolean => grid.cells.every(({ row, column, column_span, text }) => (column >= at ? row < grid.header_rows || !isCjkText(text) : column + column_span <= at));
  const joint = Array.from({ length: columns - 1 }, (_, i) => i + 1).filter(isCut).toSorted((a, b) => Math.abs(a - columns / 2) - Math.abs(b - columns / 2))[0];
  const isWhole = grid.cells.every(({ row, row_span }) => row >= grid.header_rows || row + row_span <= grid.header_rows);
  const widths = wholeWidths(grid.cells, columns);
  const half = (cells: Cells, caption: string): string => {
    const [from, to] = [Math.min(...cells.map(({ column }) => column)), Math.max(...cells.map((cell) => cell.column + cell.column_span))];
    const colgroup = `<colgroup>${widths.slice(from, to).map((width) => `<col style="width:${width.toFixed(2)}em">`).join('')}<col style="width:1px"></colgroup>`;
    const lines = rowsHtml(cells, rows, grid.header_rows).map((line) => line.replace(/<\/tr>$/u, STRUT));
    const pages = Array.from({ length: Math.ceil((rows - grid.header_rows) / PAGE_ROWS) }, (_, i) => lines.slice(grid.header_rows + i * PAGE_ROWS, grid.header_rows + (i + 1) * PAGE_ROWS));
    return pages.map((own, i) => `<section>${i === 0 ? caption : ''}<table>${colgroup}<thead>${i === 0 ? lines.slice(0, grid.header_rows).join('\n') : ''}</thead><tbody>${own.join('\n')}</tbody></table></section>`).join('\n');
  };
  if (joint === undefined || !isWhole) return `<section>${half(grid.cells, captionHtml(grid))}</section>`;
  return half(grid.cells.filter(({ column }) => column < joint), captionHtml(grid)) + half(grid.cells.filter(({ column }) => column >= joint), `<div class=blank>${captionHtml(grid)}</div>`);
}

const HALVES = '@page{size:A4 landscape;margin:10mm} body{font-size:7pt} h2{font-size:11pt} table{table-layout:fixed;width:1px} td,th{white-space:nowrap;overflow-wrap:normal} tr{height:18pt} td.strut{border:0;padding:0} section{break-before:page} .blank{visibility:hidden}';

function pageStyle(frame: string, random: Random): string {
  const size = random.pick([7.5, 8, 9, 10]);
  return `@page{size:A4 ${random.pick(['portrait', 'landscape'])};margin:${random.pick([12, 18, 25])}mm}
body{font-family:"${random.pick(['Noto Sans CJK SC', 'Noto Serif CJK SC'])}";font-size:${size}pt} h2{text-align:center;font-size:${size + 5}pt} p{text-align:right;margin:2px}
table{border-collapse:collapse;width:100%;table-layout:fixed} td,th{padding:${random.pick([1, 2, 4])}px;vertical-align:${random.pick(['middle', 'middle', 'top'])};overflow-wrap:anywhere;font-weight:normal}
th{text-align:center;font-weight:${random.pick(['normal', 'bold'])}} td.amount{text-align:${random.pick(['right', 'right', 'center', 'left'])}} tr{break-inside:${random.pick(['avoid', 'avoid', 'auto'])}}
${random.chance(0.4) ? 'thead{display:table-row-group}' : ''}${FRAMES[frame]}${isHalved(frame) ? HALVES : ''}`;
}

const { positionals: [dataset, out], values } = parseArgs({ allowPositionals: true, options: { seed: { type: 'string', default: '1' }, frames: { type: 'string', default: Object.keys(FRAMES).join() } } });
const frames = values.frames.split(',');
if (!dataset || !out || frames.some((frame) => FRAMES[frame] === undefined)) {
  console.error(`usage: tsx bench/reprint/make.ts DATASET OUT_DIR [--seed N] [--frames ${Object.keys(FRAMES).join()}]`);
  process.exit(2);
}
const html = resolve(out, 'html'), pdf = resolve(out, 'pdf');
await Promise.all([html, pdf].map((folder) => mkdir(folder, { recursive: true })));
const profile = await mkdtemp(join(tmpdir(), 'mingxi-reprint-'));
const jobs: PrintJob[] = [];
for (const name of (await readdir(join(dataset, 'documents'))).toSorted()) {
  const file = DocumentFile.parse(JSON.parse(await readFile(join(dataset, 'documents', name), 'utf8')));
  if (file.document.media_type !== 'application/pdf' || file.document.extraction !== 'text' || file.line_items.length < FEWEST_ITEMS) continue;
  const random = new Random(Number(values.seed) * 1000 + jobs.length);
  const frame = random.pick(frames);
  const style = pageStyle(frame, random);
  const grids = file.grids.filter(({ kind, cells }) => !LEFT_OUT.has(kind) && cells.length > 0 && cells.length <= MOST_CELLS);
  const tables = grids.map((grid) => tableHtml(grid, random));
  const id = `${frame}-${String(jobs.length + 1).padStart(2, '0')}`;
  const asPage = (body: readonly string[]): string => `<!doctype html><meta charset="utf-8"><style>${style}</style><h1>${escape(file.document.title)}</h1><p>${escape(file.document.organisation)}</p>\n${body.join('\n')}`;
  await writeFile(join(html, `${id}.html`), asPage(tables));
  const source = isHalved(frame) ? join(profile, `${id}.html`) : join(html, `${id}.html`);
  if (isHalved(frame)) await writeFile(source, asPage(grids.map(halvesHtml)));
  jobs.push({ source, pdf: join(pdf, `${id}.pdf`) });
  console.log(`${id} ${file.document.source_file}`);
}
await printHtml(jobs, profile);
await rm(profile, { recursive: true, force: true, maxRetries: 5 });
