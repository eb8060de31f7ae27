import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UsageError } from '../../../pipeline/errors.js';
import { readDecisions } from '../../../pipeline/review/read.js';

const ID = 'ef1eb6fd0a7ad19c';
let root = '';
beforeAll(() => { root = mkdtempSync(join(tmpdir(), 'mingxi-')); });
afterAll(() => rmSync(root, { recursive: true, force: true }));

function read(...lines: readonly string[]): unknown {
  const path = join(root, 'review.jsonl');
  writeFileSync(path, `${lines.join('\n')}\n`);
  try {
    return readDecisions(path);
  } catch (error) {
    if (error instanceof UsageError) return error.message.replace(`${root}/`, '');
    throw error;
  }
}
const line = (fields: object): string => JSON.stringify({ document_id: ID, ...fields });

describe('a review file', () => {
  it('holds one decision a line; blank lines don\'t count', () => {
    expect(read(line({ decision: 'accept', proposal_id: 'R0123456789abcdef', reviewer: '张三' }), '', line({ decision: 'value', cell: 't3:12:total', amount_yuan: '-3353916.5' }))).toEqual([
      { document_id: ID, decision: 'accept', proposal_id: 'R0123456789abcdef', reviewer: '张三', at: 'review.jsonl:1' },
      { document_id: ID, decision: 'value', cell: 't3:12:total', amount_yuan: '-3353916.5', at: 'review.jsonl:3' },
    ]);
  });
  it.each([
    ['no JSON', '{', 'review.jsonl:1: Expected one JSON object, got {'],
    ['no object', '[]', 'review.jsonl:1: Expected a decision, a JSON object, got something else'],
    ['no decision', line({ decision: 'maybe' }), 'review.jsonl:1: decision: Expected accept, reject or value'],
    ['no document', '{"decision":"value","cell":"t1:1:total","amount_yuan":"1"}', 'review.jsonl:1: document_id: Invalid input: expected string, received undefined'],
    ['a number for an amount', line({ decision: 'value', cell: 't1:1:total', amount_yuan: 1.5 }), 'review.jsonl:1: amount_yuan: Invalid input: expected string, received number'],
    ['separators', line({ decision: 'value', cell: 't1:1:total', amount_yuan: '1,000' }), 'review.jsonl:1: amount_yuan: Expected yuan as an exact decimal without separators, as text'],
    ['no cell', line({ decision: 'value', cell: 'f7', amount_yuan: '1' }), 'review.jsonl:1: cell: Expected a cell as findings.csv names it, table_id:row:measure'],
    ['an unknown field', line({ decision: 'reject', proposal_id: 'R0123456789abcdef', why: 1 }), 'review.jsonl:1: Expected the fields of a decision (see docs/review.md), got why'],
  ])('with %s ends with file and line', (_, text, message) => {
    expect(read(text)).toBe(message);
  });
  it('must not contradict itself, and may repeat itself', () => {
    const accept = line({ decision: 'accept', proposal_id: 'R0123456789abcdef' });
    expect(read(accept, accept)).toHaveLength(1);
    expect(read(accept, '', line({ decision: 'reject', proposal_id: 'R0123456789abcdef' }))).toBe('review.jsonl:3: Expected what line 1 says of the same (accept), got reject — keep one of them');
  });
  it('that is not there is named', () => {
    expect(() => readDecisions(join(root, 'nowhere.jsonl'))).toThrow(/nowhere\.jsonl: Expected a review file, got ENOENT/u);
  });
});
