/** Tables without rules: rows told by how wrapped cells stand beside shorter ones. */
import { describe, expect, it } from 'vitest';
import { layoutPage } from '../../../../extractors/layout/page.js';
import { DEFAULT_SETTINGS } from '../../../../extractors/layout/settings.js';
import { type StreamLine, streamLine } from '../../../../extractors/layout/aligned/stream-lines.js';
import { rowsByAlignment } from '../../../../extractors/layout/aligned/stream-rows.js';
import { cleanGlyphs, type Line, linesOf } from '../../../../extractors/layout/lines/words.js';
import type { Glyph } from '../../../../extractors/read/pdf/pdf-source.js';
import { text } from '../pages.js';

function rows(glyphs: readonly Glyph[]): string[][] {
  const { blocks } = layoutPage({ width: 600, height: 800, rotation: 0, glyphs, rules: [], images: [], truncated: false }, 1, DEFAULT_SETTINGS);
  const [grid] = blocks.filter(b => b.type === 'grid');
  return Array.from({ length: grid?.rows ?? 0 }, (_, r) => (grid?.cells ?? []).filter(c => c.row === r).sort((a, b) => a.column - b.column).map(c => c.text));
}

describe('rows of tables without rules', () => {
  it('joins codes that wrap beside their names, and parts amounts below each other', () => {
    const cells = (y: number, code: readonly string[], name: readonly string[], ...amounts: readonly string[]): Glyph[] => [code, name, ...amounts.map(amount => [amount])]
      .flatMap((lines, c) => lines.flatMap((content, i) => text(c < 2 ? 50 + 35 * c : 130 + 60 * c - 5 * content.length, y + 12 * (i - (lines.length - 1) / 2), content)));
    const found = rows([
      cells(100, ['208'], ['社会保障和', '就业支出'], '6,723.00', '6,200.00'), cells(136, ['20805'], ['行政事业单', '位养老支出'], '6,723.00', '6,200.00'),
      cells(172, ['20805', '01'], ['行政单位离', '退休'], '3,553.00', '3,100.00'), cells(208, ['20805', '05'], ['机关事业单', '位养老缴费'], '1,170.00', '1,100.00'),
      cells(244, ['20805', '06'], ['职业年金缴', '费'], '2,000.00', '2,000.00'), cells(268, ['221'], ['住房支出'], '2,170.00', '2,100.00'), cells(286, ['22102'], ['住房改革'], '2,170.00', '2,100.00'),
    ].flat());
    expect(found.map(([code, , amount]) => [code, amount])).toEqual([['208', '6,723.00'], ['20805', '6,723.00'], ['2080501', '3,553.00'], ['2080505', '1,170.00'], ['2080506', '2,000.00'], ['221', '2,170.00'], ['22102', '2,170.00']]);
  });

  it('joins years and the 年 below them, beside amounts in the middle', () => {
    const row = (y: number, year: string, ...amounts: readonly string[]): Glyph[] => [...text(100, y - 6, year), ...text(100, y + 6, '年'), ...amounts.flatMap((amount, i) => text(170 + 60 * i, y, amount))];
    const found = rows([
      text(50, 100, '单位'), text(100, 100, '年度'), text(170, 100, '总计'), text(230, 100, '接待费'),
      text(50, 130, '某局'), row(130, '2025', '11.58', '0.18'), row(170, '2026', '47.56', '0.16'), text(100, 200, '增减'), text(170, 200, '35.98'), text(230, 200, '-0.02'),
    ].flat());
    expect(found.slice(1).map((cells) => cells.filter((cell) => cell !== '' && cell !== '某局'))).toEqual([['2025年', '11.58', '0.18'], ['2026年', '47.56', '0.16'], ['增减', '35.98', '-0.02']]);
  });

  it('joins names that wrap around their centred amounts, though all lines stand equally far apart', () => {
    expect(rows([
      text(50, 100, '公共安全支出'), text(150, 100, '98,073'), text(250, 100, '53,923'),
      text(50, 120, '机关事业单位'), text(50, 140, '基本养老保险'), text(150, 140, '3,553'), text(250, 140, '3,100'), text(50, 160, '缴费支出'),
      text(50, 180, '其他司法支出'), text(150, 180, '1,170'), text(250, 180, '1,100'),
    ].flat())).toEqual([
      ['公共安全支出', '98,073', '53,923'],
      ['机关事业单位基本养老保险缴费支出', '3,553', '3,100'],
      ['其他司法支出', '1,170', '1,100'],
    ]);
  });

  it('keeps a name without amounts apart that ends before its column does', () => {
    expect(rows([
      text(50, 100, '其他一般公共服务'), text(150, 100, '98,073'), text(250, 100, '53,923'),
      text(50, 120, '其中'),
      text(50, 140, '行政运行'), text(150, 140, '3,553'), text(250, 140, '3,100'),
      text(50, 160, '其他'),
      text(50, 180, '司法支出'), text(150, 180, '1,170'), text(250, 180, '1,100'),
    ].flat()).map(r => r[0])).toEqual(['其他一般公共服务', '其中', '行政运行', '其他', '司法支出']);
  });

  it('goes on below names without amounts that a narrow column wraps, however many', () => {
    const pair = (y: number, name: string, amount: string): Glyph[] => [...text(50, y, name), ...text(150, y, amount), ...text(250, y, amount)];
    expect(rows([
      ...pair(100, '本年收入', '98,073'), ...pair(120, '上年结转', '1,170'), ...pair(140, '其中一般预算', '1,170'),
      ...['政府性基金预', '算财政拨款', '国有资本经营', '预算财政拨款', '上年实户资金'].flatMap((line, i) => text(50, 160 + 20 * i, line)),
      ...pair(260, '总计', '99,243'),
    ]).at(-1)).toEqual(['总计', '99,243', '99,243']);
  });

  it('never puts two figures of a column into one cell', () => {
    const table = rows([
      text(50, 100, '项目'), text(150, 100, '预算数'),
      ...[1, 2, 3, 4, 5].map(i => [...text(50, 100 + 12 * i, `支出${'一二三四五'[i - 1]}`), ...text(150, 100 + 12 * i, `${i},234.00`)]),
    ].flat());
    expect(table.slice(1).map(r => r[1])).toEqual(['1,234.00', '2,234.00', '3,234.00', '4,234.00', '5,234.00']);
  });

  it('parts two tables at the line that names the unit', () => {
    const glyphs = (y: number): Glyph[] => [...text(50, y, '项目'), ...text(150, y, '预算数'), ...text(50, y + 15, '甲类'), ...text(150, y + 15, '1,000.00'), ...text(50, y + 30, '乙类'), ...text(150, y + 30, '2,000.00')];
    const page = { width: 600, height: 800, rotation: 0, rules: [], images: [], truncated: false };
    const { blocks } = layoutPage({ ...page, glyphs: [...glyphs(100), ...text(50, 150, '单位：万元'), ...glyphs(170)] }, 1, DEFAULT_SETTINGS);
    expect(blocks.filter(b => b.type === 'grid').map(g => g.rows)).toEqual([3, 3]);
  });
});

