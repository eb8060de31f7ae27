import { describe, expect, it } from 'vitest';
import { check, made, said, type Made } from './made.js';

const SPENT = ['total', 'basic', 'project'];
const expenditure = (rows: readonly string[], more: Partial<Made> = {}): Made => ({ kind: 'expenditure_summary', columns: SPENT, rows, ...more });
const RIGHT = [
  '合计 | 175 | 115 | 60', '204 公共安全支出 | 100 | 60 | 40', '20406 司法 | 100 | 60 | 40', '2040601 行政运行 | 60 | 60 |', '2040604 基层司法业务 | 40 | | 40',
  '208 社会保障和就业支出 | 75 | 55 | 20', '20805 行政事业单位养老支出 | 75 | 55 | 20', '2080505 机关事业单位基本养老保险缴费支出 | 55 | 55 |', '2080506 机关事业单位职业年金缴费支出 | 20 | | 20',
];
const changed = (from: string, to: string): string[] => RIGHT.map((r) => (r === from ? to : r));

describe('lines with codes', () => {
  it('says nothing of a table that adds up, and counts what it checked', () => {
    const { findings, checks } = check(made([expenditure(RIGHT)]));
    expect(findings).toEqual([]);
    const of = (rule: string): number => checks.find((c) => c.rule === rule)?.passed ?? 0;
    expect([of('sum/children'), of('sum/total'), of('sum/row')]).toEqual([12, 3, 9]);
    expect(checks.reduce((n, c) => n + c.notCheckable, 0)).toBe(0);
  });

  it('names the one figure that breaks its sum and its row', () => {
    expect(said(check(made([expenditure(changed('2040604 基层司法业务 | 40 | | 40', '2040604 基层司法业务 | 45 | | 40'))])))).toEqual(['sum/children t1 2040604 total 450000→400000']);
  });

  it('names the parent where the wrong item can be any of several', () => {
    const economic: Made = { kind: 'basic_expenditure_economic', columns: ['total'], rows: ['合计 | 100', '301 工资福利支出 | 100', '30101 基本工资 | 50', '30102 津贴补贴 | 41'] };
    const { findings } = check(made([economic]));
    expect(findings).toMatchObject([{ rule: 'sum/children', tableKind: 'basic_expenditure_economic', code: '301', published: '1000000', expected: '910000', difference: '90000' }]);
  });

  it('finds the item by its name elsewhere: 住房公积金 as 30113 and as 2210201', () => {
    const economic: Made = { kind: 'basic_expenditure_economic', columns: ['total', 'personnel'], rows: ['合计 | 100 | 100', '301 工资福利支出 | 100 | 100', '30101 基本工资 | 50 | 50', '30113 住房公积金 | 41 | 41'] };
    const spent = expenditure(['合计 | 50 | 50 |', '221 住房保障支出 | 50 | 50 |', '22102 住房改革支出 | 50 | 50 |', '2210201 住房公积金 | 50 | 50 |']);
    expect(said(check(made([spent, economic])))).toEqual(['sum/children t2 30113 total 410000→500000']);
  });

  it('takes the sections for parents of the total where no classes are printed', () => {
    expect(said(check(made([expenditure(['合计 | 30 | 30 |', '2040601 行政运行 | 10 | 10 |', '2080505 机关事业单位基本养老保险缴费支出 | 20 | 20 |'])])))).toEqual([]);
    expect(said(check(made([expenditure(['合计 | 33 | 33 |', '2040601 行政运行 | 10 | 10 |', '2080505 机关事业单位基本养老保险缴费支出 | 20 | 20 |'])])))).toEqual(['sum/total t1 - total 330000→300000']);
  });

  it('makes a total up from the level below where its own parts print nothing', () => {
    const fund = (carried: string, first: string): Made => ({ kind: 'government_fund_expenditure', columns: ['opening_carryover', 'total'], rows: [`合计 | ${carried} | 50`, `229 其他支出 | ${first} | 50`, '22960 彩票公益金安排的支出 | 8 | 50', '2296003 用于体育事业的彩票公益金支出 | 8 | 50'] });
    expect(said(check(made([fund('8', '8')])))).toEqual([]);
    expect(said(check(made([fund('3', '')])))).toEqual(['sum/children t1 229 opening_carryover 0→80000', 'sum/total t1 - opening_carryover 30000→80000']);
  });

  it('takes a blank for nothing where its line adds up without it, and for not printed where no line says so', () => {
    const slipped = check(made([expenditure(['合计 | 100 | 0 | 100', '204 公共安全支出 | 100 | | 100', '20406 司法 | 100 | 100 |', '2040604 基层司法业务 | 100 | 100 |'])]));
    expect(slipped.findings.flatMap((f) => f.evidence.map((e) => e.statement)).some((s) => s.startsWith('204 = 20406（项目支出）'))).toBe(true);
    const open: Made = { kind: 'expenditure_summary', columns: ['total', 'personnel'], rows: ['合计 | 100 | 30', '204 公共安全支出 | 100 | 30', '20406 司法 | 100 |', '2040604 基层司法业务 | 100 |'] };
    expect(said(check(made([open])))).toEqual([]);
  });

  it('adds an item whose class is not printed to the classes where the total says so, and else leaves it out', () => {
    const rows = (sum: string): string[] => [`合计 | ${sum} | ${sum} |`, '204 公共安全支出 | 60 | 60 |', '20406 司法 | 60 | 60 |', '2040601 行政运行 | 60 | 60 |', '2080505 机关事业单位基本养老保险缴费支出 | 20 | 20 |', '221 住房保障支出 | 40 | 40 |'];
    expect(said(check(made([expenditure(rows('120'))])))).toEqual([]);
    expect(said(check(made([expenditure(rows('100'))])))).toEqual([]);
    expect(said(check(made([expenditure(rows('130'))])))).not.toEqual([]);
  });

  it('calls no sum wrong in a table whose headings hold again and again more than their lines, but says that parts are missing', () => {
    const classes = ['204 公共安全支出', '205 教育支出', '208 社会保障和就业支出', '210 卫生健康支出', '221 住房保障支出'];
    const table = (first: string): Made => expenditure(['合计 | 500', ...classes.flatMap((name, i) => [`${name} | 100`, `${name.slice(0, 3)}99 其他支出 | ${i === 0 ? first : '60'}`])], { columns: ['total'] });
    const { findings, checks } = check(made([table('60')]));
    expect(findings).toMatchObject([{ rule: 'sum/parts-short', tableId: 't1', params: { count: '5' } }]);
    expect(findings[0]?.evidence).toHaveLength(5);
    expect(checks.find((c) => c.rule === 'sum/parts-short')).toMatchObject({ applicable: 1, failed: 1 });
    // One heading below its line: the table does not print a part of them only, and each sum is wrong.
    expect(check(made([table('160')])).findings.map((f) => f.rule)).not.toContain('sum/parts-short');
    expect(check(made([expenditure(RIGHT)])).checks.find((c) => c.rule === 'sum/parts-short')).toMatchObject({ applicable: 1, passed: 1 });
  });

  it('keeps differences of rounding in one note', () => {
    const { findings } = check(made([expenditure(['合计 | 100.00 | 66.67 | 33.34', '204 公共安全支出 | 33.34 | 33.34 |', '208 社会保障和就业支出 | 66.67 | 33.33 | 33.34'])]));
    expect(findings).toMatchObject([{ rule: 'sum/rounding', tableId: 't1' }]);
    expect(findings[0]?.evidence.length).toBe(2);
  });

  it('shows what speaks for the only part of a sum: the lines below it agree', () => {
    const rows = (first: string): string[] => ['合计 | 92', `215 资源勘探工业信息等支出 | ${first}`, '21508 支持中小企业发展和管理支出 | 52', '2150899 其他支持中小企业发展和管理支出 | 52', '221 住房保障支出 | 40'];
    const [finding] = check(made([{ kind: 'expenditure_summary', columns: ['total'], rows: rows('25') }])).findings;
    expect(finding).toMatchObject({ tableId: 't1', code: '215' });
    expect(finding?.evidence.map((e) => e.statement)).toContain('21508 = 2150899：52，相符');
    expect(check(made([{ kind: 'expenditure_summary', columns: ['total'], rows: rows('52') }])).findings).toEqual([]);
  });
  it('takes figures whose trailing zeros are dropped for as fine as the others', () => {
    const rows = (sum: string): string[] => [`合计 | ${sum}`, '204 公共安全支出 | 21.53', '208 社会保障和就业支出 | 158.4', '210 卫生健康支出 | 7', '221 住房保障支出 | 0.07'];
    expect(said(check(made([expenditure(rows('187'), { columns: ['total'] })])))).toEqual([]);
    expect(said(check(made([expenditure(rows('188'), { columns: ['total'] })])))).toHaveLength(1);
  });

  it('takes figures as long as a cell of Excel’s format General for rounded: 480544221.6 beside 18941962.57', () => {
    const rows = (sum: string): string[] => [`合计 | ${sum}`, '204 公共安全支出 | 18941962.57', '208 社会保障和就业支出 | 454472259.1', '210 卫生健康支出 | 7130000'];
    expect(said(check(made([expenditure(rows('480544221.6'), { columns: ['total'], unit: '元' })])))).toEqual([]);
    expect(said(check(made([expenditure(rows('480544221.9'), { columns: ['total'], unit: '元' })])))).toHaveLength(1);
  });

  it('does not check a sum with an unreadable figure, and says why', () => {
    const { findings, checks } = check(made([expenditure(changed('2040601 行政运行 | 60 | 60 |', '2040601 行政运行 | #REF! | 60 |'))]));
    expect(findings.map((f) => f.rule)).toEqual(['amount/unreadable']);
    expect(checks.find((c) => c.rule === 'sum/children')).toMatchObject({ notCheckable: 1, reason: 'cell unreadable×1' });
  });
});

