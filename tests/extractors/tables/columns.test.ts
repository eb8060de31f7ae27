/**
 * What columns mean: their roles, the measures that their headers name, the blocks that they form. Headers are those that
 * provinces print; `headers.txt` has them by measure.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readColumns } from '../../../extractors/tables/columns.js';
import { withTotalApart } from '../../../extractors/tables/total-in-header.js';
import { headerRows } from '../../../extractors/layout/header-rows.js';
import { gridOf } from './grids.js';

const PLAIN: Parameters<typeof readColumns>[3] = { columns: [], labels: [], measure: 'total', side: '', shape: 'lines' };
const columnsOf = (drawing: string, depth?: number) => {
  const grid = gridOf(drawing);
  return readColumns(grid, depth ?? headerRows(grid), 0, PLAIN);
};
/** `role` of columns without a measure, else the measure. */
const said = (drawing: string): string[] => columnsOf(drawing).map((column) => column.measure ?? column.part ?? column.label ?? column.role);

describe('the line of the total in the last row of the header', () => {
  const FORM = '项目 | < | 年初结转 | 本年收入 | 本年支出 | < | 年末结转\n科目编码 | 科目名称 | ^ | ^ |  |  | ^\n';
  it('is parted from the headings in it', () => {
    const apart = withTotalApart(gridOf(`${FORM}合计 |  | 0 | 2002.80 | 合计 | 项目支出 | 0\n207 | 文化支出 | 0 | 2.80 | 2.80 | 2.80 | 0`), 2);
    const texts = (row: number): string[] => apart.cells.filter((cell) => cell.row === row).map(({ text }) => text).filter((text) => text !== '');
    expect([texts(2), texts(3)]).toEqual([['合计', '项目支出'], ['合计', '0', '2002.80', '0']]);
    expect(readColumns(apart, 3, 0, PLAIN).map(({ measure }) => measure)).toEqual([undefined, undefined, expect.anything(), 'income', 'expenditure', 'project', expect.anything()]);
  });
  it('stays where figures or blanks stand under the heading', () => {
    const plain = gridOf(`${FORM}合计 |  | 0 | 2.80 | 2.80 | 2.80 | 0`);
    expect(withTotalApart(plain, 2)).toBe(plain);
  });
});

