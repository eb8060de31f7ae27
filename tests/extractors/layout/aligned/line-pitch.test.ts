/** Line pitch: rows of tables without rules, where lines of a cell stand closer than rows. */
import { describe, expect, it } from 'vitest';
import { atPitch, linePitch, type Pair } from '../../../../extractors/layout/aligned/line-pitch.js';
import { layoutPage } from '../../../../extractors/layout/page.js';
import { DEFAULT_SETTINGS } from '../../../../extractors/layout/settings.js';
import type { Piece } from '../../../../extractors/layout/aligned/stream-lines.js';
import type { Glyph } from '../../../../extractors/read/pdf/pdf-source.js';
import { text, widthOf } from '../pages.js';

/** An amount that ends at x. */
const amount = (x: number, y: number, content: string): Glyph[] => text(x - widthOf(content), y, content);

function rows(glyphs: readonly Glyph[]): string[][] {
  const { blocks } = layoutPage({ width: 600, height: 800, rotation: 0, glyphs, rules: [], images: [], truncated: false }, 1, DEFAULT_SETTINGS);
  const [grid] = blocks.filter(b => b.type === 'grid');
  return Array.from({ length: grid?.rows ?? 0 }, (_, r) => (grid?.cells ?? []).filter(c => c.row === r).sort((a, b) => a.column - b.column).map(c => c.text));
}

describe('line pitch', () => {
  it('joins names and amounts that wrap to cells of the same height', () => {
    expect(rows([
      text(50, 100, '科目'), amount(260, 100, '1,234.56'),
      text(50, 118, '教育支出'), amount(260, 118, '2,234.56'),
      text(50, 136, '一般公共预算拨款'), amount(260, 136, '267,167,937.6'), text(50, 150, '收入'), amount(260, 150, '9'),
      text(50, 168, '住房保障支出'), amount(260, 168, '3,234.56'),
      text(50, 186, '农林水支出'), amount(260, 186, '4,234.56'),
    ].flat())).toEqual([
      ['科目', '1,234.56'], ['教育支出', '2,234.56'], ['一般公共预算拨款收入', '267,167,937.69'], ['住房保障支出', '3,234.56'], ['农林水支出', '4,234.56'],
    ]);
  });

  it('bears lines that recognition measures a pixel off', () => {
    const piece = (y0: number, content: string): Piece => ({ chars: [], text: content, figure: true, size: 8, x0: 0, x1: 40, y0, y1: y0 + 8 });
    const pair = (distance: number, upper: string, lower: string): Pair => {
      const [above, below] = [piece(0, upper), piece(distance, lower)];
      return { distance, above: { piece: above, line: 0, y: 0, first: 0, last: 0 }, below: { piece: below, line: 1, y: distance, first: 0, last: 0 } };
    };
    const pairs = [pair(11.2, '11843.4457', '96'), pair(11.6, '11170.7592', '78'), ...[15, 15.4, 14.8].map(distance => pair(distance, '93.228235', '11.320000'))];
    const fills = (above: { readonly piece: Piece }): boolean => above.piece.text.length > 9;
    const stands = (jitter: number): boolean | undefined => atPitch(piece(0, '11170.7592'), piece(11.6, '78'), 11.6, linePitch(pairs, fills, jitter));
    expect([stands(0), stands(0.36)]).toEqual([false, true]);
  });

  it('keeps items of a list apart though the upper one is the widest', () => {
    expect(rows([
      text(50, 100, '六、科学技术支出'), amount(300, 100, '1,234.56'),
      text(50, 113, '七、文化旅游体育与传媒支出'),
      text(50, 126, '八、社会保障和就业支出'), amount(300, 126, '2,234.56'),
      text(50, 139, '九、卫生健康支出'), amount(300, 139, '3,234.56'),
    ].flat()).map(r => r[0])).toEqual(['六、科学技术支出', '七、文化旅游体育与传媒支出', '八、社会保障和就业支出', '九、卫生健康支出']);
  });

  it('never joins an amount with the code of the next column', () => {
    expect(rows(['301', '30101', '30102'].flatMap((code, i) => [...text(50, 100 + 15 * i, code), ...text(100, 100 + 15 * i, '工资'), ...amount(200, 100 + 15 * i, '885.9663'), ...text(203, 100 + 15 * i, '302'), ...text(250, 100 + 15 * i, '办公费'), ...amount(360, 100 + 15 * i, '1.25')]))[0]).toEqual(['301', '工资', '885.9663', '302', '办公费', '1.25']);
  });

  it('takes a dash beside an amount for nothing in its own column', () => {
    expect(rows([1, 2, 3].flatMap(i => [...text(50, 100 + 15 * i, `支出${'一二三'[i - 1]}`), ...amount(150, 100 + 15 * i, '-'), ...amount(195, 100 + 15 * i, '104.7031'), ...amount(260, 100 + 15 * i, '12.5')]))[0]).toEqual(['支出一', '-', '104.7031', '12.5']);
  });
});
