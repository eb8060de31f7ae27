/** Tables that page ends, blank lines and repeated captions cut into parts. */
import { describe, expect, it } from 'vitest';
import { joinSplitRow } from '../../../../extractors/layout/parts/split-rows.js';
import { stitch } from '../../../../extractors/layout/parts/stitch.js';
import { textBlocks } from '../../../../extractors/read/text/text.js';
import type { Cell, Grid, Paragraph } from '../../../../schemas/block.js';

const HEADER = '科目编码\t科目名称\t合计';
const FIRST = '208\t社会保障和就业支出\t96.30\n20805\t行政事业单位养老支出\t96.30';
const SECOND = '210\t卫生健康支出\t41.15\n合计\t\t137.45';
const grids = (text: string): Grid[] => stitch(textBlocks(text).blocks).filter((block) => block.type === 'grid');
const paragraphs = (text: string): string[] => stitch(textBlocks(text).blocks).flatMap((block) => (block.type === 'paragraph' ? [block.text] : []));

describe('become one', () => {
  it.each([
    ['over a blank line', ''],
    ['over a page number', '\n- 3 -\n\n'],
    ['over 第3页 共12页', '\n第3页 共12页\n\n'],
    ['over a page mark', '\n<!-- page 3 -->\n\n'],
    ['with the header repeated', `\n${HEADER}\n`],
    ['with page number and header', `\n12\n\n${HEADER}\n`],
    ['with title, unit and header repeated', `\n支出总表\n单位：万元\n\n${HEADER}\n`],
    ['with the title marked as going on', `\n支出总表（续）\n单位：万元\n\n${HEADER}\n`],
    ['with 续表 alone', `\n续表\n\n${HEADER}\n`],
  ])('%s', (_, between) => {
    const [grid, ...more] = grids(`支出总表\n单位：万元\n\n${HEADER}\n${FIRST}\n${between === '' ? '\n' : between}${SECOND}\n`);
    expect(more).toEqual([]);
    expect(grid?.rows).toBe(5);
    expect(grid?.cells.filter((cell) => cell.column === 2).map((cell) => cell.text)).toEqual(['合计', '96.30', '96.30', '41.15', '137.45']);
    expect(grid?.joints).toEqual([3]);
  });

  it('whose rows leave out the blank cells at their ends', () => {
    const header = '|科目编码|科目名称|合计|财政拨款收入|事业收入|经营收入|其他收入|';
    const [grid, ...more] = grids(`收入总表\n\n${header}\n|208|社会保障和就业支出|96.30|96.30|\n\n|210|卫生健康支出|41.15|41.15|\n|合计||137.45|137.45|\n`);
    expect(more).toEqual([]);
    expect(grid?.cells.filter((cell) => cell.column === 3).map((cell) => cell.text)).toEqual(['财政拨款收入', '96.30', '41.15', '137.45']);
  });

  it('set with blanks, where the part below has no column for those that all rows leave blank', () => {
    const header = '科目编码   科目名称              合计     财政拨款     事业收入';
    const [grid, ...more] = grids(`${header}\n208        社会保障支出         96.30        96.30\n210        卫生健康支出         41.15        41.15\n\f212        城乡社区支出         12.55        12.55\n           合计                150.00       150.00\n`);
    expect(more).toEqual([]);
    expect(grid?.cells.filter((cell) => cell.column === 3).map((cell) => cell.text)).toEqual(['财政拨款', '96.30', '41.15', '12.55', '150.00']);
  });

  it('and repeated captions are said once', () => {
    expect(paragraphs(`支出总表\n单位：万元\n\n${HEADER}\n${FIRST}\n\n支出总表\n单位：万元\n\n${HEADER}\n${SECOND}\n`)).toEqual(['支出总表', '单位：万元']);
  });

  it.each([
    ['cut off', '部门支出总表\n单'],
    ['without a mark', '部门支出总表\n单位万元'],
    ['in another width', '表３\n部门支出总表\n单位：万元'],
    ['with a character misread', '部门支出息表\n单位：万元'],
  ])('of a scan, with captions %s', (_, captions) => {
    const { blocks } = textBlocks(`表3\n部门支出总表\n单位：万元\n\n${HEADER}\n${FIRST}\n\n${captions}\n\n${HEADER}\n${SECOND}\n`);
    const tables = (source: 'ocr' | 'text'): number => stitch(blocks.map((block) => ({ ...block, source }))).filter((block) => block.type === 'grid').length;
    expect([tables('ocr'), tables('text')]).toEqual([1, 2]);
  });

  it('of a scan, with a heading of the repeated header misread, and not where the character tells columns apart', () => {
    const header = (second: string): string => `科目编码\t科目名称\t基本支出\t${second}`;
    const tables = (below: string, source: 'ocr' | 'text'): number => {
      const text = `部门支出总表\n单位：万元\n\n${header('日常公用支出')}\n208\t社会保障\t96.30\t1.00\n\n${header(below)}\n210\t卫生健康\t41.15\t2.00\n`;
      return stitch(textBlocks(text).blocks.map((block) => ({ ...block, source }))).filter((block) => block.type === 'grid').length;
    };
    expect([tables('日常公用支山', 'ocr'), tables('日常公用支山', 'text'), tables('日常公用收出', 'ocr')]).toEqual([1, 2, 2]);
  });

  it('of a scan, with one short heading of several misread, and not where the character tells columns apart', () => {
    const header = (first: string, second: string): string => `${first}\t${second}\t项目\t预算数`;
    const tables = (below: string): number => {
      const text = `收支总表\n单位：万元\n\n${header('项目', '预算数')}\n事业收入\t96.30\t教育支出\t1.00\n\n${below}\n其他收入\t41.15\t国防支出\t2.00\n`;
      return stitch(textBlocks(text).blocks.map((block) => ({ ...block, source: 'ocr' as const }))).filter((block) => block.type === 'grid').length;
    };
    expect([header('项日', '预算数'), header('项日', '预箕数'), header('项目', '决算数')].map(tables)).toEqual([1, 2, 2]);
  });

  it('not of a scan, where the character tells tables apart', () => {
    const { blocks } = textBlocks(`本年政府性基金支出表\n\n${HEADER}\n${FIRST}\n\n上年政府性基金支出表\n\n${HEADER}\n${SECOND}\n`);
    expect(stitch(blocks.map((block) => ({ ...block, source: 'ocr' as const }))).filter((block) => block.type === 'grid')).toHaveLength(2);
  });

  it('a name cut by the page end is whole again', () => {
    const [grid] = grids(`支出总表\n\n${HEADER}\n208\t社会保障和就业支出\t96.30\n2080505\t机关事业单位基本养老保\t96.30\n\n\t险缴费支出\t\n210\t卫生健康支出\t41.15\n`);
    expect(grid?.cells.find((cell) => cell.row === 2 && cell.column === 1)?.text).toBe('机关事业单位基本养老保险缴费支出');
  });
});

