/** The narrative against itself: parts, changes, percentages, shares, rates, years. */
import { describe, expect, it } from 'vitest';
import { checked, counted, table, told, documentOf } from './documents.js';

describe('two comparisons of one figure', () => {
  it('each have the percentage of their own change', () => {
    const said = (percent: string): string => `2024年收支预算总计1100万元。与年初预算相比，收、支总计各增加100万元，增长10.00%。与上年相比，收、支总计各减少100万元，下降${percent}%。`;
    expect(told(checked(said('8.33')))).toEqual([]);
    expect(told(checked(said('9.33')))).toEqual(['warning narrative/percent 减少9.33% → 8.33%']);
  });
});

describe('changes of 基本支出 and 项目支出', () => {
  it('add up to the change of which they are said to be', () => {
    const said = (basic: string): string => `2023年支出预算1467.12万元，较2022年预算增加48.12万元，其中：基本支出增加${basic}万元，主要为人员增资；项目支出减少2.00万元。`;
    expect(told(checked(said('50.12')))).toEqual([]);
    expect(told(checked(said('30.12')))).toEqual(['warning narrative/change-parts 增加48.12万元']);
  });
});

describe('figures that have lost their noughts', () => {
  it('are as exact as the others of the sentence: a warning', () => {
    const said = (change: string, about = ''): string => `2024年公务接待费${about}1万元，比上年增加${change}万元，增长100%。`;
    expect(told(checked(said('0.5')))).toEqual([]);
    expect(told(checked(said('0.8')))).toEqual(['warning narrative/percent 增加100% → 400.00%']);
    expect(told(checked(said('0.8', '约')))).toEqual([]);
  });
});

describe('documents in whole 万元', () => {
  it('show by their percentages that the amounts are exact: a warning at the one that does not follow', () => {
    const said = (percent: string): string[] => [
      '2024年“三公”经费预算79万元，比上年减少49万元，下降38.28%。', `公务接待费预算4万元，比上年减少4万元，下降${percent}%。`, '公务用车运行费预算50万元，比上年减少10万元，下降16.67%。', '公务用车购置费预算25万元，比上年减少35万元，下降58.33%。',
    ];
    expect(told(checked(said('50')))).toEqual([]);
    expect(told(checked(said('53')))).toEqual(['warning narrative/percent 减少53% → 50.00%']);
    expect(told(checked(said('53').slice(1)))).toEqual([]);
  });
});

describe('several comparisons of a figure', () => {
  it('need not all have a percentage', () => {
    const said = (percent: string): string => `2024年“三公”经费支出5.48万元，比预算增加0.00万元，比上年增加1.55万元，增长${percent}%。`;
    expect(told(checked(said('39.4')))).toEqual([]);
    expect(told(checked(said('32.4')))).toEqual(['warning narrative/percent 增加32.4% → 39.44%']);
  });
  it('grow a figure by no more than it is', () => {
    expect(told(checked('2024年教育支出580.61万元，同比增加652.08万元，增长154.06%。'))).toEqual(['error narrative/change 205 增加652.08万元']);
    expect(told(checked('2024年政府性基金预算支出0万元，比上年增加1421.25万元。'))).toEqual(['error narrative/change 增加1421.25万元']);
    expect(told(checked('2024年收支总预算4,471.22万元，含所属管理处经费250万元，所属幼儿园经费537.31万元；比2023年预算增加755.18万元。'))).toEqual([]);
  });
});

describe('changes whose amounts stand in another chapter', () => {
  it('are held against the one figure that the document gives', () => {
    const said = (percent: string): string[] => ['一、2024年“三公”经费预算安排情况', '2024年“三公”经费预算21.80万元，其中：因公出国（境）经费0万元，公务接待11.80万元，公务用车运行费用10.00万元。', '二、增减变化情况', `公务接待较上年同期减少0.59万元，减少${percent}%。`];
    expect(told(checked(said('4.76')))).toEqual([]);
    expect(told(checked(said('7.76')))).toEqual(['warning narrative/percent 减少7.76% → 4.76%']);
  });
});

describe('the side of the budget', () => {
  it('is what the completion rate says', () => {
    const said = (rate: string, side: string): string => `2024年文化活动支出决算为120.50万元，完成年初预算的${rate}，决算数${side}预算数的主要原因是追加经费。`;
    expect(told(checked(said('105.3%', '大于'), [], { stage: 'final' }))).toEqual([]);
    expect(told(checked(said('95.3%', '大于'), [], { stage: 'final' }))).toEqual(['warning narrative/direction']);
    expect(told(checked(said('98%', '等于'), [], { stage: 'final' }))).toEqual(['warning narrative/direction']);
  });
});

