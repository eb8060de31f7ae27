import { describe, expect, it } from 'vitest';
import type { NormalisedDocument } from '../../../schemas/document.js';
import type { Fact } from '../../../schemas/fact.js';
import { severityOf } from '../../../schemas/rules.js';
import type { Entry, EntryCell } from '../../../schemas/table.js';
import { asReadingsAllow, settleReadings } from '../../../pipeline/reconcile/readings/index.js';
import { kinds, made, type Made } from './tables/made.js';

type Doubt = Readonly<Record<string, { readonly confidence: number; readonly others?: readonly (readonly [string, number])[] }>>;

/** The document as a scan; `doubts` by `t1:2:total`. */
function scanned(tables: readonly Made[], doubts: Doubt): NormalisedDocument {
  const document = made(tables, { extraction: 'ocr' });
  const read = (tableId: string, entry: Entry): Entry => ({
    ...entry,
    cells: entry.cells.map((cell): EntryCell => {
      const doubt = doubts[`${tableId}:${entry.row}:${cell.measure}`];
      if (doubt === undefined) return { ...cell, confidence: 0.9999 };
      const text = cell.reading.state === 'amount' ? cell.reading.amount.published : '';
      return { ...cell, confidence: doubt.confidence, alternatives: [{ text, confidence: 0.7 }, ...(doubt.others ?? []).map(([t, confidence]) => ({ text: t, confidence }))] };
    }),
  });
  return {
    ...document,
    tables: document.tables.map(({ table, lines }) => ({
      table: { ...table, grid: { ...table.grid, source: 'ocr' }, entries: table.entries.map(e => read(table.tableId, e)) },
      lines: lines.map(line => ({ ...line, entry: read(table.tableId, line.entry) })),
    })),
  };
}

const TABLE = (first: string): Made => ({
  kind: 'general_public_expenditure', columns: ['total: 合计', 'basic: 基本支出', 'project: 项目支出'],
  rows: ['合计 | 300 | 180 | 120', `204 公共安全支出 | ${first} | 100 | 60`, '20406 司法 | 160 | 100 | 60', '2040601 行政运行 | 160 | 100 | 60', '208 社会保障和就业支出 | 140 | 80 | 60', '20805 行政事业单位养老支出 | 140 | 80 | 60', '2080501 行政单位离退休 | 140 | 80 | 60'],
});
const amountOf = ({ tables }: NormalisedDocument, row: number): string => {
  const reading = tables[0]?.table.entries[row - 1]?.cells[0]?.reading;
  return reading?.state === 'amount' ? `${reading.amount.published} = ${reading.amount.fen / 1_000_000n}` : reading?.state ?? '';
};

