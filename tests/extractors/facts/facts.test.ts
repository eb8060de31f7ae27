/** What the narrative claims: each figure with its subject, kind of claim and the figure that it belongs to. */
import { describe, expect, it } from 'vitest';
import { readFacts } from '../../../extractors/facts/facts.js';
import { factsOf, linesOf, paragraphsOf } from './helpers.js';

describe('totals and changes', () => {
  it('reads a total, its parts and the change of a part', () => {
    expect(linesOf(factsOf('2024年，某市司法局收入预算11,591万元，其中：财政拨款收入8,327万元，比2023年预算增加613万元；事业收入3,264万元；其他收入0万元。'))).toEqual([
      'amount 11591万元 revenue_total partial',
      'amount 8327万元 fiscal_revenue < 11591万元',
      'change 613万元 fiscal_revenue increase of 8327万元',
      'amount 3264万元 business_income < 11591万元',
      'amount 0万元 other_income < 11591万元',
    ]);
  });
  it('gives a list the whole that its sentence names, not what the sentence before ends with', () => {
    const lines = linesOf(factsOf('2024年度支出总计1353.66万元，其中本年支出合计1351.80万元，年末结转和结余1.86万元。本年支出的具体构成为：基本支出806.36万元，占59.65%；项目支出545.44万元，占40.35%。'));
    expect(lines.filter((line) => /basic|project/.test(line))).toEqual(['amount 806.36万元 basic < 1351.80万元', 'share 59.65% basic of 806.36万元 base 1351.80万元', 'amount 545.44万元 project < 1351.80万元', 'share 40.35% project of 545.44万元 base 1351.80万元']);
  });
  it('gives each figure of a list with 分别 the name in its place', () => {
    expect(factsOf('公务接待费、公务用车购置及运行维护费和因公出国（境）费分别为3万元、9万元和0万元。').map((fact) => [fact.topic, fact.value])).toEqual([['reception', '3'], ['vehicle_subtotal', '9'], ['overseas', '0']]);
    expect(factsOf('会议费和培训费分别比上年增加1万元、2万元。').map((fact) => [fact.claim, fact.topic, fact.value])).toEqual([['change', 'meeting', '1'], ['change', 'training', '2']]);
  });
  it('gives the figures of such a list no name where the names are not as many, and shares none', () => {
    expect(factsOf('工资福利支出、商品和服务支出分别为3万元、9万元、1万元，分别占30%、60%、10%。').map((fact) => fact.topic)).toEqual(['other', 'other', 'other', 'other', 'other', 'other']);
  });
  it('takes 教育事业收入 for a part of 事业收入', () => {
    expect(factsOf('事业收入120万元，包括教育事业收入90万元、科研事业收入30万元。').map((fact) => fact.topic)).toEqual(['business_income', 'other', 'other']);
  });
  it('takes the publisher for no part of the subject, another unit for one', () => {
    const organisation = '某市人民政府东风街道办事处';
    expect(factsOf('某市人民政府东风街道办事处收入预算100万元。', { organisation })[0]?.topic).toBe('revenue_total');
    expect(factsOf('某市清障大队收入预算100万元。', { organisation })[0]?.topic).toBe('other');
  });
  it('makes 收入包括 and 支出包括 two lists of a total of both sides', () => {
    expect(linesOf(factsOf('2024年财政拨款收支总预算90万元。收入包括：一般公共预算拨款80万元、上年结转10万元；支出包括：公共安全支出60万元、卫生健康支出30万元。'))).toEqual([
      'amount 90万元 fiscal_total complete', 'amount 80万元 general_public_revenue < 90万元', 'amount 10万元 carryover_opening < 90万元', 'amount 60万元 item 204 < 90万元', 'amount 30万元 item 210 < 90万元',
    ]);
  });
  it('divides a whole again in a sentence that begins with the way to divide it', () => {
    const lines = linesOf(factsOf('2024年一般公共预算财政拨款支出90万元。其中：按功能分类科目，教育支出60万元，卫生健康支出30万元。按经济分类科目，工资福利支出70万元，商品和服务支出20万元。'));
    expect(lines.filter((line) => line.endsWith('< 90万元'))).toHaveLength(4);
  });
  it('gives a change without a unit that of the amount before', () => {
    expect(linesOf(factsOf('2024年支出总计90.00万元，较上年减少10.00，降低10.0%。'))).toEqual(['amount 90.00万元 expenditure_total', 'change 10.00万元 expenditure_total decrease of 90.00万元', 'percent 10.0% expenditure_total decrease of 90.00万元']);
    expect(factsOf('2024年支出总计90.00万元，较上年减少10.00个，降低10.0%。').map(({ claim }) => claim)).toEqual(['amount', 'percent']);
  });
  it('takes the figure right before a percentage for what it is measured by', () => {
    expect(linesOf(factsOf('2024年支出总计90万元，比上年支出总计100万元，下降10%。')).at(-1)).toBe('percent 10% expenditure_total decrease of 90万元 base 100万元');
  });
  it('reads figures below a heading that speaks of reasons', () => {
    expect(factsOf('“三公”经费增减变化的主要原因是：2024年公务接待费预算3万元，比上年减少1万元。').map(({ topic }) => topic)).toEqual(['reception', 'reception']);
  });
  it('goes on from the head of a list in a sentence behind it, from the last figure in one behind that figure', () => {
    expect(linesOf(factsOf('2024年“三公”经费预算7.00万元，其中：公务用车运行费6.00万元，公务接待费1.00万元。与上年预算数7.50万元相比减少0.50万元。')).at(-1)).toBe('change 0.50万元 three_public decrease of 7.00万元 base 7.50万元');
    expect(linesOf(factsOf('2024年“三公”经费预算7.00万元，其中：公务用车运行费6.00万元。公务接待费1.00万元。比上年减少0.50万元。')).at(-1)).toBe('change 0.50万元 reception decrease of 1.00万元');
  });
  it('reads 持平 and 无增减 as changes without a figure, 基本持平 as none', () => {
    expect(linesOf(factsOf('2024年“三公”经费预算数为21.50万元，与2023年预算持平。'))[1]).toBe('change three_public flat of 21.50万元');
    expect(factsOf('2024年“三公”经费预算数为21.50万元，与2023年预算基本持平。')).toHaveLength(1);
  });
  it('gives a percentage the change before it and a base figure in words', () => {
    expect(linesOf(factsOf('2024年支出预算110万元，比2023年年初预算数100万元增加10万元，增长10%。'))).toEqual([
      'amount 110万元 expenditure_total',
      'amount 100万元 expenditure_total',
      'change 10万元 expenditure_total increase of 110万元 base 100万元',
      'percent 10% expenditure_total increase of 110万元 base 100万元',
    ]);
  });
  it('finds the base that a comparison names by its year', () => {
    expect(linesOf(factsOf(['1. “行政运行”科目45万元。', '2023年当年预算执行数为30万元，2024年预算安排45万元，比2023年预算执行数增加50%。'])).at(-1)).toMatch(/^percent 50% .*of 45万元 base 30万元$/);
  });
  it('takes 上年…预算 for last year’s own figure', () => {
    expect(factsOf('公务接待费5万元，上年公务接待费6万元。').map((fact) => fact.year)).toEqual([2024, 2023]);
    expect(factsOf('公务接待费5万元（上年预算数为6万元）。').at(1)).toMatchObject({ year: 2023, measure: 'reception_previous' });
  });
  it('leaves figures of reasons alone: they are kept, but of no topic and linked to nothing', () => {
    const facts = factsOf('2024年机关运行经费100万元，比上年增加20万元，主要原因是：办公费增加15万元。');
    expect(facts.at(-1)).toMatchObject({ topic: 'other' });
    expect(facts.at(-1)?.of).toBeUndefined();
  });
});

