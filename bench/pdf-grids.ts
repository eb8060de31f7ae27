/**
 * Reads every PDF of a folder and writes the grids as minimal documents/*.json, so that the layout engine can be
 * measured without the pipeline: tsx bench/pdf-grids.ts FOLDER OUT && node icdar.mjs GT_DIR OUT
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { readPdf } from '../extractors/read/pdf/pdf.js';

const [folder, out] = process.argv.slice(2);
if (!folder || !out) throw new Error('Expected FOLDER and OUT');
const documents = path.join(out, 'documents');
mkdirSync(documents, { recursive: true });
for (const file of readdirSync(folder).filter(f => f.endsWith('.pdf')).sort()) {
  const { blocks } = await readPdf(readFileSync(path.join(folder, file)));
  const grids = blocks.filter(b => b.type === 'grid').map((g, i) => ({
    table_id: `t${i + 1}`, kind: 'other', pages: g.pages,
    cells: g.cells.map(c => ({ row: c.row, column: c.column, row_span: c.rowSpan, column_span: c.columnSpan, text: c.text, page: c.page, ...c.box })),
  }));
  const paragraphs = blocks.filter(b => b.type === 'paragraph').map(p => ({ text: p.text, page: p.page }));
  writeFileSync(path.join(documents, `${path.basename(file, '.pdf')}.json`), `${JSON.stringify({ document: { source_file: file }, grids, paragraphs })}\n`);
}
