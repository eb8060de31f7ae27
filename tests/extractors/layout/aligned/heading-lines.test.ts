import { describe, expect, it } from 'vitest';
import { wrappedHeadings } from '../../../../extractors/layout/aligned/heading-lines.js';
import type { Piece } from '../../../../extractors/layout/aligned/stream-lines.js';

/** A heading's line in type of 8 points, by its middle. */
function piece(text: string, across: number, height: number): Piece {
  const x0 = across - text.length * 4;
  const [y0, y1] = [height - 4, height + 4];
  const chars = [...text].map((c, order) => ({ text: c, size: 8, fontName: 'Song', spaced: false, order, turn: 0, x0: x0 + 8 * order, x1: x0 + 8 * order + 8, y0, y1 }));
  return { text, figure: false, chars, size: 8, x0, x1: x0 + 8 * text.length, y0, y1 };
}

const headings = (...pieces: readonly Piece[]): string[] => wrappedHeadings(pieces, (above, below) => (below.y0 - above.y0) < 11).map(group => group.map(p => p.text).join(''));

describe('headings of several lines', () => {
  it('go on where a line stands below another at the distance of lines', () => {
    expect(headings(piece('附属单位上缴', 200, 10), piece('收入', 200, 20), piece('其他收入', 300, 15))).toEqual(['附属单位上缴收入', '其他收入']);
    expect(headings(piece('附属单位上缴', 200, 10), piece('收入', 200, 24))).toEqual(['附属单位上缴', '收入']);
  });

  it('are parts of the spending above them where one stands in the middle of the others', () => {
    expect(headings(piece('基本支出', 200, 10), piece('小计', 150, 20), piece('人员经费', 200, 20), piece('公用经费', 250, 20))).toEqual(['基本支出', '小计', '人员经费', '公用经费']);
    expect(headings(piece('一般公共预算基本支出', 200, 10), piece('人员经费', 200, 20))).toEqual(['一般公共预算基本支出人员经费']);
  });

  it('go on with the rest of a bracket at any distance', () => {
    expect(headings(piece('因公出国（', 200, 10), piece('境）经费', 200, 26), piece('合计', 300, 26))).toEqual(['因公出国（境）经费', '合计']);
  });

  it.each([[['功能分类科目', '编码']], [['功能分类科目编', '码']], [['经济分类科目', '代码']]])('go on with the word for codes at any distance: %s', lines => {
    expect(headings(...lines.map((line, i) => piece(line, 80, 10 + 13 * i)), piece('类', 60, 36), piece('款', 80, 36))).toEqual([lines.join(''), '类', '款']);
  });
});
