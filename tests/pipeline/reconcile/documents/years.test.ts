import { describe, expect, it } from 'vitest';
import { compareYears } from '../../../../pipeline/reconcile/documents/years.js';
import type { Ledger } from '../../../../pipeline/reconcile/documents/ledger.js';
import type { LinedTable } from '../../../../schemas/document.js';
import { table } from '../narrative/documents.js';
import { counted, headed, messages, published, told } from './published.js';

/** A budget: 一般公共预算 by function and the “三公” table. */
const tables = (total: string, police: string, school: string, reception: string): LinedTable[] => [
  table('general_public_expenditure', [
    { name: '公共安全支出', code: '204', cells: { total: police } }, { name: '教育支出', code: '205', cells: { total: school } }, { cells: { total } },
  ], { unit: '万元', id: 't1' }),
  table('three_public', [{ name: '公务接待费', item: 'reception', cells: { total: reception } }], { unit: '万元', id: 't2' }),
];
const last = published('2023.pdf', [], tables('1200.50', '1000.25', '200.25', '3.10'), { year: 2023 });
const NOW = tables('1500.75', '1200.50', '300.25', '2.10');
const now = (...texts: readonly string[]): Ledger => published('2024.pdf', texts, NOW);
const against = (ledger: Ledger, other = last): ReturnType<typeof compareYears> => compareYears([ledger], [other], 'previous');

const RIGHT = '一般公共预算支出1500.75万元，比2023年预算增加300.25万元。';

describe('across/change: 比上年预算增加N万元 against last year\'s document', () => {
  it('agrees with it', () => {
    const across = against(now(RIGHT, '公务接待费2.10万元，比2023年预算减少1.00万元。'));
    expect(told(across)).toEqual([]);
    expect(counted(across, 'across/change')).toBe('2 2 0 0');
  });
  it('or not: one finding, with evidence in both documents', () => {
    const across = against(now(RIGHT, '公务接待费2.10万元，比2023年预算减少2.00万元。'));
    expect(told(across)).toEqual(['across/change 41000→31000']);
    expect(counted(across, 'across/change')).toBe('2 1 1 0');
    const [finding] = across.get('2024.pdf')?.findings ?? [];
    expect(finding?.evidence.map((e) => e.cells)).toEqual([finding?.cells, ['2023.pdf/t2:1:total']]);
    expect(messages(across)[0]).toBe('“公务接待费”与上年文件不符，推得上年为41000元，而2023.pdf“three_public”公务接待费为3.10万元，相差10000元：公务接待费：2.10万元，减少2.00万元，即上年4.1万元，“three_public”公务接待费3.10万元');
  });
  it.each([
    ['执行数', '公务接待费2.10万元，比2023年预算执行数减少2.00万元。'],
    ['an adjusted budget', '公务接待费2.10万元，比2023年调整预算减少2.00万元。'],
    ['another year', '公务接待费2.10万元，比2022年预算减少2.00万元。'],
    ['figures on the same scope', '公务接待费2.10万元，按可比口径比2023年预算减少2.00万元。'],
  ])('is not held against it where the words speak of %s', (_, text) => {
    const across = against(now(RIGHT, text));
    expect(told(across)).toEqual([]);
    expect(counted(across, 'across/change')).toBe('1 1 0 0');
  });
  it('says nothing where no figure shows that the two can be compared', () => {
    const across = against(now('公务接待费2.10万元，比2023年预算减少2.00万元。'));
    expect([told(across), counted(across, 'across/change')]).toEqual([[], '0 0 0 0']);
  });
  it('takes 比上年 for the budget only where several figures bear it out', () => {
    const wrong = '公务接待费2.10万元，比上年减少2.00万元。';
    expect(told(against(now(RIGHT, wrong)))).toEqual([]);
    const bare = ['一般公共预算支出1500.75万元，比上年增加300.25万元。', '公共安全支出（类）1200.50万元，比上年增加200.25万元。', '教育支出（类）300.25万元，比上年增加100.00万元。'];
    expect(told(against(now(...bare, wrong)))).toEqual(['across/change 41000→31000']);
  });
  it('does not repeat what this document contradicts by itself', () => {
    const texts = [RIGHT, '公务接待费2.10万元，比2023年预算减少2.00万元。'];
    const facts = now(...texts).claims.map((claim) => claim.fact);
    const doubted = published('2024.pdf', texts, NOW, { findings: [{ rule: 'narrative/percent', params: {}, cells: [facts[1] ?? ''], evidence: [] }] });
    expect(told(against(doubted))).toEqual([]);
  });
});

describe('figures of a table that a finding doubts as a whole, or in a column', () => {
  const texts = [RIGHT, '公务接待费2.10万元，比2023年预算减少2.00万元。'];
  const doubt = (cell: string) => published('2023.pdf', [], tables('1200.50', '1000.25', '200.25', '3.10'), { year: 2023, findings: [{ rule: 'table/unit-missing', params: {}, cells: [cell], evidence: [] }] });
  it('are held against nothing', () => {
    expect(told(against(now(...texts), doubt('t9')))).toHaveLength(1);
    expect(told(against(now(...texts), doubt('t2')))).toEqual([]);
    expect(told(against(now(...texts), doubt('t2:*:total')))).toEqual([]);
  });
});

