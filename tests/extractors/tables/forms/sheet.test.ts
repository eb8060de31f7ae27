import { describe, expect, it } from 'vitest';
import { continuesForm, isFormGrid, readForms } from '../../../../extractors/tables/forms/index.js';
import type { PerformanceForm } from '../../../../schemas/table.js';
import { gridOf, joined } from './grids.js';

const lines = (form: PerformanceForm | undefined): string[] => (form?.indicators ?? []).map((i) => `${i.level1}/${i.level2}/${i.level3} ${i.operator} ${i.value} ${i.unit}`.trim());
const funds = (form: PerformanceForm | undefined): Record<string, bigint> => Object.fromEntries(Object.entries(form?.funds ?? {}).map(([key, { amount }]) => [key, amount.fen]));

const head = gridOf([
  '项目名称|矫正经费|项目性质|经常性项目|项目类别|特定目标类',
  '主管部门|某区司法局(汇总)|实施单位|某区司法局||',
  '计划开始日期|2024-01-01|计划完成日期|2024年12月31日||',
  '项目资金 (元)|项目资金总额||年度资金申请总额|1,300.00|',
  '|其中：财政资金||其中：当年财政拨款|1,000.00|',
  '||||上年结转资金|200.00',
  '|其他资金||其他资金|100.00|',
  '项目 绩效 目标|项目总目标||年度总体目标||',
  '|||按计划完成各项工作，||',
], 'markup');
const indicators = gridOf([
  '|一级指标|二级指标|三级指标|年度(/项目)指标值|',
  '产出指标|成本指标|经济成本指标|成本构成合理性|合理|',
  '||数量指标|定位监察人数|>900.00(人)|',
  '矫正社工实际在位数||=18.00(人)|||',
  '||质量指标|人员监管覆盖率|=100.00(%)|',
  '|||签到及时率|=100.00(%)|',
], 'markup');
const rest = gridOf(['绩效 指标|时效指标|越界处理及时率|=100.00 (%)|', '双星指标|可持续影响指标|长效机制健全|健全', '指标||满意度指标|服务对象满意度 指标|群众满意度', '|||主管单位满意度|≥90.00 (%)'], 'markup');

describe('a form of one project as OCR returns it: shifted rows, narrower parts', () => {
  const form = readForms(joined([head, gridOf(['|||确保社会稳定。||'], 'markup'), indicators, rest]), 'project_performance', '').forms[0];

  it('reads head, dates and goal', () => {
    expect(form).toMatchObject({ project: '矫正经费', nature: '经常性项目', category: '特定目标类', supervisor: '某区司法局(汇总)', implementer: '某区司法局', start: '2024-01-01', end: '2024-12-31' });
    expect(form?.goalAnnual).toBe('按计划完成各项工作，确保社会稳定。');
  });

  it('reads funds in fen by the unit of their label; what is not printed stays absent', () => {
    expect(funds(form)).toEqual({ total: 130_000n, fiscalCurrent: 100_000n, fiscalCarryover: 20_000n, other: 10_000n });
  });

  it('gives every indicator its levels, carried down and over the page', () => {
    expect(lines(form)).toEqual([
      '成本指标/经济成本指标/成本构成合理性 text 合理',
      '产出指标/数量指标/定位监察人数 > 900 人',
      '产出指标/数量指标/矫正社工实际在位数 = 18 人',
      '产出指标/质量指标/人员监管覆盖率 = 100 %',
      '产出指标/时效指标/签到及时率 = 100 %',
      '产出指标/时效指标/越界处理及时率 = 100 %',
      '效益指标/可持续影响指标/长效机制健全 text 健全',
      '满意度指标/服务对象满意度指标/群众满意度 text',
      '满意度指标/服务对象满意度指标/主管单位满意度 ≥ 90 %',
    ]);
    expect(form?.indicators[6]?.levelPublished).toBe('双星指标');
  });

  it('is recognised by its head, and its parts go on it', () => {
    expect(isFormGrid(head)).toBe(true);
    expect(continuesForm(head, indicators)).toBe(true);
    expect(continuesForm(joined([head, indicators]), rest)).toBe(true);
    expect(continuesForm(head, gridOf(['|||确保社会稳定。||'], 'markup'))).toBe(true);
    expect(continuesForm(joined([head, indicators]), head)).toBe(false);
  });

  it('does not take other tables for forms', () => {
    expect(isFormGrid(gridOf(['科目编码|科目名称|合计|基本支出|项目支出', '204|公共安全支出|10|6|4']))).toBe(false);
    expect(isFormGrid(gridOf(['项目名称|采购品目|采购数量|资金来源|预算金额', '电脑|A0201|3|财政拨款|1.5']))).toBe(false);
    expect(isFormGrid(gridOf(['支出项目|总计|一般公共预算|政府性基金预算|国有资本经营预算|财政专户拨款|其他资金|绩效目标', '甲|1|1|0|0|0|0|做好工作']))).toBe(false);
  });
});

