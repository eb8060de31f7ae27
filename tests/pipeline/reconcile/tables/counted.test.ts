/** Tables of a text whose columns were counted with one column for a Chinese character. */
import { expect, it } from 'vitest';
import type { NormalisedDocument } from '../../../../schemas/document.js';
import { processDocument } from '../../../../pipeline/document.js';
import { recordsOf } from '../../../../pipeline/write/records.js';
import { check, made } from './made.js';

const RULE = 'table/columns-unsure';

/** A document whose tables are those of a text, with columns counted so or not. */
function text(counted: boolean): NormalisedDocument {
  const document = made([{ kind: 'expenditure_summary', columns: ['total'], rows: ['合计 | 12.00', '204 公共安全支出 | 8.00', '208 社会保障和就业支出 | 4.00'] }]);
  return { ...document, tables: document.tables.map((lined) => ({ ...lined, table: { ...lined.table, grid: { ...lined.table.grid, source: 'text' as const, method: 'stream' as const, ...(counted ? { counted } : {}) } } })) };
}

it('are all warned of in one finding, though their sums hold', () => {
  const { findings, checks } = check(text(true));
  expect(findings.filter(({ rule }) => rule === RULE)).toMatchObject([{ cells: ['t1'], cause: 'undecided', params: { count: '1' } }]);
  expect(checks.find(({ rule }) => rule === RULE)).toMatchObject({ applicable: 1, passed: 0, failed: 1 });
});

it('are none where a Chinese character takes two columns', () => {
  const { findings, checks } = check(text(false));
  expect(findings.filter(({ rule }) => rule === RULE)).toEqual([]);
  expect(checks.find(({ rule }) => rule === RULE)).toMatchObject({ applicable: 1, passed: 1 });
});

it('no figure of theirs is trusted', async () => {
  const lines = ['2025年部门支出预算总表', '编制部门：某局                                                单位：元', '', '科目编码      科目名称                   合计              基本支出', '',
    '201       一般公共服务支出               21,601,733.00   21,601,733.00', '20113     商贸事务                   21,601,733.00   21,601,733.00', '208       社会保障和就业支出               3,808,085.00    3,808,085.00',
    '20805     行政事业单位养老支出              3,808,085.00    3,808,085.00', '2080501   行政单位离退休                 1,661,216.00    1,661,216.00', '2080505   机关事业单位基本养老保险缴费支出        2,146,869.00    2,146,869.00',
    '          合计                     25,409,818.00   25,409,818.00'];
  const items = recordsOf(await processDocument(new TextEncoder().encode(lines.join('\n')), '某局2025年部门预算.txt')).line_items;
  expect(items.filter(({ measure }) => measure === 'basic').map(({ amount_yuan: amount }) => amount)).toEqual(['21601733', '21601733', '3808085', '3808085', '1661216', '2146869', '25409818']);
  expect(new Set(items.map(({ status }) => status))).toEqual(new Set(['suspect']));
});
