import { existsSync, readFileSync } from 'node:fs';
import iconv from 'iconv-lite';
import { array, assert, asyncProperty, integer, nat, tuple } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFile } from '../../../../extractors/read/index.js';
import { cleanText } from '../../../../extractors/read/residue.js';
import { ReadError, type Block, type Grid, type ReadResult } from '../../../../schemas/block.js';
import { cell, compoundFile, container, openDocument, paragraph, row, table, wordDocument, workbook } from '../office-files.js';

const read = (bytes: Uint8Array): Promise<ReadResult> => readFile(bytes, 'a.xlsx');
/** Paragraphs as they are, tables as their rows. */
const shape = (blocks: readonly Block[]): (string | string[][])[] => blocks.map((block) => {
  if (block.type === 'paragraph') return block.text;
  const rows = Array.from({ length: block.rows }, () => Array.from({ length: block.columns }, () => ''));
  for (const one of block.cells) (rows[one.row] as string[])[one.column] = one.text;
  return rows;
});
const grids = (blocks: readonly Block[]): Grid[] => blocks.filter((block) => block.type === 'grid');
const refusal = async (bytes: Uint8Array): Promise<string> => {
  const error: unknown = await read(bytes).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ReadError);
  return (error as Error).message;
};

describe('workbooks', () => {
  const header = row(3, { C: '科目编码', D: '科目名称', E: '合计' });
  it('give captions, table and notes of a sheet, wherever the table begins', async () => {
    const rows = row(1, { C: '支出总表' }) + row(2, { C: '部门：司法局', E: '单位：万元' }) + header + row(4, { C: 204, D: '公共安全支出', E: 12.5 }) + row(6, { C: '注：本表不含结转。' });
    expect(shape((await read(workbook([{ rows }]))).blocks)).toEqual(['支出总表', '部门：司法局　单位：万元', [['科目编码', '科目名称', '合计'], ['204', '公共安全支出', '12.5']], '注：本表不含结转。']);
  });

  it('show numbers by their formats', async () => {
    const rows = `<row r="1"><c r="A1" s="0"><v>8186.1099999999997</v></c><c r="B1" s="1"><v>12345678</v></c><c r="C1" s="2"><v>5</v></c><c r="D1" s="0"><v>0</v></c></row><row r="2"><c r="A2" t="s"><v>0</v></c></row>`;
    const { blocks } = await read(workbook([{ rows }], ['#,##0.00_ ;-#,##0.00;"-"', '0!.0000', '00'], ['<t>合计</t><rPh><t>heji</t></rPh>']));
    expect(shape(blocks)[0]).toEqual([['8,186.11', '1234.5678', '05', '-'], ['合计', '', '', '']]);
  });

  it('leave out hidden rows, columns and sheets, and say how many', async () => {
    const rows = row(1, { A: '编码', B: '上年', C: '本年' }) + row(2, { A: '204', B: 1, C: 2 }, 'hidden="1"') + row(3, { A: '205', B: 3, C: 4 });
    const { blocks, notes } = await read(workbook([{ rows, before: '<cols><col min="2" max="2" hidden="1"/></cols>' }, { rows, name: '旧稿', state: 'hidden' }]));
    expect(shape(blocks)).toEqual([[['编码', '本年'], ['205', '4']]]);
    expect(notes).toEqual([{ rule: 'document/hidden', params: { count: '3', list: '“Sheet1”B列；“Sheet1”第2行；工作表“旧稿”' } }]);
  });

  it('keep a word that stands far away, and none of the blanks up to it but one row and column', async () => {
    const rows = row(1, { A: '编码', B: '合计', XFD: '备注' }) + row(2, { A: '204', B: 1 }) + row(1_048_576, { A: '制表' });
    const { blocks } = await read(workbook([{ rows }]));
    expect(shape(blocks)).toEqual([[['编码', '合计', '', '备注'], ['204', '1', '', '']], '制表']);
  });

  it('keep a merged heading over what is left of its columns', async () => {
    const rows = row(1, { A: '编码', B: '本年' }) + row(2, { B: '小计', C: '隐藏', D: '项目' }) + row(3, { A: '205', B: 3, C: 9, D: 4 });
    const { blocks } = await read(workbook([{ rows, before: '<cols><col min="3" max="3" hidden="1"/></cols>', behind: '<mergeCells><mergeCell ref="A1:A2"/><mergeCell ref="B1:D1"/></mergeCells>' }]));
    expect(grids(blocks)[0]?.cells.slice(0, 2)).toMatchObject([{ text: '编码', rowSpan: 2, columnSpan: 1 }, { text: '本年', rowSpan: 1, columnSpan: 2 }]);
  });

  it('keep a formula without its result, and an error, as they stand: they are no blanks', async () => {
    const rows = '<row r="1"><c r="A1"><f>SUM(A2,A3)</f></c><c r="B1" t="e"><f>X</f><v>#REF!</v></c><c r="C1"><f>1+1</f><v>2</v></c></row>';
    expect(shape((await read(workbook([{ rows }]))).blocks)).toEqual([[['=SUM(A2,A3)', '#REF!', '2']]]);
  });

  it('name a table by its sheet where nothing stands over it, and not by Sheet1', async () => {
    const rows = row(1, { A: '科目编码', B: '合计' }) + row(2, { A: '204', B: 2 });
    expect(shape((await read(workbook([{ rows, name: '公开03表支出总表' }]))).blocks)[0]).toBe('公开03表支出总表');
    expect(shape((await read(workbook([{ rows, name: 'Sheet1' }]))).blocks)).toHaveLength(1);
  });

  it('give a cover of scattered words as paragraphs', async () => {
    expect(shape((await read(workbook([{ rows: row(3, { B: '司法局2025年部门预算' }) + row(9, { B: '报送日期：', C: '2025年2月' }) }]))).blocks)).toEqual(['司法局2025年部门预算', '报送日期：2025年2月']);
  });
});