describe('ruled forms', () => {
  it('reads merged labels, funds in two columns and two goals', () => {
    const form = readForms(gridOf([
      '项目名称|<|基地补贴|<|项目性质|经常性项目',
      '项目资金（元）|项目资金总额|300|年度资金申请总额|100|<',
      '^|其中：财政资金|100|其中：当年财政拨款|80|<',
      '^|^|^|上年结转资金|20|<',
      '^|其他资金|0|其他资金|0|<',
      '项目绩效目标|项目总目标|<|年度总体目标|<|<',
      '^|三年建成|<|今年开工|<|<',
      '|一级指标|二级指标|三级指标|年度指标值|<',
      '绩效指标|产出指标|数量指标|建筑面积|≥300(平方米)|<',
      '^|^|^|楼层|=3(层)|<',
      '^|满意度指标|服务对象满意度指标|服务对象满意度指标|≥80%|<',
    ]), 'project_performance', '').forms[0];
    expect(funds(form)).toEqual({ total: 10_000n, fiscal: 10_000n, fiscalCurrent: 8_000n, fiscalCarryover: 2_000n, other: 0n });
    expect(form?.moreFunds?.map(({ label, amount }) => `${label} ${amount.amount.published}`)).toEqual(['项目资金总额 300', '其他资金 0']);
    expect([form?.goalTotal, form?.goalAnnual]).toEqual(['三年建成', '今年开工']);
    expect(lines(form)).toEqual(['产出指标/数量指标/建筑面积 ≥ 300 平方米', '产出指标/数量指标/楼层 = 3 层', '满意度指标/服务对象满意度指标/服务对象满意度指标 ≥ 80 %']);
  });

  it('reads 中期资金总额 and 中期目标 as those of the project, beside the year’s', () => {
    const { forms, unread } = readForms(gridOf(['项目名称|防汛项目|<|<', '中期资金总额|90.00万元|年度资金总额|30.00万元', '其中：财政拨款|90.00万元|其中：财政拨款|30.00万元', '中期目标（2024—2026年）|<|年度目标|<', '完善体系|<|储备物资|<', '一级指标|二级指标|指标名称|指标值', '产出指标|数量指标|批次|≥2批']), 'project_performance', '万元');
    expect(unread).toEqual([]);
    expect(funds(forms[0])).toMatchObject({ total: 30_000_000n, fiscal: 30_000_000n });
    expect([forms[0]?.goalTotal, forms[0]?.goalAnnual]).toEqual(['完善体系', '储备物资']);
  });

  it('gives rows above a page end the label that is printed below it', () => {
    const form = readForms(gridOf([
      '项目名称|甲|主管部门|乙局|',
      '绩效指标|一级指标|二级指标|三级指标|指标值',
      '^|产出指标|数量指标|次数|≥1次',
      '^|^||合格情况|全部合格',
      '---',
      '绩效指标|产出指标|质量指标|验收率|=100%',
      '^|效益指|社会效益指标|知晓|提高',
      '---',
      '绩效指标|标|^|认可|提高',
    ]), 'project_performance', '').forms[0];
    expect(lines(form).map((line) => line.split(' ')[0])).toEqual(['产出指标/数量指标/次数', '产出指标/质量指标/合格情况', '产出指标/质量指标/验收率', '效益指标/社会效益指标/知晓', '效益指标/社会效益指标/认可']);
    expect(form?.indicators.some((i) => i.levelPublished !== undefined)).toBe(false);
  });

  it('parts two forms whose second head was cut off as a repeated header', () => {
    const { forms } = readForms(gridOf([
      '综合经费项目绩效目标表|<|<|<|<', '项目名称|综合经费|<|<|<', '主管部门|甲局|<|实施单位|乙中心', '资金情况（万元）|资金总额|<|2.5|<', '指标|一级指标|二级指标|三级指标|指标值', '^|产出指标|数量指标|人数|≥5人',
      '---',
      '主管部门|甲局|<|实施单位|丙中心', '资金情况（万元）|资金总额|<|1.0|<', '指标|一级指标|二级指标|三级指标|指标值', '^|产出指标|数量指标|人数|≥4人',
    ]), 'project_performance', '');
    expect(forms.map((form) => [form.project, form.implementer, funds(form)['total']])).toEqual([['综合经费', '乙中心', 2_500_000n], ['综合经费', '丙中心', 1_000_000n]]);
  });

  it('takes the project from the title where the form does not name it', () => {
    const form = readForms(gridOf(['资金情况（万元）|资金总额：|8', '项目实施期目标|保障业务|<', '一级指标|二级指标|三级指标|目标值', '产出指标|数量指标|人数|≥5人']), 'project_performance', '', '看守所保障经费项目绩效目标表').forms[0];
    expect(form).toMatchObject({ project: '看守所保障经费', goalTotal: '保障业务' });
  });
});

