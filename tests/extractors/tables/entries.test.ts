/** Lines of a table: their codes as printed, names, roles, items, units and projects beside them, and their amounts. */
import { describe, expect, it } from 'vitest';
import { formatYuan } from '../../../schemas/amount-parse.js';
import type { Entry } from '../../../schemas/table.js';
import { headerRows } from '../../../extractors/layout/header-rows.js';
import { readColumns } from '../../../extractors/tables/columns.js';
import { readEntries } from '../../../extractors/tables/entries.js';
import { gridOf } from './grids.js';

const SPEC: Parameters<typeof readColumns>[3] & Parameters<typeof readEntries>[4] = { columns: [], labels: [], measure: 'total', side: '', shape: 'lines', classification: 'functional' };

function read(drawing: string, spec = SPEC, unit: '元' | '万元' = '万元') {
  const grid = gridOf(drawing);
  const depth = headerRows(grid);
  return readEntries(grid, readColumns(grid, depth, 0, spec), depth, unit, spec);
}
const amounts = (entry: Entry): string => entry.cells.map((cell) => (cell.reading.state === 'amount' ? `${cell.measure} ${formatYuan(cell.reading.amount.fen)}` : `${cell.measure} ${cell.reading.state}`)).join(', ');
/** `role code name | measure yuan, …` */
const lines = (drawing: string, spec = SPEC): string[] => read(drawing, spec).entries.map((entry) => `${entry.role} ${entry.code.map((part) => part.text).join(' ')} ${entry.name} | ${amounts(entry)}`.replaceAll(/\s+/gu, ' '));

