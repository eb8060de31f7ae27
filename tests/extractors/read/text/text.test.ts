import * as fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { stitch } from '../../../../extractors/layout/parts/stitch.js';
import { htmlBlocks } from '../../../../extractors/read/text/html.js';
import { textBlocks } from '../../../../extractors/read/text/text.js';
import type { Block, Grid } from '../../../../schemas/block.js';

const grids = (blocks: readonly Block[]): Grid[] => blocks.filter((block) => block.type === 'grid');
const paragraphs = (blocks: readonly Block[]): string[] => blocks.flatMap((block) => (block.type === 'paragraph' ? [block.text] : []));
/** Texts by slot; spanned slots are empty. */
function texts(grid: Grid | undefined): string[][] {
  const rows = Array.from({ length: grid?.rows ?? 0 }, () => Array.from({ length: grid?.columns ?? 0 }, () => ''));
  for (const cell of grid?.cells ?? []) (rows[cell.row] ?? [])[cell.column] = cell.text;
  return rows;
}
function spanOf(grid: Grid | undefined, text: string): string {
  const cell = grid?.cells.find((each) => each.text === text);
  return cell === undefined ? 'missing' : `${cell.row},${cell.column} ${cell.rowSpan}x${cell.columnSpan}`;
}
const read = (text: string): readonly Block[] => textBlocks(text).blocks;

describe('web pages that lay out their tables in tables', () => {
  const table = (...rows: readonly (readonly string[])[]): string => `<table>${rows.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('')}</table>`;
  const caption = table(['编制部门：司法局', '单位：万元']);
  it('give titles, captions and tables in the order of the page', () => {
    const { blocks } = htmlBlocks(table([`<h3>支出总表</h3>${caption}${table(['科目', '合计'], ['教育支出', '9.00'])}`], [`<h3>收入总表</h3>${table(['科目', '合计'], ['教育支出', '8.00'])}`]));
    expect(blocks.map((block) => (block.type === 'grid' ? texts(block).flat().at(-1) : block.text))).toEqual(['支出总表', '编制部门：司法局　单位：万元', '9.00', '收入总表', '8.00']);
  });
  it('keep a table with texts of its own beside the one inside it', () => {
    expect(grids(htmlBlocks(table(['项目', '资金'], ['矫正经费', table(['当年', '9.00'])])).blocks).map(texts)).toEqual([[['项目', '资金'], ['矫正经费', '']], [['当年', '9.00']]]);
  });
});

describe('tab-separated tables', () => {
  it('keep each cell in its slot, trailing empty ones up to the widest row', () => {
    expect(texts(grids(read('项目\t预算数\t备注\n工资\t1,200.00\n\t\t无\n'))[0])).toEqual([['项目', '预算数', '备注'], ['工资', '1,200.00', ''], ['', '', '无']]);
  });

  it('end at a blank line and know their first line', () => {
    expect(grids(read('a\tb\n1\t2\n\nc\td\n')).map((grid) => [grid.line, grid.rows])).toEqual([[1, 2], [4, 1]]);
  });

  it('give a flattened header its spans', () => {
    const [grid] = grids(read('项目\t\t\t收入预算\n功能分类科目编码\t\t\t名称\t合计\t财政拨款\n类\t款\t项\t\t\t\n204\t06\t01\t行政运行\t3\t3\n'));
    expect(spanOf(grid, '项目')).toBe('0,0 1x3');
    expect(spanOf(grid, '收入预算')).toBe('0,3 1x3');
    expect(spanOf(grid, '功能分类科目编码')).toBe('1,0 1x3');
    expect(spanOf(grid, '财政拨款')).toBe('1,5 2x1');
    expect(spanOf(grid, '项')).toBe('2,2 1x1');
  });

  it('give no spans to forms and bodies', () => {
    const [grid] = grids(read('项目名称\t矫正经费\t项目性质\t经常性\t\t\n主管部门\t司法局\t实施单位\t司法局\t\t\n资金\t总额\t\t申请\t3,588.00\t\n'));
    expect(grid?.cells.every((cell) => cell.rowSpan === 1 && cell.columnSpan === 1)).toBe(true);
  });

  it('drop Markdown rulers, not rows of single dashes', () => {
    expect(texts(grids(read('a\tb\n--\t------\n-\t-\n'))[0])).toEqual([['a', 'b'], ['-', '-']]);
  });

  it('keep rows with one filled cell; a word alone between tables stays a paragraph', () => {
    const blocks = read('\t产出指标\t\t\n\t\t数量\t5\n\n效益指标\n\n\t双星指标\t\t健全\n');
    expect(texts(grids(blocks)[0])[0]).toEqual(['', '产出指标', '', '']);
    expect(blocks.map((block) => block.type)).toEqual(['grid', 'paragraph', 'grid']);
  });

  it('a unit line set with a tab is a paragraph', () => {
    expect(paragraphs(read('编制部门：司法局\t\t单位：万元\n\n项目\t金额\n工资\t1\n'))).toEqual(['编制部门：司法局  单位：万元']);
  });
});

