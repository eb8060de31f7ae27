/**
 * Peak memory of `extract` with one worker on a document of many pages, made of the PDFs of a folder by PDFium. Asked: less than 500 MB for 1,000 pages.
 *   npm run build && tsx bench/memory.ts FOLDER [--pages 1000]
 * Linux only: the peak is that of the process's own memory (VmHWM); getrusage's begins with that of the process that
 * starts it, and the bench is large itself.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { heap, openHandle, pdfium } from '../extractors/read/pdf/pdf-library.js';

const { positionals, values } = parseArgs({ allowPositionals: true, options: { pages: { type: 'string', default: '1000' } } });
const folder = positionals[0];
if (!folder) throw new Error('Expected FOLDER');

/** One PDF of the first pages of all files. */
async function merged(files: readonly string[], pages: number): Promise<{ bytes: Uint8Array; pages: number }> {
  const m = await pdfium();
  const target = m.FPDF_CreateNewDocument();
  for (const file of files) {
    const have = m.FPDF_GetPageCount(target);
    if (have >= pages) break;
    const { handle, close } = openHandle(m, readFileSync(file), undefined);
    m.FPDF_ImportPages(target, handle, `1-${Math.min(pages - have, m.FPDF_GetPageCount(handle))}`, have);
    close();
  }
  const writer = m.PDFiumExt_OpenFileWriter();
  m.PDFiumExt_SaveAsCopy(target, writer);
  const size = m.PDFiumExt_GetFileWriterSize(writer);
  const at = m.pdfium.wasmExports.malloc(size);
  m.PDFiumExt_GetFileWriterData(writer, at, size);
  return { bytes: heap(m).HEAPU8.slice(at, at + size), pages: m.FPDF_GetPageCount(target) };
}

const files = (readdirSync(folder, { recursive: true }) as string[]).filter((f) => /\.pdf$/iu.test(f)).sort().map((f) => path.join(folder, f));
const work = mkdtempSync(path.join(tmpdir(), 'mingxi-memory-'));
const { bytes, pages } = await merged(files, Number(values.pages));
writeFileSync(path.join(work, 'merged.pdf'), bytes);

const PRINT_PEAK = "import { readFileSync } from 'node:fs'; process.on('exit', () => console.log(/VmHWM:\\s*(\\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1]));";
const run = spawnSync(process.execPath, ['--import', `data:text/javascript,${encodeURIComponent(PRINT_PEAK)}`, 'dist/pipeline/cli.js', 'extract', path.join(work, 'merged.pdf'), '--out', path.join(work, 'out'), '--workers', '1', '--ocr', 'never', '--quiet'], { encoding: 'utf8' });
rmSync(work, { recursive: true, force: true });
// the hook runs in each thread; all print the peak of the process
const peak = Math.max(...(run.stdout.match(/\d+/gu) ?? []).map(Number));
console.log(`${pages} pages, ${(bytes.length / 1e6).toFixed(1)} MB: ended with ${run.status}, peak ${Math.round(peak / 1024)} MB`);