describe('items', () => {
  it.each([
    ['“行政运行”科目3,060万元', '行政运行', ''],
    ['“住房公积金”科目313万元', '住房公积金', '2210201'],
    ['2010301-行政运行3104.73万元', '行政运行', '2010301'],
    ['行政运行（2010801）2,338.24万元', '行政运行', '2010801'],
    ['公共安全支出（类）司法（款）其他司法支出（项）669.61万元', '其他司法支出', '2040699'],
    ['公共安全支出（204类）司法（06款）其他司法支出（99项）669.61万元', '其他司法支出', '2040699'],
    ['一般公共服务（类）支出12,868.19万元', '一般公共服务', '201'],
  ])('%s', (text, name, code) => {
    expect(factsOf(`${text}，主要用于人员经费。`)[0]).toMatchObject({ topic: 'item', name, code, classification: 'functional' });
  });
  it('settles a name that several sections share by the other items of its list', () => {
    const facts = factsOf(['财政拨款支出主要内容如下：', '1. “行政运行”科目3,060万元。', '2. “普法宣传”科目120万元。', '3. “社区矫正”科目359万元。']);
    expect(facts.map((fact) => fact.code)).toEqual(['2040601', '2040605', '2040610']);
  });
  it('reads items under 人员经费 as economic ones', () => {
    const facts = factsOf(['一、财政拨款基本支出情况', '（一）人员经费500万元', '1. 工资福利支出（类）300万元', '（1）住房公积金（款）支出50万元。']);
    expect(facts.map((fact) => [fact.classification, fact.code])).toEqual([['', ''], ['economic', '301'], ['economic', '30113']]);
  });
  it('does not take a part of an item for the item', () => {
    expect(factsOf('“行政运行”科目中安排办公设备购置10万元。')[0]?.topic).toBe('other');
  });
});

