/** Prose against tables: a figure is wrong only where it fits no cell that says the same. */
import { describe, expect, it } from 'vitest';
import { checked, counted, form, message, table, told } from './documents.js';

const expenditure = (total: string, rows: readonly [string, string][] = []) =>
  table('general_public_expenditure', [...rows.map(([code, text]) => ({ code, name: code === '2080501' ? '行政单位离退休' : code, cells: { total: text } })), { cells: { total } }], { id: 't5' });

describe('narrative/amount', () => {
  it('passes what the table says, rounded or truncated to 万元', () => {
    for (const text of ['4,253万元', '4,252万元', '4,252.61万元', '4,252.60万元', '42,526,068元']) {
      expect(told(checked(`2024年一般公共预算支出${text}。`, [expenditure('42,526,068')]))).toEqual([]);
    }
  });
  it('names what contradicts what, in yuan', () => {
    const result = checked('10.“机关事业单位基本养老保险缴费支出”科目248万元，主要用于基本养老保险费的支出。', [expenditure('9,000,000', [['2080505', '2,653,284']])]);
    expect(told(result)).toEqual(['error narrative/amount 2080505 248万元 → 2,653,284元']);
    expect(result.findings[0]).toMatchObject({ difference: '-173284', tableId: 't5', measure: 'total', cells: ['f1', 't5:1:total'] });
    expect(message(result.findings[0])).toContain('248万元');
  });
  it('is content with any cell that the words may mean: the item under another fund, in another table, in another column', () => {
    const tables = [table('expenditure_summary', [{ code: '2040601', name: '行政运行', cells: { total: '900,000', basic: '500,000' } }, { cells: { total: '900,000' } }], { id: 't3' }), expenditure('500,000', [['2040601', '500,000']])];
    for (const text of ['90', '50']) expect(told(checked(`“行政运行”科目${text}万元，主要用于人员经费。`, tables))).toEqual([]);
  });
  it('holds a project that prose names word for word against its line, or its lines of several units together', () => {
    const projects = table('project_expenditure', [{ name: '发展规划业务', cells: { total: '2,015,000', general_public: '2,000,000' } }, { name: '信息化运维', cells: { total: '300,000' } }, { name: '信息化运维', cells: { total: '200,000' } }, { name: '某市规划局', cells: { total: '2,515,000' } }, { cells: { total: '2,515,000' } }], { id: 't6' });
    const said = (planning: string, upkeep: string): string[] => told(checked(['2024年项目支出251.50万元，具体包括：', `1.发展规划业务${planning}万元，主要用于专项规划编制。`, `2.信息化运维${upkeep}万元，主要用于系统维护。`], [projects]));
    for (const upkeep of ['50.00', '30.00']) expect(said('201.50', upkeep).filter((line) => line.includes('narrative/amount'))).toEqual([]);
    expect(said('201.53', '50.00')).toContain('warning narrative/amount 201.53万元 → 2,015,000元');
    expect(said('201.50', '57.00')).toContain('warning narrative/amount 57.00万元 → 300,000元');
  });
  it('holds 支出预算 against 收入总计, where the summary leaves its total of spending empty, only units print theirs, and a slip of a digit lies between', () => {
    const line = (name: string, item: string, side: 'revenue' | 'expenditure', total: string): Parameters<typeof table>[1][number] => ({ name, item, side, cells: { total } });
    const sides = table('revenue_expenditure_summary', [line('一、财政拨款收入', 'fiscal_appropriation', 'revenue', '98,516,400'), line('收入总计', 'grand_total', 'revenue', '98,516,400'), line('支出总计', 'grand_total', 'expenditure', '')]);
    const units = table('expenditure_summary', [{ name: '某市生态环境局（本级）', cells: { total: '5,851.64' } }, { name: '某市生态环境局信息中心', cells: { total: '4,000.00' } }], { id: 't2', unit: '万元' });
    const said = (text: string): string[] => told(checked(`2024年支出预算${text}万元。`, [sides, units]));
    expect(said('9,851.64')).toEqual([]);
    expect(said('9,851.24')).toEqual(['error narrative/amount 9,851.24万元 → 98,516,400元']);
    // What the rounding of the units would allow.
    expect(said('9,851.66')).toEqual(['error narrative/amount 9,851.66万元 → 98,516,400元']);
    // Other than by a slip, it may leave out what is carried over.
    expect(said('9,277.16')).toEqual([]);
  });
  it('is not content with a cell that is misprinted as it is, while the totals of both sides agree in another amount', () => {
    const line = (name: string, side: 'revenue' | 'expenditure', total: string): Parameters<typeof table>[1][number] => ({ name, item: 'grand_total', side, cells: { total } });
    const said = (spent: string, detail: string): string[] => told(checked('2024年支出预算4,192.25万元。', [table('revenue_expenditure_summary', [line('收入总计', 'revenue', '91,922,500'), line('支出总计', 'expenditure', spent)]), table('expenditure_summary', [{ cells: { total: detail } }], { id: 't3' })]));
    expect(said('41,922,500', '91,922,500')).toEqual(['error narrative/amount 4,192.25万元 → 91,922,500元']);
    expect(said('41,922,500', '41,922,500')).toEqual([]);
    const besideIncome = checked('2024年支出预算4,192.25万元。', [
      table('revenue_expenditure_summary', [line('收入总计', 'revenue', '91,922,500'), line('支出总计', 'expenditure', '41,922,500')]),
      table('revenue_summary', [{ cells: { total: '91,922,500', income: '91,000,000' } }], { id: 't2' }), table('expenditure_summary', [{ cells: { total: '91,922,500' } }], { id: 't3' }),
    ]);
    expect(told(besideIncome)).toEqual(['error narrative/amount 4,192.25万元 → 91,922,500元']);
    const besideAnother = checked('2024年支出预算4,192.25万元。', [
      table('revenue_expenditure_summary', [line('收入总计', 'revenue', '91,922,500'), line('支出总计', 'expenditure', '41,922,500')]),
      table('revenue_summary', [{ cells: { total: '9,192,250' } }], { id: 't2' }), table('expenditure_summary', [{ cells: { total: '91,922,500' } }], { id: 't3' }),
    ]);
    expect(told(besideAnother)).toEqual(['error narrative/amount 4,192.25万元 → 91,922,500元']);
  });
  it('shows every total of a table that the words may mean, where none fits', () => {
    const line = (name: string, item: string, total: string): Parameters<typeof table>[1][number] => ({ name, item, side: 'expenditure', cells: { total } });
    const [finding] = checked('2024年支出预算418.18万元。', [table('revenue_expenditure_summary', [line('本年支出合计', 'expenditure', '2,284,700'), line('支出总计', 'grand_total', '4,204,600')])]).findings;
    expect(finding).toMatchObject({ rule: 'narrative/amount', expected: '4,204,600元' });
    expect(finding?.evidence.map((e) => e.expected)).toEqual(['4,204,600元', '2,284,700元']);
  });
  it('counts what it can’t check, with the reason', () => {
    const result = checked(['一、一般公共预算支出情况', '“普法宣传”科目120万元，主要用于宣传。'], [expenditure('9,000,000', [['2040601', '100']])]);
    expect(counted(result, 'narrative/amount')).toBe('1 0 0 1');
    expect(result.checks.find((check) => check.rule === 'narrative/amount')?.reason).toBe('label not found×1');
  });
  it('has nothing to say where the document holds no tables, or none of that year', () => {
    expect(counted(checked('2024年一般公共预算支出100万元。'), 'narrative/amount')).toBe('0 0 0 0');
    expect(counted(checked('2024年一般公共预算支出100万元。', [table('general_public_expenditure', [{ cells: { total: '1' } }], { year: 2023 })]), 'narrative/amount')).toBe('0 0 0 0');
  });
  it('leaves figures of other years alone', () => {
    expect(counted(checked('2023年一般公共预算支出100万元。', [expenditure('42,526,068')]), 'narrative/amount')).toBe('0 0 0 0');
  });
  it('takes the year’s own money of a fund beside 上年结转 for what it is: the table holds both', () => {
    const said = (amount: string): string => `收入预算2,000,000元，其中：一般公共预算拨款收入${amount}元，上年结转500,000元。`;
    expect(told(checked(said('1,500,000'), [expenditure('2,000,000')]))).toEqual([]);
    expect(told(checked(said('1,400,000'), [expenditure('2,000,000')]))).toContain('error narrative/amount 1,400,000元 → 2,000,000元');
  });
  it('holds 预算数 and 决算数 against the line of each', () => {
    const three = table('three_public', [{ name: '预算数', cells: { total_budget: '120,000', reception_budget: '40,000' } }, { name: '决算数', cells: { total_final: '91,000', reception_final: '21,000' } }], { id: 't9' });
    const account = (final: string) => checked(`公务接待费预算数为4.00万元，决算数为${final}万元。`, [three], { stage: 'final' });
    expect(told(account('2.10'))).toEqual([]);
    expect(told(account('2.90'))).toEqual(['error narrative/amount 2.90万元 → 21,000元']);
  });
  it('does not hold the money of projects under performance management against the whole', () => {
    expect(told(checked('2024年对所有项目实行绩效目标管理，涉及一般公共预算当年拨款47万元。', [expenditure('42,526,068')]))).toEqual([]);
  });
  it('makes one finding of a wrong figure that is said twice', () => {
    const result = checked(['2024年一般公共预算支出100万元。', '一般公共预算支出100万元，用于保障运转。'], [expenditure('2,000,000')]);
    expect(told(result)).toEqual(['error narrative/amount 100万元 → 2,000,000元']);
    expect(counted(result, 'narrative/amount')).toBe('2 0 2 0');
  });
  it('makes one finding of a total and a class that are off by the same amount', () => {
    const result = checked(['一般公共预算支出100万元。', '公共安全支出（类）60万元。'], [table('general_public_expenditure', [{ cells: { total: '900,000' } }, { code: '204', name: '公共安全支出', cells: { total: '500,000' } }])]);
    expect(told(result)).toEqual(['error narrative/amount 100万元 → 900,000元']);
    expect(result.findings[0]?.evidence).toHaveLength(2);
  });
  it('points out that several items are off by one ratio', () => {
    const codes: [string, string][] = [['2080505', '2,653,284'], ['2080506', '1,326,641'], ['2210201', '3,353,916']];
    const result = checked(['1.“机关事业单位基本养老保险缴费支出”科目248万元。', '2.“机关事业单位职业年金缴费支出”科目124万元。', '3.“住房公积金”科目313万元。'], [expenditure('9,000,000', codes)]);
    expect(result.findings.map((finding) => finding.code)).toEqual(['2080505', '2080506', '2210201']);
    expect(result.findings[0]?.evidence.at(-1)?.statement).toContain('3个科目');
  });
  it('warns of a figure whose cell is blank; a claimed zero and a blank agree', () => {
    const revenue = table('revenue_expenditure_summary', [{ name: '二、事业收入', item: 'business_income', side: 'revenue', cells: { total: '' } }]);
    expect(told(checked('事业收入137万元。', [revenue]))).toEqual(['warning narrative/amount 137万元']);
    expect(told(checked('事业收入0万元。', [revenue]))).toEqual([]);
  });
  it('holds “三公” against the columns of its table, in 万元', () => {
    const threePublic = table('three_public', [{ name: '某市司法局', cells: { total: '21.5', overseas: '0', reception: '4', vehicle_subtotal: '17.5', vehicle_purchase: '', vehicle_operation: '17.5', agency_operation: '655' } }], { unit: '万元' });
    expect(told(checked('2024年“三公”经费预算数为21.50万元，其中：因公出国（境）费0万元；公务用车购置及运行费17.50万元；公务接待费4万元。', [threePublic]))).toEqual([]);
    expect(told(checked('公务接待费5万元。机关运行经费预算为655万元。', [threePublic]))).toEqual(['error narrative/amount 5万元 → 4万元']);
  });
  it('holds the final figure of a 决算 against the final column, the budget against the budget column', () => {
    const threePublic = table('three_public', [{ name: '某市司法局', cells: { total_budget: '0.95', total_final: '0.50' } }], { unit: '万元' });
    expect(told(checked('“三公”经费年初预算为0.95万元，支出决算为0.50万元。', [threePublic], { stage: 'final' }))).toEqual([]);
    expect(told(checked('“三公”经费年初预算为0.50万元，支出决算为0.50万元。', [threePublic], { stage: 'final' }))).toEqual(['error narrative/amount 0.50万元 → 0.95万元']);
  });
  it('holds 上年结转 against its line, money of another kind against none', () => {
    const revenue = table('revenue_expenditure_summary', [{ name: '上年结转', item: 'opening_carryover', side: 'revenue', cells: { total: '100.00' } }], { unit: '万元' });
    expect(told(checked('2024年收入预算900.00万元，其中：上年结转120.00万元。', [revenue]))).toEqual(['error narrative/amount 120.00万元 → 100.00万元']);
    expect(told(checked('2024年收入预算900.00万元，其中：上年实户资金余额120.00万元。', [revenue]))).toEqual([]);
  });
  it('leaves what a unit of the department spends alone, and its parts', () => {
    const whole = table('expenditure_summary', [{ cells: { total: '100.00', basic: '80.00', project: '20.00' } }], { unit: '万元' });
    expect(told(checked('某市第一中学2024年支出预算40万元，其中：基本支出30万元，项目支出10万元。', [whole], { scope: 'department' }))).toEqual([]);
    expect(told(checked('某市司法局2024年支出预算40万元。', [whole], { scope: 'department' }))).toEqual(['error narrative/amount 40万元 → 100.00万元']);
  });
  it('leaves the closing balance of one fund alone, and what foreign guests cost', () => {
    const summary = table('revenue_expenditure_summary', [{ name: '年末结转和结余', item: 'closing_carryover', side: 'expenditure', cells: { total: '15.00' } }], { unit: '万元' });
    const threePublic = table('three_public', [{ name: '合计', item: 'grand_total', cells: { reception_final: '2.10' } }], { unit: '万元' });
    const texts = ['八、政府性基金预算财政拨款收入支出决算情况说明', '本年收入5万元，支出5万元；年末结转和结余0万元。', '九、公务接待费', '公务接待费2.10万元。国（境）外公务接待费0万元。'];
    expect(told(checked(texts, [summary, threePublic], { stage: 'final' }))).toEqual([]);
    expect(told(checked('年末结转和结余0万元。', [summary], { stage: 'final' }))).toEqual(['error narrative/amount 0万元 → 15.00万元']);
  });
  it('adds the lines of units up where a table has no total', () => {
    const units = table('expenditure_summary', [{ name: '某市司法局', cells: { total: '60.00' } }, { name: '某市法律援助中心', cells: { total: '40.00' } }], { unit: '万元' });
    expect(told(checked('2024年本部门支出预算100万元。', [units]))).toEqual([]);
  });
  it('adds up what each unit spends on an item', () => {
    const office = (of: string, total: string) => ({ code: '2080505', name: '养老保险缴费支出', labels: { organisation_code: of }, cells: { total } });
    const units = table('general_public_expenditure', [office('501001', '14.87'), office('501002', '6.39'), { cells: { total: '21.26' } }], { unit: '万元' });
    const said = (text: string): string[] => told(checked(`一般公共预算支出安排如下：社会保障和就业支出（类）行政事业单位养老支出（款）2080505机关事业单位基本养老保险缴费支出（项）：2024年预算数为${text}万元。`, [units]));
    expect(said('21.26')).toEqual([]);
    expect(said('14.87')).toEqual([]);
    expect(said('31.26')).toEqual(['error narrative/amount 2080505 31.26万元 → 21.26万元']);
  });
  it('holds what a government takes in against its table of income, never against what it spends', () => {
    const spent = table('general_public_expenditure', [{ name: '合计', cells: { total_final: '754,605' } }], { unit: '万元', id: 't2', title: '某县一般公共预算支出决算表' });
    const income = table('revenue_summary', [{ name: '合计', cells: { total_final: '131,572' } }], { unit: '万元', title: '某县一般公共预算收入决算表' });
    const said = (text: string, ...tables: (typeof spent)[]): string[] => told(checked(`全县一般公共预算收入完成${text}万元。`, tables, { stage: 'final' }));
    expect(said('131572', income, spent)).toEqual([]);
    expect(said('141572', income, spent)).toEqual(['error narrative/amount 141572万元 → 131,572万元']);
    expect(said('131572', spent)).toEqual([]);
  });
  it('holds all spending against the summary where another table has the lines of units', () => {
    const units = table('expenditure_summary', [{ name: '某市司法局', cells: { total: '60.00' } }, { name: '某市法律援助中心', cells: { total: '40.00' } }], { unit: '万元', id: 't2' });
    const summary = table('revenue_expenditure_summary', [{ name: '支出总计', item: 'grand_total', side: 'expenditure', cells: { total: '100.00' } }], { unit: '万元' });
    expect(told(checked('2024年本部门支出预算100万元。', [summary, units]))).toEqual([]);
    expect(told(checked('2024年本部门支出预算130万元。', [summary, units]))).toEqual(['error narrative/amount 130万元 → 100.00万元']);
  });
  it('does not hold a unit’s figure against the department’s table', () => {
    const revenue = table('revenue_expenditure_summary', [{ name: '收入总计', item: 'grand_total', side: 'revenue', cells: { total: '1,000.00' } }], { unit: '万元' });
    const units = ['2024年本部门收入预算1,000.00万元，其中：某市司法局本级收入预算600.00万元，某市法律援助中心收入预算400.00万元。', '（一）某市法律援助中心', '2024年本单位收入预算400.00万元。'];
    expect(told(checked(units, [revenue]))).toEqual([]);
    expect(told(checked('某市法律援助中心一般公共预算支出5万元。', [expenditure('42,526,068')]))).toEqual([]);
  });
  it('keeps economic items apart from functional ones of the same name', () => {
    const tables = [expenditure('9,000,000', [['2210201', '3,353,916']]), table('basic_expenditure_economic', [{ code: '30113', name: '住房公积金', cells: { total: '3,300,000' } }], { id: 't8' })];
    expect(told(checked(['一、一般公共预算基本支出情况', '（一）人员经费500万元', '住房公积金（款）支出330万元。'], tables.slice(1)))).toEqual([]);
    expect(told(checked(['一、一般公共预算基本支出情况', '（一）人员经费', '住房公积金（款）支出335万元。'], tables))).toEqual(['error narrative/amount 30113 335万元 → 3,300,000元']);
  });
});

