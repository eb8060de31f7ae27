/** Text layers whose character map is wrong in part, as printer drivers that write a PDF anew leave them. */
import { describe, expect, it } from 'vitest';
import { garbledIn } from '../../../extractors/read/pdf/garbage.js';
import { readPdf } from '../../../extractors/read/pdf/pdf.js';
import { at, line, tinyPdf } from './tiny-pdf.js';

/** A page of 名称 and 金额 whose letters a to f stand for the six given characters. */
const page = (characters: string): Uint8Array => tinyPdf([
  ...[60, 80, 100, 120, 140].map((y) => line(40, y, 240, y)), ...[40, 140, 240].map((x) => line(x, 60, x, 140)),
  ...[125, 105, 85, 65].map((y, i) => `${at(50, y, 'abcdef')}\n${at(150, y, `1${i}.50`)}`),
].join('\n'), { toUnicode: [
  '/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def 1 begincodespacerange <00> <FF> endcodespacerange 6 beginbfchar',
  ...[...characters].map((c, i) => `<6${i + 1}> <${(c.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}>`), 'endbfchar endcmap end end',
].join('\n') });

describe('a page whose words hold characters that are none', () => {
  it('is told, and nothing of it is sure', async () => {
    const { notes, blocks } = await readPdf(page('机关Ï业单位'), { ocr: 'never' });
    expect(notes.map(({ rule, params }) => [rule, params['count'], params['list']])).toEqual([['page/garbled', '4', '“机关Ï业单”']]);
    const cells = blocks.flatMap((block) => (block.type === 'grid' ? block.cells : []));
    expect(cells.map(({ text, confidence }) => [text, confidence])).toContainEqual(['10.50', 0.5]);
  });

  it('one whose words are whole is read as it is', async () => {
    const { notes, blocks } = await readPdf(page('机关事业单位'), { ocr: 'never' });
    expect(notes).toEqual([]);
    expect(blocks.flatMap((block) => (block.type === 'grid' ? block.cells : [])).map(({ confidence }) => confidence)).toEqual(Array.from({ length: 8 }, () => 1));
  });
});

describe('garbled characters', () => {
  const glyphs = (text: string): { text: string }[] => [...text].map((c) => ({ text: c }));
  it('are those of Latin-1 within Chinese words, and characters that are none', () => expect(garbledIn(glyphs('一般|共预算Ā本支û\uFFFD出'))).toHaveLength(3));
  it('are no signs that Chinese texts use, symbols of private use, or words of other languages', () => {
    expect(garbledIn(glyphs('温度±5°、面积²、\uF052是\uE000否，单价×数量\u0001年度\u0001预算'))).toEqual([]);
    expect(garbledIn(glyphs('Þórður Guðmundsson'))).toEqual([]);
  });
  it('are not told where there is one, or one in hundreds', () => {
    expect(garbledIn(glyphs('华沙Ł路在何处'))).toHaveLength(0);
    expect(garbledIn(glyphs(`${'一般公共预算'.repeat(100)}华ð沙þ`))).toEqual([]);
  });
});
