import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RESOURCES } from '../../../schemas/dataset-files.js';
import { artefactsOf } from '../../../pipeline/write/artefacts.js';
import { csvLines } from '../../../pipeline/write/csv.js';
import { DatasetWriter } from '../../../pipeline/write/dataset.js';
import { OutputError } from '../../../pipeline/errors.js';
import { recordsOf } from '../../../pipeline/write/records.js';
import { processedDocument } from './processed.js';

let root = '';
beforeEach(() => { root = mkdtempSync(join(tmpdir(), 'mingxi-')); });
afterEach(() => rmSync(root, { recursive: true, force: true }));

const artefacts = (seed: string) => artefactsOf(recordsOf(processedDocument(seed)));
const write = async (out: string, ...seeds: string[]): Promise<void> => {
  const writer = await DatasetWriter.create(out);
  for (const seed of seeds) await writer.add(artefacts(seed));
  await writer.finish();
};
const rowsIn = (out: string, name: string): Record<string, string>[] => parse(readFileSync(join(out, `${name}.csv`)), { columns: true });
const tree = (folder: string): string[] => readdirSync(folder, { recursive: true }).map(String).toSorted();

describe('the dataset', () => {
  it('holds every file, and one JSON file a document', async () => {
    const out = join(root, 'deep', 'output');
    await write(out, 'a', 'b');
    expect(tree(out)).toEqual(['datapackage.json', 'documents', ...RESOURCES.map((r) => `${r.name}.csv`), ...['a', 'b'].map((s) => `documents/${processedDocument(s).documentId}.json`)].toSorted());
    expect(rowsIn(out, 'documents').map((r) => r['source_file'])).toEqual(['a.pdf', 'b.pdf']);
    expect(readFileSync(join(out, 'documents.csv'), 'utf8')).not.toContain('\r');
    const file = JSON.parse(readFileSync(join(out, 'documents', `${processedDocument('a').documentId}.json`), 'utf8'));
    expect(file).toEqual(recordsOf(processedDocument('a')));
  });
  it('holds no record twice where two files have the same bytes', async () => {
    const out = join(root, 'output');
    const writer = await DatasetWriter.create(out);
    await writer.add(artefacts('a'));
    await writer.add(artefactsOf(recordsOf(processedDocument('a', { sourceFile: 'copy/a.pdf' }))));
    await writer.finish();
    expect(rowsIn(out, 'documents').map((r) => [r['source_file'], r['status'], r['line_items'], r['duplicate_of']])).toEqual([['a.pdf', 'ok', '4', ''], ['copy/a.pdf', 'ok', '0', 'a.pdf']]);
    expect(rowsIn(out, 'line_items')).toHaveLength(4);
  });
});

describe('datapackage.json', () => {
  it('describes what is written: columns, keys, foreign keys, sizes and hashes', async () => {
    const out = join(root, 'output');
    await write(out, 'a', 'b');
    const descriptor = JSON.parse(readFileSync(join(out, 'datapackage.json'), 'utf8'));
    expect(descriptor.resources.map((r: { name: string }) => r.name)).toEqual(RESOURCES.map((r) => r.name));
    for (const { name, path, bytes, hash, schema } of descriptor.resources) {
      const content = readFileSync(join(out, path));
      expect([bytes, hash]).toEqual([content.length, `sha256:${createHash('sha256').update(content).digest('hex')}`]);
      const rows = rowsIn(out, name);
      const columns = schema.fields.map((f: { name: string }) => f.name);
      expect(content.toString().split('\n')[0]).toBe(columns.join(','));
      const key = (row: Record<string, string>, fields: string[]): string => fields.map((f) => row[f]).join('\u0000');
      expect(new Set(rows.map((r) => key(r, schema.primaryKey))).size, `${name} key`).toBe(rows.length);
      for (const { fields, reference } of schema.foreignKeys ?? []) {
        const targets = new Set(rowsIn(out, reference.resource).map((r) => key(r, reference.fields)));
        for (const row of rows) expect(targets.has(key(row, fields)), `${name} → ${reference.resource}`).toBe(true);
      }
      for (const field of schema.fields) {
        for (const row of rows) {
          const value = row[field.name] ?? '';
          if (value === '') expect(field.constraints?.required ?? false, `${name}.${field.name}`).toBe(false);
          else if (field.type === 'integer') expect(value).toMatch(/^\d+$/u);
          else if (field.type === 'number') expect(value).toMatch(/^-?\d+(\.\d+)?$/u);
          else if (field.constraints?.pattern !== undefined) expect(value).toMatch(new RegExp(field.constraints.pattern, 'u'));
          if (value !== '' && field.constraints?.enum !== undefined) expect(field.constraints.enum).toContain(value);
        }
      }
    }
    const types = Object.fromEntries(descriptor.resources[1].schema.fields.map((f: { name: string; type: string }) => [f.name, f.type]));
    expect(types).toMatchObject({ code: 'string', amount_yuan: 'number', row: 'integer', x0: 'number', fiscal_year: 'integer', amount_published: 'string' });
  });
});

