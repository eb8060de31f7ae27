import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { delimitedBlocks, gridBlocks } from '../../../extractors/read/text/delimited.js';
import { htmlBlocks } from '../../../extractors/read/text/html.js';
import { readFile } from '../../../extractors/read/index.js';
import { textBlocks } from '../../../extractors/read/text/text.js';
import type { Block } from '../../../schemas/block.js';

/** Paragraphs as they are, tables as their rows. */
const shape = (blocks: readonly Block[] | undefined): (string | string[][])[] => (blocks ?? []).map((block) => {
  if (block.type === 'paragraph') return block.text;
  const rows = Array.from({ length: block.rows }, () => Array.from({ length: block.columns }, () => ''));
  for (const one of block.cells) (rows[one.row] as string[])[one.column] = one.text;
  return rows;
});
const header = ['科目编码', '科目名称', '合计'];
const cut = (...rows: readonly (readonly string[])[]): (string | string[][])[] => shape(gridBlocks(rows, {}));

describe('a grid that is a whole sheet', () => {
  it('is cut into captions, table and notes', () => {
    expect(cut(['支出总表', '', ''], ['部门：司法局', '', '单位：万元'], header, ['204', '公共安全支出', '9.00'], ['', '', ''], ['注：本表不含结转。', '', ''])).toEqual(['支出总表', '部门：司法局　单位：万元', [header, ['204', '公共安全支出', '9.00']], '注：本表不含结转。']);
  });

  it('has captions though nothing tells whose table it is but that its name stands beside the unit', () => {
    for (const maker of ['部门/单位：水利局', '310水利局', '填表学校：第一中学']) expect(cut(['表1', '', ''], ['支出总表', '', ''], [maker, '', '单位：万元'], header, ['204', '公共安全支出', '9.00'])).toEqual(['表1', '支出总表', `${maker}　单位：万元`, [header, ['204', '公共安全支出', '9.00']]]);
  });

  it('is cut where the next table begins, with what stands above its title behind a blank row', () => {
    const blank = ['', '', ''];
    expect(cut(['收入总表', '', ''], header, ['204', '公共安全支出', '8.00'], blank, blank, ['表三', '', ''], ['支出总表', '', ''], header, ['204', '公共安全支出', '9.00'])).toEqual(['收入总表', [header, ['204', '公共安全支出', '8.00']], '表三', '支出总表', [header, ['204', '公共安全支出', '9.00']]]);
  });

  it('is cut at a header behind a blank row though no title stands over it, and at a form', () => {
    const goals = ['项目', '预算数（万元）', '绩效目标'];
    expect(cut(['支出总表', '', ''], header, ['204', '公共安全支出', '9.00'], ['', '', ''], ['重点项目绩效目标如下：', '', ''], goals, ['普法', '1.00', '办好讲座'])).toEqual(['支出总表', [header, ['204', '公共安全支出', '9.00']], '重点项目绩效目标如下：', [goals, ['普法', '1.00', '办好讲座']]]);
    expect(cut(['“三公”经费支出表', ''], ['项目', '合计'], ['公务接待费', '1.00'], ['', ''], ['普法项目绩效目标表', ''], ['资金总额', '866.40'])).toHaveLength(4);
  });

  it('is cut between tables beside each other that have captions of their own', () => {
    expect(cut(['收入总表', '', '', '支出总表', ''], ['项目', '合计', '', '项目', '合计'], ['教育', '8.00', '', '卫生', '9.00'])).toEqual(['收入总表', [['项目', '合计'], ['教育', '8.00']], '支出总表', [['项目', '合计'], ['卫生', '9.00']]]);
  });

  it('ends in time where a cell stands far from the others', () => {
    const far = Array.from({ length: 5_000 }, () => '');
    expect(cut(['收入总表', ...far], ['项目', '合计', ...far.slice(1)], ['教育', '8.00', ...far.slice(2), '.'])).toHaveLength(2);
  });

  it('keeps the two sides of one table together, and lines without amounts in their table', () => {
    const sides = [['收支总表', '', '', '', ''], ['收入', '金额', '', '支出', '金额'], ['一、本年收入', '', '', '一、本年支出', '9.00'], ['二、上年结转', '', '', '', '']];
    expect(cut(...sides)).toEqual(['收支总表', [['收入', '金额', '', '支出', '金额'], ['一、本年收入', '', '', '一、本年支出', '9.00'], ['二、上年结转', '', '', '', '']]]);
  });

  it('keeps the header of an empty table, and a grid without captions as it is', () => {
    expect(cut(['政府性基金预算支出表', '', ''], header, ['', '', ''])).toEqual(['政府性基金预算支出表', [header]]);
    expect(cut(['', ...header], ['', '204', '公共安全支出', '9.00'], ['', '', '', ''])).toEqual([[['', ...header], ['', '204', '公共安全支出', '9.00'], ['', '', '', '']]]);
  });
});

