import { describe, expect, it } from 'vitest';
import { isFormGrid, readForms } from '../../../../extractors/tables/forms/index.js';
import type { PerformanceForm } from '../../../../schemas/table.js';
import { gridOf } from './grids.js';

/** Layouts as provinces print them, from memory of their templates; none stands in the corpus. */
const lines = (form: PerformanceForm | undefined): string[] => (form?.indicators ?? []).map((i) => `${i.level1}/${i.level2}/${i.level3} ${i.operator} ${i.value} ${i.unit}`.trim());

describe('layouts of other provinces', () => {
  it('codes before names, descriptions and reasons beside targets', () => {
    const grid = gridOf([
      '项目编码|13P001|项目名称|执法经费|<|<',
      '预算规模及资金用途|预算数|5.00|其中：财政资金|5.00|其他资金',
      '^|办案所需支出|<|<|<|<',
      '绩效目标|1.保障办案|<|<|<|<',
      '绩效指标|一级指标|二级指标|三级指标|绩效指标描述|指标值|指标值确定依据',
      '^|产出指标|数量指标|案件数|全年办理案件|≥50件|工作计划',
    ]);
    expect(isFormGrid(grid)).toBe(true);
    const form = readForms(grid, 'project_performance', '万元').forms[0];
    expect(form).toMatchObject({ project: '执法经费', goalAnnual: '1.保障办案', funds: { total: { amount: { fen: 5_000_000n } }, fiscal: { amount: { fen: 5_000_000n } } } });
    expect(lines(form)).toEqual(['产出指标/数量指标/案件数 ≥ 50 件']);
    expect(form?.indicators[0]?.details).toEqual({ 绩效指标描述: '全年办理案件', 指标值确定依据: '工作计划' });
  });

  it('labels beside the project, money by fund and by what it is spent on', () => {
    const { forms, unread } = readForms(gridOf([
      '项目名称|执法办案|项目编码|421181|', '项目属性|1、持续性项目 ☑ 2、新增性项目 ☐|<|<|', '支出项目类别|1、部门项目 ☑ 2、公共项目 ☐|<|<|', '项目前两年预算及当年预算变动情况|2022年380万元，2023年402万元|<|<|',
      '项目资金来源|来源项目|<|金额|', '^|合计|<|50|', '^|一般公共预算财政拨款|<|40|', '^|其他资金|<|10|',
      '项目支出明细|支出事项|测算依据|金额|', '|差旅费|600人次|20|', '|鉴定费|按实际|30|',
      '年度绩效指标|一级指标|二级指标|三级指标|指标值', '|产出指标|数量指标|案件数|≥50件',
    ]), 'project_performance', '万元');
    expect(unread).toEqual([]);
    expect(forms[0]).toMatchObject({ project: '执法办案', category: '1、部门项目 ☑ 2、公共项目 ☐', funds: { total: { amount: { fen: 50_000_000n } }, other: { amount: { fen: 10_000_000n } } } });
  });

  it('levels in rows of their own, an explanation called 指标内容', () => {
    const { forms } = readForms(gridOf([
      '单位名称、项目名称|项目年度绩效目标|一级指标|二级指标|三级指标|指标性质|指标值|度量单位|指标属性|指标内容',
      '普法宣传|提高法治意识|||||||| ',
      '|| 产出指标|||||||', '|||数量指标||||||', '||||宣传场次|>=|10|场|定量指标|开展宣传', '|||质量指标||||||', '||||覆盖率|=|100|%|定量指标|覆盖情况',
    ], 'stream'), 'project_performance', '');
    expect(forms).toHaveLength(1);
    expect(lines(forms[0])).toEqual(['产出指标/数量指标/宣传场次 ≥ 10 场', '产出指标/质量指标/覆盖率 = 100 %']);
  });

  it('targets divided by a second header row', () => {
    const form = readForms(gridOf([
      '项目名称|调解|主管部门|甲局|<|<', '绩效目标|化解纠纷|<|<|<|<',
      '一级指标|二级指标|三级指标|指标值|<|<', '^|^|^|运算符号|内容|度量单位',
      '产出指标|数量指标|案件数|≥|300|件', '^|质量指标|成功率|≥|95|%',
    ]), 'project_performance', '').forms[0];
    expect(lines(form)).toEqual(['产出指标/数量指标/案件数 ≥ 300 件', '产出指标/质量指标/成功率 ≥ 95 %']);
  });

  it('a column 单位 behind the targets', () => {
    const { forms } = readForms(gridOf(['预算单位|项目名称|预算数|年度目标|一级指标|二级指标|三级指标|指标性质|指标值|单位|权重', '甲局|调解|8|化解纠纷|产出指标|数量指标|案件数|≥|300|件|20']), 'project_performance', '万元');
    expect(forms[0]).toMatchObject({ project: '调解', implementer: '甲局' });
    expect(lines(forms[0])).toEqual(['产出指标/数量指标/案件数 ≥ 300 件']);
    expect(forms[0]?.indicators[0]?.details).toEqual({ 权重: '20' });
  });

  it('an overall form with its budget by source and by structure', () => {
    const { forms, unread } = readForms(gridOf([
      '部门（单位）名称|某局|<', '预算情况|部门预算总额（万元）|120', '^|1、资金来源：（1）政府预算资金|100', '^|（2）单位资金|20', '^|2、资金结构：（1）基本支出|80', '^|（2）项目支出|40',
      '年度履职目标|做好各项工作|<', '一级指标|二级指标|三级指标|指标值', '履职效能|重点工作|计划完成率|100%',
    ]), 'overall_performance', '');
    expect(unread).toEqual([]);
    expect(forms[0]?.funds.total?.amount.fen).toBe(120_000_000n);
    expect(forms[0]?.moreFunds?.map(({ label, amount }) => `${label} ${amount.amount.published}`)).toEqual(['政府预算资金 100', '单位资金 20', '基本支出 80', '项目支出 40']);
    expect(lines(forms[0])).toEqual(['履职效能/重点工作/计划完成率 = 100 %']);
  });
});
