import { describe, expect, it } from 'vitest';
import { operatorOf, parseTarget } from '../../../../extractors/tables/forms/target.js';

const read = (text: string, operator = '', unit = ''): string => {
  const { operator: op, value, unit: u } = parseTarget(text, operator, unit);
  return [op, value, u].join(' ').trim();
};

describe('targets (指标值) in one cell', () => {
  it.each([
    ['≥90.00(%)', '≥ 90 %'], ['$\\geq 200.00(\\text{人})$', '≥ 200 人'], ['=14(套)', '= 14 套'], ['>900.00(人)', '> 900 人'], ['<0.50 (%)', '< 0.5 %'],
    ['≥ 85%', '≥ 85 %'], ['≦60', '≤ 60'], ['＝１００％', '= 100 %'], ['≥100.00(人/场)', '≥ 100 人/场'], ['≤3万元/年', '≤ 3 万元/年'],
    ['90%以上', '≥ 90 %'], ['不少于3次', '≥ 3 次'], ['30天以内', '≤ 30 天'], ['不超过1,500人', '≤ 1500 人'], ['15人', '= 15 人'], ['0.1元/度', '= 0.1 元/度'], ['≤5起', '≤ 5 起'], ['≤118台（套）', '≤ 118 台(套)'],
  ])('%s is %s', (text, expected) => expect(read(text)).toBe(expected));

  it.each(['健全', '10-11月', '100%准确', '≤1次；≤1次', '工作日5分钟内，节假日4小时内', '12月31日前', '2026年', '10月', '2026年9月25日前', '开展至少1次团体心理治疗', '较上年提高'])('%s stays text, word for word', (text) => {
    expect(parseTarget(text)).toMatchObject({ operator: 'text', value: text, published: text });
  });
});

describe('targets in three cells', () => {
  it('takes operator and unit from their cells', () => {
    expect(parseTarget('90', '≥', '%')).toEqual({ operator: '≥', value: '90', unit: '%', published: '≥ 90 %' });
    expect(read('12', '＝', '月')).toBe('= 12 月');
    expect(read('20000', '≤', '元/月')).toBe('≤ 20000 元/月');
  });

  it('takes 定性 as text, whatever the value is', () => {
    expect(read('优', '定性', '项')).toBe('text 优');
    expect(read('1000', '定性', '户')).toBe('text 1000 户');
    expect(operatorOf('定性')).toBe('text');
  });

  it('does not force an operator on words', () => expect(read('全部完成', '≥')).toBe('text 全部完成'));
});