describe('readings of a scan', () => {
  it('takes the alternative with which the identities hold, keeps what was read as published, and gives the proof', () => {
    const settled = settleReadings(scanned([TABLE('130')], { 't1:2:total': { confidence: 0.6, others: [['180', 0.2], ['160', 0.1]] } }), kinds);
    expect(amountOf(settled.document, 2)).toBe('130 = 160');
    expect(settled.findings.map(f => [f.rule, severityOf(f), f.cause, f.published, f.expected])).toEqual([['reading/settled', 'info', 'reading', '130', '1600000']]);
    expect(settled.findings[0]?.evidence.length).toBeGreaterThan(1);
    expect(settled.unsure.size).toBe(0);
  });

  it('leaves a figure that was read with certainty, whatever one identity says', () => {
    const settled = settleReadings(scanned([{ kind: 'general_public_expenditure', columns: ['total'], rows: ['合计 | 300', '204 公共安全支出 | 130', '208 社会保障和就业支出 | 140'] }], {}), kinds);
    expect(amountOf(settled.document, 2)).toBe('130 = 130');
    expect(settled.findings).toEqual([]);
  });

  it('counts an unsure figure as read where a sum bears it out, and names it where none does', () => {
    const held = settleReadings(scanned([TABLE('160')], { 't1:2:total': { confidence: 0.6 } }), kinds);
    expect(held.findings).toEqual([]);
    const lone = settleReadings(scanned([{ kind: 'general_public_expenditure', columns: ['total'], rows: ['204 公共安全支出 | 160'] }], { 't1:1:total': { confidence: 0.6 } }), kinds);
    expect(lone.findings.map(f => [f.rule, f.cells, f.params.list])).toEqual([['reading/unsure', ['t1:1:total'], '160']]);
    expect([...lone.unsure]).toEqual(['t1:1:total']);
  });

  it('does not settle or bear out a reading that has lost the decimals of its table: rounded so far, it fits any sum', () => {
    const table = (first: string): Made => ({ kind: 'general_public_expenditure', columns: ['total'], rows: ['合计 | 300.39', `204 公共安全支出 | ${first}`, '208 社会保障和就业支出 | 140.25'] });
    const offered = settleReadings(scanned([table('1601.4')], { 't1:2:total': { confidence: 0.6, others: [['160', 0.2]] } }), kinds);
    expect(amountOf(offered.document, 2)).toBe('1601.4 = 1601');
    expect([...offered.unsure]).toEqual(['t1:2:total']);
    const read = settleReadings(scanned([table('160')], { 't1:2:total': { confidence: 0.6 } }), kinds);
    expect([...read.unsure]).toEqual(['t1:2:total']);
  });

  it('settles no figure to one that its sums do not need: within their rounding nothing would do, too', () => {
    const beside = (basic: string): Made => ({ kind: 'general_public_expenditure', columns: ['basic', 'total', 'project'], rows: [`204 公共安全支出 | ${basic} | 353 | 353`] });
    const doubt = { 't1:1:basic': { confidence: 0.4, others: [['1', 0.2]] } } as const;
    const settled = settleReadings(scanned([beside('7')], doubt), kinds);
    expect(amountOf(settled.document, 1)).toBe('7 = 7');
    expect([...settled.unsure]).toEqual(['t1:1:basic']);
  });

  it('does not let two equal readings of one print bear each other out', () => {
    const twice = scanned([{ kind: 'general_public_expenditure', columns: ['total'], rows: ['合计 | 353', '204 公共安全支出 | 353'] }], { 't1:1:total': { confidence: 0.6, others: [['553', 0.3]] }, 't1:2:total': { confidence: 0.6, others: [['553', 0.3]] } });
    expect(settleReadings(twice, kinds).unsure.size).toBe(2);
  });

  it('does not let a part and its whole bear each other out: under one stamp both lose the same digit', () => {
    const stamped = scanned([{ kind: 'general_public_expenditure', columns: ['total', 'basic', 'project'], rows: ['204 公共安全支出 | 256 | 13 | 243'] }], { 't1:1:total': { confidence: 0.9 }, 't1:1:basic': { confidence: 0.3 } });
    expect(settleReadings(stamped, kinds).unsure.size).toBe(2);
  });

  it('makes an error that an unsure figure takes part in a warning', () => {
    const error = { rule: 'sum/children', params: {}, cells: ['t1:2:total'], evidence: [] };
    expect(asReadingsAllow([error], new Set(['t1:2:total']), severityOf)[0]).toMatchObject({ severity: 'warning', cause: 'undecided' });
    expect(asReadingsAllow([error], new Set(['t1:9:total']), severityOf)[0]).toEqual(error);
    const unsureRows = (tableId: string) => ({ rule: 'table/rows-unsure', tableId, params: {}, cells: [tableId], evidence: [] });
    expect(asReadingsAllow([unsureRows('t1'), error], new Set(), severityOf)[1]).toMatchObject({ severity: 'warning', cause: 'undecided' });
    expect(asReadingsAllow([unsureRows('t2'), error], new Set(), severityOf)[1]).toEqual(error);
  });

  it('and one over the columns and rows of a cell in which two figures were read as one', () => {
    const document = scanned([TABLE('160')], {});
    const glue = (text: string, row: number, columnSpan: number): NormalisedDocument => ({ ...document, tables: document.tables.map(({ table, lines }) => {
      const [first] = table.columns.filter((c) => c.role === 'amount');
      const cell = { row: table.headerRows + row, column: first?.gridColumn ?? 0, rowSpan: 1, columnSpan, text, confidence: 0.9 };
      return { lines, table: { ...table, grid: { ...table.grid, cells: [...table.grid.cells.filter((c) => c.row !== cell.row || c.column < cell.column || c.column >= cell.column + columnSpan), cell] } } };
    }) });
    const unsureOf = (of: NormalisedDocument): string[] => [...settleReadings(of, kinds).unsure].filter((ref) => /:[25]:/u.test(ref)).toSorted();
    expect(unsureOf(glue('1,600.00}1,000.00', 1, 2))).toEqual(['t1:2:basic', 't1:2:project', 't1:2:total', 't1:5:basic', 't1:5:total']);
    expect(unsureOf(glue('1,600.00', 1, 2))).toEqual([]);
  });

  it('holds a code for unsure where a character of it is', () => {
    const document = scanned([{ kind: 'general_public_expenditure', columns: ['total'], rows: ['204 公共安全支出 | 353', '208 社会保障和就业支出 | 20'] }], {});
    const codes = (...confidences: number[]): NormalisedDocument => ({
      ...document,
      tables: document.tables.map(({ table, lines }) => ({
        lines,
        table: { ...table, columns: [{ gridColumn: 0, block: 0, role: 'code' as const, header: '科目编码' }, ...table.columns], grid: { ...table.grid, cells: table.entries.map((e, i) => ({ row: e.gridRow, column: 0, rowSpan: 1, columnSpan: 1, text: '204', confidence: confidences[i] ?? 1 })) } },
      })),
    });
    expect([...settleReadings(codes(1, 0.7), kinds).unsure]).toEqual(['t1:2:code']);
    expect(settleReadings(codes(1, 1), kinds).unsure.size).toBe(0);
  });

  it('doubts the figures of a line whose unsure code does not have the name beside it', () => {
    const document = scanned([{ kind: 'general_public_expenditure', columns: ['total'], rows: ['204 公共安全支出 | 353', '208 卫生健康支出 | 20'] }], {});
    const unsureCodes = { ...document, tables: document.tables.map(({ table, lines }) => ({
      lines,
      table: { ...table, columns: [{ gridColumn: 0, block: 0, role: 'code' as const, header: '科目编码' }, ...table.columns], grid: { ...table.grid, cells: table.entries.map((e) => ({ row: e.gridRow, column: 0, rowSpan: 1, columnSpan: 1, text: '204', confidence: 0.7 })) } },
    })) };
    expect(settleReadings(unsureCodes, kinds).findings.map(f => [f.rule, f.cells])).toEqual([['reading/unsure', ['t1:2:total']]]);
  });

  it('doubts the figures of a line that has lost its code among others that have one, and not those of totals', () => {
    const rows = ['合计 | 15.00', '20101 人大事务 | 1.00', '20102 政协事务 | 2.00', '20103 政府办公厅（室）及相关机构事务 | 3.00', '20104 发展与改革事务 | 4.00', '20105 统计信息事务 | 5.00'];
    const document = scanned([{ kind: 'general_public_expenditure', columns: ['total'], rows }], {});
    const lost = { ...document, tables: document.tables.map(({ table, lines }) => ({
      table: { ...table, columns: [{ gridColumn: 0, block: 0, role: 'code' as const, header: '科目编码' }, ...table.columns] },
      lines: lines.map(line => (line.entry.row === 3 ? { ...line, code: '', codePublished: '', entry: { ...line.entry, role: 'line' as const, code: [], name: 'J均血赢昌' } } : line)),
    })) };
    const { findings, unsure } = settleReadings(lost, kinds);
    expect(findings.map(f => [f.rule, f.cells])).toEqual([['reading/unsure', ['t1:3:total']]]);
    // the sums of the table lack that line
    expect([...unsure].toSorted()).toEqual(['t1:1:total', 't1:2:total', 't1:3:total', 't1:4:total', 't1:5:total', 't1:6:total']);
  });

  it('doubts the figures of a line of whose code in several columns only the last was read', () => {
    const document = scanned([{ kind: 'general_public_expenditure', columns: ['total'], rows: ['205 教育支出 | 5.00', '20599 其他教育支出 | 5.00'] }], {});
    const cut = { ...document, tables: document.tables.map(({ table, lines }) => ({ table, lines: lines.map(line => (line.entry.row === 2 ? { ...line, code: '99', officialName: '' } : line)) })) };
    expect(settleReadings(cut, kinds).findings.map(f => [f.rule, f.cells])).toEqual([['reading/unsure', ['t1:2:total']]]);
  });

  it('holds the figures of a line without code for unsure whose name was not read: a total may pass for a part', () => {
    const document = scanned([{ kind: 'general_public_expenditure', columns: ['total'], rows: ['本年支合 | 5.00', '支出总计 | 5.00'] }], {});
    const named = (confidence: number): string[] => [...settleReadings({ ...document, tables: document.tables.map(({ table, lines }) => ({ lines, table: {
      ...table, columns: [{ gridColumn: 0, block: 0, role: 'name' as const, header: '项目' }, ...table.columns.filter(c => c.role !== 'name')],
      grid: { ...table.grid, cells: table.entries.map((e, i) => ({ row: e.gridRow, column: 0, rowSpan: 1, columnSpan: 1, text: e.name, confidence: i === 0 ? confidence : 1 })) },
    } })) }, kinds).unsure];
    expect([named(0.4), named(0.95)]).toEqual([['t1:1:total'], []]);
  });

  it('doubts the figures of a line of which neither code nor name was read', () => {
    const document = scanned([{ kind: 'general_public_expenditure', columns: ['total'], rows: ['204 公共安全支出 | 353', '205 教育支出 | 20'] }], {});
    const nameless = { ...document, tables: document.tables.map(({ table, lines }) => ({
      table: { ...table, columns: [{ gridColumn: 0, block: 0, role: 'code' as const, header: '科目编码' }, ...table.columns] },
      lines: lines.map(line => (line.entry.row === 2 ? { ...line, code: '', codePublished: '', entry: { ...line.entry, role: 'line' as const, code: [], name: '' } } : line)),
    })) };
    expect(settleReadings(nameless, kinds).findings.map(f => [f.rule, f.cells])).toEqual([['reading/unsure', ['t1:2:total']]]);
  });

  it('and those of one that has but words of another classification, where most lines have a code', () => {
    const document = scanned([{ kind: 'general_public_expenditure', columns: ['total'], rows: ['204 公共安全支出 | 353', '205 教育支出 | 20', '206 科学技术支出 | 4'] }], {});
    const without = (rows: readonly number[]): NormalisedDocument => ({ ...document, tables: document.tables.map(({ table, lines }) => ({
      table: { ...table, columns: [{ gridColumn: 0, block: 0, role: 'name' as const, header: '支出功能分类科目' }, ...table.columns] },
      lines: lines.map(line => (rows.includes(line.entry.row) ? { ...line, code: '', codePublished: '', entry: { ...line.entry, role: 'line' as const, code: [], name: '', labels: { economic_name: '基本工资' } } } : line)),
    })) });
    expect(settleReadings(without([2]), kinds).findings.map(f => [f.rule, f.cells])).toEqual([['reading/unsure', ['t1:2:total']]]);
    // a merged cell names the lines below its own
    expect(settleReadings(without([2, 3]), kinds).findings).toEqual([]);
  });

  it('doubts the figures of a column whose header says no known measure', () => {
    const document = scanned([{ kind: 'general_public_expenditure', columns: ['total', '般公共预算'], rows: ['204 公共安全支出 | 353 | 353'] }], {});
    expect(settleReadings(document, kinds).findings.map(f => [f.rule, f.cells])).toEqual([['reading/unsure', ['t1:1:般公共预算']]]);
  });

  it('doubts the figures of a column in which a heading was read with the first figure below it: its header lacks the heading', () => {
    const document = scanned([{ kind: 'general_public_expenditure', columns: ['total', 'basic'], rows: ['合计 | 7 | 7', '204 公共安全支出 | 353 | 353'] }], {});
    const glued = (text: string): NormalisedDocument => ({ ...document, tables: document.tables.map(({ table, lines }) => ({ lines, table: { ...table, grid: { ...table.grid, cells: [...table.grid.cells.filter(c => c.row !== table.headerRows || c.column !== table.columns.find(({ measure }) => measure === 'basic')?.gridColumn), { row: table.headerRows, column: table.columns.find(({ measure }) => measure === 'basic')?.gridColumn ?? -1, rowSpan: 1, columnSpan: 1, text, confidence: 0.99 }] } } })) });
    expect(settleReadings(glued('人员经费85069645'), kinds).findings.map(f => [f.rule, f.cells])).toEqual([['reading/unsure', ['t1:1:basic', 't1:2:basic']]]);
    expect(settleReadings(glued('85069645'), kinds).findings).toEqual([]);
  });

  it('doubts a figure with more decimals than those of its table: the next code may be glued to it', () => {
    const document = scanned([{ kind: 'basic_expenditure_economic', columns: ['total'], rows: ['301 工资福利支出 | 1265.18302', '30102 津贴补贴 | 784.89', '30108 机关事业单位基本养老保险缴费 | 92.33', '30109 职业年金缴费 | 81.32'] }], {});
    expect(settleReadings(document, kinds).findings.map(f => [f.rule, f.cells])).toEqual([['reading/unsure', ['t1:1:total']]]);
  });

  it.each(['', '-'])('doubts the figures of a column without words above it beside others: “%s”', (header) => {
    const document = scanned([{ kind: 'general_public_expenditure', columns: ['total: 合计', 'basic: 基本支出', 'project: '], rows: ['204 公共安全支出 | 353 | 350 | 3'] }], {});
    const bare = { ...document, tables: document.tables.map(({ table, lines }) => ({ lines, table: { ...table, columns: table.columns.map((c) => (c.measure === 'project' ? { ...c, header } : c)) } })) };
    expect(settleReadings(bare, kinds).findings.map(f => [f.rule, f.cells])).toEqual([['reading/unsure', ['t1:1:project']]]);
  });

  it('doubts the other columns of a heading over such a column: it may reach too far', () => {
    const document = scanned([{ kind: 'three_public', columns: ['vehicle_subtotal', '公务用车/小计', 'reception'], rows: ['合计 | 20 | 20 | 7'] }], {});
    const amounts = document.tables[0]?.table.columns.filter((c) => c.role === 'amount') ?? [];
    const heading = { row: 0, column: amounts[0]?.gridColumn ?? 0, rowSpan: 1, columnSpan: 2, text: '公务用车购置及运行费', confidence: 0.99 };
    const headed = { ...document, tables: document.tables.map(({ table, lines }) => ({ table: { ...table, headerRows: 2, grid: { ...table.grid, cells: [heading, ...table.grid.cells] } }, lines })) };
    expect(amounts.map((c) => c.gridColumn)).toHaveLength(3);
    expect(settleReadings(headed, kinds).findings.map(f => [f.rule, f.cells])).toEqual([['reading/unsure', ['t1:1:vehicle_subtotal', 't1:1:公务用车/小计']]]);
  });

  it('doubts a total under a heading over several columns beside such a column: it may be the sum of a group, and the other one the total', () => {
    const document = scanned([{ kind: 'general_public_expenditure', columns: ['—总计', 'total', 'basic'], rows: ['204 公共安全支出 | 9 | 7 | 7'] }], {});
    const amounts = document.tables[0]?.table.columns.filter((c) => c.role === 'amount') ?? [];
    const under = (text: string, columnSpan: number): NormalisedDocument => ({ ...document, tables: document.tables.map(({ table, lines }) => ({ table: { ...table, headerRows: 2, grid: { ...table.grid, cells: [{ row: 0, column: amounts[1]?.gridColumn ?? 0, rowSpan: 1, columnSpan, text, confidence: 0.99 }, ...table.grid.cells] } }, lines })) });
    expect(settleReadings(under('财政接款', 2), kinds).findings.map(f => [f.rule, f.cells])).toEqual([['reading/unsure', ['t1:1:—总计', 't1:1:total']]]);
    expect(settleReadings(under('合计', 1), kinds).findings.map(f => [f.rule, f.cells])).toEqual([['reading/unsure', ['t1:1:—总计']]]);
  });

  it('doubts the figures of a line before whose name digits stand that are no code, and not those of a year', () => {
    const document = scanned([{ kind: 'general_public_expenditure', columns: ['total'], rows: ['204 公共安全支出 | 353', '205 教育支出 | 20', '206 科学技术支出 | 4'] }], {});
    const renamed = new Map([[2, '2U5O]教育支出'], [3, '2024年结转']]);
    const broken = { ...document, tables: document.tables.map(({ table, lines }) => ({
      table, lines: lines.map(line => (renamed.has(line.entry.row) ? { ...line, code: '', codePublished: '', entry: { ...line.entry, role: 'line' as const, code: [], name: renamed.get(line.entry.row) ?? '' } } : line)),
    })) };
    expect(settleReadings(broken, kinds).findings.map(f => [f.rule, f.cells])).toEqual([['reading/unsure', ['t1:2:total']]]);
  });

  it('counts facts as unsure whose figure is not sure on their page: what they break is a warning', () => {
    const fact = (factId: string, page: number, value: string): Fact => ({ factId, page, value, topic: 'expenditure_total', subject: '支出预算', measure: 'total', code: '', classification: '', fund: '', year: 2025, claim: 'amount', unit: '元', section: '', sentence: '', paragraph: 0, start: 0 });
    const notes = [{ rule: 'page/ocr-doubtful', page: 1, params: { figures: '337,287,921.0', all: '337,287,921.0、2025' } }];
    const { unsure } = settleReadings(made([TABLE('130')], { facts: [fact('f1', 1, '337287921.0'), fact('f2', 2, '337287921.0'), fact('f3', 1, '12.5')], notes }), kinds);
    expect([...unsure]).toEqual(['f1']);
    const [finding] = asReadingsAllow([{ rule: 'narrative/amount', cause: 'published', params: {}, cells: ['f1', 't1:1:total'], evidence: [] }], unsure, severityOf);
    expect([finding?.severity, finding?.cause]).toEqual(['warning', 'undecided']);
  });

  it('changes nothing of a document without scans', () => {
    const document = made([TABLE('130')]);
    expect(settleReadings(document, kinds)).toEqual({ document, findings: [], unsure: new Set() });
  });
});
