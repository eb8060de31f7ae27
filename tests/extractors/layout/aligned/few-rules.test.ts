/** Tables with few rules: sides alone, a rule above and below, or none. */
import { describe, expect, it } from 'vitest';
import { gridsOf, rowsOf, segments, text, vertical } from '../pages.js';

const row = (y: number, ...cells: readonly (readonly [number, string])[]) => cells.flatMap(([x, content]) => text(x, y, content));
const line = (y: number, from: number, to: number) => segments(y, from, to);

describe('a table with sides between its columns alone', () => {
  it('has a row for each line of figures, and one for the headings', () => {
    const glyphs = [row(118, [60, '科目名称'], [210, '合计'], [310, '基本支出']), ...['行政运行', '信息化建设', '培训支出'].map((name, i) => row(138 + 18 * i, [60, name], [220, `${i + 1}2.00`], [320, `${i + 1}1.00`]))].flat();
    const rules = [...line(100, 50, 400), ...line(180, 50, 400), ...[50, 200, 300, 400].map((x) => vertical(x, 100, 180))];
    expect(gridsOf(glyphs, 1, rules).map(rowsOf)).toEqual([[['科目名称', '合计', '基本支出'], ['行政运行', '12.00', '11.00'], ['信息化建设', '22.00', '21.00'], ['培训支出', '32.00', '31.00']]]);
  });
});

describe('rows of a table with a rule above and below its body', () => {
  it('are told by figures and by the signs that stand for none', () => {
    const body = [['12.0', '31.0'], ['22.0', '21.0'], ['(X)', '(NA)']];
    const rules = [100, 122, 196].flatMap((y) => segments(y, 50, 115, 145, 175));
    const glyphs = [...row(116, [55, '科目'], [118, '合计'], [148, '支出']), ...body.flatMap(([a = '', b = ''], i) => row(140 + 22 * i, [55, `行政运行支${i}`], [120, a], [150, b]))];
    expect(gridsOf(glyphs, 1, rules).map(rowsOf)).toEqual([[['科目', '合计', '支出'], ...body.map(([a, b], i) => [`行政运行支${i}`, a, b])]]);
  });
});

describe('two rows between the rules of a header and of the foot', () => {
  it('are two where a sign for nothing stands above a figure in a cell with room for both', () => {
    const rules = [100, 122, 166].flatMap((y) => segments(y, 50, 200, 300, 400));
    const glyphs = [...row(116, [55, '项目'], [240, '合计'], [320, '基金预算']), ...row(138, [55, '国有资本经营预算拨款'], [290, '-']), ...row(158, [55, '收入总计'], [265, '3,205.52'], [340, '718.22'])];
    expect(gridsOf(glyphs, 1, rules).map(rowsOf)[0]?.slice(1).map((cells) => cells.filter((cell) => cell !== ''))).toEqual([['国有资本经营预算拨款', '-'], ['收入总计', '3,205.52', '718.22']]);
  });
});

describe('a table with a rule above and below its body, and figures missing in it', () => {
  it('has the rows that its columns make up together', () => {
    const body = [['', '97.0'], ['35.0', ''], ['36.0', '96.0'], ['38.0', '12.0']];
    const rules = [100, 122, 220].flatMap((y) => segments(y, 50, 115, 145, 210, 240));
    const glyphs = [...row(116, [55, '收入'], [118, '金额'], [150, '支出'], [213, '金额']), ...body.flatMap(([a = '', b = ''], i) => row(140 + 22 * i, [55, `${'一二三四'[i] ?? ''}、其他`], [120, a], [150, `${'一二三四'[i] ?? ''}、其他`], [215, b]))];
    expect(gridsOf(glyphs, 1, rules).map(rowsOf)[0]?.slice(1)).toEqual(body.map(([a, b], i) => [`${'一二三四'[i] ?? ''}、其他`, a, `${'一二三四'[i] ?? ''}、其他`, b].filter((cell) => cell !== '')));
  });
});

describe('a long table of two columns between rules', () => {
  it('has a row for each figure', () => {
    const body = Array.from({ length: 16 }, (_, i) => row(150 + 20 * i, [55, '基本工资'], [350, `${i}2.340000`])).flat();
    const rules = [100, 130, 470].flatMap((y) => segments(y, 50, 250, 400));
    expect(gridsOf([...row(120, [100, '部门预算支出'], [305, '金额']), ...body], 1, rules).map((g) => [g.rows, g.columns])).toEqual([[17, 2]]);
  });
});

