/** Labels of totals and numbers of columns in tables with few rules or none. */
import { describe, expect, it } from 'vitest';
import { stitch } from '../../../extractors/layout/stitch.js';
import { gridsOf, rowsOf, segments, text, vertical } from './pages.js';

const amounts = (y: number, ...figures: readonly string[]) => figures.flatMap((figure, i) => text(300 + 100 * i - 5 * figure.length, y, figure));
const line = (y: number, code: string, name: string, ...figures: readonly string[]) => [...text(50, y, code), ...text(100, y, name), ...amounts(y, ...figures)];
const head = [...text(50, 100, '科目编码'), ...text(110, 100, '科目名称'), ...amounts(100, '合计', '基本支出')];

describe('the label of a total', () => {
  it('whose characters stand below each other is one row with its figures', () => {
    const rows = [line(130, '208', '社会保障和就业支出', '3.00', '3.00'), line(160, '210', '卫生健康支出', '4.00', '4.00'), line(190, '221', '住房保障支出', '5.00', '5.00')].flat();
    const grid = gridsOf([...head, ...rows, ...text(50, 213, '合'), ...amounts(220, '12.00', '12.00'), ...text(52, 227, '计')])[0];
    expect(rowsOf(grid).at(-1)).toEqual(['合计', '12.00', '12.00']);
  });
  it('is no column of its own on a page that begins without a header', () => {
    const rows = [line(60, '210', '卫生健康', '4.00', '4.00'), line(90, '21011', '医疗', '4.00', '4.00'), line(120, '221', '住房保障', '5.00', '5.00')].flat();
    expect(gridsOf([...rows, ...text(170, 150, '合计'), ...amounts(150, '9.00', '9.00')]).map(grid => grid.columns)).toEqual([4]);
  });
});

describe('codes indented by level', () => {
  it('are one column on a page that begins without a header', () => {
    const rows = [['210', 50, '卫生健康'], ['21011', 60, '医疗'], ['2101101', 68, '行政医疗'], ['2101102', 68, '事业医疗']] as const;
    expect(gridsOf(rows.flatMap(([code, x, name], i) => [...text(x, 60 + 30 * i, code), ...text(130, 60 + 30 * i, name), ...amounts(60 + 30 * i, '4.00', '4.00')])).map(grid => grid.columns)).toEqual([4]);
  });
});

describe('figures of a part with fewer columns', () => {
  it('stay in the one column above them', () => {
    const above = [...text(50, 60, '科目编码'), ...text(110, 60, '科目名称'), ...amounts(60, '合计', '拨款', '补助'), ...line(90, '208', '社会保障', '9.00', '8.00', '1.00'), ...line(120, '210', '卫生健康', '4.00', '3.00', '1.00')];
    const below = [...line(60, '221', '住房保障', '5.00', '5.00'), ...line(90, '22102', '住房改革', '5.00', '5.00'), ...line(120, '229', '其他支出', '1.00', '1.00')];
    const [grid] = stitch([...gridsOf(above), ...gridsOf(below, 2)]).filter((block) => block.type === 'grid');
    expect(rowsOf(grid).at(-1)).toEqual(['229', '其他支出', '1.00', '1.00']);
  });
});

describe('numbers of columns in the row of the headings', () => {
  it('are a row of their own', () => {
    const xs = [50, 150, 250, 350];
    const rules = [...xs.map((x) => vertical(x, 50, 130)), ...[50, 100, 130].flatMap((y) => segments(y, ...xs))];
    const glyphs = [['科目', '**'], ['合计', '1'], ['基本支出', '2']].flatMap(([heading, number], i) => [...text((xs[i] as number) + 5, 70, heading as string), ...text((xs[i] as number) + 5, 92, number as string)]);
    const body = [...text(55, 120, '其他支出'), ...text(155, 120, '3.00'), ...text(255, 120, '3.00')];
    expect(rowsOf(gridsOf([...glyphs, ...body], 1, rules)[0])).toEqual([['科目', '合计', '基本支出'], ['**', '1', '2'], ['其他支出', '3.00', '3.00']]);
  });
});
