import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { processDocument } from '../../../../pipeline/document.js';
import { assetPath } from '../../../../schemas/assets.js';
import { severityOf } from '../../../../schemas/rules.js';
import { check, line, made, said, type Made } from './made.js';

const expenditure: Made = { kind: 'expenditure_summary', columns: ['total', 'basic', 'project'], rows: ['合计 | 105 | 60 | 45', '204 公共安全支出 | 60 | 60 |', '208 社会保障和就业支出 | 45 | | 45'] };
const summary = (first: string, total = '105'): Made => ({
  kind: 'revenue_expenditure_summary', columns: ['total'], rows: ['一、财政拨款收入 | 105', `收入总计 | ${total}`], right: [`一、公共安全支出 | ${first}`, '二、社会保障和就业支出 | 45', `支出总计 | ${total}`],
});
const fiscal = (general: string, fund: string): Made => ({
  kind: 'fiscal_appropriation_summary', columns: ['total'], rightColumns: ['total: 合计', 'general_public: 一般公共预算', 'government_fund: 政府性基金预算'],
  rows: ['一、一般公共预算 | 60', '二、政府性基金预算 | 45', '收入总计 | 105'],
  right: [`一、公共安全支出 | 60 | ${general} |`, `二、社会保障和就业支出 | 45 | | ${fund}`, '支出总计 | 105 | 60 | 45'],
});
const general: Made = { kind: 'general_public_expenditure', columns: ['total', 'basic', 'project'], rows: ['合计 | 60 | 60 |', '204 公共安全支出 | 60 | 60 |'] };
const fund: Made = { kind: 'government_fund_expenditure', columns: ['total', 'basic', 'project'], rows: ['合计 | 45 | | 45', '208 社会保障和就业支出 | 45 | | 45'] };

