import { describe, expect, it } from 'vitest';
import { wordingOf } from '../../../../schemas/rules.js';
import { check, made, said, type Made } from './made.js';

const RIGHT = [
  '合计 | 4117 | 2649 | 1468', '204 公共安全支出 | 2283 | 1312 | 971', '20406 司法 | 2283 | 1312 | 971', '2040601 行政运行 | 901 | 674 | 227', '2040604 基层司法业务 | 529 | 311 | 218', '2040605 普法宣传 | 853 | 327 | 526',
  '208 社会保障和就业支出 | 1834 | 1337 | 497', '20805 行政事业单位养老支出 | 1834 | 1337 | 497', '2080501 行政单位离退休 | 717 | 583 | 134', '2080505 机关事业单位基本养老保险缴费支出 | 478 | 289 | 189', '2080506 机关事业单位职业年金缴费支出 | 639 | 465 | 174',
].map((row) => row.split(' | '));
const LAST = RIGHT.length - 1;
/** Rows `from` to `to` with the amounts of the row `by` further in some columns; freed cells are empty, or keep what stood there. */
const moved = (by: number, { from = 0, to = LAST, columns = [1, 2, 3], keep = false } = {}): string[] => RIGHT.map((row, i) => row.map((text, c) => {
  if (i < from || i > to || !columns.includes(c)) return text;
  const source = i + by < from || i + by > to ? undefined : RIGHT[i + by];
  return source?.[c] ?? (keep ? text : '');
}).join(' | '));
const table = (rows: readonly string[], kind = 'expenditure_summary'): Made => ({ kind, columns: ['total', 'basic', 'project'], rows });
const checked = (rows: readonly string[], other: readonly string[] = RIGHT.map((row) => row.join(' | '))): ReturnType<typeof check> => check(made([table(rows), table(other, 'general_public_expenditure')]));
/** Amounts in 万元 of the cells of `rows`, with the proposals taken over. */
const repaired = (rows: readonly string[], { proposals }: ReturnType<typeof check>): string[] => rows.map((row, i) => row.split(' | ').map((text, c) => {
  const proposal = proposals.find((p) => p.row === i + 1 && p.field === ['', 'total', 'basic', 'project'][c]);
  return proposal === undefined ? text : String(Number(proposal.proposed) / 10_000);
}).join(' | '));

