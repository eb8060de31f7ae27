/** Amounts of prose that a slip of a digit keeps from what the document says of the same thing elsewhere. */
import { describe, expect, it } from 'vitest';
import { checked, table, told } from './documents.js';

const PARTS = 'narrative/parts';

describe('parts that make their whole only as each figure may be rounded by itself', () => {
  const procured = (services: string, goods = '36.96'): string => `2024年政府采购预算总额66.96万元，其中：货物预算${goods}万元、工程预算0.00万元、服务预算${services}万元。`;
  it('are off by no more than all of them rounded, or all of them truncated, may be', () => {
    expect(told(checked(procured('30.00')))).toEqual([]);
    expect(told(checked(procured('30.01')))).toEqual([]);
    expect(told(checked(procured('30.02')))).toEqual([`warning ${PARTS} 66.96万元 → 66.98万元`]);
  });
  it('have lost noughts where they have fewer decimals than their whole', () => {
    expect(told(checked(procured('30', '36.96')))).toEqual([]);
    expect(told(checked('2024年政府采购预算总额370.62万元，其中：货物预算252.619万元、工程预算0万元、服务预算118万元。'))).toEqual([]);
    expect(told(checked('2024年政府采购预算总额370.62万元，其中：货物预算252.719万元、工程预算0万元、服务预算118万元。'))).toEqual([`warning ${PARTS} 370.62万元 → 370.719万元`]);
  });
});

describe('lists that nothing calls complete', () => {
  it('are, where they name as many projects as the text counts', () => {
    const said = (all: string): string => `2024年度，本单位编报绩效目标的项目共2个，涉及项目预算资金${all}万元。其中：中介机构服务费418.80万元，财政业务费10.00万元。`;
    expect(told(checked(said('428.80')))).toEqual([]);
    expect(told(checked(said('528.80')))).toEqual([`warning ${PARTS} 528.80万元 → 428.8万元`]);
  });
  it('are held to their sum for slips where each part is of a fund of its own, or the head is called the sum of what stands before it', () => {
    const funds = (all: string): string => `2024年本部门上级专项转移支付支出预算${all}万元（其中380.00万元为政府性基金预算、1,230.00万元为一般公共预算）。`;
    expect(told(checked(funds('1,610.00')))).toEqual([]);
    expect(told(checked(funds('2,610.00')))).toEqual([`warning ${PARTS} 2,610.00万元 → 1610万元`]);
    const sum = (all: string): string => `2024年下达转移支付资金1,100.00万元到我部，另有结转2023年下达的资金510.00万元，合计上级转移支付资金${all}万元。`;
    expect(told(checked(sum('1,610.00')))).toEqual([]);
    expect(told(checked(sum('2,610.00')))).toEqual([`warning ${PARTS} 2,610.00万元 → 1610万元`]);
  });
  it('show by one long list that 主要包括 names all of it, for slips', () => {
    const said = (last: string): string[] => ['1.专项活动117.50万元，主要包括：普查80.20万元，用于普查；调查30.20万元，用于调查；核查7.10万元，用于核查。', `2.监督管理事务155.71万元，主要包括：注册管理85.71万元，用于注册；执法办案${last}万元，用于执法。`];
    expect(told(checked(said('70.00')))).toEqual([]);
    expect(told(checked(said('30.00')))).toEqual([`warning ${PARTS} 155.71万元 → 115.71万元`]);
    expect(told(checked(said('25.16')))).toEqual([]);
    const numbered = (last: string): string[] => [said('70.00')[0] as string, `2.专项业务155.71万元，主要包括：1.注册管理85.71万元，用于注册；2.执法办案${last}万元，用于执法。`];
    expect(told(checked(numbered('70.00')))).toEqual([]);
    expect(told(checked(numbered('30.00')))).toEqual([`warning ${PARTS} 155.71万元 → 115.71万元`]);
  });
});

describe('figures stated again', () => {
  it('are one where the words around them are copied', () => {
    const said = (again: string): string[] => ['1.因公出国（境）费用。2024年预算数108.60万元，增加的主要原因是按照填报口径，2024年因公出国费按批复额度89.60万元在二上时已纳入部门预算。', '三、机关运行经费', `主要是按照填报口径，2024年因公出国费按批复额度${again}万元在二上时已纳入部门预算。`];
    expect(told(checked(said('89.60')))).toEqual([]);
    expect(told(checked(said('99.60')))).toContain('warning narrative/restated 99.60万元 → 89.60万元');
    expect(told(checked(said('14.25')))).toEqual([]);
  });
  it('are one where a paragraph counts as many projects', () => {
    const said = (again: string, count = '4'): string => `编报绩效目标的2024年度项目4个，涉及预算金额598.42万元；绩效自评的2024年度项目${count}个，涉及预算金额${again}万元。`;
    expect(told(checked(said('598.42')))).toEqual([]);
    expect(told(checked(said('508.42')))).toEqual(['warning narrative/restated 508.42万元 → 598.42万元']);
    expect(told(checked(said('508.42', '3')))).toEqual([]);
  });
});

