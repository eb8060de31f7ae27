import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { processDocument } from '../../../pipeline/document.js';
import { recordsOf } from '../../../pipeline/write/records.js';
import { assetPath } from '../../../schemas/assets.js';
import type { DocumentFile } from '../../../schemas/dataset-files.js';
import type { Decision } from '../../../schemas/review.js';

const NAME = '上海市闵行区司法局2024年部门预算.md';
const bytes = new Uint8Array(readFileSync(assetPath(`seeds/${NAME}`)));
const plain = recordsOf(await processDocument(bytes, NAME));
const document_id = plain.document.document_id;

/** Distributes over the union, so that each kind of decision keeps its fields. */
type Said<T> = T extends unknown ? Omit<T, 'document_id' | 'at'> : never;

async function reviewed(...decisions: readonly Said<Decision>[]): Promise<DocumentFile & { readonly unapplied: readonly string[] }> {
  const review = decisions.map((d, i): Decision => ({ ...d, document_id, at: `review.jsonl:${i + 1}` }));
  const processed = await processDocument(bytes, NAME, { review });
  return { ...recordsOf(processed), unapplied: (processed.unapplied ?? []).map((u) => `${u.at}: ${u.message}`) };
}
const proposalOf = (file: DocumentFile, cell: string): string => file.proposals.find((p) => `${p.table_id}:${p.row}:${p.measure_or_field}` === cell)?.proposal_id ?? '';
const item = (file: DocumentFile, cell: string): string => {
  const row = file.line_items.find((r) => `${r.table_id}:${r.row}:${r.measure}` === cell);
  return `${row?.amount_yuan} → ${row?.amount_reconciled} ${row?.status}`;
};
const sums = (file: DocumentFile): string[] => file.findings.filter((f) => /^(?:sum|cross)\//u.test(f.rule) && f.severity !== 'info').map((f) => `${f.rule} ${f.published}→${f.expected}`);

describe('decisions of a reviewer on the seed', () => {
  it('change nothing where there are none', async () => {
    const { unapplied, ...file } = await reviewed();
    expect(file).toEqual(plain);
    expect(unapplied).toEqual([]);
  });

  it('accept: the proposed figure is known, with who said so', async () => {
    const cell = 't8:10:total';
    const file = await reviewed({ decision: 'accept', proposal_id: proposalOf(plain, cell), reviewer: '张三' });
    expect(item(file, cell)).toBe('2253916 → 3353916 disputed');
    const proposal = file.proposals.find((p) => p.proposal_id === proposalOf(plain, cell));
    expect(proposal).toMatchObject({ proposed: '3353916', certainty: 'certain' });
    expect(JSON.parse(proposal?.proof ?? '{}')).toMatchObject({ review: { decision: 'accept', reviewer: '张三', at: 'review.jsonl:1' } });
    expect(sums(file)).toContain('sum/children 2253916→3353916');
  });

  it('reject: the figure is not proposed again, and the cell stays in doubt', async () => {
    const cell = 't8:10:total';
    const file = await reviewed({ decision: 'reject', proposal_id: proposalOf(plain, cell) });
    expect(file.proposals.filter((p) => `${p.table_id}:${p.row}:${p.measure_or_field}` === cell && p.proposed === '3353916')).toEqual([]);
    expect(item(file, cell)).toBe('2253916 →  suspect');
    expect(file.unapplied).toEqual([]);
  });

  it('a true value settles the cell; what the document holds against it is solved again', async () => {
    // 基本支出 of 204: with it known, the difference of 60,000 is explained.
    const cell = 't3:2:basic';
    expect(plain.proposals.find((p) => p.proposal_id === proposalOf(plain, cell))?.certainty).toBe('possible');
    const file = await reviewed({ decision: 'value', cell, amount_yuan: '53923563', note: '与原件核对' });
    expect(item(plain, cell)).toMatch(/ → {2}disputed$/u);
    expect(item(file, cell)).toBe('53863563 → 53923563 disputed');
    expect(sums(file)).toContain('sum/children 53863563→53923563');
  });

  it('a value that confirms the print takes the cell out of the search and of doubt', async () => {
    const cell = 't3:2:basic';
    const file = await reviewed({ decision: 'value', cell, amount_yuan: '53863563' });
    expect(item(file, cell)).toBe('53863563 →  ok');
    expect(proposalOf(file, cell)).toBe('');
  });

  it('accept and reject of a code: the line bears the code', async () => {
    const cell = 't3:8:code';
    const codeAt = (f: DocumentFile): string => f.line_items.find((r) => r.table_id === 't3' && r.row === 8)?.code ?? '';
    expect(codeAt(plain)).toBe('2040610');
    expect(codeAt(await reviewed({ decision: 'accept', proposal_id: proposalOf(plain, cell) }))).toBe('2040610');
    const rejected = await reviewed({ decision: 'reject', proposal_id: proposalOf(plain, cell) });
    expect(codeAt(rejected)).toBe('2050610');
    expect(proposalOf(rejected, cell)).toBe('');
  });

  it('name what they do not find', async () => {
    const { unapplied } = await reviewed({ decision: 'value', cell: 't99:1:total', amount_yuan: '1' }, { decision: 'reject', proposal_id: 'R0000000000000000' });
    expect(unapplied).toEqual([
      `review.jsonl:1: Expected an amount cell of document ${document_id}, found none — t99:1:total`,
      `review.jsonl:2: Expected a proposal of document ${document_id}, found none — R0000000000000000`,
    ]);
  });

  it('that contradict each other are told: the first stands', async () => {
    const cell = 't8:10:total';
    const file = await reviewed({ decision: 'accept', proposal_id: proposalOf(plain, cell) }, { decision: 'value', cell, amount_yuan: '1' });
    expect(item(file, cell)).toBe('2253916 → 3353916 disputed');
    expect(file.unapplied).toEqual([`review.jsonl:2: Expected what review.jsonl:1 says of ${cell}, got another figure — keep one of them`]);
  });
});
