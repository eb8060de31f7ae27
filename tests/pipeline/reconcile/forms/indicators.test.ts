import { describe, expect, it } from 'vitest';
import { check, form } from './made.js';

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
