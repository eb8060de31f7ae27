import { describe, expect, it } from 'vitest';
import { mingxi } from './mingxi.js';

describe('mingxi codes', () => {
  it('explains a code and a name on stdout', () => {
    const byCode = mingxi(['codes', '208 05 05']);
    expect(byCode).toMatchObject({ code: 0, stderr: '' });
    expect(byCode.stdout).toMatch(/^2080505 {2}机关事业单位基本养老保险缴费支出\n/u);
    expect(mingxi(['codes', '行政运行']).stdout).toContain('2040601  行政运行');
    expect(JSON.parse(mingxi(['codes', '2080505', '--json']).stdout)[0].entry.name).toBe('机关事业单位基本养老保险缴费支出');
  });
  it('ends with 1 where the lists know nothing of it', () => {
    expect(mingxi(['codes', '不存在的科目名称'])).toEqual({ code: 1, stdout: '', stderr: '不存在的科目名称: Expected a code or a name of the lists, found none — try a part of the name\n' });
  });
});

describe('mingxi rules', () => {
  it('lists the rules, one a line, or as JSON', () => {
    const { code, stdout, stderr } = mingxi(['rules']);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^code\/drag-filled +error +205 06 10/mu);
    expect(JSON.parse(mingxi(['rules', '--json']).stdout)).toHaveLength(stdout.trimEnd().split('\n').length);
  });
});

describe('mingxi schema', () => {
  it('prints one JSON Schema or all', () => {
    expect(JSON.parse(mingxi(['schema', 'line_items']).stdout)).toMatchObject({ type: 'object', properties: { amount_yuan: { type: 'string' } }, additionalProperties: false });
    expect(Object.keys(JSON.parse(mingxi(['schema']).stdout))).toEqual(['documents', 'line_items', 'projects', 'performance_targets', 'facts', 'findings', 'proposals', 'checks', 'document']);
  });
  it('ends with 2 for a name that is none', () => {
    expect(mingxi(['schema', 'lines'])).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(/^mingxi: lines: Expected one of documents, line_items/u) });
  });
});

describe('mingxi', () => {
  it.each([
    ['an unknown command', ['bogus']],
    ['no command', []],
    ['an unknown option', ['extract', '.', '--bogus']],
    ['no path', ['extract']],
    ['a file to inspect that is none', ['inspect', 'nowhere.pdf', '--page', '1']],
    ['a wrong number', ['extract', '.', '--workers', 'many']],
    ['a wrong choice', ['extract', '.', '--fail-on', 'info']],
  ])('ends with 2 for %s, with the reason on stderr', (_, args) => {
    const { code, stdout, stderr } = mingxi(args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).not.toBe('');
  });
  it('ends with 0 for help and version', () => {
    expect(mingxi(['--help']).code).toBe(0);
    expect(mingxi(['extract', '--help']).code).toBe(0);
    expect(mingxi(['--version'])).toMatchObject({ code: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/u) });
  });
});
