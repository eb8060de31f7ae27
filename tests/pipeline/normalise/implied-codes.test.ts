/** Codes that lines without codes stand for: what names and order leave no doubt of, and no more. */
import { describe, expect, it } from 'vitest';
import type { Reading } from '../../../pipeline/normalise/code-reading.js';
import { impliedCodes } from '../../../pipeline/normalise/implied-codes.js';

const implied = (...names: string[]): readonly string[] => impliedCodes(names.map((name) => ({ code: '', name, entry: { role: 'line', side: 'expenditure' } }) as unknown as Reading), 2026);

describe('lines of a table without codes', () => {
  it('are items of the section above them, which is one of the class above it', () => {
    expect(implied('公共安全支出', '司法', '行政运行', '普法宣传', '强制隔离戒毒', '行政运行', '卫生健康支出', '行政事业单位医疗', '行政单位医疗'))
      .toEqual(['204', '20406', '2040601', '2040605', '20408', '2040801', '210', '21011', '2101101']);
  });
  it('are a section first and its item then, where both bear one name', () => {
    expect(implied('一般公共服务支出', '其他一般公共服务支出', '其他一般公共服务支出')).toEqual(['201', '20199', '2019999']);
  });
  it('are left alone below a name that no list has, until the next class', () => {
    expect(implied('交通运输支出', '超长期特别国债安排的支出（试行）', '公路水路运输', '教育支出', '教育管理事务')).toEqual(['214', '', '', '205', '20501']);
  });
  it('are left alone without a class above them, as names of projects are', () => {
    expect(implied('行政运行', '普法宣传')).toEqual(['', '']);
  });
});

describe('a table with codes, and one with income beside spending', () => {
  it('imply classes only', () => {
    const reading = (name: string, side: string, code = ''): Reading => ({ code, name, entry: { role: 'line', side } }) as unknown as Reading;
    expect(impliedCodes([reading('公共安全支出', 'expenditure'), reading('司法', 'expenditure', '20406'), reading('行政运行', 'expenditure')], 2026)).toEqual(['204', '', '']);
    expect(impliedCodes([reading('财政拨款', 'revenue'), reading('公共安全支出', 'expenditure'), reading('司法', 'expenditure')], 2026)).toEqual(['', '204', '']);
  });
});