describe('a row cut by a page end', () => {
  const WIDE = '类\t款\t项\t科目名称\t合计\t基本支出';
  const cut = (upper: string, lower: string): string[][] => {
    const grid = grids(`支出总表\n\n${WIDE}\n208\t\t\t社会保障和就业支出\t96.30\t96.30\n${upper}\n\n${lower}\n210\t\t\t卫生健康支出\t41.15\t41.15\n`)[0];
    return Array.from({ length: (grid?.rows ?? 0) - 3 }, (_, r) => (grid?.cells ?? []).filter((cell) => cell.row === r + 2).map((cell) => cell.text));
  };
  it('is whole again: figures, codes and words', () => {
    expect(cut('208\t05\t0\t机关事业单位基本养老保险\t1,096.\t', '\t\t5\t缴费支出\t30\t')).toEqual([['208', '05', '05', '机关事业单位基本养老保险缴费支出', '1,096.30', '']]);
  });
  it('is whole again where the figures stand in the lower part alone', () => {
    expect(cut('208\t05\t05\t机关事业单位基本养老保险\t\t', '\t\t\t缴费支出\t96.30\t96.30')).toEqual([['208', '05', '05', '机关事业单位基本养老保险缴费支出', '96.30', '96.30']]);
  });
  it('is whole again where the number of an item ends the page', () => {
    const cell = (row: number, column: number, text: string): Cell => ({ row, column, rowSpan: 1, columnSpan: 1, text, confidence: 1 });
    const above: Grid = { type: 'grid', rows: 1, columns: 2, cells: [cell(0, 0, '一、'), cell(0, 1, '1,096.30')], source: 'text', method: 'stream' };
    expect(joinSplitRow(above, [cell(1, 0, '一般公共预算资金')])?.map(({ text }) => text)).toEqual(['一、一般公共预算资金', '1,096.30']);
  });
  it('is whole again where its figures are cut at their points, before or behind it', () => {
    expect(cut('22102\t\t\t住房改革支出\t3,057.\t3,057', '\t\t\t\t20\t.20')).toEqual([['22102', '', '', '住房改革支出', '3,057.20', '3,057.20']]);
  });
  it('is whole again where its figures are cut at any digit', () => {
    expect(cut('208\t05\t05\t机关事业单位基本养老保险缴费支出\t7,271,4\t16,698.', '\t\t\t\t39.28\t89')).toEqual([['208', '05', '05', '机关事业单位基本养老保险缴费支出', '7,271,439.28', '16,698.89']]);
  });
  it('is whole again where the last decimal is cut off', () => {
    expect(cut('208\t05\t05\t机关事业单位基本养老保险缴费支出\t1,096.3\t', '\t\t\t\t0\t')).toEqual([['208', '05', '05', '机关事业单位基本养老保险缴费支出', '1,096.30', '']]);
  });
  it('is whole again where the upper part is a name by itself', () => {
    expect(cut('210\t\t\t卫生健康\t634,508.9\t634,508.9', '\t\t\t支出\t8\t8').at(0)).toEqual(['210', '', '', '卫生健康支出', '634,508.98', '634,508.98']);
  });
  it('is two rows where both have a name or an amount of their own', () => {
    expect(cut('208\t05\t\t行政事业单位养老支出\t96.30\t96.30', '208\t05\t05\t机关事业单位基本养老保险缴费支出\t96.30\t96.30')).toHaveLength(2);
    expect(cut('208\t05\t05\t机关事业单位基本养老保险\t1,096.30\t', '\t\t\t缴费支出\t30.00\t')).toHaveLength(2);
  });
});

