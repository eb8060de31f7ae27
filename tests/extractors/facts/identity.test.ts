import { describe, expect, it } from 'vitest';
import { findDivision } from '../../../extractors/facts/divisions.js';
import { identify } from '../../../extractors/facts/identity.js';
import type { Identity } from '../../../schemas/document.js';

/** Identity of a document with these paragraphs; no tables unless given. */
function identityOf(lines: readonly string[], fileName = 'x.pdf', tableTitles: readonly string[] = [], tableNotes: readonly string[] = []): Identity {
  return identify({ paragraphs: lines.map((text) => ({ type: 'paragraph', text, source: 'text' })), tableTitles, tableText: 0, tableNotes }, fileName);
}

describe('a cover', () => {
  it('says organisation, year, stage, scope and region in one line', () => {
    expect(identityOf(['成都市青羊区教育局2024年部门预算公开', '目录'])).toEqual({
      title: '成都市青羊区教育局2024年部门预算公开', fiscalYear: 2024, stage: 'budget', scope: 'department',
      region: '四川省成都市青羊区', regionCode: '510105', organisation: '成都市青羊区教育局', kind: 'disclosure',
    });
  });

  it('may be set in several lines, with the year first', () => {
    expect(identityOf(['2023 年度', '宁波市鄞州区人民政府东柳街道办事处', '部门决算', '目 录'])).toMatchObject({
      title: '2023年度宁波市鄞州区人民政府东柳街道办事处部门决算', fiscalYear: 2023, stage: 'final', organisation: '宁波市鄞州区人民政府东柳街道办事处', regionCode: '330212',
    });
  });

  it('may name the district in the title and the publisher below', () => {
    expect(identityOf(['武汉市江汉区2023年度区级部门决算公开', '部门名称：武汉市江汉区城市管理执法局', '目录'])).toMatchObject({ organisation: '武汉市江汉区城市管理执法局', region: '湖北省武汉市江汉区', fiscalYear: 2023 });
  });

  it('may bear its year in Chinese digits, and a date that is no fiscal year', () => {
    expect(identityOf(['二〇二二年度', '郑州市第四十七初级中学单位决算', '2023年9月', '目录'])).toMatchObject({ fiscalYear: 2022, scope: 'unit', organisation: '郑州市第四十七初级中学' });
  });

  it('has an attachment number that is no part of the title', () => {
    expect(identityOf(['附件2', '2023年度青岛市李沧区浮山路街道办事处部门决算', '目录']).title).toBe('2023年度青岛市李沧区浮山路街道办事处部门决算');
  });

  it('of a web page leaves out the path to the page', () => {
    expect(identityOf(['当前位置：首页>政务公开>重庆市交通委员会2018年部门预算情况说明', '一、单位基本情况']).title).toBe('重庆市交通委员会2018年部门预算情况说明');
  });

  it('of a web page comes after lines of its site', () => {
    expect(identityOf(['欢迎来到泸州市中医医院', '24小时应诊电话:0830-3103108', '2023年度泸州市中医医院单位决算', '来源:本院 发布时间:2024-09-24', '目录'])).toMatchObject({ title: '2023年度泸州市中医医院单位决算', organisation: '泸州市中医医院', fiscalYear: 2023, kind: 'disclosure' });
  });

  it('may leave out 部门 and 单位', () => {
    expect(identityOf(['丰都县林业局(本级) 2024 年度决算公开说明', '一、单位基本情况'])).toMatchObject({ kind: 'disclosure', scope: 'unit', stage: 'final', organisation: '丰都县林业局（本级）', regionCode: '500230' });
    expect(identityOf(['关于长沙市2024年预算执行情况和2025年预算草案的报告', '各位代表：']).kind).toBe('other');
  });

  it('of a template names no organisation', () => {
    expect(identityOf(['上海市XX局2024年度部门决算', '目录'])).toMatchObject({ organisation: '', regionCode: '310000' });
  });
});

describe('text before file name', () => {
  it('takes the cover where the file name speaks of another city', () => {
    expect(identityOf(['中国共产党北京市委员会宣传部2026年度部门预算信息公开', '目录'], '中共深圳市区委宣传部_附件1：北京.pdf')).toMatchObject({ regionCode: '110000', organisation: '中国共产党北京市委员会宣传部' });
  });

  it('takes the year of the document where the file name has another', () => {
    expect(identityOf(['西安市医疗保障局2022年部门综合预算', '目录'], '医疗保障局_2026年部门预算.pdf').fiscalYear).toBe(2022);
  });

  it('takes no year from headings of a table that name two', () => {
    const year = (...texts: readonly string[]): number => identityOf([...Array.from({ length: 30 }, () => '单位：万元'), ...texts], '预算.pdf').fiscalYear;
    expect(year('2024年预算 2025年预算')).toBe(0);
    expect(year('2024年预算', '2025年预算')).toBe(0);
    expect(year('2025年预算')).toBe(2025);
  });

  it('takes the file name where there is no text at all, without what stands before 附件', () => {
    expect(identityOf([], '政务局_附件1：北京市政务服务和数据管理局2026年度部门预算情况说明.pdf')).toMatchObject({
      title: '北京市政务服务和数据管理局2026年度部门预算情况说明', organisation: '北京市政务服务和数据管理局', fiscalYear: 2026, kind: 'disclosure',
    });
  });

  it('knows no organisation where a file name has a bare 局', () => {
    expect(identityOf([], '人力资源和社会保障局_2026年部门预算.pdf')).toMatchObject({ organisation: '', region: '', fiscalYear: 2026 });
  });
});

