import { describe, expect, it } from 'vitest';
import { continuesForm, isFormGrid, readForms } from '../../../../extractors/tables/forms/index.js';
import { gridOf } from './grids.js';

describe('tables of forms', () => {
  it('reads one project a row, with the unit given above the table', () => {
    const grid = gridOf(['单位名称|项目名称|金额|绩效目标', '**|**|**|**', '||4.50|', '甲局|日常运行|2.00|保障工作正常运作。', '乙站|日常运行|2.50|保障监管场所安全。']);
    const { forms, totals } = readForms(grid, 'project_performance', '万元');
    expect(isFormGrid(grid)).toBe(true);
    expect(forms.map((f) => [f.implementer, f.project, f.funds.total?.amount.fen, f.goalAnnual])).toEqual([['甲局', '日常运行', 2_000_000n, '保障工作正常运作。'], ['乙站', '日常运行', 2_500_000n, '保障监管场所安全。']]);
    expect(totals.map((t) => [t.label, t.amount.amount.published])).toEqual([['合计', '4.50']]);
  });

  it('a unit above its projects, in one column with them, is no project', () => {
    const { forms } = readForms(gridOf(['单位名称、项目名称|项目年度绩效目标|一级指标|二级指标|三级指标|指标性质|指标值|度量单位', '水利局|||||||', '防汛项目|储备物资|产出指标|数量指标|批次|>=|2|批', '监测项目|监测水质|产出指标|数量指标|次数|>=|12|次']), 'project_performance', '万元');
    expect(forms.map((f) => [f.implementer, f.project, f.indicators.length])).toEqual([['水利局', '防汛项目', 1], ['水利局', '监测项目', 1]]);
  });

  it('leaves amounts unread where nobody says their unit', () => {
    const { forms, unread } = readForms(gridOf(['项目|预算数|绩效目标', '甲|5|做好工作']), 'project_performance', '');
    expect(forms[0]?.funds).toEqual({});
    expect(unread).toEqual([{ gridRow: 1, reason: '金额“5”的单位未知' }]);
  });

  it('takes the unit from an indicator that repeats the amount', () => {
    const { forms, unread } = readForms(gridOf(['项目名称|资金总额|绩效目标|一级指标|二级指标|三级指标|指标值|度量单位|指标值类型', '甲|35.78|做好|成本指标|经济成本指标|总成本|35.78|万元|≤']), 'project_performance', '');
    expect(unread).toEqual([]);
    expect(forms[0]?.funds.total?.amount.fen).toBe(35_780_000n);
  });

  const header = ['项目名称|项目总额|其中：|<|绩效目标|一级指标|二级指标|三级指标|指标性质|本年指标值|度量单位', '^|^|财政资金|其他资金|^|^|^|^|^|^|^'];

  it('reads blocks of rows, over pages with the head blank or printed again', () => {
    const { forms } = readForms(gridOf([
      ...header,
      '甲项目|10|10||完成报告，|产出指标|数量指标|报告|＝|2|份',
      '^|^|^|^|^|产出指标|质量指标|合格率|≥|95|%',
      '---', '||||提出建议。|效益指标|社会效益指标|规范|定性|优|项',
      '乙项目|5|4|1|宣传|产出指标|数量指标|场次|≥|3|次',
      '---', '乙项目|5|4|1|宣传|满意度指标|服务对象满意度指标|公众满意|≥|90|%',
    ]), 'project_performance', '万元');
    expect(forms.map((f) => [f.project, f.goalAnnual, f.indicators.length])).toEqual([['甲项目', '完成报告，提出建议。', 3], ['乙项目', '宣传', 2]]);
    expect(forms[0]?.indicators[2]).toMatchObject({ level1: '效益指标', level2: '社会效益指标', level3: '规范', operator: 'text', value: '优', published: '定性 优 项' });
    expect(forms[1]?.funds).toMatchObject({ fiscal: { amount: { fen: 4_000_000n } }, other: { amount: { fen: 1_000_000n } } });
  });

  it('gives a block whose name stands on the next page that name', () => {
    const { forms } = readForms(gridOf([
      ...header,
      '甲项目|10|10||完成报告|产出指标|数量指标|报告|＝|2|份',
      '||||检查质量，|产出指标|数量指标|户数|≥|40|户', '^|^|^|^|^|产出指标|时效指标|完成|≤|11|月',
      '---', '乙项目|20|20||提出建议。|效益指标|社会效益指标|规范|定性|优|',
    ]), 'project_performance', '万元');
    expect(forms.map((f) => [f.project, f.funds.total?.amount.published, f.goalAnnual, f.indicators.length])).toEqual([['甲项目', '10', '完成报告', 1], ['乙项目', '20', '检查质量，提出建议。', 3]]);
  });

  it('puts a name together whose middle line two pages print', () => {
    const { forms, unread } = readForms(gridOf([
      ...header,
      '共性问题违规投|264 640000|264 640000||核查|产出指标|数量指标|次数|＝|2|次',
      '---', '问题、违规投资责任追究|264.640000|264.640000||整改|产出指标|质量指标|合格|≥|9|%',
    ]), 'project_performance', '万元');
    expect(unread).toEqual([]);
    expect(forms.map((f) => [f.project, f.funds.total?.amount.fen])).toEqual([['共性问题、违规投资责任追究', 264_640_000n]]);
  });

  it('goes on with unit and goal that a page end cuts', () => {
    const { forms } = readForms(gridOf(['单位名称|项目名称|金额|绩效目标', '深圳市发展和改革委|储备|5|对储备粮油进行', '---', '员会||| 检查。', '深圳市发展和改革委员会|党建|6|落实要求。']), 'project_performance', '万元');
    expect(forms.map((f) => [f.implementer, f.project, f.goalAnnual])).toEqual([['深圳市发展和改革委员会', '储备', '对储备粮油进行检查。'], ['深圳市发展和改革委员会', '党建', '落实要求。']]);
  });

  it('tells further rows of the table from a table of another kind', () => {
    const grid = gridOf([...header, '甲项目|10|10||完成报告|产出指标|数量指标|报告|＝|2|份']);
    expect(continuesForm(grid, gridOf(['||||提出建议。|效益指标|社会效益指标|规范|定性|优|项']))).toBe(true);
    expect(continuesForm(grid, gridOf(['科目|合计|基本支出|项目支出|上缴|经营|补助|其他|年初|年末|备注', '204|10|6|4|0|0|0|0|0|0|']))).toBe(false);
  });

  it('reads a line of a unit and 合计 as totals, codes as details', () => {
    const { forms, totals } = readForms(gridOf([
      '单位编码|单位（项目）名称|资金总额|绩效目标|三级指标|指标值|度量单位|指标值类型', '合计||9|||||', '126001|甲局|9|||||', '126001|来访接待|9|做好接待|场次|5|次|≥',
    ]), 'project_performance', '万元');
    expect(forms.map((f) => [f.project, f.details])).toEqual([['来访接待', [{ label: '单位编码', text: '126001' }]]]);
    expect(totals.map((t) => t.label)).toEqual(['合计', '甲局']);
  });
});