describe('amounts that a line of a table has by its name', () => {
  const basic = table('basic_expenditure_economic', [{ cells: { total: '116.93' } }, { code: '302', name: '商品和服务支出', cells: { total: '116.93' } }, { code: '30211', name: '差旅费', cells: { total: '16.10' } }], { unit: '万元' });
  it('are held against an economic item for slips', () => {
    expect(told(checked('2024年某市司法局各单位差旅费预算16.10万元。', [basic]))).toEqual([]);
    expect(told(checked('2024年某市司法局各单位差旅费预算26.10万元。', [basic]))).toEqual(['warning narrative/amount 26.10万元 → 16.10万元']);
    expect(told(checked('2024年某市司法局各单位差旅费预算45.00万元。', [basic]))).toEqual([]);
  });
  it('and against the kinds of 政府采购', () => {
    const procured = table('government_procurement', [{ cells: { total: '100.25' } }, { name: '货物', cells: { total: '60.25' } }, { name: '服务', cells: { total: '40.00' } }], { unit: '万元' });
    const said = (goods: string): string => `2024年采购情况。政府采购货物预算${goods}万元。`;
    expect(told(checked(said('60.25'), [procured]))).toEqual([]);
    expect(told(checked(said('60.75'), [procured]))).toEqual(['error narrative/amount 60.75万元 → 60.25万元']);
  });
  it('are those of the only item of a section where no line has the name', () => {
    const spent = table('general_public_expenditure', [{ cells: { total: '166.50' } }, { code: '208', name: '社会保障和就业支出', cells: { total: '166.50' } }, { code: '20808', name: '抚恤', cells: { total: '166.50' } }, { code: '2080899', name: '其他优抚支出', cells: { total: '166.50' } }], { unit: '万元' });
    const said = (amount: string): string[] => ['一般公共预算支出具体使用情况', `（1）社会保障和就业支出（类）抚恤（款）其他抚恤支出（项）${amount}万元，主要用于补助烈士陵园。`];
    expect(told(checked(said('166.50'), [spent]))).toEqual(['info narrative/name-differs 2080899 其他抚恤支出 → 其他优抚支出']);
    expect(told(checked(said('136.50'), [spent]))).toEqual(['error narrative/amount 2080899 136.50万元 → 166.50万元']);
  });
  it('are the line that is meant, not another column that all but fits', () => {
    const spent = table('general_public_expenditure', [{ cells: { total: '4.26', personnel: '4.05' } }, { code: '2080501', name: '行政单位离退休', cells: { total: '4.26', personnel: '4.05' } }], { unit: '万元' });
    expect(told(checked(['一般公共预算支出', '行政单位离退休（2080501）4.06万元。'], [spent]))).toEqual(['error narrative/amount 2080501 4.06万元 → 4.26万元']);
  });
  it('are all spending where they are called the budget of the publisher', () => {
    const spent = table('expenditure_summary', [{ cells: { total: '21,796.12' } }], { unit: '万元' });
    expect(told(checked('某市司法局（本级）预算21,796.12万元。', [spent], { scope: 'unit' }))).toEqual([]);
    expect(told(checked('某市司法局（本级）预算21,796.16万元。', [spent], { scope: 'unit' }))).toEqual(['error narrative/amount 21,796.16万元 → 21,796.12万元']);
  });
});