describe('Word documents', () => {
  it('give paragraphs and tables in order, with merged cells', async () => {
    const body = paragraph('支出总表') + table([cell('项目', '<w:vMerge w:val="restart"/>'), cell('支出', '<w:gridSpan w:val="2"/>')], [cell('', '<w:vMerge/>'), cell('基本'), cell('项目')], [cell('教育'), cell('1.00'), cell('2.00')]) + paragraph('完');
    const { blocks } = await read(wordDocument(body));
    expect(shape(blocks)).toEqual(['支出总表', [['项目', '支出', ''], ['', '基本', '项目'], ['教育', '1.00', '2.00']], '完']);
    expect(grids(blocks)[0]?.cells.slice(0, 2)).toMatchObject([{ text: '项目', rowSpan: 2 }, { text: '支出', columnSpan: 2 }]);
  });

  it('read what tracked changes leave, figures in several runs, and no hidden text', async () => {
    const changed = '<w:p><w:del><w:r><w:delText>1.00</w:delText></w:r></w:del><w:ins><w:r><w:t>12</w:t></w:r></w:ins><w:r><w:t>.50</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>草稿</w:t></w:r></w:p>';
    const { blocks, notes } = await read(wordDocument(changed));
    expect(shape(blocks)).toEqual(['12.50']);
    expect(notes).toMatchObject([{ rule: 'document/hidden' }]);
  });

  it('read characters by number and by name, and literal ones', async () => {
    expect(shape((await read(wordDocument(paragraph('A&amp;B &#x5143;&#20803;<![CDATA[<1>]]>')))).blocks)).toEqual(['A&B 元元<1>']);
  });

  it('put the unit of a page header over the tables that state none', async () => {
    const body = paragraph('支出总表') + table([cell('项目'), cell('合计')], [cell('教育'), cell('1.00')]);
    const { blocks } = await read(wordDocument(body, { 'word/header1.xml': `<w:hdr>${paragraph('司法局　单位：万元')}</w:hdr>` }));
    expect(blocks.map((block) => (block.type === 'grid' ? 'table' : block.text))).toEqual(['支出总表', '司法局　单位：万元', 'table']);
  });

  it('read text boxes once, footnotes last, and tables inside a layout table', async () => {
    const box = `<w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent>${paragraph('框')}</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>${paragraph('框')}</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r></w:p>`;
    const layout = `<w:tbl><w:tr><w:tc>${paragraph('收入总表')}${table([cell('项目'), cell('合计')], [cell('教育'), cell('1.00')])}</w:tc></w:tr></w:tbl>`;
    const { blocks } = await read(wordDocument(box + layout, { 'word/footnotes.xml': `<w:footnotes><w:footnote>${paragraph('脚注')}</w:footnote></w:footnotes>` }));
    expect(blocks.map((block) => (block.type === 'grid' ? 'table' : block.text))).toEqual(['框', '收入总表', 'table', '脚注']);
  });
});

