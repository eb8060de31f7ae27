import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mingxi } from './mingxi.js';

/** A small budget as a place would publish it. */
const budget = (year: number, total: string, [police, school]: readonly [string, string], reception: string, prose: readonly string[]): string => `上海市普陀区教育局${year}年部门预算

部门预算情况说明

${year}年，上海市普陀区教育局一般公共预算支出${total}万元。

${prose.join('\n\n')}

${year}年部门一般公共预算支出功能分类预算表

编制部门：上海市普陀区教育局　单位：万元

| 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |
|---|---|---|---|---|
| 204 | 公共安全支出 | ${police} | ${police} | |
| 205 | 教育支出 | ${school} | ${school} | |
| | 合计 | ${total} | ${total} | |

${year}年部门“三公”经费和机关运行经费预算表

编制部门：上海市普陀区教育局　单位：万元

| 合计 | 因公出国(境)费 | 公务接待费 | 公务用车购置及运行费 | 购置费 | 运行费 | 机关运行经费预算数 |
|---|---|---|---|---|---|---|
| ${reception} | 0 | ${reception} | 0 | 0 | 0 | 55.50 |
`;
const OLD = budget(2023, '1200.50', ['1000.25', '200.25'], '3.10', []);
const NEW = budget(2024, '1500.75', ['1200.50', '300.25'], '2.10', ['一般公共预算支出1500.75万元，比2023年预算增加300.25万元。', '公务接待费2.10万元，比2023年预算减少2.00万元。']);

let root = '';
beforeAll(() => { root = mkdtempSync(join(tmpdir(), 'mingxi-')); });
afterAll(() => rmSync(root, { recursive: true, force: true }));

let runs = 0;
function extract(files: Readonly<Record<string, string>>, ...options: readonly string[]): { readonly out: string; readonly rows: (file: string) => Record<string, string>[]; readonly code: number | null; readonly json: unknown } {
  runs += 1;
  const folder = join(root, `in${runs}`);
  const out = join(root, `out${runs}`);
  mkdirSync(folder);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const { code, stdout } = mingxi(['extract', folder, '--out', out, '--quiet', '--json', ...options]);
  return { out, code, json: JSON.parse(stdout), rows: (file) => parse(readFileSync(join(out, file)), { columns: true }) };
}
const contents = (folder: string): Record<string, string> => Object.fromEntries(readdirSync(folder, { recursive: true, withFileTypes: true }).filter((f) => f.isFile()).map((f) => [join(f.parentPath, f.name).slice(folder.length), readFileSync(join(f.parentPath, f.name), 'utf8')]));
const across = (rows: readonly Record<string, string>[]): Record<string, string>[] => rows.filter((row) => row['rule']?.startsWith('across/') === true);

describe('a batch with two years of one publisher', () => {
  it('holds one against the other; findings, counts and summary follow', () => {
    const run = extract({ 'a.md': NEW, 'b.md': OLD, 'c.md': OLD });
    expect(across(run.rows('findings.csv')).map((f) => [f['source_file'], f['rule'], f['published'], f['expected']])).toEqual([['a.md', 'across/change', '41000', '31000']]);
    expect(across(run.rows('checks.csv')).filter((c) => c['source_file'] === 'a.md' && c['rule'] === 'across/change').map((c) => [c['applicable'], c['passed'], c['failed']])).toEqual([['2', '1', '1']]);
    expect(across(run.rows('checks.csv')).filter((c) => c['source_file'] === 'b.md').every((c) => c['applicable'] === '0')).toBe(true);
    const [row] = run.rows('documents.csv');
    expect(Number(row?.['findings_warning'])).toBe(run.rows('findings.csv').filter((f) => f['source_file'] === 'a.md' && f['severity'] === 'warning').length);
    expect(run.json).toMatchObject({ files: [{ source_file: 'a.md', findings_warning: Number(row?.['findings_warning']) }, { source_file: 'b.md' }, { source_file: 'c.md' }] });
    const file = JSON.parse(readFileSync(join(run.out, 'documents', `${row?.['document_id']}.json`), 'utf8')) as { findings: { rule: string; evidence: { cells: string[] }[] }[] };
    const other = run.rows('documents.csv')[1]?.['document_id'];
    expect(file.findings.find((f) => f.rule === 'across/change')?.evidence[1]?.cells[0]).toMatch(new RegExp(`^${other}/t\\d+:1:reception$`, 'u'));
    // The rows stay in document order, and the descriptor knows what was written.
    expect(run.rows('documents.csv').map((r) => r['source_file'])).toEqual(['a.md', 'b.md', 'c.md']);
    expect([...new Set(run.rows('line_items.csv').map((r) => r['source_file']))]).toEqual(['a.md', 'b.md']);
    const { resources } = JSON.parse(readFileSync(join(run.out, 'datapackage.json'), 'utf8')) as { resources: { path: string; bytes: number; hash: string }[] };
    for (const { path, bytes, hash } of resources) {
      const written = readFileSync(join(run.out, path));
      expect([path, bytes, hash]).toEqual([path, written.length, `sha256:${createHash('sha256').update(written).digest('hex')}`]);
    }
    expect(readdirSync(run.out).filter((name) => name.startsWith('.') || name.endsWith('.ordered'))).toEqual([]);
  }, 60_000);

  it('gives the same bytes whatever the number of workers; the order of the files does not matter to what is found', () => {
    const one = extract({ 'a.md': NEW, 'b.md': OLD }, '--workers', '1');
    const two = extract({ 'a.md': NEW, 'b.md': OLD }, '--workers', '2');
    expect(contents(two.out)).toEqual(contents(one.out));
    const turned = extract({ 'b.md': NEW, 'a.md': OLD });
    expect(across(turned.rows('findings.csv')).map((f) => [f['finding_id'], f['published'], f['expected']])).toEqual(across(one.rows('findings.csv')).map((f) => [f['finding_id'], f['published'], f['expected']]));
  }, 60_000);

  it('counts for --fail-on', () => {
    expect(extract({ 'a.md': NEW, 'b.md': OLD }, '--fail-on', 'warning').code).toBe(3);
  }, 60_000);

  it('says nothing of one year alone', () => {
    const run = extract({ 'a.md': NEW });
    expect([across(run.rows('findings.csv')), across(run.rows('checks.csv')).every((c) => c['applicable'] === '0')]).toEqual([[], true]);
  }, 60_000);
});

describe('a batch with two printings of one document', () => {
  const ROWS = ['206', '207', '208', '210', '213'].map((code) => `| ${code} | 其他支出 | 10.00 | 10.00 | |`).join('\n');
  const first = OLD.replace('| | 合计', `${ROWS}\n| | 合计`).replace('1200.50 | 1200.50', '1250.50 | 1250.50');

  it('names the later one, with the figures that differ', () => {
    const run = extract({ 'a.md': first, 'b.md': `${first}\n附注：再次公开。\n`, 'c.md': first.replace('| 10.00 |', '| 12.00 |') });
    expect(across(run.rows('findings.csv')).map((f) => [f['source_file'], f['rule'], f['severity'], /a\.md/u.test(f['message_zh'] ?? '')])).toEqual([['b.md', 'across/republished', 'info', true], ['c.md', 'across/republished', 'warning', true]]);
    expect(run.rows('findings.csv').find((f) => f['source_file'] === 'c.md' && f['rule'] === 'across/republished')?.['message_zh']).toContain('12.00万元，彼处10.00万元');
  }, 60_000);
});