describe('funds of goals', () => {
  const spent = [table('expenditure_summary', [{ cells: { total: '7,062.80', basic: '4,069.62', project: '2,993.18' } }], { unit: '万元' })];
  const said = (all: string, projects: string, share = '100'): string => `2024年度，本部门整体支出纳入绩效目标管理，涉及财政性资金${all}万元；本部门共6个项目纳入绩效目标管理，涉及财政性资金合计${projects}万元，占财政性资金（人员类和运转类中的公用经费项目支出除外）总额的比例为${share}%。`;
  it('are all spending where 整体支出 is covered, and 项目支出 where all is that is neither staff nor office', () => {
    expect(told(checked(said('7,062.8', '2,993.18'), spent))).toEqual([]);
    expect(told(checked(said('7,062.8', '2,393.18'), spent))).toEqual(['warning narrative/projects-covered 2,393.18万元 → 2,993.18万元']);
    expect(told(checked(said('7,562.8', '2,993.18'), spent))).toEqual(['warning narrative/projects-covered 7,562.8万元 → 7,062.80万元']);
  });
  it('are 项目支出 for slips where a number of projects is', () => {
    expect(told(checked(said('7,062.8', '2,393.18', '42.38'), spent))).toEqual(['warning narrative/projects-covered 2,393.18万元 → 2,993.18万元']);
    expect(told(checked(said('7,062.8', '1,500.00', '21.24'), spent))).toEqual([]);
  });
  it('are held against no total that its own lines contradict', () => {
    const general = (project: string): ReturnType<typeof table> => table('general_public_expenditure', [{ cells: { total: '6,862.80', project } }, { code: '208', name: '社会保障和就业支出', cells: { total: '6,862.80', project: '2,404.57' } }], { id: 't2', unit: '万元' });
    const all = (funds: string): string => `2024年度所有项目支出均实行绩效目标管理，涉及资金${funds}万元。`;
    for (const project of ['2,404.57', '', '2,440.57']) expect(told(checked(all('2,404.57'), [...spent, general(project)]))).toEqual([]);
    expect(told(checked(all('2,114.57'), [...spent, general('2,404.57')]))).toEqual(['warning narrative/projects-covered 2,114.57万元 → 2,993.18万元']);
  });
  const projects = table('project_expenditure', [{ cells: { total: '419.00', fiscal_appropriation: '419.00' } }, { name: '统计周期性调查', cells: { total: '368.00', fiscal_appropriation: '368.00' } }, { name: '综合业务', cells: { total: '51.00', fiscal_appropriation: '51.00' } }], { unit: '万元' });
  it('are those of 财政拨款 in the table of projects, of all and of the one that is named', () => {
    const all = (fiscal: string): string => `本局2024年政策和项目全面实施绩效目标管理，涉及一级预算项目4个，预算资金419万元，其中财政拨款${fiscal}万元。`;
    expect(told(checked(all('419'), [projects]))).toEqual([]);
    expect(told(checked(all('413'), [projects]))).toEqual(['warning narrative/projects-covered 413万元 → 419.00万元']);
    const one = (funds: string, fiscal: string): string => `拟对统计周期性调查1个项目开展部门重点绩效评价，涉及预算资金${funds}万元，其中财政拨款${fiscal}万元。`;
    expect(told(checked(one('368', '368'), [projects]))).toEqual([]);
    expect(told(checked(one('468', '368'), [projects]))).toEqual(['error narrative/amount 468万元 → 368.00万元']);
    expect(told(checked(one('368', '308'), [projects]))).toEqual(['warning narrative/amount 308万元 → 368.00万元']);
  });
});

describe('机关运行经费', () => {
  it('is 商品和服务支出 of one kind of unit, where a table has a tree for each', () => {
    const trees = (...goods: readonly string[]) => table('basic_expenditure_economic', [{ cells: { total: '900.00', public_operating: '158.56' } }, ...goods.flatMap((amount) => [{ code: '302', name: '商品和服务支出', cells: { total: amount, public_operating: amount } }, { code: '30201', name: '办公费', cells: { total: amount, public_operating: amount } }])], { unit: '万元' });
    expect(told(checked('2024年本部门机关运行经费安排92.4万元。', [trees('92.40', '66.16')]))).toEqual([]);
    expect(told(checked('2024年本部门机关运行经费安排92.1万元。', [trees('92.40', '66.16')]))).toEqual(['warning narrative/agency-operation 92.1万元 → 92.40万元']);
    expect(told(checked('2024年本部门机关运行经费安排71.3万元。', [trees('92.40', '66.16')]))).toEqual([]);
    const capital = trees('92.40', '66.16');
    const withCapital = table('basic_expenditure_economic', [...capital.lines.map(({ entry, code }) => ({ name: entry.name, code, cells: Object.fromEntries(entry.cells.map((c) => [c.measure, c.reading.state === 'amount' ? c.reading.amount.published : ''])) })), { code: '310', name: '资本性支出', cells: { total: '0.40', public_operating: '0.40' } }], { unit: '万元' });
    expect(told(checked('2024年本部门机关运行经费安排66.56万元。', [withCapital]))).toEqual([]);
    expect(told(checked('2024年本部门机关运行经费安排66.56万元。', [capital]))).toEqual(['warning narrative/agency-operation 66.56万元 → 66.16万元']);
  });
  const basic = table('general_public_expenditure', [{ cells: { total: '900.00', basic: '900.00', public_operating: '657.61' } }, { code: '2010601', name: '行政运行', cells: { total: '800.00', basic: '800.00', public_operating: '484.47' } }, { code: '2010650', name: '事业运行', cells: { total: '100.00', basic: '100.00', public_operating: '173.14' } }], { unit: '万元' });
  it('is the 公用经费 of 行政运行 where other units are no offices', () => {
    expect(told(checked('2024年本部门机关运行经费安排484.47万元。', [basic]))).toEqual([]);
    expect(told(checked('2024年本部门机关运行经费安排484.27万元。', [basic]))).toEqual(['warning narrative/agency-operation 484.27万元 → 484.47万元']);
    expect(told(checked('2024年本部门机关运行经费安排315.20万元。', [basic]))).toEqual([]);
  });
});
