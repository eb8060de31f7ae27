import { describe, expect, it } from 'vitest';
import iconv from 'iconv-lite';
import { readPublishers } from '../../../pipeline/publishers/list.js';
import { list, listFile } from './made.js';

describe('a list of publishers', () => {
  it('has its columns in Chinese or in English, in any order, and others beside them', () => {
    const chinese = list('序号,年度,预决算,单位名称,行政区划,范围,公开时限,公开日期', '1,2024年度,部门预算,闵行区司法局,上海市闵行区,部门,2024年2月20日,2024/3/1').entries;
    const english = list('organisation,region,scope,stage,fiscal_year,due,published_on', '闵行区司法局,上海市闵行区,department,budget,2024,2024-02-20,2024-03-01').entries;
    expect(chinese).toEqual(english);
    expect(chinese).toEqual([{ line: 2, region: '上海市闵行区', regionCode: '310112', organisation: '闵行区司法局', scope: 'department', stage: 'budget', fiscalYear: 2024, due: '2024-02-20', publishedOn: '2024-03-01' }]);
  });

  it('may be what a spreadsheet saves: GB18030, full-width digits, blank rows, line breaks in a cell', () => {
    const { entries } = readPublishers(listFile(iconv.encode('单位名称,预决算,年度,备注\r\n某局,预算,２０２４,"两\r\n行"\r\n,,,\r\n另一局,决算,2023,\r\n', 'gb18030')));
    expect(entries.map(({ line, organisation, stage, fiscalYear }) => [line, organisation, stage, fiscalYear])).toEqual([[2, '某局', 'budget', 2024], [5, '另一局', 'final', 2023]]);
  });

  it.each<readonly [string, string, string]>([
    ['no row', '单位名称,预决算,年度', ': Expected a header and a row for each publication, got a header alone'],
    ['a missing column', '单位名称,年度\n某局,2024', ':1: Expected the columns 预决算 (stage), got 单位名称, 年度'],
    ['a column twice', '单位名称,部门名称,预决算,年度\n某局,某局,预算,2024', ':1: Expected one column 单位名称, got two (单位名称, 部门名称)'],
    ['no name', '单位名称,预决算,年度\n,预算,2024', ':2: 单位名称: Expected the name of the organisation, got nothing'],
    ['a stage of its own', '单位名称,预决算,年度\n某局,预算执行,2024', ':2: 预决算: Expected 预算 or 决算, got 预算执行'],
    ['no year', '单位名称,预决算,年度\n某局,预算,今年', ':2: 年度: Expected a year like 2024, got 今年'],
    ['no such scope', '单位名称,预决算,年度,范围\n某局,预算,2024,全部', ':2: 范围: Expected 部门, 单位 or nothing, got 全部'],
    ['a day that there is not', '单位名称,预决算,年度,公开时限\n某局,预算,2024,2024-02-30', ':2: 公开时限: Expected a date like 2024-02-20, got 2024-02-30'],
    ['a code of another length', '单位名称,预决算,年度,区划代码\n某局,预算,2024,3101', ':2: 行政区划代码: Expected a code of six digits (GB/T 2260), got 3101'],
    ['a publication twice', '单位名称,预决算,年度\n上海市闵行区司法局,预算,2024\n某局,预算,2024\n闵行区司法局（汇总）,预算,2024', ':4: Expected each publication once, got that of line 2 again — 闵行区司法局(汇总)'],
  ])('with %s is refused with its line', (_, text, message) => {
    const path = listFile(text);
    expect(() => readPublishers(path)).toThrow(`${path}${message}`);
  });

  it('that is not there is refused', () => {
    expect(() => readPublishers('/nowhere/list.csv')).toThrow('/nowhere/list.csv: Expected a list of publishers, got ENOENT — check the path of --publishers');
  });
});