describe('listings', () => {
  const rows = ['合计 | 60', '2040601 行政运行 | 10', '2040604 基层司法业务 | 20', '2040601 行政运行 | 30'];
  it('adds all lines of a listing in which codes repeat', () => {
    expect(said(check(made([{ kind: 'project_expenditure', columns: ['total'], rows }])))).toEqual([]);
  });
  it('says of a listing that fits no structure that its total cannot be made up, and calls no figure wrong', () => {
    const { findings, checks } = check(made([{ kind: 'project_expenditure', columns: ['total'], rows: ['合计 | 69', ...rows.slice(1)] }]));
    expect(findings.map((f) => f.rule)).toEqual(['sum/listing']);
    expect(checks.find((c) => c.reason.includes('structure unclear'))).toBeDefined();
  });
  it('reads units with their codes below them', () => {
    const units = ['某局本级 | 30 | 30 |', '204 公共安全支出 | 10 | 10 |', '208 社会保障和就业支出 | 20 | 20 |', '某中心 | 5 | 5 |', '204 公共安全支出 | 2 | 2 |', '208 社会保障和就业支出 | 3 | 3 |'];
    const { findings, checks } = check(made([expenditure(['合计 | 35 | 35 |', ...units])]));
    expect(findings).toEqual([]);
    expect(checks.find((c) => c.rule === 'sum/children')).toMatchObject({ applicable: 4, passed: 4 });
  });
  it('misses a unit of the only department, however many columns say so', () => {
    const units = (rows: readonly string[]): Made => ({ kind: 'revenue_summary', columns: ['total', 'fiscal_appropriation', 'business_income', 'general_public', 'other_income'], rows: ['@140 某局 | 150 | 100 | 40 | 100 | 10', '@140001 本级 | 90 | 70 | 15 | 70 | 5', ...rows] });
    expect(said(check(made([units(['@140002 某中心 | 60 | 30 | 25 | 30 | 5'])])))).toEqual([]);
    expect(said(check(made([units([])]))).map((f) => f.split(' ').slice(0, 3).join(' '))).toContain('sum/children t1 140');
  });

  it('holds a unit against its only line in the columns between which its amount has slipped, though the order of lines says little', () => {
    const rows = (unit: string): string[] => ['甲中心 | 14 | 14 | 0', '208 社会保障和就业支出 | 14 | 14 | 0', '20805 行政事业单位养老支出 | 14 | 14 | 0', `乙中心 | ${unit}`, '220 自然资源海洋气象等支出 | 36 | 36 | 0', '22001 自然资源事务 | 36 | 36 | 0', '丙中心 | 25 | 25 | 0', '210 卫生健康支出 | 25 | 20 | 5', '21011 行政事业单位医疗 | 25 | 25 | 0', '丁中心 | 17 | 17 | 0', '208 社会保障和就业支出 | 16 | 16 | 0', '20805 行政事业单位养老支出 | 16 | 16 | 0'];
    const told = (unit: string): string[] => check(made([{ kind: 'expenditure_summary', columns: ['total', 'basic', 'project'], rows: rows(unit) }])).findings.flatMap((f) => f.cells);
    expect(told('36 | 36 | 0')).not.toContain('t1:4:basic');
    expect(told('36 | 0 | 36')).toContain('t1:4:basic');
  });
  it('adds units that stand as headings in a listing by codes, and names the one that is not the sum of its lines', () => {
    const units = (second: string): Made => ({ kind: 'government_procurement', columns: ['total'], rows: [
      '合计 | 60', '@245001 甲中心 | 20', '2101505 设备 | 5', '2101505 服务 | 15', `@245002 乙中心 | ${second}`, '2101506 设备 | 7', '2101506 审计 | 3', '@245003 丙中心 | 30', '2101599 设备 | 30',
    ] });
    expect(said(check(made([units('10')])))).toEqual([]);
    expect(said(check(made([units('70')])))).toEqual(['sum/children t1 245002 total 700000→100000']);
  });

  it('says of a unit above all lines of a list without total that they do not make it up', () => {
    const list = (last: string): Made => ({ kind: 'project_expenditure', columns: ['total'], rows: ['某市统计局（本级） | 60', '1. 统计管理 | 10', '2. 专项普查 | 20', `3. 专项统计 | ${last}`] });
    expect(check(made([list('30')])).findings).toEqual([]);
    expect(check(made([list('37')])).findings.map((f) => f.rule)).toEqual(['sum/listing']);
  });
  it('takes a department above its own office (本级) for the heading of its units, even where it prints other figures than they', () => {
    const units = (department: string): Made => ({ kind: 'revenue_summary', columns: ['total: 合计', 'general_public: 一般公共预算', 'business_income: 事业收入'], rows: ['合计 | 100 | 90 | 10', `某市林业局 | ${department}`, '某市林业局（本级） | 70 | 65 | 5', '某市林业局种苗站 | 30 | 25 | 5'] });
    expect(said(check(made([units('100 | 90 | 10')])))).toEqual([]);
    // Its line has slipped by a column: it is named, and not the total, which its units alone make up.
    expect(said(check(made([units('0 | 100 | 90')])))).toEqual(['sum/children t1 - total 0→1000000']);
  });

  it('takes a department for the heading of its units, though all lines add up flat: the last unit has no amounts, or those of the one above', () => {
    const units = (rows: readonly string[], code: (n: number) => string): Made => ({ kind: 'revenue_summary', columns: ['total: 合计', 'general_public: 一般公共预算', 'business_income: 事业收入'], rows: ['合计 | 100 | 90 | 10', ...['某市林业局', '某市林业局（本级）', '某市林业局种苗站', '某市林业局监测站'].map((name, i) => `${code(i)}${name} | ${rows[i]}`)] });
    const coded = (n: number): string => (n === 0 ? '@180 ' : `@18000${n} `);
    for (const code of [coded, () => '']) expect(said(check(made([units(['100 | 90 | 10', '60 | 55 | 5', '25 | 20 | 5', '15 | 15 |'], code)])))).toEqual([]);
    expect(check(made([units(['60 | 55 | 5', '25 | 20 | 5', '15 | 15 |', ' | | '], coded)])).findings.flatMap((f) => f.cells)).toContain('t1:2:total');
    expect(check(made([units(['60 | 55 | 5', '25 | 20 | 5', '15 | 15 |', '15 | 15 |'], () => '')])).findings.flatMap((f) => f.cells)).toContain('t1:2:total');
  });
  it('takes a department for the heading of its units, though its own office below it prints nothing and all others add up flat', () => {
    const units = ['合计 | 100', '某市林业局 | 60', '某市林业局（本级） | ', '某市林业局种苗站 | 25', '某市林业局监测站 | 15'];
    const { findings } = check(made([{ kind: 'revenue_summary', columns: ['total: 合计'], rows: units }]));
    expect(findings.flatMap((f) => f.cells)).toEqual(expect.arrayContaining(['t1:2:total', 't1:4:total', 't1:5:total']));
  });
  it('tells a wrong heading of units without codes once, and not as a list that does not add up, too', () => {
    const list = (row: string): Made => ({ kind: 'expenditure_summary', columns: ['total', 'basic', 'project'], rows: ['合计 | 60 | 40 | 20', `某市统计局 | ${row}`, '甲中心 | 10 | 6 | 4', '乙中心 | 20 | 12 | 8', '丙中心 | 30 | 22 | 8'] });
    expect(said(check(made([list('60 | 40 | 20')])))).toEqual([]);
    expect(said(check(made([list('69 | 40 | 20')])))).toEqual(['sum/row t1 - total 690000→600000']);
    // Another column of it does not add up either.
    const other = list('69 | 40 | 20');
    expect(said(check(made([{ ...other, rows: other.rows.map((row) => row.replace('甲中心 | 10 | 6 | 4', '甲中心 | 10 | 9 | 4')) }]))).map((f) => f.split(' ')[0])).toContain('sum/listing');
  });

  it('puts a section below units that is of another class than the one above it, where its own prints nothing, and holds lines without amounts among the parts', () => {
    const units = (item: string, section: string): string[] => ['某局本级 | 30 | 30 |', '201 一般公共服务支出 | 10 | 10 |', '20103 政府办公厅（室）及相关机构事务 | 10 | 10 |', `208 社会保障和就业支出 | ${section}`, '20805 行政事业单位养老支出 | 20 | 20 |', '某中心 | 5 | 5 |', '201 一般公共服务支出 | 5 | 5 |', '20103 政府办公厅（室）及相关机构事务 | 5 | 5 |', '2010301 行政运行 | 3 | 3 |', `2010302 一般行政管理事务 | ${item}`];
    const found = (item: string, section: string): ReturnType<typeof check>['findings'] => check(made([expenditure(['合计 | 35 | 35 |', ...units(item, section)])])).findings;
    expect(found('2 | 2 |', '20 | 20 |')).toEqual([]);
    const [finding, ...more] = found('| |', '| |').filter((f) => f.rule !== 'sum/blank-head');
    expect([finding?.rule, finding?.cells.includes('t1:11:total'), more]).toEqual(['sum/children', true, []]);
  });

  it('keeps to the tree of codes where a line of it is printed twice running, and finds what else is wrong', () => {
    const [sum, ...more] = changed('2040604 基层司法业务 | 40 | | 40', '2040604 基层司法业务 | 45 | | 45');
    const found = said(check(made([expenditure([sum as string, ...more.flatMap((row) => (row.startsWith('20805 ') ? [row, row] : [row]))])])));
    expect(found.some((f) => f.startsWith('sum/children t1 20406'))).toBe(true);
    expect(found.some((f) => f.includes(' 20805 '))).toBe(true);
  });

  it('keeps to the tree of codes where several lines of a short list are printed twice running', () => {
    const rows = ['合计 | 90', '301 工资福利支出 | 40', '30101 基本工资 | 20', '30102 津贴补贴 | 20', '30102 津贴补贴 | 20', '302 商品和服务支出 | 30', '30201 办公费 | 20', '30201 办公费 | 20', '30207 邮电费 | 10', '310 资本性支出 | 29', '31002 办公设备购置 | 20'].map((row) => `${row} | ${row.split(' | ')[1]}`);
    expect(said(check(made([{ kind: 'basic_expenditure_economic', columns: ['total', 'general_public'], rows }]))).some((f) => f.startsWith('sum/children t1 310'))).toBe(true);
  });
  it('keeps to the tree of codes where most of its sums fail', () => {
    const rows = ['合计 | 100', '301 工资福利支出 | 50', '30101 基本工资 | 10', '30102 津贴补贴 | 20', '302 商品和服务支出 | 30', '30201 办公费 | 50', '30202 印刷费 | 20', '303 对个人和家庭的补助 | 20', '30301 离休费 | 7', '30302 退休费 | 8', '310 资本性支出 | 9', '31002 办公设备购置 | 1'];
    expect(check(made([{ kind: 'basic_expenditure_economic', columns: ['total'], rows }])).findings.flatMap((f) => f.evidence).length).toBeGreaterThanOrEqual(4);
  });
  it('adds up a column of unknown words where these speak of money, and warns', () => {
    const listed = (header: string): Made => expenditure(['合计 | 30 | 4', '204 公共安全支出 | 10 | 3', '208 社会保障和就业支出 | 20 | 8'], { columns: ['total: 预算数', `${header}: ${header}`] });
    expect(check(made([listed('预留中小企业项目资金')])).findings).toMatchObject([{ rule: 'sum/total', severity: 'warning' }]);
    expect(check(made([listed('预留中小企业项目个数')])).findings).toEqual([]);
  });

  it('believes the codes of lines below a unit, whatever the other lines say', () => {
    const units = (item: string): string[] => ['某局本级 | 30 | 30 |', '210 卫生健康支出 | 10 | 10 |', `21011 行政事业单位医疗 | ${item} | ${item} |`, '208 社会保障和就业支出 | 20 | 20 |', '某中心 | 5 | 5 |', '210 卫生健康支出 | 2 | 2 |', '21011 行政事业单位医疗 | 2 | 2 |', '208 社会保障和就业支出 | 3 | 3 |'];
    expect(check(made([expenditure(['合计 | 35 | 35 |', ...units('10')])])).findings).toEqual([]);
    expect(check(made([expenditure(['合计 | 35 | 35 |', ...units('70')])])).findings).toMatchObject([{ rule: 'sum/children' }]);
  });
});