describe('OpenDocument files', () => {
  const p = (text: string): string => `<text:p>${text}</text:p>`;
  const slot = (text: string, attributes = ''): string => `<table:table-cell ${attributes}>${p(text)}</table:table-cell>`;
  const line = (cells: string, attributes = ''): string => `<table:table-row ${attributes}>${cells}</table:table-row>`;
  const sheet = (name: string, rows: string, attributes = ''): string => `<table:table table:name="${name}" ${attributes}>${rows}</table:table>`;

  it('give what the cells of a spreadsheet show, repeated and merged ones too, and no comments', async () => {
    const rows = line(slot('收入<text:s text:c="2"/>总表', 'table:number-columns-spanned="3"') + '<table:covered-table-cell table:number-columns-repeated="2"/>')
      + line(slot('编码') + slot('合计') + slot('基本'))
      + line('<table:table-cell office:value="204"><office:annotation><text:p>核对</text:p></office:annotation><text:p>204</text:p></table:table-cell>' + slot('8,186.11', 'office:value="8186.109" table:number-columns-repeated="2"'), 'table:number-rows-repeated="2"')
      + line('<table:table-cell office:value="7"/><table:table-cell table:formula="of:=SUM([.B3:.B4])"/><table:table-cell table:number-columns-repeated="16380"/>') + line('<table:table-cell/>', 'table:number-rows-repeated="1048000"');
    expect(shape((await read(openDocument(`<office:spreadsheet>${sheet('Sheet1', rows)}</office:spreadsheet>`))).blocks)).toEqual(['收入  总表', [['编码', '合计', '基本'], ['204', '8,186.11', '8,186.11'], ['204', '8,186.11', '8,186.11'], ['7', '=SUM([.B3:.B4])', '']]]);
  });

  it('leave out hidden rows, columns and sheets, and say how many', async () => {
    const rows = '<table:table-column/><table:table-column table:visibility="collapse"/><table:table-column/>' + line(slot('编码') + slot('上年') + slot('本年')) + line(slot('204') + slot('1') + slot('2'), 'table:visibility="filter"') + line(slot('205') + slot('3') + slot('4'));
    const hidden = '<style:style style:name="h" style:family="table"><style:table-properties table:display="false"/></style:style>';
    const { blocks, notes } = await read(openDocument(`<office:spreadsheet>${sheet('一', rows)}${sheet('旧稿', rows, 'table:style-name="h"')}</office:spreadsheet>`, hidden));
    expect(shape(blocks)).toEqual(['一', [['编码', '本年'], ['205', '4']]]);
    expect(notes).toEqual([{ rule: 'document/hidden', params: { count: '3', list: '“一”B列；“一”第2行；工作表“旧稿”' } }]);
  });

  it('give paragraphs and tables of a text in order, as tracked changes leave them, with its notes last', async () => {
    const changes = '<text:tracked-changes><text:changed-region><text:deletion><text:p>1.00</text:p></text:deletion></text:changed-region></text:tracked-changes>';
    const rows = line(slot('项目', 'table:number-columns-spanned="2" table:number-rows-spanned="2"') + '<table:covered-table-cell/>' + slot('支出', 'table:number-columns-spanned="2"') + '<table:covered-table-cell/>')
      + line('<table:covered-table-cell table:number-columns-repeated="2"/>' + slot('基本') + slot('项目'))
      + line(slot('教育') + slot('') + slot('1.00') + slot('2.00'));
    const body = `${changes}<text:h>支出总表</text:h><text:p>单位：<text:span text:style-name="v">千元</text:span>万元<text:note><text:note-citation>1</text:note-citation><text:note-body>${p('脚注')}</text:note-body></text:note><draw:frame><draw:text-box>${p('框')}</draw:text-box></draw:frame></text:p><table:table>${rows}</table:table>`;
    const { blocks, notes } = await read(openDocument(`<office:text>${body}</office:text>`, '<style:style style:name="v"><style:text-properties text:display="none"/></style:style>'));
    expect(shape(blocks)).toEqual(['支出总表', '单位：万元', '框', [['项目', '', '支出', ''], ['', '', '基本', '项目'], ['教育', '', '1.00', '2.00']], '脚注']);
    expect(grids(blocks)[0]?.cells.slice(0, 2)).toMatchObject([{ text: '项目', rowSpan: 2, columnSpan: 2 }, { text: '支出', column: 2, columnSpan: 2 }]);
    expect(notes).toMatchObject([{ rule: 'document/hidden' }]);
  });
});