describe('the caption of a table', () => {
  const fundOf = (text: string) => factsOf(['一般公共预算财政拨款支出决算表', text], { stage: 'final' })[0]?.fund;
  it('heads no prose behind the table, but its note', () => {
    expect(fundOf('2024年度收入合计508.07万元，其中财政拨款收入496.07万元。')).not.toBe('general_public');
    expect(fundOf('注：本年支出合计496.07万元。')).toBe('general_public');
  });
});

describe('lists', () => {
  it('reads the lines after an announcement as parts, by their numbers', () => {
    const facts = factsOf(['项目支出100万元，具体包括：', '1.统计管理60万元。', '2.专项普查40万元。']);
    expect(linesOf(facts)).toEqual(['amount 100万元 project complete', 'amount 60万元 project_part < 100万元', 'amount 40万元 project_part < 100万元']);
  });
  it('goes on where a printed line begins with its next number', () => {
    const facts = factsOf(['支出预算总计100万元。包括：1.教育支出30万元；2.卫生健康支出30万元；', '3.国有资本经营预算支出40万元。']);
    expect(linesOf(facts).map((line) => line.replace(/.*(?=<)/, ''))).toEqual([expect.stringContaining('100万元'), '< 100万元', '< 100万元', '< 100万元']);
  });
  it('gives a list up where a number is out of sequence', () => {
    const facts = factsOf(['项目支出100万元，具体包括：', '1.统计管理60万元。', '2.专项统计40万元，主要包括：1.甲项目10万元，用于调查。', '2.编外人员30万元，用于劳务派遣。']);
    expect(facts[0]?.parts).toBe('partial');
    expect(facts.at(-1)?.partOf).toBeUndefined();
  });
  it('knows 政府采购 by its three kinds, whatever the word before them', () => {
    expect(linesOf(factsOf('2024年本部门政府采购预算1,216万元，其中：政府采购货物预算66万元、政府采购工程预算0万元、政府采购服务预算1,235万元。'))).toEqual([
      'amount 1216万元 procurement complete',
      'amount 66万元 procurement_goods < 1216万元',
      'amount 0万元 procurement_works < 1216万元',
      'amount 1235万元 procurement_services < 1216万元',
    ]);
  });
  it('makes one fund’s procurement no part of the services before it', () => {
    const facts = factsOf('政府采购预算总额100万元：政府采购货物预算40万元、政府采购服务预算60万元；其中一般公共预算拨款政府采购80万元：政府采购货物预算30万元、政府采购服务预算50万元。');
    const [, , services, fund] = facts;
    expect(fund?.partOf).not.toBe(services?.factId);
  });
  it('follows “三公” over its numbered lines', () => {
    const facts = factsOf(['2024年“三公”经费预算数为21.50万元，与2023年预算持平。其中：', '（一）因公出国（境）费0万元。', '（二）公务用车购置及运行费17.50万元。其中：公务用车购置费0万元；公务用车运行费17.50万元。', '（三）公务接待费4万元。']);
    expect(linesOf(facts).filter((line) => line.startsWith('amount'))).toEqual([
      'amount 21.50万元 three_public complete',
      'amount 0万元 overseas < 21.50万元',
      'amount 17.50万元 vehicle_subtotal < 21.50万元 complete',
      'amount 0万元 vehicle_purchase < 17.50万元',
      'amount 17.50万元 vehicle_operation < 17.50万元',
      'amount 4万元 reception < 21.50万元',
    ]);
  });
  it('does not make the last of several parts the head of what follows', () => {
    const facts = factsOf(['“三公”经费预算支出中，因公出国（境）费支出106万元；公务用车购置及运行维护费支出157万元；公务接待费支出398万元。具体情况如下：', '1．因公出国（境）费预算支出106万元。', '2．公务用车购置及运行维护费预算支出157万元。']);
    expect(facts.every((fact) => fact.partOf === undefined)).toBe(true);
  });
});