describe('a rule below the lowest headings alone', () => {
  it('parts the figures from the headings beside them, too', () => {
    const xs = [50, 130, 210, 290, 370, 450, 530];
    const rules = [...segments(100, ...xs), ...segments(140, 370, 450, 530), ...segments(170, ...xs)];
    const glyphs = [
      row(128, [70, '出国经费'], [150, '接待费用'], [235, '会议费'], [315, '培训费']), row(118, [425, '公务用车费']), row(136, [400, '小计'], [475, '购置费']),
      xs.slice(1).flatMap((x, i) => row(160, [x - 30, `1${i}.00`])),
    ].flat();
    expect(gridsOf(glyphs, 1, rules).map(rowsOf)).toEqual([[['出国经费 2×1', '接待费用 2×1', '会议费 2×1', '培训费 2×1', '公务用车费 1×2'], ['小计', '购置费'], ['10.00', '11.00', '12.00', '13.00', '14.00', '15.00']]]);
  });
});

describe('a rule below the lowest headings alone, headings at the tops of their cells', () => {
  it('ends a header of two levels above the rows of names and figures', () => {
    const names = ['[205]教育支出', '[20502]普通教育', '[2050201]学前教育', '[2050202]小学教育'];
    const glyphs = [...row(116, [130, '科目名称'], [330, '本年支出']), ...row(136, [290, '合计'], [380, '项目支出']), ...names.flatMap((name, i) => row(160 + 20 * i, [52, name], [323, `${i + 1}2.00`], [423, `${i + 1}1.00`]))];
    const rules = [...segments(100, 50, 250, 350, 450), ...segments(146, 250, 350, 450), ...segments(226, 50, 250, 350, 450)];
    expect(gridsOf(glyphs, 1, rules).map(rowsOf)).toEqual([[['科目名称 2×1', '本年支出 1×2'], ['合计', '项目支出'], ...names.map((name, i) => [name, `${i + 1}2.00`, `${i + 1}1.00`])]]);
  });
});

describe('a table with horizontal rules alone', () => {
  const rules = [100, 160, 200, 240, 280, 320].flatMap((y) => line(y, 50, 310));
  const bodyOf = (y: number, code: string, rest: string, name: string, more: string, amount: string) => row(y - 7, [51, code], [79, name]).concat(row(y + 7, [51, rest], [79, more]), row(y, [228 - 5 * amount.length, amount], [308 - 5 * amount.length, amount]));
  const body = [bodyOf(183, '20805', '01', '行政单位离退', '休', '564.85'), bodyOf(223, '20805', '05', '机关事业基本', '养老缴费', '863.41'), bodyOf(263, '21011', '01', '行政单位医疗', '缴费', '355.00'), bodyOf(303, '22102', '01', '住房公积金支', '出', '849.00')].flat();
  const rows = [['2080501', '行政单位离退休', '564.85', '564.85'], ['2080505', '机关事业基本养老缴费', '863.41', '863.41'], ['2101101', '行政单位医疗缴费', '355.00', '355.00'], ['2210201', '住房公积金支出', '849.00', '849.00']];
  it('has codes and names that stand close to each other in cells of their own', () => {
    expect(gridsOf([...row(134, [54, '编码'], [104, '名称'], [180, '合计'], [260, '支出']), ...body], 1, rules).map(rowsOf)).toEqual([[['编码', '名称', '合计', '支出'], ...rows]]);
  });
  it('stays one where a figure is measured larger than the others, as by the stamp that touches it', () => {
    const glyphs = [...row(134, [54, '编码'], [104, '名称'], [180, '合计'], [260, '支出']), ...body].map(g => (g.x0 > 270 && Math.round(g.y1) > 205 && Math.round(g.y1) < 235 ? { ...g, size: g.size * 1.3 } : g));
    expect(gridsOf(glyphs, 1, rules).map(rowsOf)).toEqual([[['编码', '名称', '合计', '支出'], ...rows]]);
  });
  it('has headings that stand close to each other below one over them', () => {
    const head = [row(134, [54, '编码'], [104, '名称']), row(118, [210, '本年收入']), row(136, [156, '政府性基金预'], [232, '国有资本经营预']), row(150, [170, '算资金'], [255, '算资金'])].flat();
    expect(gridsOf([...head, ...body], 1, rules).map(rowsOf)).toEqual([[['编码 2×1', '名称 2×1', '本年收入 1×2'], ['政府性基金预算资金', '国有资本经营预算资金'], ...rows]]);
  });
});