describe('what a sentence divides by …中，', () => {
  const said = (fund: string, change: string): string => `财政拨款支出预算300.00万元，比2023年预算增加60.00万元。财政拨款支出预算中，一般公共预算拨款支出预算200.00万元，比2023年预算减少20.00万元；政府性基金拨款支出预算${fund}万元，比2023年预算增加${change}万元；国有资本经营预算拨款支出预算0.00万元，与2023年预算持平。`;
  it('adds up to the whole that it names, and so do the changes', () => {
    expect(told(checked(said('100.00', '80.00')))).toEqual([]);
    expect(told(checked(said('90.00', '80.00')))).toEqual(['warning narrative/parts 300.00万元 → 290万元']);
    expect(told(checked(said('100.00', '40.00')))).toEqual(['warning narrative/change-parts 增加60.00万元']);
  });
});

describe('changes of the “三公”经费', () => {
  it('are those of its kinds', () => {
    const said = (purchase: string): string => `2024年“三公”经费支出决算数比上年减少313272.50元，下降82.82%。其中：公务用车购置费支出决算减少${purchase}元，下降100.00%；公务用车运行维护费支出决算减少40217.50元，下降54.19%；公务接待费支出决算减少275.00元，下降0.88%。`;
    expect(told(checked(said('272780.00'), [], { stage: 'final' }))).toEqual([]);
    expect(told(checked(said('202780.00'), [], { stage: 'final' }))).toEqual(['warning narrative/change-parts 减少313272.50元']);
  });
});

describe('narrative/balance', () => {
  const said = (expenditure: string, up: string): string => `2024年收入总计100.00万元，比上年增加5.00万元。2024年支出总计${expenditure}万元，比上年增加${up}万元。`;
  it('holds the totals of both sides and their changes together', () => {
    expect(told(checked(said('100.00', '5.00')))).toEqual([]);
    expect(told(checked(said('110.00', '5.00')))).toEqual(['warning narrative/balance 100.00万元 → 110万元']);
    expect(told(checked(said('100.00', '6.00')))).toEqual(['warning narrative/balance 5.00万元 → 6万元']);
  });
  it('takes 收入预算 and 支出预算 under headings of their own for the two totals', () => {
    const budget = (expenditure: string): string[] => ['二、单位收支总体情况', '（一）收入预算：2024年年初预算数777.03万元，其中：一般公共预算拨款777.03万元。', `（二）支出预算：2024年年初预算数${expenditure}万元，其中：教育支出预算614.70万元。`];
    expect(told(checked(budget('777.03')))).toEqual([]);
    expect(told(checked(budget('707.03')))).toEqual(['warning narrative/balance 777.03万元 → 707.03万元']);
  });
  it('lets what was received and what was spent in a year differ', () => {
    expect(told(checked('2024年本年收入合计100.00万元。2024年本年支出合计110.00万元。'))).toEqual([]);
    expect(told(checked('2024年总收入100.00万元。2024年总支出110.00万元。'))).toEqual(['info narrative/balance 100.00万元 → 110万元']);
  });
});

describe('an account beside its budget', () => {
  it('reaches as much of it as the difference leaves', () => {
    const said = (percent: string): string => `2024年度一般公共预算财政拨款支出103.00万元，完成年初预算的${percent}%，决算数大于预算数3.00万元，主要原因是人员增资。`;
    expect(told(checked(said('103'), [], { stage: 'final' }))).toEqual([]);
    expect(told(checked(said('100'), [], { stage: 'final' }))).toEqual(['warning narrative/rate 100% → 103.00%']);
  });
  it('has changed by a percentage of the figure right before', () => {
    const said = (percent: string): string => `2024年度公务接待费5.00万元，比上年公务接待费8.00万元，下降${percent}%。`;
    expect(told(checked(said('37.5')))).toEqual([]);
    expect(told(checked(said('35.7')))).toEqual(['warning narrative/percent 减少35.7% → 37.50%']);
  });
});

describe('changes of the kinds of “三公”经费', () => {
  it('add up where reasons speak of 执行规定 and the comparison does not', () => {
    const said = (change: string): string[] => ['2024年“三公”经费预算合计24.75万元，比上年预算数减少4.65万元。其中：', '因公出国（境）费预算0万元，与上年预算数持平。', '公务用车购置费预算0万元，与上年预算数持平。', '公务用车运行维护费预算8.20万元，与上年预算数持平。', `公务接待费预算16.55万元，比上年预算数减少${change}万元，原因：认真贯彻执行八项规定。`];
    expect(told(checked(said('4.65')))).toEqual([]);
    expect(told(checked(said('7.65')))).toEqual(['warning narrative/change-parts 减少4.65万元']);
  });
});

