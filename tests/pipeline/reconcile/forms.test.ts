import { describe, expect, it } from 'vitest';
import { readForms } from '../../../extractors/tables/forms/index.js';
import { checkForms, formTotals } from '../../../pipeline/reconcile/forms.js';
import type { NormalisedDocument } from '../../../schemas/document.js';
import type { Finding } from '../../../schemas/finding.js';
import type { Grid } from '../../../schemas/block.js';
import { gridOf } from '../../extractors/tables/forms/grids.js';

function documentOf(grids: readonly Grid[], kind: 'project_performance' | 'overall_performance' = 'project_performance'): NormalisedDocument {
  const tables = grids.map((grid, i) => {
    const { forms, totals, unread } = readForms(grid, kind, '元');
    return { table: { tableId: `t${i + 1}`, kind, stage: 'budget' as const, title: '', unit: '元' as const, grid, paragraphsBefore: 0, headerRows: 1, columns: [], entries: [], notes: [], unread, forms, formTotals: totals }, lines: [] };
  });
  const identity = { title: '', fiscalYear: 2024, stage: 'budget' as const, scope: 'unit' as const, region: '', regionCode: '', organisation: '', kind: 'disclosure' as const };
  return { identity, paragraphs: [], tables, facts: [], notes: [], extraction: 'text' };
}

interface Funds { readonly total: string; readonly fiscal?: string; readonly current?: string; readonly carried?: string; readonly other?: string }
const form = (name: string, funds: Funds, more: { goal?: string; dates?: readonly [string, string]; indicators?: readonly string[] } = {}): Grid =>
  gridOf([
    `项目名称|${name}|主管部门|某局|`, `计划开始日期|${more.dates?.[0] ?? '2024-01-01'}|计划完成日期|${more.dates?.[1] ?? '2024-12-31'}|`,
    `项目资金（元）|年度资金总额|${funds.total}||`, `|财政资金|${funds.fiscal ?? ''}||`, `|当年财政拨款|${funds.current ?? ''}||`, `|上年结转资金|${funds.carried ?? ''}||`, `|其他资金|${funds.other ?? ''}||`,
    `年度总体目标|${more.goal ?? ''}|||`, '|一级指标|二级指标|三级指标|指标值', ...(more.indicators ?? ['|产出指标|数量指标|次数|≥1次']),
  ]);
const check = (grids: readonly Grid[]): { rules: string[]; of: (rule: string) => Finding | undefined; counts: (rule: string) => number[] } => {
  const { findings, checks } = checkForms(documentOf(grids));
  const count = (rule: string): number[] => checks.filter((c) => c.rule === rule).flatMap((c) => [c.applicable, c.passed, c.failed, c.notCheckable]);
  return { rules: findings.map((f) => f.rule), of: (rule) => findings.find((f) => f.rule === rule), counts: count };
};

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

describe('goals (绩效目标)', () => {
  const goal = '完成平台维护工作，对社区矫正人员进行定位监督管理，及时化解不稳定因素。';

  it('finds a goal that speaks of another project, punctuation aside', () => {
    const finding = check([form('矫正工作业务经费', { total: '1' }, { goal }), form('律师公证管理业务经费', { total: '1' }, { goal: goal.replaceAll('，', ',') })]).of('performance/goal-copied');
    expect(finding).toMatchObject({ severity: 'warning', cells: ['p2', 'p1'], params: { list: '“律师公证管理业务经费”的目标与“矫正工作业务经费”相同' } });
  });

  it('is careful where the words tell neither from the other', () => {
    expect(check([form('中央补助资金', { total: '1' }, { goal }), form('省级补助资金', { total: '1' }, { goal })]).of('performance/goal-copied')?.severity).toBe('info');
  });

  it('allows one project of several units, short goals and secret projects', () => {
    expect(check([form('残疾人就业保障金', { total: '1' }, { goal }), form('残疾人就业保障金', { total: '1' }, { goal })]).rules).toEqual([]);
    expect(check([form('甲', { total: '1' }, { goal: '保障运转。' }), form('乙', { total: '1' }, { goal: '保障运转。' })]).rules).toEqual([]);
    const secret = '该项目为保密项目，按照相关项目入库的规定，不需要填报该项目的总体绩效目标。';
    expect(check([form('JY1', { total: '1' }, { goal: secret }), form('JY2', { total: '1' }, { goal: secret })]).rules).toEqual([]);
  });
});

describe('dates', () => {
  it('may lie beyond the year on both sides, but not miss it', () => {
    expect(check([form('甲', { total: '1' }, { dates: ['2023-01-01', '2025-12-31'] })]).rules).toEqual([]);
    expect(check([form('甲', { total: '1' }, { dates: ['2023-01-01', '2023-12-31'] })]).of('performance/dates')?.params['list']).toBe('甲：完成日期2023-12-31早于2024年度');
    expect(check([form('甲', { total: '1' }, { dates: ['2024-06-01', '2024-05-31'] })]).rules).toEqual(['performance/dates']);
  });

  it('counts dates that cannot be read', () => expect(check([form('甲', { total: '1' }, { dates: ['年初', '年底'] })]).counts('performance/dates')).toEqual([1, 0, 0, 1]));
});

describe('indicators (绩效指标)', () => {
  it('finds those without name or target, in one finding', () => {
    const { of } = check([form('甲', { total: '1' }, { indicators: ['|效益指标|可持续影响指标||提升', '|效益指标|社会效益指标|知晓率|'] })]);
    expect(of('performance/indicator')?.evidence.map((e) => e.statement)).toEqual(['甲：可持续影响指标缺指标名称（指标值“提升”）', '甲：“知晓率”缺指标值']);
  });

  it('notes a second level under a first that is not its own', () => {
    const { of } = check([form('甲', { total: '1' }, { indicators: ['|产出指标|服务对象满意度指标|满意度|≥95%'] })]);
    expect(of('performance/level')?.params['list']).toBe('甲：“服务对象满意度指标”列在“产出指标”之下');
  });

  it('notes a fraction among percentages, and no small share', () => {
    const others = ['|产出指标|质量指标|合格率|=100%', '|产出指标|质量指标|办结率|≥90%'];
    expect(check([form('甲', { total: '1' }, { indicators: [...others, '|效益指标|社会效益指标|化解率|≥0.90(%)'] })]).rules).toEqual(['performance/percent']);
    expect(check([form('甲', { total: '1' }, { indicators: [...others, '|效益指标|社会效益指标|人群占比|≥0.1%'] })]).rules).toEqual([]);
  });
});

describe('totals over a document', () => {
  it('counts projects, not forms of the whole department', () => {
    const projects = documentOf([form('甲', { total: '100', current: '60', other: '40' }), form('乙', { total: '5' })]);
    expect(formTotals(projects)).toEqual({ forms: 2, total: 10_500n, fiscalCurrent: 6_000n });
    expect(formTotals(documentOf([form('甲', { total: '100' })], 'overall_performance'))).toEqual({ forms: 0, total: 0n, fiscalCurrent: 0n });
  });
});
