import { describe, expect, it } from 'vitest';
import { joinHeadings } from '../../../../extractors/layout/aligned/stream-columns.js';
import type { Piece, StreamLine } from '../../../../extractors/layout/aligned/stream-lines.js';

/** A line of pieces: [from, to, text]. */
function line(...pieces: [number, number, string][]): StreamLine {
  const made = pieces.map(([x0, x1, text]) => ({ x0, x1, y0: 0, y1: 10, size: 10, chars: [], text, figure: /^[\d.,]+$/.test(text) }) as unknown as Piece);
  return { line: made[0] as Piece, pieces: made, atEdge: false };
}

const join = (columns: readonly [number, number][], ...lines: StreamLine[]): [number, number][] =>
  joinHeadings(columns.map(([from, to]) => ({ from, to })), lines).map(({ from, to }) => [from, to]);

describe('columns taken apart by alignment', () => {
  it('are joined where a heading stands clear of the figures at the right of its column', () => {
    expect(join([[0, 40], [60, 80], [90, 110], [130, 160]],
      line([0, 40, '科目名称'], [60, 80, '合计'], [130, 160, '基本支出']),
      line([0, 30, '行政运行'], [90, 110, '24.80'], [140, 160, '24.80']),
    )).toEqual([[0, 40], [60, 110], [130, 160]]);
  });
  it('are joined where a heading stands clear of the words at the left of its column, a total among them', () => {
    expect(join([[0, 30], [40, 70], [75, 85], [90, 120], [130, 160]],
      line([0, 30, '科目编码'], [90, 120, '科目名称'], [130, 160, '合计']),
      line([0, 15, '229'], [40, 70, '其他支出'], [135, 160, '16.70']),
      line([75, 85, '合计'], [135, 160, '16.70']),
    )).toEqual([[0, 30], [40, 120], [130, 160]]);
  });
  it('gives a figure between two headings to the one at its left', () => {
    expect(join([[0, 20], [30, 45], [48, 90], [100, 120]],
      line([0, 20, '合计'], [48, 90, '因公出国（境）费'], [100, 120, '公务接待费']),
      line([30, 45, '1.23'], [105, 120, '1.23']),
    )).toEqual([[0, 45], [48, 90], [100, 120]]);
  });
  it('gives figures at the left of their columns to the headings at their right, where none is left without one', () => {
    expect(join([[0, 20], [30, 35], [60, 80], [90, 95], [120, 140], [150, 155]],
      line([30, 35, '合计'], [90, 95, '基本支出'], [150, 155, '项目支出']),
      line([0, 20, '6.00'], [60, 80, '4.00'], [120, 140, '2.00']),
    )).toEqual([[0, 35], [60, 95], [120, 155]]);
  });
  it('are joined with 类 and 款 over them, though these are single characters', () => {
    expect(join([[0, 15], [20, 25], [40, 50], [60, 90], [100, 120]],
      line([60, 90, '科目名称'], [100, 120, '合计']),
      line([20, 25, '类'], [45, 50, '款']),
      line([0, 15, '301'], [60, 90, '工资福利支出'], [100, 120, '5.00']),
      line([0, 15, '301'], [40, 46, '01'], [60, 80, '基本工资'], [100, 120, '5.00']),
    )).toEqual([[0, 25], [40, 50], [60, 90], [100, 120]]);
  });
  it('stay where both have a heading, or both stand in one line', () => {
    const both: [number, number][] = [[0, 20], [30, 50], [60, 80]];
    expect(join(both, line([0, 20, '项目'], [30, 50, '上年'], [60, 80, '本年']), line([0, 20, '合计'], [60, 80, '5.00']), line([0, 20, '其中'], [30, 50, '3.00']))).toEqual(both);
    expect(join(both, line([0, 20, '项目'], [60, 80, '本年']), line([0, 20, '合计'], [30, 50, '4.00'], [60, 80, '5.00']))).toEqual(both);
  });
  it('are joined where one holds nothing but dashes and noughts at the left of amounts', () => {
    const columns: [number, number][] = [[0, 30], [40, 60], [62, 66], [80, 100]];
    const head = line([0, 30, '科目名称'], [40, 60, '合计'], [66, 90, '公用经费']);
    expect(join(columns, head, line([0, 30, '办公费'], [40, 60, '12.30'], [80, 100, '12.30']), line([0, 30, '退休费'], [40, 60, '1.20'], [62, 66, '0']))).toEqual([[0, 30], [40, 60], [62, 100]]);
    expect(join(columns, head, line([0, 30, '办公费'], [40, 60, '12.30'], [62, 66, '0'], [80, 100, '12.30']))).toEqual(columns);
  });
});