describe('narrative/parts', () => {
  it('divides what a fund spends into 基本支出 and 项目支出', () => {
    const said = (project: string): string => `2024年一般公共预算支出100.00万元，其中：基本支出80.00万元，项目支出${project}万元。`;
    expect(told(checked(said('20.00')))).toEqual([]);
    expect(told(checked(said('12.00')))).toEqual(['warning narrative/parts 100.00万元 → 92万元']);
  });
  it('takes a list after 其中 that names parts of nothing for the whole list', () => {
    const said = (other: string): string => `2024年收入预算777.03万元，其中：一般公共预算拨款744.03万元，政府性基金预算拨款0万元，事业收入10万元，其他收入${other}万元。`;
    expect(told(checked(said('23')))).toEqual([]);
    expect(told(checked(said('20')))).toEqual(['warning narrative/parts 777.03万元 → 774.03万元']);
    expect(told(checked(said('26')))).toEqual(['warning narrative/parts 777.03万元 → 780.03万元']);
  });
  it('holds each side of a total of both to it', () => {
    const said = (carried: string, housing: string): string => `2024年财政拨款收支总预算100.00万元。收入包括：一般公共预算拨款95.00万元、上年结转结余${carried}万元；支出包括：教育支出80.00万元、社会保障和就业支出15.00万元、住房保障支出${housing}万元。`;
    expect(told(checked(said('5.00', '5.00')))).toEqual([]);
    expect(told(checked(said('6.00', '5.00')))).toEqual(['error narrative/parts 100.00万元 → 101万元']);
    expect(told(checked(said('5.00', '4.00')))).toEqual(['error narrative/parts 100.00万元 → 99万元']);
  });
  it('holds each way to divide a whole to it by itself', () => {
    const said = (goods: string): string => `2024年一般公共预算财政拨款支出90.00万元。其中：按功能分类科目，教育支出60.00万元，卫生健康支出30.00万元。按经济分类科目，工资福利支出70.00万元，商品和服务支出${goods}万元。`;
    expect(told(checked(said('20.00')))).toEqual([]);
    expect(told(checked(said('23.00')))).toEqual(['error narrative/parts 90.00万元 → 93万元']);
  });
  it('adds the kinds of “三公”经费 that sentences state apart, where the document has one figure of each', () => {
    const said = (guests: string, more = ''): string[] => ['一、总体情况', '2024年“三公”经费执行数30.10万元。', '二、因公出国（境）', '2024年因公出国（境）费执行数0万元。', '三、公务接待', `2024年公务接待费执行数${guests}万元。${more}`, '四、公务用车', '2024年公务用车购置及运行费执行数21.00万元。'];
    expect(told(checked(said('9.10')))).toEqual([]);
    expect(told(checked(said('9.40')))).toEqual(['warning narrative/parts 30.10万元 → 30.4万元']);
    expect(told(checked(said('9.40', '2024年公务接待费执行数9.10万元。')))).toEqual(['warning narrative/restated 9.10万元 → 9.40万元']);
  });
  it('lets “三公”经费 hold what the sentence names beside its kinds', () => {
    const said = (training: string): string => `2024年“三公”经费合计100.00万元，其中：因公出国（境）费0万元、公务用车购置费40.00万元、公务用车运行维护费30.00万元、公务接待费20.00万元、会议费4.00万元、培训费${training}万元。`;
    expect(told(checked(said('6.00')))).toEqual([]);
    expect(told(checked(said('3.00')))).not.toEqual([]);
  });
  it('takes “三公”经费 with the upkeep of vehicles alone for whole', () => {
    const said = (upkeep: string): string => `2024年“三公”经费预算14.01万元，其中：因公出国（境）费用0万元，公务用车运行维护费${upkeep}万元，公务接待费1.00万元。`;
    expect(told(checked(said('13.01')))).toEqual([]);
    expect(told(checked(said('11.01')))).toEqual(['warning narrative/parts 14.01万元 → 12.01万元']);
    expect(told(checked(said('11.01').replace('预算14.01', '预算总计14.01')))).toEqual(['warning narrative/parts 14.01万元 → 12.01万元']);
  });
  it('adds 政府采购 up', () => {
    const result = checked('2024年本部门政府采购预算1,216万元，其中：政府采购货物预算66万元、政府采购工程预算0万元、政府采购服务预算1,235万元。');
    expect(told(result)).toEqual(['error narrative/parts 1,216万元 → 1301万元']);
    expect(result.findings[0]).toMatchObject({ difference: '-850000', cells: ['f1', 'f2', 'f3', 'f4'] });
    expect(told(checked('2024年本部门政府采购预算1,301万元，其中：政府采购货物预算66万元、政府采购工程预算0万元、政府采购服务预算1,235万元。'))).toEqual([]);
  });
  it('takes a bare 0 among decimals for nothing, not for something below a half', () => {
    const said = (goods: string): string => `2024年政府采购预算120.6万元，其中：政府采购货物预算${goods}万元、政府采购工程预算0万元、政府采购服务预算100.0万元。`;
    expect(told(checked(said('20.6')))).toEqual([]);
    expect(told(checked(said('20.3')))).toEqual(['error narrative/parts 120.6万元 → 120.3万元']);
  });
  it('takes 204.2 beside figures of two decimals for 204.20, unless the words say that it is about as much', () => {
    const said = (services: string, about = ''): string => `2024年政府采购预算${about}2,153.44万元，其中：政府采购货物预算204.2万元、政府采购工程预算0万元、政府采购服务预算${services}万元。`;
    expect(told(checked(said('1,949.24')))).toEqual([]);
    expect(told(checked(said('1,949.27')))).toEqual(['warning narrative/parts 2,153.44万元 → 2153.47万元']);
    expect(told(checked(said('1,949.27', '约')))).toEqual([]);
  });
  it('allows each part its rounding or truncation', () => {
    expect(told(checked('2024年政府采购预算100万元，其中：政府采购货物预算33万元、政府采购工程预算33万元、政府采购服务预算33万元。'))).toEqual([]);
  });
  it('holds parts that exclude each other to their whole after 其中, and no others', () => {
    expect(told(checked('2024年支出预算100万元，其中：基本支出80万元，项目支出40万元。'))).toEqual(['error narrative/parts 100万元 → 120万元']);
    expect(told(checked('2024年支出预算100万元，其中：基本支出80万元，项目支出10万元。'))).toEqual([]);
    expect(told(checked('2024年支出预算100万元，其中：基本支出80万元，机关运行经费40万元。'))).toEqual([]);
    expect(told(checked('2024年支出预算100万元，其中：基本支出120万元。'))).toEqual(['error narrative/parts 100万元 → 120万元']);
  });
  it('leaves the details of a numbered part out of the parts', () => {
    const said = (income: string): string => `（一）收入预算总计110万元。包括：1.本年收入合计${income}万元。（1）一般公共预算拨款收入80万元。（2）其他收入20万元。2.上年结转结余10万元。`;
    expect(told(checked(said('100')))).toEqual([]);
    expect(told(checked(said('90')))).toContain('error narrative/parts 110万元 → 100万元');
  });
  it('adds parts that are all of their whole by definition, whatever the words leave open', () => {
    expect(told(checked('2024年基本支出100万元，其中：人员经费80万元，公用经费15万元。'))).toEqual(['warning narrative/parts 100万元 → 95万元']);
    expect(told(checked('2024年基本支出100万元，其中：人员经费80万元，公用经费20万元。'))).toEqual([]);
    expect(told(checked('2024年基本支出100万元，其中：人员经费80万元。'))).toEqual([]);
  });
  it('names the one list after 主要包括 that is not all of its head where every other one is', () => {
    const lists = (last: string): string[] => ['1.统计管理352.27万元，主要包括：统计业务352.27万元，用于统计。', '2.专项普查110万元，主要包括：农业普查80万元，用于普查；经济普查30万元，用于普查。', '3.专项业务265.25万元，主要包括：调查265.25万元，用于调查。', `4.综合服务90万元，主要包括：设备${last}万元，用于采购；宣传50万元，用于宣传。`];
    expect(told(checked(lists('40')))).toEqual([]);
    expect(told(checked(lists('46')))).toEqual(['warning narrative/parts 90万元 → 96万元']);
    // 主要 says that there may be more: the lists of the document must show that there is not.
    expect(told(checked(lists('30').slice(1)))).toEqual([]);
    // A list that goes on in the next paragraph, or with an amount that is not known for a part, is not read whole.
    expect(told(checked([...lists('40').slice(0, 3), '4.综合服务90万元，主要包括：1.设备40万元，用于采购；2.宣传30万元，用于宣传。', '3.会务20万元，用于会务。']))).toEqual([]);
  });
  it('leaves a list open that ends in 等', () => {
    expect(told(checked('2024年支出预算100万元，其中：基本支出50万元，项目支出30万元等。'))).toEqual([]);
  });
  it('knows that goods, works and services are all of 政府采购, whatever the words leave open', () => {
    const said = (goods: string): string => `2024年本部门政府采购安排100万元，其中：货物类采购预算${goods}万元，工程类采购预算5万元，服务类采购预算30万元等。`;
    expect(told(checked(said('65')))).toEqual([]);
    expect(told(checked(said('50')))).toEqual(['warning narrative/parts 100万元 → 85万元']);
    expect(told(checked(said('75')))).toEqual(['error narrative/parts 100万元 → 110万元']);
    expect(told(checked('2024年本部门政府采购安排100万元，其中：货物类采购预算50万元，服务类采购预算30万元等。'))).toEqual([]);
  });
  it('leaves a list open that names the main things only', () => {
    expect(told(checked(['项目支出100万元，主要用于以下方面：', '1.甲业务经费30万元。', '2.乙业务经费40万元。']))).toEqual([]);
    expect(told(checked(['项目支出100万元，包括：', '1.甲业务经费30万元。', '2.乙业务经费40万元。']))).toEqual(['error narrative/parts 100万元 → 70万元']);
  });
  it('takes what stands in the brackets of a part for a part of that part', () => {
    expect(told(checked('项目支出100万元，包括：甲业务经费60万元（乙业务经费50万元、丙业务经费10万元）、丁业务经费40万元。'))).toEqual([]);
  });
  it('lets a head be divided twice', () => {
    expect(told(checked('2024年收入预算合计100万元，包括本年收入90万元，上年结转结余10万元。其中：本年一般公共预算收入90万元；上年结转结余10万元。'))).toEqual([]);
  });
  it('counts a part once that the list and a sentence of its own state', () => {
    expect(told(checked(['2024年“三公”经费支出预算15万元。其中，因公出国（境）费支出0万元；公务用车购置及运行维护费支出5万元；公务接待费支出10万元。具体情况如下：', '1．公务接待费预算支出10万元。']))).toEqual([]);
  });
});

