/**
 * Makes consistent budgets and final accounts as PDFs, with the truth of every cell.
 *
 *   npx tsx bench/corpus/generate.ts OUT_DIR [--count 22] [--seed 1]
 *
 * Writes OUT_DIR/pdf/<layout>-<seed>.pdf and OUT_DIR/truth/<layout>-<seed>.json. Needs chromium and soffice (Debian packages).
 * The same seed gives the same tables and truth on every machine.
 */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { grainOf, LAYOUTS, printModel } from './layouts.js';
import { makeModel } from './model.js';
import { toFods, toHtml } from './render.js';

const run = promisify(execFile);
const { positionals, values } = parseArgs({ allowPositionals: true, options: { count: { type: 'string', default: String(2 * LAYOUTS.length) }, seed: { type: 'string', default: '1' } } });
const out = positionals[0];
if (!out) {
  console.error('usage: tsx bench/corpus/generate.ts OUT_DIR [--count N] [--seed N]');
  process.exit(2);
}
const pdfDir = resolve(out, 'pdf'), truthDir = resolve(out, 'truth');
await mkdir(pdfDir, { recursive: true });
await mkdir(truthDir, { recursive: true });
const work = await mkdtemp(join(tmpdir(), 'mingxi-corpus-'));
const spreadsheets: string[] = [];
for (let i = 0; i < Number(values.count); i++) {
  const layout = LAYOUTS[i % LAYOUTS.length]!;
  const seed = Number(values.seed) + i;
  const printed = printModel(makeModel(seed, layout.stage, grainOf(layout)), layout);
  const name = `${layout.id}-${seed}`;
  await writeFile(join(truthDir, `${name}.json`), JSON.stringify({ clean: true, cells: printed.truth }));
  if (layout.printer === 'chromium') {
    const html = join(work, `${name}.html`);
    await writeFile(html, toHtml(printed, layout));
    await run('chromium', ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-sync', '--disable-component-update', '--no-first-run', '--no-pdf-header-footer', `--user-data-dir=${join(work, 'profile')}`, `--print-to-pdf=${join(pdfDir, `${name}.pdf`)}`, `file://${html}`]);
  } else {
    const file = join(work, `${name}.fods`);
    await writeFile(file, toFods(printed, layout));
    spreadsheets.push(file);
  }
}
if (spreadsheets.length) await run('soffice', [`-env:UserInstallation=file://${join(work, 'office')}`, '--headless', '--convert-to', 'pdf', '--outdir', pdfDir, ...spreadsheets], { maxBuffer: 1 << 26 });
await rm(work, { recursive: true, force: true });
console.log(`${values.count} documents in ${resolve(out)}`);