describe('pipe tables', () => {
  it('are read with and without a ruler, outer pipes or escapes', () => {
    const expected = [['项目', '金额'], ['A|B', '1'], ['', '2']];
    expect(texts(grids(read('| 项目 | 金额 |\n|---|---:|\n| A\\|B | 1 |\n|  | 2 |\n'))[0])).toEqual(expected);
    expect(texts(grids(read('| 项目 | 金额 |\n| A\\|B | 1 |\n| | 2 |\n'))[0])).toEqual(expected);
    expect(texts(grids(read('项目 | 金额\n--- | ---\nA\\|B | 1\n | 2 |\n'))[0])).toEqual([['项目', '金额'], ['A|B', '1'], ['2', '']]);
  });

  it('may be drawn with boxes', () => {
    expect(texts(grids(read('┌──┬──┐\n│项目│金额│\n├──┼──┤\n│工资│12│\n└──┴──┘\n'))[0] ?? grids(read('│项目│金额│\n├──┼──┤\n│工资│12│\n'))[0])).toEqual([['项目', '金额'], ['工资', '12']]);
  });
});

describe('HTML tables inside Markdown', () => {
  it('keep spans, lose <p>, <br> and <b>', () => {
    const [grid] = grids(read('前文\n<table><tr><td colspan="2"><b>支出</b></td></tr>\n<tr><td rowspan=2><p>基本</p><p>支出</p></td><td>1,000<br>.00</td></tr><tr><td>&ge;5</td></tr></table>\n后文'));
    expect(spanOf(grid, '支出')).toBe('0,0 1x2');
    expect(spanOf(grid, '基本支出')).toBe('1,0 2x1');
    expect(spanOf(grid, '1,000.00')).toBe('1,1 1x1');
    expect(spanOf(grid, '≥5')).toBe('2,1 1x1');
    expect(grid?.line).toBe(2);
  });

  it('the text around them stays', () => {
    expect(paragraphs(read('前文\n<table><tr><td>1</td></tr></table>\n后文'))).toEqual(['前文', '后文']);
  });
});

