import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { processDocument } from '../pipeline/document.js';
import { packageRoot } from '../schemas/assets.js';
import type { Finding } from '../schemas/finding.js';
import { rules, wordingOf } from '../schemas/rules.js';

const ROOT = packageRoot();
const GROUPS = [...new Set([...rules().keys()].map((id) => id.split('/')[0] ?? ''))];
/** A rule id as it stands in code: `'sum/children'`, alone in its quotes. Media types look like it. */
const ID = new RegExp(`['"\`](?!text/(?:html|markdown|plain|csv)['"\`])((?:${GROUPS.join('|')})/[a-z0-9-]+)['"\`]`, 'gu');

/** TypeScript files below a folder. */
function sources(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(path);
    return entry.name.endsWith('.ts') ? [path] : [];
  });
}

/** A rule id inside what a test expects: `info narrative/rounding`, `sum/lines t1 204 total`. */
const MENTION = new RegExp(`(?<![\\w/])((?:${GROUPS.join('|')})/[a-z0-9-]+)`, 'gu');

function idsIn(paths: readonly string[], pattern = ID): Map<string, string> {
  const found = new Map<string, string>();
  for (const path of paths) for (const [, id] of readFileSync(join(ROOT, path), 'utf8').matchAll(pattern)) if (id !== undefined && !found.has(id)) found.set(id, path);
  return found;
}

const placeholders = (wording: string): string[] => [...wording.matchAll(/\{([A-Za-z_0-9]+)\}/gu)].map(([, name]) => name ?? '').toSorted();

/** Placeholders of a finding's sentence, in either language, that nothing fills. */
function unfilled(finding: Finding): string[] {
  const rule = rules().get(finding.rule);
  if (rule === undefined) return [`no rule ${finding.rule}`];
  const { published, expected, difference, code, measure, page, params } = finding;
  const values: Readonly<Record<string, unknown>> = { published, expected, difference, code, measure, page, ...params };
  return [...new Set([...placeholders(rule.zh), ...placeholders(rule.en)])].filter((name) => values[name] === undefined).map((name) => `${finding.rule} {${name}}`);
}

describe('schemas/rules.yaml', () => {
  const used = idsIn([...sources('extractors'), ...sources('pipeline')]);

  it('has every rule that the code names', () => {
    expect([...used].filter(([id]) => !rules().has(id)).map(([id, path]) => `${id} in ${path}`)).toEqual([]);
  });

  it('has no rule that the code does not name', () => {
    expect([...rules().keys()].filter((id) => !used.has(id))).toEqual([]);
  });

  it('says the same in Chinese and English: both use the same values', () => {
    const differing = [...rules().values()].filter((rule) => {
      const [zh, en] = [placeholders(rule.zh), placeholders(rule.en)].map((names) => new Set(names.map((name) => name.replace(/(?:En|Zh)$/u, ''))));
      return zh === undefined || en === undefined || zh.size !== en.size || [...zh].some((name) => !en.has(name));
    });
    expect(differing.map((rule) => rule.id)).toEqual([]);
  });

  it('has wording and an example for every rule', () => {
    expect([...rules().values()].filter((rule) => [rule.zh, rule.en, rule.example].some((text) => text.trim() === '')).map((rule) => rule.id)).toEqual([]);
  });

  it('has a test for every rule', () => {
    const tested = idsIn(sources('tests').filter((path) => path.endsWith('.test.ts')), MENTION);
    expect([...rules().keys()].filter((id) => !tested.has(id))).toEqual([]);
  });
});

const SEEDS = join(ROOT, 'seeds');

describe.skipIf(!existsSync(SEEDS))('findings of the seeds (skipped without seeds/)', () => {
  it.each(existsSync(SEEDS) ? readdirSync(SEEDS) : [])('%s: every sentence is filled', async (name) => {
    const { findings } = await processDocument(new Uint8Array(readFileSync(join(SEEDS, name))), name);
    expect(findings.flatMap(unfilled)).toEqual([]);
    for (const finding of findings) expect(wordingOf(finding, 'zh')).not.toMatch(/[{}]|undefined/u);
  });
});