describe('between tables', () => {
  it('says nothing where all tables agree', () => {
    const { findings, checks } = check(made([summary('60'), expenditure, fiscal('60', '45'), general, fund]));
    expect(findings).toEqual([]);
    for (const rule of ['cross/total', 'cross/class', 'cross/fund']) expect(checks.find((c) => c.rule === rule)?.passed, rule).toBeGreaterThan(0);
  });

  it('holds 收支总表 against 支出总表 by class, and names the figure that disturbs its own table', () => {
    expect(said(check(made([summary('66'), expenditure])))).toEqual(['sum/lines t1 204 total 660000→600000']);
  });

  it('misses the amount of a class that stands at one that the other table lacks', () => {
    const moved = (...right: string[]): Made => ({ kind: 'fiscal_appropriation_summary', columns: ['total'], rows: ['一、财政拨款收入 | 90', '收入总计 | 90'], right: ['一、公共安全支出 | 60', ...right, '支出总计 | 90'] });
    const own: Made = { ...general, rows: ['合计 | 90 | 90 |', '204 公共安全支出 | 60 | 60 |', '208 社会保障和就业支出 | 30 | 30 |'] };
    expect(said(check(made([moved('二、社会保障和就业支出 | 30', '三、卫生健康支出 |'), own])))).toEqual([]);
    expect(check(made([moved('二、社会保障和就业支出 |', '三、卫生健康支出 | 30'), own])).findings.map((f) => f.cells)).toEqual([['t1:4:total', 't2:3:total']]);
    // The same beside a second fund.
    const other: Made = { ...fund, rows: ['合计 | 10 | | 10', '229 其他支出 | 10 | | 10'] };
    const both = (...right: string[]): Made => ({ ...moved(...right), rows: ['一、财政拨款收入 | 100', '收入总计 | 100'], right: ['一、公共安全支出 | 60', ...right, '四、其他支出 | 10', '支出总计 | 100'] });
    expect(said(check(made([both('二、社会保障和就业支出 | 30', '三、卫生健康支出 |'), own, other])))).toEqual([]);
    expect(check(made([both('二、社会保障和就业支出 |', '三、卫生健康支出 | 30'), own, other])).findings.map((f) => f.cells)).toEqual([['t1:4:total', 't2:3:total']]);
  });

  it('misses a class that stands at one that the other table lacks, though its own amount is wrong there', () => {
    const moved = (right: readonly string[]): Made => ({ kind: 'fiscal_appropriation_summary', columns: ['total'], rows: ['一、财政拨款收入 | 90', '收入总计 | 90'], right: ['一、公共安全支出 | 60', ...right, '支出总计 | 90'] });
    const own: Made = { ...general, rows: ['合计 | 90 | 90 |', '204 公共安全支出 | 60 | 60 |', '208 社会保障和就业支出 | 3 | 3 |'] };
    expect(check(made([moved(['二、社会保障和就业支出 |', '三、卫生健康支出 | 30']), own])).findings.flatMap((f) => f.cells)).toContain('t1:4:total');
  });

  it('misses a source of revenue whose amount stands at one that has none in the other table', () => {
    const sources = (...rows: string[]): Made => ({ ...summary('60'), rows: [...rows, '收入总计 | 105'] });
    const revenue: Made = { kind: 'revenue_summary', columns: ['total: 合计', 'general_public: 一般公共预算', 'other_income: 其他收入'], rows: ['合计 | 105 | 105 |', '204 公共安全支出 | 105 | 105 |'] };
    expect(said(check(made([sources('一、一般公共预算拨款收入 | 105', '二、其他收入 |'), revenue])))).toEqual([]);
    expect(check(made([sources('一、一般公共预算拨款收入 |', '二、其他收入 | 105'), revenue])).findings.map((f) => [f.rule, f.cells])).toEqual([['cross/revenue', ['t1:1:total', 't2:1:general_public', 't1:2:total', 't2:1:other_income']]]);
  });

  it('shows the empty line of a source among the funds of last year, where the line of this year is not all of its column', () => {
    const sources = (last: string): Made => ({ kind: 'fiscal_appropriation_summary', columns: ['total'], rows: ['一、本年收入 | 80', '（一）一般公共预算拨款 | 80', `二、上年结转 | ${last}`, `（一）一般公共预算拨款 | ${last}`, '收入总计 | 105'], right: ['一、公共安全支出 | 105', '支出总计 | 105'] });
    const revenue: Made = { kind: 'revenue_summary', columns: ['total: 合计', 'general_public: 一般公共预算'], rows: ['合计 | 105 | 105', '204 公共安全支出 | 105 | 105'] };
    expect(said(check(made([sources('25'), revenue])))).toEqual([]);
    expect(check(made([sources(''), revenue])).findings.flatMap((f) => f.evidence).find((e) => e.cells.includes('t2:1:general_public'))?.cells).toEqual(expect.arrayContaining(['t1:2:total', 't1:4:total']));
  });

  it('misses a source that prints an amount where the column of the other table has a dash and adds up without it', () => {
    const sides = (first: string, other: string): Made => ({ kind: 'revenue_expenditure_summary', columns: ['total'], rows: [`一、一般公共预算拨款收入 | ${first}`, '二、政府性基金预算拨款收入 | —', `三、其他收入 | ${other}`, '收入总计 | 105'], right: ['一、公共安全支出 | 105', '支出总计 | 105'] });
    const revenue: Made = { kind: 'revenue_summary', columns: ['total', 'general_public', 'other_income'], rows: ['合计 | 105 | 105 | —', '204 公共安全支出 | 105 | 105 | —'] };
    expect(said(check(made([sides('105', '—'), revenue])))).toEqual([]);
    expect(check(made([sides('—', '105'), revenue])).findings.flatMap((f) => f.cells)).toContain('t1:3:total');
  });
  it('misses sources of revenue where all of it stands at one that has none in the other table', () => {
    const sources = (...rows: string[]): Made => ({ ...summary('60'), rows: [...rows, '收入总计 | 105'] });
    const revenue: Made = { kind: 'revenue_summary', columns: ['total: 合计', 'general_public: 一般公共预算', 'government_fund: 政府性基金', 'business_income: 事业收入'], rows: ['合计 | 105 | 100 | 5 |', '204 公共安全支出 | 105 | 100 | 5 |'] };
    expect(said(check(made([sources('一、一般公共预算拨款收入 | 100', '二、政府性基金预算拨款收入 | 5', '三、事业收入 |'), revenue])))).toEqual([]);
    expect(check(made([sources('一、一般公共预算拨款收入 |', '二、政府性基金预算拨款收入 |', '三、事业收入 | 105'), revenue])).findings.flatMap((f) => f.cells)).toEqual(expect.arrayContaining(['t1:1:total', 't1:2:total']));
  });

  it('holds a total against that of its two that only its own table contradicts, and not against one that the other side bears out', () => {
    const revenue: Made = { kind: 'revenue_summary', columns: ['total: 合计', 'business_income: 事业收入'], rows: ['合计 | 100 | 100', '204 公共安全支出 | 100 | 100'] };
    const moved: Made = { ...summary('60'), rows: ['一、一般公共预算拨款收入 |', '二、事业收入 | 80', '三、其他收入 | 100', '本年收入合计 | 5', '上年结转 | 105', '收入总计 | 105'] };
    const crossed = check(made([moved, revenue])).findings.flatMap((f) => f.evidence).filter((e) => e.statement.startsWith('收支总表收入合计'));
    expect(crossed.map((e) => e.cells)).toEqual([['t1:4:total', 't2:1:total']]);
  });

  it('tells amounts of 收入总表 that have changed places, though neither totals nor nearly all codes say that it prints what 支出总表 does', () => {
    const codes = ['201 一般公共服务支出', '204 公共安全支出', '205 教育支出', '206 科学技术支出', '207 文化旅游体育与传媒支出', '208 社会保障和就业支出', '210 卫生健康支出', '211 节能环保支出', '212 城乡社区支出', '213 农林水支出', '221 住房保障支出', '224 灾害防治及应急管理支出'];
    const rows = (amounts: readonly number[]): string[] => [`合计 | ${amounts.reduce((a, b) => a + b)}`, ...codes.map((code, i) => `${code} | ${amounts[i]}`)];
    const amounts = codes.map((_, i) => 1234 + 111 * i);
    const statements = (own: readonly number[]): string[] => check(made([{ kind: 'revenue_summary', columns: ['total'], rows: rows(own) }, { kind: 'expenditure_summary', columns: ['total'], rows: rows(amounts) }])).findings.flatMap((f) => f.evidence.map((e) => e.statement.split('：')[0] as string));
    const others = amounts.map((a, i) => (i < 2 ? a + 777 * (i + 1) : a));
    expect(statements(others)).toEqual([]);
    expect(new Set(statements(others.with(4, amounts[5] as number).with(5, amounts[4] as number)))).toEqual(new Set(['收入总表207 = 支出总表207', '收入总表208 = 支出总表208']));
  });

  it('holds classes of 财政拨款收支总表 against all funds, though a unit stands above the codes of one of them', () => {
    const all = (first: string): Made => ({ kind: 'fiscal_appropriation_summary', columns: ['total'], rows: ['一、财政拨款收入 | 105', '收入总计 | 105'], right: [`一、公共安全支出 | ${first}`, '二、社会保障和就业支出 | 30', '三、国有资本经营预算支出 | 15', '支出总计 | 105'] });
    const own: Made = { ...general, rows: ['某市司法局 | 90 | 90 |', '204 公共安全支出 | 60 | 60 |', '208 社会保障和就业支出 | 30 | 30 |'] };
    const capital: Made = { kind: 'state_capital_expenditure', columns: ['total', 'basic', 'project'], rows: ['某市司法局 | 15 | | 15', '223 国有资本经营预算支出 | 15 | | 15'] };
    expect(said(check(made([all('60'), own, capital])))).toEqual([]);
    expect(check(made([all('66'), own, capital])).findings.flatMap((f) => f.evidence.map((e) => e.statement)).join()).toContain('财政拨款收支总表204 = ');
  });

  it('finds totals that differ between tables that add up themselves', () => {
    const other: Made = { ...expenditure, rows: ['合计 | 104 | 60 | 44', '204 公共安全支出 | 60 | 60 |', '208 社会保障和就业支出 | 44 | | 44'] };
    const findings = check(made([summary('60'), other])).findings;
    expect(findings).toHaveLength(1);
    expect(findings[0]?.evidence.map((e) => e.difference).map((d) => d?.replace('-', ''))).toEqual(['10000', '10000']);
  });

  it('holds codes against those of a table of the same total, though that total is misprinted', () => {
    const all = (total: string, item: string): Made => ({ kind: 'expenditure_summary', columns: ['total', 'basic', 'project'], rows: [`合计 | ${total} | 60 |`, '204 公共安全支出 | 60 | 60 |', '20406 司法 | 60 | 60 |', `2040601 行政运行 | ${item} | ${item} |`, `2040604 基层司法业务 | ${70 - Number(item)} | ${70 - Number(item)} |`] });
    const own: Made = { ...general, rows: ['合计 | 60 | 60 |', '204 公共安全支出 | 60 | 60 |', '20406 司法 | 60 | 60 |', '2040601 行政运行 | 40 | 40 |', '2040604 基层司法业务 | 20 | 20 |'] };
    const evidence = check(made([all('66', '50'), own])).findings.flatMap((f) => f.evidence.map((e) => e.statement.split('：')[0]));
    expect(evidence).toContain('一般公共预算支出表2040601 = 支出总表2040601');
  });

  it('takes funds of last year for what a source lacks only where they are just what it lacks', () => {
    const revenue: Made = { kind: 'revenue_summary', columns: ['total', 'general_public', 'government_fund'], rows: ['合计 | 105 | 60 | 45'] };
    const side = (current: string, brought: string): Made => ({ kind: 'fiscal_appropriation_summary', columns: ['total'], rightColumns: ['total'], rows: ['一、本年收入 | 95', `（一）一般公共预算拨款 | ${current}`, '（二）政府性基金预算拨款 | 45', '二、上年结转 | 10', `（一）一般公共预算拨款 | ${brought}`, '收入总计 | 105'], right: ['一、本年支出 | 105', '公共安全支出 | 105', '支出总计 | 105'] });
    const revenueFindings = (document: Made) => check(made([document, revenue])).findings.filter((f) => f.evidence.some((e) => e.statement.includes('收入总表一般公共预算')));
    expect(revenueFindings(side('50', '10'))).toEqual([]);
    expect(revenueFindings(side('53', '10'))).not.toEqual([]);
  });

  it('holds each fund column of 财政拨款收支总表 against the fund\'s own table', () => {
    expect(said(check(made([fiscal('68', '45'), general, fund])))).toEqual(['sum/lines t1 204 general_public 680000→600000']);
  });

  it('holds 基本支出 against the total of its economic break-down', () => {
    const economic: Made = { kind: 'basic_expenditure_economic', columns: ['total'], rows: ['合计 | 50', '301 工资福利支出 | 50'] };
    expect(check(made([general, economic])).findings).toMatchObject([{ rule: 'cross/basic' }]);
  });

  it('adds 人员经费合计 and 公用经费合计 where the Ministry\'s form prints no total of both', () => {
    const economic = (office: string): Made => ({ kind: 'basic_expenditure_economic', columns: ['total'], rows: ['301 工资福利支出 | 40', '人员经费合计 | 40', `302 商品和服务支出 | ${office}`, `公用经费合计 | ${office}`] });
    expect(check(made([general, economic('20')]))).toMatchObject({ findings: [] });
    expect(check(made([general, economic('10')])).findings).toMatchObject([{ rule: 'cross/basic' }]);
  });

  it('names 本年支出合计 where it prints by what 总计 is more than the other table: the amounts stand a line too high', () => {
    const sides = (rest: readonly string[]): Made => ({ ...summary('60'), rows: ['一、一般公共预算拨款收入 | 120', '本年收入合计 | 120', '收入总计 | 120'], right: ['一、公共安全支出 | 60', '二、社会保障和就业支出 | 45', ...rest] });
    const found = check(made([sides(['本年支出合计 | 15', '结转下年 | 120', '支出总计 | 120']), expenditure])).findings.flatMap((f) => f.evidence.filter((e) => e.statement.startsWith('收支总表支出合计 = ')));
    expect(new Set(found.map((e) => e.cells.join(' ')))).toEqual(new Set(['t1:6:total t2:1:total']));
  });
  it('takes no table for another of the same total where both totals are wrong: they agree by the same error', () => {
    const amounts = ['204 公共安全支出 | 55', '20406 司法 | 55', '2040601 行政运行 | 55', '208 社会保障和就业支出 | 15'];
    const all: Made = { kind: 'expenditure_summary', columns: ['total'], rows: ['合计 | 15', ...amounts] };
    const own: Made = { kind: 'general_public_expenditure', columns: ['total'], rows: ['合计 | 15', ...amounts.map((row) => row.replace('55', '45'))] };
    expect(said(check(made([all, own]))).filter((f) => f.startsWith('cross/code'))).toEqual([]);
  });
  it('names 本年支出合计 where it is empty, and not the other table, whose total the 总计 of both this year and what is left is not', () => {
    const sides = (rest: readonly string[]): Made => ({ ...summary('60'), rows: ['一、一般公共预算拨款收入 | 120', '本年收入合计 | 120', '收入总计 | 120'], right: ['一、公共安全支出 | 60', '二、社会保障和就业支出 | 45', ...rest] });
    expect(said(check(made([sides(['本年支出合计 | 105', '结转下年 | 15', '支出总计 | 120']), expenditure])))).toEqual([]);
    const found = check(made([sides(['本年支出合计 | ', '结转下年 | ', '支出总计 | 120']), expenditure])).findings.flatMap((f) => f.evidence.filter((e) => e.statement.startsWith('收支总表支出合计 = ')));
    expect(found.map((e) => e.cells)).toEqual([['t1:6:total', 't2:1:total']]);
  });
  it('holds the same code against the wider scope: equal where totals are, else at most', () => {
    const wide: Made = { kind: 'expenditure_summary', columns: ['total'], rows: ['合计 | 70', '204 公共安全支出 | 55', '208 社会保障和就业支出 | 15'] };
    const narrow: Made = { kind: 'general_public_expenditure', columns: ['total'], rows: ['合计 | 60', '204 公共安全支出 | 60'] };
    expect(said(check(made([wide, narrow])))).toEqual(['cross/bound t2 204 total 600000→']);
    expect(said(check(made([{ ...wide, rows: ['合计 | 75', '204 公共安全支出 | 60', '208 社会保障和就业支出 | 15'] }, narrow])))).toEqual([]);
  });

  it('lets revenue by code differ from expenditure by funds that are carried over from last year', () => {
    const classes = Array.from({ length: 12 }, (_, i) => `2${String(i + 30).padStart(2, '0')} 甲类${i} | 10`);
    const of = (kind: 'revenue_summary' | 'expenditure_summary', total: string, last: string): Made => ({ kind, columns: ['total'], rows: [`合计 | ${total}`, ...classes, `260 末类 | ${last}`] });
    const both: Made = { kind: 'revenue_expenditure_summary', columns: ['total'], rows: ['一、财政拨款收入 | 135', '上年结转 | 5', '收入总计 | 140'], right: ['一、支出 | 140', '支出总计 | 140'] };
    const rules = (...more: readonly Made[]): string[] => check(made([of('revenue_summary', '135', '15'), of('expenditure_summary', '140', '20'), ...more])).findings.map((f) => f.rule);
    expect(rules(both)).toEqual([]);
    expect(rules()).toEqual(['cross/code']);
  });

  it('excuses nothing by an amount that has slipped among what is carried over: its line does not add up', () => {
    const columns = ['total: 合计', 'fiscal_appropriation: 财政拨款收入', 'opening_carryover: 上年结转'];
    const revenue = (last: string, slipped: string): Made => ({ kind: 'revenue_summary', columns, rows: ['合计 | 130 | 130 | 0', '204 公共安全支出 | 50 | 50 | 0', '205 教育支出 | 50 | 50 | 0', `221 住房保障支出 | ${last}`, `229 其他支出 | ${slipped}`] });
    const spent: Made = { kind: 'expenditure_summary', columns: ['total'], rows: ['合计 | 130', '204 公共安全支出 | 50', '205 教育支出 | 50', '221 住房保障支出 | 10', '229 其他支出 | 20'] };
    expect(said(check(made([revenue('10 | 10 | 0', '20 | 20 | 0'), spent])))).toEqual([]);
    const named = (last: string, slipped: string): (string | undefined)[] => check(made([revenue(last, slipped), spent])).findings.flatMap((f) => f.evidence.map((e) => e.statement.split('：')[0]));
    expect(named('30 | 30 | 0', '0 | 0 | 20').some((s) => s?.includes('收入总表221'))).toBe(true);
  });

  it('excuses no class by an amount that has moved to a line of what is carried over, which does not add up then', () => {
    const names = ['一、本年支出', '（一）公共安全支出', '（二）教育支出', '（三）社会保障和就业支出', '（四）卫生健康支出', '（五）金融支出', '（六）其他支出', '二、结转下年', '支出总计'];
    const general = [360, 60, 80, 120, 100, 0, 0, 0, 360];
    const sides = (own: readonly (number | string)[]): Made => ({ ...fiscal('60', '45'), rows: ['一、本年收入 | 405', '（一）一般公共预算拨款 | 360', '（二）政府性基金预算拨款 | 45', '二、上年结转 | 0', '收入总计 | 405'], right: names.map((name, i) => [name, (general[i] ?? 0) + ([45, 0, 0, 0, 0, 28, 17, 0, 45][i] ?? 0), general[i], own[i]].join(' | ')) });
    const funds: Made = { kind: 'government_fund_expenditure', columns: ['total', 'basic', 'project'], rows: ['合计 | 45 | | 45', '217 金融支出 | 28 | | 28', '21704 金融调控支出 | 28 | | 28', '229 其他支出 | 17 | | 17', '22908 彩票发行 | 17 | | 17'] };
    const of: Made = { kind: 'general_public_expenditure', columns: ['total'], rows: ['合计 | 360', '204 公共安全支出 | 60', '205 教育支出 | 80', '208 社会保障和就业支出 | 120', '210 卫生健康支出 | 100'] };
    const told = (own: readonly (number | string)[]): string[] => check(made([sides(own), funds, of])).findings.flatMap((f) => f.cells);
    expect(told([45, 0, 0, 0, 0, 28, 17, 0, 45])).toEqual([]);
    expect(told([0, 0, 0, 0, 28, 0, 17, 45, ''])).toContain('t2:2:total');
  });

  it('holds codes of 财政拨款 against 一般公共预算 where the totals of all funds agree, though classes of the table do not make up its own', () => {
    const revenue: Made = { kind: 'revenue_summary', columns: ['total: 合计', 'fiscal_appropriation: 财政拨款收入'], rows: ['合计 | 75 | 75', '204 公共安全支出 | 40 | 40', '205 教育支出 | 20 | 20', '212 城乡社区支出 | 15 | 15'] };
    const general: Made = { kind: 'general_public_expenditure', columns: ['total'], rows: ['合计 | 60', '204 公共安全支出 | 40', '205 教育支出 | 200'] };
    const fund: Made = { kind: 'government_fund_expenditure', columns: ['total'], rows: ['合计 | 15', '212 城乡社区支出 | 15'] };
    const statements = check(made([revenue, general, fund])).findings.flatMap((f) => f.evidence.map((e) => e.statement));
    expect(statements.some((s) => s.includes('收入总表205 = 一般公共预算支出表205'))).toBe(true);
  });

  it('holds sources of revenue in 收支总表 against the columns of 收入总表', () => {
    const revenue = (business: string): Made => ({ kind: 'revenue_summary', columns: ['total: 合计', 'fiscal_appropriation: 财政拨款收入', 'business_income: 事业收入'], rows: [`合计 | 105 | 80 | ${business}`, `204 公共安全支出 | 105 | 80 | ${business}`] });
    const sources: Made = { ...summary('60'), rows: ['一、财政拨款收入 | 80', '二、事业收入 | 25', '收入总计 | 105'] };
    const passed = check(made([sources, revenue('25')]));
    expect(passed.findings).toEqual([]);
    expect(passed.checks.find((c) => c.rule === 'cross/revenue')).toMatchObject({ applicable: 2, passed: 2 });
    expect(check(made([sources, revenue('35')])).findings.flatMap((f) => f.evidence.map((e) => e.statement)).some((s) => s.startsWith('收支总表事业收入'))).toBe(true);
  });

  it('holds 项目支出表 against 项目支出 of the table that it breaks down, where one of them agrees', () => {
    const projects = (total: string): Made => ({ kind: 'project_expenditure', columns: ['total'], rows: [`合计 | ${total}`, `社区矫正 | ${total}`] });
    expect(check(made([expenditure, projects('45')])).checks.find((c) => c.rule === 'cross/project')).toMatchObject({ applicable: 1, passed: 1 });
    expect(check(made([expenditure, projects('30')])).checks.find((c) => c.rule === 'cross/project')).toMatchObject({ notCheckable: 1, reason: 'scope unclear×1' });
  });

  it('tells rows that changed places from another table that prints the same figures', () => {
    const rows = ['合计 | 100', '208 社会保障和就业支出 | 100', '20805 行政事业单位养老支出 | 100', '2080505 机关事业单位基本养老保险缴费支出 | 70', '2080506 机关事业单位职业年金缴费支出 | 30'];
    const swapped = [...rows.slice(0, 3), '2080505 机关事业单位基本养老保险缴费支出 | 30', '2080506 机关事业单位职业年金缴费支出 | 70'];
    const findings = check(made([{ kind: 'expenditure_summary', columns: ['total'], rows }, { kind: 'general_public_expenditure', columns: ['total'], rows: swapped }])).findings;
    expect(findings).toMatchObject([{ rule: 'cross/code' }]);
    expect(findings[0]?.evidence).toHaveLength(2);
  });

  it('tells them beside a line that is printed twice, which says the same twice', () => {
    const rows = ['合计 | 100', '208 社会保障和就业支出 | 100', '20805 行政事业单位养老支出 | 100', '2080505 机关事业单位基本养老保险缴费支出 | 70', '2080506 机关事业单位职业年金缴费支出 | 30'];
    const swapped = [...rows.slice(0, 3), '2080505 机关事业单位基本养老保险缴费支出 | 30', '2080506 机关事业单位职业年金缴费支出 | 70'];
    const findings = check(made([{ kind: 'expenditure_summary', columns: ['total'], rows: swapped }, { kind: 'general_public_expenditure', columns: ['total'], rows: [...rows.slice(0, 4), ...rows.slice(3), ...rows.slice(4)] }])).findings;
    expect(findings.filter((f) => f.rule === 'cross/code').flatMap((f) => f.cells)).toEqual(expect.arrayContaining(['t1:4:total', 't1:5:total']));
  });

  it('does not hold a class of all funds against the one of general public funds where another fund bears a part of it', () => {
    const classes = ['201 一般公共服务支出', '204 公共安全支出', '205 教育支出', '206 科学技术支出', '207 文化旅游体育与传媒支出', '208 社会保障和就业支出', '210 卫生健康支出', '211 节能环保支出', '213 农林水支出', '221 住房保障支出'];
    const revenue: Made = { kind: 'revenue_summary', columns: ['total: 合计', 'fiscal_appropriation: 财政拨款收入'], rows: ['合计 | 140 | 140', ...classes.map((name) => `${name} | 10 | 10`), '212 城乡社区支出 | 40 | 40'] };
    const general: Made = { kind: 'general_public_expenditure', columns: ['total'], rows: ['合计 | 125', ...classes.map((name) => `${name} | 10`), '212 城乡社区支出 | 25'] };
    const fund: Made = { kind: 'government_fund_expenditure', columns: ['total'], rows: ['合计 | 15', '212 城乡社区支出 | 15'] };
    expect(said(check(made([revenue, general, fund])))).toEqual([]);
    expect(said(check(made([revenue, general])))).not.toEqual([]);
  });

  it('does not hold a table of this year against one that brings funds over', () => {
    const carried: Made = {
      kind: 'fiscal_appropriation_summary', columns: ['total'], rows: ['一、一般公共预算 | 60', '本年收入合计 | 60', '上年结转 | 20', '收入总计 | 80'], right: ['一、公共安全支出 | 80', '支出总计 | 80'],
    };
    const { findings, checks } = check(made([carried, general]));
    expect(findings).toEqual([]);
    expect(checks.find((c) => c.rule === 'cross/fund')?.reason).toBe('carried-over funds×1');
  });

  it('compares lines of tables without codes, each by its class and section', () => {
    const rows = (police: string): string[] => ['合计 | 30', '公共安全支出 | 30', '司法 | 18', '行政运行 | 18', '公安 | 12', `行政运行 | ${police}`];
    const uncoded = (kind: string, police: string): Made => ({ kind, columns: ['total'], rows: rows(police) });
    expect(said(check(made([uncoded('expenditure_summary', '12'), uncoded('general_public_expenditure', '12')])))).toEqual([]);
    expect(said(check(made([uncoded('expenditure_summary', '12'), uncoded('general_public_expenditure', '21')]))).some((line) => line.includes('2040201'))).toBe(true);
  });

  it('bounds 30217 by the “三公” figure', () => {
    const economic: Made = { kind: 'basic_expenditure_economic', columns: ['total'], rows: ['合计 | 5', '302 商品和服务支出 | 5', '30217 公务接待费 | 5'] };
    const three = (reception: string): Made => ({ kind: 'three_public', columns: ['total'], rows: [`合计 | ${reception}`, '1.因公出国（境）费 | 0', `2.公务接待费 | ${reception}`, '3.公务用车购置及运行费 | 0'] });
    expect(said(check(made([economic, three('2')])))).toEqual(['cross/bound t1 30217 total 50000→']);
    expect(said(check(made([economic, three('6')])))).toEqual([]);
  });

  it('bounds 30217 by a blank that its line adds up without', () => {
    const economic: Made = { kind: 'basic_expenditure_economic', columns: ['total'], rows: ['合计 | 5', '302 商品和服务支出 | 5', '30217 公务接待费 | 5'] };
    const three: Made = { kind: 'three_public', columns: ['total', 'overseas', 'vehicle_operation', 'reception'], rows: ['合计 | 3 |  | 3 | '] };
    expect(said(check(made([economic, three])))).toEqual(['cross/bound t1 30217 total 50000→']);
  });

  it('compares within one set of tables only: a department and its unit in one file', () => {
    const unit: Made = { ...expenditure, rows: ['合计 | 10 | 10 |', '204 公共安全支出 | 10 | 10 |'] };
    const small: Made = { kind: 'revenue_expenditure_summary', columns: ['total'], rows: ['一、财政拨款收入 | 10', '收入总计 | 10'], right: ['一、公共安全支出 | 10', '支出总计 | 10'] };
    const few: Made = { kind: 'general_public_expenditure', columns: ['total'], rows: ['合计 | 10', '204 公共安全支出 | 10'] };
    expect(said(check(made([summary('60'), expenditure, general, small, unit, few])))).toEqual([]);
  });

  it('calls a table missing that is not there, unless pages were not read', () => {
    expect(check(made([summary('60')])).checks.find((c) => c.rule === 'cross/total')?.reason).toBe('table missing×2');
    const scanned = made([summary('60')], { notes: [{ rule: 'page/needs-ocr', page: 3, params: {} }] });
    expect(check(scanned).checks.find((c) => c.rule === 'cross/total')?.reason).toBe('needs ocr×2');
  });

  it('gives one finding for one difference in several tables', () => {
    const cut = (t: Made): Made => ({ ...t, rows: t.rows.map((r) => r.replace('208 社会保障和就业支出 | 45 | | 45', '208 社会保障和就业支出 | 39 | | 39')) });
    const item = '2080505 机关事业单位基本养老保险缴费支出 | 45 | | 45';
    const { findings } = check(made([summary('60'), { ...cut(expenditure), rows: [...cut(expenditure).rows, item] }, fiscal('60', '45'), general, fund]));
    expect(findings.map(line)).toEqual(['sum/children t2 208 total 390000→450000']);
    expect(findings[0]?.evidence.length).toBeGreaterThan(3);
  });
});

