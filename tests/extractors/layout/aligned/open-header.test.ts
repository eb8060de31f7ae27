/** Headers without rules: how far each heading reaches, told by the middles of the headings. */
import { describe, expect, it } from 'vitest';
import { type Edges, headerCells, type Heading } from '../../../../extractors/layout/aligned/open-header.js';

const SIZE = 10;

/** A heading with its middle at (x, y) over the columns from `first` to `last`. */
function heading(text: string, x: number, y: number, first: number, last = first): Heading {
  const half = text.length * SIZE / 2;
  const char = { text, x0: x - half, x1: x + half, y0: y - 5, y1: y + 5, size: SIZE, fontName: 'Song', spaced: false, order: 0, turn: 0 };
  return { chars: [char], x0: x - half, x1: x + half, y, bottom: y, first, last };
}

/** Columns 100 points wide: a name at the left, then amounts at the right. */
const edges = (count: number): Edges[] => Array.from({ length: count }, (_, c): Edges => (c === 0 ? { left: 2 } : { right: 100 * (c + 1) - 2 }));

const cells = (headings: readonly Heading[], columns: number, stand?: Parameters<typeof headerCells>[3]): Record<string, string> | undefined => {
  const header = headerCells(headings, edges(columns), SIZE, stand);
  return header && Object.fromEntries(header.cells.map(c => [c.chars[0]?.text ?? '', `${c.row},${c.column} ${c.rowSpan}x${c.columnSpan}`]));
};

describe('headers without rules', () => {
  it('stretches a heading over the columns in the middle of which it stands, and lets full headings be', () => {
    expect(cells([
      heading('科目', 50, 30, 0), heading('合计', 150, 30, 1),
      heading('基本支出', 350, 20, 3), heading('小计', 250, 40, 2), heading('人员', 350, 40, 3), heading('公用', 450, 40, 4),
      heading('项目支出', 550, 30, 5),
    ], 6)).toEqual({
      科目: '0,0 2x1', 合计: '0,1 2x1', 基本支出: '0,2 1x3', 小计: '1,2 1x1', 人员: '1,3 1x1', 公用: '1,4 1x1', 项目支出: '0,5 2x1',
    });
  });

  it('tells levels of different height: a year over a total of two levels and a heading with headings below it', () => {
    expect(cells([
      heading('科目', 50, 40, 0), heading('今年', 350, 20, 3),
      heading('总计', 150, 50, 1), heading('基本', 350, 40, 3), heading('项目', 550, 50, 5),
      heading('小计', 250, 60, 2), heading('人员', 350, 60, 3), heading('公用', 450, 60, 4),
    ], 6)).toEqual({
      科目: '0,0 3x1', 今年: '0,1 1x5', 总计: '1,1 2x1', 基本: '1,2 1x3', 项目: '1,5 2x1', 小计: '2,2 1x1', 人员: '2,3 1x1', 公用: '2,4 1x1',
    });
  });

  it('gives nothing where the heights of the columns disagree', () => {
    expect(cells([heading('科目', 50, 36, 0), heading('支出', 200, 20, 1, 2), heading('基本', 150, 40, 1), heading('项目', 250, 48, 2)], 3)).toBeUndefined();
  });

  it('gives nothing for one level: there is nothing to tell', () => {
    expect(cells([heading('科目', 50, 20, 0), heading('合计', 150, 20, 1)], 2)).toBeUndefined();
  });
});

describe('headers whose texts stand at the bottoms of their cells', () => {
  const lowest = (...texts: readonly string[]): Heading[] => texts.map((text, c) => heading(text, 100 * c + 50, 60, c));

  it('have a row for each height at which a heading ends', () => {
    const found = [...lowest('编码', '名称', '合计', '小计', '一般公共', '政府基金', '其他'), heading('财政拨款', 450, 20, 4), heading('项目支出', 500, 40, 4)];
    expect(cells(found, 7, 'centre')).toBeUndefined();
    expect(cells(found, 7, 'bottom')).toEqual({
      编码: '0,0 3x1', 名称: '0,1 3x1', 合计: '0,2 3x1', 财政拨款: '0,3 1x3', 小计: '1,3 2x1', 项目支出: '1,4 1x2', 一般公共: '2,4 1x1', 政府基金: '2,5 1x1', 其他: '0,6 3x1',
    });
  });

  it('are none where the lowest headings end at different heights, or one stands over the middle of no columns', () => {
    expect(cells([...lowest('编码', '合计', '小计', '项目'), heading('下', 450, 75, 4), heading('拨款', 300, 40, 2)], 5, 'bottom')).toBeUndefined();
    expect(cells([...lowest('编码', '合计', '小计', '项目'), heading('拨款', 275, 40, 2)], 4, 'bottom')).toBeUndefined();
  });
});
