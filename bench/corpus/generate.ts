/**
 * Makes consistent budgets and final accounts as PDFs, with the truth of every cell.
 *
 *   npx tsx bench/corpus/generate.ts OUT_DIR [--count 44] [--seed 1] [--layout ID] [--vary] [--fonts 'AR PL UMing CN;Arial,WenQuanYi Micro Hei']
 *
 * Writes OUT_DIR/pdf/<layout>-<seed>.pdf and OUT_DIR/truth/<layout>-<seed>.json. Needs chromium and soffice (Debian packages).
 * With --vary every document has traits of other layouts. With --fonts the documents that chromium prints are set, in turn, in
 * each of these lists of font families. The same seed gives the same tables and truth on every machine.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { grainOf, LAYOUTS, printModel } from './layouts.js';
import { makeModel } from './model.js';
import { printHtml, printSpreadsheets, type PrintJob } from './print.js';
import { toHtml } from './render.js';
import { toFods } from './spreadsheet.js';
import { varied } from './vary.js';

const { positionals, values } = parseArgs({ allowPositionals: true, options: { count: { type: 'string', default: String(2 * LAYOUTS.length) }, seed: { type: 'string', default: '1' }, layout: { type: 'string' }, vary: { type: 'boolean', default: false }, fonts: { type: 'string' } } });
const out = positionals[0];
const fonts = values.fonts?.split(';').map((list) => list.split(',').map((family) => `"${family.trim()}"`).join(',')) ?? [];
const layouts = LAYOUTS.filter(({ id }) => !values.layout || id === values.layout);
if (!out || layouts.length === 0) {
  console.error(`usage: tsx bench/corpus/generate.ts OUT_DIR [--count N] [--seed N] [--layout ID] [--vary] [--fonts LISTS]\nlayouts: ${LAYOUTS.map(({ id }) => id).join(' ')}`);
  process.exit(2);
}
const pdfDir = resolve(out, 'pdf'), truthDir = resolve(out, 'truth');
await mkdir(pdfDir, { recursive: true });
await mkdir(truthDir, { recursive: true });
const work = await mkdtemp(join(tmpdir(), 'mingxi-corpus-'));
const pages: PrintJob[] = [];
const spreadsheets: string[] = [];
for (let i = 0; i < Number(values.count); i++) {
  const seed = Number(values.seed) + i;
  const place = layouts[i % layouts.length]!;
  const layout = values.vary ? varied(place, seed) : place;
  const printed = printModel(makeModel(seed, layout.stage, grainOf(layout), { carryover: layout.carryover }), layout);
  const name = `${layout.id}-${seed}`;
  await writeFile(join(truthDir, `${name}.json`), JSON.stringify({ clean: true, cells: printed.truth }));
  const source = join(work, `${name}.${layout.printer === 'chromium' ? 'html' : 'fods'}`);
  await writeFile(source, layout.printer === 'chromium' ? toHtml(printed, layout, fonts[i % fonts.length]) : toFods(printed, layout));
  if (layout.printer === 'chromium') pages.push({ source, pdf: join(pdfDir, `${name}.pdf`) });
  else spreadsheets.push(source);
}
await printHtml(pages, join(work, 'profile'));
await printSpreadsheets(spreadsheets, pdfDir, work);
await rm(work, { recursive: true, force: true, maxRetries: 5 });
console.log(`${values.count} documents in ${resolve(out)}`);