describe('shares, rates, counts', () => {
  it('links a share to its part and its whole', () => {
    expect(linesOf(factsOf('2024年支出预算200万元，其中：基本支出150万元，占75%；项目支出50万元，占25%。')).filter((line) => line.startsWith('share'))).toEqual(['share 75% basic of 150万元 base 200万元', 'share 25% project of 50万元 base 200万元']);
  });
  it('links a completion rate of a final account to final figure and budget', () => {
    const facts = factsOf('“三公”经费财政拨款支出年初预算为0.95万元，支出决算为0.50万元，完成预算的52.63%。', { stage: 'final' });
    expect(linesOf(facts)).toEqual(['amount 0.95万元 three_public', 'amount 0.50万元 three_public', 'rate 52.63% three_public of 0.50万元 base 0.95万元']);
    expect(facts.map((fact) => fact.measure)).toEqual(['total_budget', 'total_final', 'total_final']);
  });
  it('counts vehicles by kind, projects and staff', () => {
    expect(linesOf(factsOf('截至2023年8月31日，本部门共有车辆5辆，其中：机要通信用车0辆、执法执勤用车5辆、其他用车0辆。'))).toEqual([
      'count 5辆 vehicles complete', 'count 0辆 vehicles < 5辆', 'count 5辆 vehicles < 5辆', 'count 0辆 vehicles < 5辆',
    ]);
    expect(linesOf(factsOf(['四、绩效目标设置情况', '编报绩效目标的项目24个，涉及项目预算资金4,252万元。']))).toEqual(['count 24个 performance_projects', 'amount 4252万元 performance_funds']);
    expect(factsOf('本部门人员编制125人。')[0]).toMatchObject({ claim: 'count', topic: 'staff', value: '125' });
  });
  it('takes thresholds and unit prices for no claims', () => {
    expect(factsOf('单价100万元（含）以上设备（不含车辆）1台（套）。').map((fact) => fact.topic)).toEqual(['equipment']);
    expect(factsOf('专家咨询费预算8万元，1000元/人/次。')).toHaveLength(1);
  });
  it('reads amounts exactly, with unit and printed precision', () => {
    expect(factsOf('2024年支出预算4,252.10万元。')[0]?.amount).toMatchObject({ fen: 4_252_100_000n, step: 10_000n, unit: '万元' });
  });
});

describe('places', () => {
  it('says where a figure stands, over paragraphs that a page break has cut', () => {
    const facts = factsOf(['一、收支情况', '2024年本部门收入预算100万元，其中：财政拨款', '收入80万元。']);
    expect(facts.map((fact) => [fact.value, fact.paragraph, fact.section])).toEqual([['100', 1, '收支情况'], ['80', 2, '收支情况']]);
  });
  it('has no claims in duties, tasks and definitions', () => {
    expect(factsOf(['名词解释', '（一）基本支出：指100万元以内的支出200万元。'])).toEqual([]);
  });
});

describe('headings within running text', () => {
  it('name what stands behind them, as where they begin paragraphs', () => {
    const facts = factsOf('（一）“三公”经费的单位范围：开支单位包括1个行政单位。（二）“三公”经费财政拨款情况说明：2025年“三公”经费财政拨款预算14.07万元。其中：1.因公出国（境）费用。2025年预算数0万元。2.公务接待费。2025年预算数4.08万元。3.公务用车购置及运行维护费。2025年预算数9.99万元。');
    expect(facts.filter(({ claim }) => claim === 'amount').map(({ topic, value }) => [topic, value])).toEqual([['three_public', '14.07'], ['overseas', '0'], ['reception', '4.08'], ['vehicle_subtotal', '9.99']]);
  });
  it('end what the section before spoke of', () => {
    expect(factsOf('（一）政府采购预算说明：2025年政府采购预算总额300万元。（二）国有资产占用情况：本部门共有车辆3台，共计61.20万元。').map(({ topic, value }) => [topic, value]).at(-1)).toEqual(['other', '61.20']);
  });
});

