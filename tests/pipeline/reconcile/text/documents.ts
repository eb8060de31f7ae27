/** Documents made by hand, for specifications of the textual checks. */
import { parseAmount } from '../../../../schemas/amount-parse.js';
import type { Unit } from '../../../../schemas/amount.js';
import { assetPath } from '../../../../schemas/assets.js';
import type { Cell, Paragraph, ReadNote } from '../../../../schemas/block.js';
import type { Identity, LinedTable, NormalisedDocument } from '../../../../schemas/document.js';
import type { Finding } from '../../../../schemas/finding.js';
import type { CheckCount } from '../../../../schemas/finding.js';
import { loadTableKinds } from '../../../../extractors/tables/index.js';
import { checkText } from '../../../../pipeline/reconcile/text/index.js';

export const KINDS = loadTableKinds([assetPath('schemas/tables')]);

export const paragraph = (text: string, page = 1): Paragraph => ({ type: 'paragraph', text, page, source: 'text' });

/** A table of lines `name amount`; notes are its captions and remarks, and stand in the document's paragraphs as well. */
export interface MadeTable {
  readonly kind: string;
  readonly title: string;
  readonly rows?: readonly (readonly [name: string, amount: string])[];
  readonly unit?: Unit | '';
  readonly provenUnit?: Unit;
  readonly notes?: readonly string[];
  readonly cells?: readonly string[];
  readonly page?: number;
  readonly source?: 'text' | 'ocr';
  readonly measure?: string;
}

const ROWS = [['人员经费', '100.25'], ['公用经费', '20.50'], ['项目支出', '300.75'], ['其他支出', '5.00'], ['合计', '426.50']] as const;

export function tableOf({ kind, title, rows = ROWS, unit = '万元', notes = [], cells = [], page = 5, source = 'text', measure = 'total', provenUnit }: MadeTable, order: number): LinedTable {
  const gridCells = cells.map((text, row): Cell => ({ row, column: 0, rowSpan: 1, columnSpan: 1, text, confidence: 1, page }));
  return {
    table: {
      tableId: `t${order}`, kind, stage: '', title, unit, ...(provenUnit === undefined ? {} : { provenUnit }), paragraphsBefore: 0, headerRows: 1, columns: [], unread: [], forms: [],
      grid: { type: 'grid', rows: rows.length + 1, columns: 2, cells: gridCells, pages: [page, page], source, method: 'lattice' },
      notes: notes.map((text) => paragraph(text, page)),
      entries: rows.map(([name, amount], i) => ({
        row: i + 1, gridRow: i + 1, block: 0, side: '', classification: '', code: [], name, indent: 0, item: '', role: 'line', labels: {},
        cells: [{ measure, gridRow: i + 1, gridColumn: 1, reading: parseAmount(amount, unit === '' ? '元' : unit), confidence: 1 }],
      })),
    },
    lines: [],
  };
}

/** The nine tables of a budget, filled in, in the usual order. */
export const NINE: readonly MadeTable[] = [
  { kind: 'revenue_expenditure_summary', title: '收支总表' },
  { kind: 'revenue_summary', title: '收入总表' },
  { kind: 'expenditure_summary', title: '支出总表' },
  { kind: 'fiscal_appropriation_summary', title: '财政拨款收支总表' },
  { kind: 'general_public_expenditure', title: '一般公共预算支出表' },
  { kind: 'basic_expenditure_economic', title: '一般公共预算基本支出表' },
  { kind: 'three_public', title: '一般公共预算“三公”经费支出表' },
  { kind: 'government_fund_expenditure', title: '政府性基金预算支出表' },
  { kind: 'state_capital_expenditure', title: '国有资本经营预算支出表' },
];

/** Sentences of a narrative that has all its sections. */
export const NARRATIVE: readonly string[] = [
  '一、收支预算总体情况',
  '2024年收入预算426.50万元，其中：财政拨款收入426.50万元。',
  '2024年支出预算426.50万元，其中：基本支出120.75万元。',
  '项目支出预算300.75万元，比上年增加10.00万元，主要原因是新增项目。',
  '二、其他重要事项',
  '2024年机关运行经费预算20.50万元。',
  '2024年政府采购预算30.00万元。',
  '截至2023年底，国有资产占用情况：共有车辆2辆。本年支出均设绩效目标，涉及预算300.75万元。',
  '三、名词解释',
  '基本支出预算：指为保障机构正常运转而发生的支出。',
];

const IDENTITY: Identity = { title: '某市民政局2024年度部门预算', fiscalYear: 2024, stage: 'budget', scope: 'department', region: '福建省福州市', regionCode: '350100', organisation: '福州市民政局', kind: 'disclosure' };

export interface MadeDocument {
  readonly cover?: readonly string[];
  readonly contents?: readonly string[];
  readonly body?: readonly string[];
  readonly tables?: readonly MadeTable[];
  readonly identity?: Partial<Identity>;
  readonly notes?: readonly ReadNote[];
  readonly extraction?: NormalisedDocument['extraction'];
}

/** A disclosure of 福州市民政局 for 2024: cover on page 1, contents on 2, body from 3. */
export function documentOf({ cover = ['福州市民政局2024年度部门预算'], contents = [], body = NARRATIVE, tables = NINE, identity = {}, notes = [], extraction = 'text' }: MadeDocument): NormalisedDocument {
  const lined = tables.map((table, i) => tableOf(table, i + 1));
  return {
    identity: { ...IDENTITY, ...identity },
    paragraphs: [
      ...cover.map((text) => paragraph(text, 1)),
      ...(contents.length > 0 ? ['目录', ...contents].map((text) => paragraph(text, 2)) : []),
      ...body.map((text) => paragraph(text, 3)),
      ...lined.flatMap(({ table }) => [paragraph(table.title, table.grid.pages?.[0]), ...table.notes]),
    ],
    tables: lined, facts: [], notes, extraction, pages: 9,
  };
}

/** Findings of one rule, and its count. */
export function check(rule: string, made: MadeDocument): { readonly findings: readonly Finding[]; readonly count: CheckCount | undefined; readonly list: string } {
  const { findings, checks } = checkText(documentOf(made), KINDS);
  const own = findings.filter((finding) => finding.rule === rule);
  return { findings: own, count: checks.find((one) => one.rule === rule), list: own.map((finding) => finding.params.list).join('\n') };
}