describe('a table with a frame and a rule below its header', () => {
  it('has the columns and rows of its texts', () => {
    const body = [0, 1, 2, 3, 4].flatMap((i) => [...row(140 + 20 * i, [60, '一、行政运行'], [250, '一、行政运行']), ...(i % 2 === 0 ? text(190, 140 + 20 * i, '12.00') : text(360, 140 + 20 * i, '31.00'))]);
    const rules = [...[100, 122, 232].flatMap((y) => line(y, 50, 400)), vertical(50, 100, 232), vertical(400, 100, 232)];
    expect(gridsOf([...row(116, [60, '收入'], [190, '金额'], [250, '支出'], [360, '金额']), ...body], 1, rules).map((g) => [g.rows, g.columns])).toEqual([[6, 4]]);
  });
});

describe('a table of texts with sides between its columns alone', () => {
  it('has the rows that most of its cells show', () => {
    const texts = [['日常办公', '按时完成', '优良'], ['信息化建设', '如期验收', '达标'], ['培训', '参训率高', '优良'], ['公务接待', '压减', '达标']];
    const rules = [...line(100, 50, 420), ...line(210, 50, 420), ...[50, 190, 310, 420].map((x) => vertical(x, 100, 210))];
    const glyphs = [...row(116, [60, '工作'], [200, '目标'], [320, '评价']), ...texts.flatMap(([a = '', b = '', c = ''], i) => row(138 + 20 * i, [60, a], [200, b], [320, c]))];
    expect(gridsOf(glyphs, 1, rules).map(rowsOf)).toEqual([[['工作', '目标', '评价'], ...texts]]);
  });
});

describe('a table without figures between two rules', () => {
  it('has rows where most cells have white between their lines', () => {
    const rules = [100, 122, 240].flatMap((y) => segments(y, 50, 120, 220, 290));
    const goals = ['完成率', '及时率', '合格率', '满意率', '知晓率'].flatMap((name, i) => row(140 + 22 * i, [130, name], [230, ['优良', '达标', '优良', '达标', '优良'][i] ?? '']));
    const glyphs = [...row(116, [60, '一级指标'], [140, '三级指标'], [230, '指标值']), ...goals, ...text(60, 162, '产出指标'), ...text(60, 217, '效益指标')];
    expect(gridsOf(glyphs, 1, rules)[0]?.rows).toBe(6);
  });
});

describe('rules far below each other', () => {
  const body = Array.from({ length: 16 }, (_, i) => row(160 + 20 * i, [60, '行政运行'], [220, `${i}2.00`], [320, `${i}1.00`])).flat();
  const head = [...text(60, 128, '科目名称'), ...text(280, 117, '本年支出'), ...row(139, [210, '合计'], [310, '基本支出'])];
  it('are those of one table where rows with figures fill the space between them', () => {
    const rules = [...line(100, 50, 400), ...segments(122, 200, 300, 400), ...segments(144, 50, 200, 300, 400), ...line(470, 50, 400)];
    const grids = gridsOf([...head, ...body], 1, rules);
    expect(grids.map((g) => g.rows)).toEqual([18]);
    expect(rowsOf(grids[0]).slice(0, 3)).toEqual([['科目名称 2×1', '本年支出 1×2'], ['合计', '基本支出'], ['行政运行', '02.00', '01.00']]);
  });
});

describe('a table as wide as a narrower one below it', () => {
  it('ends before the text between them', () => {
    const table = (y: number, x: number, step: number) => [0, 1, 2].flatMap((i) => row(y + 20 * i + 14, [x, `行政运行${i}`], [x + step, `${i}2.00`], [x + 2 * step, `${i}1.00`]));
    const rules = (y: number, x: number, step: number) => [0, 1, 2, 3].flatMap((i) => segments(y + 20 * i, x - 5, x + step - 5, x + 2 * step - 5, x + 3 * step - 5));
    const prose = text(60, 196, '以上支出由财政拨款安排，与上年相比没有变化。');
    const grids = gridsOf([...table(100, 55, 150), ...prose, ...table(240, 125, 90)], 1, [...rules(100, 55, 150), ...rules(240, 125, 90)]);
    expect(grids.map((g) => [g.rows, g.columns])).toEqual([[3, 3], [3, 3]]);
  });
});