describe('narrative/rounding, narrative/old-name', () => {
  it('lists differences of one in the last digit in one info', () => {
    const result = checked(['“行政运行”科目2.82万元。', '“普法宣传”科目1.64万元。'], [expenditure('9', [['2040601', '28,145'], ['2040605', '16,330']])]);
    expect(told(result)).toEqual(['info narrative/rounding']);
    expect(result.findings[0]?.evidence).toHaveLength(2);
  });
  it('says that prose calls an item by its name of an older edition', () => {
    const result = checked('9.“归口管理的行政单位离退休”科目111万元，主要用于离退休经费。', [expenditure('9,000,000', [['2080501', '1,107,360']])]);
    expect(told(result)).toEqual(['info narrative/old-name 2080501 归口管理的行政单位离退休 → 行政单位离退休']);
  });
});

describe('names of older editions', () => {
  const tables = [expenditure('82.51', [['207', '82.51'], ['20703', '20.00'], ['2070308', '20.00']])];
  it('are told once, of a class in quotes and of the class that an item is put under', () => {
    const said = ['5.“文化体育与传媒支出”82.51元。', '6.文化体育与传媒支出（类）体育（款）群众体育（项）20.00元。'];
    const { findings } = checked(said, tables);
    expect(findings.map(({ rule, code, cells }) => [rule, code, cells.length])).toEqual([['narrative/old-name', '207', 2]]);
  });
});

