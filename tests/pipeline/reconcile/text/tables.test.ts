import { describe, expect, it } from 'vitest';
import { longestRun } from '../../../../pipeline/reconcile/text/table-list.js';
import { severityOf } from '../../../../schemas/rules.js';
import { check, NARRATIVE, NINE } from './documents.js';

const without = (kind: string): typeof NINE => NINE.filter((table) => table.kind !== kind);
const CONTENTS = NINE.map((table, i) => `${['一', '二', '三', '四', '五', '六', '七', '八', '九'][i] ?? ''}、${table.title}`);

describe('table/missing', () => {
  it('finds a table that must be published', () => {
    expect(check('table/missing', { tables: without('government_fund_expenditure') })).toMatchObject({ list: '政府性基金预算支出表', count: { applicable: 9, passed: 8, failed: 1 } });
  });

  it('is mild where only the state capital table is missing, and silent before it was asked for', () => {
    const [finding] = check('table/missing', { tables: without('state_capital_expenditure') }).findings;
    expect(finding && severityOf(finding)).toBe('info');
    expect(check('table/missing', { identity: { fiscalYear: 2019 }, tables: without('state_capital_expenditure') }).findings).toEqual([]);
  });

  it('calls nothing missing that stands under its title in a shape that was not read', () => {
    expect(check('table/missing', { tables: without('government_fund_expenditure'), body: [...NARRATIVE, '政府性基金预算支出表'] }).findings).toEqual([]);
  });

  it('calls nothing missing on pages that were not read, or in a file without tables', () => {
    expect(check('table/missing', { tables: without('three_public'), notes: [{ rule: 'page/needs-ocr', page: 7, params: { page: '7' } }] })).toMatchObject({ findings: [], count: { notCheckable: 1, reason: 'needs ocr×1' } });
    expect(check('table/missing', { tables: [] })).toMatchObject({ findings: [], count: { notCheckable: 9 } });
  });
});

describe('table/not-found', () => {
  it('finds a table that only the contents have', () => {
    expect(check('table/not-found', { contents: [...CONTENTS, '十、政府采购预算明细表', '十一、项目支出绩效目标表'] }).list).toContain('政府采购预算明细表');
  });

  it('knows a table under a longer title, with year, dots and page numbers', () => {
    expect(check('table/not-found', { contents: ['一、2024年部门收支总表……………………3', '二、收入总体情况表.......4', '三、支出总表 5'] }).findings).toEqual([]);
  });

  it('takes 第二部分 2024年度部门预算表 for a part, not for a table', () => {
    expect(check('table/not-found', { contents: ['第二部分 2024年度部门预算表', ...CONTENTS] }).count).toMatchObject({ applicable: 9, passed: 9 });
  });
});

describe('table/order', () => {
  it('finds a table that stands elsewhere than the contents say', () => {
    const [a, b, c, ...rest] = NINE;
    const moved = [b, c, ...rest, a].flatMap((table) => table ?? []);
    expect(check('table/order', { contents: CONTENTS, tables: moved }).list).toContain('收支总表');
    expect(check('table/order', { contents: CONTENTS }).findings).toEqual([]);
  });

  it('blames as few as possible', () => {
    expect([...longestRun([1, 5, 2, 3, 4])]).toEqual([0, 2, 3, 4]);
    expect([...longestRun([])]).toEqual([]);
  });
});

describe('table/doubled', () => {
  it('finds the same rows under one title twice', () => {
    expect(check('table/doubled', { tables: [...NINE, ...NINE.slice(1, 2)] })).toMatchObject({ findings: [{ tableKind: 'revenue_summary' }], count: { failed: 1 } });
  });

  it('lets the same amounts stand under other headings: by economic class of the department and of the government', () => {
    const table = (of: string, measure: string) => ({ kind: 'expenditure_summary', title: `支出预算分类汇总表（按${of}预算经济分类）`, measure });
    expect(check('table/doubled', { tables: [...NINE, table('部门', '商品和服务支出'), table('政府', '机关商品和服务支出')] }).findings).toEqual([]);
  });

  it('lets a table go on over pages', () => {
    expect(check('table/doubled', { tables: [...NINE, { kind: 'state_capital_expenditure', title: '国有资本经营预算支出表', rows: [['甲', '1'], ['乙', '2'], ['丙', '3'], ['丁', '4']] }] }).findings).toEqual([]);
  });
});

const fund = (rows: readonly (readonly [string, string])[], ...notes: string[]): Parameters<typeof check>[1] => ({ tables: [...without('government_fund_expenditure'), { kind: 'government_fund_expenditure', title: '政府性基金预算支出表', rows, notes }] });

