import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UNITS, type AmountReading, type Unit } from '../../schemas/amount.js';
import { formatYuan, interval, parseAmount, parseUnit } from '../../schemas/amount-parse.js';
import { parseChineseAmount, parseChineseNumber } from '../../schemas/chinese-number.js';

const yuan = (text: string, unit: Unit = '元'): string => {
  const reading = parseAmount(text, unit);
  return reading.state === 'amount' ? formatYuan(reading.amount.fen) : reading.state;
};
const mended = (text: string, unit: Unit = '元'): readonly string[] => {
  const reading = parseAmount(text, unit);
  return reading.state === 'amount' ? reading.amount.mended : ['no amount'];
};

describe('parseAmount', () => {
  it('keeps nothing, a dash and a printed zero apart', () => {
    expect(parseAmount('', '元').state).toBe('blank');
    expect(parseAmount(' \u3000', '元').state).toBe('blank');
    for (const dash of ['-', '—', '–', '－', '/', '——', '--']) expect(parseAmount(dash, '元')).toEqual({ state: 'dash', published: dash });
    expect(yuan('0')).toBe('0');
    expect(yuan('0.00')).toBe('0');
  });
  it('takes words for nothing to print for a dash', () => {
    for (const text of ['单位不需填列', '无需填报', '不适用']) expect(parseAmount(text, '万元')).toEqual({ state: 'dash', published: text });
  });

  it('reads clean figures without mending anything', () => {
    for (const [text, value] of [['83,267,555', '83267555'], ['35869554.50', '35869554.5'], ['-1,234.5', '-1234.5'], ['1.234', '1.23'], ['.38', '0.38']] as const) expect(yuan(text)).toBe(value);
    expect(mended('83,267,555')).toEqual([]);
    expect(yuan('21.5', '万元')).toBe('215000');
  });
  it('reads separators of every kind, and names what it mended', () => {
    for (const [text, value, how] of [
      ['1,234,56', '123456', 'odd-groups'], ['1.234.567', '1234567', 'separator'], ['1,234.567,00', '1234567', 'separator'], ['1.234,56', '1234.56', 'separator'], ['43.870.00', '43870', 'odd-groups'], ['1,234.56①', '1234.56', 'note-mark'], ['(12.50)*', '-12.5', 'brackets'], ['*1,234.56', '1234.56', 'note-mark'], ['＊ 5.00', '5', 'note-mark'], ['123·45', '123.45', 'separator'],
      ["1'234'567", '1234567', 'separator'], ['1 234 567.8', '1234567.8', 'inner-space'], ['83,2 67,555', '83267555', 'inner-space'], ['0,5', '0.5', 'decimal-comma'],
      ['１２，３４５．６', '12345.6', 'full-width'], ['1,2OO', '1200', 'letter-o'], ['l2,345', '12345', 'letter-l'], ['1S0.8B', '150.88', 'letter-s'],
      ['38.', '38', 'bare-point'], ['1.2E+07', '12000000', 'shortened'], ['1.2345E+3', '1234.5', 'exponent'],
    ] as const) {
      expect([text, yuan(text)]).toEqual([text, value]);
      expect(mended(text)).toContain(how);
    }
  });
  it('reads negatives in brackets, with signs and with triangles', () => {
    for (const text of ['-12.5', '−12.5', '－12.5', '–12.5', '▲12.5', '△12.5', '(12.5)', '（12.5）', '12.5-']) expect([text, yuan(text)]).toEqual([text, '-12.5']);
  });
  it('lets a unit in the cell go before the column’s', () => {
    expect(yuan('380.10万元')).toBe('3801000');
    expect(yuan('3,588,054.00（元）', '万元')).toBe('3588054');
  });
  it('calls what is no single figure unreadable', () => {
    for (const text of ['5%', '无', '8,856 1,205', '123 45.67', 'O', '1..2', '同上', '10-11月', '=14(套)', '12/5', 'B8l']) expect([text, parseAmount(text, '元').state]).toEqual([text, 'unreadable']);
  });
  it('keeps decimals below a fen honest', () => {
    expect(yuan('12.345')).toBe('12.35');
    expect(yuan('-12.345')).toBe('-12.35');
    expect(mended('12.345')).toEqual(['below-fen']);
    expect(mended('12.500')).toEqual([]);
  });
  it('knows the printed precision', () => {
    const reading = parseAmount('12.3', '万元');
    expect(reading.state === 'amount' && reading.amount.step).toBe(100_000n);
    expect(reading.state === 'amount' && interval(reading.amount)).toEqual({ low: 12_250_000n, high: 12_350_000n });
  });

  const unit = fc.constantFrom(...(Object.keys(UNITS) as Unit[]));
  const group = (digits: string, separator: string): string => digits.replaceAll(/\B(?=(?:\d{3})+$)/gu, separator);
  const wide = (text: string): string => [...text].map((c) => (/[\d.,()-]/u.test(c) ? String.fromCodePoint((c.codePointAt(0) ?? 0) + 0xfee0) : c)).join('');
  it('gives back every amount in whatever shape it is printed', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 10n ** 14n }), fc.integer({ min: 0, max: 2 }), unit, fc.constantFrom('', ',', "'", ' ', '，'),
        fc.constantFrom('', '-', '−', '△', '()', 'after-unit', 'wide'),
        (digits, decimals, u, separator, shape) => {
          const text = digits.toString().padStart(decimals + 1, '0');
          const number = group(text.slice(0, text.length - decimals), separator) + (decimals > 0 ? `.${text.slice(-decimals)}` : '');
          const negative = ['-', '−', '△', '()'].includes(shape);
          const printed = shape === '()' ? `(${number})` : shape === 'after-unit' ? `${number}${u}` : shape === 'wide' ? wide(number) : `${shape}${number}`;
          const expected = (digits * UNITS[u]) / 10n ** BigInt(decimals);
          const reading: AmountReading = parseAmount(printed, u);
          expect([printed, reading.state === 'amount' ? reading.amount.fen : reading.state]).toEqual([printed, negative ? -expected : expected]);
        },
      ),
      { numRuns: 500 },
    );
  });
  it('never takes a text for another figure than its digits', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0123456789,.- OlSB()'), maxLength: 12 }), (text) => {
        const reading = parseAmount(text, '元');
        if (reading.state !== 'amount' || reading.amount.mended.length > 0) return;
        // A figure read without any mending has the very digits that are printed.
        expect(formatYuan(reading.amount.fen).replaceAll(/\D/gu, '').replace(/^0+|0+$/gu, '')).toBe(text.replaceAll(/\D/gu, '').replace(/^0+|0+$/gu, ''));
      }),
      { numRuns: 1000 },
    );
  });
});