describe('web pages made by spreadsheets and word processors', () => {
  const page = (rows: string): readonly Block[] => htmlBlocks(`<table>${rows}</table>`).blocks;
  it('have no rows and cells that are not shown, and say so; spans count them', () => {
    const { blocks, notes } = htmlBlocks('<table><tr><td rowspan=3>甲</td><td>1</td></tr><tr style="mso-x:1;display:none"><td>88.88</td></tr><tr><td>2</td><td style="display:none">7</td></tr><tr><td>乙</td><td>3</td></tr></table>');
    expect(shape(blocks)).toEqual([[['甲', '1'], ['', '2'], ['乙', '3']]]);
    expect(notes).toEqual([{ rule: 'document/hidden', params: { count: '2', list: '表格中的行或单元格' } }]);
  });

  it('have no columns in which no cell begins', () => {
    expect(shape(page('<tr><td>项目</td><td colspan=2>人员经费</td><td>公用经费</td></tr><tr><td>教育</td><td colspan=2>1.00</td><td>2.00</td></tr>'))).toEqual([[['项目', '人员经费', '公用经费'], ['教育', '1.00', '2.00']]]);
  });

  it('keep the lines of a preformatted text', () => {
    const lines = '支出总表\n科目编码    科目名称        合计\n204         公共安全支出    9.00\n205         教育支出        8.00\n';
    const { blocks } = htmlBlocks(`<pre>${lines}</pre>`, { preformatted: (text) => textBlocks(text).blocks });
    expect(shape(blocks)).toEqual(['支出总表', [header, ['204', '公共安全支出', '9.00'], ['205', '教育支出', '8.00']]]);
  });

  it('of frames only are refused with the files that they show', async () => {
    const frames = '<html><frameset rows="*,39"><frame src="预算.files/sheet001.htm"><frame src="预算.files/tabstrip.htm"></frameset></html>';
    await expect(readFile(new TextEncoder().encode(frames), '预算.htm')).rejects.toThrow(/frames.*预算\.files\/sheet001\.htm/);
  });
});

describe('separated values', () => {
  it('with quotes, commas, semicolons or tabs, captions in rows of their own', () => {
    const rows = ['支出总表,,', '部门：司法局,,单位：元', '"科目\n编码",科目名称,合计', "'204,公共安全支出,\"1,234.00\"", '="2040601",行政运行,"1,234.00"'];
    const read = ['支出总表', '部门：司法局　单位：元', [header, ['204', '公共安全支出', '1,234.00'], ['2040601', '行政运行', '1,234.00']]];
    expect(shape(delimitedBlocks(rows.join('\r\n')))).toEqual(read);
    for (const separator of [';', '\t']) expect(shape(delimitedBlocks(`支出总表${separator}${separator}\n部门：司法局${separator}${separator}单位：元\n${header.join(separator)}\n204${separator}公共安全支出${separator}1,234.00\n`))).toHaveLength(3);
  });

  it.each([
    ['an escaped text of a spreadsheet', '"=""1,234.00"""', '1,234.00'],
    ['blanks around quotes', ' "1,234.00" ', '1,234.00'],
    ['quotes within quotes that nobody escaped, kept as they stand,', '"办公"楼"维修"', '"办公"楼"维修"'],
    ['a formula', '"=SUM(C5,C6)"', '=SUM(C5,C6)'],
  ])('%s is read as it shows', (_, value, shown) => {
    expect(shape(delimitedBlocks(`编码,名称,金额\n204,公共安全支出,1.00\n20406,司法,${value}\n`))).toEqual([[['编码', '名称', '金额'], ['204', '公共安全支出', '1.00'], ['20406', '司法', shown]]]);
  });

  it.each([
    ['prose with figures', '收入8,186.11万元。\n支出8,186.11万元。\n结余0.00万元。\n'],
    ['amounts below each other', '11,312.86\n173,155.00\n1,556.37\n'],
    ['Markdown', '# 预算\n| a,b | c,d |\n|---|---|\n| 甲,1 | 2,3 |\n'],
    ['a quote that is never closed', '甲,乙\n"丙,丁\n戊,己\n'],
  ])('%s is no list of values', (_, text) => expect(delimitedBlocks(text)).toBeUndefined());

  it('come out of a GBK file', async () => {
    const { blocks, mediaType } = await readFile(iconv.encode(`支出总表,,\n${header.join(',')}\n204,公共安全支出,9.00\n`, 'gbk'), 'a.csv');
    expect([mediaType, shape(blocks)[0]]).toEqual(['text/csv', '支出总表']);
  });
});