describe('stay apart', () => {
  it('where another title stands between them', () => {
    expect(grids(`收入总表\n\n${HEADER}\n${FIRST}\n\n支出总表\n\n${HEADER}\n${SECOND}\n`)).toHaveLength(2);
  });
  it('where a note ends the first', () => {
    expect(grids(`收入总表\n\n${HEADER}\n${FIRST}\n\n注：本表反映收入情况。\n\n${HEADER}\n${SECOND}\n`)).toHaveLength(2);
  });
  it('where the second has another header', () => {
    expect(grids(`收入总表\n\n${HEADER}\n${FIRST}\n\n项目\t预算数\t备注\n因公出国（境）费\t0\t无\n`)).toHaveLength(2);
  });
});

describe('ruled parts on two pages', () => {
  /** A lattice of rows of texts; edges are its column lines in points. */
  function lattice(page: number, edges: readonly number[], rows: readonly (readonly string[])[]): Grid {
    const box = (c: number, span: number) => ({ x0: edges[c] ?? 0, x1: edges[c + span] ?? 0, y0: 100, y1: 120 });
    return {
      type: 'grid', rows: rows.length, columns: edges.length - 1, method: 'lattice', source: 'text', pages: [page, page],
      box: { x0: edges[0] ?? 0, x1: edges.at(-1) ?? 0, y0: 100, y1: 700 },
      cells: rows.flatMap((texts, row) => texts.map((text, column) => {
        const columnSpan = texts.length < edges.length - 1 && column === texts.length - 1 ? edges.length - texts.length : 1;
        return { row, column, rowSpan: 1, columnSpan, text, page, box: box(column, columnSpan), confidence: 1 };
      })),
    };
  }
  const EDGES = [50, 150, 250, 350, 450];
  const joined = (...parts: Grid[]) => stitch(parts).filter((block) => block.type === 'grid').map((grid) => Array.from({ length: grid.rows }, (_, r) => grid.cells.filter((cell) => cell.row === r).map((cell) => cell.text)));

  it('are one table though the text of the merged cell that the page end cuts stands over the lower one', () => {
    const head = ['单位名称', '项目名称', '合计', '财政拨款'];
    const above = lattice(1, EDGES, [head, ['某局', '小计', '30.00', '30.00'], ['', '业务经费', '10.00', '10.00']]);
    const merged = { ...above, cells: above.cells.flatMap((cell): Cell[] => (cell.text === '某局' ? [{ ...cell, rowSpan: 2 }] : cell.row === 2 && cell.column === 0 ? [] : [cell])) };
    const below = lattice(2, EDGES, [head, ['', '维修费', '20.00', '20.00']]);
    const parts = (text: string): number => stitch([merged, { type: 'paragraph', text, page: 2, source: 'text' }, below]).filter((block) => block.type === 'grid').length;
    expect([parts('某局'), parts('另一局')]).toEqual([1, 2]);
  });

  it('are one table though the lower one begins with words', () => {
    const rest = [['上年结转', '', '结转下年', ''], ['收入总计', '860.00', '支出总计', '860.00']];
    expect(joined(lattice(1, EDGES, [['项目', '预算数', '项目', '预算数'], ['本年收入', '860.00', '本年支出', '860.00']]), lattice(2, EDGES, rest))).toHaveLength(1);
    expect(joined(lattice(1, EDGES, [['项目', '预算数', '项目', '预算数'], ['本年收入', '860.00', '本年支出', '860.00']]), lattice(2, [50, 120, 450], [['项目', '预算数'], ['合计', '1.00']]))).toHaveLength(2);
  });
  it('are two tables where the lower one has a title of its own in its first row, whatever its columns', () => {
    const table = (page: number, title: string, name: string): Grid => lattice(page, EDGES, [[title], ['科目名称', '合计', '基本支出', '项目支出'], [name, '9.00', '9.00', '']]);
    expect(joined(table(1, '支出总表', '公共安全支出'), table(2, '一般公共预算支出表', '教育支出'))).toHaveLength(2);
    expect(joined(table(1, '支出总表', '公共安全支出'), table(2, '支出总表', '教育支出'))).toHaveLength(1);
    expect(joined(table(1, '支出总表', '公共安全支出'), table(2, '续表', '教育支出'))).toHaveLength(1);
  });
  it('are one table whose repeated header is left out, though a heading runs over into the row below it', () => {
    const head = [['科目名称', '合计', '基本支出', '对附属单位补助支出'], ['栏次', '1', '2', '3'], ['合计', '9.00', '9.00', '']];
    expect(joined(lattice(1, EDGES, head), lattice(2, EDGES, [['科目名称', '合计', '基本支出', '对附属单位补助支'], ['栏次', '1', '2', '出3'], ['公共安全支出', '9.00', '9.00', '']]))).toEqual([[...head, ['公共安全支出', '9.00', '9.00', '']]]);
  });
  it('have the lines over them for captions, though these look like a table without rules', () => {
    const lines = (rows: readonly (readonly string[])[]): Grid => ({ ...lattice(1, [50, 250, 450], rows), method: 'stream' });
    const table = lattice(1, EDGES, [['项目', '预算数', '项目', '预算数'], ['本年收入', '860.00', '本年支出', '860.00']]);
    const texts = (above: Grid) => stitch([above, table]).flatMap((block) => (block.type === 'paragraph' ? [block.text] : []));
    expect(texts(lines([['附件2', '公开表1'], ['收支总表\n某县司法局', '单位：元']]))).toEqual(['附件2 公开表1', '收支总表', '某县司法局 单位：元']);
    expect(texts(lines([['收支总表', '预算数'], ['本年收入', '860.00']]))).toEqual([]);
  });
  it('are one table where the page end cuts the header between its rows, or within one', () => {
    expect(joined(lattice(1, [50, 150, 450], [['收入', '支出']]), lattice(2, EDGES, [['预算数', '项目', '合计', '基本'], ['860.00', '本年支出', '860.00', '']]))).toHaveLength(1);
    expect(joined(lattice(1, EDGES, [['项目', '预算数', '一般公共', '政府性基']]), lattice(2, EDGES, [['', '', '预算', '金预算'], ['本年支出', '860.00', '860.00', '']]))).toEqual([
      [['项目', '预算数', '一般公共预算', '政府性基金预算'], ['本年支出', '860.00', '860.00', '']],
    ]);
    // 本年支出 stands over 小计 and 基本支出, which the page end leaves to the next page
    expect(joined(lattice(1, [50, 150, 250, 450], [['项目', '年初结', '本年支出']]), lattice(2, EDGES, [['', '转', '小计', '基本支出'], ['城乡社区支出', '', '860.00', '860.00']]))).toEqual([
      [['项目', '年初结转', '本年支出'], ['', '小计', '基本支出'], ['城乡社区支出', '', '860.00', '860.00']],
    ]);
  });
});

