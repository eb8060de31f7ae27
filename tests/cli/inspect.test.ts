import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ocrInstalled } from '../../extractors/ocr/engines/engine.js';
import { assetPath } from '../../schemas/assets.js';
import { AMOUNTS, scanOf, tableContent } from '../extractors/ocr/made-scan.js';
import { at, line, tinyPdf } from '../extractors/read/tiny-pdf.js';
import { mingxi } from './mingxi.js';

let folder = '';
let file = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mingxi-'));
  file = join(folder, 'page.pdf');
  const rules = [...[50, 150, 250].map((x) => line(x, 100, x, 200)), ...[100, 150, 200].map((y) => line(50, y, 250, y))];
  writeFileSync(file, tinyPdf([...rules, at(60, 250, 'above'), at(60, 170, 'name'), at(160, 170, 'total'), at(60, 120, 'one'), at(160, 120, '1,234.00')].join('\n')));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('mingxi inspect', () => {
  it('prints paragraphs, and tables with their kind, columns and cells', () => {
    const { code, stdout } = mingxi(['inspect', file, '--page', '1']);
    expect(code).toBe(0);
    expect(stdout).toContain('paragraph above\n');
    expect(stdout).toMatch(/^table t1 other 其他: .*page 1/mu);
    expect(stdout).toContain('grid 2 × 2, lattice\n   0  name | total\n   1  one | 1,234.00\n');
  });

  it('draws the page', () => {
    const out = join(folder, 'page.png');
    expect(mingxi(['inspect', file, '--page', '1', '--out', out, '--dpi', '72']).code).toBe(0);
    const png = readFileSync(out);
    expect([png.subarray(1, 4).toString(), png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual(['PNG', 400, 300]);
  });

  it('draws the page also where nobody reads on what it prints', () => {
    const out = join(folder, 'unread.png');
    const { status } = spawnSync('sh', ['-c', '"$0" "$@" | true', process.execPath, assetPath('dist/pipeline/cli.js'), 'inspect', file, '--page', '1', '--out', out, '--dpi', '72']);
    expect(status).toBe(0);
    expect(readFileSync(out).subarray(1, 4).toString()).toBe('PNG');
  });

  it.skipIf(!ocrInstalled())('shows what is recognised on a scanned page, or with --ocr never that it was not (skipped where the optional packages are left out)', async () => {
    const scan = join(folder, 'scan.pdf');
    writeFileSync(scan, await scanOf(tableContent(AMOUNTS)));
    expect(mingxi(['inspect', scan, '--page', '1', '--out', join(folder, 'scan.png')]).stdout).toContain(AMOUNTS[0].join(' | '));
    expect(mingxi(['inspect', scan, '--page', '1', '--ocr', 'never']).stdout).toMatch(/^note page\/needs-ocr/u);
  }, 60_000);

  it('says in one line that a folder is no PDF', () => {
    expect(mingxi(['inspect', folder, '--page', '1'])).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(/^mingxi: .*: Expected a PDF, got a folder — check the path\n$/u) });
  });

  it('says in one line that there is no such page', () => {
    expect(mingxi(['inspect', file, '--page', '2'])).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(/^mingxi: .*PDF has 1 pages, there is no page 2\.\n$/u) });
  });
});