describe('columns', () => {
  it('holds the lines of units in a column that is displaced against what they add up to in another one', () => {
    const rows = (second: readonly (string | number)[]): Made => ({ kind: 'basic_expenditure_functional', columns: ['total', 'fiscal_appropriation', 'general_public'], rows: [['合计', 100], ['某市某局', 70], ['工资福利支出', 45], ['商品和服务支出', 25], ['某市信息中心', 30], ['工资福利支出', 19], ['商品和服务支出', 11]].map(([name, fen], i) => `${name} | ${fen} | ${fen} | ${second[i]}`) });
    expect(said(check(made([rows([100, 70, 45, 25, 30, 19, 11])])))).toEqual([]);
    expect(check(made([rows(['', '', 100, 70, 45, 25, 30])])).findings.flatMap((f) => f.cells)).toContain('t1:4:general_public');
  });
  it('adds a column whose amounts stand two lines too high: what two rows lack stands there at others', () => {
    const projects = (own: readonly string[]): Made => ({ kind: 'project_expenditure', columns: ['total', 'general_public', 'government_fund', 'unit_funds'], rows: [['合计', 667, 572], ['移交安置', 101, 101], ['业务管理', 43, 43], ['拥军优抚', 41, 41], ['服务管理', 260, 195], ['设施保护', 165, 135], ['军供保障', 5, 5], ['法律事务', 13, 13], ['信息化', 12, 12], ['培训', 14, 14], ['档案', 13, 13]].map(([name, all, general], i) => `${name} | ${all} | ${general} | | ${own[i] ?? ''}`) });
    expect(said(check(made([projects(['95', '', '', '', '65', '30', ''])])))).toEqual([]);
    const { findings } = check(made([projects(['', '', '65', '30', '', '', ''])]));
    expect(findings.flatMap((f) => f.cells)).toContain('t1:3:unit_funds');
    expect(findings.filter((f) => f.measure === 'total')).toEqual([]);
  });
  it('does not take the sources beside 财政拨款 alone for the total, though its own column is displaced', () => {
    const rows = ['合计 | 100 | 87 | 5 | 8', '201 一般公共服务支出 | 40 | 40 | |', '204 公共安全支出 | 30 | 25 | 5 |', '205 教育支出 | 20 | 12 | | 8', '206 科学技术支出 | 10 | 10 | |'];
    const revenue = (own: readonly string[]): Made => ({ kind: 'revenue_summary', columns: ['total', 'fiscal_appropriation', 'business_income', 'other_income'], rows: [...own] });
    expect(said(check(made([revenue(rows)])))).toEqual([]);
    const displaced = rows.map((row, i) => row.split(' | ').with(2, rows[i + 1]?.split(' | ')[2] ?? '').join(' | '));
    expect(check(made([revenue(displaced)])).findings.filter((f) => f.rule === 'sum/row' && !f.cells.some((cell) => cell.endsWith(':fiscal_appropriation')))).toEqual([]);
  });
  const columns = ['total: 合计', 'income: 本年收入 / 小计', 'general_public: 本年收入 / 一般公共预算', 'business_income: 本年收入 / 事业收入', 'opening_carryover: 上年结转'];
  it('adds subtotals and what stands beside them by the tree of headers', () => {
    const rows = ['合计 | 110 | 100 | 70 | 30 | 10', '204 公共安全支出 | 90 | 80 | 60 | 20 | 10', '208 社会保障和就业支出 | 20 | 20 | 10 | 10 |'];
    expect(said(check(made([{ kind: 'revenue_summary', columns, rows }])))).toEqual([]);
    const wrong = rows.map((r) => r.replace('| 60 | 20 | 10', '| 65 | 20 | 10'));
    expect(said(check(made([{ kind: 'revenue_summary', columns, rows: wrong }])))).toEqual(['sum/row t1 204 general_public 650000→600000']);
  });
  it('adds 项目支出 of last year where the total has it in some lines', () => {
    const made3 = (project: string): Made => expenditure(['合计 | 112 | 60 | 10 | 30 | 12', '204 公共安全支出 | 80 | 40 | 10 | 30 |', '205 教育支出 | 20 | 20 | | |', `208 社会保障和就业支出 | 12 | | | | ${project}`], { columns: ['total: 合计', 'personnel: 人员经费', 'public_operating: 公用经费', 'project: 项目支出', 'project_carryover: 上年结转 / 项目支出'] });
    expect(said(check(made([made3('12')])))).toEqual([]);
    expect(said(check(made([made3('22')])))).toHaveLength(1);
  });
  it('takes a single 其中 for a part of its total, though it is all of it in most rows', () => {
    const rows = ['合计 | 60 | 30', '208 社会保障和就业支出 | 30 |', '212 城乡社区支出 | 10 | 10', '213 农林水支出 | 15 | 15', '229 其他支出 | 5 | 5'];
    const of = (part: string): string[] => said(check(made([{ kind: 'revenue_summary', columns: ['fiscal_appropriation: 财政拨款收入 / 小计', 'government_fund: 财政拨款收入 / 其中：政府性基金'], rows: rows.map((row) => row.replace('| 5 | 5', `| 5 | ${part}`)) }])));
    expect(of('5')).toEqual([]);
    expect(of('9').length).toBeGreaterThan(0);
  });
  it('does not add a column of another nature', () => {
    const rows = ['合计 | 30 | 5', '204 公共安全支出 | 10 | 3', '208 社会保障和就业支出 | 20 | 8', '20805 行政事业单位养老支出 | 20 | 1'];
    const { findings, checks } = check(made([expenditure(rows, { columns: ['total: 预算数', '人数: 人数'] })]));
    expect(findings).toEqual([]);
    expect(checks.find((c) => c.rule === 'sum/total')?.reason).toContain('column not additive');
  });
  it('adds a column of unknown name, where one figure is all that its sums fail by', () => {
    const rows = (section: string, first = '15'): string[] => [`204 公共安全支出 | 90 | 22`, `20406 司法 | 90 | ${section}`, `2040601 行政运行 | 50 | ${first}`, '2040602 一般行政管理事务 | 40 | 7'];
    const list = (...of: Parameters<typeof rows>): Made => expenditure(rows(...of), { columns: ['total: 合计', '采购: 采购 / 小计'] });
    expect(said(check(made([list('22')])))).toEqual([]);
    expect(said(check(made([list('2')])))).toEqual(['sum/children t1 20406 采购 20000→220000']);
    expect(said(check(made([list('2', '3')])))).toEqual([]);
  });
  it('keeps 会议费 and 培训费 out of a total that its heading calls “三公”经费合计, whatever one row adds up to', () => {
    const three = (heading: string, ...totals: readonly string[]): Made => ({ kind: 'three_public', columns: [`total: ${heading}`, 'overseas: 因公出国（境）费', 'vehicle_subtotal: 公务用车购置及运行费', 'reception: 公务接待费', 'meeting: 会议费', 'training: 培训费'], rows: totals.map((total) => `某局 | ${total} | 0 | 0 | 15 | 30 | 105`) });
    expect(said(check(made([three('“三公”经费合计', '15')])))).toEqual([]);
    expect(said(check(made([three('“三公”经费合计', '150')])))).toEqual(['sum/row t1 - total 1500000→150000']);
    expect(said(check(made([three('合计', '150')])))).toEqual([]);
    expect(said(check(made([three('“三公”经费合计', '150', '150')])))).toEqual([]);
  });
  it('takes lines without codes among those of the total, where its sums explain more lines so', () => {
    const rows = (travel: string): Made => ({ kind: 'basic_expenditure_economic', columns: ['total', 'personnel', 'public_operating'], rows: ['30101 基本工资 | 50 | 50 |', '30201 办公费 | 20 | | 20', `3021101-差旅费 | ${travel}`, '3021503-三类会议费 | 7 | | 7', '合计 | 87 | 50 | 37'] });
    expect(said(check(made([rows('10 | | 10')])))).toEqual([]);
    // The amount stands in the other column: the total is that of all lines all the same.
    expect(said(check(made([rows('10 | 10 |')]))).filter((f) => f.includes(' total '))).toEqual([]);
    expect(said(check(made([rows('10 | 10 |')]))).length).toBeGreaterThan(0);
  });
  it('holds the classes of a second tree against their items, though the figures alone nest otherwise', () => {
    const rows = (...amounts: readonly number[]): Made => ({ kind: 'basic_expenditure_economic', columns: ['total'], rows: ['合计 | 135', '302 商品和服务支出 | 30', '30201 办公费 | 10', '30217 公务接待费 | 20', '302 商品和服务支出 | 60', ...['30201 办公费', '30217 公务接待费', '303 对个人和家庭的补助', '30302 退休费', '310 资本性支出', '31002 办公设备购置'].map((name, i) => `${name} | ${amounts[i] ?? ''}`)] });
    expect(said(check(made([rows(15, 45, 40, 40, 5, 5)])))).toEqual([]);
    // Displaced by one line: 60 = 15 + 45, and 40 = 40 below the next names.
    expect(said(check(made([rows(0, 15, 45, 40, 40, 5)])))).not.toEqual([]);
  });
  it('holds “三公” against its parts in a table of one row', () => {
    const three = (total: string): Made => ({ kind: 'three_public', columns: ['total: 合计', 'overseas: 因公出国（境）费', 'vehicle_subtotal: 公务用车 / 小计', 'vehicle_purchase: 公务用车 / 购置费', 'vehicle_operation: 公务用车 / 运行费', 'reception: 公务接待费'], rows: [`| ${total} | 0 | 17.5 | 0 | 17.5 | 4`] });
    expect(said(check(made([three('21.5')])))).toEqual([]);
    expect(said(check(made([three('25.5')])))).toEqual(['sum/row t1 - total 255000→215000']);
  });
  it('names the rows of a table in none of which a cut by definition holds', () => {
    const { findings } = check(made([expenditure(['合计 | 90 | 60 | 40', '204 公共安全支出 | 50 | 60 |', '208 社会保障和就业支出 | 40 | 7 | 40', '210 卫生健康支出 | 30 | 10 | 10'])]));
    expect(findings.find((f) => f.rule === 'sum/columns')?.cells).toEqual(expect.arrayContaining(['t1:1:total', 't1:2:total', 't1:3:total', 't1:4:total']));
  });
  it('names the rows of a table whose column of changes (增减) has moved: what is asked of most rows stands at others', () => {
    const items = [[10, 4], [21, 13], [32, 25], [43, 36], [57, 49]];
    const list = (changes: readonly number[]): Made => ({ kind: 'general_public_expenditure', columns: ['total', 'total_previous', 'total_change'], rows: items.map(([now, before], i) => `204060${i + 1} 某项 | ${now} | ${before} | ${changes[i] ?? ''}`) });
    expect(said(check(made([list([6, 8, 7, 7, 8])])))).toEqual([]);
    const rows = items.map(([now = 0, before = 0], i) => [now + 10 ** i, before]);
    const moved: Made = { ...list([]), rows: rows.map(([now = 0, before = 0], i) => `204060${i + 1} 某项 | ${now} | ${before} | ${i < 2 ? '' : (rows[i - 2]?.[0] ?? 0) - (rows[i - 2]?.[1] ?? 0)}`) };
    const { findings } = check(made([moved]));
    expect(findings.map((f) => [f.rule, f.cells.includes('t1:5:total_change')])).toContainEqual(['sum/columns', true]);
    // A column of another nature (per cent) is none of money.
    expect(said(check(made([list([150, 61.5, 28, 19.4, 16.3])])))).toEqual([]);
  });
  it('holds 年初结转结余 against what is carried over of each fund in every row, if as many agree as do not', () => {
    const funds = ['general_public_carryover', 'government_fund_carryover', 'state_capital_carryover', 'unit_funds_carryover'];
    const units = (a: string, b: string): Made => ({ kind: 'revenue_summary', columns: ['total', 'income', 'opening_carryover', ...funds], rows: ['合计 | 91.00 | 85.23 | 5.77 | 5.77 | 0 | 0 | 0', '@136 某局 | 91.00 | 85.23 | 5.77 | 5.77 | 0 | 0 | 0', `@136001 某局（本级） | 60.00 | 60.00 | 0 | ${a} | 0 | 0 | 0`, `@136002 某中心 | 31.00 | 25.23 | 5.77 | ${b} | 0 | 0 | 0`] });
    expect(said(check(made([units('0', '5.77')])))).toEqual([]);
    expect(check(made([units('5.77', '0')])).findings.flatMap((f) => f.cells)).toEqual(expect.arrayContaining(['t1:3:general_public_carryover', 't1:4:general_public_carryover']));
  });
  it('holds a total that stands in another unit than its parts in every row', () => {
    const rows = (by: number): string[] => [['合计', 90, 60, 30], ['@245001 甲中心', 50, 35, 15], ['@245002 乙中心', 40, 25, 15]].map(([name, total, ...parts]) => [name, Number(total) * by, ...parts, 0].join(' | '));
    const table = (by: number): Made => ({ kind: 'revenue_summary', columns: ['total', 'general_public', 'business_income', 'other_income'], rows: rows(by) });
    expect(said(check(made([table(1)])))).toEqual([]);
    expect(new Set(check(made([table(10_000)])).findings.flatMap((f) => f.cells).filter((ref) => ref.endsWith(':total')))).toEqual(new Set(['t1:1:total', 't1:2:total', 't1:3:total']));
  });
  it('warns of a column of totals that is empty in every row while its parts are filled: the amounts have slipped', () => {
    const revenue = (...rows: string[]): Made => ({ kind: 'revenue_summary', columns: ['total', 'income', 'general_public', 'government_fund', 'other_income'], rows });
    const slipped = check(made([revenue('合计 |  |  |  | 90 | 90')]));
    expect(slipped.findings).toMatchObject([{ rule: 'sum/columns', params: { published: '空' }, cells: ['t1:1:total', 't1:1:government_fund', 't1:1:other_income'] }]);
    expect(slipped.findings[0]).not.toHaveProperty('published');
    expect(said(check(made([revenue('合计 | 90 | 90 | 90 |  | ')])))).toEqual([]);
    // A row alone may leave its total out, and a table that is empty says nothing.
    expect(said(check(made([revenue('合计 | 90 | 90 | 90 |  | ', '司法局 |  |  | 90 |  | ')]))).filter((f) => f.startsWith('sum/columns'))).toEqual([]);
    expect(said(check(made([revenue('合计 |  |  |  |  | ')])))).toEqual([]);
  });
  it('holds a cut that is all of its total by definition against every row, if most agree', () => {
    const rows = (b: string, c: string): Made => ({ kind: 'general_public_expenditure', columns: ['total', 'basic', 'personnel', 'public_operating', 'project'], rows: [
      '2080505 养老 | 39 | 39 | 39 | | ', '2101101 医疗 | 23 | 23 | 23 | |', '2101102 医疗 | 14 | 14 | 10 | 4 |', `2150899 其他 | 15 | ${b} | 14 | 1 |`, `2210201 公积金 | 4 | ${c} | 4 | |`, '合计 | 95 | 95 | 90 | 5 |',
    ] });
    expect(said(check(made([rows('15', '4')])))).toEqual([]);
    expect(said(check(made([rows('4', '15')]))).join()).toContain('t1 2150899');
  });

  it('holds a total against all of its sources, though a row has its amounts in columns of what one of these is cut into', () => {
    const columns = ['total', 'general_public', 'government_fund', 'business_income', 'opening_carryover', 'general_public_carryover', 'government_fund_carryover', 'state_capital_carryover', 'special_account_carryover'];
    const units = (head: string, ...own: readonly string[]): Made => ({ kind: 'revenue_summary', columns, rows: [`合计 | ${head}`, '@245001 甲中心 | 50 | 40 | 0 | 10 | 0 | 0 | 0 | 0 | 0', `@245002 乙中心 | ${own[0] ?? ''} | 0 | 0 | 0 | 0 | 0`, `@245003 丙中心 | ${own[1] ?? ''} | 0 | 0 | 0 | 0 | 0`, `@245004 丁中心 | ${own[2] ?? ''} | 0 | 0 | 0 | 0 | 0`] });
    const cells = (table: Made): string[] => check(made([table])).findings.flatMap((f) => [...f.cells, ...f.evidence.flatMap((e) => e.cells)]);
    expect(cells(units('125 | 85 | 30 | 10 | 0 | 0 | 0 | 0 | 0', '30 | 10 | 20', '25 | 25 | 0', '20 | 10 | 10'))).toEqual([]);
    const wrong = cells(units('0 | 0 | 0 | 0 | 0 | 125 | 85 | 30 | 10', '30 | 10 | 0', '25 | 25 | 20', '20 | 10 | 10'));
    expect(wrong).toEqual(expect.arrayContaining(['t1:3:government_fund', 't1:4:government_fund']));
  });
  it('holds 本年收入 against its sources in every row, beside columns into which 上年结转 is cut', () => {
    const columns = ['total', 'income', 'general_public', 'business_income', 'opening_carryover', ...['general_public', 'government_fund', 'state_capital', 'unit_funds'].map((fund) => `${fund}_carryover`)];
    const rows = (own: string): Made => ({ kind: 'revenue_summary', columns, rows: ['合计 | 125 | 122 | 122', `某市水利局 | 125 | 122 | ${own}`, `某市水利局（本级） | 125 | 122 | ${own}`].map((row) => `${row} | 0 | 3 | 3 | 0 | 0 | 0`) });
    expect(said(check(made([rows('122')])))).toEqual([]);
    expect(check(made([rows('1122')])).findings.flatMap((f) => f.cells)).toEqual(expect.arrayContaining(['t1:2:general_public', 't1:3:general_public']));
  });
  it('holds a cut that the total row shows against every row, though most contradict it', () => {
    const columns = ['total', 'income', 'general_public', 'other_income', 'opening_carryover'];
    const rows = (general: readonly number[]): string[] => ['合计 | 606 | 600 | 540 | 60 | 6', ...[[106, 100, 60, 6], [100, 100, 0, 0], [150, 150, 0, 0], [250, 250, 0, 0]].map(([total, income, other, carried], i) => `@13400${i + 1} 某中心${i} | ${total} | ${income} | ${general[i]} | ${other} | ${carried}`)];
    const table = (general: readonly number[]): Made => ({ kind: 'revenue_summary', columns, rows: rows(general) });
    expect(said(check(made([table([40, 100, 150, 250])])))).toEqual([]);
    expect(check(made([table([100, 150, 250, 40])])).checks.find((c) => c.rule === 'sum/row')?.failed).toBeGreaterThan(3);
  });
  it('misses the part of lines that print their total alone, where only the sum of the table prints that part', () => {
    const table = (project: string): Made => ({ kind: 'general_public_expenditure', columns: ['total', 'basic', 'project'], rows: ['合计 | 95 | 80 | 15', `205 教育支出 | 15 | | ${project}`, `20502 普通教育 | 15 | | ${project}`, `2050203 初中教育 | 15 | | ${project}`, '208 社会保障和就业支出 | 50 | 50 |', '20805 行政事业单位养老支出 | 50 | 50 |', '2080501 行政单位离退休 | 50 | 50 |', '221 住房保障支出 | 30 | 30 |', '22102 住房改革支出 | 30 | 30 |', '2210201 住房公积金 | 30 | 30 |'] });
    expect(said(check(made([table('15')])))).toEqual([]);
    expect(check(made([table('')])).findings.flatMap((f) => [...f.cells, ...f.evidence.flatMap((e) => e.cells)])).toEqual(expect.arrayContaining(['t1:2:project', 't1:4:project']));
  });
  it('misses totals that stand at other lines than their parts, of which few others print both', () => {
    const table = (rows: readonly string[]): Made => ({ kind: 'fiscal_appropriation_summary', columns: ['total'], rows: ['一、一般公共预算 | 86', '收入总计 | 86'], rightColumns: ['total', 'general_public', 'government_fund'], right: [...rows, '四、住房保障支出 | 22 | 22 |', '支出总计 | 86 | 86 |'] });
    expect(said(check(made([table(['一、教育支出 | 16 | 16 |', '二、社会保障和就业支出 | 35 | 35 |', '三、卫生健康支出 | 13 | 13 |'])])))).toEqual([]);
    expect(check(made([table(['五、国防支出 | 16 | |', '一、教育支出 | | 16 |', '六、科学技术支出 | 35 | |', '二、社会保障和就业支出 | | 35 |', '七、文化支出 | 13 | |', '三、卫生健康支出 | | 13 |'])])).findings.flatMap((f) => [...f.cells, ...f.evidence.flatMap((e) => e.cells)])).toContain('t1:4:general_public');
  });
  it('misses the subtotal of vehicles where its parts are printed', () => {
    const three = (vehicles: string): Made => ({ kind: 'three_public', columns: ['total: 合计', 'overseas: 因公出国（境）费', 'vehicle_subtotal: 公务用车 / 小计', 'vehicle_purchase: 公务用车 / 购置费', 'vehicle_operation: 公务用车 / 运行费', 'reception: 公务接待费'], rows: [`| 21.5 | ${vehicles}`] });
    expect(said(check(made([three('0 | 17.5 | 0 | 17.5 | 4')])))).toEqual([]);
    expect(check(made([three('0 | | 0 | 17.5 | 21.5')])).findings).toMatchObject([{ rule: 'sum/row', cells: expect.arrayContaining(['t1:1:vehicle_subtotal', 't1:1:vehicle_operation']) as string[] }]);
  });
  it('misses the total of the only row that prints parts alone', () => {
    const rows = (last: string): Made => ({ kind: 'basic_expenditure_economic', columns: ['total', 'personnel', 'public_operating'], rows: ['合计 | 63 | 33 | 30', '30101 基本工资 | 11 | 11 |', '30102 津贴补贴 | 22 | 22 |', '30201 办公费 | 5 | | 5', '30202 印刷费 | 10 | | 10', `30211 差旅费 | ${last}`] });
    expect(said(check(made([rows('15 | | 15')])))).toEqual([]);
    expect(said(check(made([rows(' | | 15')])))).toEqual(['sum/row t1 30211 total 0→150000']);
  });

  it('says of a single row that no cut of its columns makes up the total, and not where the error is', () => {
    const row = (amounts: string): Made => ({ kind: 'revenue_summary', columns: ['total: 合计', 'general_public: 一般公共预算', 'government_fund: 政府性基金', 'other_income: 其他收入'], rows: [`合计 | ${amounts}`] });
    expect(said(check(made([row('100 | 80 | | 20')])))).toEqual([]);
    const { findings, checks } = check(made([row('100 | 80 | | 10')]));
    expect(findings).toMatchObject([{ rule: 'sum/columns', published: '1000000', cells: ['t1:1:total', 't1:1:general_public', 't1:1:other_income'] }]);
    expect(checks.find((c) => c.rule === 'sum/columns')).toMatchObject({ applicable: 1, failed: 1 });
  });
});

