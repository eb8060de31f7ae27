/**
 * PDFium beside pdfjs: both readers over all PDFs of a folder, the texts of their cells and paragraphs compared, and the
 * time that each took.   tsx bench/readers.ts FOLDER [-v]
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pdfiumSource } from '../extractors/read/pdf/pdf-pdfium.js';
import { pdfjsSource } from '../extractors/read/pdf/pdf-pdfjs.js';
import type { PdfSource } from '../extractors/read/pdf/pdf-source.js';
import { readPdf } from '../extractors/read/pdf/pdf.js';
import { ReadError } from '../schemas/block.js';

const [folder, ...flags] = process.argv.slice(2);
if (!folder) throw new Error('Expected FOLDER');

/** Texts of a document, each cell with its spans; undefined where it is refused. */
async function textsOf(bytes: Uint8Array, source: PdfSource): Promise<{ texts?: string[]; seconds: number }> {
  const began = process.cpuUsage();
  const seconds = (): number => { const used = process.cpuUsage(began); return (used.user + used.system) / 1e6; };
  try {
    const { blocks } = await readPdf(bytes, { source, ocr: 'never' });
    return { seconds: seconds(), texts: blocks.flatMap(b => b.type === 'grid' ? b.cells.map(c => `${c.text.replace(/\s+/g, '')} ${c.rowSpan}×${c.columnSpan}`) : [b.text.replace(/\s+/g, '')]) };
  } catch (error) {
    if (!(error instanceof ReadError)) throw error;
    return { seconds: seconds() };
  }
}

function minus(a: readonly string[], b: readonly string[]): string[] {
  const left = new Map<string, number>();
  for (const text of b) left.set(text, (left.get(text) ?? 0) + 1);
  return a.filter(text => {
    const n = left.get(text) ?? 0;
    left.set(text, n - 1);
    return n <= 0;
  });
}

const total = { files: 0, texts: 0, differ: 0, pdfium: 0, pdfjs: 0 };
for (const file of (readdirSync(folder, { recursive: true }) as string[]).filter(f => /\.pdf$/i.test(f)).sort()) {
  const bytes = readFileSync(path.join(folder, file));
  const a = await textsOf(bytes, pdfiumSource);
  const b = await textsOf(bytes, pdfjsSource);
  const onlyA = minus(a.texts ?? [], b.texts ?? []);
  const onlyB = minus(b.texts ?? [], a.texts ?? []);
  total.files++;
  total.texts += a.texts?.length ?? 0;
  total.differ += Math.max(onlyA.length, onlyB.length);
  total.pdfium += a.seconds;
  total.pdfjs += b.seconds;
  if (onlyA.length + onlyB.length > 0) console.log(`${file}: ${a.texts?.length ?? 'refused'} and ${b.texts?.length ?? 'refused'} texts, ${onlyA.length} and ${onlyB.length} of their own`);
  if (flags.includes('-v')) for (const [name, own] of [['PDFium', onlyA], ['pdfjs', onlyB]] as const) for (const text of own.slice(0, 8)) console.log(`   ${name} ${text.slice(0, 100)}`);
}
console.log(`${total.files} files, ${total.texts} texts, ${total.differ} differ; CPU seconds: PDFium ${total.pdfium.toFixed(1)}, pdfjs ${total.pdfjs.toFixed(1)}`);
