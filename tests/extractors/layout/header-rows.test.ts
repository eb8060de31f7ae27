/** Where the header of a table ends. */
import { describe, expect, it } from 'vitest';
import { headerRows, isSerialRow } from '../../../extractors/layout/header-rows.js';
import { textBlocks } from '../../../extractors/read/text/text.js';
import type { Grid } from '../../../schemas/block.js';

const gridOf = (rows: readonly (readonly string[])[]): Grid => {
  const grid = textBlocks(rows.map((row) => row.join('\t')).join('\n')).blocks.find((block) => block.type === 'grid');
  if (grid?.type !== 'grid') throw new Error('Expected a grid, got none');
  return grid;
};

describe('header rows', () => {
  it.each<[string, number, readonly (readonly string[])[]]>([
    ['one row', 1, [['科目编码', '科目名称', '合计'], ['208', '社会保障和就业支出', '96.30']]],
    ['类, 款, 项 below a spanned cell', 2, [['功能分类科目编码', '', '', '科目名称', '合计'], ['类', '款', '项', '', ''], ['208', '05', '05', '养老保险', '1']]],
    ['two sides', 2, [['收入', '', '支出', ''], ['项目', '预算数', '项目', '预算数'], ['一、财政拨款收入', '12', '一、公共安全支出', '12']]],
    ['栏次 row of the Ministry', 4, [['项目', '', '', '', '本年支出合计', '基本支出'], ['支出功能分类科目编码', '', '', '科目名称', '', ''], ['类', '款', '项', '', '', ''], ['栏次', '', '', '', '1', '2'], ['合计', '', '', '', '9.00', '9.00']]],
    ['栏次 row of an empty table, below what a line break left of a heading', 4, [['项目', '', '', '本年支出', ''], ['功能分类科目编', '科目名称', '小计', '基本支出', '项目支出'], ['码', '', '', '', ''], ['栏次', '', '1', '2', '3'], ['', '', '', '', '']]],
    ['栏次 row of a table’s last columns', 2, [['运行维护费', '公务接待费'], ['11', '12'], ['193,412.04', '168,187.06']]],
    ['none below a heading: two amounts', 1, [['运行维护费', '公务接待费'], ['11', '12']]],
    ['科目编码 over its parts beside the total', 3, [['项目', '', '', '', '本年支出合计', '基本支出'], ['支出功能分类', '', '', '科目名称', '', ''], ['科目编码', '', '', '', '', ''], ['类', '款', '项', '合计', '9.00', '8.00'], ['201', '', '', '一般公共服务支出', '9.00', '8.00']]],
    ['lines without amounts, as a part begins with', 0, [['上年结转', '', '结转下年', ''], ['收入总计', '11,939.30', '支出总计', '11,939.30']]],
    ['an empty table with its 合计', 2, [['科目编码', '', '', '科目名称', '合计', '基本支出'], ['类', '款', '项', '', '', ''], ['合计', '', '', '', '', '']]],
    ['classes of 经济分类 over their names', 2, [['科目编码', '', '', '科目名称', '501', '502'], ['类', '款', '项', '', '机关工资福利支出', '机关商品和服务支出'], ['201', '', '', '一般公共服务支出', '5.00', '4.00']]],
    ['one row: codes below it', 1, [['科目编码', '科目名称', '合计'], ['301', '工资福利支出', '302'], ['30101', '基本工资', '5']]],
    ['none: a part that goes on', 0, [['208', '社会保障和就业支出', '96.30'], ['20805', '行政事业单位养老支出', '96.30']]],
    ['none: a part that begins with 合计', 0, [['合计', '', '96.30'], ['', '', '']]],
    ['none: a part that begins with a numbered line', 0, [['一、财政拨款收入', '12', '一、公共安全支出', '12'], ['二、事业收入', '', '二、教育支出', '']]],
  ])('%s: %i', (_, depth, rows) => {
    expect(headerRows(gridOf(rows))).toBe(depth);
  });

  it('合计 in every slot of a merged cell is no header', () => {
    const rows = [['科目编码', '科目编码', '科目编码', '科目名称', '合计'], ['类', '款', '项', '科目名称', '合计'], ['合计', '合计', '合计', '合计', '-']];
    expect(headerRows(gridOf(rows))).toBe(2);
  });
});

describe('a row of column numbers', () => {
  it.each([[['栏次', '1', '2', '3']], [['栏次', '9', '10', '11']], [['栏次', '1', '23', '4', '56', '7']], [['**', '**', '**', '1', '2']], [['01', '02', '03']], [['**', '1', '2', '3', '4 5', '6']], [['1', '2=3+4', '3', '4']], [['栏次', '', '', '']], [['科目编码', '科目名称', '1=2+3', '2', '3']], [['栏次', '1', '2', '3 4', '5']], [['公安', '1', '2', '3', '4', '5', '6', '7', '8', '9', '1', '11']]])('%j', (texts) => expect(isSerialRow(texts)).toBe(true));
  it.each([[['208', '05', '01']], [['01', '2']], [['栏次', '1', '24', '3']], [['合计', '1', '2']], [['12', '13.50']], [['5', '7']], [['1 2 5', '6']], [['合计', '1', '2', '3', '4']], [['合计', '11', '12', '13', '14', '15', '16', '17']]])('is not %j', (texts) => expect(isSerialRow(texts)).toBe(false));
});