describe('CSV', () => {
  const resource = RESOURCES.find((r) => r.name === 'documents')!;
  it('gives back any text exactly, formulas and quotes included', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), fc.constantFrom('=SUM(A1)', '"', 'a\r\nb', 'a\rb', ',', ' x '), (a, b) => {
      const row = Object.fromEntries(Object.keys(resource.row.shape).map((name) => [name, name === 'title' ? a : b]));
      const [back] = parse([...csvLines(resource, [row])].join(''), { columns: Object.keys(resource.row.shape) }) as Record<string, string>[];
      expect(back).toEqual(row);
    }));
  });
});

describe('the output folder', () => {
  it('is replaced whole: an earlier dataset leaves nothing behind', async () => {
    const out = join(root, 'output');
    await write(out, 'a', 'b');
    await write(out, 'c');
    expect(readdirSync(join(out, 'documents'))).toEqual([`${processedDocument('c').documentId}.json`]);
    expect(readdirSync(root)).toEqual(['output']);
  });
  it('stays as it was when a run ends early', async () => {
    const out = join(root, 'output');
    await write(out, 'a');
    const before = readFileSync(join(out, 'documents.csv'));
    const writer = await DatasetWriter.create(out);
    await writer.add(artefacts('b'));
    expect(readFileSync(join(out, 'documents.csv'))).toEqual(before);
    await writer.discard();
    expect(readFileSync(join(out, 'documents.csv'))).toEqual(before);
    expect(readdirSync(root)).toEqual(['output']);
  });
  it('comes back after a crash in the middle of the swap', async () => {
    const out = join(root, 'output');
    await write(out, 'a');
    renameSync(out, join(root, '.output.mingxi-old'));
    const writer = await DatasetWriter.create(out);
    expect(rowsIn(out, 'documents')).toHaveLength(1);
    await writer.discard();
  });
  it('is cleared of what a killed run left beside it', async () => {
    mkdirSync(join(root, '.output.mingxi-new-4194305', 'documents'), { recursive: true });
    await write(join(root, 'output'), 'a');
    expect(readdirSync(root)).toEqual(['output']);
  });
  it('keeps what is not the dataset\'s', async () => {
    const out = join(root, 'output');
    mkdirSync(out);
    writeFileSync(join(out, '.gitkeep'), '');
    await write(out, 'a');
    writeFileSync(join(out, 'notes.txt'), 'mine');
    writeFileSync(join(out, 'documents', 'notes.txt'), 'mine too');
    await write(out, 'b');
    expect(tree(out)).toEqual(expect.arrayContaining(['.gitkeep', 'notes.txt', 'documents/notes.txt']));
    expect(existsSync(join(out, 'documents', `${processedDocument('a').documentId}.json`))).toBe(false);
  });
  it('is refused where other files stand, and they stay', async () => {
    writeFileSync(join(root, 'thesis.docx'), 'mine');
    await expect(DatasetWriter.create(root)).rejects.toThrow(/Expected a new or empty folder or an earlier dataset, got other files \(thesis\.docx\)/u);
    expect(readdirSync(root)).toEqual(['thesis.docx']);
    writeFileSync(join(root, 'datapackage.json'), '{"name":"somebody-elses"}');
    await expect(DatasetWriter.create(root)).rejects.toThrow(OutputError);
  });
  it('is refused where a file stands in its place', async () => {
    writeFileSync(join(root, 'output'), '');
    await expect(DatasetWriter.create(join(root, 'output'))).rejects.toThrow(OutputError);
    await expect(DatasetWriter.create(join(root, 'output', 'deeper'))).rejects.toThrow(OutputError);
  });
  it('can be read by others', async () => {
    await write(join(root, 'output'), 'a');
    expect(statSync(join(root, 'output')).mode & 0o777).toBe(0o777 & ~process.umask());
  });
});
