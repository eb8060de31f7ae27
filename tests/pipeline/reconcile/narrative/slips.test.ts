/** What the words leave open, and only a slip of one digit keeps from agreeing. */
import { describe, expect, it } from 'vitest';
import { checked, told } from './documents.js';

describe('lists that need not be all of their whole', () => {
  it('are held to it where a slip of a digit is what they lack', () => {
    const said = (other: string): string => `2024年收入预算1234.56万元，其中：一般公共预算拨款1021.43万元，事业收入${other}万元。`;
    expect(told(checked(said('213.13')))).toEqual([]);
    expect(told(checked(said('218.13')))).toEqual(['error narrative/parts 1234.56万元 → 1239.56万元']);
    expect(told(checked(said('213.31')))).toEqual(['error narrative/parts 1234.56万元 → 1234.74万元']);
    expect(told(checked(said('203.13')))).toEqual(['warning narrative/parts 1234.56万元 → 1224.56万元']);
    expect(told(checked(said('147.25')))).toEqual([]);
  });
  it('may lack a round sum where their parts are called by words of their own, or an amount behind them', () => {
    const projects = (one: string): string => `统计管理352.27万元，主要包括：日常管理业务${one}万元，统计宣传业务21.14万元。`;
    expect(told(checked(projects('331.13')))).toEqual([]);
    expect(told(checked(projects('301.13')))).toEqual([]);
    expect(told(checked(projects('331.31')))).toEqual(['warning narrative/parts 352.27万元 → 352.45万元']);
    expect(told(checked(projects('33.13')))).toEqual(['warning narrative/parts 352.27万元 → 54.27万元']);
    expect(told(checked('2024年支出预算4203.47万元，其中：一般公共预算拨款支出4005.29万元、上年结转98.18万元、实户资金100.00万元。'))).toEqual([]);
  });
  it('are made by headings, too', () => {
    const said = (other: string): string[] => ['二、收入预算情况说明', '2024年度收入预算1234.56万元，比2023年增加10.00万元。', '（一）本年财政拨款收入1021.43万元', `（二）事业收入${other}万元`, '（三）上年结转结余0.00万元'];
    expect(told(checked(said('213.13')))).toEqual([]);
    expect(told(checked(said('203.13')))).toEqual(['warning narrative/parts 1234.56万元 → 1224.56万元']);
    expect(told(checked(said('147.25')))).toEqual([]);
  });
});

describe('changes that a sentence gives as reasons', () => {
  it('add up but for a slip, whatever else may be among them', () => {
    const said = (business: string): string => `2024年收入预算1500.00万元，比2023年减少866.85万元，主要是一般公共预算拨款减少788.56万元，财政专户管理资金增加202.41万元，事业收入减少${business}万元。`;
    expect(told(checked(said('280.70')))).toEqual([]);
    expect(told(checked(said('230.70')))).toEqual(['warning narrative/change-parts 减少866.85万元']);
    expect(told(checked(said('147.25')))).toEqual([]);
  });
  it('add up where they are all there is: 基本支出 and 项目支出, 人员经费 and 公用经费', () => {
    const said = (project: string): string => `2024年支出预算900.00万元，比2023年增加40.00万元，主要原因是基本支出增加52.31万元，项目支出减少${project}万元。`;
    expect(told(checked(said('12.31')))).toEqual([]);
    expect(told(checked(said('20.00')))).toEqual(['warning narrative/change-parts 增加40.00万元']);
    const basic = (personnel: string): string => `2024年基本支出预算900.00万元，比2023年增加94.50万元，主要原因是人员经费增加${personnel}万元，公用经费增加4.43万元。`;
    expect(told(checked(basic('90.07')))).toEqual([]);
    expect(told(checked(basic('50.00')))).toEqual(['warning narrative/change-parts 增加94.50万元']);
  });
});