describe('a class in quotes', () => {
  it('is held against its line, whatever slips between number and quote', () => {
    const tables = [expenditure('16.24', [['205', '16.24']])];
    expect(told(checked('3.“教育支出”16.24元。', tables))).toEqual([]);
    expect(told(checked('3.“教育支出”61.24元。', tables))).toEqual(['error narrative/amount 205 61.24元 → 16.24元']);
    expect(told(checked('11“.教育支出”61.24元。', tables))).toEqual(['error narrative/amount 205 61.24元 → 16.24元']);
  });
});

describe('an item of a fund', () => {
  it('is held against the fund’s table of income and spending', () => {
    const fund = table('government_fund_expenditure', [{ code: '2219899', name: '其他住房保障支出', cells: { income: '105.00', expenditure: '105.00', project: '105.00' } }], { unit: '万元' });
    const said = (amount: string): string[] => ['八、政府性基金预算财政拨款收入支出决算情况说明', `住房保障支出（类）超长期特别国债安排的支出（款）其他住房保障支出（项）${amount}万元。`];
    expect(told(checked(said('105.00'), [fund], { stage: 'final' }))).toEqual([]);
    expect(told(checked(said('135.00'), [fund], { stage: 'final' }))[0]).toMatch(/^error narrative\/amount .*135.00万元 → 105.00万元/);
  });
});

