import { describe, expect, it } from 'vitest';
import { recordsOf } from '../../../pipeline/write/records.js';
import { documentOf, expenditureTable, finding, processedDocument } from './processed.js';

const items = (more: Parameters<typeof processedDocument>[1] = {}) => recordsOf(processedDocument('a', more)).line_items;

describe('line items', () => {
  it('are the printed amounts in document order: a dash or a blank is none', () => {
    expect(items().map((r) => [r.row, r.code, r.code_published, r.level, r.name, r.amount_yuan, r.amount_published])).toEqual([
      [1, '204', '204', 'class', '公共安全支出', '1000.5', '1,000.50'],
      [2, '20406', '204 06', 'section', '司法', '1000.5', '1,000.50'],
      [3, '2040601', '204 06 01', 'item', '行政运行', '600.5', '600.50'],
      [4, '2040604', '204 06 04', 'item', '基层司法业务', '300', '300'],
    ]);
  });
  it('say where they stand, to a hundredth of a point, and who published them', () => {
    expect(items()[0]).toMatchObject({ page: 2, x0: 10.12, y0: 20, x1: 30, y1: 40.01, fiscal_year: 2024, stage: 'budget', region_code: '310112', table_kind: 'expenditure_summary', table_id: 't1', unit: '元', grid_row: 3, grid_column: 4 });
    const unpaged = recordsOf(processedDocument('a', { document: documentOf([expenditureTable(false)]) })).line_items[0];
    expect(unpaged).toMatchObject({ page: null, x0: null, y1: null });
  });
  it('are disputed where a proposal changes them, and keep the printed amount', () => {
    expect(items()[3]).toMatchObject({ status: 'disputed', amount_yuan: '300', amount_reconciled: '400' });
  });
  it('are ok again where a certain proposal settles their violation', () => {
    expect(items().map((r) => r.status)).toEqual(['ok', 'ok', 'ok', 'disputed']);
  });
  it('are suspect in a violation that nothing settles', () => {
    expect(items({ proposals: [] }).map((r) => r.status)).toEqual(['ok', 'suspect', 'suspect', 'suspect']);
  });
  it('are suspect in a violation that no finding names', () => {
    expect(items({ proposals: [], findings: [] }).map((r) => r.status)).toEqual(['ok', 'suspect', 'suspect', 'suspect']);
  });
  it('are not suspect for an info, and unchecked where nothing covers them', () => {
    const rounding = { ...finding, severity: 'info' as const };
    expect(items({ proposals: [], findings: [rounding], cover: new Map([['t1:2:total', { checkedBy: 1, violated: false }]]) }).map((r) => r.status)).toEqual(['unchecked', 'ok', 'unchecked', 'unchecked']);
  });
  it('get no reconciled amount from proposals that are only possible', () => {
    const [certain] = processedDocument().proposals;
    const possible = { ...certain!, certainty: 'possible' as const };
    expect(items({ proposals: [possible] })[3]).toMatchObject({ status: 'disputed', amount_reconciled: '' });
  });
  it('keep an unreadable cell as printed, without an amount', () => {
    const table = expenditureTable();
    const entries = table.entries.map((e, i) => (i === 2 ? { ...e, cells: e.cells.map((c) => ({ ...c, reading: { state: 'unreadable' as const, published: '6O0,5?0' } })) } : e));
    const row = recordsOf(processedDocument('a', { document: documentOf([{ ...table, entries }]), findings: [], proposals: [], cover: new Map() })).line_items[2];
    expect(row).toMatchObject({ amount_yuan: '', amount_published: '6O0,5?0', status: 'suspect', unit: '元' });
  });
  it('name the findings of their whole column and table', () => {
    const column = { ...finding, rule: 'table/unknown-column', severity: 'info' as const, cells: ['t1:*:total'] };
    const table = { ...finding, rule: 'table/unit-missing', severity: 'warning' as const, cells: ['t1'] };
    const { line_items: rows, findings } = recordsOf(processedDocument('a', { findings: [column, table], proposals: [] }));
    expect(rows.map((r) => [r.status, r.finding_ids])).toEqual(rows.map(() => ['suspect', findings.map((f) => f.finding_id).join(';')]));
  });
  it('name the findings of their cell, their code and their name', () => {
    const code = { ...finding, rule: 'code/name-differs', cells: ['t1:3:name'] };
    const { line_items: rows, findings } = recordsOf(processedDocument('a', { findings: [finding, code] }));
    expect(rows.map((r) => r.finding_ids)).toEqual(['', findings[0]!.finding_id, `${findings[0]!.finding_id};${findings[1]!.finding_id}`, findings[0]!.finding_id]);
  });
});

