import { describe, expect, it } from 'vitest';
import { check, form } from './made.js';

describe('dates', () => {
  it('may lie beyond the year on both sides, but not miss it', () => {
    expect(check([form('甲', { total: '1' }, { dates: ['2023-01-01', '2025-12-31'] })]).rules).toEqual([]);
    expect(check([form('甲', { total: '1' }, { dates: ['2023-01-01', '2023-12-31'] })]).of('performance/dates')?.params['list']).toBe('甲：完成日期2023-12-31早于2024年度');
    expect(check([form('甲', { total: '1' }, { dates: ['2024-06-01', '2024-05-31'] })]).rules).toEqual(['performance/dates']);
  });

  it('counts dates that cannot be read', () => expect(check([form('甲', { total: '1' }, { dates: ['年初', '年底'] })]).counts('performance/dates')).toEqual([1, 0, 0, 1]));
});
