/** What stands around a table: title, unit, year, who made it, notes; above the grid, in its first rows, below it. */
import { describe, expect, it } from 'vitest';
import { assetPath } from '../../../schemas/assets.js';
import { captionsOf } from '../../../extractors/tables/captions.js';
import { loadTableKinds } from '../../../extractors/tables/kinds.js';
import { gridOf, paragraphs } from './grids.js';

const kinds = loadTableKinds([assetPath('schemas/tables')]);
const GRID = '科目编码 | 科目名称 | 合计\n20101 | 人大事务 | 5.00';
const above = (...lines: readonly string[]) => captionsOf(paragraphs(...lines), gridOf(GRID), [], kinds);
const below = (...lines: readonly string[]) => captionsOf(paragraphs('部门支出总表'), gridOf(GRID), paragraphs(...lines), kinds).notes.map((note) => note.text);
const inside = (drawing: string, ...lines: readonly string[]) => captionsOf(paragraphs(...lines), gridOf(drawing), [], kinds);
const summary = ({ title, kind, unit, year, captionRows }: ReturnType<typeof captionsOf>) => ({ title, kind: kind?.kind, unit, year, captionRows });

describe('the title', () => {
  it.each([
    ['right above', ['2024年部门支出总表'], '2024年部门支出总表'],
    ['above the unit', ['部门支出总表', '单位：万元'], '部门支出总表'],
    ['above who made it and the unit', ['部门支出总表', '部门：某某市水利局', '单位：万元'], '部门支出总表'],
    ['above both in one line', ['部门支出总表', '编制单位：某某市水利局    单位：万元'], '部门支出总表'],
    ['below its number', ['公开03表', '部门支出总表', '部门：某某市水利局'], '部门支出总表'],
    ['above its number', ['部门支出总表', '公开03表', '单位：元'], '部门支出总表'],
    ['with its number', ['表3 部门支出总表'], '表3 部门支出总表'],
    ['with the unit behind it', ['部门支出总表  单位：万元'], '部门支出总表'],
    ['with the unit in brackets', ['部门支出总表（单位：万元）'], '部门支出总表'],
    ['set apart', ['部 门 支 出 总 表'], '部 门 支 出 总 表'],
    ['over two lines', ['某某市水利局2024年', '部门支出总表'], '部门支出总表'],
    ['wrapped inside a word', ['2024年一般公共预算财政拨款支', '出决算表'], '2024年一般公共预算财政拨款支出决算表'],
    ['behind prose', ['本部门2024年收支情况如下，详见各表。', '部门支出总表'], '部门支出总表'],
    ['behind the note of the table above', ['注：本表反映部门收入情况。', '部门支出总表'], '部门支出总表'],
    ['above a note', ['部门支出总表', '单位：万元', '注：本套报表金额单位转换时可能存在尾数误差。'], '部门支出总表'],
    ['above notes', ['部门支出总表', '注：1.本表含上年结转。', '2.本表不含教育收费。'], '部门支出总表'],
    ['behind a page number', ['部门支出总表', '- 12 -', '单位：万元'], '部门支出总表'],
  ])('%s', (_, lines, title) => {
    expect(above(...lines)).toMatchObject({ title });
    expect(above(...lines).kind).toBeDefined();
  });
  it('is the nearest one', () => {
    expect(above('部门收入总表', '部门支出总表', '单位：万元').kind?.kind).toBe('expenditure_summary');
  });
  it('is no line of the contents', () => {
    expect(above('部门收入总表……………5', '部门支出总表……………6', '政府网站年度报表')).toMatchObject({ title: '政府网站年度报表', kind: undefined });
  });
  it('is no line that only names the office', () => {
    expect(above('部门支出总表', '部门：某某市统计报表中心')).toMatchObject({ title: '部门支出总表' });
  });
  it('is no sentence that speaks of the table', () => {
    expect(above('具体见部门支出总表。').kind).toBeUndefined();
  });
  it('without 表 counts where the line is nothing else', () => {
    expect(above('机关运行经费').kind?.kind).toBe('agency_operation');
    expect(above('三、机关运行经费').kind).toBeUndefined();
  });
  it('of no known kind is kept', () => {
    expect(above('国有资产占有使用情况表', '单位：万元')).toMatchObject({ title: '国有资产占有使用情况表', kind: undefined, unit: '万元' });
  });
  it('gives the year', () => {
    expect(above('2024年部门支出总表').year).toBe(2024);
    expect(above('部门支出总表').year).toBeUndefined();
  });
});

