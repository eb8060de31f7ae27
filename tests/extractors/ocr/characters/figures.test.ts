import { describe, expect, it } from 'vitest';
import { alphabetOf, decode, stepsOf } from '../../../../extractors/ocr/engines/ctc.js';
import type { LineReading, OcrEngine } from '../../../../extractors/ocr/engines/engine.js';
import { surenessOf, unsurePiece } from '../../../../extractors/ocr/characters/figure-pieces.js';
import { settleFigures } from '../../../../extractors/ocr/characters/figure-views.js';
import { beginsWithMinus, betterOf, decimalsOfWrapped, figureCells, insteadOf, perhapsNegative, readFigure, regrouped, styleOf, wrappedFigure } from '../../../../extractors/ocr/characters/figures.js';
import { textMarks } from '../../../../extractors/ocr/characters/marks.js';
import type { Grey } from '../../../../extractors/ocr/image/pixels.js';

const style = (...texts: string[]) => styleOf(['合计', ...texts]) ?? { codes: false, commas: false, decimals: -1 };

describe('separators by the grammar of amounts', () => {
  it.each([
    ['83.267.555', ['98,133,551', '6,555,876', '83.267.555'], '83,267,555'],
    ['60.000', ['98,133,551', '6,555,876', '60.000'], '60,000'],
    ['3.588.054.00', ['3,588,054.00', '0.00'], '3,588,054.00'],
    ['1127.68', ['1,046.24', '2,801.26', '3,690.62'], '1,127.68'],
    ['6,598,500.', ['6,598,500', '1,204,620'], '6,598,500'],
    ['17.5', ['21.53', '655', '17.5'], '17.5'],
    ['1234.56', ['1234.56', '98765.43'], '1234.56'],
    ['-512.800', ['-512,800', '1,170,000'], '-512,800'],
    ['153.210493', ['0', '0', '0', '5,113.072920', '153.210493'], '153.210493'],
    ['153.210493', ['0', '0', '12'], '153.210493'],
    ['0.125', ['0.125', '1234.500', '2.375'], '0.125'],
  ])('reads %s in a column like %j as %s', (text, column, expected) => {
    expect(regrouped(text, style(...column))).toBe(expected);
  });

  it('leaves a figure whose separators fit no grouping', () => {
    expect(regrouped('83,26,555', style('98,133,551', '6,555,876'))).toBe('83,26,555');
  });

  it('takes specks off codes', () => {
    expect(regrouped('.206', style('204', '206', '208'))).toBe('206');
  });

  it('leaves a header with a year in it out of the figures of its column', () => {
    const column = (...texts: string[]) => [...figureCells(texts.map(text => ({ column: 'a', text }))).keys()];
    expect(column('2026年预算数', '1,272,354.58', '0.00', '86.30')).toEqual([1, 2, 3]);
    expect(column('预算数', '美221,493. 00', '0.00', '86.30')).toEqual([1, 2, 3]);
  });

  it('leaves what a column is the sum of out of its figures', () => {
    const column = (...texts: string[]) => [...figureCells(texts.map(text => ({ column: 'a', text }))).keys()];
    expect(column('预算数', '5=6+7', '3022', '7.7', '-4.9')).toEqual([2, 3, 4]);
    expect(column('预算数', '（1）＝（2）＋（3）', '3022', '7.7', '-4.9')).toEqual([2, 3, 4]);
    expect(column('预算数', '12-7', '3022', '7.7', '-4.9')).toEqual([1, 2, 3, 4]);
  });

  it('takes a column of names for none of figures', () => {
    expect(styleOf(['名称', '行政运行', '司法', '2024年项目'])).toBeUndefined();
  });
});

