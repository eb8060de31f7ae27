import { describe, expect, it } from 'vitest';
import { gridsOf, rowsOf, segments, text, vertical } from '../pages.js';

/** Three columns, two header rows and a body row; the side between the first two columns is not drawn in the second header row. */
const rules = [
  ...segments(100, 50, 350), ...segments(130, 150, 350), ...segments(160, 50, 350), ...segments(190, 50, 350),
  vertical(50, 100, 190), vertical(350, 100, 190), vertical(250, 130, 190), vertical(150, 100, 130), vertical(150, 160, 190),
];
const body = [...text(100, 178, '300.00'), ...text(200, 178, '100.00'), ...text(300, 178, '200.00')];

describe('a side that is drawn in one row and missing in the next', () => {
  it('goes on where texts stand on both sides of it', () => {
    const heads = [...text(90, 134, '总计'), ...text(240, 118, '收入'), ...text(190, 148, '小计'), ...text(290, 148, '拨款')];
    expect(rowsOf(gridsOf([...heads, ...body], 1, rules)[0])).toEqual([['总计 2×1', '收入 1×2'], ['小计', '拨款'], ['300.00', '100.00', '200.00']]);
  });
  it('is left out where a text stands across it', () => {
    const heads = [...text(90, 118, '总计'), ...text(240, 118, '收入'), ...text(110, 148, '一般公共预算'), ...text(290, 148, '拨款')];
    expect(rowsOf(gridsOf([...heads, ...body], 1, rules)[0])).toContainEqual(['一般公共预算 1×2', '拨款']);
  });
  it('goes on through every row of a cell beside it', () => {
    const three = [...segments(100, 50, 350), ...segments(130, 150, 350), ...segments(160, 250, 350), ...segments(190, 50, 350), ...segments(220, 50, 350),
      vertical(50, 100, 220), vertical(350, 100, 220), vertical(250, 130, 220), vertical(150, 100, 130), vertical(150, 190, 220)];
    const heads = [...text(80, 148, '单位名称'), ...text(240, 118, '收入'), ...text(190, 163, '合计'), ...text(280, 148, '拨款'), ...text(280, 178, '基金')];
    const figures = [...text(100, 208, '300.00'), ...text(200, 208, '100.00'), ...text(300, 208, '200.00')];
    expect(rowsOf(gridsOf([...heads, ...figures], 1, three)[0])).toEqual([['单位名称 3×1', '收入 1×2'], ['合计 2×1', '拨款'], ['基金'], ['300.00', '100.00', '200.00']]);
  });
});
