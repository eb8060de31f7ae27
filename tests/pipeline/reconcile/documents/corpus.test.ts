import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { processDocument } from '../../../../pipeline/document.js';
import { ledgerOf, type Ledger } from '../../../../pipeline/reconcile/documents/ledger.js';
import { compareYears } from '../../../../pipeline/reconcile/documents/years.js';
import { packageRoot } from '../../../../schemas/assets.js';
import { counted, told } from './published.js';

const CORPUS = join(packageRoot(), '../shared/corpus');

async function ledgers(...paths: readonly string[]): Promise<Ledger[]> {
  const found = await Promise.all(paths.map(async (path) => ledgerOf(await processDocument(new Uint8Array(readFileSync(join(CORPUS, path))), basename(path)))));
  return found.flatMap((ledger) => ledger ?? []);
}

describe.skipIf(!existsSync(CORPUS))('real documents of two years (skipped without ../shared/corpus)', () => {
  it.each([
    [['江苏省/江苏省政协办公厅2018年度部门预算.pdf', '江苏省/江苏省政协办公厅2018度部门预算公开表.pdf'], ['江苏省/江苏省政协办公厅2017年度部门预算.pdf', '江苏省/2017年度部门预算公开表.pdf'], 20],
    [['江苏省/江苏省政协办公厅2019年度部门预算.pdf', '江苏省/江苏省政协办公厅2019年预算公开表.pdf'], ['江苏省/江苏省政协办公厅2018年度部门预算.pdf', '江苏省/江苏省政协办公厅2018度部门预算公开表.pdf'], 20],
    [['上海市普陀区万里街道办事处2024年部门预算.pdf'], ['上海市普陀区万里街道办事处2023年部门预算.pdf'], 8],
  ])('%s agree with what %s say', async (own, last, least) => {
    const across = compareYears(await ledgers(...own), await ledgers(...last), 'previous');
    const [applicable = 0, passed = 0] = counted(across, 'across/change').split(' ').map(Number);
    expect(told(across)).toEqual([]);
    expect(passed).toBe(applicable);
    expect(passed).toBeGreaterThanOrEqual(least);
  }, 60_000);
});