/** Steps of a line in which each character is followed by a blank; `doubt` gives a second character its probability. */
function steps(characters: readonly string[], text: string, doubt: Readonly<Record<number, readonly [string, number]>> = {}) {
  const data = new Float32Array(text.length * 2 * characters.length);
  [...text].forEach((c, i) => {
    const [other, p] = doubt[i] ?? ['', 0];
    const row = 2 * i * characters.length;
    data[row + characters.indexOf(c)] = 1 - p;
    if (p > 0) data[row + characters.indexOf(other)] = p;
    data[row + characters.length] = 1;
  });
  return decode(stepsOf(data, text.length * 2, characters.length, 0, 1), alphabetOf(characters));
}

describe('constrained reading', () => {
  const characters = ['', ...'0123456789,.-元口O:'];

  it('is as sure as its least sure character', () => {
    const line = steps(characters, '1,234', { 2: ['7', 0.25] });
    expect(line.chars.map(c => c.text).join('')).toBe('1,234');
    expect(Math.min(...line.chars.map(c => c.confidence))).toBeCloseTo(0.75);
  });

  it('keeps the other readings with their probabilities', () => {
    expect(steps(characters, '1,234', { 2: ['7', 0.25] }).figures(2).map(r => [r.text, Math.round(r.confidence * 100)])).toEqual([['1,234', 75], ['1,734', 25]]);
  });

  it('reads the cells of a column of figures with the characters of figures', () => {
    const cells = ['合计', '1,234', '5,678', '9,012', '3,4O5'].map(text => ({ column: 'a', text }));
    const style = figureCells(cells).get(4);
    expect([...figureCells(cells).keys()]).toEqual([0, 1, 2, 3, 4]);
    expect(style && readFigure(steps(characters, '3,4O5', { 3: ['0', 0.4] }), style)?.text).toBe('3,405');
    expect(style && readFigure(steps(characters, '元口'), style)).toBeUndefined();
  });

  it('takes marks that look like separators for separators, and is not sure of a figure torn by other signs', () => {
    const column = style('17.5', '21.5', '4.0');
    expect(readFigure(steps(characters, '17:5'), column)).toMatchObject({ text: '17.5', confidence: 1 });
    expect(readFigure(steps(characters, '17口5'), column)?.confidence).toBe(0.9);
  });

  it('leaves out what is foreign to figures', () => {
    expect(steps(characters, '6,598元').figures(1)[0]?.text).toBe('6,598');
  });

  it('takes of two readings the one written like its column, and trusts neither fully', () => {
    const column = style('1,225,560', '8,323,860', '60,000');
    const [short, whole] = [readFigure(steps(characters, '1,225.50'), column), readFigure(steps(characters, '1,225,560'), column)];
    expect(betterOf(short, whole, column)).toMatchObject({ text: '1,225,560', confidence: 0.9, alternatives: [{ text: '1,225,560' }, { text: '1,225.50' }] });
    expect(betterOf(whole, whole, column)?.confidence).toBe(1);
  });

  it('is as sure of a figure as of all that is written like its column and as wide as its ink: what is not cannot be meant', () => {
    const reading = (...others: readonly (readonly [string, number])[]): LineReading => ({
      chars: [...'115,909,790'].map((text, i) => ({ text, confidence: 0.999, at: i / 11 })), likelihood: () => 0,
      figures: () => [['115,909,790', 0.97] as const, ...others].map(([text, confidence]) => ({ text, confidence })),
    });
    const column = style('83,267,555', '68,197,714', '5,087,286');
    const lost = reading(['115,909,79', 0.02], ['115,99,790', 0.01]);
    expect(readFigure(lost, column)?.confidence).toBeCloseTo(0.999);
    expect(readFigure(reading(['115,909,798', 0.03]), column)?.confidence).toBeCloseTo(0.97);
    const shorter = reading(['15,909,790', 0.03]);
    expect(readFigure(shorter, column)?.confidence).toBeCloseTo(0.97);
    expect(readFigure(shorter, { ...column, fits: text => text.length === 11 })?.confidence).toBeCloseTo(0.999);
  });

  it('does not make a figure of a word', () => {
    expect(steps(characters, '元口').figures(5)).toEqual([]);
  });
});

