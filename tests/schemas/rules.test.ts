import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { describe, expect, it } from 'vitest';
import { assetPath } from '../../schemas/assets.js';
import { rules, severityOf, wordingOf } from '../../schemas/rules.js';

/** Placeholders of a wording; `{stageEn}` is the English twin of `{stage}`. */
const placeholders = (text: string): string[] => [...new Set([...text.matchAll(/\{(\w+?)(?:En)?\}/gu)].map((m) => m[1] ?? ''))].toSorted();

describe('rules.yaml', () => {
  const raw = parse(readFileSync(assetPath('schemas/rules.yaml'), 'utf8')) as Record<string, Record<string, string>>;
  it.each([...rules().values()].map((rule) => [rule.id, rule] as const))('%s says the same in both languages', (id, rule) => {
    expect(placeholders(rule.en)).toEqual(placeholders(rule.zh));
    expect(rule.zh).toMatch(/\p{Script=Han}/u);
    expect(rule.en).toMatch(/^[“{A-Z]/u);
    expect(Object.keys(raw[id] ?? {}).filter((key) => !['severity', 'applies', 'stage', 'checks', 'zh', 'en', 'example'].includes(key))).toEqual([]);
  });
});

describe('wording', () => {
  const finding = { rule: 'page/unreadable', page: 7, params: { reason: 'a{b}' }, cells: [], evidence: [] };
  it('fills the rule\'s placeholders once', () => {
    expect(wordingOf(finding, 'en')).toBe('Page 7 could not be parsed: a{b}');
    expect(wordingOf({ ...finding, params: { page: '8' } }, 'zh')).toBe('第8页无法解析：');
  });
  it('falls back on the evidence where a rule has no entry', () => {
    const unknown = { ...finding, rule: 'sum/unheard-of', evidence: [{ statement: '204 = 20406', cells: [] }] };
    expect(wordingOf(unknown, 'zh')).toBe('sum/unheard-of：204 = 20406');
    expect(severityOf(unknown)).toBe('warning');
    expect(severityOf({ ...unknown, severity: 'info' })).toBe('info');
    expect(severityOf({ rule: 'code/drag-filled' })).toBe('error');
  });
});
