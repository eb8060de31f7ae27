/** What reading left open, as findings. */
import { describe, expect, it } from 'vitest';
import { readingFindings, tableFindings } from '../../pipeline/reading-findings.js';
import { loadTableKinds } from '../../extractors/tables/index.js';
import { assetPath } from '../../schemas/assets.js';
import type { NormalisedDocument } from '../../schemas/document.js';
import type { Table } from '../../schemas/table.js';
import { gridOf } from '../extractors/tables/grids.js';

describe('notes of the reader', () => {
  it('are one finding for all pages with the same trouble', () => {
    const notes = [1, 2, 3, 7].map((page) => ({ rule: 'page/needs-ocr', page, params: { page: String(page) } }));
    expect(readingFindings(notes).map((f) => [f.page, f.params.page])).toEqual([[1, '1–3、7']]);
  });
  it('list the figures that are not sure page by page, in one finding', () => {
    const note = (page: number, figures: string) => ({ rule: 'page/ocr-doubtful', page, params: { page: String(page), count: String(figures.split('、').length), figures } });
    expect(readingFindings([note(2, '2、8'), note(3, '8.6')]).map((f) => f.params)).toEqual([{ page: '2–3', count: '3', figures: '第2页2、8；第3页8.6', figuresEn: 'page 2: 2, 8; page 3: 8.6' }]);
    expect(readingFindings([note(4, '15')]).map((f) => f.params)).toEqual([{ page: '4', count: '1', figures: '15', figuresEn: '15' }]);
  });
});

describe('tables of no known kind right behind another', () => {
  /** Tables of these pages, titles and cells, no paragraphs between them; those with kind `other` where the kind is left out. */
  const found = (...tables: readonly { pages: [number, number]; title?: string; kind?: Table['kind']; cells: string }[]): (string | undefined)[] => {
    const all = tables.map(({ pages, title = '', kind = 'other', cells }, i): Table => ({
      tableId: `t${i + 1}`, kind, stage: 'budget', title, unit: '万元', grid: { ...gridOf(cells), pages }, paragraphsBefore: 3, headerRows: 0, columns: [], entries: [], notes: [], unread: [], forms: [],
    }));
    const document = { tables: all.map((table) => ({ table, lines: [] })), paragraphs: [] } as unknown as NormalisedDocument;
    return tableFindings(document, []).filter(({ rule }) => rule === 'table/unread-row').map(({ params }) => `${params.title} ${params.count} ${params.list}`);
  };
  const summary = { pages: [6, 6] as [number, number], title: '财政拨款收支总表', kind: 'fiscal_appropriation_summary' as const, cells: '项目 | 预算数\n一、一般公共预算收入 | 1.00' };
  it('may be the rest of it, on the next page or on its own', () => {
    expect(found(summary, { pages: [7, 7], cells: '十七、住房保障支出 | 172.12' })).toEqual(['财政拨款收支总表 1 第7页开头的表格“t2”没有标题，可能是续表']);
    expect(found(summary, { pages: [6, 6], cells: '十七、住房保障支出 | 172.12' })).toEqual(['财政拨款收支总表 1 第6页的表格“t2”没有标题，可能是续表']);
  });
  it('are one finding where a header without amounts stands before them', () => {
    expect(found(summary, { pages: [7, 7], cells: '项目 | 预算数' }, { pages: [7, 7], cells: '十七、住房保障支出 | 172.12\n十八、其他支出 | 1.00' }, { pages: [7, 7], cells: '支出总计 | 173.12' })).toEqual(['财政拨款收支总表 3 第7页开头的表格“t3”、“t4”没有标题，可能是续表']);
  });
  it('may be the rest of it below names and headings of its lines, where nobody drew their rows', () => {
    const lines = (paragraphs: readonly string[], title: string): (string | undefined)[] => {
      const all = [summary, { pages: [7, 7] as [number, number], title, kind: 'other' as const, cells: '本年收入合计 | 172.12' }].map(({ pages, title: own, kind, cells }, i) => ({
        tableId: `t${i + 1}`, kind, title: own, grid: { ...gridOf(cells), pages, source: 'text', method: 'stream' }, paragraphsBefore: i * paragraphs.length, headerRows: 0, columns: [], entries: [], unread: [],
      }));
      const document = { tables: all.map((table) => ({ table, lines: [] })), paragraphs: paragraphs.map((text) => ({ text })) } as unknown as NormalisedDocument;
      return tableFindings(document, []).filter(({ rule }) => rule === 'table/unread-row').map(({ params }) => params.title);
    };
    expect(lines(['项目', '预算数', '十五、金融支出', '十六、自然资源海'], '十六、自然资源海')).toEqual(['财政拨款收支总表']);
    expect(lines(['上级补助收入'], '上级补助收入')).toEqual(['财政拨款收支总表']);
    expect(lines(['政府采购预算表', '十六、自然资源海'], '十六、自然资源海')).toEqual([]);
    expect(lines(['本单位2026年预算如下：', '二、人员情况'], '二、人员情况')).toEqual([]);
  });
  it('are tables of their own where a page or a title lies between', () => {
    expect(found(summary, { pages: [8, 8], cells: '十七、住房保障支出 | 172.12' })).toEqual([]);
    expect(found(summary, { pages: [7, 7], title: '图1 资金构成', cells: '甲 | 172.12' })).toEqual([]);
  });
});

describe('a table with the title of a known kind of which no columns were told', () => {
  const severity = (cells: string): string | undefined => {
    const table: Table = { tableId: 't1', kind: 'other', stage: 'budget', title: '“三公”经费支出预算表', unit: '万元', grid: gridOf(cells), paragraphsBefore: 3, headerRows: 0, columns: [], entries: [], notes: [], unread: [], forms: [] };
    return tableFindings({ tables: [{ table, lines: [] }], paragraphs: [] } as unknown as NormalisedDocument, loadTableKinds([assetPath('schemas/tables')])).find(({ rule }) => rule === 'table/unknown-kind')?.severity;
  };
  it('is a warning where it has amounts, be it all in one cell', () => {
    expect(severity('项目 | 预算数\n合计 | 13.58')).toBe('warning');
    expect(severity('项目 合计 公务接待费 | 预算数13.58 5.68 7.90')).toBe('warning');
    expect(severity('项目 | 预算数\n合计 |')).toBeUndefined();
  });
});