describe('narrative/projects', () => {
  const forms = table('project_performance', [], { forms: [form('甲', '30,000,000'), form('乙', '12,526,068')] });
  const claim = (count: number, funds: string): string[] => ['绩效目标设置情况', `编报绩效目标的项目${count}个，涉及项目预算资金${funds}。`];
  it('passes number and sum of the forms', () => {
    expect(counted(checked(claim(2, '4,252万元'), [forms]), 'narrative/projects')).toBe('1 1 0 0');
  });
  it('warns of a sum that differs where the number agrees, informs where the number differs', () => {
    expect(told(checked(claim(2, '4,352万元'), [forms]))).toEqual(['warning narrative/projects 4,352万元 → 4252.6068万元']);
    expect(told(checked(claim(3, '4,252万元'), [forms]))).toEqual(['info narrative/projects 3个 → 2个']);
  });
  it('does not count the forms where the document shows those of its key projects', () => {
    const result = checked([...claim(3, '4,252万元'), '2024年，本单位重点项目绩效目标情况如下：'], [forms]);
    expect(told(result)).toEqual([]);
    expect(counted(result, 'narrative/projects')).toBe('1 0 0 1');
  });
  it('takes funds of 财政拨款 alone for granted where the tables show what else there is', () => {
    const revenue = table('revenue_expenditure_summary', [{ name: '一、财政拨款收入', item: 'fiscal_appropriation', side: 'revenue', cells: { total: '90,000,000' } }, { name: '收入总计', item: 'grand_total', side: 'revenue', cells: { total: '92,526,068' } }], { id: 't2' });
    expect(told(checked(claim(2, '4,000万元'), [forms, revenue]))).toEqual([]);
    // A wrong total of another table of income accuses no sentence.
    const wrong = table('fiscal_appropriation_summary', [{ name: '收入总计', item: 'grand_total', side: 'revenue', cells: { total: '99,000,000' } }], { id: 't3' });
    expect(told(checked(claim(2, '4,000万元'), [forms, wrong, revenue]))).toEqual([]);
    expect(told(checked(claim(2, '4,100万元'), [forms, wrong, revenue]))).toEqual(['warning narrative/projects 4,100万元 → 4252.6068万元']);
  });
});