describe('amounts in running text', () => {
  const mended = (text: string): string => {
    const marks = textMarks(text);
    return [...text].map((c, i) => marks.get(i) ?? c).join('');
  };
  it('have commas between groups and a full stop before decimals', () => {
    expect(mended('收入101，673.03万元，比99.003.18万元增加2,669.85万元')).toBe('收入101,673.03万元，比99,003.18万元增加2,669.85万元');
  });
  it('keep what may be decimals, dates and lists', () => {
    expect(mended('4.950，2025.12.31，共12.5万元，1，2，3')).toBe('4.950，2025.12.31，共12.5万元，1，2，3');
  });
  it('in the cells of forms, too, where no column says how they are written', () => {
    expect(mended('3.588.054.00')).toBe('3,588,054.00');
    expect(mended('3.588,054.00')).toBe('3,588,054.00');
  });
});

describe('a minus', () => {
  const figure = { text: '107.38', confidence: 0.98, alternatives: [{ text: '107.38', confidence: 0.98 }, { text: '101.38', confidence: 0.01 }] };
  it('that was read once and cut off by a closer look is kept, and not sure', () => {
    const { text, confidence, alternatives } = perhapsNegative(figure, true);
    expect([text, confidence, alternatives.map(r => r.text)]).toEqual(['-107.38', 0.9, ['-107.38', '107.38', '101.38']]);
  });
  it('that may stand before a figure makes it unsure', () => {
    const { text, confidence, alternatives } = perhapsNegative(figure, false);
    expect([text, confidence, alternatives.map(r => r.text)]).toEqual(['107.38', 0.9, ['107.38', '-107.38', '101.38']]);
    expect(perhapsNegative({ ...figure, text: '-5.00' }, false).text).toBe('-5.00');
  });
  it('begins a line where it is likely and digits follow', () => {
    const read = (text: string, sign: number) => ({ chars: [...text].map((c, i) => ({ text: c, confidence: i === 0 ? sign : 1, at: 0.5 })), figures: () => [], likelihood: () => 0 });
    expect([read('-107.38', 0.8), read('—107.38', 0.8), read('-107.38', 0.3), read('-', 0.9), read('107', 0.9)].map(beginsWithMinus)).toEqual([true, true, false, false, false]);
  });
});

describe('marks between words', () => {
  const mended = (text: string): string => [...text].map((c, i) => textMarks(text).get(i) ?? c).join('');
  it('are commas where a full stop stands between Chinese characters, and full stops in percentages', () => {
    expect(mended('提高教育矫正质量．预防和减少犯罪.促进融入')).toBe('提高教育矫正质量，预防和减少犯罪，促进融入');
    expect(mended('=100:00(%)')).toBe('=100.00(%)');
  });
  it('are the first character of 一般 and 一次性 where a dash was read', () => {
    expect(mended('[201]—般公共服务支出')).toBe('[201]一般公共服务支出');
    expect(mended('201--般公共服务支出')).toBe('201-一般公共服务支出');
    expect(mended('年终—次性奖金')).toBe('年终一次性奖金');
  });
  it('stay after numerals and in times', () => {
    expect(mended('二.社会保障和就业支出')).toBe('二.社会保障和就业支出');
    expect(mended('9:30至17:00')).toBe('9:30至17:00');
  });
});

