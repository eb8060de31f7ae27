import { describe, expect, it } from 'vitest';
import { checkText } from '../../../../pipeline/reconcile/text/index.js';
import { severityOf } from '../../../../schemas/rules.js';
import { check, documentOf, KINDS, NARRATIVE } from './documents.js';

describe('a document without faults', () => {
  it('has no finding, and every rule that applies is counted as passed', () => {
    const { findings, checks } = checkText(documentOf({ contents: ['第一部分 部门概况', '一、收支总表', '二、收入总表', '三、支出总表'] }), KINDS);
    expect(findings).toEqual([]);
    expect(checks.every((one) => one.failed === 0 && one.passed + one.notCheckable === one.applicable)).toBe(true);
    expect(checks.map((one) => one.rule)).toEqual(expect.arrayContaining(['structure/year', 'structure/organisation', 'table/missing', 'text/placeholder']));
  });

  it('is not held against the rules when it is no disclosure, or has no text', () => {
    expect(checkText(documentOf({ identity: { kind: 'other' }, body: ['XX局关于下达资金的通知'] }), KINDS)).toEqual({ findings: [], checks: [] });
    expect(checkText(documentOf({ extraction: 'none', body: [], tables: [] }), KINDS)).toEqual({ findings: [], checks: [] });
  });
});

describe('structure/year-malformed', () => {
  it('finds a year that lost or gained a character', () => {
    expect(check('structure/year-malformed', { contents: ['第二部分 202 年度部门预算表'] }).list).toContain('202 年度');
    expect(check('structure/year-malformed', { body: [...NARRATIVE, '2024A年，福州市民政局主要任务是加强社会救助。'] }).findings).toHaveLength(1);
    expect(check('structure/year-malformed', { body: ['20244年收入预算10万元。'] }).findings).toHaveLength(1);
  });

  it('takes amounts, codes and spans of years for what they are', () => {
    expect(check('structure/year-malformed', { body: ['预算202.5万元，使用年限201年以上不计，2021-2025年规划，共1,202 年次。', '第202号文件。'] }).findings).toEqual([]);
  });
});

describe('structure/scope-prose', () => {
  const own = (word: string): string[] => ['一', '二', '三', '四'].map((n) => `${word}第${n}项工作按计划推进，全年完成。`);
  it('finds the other word where the right one stands everywhere else, as an info', () => {
    const { findings, list } = check('structure/scope-prose', { identity: { scope: 'unit' }, body: [...own('本单位'), '主要原因是本年度本部门市立项目减少，支出随之减少。'] });
    expect([findings.map((f) => severityOf(f)), list]).toEqual([['info'], expect.stringContaining('本部门')]);
    expect(check('structure/scope-prose', { body: [...own('本部门'), '本单位按照部署推进各项工作，全年完成。'] }).findings).toHaveLength(1);
  });

  it('lets documents be that mix the words, glossaries, and words on each of several units', () => {
    expect(check('structure/scope-prose', { body: [...own('本部门').slice(0, 3), '本单位按照部署推进各项工作，全年完成。'] }).findings).toEqual([]);
    expect(check('structure/scope-prose', { body: [...own('本部门'), '基本支出：指本单位为保障机构正常运转而发生的支出，包括人员经费。', '所属单位各本单位职责分工，按规定履行。'] }).findings).toEqual([]);
  });
});