describe('narrative/agency-operation', () => {
  const basic = (operating: string) => [table('basic_expenditure_economic', [{ cells: { total: '45,669,427', personnel: '39,124,110', public_operating: operating } }])];
  it('holds 机关运行经费 against 公用经费 where no table has it: an info where it is more', () => {
    expect(told(checked('机关运行经费预算为655万元。', basic('6,545,317')))).toEqual([]);
    expect(told(checked('机关运行经费预算为755万元。', basic('6,545,317')))).toEqual(['info narrative/agency-operation 755万元 → 6,545,317元']);
  });
  it('allows less in a department, whose institutions have 公用经费 but no 机关运行经费', () => {
    expect(told(checked('机关运行经费预算为300万元。', basic('6,545,317')))).toEqual([]);
    expect(told(checked('机关运行经费预算为300万元。', basic('6,545,317'), { scope: 'unit' }))).toEqual(['info narrative/agency-operation 300万元 → 6,545,317元']);
  });
  it('warns where a slip of a digit lies between the two, in a department too', () => {
    expect(told(checked('机关运行经费预算为6,548,317元。', basic('6,545,317')))).toEqual(['warning narrative/agency-operation 6,548,317元 → 6,545,317元']);
    expect(told(checked('机关运行经费预算为6,455,317元。', basic('6,545,317')))).toEqual(['warning narrative/agency-operation 6,455,317元 → 6,545,317元']);
    expect(told(checked('机关运行经费预算为654.7万元。', basic('6,545,317')))).toEqual(['info narrative/agency-operation 654.7万元 → 6,545,317元']);
  });
  it('is held against 公用经费 in prose where no table has it, for slips alone', () => {
    const texts = (agency: string): string[] => ['（二）公用经费3587.96万元，主要包括：办公费、印刷费。', `2024年一般公共预算拨款安排的机关运行经费支出${agency}万元，比上年减少30.43万元。`];
    const result = checked(texts('3587.96'));
    expect([told(result), counted(result, 'narrative/agency-operation')]).toEqual([[], '1 1 0 0']);
    expect(told(checked(texts('3557.96')))).toEqual(['warning narrative/agency-operation 3557.96万元 → 3587.96万元']);
    expect(told(checked(texts('2100.00')))).toEqual([]);
  });
});