describe('office files of Word 97 to 2003', () => {
  // Saved by LibreOffice: tracked changes, hidden text, a field, a picture, a text box, a table in a cell, a unit in the page header.
  const old = readFileSync(new URL('./word-97.doc', import.meta.url));
  it('give paragraphs and tables in order, with merged cells, as tracked changes leave them', async () => {
    const { blocks, notes } = await readFile(old, 'a.doc', { ocr: 'never' });
    expect(shape(blocks)).toEqual([
      '支出总表', '某局　单位：万元', [['科目', '本年', ''], ['', '基本', '项目'], ['教育', '1.00', '2.00']], [['甲', '乙'], ['3.00', '4.00']],
      '12.50第一行 第二行 后', '共1', '框前', '框内：单位：元', '完', [['项目', '合计'], ['教育', '5.00']],
    ]);
    expect(grids(blocks)[0]?.cells.slice(0, 2)).toMatchObject([{ text: '科目', rowSpan: 2 }, { text: '本年', columnSpan: 2 }]);
    expect(notes).toEqual([{ rule: 'document/hidden', params: { count: '1', list: '隐藏文字' } }, { rule: 'document/picture-unread', params: { count: '1' } }]);
  });

  it('are read or refused in one line, whatever is damaged in them', async () => {
    let refused = 0;
    await assert(asyncProperty(array(tuple(nat(old.length - 1), nat(255)), { minLength: 1, maxLength: 8 }), integer({ min: 512, max: old.length }), async (changes, end) => {
      const bytes = Buffer.from(old);
      for (const [at, value] of changes) bytes[at] = value;
      const error: unknown = await readFile(end % 3 === 0 ? bytes.subarray(0, end) : bytes, 'a.doc', { ocr: 'never' }).then(() => undefined, (thrown: unknown) => thrown);
      if (error === undefined) return;
      refused += 1;
      expect(error).toBeInstanceOf(ReadError);
      expect((error as Error).message).toMatch(/^a\.doc: [^\n]*$/);
    }), { numRuns: 300 });
    expect(refused).toBeGreaterThan(0);
  });

  it('are told by their own streams, not by those of files inside them', async () => {
    const inside = { name: 'ObjectPool', inside: [{ name: 'Workbook', data: Buffer.from('x') }] };
    await expect(read(compoundFile([inside, { name: 'WordDocument', data: Buffer.from('dca568000000000000000000', 'hex') }]))).rejects.toThrow('Word 95');
  });

  it('are found whatever the case of their streams’ names', async () => {
    await expect(read(compoundFile([{ name: 'WORDDOCUMENT', data: Buffer.from('dca568000000000000000000', 'hex') }]))).rejects.toThrow('Word 95');
  });
});

