import { describe, expect, it } from 'vitest';
import type { LineReading, OcrEngine, TextBox } from '../../../../extractors/ocr/engines/engine.js';
import { glyphsOf } from '../../../../extractors/ocr/characters/glyphs.js';
import { partsOf, whitesOf } from '../../../../extractors/ocr/characters/glued-lines.js';
import { readOpenFigures } from '../../../../extractors/ocr/characters/open-figures.js';

const ADVANCE = 10;
const HEIGHT = 14;

/** A line whose characters are 10 pixels wide, blanks 10, `_` 5 and `=` 2 pixels of white; a mark in brackets leaves no ink. */
function lineOf(text: string, sure = 0.99): { box: TextBox; runs: TextBox[]; line: LineReading; onPage: (at: number) => number } {
  let x = 0;
  const runs: TextBox[] = [];
  const chars: { text: string; confidence: number; at: number }[] = [];
  for (const [, inkless, sign = ''] of text.matchAll(/\[(.)\]|(.)/gu)) {
    const width = sign === '=' ? 2 : sign === '_' ? ADVANCE / 2 : ADVANCE;
    const isInk = !' _='.includes(sign);
    if (isInk || inkless !== undefined) chars.push({ text: inkless ?? sign, confidence: sure, at: x + width / 2 });
    if (inkless === undefined && isInk) runs.push({ x0: x, x1: x + width - 2, y0: 0, y1: HEIGHT });
    x += width;
  }
  return { box: { x0: 0, x1: x, y0: 0, y1: HEIGHT }, runs, line: { chars, figures: () => [], likelihood: () => 0 }, onPage: at => at };
}

const parted = (text: string): string[] => {
  const found = lineOf(text);
  return partsOf(found).map(({ ink }) => found.line.chars.filter(c => c.at > ink.x0 && c.at < ink.x1).map(c => c.text).join(''));
};

describe('lines in which figures stand beside other texts', () => {
  it.each([
    ['155,652.07 二、公共安全支出', ['155,652.07', '二、公共安全支出']],
    ['95,517,529.9 95,517,529.9', ['95,517,529.9', '95,517,529.9']],
    ['201  06  02 行政运行', ['201', '06', '02', '行政运行']],
    ['0 四、事业收入', ['0', '四、事业收入']],
    ['〇 四、事业收入', ['〇', '四、事业收入']],
  ])('are cut: %s', (text, parts) => expect(parted(text)).toEqual(parts));

  it.each(['9,342,532[.]58', '2026年度部门预算', '一般公共预算 拨款收入', '支出预算211,297,807.95元'])('are left whole where they are one text: %s', text => expect(parted(text)).toEqual([]));
});

describe('a figure close beside the words of the next column', () => {
  const column = ['11,565.20=一、一般公共服务支出', '21,210.43=本年支出合计', '31,231.88=支出总计'];
  const partsIn = (texts: readonly string[]): string[][] => {
    const lines = texts.map(text => lineOf(text));
    return lines.map(found => partsOf(found, { whites: lines.map(whitesOf), starts: [] }).map(({ ink }) => found.line.chars.filter(c => c.at > ink.x0 && c.at < ink.x1).map(c => c.text).join('')));
  };

  it('is parted where the lines below each other have white there', () => {
    expect(partsIn(column)).toEqual(column.map(text => text.split('=')));
    expect(partsIn(column.slice(1))).toEqual([[], []]);
  });

  it('is one text with them where it is a code with a dash between them', () => {
    expect(partsIn(['20106=-财政事务', '20502=-普通教育', '20801=-人力资源'])).toEqual([[], [], []]);
    expect(partsIn(['565.20=-财政事务', '210.43=-普通教育', '231.88=-人力资源']).map(parts => parts[0])).toEqual(['565.20', '210.43', '231.88']);
  });

  it('is parted where other lines begin with such words, and so is a dash for nothing', () => {
    const partsBeside = (text: string, starts: readonly number[]): string[] => {
      const found = lineOf(text);
      return partsOf(found, { whites: [], starts }).map(({ ink }) => found.line.chars.filter(c => c.at > ink.x0 && c.at < ink.x1).map(c => c.text).join(''));
    };
    for (const [text, parts] of [['S6034698=一、一般公共服务支出', ['S6034698', '一、一般公共服务支出']], ['-=二、外交支出', ['-', '二、外交支出']]] as const) {
      const begin = lineOf(text.slice(0, text.indexOf('=') + 1)).box.x1;
      expect([partsBeside(text, [begin, begin + 1, begin]), partsBeside(text, [begin, begin])]).toEqual([parts, []]);
    }
  });

  it('stays whole between its digits, and with the bracket of a code', () => {
    expect(partsIn(['111=565.20', '211=210.43', '311=231.88'])).toEqual([[], [], []]);
    expect(partsIn(['（201）=公共服务', '（204）=公共安全', '（208）=社会保障'])).toEqual([[], [], []]);
  });
});