describe('marks below each other', () => {
  it('are cells of their own: their column is as wide as its heading', () => {
    const marks = [[1, 1, 0], [0, 1, 1], [0, 1, 0], [1, 0, 1], [1, 1, 1]];
    const body = marks.flatMap((own, i) => row(138 + 18 * i, [60, `第${'一二三四五'[i] ?? ''}项工作`], ...own.flatMap((mark, c): [number, string][] => (mark ? [[220 + 100 * c, '√']] : []))));
    const [grid] = gridsOf([...row(118, [60, '工作内容'], [205, '市本级'], [305, '各区县'], [400, '各街道镇']), ...body]);
    expect(rowsOf(grid).slice(1)).toEqual(marks.map((own, i) => [`第${'一二三四五'[i] ?? ''}项工作`, ...own.flatMap((mark) => (mark ? ['√'] : []))]));
  });
});

describe('headings that fill their columns', () => {
  it('are one above each column though their line is all ink', () => {
    const body = [0, 1, 2, 3].flatMap((i) => row(140 + 20 * i, [60, `199${i}`], [120, `${i}2.0`], [190, `${i}1.0`], [260, `${i}4.0`]));
    const [grid] = gridsOf([...row(120, [45, 'YEAR'], [93, 'INCOME'], [161, 'OUTLAY'], [229, 'RESULT']), ...body]);
    expect(rowsOf(grid)[0]).toEqual(['YEAR', 'INCOME', 'OUTLAY', 'RESULT']);
  });
});

describe('a note above a table', () => {
  it('is no heading of its columns', () => {
    const body = [0, 1, 2, 3].flatMap((i) => row(140 + 20 * i, [60, '行政运行'], [220, `${i}2.00`], [330, `${i}1.00`]));
    expect(rowsOf(gridsOf([...row(98, [330, '注：无。']), ...row(120, [60, '科目名称'], [220, '合计'], [320, '基本支出']), ...body])[0])[0]).toEqual(['科目名称', '合计', '基本支出']);
  });
});

describe('figures of two decimals that touch', () => {
  it('are in columns of their own', () => {
    const body = [['43.87', '0.00', '11.56'], ['16.80', '3.00', '21.56'], ['56.81', '7.00', '31.56'], ['1,234.50', '890.12', '41.56']];
    const glyphs = [...row(120, [40, '项目'], [215, '合计'], [250, '接待'], [310, '购置']), ...body.flatMap(([a = '', b = '', c = ''], i) => row(140 + 20 * i, [40, '行政运行'], [245 - 5 * a.length, a], [245, b], [310, c]))];
    expect(rowsOf(gridsOf(glyphs)[0]).slice(1)).toEqual(body.map((own) => ['行政运行', ...own]));
  });
});

describe('a table with sides between its columns alone and a name over two of them', () => {
  it('has a row for each line of figures', () => {
    const body = [['', '合计', '12.00'], ['某市某街道办事处', '', '12.00'], ['201', '一般公共服务支出', '7.00'], ['208', '社会保障支出', '5.00']];
    const glyphs = [row(112, [60, '科目编码'], [150, '科目名称'], [320, '预算数']), ...body.map(([code = '', name = '', amount = ''], i) => row(138 + 18 * i, [60, code], [150, name], [320, amount]))].flat();
    const rules = [...line(100, 50, 400), ...line(120, 50, 400), ...line(200, 50, 400), ...[50, 300, 400].map((x) => vertical(x, 100, 200)), vertical(140, 100, 142), vertical(140, 160, 200)];
    expect(gridsOf(glyphs, 1, rules)[0]?.rows).toBe(5);
  });
});

describe('the label of the numbers of columns, set apart to fill its cell', () => {
  it('makes no columns of the numbers in the middle of columns whose figures stand at the right', () => {
    const figures = (y: number, ...amounts: readonly string[]) => amounts.flatMap((amount, i) => text(350 + 90 * i - 5 * amount.length, y, amount));
    const glyphs = [...text(50, 100, '科目编码'), ...text(150, 100, '科目名称'), ...text(300, 100, '本年支出'), ...text(390, 100, '基本支出'), ...text(480, 100, '项目支出'),
      ...text(150, 120, '栏'), ...text(190, 120, '次'), ...[305, 395, 485].flatMap((x, i) => text(x, 120, `${i + 1}`)),
      ...text(50, 140, '201'), ...text(120, 140, '一般公共服务支出'), ...figures(140, '10.00', '6.00', '4.00'), ...text(50, 160, '20106'), ...text(120, 160, '财政事务'), ...figures(160, '10.00', '6.00', '4.00')];
    expect(gridsOf(glyphs).map((grid) => grid.columns)).toEqual([5]);
  });
});

