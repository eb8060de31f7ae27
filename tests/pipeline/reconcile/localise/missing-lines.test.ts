/** Lines that a list without codes lacks: the total says how much, another table which. */
import { describe, expect, it } from 'vitest';
import { check, made, said, type Made } from '../tables/made.js';

const SPENT = ['一、公共安全支出 | 60', '二、社会保障和就业支出 | 45', '三、卫生健康支出 | 23', '支出总计 | 128'];
const summary = (right: readonly string[] = SPENT): Made => ({ kind: 'revenue_expenditure_summary', columns: ['total'], rows: ['一、财政拨款收入 | 128', '收入总计 | 128'], right });
const fiscal = (right: readonly string[] = SPENT): Made => ({ kind: 'fiscal_appropriation_summary', columns: ['total'], rows: ['一、一般公共预算 | 128', '收入总计 | 128'], right });
const without = (rows: readonly string[], word: string): string[] => rows.filter((r) => !r.includes(word));
const lines = (tables: readonly Made[], known?: Parameters<typeof check>[1]) => check(made(tables), known).proposals.filter((p) => p.operation === 'missing_row');

describe('a line that is missing', () => {
  it('is proposed with its name where another table lists the same names, and never as certain', () => {
    expect(lines([summary(without(SPENT, '卫生')), fiscal()])).toMatchObject([{ tableId: 't1', field: 'row', proposed: '210 卫生健康支出 230000', certainty: 'possible' }]);
  });

  it('stands in the finding of the total', () => {
    const { findings } = check(made([summary(without(SPENT, '卫生')), fiscal()]));
    expect(findings).toMatchObject([{ rule: 'sum/lines', tableId: 't1', published: '1280000', expected: '1050000' }]);
    expect(findings[0]?.params['list']).toMatch(/^疑缺少一行（210 卫生健康支出 230000）；/u);
  });

  it('has its amount alone where no table names it, if the other side bears the total out', () => {
    expect(lines([summary(without(SPENT, '卫生'))])).toMatchObject([{ proposed: '230000', certainty: 'possible' }]);
    const total = (sum: string): Made => summary([...without(SPENT, '总计'), `支出总计 | ${sum}`]);
    expect(lines([total('138')])).toEqual([]);
  });

  it('is not taken from a table of other names, nor where a line is there with a wrong figure', () => {
    expect(lines([summary(SPENT.map((r) => r.replace('健康支出 | 23', '健康支出 | '))), fiscal()]).filter((p) => p.proposed.includes('卫生'))).toEqual([]);
    const other: Made = { kind: 'government_procurement', columns: ['total'], rows: ['合计 | 24', '打印机 | 1', '车辆 | 23'] };
    expect(lines([summary(without(SPENT, '卫生')), other])).toMatchObject([{ proposed: '230000' }]);
  });

  it('is a class that the totals lack as well: one error, by the table that prints it', () => {
    const detail = (rows: readonly string[]): Made => ({ kind: 'expenditure_summary', columns: ['total', 'basic', 'project'], rows });
    const all = ['合计 | 128 | 88 | 40', '204 公共安全支出 | 60 | 40 | 20', '20406 司法 | 60 | 40 | 20', '208 社会保障和就业支出 | 45 | 30 | 15', '20805 行政事业单位养老支出 | 45 | 30 | 15', '210 卫生健康支出 | 23 | 18 | 5', '21011 行政事业单位医疗 | 23 | 18 | 5'];
    const short = all.slice(0, 5);
    const missing = (tables: readonly Made[]): string[][] => check(made(tables)).findings.map((f) => [f.tableId ?? '', f.expected ?? '', /疑缺少一行（(.+?)）/u.exec(f.params['list'] ?? '')?.[1] ?? '']);
    expect(missing([summary([...without(SPENT, '卫生').slice(0, -1), '支出总计 | 105']), detail(all)])).toEqual([['t1', '1280000', '210 卫生健康支出 230000']]);
    expect(missing([summary(), detail(['合计 | 105 | 70 | 35', ...short.slice(1)])])).toEqual([['t2', '1280000', '210 卫生健康支出 230000']]);
    expect(missing([summary(), detail(short)])).toEqual([['t2', '1050000', '210 卫生健康支出 230000']]);
    // A class that is printed, be it without its amount, is none that is missing.
    expect(missing([summary([...SPENT.slice(0, 2), '三、卫生健康支出 |', '支出总计 | 105']), detail(all)]).map(([, , line]) => line)).toEqual(['']);
  });

  it('is found among projects by their names', () => {
    const projects = ['合计 | 88', '政策研究 | 20', '法治宣传 | 31', '设备购置 | 37'];
    const list = (rows: readonly string[], kind = 'project_expenditure'): Made => ({ kind, columns: ['total'], rows });
    expect(said(check(made([list(projects), list(projects, 'purchased_services')])))).toEqual([]);
    expect(lines([list(without(projects, '宣传')), list(projects, 'purchased_services')])).toMatchObject([{ tableId: 't1', proposed: '法治宣传 310000', certainty: 'possible' }]);
    expect(lines([list(without(projects, '宣传'))])).toEqual([]);
  });

  it('stands in the finding of a listing, with its amount alone where no table names it', () => {
    const texts = (rows: readonly string[], ...more: Made[]): string[] => check(made([{ kind: 'project_expenditure', columns: ['total'], rows }, ...more])).findings.map((f) => `${f.rule} ${f.params['lacking'] ?? ''}`);
    const rows = ['合计 | 88', '政策研究 | 20', '设备购置 | 37'];
    expect(texts(rows)).toEqual(['sum/listing ；各行之和少31']);
    expect(texts(rows, { kind: 'purchased_services', columns: ['total'], rows: ['合计 | 88', '政策研究 | 20', '法治宣传 | 31', '设备购置 | 37'] })).toEqual(['sum/listing ；各行之和少31，疑缺少一行（法治宣传 310000）']);
    expect(texts(['合计 | 50', '政策研究 | 20', '设备购置 | 37'])).toEqual(['sum/listing ']);
  });

  it('is certain once a reviewer accepts it, and gone once it is rejected', () => {
    const tables = [summary(without(SPENT, '卫生')), fiscal()];
    const [proposal] = lines(tables);
    const ref = `t1:${proposal?.row}:row`;
    expect(lines(tables, new Map([[ref, { value: { fen: 23_000_000n, operation: 'missing_row', review: {} }, not: [] }]]))).toMatchObject([{ certainty: 'certain' }]);
    expect(lines(tables, new Map([[ref, { not: [23_000_000n] }]]))).toEqual([]);
  });
});
