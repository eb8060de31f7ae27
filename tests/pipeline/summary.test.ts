import { describe, expect, it } from 'vitest';
import { summaryText } from '../../pipeline/summary-text.js';
import { summaryJson, type RunSummary } from '../../pipeline/summary.js';
import { artefactsOf } from '../../pipeline/write/artefacts.js';
import { recordsOf } from '../../pipeline/write/records.js';
import { finding, processedDocument } from './write/processed.js';

const summaryOf = (...seeds: string[]): RunSummary => ({
  out: 'output', skipped: new Map([['.xlsx', 2]]),
  documents: seeds.map((seed) => {
    const older = { ...finding, rule: 'code/name-older', cells: ['t1:3:name'], params: { list: '2080501 归口管理的行政单位离退休' } };
    const zero = { ...finding, rule: 'code/lost-zero', difference: '', params: { title: '2024年支出预算总表', count: '1', list: '208 05 1，t2为2080501' } };
    const { document, digest } = artefactsOf(recordsOf(processedDocument(seed, { findings: [older, zero] })));
    return { row: document, digest };
  }),
});

describe('the summary of one document', () => {
  const lines = summaryText(summaryOf('a')).split('\n');
  it('says who published what, and what was read', () => {
    expect(lines.slice(0, 5)).toEqual([
      'a.pdf', '  某区司法局 · 2024年度部门预算', '  读到 1张表、4个金额，2份绩效目标表（2项指标），文字说明中的1个数据', '    支出预算总表（4个金额）',
      expect.stringMatching(/^ {2}核对 \d+项，其中1项无法核对$/u),
    ]);
  });
  it('says what is wrong, table by table, then counts of the rest', () => {
    expect(lines.slice(5, 9)).toEqual([
      '  发现 0处错误、1处需注意、1条提示；修正建议1条', '    支出预算总表', '      ! 注意  有1个编码丢失前导零：208 05 1，《项目绩效目标申报表》为2080501（第2页）', '    提示（四舍五入、旧名称等）：科目编码与名称1条',
    ]);
  });
  it('says where the dataset lies and what was left out', () => {
    expect(lines.slice(-3)).toEqual(['文件夹中未读的其他文件：.xlsx 2个', '数据集：output（金额 line_items.csv，问题 findings.csv，说明 datapackage.json）', '']);
  });
});

describe('the summary of many documents', () => {
  it('has two lines a document and the totals', () => {
    const lines = summaryText(summaryOf('a', 'b', 'c', 'd')).split('\n');
    expect(lines.slice(0, 3)).toEqual(['a.pdf', '  某区司法局 · 2024年度部门预算  2张表 4个金额  错误0 注意1 提示1', 'b.pdf']);
    expect(lines).toContain('共4个文件：读取4个，失败0个');
    expect(lines).toContain('合计 8张表、16个金额；0处错误、4处需注意、4条提示');
  });
});

describe('the summary for machines', () => {
  it('has totals and a line a file', () => {
    expect(JSON.parse(summaryJson(summaryOf('a', 'b')))).toMatchObject({ documents: 2, ok: 2, failed: 0, line_items: 8, projects: 4, findings: { error: 0, warning: 2, info: 2 }, skipped: { '.xlsx': 2 }, files: [{ source_file: 'a.pdf', line_items: 4 }, { source_file: 'b.pdf' }] });
  });
});
