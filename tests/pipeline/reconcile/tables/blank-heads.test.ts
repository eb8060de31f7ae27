/** Totals and headings that print nothing above lines that have amounts. */
import { expect, it } from 'vitest';
import { check, made, type Made } from './made.js';

const RULE = 'sum/blank-head';
const table = (rows: readonly string[], more: Partial<Made> = {}): Made => ({ kind: 'expenditure_summary', columns: ['total'], rows, ...more });
const warned = (...tables: readonly Made[]) => check(made(tables)).findings.filter(({ rule }) => rule === RULE);

it('are warned of: the total of a list whose amounts stand a line too low', () => {
  expect(warned(table(['合计 | 150.00', '204 公共安全支出 | 90.00', '208 社会保障和就业支出 | 60.00']))).toEqual([]);
  expect(warned(table(['合计 | ', '204 公共安全支出 | 150.00', '208 社会保障和就业支出 | 90.00']))[0]).toMatchObject({ tableId: 't1', cells: ['t1:1:total'], params: { list: '合计' } });
});

it('are warned of: the total of “三公” above a single kind that prints something', () => {
  const three = (total: string): Made => table([`合计 | ${total}`, '1、因公出国（境）费用 | ', '2、公务接待费 | ', '3、公务用车购置及运行费 | 3.58'], { kind: 'three_public' });
  expect(warned(three('3.58'))).toEqual([]);
  expect(warned(three(''))[0]).toMatchObject({ cells: ['t1:1:total'] });
});

it('are warned of: a heading without a figure among others that have theirs', () => {
  const rows = (heading: string): string[] => ['合计 | 150.00', `204 公共安全支出 | ${heading}`, '20406 司法 | 90.00', '2040601 行政运行 | 90.00', '208 社会保障和就业支出 | 60.00', '20805 行政事业单位养老支出 | 60.00', '2080505 机关事业单位基本养老保险缴费支出 | 60.00'];
  expect(warned(table(rows('90.00')))).toEqual([]);
  expect(warned(table(rows('')))[0]).toMatchObject({ code: '204', cells: ['t1:2:total', 't1:3:total', 't1:4:total'] });
});

it('are warned of: a unit without a figure above lines of its own, where most units print theirs', () => {
  const units = (last: string): Made => table(['合计 | 90.00', '第一监狱 | 30.00', '工资福利支出 | 20.00', '商品和服务支出 | 10.00', '法律援助处 | 30.00', '工资福利支出 | 30.00', `第二监狱 | ${last}`, '工资福利支出 | 25.00', '商品和服务支出 | 5.00'], { kind: 'basic_expenditure_functional' });
  expect(warned(units('30.00'))).toEqual([]);
  expect(warned(units(''))[0]).toMatchObject({ params: { list: '第二监狱' }, cells: ['t1:7:total', 't1:8:total', 't1:9:total'] });
});

it('are warned of: a department without a figure above its own office, where units have one', () => {
  const units = (head: string): Made => table([`合计 | ${head}`, `某市审计局 | ${head}`, '某市审计局（本级） | 60.00', '某市审计中心 | 30.00'], { kind: 'revenue_summary' });
  expect(warned(units('90.00'))).toEqual([]);
  expect(warned(units(''))[0]).toMatchObject({ params: { list: '合计；某市审计局' } });
  expect(warned(table(['合计 | ', '某市审计局 | ', '某市审计局（本级） | ', '某市审计中心 | 90.00', '某市档案中心 | 60.00'], { kind: 'revenue_summary' }))[0]).toMatchObject({ params: { list: '合计；某市审计局' } });
});

it('are none where a table leaves its headings blank, prints a dash, or has no lines with amounts', () => {
  expect(warned(table(['合计 | 150.00', '204 公共安全支出 | ', '2040601 行政运行 | 90.00', '208 社会保障和就业支出 | ', '2080505 机关事业单位基本养老保险缴费支出 | 60.00']))).toEqual([]);
  expect(warned(table(['合计 | -', '204 公共安全支出 | 90.00', '208 社会保障和就业支出 | 60.00']))).toEqual([]);
  expect(warned(table(['合计 | ', '204 公共安全支出 | ', '208 社会保障和就业支出 | 0.00']))).toEqual([]);
});

it('are warned of: 本年收入 and 上年结转 without figures above funds that have them, where 本年支出 prints its own', () => {
  const sides = (income: string, brought: string, fund: string, spent = '95.00'): Made => ({
    kind: 'fiscal_appropriation_summary', columns: ['total'], rightColumns: ['total'],
    rows: [`一、本年收入 | ${income}`, `（一）一般公共预算拨款 | ${income}`, `二、上年结转 | ${brought}`, `（一）一般公共预算拨款 | ${fund}`, '收入总计 | 95.00'],
    right: [`一、本年支出 | ${spent}`, '（一）公共安全支出 | 95.00', '二、结转下年 | ', '支出总计 | 95.00'],
  });
  expect(warned(sides('95.00', '', ''))).toEqual([]);
  expect(warned(sides('', '', '95.00'))[0]).toMatchObject({ cells: ['t1:1:total', 't1:4:total', 't1:3:total', 't1:4:total'] });
  expect(warned(sides('', '', '95.00', ''))).toEqual([]);
});
