import { describe, expect, it } from 'vitest';
import { explain } from '../../../../pipeline/reconcile/localise/causes.js';
import { judge } from '../../../../pipeline/reconcile/identity.js';
import { identitiesOf } from '../../../../pipeline/reconcile/tables/index.js';
import { check, kinds, made, type Made } from '../tables/made.js';

const RIGHT = [
  '合计 | 4117 | 2649 | 1468', '204 公共安全支出 | 2283 | 1312 | 971', '20406 司法 | 2283 | 1312 | 971', '2040601 行政运行 | 901 | 674 | 227', '2040604 基层司法业务 | 529 | 311 | 218', '2040605 普法宣传 | 853 | 327 | 526',
  '208 社会保障和就业支出 | 1834 | 1337 | 497', '20805 行政事业单位养老支出 | 1834 | 1337 | 497', '2080501 行政单位离退休 | 717 | 583 | 134', '2080505 机关事业单位基本养老保险缴费支出 | 478 | 289 | 189', '2080506 机关事业单位职业年金缴费支出 | 639 | 465 | 174',
];
const table = (rows: readonly string[], kind = 'expenditure_summary'): Made => ({ kind, columns: ['total', 'basic', 'project'], rows });
const explained = (rows: readonly string[]): { operations: string[]; causes: number; proposed: string[] } => {
  const { causes, proposals } = explain(identitiesOf(made([table(rows), table(RIGHT, 'general_public_expenditure')]), kinds).identities);
  return { operations: [...new Set(proposals.map((p) => p.operation))], causes: causes.length, proposed: proposals.map((p) => `${p.row}:${p.field} ${p.proposed}`) };
};
const amounts = (row: string): string => row.slice(row.indexOf('|'));
const label = (row: string): string => row.slice(0, row.indexOf('|'));
/** The table with the amounts of rows `to[i]` beside the names of rows `from[i]`. */
const moved = (names: readonly number[], from: readonly number[]): string[] => RIGHT.map((row, i) => (names.includes(i) ? label(row) + amounts(RIGHT[from[names.indexOf(i)] as number] as string) : row));

