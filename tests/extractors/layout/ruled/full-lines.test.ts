/** Full lines: in a ruled table, what had no room beside it goes on below it. */
import { describe, expect, it } from 'vitest';
import { layoutPage } from '../../../../extractors/layout/page.js';
import { DEFAULT_SETTINGS } from '../../../../extractors/layout/settings.js';
import { type Glyph, glyphBox, type Rule } from '../../../../extractors/read/pdf/pdf-source.js';

const SIZE = 10;
const MARGIN = 5;
const PITCH = 14;
const advance = (c: string): number => (/[\d,.]/.test(c) ? SIZE / 2 : SIZE);

/** A ruled table whose columns have the given widths; cells are lines joined by `/`, figures stand to the right, other texts to the left. */
function page(widths: readonly number[], table: readonly (readonly string[])[]): string[][] {
  const xs = widths.reduce<number[]>((all, width) => [...all, (all.at(-1) as number) + width], [50]);
  const glyphs: Glyph[] = [];
  const ys = [100];
  for (const row of table) {
    const top = ys.at(-1) as number;
    row.forEach((cell, c) => cell.split('/').forEach((line, i) => {
      const width = [...line].reduce((sum, char) => sum + advance(char), 0);
      let pen = /^[\d,.]+$/.test(line) ? (xs[c + 1] as number) - MARGIN - width : (xs[c] as number) + MARGIN;
      for (const char of line) {
        glyphs.push({ text: char, size: SIZE, fontName: 'Song', turn: 0, ...glyphBox(pen, top + (i + 1) * PITCH - 3, advance(char), SIZE, 0) });
        pen += advance(char);
      }
    }));
    ys.push(top + 4 + PITCH * Math.max(...row.map(cell => cell.split('/').length)));
  }
  const [left, right, upper, lower] = [xs[0], xs.at(-1), ys[0], ys.at(-1)] as [number, number, number, number];
  const rules: Rule[] = [
    ...ys.map(y => ({ horizontal: true, x0: left, x1: right, y0: y, y1: y, thickness: 0.5 })),
    ...xs.map(x => ({ horizontal: false, x0: x, x1: x, y0: upper, y1: lower, thickness: 0.5 })),
  ];
  const { blocks } = layoutPage({ width: 600, height: 800, rotation: 0, glyphs, rules, images: [], truncated: false }, 1, DEFAULT_SETTINGS);
  const [grid] = blocks.filter(b => b.type === 'grid');
  return Array.from({ length: grid?.rows ?? 0 }, (_, r) => (grid?.cells ?? []).filter(c => c.row === r).sort((a, b) => a.column - b.column).map(c => c.text));
}

describe('full lines', () => {
  it('go on below: whole amounts and codes in narrow cells', () => {
    expect(page([45, 120, 40], [
      ['科目', '科目名称', '合计'],
      ['201', '一般公共服务支出', '154000/00'],
      ['201030/1', '行政运行', '154000/00'],
    ])).toEqual([['科目', '科目名称', '合计'], ['201', '一般公共服务支出', '15400000'], ['2010301', '行政运行', '15400000']]);
  });
  it('are one row, though every cell of it has two lines', () => {
    expect(page([120, 40, 40], [
      ['科目名称', '合计', '基本'],
      ['政府办公厅（室）及相关/机构事务', '1,290./00', '1,290./00'],
      ['行政运行', '760.00', '760.00'],
    ])[1]).toEqual(['政府办公厅（室）及相关机构事务', '1,290.00', '1,290.00']);
  });
  it('lines with room beside them are rows of their own', () => {
    expect(page([120, 80, 80], [
      ['科目名称', '合计', '基本'],
      ['教育支出/科技支出', '1,290.00/30.00', '1,200.00/20.00'],
      ['行政运行', '760.00', '760.00'],
    ]).slice(1, 3)).toEqual([['教育支出', '1,290.00', '1,200.00'], ['科技支出', '30.00', '20.00']]);
  });
  it('and whole numbers that stand below each other with room are no one number', () => {
    expect(page([120, 80], [['科目名称', '人数'], ['行政', '12/13'], ['事业', '14']])[1]?.[1]).toBe('12 13');
  });
});