describe('findings', () => {
  it('carry the wording of their rule, the place of their first cell and their evidence', () => {
    const lost = { ...finding, rule: 'code/lost-zero', params: { title: '支出预算总表', count: '1', list: '208 05 1，应为2080501' } };
    const [row] = recordsOf(processedDocument('a', { findings: [lost] })).findings;
    expect(row).toMatchObject({ severity: 'warning', message_zh: '“支出预算总表”有1个编码丢失前导零：208 05 1，应为2080501', page: 2, x0: 10.12, cause: 'published', cells: 't1:2:total;t1:3:total;t1:4:total', table_id: 't1' });
    expect(row?.message_en).toContain('lost their leading zeros (1)');
    expect(row?.evidence[0]?.statement).toBe('20406 = 2040601 + 2040604');
  });
  it('of a table as a whole stand where it begins', () => {
    const unread = { ...finding, rule: 'table/unread-row', cells: [] };
    const table = expenditureTable();
    const placed = { ...table, grid: { ...table.grid, box: { x0: 5, y0: 6, x1: 7, y1: 8 } } };
    expect(recordsOf(processedDocument('a', { document: documentOf([placed]), findings: [unread] })).findings[0]).toMatchObject({ page: 2, x0: 5, y1: 8 });
    expect(recordsOf(processedDocument('a', { document: documentOf([placed]), findings: [{ ...unread, page: 3 }] })).findings[0]).toMatchObject({ page: 3, x0: null });
  });
  it('have ids that are unique, stable, and independent of the wording and of other findings', () => {
    const ids = (findings: (typeof finding)[]) => recordsOf(processedDocument('a', { findings })).findings.map((f) => f.finding_id);
    const [alone] = ids([finding]);
    expect(alone).toMatch(/^F[0-9a-f]{16}$/u);
    expect(ids([{ ...finding, code: '204' }, { ...finding, params: { list: 'other words' } }])[1]).toBe(alone);
    expect(new Set(ids([finding, finding, finding])).size).toBe(3);
    expect(recordsOf(processedDocument('b')).findings[0]?.finding_id).not.toBe(alone);
  });
});

describe('other records', () => {
  const file = recordsOf(processedDocument());
  it('number the forms over the document', () => {
    expect(file.projects.map((p) => [p.project_id, p.project, p.funds_total, p.funds_fiscal, p.funds_fiscal_current, p.table_id])).toEqual([
      ['p1', '人民调解,"经费"', '3801000', '', '3801000', 't2'], ['p2', '人民调解,"经费"', '3801000', '', '3801000', 't2'],
    ]);
    expect(file.performance_targets.map((t) => [t.project_id, t.row, t.operator, t.value, t.unit, t.text_published])).toEqual([['p1', 1, '≥', '90', '%', '≥90.00(%)'], ['p2', 1, '≥', '90', '%', '≥90.00(%)']]);
  });
  it('give facts in yuan beside the printed number', () => {
    expect(file.facts[0]).toMatchObject({ fact_id: 'f1', value_yuan: '215000', value: '21.5', unit: '万元', claim: 'amount', period: 2024 });
  });
  it('link proposals to the findings that share a cell; the proof is JSON', () => {
    expect(file.proposals[0]).toMatchObject({ finding_ids: file.findings[0]?.finding_id, measure_or_field: 'total', published: '300', proposed: '400' });
    expect(JSON.parse(file.proposals[0]?.proof ?? '')).toEqual({ fen: '40000', violatedBefore: ['20406'] });
  });
  it('list every rule that applies, zeros included', () => {
    const check = (rule: string) => file.checks.find((c) => c.rule === rule);
    expect(check('sum/children')).toMatchObject({ applicable: 3, passed: 1, failed: 1, not_checkable: 1, reason: 'label not found×1' });
    expect(check('code/lost-zero')).toMatchObject({ applicable: 0, failed: 0 });
    expect(check('page/needs-ocr')).toMatchObject({ applicable: 3, passed: 3, failed: 0 });
    expect(file.document.not_checkable).toBe(1);
  });
  it('hold a notice against the rules of any document only', () => {
    const document = documentOf([]);
    const notice = recordsOf(processedDocument('n', { document: { ...document, identity: { ...document.identity, kind: 'other', stage: '' } }, findings: [], checks: [], proposals: [], cover: new Map() }));
    expect(new Set(notice.checks.map((c) => c.rule.split('/')[0]))).toEqual(new Set(['page', 'text', 'document']));
  });
  it('keep the grids of every table, cells with their spans', () => {
    expect(file.grids.map((g) => [g.table_id, g.kind, g.title, g.pages])).toEqual([['t1', 'expenditure_summary', '2024年支出预算总表', [2, 3]], ['t2', 'project_performance', '项目绩效目标申报表', null]]);
    expect(file.grids[0]?.cells[0]).toEqual({ row: 0, column: 0, row_span: 1, column_span: 2, text: '科目', page: 2, x0: 10.12, y0: 20, x1: 30, y1: 40.01 });
  });
  it('count into the document\'s row', () => {
    expect(file.document).toMatchObject({ tables: 2, line_items: 4, findings_error: file.findings.filter((f) => f.severity === 'error').length, pages: 3, status: 'ok', title: '某区司法局2024年部门预算' });
  });
  it('are nothing but the row for a failed file', () => {
    const { document: _document, ...failed } = processedDocument('f', { findings: [], proposals: [], checks: [], cover: new Map(), status: 'failed', error: 'Expected a document, got an empty file' });
    const file = recordsOf(failed);
    expect(file.document).toMatchObject({ status: 'failed', error: 'Expected a document, got an empty file', kind: '', fiscal_year: null });
    expect(file.checks).toEqual([]);
  });
  it('are refused where one breaks its schema', () => {
    const bad = { ...finding, difference: '1,000' };
    expect(() => recordsOf(processedDocument('a', { findings: [bad] }))).toThrow(/findings\.0\.difference/u);
  });
});
