import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assetPath } from '../../schemas/assets.js';
import { readConfig } from '../../pipeline/config.js';
import { mingxi } from './mingxi.js';

/** The first block of a language in a documentation file. */
const block = (file: string, language: string): string => new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, 'su').exec(readFileSync(assetPath(file), 'utf8'))?.[1] ?? '';

let root = '';
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'mingxi-'));
  mkdirSync(join(root, 'my-kinds'));
  writeFileSync(join(root, 'my-kinds', 'debt_service.yaml'), block('docs/table-kinds.md', 'yaml'));
  writeFileSync(join(root, '云南.md'), block('docs/table-kinds.md', 'markdown'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const rows = (out: string, file: string): Record<string, string>[] => parse(readFileSync(join(root, out, file)), { columns: true });

describe('the example of docs/table-kinds.md', () => {
  it('is no table that the built-in kinds know', () => {
    expect(mingxi(['extract', join(root, '云南.md'), '--out', join(root, 'without')]).code).toBe(0);
    expect(rows('without', 'line_items.csv')).toEqual([]);
    expect(rows('without', 'findings.csv').map((r) => r['rule'])).toContain('table/unknown-kind');
  });
  it('is read and checked with --tables', () => {
    expect(mingxi(['extract', join(root, '云南.md'), '--out', join(root, 'with'), '--tables', join(root, 'my-kinds')]).code).toBe(0);
    expect(rows('with', 'line_items.csv').map((r) => [r['table_kind'], r['level'], r['name_published'], r['measure'], r['amount_yuan']])).toEqual([
      ['debt_service', 'total', '合计', 'total', '13205000'], ['debt_service', 'total', '合计', 'principal', '10000000'], ['debt_service', 'total', '合计', 'interest', '3205000'],
      ['debt_service', 'line', '县乡道路改造', 'total', '8205000'], ['debt_service', 'line', '县乡道路改造', 'principal', '6000000'], ['debt_service', 'line', '县乡道路改造', 'interest', '2205000'],
      ['debt_service', 'line', '客运站迁建', 'total', '5000000'], ['debt_service', 'line', '客运站迁建', 'principal', '4000000'], ['debt_service', 'line', '客运站迁建', 'interest', '1100000'],
    ]);
    expect(rows('with', 'findings.csv').filter((r) => r['rule']?.startsWith('sum/') === true).map((r) => [r['table_kind'], r['cells']?.split(';').toSorted()])).toEqual([['debt_service', ['t1:1:interest', 't1:2:interest', 't1:3:interest', 't1:3:principal', 't1:3:total']]]);
  });
});

describe('the example of docs/configuration.md', () => {
  it('is a configuration', () => {
    writeFileSync(join(root, 'mingxi.yaml'), block('docs/configuration.md', 'yaml'));
    expect(readConfig(join(root, 'mingxi.yaml'))).toEqual({ out: join(root, 'output'), tables: [join(root, 'my-kinds')], review: join(root, 'review.jsonl'), publishers: join(root, '清单.csv'), workers: 2, ocr: 'auto', 'ocr-engine': 'paddle', 'image-folders': true, password: '2024', 'fail-on': 'error' });
  });
});
