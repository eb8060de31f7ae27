import { describe, expect, it } from 'vitest';
import { belongTogether, isFrame, levelLabel, looksLikeLevel, ownerOf, splitLevels } from '../../../../extractors/tables/forms/framework.js';

describe('levels of the framework', () => {
  it.each([['数量指标', '产出指标'], ['经济成本指标', '成本指标'], ['可持续影响指标', '效益指标'], ['服务对象满意度指标', '满意度指标']])('%s belongs to %s', (second, first) => expect(ownerOf(second)).toBe(first));

  it('reads labels with blanks inside and without 指标', () => {
    expect(levelLabel('服务对象满意度 指标')?.name).toBe('服务对象满意度指标');
    expect(levelLabel('经济成本')?.name).toBe('经济成本指标');
    expect(levelLabel('生态环境成本指标')?.level).toBe('second');
  });

  it('takes 服务对象满意度 for a label only in a column of labels: elsewhere it is an indicator', () => {
    expect(levelLabel('服务对象满意度')).toBeUndefined();
    expect(levelLabel('服务对象满意度', true)?.name).toBe('服务对象满意度指标');
  });

  it('knows the label at the edge of the form, whole or cut by a page end, from levels', () => {
    for (const text of ['绩效 指标', '绩效', '指标', '年度绩效指标', '项目 绩效 目标']) expect(isFrame(text)).toBe(true);
    for (const text of ['双星指标', '产出指标', '效益指标', '']) expect(isFrame(text)).toBe(false);
    expect(looksLikeLevel('双星指标')).toBe(true);
  });

  it('leaves labels alone that the framework does not have', () => {
    expect(levelLabel('履职效能')).toBeUndefined();
    expect(belongTogether('产出指标', '预算管理')).toBe(true);
    expect(belongTogether('产出指标', '服务对象满意度指标')).toBe(false);
  });

  it('splits levels that stand before a name in one cell', () => {
    expect(splitLevels('产出指标数量指标产出指标数量指标古树基础数据')).toEqual({ level1: '产出指标', level2: '数量指标', name: '古树基础数据' });
    expect(splitLevels('培训次数')).toEqual({ level1: '', level2: '', name: '培训次数' });
  });
});
