import { describe, expect, it } from 'vitest';
import { accepted } from '../../../../pipeline/reconcile/tables/accepted-cuts.js';
import { declared, type Cut } from '../../../../pipeline/reconcile/tables/column-cuts.js';
import { headed } from '../../../../pipeline/reconcile/tables/header-cuts.js';
import { figuresOf, type Row } from '../../../../pipeline/reconcile/tables/rows.js';
import type { TableColumn } from '../../../../schemas/table.js';
import { kinds, made } from './made.js';

const words = ({ total, parts, relation }: Cut): string => `${total} ${relation} ${parts.join(' + ')}`;

describe('cuts that measures mean', () => {
  it('take the parts that the table has, with the suffix of its columns', () => {
    expect(declared(new Set(['total', 'basic', 'project'])).map(words)).toEqual(['total = basic + project']);
    expect(declared(new Set(['vehicle_subtotal_final', 'vehicle_purchase_final', 'vehicle_operation_final', 'vehicle_purchase'])).map(words)).toEqual(['vehicle_subtotal_final = vehicle_purchase_final + vehicle_operation_final']);
  });

  it('need enough of their parts', () => {
    expect(declared(new Set(['total', 'basic']))).toEqual([]);
    expect(declared(new Set(['total', 'overseas', 'reception']))).toEqual([]);
  });
});

describe('cuts that headers show', () => {
  const columns = (...headers: readonly string[]): TableColumn[] => headers.map((header, i) => ({ gridColumn: i, block: 0, role: 'amount', measure: `m${i}`, header }));

  it('divide a subtotal by what stands beside it under the same header, which stands for its columns above', () => {
    expect(headed(columns('合计', '基本支出 / 小计', '基本支出 / 人员经费', '基本支出 / 公用经费', '项目支出')).map(words)).toEqual(['m1 = m2 + m3', 'm0 = m1 + m4']);
  });

  it('keep what is said of another year out of a total of the year, and take all of it for a total of that year', () => {
    const year = (suffix: string): string[] => ['total', 'overseas', 'vehicle_subtotal', 'vehicle_operation', 'reception'].map((m) => m + suffix);
    const headers = ['合计', '因公出国(境)费', '公务用车购置及运行费 / 小计', '公务用车购置及运行费 / 公务用车运行费', '公务接待费'];
    const both: TableColumn[] = ['_previous', ''].flatMap((suffix, k) => year(suffix).map((measure, i) => ({ gridColumn: 5 * k + i, block: 0, role: 'amount' as const, measure, header: `${['上年', '本年'][k] ?? ''} / ${headers[i] ?? ''}` })));
    expect(headed(both).map(words).filter((w) => w.startsWith('total'))).toEqual(['total_previous = overseas_previous + vehicle_subtotal_previous + reception_previous', 'total = overseas + vehicle_subtotal + reception']);
  });

  it('take 其中 for a part that may be less than the whole', () => {
    expect(headed(columns('合计', '其中：政府性基金')).map(words)).toEqual(['m0 ≤ m1']);
  });
});

