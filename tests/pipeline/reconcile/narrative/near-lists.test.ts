/** Lists whose own words leave open whether they are all of their head, and what else shows that they are. */
import { describe, expect, it } from 'vitest';
import { checked, table, told } from './documents.js';

describe('lists that only rounding keeps whole', () => {
  const said = (cases: string): string => `3.市场监督管理事务1028.40万元，主要包括：综合事务工作855.71万元；注册审批工作76.70万元；质量监督工作67.15万元；执法办案工作${cases}万元；业务培训工作5.00万元。`;
  const expenditure = table('general_public_expenditure', [
    { code: '2013802', name: '一般行政管理事务', cells: { total: '855.71' } }, { code: '2013804', name: '经营主体管理', cells: { total: '76.70' } },
    { code: '2013805', name: '市场秩序执法', cells: { total: '23.84' } }, { code: '2013815', name: '质量安全监管', cells: { total: '67.15' } },
  ], { unit: '万元' });
  it('are off by a digit of a figure that tables print otherwise, beside others of the list', () => {
    expect(told(checked(said('23.84'), [expenditure]))).toEqual([]);
    expect(told(checked(said('23.82'), [expenditure]))).toEqual(['warning narrative/parts 1028.40万元 → 1028.38万元']);
  });
  it('or in the column of the whole', () => {
    const bought = (works: string, all = '654.71'): string => `2024年政府采购项目共有${all}万元，其中：货物类项目26.9万元、工程类项目${works}万元、服务类项目625.74万元。`;
    const items = table('expenditure_summary', [{ cells: { total: '9,000.00', procurement: '654.71' } }, { code: '2150799', name: '其他国有资产监管支出', cells: { total: '5.73', procurement: '2.07' } }], { unit: '万元' });
    const elsewhere = table('expenditure_summary', [{ cells: { total: '654.71', procurement: '' } }, { code: '2150799', name: '其他国有资产监管支出', cells: { total: '', procurement: '2.07' } }], { unit: '万元' });
    expect(told(checked(bought('2.07'), [items]))).toEqual([]);
    expect(told(checked(bought('2.05'), [items]))).toEqual(['warning narrative/parts 654.71万元 → 654.69万元']);
    expect(told(checked(bought('2.07', '654.73'), [items]))).toEqual(['warning narrative/parts 654.73万元 → 654.71万元']);
    expect(told(checked(bought('2.05'), [elsewhere]))).toEqual([]);
  });
  it('and are rounded otherwise: off by one, or without tables that print it', () => {
    expect(told(checked(said('23.83'), [expenditure]))).toEqual([]);
    expect(told(checked(said('23.82')))).toEqual([]);
  });
});

describe('lists of heads of one name', () => {
  const said = (first: string, sum = '1170.00'): string[] => [
    `2024年度项目总预算${first}万元，其中技术中心认定1720.00万元。`, `2024年度项目总预算1170.00万元，其中支持规模化发展870.00万元，支持协同化发展300.00万元，合计${sum}万元。`,
    '2024年度项目总预算1410.00万元，其中引进品牌集聚340.00万元，打造示范地标1070.00万元。', '2024年度项目总预算2921.00万元，其中支持外贸发展370.00万元，总部经济2551.00万元。',
  ];
  it('name all of them where three others do', () => {
    expect(told(checked(said('1720.00')))).toEqual([]);
    expect(told(checked(said('1730.00')))).toEqual(['warning narrative/parts 1730.00万元 → 1720万元']);
    expect(told(checked(said('1730.00').slice(0, 3)))).toEqual([]);
  });
  it('and may name a part, which no slip makes the head', () => expect(told(checked(said('2500.00')))).toEqual([]));
  it('are summed up behind the list', () => {
    expect(told(checked(said('1720.00', '1270.00')))).toEqual(['warning narrative/parts 1270.00万元 → 1170万元']);
    expect(told(checked(said('1720.00').map((one) => one.replace('总预算1170', '总预算1270'))))).toEqual(['warning narrative/parts 1270.00万元 → 1170万元']);
  });
});
