import iconv from 'iconv-lite';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readFile } from '../../../extractors/read/index.js';
import { cleanText } from '../../../extractors/read/residue.js';
import { ReadError, type Block, type Grid } from '../../../schemas/block.js';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const first = async (raw: Uint8Array): Promise<string> => {
  const [block] = (await readFile(raw, 'a.md')).blocks;
  return block?.type === 'paragraph' ? block.text : 'no paragraph';
};
const refusal = async (raw: Uint8Array): Promise<string> => {
  const error: unknown = await readFile(raw, 'a.md').catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ReadError);
  return error instanceof ReadError ? error.message : '';
};

describe('encodings', () => {
  const text = '行政运行科目3,060万元';
  it.each([
    ['UTF-8', bytes(text)],
    ['UTF-8 with a byte order mark', bytes(`\ufeff${text}`)],
    ['UTF-16LE', iconv.encode(text, 'utf-16le', { addBOM: true })],
    ['UTF-16BE', iconv.encode(text, 'utf-16be', { addBOM: true })],
    ['GB18030', iconv.encode(text, 'gb18030')],
  ])('%s', async (_, raw) => expect(await first(raw)).toBe(text));

  it('a GBK line inside UTF-8 is read and noted with its line', async () => {
    const result = await readFile(Buffer.concat([bytes('一般公共预算\n\n'), iconv.encode('行政运行', 'gbk'), bytes('\n\n政府性基金预算\n')]), 'a.md');
    expect(result.blocks.map((block) => (block.type === 'paragraph' ? block.text : ''))).toEqual(['一般公共预算', '行政运行', '政府性基金预算']);
    expect(result.notes.map((note) => [note.rule, note.line])).toEqual([['text/undecodable', 3]]);
  });

  it('broken bytes stay visible and are noted; a file cut inside a character is truncated', async () => {
    const broken = await readFile(Buffer.concat([bytes('一般公共预算支出\n金额'), Buffer.from([0xff, 0xfe, 0x80]), bytes('12\n')]), 'a.md');
    expect(broken.notes.map((note) => [note.rule, note.line])).toEqual([['text/undecodable', 2]]);
    const cut = await readFile(bytes('一般公共预算支出').subarray(0, 23), 'a.md');
    expect(cut.notes.map((note) => note.rule)).toEqual(['text/truncated']);
  });

  it('an HTML file in the charset that it declares', async () => {
    const html = iconv.encode('<html><head><meta charset="gb2312"><title>x</title></head><body><p>部门预算</p></body></html>', 'gb18030');
    const result = await readFile(html, 'a.html');
    expect(result.mediaType).toBe('text/html');
    expect(result.blocks).toMatchObject([{ text: '部门预算' }]);
  });
});

describe('files that are no text', () => {
  it.each([
    ['an empty file', new Uint8Array(), 'empty file'],
    ['blanks only', bytes(' \n\t\n'), 'only blanks'],
    ['a ZIP container', bytes('PK\x03\x04xxxx'), 'cut off'],
    ['an OLE container', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0]), 'cut off'],
    ['a PNG', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a]), 'image (PNG)'],
    ['a program', Buffer.concat([Buffer.from([0x7f]), bytes('ELF'), Buffer.alloc(40)]), 'binary data (an ELF program)'],
    ['NUL bytes', Buffer.from([65, 66, 0, 1, 2]), 'binary data (starts with 41 42 00 01 02)'],
    ['noise', Buffer.from(Array.from({ length: 4000 }, (_, at) => ((at * 7919 + (at >> 3) * 31) % 255) + 1)), 'binary data'],
    ['a text beyond the limit', Buffer.alloc(65 * 1024 * 1024, 'a'), 'at most 64 MB, got 65 MB'],
  ])('%s: one line that says what is wrong', async (_, raw, part) => {
    const message = await refusal(raw);
    expect(message).toContain(part);
    expect(message).not.toContain('\n');
  });
});

describe('hostile texts end in time, read or refused in one line', () => {
  it.each([
    ['a line of 10 MB', () => 'a1 中'.repeat(2_000_000)],
    ['a million short lines', () => '甲\n'.repeat(1_000_000)],
    ['5,000 nested tables in Markdown', () => `x\n${'<table><tr><td>'.repeat(5000)}`],
    ['5,000 nested tables in HTML', () => `<html>${'<table><tr><td>'.repeat(5000)}y`],
    ['many tables never closed', () => '<table>\n'.repeat(20_000)],
    ['many tables, one closed at the end', () => `${'<table>\n'.repeat(20_000)}</table>`],
    ['columns that never agree', () => '甲            乙        丙\n乙       123456789012345\n'.repeat(100_000)],
    ['a million columns of tabs', () => `${'1\t'.repeat(1_000_000)}\n${'2\t'.repeat(1_000_000)}`],
    ['a million columns of pipes', () => `|${'1|'.repeat(1_000_000)}\n|${'2|'.repeat(1_000_000)}`],
    ['a million columns of HTML', () => `<html><table><tr>${'<td>1</td>'.repeat(1_000_000)}</tr></table>`],
    ['100,000 rows that are never closed', () => `x\n<table>${'<tr><td>'.repeat(100_000)}`],
    ['comments never closed', () => '<!--'.repeat(1_000_000)],
  ])('%s', async (_, make) => {
    const read = await readFile(bytes(make()), 'a.md').catch((error: unknown) => error);
    if (read instanceof ReadError) expect(read.message).not.toContain('\n');
    else expect(read).toHaveProperty('blocks');
  });
});

interface TruthCell { readonly r: number; readonly c: number; readonly rs: number; readonly cs: number; readonly t: string }
interface TruthTable { readonly type: string; readonly id: string; readonly cells: readonly TruthCell[] }

const sample = '../shared/pdfs/doc.html';
const truthFile = '../shared/pdfs/truth.json';
if (!existsSync(sample)) console.warn(`skipped: ${sample} is missing`);
describe.skipIf(!existsSync(sample))('a real HTML print', () => {
  it('gives every cell of the truth, with its spans', async () => {
    const { blocks } = await readFile(readFileSync(sample), 'doc.html');
    const grids = blocks.filter((block: Block): block is Grid => block.type === 'grid');
    const truth = (JSON.parse(readFileSync(truthFile, 'utf8')) as TruthTable[]).filter((table) => table.type === 'table' || table.cells !== undefined);
    const show = (row: number, column: number, rows: number, columns: number, text: string): string => `${row},${column} ${rows}x${columns} ${text.replace(/\s+/g, '')}`;
    expect(grids).toHaveLength(truth.length);
    truth.forEach((table, index) => {
      const cells = new Set(grids[index]?.cells.map((cell) => show(cell.row, cell.column, cell.rowSpan, cell.columnSpan, cell.text)));
      expect(table.cells.filter((cell) => cell.t !== '').map((cell) => show(cell.r, cell.c, cell.rs, cell.cs, cleanText(cell.t))).filter((cell) => !cells.has(cell))).toEqual([]);
    });
  });
});