describe('headings above the first rule of a table whose rows have rules below them', () => {
  it('are its header, also those of columns that are empty', () => {
    const glyphs = [...row(110, [60, '科目名称'], [210, '合计'], [270, '基本支出'], [330, '上缴支出']), ...['行政运行', '信息化建设', '培训支出'].flatMap((name, i) => row(128 + 18 * i, [60, name], [210, `${i + 1}2.00`], [270, `${i + 1}1.00`]))];
    const rules = [114, 132, 150, 168].flatMap((y) => segments(y, 50, 200, 260, 320, 400));
    const table = gridsOf(glyphs, 1, rules).map(rowsOf)[0] ?? [];
    expect(table[0]).toEqual(['科目名称', '合计', '基本支出', '上缴支出']);
    expect(table.at(-1)).toEqual(['培训支出', '32.00', '31.00']);
  });
});

describe('a code with its name on the line below, in one cell', () => {
  const names = [['201', '一般公共服务支出'], ['20106', '财政事务'], ['2010601', '行政运行'], ['2010602', '一般行政管理事务']] as const;
  const glyphs = (y: number) => names.flatMap(([code, name], i) => [...text(50, y + 30 * i, code), ...text(50, y + 14 + 30 * i, name), ...text(250, y + 7 + 30 * i, `${i + 1}2.00`), ...text(350, y + 7 + 30 * i, `${i + 1}1.00`)]);
  const header = row(96, [70, '功能科目'], [250, '合计'], [345, '基本支出']);
  it.each([['with rules around the header', [80, 102]], ['with a rule at the end too', [80, 102, 228]]])('is a row with the figures in its middle, %s', (_, heights) => {
    const found = gridsOf([...header, ...glyphs(118)], 1, heights.flatMap((y) => segments(y, 45, 400))).flatMap(rowsOf);
    expect(found.map((cells) => cells.map((cell) => cell.replace(/ \d×\d$/, '')))).toEqual([['功能科目', '合计', '基本支出'], ...names.map(([code, name], i) => [`${code}${name}`, `${i + 1}2.00`, `${i + 1}1.00`])]);
  });
});

describe('codes with their names behind them, indented by their level', () => {
  it('are one column though names of classes begin where codes of items do', () => {
    const lines = [['201', '一般公共服务', 50], ['20106', '财政事务', 60], ['2010601', '行政运行', 68], ['2010602', '一般行政', 68], ['203', '国防支出', 50], ['204', '公共安全支出', 50], ['20406', '司法', 60], ['2040601', '行政运行', 68]] as const;
    const body = lines.flatMap(([code, name, x], i) => [...text(x, 120 + 16 * i, code), ...text(x + 5 * code.length + 2.8, 120 + 16 * i, name), ...text(250, 120 + 16 * i, '12.00'), ...text(350, 120 + 16 * i, '11.00')]);
    expect(gridsOf([...row(100, [70, '功能分类科目'], [250, '合计'], [345, '基本支出']), ...body]).map((grid) => grid.columns)).toEqual([3]);
  });
});

describe('rows without rules of their own', () => {
  const amounts = (y: number, ...texts: readonly string[]) => row(y, ...texts.map((content, i) => [350 + 100 * i - 5 * content.length, content] as const));
  const head = [...row(112, [60, '科目编码'], [160, '科目名称']), ...amounts(112, '合计', '基本支出', '项目支出')];
  const coded = (y: number, code: string, name: string) => [...row(y, [60, code], [160, name]), ...amounts(y, '4.00', '3.00', '1.00')];
  const rows = [['208', '社会保障和就业支出'], ['20805', '行政事业单位养老支出'], ['2080502', '事业单位离退休'], ['210', '卫生健康支出'], ['221', '住房保障支出']] as const;
  const edges = [50, 150, 300, 400, 500, 600];

  it('go on the table whose header and first total alone have rules', () => {
    const total = [...row(132, [70, '合计']), ...amounts(132, '12.00', '9.00', '3.00')];
    const rules = [100, 120, 140].flatMap(y => segments(y, ...edges));
    const [grid, ...more] = gridsOf([...head, ...total, ...rows.flatMap(([code, name], i) => coded(152 + 20 * i, code, name))], 1, rules);
    expect(more).toEqual([]);
    expect(rowsOf(grid).map(([first]) => first)).toEqual(['科目编码', '合计', ...rows.map(([code]) => code)]);
  });
  it('go on below as much white as blank rows leave', () => {
    const [grid, ...more] = gridsOf([...head, ...rows.flatMap(([code, name], i) => coded(132 + 20 * i + (i > 2 ? 30 : 0), code, name))]);
    expect(more).toEqual([]);
    expect(rowsOf(grid).map(([first]) => first)).toEqual(['科目编码', ...rows.map(([code]) => code)]);
  });
  it('do not where a title stands in the white', () => {
    const title = text(250, 222, '二、项目支出表');
    expect(gridsOf([...head, ...title, ...rows.flatMap(([code, name], i) => coded(132 + 20 * i + (i > 2 ? 90 : 0), code, name))])[0]?.rows).toBe(4);
  });
});

