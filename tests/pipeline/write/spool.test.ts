import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Spool } from '../../../pipeline/write/spool.js';

let root = '';
beforeAll(() => { root = mkdtempSync(join(tmpdir(), 'mingxi-')); });
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('a spool', () => {
  it('gives back each text while it grows', async () => {
    const path = join(root, 'texts');
    const spool = await Spool.create(path);
    const first = await spool.add([Buffer.from('一般公共预算')]);
    expect((await spool.read(first)).toString()).toBe('一般公共预算');
    const empty = await spool.add([Buffer.alloc(0)]);
    const second = await spool.add([Buffer.from('三'), Buffer.from('公')]);
    expect([(await spool.read(second)).toString(), (await spool.read(empty)).length, (await spool.read(first)).toString()]).toEqual(['三公', 0, '一般公共预算']);
    await spool.close();
    expect(readFileSync(path, 'utf8')).toBe('一般公共预算三公');
  });
  it('says where a text is cut off', async () => {
    const spool = await Spool.create(join(root, 'short'));
    await spool.add([Buffer.from('abc')]);
    await expect(spool.read({ start: 1, bytes: 5 })).rejects.toThrow('Expected 5 bytes at 1, got 2');
    await spool.close();
  });
});
