import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Proposal } from '../../../../schemas/finding.js';
import { residual } from '../../../../pipeline/reconcile/identity.js';
import { explain } from '../../../../pipeline/reconcile/localise/causes.js';
import { locate } from '../../../../pipeline/reconcile/localise/index.js';
import { slipOf } from '../../../../pipeline/reconcile/localise/likeness.js';
import { verify } from '../../../../pipeline/reconcile/localise/verify.js';
import { identitiesOf } from '../../../../pipeline/reconcile/tables/index.js';
import { kinds, made, type Made } from '../tables/made.js';

const RIGHT = [
  '合计 | 1737 | 1169 | 568', '204 公共安全支出 | 1003 | 625 | 378', '20406 司法 | 1003 | 625 | 378', '2040601 行政运行 | 625 | 625 |', '2040604 基层司法业务 | 378 | | 378',
  '208 社会保障和就业支出 | 734 | 544 | 190', '20805 行政事业单位养老支出 | 734 | 544 | 190', '2080505 机关事业单位基本养老保险缴费支出 | 571 | 412 | 159', '2080506 机关事业单位职业年金缴费支出 | 163 | 132 | 31',
];
const table = (rows: readonly string[], columns = ['total', 'basic', 'project']): Made => ({ kind: 'expenditure_summary', columns, rows });
const identities = (tables: readonly Made[]): ReturnType<typeof identitiesOf>['identities'] => identitiesOf(made(tables), kinds).identities;
const changed = (...edits: readonly (readonly [string, string])[]): string[] => RIGHT.map((row) => edits.find(([from]) => from === row)?.[1] ?? row);
const said = (proposals: readonly Proposal[]): string[] => proposals.map((p) => `${p.certainty} ${p.operation} ${p.row}:${p.field} ${p.published}→${p.proposed}`);

