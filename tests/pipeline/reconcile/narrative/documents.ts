/** Documents made by hand: prose as paragraphs, tables as rows of what they say. */
import { checkNarrative } from '../../../../pipeline/reconcile/narrative/index.js';
import { parseAmount } from '../../../../schemas/amount-parse.js';
import type { Unit } from '../../../../schemas/amount.js';
import { officialName } from '../../../../schemas/codes.js';
import type { CheckResult, LinedTable, NormalisedDocument } from '../../../../schemas/document.js';
import type { Finding } from '../../../../schemas/finding.js';
import { severityOf, wordingOf } from '../../../../schemas/rules.js';
import type { Classification, PerformanceForm, Side, TableKindId } from '../../../../schemas/table.js';
import { factsOf, paragraphsOf } from '../../../extractors/facts/helpers.js';

export interface Row {
  readonly name?: string;
  readonly code?: string;
  readonly item?: string;
  readonly classification?: Classification;
  readonly side?: Side;
  readonly labels?: Readonly<Record<string, string>>;
  /** Printed figures by measure; '' for an empty cell. */
  readonly cells: Readonly<Record<string, string>>;
}

/** A table of one kind; rows without code and item that are called 合计 stand for the whole. */
export function table(kind: TableKindId, rows: readonly Row[], more: { readonly unit?: Unit; readonly id?: string; readonly forms?: readonly PerformanceForm[]; readonly year?: number; readonly classification?: Classification; readonly title?: string } = {}): LinedTable {
  const { unit = '元', id = 't1', forms = [], year, classification, title = kind } = more;
  const lines: LinedTable['lines'] = rows.map(({ name = '合计', code = '', item = '', classification: own, side = '', labels = {}, cells }, i) => {
    const kindOfCode: Classification = own ?? classification ?? (code.startsWith('3') ? 'economic' : code === '' ? '' : 'functional');
    const whole = name === '合计';
    return {
      entry: {
        row: i + 1, gridRow: i + 1, block: 0, side, classification: kindOfCode, code: code === '' ? [] : [{ part: 'whole', text: code }],
        name, indent: 0, item: whole && item === '' ? 'grand_total' : item, role: code !== '' ? 'coded' : whole ? 'total' : 'line', labels,
        cells: Object.entries(cells).map(([measure, text], k) => ({ measure, gridRow: i + 1, gridColumn: k, reading: parseAmount(text, unit), confidence: 1 })),
      },
      classification: kindOfCode, code, codePublished: code, level: whole ? 'total' : code === '' ? 'line' : code.length === 3 ? 'class' : code.length === 5 ? 'section' : 'item',
      officialName: officialName(code, 2024), impliedCode: '',
    };
  });
  return {
    table: {
      tableId: id, kind, stage: '', title, unit, ...(year === undefined ? {} : { year }),
      grid: { type: 'grid', rows: rows.length, columns: 2, cells: [], source: 'text', method: 'markup' },
      paragraphsBefore: 0, headerRows: 1, columns: [], entries: lines.map((line) => line.entry), notes: [], unread: [], forms,
    },
    lines,
  };
}

/** A project's form with its funds in yuan. */
export function form(project: string, total: string): PerformanceForm {
  const reading = parseAmount(total, '元');
  return {
    project, nature: '', category: '', supervisor: '', implementer: '', start: '', end: '', goalTotal: '', goalAnnual: '', indicators: [], gridRow: 1,
    funds: reading.state === 'amount' ? { total: { amount: reading.amount, gridRow: 1, gridColumn: 1 } } : {},
  };
}

export interface Made {
  readonly year?: number;
  readonly stage?: 'budget' | 'final';
  readonly scope?: 'department' | 'unit';
}

export function documentOf(texts: readonly string[], tables: readonly LinedTable[] = [], { year = 2024, stage = 'budget', scope = 'department' }: Made = {}): NormalisedDocument {
  const organisation = '某市司法局';
  return {
    identity: { title: '', fiscalYear: year, stage, scope, region: '', regionCode: '', organisation, kind: 'disclosure' },
    paragraphs: paragraphsOf(texts), tables, facts: factsOf(texts, { year, stage, organisation }), notes: [], extraction: 'text',
  };
}

export function checked(texts: string | readonly string[], tables: readonly LinedTable[] = [], more: Made = {}): CheckResult {
  return checkNarrative(documentOf(typeof texts === 'string' ? [texts] : texts, tables, more));
}

/** Findings as `error narrative/parts 1,216万元 → 1301万元`. */
export const told = ({ findings }: CheckResult): string[] =>
  findings.map((finding) => [severityOf(finding), finding.rule, finding.code ?? '', finding.published ?? '', finding.expected === undefined ? '' : `→ ${finding.expected}`].filter((word) => word !== '').join(' '));

/** `applicable passed failed notCheckable` of one rule. */
export function counted({ checks }: CheckResult, rule: string): string {
  const row = checks.find((check) => check.rule === rule);
  return row === undefined ? 'none' : `${row.applicable} ${row.passed} ${row.failed} ${row.notCheckable}`;
}

export const message = (finding: Finding | undefined): string => (finding === undefined ? '' : wordingOf(finding, 'zh'));