describe('displaced rows (错行)', () => {
  it.each([
    ['all amounts two lines too high', moved(2)],
    ['the same, with the last ones printed again', moved(2, { keep: true })],
    ['all amounts one line too low', moved(-1)],
    ['all below the total', moved(2, { from: 1 })],
    ['a run of rows', moved(1, { from: 3, to: 9, keep: true })],
    ['one column', moved(2, { columns: [1] })],
  ])('sum/displaced: %s is one error, put back by another table', (_, rows) => {
    const result = checked(rows);
    expect(said(result).map((line) => line.split(' ')[0])).toEqual(['sum/displaced']);
    expect(new Set(result.proposals.map((p) => p.operation))).toEqual(new Set(['shift_rows']));
    expect(repaired(rows, result)).toEqual(RIGHT.map((row) => row.join(' | ')));
  });
  it('says by how many lines, and is certain of amounts that are printed in other rows only', () => {
    const { findings, proposals } = checked(moved(2));
    const [finding] = findings.filter((f) => f.rule === 'sum/displaced');
    expect(finding === undefined ? '' : wordingOf(finding, 'zh')).toContain('自“合计”至“2080506 机关事业单位职业年金缴费支出”有11行的合计、基本支出、项目支出比科目高了2行');
    const possible = proposals.filter((p) => p.certainty !== 'certain').map((p) => p.row);
    expect(new Set(possible)).toEqual(new Set([1, 2]));
  });
  it('takes an amount that no row has any more from the sums, where the other table has another one', () => {
    const rows = moved(1, { keep: true });
    const other = RIGHT.map((row, i) => (i === 0 ? '合计 | 4999 | 3531 | 1468' : row.join(' | ')));
    const result = check(made([table(rows, 'general_public_expenditure'), table([...other, '229 其他支出 | 882 | 882 | 0', '22999 其他支出 | 882 | 882 | 0'])]));
    expect(said(result).map((line) => line.split(' ')[0])).toEqual(['sum/displaced']);
    expect(repaired(rows, result)).toEqual(RIGHT.map((row) => row.join(' | ')));
  });
  it('shows where in the other table an amount stands that no row has any more', () => {
    const { findings, proposals } = checked(moved(2));
    expect(proposals.filter((p) => p.row === 1 && p.field === 'total').map((p) => p.proposed)).toEqual(['41170000']);
    expect(findings[0]?.cells).toEqual(expect.arrayContaining(['t1:1:total', 't2:1:total']));
    expect(findings[0]?.cells).not.toContain('t2:7:total');
  });
  it('takes no amount that no row has any more from the other table, where neither sums nor a third table bear it out', () => {
    const classes = [['205', '教育支出', 911, 274], ['206', '科学技术支出', 733, 158], ['208', '社会保障和就业支出', 1267, 349], ['210', '卫生健康支出', 482, 217], ['213', '农林水支出', 1539, 626], ['221', '住房保障支出', 391, 128]] as const;
    // 205 has more money in the other table than in this one, and the total of the third has a wrong digit.
    const right = (school: number): [string, number][] => classes.flatMap(([code, name, a, b]): [string, number][] => {
      const first = code === '205' ? school : a;
      return [[`${code} ${name}`, first + b], [`${code}99 其他${name}`, first + b], [`${code}9901 某项`, first], [`${code}9999 其他${name}`, b]];
    });
    const total = classes.reduce((sum, [, , a, b]) => sum + a + b, 0);
    const lines: [string, number][] = [...right(911), ['总计', total]];
    const own = lines.map(([name, amount], i) => `${name} | ${i === 0 ? amount : lines[i - 1]?.[1]}`);
    const other = [...right(1800), ['总计', total + 889]].map((row) => row.join(' | '));
    const summary: Made = { kind: 'fiscal_appropriation_summary', columns: ['total'], rows: [`一、一般公共预算拨款收入 | ${total}`, `收入总计 | ${total}`], right: [...classes.map(([, name, a, b]) => `${name} | ${a + b} | ${a + b}`), `支出总计 | ${total + 60} | ${total + 60}`], rightColumns: ['total', 'general_public'] };
    const result = check(made([{ kind: 'general_public_expenditure', columns: ['total'], rows: own }, { kind: 'expenditure_summary', columns: ['total'], rows: other }, summary]));
    const [displaced, ...more] = said(result);
    expect(displaced).toMatch(/^sum\/displaced t1 /u);
    expect(more).toContain(`sum/total t1 - total 1280000→${total}0000`);
    expect(more.filter((line) => line.includes(' 205 '))).toEqual([]);
  });
  it('leaves rows alone that no other table shows to be displaced, or that its sums do not bear out', () => {
    const rules = (result: ReturnType<typeof check>): string[] => result.findings.map((f) => f.rule);
    expect(rules(check(made([table(moved(2))])))).not.toContain('sum/displaced');
    // The other table has the same sums wrong.
    expect(rules(checked(moved(2), moved(2)))).not.toContain('sum/displaced');
  });
  it('is certain only among the rows that the other table tells', () => {
    const { proposals } = checked(moved(-1, { from: 1 }), ['合计 | 2283 | 1312 | 971', ...RIGHT.slice(1, 6).map((row) => row.join(' | '))]);
    const certain = proposals.filter((p) => p.operation === 'shift_rows' && p.certainty === 'certain').map((p) => p.row);
    expect(Math.max(...certain)).toBeLessThanOrEqual(6);
  });
  it('is told beside another error of its rows, and beside rows of the other table that have changed places, but nothing of it is certain then', () => {
    const item = (c: number, k: number): readonly [number, number] => [101 + 37 * c + 11 * k, 211 + 53 * c + 17 * k];
    const line = (name: string, parts: readonly (readonly [number, number])[]): string[] => [name, ...[0, 1, 2].map((n) => String(parts.reduce((sum, [basic, project]) => sum + (n === 2 ? 0 : basic) + (n === 1 ? 0 : project), 0)))];
    const classes = ['201', '203', '204', '205', '206', '207', '208', '210'].map((code, c) => ({ code, items: [1, 2, 3].map((k) => item(c, k)) }));
    const all = [
      line('合计', classes.flatMap((c) => c.items)),
      ...classes.flatMap(({ code, items }) => [line(`${code} 某类`, items), line(`${code}01 某款`, items), ...items.map((own, k) => line(`${code}010${k + 1} 某项`, [own]))]),
    ];
    const amounts = (i: number): string[] => (all[i] as string[]).slice(1);
    const rows = all.map(([name = ''], i) => [name, ...amounts(i < 2 ? i : i - 1)].map((text, c) => (i === 30 && c === 1 ? '9999' : text)).join(' | '));
    const other = all.map(([name = ''], i) => [name, ...amounts(i === 3 ? 4 : i === 4 ? 3 : i)].join(' | '));
    const result = check(made([table(rows), table(other, 'general_public_expenditure')]));
    expect(said(result)[0]).toContain('sum/displaced t1');
    expect(result.findings.flatMap((f) => f.evidence.map((e) => e.statement)).some((s) => s.startsWith('一般公共预算支出表2010101 = '))).toBe(true);
    expect(result.proposals.filter((p) => p.tableId === 't1' && p.certainty === 'certain')).toEqual([]);
  });
  it('is not borne out by sums that hold by an amount which they ask for themselves: a line is printed twice, or an amount is wrong, beside a table whose rows have moved', () => {
    const items = [[901, 674, 227], [529, 311, 218], [853, 327, 526], [717, 583, 134], [478, 289, 189], [639, 465, 174]];
    const line = (name: string, of: readonly (readonly number[])[]): string => [name, ...[0, 1, 2].map((n) => String(of.reduce((sum, own) => sum + (own[n] as number), 0)))].join(' | ');
    const rows = (of: readonly (readonly number[])[]): string[] => [line('合计', items), line('204 公共安全支出', items), line('20406 司法', items), ...of.map((own, i) => line(`204060${i + 1} 某项`, [own]))];
    const [first, ...more] = items as [number[], ...number[][]];
    const other = rows([...more, first]);
    for (const own of [rows(items).toSpliced(3, 0, line('2040601 某项', [first])), rows([...items.slice(0, 5), [65, 46, 19]])]) {
      const { findings, proposals } = checked(own, other);
      expect(findings.map((f) => f.rule)).not.toContain('sum/displaced');
      expect(proposals.filter((p) => p.tableId === 't1' || p.certainty === 'certain').map((p) => p.operation)).not.toContain('shift_rows');
    }
  });
  it('is not certain of an amount beside which any table prints another under the same code', () => {
    const third = (project: string): string[] => RIGHT.map((row) => (row[0] === '2040605 普法宣传' ? [...row.slice(0, 3), project] : row).join(' | '));
    const ofRow = (project: string): (string | undefined)[] => check(made([table(moved(-1, { from: 1 })), table(RIGHT.map((row) => row.join(' | ')), 'general_public_expenditure'), table(third(project), 'fiscal_appropriation_expenditure')]))
      .proposals.filter((p) => p.tableId === 't1' && p.row === 6 && p.field === 'project').map((p) => p.certainty);
    expect(ofRow('526')).toEqual(['certain']);
    expect(ofRow('700')).toEqual(['possible']);
  });

  it('is not certain of an amount that is not what the other table prints, though by no more than rounding', () => {
    const rows = moved(1, { from: 3, to: 9, keep: true }).map((row, i) => (i === 7 ? row.replace('583', '584') : row));
    const { proposals } = checked(rows);
    expect(proposals.filter((p) => p.row === 9 && p.field === 'basic' && p.proposed === '5840000' && p.certainty === 'certain')).toEqual([]);
    expect(proposals.some((p) => p.operation === 'shift_rows')).toBe(true);
  });
  it('is not told by a table whose rows have changed places, where others print what stands there', () => {
    // A line printed twice, and a ring of rows in the other table: both together look like a displacement.
    const items = [[31, 12], [47, 25], [58, 36], [66, 43], [79, 51], [83, 64]].map(([basic = 0, project = 0], k) => [`204060${k + 1} 某项`, basic + project, basic, project]);
    const sums = [0, 1, 2].map((n) => items.reduce((sum, row) => sum + Number(row[n + 1]), 0));
    const rows = (list: readonly (readonly (string | number)[])[]): string[] => [...['合计', '204 公共安全支出', '20406 司法'].map((name) => [name, ...sums]), ...list].map((row) => row.join(' | '));
    const ring = items.map(([name = ''], k) => [name, ...(items[(k + 1) % items.length] as (string | number)[]).slice(1)]);
    const tables = [table(rows([items[0] as (string | number)[], ...items])), table(rows(ring), 'fiscal_appropriation_expenditure'), table(rows(items), 'general_public_expenditure')];
    expect(check(made(tables)).proposals.filter((p) => p.tableId === 't1' && p.operation === 'shift_rows')).toEqual([]);
    expect(said(check(made(tables))).map((f) => f.split(' ').slice(0, 2).join(' '))).not.toContain('sum/displaced t1');
  });
  it('is put back in all columns, where the rows add up as they stand, though the other table prints only some', () => {
    const result = checked(moved(2), RIGHT.map((row) => row.slice(0, 3).join(' | ')));
    expect(result.proposals.some((p) => p.row === 4 && p.field === 'project' && p.operation === 'shift_rows')).toBe(true);
  });
  it('is not put back beyond the rows that tell it, where another table agrees with what stands there', () => {
    const summary: Made = { kind: 'revenue_expenditure_summary', columns: ['total'], rows: ['一、一般公共预算拨款 | 4117', '收入总计 | 4117'], right: ['一、公共安全支出 | 2283', '二、社会保障和就业支出 | 1834', '支出总计 | 4117'] };
    const other = RIGHT.map((row) => (row[0]?.startsWith('204 ') ? [row[0], '2238', '1312', '971'] : row).join(' | '));
    const result = check(made([table(moved(-2, { from: 2, keep: true, columns: [1] })), table(other, 'general_public_expenditure'), summary]));
    expect(result.proposals.filter((p) => p.tableId === 't1' && p.row === 2)).toEqual([]);
    expect(said(result).filter((f) => f.startsWith('cross/class t1'))).toEqual([]);
  });
  it('finds what else is wrong with the amounts put back', () => {
    const other = RIGHT.map((row) => row.join(' | '));
    const result = check(made([table(moved(2)), table(other, 'general_public_expenditure'), { kind: 'basic_expenditure_economic', columns: ['total'], rows: ['合计 | 2649', '301 工资福利支出 | 2694'] }]));
    expect(said(result).map((line) => line.split(' ').slice(0, 2).join(' '))).toEqual(['sum/displaced t1', 'sum/total t3']);
  });
});