describe('a merged cell over a page end', () => {
  const cellsOf = (rows: readonly (readonly [string, string, string])[], head: number): Cell[] => rows.flatMap((texts, row) => texts.flatMap((text, column): Cell[] => (column === 0 && row > head ? [] : [{ row, column, rowSpan: column === 0 && row === head ? rows.length - head : 1, columnSpan: 1, text, confidence: 1 }])));
  const HEAD = ['单位名称', '科目名称', '合计'] as const;
  const part = (name: string, page: number): Grid => ({ type: 'grid', rows: 3, columns: 3, cells: cellsOf([HEAD, [name, '行政运行', '5.00'], ['', '事业运行', '6.00']], 1), pages: [page, page], source: 'text', method: 'lattice' });
  it('has its text on both pages: below the last row of the first one it is no line of its own', () => {
    const [grid, ...more] = stitch([{ type: 'paragraph', text: '部门支出总表', source: 'text', page: 1 }, part('', 1), { type: 'paragraph', text: '某某县第一中学', source: 'text', page: 1 }, part('某某县第一中学', 2)]).filter((block) => block.type === 'grid');
    expect([grid?.rows, more.length]).toEqual([5, 0]);
  });
});

describe('a merged cell that begins in the last row of a page', () => {
  it('has its text on both pages, too', () => {
    const cellsOf = (...rows: readonly (readonly string[])[]): Cell[] => rows.flatMap((texts, row) => texts.map((text, column): Cell => ({ row, column, rowSpan: 1, columnSpan: 1, text, confidence: 1 })));
    const HEAD = ['单位名称', '科目名称', '合计'];
    const above: Grid = { type: 'grid', rows: 3, columns: 3, cells: cellsOf(HEAD, ['某某县小学', '小学教育', '5.00'], ['', '小计', '6.00']), pages: [1, 1], source: 'text', method: 'lattice' };
    const rest = cellsOf(HEAD, ['某某县中学', '初中教育', '4.00'], ['', '高中教育', '2.00']).filter(({ row, column }) => row < 2 || column > 0).map((cell) => (cell.row === 1 && cell.column === 0 ? { ...cell, rowSpan: 2 } : cell));
    const grids = stitch([above, { type: 'paragraph', text: '某某县中学', source: 'text', page: 1 }, { ...above, cells: rest, pages: [2, 2] }]).filter((block) => block.type === 'grid');
    expect(grids.map((grid) => grid.rows)).toEqual([5]);
  });
});

