import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assetPath } from '../../schemas/assets.js';
import { ocrInstalled } from '../../extractors/ocr/engines/engine.js';
import { AMOUNTS, scanOf, tableContent } from '../extractors/ocr/made-scan.js';
import { mingxi } from './mingxi.js';

let root = '';
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'mingxi-'));
  mkdirSync(join(root, 'in'));
  for (let i = 0; i < 40; i += 1) writeFileSync(join(root, 'in', `${i}.md`), `第${i}份\n\n${'| 204 | 行政运行 | 1,234 |\n'.repeat(3000)}`);
  writeFileSync(join(root, 'one.md'), '2024年部门预算');
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('a run that is ended from outside', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGKILL'] as const)('by %s leaves the earlier dataset as it was', async (signal) => {
    const out = join(root, 'output');
    expect(mingxi(['extract', join(root, 'one.md'), '--out', out]).code).toBe(0);
    const before = readFileSync(join(out, 'documents.csv'), 'utf8');
    const run = spawn(process.execPath, [assetPath('dist/pipeline/cli.js'), 'extract', join(root, 'in'), '--out', out, '--workers', '2'], { stdio: 'ignore' });
    const staging = join(root, `.output.mingxi-new-${run.pid}`);
    while (!existsSync(join(staging, 'documents.csv')) && run.exitCode === null) await wait(5);
    const ended = once(run, 'exit') as Promise<[number | null, string | null]>;
    run.kill(signal);
    expect((await ended)[signal === 'SIGKILL' ? 1 : 0]).toBe(signal === 'SIGKILL' ? 'SIGKILL' : 130);
    expect(readFileSync(join(out, 'documents.csv'), 'utf8')).toBe(before);
    // The next run clears what a killed one left.
    expect(mingxi(['extract', join(root, 'one.md'), '--out', out]).code).toBe(0);
    expect(readdirSync(root).toSorted()).toEqual(['in', 'one.md', 'output']);
  });

  it.skipIf(!ocrInstalled())('while pages are recognised ends as it should, and not with the native code that it cuts off (skipped where the optional packages are left out)', async () => {
    const [scan, cache] = [join(root, 'scan.pdf'), join(root, 'cache')];
    writeFileSync(scan, await scanOf(...Array.from({ length: 12 }, () => tableContent(AMOUNTS))));
    const run = spawn(process.execPath, [assetPath('dist/pipeline/cli.js'), 'extract', scan, '--out', join(root, 'unused')], { stdio: 'ignore', env: { ...process.env, MINGXI_OCR_CACHE: cache } });
    while (!existsSync(cache) && run.exitCode === null) await wait(5);
    await wait(50);
    const ended = once(run, 'exit') as Promise<[number | null, string | null]>;
    run.kill('SIGINT');
    expect(await ended).toEqual([130, null]);
  }, 60_000);
});