describe('a heading without figures over numbered lines', () => {
  const agency = table('three_public', [{ name: '二、机关运行经费', item: 'agency_operation', cells: { total: '—' } }, { name: '（一）行政单位', cells: { total: '900,000' } }, { name: '（二）参照公务员法管理事业单位', cells: { total: '100,000' } }, { name: '三、国有资产占用情况', cells: { total: '' } }]);
  it('stands for what they add up to', () => {
    expect(told(checked('2024年机关运行经费支出100.00万元。', [agency]))).toEqual([]);
    const wrong = checked('2024年机关运行经费支出107.00万元。', [agency]);
    expect(told(wrong)).toEqual(['error narrative/amount 107.00万元 → 1000000元']);
    expect(wrong.findings[0]?.evidence[0]?.cells).toEqual(['f1', 't1:1:total', 't1:2:total', 't1:3:total']);
  });
});

describe('a total that its own table contradicts', () => {
  const fund = (total: string): ReturnType<typeof table> => table('government_fund_expenditure', [{ cells: { total, project: '3,800,000' } }, { code: '207', name: '文化旅游体育与传媒支出', cells: { total: '3,800,000' } }], { id: 't11' });
  const income = table('revenue_expenditure_summary', [{ name: '2.政府性基金预算拨款', item: 'government_fund', side: 'revenue', cells: { total: '3,000,000' } }], { id: 't2' });
  const said = (text: string, total: string): string[] => told(checked(`2024年政府性基金预算收入${text}万元。`, [income, fund(total)]));
  it('is wrong itself: prose that says what its classes add up to is right', () => {
    for (const total of ['3,800,000', '0', '8,300,000']) expect(said('380.00', total)).toEqual([]);
    expect(said('390.00', '0')).toEqual(['error narrative/amount 390.00万元 → 3,000,000元']);
  });
  it('is not, where another table prints the same total: a class is wrong, and prose with its sum', () => {
    const summary = table('revenue_expenditure_summary', [{ name: '支出总计', item: 'grand_total', side: 'expenditure', cells: { total: '18,243,400' } }], { id: 't2' });
    const detail = table('expenditure_summary', [{ cells: { total: '18,243,400' } }, { code: '207', name: '文化旅游体育与传媒支出', cells: { total: '18,241,400' } }], { id: 't3' });
    expect(told(checked('2024年支出预算1,824.34万元。', [summary, detail]))).toEqual([]);
    expect(told(checked('2024年支出预算1,824.14万元。', [summary, detail]))).toEqual(['error narrative/amount 1,824.14万元 → 18,243,400元']);
    const otherSide = table('revenue_expenditure_summary', [{ name: '收入总计', item: 'grand_total', side: 'revenue', cells: { total: '18,243,400' } }], { id: 't2' });
    expect(told(checked('2024年支出预算1,824.14万元。', [otherSide, detail]))).toEqual(['error narrative/amount 1,824.14万元 → 18,243,400元']);
  });
});

