/** Rows of documents.csv and lists of publishers, made by hand. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readPublishers, type Expected, type PublisherList } from '../../../pipeline/publishers/list.js';
import type { DocumentRow } from '../../../schemas/dataset.js';

const folder = mkdtempSync(join(tmpdir(), 'mingxi-list-'));
let lists = 0;

/** Path of a list with this text. */
export function listFile(text: string | Uint8Array): string {
  lists += 1;
  const path = join(folder, `list${lists}.csv`);
  writeFileSync(path, text);
  return path;
}

export const list = (...lines: readonly string[]): PublisherList => readPublishers(listFile(lines.join('\n')));

/** Entries of a list with the columns 行政区划, 单位名称, 范围, 预决算, 年度. */
export const expected = (...lines: readonly string[]): readonly Expected[] => list('行政区划,单位名称,范围,预决算,年度', ...lines).entries;

/** A budget of 2024 of 上海市闵行区司法局 as a department, unless it is said otherwise. */
export function row(sourceFile: string, given: Partial<DocumentRow> = {}): DocumentRow {
  return {
    document_id: sourceFile, source_file: sourceFile, sha256: '', media_type: 'application/pdf', bytes: 1, pages: 1, title: '', fiscal_year: 2024, stage: 'budget', scope: 'department',
    region: '上海市闵行区', region_code: '310112', organisation: '上海市闵行区司法局', extraction: 'text', tables: 1, line_items: 1, findings_error: 0, findings_warning: 0, findings_info: 0,
    not_checkable: 0, kind: 'disclosure', status: 'ok', error: '', duplicate_of: '', published_on: '', ...given,
  };
}

/** A file that could not be read. */
export const unread = (sourceFile: string): DocumentRow => row(sourceFile, { status: 'failed', kind: '', fiscal_year: null, stage: '', scope: '', region: '', region_code: '', organisation: '', extraction: '' });
