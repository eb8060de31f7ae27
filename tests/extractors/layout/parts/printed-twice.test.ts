/** Merged cells of a spreadsheet that a page end cuts: their text is printed on both pages. */
import { describe, expect, it } from 'vitest';
import { stitch } from '../../../../extractors/layout/parts/stitch.js';
import type { Block, Grid } from '../../../../schemas/block.js';
import type { Rule } from '../../../../extractors/read/pdf/pdf-source.js';
import { blocksOf, rowsOf, segments, text, vertical } from '../pages.js';

const verticals = (y0: number, y1: number): Rule[] => [50, 150, 350, 450].map((x) => vertical(x, y0, y1));
/** Three rows of a form from y on, their first cell merged where `wide` says so. */
const ruled = (y: number, rows: number): Rule[] => [...verticals(y, y + 40 * rows), ...segments(y, 50, 150, 350, 450), ...segments(y + 40 * rows, 50, 150, 350, 450), ...Array.from({ length: rows - 1 }, (_, i) => segments(y + 40 * (i + 1), 150, 350, 450)).flat()];
const rows = (y: number, ...names: readonly string[]) => names.flatMap((name, i) => [...text(160, y + 40 * i + 24, name), ...text(400, y + 40 * i + 24, '100%')]);
const tables = (blocks: readonly Block[]): Grid[] => stitch(blocks).filter((block) => block.type === 'grid');

describe('a merged cell over a page end', () => {
  it('is one where its text stands below the table of the first page', () => {
    const above = blocksOf([...rows(600, '工作完成率', '人员到位率'), ...text(60, 704, '效益指标')], 1, ruled(600, 2));
    const below = blocksOf([...rows(50, '投诉处置率', '政策知晓率', '群众满意率'), ...text(60, 114, '效益指标')], 2, ruled(50, 3));
    expect(tables([...above, ...below]).map((grid) => rowsOf(grid)[0])).toEqual([['效益指标 5×1', '工作完成率', '100%']]);
    expect(stitch([...above, ...below]).filter((block) => block.type === 'paragraph')).toEqual([]);
  });

  it('is one where its text stands over the rules at the page end', () => {
    const above = blocksOf([...rows(600, '工作完成率', '人员到位率'), ...text(60, 684, '效益指标')], 1, ruled(600, 2));
    const below = blocksOf([...rows(50, '投诉处置率', '政策知晓率'), ...text(60, 54, '效益指标')], 2, ruled(50, 2));
    expect(tables([...above, ...below]).map((grid) => rowsOf(grid)[0])).toEqual([['效益指标 4×1', '工作完成率', '100%']]);
  });

  it('is two where each part has its text in its own middle', () => {
    const above = blocksOf([...rows(600, '工作完成率', '人员到位率'), ...text(60, 644, '效益指标')], 1, ruled(600, 2));
    const below = blocksOf([...rows(50, '投诉处置率', '政策知晓率'), ...text(60, 94, '效益指标')], 2, ruled(50, 2));
    expect(tables([...above, ...below]).flatMap(rowsOf).filter((row) => row.some((cell) => cell.startsWith('效益指标')))).toHaveLength(2);
  });
});