describe('a table of two columns with sides alone', () => {
  it('has a row for each label where amounts stand in line with some of them', () => {
    const labels = ['合计', '1、因公出国（境）费用', '2、公务接待费', '3、公务用车费'];
    const glyphs = [row(118, [150, '项目'], [350, '预算数']), ...labels.map((name, i) => row(138 + 18 * i, [60, name], ...(i === 1 ? [] : [[350, `${i + 1}3.58`] as const])))].flat();
    const rules = [...line(100, 50, 450), ...line(200, 50, 450), ...[50, 300, 450].map((x) => vertical(x, 100, 200))];
    expect(gridsOf(glyphs, 1, rules).map(rowsOf)).toEqual([[['项目', '预算数'], ['合计', '13.58'], ['1、因公出国（境）费用'], ['2、公务接待费', '33.58'], ['3、公务用车费', '43.58']]]);
  });
});

describe('a table whose sides begin below a header in a box of its own', () => {
  const xs = [50, 150, 300, 400, 500];
  const HEADS = row(116, [70, '科目编码'], [190, '科目名称'], [325, '本年支出'], [425, '基本支出']);
  const body = ['208', '20805', '2080505'].map((code, i) => row(160 + 18 * i, [60, code], [160, `行政运行${i + 1}`], [340, `${i + 2}2.00`], [440, `${i + 2}1.00`]));
  const box = [...line(100, 50, 500), ...line(125, 50, 500), ...line(210, 50, 500), vertical(50, 100, 210), vertical(500, 100, 210)];
  it('has a heading for each of its columns', () => {
    const total = row(142, [60, '合计'], [340, '92.00'], [440, '91.00']);
    expect(gridsOf([...HEADS, ...total, ...body.flat()], 1, [...box, ...xs.slice(1, -1).map((x) => vertical(x, 125, 210))]).map(rowsOf)[0]?.slice(0, 3)).toEqual([['科目编码', '科目名称', '本年支出', '基本支出'], ['合计', '92.00', '91.00'], ['208', '行政运行1', '22.00', '21.00']]);
  });
  it('has rows for labels over two columns beside amounts, too', () => {
    const total = row(142, [130, '合计'], [340, '92.00'], [440, '91.00']);
    const sides = [...line(148, 50, 300), vertical(150, 148, 210), vertical(300, 125, 210), vertical(400, 125, 210)];
    expect(gridsOf([...HEADS, ...total, ...body.flat()], 1, [...box, ...sides]).map(rowsOf)[0]?.slice(1)).toEqual([['合计 1×2', '92.00', '91.00'], ['208', '行政运行1', '22.00', '21.00'], ['20805', '行政运行2', '32.00', '31.00'], ['2080505', '行政运行3', '42.00', '41.00']]);
  });
});

describe('a label without amounts above the total', () => {
  it('is no part of its label where the numbers of the lines stand below each other', () => {
    const lines = [['年初结转', '29', '5.00'], ['一般公共预算', '30', '5.00'], ['国有资本经营', '31', ''], ['总计', '32', '9.00']];
    const glyphs = lines.flatMap(([name = '', number = '', amount = ''], i) => row(118 + 15 * i, [60, name], [225, number], ...(amount === '' ? [] : [[310, amount] as const])));
    const rules = [...line(100, 50, 400), ...line(170, 50, 400), ...[50, 200, 300, 400].map((x) => vertical(x, 100, 170))];
    expect(gridsOf(glyphs, 1, rules).map(rowsOf)).toEqual([lines.map((cells) => cells.filter((cell) => cell !== ''))]);
  });
});