describe('structural operations: one cause, undone as one', () => {
  it('exchanges the amounts of two rows', () => {
    expect(explained(moved([3, 9], [9, 3]))).toMatchObject({ operations: ['swap'], causes: 1, proposed: expect.arrayContaining(['4:total 9010000', '10:total 4780000']) });
  });
  it('exchanges siblings, which no sum shows, by another table', () => {
    expect(explained(moved([8, 9], [9, 8]))).toMatchObject({ operations: ['swap'], causes: 1 });
  });
  it('moves a block of rows back', () => {
    expect(explained(moved([8, 9, 10], [9, 10, 8]))).toMatchObject({ operations: ['shift_rows'], causes: 1 });
  });
  it('is not sure of rows moved by one over an empty row: the two others may have changed places', () => {
    const own: Made = { kind: 'basic_expenditure_functional', columns: ['total', 'personnel', 'public_operating'], rows: [
      '合计 | 1962 | 1821 | 141', '201 一般公共服务支出 | 1373 | 1265 | 108', '20140 信访事务 | 1373 | 1265 | 108', '2014001 行政运行 | 22 | | 22', '2014004 信访业务 | | |', '205 教育支出 | 1373 | 1265 | 108', '20508 进修及培训 | 22 | | 22', '2050803 培训支出 | 22 | | 22', '221 住房保障支出 | 567 | 556 | 11', '22102 住房改革支出 | 567 | 556 | 11', '2210201 住房公积金 | 567 | 556 | 11',
    ] };
    const { proposals } = explain(identitiesOf(made([own]), kinds).identities);
    expect(new Set(proposals.map((p) => `${p.operation} ${p.certainty}`))).toEqual(new Set(['shift_rows possible']));
  });
  it('moves amounts back into their columns', () => {
    const rows = RIGHT.map((r, i) => (i === 4 ? '2040604 基层司法业务 | 529 | 218 | 311' : r));
    expect(explained(rows)).toMatchObject({ operations: ['slip_column'], causes: 1, proposed: ['5:basic 3110000', '5:project 2180000'] });
  });
  it('puts scrambled rows back by another table, where sums of their own bear it out', () => {
    const rows = moved([4, 5, 8, 9, 10], [9, 8, 10, 5, 4]);
    expect(explained(rows)).toMatchObject({ operations: ['swap'], causes: 1, proposed: expect.arrayContaining(['5:basic 3110000', '6:total 8530000', '9:project 1340000', '10:total 4780000', '11:basic 4650000']) });
  });
  it('takes a row in another unit as one error', () => {
    const rows = RIGHT.map((r, i) => (i === 4 ? '2040604 基层司法业务 | 5290 | 3110 | 2180' : r));
    expect(explained(rows)).toMatchObject({ operations: ['scale'], causes: 1 });
  });
  it('takes a row printed twice as one error', () => {
    expect(explained([...RIGHT.slice(0, 6), RIGHT[5] as string, ...RIGHT.slice(6)])).toMatchObject({ operations: ['missing_row'], causes: 1 });
  });
  it('takes a row with the figures of its whole as one error', () => {
    expect(explained(RIGHT.map((r, i) => (i === 5 ? label(r) + amounts(RIGHT[2] as string) : r)))).toMatchObject({ causes: 1, proposed: expect.arrayContaining(['6:total 8530000', '6:basic 3270000', '6:project 5260000']) });
  });
  it('names the row that is missing by another table that prints it', () => {
    const { causes, proposals } = explain(identitiesOf(made([table(RIGHT.filter((_, i) => i !== 4)), table(RIGHT, 'general_public_expenditure')]), kinds).identities);
    expect(causes.map((c) => c.figure?.line.code)).toEqual(['20406']);
    expect(proposals).toMatchObject([{ operation: 'missing_row', certainty: 'certain', field: 'row', proposed: '2040604 基层司法业务 5290000' }]);
  });
  it('is not certain of a missing row where the other table prints other amounts beside it', () => {
    const proposed = (other: readonly string[]) => explain(identitiesOf(made([table(RIGHT.filter((_, i) => i !== 4)), table(other, 'general_public_expenditure')]), kinds).identities).proposals.filter((p) => p.operation === 'missing_row').map((p) => p.certainty);
    expect(proposed(moved([8, 9], [9, 8]))).toEqual(['certain']);
    expect(proposed(moved([3, 5], [5, 3]))).toEqual(['ambiguous']);
  });
  it('takes no row for missing that is printed without amounts, or below one that is', () => {
    const revenue = (rows: readonly string[]): Made => ({ kind: 'revenue_summary', columns: ['total', 'fiscal_appropriation'], rows });
    const proposed = (rows: readonly string[]) => explain(identitiesOf(made([revenue(rows), table(all)]), kinds).identities).proposals.filter((p) => p.operation === 'missing_row').map((p) => p.proposed);
    const all = ['合计 | 1834', '208 社会保障和就业支出 | 1834', '20805 行政事业单位养老支出 | 1117', '20808 抚恤 | 717', '2080801 死亡抚恤 | 717'].map((row) => `${row}${amounts(row)}`);
    const empty = (row: string): string => `${label(row)}| |`;
    expect(proposed(all.slice(0, 3))).toEqual(['20808 抚恤 7170000']);
    expect(proposed([...all.slice(0, 3), ...all.slice(3).map(empty)])).toEqual([]);
    expect(proposed([...all.slice(0, 3), ...all.slice(3, 4).map(empty)])).toEqual([]);
  });
  it('nor one that a table prints by its name, whose codes are told by the names', () => {
    const all = ['合计 | 1834 | 1834', '208 社会保障和就业支出 | 1834 | 1834', '20805 行政事业单位养老支出 | 1117 | 1117', '20808 抚恤 | 717 | 717', '2080801 死亡抚恤 | 717 | 717'];
    const codeless = ({ tables: [first, ...more], ...rest }: ReturnType<typeof made>): ReturnType<typeof made> => ({
      ...rest, tables: [...(first === undefined ? [] : [{ table: { ...first.table, entries: first.table.entries.map((e) => ({ ...e, code: [] })) }, lines: first.lines.map((l) => ({ ...l, entry: { ...l.entry, code: [] } })) }]), ...more],
    });
    const proposed = (rows: readonly string[]) => explain(identitiesOf(codeless(made([{ kind: 'revenue_summary', columns: ['total', 'fiscal_appropriation'], rows }, { kind: 'expenditure_summary', columns: ['total', 'basic'], rows: all }])), kinds).identities).proposals.filter((p) => p.operation === 'missing_row').map((p) => p.proposed);
    expect(proposed(all.slice(0, 3))).toEqual(['20808 抚恤 7170000']);
    expect(proposed([...all.slice(0, 3), '20808 抚恤 | |'])).toEqual([]);
  });
  it('is not certain of a missing row whose name and amounts stand under a wrong code', () => {
    const dragged = [...RIGHT.filter((_, i) => i !== 4), '2080507 基层司法业务 | 529 | 311 | 218'];
    const { proposals } = explain(identitiesOf(made([table(dragged), table(RIGHT, 'general_public_expenditure')]), kinds).identities);
    expect(proposals.filter((p) => p.operation === 'missing_row').map((p) => p.certainty)).toEqual(['ambiguous']);
  });
  it('is not certain of a missing row where a digit of another figure explains what the only column lacks', () => {
    const economic = (rows: readonly string[], kind = 'basic_expenditure_economic'): Made => ({ kind, columns: ['total'], rows });
    const all = ['302 商品和服务支出 | 1,163.25', '30201 办公费 | 398.15', '30212 因公出国（境）费用 | 20', '30213 维修（护）费 | 745.10'];
    const proposed = (rows: readonly string[]) => explain(identitiesOf(made([economic(rows), economic(all, 'general_public_economic')]), kinds).identities).proposals.filter((p) => p.operation === 'missing_row').map((p) => p.certainty);
    expect(proposed(all.filter((row) => !row.startsWith('30212')))).toEqual(['possible']);
    expect(proposed(all.filter((row) => !row.startsWith('30201')))).toEqual(['certain']);
  });
  it('is not certain of rows that change places by sums alone: the place may be that of a sibling', () => {
    const { proposals } = explain(identitiesOf(made([table(moved([3, 9], [9, 3]))]), kinds).identities);
    expect(new Set(proposals.map((p) => `${p.operation} ${p.certainty}`))).toEqual(new Set(['swap possible']));
  });
  it('is not certain of siblings that change places by the word of two other tables: one may be copied from the other', () => {
    const swapped = moved([8, 9], [9, 8]);
    const told = (...others: readonly Made[]) => explain(identitiesOf(made([table(swapped), ...others]), kinds).identities).proposals.filter((p) => p.tableId === 't1' && p.operation === 'swap').map((p) => p.certainty);
    expect(new Set(told(table(RIGHT, 'general_public_expenditure'), table(RIGHT, 'fiscal_appropriation_expenditure')))).toEqual(new Set(['possible']));
  });
  it('is not certain of a digit by a sum in which a line stands twice: that line may be what the sum has too much', () => {
    const rows = (twice: boolean): string[] => ['合计 | 10247 | 10247', '302 商品和服务支出 | 10247 | 10247', '30202 印刷费 | 3417 | 3417', '30209 物业管理费 | 1000 | 1000', ...(twice ? ['30209 物业管理费 | 1000 | 1000'] : []), twice ? '30226 劳务费 | 4830 | 5830' : '30226 劳务费 | 5830 | 6830'];
    const proposed = (twice: boolean) => explain(identitiesOf(made([{ kind: 'basic_expenditure_economic', columns: ['total', 'public_operating'], rows: rows(twice) }]), kinds).identities).proposals.filter((p) => p.field === 'public_operating' && p.operation !== 'missing_row').map((p) => p.certainty);
    expect(proposed(false)).toEqual(['certain']);
    expect(proposed(true)).not.toContain('certain');
  });
  it('is not certain of the last digit of a figure that another table prints by one otherwise', () => {
    const own = (beds: string): Made => ({ kind: 'expenditure_summary', columns: ['total', 'basic', 'project'], rows: ['合计 | 926.72 | 600.00 | 326.72', '204 公共安全支出 | 526.72 | 400.00 | 126.72', `205 教育支出 | ${beds} | 200.00 | 200.00`] });
    const other = (beds: string): Made => ({ kind: 'general_public_expenditure', columns: ['total'], rows: ['合计 | 926.72', '204 公共安全支出 | 526.72', `205 教育支出 | ${beds}`] });
    const proposed = (tables: readonly Made[]) => explain(identitiesOf(made(tables), kinds).identities).proposals.map((p) => `${p.proposed} ${p.certainty}`);
    expect(proposed([own('490.00'), other('400.00')])).toEqual(['4000000 certain']);
    expect(proposed([own('490.00'), other('400.01')])).toEqual([expect.stringMatching(/^40000|4000100 possible$/u)]);
  });
  it('leaves a single wrong figure to the search', () => {
    const rows = RIGHT.map((r, i) => (i === 4 ? '2040604 基层司法业务 | 529 | 371 | 218' : r));
    expect(explained(rows)).toMatchObject({ operations: ['amount'], causes: 1, proposed: ['5:basic 3110000'] });
  });
  it('moves no amount to where the row would not add up, though nothing is printed there', () => {
    // The headings 21202 and 21203 changed places; were it their items, 基本支出 of 2120399 would be empty beside 人员经费.
    const rows = ['合计 | 800 | 500 | 300 | 200 | 300', '212 城乡社区支出 | 800 | 500 | 300 | 200 | 300', '21202 城乡社区规划与管理 | 300 | - | - | - | 300', '2120201 城乡社区规划与管理 | 500 | 500 | 300 | 200 | -', '21203 城乡社区公共设施 | 500 | 500 | 300 | 200 | -', '2120399 其他城乡社区公共设施支出 | 300 | - | - | - | 300'];
    const { causes } = explain(identitiesOf(made([{ kind: 'general_public_expenditure', columns: ['total', 'basic', 'personnel', 'public_operating', 'project'], rows }]), kinds).identities);
    expect(causes.length).toBeGreaterThan(0);
    expect(causes.flatMap((c) => c.identities).filter((i) => judge(i) !== 'fails').map((i) => i.zh)).toEqual([]);
  });
  it('is certain of no column in a table of one item whose total has slipped as well', () => {
    const certain = (rows: readonly string[]): string[] => explain(identitiesOf(made([table(rows, 'government_fund_expenditure')]), kinds).identities).proposals.filter((p) => p.certainty === 'certain').map((p) => `${p.row}:${p.field}`);
    expect(certain(['合计 | 4524 | 4524 | 0', '2170404 某项支出 | 0 | 4524 | 4524'])).toEqual([]);
  });
});