describe('roles', () => {
  it('类, 款 and 项 are the parts of a code, wherever they stand in the header', () => {
    expect(said('科目编码 | < | < | 科目名称 | 合计\n类 | 款 | 项 | ^ | ^\n201 | 01 | 01 | 行政运行 | 5.00')).toEqual(['class', 'section', 'item', 'name', 'total']);
  });
  it('类款项 in one cell heads whole codes', () => {
    expect(said('科目编码 | 单位编码 | 采购项目 | 预算金额\n类款项 | ^ | ^ | ^\n204 06 01 | 154001 | 车辆维护 | 5.00').slice(0, 2)).toEqual(['whole', 'organisation_code']);
  });
  it('codes are told by the names beside them where characters of two headings are mixed', () => {
    expect(said('预科算目单编位码 | 科目名称 | 支出总计\n某某市审计局 | | 9.00\n201 | 一般公共服务支出 | 5.00\n20101 | 人大事务 | 5.00\n2010101 | 行政运行 | 5.00')).toEqual(['whole', 'name', 'total']);
  });
  it('类 款 项 beside the first line of the body are parts as well', () => {
    expect(columnsOf('功能分类科目编码 | < | < | 科目名称 | 本年支出合计\n类 | 款 | 项 | 合计 | 5.00\n201 | 01 | 01 | 行政运行 | 5.00', 1).slice(0, 3).map((column) => column.part)).toEqual(['class', 'section', 'item']);
  });
  it('codes that alignment has put beside their names under the one heading of both are codes', () => {
    expect(said('项目名称 | 功能科目 | < | 合计\n会议费 | 2010104 | 人大会议 | 5.00\n维修 | 2010102 | 一般行政管理事务 | 6.00').slice(0, 3)).toEqual(['project', 'whole', 'name']);
  });
  it('codes that alignment has put before the heading of their names are codes', () => {
    expect(said(' | 科目名称 | 合计\n2010104 | 人大会议 | 5.00\n2010102 | 一般行政管理事务 | 6.00').slice(0, 2)).toEqual(['whole', 'name']);
  });
  it.each(['△397', '▲397', '负397', '(397)', '-397'])('figures with the sign of %s make a column of amounts', (figure) => {
    expect(columnsOf(`科目名称 | 年初数 | 调剂\n教育支出 | 500.00 | ${figure}\n科学技术支出 | 400.00 | ${figure}`).map(({ role }) => role)).toEqual(['name', 'amount', 'amount']);
  });
  it('基本支出 in the middle of 合计 and 项目支出 stands over its own parts alone', () => {
    expect(said('科目名称 | 基本支出 | < | < | < | <\n^ | 合计 | 小计 | 人员经费 | 公用经费 | 项目支出\n教育支出 | 9.00 | 5.00 | 3.00 | 2.00 | 4.00')).toEqual(['name', 'total', 'basic', 'personnel', 'public_operating', 'project']);
  });
  it('a fund under 项目支出 is a part of it', () => {
    expect(said('科目名称 | 合计 | 基本支出 | 项目支出 | <\n^ | ^ | ^ | 一般公共预算 | 政府性基金\n教育支出 | 9.00 | 5.00 | 3.00 | 1.00')).toEqual(['name', 'total', 'basic', 'project_general_public', 'project_government_fund']);
  });
  it('units over figures are headings, whatever they are called', () => {
    expect(said('项目 | 合计 | 水务局机关 | 河道管理站 | 水利工程中心\n公务接待费 | 3.50 | 2.00 | 1.00 | 0.50\n培训费 | 1.00 | 0.50 | 0.50 | 0.00')).toEqual(['name', 'total', '水务局机关', '河道管理站', '水利工程中心']);
  });
  it('a fund under 决算数 is no budget', () => {
    expect(said('项目 | 预算数 | 决算数 | <\n^ | ^ | 合计 | 其中：一般公共预算\n会议费 | 5.00 | 6.00 | 4.00').slice(1)).toEqual(['total_budget', 'total_final', 'general_public_final']);
  });
  it.each([
    ['年初预算数 | 调整数 | 调整后预算数', ['total', 'total_change', 'total_adjusted']],
    ['采购预算金额 | 采购金额 | 节约率', ['total_budget', 'total_final', '节约率']],
    ['预算金额 | 决算金额 | 增减额', ['total_budget', 'total_final', 'total_change']],
    ['上年 | 本年 | 差额', ['total_previous', 'total', 'total_change']],
    ['2024年（上年） | 2025年（本年） | 增（+）减（-）额', ['total_previous', 'total', 'total_change']],
    ['三公经费预算数（上年） | 三公经费预算数（本年） | 增长额', ['total_previous', 'three_public', 'total_change']],
    ['上年同期数 | 本年数 | 增减', ['total_previous', 'total', 'total_change']],
    ['上期数 | 本期数 | 变动额', ['total_previous', 'total', 'total_change']],
  ])('%s are times of one measure', (header, measures) => {
    expect(said(`项目 | ${header}\n会议费 | 5.00 | 6.00 | 1.00\n培训费 | 5.00 | 6.00 | 1.00`).slice(1)).toEqual(measures);
  });
  it.each(['科目编码', '功能分类科目编码', '支出功能分类科目代码', '经济科目编码', '科目代码', '编码'])('%s holds whole codes', (header) => {
    expect(columnsOf(`${header} | 名称 | 合计\n2010101 | 行政运行 | 5.00`)[0]).toMatchObject({ role: 'code', part: 'whole' });
  });
  it.each([['单位编码', 'organisation_code'], ['部门代码', 'organisation_code'], ['预算单位编码', 'organisation_code'], ['采购目录编码', 'catalogue_code'], ['项目编码', 'project_code']])('%s holds no codes of subjects: %s', (header, label) => {
    expect(columnsOf(`${header} | 名称 | 合计\n101001001 | 某某 | 5.00\n101001002 | 某乙 | 6.00`)[0]).toMatchObject({ role: 'label', label });
  });
  it.each(['行次', '序号'])('%s numbers the lines', (header) => {
    expect(columnsOf(`${header} | 项目 | 金额\n1 | 一般公共预算拨款 | 5.00`)[0]?.role).toBe('line_number');
  });
  it.each(['增减%', '增长率', '占比', '完成预算的%', '比上年增减幅度', '人数', '车辆保有量（辆）', '培训人次', '单价（元）', '数量'])('figures below %s are no amounts', (header) => {
    expect(columnsOf(`项目 | 金额 | ${header}\n会议费 | 5.00 | 12.50`)[2]?.role).toBe('label');
  });
  it('reads a heading that wraps over two rows of the grid as one', () => {
    expect(said('单位名称 | 合计 | 一般公共预算 | 政府性基金预算拨\n^ | ^ | 拨款收入 | 款收入\n某局 | 3.00 | 1.00 | 2.00')).toEqual(['organisation', 'total', 'general_public', 'government_fund']);
  });
  it('leaves a heading over several columns above what it heads', () => {
    expect(said('单位名称 | 一般公共预算 | <\n^ | 甲项拨款 | 乙项拨款\n某局 | 1.00 | 2.00')).toEqual(['organisation', '甲项拨款', '乙项拨款']);
  });
  it.each([
    ['a last line that could stand for itself', '一般公共 | 政府性基\n^ | ^ | 预算 | 金预算', ['general_public', 'government_fund']],
    ['a part whose heading is not known, which is no other name of the whole', '一般公共 | 某项\n^ | ^ | 预算 | 预算', ['general_public', '某项预算']],
  ])('reads as one heading %s', (_, lines, measures) => {
    expect(columnsOf(`单位名称 | 合计 | 财政拨款收入 | <\n^ | ^ | ${lines}\n某局 | 3.00 | 1.00 | 2.00`, 3).map(({ measure }) => measure)).toEqual([undefined, 'total', ...measures]);
  });
  it('parts the heading above several columns from that of the first of them, with which it ran together', () => {
    expect(columnsOf('科目名称 | 合计 | 预算数基本支出 | 项目支出\n行政运行 | 9.00 | 5.00 | 4.00', 1).map(({ measure }) => measure)).toEqual([undefined, 'total', 'basic', 'project']);
  });
  it('takes the total beside 小计 out of the heading of a fund', () => {
    expect(columnsOf('科目名称 | 一般公共预算 | < | < | < | 政府性基金预算\n^ | 总计 | 小计 | 基本支出 | 项目支出 | ^\n行政运行 | 9.00 | 9.00 | 5.00 | 4.00 |', 2).map(({ measure }) => measure)).toEqual([undefined, 'total', 'general_public', 'basic', 'project', 'government_fund']);
  });
  it('a bracket that the neighbour wraps says nothing', () => {
    expect(said('项目 | 因公出国（境 | ）小计\n行政运行 | 5.00 | 6.00')).toEqual(['name', 'overseas', 'total']);
  });
  it('numbers that go up by one from row to row are 行次, whatever stands above them', () => {
    const rows = [28, 29, 30, 31, 32].map((n) => `某项支出 | ${n} | 5.00`).join('\n');
    expect(columnsOf(`项目 | 行次金额 | 金额\n${rows}`)[1]?.role).toBe('line_number');
  });
  it('a heading that is cut over nothing but codes is one of codes', () => {
    expect(columnsOf('部门预算支出经济科目代 | 名称 | 合计\n301 | 工资福利支出 | 5.00\n30101 | 基本工资 | 4.00\n30102 | 津贴补贴 | 1.00')[0]).toMatchObject({ role: 'code', part: 'whole' });
  });
  it('parts of a code that blanks have put into columns of their own are 类 and 款', () => {
    expect(said(' | 科目编码 | 科目名称 | 合计\n301 | | 工资福利支出 | 5.00\n301 | 01 | 基本工资 | 4.00\n301 | 02 | 津贴补贴 | 1.00')).toEqual(['class', 'section', 'name', 'total']);
  });
  it('项目类别 beside 项目名称 is no name', () => {
    expect(columnsOf('项目名称 | 项目类别 | 金额\n机关维修 | 特定目标类 | 5.00')[1]).toMatchObject({ role: 'label', label: '项目类别' });
  });
  it('signs under a heading name nothing', () => {
    expect(columnsOf('科目名称 | 本年预算数 | 比上年增减\n^ | ^ | （+、-）\n一般公共服务支出 | 5.00 | -1.00', 2).map((column) => column.measure)).toEqual([undefined, 'total', 'total_change']);
  });
  it('of a table with sides, words between amounts name the lines of a further side', () => {
    const grid = gridOf('功能科目 | 预算数 | 支出结构 | 预算数\n教育支出 | 5.00 | 基本支出 | 4.00\n住房保障支出 | 1.00 | 项目支出 | 2.00');
    expect(readColumns(grid, 1, 0, { ...PLAIN, shape: 'sides' }).map((column) => `${column.role} ${column.block}`)).toEqual(['name 0', 'amount 0', 'name 1', 'amount 1']);
  });
  it('a percentage over several columns turns all of them', () => {
    expect(columnsOf('项目 | 2024年预算数 | < | 比上年增减% | <\n^ | 基本支出 | 项目支出 | 基本支出 | 项目支出\n行政运行 | 5.00 | 6.00 | 1.20 | 1.30').map((column) => column.role)).toEqual(['name', 'amount', 'amount', 'label', 'label']);
  });
  it('words beside the amounts are kept under their header', () => {
    expect(columnsOf('项目 | 金额 | 备注\n会议费 | 5.00 | 全年三次')[2]).toMatchObject({ role: 'label', label: '备注' });
  });
  it('an empty table has the columns of its header', () => {
    expect(said('科目编码 | 科目名称 | 本年支出 | < | <\n^ | ^ | 小计 | 基本支出 | 项目支出\n | | | | ')).toEqual(['whole', 'name', 'total', 'basic', 'project']);
  });
});

