import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mingxi } from './mingxi.js';

const budget = (organisation: string, published: string): string => `${organisation}2024年部门预算

发布日期：${published}

${organisation}2024年部门支出预算表

单位：万元

| 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |
|---|---|---|---|---|
| 204 | 公共安全支出 | 100.00 | 80.00 | 20.00 |
| | 合计 | 100.00 | 80.00 | 20.00 |
`;
let root = '';
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'mingxi-'));
  mkdirSync(join(root, 'in'));
  writeFileSync(join(root, 'in', '司法局.md'), budget('上海市闵行区司法局', '2024-02-19'));
  writeFileSync(join(root, 'in', '财政局.md'), budget('上海市闵行区财政局', '2024-03-01'));
  writeFileSync(join(root, 'in', '审计局2024年部门预算.ofd'), 'PK');
  writeFileSync(join(root, 'list.csv'), ['单位名称,预决算,年度,公开时限', ...['司法局', '财政局', '审计局', '统计局'].map((name) => `上海市闵行区${name},预算,2024,2024-02-20`)].join('\r\n'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const rows = (out: string, file: string): Record<string, string>[] => parse(readFileSync(join(root, out, file)), { columns: true });

describe('extract --publishers', () => {
  it('tells what is missing, late and not to be told, with a row in checks.csv', () => {
    const { code, stdout, stderr } = mingxi(['extract', join(root, 'in'), '--out', join(root, 'out'), '--publishers', join(root, 'list.csv'), '--json', '--fail-on', 'warning']);
    expect(code).toBe(3);
    expect(rows('out', 'findings.csv').filter((f) => f['rule']?.startsWith('across/')).map((f) => [f['source_file'], f['rule'], f['published'], f['expected']])).toEqual([
      ['财政局.md', 'across/published-late', '2024-03-01', '2024-02-20'], ['list.csv', 'across/publisher-unclear', '', ''], ['list.csv', 'across/not-published', '', ''],
    ]);
    const counts = (file: string) => rows('out', 'checks.csv').filter((c) => c['source_file'] === file && /publish/u.test(c['rule'] ?? '') && c['applicable'] !== '0').map((c) => [c['rule'], c['applicable'], c['passed'], c['failed'], c['not_checkable']].join(' '));
    expect(counts('list.csv')).toEqual(['across/publisher-unclear 4 3 1 0', 'across/not-published 4 2 1 1']);
    expect(counts('司法局.md')).toEqual(['across/published-late 1 1 0 0', 'across/published-twice 1 1 0 0']);
    expect(rows('out', 'documents.csv').map((d) => [d['source_file'], d['kind'], d['published_on'], d['findings_warning']])).toEqual([['司法局.md', 'disclosure', '2024-02-19', expect.any(String)], ['财政局.md', 'disclosure', '2024-03-01', expect.any(String)], ['list.csv', 'other', '', '2']]);
    expect(JSON.parse(stdout)).toMatchObject({ documents: 2, publishers: { source_file: 'list.csv', publications: 4, missing: 1, unclear: 1 } });
    expect(stderr).toContain('公开清单 list.csv：应公开4项，已见2项，未见1项，不能判断1项\n  ! 注意  清单第4行：上海市闵行区审计局2024年预算是否已公开不能判断：该文件未能读取：审计局2024年部门预算.ofd\n  ! 注意  清单第5行：未见上海市闵行区统计局2024年预算\n');
  }, 60_000);

  it('may stand in the configuration file, and gives the same bytes with any number of workers', () => {
    writeFileSync(join(root, 'mingxi.yaml'), 'publishers: list.csv\nworkers: 1\n');
    expect(mingxi(['extract', join(root, 'in'), '--out', join(root, 'again'), '--quiet', '--config', join(root, 'mingxi.yaml')]).code).toBe(0);
    for (const file of ['findings.csv', 'checks.csv', 'documents.csv', 'datapackage.json']) expect(readFileSync(join(root, 'again', file), 'utf8')).toBe(readFileSync(join(root, 'out', file), 'utf8'));
  }, 60_000);

  it('ends with 2 and the line at a list that is none, before anything is read', () => {
    writeFileSync(join(root, 'bad.csv'), '单位名称,预决算,年度\n某局,计划,2024\n');
    expect(mingxi(['extract', join(root, 'in'), '--out', join(root, 'never'), '--publishers', join(root, 'bad.csv')])).toEqual({ code: 2, stdout: '', stderr: `mingxi: ${join(root, 'bad.csv')}:2: 预决算: Expected 预算 or 决算, got 计划\n` });
  });
});
