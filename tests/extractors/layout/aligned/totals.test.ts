/** Labels of totals and numbers of columns in tables with few rules or none. */
import { describe, expect, it } from 'vitest';
import { stitch } from '../../../../extractors/layout/parts/stitch.js';
import { gridsOf, rowsOf, segments, text, vertical } from '../pages.js';

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

describe('a code and its name in one cell', () => {
  // The quarter of an em that word processors set between digits and CJK characters.
  const both = (x: number, y: number, code: string, name: string) => [...text(x, y, code), ...text(x + 5 * code.length + 2.2, y, name)];
  const levels = [['208', '社会保障和就业支出'], ['20805', '行政事业单位养老支出'], ['2080502', '事业单位离退休'], ['2080505', '养老保险缴费'], ['2080506', '职业年金缴费'], ['210', '卫生健康支出'], ['21011', '行政事业单位医疗'], ['2101101', '行政单位医疗'], ['2101102', '事业单位医疗']] as const;
  const header = [...text(100, 70, '科目名称'), ...amounts(70, '合计', '基本支出')];
  it('is one text, however codes are indented', () => {
    const lines = levels.flatMap(([code, name], i) => [...both(40 + 5 * code.length, 100 + 20 * i, code, name), ...amounts(100 + 20 * i, '4.00', '4.00')]);
    const grid = gridsOf([...header, ...lines])[0];
    expect(rowsOf(grid).map(([first]) => first)).toEqual(['科目名称', ...levels.map(([code, name]) => code + name)]);
  });
  it('are two where names begin behind codes of every length at one place', () => {
    const lines = levels.flatMap(([code, name], i) => [...text(90 - 5 * code.length, 100 + 20 * i, code), ...text(92.2, 100 + 20 * i, name), ...amounts(100 + 20 * i, '4.00', '4.00')]);
    const grid = gridsOf([...text(50, 70, '科目编码'), ...header, ...lines])[0];
    expect(rowsOf(grid).slice(1).map((row) => row.slice(0, 2))).toEqual(levels.map((level) => [...level]));
  });
});

describe('a table of names and amounts', () => {
  // Names fill their column, so that most lines are all ink; some have no amount.
  const table = [['公务用车购置及运行费', '62,870'], ['其中：公务用车购置费', ''], ['公务用车运行费', '62,870'], ['公务接待费', '36,360'], ['因公出国（境）费', ''], ['合计', '99,230']] as const;
  it('begins with its header and keeps every line', () => {
    const lines = table.flatMap(([name, figure], i) => [...text(44 + (name === '公务用车运行费' ? 30 : 0), 90 + 16 * i, name), ...text(150, 90 + 16 * i, figure)]);
    const grid = gridsOf([...text(80, 74, '项目'), ...text(156, 74, '金额'), ...lines])[0];
    expect(rowsOf(grid)).toEqual([['项目', '金额'], ...table.map((row) => row.filter((words) => words !== ''))]);
  });
  it.each([['第三部分', '单位预算情况说明'], ['表三', '支出总表']])('ends before %s', (number, title) => {
    const rows = ['甲项目经费', '乙项目经费', '丙项目经费'].flatMap((name, i) => [...text(44, 90 + 16 * i, name), ...amounts(90 + 16 * i, '4.00', '3.00')]);
    const grid = gridsOf([...text(60, 74, '项目'), ...amounts(74, '合计', '拨款'), ...rows, ...text(200, 140, number), ...text(260, 140, title), ...text(500, 156, '单位：元')])[0];
    expect(rowsOf(grid).at(-1)?.[0]).toBe('丙项目经费');
  });
});

describe('names in the middle of their column', () => {
  const middle = (x: number, y: number, words: string) => text(x - 5 * words.length, y, words);
  const names = ['国防支出', '公共安全支出', '文化旅游体育支出', '农林水支出', '社会保障和就业支出', '节能', '城乡社区等各项支出', '资源勘探工业信息等支出', '商业服务业支出', '住房保障等支出'];
  it('go on the table, however many stand alone in their lines', () => {
    const rows = names.flatMap((name, i) => [...(i < 4 ? [...middle(90, 90 + 16 * i, '收入甲'), ...amounts(90 + 16 * i, '4.00').map((c) => ({ ...c, x0: c.x0 - 120, x1: c.x1 - 120 }))] : []), ...middle(290, 90 + 16 * i, name), ...(i < 4 || i === 9 ? text(410, 90 + 16 * i, '3.00') : [])]);
    const grid = gridsOf([...middle(90, 74, '项目'), ...text(160, 74, '预算数'), ...middle(290, 74, '科目'), ...text(405, 74, '预算数'), ...rows])[0];
    expect(rowsOf(grid).at(-1)).toEqual(['住房保障等支出', '3.00']);
  });
});

describe('负 before a figure', () => {
  it('is its sign, not a column', () => {
    const rows = ['甲项目经费', '乙项目经费', '丙项目经费', '丁项目经费'].flatMap((name, i) => [...text(44, 90 + 16 * i, name), ...amounts(90 + 16 * i, '4.00'), ...text(400, 90 + 16 * i, '负'), ...text(412.4, 90 + 16 * i, '741,104.53')]);
    expect(rowsOf(gridsOf([...text(60, 74, '项目'), ...amounts(74, '合计'), ...text(420, 74, '增减额'), ...rows])[0]).at(-1)).toEqual(['丁项目经费', '4.00', '负741,104.53']);
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

describe('rules around the header and the total alone', () => {
  it('are no table of their own where the page ends with the first row below them', () => {
    const xs = [45, 250, 350, 450];
    const rules = [90, 130, 155].flatMap((y) => segments(y, ...xs));
    const total = [...text(50, 106, '科目名称'), ...amounts(106, '合计', '基本支出'), ...text(50, 123, '栏次'), ...amounts(123, '1', '2'), ...text(50, 147, '合计'), ...amounts(147, '9.00', '8.00')];
    const grids = gridsOf([...total, ...text(50, 172, '公共安全支出'), ...amounts(172, '9.00', '8.00')], 1, rules);
    expect(rowsOf(grids[0]).at(-1)).toEqual(['公共安全支出', '9.00', '8.00']);
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

describe('the contents of a document', () => {
  it('are no table where white stands between numbers and names', () => {
    const names = ['收支总表', '收入总表', '支出总表', '项目支出表', '财政拨款收支总表'];
    const lines = names.flatMap((name, i) => [...text(60, 90 + 20 * i, `表${'一二三四五'[i] ?? ''}`), ...text(90, 90 + 20 * i, name)]);
    expect(gridsOf([...text(200, 60, '目录'), ...lines])).toEqual([]);
  });
});