describe('rich text', () => {
  const rtf = (body: string): Promise<ReadResult> => read(Buffer.from(`{\\rtf1\\ansi\\ansicpg936\\deff0{\\fonttbl{\\f0\\fcharset134 SimSun;}{\\f1\\fcharset0 Times;}}${body}}`, 'latin1'));
  /** Characters of GB 2312, as escapes of two bytes each. */
  const gb = (text: string): string => [...iconv.encode(text, 'gb18030')].map((byte) => `\\'${byte.toString(16)}`).join('');
  const cells = (definition: string, ...texts: readonly string[]): string => `\\trowd${definition}${texts.map((text) => `\\pard\\intbl ${text}\\cell`).join('')}\\row`;

  it('gives paragraphs and tables in order, with merged cells, in the characters of its fonts', async () => {
    const rows = cells('\\clvmgf\\cellx2000\\cellx6000', gb('项目'), gb('支出')) + cells('\\clvmrg\\cellx2000\\cellx4000\\cellx6000', '', gb('基本'), gb('项目')) + cells('\\cellx2000\\cellx4000\\cellx6010', gb('教育'), '1.00', '2.00');
    const { blocks } = await rtf(`\\pard ${gb('支出总表')}\\par ${rows}\\pard \\uc2\\u23436\\'cd\\'ea{\\f1 caf\\'e9}\\par`);
    expect(shape(blocks)).toEqual(['支出总表', [['项目', '支出', ''], ['', '基本', '项目'], ['教育', '1.00', '2.00']], '完café']);
    expect(grids(blocks)[0]?.cells.slice(0, 2)).toMatchObject([{ text: '项目', rowSpan: 2 }, { text: '支出', columnSpan: 2 }]);
  });

  it('leaves out what is deleted, hidden or for other programs; footnotes stand last, the unit of a page header over the table', async () => {
    const { blocks, notes } = await rtf(`{\\header ${gb('单位：万元')}\\par}{\\*\\unknown x}\\pard 1{\\deleted 9}2{\\v draft}.5{\\footnote note\\par}{\\field{\\*\\fldinst PAGE}{\\fldrslt 7}}\\line end\\par${cells('\\cellx2000\\cellx4000', gb('项目'), gb('合计'))}${cells('\\cellx2000\\cellx4000', gb('教育'), '1.00')}`);
    expect(shape(blocks)).toEqual(['12.57 end', '单位：万元', [['项目', '合计'], ['教育', '1.00']], 'note']);
    expect(notes).toMatchObject([{ rule: 'document/hidden', params: { count: '1' } }]);
  });

  it('gives a table in a cell behind the one around it, and what a box holds behind its paragraph', async () => {
    const inner = '\\pard\\intbl\\itap2 a\\nestcell\\pard\\intbl\\itap2 1.00\\nestcell{\\*\\nesttableprops\\trowd\\cellx900\\cellx1800\\nestrow}{\\nonesttables\\par}';
    const { blocks } = await rtf(`\\trowd\\cellx2000\\cellx4000\\pard\\intbl b\\par${inner}\\pard\\intbl\\cell\\pard\\intbl 2.00\\cell\\row${cells('\\cellx2000\\cellx4000', 'c', '3.00')}\\pard before{\\shp{\\*\\shpinst{\\shptxt\\pard box\\par}}}\\par`);
    expect(shape(blocks)).toEqual([[['b', '2.00'], ['c', '3.00']], [['a', '1.00']], 'before', 'box']);
  });

  it('counts pictures, whose bytes are no text', async () => {
    const { blocks, notes } = await readFile(Buffer.concat([Buffer.from('{\\rtf1\\ansi a{\\*\\shppict{\\pict{\\*\\picprop x}\\wmetafile8 0a0b}}{\\nonshppict{\\pict 0c}}{\\pict\\bin3 '), Buffer.from([0x7d, 0x7d, 0x5c]), Buffer.from('}b\\par}')]), 'a.rtf', { ocr: 'never' });
    expect([shape(blocks), notes]).toEqual([['ab'], [{ rule: 'document/picture-unread', params: { count: '2' } }]]);
  });

  it('is refused where its tables are nested without end', async () => {
    await expect(rtf('\\pard\\intbl\\itap900 x\\par')).rejects.toThrow('a.xlsx: Expected tables nested at most 30');
  });
});