describe('columns set with blanks', () => {
  it('become a grid when lines agree', () => {
    const [grid] = grids(read('科目编码    科目名称        预算数\n201         一般公共服务    1,200.00\n20101       人大事务           30.00\n'));
    expect(texts(grid)).toEqual([['科目编码', '科目名称', '预算数'], ['201', '一般公共服务', '1,200.00'], ['20101', '人大事务', '30.00']]);
    expect(grid?.method).toBe('stream');
  });

  it('合  计 is one word, a heading over two columns spans them', () => {
    const [grid] = grids(read('科目              预算支出\n名称       基本支出     项目支出\n行政运行     100            5\n合  计       100            5\n'));
    expect(spanOf(grid, '合 计')).toBe('3,0 1x1');
    expect(spanOf(grid, '预算支出')).toBe('0,1 1x2');
  });

  it('a header stands centred over its group, which it need not touch; the unit line above is no row', () => {
    const [grid] = grids(read('编制部门：甲局                   单位：元\n合计    公务用车购置及运行费    接待费\n        小计  购置费  运行费\n12.00  10.00    2.00    8.00      2.00\n'));
    expect(spanOf(grid, '公务用车购置及运行费')).toBe('0,1 1x3');
    expect(texts(grid).at(-1)).toEqual(['12.00', '10.00', '2.00', '8.00', '2.00']);
  });

  it('one blank beside an amount is a gap; a row with one cell stays in the table', () => {
    const [grid] = grids(read('项目              预算数       项目            预算数\n一、财政拨款   495,500.00 一、公共安全      20.00\n                             二、教育支出\n二、事业收入        0.50     三、科学支出      1.00\n'));
    expect(texts(grid)).toEqual([['项目', '预算数', '项目', '预算数'], ['一、财政拨款', '495,500.00', '一、公共安全', '20.00'], ['', '', '二、教育支出', ''], ['二、事业收入', '0.50', '三、科学支出', '1.00']]);
  });

  it('a column under two headings is that of the one that fills more of it', () => {
    const [grid] = grids(read('经济分类科目编码       科目名称         合计\n类       款\n              合　　计                10,930.39\n301           工资福利支出         6,414.04\n         07   绩效工资               826.50\n'));
    expect([spanOf(grid, '经济分类科目编码'), spanOf(grid, '科目名称')]).toEqual(['0,0 1x2', '0,2 1x1']);
  });

  it('the label of a second total in a line reaches from figure to figure', () => {
    const [grid] = grids(read('编码   名称     决算数  编码   名称     决算数  编码   名称        决算数\n301    工资福利  70.00  302    商品服务  12.00  310    资本性支出     3.00\n       人员合计  70.00                公用经费合计                 15.00\n'));
    expect(spanOf(grid, '公用经费合计')).toBe('2,3 1x5');
    expect(texts(grid)[2]?.at(-1)).toBe('15.00');
  });

  it('lines of a side alone go on over a page number, noughts included', () => {
    const [grid, ...more] = grids(stitch(read('项目          金　额  项目          金　额\n一、财政拨款  12.00   一、公共安全  12.00\n二、事业收入      0   二、外交支出      0\n\n                - 2 -\n\n                      三、国防支出      0\n                      四、教育支出      0\n')));
    expect(more).toEqual([]);
    expect(texts(grid).at(-1)).toEqual(['', '', '四、教育支出', '0']);
  });

  it('blank lines between header, rows and total part no table', () => {
    const [grid, ...more] = grids(read('科目编码    科目名称        预算数\n\n201         一般公共服务    1,200.00\n\n20101       人大事务           30.00\n\n\n            合计            1,230.00\n'));
    expect(more).toEqual([]);
    expect(grid?.rows).toBe(4);
  });

  it('may be counted with one column for a Chinese character, and say so', () => {
    const rows = [['项目', '预算数'], ['一、财政拨款收入', '1,200.00'], ['二、其他收入', '100.00'], ['三、事业单位经营收入', '5.00'], ['四、利息', '1.00'], ['收入总计', '1,306.00']] as const;
    const set = (han: number): string => rows.map(([name, amount]) => name + ' '.repeat(30 - name.length * han - amount.length) + amount).join('\n');
    expect([1, 2].map((han) => grids(read(set(han))).map((grid) => [grid.columns, grid.rows, grid.counted]))).toEqual([[[2, 6, true]], [[2, 6, undefined]]]);
  });

  it('a header of an empty table is one, with nothing below it', () => {
    expect(grids(stitch(read('政府性基金支出预算表\n\n科目编码  科目名称  合　计  基本支出  项目支出\n\n\n注：无此项支出。\n'))).map((grid) => [grid.rows, grid.columns])).toEqual([[1, 5]]);
  });

  it('a figure that fits two columns makes it prose: no figure gets into a wrong place', () => {
    expect(grids(read('甲            乙        丙\n甲            1        2\n乙       123456789012345\n'))).toEqual([]);
  });

  it('a single line with a gap is prose', () => {
    expect(paragraphs(read('编制部门：司法局      单位：元\n'))).toEqual(['编制部门：司法局      单位：元']);
  });
});