describe('funds of final accounts', () => {
  const fund = (closing: string): Made => ({
    kind: 'government_fund_expenditure', columns: ['opening_carryover: 年初结转和结余', 'income: 本年收入', 'expenditure: 本年支出 / 合计', 'basic: 本年支出 / 基本支出', 'project: 本年支出 / 项目支出', 'closing_carryover: 年末结转和结余'],
    rows: [`合计 | 5 | 100 | 90 | | 90 | ${closing}`, `212 城乡社区支出 | 5 | 100 | 90 | | 90 | ${closing}`],
  });
  it('balance: 年初 + 收入 = 支出 + 年末', () => {
    expect(said(check(made([fund('15')])))).toEqual([]);
    expect(check(made([fund('25')])).findings).toMatchObject([{ rule: 'sum/balance' }]);
  });
});

describe('two sides', () => {
  const revenue = ['一、财政拨款收入 | 80', '1.一般公共预算 | 80', '2.政府性基金 | 0', '二、事业收入 | 20', '本年收入合计 | 100', '上年结转结余 | 5', '收入总计 | 105'];
  const spent = ['一、公共安全支出 | 60', '二、社会保障和就业支出 | 45', '本年支出合计 | 105', '结转下年 | 0', '支出总计 | 105'];
  const both = (left: readonly string[], right: readonly string[]): Made => ({ kind: 'revenue_expenditure_summary', columns: ['total'], rows: left, right });
  it('says nothing where lines, totals and sides agree', () => {
    const { findings, checks } = check(made([both(revenue, spent)]));
    expect(findings).toEqual([]);
    expect(checks.find((c) => c.rule === 'sum/lines')).toMatchObject({ applicable: 5, passed: 5 });
    expect(checks.find((c) => c.rule === 'sum/side')).toMatchObject({ applicable: 1, passed: 1 });
  });
  it('finds a wrong line, a wrong total and sides that differ', () => {
    expect(said(check(made([both(revenue.map((r) => r.replace('本年收入合计 | 100', '本年收入合计 | 110')), spent)])))).toEqual(['sum/lines t1 - total 1100000→1000000']);
    expect(said(check(made([both(revenue.map((r) => r.replace('收入总计 | 105', '收入总计 | 150')), spent)])))).toEqual(['sum/lines t1 - total 1500000→1050000']);
  });
  it('sum/listing: warns of a side whose total is empty while its lines are filled and the other side has one', () => {
    const left = (...amounts: string[]): string[] => ['一、一般公共预算拨款收入', '二、政府性基金预算拨款收入', '三、国有资本经营预算拨款收入', '收入总计'].map((name, i) => `${name} | ${amounts[i] ?? ''}`);
    const rules = (rows: readonly string[], right: readonly string[]): string[] => check(made([{ kind: 'revenue_expenditure_summary', columns: ['total'], rows, right, rightColumns: ['total'] }])).findings.map((f) => f.rule);
    expect(rules(left('', '', '100', ''), ['一、公共安全支出 | 60', '二、教育支出 | 40', '支出总计 | 100'])).toEqual(['sum/listing']);
    expect(rules(left('100', '', '', '100'), ['一、公共安全支出 | 60', '二、教育支出 | 40', '支出总计 | 100'])).toEqual([]);
    expect(rules(left('', '', '', ''), ['一、公共安全支出 | 60', '二、教育支出 | 40', '支出总计 | 100'])).toEqual([]);
  });
  it('sum/listing: warns where both totals are empty: a line alone is not the total', () => {
    const rows = ['一、一般公共预算拨款收入 |', '二、政府性基金预算拨款收入 |', '三、国有资本经营预算拨款收入 | 100', '收入总计 |'];
    const { findings } = check(made([{ kind: 'revenue_expenditure_summary', columns: ['total'], rows, right: ['一、公共安全支出 | 60', '二、教育支出 | 40', '支出总计 |'] }, { kind: 'revenue_summary', columns: ['total: 合计'], rows: ['合计 | 100', '204 公共安全支出 | 60', '205 教育支出 | 40'] }]));
    expect(findings.filter((f) => f.rule === 'sum/listing').map((f) => f.cells)).toEqual([['t1:4:total']]);
  });
  it('puts no numbered line below one of its own or a lower level, nor beside one of another, though the figures would add up so', () => {
    const fiscal = (amounts: readonly (string | number)[]): Made => both(['一、本年收入', '（一）一般公共预算拨款', '（二）政府性基金预算拨款', '（三）国有资本经营预算拨款', '二、上年结转', '（一）一般公共预算拨款', '（二）政府性基金预算拨款', '收入总计'].map((name, i) => `${name} | ${amounts[i]}`), ['一、公共安全支出 | 97', '支出总计 | 97']);
    expect(said(check(made([fiscal([90, 90, 0, 0, 7, 7, 0, 97])])))).toEqual([]);
    expect(check(made([fiscal([90, 90, 0, 7, 7, 0, 0, 97])])).findings.flatMap((f) => f.cells)).toContain('t1:4:total');
    expect(check(made([fiscal([90, 90, '', 7, '', '', 97, 97])])).findings.flatMap((f) => f.cells)).toContain('t1:4:total');
    expect(check(made([fiscal([0, 0, 0, 0, 0, 97, 0, 97])])).findings.flatMap((f) => f.cells)).toContain('t1:6:total');
  });
  it('puts no total of the year below a line, though the figures would add up so', () => {
    const left = (amounts: readonly (string | number)[]): string[] => ['一、财政拨款', '1.一般公共预算拨款', '二、单位资金', '1.附属单位上缴收入', '2.其他收入', '本年收入合计', '上年结转', '收入总计'].map((name, i) => `${name} | ${amounts[i]}`);
    const right = ['一、公共安全支出 | 137', '本年支出合计 | 137', '结转下年 | 0', '支出总计 | 137'];
    expect(said(check(made([both(left([100, 100, 0, 0, 0, 100, 37, 137]), right)])))).toEqual([]);
    expect(check(made([both(left([0, 0, 0, 100, 37, 37, 0, 137]), right)])).findings.flatMap((f) => f.cells)).toContain('t1:6:total');
  });
  it('adds what is carried over to the lines of the year, where most of its own sums fail', () => {
    const right = (spent: string): string[] => ['一、教育支出 | 60 | 60 | 0 | 0', '二、公共安全支出 | 45 | 40 | 5 | 0', `本年支出合计 | ${spent}`, '年末结转和结余 | 20 | 15 | 5 | 0', '总计 | 125 | 115 | 10 | 0'];
    const fiscal = (spent: string): Made => ({ kind: 'fiscal_appropriation_summary', columns: ['total'], rows: ['一、一般公共预算财政拨款 | 125', '本年收入合计 | 125', '总计 | 125'], right: right(spent), rightColumns: ['total', 'general_public', 'government_fund', 'state_capital'] });
    expect(said(check(made([fiscal('105 | 100 | 5 | 0')])))).toEqual([]);
    const { findings } = check(made([fiscal('100 | 5 | 0 | 105')]));
    expect(findings.map((f) => f.cells[0]?.split(':')[1])).not.toContain('8');
    expect(findings.flatMap((f) => f.cells)).toContain('t1:6:total');
  });
  it('sum/listing: warns of a total of the year of which no line prints an amount', () => {
    const right = (line: string): string[] => ['一、外交支出 |', '二、教育支出 |', `三、农林水支出 | ${line}`, '四、其他支出 |', '本年支出合计 | 100', '结转下年 |', '支出总计 | 100'];
    expect(said(check(made([both(['一、财政拨款收入 | 100', '收入总计 | 100'], right('100'))])))).toEqual([]);
    expect(said(check(made([both(['一、财政拨款收入 | 100', '收入总计 | 100'], right(''))])))).toEqual(['sum/listing t1 - total 1000000→']);
  });
  it('sum/listing: takes subtotals above their lines for the sums of these alone', () => {
    const list = (amounts: readonly (string | number)[]): Made => ({ kind: 'revenue_summary', columns: ['total'], rows: ['收入总计', '小计', '公共财政拨款资金', '专项收入', '小计', '专户管理教育收费', '小计', '事业收入', '其他收入'].map((name, i) => `${name} | ${amounts[i]}`) });
    expect(said(check(made([list([914, 906, 906, '', '', '', 8, '', 8])])))).toEqual([]);
    for (const amounts of [[914, 906, '', '', 906, '', '', '', 8], [914, 906, 906, '', '', '', 8, '', '0.00'], [914, 906, '', '', '', 8, '', '', 8]]) expect(said(check(made([list(amounts)]))).map((f) => f.split(' ')[0])).toEqual(['sum/listing']);
  });
  it('keeps a total that holds in one column where the other columns contradict it', () => {
    const left = ['一、一般公共预算 | 776100', '本年收入合计 | 776100', '收入总计 | 776100'];
    const right = ['一、教育支出 | 387990 | 387990 | 0', '二、卫生健康支出 | 388110 | 388110 | 0', '本年支出合计 | 776100 | 0 | 776100', '结转下年 | 0 | 0 | 0', '支出总计 | 776100 | 776100 | 0'];
    const fiscal = (rows: readonly string[]): Made => ({ kind: 'fiscal_appropriation_summary', columns: ['total'], rows: left, right: rows, rightColumns: ['total', 'general_public', 'state_capital'] });
    expect(said(check(made([fiscal(right.map((r) => r.replace('776100 | 0 | 776100', '776100 | 776100 | 0')))])))).toEqual([]);
    expect(check(made([fiscal(right)])).findings.flatMap((f) => f.evidence.flatMap((e) => e.cells))).toContain('t1:6:general_public');
  });
  it('keeps a total of the year that no column bears out, where the lines alone make up the total', () => {
    const fiscal = (spent: string, health: string): Made => ({
      kind: 'fiscal_appropriation_summary', columns: ['total'], rows: ['一、一般公共预算拨款 | 2231', '本年收入合计 | 2231', '收入总计 | 2231'], rightColumns: ['total', 'general_public', 'government_fund', 'state_capital'],
      right: ['一、社会保障和就业支出 | 53 | 53 | 0 | 0', `二、卫生健康支出 | ${health}`, '三、城乡社区支出 | 2154 | 2154 | 0 | 0', '四、住房保障支出 | 20 | 20 | 0 | 0', `本年支出合计 | ${spent}`, '结转下年 | 0 | 0 | 0 | 0', '支出总计 | 2231 | 2231 | 0 | 0'],
    });
    expect(said(check(made([fiscal('2231 | 2231 | 0 | 0', '4 | 4 | 0 | 0')])))).toEqual([]);
    expect(check(made([fiscal('2231 | 0 | 0 | 2231', '0 | 4 | 4 | 0')])).findings.flatMap((f) => f.cells)).toContain('t1:8:state_capital');
  });
  it('reads numbered totals before their parts, and 上年结转 with its own', () => {
    const left = ['一、本年收入 | 100', '（一）一般公共预算拨款 | 90', '（二）政府性基金预算拨款 | 10', '二、上年结转 | 5', '（一）一般公共预算拨款 | 5', '收入总计 | 105'];
    expect(said(check(made([both(left, ['一、本年支出 | 105', '（一）公共安全支出 | 105', '二、结转下年 |', '支出总计 | 105'])])))).toEqual([]);
  });
  it('does not add what is singled out (其中)', () => {
    const left = ['一、财政拨款收入 | 80', '其中：专项资金 | 30', '二、事业收入 | 20', '收入总计 | 100'];
    expect(said(check(made([both(left, ['一、公共安全支出 | 100', '支出总计 | 100'])])))).toEqual([]);
    expect(said(check(made([both(left.map((r) => r.replace('| 30', '| 90')), ['一、公共安全支出 | 100', '支出总计 | 100'])])))).toEqual(['sum/part t1 - total 900000→']);
  });
});

