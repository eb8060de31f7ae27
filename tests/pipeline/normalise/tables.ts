/** Tables made by hand, for specifications of what happens to codes. */
import type { Classification, CodePart, Entry, Table } from '../../../schemas/table.js';
import { parseAmount } from '../../../schemas/amount-parse.js';

/** `204|06|01 行政运行 100`: code parts by column, name, amount; `|` alone is an empty cell; no code for totals and lines. */
export type Row = readonly [code: string, name: string, amount?: string];

const PARTS: readonly CodePart[] = ['class', 'section', 'item'];

/** A table of code columns 类/款/项 (parts separated by `|`) or of one code column (no `|`). */
export function tableOf(tableId: string, rows: readonly Row[], more: Partial<Table> & { classification?: Classification } = {}): Table {
  const { classification = 'functional', ...rest } = more;
  const entries = rows.map(([code, name, amount = '1'], i): Entry => {
    const cells = code === '' ? [] : code.split('|');
    const parts = cells.flatMap((text, k) => (text.trim() === '' ? [] : [{ part: cells.length === 1 ? ('whole' as const) : (PARTS[k] ?? 'item'), text }]));
    return {
      row: i + 1, gridRow: i + 3, block: 0, side: '', classification, code: parts, name, indent: 0, item: '',
      role: /^(?:合\s*计|总\s*计)$/u.test(name) ? 'total' : parts.length > 0 ? 'coded' : 'line',
      labels: {}, cells: [{ measure: 'total', gridRow: i + 3, gridColumn: 4, reading: parseAmount(amount, '元'), confidence: 1 }],
    };
  });
  return {
    tableId, kind: 'expenditure_summary', stage: 'budget', title: '支出预算总表', unit: '元',
    grid: { type: 'grid', rows: rows.length + 3, columns: 5, cells: [], source: 'text', method: 'markup' },
    paragraphsBefore: 0, headerRows: 3, columns: [], entries, notes: [], unread: [], forms: [], ...rest,
  };
}

/** The coded tables of a Markdown disclosure with tab-separated 类, 款, 项 (or 类, 款) columns, by hand: no reader involved. */
export function tablesOfMarkdown(text: string): Table[] {
  const tables: Table[] = [];
  let title = '';
  let rows: Row[] = [];
  let economic = false;
  const close = (): void => {
    if (rows.length > 1) tables.push(tableOf(`t${tables.length + 1}`, rows, { title, classification: economic ? 'economic' : 'functional' }));
    rows = [];
  };
  for (const line of text.split('\n')) {
    if (/^2024年部门.*表$/u.test(line)) {
      close();
      title = line;
      economic = /经济分类/u.test(line);
    }
    const cells = line.split('\t').map((c) => c.trim());
    const width = economic ? 2 : 3;
    if (/^\d{3}$/u.test(cells[0] ?? '')) rows.push([cells.slice(0, width).join('|') + (economic ? '|' : ''), cells[width] ?? '', cells[width + 1] ?? '']);
    else if (/^合\s*计$/u.test(cells[0] ?? '') && rows.length > 0) rows.push(['', '合计', cells.slice(1).find((c) => c !== '') ?? '']);
  }
  close();
  return tables;
}