describe('merged cells that are repeated in every slot', () => {
  it('are one cell in the header; 合计 in the body stands once', () => {
    const [grid] = grids(read('| 科目编码 | 科目编码 | 合计 | 财政拨款 | 财政拨款 |\n|---|---|---|---|---|\n| 类 | 款 | 合计 | 小计 | 一般公共预算 |\n| 合计 | 合计 | 12 | 12 | 12 |\n'));
    expect(spanOf(grid, '财政拨款')).toBe('0,3 1x2');
    expect(grid?.cells.filter((cell) => cell.text === '合计').map((cell) => [cell.row, cell.column, cell.rowSpan])).toEqual([[0, 2, 2], [2, 0, 1]]);
  });
  it('a total stands once in a part of a table without header, too', () => {
    const [grid] = grids(read('| 30310 | 个人农业生产补贴 | 181.51 |  |  |  |\n|---|---|---|---|---|---|\n| 人员经费合计 | 人员经费合计 | 5,282.58 | 公用经费合计 | 公用经费合计 | 15.22 |\n'));
    expect(texts(grid)[1]).toEqual(['人员经费合计', '', '5,282.58', '公用经费合计', '', '15.22']);
  });
  it('the same words beside each other without a row that tells them apart stay two cells', () => {
    expect(texts(grids(read('| 项目 | 金额 | 金额 |\n| 办公费 | 1 | 2 |\n'))[0])[0]).toEqual(['项目', '金额', '金额']);
  });
});

describe('prose', () => {
  it('loses heading, list and bold marks', () => {
    expect(paragraphs(read('# 一、**部门职能**\n\n- 1. 总表\n> 注：无'))).toEqual(['一、部门职能', '1. 总表', '注：无']);
  });

  it('joins lines that were only wrapped, keeps the others apart', () => {
    const long = '二〇二四年本部门收入预算一万一千五百九十一万元其中财政拨款收入八千三百二十七万元比上年预算';
    expect(paragraphs(read(`${long}\n增加六百一十三万元。\n第二段\n第三段`))).toEqual([`${long}增加六百一十三万元。`, '第二段', '第三段']);
  });

  it('mends radicals, leaves full-width figures as printed', () => {
    expect(paragraphs(read('⾏政运⾏：１，２００．５０万元'))).toEqual(['行政运行：１，２００．５０万元']);
  });
});

describe('pages', () => {
  it('are counted by form feeds', () => {
    const result = textBlocks('第一页文字\n\f第二页文字\n\f');
    expect(result.blocks.map((block) => (block.type === 'paragraph' ? [block.page, block.text] : []))).toEqual([[1, '第一页文字'], [2, '第二页文字']]);
    expect(result.pages).toBe(2);
  });

  it('are named by marks, which are no text', () => {
    expect(read('甲\n<!-- page 2 -->\n乙\n--- 第3页 ---\na\tb').map((block) => (block.type === 'paragraph' ? block.page : block.pages))).toEqual([1, 2, [3, 3]]);
  });
});

describe('texts that are cut off', () => {
  const reasons = (text: string): (number | undefined)[] => textBlocks(text).notes.filter((note) => note.rule === 'text/truncated').map((note) => note.line);
  it.each([
    ['an open HTML table', '<table><tr><td>合计</td><td>1,2', 1],
    ['an open pipe row', '| 项目 | 金额 |\n|---|---|\n| 工资 | 12 |\n| 津', 4],
    ['a tab row ending inside a figure', '项目\t金额\n工资\t12,000\n合计\t115,9', 3],
    ['a tab row short of cells', 'a\tb\tc\n1\t2\t3\n1\t2\t3\n1\t2', 4],
  ])('%s is noted with its line', (_, text, line) => {
    expect(reasons(text)).toEqual([line]);
  });

  it('whole tables are not', () => {
    expect(reasons('| a | b |\n|---|---|\n| 1 | 2 |\n\n项目\t金额\n合计\t115,900')).toEqual([]);
  });

  it('a table that is never closed does not swallow the sections after it', () => {
    const blocks = read('<table><tr><td>1</td></tr>\n\n## 二、说明\n\n| a | b |\n| 1 | 2 |\n');
    expect(paragraphs(blocks)).toEqual(['二、说明']);
    expect(grids(blocks)).toHaveLength(2);
  });
});

describe('pictures in the text of a page', () => {
  const notes = (html: string): readonly string[] => htmlBlocks(html).notes.map(({ rule, params }) => `${rule} ${params?.['count'] ?? ''}`);
  it('are said to be unread: tables may stand in them', () => {
    expect(notes('<p>正文</p><p style="text-align: center"><span><img width="750" height="843" src="a.gif"></span></p><p><img src="b.png"></p>')).toEqual(['document/picture-unread 2']);
  });
  it('are no icons, lines or banners', () => {
    expect(notes('<div><a><img src="logo.png" width="1284" height="120"></a></div><p><img style="width: 20px; height: 20px" src="i.gif"><img width="700" height="2" src="line.gif"></p>')).toEqual([]);
  });
});