describe('formatYuan', () => {
  it('prints exact decimals without trailing zeros', () => {
    expect([0n, 5n, 50n, 3_586_955_450n, -1n, 100n].map(formatYuan)).toEqual(['0', '0.05', '0.5', '35869554.5', '-0.01', '1']);
  });
});

describe('parseUnit', () => {
  it('reads the unit of captions and headers', () => {
    for (const text of ['单位：万元', '金额单位:人民币万元', '（万元）', '预算数（万元）', '单 位：万 元', '编制单位：某局  单位：万元', '金额：万元', '万元']) expect([text, parseUnit(text)]).toEqual([text, '万元']);
    expect(parseUnit('单位：元')).toBe('元');
    expect(parseUnit('（元）')).toBe('元');
  });
  it('takes no other 单位 for a unit of money', () => {
    for (const text of ['编制单位：上海市某局', '单位：个', '单位名称', '公用经费（元/人）', '']) expect([text, parseUnit(text)]).toEqual([text, undefined]);
  });
});

describe('Chinese numerals', () => {
  it('reads everyday, formal and place-by-place numerals', () => {
    for (const [text, value] of [['一百二十', 120n], ['叁佰', 300n], ['两', 2n], ['十五', 15n], ['一千零五', 1005n], ['一万五', 15_000n], ['三亿五千万', 350_000_000n], ['二〇二四', 2024n]] as const) expect(parseChineseNumber(text)).toBe(value);
    for (const text of ['', '百分之五', '一二百三', '元']) expect(parseChineseNumber(text)).toBe(undefined);
  });
  it('reads amounts in words', () => {
    const reading = parseChineseAmount('一百二十万元');
    expect(reading.state === 'amount' && formatYuan(reading.amount.fen)).toBe('1200000');
    expect(parseChineseAmount('若干元').state).toBe('unreadable');
  });
  it('gives back every number below 一亿 written in words', () => {
    const DIGITS = [...'零一二三四五六七八九'];
    const below = (n: number): string => {
      let out = '';
      for (const [size, mark] of [[1000, '千'], [100, '百'], [10, '十'], [1, '']] as const) {
        const d = Math.floor(n / size) % 10;
        if (d > 0) out += (DIGITS[d] ?? '') + mark;
        else if (out !== '' && !out.endsWith('零') && n % size > 0) out += '零';
      }
      return out;
    };
    const words = (n: number): string => {
      const high = Math.floor(n / 10_000);
      const low = n % 10_000;
      if (high === 0) return below(low);
      return `${below(high)}万${low > 0 && low < 1000 ? '零' : ''}${low > 0 ? below(low) : ''}`;
    };
    fc.assert(fc.property(fc.integer({ min: 1, max: 99_999_999 }), (n) => {
      expect([words(n), parseChineseNumber(words(n))]).toEqual([words(n), BigInt(n)]);
    }));
  });
});
