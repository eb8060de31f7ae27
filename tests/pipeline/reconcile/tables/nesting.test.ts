/** Listings with headings that nothing marks: the figures alone say what is a heading of what. */
import { describe, expect, it } from 'vitest';
import { checkTables } from '../../../../pipeline/reconcile/tables/index.js';
import { kinds, made, type Made } from './made.js';

const listing = (...rows: string[]): Made => ({ kind: 'government_procurement', columns: ['total'], rows });
const check = (table: Made) => checkTables(made([table]), kinds);
const said = (table: Made): string[] => check(table).findings.map((f) => `${f.rule} ${f.published ?? ''}`);
const counted = (table: Made, rule: string): string => {
  const { applicable, failed, notCheckable } = check(table).checks.find((c) => c.rule === rule) ?? { applicable: 0, failed: 0, notCheckable: 0 };
  return `${applicable} ${failed} ${notCheckable}`;
};

const TREE = ['合计 | 393', '科学技术局 | 20', '办公耗材 | 20', '打印机 | 2', '空调机 | 3', '复印纸 | 15', '科技中心 | 373', '科技服务 | 165', '科技交流 | 208'];

describe('sum/listing', () => {
  it('finds headings within headings by their sums', () => {
    expect(said(listing(...TREE))).toEqual([]);
    // 合计 = 20 + 373; 20 = 20 = 2 + 3 + 15; 373 = 165 + 208.
    expect([counted(listing(...TREE), 'sum/total'), counted(listing(...TREE), 'sum/children'), counted(listing(...TREE), 'sum/listing')]).toEqual(['1 0 0', '3 0 0', '0 0 0']);
  });

  it('reads lines of one amount as lines where the total asks for it', () => {
    expect(said(listing('合计 | 30', '甲 | 10', '乙 | 10', '丙 | 10'))).toEqual([]);
    expect(said(listing('合计 | 20', '甲单位 | 10', '甲项目 | 10', '乙单位 | 10', '乙项目 | 10'))).toEqual([]);
  });

  it('but not for a line with a code: amounts that moved along with their heading', () => {
    const units = (amounts: readonly number[]): Made => ({ kind: 'revenue_summary', columns: ['total'], rows: ['合计 | 100', ...['@157 某局', '@157001 本级', '@157002 甲中心', '@157003 乙中心'].map((unit, i) => `${unit} | ${amounts[i] ?? 0}`)] });
    expect(said(units([100, 10, 30, 60]))).toEqual([]);
    expect(said(units([10, 30, 100, 60])).length).toBeGreaterThan(0);
  });

  it('says that no nesting makes up the total, and not where the error is', () => {
    for (let wrong = 0; wrong < TREE.length; wrong += 1) {
      const rows = TREE.map((row, i) => (i === wrong ? row.replace('| ', '| 7') : row));
      expect(said(listing(...rows)).length, rows[wrong]).toBeGreaterThan(0);
    }
    expect(said(listing('合计 | 500', '甲 | 200', '乙 | 100'))).toEqual(['sum/listing 5000000']);
  });

  it('keeps a department above its units when its amounts slip into the columns beside', () => {
    const columns = ['total', 'income', 'general_public', 'government_fund', 'other_income'];
    const units = (department: string): Made => ({ kind: 'revenue_summary', columns, rows: ['合计 | 100.00 | 90.00 | 60.00 | 30.00 | 10.00', `教育局 | ${department}`, '教育局本级 | 70.00 | 65.00 | 45.00 | 20.00 | 5.00', '信息中心 | 30.00 | 25.00 | 15.00 | 10.00 | 5.00'] });
    expect(said(units('100.00 | 90.00 | 60.00 | 30.00 | 10.00'))).toEqual([]);
    const slipped = check(units('100.00 | 60.00 | 30.00 | 0 | 90.00')).findings;
    expect(slipped.map((f) => [f.rule, f.measure])).not.toContainEqual(['sum/total', 'total']);
    expect(slipped.some((f) => f.rule === 'sum/children' && f.cells.some((cell) => cell.startsWith('t1:2:')))).toBe(true);
  });

  it('takes a line that prints the total once more for no part of it', () => {
    expect(said(listing('甲 | 30', '子一 | 10', '子二 | 20', '乙 | 5', '小计 | 35', '合计 | 35'))).toEqual([]);
    expect(said(listing('甲 | 30', '子一 | 10', '子二 | 20', '乙 | 6', '小计 | 35', '合计 | 35')).length).toBeGreaterThan(0);
  });

  it('but for an item, whose amount is displaced', () => {
    expect(said(listing('合计 | 35', '甲 | 30', '子一 | 10', '子二 | 20', '乙 | 5'))).toEqual([]);
    expect(said(listing('合计 | 35', '甲 | 20', '子一 | 35', '子二 | 15')).length).toBeGreaterThan(0);
  });

  it('puts no unit below a project that stands below units', () => {
    const units = (amounts: readonly number[]): Made => listing('合计 | 100', ...['司法局', '购置经费', '运行经费', '普法经费', '法律援助处', '购置经费', '第一监狱', '购置经费'].map((name, i) => `${name} | ${amounts[i] ?? 0}`));
    expect(said(units([40, 5, 15, 20, 25, 25, 35, 35]))).toEqual([]);
    // 普法经费 = 法律援助处, 购置经费 = 第一监狱.
    expect(said(units([40, 5, 15, 20, 20, 25, 25, 35])).length).toBeGreaterThan(0);
  });

  it('puts 通用项目 and 专用项目 right below a unit', () => {
    const unit = (amounts: readonly number[]): Made => listing('合计 | 85', ...['@117001 审计局', '通用项目', '审计培训', '购买服务', '专用项目', '审计事务', '补助经费'].map((name, i) => `${name} | ${amounts[i] ?? 0}`));
    expect(said(unit([85, 37, 2, 35, 48, 28, 20]))).toEqual([]);
    // 审计局 = 通用项目 = 审计培训 + 补助经费, 审计培训 = 购买服务 + 专用项目.
    expect(said(unit([85, 85, 37, 2, 35, 35, 48])).length).toBeGreaterThan(0);
  });

  it('puts a heading that stands right below several units below nothing else', () => {
    const units = (amounts: readonly number[]): Made => listing('合计 | 120', ...['@154001 司法局', '通用项目', '培训', '专用项目', '办案', '@154002 法律援助中心', '通用项目', '印刷', '专用项目', '补贴', '@154003 戒毒所', '通用项目', '体检', '专用项目', '被装'].map((name, i) => `${name} | ${amounts[i] ?? 0}`));
    expect(said(units([50, 20, 20, 30, 30, 30, 10, 10, 20, 20, 40, 15, 15, 25, 25]))).toEqual([]);
    expect(said(units([50, 20, 20, 30, 30, 30, 10, 10, 20, 20, 40, 15, 25, 25, 25])).length).toBeGreaterThan(0);
  });

  it('puts nothing below goods that stand above nothing in several other places', () => {
    const goods = (amounts: readonly number[]): Made => listing('合计 | 202', ...['全委会', '印刷品', '会议服务', '住宿服务', '常委会', '印刷品', '住宿服务', '会议服务', '培训会', '会议服务', '餐饮服务', '住宿服务'].map((name, i) => `${name} | ${amounts[i] ?? 0}`));
    expect(said(goods([36, 10, 12, 14, 67, 20, 22, 25, 99, 31, 33, 35]))).toEqual([]);
    // All amounts one line up: 住宿服务 = 常委会 + 印刷品 + 住宿服务, 会议服务 = 培训会 + 会议服务 + 餐饮服务.
    expect(said(goods([10, 12, 14, 67, 20, 22, 25, 99, 31, 33, 35, 35])).length).toBeGreaterThan(0);
  });

  it('puts no line below one of another code, where others stand below those of their own', () => {
    const lines = (amounts: readonly number[]): Made => listing('合计 | 402', ...['2010801 全额', '2010801 某市审计局', '2010801 日常公用经费', '2010804 全额', '2010804 某市审计局', '2010804 购买服务', '2050803 全额', '2050803 某市审计局', '2050803 审计培训'].map((name, i) => `${name} | ${amounts[i] ?? 0}`));
    expect(said(lines([37, 37, 37, 350, 350, 350, 15, 15, 15]))).toEqual([]);
    expect(said(lines([37, 37, 37, 37, 37, 350, 350, 350, 15])).length).toBeGreaterThan(0);
  });

  it('leaves out lines without figures, and asks nothing of a listing without total', () => {
    expect(said(listing('合计 | 30', '甲 | 10', '乙 | ', '丙 | 20'))).toEqual([]);
    expect(said(listing('甲 | 10', '乙 | 20'))).toEqual([]);
  });
});