describe('narrative/count-parts', () => {
  it('adds vehicles up by kind', () => {
    expect(told(checked('截至2023年8月31日，本部门共有车辆5辆，其中：机要通信用车1辆、执法执勤用车5辆、其他用车0辆。'))).toEqual(['error narrative/count-parts 5辆 → 6辆']);
    expect(told(checked('截至2023年8月31日，本部门共有车辆5辆，其中：执法执勤用车5辆、其他用车0辆。'))).toEqual([]);
  });
  it('holds kinds of staff to their whole, and 实有 apart from 编制', () => {
    expect(told(checked('本部门人员编制125人，其中行政编制111人、事业编制14人；实有人员130人，其中行政119人、事业11人。'))).toEqual([]);
    expect(told(checked('本部门人员编制125人，其中行政编制115人、事业编制14人。'))).toEqual(['error narrative/count-parts 125人 → 129人']);
  });
});

describe('完成预算29.6万元的92.8%', () => {
  const claim = (rate: string, change: string): string => `2024年度“三公”经费支出决算中，公务用车购置及运行维护费支出决算为27.46万元，完成预算29.6万元的${rate}%，比上年决算数增加6.32万元，增长${change}%。`;
  it('names the budget that the account is measured by; the change is the account’s', () => {
    expect(told(checked(claim('92.8', '29.9'), [], { stage: 'final' }))).toEqual([]);
    expect(told(checked(claim('82.8', '29.9'), [], { stage: 'final' }))).toEqual(['warning narrative/rate 82.8% → 92.77%']);
    expect(told(checked(claim('92.8', '37.2'), [], { stage: 'final' }))).toEqual(['warning narrative/percent 增加37.2% → 29.90%']);
  });
});