describe('measures from the path of headers', () => {
  it('小计 is what stands above it', () => {
    expect(said('科目编码 | 科目名称 | 合计 | 基本支出 | < | <\n^ | ^ | ^ | 小计 | 人员经费 | 公用经费\n20101 | 人大事务 | 9.00 | 9.00 | 8.00 | 1.00')).toEqual(['whole', 'name', 'total', 'basic', 'personnel', 'public_operating']);
  });
  it('a header over all amounts names the table, not a column', () => {
    expect(said('科目编码 | 科目名称 | 一般公共预算支出 | < | <\n^ | ^ | 合计 | 基本支出 | 项目支出\n20101 | 人大事务 | 9.00 | 8.00 | 1.00')).toEqual(['whole', 'name', 'total', 'basic', 'project']);
  });
  it('上年结转 turns what stands below it', () => {
    expect(said('科目编码 | 科目名称 | 合计 | 本年收入 | < | 上年结转结余 | < | <\n^ | ^ | ^ | 一般公共预算 | 政府性基金预算 | 小计 | 一般公共预算 | 政府性基金预算\n20101 | 人大事务 | 9.00 | 5.00 | 1.00 | 3.00 | 2.00 | 1.00'))
      .toEqual(['whole', 'name', 'total', 'general_public', 'government_fund', 'opening_carryover', 'general_public_carryover', 'government_fund_carryover']);
  });
  it.each([
    ['年份', '项目 | 2023年预算数 | 2024年预算数 | 增减额 | 增减%', ['name', 'total_previous', 'total', 'total_change', '增减%']],
    ['上年', '项目 | 上年预算数 | 本年预算数 | 比上年增减 | 增长率', ['name', 'total_previous', 'total', 'total_change', '增长率']],
    ['执行数', '项目 | 2023年执行数 | 2024年预算数 | 2024年预算数比2023年执行数增减', ['name', 'total_previous', 'total', 'total_change']],
    ['决算 of last year', '项目 | 2022年决算数 | 2024年预算数', ['name', 'total_previous', 'total']],
    ['bare years', '项目 | 2022年 | 2023年 | 增减金额', ['name', 'total_previous', 'total', 'total_change']],
  ])('last year and the change: %s', (_, header, measures) => {
    expect(said(`${header}\n因公出国（境）费 | 3.00 | 2.00 | 1.00 | 50.00`.split('\n').map((line) => line.split('|').slice(0, measures.length).join('|')).join('\n'))).toEqual(measures);
  });
  it('a single year beside headers without one is last year’s where the document is of a later one', () => {
    const grid = gridOf('项目 | 2023年预算数 | 合计 | 基本支出\n行政运行 | 3.00 | 5.00 | 5.00');
    const measures = (year: number) => readColumns(grid, 1, 0, PLAIN, year).map((column) => column.measure);
    expect(measures(2024)).toEqual([undefined, 'total_previous', 'total', 'basic']);
    expect(measures(2023)).toEqual([undefined, 'total', '合计', 'basic']);
  });
  it('three years: the last one before is last year’s, those before it keep their number', () => {
    expect(said('项目 | 2022年决算数 | 2023年预算数 | 2024预算数\n会议费 | 3.00 | 4.00 | 5.00')).toEqual(['name', 'total_2022', 'total_previous', 'total']);
  });
  it('本年收入, 本年支出 and what is carried over, each by 基本支出 and 项目支出: those of 本年支出 are the measures', () => {
    expect(said('科目编码 | 科目名称 | 本年收入 | < | < | 本年支出 | < | <\n^ | ^ | 合计 | 基本支出 | 项目支出 | 合计 | 基本支出 | 项目支出\n20101 | 人大事务 | 9.00 | 8.00 | 1.00 | 7.00 | 6.00 | 1.00'))
      .toEqual(['whole', 'name', 'income', 'income_basic', 'income_project', 'expenditure', 'basic', 'project']);
  });
  it('本年收入 by 基本支出 and 项目支出 alone, as where the other columns stand on another page: no measures of spending', () => {
    expect(said('科目编码 | 科目名称 | 本年收入 | < | < | 本年支出\n^ | ^ | 合计 | 基本支出 | 项目支出 | 合计\n20101 | 人大事务 | 9.00 | 8.00 | 1.00 | 7.00')).toEqual(['whole', 'name', 'income', 'income_basic', 'income_project', 'expenditure']);
  });
  it('years to come keep their number where the document says which one is its own', () => {
    const grid = gridOf('项目名称 | 2025年预算 | < | 分年度计划 | <\n^ | 合计 | 上年结转 | 2026年 | 2027年\n土地整治 | 3.00 | 1.00 | 4.00 | 5.00');
    expect(readColumns(grid, 2, 0, PLAIN, 2025).map((column) => column.measure)).toEqual([undefined, 'total', 'opening_carryover', 'total_2026', 'total_2027']);
  });
  it('本年收入合计 beside a total is what came in this year, and alone the total', () => {
    expect(said('科目名称 | 总计 | 本年收入合计 | 上年结转\n教育支出 | 9.00 | 5.00 | 4.00')).toEqual(['name', 'total', 'income', 'opening_carryover']);
    expect(said('科目名称 | 本年收入合计 | 财政拨款收入\n教育支出 | 9.00 | 5.00')).toEqual(['name', 'total', 'fiscal_appropriation']);
  });
  it('上年结转 of a fund is no fund and not all that is carried over', () => {
    expect(said('项目名称 | 合计 | 一般公共预算 | 上年结转一般公共预算 | 政府性基金预算结转 | 上年结转\n低保 | 9.00 | 5.00 | 1.00 | 2.00 | 1.00')).toEqual(['project', 'total', 'general_public', 'general_public_carryover', 'government_fund_carryover', 'opening_carryover']);
  });
  it('预算数 and 决算数 of one year carry their stage', () => {
    expect(said('预算数 | < | < | 决算数 | < | <\n合计 | 因公出国（境）费 | 公务接待费 | 合计 | 因公出国（境）费 | 公务接待费\n3.00 | 1.00 | 2.00 | 2.00 | 0.50 | 1.50'))
      .toEqual(['total_budget', 'overseas_budget', 'reception_budget', 'total_final', 'overseas_final', 'reception_final']);
  });
  it('a fund under each item keeps the item', () => {
    expect(said('单位名称 | 因公出国（境）费 | < | 公务接待费 | <\n^ | 一般公共预算 | 政府性基金预算 | 一般公共预算 | 政府性基金预算\n某局 | 1.00 | 2.00 | 3.00 | 4.00')).toEqual(['organisation', 'overseas_general_public', 'overseas_government_fund', 'reception_general_public', 'reception_government_fund']);
  });
  it('numbers before a header say nothing: 1.基本支出, （一）基本支出, 其中：基本支出', () => {
    expect(said('项目 | 合计 | 1.基本支出 | （二）项目支出 | 其中：公用经费\n行政运行 | 9.00 | 5.00 | 4.00 | 1.00')).toEqual(['name', 'total', 'basic', 'project', 'public_operating']);
  });
  it('words of no measure are kept as they stand', () => {
    expect(said('科目编码 | 科目名称 | 合计 | 经费拨款 | 债券资金\n20101 | 人大事务 | 9.00 | 5.00 | 4.00')).toEqual(['whole', 'name', 'total', '经费拨款', '债券资金']);
  });
  it('two columns never have one measure', () => {
    const measures = said('科目编码 | 科目名称 | 合计 | 金额 | 数额\n20101 | 人大事务 | 9.00 | 5.00 | 4.00').slice(2);
    expect(new Set(measures).size).toBe(measures.length);
  });
  it('a unit in the header goes before that of the table', () => {
    expect(columnsOf('项目 | 预算数（万元） | 决算数（元）\n会议费 | 5.00 | 50000.00').map((column) => column.unit)).toEqual([undefined, '万元', '元']);
  });
});