describe('codes and names', () => {
  it('in one column each', () => {
    expect(lines('科目编码 | 科目名称 | 合计\n201 | 一般公共服务支出 | 5.00\n20101 | 人大事务 | 5.00\n2010101 | 行政运行 | 5.00')).toEqual([
      'coded 201 一般公共服务支出 | total 50000', 'coded 20101 人大事务 | total 50000', 'coded 2010101 行政运行 | total 50000',
    ]);
  });
  it('类 款 项 in columns of their own, as printed', () => {
    expect(lines('科目编码 | < | < | 科目名称 | 合计\n类 | 款 | 项 | ^ | ^\n201 | | | 一般公共服务支出 | 5.00\n201 | 01 | | 人大事务 | 5.00\n201 | 01 | 01 | 行政运行 | 5.00')).toEqual([
      'coded 201 一般公共服务支出 | total 50000', 'coded 201 01 人大事务 | total 50000', 'coded 201 01 01 行政运行 | total 50000',
    ]);
  });
  it('the unit between the codes and their names', () => {
    expect(lines('科目编码 | < | < | 单位名称 | 科目名称 | 合计\n类 | 款 | 项 | ^ | ^ | ^\n201 | 01 | 01 | 某市审计局 | 行政运行 | 5.00\n201 | 01 | 02 | 某市审计局 | 事业运行 | 5.00')).toEqual(['coded 201 01 01 行政运行 | total 50000', 'coded 201 01 02 事业运行 | total 50000']);
  });
  it('the name before its code', () => {
    expect(lines('功能分类科目名称 | 科目编码 | 合计\n合计 | | 5.00\n行政运行 | 2010101 | 5.00')).toEqual(['total 合计 | total 50000', 'coded 2010101 行政运行 | total 50000']);
  });
  it('the name stands in the code column of a line without a code', () => {
    expect(lines('科目编码 | 科目名称 | 合计\n合计 | | 5.00\n20101 | 人大事务 | 5.00')[0]).toBe('total 合计 | total 50000');
  });
  it('合计 over the merged cells of code and name', () => {
    expect(lines('科目编码 | < | < | 科目名称 | 合计\n类 | 款 | 项 | ^ | ^\n合计 | < | < | < | 5.00\n201 | 01 | 01 | 行政运行 | 5.00')[0]).toBe('total 合计 | total 50000');
  });
  it('合计 with a colon', () => {
    expect(lines('科目编码及名称 | 合计\n2010101-行政运行 | 5.00\n合计： | 5.00').at(-1)).toBe('total 合计： | total 50000');
  });
  it('a line has the name before its amounts, not what explains it behind them', () => {
    const own = { ...SPEC, classification: '' as const };
    expect(lines('项目名称 | 单位 | 合计 | 财政拨款 | 项目内容\n档案数字化 | 档案馆 | 5.00 | 5.00 | 扫描加工12万页', own)).toEqual(['line 档案数字化 | total 50000, fiscal_appropriation 50000']);
  });
  it.each(['机要通信用车', '其他用车'])('%s are counted', (name) => {
    expect(lines(`项目 | 决算数\n机关运行经费 | 5.00\n${name} | 2`)).toEqual(['line 机关运行经费 | total 50000', `line ${name} | `]);
  });
  it('code and name in one cell are one name', () => {
    expect(read('科目 | 合计\n[2010101]行政运行 | 5.00\n20102 政协事务 | 5.00').entries.map((entry) => entry.name)).toEqual(['[2010101]行政运行', '20102 政协事务']);
  });
  it('the official code of the name stands in the column of units before it', () => {
    expect(lines('预算单位 | 科目编码 | 科目名称 | 合计\n某某市水利局 | 20101 | 人大事务 | 5.00\n20102 | | 政协事务 | 6.00\n154 | | 某项支出 | 7.00').slice(0, 2)).toEqual(['coded 20101 人大事务 | total 50000', 'coded 20102 政协事务 | total 60000']);
  });
  it('the code that is printed twice is one, and its name that beside the second', () => {
    expect(lines('科目 | < | < | 科目编码 | 科目名称 | 合计\n类 | 款 | 项 | ^ | ^ | ^\n201 | 01 | | 20101 | 人大事务 | 5.00')).toEqual(['coded 20101 人大事务 | total 50000']);
  });
  it('预算数 and 决算数 as lines say which the amounts are', () => {
    expect(lines('项目 | 合计 | 公务接待费\n预算数 | 5.00 | 2.00\n决算数 | 4.00 | 1.00', { ...SPEC, classification: '' }).map((line) => line.split('|')[1]?.trim())).toEqual(['total_budget 50000, reception_budget 20000', 'total_final 40000, reception_final 10000']);
  });
  it('the times may stand in a column behind the names', () => {
    expect(lines('预算单位 | 时间 | 合计\n某局 | 2025年 | 5.00\n | 2026年 | 4.00\n | 增减额 | -1.00', { ...SPEC, classification: '' }).map((line) => line.split('|')[1]?.trim())).toEqual(['total_previous 50000', 'total 40000', 'total_change -10000']);
  });
  it.each([
    ['预算数 | 5.00\n决算数 | 4.00\n增减额 | -1.00\n增减率（%） | -20.00', ['total_budget 50000', 'total_final 40000', 'total_change -10000', '']],
    ['预算数 | 5.00\n决算数 | 4.00\n增减率（% | -20.00', ['total_budget 50000', 'total_final 40000', '']],
    ['2023年合计 | 5.00\n2024年合计 | 4.00', ['total_previous 50000', 'total 40000']],
    ['2022年决算数 | 5.00\n2023年预算数 | 6.00\n2023年决算数 | 4.00\n完成预算（%） | 66.67', ['total_previous 50000', 'total 60000', 'total 40000', '']],
    ['上年预算数 | 5.00\n本年预算数 | 4.00\n比上年增减% | -20.00', ['total_previous 50000', 'total 40000', '']],
  ])('times and rates as lines: %s', (body, measures) => {
    expect(lines(`项目 | 合计\n${body}`, { ...SPEC, classification: '' }).map((line) => line.split('|')[1]?.trim())).toEqual(measures);
  });
  it('sides that stand one below the other, each under a heading over all columns', () => {
    const stacked = (second: string) => read(`收入 | < | <\n项目 | 上年预算数 | 本年预算数\n一般公共预算拨款 | 5.00 | 6.00\n收入总计 | 5.00 | 6.00\n${second} | < | <\n项目 | 上年预算数 | 本年预算数\n农林水支出 | 5.00 | 6.00`).entries.filter((entry) => entry.cells.length > 1).map((entry) => entry.side);
    expect(stacked('支出')).toEqual(['revenue', 'revenue', 'expenditure']);
    expect(stacked('二、支出部分')).toEqual(['revenue', 'revenue', 'expenditure']);
  });
  it('a line that only the other list of two has a code and a name for is of that list', () => {
    const both = '政府预算经济分类 | < | 部门预算经济分类 | < | 合计\n科目编码 | 科目名称 | 科目编码 | 科目名称 | ^\n501 | 机关工资福利支出 | | | 5.00\n50101 | 工资奖金津补贴 | 30101 | 基本工资 | 5.00';
    expect(read(both, { ...SPEC, classification: 'economic' }).entries.map((entry) => [entry.classification, entry.code[0]?.text, entry.name])).toEqual([['government_economic', '501', '机关工资福利支出'], ['economic', '30101', '基本工资']]);
  });
  it('a name that goes on in the lines below is whole where the lists have it', () => {
    expect(lines('项目 | 合计\n（二）社会保障和就业支 | 5.00\n出 | \n收入总 | 6.00\n计 | ')).toEqual(['line （二）社会保障和就业支出 | total 50000', 'total 收入总计 | total 60000']);
  });
  it('words of a sum and its amount that stand on two sides are one line, as a merged cell over both leaves it', () => {
    expect(lines('支出 | < | < | <\n功能科目 | 金额 | 支出用途 | 金额\n一、教育支出 | 5.00 | 一、基本支出 | 5.00\n当年支出小计 | | | 5.00\n结转下年资金 | | | \n支出合计 | | | 5.00').filter((line) => line.includes('计'))).toEqual(['line 当年支出小计 | total 50000', 'total 支出合计 | total 50000']);
  });
  it('a line of its own without amounts is none of the line above', () => {
    expect(lines('项目 | 合计\n四、财政专户管理资金收入 | 5.00\n教育收费 | \n社会保障和就业支出 | 6.00\n卫生健康支出 | ')).toHaveLength(4);
  });
  it('a repeated header is no line, though a page cuts one of its headings, or a scan has a character of it misread', () => {
    expect(lines('科目名称 | 总计 | 单位上年结余（不包括额度结余）\n人大事务 | 5.00 | \n科目名称 | 总计 | 单位上年结余（不\n政协事务 | 6.00 | ')).toHaveLength(2);
    expect(lines('科目名称 | 总计 | 公用支出\n人大事务 | 5.00 | 2.00\n科目名称 | 总计 | 公用支山\n政协事务 | 6.00 | 1.00')).toHaveLength(2);
    expect(lines('科目名称 | 人员支出 | 公用支出\n人大事务 | 5.00 | 2.00\n | 人员支出 | 公用支山\n政协事务 | 6.00 | 1.00')).toHaveLength(2);
  });
  it('blanks between characters of a name are layout', () => {
    expect(read('科目编码 | 科目名称 | 合计\n20101 | 人 大 事 务 | 5.00').entries[0]?.name).toBe('人大事务');
  });
});