describe('narrative/change-parts', () => {
  const claim = (total: number, reception: number): string =>
    `2024年“三公”经费预算数为20.0万元，比上年减少${total}.0万元。其中：因公出国（境）费0.0万元，与上年持平；公务用车购置及运行费10.0万元，比上年减少1.0万元；公务接待费10.0万元，比上年减少${reception}.0万元。`;
  it('adds the changes of “三公” up', () => {
    expect(told(checked(claim(6, 5)))).toEqual([]);
    expect(told(checked(claim(6, 4)))).toEqual(['warning narrative/change-parts 减少6.0万元']);
  });
});

describe('narrative/restated', () => {
  it('takes averages for no sums', () => {
    expect(told(checked(['2024年公务接待费2.00万元。', '2024年本部门人均接待费60.61元，车均维护费2.79万元。']))).toEqual([]);
  });
  it('finds the same figure stated twice differently where no table settles it', () => {
    expect(told(checked(['2024年本部门政府采购预算100万元。', '2024年本部门政府采购预算总额120万元。']))).toEqual(['warning narrative/restated 120万元 → 100万元']);
    expect(told(checked(['2024年本部门政府采购预算100万元。', '2024年本部门政府采购预算总额100.00万元。']))).toEqual([]);
  });
});

describe('narrative/change, narrative/percent', () => {
  it('holds the change against this year’s and last year’s figure', () => {
    expect(told(checked('2024年支出预算110万元，比2023年年初预算数100万元增加10万元，增长10%。'))).toEqual([]);
    expect(told(checked('2024年支出预算110万元，比2023年年初预算数100万元增加12万元，增长12%。'))).toEqual(['error narrative/change 增加12万元 → 10万元']);
  });
  it('takes last year’s figure from the “三公” table where it has a column for it', () => {
    const threePublic = [table('three_public', [{ name: '某市司法局', cells: { reception: '5.00', reception_previous: '6.00' } }], { unit: '万元' })];
    expect(told(checked('公务接待费5.00万元，比上年预算减少1.00万元。', threePublic))).toEqual([]);
    expect(told(checked('公务接待费5.00万元，比上年预算减少2.00万元。', threePublic))).toEqual(['error narrative/change 减少2.00万元 → 1万元']);
    expect(told(checked('公务接待费5.00万元，比上年执行数减少2.00万元。', threePublic))).toEqual([]);
  });
  it('computes the percentage of last year’s figure, not of this year’s', () => {
    expect(told(checked('2024年支出预算110万元，比上年增加10万元，增长10%。'))).toEqual([]);
    expect(told(checked('2024年支出预算110.00万元，比上年增加10.00万元，增长9.09%。'))).toEqual(['warning narrative/percent 增加9.09% → 10.00%']);
    expect(told(checked('2024年支出预算200.00万元，比上年增加100.00万元，增长50.00%。'))).toEqual(['warning narrative/percent 增加50.00% → 100.00%']);
  });
  it('lists percentages that are cut to whole numbers or off by one digit in one info', () => {
    expect(told(checked(['会议费39.51万元，比上年减少2.02万元，下降4.00%。', '培训费10.00万元，比上年增加1.15万元，增长12.0%。']))).toEqual(['info narrative/percent-rounding']);
  });
  it('does not blame a figure of another year: 与2023年（为100万元）相比，增加…', () => {
    expect(told(checked('2024年度支出预算安排与2023年度相比（2023年度部门支出预算安排为8,648.07万元），增加498.72万元，增长5.77%。'))).toEqual([]);
  });
  it('reads 增长-5% as 下降5%', () => {
    expect(told(checked('2024年支出预算95万元，比上年减少5万元，增长-5%。'))).toEqual([]);
  });
});

