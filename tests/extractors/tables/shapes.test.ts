/** Whole tables as provinces print them: the title gives the kind, the header the roles and measures of the columns. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { assetPath } from '../../../schemas/assets.js';
import { loadTableKinds, recogniseTables } from '../../../extractors/tables/index.js';
import { gridOf, paragraphs } from './grids.js';

const kinds = loadTableKinds([assetPath('schemas/tables')]);

/** `# kind title`, then tables parted by blank lines; the line behind `=` has a word for each column. */
const SHAPES = readFileSync(new URL('./shapes.txt', import.meta.url), 'utf8').split(/^# /mu).filter((section) => section.trim() !== '').map((section) => {
  const [head = '', ...rest] = section.split('\n');
  const [kind = '', title = ''] = head.split(' ');
  return { kind, title, tables: rest.join('\n').trim().split('\n\n') };
});

describe.each(SHAPES)('$kind', ({ kind, title, tables }) => {
  it.each(tables)('%s', (shape) => {
    const [drawing = '', expected = ''] = shape.split('\n= ');
    const [table] = recogniseTables([...paragraphs(title, '部门：青山县水利局　单位：万元'), gridOf(drawing)], kinds).tables;
    expect(table?.kind).toBe(kind);
    expect(table?.columns.map((column) => column.measure ?? column.part ?? column.label ?? column.role)).toEqual(expected.trim().split(' '));
  });
});

describe('a heading with an amount in its cell', () => {
  it('is told as unread: no row has the amount', () => {
    const grid = gridOf('“三公”经费合计19.25 | 公务接待费 | 公务用车购置及运行费\n | 13.64 | 5.61');
    const [table] = recogniseTables([...paragraphs('“三公”经费支出预算表', '单位：万元'), grid], kinds).tables;
    expect(table?.unread).toEqual([{ gridRow: 0, reason: '表头““三公”经费合计19.25”中有金额' }]);
  });
});

describe('the unit of a table without one over it', () => {
  const side = (label: string, page: number) => ({ ...gridOf(`${label} | 预算数\n一、教育 | 5.00`), pages: [page, page] as const });
  const units = (...more: readonly string[]) => recogniseTables([...paragraphs('收支总表'), side('收入', 1), ...paragraphs(...more), side('支出', 2)], kinds).tables.map((table) => table.unit);
  it('stands over its other half, a page further on', () => {
    expect(units('收支总表', '单位：万元')).toEqual(['万元', '万元']);
  });
  it('does not stand over another table', () => {
    expect(units('支出总表', '单位：万元')).toEqual(['', '万元']);
  });
});