describe('exact search', () => {
  it('says nothing of figures that add up', () => {
    expect(explain(identities([table(RIGHT)]))).toEqual({ causes: [], proposals: [] });
  });

  it('repairs the one figure that its row and its sum agree on, with the proof', () => {
    const { proposals } = explain(identities([table(changed(['2080505 机关事业单位基本养老保险缴费支出 | 571 | 412 | 159', '2080505 机关事业单位基本养老保险缴费支出 | 571 | 472 | 159']))]));
    expect(said(proposals)).toEqual(['certain amount 8:basic 4720000→4120000']);
    expect(proposals[0]).toMatchObject({ cost: 1, alternatives: [], proof: { disjoint: [expect.any(String)], runner_up: 2 } });
    expect(proposals[0]?.proof['satisfied']).toEqual(proposals[0]?.proof['violated']);
  });

  it('names a wrong power of ten as such', () => {
    const rows = changed(['2080506 机关事业单位职业年金缴费支出 | 163 | 132 | 31', '2080506 机关事业单位职业年金缴费支出 | 1630 | 132 | 31']);
    expect(said(explain(identities([table(rows)])).proposals)).toEqual(['certain scale 9:total 16300000→1630000']);
  });

  it('repairs several figures, each as a cause of its own', () => {
    const rows = changed(['2080505 机关事业单位基本养老保险缴费支出 | 571 | 412 | 159', '2080505 机关事业单位基本养老保险缴费支出 | 571 | 412 | 195'], ['2080506 机关事业单位职业年金缴费支出 | 163 | 132 | 31', '2080506 机关事业单位职业年金缴费支出 | 163 | 32 | 31'], ['合计 | 1737 | 1169 | 568', '合计 | 1737 | 1169 | 5668']);
    const { causes, proposals } = explain(identities([table(rows)]));
    expect(causes.map((c) => `${c.figure?.line.entry.row}:${c.figure?.measure}`).toSorted()).toEqual(['1:project', '8:project', '9:basic']);
    expect(proposals.every((p) => p.certainty === 'certain')).toBe(true);
  });

  it('is not certain of a slip of few digits by as much as two transposed digits make, which two other figures may have', () => {
    const three = (total: string, operation: string): Made => ({ kind: 'three_public', columns: ['total'], rows: [`合计 | ${total}`, '1、因公出国（境）费用 | 0.88', '2、公务接待费 | 0.21', '3、公务用车购置及运行费 | 0.16', '其中：（1）公务用车购置费 | 0', `（2）公务用车运行费 | ${operation}`] });
    expect(explain(identities([three('1.25', '0.16')])).proposals).toEqual([]);
    expect(explain(identities([three('2.15', '1.06')])).proposals.filter((p) => p.certainty === 'certain')).toEqual([]);
  });
  it('is certain of two figures of one sum, where each row says its own', () => {
    const rows = changed(['2080505 机关事业单位基本养老保险缴费支出 | 571 | 412 | 159', '2080505 机关事业单位基本养老保险缴费支出 | 571 | 4120 | 159'], ['2080506 机关事业单位职业年金缴费支出 | 163 | 132 | 31', '2080506 机关事业单位职业年金缴费支出 | 163 | 1320 | 31']);
    expect(said(explain(identities([table(rows)])).proposals).toSorted()).toEqual(['certain scale 8:basic 41200000→4120000', 'certain scale 9:basic 13200000→1320000']);
  });

  it('is not certain of a figure whose sum holds a row too many', () => {
    const twin = '2080506 机关事业单位职业年金缴费支出 | 163 | 163 |';
    const rows = ['合计 | 734 | 734 |', '208 社会保障和就业支出 | 734 | 734 |', '20805 行政事业单位养老支出 | 734 | 734 |', '2080505 机关事业单位基本养老保险缴费支出 | 571 | 51 |', twin, twin];
    expect(explain(identities([table(rows)])).proposals.filter((p) => p.certainty === 'certain')).toEqual([]);
  });

  it('is not certain of a last digit where a slip leads to one that rounding can not tell from it', () => {
    const all = (total: string): Made[] => [
      { kind: 'basic_expenditure_economic', columns: ['total', 'personnel', 'public_operating'], rows: [`合计 | ${total} | 2000.33 | 200.34`, '301 工资福利支出 | 1500.30 | 1500.30 |', '302 商品和服务支出 | 200.34 | | 200.34', '303 对个人和家庭的补助 | 500.03 | 500.03 |'] },
      { kind: 'general_public_expenditure', columns: ['total', 'basic', 'project'], rows: ['合计 | 3000.00 | 2200.67 | 799.33', '204 公共安全支出 | 2000.00 | 1200.67 | 799.33', '208 社会保障和就业支出 | 1000.00 | 1000.00 |'] },
    ];
    expect(said(explain(identities(all('3617.45'))).proposals)).toEqual(['certain amount 1:total 36174500→22006700']);
    expect(said(explain(identities(all('2600.68'))).proposals)).toEqual(['possible amount 1:total 26006800→22006700']);
  });

  it('is not certain where every figure of a sum may be the wrong one', () => {
    const one = table(['合计 | 1000', '204 公共安全支出 | 612', '208 社会保障和就业支出 | 277'], ['total']);
    const [located] = locate(identities([one]));
    expect(located?.cost).toBe(1);
    expect(located?.changes[0]).toMatchObject({ certain: false, settled: false });
    expect(located?.changes[0]?.alternatives).toHaveLength(2);
    expect(explain(identities([one])).proposals).toEqual([]);
  });

  it('takes copies of a figure for one witness: a wrong figure copied from column to column is not outvoted', () => {
    const rows = changed(['2040601 行政运行 | 625 | 625 |', '2040601 行政运行 | 652 | 652 |']);
    expect(explain(identities([table(rows)])).proposals.filter((p) => p.certainty === 'certain')).toEqual([]);
  });

  it('gives up at its caps, and the failing identities are still told', () => {
    const rows = changed(['2080505 机关事业单位基本养老保险缴费支出 | 571 | 412 | 159', '2080505 机关事业单位基本养老保险缴费支出 | 571 | 472 | 159']);
    const capped = locate(identities([table(rows)]), { cost: 16, nodes: 0, work: 0, solutions: 1 });
    expect(capped.map((l) => [l.changes.length, l.identities.length])).toEqual([[0, 2]]);
  });
});

describe('what it may cost', () => {
  it('is bound by work done, whatever the size of a document', () => {
    // Every figure of every table wrong: nothing can be localised.
    const wrong = Array.from({ length: 4 }, (_, t) => ({ ...table(RIGHT.map((row, i) => row.replace(/\| (\d+)/gu, (_all, amount: string, at: number) => `| ${Number(amount) + 1 + ((i * 7 + at * 13 + t * 31) % 90)}`))), kind: ['expenditure_summary', 'general_public_expenditure', 'fiscal_appropriation_expenditure', 'revenue_summary'][t] ?? '' }));
    const located = locate(identities(wrong));
    expect(located.length).toBeGreaterThan(0);
    expect(located.reduce((sum, l) => sum + l.work, 0)).toBeLessThan(4_500_000);
    expect(located.reduce((sum, l) => sum + l.nodes, 0)).toBeLessThan(7000);
    const small = { cost: 16, nodes: 2500, work: 500, solutions: 400 };
    expect(locate(identities(wrong), small).every((l) => l.work < 500 + 2000)).toBe(true);
  });
});