describe('cuts that rows accept', () => {
  const rowsOf = (...rows: readonly string[]): Row[] => {
    const document = made([{ kind: 'expenditure_summary', columns: ['total', 'basic', 'project'], rows }]);
    return document.tables.flatMap((lined) => figuresOf(lined, kinds).lists.flatMap((list) => [...list.rows]));
  };
  const cut: Cut = { total: 'total', parts: ['basic', 'project'], relation: '=', declared: false };

  it('hold in most rows', () => {
    expect(accepted([cut], rowsOf('201 一般公共服务支出 | 10 | 4 | 6', '204 公共安全支出 | 20 | 12 | 8', '205 教育支出 | 5 | 5 | 0', '208 社会保障和就业支出 | 9 | 5 | 5')).cuts.map((a) => words(a.cut))).toEqual(['total = basic + project']);
  });

  it('say nothing where hardly any does: that the columns are unclear is counted', () => {
    const { cuts, uncheckable } = accepted([{ ...cut, parts: ['project'] }], rowsOf('201 一般公共服务支出 | 10 | 4 | 6', '204 公共安全支出 | 20 | 12 | 8'));
    expect(cuts).toEqual([]);
    expect(uncheckable).toMatchObject([{ rule: 'sum/row', reason: 'columns unclear' }]);
  });

  it('need no column beside them that headers make a subtotal and most rows contradict, where an amount slipped below it', () => {
    const measures = ['total', 'basic', 'project', 'bought', 'reserved'];
    const document = made([{ kind: 'expenditure_summary', columns: measures, rows: [
      '201 一般公共服务支出 | 30 | 20 | 10 | 6 | 0', '20104 发展与改革事务 | 30 | 20 | 10 | 6 | 0', '2010401 行政运行 | 20 | 20 | 0 | 2 | 0', '2010402 一般行政管理事务 | 10 | 0 | 10 | 4 | 0',
      '208 社会保障和就业支出 | 8 | 8 | 0 | 0 | 0', '20805 行政事业单位养老支出 | 8 | 8 | 0 | 0 | 0', '2080505 机关事业单位基本养老保险缴费支出 | 8 | 8 | 0 | 0 | 0',
      '210 卫生健康支出 | 5 | 0 | 0 | 0 | 5', '21011 行政事业单位医疗 | 5 | 5 | 0 | 0 | 0', '2101101 行政单位医疗 | 5 | 5 | 0 | 0 | 0',
    ] }]);
    const rows = document.tables.flatMap((lined) => figuresOf(lined, kinds).lists.flatMap((list) => [...list.rows]));
    const cuts = [...declared(new Set(measures)), { total: 'total', parts: ['basic', 'project', 'bought'], relation: '=', declared: false }, { total: 'bought', parts: ['reserved'], relation: '=', declared: false }] satisfies Cut[];
    expect(accepted(cuts, rows).cuts.map((a) => words(a.cut))).toEqual(['total = basic + project']);
  });

  it('are none of their own where a subtotal and what is carried over make more rows up, however deep this is cut itself', () => {
    const measures = ['total', 'current', 'basic', 'personnel', 'public_operating', 'project', 'opening_carryover'];
    const document = made([{ kind: 'general_public_expenditure', columns: measures, rows: [
      '201 一般公共服务支出 | 30 | 24 | 14 | 9 | 5 | 10 | 6', '20101 人大事务 | 30 | 24 | 14 | 9 | 5 | 10 | 6', '2010101 行政运行 | 14 | 14 | 14 | 9 | 5 | 0 | 0', '2010102 一般行政管理事务 | 16 | 10 | 0 | 0 | 0 | 10 | 6',
      '208 社会保障和就业支出 | 8 | 8 | 8 | 8 | 0 | 0 | 0', '20805 行政事业单位养老支出 | 8 | 8 | 8 | 8 | 0 | 0 | 0', '2080505 机关事业单位基本养老保险缴费支出 | 8 | 8 | 8 | 8 | 0 | 0 | 0',
      '210 卫生健康支出 | 5 | 5 | 5 | 5 | 0 | 0 | 0', '21011 行政事业单位医疗 | 5 | 5 | 5 | 5 | 0 | 0 | 0', '2101101 行政单位医疗 | 5 | 5 | 5 | 5 | 0 | 0 | 0',
    ] }]);
    const rows = document.tables.flatMap((lined) => figuresOf(lined, kinds).lists.flatMap((list) => [...list.rows]));
    const cuts = [...declared(new Set(measures)), { total: 'total', parts: ['current', 'opening_carryover'], relation: '=', declared: false }, { total: 'current', parts: ['basic', 'project'], relation: '=', declared: false }] satisfies Cut[];
    expect(accepted(cuts, rows).cuts.filter((a) => a.cut.total === 'total').map((a) => words(a.cut))).toEqual(['total = current + opening_carryover']);
  });

  it('speak of no row that is not broken down', () => {
    const { cuts } = accepted([cut], rowsOf('201 一般公共服务支出 | 10 |  | ', '204 公共安全支出 | 20 | 12 | 8', '205 教育支出 | 5 | 5 | 0'));
    expect(cuts.flatMap((a) => a.instances.map(({ whole }) => whole.line.code))).toEqual(['204', '205']);
  });
});