describe('across/previous: columns of last year', () => {
  const column = (header: string, reception: string): LinedTable[] => [
    headed(table('general_public_expenditure', [{ cells: { total_previous: '1200.50', total: '1500.75' } }], { unit: '万元', id: 't1' }), [header, '2024年预算数']),
    headed(table('three_public', [{ name: '公务接待费', item: 'reception', cells: { total_previous: reception, total: '2.10' } }], { unit: '万元', id: 't2' }), [header, '2024年预算数']),
  ];
  const made = (header: string, reception: string): ReturnType<typeof compareYears> => against(published('2024.pdf', [], column(header, reception)));
  it('agree with last year\'s document', () => {
    expect([told(made('2023年预算数', '3.1')), counted(made('2023年预算数', '3.1'), 'across/previous')]).toEqual([[], '2 2 0 0']);
  });
  it('or not', () => {
    expect(told(made('2023年预算数', '3.01'))).toEqual(['across/previous 30100→31000']);
  });
  it.each(['2023年执行数', '上年预算执行数', '2022年预算数', '2023年调整预算数'])('of %s are another figure', (header) => {
    expect(counted(made(header, '3.01'), 'across/previous')).toBe('0 0 0 0');
  });
  it('stay unsaid where more differ than agree', () => {
    const lines = [{ name: '公共安全支出', code: '204', cells: { total_previous: '700', total: '1' } }, { name: '教育支出', code: '205', cells: { total_previous: '500.5', total: '1' } }, { cells: { total_previous: '1200.50', total: '2' } }];
    const other = headed(table('general_public_expenditure', lines, { unit: '万元' }), ['2023年预算数', '2024年预算数']);
    expect(told(against(published('2024.pdf', [], [other])))).toEqual([]);
  });
});

describe('across/budget: 年初预算 of a final account against the budget', () => {
  const budget = published('预算.pdf', [], tables('1200.50', '1000.25', '200.25', '3.10'), { year: 2023 });
  const account = (...texts: readonly string[]): ReturnType<typeof compareYears> => compareYears([published('决算.pdf', texts, [], { year: 2023, stage: 'final' })], [budget], 'budget');
  const right = '一般公共预算财政拨款支出年初预算为1200.50万元，支出决算为1100.00万元。';
  it('agrees', () => {
    expect([told(account(right)), counted(account(right), 'across/budget')]).toEqual([[], '1 1 0 0']);
  });
  it('or not', () => {
    expect(told(account(right, '教育支出（类）年初预算为220.25万元，支出决算为200.00万元。'))).toEqual(['across/budget 2202500→2002500']);
  });
  it('is never a budget that was adjusted', () => {
    expect(counted(account(right, '教育支出（类）全年预算为220.25万元，支出决算为200.00万元。'), 'across/budget')).toBe('1 1 0 0');
  });
});

describe('codes of other editions', () => {
  const office = (name: string, code: string, amount: string, year: number): Ledger => published(`${year}.pdf`, year === 2024 ? ['一般公共预算支出900.00万元，比2023年预算增加100.00万元。', `${name}（项）120.00万元，比2023年预算增加30.00万元。`] : [], [
    table('general_public_expenditure', [{ name, code, cells: { total: amount } }, { cells: { total: year === 2024 ? '900.00' : '800.00' } }], { unit: '万元' }),
  ], { year });
  it('a name of an older edition is the same item', () => {
    const across = against(office('行政单位离退休', '2080501', '120.00', 2024), office('归口管理的行政单位离退休', '2080501', '90.00', 2023));
    expect([told(across), counted(across, 'across/change')]).toEqual([[], '2 2 0 0']);
  });
  it('a code that bears another name is not', () => {
    const across = against(office('行政单位离退休', '2080501', '120.00', 2024), office('离退休人员管理机构', '2080501', '50.00', 2023));
    expect([told(across), counted(across, 'across/change')]).toEqual([[], '2 1 0 1']);
  });
});

describe('a final account against last year\'s', () => {
  const account = (year: number, [total, police, school]: readonly [string, string, string], texts: readonly string[]): Ledger => published(`${year}决算.pdf`, texts, tables(total, police, school, '3.10'), { year, stage: 'final' });
  const before = account(2023, ['1200.50', '1000.25', '200.25'], []);
  const prose = (last: string): string[] => [
    '一般公共预算财政拨款支出1500.75万元。与2023年度相比，一般公共预算财政拨款支出增加300.25万元。',
    '公共安全支出（类）1200.50万元，比2023年度增加200.25万元。', '教育支出（类）300.25万元，比2023年度增加100.00万元。', last,
  ];
  const after = (last: string): ReturnType<typeof compareYears> => against(account(2024, ['1500.75', '1200.50', '300.25'], prose(last)), before);
  it('agrees with it, or not', () => {
    expect(told(after('公务接待费3.10万元，与2023年度持平。'))).toEqual([]);
    expect(told(after('公务接待费3.10万元，比2023年度增加0.20万元。'))).toEqual(['across/change 29000→31000']);
  });
  it('is not held against it where it speaks of the budget', () => {
    expect(told(after('公务接待费3.10万元，比2023年预算增加0.20万元。'))).toEqual([]);
  });
});
