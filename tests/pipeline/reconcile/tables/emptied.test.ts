/** Tables without any amount whose money other tables print. */
import { expect, it } from 'vitest';
import { check, made, type Made } from './made.js';

const functional: Made = { kind: 'general_public_expenditure', columns: ['total', 'basic', 'project'], rows: ['合计 | 100 | 60 | 40', '204 公共安全支出 | 100 | 60 | 40'] };
const warned = (...tables: readonly Made[]) => check(made(tables)).findings.filter(({ rule }) => rule === 'table/emptied');

it('are warned of', () => {
  const economic = (whole: string, first: string): Made => ({ kind: 'general_public_economic', columns: ['total'], rows: [`合计 | ${whole}`, `301 工资福利支出 | ${first}`, '302 商品和服务支出 | '] });
  expect(warned(functional, economic('100', '100'))).toEqual([]);
  expect(warned(functional, economic('', ''))[0]).toMatchObject({ tableId: 't2', params: { total: '100' }, cells: ['t2:1:total', 't2:2:total', 't2:3:total', 't1:1:total'] });
});

it('are none where the other table has no such money, where they print 0 or a dash, and where another one of their kind goes on with them', () => {
  const basic = (whole: string): Made => ({ kind: 'basic_expenditure_economic', columns: ['total'], rows: [`合计 | ${whole}`, '301 工资福利支出 | '] });
  const projects: Made = { ...functional, rows: ['合计 | 40 | 0 | 40', '204 公共安全支出 | 40 | 0 | 40'] };
  expect(warned(projects, basic(''))).toEqual([]);
  expect([warned(functional, basic('0')), warned(functional, basic('—'))]).toEqual([[], []]);
  expect(warned(functional, basic(''), basic('60'))).toEqual([]);
});
