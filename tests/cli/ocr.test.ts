import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ocrInstalled } from '../../extractors/ocr/engines/engine.js';
import { assetPath } from '../../schemas/assets.js';
import { AMOUNTS, pngOf, scanOf, tableContent } from '../extractors/ocr/made-scan.js';
import { mingxi } from './mingxi.js';

let root = '';
let input = '';
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'mingxi-'));
  input = join(root, 'in');
  mkdirSync(input);
  const table = tableContent(AMOUNTS);
  writeFileSync(join(input, 'scan.pdf'), await scanOf(table));
  writeFileSync(join(input, 'page.png'), await pngOf(table));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

interface Row { readonly source_file: string; readonly status: string; readonly extraction: string }
const documents = (out: string): Row[] => parse(readFileSync(join(out, 'documents.csv')), { columns: true }) as Row[];
const rules = (out: string): string[] => (parse(readFileSync(join(out, 'findings.csv')), { columns: true }) as { rule: string }[]).map(({ rule }) => rule);
const cells = (out: string, file: string): string[] => {
  const files = readdirSync(join(out, 'documents')).map((name) => JSON.parse(readFileSync(join(out, 'documents', name), 'utf8')) as { document: Row; grids: { cells: { text: string }[] }[] });
  return files.find((f) => f.document.source_file === file)?.grids.flatMap((g) => g.cells.map((c) => c.text)) ?? [];
};

describe('scans and page images', () => {
  it.skipIf(!ocrInstalled())('are recognised where no option is given (skipped where the optional packages are left out)', () => {
    const out = join(root, 'auto');
    expect(mingxi(['extract', input, '--out', out, '--quiet']).code).toBe(0);
    expect(documents(out).map((d) => [d.source_file, d.status, d.extraction])).toEqual([['page.png', 'ok', 'ocr'], ['scan.pdf', 'ok', 'ocr']]);
    for (const file of ['page.png', 'scan.pdf']) expect(cells(out, file)).toEqual(AMOUNTS.flat());
  }, 120_000);

  it.skipIf(!ocrInstalled())('are one document where they lie in a folder and --image-folders says so, the broken ones among them by name', async () => {
    const folder = join(root, 'folders', '司法局');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'page 10.png'), await pngOf(tableContent(AMOUNTS.slice(1))));
    writeFileSync(join(folder, 'page 2.png'), await pngOf(tableContent(AMOUNTS.slice(0, 2))));
    writeFileSync(join(folder, 'page 3.png'), 'no image');
    const out = join(root, 'folder');
    expect(mingxi(['extract', join(root, 'folders'), '--out', out, '--quiet', '--image-folders']).code).toBe(0);
    expect(parse(readFileSync(join(out, 'documents.csv')), { columns: true })).toMatchObject([{ source_file: '司法局', status: 'partial', extraction: 'ocr', pages: '3', media_type: 'inode/directory' }]);
    expect(cells(out, '司法局')).toEqual([...AMOUNTS.slice(0, 2), ...AMOUNTS.slice(1)].flat());
    expect(parse(readFileSync(join(out, 'findings.csv')), { columns: true })).toContainEqual(expect.objectContaining({ rule: 'page/unreadable', page: '2', message_zh: expect.stringContaining('page 3.png') as string }));
  }, 120_000);

  it.skipIf(!ocrInstalled())('of a folder fail together where none can be read', () => {
    const folder = join(root, 'rubbish', '审计局');
    mkdirSync(folder, { recursive: true });
    for (const name of ['1.png', '2.png']) writeFileSync(join(folder, name), 'no image');
    const { code, stderr } = mingxi(['extract', join(root, 'rubbish'), '--out', join(root, 'none'), '--image-folders']);
    expect(code).toBe(1);
    expect(stderr).toContain('审计局: 1.png: Expected an image, got something else — export the page again');
  }, 60_000);

  it('are reported and left out with --ocr never', () => {
    const out = join(root, 'never');
    const { code, stderr } = mingxi(['extract', input, '--out', out, '--ocr', 'never']);
    expect(code).toBe(0);
    expect(stderr).toContain('文件夹中未读的其他文件：.png 1个');
    expect(documents(out).map((d) => [d.source_file, d.status, d.extraction])).toEqual([['scan.pdf', 'partial', 'none']]);
    expect(rules(out)).toEqual(['page/needs-ocr']);
  }, 60_000);

  it('are reported and left out where nothing that recognises is installed', () => {
    const bare = join(root, 'bare');
    const { dependencies } = JSON.parse(readFileSync(assetPath('package.json'), 'utf8')) as { dependencies: Readonly<Record<string, string>> };
    for (const part of ['dist', 'schemas', 'package.json']) cpSync(assetPath(part), join(bare, part), { recursive: true });
    for (const name of Object.keys(dependencies)) {
      mkdirSync(join(bare, 'node_modules', name, '..'), { recursive: true });
      symlinkSync(assetPath(`node_modules/${name}`), join(bare, 'node_modules', name));
    }
    const out = join(root, 'without');
    const { status, stderr } = spawnSync(process.execPath, [join(bare, 'dist/pipeline/cli.js'), 'extract', input, join(input, 'page.png'), '--out', out], { encoding: 'utf8' });
    expect(status).toBe(1);
    expect(stderr).toContain('page.png: an image (PNG): character recognition is not installed; run npm install with its optional packages');
    expect(documents(out).map((d) => [d.source_file, d.status, d.extraction])).toEqual([['page.png', 'failed', ''], ['scan.pdf', 'partial', 'none']]);
    expect(rules(out)).toEqual(['page/needs-ocr']);
  }, 60_000);
});