describe('quotes', () => {
  it('name an item before 科目, whatever else is quoted before it, and a class right before a figure', () => {
    const named = (text: string): (string | undefined)[] => factsOf([text], { year: 2024 }).map(({ topic, name }) => (topic === 'item' ? name : undefined));
    expect(named('落实“十四五”规划“行政运行”科目61.24万元。')).toEqual(['行政运行']);
    expect(named('3.“教育支出”16.24万元，占0.08%。')).toEqual(['教育支出', '教育支出']);
    expect(named('“法治宣传”16.24万元。')).toEqual([undefined]);
  });
});

describe('lists whose lines have no numbers', () => {
  it('belong to the figure that announces them, line by line', () => {
    const lines = linesOf(factsOf(['1.基本支出预算900元，其中：', '工资福利支出预算700元，占基本支出预算77.78%。', '商品和服务支出预算150元，占基本支出预算16.67%。', '对个人和家庭补助支出预算50元，占基本支出预算5.56%。']));
    expect(lines.filter((line) => line.startsWith('amount'))).toEqual(['amount 900元 basic partial', 'amount 700元 other < 900元', 'amount 150元 other < 900元', 'amount 50元 other < 900元']);
    expect(lines.filter((line) => line.startsWith('share'))).toEqual(['share 77.78% other of 700元 base 900元', 'share 16.67% other of 150元 base 900元', 'share 5.56% other of 50元 base 900元']);
  });
  it('end with a line of another kind', () => {
    const lines = linesOf(factsOf(['2024年基本支出900元，其中：', '人员经费700元。', '机关运行经费150元。', '公用经费200元。']));
    expect(lines).toEqual(['amount 900元 basic partial', 'amount 700元 personnel < 900元', 'amount 150元 agency_operation', 'amount 200元 public_operating < 900元']);
  });
  it('may be divided in ways that the words say', () => {
    expect(linesOf(factsOf('2024年一般公共预算支出30万元，其中：按功能分类科目，教育支出20万元，卫生健康支出10万元。')).slice(1)).toEqual(['amount 20万元 item 205 < 30万元', 'amount 10万元 item 210 < 30万元']);
  });
});

describe('what a bare word speaks of', () => {
  it('is what the sentence has counted', () => {
    expect(factsOf('2024年公务接待24批次，210人次，支出2.05万元，较上年减少0.03万元。', { stage: 'final' }).map(({ topic, measure, value }) => [topic, measure, value])).toEqual([
      ['reception', 'batches', '24'], ['reception', 'persons', '210'], ['reception', 'reception_final', '2.05'], ['reception', 'reception_final', '0.03'],
    ]);
  });
  it('is what the clause before compares without a figure', () => {
    const facts = linesOf(factsOf('2024年“三公”经费支出5.48万元，公务接待费支出与预算相比无增减变化，比上年增加0.50万元，增长50%。', { stage: 'final' }));
    expect(facts.filter((line) => /^(?:change|percent) \d/.test(line))).toEqual(['change 0.50万元 reception increase', 'percent 50% reception increase']);
  });
  it('is the whole in a sentence behind 其中, which may be compared in the same terms', () => {
    const facts = linesOf(factsOf('2024年“三公”经费预算3328万元。其中，因公出国（境）费50万元，公务接待费478万元，公务用车购置及运行费2800万元。按同口径同比减少830万元，下降20%。'));
    expect(facts.slice(-2)).toEqual(['change 830万元 three_public decrease of 3328万元', 'percent 20% three_public decrease of 3328万元']);
  });
});