describe('figures broken over lines', () => {
  const amounts = style('6,665,523.64', '14,278,850.63', '448,254.51');
  const line = (text: string) => ({ chars: [...text].map((c, i) => ({ text: c, confidence: 0.99, at: (i + 0.5) / text.length })), figures: () => [], likelihood: () => 0 });
  it.each([
    [['6,665,523', '64'], '6,665,523.64'], [['20,944.37', '4.27'], '20,944,374.27'], [['448,254.5', '1.'], '448,254.51'],
    [['406,232.6', '○'], '406,232.60'], [['6,271;', '904.86'], '6,271,904.86'], [['6,271,904.', '.86'], '6,271,904.86'],
  ])('%j are %s, not surely', (lines, text) => {
    const read = wrappedFigure(lines.map(line), amounts);
    expect(read?.text).toBe(text);
    expect(read?.confidence).toBeLessThanOrEqual(0.5);
  });
  it.each([[['9,593.26', '9,593.26']], [['6,271,904.86', '中']], [['1,170.00', '60.00']]])('%j are none', lines => {
    expect(wrappedFigure(lines.map(line), amounts)).toBeUndefined();
  });
  it('know the decimals that only broken amounts of a table have', () => {
    const broken = [['49,721.99', '6206'], ['10.58360', '9'], ['813.9585', '30']].map(lines => lines.map(line));
    const decimals = decimalsOfWrapped(broken);
    expect(decimals).toBe(6);
    expect(broken.map(lines => wrappedFigure(lines, { ...style('0.00', '0.00'), decimals: decimals ?? 0 })?.text)).toEqual(['49,721.996206', '10.583609', '813.958530']);
    expect(decimalsOfWrapped([['6,665,523', '64'], ['20,944.37', '4.27']].map(lines => lines.map(line)))).toBeUndefined();
  });
  it.each([
    [['20105', '06'], '2010506'], [['20', '1'], '201'], [['101', '001'], '101001'],
    [['20105', '20106'], undefined], [['20', '105'], undefined], [['201', '行'], undefined],
  ])('codes of %j are %s', (lines, text) => {
    expect(wrappedFigure(lines.map(line), { codes: true, commas: false, decimals: 0 })?.text).toBe(text);
  });
});

describe('a second picture of an unsure figure', () => {
  const amounts = style('83,267,555', '68,197,714', '5,087,286');
  const reading = (text: string, confidence: number) => ({ text, confidence, alternatives: [{ text, confidence }] });
  it('counts instead of the first, and is as sure as it is only where both agree', () => {
    expect(insteadOf(reading('83,267,355', 0.96), reading('83,267,555', 0.99), amounts)).toMatchObject({ text: '83,267,555', confidence: 0.9 });
    expect(insteadOf(reading('83,267,555', 0.9), reading('83,267,555', 0.99), amounts)?.confidence).toBe(0.99);
  });
  it('does not count where only the first is written like its column', () => {
    expect(insteadOf(reading('83,267,555', 0.9), reading('83,26', 0.99), amounts)?.text).toBe('83,267,555');
  });
});

describe('looking at figures again', () => {
  const seen = (text: string, confidence: number): LineReading => ({ chars: [...text].map((sign, i) => ({ text: sign, confidence, at: i / text.length })), figures: () => [{ text, confidence: 1 }], likelihood: () => 0 });
  const looksAt = async (first: LineReading, again: LineReading): Promise<number> => (await lookedAt(first, again, false)).looks;
  const lookedAt = async (first: LineReading, again: LineReading, broken: boolean, fits?: (text: string) => boolean): Promise<{ looks: number; confidence: number }> => {
    let looks = 0;
    const style = { codes: false, commas: false, decimals: 2, ...fits && { fits } };
    const lines = { lines: [{ table: '0', width: 40 }], readings: [first], styles: new Map([[0, style]]), figures: new Map([[0, readFigure(first, style)]]) };
    const engine = { recognise: (pictures: readonly unknown[]) => { looks += pictures.length; return Promise.resolve(pictures.map(() => again)); } } as unknown as OcrEngine;
    const picture = (): Grey => ({ width: 1, height: 1, data: new Uint8Array(1) });
    await settleFigures(lines, [{ picture, counts: false, broken }, { picture, counts: false, broken }], engine);
    return { looks, confidence: lines.figures.get(0)?.confidence ?? 0 };
  };

  it('makes a figure as sure as two looks together that read the same, but where both show its strokes broken', async () => {
    expect((await lookedAt(seen('12.30', 0.97), seen('12.30', 0.9), false)).confidence).toBeCloseTo(0.997);
    expect((await lookedAt(seen('12.30', 0.95), seen('12.30', 0.96), true)).confidence).toBe(0.96);
    expect((await lookedAt(seen('12.30', 0.98), seen('12.30', 0.96), true)).looks).toBe(0);
    expect((await lookedAt(seen('12.30', 0.6), seen('12.30', 0.6), false)).confidence).toBe(0.6);
  });

  it('is left out where words stand in the column, and ends where two looks read alike what fits the ink', async () => {
    expect(await looksAt(seen('小计', 0.99), seen('12.30', 0.99))).toBe(0);
    expect((await lookedAt(seen('12.30', 0.6), seen('12.30', 0.7), false, () => true)).looks).toBe(1);
    expect((await lookedAt(seen('12.30', 0.6), seen('12.30', 0.7), false, () => false)).looks).toBe(2);
    expect((await lookedAt(seen('12.30', 0.6), seen('12.80', 0.7), false, () => true)).looks).toBe(2);
  });

  it('ends when one more look bears out a likely one; an unlikely one is looked at until it is sure', async () => {
    expect(await looksAt(seen('12.30', 0.99), seen('12.30', 0.99))).toBe(0);
    expect(await looksAt(seen('12.30', 0.95), seen('12.30', 0.93))).toBe(1);
    expect(await looksAt(seen('12.30', 0.95), seen('12.80', 0.93))).toBe(2);
    expect(await looksAt(seen('12.30', 0.6), seen('12.30', 0.7))).toBe(2);
  });
});

