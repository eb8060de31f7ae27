import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assetPath } from '../../schemas/assets.js';
import { mingxi } from './mingxi.js';

const SEED = assetPath('seeds/上海市闵行区司法局2024年部门预算.md');
let root = '';
beforeAll(() => { root = mkdtempSync(join(tmpdir(), 'mingxi-')); });
afterAll(() => rmSync(root, { recursive: true, force: true }));

const rows = (out: string, file: string): Record<string, string>[] => parse(readFileSync(join(root, out, file)), { columns: true });
const file = (name: string, ...lines: readonly object[]): string => {
  writeFileSync(join(root, name), lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  return join(root, name);
};

describe('extract --review', () => {
  it('goes from the proposals of one run to the decisions of the next', () => {
    expect(mingxi(['extract', SEED, '--out', join(root, 'first'), '--quiet']).code).toBe(0);
    const proposal = rows('first', 'proposals.csv').find((p) => p['published'] === '2253916' && p['measure_or_field'] === 'total');
    const { document_id, proposal_id } = proposal ?? {};
    const decisions = file('review.jsonl', { document_id, decision: 'accept', proposal_id, reviewer: '张三' }, { document_id, decision: 'value', cell: 't3:2:basic', amount_yuan: '53863563' });
    expect(mingxi(['extract', SEED, '--out', join(root, 'second'), '--quiet', '--review', decisions])).toEqual({ code: 0, stdout: '', stderr: '' });
    const item = (out: string, table: string, row: string, measure: string): Record<string, string> => rows(out, 'line_items.csv').find((r) => r['table_id'] === table && r['row'] === row && r['measure'] === measure) ?? {};
    expect(item('second', 't8', '10', 'total')).toMatchObject({ amount_yuan: '2253916', amount_reconciled: '3353916', status: 'disputed' });
    expect(item('first', 't3', '2', 'basic')['status']).not.toBe('ok');
    expect(item('second', 't3', '2', 'basic')).toMatchObject({ amount_yuan: '53863563', amount_reconciled: '', status: 'ok' });
    // The same through the configuration file, byte for byte.
    writeFileSync(join(root, 'mingxi.yaml'), 'review: review.jsonl\n');
    expect(mingxi(['extract', SEED, '--out', join(root, 'third'), '--quiet', '--config', join(root, 'mingxi.yaml')]).code).toBe(0);
    expect(readFileSync(join(root, 'third', 'line_items.csv'), 'utf8')).toBe(readFileSync(join(root, 'second', 'line_items.csv'), 'utf8'));
  }, 60_000);

  it('tells the decisions that name nothing, and ends with 1', () => {
    const document_id = rows('first', 'documents.csv')[0]?.['document_id'];
    const decisions = file('stray.jsonl', { document_id, decision: 'value', cell: 't3:9999:total', amount_yuan: '1' }, { document_id: '0'.repeat(16), decision: 'reject', proposal_id: 'R0123456789abcdef' });
    expect(mingxi(['extract', SEED, '--out', join(root, 'stray'), '--quiet', '--review', decisions])).toEqual({
      code: 1, stdout: '',
      stderr: `stray.jsonl:1: Expected an amount cell of document ${document_id}, found none — t3:9999:total\nstray.jsonl:2: Expected a document of this run, found none — 0000000000000000\n`,
    });
    expect(rows('stray', 'documents.csv')).toHaveLength(1);
  }, 60_000);

  it('ends with 2 at a line that is no decision, before anything is read', () => {
    writeFileSync(join(root, 'bad.jsonl'), '\n{"decision":"accept"\n');
    expect(mingxi(['extract', SEED, '--out', join(root, 'never'), '--review', join(root, 'bad.jsonl')])).toMatchObject({ code: 2, stderr: expect.stringMatching(/^mingxi: .*bad\.jsonl:2: Expected one JSON object, got \{/u) });
  });
});