describe('forms of a whole department and of final accounts', () => {
  it('reads tasks with their amounts; the total is the form’s', () => {
    const { forms, unread } = readForms(gridOf([
      '部门（单位）名称|某局|<|<|<|<',
      '年度主要任务|任务名称|主要内容|预算金额（万元）|<|<',
      '^|^|^|总额|财政拨款|其他资金',
      '^|基本支出|保障运转|10|10|',
      '^|执法业务|办案|5.5|5|0.5',
      '^|金额合计|<|15.5|15|0.5',
      '年度总体目标|依法行政|<|<|<|<',
      '指标|一级指标|二级指标|三级指标|指标值|分值',
      '^|产出指标|数量指标|案件数（件）|≥7|10',
    ]), 'overall_performance', '');
    expect(unread).toEqual([]);
    expect(forms[0]).toMatchObject({ implementer: '某局', project: '', goalAnnual: '依法行政' });
    expect(funds(forms[0])).toEqual({ total: 15_500_000n, fiscal: 15_000_000n, other: 500_000n });
    expect(forms[0]?.moreFunds?.map(({ label, amount }) => `${label} ${amount.amount.published}`)).toEqual(['基本支出/总额 10', '基本支出/财政拨款 10', '执法业务/总额 5.5', '执法业务/财政拨款 5', '执法业务/其他资金 0.5']);
    expect(forms[0]?.indicators[0]).toMatchObject({ value: '7', unit: '件', details: { 分值: '10' } });
  });

  it('reads a self-assessment (自评表): the year’s budget is the form’s figure, execution and scores stand beside', () => {
    const form = readForms(gridOf([
      '项目名称|普法|<|<|<|<|<|<',
      '主管部门|甲局|<|<|实施单位|甲局|<|<',
      '项目资金（万元）||年初预算数|全年预算数|全年执行数|分值|执行率|得分',
      '^|年度资金总额|100|110|99|10|90%|9',
      '^|其中：当年财政拨款|100|110|99|-|90%|-',
      '年度总体目标|预期目标|<|<|实际完成情况|<|<|<',
      '^|开展宣传|<|<|已开展|<|<|<',
      '绩效指标|一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分',
      '^|产出指标|数量指标|场次|≥10场|12场|50|50',
      '总分|<|<|<|<|<|100|98',
    ]), 'project_performance', '').forms[0];
    expect(funds(form)).toEqual({ total: 110_000_000n, fiscalCurrent: 110_000_000n });
    expect(form?.moreFunds?.map(({ label, amount }) => `${label} ${amount.amount.published}`)).toContain('年度资金总额/全年执行数 99');
    expect(form?.goalAnnual).toBe('开展宣传');
    expect(form?.indicators[0]).toMatchObject({ operator: '≥', value: '10', unit: '场', details: { 实际完成值: '12场', 分值: '50', 得分: '50' } });
    expect(form?.details).toContainEqual({ label: '总分', text: '100 98' });
  });
});
