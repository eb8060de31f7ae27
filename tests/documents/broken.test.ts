/**
 * Every rule on whole documents: two that are right, and one more for each rule that breaks it. What breaks it shows as a
 * finding and in checks.csv; the document that is right has its row there without a failure.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { processDocument } from '../../pipeline/document.js';
import { recordsOf } from '../../pipeline/write/records.js';
import type { DocumentFile } from '../../schemas/dataset-files.js';
import { rules } from '../../schemas/rules.js';
import { ACCOUNT, BROKEN, BUDGET, type Edit } from './broken.js';

/** Rules that no edit of a text can break, with the test that does. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  'page/': 'tests/extractors', 'document/truncated': 'tests/extractors/read', 'document/attachments': 'tests/extractors/read', 'document/picture-unread': 'tests/extractors/read', 'document/picture-read': 'tests/extractors/read', 'document/hidden': 'tests/extractors/read', 'text/undecodable': 'tests/extractors/read', 'text/truncated': 'tests/extractors/read', 'reading/': 'tests/pipeline/reconcile/readings.test.ts', 'across/publish': 'tests/pipeline/publishers', 'across/not-published': 'tests/pipeline/publishers', 'across/': 'tests/pipeline/reconcile/documents',
  'table/rows-unsure': 'tests/pipeline/reconcile/tables/aligned.test.ts', 'table/rows-unnamed': 'tests/pipeline/reconcile/tables/unnamed.test.ts', 'table/columns-unsure': 'tests/pipeline/reconcile/tables/counted.test.ts',
  'code/drag-filled': 'tests/pipeline/normalise/codes.test.ts and the seed', 'sum/listing': 'tests/pipeline/reconcile/tables/within.test.ts', 'sum/columns': 'tests/pipeline/reconcile/tables/within.test.ts', 'sum/parts-short': 'tests/pipeline/reconcile/tables/within.test.ts', 'sum/percent': 'tests/pipeline/reconcile/tables/percentages.test.ts', 'sum/displaced': 'tests/pipeline/reconcile/tables/displaced.test.ts', 'sum/blank-head': 'tests/pipeline/reconcile/tables/blank-heads.test.ts', 'sum/blank-line': 'tests/pipeline/reconcile/tables/blank-lines.test.ts', 'table/emptied': 'tests/pipeline/reconcile/tables/emptied.test.ts',
  // Only checked where another table agrees: what differs has another scope.
  'code/organisation-differs': 'tests/pipeline/normalise/organisations.test.ts',
  // Where tables have the totals, they settle them.
  'narrative/balance': 'tests/pipeline/reconcile/narrative/within.test.ts',
  'narrative/carryover': 'tests/pipeline/reconcile/narrative/slips.test.ts', 'performance/rate': 'tests/pipeline/reconcile/forms/funds.test.ts',
  'narrative/personnel-classes': 'tests/pipeline/reconcile/narrative/counts.test.ts',
  'cross/project': 'tests/pipeline/reconcile/tables/between.test.ts',
};

async function read(document: string, edits: readonly Edit[] = []): Promise<DocumentFile> {
  let text = readFileSync(new URL(document, import.meta.url), 'utf8');
  for (const [from, to] of edits) {
    if (!text.includes(from)) throw new Error(`Expected ${from} in ${document}`);
    text = text.replace(from, () => to);
  }
  return recordsOf(await processDocument(new TextEncoder().encode(text), document));
}
const failedBy = (file: DocumentFile, rule: string): number | undefined => file.checks.find((check) => check.rule === rule)?.failed;

const right = new Map(await Promise.all([BUDGET, ACCOUNT].map(async (name) => [name, await read(name)] as const)));

describe.each([BUDGET, ACCOUNT])('%s', (name) => {
  it('breaks no rule, and is counted for each that applies to it', () => {
    const file = right.get(name);
    expect(file?.findings).toEqual([]);
    const stage = name === BUDGET ? 'budget' : 'final';
    const counted = new Set(file?.checks.map((check) => check.rule));
    expect([...rules().values()].filter((rule) => (rule.stage === undefined || rule.stage === stage) && !counted.has(rule.id))).toEqual([]);
  });
});

describe('a document that breaks', () => {
  it.each(Object.entries(BROKEN).map(([rule, [document, ...edits]]) => [rule, document, edits] as const))('%s', async (rule, document, edits) => {
    const file = await read(document, edits);
    expect(file.findings.map((finding) => finding.rule)).toContain(rule);
    expect(failedBy(file, rule)).toBeGreaterThan(0);
    expect(failedBy(right.get(document) as DocumentFile, rule)).toBe(0);
  });
});

it('the income of 财政拨款收支总表 is held against 收入总表, fund by fund', async () => {
  const file = await read(BUDGET, [['| （一）一般公共预算拨款 | 1,286.45 |', '| （一）一般公共预算拨款 | 1,276.45 |'], ['| （二）政府性基金预算拨款 | 200.00 |', '| （二）政府性基金预算拨款 | 210.00 |']]);
  expect(file.findings.map((finding) => finding.rule)).toContain('cross/revenue');
});

it('every rule is broken here or in a test that makes its own files', () => {
  expect([...rules().keys()].filter((rule) => BROKEN[rule] === undefined && !Object.keys(ELSEWHERE).some((start) => rule.startsWith(start)))).toEqual([]);
});
