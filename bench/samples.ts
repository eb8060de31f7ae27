/**
 * Cells of the made samples (`../shared/pdfs` with `truth.json`) that come out by text, and by text and spans.
 *
 *     npx tsx bench/samples.ts FOLDER [--list] [NAME…]
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { stitch } from '../extractors/layout/parts/stitch.js';
import { readPdf } from '../extractors/read/pdf/pdf.js';
import { countCells, missingCells, type TrueBlock } from './sample-cells.js';

const SAMPLES = ['chrome-doc', 'chrome-doc-partial', 'lo-xlsx', 'lo-xlsx-rot', 'lo-xlsx-contentrot', 'lo-xlsx-shift', 'lo-xlsx-split', 'lo-docx'];

const { positionals: [folder = '../shared/pdfs', ...names], values: { list } } = parseArgs({ allowPositionals: true, options: { list: { type: 'boolean' } } });
const truth = JSON.parse(readFileSync(join(folder, 'truth.json'), 'utf8')) as readonly TrueBlock[];
const count = countCells(truth);
for (const name of names.length > 0 ? names : SAMPLES) {
  const { blocks } = await readPdf(readFileSync(join(folder, `${name}.pdf`)), { ocr: 'never' });
  const whole = stitch(blocks);
  const [byText, bySpans] = [missingCells(whole, truth, false), missingCells(whole, truth, true)];
  console.log(`${name}: ${count - byText.length} of ${count} by text, ${count - bySpans.length} with spans`);
  if (!list) continue;
  for (const [kind, cells] of [['text', byText], ['spans', bySpans]] as const) {
    for (const { table, r, c, rs, cs, t } of cells) console.log(`  ${kind} ${table} r${r} c${c} ${rs}×${cs} ${t}`);
  }
}
