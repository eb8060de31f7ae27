/**
 * Is every figure that poppler sees in a PDF in a grid or a paragraph of ours? A second reader as oracle.
 * tsx bench/pdf-coverage.ts FOLDER [-v]     needs pdftotext (poppler-utils); -v lists the figures that are missing
 */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ReadError } from '../schemas/block.js';
import { readPdf } from '../extractors/read/pdf/pdf.js';

const FIGURE = /(?<![\d.,%])-?\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d%])|(?<![\d.,])-?\d+\.\d{2,}(?![\d.%])/g;
const figures = (text: string): string[] => (text.normalize('NFKC').match(FIGURE) ?? []).map(t => t.replace(/,/g, ''));

function count(list: readonly string[]): Map<string, number> {
  const bag = new Map<string, number>();
  for (const item of list) bag.set(item, (bag.get(item) ?? 0) + 1);
  return bag;
}

const [folder, ...flags] = process.argv.slice(2);
if (!folder) throw new Error('Expected FOLDER');
let printedAll = 0;
let readAll = 0;
for (const file of (readdirSync(folder, { recursive: true }) as string[]).filter(f => /\.pdf$/i.test(f)).sort()) {
  const full = path.join(folder, file);
  let text: string;
  try {
    text = execFileSync('pdftotext', ['-q', '-layout', full, '-'], { maxBuffer: 1 << 28 }).toString();
  } catch {
    continue;
  }
  const printed = count(figures(text));
  try {
    const { blocks, notes } = await readPdf(readFileSync(full), { ocr: 'never' });
    const ours = count(blocks.flatMap(b => b.type === 'grid' ? b.cells.flatMap(c => figures(c.text)) : figures(b.text)));
    const missing = [...printed].flatMap(([figure, n]) => Array<string>(Math.max(0, n - (ours.get(figure) ?? 0))).fill(figure));
    const extra = [...ours].flatMap(([figure, n]) => Array<string>(Math.max(0, n - (printed.get(figure) ?? 0))).fill(figure));
    const total = [...printed.values()].reduce((a, b) => a + b, 0);
    printedAll += total;
    readAll += total - missing.length;
    const scans = notes.filter(n => n.rule === 'page/needs-ocr').length;
    if (missing.length || extra.length || scans) console.log(`${file}: ${total - missing.length} of ${total}, ${extra.length} more of ours, ${scans} pages without text`);
    if (flags.includes('-v') && missing.length) console.log(`   missing ${missing.slice(0, 40).join(' ')}`);
    if (flags.includes('-v') && extra.length) console.log(`   more    ${extra.slice(0, 40).join(' ')}`);
  } catch (error) {
    if (!(error instanceof ReadError)) throw error;
    console.log(`${file}: ${error.message}`);
  }
}
console.log(`read ${readAll} of ${printedAll}: ${(100 * readAll / Math.max(1, printedAll)).toFixed(3)}%`);