describe('rows in a ring that sums alone put back', () => {
  const RIGHT = [
    ['合计', 12051, 7943], ['213 农林水支出', 4837, 728], ['21305 巩固脱贫攻坚成果衔接乡村振兴', 4837, 728], ['2130504 农村基础设施建设', 728, 728], ['2130505 生产发展', 4109, 0],
    ['220 自然资源海洋气象等支出', 3727, 3727], ['22001 自然资源事务', 3727, 3727], ['2200150 事业运行', 3727, 3727], ['221 住房保障支出', 991, 991], ['22102 住房改革支出', 991, 991],
    ['2210201 住房公积金', 991, 991], ['229 其他支出', 2496, 2496], ['22999 其他支出', 2496, 2496], ['2299999 其他支出', 2496, 2496],
  ] as const;
  it('are not certain where one of them may have changed places with its sibling', () => {
    // Four rows have moved: 2130505 has the amounts of 2200150, and 2130504 those of 2130505, with which its sums hold as well.
    const rows = [0, 1, 2, 4, 7, 5, 6, 8, 3, 9, 10, 11, 12, 13].map((from, i) => {
      const [, total = 0, fiscal = 0] = RIGHT[from] ?? [];
      return [RIGHT[i]?.[0], total, fiscal, total - fiscal].join(' | ');
    });
    const { proposals } = check(made([{ kind: 'revenue_summary', columns: ['total', 'fiscal_appropriation', 'business_income'], rows }]));
    expect(proposals.filter((p) => p.operation === 'shift_rows').map((p) => p.certainty)).toEqual(Array.from({ length: 6 }, () => 'possible'));
  });
});
