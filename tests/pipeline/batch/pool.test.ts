import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WorkerPool } from '../../../pipeline/batch/pool.js';
import { ENGINE, startOrder, WORKER } from '../../../pipeline/batch/run.js';

/** A worker that does what the name of the file says, at the steps that it says, and answers with its name and the pages left out. */
const SCRIPT = `import { parentPort, workerData } from 'node:worker_threads';
let served = 0;
const STEPS = ['open', 'page', 'recognise', 'rest'];
const begin = (step, page) => { workerData.beat[1] = STEPS.indexOf(step); workerData.beat[2] = page; Atomics.add(workerData.beat, 0, 1); };
parentPort.on('message', ({ sourceFile, skip }) => {
  begin('rest', 0);
  const [what, ...where] = sourceFile.split(' ');
  if (what === 'opens') begin('open', 0);
  const page = where.map(Number).find((n) => !skip.has(n));
  if (page !== undefined) begin(what === 'scan' ? 'recognise' : 'page', page);
  if (what === 'throw') throw new Error('broken\\nsecond line');
  if (what === 'exit') process.exit(7);
  if (what === 'hang' && (page !== undefined || where.length === 0)) for (;;);
  if (what === 'opens') for (;;);
  if (what === 'memory' && (page !== undefined || where.length === 0)) { const all = []; for (;;) all.push(new Array(100000).fill(Math.random())); }
  const answer = () => parentPort.postMessage({ document: { source_file: sourceFile, status: 'ok', error: String(served), skipped: [...skip] } });
  if (what === 'scan') return void setTimeout(answer, 1500);
  begin('rest', 0);
  served += 1;
  answer();
});`;

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mingxi-'));
  writeFileSync(join(folder, 'worker.mjs'), SCRIPT);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const poolOf = (milliseconds: number): WorkerPool => new WorkerPool(pathToFileURL(join(folder, 'worker.mjs')), {}, { milliseconds, heapMegabytes: 48 });

describe('worker threads', () => {
  it.each([
    ['throw', /^internal error: broken — please report it/u],
    ['exit', /^internal error: the worker ended with code 7/u],
    ['hang', /^Expected a document that can be processed, got no end within 2 seconds — split the file$/u],
    ['opens', /^Expected a PDF that can be opened, got no end within 2 seconds — the file is damaged or made to do harm; print it to a new PDF$/u],
    ['hang 1 2 3 4', /^Expected pages that can be read, got no end within 2 seconds on page 4 — the file is damaged/u],
    ['memory', /^Expected a document that can be processed, got more than 48 MB of memory — split the file$/u],
  ])('that %s fail their document only, with a line', async (what, line) => {
    const pool = poolOf(what.startsWith('hang') || what === 'opens' ? 2_000 : 60_000);
    const run = async (sourceFile: string) => (await pool.run({ path: sourceFile, sourceFile })).document;
    expect(await run('before')).toMatchObject({ status: 'ok', error: '1' });
    const bad = await run(what);
    expect(bad).toMatchObject({ source_file: what, status: 'failed' });
    expect(bad.error).toMatch(line);
    // A new thread, which has served nobody yet.
    expect(await run('after')).toMatchObject({ status: 'ok', error: '1' });
    expect(await run('again')).toMatchObject({ status: 'ok', error: '2' });
    await pool.close();
  }, 60_000);

  it.each([['hang 7', 'no end within 2 seconds'], ['memory 7', 'more than 48 MB of memory']])('read a document anew without the page on which they %s', async (what, reason) => {
    const pool = poolOf(2_000);
    expect((await pool.run({ path: what, sourceFile: what })).document).toMatchObject({ status: 'ok', skipped: [[7, reason]] });
    await pool.close();
  }, 60_000);
});

describe('a scan', () => {
  it('says which page is being recognised', async () => {
    const pool = poolOf(60_000);
    const pages: number[] = [];
    await pool.run({ path: 'scan 3', sourceFile: 'scan 3' }, (page) => pages.push(page));
    expect(pages).toEqual([3]);
    await pool.close();
  }, 60_000);
});

describe('a worker thread run from the sources', () => {
  const path = (): string => join(folder, 'a.md');
  beforeAll(() => writeFileSync(path(), '# 某局2024年部门预算\n'));

  it('reads documents', async () => {
    const pool = new WorkerPool(WORKER, {});
    expect((await pool.run({ path: path(), sourceFile: 'a.md' })).document).toMatchObject({ source_file: 'a.md', status: 'ok', error: '' });
    await pool.close();
  }, 60_000);

  it('is watched', async () => {
    const pool = new WorkerPool(WORKER, {}, { milliseconds: 20 });
    const { document } = await pool.run({ path: path(), sourceFile: 'a.md' });
    expect(document.error).toMatch(/^Expected a document that can be processed, got no end within 1 seconds/u);
    await pool.close();
  }, 60_000);
});

describe('the order in which files are started', () => {
  it('is that of their size, within a window', async () => {
    const files = Array.from({ length: 40 }, (_, i) => ({ path: join(folder, `${i}.pdf`), sourceFile: `${i}.pdf` }));
    files.forEach(({ path }, i) => writeFileSync(path, 'x'.repeat(i)));
    const order = await startOrder([...files, { path: join(folder, 'missing.pdf'), sourceFile: 'missing.pdf' }]);
    expect(order.slice(0, 3)).toEqual([31, 30, 29]);
    expect(order.slice(31)).toEqual([0, 39, 38, 37, 36, 35, 34, 33, 32, 40]);
  });
});

it('flags for V8 are ones that this Node knows', () => {
  const known = execFileSync(process.execPath, ['--v8-options'], { encoding: 'utf8' });
  expect(ENGINE.map((flag) => flag.replace(/=.*/u, '')).filter((flag) => !known.includes(`  ${flag} (`))).toEqual([]);
});
