/**
 * The ledger of a document: what other documents need to know of it, small and plain, so that a batch of any size can be
 * linked without holding its documents. It has the figures that prose can name, what the document says of figures that
 * stand in another document, and the units that it adds up.
 */
import { UNITS, type Amount } from '../../../schemas/amount.js';
import { nameKey } from '../../../schemas/codes.js';
import type { Identity, ProcessedDocument } from '../../../schemas/document.js';
import { columnRef, type CellRef } from '../../../schemas/finding.js';
import { severityOf, wordingOf } from '../../../schemas/rules.js';
import type { Classification, Side, Table } from '../../../schemas/table.js';
import { cellsOf, type CellIndex, type PlacedCell, type TableCell } from '../narrative/cells.js';
import { headerBasis, type Basis } from './basis.js';
import { claimsOf, type Claim } from './claims.js';
import { listedUnits, unitLinesOf, type ListedUnits, type UnitLine } from './unit-lines.js';

/** One figure, as JSON: amounts in fen as text. */
export interface LedgerCell {
  readonly ref: CellRef;
  readonly kind: string;
  readonly title: string;
  readonly measure: string;
  readonly suffix: string;
  readonly fund: string;
  readonly side: Side;
  readonly whole: boolean;
  readonly unit: boolean;
  readonly item: string;
  readonly code: string;
  readonly implied: string;
  readonly classification: Classification;
  readonly name: string;
  readonly fen: string;
  readonly step: string;
  readonly published: string;
  readonly printed: keyof typeof UNITS;
  /** Of columns of last year (`_previous`) and of the budget (`_budget`): what their header says they hold. */
  readonly basis: Basis;
}

/** What a finding of error or warning says of a document, for a later printing of it: equal where it is still there. */
export interface Told { readonly key: string; readonly rule: string; readonly text: string }

export interface Ledger {
  readonly documentId: string;
  readonly sourceFile: string;
  readonly identity: Identity;
  readonly kinds: readonly string[];
  readonly cells: readonly LedgerCell[];
  readonly claims: readonly Claim[];
  readonly unitLines: readonly UnitLine[];
  readonly listed: ListedUnits | null;
  readonly told: readonly Told[];
}

/** The ledger of a disclosure; undefined for what can't be linked: no region, organisation, scope, year or stage. */
export function ledgerOf(processed: ProcessedDocument): Ledger | undefined {
  const { document } = processed;
  if (document === undefined) return undefined;
  const { identity } = document;
  if (identity.kind !== 'disclosure' || identity.organisation === '' || identity.regionCode === '' || identity.fiscalYear === 0 || identity.stage === '' || identity.scope === '') return undefined;
  const index = cellsOf(document);
  const serious = processed.findings.filter((f) => severityOf(f) !== 'info');
  const doubtful = new Set(serious.flatMap((f) => f.cells));
  // What is said of a whole table or column (no unit, rows told wrongly) is said of each of its figures: none is compared.
  const isDoubted = ({ ref, table }: TableCell): boolean => doubtful.has(table.tableId) || doubtful.has(columnRef(table.tableId, ref.slice(ref.lastIndexOf(':') + 1)));
  const cells = [...new Set([...index.heads, ...[...index.byCode.values()].flat()])].filter((cell) => !isDoubted(cell));
  return {
    documentId: processed.documentId, sourceFile: processed.sourceFile, identity, kinds: [...index.kinds],
    cells: cells.flatMap((cell) => ledgerCell(cell, identity)),
    claims: claimsOf(document).map((claim) => ({ ...claim, doubtful: [claim.fact, ...claim.facts].some((fact) => doubtful.has(fact)) })),
    unitLines: unitLinesOf(document), listed: listedUnits(document),
    told: serious.map((f) => ({ key: [f.rule, f.tableKind, f.code, f.measure, f.published, f.expected, f.published === undefined ? f.params['list'] : ''].join('|'), rule: f.rule, text: wordingOf(f, 'zh') })),
  };
}

function ledgerCell(cell: TableCell, identity: Identity): LedgerCell[] {
  if (cell.state !== 'amount' || cell.amount === undefined || cell.suffix === '_change' || cell.suffix === '_adjusted') return [];
  const { line, table, amount } = cell;
  return [{
    ref: cell.ref, kind: table.kind, title: table.title, measure: cell.measure, suffix: cell.suffix, fund: cell.fund, side: cell.side, whole: cell.whole, unit: cell.unit,
    item: line.entry.item, code: line.code, implied: line.impliedCode, classification: line.classification, name: line.entry.name,
    fen: amount.fen.toString(), step: amount.step.toString(), published: amount.published, printed: amount.unit,
    basis: cell.suffix === '' ? 'other' : headerBasis(headerOf(table, cell), table.notes.map((note) => note.text).join(' '), cell.suffix, identity),
  }];
}

const headerOf = (table: Table, cell: TableCell): string => {
  const at = cell.line.entry.cells.find((c) => cell.ref.endsWith(`:${c.measure}`))?.gridColumn;
  return table.columns.find((column) => column.gridColumn === at)?.header ?? '';
};

/** A figure of a ledger in its place, with the document that it stands in. */
export interface KnownCell extends PlacedCell {
  readonly amount: Amount;
  readonly title: string;
  readonly basis: Basis;
  readonly ledger: Ledger;
}

/** The figures of several files of one publication (说明 in one, 表 in the other), as one index. */
export function indexOf(ledgers: readonly Ledger[]): CellIndex<KnownCell> & { readonly all: readonly KnownCell[] } {
  const heads: KnownCell[] = [];
  const byCode = new Map<string, KnownCell[]>();
  const byName = new Map<string, KnownCell[]>();
  const all: KnownCell[] = [];
  const add = (index: Map<string, KnownCell[]>, key: string, cell: KnownCell): void => {
    const list = index.get(key);
    if (list === undefined) index.set(key, [cell]);
    else list.push(cell);
  };
  for (const ledger of ledgers) {
    const lines = new Map<string, KnownCell['line']>();
    for (const c of ledger.cells) {
      // Cells of one line share it.
      const at = c.ref.split(':').slice(0, 2).join(':');
      const line = lines.get(at) ?? { code: c.code, impliedCode: c.implied, classification: c.classification, entry: { item: c.item, name: c.name } };
      lines.set(at, line);
      const cell: KnownCell = {
        ref: c.ref, table: { kind: c.kind }, line, measure: c.measure, suffix: c.suffix, fund: c.fund, side: c.side, whole: c.whole, unit: c.unit, state: 'amount',
        amount: { fen: BigInt(c.fen), step: BigInt(c.step), unit: c.printed, published: c.published, mended: [] }, title: c.title, basis: c.basis, ledger,
      };
      all.push(cell);
      if (c.item !== '' || c.whole) heads.push(cell);
      const code = codeOf(cell);
      if (code !== '') add(byCode, code, cell);
      const name = nameKey(c.name);
      if (name !== '' && c.item === '') add(byName, name, cell);
    }
  }
  return { heads, byCode, byName, kinds: new Set(ledgers.flatMap((l) => l.kinds)), all };
}

export const codeOf = ({ line }: Pick<KnownCell, 'line'>): string => (line.code === '' ? line.impliedCode : line.code);
