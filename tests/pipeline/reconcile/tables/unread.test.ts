/** Amounts below titles of tables that no table holds. */
import { describe, expect, it } from 'vitest';
import { tableKinds } from '../../../../pipeline/document.js';
import { checkUnread } from '../../../../pipeline/reconcile/tables/unread.js';
import type { Finding } from '../../../../schemas/finding.js';
import { made, type Made } from './made.js';

const TITLE = '财政拨款收支总表';
const AMOUNTS = ['1,204.05', '117.56', '61.85', '78.66', '1,462.12'];

/** Findings of paragraphs with tables, each behind so many of them. */
function unread(texts: readonly string[], ...tables: readonly (Made & { readonly behind: number })[]): readonly Finding[] {
  const paragraphs = texts.map((text) => ({ type: 'paragraph' as const, text, source: 'text' as const, page: 4 }));
  const lined = made(tables).tables.map((one, i) => ({ ...one, table: { ...one.table, title: TITLE, paragraphsBefore: tables[i]?.behind ?? 0 } }));
  return checkUnread({ paragraphs, tables: lined }, tableKinds([])).findings;
}

describe('table/not-read', () => {
  it('names the title, its kind and the amounts', () => {
    expect(unread([TITLE, '单位：万元', '公共安全支出', ...AMOUNTS])).toMatchObject([{ rule: 'table/not-read', page: 4, tableKind: 'fiscal_appropriation_summary', params: { title: TITLE, count: '5', list: AMOUNTS.join('；') } }]);
  });
  it('says nothing of a few amounts, of sentences, or of amounts under other titles', () => {
    expect(unread([TITLE, ...AMOUNTS.slice(1)])).toEqual([]);
    expect(unread([TITLE, ...AMOUNTS.map((amount) => `支出 ${amount} 万元。`)])).toEqual([]);
    expect(unread(['降水量统计图', ...AMOUNTS])).toEqual([]);
  });
  it('tells a single amount alone below a table that nobody drew', () => {
    const found = (method: 'stream' | 'markup', ...texts: readonly string[]): readonly Finding[] => {
      const table = { kind: 'fiscal_appropriation_summary', columns: ['total'], rows: ['合计 | 1.00'] };
      const paragraphs = texts.map((text) => ({ type: 'paragraph' as const, text, source: 'text' as const, page: 4 }));
      const tables = made([table]).tables.map((one) => ({ ...one, table: { ...one.table, title: TITLE, grid: { ...one.table.grid, method } } }));
      return checkUnread({ paragraphs, tables }, tableKinds([])).findings;
    };
    expect(found('stream', '十八、住房保障支出', '1,499.26')).toMatchObject([{ tableKind: 'fiscal_appropriation_summary', params: { count: '1', list: '1,499.26' } }]);
    expect(found('markup', '十八、住房保障支出', '1,499.26')).toEqual([]);
    expect(found('stream', '十八、住房保障支出 1,499.26')).toEqual([]);
  });
  it('tells a single amount behind the label of a total', () => {
    expect(unread([TITLE, '合计', '70,109.24'])).toMatchObject([{ params: { count: '1', list: '70,109.24' } }]);
    expect(unread([TITLE, '收入总计 12.50 支出总计'])).toHaveLength(1);
    expect(unread([TITLE, '住房保障支出', '70,109.24'])).toEqual([]);
  });
  it('counts what stands between the title and its table apart from what stands behind the table', () => {
    const table = { kind: 'fiscal_appropriation_summary', columns: ['total'], rows: ['合计 | 1.00'], behind: 3 } as const;
    expect(unread([TITLE, ...AMOUNTS], table)).toEqual([]);
    expect(unread([TITLE, '单位：万元', '部门', ...AMOUNTS], table)).toMatchObject([{ params: { count: '5' } }]);
  });
});