describe('the unit', () => {
  it.each([
    ['单位：万元', '万元'], ['单位:元', '元'], ['金额单位：万元', '万元'], ['（单位：万元）', '万元'], ['单位：人民币元', '元'], ['单位：人民币万元', '万元'], ['单位：千元', '千元'], ['单位：亿元', '亿元'], ['单位 ： 万 元', '万元'],
    ['编制部门：某某局 2024年 单位：元', '元'], ['金额单位：万元（保留两位小数）', '万元'], ['计量单位：万元', '万元'], ['货币单位：元', '元'], ['单位：万元、%', '万元'], ['单位为万元', '万元'], ['万元', '万元'], ['[万元]', '万元'],
  ])('%s', (line, unit) => {
    expect(above('部门支出总表', line).unit).toBe(unit);
  });
  it.each(['单位：某某市水利局', '单位名称：万元村村民委员会', '单位：个、万元/个'])('“%s” is none', (line) => {
    expect(above('部门支出总表', line).unit).toBeUndefined();
  });
  it.each([[['金额单', '位：万元'], '万元'], [['编制单位：某局 金额单位：万', '元'], '万元']])('%j that wraps', (lines, unit) => {
    expect(above('部门支出总表', ...lines).unit).toBe(unit);
  });
  it('stands above a note on the table', () => {
    expect(above('部门支出总表', '单位：万元', '注：本套报表金额单位转换时可能存在尾数误差。')).toMatchObject({ unit: '万元', kind: { kind: 'expenditure_summary' }, notes: [{ text: '单位：万元' }, { text: '注：本套报表金额单位转换时可能存在尾数误差。' }] });
  });
  it('of the table above does not count', () => {
    expect(above('单位：元', '注：本表为空表。', '部门支出总表').unit).toBeUndefined();
  });
});

describe('captions inside the grid', () => {
  it('a title over all columns, the office and the unit, then the header', () => {
    expect(summary(inside(`部门支出总表 | < | <\n部门：某某市水利局 | < | 单位：万元\n${GRID}`))).toEqual({ title: '部门支出总表', kind: 'expenditure_summary', unit: '万元', year: undefined, captionRows: 2 });
  });
  it('the number of the form beside nothing', () => {
    expect(summary(inside(` | | 公开03表\n支出决算表 | < | <\n部门：某某市水利局 | | 单位：元\n${GRID}`))).toMatchObject({ kind: 'expenditure_summary', unit: '元' });
  });
  it('a header is no caption', () => {
    expect(inside(GRID, '部门支出总表').captionRows).toBe(0);
  });
  it('a grid of nothing but words keeps its first row', () => {
    expect(inside('一般公共预算支出表 | <', '目录').captionRows).toBe(0);
  });
});

describe('notes below', () => {
  it.each([
    ['注：本表反映部门本年度支出情况。'], ['备注：本表金额转换为万元时，因四舍五入可能存在尾差。'], ['说明：本部门没有政府性基金预算拨款安排的支出，故本表无数据。'], ['本部门无政府性基金预算支出，故此表为空表。'], ['本表无数据'], ['（注：本表为空表）'],
  ])('%s', (note) => {
    expect(below(note, '四、财政拨款收支情况')).toEqual([note]);
  });
  it('go on as a numbered list', () => {
    expect(below('注：1.本表含上年结转。', '2.本表不含教育收费。', '第三部分 情况说明')).toEqual(['注：1.本表含上年结转。', '2.本表不含教育收费。']);
  });
  it('end with the first line that is none', () => {
    expect(below('第三部分 情况说明', '注：这是别处的注。')).toEqual([]);
  });
  it('take in who made the table and its unit', () => {
    expect(above('部门支出总表', '编制部门：某某市水利局', '单位：万元').notes.map((note) => note.text)).toEqual(['编制部门：某某市水利局', '单位：万元']);
  });
});