describe('rows by alignment', () => {
  it('end nowhere within a figure, though the label beside it has as many lines', () => {
    const lineAt = (y: number, ...pieces: readonly (readonly [x: number, content: string])[]): StreamLine => {
      const own = pieces.map(([x, content]) => streamLine(linesOf(cleanGlyphs({ glyphs: text(x, y, content), rules: [], width: 600, height: 800 }, DEFAULT_SETTINGS).chars, DEFAULT_SETTINGS)[0] as Line, DEFAULT_SETTINGS));
      const line = { ...(own[0] as StreamLine).line, x1: Math.max(...own.map(l => l.line.x1)), chars: own.flatMap(l => l.line.chars) };
      return { line, pieces: own.flatMap(l => l.pieces), atEdge: false };
    };
    const lines = [
      lineAt(100, [60, '合'], [150, '158,794,519.'], [250, '158,794,519.']), lineAt(112, [60, '计'], [200, '26'], [300, '26']),
      lineAt(124, [50, '公共安全'], [160, '213,308.73'], [260, '213,308.73']), lineAt(136, [50, '司法'], [160, '471,408.09'], [260, '471,408.09']),
    ];
    const columns = [{ from: 50, to: 90 }, { from: 150, to: 210 }, { from: 250, to: 310 }];
    const at = (piece: { readonly x0: number }): number => columns.findLastIndex(({ from }) => from <= piece.x0);
    expect(rowsByAlignment(lines, [0, 0, 0, 0], columns, piece => [at(piece), at(piece)], DEFAULT_SETTINGS)).toEqual([0, 0, 1, 2]);
  });
});