describe('what a line without a code says', () => {
  it.each([
    ['一、一般公共预算拨款收入', 'general_public'], ['（一）政府性基金预算拨款', 'government_fund'], ['3.国有资本经营预算拨款收入', 'state_capital'], ['四、财政专户管理资金收入', 'special_account'], ['五、事业收入', 'business_income'],
    ['六、事业单位经营收入', 'operating_income'], ['七、上级补助收入', 'superior_subsidy'], ['八、附属单位上缴收入', 'subordinate_remittance'], ['九、其他收入', 'other_income'], ['其中：财政拨款', 'fiscal_appropriation'],
    ['本年收入合计', 'income'], ['本年支出合计', 'expenditure'], ['上年结转结余', 'opening_carryover'], ['年初结转和结余', 'opening_carryover'], ['年末结转和结余', 'closing_carryover'], ['结转下年支出', 'closing_carryover'],
    ['使用非财政拨款结余', 'non_fiscal_surplus'], ['结余分配', 'surplus_distribution'], ['收入总计', 'grand_total'], ['支出总计', 'grand_total'], ['一、基本支出', 'basic'], ['二、项目支出', 'project'], ['人员经费合计', 'personnel_total'], ['公用经费合计', 'public_operating_total'],
    ['1.因公出国（境）费', 'overseas'], ['2．公务用车购置及运行维护费', 'vehicle_subtotal'], ['（1）公务用车购置费', 'vehicle_purchase'], ['（2）公务用车运行维护费', 'vehicle_operation'], ['3、公务接待费', 'reception'], ['“三公”经费合计', 'three_public'],
    ['会议费', 'meeting'], ['培训费', 'training'], ['机关运行经费', 'agency_operation'], ['上缴上级支出', 'remittance_to_superior'], ['对附属单位补助支出', 'subsidy_to_subordinate'], ['经营支出', 'operating_expenditure'],
    ['财政拨款收入', 'fiscal_appropriation'], ['一般公共预算财政拨款', 'general_public'], ['政府性基金预算财政拨款', 'government_fund'], ['用事业基金弥补收支差额', 'non_fiscal_surplus'], ['单位资金', 'unit_funds'], ['附属单位上缴资金', 'subordinate_remittance'],
    ['上年财政拨款资金结转', 'opening_carryover'], ['单位资金收入', 'unit_funds'], ['其他资金', 'other_income'], ['其它收入', 'other_income'], ['公共财政预算拨款', 'general_public'], ['年终结转结余', 'closing_carryover'],
  ])('%s is %s', (name, item) => {
    expect(read(`项目 | 预算数\n${name} | 5.00`).entries[0]?.item).toBe(item);
  });
  it.each(['合计', '总计', '收入总计', '支出总计', '收入合计', '支出合计', '共计', '总 计', '收支总计', '部门支出总计'])('%s stands for the whole table', (name) => {
    expect(read(`项目 | 预算数\n${name} | 5.00`).entries[0]?.role).toBe('total');
  });
  it('合计 can stand where the other lines have their number', () => {
    expect(read('序号 | 项目 | 预算数\n1 | 会议费 | 5.00\n合计 | | 5.00').entries.map((entry) => entry.role)).toEqual(['line', 'total']);
  });
  it.each(['小计', '其他支出', '本年收入合计', '人员经费合计'])('%s does not', (name) => {
    expect(read(`项目 | 预算数\n${name} | 5.00`).entries[0]?.role).toBe('line');
  });
});

