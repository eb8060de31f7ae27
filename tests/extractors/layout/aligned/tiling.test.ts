/** Forms without rules, every line as far from the next as every other: rows told by the middles of their cells. */
import { describe, expect, it } from 'vitest';
import { tilingOf } from '../../../../extractors/layout/aligned/tiling.js';
import { cell, gridsOf, rowsOf, text } from '../pages.js';

describe('rows by tiling', () => {
  it('finds rows of two lines among labels of one, all centred', () => {
    const [grid] = gridsOf([
      cell(50, 120, '项目名称'), cell(100, 120, '矫正工作业', '务经费'), cell(160, 120, '项目性质'), cell(210, 120, '经常性项目'),
      cell(50, 170, '主管部门'), cell(100, 170, '上海市闵行', '区司法局（', '汇总）'), cell(160, 170, '实施单位'), cell(210, 170, '司法局'),
      cell(50, 220, '计划开始', '日期'), cell(100, 220, '2024-01-01'), cell(160, 220, '计划完成', '日期'), cell(210, 220, '2024-12-31'),
    ].flat());
    expect(rowsOf(grid)).toEqual([
      ['项目名称', '矫正工作业务经费', '项目性质', '经常性项目'],
      ['主管部门', '上海市闵行区司法局（汇总）', '实施单位', '司法局'],
      ['计划开始日期', '2024-01-01', '计划完成日期', '2024-12-31'],
    ]);
  });

  it('gives merged cells the rows in the middle of which they stand', () => {
    const [grid] = gridsOf([
      cell(50, 110, '一级指标'), cell(110, 110, '二级指标'), cell(170, 110, '三级指标'), cell(250, 110, '指标值'),
      cell(170, 140, '完成定位监察人', '数'), cell(250, 140, '≥900.00', '(人)'),
      cell(110, 160, '数量指标'), cell(170, 180, '矫正社工实际在', '位数'), cell(250, 180, '=18.00(人)'),
      cell(50, 190, '产出指标'),
      cell(110, 230, '质量指标'), cell(170, 210, '人员监管覆盖率'), cell(250, 210, '=100.00(%)'),
      cell(170, 240, '签到系统稳定运', '行率'), cell(250, 240, '=90.00(%)'),
    ].flat());
    expect(rowsOf(grid)).toEqual([
      ['一级指标', '二级指标', '三级指标', '指标值'],
      ['产出指标 4×1', '数量指标 2×1', '完成定位监察人数', '≥900.00 (人)'],
      ['矫正社工实际在位数', '=18.00(人)'],
      ['质量指标 2×1', '人员监管覆盖率', '=100.00(%)'],
      ['签到系统稳定运行率', '=90.00(%)'],
    ]);
  });

  it('keeps the rows of a list apart though all its numbers are equally wide', () => {
    const [grid] = gridsOf(['一', '二', '三', '四'].flatMap((n, i) => [...cell(50, 100 + 20 * i, `第${n}类`), ...cell(120, 100 + 20 * i, `${'教卫住农'[i]}支出`), ...cell(200, 100 + 20 * i, `${i + 1},000.00`)]));
    expect(rowsOf(grid).map(row => row[0])).toEqual(['第一类', '第二类', '第三类', '第四类']);
  });

  it('keeps a name together whose lines are closer than the rows, though it is the only one that wraps', () => {
    const at = (column: number, y: number, text: string): unknown => {
      const [x0, size] = [column * 60, 8];
      const chars = [...text].map((c, i) => ({ text: c, x0: x0 + i * size, x1: x0 + (i + 1) * size }));
      return { first: column, last: column, line: y, piece: { text, chars, size, figure: /\d/.test(text), x0, x1: x0 + chars.length * size, y0: y - 4, y1: y + 4 } };
    };
    const rows: [number, number, string][] = [[113.1, 0, '201'], [125.9, 1, '03'], [145, 2, '99'], [164.1, 1, '06'], [176.8, 2, '07'], [189.6, 1, '34'], [202.4, 2, '02']];
    const names: [number, string][] = [[113.9, '公共服务支出'], [126.7, '办公厅'], [140, '其他办公厅相关'], [151.5, '支出'], [164.8, '财政事务'], [177.6, '信息化'], [190.4, '统战事务'], [203.2, '一般事务']];
    const placed = [...rows.flatMap(([y, column, code]) => [at(column, y, code), at(4, y, '105.48'), at(5, y, '105.48')]), ...names.map(([y, name]) => at(3, y, name))] as Parameters<typeof tilingOf>[0];
    const cells = tilingOf(placed, 6)?.cells.map(({ row, rowSpan, pieces }) => `${row}+${rowSpan} ${pieces.map(p => p.piece.text).join('/')}`) ?? [];
    expect(cells).toContain('2+1 其他办公厅相关/支出');
    expect(cells).toContain('2+1 99');
  });

  it('reads a row that the end of the page cuts: its cells begin at its top', () => {
    const [grid] = gridsOf([
      cell(50, 120, '产出指标'), cell(110, 120, '数量指标'), cell(170, 120, '矫正社工实际在', '位数'), cell(250, 120, '=18.00(人)'),
      cell(50, 150, '效益指标'), cell(110, 150, '社会效益'), cell(170, 160, '矫正对象重新犯', '罪率'), cell(250, 150, '=0.50(%)'),
    ].flat());
    expect(rowsOf(grid)).toEqual([
      ['产出指标', '数量指标', '矫正社工实际在位数', '=18.00(人)'],
      ['效益指标', '社会效益', '矫正对象重新犯罪率', '=0.50(%)'],
    ]);
  });

  /** A form with one goal of these lines in its second row, beside a label in the middle of both rows. */
  const goal = (...lines: readonly string[]): string[][] => {
    const height = 20 * lines.length;
    return rowsOf(gridsOf([
      cell(50, 110 + height / 2, '项目绩效', '目标'), cell(110, 110, '项目总目标'), cell(200, 110, '年度总体目标'),
      cell(200, 120 + height / 2, ...lines),
      cell(50, 130 + height, '绩效指标'), cell(110, 130 + height, '一级指标'), cell(200, 130 + height, '三级指标'), cell(320, 130 + height, '指标值'),
    ].flat())[0]).slice(0, 2);
  };
  it('takes the lines of a sentence for one cell, though the edge of its column is seen once only', () => {
    expect(goal('根据文件要求，按标准及时', '计提单位残保金并结转到', '位。')).toEqual([['项目绩效目标 2×1', '项目总目标', '年度总体目标'], ['根据文件要求，按标准及时计提单位残保金并结转到位。']]);
  });
  it('keeps a heading apart from the wider text below it', () => {
    expect(goal('根据工作需要，按有关规定', '聘用合同制人员。').at(0)).toEqual(['项目绩效目标 2×1', '项目总目标', '年度总体目标']);
  });

  it('reads a row of dashes that its cell breaks as one text', () => {
    const [grid] = gridsOf([
      cell(50, 110, '一级指标'), cell(110, 110, '二级指标'), cell(170, 110, '三级指标'), cell(250, 110, '指标值'),
      cell(50, 140, '产出指标'), cell(110, 140, '数量指标'), cell(170, 140, '完成定位监察人', '数'), cell(250, 140, '≥900.00(人)'),
      cell(50, 180, '满意度'), cell(110, 180, '满意度'), cell(170, 180, '---------'), cell(250, 180, '----------', '--'),
      cell(50, 220, '效益指标'), cell(110, 220, '社会效益'), cell(170, 220, '矫正对象重新犯', '罪率'), cell(250, 220, '=0.50(%)'),
    ].flat());
    expect(rowsOf(grid)[2]).toEqual(['满意度', '满意度', '---------', '---------- --']);
  });

  it('parts the last lines of two cells beside each other', () => {
    const [grid] = gridsOf([
      cell(50, 120, '项目名称'), cell(100, 120, '闵行区公共', '法律服务窗', '口政府购买'), cell(170, 120, '经常性', '项目'), cell(206, 120, '项目', '类别'), cell(234, 120, '特定目标', '类'),
      cell(50, 170, '主管部门'), cell(100, 170, '上海市闵行', '区司法局'), cell(170, 170, '司法局'),
    ].flat());
    expect(rowsOf(grid)[0]).toEqual(['项目名称', '闵行区公共法律服务窗口政府购买', '经常性项目', '项目类别', '特定目标类']);
  });

  it('takes no title for the cell of a column at whose edge it begins by chance', () => {
    const title = text(110, 74, '项目支出绩效目标表').map(glyph => ({ ...glyph, size: 14 }));
    const [grid] = gridsOf([
      title, cell(50, 110, '一级指标'), cell(110, 110, '二级指标'), cell(170, 110, '三级指标'), cell(250, 110, '指标值'),
      cell(50, 150, '产出指标'), cell(110, 150, '数量指标'), cell(170, 150, '完成定位监察人', '数'), cell(250, 150, '≥900.00(人)'),
    ].flat());
    expect(rowsOf(grid)[0]).toEqual(['一级指标', '二级指标', '三级指标', '指标值']);
  });

  it('gives up a page of forty columns and sixty lines, on which the search would go on and on', () => {
    const char = { text: '文', x0: 0, x1: 10 };
    const placed = Array.from({ length: 40 * 60 }, (_, i) => {
      const [line, column] = [Math.floor(i / 40), i % 40];
      return { first: column, last: column, line, piece: { text: `文${line}`, chars: [char], size: 10, figure: column > 2, x0: column * 50, x1: column * 50 + 40, y0: line * 12, y1: line * 12 + 10 } };
    }).filter(({ line, first }) => (line + first) % 2 === 1 || first >= 20) as unknown as Parameters<typeof tilingOf>[0];
    expect(tilingOf(placed, 40)).toBeUndefined();
  });

  it('begins rows where texts do in a form whose texts stand at the tops of their cells', () => {
    const lines = (x: number, y: number, ...texts: readonly string[]) => texts.flatMap((content, i) => text(x, y + 15 * i, content));
    const [grid] = gridsOf([
      lines(50, 100, '项目名称'), lines(110, 100, '河道整治'), lines(250, 100, '主管部门'), lines(330, 100, '水务局'),
      lines(50, 115, '项目资金', '（万元）'), lines(110, 115, '年度资金总', '额'), lines(250, 115, '96.00'),
      lines(110, 145, '其中：财政', '拨款'), lines(250, 145, '96.00'),
      lines(50, 175, '总体目标'), lines(110, 175, '完成河道整治三公里，', '改善两岸居民的生活环', '境。'),
      lines(50, 220, '一级指标'), lines(110, 220, '二级指标'), lines(170, 220, '三级指标'), lines(330, 220, '指标值'),
      lines(50, 235, '产出指标'), lines(110, 235, '数量指标'), lines(170, 235, '整治河道的长', '度'), lines(330, 235, '≥3公里'),
      lines(110, 265, '质量指标'), lines(170, 265, '合格率'), lines(330, 265, '100%'),
    ].flat());
    const rows = rowsOf(grid).map((cells) => cells.map((cell) => cell.replace(/ \d×\d$/, '')));
    expect(rows).toContainEqual(['产出指标', '数量指标', '整治河道的长度', '≥3公里']);
    expect(rows).toContainEqual(['质量指标', '合格率', '100%']);
    expect(rows).toContainEqual(['总体目标', '完成河道整治三公里，改善两岸居民的生活环境。']);
    expect(rows.flat()).toEqual(expect.arrayContaining(['年度资金总额', '其中：财政拨款', '二级指标']));
  });
});
