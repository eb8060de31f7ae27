/**
 * Makes scans of PDFs.
 *
 *   npx tsx bench/corpus/scan.ts PDF_OR_FOLDER… --out DIR [--kinds c200,bw200] [--pages 5-12] [--seed 1] [--images] [--rotate]
 *
 * Writes DIR/<name>.<kind>.pdf (with --images DIR/<name>-<page>.<kind>.jpg|png) and DIR/scans.json: for each file its
 * source, its pages and the angle at which each lies. With --rotate each PDF is made a scan of one kind, the kinds in turn.
 * The same seed gives the same scans.
 */
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { renderPage } from '../../extractors/read/pdf/pdf-render.js';
import { pdfiumSource } from '../../extractors/read/pdf/pdf-pdfium.js';
import { Random } from './random.js';
import { SCAN_KINDS, scanOf, type Scan, type ScanKind } from './scan-kinds.js';
import { scanPdf } from './scan-pdf.js';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { out: { type: 'string' }, kinds: { type: 'string', default: Object.keys(SCAN_KINDS).join(',') }, pages: { type: 'string', default: '1-' }, seed: { type: 'string', default: '1' }, images: { type: 'boolean', default: false }, rotate: { type: 'boolean', default: false } },
});
const kinds = values.kinds.split(',').filter((k): k is ScanKind => k in SCAN_KINDS);
if (!values.out || positionals.length === 0 || kinds.length === 0) {
  console.error(`usage: tsx bench/corpus/scan.ts PDF_OR_FOLDER… --out DIR [--kinds LIST] [--pages 5-12] [--seed N] [--images] [--rotate]\nkinds: ${Object.keys(SCAN_KINDS).join(' ')}`);
  process.exit(2);
}
const out = values.out;
await mkdir(out, { recursive: true });
const [first = 1, last = Infinity] = values.pages.split('-').map((n) => (n === '' ? Infinity : Number(n)));

async function filesOf(path: string): Promise<string[]> {
  if ((await stat(path)).isFile()) return [path];
  return (await readdir(path, { recursive: true })).filter((name) => name.endsWith('.pdf')).toSorted().map((name) => join(path, name));
}

/** Each page has chance of its own: leaving out pages or kinds changes no other. */
function randomOf(name: string, page: number, kind: ScanKind): Random {
  return new Random(createHash('sha256').update(`${values.seed} ${name} ${page} ${kind}`).digest().readUInt32LE(0));
}

interface Entry { readonly source: string; readonly kind: ScanKind; readonly pages: readonly number[]; readonly angles: readonly number[] }
const index: Record<string, Entry> = {};
for (const [turn, path] of (await Promise.all(positionals.map(filesOf))).flat().entries()) {
  const bytes = new Uint8Array(await readFile(path));
  const source = await pdfiumSource.open(bytes, {});
  const count = source.pageCount;
  await source.close();
  const numbers = Array.from({ length: count }, (_, i) => i + 1).filter((n) => n >= first && n <= last);
  const name = basename(path, '.pdf');
  for (const kind of values.rotate ? [kinds[turn % kinds.length] as ScanKind] : kinds) {
    const scans: Scan[] = [];
    for (const n of numbers) {
      const drawn = await renderPage(bytes, n, { dpi: SCAN_KINDS[kind] });
      const data = new Uint8Array(drawn.width * drawn.height * 3);
      for (let i = 0, from = 0; i < data.length; i += 3, from += 4) data.set(drawn.pixels.subarray(from, from + 3), i);
      const scan = await scanOf({ width: drawn.width, height: drawn.height, data }, kind, randomOf(name, n, kind));
      if (!values.images) { scans.push(scan); continue; }
      const file = `${name}-${n}.${kind}.${scan.format === 'png' ? 'png' : 'jpg'}`;
      await writeFile(join(out, file), scan.image);
      index[file] = { source: path, kind, pages: [n], angles: [scan.angle] };
    }
    if (values.images) continue;
    await writeFile(join(out, `${name}.${kind}.pdf`), scanPdf(scans));
    index[`${name}.${kind}.pdf`] = { source: path, kind, pages: numbers, angles: scans.map((s) => s.angle) };
  }
}
await writeFile(join(out, 'scans.json'), `${JSON.stringify(index, null, 1)}\n`);
console.log(`${Object.keys(index).length} scans in ${out}`);