describe('the unsure digits of a figure', () => {
  const PITCH = 14;
  const text = '1234567';
  /** Seven digits, each a block of ink; `gap` is the white between them. */
  const picture = (gap: number): Grey => {
    const image = { width: text.length * PITCH, height: 30, data: new Uint8Array(text.length * PITCH * 30).fill(255) };
    for (let y = 5; y < 25; y++) for (let x = 0; x < image.width; x++) if (x % PITCH < PITCH - gap) image.data[y * image.width + x] = 0;
    return image;
  };
  const line = (unsure: readonly number[]): LineReading => ({ chars: [...text].map((c, i) => ({ text: c, confidence: unsure.includes(i) ? 0.95 : 0.995, at: (i + 0.5) / text.length })), figures: () => [{ text, confidence: 1 }], likelihood: () => 0 });
  const pieceOf = (unsure: readonly number[], gap = 4) => unsurePiece(line(unsure), { text, confidence: 0.95, alternatives: [] }, picture(gap), text.length * PITCH);

  it('are shown alone with a neighbour on either side, in white', () => {
    const piece = pieceOf([3]);
    expect(piece).toMatchObject({ digits: '345', rest: 0.995 });
    const columns = Array.from({ length: piece?.picture.width ?? 0 }, (_, x) => (piece?.picture.data[10 * (piece?.picture.width ?? 0) + x] === 0 ? '#' : ' ')).join('');
    expect(columns.trim().split(/ +/)).toEqual(['#'.repeat(10), '#'.repeat(10), '#'.repeat(10)]);
    expect(columns).toMatch(/^ .* $/);
    expect(pieceOf([0])?.digits).toBe('12');
  });

  it('are shown with the whole figure where they are many, or strokes touch beside them', () => {
    expect(pieceOf([1, 5])).toBeUndefined();
    expect(pieceOf([3], 0)).toBeUndefined();
    expect(pieceOf([])).toBeUndefined();
  });

  it('are as sure as they are in their own picture, where the same are read there', () => {
    const read = (digits: string): LineReading => ({ chars: [...digits].map((c, i) => ({ text: c, confidence: 0.97, at: i / 3 })), figures: () => [{ text: digits, confidence: 0.98 }], likelihood: () => 0 });
    const piece = pieceOf([3]);
    expect(piece && [surenessOf(read('345'), piece), surenessOf(read('3,45'), piece), surenessOf(read('385'), piece)]).toEqual([0.97, 0.97, 0]);
  });
});
