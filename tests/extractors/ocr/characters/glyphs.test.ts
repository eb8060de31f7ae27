import { describe, expect, it } from 'vitest';
import { glyphsOf, type ReadLine } from '../../../../extractors/ocr/characters/glyphs.js';

/** A line whose ink is in the given stretches; its characters stand at even distances in each. */
function line(y: number, ...words: readonly (readonly [text: string, x0: number, x1: number])[]): ReadLine {
  const chars = words.flatMap(([text, x0, x1]) => [...text].map((c, i, all) => ({ text: c, confidence: 1, at: x0 + (i + 0.5) * (x1 - x0) / all.length })));
  const runs = words.map(([, x0, x1]) => ({ x0, x1 }));
  return { box: { x0: words[0]?.[1] ?? 0, x1: words.at(-1)?.[2] ?? 0, y0: y, y1: y + 20 }, chars, runs };
}

describe('characters of lines as read', () => {
  it('stand where the ink of their word is, though the detector took two columns for one line', () => {
    const glyphs = glyphsOf([line(100, ['一般公共预', 100, 195], ['政府性基金', 220, 315])], 0.5);
    const at = (text: string): number => glyphs.find(g => g.text === text)?.x0 ?? NaN;
    expect([at('一'), at('政')]).toEqual([50, 110]);
  });

  it('keep a mark with white of its own in their word', () => {
    const glyphs = glyphsOf([line(100, ['一、', 100, 130], ['一般公共服务', 144, 264])], 1);
    expect(Math.max(...glyphs.slice(1).map((g, i) => g.x0 - (glyphs[i]?.x1 ?? 0)))).toBeLessThan(1);
  });

  it('are no larger than their ink is high, where a mark behind them was not read', () => {
    const [glyph] = glyphsOf([line(100, ['其中', 100, 150])], 1);
    expect(glyph?.size).toBeCloseTo(21.5, 0);
  });

  it('are as large as the others of the page where they are asterisks or a single narrow digit', () => {
    const glyphs = glyphsOf([line(100, ['一般公共服务支出', 100, 258]), { ...line(130, ['**', 100, 115]), box: { x0: 100, x1: 115, y0: 132, y1: 140 } }, { ...line(160, ['1', 100, 105]), box: { x0: 100, x1: 105, y0: 160, y1: 173 } }], 1);
    expect([...new Set(glyphs.map(g => Math.round(g.size)))]).toEqual([20]);
  });

  it('have the white of a full-width bracket before it, as the line above has', () => {
    const glyphs = glyphsOf([line(100, ['国有资本经营预算', 100, 258]), line(130, ['（三）政府性基金', 112, 259])], 1);
    expect(Math.abs((glyphs.find(g => g.text === '（')?.x0 ?? NaN) - 100)).toBeLessThan(2);
  });

  it('keep an opening mark with what it opens, though faint strokes leave white between them', () => {
    const glyphs = glyphsOf([line(100, ['“', 100, 106], ['西”农业建设', 132, 250])], 1);
    expect((glyphs[1]?.x0 ?? NaN) - (glyphs[0]?.x1 ?? NaN)).toBeLessThan(1);
  });

  it('keep a character in its word whose thin strokes noise has taken, by where it was read', () => {
    const { chars, ...read } = line(100, ['商业服务业等支出', 100, 260]);
    const gapOf = (at: number): number => {
      const glyphs = glyphsOf([{ ...read, chars: chars.map((c, i) => (i < 6 ? c : { ...c, at: (c.at ?? 0) + at })), runs: [{ x0: 100, x1: 217 }, { x0: 228 + at, x1: 260 + at }] }], 1);
      return (glyphs[6]?.x0 ?? NaN) - (glyphs[5]?.x1 ?? NaN);
    };
    expect([gapOf(0) < 1, gapOf(14) > 10]).toEqual([true, true]);
  });

  it('are none where a mark was read into white', () => {
    const read = line(100, ['05', 100, 124], ['02', 144, 168]);
    const glyphs = glyphsOf([{ ...read, chars: [...read.chars.slice(0, 2), { text: '（', confidence: 0.7, at: 134 }, ...read.chars.slice(2)] }], 1);
    expect(glyphs.map(g => g.text).join('')).toBe('0502');
  });

  it('stand in their row though what is left of a stamp makes the ink of a figure wider', () => {
    const [glyph] = glyphsOf([line(100, ['0.00', 100, 350])], 1);
    expect(((glyph?.y0 ?? NaN) + (glyph?.y1 ?? NaN)) / 2).toBeCloseTo(110, 0);
  });

  it('have one size and one height for words of one row, which is measured a little differently each time', () => {
    const glyphs = glyphsOf([line(100, ['行政运行', 100, 178]), line(101, ['事业运行', 200, 277]), { ...line(103, ['781.95', 400, 455]), box: { x0: 400, x1: 455, y0: 103, y1: 117 } }], 1);
    expect(new Set(glyphs.map(g => g.size)).size).toBe(1);
    expect(new Set(glyphs.map(g => g.y0)).size).toBe(1);
  });
});