describe('any grid comes back', () => {
  const word = fc.stringMatching(/^[甲乙丙丁一般公共服务支出0-9a-z.,（）]{0,8}$/).filter((text) => !/^[-:]+$/.test(text));
  const grid = fc.tuple(fc.integer({ min: 2, max: 6 }), fc.integer({ min: 1, max: 6 }))
    .chain(([columns, rows]) => fc.array(fc.array(word, { minLength: columns, maxLength: columns }), { minLength: rows, maxLength: rows }))
    .map((rows) => rows.map((row) => [...row.slice(0, -1), row.at(-1) || '末']))
    // The same words beside each other in a header are one merged cell: see header spans.
    .filter((rows) => rows.every((row) => row.every((text, column) => column === 0 || text === '' || text !== row[column - 1])));

  it('from tabs', () => {
    fc.assert(fc.property(grid, (rows) => {
      fc.pre(rows.length > 1 || rows.every((row) => row.filter((cell) => cell !== '').length > 1));
      expect(texts(grids(read(rows.map((row) => row.join('\t')).join('\n')))[0])).toEqual(rows);
    }), { numRuns: 200 });
  });

  it('from pipes', () => {
    fc.assert(fc.property(grid, (rows) => {
      expect(texts(grids(read(rows.map((row) => `| ${row.join(' | ')} |`).join('\n')))[0])).toEqual(rows);
    }), { numRuns: 200 });
  });

  it('from HTML', () => {
    fc.assert(fc.property(grid, (rows) => {
      const html = `<table>${rows.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('\n')}</table>`;
      expect(texts(grids(read(html))[0])).toEqual(rows);
    }), { numRuns: 200 });
  });
});

describe('the seed', () => {
  const result = textBlocks(readFileSync('seeds/上海市闵行区司法局2024年部门预算.md', 'utf8'));
  const all = grids(result.blocks);

  it('has no note: it is whole', () => expect(result.notes).toEqual([]));

  it('loses no figure', () => {
    const source = readFileSync('seeds/上海市闵行区司法局2024年部门预算.md', 'utf8');
    const figures = (text: string): number => text.match(/\d[\d,.]*/g)?.length ?? 0;
    const kept = result.blocks.map((block) => (block.type === 'paragraph' ? block.text : block.cells.map((cell) => cell.text).join('\t'))).join('\n');
    expect(figures(kept)).toBe(figures(source));
  });

  it('has no LaTeX, HTML or rulers left', () => {
    const cells = all.flatMap((grid) => grid.cells.map((cell) => cell.text));
    expect(cells.filter((text) => /[\\$]|<p>|^--/.test(text))).toEqual([]);
    expect(cells).toEqual(expect.arrayContaining(['≥90.00(%)', '≤30.00(天)', '>85.00(%)', '=100.00%', '<2.00 (%)']));
  });

  it('gives the header of three lines its spans', () => {
    const grid = all.find((each) => each.cells[0]?.text === '2024年“三公”经费预算数');
    expect(spanOf(grid, '2024年“三公”经费预算数')).toBe('0,0 1x6');
    expect(spanOf(grid, '2024年机关运行经费预算数')).toBe('0,6 3x1');
    expect(spanOf(grid, '公务用车购置及运行费')).toBe('1,3 1x3');
  });

  it('keeps rows whose cells are shifted left, and words alone between blank lines', () => {
    expect(all.some((grid) => grid.cells.some((cell) => cell.column === 0 && cell.text === '矫正社工实际在位数'))).toBe(true);
    expect(paragraphs(result.blocks)).toContain('效益指标');
  });
});

describe('sentences with blanks around their figures', () => {
  it('are no rows of a table', () => {
    const lines = ['2025 年财政拨款收支总预算 1085203.63 元。收入包括：一般公共预算拨款 1085203.63 元。支出包括：教育支出 850088.3 元、卫生健康支出 43897.73 元。', '财政拨款总收支较上年下降 3.85 %，主要原因是人员减少。', '2025 年本年一般公共预算支出 1085203.63 元，同比减少 43506.06 元，下降 3.85 %。'];
    expect(grids(read(lines.join('\n\n')))).toEqual([]);
    expect(paragraphs(read(lines.join('\n\n')))).toHaveLength(3);
  });
});
