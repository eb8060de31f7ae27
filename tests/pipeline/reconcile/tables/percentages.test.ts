import { describe, expect, it } from 'vitest';
import { processDocument } from '../../../../pipeline/document.js';
import type { Finding } from '../../../../schemas/finding.js';

/** A budget whose 一般公共预算支出表 has these columns behind code and name, and these rows. */
async function findings(columns: readonly string[], rows: readonly string[]): Promise<readonly Finding[]> {
  const text = ['# 某市民政局2024年部门预算', '', '一般公共预算支出表', '', '单位：万元', '', `| 科目编码 | 科目名称 | ${columns.join(' | ')} |`, `|${' --- |'.repeat(columns.length + 2)}`, ...rows.map((r) => `| ${r} |`), ''].join('\n');
  const { checks, findings: found } = await processDocument(new TextEncoder().encode(text), 'x.md');
  expect(checks.find((c) => c.rule === 'sum/percent')?.applicable).toBeGreaterThan(0);
  return found.filter((f) => f.rule === 'sum/percent' || f.rule.startsWith('amount/'));
}
const said = (list: readonly Finding[]): string[] => list.map((f) => `${f.rule} ${f.code ?? ''} ${f.published ?? ''}→${f.expected ?? ''} ${f.evidence.length}`);

const GROWTH = ['2023年执行数', '2024年预算数', '增减额', '增减%'];
const RIGHT = [' | 合计 | 1000.00 | 1180.00 | 180.00 | 18.00', '208 | 社会保障和就业支出 | 1000.00 | 1180.00 | 180.00 | 18.00', '20805 | 行政事业单位养老支出 | 600.00 | 660.00 | 60.00 | 10.00', '2080505 | 机关事业单位基本养老保险缴费支出 | 600.00 | 660.00 | 60.00 | 10.00', '20802 | 民政管理事务 | 400.00 | 520.00 | 120.00 | 30.00', '2080201 | 行政运行 | 300.00 | 370.00 | 70.00 | 23.33', '2080299 | 其他民政管理事务支出 | 100.00 | 150.00 | 50.00 | 50.00'];
const rowsWith = (from: string, to: string): string[] => RIGHT.map((r) => r.replace(from, to));

describe('sum/percent', () => {
  it('says nothing of percentages that are those of their amounts, as precise as both are printed', async () => {
    expect(said(await findings(GROWTH, RIGHT))).toEqual([]);
    expect(said(await findings(GROWTH, rowsWith('370.00 | 70.00 | 23.33', '370.00 | 70.00 | 23.34')))).toEqual([]);
    expect(said(await findings(GROWTH, rowsWith('370.00 | 70.00 | 23.33', '370.00 | 70.00 | 23.35')))).toEqual(['sum/percent 2080201 23.35→23.33% 1']);
  });

  it('a growth that is not that of its row', async () => {
    expect(said(await findings(GROWTH, rowsWith('120.00 | 30.00', '120.00 | 23.08')))).toEqual(['sum/percent 20802 23.08→30.00% 1']);
  });

  it('rows of one column are one finding', async () => {
    expect(said(await findings(GROWTH, rowsWith('120.00 | 30.00', '120.00 | 23.08').map((r) => r.replace('50.00 | 50.00 | 50.00', '50.00 | 50.00 | 33.33'))))).toEqual(['sum/percent 20802 → 2']);
  });

  it('a completion rate, and a share of the total', async () => {
    const rows = RIGHT.map((r) => r.split(' | ')).map(([code, name, a, b], i) => `${code ?? ''} | ${name ?? ''} | ${a ?? ''} | ${b ?? ''} | ${((100 * Number(b)) / Number(a)).toFixed(2)}% | ${i === 5 ? '13.36' : (Number(b) / 11.8).toFixed(2)}%`);
    expect(said(await findings(['2023年执行数', '2024年预算数', '完成率', '占比'], rows))).toEqual(['sum/percent 2080201 13.36%→31.36% 1']);
  });

  it('a wrong amount is told by its sums alone', async () => {
    const text = await findings(GROWTH, rowsWith('2080299 | 其他民政管理事务支出 | 100.00 | 150.00', '2080299 | 其他民政管理事务支出 | 100.00 | 105.00'));
    expect(said(text)).toEqual([]);
  });

  it('a column that its amounts bear out nowhere is not checked', async () => {
    const text = ['# 某市民政局2024年部门预算', '', '一般公共预算支出表', '', '单位：万元', '', '| 科目编码 | 科目名称 | 2023年执行数 | 2024年预算数 | 绩效完成率 |', '| --- | --- | --- | --- | --- |', ...RIGHT.map((r, i) => `| ${r.split(' | ').slice(0, 4).join(' | ')} | ${90 + i}.50 |`), ''].join('\n');
    const { checks, findings: found } = await processDocument(new TextEncoder().encode(text), 'x.md');
    expect(found.filter((f) => f.rule === 'sum/percent')).toEqual([]);
    expect(checks.find((c) => c.rule === 'sum/percent')).toMatchObject({ applicable: 7, failed: 0, notCheckable: 7 });
  });
});
