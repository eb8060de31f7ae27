/** Merged cells of tables with horizontal rules alone, or with none, whose texts are too short to show them. */
import { describe, expect, it } from 'vitest';
import { stitch } from '../../../../extractors/layout/parts/stitch.js';
import type { Grid } from '../../../../schemas/block.js';
import { gridsOf, rowsOf, segments, text, vertical } from '../pages.js';

const XS = [50, 130, 210, 290, 370, 470];
type Texts = readonly (readonly [column: number, content: string, align?: 'centre' | 'right' | number])[];

/** Rows of 30 points from y = 50 on; texts at the left of their columns, or in the middle of several, or at the right. */
const glyphs = (rows: readonly Texts[]) => rows.flatMap((row, r) => row.flatMap(([column, content, align]) => {
  const width = [...content].reduce((sum, c) => sum + (/[\d,.%()=≥-]/.test(c) ? 5 : 10), 0);
  const [left, right] = [XS[column] as number, XS[column + (typeof align === 'number' ? align : 1)] as number];
  const x = align === undefined ? left + 3 : align === 'right' ? right - 3 - width : (left + right - width) / 2;
  return text(x, 68 + 30 * r, content);
}));
const rules = (count: number) => Array.from({ length: count + 1 }, (_, r) => segments(50 + 30 * r, ...XS)).flat();
const read = (...rows: readonly Texts[]): string[][] => stitch(gridsOf(glyphs(rows), 1, rules(rows.length))).flatMap((block) => (block.type === 'grid' ? rowsOf(block) : []));

const FORM: readonly Texts[] = [
  [[0, '项目名称', 'centre'], [1, '雇员经费'], [2, '项目性质', 'centre'], [3, '经常性项目'], [4, '特定类']],
  [[0, '主管部门', 'centre'], [1, '区司法局'], [2, '实施单位', 'centre'], [3, '公证处']],
  [[0, '项目资金', 'centre'], [1, '资金总额', 'centre'], [2, '年度总额', 'centre'], [4, '90.00', 'right']],
  [[0, '一级指标', 'centre'], [1, '二级指标', 'centre'], [2, '三级指标', 2], [4, '指标值', 'centre']],
  [[0, '产出指标', 'centre'], [1, '数量指标', 'centre'], [2, '在位人数'], [4, '=2.00(个)']],
  [[0, '效益指标', 'centre'], [1, '社会指标', 'centre'], [2, '满意度'], [4, '≥85(%)']],
];

describe('in a form with horizontal rules alone', () => {
  const rows = read(...FORM);
  it('a cell is as wide as the heading over it, where nothing begins in the other columns', () => {
    expect(rows.slice(3)).toEqual([['一级指标', '二级指标', '三级指标 1×2', '指标值'], ['产出指标', '数量指标', '在位人数 1×2', '=2.00(个)'], ['效益指标', '社会指标', '满意度 1×2', '≥85(%)']]);
  });
  it('the last value of the head reaches to the end of its row', () => {
    expect(rows.slice(0, 2)).toEqual([['项目名称', '雇员经费', '项目性质', '经常性项目', '特定类'], ['主管部门', '区司法局', '实施单位', '公证处 1×2']]);
  });
  it('a figure reaches from its label', () => {
    expect(rows[2]).toEqual(['项目资金', '资金总额', '年度总额', '90.00 1×2']);
  });
});

describe('in a form without rules', () => {
  const lines = (rows: readonly Texts[]): string[][] => stitch(gridsOf(glyphs(rows))).flatMap((block) => (block.type === 'grid' ? rowsOf(block) : []));
  const left = (...texts: readonly string[]): Texts => texts.flatMap((content, c) => (content === '' ? [] : [[c, content] as const]));
  const FORM_AT_LEFT = [
    left('项目名称', '雇员经费', '项目性质', '经常性项目', '特定类'), left('项目资金', '资金总额', '', '年度总额', '90.00'), left('项目目标', '项目总目标', '', '年度总体目标'),
    left('一级指标', '二级指标', '三级指标', '', '指标值'), left('产出指标', '数量指标', '在位人数', '', '=2.00(个)'), left('效益指标', '社会指标', '满意度', '', '≥85(%)'),
  ];
  it('labels and values of the head leave no empty cell between them', () => {
    expect(lines([left('项目名称', '', '雇员经费', '项目性质', '经常性'), ...FORM_AT_LEFT.slice(1)])[0]).toEqual(['项目名称 1×2', '雇员经费', '项目性质', '经常性']);
  });
  it('the goals share its width', () => {
    expect(lines(FORM_AT_LEFT)[2]).toEqual(['项目目标', '项目总目标 1×2', '年度总体目标 1×2']);
  });
});

describe('in a table with horizontal rules alone', () => {
  const HEAD: Texts = [[0, '科目编码', 'centre'], [1, '科目名称', 'centre'], [2, '合计', 'centre'], [3, '基本支出', 'centre'], [4, '项目支出', 'centre']];
  it('the label of a total stands over codes and names, and no amount changes its column', () => {
    expect(read(HEAD, [[0, '208'], [1, '社会保障'], [2, '3.00', 'right'], [4, '3.00', 'right']], [[0, '合计'], [4, '3.00', 'right']]).slice(1)).toEqual([['208', '社会保障', '3.00', '3.00'], ['合计 1×2', '3.00']]);
  });
  it('the label of a total in the middle of several columns, one of them of figures, reaches up to its own figure', () => {
    const head: Texts = [[0, '人员经费'], [1, '金额', 'right'], [2, '公用经费'], [3, '金额', 'right'], [4, '金额', 'right']];
    const lines = read(head, [[0, '基本工资'], [1, '3.00', 'right'], [2, '办公费'], [3, '2.00', 'right'], [4, '1.00', 'right']], [[0, '奖金'], [1, '1.00', 'right'], [2, '印刷费'], [3, '1.00', 'right']], [[0, '人员合计'], [1, '4.00', 'right'], [3, '公用合计', 'centre'], [4, '4.00', 'right']]);
    expect(lines.at(-1)).toEqual(['人员合计', '4.00', '公用合计 1×2', '4.00']);
  });
});

it('lines between columns are believed', () => {
  const drawn = [...rules(FORM.length), ...XS.map((x) => vertical(x, 50, 50 + 30 * FORM.length))];
  const [grid] = stitch(gridsOf(glyphs(FORM.slice(0, 3)), 1, drawn)).filter((block): block is Grid => block.type === 'grid');
  expect(rowsOf(grid).slice(1, 3)).toEqual([['主管部门', '区司法局', '实施单位', '公证处'], ['项目资金', '资金总额', '年度总额', '90.00']]);
});
