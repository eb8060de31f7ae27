/** Tables wider than their paper, printed with their first columns again beside the further ones. */
import { describe, expect, it } from 'vitest';
import { withColumnsBehind } from '../../../../extractors/layout/parts/columns-behind.js';
import { stitch } from '../../../../extractors/layout/parts/stitch.js';
import type { Block, Grid, Paragraph } from '../../../../schemas/block.js';
import { rowsOf } from '../pages.js';
import { gridOf } from '../../tables/forms/grids.js';

const NAMES = ['科目编码|科目名称', '201|一般公共服务支出', '20105|统计信息事务', '2010501|行政运行'];
const part = (page: number, columns: readonly string[], names = NAMES): Grid => ({ ...gridOf(names.map((row, i) => `${row}|${columns[i] ?? ''}`)), pages: [page, page] });
const line = (text: string): Paragraph => ({ type: 'paragraph', text, source: 'text' });
const first = part(1, ['合计|财政拨款收入', '9.00|7.00', '9.00|7.00', '9.00|7.00']);
const further = part(2, ['经营收入|其他收入', '|2.00', '|2.00', '|2.00']);
const tables = (blocks: readonly Block[]): string[][][] => withColumnsBehind(blocks).filter((block) => block.type === 'grid').map(rowsOf);
const WHOLE = [['科目编码', '科目名称', '合计', '财政拨款收入', '经营收入', '其他收入'], ...NAMES.slice(1).map((row) => [...row.split('|'), '9.00', '7.00', '2.00'])];

describe('a table whose columns go on behind it', () => {
  it('is one, with the names once, be there only page numbers, notes or its captions between its parts', () => {
    for (const between of [[], ['- 2 -'], ['注：本表反映收入情况。'], ['公开02表', '收入决算表', '单位：万元']]) {
      expect(tables([line('收入决算表'), first, ...between.map(line), further]), between.join()).toEqual([WHOLE]);
    }
    expect(stitch([line('收入决算表'), first, further]).filter((block) => block.type === 'grid')).toHaveLength(1);
  });
  it('has the unit that a later part states above it, and the notes below', () => {
    expect(withColumnsBehind([line('收入决算表'), first, line('注：无。'), line('单位：万元'), further]).map((block) => (block.type === 'grid' ? 'table' : block.text))).toEqual(['收入决算表', '单位：万元', 'table', '注：无。']);
  });
  it('keeps amounts that each part prints once', () => {
    expect(tables([first, part(2, ['合计|其他收入', '9.00|2.00', '9.00|2.00', '9.00|2.00'])])[0]?.[1]).toEqual(['201', '一般公共服务支出', '9.00', '7.00', '2.00']);
    expect(tables([part(1, ['合计', '9.00', '9.00', '9.00']), part(2, ['合计|其他收入', '9.00|2.00', '9.00|2.00', '9.00|2.00'])])[0]?.[1]).toEqual(['201', '一般公共服务支出', '9.00', '2.00']);
  });
});

describe('two tables', () => {
  it('stay two with a title between them, other rows, or the same headings', () => {
    expect(tables([line('收入决算表'), first, line('支出决算表'), further])).toHaveLength(2);
    expect(tables([line('收入决算表'), first, line('支出决算表 单位：万元'), further])).toHaveLength(2);
    expect(tables([first, part(2, ['其他收入', '2.00', '2.00', '2.00'], [...NAMES.slice(0, 3), '2010505|专项统计业务'])])).toHaveLength(2);
    expect(tables([first, part(2, ['合计|财政拨款收入', '8.00|6.00', '8.00|6.00', '8.00|6.00'])])).toHaveLength(2);
  });
});