describe('table/empty-note', () => {
  it('finds an empty table of which nothing is said', () => {
    expect(check('table/empty-note', fund([['合计', '']])).list).toContain('政府性基金预算支出表');
    expect(check('table/empty-note', fund([['合计', '0.00']])).findings).toHaveLength(1);
  });

  it('takes a note, or a word in the narrative', () => {
    expect(check('table/empty-note', fund([['合计', '']], '注：本部门2024年没有使用政府性基金预算安排的支出，故本表无数据。')).findings).toEqual([]);
    expect(check('table/empty-note', { ...fund([['合计', '']]), body: [...NARRATIVE, '本部门2024年无政府性基金预算支出。'] }).findings).toEqual([]);
  });

  it('leaves it open where the narrative is another file', () => {
    expect(check('table/empty-note', { ...fund([['合计', '']]), body: [] })).toMatchObject({ findings: [], count: { notCheckable: 1 } });
  });
});

describe('table/note-other', () => {
  it('finds a note on another fund', () => {
    expect(check('table/note-other', fund([['合计', '']], '注：本部门2024年无国有资本经营预算安排的支出，故本表为空表。')).findings).toHaveLength(1);
  });

  it('accepts a note without a fund', () => {
    expect(check('table/note-other', fund([['合计', '']], '注：本表本年无发生额。')).findings).toEqual([]);
  });
});

describe('table/note-filled', () => {
  it('finds a note of an empty table over amounts', () => {
    expect(check('table/note-filled', fund([['合计', '12.50']], '注：本部门2024年无政府性基金预算，故本表为空表。')).findings).toHaveLength(1);
    expect(check('table/note-filled', fund([['合计', '12.50']], '注：本部门2024年没有使用政府性基金预算拨款安排的支出。')).findings).toHaveLength(1);
  });

  it('accepts conditional and partial notes', () => {
    expect(check('table/note-filled', fund([['合计', '12.50']], '注：此表如无数字则表示单位无该项支出。', '注：本部门无基本支出安排。')).findings).toEqual([]);
  });
});

describe('units', () => {
  it('table/unit-missing: finds a table with amounts and no unit', () => {
    expect(check('table/unit-missing', { tables: [...NINE.slice(1), { ...NINE[0], kind: 'revenue_expenditure_summary', title: '收支总表', unit: '' }] }).list).toContain('收支总表');
    expect(check('table/unit-missing', { tables: [{ kind: 'three_public', title: '“三公”经费支出表', unit: '', cells: ['2024年预算数（元）'] }] }).findings).toEqual([]);
  });
  it('table/unit-missing: says in which unit the figures were read, where they prove it', () => {
    expect(check('table/unit-missing', { tables: [{ kind: 'revenue_expenditure_summary', title: '收支总表', unit: '', provenUnit: '万元' }] }).list).toContain('“收支总表”（按万元读取，与其他表或说明中的数相符）');
  });
  it('table/unit-missing: finds figures that were read in yuan beside another unit', () => {
    expect(check('table/unit-missing', { tables: [{ kind: 'three_public', title: '“三公”经费支出表', unit: '', cells: ['2024年预算数（万元）'] }] }).list).toContain('“三公”');
  });

  it('table/unit-mixed: tells of several units once', () => {
    const mixed = check('table/unit-mixed', { tables: [...NINE.slice(0, 8), { kind: 'state_capital_expenditure', title: '国有资本经营预算支出表', unit: '元' }] });
    expect(mixed.findings).toHaveLength(1);
    expect(check('table/unit-mixed', {}).findings).toEqual([]);
  });

  it('table/unit-mixed: doubts the tables of a scan whose unit is not that of most', () => {
    const tables = NINE.map((table, i) => ({ ...table, source: 'ocr' as const, unit: i === 6 ? '元' as const : '万元' as const }));
    expect(check('table/unit-mixed', { tables }).findings).toMatchObject([{ severity: 'warning', cells: ['t7'] }]);
    expect(check('table/unit-mixed', { tables: tables.slice(5, 7) }).findings).toMatchObject([{ cells: ['t1', 't2'] }]);
    expect(check('table/unit-mixed', { tables: tables.map(table => ({ ...table, source: 'text' as const })) }).findings[0]?.severity).not.toBe('warning');
  });

  it('table/unit-implausible: finds the same total 10,000 times as large', () => {
    const rows = (amount: string): readonly (readonly [string, string])[] => [['财政拨款', amount], ['合计', amount]];
    const [first, second, ...rest] = NINE;
    const tables = [{ ...first, kind: 'revenue_expenditure_summary', title: '收支总表', rows: rows('31,214,200') }, { ...second, kind: 'revenue_summary', title: '收入总表', rows: rows('3,121.42') }, ...rest];
    expect(check('table/unit-implausible', { tables }).list).toContain('收入总表');
    expect(check('table/unit-implausible', {}).findings).toEqual([]);
  });
});
