import { describe, expect, it } from 'vitest';
import { checkForms } from '../../../../pipeline/reconcile/forms/index.js';
import type { Grid } from '../../../../schemas/block.js';
import { gridOf } from '../../../extractors/tables/forms/grids.js';
import { check, documentOf, form } from './made.js';

describe('funds (项目资金)', () => {
  it('holds total = fiscal + other and fiscal = current + carried over', () => {
    const { rules, counts } = check([form('甲', { total: '130', fiscal: '120', current: '100', carried: '20', other: '10' })]);
    expect(rules).toEqual([]);
    expect(counts('performance/funds')).toEqual([2, 2, 0, 0]);
  });

  it('finds the year’s appropriation that is not the fiscal funds: one finding, its cells and the difference', () => {
    const { rules, of } = check([form('甲', { total: '100', fiscal: '100', current: '110', carried: '0', other: '0' })]);
    expect(rules).toEqual(['performance/funds']);
    expect(of('performance/funds')).toMatchObject({ tableId: 't1', difference: '-10', params: { project: '甲' }, cells: ['p1:funds_fiscal', 'p1:funds_fiscal_current', 'p1:funds_fiscal_carryover'] });
  });

  it('adds up without 财政资金, as many forms leave it blank', () => {
    expect(check([form('甲', { total: '130', current: '100', carried: '20', other: '10' })]).rules).toEqual([]);
    expect(check([form('甲', { total: '130', current: '100', carried: '20', other: '0' })]).rules).toEqual(['performance/funds']);
  });

  it('takes a blank for unknown, not for zero: a part may be less than the whole, not more', () => {
    expect(check([form('甲', { total: '130', fiscal: '120' })]).rules).toEqual([]);
    expect(check([form('甲', { total: '130', fiscal: '140' })]).rules).toEqual(['performance/funds']);
  });

  it('holds each column of a self-evaluation (自评表) by itself, and the lines of further sources', () => {
    const evaluated = (initial: string, executed: string, unit = '0.00'): Grid => gridOf([
      '项目名称|甲|<|主管部门|某局|<', '预算执行情况|年度预算数|年初预算|调整后预算数|预算执行数|预算执行率', '^|总额|238.93|251.89|251.89|100.00%', `^|其中：财政资金|${initial}|251.89|${executed}|100.00%`,
      '^|财政专户管理资金|0.00|0.00|0.00|0.00%', `^|单位资金|0.00|${unit}|0.00|0.00%`, '^|其他资金||||', '年度总体目标|做好工作|<|<|<|<', '绩效指标|一级指标|二级指标|三级指标|指标值|完成值', '^|产出指标|数量指标|次数|≥1次|1次',
    ]);
    expect(check([evaluated('238.93', '251.89')]).rules).toEqual([]);
    expect(check([evaluated('238.39', '251.89')]).of('performance/funds')?.evidence.map((e) => e.statement)).toEqual(['总额/年初预算 238.93 ≠ 财政资金/年初预算 238.39 + 财政专户管理资金/年初预算 0.00 + 单位资金/年初预算 0.00']);
    expect(check([evaluated('238.93', '251.98')]).of('performance/funds')?.difference).toBe('-0.09');
    expect(check([evaluated('238.93', '251.89', '1.00')]).of('performance/funds')?.difference).toBe('-1');
  });

  it('holds the execution rate (执行率) of each line to its budget, adjusted or initial', () => {
    const evaluated = (rate: string, fiscal = '90.00%'): Grid => gridOf([
      '项目名称|普法|<|<|<|<|<|<', '项目资金（万元）||年初预算数|全年预算数|全年执行数|分值|执行率|得分', `^|年度资金总额|100|110|99.00|10|${rate}|9`, `^|其中：当年财政拨款|100|110|99.00|-|${fiscal}|-`, '^|其他资金|0|0|0|-|0%|-',
      '年度总体目标|开展宣传|<|<|<|<|<|<', '绩效指标|一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分', '^|产出指标|数量指标|场次|≥10场|12场|50|50',
    ]);
    expect(check([evaluated('90.0%')]).rules).toEqual([]);
    expect(check([evaluated('99%')]).rules).toEqual([]);
    expect(check([evaluated('-')]).counts('performance/rate')).toEqual([1, 1, 0, 0]);
    expect(check([evaluated('95.0%')]).of('performance/rate')).toMatchObject({ published: '95.0%', expected: '90.00%' });
    expect(check([evaluated('95.0%', '95.0%')]).of('performance/rate')?.evidence.map((e) => e.statement)).toEqual(['普法（年度资金总额）：99.00 ÷ 100、110 ≠ 95.0%', '普法（其中：当年财政拨款）：99.00 ÷ 100、110 ≠ 95.0%']);
  });

  it('lists rounding as one info', () => {
    const grids = [form('甲', { total: '100.0', fiscal: '66.7', other: '33.4' }), form('乙', { total: '10.0', fiscal: '6.7', other: '3.4' })];
    const { rules, of } = check(grids);
    expect(rules).toEqual(['performance/rounding']);
    expect(of('performance/rounding')?.evidence).toHaveLength(2);
  });

  it('checks the break-downs of an overall form', () => {
    const overall = (basic: string): Grid => gridOf(['部门名称|某局|<|<|<|<', '总体资金情况（元）|预算支出总额|财政拨款|<|<|其他资金', '^|^|合计|基本支出|项目支出|^', `^|15|14|${basic}|4|1`, '整体绩效目标|做好工作|<|<|<|<', '活动|绩效指标|<|指标性质|指标值|度量单位', '监测|产出指标数量指标站点|<|≥|3|个']);
    expect(checkForms(documentOf([overall('10')], 'overall_performance')).findings).toEqual([]);
    expect(checkForms(documentOf([overall('8')], 'overall_performance')).findings.map((f) => [f.rule, f.difference])).toEqual([['performance/funds', '2']]);
  });

  it('checks a printed 合计: more than the projects listed may be what is secret, less cannot be', () => {
    const list = (total: string): Grid => gridOf(['单位名称|项目名称|金额|绩效目标', `合计||${total}|`, '甲局|普法|2|开展普法宣传', '甲局|调解|3|化解各类纠纷']);
    expect(check([list('5')]).rules).toEqual([]);
    expect(check([list('7')]).of('performance/total')).toMatchObject({ severity: 'info', difference: '2' });
    expect(check([list('3')]).of('performance/total')).toMatchObject({ severity: 'warning', difference: '-2' });
  });

  it('does not check a 合计 where a note says that secret projects are left out', () => {
    const { rules, counts } = check([gridOf(['单位名称|项目名称|金额|绩效目标', '合计||7|', '甲局|普法|2|开展普法宣传', '甲局|调解|3|化解各类纠纷', '注：已剔除涉密部分|<|<|<'])]);
    expect(rules).toEqual([]);
    expect(counts('performance/total')).toEqual([1, 0, 0, 1]);
  });
});
