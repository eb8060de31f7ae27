/** Sums that stand by law, by name or by number, whatever most figures of a table say. */
import { describe, expect, it } from 'vitest';
import { check, made, said, type Made } from './made.js';

describe('the kinds of “三公”经费 in numbered lines', () => {
  const table = (...total: readonly string[]): Made => ({ kind: 'three_public', columns: ['total'], rows: ['“三公”经费', '其中：（一）因公出国（境）支出', '（二）公务用车购置及运行维护支出', '1.公务用车购置费', '2.公务用车运行维护费', '（三）公务接待费支出'].map((name, i) => `${name} | ${total[i] ?? ''}`) });
  it('are held to their sums though none of them holds', () => {
    expect(said(check(made([table('334.21', '83.40', '210.39', '40.00', '170.39', '40.42')])))).toEqual([]);
    expect(said(check(made([table('40.00', '170.39', '40.42', '40.00', '170.39', '40.42')]))).length).toBeGreaterThan(0);
  });
});

describe('a list of projects by economic class', () => {
  const table = (...total: readonly string[]): Made => ({ kind: 'project_expenditure', columns: ['total'], rows: ['合计', '302 商品和服务支出', '30201 办公费', '30211 差旅费', '310 资本性支出', '31002 办公设备购置', '31003 专用设备购置'].map((name, i) => `${name} | ${total[i] ?? ''}`) });
  it('is a tree by its codes, though most of its sums fail', () => {
    expect(said(check(made([table('30.20', '20.10', '12.10', '8.00', '10.10', '7.07', '3.03')])))).toEqual([]);
    expect(said(check(made([table('30.20', '8.00', '20.10', '12.10', '3.03', '10.10', '7.07')]))).length).toBeGreaterThan(0);
  });
});

describe('a column that no kind knows', () => {
  const table = (...granted: readonly string[]): Made => ({ kind: 'revenue_summary', columns: ['total', 'fiscal_appropriation', '经费拨款'], rows: ['合计', '201 一般公共服务支出', '20140 信访事务', '2014001 行政运行'].map((name, i) => `${name} | 1,935.36 | 1,935.36 | ${granted[i] ?? ''}`) });
  it('adds up where most rows print in it what a known column prints', () => {
    expect(said(check(made([table('1,935.36', '1,935.36', '1,935.36', '1,935.36')])))).toEqual([]);
    expect(said(check(made([table('1,935.36', '1,935.63', '1,935.36', '1,935.36')]))).some((words) => words.includes('经费拨款'))).toBe(true);
  });
  it('is within a total where it prints what the total prints, and keeps no row from being cut', () => {
    const rows = ['合计 | 656.73 | 656.73 | 656.73', '205 教育支出 | 656.73 | 656.73 | 656.73', '20503 职业教育 | 656.73 | 6656.73 | 656.73', '2050399 其他职业教育支出 | 656.73 | 6656.73 | 656.73'];
    const { checks } = check(made([{ kind: 'revenue_summary', columns: ['total', 'fiscal_appropriation', '经费拨款', 'other_income'], rows: rows.map((row) => `${row} |`) }]));
    expect(checks.find(({ rule }) => rule === 'sum/row')).toMatchObject({ failed: 2 });
  });
});

describe('numbered lines below a sum', () => {
  const table = (...rows: readonly string[]): Made => ({ kind: 'fiscal_appropriation_summary', columns: ['total'], rows: [...rows, '二、上年结转 | 100', '（一）一般公共预算拨款 | 100', '（二）政府性基金预算拨款 |', '收入总计 | 1100'], right: ['一、本年支出 | 1100', '（一）公共安全支出 | 1100', '支出总计 | 1100'] });
  it('lack the first one where they are numbered from （二） on and print nothing', () => {
    expect(said(check(made([table('一、本年收入 | 1000', '（一）一般公共预算拨款 | 1000', '（二）政府性基金预算拨款 |', '（三）国有资本经营预算拨款 |')])))).toEqual([]);
    expect(said(check(made([table('一、本年收入 | 1000', '（二）政府性基金预算拨款 |', '（三）国有资本经营预算拨款 |')])))).toEqual(['sum/lines t1 - total 10000000→0']);
  });
});

describe('units that print nothing below a total', () => {
  const table = (unit: string, ...projects: readonly string[]): Made => ({ kind: 'project_expenditure', columns: ['total'], rows: ['合计 | 90', `@121 某市信访局 | ${unit}`, ...['通用项目', '物业管理', '法律顾问', '专用项目'].map((name, i) => `${name} | ${projects[i] ?? ''}`)] });
  it('have their amount in the line below them, which is no unit', () => {
    expect(said(check(made([table('90', '30', '20', '10', '60')])))).toEqual([]);
    expect(said(check(made([table('', '90', '30', '20', '10')])))).toEqual(['sum/listing t1 - total 900000→']);
    expect(said(check(made([table('', '30', '20', '10', '60')]))).filter((words) => words.startsWith('sum/listing'))).toEqual([]);
  });
});

describe('columns of which one is within another', () => {
  it('keep no row from being held against the cut of its total', () => {
    const rows = ['合计 | 175 | 175 | 20', '@154001 某市司法局 | 60 | 60 | 10', '@154002 某市法律援助中心 | 40 | 75 | 10', '@154004 某市戒毒所 | 75 | 40 |'];
    const { checks } = check(made([{ kind: 'expenditure_summary', columns: ['total: 合计', 'general_public: 一般公共预算拨款 / 小计', '专项资金: 一般公共预算拨款 / 其中：专项资金', 'government_fund: 政府性基金拨款', 'other_income: 其他收入'], rows: rows.map((row) => `${row} | |`) }]));
    expect(checks.find(({ rule }) => rule === 'sum/row')).toMatchObject({ failed: 2 });
  });
});

describe('一般公共预算支出 by economic class', () => {
  const functional: Made = { kind: 'general_public_expenditure', columns: ['total', 'basic', 'project'], rows: ['合计 | 1584.24 | 909.12 | 675.12', '201 一般公共服务支出 | 1584.24 | 909.12 | 675.12'] };
  const economic = (...total: readonly string[]): Made => ({ kind: 'general_public_economic', columns: ['total'], rows: ['合计', '301 工资福利支出', '302 商品和服务支出'].map((name, i) => `${name} | ${total[i] ?? ''}`) });
  it('has the total by function, or that of 基本支出, of which alone it may be whatever its title says', () => {
    expect(said(check(made([functional, economic('1584.24', '784.12', '800.12')])))).toEqual([]);
    expect(said(check(made([functional, economic('909.12', '784.12', '125.00')])))).toEqual([]);
    expect(said(check(made([functional, economic('919.12', '784.12', '135.00')]))).some((words) => words.startsWith('cross/total'))).toBe(true);
  });
});
