/**
 * `extract` (everything, the dataset written) beside pdfplumber's extract_tables on the same PDFs, in one run.
 *   python3 -m venv bench/peers/venv && bench/peers/venv/bin/pip install -r bench/peers/requirements.txt
 *   npm run build && tsx bench/speed.ts FOLDER [--files 20] [--python bench/peers/venv/bin/python]
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { readPdf } from '../extractors/read/pdf/pdf.js';

const { positionals, values } = parseArgs({ allowPositionals: true, options: { files: { type: 'string', default: '20' }, python: { type: 'string', default: 'bench/peers/venv/bin/python' } } });
const folder = positionals[0];
if (!folder) throw new Error('Expected FOLDER');
const all = (readdirSync(folder, { recursive: true }) as string[]).filter(f => /\.pdf$/i.test(f)).sort();
const step = Math.max(1, Math.floor(all.length / Number(values.files)));
const chosen = all.filter((_, i) => i % step === 0).slice(0, Number(values.files));
const work = mkdtempSync(path.join(tmpdir(), 'mingxi-speed-'));
const input = path.join(work, 'input');
chosen.forEach((file, i) => cpSync(path.join(folder, file), path.join(input, `${String(i).padStart(3, '0')}.pdf`)));
const files = chosen.map((_, i) => path.join(input, `${String(i).padStart(3, '0')}.pdf`));

function seconds(command: string, args: readonly string[]): number {
  const began = performance.now();
  const { status, stderr, error } = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 26 });
  if (error) throw error;
  if (status !== 0) console.log(`${path.basename(command)} ended with ${status}: ${stderr.split('\n').slice(-3).join(' ')}`);
  return (performance.now() - began) / 1000;
}

const extract = (workers: number): number => seconds(process.execPath, ['dist/pipeline/cli.js', 'extract', input, '--out', path.join(work, `out${workers}`), '--workers', String(workers), '--ocr', 'never', '--quiet']);
const one = extract(1);
const two = extract(2);
const peer = seconds(values.python, ['bench/peers/pdfplumber_tables.py', ...files]);
let pages = 0;
const began = performance.now();
for (const file of files) pages += (await readPdf(readFileSync(file), { ocr: 'never' })).pages ?? 0;
const reading = (performance.now() - began) / 1000;
rmSync(work, { recursive: true, force: true });

console.log(`${files.length} files, ${pages} pages`);
console.log(`extract, 1 worker   ${one.toFixed(1)} s   ${(peer / one).toFixed(2)} times as fast as pdfplumber`);
console.log(`extract, 2 workers  ${two.toFixed(1)} s   ${(peer / two).toFixed(2)} times`);
console.log(`pdfplumber          ${peer.toFixed(1)} s`);
console.log(`the reader alone    ${reading.toFixed(1)} s, ${Math.round(100 * reading / one)}% of extract with one worker`);