describe('changes', () => {
  const three = (change: string): Made => ({ kind: 'general_public_expenditure', columns: ['total_previous', 'total', 'total_change'], rows: [`合计 | 1600 | 1800 | ${change}`, `204 公共安全支出 | 1600 | 1800 | ${change}`] });
  it('holds 本年 against 上年 and 增减', () => {
    expect(said(three('200'))).toEqual([]);
    expect(said(three('700'))).not.toEqual([]);
  });
  it('leaves a column of percentages alone', () => {
    expect(said(three('12.50'))).toEqual([]);
  });

  it('says that units whose lines are sums of none have no place, though all lines together make up the total', () => {
    const lines = (...amounts: readonly number[]): Made => listing('合计 | 100', ...['@2101505 医疗保障局', '2101505 审计经费', '2101505 宣传费', '@2101506 经办服务中心', '2101506 工装费', '2101506 核查费'].map((name, i) => `${name} | ${amounts[i] ?? ''}`));
    expect(said(lines(45, 20, 25, 55, 40, 15))).toEqual([]);
    expect(said(lines(45, 40, 25, 55, 20, 15)).length).toBeGreaterThan(0);
  });

  it('does not take a line that is printed twice for a heading of itself', () => {
    const table = (...rows: string[]): Made => ({ kind: 'agency_operation', columns: ['total'], rows });
    expect(said(table('合计 | 30', '302 商品和服务支出 | 30', '30201 办公费 | 10', '30206 电费 | 20'))).toEqual([]);
    expect(said(table('合计 | 30', '302 商品和服务支出 | 30', '30201 办公费 | 10', '30206 电费 | 20', '30206 电费 | 20')).filter((f) => f.startsWith('sum/'))).toHaveLength(1);
  });

  it('says of a listing of which a line is more than the total that it does not add up', () => {
    const table = (total: string): Made => ({ kind: 'project_expenditure', columns: ['total', 'general_public', 'unit_funds'], rows: [`合计 | ${total}`, '甲项目 | 10 | 10 | ', '乙项目 | 20 | 20 | '] });
    expect(said(table('30 | 30 | '))).toEqual([]);
    expect(said(table(' | | 30'))).toContain('sum/listing 300000');
  });
});