/** `# measure`, then headers, levels joined by `/`. */
const VARIANTS = readFileSync(new URL('./headers.txt', import.meta.url), 'utf8').split('\n# ').map((section) => section.replace(/^# /u, '').trim().split('\n')).map(([measure = '', ...headers]) => ({ measure, headers }));

describe.each(VARIANTS)('headers of $measure', ({ measure, headers }) => {
  it.each(headers)('%s', (header) => {
    const [top = '', leaf] = header.split('/');
    const compared = /_(?:previous|change)$/u.test(measure) ? '2024年预算数' : '机动经费';
    const cell = measure === 'organisation' ? '某某局' : '10.00';
    const drawing = leaf === undefined
      ? `科目编码 | 科目名称 | ${top} | ${compared}\n20101 | 人大事务 | ${cell} | 20.00\n20102 | 政协事务 | ${cell} | 21.00`
      : `科目编码 | 科目名称 | ${top} | < | ${compared}\n^ | ^ | ${leaf} | 别的 | ^\n20101 | 人大事务 | 10.00 | 1.00 | 20.00\n20102 | 政协事务 | 11.00 | 2.00 | 21.00`;
    const column = columnsOf(drawing, leaf === undefined ? 1 : 2)[2];
    expect(measure === 'label' ? column?.role : (column?.measure ?? column?.label)).toBe(measure);
  });
});

describe('blocks', () => {
  it('two lists side by side are two blocks with sides of their own', () => {
    const columns = columnsOf('收入 | < | 支出 | <\n项目 | 预算数 | 项目 | 预算数\n一般公共预算拨款收入 | 5.00 | 一般公共服务支出 | 5.00');
    expect(columns.map(({ block, side, role }) => [block, side, role])).toEqual([[0, 'revenue', 'name'], [0, 'revenue', 'amount'], [1, 'expenditure', 'name'], [1, 'expenditure', 'amount']]);
  });
  it('the form of the Ministry has 行次 in both, and three funds on the right', () => {
    expect(said('收入 | < | < | 支出 | < | < | < | <\n项目 | 行次 | 金额 | 项目 | 行次 | 合计 | 一般公共预算财政拨款 | 政府性基金预算财政拨款\n一、一般公共预算财政拨款 | 1 | 5.00 | 一、一般公共服务支出 | 33 | 5.00 | 5.00 | 0.00'))
      .toEqual(['name', 'line_number', 'total', 'name', 'line_number', 'total', 'general_public', 'government_fund']);
  });
  it('three cuts of expenditure side by side are three blocks', () => {
    expect(columnsOf('科目编码 | 科目名称 | 金额 | 科目编码 | 科目名称 | 金额 | 科目编码 | 科目名称 | 金额\n301 | 工资福利支出 | 5.00 | 302 | 商品和服务支出 | 4.00 | 310 | 资本性支出 | 1.00').map((column) => column.block)).toEqual([0, 0, 0, 1, 1, 1, 2, 2, 2]);
  });
});

describe('columns without any heading', () => {
  it('are none of them the total where there are several: no heading was told', () => {
    expect(columnsOf(' | | |\n201 | 一般公共服务支出 | 5.00 | 3.00', 1).map(({ measure }) => measure).filter((measure) => measure !== undefined)).toEqual(['total_2', 'total_3']);
    expect(columnsOf('科目编码 | 科目名称 | \n201 | 一般公共服务支出 | 5.00', 1).map(({ measure }) => measure).at(-1)).toBe('total');
  });
});
