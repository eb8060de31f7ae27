/** Tables by items whose lines have amounts and neither code nor name. */
import { expect, it } from 'vitest';
import { check, made, type Made } from './made.js';

const RULE = 'table/rows-unnamed';
const BARE = [' | 1,250.36', ' | 800.00', ' | 450.36'];
const table = (rows: readonly string[], more: Partial<Made> = {}): Made => ({ kind: 'expenditure_summary', columns: ['total'], rows, ...more });
const warned = (...tables: readonly Made[]) => check(made(tables)).findings.filter(({ rule }) => rule === RULE);

it('are warned of, though their sums hold', () => {
  expect(warned(table(BARE))[0]).toMatchObject({ tableId: 't1', cause: 'undecided', cells: ['t1'], params: { count: '3' } });
});

it('are none where codes or names stand beside most amounts, or where a table has one line', () => {
  expect(warned(table(['合计 | 1,250.36', '204 公共安全支出 | 800.00', '208 社会保障和就业支出 | 450.36', ' | 12.00']))).toEqual([]);
  expect(warned(table([' | 1,250.36']))).toEqual([]);
  expect(warned(table(BARE, { kind: 'three_public' }))).toEqual([]);
});