describe('the verifier', () => {
  const wrong = identities([table(changed(['2080505 机关事业单位基本养老保险缴费支出 | 571 | 412 | 159', '2080505 机关事业单位基本养老保险缴费支出 | 571 | 472 | 159']))]);
  it('sees what a proposal satisfies', () => {
    const { satisfied, broken, left } = verify(wrong, new Map([['t1:8:basic', 412_000_000n]]));
    expect([satisfied.length, broken.length, left.length]).toEqual([2, 0, 0]);
  });
  it('sees what a proposal breaks or leaves', () => {
    const { satisfied, broken, left } = verify(wrong, new Map([['t1:8:total', 631_000_000n]]));
    expect([satisfied.length, broken.length, left.length]).toEqual([1, 1, 1]);
  });
});

describe('slips', () => {
  it.each([[1234n, 1284n, 'digit'], [1234n, 12_234n, 'dropped'], [12_234n, 1234n, 'added'], [1234n, 1324n, 'transposed'], [1234n, 12_340_000n, 'scale'], [-1234n, 1234n, 'sign'], [0n, 1234n, 'blank'], [1234n, 8765n, 'free']] as const)('%s for %s: %s', (printed, value, slip) => {
    expect(slipOf(printed, value)).toBe(slip);
  });
});

describe('any consistent tree with rows of two parts', () => {
  const item = fc.tuple(fc.integer({ min: 1000, max: 9_999_999 }), fc.integer({ min: 1000, max: 9_999_999 }));
  const trees = fc.array(fc.array(item, { minLength: 2, maxLength: 4 }), { minLength: 2, maxLength: 4 });
  const rowsOf = (tree: readonly (readonly (readonly [number, number])[])[]): [string, number, number, number][] => {
    const sums = (list: readonly (readonly [number, number])[]): [number, number, number] => list.reduce<[number, number, number]>(([t, b, p], [x, y]) => [t + x + y, b + x, p + y], [0, 0, 0]);
    const classes = ['204 公共安全支出', '205 教育支出', '206 科学技术支出', '207 文化旅游体育与传媒支出'];
    return [['合计', ...sums(tree.flat())], ...tree.flatMap((list, c) => [[classes[c] as string, ...sums(list)] as [string, number, number, number], ...list.map(([b, p], i): [string, number, number, number] => [`${classes[c]?.slice(0, 3)}0${i + 1} 其他`, b + p, b, p])])];
  };

  it('one wrong figure: it is repaired or among the alternatives, and nothing wrong is certain', () => {
    fc.assert(fc.property(trees, fc.nat(), fc.integer({ min: 0, max: 2 }), fc.integer({ min: 1, max: 5_000_000 }), (tree, at, column, by) => {
      const rows = rowsOf(tree);
      const row = at % rows.length;
      const truth = rows[row]?.[column + 1] as number;
      const printed = rows.map((r, i) => r.map((cell, c) => (i === row && c === column + 1 ? (cell as number) + by : cell)));
      const list = identities([{ kind: 'expenditure_summary', columns: ['total', 'basic', 'project'], unit: '元', rows: printed.map((r) => r.join(' | ')) }]);
      if (list.every((i) => residual(i) * residual(i) <= 400n * 10_000n)) return;
      const ref = `t1:${row + 1}:${['total', 'basic', 'project'][column]}`;
      const changes = locate(list).flatMap((l) => l.changes);
      const right = changes.some((c) => [...c.values].some(([f, v]) => f.ref === ref && v === BigInt(truth) * 100n) || c.alternatives.some((a) => a.figure.ref === ref && a.value === BigInt(truth) * 100n));
      const proposals = explain(list).proposals.filter((p) => p.certainty === 'certain');
      expect(right).toBe(true);
      expect(proposals.filter((p) => `${p.tableId}:${p.row}:${p.field}` !== ref || p.proposed !== String(truth))).toEqual([]);
    }), { numRuns: 60 });
  });
});