describe('amounts', () => {
  it('a printed 0, a dash and a blank are three things', () => {
    expect(lines('项目 | 合计 | 基本支出 | 项目支出\n会议费 | 0 | - | ')).toEqual(['line 会议费 | total 0, basic dash, project blank']);
  });
  it('a merged amount stands once, where it begins', () => {
    expect(lines('项目 | 合计 | 基本支出\n会议费 | 5.00 | 3.00\n培训费 | ^ | 2.00')).toEqual(['line 会议费 | total 50000, basic 30000', 'line 培训费 | basic 20000']);
  });
  it('what is no amount is kept as unreadable', () => {
    expect(lines('项目 | 合计\n会议费 | 5.00\n培训费 | 见附件')[1]).toBe('line 培训费 | total unreadable');
  });
  it('a row of a year column gives its measures that year', () => {
    expect(lines('年度 | 合计 | 公务接待费\n2024年 | 5.00 | 2.00\n2023年 | 6.00 | 3.00\n增减 | -1.00 | -1.00', { ...SPEC, classification: '' }).map((line) => line.split('|')[1]?.trim())).toEqual([
      'total 50000, reception 20000', 'total_previous 60000, reception_previous 30000', 'total_change -10000, reception_change -10000',
    ]);
  });
});

describe('counts', () => {
  it('words about the amounts above are none', () => {
    expect(lines('项目 | 预算数\n公务接待费 | 5.00\n三、“三公”经费增减变化原因等说明 | 厉行节约，压减开支', SPEC)).toEqual(['line 公务接待费 | total 50000', 'line 三、“三公”经费增减变化原因等说明 |'].map((row) => `${row}${row.endsWith('|') ? ' ' : ''}`));
  });
  it('of units with their revenue beside their expenditure are on no side', () => {
    const drawing = '单位编码 | 单位名称 | 收入预算 | < | 支出预算 | <\n^ | ^ | 合计 | 其他收入 | 合计 | 项目支出\n361001 | 文化馆 | 9.00 | 1.00 | 9.00 | 4.00\n361002 | 图书馆 | 8.00 | 2.00 | 8.00 | 3.00';
    expect(read(drawing, { ...SPEC, shape: 'sides' }).entries.map((entry) => entry.side)).toEqual(['', '']);
  });
  it.each(['1．因公出国（境）团组数（个）', '2.因公出国（境）人次数（人）', '公务用车购置数（辆）', '公务用车保有量', '国内公务接待批次（个）', '国内公务接待人次（人）'])('%s is no amount of money', (name) => {
    const [entry] = read(`项目 | 行次 | 统计数\n${name} | 12 | 20`).entries;
    expect(entry?.cells).toEqual([]);
    expect(entry?.labels['统计数']).toBe('20');
  });
  it('公务用车购置费 is one', () => {
    expect(lines('项目 | 行次 | 统计数\n（1）公务用车购置费 | 5 | 20.00')).toEqual(['line （1）公务用车购置费 | total 200000']);
  });
});

