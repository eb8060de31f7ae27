import { chmodSync, cpSync, mkdirSync, mkdtempSync, openSync, closeSync, readdirSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assetPath } from '../../schemas/assets.js';
import { mingxi, type Outcome } from './mingxi.js';

const SEED = assetPath('seeds/上海市闵行区司法局2024年部门预算.md');
let root = '';
beforeAll(() => { root = mkdtempSync(join(tmpdir(), 'mingxi-')); });
afterAll(() => rmSync(root, { recursive: true, force: true }));

let runs = 0;
/** Runs `extract` into a new folder; gives the rows of documents.csv by source file. */
function extract(paths: readonly string[], ...options: string[]): Outcome & { readonly out: string; readonly documents: Readonly<Record<string, Record<string, string>>> } {
  const out = join(root, `out${(runs += 1)}`);
  const outcome = mingxi(['extract', ...paths, '--out', out, ...options]);
  const rows = parse(readFileSync(join(out, 'documents.csv')), { columns: true }) as Record<string, string>[];
  return { ...outcome, out, documents: Object.fromEntries(rows.map((row) => [row['source_file'] ?? '', row])) };
}

const contents = (folder: string): Readonly<Record<string, string>> =>
  Object.fromEntries(readdirSync(folder, { recursive: true, withFileTypes: true }).filter((f) => f.isFile()).map((f) => [join(f.parentPath, f.name).slice(folder.length), readFileSync(join(f.parentPath, f.name), 'utf8')]));

describe('a run', () => {
  it('writes data to files and the summary to stderr', () => {
    const { code, stdout, stderr, documents, out } = extract([SEED]);
    expect([code, stdout]).toEqual([0, '']);
    expect(stderr).toContain('上海市闵行区司法局2024年部门预算.md');
    expect(stderr).toContain(out);
    expect(Object.keys(documents)).toEqual(['上海市闵行区司法局2024年部门预算.md']);
  });
  it('prints a summary for machines on stdout with --json, and nothing else with --quiet', () => {
    const { code, stdout, stderr, out } = extract([SEED], '--json', '--quiet');
    expect([code, stderr]).toEqual([0, '']);
    expect(JSON.parse(stdout)).toMatchObject({ out, documents: 1, failed: 0, files: [{ source_file: '上海市闵行区司法局2024年部门预算.md', status: 'ok' }] });
  });
  it('shows no progress where stderr is no terminal', () => {
    const { stderr } = extract([SEED]);
    expect(['\r', '\u001B'].filter((control) => stderr.includes(control))).toEqual([]);
  });
  it('gives the same bytes whatever the number of workers and the order of the paths', () => {
    const folder = join(root, 'several');
    mkdirSync(folder);
    const text = readFileSync(SEED, 'utf8');
    for (const i of [1, 2, 3]) writeFileSync(join(folder, `${i}.md`), `${text}\n第${i}份\n`);
    const one = extract([folder], '--workers', '1');
    const four = extract([join(folder, '3.md'), folder], '--workers', '4');
    expect(contents(four.out)).toEqual(contents(one.out));
    expect(Object.keys(one.documents)).toEqual(['1.md', '2.md', '3.md']);
  }, 120_000);
});