describe('“三公” in lines', () => {
  const lines = (vehicles: string, below: string): Made => ({ kind: 'three_public', columns: ['total'], rows: ['合计 | 99', '1、因公出国（境）费用 |', '2、公务接待费 | 24', `3、公务用车购置及运行费 | ${vehicles}`, below] });
  it('公务用车购置及运行费 above a dash for each of its kinds is denied by them', () => {
    const lines = (operation: string): Made => ({ kind: 'three_public', columns: ['total'], rows: ['总计 | 75', '1、因公出国（境）费用 | —', '2、公务接待费 | —', '3、公务用车购置及运行费 | 75', '其中：（1）公务用车购置费 | —', `（2）公务用车运行费 | ${operation}`] });
    expect(said(check(made([lines('75')])))).toEqual([]);
    expect(check(made([lines('—')])).findings.map((f) => [f.rule, f.cells])).toEqual([['sum/listing', ['t1:4:total']]]);
  });
  it('a single line below 公务用车购置及运行费 is all of it, or the other one is left out', () => {
    expect(said(check(made([lines('75', '其中：（1）公务用车购置费 | 75')])))).toEqual([]);
    expect(said(check(made([lines('75', '其中：（1）公务用车购置费 | 24')]))).map((f) => f.split(' ')[0])).toEqual(['sum/lines']);
    expect(said(check(made([lines('75', '其中：公务用车购置费 | 24')]))).map((f) => f.split(' ')[0])).toEqual(['sum/listing']);
  });
  it('the only kind that is printed is the total, where its number says that there are others', () => {
    const only = (total: string, kind: string): Made => ({ kind: 'three_public', columns: ['total'], rows: [`合计 | ${total}`, `${kind} | 11`, '其中：（1）公务用车购置费 | 0', '（2）公务用车运行费 | 11'] });
    expect(said(check(made([only('11', '3、公务用车购置及运行费')])))).toEqual([]);
    expect(said(check(made([only('48', '3、公务用车购置及运行费')]))).map((f) => f.split(' ')[0])).toEqual(['sum/lines']);
  });
  it('a total of which no kind prints an amount is none', () => {
    const none = (total: string): Made => ({ kind: 'three_public', columns: ['total'], rows: [`总计 | ${total}`, '1、因公出国（境）费用 | -', '2、公务接待费 | -', '3、公务用车购置及运行费 | -'] });
    expect(said(check(made([none('-')])))).toEqual([]);
    expect(said(check(made([none('52')])))).toEqual(['sum/listing t1 - total 520000→']);
  });
});