describe('changes of “三公”经费 that numbered lines give apart from each other', () => {
  const said = (overseas: string): string[] => [
    '2024年财政拨款“三公”经费预算32.56万元，较2023年年初预算减少27.07万元。', `1.因公出国（境）费用。2024年预算数16.80万元，较2023年年初预算减少${overseas}万元。`,
    '2.公务接待费。2024年预算数11.56万元，较2023年年初预算增加0.00万元。', '3.公务用车购置和运行维护费。2024年预算数4.20万元，其中：', '公务用车购置费2024年预算数0.00万元，较2023年年初预算增加0.00万元；', '公务用车运行维护费2024年预算数4.20万元，较2023年年初预算减少0.00万元。',
  ];
  it('are held to that of the whole, by the finest kinds that all have one', () => {
    expect(told(checked(said('27.07')))).toEqual([]);
    expect(told(checked(said('20.70')))).toEqual(['warning narrative/change-parts 减少27.07万元']);
  });
  it('may be percentages: last year, they add up', () => {
    const percents = (reception: string): string => `2024年“三公”经费决算总额2771万元，比上年下降1.8%。其中：因公出国（境）经费决算120万元，比上年增长79.1%；公务接待费决算1033万元，比上年下降${reception}%；公务用车购置及运行费决算1618万元，比上年下降1.2%。`;
    expect(told(checked(percents('7.6')))).toEqual([]);
    expect(told(checked(percents('5.3')))).toEqual(['warning narrative/change-parts 减少1.8%']);
  });
});

describe('figures of both sides', () => {
  it('that are the same have changed by the same', () => {
    const said = (change: string): string[] => ['2024年收入预算5898.74万元，比上年增加164.09万元。', `相应安排支出预算5898.74万元，比上年增加${change}万元。`];
    expect(told(checked(said('164.09')))).toEqual([]);
    expect(told(checked(said('150.00')))).toEqual(['warning narrative/balance 164.09万元 → 150万元']);
  });
  it('that only give their changes differ by no slip', () => {
    const said = (change: string): string[] => ['（三）增减变化情况：2024年收支预算6375.67万元，比上年减少988.12万元，其中：', `1.收入预算减少${change}万元。`, '2.支出预算减少988.12万元。'];
    expect(told(checked(said('988.12')))).toEqual([]);
    expect(told(checked(said('918.12')))).toEqual(['warning narrative/balance 918.12万元 → 988.12万元']);
  });
  it('that state a fund again differ by no slip, unless by a round sum', () => {
    const said = (again: string): string[] => ['（一）总体情况', '2024年一般公共预算财政拨款支出1264.92万元。', '（二）具体情况', `2024年一般公共预算财政拨款支出${again}万元。`];
    expect(told(checked(said('1264.92')))).toEqual([]);
    expect(told(checked(said('1264.29')))).toEqual(['warning narrative/restated 1264.92万元 → 1264.29万元']);
    expect(told(checked(said('1234.92')))).toEqual([]);
    expect(told(checked([...said('1234.92'), '2024年一般公共预算财政拨款支出1264.92万元，用于以下方面。']))).toEqual(['warning narrative/restated 1264.92万元 → 1234.92万元']);
  });
});

describe('percentages', () => {
  it('of what falls are no more than 100, and 100 where nothing is left', () => {
    const said = (now: string, percent: string): string => `2024年公务用车购置费预算${now}万元，比上年预算数下降${percent}%。`;
    expect(told(checked(said('0.00', '100')))).toEqual([]);
    expect(told(checked(said('0.00', '50')))).toEqual(['warning narrative/percent 减少50% → 100%']);
    expect(told(checked(said('2.00', '130')))).toEqual(['warning narrative/percent 减少130%']);
  });
  it('of a part are no more than 100', () => {
    expect(told(checked('2024年公务用车购置及运行维护费支出2.02万元，占130%。'))).toEqual(['warning narrative/share 130%']);
    expect(told(checked('2024年公务用车购置及运行维护费支出2.02万元，占年初预算的130%。'))).toEqual([]);
  });
  it('that make 100 are those of the sum of their parts', () => {
    const said = (basic: string): string[] => ['三、支出预算情况说明', `（一）基本支出。基本支出预算${basic}万元，占本年支出预算74.41%。`, '（二）项目支出。项目支出预算1003810.85万元，占本年支出预算25.59%。'];
    expect(told(checked(said('2919265.78')))).toEqual([]);
    expect(told(checked(said('2219265.78')))).toEqual(['warning narrative/share 74.41% → 68.86%']);
  });
});

describe('narrative/carryover', () => {
  it('holds what is left of a fund to what was there, came and went', () => {
    const said = (left: string, more = ''): string => `2024年度政府性基金预算财政拨款年初结转和结余10.21万元，本年收入100.00万元，本年支出95.21万元，其中：项目支出95.21万元，${more}年末结转和结余${left}万元。`;
    expect(told(checked(said('15.00'), [], { stage: 'final' }))).toEqual([]);
    expect(told(checked(said('51.00'), [], { stage: 'final' }))).toEqual(['warning narrative/carryover 51.00万元 → 15万元']);
    expect(told(checked(said('51.00', '结余分配3.00万元，'), [], { stage: 'final' }))).toEqual([]);
  });
});
