import { describe, expect, it } from 'vitest';
import { processDocument } from '../../../pipeline/document.js';
import { recordsOf } from '../../../pipeline/write/records.js';
import type { DocumentFile } from '../../../schemas/dataset-files.js';
import type { Decision } from '../../../schemas/review.js';

const ROWS = [' | 合计 | 4117 | 2649 | 1468', '204 | 公共安全支出 | 2283 | 1312 | 971', '20406 | 司法 | 2283 | 1312 | 971', '2040601 | 行政运行 | 901 | 674 | 227', '2040604 | 基层司法业务 | 529 | 311 | 218', '2040605 | 普法宣传 | 853 | 327 | 526', '208 | 社会保障和就业支出 | 1834 | 1337 | 497', '20805 | 行政事业单位养老支出 | 1834 | 1337 | 497', '2080501 | 行政单位离退休 | 1834 | 1337 | 497'];
const table = (title: string, rows: readonly string[]): string[] => [title, '', '单位：万元', '', '| 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |', '| --- | --- | --- | --- | --- |', ...rows.map((r) => `| ${r} |`), ''];
/** 2040604 is not in the first table; the second prints it. */
const bytes = new TextEncoder().encode(['# 某市司法局2024年部门预算', '', ...table('部门支出总表', ROWS.filter((r) => !r.startsWith('2040604'))), ...table('一般公共预算支出表', ROWS)].join('\n'));

const plain = recordsOf(await processDocument(bytes, 'x.md'));
const ofLine = (file: DocumentFile): string[] => file.proposals.filter((p) => p.measure_or_field === 'row').map((p) => `${p.certainty} ${p.proposed}`);
async function decided(decision: 'accept' | 'reject'): Promise<DocumentFile & { readonly unapplied: number }> {
  const review: Decision[] = [{ decision, proposal_id: plain.proposals.find((p) => p.measure_or_field === 'row')?.proposal_id ?? '', reviewer: '张三', document_id: plain.document.document_id, at: 'review.jsonl:1' }];
  const processed = await processDocument(bytes, 'x.md', { review });
  return { ...recordsOf(processed), unapplied: processed.unapplied?.length ?? 0 };
}

describe('a line that is missing', () => {
  it('is proposed as another table prints it', () => {
    expect(ofLine(plain)).toEqual(['certain 2040604 基层司法业务 5290000']);
  });

  it('accepted: it stays certain, with who said so, and the finding stays', async () => {
    const file = await decided('accept');
    expect(file.unapplied).toBe(0);
    expect(ofLine(file)).toEqual(['certain 2040604 基层司法业务 5290000']);
    expect(JSON.parse(file.proposals.find((p) => p.measure_or_field === 'row')?.proof ?? '{}')).toMatchObject({ review: { decision: 'accept', reviewer: '张三', at: 'review.jsonl:1' } });
    expect(file.findings.map((f) => f.rule)).toEqual(plain.findings.map((f) => f.rule));
  });

  it('rejected: it is proposed no more, and the sums that fail are explained otherwise', async () => {
    const file = await decided('reject');
    expect(file.unapplied).toBe(0);
    expect(ofLine(file)).toEqual([]);
    expect(file.findings.filter((f) => f.rule === 'sum/children').length).toBeGreaterThan(0);
  });
});