describe('amount cells', () => {
  it('lists what was mended, what is no number and what is below zero', () => {
    const { findings } = check(made([expenditure(['204 公共安全支出 | 1O0', '208 社会保障和就业支出 | 约20', '210 卫生健康支出 | -5'], { columns: ['total'] })]));
    expect(findings.map((f) => f.rule)).toEqual(['amount/unreadable', 'amount/mended', 'amount/negative']);
  });
  it('tells of a column that a spreadsheet had no room to print', () => {
    const { findings } = check(made([expenditure(['204 公共安全支出 | ###', '208 社会保障和就业支出 | ###', '210 卫生健康支出 | 5'], { columns: ['total'] })]));
    expect(findings.map((f) => f.rule)).toEqual(['amount/unreadable']);
  });
});

describe('收支总表 with 小计 for 本年收入合计', () => {
  const list = (carried: string, all = '110'): Made => ({
    kind: 'revenue_expenditure_summary', columns: ['total'],
    rows: ['财政拨款（补助） | 90', '一般公共预算 | 70', '政府性基金预算 | 20', '国有资本经营预算 |', '其他收入 | 10', '小计 | 100', `上年结转 | ${carried}`, `收入总计 | ${all}`],
    right: ['208 社会保障和就业支出 | 30', '213 农林水支出 | 80', '小计 | 110', '支出总计 | 110'],
  });
  it('adds up with the funds right below 财政拨款 as its parts', () => expect(said(check(made([list('10')])))).toEqual([]));
  it('holds the total against 小计 and what is brought over', () => expect(check(made([list('12')])).findings.map(({ rule }) => rule)).toEqual(['sum/lines']));
});

