/** Edges of columns that stand close to the texts before them. */
import { describe, expect, it } from 'vitest';
import { type Glyph, glyphBox } from '../../../../extractors/read/pdf/pdf-source.js';
import { blocksOf, cell, gridsOf, rowsOf, text } from '../pages.js';

describe('a text that fills its column', () => {
  const rows = [[100, '服务评估', '=1.00(次)'], [130, '值班人数', '≥1.00(人)'], [160, '咨询处置率', '=100(%)']] as const;
  const short = rows.flatMap(([y, name, value]) => [...cell(100, y, name), ...text(182, y + 4, value)]);
  it('ends at the one gap between characters that abut, where other cells begin', () => {
    const grid = gridsOf([...short, ...cell(100, 190, '社会公众是否满意'), ...text(181.5, 194, '≥85.00(%)')])[0];
    expect(rowsOf(grid).at(-1)).toEqual(['社会公众是否满意', '≥85.00(%)']);
  });
  it('is one with what abuts', () => {
    const blocks = blocksOf([...short, ...cell(100, 190, '社会公众是否十分满意情况')]);
    expect(blocks.flatMap((block) => (block.type === 'paragraph' ? [block.text] : rowsOf(block).flat()))).toContain('社会公众是否十分满意情况');
  });
});

describe('a text over the edge of two columns', () => {
  it('does not make them one', () => {
    const lines = [...cell(50, 100, '项目性质'), ...cell(100, 100, '经常性项'), ...text(142.5, 104, '项目'), ...cell(50, 120, '类别'), ...cell(100, 120, '目'), ...text(142.5, 124, '类别'), ...cell(50, 140, '完成日期'), ...text(100, 144, '2024-12-31'), ...cell(50, 160, '资金总额'), ...cell(100, 160, '年度资金'), ...text(142.5, 164, '9,000.00')];
    expect(gridsOf(lines)[0]?.columns).toBe(3);
  });
});

describe('a dash in small type between the lines of a table', () => {
  it('makes no title of the text below it, though that is larger', () => {
    const row = (y: number, name: string, first: string, second: string) => [...text(50, y, name), ...text(300, y, first), ...text(400, y, second)];
    const dash: Glyph = { text: '-', size: 5, fontName: 'ocr', turn: 0, ...glyphBox(430, 145, 3, 5, 0) };
    const lines = [...row(100, '科目名称', '合计', '基本支出'), ...row(120, '行政运行', '10.00', '10.00'), ...row(140, '事业运行', '20.00', '20.00'), dash, ...text(50, 155, '机关事业单位基本养老保险缴费支出'), ...row(170, '行政单位离退休', '30.00', '30.00'), ...row(190, '住房公积金', '40.00', '40.00')];
    expect(gridsOf(lines).map((grid) => rowsOf(grid).flat().filter((cell) => cell.endsWith('.00')).length)).toEqual([8]);
  });
});

describe('the title of a table below another one', () => {
  const row = (y: number, ...cells: readonly string[]) => cells.flatMap((cell, c) => text([50, 180, 260, 420, 480][c] ?? 0, y, cell));
  const titled = (...pieces: readonly (readonly [number, string])[]) => pieces.flatMap(([x, words]) => text(x, 149, words).map((glyph): Glyph => ({ ...glyph, size: 14 })));
  const rest = [...row(60, '', '', '二十三、其他支出'), ...row(80, '', '', '二十四、债务还本'), ...row(100, '', '', '二十五、债务付息'), ...row(120, '收入总计', '97.39', '支出总计', '97.39', '97.39'), ...text(560, 134.5, '表5')];
  const next = [...text(500, 165, '单位：万元'), ...['科目名称', '行政运行', '事业运行', '住房公积金'].flatMap((name, i) => row(185 + 18 * i, name, i === 0 ? '合计' : `${i}.00`, i === 0 ? '基本支出' : `${i}.00`))];
  it('is in neither, be it beside its number or parted by white', () => {
    for (const title of [titled([200, '某县司法局一般公共预算支出表']), titled([190, '某县司法局'], [270, '2024'], [305, '年一般公共预算支出表'])]) {
      expect(gridsOf([...rest, ...title, ...next]).flatMap((grid) => rowsOf(grid).flat()).filter((cell) => /一般公共|表5/u.test(cell))).toEqual([]);
    }
  });
});
