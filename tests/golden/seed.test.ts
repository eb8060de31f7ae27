/**
 * The dataset of seeds/ against the one that is committed. After a wanted change: `UPDATE_GOLDEN=1 npx vitest run tests/golden`,
 * then read the difference before committing it.
 */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assetPath } from '../../schemas/assets.js';
import { RESOURCES } from '../../schemas/dataset-files.js';
import { expandInputs } from '../../pipeline/batch/inputs.js';
import { runBatch } from '../../pipeline/batch/run.js';
import { DatasetWriter } from '../../pipeline/write/dataset.js';

const GOLDEN = assetPath('tests/golden/seed');
const update = process.env['UPDATE_GOLDEN'] === '1';

let out = '';
beforeAll(async () => {
  out = mkdtempSync(join(tmpdir(), 'mingxi-'));
  const writer = await DatasetWriter.create(out);
  const { files } = await expandInputs([assetPath('seeds')]);
  await runBatch(files, {}, async (artefacts) => {
    await writer.add(artefacts);
  });
  await writer.finish();
  if (update) {
    mkdirSync(GOLDEN, { recursive: true });
    for (const { name } of RESOURCES) writeFileSync(join(GOLDEN, `${name}.csv`), readFileSync(join(out, `${name}.csv`)));
  }
});
afterAll(() => rmSync(out, { recursive: true, force: true }));

describe('the dataset of seeds/', () => {
  it('is not regenerated where it is to be tested', () => {
    expect(update && process.env['CI'] !== undefined, 'UPDATE_GOLDEN is on in CI').toBe(false);
  });
  it('has a golden file for every CSV', () => {
    expect(existsSync(GOLDEN) ? readdirSync(GOLDEN).toSorted() : []).toEqual(RESOURCES.map(({ name }) => `${name}.csv`).toSorted());
  });
  it.each(RESOURCES.map(({ name }) => [`${name}.csv`]))('%s is the golden one, line by line', (file) => {
    expect(readFileSync(join(out, file), 'utf8').split('\n')).toEqual(readFileSync(join(GOLDEN, file), 'utf8').split('\n'));
  });
});