describe('the seed', () => {
  it('tells its three causes as three findings, puts the scrambled rows back, and has its rounding as notes', async () => {
    const { findings, proposals } = await processDocument(readFileSync(assetPath('seeds/上海市闵行区司法局2024年部门预算.md')), 'seed.md');
    const own = findings.filter((f) => /^(?:sum|cross|amount)\//u.test(f.rule));
    const serious = own.filter((f) => severityOf(f) !== 'info');
    expect(serious.map((f) => f.tableKind)).toEqual(['revenue_summary', 'basic_expenditure_economic', 'revenue_summary']);
    // Scrambled rows 2101102 … 2210203 of 收入预算总表.
    expect(serious[0]).toMatchObject({ code: '22102', published: '4029060', expected: '8323860' });
    for (const code of ['21011', '2101102', '2101103', '22102', '2210201', '2210203']) expect(serious[0]?.evidence.some((e) => e.statement.includes(code)), code).toBe(true);
    expect(serious[1]).toMatchObject({ code: '30113', published: '2253916', expected: '3353916' });
    // 60,000 at 2089999 that 208 and the totals leave out, in three tables.
    expect(new Set(serious[2]?.cells.map((c) => c.split(':')[0]))).toEqual(new Set(['t1', 't2', 't3']));
    expect(serious[2]?.evidence.flatMap((e) => e.difference ?? []).every((d) => ['60000', '-60000', '-59999', '59999', '60001', '-60001'].includes(d))).toBe(true);
    expect(own.filter((f) => f.rule === 'sum/rounding').length).toBeGreaterThan(2);
    const rows = proposals.filter((p) => p.tableId === 't2' && p.operation === 'swap').map((p) => `${p.row}:${p.field} ${p.proposed}`);
    expect(rows.toSorted()).toEqual(['23:fiscal_appropriation 0', '23:total 562663', '24:fiscal_appropriation 1128380', '24:total 1128380', '26:fiscal_appropriation 7648716', '26:total 8323860', '27:fiscal_appropriation 3353916', '27:total 4029060', '28:fiscal_appropriation 4294800', '28:total 4294800']);
  });
});

describe('一般公共预算基本支出表 printed in two: 人员经费 and 公用经费', () => {
  const spent: Made = { kind: 'general_public_expenditure', columns: ['total', 'basic', 'personnel', 'public_operating', 'project'], rows: ['合计 | 130 | 100 | 80 | 20 | 30', '204 公共安全支出 | 130 | 100 | 80 | 20 | 30'] };
  const part = (code: string, total: string): Made => ({ kind: 'basic_expenditure_economic', columns: ['total'], rows: [`合计 | ${total}`, `${code} | ${total}`] });
  const titled = (personnel: string) => {
    const document = made([spent, part('301 工资福利支出', personnel), part('302 商品和服务支出', '20')]);
    const titles = ['一般公共预算支出表', '一般公共预算基本支出表（人员经费）（按部门预算经济分类）', '一般公共预算基本支出表（公用经费）（按部门预算经济分类）'];
    return { ...document, tables: document.tables.map((lined, i) => ({ ...lined, table: { ...lined.table, title: titles[i] ?? '' } })) };
  };
  it('is no part less than 基本支出', () => {
    const { findings, checks } = check(titled('80'));
    expect(findings).toEqual([]);
    expect(checks.find(({ rule }) => rule === 'cross/basic')?.passed).toBe(3);
  });
  it('is found where a part is not what the table by function says', () => expect(check(titled('88')).findings.map(({ rule }) => rule)).toEqual(['cross/basic']));
});

describe('classes of 经济分类 below those of 功能分类, with their own sum', () => {
  const both = (capital: string): Made => ({ kind: 'fiscal_appropriation_summary', columns: ['total'], rows: ['一、财政拨款 | 105', '收入总计 | 105'], right: ['公共安全支出 | 60', '社会保障和就业支出 | 45', '支出总计 | 105', '工资福利支出 | 50', '商品和服务支出 | 20', `资本性支出 | ${capital}`, '基本支出合计 | 80'] });
  const sums = (table: Made) => check(made([table])).findings.filter(({ rule }) => rule === 'sum/lines');
  it('make up that sum, which is no part of the last class', () => {
    expect(sums(both('10'))).toEqual([]);
    expect(sums(both('30'))).not.toEqual([]);
  });
});
