/** One table published as a file of its own, as townships do: typed, checked, with its stage and year; no notice becomes one. */
import { describe, expect, it } from 'vitest';
import { processDocument } from '../../pipeline/document.js';

const ROWS = ['科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出', ' | 合计 | 120.50 | 80.50 | 40.00', '201 | 一般公共服务支出 | 80.50 | 80.50 | ', '221 | 住房保障支出 | 40.00 |  | 41.00'];
const TABLE = `<table>${ROWS.map((row) => `<tr>${row.split(' | ').map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('')}</table>`;

async function processed(name: string, ...lines: readonly string[]) {
  const { document, findings } = await processDocument(new TextEncoder().encode(`${lines.map((line) => `<p>${line}</p>`).join('')}${TABLE}`), name);
  const { kind, stage, fiscalYear } = document?.identity ?? {};
  return { kind, stage, fiscalYear, table: document?.tables[0]?.table.kind, wrong: findings.filter((finding) => finding.rule.startsWith('sum/')).length > 0 };
}

describe('a lone table', () => {
  it('is a disclosure by its title', async () => {
    expect(await processed('附件3.html', '2025年支出预算总表', '单位：万元')).toEqual({ kind: 'disclosure', stage: 'budget', fiscalYear: 2025, table: 'expenditure_summary', wrong: true });
  });
  it('is a disclosure by the name of its file', async () => {
    expect(await processed('红旗镇2025年支出预算总表.html', '单位：万元')).toEqual({ kind: 'disclosure', stage: 'budget', fiscalYear: 2025, table: 'expenditure_summary', wrong: true });
  });
  it('keeps a title of its own against the name of its file', async () => {
    expect(await processed('红旗镇2025年收入预算总表.html', '支出预算总表', '单位：万元')).toMatchObject({ table: 'expenditure_summary' });
  });
  it('is none within a report', async () => {
    const prose = '本次评价围绕资金投入、过程管理、产出和效益展开，采用因素分析法与实地核查相结合的方式。'.repeat(8);
    expect(await processed('附件3.html', '项目资金使用情况', prose, '2025年支出预算总表', '单位：万元')).toMatchObject({ kind: 'other' });
  });
  it('is none behind a notice', async () => {
    expect(await processed('附件3.html', '关于下达2025年专项资金的通知', '2025年支出预算总表', '单位：万元')).toMatchObject({ kind: 'other' });
  });
});
