/** Tables told by the places of their texts: what shows that rows or columns are not those of the original. */
import { describe, expect, it } from 'vitest';
import type { Grid } from '../../../../schemas/block.js';
import type { NormalisedDocument } from '../../../../schemas/document.js';
import type { TableColumn } from '../../../../schemas/table.js';
import { check, made, type Made } from './made.js';

const RULE = 'table/rows-unsure';
const ROWS = ['合计 | 1,250.36', '204 公共安全支出 | 800.00', '208 社会保障和就业支出 | 450.36'];
const expenditure = (rows: readonly string[], more: Partial<Made> = {}): Made => ({ kind: 'expenditure_summary', columns: ['total'], rows, ...more });

/** The tables as if their grids had been found in some way. */
function foundBy(how: Pick<Grid, 'method' | 'impliedColumns'> & Partial<Pick<Grid, 'source'>>, ...tables: readonly Made[]): NormalisedDocument {
  const document = made(tables);
  return { ...document, tables: document.tables.map((lined) => ({ ...lined, table: { ...lined.table, grid: { ...lined.table.grid, ...how } } })) };
}
const warned = (document: NormalisedDocument) => check(document).findings.filter((finding) => finding.rule === RULE);

describe(RULE, () => {
  it('says nothing of a table whose figures are whole, and counts it', () => {
    const { findings, checks } = check(foundBy({ method: 'stream' }, expenditure(ROWS)));
    expect(findings.filter((finding) => finding.rule === RULE)).toEqual([]);
    expect(checks.find((row) => row.rule === RULE)).toMatchObject({ applicable: 1, passed: 1, failed: 0 });
  });

  it.each([['00', '1,250.'], ['000.00', '1,250,'], [',000.', '1,250'], ['45,678.9', '13,1'], ['.36', '1,250']])('warns of all figures where %s stands in the row below %s', (rest, head) => {
    const [finding] = warned(foundBy({ method: 'stream' }, expenditure([`合计 | ${head}`, `安全支出 | ${rest}`, ...ROWS.slice(1)])));
    expect(finding).toMatchObject({ tableId: 't1', cause: 'undecided', cells: ['t1'] });
  });

  it('warns where the decimals of a figure go on in the row below, and not where figures are as they are', () => {
    const table = (...rows: readonly string[]): NormalisedDocument => foundBy({ method: 'stream', source: 'ocr' }, expenditure([...rows, '208 社会保障和就业支出 | 450.361257']));
    expect(warned(table('公共安全支出 | 418.95216', '就业支出 | 1'))[0]?.cells).toEqual(['t1']);
    expect(warned(table('公共安全支出 | 418.95216', '就业支出 | 0'))).toEqual([]);
    const broken = (rest: string): NormalisedDocument => foundBy({ method: 'stream' }, { kind: 'expenditure_summary', columns: ['total', 'basic', 'project'], rows: ['合计 | 775.6485 | 5.00000 | 17,929.4437', `其他 | ${rest}`] });
    expect(warned(broken('45 | 0 | 77'))).toHaveLength(1);
    expect(warned(broken('45 | 10 | 77'))).toEqual([]);
    expect(warned(foundBy({ method: 'stream' }, expenditure(['合计 | 151,664.2', '合计 | 5', ...ROWS.slice(1)])))).toHaveLength(1);
    expect(warned(table('公共安全支出 | 418.952163', '就业支出 | 1'))).toEqual([]);
    expect(warned(foundBy({ method: 'stream' }, expenditure(['公共安全支出 | 12.5', '就业支出 | 1', ...ROWS.slice(1)])))).toEqual([]);
  });

  it('warns where names stand in rows of their own, beside those with the amounts', () => {
    const named = ['公共安全支出 |', '就业支出 |', '住房支出 |'], bare = [' | 800.00', ' | 450.36', ' | 12.00'];
    expect(warned(foundBy({ method: 'stream' }, expenditure([...named.flatMap((row, i) => [row, bare[i] as string]), '合计 | 1,262.36'])))).toHaveLength(1);
  });

  it('warns where words stand among the amounts: a heading was taken for a row', () => {
    expect(warned(foundBy({ method: 'stream' }, expenditure(['支出 | 决算数', ...ROWS])))).toHaveLength(1);
  });

  it('warns where a row has lost its name, or all that have codes have', () => {
    expect(warned(foundBy({ method: 'stream' }, expenditure([...ROWS, ' | 360.00'])))).toHaveLength(1);
    const codes = foundBy({ method: 'stream' }, expenditure([...ROWS, '210 卫生健康支出 | 10.00']));
    const nameless = codes.tables.map((lined) => ({ ...lined, lines: lined.lines.map((line) => (line.entry.role === 'coded' ? { ...line, entry: { ...line.entry, name: '' } } : line)) }));
    expect(warned({ ...codes, tables: nameless })).toHaveLength(1);
  });

  it.each(['款', '（二）政府性基金预算拨款（三）国有', '1.因公出国（境）费2.公务接待费', '合计社会保障和', '其他工资福利支出 30199-其他工资福利支出'])('warns where the name of a row is a part of one, or parts of two: %s', (name) => {
    expect(warned(foundBy({ method: 'stream' }, expenditure([...ROWS, `${name} | 10.00`])))).toHaveLength(1);
    expect(warned(foundBy({ method: 'stream' }, expenditure([...ROWS, '（二）政府性基金预算拨款（补助） | 10.00'])))).toEqual([]);
  });

  /** A table of three amounts under a header of two rows. */
  const under = (...head: readonly (readonly [row: number, column: number, columnSpan: number, text: string])[]): NormalisedDocument => {
    const document = foundBy({ method: 'stream' }, { kind: 'general_public_expenditure', columns: ['total', 'personnel', 'public_operating'], rows: ['201 一般公共服务支出 | 3.00 | 2.00 | 1.00'] });
    return { ...document, tables: document.tables.map((lined) => {
      const { table } = lined;
      const cells = head.map(([row, column, columnSpan, text]) => ({ row, column: firstAmount(table.columns) + column, rowSpan: 1, columnSpan, text, confidence: 1 }));
      return { ...lined, table: { ...table, headerRows: 2, grid: { ...table.grid, cells } } };
    }) };
  };
  const firstAmount = (columns: readonly TableColumn[]): number => columns.find(({ role }) => role === 'amount')?.gridColumn ?? 0;
  const LOWEST = [[1, 0, 1, '小计'], [1, 1, 1, '人员经费'], [1, 2, 1, '公用经费']] as const;

  it('warns where nothing tells how far a heading reaches', () => {
    expect(warned(under([0, 0, 3, '基本支出'], ...LOWEST))).toEqual([]);
    expect(warned(under([0, 0, 1, ''], [0, 1, 1, '基本支出'], [0, 2, 1, ''], ...LOWEST))).toHaveLength(1);
    expect(warned(under([0, 0, 1, '合计'], [0, 1, 2, '基本支出']))).toHaveLength(1);
  });

  it('warns where a heading stands over two columns of one name, or 小计 under none', () => {
    expect(warned(under([0, 0, 3, '决算数'], [1, 0, 1, '合计'], [1, 1, 1, '公务接待费'], [1, 2, 1, '合计']))).toHaveLength(1);
    expect(warned(under([0, 0, 3, '收入'], [1, 0, 1, '金额'], [1, 1, 1, '本年'], [1, 2, 1, '金额']))).toEqual([]);
    expect(warned(under([1, 0, 1, '小计'], [0, 1, 2, '基本支出'], [1, 1, 1, '人员经费'], [1, 2, 1, '公用经费']))).toHaveLength(1);
  });

  it('warns where the heading of a side stands over one of its amounts alone', () => {
    expect(warned(under([0, 0, 1, '收入'], [1, 0, 1, '年初预算数'], [0, 1, 1, '全年预算数'], [0, 2, 1, '决算数']))).toEqual([]);
    const tall = under([0, 0, 1, '收入'], [1, 0, 1, '年初预算数'], [0, 1, 1, '全年预算数'], [0, 2, 1, '决算数']);
    const high = tall.tables.map((lined) => ({ ...lined, table: { ...lined.table, grid: { ...lined.table.grid, cells: lined.table.grid.cells.map((cell) => (cell.text.endsWith('算数') && cell.row === 0 ? { ...cell, rowSpan: 2 } : cell)) } } }));
    expect(warned({ ...tall, tables: high })).toHaveLength(1);
  });

  it('warns where a heading stands over names and amounts that are no whole side', () => {
    const plain = under([0, -1, 2, '年初结转'], [0, 1, 2, '基本支出'], ...LOWEST);
    const named = plain.tables.map((lined) => ({ ...lined, table: { ...lined.table, columns: [...lined.table.columns, ...lined.table.columns.slice(0, 1).map((column) => ({ ...column, role: 'name' as const, gridColumn: column.gridColumn - 1 }))] } }));
    expect(warned(plain)).toEqual([]);
    expect(warned({ ...plain, tables: named })).toHaveLength(1);
    const half = (title: string) => named.map((lined) => ({ ...lined, table: { ...lined.table, grid: { ...lined.table.grid, cells: lined.table.grid.cells.map((cell) => (cell.text === '年初结转' ? { ...cell, text: title } : cell)) }, columns: lined.table.columns.map((column) => ({ ...column, block: column.role === 'name' ? 2 : 1 })) } }));
    expect(warned({ ...plain, tables: half('本年支出') })).toHaveLength(1);
    expect(warned({ ...plain, tables: half('支出') })).toEqual([]);
    const sides = named.map((lined) => ({ ...lined, table: { ...lined.table, columns: lined.table.columns.map((column) => ({ ...column, block: Math.abs(column.gridColumn - firstAmount(plain.tables[0]?.table.columns ?? []) + 0.5) < 1 ? 2 : 1 })) } }));
    expect(warned({ ...plain, tables: sides })).toEqual([]);
  });

  it('warns where a code stands for a name', () => {
    const table = foundBy({ method: 'stream' }, expenditure(['合计 | 1.00', '城乡社区支出 | 1.00']));
    const coded = table.tables.map((lined) => ({ ...lined, lines: lined.lines.map((line, i) => (i === 0 ? line : { ...line, entry: { ...line.entry, name: '212' } })) }));
    expect(warned(table)).toEqual([]);
    expect(warned({ ...table, tables: coded })).toHaveLength(1);
  });

  it('warns where headings are printed over each other or cut off', () => {
    const two = (head: string): NormalisedDocument => foundBy({ method: 'stream' }, expenditure(ROWS.map((row) => `${row} | 1.00`), { columns: ['total', `other: ${head}`] }));
    expect(warned(two('公公务务用用车车购置'))).toHaveLength(1);
    expect(warned(two('算财政拨款'))).toHaveLength(1);
    expect(warned(two('本经营预算'))).toHaveLength(1);
    expect(warned(two('基金预算财政拨款'))).toEqual([]);
    expect(warned(two('款'))).toEqual([]);
  });

  it('warns where two headings stand in one cell, and not where one names two items', () => {
    const three = (head: string): NormalisedDocument => foundBy({ method: 'stream' }, { kind: 'three_public', columns: ['three_public: “三公”经费', `meeting: ${head}`], rows: [' | 20.07 | 6.99'] });
    expect(warned(three('会议费培训费'))).toHaveLength(1);
    expect(warned(three('合计因公出国（境）费'))).toHaveLength(1);
    expect(warned(three('“三公”经费合计因公出国（境）费用'))).toHaveLength(1);
    expect(warned(three('基本支出人员经费'))).toHaveLength(1);
    expect(warned(three('因公出国（境）公务用车购置及运行维护费 / 小计'))).toHaveLength(1);
    expect(warned(three('本年拨款其中：本次下达'))).toHaveLength(1);
    expect(warned(three('一般公支共预算出财政拨款'))).toHaveLength(1);
    expect(warned(three('因公出国（境）费和公务接待费'))).toEqual([]);
    expect(warned(three('会议费、培训费'))).toEqual([]);
    expect(warned(three('公务用车购置及运行维护费'))).toEqual([]);
    expect(warned(three('“三公”经费合计'))).toEqual([]);
  });

  it.each(['2024年预算数比', '2024年执', '2025年预算数增减额', '增减额增减%', '年初预算数调整数', '专项业务经费备 / 支出', '科目名称', '拨款'])('warns where a heading is a part of one, of two columns, or that of names: %s', (head) => {
    const under = (words: string): NormalisedDocument => foundBy({ method: 'stream' }, expenditure(ROWS.map((row) => `${row} | 1.00`), { columns: ['total', `${words.split(' / ').at(-1) ?? ''}: ${words}`] }));
    expect(warned(under(head))).toHaveLength(1);
    expect(warned(under('2025年预算数比2024年执行数增减额'))).toEqual([]);
  });

  it('warns where amounts stand under no heading beside others, or an item under another', () => {
    const table = (...columns: readonly string[]): NormalisedDocument => foundBy({ method: 'stream' }, { kind: 'three_public', columns, rows: ['合计 | 20.07 | 6.99'] });
    expect(warned(table('total: 合计', 'other:  '))).toHaveLength(1);
    expect(warned(table('total: 合计', 'reception: 公务用车购置及运行费 / 公务接待费'))).toHaveLength(1);
    expect(warned(table('total: 合计', 'reception: 公务用车购置费和公务接待费 / 公务接待费'))).toEqual([]);
  });

  it('warns where 小计 ends a heading in one place and stands below it in another', () => {
    const table = (...columns: readonly string[]): NormalisedDocument => foundBy({ method: 'stream' }, { kind: 'revenue_summary', columns, rows: ['合计 | 20.07 | 6.99'] });
    expect(warned(table('total: 上年结转小计', 'income: 本年收入 / 小计'))).toHaveLength(1);
    expect(warned(table('total: 合计', 'income: 本年收入 / 小计'))).toEqual([]);
  });

  it('warns where a change stands under the amounts of one year, which stand in another place', () => {
    const table = (...columns: readonly string[]): NormalisedDocument => foundBy({ method: 'stream' }, { kind: 'general_public_expenditure', columns, rows: ['合计 | 20.07 | 6.99'] });
    expect(warned(table('total_previous: 2022年预算数', 'total_change: 2022年预算数 / 增减额'))).toHaveLength(1);
    expect(warned(table('total_previous: 2022年预算数', 'total_change: 2023年预算数比2022年预算数 / 增减额'))).toEqual([]);
  });

  it('warns where a row stands apart from its name or its code', () => {
    const rows = (...more: readonly string[]): NormalisedDocument => foundBy({ method: 'stream' }, expenditure([...ROWS, ...more]));
    const published = (document: NormalisedDocument): (string | undefined)[] => warned(document).flatMap(({ evidence }) => evidence.map((one) => one.published));
    expect(published(rows('229 其他支出 |', ' | 3.05'))).toContain('3.05');
    const bare = rows('22401 应急管理事务 |', '应急救援 | 100.00');
    const nameless = { ...bare, tables: bare.tables.map((lined) => ({ ...lined, lines: lined.lines.map((line) => (line.code === '22401' ? { ...line, entry: { ...line.entry, name: '' } } : line)) })) };
    expect(published(nameless)).toEqual(['100.00']);
    expect(published(bare)).toEqual([]);
  });

  it('warns where a code is printed over the one of the next row', () => {
    expect(warned(foundBy({ method: 'stream' }, expenditure([...ROWS, '2200880055行05政机关事业单位养老 | 7.00'])))).toHaveLength(1);
    expect(warned(foundBy({ method: 'stream' }, expenditure([...ROWS, '2026年项目 | 7.00'])))).toEqual([]);
  });

  it('warns where the last digits of a code, or the last character of a name, stand in the row below', () => {
    const withCode = (rows: readonly string[]): NormalisedDocument => {
      const document = foundBy({ method: 'stream' }, expenditure(rows));
      return { ...document, tables: document.tables.map((lined) => ({ ...lined,
        table: { ...lined.table, columns: [...lined.table.columns, { ...lined.table.columns[0] as TableColumn, role: 'code' as const, gridColumn: 0 }] },
        lines: lined.lines.map((line) => (/^\d/u.test(line.entry.name) ? { ...line, code: line.entry.name, entry: { ...line.entry, role: 'coded' as const } } : line)),
      })) };
    };
    const cut = withCode(['合计 | 9.00', '13500 | 7.00', '1 | 2.00']);
    expect(warned(cut).flatMap(({ evidence }) => evidence.map(({ published }) => published))).toEqual(['7.00']);
    expect(warned(withCode(['合计 | 9.00', '13500 | 7.00', '13600 | 2.00']))).toEqual([]);
    expect(warned(foundBy({ method: 'stream' }, expenditure([...ROWS.slice(0, 2), '机关事业单位基本养老保险缴费支 | 5.00', '2080505 出']))).flatMap(({ evidence }) => evidence.map(({ published }) => published))).toEqual(['5.00']);
  });

  it('warns where one code stands in several rows without a name: its parts are lost', () => {
    const table = foundBy({ method: 'stream' }, expenditure([...ROWS, '301 工资福利支出 | 10.00', '301 基本工资 | 6.00', '301 津贴补贴 | 3.00', '301 奖金 | 1.00']));
    const cut = table.tables.map((lined) => ({ ...lined, lines: lined.lines.map((line) => (line.code === '301' && line.entry.name !== '工资福利支出' ? { ...line, entry: { ...line.entry, name: '' } } : line)) }));
    expect(warned({ ...table, tables: cut })).toHaveLength(1);
  });

  it('warns where names are those of their neighbours in part, not where few are other ones', () => {
    const table = (...names: readonly string[]): NormalisedDocument => foundBy({ method: 'stream' }, expenditure(['合计 | 40.00', ...names.map((name, i) => `${['20502', '2050203', '2050204', '2050299'][i] ?? ''} ${name} | 10.00`)]));
    expect(warned(table('普通教育初中教', '育高中教', '育其他普', '支出'))).toHaveLength(1);
    expect(warned(table('普通教育', '初中', '高中教育（含职高）', '其他普通教育支出'))).toEqual([]);
  });

  it('warns where a total has the beginning of a name behind it', () => {
    expect(warned(foundBy({ method: 'stream' }, expenditure(['合计社会保障和 | 1,250.36', ...ROWS.slice(1)])))).toHaveLength(1);
  });

  it('concerns tables with horizontal rules alone as well, but none with lines around its cells', () => {
    const broken = expenditure(['合计 | 1,250.', '安全支出 | 00']);
    expect(warned(foundBy({ method: 'lattice', impliedColumns: true }, broken))).toHaveLength(1);
    expect(warned(foundBy({ method: 'lattice' }, broken))).toEqual([]);
  });

  it('concerns scans as well, but not for a sign that is unreadable', () => {
    const scan = { method: 'stream', source: 'ocr' } as const;
    expect(warned(foundBy(scan, expenditure(['合 | 158,794,519.', '计 | 26', ...ROWS.slice(1)])))[0]?.cells).toEqual(['t1']);
    // the 款 of codes that was taken for an amount
    expect(warned(foundBy(scan, expenditure(['合计 | 1,250.36', '204 公共安全支出 | 06', '208 社会保障和就业支出 | 05'])))).toHaveLength(1);
    expect(warned(foundBy(scan, expenditure([...ROWS, '210 卫生健康支出 | O'])))).toEqual([]);
    expect(warned(foundBy(scan, expenditure([...ROWS, '210 卫生健康支出 | 145本年支出'])))).toHaveLength(1);
  });
});