describe('narrative/zero-base', () => {
  it('knows no percentage of a base of zero', () => {
    expect(told(checked('因公出国（境）费13万元，比上年增加13万元，增长100%。'))).toEqual(['warning narrative/zero-base 增加100%']);
    expect(told(checked('因公出国（境）费0万元，比上年增加0万元，增长0%。'))).toEqual([]);
  });
  it('holds a change against the amount that another sentence of the chapter gives', () => {
    const said = (reception: string): string[] => ['七、“三公”经费支出决算情况说明', `“三公”经费支出决算为2.86万元，其中：公务用车运行维护费支出决算为2.56万元；公务接待费支出决算为${reception}万元。`, '“三公”经费支出决算数比上年减少0.59万元，其中：公务用车运行维护费支出决算减少0.89万元；公务接待费支出决算增加0.30万元，增长100%。'];
    expect(told(checked(said('0.30'), [], { stage: 'final' }))).toEqual(['warning narrative/zero-base 增加100%']);
    expect(told(checked(said('0.60'), [], { stage: 'final' }))).not.toContain('warning narrative/zero-base 增加100%');
  });
  it('knows no completion rate of a budget of zero', () => {
    expect(told(checked('“三公”经费年初预算为0.00万元，支出决算为0.50万元，完成预算的100%。', [], { stage: 'final' }))).toEqual(['warning narrative/zero-base']);
  });
});

describe('narrative/direction', () => {
  it('finds words against figures', () => {
    expect(told(checked('公务接待费5万元，比上年增加1万元，下降25%。'))).toEqual(['warning narrative/direction']);
    expect(told(checked('公务接待费5万元，比上年增加1万元，增长25%，与上年持平。'))).toEqual(['warning narrative/direction']);
    expect(told(checked('公务接待费5万元，比上年增加0.00万元，增长0.00%，与上年持平。'))).toEqual([]);
    expect(told(checked('2023年当年预算执行数为18万元，2024年预算安排15万元，比2023年预算执行数持平。'))).toEqual(['warning narrative/direction']);
    expect(told(checked('2023年当年预算执行数为15万元，2024年预算安排15万元，比2023年预算执行数持平。'))).toEqual([]);
  });
  it('finds 决算数大于预算数 where it is smaller', () => {
    const claim = (word: string): string => `一般公共预算财政拨款支出年初预算为100万元，支出决算为90万元。决算数${word}预算数的主要原因：调减经费。`;
    expect(told(checked(claim('小于'), [], { stage: 'final' }))).toEqual([]);
    expect(told(checked(claim('大于'), [], { stage: 'final' }))).toEqual(['warning narrative/direction']);
  });
});