describe('bad input', () => {
  it('gets a line each, and the other files go on', () => {
    const folder = join(root, 'bad');
    mkdirSync(folder);
    cpSync(SEED, join(folder, 'good.md'));
    cpSync(SEED, join(folder, 'good-copy.md'));
    writeFileSync(join(folder, 'empty.md'), '');
    writeFileSync(join(folder, 'blank.txt'), ' \n\n\t\n');
    writeFileSync(join(folder, 'binary.md'), Buffer.from(Array.from({ length: 4096 }, (_, i) => (i * 7919) % 256)));
    writeFileSync(join(folder, 'image.md'), Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1'));
    writeFileSync(join(folder, 'truncated.md'), '2024年部门预算\n\n<table><tr><td>科目</td><td>金额</td></tr><tr><td>行政运行</td><td>1,2');
    writeFileSync(join(folder, 'broken.pdf'), '%PDF-1.7\nnothing more');
    writeFileSync(join(folder, 'book.xlsx'), 'PK\x03\x04');
    const huge = openSync(join(folder, 'huge.txt'), 'w');
    const chunk = Buffer.from('204\t06\t01\t行政运行\t1,234,567\n'.repeat(30_000));
    for (let written = 0; written < 200 * 1024 * 1024; written += chunk.length) writeSync(huge, chunk);
    closeSync(huge);
    const { code, stderr, documents, out } = extract([folder, join(folder, 'book.xlsx'), join(folder, 'missing.pdf')]);
    expect(code).toBe(1);
    expect(documents['good.md']).toMatchObject({ status: 'ok', duplicate_of: 'good-copy.md' });
    expect(documents['good-copy.md']).toMatchObject({ status: 'ok', duplicate_of: '' });
    const failed = Object.values(documents).filter((row) => row['status'] === 'failed').map((row) => [row['source_file'] ?? '', row['error'] ?? ''] as const);
    expect(Object.fromEntries(failed)).toEqual({
      'binary.md': expect.stringMatching(/^Expected text, got binary data \(.*\) — give a PDF, Excel, Word, HTML or text file$/u),
      'blank.txt': 'Expected a document, got only blanks — download or export it again',
      'book.xlsx': expect.stringMatching(/cut off/u),
      'broken.pdf': expect.stringMatching(/PDF/u),
      'empty.md': 'Expected a document, got an empty file — download or export it again',
      'huge.txt': expect.stringMatching(/^Expected a text of at most \d+ MB, got 200.* MB — split the file$/u),
      'image.md': expect.stringMatching(/image/u),
      'missing.pdf': 'Expected a file, found none — check the path',
    });
    const findings = parse(readFileSync(join(out, 'findings.csv')), { columns: true }) as Record<string, string>[];
    expect(findings.filter((row) => row['source_file'] === 'truncated.md').map((row) => row['rule'])).toContain('text/truncated');
    // Each failure is one line on stderr: the file, what is wrong, what to do.
    for (const [file, error] of failed) expect(stderr.split('\n')).toContain(`${file}: ${error}`);
    expect(new Set(Object.values(documents).map((row) => row['document_id'])).size).toBe(Object.keys(documents).length - 1);
  }, 120_000);
  it.skipIf(process.getuid?.() === 0)('without permission gets a line (skipped for root, who may read everything)', () => {
    writeFileSync(join(root, 'secret.md'), 'x');
    chmodSync(join(root, 'secret.md'), 0);
    expect(extract([join(root, 'secret.md')]).documents['secret.md']?.['error']).toBe('Expected a readable file, got no permission — change its permissions');
  });
  it('that is a device is not read', () => {
    expect(extract(['/dev/zero']).documents['zero']?.['error']).toBe('Expected a file, got a device or socket — give a PDF, Excel, Word, HTML or text file');
  });
});

describe('exit codes', () => {
  it('are 3 for findings that --fail-on names, 0 without it', () => {
    expect(extract([SEED], '--fail-on', 'error').code).toBe(3);
    expect(extract([SEED], '--fail-on', 'warning').code).toBe(3);
  });
  it('are 2 where nothing can be read, and the output stays away', () => {
    const empty = join(root, 'empty');
    mkdirSync(empty);
    const out = join(root, 'never');
    expect(mingxi(['extract', empty, '--out', out])).toEqual({ code: 2, stdout: '', stderr: `mingxi: ${empty}: Expected PDF, Excel, Word, OpenDocument, HTML, CSV, Markdown or text files, found none — check the paths\n` });
    expect(readdirSync(root)).not.toContain('never');
  });
  it('are 2 for an output folder with other files, which stay', () => {
    const out = join(root, 'full');
    mkdirSync(out);
    writeFileSync(join(out, 'letter.txt'), 'mine');
    const { code, stderr } = mingxi(['extract', SEED, '--out', out]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^mingxi: .*full: Expected a new or empty folder or an earlier dataset, got other files \(letter\.txt\) — choose another --out\n$/u);
    expect(readdirSync(out)).toEqual(['letter.txt']);
  });
  it('are 2 for a wrong configuration or table kind, with file and line', () => {
    writeFileSync(join(root, 'mingxi.yaml'), 'out: x\nworker: 2\n');
    expect(mingxi(['extract', SEED, '--config', join(root, 'mingxi.yaml')])).toMatchObject({ code: 2, stderr: expect.stringMatching(/mingxi\.yaml:2: Expected one of/u) });
    mkdirSync(join(root, 'kinds'));
    writeFileSync(join(root, 'kinds', 'mine.yaml'), 'kind: mine\nname: [\n');
    expect(mingxi(['extract', SEED, '--out', join(root, 'unused'), '--tables', join(root, 'kinds')])).toMatchObject({ code: 2, stderr: expect.stringMatching(/mine\.yaml:\d+: Expected YAML/u) });
  });
  it('take options from the configuration, those of the command line first', () => {
    writeFileSync(join(root, 'good.yaml'), 'out: from-config\nworkers: 1\nfail-on: error\n');
    expect(mingxi(['extract', SEED, '--quiet', '--config', join(root, 'good.yaml')]).code).toBe(3);
    expect(readdirSync(join(root, 'from-config'))).toContain('line_items.csv');
  });
});
