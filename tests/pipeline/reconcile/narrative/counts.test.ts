import { describe, expect, it } from 'vitest';
import { processDocument } from '../../../../pipeline/document.js';
import { wordingOf } from '../../../../schemas/rules.js';
import { checked, counted, message, table, told } from './documents.js';

const RULE = 'narrative/count-table';
const PROSE = [
  '2024年度公务接待费支出决算为3.00万元。国内公务接待12批次。因公出国（境）团组0个。公务用车购置费支出决算0万元，公务用车保有量为5辆。',
  '截至2024年12月31日，本部门共有车辆6辆，其中：机要通信用车1辆、应急保障用车2辆、执法执勤用车3辆；单价100万元以上设备（不含车辆）2台（套）。',
];
const OPERATION = (fleet: string, stock: string, duty: string) => `机构运行信息表

单位：万元

| 项目 | 行次 | 预算数 | 统计数 |
|---|---|---|---|
| 一、“三公”经费支出 | 1 | — | — |
| （一）支出合计 | 2 | 4.00 | 3.00 |
| （二）相关统计数 | 3 | — | — |
| 1．因公出国（境）团组数（个） | 4 | — | 0 |
| 2．公务用车保有量（辆） | 5 | — | ${fleet} |
| 3．国内公务接待批次（个） | 6 | — | 12 |
| 二、机关运行经费 | 7 | — | 55 |
| 三、国有资产占用情况 | 8 | — | — |
| （一）车辆数合计（辆） | 9 | — | ${stock} |
| 1．机要通信用车 | 10 | — | 1 |
| 2．应急保障用车 | 11 | — | 2 |
| 3．执法执勤用车 | 12 | — | ${duty} |
| （二）单价100万元（含）以上设备（台，套） | 13 | — | 2 |
`;
const ASSETS = (rows: string) => `国有资产占用情况表

单位：辆、台（套）

| 单位名称 | 车辆合计 | 机要通信用车 | 应急保障用车 | 执法执勤用车 | 单价100万元以上设备 |
|---|---|---|---|---|---|
${rows}
`;

async function read(prose: readonly string[], ...tables: readonly string[]): Promise<{ readonly said: string[]; readonly counts: string }> {
  const text = ['上海市普陀区教育局2024年度部门决算', '2024年度部门决算情况说明', ...prose, ...tables].join('\n\n');
  const { findings, checks } = await processDocument(new TextEncoder().encode(text), 'made.md');
  const row = checks.find((check) => check.rule === RULE);
  return { said: findings.filter((f) => f.rule === RULE).map((f) => wordingOf(f, 'zh').replace(/：截至.*|：公务.*/u, '')), counts: row === undefined ? 'none' : [row.applicable, row.passed, row.failed, row.notCheckable].join(' ') };
}

describe('narrative/count-table', () => {
  it('holds where both say the same, line by line or column by column', async () => {
    expect(await read(PROSE, OPERATION('5', '6', '3'))).toEqual({ said: [], counts: '8 8 0 0' });
    expect(await read(PROSE, ASSETS('| 教育局 | 6 | 1 | 2 | 3 | 2 |'))).toEqual({ said: [], counts: '5 5 0 0' });
  });

  it('tells 公务用车保有量 from 车辆合计, and 行次 from a number', async () => {
    expect((await read(PROSE, OPERATION('6', '6', '3'))).said).toEqual(['说明中“公务用车保有量”为5辆，而“机构运行信息表”“公务用车保有量”为6辆']);
    expect(await read(PROSE, OPERATION('5', '7', '4'))).toEqual({
      said: ['说明中“本部门共有车辆”为6辆，而“机构运行信息表”“车辆数合计”为7辆', '说明中“执法执勤用车”为3辆，而“机构运行信息表”“执法执勤用车”为4辆'], counts: '8 6 2 0',
    });
    expect((await read(PROSE, ASSETS('| 教育局 | 7 | 2 | 2 | 3 | 2 |'))).said).toHaveLength(2);
  });

  it('takes the total of several units, and nothing where there is none', async () => {
    expect(await read(PROSE, ASSETS('| 本级 | 2 | 1 | 1 | 0 | 2 |\n| 中心 | 4 | 0 | 1 | 3 | 0 |\n| 合计 | 6 | 1 | 2 | 3 | 2 |'))).toEqual({ said: [], counts: '5 5 0 0' });
    expect(await read(PROSE, ASSETS('| 本级 | 3 | 1 | 1 | 0 | 1 |\n| 中心 | 4 | 0 | 1 | 2 | 1 |'))).toEqual({ said: [], counts: '0 0 0 0' });
  });

  it('takes no amount for a count: a table of purchases in 万元 says nothing of vehicles held', async () => {
    expect(await read(PROSE, '新增资产配置表\n\n单位：万元\n\n| 项目 | 金额 |\n|---|---|\n| 执法执勤用车 | 36 |\n| 机要通信用车 | 18 |\n')).toEqual({ said: [], counts: '0 0 0 0' });
  });
});

describe('narrative/personnel-classes', () => {
  const basic = (name = '工资福利支出', cells = (total: string): Record<string, string> => ({ total })) => [table('basic_expenditure_economic', [{ cells: cells('1,100.00') }, { code: '301', name, cells: cells('900.00') }, { code: '302', name: '商品和服务支出', cells: cells('120.00') }, { code: '303', name: '对个人和家庭的补助', cells: cells('80.00') }], { unit: '万元' })];
  const say = (personnel: string, operating: string) => `2024年一般公共预算拨款基本支出1100.00万元，其中：人员经费${personnel}万元，公用经费${operating}万元。`;

  it('holds where 人员经费 is 301 and 303', () => {
    const result = checked(say('980.00', '120.00'), basic());
    expect([told(result), counted(result, 'narrative/personnel-classes')]).toEqual([[], '2 2 0 0']);
  });
  it('is an info, one for both halves, where it is not', () => {
    const result = checked(say('970.00', '130.00'), basic());
    expect(told(result)).toEqual(['info narrative/personnel-classes 970.00万元 → 9800000元']);
    expect(message(result.findings[0])).toBe(`说明中人员经费为970.00万元，而“basic_expenditure_economic”301 + 303合计9800000元，相差-100,000元，口径请核实：${say('970.00', '130.00')}`);
    expect(counted(result, 'narrative/personnel-classes')).toBe('2 0 2 0');
  });
  it('leaves it to the table where that says which part is 人员经费', () => {
    const halves = basic('工资福利支出', (total) => ({ total, personnel: total }));
    expect(counted(checked(say('970.00', '130.00'), halves), 'narrative/personnel-classes')).toBe('0 0 0 0');
  });
  it('says nothing of 基本支出 that is another than the table\'s', () => {
    expect(counted(checked('2024年基本支出2000.00万元，其中：人员经费1800.00万元，公用经费200.00万元。', basic()), 'narrative/personnel-classes')).toBe('0 0 0 0');
  });
});