describe('office files that are one XML file', () => {
  const xml = (root: string): Buffer => Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n<?mso-application progid="x"?>\n${root}`);
  it('give the sheets of a workbook by the places and formats that they tell', async () => {
    const data = (text: string, type = 'String', attributes = ''): string => `<Cell ${attributes}><Data ss:Type="${type}">${text}</Data></Cell>`;
    const styles = '<Styles><Style ss:ID="s1"><NumberFormat ss:Format="#,##0.00"/></Style><Style ss:ID="s2"><NumberFormat ss:Format="Standard"/></Style></Styles>';
    const rows = `<Column ss:Index="3" ss:Hidden="1"/><Row>${data('支出总表', 'String', 'ss:MergeAcross="3"')}</Row><Row ss:Index="3">${data('编码') + data('合计') + data('隐', 'String') + data('基本')}</Row><Row>${data('204') + data('1234.5', 'Number', 'ss:StyleID="s1"') + data('7', 'Number', 'ss:Index="4" ss:StyleID="s2"')}</Row>`;
    const { blocks, notes } = await read(xml(`<Workbook>${styles}<Worksheet ss:Name="Sheet1"><Table>${rows}</Table></Worksheet></Workbook>`));
    expect(shape(blocks)).toEqual(['支出总表', [['编码', '合计', '基本'], ['204', '1,234.50', '7.00']]]);
    expect(notes).toMatchObject([{ params: { list: '“Sheet1”C列' } }]);
  });

  it('give the text of a Word document, with its footnotes last and the unit of its page header', async () => {
    const body = `<wx:sect>${paragraph('支出总表')}<w:p><w:r><w:footnote>${paragraph('脚注')}</w:footnote></w:r><aml:annotation w:type="Word.Deletion"><aml:content><w:r><w:t>旧</w:t></w:r></aml:content></aml:annotation></w:p>${table([cell('项目', '<w:vmerge w:val="restart"/>'), cell('合计')], [cell('', '<w:vmerge/>'), cell('1.00')])}<w:sectPr><w:hdr>${paragraph('单位：万元')}</w:hdr></w:sectPr></wx:sect>`;
    const { blocks } = await read(xml(`<w:wordDocument><w:body>${body}</w:body></w:wordDocument>`));
    expect(shape(blocks)).toEqual(['支出总表', '单位：万元', [['项目', '合计'], ['', '1.00']], '脚注']);
  });

  it('give the text of a document whose parts are in one file', async () => {
    const part = (name: string, data: string): string => `<pkg:part pkg:name="${name}"><pkg:xmlData>${data}</pkg:xmlData></pkg:part>`;
    const parts = part('/word/document.xml', `<w:document><w:body>${paragraph('支出总表')}</w:body></w:document>`) + part('/word/footnotes.xml', `<w:footnotes><w:footnote>${paragraph('脚注')}</w:footnote></w:footnotes>`);
    expect(shape((await read(xml(`<pkg:package>${parts}</pkg:package>`))).blocks)).toEqual(['支出总表', '脚注']);
  });

  it('are refused where they are other XML', async () => {
    await expect(read(xml('<svg/>'))).rejects.toThrow('a.xlsx: an XML file (svg): not read');
  });
});

describe('web pages in one file (MHTML)', () => {
  const part = (type: string, text: string): string => `------=_x\r\nContent-Type: ${type}\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n${text}\r\n`;
  const archive = (...parts: readonly string[]): Buffer => Buffer.from(`MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary="----=_x"\r\n\r\n${parts.join('')}------=_x--\r\n`);
  it('give the tables of all pages, in the characters that each declares', async () => {
    const sheet = part('text/html; charset="gb2312"', '<html><body><table><tr><td>=CF=EE=C4=BF</td><td>=BA=CF=BC=C6</td></tr><tr><td>204</td><td>1.0=\r\n0</td></tr></table></body></html>');
    const frames = part('text/html; charset="gb2312"', '<html><frameset rows=3D"*"><frame src=3D"sheet001.htm"></frameset></html>');
    expect(shape((await read(archive(frames, sheet))).blocks)).toEqual([[['项目', '合计'], ['204', '1.00']]]);
  });

  it('say that they hold no page', async () => {
    expect(await refusal(archive(part('image/png', 'x')))).toContain('without a page');
  });
});

describe('containers that are not read say what they are and what to do', () => {
  it.each([
    ['OFD', container({ 'OFD.xml': '<x/>' }), 'OFD'],
    ['an OpenDocument file that is a drawing', openDocument('<office:drawing/>'), 'neither a spreadsheet nor a text'],
    ['an OpenDocument file with a password', openDocument('<office:text/>', '', { 'META-INF/manifest.xml': '<manifest><file-entry><encryption-data/></file-entry></manifest>' }), 'password'],
    ['a spreadsheet with a row said to stand without end', openDocument('<office:spreadsheet><table:table table:name="表"><table:table-row table:number-rows-repeated="3000000"><table:table-cell><text:p>1</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet>'), 'at most 2000000'],
    ['an old office file of another program', compoundFile([{ name: 'PowerPoint Document', data: Buffer.from('x') }]), 'old office file'],
    ['a file of Word 95', compoundFile([{ name: 'WordDocument', data: Buffer.from('dca568000000000000000000', 'hex') }]), 'Word 95'],
    ['an archive', container({ '附件1.pdf': 'x' }), 'unpack'],
    ['an encrypted part', container({ 'xl/workbook.xml': '<x/>' }, { encrypted: true }), 'without'],
    ['a damaged part', container({ 'xl/workbook.xml': '<x/>' }, { wrongSum: true }), 'damaged'],
    ['a part that is too large', container({ 'xl/workbook.xml': '<x/>' }, { size: 200 * 1024 * 1024 }), 'at most 128 MB'],
    ['a part larger than the directory says', container({ 'xl/workbook.xml': '<x>1</x>' }, { size: 4 }), 'damaged'],
    ['more entries than any document has', container(Object.fromEntries(Array.from({ length: 20_002 }, (_, i) => [`xl/${i}`, '']))), 'cut off'],
    ['a workbook without a sheet that it names', container({ 'xl/workbook.xml': '<workbook><sheets><sheet name="附表" sheetId="1"/></sheets></workbook>' }), '附表'],
    ['a cell whose text is missing', workbook([{ rows: '<row r="1"><c r="A1" t="s"><v>7</v></c></row>' }]), 'text (7)'],
    ['an entity of its own', container({ 'word/document.xml': '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><document><body><p><r><t>&e;</t></r></p></body></document>' }), 'entity'],
    ['a cut file', workbook([{ rows: '' }]).subarray(0, 200), 'cut off'],
    ['cut XML', container({ 'word/document.xml': '<w:document><w:body><w:p>' }), 'cut off'],
    ['elements nested without end', container({ 'word/document.xml': '<a>'.repeat(5_000) }), 'nested'],
  ])('%s', async (_, bytes, part) => {
    const message = await refusal(bytes);
    expect(message).toContain(part);
    expect(message).toMatch(/^a\.xlsx: [^\n]*$/);
  });
});

interface TruthTable { readonly cells?: readonly { readonly r: number; readonly c: number; readonly rs: number; readonly cs: number; readonly t: string }[] }
const samples = '../shared/pdfs';
if (!existsSync(samples)) console.warn(`skipped: ${samples} is missing`);
describe.skipIf(!existsSync(samples))('a real document', () => {
  // The workbooks show 21.50 and 17.50 by their formats where the truth has 21.5 and 17.5.
  it.each([['doc.xlsx', 3], ['doc.ods', 3], ['doc.docx', 0]])('%s gives every cell of the truth, with its spans', async (name, differing) => {
    const read = grids((await readFile(readFileSync(`${samples}/${name}`), name)).blocks);
    const truth = (JSON.parse(readFileSync(`${samples}/truth.json`, 'utf8')) as TruthTable[]).filter((one) => one.cells !== undefined);
    const show = (r: number, c: number, rs: number, cs: number, text: string): string => `${r},${c} ${rs}x${cs} ${text.replace(/\s+/g, '')}`;
    expect(read).toHaveLength(truth.length);
    const missed = truth.flatMap(({ cells = [] }, i) => {
      const own = new Set(read[i]?.cells.map((one) => show(one.row, one.column, one.rowSpan, one.columnSpan, one.text)));
      return cells.filter((one) => one.t !== '').map((one) => show(one.r, one.c, one.rs, one.cs, cleanText(one.t))).filter((one) => !own.has(one));
    });
    expect(missed).toHaveLength(differing);
  });
});