describe('narrative/share, narrative/share-sum, narrative/rate', () => {
  it('holds shares against their amounts', () => {
    expect(told(checked('2024年支出预算200万元，其中：基本支出150万元，占75%；项目支出50万元，占25%。'))).toEqual([]);
    expect(told(checked('2024年支出预算200.00万元，其中：基本支出150.00万元，占75.00%；项目支出50.00万元，占20.00%。'))).toEqual(['warning narrative/share 20.00% → 25.00%']);
  });
  it('takes the sum of a list for its whole where none is said and all shares but one agree', () => {
    const list = (share: string): string => `社会保障和就业（类）支出1,620.60万元，占${share}%；卫生健康（类）支出80.00万元，占4.44%；住房保障（类）支出100.00万元，占5.55%。`;
    expect(told(checked(list('90.00')))).toEqual([]);
    expect(told(checked(list('60.00')))).toEqual(['warning narrative/share 208 60.00% → 90.00%']);
    // An amount may be wrong as well: each is a part of the evidence.
    const { facts } = documentOf([list('60.00')]);
    expect(checked(list('60.00')).findings[0]?.cells.toSorted()).toEqual(facts.filter((fact, i) => fact.claim === 'amount' || i === 1).map((fact) => fact.factId).toSorted());
    // Parts of something larger: no share is one of their sum.
    expect(told(checked('教育支出100万元，占10.0%；卫生健康支出200万元，占20.0%。'))).toEqual([]);
  });
  it('leaves out what stands beside the whole: 基本支出…，其中人员经费…；项目支出…', () => {
    expect(told(checked('按支出用途划分：基本支出36000万元，占83.3%，其中人员经费33500万元、公用经费2500万元；项目支出7200万元，占16.7%。'))).toEqual([]);
  });
  it('finds 本年支出合计 of final accounts in another passage', () => {
    const said = (share: string): string[] => ['三、支出决算情况说明', '2023年度支出合计3,560.48万元。', '五、一般公共预算财政拨款支出决算情况说明', `2023年度一般公共预算财政拨款支出3,450.00万元，占本年支出合计的${share}%。`];
    expect(told(checked(said('96.90'), [], { stage: 'final', year: 2023 }))).toEqual([]);
    expect(told(checked(said('69.90'), [], { stage: 'final', year: 2023 }))).toEqual(['warning narrative/share 69.90% → 96.90%']);
  });
  it('allows shares the rounding of each', () => {
    expect(told(checked('2024年支出预算300万元，其中：基本支出100万元，占33.3%；项目支出200万元，占66.7%。'))).toEqual([]);
    expect(counted(checked('2024年支出预算300万元，其中：基本支出100万元，占33.3%；项目支出200万元，占66.7%。'), 'narrative/share-sum')).toBe('1 1 0 0');
  });
  it('finds the one wrong share where others are off by one in the last digit, in a sentence and line by line', () => {
    const items = (first: string): string[] => [`社会保障和就业支出1620.60万元，占比${first}%`, '卫生健康支出80.00万元，占比4.44%', '住房保障支出100.00万元，占比5.56%'];
    const sentence = (first: string): string => `2024年支出情况：${items(first).join('；')}。`;
    const lines = (first: string): string[] => ['二、支出情况说明', ...items(first).map((item, i) => `${i + 1}.${item}。`)];
    for (const said of [sentence, lines]) {
      expect(told(checked(said('90.00')))).toEqual([]);
      expect(told(checked(said('93.00')))).toEqual(['warning narrative/share 208 93.00% → 90.00%']);
    }
  });
  it('allows shares that were made to add up to 100% the last digit', () => {
    const said = (last: string): string => `2024年支出预算1085203.63元，其中：教育支出850088.30元，占78.33%；社会保障和就业支出116433.12元，占10.73%；卫生健康支出43897.73元，占4.04%；住房保障支出74784.48元，占${last}%。`;
    expect(told(checked(said('6.90')))).toEqual([]);
    expect(told(checked(said('6.80')))).toEqual(['warning narrative/share 221 6.80% → 6.89%']);
  });
  it('holds a completion rate against the budget', () => {
    const claim = (rate: string): string => `一般公共预算财政拨款支出年初预算为200.00万元，支出决算为150.00万元，完成年初预算的${rate}。`;
    expect(told(checked(claim('75.00%'), [], { stage: 'final' }))).toEqual([]);
    expect(told(checked(claim('85.00%'), [], { stage: 'final' }))).toEqual(['warning narrative/rate 85.00% → 75.00%']);
  });
});

describe('narrative/rate of the “三公” table', () => {
  it('takes the budget from the table where prose gives only the final figure', () => {
    const threePublic = (budget: string) => [table('three_public', [{ name: '某市司法局', cells: { reception_budget: budget, reception_final: '0.50' } }], { unit: '万元' })];
    const claim = '“三公”经费支出中：公务接待费支出决算为0.50万元，完成预算的50.00%。';
    expect(told(checked(claim, threePublic('1.00'), { stage: 'final' }))).toEqual([]);
    expect(told(checked(claim, threePublic('2.00'), { stage: 'final' }))).toEqual(['warning narrative/rate 50.00% → 25.00%']);
    expect(told(checked(claim, threePublic('0'), { stage: 'final' }))).toEqual(['warning narrative/zero-base']);
  });
});

describe('narrative/year', () => {
  const own = ['2024年收入预算100万元。', '2024年支出预算100万元。', '2024年“三公”经费预算10万元。'];
  it('finds a plan of the year before in a document that speaks of its own year', () => {
    const result = checked([...own, '六、年度预算安排', '2023年度财政资金安排预算资金380.10万元，其中：1.政府购买服务360.40万元；2.培训19.70万元。']);
    expect(told(result)).toEqual(['warning narrative/year 2023 → 2024']);
  });
  it('allows last year’s figure for comparison', () => {
    expect(told(checked([...own, '2023年预算安排90万元，2024年预算安排100万元。']))).toEqual([]);
    expect(told(checked([...own, '2023年当年预算执行数为90万元。']))).toEqual([]);
  });
});