describe('structure/year', () => {
  it('finds a title of another year', () => {
    expect(check('structure/year', { contents: ['一、2023年度收入预算总表'] }).list).toContain('2023');
    expect(check('structure/year', { body: ['第二部分 2023年度部门预算表', ...NARRATIVE] }).findings[0]).toMatchObject({ expected: '2024', published: '2023' });
  });

  it('finds another year in the note of an empty table', () => {
    expect(check('structure/year', { tables: [{ kind: 'government_fund_expenditure', title: '政府性基金预算支出表', rows: [], notes: ['注：本部门2023年没有使用政府性基金预算安排的支出。'] }] }).findings).toHaveLength(1);
  });

  it('finds a table whose headings name another year alone, and doubts its amounts', () => {
    const headed = (heading: string) => check('structure/year', { tables: [{ kind: 'three_public', title: '“三公”经费预算表', cells: [heading] }] }).findings;
    expect(headed('2023年预算数')[0]).toMatchObject({ published: '2023', tableKind: 'three_public', cells: expect.arrayContaining(['t1:1:total']) });
    expect(headed('2024年预算数')).toEqual([]);
    expect(headed('预算数')).toEqual([]);
  });

  it('lets headings speak of other years', () => {
    expect(check('structure/year', { body: ['2023年工作总结', '2023年预算执行情况说明', '2023年度部门决算情况说明', '上年结转资金支出表（2023年）', '2023年国有资产情况表', '2022-2023年支出规划表', '2024年预算与2023年预算比较情况表', '2023年地方政府债务余额情况表'] }).findings).toEqual([]);
  });
});

describe('structure/stage', () => {
  it('finds 决算 headings in a budget, and 预算 headings in a final account', () => {
    expect(check('structure/stage', { body: ['第三部分 2024年度部门决算情况说明', ...NARRATIVE] }).findings).toHaveLength(1);
    expect(check('structure/stage', { identity: { stage: 'final' }, body: ['第三部分 2024年度部门预算情况说明'] }).findings).toHaveLength(1);
  });

  it('finds a sentence of a budget that speaks of the account of its own year', () => {
    expect(check('structure/stage', { body: [...NARRATIVE, '2024年度部门决算收入总计426.50万元，比上年增加3.20万元。'] }).findings).toHaveLength(1);
    expect(check('structure/stage', { body: [...NARRATIVE, '2023年度部门决算收入总计426.50万元，比上年增加3.20万元。'] }).findings).toEqual([]);
  });

  it('knows funds by their names, and last year’s account by its year', () => {
    expect(check('structure/stage', { identity: { stage: 'final' }, body: ['一般公共预算财政拨款支出决算表', '政府性基金预算财政拨款收入支出决算表'] }).findings).toEqual([]);
    expect(check('structure/stage', { body: ['2022年度部门决算情况说明'] }).findings).toEqual([]);
  });
});

describe('structure/scope', () => {
  it('finds 部门 in titles of a 单位, and the reverse', () => {
    expect(check('structure/scope', { identity: { scope: 'unit' }, body: ['第二部分 2024年度部门预算表'] }).list).toContain('部门预算');
    expect(check('structure/scope', { body: ['第一部分 单位概况'] }).findings).toMatchObject([{ severity: 'info' }]);
  });

  it('lets the titles of the units’ own tables be', () => {
    const body = (title: string): string[] => ['福州市民政局2024年度部门预算表', title];
    expect(check('structure/scope', { body: body('福州市救助管理站2024年单位预算表') }).findings).toEqual([]);
    expect(check('structure/scope', { body: body('福州市民政局2024年单位预算表') }).findings).toHaveLength(1);
  });

  it('lets terms and labels be', () => {
    expect(check('structure/scope', { cover: ['福州市民政局2024年度单位预算'], identity: { scope: 'unit' }, body: ['部门预算绩效管理情况', '部门预算单位构成', '主管部门概况如下所示的情况'] }).findings).toEqual([]);
    expect(check('structure/scope', { body: ['二、部门预算单位构成', '部门（单位）概况', '部门（单位）预算表'] }).findings).toEqual([]);
  });
});