describe('final accounts', () => {
  it('take a fund whose name ends in 预算 for no budget figure', () => {
    expect(factsOf('财政拨款收入500.12万元（其中，一般公共预算500.12万元，政府性基金预算0万元）。', { stage: 'final' }).map(({ measure }) => measure)).toEqual(['fiscal_appropriation', 'general_public', 'government_fund']);
    expect(factsOf('年初一般公共预算收入500.12万元。', { stage: 'final' }).map(({ measure }) => measure)).toEqual(['general_public_budget']);
  });
  it('link a rate behind the budget with the account before', () => {
    expect(linesOf(factsOf('2024年度财政拨款支出总计500.12万元；财政拨款支出年初预算数472.90万元，完成年初预算的105.76%。', { stage: 'final' })).at(-1)).toBe('rate 105.76% fiscal_expenditure of 500.12万元 base 472.90万元');
  });
});

describe('wholes of other passages', () => {
  it('are found by the words of a share, in the chapter where the document gives several', () => {
    const said = ['五、一般公共预算支出情况', '2024年一般公共预算支出200万元。', '（二）按支出结构划分。', '1.基本支出预算150万元，占一般公共预算支出的75%。', '六、上年情况', '2024年一般公共预算支出300万元。'];
    expect(linesOf(factsOf(said)).find((line) => line.startsWith('share'))).toBe('share 75% basic of 150万元 base 200万元');
  });
  it('are found for the parts of 政府采购 under the same heading', () => {
    const lines = linesOf(factsOf(['（二）政府采购情况', '2024年政府采购预算17000元，同比增加17000元。', '按项目类型划分，货物类采购10000元，占政府采购预算58.8%；工程类采购0元；服务类采购7000元，占政府采购预算41.2%。']));
    expect(lines.filter((line) => / < /.test(line))).toEqual(['amount 10000元 procurement_goods < 17000元', 'amount 0元 procurement_works < 17000元', 'amount 7000元 procurement_services < 17000元']);
  });
});

describe('amounts without 元', () => {
  it('are amounts behind words that speak of money', () => {
    expect(factsOf('2024年“三公”经费合计为1000.86万，其中：公务接待费43.77万，公务用车运行费957.09万元。').map(({ value, unit }) => `${value}${unit}`)).toEqual(['1000.86万元', '43.77万元', '957.09万元']);
    expect(factsOf('服务人口达到12万，接待游客3万。')).toEqual([]);
  });
  it('go on in the list behind them, but for what is counted by 万', () => {
    expect(factsOf('项目总预算1170.00万，其中支持规模化发展870.00万，支持协同化发展300.00万，合计1170.00万。').map(({ value, partOf }) => `${value}${partOf === undefined ? '' : ' part'}`)).toEqual(['1170.00', '870.00 part', '300.00 part', '1170.00']);
    expect(factsOf('项目总预算1170.00万，其中接待游客3万，服务群众达12万。服务规模5万。').map(({ value }) => value)).toEqual(['1170.00']);
  });
});

describe('items', () => {
  it('are named behind the parts of their code', () => {
    expect(factsOf('1.208（类）05（款）05（项）机关事业单位基本养老保险缴费支出120.00万元，主要用于缴纳养老保险。').map(({ code, name, value }) => [code, name, value])).toEqual([['2080505', '机关事业单位基本养老保险缴费支出', '120.00']]);
  });
});

describe('totals of the budget', () => {
  it('are claims under a heading of duties as well', () => {
    expect(factsOf(['一、基本职能及主要工作', '完成固定资产投资5亿元。', '2025年部门预算总收入13,145,678.90元，比上年增加1,000,000.00元。']).map(({ topic, value }) => [topic, value])).toEqual([['revenue_total', '13145678.90'], ['revenue_total', '1000000.00']]);
  });
});

describe('sentences that a page breaks off', () => {
  it('go on behind the footnote of the page', () => {
    const sizes = [16, 10.5, 16];
    const texts = ['2024年收入预算100.00万元，比2023年减少29.00万元，主要是事业收入减少10.00万元，', '*因机构尚在调整，名称暂不变更，下同。', '其他收入减少19.00万元。'];
    const facts = readFacts(paragraphsOf(texts).map((paragraph, i) => ({ ...paragraph, fontSize: sizes[i] as number })), { year: 2024, stage: 'budget', organisation: '' });
    expect(new Set(facts.map(({ sentence }) => sentence))).toEqual(new Set([`${texts[0] ?? ''}${texts[2] ?? ''}`]));
  });
});

