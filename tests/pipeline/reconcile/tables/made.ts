/** Documents made by hand, for specifications of what their figures must satisfy. */
import { parseAmount } from '../../../../schemas/amount-parse.js';
import type { Unit } from '../../../../schemas/amount.js';
import { assetPath } from '../../../../schemas/assets.js';
import type { CheckResult, NormalisedDocument } from '../../../../schemas/document.js';
import type { Finding } from '../../../../schemas/finding.js';
import type { Entry, Side, Table } from '../../../../schemas/table.js';
import { loadTableKinds } from '../../../../extractors/tables/index.js';
import { itemOf } from '../../../../extractors/tables/vocabulary.js';
import { normaliseDocument } from '../../../../pipeline/normalise/codes.js';
import type { CellFacts } from '../../../../pipeline/reconcile/decided.js';
import { checkTables } from '../../../../pipeline/reconcile/tables/index.js';

export const kinds = loadTableKinds([assetPath('schemas/tables')]);

/** `204 公共安全支出 | 100 | 60 | 40`: code (or none) and name, then one amount per column; `@245001 某中心 | 100` is a unit. */
export interface Made {
  readonly kind: string;
  /** `measure` or `measure: header / path`, in column order. */
  readonly columns: readonly string[];
  readonly rows: readonly string[];
  /** Rows of the right side of a table of two sides. */
  readonly right?: readonly string[];
  readonly rightColumns?: readonly string[];
  readonly unit?: Unit;
}

const WHOLE = /^(?:合计|总计|收入总计|支出总计)$/u;

/** A document of tables `t1`, `t2` … */
export function made(tables: readonly Made[], more: Partial<NormalisedDocument> = {}): NormalisedDocument {
  const built = tables.map((m, i) => tableOf(`t${i + 1}`, m));
  return {
    identity: { title: '', fiscalYear: 2026, stage: 'budget', scope: 'department', region: '', regionCode: '', organisation: '', kind: 'disclosure' },
    paragraphs: [], facts: [], notes: [], extraction: 'text', ...more, tables: normaliseDocument(built, 2026).tables,
  };
}

function tableOf(tableId: string, { kind, columns, rows, right = [], rightColumns = columns, unit = '万元' }: Made): Table {
  const sides = right.length > 0;
  const left = columnsOf(columns, 0, 2);
  const other = columnsOf(rightColumns, 1, 2 + columns.length);
  const entries = [...rows.map((r) => ({ r, block: 0, columns: left })), ...right.map((r) => ({ r, block: 1, columns: other }))].map(({ r, block, columns: cs }, i): Entry => {
    const [label = '', ...amounts] = r.split('|').map((p) => p.trim());
    const isUnit = label.startsWith('@');
    const [, code = '', name = ''] = /^@?(\d{3}(?:\d{2,3}){0,2}(?=\s))?\s*(.*)$/u.exec(label) ?? [];
    const side: Side = sides ? (block === 0 ? 'revenue' : 'expenditure') : '';
    const gridRow = (block === 0 ? i : i - rows.length) + 2;
    return {
      row: i + 1, gridRow, block, side, classification: isUnit ? 'organisation' : code.startsWith('3') ? 'economic' : code === '' ? '' : 'functional', name, indent: 0, item: code === '' ? itemOf(name) : '',
      code: code === '' ? [] : [{ part: 'whole', text: code }], role: code !== '' ? 'coded' : WHOLE.test(name) ? 'total' : 'line', labels: {},
      cells: cs.flatMap((c, k) => (amounts[k] === undefined ? [] : [{ measure: c.measure, gridRow, gridColumn: c.gridColumn, reading: parseAmount(amounts[k], unit), confidence: 1 }])),
    };
  });
  return {
    tableId, kind, stage: 'budget', title: kinds.find((k) => k.kind === kind)?.name ?? kind, unit, paragraphsBefore: 0, headerRows: 2, entries, notes: [], unread: [], forms: [],
    grid: { type: 'grid', rows: rows.length + 2, columns: 8, cells: [], source: 'text', method: 'markup' },
    columns: [...left, ...(sides ? other : [])].map((c) => ({ ...c, role: 'amount' as const })),
  };
}

const columnsOf = (columns: readonly string[], block: number, from: number): { measure: string; header: string; block: number; gridColumn: number }[] =>
  columns.map((text, i) => {
    const [measure = '', header = measure] = text.split(': ');
    return { measure, header, block, gridColumn: from + i };
  });

export const check = (document: NormalisedDocument, known?: CellFacts): ReturnType<typeof checkTables> => checkTables(document, kinds, known);

/** Findings of severity error and warning, as `rule table code measure published→expected`. */
export const said = (result: Pick<CheckResult, 'findings'>): string[] => result.findings.filter((f) => f.rule !== 'sum/rounding').map(line);
export const line = (f: Finding): string => [f.rule, f.tableId, f.code ?? '-', f.measure ?? '-', `${f.published ?? ''}→${f.expected ?? ''}`].join(' ');
