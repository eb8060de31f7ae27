import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WorkerPool } from '../../../pipeline/batch/pool.js';

/** A worker that does what the name of the file says, and answers with its name. */
const SCRIPT = `import { parentPort } from 'node:worker_threads';
let served = 0;
parentPort.on('message', ({ sourceFile }) => {
  if (sourceFile === 'throw') throw new Error('broken\\nsecond line');
  if (sourceFile === 'exit') process.exit(7);
  if (sourceFile === 'hang') return;
  if (sourceFile === 'memory') { const all = []; for (;;) all.push(new Array(100000).fill(Math.random())); }
  served += 1;
  parentPort.postMessage({ document: { source_file: sourceFile, status: 'ok', error: String(served) } });
});`;

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mingxi-'));
  writeFileSync(join(folder, 'worker.mjs'), SCRIPT);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('worker threads', () => {
  it.each([
    ['throw', /^internal error: broken — please report it/u],
    ['exit', /^internal error: the worker ended with code 7/u],
    ['hang', /^Expected a document that is done in .* minutes, got no end — split the file$/u],
    ['memory', /^Expected a document that fits into 48 MB of memory, got more — split the file$/u],
  ])('that %s fail their document only, with a line', async (what, line) => {
    const pool = new WorkerPool(pathToFileURL(join(folder, 'worker.mjs')), {}, { milliseconds: what === 'hang' ? 300 : 60_000, heapMegabytes: 48 });
    const run = async (sourceFile: string) => (await pool.run({ path: sourceFile, sourceFile })).document;
    expect(await run('before')).toMatchObject({ status: 'ok', error: '1' });
    const bad = await run(what);
    expect(bad).toMatchObject({ source_file: what, status: 'failed' });
    expect(bad.error).toMatch(line);
    // A new thread, which has served nobody yet.
    expect(await run('after')).toMatchObject({ status: 'ok', error: '1' });
    expect(await run('again')).toMatchObject({ status: 'ok', error: '2' });
    await pool.close();
  });
});