describe('机构运行信息表', () => {
  const table = (total: string): Made => ({
    kind: 'three_public', columns: ['total_final'],
    rows: ['一、“三公”经费支出 | —', `（一）支出合计 | ${total}`, '1.因公出国（境）费 |', '2.公务用车购置及运行维护费 | 8', '3.公务接待费 | 2', '二、机关运行经费 | —', '（一）行政单位 | 50', '四、政府采购支出信息 | —', '（一）政府采购支出合计 | 30', '1.政府采购货物支出 | 12', '2.政府采购服务支出 | 18'],
  });
  it('adds up “三公” without its other sections', () => expect(said(check(made([table('10')])))).toEqual([]));
  it('adds up its other sections by themselves, however few lines of “三公” have amounts', () => {
    const rows = (goods: string): Made => ({ kind: 'three_public', columns: ['total_final'], rows: ['一、“三公”经费支出 | —', '（一）支出合计 | 17', '3.公务接待费 | 17', '二、机关运行经费 | 132', '（一）行政单位 | 132', '四、政府采购支出信息 | —', '（一）政府采购支出合计 | 63', `1.政府采购货物支出 | ${goods}`, '2.政府采购工程支出 |', '3.政府采购服务支出 | 43'] });
    expect(said(check(made([rows('20')])))).toEqual([]);
    expect(said(check(made([rows('50')]))).every((line) => !line.includes('公务接待费'))).toBe(true);
  });
  it('finds a wrong total of “三公”', () => expect(check(made([table('15')])).findings.map(({ rule, severity }) => [rule, severity ?? 'error'])).toEqual([['sum/lines', 'error']]));
});

describe('rows that leave something out', () => {
  const rows = ['合计 | 30 | 20 | 10', '204 公共安全支出 | 18 | 12 | 6', '20406 司法 | 18 | 12 | 6', '2040601 行政运行 | 8 | 6 | 2', '2040604 基层司法业务 | 10 | 6 | 4', '208 社会保障和就业支出 | 12 | 8 | 4', '20805 行政事业单位养老支出 | 12 | 8 | 4', '2080501 行政单位离退休 | 5 | 3 | 2', '2080505 机关事业单位基本养老保险缴费支出 | 4 | 3 | 1', '2080506 机关事业单位职业年金缴费支出 | 3 | 2 | 1'];
  const table = (row: number, figures: string): Made => ({ kind: 'revenue_summary', columns: ['total', 'fiscal_appropriation', 'business_income'], rows: rows.map((r, i) => (i === row ? `${r.split(' |')[0]} ${figures}` : r)) });
  it('have no parts where all others have', () => {
    expect(said(check(made([table(9, '| 3 | 2 | 1')])))).toEqual([]);
    expect(said(check(made([table(9, '| 3 |  | ')]))).some((line) => line.startsWith('sum/') && line.includes('2080506'))).toBe(true);
  });
});

describe('columns under a heading', () => {
  const units = (first: string, second: string): Made => ({
    kind: 'revenue_summary', columns: ['total', 'general_public', 'opening_carryover: 上年结转结余 / 小计', 'general_public_carryover: 上年结转结余 / 一般公共预算', 'unit_funds_carryover: 上年结转结余 / 单位资金'],
    rows: ['总计 | 1400 | 918 | 482 | 464 | 18', '@198 某市文化局 | 1400 | 918 | 482 | 464 | 18', `@198001 某市文化局（本级） | 1090 | 1066 | 24 | 6 | ${first}`, `@198002 某市文化执法支队 | 310 | -148 | 458 | 458 | ${second}`],
  });
  it('are cut in each row as in the total, be half of the rows wrong', () => {
    expect(said(check(made([units('18', '')]))).filter((line) => line.includes('carryover'))).toEqual([]);
    expect(said(check(made([units('', '18')]))).filter((line) => line.includes('carryover'))).not.toEqual([]);
  });
});

describe('“三公” of one line', () => {
  const three = (row: string): Made => ({ kind: 'three_public', columns: ['total', 'three_public', 'overseas', 'vehicle_subtotal', 'reception', 'meeting', 'training'], rows: [row] });
  it('is made up of its kinds', () => {
    expect(said(check(made([three('合计 | 5 | 3 | 0 | 2 | 1 | 1 | 1')])))).toEqual([]);
    expect(said(check(made([three('合计 | 5 | 5 |  |  |  |  | ')])))).toHaveLength(1);
    expect(said(check(made([three('合计 | 50 | 50 | 0 | 20 | 30 | 10 | 10')])))).toHaveLength(1);
  });
});

describe('a tree of codes that few figures bear out', () => {
  it('is no other tree by chance: no section stands below an item of another', () => {
    const fund: Made = { kind: 'government_fund_expenditure', columns: ['total'], rows: ['合计 | 12', '229 其他支出 | 12', '22908 彩票发行销售机构业务费安排的支出 | 12', '2290808 彩票市场调控资金支出 | 2', '22960 彩票公益金安排的支出 | 2', '2296003 用于体育事业的彩票公益金支出 | 10'] };
    expect(said(check(made([fund])))).not.toEqual([]);
  });
});

