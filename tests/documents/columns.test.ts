/**
 * Whatever a place does to the columns of its tables — another order, words that nobody knows, one more column — no amount
 * changes its meaning unseen: what is known keeps its measure, what is not known stands under its own words and is reported.
 */
import { describe, expect, it } from 'vitest';
import { Random } from '../../bench/corpus/random.js';
import { processDocument } from '../../pipeline/document.js';
import { formatYuan } from '../../schemas/amount-parse.js';
import { columnRef } from '../../schemas/finding.js';
import { severityOf } from '../../schemas/rules.js';
import type { ProcessedDocument } from '../../schemas/document.js';

interface Column { readonly header: string; readonly measure: string; readonly values: readonly number[] }
interface Made { readonly title: string; readonly codes: readonly (readonly [code: string, name: string])[]; readonly columns: readonly Column[] }

const FUNCTIONAL = [['', '合计'], ['201', '一般公共服务支出'], ['20103', '政府办公厅（室）及相关机构事务'], ['2010301', '行政运行'], ['2010302', '一般行政管理事务'], ['208', '社会保障和就业支出'], ['20805', '行政事业单位养老支出'], ['2080505', '机关事业单位基本养老保险缴费支出'], ['221', '住房保障支出'], ['22102', '住房改革支出'], ['2210201', '住房公积金']] as const;

/** The column 合计 and its parts, each consistent over the tree of codes. */
function table(title: string, parts: readonly (readonly [header: string, measure: string])[], random: Random): Made {
  const leaf = (code: string): boolean => code.length === 7;
  const leaves = FUNCTIONAL.filter(([code]) => leaf(code));
  const drawn = parts.map(() => new Map(leaves.map(([code]) => [code as string, random.integer(1, 99_999)])));
  const column = (amounts: ReadonlyMap<string, number>): number[] => FUNCTIONAL.map(([code]) => [...amounts].reduce((sum, [own, value]) => (own.startsWith(code) ? sum + value : sum), 0));
  const columns = parts.map(([header, measure], i): Column => ({ header, measure, values: column(drawn[i] ?? new Map()) }));
  const total = FUNCTIONAL.map((_, r) => columns.reduce((sum, c) => sum + (c.values[r] ?? 0), 0));
  return { title, codes: FUNCTIONAL, columns: [{ header: '合计', measure: 'total', values: total }, ...columns] };
}

const TABLES = (random: Random): Made[] => [
  table('部门收入总表', [['一般公共预算拨款收入', 'general_public'], ['政府性基金预算拨款收入', 'government_fund'], ['事业收入', 'business_income'], ['其他收入', 'other_income']], random),
  table('部门支出总表', [['基本支出', 'basic'], ['项目支出', 'project'], ['上缴上级支出', 'remittance_to_superior']], random),
  table('一般公共预算支出表', [['人员经费', 'personnel'], ['公用经费', 'public_operating'], ['项目支出', 'project']], random),
];

const yuan = (value: number): string => (value / 100).toFixed(2);
const html = ({ title, codes, columns }: Made, remark = ''): string => `<p>${title}</p><p>单位：元</p><table><tr><th>科目编码</th><th>科目名称</th>${columns.map((c) => `<th>${c.header}</th>`).join('')}${remark === '' ? '' : '<th>备注</th>'}</tr>${codes.map(([code, name], r) => `<tr><td>${code}</td><td>${name}</td>${columns.map((c) => `<td>${yuan(c.values[r] ?? 0)}</td>`).join('')}${remark === '' ? '' : `<td>${remark}</td>`}</tr>`).join('')}</table>`;
const read = (made: Made, remark = ''): Promise<ProcessedDocument> => processDocument(new TextEncoder().encode(`<html><head><meta charset=utf-8></head><body><h1>某某市水利局2024年部门预算</h1>${html(made, remark)}</body></html>`), '某某市水利局2024年部门预算.html');

