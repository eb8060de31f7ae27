/** Lines of projects and purchases that have a name and no amount. */
import { expect, it } from 'vitest';
import { check, made, type Made } from './made.js';

const table = (rows: readonly string[], kind = 'project_expenditure'): Made => ({ kind, columns: ['total'], rows });
const warned = (made_: Made) => check(made([made_])).findings.filter(({ rule }) => rule === 'sum/blank-line');

it('are warned of where all other lines print an amount: amounts that moved to other projects nest as well', () => {
  const projects = (...amounts: readonly string[]): Made => table(['合计 | 90', '通用项目 | 30', ...['办公用房物业', '食堂服务', '物业管理', '专用项目', '信访事务', '信访岗位津贴', '接待中心运维'].map((name, i) => `${name} | ${amounts[i] ?? ''}`)]);
  expect(warned(projects('30', '10', '20', '60', '60', '15', '45'))).toEqual([]);
  // 30 = 10 + 20, 60 = 15 + 45, one line further down.
  expect(warned(projects('30', '10', '20', '60', '', '15', '45'))[0]).toMatchObject({ tableId: 't1', cells: ['t1:7:total'], params: { list: '信访事务' } });
});

it('are none where lists leave amounts out by habit, print a dash or 0, and for units, totals, and items, whose codes tell headings', () => {
  expect(warned(table(['合计 | 30', '工程类 | ', '甲项目 | 10', '服务类 | ', '乙项目 | 20']))).toEqual([]);
  expect(warned(table(['合计 | 30', '市级项目 | ', '甲项目 | 10', '乙项目 | 20']))).toEqual([]);
  expect(warned(table(['合计 | 30', '甲项目 | 10', '乙项目 | 15', '丙项目 | 5', '丁项目 | —', '戊项目 | 0']))).toEqual([]);
  expect(warned(table(['合计 | ', '某市司法局 | ', '甲项目 | 10', '乙项目 | 15', '丙项目 | 5']))).toEqual([]);
  expect(warned(table(['合计 | 30', '20406 司法 | ', '2040601 行政运行 | 10', '2040602 一般行政管理事务 | 15', '2040604 基层司法业务 | 5'], 'expenditure_summary'))).toEqual([]);
});

it('are warned of below an item of a table that breaks its other items down', () => {
  const classes = [['204', '20406', '2040601'], ['205', '20502', '2050201'], ['208', '20805', '2080505']].flatMap((codes, i) => codes.map((code) => `${code} 某项 | ${i + 10}`));
  const rows = (amount: string): string[] => [...classes, '215 某类 | 25', `21508 某款 | ${amount}`, `2150899 某项 | ${amount}`];
  expect(warned(table(rows('25'), 'revenue_summary'))).toEqual([]);
  expect(warned(table(rows(''), 'revenue_summary'))[0]).toMatchObject({ cells: ['t1:11:total', 't1:12:total', 't1:10:total'], params: { list: '21508 某款；2150899 某项' } });
  expect(warned(table(rows('').map((row) => (/^\d{7}/u.test(row) ? `${row.split(' | ')[0] ?? ''} | ` : row)), 'revenue_summary'))).toEqual([]);
});
