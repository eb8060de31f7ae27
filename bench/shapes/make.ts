/**
 * Tables of any kind in any frame, English and Chinese, for the layout engine alone: what it reads must not hang on the
 * words of budgets or on the frames of one country.
 *
 *   npx tsx bench/shapes/make.ts OUT_DIR [--count 80] [--seed 1]
 *
 * Writes OUT_DIR/<frame>-<shape>-<number>.pdf, printed by chromium, and beside each the truth in the form of the ICDAR 2013
 * table competition (-str.xml), so that `bench/pdf-grids.ts OUT_DIR GRIDS` and `icdar.mjs OUT_DIR GRIDS -v` score it. The
 * same seed gives the same pages.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { printHtml, type PrintJob } from '../corpus/print.js';
import { Random } from '../corpus/random.js';
import { escape } from '../corpus/render.js';
import { CHINESE_SHAPES, ENGLISH_SHAPES, type Shape, type ShapeCell, type Words, wordsOf } from './tables.js';

/** Borders by frame; `.end` are the cells with which the header ends. */
const FRAMES: Readonly<Record<string, string>> = {
  'grid': 'td{border:1px solid #000}',
  'open': 'table{border-style:hidden} td{border:1px solid #000}',
  'frame': 'table{border:1px solid #000} .end{border-bottom:1px solid #000}',
  'sides': 'table{border-top:1px solid #000;border-bottom:1px solid #000} td{border-left:1px solid #000;border-right:1px solid #000} tr>td:first-child{border-left:none}',
  'horizontal': 'td{border-top:1px solid #000;border-bottom:1px solid #000}',
  'dashed': 'td{border:.6px dashed #444}',
  'three-line': 'table{border-top:1.5px solid #000;border-bottom:1.5px solid #000} .end{border-bottom:1px solid #000}',
  'shaded': 'tr:nth-child(even) td{background:#e4e8ee}',
  'none': '',
};
const FONTS = { chinese: ['Noto Sans CJK SC', 'Noto Serif CJK SC'], english: ['Liberation Serif', 'Liberation Sans', 'Liberation Mono'] };

interface Place extends ShapeCell { readonly row: number; readonly column: number }

/** Cells with their places in the grid. */
function placed({ rows }: Shape): Place[] {
  const taken = new Set<string>();
  return rows.flatMap((cells, row) => {
    let column = 0;
    return cells.map((cell): Place => {
      while (taken.has(`${row},${column}`)) column++;
      const at = column;
      for (let r = row; r < row + cell.rows; r++) for (let c = at; c < at + cell.columns; c++) taken.add(`${r},${c}`);
      column += cell.columns;
      return { ...cell, row, column: at };
    });
  });
}

const tableHtml = (shape: Shape, wide: number, random: Random): string => `<table>${shape.rows.map((cells, r) => `<tr>${cells.map(({ text, rows, columns, align }) => {
  const width = columns === 1 && align === 'left' && text !== '' ? `max-width:${wide}mm;` : '';
  return `<td rowspan=${rows} colspan=${columns}${r + rows === shape.head ? ' class=end' : ''} style="${width}text-align:${align}">${escape(text)}</td>`;
}).join('')}</tr>`).join('\n')}</table>${random.chance(0.4) ? '<p class=note>*</p>' : ''}`;

const truthXml = (shapes: readonly Shape[]): string => `<?xml version="1.0"?><document>${shapes.map((shape, t) => `<table id="${t}"><region id="1" page="1" row-increment="0" col-increment="0">${placed(shape).filter(({ text }) => text !== '').map(({ row, column, rows, columns, text }) =>
  `<cell start-row="${row}" start-col="${column}"${rows > 1 ? ` end-row="${row + rows - 1}"` : ''}${columns > 1 ? ` end-col="${column + columns - 1}"` : ''}><content>${escape(text)}</content></cell>`).join('')}</region></table>`).join('\n')}</document>`;

const paragraph = (random: Random, { chinese, phrase }: Words): string => `<p>${Array.from({ length: random.integer(2, 4) }, () => phrase(8, 22) + (chinese ? '。' : '. ')).join('')}</p>`;

function style(frame: string, chinese: boolean, random: Random): string {
  const size = random.pick([7.5, 8, 9, 10]);
  return `@page{size:A4 ${random.chance(0.25) ? 'landscape' : 'portrait'};margin:18mm} body{font-family:"${random.pick(chinese ? FONTS.chinese : FONTS.english)}";font-size:${size}pt;line-height:${random.pick([1.2, 1.25, 1.5])}}
table{border-collapse:collapse;margin:6px auto;${random.chance(0.4) ? 'width:100%' : ''}} td{padding:${random.pick([0, 1, 2, 4])}px ${random.pick([4, 6, 10])}px;vertical-align:${random.pick(['middle', 'middle', 'top'])}} tr{break-inside:avoid} .note{margin:0}
${FRAMES[frame]}`;
}

const { positionals: [out], values } = parseArgs({ allowPositionals: true, options: { seed: { type: 'string', default: '1' }, count: { type: 'string', default: '80' } } });
if (!out) {
  console.error('usage: tsx bench/shapes/make.ts OUT_DIR [--count N] [--seed N]');
  process.exit(2);
}
await mkdir(out, { recursive: true });
const jobs: PrintJob[] = [];
for (let n = 0; n < Number(values.count); n++) {
  const random = new Random(Number(values.seed) * 1000 + n);
  const frame = random.pick(Object.keys(FRAMES));
  const chinese = random.chance(0.6);
  const words = wordsOf(random, chinese);
  const [name, make] = random.pick(Object.entries(chinese ? CHINESE_SHAPES : ENGLISH_SHAPES));
  const shapes = Array.from({ length: random.integer(1, 2) }, () => make(random, words));
  const id = `${frame}-${name}-${String(n).padStart(3, '0')}`;
  const wide = random.pick([30, 40, 60]);
  const css = style(frame, chinese, random);
  const body = shapes.map((shape, i) => `${paragraph(random, words)}<p style="text-align:center"><b>${chinese ? '表' : 'Table '}${i + 1}. ${escape(words.phrase(3, 8))}</b></p>${tableHtml(shape, wide, random)}`);
  const source = resolve(out, `${id}.html`);
  await writeFile(source, `<!doctype html><meta charset="utf-8"><style>${css}</style><h2>${escape(words.phrase(3, 6))}</h2>${body.join('\n')}${paragraph(random, words)}`);
  await writeFile(join(out, `${id}-str.xml`), truthXml(shapes));
  jobs.push({ source, pdf: resolve(out, `${id}.pdf`) });
}
const profile = await mkdtemp(join(tmpdir(), 'mingxi-shapes-'));
await printHtml(jobs, profile);
await rm(profile, { recursive: true, force: true, maxRetries: 5 });
console.log(`${jobs.length} documents in ${out}`);
