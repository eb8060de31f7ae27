import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { assetPath } from '../../schemas/assets.js';
import { program } from '../../pipeline/program.js';
import { datasetMarkdown } from '../../pipeline/write/describe.js';
import { rulesMarkdown } from '../../pipeline/write/describe-rules.js';
import { rules } from '../../schemas/rules.js';

const docs = ['README.md', ...readdirSync(assetPath('docs')).filter((f) => f.endsWith('.md')).map((f) => `docs/${f}`)].map((f) => readFileSync(assetPath(f), 'utf8')).join('\n');
const commands = program().commands;

describe('the documentation', () => {
  it.each(commands.map((c) => [c.name()]))('names the command %s', (name) => {
    expect(docs).toMatch(new RegExp(`mingxi (?:-- )?${name}\\b`, 'u'));
  });
  it.each(commands.flatMap((c) => c.options.map((o) => [c.name(), o.long ?? ''])))('names the option %s %s', (_, option) => {
    expect(docs).toContain(option);
  });
  it('names no command that does not exist', () => {
    const named = new Set([...docs.matchAll(/mingxi -- ([a-z]+)/gu)].map((m) => m[1] ?? ''));
    expect([...named].filter((name) => !commands.some((c) => c.name() === name))).toEqual([]);
  });
  it('describes the columns as they are (npm run docs)', () => {
    expect(readFileSync(assetPath('docs/dataset.md'), 'utf8')).toBe(datasetMarkdown());
  });
  it('lists every rule as it is (npm run docs)', () => {
    const text = readFileSync(assetPath('docs/rules.md'), 'utf8');
    expect(text).toBe(rulesMarkdown());
    for (const { id, zh, en } of rules().values()) for (const part of [`### ${id}`, zh, en]) expect(text).toContain(part);
  });
});
