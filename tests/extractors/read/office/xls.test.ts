import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readFile } from '../../../../extractors/read/index.js';
import { readOldWorkbook } from '../../../../extractors/read/office/xls.js';
import type { Block } from '../../../../schemas/block.js';

const words = (...values: readonly number[]): Buffer => Buffer.from(new Uint16Array(values).buffer);
const long = (value: number): Buffer => Buffer.from(new Int32Array([value]).buffer);
const double = (value: number): Buffer => Buffer.from(new Float64Array([value]).buffer);
const wide = (text: string): Buffer => Buffer.from(text, 'utf16le');
const record = (type: number, ...data: readonly Buffer[]): Buffer => Buffer.concat([words(type, Buffer.concat(data).length), ...data]);
const begin = (version = 0x600): Buffer => record(0x809, words(version, 0x10, 0, 0), long(0), long(0));
const end = record(0x0a);
/** Text with a length of two bytes, in two bytes a character. */
const text = (value: string): Buffer => Buffer.concat([words(value.length), Buffer.from([1]), wide(value)]);

/** A stream of one workbook: formats by style, shared strings (records that go on each other), sheets of records. */
function stream(formats: readonly string[], strings: readonly Buffer[], sheets: readonly { readonly name: string; readonly state?: number; readonly records: readonly Buffer[] }[], version = 0x600): Uint8Array {
  const head = Buffer.concat([begin(version), ...formats.flatMap((format, i) => [record(0x41e, words(164 + i), text(format))]), ...formats.map((_, i) => record(0xe0, words(0, 164 + i), Buffer.alloc(16))), ...strings]);
  const bodies = sheets.map(({ records }) => Buffer.concat([begin(), ...records, end]));
  const names = sheets.map(({ name }) => Buffer.concat([Buffer.from([name.length, 1]), wide(name)]));
  const start = head.length + names.reduce((sum, name) => sum + 4 + 6 + name.length, 0) + end.length;
  const directory = sheets.map(({ state = 0 }, i) => record(0x85, long(start + bodies.slice(0, i).reduce((sum, body) => sum + body.length, 0)), Buffer.from([state, 0]), names[i] as Buffer));
  return new Uint8Array(Buffer.concat([head, ...directory, end, ...bodies]));
}
const rows = (blocks: readonly Block[]): string[][][] => blocks.flatMap((block) => {
  if (block.type !== 'grid') return [];
  const all = Array.from({ length: block.rows }, () => Array.from({ length: block.columns }, () => ''));
  for (const cell of block.cells) (all[cell.row] as string[])[cell.column] = cell.text;
  return [all];
});

describe('workbooks of Excel 97 to 2003', () => {
  it('show numbers of every record by their formats', () => {
    const records = [
      record(0x203, words(0, 0, 0), double(8186.11)), record(0x27e, words(0, 1, 1), long((1234 << 2) | 2)), record(0x27e, words(0, 2, 0), long((1250 << 2) | 3)),
      record(0xbd, words(1, 0), words(0), long((5 << 2) | 2), words(0), long((7 << 2) | 2), words(1)),
      record(0x06, words(1, 2, 0), double(9.5), words(0), long(0), words(0)), record(0x205, words(2, 0, 0), Buffer.from([23, 1])),
      record(0x06, words(2, 1, 0), Buffer.from([0, 0, 0, 0, 0, 0, 0xff, 0xff]), words(0), long(0), words(0)), record(0x207, text('合计')),
      record(0x06, words(2, 2, 0), double(0), words(2), long(0), words(0)),
    ];
    expect(rows(readOldWorkbook(stream(['#,##0.00', '0!.00'], [], [{ name: 'Sheet1', records }])).blocks)).toEqual([[['8,186.11', '12.34', '12.50'], ['5.00', '7.00', '9.50'], ['#REF!', '合计', '=公式未计算']]]);
  });

  it('read shared texts that go on in the next record, where their width is told anew', () => {
    const strings = [record(0xfc, long(3), long(3), text('科目编码'), words(4), Buffer.from([1]), wide('合')), record(0x3c, Buffer.from([1]), wide('计金额'), words(3), Buffer.from([0]), Buffer.from('204'))];
    const cell = (row: number, column: number, index: number): Buffer => record(0xfd, words(row, column, 0), long(index));
    expect(rows(readOldWorkbook(stream(['General'], strings, [{ name: 'Sheet1', records: [cell(0, 0, 0), cell(0, 1, 1), cell(1, 0, 2)] }])).blocks)).toEqual([[['科目编码', '合计金额'], ['204', '']]]);
  });

  it('leave out what is hidden and say so; merged cells span', () => {
    const label = (row: number, column: number, value: string): Buffer => record(0x204, words(row, column, 0), text(value));
    const records = [record(0x7d, words(1, 1, 2000, 0, 1, 0)), record(0x208, words(1, 0, 3, 255, 0, 0, 0x20, 0)), label(0, 0, '编码'), label(0, 1, '上年'), label(0, 2, '本年'), label(1, 0, '204'), label(2, 0, '205'), label(2, 2, '9.00'), label(2, 3, '8.00'), record(0xe5, words(1, 0, 0, 2, 3))];
    const { blocks, notes } = readOldWorkbook(stream(['General'], [], [{ name: '一', records }, { name: '旧稿', state: 1, records }]));
    expect(rows(blocks)).toEqual([[['编码', '本年', ''], ['205', '9.00', '8.00']]]);
    expect(blocks[1]).toMatchObject({ cells: [{ text: '编码' }, { text: '本年', columnSpan: 2 }, {}, {}, {}] });
    expect(notes).toMatchObject([{ rule: 'document/hidden', params: { list: '“一”B列；“一”第2行；工作表“旧稿”' } }]);
  });

  it('are refused as damaged where a cell stands in a column that no sheet has', () => {
    const label = (column: number): Buffer => record(0x204, words(0, column, 0), text('合计'));
    expect(() => readOldWorkbook(stream(['General'], [], [{ name: 'Sheet1', records: [label(0), label(256)] }]))).toThrow(/damaged/u);
    expect(readOldWorkbook(stream(['General'], [], [{ name: 'Sheet1', records: [label(0), label(255)] }])).blocks).not.toEqual([]);
  });

  it('are refused where they are older, encrypted or cut off', () => {
    const whole = stream(['General'], [], [{ name: 'Sheet1', records: [] }]);
    expect(() => readOldWorkbook(stream(['General'], [], [], 0x500))).toThrow('before 1997');
    expect(() => readOldWorkbook(whole.subarray(0, whole.length - 3))).toThrow('cut off');
    expect(() => readOldWorkbook(stream(['General'], [record(0x2f, words(1))], []))).toThrow('password');
  });
});

const sample = '../shared/pdfs/doc.xls';
if (!existsSync(sample)) console.warn(`skipped: ${sample} is missing`);
describe.skipIf(!existsSync(sample))('a real workbook of Excel 97', () => {
  it('has the tables of the same workbook as .xlsx', async () => {
    const [old, now] = await Promise.all(['doc.xls', 'doc.xlsx'].map(async (name) => (await readFile(readFileSync(`../shared/pdfs/${name}`), name)).blocks));
    expect(old).toEqual(now);
  });

  it.each([600, 5_000, 40_000])('cut after %i bytes is refused in one line', async (size) => {
    await expect(readFile(readFileSync(sample).subarray(0, size), 'a.xls')).rejects.toThrow(/^a\.xls: [^\n]*(?:cut off|old office file)/);
  });
});
