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
import { runBatch, startWorkers } from '../../pipeline/batch/run.js';
import { summaryText } from '../../pipeline/summary-text.js';
import type { DocumentSummary } from '../../pipeline/summary.js';
import { DatasetWriter } from '../../pipeline/write/dataset.js';

const GOLDEN = assetPath('tests/golden/seed');
const update = process.env['UPDATE_GOLDEN'] === '1';

/** The CSV files, and the summary that the run prints. */
const FILES = [...RESOURCES.map(({ name }) => `${name}.csv`), 'summary.txt'];

let out = '';
beforeAll(async () => {
  out = mkdtempSync(join(tmpdir(), 'mingxi-'));
  const writer = await DatasetWriter.create(out);
  const { files, skipped } = await expandInputs([assetPath('seeds')]);
  const documents: DocumentSummary[] = [];
  await runBatch(files, startWorkers(files.length, {}), async (artefacts) => {
    documents.push({ row: await writer.add(artefacts), digest: artefacts.digest });
  });
  await writer.finish();
  writeFileSync(join(out, 'summary.txt'), summaryText({ out: 'output', documents, skipped }));
  if (update) {
    mkdirSync(GOLDEN, { recursive: true });
    for (const file of FILES) writeFileSync(join(GOLDEN, file), readFileSync(join(out, file)));
  }
});
afterAll(() => rmSync(out, { recursive: true, force: true }));

describe('the dataset of seeds/', () => {
  it('is not regenerated where it is to be tested', () => {
    expect(update && process.env['CI'] !== undefined, 'UPDATE_GOLDEN is on in CI').toBe(false);
  });
  it('has a golden file for every CSV and the summary', () => {
    expect(existsSync(GOLDEN) ? readdirSync(GOLDEN).toSorted() : []).toEqual(FILES.toSorted());
  });
  it('is what the README shows of it', () => {
    const example = /```text\n(.*?)```/su.exec(readFileSync(assetPath('README.md'), 'utf8'))?.[1] ?? '';
    const summary = readFileSync(join(out, 'summary.txt'), 'utf8').split('\n');
    expect(example.trimEnd().split('\n').filter((line) => line.trim() !== '…' && !summary.includes(line))).toEqual([]);
  });
  it.each(FILES.map((file) => [file]))('%s is the golden one, line by line', (file) => {
    expect(readFileSync(join(out, file), 'utf8').split('\n')).toEqual(readFileSync(join(GOLDEN, file), 'utf8').split('\n'));
  });
});