describe('政府购买服务', () => {
  const services = table('purchased_services', [{ cells: { total: '480,000' } }, { name: '法律顾问', cells: { total: '480,000' } }]);
  it('is held against its table', () => {
    expect(told(checked('2024年政府购买服务预算总额48.00万元。', [services]))).toEqual([]);
    expect(told(checked('2024年政府购买服务预算总额46.00万元。', [services]))).toEqual(['error narrative/amount 46.00万元 → 480,000元']);
  });
});

describe('a class named before its year', () => {
  it('is held against its line, whatever the unit', () => {
    const tables = [expenditure('9,000,000', [['216', '2,679,344']])];
    expect(told(checked('商业服务业等支出2024年预算267.93万元。', tables))).toEqual([]);
    expect(told(checked('商业服务业等支出2024年预算267.93元。', tables))).toEqual(['error narrative/amount 216 267.93元 → 2,679,344元']);
  });
});

describe('a figure that stands beside the empty cell that is meant, under a heading that says nothing', () => {
  const lined = table('three_public', [{ cells: { reception: '', '小计': '48,900' } }]);
  const columns = ['公务接待费', '小计'].map((header, gridColumn) => ({ gridColumn, block: 0, path: [header], header, role: 'amount' as const, side: '' as const, classification: '' as const }));
  const shifted = { ...lined, table: { ...lined.table, columns } };
  it('does not contradict it: headings were read over other columns than theirs', () => {
    expect(told(checked('2024年公务接待费4.89万元。', [shifted]))).toEqual([]);
    expect(told(checked('2024年公务接待费4.98万元。', [shifted]))).toEqual(['warning narrative/amount 4.98万元']);
  });
});
