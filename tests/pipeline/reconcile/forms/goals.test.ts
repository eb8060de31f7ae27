import { describe, expect, it } from 'vitest';
import { check, form } from './made.js';

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