describe('the unit at the head of each page', () => {
  it('parts no table that goes on below it with its header', () => {
    const page = (n: number, name: string, amount: string): Grid => ({ type: 'grid', rows: 2, columns: 2, cells: [['科目名称', '合计'], [name, amount]].flatMap((texts, row) => texts.map((text, column): Cell => ({ row, column, rowSpan: 1, columnSpan: 1, text, confidence: 1 }))), pages: [n, n], source: 'text', method: 'lattice' });
    const line = (text: string, page: number): Paragraph => ({ type: 'paragraph', text, source: 'text', page });
    const blocks = stitch([line('支出总表', 1), page(1, '教育支出', '5.00'), line('单位：万元', 2), page(2, '住房保障支出', '6.00')]);
    expect(blocks.map((block) => (block.type === 'grid' ? block.rows : block.text))).toEqual(['支出总表', 3, '单位：万元']);
  });
});

describe('tables side by side that go on over a page end', () => {
  const cellsIn = (...rows: readonly (readonly string[])[]): Cell[] => rows.flatMap((texts, row) => texts.map((text, column): Cell => ({ row, column, rowSpan: 1, columnSpan: 1, text, confidence: 1 })));
  const table = (page: number, x0: number, y1: number, ...rows: readonly (readonly string[])[]): Grid => ({ type: 'grid', rows: rows.length + 1, columns: 3, cells: cellsIn(['科目编码', '科目名称', '合计'], ...rows), pages: [page, page], box: { x0, x1: x0 + 200, y0: 100, y1 }, source: 'text', method: 'lattice' });
  it('each go on with the part below their own columns', () => {
    const title = (text: string): Paragraph => ({ type: 'paragraph', text, source: 'text', page: 1 });
    const parts = [title('支出表（按经济分类）'), table(1, 40, 500, ['301', '工资福利支出', '5.00']), title('支出表（按功能分类）'), table(1, 300, 500, ['201', '一般公共服务支出', '6.00']), table(2, 40, 200, ['302', '商品和服务支出', '7.00']), table(2, 300, 200, ['208', '社会保障和就业支出', '8.00'])];
    expect(stitch(parts).filter((block) => block.type === 'grid').map((block) => block.cells.filter((cell) => cell.column === 0).map((cell) => cell.text))).toEqual([['科目编码', '301', '302'], ['科目编码', '201', '208']]);
  });
});