describe('figures in a line', () => {
  it('stay one figure where a separator left no ink', () => {
    const { box, runs, line } = lineOf('9,342,532[.]58');
    expect(glyphsOf([{ box, runs, chars: line.chars }], 1).map(g => g.text).join('')).toBe('9,342,532.58');
  });
});

/** A figure on the page, whose right end is given; `others` are further readings. */
function figureAt(right: number, row: number, text: string, ...others: readonly string[]): { ink: TextBox; line: LineReading } {
  const x0 = right - ADVANCE * text.length;
  const readings = [text, ...others].map((reading, i) => ({ text: reading, confidence: i === 0 ? 0.9 : 0.09 }));
  return {
    ink: { x0, x1: right, y0: row * 30, y1: row * 30 + HEIGHT },
    line: { chars: [...text].map((c, i) => ({ text: c, confidence: 0.98, at: (i + 0.5) / text.length })), figures: () => readings, likelihood: () => 0 },
  };
}

/** Sees nothing new, however a line is shown. */
const blind: OcrEngine = {
  name: 'made', forPage: () => Promise.reject(new Error('no pages')), detect: () => Promise.resolve([]),
  recognise: lines => Promise.resolve(lines.map(() => ({ chars: [], figures: () => [], likelihood: () => 0 }))),
};

const read = async (...lines: readonly ReturnType<typeof figureAt>[]): Promise<(string | undefined)[]> => {
  const figures = await readOpenFigures(lines, { image: { width: 400, height: 200, data: new Uint8Array(400 * 200).fill(255) }, faint: undefined, closed: undefined }, HEIGHT, blind);
  return lines.map((_, i) => figures.get(i)?.text);
};

describe('columns of figures without rulings', () => {
  it('are read as figures of one column are written', async () => {
    expect(await read(figureAt(300, 0, '9,342,532.58'), figureAt(301, 1, '163,844.28.', '163,844.28'), figureAt(300, 2, '211,297,807,95', '211,297,807.95'), figureAt(299, 3, '1,836,457.91')))
      .toEqual(['9,342,532.58', '163,844.28', '211,297,807.95', '1,836,457.91']);
  });

  it('leave a line as it was read that is a part of a broken figure', async () => {
    expect(await read(figureAt(300, 0, '158,794,519.', '158,794,519'), figureAt(300, 1, '26'), figureAt(300, 2, '213,308.73'), figureAt(300, 3, '335,761.04'), figureAt(300, 4, '95,517,529.9'), figureAt(300, 5, '1,194,766.79'), figureAt(300, 6, '241,524.91'), figureAt(300, 7, '620,152.78')))
      .toEqual([undefined, undefined, '213,308.73', '335,761.04', undefined, '1,194,766.79', '241,524.91', '620,152.78']);
    expect(await read(figureAt(300, 0, '794,519.', '794,519'), figureAt(300, 1, '0.'), figureAt(300, 2, '12,345'))).toEqual([undefined, '0', '12,345']);
  });

  it('hold an amount of which one character was read as a letter, and it is not sure; no code with a letter', async () => {
    const lines = [figureAt(300, 0, '45,323,415.45'), figureAt(300, 1, 'b,422,175.89', '26,422,175.89'), figureAt(300, 2, '17,219,763.74'), figureAt(300, 3, '28,103,651.71')];
    expect(await read(...lines)).toEqual(['45,323,415.45', '26,422,175.89', '17,219,763.74', '28,103,651.71']);
    expect((await readOpenFigures(lines, { image: { width: 400, height: 200, data: new Uint8Array(400 * 200).fill(255) }, faint: undefined, closed: undefined }, HEIGHT, blind)).get(1)?.confidence).toBeLessThanOrEqual(0.9);
    expect(await read(figureAt(300, 0, '101001'), figureAt(300, 1, '101A02', '101402'), figureAt(300, 2, '101003'), figureAt(300, 3, '101004'))).toEqual(['101001', undefined, '101003', '101004']);
  });

  it('are three figures with one right edge at least', async () => {
    expect(await read(figureAt(300, 0, '12.5.'), figureAt(300, 1, '7.5.'), figureAt(200, 2, '3.5.'))).toEqual([undefined, undefined, undefined]);
  });
});
