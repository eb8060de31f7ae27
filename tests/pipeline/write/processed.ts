/** A processed document made by hand: one table of codes, one form, one fact, a finding, a proposal. */
import { createHash } from 'node:crypto';
import { parseAmount } from '../../../schemas/amount-parse.js';
import type { Amount } from '../../../schemas/amount.js';
import type { Box } from '../../../schemas/block.js';
import type { NormalisedDocument, ProcessedDocument } from '../../../schemas/document.js';
import type { Fact } from '../../../schemas/fact.js';
import type { Finding } from '../../../schemas/finding.js';
import type { PerformanceForm, Table } from '../../../schemas/table.js';
import { normaliseDocument } from '../../../pipeline/normalise/codes.js';
import { tableOf, type Row } from '../normalise/tables.js';

export const amountOf = (text: string): Amount => {
  const reading = parseAmount(text, '元');
  if (reading.state !== 'amount') throw new Error(`Expected an amount, got ${text}`);
  return reading.amount;
};

const rows: readonly Row[] = [
  ['204||', '公共安全支出', '1,000.50'], ['204|06|', '司法', '1,000.50'], ['204|06|01', '行政运行', '600.50'], ['204|06|04', '基层司法业务', '300'], ['204|06|06', '律师管理', '-'], ['', '合计', ''],
];
const box: Box = { x0: 10.123, y0: 20, x1: 30, y1: 40.005 };

export const form: PerformanceForm = {
  project: '人民调解,"经费"', nature: '经常性项目', category: '其他一次性项目', supervisor: '司法局', implementer: '司法局', start: '2024-01-01', end: '2024-12-31',
  funds: { total: { amount: amountOf('3,801,000'), gridRow: 3, gridColumn: 1 }, fiscalCurrent: { amount: amountOf('3,801,000'), gridRow: 4, gridColumn: 1 } },
  goalTotal: '目标一\n目标二', goalAnnual: '年度目标', gridRow: 0,
  indicators: [{ row: 1, gridRow: 9, level1: '产出指标', level2: '数量指标', level3: '调解数', operator: '≥', value: '90', unit: '%', published: '≥90.00(%)' }],
};
export const fact: Fact = {
  factId: 'f1', topic: 'three_public', subject: '“三公”经费', measure: 'total', code: '', classification: '', fund: '', year: 2024, claim: 'amount',
  amount: amountOf('21.5万元'), value: '21.5', unit: '万元', section: '三、“三公”经费', sentence: '“三公”经费预算21.5万元。', paragraph: 0, start: 8,
};
export const finding: Finding = {
  rule: 'sum/children', tableId: 't1', tableKind: 'expenditure_summary', code: '20406', measure: 'total', published: '1000.5', expected: '900.5', difference: '100',
  params: { list: '20406' }, cells: ['t1:2:total', 't1:3:total', 't1:4:total'], evidence: [{ statement: '20406 = 2040601 + 2040604', cells: ['t1:2:total', 't1:3:total', 't1:4:total'] }],
};

/** The table, placed on page 2 with boxes where `paged`. */
export function expenditureTable(paged = true): Table {
  const table = tableOf('t1', rows, { title: '2024年支出预算总表' });
  if (!paged) return table;
  return { ...table, grid: { ...table.grid, pages: [2, 3], cells: [{ row: 0, column: 0, rowSpan: 1, columnSpan: 2, text: '科目', page: 2, box, confidence: 1 }] }, entries: table.entries.map((entry) => ({ ...entry, page: 2, cells: entry.cells.map((cell) => ({ ...cell, page: 2, box })) })) };
}

export function documentOf(tables: readonly Table[], more: Partial<NormalisedDocument> = {}): NormalisedDocument {
  return {
    identity: { title: '某区司法局2024年部门预算', fiscalYear: 2024, stage: 'budget', scope: 'department', region: '上海市闵行区', regionCode: '310112', organisation: '某区司法局', kind: 'disclosure' },
    paragraphs: [{ type: 'paragraph', text: '“三公”经费预算21.5万元。', page: 1, source: 'text' }],
    tables: normaliseDocument(tables, 2024).tables, facts: [fact], notes: [], pages: 3, extraction: 'text', ...more,
  };
}

/** @param seed makes the bytes, and so the id, of the document */
export function processedDocument(seed = 'a', more: Partial<ProcessedDocument> = {}): ProcessedDocument {
  const sha256 = createHash('sha256').update(seed).digest('hex');
  const forms: Table = { ...tableOf('t2', []), kind: 'project_performance', title: '项目绩效目标申报表', forms: [form, form] };
  return {
    documentId: sha256.slice(0, 16), sha256, bytes: 100, sourceFile: `${seed}.pdf`, mediaType: 'application/pdf',
    document: documentOf([expenditureTable(), forms]),
    findings: [finding], checks: [{ rule: 'sum/children', applicable: 3, passed: 1, failed: 1, notCheckable: 1, reason: 'label not found×1' }],
    proposals: [{ tableId: 't1', row: 4, field: 'total', published: '300', proposed: '400', operation: 'amount', certainty: 'certain', cost: 1, alternatives: [], proof: { fen: 40_000n, violatedBefore: ['20406'] }, cells: ['t1:2:total', 't1:3:total', 't1:4:total'] }],
    cover: new Map([['t1:1:total', { checkedBy: 1, violated: false }], ['t1:2:total', { checkedBy: 2, violated: true }], ['t1:3:total', { checkedBy: 1, violated: true }], ['t1:4:total', { checkedBy: 1, violated: true }]]),
    status: 'ok', error: '', ...more,
  };
}