describe('reasons', () => {
  it('name what has changed behind the words that announce them', () => {
    expect(linesOf(factsOf('2024年基本支出预算900.00万元，比2023年增加94.50万元，主要原因是人员经费增加90.07万元，公用经费增加4.43万元。')).slice(2)).toEqual(['change 90.07万元 personnel increase', 'change 4.43万元 public_operating increase']);
  });
});

describe('words that speak of more than one thing', () => {
  const topicsOf = (text: string, more = {}): string[] => factsOf(text, more).map((fact) => `${fact.topic} ${fact.value}`);

  it('are no source of revenue where they say what it is spent on', () => {
    expect(topicsOf('本单位2025年预算支出23850万元，其中：一般公共预算拨款支出1850万元，事业收入安排支出21600万元，其他收入安排支出400万元。')).toEqual(['expenditure_total 23850', 'general_public_expenditure 1850', 'other 21600', 'other 400']);
  });
  it('are “三公”经费 where they name all three of it', () => {
    expect(topicsOf('2010年因公出国（境）费、公务用车购置及运行费和公务接待费的财政拨款预算数2711.65万元。')).toEqual(['three_public 2711.65']);
  });
  it('are none of several kinds of spending', () => {
    expect(topicsOf('支出合计100元，其中：上缴上级支出、经营支出、对附属单位补助支出共2元。')).toEqual(['expenditure_total 100', 'other 2']);
  });
});

describe('基本支出 and 项目支出 by what they are for', () => {
  it('are told by their definitions', () => {
    const lines = linesOf(factsOf(['2023年度用于保障某学校正常运转的日常支出2208964.88元。其中：基本工资、津贴补贴等人员经费支出2150031.26元，占基本支出的97.33%；办公费、印刷费等公用经费58933.62元，占基本支出的2.67%。', '2023年度用于保障某学校为完成特定的工作任务或事业发展目标，用于专项业务工作的经费支出262341.22元。'], { stage: 'final', year: 2023 }));
    expect(lines.filter((line) => line.startsWith('amount'))).toEqual(['amount 2208964.88元 basic partial', 'amount 2150031.26元 personnel < 2208964.88元', 'amount 58933.62元 public_operating < 2208964.88元', 'amount 262341.22元 project']);
  });
});

describe('the budget of a final account', () => {
  it('is what a list in it speaks of', () => {
    const measures = factsOf('2024年“三公”经费预算为20万元，其中：公务接待费9万元，公务用车运行维护费11万元。2024年“三公”经费支出共计9.07万元。', { stage: 'final' }).map((fact) => fact.measure);
    expect(measures).toEqual(['total_budget', 'reception_budget', 'vehicle_operation_budget', 'total_final']);
  });
  it('is the base of a change right behind it', () => {
    expect(linesOf(factsOf('2024年一般公共预算财政拨款支出1623.85万元，较年初预算1210.00万元增加413.85万元，完成年初预算的134.20%。', { stage: 'final' }))).toEqual([
      'amount 1623.85万元 general_public_expenditure', 'amount 1210.00万元 general_public_expenditure',
      'change 413.85万元 general_public_expenditure increase of 1623.85万元 base 1210.00万元', 'rate 134.20% general_public_expenditure of 1623.85万元 base 1210.00万元',
    ]);
  });
});

describe('limits of debts', () => {
  it('are amounts, those of prices are not', () => {
    expect(factsOf('自治区核定我县地方政府债务限额202400万元。采购限额50万元以上的货物。').map((fact) => fact.value)).toEqual(['202400']);
  });
});

describe('parts of 机关运行经费', () => {
  it('are not all of 会议费', () => {
    expect(factsOf('机关运行经费286.12万元，其中：办公费40.20万元，会议费3.00万元。').map((fact) => fact.topic)).toEqual(['agency_operation', 'other', 'other']);
  });
});

describe('a share of one fund', () => {
  it('is no share of all funds', () => {
    const texts = ['2024年支出合计2788.90万元，其中：基本支出1500.42万元，项目支出1288.48万元。', '信息化建设资金900.80万元，占一般公共预算项目支出总额的100%。'];
    expect(linesOf(factsOf(texts, { stage: 'final' })).at(-1)).not.toContain('base');
  });
});
