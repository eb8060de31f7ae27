/** Titles of tables as places write them, 预算 and 决算, and the kinds that they name. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assetPath } from '../../../schemas/assets.js';
import { TABLE_KINDS } from '../../../schemas/table.js';
import { kindOfHeaders, kindOfLines, kindOfTitle, loadTableKinds, titleWords } from '../../../extractors/tables/kinds.js';

const kinds = loadTableKinds([assetPath('schemas/tables')]);

const TITLES: Readonly<Record<string, readonly string[]>> = {
  revenue_expenditure_summary: ['2024年部门财务收支预算总表', '收支总体情况表', '2022年部门综合预算收支总表', '收入支出决算总表', '综合预算收支总表', '收支总表', '2025年部门收支总体情况表', '表1：2026年市级部门收支预算总表', '预算01表收支总表', '附表1 部门收支总表', '公开01表 收入支出决算总表'],
  revenue_summary: ['2024年部门收入预算总表', '收入总体情况表', '收入决算表', '部门综合预算收入总表', '表2收入总体情况表', '预算02表收入总表', '（二）收入总表', '部门收入总表（续）'],
  expenditure_summary: ['2024年部门支出预算总表', '支出总体情况表', '支出决算表', '表3本年支出总体情况表', '2026年度支出预算总表', '预算03表支出总表', '部门支出总表'],
  fiscal_appropriation_summary: ['2024年部门财政拨款收支预算总表', '财政拨款收支总体情况表', '财政拨款收入支出决算总表', '表4：2026年市级部门财政拨款收支预算总表'],
  fiscal_appropriation_expenditure: ['财政拨款支出表（功能科目）', '财政拨款支出预算表（功能科目）', '财政拨款支出预算表'],
  fiscal_basic_economic: ['财政拨款基本支出表（经济科目）', '财政拨款基本支出预算表'],
  general_public_expenditure: ['2024年部门一般公共预算支出功能分类预算表', '一般公共预算支出情况表', '一般公共预算支出表（按功能分类）', '一般公共预算财政拨款支出决算表', '2026年度一般公共预算拨款支出预算表', '表5一般公共预算支出情况表（按功能分类科目）', '部门综合预算一般公共预算支出明细表（按支出功能分类科目）'],
  general_public_economic: ['一般公共预算支出表（按经济分类）', '部门综合预算一般公共预算支出明细表（按支出经济分类科目）', '2026年度一般公共预算支出经济分类情况表'],
  government_fund_expenditure: ['政府性基金预算支出情况表', '政府性基金预算财政拨款收入支出决算表', '部门综合预算政府性基金收支表', '2024年部门政府性基金预算支出功能分类预算表', '财政拨款政府性基金支出预算表'],
  state_capital_expenditure: ['国有资本经营预算支出情况表', '国有资本经营预算财政拨款支出决算表', '国有资本经营预算财政拨款收入支出决算表', '2024年部门国有资本经营预算支出功能分类预算表'],
  basic_expenditure_economic: ['2024年部门一般公共预算基本支出部门预算经济分类预算表', '一般公共预算基本支出情况表', '一般公共预算财政拨款基本支出决算表', '一般公共预算财政拨款基本支出决算明细表', '表6一般公共预算基本支出情况表（按经济分类科目）', '部门综合预算一般公共预算基本支出明细表（按支出经济分类科目）'],
  basic_expenditure_functional: ['基本支出总表', '基本支出预算情况表', '表11部门预算基本支出预算表', '部门综合预算一般公共预算基本支出明细表（按支出功能分类科目）'],
  project_expenditure: ['项目支出总表', '2026年市级部门项目支出预算表', '部门综合预算专项业务经费支出表', '表12部门预算项目支出及其他支出预算表', '表7一般公共预算项目支出情况表（按经济分类科目）', '项目支出情况表'],
  three_public: ['2024年部门“三公”经费和机关运行经费预算表', '财政拨款“三公”经费支出决算表', '一般公共预算“三公”经费、会议费、培训费支出表', '一般公共预算"三公"经费支出表', '表8财政拨款安排的行政经费及“三公”经费预算表'],
  agency_operation: ['一般公共预算机关运行经费支出预算表', '机关运行经费支出预算表'],
  government_procurement: ['2026年政府采购预算明细表', '政府采购支出表', '部门综合预算政府采购（资产配置、购买服务）预算表'],
  purchased_services: ['预算11表财政拨款政府购买服务明细表', '政府购买服务支出预算明细表'],
  carryover_expenditure: ['部门综合预算财政拨款上年结转资金支出表', '2022部门综合预算财政拨款上年结转资金支出表'],
  project_performance: ['财政项目支出绩效目标申报表', '2026年项目支出绩效目标表', '部门专项业务经费绩效目标表', '项目支出绩效自评表', '政策和项目预算绩效目标表', '表11：2026年市级部门项目支出绩效表', '专项资金总体绩效目标表'],
  overall_performance: ['部门整体支出绩效目标表', '2026年部门整体绩效目标表', '整体支出绩效自评表', '单位整体支出绩效目标表'],
};

describe('titles', () => {
  it('stand here for every built-in kind', () => {
    expect(Object.keys(TITLES).toSorted()).toEqual(TABLE_KINDS.filter((kind) => kind !== 'other').toSorted());
  });
  it.each(Object.entries(TITLES).flatMap(([kind, titles]) => titles.map((title) => [title, kind] as const)))('%s is %s', (title, kind) => {
    expect(kindOfTitle(title, kinds)?.kind).toBe(kind);
  });
  it.each(['部门预算单位构成', '会议费明细表', '培训费明细表', '西安市发展和改革委员会内设机构信息', '政府网站工作年度报表', '目录', '2026年部门综合预算公开报表', '部门预算情况说明', '2025年县本级一般公共预算支出表', '青禾县本级政府性基金预算支出表'])('%s is none of them', (title) => {
    expect(kindOfTitle(title, kinds)).toBeUndefined();
  });
  it.each([['2024年部门收支总表', '部门收支总表'], ['表10：项目支出表', '项目支出表'], ['公开07表', ''], ['（三）支出总表（续）', '支出总表'], ['收 入 总 表', '收入总表'], ['附件2：收支总表', '收支总表']])('“%s” is compared as “%s”', (title, words) => {
    expect(titleWords(title)).toBe(words);
  });
});

/** `# kind`, then one title a line as provinces, cities, counties and townships write them. */
const VARIANTS = readFileSync(new URL('./titles.txt', import.meta.url), 'utf8').split('\n# ').map((section) => section.replace(/^# /u, '').trim().split('\n')).map(([kind = '', ...titles]) => ({ kind, titles }));

describe.each(VARIANTS)('variants of the title of $kind', ({ kind, titles }) => {
  it.each(titles)('%s', (title) => {
    expect(kindOfTitle(title, kinds)?.kind ?? 'other').toBe(kind);
  });
});

describe('a table without a title of its own', () => {
  it.each([
    ['revenue_summary', ['科目编码', '科目名称', '合计', '财政拨款收入', '上级补助收入', '事业收入', '经营收入', '附属单位上缴收入', '其他收入']],
    ['expenditure_summary', ['科目编码', '科目名称', '合计', '基本支出', '项目支出', '上缴上级支出', '经营支出', '对附属单位补助支出']],
    ['three_public', ['合计', '因公出国（境）费', '公务用车购置及运行费', '小计', '公务接待费']],
    [undefined, ['科目编码', '科目名称', '合计', '基本支出', '项目支出']],
    [undefined, ['支出项目类别', '总计', '财政拨款', '事业收入', '上级补助收入', '附属单位上缴收入', '其他收入']],
  ])('is %s by its headers', (kind, headers) => {
    expect(kindOfHeaders(headers, kinds)?.kind).toBe(kind);
  });
});

describe('a folder of a user’s kinds', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'mingxi-kinds-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const load = (text: string): (() => unknown) => {
    writeFileSync(join(folder, 'mine.yaml'), text);
    return () => loadTableKinds([folder]);
  };

  it('goes before the built-in ones and can replace them', () => {
    writeFileSync(join(folder, 'mine.yaml'), "kind: revenue_summary\nname: 收入表\ntitles: ['^财力总表$']\n");
    const own = loadTableKinds([assetPath('schemas/tables'), folder]);
    expect(own).toHaveLength(kinds.length);
    expect(kindOfTitle('财力总表', own)?.kind).toBe('revenue_summary');
    expect(kindOfTitle('收入总表', own)).toBeUndefined();
  });

  it.each([
    ['no YAML', 'kind: mine\nname: [\n', /mine\.yaml:\d+: Expected YAML, got /u],
    ['a list', '- a\n', /mine\.yaml: .*expected object/iu],
    ['an empty file', '', /mine\.yaml: .*expected object/iu],
    ['a missing title', 'kind: mine\nname: 我的表\n', /mine\.yaml: titles: /u],
    ['a wrong pattern', "kind: mine\nname: 我的表\ntitles: ['(']\n", /mine\.yaml: titles\.0: Expected a regular expression, got \(/u],
    ['an unknown field', "kind: mine\nname: 我的表\ntitles: ['表']\ntitel: x\n", /mine\.yaml: .*titel/u],
    ['a kind with blanks', "kind: my kind\nname: 我的表\ntitles: ['表']\n", /mine\.yaml: kind: /u],
    ['a measure without words', "kind: mine\nname: 我的表\ntitles: ['表']\ncolumns: [{ measure: x }]\n", /mine\.yaml: columns\.0\.words: /u],
  ])('%s is one line with file and place', (_, text, message) => {
    expect(load(text)).toThrow(message);
    try {
      load(text)();
    } catch (error) {
      expect(String(error)).not.toContain('\n');
    }
  });

  it('that is missing is one line', () => {
    expect(() => loadTableKinds([join(folder, 'nowhere')])).toThrow(/nowhere: Expected a folder of table kinds \(\*\.yaml\), found none$/u);
  });
});

describe('a table whose title and headers say nothing', () => {
  it('is what the names of its lines say', () => {
    expect(kindOfLines(['“三公”经费', '其中：（一）因公出国（境）支出', '（二）公务用车购置及运行维护支出', '（三）公务接待费支出'], kinds)?.kind).toBe('three_public');
    expect(kindOfLines(['公务接待费', '公务用车运行维护费'], kinds)).toBeUndefined();
    expect(kindOfLines(['办公费', '因公出国（境）费用', '公务接待费', '公务用车运行维护费'], kinds)).toBeUndefined();
  });
});
