import { describe, expect, it } from 'vitest';
import { builtInFormat, shown } from '../../../extractors/read/number-format.js';

describe('numbers as a spreadsheet shows them', () => {
  it.each([
    ['8186.1099999999997', '#,##0.00_ ', '8,186.11'],
    ['1234567.5', '#,##0', '1,234,568'],
    ['1.005', '0.00', '1.01'],
    ['1.2345678E7', '#,##0.00', '12,345,678.00'],
    ['-1234.5', '#,##0.00_);[Red]\\(#,##0.00\\)', '(1,234.50)'],
    ['-0.001', '0.00', '0.00'],
    ['0', '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ', '-'],
    ['0', '#,##0.00;;', ''],
    ['12.5', '#.##', '12.5'],
    ['0.1234', '0.00%', '12.34%'],
    ['5', '00', '05'],
    ['2080501', 'General', '2080501'],
    ['0.30000000000000004', 'General', '0.3'],
    ['1500', 'G/通用格式', '1500'],
    ['45678.25', '#,##0.00"万元"', '45,678.25万元'],
    ['45698', 'yyyy"年"m"月"d"日"', '2025年2月10日'],
    ['12.5', '[>100]0.0;0', '12.5'],
  ])('%s as %s is %s', (value, format, text) => expect(shown(value, format)).toBe(text));

  it('print yuan as 万元 where a format sets the point', () => {
    expect(['12345678', '1234', '0'].map((value) => shown(value, '0!.0000'))).toEqual(['1234.5678', '0.1234', '0.0000']);
    expect(shown('12345', '0!.0,')).toBe('1.2');
  });

  it('know the formats that have numbers only', () => {
    expect([4, 14, 43, 999].map(builtInFormat)).toEqual(['#,##0.00', 'yyyy"年"m"月"d"日"', '#,##0.00;-#,##0.00;"-"', 'General']);
  });
});