describe('rows of which a column has moved', () => {
  const purpose = (projects: readonly string[]): Made => ({
    kind: 'general_public_expenditure', columns: ['total', 'basic', 'personnel', 'public_operating', 'project'],
    rows: ['合计 | 6803.54 | 6576.58 | 6381.38 | 195.20', '2040606 律师管理 | 223.26 | | |', '2070308 群众体育 | 3852.26 | 3848.56 | 3653.36 | 195.20', '2080501 离退休 | 138.65 | 138.65 | 138.65 |', '2080505 养老 | 467.42 | 467.42 | 467.42 |', '2080506 年金 | 403.97 | 403.97 | 403.97 |', '2101101 医疗 | 947.40 | 947.40 | 947.40 |', '2101103 补助 | 54.59 | 54.59 | 54.59 |', '2210201 公积金 | 611.69 | 611.69 | 611.69 |', '2210203 购房 | 104.30 | 104.30 | 104.30 |'].map((row, i) => `${row} | ${projects[i] ?? ''}`),
  });
  it('do not make a right row wrong: 项目支出 is a part of the total, though most rows add up without it', () => {
    expect(said(check(made([purpose(['226.96', '223.26', '3.70'])])))).toEqual([]);
    const { findings } = check(made([purpose(['226.96', '226.96', '223.26', '3.70'])]));
    expect(findings.some((f) => f.cells?.includes('t1:2:project'))).toBe(true);
    expect(findings.filter((f) => f.cells?.includes('t1:1:total') && f.rule === 'sum/row')).toEqual([]);
  });

  it('do not make a right row wrong: the total shows 上年结转 to be a part, though most rows add up without it', () => {
    const revenue = (carried: readonly string[]): Made => ({ kind: 'revenue_summary', columns: ['total', 'fiscal_appropriation', 'other_income', 'opening_carryover'], rows: ['合计 | 390.00 | 380.00 | ', '201 一般公共服务支出 | 200.00 | 200.00 |', '204 公共安全支出 | 60.00 | 60.00 |', '205 教育支出 | 50.00 | 50.00 |', '208 社会保障和就业支出 | 40.00 | 40.00 |', '210 卫生健康支出 | 24.00 | 20.00 |', '221 住房保障支出 | 16.00 | 10.00 |'].map((row, i) => `${row} | ${carried[i] ?? ''}`) });
    expect(said(check(made([revenue(['10.00', '', '', '', '', '4.00', '6.00'])])))).toEqual([]);
    const { findings } = check(made([revenue(['10.00', '', '', '', '4.00', '6.00'])]));
    expect(findings.filter((f) => f.rule === 'sum/row' && f.cells?.includes('t1:1:total'))).toEqual([]);
    expect(findings.some((f) => f.cells?.includes('t1:5:opening_carryover'))).toBe(true);
    // Displaced with its total, the column still prints what the rows lack.
    const listed = (carried: readonly string[]): Made => ({ kind: 'project_expenditure', columns: ['total', 'fiscal_appropriation', 'special_account'], rows: [['合计', '1110.00', '970.00'], ['甲项目', '150.00', '100.00'], ['乙项目', '130.00', '90.00'], ['丙项目', '110.00', '80.00'], ['丁项目', '70.00', '40.00'], ...['戊', '己', '庚', '辛', '壬', '癸', '子', '丑'].map((n, i) => [`${n}项目`, `${60 + i}.00`, `${60 + i}.00`])].map((row, i) => `${row.join(' | ')} | ${carried[i] ?? ''}`) });
    const moved = check(made([listed(['', '140.00', '50.00', '40.00', '30.00'])]));
    expect(moved.findings.filter((f) => f.rule === 'sum/row' && f.cells?.every((c) => !c.endsWith('special_account')))).toEqual([]);
  });

  it('do not make a right row wrong: no row that prints something in a column bears a cut out that leaves it aside', () => {
    const revenue = (moved: readonly string[]): Made => ({ kind: 'revenue_summary', columns: ['total', 'fiscal_appropriation', 'business_income', 'other_income'], rows: ['201 一般公共服务支出 | 15', '20105 统计信息事务 | 15', '2010506 统计管理 | 15', '205 教育支出 | 80', '20502 普通教育 | 80', '2050203 初中教育 | 80', '合计 | 95'].map((row, i) => `${row} | ${moved[i]} | | ${[0, 1, 2, 6].includes(i) ? '15' : ''}`) });
    expect(said(check(made([revenue(['', '', '', '80', '80', '80', '80'])])))).toEqual([]);
    expect(check(made([revenue(['', '', '', '', '', '7', '12'])])).findings.flatMap((f) => f.evidence.map((e) => e.statement)).filter((s) => s.startsWith('合计：合计 = 其他收入'))).toEqual([]);
  });
  it('do not make a right row wrong: a column that alone makes up the total of some rows is a part of it', () => {
    const rows: Made = { kind: 'revenue_summary', columns: ['total', 'fiscal_appropriation', 'general_public', 'government_fund', 'business_income', 'other_income'], rows: ['201 一般公共服务支出 | 7 | 7 | 7 | | |', '20101 人大事务 | 7 | 7 | 7 | | |', '2010101 行政运行 | 7 | 7 | 7 | | |', '204 公共安全支出 | 36 | | | | | 36', '20406 司法 | 36 | | | | | 36', '2040601 行政运行 | 36 | | | | | 36', '217 金融支出 | 12 | 12 | | 12 | 5 |', '21704 金融调控支出 | 12 | 12 | | 12 | 5 |', '2170404 中央金融机构注资特别国债支出 | 12 | 12 | | 12 | 5 |', '220 自然资源海洋气象等支出 | 5 | | | | |', '22001 自然资源事务 | 5 | | | | |', '2200150 事业运行 | 5 | | | | |', '合计 | 60 | 19 | 7 | 12 | | 36'] };
    const statements = check(made([rows])).findings.flatMap((f) => f.evidence.map((e) => e.statement.split('：').slice(0, 2).join('：')));
    expect(statements).not.toContain('合计：合计 = 一般公共预算 + 政府性基金');
    expect(statements.filter((s) => s.startsWith('204'))).toEqual([]);
  });
  it('have no parts where nearly all others have, though one row is wrong', () => {
    const rows = (wrong: string, left: string): Made => ({ kind: 'expenditure_summary', columns: ['total', 'basic', 'project'], rows: ['合计 | 115 | 55 | 60', '201 一般公共服务支出 | 10 | 4 | 6', '204 公共安全支出 | 12 | 7 | 5', '205 教育支出 | 14 | 9 | 5', '206 科学技术支出 | 16 | 6 | 10', '207 文化旅游体育与传媒支出 | 18 | 8 | 10', '208 社会保障和就业支出 | 21 | 9 | 12', `210 卫生健康支出 | ${wrong} | 5 | 6`, `221 住房保障支出 | 13 | ${left}`] });
    expect(said(check(made([rows('11', '7 | 6')])))).toEqual([]);
    expect(check(made([rows('17', ' | ')])).findings.flatMap((f) => f.evidence.map((e) => e.statement)).some((s) => s.startsWith('221：合计 = '))).toBe(true);
  });

  it('have no parts where nearly all others have, be their total a part of another', () => {
    const rows = ['201 一般公共服务支出', '204 公共安全支出', '205 教育支出', '206 科学技术支出', '207 文化旅游体育与传媒支出', '208 社会保障和就业支出'].map((name, i) => `${name} | 1${i} | 1${i} | 1${i} | `);
    const revenue = (fund: string): Made => ({ kind: 'revenue_summary', columns: ['total', 'fiscal_appropriation', 'general_public', 'government_fund', 'other_income'], rows: ['合计 | 82 | 82 | 75 | 7 |', ...rows, `229 其他支出 | 7 | 7 | | ${fund} |`] });
    expect(said(check(made([revenue('7')])))).toEqual([]);
    expect(check(made([revenue('')])).findings.flatMap((f) => f.cells)).toContain('t1:8:government_fund');
  });
  it('have no parts where nearly all others have, be last year’s total beside theirs', () => {
    const names = ['201 一般公共服务支出', '204 公共安全支出', '205 教育支出', '206 科学技术支出', '207 文化旅游体育与传媒支出', '208 社会保障和就业支出', '210 卫生健康支出'];
    const spent = (last: string): Made => ({ kind: 'general_public_expenditure', columns: ['total_previous', 'total', 'basic', 'project'], rows: ['合计 | 271 | 142 | 71 | 71', ...names.map((name, i) => `${name} | 3${i} | ${2 * (i + 7)} | ${i + 7} | ${i + 7}`), `221 住房保障支出 | 40 | 2 | ${last}`] });
    expect(said(check(made([spent('1 | 1')])))).toEqual([]);
    expect(check(made([spent(' | ')])).findings.flatMap((f) => f.evidence.map((e) => e.statement)).some((s) => s.startsWith('221：合计 = '))).toBe(true);
  });
  it('do not make a right row wrong: what is brought over is a part of the total by whichever cut, though a few more rows add up without it', () => {
    const names = ['201 一般公共服务支出', '204 公共安全支出', '205 教育支出', '206 科学技术支出', '207 文化旅游体育与传媒支出', '208 社会保障和就业支出', '210 卫生健康支出', '211 节能环保支出', '212 城乡社区支出', '213 农林水支出', '214 交通运输支出', '215 资源勘探工业信息等支出', '216 商业服务业等支出', '217 金融支出', '220 自然资源海洋气象等支出', '221 住房保障支出', '222 粮油物资储备支出', '224 灾害防治及应急管理支出'];
    const carried = names.map((_, i) => (i >= 6 && i < 10 ? 5 + i : 0));
    const [sum, all] = [names.reduce((n, _, i) => n + 20 + i, 0), carried.reduce((a, b) => a + b)];
    const list = (places: readonly number[], last: string): Made => ({ kind: 'revenue_summary', columns: ['total', 'fiscal_appropriation', 'general_public', 'other_income', 'opening_carryover'], rows: [...names.map((name, i) => `${name} | ${20 + i + (carried[i] ?? 0)} | ${20 + i} | ${20 + i} | 0 | ${places[i]}`), `合计 | ${sum + all} | ${sum} | ${sum} | 0 | ${last}`] });
    expect(said(check(made([list(carried, `${all}`)])))).toEqual([]);
    const { findings } = check(made([list([...carried.slice(4), 0, 0, 0, 0], '')]));
    expect(findings.filter((f) => f.rule === 'sum/row' && f.cells.every((c) => !c.endsWith('opening_carryover')))).toEqual([]);
    expect(findings).not.toEqual([]);
  });
  it('do not make a column beside them a part of the total: what 其中 singles out is in 项目支出 already', () => {
    const rows = (first: string): Made => ({ kind: 'expenditure_summary', columns: ['total', 'basic', 'project', '政府采购项目: 政府采购项目 / 小计'], rows: [`合计 | ${first} | 60.00 | 40.00 | 7.00`, '204 公共安全支出 | 55.00 | 35.00 | 20.00 | 0.00', '205 教育支出 | 15.00 | 10.00 | 5.00 | 7.00', '208 社会保障和就业支出 | 30.00 | 15.00 | 15.00 | 0.00'] });
    expect(said(check(made([rows('100.00')])))).toEqual([]);
    expect(said(check(made([rows('1000.00')])))).toEqual(['sum/row t1 - total 10000000→1000000']);
  });

  it('are told by a line with a total and no parts and one with the same parts and no total', () => {
    const fiscal = (last: readonly string[]): Made => ({ kind: 'fiscal_appropriation_summary', columns: ['total'], rows: ['一、一般公共预算 | 25', '收入总计 | 25'], rightColumns: ['total', 'general_public', 'government_fund'], right: ['一、一般公共服务支出 | 10 | 10 |', '二、教育支出 | 6 | 6 |', '三、卫生健康支出 | 5 | 5 |', ...last, '本年支出合计 | 25 | 25 |', '支出总计 | 25 | 25 |'] });
    expect(said(check(made([fiscal(['四、金融支出 | | |', '五、住房保障支出 | 4 | 4 |'])])))).toEqual([]);
    const { findings } = check(made([fiscal(['四、金融支出 | | 4 |', '五、住房保障支出 | 4 | |'])]));
    expect(findings.flatMap((f) => f.cells ?? [])).toEqual(expect.arrayContaining(['t1:6:general_public', 't1:6:total', 't1:7:total', 't1:7:general_public']));
  });
});

describe('lines without codes that all have official names', () => {
  const economic = (amounts: readonly number[]): Made => ({ kind: 'basic_expenditure_functional', columns: ['total', 'general_public'], rows: ['深圳市某局', '工资福利支出', '基本工资', '津贴补贴', '商品和服务支出', '办公费', '印刷费', '水费', '对个人和家庭的补助', '退休费'].map((name, i) => `${name} | ${amounts[i]} | ${amounts[i]}`) });
  const right = [100, 60, 40, 20, 35, 20, 12, 3, 5, 5];
  it('add up by their names, as by codes, though most of the sums fail', () => {
    expect(said(check(made([economic(right)])))).toEqual([]);
    expect(said(check(made([economic([100, 60, 60, 40, 20, 35, 20, 12, 3, 5])])))).not.toEqual([]);
  });
});

describe('units without codes above what they spend on', () => {
  const units = (subsidies: readonly string[]): Made => ({ kind: 'basic_expenditure_functional', columns: ['total'], rows: ['合计 | 184', '某市民政局 | 59', '工资福利支出 | 39', '商品和服务支出 | 5', '对个人和家庭的补助 | 15', '某市东升医院 | 87', '工资福利支出 | 68', '商品和服务支出 | 8', '对个人和家庭的补助 | 11', '某市安置中心 | 38', '工资福利支出 | 23', '商品和服务支出 | 2', ...subsidies] });
  it('are each the sum of it where the sums of the others hold', () => {
    expect(said(check(made([units(['对个人和家庭的补助 | 13'])])))).toEqual([]);
    expect(check(made([units([])])).findings.some((f) => f.tableId === 't1' && f.evidence.some((e) => e.statement.startsWith('某市安置中心 = ')))).toBe(true);
  });
});