describe('captions and chapters', () => {
  it('give the organisation of tables without a cover', () => {
    const notes = ['部门名称：合肥市蜀山区民政局', '单位：万元'];
    expect(identityOf(['部门收支总体情况表', '部门收入总体情况表', '部门支出总体情况表'], '2024.pdf', ['部门收支总体情况表', '部门收入总体情况表', '部门支出总体情况表'], notes)).toMatchObject({ organisation: '合肥市蜀山区民政局', kind: 'disclosure', scope: 'department' });
  });

  it('say 单位 where the title does not', () => {
    expect(identityOf(['昆明市五华区第一幼儿园2024年预算公开', '第一部分 单位概况', '一、收支预算总体情况说明', '二、“三公”经费预算情况说明', '三、政府采购情况'], 'x.pdf')).toMatchObject({ scope: 'unit', kind: 'disclosure' });
  });
});

describe('papers that are no disclosure', () => {
  it.each([
    ['a notice of funds', ['长沙市财政局关于下达2025年普惠金融发展专项资金预算的通知', '各区县财政局：']],
    ['a work report', ['长春市财政局2025年度法治政府建设报告', '2025年，我局坚持以习近平法治思想为指导。']],
    ['a standard', ['中华人民共和国司法行政行业标准', '全国人民调解工作规范']],
    ['a catalogue', ['福州市2026年执行最高付费标准中药饮片目录']],
  ])('%s', (_, lines) => {
    expect(identityOf(lines, '某局_2026年部门预算.pdf')).toMatchObject({ kind: 'other', stage: '', scope: '' });
  });
});

describe('divisions', () => {
  it('follows a name down to its lowest level', () => {
    expect(findDivision('延边朝鲜族自治州图们市司法局', '', 2023)).toEqual({ region: '吉林省延边朝鲜族自治州图们市', regionCode: '222402' });
  });

  it('settles a name that several provinces have by the rest of the text', () => {
    expect(findDivision('鼓楼区司法局', '福建省福州市鼓楼区', 2024)?.regionCode).toBe('350102');
    expect(findDivision('鼓楼区司法局', '', 2024)).toBeUndefined();
  });
});

describe('one part of a disclosure that is published by itself', () => {
  const kindOf = (title: string, text = '公务接待费242万元，较上年减少12万元。'): string => identityOf([title, text]).kind;

  it('is a disclosure where it prints figures', () => {
    for (const title of ['绵竹市2025年“三公”经费预算汇总', '上海市嘉定区司法局2017年度“三公”经费支出决算情况说明', '某学院政府采购决算公开情况说明', '某局2019年行政经费及“三公”经费预算公开']) expect([title, kindOf(title)]).toEqual([title, 'disclosure']);
    expect(kindOf('绵竹市2025年“三公”经费预算汇总', '本年没有安排。')).toBe('other');
    for (const title of ['遂溪县2016年度财政预算转移支付情况说明', '三江县2021年度政府债务决算公开说明']) expect([title, kindOf(title, '债务余额198736万元。')]).toEqual([title, 'disclosure']);
  });

  it('is an account or a budget by its own words, not by those for its fund', () => {
    expect(identityOf(['某区政府办2021年度一般公共预算财政拨款“三公”经费支出决算情况说明', '公务接待费2万元。']).stage).toBe('final');
    expect(identityOf(['某区政府办2021年一般公共预算“三公”经费情况说明', '公务接待费2万元。']).stage).toBe('budget');
  });

  it('names its publisher', () => {
    const nameOf = (...lines: string[]): string => identityOf([...lines, '公务接待费2万元。']).organisation;
    expect(nameOf('鹤山市水务局2018年“三公”经费预算公开')).toBe('鹤山市水务局');
    expect(nameOf('2016年某县国资委财政拨款“三公”经费预算表')).toBe('');
    expect(nameOf('2017年度“三公”经费支出决算表', '单位：万元', '关于上海市嘉定区司法局2017年度“三公”经费支出决算情况说明')).toBe('上海市嘉定区司法局');
    expect(nameOf('山东科技职业学院政府采购决算公开情况说明')).toBe('山东科技职业学院');
    expect(nameOf('2020年度“三公”经费决算情况', '现将焦石镇2020年度“三公”经费决算情况公布如下：')).toBe('焦石镇');
  });

  it('is no notice, rule or inspection of it', () => {
    for (const title of ['关于编报2025年“三公”经费预算的通知', '“三公”经费支出管理办法', '2024年政府采购支出检查情况']) expect([title, kindOf(title)]).toEqual([title, 'other']);
  });
});