describe('structure/organisation', () => {
  const captioned = (last: string): Parameters<typeof check>[1] => ({
    tables: ['收支总表', '收入总表', '支出总表', '财政拨款收支总表'].map((title, i) => ({ kind: ['revenue_expenditure_summary', 'revenue_summary', 'expenditure_summary', 'fiscal_appropriation_summary'][i] ?? '', title, notes: [`编制部门：${i === 3 ? last : '福州市民政局'}`] })),
  });

  it('finds a table with another publisher', () => {
    expect(check('structure/organisation', captioned('泉州市水利局')).findings[0]).toMatchObject({ published: '泉州市水利局', expected: '福州市民政局' });
  });

  it('takes a name over many tables for that of a unit with tables of its own', () => {
    const own = captioned('福州市民政局').tables ?? [];
    const unit = [...own, ...own.slice(0, 1)].map((table) => ({ ...table, notes: ['单位名称：泉州水政监察大队'] }));
    expect(check('structure/organisation', { tables: [...own, ...own, ...own, ...unit], body: ['福州市民政局2024年度部门预算', '福州市民政局2024年部门预算', '泉州水政监察大队2024年单位预算'] }).findings).toEqual([]);
    expect(check('structure/organisation', { tables: [...own, ...own, ...own, ...unit.slice(0, 2)] }).findings).toHaveLength(1);
  });

  it('takes shorter and longer shapes of the name for the same', () => {
    for (const name of ['民政局', '福州市民政局（本级）', '福建省福州市民政局']) expect(check('structure/organisation', captioned(name)).findings).toEqual([]);
  });

  it('finds a title or a sentence that begins with another publisher', () => {
    const body = (name: string): string[] => ['福州市民政局2024年度部门预算情况说明', '福州市民政局2024年部门预算收入总计426.50万元，比上年有所增加。', '福州市民政局2024年部门预算支出总计426.50万元。', `${name}2024年部门预算绩效目标见附表，各项目均已编报。`];
    expect(check('structure/organisation', { body: body('泉州市水利局') }).findings[0]).toMatchObject({ published: '泉州市水利局', expected: '福州市民政局' });
    expect(check('structure/organisation', { body: body('市民政局') }).findings).toEqual([]);
  });

  it('cannot be checked where the organisation is unknown', () => {
    expect(check('structure/organisation', { identity: { organisation: '' } }).count).toMatchObject({ notCheckable: 1, reason: 'organisation unknown×1' });
  });
});

describe('structure/name-doubled', () => {
  it('finds a doubled region and a doubled office', () => {
    const { findings, list } = check('structure/name-doubled', { body: ['三、实施主体：上海市上海市闵行区司法局。', '由福州市民政局福州市民政局负责。'] });
    expect(findings).toHaveLength(1);
    expect(list).toContain('上海市上海市');
    expect(list).toContain('福州市民政局福州市民政局');
  });

  it('takes 吉林省吉林市 for what it is', () => {
    expect(check('structure/name-doubled', { body: ['吉林省吉林市民政局负责全市市场工作，各区区政府配合。'] }).findings).toEqual([]);
  });
});

describe('structure/section-missing', () => {
  it('finds what the narrative lacks', () => {
    expect(check('structure/section-missing', { body: NARRATIVE.filter((text) => !text.includes('政府采购')) }).list).toBe('政府采购');
  });

  it('asks nothing of a file without narrative, nor of pages not read', () => {
    expect(check('structure/section-missing', { body: [] }).count).toBeUndefined();
    expect(check('structure/section-missing', { body: NARRATIVE.filter((text) => !text.includes('政府采购')), notes: [{ rule: 'page/needs-ocr', page: 4, params: { page: '4' } }] })).toMatchObject({ findings: [], count: { notCheckable: 1 } });
  });

  it('asks a unit for no 机关运行经费, and is mild on what came step by step', () => {
    expect(check('structure/section-missing', { identity: { scope: 'unit' }, body: NARRATIVE.filter((text) => !text.includes('机关运行')) }).findings).toEqual([]);
    const early = check('structure/section-missing', { identity: { fiscalYear: 2018 }, body: NARRATIVE.filter((text) => !text.includes('国有资产')) });
    expect(early.findings.every((finding) => finding.severity === 'info')).toBe(true);
  });
});