describe('rows that are no lines', () => {
  it('numbers of columns to which others ran together are no amounts; what ran together with more is told', () => {
    expect(lines('项目 | 金额 | 项目 | 金额\n栏次 1 | | 栏次 | 2\n一、财政拨款 | 5.00 | 一、教育支出 | 4.00').filter((line) => line.includes('栏次'))).toEqual([]);
    const { entries, unread } = read('科目编码 | 科目名称 | 合计 | 基本支出\n栏次合计 | < | 2 | 69.00\n20101 | 人大事务 | 5.00 | 4.00');
    expect([entries.map(({ name }) => name), unread]).toEqual([['人大事务'], [{ gridRow: 1, reason: '与栏次连在一起' }]]);
  });
  it('栏次, repeated headers and blank rows are left out', () => {
    expect(lines('科目编码 | 科目名称 | 合计 | 基本支出\n栏次 | < | 1 | 2\n20101 | 人大事务 | 5.00 | 4.00\n科目编码 | 科目名称 | 合计 | 基本支出\n | | | \n20102 | 政协事务 | 5.00 | 4.00')).toEqual([
      'coded 20101 人大事务 | total 50000, basic 40000', 'coded 20102 政协事务 | total 50000, basic 40000',
    ]);
  });
  it('nor the organisation and the unit above the headings, printed again at the head of a page', () => {
    expect(lines('填报单位：某局 | < | 单位：万元\n科目编码 | 科目名称 | 合计\n20101 | 人大事务 | 5.00\n填报单位：某局 | < | 单位：万元')).toHaveLength(1);
  });
  it('a note in the grid is a note', () => {
    const { entries, notes } = read('科目编码 | 科目名称 | 合计\n20101 | 人大事务 | 5.00\n注：本表含上年结转。 | < | <');
    expect(entries).toHaveLength(1);
    expect(notes.map((note) => note.text)).toEqual(['注：本表含上年结转。']);
  });
  it('a code with points between its parts is no amount outside the columns of amounts', () => {
    expect(read('科目编码 | 科目名称 | 合计\n205 | 教育支出 | 5.00\n205.02 | 普通教育 | 5.00\n205.02.01 | 学前教育 | 5.00').unread).toEqual([]);
  });
  it('an amount outside the columns of amounts is reported', () => {
    expect(read('科目编码 | 科目名称 | 备注 | 合计\n20101 | 人大事务 | 说明 | 5.00\n20102 | 政协事务 | 1,234.00 | 5.00\n20103 | 政府办公厅（室）及相关机构事务 | 说明 | 4.00').unread).toEqual([{ gridRow: 2, reason: '“1,234.00”不在金额栏' }]);
  });
});

describe('units and projects beside a line', () => {
  it('a unit stands beside the lines of its codes', () => {
    const { entries } = read('单位编码 | 单位名称 | 科目编码 | 科目名称 | 合计\n101001 | 某局本级 | 2010101 | 行政运行 | 5.00\n101001 | 某局本级 | 2010102 | 一般行政管理事务 | 6.00');
    expect(entries.map((entry) => [entry.code[0]?.text, entry.name, entry.labels['organisation']])).toEqual([['2010101', '行政运行', '某局本级'], ['2010102', '一般行政管理事务', '某局本级']]);
  });
  it('units in rows of their own have their codes', () => {
    const { entries } = read('单位编码 | 单位名称 | 合计 | 基本支出\n101 | 某局 | 9.00 | 9.00\n101001 | 某局本级 | 5.00 | 5.00\n101002 | 某中心 | 4.00 | 4.00');
    expect(entries.map((entry) => [entry.classification, entry.code[0]?.text, entry.name])).toEqual([['organisation', '101', '某局'], ['organisation', '101001', '某局本级'], ['organisation', '101002', '某中心']]);
  });
  it('government and department codes side by side: the wanted one is the line’s own', () => {
    const { entries } = read('政府预算支出经济分类 | < | 部门预算支出经济分类 | < | 合计\n科目编码 | 科目名称 | 科目编码 | 科目名称 | ^\n50101 | 工资奖金津补贴 | 30101 | 基本工资 | 5.00\n50102 | 社会保障缴费 | 30108 | 机关事业单位基本养老保险缴费 | 4.00', { ...SPEC, classification: 'economic' });
    expect(entries.map((entry) => [entry.classification, entry.code[0]?.text, entry.labels['government_economic_code']])).toEqual([['economic', '30101', '50101'], ['economic', '30108', '50102']]);
  });
  it('two lists side by side: the left one first', () => {
    expect(read('收入 | < | 支出 | <\n项目 | 预算数 | 项目 | 预算数\n一般公共预算拨款收入 | 5.00 | 一般公共服务支出 | 4.00\n收入总计 | 5.00 | 支出总计 | 5.00').entries.map((entry) => [entry.row, entry.side, entry.name])).toEqual([
      [1, 'revenue', '一般公共预算拨款收入'], [2, 'revenue', '收入总计'], [3, 'expenditure', '一般公共服务支出'], [4, 'expenditure', '支出总计'],
    ]);
  });
});