describe('a numbered list behind 其中', () => {
  const list = '（1）行政运行60万元；（2）森林资源培育20万元，其中中央补助15万元、县级配套5万元；（3）森林资源管理10万元。';
  it('need not name all items of a fund', () => {
    expect(told(checked(`2024年一般公共预算支出100万元。其中：${list}`))).toEqual([]);
  });
  it('goes on behind the list within one of its items', () => {
    expect(told(checked(`2024年一般公共预算支出90万元，包括：${list}`))).toEqual([]);
    expect(told(checked(`2024年一般公共预算支出100万元，包括：${list}`))).toEqual(['error narrative/parts 100万元 → 90万元']);
  });
});

describe('an item that a sentence of its own names', () => {
  it('is what the figures behind it speak of', () => {
    const said = (word: string): string => `公共安全支出（类）检察（款）行政运行（项）。年初预算80.00万元，支出决算90.00万元，决算数${word}于预算数的主要原因是调整。`;
    expect(told(checked(said('大'), [], { stage: 'final' }))).toEqual([]);
    expect(told(checked(said('小'), [], { stage: 'final' }))).toEqual(['warning narrative/direction 2040401']);
  });
});

describe('one wrong figure is one finding', () => {
  it('takes what else it breaks as evidence', () => {
    const result = checked('2024年支出预算110.00万元，比2023年年初预算数100.00万元增加20.00万元，增长10.00%。');
    expect(told(result)).toEqual(['error narrative/change 增加20.00万元 → 10万元']);
    expect(result.findings[0]?.evidence.length).toBeGreaterThan(1);
  });
});

describe('shares of a whole that nothing prints', () => {
  it('are all of one: the one that is not is wrong', () => {
    const list = (share: string): string => `一般公共服务支出1104.20万元，占54.22%；社会保障和就业支出398.62万元，占${share}%；卫生健康支出143.25万元，占7.03%。`;
    expect(told(checked(list('19.57')))).toEqual([]);
    expect(told(checked(list('16.57')))).toEqual(['warning narrative/share 208 16.57% → 19.57%']);
  });
});

describe('a change behind a list', () => {
  const said = (percent: string): string => `2024年收入预算23850.00万元，其中：一般公共预算拨款收入1850.00万元，其他收入22000.00万元，较上年增加1439.50万元，增长${percent}%。`;
  it('is of its head or of its last part: one of them has the percentage', () => {
    expect(told(checked(said('6.42')))).toEqual([]);
    expect(told(checked(said('7.00')))).toEqual([]);
    expect(told(checked(said('9.42')))).toEqual(['warning narrative/percent 增加9.42% → 6.42%']);
  });
  it('whose reason it may be is none', () => {
    expect(told(checked(said('9.42').replace('，较', '，主要原因是较')))).toEqual([]);
  });
});

describe('收入总计', () => {
  it('is what was there and what came', () => {
    const said = (opening: string): string => `2024年度收入总计3120.66万元，其中年初结转和结余${opening}万元；本年收入合计2715.45万元。`;
    expect(told(checked(said('405.21'), [], { stage: 'final' }))).toEqual([]);
    expect(told(checked(said('435.21'), [], { stage: 'final' }))).toEqual(['warning narrative/carryover 3120.66万元 → 3150.66万元']);
  });
  it('of all appropriations is their 支出总计', () => {
    const said = (total: string): string => `2024年度财政拨款收入总计${total}万元，财政拨款支出总计5030.12万元。`;
    expect(told(checked(said('5030.12'), [], { stage: 'final' }))).toEqual([]);
    expect(told(checked(said('5330.12'), [], { stage: 'final' }))).toEqual(['warning narrative/balance 5330.12万元 → 5030.12万元']);
  });
});

describe('lists that the law closes', () => {
  it('debts are general or special', () => {
    const said = (special: string): string => `2024年底政府债务余额198736万元，其中：一般债务68569万元，专项债务${special}万元。`;
    expect(told(checked(said('130167')))).toEqual([]);
    expect(told(checked(said('160167')))).toHaveLength(1);
  });
  it('a list of one side ends where the other side begins', () => {
    const said = (other: string): string => `2024年收入预算23850.12万元，其中：一般公共预算拨款收入1850.00万元，事业收入21600.12万元，其他收入${other}万元；2024年支出预算23850.12万元，其中：基本支出20000.00万元，项目支出3850.12万元。`;
    expect(told(checked(said('400.00')))).toEqual([]);
    expect(told(checked(said('400.00').replace('21600.12', '21800.12')))).toHaveLength(1);
  });
});

describe('a part that is singled out right behind its whole', () => {
  it('is at most the whole, whatever the two are called', () => {
    const said = (part: string): string[] => told(checked(`2024年政策和项目全面实施绩效目标管理，涉及一级预算项目12个，预算资金14,175万元，其中财政拨款${part}万元。`));
    expect([said('14,175'), said('9,000')]).toEqual([[], []]);
    expect(said('16,175')).toEqual(['warning narrative/parts 14,175万元 → 16175万元']);
  });
});