const cells = (processed: ProcessedDocument): string[] => (processed.document?.tables ?? []).flatMap(({ lines }) => lines.flatMap((line) => line.entry.cells.flatMap((cell) => (cell.reading.state === 'amount' ? [`${line.code || '合计'} ${cell.measure} ${formatYuan(cell.reading.amount.fen)}`] : [])))).toSorted();
const truth = ({ codes, columns }: Made): string[] => codes.flatMap(([code], r) => columns.map((c) => `${code || '合计'} ${c.measure} ${yuan(c.values[r] ?? 0).replace(/\.?0+$/u, '')}`)).toSorted();
const trimmed = (lines: readonly string[]): string[] => lines.map((line) => (line.includes('.') ? line.replace(/\.?0+$/u, '') : line)).toSorted();
const errors = (processed: ProcessedDocument): string[] => processed.findings.filter((finding) => severityOf(finding) === 'error').map((finding) => finding.rule);
const reported = (processed: ProcessedDocument): string => processed.findings.find((finding) => finding.rule === 'table/unknown-column')?.params['list'] ?? '';

const UNKNOWN = ['特别安排经费', '援建安排', '甲类统筹', '其中：乡村振兴衔接', '区划调整划转', '统筹整合部分'];

describe.each([1, 2, 3, 4, 5, 6, 7, 8])('tables of seed %i', (seed) => {
  const random = new Random(seed);
  for (const made of TABLES(random)) {
    const shuffled = { ...made, columns: made.columns.map((column) => ({ column, at: random.next() })).toSorted((a, b) => a.at - b.at).map(({ column }) => column) };
    it(`${made.title}: in any order each amount keeps its measure`, async () => {
      const processed = await read(shuffled);
      expect(trimmed(cells(processed))).toEqual(trimmed(truth(made)));
      expect(errors(processed)).toEqual([]);
    });

    const at = random.integer(0, made.columns.length - 1);
    const words = UNKNOWN[random.integer(0, UNKNOWN.length - 1)] ?? '';
    const plain = words.replace(/^其中：/u, '');
    it(`${made.title}: “${made.columns[at]?.header}” called “${words}” is read under these words and reported`, async () => {
      const renamed = { ...made, columns: made.columns.map((c, i) => (i === at ? { ...c, header: words, measure: plain } : c)) };
      const processed = await read(renamed);
      expect(trimmed(cells(processed))).toEqual(trimmed(truth(renamed)));
      expect(reported(processed)).toContain(plain);
      expect(errors(processed)).toEqual([]);
    });

    it(`${made.title}: one more column “${words}” changes no other`, async () => {
      const more = { ...made, columns: made.columns.toSpliced(at, 0, { header: words, measure: plain, values: FUNCTIONAL.map(() => random.integer(1, 9999)) }) };
      const processed = await read(more, '无');
      expect(trimmed(cells(processed))).toEqual(trimmed(truth(more)));
      expect(reported(processed)).toContain(plain);
      expect(errors(processed)).toEqual([]);
    });

    it(`${made.title}: “${made.columns[at]?.header}” left out is reported by its place, and its amounts name the finding`, async () => {
      const processed = await read({ ...made, columns: made.columns.map((c, i) => (i === at ? { ...c, header: '' } : c)) });
      expect(reported(processed)).toContain(`第${at + 3}栏`);
      const [finding] = processed.findings.filter(({ rule }) => rule === 'table/unknown-column');
      const column = processed.document?.tables[0]?.table.columns.find((c) => c.gridColumn === at + 2);
      expect(finding?.cells).toEqual([columnRef('t1', column?.measure ?? '')]);
    });

    it(`${made.title}: a header that stands twice gives two measures`, async () => {
      const twice = made.columns[at] as Column;
      const processed = await read({ ...made, columns: [...made.columns, { ...twice, values: twice.values.map((v) => v + 1) }] });
      const columns = processed.document?.tables[0]?.table.columns.filter((column) => column.role === 'amount') ?? [];
      expect(columns).toHaveLength(made.columns.length + 1);
      expect(new Set(columns.map((column) => column.measure)).size).toBe(columns.length);
    });
  }
});
